/* Figures of replications. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-stats-private.h"
#include "certplan-office-private.h"
#include <string.h>

const char *const _certplan_sim_measures[SIM_N_MEASURES] = {
  "counted",        "done",           "gross",   "legal",      "in_target", "in_cap",
  "gross_quantile", "legal_quantile", "outcome", "unfinished", "wait",      "queue",
  "inside",         "little",         "joined",  "held",       "not_held",  "busy",
  "month_busy",     "month_backlog",  "time",    "has_target", "has_cap",   "handed",
};

const gint _certplan_sim_quantiles[SIM_N_QUANTILES] = { 50, 80, 90, 95 };

CertplanSimResult *
_certplan_sim_result_new_empty (void)
{
  CertplanSimResult *result = g_atomic_rc_box_new0 (CertplanSimResult);
  result->texts = g_string_chunk_new (1024);
  result->metrics = g_array_new (FALSE, TRUE, sizeof (SimMetric));
  result->class_names = g_ptr_array_new ();
  result->findings = g_array_new (FALSE, FALSE, sizeof (SimFinding));
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
  g_array_unref (result->findings);
  g_clear_pointer (&result->rulebook, certplan_rulebook_unref);
  g_clear_pointer (&result->open, _certplan_sim_open_unref);
  g_free (result->totals);
  g_free (result->last);
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
gboolean
_certplan_sim_group_has_limit (const CertplanSimModel *model, const CertplanSimGroup *group,
                               guint limit)
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

/* @group NULL = all cases together, or those of a tag. */
static void
add_class (CertplanSimResult *result, const CertplanSimModel *model, const CertplanSimGroup *group,
           const char *subject)
{
  add_plain (result, SIM_COUNTED, subject);
  add_plain (result, SIM_DONE, subject);
  add_plain (result, SIM_GROSS, subject);
  if (result->has_pauses)
    add_plain (result, SIM_LEGAL, subject);
  for (guint i = 0; i < CERTPLAN_SIM_N_LIMITS; i++)
    if (_certplan_sim_group_has_limit (model, group, i))
      {
        add_plain (result, i == CERTPLAN_SIM_TARGET ? SIM_HAS_TARGET : SIM_HAS_CAP, subject);
        add_plain (result, i == CERTPLAN_SIM_TARGET ? SIM_IN_TARGET : SIM_IN_CAP, subject);
      }
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
guint
_certplan_sim_count_places (const CertplanSimModel *model)
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
gboolean
_certplan_sim_is_place_worked (const CertplanSimModel *model, guint place)
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

gboolean
_certplan_sim_has_slots (const CertplanSimModel *model, guint kind)
{
  for (guint s = 0; s < model->stages->len; s++)
    if (_certplan_sim_stage (model, s)->kind == kind
        && _certplan_sim_stage (model, s)->batch != NULL)
      return TRUE;
  return FALSE;
}

gboolean
_certplan_sim_is_closed_place (const CertplanSimModel *model, const CertplanSimStage *stage,
                               guint place)
{
  if (stage->closes > model->cutoff)
    return FALSE;
  const guint resource = stage->needs[0].resource;
  return model->teams->len == 0
             ? resource == place
             : has_member (model, place, _certplan_sim_resource (model, resource)->mask);
}

static gboolean
is_ever_closed (const CertplanSimModel *model, guint place)
{
  for (guint s = 0; s < model->stages->len; s++)
    if (_certplan_sim_is_closed_place (model, _certplan_sim_stage (model, s), place))
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
      if (!_certplan_sim_has_slots (model, k))
        continue;
      add_plain (result, SIM_HELD, name);
      add_plain (result, SIM_NOT_HELD, name);
    }
  for (guint r = 0; r < _certplan_sim_count_places (model); r++)
    {
      if (_certplan_sim_is_place_worked (model, r))
        add_plain (result, SIM_BUSY, get_place_name (model, r));
      if (is_ever_closed (model, r))
        add_plain (result, SIM_HANDED, get_place_name (model, r));
    }
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
      for (guint r = 0; r < _certplan_sim_count_places (model); r++)
        if (_certplan_sim_is_place_worked (model, r))
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
  const CertplanDate end = certplan_date_add_period (model->start, limit, 1);
  return end != CERTPLAN_DATE_NONE ? end - model->start : 0;
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

static const char *
keep (CertplanSimResult *result, const char *text)
{
  return g_string_chunk_insert_const (result->texts, text != NULL ? text : "");
}

void
_certplan_sim_result_add_finding (CertplanSimResult *result, const char *subject,
                                  const char *finding, const char *source)
{
  const SimFinding kept = { keep (result, subject), keep (result, finding), keep (result, source) };
  g_array_append_val (result->findings, kept);
}

static void
add_findings (CertplanSimResult *result, const CertplanSimModel *model)
{
  for (guint i = 0; model->findings != NULL && i < model->findings->len; i++)
    {
      const CertplanOfficeFinding *finding
          = &g_array_index (model->findings, CertplanOfficeFinding, i);
      _certplan_sim_result_add_finding (result, finding->subject, finding->finding,
                                        finding->source);
    }
}

CertplanSimResult *
_certplan_sim_result_new (const CertplanSimModel *model)
{
  CertplanSimResult *result = _certplan_sim_result_new_empty ();
  result->name = g_strdup (model->name);
  result->digest = g_strdup (model->digest);
  result->provisional_after = model->provisional_after;
  result->has_pauses = _certplan_sim_has_pauses (model);
  result->is_office = model->rulebook != NULL;
  result->rulebook = model->rulebook != NULL ? certplan_rulebook_ref (model->rulebook) : NULL;
  add_findings (result, model);
  for (guint i = 0; i < CERTPLAN_SIM_N_LIMITS; i++)
    result->limit_days[i] = find_limit (model, i);
  add_class (result, model, NULL, "");
  for (guint i = 0; i < model->groups->len; i++)
    {
      const CertplanSimGroup *group = _certplan_sim_group (model, i);
      g_ptr_array_add (result->class_names,
                       g_string_chunk_insert_const (result->texts, group->name));
      if (model->groups->len > 1)
        add_class (result, model, group, group->name);
    }
  for (guint i = 0; i < model->tags->len; i++)
    {
      g_ptr_array_add (result->class_names,
                       g_string_chunk_insert_const (result->texts, model->tags->pdata[i]));
      add_class (result, model, NULL, model->tags->pdata[i]);
    }
  add_whole (result, model);
  add_stages (result, model);
  add_months (result, model);
  result->n_classes = result->class_names->len;
  result->totals = g_new0 (guint64, (gsize)(result->n_classes + 1) * 2 * SIM_N_BINS);
  return result;
}

void
_certplan_sim_metric_add (SimMetric *metric, guint64 billionths)
{
  metric->n++;
  _certplan_wide_add (&metric->sum, (CertplanWide){ 0, billionths });
  _certplan_wide_add (&metric->squares, _certplan_wide_multiply (billionths, billionths));
}

void
_certplan_sim_metric_join (SimMetric *metric, const SimMetric *more)
{
  metric->n += more->n;
  _certplan_wide_add (&metric->sum, more->sum);
  _certplan_wide_add (&metric->squares, more->squares);
}

void
_certplan_sim_result_join (CertplanSimResult *result, const CertplanSimResult *other)
{
  for (guint i = 0; i < result->metrics->len; i++)
    {
      SimMetric *metric = &g_array_index (result->metrics, SimMetric, i);
      const SimMetric *more = &g_array_index (other->metrics, SimMetric, i);
      _certplan_sim_metric_join (metric, more);
    }
  if (result->open != NULL && other->open != NULL && result->open != other->open)
    _certplan_sim_open_join (result->open, other->open);
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
