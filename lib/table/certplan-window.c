/* The part of an input's text that is in memory. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-window-private.h"
#include "certplan-place-private.h"
#include "certplan-private.h"
#include "certplan-reader-private.h"
#include <string.h>

#define BLOCK_BYTES (256u * 1024)
#define CTRL_Z '\x1a'

gboolean
_certplan_window_init (CertplanWindow *window, CertplanInput *input, const char *encoding,
                       CertplanFaults *faults)
{
  window->name = g_strdup (_certplan_input_get_name (input));
  window->faults = certplan_faults_ref (faults);
  window->decoder = _certplan_decoder_new (input, encoding, faults);
  window->size = BLOCK_BYTES;
  window->buffer = g_malloc (window->size);
  memset (window->buffer, 0, CERTPLAN_WINDOW_SLACK);
  window->line = 1;
  window->next_line = 1;
  return window->decoder != NULL;
}

gboolean
_certplan_window_rewind (CertplanWindow *window)
{
  window->row = window->next = window->used = 0;
  window->line = window->next_line = 1;
  window->at_end = window->has_ctrl_z = window->skip_lf = FALSE;
  window->failed = window->failed || !_certplan_decoder_rewind (window->decoder, window->faults);
  return !window->failed;
}

void
_certplan_window_clear (CertplanWindow *window)
{
  g_clear_pointer (&window->decoder, _certplan_decoder_free);
  g_clear_pointer (&window->faults, certplan_faults_unref);
  g_clear_pointer (&window->buffer, g_free);
  g_clear_pointer (&window->name, g_free);
}

gboolean
_certplan_window_fail (CertplanWindow *window, const char *at, CertplanTableError code,
                       const char *what, const char *value, const char *wanted)
{
  const char *row = window->buffer + window->row;
  CertplanPlace place = { window->line, 1, FALSE };

  _certplan_place_advance (&place, row, (gsize)(at - row));
  certplan_faults_add (window->faults, CERTPLAN_TABLE_ERROR, code, window->name, place.line,
                       place.column, what, value, wanted);
  window->failed = TRUE;
  return FALSE;
}

/* More than @limit was found. @format: translated, with one %s */
static gboolean fail_limit (CertplanWindow *window, const char *at, const char *format, guint limit)
    G_GNUC_PRINTF (3, 0);

static gboolean
fail_limit (CertplanWindow *window, const char *at, const char *format, guint limit)
{
  g_autofree char *number = g_strdup_printf ("%u", limit);
  g_autofree char *what = g_strdup_printf (format, number);

  return _certplan_window_fail (window, at, CERTPLAN_TABLE_ERROR_LIMIT, what, NULL,
                                _ ("less; is a closing quote or a line end missing?"));
}

gboolean
_certplan_window_fail_cell (CertplanWindow *window, const char *at)
{
  return fail_limit (window, at, _ ("a cell is longer than %s bytes"),
                     CERTPLAN_READER_MAX_CELL_BYTES);
}

gboolean
_certplan_window_fail_width (CertplanWindow *window, const char *at)
{
  return fail_limit (window, at, _ ("a row has more than %s cells"), CERTPLAN_READER_MAX_COLUMNS);
}

gboolean
_certplan_window_fail_character (CertplanWindow *window, const char *at)
{
  if (*at == '\0')
    return _certplan_window_fail (window, at, CERTPLAN_TABLE_ERROR_ENCODING,
                                  _ ("a NUL byte stands in the text"), NULL,
                                  _ ("text; UTF-16 must begin with a byte order mark"));
  if (*at != CERTPLAN_MARK[0])
    {
      g_autofree char *value = g_strndup (at, (guint8)*at == 0xc2 ? 2 : 1);
      return _certplan_window_fail (window, at, CERTPLAN_TABLE_ERROR_ENCODING,
                                    _ ("a control character stands in the text"), value,
                                    _ ("text; of controls, only tabs and line ends"));
    }
  return _certplan_window_fail (window, at, CERTPLAN_TABLE_ERROR_ENCODING,
                                _ ("a byte order mark (U+FEFF) stands inside the text"), NULL,
                                _ ("one at the beginning or none; were files put together?"));
}

