/* A model's resources, stages and ways. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-read-private.h"
#include "certplan-private.h"
#include <string.h>

/* Resources and people */

void
_certplan_sim_read_unit (CertplanSimReader *reader, const char *group, guint number)
{
  CertplanSimModel *model = reader->model;
  const gint n_days = _certplan_sim_count_days (reader);
  gint calendar;
  gint32 share = 1000000;
  _certplan_sim_read_calendar (reader, group, &calendar);
  _certplan_sim_read_share (reader, group, "share", &share);
  if (share == 0)
    _certplan_sim_add_fault (reader, group, "share", _ ("no share"), "0",
                             _ ("a number above 0 to 1"));
  if (g_key_file_has_key (reader->file->keys, group, "leave", NULL))
    {
      if (model->start == CERTPLAN_DATE_NONE)
        {
          _certplan_sim_add_fault (reader, group, "leave", _ ("dates in a model without a start"),
                                   NULL, "start=2027-01-01");
          return;
        }
      g_autofree guint8 *days = g_new (guint8, n_days);
      for (gint day = 0; day < n_days; day++)
        days[day]
            = calendar < 0 || _certplan_sim_is_worked (model->calendars->pdata[calendar], day);
      _certplan_sim_set_days (reader, group, "leave", days, n_days, 0);
      calendar = _certplan_sim_add_days (reader, days, n_days);
    }
  _certplan_sim_unit (model, number)->calendar = calendar;
  _certplan_sim_unit (model, number)->share = MAX (share, 1);
}

/* "TIME COUNT;TIME COUNT" */
static void
read_changes (CertplanSimReader *reader, const char *group, CertplanSimResource *resource)
{
  g_autofree char *text = _certplan_sim_get_text (reader, group, "changes");
  if (text == NULL)
    return;
  g_auto (GStrv) items = g_strsplit (text, ";", -1);
  gint64 last = 0;
  resource->changes = g_array_new (FALSE, FALSE, sizeof (CertplanSimChange));
  for (char **item = items; *item != NULL; item++)
    {
      g_auto (GStrv) words = g_strsplit (g_strstrip (*item), " ", 2);
      CertplanSimChange change;
      if (**item == '\0' && item[1] == NULL)
        break;
      if (g_strv_length (words) == 2
          && _certplan_sim_parse_tick (reader->model, words[0], &change.tick) && change.tick > last
          && _certplan_sim_parse_int (words[1], 0, CERTPLAN_SIM_MAX_COUNT, &change.count))
        {
          g_array_append_val (resource->changes, change);
          last = change.tick;
        }
      else
        _certplan_sim_add_fault (reader, group, "changes", _ ("no change of a number"), *item,
                                 _ ("TIME COUNT;TIME COUNT;..., the times above 0 and in order"));
    }
}

static void
read_members (CertplanSimReader *reader, const char *group, CertplanSimResource *resource,
              const char *text)
{
  g_auto (GStrv) items = g_strsplit (text, ";", -1);
  resource->mask = g_new0 (guint64, (reader->model->units->len + 63) / 64 + 1);
  resource->count = 0;
  for (char **item = items; *item != NULL; item++)
    {
      guint number;
      const char *name = g_strstrip (*item);
      if (name[0] == '\0' && item[1] == NULL)
        break;
      if (!_certplan_sim_find_name (reader, "reviewer", name, &number))
        _certplan_sim_add_fault (reader, group, "members", _ ("unknown name"), name,
                                 _ ("names of [reviewer NAME], parted by ;"));
      else if (resource->mask[number / 64] >> number % 64 & 1)
        _certplan_sim_add_fault (reader, group, "members", _ ("there twice"), name,
                                 _ ("each one once"));
      else
        {
          resource->mask[number / 64] |= (guint64)1 << number % 64;
          resource->count++;
        }
    }
}

