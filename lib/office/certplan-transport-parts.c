/* Solves each part of a transport problem that hangs together. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-transport-parts-private.h"
#include <string.h>

/* A part: types and sets of skills that are linked, however far. */
typedef struct
{
  CertplanTransportGroups *groups;
  GCancellable *cancellable;
  gint64 *cell_prices; /* [type * n_periods + period] */
  guint *lots;         /* of this part */
  guint n_lots;
  guint *pools;
  guint n_pools;
  guint *node_of_pool; /* by pool */
  guint *cell_node;    /* [type * n_periods + period], of the types of this part */
  GArray *cells;       /* guint: of this part, as indices into those */
  guint after;         /* the node of the time behind the horizon */
  CertplanFlow flow;
} Part;

static inline CertplanTransportLot *
get_lot (const CertplanTransportGroups *groups, guint i)
{
  return &g_array_index (groups->plan->lots, CertplanTransportLot, i);
}

static inline CertplanTransportPool *
get_pool (const CertplanTransportGroups *groups, guint i)
{
  return &g_array_index (groups->plan->pools, CertplanTransportPool, i);
}

static guint
find_root (guint *up, guint i)
{
  for (; up[i] != i; i = up[i])
    up[i] = up[up[i]];
  return i;
}

/* Numbers the parts: by type, then by set. Returns: how many there are */
static guint
number_parts (const CertplanTransportGroups *groups, guint *part_of)
{
  const guint n_types = groups->transport->n_types, n = n_types + groups->n_sets;
  g_autofree guint *up = g_new (guint, n + 1);
  guint n_parts = 0;

  for (guint i = 0; i < n; i++)
    up[i] = i;
  for (guint type = 0; type < n_types; type++)
    for (guint i = groups->first_servers[type]; i < groups->first_servers[type + 1]; i++)
      up[find_root (up, n_types + groups->servers[i].skills)] = find_root (up, type);
  for (guint i = 0; i < n; i++)
    part_of[i] = up[i] == i ? n_parts++ : G_MAXUINT;
  for (guint i = 0; i < n; i++)
    part_of[i] = part_of[find_root (up, i)];
  return n_parts;
}

/* Sorts the numbers 0..n-1 by their parts. Returns: where each part begins, and one more */
static guint *
sort_by_part (const guint *part_of_item, guint n, guint n_parts, guint *out_sorted)
{
  guint *first = g_new0 (guint, n_parts + 2);

  for (guint i = 0; i < n; i++)
    first[part_of_item[i] + 2]++;
  for (guint part = 0; part < n_parts; part++)
    first[part + 2] += first[part + 1];
  for (guint i = 0; i < n; i++)
    out_sorted[first[part_of_item[i] + 1]++] = i;
  return first;
}

/* A cell is a type in a period: what all lots of the type meet there. */
static void
make_cells (Part *part)
{
  const guint n_periods = part->groups->transport->n_periods;
  guint node = part->n_lots;

  g_array_set_size (part->cells, 0);
  for (guint i = 0; i < part->n_lots; i++)
    {
      const CertplanTransportDemand *demand = &get_lot (part->groups, part->lots[i])->demand;
      for (guint period = demand->release; period < n_periods && period <= demand->cap; period++)
        {
          const guint cell = demand->type * n_periods + period;
          if (part->cell_node[cell] != G_MAXUINT)
            continue;
          part->cell_node[cell] = node++;
          g_array_append_val (part->cells, cell);
        }
    }
  for (guint i = 0; i < part->n_pools; i++)
    part->node_of_pool[part->pools[i]] = node++;
  part->after = node;
}

static inline gboolean
may_carry (const Part *part, const CertplanTransportDemand *demand)
{
  return demand->cap >= part->groups->transport->n_periods;
}

/* An arc where there is a flow to put it into; counted in any case. */
static void
add_arc (CertplanFlow *flow, guint *n_arcs, guint tail, guint head, gint64 cost)
{
  if (flow != NULL)
    {
      flow->tail[*n_arcs] = tail;
      flow->head[*n_arcs] = head;
      flow->cost[*n_arcs] = cost;
    }
  ++*n_arcs;
}

