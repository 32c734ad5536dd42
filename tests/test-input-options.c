/* What is said of input files beforehand; day numbers of spreadsheets.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include <certplan.h>
#include "test-rows.h"
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  const char *name;
  const char *text;
  gboolean is_good;
} NameCase;

static const NameCase encoding_cases[] = {
  { "utf-8", "UTF-8", TRUE },   { "small", "gb18030", TRUE },   { "gbk", "GBK", TRUE },
  { "gb2312", "gb2312", TRUE }, { "le", "UTF-16LE", TRUE },     { "be", "utf-16be", TRUE },
  { "none", NULL, TRUE },       { "empty", "", FALSE },         { "utf-16", "UTF-16", FALSE },
  { "big5", "Big5", FALSE },    { "escape", "\x1b[2J", FALSE },
};

static const NameCase delimiter_cases[] = {
  { "comma", ",", TRUE },      { "word", "Semicolon", TRUE },  { "tab", "\t", TRUE },
  { "tab-word", "tab", TRUE }, { "escaped-tab", "\\t", TRUE }, { "bar", "|", TRUE },
  { "none", NULL, TRUE },      { "empty", "", FALSE },         { "quote", "\"", FALSE },
  { "letter", "a", FALSE },    { "digit", "1", FALSE },        { "two", ",,", FALSE },
  { "newline", "\n", FALSE },  { "wide", "，", FALSE },        { "blank", " ", FALSE },
};

static void
test_encoding (gconstpointer data)
{
  const NameCase *row = data;
  g_autoptr (CertplanInputOptions) options = certplan_input_options_new ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (certplan_input_options_set_encoding (options, row->text, &error), ==,
                   row->is_good);
  if (!row->is_good)
    g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_NAME);
}

static void
test_delimiter (gconstpointer data)
{
  const NameCase *row = data;
  g_autoptr (CertplanInputOptions) options = certplan_input_options_new ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (certplan_input_options_set_delimiter (options, row->text, &error), ==,
                   row->is_good);
  if (!row->is_good)
    g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_NAME);
}

static void
test_messages (void)
{
  g_autoptr (CertplanInputOptions) options = certplan_input_options_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;

  g_assert_false (certplan_input_options_set_encoding (options, "Big5", &error));
  g_assert_cmpstr (error->message, ==,
                   "no encoding is named \"Big5\"; wanted UTF-8, GB18030, GBK, UTF-16LE or "
                   "UTF-16BE");
  g_assert_false (certplan_input_options_set_delimiter (options, "，", &other));
  g_assert_cmpstr (other->message, ==,
                   "no delimiter: \"，\"; wanted one sign, as , or ; or the word tab");
}

/* payments: payment, date, amount, payer, reference */
static CertplanRecords *
load (const char *text, gssize n, const CertplanInputOptions *options, CertplanFaults *faults)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, n < 0 ? strlen (text) : (gsize)n);

  return certplan_records_load_bytes ("payments", "t.csv", bytes, options, NULL, faults, NULL);
}

#define HEAD "payment,date,amount,payer,reference\n"

/* Found out, these two bytes would be a Chinese sign, and commas the delimiters. */
static void
test_records (void)
{
  g_autoptr (CertplanInputOptions) options = certplan_input_options_new ();
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();

  g_assert_true (certplan_input_options_set_encoding (options, "utf-8", NULL));
  g_assert_true (certplan_input_options_set_delimiter (options, "|", NULL));
  g_autoptr (CertplanRecords) records
      = load ("payment|date|amount|payer|reference\nP1|2026-01-31|1,200|\xd5\x85|a;b,c\n", -1,
              options, faults);
  g_assert_nonnull (records);
  g_autofree char *payer = certplan_records_dup_text (records, 0, "payer");
  g_autofree char *reference = certplan_records_dup_text (records, 0, "reference");
  g_assert_cmpstr (payer, ==, "\u0545");
  g_assert_cmpstr (reference, ==, "a;b,c");
  g_assert_cmpint (certplan_records_get_money (records, 0, "amount"), ==, 120000);
  g_assert_cmpstr (certplan_records_get_encoding (records), ==, "UTF-8");
  g_assert_cmpint (certplan_records_get_delimiter (records), ==, '|');
  g_autoptr (CertplanRecords) own = certplan_records_new ("payments", NULL, NULL);
  g_assert_null (certplan_records_get_encoding (own));
  g_assert_cmpint (certplan_records_get_delimiter (own), ==, 0);
}

typedef struct
{
  const char *name;
  const char *rows;
  gboolean by_wish;
  const char *dates; /* NULL where it is refused */
  const char *fault;
} SerialCase;

#define ALONE "; wanted 2025-05-01; day numbers alone are read with --excel-serial"

/* 45778 is 2025-05-01, 36526 is 2000-01-01, 60000 2064-04-08: 1899-12-30 plus so many days, as
 * python's datetime counts. */
