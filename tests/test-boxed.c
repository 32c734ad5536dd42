/* The types that bindings hold: named as in C, counted and never copied. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include <certplan.h>
#include <glib/gstdio.h>

typedef struct
{
  CertplanRulebook *rulebook;
  CertplanPolicy *policy;
  CertplanRecords *charges, *applied, *certificates, *plan;
  CertplanTables *tables;
  char *path;
} World;

typedef gpointer (*Make) (const World *world);

typedef struct
{
  const char *name;
  GType (*get_type) (void);
  Make make; /* NULL = it takes more than a line; its own test holds it */
} TypeCase;

static const CertplanDate AS_OF = 20778; /* 2026-11-21 date -ud 2026-11-21 +%s, by 86,400 */

#define MAKER(name, call)                                                                          \
  static gpointer make_##name (const World *w)                                                     \
  {                                                                                                \
    return call;                                                                                   \
  }
MAKER (progress, certplan_progress_new ())
MAKER (faults, certplan_faults_new ())
MAKER (period, g_boxed_copy (CERTPLAN_TYPE_PERIOD, &((CertplanPeriod){ .months = 3 })))
MAKER (workcal, certplan_workcal_ref (certplan_rulebook_get_workcal (w->rulebook)))
MAKER (input_options, certplan_input_options_new ())
MAKER (labels, certplan_labels_ref (certplan_labels_get_default ()))
MAKER (records, certplan_records_ref (w->charges))
MAKER (tables, certplan_tables_ref (w->tables))
MAKER (table, certplan_table_ref (certplan_tables_get (w->tables, 0)))
MAKER (cursor, certplan_table_open (certplan_tables_get (w->tables, 0)))
MAKER (policy, certplan_policy_ref (w->policy))
MAKER (rulebook, certplan_rulebook_ref (w->rulebook))
MAKER (rulebook_options, certplan_rulebook_options_new ())
MAKER (pauses, certplan_pauses_new ())
MAKER (office_records, certplan_office_records_new (w->rulebook))
MAKER (quotes, certplan_quotes_new (w->rulebook, w->policy))
MAKER (budget_request, certplan_budget_request_new (w->rulebook, w->policy, w->plan))
MAKER (eligibility_request, certplan_eligibility_request_new (w->rulebook, w->policy))
MAKER (timeline_request,
       certplan_timeline_request_new (w->rulebook, w->policy, "cnitsec/operation/2", NULL, NULL))
MAKER (charging_request, certplan_charging_request_new (w->rulebook, w->policy, w->certificates))
MAKER (accrual_request, certplan_accrual_request_new (w->rulebook, w->policy, w->charges))
MAKER (journal_request,
       certplan_journal_request_new (w->rulebook, w->policy, w->charges, w->applied))
MAKER (reconcile_request, certplan_reconcile_request_new (w->rulebook, w->policy, w->charges))
MAKER (capacity_options, certplan_capacity_options_new ())
MAKER (sim_office_options, certplan_sim_office_options_new ())
MAKER (targets, certplan_targets_new ())

static gpointer
make_rows (const World *world)
{
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  return certplan_rows_open (world->path, NULL, faults, NULL, NULL);
}

static gpointer
make_renewal (const World *world)
{
  const guint handle = certplan_rulebook_find (world->rulebook, "cnitsec/engineering/2", NULL);
  return certplan_renewal_new (world->rulebook, world->policy, handle, AS_OF, NULL);
}

static gpointer
make_quote (const World *world)
{
  const guint handle = certplan_rulebook_find (world->rulebook, "cnitsec/operation/2", NULL);
  return certplan_quote_new (world->rulebook, handle, NULL, AS_OF, NULL);
}

