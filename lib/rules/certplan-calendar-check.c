/* What the working calendar covers, and rows of it that make no sense.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-calendar-private.h"
#include "certplan-calendar.h"
#include "certplan-date-private.h"
#include "certplan-rulebook-tables-private.h"
#include <string.h>

typedef struct
{
  gint year;
  const char *coverage; /* published, statutory */
  gint days_off, make_up_days, closed_days, working_days;
} CoverageLine;

static const CertplanColumn coverage_columns[] = {
  CERTPLAN_RESULT_COLUMN (CoverageLine, year, INT),
  CERTPLAN_RESULT_COLUMN (CoverageLine, coverage, CHOICE),
  CERTPLAN_RESULT_COLUMN (CoverageLine, days_off, INT),
  CERTPLAN_RESULT_COLUMN (CoverageLine, make_up_days, INT),
  CERTPLAN_RESULT_COLUMN (CoverageLine, closed_days, INT),
  CERTPLAN_RESULT_COLUMN (CoverageLine, working_days, INT),
};
static const CertplanTableInfo coverage_info = _CERTPLAN_TABLE_INFO ("coverage", coverage_columns);

typedef struct
{
  CertplanDate date;
  char *finding; /* a sentence */
  char *found_in;
} FindingLine;

static const CertplanColumn finding_columns[] = {
  CERTPLAN_RESULT_COLUMN (FindingLine, date, DATE),
  CERTPLAN_RESULT_COLUMN (FindingLine, finding, SENTENCE),
  CERTPLAN_RESULT_COLUMN (FindingLine, found_in, TEXT),
};
static const CertplanTableInfo finding_info = _CERTPLAN_TABLE_INFO ("findings", finding_columns);

/* One check. */
typedef struct
{
  const CertplanCalendarDays *days;
  const CertplanWorkcal *workcal;
  GArray *findings;    /* FindingLine */
  GHashTable *notices; /* date -> the row of a notice met last */
  GHashTable *names;   /* year -> GString of the names of its holidays */
  GHashTable *lawful;  /* years whose statutory days are known */
} Check;

static gboolean
is_weekend (CertplanDate date)
{
  return certplan_date_get_weekday (date) > 5;
}

static void
finding_clear (gpointer data)
{
  FindingLine *line = data;
  g_free (line->finding);
  g_free (line->found_in);
}

/* @sentence: (transfer full) */
static void
add_finding (Check *check, const CertplanCalendarDay *row, char *sentence)
{
  FindingLine line = { row->date, sentence, g_strdup_printf ("%s:%u", row->file, row->line) };
  g_array_append_val (check->findings, line);
}

static gboolean
is_notice (const CertplanCalendarDay *row)
{
  return row->kind == CERTPLAN_DAY_HOLIDAY || row->kind == CERTPLAN_DAY_WORKDAY;
}

/* A later file may correct an earlier one; where it says the opposite, somebody should know. */
static void
check_replaced (Check *check, const CertplanCalendarDay *row)
{
  const CertplanCalendarDay *earlier
      = g_hash_table_lookup (check->notices, GINT_TO_POINTER (row->date));
  if (!is_notice (row))
    return;
  if (earlier != NULL && earlier->kind != row->kind)
    {
      g_autofree char *place = g_strdup_printf ("%s:%u", earlier->file, earlier->line);
      add_finding (check, row, _certplan_sentence ("finding.replaced", place, NULL));
    }
  g_hash_table_insert (check->notices, GINT_TO_POINTER (row->date), (gpointer)row);
}

