/* A model: whether it can run at all. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-private.h"
#include "certplan-sim-private.h"

void
_certplan_sim_add_flaw (GArray *flaws, const char *group, const char *name, const char *key,
                        const char *what, const char *wanted)
{
  const CertplanSimFlaw flaw = { group, name, key, what, wanted };
  g_array_append_val (flaws, flaw);
}

gint
_certplan_sim_get_most_units (const CertplanSimResource *resource)
{
  gint most = resource->count;
  for (guint i = 0; resource->changes != NULL && i < resource->changes->len; i++)
    most = MAX (most, g_array_index (resource->changes, CertplanSimChange, i).count);
  return most;
}

/* One person cannot be two at once on a case. */
static gboolean
have_same_people (const CertplanSimModel *model, const CertplanSimResource *a,
                  const CertplanSimResource *b)
{
  for (guint w = 0; a->mask != NULL && b->mask != NULL && w < model->n_words; w++)
    if ((a->mask[w] & b->mask[w]) != 0)
      return TRUE;
  return FALSE;
}

/* A stage that asks for more than there ever is would wait for ever. */
static void
check_needs (const CertplanSimModel *model, const CertplanSimStage *stage, GArray *flaws)
{
  for (guint i = 0; i < stage->n_needs; i++)
    {
      const CertplanSimResource *resource
          = _certplan_sim_resource (model, stage->needs[i].resource);
      for (guint j = 0; j < i; j++)
        if (stage->needs[j].resource == stage->needs[i].resource)
          _certplan_sim_add_flaw (flaws, "stage", stage->name, "needs",
                                  _ ("a resource is named twice"),
                                  _ ("each one once, with its number"));
      for (guint j = 0; j < i; j++)
        if (stage->needs[j].resource != stage->needs[i].resource
            && have_same_people (model, resource,
                                 _certplan_sim_resource (model, stage->needs[j].resource)))
          _certplan_sim_add_flaw (flaws, "stage", stage->name, "needs",
                                  _ ("two groups that share a reviewer are needed together"),
                                  _ ("groups of other people"));
      if (stage->needs[i].units > _certplan_sim_get_most_units (resource))
        _certplan_sim_add_flaw (flaws, "stage", stage->name, "needs",
                                _ ("asks for more than there ever is"),
                                _ ("at most as many units as the resource has"));
    }
}

static void
check_batch (const CertplanSimModel *model, const CertplanSimStage *stage, GArray *flaws)
{
  const CertplanSimBatch *batch = stage->batch;
  if (batch == NULL)
    return;
  if (stage->n_needs > 0)
    _certplan_sim_add_flaw (flaws, "stage", stage->name, "needs", _ ("both slots and needs"),
                            _ ("members, for who must be there at a slot"));
  if (batch->slots->len == 0)
    _certplan_sim_add_flaw (flaws, "stage", stage->name, "slots",
                            _ ("no slot lies in the time simulated"), _ ("at least one"));
  const gint n_there = batch->members < 0   ? 0
                       : batch->n_drawn > 0 ? batch->n_drawn
                                            : _certplan_sim_resource (model, batch->members)->count;
  if (batch->members >= 0 && batch->n_drawn > _certplan_sim_resource (model, batch->members)->count)
    _certplan_sim_add_flaw (flaws, "stage", stage->name, "draw",
                            _ ("more are drawn than there are"),
                            _ ("at most as many as there are members"));
  if (batch->quorum > n_there)
    _certplan_sim_add_flaw (flaws, "stage", stage->name, "quorum",
                            _ ("a quorum that is never reached"),
                            _ ("at most as many as are invited"));
}

static void
check_stage (const CertplanSimModel *model, const CertplanSimStage *stage, GArray *flaws)
{
  check_needs (model, stage, flaws);
  check_batch (model, stage, flaws);
  const gboolean has_limit
      = stage->limit != G_MAXINT64 || !_certplan_period_is_none (&stage->limit_period);
  if (has_limit && (stage->n_needs > 0 || stage->batch != NULL))
    _certplan_sim_add_flaw (flaws, "stage", stage->name, "limit",
                            _ ("a limit where nobody is waited for"),
                            _ ("a limit only in a stage without needs and slots"));
  if (stage->patience >= 0 && stage->n_needs == 0 && stage->batch == NULL)
    _certplan_sim_add_flaw (flaws, "stage", stage->name, "patience",
                            _ ("patience where there is no line"),
                            _ ("patience only in a stage with needs or slots"));
}

