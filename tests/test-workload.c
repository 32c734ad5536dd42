/* The work of an office, by hand: stages follow one another from the filing on, each as long and as
 * much work as data/assumptions/ says. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-workload.h"
#include "test-rule-folder.h"

typedef struct
{
  const char *name;
  Texts texts;
  const char *performer;
  guint month; /* 0 = January 2027 */
  gint64 ticks;
} DemandRow;

/* Filed on the 15th: acceptance 15 to 29 January (14 days, middle the 22nd), set-up to 5 February
 * (middle the 1st), evaluation to 12 March (35 days, middle 22 February), experts to 26 March
 * (middle the 19th), issue to 9 April (middle the 2nd). Of a case: (4 + 8 + 16) / 3 hours, (2 + 4 +
 * 8) / 3, (40
 * + 64 + 96) / 3; experts (5 + 5 + 10) / 3 and the centre's (1 + 2 + 3) / 3; (1 + 2 + 4) / 3. */
#define CLOUD                                                                                      \
  {                                                                                                \
    .arrivals = "2027-01,cnitsec/cloud/1,initial,3,北京\n"                                       \
  }
/* Expires on 15 September 2027, files six months before: 15 March. Documents to the 29th (middle
 * the 22nd), on site to 5 April (middle the 1st), witness to the 12th. 80 % renew, 5 % go up to
 * level 1, whose stages are the same: (12 + 16 + 32) / 3 = 20 hours, (24 + 32 + 64) / 3 = 40, (8 +
 * 16 + 24) / 3 = 16, each times 85 %. The annual check of the next term: 15 September 2028, (1 + 2
 * + 4) / 3 hours times 80 %. Article 20: that of 2027 is the day of the expiry, when the check is
 * the renewal's. */
#define CCIA                                                                                       \
  {                                                                                                \
    .held = "C,ccia/finance/2,O,2024-09-15,2027-09-15,initial,四川\n"                            \
  }
/* Seen on 20 December: 7 days on site, in the middle of which is the 23rd: before January. Then the
 * report and the forwarding, a week each, and the office's check from 10 to 17 January. */
#define OPEN(stage)                                                                                \
  {                                                                                                \
    .cases = "K,ccia/finance/3,initial,O,,四川,2026-11-02,,," stage ",10,\n"                       \
  }

