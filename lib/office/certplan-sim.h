/* Simulation of cases through stages: models, runs, results.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-office-error.h"
#include "certplan-faults.h"
#include "certplan-progress.h"
#include "certplan-rulebook.h"
#include "certplan-table.h"
#include "certplan-workcal.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CertplanSimModel:
 *
 * Resources, stages, batches and arrivals of cases. Immutable, reference counted.
 */
typedef struct _CertplanSimModel CertplanSimModel;

#define CERTPLAN_TYPE_SIM_MODEL (certplan_sim_model_get_type ())
GType certplan_sim_model_get_type (void);

/**
 * certplan_sim_model_load:
 * @path: (type filename): a key file, see MODELS in certplan-simulate(1)
 * @workcal: (nullable): what a model means by the calendar "working"
 * @faults: (nullable): gets all that is wrong with the file
 * @error: %CERTPLAN_OFFICE_ERROR_MODEL, the first fault; %G_FILE_ERROR
 *
 * Reads a model out of its file.
 */
CertplanSimModel *certplan_sim_model_load (const char *path, const CertplanWorkcal *workcal,
                                           CertplanFaults *faults, GError **error);

/**
 * certplan_sim_model_load_bytes:
 * @file_name: what faults call it
 * @workcal: (nullable): as certplan_sim_model_load()
 * @faults: (nullable): likewise
 * @error: %CERTPLAN_OFFICE_ERROR_MODEL, the first fault
 *
 * The same of a key file in memory.
 */
CertplanSimModel *certplan_sim_model_load_bytes (const char *file_name, GBytes *bytes,
                                                 const CertplanWorkcal *workcal,
                                                 CertplanFaults *faults, GError **error);

/**
 * certplan_sim_model_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @model
 */
CertplanSimModel *certplan_sim_model_ref (CertplanSimModel *model);

/**
 * certplan_sim_model_unref:
 *
 * Gives a reference back; the last one frees @model.
 */
void certplan_sim_model_unref (CertplanSimModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanSimModel, certplan_sim_model_unref)

/**
 * certplan_sim_model_get_name:
 *
 * What the model calls itself.
 */
const char *certplan_sim_model_get_name (const CertplanSimModel *model);

/**
 * certplan_sim_model_get_digest:
 *
 * SHA-256 of all that its results depend on: of a key file its bytes, the days of its calendars and
 * the arrivals of its files; of an office people, stages, ways, lengths and cases.
 *
 * Returns: (transfer none)
 */
const char *certplan_sim_model_get_digest (const CertplanSimModel *model);

/**
 * CertplanSimResult:
 *
 * What the replications of a run counted, as integers: so parts of one run add up to the same bytes
 * in any order. Immutable, reference counted.
 */
typedef struct _CertplanSimResult CertplanSimResult;

#define CERTPLAN_TYPE_SIM_RESULT (certplan_sim_result_get_type ())
GType certplan_sim_result_get_type (void);

/**
 * certplan_sim_run:
 * @seed: same seed, same result
 * @n_replications: of the whole run, 1 .. 1000000
 * @shard: which part of it, 1 .. @n_shards
 * @n_shards: 1 = all of it
 * @n_threads: 0 = one a processor; the result is the same with any
 * @progress: (nullable): counts replications
 * @cancellable: (nullable)
 * @error: %CERTPLAN_OFFICE_ERROR_RUN, %CERTPLAN_OFFICE_ERROR_LIMIT, %G_IO_ERROR_CANCELLED
 *
 * Simulates a model.
 */
CertplanSimResult *certplan_sim_run (CertplanSimModel *model, guint64 seed, guint n_replications,
                                     guint shard, guint n_shards, guint n_threads,
                                     CertplanProgress *progress, GCancellable *cancellable,
                                     GError **error);

/**
 * certplan_sim_run_until:
 * @n_replications: at first; doubled until it is enough, at most 1000000
 * @half_width_hours: a wish: the mean time of all cases is known to so many hours (8 are a day)
 *   to both sides, at 95 %; 0 = none
 * @half_width_millionths: a wish: so is the part of the cases that is in time, by target and by
 *   maximum, each of the cases that have it; in millionths, 10000 = one percentage point; 0 = none
 * @n_threads: as certplan_sim_run()
 * @progress: (nullable): its total grows
 * @cancellable: (nullable)
 * @error: as certplan_sim_run(); %CERTPLAN_OFFICE_ERROR_RUN also where no case has a limit and a
 *   share is wished
 *
 * Both wishes are met. How many replications are run depends on the seed alone. A result that is
 * shown to be good enough by the very numbers that it is made of is a little less sure than it
 * says.
 */
CertplanSimResult *certplan_sim_run_until (CertplanSimModel *model, guint64 seed,
                                           guint n_replications, guint half_width_hours,
                                           guint half_width_millionths, guint n_threads,
                                           CertplanProgress *progress, GCancellable *cancellable,
                                           GError **error);

/**
 * certplan_sim_trace:
 * @cancellable: (nullable)
 * @error: as certplan_sim_run()
 *
 * The first replication of a run with that seed, step by step.
 *
 * Returns: (transfer full): the table steps: a row for each stay of a case in a stage, in the order
 *   in which they came there, and one for each that leaves
 */
