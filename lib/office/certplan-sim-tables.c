/* What a simulation tells: cycle, limits, stages, resources, months.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-office-private.h"
#include "certplan-sim-part-private.h"
#include "certplan-table-private.h"

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
  const char *name;
  gint32 probability, low, high;
} ShareLine;

typedef struct
{
  const char *cases_of;
  const char *limit;
  gint32 probability, low, high;
} LimitLine;

typedef struct
{
  const char *stage;
  gint64 waiting, low, high, in_stage;
  gint64 queue_length, inside;
  gint64 held, not_held;
} StageLine;

typedef struct
{
  CertplanDate month;
  gint32 backlog, low, high;
  const char *series;
} MonthLine;

typedef struct
{
  CertplanDate month;
  const char *resource;
  gint32 utilisation, low, high;
} BusyLine;

typedef struct
{
  const char *key, *value;
} RunLine;

static const char *const clocks[] = { "gross", "legal", NULL };
static const char *const limits[] = { "target", "cap", NULL };

#define DAYS(Struct, member) CERTPLAN_RESULT_COLUMN (Struct, member, DECIMAL, .unit = "days")

static const CertplanColumn cycle_columns[] = {
  CERTPLAN_RESULT_COLUMN (CycleLine, cases_of, SENTENCE),
  CERTPLAN_RESULT_COLUMN (CycleLine, clock, CHOICE, .values = clocks),
  CERTPLAN_RESULT_COLUMN (CycleLine, cases, DECIMAL),
  DAYS (CycleLine, mean),
  DAYS (CycleLine, low),
  DAYS (CycleLine, high),
  DAYS (CycleLine, p50),
  DAYS (CycleLine, p80),
  DAYS (CycleLine, p90),
  DAYS (CycleLine, p95),
};

static const CertplanColumn quantile_columns[] = {
  CERTPLAN_RESULT_COLUMN (QuantileLine, clock, CHOICE, .values = clocks),
  CERTPLAN_RESULT_COLUMN (QuantileLine, quantile, NOTE),
  DAYS (QuantileLine, days),
  DAYS (QuantileLine, low),
  DAYS (QuantileLine, high),
};

static const CertplanColumn limit_columns[] = {
  CERTPLAN_RESULT_COLUMN (LimitLine, cases_of, SENTENCE),
  CERTPLAN_RESULT_COLUMN (LimitLine, limit, CHOICE, .values = limits),
  CERTPLAN_RESULT_COLUMN (LimitLine, probability, SHARE),
  CERTPLAN_RESULT_COLUMN (LimitLine, low, SHARE),
  CERTPLAN_RESULT_COLUMN (LimitLine, high, SHARE),
};

static const CertplanColumn stage_columns[] = {
  CERTPLAN_RESULT_COLUMN (StageLine, stage, SENTENCE),
  DAYS (StageLine, waiting),
  DAYS (StageLine, low),
  DAYS (StageLine, high),
  DAYS (StageLine, in_stage),
  CERTPLAN_RESULT_COLUMN (StageLine, queue_length, DECIMAL),
  CERTPLAN_RESULT_COLUMN (StageLine, inside, DECIMAL),
  CERTPLAN_RESULT_COLUMN (StageLine, held, DECIMAL),
  CERTPLAN_RESULT_COLUMN (StageLine, not_held, DECIMAL),
};

typedef struct
{
  const char *resource;
  gint32 utilisation, low, high;
} ResourceLine;

static const CertplanColumn resource_columns[] = {
  CERTPLAN_RESULT_COLUMN (ResourceLine, resource, SENTENCE),
  CERTPLAN_RESULT_COLUMN (ResourceLine, utilisation, SHARE),
  CERTPLAN_RESULT_COLUMN (ResourceLine, low, SHARE),
  CERTPLAN_RESULT_COLUMN (ResourceLine, high, SHARE),
};

typedef struct
{
  const char *subject, *finding, *source;
} FindingLine;

static const CertplanColumn finding_columns[] = {
  CERTPLAN_RESULT_COLUMN (FindingLine, subject, CHOICE),
  CERTPLAN_RESULT_COLUMN (FindingLine, finding, SENTENCE),
  CERTPLAN_RESULT_COLUMN (FindingLine, source, CHOICE),
};

static const CertplanColumn outcome_columns[] = {
  { .name = "outcome",
    .type = CERTPLAN_COLUMN_SENTENCE,
    .offset = G_STRUCT_OFFSET (ShareLine, name) },
  CERTPLAN_RESULT_COLUMN (ShareLine, probability, SHARE),
  CERTPLAN_RESULT_COLUMN (ShareLine, low, SHARE),
  CERTPLAN_RESULT_COLUMN (ShareLine, high, SHARE),
};

static const CertplanColumn month_columns[] = {
  CERTPLAN_RESULT_COLUMN (MonthLine, month, MONTH),
  CERTPLAN_RESULT_COLUMN (MonthLine, backlog, INT, .unit = "cases"),
  CERTPLAN_RESULT_COLUMN (MonthLine, low, INT, .unit = "cases"),
  CERTPLAN_RESULT_COLUMN (MonthLine, high, INT, .unit = "cases"),
  CERTPLAN_RESULT_COLUMN (MonthLine, series, SENTENCE),
};

static const CertplanColumn busy_columns[] = {
  CERTPLAN_RESULT_COLUMN (BusyLine, month, MONTH),
  CERTPLAN_RESULT_COLUMN (BusyLine, resource, SENTENCE),
  CERTPLAN_RESULT_COLUMN (BusyLine, utilisation, SHARE),
  CERTPLAN_RESULT_COLUMN (BusyLine, low, SHARE),
  CERTPLAN_RESULT_COLUMN (BusyLine, high, SHARE),
};

static const CertplanColumn run_columns[] = {
  CERTPLAN_RESULT_COLUMN (RunLine, key, NOTE),
  CERTPLAN_RESULT_COLUMN (RunLine, value, NOTE),
};

static const CertplanChartSpec backlog_chart = { .kind = CERTPLAN_CHART_LINES,
                                                 .label = 4,
                                                 .from = 0,
                                                 .amount = 1,
                                                 .low = CERTPLAN_CHART_COLUMN (2),
                                                 .high = CERTPLAN_CHART_COLUMN (3) };
static const CertplanChartSpec busy_chart
    = { .kind = CERTPLAN_CHART_LINES, .label = 1, .from = 0, .amount = 2 };

/* An estimate in @scale parts of its unit; absent ones are G_MININT64. */
typedef struct
{
  gint64 mean, low, high;
} Interval;

