/* Months as a wall calendar has them, each day with a bar of what falls due.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-date-private.h"
#include "certplan-chart-kinds-private.h"
#include "certplan-month-calendar-private.h"
#include <string.h>

/* Three months a line: a year is about an upright page. On a telephone they go one below the other.
 */
#define N_COLUMNS 3
#define CELL_WIDTH CERTPLAN_PX (31)
#define CELL_HEIGHT CERTPLAN_PX (36)
#define MONTH_WIDTH (7 * CELL_WIDTH)
#define MONTH_GAP CERTPLAN_PX (17)
#define HEAD_HEIGHT CERTPLAN_PX (24)
#define WEEKDAY_HEIGHT CERTPLAN_PX (20)
#define BAR_TOP CERTPLAN_PX (18)
#define BAR_SPLIT CERTPLAN_PX (30)
#define BAR_BOTTOM CERTPLAN_PX (34)
#define BAR_INSET CERTPLAN_PX (3)

#define NOTE_LINE CERTPLAN_PX (20)
#define MAX_NOTE_LINES 6

#define REST_RGB 0xeceef1

static gint
count_columns (const CertplanFigure *figure)
{
  return figure->is_narrow ? 1 : N_COLUMNS;
}

static gboolean
is_known (const CertplanMonthCalendar *calendar, CertplanDate day)
{
  return calendar->workcal != NULL
         && certplan_workcal_get_coverage (calendar->workcal, _certplan_date_get_year (day))
                != CERTPLAN_WORKCAL_UNKNOWN;
}

/* Where nothing is known of the year, its weekends are still weekends. */
static gboolean
is_rest (const CertplanMonthCalendar *calendar, CertplanDate day)
{
  return is_known (calendar, day) ? !certplan_workcal_is_working (calendar->workcal, day)
                                  : certplan_date_get_weekday (day) >= 6;
}

static gboolean
is_provisional (const CertplanMonthCalendar *calendar, CertplanDate day)
{
  return is_known (calendar, day)
         && certplan_workcal_get_coverage (calendar->workcal, _certplan_date_get_year (day))
                == CERTPLAN_WORKCAL_STATUTORY;
}

static guint32
get_rgb (guint kind)
{
  return _certplan_figure_get_colour (kind);
}

/* How many kinds a day has, one that is missed being a kind of its own. */
static guint
count_kinds (const CertplanCalendarDay *day)
{
  guint n = day->n_missed > 0;

  for (guint i = 0; i < CERTPLAN_MAX_KINDS; i++)
    n += day->n[i] > 0;
  return n;
}

static gboolean
is_missed (const CertplanCalendarDay *day)
{
  return day->n_missed > 0;
}

static gboolean
is_mixed (const CertplanCalendarDay *day)
{
  return count_kinds (day) > 1;
}

/* The kinds beside each other, by their shares; what is missed goes first. Returns: the last one's
 * colour */
static guint32
draw_kinds (CertplanCanvas *canvas, const CertplanCalendarDay *day, guint total, gint left,
            gint top, gint bottom)
{
  const gint64 width = CELL_WIDTH - 2 * BAR_INSET;
  guint32 rgb = CERTPLAN_RGB_RED;
  guint64 below = 0;

  for (guint i = 0; i <= CERTPLAN_MAX_KINDS; i++)
    {
      const guint n = i == 0 ? day->n_missed : day->n[i - 1];
      if (n == 0)
        continue;
      rgb = i == 0 ? CERTPLAN_RGB_RED : get_rgb (i - 1);
      _certplan_canvas_box (canvas, CERTPLAN_LAYER_BARS,
                            left + (gint)(width * (gint64)below / total), top,
                            left + (gint)(width * (gint64)(below + n) / total), bottom, rgb);
      below += n;
    }
  return rgb;
}

