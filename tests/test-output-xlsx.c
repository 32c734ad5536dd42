/* Workbooks, read back by another program. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-output-xlsx.h"
#include <locale.h>
#include <signal.h>
#include <unistd.h>

#ifdef HAVE_XLSXWRITER
/* A4 on its side: a table as wide as the page, a picture on one page. */
#define TABLE_PAGE " paper=9 landscape pages=1x0"
#define PICTURE_PAGE " paper=9 landscape pages=1x1"

/* Writes the tables (transfer full) as a.xlsx and reads it back. */
static char *
write_and_dump (CertplanTables *tables, CertplanLang lang)
{
  g_autoptr (CertplanTables) owned = tables;
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  g_autoptr (GError) error = NULL;
  Folder folder;

  open_folder (&folder);
  add_target (targets, &folder, NULL, "a.xlsx");
  certplan_targets_set_lang (targets, lang);
  certplan_targets_set_as_of (targets, certplan_date_new (2026, 11, 2));
  g_assert_true (certplan_write_outputs (owned, targets, NULL, &error));
  g_assert_no_error (error);
  char *found = dump (&folder, "a.xlsx");
  close_folder (&folder);
  return found;
}

/* Serials as spreadsheets count: 2026-11-02 is day 46328. */
static void
test_table (gconstpointer data)
{
  const CertplanLang lang = (CertplanLang)GPOINTER_TO_INT (data);
  const CellRow rows[] = {
    { "A-1",
      "甲",
      "late",
      day ("2026-11-02"),
      day ("2026-11-01"),
      7200050,
      -3,
      333333,
      { 3, 0, 0 },
      say ("fee.reason", "document", "5") },
    { "=1+1", "http://example.org", NULL, NO_DATE, NO_DATE, NO_MONEY, NO_INT, NO_INT, NO_PERIOD,
      NULL },
  };
  const TextRow notes[] = { { say ("fee.reason", CERTPLAN_LABEL "document", "9") } };
  CertplanTable *fees = MAKE_CELLS ("fees", rows, 2);
  _certplan_table_set_title (fees, say ("test.title", "甲", NULL),
                             say ("test.subtitle", NULL, NULL));
  g_autofree char *found = write_and_dump (
      make_tables_of (fees, MAKE_TEXTS ("notes", sentence_columns, notes, 1)), lang);

  g_assert_cmpstr (
      found, ==,
      lang == EN ? "== Fees frozen=4 filter=A4:J6" TABLE_PAGE "\n"
                   "A1 text \"Fees of 甲\"\nA2 text \"as agreed\"\n"
                   "A4 text \"case\"\nB4 text \"organization\"\nC4 text \"state\"\n"
                   "D4 text \"due\"\nE4 text \"month\"\nF4 text \"amount (yuan)\"\n"
                   "G4 text \"days\"\nH4 text \"share\"\nI4 text \"length\"\n"
                   "J4 text \"reason\"\n"
                   "A5 text \"A-1\"\nB5 text \"甲\"\nC5 text \"late\"\n"
                   "D5 number[yyyy-mm-dd] 46328\nE5 number[yyyy-mm] 46327\n"
                   "F5 number[#,##0.00] 72000.5\nG5 number[0] -3\n"
                   "H5 number[0.00##%] 0.333333\nI5 text \"3 months\"\n"
                   "J5 text \"document, clause 5\"\n"
                   "A6 text \"=1+1\"\nB6 text \"http://example.org\"\n"
                   "== Notes" TABLE_PAGE "\nA1 text \"Notes\"\nA3 text \"fee rules, clause 9\"\n"
                   "created 2026-11-02T00:00:01Z\n"
                 : "== 费用 frozen=4 filter=A4:J6" TABLE_PAGE "\n"
                   "A1 text \"甲的费用\"\nA2 text \"按协议\"\n"
                   "A4 text \"案件\"\nB4 text \"企业名称\"\nC4 text \"状态\"\n"
                   "D4 text \"截止日\"\nE4 text \"月份\"\nF4 text \"金额（元）\"\n"
                   "G4 text \"天数\"\nH4 text \"占比\"\nI4 text \"时长\"\nJ4 text \"依据\"\n"
                   "A5 text \"A-1\"\nB5 text \"甲\"\nC5 text \"逾期\"\n"
                   "D5 number[yyyy-mm-dd] 46328\nE5 number[yyyy-mm] 46327\n"
                   "F5 number[#,##0.00] 72000.5\nG5 number[0] -3\n"
                   "H5 number[0.00##%] 0.333333\nI5 text \"3 个月\"\n"
                   "J5 text \"document第5条\"\n"
                   "A6 text \"=1+1\"\nB6 text \"http://example.org\"\n"
                   "== 说明" TABLE_PAGE "\nA1 text \"说明\"\nA3 text \"收费规定第9条\"\n"
                   "created 2026-11-02T00:00:01Z\n");
}

