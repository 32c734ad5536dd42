/* Calendar files: rows of days that differ from the weekly rule. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-calendar-private.h"
#include "certplan-date-private.h"
#include "certplan-private.h"
#include "certplan-records-private.h"
#include "certplan-rule-formats-private.h"
#include "certplan-rules-error.h"
#include "certplan-workcal-private.h"

typedef struct
{
  guint32 line;
  CertplanDate date;
  guint8 kind;
  guint32 name, source, clause;
} CalendarRow;

/* In the order of CertplanDayKind. */
static const char *const kinds[] = { "holiday", "workday", "statutory", "closed", "made_up", NULL };

const char *
_certplan_day_kind_get_name (CertplanDayKind kind)
{
  return kinds[kind - 1];
}

#define COLUMN(member, TYPE, column_flags, ...)                                                    \
  CERTPLAN_RECORD_COLUMN (CalendarRow, member, TYPE, column_flags, __VA_ARGS__)
static const CertplanColumn columns[] = {
  COLUMN (date, DATE, CERTPLAN_COLUMN_REQUIRED, .help = N_ ("the day")),
  COLUMN (kind, CHOICE, CERTPLAN_COLUMN_REQUIRED, .values = kinds,
          .help
          = N_ ("off or worked by a notice, off by the law or in place of such a day, or closed by "
                "yourself")),
  COLUMN (name, TEXT, CERTPLAN_COLUMN_REQUIRED, .help = N_ ("what it is called")),
  COLUMN (source, TEXT, CERTPLAN_COLUMN_REQUIRED, .help = N_ ("the notice that says so")),
  COLUMN (clause, TEXT, 0, .help = N_ ("the clause in it")),
};
const CertplanRecordType _certplan_calendar_type = {
  .name = "calendar",
  .help = N_ ("days that differ from the weekly rule"),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .row_size = sizeof (CalendarRow),
};

struct _CertplanCalendarDays
{
  GArray *rows;      /* CertplanCalendarDay, as read */
  GHashTable *found; /* date and kind -> place in rows + 1 of the one that counts */
  GStringChunk *texts;
};

CertplanCalendarDays *
_certplan_calendar_days_new (void)
{
  CertplanCalendarDays *days = g_new (CertplanCalendarDays, 1);
  days->rows = g_array_new (FALSE, FALSE, sizeof (CertplanCalendarDay));
  days->found = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  days->texts = g_string_chunk_new (1024);
  return days;
}

void
_certplan_calendar_days_free (CertplanCalendarDays *days)
{
  g_array_unref (days->rows);
  g_hash_table_unref (days->found);
  g_string_chunk_free (days->texts);
  g_free (days);
}

/* A notice says of a day that it is off or that it is worked, not both. */
static gint64
make_key (CertplanDate date, CertplanDayKind kind)
{
  return (gint64)date * 8 + (kind == CERTPLAN_DAY_WORKDAY ? CERTPLAN_DAY_HOLIDAY : kind);
}

static void
add_row (CertplanCalendarDays *days, const CertplanCalendarDay *day)
{
  gint64 *key = g_new (gint64, 1);
  *key = make_key (day->date, day->kind);
  g_array_append_vals (days->rows, day, 1);
  g_hash_table_replace (days->found, key, GUINT_TO_POINTER (days->rows->len));
}

