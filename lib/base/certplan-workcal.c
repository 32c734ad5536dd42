/* The working calendar by rank and select. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-workcal.h"
#include "certplan-date-private.h"
#include "certplan-error.h"
#include "certplan-private.h"

/* Days are numbered from 0 = the first day known. rank[i] is the number of working days before day
 * i (i = 0 .. n_days), select[k] the day that is the k-th working day (k = 0 .. rank[n_days] - 1).
 * So the first working day at or after i is select[rank[i]], and i is worked if rank[i + 1] !=
 * rank[i]. */
struct _CertplanWorkcal
{
  CertplanDate first;
  gint n_days;
  gint *rank;        /* owned, n_days + 1 entries */
  gint *select;      /* owned, rank[n_days] entries */
  guint16 *names_of; /* owned, n_days entries: an index into names */
  GPtrArray *names;  /* owned; [0] is NULL: no name */
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

/* Returns: (transfer full) (nullable): for each day whether it is worked; %NULL if @days are at
 * fault */
static guint8 *
mark_days (CertplanWorkcal *workcal, const CertplanWorkcalDay *days, gsize n_days)
{
  enum
  {
    WORKED = 1,
    LISTED = 2,
  };
  g_autofree guint8 *marks = g_new0 (guint8, workcal->n_days);

  for (gint i = 0; i < workcal->n_days; i++)
    marks[i] = certplan_date_get_weekday (workcal->first + i) <= 5 ? WORKED : 0;
  for (gsize j = 0; j < n_days; j++)
    {
      const gint64 i = (gint64)days[j].date - workcal->first;
      g_return_val_if_fail (i >= 0 && i < workcal->n_days, NULL);
      g_return_val_if_fail ((marks[i] & LISTED) == 0, NULL);
      marks[i] = LISTED | (days[j].is_working ? WORKED : 0);
      workcal->names_of[i] = intern_name (workcal->names, days[j].name);
    }
  for (gint i = 0; i < workcal->n_days; i++)
    marks[i] &= WORKED;
  return g_steal_pointer (&marks);
}

CertplanWorkcal *
_certplan_workcal_new (gint first_year, gint last_year, const CertplanWorkcalDay *days,
                       gsize n_days)
{
  g_return_val_if_fail (first_year >= 1 && first_year <= last_year && last_year <= 9999, NULL);
  g_return_val_if_fail (days != NULL || n_days == 0, NULL);

  g_autoptr (CertplanWorkcal) workcal = g_atomic_rc_box_new0 (CertplanWorkcal);
  workcal->first = certplan_date_new (first_year, 1, 1);
  workcal->n_days = certplan_date_new (last_year, 12, 31) - workcal->first + 1;
  workcal->names_of = g_new0 (guint16, workcal->n_days);
  workcal->names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (workcal->names, NULL);
  workcal->rank = g_new (gint, workcal->n_days + 1);
  workcal->select = g_new (gint, workcal->n_days);

  g_autofree guint8 *worked = mark_days (workcal, days, n_days);
  if (worked == NULL)
    return NULL;
  gint n_worked = 0;
  for (gint i = 0; i < workcal->n_days; i++)
    {
      workcal->rank[i] = n_worked;
      if (worked[i])
        workcal->select[n_worked++] = i;
    }
  workcal->rank[workcal->n_days] = n_worked;
  return g_steal_pointer (&workcal);
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

/* @date as a day of the calendar, also the day after its last one. Returns: %FALSE if not known */
static gboolean
find_edge (const CertplanWorkcal *workcal, CertplanDate date, gint *out_day)
{
  const gint64 day = (gint64)date - workcal->first;

  if (day < 0 || day > workcal->n_days)
    return FALSE;
  *out_day = (gint)day;
  return TRUE;
}

static gboolean
find_day (const CertplanWorkcal *workcal, CertplanDate date, gint *out_day)
{
  return find_edge (workcal, date, out_day) && *out_day < workcal->n_days;
}

static gboolean
is_worked (const CertplanWorkcal *workcal, gint day)
{
  return workcal->rank[day + 1] != workcal->rank[day];
}

gboolean
certplan_workcal_is_working (const CertplanWorkcal *workcal, CertplanDate date)
{
  g_return_val_if_fail (workcal != NULL, FALSE);

  gint day;
  return find_day (workcal, date, &day) && is_worked (workcal, day);
}

const char *
certplan_workcal_get_name (const CertplanWorkcal *workcal, CertplanDate date)
{
  g_return_val_if_fail (workcal != NULL, NULL);

  gint day;
  if (!find_day (workcal, date, &day))
    return NULL;
  return g_ptr_array_index (workcal->names, workcal->names_of[day]);
}

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

  gint from_day, to_day;
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

  gint day;
  if (!find_day (workcal, date, &day))
    return refuse_date (workcal, date, error);
  if (n_days == 0)
    {
      *out_date = date;
      return TRUE;
    }
  /* The first working day after the date is number rank[day + 1], the last one before it rank[day]
   * - 1. */
  const gint64 nth = n_days > 0 ? (gint64)workcal->rank[day + 1] + n_days - 1
                                : (gint64)workcal->rank[day] + n_days;
  if (nth < 0 || nth >= workcal->rank[workcal->n_days])
    return refuse_distance (workcal, date, n_days, error);
  *out_date = workcal->first + workcal->select[nth];
  return TRUE;
}

gboolean
certplan_workcal_roll (const CertplanWorkcal *workcal, CertplanDate date, CertplanDate *out_date,
                       GError **error)
{
  g_return_val_if_fail (workcal != NULL && out_date != NULL, FALSE);

  if (certplan_workcal_is_working (workcal, date))
    {
      *out_date = date;
      return TRUE;
    }
  return certplan_workcal_add (workcal, date, 1, out_date, error);
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
