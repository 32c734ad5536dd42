/* Budgets of several years. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-budget-private.h"
#include "certplan-error.h"
#include "test-budget.h"
#include "test-rows.h"

typedef struct
{
  const char *name;
  const char *rows;
  const char *policy;
  const char *as_of;
  const char *lines; /* date qualification kind item amount basis */
  gint64 total_fen;
  guint n_missing;
} PlanRow;

/* By hand from the guides of 2025-05 (clauses 3.1-4, 四, 九-1, 九-2, 九-3) and isccc 6.7.1. */
static const PlanRow plan_rows[] = {
  { "golden", GOLDEN, NULL, "2026-08-01",
    "2026-12-31 cnitsec/engineering/2 upgrade audit_fee 72000.00 target\n"
    "2026-12-31 cnitsec/engineering/2 upgrade annuity 15000.00 target\n"
    "2027-03-31 cnitsec/cloud/1 initial audit_fee 21000.00 target\n"
    "2027-03-31 cnitsec/cloud/1 initial annuity 15000.00 target\n"
    "2027-12-31 isccc/risk-assessment/3 initial fee  wish\n"
    "2028-12-31 isccc/risk-assessment/3 surveillance fee  surveillance\n"
    "2029-09-30 cnitsec/engineering/2 maintenance audit_fee 48000.00 renew_by\n"
    "2029-09-30 cnitsec/engineering/2 maintenance annuity 15000.00 renew_by\n"
    "2029-12-30 cnitsec/cloud/1 maintenance audit_fee 21000.00 renew_by\n"
    "2029-12-30 cnitsec/cloud/1 maintenance annuity 15000.00 renew_by\n"
    "2029-12-31 isccc/risk-assessment/3 surveillance fee  surveillance\n"
    "2030-12-31 isccc/risk-assessment/3 surveillance fee  surveillance\n"
    "2031-12-31 isccc/risk-assessment/3 surveillance fee  surveillance\n"
    "   total 222000.00 \n",
    22200000, 5 },
  { "empty", "", NULL, "2026-08-01", "   total 0.00 \n", 0, 0 },
  /* a rung that nobody planned is there when the level above is filed, and ends with it */
  { "rung", "Ltd,cnitsec/operation/2,want,2027-06-30,,,,\n", NULL, "2026-08-01",
    "2027-03-31 cnitsec/operation/2 upgrade audit_fee 63000.00 target\n"
    "2027-03-31 cnitsec/operation/2 upgrade annuity 15000.00 target\n"
    "2027-03-31 cnitsec/operation/1 initial fee  wish\n"
    "2029-12-30 cnitsec/operation/2 maintenance fee  renew_by\n"
    "   total 78000.00 \n",
    7800000, 2 },
  /* certificates that are older than the rules: ccia-2024-8 is in force from 2024-03-01 on, isccc
   * from 2015-04-01 on; articles 19 and 21 and clause 6.7.1 hold for them too */
  { "older-than-the-rules",
    "Ltd,ccia/finance/3,hold,2024-02-29,,,,\n"
    "Ltd,isccc/software/3,hold,2015-03-31,,,,\n",
    NULL, "2026-08-01",
    "2027-02-28 ccia/finance/3 renewal fee  renew_by\n"
    "2027-03-31 isccc/software/3 surveillance fee  surveillance\n"
    "2028-03-31 isccc/software/3 surveillance fee  surveillance\n"
    "2029-03-31 isccc/software/3 surveillance fee  surveillance\n"
    "2030-02-28 ccia/finance/3 renewal fee  renew_by\n"
    "2030-03-31 isccc/software/3 surveillance fee  surveillance\n"
    "2031-03-31 isccc/software/3 surveillance fee  surveillance\n"
    "   total 0.00 \n",
    0, 7 },
  /* what one's own costs are goes with the first application */
  { "own-cost", "Ltd,cnitsec/cloud/1,want,2027-06-30,,,12000,\n", NULL, "2026-08-01",
    "2027-03-31 cnitsec/cloud/1 initial audit_fee 21000.00 target\n"
    "2027-03-31 cnitsec/cloud/1 initial annuity 15000.00 target\n"
    "2027-03-31 cnitsec/cloud/1  own_cost 12000.00 target\n"
    "2029-12-30 cnitsec/cloud/1 maintenance audit_fee 21000.00 renew_by\n"
    "2029-12-30 cnitsec/cloud/1 maintenance annuity 15000.00 renew_by\n"
    "   total 84000.00 \n",
    8400000, 0 },
  /* too late for the wish: filed today, issued three months later, renewed six months before the
   * end of its 36 months */
  { "late-for-the-wish", "Ltd,cnitsec/cloud/1,want,2026-09-30,,,,\n", NULL, "2026-08-01",
    "2026-08-01 cnitsec/cloud/1 initial audit_fee 21000.00 today\n"
    "2026-08-01 cnitsec/cloud/1 initial annuity 15000.00 today\n"
    "2029-05-01 cnitsec/cloud/1 maintenance audit_fee 21000.00 renew_by\n"
    "2029-05-01 cnitsec/cloud/1 maintenance annuity 15000.00 renew_by\n"
    "   total 72000.00 \n",
    7200000, 0 },
  /* renewals of a leap day do not drift: 2027-02-28, 2030-02-28 less six months */
  { "leap-day", "Ltd,cnitsec/cloud/1,hold,2024-02-29,,,,\n", NULL, "2026-08-01",
    "2026-08-28 cnitsec/cloud/1 maintenance audit_fee 21000.00 renew_by\n"
    "2026-08-28 cnitsec/cloud/1 maintenance annuity 15000.00 renew_by\n"
    "2029-08-28 cnitsec/cloud/1 maintenance audit_fee 21000.00 renew_by\n"
    "2029-08-28 cnitsec/cloud/1 maintenance annuity 15000.00 renew_by\n"
    "   total 72000.00 \n",
    7200000, 0 },
  /* from the issue: filed 2026-08-28, issued 2026-11-28, over 2029-11-28, filed 2029-05-28 */
  { "from-issue", "Ltd,cnitsec/cloud/1,hold,2024-02-29,,,,\n", "renewed-term=from-issue",
    "2026-08-01",
    "2026-08-28 cnitsec/cloud/1 maintenance audit_fee 21000.00 renew_by\n"
    "2026-08-28 cnitsec/cloud/1 maintenance annuity 15000.00 renew_by\n"
    "2029-05-28 cnitsec/cloud/1 maintenance audit_fee 21000.00 renew_by\n"
    "2029-05-28 cnitsec/cloud/1 maintenance annuity 15000.00 renew_by\n"
    "   total 72000.00 \n",
    7200000, 0 },
  /* over for more than six months: a first application again, which needs level 1 */
  { "initial-again", "Ltd,cnitsec/engineering/2,hold,2023-01-15,2026-01-15,,,\n", NULL,
    "2026-08-01",
    "2026-08-01 cnitsec/engineering/2 initial audit_fee 72000.00 late\n"
    "2026-08-01 cnitsec/engineering/2 initial annuity 15000.00 late\n"
    "2026-08-01 cnitsec/engineering/1 initial fee  late\n"
    "2029-05-01 cnitsec/engineering/2 maintenance audit_fee 48000.00 renew_by\n"
    "2029-05-01 cnitsec/engineering/2 maintenance annuity 15000.00 renew_by\n"
    "   total 150000.00 \n",
    15000000, 1 },
};

