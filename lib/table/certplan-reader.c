/* CSV rows out of a file. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A row whose quotes are right is split where it lies in the window. Where one is wrong, or where
 * quotes go on for longer than the window, libcsv has the say: it gets the row from its beginning,
 * a line at a time, so that it is known on which line a row ends. Both give the same rows and
 * refuse the same texts as libcsv alone in its strict mode. */
#include "certplan-reader-private.h"
#include "certplan-batch-private.h"
#include "certplan-delimiter-private.h"
#include "certplan-place-private.h"
#include "certplan-private.h"
#include "certplan-split-private.h"
#include <csv.h>
#include <string.h>

#define SAMPLE_BYTES (64u * 1024) /* what the delimiter is found from */

struct _CertplanReader
{
  CertplanWindow window; /* the text of the current row, with its place */
  CertplanCells cells;
  CertplanBatch batch; /* rows that were split with the current one */
  gboolean is_parsed;  /* by libcsv: the row's cells lie in the arena, else in the window */
  char *arena;
  gsize arena_size;
  gsize arena_used;
  struct csv_parser parser;
  gboolean overfull; /* the parser gave more cells than there may be */
};

/* Returns: where cell @cell of a row that libcsv parsed begins; where the row ends, if it has fewer
 */
static const char *
find_parsed_cell (const CertplanReader *reader, guint cell)
{
  const char *p = reader->window.buffer + reader->window.row;
  const char *const end = reader->window.buffer + reader->window.next;
  gboolean quoted = FALSE;

  for (; p < end && cell > 0; p++)
    {
      if (*p == '"')
        quoted = !quoted;
      else if (!quoted && *p == reader->cells.delimiter)
        cell--;
      else if (!quoted && (*p == '\n' || *p == '\r'))
        break;
    }
  return p;
}

/* There is room for whatever the parser can give from its own buffer and @n more bytes. */
static void
make_arena_room (CertplanReader *reader, gsize n)
{
  const gsize wanted = reader->arena_used + reader->parser.entry_pos + 2 * n + 2;

  if (wanted <= reader->arena_size)
    return;
  const gsize size = wanted * 2;
  char *larger = g_malloc (size);
  memcpy (larger, reader->arena, reader->arena_used);
  for (guint i = 0; i < reader->cells.n; i++)
    reader->cells.at[i].text = larger + (reader->cells.at[i].text - reader->arena);
  g_free (reader->arena);
  reader->arena = larger;
  reader->arena_size = size;
}

/* libcsv's callback: a cell, with a NUL behind it. */
static void
take_cell (void *text, size_t length, void *data)
{
  CertplanReader *reader = data;

  if (reader->cells.n == CERTPLAN_READER_MAX_COLUMNS)
    {
      reader->overfull = TRUE;
      return;
    }
  char *copy = reader->arena + reader->arena_used;
  memcpy (copy, text, length + 1);
  reader->cells.at[reader->cells.n].text = copy;
  reader->cells.at[reader->cells.n].length = (guint32)length;
  reader->cells.n++;
  reader->arena_used += length + 1;
}

/* libcsv stopped at @at. */
static gboolean
fail_quote (CertplanReader *reader, const char *at)
{
  if (csv_error (&reader->parser) != CSV_EPARSE)
    return _certplan_window_fail (&reader->window, at, CERTPLAN_TABLE_ERROR_LIMIT,
                                  _ ("there is not enough memory for the cell"), NULL, NULL);
  /* In a cell without quotes it is the quote itself that is wrong; in a cell with quotes it is
   * noticed at what follows the closing one. */
  const char *quote = reader->parser.quoted ? at - 1 : at;
  const char *cell = find_parsed_cell (reader, reader->cells.n);
  const char *end = quote;
  while (*end != '\0' && *end != '\r' && *end != '\n' && *end != reader->cells.delimiter)
    end++;
  g_autofree char *value = g_strndup (cell, (gsize)(end - cell));
  return _certplan_window_fail (&reader->window, quote, CERTPLAN_TABLE_ERROR_QUOTE,
                                _ ("a quote stands inside a cell"), value,
                                _ ("the whole cell in quotes, and \"\" for a quote inside it"));
}

static gboolean
finish_unended (CertplanReader *reader, const char *end, guint n_line_ends)
{
  make_arena_room (reader, 0);
  if (csv_fini (&reader->parser, take_cell, NULL, reader) != 0)
    {
      const char *cell = find_parsed_cell (reader, reader->cells.n);
      return _certplan_window_fail (&reader->window, cell, CERTPLAN_TABLE_ERROR_QUOTE,
                                    _ ("the quote that opens here is never closed"), cell,
                                    _ ("a closing quote"));
    }
  if (reader->overfull)
    return _certplan_window_fail_width (&reader->window,
                                        find_parsed_cell (reader, CERTPLAN_READER_MAX_COLUMNS));
  return _certplan_window_end_row (&reader->window, end, n_line_ends);
}

