/* The reader: how long a cell, a row and a line may be. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-reader-files.h"

typedef struct
{
  const char *name;
  const char *before;
  gsize n_repeats;
  const char *repeated;
  const char *after;
  const char *fault; /* NULL = it is read */
} LimitCase;

#define MIB (1024 * 1024)
#define LESS "; wanted less; is a closing quote or a line end missing?"

static const LimitCase limit_cases[] = {
  { "cell-at-limit", "a,b\n1,", MIB, "x", "\n", NULL },
  { "cell-over-limit", "a,b\n1,", MIB + 1, "x", "\n",
    "t.csv:2:3: a cell is longer than 1048576 bytes" LESS },
  { "last-cell-over-limit", "a,b\n1,", MIB + 1, "x", "",
    "t.csv:2:3: a cell is longer than 1048576 bytes" LESS },
  { "endless-cell", "a,b\n1,", 40 * MIB, "x", "",
    "t.csv:2:3: a cell is longer than 1048576 bytes" LESS },
  { "quoted-at-limit", "a,b\n1,\"", MIB, "x", "\"\n", NULL },
  { "quoted-over-limit", "a,b\n1,\"", MIB + 1, "x", "\"\n",
    "t.csv:2:3: a cell is longer than 1048576 bytes" LESS },
  { "doubled-at-limit", "a,b\n1,\"", MIB, "\"\"", "\"\n", NULL },
  { "doubled-over-limit", "a,b\n1,\"", MIB + 1, "\"\"", "\"\n",
    "t.csv:2:3: a cell is longer than 1048576 bytes" LESS },
  { "endless-quoted-lines", "a,b\n1,\"", 20 * MIB, "x\n", "",
    "t.csv:2:3: a cell is longer than 1048576 bytes" LESS },
  { "endless-quoted-line", "a,b\n\"\"\"\",\"", 40 * MIB, "x", "",
    "t.csv:2:6: a cell is longer than 1048576 bytes" LESS },
  { "columns-at-limit", "", 999, "x,", "x\n", NULL },
  { "columns-over-limit", "", 1000, "x,", "x\n",
    "t.csv:1:2001: a row has more than 1000 cells" LESS },
  { "quoted-columns-over-limit", "\"\"\"\"", 1000, ",\"x\"", "\n",
    "t.csv:1:4002: a row has more than 1000 cells" LESS },
  { "endless-columns", "", 20 * MIB, ",", "", "t.csv:1:1001: a row has more than 1000 cells" LESS },
  { "many-blank-lines", "a,b\n", 2 * MIB, "\n", "1,2\n", NULL },
};

static void
test_limit (gconstpointer data)
{
  const LimitCase *row = data;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  GString *text = g_string_new (row->before);

  for (gsize i = 0; i < row->n_repeats; i++)
    g_string_append (text, row->repeated);
  g_string_append (text, row->after);
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);
  const CertplanReadOptions options = { .delimiter = ',' };
  g_autoptr (CertplanReader) reader = _certplan_reader_new_bytes ("t.csv", bytes, &options, faults);
  while (_certplan_reader_next (reader))
    continue;
  g_assert_cmpint (_certplan_reader_failed (reader), ==, row->fault != NULL);
  g_assert_cmpint (certplan_faults_get_n (faults), ==, row->fault != NULL);
  if (row->fault == NULL)
    return;
  g_autofree char *got = certplan_faults_dup_text (faults, 0);
  g_assert_cmpstr (got, ==, row->fault);
  g_assert_cmpint (certplan_faults_get_code (faults, 0), ==, CERTPLAN_TABLE_ERROR_LIMIT);
}

typedef struct
{
  const char *name;
  const char *first;    /* cell */
  const char *repeated; /* fills the further cells, */
  guint n_cells;        /* each to @cell_bytes */
  gsize cell_bytes;
  const char *quote; /* about these cells */
  const char *end;
  const char *fault; /* NULL = it is read */
} RowCase;

#define ROW_LIMIT "t.csv:1:1: a row is longer than 16777216 bytes" LESS

static const RowCase row_cases[] = {
  { "row", "x", "x", 20, MIB, "", "", ROW_LIMIT },
  { "row-with-quotes", "\"\"\"\"", "x", 20, MIB, "", "", ROW_LIMIT },
  { "row-of-lines", "x", "x\n", 40, MIB / 2, "\"", "\n", ROW_LIMIT },
  /* 16 x (1 + 1,048,575) bytes are 16 MiB; a line end is a byte of its row. */
  { "row-at-limit", "", "x", 16, MIB - 1, "", "", NULL },
  { "row-over-limit", "", "x", 16, MIB - 1, "", "\n", ROW_LIMIT },
  { "row-over-limit-unended", "x", "x", 16, MIB - 1, "", "", ROW_LIMIT },
};