/* A day of several kinds has a dark bar, on which its count is read, over the kinds' colours. */
static void
draw_bar (CertplanCanvas *canvas, const CertplanCalendarDay *day, gint x, gint y)
{
  const guint total = _certplan_calendar_day_count (day);
  const gboolean mixed = is_mixed (day);
  const gint left = x + BAR_INSET, split = mixed ? y + BAR_SPLIT : y + BAR_TOP;
  guint32 rgb = draw_kinds (canvas, day, total, left, split, y + BAR_BOTTOM);
  g_autofree char *text
      = total < 10000 ? g_strdup_printf ("%u", total) : g_strdup_printf ("%uk", total / 1000);

  if (mixed)
    _certplan_canvas_box (canvas, CERTPLAN_LAYER_BARS, left, y + BAR_TOP,
                          x + CELL_WIDTH - BAR_INSET, split, rgb = CERTPLAN_RGB_SLATE);
  if (total > 1)
    _certplan_canvas_text (
        canvas, x + CELL_WIDTH / 2, (y + BAR_TOP + (mixed ? split : y + BAR_BOTTOM)) / 2,
        CERTPLAN_ALIGN_CENTER, CERTPLAN_FONT_TINY, _certplan_figure_get_ink (rgb), text);
}

static void
draw_day (const CertplanMonthCalendar *calendar, CertplanDate date, gint number, gint x, gint y)
{
  CertplanCanvas *canvas = calendar->figure->canvas;
  const CertplanCalendarDay *day = _certplan_month_calendar_get_day (calendar, date);
  const gboolean rests = is_rest (calendar, date);
  g_autofree char *digits = g_strdup_printf ("%d", number);

  if (rests && is_known (calendar, date))
    _certplan_canvas_box (canvas, CERTPLAN_LAYER_BANDS, x, y, x + CELL_WIDTH, y + CELL_HEIGHT,
                          REST_RGB);
  _certplan_canvas_text (canvas, x + CELL_WIDTH / 2, y + CERTPLAN_PX (9), CERTPLAN_ALIGN_CENTER,
                         CERTPLAN_FONT_SMALL,
                         rests && day == NULL ? CERTPLAN_RGB_MUTED : CERTPLAN_RGB_INK, digits);
  if (day != NULL)
    draw_bar (canvas, day, x, y);
  if (date == calendar->figure->as_of)
    _certplan_canvas_frame (canvas, CERTPLAN_LAYER_CURVES, x, y, x + CELL_WIDTH, y + CELL_HEIGHT,
                            CERTPLAN_RGB_SLATE);
}

/* The holidays of the month, in their order, each once. */
static const char *
name_holidays (const CertplanMonthCalendar *calendar, CertplanDate first, CertplanDate end)
{
  CertplanFigure *figure = calendar->figure;
  const char *last = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (CertplanDate day = first; day < end; day++)
    {
      const char *name = is_known (calendar, day) && is_rest (calendar, day)
                             ? certplan_workcal_get_name (calendar->workcal, day)
                             : NULL;
      if (name == NULL || g_strcmp0 (name, last) == 0)
        continue;
      last = name;
      g_ptr_array_add (names, g_strconcat (CERTPLAN_LABEL, name, NULL));
    }
  if (names->len == 0)
    return "";
  g_ptr_array_add (names, NULL);
  g_autofree char *sentence = _certplan_sentencev ("list", (const char *const *)names->pdata);
  return _certplan_figure_speak (figure, sentence);
}

