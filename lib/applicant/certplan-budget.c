/* A budget of several years: one run a way of looking at the plan.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-budget-private.h"
#include "certplan-date-private.h"

/* How many years follow the first one where nobody says. */
#define DEFAULT_YEARS 5

G_DEFINE_BOXED_TYPE (CertplanBudget, certplan_budget, certplan_budget_ref, certplan_budget_unref)

void
_certplan_budget_run_free (CertplanBudgetRun *run)
{
  certplan_rulebook_unref (run->rulebook);
  certplan_policy_unref (run->policy);
  certplan_records_unref (run->plan);
  g_array_unref (run->certs);
  g_hash_table_unref (run->by_place);
  g_hash_table_unref (run->starts);
  g_array_unref (run->cash);
  g_string_chunk_free (run->texts);
  g_free (run);
}

static void
set_horizon (CertplanBudgetRun *run, const CertplanBudgetRequest *request)
{
  run->from = request->from;
  run->until = request->until;
  if (run->from == CERTPLAN_DATE_NONE)
    run->from = certplan_date_new (_certplan_date_get_year (run->as_of), 1, 1);
  if (run->until != CERTPLAN_DATE_NONE)
    return;
  const gint year = _certplan_date_get_year (run->from);
  run->until = certplan_date_new (MIN (year + DEFAULT_YEARS, 9999), 12, 31);
}

CertplanBudgetRun *
_certplan_budget_run_new (const CertplanBudgetRequest *request, CertplanRulebook *rulebook,
                          CertplanRecords *plan, gint n_late_months, CertplanDate as_of,
                          CertplanFaults *faults, GError **error)
{
  g_autoptr (CertplanBudgetRun) run = g_new0 (CertplanBudgetRun, 1);
  run->rulebook = certplan_rulebook_ref (rulebook);
  run->policy = certplan_policy_ref (request->policy);
  run->plan = certplan_records_ref (plan);
  run->as_of = as_of;
  run->n_late_months = n_late_months;
  run->certs = g_array_new (FALSE, FALSE, sizeof (CertplanCert));
  run->by_place = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  run->texts = g_string_chunk_new (1024);
  run->starts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  run->cash = g_array_new (FALSE, FALSE, sizeof (CertplanCash));
  run->all_held = CERTPLAN_DATE_NONE;
  set_horizon (run, request);
  if (!_certplan_budget_read (run, faults, error) || !_certplan_budget_schedule (run, error)
      || !_certplan_budget_pay (run, error))
    return NULL;
  return g_steal_pointer (&run);
}

static void
budget_clear (gpointer data)
{
  CertplanBudget *budget = data;
  certplan_budget_request_unref (budget->request);
  g_clear_pointer (&budget->run, _certplan_budget_run_free);
  g_clear_pointer (&budget->late, _certplan_budget_run_free);
  g_clear_pointer (&budget->second, _certplan_budget_run_free);
  g_clear_pointer (&budget->other, _certplan_budget_run_free);
  g_string_chunk_free (budget->texts);
}

CertplanBudget *
certplan_budget_ref (CertplanBudget *budget)
{
  return g_atomic_rc_box_acquire (budget);
}

void
certplan_budget_unref (CertplanBudget *budget)
{
  g_atomic_rc_box_release_full (budget, budget_clear);
}

/* Scenarios beside the plan itself; all plans are read before one is refused. */
static gboolean
run_all (CertplanBudget *budget, CertplanFaults *faults, GError **error)
{
  const CertplanBudgetRequest *request = budget->request;
  g_autoptr (GError) second = NULL;
  budget->run = _certplan_budget_run_new (request, request->rulebook, request->plan, 0,
                                          budget->as_of, faults, error);
  if (request->second != NULL)
    budget->second = _certplan_budget_run_new (request, request->rulebook, request->second, 0,
                                               budget->as_of, faults, &second);
  if (budget->run == NULL)
    return FALSE;
  if (second != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&second));
      return FALSE;
    }
  if (request->n_late_months > 0)
    budget->late = _certplan_budget_run_new (request, request->rulebook, request->plan,
                                             request->n_late_months, budget->as_of, faults, error);
  if (request->n_late_months > 0 && budget->late == NULL)
    return FALSE;
  if (request->other_rules != NULL)
    budget->other = _certplan_budget_run_new (request, request->other_rules, request->other_plan, 0,
                                              budget->as_of, faults, error);
  return request->other_rules == NULL || budget->other != NULL;
}

CertplanBudget *
certplan_budget_new (CertplanBudgetRequest *request, CertplanDate as_of, CertplanFaults *faults,
                     GError **error)
{
  g_return_val_if_fail (request != NULL && as_of != CERTPLAN_DATE_NONE, NULL);

  g_autoptr (CertplanFaults) own
      = faults != NULL ? certplan_faults_ref (faults) : certplan_faults_new ();
  g_autoptr (CertplanBudget) budget = g_atomic_rc_box_new0 (CertplanBudget);
  budget->request = certplan_budget_request_ref (request);
  budget->as_of = as_of;
  budget->texts = g_string_chunk_new (1024);
  request->is_used = TRUE;
  return run_all (budget, own, error) ? g_steal_pointer (&budget) : NULL;
}

CertplanMoney
certplan_budget_get_total (const CertplanBudget *budget)
{
  return budget->run->total_fen;
}

guint
certplan_budget_get_n_missing (const CertplanBudget *budget)
{
  return budget->run->n_missing;
}
