/* What all charts share: a canvas, words, colours, titles. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-figure-private.h"
#include "certplan-render-private.h"
#include <string.h>

#define TITLE_LINE CERTPLAN_PX (28)
#define SUBTITLE_LINE CERTPLAN_PX (20)
#define HALO CERTPLAN_PX (3)

/* Told apart by lightness, too, where that can be. */
static const guint32 palette[] = { 0x2f6db5, 0x2a9d8f, 0xe9a23b, 0x7a5195, 0x94a3b8, 0xb0764b,
                                   0x5aa9c9, 0x7ba05b, 0xc77dae, 0x64748b, 0x8b8000, 0x4b4b8f };

CertplanFigure *
_certplan_figure_new (CertplanTable *table, const CertplanChartOptions *options)
{
  CertplanFigure *figure = g_new0 (CertplanFigure, 1);

  figure->table = table;
  figure->labels = _certplan_render_labels (table);
  figure->lang = options->lang;
  figure->as_of = options->as_of;
  figure->is_bare = options->is_bare;
  figure->is_narrow = options->is_narrow;
  figure->width = options->is_narrow ? CERTPLAN_FIGURE_NARROW : CERTPLAN_FIGURE_WIDTH;
  figure->canvas = _certplan_canvas_new ();
  figure->texts = g_string_chunk_new (1024);
  return figure;
}

void
_certplan_figure_free (CertplanFigure *figure)
{
  _certplan_canvas_free (figure->canvas);
  g_string_chunk_free (figure->texts);
  g_free (figure);
}

const char *
_certplan_figure_speak (CertplanFigure *figure, const char *sentence)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (sentence != NULL)
    _certplan_labels_append_sentence (figure->labels, figure->lang, sentence, text);
  return g_string_chunk_insert (figure->texts, text->str);
}

const char *
_certplan_figure_say (CertplanFigure *figure, const char *key, const char *first,
                      const char *second)
{
  g_autofree char *sentence = _certplan_sentence (key, first, second, NULL);

  return _certplan_figure_speak (figure, sentence);
}

const char *
_certplan_figure_say_number (CertplanFigure *figure, const char *key, gint64 number)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return _certplan_figure_say (figure, key, digits, NULL);
}

const char *
_certplan_figure_say_day (CertplanFigure *figure, CertplanDate day, gboolean with_year)
{
  gint year, month, day_of_month;

  certplan_date_get_ymd (day, &year, &month, &day_of_month);
  g_autofree char *name = g_strdup_printf (CERTPLAN_LABEL "month.%d", month);
  g_autofree char *number = g_strdup_printf ("%d", day_of_month);
  const char *said = _certplan_figure_say (figure, "chart.day", name, number);
  if (!with_year)
    return said;
  g_autofree char *digits = g_strdup_printf ("%d", year);
  return _certplan_figure_say (figure, "chart.day_of_year", said, digits);
}

const char *
_certplan_figure_say_month (CertplanFigure *figure, CertplanDate day)
{
  gint year, month;

  certplan_date_get_ymd (day, &year, &month, NULL);
  g_autofree char *name = g_strdup_printf (CERTPLAN_LABEL "month.%d", month);
  g_autofree char *digits = g_strdup_printf ("%d", year);
  return _certplan_figure_say (figure, "chart.day_of_year", name, digits);
}

const char *
_certplan_figure_read (CertplanFigure *figure, CertplanCursor *cursor, guint column,
                       gboolean is_key)
{
  g_autoptr (GString) text = g_string_new (NULL);
  CertplanValue value;

  _certplan_cursor_get (cursor, column, &value);
  _certplan_value_append (figure->labels, is_key ? CERTPLAN_LANG_FIELD : figure->lang, TRUE,
                          certplan_table_get_column_type (figure->table, column), &value, text);
  return g_string_chunk_insert_const (figure->texts, text->str);
}

