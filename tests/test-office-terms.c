/* Rows of assumptions that count from a day within the months on, in an office's plans: by hand.
 * What the shipped rows say of each stage stands in test-workload.c.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-record-files.h"
#include "certplan-sim-office.h"
#include "certplan-sim-private.h"
#include "certplan-sim-stats-private.h"
#include "certplan-workload.h"
#include "test-given.h"
#include "test-rows.h"
#include "test-rule-folder.h"

/* Texts that a row does not have are none. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

#define HOUR G_GINT64_CONSTANT (3600)
#define EFFORT                                                                                     \
  "qualification,kind,stage,performer,min,mode,max,team,valid_from,valid_to,source,clause\n"
#define DURATIONS "qualification,stage,duration,valid_from,source,clause\n"
#define RENEWAL "qualification,renew,upgrade,lead,valid_from,source,clause\n"
#define PANELS "qualification,stage,rule,quota,quorum,valid_from,source,clause\n"

/* Where the rows stand, and what the office has; NULL = nothing. */
typedef struct
{
  const char *file, *rules;
  const char *arrivals, *held, *cases, *bodies, *reviewers;
} Given;

static void
set (CertplanOfficeRecords *office, CertplanRulebook *rulebook, const char *type,
     const char *header, const char *rows)
{
  g_autoptr (CertplanRecords) records = load_rows (rulebook, type, NULL, header, rows);
  if (records != NULL)
    g_assert_true (certplan_office_records_set (office, records, NULL));
}

/* From January 2027 on, seen from 20 December 2026. */
static CertplanWorkload *
make (const Given *given, guint n_months)
{
  Folder folder;
  g_autoptr (GError) error = NULL;
  folder_set_up (&folder, NULL);
  write_file (&folder, given->file, given->rules);
  g_autoptr (CertplanRulebook) rulebook = load (&folder, NULL, NULL, &error);
  g_assert_no_error (error);
  folder_tear_down (&folder, NULL);
  g_autoptr (CertplanOfficeRecords) records = certplan_office_records_new (rulebook);
  set (records, rulebook, "arrivals", "month,qualification,kind,cases,region\n", given->arrivals);
  set (records, rulebook, "register",
       "certificate,qualification,org,issued,printed_expiry,kind,registered_region\n", given->held);
  set (records, rulebook, "cases", "case,qualification,kind,org,region,filed,stage\n",
       given->cases);
  set (records, rulebook, "bodies", "body,class,region\n", given->bodies);
  set (records, rulebook, "reviewers", "reviewer,body,role,share\n", given->reviewers);
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  g_autoptr (CertplanOffice) office
      = certplan_office_new (policy, records, certplan_date_new (2026, 12, 20),
                             certplan_date_new (2027, 1, 1), n_months, NULL, &error);
  g_assert_no_error (error);
  CertplanWorkload *workload = certplan_workload_new (office, NULL, NULL, &error);
  g_assert_no_error (error);
  return workload;
}

typedef struct
{
  const char *name;
  Given given;
  const char *performer;
  guint month; /* 0 = January 2027 */
  gint64 ticks;
} DemandRow;

/* A case of a month is filed on its 15th. */
#define CLOUD(month) "2027-" month ",cnitsec/cloud/1,initial,3,\n"
#define ACCEPTANCE(from, to) EFFORT "cnitsec/cloud/1,,acceptance,,8,8,8,1," from "," to ",own,1\n"
#define CHECK(from) EFFORT "ccia/*/*,,annual_check,branch,3,3,3,1," from ",,own,1\n"
/* 20 hours of documents in the first fortnight behind the filing. */
#define EXPIRES "C,ccia/finance/2,O,2024-09-15,2027-09-15,initial,四川\n"

