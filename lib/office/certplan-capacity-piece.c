/* A part of the problem by itself, and how many more people it takes there.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-capacity-repair-private.h"

gboolean
_certplan_candidate_may_do (const CertplanCapacity *capacity, const CertplanCandidate *candidate,
                            guint type)
{
  const CertplanTerm term = { .from = G_MININT32,
                              .to = G_MAXINT32,
                              .body_class = candidate->body_class,
                              .region = candidate->region };
  const CertplanWorkType *work = _certplan_capacity_get_type (capacity, type);

  if (candidate->body != 0 || work->body != 0)
    return work->body == candidate->body;
  const CertplanRoute route = _certplan_office_judge_term (capacity->office, work->resource, &term,
                                                           work->handle, work->region);
  return work->resource == candidate->resource && _certplan_route_may (&route);
}

static guint
get_local_type (CertplanCapacityPiece *piece, guint type)
{
  if (piece->local_types[type] == 0)
    {
      g_array_append_val (piece->types, type);
      piece->local_types[type] = piece->types->len;
    }
  return piece->local_types[type] - 1;
}

void
_certplan_capacity_piece_init (CertplanCapacityPiece *piece, const CertplanCapacity *capacity,
                               CertplanCapacityLimit limit)
{
  *piece = (CertplanCapacityPiece){ .capacity = capacity,
                                    .limit = limit,
                                    .demands
                                    = g_array_new (FALSE, FALSE, sizeof (CertplanTransportDemand)),
                                    .pools = g_array_new (FALSE, FALSE, sizeof (guint)),
                                    .local_types = g_new0 (guint, capacity->types->len + 1),
                                    .types = g_array_new (FALSE, FALSE, sizeof (guint)) };
}

void
_certplan_capacity_piece_clear (CertplanCapacityPiece *piece)
{
  g_array_unref (piece->demands);
  g_array_unref (piece->pools);
  g_array_unref (piece->types);
  g_free (piece->local_types);
}

static gboolean
has_cut (const GArray *cuts, guint cut)
{
  for (guint i = 0; cut != 0 && i < cuts->len; i++)
    if (g_array_index (cuts, guint, i) == cut)
      return TRUE;
  return FALSE;
}

/* Work of one type and window is one demand. It keeps its own type: for the people that there are
 * it may be like another one, but not for those who could be taken on. */
static void
take_demand (CertplanCapacityPiece *piece, GHashTable *places,
             const CertplanTransportDemand *demand)
{
  CertplanTransportDemand own = *demand;
  own.type = get_local_type (piece, demand->type);
  gint64 key = own.type;
  key = key << 10 | own.release;
  key = key << 10 | own.target;
  key = key << 10 | own.cap;
  const guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, &key));
  if (place != 0)
    {
      g_array_index (piece->demands, CertplanTransportDemand, place - 1).ticks += own.ticks;
      return;
    }
  g_array_append_val (piece->demands, own);
  g_hash_table_insert (places, g_memdup2 (&key, sizeof key),
                       GUINT_TO_POINTER (piece->demands->len));
}
G_STATIC_ASSERT (CERTPLAN_OFFICE_MAX_MONTHS < 1 << 10);

void
_certplan_capacity_piece_take_cuts (CertplanCapacityPiece *piece, const GArray *cuts)
{
  const CertplanCapacity *capacity = piece->capacity;
  const CertplanTransportPlan *plan = capacity->plans[piece->limit];
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < capacity->jobs->len; i++)
    {
      const guint number = g_array_index (capacity->job_demand[piece->limit], guint, i);
      if (number == 0)
        continue;
      const guint lot = g_array_index (plan->lot_of, guint, number - 1);
      if (!has_cut (cuts, g_array_index (plan->lots, CertplanTransportLot, lot).cut))
        continue;
      const CertplanTransportDemand demand
          = _certplan_capacity_get_demand (_certplan_capacity_get_job (capacity, i), piece->limit);
      take_demand (piece, places, &demand);
    }
  for (guint i = 0; i < plan->pools->len; i++)
    if (has_cut (cuts, g_array_index (plan->pools, CertplanTransportPool, i).cut))
      g_array_append_val (piece->pools, i);
}

