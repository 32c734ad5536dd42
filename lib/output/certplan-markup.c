/* Texts and pictures inside a page's markup. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-markup-private.h"
#include "certplan-chart-private.h"
#include "certplan-outputs.h"
#include "certplan-private.h"
#include <string.h>

/* What stands for the byte at @at; NULL = itself. */
static const char *
escape_byte (const char *at)
{
  switch (*at)
    {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return NULL;
    }
}

/* XML knows all characters but these two. Returns: how @at is shown if it is one, else NULL */
static const char *
show_noncharacter (const char *at)
{
  if (strncmp (at, "\xef\xbf\xbe", 3) == 0)
    return "\\u{fffe}";
  return strncmp (at, "\xef\xbf\xbf", 3) == 0 ? "\\u{ffff}" : NULL;
}

void
_certplan_markup_append (GString *out, const char *text)
{
  const gsize start = out->len;

  _certplan_text_append_visible (out, text, 0);
  if (strpbrk (out->str + start, "&<>\"'\xef") == NULL)
    return;
  g_autofree char *shown = g_strdup (out->str + start);
  g_string_truncate (out, start);
  for (const char *at = shown; *at != '\0';)
    {
      const char *instead = escape_byte (at), *noncharacter = show_noncharacter (at);
      if (noncharacter != NULL)
        g_string_append (out, noncharacter);
      else if (instead != NULL)
        g_string_append (out, instead);
      else
        g_string_append_c (out, *at);
      at += noncharacter != NULL ? 3 : 1;
    }
}

/* A picture on its way into a page. */
typedef struct
{
  GString *out;
  const char *prefix;
  const char *label;
  guint n_skipped; /* open elements that are left out, with all they hold */
  gboolean is_text;
} Inline;

static gboolean
is_one_of (const char *name, const char *const *names)
{
  for (; *names != NULL; names++)
    if (g_str_equal (name, *names))
      return TRUE;
  return FALSE;
}

/* No title or desc: these hold gnuplot's commands, and browsers show them under the pointer. */
static gboolean
is_known_element (const char *name)
{
  static const char *const names[]
      = { "g",        "defs",     "path", "rect",    "circle",  "ellipse",        "line",
          "polyline", "use",      "text", "tspan",   "polygon", "linearGradient", "radialGradient",
          "stop",     "clipPath", "mask", "pattern", NULL };

  return is_one_of (name, names);
}

static gboolean
is_known_attribute (const char *name)
{
  static const char *const names[] = { "d",
                                       "points",
                                       "x",
                                       "y",
                                       "dx",
                                       "dy",
                                       "x1",
                                       "y1",
                                       "x2",
                                       "y2",
                                       "cx",
                                       "cy",
                                       "r",
                                       "rx",
                                       "ry",
                                       "width",
                                       "height",
                                       "transform",
                                       "color",
                                       "fill",
                                       "fill-opacity",
                                       "fill-rule",
                                       "opacity",
                                       "stroke",
                                       "stroke-width",
                                       "stroke-linecap",
                                       "stroke-linejoin",
                                       "stroke-dasharray",
                                       "stroke-opacity",
                                       "stroke-miterlimit",
                                       "shape-rendering",
                                       "font-size",
                                       "font-weight",
                                       "font-style",
                                       "text-anchor",
                                       "xml:space",
                                       "clip-path",
                                       "clipPathUnits",
                                       "mask",
                                       "patternUnits",
                                       "patternTransform",
                                       "gradientUnits",
                                       "gradientTransform",
                                       "offset",
                                       "stop-color",
                                       "stop-opacity",
                                       NULL };

  return is_one_of (name, names);
}

static void
append_attribute (Inline *drawing, const char *name, const char *before, const char *value)
{
  g_string_append_printf (drawing->out, " %s=\"%s", name, before);
  _certplan_markup_append (drawing->out, value);
  g_string_append_c (drawing->out, '"');
}

