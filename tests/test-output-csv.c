/* Tables as CSV: exact bytes, safe in a spreadsheet, read back as they were.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-reader-private.h"
#include "test-output-tables.h"
#include "test-rows.h"

#define FIELD CERTPLAN_LANG_FIELD
#define EN CERTPLAN_LANG_EN
#define ZH CERTPLAN_LANG_ZH_CN
#define BOM "\xef\xbb\xbf"

static CellRow cells[] = {
  { "A-1", "北京甲公司", "on_time", 20679, 20513, 6300000, 26, 250000, { 3, 0, 0 }, NULL },
  { NULL, NULL, NULL, NO_DATE, NO_DATE, NO_MONEY, NO_INT, NO_INT, NO_PERIOD, NULL },
  { "=1+1", "a,\"b\"", "late", NO_DATE, NO_DATE, -50, -7, 1000000, { 0, 0, 10 }, "plain" },
};

typedef struct
{
  const char *name;
  CertplanLang lang;
  const char *text;
} CsvCase;

/* RFC 4180; the apostrophe before a formula: OWASP, CSV injection. Numbers stay numbers. */
static const CsvCase csv_cases[] = {
  { "fields", FIELD,
    BOM "id,org,state,due,month,amount,days,share,length,reason\r\n"
        "A-1,北京甲公司,on_time,2026-08-14,2026-03,63000.00,26,0.25,P3M,"
        "\"fee rules, clause 4\"\r\n"
        ",,,,,,,,,\r\n"
        "'=1+1,\"a,\"\"b\"\"\",late,,,-0.50,-7,1,P10B,plain\r\n" },
  { "english", EN,
    BOM "case,organization,state,due,month,amount (yuan),days,share,length,reason\r\n"
        "A-1,北京甲公司,on time,2026-08-14,2026-03,63000.00,26,0.25,P3M,"
        "\"fee rules, clause 4\"\r\n"
        ",,,,,,,,,\r\n"
        "'=1+1,\"a,\"\"b\"\"\",late,,,-0.50,-7,1,P10B,plain\r\n" },
  { "chinese", ZH,
    BOM "案件,企业名称,状态,截止日,月份,金额（元）,天数,占比,时长,依据\r\n"
        "A-1,北京甲公司,按期,2026-08-14,2026-03,63000.00,26,0.25,P3M,收费规定第4条\r\n"
        ",,,,,,,,,\r\n"
        "'=1+1,\"a,\"\"b\"\"\",逾期,,,-0.50,-7,1,P10B,plain\r\n" },
};

static void
test_csv (gconstpointer data)
{
  const CsvCase *row = data;
  Folder folder;

  cells[0].reason = say ("fee.reason", CERTPLAN_LABEL "document", "4");
  open_folder (&folder);
  g_autofree char *text = write_table (&folder, MAKE_CELLS ("fees", cells, 3), "t.csv", row->lang);
  g_assert_cmpstr (text, ==, row->text);
  close_folder (&folder);
}

/* Rows that can be gone to. */
typedef struct
{
  guint64 n_rows, next;
} Counted;

static gpointer
open_counted (gconstpointer data)
{
  return g_memdup2 (data, sizeof (Counted));
}

static gboolean
next_counted (gpointer state, GError **error)
{
  Counted *walk = state;
  return walk->next < walk->n_rows && ++walk->next > 0;
}

/* A number that is its row's, a word that stands as it is and one that is quoted. */
static void
get_counted (gpointer state, guint column, CertplanValue *value)
{
  static const char *const words[] = { "plain", "a,b", NULL, "北京" };
  const Counted *walk = state;
  if (column == 0)
    value->number = (gint64)walk->next;
  else
    value->text = words[walk->next * 7 / 3 % G_N_ELEMENTS (words)];
}

static guint64
count_counted (gconstpointer data)
{
  return ((const Counted *)data)->n_rows;
}

static void
seek_counted (gpointer state, guint64 row)
{
  ((Counted *)state)->next = row;
}

static char *
write_counted (const Folder *folder, guint64 n_rows, guint n_threads)
{
  static const CertplanColumn columns[] = { { .name = "number", .type = CERTPLAN_COLUMN_INT },
                                            { .name = "word", .type = CERTPLAN_COLUMN_TEXT } };
  static const CertplanTableSource source
      = { open_counted, next_counted, get_counted, g_free, NULL };
  static const CertplanTableJump jump = { count_counted, seek_counted };
  Counted counted = { n_rows, 0 };
  CertplanTable *table
      = _certplan_table_new ("counted", columns, G_N_ELEMENTS (columns), &source, &counted, NULL);
  _certplan_table_set_jump (table, &jump, n_threads);
  return write_table (folder, table, "t.csv", FIELD);
}

