/* The engine: who is free and at work, and who is next. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A look over the lines of a cluster goes from the first case to the last one that could start. A
 * case that cannot start keeps what there is of what it needs from those behind it: so a request
 * for two is not overtaken for ever. Nothing is held between two looks, so nobody waits for
 * another. */
#include "certplan-sim-line-private.h"
#include "certplan-wide-private.h"
#include <string.h>

static gint
find_workday (const CertplanSimModel *model, gint number, gint day)
{
  if (number < 0)
    return day;
  const CertplanSimCalendar *calendar = model->calendars->pdata[number];
  return day >= calendar->n_days ? G_MAXINT : calendar->select[calendar->rank[day]];
}

gint
_certplan_sim_find_workday (const CertplanSimModel *model, const CertplanSimResource *resource,
                            gint day)
{
  return find_workday (model, resource->calendar, day);
}

void
_certplan_sim_begin_look (Sim *sim, const CertplanSimCluster *cluster)
{
  for (guint i = 0; i < cluster->n_stages; i++)
    {
      const CertplanSimStage *stage = &sim->stages[cluster->stages[i]];
      sim->shut[cluster->stages[i]] = sim->lines[cluster->stages[i]].n_waiting == 0;
      for (guint j = 0; j < stage->n_needs; j++)
        sim->reserved[stage->needs[j].resource] = 0;
    }
  for (guint w = 0; w < sim->model->n_words; w++)
    sim->blocked[w] = 0;
}

gboolean
_certplan_sim_find_first (Sim *sim, const CertplanSimCluster *cluster, guint *stage)
{
  guint64 least = G_MAXUINT64;
  for (guint i = 0; i < cluster->n_stages; i++)
    {
      const guint s = cluster->stages[i];
      if (sim->shut[s] || sim->lines[s].n_waiting == 0)
        continue;
      const SimCase *c = &sim->cases[_certplan_sim_peek (sim, s, cluster->order)];
      const guint64 order = cluster->order == CERTPLAN_SIM_FCFS
                                ? (guint64)c->joined << CERTPLAN_SIM_NUMBER_BITS | c->number
                                : c->order;
      if (order < least)
        {
          least = order;
          *stage = s;
        }
    }
  return least < G_MAXUINT64;
}

/* Sets sim->pick to the reviewers of the group that are free for the case. Returns: how many */
static gint
find_free (Sim *sim, const CertplanSimResource *resource, gint day)
{
  const guint n_words = sim->model->n_words;
  const guint64 *at_work = day >= 0 ? sim->model->at_work + (gsize)day * n_words : NULL;
  gint n = 0;
  for (guint w = 0; w < n_words; w++)
    {
      sim->pick[w] = sim->free_mask[w] & ~sim->blocked[w] & resource->mask[w];
      if (at_work != NULL)
        sim->pick[w] &= at_work[w];
      n += __builtin_popcountll (sim->pick[w]);
    }
  return n;
}

/* How many come: as many as are asked for, or those who are left. */
static gint
find_units (const Sim *sim, const CertplanSimNeed *need, gint day)
{
  const CertplanSimResource *resource = _certplan_sim_resource (sim->model, need->resource);
  if (resource->strength == NULL || day >= sim->model->n_days)
    return need->units;
  return CLAMP (resource->strength[day], 1, need->units);
}

/* @day < 0: whether or not they are at work. */
static gboolean
is_there (Sim *sim, const CertplanSimNeed *need, gint day)
{
  const CertplanSimResource *resource = &sim->resources[need->resource];
  if (resource->mask != NULL)
    return find_free (sim, resource, day)
           >= find_units (sim, need, day >= 0 ? day : sim_get_day (sim));
  return sim->free_units[need->resource] - sim->reserved[need->resource] >= need->units
         && (day < 0 || _certplan_sim_find_workday (sim->model, resource, day) == day);
}

static gboolean
are_there (Sim *sim, const CertplanSimStage *stage, gint day)
{
  for (guint i = 0; i < stage->n_needs; i++)
    if (!is_there (sim, &stage->needs[i], day))
      return FALSE;
  return TRUE;
}

/* The first day from @day on on which one of those who are free is at work. */
static gint
find_next_free (Sim *sim, const CertplanSimNeed *need, gint day)
{
  const CertplanSimResource *resource = &sim->resources[need->resource];
  if (resource->mask == NULL)
    return _certplan_sim_find_workday (sim->model, resource, day);
  const gint least = resource->next_work[day];
  gint next = G_MAXINT;
  find_free (sim, resource, -1);
  for (guint w = 0; w < sim->model->n_words && least < sim->model->n_days; w++)
    for (guint64 rest = sim->pick[w]; rest != 0 && next > least; rest &= rest - 1)
      {
        const guint u = w * 64 + (guint)__builtin_ctzll (rest);
        next = MIN (next,
                    find_workday (sim->model, _certplan_sim_unit (sim->model, u)->calendar, least));
      }
  return next;
}

