/* What a simulation tells: outcomes, findings, the run; and all tables together.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-tables-private.h"

typedef struct
{
  const char *name;
  gint32 probability, low, high;
} ShareLine;

typedef struct
{
  const char *key, *value;
} RunLine;

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

static const CertplanColumn run_columns[] = {
  CERTPLAN_RESULT_COLUMN (RunLine, key, NOTE),
  CERTPLAN_RESULT_COLUMN (RunLine, value, NOTE),
};

static gint64
round_whole (gdouble x)
{
  return x < 0 ? -(gint64)(-x + 0.5) : (gint64)(x + 0.5);
}

/* Nobody reads more of a share than hundredths of a per cent. */
static gint64
round_to (gdouble x, gdouble scale)
{
  return scale == SIM_MILLION ? round_whole (x * 1e4) * 100 : round_whole (x * scale);
}

/* @most: what none can be above, as 1 for a share */
SimInterval
_certplan_sim_make_interval (const SimMetric *metric, gdouble scale, gdouble most)
{
  SimInterval interval = { G_MININT64, G_MININT64, G_MININT64 };
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

gint32
_certplan_sim_round_share (gdouble share)
{
  return (gint32)round_to (share, SIM_MILLION);
}

gint32
_certplan_sim_narrow (gint64 wide)
{
  return wide == G_MININT64 ? G_MININT32 : (gint32)CLAMP (wide, -G_MAXINT32, G_MAXINT32);
}

SimInterval
_certplan_sim_find_interval (const CertplanSimResult *result, SimMeasure measure,
                             const char *subject, gint place, gdouble scale)
{
  return _certplan_sim_make_interval (_certplan_sim_result_find (result, measure, subject, place),
                                      scale, scale == SIM_MILLION ? 1 : SIM_NO_BOUND);
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

CertplanTable *
_certplan_sim_take_table (const SimMaker *maker, const char *name, const CertplanColumn *columns,
                          guint n_columns, GArray *rows)
{
  g_autofree char *key = g_strconcat ("title.simulate.", name, NULL);
  g_autofree char *title = _certplan_sentence (key, NULL);
  g_autofree char *subtitle = _certplan_sim_describe (maker->result);
  CertplanTable *table = _certplan_table_new_array (name, columns, n_columns, rows,
                                                    certplan_sim_result_ref (maker->result),
                                                    (GDestroyNotify)certplan_sim_result_unref);
  _certplan_table_set_title (table, title, subtitle);
  if (_certplan_sim_is_office (maker->result) && maker->result->rulebook != NULL)
    _certplan_table_set_labels (table, certplan_rulebook_get_labels (maker->result->rulebook));
  certplan_tables_take (maker->tables, table);
  return table;
}

static void
make_outcomes (const SimMaker *maker)
{
  GArray *rows = sim_new_rows (ShareLine);
  for (guint i = 0; i < maker->result->metrics->len; i++)
    {
      const SimMetric *metric = &g_array_index (maker->result->metrics, SimMetric, i);
      if (metric->measure != SIM_OUTCOME && metric->measure != SIM_UNFINISHED)
        continue;
      const SimInterval share = _certplan_sim_make_interval (metric, SIM_MILLION, 1);
      const ShareLine line
          = { _certplan_sim_name_outcome (maker->result->texts, metric->measure == SIM_UNFINISHED
                                                                    ? "unfinished"
                                                                    : metric->subject),
              _certplan_sim_narrow (share.mean), _certplan_sim_narrow (share.low),
              _certplan_sim_narrow (share.high) };
      g_array_append_val (rows, line);
    }
  _certplan_sim_take_table (maker, "outcomes", outcome_columns, G_N_ELEMENTS (outcome_columns),
                            rows);
}

/* What was assumed of the office. */
static void
make_findings (const SimMaker *maker)
{
  GArray *rows = sim_new_rows (FindingLine);
  const GArray *findings = maker->result->findings;
  for (guint i = 0; i < findings->len; i++)
    {
      const SimFinding *finding = &g_array_index (findings, SimFinding, i);
      const FindingLine line = { finding->subject, finding->finding, finding->source };
      g_array_append_val (rows, line);
    }
  if (rows->len > 0)
    _certplan_sim_take_table (maker, "findings", finding_columns, G_N_ELEMENTS (finding_columns),
                              rows);
  else
    g_array_unref (rows);
}

static void
make_run (const SimMaker *maker)
{
  const CertplanSimResult *result = maker->result;
  const RunLine lines[] = {
    { "model", result->name },
    { "seed", _certplan_sim_keep (maker, g_strdup_printf ("%" G_GUINT64_FORMAT, result->seed)) },
    { "replications", _certplan_sim_keep (maker, g_strdup_printf ("%u", result->n_replications)) },
    { "version", result->version },
    { "digest", result->digest },
  };
  GArray *rows = sim_new_rows (RunLine);
  g_array_append_vals (rows, lines, G_N_ELEMENTS (lines));
  _certplan_sim_take_table (maker, "run", run_columns, G_N_ELEMENTS (run_columns), rows);
}

CertplanTables *
certplan_sim_result_dup_tables (CertplanSimResult *result)
{
  g_return_val_if_fail (result != NULL, NULL);

  const SimMaker maker = { result, certplan_tables_new () };
  if (result->shard > 0)
    {
      certplan_tables_take (maker.tables, _certplan_sim_result_make_part (result));
      return maker.tables;
    }
  _certplan_sim_make_times (&maker);
  _certplan_sim_make_limits (&maker);
  _certplan_sim_make_open (&maker);
  _certplan_sim_make_loads (&maker);
  make_outcomes (&maker);
  _certplan_sim_make_months (&maker);
  _certplan_sim_add_histogram (result, maker.tables);
  make_findings (&maker);
  make_run (&maker);
  return maker.tables;
}
