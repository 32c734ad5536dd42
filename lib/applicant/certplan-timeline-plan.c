/* Laying out a case: its pauses as facts, its stages one after another.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-timeline-private.h"
#include "certplan-private.h"
#include <string.h>

/* What one layout works on. */
typedef struct
{
  const CertplanTimeline *timeline;
  const CertplanTimelineRequest *request;
  GPtrArray *stages; /* CertplanRule, by place; interruptions without a place last */
  GArray *bars;
  CertplanPauses *pauses;
  CertplanDate start;      /* of the clock */
  CertplanDate now;        /* where the next stage begins; NONE once a length is unknown */
  gboolean is_provisional; /* of now */
  guint n_stages;          /* of the office's that were laid */
} Layout;

void
_certplan_plan_init (CertplanPlan *plan)
{
  *plan = (CertplanPlan){ .bars = g_array_new (FALSE, FALSE, sizeof (CertplanBar)),
                          .pauses = certplan_pauses_new (),
                          .finish = CERTPLAN_DATE_NONE,
                          .closed = CERTPLAN_DATE_NONE };
}

void
_certplan_plan_clear (CertplanPlan *plan)
{
  g_clear_pointer (&plan->bars, g_array_unref);
  g_clear_pointer (&plan->pauses, certplan_pauses_unref);
}

static const CertplanRule *
find_stage (const Layout *layout, const char *name)
{
  for (guint i = 0; i < layout->stages->len; i++)
    {
      const CertplanRule *stage = g_ptr_array_index (layout->stages, i);
      if (g_str_equal (stage->item, name))
        return stage;
    }
  return NULL;
}

/* The first stage that is counted: the one that the clock's start opens. */
static guint
find_first_counted (const Layout *layout)
{
  for (guint i = 0; i < layout->stages->len; i++)
    {
      const CertplanRule *stage = g_ptr_array_index (layout->stages, i);
      if (g_strcmp0 (stage->event, layout->timeline->start_event) == 0)
        return i;
    }
  return 0;
}

static gboolean
stops_clock (const CertplanRule *stage)
{
  return stage != NULL && g_strcmp0 (stage->stops_clock, "yes") == 0;
}

/* The last day of a pause's own limit (a supplement's month), and the rule that sets it. */
static void
set_own_limit (const Layout *layout, CertplanBar *bar)
{
  bar->limit_rule = _certplan_rulebook_look_up (layout->request->rulebook, CERTPLAN_RULES_PERIODS,
                                                layout->request->handle, layout->request->kind,
                                                bar->label, bar->from);
  if (bar->limit_rule != NULL)
    bar->limit = certplan_date_add_period (bar->from, &bar->limit_rule->duration, 1);
}

/* Up to which day a pause stops the clock: by policy, a missed limit of its own ends it. */
static CertplanDate
last_paused (const Layout *layout, const CertplanBar *bar)
{
  gboolean is_late = bar->limit != CERTPLAN_DATE_NONE && bar->to > bar->limit;
  if (is_late
      && _certplan_policy_is (layout->request->policy, CERTPLAN_POLICY_LATE_SUPPLEMENT,
                              "stop-pausing"))
    return bar->limit + 1;
  return bar->to;
}

static gboolean
add_fact (Layout *layout, const CertplanPauseFact *fact, GError **error)
{
  const CertplanRule *stage = find_stage (layout, fact->reason);
  CertplanBar bar = {
    .label = fact->reason,
    .performer = stage != NULL ? stage->performer : NULL,
    .from = fact->from,
    .to = fact->to != CERTPLAN_DATE_NONE ? fact->to : MAX (fact->from, layout->timeline->as_of),
    .basis = "given",
    .is_pause = TRUE,
    .counts
    = stops_clock (stage)
      || _certplan_policy_is (layout->request->policy, CERTPLAN_POLICY_PAUSE_REASONS, "all"),
    .is_open = fact->to == CERTPLAN_DATE_NONE,
    .limit = CERTPLAN_DATE_NONE,
    .rule = stage,
  };
  bar.days = bar.to - bar.from;
  set_own_limit (layout, &bar);
  bar.counted_to = last_paused (layout, &bar);
  g_array_append_val (layout->bars, bar);
  return !bar.counts || certplan_pauses_add (layout->pauses, bar.from, bar.counted_to, error);
}

/* The caller's length of a stage, else the one assumed on the day of the start; NULL = unknown. */
static const CertplanPeriod *
find_duration (const Layout *layout, const CertplanRule *stage, const char **basis)
{
  const GArray *given = layout->request->stages;
  for (guint i = given->len; i > 0; i--)
    if (g_str_equal (g_array_index (given, CertplanStageFact, i - 1).stage, stage->item))
      {
        *basis = "given";
        return &g_array_index (given, CertplanStageFact, i - 1).duration;
      }
  const CertplanRule *assumed = _certplan_rulebook_look_up (
      layout->request->rulebook, CERTPLAN_RULES_DURATIONS, layout->request->handle,
      layout->request->kind, stage->item, layout->start);
  *basis = assumed != NULL ? "assumption" : "unknown";
  return assumed != NULL ? &assumed->duration : NULL;
}

