/* A model: what the engine wants to know of it. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-private.h"
#include "certplan-private.h"

static guint
find_root (guint *parents, guint i)
{
  while (parents[i] != i)
    i = parents[i] = parents[parents[i]];
  return i;
}

/* Whether each class has a day by which its cases are to be done. */
static gboolean
have_limits (const CertplanSimModel *model)
{
  for (guint i = 0; i < model->classes->len; i++)
    {
      const CertplanSimClass *class = _certplan_sim_class (model, i);
      if (!_certplan_sim_has_limit (class, CERTPLAN_SIM_TARGET)
          && !_certplan_sim_has_limit (class, CERTPLAN_SIM_CAP))
        return FALSE;
    }
  return TRUE;
}

/* Resources that a stage asks for together have their cases in one order. */
static void
join_resources (CertplanSimModel *model, guint *parents, GArray *flaws)
{
  for (guint i = 0; i < model->resources->len; i++)
    parents[i] = i;
  for (guint s = 0; s < model->stages->len; s++)
    {
      const CertplanSimStage *stage = _certplan_sim_stage (model, s);
      for (guint i = 1; i < stage->n_needs; i++)
        parents[find_root (parents, stage->needs[i].resource)]
            = find_root (parents, stage->needs[0].resource);
    }
  /* Named people may serve in several groups. */
  for (guint i = 0; i < model->resources->len; i++)
    for (guint j = 0; j < i; j++)
      for (guint w = 0; w < model->n_words; w++)
        if (_certplan_sim_resource (model, i)->mask != NULL
            && _certplan_sim_resource (model, j)->mask != NULL
            && (_certplan_sim_resource (model, i)->mask[w]
                & _certplan_sim_resource (model, j)->mask[w])
                   != 0)
          parents[find_root (parents, i)] = find_root (parents, j);
  for (guint i = 0; i < model->resources->len; i++)
    {
      const CertplanSimResource *resource = _certplan_sim_resource (model, i);
      if (resource->order != _certplan_sim_resource (model, find_root (parents, i))->order)
        _certplan_sim_add_flaw (
            flaws, "resource", resource->name, "order",
            _ ("another order than a resource that is asked for together with it"),
            _ ("one order for both"));
      if (resource->order == CERTPLAN_SIM_DUE && !have_limits (model))
        _certplan_sim_add_flaw (flaws, "resource", resource->name, "order",
                                _ ("no due dates to go by"),
                                _ ("a target or a cap, in [model] or in each [class NAME]"));
    }
}

static void
make_clusters (CertplanSimModel *model, GArray *flaws)
{
  g_autofree guint *parents = g_new (guint, model->resources->len + 1);
  g_autofree gint *numbers = g_new (gint, model->resources->len + 1);
  join_resources (model, parents, flaws);
  for (guint i = 0; i < model->resources->len; i++)
    numbers[i] = -1;
  for (guint i = 0; i < model->resources->len; i++)
    {
      CertplanSimResource *resource = _certplan_sim_resource (model, i);
      const guint root = find_root (parents, i);
      if (numbers[root] < 0)
        {
          const CertplanSimCluster cluster
              = { g_new (guint, model->stages->len + 1), 0, resource->order, FALSE };
          numbers[root] = (gint)model->clusters->len;
          g_array_append_val (model->clusters, cluster);
        }
      resource->cluster = (guint)numbers[root];
    }
  for (guint s = 0; s < model->stages->len; s++)
    {
      CertplanSimStage *stage = _certplan_sim_stage (model, s);
      if (stage->n_needs == 0)
        continue;
      stage->cluster = _certplan_sim_resource (model, stage->needs[0].resource)->cluster;
      CertplanSimCluster *cluster
          = &g_array_index (model->clusters, CertplanSimCluster, stage->cluster);
      cluster->stages[cluster->n_stages++] = s;
      cluster->is_plain = cluster->n_stages == 1 && stage->n_needs == 1
                          && _certplan_sim_resource (model, stage->needs[0].resource)->mask == NULL;
    }
}

/* The last tick inside @period that runs from each day. */
static gint64 *
make_ends (const CertplanSimModel *model, const CertplanPeriod *period)
{
  if (_certplan_period_is_none (period) || model->start == CERTPLAN_DATE_NONE)
    return NULL;
  gint64 *ends = g_new (gint64, model->n_days);
  for (gint day = 0; day < model->n_days; day++)
    {
      const CertplanDate due = certplan_date_add_period (model->start + day, period, 1);
      ends[day] = due == CERTPLAN_DATE_NONE
                      ? CERTPLAN_TICKS_MAX
                      : (gint64)(due - model->start + 1) * CERTPLAN_TICKS_PER_DAY;
    }
  return ends;
}

