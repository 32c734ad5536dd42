/* CSV (RFC 4180) that spreadsheets open and never run. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "certplan-private.h"
#include "certplan-render-private.h"
#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

#define NOT_PLAIN G_MAXSIZE

/* A cell of a row that was made. */
typedef struct
{
  gsize at;
  gsize length; /* NOT_PLAIN = it was not written as it reads */
} Span;

typedef struct
{
  CertplanSink *sink;
  CertplanLang lang;
  GString *cell;
  GString *row;   /* being made, not yet in the sink */
  GString *above; /* the row before it */
  Span *spans;    /* of the cells that stand above, then of those of the row, by column */
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
  csv->above = g_string_new (NULL);
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
append_quoted (GString *row, const char *text)
{
  g_string_append_c (row, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (row, '"');
      g_string_append_c (row, *text);
    }
  g_string_append_c (row, '"');
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

/* Puts the cell that stands in csv->cell behind the row. */
static void
append_cell (Csv *csv, gboolean is_text)
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
  /* a row of one empty cell would be a blank line, which is no row */
  if (needs_quotes (cell->str, cell->len) || (csv->n_columns == 1 && cell->len == 0))
    append_quoted (csv->row, cell->str);
  else
    g_string_append_len (csv->row, cell->str, (gssize)cell->len);
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

/* g_string_append_len() for the many short texts that find room. */
static inline void
append_bytes (GString *row, const char *bytes, gsize n)
{
  if (row->len + n >= row->allocated_len)
    {
      g_string_append_len (row, bytes, (gssize)n);
      return;
    }
  memcpy (row->str + row->len, bytes, n);
  row->len += n;
  row->str[row->len] = '\0';
}

/* Words and names often read as in the row above, where they were found to be plain. Returns: FALSE
 * with nothing written where the text must be looked at */
static gboolean
append_plain_text (Csv *csv, const Span *above, const char *text)
{
  const gboolean is_as_above = above->length != NOT_PLAIN
                               && strncmp (csv->above->str + above->at, text, above->length) == 0
                               && text[above->length] == '\0';
  const char *end = is_as_above ? text + above->length : find_plain_end (csv, text);

  if (end != NULL)
    append_bytes (csv->row, text, (gsize)(end - text));
  return end != NULL;
}

/* The most frequent cells. Returns: FALSE with nothing written where it is none of them */
static gboolean
append_plain (Csv *csv, guint column, const CertplanValue *value)
{
  const CertplanColumnType type = csv->columns[column].type;
  const char *text = value->text;

  if (csv->n_columns == 1 || type == CERTPLAN_COLUMN_SENTENCE)
    return FALSE;
  if (!_certplan_column_is_text (type))
    _certplan_value_append (csv->labels, csv->lang, FALSE, type, value, csv->row);
  else if (text != NULL)
    {
      if (type == CERTPLAN_COLUMN_CHOICE)
        text = certplan_labels_get (csv->labels, csv->lang, text);
      return append_plain_text (csv, &csv->spans[column], text);
    }
  return TRUE;
}

static void
end_row (Csv *csv)
{
  GString *row = csv->row;

  append_bytes (row, "\r\n", 2);
  _certplan_sink_write (csv->sink, row->str, row->len);
  csv->row = csv->above;
  csv->above = row;
  g_string_truncate (csv->row, 0);
}

static gboolean
begin_csv (gpointer state, CertplanTable *table, GCancellable *cancellable, GError **error)
{
  Csv *csv = state;

  csv->labels = _certplan_render_labels (table);
  csv->columns = _certplan_table_get_columns (table, &csv->n_columns);
  csv->spans = g_renew (Span, csv->spans, csv->n_columns);
  for (guint i = 0; i < csv->n_columns; i++)
    {
      g_string_assign (csv->cell,
                       _certplan_column_get_head (&csv->columns[i], csv->labels, csv->lang));
      if (i > 0)
        g_string_append_c (csv->row, ',');
      append_cell (csv, TRUE);
      csv->spans[i].length = NOT_PLAIN;
    }
  end_row (csv);
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
      if (i > 0)
        append_bytes (csv->row, ",", 1);
      const gsize at = csv->row->len;
      if (append_plain (csv, i, &value))
        {
          csv->spans[i] = (Span){ at, csv->row->len - at };
          continue;
        }
      csv->spans[i].length = NOT_PLAIN;
      g_string_truncate (csv->cell, 0);
      _certplan_value_append (csv->labels, csv->lang, FALSE, type, &value, csv->cell);
      append_cell (csv, _certplan_column_is_text (type));
    }
  end_row (csv);
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
  g_string_free (csv->above, TRUE);
  g_free (csv->spans);
  g_free (csv);
}

/* Of the same table; there is nothing above its first row. */
static gpointer
branch_csv (gconstpointer state, CertplanSink *sink)
{
  Csv *csv = g_memdup2 (state, sizeof *csv);

  csv->sink = sink;
  csv->cell = g_string_new (NULL);
  csv->row = g_string_new (NULL);
  csv->above = g_string_new (NULL);
  csv->spans = g_new (Span, csv->n_columns);
  for (guint i = 0; i < csv->n_columns; i++)
    csv->spans[i].length = NOT_PLAIN;
  return csv;
}

static gboolean
close_csv (gpointer state, GError **error)
{
  drop_csv (state);
  return TRUE;
}

const CertplanRenderer _certplan_render_csv = {
  open_csv, begin_csv, write_row, branch_csv, end_csv, NULL, close_csv, drop_csv,
};
