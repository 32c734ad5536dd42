/* Who has how much to do: stages, resources, months. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-tables-private.h"

typedef struct
{
  const char *stage;
  gint64 waiting, low, high, in_stage;
  gint64 queue_length, inside;
  gint64 held, not_held;
} StageLine;

typedef struct
{
  const char *resource;
  gint32 utilisation, low, high;
  gint64 handed_over;
} ResourceLine;

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

static const CertplanColumn stage_columns[] = {
  CERTPLAN_RESULT_COLUMN (StageLine, stage, SENTENCE),
  SIM_DAYS (StageLine, waiting),
  SIM_DAYS (StageLine, low),
  SIM_DAYS (StageLine, high),
  SIM_DAYS (StageLine, in_stage),
  CERTPLAN_RESULT_COLUMN (StageLine, queue_length, DECIMAL),
  CERTPLAN_RESULT_COLUMN (StageLine, inside, DECIMAL),
  CERTPLAN_RESULT_COLUMN (StageLine, held, DECIMAL),
  CERTPLAN_RESULT_COLUMN (StageLine, not_held, DECIMAL),
};

static const CertplanColumn resource_columns[] = {
  CERTPLAN_RESULT_COLUMN (ResourceLine, resource, SENTENCE),
  CERTPLAN_RESULT_COLUMN (ResourceLine, utilisation, SHARE),
  CERTPLAN_RESULT_COLUMN (ResourceLine, low, SHARE),
  CERTPLAN_RESULT_COLUMN (ResourceLine, high, SHARE),
  CERTPLAN_RESULT_COLUMN (ResourceLine, handed_over, DECIMAL),
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

static const CertplanChartSpec backlog_chart = { .kind = CERTPLAN_CHART_LINES,
                                                 .label = 4,
                                                 .from = 0,
                                                 .amount = 1,
                                                 .low = CERTPLAN_CHART_COLUMN (2),
                                                 .high = CERTPLAN_CHART_COLUMN (3) };
static const CertplanChartSpec busy_chart
    = { .kind = CERTPLAN_CHART_LINES, .label = 1, .from = 0, .amount = 2 };

static void
make_stages (const SimMaker *maker)
{
  const CertplanSimResult *result = maker->result;
  GArray *rows = sim_new_rows (StageLine);
  for (guint i = 0; i < result->metrics->len; i++)
    {
      const SimMetric *metric = &g_array_index (result->metrics, SimMetric, i);
      if (metric->measure != SIM_WAIT)
        continue;
      const SimInterval wait = _certplan_sim_make_interval (metric, SIM_DECIMALS, SIM_NO_BOUND);
      const StageLine line = {
        .stage = _certplan_sim_name_stage (maker, metric->subject),
        .waiting = wait.mean,
        .low = wait.low,
        .high = wait.high,
        .in_stage
        = _certplan_sim_find_interval (result, SIM_TIME, metric->subject, 0, SIM_DECIMALS).mean,
        .queue_length
        = _certplan_sim_find_interval (result, SIM_QUEUE, metric->subject, 0, SIM_DECIMALS).mean,
        .inside
        = _certplan_sim_find_interval (result, SIM_INSIDE, metric->subject, 0, SIM_DECIMALS).mean,
        .held
        = _certplan_sim_find_interval (result, SIM_HELD, metric->subject, 0, SIM_DECIMALS).mean,
        .not_held
        = _certplan_sim_find_interval (result, SIM_NOT_HELD, metric->subject, 0, SIM_DECIMALS).mean
      };
      g_array_append_val (rows, line);
    }
  _certplan_sim_take_table (maker, "stages", stage_columns, G_N_ELEMENTS (stage_columns), rows);
}

static void
make_resources (const SimMaker *maker)
{
  GArray *rows = sim_new_rows (ResourceLine);
  for (guint i = 0; i < maker->result->metrics->len; i++)
    {
      const SimMetric *metric = &g_array_index (maker->result->metrics, SimMetric, i);
      const SimInterval share = _certplan_sim_make_interval (metric, SIM_MILLION, SIM_NO_BOUND);
      const ResourceLine line = {
        _certplan_sim_name_resource (maker, metric->subject), _certplan_sim_narrow (share.mean),
        _certplan_sim_narrow (share.low), _certplan_sim_narrow (share.high),
        _certplan_sim_find_interval (maker->result, SIM_HANDED, metric->subject, 0, SIM_DECIMALS)
            .mean
      };
      if (metric->measure == SIM_BUSY)
        g_array_append_val (rows, line);
    }
  _certplan_sim_take_table (maker, "resources", resource_columns, G_N_ELEMENTS (resource_columns),
                            rows);
}

void
_certplan_sim_make_months (const SimMaker *maker)
{
  GArray *rows = sim_new_rows (MonthLine), *busy = sim_new_rows (BusyLine);
  const char *series = _certplan_sim_keep (maker, _certplan_sentence ("cases_under_way", NULL));
  for (guint i = 0; i < maker->result->metrics->len; i++)
    {
      const SimMetric *metric = &g_array_index (maker->result->metrics, SimMetric, i);
      const gboolean is_backlog = metric->measure == SIM_MONTH_BACKLOG;
      const SimInterval value
          = _certplan_sim_make_interval (metric, is_backlog ? 1 : SIM_MILLION, SIM_NO_BOUND);
      const MonthLine line
          = { metric->month, _certplan_sim_narrow (value.mean), _certplan_sim_narrow (value.low),
              _certplan_sim_narrow (value.high), series };
      const BusyLine busy_line
          = { metric->month, _certplan_sim_name_resource (maker, metric->subject),
              _certplan_sim_narrow (value.mean), _certplan_sim_narrow (value.low),
              _certplan_sim_narrow (value.high) };
      if (is_backlog)
        g_array_append_val (rows, line);
      if (metric->measure == SIM_MONTH_BUSY)
        g_array_append_val (busy, busy_line);
    }
  if (rows->len > 0)
    {
      CertplanTable *table = _certplan_sim_take_table (
          maker, "months", month_columns, G_N_ELEMENTS (month_columns), g_array_ref (rows));
      _certplan_table_set_chart (table, &backlog_chart);
    }
  if (busy->len > 0)
    {
      CertplanTable *table = _certplan_sim_take_table (
          maker, "utilisation", busy_columns, G_N_ELEMENTS (busy_columns), g_array_ref (busy));
      _certplan_table_set_chart (table, &busy_chart);
    }
  g_array_unref (rows);
  g_array_unref (busy);
}

void
_certplan_sim_make_loads (const SimMaker *maker)
{
  make_stages (maker);
  make_resources (maker);
}
