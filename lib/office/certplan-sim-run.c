/* Replications on all processors. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-stats-private.h"
#include "certplan-private.h"

#define MAX_REPLICATIONS 1000000
#define MAX_THREADS 1024

/* What the workers share. */
typedef struct
{
  const CertplanSimModel *model, *base; /* @base: (nullable): runs beside it */
  guint64 seed;
  guint end;
  gint next;       /* atomic: the replication that nobody has taken yet */
  gint has_failed; /* atomic */
  CertplanProgress *progress;
  GCancellable *cancellable;
} Job;

typedef struct
{
  Job *job;
  CertplanSimResult *result, *base;
  GArray *pairs; /* where there is a base */
  GError *error;
} Worker;

gboolean
_certplan_sim_check (const Sim *sim, GError **error)
{
  if (sim->is_full)
    g_set_error (
        error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_LIMIT,
        _ ("more than %u cases in one replication; wanted a shorter time, or fewer arrivals"),
        CERTPLAN_SIM_MAX_CASES);
  else if (sim->is_circling)
    g_set_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_LIMIT,
                 _ ("a case goes in circles: it came back to stage \"%s\" more than %d times"),
                 _certplan_sim_stage (sim->model, sim->circling_stage)->name,
                 CERTPLAN_SIM_MAX_ROUNDS);
  else
    return TRUE;
  return FALSE;
}

static gboolean
run_one (Worker *worker, Sim *sim, CertplanSimResult *result, guint replication)
{
  if (g_cancellable_is_cancelled (worker->job->cancellable)
      || !_certplan_sim_run (sim, worker->job->seed, replication)
      || !_certplan_sim_check (sim, &worker->error))
    return FALSE;
  _certplan_sim_result_add (result, sim);
  return TRUE;
}

static gpointer
work (gpointer data)
{
  Worker *worker = data;
  Job *job = worker->job;
  Sim *sim = _certplan_sim_new (job->model, worker->result->totals, job->cancellable);
  Sim *base = job->base != NULL
                  ? _certplan_sim_new (job->base, worker->base->totals, job->cancellable)
                  : NULL;
  sim->open = worker->result->open;
  if (base != NULL)
    base->open = worker->base->open;
  while (g_atomic_int_get (&job->has_failed) == 0)
    {
      const guint replication = (guint)g_atomic_int_add (&job->next, 1);
      if (replication >= job->end)
        break;
      if (!run_one (worker, sim, worker->result, replication)
          || (base != NULL && !run_one (worker, base, worker->base, replication)))
        {
          g_atomic_int_set (&job->has_failed, 1);
          break;
        }
      if (base != NULL)
        _certplan_sim_pairs_add (worker->pairs, worker->result, worker->base);
      certplan_progress_add_done (job->progress, 1);
    }
  _certplan_sim_free (sim);
  g_clear_pointer (&base, _certplan_sim_free);
  return NULL;
}

/* Where the system gives no more threads, those that there are do all the work. The first one is a
 * thread of its own, too: what it writes would else lie between what all read of the model, in the
 * same lines of the cache. */
