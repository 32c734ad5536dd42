/* Records: rows, tables, keys, limits. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-records.h"

static void
test_rows (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRecords) records = load_text (&record_type, good_file, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (certplan_records_get_n (records), ==, 3);
  g_assert_cmpstr (certplan_records_get_type_name (records), ==, "things");
  g_assert_true (_certplan_records_get_type (records) == &record_type);
  const Row *first = _certplan_records_row (records, 0);
  const Row *second = _certplan_records_row (records, 1);
  const Row *third = _certplan_records_row (records, 2);
  g_assert_cmpuint (first->line, ==, 2);
  g_assert_cmpuint (second->line, ==, 4); /* the first row is two lines long */
  g_assert_cmpuint (certplan_records_get_line (records, 2), ==, 6);
  g_assert_cmpuint (first->org, ==, third->org);
  g_assert_cmpuint (first->org, !=, second->org);
  g_assert_cmpuint (_certplan_records_get_n_texts (records), ==, 2);
  g_assert_cmpstr (_certplan_records_text (records, second->org), ==, "乙");
  g_assert_cmpint (first->balance, ==, 1250); /* by the hook */
  g_assert_cmpint (first->share, ==, 500000);
  g_assert_cmpint (first->length.working_days, ==, 10);
  g_assert_cmpint (first->kind, ==, 3);
  g_assert_cmpint (first->qualification, ==, 2);
  g_assert_cmpint (first->month, ==, certplan_date_new (2026, 2, 1));
  g_assert_cmpint (first->delta, ==, -7);
  g_assert_cmpint (second->amount, ==, CERTPLAN_MONEY_NONE);
  g_assert_cmpint (second->balance, ==, -300);
  g_assert_cmpint (second->count, ==, G_MININT32);
  g_assert_cmpint (second->share, ==, G_MININT32);
  g_assert_cmpint (second->month, ==, CERTPLAN_DATE_NONE);
  g_assert_true (_certplan_period_is_none (&second->length));
  g_assert_cmpint (second->kind, ==, 0);
  g_assert_cmpint (second->qualification, ==, 0);
  g_assert_null (_certplan_records_note (records, second->note));
  g_assert_null (_certplan_records_text (records, 0));
}

static void
test_getters (void)
{
  g_autoptr (CertplanRecords) records = load_text (&record_type, good_file, NULL, NULL);

  g_assert_cmpint (certplan_records_get_date (records, 0, "issued"), ==,
                   certplan_date_new (2026, 1, 31));
  g_assert_cmpint (certplan_records_get_date (records, 0, "month"), ==,
                   certplan_date_new (2026, 2, 1));
  g_assert_cmpint (certplan_records_get_date (records, 1, "month"), ==, CERTPLAN_DATE_NONE);
  g_assert_cmpint (certplan_records_get_date (records, 0, "amount"), ==, CERTPLAN_DATE_NONE);
  g_assert_cmpint (certplan_records_get_date (records, 0, "nothing"), ==, CERTPLAN_DATE_NONE);
  g_assert_cmpint (certplan_records_get_money (records, 0, "amount"), ==, 1250);
  g_assert_cmpint (certplan_records_get_money (records, 2, "amount"), ==, 0);
  g_assert_cmpint (certplan_records_get_money (records, 1, "amount"), ==, CERTPLAN_MONEY_NONE);
  g_assert_cmpint (certplan_records_get_money (records, 0, "count"), ==, CERTPLAN_MONEY_NONE);
  g_assert_cmpint (certplan_records_get_money (records, 0, "nothing"), ==, CERTPLAN_MONEY_NONE);
  g_assert_cmpint (certplan_records_get_int (records, 0, "count"), ==, 7);
  g_assert_cmpint (certplan_records_get_int (records, 0, "share"), ==, 500000);
  g_assert_cmpint (certplan_records_get_int (records, 1, "share"), ==, G_MININT32);
  g_assert_cmpint (certplan_records_get_int (records, 0, "issued"), ==, G_MININT32);
  g_assert_null (certplan_records_dup_text (records, 0, "nothing"));
  g_autofree char *note = certplan_records_dup_text (records, 0, "note");
  g_assert_cmpstr (note, ==, "a\nb");
}

