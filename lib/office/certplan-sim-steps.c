/* Each step of each case of one replication. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-part-private.h"
#include "certplan-table-private.h"

/* Hundredths of days from the model's first day on, and the days themselves where it has dates. */
typedef struct
{
  gint32 number;
  const char *case_id; /* NULL: nobody knows it by itself */
  const char *class_name;
  const char *stage;   /* NULL: the case leaves */
  const char *outcome; /* a sentence */
  gint64 joined, started, ended;
  CertplanDate joined_on, started_on, ended_on;
} Line;

#define DAYS(member) CERTPLAN_RESULT_COLUMN (Line, member, DECIMAL, .unit = "days")

static const CertplanColumn columns[] = {
  { .name = "case_number", .type = CERTPLAN_COLUMN_INT, .offset = G_STRUCT_OFFSET (Line, number) },
  { .name = "case", .type = CERTPLAN_COLUMN_NOTE, .offset = G_STRUCT_OFFSET (Line, case_id) },
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

/* (nullable): an open case, or a row of a file that names it */
static const char *
get_case_id (const CertplanSimModel *model, const GArray *origins, guint number)
{
  const SimOrigin *origin = &g_array_index (origins, SimOrigin, number);
  const CertplanSimSource *source = _certplan_sim_source (model, origin->source);
  if (source->docket > 0)
    return source->name;
  return source->name_at != NULL ? source->name_at->pdata[origin->ordinal] : NULL;
}

/* What results call it; a choice between stages has a name of its own alone. */
static const char *
get_stage_name (const CertplanSimModel *model, guint s)
{
  const CertplanSimStage *stage = _certplan_sim_stage (model, s);
  return stage->kind < model->stage_kinds->len ? model->stage_kinds->pdata[stage->kind]
                                               : stage->name;
}

static Line
make_line (const CertplanSimModel *model, GStringChunk *texts, const SimStep *step,
           const GArray *origins)
{
  Line line = { .number = (gint32)step->number + 1,
                .case_id = get_case_id (model, origins, step->number),
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

static Owner *
owner_new (CertplanSimModel *model)
{
  Owner *owner = g_new (Owner, 1);
  *owner = (Owner){ certplan_sim_model_ref (model), g_string_chunk_new (256) };
  return owner;
}

static void
set_titles (CertplanTable *table, const CertplanSimModel *model, const char *key, guint64 seed)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, seed);
  g_autofree char *title = _certplan_sentence (key, NULL);
  g_autofree char *subtitle
      = _certplan_sentence ("subtitle.simulate_steps", model->name, number, NULL);
  _certplan_table_set_title (table, title, subtitle);
}

/* The first replication; one of the arrays is filled. */
static gboolean
run_first (CertplanSimModel *model, guint64 seed, GArray *steps, GArray *departures,
           GArray *origins, GCancellable *cancellable, GError **error)
{
  g_autofree guint64 *totals = g_new0 (guint64, (gsize)sim_count_histograms (model) * SIM_N_BINS);
  Sim *sim = _certplan_sim_new (model, totals, cancellable);
  sim->steps = steps;
  sim->departures = departures;
  sim->origins = origins;
  const gboolean is_done = _certplan_sim_run (sim, seed, 0);
  const gboolean is_good = is_done && _certplan_sim_check (sim, error);
  _certplan_sim_free (sim);
  if (!is_done)
    g_cancellable_set_error_if_cancelled (cancellable, error);
  return is_good;
}

CertplanTable *
certplan_sim_trace (CertplanSimModel *model, guint64 seed, GCancellable *cancellable,
                    GError **error)
{
  g_return_val_if_fail (model != NULL, NULL);

  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (SimStep));
  g_autoptr (GArray) origins = g_array_new (FALSE, FALSE, sizeof (SimOrigin));
  if (!run_first (model, seed, steps, NULL, origins, cancellable, error))
    return NULL;
  GArray *lines = g_array_sized_new (FALSE, FALSE, sizeof (Line), steps->len);
  Owner *owner = owner_new (model);
  for (guint i = 0; i < steps->len; i++)
    {
      const Line line
          = make_line (model, owner->texts, &g_array_index (steps, SimStep, i), origins);
      g_array_append_val (lines, line);
    }
  CertplanTable *table = _certplan_table_new_array ("steps", columns, G_N_ELEMENTS (columns), lines,
                                                    owner, free_owner);
  set_titles (table, model, "title.simulate.steps", seed);
  return table;
}

/* Cases as a whole */

typedef struct
{
  gint32 number;
  const char *case_id, *class_name;
  const char *outcome; /* a sentence */
  gint64 arrived, departed, gross, legal;
  CertplanDate arrived_on, departed_on;
  const char *in_target, *in_cap, *is_counted;
} CaseLine;

