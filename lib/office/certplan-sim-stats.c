/* Figures of replications. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-stats-private.h"
#include <string.h>

const char *const _certplan_sim_measures[SIM_N_MEASURES] = {
  "counted",        "done",           "gross",   "legal",      "in_target", "in_cap",
  "gross_quantile", "legal_quantile", "outcome", "unfinished", "wait",      "queue",
  "inside",         "little",         "joined",  "held",       "not_held",  "busy",
  "month_busy",     "month_backlog",  "time",
};

const gint _certplan_sim_quantiles[SIM_N_QUANTILES] = { 50, 80, 90, 95 };

CertplanSimResult *
_certplan_sim_result_new_empty (void)
{
  CertplanSimResult *result = g_atomic_rc_box_new0 (CertplanSimResult);
  result->texts = g_string_chunk_new (1024);
  result->metrics = g_array_new (FALSE, TRUE, sizeof (SimMetric));
  result->class_names = g_ptr_array_new ();
  result->provisional_after = CERTPLAN_DATE_NONE;
  return result;
}

static void
free_contents (gpointer data)
{
  CertplanSimResult *result = data;
  g_free (result->name);
  g_free (result->version);
  g_free (result->digest);
  g_string_chunk_free (result->texts);
  g_array_unref (result->metrics);
  g_ptr_array_unref (result->class_names);
  g_free (result->totals);
  g_clear_pointer (&result->model, certplan_sim_model_unref);
}

CertplanSimResult *
certplan_sim_result_ref (CertplanSimResult *result)
{
  g_return_val_if_fail (result != NULL, NULL);

  return g_atomic_rc_box_acquire (result);
}

void
certplan_sim_result_unref (CertplanSimResult *result)
{
  g_return_if_fail (result != NULL);

  g_atomic_rc_box_release_full (result, free_contents);
}

G_DEFINE_BOXED_TYPE (CertplanSimResult, certplan_sim_result, certplan_sim_result_ref,
                     certplan_sim_result_unref)

guint
_certplan_sim_result_add_metric (CertplanSimResult *result, SimMeasure measure, const char *subject,
                                 gint place, CertplanDate month)
{
  const SimMetric metric = { .measure = measure,
                             .subject = g_string_chunk_insert_const (result->texts, subject),
                             .place = place,
                             .month = month };
  g_array_append_val (result->metrics, metric);
  return result->metrics->len - 1;
}

static void
add_plain (CertplanSimResult *result, SimMeasure measure, const char *subject)
{
  _certplan_sim_result_add_metric (result, measure, subject, 0, CERTPLAN_DATE_NONE);
}

/* Whether any case of a group, or of all (NULL), has it. */
static gboolean
has_limit (const CertplanSimModel *model, const CertplanSimGroup *group, guint limit)
{
  for (guint i = 0; i < model->classes->len; i++)
    {
      const CertplanSimClass *class = _certplan_sim_class (model, i);
      if ((group == NULL || group->has[i])
          && (_certplan_sim_has_limit (class, limit)
              || (limit == CERTPLAN_SIM_CAP && class->has_due)))
        return TRUE;
    }
  return FALSE;
}

/* @group NULL = all cases together. */
static void
add_class (CertplanSimResult *result, const CertplanSimModel *model, const CertplanSimGroup *group)
{
  const char *subject = group != NULL ? group->name : "";
  add_plain (result, SIM_COUNTED, subject);
  add_plain (result, SIM_DONE, subject);
  add_plain (result, SIM_GROSS, subject);
  if (result->has_pauses)
    add_plain (result, SIM_LEGAL, subject);
  for (guint i = 0; i < CERTPLAN_SIM_N_LIMITS; i++)
    if (has_limit (model, group, i))
      add_plain (result, i == CERTPLAN_SIM_TARGET ? SIM_IN_TARGET : SIM_IN_CAP, subject);
}

static void
add_whole (CertplanSimResult *result, const CertplanSimModel *model)
{
  for (guint i = 0; i < SIM_N_QUANTILES; i++)
    _certplan_sim_result_add_metric (result, SIM_GROSS_QUANTILE, "", _certplan_sim_quantiles[i],
                                     CERTPLAN_DATE_NONE);
  for (guint i = 0; result->has_pauses && i < SIM_N_QUANTILES; i++)
    _certplan_sim_result_add_metric (result, SIM_LEGAL_QUANTILE, "", _certplan_sim_quantiles[i],
                                     CERTPLAN_DATE_NONE);
  for (guint i = 0; i < model->outcomes->len; i++)
    add_plain (result, SIM_OUTCOME, model->outcomes->pdata[i]);
  add_plain (result, SIM_UNFINISHED, "");
}

/* Work is counted by resource, or by team. */
static guint
count_places (const CertplanSimModel *model)
{
  return model->teams->len > 0 ? model->teams->len : model->resources->len;
}

static const char *
get_place_name (const CertplanSimModel *model, guint place)
{
  return model->teams->len > 0 ? model->teams->pdata[place]
                               : _certplan_sim_resource (model, place)->name;
}

