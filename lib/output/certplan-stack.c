/* Stacked columns over periods, with a cumulative line. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "certplan-stack-private.h"
#include "certplan-gantt-private.h"
#include <string.h>

#define MARGIN CERTPLAN_PX (18)
#define LEFT CERTPLAN_PX (92)
#define RIGHT (CERTPLAN_FIGURE_WIDTH - CERTPLAN_PX (92))
#define PLOT_HEIGHT CERTPLAN_PX (300)
#define SIGN CERTPLAN_PX (18)

#define GRID_RGB 0xe5e7eb
#define BASE_RGB 0x9ca3af
#define CURVE_RGB 0x475569

static const guint32 palette[] = { 0x2f6db5, 0x2a9d8f, 0xe9a23b, 0x7a5195, 0x94a3b8, 0xb0764b,
                                   0x5aa9c9, 0x7ba05b, 0xc77dae, 0x64748b, 0xc8434f, 0x8b8000 };

typedef struct
{
  const CertplanStack *stack;
  CertplanCanvas *canvas;
  gint top, bottom;
  gint step;               /* the width of a period */
  CertplanMoney top_sum;   /* what the height stands for, of columns */
  CertplanMoney top_total; /* and of the line */
} Layout;

/* The least of 1, 2, 5 times a power of ten (in yuan) whose @n-fold reaches @amount. */
static CertplanMoney
choose_tick (CertplanMoney amount, gint n)
{
  static const gint factors[] = { 2, 5, 10 };
  CertplanMoney power = 100, tick = power;

  for (guint i = 0; tick < G_MAXINT64 / 1000 && tick * n < amount; i++)
    {
      tick = power * factors[i % 3];
      power *= i % 3 == 2 ? 10 : 1;
    }
  return tick;
}

static gint
get_y (const Layout *layout, CertplanMoney amount, CertplanMoney top)
{
  const CertplanMoney share = MAX (top / (layout->bottom - layout->top), 1);

  return layout->bottom - (gint)(MAX (amount, 0) / share);
}

static gint
get_x (const Layout *layout, guint i)
{
  return LEFT + (gint)i * layout->step;
}

#define N_TICKS 5

static void
draw_scale (const Layout *layout, CertplanMoney tick, CertplanMoney total_tick)
{
  for (gint i = 0; i <= N_TICKS; i++)
    {
      const gint y = layout->bottom - (layout->bottom - layout->top) / N_TICKS * i;
      g_autofree char *sum = certplan_money_format (tick * i, TRUE);
      g_autofree char *total = certplan_money_format (total_tick * i, TRUE);
      sum[strlen (sum) - 3] = total[strlen (total) - 3] = '\0'; /* whole yuan */
      _certplan_canvas_line (layout->canvas, CERTPLAN_LAYER_GRID, LEFT, y, RIGHT, y,
                             i == 0 ? BASE_RGB : GRID_RGB);
      _certplan_canvas_text (layout->canvas, LEFT - CERTPLAN_PX (8), y, CERTPLAN_ALIGN_RIGHT,
                             CERTPLAN_FONT_NAME, CERTPLAN_RGB_INK, sum);
      _certplan_canvas_text (layout->canvas, RIGHT + CERTPLAN_PX (8), y, CERTPLAN_ALIGN_LEFT,
                             CERTPLAN_FONT_NAME, CERTPLAN_RGB_MUTED, total);
    }
}

/* On a white ground, so that the line does not strike it out; none where it would cover others. */
static void
draw_sum (const Layout *layout, CertplanMoney sum, gint x)
{
  const gint y = get_y (layout, sum, layout->top_sum) - CERTPLAN_PX (10);
  g_autofree char *text = certplan_money_format (sum, TRUE);

  text[strlen (text) - 3] = '\0'; /* whole yuan */
  const gint half = _certplan_text_measure (text, CERTPLAN_FONT_NAME) / 2;
  if (2 * half > 3 * layout->step)
    return;
  _certplan_canvas_box (layout->canvas, CERTPLAN_LAYER_HALOS, x - half, y - CERTPLAN_PX (7),
                        x + half, y + CERTPLAN_PX (7), 0xffffff);
  _certplan_canvas_text (layout->canvas, x, y, CERTPLAN_ALIGN_CENTER, CERTPLAN_FONT_NAME,
                         CERTPLAN_RGB_INK, text);
}

