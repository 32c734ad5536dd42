/* The stages of a case as the simulation's: who does them, how long, and what comes next.
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Each process (a level and kind) has stages of its own, in order; those that one body does stand
 * there once a body, so that a case stays where it was begun. */
#include "certplan-office-data-private.h"
#include "certplan-private.h"
#include "certplan-routing-private.h"
#include "certplan-rulebook-parts-private.h"
#include "certplan-sim-office-private.h"

/* A piece of a way: where it begins, and the routes whose last branch is not known yet. */
typedef struct
{
  gint entry, own;
  GArray *loose; /* guint: routes */
} Piece;

static void
piece_clear (gpointer data)
{
  g_array_unref (((Piece *)data)->loose);
}

/* What is being built: a step of a class, for one body or for none. */
typedef struct
{
  SimOffice *sim;
  const SimOfficeClass *class;
  guint step_number;
  const CertplanStep *step;
  guint body; /* its place, or SIM_NO_BODY */
  Piece piece;
} Building;

guint
_certplan_sim_office_get_stage (SimOffice *sim, const char *key, const char *kind, gboolean *is_new)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (sim->nodes, key));
  *is_new = number == 0;
  if (number == 0)
    {
      number = _certplan_sim_add_stage (sim->model, key) + 1;
      _certplan_sim_stage (sim->model, number - 1)->kind
          = kind != NULL ? _certplan_sim_add_stage_kind (sim->model, kind) : G_MAXUINT;
      g_hash_table_insert (sim->nodes, g_strdup (key), GUINT_TO_POINTER (number));
    }
  return number - 1;
}

void
_certplan_sim_office_set_effort (SimOffice *sim, guint stage, guint class, const CertplanDist *dist)
{
  const SimSetting setting = { stage, class, _certplan_sim_add_dist (sim->model, dist) };
  g_array_append_val (sim->efforts, setting);
}

void
_certplan_sim_office_set_route (SimOffice *sim, guint stage, guint class, guint route)
{
  const SimSetting setting = { stage, class, route };
  g_array_append_val (sim->routes, setting);
}

void
_certplan_sim_office_add_branch (SimOffice *sim, guint route, gint to, gint32 share)
{
  GArray *branches = _certplan_sim_route (sim->model, route)->branches;
  const guint64 before = branches->len > 0
                             ? g_array_index (branches, CertplanSimBranch, branches->len - 1).below
                             : 0;
  const guint64 more = (guint64)share * (G_MAXUINT64 / CERTPLAN_MILLION);
  const CertplanSimBranch branch = {
    to, share >= CERTPLAN_MILLION || more > G_MAXUINT64 - before ? G_MAXUINT64 : before + more, -1
  };
  g_array_append_val (branches, branch);
}

guint
_certplan_sim_office_add_route (SimOffice *sim, gint to)
{
  const guint route = _certplan_sim_add_route (sim->model);
  _certplan_sim_office_add_branch (sim, route, to, CERTPLAN_MILLION);
  return route;
}

CertplanDist
_certplan_sim_office_make_dist (gdouble min, gdouble mode, gdouble max)
{
  CertplanDist dist = { .kind = min == max ? CERTPLAN_DIST_FIXED : CERTPLAN_DIST_TRIANGULAR,
                        .a = min,
                        .b = mode,
                        .c = max };
  const char *wrong = _certplan_dist_prepare (&dist);
  g_assert (wrong == NULL); /* checked where it was read */
  return dist;
}

/* The key of a stage of this step, and what results call it. */
static guint
get_stage (const Building *building, const char *part, const char *performer, gboolean *is_new)
{
  const SimOfficeClass *class = building->class;
  g_autofree char *key = g_strdup_printf ("%s %u %d %s", class->way, building->step_number,
                                          (gint)building->body, part);
  g_autofree char *kind
      = performer != NULL ? g_strconcat (building->step->stage->item, "/", performer, NULL) : NULL;
  return _certplan_sim_office_get_stage (building->sim, key, kind, is_new);
}

/* Appends a stage to the piece: what was loose goes there. */
static void
append (Building *building, guint stage)
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
leave_loose (Building *building, guint stage)
{
  const guint route = _certplan_sim_office_add_route (building->sim, SIM_PENDING);
  _certplan_sim_office_set_route (building->sim, stage, building->class->number, route);
  g_array_append_val (building->piece.loose, route);
  return route;
}