/* Whether any of the team is of the resource. */
static gboolean
has_member (const CertplanSimModel *model, guint team, const guint64 *mask)
{
  for (guint u = 0; mask != NULL && u < model->units->len; u++)
    if (_certplan_sim_unit (model, u)->team == (gint)team && (mask[u / 64] >> u % 64 & 1) != 0)
      return TRUE;
  return FALSE;
}

/* Members of panels alone do no work here. */
static gboolean
is_worked (const CertplanSimModel *model, guint place)
{
  for (guint s = 0; s < model->stages->len; s++)
    for (guint i = 0; i < _certplan_sim_stage (model, s)->n_needs; i++)
      {
        const guint resource = _certplan_sim_stage (model, s)->needs[i].resource;
        if (model->teams->len == 0
                ? resource == place
                : has_member (model, place, _certplan_sim_resource (model, resource)->mask))
          return TRUE;
      }
  return FALSE;
}

static gboolean
has_slots (const CertplanSimModel *model, guint kind)
{
  for (guint s = 0; s < model->stages->len; s++)
    if (_certplan_sim_stage (model, s)->kind == kind
        && _certplan_sim_stage (model, s)->batch != NULL)
      return TRUE;
  return FALSE;
}

static void
add_stages (CertplanSimResult *result, const CertplanSimModel *model)
{
  for (guint k = 0; k < model->stage_kinds->len; k++)
    {
      const char *name = model->stage_kinds->pdata[k];
      add_plain (result, SIM_WAIT, name);
      add_plain (result, SIM_TIME, name);
      add_plain (result, SIM_QUEUE, name);
      add_plain (result, SIM_INSIDE, name);
      add_plain (result, SIM_LITTLE, name);
      add_plain (result, SIM_JOINED, name);
      if (!has_slots (model, k))
        continue;
      add_plain (result, SIM_HELD, name);
      add_plain (result, SIM_NOT_HELD, name);
    }
  for (guint r = 0; r < count_places (model); r++)
    if (is_worked (model, r))
      add_plain (result, SIM_BUSY, get_place_name (model, r));
}

static void
add_months (CertplanSimResult *result, const CertplanSimModel *model)
{
  for (guint k = 0; model->start != CERTPLAN_DATE_NONE && k + 1 < model->marks->len; k++)
    {
      gint year, month;
      const gint64 tick = g_array_index (model->marks, gint64, k);
      certplan_date_get_ymd (model->start + (gint)(tick / CERTPLAN_TICKS_PER_DAY), &year, &month,
                             NULL);
      const CertplanDate first = certplan_date_new (year, month, 1);
      _certplan_sim_result_add_metric (result, SIM_MONTH_BACKLOG, "", (gint)k, first);
      for (guint r = 0; r < count_places (model); r++)
        if (is_worked (model, r))
          _certplan_sim_result_add_metric (result, SIM_MONTH_BUSY, get_place_name (model, r),
                                           (gint)k, first);
    }
}

/* Where a limit stands in a histogram: a month differs by a day or two. */
static gint
count_days (const CertplanSimModel *model, const CertplanPeriod *limit)
{
  if (_certplan_period_is_none (limit))
    return 0;
  if (model->start == CERTPLAN_DATE_NONE)
    return limit->days;
  return certplan_date_add_period (model->start, limit, 1) - model->start;
}

/* The limit of all classes that have one; 0 where they differ. */
static gint
find_limit (const CertplanSimModel *model, guint limit)
{
  gint only = 0;
  for (guint i = 0; i < model->classes->len; i++)
    {
      const gint days = count_days (model, &_certplan_sim_class (model, i)->limits[limit]);
      if (days > 0 && only > 0 && days != only)
        return 0;
      only = MAX (only, days);
    }
  return only;
}

CertplanSimResult *
_certplan_sim_result_new (const CertplanSimModel *model)
{
  CertplanSimResult *result = _certplan_sim_result_new_empty ();
  result->name = g_strdup (model->name);
  result->digest = g_strdup (model->digest);
  result->provisional_after = model->provisional_after;
  result->has_pauses = _certplan_sim_has_pauses (model);
  for (guint i = 0; i < CERTPLAN_SIM_N_LIMITS; i++)
    result->limit_days[i] = find_limit (model, i);
  add_class (result, model, NULL);
  for (guint i = 0; i < model->groups->len; i++)
    {
      const char *name = _certplan_sim_group (model, i)->name;
      g_ptr_array_add (result->class_names, g_string_chunk_insert_const (result->texts, name));
      if (model->groups->len > 1)
        add_class (result, model, _certplan_sim_group (model, i));
    }
  add_whole (result, model);
  add_stages (result, model);
  add_months (result, model);
  result->n_classes = model->groups->len;
  result->totals = g_new0 (guint64, (gsize)(result->n_classes + 1) * 2 * SIM_N_BINS);
  return result;
}

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
  SimMetric *metric = &g_array_index (values->result->metrics, SimMetric, values->next++);
  if (!has_value)
    return;
  metric->n++;
  _certplan_wide_add (&metric->sum, (CertplanWide){ 0, billionths });
  _certplan_wide_add (&metric->squares, _certplan_wide_multiply (billionths, billionths));
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
    if (has_limit (values->sim->model, group, i))
      put_ratio (values, class->n_in_time[i], class->n_limited[i]);
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
  if (!has_slots (model, kind))
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