void
_certplan_sim_read_resource (CertplanSimReader *reader, const char *group, guint number)
{
  static const char *const orders[] = { "fcfs", "due", "priority", NULL };
  CertplanSimResource *resource = _certplan_sim_resource (reader->model, number);
  g_autofree char *order = _certplan_sim_get_text (reader, group, "order");
  g_autofree char *members = _certplan_sim_get_text (reader, group, "members");
  _certplan_sim_read_calendar (reader, group, &resource->calendar);
  for (guint i = 0; order != NULL && orders[i] != NULL; i++)
    if (g_str_equal (order, orders[i]))
      resource->order = (CertplanSimOrder)i;
  if (order != NULL && !g_strv_contains (orders, order))
    _certplan_sim_add_fault (reader, group, "order", _ ("unknown order"), order,
                             "fcfs, due, priority");
  if (members != NULL)
    read_members (reader, group, resource, members);
  if (members != NULL && g_key_file_has_key (reader->file->keys, group, "count", NULL))
    _certplan_sim_add_fault (reader, group, "count", _ ("both a number and names"), NULL,
                             _ ("count for a pool, members for named reviewers"));
  if (members == NULL
      && !_certplan_sim_read_int (reader, group, "count", 0, CERTPLAN_SIM_MAX_COUNT,
                                  &resource->count)
      && !g_key_file_has_key (reader->file->keys, group, "count", NULL))
    _certplan_sim_add_fault (reader, group, NULL, _ ("a resource without units"), NULL,
                             "count=3, members=A;B");
  if (members == NULL)
    read_changes (reader, group, resource);
}

/* Ways */

/* "NAME", "out" or "out OUTCOME". */
static gboolean
find_target (CertplanSimReader *reader, char **words, guint n_words, gint *to)
{
  guint number;
  if (n_words >= 1 && n_words <= 2 && g_str_equal (words[0], "out"))
    {
      number = n_words == 2 ? _certplan_sim_add_outcome (reader->model, words[1]) : 0;
      *to = -1 - (gint)number;
      return TRUE;
    }
  if (n_words != 1 || !_certplan_sim_find_name (reader, "stage", words[0], &number))
    return FALSE;
  *to = (gint)number;
  return TRUE;
}

static void
read_target (CertplanSimReader *reader, const char *group, const char *key, const char *fallback,
             gint *to)
{
  g_autofree char *text = _certplan_sim_get_text (reader, group, key);
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : fallback, " ", -1);
  if (!find_target (reader, words, g_strv_length (words), to))
    _certplan_sim_add_fault (reader, group, key, _ ("unknown stage"), text,
                             _ ("the NAME of a [stage NAME], out, or out OUTCOME"));
}

/* The share of 2^64 that lies below @share. */
static guint64
get_threshold (gdouble share)
{
  return share >= 1 ? G_MAXUINT64 : (guint64)(share * 18446744073709551616.0);
}

/* One way and its probability, which the last one need not have. Returns: whether it is good */
static gboolean
read_branch (CertplanSimReader *reader, char *item, gboolean is_last, gdouble *sum,
             CertplanSimRoute *route)
{
  g_auto (GStrv) words = g_strsplit (g_strstrip (item), " ", -1);
  guint n = g_strv_length (words);
  gdouble share = 1 - *sum;
  CertplanSimBranch branch = { .who = -1 };
  const gboolean has_share
      = n >= 2 && _certplan_sim_parse_number (words[n - 1], &share) && share <= 1;
  if (!find_target (reader, words, has_share ? n - 1 : n, &branch.to)
      || (!has_share && !is_last && !route->is_shortest) || (has_share && route->is_shortest))
    return FALSE;
  *sum += share;
  branch.below = get_threshold (*sum);
  g_array_append_val (route->branches, branch);
  return *sum <= 1 + 1e-9 && (!is_last || route->is_shortest || *sum >= 1 - 1e-9);
}

