/* The plan of a timeline: a line a stage, pause and limit, and as events of a calendar.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-timeline-tables-private.h"
#include "certplan-warnings-private.h"

typedef struct
{
  const char *mark; /* start, stage, pause, target, cap, finish, planned_finish */
  const char *label;
  const char *performer;
  CertplanDate from, to;
  gint days;
  const char *basis;
  const char *calendar; /* provisional; NULL = it leans on no such days */
  const char *source;
  const char *clause;
  /* not shown: what a calendar calls it, and what makes it the same event in every run */
  const char *title; /* a sentence */
  CertplanTimelineCase of;
  const char *row;
  gint number;
  CertplanDate cycle_from;
} PlanLine;

static const CertplanColumn plan_columns[] = {
  CERTPLAN_RESULT_COLUMN (PlanLine, mark, CHOICE),
  CERTPLAN_RESULT_COLUMN (PlanLine, label, CHOICE),
  CERTPLAN_RESULT_COLUMN (PlanLine, performer, CHOICE),
  CERTPLAN_RESULT_COLUMN (PlanLine, from, DATE),
  CERTPLAN_RESULT_COLUMN (PlanLine, to, DATE),
  CERTPLAN_RESULT_COLUMN (PlanLine, days, INT),
  CERTPLAN_RESULT_COLUMN (PlanLine, basis, CHOICE),
  CERTPLAN_RESULT_COLUMN (PlanLine, calendar, CHOICE),
  CERTPLAN_RESULT_COLUMN (PlanLine, source, CHOICE),
  CERTPLAN_RESULT_COLUMN (PlanLine, clause, TEXT),
  CERTPLAN_RESULT_COLUMN (PlanLine, title, SENTENCE), /* from here on not shown */
  _CERTPLAN_TIMELINE_CASE_COLUMNS (PlanLine),
  CERTPLAN_RESULT_COLUMN (PlanLine, row, ID),
  CERTPLAN_RESULT_COLUMN (PlanLine, number, INT),
  CERTPLAN_RESULT_COLUMN (PlanLine, cycle_from, DATE),
};
enum /* places in plan_columns */
{
  MARK,
  LABEL,
  PERFORMER,
  FROM,
  TO,
  DAYS,
  BASIS,
  CALENDAR,
  SOURCE,
  CLAUSE,
  TITLE,
  CASE,
  QUALIFICATION,
  KIND,
  NAMED,
  ROW,
  NUMBER,
  CYCLE_FROM,
};
#define N_SHOWN TITLE

/* Each line is an event on its first day; the limits are rung before, as duties are. */
static const CertplanEventSpec *
get_events (void)
{
  static const guint summary[] = { TITLE, CASE, QUALIFICATION, KIND };
  static const guint description[]
      = { MARK, LABEL, PERFORMER, FROM, TO, DAYS, BASIS, CALENDAR, SOURCE, CLAUSE };
  static const guint key[] = { NAMED, QUALIFICATION, KIND, MARK, ROW, NUMBER };
  static CertplanEventSpec spec = {
    .date = FROM,
    .category = MARK,
    .mark = CERTPLAN_EVENT_NO_COLUMN,
    .summary = summary,
    .n_summary = G_N_ELEMENTS (summary),
    .description = description,
    .n_description = G_N_ELEMENTS (description),
    .key = key,
    .n_key = G_N_ELEMENTS (key),
    .alarm_from = CYCLE_FROM,
  };
  return _certplan_warnings_ring (&spec);
}

static PlanLine
make_event (const char *mark, const char *label, CertplanDate day, const char *basis,
            const CertplanRule *rule)
{
  return (PlanLine){
    .mark = mark,
    .label = label,
    .from = day,
    .to = CERTPLAN_DATE_NONE,
    .days = G_MININT32,
    .basis = basis,
    .source = rule != NULL ? rule->source : "computed",
    .clause = rule != NULL ? rule->clause : NULL,
  };
}

static void
add_bars (const CertplanTimeline *timeline, GArray *lines)
{
  for (guint i = 0; i < timeline->plan.bars->len; i++)
    {
      const CertplanBar *bar = &g_array_index (timeline->plan.bars, CertplanBar, i);
      PlanLine line = {
        .mark = bar->is_pause ? "pause" : "stage",
        .label = bar->label,
        .performer = bar->performer,
        .from = bar->from,
        .to = bar->is_open ? CERTPLAN_DATE_NONE : bar->to,
        .days = bar->days,
        .basis = bar->basis,
        .calendar = _certplan_timeline_name_calendar (bar->is_provisional),
        .source = _certplan_timeline_get_source (bar->rule),
        .clause = _certplan_timeline_get_clause (bar->rule),
      };
      g_array_append_val (lines, line);
    }
}

