/* What stands under the months: each duty on its line, or how many a month has.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-month-calendar-private.h"

#define LINE CERTPLAN_PX (22)
/* Up to as many duties the lines are as wide as the picture, and say all. */
#define MAX_WIDE 22
#define SIGN CERTPLAN_PX (12)
#define DAY_WIDTH CERTPLAN_PX (112)
#define GAP CERTPLAN_PX (8)

/* Columns of the counts: as many months beside each other; a year from a month's middle on has 13.
 */
#define N_BESIDE 13
#define HEAD_WIDTH CERTPLAN_PX (150)

static void
put_text (CertplanFigure *figure, gint x, gint y, guint32 rgb, const char *text)
{
  _certplan_canvas_text (figure->canvas, x, y, CERTPLAN_ALIGN_LEFT, CERTPLAN_FONT_NAME, rgb, text);
}

static void
draw_text (CertplanFigure *figure, gint x, gint y, gint width, guint32 rgb, const char *text)
{
  g_autofree char *shown = _certplan_text_shorten (text, CERTPLAN_FONT_NAME, width);

  put_text (figure, x, y, rgb, shown);
}

/* A certificate's number, whose last signs tell it from the next one. */
static void
draw_number (CertplanFigure *figure, gint x, gint y, gint width, const char *text)
{
  g_autofree char *shown = _certplan_text_shorten_middle (text, CERTPLAN_FONT_NAME, width);

  put_text (figure, x, y, CERTPLAN_RGB_INK, shown);
}

/* "2026-12-31 周四" */
static const char *
say_date (CertplanFigure *figure, CertplanDate day)
{
  g_autofree char *date = certplan_date_format (day);
  g_autofree char *weekday
      = g_strdup_printf (CERTPLAN_LABEL "weekday.%d", certplan_date_get_weekday (day));

  return _certplan_figure_say (figure, "chart.day_and_weekday", date, weekday);
}

/* How wide the words of a line are: kind, label, note, more. */
#define N_WORDS 4

static const char *
get_word (const CertplanMonthCalendar *calendar, const CertplanCalendarRow *row, guint i)
{
  const char *const words[N_WORDS]
      = { calendar->kinds->pdata[row->kind], row->label, row->note, row->more };

  return words[i];
}

/* Each as wide as its longest word; where that is too much, the widest ones give way. */
static void
choose_widths (const CertplanMonthCalendar *calendar, guint n_words, gint room, gint *widths)
{
  for (guint i = 0; i < n_words; i++)
    {
      widths[i] = 0;
      for (guint j = 0; j < calendar->rows->len; j++)
        {
          const CertplanCalendarRow *row = &g_array_index (calendar->rows, CertplanCalendarRow, j);
          widths[i] = MAX (widths[i],
                           _certplan_text_measure (get_word (calendar, row, i), CERTPLAN_FONT_NAME)
                               + GAP);
        }
    }
  for (gint excess = 1; excess > 0;)
    {
      guint widest = 0;
      excess = -room;
      for (guint i = 0; i < n_words; i++)
        {
          excess += widths[i];
          widest = widths[i] > widths[widest] ? i : widest;
        }
      if (excess > 0)
        widths[widest] -= MIN (excess, CERTPLAN_PX (4));
    }
}

static void
draw_row (const CertplanMonthCalendar *calendar, const CertplanCalendarRow *row, guint n_words,
          const gint *widths, gint x, gint y)
{
  CertplanFigure *figure = calendar->figure;
  const guint32 rgb = row->is_missed ? CERTPLAN_RGB_RED : CERTPLAN_RGB_INK;
  const guint32 sign = row->is_missed ? CERTPLAN_RGB_RED : _certplan_figure_get_colour (row->kind);

  _certplan_canvas_box (figure->canvas, CERTPLAN_LAYER_BARS, x, y - SIGN / 2, x + SIGN,
                        y + SIGN / 2, sign);
  x += SIGN + GAP;
  draw_text (figure, x, y, DAY_WIDTH - GAP, rgb, say_date (figure, row->day));
  x += DAY_WIDTH;
  for (guint i = 0; i < n_words; x += widths[i++])
    if (i == 1)
      draw_number (figure, x, y, widths[i] - GAP, row->label);
    else
      draw_text (figure, x, y, widths[i] - GAP, i == 0 ? rgb : CERTPLAN_RGB_MUTED,
                 get_word (calendar, row, i));
}

