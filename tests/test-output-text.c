/* Tables as text: widths, order, and nothing that a terminal obeys.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-render-private.h"
#include "test-output-tables.h"
#include "test-rows.h"
#include <fcntl.h>

#define EN CERTPLAN_LANG_EN
#define ZH CERTPLAN_LANG_ZH_CN
#define NONE_ROW                                                                                   \
  {                                                                                                \
    NULL, NULL, NULL, NO_DATE, NO_DATE, NO_MONEY, NO_INT, NO_INT, NO_PERIOD, NULL                  \
  }

/* 2026-08-14 is day 20679 and 2026-03-01 day 20513 since 1970-01-01: date -d 2026-08-14 +%s /
 * 86400. */
static CellRow cells[] = {
  { "A-1", "北京甲公司", "on_time", 20679, 20513, 6300000, 26, 250000, { 3, 0, 0 }, NULL },
  { "A-22", "Sun & Co", "late", NO_DATE, NO_DATE, -50, 7, NO_INT, NO_PERIOD, NULL },
};

typedef struct
{
  const char *name;
  CertplanLang lang;
  guint n_rows;
  gboolean has_title;
  const char *text;
} TextCase;

/* Written by hand; a Chinese character takes two cells of a terminal (Unicode TR11, class W). */
static const TextCase text_cases[] = {
  { "english", EN, 2, FALSE,
    "Fees\n"
    "case  organization  state    due         month    amount (yuan)  days  share  length\n"
    "----  ------------  -------  ----------  -------  -------------  ----  -----  --------\n"
    "A-1   北京甲公司    on time  2026-08-14  2026-03      63,000.00    26   25 %  3 months\n"
    "A-22  Sun & Co      late                                  -0.50     7\n" },
  { "chinese", ZH, 2, TRUE,
    "甲的费用\n"
    "按协议\n"
    "案件  企业名称    状态  截止日      月份     金额（元）  天数  占比  时长\n"
    "----  ----------  ----  ----------  -------  ----------  ----  ----  ------\n"
    "A-1   北京甲公司  按期  2026-08-14  2026-03   63,000.00    26  25 %  3 个月\n"
    "A-22  Sun & Co    逾期                            -0.50     7\n" },
  { "no-rows", EN, 0, TRUE, "Fees of 甲\nas agreed\n(no rows)\n" },
  { "no-rows-chinese", ZH, 0, FALSE, "费用\n（无记录）\n" },
};

static void
test_text (gconstpointer data)
{
  const TextCase *row = data;
  Folder folder;

  open_folder (&folder);
  CertplanTable *table = MAKE_CELLS ("fees", cells, row->n_rows);
  if (row->has_title)
    _certplan_table_set_title (table, say ("test.title", "甲", NULL),
                               say ("test.subtitle", NULL, NULL));
  g_autofree char *text = write_table (&folder, table, "t.txt", row->lang);
  g_assert_cmpstr (text, ==, row->text);
  close_folder (&folder);
}

/* The language of the keys is none for reading: text then speaks the other one. */
static void
test_reading_lang (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = certplan_tables_new ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  Folder folder;

  open_folder (&folder);
  certplan_tables_take (tables, MAKE_CELLS ("fees", cells, 0));
  add_target (targets, &folder, NULL, "t.txt");
  certplan_targets_set_reading_lang (targets, ZH);
  g_assert_true (certplan_write_outputs (tables, targets, NULL, &error));
  g_autofree char *text = read_file (&folder, "t.txt");
  g_assert_cmpstr (text, ==, "费用\n（无记录）\n");
  close_folder (&folder);
}

static void
test_several_tables (void)
{
  static const TextRow no_rows[1];
  TextRow notes[] = { { say ("fee.reason", CERTPLAN_LABEL "document", "4") }, { "plain" } };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = certplan_tables_new ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  Folder folder;

  open_folder (&folder);
  certplan_tables_take (tables, MAKE_CELLS ("fees", cells, 0));
  certplan_tables_take (tables, MAKE_TEXTS ("hints", sentence_columns, no_rows, 0));
  certplan_tables_take (tables, MAKE_TEXTS ("notes", sentence_columns, notes, 2));
  CertplanTable *drawn = MAKE_TEXTS ("drawn", text_columns, notes, 2);
  _certplan_table_set_drawn_only (drawn);
  certplan_tables_take (tables, drawn);
  add_target (targets, &folder, NULL, "t.txt");
  add_target (targets, &folder, "drawn", "d.txt");
  g_assert_true (certplan_write_outputs (tables, targets, NULL, &error));
  g_autofree char *text = read_file (&folder, "t.txt");
  g_assert_cmpstr (text, ==, "Fees\n(no rows)\n\nNotes\n- fee rules, clause 4\n- plain\n");
  g_autofree char *by_name = read_file (&folder, "d.txt");
  g_assert_true (g_str_has_prefix (by_name, "drawn\ntext\n"));
  close_folder (&folder);
}