/* The rows of the law are looked at by check_missing(). */
static void
check_row (Check *check, const CertplanCalendarDay *row)
{
  const gint year = _certplan_date_get_year (row->date);
  if (row->kind == CERTPLAN_DAY_STATUTORY || row->kind == CERTPLAN_DAY_MADE_UP)
    return;
  check_replaced (check, row);
  if (certplan_workcal_get_coverage (check->workcal, year) == CERTPLAN_WORKCAL_UNKNOWN)
    add_finding (check, row, _certplan_sentence ("finding.unknown_year", NULL));
  else if (row->kind == CERTPLAN_DAY_WORKDAY && !is_weekend (row->date))
    add_finding (check, row, _certplan_sentence ("finding.workday_on_weekday", NULL));
  CertplanDate rolled;
  if (row->kind == CERTPLAN_DAY_CLOSED
      && certplan_workcal_roll (check->workcal, row->date, &rolled, NULL) && rolled != row->date)
    add_finding (check, row, _certplan_sentence ("finding.closed_anyway", NULL));
}

/* The names of the holidays of notices, by year; the last days of December may be the next one's.
 */
static void
collect_names (Check *check)
{
  for (guint i = 0; i < _certplan_calendar_days_get_n (check->days); i++)
    {
      const CertplanCalendarDay *row = _certplan_calendar_days_get (check->days, i);
      const gint year = _certplan_date_get_year (row->date);
      GString *names = g_hash_table_lookup (check->names, GINT_TO_POINTER (year));
      if (row->kind == CERTPLAN_DAY_STATUTORY)
        g_hash_table_add (check->lawful, GINT_TO_POINTER (year));
      if (row->kind != CERTPLAN_DAY_HOLIDAY || row->date >= certplan_date_new (year, 12, 1))
        continue;
      if (names == NULL)
        {
          names = g_string_new (NULL);
          g_hash_table_insert (check->names, GINT_TO_POINTER (year), names);
        }
      if (strstr (names->str, row->name) == NULL)
        g_string_append_printf (names, " %s", row->name);
    }
}

/* A statutory day that the year's notice does not have: the notice is not whole. */
static void
check_missing (Check *check, const CertplanCalendarDay *row)
{
  if (row->kind != CERTPLAN_DAY_STATUTORY
      || _certplan_calendar_days_find (check->days, row->date, CERTPLAN_DAY_HOLIDAY) != NULL
      || !g_hash_table_contains (check->names,
                                 GINT_TO_POINTER (_certplan_date_get_year (row->date))))
    return;
  g_autofree char *name = g_strconcat (CERTPLAN_LABEL, row->name, NULL);
  add_finding (check, row, _certplan_sentence ("finding.statutory_missing", name, NULL));
}

/* The festivals of the law, each once, without those that are two in one. */
static GPtrArray *
list_festivals (const Check *check)
{
  GPtrArray *festivals = g_ptr_array_new ();
  for (guint i = 0; i < _certplan_calendar_days_get_n (check->days); i++)
    {
      const CertplanCalendarDay *row = _certplan_calendar_days_get (check->days, i);
      if (row->kind == CERTPLAN_DAY_STATUTORY && strstr (row->name, "_and_") == NULL
          && !g_ptr_array_find (festivals, row->name, NULL))
        g_ptr_array_add (festivals, (gpointer)row->name);
    }
  return festivals;
}

/* Where the law's days of a year are not known, each festival must at least be named. */
static void
check_festivals (Check *check)
{
  g_autoptr (GPtrArray) festivals = list_festivals (check);
  const gint last = _certplan_date_get_year (certplan_workcal_get_last (check->workcal));
  for (gint year = _certplan_date_get_year (certplan_workcal_get_first (check->workcal));
       year <= last; year++)
    {
      const GString *names = g_hash_table_lookup (check->names, GINT_TO_POINTER (year));
      if (g_hash_table_contains (check->lawful, GINT_TO_POINTER (year)))
        continue;
      for (guint i = 0; i < festivals->len; i++)
        {
          const char *festival = g_ptr_array_index (festivals, i);
          if (names != NULL && strstr (names->str, festival) != NULL)
            continue;
          g_autofree char *label = g_strconcat (CERTPLAN_LABEL, festival, NULL);
          FindingLine line = { certplan_date_new (year, 1, 1),
                               _certplan_sentence ("finding.no_festival", label, NULL), NULL };
          g_array_append_val (check->findings, line);
        }
    }
}