static void
draw_column (const Layout *layout, guint i)
{
  const CertplanStackColumn *column
      = &g_array_index (layout->stack->columns, CertplanStackColumn, i);
  const gint gap = layout->step / 6, x = get_x (layout, i);
  CertplanMoney below = 0;

  for (guint s = 0; s < layout->stack->series->len; s++)
    {
      const CertplanMoney part = column->parts[s];
      if (part > 0)
        _certplan_canvas_box (layout->canvas, CERTPLAN_LAYER_BARS, x + gap,
                              get_y (layout, below + part, layout->top_sum), x + layout->step - gap,
                              get_y (layout, below, layout->top_sum),
                              palette[s % G_N_ELEMENTS (palette)]);
      below += part;
    }
  if (column->sum > 0)
    draw_sum (layout, column->sum, x + layout->step / 2);
}

static CertplanMoney
get_cumulative (const Layout *layout, guint i)
{
  return g_array_index (layout->stack->columns, CertplanStackColumn, i).cumulative;
}

/* Flat within a period, so that it is read at each period's end. */
static void
draw_curve (const Layout *layout)
{
  gint last = layout->bottom;

  for (guint i = 0; i < layout->stack->columns->len; i++)
    {
      const gint x = get_x (layout, i);
      const gint y = get_y (layout, get_cumulative (layout, i), layout->top_total);
      _certplan_canvas_line (layout->canvas, CERTPLAN_LAYER_CURVES, x, last, x, y, CURVE_RGB);
      _certplan_canvas_line (layout->canvas, CERTPLAN_LAYER_CURVES, x, y, x + layout->step, y,
                             CURVE_RGB);
      last = y;
    }
}

static void
draw_period (const Layout *layout, guint i, gint months)
{
  const CertplanStackColumn *columns
      = (const CertplanStackColumn *)(const void *)layout->stack->columns->data;
  gint year, month;

  certplan_date_get_ymd (columns[i].from, &year, &month, NULL);
  g_autofree char *number = g_strdup_printf ("%d", months == 3 ? (month + 2) / 3 : month);
  g_autofree char *sentence = _certplan_sentence ("chart.quarter", number, NULL);
  g_autofree char *name
      = months == 3 ? _certplan_stack_speak (layout->stack, sentence) : g_strdup (number);
  if (months < 12 && _certplan_text_measure (name, CERTPLAN_FONT_NAME) <= layout->step)
    _certplan_canvas_text (layout->canvas, get_x (layout, i) + layout->step / 2,
                           layout->bottom + CERTPLAN_PX (13), CERTPLAN_ALIGN_CENTER,
                           CERTPLAN_FONT_NAME, CERTPLAN_RGB_MUTED, name);
}

/* The year stands in the middle of its periods. */
static void
draw_year (const Layout *layout, guint first, guint end, gint year)
{
  const gint left = get_x (layout, first), right = get_x (layout, end);
  g_autofree char *digits = g_strdup_printf ("%d", year);

  if (first > 0)
    _certplan_canvas_line (layout->canvas, CERTPLAN_LAYER_GRID, left, layout->top, left,
                           layout->bottom + CERTPLAN_PX (38), GRID_RGB);
  if (_certplan_text_measure (digits, CERTPLAN_FONT_SMALL) <= right - left)
    _certplan_canvas_text (layout->canvas, (left + right) / 2, layout->bottom + CERTPLAN_PX (31),
                           CERTPLAN_ALIGN_CENTER, CERTPLAN_FONT_SMALL, CERTPLAN_RGB_INK, digits);
}

