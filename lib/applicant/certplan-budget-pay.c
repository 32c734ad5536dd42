/* What the applications of a plan cost, and when. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-budget-private.h"
#include "certplan-error.h"
#include "certplan-quote-private.h"
#include "certplan-renewal-private.h"
#include <string.h>

/* One application of a certificate. */
typedef struct
{
  guint cert;
  guint handle;
  const char *kind;
  CertplanDate date;
  const char *basis;
  const CertplanRule *date_rule;
  CertplanDate anchor;
  CertplanDate from, to; /* the term that it gives */
} Application;

static const CertplanCert *
get_cert (const CertplanBudgetRun *run, guint place)
{
  return &g_array_index (run->certs, CertplanCert, place);
}

/* Inside the horizon a line, before it a sum. */
static gboolean
add_cash (CertplanBudgetRun *run, const CertplanCash *cash, GError **error)
{
  if (cash->date > run->until)
    return TRUE;
  gboolean is_before = cash->date < run->from;
  CertplanMoney *sum = is_before ? &run->before_fen : &run->total_fen;
  if (!is_before)
    g_array_append_vals (run->cash, cash, 1);
  if (!is_before && cash->amount == CERTPLAN_MONEY_NONE)
    run->n_missing++;
  return cash->amount == CERTPLAN_MONEY_NONE || certplan_money_add (*sum, cash->amount, sum, error);
}

static CertplanCash
make_cash (const CertplanBudgetRun *run, const Application *application)
{
  return (CertplanCash){
    .cert = application->cert,
    .date = application->date,
    .org = certplan_records_get_text (run->plan, get_cert (run, application->cert)->org),
    .qualification = certplan_rulebook_get_qualification (run->rulebook, application->handle),
    .kind = application->kind,
    .item = "fee",
    .amount = CERTPLAN_MONEY_NONE,
    .basis = application->basis,
    .date_rule = application->date_rule,
    .anchor = application->anchor,
    .term_from = application->from,
    .term_to = application->to,
  };
}

static gboolean
pay (CertplanBudgetRun *run, const Application *application, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CertplanQuote) quote = certplan_quote_new (
      run->rulebook, application->handle, application->kind, application->date, &local);
  CertplanCash cash = make_cash (run, application);
  if (quote == NULL
      && g_error_matches (local, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_NO_PUBLISHED_TARIFF))
    return add_cash (run, &cash, error);
  if (quote == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (guint i = 0; i < certplan_quote_get_n_items (quote); i++)
    {
      cash.rule = _certplan_quote_get_rule (quote, i);
      cash.item = cash.rule->item;
      cash.amount = cash.rule->amount_fen;
      if (!add_cash (run, &cash, error))
        return FALSE;
    }
  return TRUE;
}

/* The user's own costs go with the first application. */
static gboolean
pay_extra (CertplanBudgetRun *run, const Application *application, GError **error)
{
  const CertplanCert *cert = get_cert (run, application->cert);
  CertplanMoney extra = _certplan_budget_get_row (run, cert)->extra;
  if (cert->origin == CERTPLAN_CERT_RUNG || extra == CERTPLAN_MONEY_NONE || extra == 0)
    return TRUE;
  CertplanCash cash = make_cash (run, application);
  cash.kind = NULL;
  cash.item = "own_cost";
  cash.amount = extra;
  cash.term_from = cash.term_to = CERTPLAN_DATE_NONE;
  return add_cash (run, &cash, error);
}

static gboolean
pay_first (CertplanBudgetRun *run, guint place, GError **error)
{
  const CertplanCert *cert = get_cert (run, place);
  if (cert->origin == CERTPLAN_CERT_HELD)
    return TRUE;
  gboolean by_target = cert->filed == cert->file_by, by_cap = cert->filed == cert->file_safe;
  const Application application = {
    .cert = place,
    .handle = cert->handle,
    .kind = cert->kind,
    .date = cert->filed,
    .basis = by_target                   ? "target"
             : by_cap                    ? "cap"
             : cert->filed == cert->wish ? "wish"
             : cert->filed == run->as_of ? "today"
                                         : "late",
    .date_rule = by_target ? cert->target
                 : by_cap  ? cert->cap
                           : NULL,
    .anchor = cert->wish,
    .from = cert->issued,
    .to = cert->expiry,
  };
  return pay (run, &application, error) && pay_extra (run, &application, error);
}

