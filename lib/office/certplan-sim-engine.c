/* The engine: the loop over events. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-heap-private.h"
#include "certplan-sim-line-private.h"
#include <string.h>

#define EVENTS_BETWEEN_LOOKS 65536 /* for a wish to stop: a few milliseconds */

static void enter (Sim *sim, guint32 slot, gint to);

/* Cases */

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

static inline guint32
take_slot (Sim *sim)
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
static void
note_join (Sim *sim, guint32 slot, guint stage, gboolean is_out)
{
  const SimCase *c = &sim->cases[slot];
  const SimStep step = { c->number, (guint16)stage, c->class, is_out, sim->now, -1, -1 };
  if (sim->step_of == NULL)
    sim->step_of = g_new (guint32, sim->slots_size);
  sim->step_of[slot] = sim->steps->len;
  g_array_append_val (sim->steps, step);
}

static void
note_time (Sim *sim, guint32 slot, gboolean is_start)
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
static void
leave_system (Sim *sim, guint32 slot, guint outcome)
{
  const SimCase *c = &sim->cases[slot];
  SimClassState *class = &sim->classes[c->class];
  if (G_UNLIKELY (sim->steps != NULL))
    note_join (sim, slot, outcome, TRUE);
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

/* Service */

/* Work of @effort from now to @end keeps @units of a resource busy; a month's end parts it. */
static inline void
count_busy (Sim *sim, guint resource, gint64 end, gint64 busy, const CertplanSimCalendar *calendar,
            gint units)
{
  if (sim->segment >= sim->n_segments)
    return;
  if (G_LIKELY (sim->segment >= 0 && end <= sim->marks[sim->segment + 1]))
    sim->busy[resource * (guint)sim->n_segments + (guint)sim->segment] += busy * units;
  else
    _certplan_sim_split_busy (sim, resource, end, calendar, units);
}

static inline gint64
find_effort (Sim *sim, SimCase *c, guint stage)
{
  const guint dist = sim->model->effort_of[stage * sim->n_classes + c->class];
  if (G_UNLIKELY (c->flags & CASE_LEFT) && sim->stages[stage].n_needs > 0)
    {
      c->flags &= (guint8)~CASE_LEFT;
      return _certplan_sim_docket (sim->model, c->docket - 1)->left;
    }
  gint64 effort = _certplan_dist_draw_quickly (&sim->dists[dist], c->random,
                                               sim_purpose (c->rounds, stage, DRAW_EFFORT));
  const gint32 again = sim->stages[stage].again;
  if (G_UNLIKELY (again != 1000000 && c->furthest != NO_STAGE && stage <= c->furthest))
    effort = (gint64)((gdouble)effort * again / 1e6 + 0.5);
  return effort;
}

static gint64
add_effort (const Sim *sim, gint calendar, gint64 effort)
{
  return calendar >= 0
             ? _certplan_sim_add_work (sim->model->calendars->pdata[calendar], sim->now, effort)
             : sim->now + effort;
}

/* The units that the stage needs are there: takes them. Returns: when all is done */
static gint64
take_units (Sim *sim, guint32 slot, const CertplanSimStage *stage, gint64 effort)
{
  gint64 end = sim->now;
  if (stage->n_needs == 0) /* what a slot has let go takes its time all the same */
    return add_effort (sim, stage->calendar, effort);
  for (guint i = 0; i < stage->n_needs; i++)
    {
      const guint r = stage->needs[i].resource;
      const CertplanSimResource *resource = &sim->resources[r];
      if (resource->mask != NULL)
        {
          const gint64 last = _certplan_sim_take_reviewers (sim, slot, &stage->needs[i], effort);
          end = MAX (end, last);
          continue;
        }
      const CertplanSimCalendar *calendar
          = resource->calendar >= 0 ? sim->model->calendars->pdata[resource->calendar] : NULL;
      const gint64 done = calendar != NULL ? _certplan_sim_add_work (calendar, sim->now, effort)
                                           : sim->now + effort;
      sim->free_units[r] -= stage->needs[i].units;
      count_busy (sim, r, done, effort, calendar, stage->needs[i].units);
      end = MAX (end, done);
    }
  return end;
}

static inline void
count_wait (Sim *sim, SimLine *line, const SimCase *c)
{
  if (c->flags & CASE_COUNTED)
    {
      line->waited += sim->now - c->joined;
      line->n_waited++;
    }
}

static inline gint64
clamp_tick (gint64 tick)
{
  return MIN (tick, CERTPLAN_TICKS_MAX - 1);
}

/* The case is in no line (any more). */
static inline void
start (Sim *sim, guint32 slot, guint s)
{
  const CertplanSimStage *stage = &sim->stages[s];
  SimCase *c = &sim->cases[slot];
  count_wait (sim, &sim->lines[s], c);
  if (G_UNLIKELY (sim->steps != NULL))
    note_time (sim, slot, TRUE);
  const gint64 effort = find_effort (sim, c, s);
  const gint64 end = take_units (sim, slot, stage, effort);
  sim_push (sim, make_event_key (clamp_tick (end), EVENT_SERVICE, c->number), slot, 0);
}

/* Lines */

static inline void
join_line (Sim *sim, guint32 slot, guint s)
{
  const CertplanSimStage *stage = &sim->stages[s];
  SimCase *c = &sim->cases[slot];
  const CertplanSimOrder order
      = stage->n_needs > 0 ? sim->clusters[stage->cluster].order : CERTPLAN_SIM_FCFS;
  c->flags |= CASE_WAITS;
  sim->lines[s].waiting_area -= sim->now;
  if (stage->n_needs > 0)
    sim->n_waiting[stage->cluster]++;
  _certplan_sim_put_last (sim, slot, s, order);
  if (G_UNLIKELY (stage->patience >= 0))
    {
      const gint64 patience = _certplan_dist_draw (&sim->dists[stage->patience], c->random,
                                                   sim_purpose (c->rounds, s, DRAW_PATIENCE));
      sim_push (sim, make_event_key (clamp_tick (sim->now + patience), EVENT_PATIENCE, c->number),
                slot, c->stamp);
    }
}

/* The case at the head goes from the line to its service. */
static inline void
start_first (Sim *sim, guint s, CertplanSimOrder order)
{
  const guint32 slot = _certplan_sim_take_first (sim, s, order);
  if (sim->stages[s].n_needs > 0)
    sim->n_waiting[sim->stages[s].cluster]--;
  sim->lines[s].waiting_area += sim->now;
  sim->cases[slot].flags &= (guint8)~CASE_WAITS;
  start (sim, slot, s);
}

static inline gint
get_day (const Sim *sim)
{
  return (gint)((guint64)sim->now / CERTPLAN_TICKS_PER_DAY);
}

static inline gboolean
is_at_work (const Sim *sim, const CertplanSimResource *resource)
{
  return resource->calendar < 0
         || _certplan_sim_is_worked (sim->model->calendars->pdata[resource->calendar],
                                     get_day (sim));
}

static void
wake_at (Sim *sim, guint cluster, gint day)
{
  const gint64 tick = (gint64)day * CERTPLAN_TICKS_PER_DAY;
  if (day >= sim->model->n_days || (sim->wake[cluster] > sim->now && sim->wake[cluster] <= tick))
    return;
  sim->wake[cluster] = tick;
  sim_push (sim, make_event_key (tick, EVENT_WAKE, cluster), 0, 0);
}

/* One stage before one pool: who is first and finds the units free, starts. */
static inline void
serve_plain (Sim *sim, guint cluster, guint s)
{
  const CertplanSimStage *stage = &sim->stages[s];
  const guint r = stage->needs[0].resource;
  const CertplanSimResource *resource = &sim->resources[r];
  SimLine *line = &sim->lines[s];
  while (line->n_waiting > 0 && sim->free_units[r] >= stage->needs[0].units)
    {
      if (!is_at_work (sim, resource))
        {
          wake_at (sim, cluster,
                   _certplan_sim_find_workday (sim->model, resource, get_day (sim) + 1));
          return;
        }
      start_first (sim, s, resource->order);
    }
}

/* Stages that share resources: the first of all lines takes what it needs, or keeps for itself what
 * is there of it and shuts its line; so do the others behind it. */
static void
serve_shared (Sim *sim, guint number, const CertplanSimCluster *cluster)
{
  guint first;
  _certplan_sim_begin_look (sim, cluster);
  while (_certplan_sim_find_first (sim, cluster, &first))
    {
      gint day;
      if (_certplan_sim_may_start (sim, first, &day))
        {
          start_first (sim, first, cluster->order);
          continue;
        }
      if (day > 0)
        wake_at (sim, number, day);
      _certplan_sim_reserve (sim, first);
    }
}

static inline void
serve (Sim *sim, guint number)
{
  const CertplanSimCluster *cluster = &sim->clusters[number];
  if (sim->n_waiting[number] == 0)
    return;
  if (cluster->is_plain)
    serve_plain (sim, number, cluster->stages[0]);
  else
    serve_shared (sim, number, cluster);
}

/* Nobody waits and all that is needed is there: no line is needed. Returns: whether that is so */
static inline gboolean
start_at_once (Sim *sim, guint32 slot, guint s)
{
  const CertplanSimStage *stage = &sim->stages[s];
  if (stage->batch != NULL || sim->n_waiting[stage->cluster] > 0)
    return FALSE;
  const CertplanSimCluster *cluster = &sim->clusters[stage->cluster];
  if (cluster->is_plain)
    {
      const guint r = stage->needs[0].resource;
      if (sim->free_units[r] < stage->needs[0].units || !is_at_work (sim, &sim->resources[r]))
        return FALSE;
    }
  else if (!_certplan_sim_is_all_there (sim, s))
    return FALSE;
  start (sim, slot, s);
  return TRUE;
}

/* Ways */

/* The cases before the people of a stage, in all stages that they alone do. */
static gint64
find_load (const Sim *sim, gint s)
{
  gint64 load = 0;
  for (; s >= 0; s = sim->stages[s].also)
    load += sim->lines[s].n_in;
  return load;
}

/* When the way is open: today, where nobody's absence closes it. */
static gint
find_opening (const Sim *sim, const CertplanSimBranch *branch)
{
  const gint today = get_day (sim);
  if (branch->who < 0 || today >= sim->model->n_days)
    return 0;
  const gint day = _certplan_sim_resource (sim->model, branch->who)->next_work[today];
  return day - today <= CERTPLAN_SIM_MAX_ABSENCE ? 0 : day;
}

/* The stage with the fewest cases for its capacity, a/p < b/q being aq < bp, of those where
 * somebody works the soonest. */
static gint
find_shortest (const Sim *sim, const CertplanSimRoute *route)
{
  const CertplanSimBranch *best = &g_array_index (route->branches, CertplanSimBranch, 0);
  gint best_opening = find_opening (sim, best);
  for (guint i = 1; i < route->branches->len; i++)
    {
      const CertplanSimBranch *branch = &g_array_index (route->branches, CertplanSimBranch, i);
      if (branch->to < 0 || best->to < 0)
        continue;
      const gint opening = find_opening (sim, branch);
      const gint64 here = find_load (sim, branch->to) * sim->stages[best->to].capacity;
      const gint64 there = find_load (sim, best->to) * sim->stages[branch->to].capacity;
      if (opening < best_opening || (opening == best_opening && here < there))
        {
          best = branch;
          best_opening = opening;
        }
    }
  return best->to;
}

static inline gint
find_way (const Sim *sim, const SimCase *c)
{
  const CertplanSimRoute *route
      = &sim->routes[sim->model->route_of[c->stage * sim->n_classes + c->class]];
  const CertplanSimBranch *branches = &g_array_index (route->branches, CertplanSimBranch, 0);
  guint i = 0;
  if (route->branches->len == 1)
    return branches[0].to;
  if (route->is_shortest)
    return find_shortest (sim, route);
  const guint64 bits
      = _certplan_random_at (c->random, sim_purpose (c->rounds, c->stage, DRAW_ROUTE));
  while (i < route->branches->len - 1 && bits >= branches[i].below)
    i++;
  return branches[i].to;
}

/* Where a case goes that cannot enter @to; -1 - outcome, or a stage that it may enter. */
static gint
find_entrance (Sim *sim, SimCase *c, gint to)
{
  for (guint n_tries = 0; to >= 0; n_tries++)
    {
      const CertplanSimStage *stage = &sim->stages[to];
      const gboolean is_return = c->furthest != NO_STAGE && to <= c->stage;
      if (is_return && c->rounds >= stage->max_rounds)
        to = stage->exceeded;
      else if (sim->lines[to].n_in >= stage->room)
        to = stage->full;
      else
        return to;
      if (n_tries > CERTPLAN_SIM_MAX_STAGES)
        {
          sim->is_circling = TRUE;
          return -1;
        }
    }
  return to;
}

static void
begin_delay (Sim *sim, guint32 slot, guint s)
{
  const CertplanSimModel *model = sim->model;
  const CertplanSimStage *stage = &sim->stages[s];
  SimCase *c = &sim->cases[slot];
  const gint64 effort = find_effort (sim, c, s);
  const gint64 end = add_effort (sim, stage->calendar, effort);
  gint64 limit = G_MAXINT64;
  if (model->limit_end[s] != NULL)
    limit = model->limit_end[s][MIN (get_day (sim), model->n_days - 1)];
  else if (stage->limit != G_MAXINT64)
    limit = sim->now + stage->limit;
  const gboolean is_late = end > limit;
  count_wait (sim, &sim->lines[s], c);
  if (G_UNLIKELY (sim->steps != NULL))
    note_time (sim, slot, TRUE);
  sim_push (sim, make_event_key (clamp_tick (MIN (end, limit)), EVENT_DELAY, c->number), slot,
            is_late);
}

static void
enter (Sim *sim, guint32 slot, gint to)
{
  SimCase *c = &sim->cases[slot];
  to = find_entrance (sim, c, to);
  if (to < 0)
    {
      leave_system (sim, slot, (guint)(-1 - to));
      return;
    }
  const CertplanSimStage *stage = &sim->stages[to];
  SimLine *line = &sim->lines[to];
  if (c->furthest != NO_STAGE && to <= c->stage && ++c->rounds == CERTPLAN_SIM_MAX_ROUNDS)
    {
      sim->is_circling = TRUE;
      sim->circling_stage = (guint)to;
    }
  if (G_UNLIKELY (stage->starts_clock)
      && (c->docket == 0 || _certplan_sim_docket (sim->model, c->docket - 1)->clock == G_MININT64))
    {
      sim->clock[slot] = sim->now;
      c->paused = 0;
    }
  c->stage = (guint16)to;
  c->joined = sim->now;
  c->stamp++;
  line->n_in++;
  line->n_joined++;
  line->in_area -= sim->now;
  if (G_UNLIKELY (sim->steps != NULL))
    note_join (sim, slot, (guint)to, FALSE);
  if (stage->n_needs == 0 && stage->batch == NULL)
    begin_delay (sim, slot, (guint)to);
  else if (!start_at_once (sim, slot, (guint)to))
    {
      join_line (sim, slot, (guint)to);
      if (stage->batch == NULL)
        serve (sim, stage->cluster);
    }
}

/* A stage is behind the case: it goes on. */
static inline void
leave_stage (Sim *sim, guint32 slot)
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
    note_time (sim, slot, FALSE);
}

