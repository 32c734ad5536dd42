/* A transport problem: what it holds, and its solution. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "certplan-transport-parts-private.h"
#include "certplan-error.h"
#include "certplan-private.h"
#include <string.h>

CertplanTransport *
_certplan_transport_new (guint n_periods, guint n_types)
{
  CertplanTransport *transport = g_new0 (CertplanTransport, 1);
  const guint none = 0;

  transport->n_periods = n_periods;
  transport->n_types = n_types;
  transport->skills = g_array_new (FALSE, FALSE, sizeof (CertplanTransportSkill));
  transport->first_skills = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (transport->first_skills, none);
  transport->sets
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
  transport->supplies = g_array_new (FALSE, FALSE, sizeof (CertplanTransportPool));
  transport->demands = g_array_new (FALSE, FALSE, sizeof (CertplanTransportDemand));
  return transport;
}

void
_certplan_transport_free (CertplanTransport *transport)
{
  g_array_unref (transport->skills);
  g_array_unref (transport->first_skills);
  g_hash_table_unref (transport->sets);
  g_array_unref (transport->supplies);
  g_array_unref (transport->demands);
  g_free (transport);
}

static int
compare_skills (gconstpointer a, gconstpointer b)
{
  const CertplanTransportSkill *x = a, *y = b;
  return x->type < y->type ? -1 : x->type > y->type;
}

guint
_certplan_transport_add_skills (CertplanTransport *transport, const CertplanTransportSkill *skills,
                                guint n_skills)
{
  g_autofree CertplanTransportSkill *sorted = g_memdup2 (skills, n_skills * sizeof *skills);

  if (n_skills > 0)
    qsort (sorted, n_skills, sizeof *sorted, compare_skills);
  g_autoptr (GBytes) key = g_bytes_new (sorted, n_skills * sizeof *sorted);
  const guint known = GPOINTER_TO_UINT (g_hash_table_lookup (transport->sets, key));
  if (known > 0)
    return known - 1;
  for (guint i = 0; i < n_skills; i++)
    {
      g_assert (sorted[i].type < transport->n_types);
      transport->max_cost = MAX (transport->max_cost, sorted[i].cost);
    }
  if (n_skills > 0)
    g_array_append_vals (transport->skills, sorted, n_skills);
  g_array_append_val (transport->first_skills, transport->skills->len);
  const guint number = transport->first_skills->len - 1;
  g_hash_table_insert (transport->sets, g_steal_pointer (&key), GUINT_TO_POINTER (number));
  return number - 1;
}

/* G_MAXINT64 = too many. */
static void
count_ticks (gint64 *sum, gint64 ticks)
{
  *sum = ticks > G_MAXINT64 - *sum ? G_MAXINT64 : *sum + ticks;
}

guint
_certplan_transport_add_supply (CertplanTransport *transport, guint period, guint skills,
                                gint64 ticks)
{
  const CertplanTransportPool supply = { .period = period, .skills = skills, .ticks = ticks };

  g_assert (period < transport->n_periods && ticks >= 0);
  g_assert (skills + 1 < transport->first_skills->len);
  count_ticks (&transport->supply_ticks, ticks);
  g_array_append_val (transport->supplies, supply);
  return transport->supplies->len - 1;
}

guint
_certplan_transport_add_demand (CertplanTransport *transport, const CertplanTransportDemand *demand)
{
  g_assert (demand->type < transport->n_types && demand->ticks >= 0);
  count_ticks (&transport->demand_ticks, demand->ticks);
  g_array_append_val (transport->demands, *demand);
  return transport->demands->len - 1;
}

