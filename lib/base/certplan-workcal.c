/* The working calendar by rank and select. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-workcal-private.h"
#include "certplan-date-private.h"
#include "certplan-error.h"
#include "certplan-private.h"

/* Days are numbered from 0 = the first day known. rank[i] is the number of working days before day
 * i (i = 0 .. n_days), select[k] the date that is the k-th working day (k = 0 .. rank[n_days] - 1).
 * So the first working day at or after i is select[rank[i]], and i is worked if rank[i + 1] !=
 * rank[i]. */
struct _CertplanWorkcal
{
  CertplanDate first;
  gint n_days;
  gint n_worked;        /* of them */
  gint *rank;           /* owned, n_days + 1 entries */
  CertplanDate *select; /* owned, rank[n_days] entries */
  guint8 *marks;        /* owned, n_days entries: Mark */
  guint16 *names_of;    /* owned, n_days entries: an index into names */
  GPtrArray *names;     /* owned; [0] is NULL: no name */
  gint first_year, n_years;
  /* owned, n_years + 1 entries: how many years before it, from the first one, are not published */
  gint *n_unpublished;
};

/* What is known of a day. */
enum
{
  WORKED = 1,
  RESTED = 2, /* a rest day of the week or the law, as moved by the notice */
  LISTED = 4,
};

CertplanWorkcal *
certplan_workcal_ref (CertplanWorkcal *workcal)
{
  g_return_val_if_fail (workcal != NULL, NULL);

  return g_atomic_rc_box_acquire (workcal);
}

static void
release_contents (gpointer data)
{
  CertplanWorkcal *workcal = data;

  g_free (workcal->rank);
  g_free (workcal->select);
  g_free (workcal->marks);
  g_free (workcal->n_unpublished);
  g_free (workcal->names_of);
  g_ptr_array_unref (workcal->names);
}

void
certplan_workcal_unref (CertplanWorkcal *workcal)
{
  g_return_if_fail (workcal != NULL);

  g_atomic_rc_box_release_full (workcal, release_contents);
}

G_DEFINE_BOXED_TYPE (CertplanWorkcal, certplan_workcal, certplan_workcal_ref,
                     certplan_workcal_unref)

/* The index of @name among the calendar's own names: a few dozen, so looking at each will do. */
static guint16
intern_name (GPtrArray *names, const char *name)
{
  if (name == NULL)
    return 0;
  for (guint i = 1; i < names->len; i++)
    if (g_str_equal (g_ptr_array_index (names, i), name))
      return (guint16)i;
  g_return_val_if_fail (names->len <= G_MAXUINT16, 0);
  g_ptr_array_add (names, g_strdup (name));
  return (guint16)(names->len - 1);
}

static guint8
get_mark (const CertplanWorkcalDay *day)
{
  if (!day->is_working)
    return LISTED | RESTED;
  return day->is_own ? LISTED : LISTED | WORKED;
}

/* Fills marks and names. Returns: FALSE if @days are at fault */
static gboolean
mark_days (CertplanWorkcal *workcal, const CertplanWorkcalDay *days, gsize n_days)
{
  for (gint i = 0; i < workcal->n_days; i++)
    workcal->marks[i] = certplan_date_get_weekday (workcal->first + i) <= 5 ? WORKED : RESTED;
  for (gsize j = 0; j < n_days; j++)
    {
      const gint64 i = (gint64)days[j].date - workcal->first;
      g_return_val_if_fail (i >= 0 && i < workcal->n_days, FALSE);
      g_return_val_if_fail ((workcal->marks[i] & LISTED) == 0, FALSE);
      workcal->marks[i] = get_mark (&days[j]);
      workcal->names_of[i] = intern_name (workcal->names, days[j].name);
    }
  return TRUE;
}

static CertplanWorkcal *
alloc_workcal (gint first_year, gint last_year)
{
  CertplanWorkcal *workcal = g_atomic_rc_box_new0 (CertplanWorkcal);
  workcal->first = certplan_date_new (first_year, 1, 1);
  workcal->n_days = certplan_date_new (last_year, 12, 31) - workcal->first + 1;
  workcal->first_year = first_year;
  workcal->n_years = last_year - first_year + 1;
  workcal->names_of = g_new0 (guint16, workcal->n_days);
  workcal->names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (workcal->names, NULL);
  workcal->rank = g_new (gint, workcal->n_days + 1);
  workcal->select = g_new (CertplanDate, workcal->n_days);
  workcal->marks = g_new (guint8, workcal->n_days);
  workcal->n_unpublished = g_new0 (gint, workcal->n_years + 1);
  return workcal;
}

