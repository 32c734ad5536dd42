/* Panels of an office as the simulation's dated slots. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "certplan-office-data-private.h"
#include "certplan-private.h"
#include "certplan-sim-office-private.h"

static const CertplanWork *
find_work (const CertplanStep *step)
{
  for (guint i = 0; i < step->works->len; i++)
    if (g_array_index (step->works, CertplanWork, i).is_own)
      return &g_array_index (step->works, CertplanWork, i);
  return NULL;
}

/* Seats are days of the people invited: as many cases as they have time for, at least one. */
static gint
find_quota (const SimOffice *sim, const CertplanWorkPanel *panel, const CertplanStep *step)
{
  const CertplanWork *work = find_work (step);
  const gint64 ticks = work != NULL ? work->ticks : 0;
  const gint64 seats = (gint64)panel->quota * CERTPLAN_TICKS_PER_DAY;
  const guint wanted
      = sim->options != NULL
            ? GPOINTER_TO_UINT (g_hash_table_lookup (sim->options->quotas, panel->panel))
            : 0;
  if (wanted > 0)
    return (gint)MIN (wanted, G_MAXINT);
  return ticks > 0 ? (gint)CLAMP (seats / ticks, 1, G_MAXINT) : G_MAXINT;
}

/* At noon: what was ready on the day before is taken, what is ready in the afternoon is not. */
static GArray *
list_slots (const SimOffice *sim, const CertplanWorkPanel *panel)
{
  const CertplanWorkcal *workcal = certplan_rulebook_get_workcal (sim->office->rulebook);
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (CertplanDate));
  GArray *slots = g_array_new (FALSE, FALSE, sizeof (gint64));
  _certplan_panel_rule_list (&panel->rule, workcal, sim->office->months[0], sim->start,
                             sim->start + sim->n_days - 1, days);
  for (guint i = 0; i < days->len; i++)
    {
      const gint64 tick
          = (gint64)(g_array_index (days, CertplanDate, i) - sim->start) * CERTPLAN_TICKS_PER_DAY
            + CERTPLAN_TICKS_PER_DAY / 2;
      if (tick >= 0)
        g_array_append_val (slots, tick);
    }
  return slots;
}

static void
refuse_quorum (SimOffice *sim, const CertplanWorkPanel *panel, gint n_people)
{
  if (sim->error == NULL)
    g_set_error (&sim->error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_MODEL,
                 _ ("the panel \"%s\" of %s needs %d members, and the office has %d; wanted more "
                    "members in reviewers.csv, or a smaller quorum in panels.csv"),
                 panel->panel, panel->scheme, panel->quorum, n_people);
}

/* Invited members are drawn by lot of those at work on that day; nobody known: they are there. */
static void
set_members (SimOffice *sim, const SimOfficeClass *class, const CertplanWorkPanel *panel,
             CertplanSimBatch *batch)
{
  gint n_people;
  const gint group = _certplan_sim_office_find_group (
      sim, panel->resource, SIM_NO_BODY, SIM_NO_BODY, class->handle, class->region, &n_people);
  if (group < 0)
    {
      _certplan_sim_office_tell (sim, "finding.sim_no_members", panel->panel, NULL,
                                 panel->resource);
      return;
    }
  if (panel->quorum > n_people)
    {
      refuse_quorum (sim, panel, n_people);
      return;
    }
  batch->members = group;
  batch->n_drawn = MIN (panel->quota, n_people);
  batch->quorum = MIN (panel->quorum, batch->n_drawn);
}

static guint
add_panel (SimOffice *sim, const SimOfficeClass *class, const CertplanStep *step, guint number)
{
  const CertplanWorkPanel *panel = &g_array_index (sim->panels, CertplanWorkPanel, number);
  gboolean is_new;
  g_autofree char *key = g_strdup_printf ("panel %u %s", number, step->stage->item);
  g_autofree char *kind = g_strconcat (step->stage->item, "/", panel->resource, NULL);
  const guint stage = _certplan_sim_office_get_stage (sim, key, kind, &is_new);
  if (!is_new)
    return stage;
  CertplanSimBatch *batch = g_new0 (CertplanSimBatch, 1);
  batch->slots = list_slots (sim, panel);
  batch->quota = find_quota (sim, panel, step);
  batch->members = -1;
  batch->attendance = CERTPLAN_MILLION;
  set_members (sim, class, panel, batch);
  _certplan_sim_stage (sim->model, stage)->batch = batch;
  if (panel->is_assumed)
    _certplan_sim_office_tell (sim, "finding.sim_assumed_panel", panel->panel, NULL, panel->scheme);
  return stage;
}

/* Of several panels, that before which the fewest cases wait for its seats. */
static gint
choose (SimOffice *sim, const SimOfficeClass *class, const CertplanStep *step, const GArray *stages)
{
  gboolean is_new;
  g_autofree char *key = g_strdup_printf ("%s panels %s", class->way, step->stage->item);
  const guint choice = _certplan_sim_office_get_stage (sim, key, NULL, &is_new);
  const guint route = _certplan_sim_add_route (sim->model);
  for (guint i = 0; i < stages->len; i++)
    _certplan_sim_office_add_branch (sim, route, (gint)g_array_index (stages, guint, i),
                                     CERTPLAN_MILLION);
  _certplan_sim_route (sim->model, route)->is_shortest = TRUE;
  _certplan_sim_office_set_route (sim, choice, class->number, route);
  return (gint)choice;
}

gint
_certplan_sim_office_find_panels (SimOffice *sim, const SimOfficeClass *class,
                                  const CertplanStep *step, GArray *stages)
{
  const char *resource = _certplan_performer_get_resource (step->stage->performer);
  const char *scheme = sim->workload->schemes[class->handle];
  for (guint i = 0; i < sim->panels->len; i++)
    {
      const CertplanWorkPanel *panel = &g_array_index (sim->panels, CertplanWorkPanel, i);
      if (!g_str_equal (panel->scheme, scheme) || panel->resource != resource)
        continue;
      const guint stage = add_panel (sim, class, step, i);
      g_array_append_val (stages, stage);
    }
  if (stages->len < 2)
    return stages->len == 0 ? -1 : (gint)g_array_index (stages, guint, 0);
  return choose (sim, class, step, stages);
}
