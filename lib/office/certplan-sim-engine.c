/* The engine: work, lines, and the loop over events. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-heap-private.h"
#include "certplan-sim-line-private.h"
#include <string.h>

#define EVENTS_BETWEEN_LOOKS 65536 /* for a wish to stop: a few milliseconds */

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
find_effort (Sim *sim, guint32 slot, guint stage)
{
  SimCase *c = &sim->cases[slot];
  const guint dist = sim->model->effort_of[stage * sim->n_classes + c->class];
  if (G_UNLIKELY (sim->rest != NULL && sim->rest[slot].left >= 0))
    {
      const gint64 left = sim->rest[slot].left;
      sim->rest[slot].left = -1;
      return left;
    }
  if (G_UNLIKELY (c->flags & CASE_LEFT) && sim->stages[stage].n_needs > 0)
    {
      c->flags &= (guint8)~CASE_LEFT;
      return _certplan_sim_docket (sim->model, c->docket - 1)->left;
    }
  gint64 effort = _certplan_dist_draw_quickly (
      &sim->dists[dist], c->random, sim_purpose (c->rounds, sim->stages[stage].draw, DRAW_EFFORT));
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

/* The units that the stage needs are there: takes them. Returns: when all is done; @cut: when
 * somebody leaves for good before that */
static gint64
take_units (Sim *sim, guint32 slot, const CertplanSimStage *stage, gint64 effort, gint64 *cut)
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
          const gint64 last
              = _certplan_sim_take_reviewers (sim, slot, &stage->needs[i], effort, cut);
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
  gint64 cut = CERTPLAN_TICKS_MAX;
  sim_count_all_waits (sim, slot, s);
  if (G_UNLIKELY (sim->steps != NULL))
    _certplan_sim_note_time (sim, slot, TRUE);
  const gint64 effort = find_effort (sim, slot, s);
  const gint64 end = take_units (sim, slot, stage, effort, &cut);
  sim_push (sim, make_event_key (clamp_tick (MIN (end, cut)), EVENT_SERVICE, c->number), slot,
            cut < end);
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
      const gint64 patience
          = _certplan_dist_draw (&sim->dists[stage->patience], c->random,
                                 sim_purpose (c->rounds, stage->draw, DRAW_PATIENCE));
      sim_push (sim, make_event_key (clamp_tick (sim->now + patience), EVENT_PATIENCE, c->number),
                slot, c->stamp);
    }
}

/* The case at the head goes from the line to its service. */
void
_certplan_sim_start_first (Sim *sim, guint s, CertplanSimOrder order)
{
  const guint32 slot = _certplan_sim_take_first (sim, s, order);
  if (sim->stages[s].n_needs > 0)
    sim->n_waiting[sim->stages[s].cluster]--;
  sim->lines[s].waiting_area += sim->now;
  sim->cases[slot].flags &= (guint8)~CASE_WAITS;
  start (sim, slot, s);
}

static inline gboolean
is_at_work (const Sim *sim, const CertplanSimResource *resource)
{
  return resource->calendar < 0
         || _certplan_sim_is_worked (sim->model->calendars->pdata[resource->calendar],
                                     sim_get_day (sim));
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
                   _certplan_sim_find_workday (sim->model, resource, sim_get_day (sim) + 1));
          return;
        }
      _certplan_sim_start_first (sim, s, resource->order);
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
          _certplan_sim_start_first (sim, first, cluster->order);
          continue;
        }
      if (day > 0)
        wake_at (sim, number, day);
      _certplan_sim_reserve (sim, first);
    }
}

void
_certplan_sim_serve (Sim *sim, guint number)
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