const char *
_certplan_figure_say_head (CertplanFigure *figure, guint column)
{
  guint n_columns;
  const CertplanColumn *columns = _certplan_table_get_columns (figure->table, &n_columns);
  return _certplan_column_get_head (&columns[column], figure->labels, figure->lang);
}

const char *
_certplan_figure_say_unit (CertplanFigure *figure, guint column)
{
  const CertplanColumn *columns = _certplan_table_get_columns (figure->table, NULL);

  if (columns[column].unit == NULL)
    return "";
  g_autofree char *key = g_strconcat ("unit.", columns[column].unit, NULL);
  const char *unit = _certplan_labels_find (figure->labels, figure->lang, key);
  return unit != NULL ? unit : columns[column].unit;
}

guint32
_certplan_figure_get_colour (guint i)
{
  return palette[i % G_N_ELEMENTS (palette)];
}

/* By the weights that ITU-R BT.709 gives to red, green and blue. */
guint32
_certplan_figure_get_ink (guint32 rgb)
{
  const guint light = ((rgb >> 16) * 21 + (rgb >> 8 & 0xff) * 72 + (rgb & 0xff) * 7) / 100;

  return light < 150 ? CERTPLAN_RGB_WHITE : CERTPLAN_RGB_INK;
}

guint32
_certplan_figure_tint (guint32 rgb, guint percent)
{
  guint32 mixed = 0;

  for (guint shift = 0; shift <= 16; shift += 8)
    mixed |= (255 - (255 - (rgb >> shift & 0xff)) * percent / 100) << shift;
  return mixed;
}

gint
_certplan_figure_draw_lines (CertplanFigure *figure, const char *text, gint y, gint line_height,
                             guint max_lines, guint size, guint32 rgb)
{
  if (*text == '\0')
    return y;
  g_auto (GStrv) lines
      = _certplan_text_wrap (text, size, figure->width - 2 * CERTPLAN_FIGURE_MARGIN, max_lines);
  for (guint i = 0; lines[i] != NULL; i++, y += line_height)
    _certplan_canvas_text (figure->canvas, CERTPLAN_FIGURE_MARGIN, y + line_height / 2,
                           CERTPLAN_ALIGN_LEFT, size, rgb, lines[i]);
  return y;
}

gint
_certplan_figure_draw_titles (CertplanFigure *figure)
{
  gint y = CERTPLAN_FIGURE_MARGIN - CERTPLAN_PX (4);

  if (figure->is_bare)
    return y + CERTPLAN_PX (2);
  y = _certplan_figure_draw_lines (
      figure, _certplan_figure_speak (figure, _certplan_table_get_title (figure->table)), y,
      TITLE_LINE, 2, CERTPLAN_FONT_TITLE, CERTPLAN_RGB_INK);
  return _certplan_figure_draw_lines (
      figure, _certplan_figure_speak (figure, _certplan_table_get_subtitle (figure->table)),
      y + CERTPLAN_PX (2), SUBTITLE_LINE, 2, CERTPLAN_FONT_SMALL, CERTPLAN_RGB_MUTED);
}

gint
_certplan_figure_draw_empty (CertplanFigure *figure, gint y)
{
  _certplan_canvas_text (figure->canvas, figure->width / 2, y + CERTPLAN_PX (40),
                         CERTPLAN_ALIGN_CENTER, CERTPLAN_FONT_LABEL, CERTPLAN_RGB_MUTED,
                         _certplan_figure_say (figure, "text.no_rows", NULL, NULL));
  return y + CERTPLAN_PX (90);
}

void
_certplan_figure_draw_halo (CertplanFigure *figure, gint left, gint right, gint y)
{
  _certplan_canvas_box (figure->canvas, CERTPLAN_LAYER_HALOS, MAX (left - HALO, 0),
                        y - CERTPLAN_PX (8), MIN (right + HALO, figure->width), y + CERTPLAN_PX (8),
                        CERTPLAN_RGB_WHITE);
}