/* Days that pass. Returns: the stage */
static guint
add_delay (Building *building, const char *part, const char *performer, const CertplanDist *dist)
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
find_companion (const Building *building)
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
find_companions (Building *building)
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
is_of_its_body (const Building *building, const CertplanWork *work)
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
add_work (Building *building, const CertplanWork *work)
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
    _certplan_sim_set_needs (_certplan_sim_stage (sim->model, stage), needs, other >= 0 ? 2 : 1);
  append (building, stage);
  if (work->is_own)
    building->piece.own = (gint)stage;
  _certplan_sim_office_set_effort (sim, stage, class->number, &dist);
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
add_other_works (Building *building)
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
add_panels (Building *building)
{
  g_autoptr (GArray) stages = g_array_new (FALSE, FALSE, sizeof (guint));
  const gint entry
      = _certplan_sim_office_find_panels (building->sim, building->class, building->step, stages);
  if (entry < 0)
    return FALSE;
  append (building, (guint)entry);
  building->piece.own = entry;
  for (guint i = 0; i < stages->len; i++)
    leave_loose (building, g_array_index (stages, guint, i));
  return TRUE;
}

/* By its people; by nobody in the time that is assumed. Returns: whether somebody does it */
static gboolean
add_own_work (Building *building)
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
  return FALSE;
}

/* A limit of the applicant's stage: who comes later, comes no more. */
static void
set_limit (const Building *building, guint number)
{
  const CertplanRulebook *rulebook = building->sim->office->rulebook;
  const CertplanRule *limit = _certplan_rulebook_look_up (
      rulebook, CERTPLAN_RULES_PERIODS, building->class->handle, building->class->kind,
      building->step->stage->item, building->sim->office->months[0], NULL);
  if (limit == NULL || limit->duration.working_days != 0)
    return;
  const guint late = _certplan_sim_add_outcome (building->sim->model, "late");
  CertplanSimStage *stage = _certplan_sim_stage (building->sim->model, number);
  stage->limit_period = limit->duration;
  stage->late = -1 - (gint)late;
}

/* The applicant's turn: a share of the cases comes here, and goes back to who looks again. */
static void
add_applicant (Building *building, const SimPassage *passage)
{
  SimOffice *sim = building->sim;
  const CertplanRule *rule = building->step->stage;
  gboolean is_new;
  const CertplanDist dist
      = passage != NULL
            ? _certplan_sim_office_make_dist (passage->days[0], passage->days[1], passage->days[2])
            : make_length (sim, &building->step->duration);
  const gboolean is_for_all = passage == NULL || passage->share == CERTPLAN_MILLION;
  const guint fork = is_for_all ? 0 : get_stage (building, "fork", NULL, &is_new);
  const guint stage = get_stage (building, "applicant", rule->performer, &is_new);
  if (is_new)
    set_limit (building, stage);
  _certplan_sim_stage (sim->model, stage)->stops_clock = g_strcmp0 (rule->stops_clock, "yes") == 0;
  if (!is_for_all)
    {
      append (building, fork);
      const guint route = _certplan_sim_add_route (sim->model);
      _certplan_sim_office_add_branch (sim, route, (gint)stage, passage->share);
      _certplan_sim_office_add_branch (sim, route, SIM_PENDING, CERTPLAN_MILLION);
      _certplan_sim_office_set_route (sim, fork, building->class->number, route);
      _certplan_sim_office_set_effort (sim, stage, building->class->number, &dist);
      g_array_append_val (building->piece.loose, route);
      building->piece.own = (gint)stage;
      return;
    }
  append (building, stage);
  building->piece.own = (gint)stage;
  _certplan_sim_office_set_effort (sim, stage, building->class->number, &dist);
  leave_loose (building, stage);
}

static const SimPassage *
find_passage (const Building *building)
{
  const CertplanRulebook *rulebook = building->sim->office->rulebook;
  return _certplan_sim_passages_find (
      building->sim->passages,
      certplan_rulebook_get_qualification (rulebook, building->class->handle),
      building->step->stage->item);
}

static void
build (Building *building)
{
  const SimPassage *passage = find_passage (building);
  building->piece = (Piece){ -1, -1, g_array_new (FALSE, FALSE, sizeof (guint)) };
  if (_certplan_performer_get_resource (building->step->stage->performer) == NULL)
    {
      add_applicant (building, passage);
      return;
    }
  add_other_works (building);
  if (add_own_work (building) && passage != NULL && passage->days[2] > 0)
    {
      const CertplanDist dist
          = _certplan_sim_office_make_dist (passage->days[0], passage->days[1], passage->days[2]);
      add_delay (building, "notice", building->step->stage->performer, &dist);
    }
}

