/* What is planned and how one looks at it. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-budget-private.h"
#include "certplan-private.h"
#include "certplan-record-given-private.h"

#define MAX_LATE_MONTHS 120

G_DEFINE_BOXED_TYPE (CertplanBudgetRequest, certplan_budget_request, certplan_budget_request_ref,
                     certplan_budget_request_unref)

CertplanBudgetRequest *
certplan_budget_request_new (CertplanRulebook *rulebook, CertplanPolicy *policy,
                             CertplanRecords *plan)
{
  g_return_val_if_fail (rulebook != NULL && _certplan_records_are (plan, "plan"), NULL);

  CertplanBudgetRequest *request = g_atomic_rc_box_new0 (CertplanBudgetRequest);
  request->rulebook = certplan_rulebook_ref (rulebook);
  request->policy = policy != NULL ? certplan_policy_ref (policy) : certplan_policy_new ();
  request->plan = certplan_records_ref (plan);
  request->from = request->until = CERTPLAN_DATE_NONE;
  request->period = CERTPLAN_BUDGET_QUARTER;
  return request;
}

CertplanBudgetRequest *
certplan_budget_request_ref (CertplanBudgetRequest *request)
{
  return g_atomic_rc_box_acquire (request);
}

static void
request_clear (gpointer data)
{
  CertplanBudgetRequest *request = data;
  certplan_rulebook_unref (request->rulebook);
  certplan_policy_unref (request->policy);
  certplan_records_unref (request->plan);
  g_clear_pointer (&request->second, certplan_records_unref);
  g_clear_pointer (&request->other_rules, certplan_rulebook_unref);
  g_clear_pointer (&request->other_plan, certplan_records_unref);
}

void
certplan_budget_request_unref (CertplanBudgetRequest *request)
{
  g_atomic_rc_box_release_full (request, request_clear);
}

gboolean
certplan_budget_request_set_horizon (CertplanBudgetRequest *request, CertplanDate from,
                                     CertplanDate until, GError **error)
{
  g_return_val_if_fail (!request->is_used, FALSE);

  if (from != CERTPLAN_DATE_NONE && until != CERTPLAN_DATE_NONE && until < from)
    {
      g_autofree char *from_text = certplan_date_format (from);
      g_autofree char *until_text = certplan_date_format (until);
      g_set_error (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_DATE,
                   _ ("the horizon ends on %s, before it begins on %s"), until_text, from_text);
      return FALSE;
    }
  request->from = from;
  request->until = until;
  return TRUE;
}

gboolean
certplan_budget_request_set_period (CertplanBudgetRequest *request, const char *period,
                                    GError **error)
{
  static const char *const names[] = { "month", "quarter", "year" };
  g_return_val_if_fail (!request->is_used && period != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (period, names[i]))
      {
        request->period = (CertplanBudgetPeriod)i;
        return TRUE;
      }
  return _certplan_refuse (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_PERIOD,
                           _ ("no period: \"%s\"; wanted month, quarter or year"), period);
}

gboolean
certplan_budget_request_set_late (CertplanBudgetRequest *request, gint n_months, GError **error)
{
  g_return_val_if_fail (!request->is_used, FALSE);

  if (n_months < 0 || n_months > MAX_LATE_MONTHS)
    {
      g_set_error (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_PERIOD,
                   _ ("%d months late; wanted 0 to %d"), n_months, MAX_LATE_MONTHS);
      return FALSE;
    }
  request->n_late_months = n_months;
  return TRUE;
}

void
certplan_budget_request_set_second_plan (CertplanBudgetRequest *request, CertplanRecords *plan)
{
  g_return_if_fail (!request->is_used && _certplan_records_are (plan, "plan"));

  _certplan_records_hold (&request->second, plan);
}

void
certplan_budget_request_set_other_rules (CertplanBudgetRequest *request, CertplanRulebook *rulebook,
                                         CertplanRecords *plan)
{
  g_return_if_fail (!request->is_used && rulebook != NULL && _certplan_records_are (plan, "plan"));

  g_clear_pointer (&request->other_rules, certplan_rulebook_unref);
  request->other_rules = certplan_rulebook_ref (rulebook);
  _certplan_records_hold (&request->other_plan, plan);
}
