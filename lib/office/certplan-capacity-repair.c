/* The fewest people who would do where there are not enough. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-capacity-repair-private.h"

static gint64
count_days (gint64 ticks)
{
  return (ticks + CERTPLAN_TICKS_PER_DAY - 1) / CERTPLAN_TICKS_PER_DAY;
}

/* The classes that the rules let do any of it; those whose people may do anything have none. */
static GArray *
list_all_classes (const CertplanCapacity *capacity, const CertplanShortage *shortage)
{
  GArray *classes = g_array_new (FALSE, FALSE, sizeof (gint32));
  const gint32 none = G_MININT32;

  for (guint i = 0; i < shortage->types->len; i++)
    {
      const CertplanWorkType *type
          = _certplan_capacity_get_type (capacity, g_array_index (shortage->types, guint, i));
      g_autoptr (GArray) own
          = _certplan_capacity_list_classes (capacity, shortage->resource, type->handle);
      for (guint k = 0; k < own->len; k++)
        _certplan_capacity_add_once (classes, (guint)g_array_index (own, gint32, k));
    }
  if (classes->len == 0)
    g_array_append_val (classes, none);
  return classes;
}

/* The regions of the work, and everywhere; that alone where nobody is bound to a place. */
static GArray *
list_regions (const CertplanCapacity *capacity, const CertplanShortage *shortage)
{
  GArray *regions = g_array_new (FALSE, FALSE, sizeof (guint));
  const gboolean is_bound = _certplan_capacity_is_bound (capacity, shortage);

  for (guint i = 0; is_bound && i < shortage->types->len; i++)
    _certplan_capacity_add_once (
        regions,
        _certplan_capacity_get_type (capacity, g_array_index (shortage->types, guint, i))->region);
  _certplan_capacity_add_once (regions, 0);
  return regions;
}

static guint
count_may (const CertplanCapacity *capacity, const CertplanCandidate *candidate,
           const CertplanShortage *shortage)
{
  guint n = 0;

  for (guint i = 0; i < shortage->types->len; i++)
    n += _certplan_candidate_may_do (capacity, candidate,
                                     g_array_index (shortage->types, guint, i));
  return n;
}

/* Whether the work that they may do is as much as what is missing: else they cannot be enough. */
static gboolean
may_do_enough (const CertplanCapacityPiece *piece, const CertplanCandidate *candidate,
               gint64 missing)
{
  g_autofree gint64 *ticks = g_new0 (gint64, piece->types->len + 1);

  for (guint i = 0; i < piece->demands->len; i++)
    {
      const CertplanTransportDemand *demand
          = &g_array_index (piece->demands, CertplanTransportDemand, i);
      ticks[demand->type] += demand->ticks;
    }
  for (guint i = 0; missing > 0 && i < piece->types->len; i++)
    if (_certplan_candidate_may_do (piece->capacity, candidate,
                                    g_array_index (piece->types, guint, i)))
      missing -= ticks[i];
  return missing <= 0;
}

/* All who could be taken on: each class in each region and everywhere, and each body that has some
 * of the cases. (transfer full): of CertplanCandidate */
static GArray *
list_candidates (const CertplanCapacity *capacity, const CertplanShortage *shortage)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (CertplanCandidate));
  g_autoptr (GArray) classes = list_all_classes (capacity, shortage);
  g_autoptr (GArray) regions = list_regions (capacity, shortage);
  g_autoptr (GArray) bodies = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint r = 0; r < regions->len; r++)
    for (guint c = 0; c < classes->len; c++)
      {
        const CertplanCandidate candidate
            = { shortage->resource, g_array_index (classes, gint32, c),
                g_array_index (regions, guint, r), 0 };
        g_array_append_val (candidates, candidate);
      }
  for (guint i = 0; i < shortage->types->len; i++)
    _certplan_capacity_add_once (
        bodies,
        _certplan_capacity_get_type (capacity, g_array_index (shortage->types, guint, i))->body);
  for (guint i = 0; i < bodies->len; i++)
    {
      const CertplanCandidate candidate
          = { shortage->resource, G_MININT32, 0, g_array_index (bodies, guint, i) };
      if (candidate.body != 0)
        g_array_append_val (candidates, candidate);
    }
  return candidates;
}

/* The fewest days; of as many, those who may do less. Returns: FALSE if none of them alone would do
 */
static gboolean
find_repair (const CertplanCapacity *capacity, const CertplanShortage *shortage,
             CertplanCandidate *out_candidate)
{
  g_autoptr (GArray) candidates = list_candidates (capacity, shortage);
  g_auto (CertplanCapacityPiece) piece;
  gint64 fewest = count_days (shortage->demand) + 1;
  guint fewest_types = G_MAXUINT;

  _certplan_capacity_piece_init (&piece, capacity, shortage->limit);
  _certplan_capacity_piece_take_cuts (&piece, shortage->cuts);
  for (guint i = 0; i < candidates->len; i++)
    {
      const CertplanCandidate *candidate = &g_array_index (candidates, CertplanCandidate, i);
      const guint n_types = count_may (capacity, candidate, shortage);
      const gint64 most = n_types < fewest_types ? fewest : fewest - 1;
      const gint64 days
          = most > 0 && may_do_enough (&piece, candidate, shortage->demand - shortage->supply)
                ? _certplan_capacity_piece_find_days (&piece, candidate, shortage->first, most)
                : 0;
      if (days == 0)
        continue;
      fewest = days;
      fewest_types = n_types;
      *out_candidate = *candidate;
    }
  return fewest_types != G_MAXUINT;
}

