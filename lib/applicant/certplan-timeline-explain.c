/* Why each date of a timeline is what it is. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-case.h"
#include "certplan-labels-private.h"
#include "certplan-timeline-tables-private.h"

static void
explain_limit (const CertplanTimeline *timeline, guint i, CertplanExplanation *explanation)
{
  const CertplanLimit *limit = &timeline->limits[i];
  CertplanDate from = timeline->request->start;
  g_autofree char *start = certplan_date_format (from);
  g_autofree char *event = g_strconcat (CERTPLAN_LABEL, timeline->start_event, NULL);
  g_autofree char *period = certplan_period_format (&limit->rule->duration);
  g_autofree char *base = certplan_date_format (limit->base);
  g_autofree char *due = certplan_date_format (limit->due);
  g_autofree char *paused = g_strdup_printf ("%d", limit->n_paused);
  _certplan_explanation_take_reason (
      explanation, _certplan_limit_name (i),
      _certplan_sentence ("why.limit", event, start, period, base, paused, due, NULL), limit->rule);
}

static void
explain_bar (const CertplanBar *bar, CertplanExplanation *explanation)
{
  g_autofree char *from = certplan_date_format (bar->from);
  g_autofree char *to = certplan_date_format (bar->to);
  g_autofree char *days = g_strdup_printf ("%d", bar->days);
  g_autofree char *basis = g_strconcat (CERTPLAN_LABEL, bar->basis, NULL);
  if (bar->is_pause)
    _certplan_explanation_take_reason (
        explanation, bar->label,
        _certplan_sentence (bar->counts ? "why.pause" : "why.pause_recorded", from, to, days, NULL),
        bar->rule);
  else if (bar->to != CERTPLAN_DATE_NONE)
    _certplan_explanation_take_reason (
        explanation, bar->label, _certplan_sentence ("why.stage", from, to, days, basis, NULL),
        bar->rule);
  if (bar->limit == CERTPLAN_DATE_NONE)
    return;
  g_autofree char *period = certplan_period_format (&bar->limit_rule->duration);
  g_autofree char *limit = certplan_date_format (bar->limit);
  _certplan_explanation_take_reason (
      explanation, bar->label, _certplan_sentence ("why.own_limit", from, period, limit, NULL),
      bar->limit_rule);
}

/* Whether rules or files of events know the reason. */
static gboolean
is_reason (const CertplanTimeline *timeline, const CertplanBar *bar)
{
  if (bar->rule != NULL || bar->limit_rule != NULL)
    return TRUE;
  for (CertplanEventKind kind = CERTPLAN_EVENT_NONE + 1; kind <= CERTPLAN_EVENT_OTHER; kind++)
    if (g_str_equal (certplan_event_kind_get_name (kind), bar->label))
      return TRUE;
  return FALSE;
}

/* A reason may be misspelt, and then days are counted that should not be. */
static void
note_unknown_reason (const CertplanTimeline *timeline, const CertplanBar *bar,
                     CertplanExplanation *explanation)
{
  const CertplanTimelineRequest *request = timeline->request;
  g_autoptr (GPtrArray) stages = _certplan_rulebook_list_stages (
      request->rulebook, request->policy, request->handle, request->kind, request->start);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < stages->len; i++)
    {
      const CertplanRule *stage = g_ptr_array_index (stages, i);
      if (g_strcmp0 (stage->stops_clock, "yes") == 0)
        g_ptr_array_add (names, g_strconcat (CERTPLAN_LABEL, stage->item, NULL));
    }
  g_ptr_array_add (names, NULL);
  _certplan_explanation_take_note (
      explanation,
      _certplan_sentence ("note.pause_unknown", bar->label,
                          certplan_rulebook_get_qualification (request->rulebook, request->handle),
                          NULL));
  if (names->len > 1)
    _certplan_explanation_take_note (
        explanation, _certplan_sentencev ("note.pause_reasons", (const char *const *)names->pdata));
}