static const DemandRow demand_rows[] = {
  { "acceptance", CLOUD, "centre", 0, 3 * 28 * HOUR / 3 },
  { "set-up-and-evaluation", CLOUD, "centre", 1, 3 * (14 + 200) * HOUR / 3 },
  { "centre-with-the-experts", CLOUD, "centre", 2, 3 * 6 * HOUR / 3 },
  { "experts", CLOUD, "expert_panel", 2, 3 * 20 * HOUR / 3 },
  { "issue", CLOUD, "centre", 3, 3 * 7 * HOUR / 3 },
  { "nothing-later", CLOUD, "centre", 4, 0 },
  { "not-the-bodies", CLOUD, "evaluation_body", 1, 0 },
  { "own-effort",
    { .arrivals = "2027-01,cnitsec/cloud/1,initial,3,北京\n",
      .effort = "cnitsec/cloud/1,,evaluation,10,10,10,1,\n" },
    "centre",
    1,
    3 * (14 + 30) * HOUR / 3 },
  { "own-effort-of-another",
    { .arrivals = "2027-01,cnitsec/cloud/1,initial,3,北京\n",
      .effort = "cnitsec/cloud/1,,evaluation,10,10,10,1,office\n" },
    "office",
    1,
    3 * 30 * HOUR / 3 },
  { "own-effort-of-a-kind",
    { .arrivals = "2027-01,cnitsec/cloud/1,initial,3,北京\n",
      .effort = "cnitsec/cloud/1,maintenance,evaluation,10,10,10,1,\n" },
    "centre",
    1,
    3 * (14 + 200) * HOUR / 3 },
  { "own-effort-by-label",
    { .arrivals = "2027-01,cnitsec/cloud/1,initial,3,北京\n",
      .effort = "cnitsec/cloud/1,首次申请,评估,10,10,10,1,\n" },
    "centre",
    1,
    3 * (14 + 30) * HOUR / 3 },
  { "documents-of-85-percent", CCIA, "evaluation_body", 2, 20 * HOUR * 85 / 100 },
  { "on-site-of-85-percent", CCIA, "evaluation_body", 3, 40 * HOUR * 85 / 100 },
  { "witness-of-85-percent", CCIA, "witness_body", 3, 16 * HOUR * 85 / 100 },
  { "no-check-on-the-expiry", CCIA, "branch", 8, 0 },
  { "check-of-the-next-term", CCIA, "branch", 20, 7 * HOUR / 3 * 80 / 100 },
  { "own-shares",
    { .held = "C,ccia/finance/2,O,2024-09-15,2027-09-15,initial,四川\n",
      .renewal = "ccia/finance/2,70%,0%,P6M\n" },
    "evaluation_body",
    2,
    20 * HOUR * 70 / 100 },
  { "own-lead",
    { .held = "C,ccia/finance/2,O,2024-09-15,2027-09-15,initial,四川\n",
      .renewal = "ccia/finance/2,70%,0%,P8M\n" },
    "evaluation_body",
    0,
    20 * HOUR * 70 / 100 },
  { "applied-for",
    { .held = "C,ccia/finance/2,O,2024-09-15,2027-09-15,initial,四川\n",
      .cases = "K,ccia/finance/2,renewal,O,C,四川,2026-12-01,,,public_notice,,\n" },
    "evaluation_body",
    2,
    0 },
  { "open-case", OPEN ("onsite_review"), "evaluation_body", 0, 0 },
  { "open-case-goes-on", OPEN ("onsite_review"), "office", 0, (24 + 6) * HOUR / 3 },
  { "from-the-first-stage",
    { .cases = "K,ccia/finance/3,initial,O,,四川,2026-11-02,,,,,\n" },
    "evaluation_body",
    0,
    40 * HOUR },
  /* 82 days of stages: issued on 7 April 2027, confirmed a year later */
  { "confirmation-of-a-new-one",
    { .arrivals = "2027-01,cnitsec/operation/2,initial,3,\n" },
    "centre",
    15,
    3 * 14 * HOUR / 3 },
  /* 77 days: issued on 2 April 2027 */
  { "check-of-a-new-one",
    { .arrivals = "2027-01,ccia/finance/3,initial,3,\n" },
    "branch",
    15,
    3 * 7 * HOUR / 3 },
  /* 63 days: issued on 19 March 2027; review and conclusion end a year later */
  { "surveillance-of-a-new-one",
    { .arrivals = "2027-01,isccc/software/3,initial,3,\n" },
    "certification_body",
    14,
    3 * (48 + 7) * HOUR / 3 },
  { "finished",
    { .cases = "K,ccia/finance/3,initial,O,,四川,2026-11-02,,,,,\n" },
    "witness_body",
    0,
    0 },
  { "annual-check",
    { .held = "C,ccia/finance/2,O,2026-03-10,2029-03-10,initial,四川\n" },
    "branch",
    2,
    7 * HOUR / 3 },
  { "confirmation",
    { .held = "C,cnitsec/operation/2,O,2026-03-10,2029-03-10,initial,北京\n" },
    "centre",
    2,
    14 * HOUR / 3 },
  /* due on 10 March: the review of a week and the conclusion of two end then */
  { "surveillance",
    { .held = "C,isccc/software/3,O,2026-03-10,,initial,北京\n" },
    "certification_body",
    1,
    48 * HOUR / 3 },
};

static void
test_demand (gconstpointer data)
{
  const DemandRow *row = data;
  g_autoptr (CertplanWorkload) workload = make (&row->texts, NULL, 24);
  g_assert_cmpint (certplan_workload_get_demand (workload, row->performer, row->month), ==,
                   row->ticks);
}

/* The 10 hours that are left on site lie in December. */
static void
test_before (void)
{
  const Texts texts = OPEN ("现场评审");
  g_autoptr (CertplanWorkload) workload = make (&texts, NULL, 24);
  g_assert_cmpint (certplan_workload_get_before (workload), ==, 10 * HOUR);
}