typedef struct
{
  const char *name;
  const char *cell;
} HostileCase;

static const HostileCase hostile_cases[] = {
  { "colour", "\x1b[31mred" },
  { "title-of-the-window", "\x1b]0;x\x07" },
  { "c1-csi", "\xc2\x9b"
              "2J" },
  { "carriage-return", "good\rbad" },
  { "line-ends", "a\nb\r\nc" },
  { "backspaces", "a\b\b\b" },
  { "right-to-left", "\u202egnp.exe" },
  { "isolates", "\u2066a\u2069" },
  { "line-separator", "a\u2028b" },
  { "bad-bytes", "\xff\xfe\x80" },
  { "delete", "\x7f" },
  { "only-a-blank", " " },
  { "trailing-blank", "x   " },
};

/* Three lines: the heads, their rule, the row; nothing in them that is not shown. */
static void
assert_visible (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar character = g_utf8_get_char (at);
      const GUnicodeType type = g_unichar_type (character);
      g_assert_true (character == '\n'
                     || (type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT
                         && type != G_UNICODE_LINE_SEPARATOR
                         && type != G_UNICODE_PARAGRAPH_SEPARATOR));
    }
}

static void
test_hostile (gconstpointer data)
{
  const HostileCase *row = data;
  const TextRow rows[] = { { row->cell } };
  Folder folder;

  open_folder (&folder);
  g_autofree char *text
      = write_table (&folder, MAKE_TEXTS ("t", text_columns, rows, 1), "t.txt", EN);
  assert_visible (text);
  close_folder (&folder);
}

/* A hostile title and subtitle are shown just so. */
static void
test_hostile_title (void)
{
  static const TextRow rows[] = { { "x" } };
  Folder folder;

  open_folder (&folder);
  CertplanTable *table = MAKE_TEXTS ("t", text_columns, rows, 1);
  _certplan_table_set_title (table, "\x1b[2J\u202e", NULL);
  g_autofree char *text = write_table (&folder, table, "t.txt", EN);
  assert_visible (text);
  g_assert_true (g_str_has_prefix (text, "\\x1b[2J\\u{202e}\n"));
  close_folder (&folder);
}

/* The width of each line's cells up to the last column, by the classes of UAX 11 as Python has
 * them. */
static const char width_script[]
    = "import sys, unicodedata as u\n"
      "w = lambda s: sum(0 if u.combining(c) or c in '\\u200d\\u200c' else 2 if "
      "u.east_asian_width(c) "
      "in 'WF' else 1 for c in s)\n"
      "lines = open(sys.argv[1], encoding='utf-8').read().split('\\n')[3:-1]\n"
      "sys.exit(len({w(l[:l.rindex('|')]) for l in lines}) != 1 or len(lines) != 200)\n";

/* Random names of all widths: what stands behind them begins in one column. */
static void
test_alignment (void)
{
  static const char *const pieces[]
      = { "a", "b c", "北京", "甲", "é", "e\u0301", "（一）", "Ｗ", "한국", "-" };
  enum
  {
    N_ROWS = 200
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (GStringChunk) texts = g_string_chunk_new (1024);
  CellRow rows[N_ROWS];
  Folder folder;
  int status = 0;

  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autoptr (GString) name = g_string_new (NULL);
      for (gint n = g_rand_int_range (rand, 1, 12); n > 0; n--)
        g_string_append (name, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      rows[i] = (CellRow)NONE_ROW;
      rows[i].org = g_string_chunk_insert (texts, name->str);
      rows[i].reason = "|";
    }
  open_folder (&folder);
  g_autofree char *text = write_table (&folder, MAKE_CELLS ("fees", rows, N_ROWS), "t.txt", EN);
  g_assert_nonnull (strstr (text, "\norganization"));
  g_autofree char *path = in_folder (&folder, "t.txt");
  const char *argv[] = { "/usr/bin/python3", "-c", width_script, path, NULL };
  if (!g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status,
                     NULL))
    g_test_skip ("/usr/bin/python3 is missing");
  else
    g_assert_cmpint (status, ==, 0);
  close_folder (&folder);
}

/* A cell longer than its column may be (72) goes on below, and nothing behind it moves. */
typedef struct
{
  const char *name;
  const char *cell;
  const char *row; /* the lines that come of it, with "z" behind */
} LongCase;

