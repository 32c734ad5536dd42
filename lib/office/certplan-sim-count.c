/* What a replication counted, as values of figures. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-stats-private.h"

/* One replication's values, in the order of the metrics. */
typedef struct
{
  CertplanSimResult *result;
  Sim *sim;
  guint next;
} Values;

static void
put (Values *values, gboolean has_value, guint64 billionths)
{
  SimMetric *metric = &g_array_index (values->result->metrics, SimMetric, values->next);
  if (values->result->last != NULL)
    values->result->last[values->next] = has_value ? billionths : SIM_NO_VALUE;
  values->next++;
  if (has_value)
    _certplan_sim_metric_add (metric, billionths);
}

static void
put_ratio (Values *values, guint64 above, guint64 below)
{
  put (values, below > 0, below > 0 ? _certplan_muldiv (above, SIM_BILLION, below) : 0);
}

static void
put_days (Values *values, guint64 ticks, guint64 n)
{
  put_ratio (values, ticks, n * CERTPLAN_TICKS_PER_DAY);
}

static void
put_class (Values *values, const SimClassState *class, const CertplanSimGroup *group)
{
  put (values, TRUE, class->n_counted * SIM_BILLION);
  put (values, TRUE, class->n_done * SIM_BILLION);
  put_days (values, class->gross, class->n_done);
  if (values->result->has_pauses)
    put_days (values, class->legal, class->n_done);
  for (guint i = 0; i < CERTPLAN_SIM_N_LIMITS; i++)
    if (_certplan_sim_group_has_limit (values->sim->model, group, i))
      {
        put (values, TRUE, class->n_limited[i] * SIM_BILLION);
        put_ratio (values, class->n_in_time[i], class->n_limited[i]);
      }
}

/* The values at four places of a histogram, which is added to @totals and cleared. */
static void
put_quantiles (Values *values, guint32 *bins, guint64 *totals, guint64 n)
{
  guint64 before = 0;
  guint next = 0;
  for (guint bin = 0; bin < SIM_N_BINS && before < n; bin++)
    {
      if (bins[bin] == 0)
        continue;
      before += bins[bin];
      totals[bin] += bins[bin];
      bins[bin] = 0;
      for (; next < SIM_N_QUANTILES && before * 100 >= n * (guint64)_certplan_sim_quantiles[next];
           next++)
        put_days (values, (guint64)(sim_get_bin (bin) + sim_get_bin (bin + 1)) / 2, 1);
    }
  for (; next < SIM_N_QUANTILES; next++)
    put (values, FALSE, 0);
}

static void
put_outcomes (Values *values, const SimClassState *all)
{
  guint64 n_out = 0;
  for (guint i = 0; i < values->sim->model->outcomes->len; i++)
    {
      put_ratio (values, all->n_out[i], all->n_counted);
      n_out += all->n_out[i];
    }
  put_ratio (values, all->n_counted - n_out, all->n_counted);
}

static void
add_state (SimClassState *sum, const SimClassState *class)
{
  sum->n_counted += class->n_counted;
  sum->n_done += class->n_done;
  sum->gross += class->gross;
  sum->legal += class->legal;
  for (guint k = 0; k < CERTPLAN_SIM_N_LIMITS; k++)
    {
      sum->n_limited[k] += class->n_limited[k];
      sum->n_in_time[k] += class->n_in_time[k];
    }
}

static void
put_groups (Values *values)
{
  const CertplanSimModel *model = values->sim->model;
  for (guint g = 0; model->groups->len > 1 && g < model->groups->len; g++)
    {
      SimClassState group = { 0 };
      for (guint i = 0; i < model->classes->len; i++)
        if (_certplan_sim_group (model, g)->has[i])
          add_state (&group, &values->sim->classes[i]);
      put_class (values, &group, _certplan_sim_group (model, g));
    }
  for (guint i = 0; i < model->tags->len; i++)
    put_class (values, &values->sim->tags[i], NULL);
}

static void
put_classes (Values *values)
{
  const Sim *sim = values->sim;
  const CertplanSimModel *model = sim->model;
  g_autofree guint64 *n_out = g_new0 (guint64, model->outcomes->len);
  SimClassState all = { .n_out = n_out };
  for (guint i = 0; i < model->classes->len; i++)
    {
      add_state (&all, &sim->classes[i]);
      for (guint j = 0; j < model->outcomes->len; j++)
        n_out[j] += sim->classes[i].n_out[j];
    }
  put_class (values, &all, NULL);
  put_groups (values);
  put_quantiles (values, sim->histograms, values->result->totals, all.n_done);
  if (values->result->has_pauses)
    put_quantiles (values, sim->histograms + SIM_N_BINS, values->result->totals + SIM_N_BINS,
                   all.n_done);
  put_outcomes (values, &all);
}

static guint64
sum_cells (const gint64 *cells, guint row, gint n)
{
  guint64 sum = 0;
  for (gint k = 0; k < n; k++)
    sum += (guint64)cells[row * (guint)n + (guint)k];
  return sum;
}

static void
put_little (Values *values, guint64 queue, guint64 waited, guint64 length)
{
  const guint64 base = (guint64)length * SIM_LITTLE_OFFSET + queue;
  put_ratio (values, base > waited ? base - waited : 0, length);
}

