/* The engine: its memory, arrivals, and the ends of months. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-sim-heap-private.h"
#include <string.h>

#define FIRST_SLOTS 256

static guint
find_most_members (const CertplanSimModel *model)
{
  guint most = model->units->len;
  for (guint r = 0; r < model->resources->len; r++)
    most = MAX (most, (guint)_certplan_sim_resource (model, r)->count);
  return most;
}

/* Expected cases by month, over the working time of the source's calendar. */
static void
make_months (Sim *sim, guint i)
{
  const CertplanSimModel *model = sim->model;
  const CertplanSimSource *source = _certplan_sim_source (model, i);
  SimSourceMonths *months = &sim->months[i];
  const CertplanSimCalendar *calendar
      = source->calendar >= 0 ? model->calendars->pdata[source->calendar] : NULL;
  gint year, month;
  if (source->months == NULL)
    return;
  certplan_date_get_ymd (model->start, &year, &month, NULL);
  const CertplanDate first = certplan_date_new (year, month, 1);
  months->n = (guint)(model->n_days / 28 + 2);
  months->work = g_new (gint64, months->n + 1);
  months->expected = g_new (gdouble, months->n + 1);
  months->expected[0] = 0;
  for (guint k = 0; k <= months->n; k++)
    {
      const gint day
          = CLAMP (certplan_date_add_months (first, (gint)k) - model->start, 0, model->n_days);
      const gint64 tick = (gint64)day * CERTPLAN_TICKS_PER_DAY;
      months->work[k] = calendar != NULL ? _certplan_sim_work_before (calendar, tick) : tick;
      if (k == 0)
        continue;
      const gdouble n = g_array_index (source->months, gdouble, MIN (k, source->months->len) - 1);
      months->expected[k]
          = months->expected[k - 1] + (months->work[k] > months->work[k - 1] ? n : 0);
    }
}

gboolean
_certplan_sim_has_pauses (const CertplanSimModel *model)
{
  for (guint s = 0; s < model->stages->len; s++)
    if (_certplan_sim_stage (model, s)->stops_clock || _certplan_sim_stage (model, s)->starts_clock)
      return TRUE;
  return FALSE;
}

static void
allot_resources (Sim *sim)
{
  const CertplanSimModel *model = sim->model;
  const guint n = MAX (model->resources->len, model->teams->len) + 1,
              n_words = MAX (model->n_words, 1);
  sim->free_units = g_new0 (gint, n);
  sim->count = g_new0 (gint, n);
  sim->reserved = g_new0 (gint, n);
  sim->turn = g_new0 (guint, n);
  sim->free_mask = g_new0 (guint64, n_words);
  sim->blocked = g_new0 (guint64, n_words);
  sim->pick = g_new0 (guint64, n_words);
  sim->wake = g_new0 (gint64, model->clusters->len + 1);
  sim->n_waiting = g_new0 (gint, model->clusters->len + 1);
  sim->members = g_new0 (guint, find_most_members (model) + 1);
  sim->busy = g_new0 (gint64, (gsize)n * (gsize)sim->n_segments);
}

static void
allot_stages (Sim *sim)
{
  const CertplanSimModel *model = sim->model;
  const gsize n_cells = (gsize)model->stages->len * (gsize)sim->n_segments;
  sim->lines = g_new0 (SimLine, model->stages->len);
  sim->shut = g_new0 (guint8, model->stages->len);
  sim->queue = g_new0 (gint64, n_cells);
  sim->inside = g_new0 (gint64, n_cells);
  sim->classes = g_new0 (SimClassState, model->classes->len);
  for (guint i = 0; i < model->classes->len; i++)
    sim->classes[i].n_out = g_new0 (guint64, model->outcomes->len);
  sim->histograms = g_new0 (guint32, 2 * SIM_N_BINS);
  if (model->tags->len > 0)
    sim->tags = g_new0 (SimClassState, model->tags->len);
}

