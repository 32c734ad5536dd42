/* Text tables for a terminal: columns that line up, also in Chinese; nothing that a terminal obeys.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-private.h"
#include "certplan-render-private.h"
#include <string.h>

/* One very long cell must not push the columns behind it out of sight for all other rows: it goes
 * on below. */
#define MAX_PADDED_WIDTH 72
#define GAP 2

typedef struct
{
  const char *head;
  gboolean is_shown;    /* any row has a cell */
  gboolean is_left_out; /* though it has cells: told below the rows */
  gboolean to_right;    /* numbers end below each other */
  gsize width;          /* in terminal cells */
  char *rest;           /* owned: what of the current row's cell is not written yet */
} Column;

typedef struct
{
  CertplanSink *sink;
  CertplanLang lang;
  gboolean narrow;
  GString *raw;
  GString *cell;
  guint n_blocks; /* tables written */
  /* the current table */
  const CertplanLabels *labels;
  const CertplanColumn *columns;
  guint n_columns;
  Column *shown; /* one a column */
  guint64 n_rows;
  gboolean is_list; /* one column of sentences, printed as lines */
} Text;

static gpointer
open_text (CertplanSink *sink, const CertplanRenderOptions *options)
{
  Text *text = g_new0 (Text, 1);

  text->sink = sink;
  text->lang = options->lang;
  text->narrow = options->narrow;
  text->raw = g_string_new (NULL);
  text->cell = g_string_new (NULL);
  return text;
}

/* Puts the cell into text->cell as it is printed. */
static void
format_cell (Text *text, guint column, CertplanCursor *cursor)
{
  const CertplanColumnType type = text->columns[column].type;
  CertplanValue value;

  _certplan_cursor_get (cursor, column, &value);
  g_string_truncate (text->raw, 0);
  g_string_truncate (text->cell, 0);
  _certplan_value_append (text->labels, text->lang, TRUE, type, &value, text->raw);
  _certplan_text_append_visible (text->cell, text->raw->str, 0);
}

static void
measure_row (Text *text, CertplanCursor *cursor)
{
  for (guint i = 0; i < text->n_columns; i++)
    {
      Column *column = &text->shown[i];
      format_cell (text, i, cursor);
      if (text->cell->len == 0)
        continue;
      const gsize width = MIN (_certplan_render_get_width (text->cell->str), MAX_PADDED_WIDTH);
      column->is_left_out = text->narrow && (text->columns[i].flags & CERTPLAN_COLUMN_WIDE) != 0;
      column->is_shown = !column->is_left_out;
      column->width = MAX (column->width, width);
    }
  text->n_rows++;
}

static gboolean
measure (Text *text, CertplanTable *table, GCancellable *cancellable, GError **error)
{
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  g_autoptr (GError) failure = NULL;

  while (_certplan_render_next (cursor, cancellable, &failure))
    measure_row (text, cursor);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
free_columns (Text *text)
{
  for (guint i = 0; text->shown != NULL && i < text->n_columns; i++)
    g_free (text->shown[i].rest);
  g_clear_pointer (&text->shown, g_free);
}

static void
prepare_columns (Text *text)
{
  text->shown = g_new0 (Column, text->n_columns);
  for (guint i = 0; i < text->n_columns; i++)
    {
      text->shown[i].head = _certplan_column_get_head (&text->columns[i], text->labels, text->lang);
      text->shown[i].width = _certplan_render_get_width (text->shown[i].head);
      text->shown[i].to_right = _certplan_render_is_number (text->columns[i].type);
    }
}

/* One line of text of its own, a sentence or plain. */
static void
write_line (Text *text, const char *prefix, const char *sentence)
{
  g_string_truncate (text->raw, 0);
  g_string_truncate (text->cell, 0);
  _certplan_labels_append_sentence (text->labels, text->lang, sentence, text->raw);
  _certplan_text_append_visible (text->cell, text->raw->str, 0);
  _certplan_sink_puts (text->sink, prefix);
  _certplan_sink_write (text->sink, text->cell->str, text->cell->len);
  _certplan_sink_putc (text->sink, '\n');
}

static void
write_titles (Text *text, const CertplanTable *table)
{
  g_autofree char *title = _certplan_render_dup_title (table, text->lang);
  const char *subtitle = _certplan_table_get_subtitle (table);

  write_line (text, "", title);
  if (subtitle != NULL)
    write_line (text, "", subtitle);
}

/* Writes text->cell into its column. @pending: blanks that are due before the next cell with a
 * text, so that no line ends in blanks. */
static void
place_cell (Text *text, const Column *column, gsize *pending)
{
  const gsize width = _certplan_render_get_width (text->cell->str);
  const gsize padding = column->width > width ? column->width - width : 0;

  if (column->to_right)
    *pending += padding;
  if (text->cell->len > 0)
    {
      _certplan_sink_fill (text->sink, ' ', *pending);
      _certplan_sink_write (text->sink, text->cell->str, text->cell->len);
      *pending = 0;
    }
  else
    *pending += width;
  if (!column->to_right)
    *pending += padding;
  *pending += GAP;
}

static void
write_heads (Text *text)
{
  gsize pending = 0;

  for (guint i = 0; i < text->n_columns; i++)
    if (text->shown[i].is_shown)
      {
        g_string_truncate (text->cell, 0);
        _certplan_text_append_visible (text->cell, text->shown[i].head, 0);
        place_cell (text, &text->shown[i], &pending);
      }
  _certplan_sink_putc (text->sink, '\n');
  pending = 0;
  for (guint i = 0; i < text->n_columns; i++)
    if (text->shown[i].is_shown)
      {
        _certplan_sink_fill (text->sink, ' ', pending);
        _certplan_sink_fill (text->sink, '-', text->shown[i].width);
        pending = GAP;
      }
  _certplan_sink_putc (text->sink, '\n');
}

static gboolean
begin_text (gpointer state, CertplanTable *table, GCancellable *cancellable, GError **error)
{
  Text *text = state;

  free_columns (text);
  text->labels = _certplan_render_labels (table);
  text->columns = _certplan_table_get_columns (table, &text->n_columns);
  text->is_list = _certplan_render_is_list (table);
  text->n_rows = 0;
  prepare_columns (text);
  if (!measure (text, table, cancellable, error))
    return FALSE;
  if (text->is_list && text->n_rows == 0)
    return TRUE; /* no notes is nothing to speak of */
  if (text->n_blocks++ > 0)
    _certplan_sink_putc (text->sink, '\n');
  write_titles (text, table);
  if (text->n_rows == 0)
    write_line (text, "", certplan_labels_get (text->labels, text->lang, "text.no_rows"));
  else if (!text->is_list)
    write_heads (text);
  return TRUE;
}

/* Where the line ends that begins at @text and takes at most @width: behind a blank or a wide
 * character, in the middle of a word only where that has no end. */
static const char *
find_line_end (const char *text, gsize width)
{
  const char *best = NULL;
  gsize used = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar character = g_utf8_get_char (at);
      const gboolean is_wide = g_unichar_iswide (character);
      used += g_unichar_iszerowidth (character) ? 0 : is_wide ? 2 : 1;
      if (used > width && character != ' ')
        return best != NULL ? best : at;
      if (character == ' ' || is_wide)
        best = g_utf8_next_char (at);
    }
  return text + strlen (text);
}

