/* Charges, payments and what is earned as vouchers, month by month.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-accrual-private.h"
#include "certplan-date-private.h"
#include "certplan-faults-private.h"
#include "certplan-journal-private.h"
#include "certplan-private.h"
#include "certplan-record-given-private.h"
#include "certplan-table-private.h"

G_DEFINE_BOXED_TYPE (CertplanJournalRequest, certplan_journal_request, certplan_journal_request_ref,
                     certplan_journal_request_unref)
G_DEFINE_BOXED_TYPE (CertplanJournal, certplan_journal, certplan_journal_ref,
                     certplan_journal_unref)

#define WHOLE 1000000 /* a share of one, in millionths */

CertplanJournalRequest *
certplan_journal_request_new (CertplanRulebook *rulebook, CertplanPolicy *policy,
                              CertplanRecords *charges, CertplanRecords *applied)
{
  g_return_val_if_fail (rulebook != NULL && _certplan_records_are (charges, "charges"), NULL);
  g_return_val_if_fail (_certplan_records_are (applied, "applied"), NULL);

  CertplanJournalRequest *request = g_atomic_rc_box_new0 (CertplanJournalRequest);
  request->rulebook = certplan_rulebook_ref (rulebook);
  request->policy = policy != NULL ? certplan_policy_ref (policy) : certplan_policy_new ();
  request->charges = certplan_records_ref (charges);
  request->applied = certplan_records_ref (applied);
  request->from = request->to = CERTPLAN_DATE_NONE;
  return request;
}

CertplanJournalRequest *
certplan_journal_request_ref (CertplanJournalRequest *request)
{
  return g_atomic_rc_box_acquire (request);
}

static void
request_clear (gpointer data)
{
  CertplanJournalRequest *request = data;
  certplan_rulebook_unref (request->rulebook);
  certplan_policy_unref (request->policy);
  certplan_records_unref (request->charges);
  certplan_records_unref (request->applied);
  g_clear_pointer (&request->certificates, certplan_records_unref);
  g_clear_pointer (&request->events, certplan_records_unref);
}

void
certplan_journal_request_unref (CertplanJournalRequest *request)
{
  g_atomic_rc_box_release_full (request, request_clear);
}

gboolean
certplan_journal_request_set_period (CertplanJournalRequest *request, const char *month,
                                     GError **error)
{
  g_return_val_if_fail (!request->is_used && month != NULL, FALSE);

  CertplanDate first;
  if (!_certplan_month_parse (month, &first, error))
    return FALSE;
  if (certplan_date_add_months (first, 1) == CERTPLAN_DATE_NONE)
    return _certplan_refuse (error, CERTPLAN_FINANCE_ERROR, CERTPLAN_FINANCE_ERROR_PERIOD,
                             _ ("no month: \"%s\"; wanted one as 2026-11"), month);
  request->from = request->to = first;
  return TRUE;
}

gboolean
certplan_journal_request_set_months (CertplanJournalRequest *request, const char *from,
                                     const char *to, GError **error)
{
  g_return_val_if_fail (!request->is_used && from != NULL && to != NULL, FALSE);

  return _certplan_months_parse (from, to, &request->from, &request->to, error);
}

void
certplan_journal_request_set_with_opening (CertplanJournalRequest *request, gboolean with_opening)
{
  g_return_if_fail (!request->is_used);

  request->with_opening = with_opening;
}

gboolean
certplan_journal_request_set_vat_included (CertplanJournalRequest *request, const char *rate,
                                           GError **error)
{
  g_return_val_if_fail (!request->is_used, FALSE);

  gint32 vat = 0;
  g_auto (CertplanRefusal) refusal = { NULL };
  if (rate != NULL && (!_certplan_cell_read_share (rate, &vat, &refusal) || vat < 0 || vat > WHOLE))
    return _certplan_refuse (error, CERTPLAN_FINANCE_ERROR, CERTPLAN_FINANCE_ERROR_VAT,
                             _ ("no rate of tax: \"%s\"; wanted one as 6%% or 0.06, at most 100%%"),
                             rate);
  request->vat = vat;
  return TRUE;
}

void
certplan_journal_request_set_certificates (CertplanJournalRequest *request,
                                           CertplanRecords *certificates, CertplanRecords *events)
{
  g_return_if_fail (!request->is_used && _certplan_records_may_be (certificates, "register")
                    && _certplan_records_may_be (events, "events"));

  _certplan_records_hold (&request->certificates, certificates);
  _certplan_records_hold (&request->events, events);
}

