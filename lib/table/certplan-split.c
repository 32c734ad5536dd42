/* Splitting a row that needs no copying. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-split-private.h"
#include "certplan-private.h"
#include <string.h>

/* A row in quotes that is longer than that and not yet at its end is not gone over again with each
 * piece of it: a parser can be fed with the pieces. */
#define LONG_ROW_BYTES (128u * 1024)

void
_certplan_cells_init (CertplanCells *cells)
{
  cells->at = cells->storage = g_new (CertplanCell, CERTPLAN_CELLS_ROOM);
  for (guint byte = 0; byte < 0x20; byte++)
    cells->is_stop[byte] = byte != '\t';
  for (const char *p = "\"\x7f\xc2\xef"; *p != '\0'; p++)
    cells->is_stop[(guint8)*p] = 1;
}

void
_certplan_cells_set_delimiter (CertplanCells *cells, char delimiter)
{
  cells->delimiter = delimiter;
  memset (cells->delimiters, delimiter, sizeof cells->delimiters);
  cells->is_stop[(guint8)delimiter] = 1;
}

void
_certplan_cells_clear (CertplanCells *cells)
{
  g_clear_pointer (&cells->storage, g_free);
}

/* Where a cell begins in the text: at its quote, if it has one. */
static const char *
get_begin (const CertplanWindow *window, const CertplanCell *cell)
{
  /* Before a cell without quotes stand a delimiter, a NUL in its place, or nothing of the row. */
  const gboolean has_quote = cell->text > window->buffer + window->row && cell->text[-1] == '"';

  return cell->text - has_quote;
}

/* The cell as it was written: each quote of a cell in quotes is two. */
static void
advance_cell (CertplanPlace *place, const CertplanCell *cell, gboolean has_quotes)
{
  const char *from = cell->text;
  const char *const end = from + cell->length;
  const char *quote;

  if (!has_quotes)
    {
      _certplan_place_advance (place, from, cell->length);
      return;
    }
  _certplan_place_advance (place, "\"", 1);
  for (; (quote = memchr (from, '"', (gsize)(end - from))) != NULL; from = quote + 1)
    {
      _certplan_place_advance (place, from, (gsize)(quote - from));
      _certplan_place_advance (place, "\"\"", 2);
    }
  _certplan_place_advance (place, from, (gsize)(end - from));
  _certplan_place_advance (place, "\"", 1);
}

/* How many characters begin in the text. */
static guint
count_characters (const char *text, const char *end)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 word;
  gsize n_inner = 0;
  const gsize n_bytes = (gsize)(end - text);

  for (; end - text >= (gssize)sizeof word; text += sizeof word) /* bytes 10xxxxxx, eight at once */
    {
      memcpy (&word, text, sizeof word);
      n_inner += (((word >> 7) & ~(word >> 6) & ones) * ones) >> 56; /* the sum of its bytes */
    }
  for (; text < end; text++)
    n_inner += ((guint8)*text & 0xc0) == 0x80;
  return (guint)(n_bytes - n_inner);
}

void
_certplan_split_advance (const CertplanWindow *window, const CertplanCells *cells, guint n,
                         CertplanPlace *place)
{
  /* What stands in one line as it was written, but for delimiters, which are characters either way,
   * is gone over at once. */
  if (n < cells->n && cells->n_doubled == 0)
    {
      const char *const from = window->buffer + window->row;
      const char *const end = get_begin (window, &cells->at[n]);
      if (memchr (from, '\n', (gsize)(end - from)) == NULL
          && memchr (from, '\r', (gsize)(end - from)) == NULL)
        {
          place->column += count_characters (from, end);
          return;
        }
    }
  for (guint i = 0; i < MIN (n, cells->n); i++)
    {
      const CertplanCell *cell = &cells->at[i];

      advance_cell (place, cell, get_begin (window, cell) != cell->text);
      if (i + 1 < cells->n)
        _certplan_place_advance (place, &cells->delimiter, 1);
    }
}

/* Makes one quote of each two in a cell whose length is already what comes of it. */
static void
undouble (CertplanCell *cell)
{
  char *const end = (char *)cell->text + cell->length;
  char *to = memchr (cell->text, '"', cell->length);

  for (const char *from = to; to < end; from += *from == '"' ? 2 : 1)
    *to++ = *from;
}

/* The cells are complete; what follows each becomes a NUL. @end: the row's own line end, or where
 * the text ends; @n_line_ends: those in cells. */
static CertplanSplit
finish (CertplanWindow *window, CertplanCells *cells, char *end, guint n_line_ends)
{
  const gboolean has_line_end = end < window->buffer + window->used;

  if (!_certplan_window_end_row (window, end + has_line_end, n_line_ends + has_line_end))
    return CERTPLAN_SPLIT_FAILED;
  for (guint i = 0; i < cells->n_doubled; i++)
    undouble (&cells->at[cells->doubled[i]]);
  for (guint i = 0; i < cells->n; i++)
    ((char *)cells->at[i].text)[cells->at[i].length] = '\0';
  return CERTPLAN_SPLIT_DONE;
}

/* The window ended in the cell that begins at @start. */
static CertplanSplit
cut (CertplanWindow *window, const char *start)
{
  if ((gsize)(window->buffer + window->used - start) <= CERTPLAN_READER_MAX_CELL_BYTES)
    return CERTPLAN_SPLIT_CUT;
  _certplan_window_fail_cell (window, start);
  return CERTPLAN_SPLIT_FAILED;
}

/* What was found of a cell in quotes. */
typedef struct
{
  char *closing; /* the closing quote */
  guint n_line_ends;
  guint n_doubled;
} Quoted;