static void
draw_axis (const Layout *layout)
{
  const GArray *columns = layout->stack->columns;
  const CertplanStackColumn *column = (const CertplanStackColumn *)(const void *)columns->data;
  const gint n_days = columns->len > 1 ? column[1].from - column[0].from : 366;
  const gint months = n_days < 32 ? 1 : n_days < 93 ? 3 : 12;
  guint first = 0;
  gint year, next;

  for (guint i = 0; i < columns->len; i++)
    {
      draw_period (layout, i, months);
      certplan_date_get_ymd (column[i].from, &year, NULL, NULL);
      if (i + 1 < columns->len)
        certplan_date_get_ymd (column[i + 1].from, &next, NULL, NULL);
      if (i + 1 < columns->len && next == year)
        continue;
      draw_year (layout, first, i + 1, year);
      first = i + 1;
    }
}

/* Returns: where the next entry begins; a new line where there is no room on this one */
static void
draw_entry (const Layout *layout, const char *text, guint32 rgb, gboolean is_curve, gint *x,
            gint *y)
{
  const gint width = SIGN + CERTPLAN_PX (7) + _certplan_text_measure (text, CERTPLAN_FONT_SMALL);

  if (*x > LEFT && *x + width > CERTPLAN_FIGURE_WIDTH - MARGIN)
    {
      *x = LEFT;
      *y += CERTPLAN_PX (26);
    }
  if (is_curve)
    _certplan_canvas_line (layout->canvas, CERTPLAN_LAYER_CURVES, *x, *y, *x + SIGN, *y, rgb);
  else
    _certplan_canvas_box (layout->canvas, CERTPLAN_LAYER_BARS, *x, *y - CERTPLAN_PX (6), *x + SIGN,
                          *y + CERTPLAN_PX (6), rgb);
  _certplan_canvas_text (layout->canvas, *x + SIGN + CERTPLAN_PX (7), *y, CERTPLAN_ALIGN_LEFT,
                         CERTPLAN_FONT_SMALL, CERTPLAN_RGB_INK, text);
  *x += width + CERTPLAN_PX (22);
}

static gint
draw_legend (const Layout *layout, gint y)
{
  gint x = LEFT;
  g_autofree char *sentence = _certplan_sentence ("chart.cumulative", NULL);
  g_autofree char *cumulative = _certplan_stack_speak (layout->stack, sentence);

  for (guint s = 0; s < layout->stack->series->len; s++)
    {
      g_autofree char *name = _certplan_text_shorten (layout->stack->series->pdata[s],
                                                      CERTPLAN_FONT_SMALL, CERTPLAN_PX (300));
      draw_entry (layout, name, palette[s % G_N_ELEMENTS (palette)], FALSE, &x, &y);
    }
  draw_entry (layout, cumulative, CURVE_RGB, TRUE, &x, &y);
  return y;
}

gint
_certplan_stack_draw (CertplanFigure *figure, GError **error)
{
  g_autoptr (CertplanStack) stack = _certplan_stack_read (figure->table, figure->lang, error);
  if (stack == NULL)
    return 0;
  const gint y = _certplan_figure_draw_titles (figure);
  Layout layout = { .stack = stack, .canvas = figure->canvas, .top = y + CERTPLAN_PX (30) };
  const guint n = MAX (stack->columns->len, 1);
  const CertplanMoney total
      = stack->columns->len > 0 ? get_cumulative (&layout, stack->columns->len - 1) : 0;
  const CertplanMoney tick = choose_tick (stack->largest, N_TICKS);
  const CertplanMoney total_tick = choose_tick (total, N_TICKS);
  layout.bottom = layout.top + PLOT_HEIGHT;
  layout.step = (RIGHT - LEFT) / (gint)n;
  layout.top_sum = tick * N_TICKS;
  layout.top_total = total_tick * N_TICKS;
  draw_scale (&layout, tick, total_tick);
  for (guint i = 0; i < stack->columns->len; i++)
    draw_column (&layout, i);
  draw_curve (&layout);
  draw_axis (&layout);
  return draw_legend (&layout, layout.bottom + CERTPLAN_PX (62)) + CERTPLAN_PX (24);
}