static const DemandRow demand_rows[] = {
  /* Begun before the row is in force: (4 + 8 + 16) / 3 hours each, from it on 8. */
  { "effort-before",
    { "assumptions/effort.csv", ACCEPTANCE ("2027-03-01", ""), CLOUD ("02") },
    "centre",
    1,
    3 * 28 * HOUR / 3 },
  { "effort-from-then-on",
    { "assumptions/effort.csv", ACCEPTANCE ("2027-03-01", ""), CLOUD ("03") },
    "centre",
    2,
    3 * 8 * HOUR },
  { "effort-from-the-day-of-the-filing-on",
    { "assumptions/effort.csv", ACCEPTANCE ("2027-03-15", ""), CLOUD ("03") },
    "centre",
    2,
    3 * 8 * HOUR },
  { "effort-from-the-day-behind",
    { "assumptions/effort.csv", ACCEPTANCE ("2027-03-16", ""), CLOUD ("03") },
    "centre",
    2,
    3 * 28 * HOUR / 3 },
  { "effort-until-then",
    { "assumptions/effort.csv", ACCEPTANCE ("", "2027-02-28"), CLOUD ("02") },
    "centre",
    1,
    3 * 8 * HOUR },
  /* It stands in for the shipped row, which had no day either: then nobody says anything. */
  { "effort-no-more",
    { "assumptions/effort.csv", ACCEPTANCE ("", "2027-02-28"), CLOUD ("03") },
    "centre",
    2,
    0 },
  /* A case is of the day of its filing to its end: evaluated from 8 March on, (40 + 64 + 96) / 3
   * hours, and the set-up's (2 + 4 + 8) / 3 around the 4th. */
  { "effort-of-a-case-that-was-begun",
    { "assumptions/effort.csv", EFFORT "cnitsec/cloud/1,,evaluation,,8,8,8,1,2027-03-01,,own,1\n",
      CLOUD ("02") },
    "centre",
    2,
    3 * (200 + 14) * HOUR / 3 },
  /* Under way, it is begun on the day on which one looks: 20 December. */
  { "effort-of-a-case-under-way",
    { "assumptions/effort.csv", ACCEPTANCE ("2026-12-21", ""),
      .cases = "K,cnitsec/cloud/1,initial,O,,2026-12-19,\n" },
    "centre",
    0,
    (200 + 14) * HOUR / 3 },
  /* 28 instead of 14 days from 15 March on: set-up 12 to 19 April, evaluation to 24 May (middle 6
   * May), experts to 7 June (middle 31 May), of which the centre has 6 / 3 hours. */
  { "length",
    { "assumptions/durations.csv", DURATIONS "cnitsec/cloud/1,acceptance,P28D,2027-03-01,own,1\n",
      CLOUD ("03") },
    "centre",
    4,
    3 * (200 + 6) * HOUR / 3 },
  { "duty-before",
    { "assumptions/effort.csv", CHECK ("2027-03-11"),
      .held = "C,ccia/finance/2,O,2026-03-10,2029-03-10,initial,四川\n" },
    "branch",
    2,
    7 * HOUR / 3 },
  { "duty-from-its-day-on",
    { "assumptions/effort.csv", CHECK ("2027-03-10"),
      .held = "C,ccia/finance/2,O,2026-03-10,2029-03-10,initial,四川\n" },
    "branch",
    2,
    3 * HOUR },
  /* 77 days of stages: issued on 2 April 2027, checked on 2 April 2028 and 2029 */
  { "duty-of-a-new-one-before",
    { "assumptions/effort.csv", CHECK ("2029-01-01"),
      .arrivals = "2027-01,ccia/finance/3,initial,3,\n" },
    "branch",
    15,
    3 * 7 * HOUR / 3 },
  { "duty-of-a-new-one-later",
    { "assumptions/effort.csv", CHECK ("2029-01-01"),
      .arrivals = "2027-01,ccia/finance/3,initial,3,\n" },
    "branch",
    27,
    3 * 3 * HOUR },
  /* The row is that of the day of the expiry, 15 September: six months before, 80 % and 5 % who
   * go up; or eight months before, 70 %. */
  { "return-before",
    { "assumptions/renewal.csv", RENEWAL "ccia/*/*,70%,0%,P8M,2027-09-16,own,1\n",
      .held = EXPIRES },
    "evaluation_body",
    2,
    20 * HOUR * 85 / 100 },
  { "return-from-the-expiry-on",
    { "assumptions/renewal.csv", RENEWAL "ccia/*/*,70%,0%,P8M,2027-09-15,own,1\n",
      .held = EXPIRES },
    "evaluation_body",
    0,
    20 * HOUR * 70 / 100 },
  /* Issued on 2 April 2027 for three years; files eight months before 2 April 2030: 2 August 2029,
   * documents of 14 days and a week on site in the same month, 20 and 40 hours. */
  { "return-of-a-new-one",
    { "assumptions/renewal.csv", RENEWAL "ccia/*/*,70%,0%,P8M,2030-04-02,own,1\n",
      .arrivals = "2027-01,ccia/finance/3,initial,10,\n" },
    "evaluation_body",
    31,
    10 * (20 + 40) * HOUR * 70 / 100 },
};