static gint
compare_lines (gconstpointer a, gconstpointer b)
{
  const PlanLine *x = a, *y = b;
  if (x->from == CERTPLAN_DATE_NONE || y->from == CERTPLAN_DATE_NONE)
    return (x->from == CERTPLAN_DATE_NONE) - (y->from == CERTPLAN_DATE_NONE);
  return x->from < y->from ? -1 : x->from > y->from;
}

/* A stable sort by day: on one day the order of adding stays. */
static void
sort_lines (GArray *lines)
{
  for (guint i = 1; i < lines->len; i++)
    for (guint j = i; j > 0; j--)
      {
        PlanLine *here = &g_array_index (lines, PlanLine, j), *before = here - 1;
        if (compare_lines (before, here) <= 0)
          break;
        PlanLine swap = *here;
        *here = *before;
        *before = swap;
      }
}

/* How the case ended, or will. */
static void
add_end (const CertplanTimeline *timeline, GArray *lines)
{
  const CertplanPlan *plan = &timeline->plan;
  CertplanDate finish = timeline->request->finish;
  const char *label = _certplan_timeline_get_end (timeline);
  PlanLine end;
  if (finish != CERTPLAN_DATE_NONE)
    end = make_event ("finish", label, finish, "given", NULL);
  else if (plan->closed != CERTPLAN_DATE_NONE)
    end = make_event ("finish", "case_closed", plan->closed, plan->closing_rule->basis,
                      plan->closing_rule);
  else if (plan->finish != CERTPLAN_DATE_NONE)
    end = make_event ("finish", label, plan->finish, "planned", NULL);
  else
    return;
  end.calendar = _certplan_timeline_name_calendar (plan->is_provisional);
  g_array_append_val (lines, end);
}

/* What a calendar calls the line. (transfer full) */
static char *
dup_title (const PlanLine *line)
{
  g_autofree char *key = g_strconcat ("plan_event.", line->mark, NULL);
  g_autofree char *label = g_strconcat (CERTPLAN_LABEL, line->label, NULL);
  return _certplan_sentence (key, label, NULL);
}

/* A case begins once and ends once, whatever the two are called. */
static void
name_events (CertplanTimeline *timeline, GArray *lines)
{
  const CertplanTimelineCase of = _certplan_timeline_get_case (timeline);
  PlanLine *all = (PlanLine *)(void *)lines->data;
  for (guint i = 0; i < lines->len; i++)
    {
      PlanLine *line = &all[i];
      const gboolean is_once
          = g_str_equal (line->mark, "start") || g_str_equal (line->mark, "finish");
      line->title = _certplan_timeline_keep (timeline, dup_title (line));
      line->of = of;
      line->row = is_once ? NULL : line->label;
      line->number = 1;
      for (guint j = 0; j < i; j++)
        line->number
            += g_str_equal (all[j].mark, line->mark) && g_strcmp0 (all[j].row, line->row) == 0;
      line->cycle_from
          = g_str_equal (line->mark, "limit") ? timeline->request->start : CERTPLAN_DATE_NONE;
    }
}

CertplanTable *
_certplan_timeline_make_plan (CertplanTimeline *timeline)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (PlanLine));
  PlanLine start = make_event ("start", timeline->start_event, timeline->request->start, "given",
                               timeline->limits[CERTPLAN_LIMIT_TARGET].rule);
  g_array_append_val (lines, start);
  add_bars (timeline, lines);
  for (guint i = 0; i < CERTPLAN_N_LIMITS; i++)
    if (timeline->limits[i].rule != NULL)
      {
        PlanLine limit = make_event ("limit", _certplan_limit_name (i), timeline->limits[i].due,
                                     timeline->limits[i].rule->basis, timeline->limits[i].rule);
        limit.calendar = _certplan_timeline_name_calendar (timeline->limits[i].is_provisional);
        g_array_append_val (lines, limit);
      }
  add_end (timeline, lines);
  sort_lines (lines);
  name_events (timeline, lines);
  CertplanTable *table
      = _certplan_timeline_make_table (timeline, "plan", plan_columns, N_SHOWN, lines);
  _certplan_table_set_events (table, get_events (), G_N_ELEMENTS (plan_columns) - N_SHOWN);
  g_autofree char *title = _certplan_timeline_dup_title (timeline);
  g_autofree char *subtitle = _certplan_timeline_dup_subtitle (
      timeline, _certplan_timeline_is_provisional (timeline), FALSE);
  _certplan_table_set_title (table, title, subtitle);
  return table;
}
