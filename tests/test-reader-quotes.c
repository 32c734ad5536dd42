/* The reader: cells in quotes, and rows without any, against libcsv fed byte by byte.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-reader-private.h"
#include <csv.h>
#include <string.h>

/* libcsv says when a cell is complete. Fed with a byte at a time, it thereby says where the next
 * one begins, too. */
typedef struct
{
  GString *rows; /* as line:column[cell]... and / for each row */
  GString *row;
  gboolean with_places;
  guint line, column;           /* of the byte that comes next */
  guint cell_line, cell_column; /* where the cell began that is being read */
} Oracle;

static void
append_cell (GString *out, gboolean with_places, guint line, guint column, const char *text,
             gsize length)
{
  if (with_places)
    g_string_append_printf (out, "%u:%u", line, column);
  g_string_append_c (out, '[');
  g_string_append_len (out, text, (gssize)length);
  g_string_append_c (out, ']');
}

static void
oracle_cell (void *text, size_t length, void *data)
{
  Oracle *oracle = data;

  append_cell (oracle->row, oracle->with_places, oracle->cell_line, oracle->cell_column, text,
               length);
  oracle->cell_line = oracle->line;
  oracle->cell_column = oracle->column + 1; /* behind the delimiter that is being read */
}

static void
oracle_row (int byte, void *data)
{
  Oracle *oracle = data;

  g_string_append_len (oracle->rows, oracle->row->str, (gssize)oracle->row->len);
  g_string_append_c (oracle->rows, '/');
  g_string_truncate (oracle->row, 0);
}

static int
oracle_is_space (unsigned char byte)
{
  return 0;
}

/* Line ends are LF, CR LF and CR; columns are characters. */
static void
oracle_advance (Oracle *oracle, const char *at)
{
  const gboolean ends_line = *at == '\n' || (*at == '\r' && at[1] != '\n');

  oracle->line += ends_line;
  oracle->column = ends_line ? 1 : oracle->column + ((at[1] & 0xc0) != 0x80);
}

/* Returns: whether libcsv takes the text, whose rows (also those before a fault) are in @rows */
static gboolean
ask_oracle (const char *text, gsize n, gboolean with_places, GString *rows)
{
  Oracle oracle = { rows, g_string_new (NULL), with_places, 1, 1, 1, 1 };
  struct csv_parser parser;
  gboolean is_good = TRUE;

  g_string_truncate (rows, 0);
  csv_init (&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
  csv_set_space_func (&parser, oracle_is_space);
  for (gsize i = 0; i < n && is_good; i++)
    {
      if (parser.pstate == 0) /* between two rows */
        {
          oracle.cell_line = oracle.line;
          oracle.cell_column = oracle.column;
        }
      is_good = csv_parse (&parser, text + i, 1, oracle_cell, oracle_row, &oracle) == 1;
      oracle_advance (&oracle, text + i);
    }
  is_good = is_good && csv_fini (&parser, oracle_cell, oracle_row, &oracle) == 0;
  csv_free (&parser);
  g_string_free (oracle.row, TRUE);
  return is_good;
}

static gboolean
ask_reader (const char *text, gsize n, gboolean with_places, GString *rows)
{
  const CertplanReadOptions options = { .encoding = "UTF-8", .delimiter = ',' };
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, n);
  g_autoptr (CertplanReader) reader = _certplan_reader_new_bytes ("t.csv", bytes, &options, faults);

  g_string_truncate (rows, 0);
  while (_certplan_reader_next (reader))
    {
      guint n_cells, line, column;
      const CertplanCell *cells = _certplan_reader_get_cells (reader, &n_cells);
      for (guint i = 0; i < n_cells; i++)
        {
          _certplan_reader_locate (reader, i, &line, &column);
          append_cell (rows, with_places, line, column, cells[i].text, cells[i].length);
        }
      g_string_append_c (rows, '/');
    }
  g_assert_cmpint (certplan_faults_get_n (faults), ==, _certplan_reader_failed (reader));
  return !_certplan_reader_failed (reader);
}

static void
check_text (const GString *text, gboolean with_places, GString *wanted, GString *got)
{
  const gboolean is_good = ask_oracle (text->str, text->len, with_places, wanted);

  g_assert_cmpint (ask_reader (text->str, text->len, with_places, got), ==, is_good);
  if (text->len < 200)
    g_assert_cmpstr (got->str, ==, wanted->str);
  else
    g_assert_true (g_string_equal (got, wanted)); /* too long to be shown */
}