/* Every id of the picture gets the prefix, so that two pictures of a page share none; groups need
 * none. References lead to the picture's own parts, or nowhere. */
static void
append_one (Inline *drawing, const char *element, const char *name, const char *value)
{
  if (g_str_equal (name, "id"))
    {
      g_autofree char *prefix = g_strconcat (drawing->prefix, "-", NULL);
      if (!g_str_equal (element, "g"))
        append_attribute (drawing, "id", prefix, value);
    }
  else if (g_str_equal (name, "href") || g_str_equal (name, "xlink:href"))
    {
      g_autofree char *prefix = g_strconcat ("#", drawing->prefix, "-", NULL);
      if (*value == '#')
        append_attribute (drawing, "href", prefix, value + 1);
    }
  else if (g_str_has_prefix (value, "url("))
    {
      g_autofree char *prefix = g_strconcat ("url(#", drawing->prefix, "-", NULL);
      if (value[4] == '#' && is_known_attribute (name))
        append_attribute (drawing, name, prefix, value + 5);
    }
  else if (is_known_attribute (name) && strstr (value, "url(") == NULL)
    append_attribute (drawing, name, "", value);
}

static void
start_root (Inline *drawing, const char **names, const char **values)
{
  g_string_append (drawing->out, "<svg role=\"img\" font-family=\"" CERTPLAN_CHART_FONTS "\"");
  append_attribute (drawing, "aria-label", "", drawing->label);
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], "viewBox"))
      append_attribute (drawing, "viewBox", "", values[i]);
  g_string_append_c (drawing->out, '>');
}

static void
start_element (GMarkupParseContext *context, const char *element, const char **names,
               const char **values, gpointer data, GError **error)
{
  Inline *drawing = data;
  const gboolean is_root = g_markup_parse_context_get_element_stack (context)->next == NULL;

  if (is_root && !g_str_equal (element, "svg"))
    g_set_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_UNKNOWN_ELEMENT, "<%s>", element);
  else if (is_root)
    start_root (drawing, names, values);
  if (is_root)
    return;
  if (drawing->n_skipped > 0 || !is_known_element (element))
    {
      drawing->n_skipped++;
      return;
    }
  drawing->is_text = g_str_equal (element, "text") || g_str_equal (element, "tspan");
  if (!g_str_equal (element, "tspan"))
    g_string_append_c (drawing->out, '\n');
  g_string_append_printf (drawing->out, "<%s", element);
  for (guint i = 0; names[i] != NULL; i++)
    append_one (drawing, element, names[i], values[i]);
  g_string_append_c (drawing->out, '>');
}

static void
end_element (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Inline *drawing = data;

  if (drawing->n_skipped > 0)
    drawing->n_skipped--;
  else
    g_string_append_printf (drawing->out, "</%s>", element);
  drawing->is_text = drawing->is_text && g_str_equal (element, "tspan");
}

static void
take_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data,
           GError **error)
{
  Inline *drawing = data;

  if (drawing->n_skipped > 0 || !drawing->is_text)
    return;
  g_autofree char *copy = g_strndup (text, length);
  _certplan_markup_append (drawing->out, copy);
}

gboolean
_certplan_markup_append_svg (GString *out, GBytes *svg, const char *prefix, const char *label,
                             GError **error)
{
  static const GMarkupParser parser = { start_element, end_element, take_text, NULL, NULL };
  Inline drawing = { out, prefix, label, 0, FALSE };
  const gsize start = out->len;
  gsize size;
  const char *data = g_bytes_get_data (svg, &size);
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &drawing, NULL);
  g_autoptr (GError) failure = NULL;

  if (g_markup_parse_context_parse (context, data, (gssize)size, &failure)
      && g_markup_parse_context_end_parse (context, &failure))
    return TRUE;
  g_string_truncate (out, start);
  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_CHART,
               _ ("gnuplot's picture cannot be put into a page: %s"), failure->message);
  return FALSE;
}