static inline gint
find_way (const Sim *sim, const SimCase *c)
{
  const CertplanSimRoute *route
      = &sim->routes[sim->model->route_of[c->stage * sim->n_classes + c->class]];
  const CertplanSimBranch *branches = &g_array_index (route->branches, CertplanSimBranch, 0);
  guint i = 0;
  if (route->is_shortest)
    return _certplan_sim_find_shortest (sim, c, route);
  if (route->branches->len == 1)
    return branches[0].to;
  const guint64 bits = _certplan_random_at (
      c->random, sim_purpose (c->rounds, sim->stages[c->stage].draw, DRAW_ROUTE));
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
      else if (G_UNLIKELY (sim->now >= stage->closes))
        to = stage->closed;
      else
        return to;
      if (n_tries > CERTPLAN_SIM_MAX_STAGES)
        {
          sim->is_circling = TRUE;
          sim->circling_stage = to >= 0 ? (guint)to : c->stage;
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
  const gint64 effort = find_effort (sim, slot, s);
  const gint64 end = add_effort (sim, stage->calendar, effort);
  gint64 limit = G_MAXINT64;
  if (model->limit_end[s] != NULL)
    limit = model->limit_end[s][MIN (sim_get_day (sim), model->n_days - 1)];
  else if (stage->limit != G_MAXINT64)
    limit = sim->now + stage->limit;
  const gboolean is_late = end > limit;
  sim_count_wait (sim, &sim->lines[s], c);
  if (G_UNLIKELY (sim->steps != NULL))
    _certplan_sim_note_time (sim, slot, TRUE);
  sim_push (sim, make_event_key (clamp_tick (MIN (end, limit)), EVENT_DELAY, c->number), slot,
            is_late);
}

void
_certplan_sim_enter (Sim *sim, guint32 slot, gint to)
{
  SimCase *c = &sim->cases[slot];
  to = find_entrance (sim, c, to);
  if (to < 0)
    {
      _certplan_sim_leave (sim, slot, (guint)(-1 - to));
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
  if (G_UNLIKELY (stage->tags != NULL))
    {
      const gint tag = _certplan_sim_find_tag (sim, stage);
      if (tag >= 0)
        _certplan_sim_set_tag (sim, slot, (guint)tag);
    }
  c->stage = (guint16)to;
  c->joined = sim->now;
  c->stamp++;
  line->n_in++;
  line->n_joined++;
  line->in_area -= sim->now;
  if (G_UNLIKELY (sim->steps != NULL))
    _certplan_sim_note_join (sim, slot, (guint)to, FALSE);
  if (stage->n_needs == 0 && stage->batch == NULL)
    begin_delay (sim, slot, (guint)to);
  else if (!start_at_once (sim, slot, (guint)to))
    {
      join_line (sim, slot, (guint)to);
      if (stage->batch == NULL)
        _certplan_sim_serve (sim, stage->cluster);
    }
}

/* Events */

static inline void
free_units (Sim *sim, guint32 slot, const CertplanSimStage *stage)
{
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
}

/* Somebody left who is needed: whoever is there goes on with the rest, before all who wait. */
static void
break_off (Sim *sim, guint32 slot)
{
  SimCase *c = &sim->cases[slot];
  const CertplanSimStage *stage = &sim->stages[c->stage];
  free_units (sim, slot, stage);
  if (sim->now >= stage->closes)
    {
      _certplan_sim_hand_over (sim, slot);
      _certplan_sim_serve (sim, stage->cluster);
      return;
    }
  sim->rest[slot].since = sim->now;
  c->flags |= CASE_WAITS;
  c->stamp++; /* it has no patience to lose any more */
  sim->lines[c->stage].waiting_area -= sim->now;
  sim->n_waiting[stage->cluster]++;
  _certplan_sim_put_first (sim, slot, c->stage, sim->clusters[stage->cluster].order);
  _certplan_sim_serve (sim, stage->cluster);
}

/* The units come free and take the next case before this one goes on: so one that comes back to the
 * same stage is behind those who wait. */
static inline void
end_service (Sim *sim, guint32 slot)
{
  SimCase *c = &sim->cases[slot];
  const CertplanSimStage *stage = &sim->stages[c->stage];
  sim_leave_stage (sim, slot);
  sim_mark_furthest (c);
  free_units (sim, slot, stage);
  if (stage->n_needs > 0)
    _certplan_sim_serve (sim, stage->cluster);
  _certplan_sim_enter (sim, slot, find_way (sim, &sim->cases[slot]));
}

static void
end_delay (Sim *sim, guint32 slot, gboolean is_late)
{
  SimCase *c = &sim->cases[slot];
  const gint late = sim->stages[c->stage].late;
  sim_leave_stage (sim, slot);
  sim_mark_furthest (c);
  _certplan_sim_enter (sim, slot, is_late ? late : find_way (sim, c));
}

static inline void
handle (Sim *sim, const SimEvent *event)
{
  const guint number = (guint)(event->key & ((1u << CERTPLAN_SIM_NUMBER_BITS) - 1));
  switch ((EventKind)(event->key >> CERTPLAN_SIM_NUMBER_BITS & 15))
    {
    case EVENT_SERVICE:
      if (G_UNLIKELY (event->stamp != 0))
        break_off (sim, event->slot);
      else
        end_service (sim, event->slot);
      break;
    case EVENT_ARRIVAL:
      _certplan_sim_arrive (sim, number);
      break;
    case EVENT_DELAY:
      end_delay (sim, event->slot, event->stamp != 0);
      break;
    case EVENT_BATCH:
      _certplan_sim_hold_slot (sim, number);
      break;
    case EVENT_PATIENCE:
      _certplan_sim_lose_patience (sim, event->slot, number, event->stamp);
      break;
    case EVENT_WAKE:
      sim->wake[number] = 0;
      _certplan_sim_serve (sim, number);
      break;
    case EVENT_MARK:
      _certplan_sim_keep_date (sim);
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
