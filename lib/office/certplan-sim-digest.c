/* What a model is, in one number: parts of a run must be of the same model.
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Everything that a result depends on stands in a text, a line a thing; what _finish() makes of it
 * does not. A key file needs none of this: its own bytes are its digest. */
#include "certplan-sim-private.h"
#include <string.h>

static void
append_int (GString *text, gint64 number)
{
  g_string_append_printf (text, " %" G_GINT64_FORMAT, number);
}

/* All bits of it: two numbers that differ in the last one draw other times. */
static void
append_real (GString *text, gdouble number)
{
  guint64 bits;
  memcpy (&bits, &number, sizeof bits);
  g_string_append_printf (text, " %" G_GINT64_MODIFIER "x", bits);
}

static void
append_period (GString *text, const CertplanPeriod *period)
{
  append_int (text, period->months);
  append_int (text, period->days);
  append_int (text, period->working_days);
}

static void
append_ticks (GString *text, const GArray *ticks)
{
  for (guint i = 0; ticks != NULL && i < ticks->len; i++)
    append_int (text, g_array_index (ticks, gint64, i));
}

static void
append_changes (GString *text, const GArray *changes)
{
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      append_int (text, g_array_index (changes, CertplanSimChange, i).tick);
      append_int (text, g_array_index (changes, CertplanSimChange, i).count);
    }
}

static void
append_calendars (GString *text, const CertplanSimModel *model)
{
  for (guint i = 0; i < model->calendars->len; i++)
    {
      const CertplanSimCalendar *calendar = model->calendars->pdata[i];
      g_string_append_printf (text, "\ncalendar %d", calendar->n_days);
      for (gint k = 0; k < calendar->n_worked; k++)
        append_int (text, calendar->select[k]);
    }
}

static void
append_people (GString *text, const CertplanSimModel *model)
{
  for (guint u = 0; u < model->units->len; u++)
    {
      const CertplanSimUnit *unit = _certplan_sim_unit (model, u);
      g_string_append_printf (text, "\nunit %d %d %" G_GINT64_FORMAT " %d", unit->calendar,
                              unit->share, unit->least, unit->team);
    }
  for (guint r = 0; r < model->resources->len; r++)
    {
      const CertplanSimResource *resource = _certplan_sim_resource (model, r);
      g_string_append_printf (text, "\nresource %d %d %d", resource->count, resource->calendar,
                              (gint)resource->order);
      append_changes (text, resource->changes);
      for (guint w = 0; resource->mask != NULL && w < model->n_words; w++)
        append_int (text, (gint64)resource->mask[w]);
    }
}

static void
append_classes (GString *text, const CertplanSimModel *model)
{
  for (guint i = 0; i < model->classes->len; i++)
    {
      const CertplanSimClass *class = _certplan_sim_class (model, i);
      g_string_append_printf (text, "\nclass %d %d", class->priority, class->has_due);
      for (guint k = 0; k < CERTPLAN_SIM_N_LIMITS; k++)
        append_period (text, &class->limits[k]);
    }
}

static void
append_routes (GString *text, const CertplanSimModel *model)
{
  for (guint i = 0; i < model->routes->len; i++)
    {
      const CertplanSimRoute *route = _certplan_sim_route (model, i);
      g_string_append_printf (text, "\nroute %d %d", route->is_shortest, route->nobody);
      for (guint k = 0; k < route->branches->len; k++)
        {
          const CertplanSimBranch *branch = &g_array_index (route->branches, CertplanSimBranch, k);
          g_string_append_printf (text, " %d:%" G_GUINT64_FORMAT ":%d:%d", branch->to,
                                  branch->below, branch->who, branch->body);
        }
    }
}

static void
append_dists (GString *text, const CertplanSimModel *model)
{
  for (guint i = 0; i < model->dists->len; i++)
    {
      const CertplanDist *dist = _certplan_sim_dist (model, i);
      g_string_append_printf (text, "\ndistribution %d %d", (gint)dist->kind, dist->n);
      append_real (text, dist->a);
      append_real (text, dist->b);
      append_real (text, dist->c);
    }
}

