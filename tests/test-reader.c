/* The reader: rows, places and refusals of CSV texts, and that libcsv agrees.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-reader-private.h"
#include "test-reader-oracle.h"
#include "test-rows.h"
#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  const char *rows; /* each cell as line:column[text], each row ended by / */
  const char *fault;
  gint code; /* CERTPLAN_TABLE_ERROR, where there is a fault */
} TextCase;

/* A line ends at LF, CR LF or CR, as RFC 4180 and old spreadsheets have it; columns are characters.
 */
static const TextCase text_cases[] = {
  { "empty", "", "", NULL, 0 },
  { "one-cell", "a\n", "1:1[a]/", NULL, 0 },
  { "two-rows", "a,b\n1,22\n", "1:1[a]1:3[b]/2:1[1]2:3[22]/", NULL, 0 },
  { "no-last-newline", "a,b\n1,-3.18", "1:1[a]1:3[b]/2:1[1]2:3[-3.18]/", NULL, 0 },
  { "empty-last-cell-no-newline", "a,b\n1,", "1:1[a]1:3[b]/2:1[1]2:3[]/", NULL, 0 },
  { "crlf", "a,b\r\n1,2\r\n", "1:1[a]1:3[b]/2:1[1]2:3[2]/", NULL, 0 },
  { "cr-only", "a,b\r1,2\r", "1:1[a]1:3[b]/2:1[1]2:3[2]/", NULL, 0 },
  { "blank-lines-count", "\n\na,b\r\n\r\n\r\n1,2\n\n", "3:1[a]3:3[b]/6:1[1]6:3[2]/", NULL, 0 },
  { "blanks-stay", " a , b\n", "1:1[ a ]1:5[ b]/", NULL, 0 },
  { "columns-are-characters", "机构,名称\n北京𠀀,é,x\n",
    "1:1[机构]1:4[名称]/2:1[北京𠀀]2:5[é]2:7[x]/", NULL, 0 },
  { "mark-at-the-beginning", "\xef\xbb\xbf\"a\",b\n", "1:1[a]1:5[b]/", NULL, 0 },
  { "quoted", "\"a,b\",c\n", "1:1[a,b]1:7[c]/", NULL, 0 },
  { "quoted-last", "c,\"a\"\nd,\"\"", "1:1[c]1:3[a]/2:1[d]2:3[]/", NULL, 0 },
  { "doubled-quote", "x,\"a\"\"b\",c\n", "1:1[x]1:3[a\"b]1:10[c]/", NULL, 0 },
  { "newline-in-cell", "x,\"a\nbb\",c\ny,z,1\n", "1:1[x]1:3[a\nbb]2:5[c]/3:1[y]3:3[z]3:5[1]/", NULL,
    0 },
  { "crlf-in-cell", "\"a\r\nb\",c\r\ny,z\r\n", "1:1[a\r\nb]2:4[c]/3:1[y]3:3[z]/", NULL, 0 },
  { "cr-in-cell", "\"a\rb\",c\ry,z\r", "1:1[a\rb]2:4[c]/3:1[y]3:3[z]/", NULL, 0 },
  { "blank-line-in-cell", "\"a\n\n\",c\ny\n", "1:1[a\n\n]3:3[c]/4:1[y]/", NULL, 0 },
  { "semicolons", "a;b\n1,5;2\n", "1:1[a]1:3[b]/2:1[1,5]2:5[2]/", NULL, 0 },
  { "tabs", "a\tb\n1,5\t\n", "1:1[a]1:3[b]/2:1[1,5]2:5[]/", NULL, 0 },
  { "delimiter-inside-quotes", "a;b\n\"1,5\";\"2,5\"\n", "1:1[a]1:3[b]/2:1[1,5]2:7[2,5]/", NULL,
    0 },
  { "comma-preferred", "a,b;c\n1,2;3\n", "1:1[a]1:3[b;c]/2:1[1]2:3[2;3]/", NULL, 0 },
  { "ragged-semicolons", "a;b;c\n1;2\n", "1:1[a]1:3[b]1:5[c]/2:1[1]2:3[2]/", NULL, 0 },
  { "sep-line", "sep=;\r\na;b,c\r\n", "2:1[a]2:3[b,c]/", NULL, 0 },
  { "sep-line-with-mark", "\xef\xbb\xbfSEP=|\na|b,c\n", "2:1[a]2:3[b,c]/", NULL, 0 },
  { "sep-of-a-letter", "sep=x\na,b\n", "1:1[sep=x]/2:1[a]2:3[b]/", NULL, 0 },
  { "sep-is-a-row", "sep=;x,b\n1,2\n", "1:1[sep=;x]1:8[b]/2:1[1]2:3[2]/", NULL, 0 },
  { "ctrl-z-at-the-end", "a,b\n1,2\n\x1a", "1:1[a]1:3[b]/2:1[1]2:3[2]/", NULL, 0 },
  { "full-width-commas-in-cells", "a,b\n甲，乙,2\n", "1:1[a]1:3[b]/2:1[甲，乙]2:5[2]/", NULL, 0 },
  { "backslash-is-no-escape", "a\\,b\n", "1:1[a\\]1:4[b]/", NULL, 0 },

  { "full-width-commas", "\n机构，费用\n甲，1\n", "",
    "t.csv:2:3: the columns are separated by full-width commas: \"，\"; wanted commas, semicolons "
    "or tabs",
    CERTPLAN_TABLE_ERROR_HEADER },
  { "unclosed-quote", "a,b\n1,\"x\n2,3\n4,5\n", "1:1[a]1:3[b]/",
    "t.csv:2:3: the quote that opens here is never closed: \"\"x\\x0a2,3\\x0a4,5\\x0a\"; wanted a "
    "closing quote",
    CERTPLAN_TABLE_ERROR_QUOTE },
  { "unclosed-after-newline-cell", "a,b\n\"1\n2\",\"x", "1:1[a]1:3[b]/",
    "t.csv:3:4: the quote that opens here is never closed: \"\"x\"; wanted a closing quote",
    CERTPLAN_TABLE_ERROR_QUOTE },
  { "stray-quote", "a,b\n中文 5\" pipe,2\n", "1:1[a]1:3[b]/",
    "t.csv:2:5: a quote stands inside a cell: \"中文 5\" pipe\"; wanted the whole cell in quotes, "
    "and \"\" for a quote inside it",
    CERTPLAN_TABLE_ERROR_QUOTE },
  { "text-after-closing-quote", "a,b\n1,\"x\"y\n", "1:1[a]1:3[b]/",
    "t.csv:2:5: a quote stands inside a cell: \"\"x\"y\"; wanted the whole cell in quotes, and "
    "\"\" for a quote inside it",
    CERTPLAN_TABLE_ERROR_QUOTE },
  { "blank-after-closing-quote", "\"x\" ,b\n", "",
    "t.csv:1:3: a quote stands inside a cell: \"\"x\" \"; wanted the whole cell in quotes, and "
    "\"\" for a quote inside it",
    CERTPLAN_TABLE_ERROR_QUOTE },
  { "blank-before-opening-quote", "a, \"x\"\n", "",
    "t.csv:1:4: a quote stands inside a cell: \" \"x\"\"; wanted the whole cell in quotes, and "
    "\"\" for a quote inside it",
    CERTPLAN_TABLE_ERROR_QUOTE },
  { "ctrl-z-inside", "a\x1a,b\n", "",
    "t.csv:1:2: a control character stands in the text: \"\\x1a\"; wanted text; of controls, only "
    "tabs and line ends",
    CERTPLAN_TABLE_ERROR_ENCODING },
  { "escape-inside-quotes", "a,b\n1,\"x\x1b[31m\"\n", "1:1[a]1:3[b]/",
    "t.csv:2:5: a control character stands in the text: \"\\x1b\"; wanted text; of controls, only "
    "tabs and line ends",
    CERTPLAN_TABLE_ERROR_ENCODING },
  { "bell-after-a-doubled-quote", "a,b\n1,\"\"\"中\a\"\n", "1:1[a]1:3[b]/",
    "t.csv:2:7: a control character stands in the text: \"\\x07\"; wanted text; of controls, only "
    "tabs and line ends",
    CERTPLAN_TABLE_ERROR_ENCODING },
  { "delete", "中\x7f,b\n", "",
    "t.csv:1:2: a control character stands in the text: \"\\x7f\"; wanted text; of controls, only "
    "tabs and line ends",
    CERTPLAN_TABLE_ERROR_ENCODING },
  { "c1-control",
    "中\xc2\x9b"
    "31m,b\n",
    "",
    "t.csv:1:2: a control character stands in the text: \"\\u{9b}\"; wanted text; of controls, "
    "only "
    "tabs and line ends",
    CERTPLAN_TABLE_ERROR_ENCODING },
  { "two-byte-characters", "中·°\u00a0,\"é·\"\n", "1:1[中·°\u00a0]1:6[é·]/", NULL, 0 },
  { "mark-inside",
    "a,b\n1,2\n\xef\xbb\xbf"
    "a,b\n",
    "1:1[a]1:3[b]/2:1[1]2:3[2]/",
    "t.csv:3:1: a byte order mark (U+FEFF) stands inside the text; wanted one at the beginning or "
    "none; were files put together?",
    CERTPLAN_TABLE_ERROR_ENCODING },
  { "mark-inside-quotes", "a,b\n1,\"\"\"\xef\xbb\xbf\"\n", "1:1[a]1:3[b]/",
    "t.csv:2:6: a byte order mark (U+FEFF) stands inside the text; wanted one at the beginning or "
    "none; were files put together?",
    CERTPLAN_TABLE_ERROR_ENCODING },
};