/* Of all stages of a kind together. */
static void
put_stage_kind (Values *values, guint kind)
{
  const Sim *sim = values->sim;
  const CertplanSimModel *model = sim->model;
  const guint64 length = (guint64)(model->end - model->warmup);
  guint64 queue = 0, inside = 0;
  SimLine sum = { 0 };
  for (guint s = 0; s < model->stages->len; s++)
    {
      const SimLine *line = &sim->lines[s];
      if (_certplan_sim_stage (model, s)->kind != kind)
        continue;
      queue += sum_cells (sim->queue, s, sim->n_segments);
      inside += sum_cells (sim->inside, s, sim->n_segments);
      sum.waited += line->waited;
      sum.n_waited += line->n_waited;
      sum.passed += line->passed;
      sum.n_passed += line->n_passed;
      sum.n_joined_until_end += line->n_joined_until_end;
      sum.n_held += line->n_held;
      sum.n_not_held += line->n_not_held;
    }
  put_days (values, (guint64)sum.waited, sum.n_waited);
  put_days (values, (guint64)sum.passed, sum.n_passed);
  put_ratio (values, queue, length);
  put_ratio (values, inside, length);
  put_little (values, queue, (guint64)sum.waited, length);
  put_ratio (values, sum.n_joined_until_end * CERTPLAN_TICKS_PER_DAY, length);
  if (!_certplan_sim_has_slots (model, kind))
    return;
  put (values, TRUE, sum.n_held * SIM_BILLION);
  put (values, TRUE, sum.n_not_held * SIM_BILLION);
}

static void
put_stages (Values *values)
{
  for (guint k = 0; k < values->sim->model->stage_kinds->len; k++)
    put_stage_kind (values, k);
}

/* Working ticks of a calendar between two instants. */
static gint64
get_work (const CertplanSimModel *model, gint calendar, gint64 from, gint64 to)
{
  if (calendar < 0)
    return to - from;
  return _certplan_sim_work_before (model->calendars->pdata[calendar], to)
         - _certplan_sim_work_before (model->calendars->pdata[calendar], from);
}

/* What a resource could work between two instants. */
static guint64
get_capacity (const CertplanSimModel *model, const CertplanSimResource *resource, gint64 from,
              gint64 to)
{
  gint64 sum = 0;
  for (guint u = 0; resource->mask != NULL && u < model->units->len; u++)
    if (resource->mask[u / 64] >> u % 64 & 1)
      sum += get_work (model, _certplan_sim_unit (model, u)->calendar, from, to);
  if (resource->mask != NULL)
    return (guint64)sum;
  gint count = resource->count;
  for (guint i = 0; resource->changes != NULL && i < resource->changes->len; i++)
    {
      const CertplanSimChange *change = &g_array_index (resource->changes, CertplanSimChange, i);
      if (change->tick > from && change->tick < to)
        {
          sum += count * get_work (model, resource->calendar, from, change->tick);
          from = change->tick;
        }
      if (change->tick <= from)
        count = change->count;
    }
  return (guint64)(sum + count * get_work (model, resource->calendar, from, to));
}

/* What a place where work is counted could work. */
static guint64
get_place_capacity (const CertplanSimModel *model, guint place, gint64 from, gint64 to)
{
  gint64 sum = 0;
  if (model->teams->len == 0)
    return get_capacity (model, _certplan_sim_resource (model, place), from, to);
  for (guint u = 0; u < model->units->len; u++)
    if (_certplan_sim_unit (model, u)->team == (gint)place)
      sum += get_work (model, _certplan_sim_unit (model, u)->calendar, from, to);
  return (guint64)sum;
}

/* What the people of the place left to others. */
static void
put_handed (Values *values, guint place)
{
  const CertplanSimModel *model = values->sim->model;
  gboolean is_any = FALSE;
  guint64 n = 0;
  for (guint s = 0; s < model->stages->len; s++)
    if (_certplan_sim_is_closed_place (model, _certplan_sim_stage (model, s), place))
      {
        is_any = TRUE;
        n += values->sim->lines[s].n_handed;
      }
  if (is_any)
    put (values, TRUE, n * SIM_BILLION);
}

static void
put_resources (Values *values)
{
  const Sim *sim = values->sim;
  const CertplanSimModel *model = sim->model;
  for (guint r = 0; r < _certplan_sim_count_places (model); r++)
    {
      if (_certplan_sim_is_place_worked (model, r))
        put_ratio (values, sum_cells (sim->busy, r, sim->n_segments),
                   get_place_capacity (model, r, model->warmup, model->end));
      put_handed (values, r);
    }
}

static void
put_months (Values *values)
{
  const Sim *sim = values->sim;
  const CertplanSimModel *model = sim->model;
  for (guint k = 0; model->start != CERTPLAN_DATE_NONE && k + 1 < model->marks->len; k++)
    {
      const gint64 from = g_array_index (model->marks, gint64, k),
                   to = g_array_index (model->marks, gint64, k + 1);
      guint64 backlog = 0;
      for (guint s = 0; s < model->stages->len; s++)
        backlog += (guint64)sim->inside[s * (guint)sim->n_segments + k];
      put_ratio (values, backlog, (guint64)(to - from));
      for (guint r = 0; r < _certplan_sim_count_places (model); r++)
        if (_certplan_sim_is_place_worked (model, r))
          put_ratio (values, (guint64)sim->busy[r * (guint)sim->n_segments + k],
                     get_place_capacity (model, r, from, to));
    }
}

void
_certplan_sim_result_add (CertplanSimResult *result, Sim *sim)
{
  Values values = { result, sim, 0 };
  put_classes (&values);
  put_stages (&values);
  put_resources (&values);
  put_months (&values);
  g_assert (values.next == result->metrics->len);
}
