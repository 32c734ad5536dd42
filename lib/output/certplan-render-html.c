/* HTML: one page that needs no other file, for a screen, a telephone and paper.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-html-private.h"
#include <string.h>

static gpointer
open_html (CertplanSink *sink, const CertplanRenderOptions *options)
{
  CertplanHtml *html = g_new0 (CertplanHtml, 1);

  html->sink = sink;
  html->options = *options;
  html->raw = g_string_new (NULL);
  html->shown = g_string_new (NULL);
  html->is_left_out = g_new0 (gboolean, options->tables->len);
  return html;
}

static gboolean
is_empty (CertplanColumnType type, const CertplanValue *value)
{
  return _certplan_value_is_absent (type, value)
         || (_certplan_column_is_text (type) && *value->text == '\0');
}

/* Finds the columns that have any cell; the walk ends as soon as all are known to. */
static gboolean
measure (CertplanHtml *html, CertplanTable *table, GCancellable *cancellable, GError **error)
{
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  g_autoptr (GError) failure = NULL;
  guint n_hidden = html->n_columns;

  while (n_hidden > 0 && _certplan_render_next (cursor, cancellable, &failure))
    {
      html->has_rows = TRUE;
      for (guint i = 0; i < html->n_columns; i++)
        {
          CertplanValue value;
          if (html->is_shown[i])
            continue;
          _certplan_cursor_get (cursor, i, &value);
          html->is_shown[i] = !is_empty (html->columns[i].type, &value);
          n_hidden -= html->is_shown[i];
        }
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Words that fall apart if they are broken anywhere, as Chinese may be. */
static gboolean
is_word (CertplanColumnType type)
{
  return type == CERTPLAN_COLUMN_CHOICE || type == CERTPLAN_COLUMN_PERIOD;
}

#define MAX_IDENTIFIER 32 /* what is longer may break, or it makes the page wide */

/* An identifier or a span of days falls apart at its strokes, and makes its row many lines high. */
static gboolean
is_identifier (const CertplanHtml *html, CertplanColumnType type, const CertplanValue *value)
{
  const char *text = _certplan_column_is_text (type) ? value->text : NULL;

  if (text == NULL || strlen (text) > MAX_IDENTIFIER || strpbrk (text, "-/") == NULL)
    return FALSE;
  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isgraph (*at))
      return FALSE;
  return type != CERTPLAN_COLUMN_CHOICE
         || _certplan_labels_find (html->labels, html->options.lang, text) == NULL;
}

static void
write_heads (CertplanHtml *html)
{
  _certplan_html_put (html, "<thead>\n<tr>");
  for (guint i = 0; i < html->n_columns; i++)
    if (html->is_shown[i])
      {
        const CertplanColumn *column = &html->columns[i];
        _certplan_html_put (html, _certplan_render_is_number (column->type)
                                      ? "<th scope=\"col\" class=\"n\">"
                                      : "<th scope=\"col\">");
        _certplan_html_put_around (
            html, "", _certplan_column_get_head (column, html->labels, html->options.lang),
            "</th>");
      }
  _certplan_html_put (html, "</tr>\n</thead>\n<tbody>\n");
}

/* The caption says what the page's title or the heading do not say yet. */
static void
write_caption (CertplanHtml *html, const CertplanTable *table)
{
  g_autofree char *title = _certplan_render_dup_title (table, html->options.lang);
  const gboolean is_same
      = g_str_equal (title, html->title)
        || (html->n_parts > 1
            && g_str_equal (title, _certplan_render_label (table, html->options.lang)));

  _certplan_html_put (html, is_same ? "<caption class=\"same\"><span>" : "<caption><span>");
  _certplan_html_put_around (html, "", title, "</span></caption>\n");
}

static void
write_section_head (CertplanHtml *html, const CertplanTable *table)
{
  const char *name = certplan_table_get_name (table);
  g_autofree char *subtitle = _certplan_html_dup_subtitle (table, html->options.lang);

  _certplan_html_put_around (html, "<section id=\"table-", name, "\">\n");
  if (html->n_parts > 1)
    _certplan_html_put_around (html, "<h2>", _certplan_render_label (table, html->options.lang),
                               "</h2>\n");
  if (*subtitle != '\0' && !g_str_equal (subtitle, html->subtitle))
    _certplan_html_put_around (html, "<p class=\"sub\">", subtitle, "</p>\n");
  _certplan_html_write_charts (html, table);
}

/* From so many columns on a sheet of paper wants smaller letters. */
#define MANY_COLUMNS 10
#define MOST_COLUMNS 14

static const char *
begin_table (const CertplanHtml *html)
{
  guint n_shown = 0;

  for (guint i = 0; i < html->n_columns; i++)
    n_shown += html->is_shown[i];
  return n_shown >= MOST_COLUMNS   ? "\">\n<table class=\"most\">\n"
         : n_shown >= MANY_COLUMNS ? "\">\n<table class=\"many\">\n"
                                   : "\">\n<table>\n";
}

static void
open_rows (CertplanHtml *html, const CertplanTable *table)
{
  if (!html->has_rows)
    {
      _certplan_html_put (html, "<p class=\"none\">");
      _certplan_html_put_word (html, "text.no_rows", NULL);
      _certplan_html_put (html, "</p>\n");
    }
  else if (html->is_list)
    _certplan_html_put (html, "<ul>\n");
  else
    {
      _certplan_html_put_around (
          html, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"",
          _certplan_render_label (table, html->options.lang), begin_table (html));
      write_caption (html, table);
      write_heads (html);
    }
}

static gboolean
begin_html (gpointer state, CertplanTable *table, GCancellable *cancellable, GError **error)
{
  CertplanHtml *html = state;

  if (!_certplan_html_begin (html, cancellable, error))
    return FALSE;
  html->labels = _certplan_render_labels (table);
  html->columns = _certplan_table_get_columns (table, &html->n_columns);
  html->is_list = _certplan_render_is_list (table);
  html->has_rows = FALSE;
  g_free (html->is_shown);
  html->is_shown = g_new0 (gboolean, html->n_columns);
  html->is_open = !html->is_left_out[html->n_tables++];
  if (!html->is_open)
    return TRUE;
  if (!measure (html, table, cancellable, error))
    return FALSE;
  write_section_head (html, table);
  open_rows (html, table);
  return TRUE;
}

/* The cell as it is read, and behind it, where a program would want another form, that one. */
static void
write_value (CertplanHtml *html, CertplanColumnType type, const CertplanValue *value)
{
  const gboolean is_date = type == CERTPLAN_COLUMN_DATE || type == CERTPLAN_COLUMN_MONTH;
  const gboolean is_data = type == CERTPLAN_COLUMN_MONEY || type == CERTPLAN_COLUMN_SHARE
                           || type == CERTPLAN_COLUMN_PERIOD || type == CERTPLAN_COLUMN_DECIMAL;

  if (is_date || is_data)
    {
      g_string_truncate (html->raw, 0);
      _certplan_value_append (html->labels, CERTPLAN_LANG_FIELD, FALSE, type, value, html->raw);
      _certplan_html_put_around (html, is_date ? "<time datetime=\"" : "<data value=\"",
                                 html->raw->str, "\">");
    }
  g_string_truncate (html->raw, 0);
  _certplan_value_append (html->labels, html->options.lang, TRUE, type, value, html->raw);
  _certplan_html_put_around (html, "", html->raw->str,
                             is_date   ? "</time>"
                             : is_data ? "</data>"
                                       : "");
}

static void
write_row (gpointer state, CertplanCursor *cursor)
{
  CertplanHtml *html = state;

  if (!html->is_open)
    return;
  _certplan_html_put (html, html->is_list ? "" : "<tr>");
  for (guint i = 0; i < html->n_columns; i++)
    {
      const CertplanColumnType type = html->columns[i].type;
      CertplanValue value;
      if (!html->is_shown[i])
        continue;
      _certplan_cursor_get (cursor, i, &value);
      _certplan_html_put (html, html->is_list                        ? "<li>"
                                : _certplan_render_is_number (type)  ? "<td class=\"n\">"
                                : is_identifier (html, type, &value) ? "<td class=\"i\">"
                                : is_word (type)                     ? "<td class=\"k\">"
                                : type == CERTPLAN_COLUMN_SENTENCE   ? "<td class=\"s\">"
                                                                     : "<td>");
      if (!_certplan_value_is_absent (type, &value))
        write_value (html, type, &value);
      _certplan_html_put (html, html->is_list ? "</li>" : "</td>");
    }
  _certplan_html_put (html, html->is_list ? "\n" : "</tr>\n");
}

static void
end_html (gpointer state)
{
  CertplanHtml *html = state;

  if (!html->is_open)
    return;
  if (html->has_rows)
    _certplan_html_put (html, html->is_list ? "</ul>\n" : "</tbody>\n</table>\n</div>\n");
  _certplan_html_put (html, "</section>\n");
}

static void
drop_html (gpointer state)
{
  CertplanHtml *html = state;

  g_string_free (html->raw, TRUE);
  g_string_free (html->shown, TRUE);
  g_free (html->is_left_out);
  g_free (html->is_shown);
  g_free (html->title);
  g_free (html->subtitle);
  g_free (html);
}

static gboolean
close_html (gpointer state, GError **error)
{
  CertplanHtml *html = state;

  const gboolean is_done = _certplan_html_begin (html, NULL, error); /* where no table came */

  _certplan_html_write_foot (html);
  _certplan_html_put (html, "</main>\n</body>\n</html>\n");
  drop_html (state);
  return is_done;
}

const CertplanRenderer _certplan_render_html = {
  open_html, begin_html, write_row, NULL, end_html, NULL, close_html, drop_html,
};
