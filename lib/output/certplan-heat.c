/* A table of coloured cells: lines by periods, with what is too much in red.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-chart-kinds-private.h"
#include "certplan-grid-private.h"

#define MAX_LABEL_WIDTH CERTPLAN_PX (200)
#define MIN_CELL CERTPLAN_PX (30)
#define MAX_CELL CERTPLAN_PX (96)
#define CELL_GAP CERTPLAN_PX (6) /* around a number */
#define ROW_HEIGHT CERTPLAN_PX (23)

#define BASELESS "-" /* in place of a number */

/* How full a cell is, in parts of its limit or of the largest amount. */
#define FULL 1000
typedef struct
{
  gint over; /* a cell with more than this many thousandths is of this class */
  guint32 rgb;
  const char *range; /* label, of what has a limit */
} Class;

static const Class limited[] = {
  { G_MININT, 0xf3f4f6, NULL },      { 0, 0xe3edf7, "heat.to_50" },
  { 500, 0xb7d0ea, "heat.to_80" },   { 800, 0x7aa7d6, "heat.to_100" },
  { FULL, 0xe79a96, "heat.to_120" }, { 1200, CERTPLAN_RGB_RED, "heat.over_120" },
};
/* Without a limit nothing is too much. */
static const Class unlimited[] = {
  { G_MININT, 0xf3f4f6, NULL }, { 0, 0xe3edf7, NULL },   { 250, 0xb7d0ea, NULL },
  { 500, 0x7aa7d6, NULL },      { 750, 0x2f6db5, NULL },
};

typedef struct
{
  CertplanGrid *grid;
  CertplanFigure *figure;
  const Class *classes;
  guint n_classes;
  gboolean has_limits;
  gboolean has_baseless; /* some cell is a share of nothing */
  gint64 largest;
  gint label_width;
  gint cell_width;
  guint n_beside; /* columns of a panel */
} Layout;

/* Thousandths, as far as they matter: far too much is 10 times as much. */
static gint
get_part (const Layout *layout, guint column, guint line)
{
  const gint64 amount = _certplan_grid_get (layout->grid, column, line);
  gint64 limit = layout->largest;

  if (layout->has_limits)
    limit = layout->grid->type == CERTPLAN_COLUMN_SHARE
                ? 1000000
                : _certplan_grid_get_limit (layout->grid, column, line);
  if (amount <= 0)
    return 0;
  if (limit == G_MININT64) /* not stated: nothing is known of how full the cell is */
    return 1;
  if (limit <= 0 || amount / 10 >= limit)
    return 10 * FULL;
  if (limit > G_MAXINT64 / FULL / 20)
    return (gint)(amount / (limit / FULL));
  /* a little too much is too much: rounded up */
  return (gint)((amount * FULL + limit - 1) / limit);
}

static const Class *
get_class (const Layout *layout, guint column, guint line)
{
  const gint part = get_part (layout, column, line);
  guint i = layout->n_classes - 1;

  while (i > 0 && part <= layout->classes[i].over)
    i--;
  return &layout->classes[i];
}

/* A share of nothing has no number, and is too much all the same. */
static gboolean
is_baseless (const Layout *layout, guint column, guint line)
{
  return layout->grid->type == CERTPLAN_COLUMN_SHARE
         && _certplan_grid_is_absent (layout->grid, column, line);
}

static void
measure (Layout *layout)
{
  CertplanGrid *grid = layout->grid;
  gint widest = 0;

  for (guint line = 0; line < grid->series->len; line++)
    {
      const gint width = _certplan_text_measure (grid->series->pdata[line], CERTPLAN_FONT_SMALL);
      layout->label_width = MAX (layout->label_width, MIN (width, MAX_LABEL_WIDTH));
      for (guint column = 0; column < grid->groups->len; column++)
        {
          const gint64 amount = _certplan_grid_get (grid, column, line);
          layout->has_baseless |= is_baseless (layout, column, line);
          if (amount == G_MININT64)
            continue;
          g_autofree char *text = _certplan_amount_format (grid->type, amount);
          const gint number = _certplan_text_measure (text, CERTPLAN_FONT_TINY);
          widest = MAX (widest, number);
          layout->largest = MAX (layout->largest, amount);
        }
    }
  layout->cell_width = MAX (widest + CELL_GAP, MIN_CELL);
}

/* As many columns as their numbers have room for, whole years where they are months; the rest goes
 * below. */
static void
choose_panels (Layout *layout)
{
  const CertplanGrid *grid = layout->grid;
  const gint room
      = layout->figure->width - 2 * CERTPLAN_FIGURE_MARGIN - layout->label_width - CERTPLAN_PX (10);
  guint n = (guint)MAX (room / layout->cell_width, 1);

  if (n < grid->groups->len && grid->has_periods && grid->months == 1)
    n = n >= 12 ? n / 12 * 12 : n >= 6 ? 6 : n >= 3 ? 3 : n;
  layout->n_beside = MIN (n, grid->groups->len);
  layout->cell_width = MIN (room / (gint)MIN (n, grid->groups->len), MAX_CELL);
}

