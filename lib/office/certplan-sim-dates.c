/* The engine: what happens at its own time: arrivals, slots, marks, lost patience.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-line-private.h"
#include <string.h>

/* Its place in the line is left to a ghost, which is passed over when its turn comes. */
void
_certplan_sim_lose_patience (Sim *sim, guint32 old, guint32 number, guint stamp)
{
  const SimCase *ghost = &sim->cases[old];
  if (ghost->number != number || ghost->stamp != stamp || (ghost->flags & CASE_WAITS) == 0
      || (ghost->flags & CASE_GHOST) != 0)
    return;
  const guint s = ghost->stage;
  const guint32 slot = _certplan_sim_take_slot (sim);
  SimCase *c = &sim->cases[slot];
  *c = sim->cases[old];
  if (sim->held != NULL)
    memset (sim->held + slot * sim->model->n_words, 0, sim->model->n_words * sizeof *sim->held);
  if (sim->clock != NULL)
    sim->clock[slot] = sim->clock[old];
  if (sim->tag != NULL)
    sim->tag[slot] = sim->tag[old];
  if (sim->rest != NULL)
    sim->rest[slot].left = -1;
  if (sim->steps != NULL)
    sim->step_of[slot] = sim->step_of[old];
  sim->cases[old].flags = CASE_GHOST;
  c->flags &= (guint8)~CASE_WAITS;
  sim->lines[s].n_waiting--;
  if (sim->stages[s].n_needs > 0)
    sim->n_waiting[sim->stages[s].cluster]--;
  sim->lines[s].waiting_area += sim->now;
  sim_count_wait (sim, &sim->lines[s], c);
  sim_leave_stage (sim, slot);
  sim_mark_furthest (c);
  _certplan_sim_enter (sim, slot, sim->stages[s].impatient);
}

/* What is known of a case by itself. */
static void
take_docket (Sim *sim, guint32 slot, guint docket)
{
  const CertplanSimDocket *known = _certplan_sim_docket (sim->model, docket - 1);
  SimCase *c = &sim->cases[slot];
  c->docket = (guint16)docket;
  c->paused = known->paused;
  if (known->left >= 0)
    c->flags |= CASE_LEFT;
  if (sim->clock != NULL && known->clock != G_MININT64)
    sim->clock[slot] = known->clock;
  if (sim->tag != NULL)
    sim->tag[slot] = known->tag;
}

static void
count_case (Sim *sim, guint32 slot)
{
  SimCase *c = &sim->cases[slot];
  SimClassState *class = &sim->classes[c->class];
  SimClassState *tag = sim->tag != NULL ? &sim->tags[sim->tag[slot]] : NULL;
  c->flags |= CASE_COUNTED;
  class->n_counted++;
  if (tag != NULL)
    tag->n_counted++;
  for (guint i = 0; i < CERTPLAN_SIM_N_LIMITS; i++)
    {
      const guint n = _certplan_sim_is_limited (sim->model, c->class, c->docket, i);
      class->n_limited[i] += n;
      if (tag != NULL)
        tag->n_limited[i] += n;
    }
  sim->n_open++;
}

static void
add_case (Sim *sim, guint i, guint64 ordinal)
{
  const CertplanSimSource *source = _certplan_sim_source (sim->model, i);
  const CertplanSimModel *model = sim->model;
  if (sim->n_cases >= CERTPLAN_SIM_MAX_CASES)
    {
      sim->is_full = TRUE;
      return;
    }
  const guint32 slot = _certplan_sim_take_slot (sim);
  SimCase *c = &sim->cases[slot];
  memset (c, 0, sizeof *c);
  if (sim->held != NULL)
    memset (sim->held + slot * model->n_words, 0, model->n_words * sizeof *sim->held);
  c->random = _certplan_random_at (sim->sources[i].cases_key, ordinal);
  c->arrived = sim->now - source->age;
  c->number = sim->n_cases++;
  c->class = source->class_at != NULL ? g_array_index (source->class_at, guint8, ordinal)
                                      : (guint8)source->class;
  c->furthest = NO_STAGE;
  if (sim->clock != NULL)
    sim->clock[slot] = c->arrived;
  if (sim->tag != NULL)
    sim->tag[slot] = 0;
  if (sim->rest != NULL)
    sim->rest[slot].left = -1;
  if (G_UNLIKELY (source->docket > 0))
    take_docket (sim, slot, source->docket);
  if ((sim->now >= model->warmup && sim->now < model->end) || source->docket > 0)
    count_case (sim, slot);
  if (G_UNLIKELY (sim->origins != NULL))
    {
      const SimOrigin origin = { i, ordinal };
      g_array_append_val (sim->origins, origin);
    }
  _certplan_sim_enter (sim, slot, source->stage);
}

