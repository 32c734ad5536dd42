/* How many people it takes: offices without chance, whose answers are found by hand.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-office-error.h"
#include "certplan-record-files.h"
#include "certplan-staffing.h"
#include <string.h>

/* Six cases of one reviewer's body, filed on Monday, 4 January 2027: two days' work with the
 * documents of each and three on site. All documents come first: one reviewer is done on site with
 * case i on working day 12 + 3 i, two reviewers are with all of them on working day 15. What then
 * takes assumed lengths (report, forwarding, check: 7 days each) brings who is done on site until 3
 * February, working day 23 (January has 20), before the panel of 25 February; they are certified on
 * 18 March, 73.5 days after the filing; the others by the panel of 25 March on 15 April, 101.5 days
 * after it. So by 31 March one reviewer has 3 of 6 cases ready, two have all. Body C's people have
 * nothing to do. */
#define CASE(n) "A" n ",ccia/finance/3,initial,O" n ",四川,2027-01-04,,,,,,2027-03-31\n"

static const char *const records[][2] = {
  { "bodies", "body,class,region\nB,one,四川\nC,two,江苏\nO,office,\n" },
  { "reviewers", "reviewer,body,role,share\nR,B,reviewer,100%\nS,C,reviewer,100%\n" },
  { "cases", "case,qualification,kind,org,region,filed,agreed,body,consultant,stage,effort_left,"
             "due\n" CASE ("1") CASE ("2") CASE ("3") CASE ("4") CASE ("5") CASE ("6") },
  { "effort",
    "qualification,kind,stage,min,mode,max,team,performer\n"
    "ccia/finance/3,,document_review,16,16,16,1,\nccia/finance/3,,onsite_review,24,24,24,1,\n" },
  { "panels", "panel,scheme,rule,quota,quorum\nP,ccia,last working Thursday,50,5\n" },
};

/* @cases: (nullable): more rows of cases. */
static CertplanWorkload *
make_workload_with (const char *cases)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRulebook) rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  g_autoptr (CertplanOfficeRecords) office = certplan_office_records_new (rulebook);
  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    {
      const gboolean has_more = cases != NULL && g_str_equal (records[i][0], "cases");
      char *text = g_strconcat (records[i][1], has_more ? cases : NULL, NULL);
      g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));
      g_autoptr (CertplanRecords) rows = certplan_records_load_bytes (
          records[i][0], records[i][0], bytes, NULL, rulebook, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (certplan_office_records_set (office, rows, NULL));
    }
  g_autoptr (CertplanOffice) made
      = certplan_office_new (NULL, office, certplan_date_new (2026, 12, 20),
                             certplan_date_new (2027, 1, 1), 6, NULL, &error);
  g_assert_no_error (error);
  CertplanWorkload *workload = certplan_workload_new (made, NULL, NULL, &error);
  g_assert_no_error (error);
  return workload;
}

static CertplanWorkload *
make_workload (void)
{
  return make_workload_with (NULL);
}

static guint
find_column (CertplanTable *table, const char *name)
{
  for (guint c = 0; c < certplan_table_get_n_columns (table); c++)
    if (g_str_equal (certplan_table_get_column_name (table, c), name))
      return c;
  g_assert_not_reached ();
}

