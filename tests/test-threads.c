/* One rulebook, and what is made of it, in several threads at once: each comes to the same.
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A thread sanitizer sees what happens to come out right (--enable-sanitizers=thread). */
#include "certplan-capacity.h"
#include "certplan-charging.h"
#include "certplan-duties.h"
#include "certplan-quote.h"
#include "certplan-reconcile.h"
#include "certplan-record-files.h"
#include "certplan-sim-office.h"
#include "certplan-timeline.h"
#include "test-tables.h"
#include <string.h>

#define N_THREADS 4
#define N_ROUNDS 2

static CertplanRulebook *rulebook;

static CertplanRecords *
load (const char *type, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  CertplanRecords *records
      = certplan_records_load_bytes (type, type, bytes, NULL, rulebook, NULL, &error);

  g_assert_no_error (error);
  return records;
}

/* Every cell of every table, which are released. */
static void
spell (CertplanTables *tables, GString *all)
{
  g_autofree char *text = spell_tables (tables);
  g_string_append (all, text);
}

static void
do_rules (GString *all)
{
  static const char *const names[] = { "安全工程类二级", "风险评估三级", "cnitsec/cloud/1" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const guint handle = certplan_rulebook_find (rulebook, names[i], NULL);
      g_assert_cmpuint (handle, !=, 0);
      spell (certplan_rulebook_dup_show (rulebook, handle), all);
    }
  spell (certplan_rulebook_dup_list (rulebook), all);
}

static void
do_quotes (GString *all)
{
  g_autoptr (CertplanQuotes) quotes = certplan_quotes_new (rulebook, NULL);

  g_assert_true (certplan_quotes_add (quotes, "cnitsec/operation/2", NULL,
                                      certplan_date_new (2026, 11, 21), NULL));
  spell (certplan_quotes_dup_tables (quotes, TRUE), all);
}

static void
do_timeline (GString *all)
{
  g_autoptr (CertplanTimelineRequest) request
      = certplan_timeline_request_new (rulebook, NULL, "cnitsec/engineering/2", NULL, NULL);

  certplan_timeline_request_set_start (request, certplan_date_new (2026, 3, 2));
  g_autoptr (CertplanTimeline) timeline
      = certplan_timeline_new (request, certplan_date_new (2026, 5, 10), NULL);
  spell (certplan_timeline_dup_tables (timeline, TRUE), all);
}

#define REGISTER                                                                                   \
  "certificate,qualification,org,issued,printed_expiry,kind\n"                                     \
  "A1,cnitsec/operation/2,甲公司,2025-03-01,,initial\n"                                         \
  "A2,ccia/finance/3,乙公司,2024-05-01,,\nA3,isccc/software/2,丙公司,2025-01-01,,\n"

static void
do_books (GString *all)
{
  const CertplanDate as_of = certplan_date_new (2026, 11, 21);
  g_autoptr (CertplanRecords) certificates = load ("register", REGISTER);
  g_autoptr (CertplanRecords) payments
      = load ("payments", "payment,date,amount,payer,reference\n"
                          "P1,2026-03-01,63000,甲公司,A1\nP2,2026-04-01,1,丁,\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanDuties) duties = certplan_duties_new (rulebook, NULL, certificates, NULL, NULL,
                                                           as_of, as_of + 700, "all", NULL, &error);
  g_assert_no_error (error);
  spell (certplan_duties_dup_tables (duties, TRUE), all);
  g_autoptr (CertplanChargingRequest) charge
      = certplan_charging_request_new (rulebook, NULL, certificates);
  g_autoptr (CertplanCharging) charging = certplan_charging_new (charge, as_of, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_charging_dup_tables (charging, TRUE);
  g_autoptr (CertplanRecords) charges
      = certplan_reconcile_charges (certplan_tables_find (tables, "charges"), rulebook, &error);
  g_assert_no_error (error);
  spell (g_steal_pointer (&tables), all);
  g_autoptr (CertplanReconcileRequest) request
      = certplan_reconcile_request_new (rulebook, NULL, charges);
  certplan_reconcile_request_add_payments (request, payments);
  g_autoptr (CertplanReconciliation) result
      = certplan_reconcile_new (request, as_of, NULL, NULL, &error);
  g_assert_no_error (error);
  spell (certplan_reconciliation_dup_tables (result, TRUE), all);
}

static void
set (CertplanOfficeRecords *office, const char *type, const char *text)
{
  g_autoptr (CertplanRecords) records = load (type, text);

  g_assert_true (certplan_office_records_set (office, records, NULL));
}

static void
do_office (GString *all)
{
  g_autoptr (CertplanOfficeRecords) records = certplan_office_records_new (rulebook);
  g_autoptr (GError) error = NULL;

  set (records, "bodies", "body,class,region\nB,one,四川\nO,office,\n");
  set (records, "reviewers", "reviewer,body,role,share\nR,B,reviewer,100%\nS,B,reviewer,50%\n");
  set (records, "cases",
       "case,qualification,kind,org,region,filed\nK1,ccia/finance/3,initial,甲,成都,2026-11-02\n");
  set (records, "arrivals",
       "month,qualification,kind,cases,region\n"
       "2027-01,ccia/finance/3,initial,2,四川\n");
  g_autoptr (CertplanOffice) office
      = certplan_office_new (NULL, records, certplan_date_new (2026, 12, 20),
                             certplan_date_new (2027, 1, 1), 6, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanWorkload) workload = certplan_workload_new (office, NULL, NULL, &error);
  g_assert_no_error (error);
  spell (certplan_workload_dup_tables (workload, TRUE), all);
  g_autoptr (CertplanCapacity) capacity
      = certplan_capacity_new (workload, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  spell (certplan_capacity_dup_tables (capacity, TRUE), all);
  g_autoptr (CertplanSimModel) model = certplan_sim_model_new_office (workload, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanSimResult) result
      = certplan_sim_run (model, 1, 6, 1, 1, 2, NULL, NULL, &error);
  g_assert_no_error (error);
  spell (certplan_sim_result_dup_tables (result), all);
}

/* Each thread begins elsewhere, so that different things meet. */
static gpointer
work (gpointer data)
{
  static void (*const tasks[]) (GString *)
      = { do_rules, do_quotes, do_timeline, do_books, do_office };
  const guint n = G_N_ELEMENTS (tasks), first = GPOINTER_TO_UINT (data);
  GString *texts[G_N_ELEMENTS (tasks)];
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      const guint task = (first + i) % n;
      texts[task] = g_string_new (NULL);
      tasks[task](texts[task]);
    }
  for (guint i = 0; i < n; i++)
    {
      g_string_append_len (all, texts[i]->str, (gssize)texts[i]->len);
      g_string_free (texts[i], TRUE);
    }
  return g_string_free (all, FALSE);
}

static void
test_together (void)
{
  g_autofree char *alone = NULL;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      GThread *threads[N_THREADS];
      rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
      for (guint i = 0; i < N_THREADS; i++)
        threads[i] = g_thread_new ("task", work, GUINT_TO_POINTER (i));
      char *texts[N_THREADS];
      for (guint i = 0; i < N_THREADS; i++)
        texts[i] = g_thread_join (threads[i]);
      if (alone == NULL)
        alone = work (GUINT_TO_POINTER (0));
      for (guint i = 0; i < N_THREADS; i++)
        {
          g_assert_cmpstr (texts[i], ==, alone);
          g_free (texts[i]);
        }
      certplan_rulebook_unref (rulebook);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/threads/together", test_together);
  return g_test_run ();
}