static void
test_demand (gconstpointer data)
{
  const DemandRow *row = data;
  g_autoptr (CertplanWorkload) workload = make (&row->given, 36);
  g_assert_cmpint (certplan_workload_get_demand (workload, row->performer, row->month), ==,
                   row->ticks);
}

/* The cells of all rows of a table, a line each. (transfer full) */
static char *
list (CertplanWorkload *workload, const char *name, gboolean with_reasons, const guint *columns,
      guint n_columns)
{
  g_autoptr (CertplanTables) tables = certplan_workload_dup_tables (workload, with_reasons);
  CertplanTable *table = certplan_tables_find (tables, name);
  g_autoptr (CertplanCursor) cursor = table != NULL ? certplan_table_open (table) : NULL;
  GString *text = g_string_new (NULL);
  while (cursor != NULL && certplan_cursor_next (cursor, NULL))
    for (guint c = 0; c < n_columns; c++)
      {
        g_autofree char *cell = certplan_cursor_dup_text (cursor, columns[c]);
        g_string_append_printf (text, "%s%s", cell, c + 1 < n_columns ? " " : "\n");
      }
  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *name;
  Given given;
  const char *expected; /* month, meetings, quota, quorum, seats in days */
} PanelRow;

/* A scheme has the panel of its first qualification. The last working Thursdays of 2027: 28
 * January, 25 February, 25 March, 29 April, 27 May. From 15 March on every 14 days from that day
 * on: 15 and 29 March, 12 and 26 April, 10 and 24 May; or on the first Monday, 5 April being a day
 * of rest all the same, as nothing was said of working days.
 */
static const PanelRow panel_rows[] = {
  { "fortnightly-from-a-day-on",
    { "assumptions/panels.csv",
      PANELS "cnitsec/operation/2,expert_review,P14D,7,5,2027-03-15,own,1\n", CLOUD ("01") },
    "2027-01 1 5 5 5.00\n2027-02 1 5 5 5.00\n2027-03 2 7 5 14.00\n2027-04 2 7 5 14.00\n"
    "2027-05 2 7 5 14.00\n" },
  { "between-two-meetings",
    { "assumptions/panels.csv",
      PANELS "cnitsec/operation/2,expert_review,first Monday,7,3,2027-03-15,own,1\n",
      CLOUD ("01") },
    "2027-01 1 5 5 5.00\n2027-02 1 5 5 5.00\n2027-03 0 7 3 0.00\n2027-04 1 7 3 7.00\n"
    "2027-05 1 7 3 7.00\n" },
  { "two-in-one-month",
    { "assumptions/panels.csv",
      PANELS "cnitsec/operation/2,expert_review,last working Friday,7,3,2027-03-26,own,1\n",
      CLOUD ("01") },
    "2027-01 1 5 5 5.00\n2027-02 1 5 5 5.00\n2027-03 2 7 3 12.00\n2027-04 1 7 3 7.00\n"
    "2027-05 1 7 3 7.00\n" },
  { "only-behind-the-months",
    { "assumptions/panels.csv",
      PANELS "cnitsec/operation/2,expert_review,P14D,7,5,2027-06-01,own,1\n", CLOUD ("01") },
    "2027-01 1 5 5 5.00\n2027-02 1 5 5 5.00\n2027-03 1 5 5 5.00\n2027-04 1 5 5 5.00\n"
    "2027-05 1 5 5 5.00\n" },
};

static void
test_panels (gconstpointer data)
{
  const PanelRow *row = data;
  static const guint columns[] = { 0, 4, 5, 6, 8 };
  g_autoptr (CertplanWorkload) workload = make (&row->given, 5);
  g_autofree char *text = list (workload, "panels", FALSE, columns, G_N_ELEMENTS (columns));
  g_assert_cmpstr (text, ==, row->expected);
}