static void
add_lot_arcs (const Part *part, guint i, CertplanFlow *flow, guint *n_arcs)
{
  const CertplanTransportDemand *demand = &get_lot (part->groups, part->lots[i])->demand;
  const gint64 *weights = part->groups->plan->weights;
  const guint n_periods = part->groups->transport->n_periods;

  for (guint period = demand->release; period < n_periods && period <= demand->cap; period++)
    add_arc (flow, n_arcs, i, part->cell_node[demand->type * n_periods + period],
             weights[CERTPLAN_TRANSPORT_LATE] * _certplan_transport_lateness (demand, period));
  if (may_carry (part, demand))
    add_arc (flow, n_arcs, i, part->after,
             weights[CERTPLAN_TRANSPORT_LATE] * _certplan_transport_lateness (demand, n_periods)
                 + weights[CERTPLAN_TRANSPORT_CARRIED]);
}

static void
add_cell_arcs (const Part *part, guint i, CertplanFlow *flow, guint *n_arcs)
{
  const CertplanTransportGroups *groups = part->groups;
  const guint n_periods = groups->transport->n_periods;
  const guint cell = g_array_index (part->cells, guint, i);
  const guint type = cell / n_periods, period = cell % n_periods;

  for (guint s = groups->first_servers[type]; s < groups->first_servers[type + 1]; s++)
    {
      const guint pool = groups->pool_at[groups->servers[s].skills * n_periods + period];
      if (pool != _CERTPLAN_NO_POOL && get_pool (groups, pool)->ticks > 0)
        add_arc (flow, n_arcs, part->n_lots + i, part->node_of_pool[pool],
                 groups->plan->weights[CERTPLAN_TRANSPORT_MISPLACED] * groups->servers[s].cost);
    }
}

/* The arcs, sorted by their tails. Returns: how many */
static guint
add_arcs (const Part *part, CertplanFlow *flow)
{
  guint n_arcs = 0;

  for (guint i = 0; i < part->n_lots; i++)
    add_lot_arcs (part, i, flow, &n_arcs);
  for (guint i = 0; i < part->cells->len; i++)
    add_cell_arcs (part, i, flow, &n_arcs);
  return n_arcs;
}

static void
make_network (Part *part)
{
  make_cells (part);
  _certplan_flow_init (&part->flow, part->after + 1, add_arcs (part, NULL));
  add_arcs (part, &part->flow);
  _certplan_flow_link (&part->flow);
  for (guint i = 0; i < part->n_lots; i++)
    part->flow.excess[i] = get_lot (part->groups, part->lots[i])->demand.ticks;
  for (guint i = 0; i < part->n_pools; i++)
    part->flow.room[part->node_of_pool[part->pools[i]]]
        = get_pool (part->groups, part->pools[i])->ticks;
  part->flow.room[part->after] = G_MAXINT64;
}

/* The second solve, among the optima: what is served must be so, and a pool whose time has a price
 * must be full; the rest is spread. A path ends at one pool only, so the least cost of the steps is
 * that of as many greatest flows, one after the other, each with room for one step more. */
static void
spread_loads (Part *part)
{
  CertplanFlow *flow = &part->flow;

  memset (flow->flow, 0, flow->n_arcs * sizeof *flow->flow);
  for (guint i = 0; i < part->n_lots; i++)
    flow->excess[i] = get_lot (part->groups, part->lots[i])->demand.ticks;
  for (guint i = 0; i < part->n_pools; i++)
    {
      const guint node = part->node_of_pool[part->pools[i]];
      flow->room[node] = flow->price[node] > 0 ? get_pool (part->groups, part->pools[i])->ticks : 0;
    }
  flow->room[part->after] = 0;
  _certplan_flow_send (flow);
  flow->room[part->after] = G_MAXINT64; /* would take what full pools need, if it came first */
  for (guint step = 0; step < _CERTPLAN_TRANSPORT_N_STEPS; step++)
    {
      for (guint i = 0; i < part->n_pools; i++)
        {
          const CertplanTransportPool *pool = get_pool (part->groups, part->pools[i]);
          const guint node = part->node_of_pool[part->pools[i]];
          if (flow->price[node] == 0)
            flow->room[node] += _certplan_transport_step_end (pool, step + 1)
                                - _certplan_transport_step_end (pool, step);
        }
      _certplan_flow_send (flow);
    }
}