/* Returns: the first character of [from, to) that is refused; NULL if there is none */
static const char *
find_bad_character (const CertplanCells *cells, const char *from, const char *to)
{
  for (; from < to; from++)
    if (cells->is_stop[(guint8)*from] && _certplan_text_is_refused (from))
      return from;
  return NULL;
}

/* Hands [from, to) of the row to libcsv. */
static gboolean
feed (CertplanReader *reader, const char *from, const char *to)
{
  const gsize n = (gsize)(to - from);
  const char *bad = find_bad_character (&reader->cells, from, to);

  reader->window.next = (gsize)(to - reader->window.buffer);
  if (bad != NULL)
    return _certplan_window_fail_character (&reader->window, bad);
  make_arena_room (reader, n);
  const guint n_before = reader->cells.n;
  const gsize parsed = csv_parse (&reader->parser, from, n, take_cell, NULL, reader);
  if (parsed < n)
    return fail_quote (reader, from + parsed);
  if (reader->overfull)
    return _certplan_window_fail_width (&reader->window,
                                        find_parsed_cell (reader, CERTPLAN_READER_MAX_COLUMNS));
  for (guint i = n_before; i < reader->cells.n; i++)
    if (reader->cells.at[i].length > CERTPLAN_READER_MAX_CELL_BYTES)
      return _certplan_window_fail_cell (&reader->window, find_parsed_cell (reader, i));
  if (reader->parser.entry_pos > CERTPLAN_READER_MAX_CELL_BYTES)
    return _certplan_window_fail_cell (&reader->window, find_parsed_cell (reader, reader->cells.n));
  return TRUE;
}

/* The row is libcsv's, fed so that no more than one comes out. */
static gboolean
parse_row (CertplanReader *reader)
{
  gsize fed = 0;
  guint n_line_ends = 0;
  gboolean after_cr = FALSE;

  reader->is_parsed = TRUE;
  reader->arena_used = 0;
  reader->cells.n = 0;
  do
    {
      /* More than once: a block may be nothing but a Ctrl-Z, which is held back. */
      while (reader->window.row + fed == reader->window.used && !reader->window.at_end)
        if (!_certplan_window_fill (&reader->window))
          return FALSE;
      const char *from = reader->window.buffer + reader->window.row + fed;
      const char *used = reader->window.buffer + reader->window.used;
      if (from == used)
        return finish_unended (reader, used, n_line_ends);
      const char *end = _certplan_find_line_end (from, used);
      const char *to = end != NULL ? end + 1 : used;
      if (!feed (reader, from, to))
        return FALSE;
      n_line_ends += end != NULL && !(*end == '\n' && end == from && after_cr);
      after_cr = end != NULL && *end == '\r';
      fed += (gsize)(to - from);
    }
  while (reader->parser.pstate != 0); /* 0: between two rows */
  return _certplan_window_end_row (&reader->window,
                                   reader->window.buffer + reader->window.row + fed, n_line_ends);
}

gboolean
_certplan_reader_next (CertplanReader *reader)
{
  CertplanSplit split;

  reader->is_parsed = FALSE;
  if (_certplan_batch_next (&reader->batch, &reader->window, &reader->cells))
    return TRUE;
  reader->cells.n = 0;
  if (reader->window.failed || !_certplan_window_begin_row (&reader->window))
    return FALSE;
  if (_certplan_batch_split (&reader->batch, &reader->window, &reader->cells))
    return _certplan_batch_next (&reader->batch, &reader->window, &reader->cells);
  while ((split = _certplan_split (&reader->window, &reader->cells)) == CERTPLAN_SPLIT_CUT)
    if (!_certplan_window_fill (&reader->window))
      return FALSE;
  const gboolean found
      = split == CERTPLAN_SPLIT_DONE || (split == CERTPLAN_SPLIT_HARD && parse_row (reader));
  if (!found)
    reader->cells.n = 0;
  return found;
}

gboolean
_certplan_reader_failed (const CertplanReader *reader)
{
  return reader->window.failed;
}

const CertplanCell *
_certplan_reader_get_cells (const CertplanReader *reader, guint *n_cells)
{
  *n_cells = reader->cells.n;
  return reader->cells.at;
}

const CertplanCell *
_certplan_reader_peek (const CertplanReader *reader, guint ahead, guint *n_cells)
{
  return _certplan_batch_peek (&reader->batch, &reader->cells, ahead, n_cells);
}

guint
_certplan_reader_get_line (const CertplanReader *reader)
{
  return reader->window.line;
}

