/* Transport plans: closed forms and what must hold of any. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "test-transport.h"
#include "certplan-error.h"
#include "certplan-transport-parts-private.h"
#include <string.h>

/* Sum of the ticks that @plan does not do. */
static gint64
get_goal (const Problem *problem, CertplanTransportGoal goal)
{
  g_autoptr (CertplanTransportPlan) plan = solve_problem (problem);
  return plan->goals[goal];
}

/* One region: levels 1 and 2 want class one, levels 3 and 4 take either. By Hall's condition all is
 * done exactly where n1 + n2 <= C1 and n1 + .. + n4 <= C1 + C2. */
static void
test_one_region (void)
{
  for (guint code = 0; code < 4 * 4 * 4 * 4 * 5 * 5; code++)
    {
      const gint64 n[] = { code % 4, code / 4 % 4, code / 16 % 4, code / 64 % 4 };
      const gint64 c1 = 2 * (code / 256 % 5), c2 = 2 * (code / 1280);
      const gint64 high = n[0] + n[1], all = high + n[2] + n[3];
      const gint64 low_in_one = MIN (MAX (n[2] + n[3] - c2, 0), MAX (c1 - MIN (high, c1), 0));
      Problem problem = { .n_periods = 1,
                          .n_types = 4,
                          .n_sets = 2,
                          .n_supplies = 2,
                          .n_demands = 4,
                          .costs = { { 0, 0, 1, 1 }, { -1, -1, 0, 0 } },
                          .supplies = { { 0, 0, c1 }, { 0, 1, c2 } } };
      for (guint level = 0; level < 4; level++)
        problem.demands[level] = (CertplanTransportDemand){ .type = level, .ticks = n[level] };
      g_autoptr (CertplanTransportPlan) plan = solve_problem (&problem);
      const gboolean is_feasible = high <= c1 && all <= c1 + c2;
      g_assert_true ((plan->goals[CERTPLAN_TRANSPORT_UNSERVED] == 0) == is_feasible);
      g_assert_cmpint (plan->goals[CERTPLAN_TRANSPORT_UNSERVED], ==,
                       MAX (MAX (high - c1, all - c1 - c2), 0));
      g_assert_cmpint (plan->goals[CERTPLAN_TRANSPORT_MISPLACED], ==, low_in_one);
      g_assert_cmpuint (plan->lots->len, ==, 2); /* levels 1 and 2 are one, so are 3 and 4 */
    }
}

/* 10 ticks a month. 25 come in the first, wished in the first, allowed up to the third: 10 on time,
 * 10 one month late, 5 two months late; with 45 of them 15 are never done. */
static void
test_months (void)
{
  Problem problem = { .n_periods = 3,
                      .n_types = 1,
                      .n_sets = 1,
                      .n_supplies = 3,
                      .n_demands = 1,
                      .costs = { { 0 } },
                      .supplies = { { 0, 0, 10 }, { 1, 0, 10 }, { 2, 0, 10 } },
                      .demands = { { .cap = 2, .ticks = 25 } } };
  g_assert_cmpint (get_goal (&problem, CERTPLAN_TRANSPORT_LATE), ==, 10 + 2 * 5);
  g_assert_cmpint (get_goal (&problem, CERTPLAN_TRANSPORT_UNSERVED), ==, 0);
  problem.demands[0].ticks = 45;
  g_autoptr (CertplanTransportPlan) plan = solve_problem (&problem);
  g_assert_cmpint (plan->goals[CERTPLAN_TRANSPORT_UNSERVED], ==, 15);
  g_assert_cmpuint (plan->cuts->len, ==, 1);
  const CertplanTransportCut *cut = &g_array_index (plan->cuts, CertplanTransportCut, 0);
  g_assert_cmpint (cut->demand, ==, 45);
  g_assert_cmpint (cut->supply, ==, 30);
  problem.demands[0].cap = 3; /* the rest is left to the month after, three months late */
  g_assert_cmpint (get_goal (&problem, CERTPLAN_TRANSPORT_CARRIED), ==, 15);
  g_assert_cmpint (get_goal (&problem, CERTPLAN_TRANSPORT_LATE), ==, 10 + 2 * 10 + 3 * 15);
}