static void
append_row (GString *out, const CertplanReader *reader)
{
  guint n;
  const CertplanCell *cells = _certplan_reader_get_cells (reader, &n);

  for (guint i = 0; i < n; i++)
    {
      guint line, column;
      _certplan_reader_locate (reader, i, &line, &column);
      g_string_append_printf (out, "%u:%u[%s]", line, column, cells[i].text);
      g_assert_cmpuint (strlen (cells[i].text), ==, cells[i].length);
      if (i == 0)
        g_assert_cmpuint (_certplan_reader_get_line (reader), ==, line);
    }
  g_string_append_c (out, '/');
}

/* Returns: all rows as in TextCase */
static char *
dup_rows (CertplanReader *reader)
{
  GString *out = g_string_new (NULL);

  while (reader != NULL && _certplan_reader_next (reader))
    append_row (out, reader);
  return g_string_free (out, FALSE);
}

static void
test_text (gconstpointer data)
{
  const TextCase *row = data;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (row->text, strlen (row->text));
  g_autoptr (CertplanReader) reader = _certplan_reader_new_bytes ("t.csv", bytes, NULL, faults);
  g_autofree char *rows = dup_rows (reader);

  g_assert_cmpstr (rows, ==, row->rows);
  g_assert_cmpint (certplan_faults_get_n (faults), ==, row->fault != NULL);
  if (row->fault == NULL)
    {
      g_assert_false (_certplan_reader_failed (reader));
      return;
    }
  g_autofree char *text = certplan_faults_dup_text (faults, 0);
  g_assert_cmpstr (text, ==, row->fault);
  g_assert_cmpint (certplan_faults_get_code (faults, 0), ==, row->code);
  if (reader != NULL)
    g_assert_true (_certplan_reader_failed (reader) && !_certplan_reader_next (reader));
}

