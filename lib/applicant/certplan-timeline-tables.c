/* A timeline as tables: plan, limits, clock, pauses, wish. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-timeline-tables-private.h"
#include "certplan-warnings-private.h"
#include <string.h>

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
  /* not shown: the limit that is still to be kept, for events */
  CertplanDate ends_by;
  CertplanTimelineCase of;
  gint number;
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
  CERTPLAN_RESULT_COLUMN (PauseLine, ends_by, DATE), /* from here on not shown */
  _CERTPLAN_TIMELINE_CASE_COLUMNS (PauseLine),
  CERTPLAN_RESULT_COLUMN (PauseLine, number, INT),
};
enum /* places in pause_columns */
{
  PAUSE_REASON,
  PAUSE_FROM,
  PAUSE_BASIS = PAUSE_FROM + 4,
  PAUSE_OWN_LIMIT,
  PAUSE_SOURCE = PAUSE_OWN_LIMIT + 2,
  PAUSE_CLAUSE,
  PAUSE_ENDS_BY,
  PAUSE_CASE,
  PAUSE_QUALIFICATION,
  PAUSE_KIND,
  PAUSE_NAMED,
  PAUSE_NUMBER,
};

/* What the applicant has a limit of its own for, as the supplement, is an event on its last day. */
static const CertplanEventSpec *
get_pause_events (void)
{
  static const guint summary[] = { PAUSE_REASON, PAUSE_CASE, PAUSE_QUALIFICATION, PAUSE_KIND };
  static const guint description[]
      = { PAUSE_REASON, PAUSE_FROM, PAUSE_BASIS, PAUSE_OWN_LIMIT, PAUSE_SOURCE, PAUSE_CLAUSE };
  static const guint key[]
      = { PAUSE_NAMED, PAUSE_QUALIFICATION, PAUSE_KIND, PAUSE_REASON, PAUSE_NUMBER };
  static CertplanEventSpec spec = {
    .date = PAUSE_ENDS_BY,
    .category = PAUSE_REASON,
    .mark = CERTPLAN_EVENT_NO_COLUMN,
    .summary = summary,
    .n_summary = G_N_ELEMENTS (summary),
    .description = description,
    .n_description = G_N_ELEMENTS (description),
    .key = key,
    .n_key = G_N_ELEMENTS (key),
    .alarm_from = PAUSE_FROM,
  };
  return _certplan_warnings_ring (&spec);
}

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
  CertplanTimelineCase of; /* not shown */
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
  _CERTPLAN_TIMELINE_CASE_COLUMNS (WishLine), /* from here on not shown */
};
enum /* places in wish_columns */
{
  WISH_LIMIT,
  WISH_DAY,
  WISH_PERIOD,
  WISH_LATEST_START,
  WISH_EVENT,
  WISH_BASIS,
  WISH_CALENDAR,
  WISH_SOURCE,
  WISH_CLAUSE,
  WISH_CASE,
  WISH_QUALIFICATION,
  WISH_KIND,
  WISH_NAMED,
};

/* The latest start for each limit. */
static const CertplanEventSpec *
get_wish_events (void)
{
  static const guint summary[] = { WISH_LIMIT, WISH_CASE, WISH_QUALIFICATION, WISH_KIND };
  static const guint description[] = { WISH_LIMIT, WISH_DAY,      WISH_PERIOD, WISH_EVENT,
                                       WISH_BASIS, WISH_CALENDAR, WISH_SOURCE, WISH_CLAUSE };
  static const guint key[] = { WISH_NAMED, WISH_QUALIFICATION, WISH_KIND, WISH_LIMIT };
  static const CertplanEventSpec spec = {
    .date = WISH_LATEST_START,
    .category = WISH_LIMIT,
    .mark = CERTPLAN_EVENT_NO_COLUMN,
    .summary = summary,
    .n_summary = G_N_ELEMENTS (summary),
    .description = description,
    .n_description = G_N_ELEMENTS (description),
    .key = key,
    .n_key = G_N_ELEMENTS (key),
    .alarm_from = CERTPLAN_EVENT_NO_COLUMN,
  };
  return &spec;
}

/* A timeline is shared between threads, and its texts still grow when tables are made. */
G_LOCK_DEFINE_STATIC (texts);

const char *
_certplan_timeline_keep (CertplanTimeline *timeline, char *text)
{
  G_LOCK (texts);
  const char *kept = g_string_chunk_insert_const (timeline->texts, text);
  G_UNLOCK (texts);
  g_free (text);
  return kept;
}

CertplanTimelineCase
_certplan_timeline_get_case (CertplanTimeline *timeline)
{
  const CertplanTimelineRequest *request = timeline->request;
  const CertplanDate asked = request->start != CERTPLAN_DATE_NONE ? request->start : request->wish;
  return (CertplanTimelineCase){
    .case_name = request->case_name,
    .qualification = certplan_rulebook_get_qualification (request->rulebook, request->handle),
    .kind = request->kind,
    .named = request->case_name != NULL
                 ? request->case_name
                 : _certplan_timeline_keep (timeline, certplan_date_format (asked)),
  };
}

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
        .calendar = _certplan_timeline_name_calendar (limit->is_provisional),
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

/* How many pauses for the same reason there were before. */
static gint
count_reason_before (const CertplanTimeline *timeline, guint place)
{
  const CertplanBar *bars = (const CertplanBar *)(const void *)timeline->plan.bars->data;
  gint n = 0;
  for (guint i = 0; i < place; i++)
    n += bars[i].is_pause && g_str_equal (bars[i].label, bars[place].label);
  return n;
}

static CertplanTable *
make_pauses (CertplanTimeline *timeline)
{
  const CertplanTimelineCase of = _certplan_timeline_get_case (timeline);
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
        .source = _certplan_timeline_get_source (rule),
        .clause = _certplan_timeline_get_clause (rule),
        .ends_by = bar->is_open ? bar->limit : CERTPLAN_DATE_NONE,
        .of = of,
        .number = count_reason_before (timeline, i) + 1,
      };
      g_array_append_val (lines, line);
    }
  CertplanTable *table
      = _certplan_timeline_make_table (timeline, "pauses", pause_columns, PAUSE_ENDS_BY, lines);
  _certplan_table_set_events (table, get_pause_events (),
                              G_N_ELEMENTS (pause_columns) - PAUSE_ENDS_BY);
  g_autofree char *title = _certplan_sentence ("title.pauses", NULL);
  _certplan_table_set_title (table, title, NULL);
  return table;
}

static CertplanTable *
make_wish (CertplanTimeline *timeline)
{
  const CertplanTimelineCase of = _certplan_timeline_get_case (timeline);
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
        .calendar = _certplan_timeline_name_calendar (limit->is_start_provisional),
        .source = limit->rule->source,
        .clause = limit->rule->clause,
        .of = of,
      };
      g_array_append_val (lines, line);
    }
  CertplanTable *table
      = _certplan_timeline_make_table (timeline, "wish", wish_columns, WISH_CASE, lines);
  _certplan_table_set_events (table, get_wish_events (), G_N_ELEMENTS (wish_columns) - WISH_CASE);
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
      certplan_tables_take (tables, _certplan_timeline_make_plan (timeline));
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