#define DECIMALS 100.0 /* of a DECIMAL */
#define MILLION 1e6    /* of a SHARE */
#define NO_BOUND 1e15

static gint64
round_whole (gdouble x)
{
  return x < 0 ? -(gint64)(-x + 0.5) : (gint64)(x + 0.5);
}

/* Nobody reads more of a share than hundredths of a per cent. */
static gint64
round_to (gdouble x, gdouble scale)
{
  return scale == MILLION ? round_whole (x * 1e4) * 100 : round_whole (x * scale);
}

/* @most: what none can be above, as 1 for a share */
static Interval
estimate (const SimMetric *metric, gdouble scale, gdouble most)
{
  Interval interval = { G_MININT64, G_MININT64, G_MININT64 };
  gdouble mean, standard_error, half_width;
  if (!_certplan_sim_metric_estimate (metric, &mean, &standard_error, &half_width))
    return interval;
  interval.mean = round_to (mean, scale);
  if (half_width < 0)
    return interval;
  interval.low = round_to (MAX (mean - half_width, 0), scale);
  interval.high = round_to (MIN (mean + half_width, most), scale);
  return interval;
}

static gint32
narrow (gint64 wide)
{
  return wide == G_MININT64 ? G_MININT32 : (gint32)CLAMP (wide, -G_MAXINT32, G_MAXINT32);
}

static Interval
find (const CertplanSimResult *result, SimMeasure measure, const char *subject, gint place,
      gdouble scale)
{
  return estimate (_certplan_sim_result_find (result, measure, subject, place), scale,
                   scale == MILLION ? 1 : NO_BOUND);
}

typedef struct
{
  CertplanSimResult *result;
  CertplanTables *tables;
} Maker;

static const char *
keep (const Maker *maker, char *text)
{
  const char *kept = g_string_chunk_insert_const (maker->result->texts, text);
  g_free (text);
  return kept;
}

/* A word of an office's rules. (transfer full) */
static char *
mark (const char *word)
{
  return g_strconcat (CERTPLAN_LABEL, word, NULL);
}