/* Where a row ends: asked for when a cell is missing. */
static void
test_row_end (void)
{
  static const char text[] = "a,b\n1\n\"x\"\n\"x\"\"\ny\"\r\n北京,\n";
  static const guint ends[][2] = { { 1, 4 }, { 2, 2 }, { 3, 4 }, { 5, 3 }, { 6, 4 } };
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  const CertplanReadOptions options = { .delimiter = ',' };
  g_autoptr (CertplanReader) reader = _certplan_reader_new_bytes ("t.csv", bytes, &options, faults);

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      guint n, line, column;
      g_assert_true (_certplan_reader_next (reader));
      _certplan_reader_get_cells (reader, &n);
      _certplan_reader_locate (reader, n, &line, &column);
      g_assert_cmpuint (line, ==, ends[i][0]);
      g_assert_cmpuint (column, ==, ends[i][1]);
    }
}

static void
test_cell_fault (void)
{
  static const char text[] = "a,b\n北京,-1\n";
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (CertplanReader) reader = _certplan_reader_new_bytes ("t.csv", bytes, NULL, faults);

  g_assert_true (_certplan_reader_next (reader));
  g_assert_true (_certplan_reader_next (reader));
  _certplan_reader_fault (reader, CERTPLAN_TABLE_ERROR_VALUE, 1, "less than nothing", "0");
  _certplan_reader_fault (reader, CERTPLAN_TABLE_ERROR_WIDTH, 2, "no cell", NULL);
  g_autofree char *first = certplan_faults_dup_text (faults, 0);
  g_autofree char *second = certplan_faults_dup_text (faults, 1);
  g_assert_cmpstr (first, ==, "t.csv:2:4: less than nothing: \"-1\"; wanted 0");
  g_assert_cmpstr (second, ==, "t.csv:2:6: no cell");
  g_assert_cmpint (certplan_faults_get_code (faults, 1), ==, CERTPLAN_TABLE_ERROR_WIDTH);
  g_assert_false (_certplan_reader_failed (reader));
}