static inline void
mark_furthest (SimCase *c)
{
  if (c->furthest == NO_STAGE || c->stage > c->furthest)
    c->furthest = c->stage;
}

/* Events */

/* The units come free and take the next case before this one goes on: so one that comes back to the
 * same stage is behind those who wait. */
static inline void
end_service (Sim *sim, guint32 slot)
{
  SimCase *c = &sim->cases[slot];
  const CertplanSimStage *stage = &sim->stages[c->stage];
  leave_stage (sim, slot);
  mark_furthest (c);
  for (guint i = 0; i < stage->n_needs; i++)
    {
      const guint r = stage->needs[i].resource;
      if (sim->resources[r].mask == NULL)
        sim->free_units[r] += stage->needs[i].units;
    }
  if (sim->held != NULL)
    for (guint w = 0; w < sim->model->n_words; w++)
      {
        sim->free_mask[w] |= sim->held[slot * sim->model->n_words + w];
        sim->held[slot * sim->model->n_words + w] = 0;
      }
  if (stage->n_needs > 0)
    serve (sim, stage->cluster);
  enter (sim, slot, find_way (sim, &sim->cases[slot]));
}

static void
end_delay (Sim *sim, guint32 slot, gboolean is_late)
{
  SimCase *c = &sim->cases[slot];
  const gint late = sim->stages[c->stage].late;
  leave_stage (sim, slot);
  mark_furthest (c);
  enter (sim, slot, is_late ? late : find_way (sim, c));
}