char *
_certplan_sim_dup_group_name (const char *group)
{
  g_auto (GStrv) parts = g_strsplit (group, "/", 3);
  if (group[0] == '\0')
    return _certplan_sentence ("all_cases", NULL);
  if (parts[1] == NULL)
    return _certplan_sentence ("label_plain", group, NULL);
  g_autofree char *scheme = g_strconcat (CERTPLAN_LABEL "scheme.", parts[1], NULL);
  g_autofree char *word = mark (parts[1]);
  if (g_str_equal (parts[0], "level"))
    return _certplan_sentence ("group.level", scheme, parts[2], NULL);
  if (g_str_equal (parts[0], "kind"))
    return _certplan_sentence ("group.kind", word, NULL);
  return parts[1][0] != '\0' ? _certplan_sentence ("group.region", group + 7, NULL)
                             : _certplan_sentence ("group.no_region", NULL);
}

static const char *
name_class (const Maker *maker, const char *class)
{
  return keep (maker, _certplan_sim_dup_group_name (class));
}

/* "onsite_review/evaluation_body", or a stage of a key file. */
static const char *
name_stage (const Maker *maker, const char *stage)
{
  g_auto (GStrv) parts = g_strsplit (stage, "/", 2);
  if (g_strv_length (parts) < 2)
    return keep (maker, _certplan_sentence ("label_plain", stage, NULL));
  g_autofree char *item = mark (parts[0]), *performer = mark (parts[1]);
  return keep (maker, _certplan_sentence ("stage_of", item, performer, NULL));
}

/* "evaluation_body/NAME", or a resource of a key file. */
static const char *
name_resource (const Maker *maker, const char *resource)
{
  g_auto (GStrv) parts = g_strsplit (resource, "/", 2);
  if (g_strv_length (parts) < 2)
    return keep (maker, _certplan_sentence ("label_plain", resource, NULL));
  g_autofree char *performer = mark (parts[0]);
  return keep (maker, _certplan_sentence ("team_of", parts[1], performer, NULL));
}

char *
_certplan_sim_describe (const CertplanSimResult *result)
{
  g_autofree char *n = g_strdup_printf ("%u", result->n_replications);
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, result->seed);
  const gboolean is_office = _certplan_sim_is_office (result);
  if (result->provisional_after == CERTPLAN_DATE_NONE)
    return _certplan_sentence (is_office ? "subtitle.simulate_office" : "subtitle.simulate",
                               result->name, n, seed, NULL);
  g_autofree char *day = certplan_date_format (result->provisional_after);
  return _certplan_sentence (is_office ? "subtitle.simulate_office_provisional"
                                       : "subtitle.simulate_provisional",
                             result->name, n, seed, day, NULL);
}

static CertplanTable *
take_table (const Maker *maker, const char *name, const CertplanColumn *columns, guint n_columns,
            GArray *rows)
{
  g_autofree char *key = g_strconcat ("title.simulate.", name, NULL);
  g_autofree char *title = _certplan_sentence (key, NULL);
  g_autofree char *subtitle = _certplan_sim_describe (maker->result);
  CertplanTable *table = _certplan_table_new_array (name, columns, n_columns, rows,
                                                    certplan_sim_result_ref (maker->result),
                                                    (GDestroyNotify)certplan_sim_result_unref);
  _certplan_table_set_title (table, title, subtitle);
  if (_certplan_sim_is_office (maker->result))
    _certplan_table_set_labels (table,
                                certplan_rulebook_get_labels (maker->result->model->rulebook));
  certplan_tables_take (maker->tables, table);
  return table;
}

