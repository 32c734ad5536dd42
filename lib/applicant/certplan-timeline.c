/* When a case is due: limits, clock and state. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-timeline-private.h"
#include "certplan-error.h"
#include "certplan-private.h"
#include <string.h>

/* How far before the wish a start is looked for: longer than any limit with its pauses. */
#define MAX_SEARCH_DAYS (20 * 366)

G_DEFINE_BOXED_TYPE (CertplanTimeline, certplan_timeline, certplan_timeline_ref,
                     certplan_timeline_unref)

CertplanTimeline *
certplan_timeline_ref (CertplanTimeline *timeline)
{
  return g_atomic_rc_box_acquire (timeline);
}

static void
timeline_clear (gpointer data)
{
  CertplanTimeline *timeline = data;
  certplan_timeline_request_unref (timeline->request);
  _certplan_plan_clear (&timeline->plan);
  g_string_chunk_free (timeline->texts);
}

void
certplan_timeline_unref (CertplanTimeline *timeline)
{
  g_atomic_rc_box_release_full (timeline, timeline_clear);
}

const char *
_certplan_limit_name (guint limit)
{
  static const char *const names[CERTPLAN_N_LIMITS] = { "target", "cap" };
  return names[limit];
}

/* The limits, and the event from which they are counted: where the documents leave it open, the
 * policy says. */
static gboolean
find_limits (CertplanTimeline *timeline, GError **error)
{
  const CertplanTimelineRequest *request = timeline->request;
  CertplanDate on = request->start != CERTPLAN_DATE_NONE ? request->start : request->wish;
  const CertplanRule *first = NULL;
  for (guint i = 0; i < CERTPLAN_N_LIMITS; i++)
    {
      CertplanLimit *limit = &timeline->limits[i];
      *limit = (CertplanLimit){ .base = CERTPLAN_DATE_NONE,
                                .due = CERTPLAN_DATE_NONE,
                                .latest_start = CERTPLAN_DATE_NONE,
                                .days_left = G_MININT };
      limit->rule
          = _certplan_rulebook_look_up (request->rulebook, CERTPLAN_RULES_PERIODS, request->handle,
                                        request->kind, _certplan_limit_name (i), on);
      if (first == NULL)
        first = limit->rule;
    }
  if (first == NULL)
    {
      g_set_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_NO_PUBLISHED_PERIOD,
                   _ ("no_published_period: no document states how long %s takes; a cycle of your "
                      "own is given as --cycle %s=P3M,P6M (target, maximum)"),
                   certplan_rulebook_get_qualification (request->rulebook, request->handle),
                   certplan_rulebook_get_qualification (request->rulebook, request->handle));
      return FALSE;
    }
  gboolean is_open = g_strcmp0 (first->event_basis, "open") == 0;
  timeline->start_event
      = is_open && _certplan_policy_is (request->policy, CERTPLAN_POLICY_CLOCK_START, "evaluation")
            ? "evaluation_entry"
            : first->event;
  return TRUE;
}

gboolean
_certplan_timeline_is_hard (const CertplanTimeline *timeline, guint limit)
{
  return limit == CERTPLAN_LIMIT_CAP
         && _certplan_policy_is (timeline->request->policy, CERTPLAN_POLICY_CAP_PAUSES, "counted");
}

/* Whether a pause whose length leans on provisional days moves a limit that ends on @last. */
static gboolean
has_provisional_pause (const CertplanPlan *plan, CertplanDate last)
{
  for (guint i = 0; i < plan->bars->len; i++)
    {
      const CertplanBar *bar = &g_array_index (plan->bars, CertplanBar, i);
      if (bar->is_pause && bar->counts && bar->is_provisional && bar->from <= last)
        return TRUE;
    }
  return FALSE;
}

/* By policy, past the rest days on which a limit ends. */
static gboolean
roll_due (const CertplanTimeline *timeline, CertplanDue *due, GError **error)
{
  const CertplanWorkcal *workcal = certplan_rulebook_get_workcal (timeline->request->rulebook);
  if (!certplan_workcal_roll (workcal, due->last, &due->due, error))
    return FALSE;
  due->is_provisional |= certplan_workcal_is_provisional (workcal, due->last, due->due);
  return TRUE;
}

