/* The engine's two heaps: of events, and of cases in a line that is no first-come one.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-sim-engine-private.h"

/* Of the children from @child on, of which there are some: the soonest. Four are compared in pairs,
 * without a branch that a processor could foretell wrongly. */
static inline guint
sim_find_soonest (const SimEvent *heap, guint child, guint n)
{
  if (G_LIKELY (child + 4 <= n))
    {
      const guint a = child + (heap[child + 1].key < heap[child].key);
      const guint b = child + 2 + (heap[child + 3].key < heap[child + 2].key);
      const guint is_b = heap[b].key < heap[a].key;
      return a + (b - a) * is_b;
    }
  guint least = child;
  for (guint c = child + 1; c < n; c++)
    if (heap[c].key < heap[least].key)
      least = c;
  return least;
}

static inline void
sim_sift_down (SimEvent *heap, guint n, const SimEvent event)
{
  guint i = 0;
  for (guint child = 1; child < n; child = 4 * i + 1)
    {
      const guint least = sim_find_soonest (heap, child, n);
      if (heap[least].key >= event.key)
        break;
      heap[i] = heap[least];
      i = least;
    }
  heap[i] = event;
}

/* Most events make one other: that one takes the root's place, and is sifted once. */
static inline void
sim_push (Sim *sim, guint64 key, guint32 slot, guint32 stamp)
{
  const SimEvent event = { key, slot, stamp };
  if (sim->is_hole)
    {
      sim->is_hole = FALSE;
      sim_sift_down (sim->heap, sim->n_heap, event);
      return;
    }
  if (G_UNLIKELY (sim->n_heap == sim->heap_size))
    sim->heap = g_renew (SimEvent, sim->heap, sim->heap_size *= 2);
  guint i = sim->n_heap++;
  for (; i > 0 && sim->heap[(i - 1) / 4].key > key; i = (i - 1) / 4)
    sim->heap[i] = sim->heap[(i - 1) / 4];
  sim->heap[i] = event;
}

/* Returns: FALSE if there is no further event */
static inline gboolean
sim_pop (Sim *sim, SimEvent *event)
{
  if (sim->is_hole)
    {
      sim->is_hole = FALSE;
      sim->n_heap--;
      if (sim->n_heap > 0)
        sim_sift_down (sim->heap, sim->n_heap, sim->heap[sim->n_heap]);
    }
  if (sim->n_heap == 0)
    return FALSE;
  *event = sim->heap[0];
  sim->is_hole = TRUE;
  return TRUE;
}

/* A skew heap (Sleator and Tarjan, 1986): joined along the right spines, whose nodes change
 * children. */
static inline guint32
sim_meld (SimCase *cases, guint32 a, guint32 b)
{
  guint32 root = NO_SLOT, *place = &root;
  while (a != NO_SLOT && b != NO_SLOT)
    {
      if (cases[b].order < cases[a].order)
        {
          const guint32 swap = a;
          a = b;
          b = swap;
        }
      *place = a;
      SimCase *top = &cases[a];
      a = top->other;
      top->other = top->next;
      place = &top->next;
    }
  *place = a != NO_SLOT ? a : b;
  return root;
}
