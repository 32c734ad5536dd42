/* A timeline as tables: plan, limits, clock, pauses, wish. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-timeline-tables-private.h"
#include <string.h>

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
};

typedef struct
{
  const char *limit;
  const char *modality;
  CertplanPeriod period;
  CertplanDate base;
  gint paused_days;
  CertplanDate due;
  gint days_used, days_left;
  const char *state;
  CertplanDate planned_finish;
  const char *planned_state;
  const char *basis;
  const char *calendar;
  const char *source;
  const char *clause;
} LimitLine;

static const CertplanColumn limit_columns[] = {
  CERTPLAN_RESULT_COLUMN (LimitLine, limit, CHOICE),
  CERTPLAN_RESULT_COLUMN (LimitLine, modality, CHOICE),
  CERTPLAN_RESULT_COLUMN (LimitLine, period, PERIOD),
  CERTPLAN_RESULT_COLUMN (LimitLine, base, DATE, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (LimitLine, paused_days, INT, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (LimitLine, due, DATE),
  CERTPLAN_RESULT_COLUMN (LimitLine, days_used, INT),
  CERTPLAN_RESULT_COLUMN (LimitLine, days_left, INT),
  CERTPLAN_RESULT_COLUMN (LimitLine, state, CHOICE),
  CERTPLAN_RESULT_COLUMN (LimitLine, planned_finish, DATE),
  CERTPLAN_RESULT_COLUMN (LimitLine, planned_state, CHOICE),
  CERTPLAN_RESULT_COLUMN (LimitLine, basis, CHOICE),
  CERTPLAN_RESULT_COLUMN (LimitLine, calendar, CHOICE),
  CERTPLAN_RESULT_COLUMN (LimitLine, source, CHOICE, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (LimitLine, clause, TEXT),
};

typedef struct
{
  const char *clock;  /* office, applicant */
  const char *reason; /* the applicant's days by reason; NULL for the office */
  gint days;
} ClockLine;

static const CertplanColumn clock_columns[] = {
  CERTPLAN_RESULT_COLUMN (ClockLine, clock, CHOICE),
  CERTPLAN_RESULT_COLUMN (ClockLine, reason, CHOICE),
  CERTPLAN_RESULT_COLUMN (ClockLine, days, INT),
};

typedef struct
{
  const char *reason;
  CertplanDate from;
  CertplanDate resumed; /* NONE = still open */
  gint days;
  const char *stops_clock;
  const char *basis;
  CertplanDate own_limit;
  const char *own_state; /* in_time, late; NULL = it has no limit */
  const char *source;
  const char *clause;
} PauseLine;

static const CertplanColumn pause_columns[] = {
  CERTPLAN_RESULT_COLUMN (PauseLine, reason, CHOICE),
  CERTPLAN_RESULT_COLUMN (PauseLine, from, DATE),
  CERTPLAN_RESULT_COLUMN (PauseLine, resumed, DATE),
  CERTPLAN_RESULT_COLUMN (PauseLine, days, INT),
  CERTPLAN_RESULT_COLUMN (PauseLine, stops_clock, CHOICE),
  CERTPLAN_RESULT_COLUMN (PauseLine, basis, CHOICE),
  CERTPLAN_RESULT_COLUMN (PauseLine, own_limit, DATE),
  CERTPLAN_RESULT_COLUMN (PauseLine, own_state, CHOICE),
  CERTPLAN_RESULT_COLUMN (PauseLine, source, CHOICE),
  CERTPLAN_RESULT_COLUMN (PauseLine, clause, TEXT),
};

typedef struct
{
  const char *limit;
  CertplanDate wish;
  CertplanPeriod period;
  CertplanDate latest_start;
  const char *event;
  const char *basis;
  const char *calendar;
  const char *source;
  const char *clause;
} WishLine;

static const CertplanColumn wish_columns[] = {
  CERTPLAN_RESULT_COLUMN (WishLine, limit, CHOICE),
  CERTPLAN_RESULT_COLUMN (WishLine, wish, DATE),
  CERTPLAN_RESULT_COLUMN (WishLine, period, PERIOD),
  CERTPLAN_RESULT_COLUMN (WishLine, latest_start, DATE),
  CERTPLAN_RESULT_COLUMN (WishLine, event, CHOICE),
  CERTPLAN_RESULT_COLUMN (WishLine, basis, CHOICE),
  CERTPLAN_RESULT_COLUMN (WishLine, calendar, CHOICE),
  CERTPLAN_RESULT_COLUMN (WishLine, source, CHOICE),
  CERTPLAN_RESULT_COLUMN (WishLine, clause, TEXT),
};