gboolean
_certplan_timeline_get_due (const CertplanTimeline *timeline, guint limit, CertplanDate start,
                            const CertplanPlan *plan, CertplanDate latest, CertplanDue *out,
                            GError **error)
{
  const CertplanPolicy *policy = timeline->request->policy;
  gboolean is_hard = _certplan_timeline_is_hard (timeline, limit);
  CertplanDate base = certplan_date_add_period (start, &timeline->limits[limit].rule->duration, 1);
  CertplanDate last = base;
  if (base != CERTPLAN_DATE_NONE && !is_hard)
    last = certplan_pauses_due (
        plan->pauses, start, base,
        _certplan_policy_is (policy, CERTPLAN_POLICY_PAUSE_ON_DUE, "counted"));
  if (last == CERTPLAN_DATE_NONE)
    {
      g_set_error_literal (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_DATE,
                           _ ("the plan leaves the years 1 to 9999"));
      return FALSE;
    }
  CertplanDue due
      = { base, last, last, last - base, !is_hard && has_provisional_pause (plan, last) };
  if (_certplan_policy_is (policy, CERTPLAN_POLICY_REST_DAYS, "roll")
      && (latest == CERTPLAN_DATE_NONE || last <= latest) && !roll_due (timeline, &due, error))
    return FALSE;
  *out = due;
  return TRUE;
}

/* Where the clock is read: at the finish, else now; not before the start, nor behind the closing.
 */
static CertplanDate
get_reading_day (const CertplanTimeline *timeline)
{
  const CertplanTimelineRequest *request = timeline->request;
  CertplanDate day = request->finish != CERTPLAN_DATE_NONE ? request->finish : timeline->as_of;
  if (timeline->plan.closed != CERTPLAN_DATE_NONE)
    day = MIN (day, timeline->plan.closed);
  return MAX (day, request->start);
}

/* Days of the clock from @day to @due; negative when @due is over. A pause that begins then or
 * later moves the due date no more, so its days are over it like others. */
static gint
count_left (const CertplanPauses *pauses, CertplanDate day, CertplanDate due)
{
  return due - day - (day < due ? certplan_pauses_count (pauses, day, due) : 0);
}

/* What is true of the one limit if the case is not done before that day. */
static const char *
judge_limit (const CertplanTimeline *timeline, guint i, CertplanDate day)
{
  gboolean is_over = day > timeline->limits[i].due;
  if (i == CERTPLAN_LIMIT_CAP)
    return is_over ? "over_cap" : "within_cap";
  return is_over ? "over_target" : "on_target";
}

/* Of all limits: the worst. */
static const char *
judge (const CertplanTimeline *timeline, CertplanDate day)
{
  const CertplanLimit *target = &timeline->limits[CERTPLAN_LIMIT_TARGET];
  const CertplanLimit *cap = &timeline->limits[CERTPLAN_LIMIT_CAP];
  if (cap->rule != NULL && day > cap->due)
    return "over_cap";
  return target->rule != NULL && day > target->due ? "over_target" : "on_target";
}

/* The case's state where it has not begun or was closed, else each limit's own. */
static void
judge_limits (CertplanTimeline *timeline, CertplanDate day, gboolean is_running)
{
  for (guint i = 0; i < CERTPLAN_N_LIMITS; i++)
    if (timeline->limits[i].rule != NULL)
      {
        CertplanLimit *limit = &timeline->limits[i];
        limit->state = is_running ? judge_limit (timeline, i, day) : timeline->state;
        if (timeline->plan.finish != CERTPLAN_DATE_NONE)
          limit->planned_state = judge_limit (timeline, i, timeline->plan.finish);
      }
}

static void
read_clock (CertplanTimeline *timeline)
{
  CertplanDate start = timeline->request->start, day = get_reading_day (timeline);
  timeline->days_used = day - start - certplan_pauses_count (timeline->plan.pauses, start, day);
  for (guint i = 0; i < CERTPLAN_N_LIMITS; i++)
    if (timeline->limits[i].rule != NULL)
      timeline->limits[i].days_left
          = _certplan_timeline_is_hard (timeline, i)
                ? timeline->limits[i].due - day
                : count_left (timeline->plan.pauses, day, timeline->limits[i].due);
  CertplanDate closed = timeline->plan.closed;
  if (closed != CERTPLAN_DATE_NONE && closed <= day)
    {
      timeline->state = "closed";
      for (guint i = 0; i < CERTPLAN_N_LIMITS; i++)
        timeline->limits[i].days_left = G_MININT; /* for a closed case no clock runs */
    }
  else if (timeline->request->finish == CERTPLAN_DATE_NONE && timeline->as_of < start)
    timeline->state = "not_started";
  else
    timeline->state = judge (timeline, day);
  judge_limits (timeline, day,
                !g_str_equal (timeline->state, "closed")
                    && !g_str_equal (timeline->state, "not_started"));
}

