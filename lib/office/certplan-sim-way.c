/* The engine: the shortest of several lines. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-line-private.h"

/* The cases before the people of a stage, in all stages that they alone do. */
static gint64
find_load (const Sim *sim, gint s)
{
  gint64 load = 0;
  for (; s >= 0; s = sim->stages[s].also)
    load += sim->lines[s].n_in;
  return load;
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

/* The stage with the fewest cases for its capacity, a/p < b/q being aq < bp, of those where
 * somebody works the soonest. */
gint
_certplan_sim_find_shortest (const Sim *sim, const CertplanSimRoute *route)
{
  const CertplanSimBranch *best = &g_array_index (route->branches, CertplanSimBranch, 0);
  gint best_opening = find_opening (sim, best);
  for (guint i = 1; i < route->branches->len; i++)
    {
      const CertplanSimBranch *branch = &g_array_index (route->branches, CertplanSimBranch, i);
      if (branch->to < 0 || best->to < 0)
        continue;
      const gint opening = find_opening (sim, branch);
      const gint64 here = find_load (sim, branch->to) * sim->stages[best->to].capacity;
      const gint64 there = find_load (sim, best->to) * sim->stages[branch->to].capacity;
      if (opening < best_opening || (opening == best_opening && here < there))
        {
          best = branch;
          best_opening = opening;
        }
    }
  return best->to;
}