/* Why: each stage twice, as it is before and as it is behind. */
static void
test_explained (void)
{
  const Given given
      = { "assumptions/effort.csv", ACCEPTANCE ("2027-03-01", ""), CLOUD ("02") CLOUD ("03") };
  g_autoptr (CertplanWorkload) workload = make (&given, 12);
  static const guint columns[] = { 0, 1 };
  g_autofree char *text = list (workload, "reasons", TRUE, columns, 2);
  g_assert_nonnull (strstr (text, "1.17 person-days of the centre"));
  g_assert_nonnull (strstr (text, "begun on 2027-03-01 or later: 1.00 person-days of the centre"));
}

typedef struct
{
  const char *name, *from;
  const char *found; /* NULL = nothing */
} RouteRow;

/* Who may do what is sorted once: a change is told, with how many cases it might matter to. */
static const RouteRow route_rows[] = {
  { "before", "2027-01-01", NULL },
  { "within", "2027-01-02",
    "who may do it changes on 2027-01-02; counted as on the first day of the months: 2" },
  { "last-day", "2027-05-31",
    "who may do it changes on 2027-05-31; counted as on the first day of the months: 2" },
  { "behind", "2027-06-01", NULL },
};

static void
test_routing (gconstpointer data)
{
  const RouteRow *row = data;
  g_autofree char *rules
      = g_strdup_printf ("qualification,stage,performer,body_class,region_basis,modality,excludes,"
                         "valid_from,source,clause\nccia/*/3,document_review,evaluation_body,3,"
                         "registered_place,must,,%s,own,1\n",
                         row->from);
  const Given given = { "schemes/ccia/routing.csv", rules,
                        "2027-01,ccia/finance/3,initial,1,\n2027-02,ccia/finance/3,initial,1,\n" };
  static const guint columns[] = { 0, 2 };
  g_autoptr (CertplanWorkload) workload = make (&given, 5);
  g_autofree char *text = list (workload, "findings", FALSE, columns, 2);
  g_assert_cmpint (row->found != NULL, ==, strstr (text, "who may do it") != NULL);
  if (row->found != NULL)
    g_assert_nonnull (strstr (text, row->found));
}

typedef struct
{
  const char *name;
  Given given;
  SimMeasure measure;
  const char *subject;
  gint64 expected; /* billionths of days, the mean of the cases */
} PlanRow;

#define DAYS(n) (gint64) ((n)*1000000000.0)
#define PEOPLE .bodies = "B,one,四川\nO,office,\n", .reviewers = "R,B,reviewer,100%\n"
#define DOCUMENTS(from)                                                                            \
  EFFORT "ccia/finance/3,,document_review,,16,16,16,1,,,own,1\n"                                   \
         "ccia/finance/3,,document_review,,24,24,24,1," from ",,own,1\n"
#define EXPERTS(n) "K" n ",cnitsec/cloud/1,initial,O" n ",,2026-12-01,expert_review\n"

static const PlanRow plan_rows[] = {
  /* Filed on Tuesday, 5 January 2027: two working days, or three. */
  { "effort-before",
    { "assumptions/effort.csv", DOCUMENTS ("2027-01-06"),
      .cases = "K,ccia/finance/3,initial,O,四川,2027-01-05,\n", PEOPLE },
    SIM_TIME,
    "document_review/evaluation_body",
    DAYS (2) },
  { "effort-from-the-filing-on",
    { "assumptions/effort.csv", DOCUMENTS ("2027-01-05"),
      .cases = "K,ccia/finance/3,initial,O,四川,2027-01-05,\n", PEOPLE },
    SIM_TIME,
    "document_review/evaluation_body",
    DAYS (3) },
  /* Nobody is known who does it, so it takes its length: 9 instead of 14 days. */
  { "length-from-the-filing-on",
    { "assumptions/durations.csv", DURATIONS "cnitsec/cloud/1,acceptance,P9D,2027-01-05,own,1\n",
      .cases = "K,cnitsec/cloud/1,initial,O,,2027-01-05,\n" },
    SIM_TIME,
    "acceptance/centre",
    DAYS (9) },
  /* A seat is a day, and a case takes (5 + 5 + 10) / 3 hours of it: one case on the last working
   * Thursdays of December, January and February, then the other five on that of March: at noon,
   * 11.5, 39.5, 67.5 and 95.5 days behind the beginning of 20 December. */
  { "panel-with-more-seats",
    { "assumptions/panels.csv",
      PANELS "cnitsec/operation/2,expert_review,last working Thursday,1,1,,own,1\n"
             "cnitsec/operation/2,expert_review,last working Thursday,10,1,2027-03-01,own,1\n",
      .cases = EXPERTS ("1") EXPERTS ("2") EXPERTS ("3") EXPERTS ("4") EXPERTS ("5") EXPERTS ("6")
          EXPERTS ("7") EXPERTS ("8") },
    SIM_WAIT,
    "expert_review/expert_panel",
    DAYS ((11.5 + 39.5 + 67.5 + 5 * 95.5) / 8) },
  /* From February on 32 hours a case: of five seats of a day one case, where there were six. */
  { "panel-with-more-work",
    { "assumptions/effort.csv",
      EFFORT "cnitsec/cloud/1,,expert_review,,32,32,32,5,2027-02-01,,own,1\n",
      .cases = EXPERTS ("1") EXPERTS ("2") EXPERTS ("3") EXPERTS ("4") EXPERTS ("5") EXPERTS ("6")
          EXPERTS ("7") EXPERTS ("8") EXPERTS ("9") EXPERTS ("A") EXPERTS ("B") EXPERTS ("C")
              EXPERTS ("D") EXPERTS ("E") },
    SIM_WAIT,
    "expert_review/expert_panel",
    DAYS ((6 * 11.5 + 6 * 39.5 + 67.5 + 95.5) / 14) },
};

