/* What has not enough people, and the fewest who would do. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-capacity-private.h"
#include <string.h>

static void
shortage_clear (gpointer data)
{
  CertplanShortage *shortage = data;
  g_array_unref (shortage->cuts);
  g_array_unref (shortage->types);
}

static void
add_type (GArray *types, guint type)
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
      add_type (shortage->types, job->type);
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

/* Who could be taken on: a class in a region, or more people of a body that has its cases. */
typedef struct
{
  const char *resource;
  gint32 body_class;
  guint region;
  guint body; /* plus 1; 0 = any */
} Candidate;

static gboolean
may_do (const CertplanCapacity *capacity, const Candidate *candidate, guint type)
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

/* Some shortages by themselves: their lots, and the pools that may serve these. As no other lot has
 * any of the pools' time in the optimum, and they may use no other pool, what mends them here mends
 * them in the whole. */
typedef struct
{
  const CertplanCapacity *capacity;
  CertplanCapacityLimit limit;
  GArray *demands;    /* CertplanTransportDemand, with types of this piece */
  GArray *pools;      /* guint */
  guint *local_types; /* by type of the whole: its number here plus 1 */
  GArray *types;      /* guint: those of the whole */
} Piece;

static guint
get_local_type (Piece *piece, guint type)
{
  if (piece->local_types[type] == 0)
    {
      g_array_append_val (piece->types, type);
      piece->local_types[type] = piece->types->len;
    }
  return piece->local_types[type] - 1;
}

static void
piece_init (Piece *piece, const CertplanCapacity *capacity, CertplanCapacityLimit limit)
{
  *piece = (Piece){ .capacity = capacity,
                    .limit = limit,
                    .demands = g_array_new (FALSE, FALSE, sizeof (CertplanTransportDemand)),
                    .pools = g_array_new (FALSE, FALSE, sizeof (guint)),
                    .local_types = g_new0 (guint, capacity->types->len + 1),
                    .types = g_array_new (FALSE, FALSE, sizeof (guint)) };
}

static void
piece_clear (Piece *piece)
{
  g_array_unref (piece->demands);
  g_array_unref (piece->pools);
  g_array_unref (piece->types);
  g_free (piece->local_types);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Piece, piece_clear)

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
take_demand (Piece *piece, GHashTable *places, const CertplanTransportDemand *demand)
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

static void
piece_take_cuts (Piece *piece, const GArray *cuts)
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
add_pool_skills (Piece *piece, CertplanTransport *transport, const CertplanTransportPool *pool)
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
make_piece_transport (Piece *piece)
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

static gboolean
add_candidate (const CertplanCapacity *capacity, CertplanTransport *transport, const GArray *types,
               const Candidate *candidate, guint from, gint64 days)
{
  g_autoptr (GArray) skills = g_array_new (FALSE, FALSE, sizeof (CertplanTransportSkill));

  for (guint i = 0; i < types->len; i++)
    {
      const CertplanTransportSkill skill = { .type = i };
      if (may_do (capacity, candidate, g_array_index (types, guint, i)))
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
is_enough (Piece *piece, const Candidate *candidate, guint from, gint64 days)
{
  g_autoptr (CertplanTransport) transport = make_piece_transport (piece);

  if (!add_candidate (piece->capacity, transport, piece->types, candidate, from, days))
    return FALSE;
  g_autoptr (CertplanTransportPlan) plan = _certplan_transport_solve (transport, NULL, NULL);
  return plan != NULL && plan->goals[CERTPLAN_TRANSPORT_UNSERVED] == 0;
}

/* Returns: the fewest person-days a month, by halving; 0 if @most is not enough either */
static gint64
find_days (Piece *piece, const Candidate *candidate, guint from, gint64 most)
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
        add_type (classes, (guint)g_array_index (own, gint32, k));
    }
  if (classes->len == 0)
    g_array_append_val (classes, none);
  return classes;
}

/* The regions of the work, and everywhere. */
static GArray *
list_regions (const CertplanCapacity *capacity, const CertplanShortage *shortage)
{
  GArray *regions = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < shortage->types->len; i++)
    add_type (
        regions,
        _certplan_capacity_get_type (capacity, g_array_index (shortage->types, guint, i))->region);
  add_type (regions, 0);
  return regions;
}

static guint
count_may (const CertplanCapacity *capacity, const Candidate *candidate,
           const CertplanShortage *shortage)
{
  guint n = 0;

  for (guint i = 0; i < shortage->types->len; i++)
    n += may_do (capacity, candidate, g_array_index (shortage->types, guint, i));
  return n;
}