/* Few lines are as wide as the picture, and say all; more stand in two columns. */
static gint
draw_rows (const CertplanMonthCalendar *calendar, gint y)
{
  const guint n = calendar->rows->len, n_columns = n <= MAX_WIDE ? 1 : 2;
  const guint n_words = n_columns == 1 ? N_WORDS : 2;
  const guint n_lines = (n + n_columns - 1) / n_columns;
  const gint width = (calendar->figure->width - 2 * CERTPLAN_FIGURE_MARGIN) / (gint)n_columns;
  gint widths[N_WORDS];

  choose_widths (calendar, n_words, width - SIGN - GAP - DAY_WIDTH, widths);
  for (guint i = 0; i < n; i++)
    draw_row (calendar, &g_array_index (calendar->rows, CertplanCalendarRow, i), n_words, widths,
              CERTPLAN_FIGURE_MARGIN + (gint)(i / n_lines) * width,
              y + (gint)(i % n_lines) * LINE + LINE / 2);
  return y + (gint)n_lines * LINE;
}

/* Lines of the counts: the kinds, what was missed, and all together. */
typedef struct
{
  guint n[N_BESIDE][CERTPLAN_MAX_KINDS + 2];
  guint sums[CERTPLAN_MAX_KINDS + 2];
} Counts;

#define PLACE_MISSED CERTPLAN_MAX_KINDS
#define PLACE_ALL (CERTPLAN_MAX_KINDS + 1)

static void
count_days (const CertplanMonthCalendar *calendar, gint month, guint *n)
{
  const CertplanDate end = _certplan_month_calendar_get_month (calendar, month + 1);

  for (CertplanDate date = _certplan_month_calendar_get_month (calendar, month); date < end; date++)
    {
      const CertplanCalendarDay *day = _certplan_month_calendar_get_day (calendar, date);
      if (day == NULL)
        continue;
      for (guint i = 0; i < CERTPLAN_MAX_KINDS; i++)
        n[i] += day->n[i];
      n[PLACE_MISSED] += day->n_missed;
      n[PLACE_ALL] += _certplan_calendar_day_count (day);
    }
}

static void
count_months (const CertplanMonthCalendar *calendar, gint first, gint n_months, Counts *counts)
{
  *counts = (Counts){ 0 };
  for (gint i = 0; i < n_months; i++)
    {
      count_days (calendar, first + i, counts->n[i]);
      for (guint line = 0; line <= PLACE_ALL; line++)
        counts->sums[line] += counts->n[i][line];
    }
}

static void
draw_count (CertplanFigure *figure, gint right, gint y, guint32 rgb, guint n)
{
  g_autofree char *digits = g_strdup_printf ("%u", n);

  if (n > 0)
    _certplan_canvas_text (figure->canvas, right, y, CERTPLAN_ALIGN_RIGHT, CERTPLAN_FONT_NAME, rgb,
                           digits);
}

static void
draw_line_head (const CertplanMonthCalendar *calendar, guint line, gint y)
{
  CertplanFigure *figure = calendar->figure;
  const gint x = CERTPLAN_FIGURE_MARGIN;
  const char *text = line == PLACE_ALL      ? _certplan_figure_say (figure, "total", NULL, NULL)
                     : line == PLACE_MISSED ? _certplan_figure_say (figure, "overdue", NULL, NULL)
                                            : calendar->kinds->pdata[line];

  if (line != PLACE_ALL)
    _certplan_canvas_box (
        figure->canvas, CERTPLAN_LAYER_BARS, x, y - SIGN / 2, x + SIGN, y + SIGN / 2,
        line == PLACE_MISSED ? CERTPLAN_RGB_RED : _certplan_figure_get_colour (line));
  draw_text (figure, x + SIGN + GAP, y, HEAD_WIDTH - SIGN - 2 * GAP, CERTPLAN_RGB_INK, text);
}