/* Spreading may have left a lot that must be served in favour of one that need not be. There is a
 * flow that fills the same pools and serves all that must be (Mendelsohn and Dulmage), and paths
 * from the one to the other lead to it. */
static void
mend_choice (Part *part, gint64 unserved)
{
  CertplanFlow *flow = &part->flow;
  g_autofree gint64 *left = g_memdup2 (flow->excess, part->n_lots * sizeof *left);
  g_autofree gint64 *room = g_memdup2 (flow->room, flow->n_nodes * sizeof *room);

  memset (flow->room, 0, flow->n_nodes * sizeof *flow->room);
  for (guint i = 0; i < part->n_lots; i++)
    if (flow->price[i] >= unserved)
      {
        flow->excess[i] = 0;
        flow->room[i] = get_lot (part->groups, part->lots[i])->demand.ticks - left[i];
      }
  _certplan_flow_send (flow);
  for (guint i = 0; i < part->n_lots; i++)
    if (flow->price[i] >= unserved)
      flow->excess[i] = get_lot (part->groups, part->lots[i])->demand.ticks - flow->room[i];
  memcpy (flow->room, room, flow->n_nodes * sizeof *room);
}

static void
read_lots (Part *part)
{
  CertplanTransportPlan *plan = part->groups->plan;
  const guint n_periods = part->groups->transport->n_periods;
  const CertplanFlow *flow = &part->flow;

  for (guint i = 0; i < part->n_lots; i++)
    {
      CertplanTransportLot *lot = get_lot (part->groups, part->lots[i]);
      lot->unserved = flow->excess[i];
      lot->price = flow->price[i];
      for (guint arc = flow->first_out[i]; arc < flow->first_out[i + 1]; arc++)
        if (flow->head[arc] == part->after)
          lot->carried = flow->flow[arc];
        else if (flow->flow[arc] > 0)
          {
            const guint cell = g_array_index (part->cells, guint, flow->head[arc] - part->n_lots);
            const CertplanTransportShift shift
                = { part->lots[i], cell % n_periods, flow->flow[arc] };
            g_array_append_val (plan->shifts, shift);
          }
    }
}

static void
read_cells (Part *part)
{
  CertplanTransportPlan *plan = part->groups->plan;
  const CertplanFlow *flow = &part->flow;
  const guint first_pool = part->n_lots + part->cells->len;

  for (guint i = 0; i < part->cells->len; i++)
    {
      const guint node = part->n_lots + i, cell = g_array_index (part->cells, guint, i);
      part->cell_prices[cell] = flow->price[node];
      for (guint arc = flow->first_out[node]; arc < flow->first_out[node + 1]; arc++)
        if (flow->flow[arc] > 0)
          {
            const guint pool = part->pools[flow->head[arc] - first_pool];
            const CertplanTransportTask task
                = { cell / part->groups->transport->n_periods, pool, flow->flow[arc] };
            get_pool (part->groups, pool)->load += task.ticks;
            g_array_append_val (plan->tasks, task);
          }
    }
  for (guint i = 0; i < part->n_pools; i++)
    get_pool (part->groups, part->pools[i])->price = flow->price[first_pool + i];
}

/* What is reached from work that stays undone, in pieces that hang together: all that could serve
 * it is in it, full, and full of its own lots only. */
