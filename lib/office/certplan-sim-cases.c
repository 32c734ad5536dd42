/* The engine: places of cases, and what is counted when one leaves. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-sim-open-private.h"

static void
grow_cases (Sim *sim)
{
  sim->slots_size *= 2;
  sim->cases = g_renew (SimCase, sim->cases, sim->slots_size);
  if (sim->held != NULL)
    sim->held = g_renew (guint64, sim->held, (gsize)sim->slots_size * sim->model->n_words);
  if (sim->clock != NULL)
    sim->clock = g_renew (gint64, sim->clock, sim->slots_size);
  if (sim->rest != NULL)
    sim->rest = g_renew (SimRest, sim->rest, sim->slots_size);
  if (sim->tag != NULL)
    sim->tag = g_renew (guint8, sim->tag, sim->slots_size);
  if (sim->step_of != NULL)
    sim->step_of = g_renew (guint32, sim->step_of, sim->slots_size);
}

guint32
_certplan_sim_take_slot (Sim *sim)
{
  if (sim->first_free != NO_SLOT)
    {
      const guint32 slot = sim->first_free;
      sim->first_free = sim->cases[slot].next;
      return slot;
    }
  if (G_UNLIKELY (sim->n_slots == sim->slots_size))
    grow_cases (sim);
  return sim->n_slots++;
}

static inline void
free_slot (Sim *sim, guint32 slot)
{
  sim->cases[slot].next = sim->first_free;
  sim->first_free = slot;
}

/* What a watcher sees of a case. */
void
_certplan_sim_note_join (Sim *sim, guint32 slot, guint stage, gboolean is_out)
{
  const SimCase *c = &sim->cases[slot];
  const SimStep step = { c->number, (guint16)stage, c->class, is_out, sim->now, -1, -1 };
  if (sim->step_of == NULL)
    sim->step_of = g_new (guint32, sim->slots_size);
  sim->step_of[slot] = sim->steps->len;
  g_array_append_val (sim->steps, step);
}

void
_certplan_sim_note_time (Sim *sim, guint32 slot, gboolean is_start)
{
  SimStep *step = &g_array_index (sim->steps, SimStep, sim->step_of[slot]);
  if (is_start && step->started < 0)
    step->started = sim->now;
  else if (!is_start)
    step->ended = sim->now;
}

gint
_certplan_sim_find_tag (const Sim *sim, const CertplanSimStage *stage)
{
  gint tag = -1;
  for (guint i = 0; i < stage->tags->len; i++)
    {
      const CertplanSimChange *change = &g_array_index (stage->tags, CertplanSimChange, i);
      if (change->tick <= sim->now)
        tag = change->count;
    }
  return tag;
}

void
_certplan_sim_set_tag (Sim *sim, guint32 slot, guint tag)
{
  const SimCase *c = &sim->cases[slot];
  SimClassState *from = &sim->tags[sim->tag[slot]], *to = &sim->tags[tag];
  sim->tag[slot] = (guint8)tag;
  if ((c->flags & CASE_COUNTED) == 0)
    return;
  from->n_counted--;
  to->n_counted++;
  for (guint i = 0; i < CERTPLAN_SIM_N_LIMITS; i++)
    {
      const guint n = _certplan_sim_is_limited (sim->model, c->class, c->docket, i);
      from->n_limited[i] -= n;
      to->n_limited[i] += n;
    }
}

/* Into the histograms of its groups. */
static void
count_length (Sim *sim, guint32 slot, gboolean is_legal, guint bin)
{
  const guint n_groups = sim->model->groups->len;
  sim->histograms[is_legal * SIM_N_BINS + bin]++;
  for (guint i = 0; i < n_groups; i++)
    if (_certplan_sim_group (sim->model, i)->has[sim->cases[slot].class])
      sim->totals[(gsize)((i + 1) * 2 + is_legal) * SIM_N_BINS + bin]++;
  if (sim->tag != NULL)
    sim->totals[(gsize)((n_groups + sim->tag[slot] + 1) * 2 + is_legal) * SIM_N_BINS + bin]++;
}

/* Of one that is counted and done. */
static void
count_done (Sim *sim, guint32 slot, SimClassState *class)
{
  const SimCase *c = &sim->cases[slot];
  const gint64 gross = sim->now - c->arrived, legal = sim->now - sim_clock (sim, slot) - c->paused;
  SimClassState *const states[] = { class, sim->tag != NULL ? &sim->tags[sim->tag[slot]] : NULL };
  for (guint k = 0; k < G_N_ELEMENTS (states) && states[k] != NULL; k++)
    {
      states[k]->n_done++;
      states[k]->gross += (guint64)gross;
      states[k]->legal += (guint64)legal;
      for (guint i = 0; i < CERTPLAN_SIM_N_LIMITS; i++)
        states[k]->n_in_time[i] += _certplan_sim_is_in_time (sim, slot, i);
    }
  count_length (sim, slot, FALSE, sim_find_bin (gross));
  if (sim->has_pauses)
    count_length (sim, slot, TRUE, sim_find_bin (legal));
}

static void
note_departure (Sim *sim, guint32 slot, guint outcome)
{
  const SimCase *c = &sim->cases[slot];
  SimDeparture departure = { .number = c->number,
                             .outcome = (guint16)outcome,
                             .class = c->class,
                             .is_counted = (c->flags & CASE_COUNTED) != 0,
                             .arrived = c->arrived,
                             .left = sim->now,
                             .legal = sim->now - sim_clock (sim, slot) - c->paused };
  for (guint k = 0; k < CERTPLAN_SIM_N_LIMITS; k++)
    departure.in_time[k] = _certplan_sim_is_limited (sim->model, c->class, c->docket, k)
                               ? outcome == 0 && _certplan_sim_is_in_time (sim, slot, k)
                               : -1;
  g_array_append_val (sim->departures, departure);
}

/* A case leaves the system. */
void
_certplan_sim_leave (Sim *sim, guint32 slot, guint outcome)
{
  const SimCase *c = &sim->cases[slot];
  SimClassState *class = &sim->classes[c->class];
  if (G_UNLIKELY (sim->steps != NULL))
    _certplan_sim_note_join (sim, slot, outcome, TRUE);
  if (G_UNLIKELY (sim->departures != NULL))
    note_departure (sim, slot, outcome);
  if (c->flags & CASE_COUNTED)
    {
      class->n_out[outcome]++;
      if (outcome == 0)
        count_done (sim, slot, class);
      if (outcome == 0 && c->docket > 0 && sim->open != NULL)
        _certplan_sim_open_count (sim->open, c->docket - 1u, sim->now,
                                  _certplan_sim_is_in_time (sim, slot, CERTPLAN_SIM_TARGET),
                                  _certplan_sim_is_in_time (sim, slot, CERTPLAN_SIM_CAP));
      sim->n_open--;
      sim->is_over = sim->n_open == 0 && sim->now >= sim->model->end;
    }
  free_slot (sim, slot);
}
