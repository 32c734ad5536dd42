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
      g_string_truncate (csv->cell, 0);
      _certplan_value_append (csv->labels, csv->lang, FALSE, type, &value, csv->cell);
      write_cell (csv, i, _certplan_column_is_text (type));
    }
  _certplan_sink_puts (csv->sink, "\r\n");
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