CertplanTable *certplan_sim_trace (CertplanSimModel *model, guint64 seed, GCancellable *cancellable,
                                   GError **error);

/**
 * certplan_sim_trace_cases:
 * @cancellable: (nullable)
 * @error: as certplan_sim_run()
 *
 * The first replication of a run with that seed, case by case.
 *
 * Returns: (transfer full): the table cases: a row for each case that left, in the order in which
 *   they came
 */
CertplanTable *certplan_sim_trace_cases (CertplanSimModel *model, guint64 seed,
                                         GCancellable *cancellable, GError **error);

/**
 * certplan_sim_merge:
 * @paths: (array zero-terminated=1) (element-type filename): parts that certplan_sim_run() gave, as
 *   .csv
 * @rulebook: (nullable): whose words an office's names have, as they had in its simulation
 * @out_missing: (out) (optional) (transfer full): the numbers of the parts that are not there, as
 *   "3,7-9"; "" if none is missing
 * @faults: (nullable): gets what is wrong with the files
 * @cancellable: (nullable)
 * @error: %CERTPLAN_OFFICE_ERROR_PART: parts that overlap, that are not all there or are of another
 *   seed, model or version; %CERTPLAN_TABLE_ERROR
 *
 * Puts the parts of a simulation together: the same as one run.
 *
 * Returns: what one run of all replications would have given; %NULL with @error set, and with
 *   @out_missing set if that is all that is wrong
 */
CertplanSimResult *certplan_sim_merge (const char *const *paths, CertplanRulebook *rulebook,
                                       char **out_missing, CertplanFaults *faults,
                                       GCancellable *cancellable, GError **error);

/**
 * certplan_sim_result_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @result
 */
CertplanSimResult *certplan_sim_result_ref (CertplanSimResult *result);

/**
 * certplan_sim_result_unref:
 *
 * Gives a reference back; the last one frees @result.
 */
void certplan_sim_result_unref (CertplanSimResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanSimResult, certplan_sim_result_unref)

/**
 * certplan_sim_result_dup_tables:
 *
 * The figures with their confidence intervals, as tables.
 *
 * Returns: (transfer full): cycle, quantiles, limits, open (of an office), stages, resources,
 *   outcomes, months, utilisation, run; of a part: part alone
 */
CertplanTables *certplan_sim_result_dup_tables (CertplanSimResult *result);

/**
 * CertplanSimComparison:
 *
 * Two models, run with the same random numbers. Immutable, reference counted.
 */
typedef struct _CertplanSimComparison CertplanSimComparison;

#define CERTPLAN_TYPE_SIM_COMPARISON (certplan_sim_comparison_get_type ())
GType certplan_sim_comparison_get_type (void);

/**
 * certplan_sim_compare:
 * @model: the alternative
 * @base: what it is compared with
 * @seed: as certplan_sim_run(), for both
 * @n_replications: of each
 * @n_threads: as certplan_sim_run()
 * @progress: (nullable): counts replications of both
 * @cancellable: (nullable)
 * @error: as certplan_sim_run()
 *
 * What is called the same in both (arrivals, stages) draws the same random numbers, so that a case
 * comes at the same time and takes as long where nothing was changed. A figure's difference is
 * taken in each replication, and its confidence interval from these differences.
 *
 * Source: A. M. Law, Simulation Modeling and Analysis, 10.2.1 (paired-t interval) and 11.2 (common
 * random numbers).
 */
CertplanSimComparison *certplan_sim_compare (CertplanSimModel *model, CertplanSimModel *base,
                                             guint64 seed, guint n_replications, guint n_threads,
                                             CertplanProgress *progress, GCancellable *cancellable,
                                             GError **error);

/**
 * certplan_sim_comparison_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @comparison
 */
CertplanSimComparison *certplan_sim_comparison_ref (CertplanSimComparison *comparison);

/**
 * certplan_sim_comparison_unref:
 *
 * Gives a reference back; the last one frees it.
 */
void certplan_sim_comparison_unref (CertplanSimComparison *comparison);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanSimComparison, certplan_sim_comparison_unref)

/**
 * certplan_sim_comparison_dup_tables:
 *
 * Both models and their differences, as tables.
 *
 * Returns: (transfer full): difference (days), difference-limits (shares; where any case has a
 *   limit), within (a chart: which part of the cases is done within so many days), and the tables
 *   of the alternative by itself
 */
CertplanTables *certplan_sim_comparison_dup_tables (CertplanSimComparison *comparison);

/**
 * certplan_sim_selfcheck:
 * @effort: replications of each case are this many times 20; 1 takes some seconds
 * @out_n_failed: (out): of the rows
 *
 * Queues whose answers are known in closed form, in the same engine as any model.
 *
 * Returns: (transfer full): the table selfcheck: case, expected, found, standard error, z
 */
CertplanTable *certplan_sim_selfcheck (guint64 seed, guint effort, guint n_threads,
                                       guint *out_n_failed, CertplanProgress *progress,
                                       GCancellable *cancellable, GError **error);

G_END_DECLS
