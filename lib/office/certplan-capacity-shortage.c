/* What has not enough people. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-capacity-repair-private.h"
#include <string.h>

static void
shortage_clear (gpointer data)
{
  CertplanShortage *shortage = data;
  g_array_unref (shortage->cuts);
  g_array_unref (shortage->asked);
  g_array_unref (shortage->types);
}

void
_certplan_capacity_add_once (GArray *array, guint value)
{
  for (guint i = 0; i < array->len; i++)
    if (g_array_index (array, guint, i) == value)
      return;
  g_array_append_val (array, value);
}

static void
add_all_once (GArray *array, const GArray *more)
{
  for (guint i = 0; i < more->len; i++)
    _certplan_capacity_add_once (array, g_array_index (more, guint, i));
}

/* The shortages of a plan's cuts, with the types and months of their work. */
static void
read_jobs (CertplanCapacity *capacity, CertplanCapacityLimit limit, CertplanShortage *shortages)
{
  const CertplanTransportPlan *plan = capacity->plans[limit];

  for (guint i = 0; i < capacity->jobs->len; i++)
    {
      const CertplanJob *job = _certplan_capacity_get_job (capacity, i);
      const guint number = g_array_index (capacity->job_demand[limit], guint, i);
      if (number == 0 || job->ticks == 0)
        continue;
      const CertplanTransportLot *lot = &g_array_index (
          plan->lots, CertplanTransportLot, g_array_index (plan->lot_of, guint, number - 1));
      if (lot->cut == 0)
        continue;
      CertplanShortage *shortage = &shortages[lot->cut - 1];
      shortage->resource = _certplan_capacity_get_type (capacity, job->type)->resource;
      shortage->told = MIN (shortage->told, limit == CERTPLAN_BY_TARGET && job->target < job->cap
                                                ? CERTPLAN_BY_TARGET
                                                : MAX (job->limit, limit));
      shortage->first = MIN (shortage->first, lot->demand.release);
      shortage->last = MAX (shortage->last, MIN (lot->demand.cap, capacity->n_months - 1));
      _certplan_capacity_add_once (shortage->asked, job->asked);
      _certplan_capacity_add_once (shortage->types, job->type);
    }
}

static gint
compare_shortages (gconstpointer a, gconstpointer b)
{
  const CertplanShortage *x = a, *y = b;
  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  return (gint)g_array_index (x->cuts, guint, 0) - (gint)g_array_index (y->cuts, guint, 0);
}

static guint
get_first_region (const CertplanCapacity *capacity, const CertplanShortage *shortage)
{
  return _certplan_capacity_get_type (capacity, g_array_index (shortage->asked, guint, 0))->region;
}

/* Work that nobody may do hangs together with no other; all of one region is told together. */
static gboolean
join_shortage (GArray *joined, const CertplanCapacity *capacity, const CertplanShortage *shortage)
{
  for (guint i = 0; shortage->supply == 0 && i < joined->len; i++)
    {
      CertplanShortage *other = &g_array_index (joined, CertplanShortage, i);
      if (other->supply > 0 || other->resource != shortage->resource
          || other->told != shortage->told
          || get_first_region (capacity, other) != get_first_region (capacity, shortage))
        continue;
      g_array_append_vals (other->cuts, shortage->cuts->data, shortage->cuts->len);
      add_all_once (other->asked, shortage->asked);
      add_all_once (other->types, shortage->types);
      other->first = MIN (other->first, shortage->first);
      other->last = MAX (other->last, shortage->last);
      other->demand += shortage->demand;
      return TRUE;
    }
  return FALSE;
}

/* A shortage by the target that is one by the cap, no more and no less, is told once. */
static gboolean
is_told (CertplanCapacity *capacity, const CertplanShortage *shortage)
{
  for (guint i = 0; i < capacity->shortages->len; i++)
    {
      CertplanShortage *other = &g_array_index (capacity->shortages, CertplanShortage, i);
      if (other->limit == shortage->limit || other->resource != shortage->resource
          || other->first != shortage->first || other->last != shortage->last
          || other->demand != shortage->demand || other->supply != shortage->supply
          || other->types->len != shortage->types->len
          || memcmp (other->types->data, shortage->types->data,
                     shortage->types->len * sizeof (guint))
                 != 0)
        continue;
      other->is_both = TRUE;
      return TRUE;
    }
  return FALSE;
}