CertplanWorkcal *
_certplan_workcal_new_covered (gint first_year, gint last_year, const gboolean *is_published,
                               const CertplanWorkcalDay *days, gsize n_days)
{
  g_return_val_if_fail (first_year >= 1 && first_year <= last_year && last_year <= 9999, NULL);
  g_return_val_if_fail (days != NULL || n_days == 0, NULL);

  g_autoptr (CertplanWorkcal) workcal = alloc_workcal (first_year, last_year);
  if (!mark_days (workcal, days, n_days))
    return NULL;
  gint n_worked = 0;
  for (gint i = 0; i < workcal->n_days; i++)
    {
      workcal->rank[i] = n_worked;
      if ((workcal->marks[i] & WORKED) != 0)
        workcal->select[n_worked++] = workcal->first + i;
    }
  workcal->rank[workcal->n_days] = n_worked;
  workcal->n_worked = n_worked;
  for (gint year = 0; year < workcal->n_years; year++)
    workcal->n_unpublished[year + 1]
        = workcal->n_unpublished[year] + (is_published != NULL && !is_published[year]);
  return g_steal_pointer (&workcal);
}

CertplanWorkcal *
_certplan_workcal_new (gint first_year, gint last_year, const CertplanWorkcalDay *days,
                       gsize n_days)
{
  return _certplan_workcal_new_covered (first_year, last_year, NULL, days, n_days);
}

CertplanDate
certplan_workcal_get_first (const CertplanWorkcal *workcal)
{
  g_return_val_if_fail (workcal != NULL, CERTPLAN_DATE_NONE);

  return workcal->first;
}

CertplanDate
certplan_workcal_get_last (const CertplanWorkcal *workcal)
{
  g_return_val_if_fail (workcal != NULL, CERTPLAN_DATE_NONE);

  return workcal->first + workcal->n_days - 1;
}

static gboolean
is_published (const CertplanWorkcal *workcal, gint year)
{
  return workcal->n_unpublished[year + 1] == workcal->n_unpublished[year];
}

CertplanWorkcalCoverage
certplan_workcal_get_coverage (const CertplanWorkcal *workcal, gint year)
{
  g_return_val_if_fail (workcal != NULL, CERTPLAN_WORKCAL_UNKNOWN);

  const gint64 place = (gint64)year - workcal->first_year;
  if (place < 0 || place >= workcal->n_years)
    return CERTPLAN_WORKCAL_UNKNOWN;
  return is_published (workcal, (gint)place) ? CERTPLAN_WORKCAL_PUBLISHED
                                             : CERTPLAN_WORKCAL_STATUTORY;
}

CertplanDate
certplan_workcal_get_last_published (const CertplanWorkcal *workcal)
{
  g_return_val_if_fail (workcal != NULL, CERTPLAN_DATE_NONE);

  for (gint year = workcal->n_years - 1; year >= 0; year--)
    if (is_published (workcal, year))
      return certplan_date_new (workcal->first_year + year, 12, 31);
  return CERTPLAN_DATE_NONE;
}

/* The place of a date's year among those known, the nearest one of a date outside. */
static gint
get_year_place (const CertplanWorkcal *workcal, CertplanDate date)
{
  const CertplanDate last = workcal->first + workcal->n_days - 1;
  return _certplan_date_get_year (CLAMP (date, workcal->first, last)) - workcal->first_year;
}

gboolean
certplan_workcal_is_provisional (const CertplanWorkcal *workcal, CertplanDate from, CertplanDate to)
{
  g_return_val_if_fail (workcal != NULL, FALSE);

  const CertplanDate first = MIN (from, to), last = MAX (from, to);
  if (last < workcal->first || first > workcal->first + workcal->n_days - 1)
    return FALSE; /* not known at all */
  return workcal->n_unpublished[get_year_place (workcal, last) + 1]
         != workcal->n_unpublished[get_year_place (workcal, first)];
}

/* A date as a day of the calendar. One before the first becomes larger than any number of days:
 * then one comparison tells both. */
static guint32
get_day (const CertplanWorkcal *workcal, CertplanDate date)
{
  return (guint32)date - (guint32)workcal->first;
}

/* Also the day after the last one known. Returns: %FALSE if @date is neither */
static gboolean
find_edge (const CertplanWorkcal *workcal, CertplanDate date, guint32 *out_day)
{
  *out_day = get_day (workcal, date);
  return *out_day <= (guint32)workcal->n_days;
}

static gboolean
find_day (const CertplanWorkcal *workcal, CertplanDate date, guint32 *out_day)
{
  *out_day = get_day (workcal, date);
  return *out_day < (guint32)workcal->n_days;
}

static gboolean
is_worked (const CertplanWorkcal *workcal, guint32 day)
{
  return workcal->rank[day + 1] != workcal->rank[day];
}

gboolean
certplan_workcal_is_working (const CertplanWorkcal *workcal, CertplanDate date)
{
  g_return_val_if_fail (workcal != NULL, FALSE);

  guint32 day;
  return find_day (workcal, date, &day) && is_worked (workcal, day);
}