static void
append_batch (GString *text, const CertplanSimBatch *batch)
{
  g_string_append_printf (text, " batch %d %d %d %d %d", batch->quota, batch->members,
                          batch->n_drawn, batch->attendance, batch->quorum);
  append_ticks (text, batch->slots);
  for (guint i = 0; batch->changes != NULL && i < batch->changes->len; i++)
    {
      const CertplanSimSeats *seats = &g_array_index (batch->changes, CertplanSimSeats, i);
      g_string_append_printf (text, " from %u %d %d %d", seats->slot, seats->quota, seats->n_drawn,
                              seats->quorum);
    }
}

static void
append_stage (GString *text, const CertplanSimModel *model, guint s)
{
  const CertplanSimStage *stage = _certplan_sim_stage (model, s);
  const gint numbers[]
      = { stage->calendar, stage->room,       stage->full,  stage->stops_clock, stage->starts_clock,
          stage->also,     (gint)stage->kind, stage->again, stage->max_rounds,  stage->exceeded,
          stage->patience, stage->impatient,  stage->late,  stage->closed };
  g_string_append_printf (text, "\nstage %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT, stage->draw,
                          stage->limit);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    append_int (text, numbers[i]);
  append_period (text, &stage->limit_period);
  for (guint i = 0; i < stage->n_needs; i++)
    g_string_append_printf (text, " %u:%d", stage->needs[i].resource, stage->needs[i].units);
  append_changes (text, stage->tags);
  if (stage->batch != NULL)
    append_batch (text, stage->batch);
  for (guint c = 0; c < model->classes->len; c++)
    g_string_append_printf (text, " %u:%u", model->effort_of[s * model->classes->len + c],
                            model->route_of[s * model->classes->len + c]);
}

static void
append_sources (GString *text, const CertplanSimModel *model)
{
  for (guint i = 0; i < model->sources->len; i++)
    {
      const CertplanSimSource *source = _certplan_sim_source (model, i);
      g_string_append_printf (text, "\nsource %" G_GUINT64_FORMAT " %u %d %d %d %u", source->draw,
                              source->class, source->stage, source->calendar, source->interval,
                              source->docket);
      append_int (text, source->until);
      append_int (text, source->age);
      append_ticks (text, source->at);
      for (guint k = 0; source->months != NULL && k < source->months->len; k++)
        append_real (text, g_array_index (source->months, gdouble, k));
    }
}

static void
append_dockets (GString *text, const CertplanSimModel *model)
{
  for (guint i = 0; i < model->dockets->len; i++)
    {
      const CertplanSimDocket *docket = _certplan_sim_docket (model, i);
      g_string_append_printf (text, "\ndocket %d %d %d", docket->tag, docket->barred,
                              docket->is_clock_ahead);
      append_int (text, docket->paused);
      append_int (text, docket->clock);
      append_int (text, docket->left);
      append_int (text, docket->due);
      append_int (text, docket->age_days);
      g_string_append_printf (text, " %s\n%s\n%s\n%s", docket->name, docket->qualification,
                              docket->stage, docket->body);
    }
}

/* What results are told of: the classes of each group, and names. */
static void
append_names (GString *text, const CertplanSimModel *model)
{
  const GPtrArray *const lists[]
      = { model->outcomes, model->tags, model->stage_kinds, model->teams };
  for (guint i = 0; i < model->groups->len; i++)
    {
      const CertplanSimGroup *group = _certplan_sim_group (model, i);
      g_string_append_printf (text, "\ngroup %s", group->name);
      for (guint c = 0; c < model->classes->len; c++)
        g_string_append_c (text, group->has[c] ? '1' : '0');
    }
  for (gsize k = 0; k < G_N_ELEMENTS (lists); k++)
    for (guint i = 0; i < lists[k]->len; i++)
      g_string_append_printf (text, "\nname %s", (const char *)lists[k]->pdata[i]);
}

char *
_certplan_sim_model_make_digest (const CertplanSimModel *model)
{
  g_autoptr (GString) text = g_string_new ("model");
  append_int (text, model->start);
  append_int (text, model->warmup);
  append_int (text, model->end);
  append_int (text, model->cutoff);
  append_int (text, model->is_cap_fixed);
  append_int (text, model->shrinks);
  append_calendars (text, model);
  append_people (text, model);
  append_classes (text, model);
  append_routes (text, model);
  append_dists (text, model);
  for (guint s = 0; s < model->stages->len; s++)
    append_stage (text, model, s);
  append_sources (text, model);
  append_dockets (text, model);
  append_names (text, model);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, -1);
}