/* Its place in the line is left to a ghost, which is passed over when its turn comes. */
static void
lose_patience (Sim *sim, guint32 old, guint32 number, guint stamp)
{
  const SimCase *ghost = &sim->cases[old];
  if (ghost->number != number || ghost->stamp != stamp || (ghost->flags & CASE_WAITS) == 0
      || (ghost->flags & CASE_GHOST) != 0)
    return;
  const guint s = ghost->stage;
  const guint32 slot = take_slot (sim);
  SimCase *c = &sim->cases[slot];
  *c = sim->cases[old];
  if (sim->held != NULL)
    memset (sim->held + slot * sim->model->n_words, 0, sim->model->n_words * sizeof *sim->held);
  if (sim->clock != NULL)
    sim->clock[slot] = sim->clock[old];
  if (sim->steps != NULL)
    sim->step_of[slot] = sim->step_of[old];
  sim->cases[old].flags = CASE_GHOST;
  c->flags &= (guint8)~CASE_WAITS;
  sim->lines[s].n_waiting--;
  if (sim->stages[s].n_needs > 0)
    sim->n_waiting[sim->stages[s].cluster]--;
  sim->lines[s].waiting_area += sim->now;
  count_wait (sim, &sim->lines[s], c);
  leave_stage (sim, slot);
  mark_furthest (c);
  enter (sim, slot, sim->stages[s].impatient);
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
}

