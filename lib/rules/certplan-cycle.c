/* The legal clock: limits that leave pauses out. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-cycle.h"
#include "certplan-private.h"

typedef struct
{
  CertplanDate from;
  CertplanDate to; /* not paused any more */
} Interval;

/* The union is kept: disjoint, in order, none empty, none touching the next. */
struct _CertplanPauses
{
  GArray *intervals;
};

G_DEFINE_BOXED_TYPE (CertplanPauses, certplan_pauses, certplan_pauses_ref, certplan_pauses_unref)

CertplanPauses *
certplan_pauses_new (void)
{
  CertplanPauses *pauses = g_atomic_rc_box_new (CertplanPauses);
  pauses->intervals = g_array_new (FALSE, FALSE, sizeof (Interval));
  return pauses;
}

CertplanPauses *
certplan_pauses_ref (CertplanPauses *pauses)
{
  return g_atomic_rc_box_acquire (pauses);
}

static void
pauses_clear (gpointer data)
{
  g_array_unref (((CertplanPauses *)data)->intervals);
}

void
certplan_pauses_unref (CertplanPauses *pauses)
{
  g_atomic_rc_box_release_full (pauses, pauses_clear);
}

static const Interval *
get_interval (const CertplanPauses *pauses, guint i)
{
  return &g_array_index (pauses->intervals, Interval, i);
}

gboolean
certplan_pauses_add (CertplanPauses *pauses, CertplanDate from, CertplanDate to, GError **error)
{
  g_return_val_if_fail (from != CERTPLAN_DATE_NONE && to != CERTPLAN_DATE_NONE, FALSE);
  if (from > to)
    {
      g_autofree char *from_text = certplan_date_format (from),
                      *to_text = certplan_date_format (to);
      g_set_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_BAD_INTERVAL,
                   _ ("pause from %s to %s ends before it begins"), from_text, to_text);
      return FALSE;
    }
  Interval merged = { from, to };
  guint first = 0, next;
  while (first < pauses->intervals->len && get_interval (pauses, first)->to < from)
    first++;
  for (next = first; next < pauses->intervals->len && get_interval (pauses, next)->from <= to;
       next++)
    {
      merged.from = MIN (merged.from, get_interval (pauses, next)->from);
      merged.to = MAX (merged.to, get_interval (pauses, next)->to);
    }
  if (next > first)
    g_array_remove_range (pauses->intervals, first, next - first);
  if (merged.from < merged.to)
    g_array_insert_val (pauses->intervals, first, merged);
  return TRUE;
}

gint
certplan_pauses_count (const CertplanPauses *pauses, CertplanDate from, CertplanDate to)
{
  gint n_days = 0;
  for (guint i = 0; i < pauses->intervals->len; i++)
    {
      const Interval *pause = get_interval (pauses, i);
      CertplanDate first = MAX (pause->from, from), end = MIN (pause->to, to);
      if (first < end)
        n_days += end - first;
    }
  return n_days;
}

/* One pass: an interval that begins before the due date known so far is paused whole, for each of
 * its days that is reached pushes the due date one further. */
CertplanDate
certplan_pauses_due (const CertplanPauses *pauses, CertplanDate start, CertplanDate base,
                     gboolean on_due_counts)
{
  g_return_val_if_fail (start != CERTPLAN_DATE_NONE && base != CERTPLAN_DATE_NONE, base);
  gint64 due = base;
  for (guint i = 0; i < pauses->intervals->len; i++)
    {
      const Interval *pause = get_interval (pauses, i);
      CertplanDate first = MAX (pause->from, start);
      if (first > due || (first == due && !on_due_counts))
        break;
      due += MAX (pause->to - first, 0);
    }
  return due <= certplan_date_new (9999, 12, 31) ? (CertplanDate)due : CERTPLAN_DATE_NONE;
}

CertplanDate
certplan_pauses_skip (const CertplanPauses *pauses, CertplanDate day)
{
  for (guint i = 0; i < pauses->intervals->len; i++)
    {
      const Interval *pause = get_interval (pauses, i);
      if (pause->from <= day && day < pause->to)
        day = pause->to; /* none touches the next, so this day runs */
    }
  return day;
}