static void
draw_head (const CertplanMonthCalendar *calendar, CertplanDate first, CertplanDate end, gint x,
           gint y)
{
  CertplanFigure *figure = calendar->figure;
  const char *said = _certplan_figure_say_month (figure, first);
  const char *name = is_provisional (calendar, first)
                         ? _certplan_figure_say (figure, "chart.provisional", said, NULL)
                         : said;
  const gint width = _certplan_text_measure (name, CERTPLAN_FONT_LABEL);
  g_autofree char *holidays
      = _certplan_text_shorten (name_holidays (calendar, first, end), CERTPLAN_FONT_TINY,
                                MONTH_WIDTH - width - CERTPLAN_PX (10));

  _certplan_canvas_text (figure->canvas, x + CERTPLAN_PX (4), y + HEAD_HEIGHT / 2,
                         CERTPLAN_ALIGN_LEFT, CERTPLAN_FONT_LABEL, CERTPLAN_RGB_INK, name);
  _certplan_canvas_text (figure->canvas, x + MONTH_WIDTH, y + HEAD_HEIGHT / 2, CERTPLAN_ALIGN_RIGHT,
                         CERTPLAN_FONT_TINY, CERTPLAN_RGB_MUTED, holidays);
  for (gint i = 0; i < 7; i++)
    {
      g_autofree char *key = g_strdup_printf ("weekday.%d", i + 1);
      _certplan_canvas_text (figure->canvas, x + i * CELL_WIDTH + CELL_WIDTH / 2,
                             y + HEAD_HEIGHT + WEEKDAY_HEIGHT / 2, CERTPLAN_ALIGN_CENTER,
                             CERTPLAN_FONT_TINY, CERTPLAN_RGB_MUTED,
                             _certplan_figure_say (figure, key, NULL, NULL));
    }
  _certplan_canvas_line (figure->canvas, CERTPLAN_LAYER_GRID, x,
                         y + HEAD_HEIGHT + WEEKDAY_HEIGHT - CERTPLAN_PX (1), x + MONTH_WIDTH,
                         y + HEAD_HEIGHT + WEEKDAY_HEIGHT - CERTPLAN_PX (1), CERTPLAN_RGB_BASE);
}

/* Returns: where the month ends */
static gint
draw_month (const CertplanMonthCalendar *calendar, gint i, gint x, gint y)
{
  const CertplanDate first = _certplan_month_calendar_get_month (calendar, i);
  const CertplanDate end = _certplan_month_calendar_get_month (calendar, i + 1);
  const gint offset = certplan_date_get_weekday (first) - 1;
  const gint top = y + HEAD_HEIGHT + WEEKDAY_HEIGHT;
  const gint n_weeks = (offset + end - first + 6) / 7;

  draw_head (calendar, first, end, x, y);
  for (CertplanDate day = first; day < end; day++)
    {
      const gint place = offset + day - first;
      draw_day (calendar, day, day - first + 1, x + place % 7 * CELL_WIDTH,
                top + place / 7 * CELL_HEIGHT);
    }
  return top + n_weeks * CELL_HEIGHT;
}

static gint
draw_months (const CertplanMonthCalendar *calendar, gint y)
{
  const gint n_columns = count_columns (calendar->figure);

  for (gint i = 0; i < calendar->n_months; i += n_columns)
    {
      gint bottom = y;
      for (gint j = i; j < MIN (i + n_columns, calendar->n_months); j++)
        {
          const gint x = CERTPLAN_FIGURE_MARGIN + (j - i) * (MONTH_WIDTH + MONTH_GAP);
          const gint end = draw_month (calendar, j, x, y);
          bottom = MAX (bottom, end);
        }
      y = bottom + CERTPLAN_PX (12);
    }
  return y;
}

/* Whether a day is what @test asks. */
static gboolean
has_day (const CertplanMonthCalendar *calendar, gboolean (*test) (const CertplanCalendarDay *day))
{
  GHashTableIter iter;
  gpointer day;

  g_hash_table_iter_init (&iter, calendar->days);
  while (g_hash_table_iter_next (&iter, NULL, &day))
    if (test (day))
      return TRUE;
  return FALSE;
}

static gint
draw_legend (CertplanMonthCalendar *calendar, gint y)
{
  CertplanFigure *figure = calendar->figure;
  const CertplanDate end = _certplan_month_calendar_get_month (calendar, calendar->n_months);
  g_autoptr (GArray) entries = _certplan_legend_new ();

  for (guint i = 0; i < calendar->kinds->len; i++)
    _certplan_legend_add (entries, CERTPLAN_SIGN_BAR, get_rgb (i), calendar->kinds->pdata[i]);
  if (has_day (calendar, is_missed))
    _certplan_legend_add (entries, CERTPLAN_SIGN_BAR, CERTPLAN_RGB_RED,
                          _certplan_figure_say (figure, "overdue", NULL, NULL));
  if (has_day (calendar, is_mixed))
    _certplan_legend_add (entries, CERTPLAN_SIGN_BAR, CERTPLAN_RGB_SLATE,
                          _certplan_figure_say (figure, "chart.several_kinds", NULL, NULL));
  if (figure->as_of >= calendar->start && figure->as_of < end)
    _certplan_legend_add (entries, CERTPLAN_SIGN_FRAME, CERTPLAN_RGB_SLATE,
                          _certplan_figure_say_day (figure, figure->as_of, TRUE));
  if (is_known (calendar, calendar->start))
    _certplan_legend_add (entries, CERTPLAN_SIGN_BAR, REST_RGB,
                          _certplan_figure_say (figure, "chart.rest_days", NULL, NULL));
  return _certplan_legend_draw (figure, entries, y);
}