typedef struct
{
  const char *name;
  const char *rows;
  const char *policy;
  const char *as_of;
  const char *text; /* qualification action kind filed issued requires remark */
} LadderRow;

/* By hand from cnitsec-engineering-2-2025-05, 3.1-4 and isccc-sv-001-2015, 4.2.6 a) and 4.3.1. */
static const LadderRow ladder_rows[] = {
  /* three years of service, or level 3 held for a year: which one is the plan's to say */
  { "either", "A,isccc/emergency/2,want,2028-06-30,,,,\n", NULL, "2026-08-01",
    "isccc/emergency/2 want initial 2028-06-30 2028-06-30  no document states how long it takes "
    "(--cycle gives a cycle); unless isccc/emergency/3 is held for P12M, what must be met: "
    "services in the category, for P36M (4.2.6 a))\n" },
  { "either-climbed", "A,isccc/emergency/2,want,2028-06-30,,,,climb\n", NULL, "2026-08-01",
    "isccc/emergency/2 want upgrade 2028-06-30 2028-06-30 isccc/emergency/3 no document states how "
    "long it takes (--cycle gives a cycle)\n"
    "isccc/emergency/3 rung initial 2027-06-30 2027-06-30  no document states how long it takes "
    "(--cycle gives a cycle)\n" },
  { "either-exempt", "A,isccc/emergency/2,want,2028-06-30,,,,exempt\n", NULL, "2026-08-01",
    "isccc/emergency/2 want initial 2028-06-30 2028-06-30  no document states how long it takes "
    "(--cycle gives a cycle)\n" },
  { "either-held",
    "A,isccc/emergency/3,hold,2025-06-30,,,,\nA,isccc/emergency/2,want,2028-06-30,,,,\n", NULL,
    "2026-08-01",
    "isccc/emergency/3 hold   2025-06-30  \n"
    "isccc/emergency/2 want upgrade 2028-06-30 2028-06-30 isccc/emergency/3 no document states how "
    "long it takes (--cycle gives a cycle)\n" },
  /* held from 2027-08-01 on only: one day short of twelve months */
  { "either-held-short",
    "A,isccc/emergency/3,want,2027-07-01,,,,\nA,isccc/emergency/2,want,2028-06-30,,,,\n", NULL,
    "2026-08-01",
    "isccc/emergency/3 want initial 2027-07-01 2027-07-01  no document states how long it takes "
    "(--cycle gives a cycle)\n"
    "isccc/emergency/2 want upgrade 2028-06-30 2028-06-30  no document states how long it takes "
    "(--cycle gives a cycle); unless isccc/emergency/3 is held for P12M, what must be met: "
    "services in the category, for P36M (4.2.6 a))\n" },
  /* level 1 only after level 2 was held a year: the earliest level 2 is of today */
  { "leader", "A,isccc/emergency/1,want,2027-06-30,,,,\n", NULL, "2026-08-01",
    "isccc/emergency/1 want upgrade 2027-08-01 2027-08-01 isccc/emergency/2 no document states how "
    "long it takes (--cycle gives a cycle); isccc/emergency/2 must be held first, from 2026-08-01 "
    "on; that moves the filing; isccc/emergency/2 is planned first; not needed by whoever meets: "
    "leader of its industry\n"
    "isccc/emergency/2 rung initial 2026-08-01 2026-08-01  too late for the wished day; unless "
    "isccc/emergency/3 is held for P12M, what must be met: services in the category, for P36M "
    "(4.2.6 a))\n" },
  /* ccia: complete by the end, article 21, but nobody says how long it takes */
  { "no-lead", "A,ccia/finance/3,hold,2025-03-01,,,,\n", NULL, "2026-08-01",
    "ccia/finance/3 hold   2025-03-01  its renewal must be complete by 2028-03-01 (第二十一条), "
    "and "
    "no document states how long that takes: it is to be filed earlier (--cycle gives a cycle)\n" },
  { "leader-exempt", "A,isccc/emergency/1,want,2027-06-30,,,,exempt\n", NULL, "2026-08-01",
    "isccc/emergency/1 want initial 2027-06-30 2027-06-30  no document states how long it takes "
    "(--cycle gives a cycle)\n" },
  /* level 1 comes later than level 2 is to be filed: level 2 waits, then takes three months */
  { "level-1-later",
    "A,cnitsec/engineering/1,want,2027-09-30,,,,\nA,cnitsec/engineering/2,want,2027-06-30,,,,\n",
    NULL, "2026-08-01",
    "cnitsec/engineering/1 want initial 2027-09-30 2027-09-30  no document states how long it "
    "takes (--cycle gives a cycle)\n"
    "cnitsec/engineering/2 want upgrade 2027-09-30 2027-12-30 cnitsec/engineering/1 "
    "cnitsec/engineering/1 must be held first, from 2027-09-30 on; that moves the filing\n" },
};