static gint
count_kind (const CertplanCalendarDays *days, gint year, CertplanDayKind kind)
{
  gint n_days = 0;
  for (CertplanDate day = certplan_date_new (year, 1, 1); day <= certplan_date_new (year, 12, 31);
       day++)
    if (_certplan_calendar_days_find (days, day, kind) != NULL)
      n_days++;
  return n_days;
}

static gint
count_days_off (const CertplanCalendarDays *days, gint year, gboolean is_published)
{
  if (is_published)
    return count_kind (days, year, CERTPLAN_DAY_HOLIDAY);
  return count_kind (days, year, CERTPLAN_DAY_STATUTORY)
         + count_kind (days, year, CERTPLAN_DAY_MADE_UP);
}

static CertplanTable *
make_coverage (CertplanRulebook *rulebook)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (CoverageLine));
  const CertplanWorkcal *workcal = rulebook->workcal;
  const gint last = _certplan_date_get_year (certplan_workcal_get_last (workcal));
  for (gint year = _certplan_date_get_year (certplan_workcal_get_first (workcal)); year <= last;
       year++)
    {
      const gboolean is_published
          = certplan_workcal_get_coverage (workcal, year) == CERTPLAN_WORKCAL_PUBLISHED;
      CoverageLine line = {
        .year = year,
        .coverage = is_published ? "published" : "statutory",
        .days_off = count_days_off (rulebook->calendar, year, is_published),
        .make_up_days = count_kind (rulebook->calendar, year, CERTPLAN_DAY_WORKDAY),
        .closed_days = count_kind (rulebook->calendar, year, CERTPLAN_DAY_CLOSED),
      };
      certplan_workcal_count (workcal, certplan_date_new (year, 1, 1),
                              certplan_date_new (year, 12, 31) + 1, &line.working_days, NULL);
      g_array_append_val (lines, line);
    }
  return _certplan_rulebook_make_table (rulebook, &coverage_info, lines);
}

static gint
compare_findings (gconstpointer a, gconstpointer b)
{
  const FindingLine *x = a, *y = b;
  if (x->date != y->date)
    return x->date < y->date ? -1 : 1;
  gint order = g_strcmp0 (x->found_in, y->found_in);
  return order != 0 ? order : strcmp (x->finding, y->finding);
}

static void
free_names (gpointer names)
{
  g_string_free (names, TRUE);
}

CertplanTables *
certplan_calendar_dup_check (CertplanRulebook *rulebook, guint *out_n_findings)
{
  g_return_val_if_fail (rulebook != NULL, NULL);

  g_autoptr (GHashTable) notices = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) names = g_hash_table_new_full (NULL, NULL, NULL, free_names);
  g_autoptr (GHashTable) lawful = g_hash_table_new (NULL, NULL);
  Check check = { rulebook->calendar,
                  rulebook->workcal,
                  g_array_new (FALSE, FALSE, sizeof (FindingLine)),
                  notices,
                  names,
                  lawful };
  g_array_set_clear_func (check.findings, finding_clear);
  collect_names (&check);
  for (guint i = 0; i < _certplan_calendar_days_get_n (check.days); i++)
    {
      check_row (&check, _certplan_calendar_days_get (check.days, i));
      check_missing (&check, _certplan_calendar_days_get (check.days, i));
    }
  check_festivals (&check);
  g_array_sort (check.findings, compare_findings);
  CertplanTables *tables = certplan_tables_new ();
  const guint n_findings = check.findings->len;
  certplan_tables_take (tables, make_coverage (rulebook));
  certplan_tables_take (tables,
                        _certplan_rulebook_make_table (rulebook, &finding_info, check.findings));
  if (out_n_findings != NULL)
    *out_n_findings = n_findings;
  return tables;
}