static void
make_limits (CertplanSimModel *model)
{
  for (guint i = 0; i < model->classes->len; i++)
    for (guint k = 0; k < CERTPLAN_SIM_N_LIMITS; k++)
      {
        CertplanSimClass *class = _certplan_sim_class (model, i);
        class->ends[k] = make_ends (model, &class->limits[k]);
      }
  model->limit_end = g_new0 (gint64 *, model->stages->len);
  for (guint s = 0; s < model->stages->len; s++)
    model->limit_end[s] = make_ends (model, &_certplan_sim_stage (model, s)->limit_period);
}

/* Who is at work on which day. */
static void
make_at_work (CertplanSimModel *model)
{
  model->at_work = g_new0 (guint64, (gsize)model->n_days * MAX (model->n_words, 1));
  for (guint u = 0; u < model->units->len; u++)
    {
      const CertplanSimUnit *unit = _certplan_sim_unit (model, u);
      for (gint day = 0; day < model->n_days; day++)
        if (unit->calendar < 0
            || _certplan_sim_is_worked (model->calendars->pdata[unit->calendar], day))
          model->at_work[(gsize)day * model->n_words + u / 64] |= (guint64)1 << u % 64;
    }
}

static void
make_next_work (CertplanSimModel *model)
{
  for (guint r = 0; r < model->resources->len; r++)
    {
      CertplanSimResource *resource = _certplan_sim_resource (model, r);
      if (resource->mask == NULL)
        continue;
      resource->next_work = g_new (gint, model->n_days + 1);
      resource->next_work[model->n_days] = G_MAXINT;
      for (gint day = model->n_days - 1; day >= 0; day--)
        {
          guint64 is_any = 0;
          for (guint w = 0; w < model->n_words; w++)
            is_any |= resource->mask[w] & model->at_work[(gsize)day * model->n_words + w];
          resource->next_work[day] = is_any != 0 ? day : resource->next_work[day + 1];
        }
    }
}

/* Whose last day at work is not one of the last ones are gone for good behind it. */
static void
make_closes (CertplanSimModel *model)
{
  for (guint r = 0; r < model->resources->len; r++)
    {
      CertplanSimResource *resource = _certplan_sim_resource (model, r);
      gint end = model->n_days;
      if (resource->mask == NULL)
        continue;
      while (end > 0 && resource->next_work[end - 1] != end - 1)
        end--;
      if (model->n_days - end > CERTPLAN_SIM_MAX_ABSENCE)
        resource->closes = (gint64)end * CERTPLAN_TICKS_PER_DAY;
    }
  for (guint s = 0; s < model->stages->len; s++)
    {
      CertplanSimStage *stage = _certplan_sim_stage (model, s);
      if (stage->closed != CERTPLAN_SIM_STAYS && stage->n_needs > 0)
        stage->closes = _certplan_sim_resource (model, stage->needs[0].resource)->closes;
    }
}

/* How many of the resource are at work on @day. */
static gint
count_at_work (const CertplanSimModel *model, const CertplanSimResource *resource, gint day)
{
  gint n = 0;
  for (guint w = 0; w < model->n_words; w++)
    n += __builtin_popcountll (resource->mask[w] & model->at_work[(gsize)day * model->n_words + w]);
  return n;
}

/* The most that are at work from each day on, before an absence would be too long to wait for.
 * Returns: (transfer full): by day */
static gint *
find_most (const gint *at_work, gint n_days)
{
  gint *most = g_new0 (gint, n_days);
  for (gint day = 0; day < n_days; day++)
    for (gint later = day; later < n_days && later <= day + CERTPLAN_SIM_MAX_ABSENCE; later++)
      most[day] = MAX (most[day], at_work[later]);
  return most;
}

static void
make_strengths (CertplanSimModel *model)
{
  for (guint r = 0; model->shrinks && r < model->resources->len; r++)
    {
      CertplanSimResource *resource = _certplan_sim_resource (model, r);
      if (resource->mask == NULL)
        continue;
      g_autofree gint *at_work = g_new (gint, model->n_days);
      for (gint day = 0; day < model->n_days; day++)
        at_work[day] = count_at_work (model, resource, day);
      resource->strength = find_most (at_work, model->n_days);
    }
}

/* Hundredths of people who are at work on @day. */
static gint
sum_shares (const CertplanSimModel *model, const CertplanSimResource *resource, gint day)
{
  gint64 sum = 0;
  for (guint w = 0; w < model->n_words; w++)
    for (guint64 rest = resource->mask[w] & model->at_work[(gsize)day * model->n_words + w];
         rest != 0; rest &= rest - 1)
      sum += _certplan_sim_unit (model, w * 64 + (guint)__builtin_ctzll (rest))->share;
  return (gint)MIN (sum / 10000, G_MAXINT32);
}

static void
make_power (CertplanSimModel *model, CertplanSimResource *resource)
{
  if (resource->power != NULL || resource->mask == NULL)
    return;
  g_autofree gint *at_work = g_new (gint, model->n_days);
  for (gint day = 0; day < model->n_days; day++)
    at_work[day] = sum_shares (model, resource, day);
  resource->power = find_most (at_work, model->n_days);
}

