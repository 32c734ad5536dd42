/* The open cases of an office in a simulation. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-open-private.h"

#define MAX_CELLS (32 * 1024 * 1024) /* 128 MiB; more cases have wider bins */

SimOpen *
_certplan_sim_open_new_empty (guint n, CertplanDate start, gint n_bins, gint width)
{
  if (n == 0 || n > G_MAXUINT16 || n_bins < 1 || width < 1
      || (gint64)n * n_bins > (gint64)MAX_CELLS + G_MAXUINT16)
    return NULL;
  SimOpen *open = g_atomic_rc_box_new0 (SimOpen);
  open->n = n;
  open->n_bins = n_bins;
  open->width = width;
  open->start = start;
  open->texts = g_string_chunk_new (256);
  open->cases = g_array_sized_new (FALSE, FALSE, sizeof (SimOpenCase), n);
  open->counts = g_new0 (gint, (gsize)n * SIM_OPEN_N_COUNTS);
  open->bins = g_new0 (gint, (gsize)n * (gsize)n_bins);
  return open;
}

SimOpen *
_certplan_sim_open_ref (SimOpen *open)
{
  return g_atomic_rc_box_acquire (open);
}

static void
free_contents (gpointer data)
{
  SimOpen *open = data;
  g_string_chunk_free (open->texts);
  g_array_unref (open->cases);
  g_free (open->counts);
  g_free (open->bins);
}

void
_certplan_sim_open_unref (SimOpen *open)
{
  g_atomic_rc_box_release_full (open, free_contents);
}

void
_certplan_sim_open_add_case (SimOpen *open, const SimOpenCase *one)
{
  SimOpenCase kept = *one;
  kept.name = g_string_chunk_insert_const (open->texts, one->name);
  kept.qualification = g_string_chunk_insert_const (open->texts, one->qualification);
  kept.stage = g_string_chunk_insert_const (open->texts, one->stage);
  kept.body = g_string_chunk_insert_const (open->texts, one->body);
  g_array_append_val (open->cases, kept);
}

/* What stands in the model of the docket's case that comes from @source. */
static SimOpenCase
make_case (const CertplanSimModel *model, const CertplanSimSource *source)
{
  const CertplanSimDocket *docket = _certplan_sim_docket (model, source->docket - 1);
  SimOpenCase one = { .name = docket->name,
                      .qualification = docket->qualification,
                      .stage = docket->stage,
                      .body = docket->body,
                      .age_days = docket->age_days };
  for (guint k = 0; k < CERTPLAN_SIM_N_LIMITS; k++)
    {
      const gint64 last = _certplan_sim_find_docket_end (model, source, k);
      one.has[k] = _certplan_sim_is_limited (model, source->class, source->docket, k);
      one.last[k] = last == G_MININT64 ? CERTPLAN_DATE_NONE
                                       : model->start + (gint)(last / CERTPLAN_TICKS_PER_DAY) - 1;
    }
  return one;
}

SimOpen *
_certplan_sim_open_new (const CertplanSimModel *model)
{
  const guint n = model->dockets->len;
  const gint width = (gint)((gint64)n * model->n_days / MAX_CELLS) + 1;
  SimOpen *open = model->start != CERTPLAN_DATE_NONE && n > 0 ? _certplan_sim_open_new_empty (
                      n, model->start, (model->n_days + width - 1) / width, width)
                                                              : NULL;
  for (guint i = 0; open != NULL && i < model->sources->len; i++)
    if (_certplan_sim_source (model, i)->docket > 0)
      {
        const SimOpenCase one = make_case (model, _certplan_sim_source (model, i));
        _certplan_sim_open_add_case (open, &one);
      }
  return open;
}

void
_certplan_sim_open_count (SimOpen *open, guint i, gint64 tick, gboolean in_target, gboolean in_cap)
{
  gint *counts = open->counts + (gsize)i * SIM_OPEN_N_COUNTS;
  const gint bin = (gint)(MAX (tick - 1, 0) / CERTPLAN_TICKS_PER_DAY) / open->width;
  g_atomic_int_add (&counts[SIM_OPEN_DONE], 1);
  g_atomic_int_add (&counts[SIM_OPEN_IN_TARGET], in_target != FALSE);
  g_atomic_int_add (&counts[SIM_OPEN_IN_CAP], in_cap != FALSE);
  g_atomic_int_add (&open->bins[(gsize)i * (gsize)open->n_bins + MIN (bin, open->n_bins - 1)], 1);
}

void
_certplan_sim_open_join (SimOpen *open, const SimOpen *other)
{
  for (gsize i = 0; i < (gsize)open->n * SIM_OPEN_N_COUNTS; i++)
    open->counts[i] += other->counts[i];
  for (gsize i = 0; i < (gsize)open->n * (gsize)open->n_bins; i++)
    open->bins[i] += other->bins[i];
}

CertplanDate
_certplan_sim_open_find_day (const SimOpen *open, guint i, guint n, guint hundredths)
{
  guint64 before = 0;
  for (gint bin = 0; bin < open->n_bins; bin++)
    {
      before += (guint64)open->bins[(gsize)i * (gsize)open->n_bins + (gsize)bin];
      if (before > 0 && before * 100 >= (guint64)n * hundredths)
        return open->start + (bin + 1) * open->width - 1;
    }
  return CERTPLAN_DATE_NONE;
}
