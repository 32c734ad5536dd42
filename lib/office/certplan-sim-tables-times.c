/* How long cases take and what part is in time. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-tables-private.h"

/* An estimate with its 95 % confidence interval, in the unit of the column. */
#define ESTIMATE                                                                                   \
  gint64 mean;                                                                                     \
  gint64 low;                                                                                      \
  gint64 high

typedef struct
{
  const char *cases_of; /* a sentence: a class, or all */
  const char *clock;
  gint64 cases;
  ESTIMATE;
  gint64 p50, p80, p90, p95;
} CycleLine;

typedef struct
{
  const char *clock;
  const char *quantile;
  gint64 days, low, high;
} QuantileLine;

typedef struct
{
  const char *cases_of;
  const char *limit;
  gint64 limited, cases; /* that have it, of so many a replication */
  gint32 probability, low, high;
} LimitLine;

const char *const _certplan_sim_clocks[] = { "gross", "legal", NULL };
static const char *const limits[] = { "target", "cap", NULL };

static const CertplanColumn cycle_columns[] = {
  CERTPLAN_RESULT_COLUMN (CycleLine, cases_of, SENTENCE),
  CERTPLAN_RESULT_COLUMN (CycleLine, clock, CHOICE, .values = _certplan_sim_clocks),
  CERTPLAN_RESULT_COLUMN (CycleLine, cases, DECIMAL),
  SIM_DAYS (CycleLine, mean),
  SIM_DAYS (CycleLine, low),
  SIM_DAYS (CycleLine, high),
  SIM_DAYS (CycleLine, p50),
  SIM_DAYS (CycleLine, p80),
  SIM_DAYS (CycleLine, p90),
  SIM_DAYS (CycleLine, p95),
};

static const CertplanColumn quantile_columns[] = {
  CERTPLAN_RESULT_COLUMN (QuantileLine, clock, CHOICE, .values = _certplan_sim_clocks),
  CERTPLAN_RESULT_COLUMN (QuantileLine, quantile, NOTE),
  SIM_DAYS (QuantileLine, days),
  SIM_DAYS (QuantileLine, low),
  SIM_DAYS (QuantileLine, high),
};

static const CertplanColumn limit_columns[] = {
  CERTPLAN_RESULT_COLUMN (LimitLine, cases_of, SENTENCE),
  CERTPLAN_RESULT_COLUMN (LimitLine, limit, CHOICE, .values = limits),
  CERTPLAN_RESULT_COLUMN (LimitLine, limited, DECIMAL),
  CERTPLAN_RESULT_COLUMN (LimitLine, cases, DECIMAL),
  CERTPLAN_RESULT_COLUMN (LimitLine, probability, SHARE),
  CERTPLAN_RESULT_COLUMN (LimitLine, low, SHARE),
  CERTPLAN_RESULT_COLUMN (LimitLine, high, SHARE),
};

/* Of all cases (-1), or a class. */
static gint64
find_pooled (const CertplanSimResult *result, gint class, gboolean is_legal, gint hundredths)
{
  const guint64 *bins = result->totals + (gsize)((class + 1) * 2 + (is_legal ? 1 : 0)) * SIM_N_BINS;
  const gint64 ticks = _certplan_sim_find_quantile (bins, hundredths);
  return ticks < 0 ? G_MININT64
                   : (ticks * 100 + CERTPLAN_TICKS_PER_DAY / 2) / CERTPLAN_TICKS_PER_DAY;
}

static void
add_cycle_line (const SimMaker *maker, GArray *rows, gint class, gboolean is_legal)
{
  const CertplanSimResult *result = maker->result;
  const char *name = class < 0 ? "" : result->class_names->pdata[class];
  const SimInterval days = _certplan_sim_find_interval (result, is_legal ? SIM_LEGAL : SIM_GROSS,
                                                        name, 0, SIM_DECIMALS);
  const CycleLine line
      = { .cases_of = _certplan_sim_name_class (maker, name),
          .clock = _certplan_sim_clocks[is_legal ? 1 : 0],
          .cases = _certplan_sim_find_interval (result, SIM_DONE, name, 0, SIM_DECIMALS).mean,
          .mean = days.mean,
          .low = days.low,
          .high = days.high,
          .p50 = find_pooled (result, class, is_legal, 50),
          .p80 = find_pooled (result, class, is_legal, 80),
          .p90 = find_pooled (result, class, is_legal, 90),
          .p95 = find_pooled (result, class, is_legal, 95) };
  g_array_append_val (rows, line);
}

