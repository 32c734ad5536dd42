/* A table's rows as what a Gantt chart shows. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-gantt-private.h"
#include "certplan-outputs.h"
#include "certplan-private.h"

/* A picture of more lines is no picture any more. */
#define MAX_ROWS 400
#define MAX_MARKS (50 * MAX_ROWS)
/* From this length on a day without its year can be mistaken. */
#define LONG_CHART_DAYS 330

/* The colours that no actor has of his own, in the order in which they are given out. */
static const guint32 palette[] = { 0x7a5195, 0x94a3b8, 0xb0764b, 0x5aa9c9, 0x7ba05b, 0xc77dae };
#define RGB_NO_ACTOR 0x64748b

static const struct
{
  const char *key;
  guint32 rgb;
} own_colours[] = {
  { "applicant", 0xe9a23b }, { "office", 0x2f6db5 },   { "centre", 0x2f6db5 },
  { "applying", 0xe9a23b },  { "in_force", 0x9dbfe6 },
};

void
_certplan_gantt_free (CertplanGantt *gantt)
{
  g_array_unref (gantt->rows);
  g_array_unref (gantt->limits);
  g_array_unref (gantt->rests);
  g_array_unref (gantt->actors);
  g_free (gantt);
}

const char *
_certplan_gantt_say_day (CertplanGantt *gantt, CertplanDate day)
{
  const gboolean is_long
      = gantt->first != CERTPLAN_DATE_NONE && gantt->last - gantt->first >= LONG_CHART_DAYS;

  return _certplan_figure_say_day (gantt->figure, day, is_long);
}

static CertplanGantt *
new_gantt (CertplanFigure *figure)
{
  CertplanGantt *gantt = g_new0 (CertplanGantt, 1);

  gantt->figure = figure;
  gantt->rows = g_array_new (FALSE, TRUE, sizeof (CertplanGanttRow));
  gantt->limits = g_array_new (FALSE, TRUE, sizeof (CertplanGanttLimit));
  gantt->rests = g_array_new (FALSE, TRUE, sizeof (CertplanGanttRest));
  gantt->actors = g_array_new (FALSE, TRUE, sizeof (CertplanGanttActor));
  gantt->first = gantt->last = CERTPLAN_DATE_NONE;
  return gantt;
}

static gboolean
is_taken (const CertplanGantt *gantt, guint32 rgb)
{
  for (guint i = 0; i < gantt->actors->len; i++)
    if (g_array_index (gantt->actors, CertplanGanttActor, i).rgb == rgb)
      return TRUE;
  return FALSE;
}

static guint32
choose_colour (const CertplanGantt *gantt, const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (own_colours); i++)
    if (g_str_equal (key, own_colours[i].key) && !is_taken (gantt, own_colours[i].rgb))
      return own_colours[i].rgb;
  for (guint i = 0; i < G_N_ELEMENTS (palette); i++)
    if (!is_taken (gantt, palette[i]))
      return palette[i];
  return RGB_NO_ACTOR;
}

static guint
find_actor (CertplanGantt *gantt, const char *key, gboolean is_bar)
{
  if (*key == '\0')
    return CERTPLAN_NO_ACTOR;
  for (guint i = 0; i < gantt->actors->len; i++)
    if (g_str_equal (g_array_index (gantt->actors, CertplanGanttActor, i).key, key))
      return i;
  if (!is_bar) /* the legend speaks of bars only; whose the limit is becomes clear later, or never
                */
    return CERTPLAN_NO_ACTOR;
  const CertplanGanttActor actor
      = { key, certplan_labels_get (gantt->figure->labels, gantt->figure->lang, key),
          choose_colour (gantt, key) };
  g_array_append_val (gantt->actors, actor);
  return gantt->actors->len - 1;
}

/* A row of the table, as it is read. */
typedef struct
{
  const char *mark;
  const char *label;
  const char *actor; /* its key, "" = none */
  CertplanDate from;
  CertplanDate to;
  gint64 days;
} Cells;

