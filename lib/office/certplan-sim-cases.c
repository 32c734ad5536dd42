/* The engine: places of cases, and what is counted when one leaves. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-sim-engine-private.h"

static void
grow_cases (Sim *sim)
{
  sim->slots_size *= 2;
  sim->cases = g_renew (SimCase, sim->cases, sim->slots_size);
  if (sim->held != NULL)
    sim->held = g_renew (guint64, sim->held, (gsize)sim->slots_size * sim->model->n_words);
  if (sim->clock != NULL)
    sim->clock = g_renew (gint64, sim->clock, sim->slots_size);
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
  if (is_start)
    step->started = sim->now;
  else
    step->ended = sim->now;
}

/* Into the histograms of its groups. */
static void
count_length (Sim *sim, guint class, gboolean is_legal, guint bin)
{
  sim->histograms[is_legal * SIM_N_BINS + bin]++;
  for (guint i = 0; i < sim->model->groups->len; i++)
    if (_certplan_sim_group (sim->model, i)->has[class])
      sim->totals[(gsize)((i + 1) * 2 + is_legal) * SIM_N_BINS + bin]++;
}

/* Of one that is counted and done. */
static void
count_done (Sim *sim, guint32 slot, SimClassState *class)
{
  const SimCase *c = &sim->cases[slot];
  const gint64 gross = sim->now - c->arrived, legal = sim->now - sim_clock (sim, slot) - c->paused;
  class->n_done++;
  class->gross += (guint64)gross;
  class->legal += (guint64)legal;
  count_length (sim, c->class, FALSE, sim_find_bin (gross));
  if (sim->has_pauses)
    count_length (sim, c->class, TRUE, sim_find_bin (legal));
  for (guint i = 0; i < CERTPLAN_SIM_N_LIMITS; i++)
    class->n_in_time[i] += _certplan_sim_is_in_time (sim, slot, i);
}

/* A case leaves the system. */
void
_certplan_sim_leave (Sim *sim, guint32 slot, guint outcome)
{
  const SimCase *c = &sim->cases[slot];
  SimClassState *class = &sim->classes[c->class];
  if (G_UNLIKELY (sim->steps != NULL))
    _certplan_sim_note_join (sim, slot, outcome, TRUE);
  if (c->flags & CASE_COUNTED)
    {
      class->n_out[outcome]++;
      if (outcome == 0)
        count_done (sim, slot, class);
      sim->n_open--;
      sim->is_over = sim->n_open == 0 && sim->now >= sim->model->end;
    }
  free_slot (sim, slot);
}
