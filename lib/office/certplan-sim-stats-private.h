/* What a run counts: figures of each replication, as integers, their sums and sums of squares.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-sim-open-private.h"
#include "certplan-wide-private.h"

typedef enum
{
  SIM_COUNTED,   /* cases of a class */
  SIM_DONE,      /* cases */
  SIM_GROSS,     /* mean, days */
  SIM_LEGAL,     /* mean without what stops the clock, days */
  SIM_IN_TARGET, /* share of those counted */
  SIM_IN_CAP,
  SIM_GROSS_QUANTILE, /* days */
  SIM_LEGAL_QUANTILE,
  SIM_OUTCOME,    /* share */
  SIM_UNFINISHED, /* share */
  SIM_WAIT,       /* mean of a stage, days */
  SIM_QUEUE,      /* mean number that waits in a stage */
  SIM_INSIDE,     /* mean number in a stage */
  SIM_LITTLE,     /* ... less what waited in all, by the time: about 0; see SIM_LITTLE_OFFSET */
  SIM_JOINED,     /* cases that came to a stage, a day */
  SIM_HELD,       /* slots */
  SIM_NOT_HELD,
  SIM_BUSY, /* share of a resource's working time */
  SIM_MONTH_BUSY,
  SIM_MONTH_BACKLOG, /* mean number in the system */
  SIM_TIME,          /* mean in a stage, waiting and all, days */
  SIM_HAS_TARGET,    /* cases of those counted that have one */
  SIM_HAS_CAP,
  SIM_HANDED, /* cases whose stage others did, for the people were gone */
  SIM_N_MEASURES,
  SIM_DIFFERENCE = SIM_N_MEASURES, /* between two models, of a pair; in no part */
} SimMeasure;

extern const char *const _certplan_sim_measures[SIM_N_MEASURES];

/* A figure; its value in one replication is a whole number of billionths. */
typedef struct
{
  SimMeasure measure;
  const char *subject; /* owned by the result: a class, stage, resource or outcome; "" = all */
  gint place;          /* a quantile in hundredths, or a segment; 0 = none */
  CertplanDate month;  /* of a segment; CERTPLAN_DATE_NONE */
  /* over the replications in which it has a value */
  guint64 n;
  CertplanWide sum, squares;
} SimMetric;

/* By Little's law the mean number that waits is what the cases waited in all over the time. That
 * difference is kept with 1000 on top, so that it is never negative. */
#define SIM_LITTLE_OFFSET 1000
/* Likewise that of two days or shares: none is longer than CERTPLAN_TICKS_MAX. */
#define SIM_DIFFERENCE_OFFSET 4000000
#define SIM_BILLION G_GUINT64_CONSTANT (1000000000)
#define SIM_N_QUANTILES 4
extern const gint _certplan_sim_quantiles[SIM_N_QUANTILES]; /* in hundredths */

/* What was assumed of an office. */
typedef struct
{
  const char *subject, *finding, *source; /* owned by the result; a sentence is @finding */
} SimFinding;

struct _CertplanSimResult
{
  char *name, *version, *digest;
  CertplanSimModel *model; /* (nullable): what was run; NULL where it was read from parts */
  guint64 seed;
  guint n_replications, shard, n_shards; /* shard 0: of several parts, all of them */
  CertplanDate provisional_after;
  gint limit_days[CERTPLAN_SIM_N_LIMITS]; /* target and cap, from the model's first day on; 0 = none
                                           */
  GStringChunk *texts;
  GArray *metrics; /* of SimMetric */
  guint n_classes; /* groups and tags, and their names, for histograms: ... */
  GPtrArray *class_names;
  guint64 *totals; /* ...all, then each class; gross, then legal; SIM_N_BINS each */
  gboolean has_pauses;
  gboolean is_office;         /* whose names are words of its rules */
  CertplanRulebook *rulebook; /* (nullable): of which these words are */
  GArray *findings;           /* SimFinding */
  SimOpen *open;              /* (nullable): shared with the results of other threads */
  guint64 *last; /* (nullable) owned: by metric, the value of the replication that was added last;
                    SIM_NO_VALUE */
};

#define SIM_NO_VALUE G_MAXUINT64

/* The same figure of two models, replication by replication. */
typedef struct
{
  guint metric, base; /* places in the two results */
  SimMetric difference;
} SimPair;

