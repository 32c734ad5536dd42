/* Splitting a row that needs no copying. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-split-private.h"
#include <string.h>

void
_certplan_cells_init (CertplanCells *cells)
{
  cells->at = g_new (CertplanCell, CERTPLAN_READER_MAX_COLUMNS);
  for (guint byte = 0; byte < 0x20; byte++)
    cells->is_stop[byte] = byte != '\t';
  for (const char *p = "\"\x7f\xc2\xef"; *p != '\0'; p++)
    cells->is_stop[(guint8)*p] = 1;
}

void
_certplan_cells_set_delimiter (CertplanCells *cells, char delimiter)
{
  cells->delimiter = delimiter;
  cells->is_stop[(guint8)delimiter] = 1;
}

void
_certplan_cells_clear (CertplanCells *cells)
{
  g_clear_pointer (&cells->at, g_free);
}

const char *
_certplan_split_get_begin (const CertplanWindow *window, const CertplanCell *cell)
{
  /* Before a cell without quotes stand a delimiter, a NUL in its place, or nothing of the row. */
  const gboolean has_quote = cell->text > window->buffer + window->row && cell->text[-1] == '"';

  return cell->text - has_quote;
}

/* The cells are complete; what follows each becomes a NUL. */
static CertplanSplit
finish (CertplanWindow *window, CertplanCells *cells, guint n, char *end, gboolean has_line_end)
{
  for (guint i = 0; i < n; i++)
    if (cells->at[i].length > CERTPLAN_READER_MAX_CELL_BYTES)
      {
        _certplan_window_fail_cell (window, _certplan_split_get_begin (window, &cells->at[i]));
        return CERTPLAN_SPLIT_FAILED;
      }
  if (!_certplan_window_end_row (window, end + has_line_end, has_line_end))
    return CERTPLAN_SPLIT_FAILED;
  for (guint i = 0; i < n; i++)
    ((char *)cells->at[i].text)[cells->at[i].length] = '\0';
  cells->n = n;
  return CERTPLAN_SPLIT_DONE;
}

/* The window ended in the cell that begins at @start, of which @length bytes are known. */
static CertplanSplit
cut (CertplanWindow *window, const char *start, gsize length)
{
  if (length <= CERTPLAN_READER_MAX_CELL_BYTES)
    return CERTPLAN_SPLIT_CUT;
  _certplan_window_fail_cell (window, start);
  return CERTPLAN_SPLIT_FAILED;
}

/* The two lead bytes that stop the loop begin harmless characters mostly. */
static gboolean
is_harmless_lead (const char *p)
{
  return (guint8)*p >= 0x80 && !_certplan_window_is_refused (p);
}

/* Looks for the end of the cell whose opening quote is at @quote. Returns: the closing quote, if it
 * is the next one, on the same line and followed by the cell's end; *@is_cut if that is not known
 */
static char *
find_closing_quote (const CertplanWindow *window, const CertplanCells *cells, char *quote,
                    gboolean *is_cut)
{
  char *const used = window->buffer + window->used;
  char *p = quote + 1;

  while (!cells->is_stop[(guint8)*p] || *p == cells->delimiter || is_harmless_lead (p))
    p++;
  *is_cut = (p == used || (*p == '"' && p + 1 == used)) && !window->at_end;
  if (*p != '"' || *is_cut)
    return NULL;
  const gboolean ends = p + 1 == used || p[1] == cells->delimiter || p[1] == '\n' || p[1] == '\r';
  return ends ? p : NULL;
}

CertplanSplit
_certplan_split (CertplanWindow *window, CertplanCells *cells, gsize *rest)
{
  const char delimiter = cells->delimiter;
  char *const row = window->buffer + window->row;
  char *const used = window->buffer + window->used;
  char *start = row;
  guint n = 0;

  for (char *p = row;; p++)
    {
      char *closing = NULL;

      while (!cells->is_stop[(guint8)*p])
        p++;
      if (*p == '"')
        {
          gboolean is_cut = FALSE;

          if (p == start)
            closing = find_closing_quote (window, cells, p, &is_cut);
          if (is_cut)
            return cut (window, start, (gsize)(used - start));
          if (closing == NULL)
            {
              cells->n = n;
              *rest = (gsize)(start - row);
              return CERTPLAN_SPLIT_HARD;
            }
          p = closing + 1;
        }
      if (is_harmless_lead (p))
        continue;
      if (p < used && _certplan_window_is_refused (p))
        {
          _certplan_window_fail_character (window, p);
          return CERTPLAN_SPLIT_FAILED;
        }
      if (p == used && !window->at_end)
        return cut (window, start, (gsize)(used - start));
      cells->at[n].text = closing != NULL ? start + 1 : start;
      cells->at[n].length = (guint32)((closing != NULL ? closing : p) - cells->at[n].text);
      n++;
      if (*p != delimiter || p == used)
        return finish (window, cells, n, p, p < used);
      start = p + 1;
      if (n == CERTPLAN_READER_MAX_COLUMNS)
        {
          _certplan_window_fail_width (window, start);
          return CERTPLAN_SPLIT_FAILED;
        }
    }
}