typedef struct
{
  const char *name;
  CertplanDate date;
  CertplanMoney fen;
  const char *cells;
} NumberCase;

/* 15 digits are all that a spreadsheet keeps; its calendar is right from 1900-03-01 on. */
static const NumberCase number_cases[] = {
  { "first-day", -25508, 1, "D4 number[yyyy-mm-dd] 61\nF4 number[#,##0.00] 0.01\n" },
  { "day-before", -25509, -1, "D4 text \"1900-02-28\"\nF4 number[#,##0.00] -0.01\n" },
  { "first-date", -719162, 0, "D4 text \"0001-01-01\"\nF4 number[#,##0.00] 0\n" },
  { "last-date", 2932896, 30, "D4 number[yyyy-mm-dd] 2958465\nF4 number[#,##0.00] 0.3\n" },
  { "longest-number", 0, G_GINT64_CONSTANT (999999999999999),
    "D4 number[yyyy-mm-dd] 25569\nF4 number[#,##0.00] 9999999999999.99\n" },
  { "longest-negative", 0, G_GINT64_CONSTANT (-999999999999999),
    "D4 number[yyyy-mm-dd] 25569\nF4 number[#,##0.00] -9999999999999.99\n" },
  { "too-long", 0, G_GINT64_CONSTANT (1000000000000001),
    "D4 number[yyyy-mm-dd] 25569\nF4 text \"10000000000000.01\"\n" },
  { "too-long-negative", 0, G_GINT64_CONSTANT (-1000000000000001),
    "D4 number[yyyy-mm-dd] 25569\nF4 text \"-10000000000000.01\"\n" },
  { "largest", 0, G_MAXINT64, "D4 number[yyyy-mm-dd] 25569\nF4 text \"92233720368547758.07\"\n" },
};

static void
test_number (gconstpointer data)
{
  const NumberCase *row = data;
  const CellRow rows[]
      = { { NULL, NULL, NULL, row->date, NO_DATE, row->fen, NO_INT, NO_INT, NO_PERIOD, NULL } };
  g_autofree char *found = write_and_dump (make_tables_of (MAKE_CELLS ("fees", rows, 1), NULL), EN);

  g_assert_nonnull (strstr (found, row->cells));
}

/* A sheet's last row is written when the workbook is closed: its date is of the last style that
 * is new, though the amounts of the second sheet come behind it. */
static void
test_style_of_last_row (void)
{
  const CellRow dates[]
      = { { "A-1", NULL, NULL, NO_DATE, NO_DATE, NO_MONEY, NO_INT, NO_INT, NO_PERIOD, NULL },
          { "A-2", NULL, NULL, day ("2026-11-02"), NO_DATE, NO_MONEY, NO_INT, NO_INT, NO_PERIOD,
            NULL } };
  const CellRow amounts[]
      = { { NULL, NULL, NULL, NO_DATE, NO_DATE, 100, NO_INT, NO_INT, NO_PERIOD, NULL },
          { NULL, NULL, NULL, NO_DATE, NO_DATE, 200, NO_INT, NO_INT, NO_PERIOD, NULL } };
  g_autofree char *found = write_and_dump (
      make_tables_of (MAKE_CELLS ("fees", dates, 2), MAKE_CELLS ("years", amounts, 2)), EN);

  g_assert_nonnull (strstr (found, "D5 number[yyyy-mm-dd] 46328\n"));
  g_assert_nonnull (strstr (found, "F4 number[#,##0.00] 1\nF5 number[#,##0.00] 2\n"));
}

