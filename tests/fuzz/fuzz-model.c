/* Any bytes as a model of a simulation. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-stats-private.h"
#include "fuzz-feed.h"
#include "fuzz.h"
#include <string.h>

/* Longer ones would only take longer. */
#define MOST_STEPS 2000
#define MOST_DAYS 4000

/* Whether the first replication comes to its end soon. */
static gboolean
is_short (CertplanSimModel *model, guint64 seed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  FuzzWatch watch;
  fuzz_watch_begin (&watch, cancellable);
  g_autoptr (CertplanTable) table = certplan_sim_trace (model, seed, cancellable, &error);
  fuzz_watch_end (&watch);
  g_assert_true ((table == NULL) == (error != NULL));
  if (table == NULL)
    return FALSE;
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  guint n = 0;

  while (n < MOST_STEPS && certplan_cursor_next (cursor, &error))
    {
      for (guint c = 0; c < certplan_table_get_n_columns (table); c++)
        {
          g_autofree char *cell = certplan_cursor_dup_text (cursor, c);
          g_assert_true (cell == NULL || g_utf8_validate (cell, -1, NULL));
        }
      n++;
    }
  return error == NULL && n < MOST_STEPS;
}

static CertplanSimResult *
run (CertplanSimModel *model, guint64 seed, guint shard, guint n_shards, guint n_threads)
{
  g_autoptr (GError) error = NULL;
  CertplanSimResult *result
      = certplan_sim_run (model, seed, 3, shard, n_shards, n_threads, NULL, NULL, &error);

  g_assert_true ((result == NULL) == (error != NULL));
  return result;
}

/* No more than all can be. (Work that goes on when people leave makes a resource busier.) */
static void
check_shares (const CertplanSimResult *result)
{
  static const SimMeasure shares[] = { SIM_IN_TARGET, SIM_IN_CAP, SIM_OUTCOME, SIM_UNFINISHED };

  for (guint i = 0; i < result->metrics->len; i++)
    {
      const SimMetric *metric = &g_array_index (result->metrics, SimMetric, i);
      for (gsize k = 0; k < G_N_ELEMENTS (shares); k++)
        if (metric->measure == shares[k])
          g_assert_true (metric->sum.high == 0 && metric->sum.low <= metric->n * SIM_BILLION);
    }
}

static gboolean
check_run (CertplanSimModel *model, guint64 seed)
{
  g_autoptr (CertplanSimResult) one = run (model, seed, 1, 1, 1);
  g_autoptr (CertplanSimResult) two = run (model, seed, 1, 1, 2);
  g_autoptr (CertplanSimResult) first = run (model, seed, 1, 2, 1);
  g_autoptr (CertplanSimResult) second = run (model, seed, 2, 2, 1);

  g_assert_true ((one == NULL) == (two == NULL));
  g_assert_true ((one == NULL) == (first == NULL || second == NULL));
  if (one == NULL)
    return FALSE;
  check_shares (one);
  _certplan_sim_result_join (first, second);
  first->shard = 0;
  first->n_shards = 1;
  one->shard = two->shard = 0;
  g_autofree char *a = fuzz_spell (certplan_sim_result_dup_tables (one));
  g_autofree char *b = fuzz_spell (certplan_sim_result_dup_tables (two));
  g_autofree char *c = fuzz_spell (certplan_sim_result_dup_tables (first));
  fuzz_check_same ("one thread and two", a, b);
  fuzz_check_same ("one run and two parts", a, c);
  return TRUE;
}

gboolean
fuzz_model (const guint8 *data, gsize n)
{
  if (n == 0)
    return FALSE;
  g_autoptr (GBytes) bytes = g_bytes_new (data + 1, n - 1);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimModel) model = certplan_sim_model_load_bytes (
      "m.ini", bytes, certplan_rulebook_get_workcal (fuzz_get_rulebook ()), faults, &error);

  fuzz_check_faults (model != NULL, error, faults);
  return model != NULL && model->cutoff <= MOST_DAYS * (gint64)CERTPLAN_TICKS_PER_DAY
         && is_short (model, data[0]) && check_run (model, data[0]);
}
