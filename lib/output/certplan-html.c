/* What stands around the tables of a page: head, contents, charts, foot.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-html-private.h"
#include "certplan-markup-private.h"

#define STYLE_PATH "/certplan/page.css"

/* From the compiled-in data; made by glib-compile-resources. */
GResource *_certplan_get_resource (void);

void
_certplan_html_put (CertplanHtml *html, const char *markup)
{
  _certplan_sink_puts (html->sink, markup);
}

void
_certplan_html_put_text (CertplanHtml *html, const char *text)
{
  g_string_truncate (html->shown, 0);
  _certplan_markup_append (html->shown, text);
  _certplan_sink_write (html->sink, html->shown->str, html->shown->len);
}

/* The words of the page itself are spoken as its first table speaks. */
static const CertplanLabels *
get_page_labels (const CertplanHtml *html)
{
  return html->options.tables->len > 0 ? _certplan_render_labels (html->options.tables->pdata[0])
                                       : certplan_labels_get_default ();
}

void
_certplan_html_put_word (CertplanHtml *html, const char *key, const char *argument)
{
  g_autofree char *sentence = _certplan_sentence (key, argument, NULL);

  g_string_truncate (html->raw, 0);
  _certplan_labels_append_sentence (get_page_labels (html), html->options.lang, sentence,
                                    html->raw);
  _certplan_html_put_text (html, html->raw->str);
}

void
_certplan_html_put_around (CertplanHtml *html, const char *before, const char *text,
                           const char *after)
{
  _certplan_html_put (html, before);
  _certplan_html_put_text (html, text);
  _certplan_html_put (html, after);
}

char *
_certplan_html_dup_subtitle (const CertplanTable *table, CertplanLang lang)
{
  const char *subtitle = _certplan_table_get_subtitle (table);
  GString *text = g_string_new (NULL);

  if (subtitle != NULL)
    _certplan_labels_append_sentence (_certplan_render_labels (table), lang, subtitle, text);
  return g_string_free (text, FALSE);
}

static gboolean
is_wanted (const CertplanHtml *html, const CertplanTable *table)
{
  return g_ptr_array_find ((GPtrArray *)html->options.tables, table, NULL);
}

static guint
get_n_charts (const CertplanHtml *html)
{
  return html->options.charts != NULL ? html->options.charts->len : 0;
}

/* Whether @table has a row. Returns: FALSE with @error set, too */
static gboolean
has_row (CertplanTable *table, GCancellable *cancellable, GError **error)
{
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);

  return _certplan_render_next (cursor, cancellable, error);
}

/* What the page will hold: lists without a line are nothing to speak of, unless nothing else is
 * there. */