void
_certplan_sim_arrive (Sim *sim, guint i)
{
  SimSourceState *state = &sim->sources[i];
  const guint64 ordinal = state->ordinal++;
  gint64 tick;
  if (_certplan_sim_find_arrival (sim, i, &tick))
    sim_push (sim, make_event_key (tick, EVENT_ARRIVAL, i), 0, 0);
  add_case (sim, i, ordinal);
}

/* What a slot decides leaves it together; those that need time after it, that much later. */
void
_certplan_sim_hold_slot (Sim *sim, guint s)
{
  const CertplanSimStage *stage = &sim->stages[s];
  const CertplanSimBatch *batch = stage->batch;
  SimLine *line = &sim->lines[s];
  const guint k = line->next_slot++;
  if (line->next_slot < batch->slots->len)
    sim_push (
        sim, make_event_key (g_array_index (batch->slots, gint64, line->next_slot), EVENT_BATCH, s),
        0, 0);
  if (!_certplan_sim_has_quorum (sim, s, k))
    {
      line->n_not_held += sim->segment >= 0 && sim->segment < sim->n_segments;
      return;
    }
  line->n_held += sim->segment >= 0 && sim->segment < sim->n_segments;
  for (gint i = MIN (line->n_waiting, _certplan_sim_get_seats (batch, k).quota); i > 0; i--)
    _certplan_sim_start_first (sim, s, CERTPLAN_SIM_FCFS);
}

/* The people of the stage are gone, with the work undone: others do all of it. */
void
_certplan_sim_hand_over (Sim *sim, guint32 slot)
{
  const SimCase *c = &sim->cases[slot];
  const guint s = c->stage;
  sim->lines[s].n_handed += (c->flags & CASE_COUNTED) != 0;
  sim->rest[slot].left = -1;
  sim_leave_stage (sim, slot);
  _certplan_sim_enter (sim, slot, sim->stages[s].closed);
}

void
_certplan_sim_close_stage (Sim *sim, guint s)
{
  const CertplanSimStage *stage = &sim->stages[s];
  while (sim->lines[s].n_waiting > 0)
    {
      const guint32 slot = _certplan_sim_take_first (sim, s, sim->clusters[stage->cluster].order);
      sim->n_waiting[stage->cluster]--;
      sim->lines[s].waiting_area += sim->now;
      sim->cases[slot].flags &= (guint8)~CASE_WAITS;
      sim_count_all_waits (sim, slot, s);
      _certplan_sim_hand_over (sim, slot);
    }
}

void
_certplan_sim_keep_date (Sim *sim)
{
  const GArray *agenda = sim->model->agenda;
  const CertplanSimItem *item = &g_array_index (agenda, CertplanSimItem, sim->agenda_next);
  if (++sim->agenda_next < agenda->len)
    sim_push (sim,
              make_event_key (g_array_index (agenda, CertplanSimItem, sim->agenda_next).tick,
                              EVENT_MARK, 0),
              0, 0);
  if (item->stage >= 0)
    {
      _certplan_sim_close_stage (sim, (guint)item->stage);
      return;
    }
  if (item->resource < 0)
    {
      _certplan_sim_close_segment (sim);
      sim->is_over = sim->n_open == 0 && sim->now >= sim->model->end;
      return;
    }
  sim->free_units[item->resource] += item->count - sim->count[item->resource];
  sim->count[item->resource] = item->count;
  _certplan_sim_serve (sim, sim->resources[item->resource].cluster);
}