/* Where a case that comes to step @i begins it: the body's, or the choice of one. */
static gint
get_entry (const SimOfficeClass *class, const GArray *entries, guint i, guint column)
{
  return g_array_index (entries, gint, i * (class->candidates->len + 1) + column);
}

static void
set_entry (const SimOfficeClass *class, GArray *entries, guint i, guint column, gint to)
{
  g_array_index (entries, gint, i * (class->candidates->len + 1) + column) = to;
}

static gboolean
is_of_body (const SimOfficeClass *class, guint i)
{
  return class->body_from >= 0 && (gint)i >= class->body_from && (gint)i <= class->body_to;
}

/* The choice of a body at step @i; the routes are filled in when the bodies' stages are there. */
static guint
add_choice (SimOffice *sim, SimOfficeClass *class, guint i)
{
  gboolean is_new;
  g_autofree char *key = g_strdup_printf ("%s %u choice", class->way, i);
  const guint stage = _certplan_sim_office_get_stage (sim, key, NULL, &is_new);
  const guint route = _certplan_sim_add_route (sim->model);
  if (class->candidates->len == 0)
    _certplan_sim_office_add_branch (sim, route,
                                     -1 - (gint)_certplan_sim_add_outcome (sim->model, "unserved"),
                                     CERTPLAN_MILLION);
  _certplan_sim_office_set_route (sim, stage, class->number, route);
  set_entry (class, class->entries, i, class->candidates->len, (gint)stage);
  return route;
}

static void
fill_choice (SimOffice *sim, const SimOfficeClass *class, guint i, guint route)
{
  const CertplanStep *step = &g_array_index (class->process->steps, CertplanStep, class->body_from);
  GArray *branches = _certplan_sim_route (sim->model, route)->branches;
  for (guint b = 0; b < class->candidates->len; b++)
    {
      gint n_people;
      _certplan_sim_office_add_branch (sim, route, get_entry (class, class->entries, i, b),
                                       CERTPLAN_MILLION);
      g_array_index (branches, CertplanSimBranch, branches->len - 1).who
          = _certplan_sim_office_find_group (
              sim, _certplan_performer_get_resource (step->stage->performer),
              g_array_index (class->candidates, guint, b), SIM_NO_BODY, class->handle,
              class->region, &n_people);
    }
  _certplan_sim_route (sim->model, route)->is_shortest = class->candidates->len > 1;
}

static void
link_pieces (SimOffice *sim, const GArray *loose, gint to)
{
  for (guint i = 0; i < loose->len; i++)
    {
      const CertplanSimRoute *route
          = _certplan_sim_route (sim->model, g_array_index (loose, guint, i));
      g_array_index (route->branches, CertplanSimBranch, route->branches->len - 1).to = to;
    }
}

/* Who hands in what was missing goes back to the one who looks at it. */
static void
send_back (SimOffice *sim, const SimOfficeClass *class, guint i, guint column, gint own)
{
  const CertplanStep *step = &g_array_index (class->process->steps, CertplanStep, i);
  const SimPassage *passage = _certplan_sim_passages_find (
      sim->passages, certplan_rulebook_get_qualification (sim->office->rulebook, class->handle),
      step->stage->item);
  if (passage == NULL || passage->share == CERTPLAN_MILLION || own < 0
      || _certplan_performer_get_resource (step->stage->performer) != NULL)
    return;
  const gint back
      = passage->returns_to != NULL
            ? _certplan_process_find_step (sim->office, class->process, passage->returns_to)
            : -1;
  gint to = SIM_PENDING;
  if (back >= (gint) class->first && back < (gint)i)
    {
      to = get_entry (class, class->owns, (guint)back, column);
      if (passage->again != G_MININT32)
        _certplan_sim_stage (sim->model, to)->again = passage->again;
    }
  else if (i + 1 < class->process->steps->len)
    to = get_entry (class, class->entries, i + 1, column);
  else
    to = -1;
  _certplan_sim_office_set_route (sim, (guint)own, class->number,
                                  _certplan_sim_office_add_route (sim, to));
}

/* The people of one body have its stages' cases before them together. */
static void
join_loads (SimOffice *sim, const SimOfficeClass *class)
{
  for (guint b = 0; b < class->candidates->len; b++)
    {
      gint before = -1;
      for (gint i = class->body_from; i <= class->body_to; i++)
        {
          const gint own = get_entry (class, class->owns, (guint)i, b);
          if (own >= 0 && before >= 0 && own != before)
            _certplan_sim_stage (sim->model, before)->also = own;
          if (own >= 0)
            before = own;
        }
    }
}