static void
read_cells (CertplanGantt *gantt, CertplanCursor *cursor, Cells *cells)
{
  CertplanFigure *figure = gantt->figure;
  const CertplanChartSpec *spec = _certplan_table_get_chart (figure->table);

  cells->mark = _certplan_figure_read (figure, cursor, spec->mark, TRUE);
  cells->label = _certplan_figure_read (figure, cursor, spec->label, FALSE);
  cells->actor = _certplan_figure_read (figure, cursor, spec->actor, TRUE);
  cells->from = certplan_cursor_get_date (cursor, spec->from);
  cells->to = certplan_cursor_get_date (cursor, spec->to);
  cells->days = certplan_cursor_get_int (cursor, spec->days);
}

static void
widen (CertplanGantt *gantt, CertplanDate from, CertplanDate to)
{
  if (gantt->first == CERTPLAN_DATE_NONE || from < gantt->first)
    gantt->first = from;
  if (gantt->last == CERTPLAN_DATE_NONE || to > gantt->last)
    gantt->last = to;
}

guint
_certplan_gantt_count_lines (const CertplanGantt *gantt)
{
  const GArray *rows = gantt->rows;
  return rows->len > 0 ? g_array_index (rows, CertplanGanttRow, rows->len - 1).line + 1 : 0;
}

static void
add_row (CertplanGantt *gantt, const Cells *cells, gboolean is_milestone)
{
  guint n_lines = _certplan_gantt_count_lines (gantt);
  CertplanGanttRow row = {
    .label = cells->label,
    .is_milestone = is_milestone,
    .from = cells->from,
    .to = cells->to,
    .actor = CERTPLAN_NO_ACTOR,
    .note = "",
    .line = n_lines > 0 && *cells->label == '\0' ? n_lines - 1 : n_lines,
  };

  if (row.from != CERTPLAN_DATE_NONE)
    {
      if (is_milestone)
        row.to = row.from + 1;
      else if (row.to == CERTPLAN_DATE_NONE || row.to < row.from)
        row.to = row.from; /* drawn as a thin bar */
      widen (gantt, row.from, MAX (row.to, row.from + 1));
    }
  if (!is_milestone)
    row.actor = find_actor (gantt, cells->actor, TRUE);
  if (!is_milestone && cells->days != G_MININT64)
    row.note = _certplan_figure_say_number (gantt->figure, "chart.days", cells->days);
  g_array_append_val (gantt->rows, row);
}

/* @actor_keys: gets the limit's actor, to be looked up when all bars are known */
static void
add_limit (CertplanGantt *gantt, const Cells *cells, GPtrArray *actor_keys)
{
  const CertplanGanttLimit limit = { cells->label, cells->from, CERTPLAN_NO_ACTOR, FALSE, FALSE };

  if (limit.day == CERTPLAN_DATE_NONE)
    return;
  widen (gantt, limit.day, limit.day + 1);
  g_array_append_val (gantt->limits, limit);
  g_ptr_array_add (actor_keys, (gpointer)cells->actor);
}

/* The days of one holiday come one a row or all in one; they are one band, but where the years with
 * a notice end. */
static void
add_rest (CertplanGantt *gantt, const Cells *cells)
{
  const CertplanDate to = cells->to != CERTPLAN_DATE_NONE ? cells->to : cells->from + 1;
  const CertplanWorkcal *workcal = _certplan_table_get_workcal (gantt->figure->table);
  CertplanGanttRest rest = { cells->label, cells->from, to, FALSE, FALSE };

  if (cells->from == CERTPLAN_DATE_NONE || to <= cells->from)
    return;
  rest.is_provisional
      = workcal != NULL && certplan_workcal_is_provisional (workcal, rest.from, rest.to - 1);
  if (gantt->rests->len > 0)
    {
      CertplanGanttRest *before
          = &g_array_index (gantt->rests, CertplanGanttRest, gantt->rests->len - 1);
      rest.is_continued = rest.from <= before->to && rest.from >= before->from
                          && g_str_equal (rest.label, before->label);
      if (rest.is_continued && rest.is_provisional == before->is_provisional)
        {
          before->to = MAX (before->to, rest.to);
          return;
        }
    }
  g_array_append_val (gantt->rests, rest);
}

static void
add_cells (CertplanGantt *gantt, const Cells *cells, GPtrArray *actor_keys)
{
  if (g_str_equal (cells->mark, "bar"))
    add_row (gantt, cells, FALSE);
  else if (g_str_equal (cells->mark, "milestone"))
    add_row (gantt, cells, TRUE);
  else if (g_str_equal (cells->mark, "limit"))
    add_limit (gantt, cells, actor_keys);
  else if (g_str_equal (cells->mark, "rest"))
    add_rest (gantt, cells);
}

