/* The engine: the shortest of several lines. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-line-private.h"

/* The cases before the people of a stage, in all stages that they alone do. */
static gint64
find_load (const Sim *sim, gint first)
{
  gint64 load = sim->lines[first].n_in;
  for (gint s = sim->stages[first].also; s >= 0 && s != first; s = sim->stages[s].also)
    load += sim->lines[s].n_in;
  return load;
}

/* People who are known by name: the time of those who are there in the days to come, without that
 * of who is left over when all others are in teams; else units over what the stage needs. */
static gint64
find_capacity (const Sim *sim, const CertplanSimBranch *branch)
{
  const CertplanSimStage *stage = &sim->stages[branch->to];
  const CertplanSimResource *people
      = branch->who >= 0 ? _certplan_sim_resource (sim->model, branch->who) : NULL;
  if (people == NULL || people->power == NULL || people->strength == NULL)
    return stage->capacity;
  const gint day = MIN (sim_get_day (sim), sim->model->n_days - 1);
  const gint n = MAX (people->strength[day], 1),
             team = stage->n_needs > 0 ? stage->needs[0].units : 1;
  return MAX ((gint64)people->power[day] * (n >= team ? n / team * team : n) / n, 1);
}

/* When the way is open: today, where nobody's absence closes it. */
static gint
find_opening (const Sim *sim, const CertplanSimBranch *branch)
{
  const gint today = sim_get_day (sim);
  if (branch->who < 0 || today >= sim->model->n_days)
    return 0;
  const gint day = _certplan_sim_resource (sim->model, branch->who)->next_work[today];
  return day - today <= CERTPLAN_SIM_MAX_ABSENCE ? 0 : day;
}

/* Whether the case may take the branch, and somebody is there or will be. */
static gboolean
is_open (const Sim *sim, const SimCase *c, const CertplanSimBranch *branch)
{
  if (branch->who >= 0 && sim->now >= sim->resources[branch->who].closes)
    return FALSE;
  return branch->body == 0 || c->docket == 0
         || _certplan_sim_docket (sim->model, c->docket - 1)->barred != branch->body;
}

/* The stage with the fewest cases for its capacity, a/p < b/q being aq < bp, of those where
 * somebody works the soonest. */
gint
_certplan_sim_find_shortest (const Sim *sim, const SimCase *c, const CertplanSimRoute *route)
{
  const CertplanSimBranch *best = NULL;
  gint best_opening = 0;
  for (guint i = 0; i < route->branches->len; i++)
    {
      const CertplanSimBranch *branch = &g_array_index (route->branches, CertplanSimBranch, i);
      if (route->nobody != CERTPLAN_SIM_STAYS && !is_open (sim, c, branch))
        continue;
      const gint opening = find_opening (sim, branch);
      if (best == NULL)
        {
          best = branch;
          best_opening = opening;
          continue;
        }
      if (branch->to < 0 || best->to < 0)
        continue;
      const gint64 here = find_load (sim, branch->to) * find_capacity (sim, best);
      const gint64 there = find_load (sim, best->to) * find_capacity (sim, branch);
      if (opening < best_opening || (opening == best_opening && here < there))
        {
          best = branch;
          best_opening = opening;
        }
    }
  return best != NULL ? best->to : route->nobody;
}
