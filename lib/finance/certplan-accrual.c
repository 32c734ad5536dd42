/* What of charges is earned, month by month. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-accrual-private.h"
#include "certplan-private.h"
#include "certplan-record-given-private.h"

#define MAX_MONTHS 1200

G_DEFINE_BOXED_TYPE (CertplanAccrualRequest, certplan_accrual_request, certplan_accrual_request_ref,
                     certplan_accrual_request_unref)
G_DEFINE_BOXED_TYPE (CertplanAccrual, certplan_accrual, certplan_accrual_ref,
                     certplan_accrual_unref)

CertplanAccrualRequest *
certplan_accrual_request_new (CertplanRulebook *rulebook, CertplanPolicy *policy,
                              CertplanRecords *charges)
{
  g_return_val_if_fail (rulebook != NULL && _certplan_records_are (charges, "charges"), NULL);

  CertplanAccrualRequest *request = g_atomic_rc_box_new0 (CertplanAccrualRequest);
  request->rulebook = certplan_rulebook_ref (rulebook);
  request->policy = policy != NULL ? certplan_policy_ref (policy) : certplan_policy_new ();
  request->charges = certplan_records_ref (charges);
  request->from = request->to = CERTPLAN_DATE_NONE;
  return request;
}

CertplanAccrualRequest *
certplan_accrual_request_ref (CertplanAccrualRequest *request)
{
  return g_atomic_rc_box_acquire (request);
}

static void
request_clear (gpointer data)
{
  CertplanAccrualRequest *request = data;
  certplan_rulebook_unref (request->rulebook);
  certplan_policy_unref (request->policy);
  certplan_records_unref (request->charges);
  g_clear_pointer (&request->certificates, certplan_records_unref);
  g_clear_pointer (&request->events, certplan_records_unref);
  g_clear_pointer (&request->applied, certplan_records_unref);
}

void
certplan_accrual_request_unref (CertplanAccrualRequest *request)
{
  g_atomic_rc_box_release_full (request, request_clear);
}

gboolean
_certplan_month_parse (const char *text, CertplanDate *out, GError **error)
{
  g_auto (CertplanRefusal) refusal = { NULL };
  if (_certplan_cell_read_month (text, out, &refusal))
    return TRUE;
  return _certplan_refuse (error, CERTPLAN_FINANCE_ERROR, CERTPLAN_FINANCE_ERROR_PERIOD,
                           _ ("no month: \"%s\"; wanted one as 2026-11"), text);
}

CertplanDate
_certplan_month_get_end (CertplanDate month)
{
  return certplan_date_add_months (month, 1) - 1;
}

gboolean
_certplan_months_parse (const char *from, const char *to, CertplanDate *first, CertplanDate *last,
                        GError **error)
{
  CertplanDate begin, end;
  if (!_certplan_month_parse (from, &begin, error) || !_certplan_month_parse (to, &end, error))
    return FALSE;
  const CertplanDate limit = certplan_date_add_months (begin, MAX_MONTHS);
  if (end >= begin && limit != CERTPLAN_DATE_NONE && end < limit
      && certplan_date_add_months (end, 1) != CERTPLAN_DATE_NONE)
    {
      *first = begin;
      *last = end;
      return TRUE;
    }
  g_set_error (error, CERTPLAN_FINANCE_ERROR, CERTPLAN_FINANCE_ERROR_PERIOD,
               _ ("from %s to %s; wanted a last month not before the first one, and at most %d of "
                  "them, in the years 1 to 9999"),
               from, to, MAX_MONTHS);
  return FALSE;
}

gboolean
certplan_accrual_request_set_months (CertplanAccrualRequest *request, const char *from,
                                     const char *to, GError **error)
{
  g_return_val_if_fail (!request->is_used && from != NULL && to != NULL, FALSE);

  return _certplan_months_parse (from, to, &request->from, &request->to, error);
}

void
certplan_accrual_request_set_certificates (CertplanAccrualRequest *request,
                                           CertplanRecords *certificates, CertplanRecords *events)
{
  g_return_if_fail (!request->is_used && _certplan_records_may_be (certificates, "register")
                    && _certplan_records_may_be (events, "events"));

  _certplan_records_hold (&request->certificates, certificates);
  _certplan_records_hold (&request->events, events);
}

void
certplan_accrual_request_set_applied (CertplanAccrualRequest *request, CertplanRecords *applied)
{
  g_return_if_fail (!request->is_used && _certplan_records_may_be (applied, "applied"));

  _certplan_records_hold (&request->applied, applied);
}

void
certplan_accrual_request_set_by_day (CertplanAccrualRequest *request, gboolean by_day)
{
  g_return_if_fail (!request->is_used);

  request->by_day = by_day;
}

gboolean
certplan_accrual_request_set_side (CertplanAccrualRequest *request, const char *side,
                                   GError **error)
{
  g_return_val_if_fail (!request->is_used, FALSE);

  if (side != NULL && !g_str_equal (side, "payee") && !g_str_equal (side, "payer"))
    return _certplan_refuse (error, CERTPLAN_FINANCE_ERROR, CERTPLAN_FINANCE_ERROR_SIDE,
                             _ ("no side: \"%s\"; wanted payee or payer"), side);
  request->is_payer = side != NULL && g_str_equal (side, "payer");
  return TRUE;
}

CertplanAccrual *
certplan_accrual_ref (CertplanAccrual *accrual)
{
  return g_atomic_rc_box_acquire (accrual);
}

static void
accrual_clear (gpointer data)
{
  CertplanAccrual *accrual = data;
  g_clear_pointer (&accrual->deferral, _certplan_deferral_free);
  g_array_unref (accrual->roll);
  certplan_accrual_request_unref (accrual->request);
}

void
certplan_accrual_unref (CertplanAccrual *accrual)
{
  g_atomic_rc_box_release_full (accrual, accrual_clear);
}

/* No sum of some charges overflows, as all of them together do not. */
static void
add_sums (CertplanDeferralSums *sum, const CertplanDeferralSums *more)
{
  sum->billed_fen += more->billed_fen;
  sum->earned_fen += more->earned_fen;
  sum->reversed_fen += more->reversed_fen;
}