/* No amount below the limit changes on its way: compared as decimal texts. */
static void
test_amounts_exact (void)
{
  enum
  {
    N = 3000
  };
  g_autofree CellRow *rows = g_new (CellRow, N);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < N; i++)
    {
      const guint64 high = g_rand_int (rand), low = g_rand_int (rand);
      const gint64 fen
          = (gint64)((high << 32) | low) % (1000000000000000 >> g_rand_int_range (rand, 0, 45));
      rows[i]
          = (CellRow){ NULL, NULL, NULL, NO_DATE, NO_DATE, fen, NO_INT, NO_INT, NO_PERIOD, NULL };
    }
  g_autofree char *found = write_and_dump (make_tables_of (MAKE_CELLS ("fees", rows, N), NULL), EN);
  for (guint i = 0; i < N; i++)
    {
      g_autoptr (GString) wanted = g_string_new (NULL);
      const gint64 fen = ABS (rows[i].amount);
      g_string_append_printf (wanted, "\nF%u number[#,##0.00] %s%" G_GINT64_FORMAT, i + 4,
                              rows[i].amount < 0 ? "-" : "", fen / 100);
      if (fen % 100 != 0)
        g_string_append_printf (wanted, ".%u", (guint)(fen % 100 / 10));
      if (fen % 10 != 0)
        {
          if (fen % 100 < 10) /* the tenths, 0, stand there already */
            g_assert_true (wanted->str[wanted->len - 1] == '0');
          g_string_append_printf (wanted, "%u", (guint)(fen % 10));
        }
      g_string_append_c (wanted, '\n');
      g_assert_nonnull (strstr (found, wanted->str));
    }
}

typedef struct
{
  const char *name;
  const char *text;
  const char *shown; /* as JSON */
} TextCase;

static const TextCase text_cases[] = {
  { "formula", "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0" },
  { "plus", "+1", "+1" },
  { "at", "@SUM(A1)", "@SUM(A1)" },
  { "digits", "00123456789012345678", "00123456789012345678" },
  { "number", "1e5", "1e5" },
  { "link", "file:///etc/passwd", "file:///etc/passwd" },
  { "internal-link", "internal:Sheet2!A1", "internal:Sheet2!A1" },
  { "markup", "<b>&amp;]]></t></is>", "<b>&amp;]]></t></is>" },
  { "quotes", "'a' \"b\"", "'a' \\\"b\\\"" },
  { "escape-of-spreadsheets", "_x0041_", "_x0041_" },
  { "escape-twice", "_x0041_x0042_", "_x0041_x0042_" },
  { "escape-of-an-escape", "_x005F_x0041_", "_x005F_x0041_" },
  { "escape-as-text", "_x004G_ _x41_", "_x004G_ _x41_" },
  { "blanks-at-the-ends", "  a  ", "  a  " },
  { "lines-and-tabs", "a\n\tb\n", "a\\n\\tb\\n" },
  { "line-break-alone", "\n", "\\n" },
  { "return", "a\rb", "a\\\\x0db" },
  { "controls", "a\x01\x1b[31mb\x7f", "a\\\\x01\\\\x1b[31mb\\\\x7f" },
  { "c1",
    "a\xc2\x9b"
    "b",
    "a\\\\u{9b}b" },
  { "bidi", "\u202egnp.exe", "\\\\u{202e}gnp.exe" },
  { "bad-utf8", "\xff a", "\\\\xff a" },
  { "noncharacters", "a\uffff\ufffe", "a\\\\u{ffff}\\\\u{fffe}" },
  { "emoji", "👨\u200d👩", "👨\u200d👩" },
  { "chinese", "甲（有限）公司", "甲（有限）公司" },
};

static void
test_text (gconstpointer data)
{
  const TextCase *row = data;
  const TextRow rows[] = { { row->text } };
  g_autofree char *found
      = write_and_dump (make_tables_of (MAKE_TEXTS ("fees", text_columns, rows, 1), NULL), EN);
  g_autofree char *wanted = g_strdup_printf ("\nA4 text \"%s\"\n", row->shown);

  g_assert_nonnull (strstr (found, wanted));
}

typedef struct
{
  const char *name;
  const char *first; /* the labels of two tables */
  const char *second;
  const char *first_name;
  const char *second_name;
} SheetCase;

static const SheetCase sheet_cases[] = {
  { "plain", "Fees", "费用", "Fees", "费用" },
  { "same", "Fees", "Fees", "Fees", "Fees (2)" },
  { "same-in-capitals", "Fees", "FEES", "Fees", "FEES (2)" },
  { "forbidden", "a[b]:c*d?e/f\\g", "History", "a b  c d e f g", "History (2)" },
  { "apostrophes", "'a'", "'", "a", "-" },
  { "empty", "", " ", "-", "- (2)" },
  { "long", "1234567890123456789012345678901x", "1234567890123456789012345678901y",
    "1234567890123456789012345678901", "123456789012345678901234567 (2)" },
  { "long-emoji", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀", "x", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀", "x" },
  { "control", "a\x1b", "b", "a x1b", "b" },
};