CertplanTable *
_certplan_timeline_make_table (CertplanTimeline *timeline, const char *name,
                               const CertplanColumn *columns, guint n_columns, GArray *rows)
{
  CertplanTable *table
      = _certplan_table_new_array (name, columns, n_columns, rows, certplan_timeline_ref (timeline),
                                   (GDestroyNotify)certplan_timeline_unref);
  _certplan_table_set_labels (table, certplan_rulebook_get_labels (timeline->request->rulebook));
  return table;
}

char *
_certplan_timeline_dup_title (const CertplanTimeline *timeline)
{
  const CertplanTimelineRequest *request = timeline->request;
  CertplanNameParts name = _certplan_rulebook_get_name_parts (request->rulebook, request->handle);
  g_autofree char *kind = g_strconcat (CERTPLAN_LABEL, request->kind, NULL);
  return _certplan_sentence ("title.timeline", name.scheme, name.category, name.level, kind, NULL);
}

/* What stands in the column "calendar". */
static const char *
get_calendar (gboolean is_provisional)
{
  return is_provisional ? "provisional" : NULL;
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

/* Where a stage or reason is named; one of the caller's own stands in no document. */
static const char *
get_source (const CertplanRule *rule)
{
  return rule != NULL ? rule->source : "no_document";
}

static const char *
get_clause (const CertplanRule *rule)
{
  return rule != NULL ? rule->clause : NULL;
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
        .calendar = get_calendar (bar->is_provisional),
        .source = get_source (bar->rule),
        .clause = get_clause (bar->rule),
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
  end.calendar = get_calendar (plan->is_provisional);
  g_array_append_val (lines, end);
}

static CertplanTable *
make_plan (CertplanTimeline *timeline)
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
        limit.calendar = get_calendar (timeline->limits[i].is_provisional);
        g_array_append_val (lines, limit);
      }
  add_end (timeline, lines);
  sort_lines (lines);
  CertplanTable *table = _certplan_timeline_make_table (timeline, "plan", plan_columns,
                                                        G_N_ELEMENTS (plan_columns), lines);
  g_autofree char *title = _certplan_timeline_dup_title (timeline);
  g_autofree char *subtitle = _certplan_timeline_dup_subtitle (
      timeline, _certplan_timeline_is_provisional (timeline), FALSE);
  _certplan_table_set_title (table, title, subtitle);
  return table;
}

static CertplanTable *
make_limits (CertplanTimeline *timeline)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (LimitLine));
  for (guint i = 0; i < CERTPLAN_N_LIMITS; i++)
    {
      const CertplanLimit *limit = &timeline->limits[i];
      if (limit->rule == NULL)
        continue;
      LimitLine line = {
        .limit = _certplan_limit_name (i),
        .modality = limit->rule->modality,
        .period = limit->rule->duration,
        .base = limit->base,
        .paused_days = limit->n_paused,
        .due = limit->due,
        .days_used = timeline->days_used,
        .days_left = limit->days_left,
        .state = limit->state,
        .planned_finish = timeline->plan.finish,
        .planned_state = limit->planned_state,
        .basis = limit->rule->basis,
        .calendar = get_calendar (limit->is_provisional),
        .source = limit->rule->source,
        .clause = limit->rule->clause,
      };
      g_array_append_val (lines, line);
    }
  CertplanTable *table = _certplan_timeline_make_table (timeline, "limits", limit_columns,
                                                        G_N_ELEMENTS (limit_columns), lines);
  g_autofree char *title = _certplan_sentence ("title.limits", NULL);
  _certplan_table_set_title (table, title, NULL);
  return table;
}

/* The days up to the reading that one reason stopped the clock; overlaps of one reason count once.
 */
static gint
count_reason (const CertplanTimeline *timeline, const char *reason, CertplanDate end)
{
  g_autoptr (CertplanPauses) own = certplan_pauses_new ();
  for (guint i = 0; i < timeline->plan.bars->len; i++)
    {
      const CertplanBar *bar = &g_array_index (timeline->plan.bars, CertplanBar, i);
      if (bar->is_pause && bar->counts && g_str_equal (bar->label, reason))
        certplan_pauses_add (own, bar->from, bar->counted_to, NULL);
    }
  return certplan_pauses_count (own, timeline->request->start, end);
}

static gboolean
is_first_of_reason (const CertplanTimeline *timeline, guint place)
{
  const CertplanBar *bars = (const CertplanBar *)(const void *)timeline->plan.bars->data;
  if (!bars[place].is_pause || !bars[place].counts)
    return FALSE;
  for (guint i = 0; i < place; i++)
    if (bars[i].is_pause && bars[i].counts && g_str_equal (bars[i].label, bars[place].label))
      return FALSE;
  return TRUE;
}

