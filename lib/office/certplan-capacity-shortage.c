/* What has not enough people. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-capacity-repair-private.h"
#include <string.h>

static void
shortage_clear (gpointer data)
{
  CertplanShortage *shortage = data;
  g_array_unref (shortage->cuts);
  g_array_unref (shortage->types);
}

void
_certplan_capacity_add_once (GArray *types, guint type)
{
  for (guint i = 0; i < types->len; i++)
    if (g_array_index (types, guint, i) == type)
      return;
  g_array_append_val (types, type);
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
      shortage->first = MIN (shortage->first, lot->demand.release);
      shortage->last = MAX (shortage->last, MIN (lot->demand.cap, capacity->n_months - 1));
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
  return _certplan_capacity_get_type (capacity, g_array_index (shortage->types, guint, 0))->region;
}

/* Work that nobody may do hangs together with no other; all of one region is told together. */
static gboolean
join_shortage (GArray *joined, const CertplanCapacity *capacity, const CertplanShortage *shortage)
{
  for (guint i = 0; shortage->supply == 0 && i < joined->len; i++)
    {
      CertplanShortage *other = &g_array_index (joined, CertplanShortage, i);
      if (other->supply > 0 || other->resource != shortage->resource
          || get_first_region (capacity, other) != get_first_region (capacity, shortage))
        continue;
      g_array_append_vals (other->cuts, shortage->cuts->data, shortage->cuts->len);
      g_array_append_vals (other->types, shortage->types->data, shortage->types->len);
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

static void
list_shortages (CertplanCapacity *capacity, CertplanCapacityLimit limit)
{
  const GArray *cuts = capacity->plans[limit]->cuts;
  g_autoptr (GArray) shortages = g_array_new (FALSE, TRUE, sizeof (CertplanShortage));
  g_autoptr (GArray) joined = g_array_new (FALSE, TRUE, sizeof (CertplanShortage));

  g_array_set_size (shortages, cuts->len);
  for (guint i = 0; i < cuts->len; i++)
    {
      const CertplanTransportCut *cut = &g_array_index (cuts, CertplanTransportCut, i);
      g_array_index (shortages, CertplanShortage, i)
          = (CertplanShortage){ .limit = limit,
                                .cuts = g_array_new (FALSE, FALSE, sizeof (guint)),
                                .types = g_array_new (FALSE, FALSE, sizeof (guint)),
                                .first = G_MAXUINT,
                                .demand = cut->demand,
                                .supply = cut->supply };
    }
  for (guint i = 1; i <= shortages->len; i++)
    g_array_append_val (g_array_index (shortages, CertplanShortage, i - 1).cuts, i);
  read_jobs (capacity, limit, (CertplanShortage *)(void *)shortages->data);
  g_array_sort (shortages, compare_shortages);
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
      shortage->number = capacity->shortages->len + 1;
      if (is_told (capacity, shortage))
        shortage_clear (shortage);
      else
        g_array_append_val (capacity->shortages, *shortage);
    }
}

gboolean
_certplan_capacity_find_shortages (CertplanCapacity *capacity, GCancellable *cancellable,
                                   GError **error)
{
  g_array_set_clear_func (capacity->shortages, shortage_clear);
  for (CertplanCapacityLimit limit = 0; limit < CERTPLAN_N_LIMITS; limit++)
    if (capacity->plans[limit] != NULL)
      list_shortages (capacity, limit);
  return _certplan_capacity_find_repairs (capacity, cancellable, error);
}