/* The last day for a renewal, and the rule that says so: its lead, else the day by which it must be
 * done; where nobody published either, the expiry. */
static CertplanDate
find_renew_by (const CertplanBudgetRun *run, const CertplanCert *cert, const char *kind,
               CertplanDate expiry, const CertplanRule **rule)
{
  *rule = _certplan_budget_find_period (run, cert->handle, kind, "renewal_lead", expiry);
  if (*rule != NULL)
    return _certplan_budget_step (expiry, &(*rule)->duration, -1);
  *rule = _certplan_budget_find_period (run, cert->handle, kind, "renewal_completion", expiry);
  const CertplanRule *target
      = _certplan_budget_find_period (run, cert->handle, kind, "target", expiry);
  if (*rule == NULL)
    return expiry;
  CertplanDate done = _certplan_budget_step (expiry, &(*rule)->duration, -1);
  return target != NULL ? _certplan_budget_step (done, &target->duration, -1) : done;
}

/* A renewal that comes too late is a first application again, with all that must be held for it. */
static gboolean
pay_again (CertplanBudgetRun *run, const Application *application, GError **error)
{
  guint n_rows;
  const CertplanRule *rows = _certplan_rulebook_get_rows (run->rulebook, CERTPLAN_RULES_CRITERIA,
                                                          application->handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      if (!_certplan_budget_is_ladder (run, &rows[i])
          || !(rows[i].kind[0] == '\0' || g_str_equal (rows[i].kind, application->kind)))
        continue;
      Application rung = *application;
      rung.handle = certplan_rulebook_find (run->rulebook, rows[i].requires, error);
      if (rung.handle == 0)
        return FALSE;
      rung.kind = certplan_rulebook_check_kind (run->rulebook, rung.handle, NULL, NULL);
      rung.from = rung.to = CERTPLAN_DATE_NONE;
      if (_certplan_budget_find_cert (run, get_cert (run, rung.cert)->org, rung.handle) == NULL
          && !pay (run, &rung, error))
        return FALSE;
    }
  return TRUE;
}

/* The expiry of the term that follows; NONE where nobody published how long it is. */
static CertplanDate
find_next_expiry (const CertplanBudgetRun *run, const CertplanCert *cert, gboolean is_renewal,
                  CertplanDate issued, CertplanDate expiry)
{
  gboolean from_issue
      = !is_renewal || issued > expiry
        || _certplan_policy_is (run->policy, CERTPLAN_POLICY_RENEWED_TERM, "from-issue");
  if (cert->validity == NULL)
    return CERTPLAN_DATE_NONE;
  return _certplan_budget_step (from_issue ? issued : expiry, &cert->validity->duration, 1);
}

/* One renewal. Returns: the next expiry, NONE = there is no other one; or with @error set */
static CertplanDate
renew (CertplanBudgetRun *run, guint place, CertplanDate expiry, gboolean is_first, GError **error)
{
  const CertplanCert *cert = get_cert (run, place);
  Application application = { .cert = place, .handle = cert->handle, .anchor = expiry };
  const CertplanPeriod late = { .months = run->n_late_months };
  application.kind = _certplan_rulebook_get_kind_by_role (run->rulebook, cert->handle, "renewal");
  if (application.kind == NULL)
    return CERTPLAN_DATE_NONE;
  CertplanDate renew_by
      = find_renew_by (run, cert, application.kind, expiry, &application.date_rule);
  application.date = MAX (_certplan_budget_step (renew_by, &late, 1), run->as_of);
  application.basis = application.date > renew_by     ? "late"
                      : application.date_rule == NULL ? "expiry"
                                                      : "renew_by";
  if (application.date > run->until)
    return CERTPLAN_DATE_NONE;
  if (cert->ends != CERTPLAN_DATE_NONE && application.date >= cert->ends)
    {
      run->n_days_without += cert->ends - expiry - 1; /* replaced before it would be renewed */
      return CERTPLAN_DATE_NONE;
    }
  g_autoptr (CertplanRenewal) renewal
      = certplan_renewal_new (run->rulebook, run->policy, cert->handle, expiry, NULL);
  CertplanRenewalState state = renewal != NULL
                                   ? certplan_renewal_get_state (renewal, application.date)
                                   : CERTPLAN_RENEWAL_ON_TIME;
  if (renewal != NULL)
    application.kind = certplan_renewal_get_kind (renewal, state);
  CertplanDate issued = _certplan_budget_get_issue (
      _certplan_budget_find_period (run, cert->handle, application.kind, "target",
                                    application.date),
      application.date);
  gboolean is_renewal = state != CERTPLAN_RENEWAL_INITIAL;
  application.to = find_next_expiry (run, cert, is_renewal, issued, expiry);
  application.from = issued > expiry ? issued : expiry + 1;
  if (issued > expiry + 1
      && !(renewal != NULL && is_renewal
           && certplan_renewal_is_valid (renewal, CERTPLAN_RENEWAL_LAPSED)))
    run->n_days_without += issued - expiry - 1;
  if (!pay (run, &application, error) || (!is_renewal && !pay_again (run, &application, error))
      || (is_first && cert->origin == CERTPLAN_CERT_HELD && !pay_extra (run, &application, error)))
    return CERTPLAN_DATE_NONE;
  return application.to > expiry ? application.to : CERTPLAN_DATE_NONE;
}