static CertplanTable *
make_clock (CertplanTimeline *timeline)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (ClockLine));
  CertplanDate finish = timeline->request->finish, closed = timeline->plan.closed;
  CertplanDate end = finish != CERTPLAN_DATE_NONE ? finish : timeline->as_of;
  if (closed != CERTPLAN_DATE_NONE)
    end = MIN (end, closed);
  ClockLine office = { "office_clock", NULL, timeline->days_used };
  g_array_append_val (lines, office);
  for (guint i = 0; i < timeline->plan.bars->len; i++)
    if (is_first_of_reason (timeline, i))
      {
        const char *reason = g_array_index (timeline->plan.bars, CertplanBar, i).label;
        ClockLine line = { "applicant_clock", reason, count_reason (timeline, reason, end) };
        g_array_append_val (lines, line);
      }
  if (lines->len > 2) /* reasons may overlap: together each day counts once */
    {
      ClockLine all
          = { "applicant_clock", "total",
              certplan_pauses_count (timeline->plan.pauses, timeline->request->start, end) };
      g_array_append_val (lines, all);
    }
  CertplanTable *table = _certplan_timeline_make_table (timeline, "clock", clock_columns,
                                                        G_N_ELEMENTS (clock_columns), lines);
  g_autofree char *day = certplan_date_format (end);
  g_autofree char *title = _certplan_sentence ("title.clock", day, NULL);
  _certplan_table_set_title (table, title, NULL);
  return table;
}

/* Whether a pause kept its own limit; resuming on the last day is in time. */
static const char *
judge_pause (const CertplanBar *bar)
{
  if (bar->limit == CERTPLAN_DATE_NONE)
    return NULL;
  return bar->to > bar->limit ? "late" : bar->is_open ? "running" : "in_time";
}

static CertplanTable *
make_pauses (CertplanTimeline *timeline)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (PauseLine));
  for (guint i = 0; i < timeline->plan.bars->len; i++)
    {
      const CertplanBar *bar = &g_array_index (timeline->plan.bars, CertplanBar, i);
      const CertplanRule *rule = bar->limit_rule != NULL ? bar->limit_rule : bar->rule;
      if (!bar->is_pause)
        continue;
      PauseLine line = {
        .reason = bar->label,
        .from = bar->from,
        .resumed = bar->is_open ? CERTPLAN_DATE_NONE : bar->to,
        .days = bar->days,
        .stops_clock = bar->counts ? "yes" : "no",
        .basis = bar->basis,
        .own_limit = bar->limit,
        .own_state = judge_pause (bar),
        .source = get_source (rule),
        .clause = get_clause (rule),
      };
      g_array_append_val (lines, line);
    }
  CertplanTable *table = _certplan_timeline_make_table (timeline, "pauses", pause_columns,
                                                        G_N_ELEMENTS (pause_columns), lines);
  g_autofree char *title = _certplan_sentence ("title.pauses", NULL);
  _certplan_table_set_title (table, title, NULL);
  return table;
}

static CertplanTable *
make_wish (CertplanTimeline *timeline)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (WishLine));
  for (guint i = 0; i < CERTPLAN_N_LIMITS; i++)
    {
      const CertplanLimit *limit = &timeline->limits[i];
      if (limit->rule == NULL)
        continue;
      WishLine line = {
        .limit = _certplan_limit_name (i),
        .wish = timeline->request->wish,
        .period = limit->rule->duration,
        .latest_start = limit->latest_start,
        .event = timeline->start_event,
        .basis = limit->rule->basis,
        .calendar = get_calendar (limit->is_start_provisional),
        .source = limit->rule->source,
        .clause = limit->rule->clause,
      };
      g_array_append_val (lines, line);
    }
  CertplanTable *table = _certplan_timeline_make_table (timeline, "wish", wish_columns,
                                                        G_N_ELEMENTS (wish_columns), lines);
  g_autofree char *title = _certplan_sentence ("title.wish", NULL);
  _certplan_table_set_title (table, title, NULL);
  return table;
}

CertplanTables *
certplan_timeline_dup_tables (CertplanTimeline *timeline, gboolean explain)
{
  CertplanTables *tables = certplan_tables_new ();
  gboolean has_start = timeline->request->start != CERTPLAN_DATE_NONE;
  if (has_start)
    {
      certplan_tables_take (tables, make_plan (timeline));
      certplan_tables_take (tables, make_limits (timeline));
      certplan_tables_take (tables, make_clock (timeline));
      certplan_tables_take (tables, make_pauses (timeline));
    }
  if (timeline->request->wish != CERTPLAN_DATE_NONE)
    certplan_tables_take (tables, make_wish (timeline));
  g_autoptr (CertplanExplanation) explanation = _certplan_timeline_explain (timeline);
  _certplan_explanation_add_tables (explanation, explain, tables);
  if (has_start)
    certplan_tables_take (tables, _certplan_timeline_make_gantt (timeline));
  return tables;
}
