/* The stages of a case as the simulation's: who does them, how long, and what comes next.
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Each process (a level and kind) has stages of its own, in order; those that one body does stand
 * there once a body, so that a case stays where it was begun. */
#include "certplan-office-data-private.h"
#include "certplan-private.h"
#include "certplan-rulebook-parts-private.h"
#include "certplan-sim-office-step-private.h"

static void
piece_clear (gpointer data)
{
  g_array_unref (((SimPiece *)data)->loose);
  g_array_unref (((SimPiece *)data)->ends);
}

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
  const CertplanSimBranch branch
      = { to,
          share >= CERTPLAN_MILLION || more > G_MAXUINT64 - before ? G_MAXUINT64 : before + more,
          -1, 0 };
  g_array_append_val (branches, branch);
}

void
_certplan_sim_office_add_exits (SimOffice *sim, guint route, const gint32 *shares, const gint *to,
                                guint n)
{
  GArray *branches = _certplan_sim_route (sim->model, route)->branches;
  const CertplanSimBranch on
      = g_array_index (branches, CertplanSimBranch, branches->len - 1); /* takes the rest */
  g_array_set_size (branches, branches->len - 1);
  for (guint i = 0; i < n; i++)
    if (shares[i] > 0)
      _certplan_sim_office_add_branch (sim, route, to[i], shares[i]);
  g_array_append_val (branches, on);
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

/* Where cases go that no body may do by the time they come there: its people are gone, its class
 * has changed, or it consulted the applicant. */
static gint
get_unserved (SimOffice *sim)
{
  return -1 - (gint)_certplan_sim_add_outcome (sim->model, "unserved");
}

/* Where cases go that no body of the office may do at any time: they tell nothing of those that
 * some may. */
static gint
get_nobody_may (SimOffice *sim)
{
  return -1 - (gint)_certplan_sim_add_outcome (sim->model, "nobody_may");
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
    _certplan_sim_office_add_branch (sim, route, get_nobody_may (sim), CERTPLAN_MILLION);
  _certplan_sim_office_set_route (sim, stage, class->number, route);
  set_entry (class, class->entries, i, class->candidates->len, (gint)stage);
  return route;
}

/* What a body has not done when its people are gone is given to another one. */
static void
set_closed (SimOffice *sim, const SimOfficeClass *class, guint i, guint column)
{
  const gint own = get_entry (class, class->owns, i, column);
  if (own >= 0)
    _certplan_sim_stage (sim->model, own)->closed
        = get_entry (class, class->entries, i, class->candidates->len);
}

static void
fill_choice (SimOffice *sim, const SimOfficeClass *class, guint i, guint route)
{
  const CertplanStep *step = &g_array_index (class->process->steps, CertplanStep, class->body_from);
  GArray *branches = _certplan_sim_route (sim->model, route)->branches;
  if (class->candidates->len == 0)
    return;
  for (guint b = 0; b < class->candidates->len; b++)
    {
      gint n_people;
      _certplan_sim_office_add_branch (sim, route, get_entry (class, class->entries, i, b),
                                       CERTPLAN_MILLION);
      CertplanSimBranch *branch = &g_array_index (branches, CertplanSimBranch, branches->len - 1);
      branch->body = (gint)g_array_index (class->candidates, guint, b) + 1;
      branch->who = _certplan_sim_office_find_group (
          sim, _certplan_performer_get_resource (step->stage->performer),
          g_array_index (class->candidates, guint, b), SIM_NO_BODY, class->handle, class->region,
          &n_people);
      set_closed (sim, class, i, b);
    }
  _certplan_sim_route (sim->model, route)->is_shortest = TRUE;
  _certplan_sim_route (sim->model, route)->nobody = get_unserved (sim);
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

/* Where a case goes back to from step @i; -1 = the rows name no stage before it. */
static gint
find_return (const SimOffice *sim, const SimOfficeClass *class, guint i, guint column,
             const SimPassage *passage)
{
  const gint back
      = passage->returns_to != NULL
            ? _certplan_process_find_step (sim->office, class->process, passage->returns_to)
            : -1;
  if (back < (gint) class->first || back >= (gint)i)
    return -1;
  const gint to = get_entry (class, class->owns, (guint)back, column);
  if (to >= 0 && passage->again != G_MININT32)
    _certplan_sim_stage (sim->model, to)->again = passage->again;
  return to;
}

static gint
find_next (const SimOfficeClass *class, guint i, guint column)
{
  return i + 1 < class->process->steps->len ? get_entry (class, class->entries, i + 1, column) : -1;
}

/* Who hands in what was missing goes back to the one who looks at it. */
static void
send_back (SimOffice *sim, const SimOfficeClass *class, guint i, guint column, SimPiece *piece,
           const SimPassage *passage)
{
  const CertplanStep *step = &g_array_index (class->process->steps, CertplanStep, i);
  if (!_certplan_sim_office_is_detour (step, passage))
    return;
  const gint to = find_return (sim, class, i, column, passage);
  const guint route
      = _certplan_sim_office_add_route (sim, to >= 0 ? to : find_next (class, i, column));
  _certplan_sim_office_set_route (sim, (guint)piece->own, class->number, route);
  g_array_append_val (piece->ends, route);
}

/* At the end of a step some fail, some withdraw, some go back. */
static void
add_exits (SimOffice *sim, const SimOfficeClass *class, guint i, guint column,
           const SimPiece *piece, const SimPassage *passage)
{
  const gint32 shares[] = { passage->failed, passage->withdrawn, passage->rework };
  gint to[] = { 0, 0, 0 };
  if (passage->failed > 0)
    to[0] = -1 - (gint)_certplan_sim_add_outcome (sim->model, "failed");
  if (passage->withdrawn > 0)
    to[1] = -1 - (gint)_certplan_sim_add_outcome (sim->model, "withdrawn");
  if (passage->rework > 0)
    {
      const gint back = find_return (sim, class, i, column, passage);
      if (back < 0)
        _certplan_sim_office_tell (sim, "finding.sim_no_return", passage->returns_to, NULL, NULL);
      to[2] = back >= 0 ? back : find_next (class, i, column);
    }
  for (guint k = 0; k < piece->ends->len; k++)
    _certplan_sim_office_add_exits (sim, g_array_index (piece->ends, guint, k), shares, to,
                                    G_N_ELEMENTS (to));
}

/* Puts a stage into the ring of those that the people of one body do. */
static void
add_to_ring (SimOffice *sim, guint body, gint s)
{
  CertplanSimStage *stage = s >= 0 ? _certplan_sim_stage (sim->model, s) : NULL;
  if (stage == NULL || stage->also >= 0)
    return;
  const gpointer key = GUINT_TO_POINTER (body);
  const guint known = GPOINTER_TO_UINT (g_hash_table_lookup (sim->rings, key));
  stage->also = s;
  if (known > 0)
    {
      CertplanSimStage *other = _certplan_sim_stage (sim->model, known - 1);
      stage->also = other->also;
      other->also = s;
    }
  g_hash_table_insert (sim->rings, key, GUINT_TO_POINTER (s + 1));
}

/* The people of one body have the cases of all levels and kinds before them together. */
static void
join_loads (SimOffice *sim, const SimOfficeClass *class)
{
  for (guint b = 0; b < class->candidates->len; b++)
    for (gint i = class->body_from; i <= class->body_to; i++)
      {
        const guint body = g_array_index (class->candidates, guint, b);
        add_to_ring (sim, body, get_entry (class, class->entries, (guint)i, b));
        add_to_ring (sim, body, get_entry (class, class->owns, (guint)i, b));
      }
}

static void
find_passage (const SimOffice *sim, const SimOfficeClass *class, guint i, SimPassage *passage)
{
  const CertplanStep *step = &g_array_index (class->process->steps, CertplanStep, i);
  _certplan_sim_passages_find (
      sim->passages, certplan_rulebook_get_qualification (sim->office->rulebook, class->handle),
      step->stage->item, passage);
}

/* What is built for step @i: once, or once a body. */
static void
add_step (SimOffice *sim, SimOfficeClass *class, guint i, GArray *pieces)
{
  const guint n_columns = class->candidates->len + 1;
  for (guint b = 0; b < n_columns; b++)
    {
      const gboolean is_last = b == class->candidates->len;
      SimBuilding building = {
        .sim = sim,
        .class = class,
        .step_number = i,
        .step = &g_array_index (class->process->steps, CertplanStep, i),
        .body = is_last ? SIM_NO_BODY : g_array_index (class->candidates, guint, b),
      };
      if (is_of_body (class, i) == is_last)
        continue;
      _certplan_sim_office_build (&building);
      set_entry (class, class->entries, i, b, building.piece.entry);
      set_entry (class, class->owns, i, b, building.piece.own);
      if (!is_last && building.piece.own >= 0)
        _certplan_sim_office_set_tags (sim, (guint)building.piece.own, building.body);
      g_array_index (pieces, SimPiece, i * n_columns + b) = building.piece;
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
link_steps (SimOffice *sim, SimOfficeClass *class, GArray *pieces)
{
  const guint n = class->process->steps->len, n_columns = class->candidates->len + 1;
  for (guint i = class->first; i < n; i++)
    for (guint b = 0; b < n_columns; b++)
      {
        SimPiece *piece = &g_array_index (pieces, SimPiece, i * n_columns + b);
        SimPassage passage;
        if (piece->loose == NULL)
          continue;
        find_passage (sim, class, i, &passage);
        link_pieces (sim, piece->loose, find_next (class, i, b));
        send_back (sim, class, i, b, piece, &passage);
        add_exits (sim, class, i, b, piece, &passage);
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
                                        class->kind, limits[k], class->on);
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
  g_autoptr (GArray) pieces = g_array_new (FALSE, TRUE, sizeof (SimPiece));
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
    if (g_array_index (pieces, SimPiece, i).loose != NULL)
      piece_clear (&g_array_index (pieces, SimPiece, i));
  return TRUE;
}