static gboolean
leads_out (const CertplanSimModel *model, const gboolean *is_open, gint to)
{
  return to < 0 || is_open[to];
}

static gboolean
has_way_out (const CertplanSimModel *model, const gboolean *is_open, guint s, guint class)
{
  const CertplanSimStage *stage = _certplan_sim_stage (model, s);
  const CertplanSimRoute *route
      = _certplan_sim_route (model, model->route_of[s * model->classes->len + class]);
  guint64 before = 0;
  for (guint i = 0; i < route->branches->len; i++)
    {
      const CertplanSimBranch *branch = &g_array_index (route->branches, CertplanSimBranch, i);
      const gboolean is_last = i == route->branches->len - 1;
      if ((branch->below > before || is_last || route->is_shortest)
          && leads_out (model, is_open, branch->to))
        return TRUE;
      before = branch->below;
    }
  return (stage->max_rounds < CERTPLAN_SIM_MAX_ROUNDS
          && leads_out (model, is_open, stage->exceeded))
         || (stage->patience >= 0 && leads_out (model, is_open, stage->impatient));
}

/* A case that can never leave would never be done. */
static void
check_ways_out (const CertplanSimModel *model, GArray *flaws)
{
  for (guint class = 0; class < model->classes->len; class ++)
    {
      g_autofree gboolean *is_open = g_new0 (gboolean, model->stages->len);
      gboolean is_new = TRUE;
      while (is_new)
        {
          is_new = FALSE;
          for (guint s = 0; s < model->stages->len; s++)
            if (!is_open[s] && has_way_out (model, is_open, s, class))
              is_new = is_open[s] = TRUE;
        }
      for (guint s = 0; s < model->stages->len; s++)
        if (!is_open[s])
          _certplan_sim_add_flaw (flaws, "stage", _certplan_sim_stage (model, s)->name, "next",
                                  _ ("no way leads out of the system"),
                                  _ ("at last \"out\" or \"out NAME\""));
    }
}

static void
check_limits (const CertplanSimModel *model, const CertplanSimClass *class, GArray *flaws)
{
  static const char *const names[] = { "target", "cap" };
  for (guint i = 0; i < CERTPLAN_SIM_N_LIMITS; i++)
    if (_certplan_sim_has_limit (class, i)
        && (class->limits[i].working_days != 0
            || (class->limits[i].months != 0 && model->start == CERTPLAN_DATE_NONE)))
      _certplan_sim_add_flaw (flaws, "class", class->name, names[i],
                              _ ("a period that cannot be counted here"),
                              _ ("days, as P90D; months only in a model with a start"));
}

static void
check_times (const CertplanSimModel *model, GArray *flaws)
{
  if (model->end <= model->warmup || model->cutoff < model->end
      || model->cutoff >= CERTPLAN_TICKS_MAX)
    _certplan_sim_add_flaw (flaws, "model", NULL, "length",
                            _ ("no time in which cases would be counted"),
                            _ ("a length above 0 and at most 1000000 days in all"));
  for (guint i = 0; i < model->classes->len; i++)
    check_limits (model, _certplan_sim_class (model, i), flaws);
}

void
_certplan_sim_model_check (const CertplanSimModel *model, GArray *flaws)
{
  if (model->stages->len == 0)
    _certplan_sim_add_flaw (flaws, "model", NULL, NULL, _ ("no stage"),
                            _ ("at least one [stage NAME]"));
  if (model->sources->len == 0)
    _certplan_sim_add_flaw (flaws, "model", NULL, NULL, _ ("no arrivals"),
                            _ ("at least one [arrivals NAME]"));
  check_times (model, flaws);
  for (guint s = 0; s < model->stages->len; s++)
    check_stage (model, _certplan_sim_stage (model, s), flaws);
  check_ways_out (model, flaws);
}