Sim *
_certplan_sim_new (const CertplanSimModel *model, guint64 *totals, GCancellable *cancellable)
{
  Sim *sim = g_new0 (Sim, 1);
  sim->model = model;
  sim->stages = (const CertplanSimStage *)model->stages->data;
  sim->resources = (const CertplanSimResource *)model->resources->data;
  sim->clusters = (const CertplanSimCluster *)model->clusters->data;
  sim->routes = (const CertplanSimRoute *)model->routes->data;
  sim->dists = (const CertplanDist *)model->dists->data;
  sim->marks = (const gint64 *)model->marks->data;
  sim->n_classes = model->classes->len;
  sim->cancellable = cancellable;
  sim->totals = totals;
  sim->n_segments = (gint)model->marks->len - 1;
  sim->has_pauses = _certplan_sim_has_pauses (model);
  sim->heap_size = sim->slots_size = FIRST_SLOTS;
  sim->heap = g_new (SimEvent, sim->heap_size);
  sim->cases = g_new (SimCase, sim->slots_size);
  if (model->has_clocks)
    sim->clock = g_new (gint64, sim->slots_size);
  if (model->tags->len > 0)
    sim->tag = g_new0 (guint8, sim->slots_size);
  if (model->n_words > 0)
    {
      sim->held = g_new0 (guint64, (gsize)sim->slots_size * model->n_words);
      sim->rest = g_new (SimRest, sim->slots_size);
    }
  allot_resources (sim);
  allot_stages (sim);
  sim->sources = g_new0 (SimSourceState, model->sources->len);
  sim->months = g_new0 (SimSourceMonths, model->sources->len);
  for (guint i = 0; i < model->sources->len; i++)
    make_months (sim, i);
  return sim;
}

void
_certplan_sim_free (Sim *sim)
{
  for (guint i = 0; i < sim->model->classes->len; i++)
    g_free (sim->classes[i].n_out);
  for (guint i = 0; i < sim->model->sources->len; i++)
    {
      g_free (sim->months[i].work);
      g_free (sim->months[i].expected);
    }
  gpointer const owned[] = { sim->heap,    sim->cases,    sim->held,      sim->free_units,
                             sim->count,   sim->reserved, sim->turn,      sim->free_mask,
                             sim->blocked, sim->pick,     sim->wake,      sim->members,
                             sim->busy,    sim->lines,    sim->shut,      sim->queue,
                             sim->inside,  sim->classes,  sim->sources,   sim->histograms,
                             sim->months,  sim->step_of,  sim->n_waiting, sim->clock,
                             sim->tag,     sim->tags,     sim->rest,      sim };
  for (gsize i = 0; i < G_N_ELEMENTS (owned); i++)
    g_free (owned[i]);
}

/* Arrivals */

/* The instant at which the working time after @work ticks of it begins. */
static gint64
find_begin (const CertplanSimCalendar *calendar, gint64 work)
{
  const gint64 k = work / CERTPLAN_TICKS_PER_DAY;
  if (k >= calendar->n_worked)
    return CERTPLAN_TICKS_MAX;
  return (gint64)calendar->select[k] * CERTPLAN_TICKS_PER_DAY + work % CERTPLAN_TICKS_PER_DAY;
}

/* A Poisson process whose rate changes is one of rate 1 in the time of expected cases. */
static gboolean
find_by_months (const SimSourceMonths *months, SimSourceState *state)
{
  const guint64 bits = _certplan_random_at (state->gaps_key, state->ordinal);
  state->expected -= _certplan_log (_certplan_random_unit (bits));
  while (state->month < months->n && months->expected[state->month + 1] <= state->expected)
    state->month++;
  if (state->month >= months->n)
    return FALSE;
  const guint k = state->month;
  const gdouble part
      = (state->expected - months->expected[k]) / (months->expected[k + 1] - months->expected[k]);
  state->work = months->work[k] + (gint64)(part * (gdouble)(months->work[k + 1] - months->work[k]));
  return TRUE;
}

gboolean
_certplan_sim_find_arrival (Sim *sim, guint i, gint64 *tick)
{
  const CertplanSimModel *model = sim->model;
  const CertplanSimSource *source = _certplan_sim_source (model, i);
  SimSourceState *state = &sim->sources[i];
  if (source->at != NULL)
    {
      if (state->ordinal >= source->at->len)
        return FALSE;
      *tick = g_array_index (source->at, gint64, state->ordinal);
      return *tick < source->until;
    }
  if (source->months == NULL)
    state->work += _certplan_dist_draw_quickly (_certplan_sim_dist (model, source->interval),
                                                state->gaps_key, state->ordinal);
  else if (!find_by_months (&sim->months[i], state))
    return FALSE;
  *tick = source->calendar >= 0
              ? find_begin (model->calendars->pdata[source->calendar], state->work)
              : state->work;
  return *tick < source->until && *tick <= model->cutoff;
}

/* One replication */