/* The first day behind today on which what is free is at work; 0 = none. Days without anybody are
 * passed over, for who is gone for good stays free: each case would look for him up to the last
 * day. */
static gint
find_day (Sim *sim, const CertplanSimStage *stage)
{
  gint day = sim_get_day (sim) + 1;
  while (day < sim->model->n_days)
    {
      gint next = day;
      for (guint i = 0; i < stage->n_needs && next < sim->model->n_days; i++)
        next = MAX (next, find_next_free (sim, &stage->needs[i], next));
      if (next < sim->model->n_days && are_there (sim, stage, next))
        return next;
      day = next < sim->model->n_days ? next + 1 : sim->model->n_days;
    }
  return 0;
}

gboolean
_certplan_sim_is_all_there (Sim *sim, guint s)
{
  const gint today = sim_get_day (sim);
  const CertplanSimStage *stage = &sim->stages[s];
  for (guint i = 0; i < stage->n_needs; i++)
    sim->reserved[stage->needs[i].resource] = 0;
  for (guint w = 0; w < sim->model->n_words; w++)
    sim->blocked[w] = 0;
  return today < sim->model->n_days && are_there (sim, stage, today);
}

gboolean
_certplan_sim_may_start (Sim *sim, guint s, gint *day)
{
  const CertplanSimStage *stage = &sim->stages[s];
  const gint today = sim_get_day (sim);
  *day = 0;
  if (today >= sim->model->n_days)
    return FALSE;
  if (are_there (sim, stage, today))
    return TRUE;
  if (are_there (sim, stage, -1))
    *day = find_day (sim, stage);
  return FALSE;
}

/* Of more than are needed, those that are at work come first. */
static void
block_reviewers (Sim *sim, const CertplanSimNeed *need)
{
  const CertplanSimResource *resource = &sim->resources[need->resource];
  const gint today = sim_get_day (sim);
  gint n_missing = find_units (sim, need, today);
  for (gint round = 0; round < 2 && n_missing > 0; round++)
    {
      find_free (sim, resource, round == 0 ? today : -1);
      for (guint w = 0; w < sim->model->n_words; w++)
        for (guint64 rest = sim->pick[w]; rest != 0 && n_missing > 0; rest &= rest - 1)
          {
            sim->blocked[w] |= rest & -rest;
            n_missing--;
          }
    }
}

void
_certplan_sim_reserve (Sim *sim, guint s)
{
  const CertplanSimStage *stage = &sim->stages[s];
  sim->shut[s] = TRUE;
  for (guint i = 0; i < stage->n_needs; i++)
    {
      const guint r = stage->needs[i].resource;
      if (sim->resources[r].mask != NULL)
        block_reviewers (sim, &stage->needs[i]);
      else
        sim->reserved[r] += CLAMP (sim->free_units[r] - sim->reserved[r], 0, stage->needs[i].units);
    }
}

/* A share of the working time makes the work that much longer. */
static gint64
stretch (gint64 effort, gint32 share)
{
  return share == 1000000 ? effort : (gint64)((gdouble)effort * 1e6 / share + 0.5);
}

static const CertplanSimCalendar *
get_calendar (const Sim *sim, const CertplanSimUnit *unit)
{
  return unit->calendar >= 0 ? sim->model->calendars->pdata[unit->calendar] : NULL;
}

/* Returns: when the reviewer has done the work; CERTPLAN_TICKS_MAX = never, for he leaves before */
static gint64
take_reviewer (Sim *sim, guint32 slot, guint u, gint64 effort)
{
  const CertplanSimUnit *unit = _certplan_sim_unit (sim->model, u);
  const CertplanSimCalendar *calendar = get_calendar (sim, unit);
  const gint64 work = MAX (stretch (effort, unit->share), unit->least);
  sim->free_mask[u / 64] &= ~((guint64)1 << u % 64);
  sim->held[slot * sim->model->n_words + u / 64] |= (guint64)1 << u % 64;
  return calendar != NULL ? _certplan_sim_add_work (calendar, sim->now, work) : sim->now + work;
}

/* The reviewer's part of the work, until @last at most. */
static inline void
count_reviewer (Sim *sim, guint resource, guint u, gint64 effort, gint64 last)
{
  const CertplanSimUnit *unit = _certplan_sim_unit (sim->model, u);
  const CertplanSimCalendar *calendar = get_calendar (sim, unit);
  const guint place = unit->team >= 0 ? (guint)unit->team : resource;
  const gint64 work = stretch (effort, unit->share);
  const gint64 end
      = calendar != NULL ? _certplan_sim_add_work (calendar, sim->now, work) : sim->now + work;
  if (G_LIKELY (end <= last && sim->segment >= 0 && sim->segment < sim->n_segments
                && end <= sim->marks[sim->segment + 1]))
    sim->busy[place * (guint)sim->n_segments + (guint)sim->segment] += work;
  else
    _certplan_sim_split_busy (sim, place, MIN (end, last), calendar, 1);
}

