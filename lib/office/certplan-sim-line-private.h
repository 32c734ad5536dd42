/* The engine: lines of cases, reviewers, arrivals. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-sim-heap-private.h"

/* Puts a case behind the others of the stage's line, or where its order has it. */
static inline void
_certplan_sim_put_last (Sim *sim, guint32 slot, guint s, CertplanSimOrder order)
{
  SimLine *line = &sim->lines[s];
  SimCase *c = &sim->cases[slot];
  line->n_waiting++;
  c->next = c->other = NO_SLOT;
  if (order != CERTPLAN_SIM_FCFS)
    {
      const gint64 due
          = order == CERTPLAN_SIM_DUE
                ? _certplan_sim_find_due (sim, slot)
                : (gint64)_certplan_sim_class (sim->model, c->class)->priority << 36 | sim->now;
      c->order = (guint64)due << CERTPLAN_SIM_NUMBER_BITS | c->number;
      line->head = sim_meld (sim->cases, line->head, slot);
      return;
    }
  if (line->head == NO_SLOT)
    line->head = slot;
  else
    sim->cases[line->tail].next = slot;
  line->tail = slot;
}

/* Before all others, where lines are first come, first served; else to the place that it had. */
static inline void
_certplan_sim_put_first (Sim *sim, guint32 slot, guint s, CertplanSimOrder order)
{
  SimLine *line = &sim->lines[s];
  SimCase *c = &sim->cases[slot];
  line->n_waiting++;
  if (order != CERTPLAN_SIM_FCFS)
    {
      c->next = c->other = NO_SLOT;
      line->head = sim_meld (sim->cases, line->head, slot);
      return;
    }
  c->next = line->head;
  if (line->head == NO_SLOT)
    line->tail = slot;
  line->head = slot;
}

static inline guint32
_certplan_sim_unlink_first (Sim *sim, guint s, CertplanSimOrder order)
{
  SimLine *line = &sim->lines[s];
  const guint32 slot = line->head;
  line->head = order == CERTPLAN_SIM_FCFS
                   ? sim->cases[slot].next
                   : sim_meld (sim->cases, sim->cases[slot].next, sim->cases[slot].other);
  return slot;
}

/* Returns: the first one that is still there; it stays. There must be one. */
static inline guint32
_certplan_sim_peek (Sim *sim, guint s, CertplanSimOrder order)
{
  while (G_UNLIKELY (sim->cases[sim->lines[s].head].flags & CASE_GHOST))
    {
      const guint32 ghost = _certplan_sim_unlink_first (sim, s, order);
      sim->cases[ghost].next = sim->first_free;
      sim->first_free = ghost;
    }
  return sim->lines[s].head;
}

static inline guint32
_certplan_sim_take_first (Sim *sim, guint s, CertplanSimOrder order)
{
  _certplan_sim_peek (sim, s, order);
  sim->lines[s].n_waiting--;
  return _certplan_sim_unlink_first (sim, s, order);
}

static inline gint
sim_get_day (const Sim *sim)
{
  return (gint)((guint64)sim->now / CERTPLAN_TICKS_PER_DAY);
}

static inline void
sim_count_wait (Sim *sim, SimLine *line, const SimCase *c)
{
  if (c->flags & CASE_COUNTED)
    {
      line->waited += sim->now - c->joined;
      line->n_waited++;
    }
}

/* What it waited at first, or for somebody who goes on with the work. */
static inline void
sim_count_all_waits (Sim *sim, guint32 slot, guint s)
{
  if (G_LIKELY (sim->rest == NULL || sim->rest[slot].left < 0))
    sim_count_wait (sim, &sim->lines[s], &sim->cases[slot]);
  else if (sim->cases[slot].flags & CASE_COUNTED)
    sim->lines[s].waited += sim->now - sim->rest[slot].since;
}

/* A stage is behind the case: it goes on. */
static inline void
sim_leave_stage (Sim *sim, guint32 slot)
{
  SimCase *c = &sim->cases[slot];
  const guint s = c->stage;
  SimLine *line = &sim->lines[s];
  line->n_in--;
  line->in_area += sim->now;
  if (c->flags & CASE_COUNTED)
    {
      line->passed += sim->now - c->joined;
      line->n_passed++;
    }
  if (sim->stages[s].stops_clock)
    c->paused += sim->now - c->joined;
  if (G_UNLIKELY (sim->steps != NULL))
    _certplan_sim_note_time (sim, slot, FALSE);
}

static inline void
sim_mark_furthest (SimCase *c)
{
  if (c->furthest == NO_STAGE || c->stage > c->furthest)
    c->furthest = c->stage;
}
