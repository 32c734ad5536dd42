/* Each step of each case of one replication. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-part-private.h"
#include "certplan-table-private.h"

/* Hundredths of days from the model's first day on, and the days themselves where it has dates. */
typedef struct
{
  gint32 number;
  const char *case_name;
  const char *class_name;
  const char *stage;   /* NULL: the case leaves */
  const char *outcome; /* a sentence */
  gint64 joined, started, ended;
  CertplanDate joined_on, started_on, ended_on;
} Line;

#define DAYS(member) CERTPLAN_RESULT_COLUMN (Line, member, DECIMAL, .unit = "days")

static const CertplanColumn columns[] = {
  { .name = "case_number", .type = CERTPLAN_COLUMN_INT, .offset = G_STRUCT_OFFSET (Line, number) },
  { .name = "case", .type = CERTPLAN_COLUMN_NOTE, .offset = G_STRUCT_OFFSET (Line, case_name) },
  CERTPLAN_RESULT_COLUMN (Line, class_name, NOTE),
  CERTPLAN_RESULT_COLUMN (Line, stage, NOTE),
  CERTPLAN_RESULT_COLUMN (Line, outcome, SENTENCE),
  DAYS (joined),
  DAYS (started),
  DAYS (ended),
  CERTPLAN_RESULT_COLUMN (Line, joined_on, DATE),
  CERTPLAN_RESULT_COLUMN (Line, started_on, DATE),
  CERTPLAN_RESULT_COLUMN (Line, ended_on, DATE),
};

static gint64
to_hundredths (gint64 tick)
{
  return tick < 0 ? G_MININT64 : (tick * 100 + CERTPLAN_TICKS_PER_DAY / 2) / CERTPLAN_TICKS_PER_DAY;
}

/* What ends with a day ends on that day, not at the beginning of the next one. */
static CertplanDate
to_date (const CertplanSimModel *model, gint64 tick, gboolean is_end)
{
  if (tick < 0 || model->start == CERTPLAN_DATE_NONE)
    return CERTPLAN_DATE_NONE;
  return model->start + (gint)((tick - (is_end && tick > 0)) / CERTPLAN_TICKS_PER_DAY);
}

/* What results call it; a choice between stages has a name of its own alone. */
static const char *
get_stage_name (const CertplanSimModel *model, guint s)
{
  const CertplanSimStage *stage = _certplan_sim_stage (model, s);
  return stage->kind < model->stage_kinds->len ? model->stage_kinds->pdata[stage->kind]
                                               : stage->name;
}

/* (nullable): an open case, or a row of a file that names it */
static const char *
get_case_name (const CertplanSimModel *model, const SimOrigin *origin)
{
  const CertplanSimSource *source = _certplan_sim_source (model, origin->source);
  if (source->docket > 0)
    return source->name;
  return source->name_at != NULL ? source->name_at->pdata[origin->ordinal] : NULL;
}

static Line
make_line (const CertplanSimModel *model, GStringChunk *texts, const SimStep *step,
           const SimOrigin *origin)
{
  Line line = { .number = (gint32)step->number + 1,
                .case_name = get_case_name (model, origin),
                .class_name = _certplan_sim_class (model, step->class)->name,
                .joined = to_hundredths (step->joined),
                .started = to_hundredths (step->started),
                .ended = to_hundredths (step->ended),
                .joined_on = to_date (model, step->joined, step->is_out),
                .started_on = to_date (model, step->started, step->started == step->ended),
                .ended_on = to_date (model, step->ended, TRUE) };
  if (step->is_out)
    line.outcome = _certplan_sim_name_outcome (texts, model->outcomes->pdata[step->stage]);
  else
    line.stage = get_stage_name (model, step->stage);
  return line;
}

typedef struct
{
  CertplanSimModel *model;
  GStringChunk *texts;
} Owner;

static void
free_owner (gpointer data)
{
  Owner *owner = data;
  certplan_sim_model_unref (owner->model);
  g_string_chunk_free (owner->texts);
  g_free (owner);
}

static CertplanTable *
make_table (CertplanSimModel *model, const GArray *steps, const GArray *origins, guint64 seed)
{
  GArray *lines = g_array_sized_new (FALSE, FALSE, sizeof (Line), steps->len);
  Owner *owner = g_new (Owner, 1);
  *owner = (Owner){ certplan_sim_model_ref (model), g_string_chunk_new (256) };
  for (guint i = 0; i < steps->len; i++)
    {
      const SimStep *step = &g_array_index (steps, SimStep, i);
      const Line line = make_line (model, owner->texts, step,
                                   &g_array_index (origins, SimOrigin, step->number));
      g_array_append_val (lines, line);
    }
  CertplanTable *table = _certplan_table_new_array ("steps", columns, G_N_ELEMENTS (columns), lines,
                                                    owner, free_owner);
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, seed);
  g_autofree char *title = _certplan_sentence ("title.simulate.steps", NULL);
  g_autofree char *subtitle
      = _certplan_sentence ("subtitle.simulate_steps", model->name, number, NULL);
  _certplan_table_set_title (table, title, subtitle);
  return table;
}

CertplanTable *
certplan_sim_trace (CertplanSimModel *model, guint64 seed, GCancellable *cancellable,
                    GError **error)
{
  g_return_val_if_fail (model != NULL, NULL);

  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (SimStep));
  g_autofree guint64 *totals = g_new0 (guint64, (gsize)sim_count_histograms (model) * SIM_N_BINS);
  g_autoptr (GArray) origins = g_array_new (FALSE, FALSE, sizeof (SimOrigin));
  Sim *sim = _certplan_sim_new (model, totals, cancellable);
  sim->steps = steps;
  sim->origins = origins;
  const gboolean is_done = _certplan_sim_run (sim, seed, 0);
  const gboolean is_good = is_done && _certplan_sim_check (sim, error);
  _certplan_sim_free (sim);
  if (!is_done)
    g_cancellable_set_error_if_cancelled (cancellable, error);
  return is_good ? make_table (model, steps, origins, seed) : NULL;
}