/* Whether the work that they may do is as much as what is missing: else they cannot be enough. */
static gboolean
may_do_enough (const Piece *piece, const Candidate *candidate, gint64 missing)
{
  g_autofree gint64 *ticks = g_new0 (gint64, piece->types->len + 1);

  for (guint i = 0; i < piece->demands->len; i++)
    {
      const CertplanTransportDemand *demand
          = &g_array_index (piece->demands, CertplanTransportDemand, i);
      ticks[demand->type] += demand->ticks;
    }
  for (guint i = 0; missing > 0 && i < piece->types->len; i++)
    if (may_do (piece->capacity, candidate, g_array_index (piece->types, guint, i)))
      missing -= ticks[i];
  return missing <= 0;
}

/* All who could be taken on: each class in each region and everywhere, and each body that has some
 * of the cases. (transfer full): of Candidate */
static GArray *
list_candidates (const CertplanCapacity *capacity, const CertplanShortage *shortage)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GArray) classes = list_all_classes (capacity, shortage);
  g_autoptr (GArray) regions = list_regions (capacity, shortage);
  g_autoptr (GArray) bodies = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint r = 0; r < regions->len; r++)
    for (guint c = 0; c < classes->len; c++)
      {
        const Candidate candidate = { shortage->resource, g_array_index (classes, gint32, c),
                                      g_array_index (regions, guint, r), 0 };
        g_array_append_val (candidates, candidate);
      }
  for (guint i = 0; i < shortage->types->len; i++)
    add_type (
        bodies,
        _certplan_capacity_get_type (capacity, g_array_index (shortage->types, guint, i))->body);
  for (guint i = 0; i < bodies->len; i++)
    {
      const Candidate candidate
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
             Candidate *out_candidate)
{
  g_autoptr (GArray) candidates = list_candidates (capacity, shortage);
  g_auto (Piece) piece;
  gint64 fewest = count_days (shortage->demand) + 1;
  guint fewest_types = G_MAXUINT;

  piece_init (&piece, capacity, shortage->limit);
  piece_take_cuts (&piece, shortage->cuts);
  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      const guint n_types = count_may (capacity, candidate, shortage);
      const gint64 most = n_types < fewest_types ? fewest : fewest - 1;
      const gint64 days
          = most > 0 && may_do_enough (&piece, candidate, shortage->demand - shortage->supply)
                ? find_days (&piece, candidate, shortage->first, most)
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
            const Candidate *candidate)
{
  for (guint i = 0; i < capacity->repairs->len; i++)
    {
      CertplanRepair *repair = &g_array_index (capacity->repairs, CertplanRepair, i);
      if (repair->limit == shortage->limit && repair->resource == candidate->resource
          && repair->body_class == candidate->body_class && repair->region == candidate->region
          && repair->body == candidate->body)
        {
          repair->from = MIN (repair->from, shortage->first);
          repair->missing += shortage->demand - shortage->supply;
          return i;
        }
    }
  const CertplanRepair repair = { .limit = shortage->limit,
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
  const Candidate candidate
      = { repair->resource, repair->body_class, repair->region, repair->body };
  g_auto (Piece) piece;
  gint64 demand = 0;

  piece_init (&piece, capacity, repair->limit);
  for (guint k = 0; k < capacity->shortages->len; k++)
    {
      const CertplanShortage *shortage = &g_array_index (capacity->shortages, CertplanShortage, k);
      if (shortage->repair != i + 1)
        continue;
      piece_take_cuts (&piece, shortage->cuts);
      demand += shortage->demand;
    }
  repair->days = find_days (&piece, &candidate, repair->from, count_days (demand));
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
      const Candidate candidate
          = { repair->resource, repair->body_class, repair->region, repair->body };
      if (repair->limit == limit || mends_both (capacity, i))
        add_candidate (capacity, transport, types, &candidate, repair->from, repair->days);
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
      Candidate candidate = { 0 };
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (find_repair (capacity, shortage, &candidate))
        shortage->repair = get_repair (capacity, shortage, &candidate) + 1;
    }
  for (guint i = 0; i < capacity->repairs->len; i++)
    set_days (capacity, i);
  for (CertplanCapacityLimit limit = 0; limit < CERTPLAN_N_LIMITS; limit++)
    if (capacity->plans[limit] != NULL && !verify (capacity, limit, cancellable, error))
      return FALSE;
  return TRUE;
}