static CertplanTable *
make_labelled (const char *name, const char *label)
{
  static const TextRow rows[] = { { "x" } };
  g_autoptr (CertplanLabels) labels = _certplan_labels_new (NULL);
  g_autofree char *key = g_strconcat ("table.", name, NULL);
  CertplanTable *table = MAKE_TEXTS (name, text_columns, rows, 1);

  _certplan_labels_add (labels, key, *label != '\0' ? label : " ", NULL);
  _certplan_table_set_labels (table, labels);
  return table;
}

static void
test_sheet_name (gconstpointer data)
{
  const SheetCase *row = data;
  g_autofree char *found = write_and_dump (
      make_tables_of (make_labelled ("a", row->first), make_labelled ("b", row->second)), EN);
  g_autofree char *first = g_strconcat ("== ", row->first_name, " frozen=3", NULL);
  g_autofree char *second = g_strconcat ("== ", row->second_name, " frozen=3", NULL);

  g_assert_nonnull (strstr (found, first));
  g_assert_nonnull (strstr (found, second));
}

/* A chart has a sheet of its own; one that is only drawn has no rows. */
static void
test_chart (void)
{
  static const TextRow rows[] = { { "x" } };
  CertplanTable *plan = make_plan ();

  if (skip_without_gnuplot ())
    return;
  _certplan_table_set_drawn_only (plan);
  g_autofree char *drawn
      = write_and_dump (make_tables_of (MAKE_TEXTS ("fees", text_columns, rows, 1), plan), EN);
  g_assert_nonnull (strstr (drawn, "== gantt" PICTURE_PAGE
                                   " ../drawings/drawing1.xml\nA1 text \"gantt\"\ncreated"));
  g_autofree char *both = write_and_dump (make_tables_of (make_plan (), NULL), EN);
  g_assert_nonnull (strstr (both, "== gantt frozen=4 filter=A4:F18" TABLE_PAGE "\n"));
  g_assert_nonnull (strstr (both, "== gantt (chart)" PICTURE_PAGE " ../drawings/drawing1.xml\n"));
}

/* Without gnuplot the sheet says so, and the file is written. */
static void
test_chart_missing (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = make_tables_of (make_plan (), NULL);
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  g_autofree char *kept_path = g_strdup (g_getenv ("PATH"));
  Folder folder;

  open_folder (&folder);
  add_target (targets, &folder, NULL, "a.xlsx");
  certplan_targets_set_as_of (targets, 20513);
  g_setenv ("PATH", folder.path, TRUE);
  g_assert_true (certplan_write_outputs (tables, targets, NULL, &error));
  g_setenv ("PATH", kept_path, TRUE);
  g_assert_no_error (error);
  g_assert_cmpuint (certplan_targets_get_n_warnings (targets), ==, 1);
  g_assert_nonnull (strstr (certplan_targets_get_warning (targets, 0), "/a.xlsx: charts need"));
  g_autofree char *found = dump (&folder, "a.xlsx");
  g_assert_nonnull (strstr (found, "could not be drawn"));
  close_folder (&folder);
}

/* Builds the locale, which the machine may lack, into the folder. Returns: whether it could be */
static gboolean
make_locale (const Folder *folder, const char *name)
{
  g_autofree char *path = in_folder (folder, name);
  g_auto (GStrv) parts = g_strsplit (name, ".", 2);
  const char *argv[] = { "localedef", "-i", parts[0], "-f", parts[1], path, NULL };
  const GSpawnFlags flags
      = G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL;

  g_spawn_sync (NULL, (char **)argv, NULL, flags, NULL, NULL, NULL, NULL, NULL, NULL);
  g_setenv ("LOCPATH", folder->path, TRUE);
  return setlocale (LC_ALL, name) != NULL;
}