static void
test_plan (gconstpointer data)
{
  const PlanRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanWorkload) workload = make (&row->given, 6);
  g_autoptr (CertplanSimModel) model = certplan_sim_model_new_office (workload, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanSimResult) result
      = certplan_sim_run (model, 1, 1, 1, 1, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  const SimMetric *metric = _certplan_sim_result_find (result, row->measure, row->subject, 0);
  g_assert_nonnull (metric);
  g_assert_cmpuint (metric->n, ==, 1);
  g_assert_cmpint ((gint64)metric->sum.low, ==, row->expected);
}

/* Of each term a class of its own, in one group; expected ones go on behind the months as in their
 * last term: (4 + 2) / 6 a month. The model begins in December 2026. */
static void
test_expected (void)
{
  const Given given
      = { "assumptions/effort.csv", ACCEPTANCE ("2027-03-01", ""),
          "2027-01,cnitsec/cloud/1,initial,4,\n2027-04,cnitsec/cloud/1,initial,2,\n" };
  static const gdouble months[2][8] = { { 0, 4, 0, 0, 0, 0, 0, 0 }, { 0, 0, 0, 0, 2, 0, 0, 1 } };
  static const char *const names[]
      = { "cnitsec/cloud/1 initial", "cnitsec/cloud/1 initial from 2027-03-01" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanWorkload) workload = make (&given, 6);
  g_autoptr (CertplanSimModel) model = certplan_sim_model_new_office (workload, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (model->classes->len, ==, 2);
  g_assert_cmpuint (model->sources->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const CertplanSimSource *source = _certplan_sim_source (model, i);
      g_assert_cmpstr (_certplan_sim_class (model, i)->name, ==, names[i]);
      g_assert_cmpuint (source->months->len, ==, 8);
      for (guint k = 0; k < 8; k++)
        g_assert_cmpfloat (g_array_index (source->months, gdouble, k), ==, months[i][k]);
    }
}

/* The limit, too, is that of the day of the filing. */
static void
test_limits (void)
{
  const Given given
      = { "schemes/cnitsec/periods.csv",
          "qualification,kind,period,duration,event,event_basis,modality,basis,valid_from,source,"
          "clause\ncnitsec/cloud/1,,target,P2M,filing,open,should,stated,2027-03-01,own,1\n",
          CLOUD ("01") CLOUD ("04") };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanWorkload) workload = make (&given, 6);
  g_autoptr (CertplanSimModel) model = certplan_sim_model_new_office (workload, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (model->classes->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (_certplan_sim_class (model, i)->limits[CERTPLAN_SIM_TARGET].months, ==,
                     i == 0 ? 3 : 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/office-terms/demand/", demand_rows, test_demand);
  ADD_ROWS ("/office-terms/panels/", panel_rows, test_panels);
  g_test_add_func ("/office-terms/explained", test_explained);
  ADD_ROWS ("/office-terms/routing/", route_rows, test_routing);
  ADD_ROWS ("/office-terms/plan/", plan_rows, test_plan);
  g_test_add_func ("/office-terms/expected", test_expected);
  g_test_add_func ("/office-terms/limits", test_limits);
  return g_test_run ();
}
