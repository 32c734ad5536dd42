/* What the applications of a plan cost, and when. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-budget-private.h"
#include "certplan-error.h"
#include "certplan-quote-private.h"

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
make_cash (const CertplanBudgetRun *run, const CertplanApplication *application)
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
    .validity = application->validity,
  };
}

static gboolean
pay (CertplanBudgetRun *run, const CertplanApplication *application, GError **error)
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
pay_extra (CertplanBudgetRun *run, const CertplanApplication *application, GError **error)
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
  cash.validity = NULL;
  return add_cash (run, &cash, error);
}

static gboolean
pay_first (CertplanBudgetRun *run, guint place, GError **error)
{
  const CertplanCert *cert = get_cert (run, place);
  if (cert->origin == CERTPLAN_CERT_HELD)
    return TRUE;
  gboolean by_target = cert->filed == cert->file_by, by_cap = cert->filed == cert->file_safe;
  const CertplanApplication application = {
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
    .validity = cert->validity,
  };
  return pay (run, &application, error) && pay_extra (run, &application, error);
}

/* A renewal that comes too late is a first application again, with all that must be held for it. */
static gboolean
pay_again (CertplanBudgetRun *run, const CertplanApplication *application, GError **error)
{
  g_autoptr (GArray) needed
      = _certplan_budget_list_needed (run, application->cert, application->kind, application->date);
  for (guint i = 0; i < needed->len; i++)
    {
      CertplanApplication rung = *application;
      rung.handle = g_array_index (needed, guint, i);
      rung.kind = certplan_rulebook_check_kind (run->rulebook, rung.handle, NULL, NULL);
      rung.from = rung.to = CERTPLAN_DATE_NONE;
      rung.validity = NULL;
      if (!pay (run, &rung, error))
        return FALSE;
    }
  return TRUE;
}

/* One's own costs that no application of the horizon carries are said, not dropped. */
static void
remark_extra (CertplanBudgetRun *run, guint place)
{
  CertplanCert *cert = &g_array_index (run->certs, CertplanCert, place);
  CertplanMoney extra = _certplan_budget_get_row (run, cert)->extra;
  if (extra == CERTPLAN_MONEY_NONE || extra == 0)
    return;
  g_autofree char *amount = _certplan_argument_money (extra);
  _certplan_budget_remark (run, cert, _certplan_sentence ("remark.extra_unpaid", amount, NULL));
}

/* A renewal that must be complete by a day, of which nobody says how long it takes. */
static void
remark_lead (CertplanBudgetRun *run, const CertplanApplication *application)
{
  CertplanCert *cert = &g_array_index (run->certs, CertplanCert, application->cert);
  if (application->date_rule == NULL
      || !g_str_equal (application->date_rule->item, "renewal_completion")
      || _certplan_budget_find_period (run, application->handle, application->kind, "target",
                                       application->date)
             != NULL)
    return;
  g_autofree char *expiry = certplan_date_format (application->anchor);
  _certplan_budget_remark (
      run, cert,
      _certplan_sentence ("remark.no_lead", expiry, application->date_rule->clause, NULL));
}

/* Without a certificate from its end to what takes its place, or to the end of the horizon. */
static void
count_gap (CertplanBudgetRun *run, const CertplanCert *cert, CertplanDate expiry)
{
  if (cert->ends != CERTPLAN_DATE_NONE && cert->ends > expiry)
    run->n_days_without += cert->ends - expiry - 1;
}

/* Again and again, until the horizon ends or a higher level takes its place. */
static gboolean
pay_renewals (CertplanBudgetRun *run, guint place, GError **error)
{
  const CertplanCert *cert = get_cert (run, place);
  gboolean is_paid = cert->origin != CERTPLAN_CERT_HELD;
  CertplanDate expiry = cert->expiry, next;
  CertplanApplication application;
  for (; expiry != CERTPLAN_DATE_NONE && (cert->ends == CERTPLAN_DATE_NONE || cert->ends > expiry);
       expiry = next)
    {
      if (!_certplan_budget_plan_renewal (run, place, expiry, &application))
        {
          count_gap (run, cert, expiry);
          break;
        }
      if (!pay (run, &application, error)
          || (application.is_first && !pay_again (run, &application, error))
          || (!is_paid && !pay_extra (run, &application, error)))
        return FALSE;
      if (expiry == cert->expiry)
        remark_lead (run, &application);
      run->n_days_without += application.n_days_without;
      is_paid = TRUE;
      next = application.to > expiry ? application.to : CERTPLAN_DATE_NONE;
    }
  if (!is_paid)
    remark_extra (run, place);
  return TRUE;
}

/* All fees of a day; *sum is what is known of them. */
gboolean
_certplan_budget_sum_fees (const CertplanBudgetRun *run, guint handle, const char *kind,
                           CertplanDate day, CertplanMoney *sum, guint *n_missing, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CertplanQuote) quote = certplan_quote_new (run->rulebook, handle, kind, day, &local);
  if (quote == NULL
      && g_error_matches (local, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_NO_PUBLISHED_TARIFF))
    {
      ++*n_missing;
      return TRUE;
    }
  if (quote == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (guint i = 0; i < certplan_quote_get_n_items (quote); i++)
    if (!certplan_money_add (*sum, _certplan_quote_get_rule (quote, i)->amount_fen, sum, error))
      return FALSE;
  return TRUE;
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
  for (gint i = 1;; i++) /* each day is later than the one before, so one is past the horizon */
    {
      const CertplanPeriod since = { rule->duration.months * i, rule->duration.days * i, 0 };
      CertplanDate date = certplan_date_add_period (cert->issued, &since, 1);
      if (date == CERTPLAN_DATE_NONE || date > run->until
          || (cert->ends != CERTPLAN_DATE_NONE && date >= cert->ends))
        return TRUE;
      const CertplanApplication application = {
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

/* By the rules in force now, or on the issue if that is still to come. */
static gboolean
pay_all_recurring (CertplanBudgetRun *run, guint place, GError **error)
{
  const CertplanCert *cert = get_cert (run, place);
  const CertplanDate on = MAX (cert->issued, run->as_of);
  guint n_rows;
  const CertplanRule *rows
      = _certplan_rulebook_get_rows (run->rulebook, CERTPLAN_RULES_PERIODS, cert->handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      const char *kind
          = _certplan_rulebook_get_kind_by_role (run->rulebook, cert->handle, rows[i].item);
      if (kind != NULL && _certplan_rule_applies (&rows[i], on)
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