static void
test_ladder (gconstpointer data)
{
  const LadderRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanBudgetRequest) request = make_request (row->rows, row->policy);
  g_autoptr (CertplanBudget) budget
      = certplan_budget_new (request, parse_day (row->as_of), NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_budget_dup_tables (budget, FALSE);
  g_autofree char *text
      = show (tables, "certificates", "qualification,action,kind,filed,issued,requires,remark");
  g_assert_cmpstr (text, ==, row->text);
}

static void
test_plan (gconstpointer data)
{
  const PlanRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanBudgetRequest) request = make_request (row->rows, row->policy);
  g_autoptr (CertplanBudget) budget
      = certplan_budget_new (request, parse_day (row->as_of), NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_budget_dup_tables (budget, TRUE);
  g_autofree char *lines = show (tables, "budget", "date,qualification,kind,item,amount,basis");
  g_assert_cmpstr (lines, ==, row->lines);
  g_assert_cmpint (certplan_budget_get_total (budget), ==, row->total_fen);
  g_assert_cmpuint (certplan_budget_get_n_missing (budget), ==, row->n_missing);
}

typedef struct
{
  const char *name;
  const char *as_of;
  const char *first; /* the first year of the next annuity */
} NextRow;

/* Held until 2026-11-01, the renewal filed today and issued three months later (5.2): what it pays
 * for begins behind the old end, and not before the issue. A term that follows another one is
 * counted from the old end, 11-01, one that does not from the issue (to 2029-11-02, 2029-11-03),
 * which is not inside it: so are its years. */