/* Again and again, until the horizon ends or a higher level takes its place. */
static gboolean
pay_renewals (CertplanBudgetRun *run, guint place, GError **error)
{
  const CertplanCert *cert = get_cert (run, place);
  GError *local = NULL;
  gboolean is_first = TRUE;
  for (CertplanDate expiry = cert->expiry;
       expiry != CERTPLAN_DATE_NONE && (cert->ends == CERTPLAN_DATE_NONE || cert->ends > expiry);
       is_first = FALSE)
    expiry = renew (run, place, expiry, is_first, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

/* What comes back at an interval of its own: a period that the scheme also has a kind of
 * application for. */
static gboolean
pay_recurring (CertplanBudgetRun *run, guint place, const CertplanRule *rule, const char *kind,
               GError **error)
{
  const CertplanCert *cert = get_cert (run, place);
  if (rule->duration.months < 0 || rule->duration.days < 0
      || (rule->duration.months == 0 && rule->duration.days == 0))
    return TRUE;
  for (gint i = 1; i < 10000; i++)
    {
      const CertplanPeriod since = { rule->duration.months * i, rule->duration.days * i, 0 };
      CertplanDate date = certplan_date_add_period (cert->issued, &since, 1);
      if (date == CERTPLAN_DATE_NONE || date > run->until
          || (cert->ends != CERTPLAN_DATE_NONE && date > cert->ends))
        return TRUE;
      const Application application = {
        .cert = place,
        .handle = cert->handle,
        .kind = kind,
        .date = date,
        .basis = rule->item,
        .date_rule = rule,
        .anchor = cert->issued,
        .from = CERTPLAN_DATE_NONE,
        .to = CERTPLAN_DATE_NONE,
      };
      if (date >= run->as_of && !pay (run, &application, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
pay_all_recurring (CertplanBudgetRun *run, guint place, GError **error)
{
  const CertplanCert *cert = get_cert (run, place);
  guint n_rows;
  const CertplanRule *rows
      = _certplan_rulebook_get_rows (run->rulebook, CERTPLAN_RULES_PERIODS, cert->handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      const char *kind
          = _certplan_rulebook_get_kind_by_role (run->rulebook, cert->handle, rows[i].item);
      if (kind != NULL && _certplan_rule_applies (&rows[i], cert->issued)
          && !pay_recurring (run, place, &rows[i], kind, error))
        return FALSE;
    }
  return TRUE;
}

static gint
compare_cash (gconstpointer a, gconstpointer b)
{
  const CertplanCash *x = a, *y = b;
  return x->date < y->date ? -1 : x->date > y->date;
}

gboolean
_certplan_budget_pay (CertplanBudgetRun *run, GError **error)
{
  for (guint i = 0; i < run->certs->len; i++)
    if (!pay_first (run, i, error) || !pay_renewals (run, i, error)
        || !pay_all_recurring (run, i, error))
      return FALSE;
  g_array_sort (run->cash, compare_cash); /* a stable sort: on one day the plan's order stays */
  return TRUE;
}
