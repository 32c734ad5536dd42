/* Lines over time or over a number, with a band around them and a limit.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-chart-kinds-private.h"
#include "certplan-lines-private.h"

#define PLOT_HEIGHT CERTPLAN_PX (300)
#define N_TICKS 5
#define N_X_TICKS 12
#define DOT CERTPLAN_PX (3)
/* More points than this are no dots any more, and fewer are numbered. */
#define MAX_DOTS 40
#define MAX_NUMBERS 14
#define BAND_PERCENT 22

typedef struct
{
  CertplanLines *lines;
  CertplanFigure *figure;
  CertplanScale y;
  CertplanScale x;       /* of numbers */
  CertplanDayScale days; /* of days */
} Layout;

static gint
get_x (const Layout *layout, gint64 x)
{
  return layout->lines->has_days ? _certplan_day_scale_get (&layout->days, (CertplanDate)x)
                                 : _certplan_scale_get (&layout->x, x);
}

static gint
get_y (const Layout *layout, gint64 y)
{
  return _certplan_scale_get (&layout->y, y);
}

/* Stretches of points that have both sides of a band. */
static void
draw_band (const Layout *layout, const CertplanLine *line, guint32 rgb)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (CertplanBandPoint));

  for (guint i = 0; i <= line->points->len; i++)
    {
      const CertplanLinePoint *point
          = i < line->points->len ? &g_array_index (line->points, CertplanLinePoint, i) : NULL;
      if (point != NULL && point->low != G_MININT64 && point->high != G_MININT64)
        {
          const CertplanBandPoint at = { get_x (layout, point->x), get_y (layout, point->low),
                                         get_y (layout, point->high) };
          g_array_append_val (points, at);
          continue;
        }
      if (points->len > 1)
        _certplan_canvas_band (layout->figure->canvas,
                               (const CertplanBandPoint *)(const void *)points->data, points->len,
                               _certplan_figure_tint (rgb, BAND_PERCENT));
      g_array_set_size (points, 0);
    }
}

static void
draw_dot (const Layout *layout, const CertplanLinePoint *point, guint32 rgb)
{
  const gint x = get_x (layout, point->x), y = get_y (layout, point->y);

  _certplan_canvas_box (layout->figure->canvas, CERTPLAN_LAYER_CURVES, x - DOT, y - DOT, x + DOT,
                        y + DOT, rgb);
}

/* Broken where a point is absent; a point alone is a dot. */
static void
draw_line (const Layout *layout, const CertplanLine *line, guint32 rgb)
{
  const gboolean has_dots = line->points->len <= MAX_DOTS;
  const CertplanLinePoint *last = NULL;

  for (guint i = 0; i < line->points->len; i++)
    {
      const CertplanLinePoint *point = &g_array_index (line->points, CertplanLinePoint, i);
      if (point->y == G_MININT64)
        {
          last = NULL;
          continue;
        }
      if (last != NULL)
        _certplan_canvas_line (layout->figure->canvas, CERTPLAN_LAYER_CURVES,
                               get_x (layout, last->x), get_y (layout, last->y),
                               get_x (layout, point->x), get_y (layout, point->y), rgb);
      if (has_dots)
        draw_dot (layout, point, rgb);
      last = point;
    }
}

/* Shares with a place: 94.6 % is no 95 %. */
static char *
format_number (const Layout *layout, gint64 number)
{
  CertplanScale scale = layout->y;

  scale.tick = 1000;
  return scale.type == CERTPLAN_COLUMN_SHARE ? _certplan_scale_format (&scale, number)
                                             : _certplan_amount_format (scale.type, number);
}

/* What the points of a single line are, where there are few. */
static void
draw_numbers (const Layout *layout)
{
  const GPtrArray *series = layout->lines->series;
  const CertplanLine *line = series->len == 1 ? series->pdata[0] : NULL;
  gint end = 0;

  if (line == NULL || line->points->len > MAX_NUMBERS)
    return;
  for (guint i = 0; i < line->points->len; i++)
    {
      const CertplanLinePoint *point = &g_array_index (line->points, CertplanLinePoint, i);
      if (point->y == G_MININT64)
        continue;
      g_autofree char *text = format_number (layout, point->y);
      const gint half = _certplan_text_measure (text, CERTPLAN_FONT_NAME) / 2;
      const gint x = MIN (get_x (layout, point->x), layout->figure->width - half - CERTPLAN_PX (4));
      if (x - half < end)
        continue;
      const gint y = get_y (layout, point->y) - CERTPLAN_PX (13);
      _certplan_figure_draw_halo (layout->figure, x - half, x + half, y);
      _certplan_canvas_text (layout->figure->canvas, x, y, CERTPLAN_ALIGN_CENTER,
                             CERTPLAN_FONT_NAME, CERTPLAN_RGB_INK, text);
      end = x + half + CERTPLAN_PX (6);
    }
}

/* As one line, flat where it does not change; of one point as wide as the picture. */
static void
draw_limit (const Layout *layout, gint left, gint right)
{
  const GArray *limits = layout->lines->limits;
  CertplanCanvas *canvas = layout->figure->canvas;

  for (guint i = 0; i < limits->len; i++)
    {
      const CertplanLinePoint *point = &g_array_index (limits, CertplanLinePoint, i);
      const CertplanLinePoint *next
          = i + 1 < limits->len ? &g_array_index (limits, CertplanLinePoint, i + 1) : NULL;
      const gint y = get_y (layout, point->y);
      if (limits->len == 1)
        _certplan_canvas_line (canvas, CERTPLAN_LAYER_LIMITS, left, y, right, y, CERTPLAN_RGB_INK);
      else if (next != NULL)
        _certplan_canvas_line (canvas, CERTPLAN_LAYER_LIMITS, get_x (layout, point->x), y,
                               get_x (layout, next->x), get_y (layout, next->y), CERTPLAN_RGB_INK);
    }
}

