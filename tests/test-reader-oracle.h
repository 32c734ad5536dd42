/* What libcsv alone makes of a text, and whether the reader makes the same of it.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-reader-private.h"
#include <csv.h>
#include <string.h>

/* libcsv alone, fed with everything at once: rows as [cell]...[cell]/ and the offset of an error.
 */
typedef struct
{
  GString *rows;
  GString *row;
} Oracle;

static void
oracle_cell (void *text, size_t length, void *data)
{
  g_string_append_printf (((Oracle *)data)->row, "[%.*s]", (int)length, (const char *)text);
}

static void
oracle_row (int byte, void *data)
{
  Oracle *oracle = data;

  g_string_append_printf (oracle->rows, "%s/", oracle->row->str);
  g_string_truncate (oracle->row, 0);
}

static int
oracle_is_space (unsigned char byte)
{
  return 0;
}

/* Returns: whether libcsv takes the text */
static gboolean
ask_oracle (Oracle *oracle, const char *text, gsize n, char delimiter, gsize *parsed)
{
  struct csv_parser parser;

  g_string_truncate (oracle->rows, 0);
  g_string_truncate (oracle->row, 0);
  csv_init (&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
  csv_set_delim (&parser, (unsigned char)delimiter);
  csv_set_space_func (&parser, oracle_is_space);
  *parsed = csv_parse (&parser, text, n, oracle_cell, oracle_row, oracle);
  const gboolean good = *parsed == n && csv_fini (&parser, oracle_cell, oracle_row, oracle) == 0;
  csv_free (&parser);
  return good;
}

/* Returns: whether the reader takes the text; its rows in the oracle's form */
static gboolean
ask_reader (GString *rows, const char *text, gsize n, char delimiter, CertplanFaults *faults)
{
  const CertplanReadOptions options = { .encoding = "UTF-8", .delimiter = delimiter };
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, n);
  g_autoptr (CertplanReader) reader = _certplan_reader_new_bytes ("t.csv", bytes, &options, faults);

  g_string_truncate (rows, 0);
  while (_certplan_reader_next (reader))
    {
      guint n_cells;
      const CertplanCell *cells = _certplan_reader_get_cells (reader, &n_cells);
      for (guint i = 0; i < n_cells; i++)
        g_string_append_printf (rows, "[%s]", cells[i].text);
      g_string_append_c (rows, '/');
    }
  return !_certplan_reader_failed (reader);
}

/* Line and column of a byte, counted anew: CR LF, LF and CR end lines; columns are characters. */
static void
count_place (const char *text, gsize offset, guint *line, guint *column)
{
  *line = 1;
  *column = 1;
  for (gsize i = 0; i < offset; i++)
    {
      const gboolean ends = text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n');
      *line += ends;
      if (ends)
        *column = 1;
      else if (((guint8)text[i] & 0xc0) != 0x80)
        *column += 1;
    }
}

/* Where the texts are refused at a byte, the reader names the quote: that byte or the one before.
 */
static void
check_place (const char *text, gsize parsed, CertplanFaults *faults)
{
  const gsize quote
      = text[parsed] == '"' && (parsed == 0 || text[parsed - 1] != '"') ? parsed : parsed - 1;
  guint line, column;

  count_place (text, quote, &line, &column);
  g_assert_cmpuint (text[quote], ==, '"');
  g_assert_cmpuint (certplan_faults_get_line (faults, 0), ==, line);
  g_assert_cmpuint (certplan_faults_get_column (faults, 0), ==, column);
}

/* Compares what both make of a text, NUL-terminated, that holds nothing which only one refuses. */
static void
compare_text (Oracle *oracle, GString *rows, const char *text, gsize n, char delimiter)
{
  gsize parsed;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  const gboolean wanted = ask_oracle (oracle, text, n, delimiter, &parsed);
  const gboolean got = ask_reader (rows, text, n, delimiter, faults);

  g_assert_cmpint (got, ==, wanted);
  g_assert_cmpstr (rows->str, ==, oracle->rows->str);
  if (!wanted && !got && parsed < n)
    check_place (text, parsed, faults);
}
