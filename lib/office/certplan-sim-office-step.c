/* One step of a case as stages of the simulation: who does it, how long, what the applicant does.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-office-data-private.h"
#include "certplan-private.h"
#include "certplan-routing-private.h"
#include "certplan-rulebook-parts-private.h"
#include "certplan-sim-office-step-private.h"
#include <string.h>

/* Whichever body does it, and whoever else there is: a case takes as long. */
static void
draw_as (const SimBuilding *building, guint stage, const char *part)
{
  g_autofree char *name
      = g_strdup_printf ("%s %u %s", building->class->way, building->step_number, part);
  _certplan_sim_stage (building->sim->model, stage)->draw = _certplan_sim_name_draws (name);
}

/* The key of a stage of this step, and what results call it. */
static guint
get_stage (const SimBuilding *building, const char *part, const char *performer, gboolean *is_new)
{
  const SimOfficeClass *class = building->class;
  g_autofree char *key = g_strdup_printf ("%s %u %d %s", class->way, building->step_number,
                                          (gint)building->body, part);
  g_autofree char *kind
      = performer != NULL ? g_strconcat (building->step->stage->item, "/", performer, NULL) : NULL;
  const guint stage = _certplan_sim_office_get_stage (building->sim, key, kind, is_new);
  if (*is_new)
    draw_as (building, stage, part);
  return stage;
}

/* Appends a stage to the piece: what was loose goes there. */
static void
append (SimBuilding *building, guint stage)
{
  SimOffice *sim = building->sim;
  for (guint i = 0; i < building->piece.loose->len; i++)
    {
      const CertplanSimRoute *route
          = _certplan_sim_route (sim->model, g_array_index (building->piece.loose, guint, i));
      g_array_index (route->branches, CertplanSimBranch, route->branches->len - 1).to = (gint)stage;
    }
  g_array_set_size (building->piece.loose, 0);
  if (building->piece.entry < 0)
    building->piece.entry = (gint)stage;
}

/* The stage's way on, for this class, is not known yet. Returns: its route */
static guint
leave_loose (SimBuilding *building, guint stage)
{
  const guint route = _certplan_sim_office_add_route (building->sim, SIM_PENDING);
  _certplan_sim_office_set_route (building->sim, stage, building->class->number, route);
  g_array_append_val (building->piece.loose, route);
  return route;
}

/* The same of a stage at whose end cases may fail, withdraw or go back. */
static void
leave_end (SimBuilding *building, guint stage)
{
  const guint route = leave_loose (building, stage);
  g_array_append_val (building->piece.ends, route);
}

/* Days that pass. Returns: the stage */
static guint
add_delay (SimBuilding *building, const char *part, const char *performer, const CertplanDist *dist)
{
  gboolean is_new;
  const guint stage = get_stage (building, part, performer, &is_new);
  append (building, stage);
  _certplan_sim_office_set_effort (building->sim, stage, building->class->number, dist);
  leave_loose (building, stage);
  return stage;
}

static CertplanDist
make_length (const SimOffice *sim, const CertplanPeriod *period)
{
  const CertplanDate end = certplan_date_add_period (sim->start, period, 1);
  const gdouble days = period->working_days > 0    ? period->working_days
                       : end != CERTPLAN_DATE_NONE ? end - sim->start
                                                   : 0;
  return _certplan_sim_office_make_dist (days, days, days);
}

/* A performer of the stage whom the rules want there together with those who do it. Returns: whose
 * time it is; NULL = nobody */
static const char *
find_companion (const SimBuilding *building)
{
  const CertplanRule *stage = building->step->stage;
  const CertplanOffice *office = building->sim->office;
  g_autoptr (GPtrArray) rows = _certplan_routing_list (office->rulebook, building->class->handle,
                                                       stage->item, office->months[0]);
  for (guint i = 0; i < rows->len; i++)
    {
      const CertplanRule *row = rows->pdata[i];
      if (!g_str_equal (row->performer, stage->performer) && g_strcmp0 (row->modality, "must") == 0)
        return _certplan_performer_get_resource (row->performer);
    }
  return NULL;
}

/* A witness of another body, where the rules want one. Returns: the group; -1 = none */
static gint
find_companions (SimBuilding *building)
{
  SimOffice *sim = building->sim;
  gint n_people;
  const char *companion = find_companion (building);
  if (companion == NULL)
    return -1;
  const gint group = _certplan_sim_office_find_group (sim, companion, SIM_NO_BODY, building->body,
                                                      building->class->handle,
                                                      building->class->region, &n_people);
  if (group < 0)
    _certplan_sim_office_tell (sim, "finding.sim_no_companion", building->step->stage->item, NULL,
                               companion);
  return group;
}