/* 30 ticks on two bodies of 40 and 20, which differ by a type nobody asks for: at 50 % each, steps
 * 0..4 are full: 4 x (0+1+2+3+4) + 2 x (0+1+2+3+4) = 60. */
static void
test_balance (void)
{
  const Problem problem = { .n_periods = 1,
                            .n_types = 2,
                            .n_sets = 2,
                            .n_supplies = 3,
                            .n_demands = 1,
                            .costs = { { 0, 0 }, { 0, -1 } },
                            .supplies = { { 0, 0, 15 }, { 0, 0, 25 }, { 0, 1, 20 } },
                            .demands = { { .ticks = 30 } } };
  g_autoptr (CertplanTransportPlan) plan = solve_problem (&problem);
  g_assert_cmpint (plan->goals[CERTPLAN_TRANSPORT_IMBALANCE], ==, 60);
  const gint64 *loads = (const gint64 *)(const void *)plan->loads->data;
  g_assert_cmpint (loads[0], ==, 7); /* floor of 20 x 15 / 40 */
  g_assert_cmpint (loads[1], ==, 13);
  g_assert_cmpint (loads[2], ==, 10);
}

/* Two overloads that have nothing to do with each other are told apart. */
static void
test_two_cuts (void)
{
  const Problem problem = { .n_periods = 4,
                            .n_types = 1,
                            .n_sets = 1,
                            .n_supplies = 4,
                            .n_demands = 3,
                            .costs = { { 0 } },
                            .supplies = { { 0, 0, 10 }, { 1, 0, 10 }, { 2, 0, 10 }, { 3, 0, 10 } },
                            .demands = { { .ticks = 13 },
                                         { .release = 1, .target = 1, .cap = 1, .ticks = 4 },
                                         { .release = 2, .target = 3, .cap = 3, .ticks = 27 } } };
  g_autoptr (CertplanTransportPlan) plan = solve_problem (&problem);
  g_assert_cmpuint (plan->cuts->len, ==, 2);
  const CertplanTransportLot *lots = (const void *)plan->lots->data;
  g_assert_cmpuint (lots[0].cut, !=, 0);
  g_assert_cmpuint (lots[1].cut, ==, 0);
  g_assert_cmpuint (lots[2].cut, !=, lots[0].cut);
  const CertplanTransportCut *cuts = (const void *)plan->cuts->data;
  g_assert_cmpint (cuts[lots[2].cut - 1].demand, ==, 27);
  g_assert_cmpint (cuts[lots[2].cut - 1].supply, ==, 20);
}

/* What nobody serves has nothing in common but that. */
static void
test_unserved_types (void)
{
  const Problem problem
      = { .n_periods = 1,
          .n_types = 3,
          .n_sets = 1,
          .n_supplies = 1,
          .n_demands = 3,
          .costs = { { 0, -1, -1 } },
          .supplies = { { 0, 0, 10 } },
          .demands
          = { { .type = 0, .ticks = 3 }, { .type = 1, .ticks = 4 }, { .type = 2, .ticks = 5 } } };
  g_autoptr (CertplanTransportPlan) plan = solve_problem (&problem);
  g_assert_cmpuint (plan->cuts->len, ==, 2);
  g_assert_cmpuint (plan->lots->len, ==, 3);
  g_assert_cmpint (plan->goals[CERTPLAN_TRANSPORT_UNSERVED], ==, 9);
}

/* Where the time for something is over before it can begin, there is nowhere to put it. */
static void
test_begins_after_its_end (void)
{
  const Problem problem = { .n_periods = 2,
                            .n_types = 1,
                            .n_sets = 1,
                            .n_supplies = 1,
                            .n_demands = 1,
                            .costs = { { 0 } },
                            .supplies = { { 1, 0, 10 } },
                            .demands = { { .release = 1, .ticks = 7 } } };
  g_autoptr (CertplanTransportPlan) plan = solve_problem (&problem);
  g_assert_cmpint (plan->goals[CERTPLAN_TRANSPORT_UNSERVED], ==, 7);
}