/* What the numbers of a column are: "reviewers", "time (days)". */
static const char *
name_numbers (CertplanFigure *figure, guint column)
{
  const char *head = _certplan_figure_say_head (figure, column);
  const char *unit = _certplan_figure_say_unit (figure, column);

  return *unit == '\0' ? head : _certplan_figure_say (figure, "chart.head_and_unit", head, unit);
}

static void
draw_number_axis (const Layout *layout, gint top, gint bottom)
{
  CertplanFigure *figure = layout->figure;
  const CertplanScale *x = &layout->x;
  const guint from = _certplan_table_get_chart (figure->table)->from;

  for (gint64 number = x->low; number <= x->high; number += x->tick)
    {
      const gint at = _certplan_scale_get (x, number);
      g_autofree char *text = _certplan_scale_format (x, number);
      _certplan_canvas_line (figure->canvas, CERTPLAN_LAYER_GRID, at, top, at,
                             bottom + CERTPLAN_PX (4), CERTPLAN_RGB_GRID);
      _certplan_canvas_text (figure->canvas, at, bottom + CERTPLAN_PX (15), CERTPLAN_ALIGN_CENTER,
                             CERTPLAN_FONT_SMALL, CERTPLAN_RGB_INK, text);
    }
  _certplan_canvas_text (figure->canvas, (x->start + x->end) / 2, bottom + CERTPLAN_PX (35),
                         CERTPLAN_ALIGN_CENTER, CERTPLAN_FONT_NAME, CERTPLAN_RGB_MUTED,
                         name_numbers (figure, from));
}

static gint
draw_legend (const Layout *layout, gint y)
{
  CertplanFigure *figure = layout->figure;
  const CertplanLines *lines = layout->lines;
  const CertplanChartSpec *spec = _certplan_table_get_chart (figure->table);
  g_autoptr (GArray) entries = _certplan_legend_new ();

  for (guint i = 0; i < lines->series->len; i++)
    {
      const CertplanLine *line = lines->series->pdata[i];
      _certplan_legend_add (entries, CERTPLAN_SIGN_CURVE, _certplan_figure_get_colour (i),
                            line->name);
    }
  if (lines->has_band)
    _certplan_legend_add (
        entries, CERTPLAN_SIGN_BAR,
        _certplan_figure_tint (lines->series->len == 1 ? _certplan_figure_get_colour (0)
                                                       : CERTPLAN_RGB_SLATE,
                               BAND_PERCENT),
        _certplan_figure_say (figure, "chart.band",
                              _certplan_figure_say_head (figure, spec->low - 1),
                              _certplan_figure_say_head (figure, spec->high - 1)));
  if (lines->limits->len > 0)
    _certplan_legend_add (entries, CERTPLAN_SIGN_DASHES, CERTPLAN_RGB_INK,
                          _certplan_figure_say_head (figure, spec->capacity - 1));
  return _certplan_legend_draw (figure, entries, y);
}

static void
choose_scales (Layout *layout, gint top)
{
  const CertplanLines *lines = layout->lines;
  const gint right = layout->figure->width - CERTPLAN_FIGURE_MARGIN - CERTPLAN_PX (14);
  const gint64 days = MAX (lines->last - lines->first, 1);

  layout->y = _certplan_scale_choose (lines->type, lines->least, lines->most, N_TICKS,
                                      top + PLOT_HEIGHT, top);
  const gint left = CERTPLAN_FIGURE_MARGIN + CERTPLAN_PX (8)
                    + _certplan_scale_measure (&layout->y, CERTPLAN_FONT_NAME);
  if (lines->has_days)
    layout->days = (CertplanDayScale){ left, right, (CertplanDate)lines->first, (gint)days,
                                       right - left - CERTPLAN_PX (6) };
  else
    layout->x = _certplan_scale_choose_range (lines->x_type, lines->first, lines->last, N_X_TICKS,
                                              left, right);
}

static void
draw_plot (const Layout *layout, gint left, gint right)
{
  CertplanFigure *figure = layout->figure;
  const CertplanLines *lines = layout->lines;
  const CertplanChartSpec *spec = _certplan_table_get_chart (figure->table);

  _certplan_scale_draw (figure, &layout->y, left, right,
                        _certplan_figure_say_unit (figure, spec->amount));
  if (lines->has_days)
    _certplan_day_scale_draw (figure, &layout->days, layout->y.end, layout->y.start);
  else
    draw_number_axis (layout, layout->y.end, layout->y.start);
  for (guint i = 0; i < lines->series->len; i++)
    draw_band (layout, lines->series->pdata[i], _certplan_figure_get_colour (i));
  draw_limit (layout, left, right);
  for (guint i = 0; i < lines->series->len; i++)
    draw_line (layout, lines->series->pdata[i], _certplan_figure_get_colour (i));
  draw_numbers (layout);
}

gint
_certplan_lines_draw (CertplanFigure *figure, GError **error)
{
  g_autoptr (CertplanLines) lines = _certplan_lines_read (figure, error);
  Layout layout = { .lines = lines, .figure = figure };

  if (lines == NULL)
    return 0;
  const gint y = _certplan_figure_draw_titles (figure);
  if (lines->first > lines->last)
    return _certplan_figure_draw_empty (figure, y);
  choose_scales (&layout, y + CERTPLAN_PX (40));
  draw_plot (&layout, lines->has_days ? layout.days.left : layout.x.start,
             lines->has_days ? layout.days.right : layout.x.end);
  return draw_legend (&layout, layout.y.start + CERTPLAN_PX (48)) + CERTPLAN_PX (12);
}