static void
make_powers (CertplanSimModel *model)
{
  for (guint i = 0; i < model->routes->len; i++)
    {
      const CertplanSimRoute *route = _certplan_sim_route (model, i);
      for (guint k = 0; route->is_shortest && k < route->branches->len; k++)
        {
          const gint who = g_array_index (route->branches, CertplanSimBranch, k).who;
          if (who >= 0)
            make_power (model, _certplan_sim_resource (model, who));
        }
    }
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const CertplanSimItem *x = a, *y = b;
  if (x->tick != y->tick)
    return x->tick < y->tick ? -1 : 1;
  if (x->resource != y->resource)
    return x->resource < y->resource ? -1 : 1;
  return (x->stage > y->stage) - (x->stage < y->stage);
}

static void
make_agenda (CertplanSimModel *model)
{
  g_array_append_val (model->marks, model->warmup);
  for (gint n = 1; model->start != CERTPLAN_DATE_NONE; n++)
    {
      gint year, month;
      certplan_date_get_ymd (model->start, &year, &month, NULL);
      const CertplanDate first = certplan_date_add_months (certplan_date_new (year, month, 1), n);
      const gint64 tick = (gint64)(first - model->start) * CERTPLAN_TICKS_PER_DAY;
      if (first == CERTPLAN_DATE_NONE || tick >= model->end)
        break;
      if (tick > model->warmup)
        g_array_append_val (model->marks, tick);
    }
  g_array_append_val (model->marks, model->end);
  for (guint i = 0; i < model->marks->len; i++)
    {
      const CertplanSimItem item = { g_array_index (model->marks, gint64, i), -1, 0, -1 };
      g_array_append_val (model->agenda, item);
    }
  for (guint r = 0; r < model->resources->len; r++)
    {
      const GArray *changes = _certplan_sim_resource (model, r)->changes;
      for (guint i = 0; changes != NULL && i < changes->len; i++)
        {
          const CertplanSimChange *change = &g_array_index (changes, CertplanSimChange, i);
          const CertplanSimItem item = { change->tick, (gint)r, change->count, -1 };
          g_array_append_val (model->agenda, item);
        }
    }
  for (guint s = 0; s < model->stages->len; s++)
    {
      const CertplanSimItem item = { _certplan_sim_stage (model, s)->closes, -1, 0, (gint)s };
      if (item.tick <= model->cutoff)
        g_array_append_val (model->agenda, item);
    }
  g_array_sort (model->agenda, compare_items);
}

/* So that 6 cases before 3 reviewers are as many as 2 before 1. */
static void
make_capacities (CertplanSimModel *model)
{
  for (guint s = 0; s < model->stages->len; s++)
    {
      CertplanSimStage *stage = _certplan_sim_stage (model, s);
      gint most = stage->batch != NULL ? stage->batch->quota : G_MAXINT;
      for (guint i = 0; i < stage->n_needs; i++)
        most = MIN (most, _certplan_sim_get_most_units (
                              _certplan_sim_resource (model, stage->needs[i].resource))
                              / stage->needs[i].units);
      stage->capacity = MAX (most, 1);
    }
}

static void
make_groups (CertplanSimModel *model)
{
  const gboolean has_groups = model->groups->len > 0, has_kinds = model->stage_kinds->len > 0;
  for (guint i = 0; !has_groups && i < model->classes->len; i++)
    _certplan_sim_add_to_group (model, _certplan_sim_class (model, i)->name, i);
  for (guint s = 0; !has_kinds && s < model->stages->len; s++)
    _certplan_sim_stage (model, s)->kind
        = _certplan_sim_add_stage_kind (model, _certplan_sim_stage (model, s)->name);
}

static void
make_has_clocks (CertplanSimModel *model)
{
  for (guint i = 0; i < model->dockets->len; i++)
    model->has_clocks |= _certplan_sim_docket (model, i)->clock != G_MININT64;
  for (guint s = 0; s < model->stages->len; s++)
    model->has_clocks |= _certplan_sim_stage (model, s)->starts_clock;
}

GArray *
_certplan_sim_model_finish (CertplanSimModel *model)
{
  GArray *flaws = g_array_new (FALSE, FALSE, sizeof (CertplanSimFlaw));
  model->n_words = (model->units->len + 63) / 64;
  _certplan_sim_model_check (model, flaws);
  make_clusters (model, flaws);
  if (flaws->len > 0)
    return flaws;
  model->n_days = (gint)(model->cutoff / CERTPLAN_TICKS_PER_DAY) + 2;
  make_groups (model);
  make_has_clocks (model);
  make_limits (model);
  make_at_work (model);
  make_next_work (model);
  make_closes (model);
  make_strengths (model);
  make_powers (model);
  make_agenda (model);
  make_capacities (model);
  return flaws;
}