static gboolean
refuse_year (GError **error)
{
  g_set_error_literal (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_DATE,
                       _ ("the plan leaves the years 1 to 9999"));
  return FALSE;
}

/* @period after @from: working days need the calendar, other periods do not. Sets @is_provisional
 * where the calendar's answer is. */
static gboolean
add_duration (const Layout *layout, CertplanDate from, const CertplanPeriod *period,
              CertplanDate *to, gboolean *is_provisional, GError **error)
{
  CertplanDate end = CERTPLAN_DATE_NONE;
  if (period->working_days != 0)
    {
      const CertplanWorkcal *workcal = certplan_rulebook_get_workcal (layout->request->rulebook);
      if (!certplan_workcal_add_period (workcal, from, period, to, error))
        return FALSE;
      *is_provisional |= certplan_workcal_is_provisional (workcal, from, *to);
      return TRUE;
    }
  end = certplan_date_add_period (from, period, 1);
  if (end == CERTPLAN_DATE_NONE)
    return refuse_year (error);
  *to = end;
  return TRUE;
}

static gboolean
has_fact (const Layout *layout, const char *reason, CertplanDate *end)
{
  gboolean has = FALSE;
  for (guint i = 0; i < layout->bars->len; i++)
    {
      const CertplanBar *bar = &g_array_index (layout->bars, CertplanBar, i);
      if (!bar->is_pause || !g_str_equal (bar->label, reason))
        continue;
      *end = has ? MAX (*end, bar->to) : bar->to;
      has = TRUE;
    }
  return has;
}

/* A stage of the applicant's that stops the clock: the facts if there are any, else a planned pause
 * if a length is given. */
static gboolean
add_interruption (Layout *layout, const CertplanRule *stage, GError **error)
{
  CertplanDate end;
  const char *basis;
  if (has_fact (layout, stage->item, &end))
    {
      if (layout->now != CERTPLAN_DATE_NONE)
        layout->now = MAX (layout->now, end);
      return TRUE;
    }
  const CertplanPeriod *duration = find_duration (layout, stage, &basis);
  if (duration == NULL || layout->now == CERTPLAN_DATE_NONE)
    return TRUE;
  CertplanBar bar = {
    .label = stage->item,
    .performer = stage->performer,
    .from = certplan_pauses_skip (layout->pauses, layout->now),
    .basis = g_str_equal (basis, "given") ? "planned" : basis,
    .is_pause = TRUE,
    .counts = TRUE,
    .limit = CERTPLAN_DATE_NONE,
    .rule = stage,
    .is_provisional = layout->is_provisional,
  };
  if (!add_duration (layout, bar.from, duration, &bar.to, &bar.is_provisional, error))
    return FALSE;
  bar.days = bar.to - bar.from;
  set_own_limit (layout, &bar);
  bar.counted_to = last_paused (layout, &bar);
  layout->now = bar.to;
  layout->is_provisional = bar.is_provisional;
  g_array_append_val (layout->bars, bar);
  return certplan_pauses_add (layout->pauses, bar.from, bar.counted_to, error);
}

/* A stage of the office's: it stands still while the clock does. */
static gboolean
add_stage (Layout *layout, const CertplanRule *stage, GError **error)
{
  const char *basis;
  CertplanDate end;
  const CertplanPeriod *duration = find_duration (layout, stage, &basis);
  CertplanBar bar = {
    .label = stage->item,
    .performer = stage->performer,
    .from = layout->now,
    .to = CERTPLAN_DATE_NONE,
    .days = G_MININT32,
    .basis = basis,
    .limit = CERTPLAN_DATE_NONE,
    .rule = stage,
    .is_provisional = layout->now != CERTPLAN_DATE_NONE && layout->is_provisional,
  };
  if (duration == NULL && g_strcmp0 (stage->modality, "may") == 0)
    return TRUE; /* what may be left out is planned only where somebody says how long it takes */
  if (duration == NULL)
    layout->now = CERTPLAN_DATE_NONE;
  else if (layout->now != CERTPLAN_DATE_NONE)
    {
      bar.from = certplan_pauses_skip (layout->pauses, layout->now);
      if (!add_duration (layout, bar.from, duration, &end, &bar.is_provisional, error))
        return FALSE;
      bar.to = certplan_pauses_due (layout->pauses, bar.from, end, FALSE);
      if (bar.to == CERTPLAN_DATE_NONE)
        return refuse_year (error);
      bar.days = end - bar.from;
      layout->now = bar.to;
      layout->is_provisional = bar.is_provisional;
    }
  layout->n_stages++;
  g_array_append_val (layout->bars, bar);
  return TRUE;
}