/* However many threads make the rows of a large table, they are the same, each where it was. */
static void
test_threads (void)
{
  static const guint64 sizes[] = { 0, 1, 7168, 8191, 8192, 8193, 50001 };
  Folder folder;

  open_folder (&folder);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *one = write_counted (&folder, sizes[i], 1);
      g_auto (GStrv) lines
          = g_strsplit (one, "\n", -1); /* the header, and nothing behind the last */
      g_assert_cmpuint (g_strv_length (lines), ==, sizes[i] + 2);
      for (guint n_threads = 2; n_threads <= 5; n_threads++)
        {
          g_autofree char *more = write_counted (&folder, sizes[i], n_threads);
          g_assert_true (g_str_equal (one, more));
        }
    }
  close_folder (&folder);
}

static void
test_no_bom (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = certplan_tables_new ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  Folder folder;

  open_folder (&folder);
  certplan_tables_take (tables, MAKE_CELLS ("fees", cells, 0));
  add_target (targets, &folder, NULL, "t.csv");
  certplan_targets_set_bom (targets, FALSE);
  g_assert_true (certplan_write_outputs (tables, targets, NULL, &error));
  g_autofree char *text = read_file (&folder, "t.csv");
  g_assert_cmpstr (text, ==, "id,org,state,due,month,amount,days,share,length,reason\r\n");
  close_folder (&folder);
}

/* Plain FILE takes the first table, and never one that is there only to be drawn. */
static void
test_first_table (void)
{
  static const TextRow rows[] = { { "x" } };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = certplan_tables_new ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  CertplanTable *drawn = MAKE_TEXTS ("drawn", text_columns, rows, 1);
  Folder folder;

  open_folder (&folder);
  _certplan_table_set_drawn_only (drawn);
  certplan_tables_take (tables, drawn);
  certplan_tables_take (tables, MAKE_TEXTS ("first", text_columns, rows, 1));
  certplan_tables_take (tables, MAKE_CELLS ("second", cells, 0));
  add_target (targets, &folder, NULL, "plain.csv");
  add_target (targets, &folder, "second", "named.csv");
  g_assert_true (certplan_write_outputs (tables, targets, NULL, &error));
  g_autofree char *plain = read_file (&folder, "plain.csv");
  g_autofree char *named = read_file (&folder, "named.csv");
  g_assert_cmpstr (plain, ==, BOM "text\r\nx\r\n");
  g_assert_true (g_str_has_prefix (named, BOM "id,org"));
  close_folder (&folder);
}

typedef struct
{
  const char *name;
  const char *text;
  gboolean is_guarded;
} GuardCase;

static const GuardCase guard_cases[] = {
  { "equals", "=SUM(A1:A9)", TRUE },
  { "plus", "+1", TRUE },
  { "minus", "-1", TRUE },
  { "at", "@SUM(1)", TRUE },
  { "tab", "\t=1", TRUE },
  { "carriage-return", "\r=1", TRUE },
  { "wide-equals", "＝1", TRUE },
  { "wide-plus", "＋1", TRUE },
  { "wide-minus", "－1", TRUE },
  { "wide-at", "＠1", TRUE },
  { "command", "=cmd|' /C calc'!A0", TRUE },
  { "hyperlink", "=HYPERLINK(\"http://x\",\"y\")", TRUE },
  { "guarded-already", "'=1", TRUE },
  { "plain", "a=1", FALSE },
  { "apostrophe", "'a", FALSE },
  { "number-as-text", "12", FALSE },
  { "blank-first", " =1", TRUE }, /* an import may trim it */
  { "wide-blank-first", "\u3000＝1", TRUE },
  { "no-width-first", "\u200b+1", TRUE },
  { "line-feed", "\n=1", TRUE },
  { "blanks-guarded-already", "' -1", TRUE },
  { "blanks-and-words", "  a=1", FALSE },
  { "empty", "", FALSE },
  { "quotes", "\"", FALSE },
  { "line-ends", "a\r\nb\nc\rd", FALSE },
  { "separators", ",;\t|", FALSE },
  { "blanks", "  a  ", FALSE },
};