static void
read_cuts (Part *part)
{
  const CertplanFlow *flow = &part->flow;
  CertplanTransportPlan *plan = part->groups->plan;
  const guint first_pool = part->n_lots + part->cells->len;
  g_autofree guint *up = g_new (guint, flow->n_nodes);
  g_autofree guint *number = g_new0 (guint, flow->n_nodes);

  for (guint node = 0; node < flow->n_nodes; node++)
    up[node] = node;
  for (guint arc = 0; arc < flow->n_arcs; arc++)
    if (flow->is_reached[flow->tail[arc]] && flow->is_reached[flow->head[arc]])
      up[find_root (up, flow->head[arc])] = find_root (up, flow->tail[arc]);
  for (guint node = 0; node < part->after; node++)
    {
      if (!flow->is_reached[node] || (node >= part->n_lots && node < first_pool))
        continue;
      guint *cut = &number[find_root (up, node)];
      if (*cut == 0)
        {
          g_array_set_size (plan->cuts, plan->cuts->len + 1);
          *cut = plan->cuts->len;
        }
      CertplanTransportCut *total = &g_array_index (plan->cuts, CertplanTransportCut, *cut - 1);
      if (node < part->n_lots)
        {
          CertplanTransportLot *lot = get_lot (part->groups, part->lots[node]);
          lot->cut = *cut;
          total->demand += lot->demand.ticks;
        }
      else
        {
          CertplanTransportPool *pool = get_pool (part->groups, part->pools[node - first_pool]);
          pool->cut = *cut;
          total->supply += pool->ticks;
        }
    }
}

static gboolean
solve_part (Part *part)
{
  const gint64 unserved = part->groups->plan->weights[CERTPLAN_TRANSPORT_UNSERVED];

  make_network (part);
  const gboolean is_done = _certplan_flow_minimize (&part->flow, unserved, part->cancellable);
  if (is_done)
    {
      spread_loads (part);
      mend_choice (part, unserved);
      read_lots (part);
      read_cells (part);
      read_cuts (part);
    }
  for (guint i = 0; i < part->cells->len; i++)
    part->cell_node[g_array_index (part->cells, guint, i)] = G_MAXUINT;
  _certplan_flow_clear (&part->flow);
  return is_done;
}

/* The parts of lots and pools, and the order by it. */
static guint *
sort_lots (const CertplanTransportGroups *groups, const guint *part_of, guint n_parts,
           guint *out_sorted)
{
  const guint n = groups->plan->lots->len;
  g_autofree guint *parts = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    parts[i] = part_of[get_lot (groups, i)->demand.type];
  return sort_by_part (parts, n, n_parts, out_sorted);
}

static guint *
sort_pools (const CertplanTransportGroups *groups, const guint *part_of, guint n_parts,
            guint *out_sorted)
{
  const guint n = groups->plan->pools->len, n_types = groups->transport->n_types;
  g_autofree guint *parts = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    parts[i] = part_of[n_types + get_pool (groups, i)->skills];
  return sort_by_part (parts, n, n_parts, out_sorted);
}

gboolean
_certplan_transport_solve_parts (CertplanTransportGroups *groups, GCancellable *cancellable,
                                 GError **error)
{
  const CertplanTransport *transport = groups->transport;
  const gsize n_cells = (gsize)transport->n_types * transport->n_periods;
  g_autofree guint *part_of = g_new (guint, transport->n_types + groups->n_sets + 1);
  g_autofree guint *lots = g_new (guint, groups->plan->lots->len + 1);
  g_autofree guint *pools = g_new (guint, groups->plan->pools->len + 1);
  g_autofree guint *node_of_pool = g_new (guint, groups->plan->pools->len + 1);
  g_autofree guint *cell_node = g_new (guint, n_cells + 1);
  g_autofree gint64 *cell_prices = g_new0 (gint64, n_cells + 1);
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (guint));
  const guint n_parts = number_parts (groups, part_of);
  g_autofree guint *first_lot = sort_lots (groups, part_of, n_parts, lots);
  g_autofree guint *first_pool = sort_pools (groups, part_of, n_parts, pools);

  memset (cell_node, 0xff, n_cells * sizeof *cell_node);
  for (guint i = 0; i < n_parts; i++)
    {
      Part part = { .groups = groups,
                    .cancellable = cancellable,
                    .cell_prices = cell_prices,
                    .lots = lots + first_lot[i],
                    .n_lots = first_lot[i + 1] - first_lot[i],
                    .pools = pools + first_pool[i],
                    .n_pools = first_pool[i + 1] - first_pool[i],
                    .node_of_pool = node_of_pool,
                    .cell_node = cell_node,
                    .cells = cells };
      if (part.n_lots > 0 && !solve_part (&part))
        return !g_cancellable_set_error_if_cancelled (cancellable, error);
    }
  _certplan_transport_prove (groups, cell_prices);
  return TRUE;
}