/* What is built for step @i: once, or once a body. */
static void
add_step (SimOffice *sim, SimOfficeClass *class, guint i, GArray *pieces)
{
  const guint n_columns = class->candidates->len + 1;
  for (guint b = 0; b < n_columns; b++)
    {
      const gboolean is_last = b == class->candidates->len;
      Building building = {
        .sim = sim,
        .class = class,
        .step_number = i,
        .step = &g_array_index (class->process->steps, CertplanStep, i),
        .body = is_last ? SIM_NO_BODY : g_array_index (class->candidates, guint, b),
      };
      if (is_of_body (class, i) == is_last)
        continue;
      build (&building);
      set_entry (class, class->entries, i, b, building.piece.entry);
      set_entry (class, class->owns, i, b, building.piece.own);
      g_array_index (pieces, Piece, i * n_columns + b) = building.piece;
    }
}

/* Every column of a step that no body does is the last one's. */
static void
spread (SimOfficeClass *class, guint i)
{
  const guint last = class->candidates->len;
  for (guint b = 0; b < last && !is_of_body (class, i); b++)
    {
      set_entry (class, class->entries, i, b, get_entry (class, class->entries, i, last));
      set_entry (class, class->owns, i, b, get_entry (class, class->owns, i, last));
    }
}

static void
link_steps (SimOffice *sim, SimOfficeClass *class, const GArray *pieces)
{
  const guint n = class->process->steps->len, n_columns = class->candidates->len + 1;
  for (guint i = class->first; i < n; i++)
    for (guint b = 0; b < n_columns; b++)
      {
        const Piece *piece = &g_array_index (pieces, Piece, i * n_columns + b);
        if (piece->loose == NULL)
          continue;
        link_pieces (sim, piece->loose,
                     i + 1 < n ? get_entry (class, class->entries, i + 1, b) : -1);
        send_back (sim, class, i, b, piece->own);
      }
}

/* The limit of some cases runs from what opens a later stage. */
static void
start_clock (SimOffice *sim, const SimOfficeClass *class)
{
  static const char *const limits[] = { CERTPLAN_LIMIT_TARGET, CERTPLAN_LIMIT_CAP };
  const CertplanOffice *office = sim->office;
  for (gsize k = 0; k < G_N_ELEMENTS (limits); k++)
    {
      const CertplanRule *limit
          = _certplan_rulebook_look_up (office->rulebook, CERTPLAN_RULES_PERIODS, class->handle,
                                        class->kind, limits[k], office->months[0], NULL);
      for (guint i = class->first;
           limit != NULL && limit->event != NULL && i < class->process->steps->len; i++)
        {
          const CertplanRule *stage = g_array_index (class->process->steps, CertplanStep, i).stage;
          const gint entry = get_entry (class, class->entries, i, class->candidates->len);
          if (i > class->first && entry >= 0 && g_strcmp0 (stage->event, limit->event) == 0)
            _certplan_sim_stage (sim->model, entry)->starts_clock = TRUE;
        }
    }
}

gboolean
_certplan_sim_office_add_ways (SimOffice *sim, SimOfficeClass *class)
{
  const guint n = class->process->steps->len, n_columns = class->candidates->len + 1;
  g_autoptr (GArray) pieces = g_array_new (FALSE, TRUE, sizeof (Piece));
  g_autofree guint *choices = g_new0 (guint, n + 1);
  g_array_set_size (pieces, n * n_columns);
  class->entries = g_array_new (FALSE, FALSE, sizeof (gint));
  class->owns = g_array_new (FALSE, FALSE, sizeof (gint));
  for (guint i = 0; i < n * n_columns; i++)
    {
      const gint none = -1;
      g_array_append_val (class->entries, none);
      g_array_append_val (class->owns, none);
    }
  for (guint i = class->first; i < n; i++)
    {
      if (is_of_body (class, i))
        choices[i] = add_choice (sim, class, i);
      add_step (sim, class, i, pieces);
      spread (class, i);
    }
  for (guint i = class->first; i < n; i++)
    if (is_of_body (class, i))
      fill_choice (sim, class, i, choices[i]);
  link_steps (sim, class, pieces);
  join_loads (sim, class);
  start_clock (sim, class);
  for (guint i = 0; i < pieces->len; i++)
    if (g_array_index (pieces, Piece, i).loose != NULL)
      piece_clear (&g_array_index (pieces, Piece, i));
  return TRUE;
}