static const SerialCase serial_cases[] = {
  { "beside-dates", "P1,45778,1,,\nP2,2026-01-31,1,,\nP3,36526,1,,\n", FALSE,
    "2025-05-01 2026-01-31 2000-01-01 ", NULL },
  { "beside-later-date", "P1,36526,1,,\nP2,６００００,1,,\nP3, 45778 ,1,,\nP4,2026/1/31,1,,\n",
    FALSE, "2000-01-01 2064-04-08 2025-05-01 2026-01-31 ", NULL },
  { "alone", "P1,45778,1,,\nP2,36526,1,,\n", FALSE, NULL,
    "t.csv:2:4: date: this may be the day number of a spreadsheet: \"45778\"" ALONE "\n"
    "t.csv:3:4: date: this may be the day number of a spreadsheet: \"36526\"" ALONE "\n" },
  { "alone-by-wish", "P1,45778,1,,\nP2,20000,1,,\nP3,80000,1,,\n", TRUE,
    "2025-05-01 1954-10-03 2119-01-11 ", NULL },
  { "too-small", "P1,2026-01-31,1,,\nP2,19999,1,,\n", TRUE, NULL,
    "t.csv:3:4: date: \"19999\" is not a date like 2025-05-01, 2025/5/1 or 20250501\n" },
  { "too-large", "P1,2026-01-31,1,,\nP2,80001,1,,\n", TRUE, NULL,
    "t.csv:3:4: date: \"80001\" is not a date like 2025-05-01, 2025/5/1 or 20250501\n" },
  { "with-time", "P1,2026-01-31,1,,\nP2,45778.5,1,,\n", TRUE, NULL,
    "t.csv:3:4: date: \"45778.5\" is not a date like 2025-05-01, 2025/5/1 or 20250501\n" },
  { "beside-a-wrong-date", "P1,45778,1,,\nP2,1/5/2025,1,,\n", FALSE, NULL,
    "t.csv:3:4: date: \"1/5/2025\" does not begin with the year; write it as 2025-05-01\n"
    "t.csv:2:4: date: this may be the day number of a spreadsheet: \"45778\"" ALONE "\n" },
};

static void
test_serial (gconstpointer data)
{
  const SerialCase *row = data;
  g_autoptr (CertplanInputOptions) options = certplan_input_options_new ();
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autofree char *text = g_strconcat (HEAD, row->rows, NULL);
  g_autoptr (GString) got = g_string_new (NULL);

  certplan_input_options_set_excel_serial (options, row->by_wish);
  g_autoptr (CertplanRecords) records = load (text, -1, options, faults);
  g_assert_cmpint (records != NULL, ==, row->dates != NULL);
  for (guint i = 0; records != NULL && i < certplan_records_get_n (records); i++)
    {
      g_autofree char *date = certplan_records_dup_text (records, i, "date");
      g_string_append_printf (got, "%s ", date);
    }
  for (guint i = 0; i < certplan_faults_get_n_kept (faults); i++)
    {
      g_autofree char *fault = certplan_faults_dup_text (faults, i);
      g_string_append_printf (got, "%s\n", fault);
    }
  g_assert_cmpstr (got->str, ==, row->dates != NULL ? row->dates : row->fault);
}

/* Of a long column of day numbers the first hundred are told, and that there are more. */
static void
test_many_serials (void)
{
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GString) text = g_string_new (HEAD);

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, "P%u,45778,1,,\n", i);
  g_assert_null (load (text->str, -1, NULL, faults));
  g_assert_cmpuint (certplan_faults_get_n_kept (faults), ==, 100);
  g_assert_cmpuint (certplan_faults_get_n (faults), ==, 1000);
}

/* What one column has of them says nothing about another one: those of "issued" are dates, as its
 * last row shows; those of "printed_expiry", which come behind a thousand of them, are not told. */
static void
test_serials_behind_many (void)
{
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (CertplanRulebook) rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  g_autoptr (GString) text = g_string_new ("certificate,qualification,org,issued,printed_expiry\n");

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "C%u,cnitsec/engineering/2,A,45778,\n", i);
  g_string_append (text, "D,cnitsec/engineering/2,A,2025-05-01,46873\n");
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
  g_assert_null (
      certplan_records_load_bytes ("register", "t.csv", bytes, NULL, rulebook, faults, NULL));
  g_assert_cmpuint (certplan_faults_get_n (faults), ==, 1);
  g_autofree char *fault = certplan_faults_dup_text (faults, 0);
  g_assert_cmpstr (fault, ==,
                   "t.csv:1002:38: printed_expiry: this may be the day number of a spreadsheet: "
                   "\"46873\"" ALONE);
}

/* A list that holds faults of another file: the error tells of this one's. */
static void
test_rows (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "certplan-rows-XXXXXX", NULL);
  const int fd = g_mkstemp (path);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  certplan_faults_add (faults, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_FILE, "other.csv", 0, 0,
                       "it is lost", NULL, NULL);
  g_assert_null (certplan_rows_open ("no-such.csv", NULL, faults, NULL, &error));
  g_assert_nonnull (error != NULL ? strstr (error->message, "no-such.csv: ") : NULL);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, "a,b\n1,\"2\n", -1, NULL));
  g_autoptr (CertplanRows) rows = certplan_rows_open (path, NULL, faults, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (certplan_rows_next (rows, &error));
  g_assert_false (certplan_rows_next (rows, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_QUOTE);
  g_assert_true (g_str_has_prefix (error->message, path));
  g_clear_error (&error);
  g_assert_false (certplan_rows_rewind (rows, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_QUOTE);
  close (fd);
  g_assert_cmpint (g_remove (path), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/input-options/encoding/", encoding_cases, test_encoding)
  ADD_ROWS ("/input-options/delimiter/", delimiter_cases, test_delimiter)
  g_test_add_func ("/input-options/messages", test_messages);
  g_test_add_func ("/input-options/records", test_records);
  ADD_ROWS ("/input-options/serial/", serial_cases, test_serial)
  g_test_add_func ("/input-options/many-serials", test_many_serials);
  g_test_add_func ("/input-options/serials-behind-many", test_serials_behind_many);
  g_test_add_func ("/input-options/rows", test_rows);
  return g_test_run ();
}