const char *
certplan_workcal_get_name (const CertplanWorkcal *workcal, CertplanDate date)
{
  g_return_val_if_fail (workcal != NULL, NULL);

  guint32 day;
  if (!find_day (workcal, date, &day))
    return NULL;
  return g_ptr_array_index (workcal->names, workcal->names_of[day]);
}

/* What goes wrong seldom stays out of the functions that are called by the million: inlined there,
 * it would make each call save registers. */
static gboolean refuse_date (const CertplanWorkcal *workcal, CertplanDate date, GError **error)
    __attribute__ ((cold, noinline));
static gboolean refuse_distance (const CertplanWorkcal *workcal, CertplanDate date, gint n_days,
                                 GError **error) __attribute__ ((cold, noinline));

static gboolean
refuse_date (const CertplanWorkcal *workcal, CertplanDate date, GError **error)
{
  g_autofree char *first = certplan_date_format (certplan_workcal_get_first (workcal));
  g_autofree char *last = certplan_date_format (certplan_workcal_get_last (workcal));
  g_autofree char *asked = certplan_date_format (date);

  g_set_error (error, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_CALENDAR,
               _ ("the working calendar knows %s to %s, not %s"), first, last, asked);
  return FALSE;
}

static gboolean
refuse_distance (const CertplanWorkcal *workcal, CertplanDate date, gint n_days, GError **error)
{
  g_autofree char *first = certplan_date_format (certplan_workcal_get_first (workcal));
  g_autofree char *last = certplan_date_format (certplan_workcal_get_last (workcal));
  g_autofree char *from = certplan_date_format (date);

  g_set_error (error, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_CALENDAR,
               _ ("the working calendar knows %s to %s, not %+d working days from %s"), first, last,
               n_days, from);
  return FALSE;
}

gboolean
certplan_workcal_count (const CertplanWorkcal *workcal, CertplanDate from, CertplanDate to,
                        gint *out_days, GError **error)
{
  g_return_val_if_fail (workcal != NULL && out_days != NULL, FALSE);

  guint32 from_day, to_day;
  if (!find_edge (workcal, from, &from_day))
    return refuse_date (workcal, from, error);
  if (!find_edge (workcal, to, &to_day))
    return refuse_date (workcal, to, error);
  *out_days = workcal->rank[to_day] - workcal->rank[from_day];
  return TRUE;
}

gboolean
certplan_workcal_add (const CertplanWorkcal *workcal, CertplanDate date, gint n_days,
                      CertplanDate *out_date, GError **error)
{
  g_return_val_if_fail (workcal != NULL && out_date != NULL, FALSE);

  guint32 day;
  if (!find_day (workcal, date, &day))
    return refuse_date (workcal, date, error);
  /* The first working day after the date is number rank[day + 1], the last one before it rank[day]
   * - 1. */
  guint32 nth;
  if (n_days > 0)
    nth = (guint32)workcal->rank[day + 1] + (guint32)n_days - 1;
  else if (n_days < 0)
    nth = (guint32)workcal->rank[day] + (guint32)n_days;
  else
    {
      *out_date = date;
      return TRUE;
    }
  if (nth >= (guint32)workcal->n_worked) /* also where it is negative */
    return refuse_distance (workcal, date, n_days, error);
  *out_date = workcal->select[nth];
  return TRUE;
}

gboolean
certplan_workcal_roll (const CertplanWorkcal *workcal, CertplanDate date, CertplanDate *out_date,
                       GError **error)
{
  g_return_val_if_fail (workcal != NULL && out_date != NULL, FALSE);

  guint32 day;
  if (!find_day (workcal, date, &day))
    return refuse_date (workcal, date, error);
  while (day < (guint32)workcal->n_days && (workcal->marks[day] & RESTED) != 0)
    day++; /* some ten days at most: the longest run of rest days */
  if (day == (guint32)workcal->n_days)
    return refuse_distance (workcal, date, 1, error);
  *out_date = workcal->first + (gint)day;
  return TRUE;
}

gboolean
certplan_workcal_add_period (const CertplanWorkcal *workcal, CertplanDate date,
                             const CertplanPeriod *period, CertplanDate *out_date, GError **error)
{
  g_return_val_if_fail (workcal != NULL && period != NULL && out_date != NULL, FALSE);
  g_return_val_if_fail (!_certplan_period_is_none (period), FALSE);

  const CertplanPeriod calendar_part = { period->months, period->days, 0 };
  const CertplanDate moved = certplan_date_add_period (date, &calendar_part, 1);
  if (moved == CERTPLAN_DATE_NONE)
    {
      g_autofree char *from = certplan_date_format (date);
      g_autofree char *length = certplan_period_format (period);
      g_set_error (error, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_RANGE,
                   _ ("%s from %s is outside the years 0001 to 9999"), length, from);
      return FALSE;
    }
  if (period->working_days != 0)
    return certplan_workcal_add (workcal, moved, period->working_days, out_date, error);
  *out_date = moved;
  return TRUE;
}
