/* Joins what a transport problem has alike. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-transport-parts-private.h"
#include <string.h>

/* The sets that serve each type, in the order of the sets. */
static void
list_servers (CertplanTransportGroups *groups)
{
  const CertplanTransport *transport = groups->transport;
  const CertplanTransportSkill *skills = (const void *)transport->skills->data;
  const guint *first = (const guint *)(const void *)transport->first_skills->data;
  g_autofree guint *at = g_new (guint, transport->n_types + 1);

  groups->n_sets = transport->first_skills->len - 1;
  groups->servers = g_new (CertplanTransportServer, transport->skills->len + 1); /* never NULL */
  groups->first_servers = g_new0 (guint, transport->n_types + 2);
  for (guint i = 0; i < transport->skills->len; i++)
    groups->first_servers[skills[i].type + 1]++;
  for (guint type = 0; type < transport->n_types; type++)
    groups->first_servers[type + 1] += groups->first_servers[type];
  memcpy (at, groups->first_servers, transport->n_types * sizeof *at);
  for (guint set = 0; set < groups->n_sets; set++)
    for (guint i = first[set]; i < first[set + 1]; i++)
      groups->servers[at[skills[i].type]++] = (CertplanTransportServer){ set, skills[i].cost };
}

static int
compare_types (gconstpointer a, gconstpointer b, gpointer data)
{
  const CertplanTransportGroups *groups = data;
  const guint x = *(const guint *)a, y = *(const guint *)b;
  const guint n_x = groups->first_servers[x + 1] - groups->first_servers[x];
  const guint n_y = groups->first_servers[y + 1] - groups->first_servers[y];

  if (n_x != n_y)
    return n_x < n_y ? -1 : 1;
  const int order
      = memcmp (groups->servers + groups->first_servers[x],
                groups->servers + groups->first_servers[y], n_x * sizeof *groups->servers);
  return order;
}

/* Types that the same sets serve at the same cost become the first of them. Those that nobody
 * serves stay apart: they have nothing in common but that. */
static void
join_types (CertplanTransportGroups *groups)
{
  const guint n = groups->transport->n_types;
  g_autofree guint *order = g_new (guint, n + 1);
  guint first = 0;

  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_array_set_size (groups->plan->type_of, n);
  if (n > 0) /* stable, so that the first one of those alike is the least */
    g_qsort_with_data (order, (gint)n, sizeof *order, compare_types, groups);
  for (guint i = 0; i < n; i++)
    {
      if (i == 0 || groups->first_servers[order[i] + 1] == groups->first_servers[order[i]]
          || compare_types (&order[i - 1], &order[i], groups) != 0)
        first = order[i];
      g_array_index (groups->plan->type_of, guint, order[i]) = first;
    }
}

/* A demand, and where it was. */
typedef struct
{
  CertplanTransportDemand demand;
  guint i;
} NumberedDemand;

static int
compare_windows (const CertplanTransportDemand *x, const CertplanTransportDemand *y)
{
  const guint xs[] = { x->type, x->release, x->target, x->cap };
  const guint ys[] = { y->type, y->release, y->target, y->cap };

  for (guint i = 0; i < G_N_ELEMENTS (xs); i++)
    if (xs[i] != ys[i])
      return xs[i] < ys[i] ? -1 : 1;
  return 0;
}

static int
compare_demands (const void *a, const void *b)
{
  const NumberedDemand *x = a, *y = b;
  const int order = compare_windows (&x->demand, &y->demand);
  return order != 0 ? order : x->i < y->i ? -1 : x->i > y->i;
}