/* People of one class, region and resource mend all shortages of theirs. Returns: the place */
static guint
get_repair (CertplanCapacity *capacity, const CertplanShortage *shortage,
            const CertplanCandidate *candidate)
{
  for (guint i = 0; i < capacity->repairs->len; i++)
    {
      CertplanRepair *repair = &g_array_index (capacity->repairs, CertplanRepair, i);
      if (repair->limit == shortage->limit && repair->resource == candidate->resource
          && repair->body_class == candidate->body_class && repair->region == candidate->region
          && repair->body == candidate->body)
        {
          repair->from = MIN (repair->from, shortage->first);
          repair->told = MIN (repair->told, shortage->told);
          repair->missing += shortage->demand - shortage->supply;
          return i;
        }
    }
  const CertplanRepair repair = { .limit = shortage->limit,
                                  .told = shortage->told,
                                  .resource = candidate->resource,
                                  .body_class = candidate->body_class,
                                  .region = candidate->region,
                                  .body = candidate->body,
                                  .from = shortage->first,
                                  .missing = shortage->demand - shortage->supply };
  g_array_append_val (capacity->repairs, repair);
  return capacity->repairs->len - 1;
}

/* The fewest days for all shortages of the repair together. */
static void
set_days (CertplanCapacity *capacity, guint i)
{
  CertplanRepair *repair = &g_array_index (capacity->repairs, CertplanRepair, i);
  const CertplanCandidate candidate
      = { repair->resource, repair->body_class, repair->region, repair->body };
  g_auto (CertplanCapacityPiece) piece;
  gint64 demand = 0;

  _certplan_capacity_piece_init (&piece, capacity, repair->limit);
  for (guint k = 0; k < capacity->shortages->len; k++)
    {
      const CertplanShortage *shortage = &g_array_index (capacity->shortages, CertplanShortage, k);
      if (shortage->repair != i + 1)
        continue;
      _certplan_capacity_piece_take_cuts (&piece, shortage->cuts);
      demand += shortage->demand;
    }
  repair->days
      = _certplan_capacity_piece_find_days (&piece, &candidate, repair->from, count_days (demand));
}

/* Whether a repair by the cap is one by the target too. */
static gboolean
mends_both (const CertplanCapacity *capacity, guint repair)
{
  for (guint i = 0; i < capacity->shortages->len; i++)
    {
      const CertplanShortage *shortage = &g_array_index (capacity->shortages, CertplanShortage, i);
      if (shortage->is_both && shortage->repair == repair + 1)
        return TRUE;
    }
  return FALSE;
}

/* The whole problem once more, with all repairs of the limit. */
static gboolean
verify (CertplanCapacity *capacity, CertplanCapacityLimit limit, GCancellable *cancellable,
        GError **error)
{
  g_autoptr (CertplanTransport) transport = _certplan_capacity_new_transport (capacity, NULL);
  g_autoptr (GArray) types = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint type = 0; type < capacity->types->len; type++)
    g_array_append_val (types, type);
  for (guint i = 0; i < capacity->repairs->len; i++)
    {
      const CertplanRepair *repair = &g_array_index (capacity->repairs, CertplanRepair, i);
      const CertplanCandidate candidate
          = { repair->resource, repair->body_class, repair->region, repair->body };
      if (repair->limit == limit || mends_both (capacity, i))
        _certplan_candidate_supply (capacity, transport, types, &candidate, repair->from,
                                    repair->days);
    }
  g_autoptr (GArray) numbers = _certplan_capacity_add_demands (capacity, limit, transport);
  g_autoptr (CertplanTransportPlan) plan
      = _certplan_transport_solve (transport, cancellable, error);
  for (guint i = 0; plan != NULL && i < capacity->repairs->len; i++)
    {
      CertplanRepair *repair = &g_array_index (capacity->repairs, CertplanRepair, i);
      if (repair->limit == limit)
        repair->left = plan->goals[CERTPLAN_TRANSPORT_UNSERVED];
    }
  return plan != NULL;
}

gboolean
_certplan_capacity_find_repairs (CertplanCapacity *capacity, GCancellable *cancellable,
                                 GError **error)
{
  for (guint i = 0; i < capacity->shortages->len; i++)
    {
      CertplanShortage *shortage = &g_array_index (capacity->shortages, CertplanShortage, i);
      CertplanCandidate candidate = { 0 };
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!shortage->is_nowhere && find_repair (capacity, shortage, &candidate))
        shortage->repair = get_repair (capacity, shortage, &candidate) + 1;
    }
  for (guint i = 0; i < capacity->repairs->len; i++)
    set_days (capacity, i);
  for (CertplanCapacityLimit limit = 0; limit < CERTPLAN_N_LIMITS; limit++)
    if (capacity->plans[limit] != NULL && !verify (capacity, limit, cancellable, error))
      return FALSE;
  return TRUE;
}