void
certplan_journal_request_set_by_day (CertplanJournalRequest *request, gboolean by_day)
{
  g_return_if_fail (!request->is_used);

  request->by_day = by_day;
}

CertplanJournal *
certplan_journal_ref (CertplanJournal *journal)
{
  return g_atomic_rc_box_acquire (journal);
}

static void
journal_clear (gpointer data)
{
  CertplanJournal *journal = data;
  g_array_unref (journal->postings);
  g_free (journal->sums);
  g_clear_pointer (&journal->accounts, _certplan_accounts_free);
  g_clear_pointer (&journal->deferral, _certplan_deferral_free);
  certplan_journal_request_unref (journal->request);
}

void
certplan_journal_unref (CertplanJournal *journal)
{
  g_atomic_rc_box_release_full (journal, journal_clear);
}

/* All payments and four times all charges together fit: then so does every account. */
static gboolean
check_sums (const CertplanJournal *journal, GError **error)
{
  const CertplanJournalRequest *request = journal->request;
  CertplanMoney sum_fen = 0;
  for (guint i = 0; i < certplan_records_get_n (request->charges); i++)
    {
      const CertplanMoney fen = certplan_charge_get (request->charges, i)->amount;
      CertplanMoney four_fen;
      if (fen != CERTPLAN_MONEY_NONE
          && (!certplan_money_multiply (ABS (fen), 4, &four_fen, error)
              || !certplan_money_add (sum_fen, four_fen, &sum_fen, error)))
        return FALSE;
    }
  for (guint i = 0; i < certplan_records_get_n (request->applied); i++)
    for (guint twice = 0; twice < 2; twice++)
      if (!certplan_money_add (sum_fen, ABS (certplan_applied_get (request->applied, i)->amount),
                               &sum_fen, error))
        return FALSE;
  return TRUE;
}

static gboolean
fill (CertplanJournal *journal, CertplanDate as_of, CertplanFaults *faults, GError **error)
{
  const CertplanJournalRequest *request = journal->request;
  const CertplanDeferralRequest wanted = {
    .rulebook = request->rulebook,
    .policy = request->policy,
    .charges = request->charges,
    .certificates = request->certificates,
    .events = request->events,
    .applied = request->applied,
    .as_of = as_of,
    .by_day = request->by_day,
    .vat = request->vat,
  };
  journal->deferral = _certplan_deferral_new (&wanted, faults, error);
  if (journal->deferral == NULL)
    return FALSE;
  journal->accounts
      = _certplan_accounts_new (request->rulebook, journal->deferral->fees, faults, error);
  if (journal->accounts == NULL || !check_sums (journal, error))
    return FALSE;
  journal->sums = g_new0 (CertplanAccountSums, journal->accounts->accounts->len);
  if (_certplan_journal_post (journal, faults))
    return TRUE;
  certplan_faults_set_error (faults, error);
  return FALSE;
}

CertplanJournal *
certplan_journal_new (CertplanJournalRequest *request, CertplanDate as_of, CertplanFaults *faults,
                      GError **error)
{
  g_return_val_if_fail (request != NULL && request->from != CERTPLAN_DATE_NONE, NULL);
  g_return_val_if_fail (as_of != CERTPLAN_DATE_NONE, NULL);
  g_autoptr (CertplanFaults) list
      = faults != NULL ? certplan_faults_ref (faults) : certplan_faults_new ();
  g_autoptr (CertplanJournal) journal = g_atomic_rc_box_new0 (CertplanJournal);
  request->is_used = TRUE;
  journal->request = certplan_journal_request_ref (request);
  journal->postings = g_array_new (FALSE, FALSE, sizeof (CertplanPosting));
  journal->first = request->from;
  journal->last = _certplan_month_get_end (request->to);
  journal->year = certplan_date_new (_certplan_date_get_year (request->from), 1, 1);
  return fill (journal, as_of, list, error) ? g_steal_pointer (&journal) : NULL;
}

guint
certplan_journal_get_n_vouchers (const CertplanJournal *journal)
{
  return journal->n_vouchers;
}

guint
certplan_journal_get_n_missing (const CertplanJournal *journal)
{
  return journal->deferral->n_missing;
}