static CertplanTransportPlan *
plan_new (void)
{
  CertplanTransportPlan *plan = g_new0 (CertplanTransportPlan, 1);

  plan->lots = g_array_new (FALSE, TRUE, sizeof (CertplanTransportLot));
  plan->lot_of = g_array_new (FALSE, FALSE, sizeof (guint));
  plan->pools = g_array_new (FALSE, TRUE, sizeof (CertplanTransportPool));
  plan->pool_of = g_array_new (FALSE, FALSE, sizeof (guint));
  plan->loads = g_array_new (FALSE, TRUE, sizeof (gint64));
  plan->type_of = g_array_new (FALSE, FALSE, sizeof (guint));
  plan->shifts = g_array_new (FALSE, FALSE, sizeof (CertplanTransportShift));
  plan->tasks = g_array_new (FALSE, FALSE, sizeof (CertplanTransportTask));
  plan->cuts = g_array_new (FALSE, TRUE, sizeof (CertplanTransportCut));
  return plan;
}

void
_certplan_transport_plan_free (CertplanTransportPlan *plan)
{
  GArray *const owned[] = { plan->lots,    plan->lot_of, plan->pools, plan->pool_of, plan->loads,
                            plan->type_of, plan->shifts, plan->tasks, plan->cuts };

  for (guint i = 0; i < G_N_ELEMENTS (owned); i++)
    g_array_unref (owned[i]);
  g_free (plan);
}

gint64
_certplan_transport_step_end (const CertplanTransportPool *pool, guint step)
{
  const gint64 tenth = pool->ticks / _CERTPLAN_TRANSPORT_N_STEPS;
  const gint64 rest = pool->ticks % _CERTPLAN_TRANSPORT_N_STEPS;

  return tenth * step + rest * step / _CERTPLAN_TRANSPORT_N_STEPS;
}

static guint
find_most_late (const CertplanTransport *transport)
{
  guint most = 0;

  for (guint i = 0; i < transport->demands->len; i++)
    most = MAX (most, _certplan_transport_lateness (
                          &g_array_index (transport->demands, CertplanTransportDemand, i),
                          transport->n_periods));
  return most;
}

/* A cycle or path that flow could be moved along meets a pool, a lot and the time after the horizon
 * once each. So it changes the goal MISPLACED by at most pools x cost, CARRIED by at most 1 and
 * LATE by at most lots x lateness, a unit of flow, and a weight above what the lesser goals can
 * change makes the one sum of costs as small as it can be exactly where the goals are, in their
 * order. */
static gboolean
set_weights (CertplanTransportPlan *plan, const CertplanTransport *transport)
{
  const guint64 limit = (guint64)1 << 60;
  guint64 misplaced, late;

  if (!g_uint64_checked_mul (&misplaced, plan->pools->len, transport->max_cost)
      || misplaced > limit / 4
      || !g_uint64_checked_mul (&late, plan->lots->len, find_most_late (transport))
      || !g_uint64_checked_mul (&late, late, 2 * misplaced + 2) || late > limit / 2)
    return FALSE;
  plan->weights[CERTPLAN_TRANSPORT_CARRIED] = 1;
  plan->weights[CERTPLAN_TRANSPORT_MISPLACED] = 2;
  plan->weights[CERTPLAN_TRANSPORT_LATE] = (gint64)(2 * misplaced + 2);
  plan->weights[CERTPLAN_TRANSPORT_UNSERVED] = (gint64)(late + 2 * misplaced + 2);
  return TRUE;
}

/* So that no sum of ticks, nor of ticks x months or x cost, leaves 64 bits. */
#define MAX_TICKS ((gint64)1 << 50)

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_RANGE,
                       _ ("the work of all periods is more than can be counted"));
  return FALSE;
}

CertplanTransportPlan *
_certplan_transport_solve (const CertplanTransport *transport, GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (CertplanTransportPlan) plan = plan_new ();
  CertplanTransportGroups groups;

  if (transport->demand_ticks > MAX_TICKS || transport->supply_ticks > MAX_TICKS)
    {
      refuse (error);
      return NULL;
    }
  _certplan_transport_group (&groups, transport, plan);
  const gboolean is_solved = (set_weights (plan, transport) || refuse (error))
                             && _certplan_transport_solve_parts (&groups, cancellable, error);
  if (is_solved)
    _certplan_transport_share_loads (&groups);
  _certplan_transport_groups_clear (&groups);
  return is_solved ? g_steal_pointer (&plan) : NULL;
}