#define CASE_DAYS(member) CERTPLAN_RESULT_COLUMN (CaseLine, member, DECIMAL, .unit = "days")
static const char *const answers[] = { "yes", "no", NULL };

static const CertplanColumn case_columns[] = {
  { .name = "case_number",
    .type = CERTPLAN_COLUMN_INT,
    .offset = G_STRUCT_OFFSET (CaseLine, number) },
  { .name = "case", .type = CERTPLAN_COLUMN_NOTE, .offset = G_STRUCT_OFFSET (CaseLine, case_id) },
  CERTPLAN_RESULT_COLUMN (CaseLine, class_name, NOTE),
  CERTPLAN_RESULT_COLUMN (CaseLine, outcome, SENTENCE),
  CASE_DAYS (arrived),
  CASE_DAYS (departed),
  CERTPLAN_RESULT_COLUMN (CaseLine, arrived_on, DATE),
  CERTPLAN_RESULT_COLUMN (CaseLine, departed_on, DATE),
  CASE_DAYS (gross),
  CASE_DAYS (legal),
  CERTPLAN_RESULT_COLUMN (CaseLine, in_target, CHOICE, .values = answers),
  CERTPLAN_RESULT_COLUMN (CaseLine, in_cap, CHOICE, .values = answers),
  CERTPLAN_RESULT_COLUMN (CaseLine, is_counted, CHOICE, .values = answers),
};

static const char *
answer (gint is_so)
{
  return is_so < 0 ? NULL : answers[is_so > 0 ? 0 : 1];
}

/* What came before the model's first day is so many days below 0. */
static gint64
to_signed_hundredths (gint64 ticks)
{
  return ticks < 0 ? -to_hundredths (-ticks) : to_hundredths (ticks);
}

static CaseLine
make_case_line (const CertplanSimModel *model, GStringChunk *texts, const SimDeparture *departure,
                const GArray *origins)
{
  const gboolean has_dates = model->start != CERTPLAN_DATE_NONE;
  /* to the day before it where it is below 0 */
  const gint64 day
      = departure->arrived >= 0
            ? departure->arrived / CERTPLAN_TICKS_PER_DAY
            : -((-departure->arrived + CERTPLAN_TICKS_PER_DAY - 1) / CERTPLAN_TICKS_PER_DAY);
  return (CaseLine){
    .number = (gint32)departure->number + 1,
    .case_id = get_case_id (model, origins, departure->number),
    .class_name = _certplan_sim_class (model, departure->class)->name,
    .outcome = _certplan_sim_name_outcome (texts, model->outcomes->pdata[departure->outcome]),
    .arrived = to_signed_hundredths (departure->arrived),
    .departed = to_hundredths (departure->left),
    .gross = to_hundredths (departure->left - departure->arrived),
    .legal = to_hundredths (MAX (departure->legal, 0)),
    .arrived_on = has_dates ? model->start + (gint)day : CERTPLAN_DATE_NONE,
    .departed_on = to_date (model, departure->left, TRUE),
    .in_target = answer (departure->in_time[CERTPLAN_SIM_TARGET]),
    .in_cap = answer (departure->in_time[CERTPLAN_SIM_CAP]),
    .is_counted = answer (departure->is_counted),
  };
}

static gint
compare_departures (gconstpointer a, gconstpointer b)
{
  const SimDeparture *x = a, *y = b;
  return (x->number > y->number) - (x->number < y->number);
}

CertplanTable *
certplan_sim_trace_cases (CertplanSimModel *model, guint64 seed, GCancellable *cancellable,
                          GError **error)
{
  g_return_val_if_fail (model != NULL, NULL);

  g_autoptr (GArray) departures = g_array_new (FALSE, FALSE, sizeof (SimDeparture));
  g_autoptr (GArray) origins = g_array_new (FALSE, FALSE, sizeof (SimOrigin));
  if (!run_first (model, seed, NULL, departures, origins, cancellable, error))
    return NULL;
  g_array_sort (departures, compare_departures);
  GArray *lines = g_array_sized_new (FALSE, FALSE, sizeof (CaseLine), departures->len);
  Owner *owner = owner_new (model);
  for (guint i = 0; i < departures->len; i++)
    {
      const CaseLine line = make_case_line (model, owner->texts,
                                            &g_array_index (departures, SimDeparture, i), origins);
      g_array_append_val (lines, line);
    }
  CertplanTable *table = _certplan_table_new_array (
      "cases", case_columns, G_N_ELEMENTS (case_columns), lines, owner, free_owner);
  set_titles (table, model, "title.simulate.cases", seed);
  return table;
}