/* The window ended inside quotes. */
static CertplanSplit
cut_quoted (const CertplanWindow *window)
{
  const gboolean is_long = window->used - window->row > LONG_ROW_BYTES;

  return window->at_end || is_long ? CERTPLAN_SPLIT_HARD : CERTPLAN_SPLIT_CUT;
}

/* Returns: the first byte from @p on that the loop over a row must look at. The text's end is one.
 */
static inline char *
find_stop (const CertplanCells *cells, char *p)
{
  const CertplanBytes delimiters = _certplan_bytes_load (cells->delimiters);

  for (;; p += sizeof (CertplanBytes))
    {
      const guint stops = _certplan_bytes_get_bits (
          _certplan_split_find_stops (_certplan_bytes_load (p), delimiters));
      if (stops != 0)
        return p + __builtin_ctz (stops);
    }
}

/* Goes over the cell whose opening quote is at @quote. Returns: DONE, HARD or CUT */
static CertplanSplit
scan_quoted (const CertplanWindow *window, const CertplanCells *cells, char *quote, Quoted *quoted)
{
  char *const used = window->buffer + window->used;

  *quoted = (Quoted){ NULL, 0, 0 };
  for (char *p = quote + 1;; p++)
    {
      p = find_stop (cells, p);
      if (*p == '"' && p[1] == '"')
        {
          quoted->n_doubled++;
          p++;
        }
      else if (*p == '"')
        {
          if (p + 1 == used && !window->at_end)
            return cut_quoted (window);
          quoted->closing = p;
          return p + 1 == used || p[1] == cells->delimiter || p[1] == '\n' || p[1] == '\r'
                     ? CERTPLAN_SPLIT_DONE
                     : CERTPLAN_SPLIT_HARD;
        }
      else if (!cells->is_stop[(guint8)*p])
        continue;
      else if (*p == '\n' || *p == '\r')
        quoted->n_line_ends += *p == '\r' || p[-1] != '\r';
      else if (p == used)
        return cut_quoted (window);
      else if (_certplan_text_is_refused (p))
        return CERTPLAN_SPLIT_HARD;
    }
}

/* @text: up to @end, less a quote for each doubled one. Returns: FALSE on a failure */
static inline gboolean
add_cell (CertplanWindow *window, CertplanCells *cells, const char *text, const char *end,
          guint n_doubled)
{
  CertplanCell *cell = &cells->at[cells->n];

  cell->text = text;
  cell->length = (guint32)(end - text) - n_doubled;
  if (cell->length > CERTPLAN_READER_MAX_CELL_BYTES)
    return _certplan_window_fail_cell (window, get_begin (window, cell));
  if (n_doubled > 0)
    cells->doubled[cells->n_doubled++] = (guint16)cells->n;
  cells->n++;
  return TRUE;
}

gboolean
_certplan_split_is_harmless (const CertplanCells *cells, const char *p)
{
  return !cells->is_stop[(guint8)*p] || ((guint8)*p >= 0x80 && !_certplan_text_is_refused (p));
}

/* The cell in quotes that begins at *@p. Returns: DONE with *@p behind the closing quote, at a
 * delimiter or where the row ends */
static CertplanSplit
split_quoted (CertplanWindow *window, CertplanCells *cells, char **p, guint *n_line_ends)
{
  Quoted quoted;
  const CertplanSplit split = scan_quoted (window, cells, *p, &quoted);

  if (split != CERTPLAN_SPLIT_DONE)
    return split;
  if (!add_cell (window, cells, *p + 1, quoted.closing, quoted.n_doubled))
    return CERTPLAN_SPLIT_FAILED;
  *n_line_ends += quoted.n_line_ends;
  *p = quoted.closing + 1;
  return CERTPLAN_SPLIT_DONE;
}

/* The row's last cell goes from @start to @p, where the row ends or the window does, if there is
 * no character that is refused. */
static CertplanSplit
split_last (CertplanWindow *window, CertplanCells *cells, const char *start, const char *p)
{
  const char *used = window->buffer + window->used;

  if (p < used && _certplan_text_is_refused (p))
    {
      _certplan_window_fail_character (window, p);
      return CERTPLAN_SPLIT_FAILED;
    }
  if (p == used && !window->at_end)
    return cut (window, start);
  return add_cell (window, cells, start, p, 0) ? CERTPLAN_SPLIT_DONE : CERTPLAN_SPLIT_FAILED;
}

CertplanSplit
_certplan_split (CertplanWindow *window, CertplanCells *cells)
{
  const char delimiter = cells->delimiter;
  char *start = window->buffer + window->row;
  guint n_line_ends = 0;

  cells->at = cells->storage;
  cells->n = 0;
  cells->n_doubled = 0;
  for (char *p = start;; p++)
    {
      CertplanSplit split = CERTPLAN_SPLIT_DONE;

      p = find_stop (cells, p);
      if (*p == delimiter)
        split = add_cell (window, cells, start, p, 0) ? split : CERTPLAN_SPLIT_FAILED;
      else if (*p == '"')
        split = p == start ? split_quoted (window, cells, &p, &n_line_ends) : CERTPLAN_SPLIT_HARD;
      else if (_certplan_split_is_harmless (cells, p))
        continue;
      else
        split = split_last (window, cells, start, p);
      if (split != CERTPLAN_SPLIT_DONE)
        return split;
      if (*p != delimiter)
        return finish (window, cells, p, n_line_ends);
      start = p + 1;
      if (cells->n == CERTPLAN_READER_MAX_COLUMNS)
        {
          _certplan_window_fail_width (window, start);
          return CERTPLAN_SPLIT_FAILED;
        }
    }
}