/* A text without faults, but that one piece in @n_bad is a stray quote. */
static void
make_text (GRand *rand, GString *text, guint n_cells, gint cell_pieces, gint n_bad)
{
  static const char *const pieces[]
      = { "a", "bc", "\"\"", "\n", "\r\n", "\r", ",", " ", "\"\"\"\"", "\n\"\"" };

  for (guint c = 0; c < n_cells; c++)
    {
      const gboolean is_quoted = g_rand_int_range (rand, 0, 4) != 0;
      const gint n = g_rand_int_range (rand, 0, cell_pieces);

      g_string_append (text, is_quoted ? "\"" : "x");
      for (gint i = 0; i < n; i++)
        g_string_append (
            text, pieces[g_rand_int_range (rand, 0, is_quoted ? (gint)G_N_ELEMENTS (pieces) : 2)]);
      if (n_bad > 0 && g_rand_int_range (rand, 0, n_bad) == 0)
        g_string_append_c (text, '"');
      if (is_quoted)
        g_string_append_c (text, '"');
      g_string_append (text, pieces[3 + g_rand_int_range (rand, 0, 4)]); /* LF, CR LF, CR, comma */
    }
}

/* Rows that can be split many at once, and between them, one in @n_bad, something that ends that.
 */
static void
make_plain_text (GRand *rand, GString *text, guint n_cells, gint cell_pieces, gint n_bad)
{
  static const char *const pieces[]
      = { "a", "bc", "2026-01-01",   "63000.00", " ", "!", "\t",
          "#", "第", "科技有限公司", "\uff08",   "§", "é", "\U00020000" };
  static const char *const others[]
      = { "\"\"", "\"x,y\"", "\"\n\"", "\r", "\n", "\r\n", "\n\n\n", "x\"y" };

  for (guint c = 0; c < n_cells; c++)
    {
      const gint n = g_rand_int_range (rand, 0, cell_pieces);
      const gint other = g_rand_int_range (rand, 0, n_bad);
      for (gint i = 0; i < n && other != 0; i++)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      if (other == 0)
        g_string_append (text, others[g_rand_int_range (rand, 0, G_N_ELEMENTS (others))]);
      const gint end = g_rand_int_range (rand, 0, 40);
      g_string_append (text, end > 8 ? "," : end > 2 ? "\n" : "\r\n");
    }
}

typedef void (*MakeText) (GRand *rand, GString *text, guint n_cells, gint cell_pieces, gint n_bad);

static void
compare_made (MakeText make, guint n_texts, guint n_cells, gint cell_pieces, gint n_bad,
              gboolean with_places)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260102);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) wanted = g_string_new (NULL);
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint i = 0; i < n_texts && !g_test_failed (); i++)
    {
      g_string_truncate (text, 0);
      make (rand, text, n_cells, cell_pieces, n_bad);
      check_text (text, with_places, wanted, got);
    }
}

static void
compare (guint n_texts, guint n_cells, gint cell_pieces, gint n_bad, gboolean with_places)
{
  compare_made (make_text, n_texts, n_cells, cell_pieces, n_bad, with_places);
}

static void
test_places (void)
{
  compare (20000, 5, 5, 0, TRUE);
}

static void
test_stray_quotes (void)
{
  compare (20000, 5, 5, 8, TRUE);
}

/* Rows over several of the pieces in which a file is read, and cells of up to about 400 KB. Places
 * are asked for only in short rows: to count them is linear in the row, for each cell. */
static void
test_long_cells (void)
{
  compare (20, 12, 200000, 0, FALSE);
  compare (20, 12, 200000, 20, FALSE);
}

/* Many rows, so that the end of a piece meets every part of a row. */
static void
test_long_texts (void)
{
  compare (6, 60000, 8, 0, TRUE);
  compare (6, 60000, 8, 40000, TRUE);
}

static void
test_plain_rows (void)
{
  compare_made (make_plain_text, 500, 200, 6, 100, TRUE);
  compare_made (make_plain_text, 500, 200, 3, 20, TRUE);
}

/* Over several of the pieces in which a file is read. */
static void
test_long_plain_texts (void)
{
  compare_made (make_plain_text, 2, 60000, 8, 3000, TRUE);
  compare_made (make_plain_text, 2, 300, 4000, 300, FALSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/reader-quotes/places", test_places);
  g_test_add_func ("/reader-quotes/stray-quotes", test_stray_quotes);
  g_test_add_func ("/reader-quotes/long-cells", test_long_cells);
  g_test_add_func ("/reader-quotes/long-texts", test_long_texts);
  g_test_add_func ("/reader-quotes/plain-rows", test_plain_rows);
  g_test_add_func ("/reader-quotes/long-plain-texts", test_long_plain_texts);
  return g_test_run ();
}
