/* Splitting plain rows many at once. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Where the stops are is found out for 64 bytes together, whatever rows and cells they belong to.
 * Any row that is not plain is left to the splitter of single rows, which has the say in all that
 * is wrong. */
#include "certplan-batch-private.h"

#define BLOCK_BYTES 64
G_STATIC_ASSERT (BLOCK_BYTES <= CERTPLAN_WINDOW_SLACK);
G_STATIC_ASSERT (BLOCK_BYTES == 4 * sizeof (CertplanBytes));

/* Where a row was not plain the next ones are likely not. */
#define N_SKIPPED 16

/* A walk over the window. */
typedef struct
{
  const CertplanCells *cells;
  CertplanBytes delimiters; /* theirs */
  char delimiter;
  char *block;
  guint64 stops; /* a bit for each of the block's bytes that were not looked at yet */
} Scan;

/* Returns: a bit for each stop among sixteen bytes of the block */
static inline guint64
find_stops (const Scan *scan, guint offset)
{
  return _certplan_bytes_get_bits (
      _certplan_split_find_stops (_certplan_bytes_load (scan->block + offset), scan->delimiters));
}

static inline void
look_at_block (Scan *scan)
{
  scan->stops = find_stops (scan, 0) | find_stops (scan, 16) << 16 | find_stops (scan, 32) << 32
                | find_stops (scan, 48) << 48;
}

/* The text's end is a stop, and nobody goes on behind it. */
static inline char *
next_stop (Scan *scan)
{
  while (scan->stops == 0)
    {
      scan->block += BLOCK_BYTES;
      look_at_block (scan);
    }
  char *stop = scan->block + __builtin_ctzll (scan->stops);
  scan->stops &= scan->stops - 1;
  return stop;
}

/* Makes the text of the row that begins at @begin what it was: behind each cell stood a delimiter,
 * or its closing quote. */
static void
restore (const char *begin, CertplanCell *cells, guint n, char delimiter)
{
  for (guint i = 0; i < n; i++)
    {
      const gboolean has_quotes = cells[i].text > begin && cells[i].text[-1] == '"';
      ((char *)cells[i].text)[cells[i].length] = has_quotes ? '"' : delimiter;
    }
}

static inline void
put_cell (CertplanCell *cell, const char *text, char *end)
{
  cell->text = text;
  cell->length = (guint32)(end - text);
  *end = '\0';
}

/* Puts the cell in quotes that begins at @start. Returns: the delimiter or LF behind it; NULL if it
 * is not plain: with a line end or a quote inside, or text behind the closing one */
static inline char *
split_quoted (Scan *scan, char *start, CertplanCell *cell)
{
  char *p;

  do
    p = next_stop (scan);
  while (*p == scan->delimiter || _certplan_split_is_harmless (scan->cells, p));
  if (*p != '"' || !(p[1] == scan->delimiter || p[1] == '\n' || (p[1] == '\r' && p[2] == '\n')))
    return NULL;
  put_cell (cell, start + 1, p);
  p = next_stop (scan);
  return *p == '\r' ? next_stop (scan) : p;
}

/* Puts the cells of the row that begins at @begin, which is not blank, into @row. Returns: its LF;
 * NULL if it is not plain */
static inline char *
split_row (Scan *scan, char *begin, CertplanCell *row, guint max_cells, guint *n_cells)
{
  char *start = begin;
  guint n = 0;

  while (n < max_cells)
    {
      char *p = next_stop (scan);
      if (*p == '"' && p == start)
        p = split_quoted (scan, start, &row[n]);
      else if (*p != scan->delimiter && *p != '\n')
        {
          if ((*p == '\r' && p[1] == '\n') || _certplan_split_is_harmless (scan->cells, p))
            continue;
          p = NULL;
        }
      if (p == NULL)
        break;
      const gboolean is_last = *p == '\n';
      if (*start != '"')
        put_cell (&row[n], start, p - (is_last && p[-1] == '\r'));
      start = p + 1;
      n++;
      if (is_last)
        {
          *n_cells = n;
          return p;
        }
    }
  restore (begin, row, n, scan->delimiter);
  return NULL;
}

/* Whether what stands there is no row, or none for sure. */
static inline gboolean
is_no_row (const CertplanWindow *window, const char *p)
{
  return *p == '\n' || *p == '\r' || (*p == '#' && window->comments);
}

/* Returns: how many rows there are in the batch */
static guint
split_rows (CertplanBatch *batch, const CertplanWindow *window, CertplanCells *cells)
{
  char *row = window->buffer + window->row;
  Scan scan = { .cells = cells,
                .delimiters = _certplan_bytes_load (cells->delimiters),
                .delimiter = cells->delimiter,
                .block = row };
  guint n = 0, n_cells = 0;

  look_at_block (&scan);
  for (;; n++)
    {
      batch->rows[n] = (CertplanBatchRow){ (gsize)(row - window->buffer), n_cells };
      if (n == CERTPLAN_BATCH_MAX_ROWS || is_no_row (window, row))
        return n;
      guint n_of_row;
      const char *end
          = split_row (&scan, row, &cells->storage[n_cells],
                       MIN (CERTPLAN_CELLS_ROOM - n_cells, CERTPLAN_READER_MAX_COLUMNS), &n_of_row);
      if (end == NULL)
        return n;
      n_cells += n_of_row;
      row = (char *)end + 1;
    }
}

gboolean
_certplan_batch_split (CertplanBatch *batch, CertplanWindow *window, CertplanCells *cells)
{
  _certplan_batch_drop (batch);
  if (batch->n_skip > 0)
    {
      batch->n_skip--;
      return FALSE;
    }
  /* Where so much is in the window, some cell may be over the limit. */
  if (window->used - window->row <= CERTPLAN_READER_MAX_CELL_BYTES)
    batch->n_rows = split_rows (batch, window, cells);
  if (batch->n_rows == 0)
    batch->n_skip = N_SKIPPED;
  return batch->n_rows > 0;
}

gboolean
_certplan_batch_next (CertplanBatch *batch, CertplanWindow *window, CertplanCells *cells)
{
  if (batch->next == batch->n_rows)
    return FALSE;
  const CertplanBatchRow *row = &batch->rows[batch->next++];
  window->row = row[0].begin;
  window->next = row[1].begin;
  window->line = window->next_line++;
  window->skip_lf = FALSE;
  cells->at = cells->storage + row[0].first_cell;
  cells->n = row[1].first_cell - row[0].first_cell;
  cells->n_doubled = 0;
  return TRUE;
}

void
_certplan_batch_drop (CertplanBatch *batch)
{
  batch->n_rows = batch->next = 0;
}

const CertplanCell *
_certplan_batch_peek (const CertplanBatch *batch, const CertplanCells *cells, guint ahead,
                      guint *n_cells)
{
  const guint number = batch->next - 1 + ahead;

  if (batch->next == 0 || number >= batch->n_rows)
    return NULL;
  *n_cells = batch->rows[number + 1].first_cell - batch->rows[number].first_cell;
  return cells->storage + batch->rows[number].first_cell;
}
