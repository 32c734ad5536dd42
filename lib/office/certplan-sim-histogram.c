/* How long cases take, as a histogram. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-part-private.h"
#include "certplan-table-private.h"

#define MAX_BARS 60

typedef struct
{
  const char *mark;
  gint32 days, until, cases;
  const char *label;
} Line;

static const char *const marks[] = { "bin", "percentile", "limit", "cap", NULL };

static const CertplanColumn columns[] = {
  CERTPLAN_RESULT_COLUMN (Line, mark, CHOICE, .values = marks),
  CERTPLAN_RESULT_COLUMN (Line, days, INT, .unit = "days"),
  CERTPLAN_RESULT_COLUMN (Line, until, INT, .unit = "days"),
  CERTPLAN_RESULT_COLUMN (Line, cases, INT),
  CERTPLAN_RESULT_COLUMN (Line, label, SENTENCE),
};

static const CertplanChartSpec chart
    = { .kind = CERTPLAN_CHART_HISTOGRAM, .mark = 0, .from = 1, .to = 2, .amount = 3, .label = 4 };

/* Of all cases: the legal clock where something stops it. */
static const guint64 *
pool_bins (const CertplanSimResult *result, guint64 *n)
{
  const guint64 *all = result->totals + (result->has_pauses ? SIM_N_BINS : 0);
  *n = 0;
  for (guint bin = 0; bin < SIM_N_BINS; bin++)
    *n += all[bin];
  return all;
}

static gint
to_days (gint64 ticks)
{
  return (gint)((ticks + CERTPLAN_TICKS_PER_DAY - 1) / CERTPLAN_TICKS_PER_DAY);
}

/* So wide, in days, that all stand in at most 60 bars. */
static gint
find_width (const guint64 *bins, gint *n_bars)
{
  guint last_bin = SIM_N_BINS - 1;
  while (last_bin > 0 && bins[last_bin] == 0)
    last_bin--;
  const gint last = MAX (to_days (sim_get_bin (last_bin + 1)), 1);
  const gint width = (last + MAX_BARS - 1) / MAX_BARS;
  *n_bars = (last + width - 1) / width;
  return width;
}

static void
add_bars (GArray *rows, const guint64 *bins)
{
  gint n_bars;
  const gint width = find_width (bins, &n_bars);
  g_autofree guint64 *bars = g_new0 (guint64, n_bars);
  for (guint bin = 0; bin < SIM_N_BINS; bin++)
    {
      const gint64 middle = (sim_get_bin (bin) + sim_get_bin (bin + 1)) / 2;
      const gint bar = (gint)(middle / ((gint64)width * CERTPLAN_TICKS_PER_DAY));
      if (bins[bin] > 0)
        bars[MIN (bar, n_bars - 1)] += bins[bin];
    }
  for (gint i = 0; i < n_bars; i++)
    {
      const Line line
          = { "bin", i * width, (i + 1) * width, (gint32)MIN (bars[i], (guint64)G_MAXINT32), NULL };
      g_array_append_val (rows, line);
    }
}

static void
add_limits (GArray *rows, const CertplanSimResult *result)
{
  static const char *const limits[] = { "limit", "cap" };
  static const char *const labels[] = { CERTPLAN_LABEL "target", CERTPLAN_LABEL "cap" };
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autofree char *label = _certplan_sentence ("label_plain", labels[i], NULL);
      const Line line = { limits[i], result->limit_days[i], G_MININT32, G_MININT32,
                          g_string_chunk_insert_const (result->texts, label) };
      if (result->limit_days[i] > 0)
        g_array_append_val (rows, line);
    }
}

void
_certplan_sim_add_histogram (CertplanSimResult *result, CertplanTables *tables)
{
  guint64 n;
  const guint64 *bins = pool_bins (result, &n);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Line));
  if (n > 0)
    add_bars (rows, bins);
  for (guint i = 1; n > 0 && i < SIM_N_QUANTILES; i++)
    {
      const gint place = _certplan_sim_quantiles[i];
      g_autofree char *label = g_strdup_printf ("P%d", place);
      const Line line
          = { "percentile", to_days (_certplan_sim_find_quantile (bins, place)), G_MININT32,
              G_MININT32, g_string_chunk_insert_const (result->texts, label) };
      g_array_append_val (rows, line);
    }
  add_limits (rows, result);
  CertplanTable *table = _certplan_table_new_array ("histogram", columns, G_N_ELEMENTS (columns),
                                                    rows, certplan_sim_result_ref (result),
                                                    (GDestroyNotify)certplan_sim_result_unref);
  g_autofree char *title = _certplan_sentence (
      result->has_pauses ? "title.simulate.histogram_legal" : "title.simulate.histogram", NULL);
  g_autofree char *subtitle = _certplan_sim_describe (result);
  _certplan_table_set_title (table, title, subtitle);
  _certplan_table_set_chart (table, &chart);
  _certplan_table_set_drawn_only (table);
  certplan_tables_take (tables, table);
}
