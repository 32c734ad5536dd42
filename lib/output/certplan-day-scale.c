/* Days on a line of the picture: their grid, and what stands under it.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-date-private.h"
#include "certplan-day-scale-private.h"

/* Room that a label under the axis needs. */
#define DAY_ROOM CERTPLAN_PX (66)
#define MONTH_ROOM CERTPLAN_PX (40)
#define LABEL_GAP CERTPLAN_PX (8)

gint
_certplan_day_scale_get (const CertplanDayScale *scale, CertplanDate day)
{
  const gint64 days = (gint64)day - scale->start;

  return scale->left + (gint)(days * scale->width / scale->days);
}

/* How far apart the marks are: in months, or in days where a month is wide. */
typedef struct
{
  gint months;
  gint days;
} Step;

static Step
choose_step (const CertplanDayScale *scale)
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

/* The first mark at or behind the beginning: weeks begin on Monday, quarters in January. Returns:
 * NONE if there is no such day any more */
static CertplanDate
get_first_mark (const CertplanDayScale *scale, Step step)
{
  gint year, month;

  if (step.days > 0)
    return step.days == 1
               ? scale->start
               : _certplan_date_from_day ((gint64)scale->start
                                          + (8 - certplan_date_get_weekday (scale->start)) % 7);
  certplan_date_get_ymd (scale->start, &year, &month, NULL);
  const CertplanDate mark = certplan_date_new (
      year, (month - 1) / MIN (step.months, 12) * MIN (step.months, 12) + 1, 1);
  return mark >= scale->start ? mark : certplan_date_add_months (mark, step.months);
}

static const char *
say_mark (CertplanFigure *figure, CertplanDate mark, Step step)
{
  gint month, day;

  certplan_date_get_ymd (mark, NULL, &month, &day);
  g_autofree char *name = g_strdup_printf (CERTPLAN_LABEL "month.%d", month);
  g_autofree char *number = g_strdup_printf ("%d", day);
  if (step.days > 0)
    return _certplan_figure_say (figure, "chart.day", name, number);
  return _certplan_figure_say (figure, "chart.month", name, NULL);
}

/* Mark @i, from 0. Returns: NONE if there is no such day any more */
static CertplanDate
get_mark (CertplanDate first, Step step, gint i)
{
  if (first == CERTPLAN_DATE_NONE)
    return CERTPLAN_DATE_NONE;
  return step.days > 0 ? _certplan_date_from_day ((gint64)first + i * step.days)
                       : certplan_date_add_months (first, i * step.months);
}

/* The mark's line, and its label where it does not run into the one before, which ended at @end.
 * Returns: where the label ends */
static gint
draw_mark (CertplanFigure *figure, gint x, gint top, gint bottom, const char *label, gint end)
{
  const gint half = _certplan_text_measure (label, CERTPLAN_FONT_SMALL) / 2;

  _certplan_canvas_line (figure->canvas, CERTPLAN_LAYER_GRID, x, top, x, bottom + CERTPLAN_PX (4),
                         CERTPLAN_RGB_GRID);
  if (x - half < end + LABEL_GAP || x + half > figure->width)
    return end;
  _certplan_canvas_text (figure->canvas, x, bottom + CERTPLAN_PX (15), CERTPLAN_ALIGN_CENTER,
                         CERTPLAN_FONT_SMALL, CERTPLAN_RGB_INK, label);
  return x + half;
}

static void
draw_year (CertplanFigure *figure, gint x, gint bottom, gint year)
{
  g_autofree char *digits = g_strdup_printf ("%d", year);

  _certplan_canvas_text (figure->canvas, x, bottom + CERTPLAN_PX (33), CERTPLAN_ALIGN_CENTER,
                         CERTPLAN_FONT_NAME, CERTPLAN_RGB_MUTED,
                         _certplan_figure_say (figure, "chart.year", digits, NULL));
}

void
_certplan_day_scale_draw (CertplanFigure *figure, const CertplanDayScale *scale, gint top,
                          gint bottom)
{
  const Step step = choose_step (scale);
  const CertplanDate first = get_first_mark (scale, step);
  gint x, end = 0, last_year = 0;

  _certplan_canvas_line (figure->canvas, CERTPLAN_LAYER_GRID, scale->left, bottom, scale->right,
                         bottom, CERTPLAN_RGB_BASE);
  for (gint i = 0;; i++)
    {
      const CertplanDate mark = get_mark (first, step, i);
      if (mark == CERTPLAN_DATE_NONE || (x = _certplan_day_scale_get (scale, mark)) > scale->right)
        return;
      const gint label_end = draw_mark (figure, x, top, bottom, say_mark (figure, mark, step), end);
      const gint year = _certplan_date_get_year (mark);
      if (label_end != end && year != last_year)
        {
          draw_year (figure, x, bottom, year);
          last_year = year;
        }
      end = label_end;
    }
}
