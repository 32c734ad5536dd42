/* Shows that a transport plan is one, and that none is better. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-transport-parts-private.h"

/* With prices for lots, cells and pools, all flow on arcs of no reduced cost, none below 0, what is
 * unserved at the price of that, and pools of a price full, every other plan costs at least as much
 * (complementary slackness). Nothing here is taken from the solver but the plan and its prices. */
typedef struct
{
  CertplanTransportGroups *groups;
  const gint64 *cell_prices;
  gint64 *done;     /* by lot, for the period at hand */
  gint64 *balances; /* by cell: flow in less flow out */
  guint64 n_arcs;
} Proof;

static inline const CertplanTransportLot *
get_lot (const Proof *proof, guint i)
{
  return &g_array_index (proof->groups->plan->lots, CertplanTransportLot, i);
}

static inline const CertplanTransportPool *
get_pool (const Proof *proof, guint i)
{
  return &g_array_index (proof->groups->plan->pools, CertplanTransportPool, i);
}

static gint64
get_reduced_cost (const Proof *proof, const CertplanTransportLot *lot, guint period)
{
  const CertplanTransportPlan *plan = proof->groups->plan;
  const guint n_periods = proof->groups->transport->n_periods;
  const gint64 cost = plan->weights[CERTPLAN_TRANSPORT_LATE]
                      * _certplan_transport_lateness (&lot->demand, period);

  if (period >= n_periods)
    return cost + plan->weights[CERTPLAN_TRANSPORT_CARRIED] - lot->price;
  return cost - lot->price + proof->cell_prices[lot->demand.type * n_periods + period];
}

static void
check_lots (Proof *proof)
{
  CertplanTransportPlan *plan = proof->groups->plan;
  const guint n_periods = proof->groups->transport->n_periods;

  for (guint i = 0; i < plan->lots->len; i++)
    {
      const CertplanTransportLot *lot = get_lot (proof, i);
      for (guint period = lot->demand.release; period <= lot->demand.cap; period++)
        {
          g_assert (get_reduced_cost (proof, lot, period) >= 0);
          proof->n_arcs++;
        }
      g_assert (lot->price <= plan->weights[CERTPLAN_TRANSPORT_UNSERVED]);
      g_assert (lot->unserved >= 0 && lot->carried >= 0);
      g_assert (lot->unserved == 0 || lot->price == plan->weights[CERTPLAN_TRANSPORT_UNSERVED]);
      g_assert (lot->carried == 0 || get_reduced_cost (proof, lot, n_periods) == 0);
      proof->done[i] = lot->unserved + lot->carried;
      plan->goals[CERTPLAN_TRANSPORT_UNSERVED] += lot->unserved;
      plan->goals[CERTPLAN_TRANSPORT_CARRIED] += lot->carried;
      plan->goals[CERTPLAN_TRANSPORT_LATE]
          += lot->carried * _certplan_transport_lateness (&lot->demand, n_periods);
    }
}

static void
check_shifts (Proof *proof)
{
  CertplanTransportPlan *plan = proof->groups->plan;
  const guint n_periods = proof->groups->transport->n_periods;

  for (guint i = 0; i < plan->shifts->len; i++)
    {
      const CertplanTransportShift *shift
          = &g_array_index (plan->shifts, CertplanTransportShift, i);
      const CertplanTransportDemand *demand = &get_lot (proof, shift->lot)->demand;
      g_assert (shift->ticks > 0 && shift->period >= demand->release && shift->period <= demand->cap
                && shift->period < n_periods);
      g_assert (get_reduced_cost (proof, get_lot (proof, shift->lot), shift->period) == 0);
      proof->done[shift->lot] += shift->ticks;
      proof->balances[demand->type * n_periods + shift->period] += shift->ticks;
      plan->goals[CERTPLAN_TRANSPORT_LATE]
          += shift->ticks * _certplan_transport_lateness (demand, shift->period);
    }
  for (guint i = 0; i < plan->lots->len; i++)
    g_assert (proof->done[i] == get_lot (proof, i)->demand.ticks);
}

static gint64
measure_imbalance (const CertplanTransportPool *pool)
{
  gint64 sum = 0;

  for (guint step = 1; step < _CERTPLAN_TRANSPORT_N_STEPS; step++)
    sum += MAX (pool->load - _certplan_transport_step_end (pool, step), 0);
  return sum;
}