/* Makes the buffer begin with the current row and have room after it. */
static gboolean
make_room (CertplanWindow *window)
{
  memmove (window->buffer, window->buffer + window->row, window->used - window->row);
  window->used -= window->row;
  window->next -= MIN (window->next, window->row);
  window->row = 0;
  if (window->used > CERTPLAN_READER_MAX_ROW_BYTES)
    return fail_limit (window, window->buffer, _ ("a row is longer than %s bytes"),
                       CERTPLAN_READER_MAX_ROW_BYTES);
  if (window->used < window->size / 2)
    return TRUE;
  char *larger = g_try_realloc (window->buffer, window->size * 2);
  if (larger == NULL)
    return _certplan_window_fail (window, window->buffer, CERTPLAN_TABLE_ERROR_LIMIT,
                                  _ ("there is not enough memory for the row"), NULL, NULL);
  window->buffer = larger;
  window->size *= 2;
  return TRUE;
}

gboolean
_certplan_window_fill (CertplanWindow *window)
{
  if (window->at_end)
    return TRUE;
  if (!make_room (window))
    return FALSE;
  char *room = window->buffer + window->used;
  /* One byte is kept for a held back Ctrl-Z. */
  gssize n = _certplan_decoder_read (window->decoder, room + window->has_ctrl_z,
                                     window->size - window->used - 1 - CERTPLAN_WINDOW_SLACK,
                                     window->faults);
  if (n < 0)
    {
      window->failed = TRUE;
      return FALSE;
    }
  window->at_end = n == 0;
  if (n > 0)
    {
      if (window->has_ctrl_z)
        room[0] = CTRL_Z;
      n += window->has_ctrl_z;
      window->has_ctrl_z = room[n - 1] == CTRL_Z;
      window->used += (gsize)n - window->has_ctrl_z;
    }
  memset (window->buffer + window->used, 0, CERTPLAN_WINDOW_SLACK);
  return TRUE;
}

const char *
_certplan_find_line_end (const char *from, const char *to)
{
  const char *lf = memchr (from, '\n', (gsize)(to - from));
  const char *cr = memchr (from, '\r', (gsize)((lf != NULL ? lf : to) - from));

  return cr != NULL ? cr : lf;
}

/* Goes past a line that is no row. Returns: FALSE on a failure */
static gboolean
skip_comment (CertplanWindow *window)
{
  const char *end;

  while (
      (end = _certplan_find_line_end (window->buffer + window->row, window->buffer + window->used))
      == NULL)
    {
      window->row = window->used;
      if (!_certplan_window_fill (window))
        return FALSE;
      if (window->at_end)
        break;
    }
  window->next = end != NULL ? (gsize)(end - window->buffer) : window->used;
  return TRUE;
}

gboolean
_certplan_window_begin_row (CertplanWindow *window)
{
  for (;;)
    {
      window->row = window->next;
      window->line = window->next_line;
      if (window->row == window->used)
        {
          if (!_certplan_window_fill (window) || window->at_end)
            return FALSE;
          window->next = window->row;
          continue;
        }
      const char byte = window->buffer[window->row];
      if (byte == '\n' || byte == '\r')
        {
          window->next_line += byte == '\r' || !window->skip_lf;
          window->next++;
        }
      else if (!(byte == '#' && window->comments))
        return TRUE;
      else if (!skip_comment (window))
        return FALSE;
      window->skip_lf = byte == '\r';
    }
}

gboolean
_certplan_window_end_row (CertplanWindow *window, const char *end, guint n_line_ends)
{
  window->next = (gsize)(end - window->buffer);
  window->next_line = window->line + n_line_ends;
  window->skip_lf = end[-1] == '\r';
  if (window->next - window->row > CERTPLAN_READER_MAX_ROW_BYTES)
    return fail_limit (window, window->buffer + window->row, _ ("a row is longer than %s bytes"),
                       CERTPLAN_READER_MAX_ROW_BYTES);
  return TRUE;
}