/* The cells of some columns, a row a line. */
static char *
spell (CertplanTable *table, const char *columns)
{
  g_auto (GStrv) names = g_strsplit (columns, " ", -1);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  GString *text = g_string_new (NULL);
  while (certplan_cursor_next (cursor, NULL))
    {
      for (char **name = names; *name != NULL; name++)
        {
          g_autofree char *cell = certplan_cursor_dup_text (cursor, find_column (table, *name));
          g_string_append_printf (text, "%s%s", name > names ? "|" : "", cell);
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static CertplanStaffing *
search (const char *wish, const char *limit, const char *by, GError **error)
{
  g_autoptr (CertplanWorkload) workload = make_workload ();
  return certplan_staffing_new (workload, wish, limit, by, 1, 2, 1, NULL, NULL, error);
}

typedef struct
{
  const char *name, *wish, *staffing, *curve, *panels;
  guint n_failures;
} SearchRow;

static const SearchRow search_rows[] = {
  /* The panel's quota is no help: it could decide 3 cases in February at most. */
  { "nine-tenths", "90%",
    "||0.5|not_reached\n1|2|1|reached\n1||0.5|no_matter\n57||0.5|not_reached\n",
    "1|0.5\n2|1\n3|1\n4|1\n", "1|0.166667\n2|0.333333\n4|0.5\n", 2 },
  /* One case of six and two are too few, three are enough. */
  { "half", "50%", "||0.5|reached\n1|1|0.5|reached\n1||0.5|no_matter\n57|3|0.5|reached\n",
    "1|0.5\n2|1\n3|1\n", "1|0.166667\n2|0.333333\n3|0.5\n4|0.5\n5|0.5\n", 0 },
};

static void
test_search (gconstpointer data)
{
  const SearchRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanStaffing) staffing = search (row->wish, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_staffing_dup_tables (staffing);
  g_autofree char *found
      = spell (certplan_tables_find (tables, "staffing"), "now needed probability verdict");
  g_autofree char *curve = spell (certplan_tables_find (tables, "curve"), "in_each probability");
  g_autofree char *panels
      = spell (certplan_tables_find (tables, "curve-panels"), "cases_a_meeting probability");
  g_assert_cmpstr (found, ==, row->staffing);
  g_assert_cmpstr (curve, ==, row->curve);
  g_assert_cmpstr (panels, ==, row->panels);
  g_assert_cmpuint (certplan_staffing_count_failures (staffing), ==, row->n_failures);
  g_assert_null (certplan_tables_find (tables, "filing"));
}

/* Where all of 12 cases are in time, the interval is Wilson's: 12 / (12 + 1.95996^2) to 1, as
 * simulate tells it, and not that of replications that agree by luck. */
static void
test_interval (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanStaffing) staffing = search ("90%", NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_staffing_dup_tables (staffing);
  g_autofree char *curve = spell (certplan_tables_find (tables, "curve"), "in_each low high");
  g_assert_cmpstr (curve, ==, "1|0.5|0.5\n2|0.757506|1\n3|0.757506|1\n4|0.757506|1\n");
}

/* 95 % of the cases take 101.5 days: filed 102 days before. 20 September is that before 31
 * December (11 days of September, 31, 30 and 31). For 14 January 2027 it
 * would have been 4 October 2026 (14, 31, 30 and 27 days): before the day on which one looks. */
static void
test_filing (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanStaffing) late = search ("50%", "cap", "2027-12-31", &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_staffing_dup_tables (late);
  g_autofree char *found = spell (certplan_tables_find (tables, "filing"),
                                  "safe_days filed_by certificate_by verdict");
  g_assert_true (g_str_has_prefix (found, "102|2027-09-20|2027-12-31|reached\n"));
  g_autoptr (CertplanStaffing) soon = search ("50%", "cap", "2027-01-14", &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) others = certplan_staffing_dup_tables (soon);
  g_autofree char *past = spell (certplan_tables_find (others, "filing"), "filed_by verdict");
  g_assert_true (g_str_has_prefix (past, "2026-10-04|not_reached\n"));
}

/* A quarter as many cases that nobody may do, in a region that nobody knows, tell nothing of the
 * others: 95 % of eight would be 7.6, more than the six that are done. */
static void
test_filing_beside_barred (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanWorkload) workload
      = make_workload_with ("X1,ccia/finance/3,initial,O,湘,2027-01-04,,,,,,2027-03-31\n"
                            "X2,ccia/finance/3,initial,O,云南,2027-01-04,,,,,,2027-03-31\n");
  g_autoptr (CertplanStaffing) staffing
      = certplan_staffing_new (workload, "50%", "cap", "2027-12-31", 1, 2, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_staffing_dup_tables (staffing);
  g_autofree char *found = spell (certplan_tables_find (tables, "filing"),
                                  "safe_days filed_by certificate_by verdict");
  g_assert_true (g_str_has_prefix (found, "102|2027-09-20|2027-12-31|reached\n"));
}

typedef struct
{
  const char *name, *wish, *limit, *message;
} ErrorRow;

static const ErrorRow error_rows[] = {
  { "wish", "120%", NULL, "wish \"120%\"; wanted a probability up to 100%, as 90%" },
  { "no-wish", "0%", NULL, "wish \"0%\"; wanted a probability up to 100%, as 90%" },
  { "limit", "90%", "soon", "limit \"soon\"; wanted target or cap" },
  { "no-target", "90%", "target",
    "no case has a limit that it could be in time for; wanted a limit, as --cycle ccia=P3M,P6M, or "
    "due in cases.csv" },
};

static void
test_error (gconstpointer data)
{
  const ErrorRow *row = data;
  g_autoptr (GError) error = NULL;
  g_assert_null (search (row->wish, row->limit, NULL, &error));
  g_assert_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_RUN);
  g_assert_cmpstr (error->message, ==, row->message);
}

static void
test_cancelled (void)
{
  g_autoptr (CertplanWorkload) workload = make_workload ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_cancellable_cancel (cancellable);
  g_assert_null (
      certplan_staffing_new (workload, "90%", NULL, NULL, 1, 2, 1, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (gsize i = 0; i < G_N_ELEMENTS (search_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/staffing/search/", search_rows[i].name, NULL);
      g_test_add_data_func (path, &search_rows[i], test_search);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (error_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/staffing/error/", error_rows[i].name, NULL);
      g_test_add_data_func (path, &error_rows[i], test_error);
    }
  g_test_add_func ("/staffing/interval", test_interval);
  g_test_add_func ("/staffing/filing", test_filing);
  g_test_add_func ("/staffing/filing-beside-barred", test_filing_beside_barred);
  g_test_add_func ("/staffing/cancelled", test_cancelled);
  return g_test_run ();
}
