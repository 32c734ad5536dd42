/* Periods, or groups with names, under the columns of a chart.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-date-private.h"
#include "certplan-grid-private.h"

#define NAME_LINE CERTPLAN_PX (17)
#define MAX_NAME_LINES 3

gint
_certplan_group_axis_get (const CertplanGroupAxis *axis, guint i)
{
  return axis->left + (gint)((gint64)(axis->right - axis->left) * i / MAX (axis->n, 1));
}

/* How periods are named: months as words, as numbers, or one number a quarter, as there is room.
 */
typedef enum
{
  NAMES_WORDS,
  NAMES_NUMBERS,
  NAMES_QUARTERS,
  NAMES_NONE,
} Names;

static const char *
name_period (CertplanGrid *grid, CertplanDate from, Names names)
{
  CertplanFigure *figure = grid->figure;
  gint month;

  certplan_date_get_ymd (from, NULL, &month, NULL);
  g_autofree char *key = g_strdup_printf ("month.%d", month);
  g_autofree char *digits = g_strdup_printf ("%d", month);
  if (grid->months == 12 || names == NAMES_NONE || (names == NAMES_QUARTERS && month % 3 != 1))
    return "";
  if (grid->months == 3)
    return _certplan_figure_say_number (figure, "chart.quarter", (month + 2) / 3);
  if (grid->months == 0)
    return _certplan_figure_say_day (figure, from, FALSE);
  return names == NAMES_WORDS ? _certplan_figure_say (figure, key, NULL, NULL)
                              : g_string_chunk_insert_const (figure->texts, digits);
}

/* One way for all periods of the axis. */
static Names
choose_names (CertplanGrid *grid, const CertplanGroupAxis *axis)
{
  const gint room = _certplan_group_axis_get (axis, 1) - axis->left;

  for (Names names = NAMES_WORDS; names < NAMES_NONE; names++)
    {
      gint widest = 0;
      for (guint i = 0; i < axis->n; i++)
        {
          const gint width = _certplan_text_measure (
              name_period (grid, _certplan_grid_get_group (grid, axis->first + i)->from, names),
              CERTPLAN_FONT_NAME);
          widest = MAX (widest, width);
        }
      if (widest + CERTPLAN_PX (2) <= (names == NAMES_QUARTERS ? 3 * room : room))
        return names;
    }
  return NAMES_NONE;
}

/* Where names and years stand, and the lines between years. */
typedef struct
{
  gint names_y, years_y;
  gint lines_top, lines_bottom;
} Rows;

/* The year stands in the middle of its periods. */
static void
draw_year (CertplanFigure *figure, const Rows *rows, gint left, gint right, gboolean is_first,
           gint year)
{
  g_autofree char *digits = g_strdup_printf ("%d", year);

  if (!is_first)
    _certplan_canvas_line (figure->canvas, CERTPLAN_LAYER_GRID, left, rows->lines_top, left,
                           rows->lines_bottom, CERTPLAN_RGB_GRID);
  if (_certplan_text_measure (digits, CERTPLAN_FONT_SMALL) <= right - left)
    _certplan_canvas_text (figure->canvas, (left + right) / 2, rows->years_y, CERTPLAN_ALIGN_CENTER,
                           CERTPLAN_FONT_SMALL, CERTPLAN_RGB_INK, digits);
}

static void
draw_periods (CertplanGrid *grid, const CertplanGroupAxis *axis, const Rows *rows,
              const gboolean *is_marked)
{
  CertplanFigure *figure = grid->figure;
  const Names names = choose_names (grid, axis);
  guint year_begin = 0;

  for (guint i = 0; i < axis->n; i++)
    {
      const CertplanDate from = _certplan_grid_get_group (grid, axis->first + i)->from;
      const gint left = _certplan_group_axis_get (axis, i);
      const gint right = _certplan_group_axis_get (axis, i + 1);
      const gint year = _certplan_date_get_year (from);
      const gboolean marked = is_marked != NULL && is_marked[axis->first + i];
      _certplan_canvas_text (figure->canvas, (left + right) / 2, rows->names_y,
                             CERTPLAN_ALIGN_CENTER, CERTPLAN_FONT_NAME,
                             marked ? CERTPLAN_RGB_RED : CERTPLAN_RGB_MUTED,
                             name_period (grid, from, names));
      if (i + 1 < axis->n
          && _certplan_date_get_year (_certplan_grid_get_group (grid, axis->first + i + 1)->from)
                 == year)
        continue;
      draw_year (figure, rows, _certplan_group_axis_get (axis, year_begin), right, year_begin == 0,
                 year);
      year_begin = i + 1;
    }
}

/* Names take up to three lines. Returns: where they end */
static gint
draw_names (CertplanGrid *grid, const CertplanGroupAxis *axis, gint top, const gboolean *is_marked)
{
  guint n_lines = 1;

  for (guint i = 0; i < axis->n; i++)
    {
      const gint left = _certplan_group_axis_get (axis, i);
      const gint right = _certplan_group_axis_get (axis, i + 1);
      const gboolean marked = is_marked != NULL && is_marked[axis->first + i];
      g_auto (GStrv) lines = _certplan_text_wrap (
          _certplan_grid_get_group (grid, axis->first + i)->name, CERTPLAN_FONT_NAME,
          right - left - CERTPLAN_PX (4), MAX_NAME_LINES);
      for (guint line = 0; lines[line] != NULL; line++)
        {
          _certplan_canvas_text (grid->figure->canvas, (left + right) / 2,
                                 top + CERTPLAN_PX (13) + (gint)line * NAME_LINE,
                                 CERTPLAN_ALIGN_CENTER, CERTPLAN_FONT_NAME,
                                 marked ? CERTPLAN_RGB_RED : CERTPLAN_RGB_INK, lines[line]);
          n_lines = MAX (n_lines, line + 1);
        }
    }
  return top + CERTPLAN_PX (8) + (gint)n_lines * NAME_LINE;
}

gint
_certplan_group_axis_draw (CertplanGrid *grid, const CertplanGroupAxis *axis, gint top, gint bottom,
                           const gboolean *is_marked)
{
  const Rows rows
      = { bottom + CERTPLAN_PX (13), bottom + CERTPLAN_PX (31), top, bottom + CERTPLAN_PX (38) };

  if (!grid->has_periods)
    return draw_names (grid, axis, bottom, is_marked);
  draw_periods (grid, axis, &rows, is_marked);
  return bottom + CERTPLAN_PX (42);
}

gint
_certplan_group_axis_draw_above (CertplanGrid *grid, const CertplanGroupAxis *axis, gint top)
{
  const Rows rows = { top + CERTPLAN_PX (30), top + CERTPLAN_PX (12), top, top + CERTPLAN_PX (40) };

  if (!grid->has_periods)
    return draw_names (grid, axis, top, NULL) + CERTPLAN_PX (2);
  draw_periods (grid, axis, &rows, NULL);
  return top + CERTPLAN_PX (41);
}