/* Clause 4.4.2: the second renewal of a stable holder goes straight to the experts: without the
 * audit on site, (32 + 48 + 80) / 3 hours, and its report, (8 + 16 + 24) / 3, of 80 %. */
static void
test_waiver (void)
{
  const gint64 spared = (160 + 48) * HOUR / 3 * 80 / 100;
  const char *const kinds[] = { "maintenance", "initial" };
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *row
          = g_strdup_printf ("C,cnitsec/operation/2,O,2024-10-20,2027-10-20,%s,北京\n", kinds[i]);
      const Texts texts = { .held = row };
      const Texts changed = { .held = row, .events = "C,change,2026-05-01,\n" };
      g_autoptr (CertplanWorkload) usual = make (&texts, NULL, 12);
      g_autoptr (CertplanWorkload) never = make (&texts, "onsite-waiver=never", 12);
      g_autoptr (CertplanWorkload) any = make (&texts, "onsite-waiver=any-renewal", 12);
      g_autoptr (CertplanWorkload) unstable = make (&changed, "onsite-waiver=any-renewal", 12);
      const gint64 all = certplan_workload_get_total (never);
      g_assert_cmpint (all - certplan_workload_get_total (any), ==, spared);
      g_assert_cmpint (certplan_workload_get_total (usual), ==,
                       certplan_workload_get_total (i == 0 ? any : never));
      g_assert_cmpint (certplan_workload_get_total (unstable), ==, all);
    }
}

/* A renewal that is under way is judged as one that is expected: a change that was told since the
 * issue keeps the audit on site. */
static void
test_waiver_under_way (void)
{
  const Texts stable = { .held = "C,cnitsec/operation/2,O,2024-10-20,2027-10-20,maintenance,北京\n",
                         .cases = "K,cnitsec/operation/2,maintenance,O,C,,2026-12-20,,,,,\n" };
  Texts changed = stable;
  changed.events = "C,change,2026-05-01,\n";
  g_autoptr (CertplanWorkload) usual = make (&stable, NULL, 12);
  g_autoptr (CertplanWorkload) unstable = make (&changed, NULL, 12);
  g_autoptr (CertplanWorkload) never = make (&stable, "onsite-waiver=never", 12);
  g_assert_cmpint (certplan_workload_get_total (never) - certplan_workload_get_total (usual), ==,
                   (160 + 48) * HOUR / 3);
  g_assert_cmpint (certplan_workload_get_total (unstable), ==, certplan_workload_get_total (never));
}

/* Three cases of January 2027 end on 9 April and their certificates three years later; 80 % come
 * back seven months before, on 9 September 2029, for a whole procedure of maintenance, and of these
 * 80 % three years on. Of level two, 5 % go up as well. */
static void
test_issued (void)
{
  const Texts cloud = CLOUD;
  g_autoptr (CertplanWorkload) once = make (&cloud, NULL, 32); /* until August 2029 */
  g_autoptr (CertplanWorkload) twice = make (&cloud, NULL, 48);
  g_autoptr (CertplanWorkload) thrice = make (&cloud, NULL, 84);
  const gint64 all = certplan_workload_get_total (once);
  g_assert_cmpint (certplan_workload_get_demand (twice, "centre", 32), ==,
                   3 * (28 + 14) * HOUR / 3 * 8 / 10); /* accepted and set up */
  g_assert_cmpint (certplan_workload_get_total (twice), ==, all + all * 8 / 10);
  g_assert_cmpint (certplan_workload_get_total (thrice), ==, all + all * 8 / 10 + all * 64 / 100);

  const Texts own = { .arrivals = "2027-01,cnitsec/cloud/1,initial,3,北京\n",
                      .renewal = "cnitsec/cloud/1,0%,0%,P7M\n" };
  g_autoptr (CertplanWorkload) none = make (&own, NULL, 84);
  g_assert_cmpint (certplan_workload_get_total (none), ==, all);
}

