/* Stacked columns over periods, with a cumulative line, or with what each period can carry.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-chart-kinds-private.h"
#include "certplan-grid-private.h"
#include <string.h>

#define PLOT_HEIGHT CERTPLAN_PX (300)
#define N_TICKS 5
/* Columns narrower than this are marked by colour, as a frame would fill them. */
#define MIN_FRAME CERTPLAN_PX (14)
/* Where not every column has room for a text of its own. */
#define MANY_COLUMNS 40
#define MAX_TEXTS 6
#define MAX_WIDTH CERTPLAN_PX (90)
#define CURVE_RGB CERTPLAN_RGB_SLATE

typedef struct
{
  CertplanGrid *grid;
  CertplanFigure *figure;
  CertplanScale scale;
  CertplanScale total_scale; /* of the line */
  CertplanGroupAxis axis;
  gboolean has_capacity, has_total;
  gint64 *sums; /* by group */
  gint64 *totals;
  gboolean *is_over; /* by group */
} Layout;

static gint64
get_capacity (const Layout *layout, guint i)
{
  return _certplan_grid_get_group (layout->grid, i)->capacity;
}

/* What is below 0 takes from the sum and is not drawn. */
static void
add_up (Layout *layout)
{
  const guint n = layout->grid->groups->len;
  gint64 total = 0;

  layout->sums = g_new0 (gint64, n + 1);
  layout->totals = g_new0 (gint64, n + 1);
  layout->is_over = g_new0 (gboolean, n + 1);
  for (guint i = 0; i < n; i++)
    {
      for (guint s = 0; s < layout->grid->series->len; s++)
        layout->sums[i]
            = _certplan_amount_add (layout->sums[i], _certplan_grid_get (layout->grid, i, s));
      total = layout->totals[i] = _certplan_amount_add (total, layout->sums[i]);
      layout->is_over[i]
          = get_capacity (layout, i) != G_MININT64 && layout->sums[i] > get_capacity (layout, i);
    }
}

static gint64
get_largest (const Layout *layout)
{
  gint64 largest = 0;

  for (guint i = 0; i < layout->grid->groups->len; i++)
    {
      largest = MAX (largest, layout->sums[i]);
      largest = MAX (largest, get_capacity (layout, i));
    }
  return largest;
}

static void
draw_frame (CertplanCanvas *canvas, gint left, gint top, gint right, gint bottom)
{
  const guint32 rgb = CERTPLAN_RGB_RED;

  if (right - left < MIN_FRAME) /* a strip: the parts beside it are still seen */
    {
      _certplan_canvas_box (canvas, CERTPLAN_LAYER_CURVES, (left + right) / 2, top, right, bottom,
                            rgb);
      return;
    }
  _certplan_canvas_frame (canvas, CERTPLAN_LAYER_CURVES, left, top, right, bottom, rgb);
}

/* How far a column stands from the ends of its period; few ones are not as wide as they could be.
 */
static gint
get_inset (gint x, gint end)
{
  return MAX ((end - x) / 6, (end - x - MAX_WIDTH) / 2);
}

static void
draw_column (const Layout *layout, guint i)
{
  const gint x = _certplan_group_axis_get (&layout->axis, i);
  const gint end = _certplan_group_axis_get (&layout->axis, i + 1);
  const gint inset = get_inset (x, end), left = x + inset, right = end - inset;
  gint64 below = 0;

  for (guint s = 0; s < layout->grid->series->len; s++)
    {
      const gint64 part = _certplan_grid_get (layout->grid, i, s);
      if (part <= 0)
        continue;
      const gint64 above = _certplan_amount_add (below, part);
      _certplan_canvas_box (layout->figure->canvas, CERTPLAN_LAYER_BARS, left,
                            _certplan_scale_get (&layout->scale, above), right,
                            _certplan_scale_get (&layout->scale, below),
                            _certplan_figure_get_colour (s));
      below = above;
    }
  if (layout->is_over[i])
    draw_frame (layout->figure->canvas, left, _certplan_scale_get (&layout->scale, layout->sums[i]),
                right, _certplan_scale_get (&layout->scale, get_capacity (layout, i)));
}