static void
note_bar (const CertplanTimeline *timeline, const CertplanBar *bar,
          CertplanExplanation *explanation)
{
  const char *qualification = certplan_rulebook_get_qualification (timeline->request->rulebook,
                                                                   timeline->request->handle);
  g_autofree char *label = g_strconcat (CERTPLAN_LABEL, bar->label, NULL);
  g_autofree char *limit = certplan_date_format (bar->limit);
  if (bar->is_pause && !bar->counts && is_reason (timeline, bar))
    _certplan_explanation_take_note (
        explanation, _certplan_sentence ("note.pause_recorded", label, qualification, NULL));
  else if (bar->is_pause && !bar->counts)
    note_unknown_reason (timeline, bar, explanation);
  if (bar->is_pause && bar->limit != CERTPLAN_DATE_NONE && bar->to > bar->limit)
    _certplan_explanation_take_note (
        explanation, _certplan_sentence ("note.late_supplement", label, limit, NULL));
  if (bar->is_pause && bar->counts && bar->from < timeline->request->start)
    {
      g_autofree char *start = certplan_date_format (timeline->request->start);
      _certplan_explanation_take_note (
          explanation, _certplan_sentence ("note.pause_before_start", label, start, NULL));
    }
  if (g_str_equal (bar->basis, "assumption"))
    _certplan_explanation_take_note (explanation, _certplan_sentence ("note.assumed", NULL));
  if (g_str_equal (bar->basis, "unknown"))
    _certplan_explanation_take_note (explanation,
                                     _certplan_sentence ("note.unknown_length", label, NULL));
}

/* What was planned and is past did not happen so, or nobody told. */
static void
note_past_plan (const CertplanTimeline *timeline, CertplanExplanation *explanation)
{
  if (timeline->plan.finish == CERTPLAN_DATE_NONE || timeline->plan.finish >= timeline->as_of)
    return;
  g_autofree char *day = certplan_date_format (timeline->as_of);
  _certplan_explanation_take_note (explanation, _certplan_sentence ("note.past_plan", day, NULL));
}

static void
note_limits (const CertplanTimeline *timeline, CertplanExplanation *explanation)
{
  const char *qualification = certplan_rulebook_get_qualification (timeline->request->rulebook,
                                                                   timeline->request->handle);
  const CertplanRule *target = timeline->limits[CERTPLAN_LIMIT_TARGET].rule;
  g_autofree char *event = g_strconcat (CERTPLAN_LABEL, timeline->start_event, NULL);
  const CertplanRule *cap = timeline->limits[CERTPLAN_LIMIT_CAP].rule;
  const CertplanRule *any = target != NULL ? target : cap;
  if (g_str_equal (any->basis, "assumption"))
    _certplan_explanation_take_note (
        explanation, _certplan_sentence ("note.assumed_cycle", qualification, any->clause, NULL));
  if (target != NULL && g_strcmp0 (target->event_basis, "open") == 0)
    _certplan_explanation_take_note (explanation,
                                     _certplan_sentence ("note.open_start", event, NULL));
  if (cap == NULL)
    _certplan_explanation_take_note (explanation,
                                     _certplan_sentence ("note.no_cap", qualification, NULL));
}

/* A plan that comes after a limit, or no plan at all where one could be expected. */
static void
note_plan (const CertplanTimeline *timeline, CertplanExplanation *explanation)
{
  const CertplanTimelineRequest *request = timeline->request;
  CertplanDate finish = timeline->plan.finish;
  g_autofree char *day = certplan_date_format (finish);
  for (guint i = 0; i < CERTPLAN_N_LIMITS; i++)
    {
      const CertplanLimit *limit = &timeline->limits[i];
      if (limit->rule == NULL || finish == CERTPLAN_DATE_NONE || finish <= limit->due)
        continue;
      g_autofree char *name = g_strconcat (CERTPLAN_LABEL, _certplan_limit_name (i), NULL);
      g_autofree char *due = certplan_date_format (limit->due);
      g_autofree char *days = g_strdup_printf ("%d", finish - limit->due);
      _certplan_explanation_take_note (
          explanation, _certplan_sentence ("note.plan_over", day, name, due, days, NULL));
    }
  if (timeline->plan.has_no_stages)
    _certplan_explanation_take_note (
        explanation,
        _certplan_sentence (
            "note.no_stages",
            certplan_rulebook_get_qualification (request->rulebook, request->handle), NULL));
}

/* What was given and does not bear on the plan. */
static void
note_unused (const CertplanTimeline *timeline, CertplanExplanation *explanation)
{
  const CertplanTimelineRequest *request = timeline->request;
  g_autofree char *n = g_strdup_printf ("%u", request->n_other_events);
  if (request->n_other_events > 0)
    _certplan_explanation_take_note (explanation,
                                     _certplan_sentence ("note.other_events", n, NULL));
  for (guint i = 0; i < request->stages->len; i++)
    for (guint j = 0; j < request->pauses->len; j++)
      {
        const char *stage = g_array_index (request->stages, CertplanStageFact, i).stage;
        g_autofree char *label = g_strconcat (CERTPLAN_LABEL, stage, NULL);
        if (g_str_equal (g_array_index (request->pauses, CertplanPauseFact, j).reason, stage))
          _certplan_explanation_take_note (explanation,
                                           _certplan_sentence ("note.length_unused", label, NULL));
      }
}