static gboolean
survey (CertplanHtml *html, GCancellable *cancellable, GError **error)
{
  const GPtrArray *tables = html->options.tables;

  for (guint i = 0; i < tables->len; i++)
    {
      g_autoptr (GError) failure = NULL;
      html->is_left_out[i] = tables->len > 1 && _certplan_render_is_list (tables->pdata[i])
                             && !has_row (tables->pdata[i], cancellable, &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      html->n_parts += !html->is_left_out[i];
    }
  for (guint i = 0; i < get_n_charts (html); i++)
    html->n_parts
        += !is_wanted (html, ((CertplanPageChart *)html->options.charts->pdata[i])->table);
  html->title = tables->len > 0 ? _certplan_render_dup_title (tables->pdata[0], html->options.lang)
                                : g_strdup ("certplan");
  html->subtitle = tables->len > 0
                       ? _certplan_html_dup_subtitle (tables->pdata[0], html->options.lang)
                       : g_strdup ("");
  return TRUE;
}

/* No script, no frame, nothing fetched: also if a text should ever find a way into the markup. */
static void
write_head (CertplanHtml *html)
{
  g_autoptr (GBytes) style
      = g_resource_lookup_data (_certplan_get_resource (), STYLE_PATH, 0, NULL);
  gsize size = 0;
  const char *data = style != NULL ? g_bytes_get_data (style, &size) : NULL;

  _certplan_html_put (html, html->options.lang == CERTPLAN_LANG_ZH_CN
                                ? "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n"
                                : "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n");
  _certplan_html_put (
      html, "<meta charset=\"utf-8\" />\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
            "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\" />\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n"
            "<meta name=\"color-scheme\" content=\"light\" />\n"
            "<meta name=\"format-detection\" content=\"telephone=no\" />\n"
            "<meta name=\"generator\" content=\"certplan\" />\n");
  _certplan_html_put_around (html, "<title>", html->title, "</title>\n<style>\n");
  _certplan_sink_write (html->sink, data, size);
  _certplan_html_put (html, "</style>\n</head>\n<body>\n<main>\n<header>\n");
  _certplan_html_put_around (html, "<h1>", html->title, "</h1>\n");
  if (*html->subtitle != '\0')
    _certplan_html_put_around (html, "<p class=\"sub\">", html->subtitle, "</p>\n");
  _certplan_html_put (html, "</header>\n");
}

static void
write_entry (CertplanHtml *html, const char *kind, const CertplanTable *table)
{
  _certplan_html_put_around (html, kind, certplan_table_get_name (table), "\">");
  _certplan_html_put_around (html, "", _certplan_render_label (table, html->options.lang),
                             "</a></li>\n");
}

static void
write_contents (CertplanHtml *html)
{
  if (html->n_parts < 2)
    return;
  _certplan_html_put (html, "<nav aria-label=\"");
  _certplan_html_put_word (html, "page.contents", NULL);
  _certplan_html_put (html, "\">\n<ul>\n");
  for (guint i = 0; i < get_n_charts (html); i++)
    {
      const CertplanPageChart *chart = html->options.charts->pdata[i];
      if (!is_wanted (html, chart->table))
        write_entry (html, "<li><a href=\"#chart-", chart->table);
    }
  for (guint i = 0; i < html->options.tables->len; i++)
    if (!html->is_left_out[i])
      write_entry (html, "<li><a href=\"#table-", html->options.tables->pdata[i]);
  _certplan_html_put (html, "</ul>\n</nav>\n");
}

/* What the page has not said yet: a picture may have signs that only its own subtitle explains. */
static void
write_caption (CertplanHtml *html, const char *title, const char *subtitle)
{
  const gboolean has_title = !g_str_equal (title, html->title);
  const gboolean has_subtitle = *subtitle != '\0' && !g_str_equal (subtitle, html->subtitle);

  if (!has_title && !has_subtitle)
    return;
  _certplan_html_put (html, "<figcaption>\n");
  if (has_title)
    _certplan_html_put_around (html, "<h2>", title, "</h2>\n");
  if (has_subtitle)
    _certplan_html_put_around (html, "<p class=\"sub\">", subtitle, "</p>\n");
  _certplan_html_put (html, "</figcaption>\n");
}

static void
write_chart (CertplanHtml *html, const CertplanPageChart *chart)
{
  g_autofree char *title = _certplan_render_dup_title (chart->table, html->options.lang);
  g_autofree char *subtitle = _certplan_html_dup_subtitle (chart->table, html->options.lang);

  _certplan_html_put_around (html, "<figure id=\"chart-", certplan_table_get_name (chart->table),
                             "\">\n");
  if (!is_wanted (html, chart->table))
    write_caption (html, title, subtitle);
  if (chart->markup != NULL)
    {
      _certplan_html_put_around (
          html, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"",
          _certplan_render_label (chart->table, html->options.lang), "\">\n");
      _certplan_sink_write (html->sink, g_bytes_get_data (chart->markup, NULL),
                            g_bytes_get_size (chart->markup));
      _certplan_html_put (html, "\n</div>\n");
    }
  else
    {
      _certplan_html_put (html, "<p class=\"missing\">");
      _certplan_html_put_word (html, "page.no_chart", NULL);
      _certplan_html_put (html, "</p>\n");
    }
  _certplan_html_put (html, "</figure>\n");
}

void
_certplan_html_write_charts (CertplanHtml *html, const CertplanTable *table)
{
  for (guint i = 0; i < get_n_charts (html); i++)
    {
      const CertplanPageChart *chart = html->options.charts->pdata[i];
      if (table != NULL ? chart->table == table : !is_wanted (html, chart->table))
        write_chart (html, chart);
    }
}

gboolean
_certplan_html_begin (CertplanHtml *html, GCancellable *cancellable, GError **error)
{
  if (html->is_begun)
    return TRUE;
  if (!survey (html, cancellable, error))
    return FALSE;
  html->is_begun = TRUE;
  write_head (html);
  write_contents (html);
  _certplan_html_write_charts (html, NULL);
  return TRUE;
}

void
_certplan_html_write_foot (CertplanHtml *html)
{
  const CertplanDate as_of = html->options.as_of;

  if (as_of == CERTPLAN_DATE_NONE && html->options.digest == NULL)
    return;
  _certplan_html_put (html, "<footer>\n");
  if (as_of != CERTPLAN_DATE_NONE)
    {
      g_autoptr (GString) day = g_string_new (NULL);
      _certplan_date_append (day, as_of);
      _certplan_html_put (html, "<p>");
      _certplan_html_put_word (html, "page.as_of", day->str);
      _certplan_html_put (html, "</p>\n");
    }
  if (html->options.digest != NULL)
    {
      _certplan_html_put (html, "<p>");
      _certplan_html_put_word (html, "note.digest", html->options.digest);
      _certplan_html_put (html, "</p>\n");
    }
  _certplan_html_put (html, "</footer>\n");
}