/* Puts the next line of the cell into text->cell. Returns: whether more of it is left. @is_last:
 * behind it nothing can lose its place. */
static gboolean
take_line (Text *text, Column *column, gboolean is_last)
{
  const gsize length = strlen (column->rest);
  const char *end = is_last ? column->rest + length : find_line_end (column->rest, column->width);

  g_string_truncate (text->cell, 0);
  g_string_append_len (text->cell, column->rest, end - column->rest);
  g_string_truncate (text->cell, strlen (g_strchomp (text->cell->str)));
  memmove (column->rest, end, length - (gsize)(end - column->rest) + 1);
  return column->rest[0] != '\0';
}

static guint
find_last_shown (const Text *text)
{
  guint last = 0;

  for (guint i = 0; i < text->n_columns; i++)
    if (text->shown[i].is_shown)
      last = i;
  return last;
}

static void
write_row (gpointer state, CertplanCursor *cursor)
{
  Text *text = state;
  const guint last = find_last_shown (text);
  gboolean is_more = TRUE;

  if (text->is_list)
    _certplan_sink_puts (text->sink, "- ");
  for (guint i = 0; i < text->n_columns; i++)
    if (text->shown[i].is_shown)
      {
        format_cell (text, i, cursor);
        g_free (text->shown[i].rest);
        text->shown[i].rest = g_strdup (text->cell->str);
      }
  while (is_more)
    {
      gsize pending = 0;
      is_more = FALSE;
      for (guint i = 0; i < text->n_columns; i++)
        if (text->shown[i].is_shown)
          {
            is_more |= take_line (text, &text->shown[i], i == last);
            place_cell (text, &text->shown[i], &pending);
          }
      _certplan_sink_putc (text->sink, '\n');
    }
}

static void
end_text (gpointer state)
{
  Text *text = state;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < text->n_columns; i++)
    if (text->shown[i].is_left_out)
      g_strv_builder_add (names, text->shown[i].head);
  g_auto (GStrv) list = g_strv_builder_end (names);
  if (list[0] == NULL)
    return;
  g_autofree char *sentence = _certplan_sentencev ("text.left_out", (const char *const *)list);
  write_line (text, "", sentence);
}

static void
drop_text (gpointer state)
{
  Text *text = state;

  g_string_free (text->raw, TRUE);
  g_string_free (text->cell, TRUE);
  free_columns (text);
  g_free (text);
}

static gboolean
close_text (gpointer state, GError **error)
{
  drop_text (state);
  return TRUE;
}

const CertplanRenderer _certplan_render_text = {
  open_text, begin_text, write_row, NULL, end_text, NULL, close_text, drop_text,
};