static void
count_case (Sim *sim, SimCase *c)
{
  SimClassState *class = &sim->classes[c->class];
  c->flags |= CASE_COUNTED;
  class->n_counted++;
  for (guint i = 0; i < CERTPLAN_SIM_N_LIMITS; i++)
    class->n_limited[i] += _certplan_sim_is_limited (sim->model, c->class, c->docket, i);
  sim->n_open++;
}

static void
add_case (Sim *sim, const CertplanSimSource *source, guint64 random)
{
  const CertplanSimModel *model = sim->model;
  if (sim->n_cases >= CERTPLAN_SIM_MAX_CASES)
    {
      sim->is_full = TRUE;
      return;
    }
  const guint32 slot = take_slot (sim);
  SimCase *c = &sim->cases[slot];
  memset (c, 0, sizeof *c);
  if (sim->held != NULL)
    memset (sim->held + slot * model->n_words, 0, model->n_words * sizeof *sim->held);
  c->random = random;
  c->arrived = sim->now - source->age;
  c->number = sim->n_cases++;
  c->class = (guint8)source->class;
  c->furthest = NO_STAGE;
  if (sim->clock != NULL)
    sim->clock[slot] = c->arrived;
  if (G_UNLIKELY (source->docket > 0))
    take_docket (sim, slot, source->docket);
  if ((sim->now >= model->warmup && sim->now < model->end) || source->docket > 0)
    count_case (sim, c);
  enter (sim, slot, source->stage);
}