void
_certplan_calendar_days_read (CertplanCalendarDays *days, const char *file, GBytes *bytes,
                              CertplanFaults *faults)
{
  const CertplanReadOptions options = { .comments = TRUE };
  g_autoptr (CertplanRecords) records = _certplan_records_load_bytes (
      &_certplan_calendar_type, file, bytes, &options, NULL, faults, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint n_rows = records != NULL ? certplan_records_get_n (records) : 0;
  for (guint i = 0; i < n_rows; i++)
    {
      const CalendarRow *row = _certplan_records_row (records, i);
      const char *name = _certplan_records_text (records, row->name);
      const char *source = _certplan_records_text (records, row->source);
      CertplanCalendarDay day = {
        .date = row->date,
        .kind = row->kind,
        .name = g_string_chunk_insert_const (days->texts, name),
        .source = g_string_chunk_insert_const (days->texts, source),
        .file = g_string_chunk_insert_const (days->texts, file),
        .line = row->line,
      };
      if (!g_hash_table_add (seen, GINT_TO_POINTER (row->date)))
        _certplan_records_fault (records, faults, i, CERTPLAN_TABLE_ERROR_DUPLICATE,
                                 _ ("day there twice"), NULL, _ ("each day once in a file"));
      add_row (days, &day);
    }
}

guint
_certplan_calendar_days_get_n (const CertplanCalendarDays *days)
{
  return days->rows->len;
}

const CertplanCalendarDay *
_certplan_calendar_days_get (const CertplanCalendarDays *days, guint i)
{
  return &g_array_index (days->rows, CertplanCalendarDay, i);
}

const CertplanCalendarDay *
_certplan_calendar_days_find (const CertplanCalendarDays *days, CertplanDate date,
                              CertplanDayKind kind)
{
  const gint64 key = make_key (date, kind);
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (days->found, &key));
  const CertplanCalendarDay *day = place > 0 ? _certplan_calendar_days_get (days, place - 1) : NULL;
  return day != NULL && day->kind == kind ? day : NULL;
}

static gboolean
is_holiday (const CertplanCalendarDays *days, CertplanDate date)
{
  return _certplan_calendar_days_find (days, date, CERTPLAN_DAY_HOLIDAY) != NULL;
}

/* How well each year is known, from 0 on. */
static CertplanWorkcalCoverage *
cover_years (const CertplanCalendarDays *days)
{
  CertplanWorkcalCoverage *covered = g_new0 (CertplanWorkcalCoverage, 10000);
  for (guint i = 0; i < days->rows->len; i++)
    {
      const CertplanCalendarDay *day = _certplan_calendar_days_get (days, i);
      if (day->kind == CERTPLAN_DAY_STATUTORY)
        covered[_certplan_date_get_year (day->date)] = CERTPLAN_WORKCAL_PUBLISHED;
    }
  for (gint year = 1; year <= 9999; year++)
    if (covered[year] == CERTPLAN_WORKCAL_UNKNOWN
        && is_holiday (days, certplan_date_new (year, 1, 1)))
      covered[year] = CERTPLAN_WORKCAL_PUBLISHED;
  for (guint i = 0; i < days->rows->len; i++)
    {
      const CertplanCalendarDay *day = _certplan_calendar_days_get (days, i);
      if (day->kind == CERTPLAN_DAY_STATUTORY && !is_holiday (days, day->date))
        covered[_certplan_date_get_year (day->date)] = CERTPLAN_WORKCAL_STATUTORY;
    }
  return covered;
}

/* A year without any day would be read as a year without holidays. Returns: FALSE if there is one
 * between others, or none at all */
static gboolean
find_range (const CertplanWorkcalCoverage *covered, CertplanWorkcalCoverage least, gint *first,
            gint *last, CertplanFaults *faults)
{
  guint n_before = certplan_faults_get_n (faults);
  *first = *last = 0;
  for (gint year = 1; year <= 9999; year++)
    if (covered[year] >= least)
      {
        *first = *first == 0 ? year : *first;
        *last = year;
      }
  for (gint year = *first; year < *last; year++)
    if (covered[year] < least)
      {
        g_autofree char *value = g_strdup_printf ("%04d", year);
        certplan_faults_add (faults, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_BAD_RULES,
                             "calendars", 0, 0, _ ("no holidays for a year between others"), value,
                             _ ("every year's notice from the first to the last"));
      }
  return *first > 0 && certplan_faults_get_n (faults) == n_before;
}