static void
run_workers (Worker *workers, guint n)
{
  g_autofree GThread **threads = g_new0 (GThread *, n);
  for (guint i = 0; i < n && n > 1; i++)
    threads[i] = g_thread_try_new ("simulation", work, &workers[i], NULL);
  if (threads[0] == NULL)
    work (&workers[0]);
  for (guint i = 0; i < n; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
}

/* The same error whichever thread met it first. */
static gboolean
take_errors (Worker *workers, guint n, GError **error)
{
  GError *first = NULL;
  for (guint i = 0; i < n; i++)
    if (workers[i].error != NULL && first == NULL)
      first = g_steal_pointer (&workers[i].error);
    else
      g_clear_error (&workers[i].error);
  if (first == NULL)
    return TRUE;
  g_propagate_error (error, first);
  return FALSE;
}

static void
worker_clear (Worker *worker)
{
  g_clear_pointer (&worker->result, certplan_sim_result_unref);
  g_clear_pointer (&worker->base, certplan_sim_result_unref);
  g_clear_pointer (&worker->pairs, g_array_unref);
}

/* Adds the workers' results to those of the first one; the others are released. */
static void
join_workers (Worker *workers, guint n)
{
  for (guint i = 1; i < n; i++)
    {
      _certplan_sim_result_join (workers[0].result, workers[i].result);
      if (workers[0].base != NULL)
        {
          _certplan_sim_result_join (workers[0].base, workers[i].base);
          _certplan_sim_pairs_join (workers[0].pairs, workers[i].pairs);
        }
      worker_clear (&workers[i]);
    }
}

static gboolean
check_numbers (guint n_replications, guint shard, guint n_shards, guint n_threads, GError **error)
{
  if (n_replications >= 1 && n_replications <= MAX_REPLICATIONS && shard >= 1 && shard <= n_shards
      && n_shards <= n_replications && n_threads <= MAX_THREADS)
    return TRUE;
  g_set_error (
      error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_RUN,
      _ ("%u replications, part %u of %u, %u threads; wanted 1 to %d replications, not fewer "
         "than parts, and at most %d threads"),
      n_replications, shard, n_shards, n_threads, MAX_REPLICATIONS, MAX_THREADS);
  return FALSE;
}

static CertplanSimResult *
make_result (CertplanSimModel *model, guint64 seed, gboolean is_paired)
{
  CertplanSimResult *result = _certplan_sim_result_new (model);
  result->model = certplan_sim_model_ref (model);
  result->seed = seed;
  result->version = g_strdup (PACKAGE_VERSION);
  result->n_shards = 1;
  if (is_paired)
    result->last = g_new0 (guint64, result->metrics->len);
  return result;
}

static Worker
make_worker (Job *job, CertplanSimModel *model, CertplanSimModel *base)
{
  Worker worker = { .job = job, .result = make_result (model, job->seed, base != NULL) };
  if (base != NULL)
    {
      worker.base = make_result (base, job->seed, TRUE);
      worker.pairs = _certplan_sim_pairs_new (worker.result, worker.base);
    }
  return worker;
}

/* All threads count open cases in one place. */
static void
share_open (CertplanSimResult *result, CertplanSimResult *first, const CertplanSimModel *model)
{
  if (result == first)
    result->open = _certplan_sim_open_new (model);
  else if (first->open != NULL)
    result->open = _certplan_sim_open_ref (first->open);
}

/* Replications from job->next on. @base: (nullable). @done: (out): the results of all; FALSE with
 * @error set */
static gboolean
run_range (Job *job, CertplanSimModel *model, CertplanSimModel *base, guint n_threads, Worker *done,
           GError **error)
{
  const guint n_left = job->end - (guint)job->next;
  const guint n = MIN (n_threads > 0 ? n_threads : g_get_num_processors (), n_left);
  g_autofree Worker *workers = g_new0 (Worker, n);
  job->model = model;
  job->base = base;
  certplan_progress_add_total (job->progress, n_left);
  for (guint i = 0; i < n; i++)
    {
      workers[i] = make_worker (job, model, base);
      share_open (workers[i].result, workers[0].result, model);
      if (base != NULL)
        share_open (workers[i].base, workers[0].base, base);
    }
  run_workers (workers, n);
  gboolean is_good = take_errors (workers, n, error);
  if (is_good && g_cancellable_set_error_if_cancelled (job->cancellable, error))
    is_good = FALSE;
  join_workers (workers, n);
  if (is_good)
    *done = workers[0];
  else
    worker_clear (&workers[0]);
  return is_good;
}

static CertplanSimResult *
run_plain (CertplanSimModel *model, guint64 seed, guint begin, guint end, guint n_threads,
           CertplanProgress *progress, GCancellable *cancellable, GError **error)
{
  Job job = {
    .seed = seed, .end = end, .next = (gint)begin, .progress = progress, .cancellable = cancellable
  };
  Worker done = { 0 };
  return run_range (&job, model, NULL, n_threads, &done, error) ? done.result : NULL;
}

CertplanSimResult *
certplan_sim_run (CertplanSimModel *model, guint64 seed, guint n_replications, guint shard,
                  guint n_shards, guint n_threads, CertplanProgress *progress,
                  GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (model != NULL, NULL);

  if (!check_numbers (n_replications, shard, n_shards, n_threads, error))
    return NULL;
  CertplanSimResult *result
      = run_plain (model, seed, _certplan_sim_shard_begin (n_replications, shard, n_shards),
                   _certplan_sim_shard_begin (n_replications, shard + 1, n_shards), n_threads,
                   progress, cancellable, error);
  if (result == NULL)
    return NULL;
  result->n_replications = n_replications;
  result->shard = n_shards > 1 ? shard : 0;
  result->n_shards = n_shards;
  return result;
}

/* Whether the mean time of all cases is known as well as wished; where no case is ever done, no
 * number of replications helps. */
static gboolean
is_time_near (const CertplanSimResult *result, guint half_width_hours)
{
  gdouble mean, standard_error, half_width;
  return half_width_hours == 0
         || !_certplan_sim_metric_estimate (_certplan_sim_result_find (result, SIM_GROSS, "", 0),
                                            &mean, &standard_error, &half_width)
         || (half_width >= 0 && half_width * 8 <= half_width_hours);
}

/* The same of the part of all cases that is in time, by target and maximum, where they have them.
 */
static gboolean
is_share_near (const CertplanSimResult *result, guint half_width_millionths)
{
  static const SimMeasure measures[][2]
      = { { SIM_IN_TARGET, SIM_HAS_TARGET }, { SIM_IN_CAP, SIM_HAS_CAP } };
  for (gsize i = 0; half_width_millionths > 0 && i < G_N_ELEMENTS (measures); i++)
    {
      const SimMetric *metric = _certplan_sim_result_find (result, measures[i][0], "", 0);
      const SimMetric *limited = _certplan_sim_result_find (result, measures[i][1], "", 0);
      gdouble share, low, high;
      if (!_certplan_sim_share_estimate (metric, _certplan_sim_metric_count (limited), &share, &low,
                                         &high))
        continue;
      if (metric->n < 2 || (high - low) / 2 * 1e6 > half_width_millionths)
        return FALSE;
    }
  return TRUE;
}

/* A wish for a share that no case has cannot be met, and is no wish that is met either. */
static gboolean
check_limits (const CertplanSimModel *model, guint half_width_millionths, GError **error)
{
  for (guint k = 0; k < CERTPLAN_SIM_N_LIMITS; k++)
    if (half_width_millionths == 0 || _certplan_sim_group_has_limit (model, NULL, k))
      return TRUE;
  g_set_error_literal (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_RUN,
                       _ ("no case has a limit that it could be in time for; wanted a limit, "
                          "as --cycle ccia=P3M,P6M, or due in cases.csv"));
  return FALSE;
}

CertplanSimResult *
certplan_sim_run_until (CertplanSimModel *model, guint64 seed, guint n_replications,
                        guint half_width_hours, guint half_width_millionths, guint n_threads,
                        CertplanProgress *progress, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (model != NULL && (half_width_hours > 0 || half_width_millionths > 0), NULL);

  if (!check_numbers (n_replications, 1, 1, n_threads, error)
      || !check_limits (model, half_width_millionths, error))
    return NULL;
  g_autoptr (CertplanSimResult) result
      = run_plain (model, seed, 0, n_replications, n_threads, progress, cancellable, error);
  guint n = n_replications;
  while (result != NULL && n < MAX_REPLICATIONS
         && !(is_time_near (result, half_width_hours)
              && is_share_near (result, half_width_millionths)))
    {
      const guint next = MIN (2 * n, MAX_REPLICATIONS);
      g_autoptr (CertplanSimResult) more
          = run_plain (model, seed, n, next, n_threads, progress, cancellable, error);
      if (more == NULL)
        return NULL;
      _certplan_sim_result_join (result, more);
      n = next;
    }
  if (result != NULL)
    result->n_replications = n;
  return g_steal_pointer (&result);
}

CertplanSimComparison *
certplan_sim_compare (CertplanSimModel *model, CertplanSimModel *base, guint64 seed,
                      guint n_replications, guint n_threads, CertplanProgress *progress,
                      GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (model != NULL && base != NULL, NULL);

  Job job
      = { .seed = seed, .end = n_replications, .progress = progress, .cancellable = cancellable };
  Worker done = { 0 };
  if (!check_numbers (n_replications, 1, 1, n_threads, error)
      || !run_range (&job, model, base, n_threads, &done, error))
    return NULL;
  CertplanSimComparison *comparison = g_atomic_rc_box_new0 (CertplanSimComparison);
  done.result->n_replications = done.base->n_replications = n_replications;
  comparison->result = done.result;
  comparison->base = done.base;
  comparison->pairs = done.pairs;
  return comparison;
}