static void
arrive (Sim *sim, guint i)
{
  SimSourceState *state = &sim->sources[i];
  const guint64 random = _certplan_random_at (state->cases_key, state->ordinal++);
  gint64 tick;
  if (_certplan_sim_find_arrival (sim, i, &tick))
    sim_push (sim, make_event_key (tick, EVENT_ARRIVAL, i), 0, 0);
  add_case (sim, _certplan_sim_source (sim->model, i), random);
}

/* What a slot decides leaves it together; those that need time after it, that much later. */
static void
hold_slot (Sim *sim, guint s)
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
  for (gint i = MIN (line->n_waiting, batch->quota); i > 0; i--)
    start_first (sim, s, CERTPLAN_SIM_FCFS);
}

static void
keep_date (Sim *sim)
{
  const GArray *agenda = sim->model->agenda;
  const CertplanSimItem *item = &g_array_index (agenda, CertplanSimItem, sim->agenda_next);
  if (++sim->agenda_next < agenda->len)
    sim_push (sim,
              make_event_key (g_array_index (agenda, CertplanSimItem, sim->agenda_next).tick,
                              EVENT_MARK, 0),
              0, 0);
  if (item->resource < 0)
    {
      _certplan_sim_close_segment (sim);
      sim->is_over = sim->n_open == 0 && sim->now >= sim->model->end;
      return;
    }
  sim->free_units[item->resource] += item->count - sim->count[item->resource];
  sim->count[item->resource] = item->count;
  serve (sim, sim->resources[item->resource].cluster);
}