#define new_rows(Struct) g_array_new (FALSE, FALSE, sizeof (Struct))

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
add_cycle_line (const Maker *maker, GArray *rows, gint class, gboolean is_legal)
{
  const CertplanSimResult *result = maker->result;
  const char *name = class < 0 ? "" : result->class_names->pdata[class];
  const Interval days = find (result, is_legal ? SIM_LEGAL : SIM_GROSS, name, 0, DECIMALS);
  const CycleLine line = { .cases_of = name_class (maker, name),
                           .clock = clocks[is_legal ? 1 : 0],
                           .cases = find (result, SIM_DONE, name, 0, DECIMALS).mean,
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
make_cycle (const Maker *maker)
{
  GArray *rows = new_rows (CycleLine);
  const gint n = maker->result->n_classes > 1 ? (gint)maker->result->n_classes : 0;
  for (gint class = -1; class < n; class ++)
    {
      add_cycle_line (maker, rows, class, FALSE);
      if (maker->result->has_pauses)
        add_cycle_line (maker, rows, class, TRUE);
    }
  take_table (maker, "cycle", cycle_columns, G_N_ELEMENTS (cycle_columns), rows);
}

/* Each replication has its quantiles, whose mean is this; so there is an interval. */
static void
make_quantiles (const Maker *maker)
{
  GArray *rows = new_rows (QuantileLine);
  for (gint is_legal = 0; is_legal <= (maker->result->has_pauses ? 1 : 0); is_legal++)
    for (guint i = 0; i < SIM_N_QUANTILES; i++)
      {
        const gint place = _certplan_sim_quantiles[i];
        const Interval days = find (
            maker->result, is_legal ? SIM_LEGAL_QUANTILE : SIM_GROSS_QUANTILE, "", place, DECIMALS);
        const QuantileLine line = { clocks[is_legal], keep (maker, g_strdup_printf ("P%d", place)),
                                    days.mean, days.low, days.high };
        g_array_append_val (rows, line);
      }
  take_table (maker, "quantiles", quantile_columns, G_N_ELEMENTS (quantile_columns), rows);
}

static void
make_limits (const Maker *maker)
{
  GArray *rows = new_rows (LimitLine);
  for (guint i = 0; i < maker->result->metrics->len; i++)
    {
      const SimMetric *metric = &g_array_index (maker->result->metrics, SimMetric, i);
      if (metric->measure != SIM_IN_TARGET && metric->measure != SIM_IN_CAP)
        continue;
      const Interval share = estimate (metric, MILLION, 1);
      const LimitLine line
          = { name_class (maker, metric->subject), limits[metric->measure == SIM_IN_CAP],
              narrow (share.mean), narrow (share.low), narrow (share.high) };
      g_array_append_val (rows, line);
    }
  if (rows->len > 0)
    take_table (maker, "limits", limit_columns, G_N_ELEMENTS (limit_columns), rows);
  else
    g_array_unref (rows);
}

static void
make_stages (const Maker *maker)
{
  const CertplanSimResult *result = maker->result;
  GArray *rows = new_rows (StageLine);
  for (guint i = 0; i < result->metrics->len; i++)
    {
      const SimMetric *metric = &g_array_index (result->metrics, SimMetric, i);
      if (metric->measure != SIM_WAIT)
        continue;
      const Interval wait = estimate (metric, DECIMALS, NO_BOUND);
      const StageLine line
          = { .stage = name_stage (maker, metric->subject),
              .waiting = wait.mean,
              .low = wait.low,
              .high = wait.high,
              .in_stage = find (result, SIM_TIME, metric->subject, 0, DECIMALS).mean,
              .queue_length = find (result, SIM_QUEUE, metric->subject, 0, DECIMALS).mean,
              .inside = find (result, SIM_INSIDE, metric->subject, 0, DECIMALS).mean,
              .held = find (result, SIM_HELD, metric->subject, 0, DECIMALS).mean,
              .not_held = find (result, SIM_NOT_HELD, metric->subject, 0, DECIMALS).mean };
      g_array_append_val (rows, line);
    }
  take_table (maker, "stages", stage_columns, G_N_ELEMENTS (stage_columns), rows);
}

static void
make_resources (const Maker *maker)
{
  GArray *rows = new_rows (ResourceLine);
  for (guint i = 0; i < maker->result->metrics->len; i++)
    {
      const SimMetric *metric = &g_array_index (maker->result->metrics, SimMetric, i);
      const Interval share = estimate (metric, MILLION, NO_BOUND);
      const ResourceLine line = { name_resource (maker, metric->subject), narrow (share.mean),
                                  narrow (share.low), narrow (share.high) };
      if (metric->measure == SIM_BUSY)
        g_array_append_val (rows, line);
    }
  take_table (maker, "resources", resource_columns, G_N_ELEMENTS (resource_columns), rows);
}

const char *
_certplan_sim_name_outcome (GStringChunk *texts, const char *name)
{
  static const char *const known[]
      = { "done", "lost", "withdrawn", "late", "failed", "unserved", "unfinished", NULL };
  g_autofree char *label = g_strconcat (CERTPLAN_LABEL, "outcome.", name, NULL);
  g_autofree char *sentence
      = _certplan_sentence ("label_plain", g_strv_contains (known, name) ? label : name, NULL);
  return g_string_chunk_insert_const (texts, sentence);
}

static void
make_outcomes (const Maker *maker)
{
  GArray *rows = new_rows (ShareLine);
  for (guint i = 0; i < maker->result->metrics->len; i++)
    {
      const SimMetric *metric = &g_array_index (maker->result->metrics, SimMetric, i);
      if (metric->measure != SIM_OUTCOME && metric->measure != SIM_UNFINISHED)
        continue;
      const Interval share = estimate (metric, MILLION, 1);
      const ShareLine line
          = { _certplan_sim_name_outcome (maker->result->texts, metric->measure == SIM_UNFINISHED
                                                                    ? "unfinished"
                                                                    : metric->subject),
              narrow (share.mean), narrow (share.low), narrow (share.high) };
      g_array_append_val (rows, line);
    }
  take_table (maker, "outcomes", outcome_columns, G_N_ELEMENTS (outcome_columns), rows);
}

static void
make_months (const Maker *maker)
{
  GArray *rows = new_rows (MonthLine), *busy = new_rows (BusyLine);
  const char *series = keep (maker, _certplan_sentence ("cases_under_way", NULL));
  for (guint i = 0; i < maker->result->metrics->len; i++)
    {
      const SimMetric *metric = &g_array_index (maker->result->metrics, SimMetric, i);
      const gboolean is_backlog = metric->measure == SIM_MONTH_BACKLOG;
      const Interval value = estimate (metric, is_backlog ? 1 : MILLION, NO_BOUND);
      const MonthLine line
          = { metric->month, narrow (value.mean), narrow (value.low), narrow (value.high), series };
      const BusyLine busy_line = { metric->month, name_resource (maker, metric->subject),
                                   narrow (value.mean), narrow (value.low), narrow (value.high) };
      if (is_backlog)
        g_array_append_val (rows, line);
      if (metric->measure == SIM_MONTH_BUSY)
        g_array_append_val (busy, busy_line);
    }
  if (rows->len > 0)
    {
      CertplanTable *table = take_table (maker, "months", month_columns,
                                         G_N_ELEMENTS (month_columns), g_array_ref (rows));
      _certplan_table_set_chart (table, &backlog_chart);
    }
  if (busy->len > 0)
    {
      CertplanTable *table = take_table (maker, "utilisation", busy_columns,
                                         G_N_ELEMENTS (busy_columns), g_array_ref (busy));
      _certplan_table_set_chart (table, &busy_chart);
    }
  g_array_unref (rows);
  g_array_unref (busy);
}

/* What was assumed of the office. */
static void
make_findings (const Maker *maker)
{
  GArray *rows = new_rows (FindingLine);
  const GArray *findings = maker->result->model->findings;
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const CertplanOfficeFinding *finding = &g_array_index (findings, CertplanOfficeFinding, i);
      const FindingLine line = { finding->subject, finding->finding, finding->source };
      g_array_append_val (rows, line);
    }
  if (rows->len > 0)
    take_table (maker, "findings", finding_columns, G_N_ELEMENTS (finding_columns), rows);
  else
    g_array_unref (rows);
}

static void
make_run (const Maker *maker)
{
  const CertplanSimResult *result = maker->result;
  const RunLine lines[] = {
    { "model", result->name },
    { "seed", keep (maker, g_strdup_printf ("%" G_GUINT64_FORMAT, result->seed)) },
    { "replications", keep (maker, g_strdup_printf ("%u", result->n_replications)) },
    { "version", result->version },
    { "digest", result->digest },
  };
  GArray *rows = new_rows (RunLine);
  g_array_append_vals (rows, lines, G_N_ELEMENTS (lines));
  take_table (maker, "run", run_columns, G_N_ELEMENTS (run_columns), rows);
}

CertplanTables *
certplan_sim_result_dup_tables (CertplanSimResult *result)
{
  g_return_val_if_fail (result != NULL, NULL);

  const Maker maker = { result, certplan_tables_new () };
  if (result->shard > 0)
    {
      certplan_tables_take (maker.tables, _certplan_sim_result_make_part (result));
      return maker.tables;
    }
  make_cycle (&maker);
  make_quantiles (&maker);
  make_limits (&maker);
  make_stages (&maker);
  make_resources (&maker);
  make_outcomes (&maker);
  make_months (&maker);
  _certplan_sim_add_histogram (result, maker.tables);
  if (_certplan_sim_is_office (result))
    make_findings (&maker);
  make_run (&maker);
  return maker.tables;
}