static void
draw_cell (const Layout *layout, guint column, guint line, gint left, gint right, gint y)
{
  const gint64 amount = _certplan_grid_get (layout->grid, column, line);
  const gboolean has_no_base = is_baseless (layout, column, line);

  if (amount == G_MININT64 && !has_no_base)
    return;
  const guint32 rgb = has_no_base ? CERTPLAN_RGB_RED : get_class (layout, column, line)->rgb;
  g_autofree char *text
      = has_no_base ? g_strdup (BASELESS) : _certplan_amount_format (layout->grid->type, amount);
  _certplan_canvas_box (layout->figure->canvas, CERTPLAN_LAYER_BARS, left + CERTPLAN_PX (1) / 2,
                        y + CERTPLAN_PX (1) / 2, right - CERTPLAN_PX (1) / 2,
                        y + ROW_HEIGHT - CERTPLAN_PX (1) / 2, rgb);
  _certplan_canvas_text (layout->figure->canvas, (left + right) / 2, y + ROW_HEIGHT / 2,
                         CERTPLAN_ALIGN_CENTER, CERTPLAN_FONT_TINY, _certplan_figure_get_ink (rgb),
                         text);
}

/* Columns @first and those behind it that stand beside each other. Returns: where they end */
static gint
draw_panel (const Layout *layout, guint first, gint y)
{
  CertplanGrid *grid = layout->grid;
  const gint left = CERTPLAN_FIGURE_MARGIN + layout->label_width + CERTPLAN_PX (10);
  CertplanGroupAxis axis = { left, 0, first, MIN (layout->n_beside, grid->groups->len - first) };

  axis.right = left + (gint)axis.n * layout->cell_width;
  y = _certplan_group_axis_draw_above (grid, &axis, y);
  for (guint line = 0; line < grid->series->len; line++, y += ROW_HEIGHT)
    {
      g_autofree char *name = _certplan_text_shorten (grid->series->pdata[line],
                                                      CERTPLAN_FONT_SMALL, layout->label_width);
      _certplan_canvas_text (layout->figure->canvas, left - CERTPLAN_PX (8), y + ROW_HEIGHT / 2,
                             CERTPLAN_ALIGN_RIGHT, CERTPLAN_FONT_SMALL, CERTPLAN_RGB_INK, name);
      for (guint i = 0; i < axis.n; i++)
        draw_cell (layout, first + i, line, _certplan_group_axis_get (&axis, i),
                   _certplan_group_axis_get (&axis, i + 1), y);
    }
  return y + CERTPLAN_PX (14);
}

/* What the class holds: in percent, or from which amount to which. */
static const char *
say_class (const Layout *layout, guint i)
{
  const Class *class = &layout->classes[i];

  if (layout->has_limits)
    return _certplan_figure_say (layout->figure, class->range, NULL, NULL);
  const gint64 part = layout->largest / (layout->n_classes - 1);
  g_autofree char *from = _certplan_amount_format (layout->grid->type, part * (i - 1));
  g_autofree char *to = _certplan_amount_format (
      layout->grid->type, i + 1 == layout->n_classes ? layout->largest : part * i);
  return _certplan_figure_say (layout->figure, "heat.between", from, to);
}

static gint
draw_legend (const Layout *layout, gint y)
{
  g_autoptr (GArray) entries = _certplan_legend_new ();

  for (guint i = 1; i < layout->n_classes; i++)
    _certplan_legend_add (entries, CERTPLAN_SIGN_BAR, layout->classes[i].rgb,
                          say_class (layout, i));
  if (layout->has_baseless)
    _certplan_legend_add (entries, CERTPLAN_SIGN_BAR, CERTPLAN_RGB_RED,
                          _certplan_figure_say (layout->figure, "heat.baseless", NULL, NULL));
  return _certplan_legend_draw (layout->figure, entries, y);
}

/* The unit of the numbers, in words where no column says it. */
static gint
draw_unit (const Layout *layout, gint y)
{
  CertplanFigure *figure = layout->figure;
  const guint amount = _certplan_table_get_chart (figure->table)->amount;
  const char *unit = layout->grid->type == CERTPLAN_COLUMN_SHARE
                         ? "%"
                         : _certplan_figure_say_unit (figure, amount);

  _certplan_canvas_text (figure->canvas, CERTPLAN_FIGURE_MARGIN, y + CERTPLAN_PX (16),
                         CERTPLAN_ALIGN_LEFT, CERTPLAN_FONT_NAME, CERTPLAN_RGB_MUTED, unit);
  return y + CERTPLAN_PX (6);
}

gint
_certplan_heat_draw (CertplanFigure *figure, GError **error)
{
  static const CertplanGridSize size = { 120, 100, FALSE };
  g_autoptr (CertplanGrid) grid = _certplan_grid_read (figure, &size, error);
  Layout layout = { .grid = grid, .figure = figure };

  if (grid == NULL)
    return 0;
  gint y = _certplan_figure_draw_titles (figure);
  if (grid->groups->len == 0 || grid->series->len == 0)
    return _certplan_figure_draw_empty (figure, y);
  layout.has_limits = grid->type == CERTPLAN_COLUMN_SHARE
                      || _certplan_table_get_chart (figure->table)->capacity != 0;
  layout.classes = layout.has_limits ? limited : unlimited;
  layout.n_classes = layout.has_limits ? G_N_ELEMENTS (limited) : G_N_ELEMENTS (unlimited);
  measure (&layout);
  choose_panels (&layout);
  y = draw_unit (&layout, y);
  for (guint first = 0; first < grid->groups->len; first += layout.n_beside)
    y = draw_panel (&layout, first, y);
  return draw_legend (&layout, y) + CERTPLAN_PX (12);
}