const char *
_certplan_timeline_get_planned_state (const CertplanTimeline *timeline)
{
  if (timeline->plan.finish == CERTPLAN_DATE_NONE)
    return NULL;
  return judge (timeline, timeline->plan.finish);
}

static gboolean
compute_dates (CertplanTimeline *timeline, GError **error)
{
  const CertplanTimelineRequest *request = timeline->request;
  if (request->finish != CERTPLAN_DATE_NONE && request->finish < request->start)
    {
      g_autofree char *finish = certplan_date_format (request->finish);
      g_set_error (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_DATE,
                   _ ("finish %s is before the start; wanted a day not before it"), finish);
      return FALSE;
    }
  if (request->finish != CERTPLAN_DATE_NONE && request->finish > timeline->as_of)
    {
      g_autofree char *finish = certplan_date_format (request->finish);
      g_autofree char *as_of = certplan_date_format (timeline->as_of);
      g_set_error (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_DATE,
                   _ ("finish %s is after %s, the day on which one looks; wanted a day that was"),
                   finish, as_of);
      return FALSE;
    }
  if (!_certplan_timeline_lay_out (timeline, request->start, &timeline->plan, error))
    return FALSE;
  for (guint i = 0; i < CERTPLAN_N_LIMITS; i++)
    {
      CertplanLimit *limit = &timeline->limits[i];
      CertplanDue due;
      if (limit->rule == NULL)
        continue;
      if (!_certplan_timeline_get_due (timeline, i, request->start, &timeline->plan,
                                       CERTPLAN_DATE_NONE, &due, error))
        return FALSE;
      limit->base = due.base;
      limit->due = due.due;
      limit->n_paused = due.n_paused;
      limit->is_provisional = due.is_provisional;
    }
  read_clock (timeline);
  return TRUE;
}

/* Whether a start on that day is due by the wish, with the pauses as they would then lie. */
static gboolean
is_due_by_wish (const CertplanTimeline *timeline, guint limit, CertplanDate start,
                gboolean *is_early, gboolean *is_provisional, GError **error)
{
  g_auto (CertplanPlan) plan = { 0 };
  CertplanDue due;
  _certplan_plan_init (&plan);
  if (!_certplan_timeline_lay_out (timeline, start, &plan, error)
      || !_certplan_timeline_get_due (timeline, limit, start, &plan, timeline->request->wish, &due,
                                      error))
    return FALSE;
  *is_early = due.due <= timeline->request->wish;
  *is_provisional = due.is_provisional;
  return TRUE;
}

/* Not a bisection: a start that moves past a paused day can bring the due date a day nearer, so a
 * later start is not always due later. Of a start whose dates need days that the working calendar
 * does not know nothing can be said; one before it may do. */
static gboolean
find_latest_start (CertplanTimeline *timeline, guint limit, GError **error)
{
  CertplanLimit *found = &timeline->limits[limit];
  CertplanDate wish = timeline->request->wish;
  CertplanDate first = MAX (wish - MAX_SEARCH_DAYS, certplan_date_new (1, 1, 1));
  g_autoptr (GError) beyond = NULL;
  for (CertplanDate start = wish; start >= first; start--)
    {
      gboolean is_early = FALSE, is_provisional = FALSE;
      g_autoptr (GError) cause = NULL;
      CertplanDate base = certplan_date_add_period (start, &found->rule->duration, 1);
      if (base == CERTPLAN_DATE_NONE || base > wish)
        continue;
      if (!is_due_by_wish (timeline, limit, start, &is_early, &is_provisional, &cause)
          && !g_error_matches (cause, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_CALENDAR))
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
      if (cause != NULL && beyond == NULL)
        beyond = g_steal_pointer (&cause);
      if (is_early)
        {
          found->latest_start = start;
          found->is_start_provisional = is_provisional;
          return TRUE;
        }
    }
  if (beyond != NULL)
    g_propagate_error (error, g_steal_pointer (&beyond));
  else
    g_set_error_literal (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_DATE,
                         _ ("no start in the twenty years before the wish is due by then"));
  return FALSE;
}

static gboolean
compute_wish (CertplanTimeline *timeline, GError **error)
{
  for (guint i = 0; i < CERTPLAN_N_LIMITS; i++)
    if (timeline->limits[i].rule != NULL && !find_latest_start (timeline, i, error))
      return FALSE;
  return TRUE;
}

