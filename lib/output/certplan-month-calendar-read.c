/* A table's rows as the duties of days. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-date-private.h"
#include "certplan-month-calendar-private.h"

CertplanDate
_certplan_month_calendar_get_month (const CertplanMonthCalendar *calendar, gint i)
{
  const CertplanDate first = certplan_date_add_months (calendar->start, i);

  return first != CERTPLAN_DATE_NONE ? first : _CERTPLAN_DATE_LAST + 1;
}

const CertplanCalendarDay *
_certplan_month_calendar_get_day (const CertplanMonthCalendar *calendar, CertplanDate day)
{
  return g_hash_table_lookup (calendar->days, GINT_TO_POINTER (day));
}

guint
_certplan_calendar_day_count (const CertplanCalendarDay *day)
{
  guint n = day->n_missed;

  for (guint i = 0; i < CERTPLAN_MAX_KINDS; i++)
    n += day->n[i];
  return n;
}

void
_certplan_month_calendar_free (CertplanMonthCalendar *calendar)
{
  g_ptr_array_unref (calendar->kinds);
  g_hash_table_unref (calendar->days);
  g_array_unref (calendar->rows);
  g_free (calendar);
}

/* Those that are too many share the last one. */
static guint
find_kind (CertplanMonthCalendar *calendar, const char *name)
{
  GPtrArray *kinds = calendar->kinds;

  for (guint i = 0; i < kinds->len; i++)
    if (g_str_equal (kinds->pdata[i], name))
      return i;
  if (kinds->len < CERTPLAN_MAX_KINDS)
    g_ptr_array_add (kinds, (gpointer)name);
  else
    kinds->pdata[kinds->len - 1]
        = (gpointer)_certplan_figure_say (calendar->figure, "chart.others", NULL, NULL);
  return kinds->len - 1;
}

static void
count_day (CertplanMonthCalendar *calendar, const CertplanCalendarRow *row)
{
  const gpointer key = GINT_TO_POINTER (row->day);
  CertplanCalendarDay *day = g_hash_table_lookup (calendar->days, key);

  if (day == NULL)
    {
      day = g_new0 (CertplanCalendarDay, 1);
      day->day = row->day;
      g_hash_table_insert (calendar->days, key, day);
    }
  if (row->is_missed)
    day->n_missed++;
  else
    day->n[row->kind]++;
  if (calendar->first == CERTPLAN_DATE_NONE || row->day < calendar->first)
    calendar->first = row->day;
  if (calendar->last == CERTPLAN_DATE_NONE || row->day > calendar->last)
    calendar->last = row->day;
}

/* An optional role; "" where no column has it. */
static const char *
read_optional (CertplanFigure *figure, CertplanCursor *cursor, guint role)
{
  return role != 0 ? _certplan_figure_read (figure, cursor, role - 1, FALSE) : "";
}

static void
add_row (CertplanMonthCalendar *calendar, CertplanCursor *cursor)
{
  CertplanFigure *figure = calendar->figure;
  const CertplanChartSpec *spec = _certplan_table_get_chart (figure->table);
  const gint64 days = certplan_cursor_get_int (cursor, spec->days);
  CertplanCalendarRow row = { .day = certplan_cursor_get_date (cursor, spec->from) };

  if (row.day == CERTPLAN_DATE_NONE)
    {
      calendar->n_undated++;
      return;
    }
  row.kind = find_kind (calendar, _certplan_figure_read (figure, cursor, spec->actor, FALSE));
  row.is_missed = days != G_MININT64 && days < 0;
  row.place = calendar->n_rows++;
  count_day (calendar, &row);
  if (calendar->n_rows > CERTPLAN_MAX_LISTED)
    {
      g_array_set_size (calendar->rows, 0);
      return;
    }
  row.label = _certplan_figure_read (figure, cursor, spec->label, FALSE);
  row.note = read_optional (figure, cursor, spec->note);
  row.more = read_optional (figure, cursor, spec->more);
  g_array_append_val (calendar->rows, row);
}

static gint
compare_rows (gconstpointer a, gconstpointer b)
{
  const CertplanCalendarRow *one = a, *other = b;

  if (one->day != other->day)
    return one->day < other->day ? -1 : 1;
  return one->place < other->place ? -1 : 1;
}

/* From this month, or the first duty's where no day is known, to that of the last duty. What was
 * missed before stands in the list. */
static void
choose_months (CertplanMonthCalendar *calendar)
{
  const CertplanDate as_of = calendar->figure->as_of;
  const CertplanDate from = as_of != CERTPLAN_DATE_NONE ? as_of : calendar->first;
  gint year, month, last_year, last_month;

  certplan_date_get_ymd (from, &year, &month, NULL);
  certplan_date_get_ymd (MAX (calendar->last, from), &last_year, &last_month, NULL);
  calendar->start = certplan_date_new (year, month, 1);
  calendar->n_months = MIN ((last_year - year) * 12 + last_month - month + 1, CERTPLAN_MAX_MONTHS);
}

CertplanMonthCalendar *
_certplan_month_calendar_read (CertplanFigure *figure, GError **error)
{
  g_autoptr (CertplanMonthCalendar) calendar = g_new0 (CertplanMonthCalendar, 1);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (figure->table);
  g_autoptr (GError) failure = NULL;

  calendar->figure = figure;
  calendar->workcal = _certplan_table_get_workcal (figure->table);
  calendar->kinds = g_ptr_array_new ();
  calendar->days = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  calendar->rows = g_array_new (FALSE, FALSE, sizeof (CertplanCalendarRow));
  calendar->first = calendar->last = calendar->start = CERTPLAN_DATE_NONE;
  while (certplan_cursor_next (cursor, &failure))
    add_row (calendar, cursor);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  g_array_sort (calendar->rows, compare_rows);
  if (calendar->first != CERTPLAN_DATE_NONE)
    choose_months (calendar);
  return g_steal_pointer (&calendar);
}