static const NextRow next_rows[] = {
  { "issued-before-the-end", "2026-07-31", " 2026-11-02 2027-11-01 1 5000.00\n" },
  { "issued-at-the-end", "2026-08-01", " 2026-11-02 2027-11-01 1 5000.00\n" },
  { "issued-behind-the-end", "2026-08-02", " 2026-11-02 2027-11-02 1 5000.00\n" },
  { "issued-late", "2026-08-03", " 2026-11-03 2027-11-03 1 5000.00\n" },
};

static void
test_next (gconstpointer data)
{
  const NextRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanBudgetRequest) request
      = make_request ("Ltd,cnitsec/cloud/1,hold,2023-11-01,,,,\n", NULL);
  g_autoptr (CertplanBudget) budget
      = certplan_budget_new (request, parse_day (row->as_of), NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_budget_dup_tables (budget, FALSE);
  g_autofree char *text = show (tables, "annuities", "kind,from,to,year,amount");
  strchr (text, '\n')[1] = '\0';
  g_assert_cmpstr (text, ==, row->first);
}

/* A tariff of one's own from a day on, in a folder that is removed again. */

/* All faults of a plan at once, each with its line. */
static void
test_faults (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (CertplanBudgetRequest) request
      = make_request ("A,cnitsec/cloud/1,hold,2026-08-02,,,,\n"
                      "A,cnitsec/cloud/1,want,2028-01-01,,,,\n"
                      "B,cnitsec/cloud/1,want,2028-01-01,,,,\n"
                      "B,cnitsec/cloud/1,want,2029-01-01,,,,\n",
                      NULL);
  g_assert_null (certplan_budget_new (request, parse_day ("2026-08-01"), faults, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_VALUE);
  g_assert_cmpuint (certplan_faults_get_n (faults), ==, 3);
  g_assert_cmpuint (certplan_faults_get_line (faults, 0), ==, 2);
  g_assert_cmpuint (certplan_faults_get_line (faults, 1), ==, 3);
  g_assert_cmpint (certplan_faults_get_code (faults, 1), ==, CERTPLAN_TABLE_ERROR_DUPLICATE);
  g_assert_cmpuint (certplan_faults_get_line (faults, 2), ==, 5);
}

static void
test_request (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanBudgetRequest) request = make_request ("", NULL);
  g_assert_false (certplan_budget_request_set_horizon (request, parse_day ("2026-01-02"),
                                                       parse_day ("2026-01-01"), &error));
  g_assert_error (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_DATE);
  g_clear_error (&error);
  g_assert_false (certplan_budget_request_set_period (request, "week", &error));
  g_assert_error (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_PERIOD);
  g_clear_error (&error);
  g_assert_false (certplan_budget_request_set_late (request, -1, &error));
  g_assert_error (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_PERIOD);
}

/* A term that ends with the last day there is has none behind it. */
static void
test_end_of_time (void)
{
  g_autoptr (CertplanBudgetRequest) request
      = make_request ("甲,cnitsec/engineering/2,hold,2024-01-01,9999-12-31,,,\n", NULL);
  g_autoptr (GError) error = NULL;
  g_assert_true (certplan_budget_request_set_horizon (request, parse_day ("9999-01-01"),
                                                      parse_day ("9999-12-31"), NULL));
  g_autoptr (CertplanBudget) budget
      = certplan_budget_new (request, parse_day ("2026-11-21"), NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_budget_dup_tables (budget, TRUE);
  g_autofree char *budget_rows = show (tables, "budget", "date,item");
  g_assert_nonnull (strstr (budget_rows, "9999-"));
  g_autofree char *annuities = show (tables, "annuities", "from");
  g_assert_cmpstr (annuities, ==, "");
}

/* A step that leaves the years 1 to 9999 ends with them, whichever way it goes. */
static void
test_step (void)
{
  static const CertplanPeriod quarter = { .months = 3 };
  const CertplanDate first = certplan_date_new (1, 1, 1), last = certplan_date_new (9999, 12, 31);
  g_assert_cmpint (_certplan_budget_step (last - 7, &quarter, 1), ==, last);
  g_assert_cmpint (_certplan_budget_step (first + 7, &quarter, -1), ==, first);
  g_assert_cmpint (_certplan_budget_step (first, &quarter, 1), ==, certplan_date_new (1, 4, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/budget/plan/", plan_rows, test_plan);
  ADD_ROWS ("/budget/ladder/", ladder_rows, test_ladder);
  ADD_ROWS ("/budget/next/", next_rows, test_next);
  g_test_add_func ("/budget/faults", test_faults);
  g_test_add_func ("/budget/request", test_request);
  g_test_add_func ("/budget/end-of-time", test_end_of_time);
  g_test_add_func ("/budget/step", test_step);
  add_tables ();
  return g_test_run ();
}