/* (nullable) @text: "NAME 0.3; NAME 0.2; out" */
static guint
read_route (CertplanSimReader *reader, const char *group, const char *key, const char *text,
            gboolean is_shortest)
{
  g_auto (GStrv) items = g_strsplit (text, ";", -1);
  const guint number = _certplan_sim_add_route (reader->model);
  gdouble sum = 0;
  guint n = g_strv_length (items);
  _certplan_sim_route (reader->model, number)->is_shortest = is_shortest;
  while (n > 1 && g_strstrip (items[n - 1])[0] == '\0')
    n--;
  for (guint i = 0; i < n; i++)
    if (!read_branch (reader, items[i], i == n - 1, &sum,
                      _certplan_sim_route (reader->model, number)))
      {
        _certplan_sim_add_fault (
            reader, group, key, _ ("no ways to go on"), text,
            _ ("NAME 0.3; NAME 0.2; out: stages or out, with probabilities that add up to 1; "
               "the last one takes the rest"));
        break;
      }
  return number;
}

/* Stages */

static void
read_needs (CertplanSimReader *reader, const char *group, CertplanSimStage *stage)
{
  g_autofree char *text = _certplan_sim_get_text (reader, group, "needs");
  g_autoptr (GArray) needs = g_array_new (FALSE, FALSE, sizeof (CertplanSimNeed));
  if (text == NULL)
    return;
  g_auto (GStrv) items = g_strsplit (text, ";", -1);
  for (char **item = items; *item != NULL; item++)
    {
      g_auto (GStrv) words = g_strsplit (g_strstrip (*item), " ", -1);
      CertplanSimNeed need = { 0, 1 };
      const guint n = g_strv_length (words);
      if (**item == '\0' && item[1] == NULL)
        break;
      if (n >= 1 && n <= 2 && _certplan_sim_find_name (reader, "resource", words[0], &need.resource)
          && (n == 1 || _certplan_sim_parse_int (words[1], 1, CERTPLAN_SIM_MAX_COUNT, &need.units)))
        g_array_append_val (needs, need);
      else
        _certplan_sim_add_fault (
            reader, group, "needs", _ ("unknown need"), *item,
            _ ("NAME NUMBER;...: the NAME of a [resource NAME] and how many of it"));
    }
  _certplan_sim_set_needs (stage, (const CertplanSimNeed *)needs->data, needs->len);
}

static void
read_batch (CertplanSimReader *reader, const char *group, CertplanSimStage *stage)
{
  g_autofree char *rule = _certplan_sim_get_text (reader, group, "slots");
  guint members;
  if (rule == NULL)
    return;
  CertplanSimBatch *batch = stage->batch = g_new0 (CertplanSimBatch, 1);
  batch->slots = _certplan_sim_make_slots (reader->model, rule, stage->calendar);
  batch->quota = G_MAXINT;
  batch->members = -1;
  batch->attendance = 1000000;
  if (batch->slots == NULL)
    {
      batch->slots = g_array_new (FALSE, FALSE, sizeof (gint64));
      _certplan_sim_add_fault (
          reader, group, "slots", _ ("no rule for slots"), rule,
          _ ("P21D; in a model with a start also \"day 3\", \"day -1\" or \"last working "
             "Thursday\""));
    }
  _certplan_sim_read_int (reader, group, "quota", 1, CERTPLAN_SIM_MAX_COUNT, &batch->quota);
  if (_certplan_sim_read_name (reader, group, "members", "resource", &members))
    batch->members = (gint)members;
  _certplan_sim_read_int (reader, group, "draw", 1, CERTPLAN_SIM_MAX_COUNT, &batch->n_drawn);
  _certplan_sim_read_int (reader, group, "quorum", 1, CERTPLAN_SIM_MAX_COUNT, &batch->quorum);
  _certplan_sim_read_share (reader, group, "attendance", &batch->attendance);
  if (batch->members < 0 && (batch->quorum > 0 || batch->n_drawn > 0))
    _certplan_sim_add_fault (reader, group, "quorum", _ ("a quorum of nobody"), NULL,
                             "members=NAME");
}

