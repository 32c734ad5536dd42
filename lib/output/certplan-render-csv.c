/* CSV (RFC 4180) that spreadsheets open and never run. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "certplan-private.h"
#include "certplan-render-private.h"
#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

typedef struct
{
  CertplanSink *sink;
  CertplanLang lang;
  GString *cell;
  GString *row; /* cells that stand as they are, not yet in the sink */
  guint8
      is_plain[256]; /* bytes that never change how a cell is written, but for blanks at an end */
  /* the current table */
  const CertplanLabels *labels;
  const CertplanColumn *columns;
  guint n_columns;
} Csv;

static gpointer
open_csv (CertplanSink *sink, const CertplanRenderOptions *options)
{
  Csv *csv = g_new0 (Csv, 1);

  csv->sink = sink;
  csv->lang = options->lang;
  csv->cell = g_string_new (NULL);
  csv->row = g_string_new (NULL);
  for (guint byte = 0x20; byte < 0x7f; byte++)
    csv->is_plain[byte] = strchr (",;\"", (int)byte) == NULL;
  if (options->bom)
    _certplan_sink_puts (sink, BYTE_ORDER_MARK);
  return csv;
}

static gboolean
needs_quotes (const char *text, gsize length)
{
  return strpbrk (text, ",;\t\"\r\n") != NULL
         || (length > 0 && (text[0] == ' ' || text[length - 1] == ' '));
}

static void
write_quoted (CertplanSink *sink, const char *text)
{
  _certplan_sink_putc (sink, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        _certplan_sink_putc (sink, '"');
      _certplan_sink_putc (sink, *text);
    }
  _certplan_sink_putc (sink, '"');
}

/* No input may hold what a terminal obeys, but the name of a file or a program's own text can: it
 * is shown as in text tables. Tabs and line ends are text. */
static void
show_refused (GString *cell)
{
  const char *from = cell->str, *at = _certplan_text_find_refused (from);
  if (at == NULL)
    return;
  g_autoptr (GString) shown = g_string_new (NULL);

  for (; at != NULL; at = _certplan_text_find_refused (from))
    {
      const char *behind = g_utf8_next_char (at);
      g_autofree char *character = g_strndup (at, (gsize)(behind - at));
      g_string_append_len (shown, from, at - from);
      _certplan_text_append_visible (shown, character, 0);
      from = behind;
    }
  g_string_append (shown, from);
  g_string_assign (cell, shown->str);
}

/* Writes the cell that stands in csv->cell. */
static void
write_cell (Csv *csv, guint column, gboolean is_text)
{
  GString *cell = csv->cell;

  if (is_text && !g_utf8_validate_len (cell->str, cell->len, NULL))
    {
      g_autofree char *valid = g_utf8_make_valid (cell->str, (gssize)cell->len);
      g_string_assign (cell, valid);
    }
  if (is_text)
    show_refused (cell);
  if (is_text && _certplan_text_needs_guard (cell->str))
    g_string_prepend_c (cell, '\'');
  if (column > 0)
    _certplan_sink_putc (csv->sink, ',');
  /* a row of one empty cell would be a blank line, which is no row */
  if (needs_quotes (cell->str, cell->len) || (csv->n_columns == 1 && cell->len == 0))
    write_quoted (csv->sink, cell->str);
  else
    _certplan_sink_write (csv->sink, cell->str, cell->len);
}

/* A character of three bytes that is neither a blank nor a sign in any form. */
static inline gboolean
is_ideograph (const guint8 *at)
{
  return at[0] >= 0xe4 && at[0] <= 0xe9 && (at[1] & 0xc0) == 0x80 && (at[2] & 0xc0) == 0x80;
}

/* Returns: where the text ends if it is written as it stands; NULL if it must be looked at. */
static const char *
find_plain_end (const Csv *csv, const char *text)
{
  const guint8 *at = (const guint8 *)text;

  if (*text == '\0')
    return text;
  if (!g_ascii_isalnum (*text) && !is_ideograph (at))
    return NULL;
  for (;;)
    {
      while (csv->is_plain[*at])
        at++;
      if (*at < 0x80 || !is_ideograph (at))
        break;
      at += 3;
    }
  return *at == '\0' && at[-1] != ' ' ? (const char *)at : NULL;
}

static void
flush_row (Csv *csv)
{
  _certplan_sink_write (csv->sink, csv->row->str, csv->row->len);
  g_string_truncate (csv->row, 0);
}

/* The most frequent cells. Returns: FALSE with nothing written where it is none of them */
static gboolean
append_plain (Csv *csv, guint column, CertplanColumnType type, const CertplanValue *value)
{
  const char *text = value->text;

  if (csv->n_columns == 1)
    return FALSE;
  if (type == CERTPLAN_COLUMN_SENTENCE)
    return FALSE;
  if (column > 0)
    g_string_append_c (csv->row, ',');
  if (!_certplan_column_is_text (type))
    _certplan_value_append (csv->labels, csv->lang, FALSE, type, value, csv->row);
  else if (text != NULL)
    {
      if (type == CERTPLAN_COLUMN_CHOICE)
        text = certplan_labels_get (csv->labels, csv->lang, text);
      const char *end = find_plain_end (csv, text);
      if (end != NULL)
        g_string_append_len (csv->row, text, end - text);
      else if (column > 0)
        g_string_truncate (csv->row, csv->row->len - 1);
      return end != NULL;
    }
  return TRUE;
}

static gboolean
begin_csv (gpointer state, CertplanTable *table, GCancellable *cancellable, GError **error)
{
  Csv *csv = state;

  csv->labels = _certplan_render_labels (table);
  csv->columns = _certplan_table_get_columns (table, &csv->n_columns);
  for (guint i = 0; i < csv->n_columns; i++)
    {
      g_string_assign (csv->cell,
                       _certplan_column_get_head (&csv->columns[i], csv->labels, csv->lang));
      write_cell (csv, i, TRUE);
    }
  _certplan_sink_puts (csv->sink, "\r\n");
  return TRUE;
}

static void
write_row (gpointer state, CertplanCursor *cursor)
{
  Csv *csv = state;

  for (guint i = 0; i < csv->n_columns; i++)
    {
      const CertplanColumnType type = csv->columns[i].type;
      CertplanValue value;
      _certplan_cursor_get (cursor, i, &value);
      if (append_plain (csv, i, type, &value))
        continue;
      flush_row (csv);
      g_string_truncate (csv->cell, 0);
      _certplan_value_append (csv->labels, csv->lang, FALSE, type, &value, csv->cell);
      write_cell (csv, i, _certplan_column_is_text (type));
    }
  g_string_append_len (csv->row, "\r\n", 2);
  flush_row (csv);
}

static void
end_csv (gpointer state)
{
}

static void
drop_csv (gpointer state)
{
  Csv *csv = state;

  g_string_free (csv->cell, TRUE);
  g_string_free (csv->row, TRUE);
  g_free (csv);
}

static gboolean
close_csv (gpointer state, GError **error)
{
  drop_csv (state);
  return TRUE;
}

const CertplanRenderer _certplan_render_csv = {
  open_csv, begin_csv, write_row, end_csv, NULL, close_csv, drop_csv,
};