/* Behind the horizon one period is like another. */
static NumberedDemand *
sort_demands (const CertplanTransportGroups *groups)
{
  const GArray *demands = groups->transport->demands;
  const guint n_periods = groups->transport->n_periods;
  NumberedDemand *sorted = g_new (NumberedDemand, demands->len + 1);

  for (guint i = 0; i < demands->len; i++)
    {
      CertplanTransportDemand *demand = &sorted[i].demand;
      *demand = g_array_index (demands, CertplanTransportDemand, i);
      sorted[i].i = i;
      demand->type = g_array_index (groups->plan->type_of, guint, demand->type);
      demand->release = MIN (demand->release, n_periods);
      demand->target = MIN (demand->target, n_periods);
      demand->cap = MIN (demand->cap, n_periods);
    }
  qsort (sorted, demands->len, sizeof *sorted, compare_demands);
  return sorted;
}

static void
make_lots (CertplanTransportGroups *groups)
{
  CertplanTransportPlan *plan = groups->plan;
  const guint n = groups->transport->demands->len;
  g_autofree NumberedDemand *sorted = sort_demands (groups);

  g_array_set_size (plan->lot_of, n);
  for (guint i = 0; i < n; i++)
    {
      const CertplanTransportLot lot = { .demand = sorted[i].demand };
      if (i == 0 || compare_windows (&sorted[i - 1].demand, &sorted[i].demand) != 0)
        g_array_append_val (plan->lots, lot);
      else
        g_array_index (plan->lots, CertplanTransportLot, plan->lots->len - 1).demand.ticks
            += sorted[i].demand.ticks;
      g_array_index (plan->lot_of, guint, sorted[i].i) = plan->lots->len - 1;
    }
}

static void
make_pools (CertplanTransportGroups *groups)
{
  const CertplanTransport *transport = groups->transport;
  CertplanTransportPlan *plan = groups->plan;

  groups->pool_at = g_new (guint, groups->n_sets * transport->n_periods + 1);
  memset (groups->pool_at, 0xff, groups->n_sets * transport->n_periods * sizeof (guint));
  g_array_set_size (plan->pool_of, transport->supplies->len);
  for (guint i = 0; i < transport->supplies->len; i++)
    {
      const CertplanTransportPool *supply
          = &g_array_index (transport->supplies, CertplanTransportPool, i);
      guint *pool = &groups->pool_at[supply->skills * transport->n_periods + supply->period];
      if (*pool == _CERTPLAN_NO_POOL)
        {
          *pool = plan->pools->len;
          g_array_append_val (plan->pools, *supply);
        }
      else
        g_array_index (plan->pools, CertplanTransportPool, *pool).ticks += supply->ticks;
      g_array_index (plan->pool_of, guint, i) = *pool;
    }
}

void
_certplan_transport_group (CertplanTransportGroups *groups, const CertplanTransport *transport,
                           CertplanTransportPlan *plan)
{
  *groups = (CertplanTransportGroups){ .transport = transport, .plan = plan };
  list_servers (groups);
  join_types (groups);
  make_lots (groups);
  make_pools (groups);
}

void
_certplan_transport_groups_clear (CertplanTransportGroups *groups)
{
  g_free (groups->servers);
  g_free (groups->first_servers);
  g_free (groups->pool_at);
}

/* With c the ticks of the supplies up to one and C those of the pool, that one gets the difference
 * of the floors of load x c / C: no more than its own ticks, as the load is at most C. */
void
_certplan_transport_share_loads (CertplanTransportGroups *groups)
{
  const GArray *supplies = groups->transport->supplies;
  CertplanTransportPlan *plan = groups->plan;
  g_autofree gint64 *sums = g_new0 (gint64, plan->pools->len + 1);

  g_array_set_size (plan->loads, supplies->len);
  for (guint i = 0; i < supplies->len; i++)
    {
      const guint p = g_array_index (plan->pool_of, guint, i);
      const CertplanTransportPool *pool = &g_array_index (plan->pools, CertplanTransportPool, p);
      const gint64 ticks = g_array_index (supplies, CertplanTransportPool, i).ticks;
      if (ticks == 0)
        continue;
      const __int128 load = pool->load;
      g_array_index (plan->loads, gint64, i) = (gint64)(load * (sums[p] + ticks) / pool->ticks)
                                               - (gint64)(load * sums[p] / pool->ticks);
      sums[p] += ticks;
    }
}