/* libxlsxwriter prints numbers by the locale: 72000.5 would become 72000,5, which is no number. */
static void
test_locale (gconstpointer data)
{
  const CellRow rows[]
      = { { "I", "甲", "late", 20513, 20513, 7200050, 5, 333333, { 3, 0, 0 }, "i" } };
  g_autofree char *plain = NULL, *local = NULL;
  gsize n_plain = 0, n_local = 0;
  Folder folder, locales;

  open_folder (&folder);
  open_folder (&locales);
  g_autofree char *a = in_folder (&folder, "a.xlsx"), *b = in_folder (&folder, "b.xlsx");
  g_free (write_table (&folder, MAKE_CELLS ("fees", rows, 1), "a.xlsx", EN));
  if (make_locale (&locales, data))
    {
      g_free (write_table (&folder, MAKE_CELLS ("fees", rows, 1), "b.xlsx", EN));
      setlocale (LC_ALL, "C");
      g_assert_true (g_file_get_contents (a, &plain, &n_plain, NULL));
      g_assert_true (g_file_get_contents (b, &local, &n_local, NULL));
      g_assert_cmpmem (plain, n_plain, local, n_local);
    }
  else
    g_test_skip ("no such locale, and localedef or its sources are missing (Debian: locales)");
  const char *rm[] = { "rm", "-rf", locales.path, NULL };
  g_spawn_sync (NULL, (char **)rm, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (locales.path);
  close_folder (&folder);
}

/* A file that another program reads whole, also from a pipe: it is made before and handed on. */
static void
test_pipe (void)
{
  static const TextRow rows[] = { { "x" } };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables
      = make_tables_of (MAKE_TEXTS ("fees", text_columns, rows, 1), NULL);
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  int fds[2];
  Folder folder;

  open_folder (&folder);
  g_assert_cmpint (pipe (fds), ==, 0);
  g_autofree char *target = g_strdup_printf ("/proc/self/fd/%d", fds[1]);
  g_autofree char *link = in_folder (&folder, "a.xlsx"), *copy = in_folder (&folder, "b.xlsx");
  g_assert_cmpint (symlink (target, link), ==, 0);
  g_assert_true (certplan_targets_add (targets, link, &error));
  certplan_targets_set_as_of (targets, 20513);
  g_assert_true (certplan_write_outputs (tables, targets, NULL, &error));
  g_assert_no_error (error);
  g_autofree char *buffer = g_malloc (65536);
  const gssize n_read = read (fds[0], buffer, 65536); /* a small workbook fits into a pipe */
  g_assert_cmpint (n_read, >, 1000);
  g_assert_true (g_file_set_contents (copy, buffer, n_read, NULL));
  g_autofree char *found = dump (&folder, "b.xlsx");
  g_assert_nonnull (strstr (found, "A4 text \"x\"\n"));
  close (fds[0]);
  close (fds[1]);
  close_folder (&folder);
}

static void
test_without_date (void)
{
  g_autoptr (GError) error = NULL;
  static const TextRow rows[] = { { "x" } };
  g_autoptr (CertplanTables) tables
      = make_tables_of (MAKE_TEXTS ("fees", text_columns, rows, 1), NULL);
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();

  g_assert_true (certplan_targets_add (targets, "/tmp/a.xlsx", NULL));
  g_assert_false (certplan_targets_check (targets, tables, NULL, &error));
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_TARGET);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_data_func ("/output/xlsx/table-english", GINT_TO_POINTER (EN), test_table);
  g_test_add_data_func ("/output/xlsx/table-chinese", GINT_TO_POINTER (ZH), test_table);
  ADD_ROWS ("/output/xlsx/number/", number_cases, test_number)
  g_test_add_func ("/output/xlsx/style-of-last-row", test_style_of_last_row);
  g_test_add_func ("/output/xlsx/amounts-exact", test_amounts_exact);
  ADD_ROWS ("/output/xlsx/text/", text_cases, test_text)
  ADD_ROWS ("/output/xlsx/sheet-name/", sheet_cases, test_sheet_name)
  g_test_add_func ("/output/xlsx/chart", test_chart);
  g_test_add_func ("/output/xlsx/chart-missing", test_chart_missing);
  g_test_add_data_func ("/output/xlsx/locale-german", "de_DE.UTF-8", test_locale);
  g_test_add_data_func ("/output/xlsx/locale-turkish", "tr_TR.UTF-8", test_locale);
  g_test_add_func ("/output/xlsx/pipe", test_pipe);
  g_test_add_func ("/output/xlsx/without-date", test_without_date);
  add_limit_tests ();
  return g_test_run ();
}
#else
static void
test_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();

  g_assert_false (certplan_targets_add (targets, "/tmp/a.xlsx", &error));
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_TARGET);
  g_assert_nonnull (strstr (error->message, "libxlsxwriter-dev"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/output/xlsx/refused", test_refused);
  return g_test_run ();
}
#endif
