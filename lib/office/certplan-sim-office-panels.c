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

/* How much of the members' time a case takes that is begun on that day. */
static gint64
find_ticks (const SimOffice *sim, const SimOfficeClass *class, const CertplanStep *step,
            CertplanDate day)
{
  const CertplanProcess *process = _certplan_workload_get_process (
      sim->workload, class->handle, class->kind, class->process->is_waived, day);
  const gint i = _certplan_process_find_step (sim->office, process, step->stage->item);
  const CertplanWork *work
      = find_work (i >= 0 ? &g_array_index (process->steps, CertplanStep, (guint)i) : step);
  return work != NULL ? work->ticks : 0;
}

/* Seats are days of the people invited: as many cases as they have time for, at least one. */
static gint
find_quota (const SimOffice *sim, const CertplanWorkPanel *panel, gint32 quota, gint64 ticks)
{
  const gint64 seats = (gint64)quota * CERTPLAN_TICKS_PER_DAY;
  const guint wanted
      = sim->options != NULL
            ? GPOINTER_TO_UINT (g_hash_table_lookup (sim->options->quotas, panel->panel))
            : 0;
  if (wanted > 0)
    return (gint)MIN (wanted, G_MAXINT);
  return ticks > 0 ? (gint)CLAMP (seats / ticks, 1, G_MAXINT) : G_MAXINT;
}

static void
refuse_quorum (SimOffice *sim, const CertplanWorkPanel *panel, gint quorum, gint n_people)
{
  if (sim->error == NULL)
    g_set_error (&sim->error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_MODEL,
                 _ ("the panel \"%s\" of %s needs %d members, and the office has %d; wanted more "
                    "members in reviewers.csv, or a smaller quorum in panels.csv"),
                 panel->panel, panel->scheme, quorum, n_people);
}

/* Invited members are drawn by lot of those at work on that day; nobody known: they are there.
 * Returns: how many there are; -1 = nobody is known */
static gint
set_members (SimOffice *sim, const SimOfficeClass *class, const CertplanWorkPanel *panel,
             CertplanSimBatch *batch)
{
  gint n_people;
  batch->members = _certplan_sim_office_find_group (sim, panel->resource, SIM_NO_BODY, SIM_NO_BODY,
                                                    class->handle, class->region, &n_people);
  if (batch->members >= 0)
    return n_people;
  _certplan_sim_office_tell (sim, "finding.sim_no_members", panel->panel, NULL, panel->resource);
  return -1;
}

/* What the slot of the meeting has, from it on, if that is not what those before it have. */
static void
set_seats (CertplanSimBatch *batch, const CertplanSimSeats *seats)
{
  const CertplanSimSeats before = _certplan_sim_get_seats (batch, seats->slot);
  if (seats->slot == 0)
    {
      batch->quota = seats->quota;
      batch->n_drawn = seats->n_drawn;
      batch->quorum = seats->quorum;
    }
  else if (seats->quota != before.quota || seats->n_drawn != before.n_drawn
           || seats->quorum != before.quorum)
    {
      if (batch->changes == NULL)
        batch->changes = g_array_new (FALSE, FALSE, sizeof (CertplanSimSeats));
      g_array_append_val (batch->changes, *seats);
    }
}

/* At noon: what was ready on the day before is taken, what is ready in the afternoon is not. */
static void
add_slots (SimOffice *sim, const SimOfficeClass *class, const CertplanWorkPanel *panel,
           const CertplanStep *step, CertplanSimBatch *batch)
{
  const gint n_people = set_members (sim, class, panel, batch);
  g_autoptr (GArray) meetings = _certplan_workload_list_meetings (sim->workload, panel, sim->start,
                                                                  sim->start + sim->n_days - 1);
  batch->slots = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < meetings->len; i++)
    {
      const CertplanPanelMeeting *meeting = &g_array_index (meetings, CertplanPanelMeeting, i);
      const gint64 tick = (gint64)(meeting->day - sim->start) * CERTPLAN_TICKS_PER_DAY
                          + CERTPLAN_TICKS_PER_DAY / 2;
      const gint n_drawn = MAX (MIN (meeting->quota, n_people), 0);
      const CertplanSimSeats seats
          = { batch->slots->len,
              find_quota (sim, panel, meeting->quota, find_ticks (sim, class, step, meeting->day)),
              n_drawn, MIN (meeting->quorum, n_drawn) };
      if (n_people >= 0 && meeting->quorum > n_people)
        refuse_quorum (sim, panel, meeting->quorum, n_people);
      set_seats (batch, &seats);
      g_array_append_val (batch->slots, tick);
    }
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
  batch->quota = 1;
  batch->attendance = CERTPLAN_MILLION;
  add_slots (sim, class, panel, step, batch);
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