static void
draw_counts_line (const CertplanMonthCalendar *calendar, const Counts *counts, guint line,
                  gint n_months, gint y)
{
  CertplanFigure *figure = calendar->figure;
  const gint left = CERTPLAN_FIGURE_MARGIN + HEAD_WIDTH;
  const gint step = (figure->width - CERTPLAN_FIGURE_MARGIN - left) / (N_BESIDE + 1);
  const guint32 rgb = line == PLACE_MISSED ? CERTPLAN_RGB_RED : CERTPLAN_RGB_INK;

  draw_line_head (calendar, line, y + LINE / 2);
  for (gint i = 0; i < n_months; i++)
    draw_count (figure, left + (i + 1) * step, y + LINE / 2, rgb, counts->n[i][line]);
  draw_count (figure, left + (N_BESIDE + 1) * step, y + LINE / 2, rgb, counts->sums[line]);
  if (line == PLACE_ALL)
    _certplan_canvas_line (figure->canvas, CERTPLAN_LAYER_GRID, CERTPLAN_FIGURE_MARGIN, y,
                           figure->width - CERTPLAN_FIGURE_MARGIN, y, CERTPLAN_RGB_BASE);
}

/* The months' names, January and the first with the year above; not both where they are one behind
 * the other. */
static void
draw_counts_head (const CertplanMonthCalendar *calendar, gint first, gint n_months, gint y)
{
  CertplanFigure *figure = calendar->figure;
  const gint left = CERTPLAN_FIGURE_MARGIN + HEAD_WIDTH;
  const gint step = (figure->width - CERTPLAN_FIGURE_MARGIN - left) / (N_BESIDE + 1);

  for (gint i = 0; i < n_months; i++)
    {
      gint year, month;
      certplan_date_get_ymd (_certplan_month_calendar_get_month (calendar, first + i), &year,
                             &month, NULL);
      g_autofree char *key = g_strdup_printf ("month.%d", month);
      g_autofree char *digits = g_strdup_printf ("%d", year);
      if ((i == 0 && month != 12) || month == 1)
        _certplan_canvas_text (figure->canvas, left + (i + 1) * step, y + LINE / 2,
                               CERTPLAN_ALIGN_RIGHT, CERTPLAN_FONT_TINY, CERTPLAN_RGB_MUTED,
                               _certplan_figure_say (figure, "chart.year", digits, NULL));
      _certplan_canvas_text (figure->canvas, left + (i + 1) * step, y + LINE + LINE / 2,
                             CERTPLAN_ALIGN_RIGHT, CERTPLAN_FONT_TINY, CERTPLAN_RGB_MUTED,
                             _certplan_figure_say (figure, key, NULL, NULL));
    }
  _certplan_canvas_text (figure->canvas, left + (N_BESIDE + 1) * step, y + LINE + LINE / 2,
                         CERTPLAN_ALIGN_RIGHT, CERTPLAN_FONT_TINY, CERTPLAN_RGB_MUTED,
                         _certplan_figure_say (figure, "total", NULL, NULL));
}

static gint
draw_counts (const CertplanMonthCalendar *calendar, gint first, gint y)
{
  const gint n_months = MIN (calendar->n_months - first, N_BESIDE);
  Counts counts;

  count_months (calendar, first, n_months, &counts);
  draw_counts_head (calendar, first, n_months, y);
  y += 2 * LINE;
  for (guint line = 0; line <= PLACE_ALL; line++)
    {
      if (line != PLACE_ALL && counts.sums[line] == 0)
        continue;
      draw_counts_line (calendar, &counts, line, n_months, y);
      y += LINE;
    }
  return y + CERTPLAN_PX (10);
}

gint
_certplan_month_calendar_draw_list (CertplanMonthCalendar *calendar, gint y)
{
  if (calendar->n_rows <= CERTPLAN_MAX_LISTED)
    return draw_rows (calendar, y);
  for (gint first = 0; first < calendar->n_months; first += N_BESIDE)
    y = draw_counts (calendar, first, y);
  return y;
}