/* What is written over a column: how much too much, or where there is no capacity, the sum. 0 =
 * nothing. */
static gint64
get_written (const Layout *layout, guint i)
{
  if (!layout->has_capacity)
    return MAX (layout->sums[i], 0);
  return layout->is_over[i]
             ? _certplan_amount_add (layout->sums[i], -MAX (get_capacity (layout, i), 0))
             : 0;
}

static const char *
say_written (const Layout *layout, guint i, gboolean in_words)
{
  g_autofree char *number = _certplan_amount_format (layout->grid->type, get_written (layout, i));

  return in_words && layout->has_capacity
             ? _certplan_figure_say (layout->figure, "chart.over", number, NULL)
             : g_string_chunk_insert (layout->figure->texts, number);
}

static void
write_above (const Layout *layout, guint i, const char *text, guint font, gint y)
{
  const gint half = _certplan_text_measure (text, font) / 2;
  const gint middle = (_certplan_group_axis_get (&layout->axis, i)
                       + _certplan_group_axis_get (&layout->axis, i + 1))
                      / 2;
  const gint x = CLAMP (middle, half, MAX (layout->figure->width - half, half));

  _certplan_canvas_box (layout->figure->canvas, CERTPLAN_LAYER_HALOS, x - half,
                        y - CERTPLAN_PX (17), x + half, y - CERTPLAN_PX (3), CERTPLAN_RGB_WHITE);
  _certplan_canvas_text (layout->figure->canvas, x, y - CERTPLAN_PX (10), CERTPLAN_ALIGN_CENTER,
                         font, layout->has_capacity ? CERTPLAN_RGB_RED : CERTPLAN_RGB_INK, text);
}

/* Returns: whether each text has room over its own column */
static gboolean
fits_all (const Layout *layout, gboolean in_words, guint font)
{
  const gint room = _certplan_group_axis_get (&layout->axis, 1) - layout->axis.left;

  for (guint i = 0; i < layout->axis.n; i++)
    if (get_written (layout, i) > 0
        && _certplan_text_measure (say_written (layout, i, in_words), font) > room)
      return FALSE;
  return TRUE;
}

/* Where a text stands. */
typedef struct
{
  gint left, right, y;
} Place;

/* Above all columns that the text reaches over. Returns: FALSE where another text stands there */
static gboolean
find_place (const Layout *layout, guint i, const char *text, const GArray *taken, Place *place)
{
  const gint half = _certplan_text_measure (text, CERTPLAN_FONT_NAME) / 2 + CERTPLAN_PX (2);
  const gint middle = (_certplan_group_axis_get (&layout->axis, i)
                       + _certplan_group_axis_get (&layout->axis, i + 1))
                      / 2;

  *place = (Place){ middle - half, middle + half, layout->scale.start };
  for (guint j = 0; j < layout->axis.n; j++)
    {
      const gint x = _certplan_group_axis_get (&layout->axis, j);
      const gint end = _certplan_group_axis_get (&layout->axis, j + 1);
      const gint inset = get_inset (x, end) + CERTPLAN_PX (3); /* so much may be touched */
      const gint top = _certplan_scale_get (&layout->scale, layout->sums[j]);
      if (x + inset < place->right && end - inset > place->left)
        place->y = MIN (place->y, top);
    }
  for (guint j = 0; j < taken->len; j++)
    {
      const Place *other = &g_array_index (taken, Place, j);
      if (place->left < other->right && other->left < place->right
          && ABS (place->y - other->y) < CERTPLAN_PX (16))
        return FALSE;
    }
  return TRUE;
}

static gint
compare_written (gconstpointer a, gconstpointer b, gpointer data)
{
  const guint one = *(const guint *)a, other = *(const guint *)b;
  const gint64 first = get_written (data, one), second = get_written (data, other);

  if (first != second)
    return first > second ? -1 : 1;
  return one < other ? -1 : 1;
}