static void
test_comments (void)
{
  static const char text[] = "# made by hand, 2026\n\na,b\n#x\n1,#2\r\n# last";
  const CertplanReadOptions options = { .comments = TRUE };
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (CertplanReader) reader = _certplan_reader_new_bytes ("t.csv", bytes, &options, faults);
  g_autofree char *rows = dup_rows (reader);

  g_assert_cmpstr (rows, ==, "3:1[a]3:3[b]/5:1[1]5:3[#2]/");
}

static void
test_nul (void)
{
  static const char *const texts[][2] = {
    { "a,b\n1,x_y\n", "t.csv:2:4: a NUL byte stands in the text; wanted text; UTF-16 must begin "
                      "with a byte order mark" },
    { "a,b\n1,\"x\"\"_y\"\n", "t.csv:2:7: a NUL byte stands in the text; wanted text; UTF-16 must "
                              "begin with a byte order mark" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = g_strdelimit (g_strdup (texts[i][0]), "_", '\0');
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (texts[i][0]));
      g_autoptr (CertplanFaults) faults = certplan_faults_new ();
      g_autoptr (CertplanReader) reader = _certplan_reader_new_bytes ("t.csv", bytes, NULL, faults);
      g_autofree char *rows = dup_rows (reader);
      g_autofree char *fault = certplan_faults_dup_text (faults, 0);

      g_assert_cmpstr (rows, ==, "1:1[a]1:3[b]/");
      g_assert_cmpstr (fault, ==, texts[i][1]);
      g_assert_cmpint (certplan_faults_get_code (faults, 0), ==, CERTPLAN_TABLE_ERROR_ENCODING);
    }
}

static void
compare_texts (guint n_texts, gsize max_length, const char *alphabet)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260101);
  Oracle oracle = { g_string_new (NULL), g_string_new (NULL) };
  g_autoptr (GString) rows = g_string_new (NULL);
  const gint32 n_letters = (gint32)strlen (alphabet);

  for (guint i = 0; i < n_texts && !g_test_failed (); i++)
    {
      char text[64] = { 0 };
      const char delimiter = i % 3 == 0 ? ' ' : ',';
      const gsize n = (gsize)g_rand_int_range (rand, 0, (gint32)max_length + 1);

      for (gsize at = 0; at < n; at++)
        text[at] = alphabet[g_rand_int_range (rand, 0, n_letters)];
      compare_text (&oracle, rows, text, n, delimiter);
      if (g_test_failed ())
        {
          g_autofree char *shown = g_strescape (text, NULL);
          g_test_message ("text %u was \"%s\"", i, shown);
        }
    }
  g_string_free (oracle.rows, TRUE);
  g_string_free (oracle.row, TRUE);
}

static void
test_like_libcsv (void)
{
  compare_texts (150000, 12, "a,\"\r\n ");
}

/* Most of these are well-formed: cells in quotes between delimiters. */
static void
test_like_libcsv_long (void)
{
  compare_texts (50000, 60, "aaa,,\n\r \"");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/reader/text/", text_cases, test_text)
  g_test_add_func ("/reader/row-end", test_row_end);
  g_test_add_func ("/reader/cell-fault", test_cell_fault);
  g_test_add_func ("/reader/comments", test_comments);
  g_test_add_func ("/reader/nul", test_nul);
  g_test_add_func ("/reader/like-libcsv", test_like_libcsv);
  g_test_add_func ("/reader/like-libcsv-long", test_like_libcsv_long);
  return g_test_run ();
}