/* Returns: how many duties are due from @from up to the day before @end; @n_missed: (out): of these
 */
static guint
count_between (const CertplanMonthCalendar *calendar, CertplanDate from, CertplanDate end,
               guint *n_missed)
{
  GHashTableIter iter;
  gpointer value;
  guint n = 0;

  *n_missed = 0;
  g_hash_table_iter_init (&iter, calendar->days);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const CertplanCalendarDay *day = value;
      if (day->day < from || day->day >= end)
        continue;
      n += _certplan_calendar_day_count (day);
      *n_missed += day->n_missed;
    }
  return n;
}

static gint
draw_note (CertplanFigure *figure, const char *key, guint n, guint n_missed, const char *month,
           gint y)
{
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_autofree char *missed = g_strdup_printf ("%u", n_missed);
  g_autofree char *sentence = _certplan_sentence (key, number, month, missed, NULL);

  if (n == 0)
    return y;
  return _certplan_figure_draw_lines (figure, _certplan_figure_speak (figure, sentence), y,
                                      NOTE_LINE, MAX_NOTE_LINES, CERTPLAN_FONT_NAME,
                                      n_missed > 0 ? CERTPLAN_RGB_RED : CERTPLAN_RGB_MUTED);
}

/* What the picture does not show, and what it leans on. */
static gint
draw_notes (const CertplanMonthCalendar *calendar, gint y)
{
  CertplanFigure *figure = calendar->figure;
  const CertplanDate end = _certplan_month_calendar_get_month (calendar, calendar->n_months);
  guint n_missed;

  if (is_provisional (calendar, calendar->start) || is_provisional (calendar, end - 1))
    y = _certplan_figure_draw_lines (
        figure, _certplan_figure_say (figure, "chart.provisional_note", NULL, NULL), y, NOTE_LINE,
        MAX_NOTE_LINES, CERTPLAN_FONT_NAME, CERTPLAN_RGB_MUTED);
  const guint n_before = count_between (calendar, G_MININT32, calendar->start, &n_missed);
  y = draw_note (figure, n_missed > 0 ? "chart.calendar_missed" : "chart.calendar_before", n_before,
                 n_missed, _certplan_figure_say_month (figure, calendar->start), y);
  const guint n_after = count_between (calendar, end, G_MAXINT32, &n_missed);
  y = draw_note (figure, "chart.calendar_after", n_after, 0,
                 _certplan_figure_say_month (figure, end - 1), y);
  return draw_note (figure, "chart.calendar_undated", calendar->n_undated, 0, "", y);
}

gint
_certplan_month_calendar_draw (CertplanFigure *figure, GError **error)
{
  g_autoptr (CertplanMonthCalendar) calendar = _certplan_month_calendar_read (figure, error);

  if (calendar == NULL)
    return 0;
  const gint n_columns = count_columns (figure);
  figure->width
      = n_columns * MONTH_WIDTH + (n_columns - 1) * MONTH_GAP + 2 * CERTPLAN_FIGURE_MARGIN;
  gint y = _certplan_figure_draw_titles (figure) + CERTPLAN_PX (10);
  if (calendar->first == CERTPLAN_DATE_NONE)
    return _certplan_figure_draw_empty (figure, y);
  y = draw_months (calendar, y);
  y = draw_legend (calendar, y) + CERTPLAN_PX (6);
  y = draw_notes (calendar, y) + CERTPLAN_PX (8);
  if (figure->is_narrow) /* the table below it lists them */
    return y + CERTPLAN_PX (12);
  return _certplan_month_calendar_draw_list (calendar, y) + CERTPLAN_PX (12);
}