static inline void
handle (Sim *sim, const SimEvent *event)
{
  const guint number = (guint)(event->key & ((1u << CERTPLAN_SIM_NUMBER_BITS) - 1));
  switch ((EventKind)(event->key >> CERTPLAN_SIM_NUMBER_BITS & 15))
    {
    case EVENT_SERVICE:
      end_service (sim, event->slot);
      break;
    case EVENT_ARRIVAL:
      arrive (sim, number);
      break;
    case EVENT_DELAY:
      end_delay (sim, event->slot, event->stamp != 0);
      break;
    case EVENT_BATCH:
      hold_slot (sim, number);
      break;
    case EVENT_PATIENCE:
      lose_patience (sim, event->slot, number, event->stamp);
      break;
    case EVENT_WAKE:
      sim->wake[number] = 0;
      serve (sim, number);
      break;
    case EVENT_MARK:
      keep_date (sim);
      break;
    }
}

gboolean
_certplan_sim_run (Sim *sim, guint64 seed, guint64 replication)
{
  SimEvent event;
  guint n_until_look = EVENTS_BETWEEN_LOOKS;
  _certplan_sim_begin (sim, seed, replication);
  while (!sim->is_over && !sim->is_full && !sim->is_circling && sim_pop (sim, &event))
    {
      sim->now = (gint64)(event.key >> (CERTPLAN_SIM_NUMBER_BITS + CERTPLAN_SIM_KIND_BITS));
      if (sim->now > sim->model->cutoff)
        break;
      sim->n_events++;
      handle (sim, &event);
      if (--n_until_look > 0)
        continue;
      n_until_look = EVENTS_BETWEEN_LOOKS;
      if (g_cancellable_is_cancelled (sim->cancellable))
        return FALSE;
    }
  return TRUE;
}
