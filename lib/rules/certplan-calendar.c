/* Calendar files: rows of days that differ from the weekly rule. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-calendar-private.h"
#include "certplan-private.h"
#include "certplan-records-private.h"
#include "certplan-rules-error.h"

typedef struct
{
  guint32 line;
  CertplanDate date;
  guint8 kind;
  guint32 name, source;
} CalendarRow;

static const char *const kinds[] = { "holiday", "workday", NULL };
#define KIND_WORKDAY 2 /* its place in kinds, from 1 */

#define COLUMN(member, TYPE, column_flags, ...)                                                    \
  CERTPLAN_RECORD_COLUMN (CalendarRow, member, TYPE, column_flags, __VA_ARGS__)
static const CertplanColumn columns[] = {
  COLUMN (date, DATE, CERTPLAN_COLUMN_REQUIRED, .help = N_ ("the day")),
  COLUMN (kind, CHOICE, CERTPLAN_COLUMN_REQUIRED, .values = kinds,
          .help = N_ ("a holiday, or a working day in a weekend's place")),
  COLUMN (name, TEXT, CERTPLAN_COLUMN_REQUIRED, .help = N_ ("what it is called")),
  COLUMN (source, TEXT, CERTPLAN_COLUMN_REQUIRED, .help = N_ ("the notice that says so")),
};
static const CertplanRecordType calendar_type = {
  .name = "calendar",
  .help = N_ ("days that differ from the weekly rule"),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .row_size = sizeof (CalendarRow),
};

struct _CertplanCalendarDays
{
  GHashTable *days; /* date -> CertplanWorkcalDay, which it owns */
  GStringChunk *names;
};

CertplanCalendarDays *
_certplan_calendar_days_new (void)
{
  CertplanCalendarDays *days = g_new (CertplanCalendarDays, 1);
  days->days = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  days->names = g_string_chunk_new (256);
  return days;
}

void
_certplan_calendar_days_free (CertplanCalendarDays *days)
{
  g_hash_table_unref (days->days);
  g_string_chunk_free (days->names);
  g_free (days);
}

void
_certplan_calendar_days_read (CertplanCalendarDays *days, const char *file, GBytes *bytes,
                              CertplanFaults *faults)
{
  const CertplanReadOptions options = { .comments = TRUE };
  g_autoptr (CertplanRecords) records
      = _certplan_records_load_bytes (&calendar_type, file, bytes, &options, NULL, faults, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint n_rows = records != NULL ? certplan_records_get_n (records) : 0;
  for (guint i = 0; i < n_rows; i++)
    {
      const CalendarRow *row = _certplan_records_row (records, i);
      CertplanWorkcalDay *day = g_new (CertplanWorkcalDay, 1);
      day->date = row->date;
      day->is_working = row->kind == KIND_WORKDAY;
      day->name
          = g_string_chunk_insert_const (days->names, _certplan_records_text (records, row->name));
      if (!g_hash_table_add (seen, GINT_TO_POINTER (row->date)))
        _certplan_records_fault (records, faults, i, CERTPLAN_TABLE_ERROR_DUPLICATE,
                                 _ ("day there twice"), NULL, _ ("each day once in a file"));
      g_hash_table_replace (days->days, GINT_TO_POINTER (row->date), day);
    }
}

static gint
get_year (CertplanDate date)
{
  gint year;
  certplan_date_get_ymd (date, &year, NULL, NULL);
  return year;
}

/* A year without any day would be read as a year without holidays. */
static gboolean
check_years (const CertplanWorkcalDay *days, guint n_days, gint first, gint last,
             CertplanFaults *faults)
{
  g_autofree guint *n_of_year = g_new0 (guint, last - first + 1);
  guint n_before = certplan_faults_get_n (faults);
  for (guint i = 0; i < n_days; i++)
    n_of_year[get_year (days[i].date) - first]++;
  for (gint year = first; year <= last; year++)
    if (n_of_year[year - first] == 0)
      {
        g_autofree char *value = g_strdup_printf ("%04d", year);
        certplan_faults_add (faults, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_BAD_RULES,
                             "calendars", 0, 0, _ ("no holidays for a year between others"), value,
                             _ ("every year's notice from the first to the last"));
      }
  return certplan_faults_get_n (faults) == n_before;
}

CertplanWorkcal *
_certplan_calendar_days_finish (CertplanCalendarDays *days, CertplanFaults *faults)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (CertplanWorkcalDay));
  gint first = G_MAXINT, last = 0;
  GHashTableIter iter;
  gpointer day;
  g_hash_table_iter_init (&iter, days->days);
  while (g_hash_table_iter_next (&iter, NULL, &day))
    {
      gint year = get_year (((CertplanWorkcalDay *)day)->date);
      first = MIN (first, year);
      last = MAX (last, year);
      g_array_append_vals (all, day, 1);
    }
  const CertplanWorkcalDay *data = (const CertplanWorkcalDay *)(const void *)all->data;
  if (all->len == 0 || !check_years (data, all->len, first, last, faults))
    return NULL;
  return _certplan_workcal_new (first, last, data, all->len);
}