static void
reset_resources (Sim *sim)
{
  const CertplanSimModel *model = sim->model;
  for (guint r = 0; r < model->resources->len; r++)
    {
      sim->free_units[r] = sim->count[r] = _certplan_sim_resource (model, r)->count;
      sim->turn[r] = 0;
    }
  memset (sim->wake, 0, model->clusters->len * sizeof *sim->wake);
  memset (sim->n_waiting, 0, model->clusters->len * sizeof *sim->n_waiting);
  for (guint u = 0; u < model->units->len; u++)
    sim->free_mask[u / 64] |= (guint64)1 << u % 64;
  memset (sim->busy, 0,
          MAX (model->resources->len, model->teams->len) * (gsize)sim->n_segments
              * sizeof *sim->busy);
}

static void
reset_stages (Sim *sim)
{
  const CertplanSimModel *model = sim->model;
  const gsize n_cells = (gsize)model->stages->len * (gsize)sim->n_segments;
  memset (sim->lines, 0, model->stages->len * sizeof *sim->lines);
  memset (sim->queue, 0, n_cells * sizeof *sim->queue);
  memset (sim->inside, 0, n_cells * sizeof *sim->inside);
  for (guint s = 0; s < model->stages->len; s++)
    {
      const CertplanSimBatch *batch = _certplan_sim_stage (model, s)->batch;
      sim->lines[s].head = sim->lines[s].tail = NO_SLOT;
      if (batch != NULL)
        sim_push (sim, make_event_key (g_array_index (batch->slots, gint64, 0), EVENT_BATCH, s), 0,
                  0);
    }
  for (guint i = 0; i < model->classes->len; i++)
    {
      guint64 *n_out = sim->classes[i].n_out;
      memset (n_out, 0, model->outcomes->len * sizeof *n_out);
      sim->classes[i] = (SimClassState){ .n_out = n_out };
    }
  for (guint i = 0; i < model->tags->len; i++)
    sim->tags[i] = (SimClassState){ 0 };
}

void
_certplan_sim_begin (Sim *sim, guint64 seed, guint64 replication)
{
  const CertplanSimModel *model = sim->model;
  sim->now = 0;
  sim->n_heap = 0;
  sim->is_hole = sim->is_over = sim->is_full = sim->is_circling = FALSE;
  sim->n_slots = sim->n_cases = 0;
  sim->first_free = NO_SLOT;
  sim->n_open = 0;
  sim->segment = -1;
  sim->agenda_next = 0;
  sim->replication_key = _certplan_random_at (seed, replication);
  reset_resources (sim);
  reset_stages (sim);
  sim_push (sim,
            make_event_key (g_array_index (model->agenda, CertplanSimItem, 0).tick, EVENT_MARK, 0),
            0, 0);
  for (guint i = 0; i < model->sources->len; i++)
    {
      gint64 tick;
      const CertplanSimSource *source = _certplan_sim_source (model, i);
      sim->sources[i] = (SimSourceState){
        .cases_key = _certplan_random_at (sim->replication_key, source->draw + SIM_CASES_KEY),
        .gaps_key = _certplan_random_at (sim->replication_key, source->draw + SIM_GAPS_KEY),
      };
      if (_certplan_sim_find_arrival (sim, i, &tick))
        sim_push (sim, make_event_key (tick, EVENT_ARRIVAL, i), 0, 0);
    }
}

/* What each stage counted since the last mark goes to the segment that ends here. */
void
_certplan_sim_close_segment (Sim *sim)
{
  for (guint s = 0; s < sim->model->stages->len; s++)
    {
      SimLine *line = &sim->lines[s];
      const gint64 waiting = line->waiting_area + sim->now * line->n_waiting;
      const gint64 inside = line->in_area + sim->now * line->n_in;
      if (sim->segment >= 0 && sim->segment < sim->n_segments)
        {
          sim->queue[s * (guint)sim->n_segments + (guint)sim->segment] = waiting;
          sim->inside[s * (guint)sim->n_segments + (guint)sim->segment] = inside;
        }
      if (sim->segment < 0)
        line->n_joined = 0;
      if (sim->segment == sim->n_segments - 1)
        line->n_joined_until_end = line->n_joined;
      line->waiting_area = -sim->now * line->n_waiting;
      line->in_area = -sim->now * line->n_in;
    }
  sim->segment++;
}