static void
note_wish (const CertplanTimeline *timeline, CertplanExplanation *explanation)
{
  g_autofree char *as_of = certplan_date_format (timeline->as_of);
  for (guint i = 0; i < CERTPLAN_N_LIMITS; i++)
    {
      CertplanDate latest = timeline->limits[i].latest_start;
      if (timeline->request->start != CERTPLAN_DATE_NONE || latest == CERTPLAN_DATE_NONE
          || latest >= timeline->as_of)
        continue;
      g_autofree char *name = g_strconcat (CERTPLAN_LABEL, _certplan_limit_name (i), NULL);
      g_autofree char *day = certplan_date_format (latest);
      _certplan_explanation_take_note (
          explanation, _certplan_sentence ("note.wish_passed", name, day, as_of, NULL));
    }
}

static void
note_provisional (const CertplanTimeline *timeline, CertplanExplanation *explanation)
{
  if (!_certplan_timeline_is_provisional (timeline))
    return;
  g_autofree char *day = certplan_date_format (certplan_workcal_get_last_published (
      certplan_rulebook_get_workcal (timeline->request->rulebook)));
  _certplan_explanation_take_note (explanation, _certplan_sentence ("note.provisional", day, NULL));
}

CertplanExplanation *
_certplan_timeline_explain (const CertplanTimeline *timeline)
{
  static const CertplanPolicyKey keys[]
      = { CERTPLAN_POLICY_CLOCK_START,  CERTPLAN_POLICY_PAUSE_REASONS,
          CERTPLAN_POLICY_CAP_PAUSES,   CERTPLAN_POLICY_REST_DAYS,
          CERTPLAN_POLICY_PAUSE_ON_DUE, CERTPLAN_POLICY_LATE_SUPPLEMENT,
          CERTPLAN_POLICY_STAGE_ORDER };
  CertplanExplanation *explanation = _certplan_explanation_new (timeline->request->rulebook);
  gboolean has_start = timeline->request->start != CERTPLAN_DATE_NONE;
  for (guint i = 0; has_start && i < CERTPLAN_N_LIMITS; i++)
    if (timeline->limits[i].rule != NULL)
      explain_limit (timeline, i, explanation);
  note_limits (timeline, explanation);
  note_past_plan (timeline, explanation);
  note_plan (timeline, explanation);
  note_unused (timeline, explanation);
  note_wish (timeline, explanation);
  note_provisional (timeline, explanation);
  for (guint i = 0; i < timeline->plan.bars->len; i++)
    {
      explain_bar (&g_array_index (timeline->plan.bars, CertplanBar, i), explanation);
      note_bar (timeline, &g_array_index (timeline->plan.bars, CertplanBar, i), explanation);
    }
  _certplan_policy_explain (timeline->request->policy, keys, G_N_ELEMENTS (keys), explanation);
  return explanation;
}

/* The state as a label, with what the plan makes of it where that is another one. */
static char *
dup_state (const CertplanTimeline *timeline)
{
  const char *planned = _certplan_timeline_get_planned_state (timeline);
  if (planned == NULL || g_str_equal (planned, "on_target")
      || g_str_equal (planned, timeline->state) || g_str_equal (timeline->state, "over_cap"))
    return g_strconcat (CERTPLAN_LABEL, timeline->state, NULL);
  return g_strconcat (CERTPLAN_LABEL, timeline->state, "_plan_", planned, NULL);
}

char *
_certplan_timeline_dup_subtitle (const CertplanTimeline *timeline, gboolean is_provisional,
                                 gboolean is_picture)
{
  g_autofree char *event = g_strconcat (CERTPLAN_LABEL, timeline->start_event, NULL);
  g_autofree char *day = certplan_date_format (timeline->as_of);
  g_autofree char *state = dup_state (timeline);
  if (!is_provisional)
    return _certplan_sentence (is_picture ? "subtitle.timeline_gantt" : "subtitle.timeline", event,
                               day, state, NULL);
  g_autofree char *last = certplan_date_format (certplan_workcal_get_last_published (
      certplan_rulebook_get_workcal (timeline->request->rulebook)));
  return _certplan_sentence (is_picture ? "subtitle.timeline_gantt_provisional"
                                        : "subtitle.timeline_provisional",
                             event, day, state, last, NULL);
}