static gboolean
may_serve (const Problem *problem, guint supply, const CertplanTransportDemand *demand)
{
  return problem->costs[problem->supplies[supply].set][demand->type] >= 0
         && problem->supplies[supply].period >= demand->release
         && problem->supplies[supply].period <= demand->cap;
}

/* All that could serve a demand of a cut is in it, so what the cut lacks nobody can do. */
static void
check_cuts (const Problem *problem, const CertplanTransportPlan *plan)
{
  gint64 missing = 0;

  for (guint cut = 1; cut <= plan->cuts->len; cut++)
    {
      gint64 demand = 0, supply = 0;
      for (guint i = 0; i < problem->n_demands; i++)
        {
          const guint lot = g_array_index (plan->lot_of, guint, i);
          if (g_array_index (plan->lots, CertplanTransportLot, lot).cut != cut)
            continue;
          demand += problem->demands[i].ticks;
          for (guint s = 0; s < problem->n_supplies; s++)
            if (may_serve (problem, s, &problem->demands[i]) && problem->supplies[s].ticks > 0)
              g_assert_cmpuint (g_array_index (plan->pools, CertplanTransportPool,
                                               g_array_index (plan->pool_of, guint, s))
                                    .cut,
                                ==, cut);
        }
      for (guint s = 0; s < problem->n_supplies; s++)
        if (g_array_index (plan->pools, CertplanTransportPool,
                           g_array_index (plan->pool_of, guint, s))
                .cut
            == cut)
          supply += problem->supplies[s].ticks;
      g_assert_cmpint (demand, >, supply);
      missing += demand - supply;
    }
  g_assert_cmpint (missing, ==, plan->goals[CERTPLAN_TRANSPORT_UNSERVED]);
}

/* What supplies do, by what their types want: nobody above capacity, all done but the rest. */
static void
check_loads (const Problem *problem, const CertplanTransportPlan *plan)
{
  const gint64 *loads = (const gint64 *)(const void *)plan->loads->data;
  gint64 done = 0, wanted = 0;

  for (guint s = 0; s < problem->n_supplies; s++)
    {
      g_assert_cmpint (loads[s], >=, 0);
      g_assert_cmpint (loads[s], <=, problem->supplies[s].ticks);
      done += loads[s];
    }
  for (guint i = 0; i < problem->n_demands; i++)
    wanted += problem->demands[i].ticks;
  g_assert_cmpint (done, ==,
                   wanted - plan->goals[CERTPLAN_TRANSPORT_UNSERVED]
                       - plan->goals[CERTPLAN_TRANSPORT_CARRIED]);
}

/* Each shift is within its window, each task within its skills, and both say the same of each type
 * and period. */
static void
check_work (const Problem *problem, const CertplanTransportPlan *plan)
{
  gint64 left[MAX_TYPES][MAX_PERIODS] = { { 0 } };

  for (guint i = 0; i < plan->shifts->len; i++)
    {
      const CertplanTransportShift *shift
          = &g_array_index (plan->shifts, CertplanTransportShift, i);
      const CertplanTransportDemand *demand
          = &g_array_index (plan->lots, CertplanTransportLot, shift->lot).demand;
      g_assert_cmpuint (shift->period, >=, demand->release);
      g_assert_cmpuint (shift->period, <=, demand->cap);
      left[demand->type][shift->period] += shift->ticks;
    }
  for (guint i = 0; i < plan->tasks->len; i++)
    {
      const CertplanTransportTask *task = &g_array_index (plan->tasks, CertplanTransportTask, i);
      guint supply = 0;
      while (g_array_index (plan->pool_of, guint, supply) != task->pool)
        supply++;
      g_assert_cmpint (problem->costs[problem->supplies[supply].set][task->type], >=, 0);
      left[task->type][problem->supplies[supply].period] -= task->ticks;
    }
  for (guint type = 0; type < problem->n_types; type++)
    for (guint period = 0; period < problem->n_periods; period++)
      g_assert_cmpint (left[type][period], ==, 0);
}

static void
test_properties (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261121);
  Problem problem;

  for (guint i = 0; i < (g_test_slow () ? 100000 : 10000); i++)
    {
      make_problem (&problem, random, i % 2 == 0 ? 1 : 1000);
      g_autoptr (CertplanTransportPlan) plan = solve_problem (&problem);
      check_loads (&problem, plan);
      check_work (&problem, plan);
      check_cuts (&problem, plan);
    }
}