/* The part of the work in each segment, which began at sim->now. */
void
_certplan_sim_split_busy (Sim *sim, guint resource, gint64 end, const CertplanSimCalendar *calendar,
                          gint units)
{
  const GArray *marks = sim->model->marks;
  for (gint k = MAX (sim->segment, 0); k < sim->n_segments && sim->marks[k] < end; k++)
    {
      const gint64 from = MAX (sim->now, g_array_index (marks, gint64, (guint)k));
      const gint64 to = MIN (end, g_array_index (marks, gint64, (guint)k + 1));
      if (to <= from)
        continue;
      const gint64 work = calendar != NULL ? _certplan_sim_work_before (calendar, to)
                                                 - _certplan_sim_work_before (calendar, from)
                                           : to - from;
      sim->busy[resource * (guint)sim->n_segments + (guint)k] += work * units;
    }
}

/* Limits */

/* The last tick inside a limit that runs from @begin on. */
static gint64
find_end (const CertplanSimModel *model, const gint64 *ends, const CertplanPeriod *limit,
          gint64 begin)
{
  if (ends == NULL)
    return begin + (gint64)limit->days * CERTPLAN_TICKS_PER_DAY;
  if (begin >= 0)
    return ends[MIN (begin / CERTPLAN_TICKS_PER_DAY, model->n_days - 1)];
  const gint day = (gint) - ((-begin + CERTPLAN_TICKS_PER_DAY - 1) / CERTPLAN_TICKS_PER_DAY);
  const CertplanDate due = certplan_date_add_period (model->start + day, limit, 1);
  return due == CERTPLAN_DATE_NONE ? CERTPLAN_TICKS_MAX
                                   : ((gint64)due - model->start + 1) * CERTPLAN_TICKS_PER_DAY;
}

/* A case's own day counts for the maximum of its class. */
static gint64
get_own_due (const CertplanSimModel *model, guint docket, guint limit)
{
  return limit == CERTPLAN_SIM_CAP && docket > 0 ? _certplan_sim_docket (model, docket - 1)->due
                                                 : G_MININT64;
}

gboolean
_certplan_sim_is_limited (const CertplanSimModel *model, guint class, guint docket, guint limit)
{
  return get_own_due (model, docket, limit) != G_MININT64
         || _certplan_sim_has_limit (_certplan_sim_class (model, class), limit);
}

/* By how much a limit has moved while the clock stood still for @paused ticks. */
static gint64
get_shift (const CertplanSimModel *model, guint limit, gint64 paused)
{
  return limit == CERTPLAN_SIM_CAP && model->is_cap_fixed ? 0 : paused;
}

/* The last tick in time, by now; the clock stands while it is the applicant's turn: the limit moves
 * by as much. A case's own day does not. */
static gint64
find_last (const Sim *sim, guint32 slot, guint limit)
{
  const SimCase *c = &sim->cases[slot];
  const CertplanSimClass *class = _certplan_sim_class (sim->model, c->class);
  const gint64 own = get_own_due (sim->model, c->docket, limit);
  if (own != G_MININT64)
    return own;
  return find_end (sim->model, class->ends[limit], &class->limits[limit], sim_clock (sim, slot))
         + get_shift (sim->model, limit, c->paused);
}

gint64
_certplan_sim_find_due (const Sim *sim, guint32 slot)
{
  const SimCase *c = &sim->cases[slot];
  for (guint limit = 0; limit < CERTPLAN_SIM_N_LIMITS; limit++)
    if (_certplan_sim_is_limited (sim->model, c->class, c->docket, limit))
      return CLAMP (find_last (sim, slot, limit), 0, CERTPLAN_TICKS_MAX - 1);
  return CERTPLAN_TICKS_MAX - 1;
}

gboolean
_certplan_sim_is_in_time (const Sim *sim, guint32 slot, guint limit)
{
  const SimCase *c = &sim->cases[slot];
  return _certplan_sim_is_limited (sim->model, c->class, c->docket, limit)
         && sim->now <= find_last (sim, slot, limit);
}

gint64
_certplan_sim_find_docket_end (const CertplanSimModel *model, const CertplanSimSource *source,
                               guint limit)
{
  const CertplanSimDocket *docket = _certplan_sim_docket (model, source->docket - 1);
  const CertplanSimClass *class = _certplan_sim_class (model, source->class);
  const gint64 own = get_own_due (model, source->docket, limit);
  if (own != G_MININT64)
    return own;
  if (!_certplan_sim_has_limit (class, limit) || docket->is_clock_ahead)
    return G_MININT64;
  const gint64 begin = docket->clock != G_MININT64
                           ? docket->clock
                           : g_array_index (source->at, gint64, 0) - source->age;
  return find_end (model, class->ends[limit], &class->limits[limit], begin)
         + get_shift (model, limit, docket->paused);
}