static void
test_long_row (gconstpointer data)
{
  const RowCase *row = data;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  GString *text = g_string_new (row->first);

  for (guint c = 0; c < row->n_cells; c++)
    {
      g_string_append_printf (text, ",%s", row->quote);
      for (gsize i = 0; i < row->cell_bytes; i += strlen (row->repeated))
        g_string_append (text, row->repeated);
      g_string_append (text, row->quote);
    }
  g_string_append (text, row->end);
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);
  const CertplanReadOptions options = { .delimiter = ',' };
  g_autoptr (CertplanReader) reader = _certplan_reader_new_bytes ("t.csv", bytes, &options, faults);
  g_assert_cmpint (_certplan_reader_next (reader), ==, row->fault == NULL);
  if (row->fault == NULL)
    return;
  g_autofree char *got = certplan_faults_dup_text (faults, 0);
  g_assert_cmpstr (got, ==, row->fault);
}

typedef struct
{
  const char *name;
  guint n_cells; /* behind the long one */
  const char *end;
  gboolean is_good;
} ColumnsCase;

/* A cell in quotes that is too long for the window is libcsv's, and so are the others of its row.
 */
static const ColumnsCase columns_cases[] = {
  { "at-limit", 999, "\n", TRUE },         { "at-limit-unended", 999, "", TRUE },
  { "over-limit", 1000, "\n", FALSE },     { "over-limit-unended", 1000, "", FALSE },
  { "far-over-limit", 5000, "\n", FALSE },
};

static void
test_columns_after_long_cell (gconstpointer data)
{
  const ColumnsCase *row = data;
  const gsize long_bytes = 900 * 1000;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autofree char *long_cell = g_strnfill (long_bytes, 'x');
  GString *text = g_string_new (NULL);
  guint n_cells = 0;

  g_string_append_printf (text, "\"%s\"", long_cell);
  for (guint c = 0; c < row->n_cells; c++)
    g_string_append (text, ",y");
  g_string_append (text, row->end);
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);
  const CertplanReadOptions options = { .delimiter = ',' };
  g_autoptr (CertplanReader) reader = _certplan_reader_new_bytes ("t.csv", bytes, &options, faults);
  g_assert_cmpint (_certplan_reader_next (reader), ==, row->is_good);
  const CertplanCell *cells = _certplan_reader_get_cells (reader, &n_cells);
  g_assert_cmpuint (n_cells, ==, row->is_good ? 1000 : 0);
  if (row->is_good)
    {
      g_assert_cmpuint (cells[0].length, ==, long_bytes);
      g_assert_cmpstr (cells[999].text, ==, "y");
      return;
    }
  /* Two quotes, 999 times ",y" and a comma stand before the thousand and first cell. */
  g_autofree char *wanted
      = g_strdup_printf ("t.csv:1:%" G_GSIZE_FORMAT ": a row has more than 1000 cells" LESS,
                         long_bytes + 2 + 1998 + 2);
  g_autofree char *got = certplan_faults_dup_text (faults, 0);
  g_assert_cmpstr (got, ==, wanted);
}

/* Behind a long row the window is large enough for the whole of a cell that is too long. */
static void
test_quoted_behind_long_row (void)
{
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autofree char *long_cell = g_strnfill (MIB - 1, 'x');
  g_autofree char *row
      = g_strdup_printf ("%s,%s,%s,%s\n", long_cell, long_cell, long_cell, long_cell);
  g_autofree char *text = g_strdup_printf ("%s1,\"%sxx\",3,4\n", row, long_cell);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  const CertplanReadOptions options = { .delimiter = ',' };
  g_autoptr (CertplanReader) reader = _certplan_reader_new_bytes ("t.csv", bytes, &options, faults);
  g_assert_true (_certplan_reader_next (reader));
  g_assert_false (_certplan_reader_next (reader));
  g_autofree char *got = certplan_faults_dup_text (faults, 0);
  g_assert_cmpstr (got, ==, "t.csv:2:3: a cell is longer than 1048576 bytes" LESS);
}

void
add_limit_tests (void)
{
  g_test_add_func ("/reader/limit/quoted-behind-long-row", test_quoted_behind_long_row);
  ADD_ROWS ("/reader/limit/", limit_cases, test_limit)
  ADD_ROWS ("/reader/limit/", row_cases, test_long_row)
  ADD_ROWS ("/reader/columns-after-long-cell/", columns_cases, test_columns_after_long_cell)
}