/* The largest first, as far as there is room; of very many columns only some. */
static void
write_largest (Layout *layout)
{
  const guint n = layout->axis.n;
  g_autofree guint *order = g_new (guint, n);
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (Place));

  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (gint)n, sizeof *order, compare_written, layout);
  for (guint i = 0; i < n && (n <= MANY_COLUMNS || taken->len < MAX_TEXTS); i++)
    {
      Place place;
      if (get_written (layout, order[i]) <= 0)
        return;
      const char *text = say_written (layout, order[i], n > MANY_COLUMNS);
      if (!find_place (layout, order[i], text, taken, &place))
        continue;
      write_above (layout, order[i], text, CERTPLAN_FONT_NAME, place.y);
      g_array_append_val (taken, place);
    }
}

static void
write_numbers (Layout *layout)
{
  const gboolean in_words = fits_all (layout, TRUE, CERTPLAN_FONT_NAME);
  const guint font = in_words || fits_all (layout, FALSE, CERTPLAN_FONT_NAME) ? CERTPLAN_FONT_NAME
                                                                              : CERTPLAN_FONT_TINY;

  if (!fits_all (layout, in_words, font))
    {
      write_largest (layout);
      return;
    }
  for (guint i = 0; i < layout->axis.n; i++)
    if (get_written (layout, i) > 0)
      write_above (layout, i, say_written (layout, i, in_words), font,
                   _certplan_scale_get (&layout->scale, layout->sums[i]));
}

/* A little wider than its column. */
static void
draw_capacity (const Layout *layout, guint i)
{
  const gint x = _certplan_group_axis_get (&layout->axis, i);
  const gint end = _certplan_group_axis_get (&layout->axis, i + 1);
  const gint gap = get_inset (x, end) * 3 / 7;

  if (get_capacity (layout, i) == G_MININT64)
    return;
  const gint y = _certplan_scale_get (&layout->scale, get_capacity (layout, i));
  _certplan_canvas_line (layout->figure->canvas, CERTPLAN_LAYER_CURVES, x + gap, y, end - gap, y,
                         CERTPLAN_RGB_INK);
}

/* Flat within a period, so that it is read at each period's end. */
static void
draw_curve (const Layout *layout)
{
  CertplanCanvas *canvas = layout->figure->canvas;
  gint last = _certplan_scale_get (&layout->total_scale, 0);

  for (guint i = 0; i < layout->grid->groups->len; i++)
    {
      const gint x = _certplan_group_axis_get (&layout->axis, i);
      const gint end = _certplan_group_axis_get (&layout->axis, i + 1);
      const gint y = _certplan_scale_get (&layout->total_scale, layout->totals[i]);
      _certplan_canvas_line (canvas, CERTPLAN_LAYER_CURVES, x, last, x, y, CURVE_RGB);
      _certplan_canvas_line (canvas, CERTPLAN_LAYER_CURVES, x, y, end, y, CURVE_RGB);
      last = y;
    }
}

/* The line's own numbers, on the right. */
static void
draw_total_scale (const Layout *layout)
{
  const CertplanScale *scale = &layout->total_scale;

  for (gint64 number = scale->low; number <= scale->high; number += scale->tick)
    {
      g_autofree char *text = _certplan_scale_format (scale, number);
      _certplan_canvas_text (layout->figure->canvas, layout->axis.right + CERTPLAN_PX (8),
                             _certplan_scale_get (scale, number), CERTPLAN_ALIGN_LEFT,
                             CERTPLAN_FONT_NAME, CERTPLAN_RGB_MUTED, text);
    }
}

static gint
draw_legend (const Layout *layout, gint y)
{
  CertplanFigure *figure = layout->figure;
  const CertplanChartSpec *spec = _certplan_table_get_chart (figure->table);
  g_autoptr (GArray) entries = _certplan_legend_new ();
  gboolean has_over = FALSE;

  for (guint s = 0; s < layout->grid->series->len; s++)
    _certplan_legend_add (entries, CERTPLAN_SIGN_BAR, _certplan_figure_get_colour (s),
                          layout->grid->series->pdata[s]);
  for (guint i = 0; i < layout->grid->groups->len; i++)
    has_over = has_over || layout->is_over[i];
  if (layout->has_total)
    _certplan_legend_add (entries, CERTPLAN_SIGN_CURVE, CURVE_RGB,
                          _certplan_figure_say (figure, "chart.cumulative", NULL, NULL));
  if (layout->has_capacity)
    _certplan_legend_add (entries, CERTPLAN_SIGN_CURVE, CERTPLAN_RGB_INK,
                          _certplan_figure_say_head (figure, spec->capacity - 1));
  if (has_over)
    _certplan_legend_add (entries, CERTPLAN_SIGN_FRAME, CERTPLAN_RGB_RED,
                          _certplan_figure_say (figure, "chart.overload", NULL, NULL));
  return _certplan_legend_draw (figure, entries, y);
}

