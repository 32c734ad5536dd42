/* The best that can be done with all work at once. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-capacity-private.h"

CertplanTransport *
_certplan_capacity_new_transport (const CertplanCapacity *capacity, guint *out_sets)
{
  CertplanTransport *transport = _certplan_transport_new (capacity->n_months, capacity->types->len);

  for (guint i = 0; i < capacity->staff->len; i++)
    {
      const CertplanStaff *staff = _certplan_capacity_get_staff (capacity, i);
      const guint set = _certplan_transport_add_skills (
          transport, (const CertplanTransportSkill *)(const void *)staff->skills->data,
          staff->skills->len);
      for (guint month = 0; month < capacity->n_months; month++)
        _certplan_transport_add_supply (transport, month, set,
                                        staff->ticks[month] - staff->placed[month]);
      if (out_sets != NULL)
        out_sets[i] = set;
    }
  return transport;
}

CertplanTransportDemand
_certplan_capacity_get_demand (const CertplanJob *job, CertplanCapacityLimit limit)
{
  return (CertplanTransportDemand){ .type = job->type,
                                    .release = job->release,
                                    .target = job->target,
                                    .cap = limit == CERTPLAN_BY_TARGET
                                               ? MAX (job->target, job->release)
                                               : job->cap,
                                    .ticks = job->ticks };
}

GArray *
_certplan_capacity_add_demands (const CertplanCapacity *capacity, CertplanCapacityLimit limit,
                                CertplanTransport *transport)
{
  GArray *numbers = g_array_new (FALSE, TRUE, sizeof (guint));

  g_array_set_size (numbers, capacity->jobs->len);
  for (guint i = 0; i < capacity->jobs->len; i++)
    {
      const CertplanJob *job = _certplan_capacity_get_job (capacity, i);
      const CertplanTransportDemand demand = _certplan_capacity_get_demand (job, limit);
      if (!job->is_refused && !job->is_unknown)
        g_array_index (numbers, guint, i) = _certplan_transport_add_demand (transport, &demand) + 1;
    }
  return numbers;
}

/* Whether the target asks for more than the cap does. */
static gboolean
has_targets (const CertplanCapacity *capacity)
{
  for (guint i = 0; i < capacity->jobs->len; i++)
    {
      const CertplanJob *job = _certplan_capacity_get_job (capacity, i);
      if (_certplan_capacity_get_demand (job, CERTPLAN_BY_TARGET).cap != job->cap)
        return TRUE;
    }
  return FALSE;
}

static gboolean
solve_limit (CertplanCapacity *capacity, CertplanCapacityLimit limit, GCancellable *cancellable,
             GError **error)
{
  g_autofree guint *sets = g_new (guint, capacity->staff->len + 1);
  g_autoptr (CertplanTransport) transport = _certplan_capacity_new_transport (capacity, sets);

  for (guint i = capacity->staff->len; i-- > 0;)
    capacity->staff_of_set[sets[i]] = i;
  capacity->job_demand[limit] = _certplan_capacity_add_demands (capacity, limit, transport);
  capacity->plans[limit] = _certplan_transport_solve (transport, cancellable, error);
  return capacity->plans[limit] != NULL;
}

/* What share of each lot is expected work that keeps its time when cases are given away; what may
 * as well wait until after the last month keeps none. */
static gint64 *
sum_expected (const CertplanCapacity *capacity, const CertplanTransportPlan *plan)
{
  gint64 *ticks = g_new0 (gint64, plan->lots->len + 1);

  for (guint i = 0; i < capacity->jobs->len; i++)
    {
      const CertplanJob *job = _certplan_capacity_get_job (capacity, i);
      const guint number = g_array_index (capacity->job_demand[CERTPLAN_BY_CAP], guint, i);
      if (number != 0 && !job->is_whole && job->target < capacity->n_months)
        ticks[g_array_index (plan->lot_of, guint, number - 1)] += job->ticks;
    }
  return ticks;
}

/* Of the work of each type and month that the optimum does: how much of it is expected work, and
 * how much it is in all. */
static void
sum_cells (const CertplanCapacity *capacity, const CertplanTransportPlan *plan, gint64 *expected,
           gint64 *all)
{
  g_autofree gint64 *of_lot = sum_expected (capacity, plan);

  for (guint i = 0; i < plan->shifts->len; i++)
    {
      const CertplanTransportShift *shift
          = &g_array_index (plan->shifts, CertplanTransportShift, i);
      const CertplanTransportDemand *lot
          = &g_array_index (plan->lots, CertplanTransportLot, shift->lot).demand;
      const gsize cell = (gsize)lot->type * capacity->n_months + shift->period;
      all[cell] += shift->ticks;
      expected[cell] += (gint64)((__int128)shift->ticks * of_lot[shift->lot] / lot->ticks);
    }
}