/* What the pool may do of the types here. */
static guint
add_pool_skills (CertplanCapacityPiece *piece, CertplanTransport *transport,
                 const CertplanTransportPool *pool)
{
  const CertplanCapacity *capacity = piece->capacity;
  const CertplanStaff *staff
      = _certplan_capacity_get_staff (capacity, capacity->staff_of_set[pool->skills]);
  g_autoptr (GArray) skills = g_array_new (FALSE, FALSE, sizeof (CertplanTransportSkill));

  for (guint i = 0; i < piece->types->len; i++)
    {
      CertplanTransportSkill skill = { .type = i };
      if (_certplan_capacity_find_skill (capacity, staff, g_array_index (piece->types, guint, i),
                                         &skill.cost))
        g_array_append_val (skills, skill);
    }
  return _certplan_transport_add_skills (
      transport, (const CertplanTransportSkill *)(const void *)skills->data, skills->len);
}

static CertplanTransport *
make_piece_transport (CertplanCapacityPiece *piece)
{
  const CertplanTransportPlan *plan = piece->capacity->plans[piece->limit];
  CertplanTransport *transport
      = _certplan_transport_new (piece->capacity->n_months, piece->types->len);

  for (guint i = 0; i < piece->demands->len; i++)
    _certplan_transport_add_demand (transport,
                                    &g_array_index (piece->demands, CertplanTransportDemand, i));
  for (guint i = 0; i < piece->pools->len; i++)
    {
      const CertplanTransportPool *pool = &g_array_index (plan->pools, CertplanTransportPool,
                                                          g_array_index (piece->pools, guint, i));
      _certplan_transport_add_supply (transport, pool->period,
                                      add_pool_skills (piece, transport, pool), pool->ticks);
    }
  return transport;
}

gboolean
_certplan_candidate_supply (const CertplanCapacity *capacity, CertplanTransport *transport,
                            const GArray *types, const CertplanCandidate *candidate, guint from,
                            gint64 days)
{
  g_autoptr (GArray) skills = g_array_new (FALSE, FALSE, sizeof (CertplanTransportSkill));

  for (guint i = 0; i < types->len; i++)
    {
      const CertplanTransportSkill skill = { .type = i };
      if (_certplan_candidate_may_do (capacity, candidate, g_array_index (types, guint, i)))
        g_array_append_val (skills, skill);
    }
  const guint set = _certplan_transport_add_skills (
      transport, (const CertplanTransportSkill *)(const void *)skills->data, skills->len);
  for (guint month = from; month < capacity->n_months; month++)
    _certplan_transport_add_supply (transport, month, set, days * CERTPLAN_TICKS_PER_DAY);
  return skills->len > 0;
}

/* Whether so many person-days a month leave nothing undone. */
static gboolean
is_enough (CertplanCapacityPiece *piece, const CertplanCandidate *candidate, guint from,
           gint64 days)
{
  g_autoptr (CertplanTransport) transport = make_piece_transport (piece);

  if (!_certplan_candidate_supply (piece->capacity, transport, piece->types, candidate, from, days))
    return FALSE;
  g_autoptr (CertplanTransportPlan) plan = _certplan_transport_solve (transport, NULL, NULL);
  return plan != NULL && plan->goals[CERTPLAN_TRANSPORT_UNSERVED] == 0;
}

/* By halving. */
gint64
_certplan_capacity_piece_find_days (CertplanCapacityPiece *piece,
                                    const CertplanCandidate *candidate, guint from, gint64 most)
{
  gint64 low = 0, high = most; /* low is not enough, high is */

  if (!is_enough (piece, candidate, from, most))
    return 0;
  while (low + 1 < high)
    {
      const gint64 middle = low + (high - low) / 2;
      if (is_enough (piece, candidate, from, middle))
        high = middle;
      else
        low = middle;
    }
  return high;
}