/* The first of @n members to leave for good ends what they do together; what is then left of
 * @effort is kept for those who go on with it. Returns: when that is */
static gint64
break_off (Sim *sim, guint32 slot, guint n, gint64 effort, gint64 wanted, gint64 *cut)
{
  gint64 last = CERTPLAN_TICKS_MAX;
  for (guint i = 0; i < n; i++)
    {
      const CertplanSimUnit *unit = _certplan_sim_unit (sim->model, sim->members[i]);
      const CertplanSimCalendar *calendar = get_calendar (sim, unit);
      const gint64 work = stretch (effort, unit->share);
      const gint64 all = calendar != NULL ? (gint64)calendar->n_worked * CERTPLAN_TICKS_PER_DAY : 0;
      if (calendar == NULL
          || _certplan_sim_add_work (calendar, sim->now, work) < CERTPLAN_TICKS_MAX)
        continue;
      const gint64 gone = _certplan_sim_when_done (calendar, all);
      last = MIN (last, gone);
      if (gone >= *cut)
        continue;
      const gint64 done = all - _certplan_sim_work_before (calendar, sim->now);
      *cut = gone;
      sim->rest[slot].left
          = wanted
            - (gint64)_certplan_muldiv ((guint64)wanted, (guint64)done, (guint64)MAX (work, 1));
    }
  return last;
}

/* In turn: the search begins behind the one who was taken last. */
gint64
_certplan_sim_take_reviewers (Sim *sim, guint32 slot, const CertplanSimNeed *need, gint64 wanted,
                              gint64 *cut)
{
  const guint r = need->resource, n_words = sim->model->n_words;
  gint64 end = sim->now, effort = wanted;
  guint n_taken = 0;
  gint n_missing = find_units (sim, need, sim_get_day (sim));
  if (G_UNLIKELY (n_missing < need->units))
    effort = effort * need->units / n_missing;
  find_free (sim, &sim->resources[r], sim_get_day (sim));
  guint w = sim->turn[r] / 64;
  guint64 rest = sim->pick[w] & ~(((guint64)1 << sim->turn[r] % 64) - 1);
  for (guint n_steps = 0; n_missing > 0 && n_steps <= n_words; n_steps++)
    {
      for (; rest != 0 && n_missing > 0; rest &= rest - 1)
        {
          const guint u = w * 64 + (guint)__builtin_ctzll (rest);
          const gint64 done = take_reviewer (sim, slot, u, effort);
          end = MAX (end, done);
          sim->members[n_taken++] = u;
          sim->pick[w] &= ~(rest & -rest);
          sim->turn[r] = (u + 1) % (n_words * 64);
          n_missing--;
        }
      w = (w + 1) % n_words;
      rest = sim->pick[w];
    }
  gint64 last = CERTPLAN_TICKS_MAX;
  if (G_UNLIKELY (end >= CERTPLAN_TICKS_MAX))
    last = break_off (sim, slot, n_taken, effort, wanted, cut);
  for (guint i = 0; i < n_taken; i++)
    count_reviewer (sim, r, sim->members[i], effort, last);
  return end;
}

/* Who of the members is at work on the slot's day. */
static guint
list_members (Sim *sim, const CertplanSimResource *resource)
{
  const gint day = sim_get_day (sim);
  guint n = 0;
  if (resource->mask == NULL)
    {
      if (_certplan_sim_find_workday (sim->model, resource, day) == day)
        while (n < (guint)resource->count)
          {
            sim->members[n] = n;
            n++;
          }
      return n;
    }
  for (guint u = 0; u < sim->model->units->len; u++)
    if ((resource->mask[u / 64] & sim->model->at_work[(gsize)day * sim->model->n_words + u / 64])
            >> u % 64
        & 1)
      sim->members[n++] = u;
  return n;
}

/* Members are drawn by lot, each of them alike; who is drawn comes or does not. */
gboolean
_certplan_sim_has_quorum (Sim *sim, guint s, guint k)
{
  const CertplanSimBatch *batch = sim->stages[s].batch;
  if (batch->members < 0)
    return TRUE;
  const guint64 key = _certplan_random_at (
      _certplan_random_at (sim->replication_key, sim->stages[s].draw + SIM_BATCH_KEY), k);
  const guint64 below = (guint64)batch->attendance * (G_MAXUINT64 / 1000000);
  guint n = list_members (sim, &sim->resources[batch->members]);
  const CertplanSimSeats seats = _certplan_sim_get_seats (batch, k);
  const guint n_drawn = seats.n_drawn > 0 ? MIN ((guint)seats.n_drawn, n) : n;
  gint n_there = 0;
  for (guint i = 0; i < n_drawn; i++, n--)
    {
      const guint chosen = (guint)((_certplan_random_at (key, 2 * i) >> 32) * n >> 32);
      sim->members[chosen] = sim->members[n - 1];
      n_there += batch->attendance == 1000000 || _certplan_random_at (key, 2 * i + 1) < below;
    }
  return n_there >= seats.quorum;
}