static void
read_limit (CertplanSimReader *reader, const char *group, CertplanSimStage *stage)
{
  g_autofree char *text = _certplan_sim_get_text (reader, group, "limit");
  gdouble days;
  if (text == NULL)
    return;
  if (_certplan_sim_parse_number (text, &days) && days < 1e6)
    stage->limit = (gint64)(days * CERTPLAN_TICKS_PER_DAY + 0.5);
  else if (!certplan_period_parse (text, &stage->limit_period, NULL)
           || reader->model->start == CERTPLAN_DATE_NONE || stage->limit_period.working_days != 0)
    _certplan_sim_add_fault (reader, group, "limit", _ ("no period"), text,
                             _ ("days, or as P1M in a model with a start"));
}

static void
read_exits (CertplanSimReader *reader, const char *group, CertplanSimStage *stage)
{
  if (stage->room < G_MAXINT)
    read_target (reader, group, "full", "out lost", &stage->full);
  stage->patience = _certplan_sim_read_dist (reader, group, "patience");
  if (stage->patience >= 0)
    read_target (reader, group, "impatient", "out withdrawn", &stage->impatient);
  read_limit (reader, group, stage);
  if (stage->limit != G_MAXINT64 || !_certplan_period_is_none (&stage->limit_period))
    read_target (reader, group, "late", "out late", &stage->late);
  if (_certplan_sim_read_int (reader, group, "rounds", 0, CERTPLAN_SIM_MAX_ROUNDS - 1,
                              &stage->max_rounds))
    read_target (reader, group, "exceeded", "out failed", &stage->exceeded);
}

void
_certplan_sim_read_stage (CertplanSimReader *reader, const char *group, guint number)
{
  CertplanSimStage *stage = _certplan_sim_stage (reader->model, number);
  g_autofree char *clock = _certplan_sim_get_text (reader, group, "clock");
  _certplan_sim_read_calendar (reader, group, &stage->calendar);
  read_needs (reader, group, stage);
  read_batch (reader, group, stage);
  _certplan_sim_read_int (reader, group, "room", 1, CERTPLAN_SIM_MAX_COUNT, &stage->room);
  _certplan_sim_read_share (reader, group, "again", &stage->again);
  read_exits (reader, group, stage);
  if (g_strcmp0 (clock, "stops") == 0)
    stage->stops_clock = TRUE;
  else if (clock != NULL)
    _certplan_sim_add_fault (reader, group, "clock", _ ("unknown word"), clock, "stops");
}

/* KEY, or KEY.CLASS where that is there. */
static char *
choose_key (CertplanSimReader *reader, const char *group, const char *key, guint class)
{
  g_autofree char *own
      = g_strconcat (key, ".", _certplan_sim_class (reader->model, class)->name, NULL);
  return g_key_file_has_key (reader->file->keys, group, own, NULL) ? g_steal_pointer (&own)
                                                                   : g_strdup (key);
}

/* What a stage takes, and where it leads, by class. */
void
_certplan_sim_read_by_class (CertplanSimReader *reader, const char *group, guint s)
{
  CertplanSimModel *model = reader->model;
  g_autofree char *how = _certplan_sim_get_text (reader, group, "route");
  const gboolean is_shortest = g_strcmp0 (how, "shortest") == 0;
  if (how != NULL && !is_shortest)
    _certplan_sim_add_fault (reader, group, "route", _ ("unknown word"), how, "shortest");
  for (guint class = 0; class < model->classes->len; class ++)
    {
      const guint cell = s * model->classes->len + class;
      g_autofree char *effort_key = choose_key (reader, group, "effort", class);
      g_autofree char *next_key = choose_key (reader, group, "next", class);
      g_autofree char *next = _certplan_sim_get_text (reader, group, next_key);
      const gint effort = _certplan_sim_read_dist (reader, group, effort_key);
      model->effort_of[cell] = (guint)MAX (effort, 0);
      model->route_of[cell]
          = read_route (reader, group, next_key, next != NULL ? next : "out", is_shortest);
    }
}