/* One shortage a cut of the plan, by its first month. (transfer full): of CertplanShortage */
static GArray *
make_shortages (CertplanCapacity *capacity, CertplanCapacityLimit limit)
{
  const GArray *cuts = capacity->plans[limit]->cuts;
  GArray *shortages = g_array_new (FALSE, TRUE, sizeof (CertplanShortage));

  for (guint number = 1; number <= cuts->len; number++)
    {
      const CertplanTransportCut *cut = &g_array_index (cuts, CertplanTransportCut, number - 1);
      const CertplanShortage shortage = { .limit = limit,
                                          .told = CERTPLAN_BY_NONE,
                                          .cuts = g_array_new (FALSE, FALSE, sizeof (guint)),
                                          .asked = g_array_new (FALSE, FALSE, sizeof (guint)),
                                          .types = g_array_new (FALSE, FALSE, sizeof (guint)),
                                          .first = G_MAXUINT,
                                          .demand = cut->demand,
                                          .supply = cut->supply };
      g_array_append_val (shortage.cuts, number);
      g_array_append_val (shortages, shortage);
    }
  read_jobs (capacity, limit, (CertplanShortage *)(void *)shortages->data);
  g_array_sort (shortages, compare_shortages);
  return shortages;
}

static void
list_shortages (CertplanCapacity *capacity, CertplanCapacityLimit limit)
{
  g_autoptr (GArray) shortages = make_shortages (capacity, limit);
  g_autoptr (GArray) joined = g_array_new (FALSE, TRUE, sizeof (CertplanShortage));

  for (guint i = 0; i < shortages->len; i++)
    {
      CertplanShortage *shortage = &g_array_index (shortages, CertplanShortage, i);
      if (join_shortage (joined, capacity, shortage))
        shortage_clear (shortage);
      else
        g_array_append_val (joined, *shortage);
    }
  for (guint i = 0; i < joined->len; i++)
    {
      CertplanShortage *shortage = &g_array_index (joined, CertplanShortage, i);
      if (is_told (capacity, shortage))
        shortage_clear (shortage);
      else
        g_array_append_val (capacity->shortages, *shortage);
    }
}

gboolean
_certplan_capacity_is_bound (const CertplanCapacity *capacity, const CertplanShortage *shortage)
{
  for (guint i = 0; i < shortage->types->len; i++)
    {
      const CertplanWorkType *type
          = _certplan_capacity_get_type (capacity, g_array_index (shortage->types, guint, i));
      g_autoptr (GArray) classes
          = _certplan_capacity_list_classes (capacity, shortage->resource, type->handle);
      for (guint k = 0; k < classes->len; k++)
        {
          const CertplanTerm term = { .from = G_MININT32,
                                      .to = G_MAXINT32,
                                      .body_class = g_array_index (classes, gint32, k),
                                      .region = 1 };
          if (_certplan_office_judge_term (capacity->office, shortage->resource, &term,
                                           type->handle, 0)
                  .verdict
              == CERTPLAN_ROUTE_NO_PLACE)
            return TRUE;
        }
    }
  return FALSE;
}

/* Nobody could be taken on for it: one cannot tell where. */
static gboolean
is_nowhere (const CertplanCapacity *capacity, const CertplanShortage *shortage)
{
  for (guint i = 0; i < shortage->asked->len; i++)
    if (_certplan_capacity_get_type (capacity, g_array_index (shortage->asked, guint, i))->region
        != 0)
      return FALSE;
  return shortage->supply == 0 && _certplan_capacity_is_bound (capacity, shortage);
}

gboolean
_certplan_capacity_find_shortages (CertplanCapacity *capacity, GCancellable *cancellable,
                                   GError **error)
{
  g_array_set_clear_func (capacity->shortages, shortage_clear);
  for (CertplanCapacityLimit limit = 0; limit < CERTPLAN_N_LIMITS; limit++)
    if (capacity->plans[limit] != NULL)
      list_shortages (capacity, limit);
  for (guint i = 0; i < capacity->shortages->len; i++)
    {
      CertplanShortage *shortage = &g_array_index (capacity->shortages, CertplanShortage, i);
      shortage->is_nowhere = is_nowhere (capacity, shortage);
    }
  return _certplan_capacity_find_repairs (capacity, cancellable, error);
}