/* Whether the work is that of the body that has the case. */
static gboolean
is_of_its_body (const SimBuilding *building, const CertplanWork *work)
{
  const SimOfficeClass *class = building->class;
  if (!work->is_own || building->body == SIM_NO_BODY)
    return FALSE;
  const CertplanStep *first
      = &g_array_index (class->process->steps, CertplanStep, class->body_from);
  return work->resource == _certplan_performer_get_resource (first->stage->performer);
}

/* Whether anybody has time for the work; a team is not larger than all who are there. */
static gboolean
add_work (SimBuilding *building, const CertplanWork *work)
{
  SimOffice *sim = building->sim;
  const SimOfficeClass *class = building->class;
  const gboolean is_its = is_of_its_body (building, work);
  gint n_people;
  gboolean is_new;
  const gint group
      = _certplan_sim_office_find_group (sim, work->resource, is_its ? building->body : SIM_NO_BODY,
                                         is_its ? SIM_NO_BODY : building->body, class->handle,
                                         is_its ? SIM_ANY_TERMS : class->region, &n_people);
  if (group < 0)
    return FALSE;
  const gint team = MIN (work->team, n_people);
  const gint other = work->is_own ? find_companions (building) : -1;
  const CertplanSimNeed needs[] = { { (guint)group, team }, { (guint)MAX (other, 0), 1 } };
  g_autofree char *part = g_strdup_printf ("work %s %d %d", work->resource, group, other);
  const guint stage = get_stage (building, part, work->resource, &is_new);
  const gdouble scale = 8.0 * team;
  const CertplanDist dist = _certplan_sim_office_make_dist (
      work->hours[0] / scale, work->hours[1] / scale, work->hours[2] / scale);
  if (team < work->team)
    {
      g_autofree char *detail = g_strdup_printf ("%d", work->team);
      _certplan_sim_office_tell (sim, "finding.sim_small_team", building->step->stage->item, NULL,
                                 detail);
    }
  if (is_new)
    {
      _certplan_sim_set_needs (_certplan_sim_stage (sim->model, stage), needs, other >= 0 ? 2 : 1);
      draw_as (building, stage, work->resource);
    }
  append (building, stage);
  if (work->is_own)
    building->piece.own = (gint)stage;
  _certplan_sim_office_set_effort (sim, stage, class->number, &dist);
  if (work->is_own)
    leave_end (building, stage);
  else
    leave_loose (building, stage);
  return TRUE;
}

static gboolean
is_work (const CertplanWork *work)
{
  return work->hours[2] > 0;
}

static const CertplanWork *
find_own_work (const CertplanStep *step)
{
  for (guint i = 0; i < step->works->len; i++)
    if (g_array_index (step->works, CertplanWork, i).is_own
        && is_work (&g_array_index (step->works, CertplanWork, i)))
      return &g_array_index (step->works, CertplanWork, i);
  return NULL;
}

static void
add_other_works (SimBuilding *building)
{
  for (guint i = 0; i < building->step->works->len; i++)
    {
      const CertplanWork *work = &g_array_index (building->step->works, CertplanWork, i);
      if (!work->is_own && is_work (work) && !add_work (building, work))
        _certplan_sim_office_tell (building->sim, "finding.sim_no_helper",
                                   building->step->stage->item, NULL, work->resource);
    }
}

static gboolean
add_panels (SimBuilding *building)
{
  g_autoptr (GArray) stages = g_array_new (FALSE, FALSE, sizeof (guint));
  const gint entry
      = _certplan_sim_office_find_panels (building->sim, building->class, building->step, stages);
  if (entry < 0)
    return FALSE;
  append (building, (guint)entry);
  building->piece.own = entry;
  for (guint i = 0; i < stages->len; i++)
    leave_end (building, g_array_index (stages, guint, i));
  return TRUE;
}

/* By its people; by nobody in the time that is assumed. Returns: whether somebody does it */
static gboolean
add_own_work (SimBuilding *building)
{
  const CertplanRule *stage = building->step->stage;
  const char *resource = _certplan_performer_get_resource (stage->performer);
  const CertplanWork *work = find_own_work (building->step);
  if (add_panels (building) || (work != NULL && add_work (building, work)))
    return TRUE;
  const CertplanDist length = make_length (building->sim, &building->step->duration);
  if (work != NULL)
    _certplan_sim_office_tell (building->sim, "finding.sim_no_people", stage->item, NULL, resource);
  building->piece.own = (gint)add_delay (building, "length",
                                         resource != NULL ? resource : stage->performer, &length);
  g_array_append_vals (
      building->piece.ends,
      &g_array_index (building->piece.loose, guint, building->piece.loose->len - 1), 1);
  return FALSE;
}