static void
check_pools (Proof *proof)
{
  CertplanTransportPlan *plan = proof->groups->plan;

  for (guint i = 0; i < plan->pools->len; i++)
    {
      const CertplanTransportPool *pool = get_pool (proof, i);
      g_assert (pool->load >= 0 && pool->load <= pool->ticks && pool->price >= 0);
      g_assert (pool->price == 0 || pool->load == pool->ticks);
      plan->goals[CERTPLAN_TRANSPORT_IMBALANCE] += measure_imbalance (pool);
    }
}

/* A type's sets are few, so the one of a task is looked for. */
static const CertplanTransportServer *
find_server (const Proof *proof, guint type, guint skills)
{
  const CertplanTransportGroups *groups = proof->groups;
  guint low = groups->first_servers[type], high = groups->first_servers[type + 1];

  while (low + 1 < high)
    {
      const guint middle = low + (high - low) / 2;
      *(groups->servers[middle].skills <= skills ? &low : &high) = middle;
    }
  g_assert (low < high && groups->servers[low].skills == skills);
  return &groups->servers[low];
}

static void
check_tasks (Proof *proof)
{
  CertplanTransportPlan *plan = proof->groups->plan;
  const guint n_periods = proof->groups->transport->n_periods;
  g_autofree gint64 *loads = g_new0 (gint64, plan->pools->len + 1);

  for (guint i = 0; i < plan->tasks->len; i++)
    {
      const CertplanTransportTask *task = &g_array_index (plan->tasks, CertplanTransportTask, i);
      const CertplanTransportPool *pool = get_pool (proof, task->pool);
      const gint64 cost = find_server (proof, task->type, pool->skills)->cost;
      const guint cell = task->type * n_periods + pool->period;
      g_assert (task->ticks > 0
                && cost * plan->weights[CERTPLAN_TRANSPORT_MISPLACED] - proof->cell_prices[cell]
                           + pool->price
                       == 0);
      proof->balances[cell] -= task->ticks;
      loads[task->pool] += task->ticks;
      plan->goals[CERTPLAN_TRANSPORT_MISPLACED] += task->ticks * cost;
    }
  for (guint i = 0; i < plan->pools->len; i++)
    g_assert (loads[i] == get_pool (proof, i)->load);
}

/* All pairs of a cell and a pool that may serve it, whether or not the solver met them. */
static void
check_cells (Proof *proof)
{
  const CertplanTransportGroups *groups = proof->groups;
  const guint n_periods = groups->transport->n_periods;

  for (guint type = 0; type < groups->transport->n_types; type++)
    {
      if (g_array_index (groups->plan->type_of, guint, type) != type)
        continue;
      for (guint s = groups->first_servers[type]; s < groups->first_servers[type + 1]; s++)
        for (guint period = 0; period < n_periods; period++)
          {
            const guint pool = groups->pool_at[groups->servers[s].skills * n_periods + period];
            if (pool == _CERTPLAN_NO_POOL || get_pool (proof, pool)->ticks == 0)
              continue;
            g_assert (groups->plan->weights[CERTPLAN_TRANSPORT_MISPLACED] * groups->servers[s].cost
                          - proof->cell_prices[type * n_periods + period]
                          + get_pool (proof, pool)->price
                      >= 0);
            proof->n_arcs++;
          }
    }
}

static void
check_cuts (const Proof *proof)
{
  const CertplanTransportPlan *plan = proof->groups->plan;
  gint64 missing = plan->goals[CERTPLAN_TRANSPORT_UNSERVED];

  for (guint i = 0; i < plan->cuts->len; i++)
    {
      const CertplanTransportCut *cut = &g_array_index (plan->cuts, CertplanTransportCut, i);
      g_assert (cut->demand > cut->supply);
      missing -= cut->demand - cut->supply;
    }
  g_assert (missing == 0);
}

void
_certplan_transport_prove (CertplanTransportGroups *groups, const gint64 *cell_prices)
{
  const gsize n_cells = (gsize)groups->transport->n_types * groups->transport->n_periods;
  g_autofree gint64 *done = g_new0 (gint64, groups->plan->lots->len + 1);
  g_autofree gint64 *balances = g_new0 (gint64, n_cells + 1);
  Proof proof
      = { .groups = groups, .cell_prices = cell_prices, .done = done, .balances = balances };

  check_lots (&proof);
  check_shifts (&proof);
  check_pools (&proof);
  check_tasks (&proof);
  check_cells (&proof);
  for (gsize i = 0; i < n_cells; i++)
    g_assert (balances[i] == 0);
  check_cuts (&proof);
  groups->plan->n_arcs = proof.n_arcs;
}