/* Rooms for the numbers on both sides, as wide as they are; both sides have the same lines. */
static void
choose_scales (Layout *layout, gint top)
{
  const gint bottom = top + PLOT_HEIGHT;
  const guint n = layout->grid->groups->len;
  const gint64 total = n > 0 ? layout->totals[n - 1] : 0;
  const gint gap = CERTPLAN_FIGURE_MARGIN + CERTPLAN_PX (8);

  layout->scale
      = _certplan_scale_choose (layout->grid->type, 0, get_largest (layout), N_TICKS, bottom, top);
  layout->total_scale = _certplan_scale_choose (layout->grid->type, 0, total, N_TICKS, bottom, top);
  if (layout->has_total) /* one height, one number of lines */
    {
      const gint64 n_ticks = layout->scale.high / layout->scale.tick;
      const gint64 n_total_ticks = layout->total_scale.high / layout->total_scale.tick;
      layout->scale.high = layout->scale.tick * MAX (n_ticks, n_total_ticks);
      layout->total_scale.high = layout->total_scale.tick * MAX (n_ticks, n_total_ticks);
    }
  layout->axis.left = gap + _certplan_scale_measure (&layout->scale, CERTPLAN_FONT_NAME);
  layout->axis.right = layout->figure->width - CERTPLAN_FIGURE_MARGIN;
  if (layout->has_total)
    layout->axis.right = layout->figure->width - gap
                         - _certplan_scale_measure (&layout->total_scale, CERTPLAN_FONT_NAME);
  layout->axis.n = n;
}

static void
draw_plot (Layout *layout)
{
  const CertplanChartSpec *spec = _certplan_table_get_chart (layout->figure->table);

  _certplan_scale_draw (layout->figure, &layout->scale, layout->axis.left, layout->axis.right,
                        _certplan_figure_say_unit (layout->figure, spec->amount));
  for (guint i = 0; i < layout->grid->groups->len; i++)
    {
      draw_column (layout, i);
      if (layout->has_capacity)
        draw_capacity (layout, i);
    }
  write_numbers (layout);
  if (!layout->has_total)
    return;
  draw_total_scale (layout);
  draw_curve (layout);
}

static void
clear_layout (Layout *layout)
{
  g_free (layout->sums);
  g_free (layout->totals);
  g_free (layout->is_over);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Layout, clear_layout)

gint
_certplan_stack_draw (CertplanFigure *figure, GError **error)
{
  static const CertplanGridSize size = { 120, 12, TRUE };
  const CertplanChartSpec *spec = _certplan_table_get_chart (figure->table);
  g_autoptr (CertplanGrid) grid = _certplan_grid_read (figure, &size, error);
  g_auto (Layout) layout = { .grid = grid, .figure = figure };

  if (grid == NULL)
    return 0;
  layout.has_capacity = spec->capacity != 0;
  layout.has_total = !layout.has_capacity && (spec->flags & CERTPLAN_CHART_NO_CUMULATIVE) == 0;
  gint y = _certplan_figure_draw_titles (figure);
  if (grid->groups->len == 0)
    return _certplan_figure_draw_empty (figure, y);
  add_up (&layout);
  choose_scales (&layout, y + CERTPLAN_PX (40));
  draw_plot (&layout);
  y = _certplan_group_axis_draw (grid, &layout.axis, layout.scale.end, layout.scale.start,
                                 layout.is_over);
  return draw_legend (&layout, y + CERTPLAN_PX (4)) + CERTPLAN_PX (12);
}