/* What comes before the clock starts is laid backward from it, where a length is known. */
static gboolean
add_before (Layout *layout, guint n_before, CertplanDate start, GError **error)
{
  CertplanDate end = start;
  gboolean is_provisional = FALSE;
  for (guint i = n_before; i > 0; i--)
    {
      const char *basis;
      const CertplanRule *stage = g_ptr_array_index (layout->stages, i - 1);
      const CertplanPeriod *duration = find_duration (layout, stage, &basis);
      if (duration == NULL)
        continue;
      const CertplanPeriod back = { -duration->months, -duration->days, -duration->working_days };
      CertplanBar bar = {
        .label = stage->item,
        .performer = stage->performer,
        .to = end,
        .basis = basis,
        .limit = CERTPLAN_DATE_NONE,
        .rule = stage,
      };
      if (!add_duration (layout, end, &back, &bar.from, &is_provisional, error))
        return FALSE;
      bar.is_provisional = is_provisional;
      bar.days = bar.to - bar.from;
      end = bar.from;
      g_array_append_val (layout->bars, bar);
    }
  return TRUE;
}

static gint
compare_bars (gconstpointer a, gconstpointer b)
{
  const CertplanBar *x = a, *y = b;
  gint64 from_x = x->from == CERTPLAN_DATE_NONE ? G_MAXINT64 : x->from;
  gint64 from_y = y->from == CERTPLAN_DATE_NONE ? G_MAXINT64 : y->from;
  if (from_x != from_y)
    return from_x < from_y ? -1 : 1;
  gint place_x = x->rule != NULL ? x->rule->place : G_MAXINT;
  gint place_y = y->rule != NULL ? y->rule->place : G_MAXINT;
  if (place_x != place_y)
    return place_x < place_y ? -1 : 1;
  gint order = strcmp (x->label, y->label);
  return order != 0 ? order : (x->to < y->to ? -1 : x->to > y->to);
}

/* By policy a supplement that misses its own limit closes the case. */
static void
find_closing (const Layout *layout, CertplanPlan *plan)
{
  if (!_certplan_policy_is (layout->request->policy, CERTPLAN_POLICY_LATE_SUPPLEMENT, "close"))
    return;
  for (guint i = 0; i < layout->bars->len; i++)
    {
      const CertplanBar *bar = &g_array_index (layout->bars, CertplanBar, i);
      if (bar->is_pause && bar->limit != CERTPLAN_DATE_NONE && bar->to > bar->limit
          && (plan->closed == CERTPLAN_DATE_NONE || bar->limit + 1 < plan->closed))
        {
          plan->closed = bar->limit + 1;
          plan->closing_rule = bar->limit_rule;
        }
    }
}

/* Nothing of the plan lies behind the closing; pauses that happened stay as they were told. */
static void
cut_bars (const Layout *layout, CertplanDate closed)
{
  for (guint i = layout->bars->len; i > 0; i--)
    {
      CertplanBar *bar = &g_array_index (layout->bars, CertplanBar, i - 1);
      if (bar->is_pause && g_str_equal (bar->basis, "given"))
        continue;
      if (bar->from == CERTPLAN_DATE_NONE || bar->from >= closed)
        g_array_remove_index (layout->bars, i - 1);
      else if (!bar->is_pause && (bar->to == CERTPLAN_DATE_NONE || bar->to > closed))
        {
          bar->to = closed;
          bar->days
              = closed - bar->from - certplan_pauses_count (layout->pauses, bar->from, closed);
        }
    }
}

static gboolean
add_stages (Layout *layout, guint first, GError **error)
{
  for (guint i = first; i < layout->stages->len; i++)
    {
      const CertplanRule *stage = g_ptr_array_index (layout->stages, i);
      if (stage->place == G_MININT32)
        continue;
      if (stops_clock (stage) ? !add_interruption (layout, stage, error)
                              : !add_stage (layout, stage, error))
        return FALSE;
    }
  return TRUE;
}

/* A case that is done needs no assumed stages: what is known of it are its pauses. */
gboolean
_certplan_timeline_lay_out (const CertplanTimeline *timeline, CertplanDate start,
                            CertplanPlan *plan, GError **error)
{
  const CertplanTimelineRequest *request = timeline->request;
  g_autoptr (GPtrArray) stages = _certplan_rulebook_list_stages (
      request->rulebook, request->policy, request->handle, request->kind, start);
  Layout layout = { timeline, request, stages, plan->bars, plan->pauses, start, start, FALSE, 0 };
  gboolean is_done = request->finish != CERTPLAN_DATE_NONE;
  for (guint i = 0; i < request->pauses->len; i++)
    if (!add_fact (&layout, &g_array_index (request->pauses, CertplanPauseFact, i), error))
      return FALSE;
  guint first = find_first_counted (&layout);
  if (!is_done
      && (!add_before (&layout, first, start, error) || !add_stages (&layout, first, error)))
    return FALSE;
  find_closing (&layout, plan);
  if (plan->closed != CERTPLAN_DATE_NONE)
    cut_bars (&layout, plan->closed);
  g_array_sort (plan->bars, compare_bars);
  plan->has_no_stages = !is_done && layout.n_stages == 0;
  if (!is_done && layout.n_stages > 0 && plan->closed == CERTPLAN_DATE_NONE)
    plan->finish = layout.now;
  plan->is_provisional = plan->finish != CERTPLAN_DATE_NONE && layout.is_provisional;
  return TRUE;
}