/* Rules by which a certificate ends on the day of its issue: nobody renews it for ever. */
static void
test_no_term (Folder *folder, gconstpointer data)
{
  static const char *const files[][3]
      = { { "register", REGISTER, "C,ccia/finance/2,O,2024-09-15,2027-09-15,initial,四川\n" },
          { "arrivals", ARRIVALS, "2027-01,ccia/finance/2,initial,3,四川\n" },
          { "renewal", RENEWAL, "ccia/finance/2,100%,0%,P6M\n" } };
  write_file (folder, "schemes/ccia/periods.csv",
              "qualification,kind,period,duration,event,event_basis,modality,basis,valid_from,"
              "source,clause\n"
              "ccia/*/*,,validity,P0D,issue,open,must,stated,2024-03-01,ccia-2024-8,19\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRulebook) rulebook = load (folder, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanOfficeRecords) records = certplan_office_records_new (rulebook);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (CertplanRecords) rows
          = load_rows (rulebook, files[i][0], NULL, files[i][1], files[i][2]);
      g_assert_true (certplan_office_records_set (records, rows, NULL));
    }
  g_autoptr (CertplanOffice) office
      = certplan_office_new (NULL, records, certplan_date_new (2026, 12, 20),
                             certplan_date_new (2027, 1, 1), 12, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanWorkload) workload = certplan_workload_new (office, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (certplan_workload_get_total (workload), >, 0);
}

/* Filed on 15 September 2026, with 18 days of supplement: three months end on 15 December and are
 * moved to 2 January 2027, six months on 15 March, moved to 2 April. */
static void
test_policies_of_limits (void)
{
  static const struct
  {
    const char *policy, *event, *target, *cap;
  } rows[] = {
    { NULL, "supplement", "2027-01-02", "2027-04-02" },
    { "cap-pauses=counted", "supplement", "2027-01-02", "2027-03-15" },
    { NULL, "complaint", "2026-12-15", "2027-03-15" },
    { "pause-reasons=all", "complaint", "2027-01-02", "2027-04-02" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *event = g_strdup_printf ("K,%s,2026-10-08,2026-10-26\n", rows[i].event);
      const Texts texts
          = { .cases = "K,cnitsec/engineering/2,initial,O,,北京,2026-09-15,,,evaluation,40,\n",
              .events = event };
      g_autoptr (CertplanWorkload) workload = make (&texts, rows[i].policy, 6);
      const CertplanLimits limits = g_array_index (workload->demands, CertplanDemand, 0).limits;
      g_assert_cmpint (limits.target, ==, parse_day (rows[i].target));
      g_assert_cmpint (limits.cap, ==, parse_day (rows[i].cap));
    }
}

/* 330,000 ticks a case of cloud/1; whatever the share and the number, nothing is lost between the
 * cells: the sum is that of all, rounded down once. */
static void
test_sums (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20270101);
  for (guint run = 0; run < 40; run++)
    {
      const gint64 share = g_rand_int_range (rand, 0, 1000001);
      const guint n = (guint)g_rand_int_range (rand, 1, 60);
      g_autoptr (GString) held = g_string_new (NULL);
      g_autofree char *renewal = g_strdup_printf (
          "cnitsec/cloud/1,%s%06d,0,P7M\n", share == 1000000 ? "1." : "0.", (int)(share % 1000000));
      gint64 n_arrivals = 0;
      g_autoptr (GString) arrivals = g_string_new (NULL);
      for (guint i = 0; i < n; i++)
        {
          const gint cases = g_rand_int_range (rand, 0, 50);
          g_string_append_printf (held, "C%u,cnitsec/cloud/1,O%u,2024-%02d-%02d,2027-%02d-%02d,,\n",
                                  i, i, 8 + (int)(i % 5), 1 + (int)(i % 28), 8 + (int)(i % 5),
                                  1 + (int)(i % 28));
          g_string_append_printf (arrivals, "2027-%02u,cnitsec/cloud/1,initial,%d,\n", 1 + i % 12,
                                  cases);
          n_arrivals += cases;
        }
      const Texts texts = { .held = held->str, .arrivals = arrivals->str, .renewal = renewal };
      g_autoptr (CertplanWorkload) workload = make (&texts, NULL, 30);
      g_assert_cmpint (certplan_workload_get_total (workload)
                           + certplan_workload_get_before (workload)
                           + certplan_workload_get_after (workload),
                       ==, 330000 * n_arrivals + 330000 * (gint64)n * share / 1000000);
    }
}

/* The rows of the table add up to the whole, too: in hundredths of a day, half a hundredth a row.
 */
static void
test_table (void)
{
  const Texts texts = CCIA;
  g_autoptr (CertplanWorkload) workload = make (&texts, NULL, 12);
  g_autoptr (CertplanTables) tables = certplan_workload_dup_tables (workload, TRUE);
  CertplanTable *table = certplan_tables_find (tables, "workload");
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  gint64 sum = 0, n = 0;
  while (certplan_cursor_next (cursor, NULL))
    {
      sum += certplan_cursor_get_int (cursor, 8);
      n++;
    }
  g_assert_cmpint (n, >, 5);
  g_assert_cmpint (ABS (sum - certplan_workload_get_total (workload) / 288), <=, n);
}

/* A row for each body, role and month, also where the body's class changes: its people are the
 * same. January 2027 has 20 working days (21 without weekends, and New Year's Day off), February
 * 16: 20 less 5 and 8 February, and two days for the 6th and 7th of the Spring Festival, a weekend.
 */
static void
test_bodies (void)
{
  const Texts texts
      = { .bodies = "B,one,四川,,2027-01-31\nB,two,四川,2027-02-01,\nO,office,,,\n",
          .reviewers = "R,B,reviewer,1\nQ,B,witness,1\nS,B,reviewer,50%\nE,O,expert,1\n",
          .arrivals = "2027-01,ccia/finance/3,initial,1,成都\n" };
  g_autoptr (CertplanWorkload) workload = make (&texts, NULL, 2);
  g_autoptr (CertplanTables) tables = certplan_workload_dup_tables (workload, FALSE);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (certplan_tables_find (tables, "bodies"));
  g_autoptr (GString) text = g_string_new (NULL);
  while (certplan_cursor_next (cursor, NULL))
    for (guint c = 0; c < 4; c++)
      {
        g_autofree char *cell = certplan_cursor_dup_text (cursor, c);
        g_string_append_printf (text, "%s%s", cell, c < 3 ? " " : "\n");
      }
  g_assert_cmpstr (text->str, ==,
                   "B evaluation_body 2027-01 30.00\nB evaluation_body 2027-02 24.00\n"
                   "B witness_body 2027-01 20.00\nB witness_body 2027-02 16.00\n"
                   "O expert_committee 2027-01 20.00\nO expert_committee 2027-02 16.00\n");
}

/* 3 cases a month ask for 200 hours each in February alone: 75 days; one reviewer has 16. */
static void
test_overloads (void)
{
  const Texts texts = { .bodies = "C,centre,,,\n",
                        .reviewers = "R,C,reviewer,1\nE,C,expert,1\n",
                        .arrivals = "2027-01,cnitsec/cloud/1,initial,3,\n" };
  g_autoptr (CertplanWorkload) workload = make (&texts, NULL, 12);
  g_assert_cmpuint (certplan_workload_count_overloads (workload), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/workload/demand/", demand_rows, test_demand);
  g_test_add_func ("/workload/bodies", test_bodies);
  add_finding_tests ();
  g_test_add_func ("/workload/before", test_before);
  g_test_add_func ("/workload/issued", test_issued);
  g_test_add ("/workload/no-term", Folder, NULL, folder_set_up, test_no_term, folder_tear_down);
  g_test_add_func ("/workload/waiver", test_waiver);
  g_test_add_func ("/workload/waiver-under-way", test_waiver_under_way);
  g_test_add_func ("/workload/policies-of-limits", test_policies_of_limits);
  g_test_add_func ("/workload/sums", test_sums);
  g_test_add_func ("/workload/table", test_table);
  g_test_add_func ("/workload/overloads", test_overloads);
  return g_test_run ();
}