/* A limit of the applicant's stage: who comes later, comes no more. */
static void
set_limit (const SimBuilding *building, guint number)
{
  const CertplanRulebook *rulebook = building->sim->office->rulebook;
  const CertplanRule *limit = _certplan_rulebook_look_up (
      rulebook, CERTPLAN_RULES_PERIODS, building->class->handle, building->class->kind,
      building->step->stage->item, building->class->on);
  if (limit == NULL || limit->duration.working_days != 0)
    return;
  const guint late = _certplan_sim_add_outcome (building->sim->model, "late");
  CertplanSimStage *stage = _certplan_sim_stage (building->sim->model, number);
  stage->limit_period = limit->duration;
  stage->late = -1 - (gint)late;
}

gboolean
_certplan_sim_office_is_detour (const CertplanStep *step, const SimPassage *passage)
{
  return passage->share < CERTPLAN_MILLION
         && _certplan_performer_get_resource (step->stage->performer) == NULL;
}

/* The days that are stated; else those that are assumed for the stage. */
static CertplanDist
make_days (const SimBuilding *building)
{
  const gint32 *days = building->passage.days;
  return days[0] != G_MININT32 ? _certplan_sim_office_make_dist (days[0], days[1], days[2])
                               : make_length (building->sim, &building->step->duration);
}

/* Only a share of the cases comes to @stage. */
static void
add_fork (SimBuilding *building, guint stage)
{
  SimOffice *sim = building->sim;
  gboolean is_new;
  const guint fork = get_stage (building, "fork", NULL, &is_new);
  const guint route = _certplan_sim_add_route (sim->model);
  append (building, fork);
  _certplan_sim_office_add_branch (sim, route, (gint)stage, building->passage.share);
  _certplan_sim_office_add_branch (sim, route, SIM_PENDING, CERTPLAN_MILLION);
  _certplan_sim_office_set_route (sim, fork, building->class->number, route);
  g_array_append_val (building->piece.loose, route);
}

/* The applicant's turn: a share of the cases comes here, and goes back to who looks again. */
static void
add_applicant (SimBuilding *building)
{
  const CertplanRule *rule = building->step->stage;
  const CertplanDist dist = make_days (building);
  const gboolean is_detour = _certplan_sim_office_is_detour (building->step, &building->passage);
  gboolean is_new;
  if (is_detour) /* its number comes before that of the stage */
    get_stage (building, "fork", NULL, &is_new);
  const guint stage = get_stage (building, "applicant", rule->performer, &is_new);
  if (is_new)
    set_limit (building, stage);
  _certplan_sim_stage (building->sim->model, stage)->stops_clock
      = g_strcmp0 (rule->stops_clock, "yes") == 0;
  _certplan_sim_office_set_effort (building->sim, stage, building->class->number, &dist);
  building->piece.own = (gint)stage;
  if (is_detour)
    {
      add_fork (building, stage);
      return;
    }
  append (building, stage);
  leave_end (building, stage);
}

/* "40 %", "2.5 %". (transfer full) */
static char *
format_percent (gint32 millionths)
{
  gchar *text = g_strdup_printf ("%d.%04d", millionths / 10000, millionths % 10000);
  gsize length = strlen (text);
  while (text[length - 1] == '0')
    length--;
  text[text[length - 1] == '.' ? length - 1 : length] = '\0';
  g_autofree char *number = text;
  return g_strconcat (number, " %", NULL);
}

/* What was assumed of those who do not simply go on. */
static void
tell_passage (const SimBuilding *building)
{
  const SimPassage *passage = &building->passage;
  const struct
  {
    const char *key;
    gint32 share;
  } rows[] = {
    { "finding.sim_detour",
      _certplan_sim_office_is_detour (building->step, passage) ? passage->share : 0 },
    { "finding.sim_failed", passage->failed },
    { "finding.sim_withdrawn", passage->withdrawn },
    { "finding.sim_rework", passage->rework },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (rows[i].share == 0)
        continue;
      g_autofree char *percent = format_percent (rows[i].share);
      _certplan_sim_office_tell (building->sim, rows[i].key, building->step->stage->item, NULL,
                                 percent);
    }
}

void
_certplan_sim_office_build (SimBuilding *building)
{
  const CertplanRulebook *rulebook = building->sim->office->rulebook;
  _certplan_sim_passages_find (
      building->sim->passages,
      certplan_rulebook_get_qualification (rulebook, building->class->handle),
      building->step->stage->item, &building->passage);
  building->piece = (SimPiece){ -1, -1, g_array_new (FALSE, FALSE, sizeof (guint)),
                                g_array_new (FALSE, FALSE, sizeof (guint)) };
  tell_passage (building);
  if (_certplan_performer_get_resource (building->step->stage->performer) == NULL)
    {
      add_applicant (building);
      return;
    }
  add_other_works (building);
  if (add_own_work (building) && building->passage.days[2] > 0)
    {
      const CertplanDist dist = make_days (building);
      add_delay (building, "notice", building->step->stage->performer, &dist);
    }
}
