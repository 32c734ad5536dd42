/* The tables of a budget: their rows, their sums and their reasons.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-budget.h"
#include "test-rows.h"
#include "test-rule-folder.h"
#include <glib/gstdio.h>

typedef struct
{
  const char *name;
  const char *table, *columns;
  const char *text;
} TableRow;

/* The golden plan, by year, with a scenario eight months late. */
static const TableRow table_rows[] = {
  { "certificates", "certificates", "qualification,file_by,file_safe,issued,expiry,ends",
    "cnitsec/engineering/1   2024-05-10 2027-05-10 2027-03-31\n"
    "cnitsec/engineering/2 2026-12-31 2026-09-30 2027-03-31 2030-03-31 \n"
    "cnitsec/cloud/1 2027-03-31 2026-12-31 2027-06-30 2030-06-30 \n"
    "isccc/risk-assessment/3   2027-12-31  \n" },
  { "by-year", "by-period", "period,amount,cumulative,n_missing",
    "2026 87000.00 87000.00 0\n2027 36000.00 123000.00 1\n2028 0.00 123000.00 1\n"
    "2029 99000.00 222000.00 1\n2030 0.00 222000.00 1\n2031 0.00 222000.00 1\n" },
  { "by-org", "by-org", "org,amount,n_missing", "Ltd 222000.00 5\n" },
  { "by-qualification", "by-qualification", "qualification,amount",
    "cnitsec/cloud/1 72000.00\ncnitsec/engineering/2 150000.00\nisccc/risk-assessment/3 0.00\n" },
  { "missing", "missing", "date,qualification,kind",
    "2027-12-31 isccc/risk-assessment/3 initial\n"
    "2028-12-31 isccc/risk-assessment/3 surveillance\n"
    "2029-12-31 isccc/risk-assessment/3 surveillance\n"
    "2030-12-31 isccc/risk-assessment/3 surveillance\n"
    "2031-12-31 isccc/risk-assessment/3 surveillance\n" },
  { "annuities", "annuities", "paid,year,from,to,amount",
    "2026-12-31 1 2027-03-31 2028-03-31 5000.00\n2026-12-31 2 2028-04-01 2029-03-31 5000.00\n"
    "2026-12-31 3 2029-04-01 2030-03-31 5000.00\n2027-03-31 1 2027-06-30 2028-06-30 5000.00\n"
    "2027-03-31 2 2028-07-01 2029-06-30 5000.00\n2027-03-31 3 2029-07-01 2030-06-30 5000.00\n"
    "2029-09-30 1 2030-04-01 2031-03-31 5000.00\n2029-09-30 2 2031-04-01 2032-03-31 5000.00\n"
    "2029-09-30 3 2032-04-01 2033-03-31 5000.00\n2029-12-30 1 2030-07-01 2031-06-30 5000.00\n"
    "2029-12-30 2 2031-07-01 2032-06-30 5000.00\n2029-12-30 3 2032-07-01 2033-06-30 5000.00\n" },
  /* engineering/2 ends on 2030-03-31: filed by then it is issued by 2030-06-30, 90 days between;
   * by 2030-09-30 on 2030-12-30; after that it costs 87,000 and level 1 again, which nobody
   * published. cloud/1 ends on 2030-06-30 and costs the same at all times. */
  { "late-renewal", "late-renewal",
    "qualification,state,from,to,kind,amount,difference,status,days_least,days_most",
    "cnitsec/engineering/2 on_time  2029-09-30 maintenance 63000.00 0.00 complete 0 0\n"
    "cnitsec/engineering/2 late 2029-10-01 2030-03-31 maintenance 63000.00 0.00 complete 0 90\n"
    "cnitsec/engineering/2 lapsed 2030-04-01 2030-09-30 maintenance 63000.00 0.00 complete 91 273\n"
    "cnitsec/engineering/2 initial_again 2030-10-01  initial 87000.00 24000.00 incomplete (1) 275 "
    "\n"
    "cnitsec/cloud/1 on_time  2029-12-30 maintenance 36000.00 0.00 complete 0 0\n"
    "cnitsec/cloud/1 late 2029-12-31 2030-06-30 maintenance 36000.00 0.00 complete 0 91\n"
    "cnitsec/cloud/1 lapsed 2030-07-01 2030-12-30 maintenance 36000.00 0.00 complete 92 272\n"
    "cnitsec/cloud/1 initial_again 2030-12-31  initial 36000.00 0.00 complete 273 \n" },
  /* up to eight certificates: each step on a line of its own, below the certificate */
  { "gantt", "gantt", "mark,label,from,to,actor",
    "bar security engineering, level 1 2026-01-01 2027-03-31 in_force\n"
    "bar security engineering, level 2 2027-03-31 2032-01-01 in_force\n"
    "bar upgrade 2026-12-31 2027-03-31 applying\n"
    "milestone maintenance 2029-09-30  \n"
    "bar cloud computing security, level 1 2027-06-30 2032-01-01 in_force\n"
    "bar initial 2027-03-31 2027-06-30 applying\n"
    "milestone maintenance 2029-12-30  \n"
    "bar risk assessment, level 3 2027-12-31 2032-01-01 in_force\n"
    "milestone surveillance 2028-12-31  \n"
    "milestone surveillance 2029-12-31  \n"
    "milestone surveillance 2030-12-31  \n"
    "milestone surveillance 2031-12-31  \n" },
  /* all wishes eight months later: 2028-08-31. Cloud is issued 2028-02-29 (2027-03-31 + 8 - the
   * month's end - + 3 months), over 2031-02-28, filed 2031-04-28 by then, in the grace, 151 days
   * from the end to the issue on 2031-07-28, so 149 between; engineering is issued 2027-11-30, over
   * 2030-11-30, filed 2031-01-30 in the grace, issued 2031-04-30: 150 between. Level 1,
   * over on 2027-05-10, is renewed in time: level 2, filed on 2027-08-31, needs it. */
  { "scenarios", "scenarios", "scenario,amount,difference,all_held,days,days_without",
    "on time 222000.00 0.00 2027-12-31 0 0\n"
    "filed 8 months late 222000.00 0.00 2028-08-31 244 299\n" },
};