static CertplanMoney
get_balance (const CertplanDeferralSums *sums)
{
  return sums->billed_fen - sums->earned_fen - sums->reversed_fen;
}

/* One row: what changed between two ends of a month. The balances are those of the days, and the
 * changes lead from the one to the other: that is checked. */
static void
append_line (CertplanAccrual *accrual, CertplanDate month, const char *item,
             const CertplanDeferralSums *before, const CertplanDeferralSums *after)
{
  const CertplanRollLine line = {
    .month = month,
    .item = item,
    .opening = get_balance (before),
    .billed = after->billed_fen - before->billed_fen,
    .recognised = after->earned_fen - before->earned_fen,
    .reversed = after->reversed_fen - before->reversed_fen,
    .closing = get_balance (after),
    .source = "computed",
  };
  g_assert (line.opening + line.billed - line.recognised - line.reversed == line.closing);
  g_array_append_val (accrual->roll, line);
}

/* By item, by the end of the day; the last one is all of them. */
static void
sum_day (const CertplanDeferral *deferral, const guint *places, CertplanDate day,
         CertplanDeferralSums *sums)
{
  const guint n = deferral->keys->len;
  for (guint k = 0; k <= n; k++)
    sums[k] = (CertplanDeferralSums){ 0, 0, 0 };
  for (guint i = 0; i < deferral->items->len; i++)
    {
      const CertplanDeferralSums one = _certplan_deferral_sum (deferral, i, day);
      add_sums (&sums[places[i]], &one);
      add_sums (&sums[n], &one);
    }
}

/* The place of each charge's item among all items. */
static guint *
find_places (const CertplanDeferral *deferral)
{
  guint *places = g_new (guint, deferral->items->len + 1);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint k = 0; k < deferral->keys->len; k++)
    g_hash_table_insert (known, g_ptr_array_index (deferral->keys, k), GUINT_TO_POINTER (k));
  for (guint i = 0; i < deferral->items->len; i++)
    places[i] = GPOINTER_TO_UINT (
        g_hash_table_lookup (known, _certplan_deferral_get (deferral, i)->item));
  return places;
}

static void
roll (CertplanAccrual *accrual)
{
  const CertplanDeferral *deferral = accrual->deferral;
  const guint n = deferral->keys->len;
  g_autofree guint *places = find_places (deferral);
  g_autofree CertplanDeferralSums *before = g_new (CertplanDeferralSums, n + 1);
  g_autofree CertplanDeferralSums *after = g_new (CertplanDeferralSums, n + 1);
  sum_day (deferral, places, accrual->request->from - 1, before);
  for (CertplanDate month = accrual->request->from; month <= accrual->request->to;
       month = certplan_date_add_months (month, 1))
    {
      sum_day (deferral, places, _certplan_month_get_end (month), after);
      for (guint k = 0; k <= n; k++)
        append_line (accrual, month, k < n ? g_ptr_array_index (deferral->keys, k) : "total",
                     &before[k], &after[k]);
      CertplanDeferralSums *swap = before;
      before = after;
      after = swap;
    }
}

CertplanAccrual *
certplan_accrual_new (CertplanAccrualRequest *request, CertplanDate as_of, CertplanFaults *faults,
                      GError **error)
{
  g_return_val_if_fail (request != NULL && request->from != CERTPLAN_DATE_NONE, NULL);
  g_return_val_if_fail (as_of != CERTPLAN_DATE_NONE, NULL);
  g_autoptr (CertplanAccrual) accrual = g_atomic_rc_box_new0 (CertplanAccrual);
  const CertplanDeferralRequest wanted = {
    .rulebook = request->rulebook,
    .policy = request->policy,
    .charges = request->charges,
    .certificates = request->certificates,
    .events = request->events,
    .applied = request->applied,
    .as_of = as_of,
    .by_day = request->by_day,
  };
  request->is_used = TRUE;
  accrual->request = certplan_accrual_request_ref (request);
  accrual->roll = g_array_new (FALSE, FALSE, sizeof (CertplanRollLine));
  accrual->deferral = _certplan_deferral_new (&wanted, faults, error);
  if (accrual->deferral == NULL)
    return NULL;
  roll (accrual);
  return g_steal_pointer (&accrual);
}

CertplanMoney
certplan_accrual_get_closing (const CertplanAccrual *accrual)
{
  return g_array_index (accrual->roll, CertplanRollLine, accrual->roll->len - 1).closing;
}

guint
certplan_accrual_get_n_missing (const CertplanAccrual *accrual)
{
  return accrual->deferral->n_missing;
}

guint
certplan_accrual_count_unknown (const CertplanAccrual *accrual)
{
  const CertplanHoldings *holdings = accrual->deferral->holdings;
  return holdings != NULL ? _certplan_holdings_get_n_unknown (holdings) : 0;
}
