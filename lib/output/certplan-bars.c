/* Columns of several series side by side, over periods or groups.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-chart-kinds-private.h"
#include "certplan-grid-private.h"

#define PLOT_HEIGHT CERTPLAN_PX (300)
#define N_TICKS 5
#define MAX_BAR CERTPLAN_PX (56)

typedef struct
{
  CertplanGrid *grid;
  CertplanFigure *figure;
  CertplanScale scale;
  CertplanGroupAxis axis;
} Layout;

static void
find_range (const CertplanGrid *grid, gint64 *least, gint64 *most)
{
  *least = *most = 0;
  for (guint i = 0; i < grid->groups->len; i++)
    for (guint s = 0; s < grid->series->len; s++)
      {
        const gint64 amount = _certplan_grid_get (grid, i, s);
        if (amount == G_MININT64)
          continue;
        *least = MIN (*least, amount);
        *most = MAX (*most, amount);
      }
}

/* From where to where a bar reaches. */
static void
get_bar (const Layout *layout, guint i, guint s, gint *left, gint *right)
{
  const gint x = _certplan_group_axis_get (&layout->axis, i);
  const gint width = _certplan_group_axis_get (&layout->axis, i + 1) - x;
  const gint n = (gint)layout->grid->series->len;
  const gint bars = MIN (width * 3 / 4, n * MAX_BAR), begin = x + (width - bars) / 2;

  *left = begin + bars * (gint)s / n;
  *right = begin + bars * ((gint)s + 1) / n;
}

static void
draw_bar (const Layout *layout, guint i, guint s)
{
  const gint64 amount = _certplan_grid_get (layout->grid, i, s);
  gint left, right;

  if (amount == G_MININT64 || amount == 0)
    return;
  get_bar (layout, i, s, &left, &right);
  const gint zero = _certplan_scale_get (&layout->scale, 0);
  const gint end = _certplan_scale_get (&layout->scale, amount);
  const gint gap = MIN ((right - left) / 12, CERTPLAN_PX (1));
  _certplan_canvas_box (layout->figure->canvas, CERTPLAN_LAYER_BARS, left + gap, MIN (zero, end),
                        right - gap, MAX (zero, end), _certplan_figure_get_colour (s));
}

/* Over the bar, or under one that reaches below 0. */
static void
draw_number (const Layout *layout, guint i, guint s, guint font)
{
  const gint64 amount = _certplan_grid_get (layout->grid, i, s);
  gint left, right;

  if (amount == G_MININT64 || amount == 0)
    return;
  get_bar (layout, i, s, &left, &right);
  g_autofree char *text = _certplan_amount_format (layout->grid->type, amount);
  _certplan_canvas_text (layout->figure->canvas, (left + right) / 2,
                         _certplan_scale_get (&layout->scale, amount)
                             + (amount > 0 ? -CERTPLAN_PX (9) : CERTPLAN_PX (9)),
                         CERTPLAN_ALIGN_CENTER, font, CERTPLAN_RGB_INK, text);
}

/* Returns: whether all numbers stand beside each other */
static gboolean
has_room (const Layout *layout, guint font)
{
  for (guint i = 0; i < layout->grid->groups->len; i++)
    for (guint s = 0; s < layout->grid->series->len; s++)
      {
        const gint64 amount = _certplan_grid_get (layout->grid, i, s);
        gint left, right;
        if (amount == G_MININT64)
          continue;
        get_bar (layout, i, s, &left, &right);
        g_autofree char *text = _certplan_amount_format (layout->grid->type, amount);
        const gint spare = layout->grid->series->len == 1 ? right - left : 0;
        if (_certplan_text_measure (text, font) > right - left + spare / 4)
          return FALSE;
      }
  return TRUE;
}

static void
draw_all (const Layout *layout)
{
  const guint font = has_room (layout, CERTPLAN_FONT_NAME)   ? CERTPLAN_FONT_NAME
                     : has_room (layout, CERTPLAN_FONT_TINY) ? CERTPLAN_FONT_TINY
                                                             : 0;

  for (guint i = 0; i < layout->grid->groups->len; i++)
    for (guint s = 0; s < layout->grid->series->len; s++)
      {
        draw_bar (layout, i, s);
        if (font > 0)
          draw_number (layout, i, s, font);
      }
}

/* One series needs no legend: the title says what it is. */
static gint
draw_legend (const Layout *layout, gint y)
{
  g_autoptr (GArray) entries = _certplan_legend_new ();

  if (layout->grid->series->len < 2)
    return y;
  for (guint s = 0; s < layout->grid->series->len; s++)
    _certplan_legend_add (entries, CERTPLAN_SIGN_BAR, _certplan_figure_get_colour (s),
                          layout->grid->series->pdata[s]);
  return _certplan_legend_draw (layout->figure, entries, y);
}

gint
_certplan_bars_draw (CertplanFigure *figure, GError **error)
{
  static const CertplanGridSize size = { 60, 8, TRUE };
  const CertplanChartSpec *spec = _certplan_table_get_chart (figure->table);
  g_autoptr (CertplanGrid) grid = _certplan_grid_read (figure, &size, error);
  Layout layout = { .grid = grid, .figure = figure };
  gint64 least, most;

  if (grid == NULL)
    return 0;
  gint y = _certplan_figure_draw_titles (figure);
  if (grid->groups->len == 0)
    return _certplan_figure_draw_empty (figure, y);
  find_range (grid, &least, &most);
  layout.scale = _certplan_scale_choose (grid->type, least, most, N_TICKS,
                                         y + CERTPLAN_PX (40) + PLOT_HEIGHT, y + CERTPLAN_PX (40));
  layout.axis.left = CERTPLAN_FIGURE_MARGIN + CERTPLAN_PX (8)
                     + _certplan_scale_measure (&layout.scale, CERTPLAN_FONT_NAME);
  layout.axis.right = figure->width - CERTPLAN_FIGURE_MARGIN;
  layout.axis.n = grid->groups->len;
  _certplan_scale_draw (figure, &layout.scale, layout.axis.left, layout.axis.right,
                        _certplan_figure_say_unit (figure, spec->amount));
  draw_all (&layout);
  const gint below = least < 0 ? CERTPLAN_PX (12) : 0; /* room for a number under its bar */
  y = _certplan_group_axis_draw (grid, &layout.axis, layout.scale.end, layout.scale.start + below,
                                 NULL);
  return draw_legend (&layout, y + CERTPLAN_PX (4)) + CERTPLAN_PX (12);
}