/* What the optimum has each of the staff do of expected work. */
static void
reserve (CertplanCapacity *capacity)
{
  const CertplanTransportPlan *plan = capacity->plans[CERTPLAN_BY_CAP];
  const gsize n_cells = (gsize)capacity->types->len * capacity->n_months;
  g_autofree gint64 *expected = g_new0 (gint64, n_cells + 1);
  g_autofree gint64 *all = g_new0 (gint64, n_cells + 1);
  g_autofree gint64 *of_pool = g_new0 (gint64, plan->pools->len + 1);

  sum_cells (capacity, plan, expected, all);
  for (guint i = 0; i < plan->tasks->len; i++)
    {
      const CertplanTransportTask *task = &g_array_index (plan->tasks, CertplanTransportTask, i);
      const guint month = g_array_index (plan->pools, CertplanTransportPool, task->pool).period;
      const gsize cell = (gsize)task->type * capacity->n_months + month;
      of_pool[task->pool] += (gint64)((__int128)task->ticks * expected[cell] / all[cell]);
    }
  for (guint i = 0; i < plan->pool_of->len; i++)
    {
      CertplanStaff *staff = _certplan_capacity_get_staff (capacity, i / capacity->n_months);
      const guint pool = g_array_index (plan->pool_of, guint, i), month = i % capacity->n_months;
      const gint64 ticks = g_array_index (plan->pools, CertplanTransportPool, pool).ticks;
      if (ticks > 0)
        staff->reserved[month] = (gint64)((__int128)of_pool[pool] * staff->ticks[month] / ticks);
    }
}

gboolean
_certplan_capacity_solve (CertplanCapacity *capacity, GCancellable *cancellable, GError **error)
{
  capacity->staff_of_set = g_new (guint, capacity->staff->len + 1);
  for (CertplanCapacityLimit limit = 0; limit < CERTPLAN_N_LIMITS; limit++)
    if ((limit == CERTPLAN_BY_CAP || has_targets (capacity))
        && !solve_limit (capacity, limit, cancellable, error))
      return FALSE;
  reserve (capacity);
  return TRUE;
}

/* The work that no case was given away for, on the time that is left. */
static gboolean
solve_rest (CertplanCapacity *capacity, GCancellable *cancellable, GError **error)
{
  g_autoptr (CertplanTransport) transport = _certplan_capacity_new_transport (capacity, NULL);

  for (guint i = 0; i < capacity->jobs->len; i++)
    {
      const CertplanJob *job = _certplan_capacity_get_job (capacity, i);
      const CertplanTransportDemand demand = _certplan_capacity_get_demand (job, CERTPLAN_BY_CAP);
      if (!job->is_whole && !job->is_placed && !job->is_unknown)
        _certplan_transport_add_demand (transport, &demand);
    }
  capacity->rest = _certplan_transport_solve (transport, cancellable, error);
  return capacity->rest != NULL;
}

/* The goals of the whole cases, on top of those of the rest. A case that is split over months is as
 * late in each of them as that month is. */
static void
add_placement (CertplanCapacity *capacity, const CertplanPlacement *placement)
{
  const CertplanJob *job = _certplan_capacity_get_job (capacity, placement->job);
  gint64 *goals = capacity->goals;

  goals[CERTPLAN_TRANSPORT_LATE] += placement->late;
  goals[CERTPLAN_TRANSPORT_MISPLACED] += placement->misplaced;
  if (placement->state == CERTPLAN_PLACED || job->is_refused) /* what is refused is in no plan */
    return;
  if (job->cap < capacity->n_months)
    goals[CERTPLAN_TRANSPORT_UNSERVED] += job->ticks;
  else
    {
      goals[CERTPLAN_TRANSPORT_CARRIED] += job->ticks;
      goals[CERTPLAN_TRANSPORT_LATE]
          += job->ticks * (gint64)(capacity->n_months - MIN (job->target, capacity->n_months));
    }
}

gboolean
_certplan_capacity_solve_rest (CertplanCapacity *capacity, GCancellable *cancellable,
                               GError **error)
{
  if (!solve_rest (capacity, cancellable, error))
    return FALSE;
  for (guint goal = 0; goal < CERTPLAN_TRANSPORT_N_GOALS; goal++)
    capacity->goals[goal] = capacity->rest->goals[goal];
  for (guint i = 0; i < capacity->placements->len; i++)
    add_placement (capacity, &g_array_index (capacity->placements, CertplanPlacement, i));
  return TRUE;
}