static void
test_table (void)
{
  CertplanRecords *records = load_text (&record_type, good_file, NULL, NULL);
  g_autoptr (CertplanTable) table = certplan_records_dup_table (records);

  certplan_records_unref (records); /* the table holds it */
  g_assert_cmpstr (certplan_table_get_name (table), ==, "things");
  g_assert_cmpuint (certplan_table_get_n_columns (table), ==, N_COLUMNS);
  g_autofree char *first = dup_walk (table);
  g_autofree char *second = dup_walk (table);
  g_assert_cmpstr (
      first, ==,
      "C1|2026-01-31|甲|2026-02|12.50|12.50|7|-7|0.5|P10B|renewal|cnitsec/cloud/1|a\nb|\n"
      "C2|2026-02-28|乙|||-3.00||||||||\n"
      "C3|2026-02-28|甲||0.00|0.00||||||cnitsec/cloud/1||\n");
  g_assert_cmpstr (second, ==, first);
}

static void
test_header_only (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRecords) records
      = load_text (&record_type, "certificate,issued,org\n", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (certplan_records_get_n (records), ==, 0);
}

/* Rows of commas alone, which spreadsheets leave, and columns without a name or a value. */
static void
test_empty_rows (void)
{
  static const char *const files[] = {
    ",,\ncertificate,issued,org\n,,\nC1,2026-01-31,x\n,,\n \n,,,,,\nC2,2026-01-31,y\n,,\n,,",
    "certificate,issued,org,, \nC1,2026-01-31,x,,\n,,,,\n\"\",,,,\n\nC2,2026-01-31,y\n,\n",
    "certificate\tissued\torg\t\nC1\t2026-01-31\tx\t\nC2\t2026-01-31\ty\t　\n\t\t\t\n",
  };
  static const guint lines[][2] = { { 4, 8 }, { 2, 6 }, { 2, 3 } };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CertplanRecords) records = load_text (&record_type, files[i], NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (certplan_records_get_n (records), ==, 2);
      g_assert_cmpuint (certplan_records_get_line (records, 0), ==, lines[i][0]);
      g_assert_cmpuint (certplan_records_get_line (records, 1), ==, lines[i][1]);
    }
}

static void
test_resolved_once (void)
{
  GString *file = g_string_new ("certificate,issued,org,qualification\n");

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (file, "C%u,2026-01-31,x,%s\n", i, qualifications[i % 2]);
  n_resolved = 0;
  g_autoptr (CertplanRecords) records = load_text (&record_type, file->str, NULL, NULL);
  g_string_free (file, TRUE);
  g_assert_nonnull (records);
  g_assert_cmpuint (n_resolved, ==, 2);
}

/* A file of nothing but faults: 100 are kept, reading stops at 1000. */
static void
test_many_faults (void)
{
  g_autoptr (GString) file = g_string_new ("certificate,issued,org\n");
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (file, "C%u,soon,x\n", i);
  g_assert_null (load_text (&record_type, file->str, faults, &error));
  g_assert_cmpuint (certplan_faults_get_n (faults), ==, 1000);
  g_assert_cmpuint (certplan_faults_get_n_kept (faults), ==, 100);
  g_assert_true (g_str_has_suffix (error->message, " (and 999 more)"));
}

/* The error is the first fault of this file, not of another one read before. */
static void
test_faults_before (void)
{
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) late_error = NULL;

  certplan_faults_add (faults, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_FILE, "a.csv", 0, 0,
                       "cannot be read", NULL, NULL);
  g_autoptr (CertplanRecords) good = load_text (&record_type, good_file, faults, &error);
  g_assert_no_error (error);
  g_assert_nonnull (good);
  g_assert_null (load_text (&record_type, "certificate,issued,org\nC1,,x\n,,y\n", faults, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_MISSING);
  g_assert_cmpstr (error->message, ==, "t.csv:2:4: issued: the cell is empty (and 2 more)");

  for (guint i = 0; i < 200; i++)
    certplan_faults_add (faults, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_FILE, "a.csv", 0, 0,
                         "cannot be read", NULL, NULL);
  g_assert_null (load_text (&record_type, "certificate,issued,org\nC1,,x\n", faults, &late_error));
  g_assert_error (late_error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_LIMIT);
  g_assert_cmpstr (late_error->message, ==, "1 more faults than the list can show");
}