static void
test_table (gconstpointer data)
{
  const TableRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanBudgetRequest) request = make_request (GOLDEN, NULL);
  g_assert_true (certplan_budget_request_set_period (request, "year", &error));
  g_assert_true (certplan_budget_request_set_late (request, 8, &error));
  g_autoptr (CertplanBudget) budget
      = certplan_budget_new (request, parse_day ("2026-08-01"), NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_budget_dup_tables (budget, FALSE);
  g_autofree char *text = show (tables, row->table, row->columns);
  g_assert_cmpstr (text, ==, row->text);
}

/* Under other rules the surveillance has a fee: four of them lie in the horizon. */
static void
test_diff (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("certplan-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "tariff.csv", NULL);
  g_assert_true (g_file_set_contents (path,
                                      "qualification,kind,item,amount,source,clause\n"
                                      "isccc/risk-assessment/3,surveillance,fee,8000,offer,1\n",
                                      -1, &error));
  const char *const layers[] = { path, NULL };
  g_autoptr (CertplanRulebook) rules = certplan_rulebook_load (layers, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanBudgetRequest) request = make_request (GOLDEN, NULL);
  g_autoptr (CertplanRecords) plan = load_plan (GOLDEN, rules);
  certplan_budget_request_set_other_rules (request, rules, plan);
  g_autoptr (CertplanBudget) budget
      = certplan_budget_new (request, parse_day ("2026-08-01"), NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_budget_dup_tables (budget, FALSE);
  g_autofree char *text = show (tables, "diff", "date,kind,amount,other_amount,difference");
  g_assert_cmpstr (text, ==,
                   "2028-12-31 surveillance  8000.00 8000.00\n"
                   "2029-12-31 surveillance  8000.00 8000.00\n"
                   "2030-12-31 surveillance  8000.00 8000.00\n"
                   "2031-12-31 surveillance  8000.00 8000.00\n"
                   "  222000.00 254000.00 32000.00\n");
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Nine certificates: one line each, the rung before what asks for it; between the end on 2026-01-30
 * and the issue of what is filed today, three months later, it is not in force. */
static void
test_short_gantt (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) rows = g_string_new ("Lapsed,cnitsec/cloud/1,hold,2023-01-30,2026-01-30,,,\n"
                                           "New,cnitsec/operation/2,want,2027-06-30,,,,\n");
  for (guint i = 0; i < 6; i++)
    g_string_append_printf (rows, "Org %u,cnitsec/cloud/1,hold,2025-11-30,2028-11-30,,,\n", i);
  g_autoptr (CertplanBudgetRequest) request = make_request (rows->str, NULL);
  g_assert_true (certplan_budget_request_set_horizon (request, parse_day ("2026-01-01"),
                                                      parse_day ("2027-12-31"), &error));
  g_autoptr (CertplanBudget) budget
      = certplan_budget_new (request, parse_day ("2026-07-01"), NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_budget_dup_tables (budget, FALSE);
  g_autofree char *text = show (tables, "gantt", "mark,label,from,to,actor");
  g_assert_true (g_str_has_prefix (
      text, "bar Lapsed: cloud computing security, level 1 2026-01-01 2026-01-31 in_force\n"
            "bar  2026-10-01 2028-01-01 in_force\n"
            "milestone  2026-07-01  \n"
            "bar New: security operation, level 1 2027-03-31 2027-06-30 in_force\n"
            "bar New: security operation, level 2 2027-06-30 2028-01-01 in_force\n"
            "bar  2027-03-31 2027-06-30 applying\n"
            "bar Org 0: cloud computing security, level 1 2026-01-01 2028-01-01 in_force\n"
            "bar Org 1"));
}

/* The sum of a table's column of money, without the row of the total. */
static CertplanMoney
sum_column (CertplanTables *tables, const char *name)
{
  CertplanTable *table = certplan_tables_find (tables, name);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  guint amount = 0, date = G_MAXUINT;
  CertplanMoney sum = 0;
  for (guint c = 0; c < certplan_table_get_n_columns (table); c++)
    if (g_str_equal (certplan_table_get_column_name (table, c), "amount"))
      amount = c;
    else if (g_str_equal (certplan_table_get_column_name (table, c), "date"))
      date = c;
  while (certplan_cursor_next (cursor, NULL))
    {
      CertplanMoney fen = certplan_cursor_get_money (cursor, amount);
      gboolean is_total
          = date != G_MAXUINT && certplan_cursor_get_date (cursor, date) == CERTPLAN_DATE_NONE;
      if (fen != CERTPLAN_MONEY_NONE && !is_total)
        sum += fen;
    }
  return sum;
}

/* A plan of @n rows, of as many organizations. (transfer full) */
static char *
make_random_plan (GRand *rand, guint n)
{
  static const char *const names[]
      = { "cnitsec/engineering/2", "cnitsec/cloud/1",   "cnitsec/operation/2",
          "isccc/software/1",      "isccc/emergency/2", "ccia/finance/3" };
  static const char *const ladders[] = { "", "climb", "exempt" };
  g_autoptr (GString) rows = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    {
      gboolean is_held = g_rand_boolean (rand);
      g_string_append_printf (
          rows, "Org %u,%s,%s,%d-%02d-%02d,,,%d,%s\n", i / 2,
          names[g_rand_int_range (rand, 0, 3) * 2 + (gint32)(i % 2)], is_held ? "hold" : "want",
          is_held ? g_rand_int_range (rand, 2019, 2026) : g_rand_int_range (rand, 2026, 2036),
          g_rand_int_range (rand, 1, 13), g_rand_int_range (rand, 1, 29),
          g_rand_int_range (rand, 0, 3) * 1000, ladders[g_rand_int_range (rand, 0, 3)]);
    }
  return g_string_free (g_steal_pointer (&rows), FALSE);
}

/* Lines, periods, organizations and qualifications sum up to one total, by month and by year. */
static void
test_sums (void)
{
  static const char *const periods[] = { "month", "quarter", "year" };
  static const char *const names[] = { "budget", "by-period", "by-org", "by-qualification" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260801);
  for (guint n = 0; n < 60; n++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *rows = make_random_plan (rand, n);
      g_autoptr (CertplanBudgetRequest) request = make_request (rows, NULL);
      g_assert_true (certplan_budget_request_set_period (request, periods[n % 3], &error));
      g_assert_true (certplan_budget_request_set_late (request, (gint)n % 14, &error));
      g_autoptr (CertplanBudget) budget
          = certplan_budget_new (request, parse_day ("2026-08-01"), NULL, &error);
      g_assert_no_error (error);
      g_autoptr (CertplanTables) tables = certplan_budget_dup_tables (budget, TRUE);
      for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
        g_assert_cmpint (sum_column (tables, names[i]), ==, certplan_budget_get_total (budget));
    }
}

typedef struct
{
  const char *name;
  const char *valid_from;
  gint n_late_months;
  const char *amount; /* of the audit fee of the first renewal */
} TariffRow;

/* The renewal of engineering/2 is filed on 2029-09-30, or a month later on 2029-10-30. */
static const TariffRow tariff_rows[] = {
  { "from-that-day", "2029-09-30", 0, "50000.00" },
  { "from-the-next-day", "2029-10-01", 0, "48000.00" },
  { "late-into-the-next", "2029-10-01", 1, "50000.00" },
};

static void
test_tariff (gconstpointer data)
{
  const TariffRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("certplan-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "tariff.csv", NULL);
  g_autofree char *text = g_strconcat ("qualification,kind,item,amount,valid_from,source,clause\n"
                                       "cnitsec/engineering/2,maintenance,audit_fee,50000,",
                                       row->valid_from, ",notice,1\n", NULL);
  g_assert_true (g_file_set_contents (path, text, -1, &error));
  const char *const layers[] = { path, NULL };
  g_autoptr (CertplanRulebook) rules = certplan_rulebook_load (layers, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanRecords) plan = load_plan (GOLDEN, rules);
  g_autoptr (CertplanBudgetRequest) request = certplan_budget_request_new (rules, NULL, plan);
  g_assert_true (certplan_budget_request_set_late (request, row->n_late_months, &error));
  g_autoptr (CertplanBudget) budget
      = certplan_budget_new (request, parse_day ("2026-08-01"), NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_budget_dup_tables (budget, FALSE);
  g_autofree char *lines = show (tables, "budget", "kind,item,amount");
  g_autofree char *scenarios = show (tables, "scenarios", "scenario,difference");
  g_autofree char *wanted = g_strdup_printf ("maintenance audit_fee %s\n", row->amount);
  if (row->n_late_months == 0)
    g_assert_nonnull (strstr (lines, wanted));
  else
    g_assert_cmpstr (scenarios, ==, "on time 0.00\nfiled 1 month late 2000.00\n");
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

typedef struct
{
  const char *name;
  const char *plan;
  const char *scenarios; /* amount, what is missing, days without */
} LateRow;

#define LEVEL_2 "Ltd,cnitsec/engineering/2,want,2027-03-31,,,,\n"

/* Eight months late, level 2 is filed on 2027-08-31 and needs level 1 that day (3.1-4). Its own
 * renewal, that nobody published a fee for, is late on 2031-01-30 and issued on 2031-04-30: from
 * 2030-12-01 on 150 days without. */
static const LateRow late_rows[] = {
  /* in time level 1 outlasts the filing of 2026-12-31; then its renewal on 2027-05-09 is due, for a
   * later one would come too late for level 2 */
  { "renewed-for-the-level-above",
    "Ltd,cnitsec/engineering/1,hold,2024-05-10,2027-05-09,,,\n" LEVEL_2,
    "150000.00 complete 0\n150000.00 incomplete (1) 150\n" },
  /* a renewal on 2027-08-31, the day of need, may be late: 242 days from 2027-01-01 on without */
  { "late-and-early-enough", "Ltd,cnitsec/engineering/1,hold,2023-12-31,2026-12-31,,,\n" LEVEL_2,
    "150000.00 incomplete (1) 0\n150000.00 incomplete (1) 392\n" },
  { "a-day-too-late", "Ltd,cnitsec/engineering/1,hold,2024-01-01,2027-01-01,,,\n" LEVEL_2,
    "150000.00 incomplete (1) 0\n150000.00 incomplete (1) 150\n" },
  /* level 2 is issued on 2027-11-30, before a late renewal: from 2027-09-01 on 90 more days */
  { "valid-that-day", "Ltd,cnitsec/engineering/1,hold,2024-08-31,2027-08-31,,,\n" LEVEL_2,
    "150000.00 complete 0\n150000.00 complete 240\n" },
};

static void
test_late (gconstpointer data)
{
  const LateRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanBudgetRequest) request = make_request (row->plan, NULL);
  g_assert_true (certplan_budget_request_set_late (request, 8, &error));
  g_autoptr (CertplanBudget) budget
      = certplan_budget_new (request, parse_day ("2026-11-22"), NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_budget_dup_tables (budget, FALSE);
  g_autofree char *scenarios = show (tables, "scenarios", "amount,status,days_without");
  g_assert_cmpstr (scenarios, ==, row->scenarios);
}

typedef struct
{
  const char *name;
  const char *periods;
  const char *plan;
  const char *days;      /* of what is paid */
  const char *annuities; /* year by year */
} TermRow;

#define PERIODS                                                                                    \
  "qualification,kind,period,duration,event,modality,valid_from,valid_to,source,clause\n"

/* A renewed term lasts as the rules of its issue say, and as they say it of renewals: two years
 * from 2028 on, or for what is renewed. Three before; six months before the end it is paid. */
static const TermRow term_rows[] = {
  { "rules-of-then",
    PERIODS "cnitsec/cloud/1,,validity,P36M,issue,must,,2027-12-31,house,1\n"
            "cnitsec/cloud/1,,validity,P24M,issue,must,2028-01-01,,house,2\n",
    "Ltd,cnitsec/cloud/1,hold,2025-08-01,,,,\n",
    "2028-02-01 audit_fee\n2028-02-01 annuity\n2030-02-01 audit_fee\n2030-02-01 annuity\n",
    "1 2028-08-02 2029-08-01 7500.00\n2 2029-08-02 2030-08-01 7500.00\n"
    "1 2030-08-02 2031-08-01 7500.00\n2 2031-08-02 2032-08-01 7500.00\n" },
  { "rules-of-the-kind", PERIODS "cnitsec/cloud/1,maintenance,validity,P24M,issue,must,,,house,1\n",
    "Ltd,cnitsec/cloud/1,want,2026-11-01,,,,\n",
    "2026-08-01 audit_fee\n2026-08-01 annuity\n2029-05-01 audit_fee\n2029-05-01 annuity\n"
    "2031-05-01 audit_fee\n2031-05-01 annuity\n",
    "1 2026-11-01 2027-11-01 5000.00\n2 2027-11-02 2028-11-01 5000.00\n"
    "3 2028-11-02 2029-11-01 5000.00\n1 2029-11-02 2030-11-01 7500.00\n"
    "2 2030-11-02 2031-11-01 7500.00\n1 2031-11-02 2032-11-01 7500.00\n"
    "2 2032-11-02 2033-11-01 7500.00\n" },
};

static void
test_term (Folder *folder, gconstpointer data)
{
  const TermRow *row = data;
  g_autoptr (GError) error = NULL;
  write_file (folder, "schemes/cnitsec/periods.csv", row->periods);
  const char *const layers[] = { folder->path, NULL };
  g_autoptr (CertplanRulebook) rules = certplan_rulebook_load (layers, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanRecords) plan = load_plan (row->plan, rules);
  g_autoptr (CertplanBudgetRequest) request = certplan_budget_request_new (rules, NULL, plan);
  g_assert_true (certplan_budget_request_set_horizon (request, parse_day ("2026-01-01"),
                                                      parse_day ("2031-12-31"), NULL));
  g_autoptr (CertplanBudget) budget
      = certplan_budget_new (request, parse_day ("2026-08-01"), NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_budget_dup_tables (budget, FALSE);
  g_autofree char *days = show (tables, "budget", "date,item");
  g_autofree char *annuities = show (tables, "annuities", "year,from,to,amount");
  g_autofree char *wanted = g_strconcat (row->days, " total\n", NULL);
  g_assert_cmpstr (days, ==, wanted);
  g_assert_cmpstr (annuities, ==, row->annuities);
}

/* Each day and each amount of the golden plan rests on a clause, or says that it is assumed or that
 * no document states it. */
static void
test_reasons (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanBudgetRequest) request = make_request (GOLDEN, NULL);
  g_autoptr (CertplanBudget) budget
      = certplan_budget_new (request, parse_day ("2026-08-01"), NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_budget_dup_tables (budget, TRUE);
  g_autofree char *text = show (tables, "reasons", "subject,source,clause");
  g_assert_cmpstr (text, ==,
                   "ends assumption \n"
                   "requires cnitsec-engineering-2-2025-05 3.1-4\n"
                   "target cnitsec-engineering-2-2025-05 九-3\n"
                   "cap cnitsec-engineering-2-2025-05 九-3\n"
                   "expiry cnitsec-engineering-2-2025-05 九-1 (三年年金)\n"
                   "target cnitsec-cloud-1-2025-05 九\n"
                   "cap cnitsec-cloud-1-2025-05 九\n"
                   "expiry cnitsec-cloud-1-2025-05 九-1 (三年年金)\n"
                   "target cnitsec-engineering-2-2025-05 九-3\n"
                   "audit_fee cnitsec-engineering-2-2025-05 九-1\n"
                   "annuity cnitsec-engineering-2-2025-05 九-1\n"
                   "target cnitsec-cloud-1-2025-05 九\n"
                   "audit_fee cnitsec-cloud-1-2025-05 九-1\n"
                   "annuity cnitsec-cloud-1-2025-05 九-1\n"
                   "wish assumption \n"
                   "fee no_document \n"
                   "surveillance isccc-sv-001-2015 6.7.1\n"
                   "fee no_document \n"
                   "renew_by cnitsec-engineering-2-2025-05 四\n"
                   "audit_fee cnitsec-engineering-2-2025-05 九-2\n"
                   "annuity cnitsec-engineering-2-2025-05 九-2\n"
                   "renew_by cnitsec-cloud-1-2025-05 四\n"
                   "audit_fee cnitsec-cloud-1-2025-05 九-2\n"
                   "annuity cnitsec-cloud-1-2025-05 九-2\n"
                   "surveillance isccc-sv-001-2015 6.7.1\n"
                   "fee no_document \n"
                   "surveillance isccc-sv-001-2015 6.7.1\n"
                   "fee no_document \n"
                   "surveillance isccc-sv-001-2015 6.7.1\n"
                   "fee no_document \n");
}

void
add_tables (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (term_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/budget/term/", term_rows[i].name, NULL);
      g_test_add (path, Folder, &term_rows[i], folder_set_up, test_term, folder_tear_down);
    }
  ADD_ROWS ("/budget/table/", table_rows, test_table);
  g_test_add_func ("/budget/short-gantt", test_short_gantt);
  ADD_ROWS ("/budget/tariff/", tariff_rows, test_tariff);
  ADD_ROWS ("/budget/late/", late_rows, test_late);
  g_test_add_func ("/budget/reasons", test_reasons);
  g_test_add_func ("/budget/sums", test_sums);
  g_test_add_func ("/budget/diff", test_diff);
}