void
_certplan_reader_locate (const CertplanReader *reader, guint cell, guint *line, guint *column)
{
  CertplanPlace place = { reader->window.line, 1, FALSE };

  if (reader->is_parsed)
    {
      const char *row = reader->window.buffer + reader->window.row;
      _certplan_place_advance (&place, row, (gsize)(find_parsed_cell (reader, cell) - row));
    }
  else
    _certplan_split_advance (&reader->window, &reader->cells, cell, &place);
  *line = place.line;
  *column = place.column;
}

void
_certplan_reader_fault (CertplanReader *reader, CertplanTableError code, guint cell,
                        const char *what, const char *wanted)
{
  guint line;
  guint column;

  _certplan_reader_locate (reader, cell, &line, &column);
  certplan_faults_add (reader->window.faults, CERTPLAN_TABLE_ERROR, code, reader->window.name, line,
                       column, what, cell < reader->cells.n ? reader->cells.at[cell].text : NULL,
                       wanted);
}

const char *
_certplan_reader_get_encoding (const CertplanReader *reader)
{
  return _certplan_decoder_get_encoding (reader->window.decoder);
}

char
_certplan_reader_get_delimiter (const CertplanReader *reader)
{
  return reader->cells.delimiter;
}

/* Looks at the first block: which delimiter, and whether a line says so. */
static gboolean
settle_delimiter (CertplanReader *reader, char wanted)
{
  const char *full_width_comma = NULL;
  CertplanWindow *window = &reader->window;
  char delimiter = 0;

  while (!window->at_end && window->used < SAMPLE_BYTES)
    if (!_certplan_window_fill (window))
      return FALSE;
  window->next = _certplan_delimiter_find_line (window->buffer, window->used, &delimiter);
  window->next_line = window->next > 0 ? 2 : 1;
  if (wanted != 0)
    delimiter = wanted;
  else if (window->next == 0)
    delimiter = _certplan_delimiter_detect (window->buffer, window->used, window->at_end,
                                            window->comments, &full_width_comma);
  _certplan_cells_set_delimiter (&reader->cells, delimiter);
  if (full_width_comma == NULL)
    return TRUE;
  return _certplan_window_fail (&reader->window, full_width_comma, CERTPLAN_TABLE_ERROR_HEADER,
                                _ ("the columns are separated by full-width commas"),
                                CERTPLAN_FULL_WIDTH_COMMA, _ ("commas, semicolons or tabs"));
}

gboolean
_certplan_reader_rewind (CertplanReader *reader)
{
  _certplan_batch_drop (&reader->batch);
  return _certplan_window_rewind (&reader->window)
         && settle_delimiter (reader, reader->cells.delimiter);
}

/* No byte is a blank to be trimmed: cells are taken as they are. */
static int
is_blank (unsigned char byte)
{
  return 0;
}

static void
prepare_parser (CertplanReader *reader)
{
  csv_set_delim (&reader->parser, (unsigned char)reader->cells.delimiter);
  csv_set_space_func (&reader->parser, is_blank);
  csv_set_blk_size (&reader->parser, 4096);
}

static CertplanReader *
create (CertplanInput *input, const CertplanReadOptions *options, CertplanFaults *faults)
{
  const CertplanReadOptions none = { 0 };
  const CertplanReadOptions *given = options != NULL ? options : &none;
  g_autoptr (CertplanReader) reader = g_new0 (CertplanReader, 1);

  csv_init (&reader->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
  if (input == NULL)
    return NULL;
  reader->window.comments = given->comments;
  reader->arena_size = 4096;
  reader->arena = g_malloc (reader->arena_size);
  _certplan_cells_init (&reader->cells);
  if (!_certplan_window_init (&reader->window, input, given->encoding, faults)
      || !settle_delimiter (reader, given->delimiter))
    return NULL;

  prepare_parser (reader);
  return g_steal_pointer (&reader);
}

CertplanReader *
_certplan_reader_new (const char *path, const CertplanReadOptions *options, CertplanFaults *faults)
{
  g_return_val_if_fail (path != NULL && faults != NULL, NULL);

  return create (_certplan_input_open (path, options != NULL ? options->cancellable : NULL, faults),
                 options, faults);
}

CertplanReader *
_certplan_reader_new_bytes (const char *name, GBytes *bytes, const CertplanReadOptions *options,
                            CertplanFaults *faults)
{
  g_return_val_if_fail (name != NULL && bytes != NULL && faults != NULL, NULL);

  return create (_certplan_input_new_bytes (name, bytes), options, faults);
}

void
_certplan_reader_free (CertplanReader *reader)
{
  csv_free (&reader->parser);
  _certplan_window_clear (&reader->window);
  g_free (reader->arena);
  _certplan_cells_clear (&reader->cells);
  g_free (reader);
}
