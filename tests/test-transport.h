/* Random transport problems. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-transport-private.h"

#define MAX_PERIODS 8
#define MAX_TYPES 6
#define MAX_SETS 8
#define MAX_SUPPLIES 80
#define MAX_DEMANDS 40

/* A problem as a caller has it: nothing is joined. */
typedef struct
{
  guint n_periods, n_types, n_sets, n_supplies, n_demands;
  gint costs[MAX_SETS][MAX_TYPES]; /* -1: the set does not serve the type */
  struct
  {
    guint period, set;
    gint64 ticks;
  } supplies[MAX_SUPPLIES];
  CertplanTransportDemand demands[MAX_DEMANDS];
} Problem;

static inline CertplanTransport *
make_transport (const Problem *problem)
{
  CertplanTransport *transport = _certplan_transport_new (problem->n_periods, problem->n_types);
  guint sets[MAX_SETS];

  for (guint set = 0; set < problem->n_sets; set++)
    {
      CertplanTransportSkill skills[MAX_TYPES];
      guint n_skills = 0;
      for (guint type = problem->n_types; type-- > 0;)
        if (problem->costs[set][type] >= 0)
          skills[n_skills++] = (CertplanTransportSkill){ type, (guint)problem->costs[set][type] };
      sets[set] = _certplan_transport_add_skills (transport, skills, n_skills);
    }
  for (guint i = 0; i < problem->n_supplies; i++)
    g_assert_cmpuint (_certplan_transport_add_supply (transport, problem->supplies[i].period,
                                                      sets[problem->supplies[i].set],
                                                      problem->supplies[i].ticks),
                      ==, i);
  for (guint i = 0; i < problem->n_demands; i++)
    g_assert_cmpuint (_certplan_transport_add_demand (transport, &problem->demands[i]), ==, i);
  return transport;
}

static inline CertplanTransportPlan *
solve_problem (const Problem *problem)
{
  g_autoptr (CertplanTransport) transport = make_transport (problem);
  g_autoptr (GError) error = NULL;
  CertplanTransportPlan *plan = _certplan_transport_solve (transport, NULL, &error);

  g_assert_no_error (error);
  return plan;
}

/* @size: 1 = a few ticks, else up to a thousand times as many. */
static inline void
make_problem (Problem *problem, GRand *random, gint size)
{
  *problem = (Problem){ .n_periods = (guint)g_rand_int_range (random, 1, MAX_PERIODS + 1),
                        .n_types = (guint)g_rand_int_range (random, 1, MAX_TYPES + 1),
                        .n_sets = (guint)g_rand_int_range (random, 1, MAX_SETS + 1),
                        .n_supplies = (guint)g_rand_int_range (random, 0, 20),
                        .n_demands = (guint)g_rand_int_range (random, 0, 10) };
  for (guint set = 0; set < problem->n_sets; set++)
    for (guint type = 0; type < problem->n_types; type++)
      problem->costs[set][type]
          = g_rand_int_range (random, 0, 3) == 0 ? -1 : g_rand_int_range (random, 0, 3);
  for (guint i = 0; i < problem->n_supplies; i++)
    {
      problem->supplies[i].period = (guint)g_rand_int_range (random, 0, (gint)problem->n_periods);
      problem->supplies[i].set = (guint)g_rand_int_range (random, 0, (gint)problem->n_sets);
      problem->supplies[i].ticks = g_rand_int_range (random, 0, 5 * size + 1);
    }
  for (guint i = 0; i < problem->n_demands; i++)
    {
      CertplanTransportDemand *demand = &problem->demands[i];
      demand->type = (guint)g_rand_int_range (random, 0, (gint)problem->n_types);
      demand->release = (guint)g_rand_int_range (random, 0, (gint)problem->n_periods);
      demand->target = demand->release + (guint)g_rand_int_range (random, 0, 4);
      demand->cap = demand->target + (guint)g_rand_int_range (random, 0, 4);
      demand->ticks = g_rand_int_range (random, 0, 4 * size + 1);
    }
}