/* All cases, and each class where there are several. */
static void
make_cycle (const SimMaker *maker)
{
  GArray *rows = sim_new_rows (CycleLine);
  const gint n = maker->result->n_classes > 1 ? (gint)maker->result->n_classes : 0;
  for (gint class = -1; class < n; class ++)
    {
      add_cycle_line (maker, rows, class, FALSE);
      if (maker->result->has_pauses)
        add_cycle_line (maker, rows, class, TRUE);
    }
  _certplan_sim_take_table (maker, "cycle", cycle_columns, G_N_ELEMENTS (cycle_columns), rows);
}

/* Each replication has its quantiles, whose mean is this; so there is an interval. */
static void
make_quantiles (const SimMaker *maker)
{
  GArray *rows = sim_new_rows (QuantileLine);
  for (gint is_legal = 0; is_legal <= (maker->result->has_pauses ? 1 : 0); is_legal++)
    for (guint i = 0; i < SIM_N_QUANTILES; i++)
      {
        const gint place = _certplan_sim_quantiles[i];
        const SimInterval days = _certplan_sim_find_interval (
            maker->result, is_legal ? SIM_LEGAL_QUANTILE : SIM_GROSS_QUANTILE, "", place,
            SIM_DECIMALS);
        const QuantileLine line = { _certplan_sim_clocks[is_legal],
                                    _certplan_sim_keep (maker, g_strdup_printf ("P%d", place)),
                                    days.mean, days.low, days.high };
        g_array_append_val (rows, line);
      }
  _certplan_sim_take_table (maker, "quantiles", quantile_columns, G_N_ELEMENTS (quantile_columns),
                            rows);
}

/* A part of those that have the limit; cases that are never done, or end otherwise, are not in
 * time. */
static LimitLine
make_limit_line (const SimMaker *maker, const SimMetric *metric)
{
  const CertplanSimResult *result = maker->result;
  const gboolean is_cap = metric->measure == SIM_IN_CAP;
  const SimMetric *limited = _certplan_sim_result_find (
      result, is_cap ? SIM_HAS_CAP : SIM_HAS_TARGET, metric->subject, 0);
  LimitLine line = {
    .cases_of = _certplan_sim_name_class (maker, metric->subject),
    .limit = limits[is_cap],
    .limited = _certplan_sim_make_interval (limited, SIM_DECIMALS, SIM_NO_BOUND).mean,
    .cases
    = _certplan_sim_find_interval (result, SIM_COUNTED, metric->subject, 0, SIM_DECIMALS).mean
  };
  gdouble share, low, high;
  if (_certplan_sim_share_estimate (metric, _certplan_sim_metric_count (limited), &share, &low,
                                    &high))
    {
      line.probability = _certplan_sim_round_share (share);
      line.low = _certplan_sim_round_share (low);
      line.high = _certplan_sim_round_share (high);
    }
  return line;
}

void
_certplan_sim_make_limits (const SimMaker *maker)
{
  GArray *rows = sim_new_rows (LimitLine);
  for (guint i = 0; i < maker->result->metrics->len; i++)
    {
      const SimMetric *metric = &g_array_index (maker->result->metrics, SimMetric, i);
      if ((metric->measure != SIM_IN_TARGET && metric->measure != SIM_IN_CAP) || metric->n == 0)
        continue;
      const LimitLine line = make_limit_line (maker, metric);
      g_array_append_val (rows, line);
    }
  if (rows->len > 0)
    _certplan_sim_take_table (maker, "limits", limit_columns, G_N_ELEMENTS (limit_columns), rows);
  else
    g_array_unref (rows);
}

void
_certplan_sim_make_times (const SimMaker *maker)
{
  make_cycle (maker);
  make_quantiles (maker);
}