/* A limit of one actor is missed where a bar of his crosses it; one of the whole, where anything
 * ends behind it. */
static gboolean
is_missed (const CertplanGantt *gantt, const CertplanGanttLimit *limit, gboolean has_actor)
{
  for (guint i = 0; i < gantt->rows->len; i++)
    {
      const CertplanGanttRow *row = &g_array_index (gantt->rows, CertplanGanttRow, i);
      if (row->from == CERTPLAN_DATE_NONE || row->to <= limit->day + 1)
        continue;
      if (!has_actor
          || (row->actor != CERTPLAN_NO_ACTOR && row->actor == limit->actor
              && row->from <= limit->day))
        return TRUE;
    }
  return FALSE;
}

/* Beside other marks there is no room to say a day. */
static gboolean
is_alone (const CertplanGantt *gantt, guint i)
{
  const CertplanGanttRow *rows = &g_array_index (gantt->rows, CertplanGanttRow, 0);
  return (i == 0 || rows[i - 1].line != rows[i].line)
         && (i + 1 == gantt->rows->len || rows[i + 1].line != rows[i].line);
}

/* The day on which all this is said, where the chart has it. */
static void
add_as_of (CertplanGantt *gantt)
{
  const CertplanDate as_of = gantt->figure->as_of;

  if (gantt->first == CERTPLAN_DATE_NONE || as_of <= gantt->first || as_of >= gantt->last)
    return;
  const CertplanGanttLimit limit
      = { _certplan_figure_say (gantt->figure, "chart.as_of",
                                _certplan_gantt_say_day (gantt, as_of), NULL),
          as_of - 1, CERTPLAN_NO_ACTOR, FALSE, TRUE };
  g_array_append_val (gantt->limits, limit);
}

/* What can be said only when the whole chart is known. */
static void
finish (CertplanGantt *gantt, const GPtrArray *actor_keys)
{
  for (guint i = 0; i < gantt->limits->len; i++)
    {
      CertplanGanttLimit *limit = &g_array_index (gantt->limits, CertplanGanttLimit, i);
      const char *key = actor_keys->pdata[i];
      limit->actor = find_actor (gantt, key, FALSE);
      limit->is_missed = is_missed (gantt, limit, *key != '\0');
      limit->label = _certplan_figure_say (gantt->figure, "chart.limit", limit->label,
                                           _certplan_gantt_say_day (gantt, limit->day));
    }
  add_as_of (gantt);
  for (guint i = 0; i < gantt->rows->len; i++)
    {
      CertplanGanttRow *row = &g_array_index (gantt->rows, CertplanGanttRow, i);
      if (row->from == CERTPLAN_DATE_NONE)
        row->note = _certplan_figure_say (gantt->figure, "chart.no_date", NULL, NULL);
      else if (row->is_milestone && is_alone (gantt, i))
        row->note = _certplan_gantt_say_day (gantt, row->from);
    }
}

static gboolean
check_size (const CertplanGantt *gantt, GError **error)
{
  if (_certplan_gantt_count_lines (gantt) <= MAX_ROWS && gantt->rows->len <= MAX_MARKS)
    return TRUE;
  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_CHART,
               _ ("the chart has more than %d lines; wanted a shorter result, or a .csv"),
               MAX_ROWS);
  return FALSE;
}

CertplanGantt *
_certplan_gantt_read (CertplanFigure *figure, GError **error)
{
  g_autoptr (CertplanGantt) gantt = new_gantt (figure);
  g_autoptr (GPtrArray) actor_keys = g_ptr_array_new ();
  g_autoptr (CertplanCursor) cursor = certplan_table_open (figure->table);
  g_autoptr (GError) failure = NULL;

  while (certplan_cursor_next (cursor, &failure))
    {
      Cells cells;
      read_cells (gantt, cursor, &cells);
      add_cells (gantt, &cells, actor_keys);
      if (!check_size (gantt, error))
        return NULL;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  finish (gantt, actor_keys);
  return g_steal_pointer (&gantt);
}