/* The order in which things are told does not change what the goals come to. */
static void
test_order (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  Problem problem, turned;

  for (guint i = 0; i < 1000; i++)
    {
      make_problem (&problem, random, 100);
      turned = problem;
      for (guint s = 0; s < problem.n_supplies; s++)
        turned.supplies[s] = problem.supplies[problem.n_supplies - 1 - s];
      for (guint d = 0; d < problem.n_demands; d++)
        turned.demands[d] = problem.demands[problem.n_demands - 1 - d];
      g_autoptr (CertplanTransportPlan) plan = solve_problem (&problem);
      g_autoptr (CertplanTransportPlan) other = solve_problem (&turned);
      g_assert_cmpmem (plan->goals, sizeof plan->goals, other->goals, sizeof other->goals);
    }
}

/* From each of many nodes the next one is reached by an arc that costs 2^k and, over one more node,
 * for nothing. A search that goes on from the dear way before it knows the cheap one finds the same
 * 2^40 times. */
#define N_STEPS 40

static void
test_cheap_ways_around (void)
{
  CertplanFlow flow;
  _certplan_flow_init (&flow, 2 * N_STEPS + 1, 3 * N_STEPS);
  for (guint i = 0, arc = 0; i < N_STEPS; i++)
    {
      const guint node = 2 * i;
      const guint heads[] = { node + 1, node + 2, node + 2 };
      for (guint k = 0; k < G_N_ELEMENTS (heads); k++, arc++)
        {
          flow.tail[arc] = k < 2 ? node : node + 1;
          flow.head[arc] = heads[k];
          flow.cost[arc] = k == 1 ? G_GINT64_CONSTANT (1) << (N_STEPS - i) : k == 2 && i == 0;
        }
    }
  _certplan_flow_link (&flow);
  flow.excess[0] = 5;
  flow.room[2 * N_STEPS] = 3;
  g_assert_true (_certplan_flow_minimize (&flow, G_MAXINT64 / 2, NULL));
  g_assert_cmpint (flow.excess[0], ==, 2);
  for (guint arc = 0; arc < flow.n_arcs; arc++)
    g_assert_cmpint (flow.flow[arc], ==, arc % 3 == 1 ? 0 : 3);
  _certplan_flow_clear (&flow);
}

static void
test_too_much (void)
{
  Problem problem = { .n_periods = 1,
                      .n_types = 1,
                      .n_sets = 1,
                      .n_demands = 2,
                      .demands = { { .ticks = G_MAXINT64 - 5 }, { .ticks = G_MAXINT64 - 5 } } };
  g_autoptr (CertplanTransport) transport = make_transport (&problem);
  g_autoptr (GError) error = NULL;

  g_assert_null (_certplan_transport_solve (transport, NULL, &error));
  g_assert_error (error, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_RANGE);
}

static void
test_cancelled (void)
{
  Problem problem = { .n_periods = 1,
                      .n_types = 1,
                      .n_sets = 1,
                      .n_supplies = 1,
                      .n_demands = 1,
                      .supplies = { { 0, 0, 1 } },
                      .demands = { { .ticks = 5 } } };
  g_autoptr (CertplanTransport) transport = make_transport (&problem);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (_certplan_transport_solve (transport, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transport/one-region", test_one_region);
  g_test_add_func ("/transport/months", test_months);
  g_test_add_func ("/transport/balance", test_balance);
  g_test_add_func ("/transport/two-cuts", test_two_cuts);
  g_test_add_func ("/transport/unserved-types", test_unserved_types);
  g_test_add_func ("/transport/begins-after-its-end", test_begins_after_its_end);
  g_test_add_func ("/transport/properties", test_properties);
  g_test_add_func ("/transport/order", test_order);
  g_test_add_func ("/transport/cheap-ways-around", test_cheap_ways_around);
  g_test_add_func ("/transport/too-much", test_too_much);
  g_test_add_func ("/transport/cancelled", test_cancelled);
  return g_test_run ();
}