#define A10 "xxxxxxxxxx"
#define A72 A10 A10 A10 A10 A10 A10 A10 "xx"
#define A70 A10 A10 A10 A10 A10 A10 A10
#define W9 "资资资资资资资资资"
static const LongCase long_cases[] = {
  { "fits", A72, A72 "  z\n" },
  { "word-without-end", A72 A10, A72 "  z\n" A10 "\n" },
  { "breaks-at-a-blank", A70 " " A10, A70 "    z\n" A10 "\n" },
  { "blank-after-the-last", A72 " " A10, A72 "  z\n" A10 "\n" },
  { "wide", W9 W9 W9 W9 "资", W9 W9 W9 W9 "  z\n资\n" },
  { "wide-does-not-straddle", "x" W9 W9 W9 W9, "x" W9 W9 W9 "资资资资资资资资   z\n资\n" },
  { "three-lines", A72 A72 "y", A72 "  z\n" A72 "\ny\n" },
};

static void
test_long_cell (gconstpointer data)
{
  const LongCase *row = data;
  CellRow rows[] = { NONE_ROW, NONE_ROW };
  Folder folder;

  rows[0].id = row->cell;
  rows[1].id = "y";
  rows[0].org = rows[1].org = "z";
  open_folder (&folder);
  g_autofree char *text = write_table (&folder, MAKE_CELLS ("fees", rows, 2), "t.txt", EN);
  g_autofree char *blanks = g_strnfill (72 - 1 + 2, ' ');
  g_autofree char *end = g_strconcat ("-\n", row->row, "y", blanks, "z\n", NULL);
  if (!g_str_has_suffix (text, end))
    g_test_message ("%s", text);
  g_assert_true (g_str_has_suffix (text, end));
  close_folder (&folder);
}

/* Standard output leaves out what is marked as wide, where it has cells, and tells it; files have
 * all. */
static const CertplanColumn narrow_columns[] = {
  CERTPLAN_RESULT_COLUMN (CellRow, id, ID),
  CERTPLAN_RESULT_COLUMN (CellRow, org, TEXT, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (CellRow, state, CHOICE, .flags = CERTPLAN_COLUMN_WIDE),
};

static char *
render_narrow (gboolean narrow)
{
  static const CellRow rows[] = { { "A-1", "Alpha", NULL, 0, 0, 0, 0, 0, NO_PERIOD, NULL } };
  const CertplanRenderOptions options = { .lang = EN, .narrow = narrow };
  g_autoptr (CertplanTable) table
      = _certplan_table_new_rows ("fees", narrow_columns, G_N_ELEMENTS (narrow_columns), rows,
                                  sizeof *rows, G_N_ELEMENTS (rows), NULL, NULL);
  Folder folder;
  open_folder (&folder);
  g_autofree char *path = in_folder (&folder, "t.txt");
  const int fd = g_open (path, O_CREAT | O_WRONLY, 0600);
  {
    g_autoptr (CertplanSink) sink = _certplan_sink_new (fd, NULL);
    gpointer state = _certplan_render_text.open (sink, &options);
    g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
    g_assert_true (_certplan_render_text.begin (state, table, NULL, NULL));
    while (certplan_cursor_next (cursor, NULL))
      _certplan_render_text.row (state, cursor);
    _certplan_render_text.end (state);
    g_assert_true (_certplan_render_text.close (state, NULL));
    g_assert_true (_certplan_sink_flush (sink));
  }
  g_close (fd, NULL);
  char *text = NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  close_folder (&folder);
  return text;
}

static void
test_narrow (void)
{
  g_autofree char *narrow = render_narrow (TRUE), *whole = render_narrow (FALSE);
  g_assert_true (g_str_has_suffix (
      narrow, "\nA-1\n(not shown here, but in every file of -o: organization)\n"));
  g_assert_null (strstr (narrow, "Alpha"));
  g_assert_true (g_str_has_suffix (whole, "\nA-1  Alpha\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/output/text/golden/", text_cases, test_text)
  ADD_ROWS ("/output/text/hostile/", hostile_cases, test_hostile)
  g_test_add_func ("/output/text/hostile-title", test_hostile_title);
  g_test_add_func ("/output/text/reading-language", test_reading_lang);
  g_test_add_func ("/output/text/several-tables", test_several_tables);
  g_test_add_func ("/output/text/alignment", test_alignment);
  ADD_ROWS ("/output/text/long-cell/", long_cases, test_long_cell)
  g_test_add_func ("/output/text/narrow", test_narrow);
  return g_test_run ();
}