/* The second row's only cell as the reader has it, the guard still on. Returns: (transfer full) */
static char *
read_back (const char *bytes, gsize size)
{
  g_autoptr (GBytes) data = g_bytes_new (bytes, size);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  const CertplanReadOptions options = { .encoding = "UTF-8", .delimiter = ',' };
  g_autoptr (CertplanReader) reader = _certplan_reader_new_bytes ("t.csv", data, &options, faults);
  guint n_cells = 0;

  if (reader == NULL || !_certplan_reader_next (reader) || !_certplan_reader_next (reader))
    return NULL;
  const CertplanCell *cell = _certplan_reader_get_cells (reader, &n_cells);
  char *text = n_cells == 1 ? g_strndup (cell->text, cell->length) : NULL;
  g_assert_false (_certplan_reader_next (reader));
  g_assert_false (_certplan_reader_failed (reader));
  return text;
}

static void
assert_round_trip (const Folder *folder, const char *text)
{
  const TextRow rows[] = { { text } };
  g_autofree char *bytes
      = write_table (folder, MAKE_TEXTS ("t", text_columns, rows, 1), "t.csv", FIELD);
  g_autofree char *cell = read_back (bytes, strlen (bytes));

  if (cell == NULL)
    g_test_message ("not read back: %s", bytes);
  g_assert_nonnull (cell);
  g_assert_cmpstr (_certplan_text_unguard (cell), ==, text);
  /* what a spreadsheet sees begins with none of these */
  g_assert_true (*cell == '\0' || strchr ("=+-@\t\r", *cell) == NULL);
}

static void
test_guard (gconstpointer data)
{
  const GuardCase *row = data;
  const TextRow rows[] = { { row->text } };
  Folder folder;

  open_folder (&folder);
  g_autofree char *bytes
      = write_table (&folder, MAKE_TEXTS ("t", text_columns, rows, 1), "t.csv", FIELD);
  g_autofree char *cell = read_back (bytes, strlen (bytes));
  g_autofree char *guarded = g_strconcat (row->is_guarded ? "'" : "", row->text, NULL);
  g_assert_cmpstr (cell, ==, guarded);
  assert_round_trip (&folder, row->text);
  close_folder (&folder);
}

/* What is written reads back as it was. */
static void
test_random (void)
{
  static const char *const pieces[] = { "=", "'",    "\"", ",", "\r", "\n",   "\t",    " ",
                                        "a", "北京", "＝", "-", ";",  "\"\"", "\u3000" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  Folder folder;

  open_folder (&folder);
  for (guint round = 0; round < 500; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      for (gint n = g_rand_int_range (rand, 0, 8); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      assert_round_trip (&folder, text->str);
    }
  close_folder (&folder);
}

/* Bytes that are no UTF-8 do not get out. */
static void
test_bad_bytes (void)
{
  static const TextRow rows[] = { { "a\xff\xc3z" } };
  Folder folder;

  open_folder (&folder);
  g_autofree char *text
      = write_table (&folder, MAKE_TEXTS ("t", text_columns, rows, 1), "t.csv", FIELD);
  g_assert_cmpstr (text, ==, BOM "text\r\na\ufffd\ufffdz\r\n");
  close_folder (&folder);
}

/* What a terminal would obey: no input gives it, a file's name or a program can. */
static void
test_controls (void)
{
  static const TextRow rows[] = { { "a\x1b[31m\tb\x7f\n\xc2\x9b\xef\xbb\xbf" } };
  Folder folder;

  open_folder (&folder);
  g_autofree char *text
      = write_table (&folder, MAKE_TEXTS ("t", text_columns, rows, 1), "t.csv", FIELD);
  g_assert_cmpstr (text, ==, BOM "text\r\n\"a\\x1b[31m\tb\\x7f\n\\u{9b}\\u{feff}\"\r\n");
  close_folder (&folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/output/csv/golden/", csv_cases, test_csv)
  ADD_ROWS ("/output/csv/guard/", guard_cases, test_guard)
  g_test_add_func ("/output/csv/no-byte-order-mark", test_no_bom);
  g_test_add_func ("/output/csv/first-table", test_first_table);
  g_test_add_func ("/output/csv/threads", test_threads);
  g_test_add_func ("/output/csv/random", test_random);
  g_test_add_func ("/output/csv/bad-bytes", test_bad_bytes);
  g_test_add_func ("/output/csv/controls", test_controls);
  return g_test_run ();
}
