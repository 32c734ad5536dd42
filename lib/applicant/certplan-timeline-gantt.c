/* A timeline as bars over days. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-gantt-line-private.h"
#include "certplan-timeline-tables-private.h"

/* "label" or "label *" where the length is assumed; kept in the timeline's texts. */
static const char *
make_label (CertplanTimeline *timeline, const char *key, gboolean is_assumed)
{
  g_autofree char *marked = g_strconcat (CERTPLAN_LABEL, key, NULL);
  return _certplan_timeline_keep (
      timeline, _certplan_sentence (is_assumed ? "label_assumed" : "label_plain", marked, NULL));
}

static void
add_line (CertplanTimeline *timeline, GArray *lines, const char *mark, const char *key,
          gboolean is_assumed, CertplanDate from, CertplanDate to)
{
  CertplanGanttLine line = {
    .mark = mark,
    .label = make_label (timeline, key, is_assumed),
    .from = from,
    .to = to,
    .days = G_MININT32,
  };
  g_array_append_val (lines, line);
}

/* The bars that begin before the start, or those from then on. */
static void
add_bars (CertplanTimeline *timeline, GArray *lines, gboolean before_start)
{
  for (guint i = 0; i < timeline->plan.bars->len; i++)
    {
      const CertplanBar *bar = &g_array_index (timeline->plan.bars, CertplanBar, i);
      if ((bar->from < timeline->request->start) != before_start)
        continue;
      if (bar->from == CERTPLAN_DATE_NONE || bar->to == CERTPLAN_DATE_NONE)
        continue;
      CertplanGanttLine line = {
        .mark = "bar",
        .label = make_label (timeline, bar->label, g_str_equal (bar->basis, "assumption")),
        .from = bar->from,
        .to = bar->to,
        .actor = bar->performer != NULL ? bar->performer : "other",
        .days = bar->days,
      };
      g_array_append_val (lines, line);
    }
}

static void
add_end (CertplanTimeline *timeline, GArray *lines)
{
  CertplanDate finish = timeline->request->finish;
  const char *label = _certplan_timeline_get_end (timeline);
  if (finish == CERTPLAN_DATE_NONE && timeline->plan.closed != CERTPLAN_DATE_NONE)
    {
      finish = timeline->plan.closed;
      label = "case_closed";
    }
  if (finish == CERTPLAN_DATE_NONE)
    finish = timeline->plan.finish;
  if (finish != CERTPLAN_DATE_NONE)
    add_line (timeline, lines, "milestone", label, FALSE, finish, CERTPLAN_DATE_NONE);
}

/* The days that the picture shows: from the first bar to the last limit. */
static void
find_range (const GArray *lines, CertplanDate *first, CertplanDate *end)
{
  *first = G_MAXINT32;
  *end = G_MININT32;
  for (guint i = 0; i < lines->len; i++)
    {
      const CertplanGanttLine *line = &g_array_index (lines, CertplanGanttLine, i);
      *first = MIN (*first, line->from);
      *end = MAX (*end, MAX (line->from, line->to) + 1);
    }
}

/* Holidays in a row that have one name are one band. Returns: whether any day shown is provisional
 */
static gboolean
add_rest_days (CertplanTimeline *timeline, GArray *lines)
{
  const CertplanWorkcal *workcal = certplan_rulebook_get_workcal (timeline->request->rulebook);
  CertplanDate first, end;
  find_range (lines, &first, &end);
  first = MAX (first, certplan_workcal_get_first (workcal));
  end = MIN (end, certplan_workcal_get_last (workcal) + 1);
  for (CertplanDate day = first, next; day < end; day = next)
    {
      const char *name = certplan_workcal_get_name (workcal, day);
      next = day + 1;
      if (name == NULL || certplan_workcal_is_working (workcal, day))
        continue;
      while (next < end && !certplan_workcal_is_working (workcal, next)
             && g_strcmp0 (certplan_workcal_get_name (workcal, next), name) == 0)
        next++;
      add_line (timeline, lines, "rest", name, FALSE, day, next);
    }
  return first < end && certplan_workcal_is_provisional (workcal, first, end - 1);
}

CertplanTable *
_certplan_timeline_make_gantt (CertplanTimeline *timeline)
{
  const CertplanTimelineRequest *request = timeline->request;
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (CertplanGanttLine));
  add_bars (timeline, lines, TRUE);
  add_line (timeline, lines, "milestone", timeline->start_event, FALSE, request->start,
            CERTPLAN_DATE_NONE);
  add_bars (timeline, lines, FALSE);
  add_end (timeline, lines);
  for (guint i = 0; i < CERTPLAN_N_LIMITS; i++)
    if (timeline->limits[i].rule != NULL)
      add_line (timeline, lines, "limit", _certplan_limit_name (i),
                g_str_equal (timeline->limits[i].rule->basis, "assumption"),
                timeline->limits[i].due, CERTPLAN_DATE_NONE);
  gboolean is_provisional = add_rest_days (timeline, lines);
  CertplanTable *table = _certplan_timeline_make_table (timeline, "gantt", _certplan_gantt_columns,
                                                        CERTPLAN_N_GANTT_COLUMNS, lines);
  g_autofree char *title = _certplan_timeline_dup_title (timeline);
  g_autofree char *subtitle = _certplan_timeline_dup_subtitle (
      timeline, is_provisional || _certplan_timeline_is_provisional (timeline), TRUE);
  _certplan_table_set_title (table, title, subtitle);
  _certplan_table_set_chart (table, &_certplan_gantt_spec);
  _certplan_table_set_workcal (table, certplan_rulebook_get_workcal (timeline->request->rulebook));
  _certplan_table_set_drawn_only (table);
  return table;
}