static const TypeCase type_cases[] = {
  { "CertplanProgress", certplan_progress_get_type, make_progress },
  { "CertplanFaults", certplan_faults_get_type, make_faults },
  { "CertplanPeriod", certplan_period_get_type, make_period },
  { "CertplanWorkcal", certplan_workcal_get_type, make_workcal },
  { "CertplanInputOptions", certplan_input_options_get_type, make_input_options },
  { "CertplanLabels", certplan_labels_get_type, make_labels },
  { "CertplanRecords", certplan_records_get_type, make_records },
  { "CertplanRows", certplan_rows_get_type, make_rows },
  { "CertplanTables", certplan_tables_get_type, make_tables },
  { "CertplanTable", certplan_table_get_type, make_table },
  { "CertplanCursor", certplan_cursor_get_type, make_cursor },
  { "CertplanPolicy", certplan_policy_get_type, make_policy },
  { "CertplanRulebook", certplan_rulebook_get_type, make_rulebook },
  { "CertplanRulebookOptions", certplan_rulebook_options_get_type, make_rulebook_options },
  { "CertplanPauses", certplan_pauses_get_type, make_pauses },
  { "CertplanRenewal", certplan_renewal_get_type, make_renewal },
  { "CertplanOfficeRecords", certplan_office_records_get_type, make_office_records },
  { "CertplanQuote", certplan_quote_get_type, make_quote },
  { "CertplanQuotes", certplan_quotes_get_type, make_quotes },
  { "CertplanBudgetRequest", certplan_budget_request_get_type, make_budget_request },
  { "CertplanBudget", certplan_budget_get_type, NULL },
  { "CertplanDuties", certplan_duties_get_type, NULL },
  { "CertplanEligibilityRequest", certplan_eligibility_request_get_type, make_eligibility_request },
  { "CertplanEligibility", certplan_eligibility_get_type, NULL },
  { "CertplanTimelineRequest", certplan_timeline_request_get_type, make_timeline_request },
  { "CertplanTimeline", certplan_timeline_get_type, NULL },
  { "CertplanChargingRequest", certplan_charging_request_get_type, make_charging_request },
  { "CertplanCharging", certplan_charging_get_type, NULL },
  { "CertplanAccrualRequest", certplan_accrual_request_get_type, make_accrual_request },
  { "CertplanAccrual", certplan_accrual_get_type, NULL },
  { "CertplanJournalRequest", certplan_journal_request_get_type, make_journal_request },
  { "CertplanJournal", certplan_journal_get_type, NULL },
  { "CertplanReconcileRequest", certplan_reconcile_request_get_type, make_reconcile_request },
  { "CertplanReconciliation", certplan_reconciliation_get_type, NULL },
  { "CertplanOffice", certplan_office_get_type, NULL },
  { "CertplanWorkload", certplan_workload_get_type, NULL },
  { "CertplanCapacityOptions", certplan_capacity_options_get_type, make_capacity_options },
  { "CertplanCapacity", certplan_capacity_get_type, NULL },
  { "CertplanSimOfficeOptions", certplan_sim_office_options_get_type, make_sim_office_options },
  { "CertplanSimModel", certplan_sim_model_get_type, NULL },
  { "CertplanSimResult", certplan_sim_result_get_type, NULL },
  { "CertplanStaffing", certplan_staffing_get_type, NULL },
  { "CertplanTargets", certplan_targets_get_type, make_targets },
};

static World world;

static void
set_up_world (void)
{
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  world.rulebook = certplan_rulebook_load (NULL, faults, NULL, NULL);
  world.policy = certplan_policy_new ();
  world.charges = certplan_records_new ("charges", world.rulebook, NULL);
  world.applied = certplan_records_new ("applied", world.rulebook, NULL);
  world.certificates = certplan_records_new ("register", world.rulebook, NULL);
  world.plan = certplan_records_new ("plan", world.rulebook, NULL);
  world.tables = certplan_rulebook_dup_list (world.rulebook);
  world.path = g_build_filename (g_get_tmp_dir (), "certplan-boxed.csv", NULL);
  g_assert_true (g_file_set_contents (world.path, "a,b\n1,2\n", -1, NULL));
}

static void
tear_down_world (void)
{
  g_unlink (world.path);
  g_free (world.path);
  certplan_tables_unref (world.tables);
  certplan_records_unref (world.plan);
  certplan_records_unref (world.certificates);
  certplan_records_unref (world.applied);
  certplan_records_unref (world.charges);
  certplan_policy_unref (world.policy);
  certplan_rulebook_unref (world.rulebook);
}

/* Introspection finds a type by its name in C. */
static void
test_name (gconstpointer data)
{
  const TypeCase *row = data;
  const GType type = row->get_type ();
  g_assert_cmpstr (g_type_name (type), ==, row->name);
  g_assert_true (G_TYPE_IS_BOXED (type));
  g_assert_cmpuint (row->get_type (), ==, type);
}

/* A binding's copy is the same thing once more: it outlives the first one. Only a period is a
 * value. */
static void
test_copy (gconstpointer data)
{
  const TypeCase *row = data;
  gpointer first = row->make (&world);
  g_assert_nonnull (first);
  if (first == NULL)
    return;
  gpointer second = g_boxed_copy (row->get_type (), first);
  g_assert_true ((second == first) == (row->get_type != certplan_period_get_type));
  g_boxed_free (row->get_type (), first);
  gpointer third = g_boxed_copy (row->get_type (), second);
  g_assert_nonnull (third);
  g_boxed_free (row->get_type (), second);
  g_boxed_free (row->get_type (), third);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions (); /* one failing case must not hide the others */
  set_up_world ();
  for (gsize i = 0; i < G_N_ELEMENTS (type_cases); i++)
    {
      g_autofree char *name = g_strconcat ("/boxed/name/", type_cases[i].name, NULL);
      g_test_add_data_func (name, &type_cases[i], test_name);
      g_autofree char *copy = g_strconcat ("/boxed/copy/", type_cases[i].name, NULL);
      if (type_cases[i].make != NULL)
        g_test_add_data_func (copy, &type_cases[i], test_copy);
    }
  const int status = g_test_run ();
  tear_down_world ();
  return status;
}