/* What the law itself says: a day made up is a guess, which a notice of that year ends. */
static const CertplanCalendarDay *
find_law (const CertplanCalendarDays *days, const CertplanWorkcalCoverage *covered,
          CertplanDate date)
{
  const CertplanCalendarDay *law
      = _certplan_calendar_days_find (days, date, CERTPLAN_DAY_STATUTORY);
  if (law != NULL || covered[_certplan_date_get_year (date)] == CERTPLAN_WORKCAL_PUBLISHED)
    return law;
  return _certplan_calendar_days_find (days, date, CERTPLAN_DAY_MADE_UP);
}

/* What counts of the day of that row: the closing day's name, else the notice's answer, else the
 * law's. Returns: FALSE where another row speaks for the day */
static gboolean
resolve_day (const CertplanCalendarDays *days, const CertplanWorkcalCoverage *covered,
             const CertplanCalendarDay *row, CertplanWorkcalDay *out)
{
  const CertplanDate date = row->date;
  const CertplanCalendarDay *closed
      = _certplan_calendar_days_find (days, date, CERTPLAN_DAY_CLOSED);
  const CertplanCalendarDay *off = _certplan_calendar_days_find (days, date, CERTPLAN_DAY_HOLIDAY);
  const CertplanCalendarDay *on = _certplan_calendar_days_find (days, date, CERTPLAN_DAY_WORKDAY);
  const CertplanCalendarDay *law = find_law (days, covered, date);
  const CertplanCalendarDay *legal = off != NULL ? off : on != NULL ? on : law;
  const CertplanCalendarDay *shown = closed != NULL ? closed : legal;
  if (shown != row)
    return FALSE;
  *out = (CertplanWorkcalDay){
    .date = date,
    .is_working = legal != NULL ? legal == on : certplan_date_get_weekday (date) <= 5,
    .name = shown->name,
    .is_own = closed != NULL,
  };
  return TRUE;
}

CertplanWorkcal *
_certplan_calendar_days_finish (const CertplanCalendarDays *days, gboolean published_only,
                                CertplanFaults *faults)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (CertplanWorkcalDay));
  g_autofree CertplanWorkcalCoverage *covered = cover_years (days);
  gint first, last;
  if (!find_range (covered,
                   published_only ? CERTPLAN_WORKCAL_PUBLISHED : CERTPLAN_WORKCAL_STATUTORY, &first,
                   &last, faults))
    return NULL;
  for (guint i = 0; i < days->rows->len; i++)
    {
      CertplanWorkcalDay day;
      gint year = _certplan_date_get_year (_certplan_calendar_days_get (days, i)->date);
      if (year >= first && year <= last
          && resolve_day (days, covered, _certplan_calendar_days_get (days, i), &day))
        g_array_append_val (all, day);
    }
  g_autofree gboolean *is_published = g_new (gboolean, last - first + 1);
  for (gint year = first; year <= last; year++)
    is_published[year - first] = covered[year] == CERTPLAN_WORKCAL_PUBLISHED;
  return _certplan_workcal_new_covered (
      first, last, is_published, (const CertplanWorkcalDay *)(const void *)all->data, all->len);
}

static gint
compare_days (gconstpointer a, gconstpointer b)
{
  const CertplanWorkcalDay *x = a, *y = b;
  return x->date < y->date ? -1 : x->date > y->date;
}

void
_certplan_calendar_days_append (const CertplanCalendarDays *days, GString *text)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (CertplanWorkcalDay));
  g_autofree CertplanWorkcalCoverage *covered = cover_years (days);
  for (guint i = 0; i < days->rows->len; i++)
    {
      CertplanWorkcalDay day;
      if (resolve_day (days, covered, _certplan_calendar_days_get (days, i), &day))
        g_array_append_val (all, day);
    }
  g_array_sort (all, compare_days);
  for (guint i = 0; i < all->len; i++)
    {
      const CertplanWorkcalDay *day = &g_array_index (all, CertplanWorkcalDay, i);
      g_string_append_printf (text, "%d\t%d\t%d\t%s\n", day->date, day->is_working, day->is_own,
                              day->name);
    }
}