struct _CertplanSimComparison
{
  CertplanSimResult *result, *base;
  GArray *pairs; /* of SimPair, in the order of the metrics */
};

/* The replications of a shard: from, to (not itself). */
static inline guint
_certplan_sim_shard_begin (guint n_replications, guint shard, guint n_shards)
{
  return (guint)((guint64)n_replications * (shard - 1) / n_shards);
}

/* Whether it was an office's, whose names are words of its rules. */
static inline gboolean
_certplan_sim_is_office (const CertplanSimResult *result)
{
  return result->is_office;
}

/* @subject, @finding, @source: (nullable): copied */
void _certplan_sim_result_add_finding (CertplanSimResult *result, const char *subject,
                                       const char *finding, const char *source);

/* "level/ccia/1", "kind/renewal", "region/NAME" as a sentence; without a stroke a class of a key
 * file, "" = all cases. (transfer full) */
char *_certplan_sim_dup_group_name (const char *group);

/* An empty result with the metrics of a model. */
CertplanSimResult *_certplan_sim_result_new (const CertplanSimModel *model);
/* Another one with no metrics yet. */
CertplanSimResult *_certplan_sim_result_new_empty (void);
/* @subject: copied. Returns: its number */
guint _certplan_sim_result_add_metric (CertplanSimResult *result, SimMeasure measure,
                                       const char *subject, gint place, CertplanDate month);
/* One more value, in billionths. */
void _certplan_sim_metric_add (SimMetric *metric, guint64 billionths);
void _certplan_sim_metric_join (SimMetric *metric, const SimMetric *more);
/* Adds what the replication that @sim just ran has counted, and clears its histogram. */
void _certplan_sim_result_add (CertplanSimResult *result, Sim *sim);
/* Adds the sums of @other, which has the same metrics. */
void _certplan_sim_result_join (CertplanSimResult *result, const CertplanSimResult *other);
/* The figures that both results have. (transfer full) (element-type SimPair) */
GArray *_certplan_sim_pairs_new (const CertplanSimResult *result, const CertplanSimResult *base);
/* Adds the differences of the replication that both added last. */
void _certplan_sim_pairs_add (GArray *pairs, const CertplanSimResult *result,
                              const CertplanSimResult *base);
void _certplan_sim_pairs_join (GArray *pairs, const GArray *others);
/* (nullable): the metric that is asked for */
const SimMetric *_certplan_sim_result_find (const CertplanSimResult *result, SimMeasure measure,
                                            const char *subject, gint place);
/* Of a number of cases: how many there were in all replications together; @metric: (nullable) */
guint64 _certplan_sim_metric_count (const SimMetric *metric);
/* In units, not billionths. Returns: FALSE where no replication has a value; a half-width of -1 is
 * not known (one replication) */
gboolean _certplan_sim_metric_estimate (const SimMetric *metric, gdouble *mean,
                                        gdouble *standard_error, gdouble *half_width);
/* The same of a share of @n_cases cases of all replications: inside 0 and 1; where all of them
 * agree, so that the replications show no spread, by the binomial of so many cases (Wilson's
 * interval). */
gboolean _certplan_sim_share_estimate (const SimMetric *metric, guint64 n_cases, gdouble *share,
                                       gdouble *low, gdouble *high);
/* The quantile of a histogram in ticks; -1 if it is empty. */
gint64 _certplan_sim_find_quantile (const guint64 *bins, gint hundredths);

/* Between the list of figures and their values. */

/* Whether any case of a group, or of all (NULL), has the limit. */
gboolean _certplan_sim_group_has_limit (const CertplanSimModel *model,
                                        const CertplanSimGroup *group, guint limit);
/* Work is counted by resource, or by team: so many places. */
guint _certplan_sim_count_places (const CertplanSimModel *model);
/* Members of panels alone do no work here. */
gboolean _certplan_sim_is_place_worked (const CertplanSimModel *model, guint place);
/* Whether the stage's people are of the place and gone some day, so that others do the rest. */
gboolean _certplan_sim_is_closed_place (const CertplanSimModel *model,
                                        const CertplanSimStage *stage, guint place);
gboolean _certplan_sim_has_slots (const CertplanSimModel *model, guint kind);