CertplanTimeline *
certplan_timeline_new (CertplanTimelineRequest *request, CertplanDate as_of, GError **error)
{
  g_return_val_if_fail (request != NULL && as_of != CERTPLAN_DATE_NONE, NULL);
  g_return_val_if_fail (request->start != CERTPLAN_DATE_NONE || request->wish != CERTPLAN_DATE_NONE,
                        NULL);

  g_autoptr (CertplanTimeline) timeline = g_atomic_rc_box_new0 (CertplanTimeline);
  timeline->request = certplan_timeline_request_ref (request);
  request->is_used = TRUE;
  timeline->as_of = as_of;
  _certplan_plan_init (&timeline->plan);
  timeline->texts = g_string_chunk_new (1024);
  timeline->state = "not_started";
  if (!find_limits (timeline, error))
    return NULL;
  if (request->start != CERTPLAN_DATE_NONE && !compute_dates (timeline, error))
    return NULL;
  if (request->wish != CERTPLAN_DATE_NONE && !compute_wish (timeline, error))
    return NULL;
  return g_steal_pointer (&timeline);
}

static const CertplanLimit *
find_limit (const CertplanTimeline *timeline, const char *name)
{
  for (guint i = 0; i < CERTPLAN_N_LIMITS; i++)
    if (g_str_equal (_certplan_limit_name (i), name))
      return &timeline->limits[i];
  return NULL;
}

CertplanDate
certplan_timeline_get_due (const CertplanTimeline *timeline, const char *limit)
{
  const CertplanLimit *found = find_limit (timeline, limit);
  return found != NULL ? found->due : CERTPLAN_DATE_NONE;
}

CertplanDate
certplan_timeline_get_latest_start (const CertplanTimeline *timeline, const char *limit)
{
  const CertplanLimit *found = find_limit (timeline, limit);
  return found != NULL ? found->latest_start : CERTPLAN_DATE_NONE;
}

gint
certplan_timeline_get_days_used (const CertplanTimeline *timeline)
{
  return timeline->days_used;
}

gint
certplan_timeline_get_days_left (const CertplanTimeline *timeline, const char *limit)
{
  const CertplanLimit *found = find_limit (timeline, limit);
  return found != NULL ? found->days_left : G_MININT;
}

CertplanDate
certplan_timeline_get_planned_finish (const CertplanTimeline *timeline)
{
  return timeline->plan.finish;
}

const char *
certplan_timeline_get_state (const CertplanTimeline *timeline)
{
  return timeline->state;
}

/* The last limit published: the cap, where there is none the target. */
static const CertplanLimit *
get_last_limit (const CertplanTimeline *timeline)
{
  const CertplanLimit *cap = &timeline->limits[CERTPLAN_LIMIT_CAP];
  return cap->rule != NULL ? cap : &timeline->limits[CERTPLAN_LIMIT_TARGET];
}

gboolean
certplan_timeline_is_kept (const CertplanTimeline *timeline)
{
  if (timeline->request->start == CERTPLAN_DATE_NONE)
    return get_last_limit (timeline)->latest_start >= timeline->as_of;
  if (timeline->plan.closed != CERTPLAN_DATE_NONE)
    return FALSE;
  CertplanDate due = get_last_limit (timeline)->due;
  return get_reading_day (timeline) <= due
         && (timeline->plan.finish == CERTPLAN_DATE_NONE || timeline->plan.finish <= due);
}

/* A surveillance or a change ends without a certificate of its own. */
static gboolean
gives_certificate (const CertplanTimelineRequest *request)
{
  static const char *const roles[] = { "initial", "upgrade", "renewal", NULL };
  return g_strv_contains (
      roles, _certplan_rulebook_get_role (request->rulebook, request->handle, request->kind));
}

const char *
_certplan_timeline_get_end (const CertplanTimeline *timeline)
{
  gboolean is_done = timeline->request->finish != CERTPLAN_DATE_NONE;
  if (gives_certificate (timeline->request))
    return is_done ? "certificate_issued" : "certificate_planned";
  return is_done ? "procedure_ended" : "procedure_end_planned";
}

gboolean
_certplan_timeline_is_provisional (const CertplanTimeline *timeline)
{
  for (guint i = 0; i < CERTPLAN_N_LIMITS; i++)
    if (timeline->limits[i].is_provisional || timeline->limits[i].is_start_provisional)
      return TRUE;
  for (guint i = 0; i < timeline->plan.bars->len; i++)
    if (g_array_index (timeline->plan.bars, CertplanBar, i).is_provisional)
      return TRUE;
  return FALSE;
}