static void
test_no_file (void)
{
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (_certplan_records_load (&record_type, "/nonexistent/t.csv", NULL, &resolver,
                                         faults, NULL, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_FILE);
  g_assert_cmpuint (certplan_faults_get_n (faults), ==, 1);
  g_assert_true (g_str_has_prefix (error->message, "/nonexistent/t.csv: "));
}

static void
test_load_path (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  const int fd = g_file_open_tmp ("certplan-XXXXXX.csv", &path, &error);

  g_assert_no_error (error);
  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (path, good_file, -1, NULL));
  g_autoptr (CertplanRecords) records
      = _certplan_records_load (&record_type, path, NULL, &resolver, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (certplan_records_get_n (records), ==, 3);

  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_cancellable_cancel (cancellable);
  g_assert_null (
      _certplan_records_load (&record_type, path, NULL, &resolver, faults, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (certplan_faults_get_n (faults), ==, 0);
  g_assert_cmpint (g_remove (path), ==, 0);
}

/* Rows, texts and keys past every size at which storage grows. */
static void
test_growth (void)
{
  const guint n = g_test_slow () ? 300000 : 30000;
  g_autoptr (GString) file = g_string_new ("certificate,issued,org,note\n");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (file, "C%u,2026-01-31,org %u,%*s%u\n", i, i % 7919, (gint)(i % 50), "n",
                            i);
  g_autoptr (CertplanRecords) records = load_text (&record_type, file->str, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (certplan_records_get_n (records), ==, n);
  g_assert_cmpuint (_certplan_records_get_n_texts (records), ==, 7919);
  for (guint i = 0; i < n; i++)
    {
      const Row *row = _certplan_records_row (records, i);
      g_autofree char *certificate = g_strdup_printf ("C%u", i);
      g_autofree char *org = g_strdup_printf ("org %u", i % 7919);
      g_autofree char *note = g_strdup_printf ("%*s%u", (gint)(i % 50), "n", i);
      if (g_strcmp0 (_certplan_records_note (records, row->certificate), certificate) != 0
          || g_strcmp0 (_certplan_records_text (records, row->org), org) != 0
          || g_strcmp0 (_certplan_records_note (records, row->note), note) != 0
          || row->line != i + 2)
        g_test_fail_printf ("row %u differs", i);
    }
}

/* The one that is there twice is told, whatever the order of the others. */
static void
test_order_of_keys (void)
{
  const struct
  {
    const char *rows;
    const char *faults;
  } cases[] = {
    { "C1,C2,C3,C3",
      "t.csv:5:1: certificate: there twice: \"C3\"; wanted each one once; it is first "
      "on line 4" },
    { "C1,C2,C3,C1,C2,C4",
      "t.csv:5:1: certificate: there twice: \"C1\"; wanted each one once; it is first on line 2\n"
      "t.csv:6:1: certificate: there twice: \"C2\"; wanted each one once; it is first on line 3" },
    { "C1,C1,C2,C3,C2",
      "t.csv:3:1: certificate: there twice: \"C1\"; wanted each one once; it is first on line 2\n"
      "t.csv:6:1: certificate: there twice: \"C2\"; wanted each one once; it is first on line 4" },
    { "C2,C1,C3,C10", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) keys = g_strsplit (cases[i].rows, ",", -1);
      g_autofree char *rows = g_strjoinv (",2026-01-31,\n", keys);
      g_autofree char *file
          = g_strconcat ("certificate,issued,org\n", rows, ",2026-01-31,\n", NULL);
      g_autoptr (CertplanFaults) faults = certplan_faults_new ();
      g_autoptr (CertplanRecords) records = load_text (&record_type, file, faults, NULL);
      g_autofree char *text = dup_faults (faults);
      g_assert_cmpstr (text, ==, cases[i].faults);
      g_assert_cmpint (records != NULL, ==, *text == '\0');
    }
}

static void
test_row_fault (void)
{
  g_autoptr (CertplanRecords) records = load_text (&record_type, good_file, NULL, NULL);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();

  _certplan_records_fault (records, faults, 1, CERTPLAN_TABLE_ERROR_VALUE, "overlaps", "x", "y");
  g_autofree char *text = dup_faults (faults);
  g_assert_cmpstr (text, ==, "t.csv:4: overlaps: \"x\"; wanted y");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  add_labels ();
  add_append_tests ();
  g_test_add_func ("/records/rows", test_rows);
  g_test_add_func ("/records/getters", test_getters);
  g_test_add_func ("/records/table", test_table);
  g_test_add_func ("/records/header-only", test_header_only);
  g_test_add_func ("/records/empty-rows", test_empty_rows);
  g_test_add_func ("/records/resolved-once", test_resolved_once);
  g_test_add_func ("/records/many-faults", test_many_faults);
  g_test_add_func ("/records/faults-before", test_faults_before);
  g_test_add_func ("/records/no-file", test_no_file);
  g_test_add_func ("/records/load-path", test_load_path);
  g_test_add_func ("/records/growth", test_growth);
  g_test_add_func ("/records/order-of-keys", test_order_of_keys);
  g_test_add_func ("/records/row-fault", test_row_fault);
  return g_test_run ();
}