static void
put_resources (Values *values)
{
  const Sim *sim = values->sim;
  const CertplanSimModel *model = sim->model;
  for (guint r = 0; r < count_places (model); r++)
    if (is_worked (model, r))
      put_ratio (values, sum_cells (sim->busy, r, sim->n_segments),
                 get_place_capacity (model, r, model->warmup, model->end));
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
      for (guint r = 0; r < count_places (model); r++)
        if (is_worked (model, r))
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

void
_certplan_sim_result_join (CertplanSimResult *result, const CertplanSimResult *other)
{
  for (guint i = 0; i < result->metrics->len; i++)
    {
      SimMetric *metric = &g_array_index (result->metrics, SimMetric, i);
      const SimMetric *more = &g_array_index (other->metrics, SimMetric, i);
      metric->n += more->n;
      _certplan_wide_add (&metric->sum, more->sum);
      _certplan_wide_add (&metric->squares, more->squares);
    }
  for (gsize i = 0; i < (gsize)(result->n_classes + 1) * 2 * SIM_N_BINS; i++)
    result->totals[i] += other->totals[i];
}

const SimMetric *
_certplan_sim_result_find (const CertplanSimResult *result, SimMeasure measure, const char *subject,
                           gint place)
{
  for (guint i = 0; i < result->metrics->len; i++)
    {
      const SimMetric *metric = &g_array_index (result->metrics, SimMetric, i);
      if (metric->measure == measure && metric->place == place
          && g_str_equal (metric->subject, subject))
        return metric;
    }
  return NULL;
}

/* Student's t at 97.5 %. Few degrees of freedom by the table, more by the expansion of Cornish and
 * Fisher in 1 / freedom (Abramowitz and Stegun, 26.7.5), good to 4 digits from 10 on. */
static gdouble
get_student (guint64 freedom)
{
  static const gdouble table[]
      = { 12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281 };
  const gdouble z = 1.9599639845400545, n = (gdouble)freedom;
  if (freedom <= G_N_ELEMENTS (table))
    return table[freedom - 1];
  const gdouble z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z;
  return z + (z3 + z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n)
         + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * n * n * n);
}

/* Subtracts @factor times @wide, modulo 2^128. */
static void
subtract (CertplanWide *from, CertplanWide wide, guint64 factor)
{
  CertplanWide product = _certplan_wide_multiply (wide.low, factor);
  product.high += wide.high * factor;
  from->high -= product.high + (from->low < product.low);
  from->low -= product.low;
}

static gdouble
to_signed (CertplanWide wide)
{
  if (wide.high >> 63 == 0)
    return _certplan_wide_to_double (wide);
  const CertplanWide zero = { 0, 0 };
  CertplanWide positive = zero;
  subtract (&positive, wide, 1);
  return -_certplan_wide_to_double (positive);
}

/* Squares and sum are large and what is left of them is small: so it is computed around a whole
 * number w next to the mean, in integers. The sum of (x - w)^2 is squares - 2 w sum + n w^2, and
 * sum - n w is small. */
static gdouble
get_variance (const SimMetric *metric)
{
  const gdouble n = (gdouble)metric->n;
  const guint64 w = (guint64)(_certplan_wide_to_double (metric->sum) / n);
  CertplanWide off = metric->sum, around = metric->squares;
  subtract (&off, (CertplanWide){ 0, w }, metric->n);
  subtract (&around, metric->sum, w);
  subtract (&around, off, w);
  const gdouble mean_off = to_signed (off) / n;
  const gdouble deviations = to_signed (around) - n * mean_off * mean_off;
  return deviations > 0 ? deviations / (n - 1) : 0;
}

gboolean
_certplan_sim_metric_estimate (const SimMetric *metric, gdouble *mean, gdouble *standard_error,
                               gdouble *half_width)
{
  if (metric == NULL || metric->n == 0)
    return FALSE;
  const gdouble n = (gdouble)metric->n;
  *mean = _certplan_wide_to_double (metric->sum) / n / 1e9
          - (metric->measure == SIM_LITTLE ? SIM_LITTLE_OFFSET : 0);
  *standard_error = *half_width = -1;
  if (metric->n < 2)
    return TRUE;
  *standard_error = _certplan_sqrt (get_variance (metric) / n) / 1e9;
  *half_width = get_student (metric->n - 1) * *standard_error;
  return TRUE;
}

gint64
_certplan_sim_find_quantile (const guint64 *bins, gint hundredths)
{
  guint64 n = 0, before = 0;
  for (guint bin = 0; bin < SIM_N_BINS; bin++)
    n += bins[bin];
  for (guint bin = 0; bin < SIM_N_BINS; bin++)
    {
      before += bins[bin];
      if (n > 0 && before * 100 >= n * (guint64)hundredths)
        return (sim_get_bin (bin) + sim_get_bin (bin + 1)) / 2;
    }
  return -1;
}
