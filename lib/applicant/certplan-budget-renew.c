/* When the certificates of a plan are renewed, and whether they are valid on a day.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-budget-private.h"
#include "certplan-renewal-private.h"

static const CertplanCert *
get_cert (const CertplanBudgetRun *run, guint place)
{
  return &g_array_index (run->certs, CertplanCert, place);
}

CertplanDate
_certplan_budget_find_renew_by (const CertplanBudgetRun *run, const CertplanCert *cert,
                                const char *kind, CertplanDate expiry, const CertplanRule **rule)
{
  return _certplan_renewal_find_last_day (run->rulebook, cert->handle, kind, expiry, rule);
}

/* How long the term lasts that it gives, by the rules of the issue, when it begins and ends. */
static void
set_days (const CertplanBudgetRun *run, const CertplanCert *cert, CertplanDate issued,
          CertplanDate expiry, CertplanApplication *application)
{
  const CertplanRenewedTerm term
      = _certplan_renewal_count_term (run->rulebook, run->policy, cert->handle, application->kind,
                                      application->is_first, issued, expiry);
  application->from = term.first;
  application->validity = term.validity;
  application->to = term.validity != NULL && term.to == CERTPLAN_DATE_NONE
                        ? certplan_date_new (9999, 12, 31)
                        : term.to;
}

/* When it is filed; where it must be done by a day and is not, nothing is left to renew. */
static void
set_filing (const CertplanBudgetRun *run, const CertplanCert *cert, gint n_late_months,
            CertplanDate expiry, CertplanApplication *application)
{
  const CertplanPeriod late = { .months = n_late_months };
  CertplanDate renew_by = _certplan_budget_find_renew_by (run, cert, application->kind, expiry,
                                                          &application->date_rule);
  application->date = MAX (_certplan_budget_step (renew_by, &late, 1), run->as_of);
  application->basis = application->date > renew_by     ? "late"
                       : application->date_rule == NULL ? "expiry"
                                                        : "renew_by";
}

/* Whether the documents say that it must be complete by its end, and it is not. */
static gboolean
is_over (const CertplanApplication *application, CertplanDate issued, CertplanDate expiry)
{
  return application->date_rule != NULL
         && g_str_equal (application->date_rule->item, "renewal_completion")
         && issued > _certplan_budget_step (expiry, &application->date_rule->duration, -1);
}

/* The term that it gives, and what lies between the two. */
static void
set_term (const CertplanBudgetRun *run, const CertplanCert *cert, const CertplanRenewal *renewal,
          CertplanDate expiry, CertplanApplication *application)
{
  gboolean is_continuous
      = renewal != NULL && certplan_renewal_is_valid (renewal, CERTPLAN_RENEWAL_LAPSED);
  const CertplanDate issued = _certplan_renewal_get_issue (run->rulebook, cert->handle,
                                                           application->kind, application->date);
  const char *initial
      = _certplan_rulebook_get_kind_by_role (run->rulebook, cert->handle, "initial");
  if (initial != NULL && is_over (application, issued, expiry))
    {
      application->is_first = TRUE;
      application->kind = initial;
    }
  set_days (run, cert, issued, expiry, application);
  if (issued > expiry + 1 && (application->is_first || !is_continuous))
    application->n_days_without = issued - expiry - 1;
}

/* The same, filed so many months after its last day. */
static gboolean
plan (const CertplanBudgetRun *run, guint place, CertplanDate expiry, gint n_late_months,
      CertplanApplication *application)
{
  const CertplanCert *cert = get_cert (run, place);
  *application = (CertplanApplication){ .cert = place, .handle = cert->handle, .anchor = expiry };
  application->kind = _certplan_rulebook_get_kind_by_role (run->rulebook, cert->handle, "renewal");
  if (application->kind == NULL)
    return FALSE;
  set_filing (run, cert, n_late_months, expiry, application);
  if (application->date > run->until
      || (cert->ends != CERTPLAN_DATE_NONE && application->date >= cert->ends))
    return FALSE;
  g_autoptr (CertplanRenewal) renewal
      = certplan_renewal_new (run->rulebook, run->policy, cert->handle, expiry, NULL);
  if (renewal != NULL)
    {
      CertplanRenewalState state = certplan_renewal_get_state (renewal, application->date);
      application->is_first = state == CERTPLAN_RENEWAL_INITIAL;
      application->kind = certplan_renewal_get_kind (renewal, state);
    }
  set_term (run, cert, renewal, expiry, application);
  return TRUE;
}

/* What another one asks for after its expiry cannot be renewed later than that: the other one could
 * not be filed. */
gboolean
_certplan_budget_plan_renewal (const CertplanBudgetRun *run, guint place, CertplanDate expiry,
                               CertplanApplication *application)
{
  const CertplanDate needed_on = get_cert (run, place)->needed_on;
  const gboolean is_planned = plan (run, place, expiry, run->n_late_months, application);
  if (run->n_late_months == 0 || needed_on <= expiry
      || (is_planned && needed_on > expiry + application->n_days_without))
    return is_planned;
  return plan (run, place, expiry, 0, application);
}

/* Beyond the horizon nobody looks. */
gboolean
_certplan_budget_is_valid (const CertplanBudgetRun *run, guint place, CertplanDate day)
{
  const CertplanCert *cert = get_cert (run, place);
  CertplanDate expiry = cert->expiry;
  CertplanApplication application;
  if (day < cert->issued)
    return FALSE;
  while (day <= run->until && expiry != CERTPLAN_DATE_NONE && day > expiry)
    {
      if (!_certplan_budget_plan_renewal (run, place, expiry, &application)
          || day < expiry + 1 + application.n_days_without)
        return FALSE;
      expiry = application.to > expiry ? application.to : CERTPLAN_DATE_NONE;
    }
  return TRUE;
}
