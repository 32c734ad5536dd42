/* The days of a Gantt chart: their scale, its grid and what stands under it.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-date-private.h"
#include "certplan-gantt-private.h"

/* What stands beside a bar begins this far behind it. */
#define NOTE_GAP CERTPLAN_PX (14)
#define MIN_WIDTH CERTPLAN_PX (200)

/* Room that a label under the axis needs. */
#define DAY_ROOM CERTPLAN_PX (66)
#define MONTH_ROOM CERTPLAN_PX (40)
#define LABEL_GAP CERTPLAN_PX (8)

gint
_certplan_gantt_scale_get (const CertplanGanttScale *scale, CertplanDate day)
{
  const gint64 days = (gint64)day - scale->start;

  return scale->left + (gint)(days * scale->width / scale->days);
}

/* A month's beginning where that costs little room, else a day or a little more before the first.
 */
static CertplanDate
choose_start (const CertplanGantt *gantt)
{
  const gint n_days = gantt->last - gantt->first;
  gint year, month;

  certplan_date_get_ymd (gantt->first, &year, &month, NULL);
  const CertplanDate month_start = certplan_date_new (year, month, 1);
  if (gantt->first - month_start <= n_days / 8)
    return month_start;
  return gantt->first - MAX (1, n_days / 60);
}

CertplanGanttScale
_certplan_gantt_scale_choose (const CertplanGantt *gantt, gint left, gint right)
{
  CertplanGanttScale scale = { left, right, choose_start (gantt), 1, right - left };

  scale.days = gantt->last - scale.start;
  scale.width -= CERTPLAN_PX (8);
  for (guint i = 0; i < gantt->rows->len; i++)
    {
      const CertplanGanttRow *row = &g_array_index (gantt->rows, CertplanGanttRow, i);
      if (row->from == CERTPLAN_DATE_NONE || *row->note == '\0')
        continue;
      const gint room
          = right - left - NOTE_GAP - _certplan_text_measure (row->note, CERTPLAN_FONT_NAME);
      const gint64 days = MAX (row->to, row->from + 1) - scale.start;
      const gint64 width = (gint64)room * scale.days / MAX (days, 1);
      scale.width = (gint)MIN (scale.width, width);
    }
  scale.width = MAX (scale.width, MIN_WIDTH);
  return scale;
}

/* How far apart the marks are: in months, or in days where a month is wide. */
typedef struct
{
  gint months;
  gint days;
} Step;

static Step
choose_step (const CertplanGanttScale *scale)
{
  static const gint day_steps[] = { 1, 2, 3, 7, 14 }, month_steps[] = { 1, 3, 6 };
  const gint64 n_days = scale->days, width = scale->width;
  gint months = 12;

  if (n_days <= 62)
    for (guint i = 0; i < G_N_ELEMENTS (day_steps); i++)
      if (day_steps[i] * width / n_days >= DAY_ROOM)
        return (Step){ 0, day_steps[i] };
  for (guint i = 0; i < G_N_ELEMENTS (month_steps); i++)
    if (month_steps[i] * 30 * width / n_days >= MONTH_ROOM)
      return (Step){ month_steps[i], 0 };
  while (months * 30 * width / n_days < MONTH_ROOM)
    months *= 2;
  return (Step){ months, 0 };
}

/* The first mark at or behind the beginning: weeks begin on Monday, quarters in January. */
static CertplanDate
get_first_mark (const CertplanGanttScale *scale, Step step)
{
  gint year, month;

  if (step.days > 0)
    return step.days == 1 ? scale->start
                          : scale->start + (8 - certplan_date_get_weekday (scale->start)) % 7;
  certplan_date_get_ymd (scale->start, &year, &month, NULL);
  const CertplanDate mark = certplan_date_new (
      year, (month - 1) / MIN (step.months, 12) * MIN (step.months, 12) + 1, 1);
  return mark >= scale->start ? mark : certplan_date_add_months (mark, step.months);
}

static const char *
say_mark (CertplanGantt *gantt, CertplanDate mark, Step step)
{
  gint month, day;

  certplan_date_get_ymd (mark, NULL, &month, &day);
  g_autofree char *name = g_strdup_printf (CERTPLAN_LABEL "month.%d", month);
  g_autofree char *number = g_strdup_printf ("%d", day);
  if (step.days > 0)
    return _certplan_figure_say (gantt->figure, "chart.day", name, number);
  return _certplan_figure_say (gantt->figure, "chart.month", name, NULL);
}

/* The mark's line, and its label where it does not run into the one before, which ended at @end.
 * Returns: where the label ends */
static gint
draw_mark (CertplanGantt *gantt, gint x, gint top, gint bottom, const char *label, gint end,
           CertplanCanvas *canvas)
{
  const gint half = _certplan_text_measure (label, CERTPLAN_FONT_SMALL) / 2;

  _certplan_canvas_line (canvas, CERTPLAN_LAYER_GRID, x, top, x, bottom + CERTPLAN_PX (4),
                         CERTPLAN_RGB_GRID);
  if (x - half < end + LABEL_GAP || x + half > CERTPLAN_FIGURE_WIDTH)
    return end;
  _certplan_canvas_text (canvas, x, bottom + CERTPLAN_PX (15), CERTPLAN_ALIGN_CENTER,
                         CERTPLAN_FONT_SMALL, CERTPLAN_RGB_INK, label);
  return x + half;
}

static void
draw_year (CertplanGantt *gantt, gint x, gint bottom, gint year, CertplanCanvas *canvas)
{
  g_autofree char *digits = g_strdup_printf ("%d", year);

  _certplan_canvas_text (canvas, x, bottom + CERTPLAN_PX (33), CERTPLAN_ALIGN_CENTER,
                         CERTPLAN_FONT_NAME, CERTPLAN_RGB_MUTED,
                         _certplan_figure_say (gantt->figure, "chart.year", digits, NULL));
}

void
_certplan_gantt_draw_axis (CertplanGantt *gantt, const CertplanGanttScale *scale, gint top,
                           gint bottom, CertplanCanvas *canvas)
{
  const Step step = choose_step (scale);
  const CertplanDate first = get_first_mark (scale, step);
  gint x, end = 0, last_year = 0;

  _certplan_canvas_line (canvas, CERTPLAN_LAYER_GRID, scale->left, bottom, scale->right, bottom,
                         CERTPLAN_RGB_BASE);
  for (gint i = 0;; i++)
    {
      const CertplanDate mark = step.days > 0 ? first + i * step.days
                                              : certplan_date_add_months (first, i * step.months);
      if (mark == CERTPLAN_DATE_NONE
          || (x = _certplan_gantt_scale_get (scale, mark)) > scale->right)
        return;
      const gint label_end
          = draw_mark (gantt, x, top, bottom, say_mark (gantt, mark, step), end, canvas);
      const gint year = _certplan_date_get_year (mark);
      if (label_end != end && year != last_year)
        {
          draw_year (gantt, x, bottom, year, canvas);
          last_year = year;
        }
      end = label_end;
    }
}
