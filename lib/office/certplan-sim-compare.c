/* What comes of a change: figures of two models and their differences.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-tables-private.h"

#define MOST_POINTS 60
#define LAST_PERMILLE 995 /* of those done: longer lengths are not drawn */

typedef struct
{
  const char *cases_of, *clock, *figure;
  gint64 base_case, alternative, change, low, high;
  const char *verdict;
} DaysLine;

typedef struct
{
  const char *cases_of, *limit;
  gint32 base_case, alternative, change, low, high;
  const char *verdict;
} ShareLine;

typedef struct
{
  const char *series;
  gint32 days, part_done;
} PointLine;

static const char *const limits[] = { "target", "cap", NULL };
static const char *const verdicts[] = { "better", "worse", "no_clear_difference", NULL };

static const CertplanColumn days_columns[] = {
  CERTPLAN_RESULT_COLUMN (DaysLine, cases_of, SENTENCE),
  CERTPLAN_RESULT_COLUMN (DaysLine, clock, CHOICE, .values = _certplan_sim_clocks),
  CERTPLAN_RESULT_COLUMN (DaysLine, figure, SENTENCE),
  SIM_DAYS (DaysLine, base_case),
  SIM_DAYS (DaysLine, alternative),
  SIM_DAYS (DaysLine, change),
  SIM_DAYS (DaysLine, low),
  SIM_DAYS (DaysLine, high),
  CERTPLAN_RESULT_COLUMN (DaysLine, verdict, CHOICE, .values = verdicts),
};

static const CertplanColumn share_columns[] = {
  CERTPLAN_RESULT_COLUMN (ShareLine, cases_of, SENTENCE),
  CERTPLAN_RESULT_COLUMN (ShareLine, limit, CHOICE, .values = limits),
  CERTPLAN_RESULT_COLUMN (ShareLine, base_case, SHARE),
  CERTPLAN_RESULT_COLUMN (ShareLine, alternative, SHARE),
  CERTPLAN_RESULT_COLUMN (ShareLine, change, SHARE),
  CERTPLAN_RESULT_COLUMN (ShareLine, low, SHARE),
  CERTPLAN_RESULT_COLUMN (ShareLine, high, SHARE),
  CERTPLAN_RESULT_COLUMN (ShareLine, verdict, CHOICE, .values = verdicts),
};

static const CertplanColumn point_columns[] = {
  CERTPLAN_RESULT_COLUMN (PointLine, series, SENTENCE),
  CERTPLAN_RESULT_COLUMN (PointLine, days, INT, .unit = "days"),
  CERTPLAN_RESULT_COLUMN (PointLine, part_done, SHARE),
};

static const CertplanChartSpec within_chart
    = { .kind = CERTPLAN_CHART_LINES, .label = 0, .from = 1, .amount = 2 };

typedef struct
{
  CertplanSimComparison *comparison;
  CertplanTables *tables;
} Maker;

/* Hundredths of a day; of a share hundredths of a per cent, as millionths. */
static gint64
round_figure (gdouble x, gboolean is_share)
{
  const gdouble scaled = x * (is_share ? 1e4 : 100);
  const gint64 whole = scaled < 0 ? -(gint64)(-scaled + 0.5) : (gint64)(scaled + 0.5);
  return is_share ? whole * 100 : whole;
}

/* What a pair gives; absent figures are G_MININT64. */
typedef struct
{
  gint64 base, alternative, change, low, high;
  const char *verdict;
} Figures;

static gint64
get_mean (const CertplanSimResult *result, guint metric, gboolean is_share)
{
  gdouble mean, standard_error, half_width;
  return _certplan_sim_metric_estimate (&g_array_index (result->metrics, SimMetric, metric), &mean,
                                        &standard_error, &half_width)
             ? round_figure (mean, is_share)
             : G_MININT64;
}

/* More is better of shares, less of days; where the interval has both, nothing is known. */
static const char *
judge (gdouble low, gdouble high, gboolean is_share)
{
  if (low <= 0 && high >= 0)
    return "no_clear_difference";
  return (low > 0) == (is_share != FALSE) ? "better" : "worse";
}

static Figures
read_pair (const CertplanSimComparison *comparison, const SimPair *pair, gboolean is_share)
{
  Figures figures = { get_mean (comparison->base, pair->base, is_share),
                      get_mean (comparison->result, pair->metric, is_share),
                      G_MININT64,
                      G_MININT64,
                      G_MININT64,
                      NULL };
  gdouble mean, standard_error, half_width;
  if (!_certplan_sim_metric_estimate (&pair->difference, &mean, &standard_error, &half_width))
    return figures;
  figures.change = round_figure (mean, is_share);
  if (half_width < 0)
    return figures;
  figures.low = round_figure (mean - half_width, is_share);
  figures.high = round_figure (mean + half_width, is_share);
  figures.verdict = judge (mean - half_width, mean + half_width, is_share);
  return figures;
}

static const char *
keep (const Maker *maker, char *text)
{
  const char *kept = g_string_chunk_insert_const (maker->comparison->result->texts, text);
  g_free (text);
  return kept;
}

static CertplanTable *
take_table (const Maker *maker, const char *name, const CertplanColumn *columns, guint n_columns,
            GArray *rows)
{
  CertplanSimResult *result = maker->comparison->result;
  g_autofree char *key = g_strconcat ("title.simulate.", name, NULL);
  g_autofree char *title = _certplan_sentence (key, NULL);
  g_autofree char *about = _certplan_sim_describe (result);
  CertplanTable *table = _certplan_table_new_array (name, columns, n_columns, rows,
                                                    certplan_sim_comparison_ref (maker->comparison),
                                                    (GDestroyNotify)certplan_sim_comparison_unref);
  _certplan_table_set_title (table, title, about);
  if (_certplan_sim_is_office (result))
    _certplan_table_set_labels (table, certplan_rulebook_get_labels (result->model->rulebook));
  certplan_tables_take (maker->tables, table);
  return table;
}

static gboolean
is_legal (SimMeasure measure)
{
  return measure == SIM_LEGAL || measure == SIM_LEGAL_QUANTILE;
}

static void
add_days (const Maker *maker, const SimPair *pair, const SimMetric *metric, GArray *rows)
{
  const Figures figures = read_pair (maker->comparison, pair, FALSE);
  g_autofree char *place = g_strdup_printf ("P%d", metric->place);
  const DaysLine line
      = { keep (maker, _certplan_sim_dup_group_name (metric->subject)),
          _certplan_sim_clocks[is_legal (metric->measure)],
          keep (maker, metric->place > 0 ? _certplan_sentence ("label_plain", place, NULL)
                                         : _certplan_sentence ("figure.mean", NULL)),
          figures.base,
          figures.alternative,
          figures.change,
          figures.low,
          figures.high,
          figures.verdict };
  g_array_append_val (rows, line);
}

static void
add_share (const Maker *maker, const SimPair *pair, const SimMetric *metric, GArray *rows)
{
  const Figures figures = read_pair (maker->comparison, pair, TRUE);
  const ShareLine line = { keep (maker, _certplan_sim_dup_group_name (metric->subject)),
                           limits[metric->measure == SIM_IN_CAP],
                           _certplan_sim_narrow (figures.base),
                           _certplan_sim_narrow (figures.alternative),
                           _certplan_sim_narrow (figures.change),
                           _certplan_sim_narrow (figures.low),
                           _certplan_sim_narrow (figures.high),
                           figures.verdict };
  g_array_append_val (rows, line);
}

/* All cases first: mean and quantiles, then the groups. */
static void
make_differences (const Maker *maker)
{
  const CertplanSimComparison *comparison = maker->comparison;
  GArray *days = g_array_new (FALSE, FALSE, sizeof (DaysLine));
  GArray *shares = g_array_new (FALSE, FALSE, sizeof (ShareLine));
  for (guint of_groups = 0; of_groups < 2; of_groups++)
    for (guint i = 0; i < comparison->pairs->len; i++)
      {
        const SimPair *pair = &g_array_index (comparison->pairs, SimPair, i);
        const SimMetric *metric
            = &g_array_index (comparison->result->metrics, SimMetric, pair->metric);
        if ((metric->subject[0] != '\0') != (of_groups == 1))
          continue;
        if (metric->measure == SIM_IN_TARGET || metric->measure == SIM_IN_CAP)
          add_share (maker, pair, metric, shares);
        else
          add_days (maker, pair, metric, days);
      }
  take_table (maker, "difference", days_columns, G_N_ELEMENTS (days_columns), days);
  if (shares->len > 0)
    take_table (maker, "difference-limits", share_columns, G_N_ELEMENTS (share_columns), shares);
  else
    g_array_unref (shares);
}

/* Lengths of all that were done: on the legal clock where both have one. */
static const guint64 *
get_bins (const CertplanSimResult *result, gboolean on_legal_clock)
{
  return result->totals + (on_legal_clock ? SIM_N_BINS : 0);
}

static gint
find_last_day (const guint64 *bins)
{
  guint64 n = 0, before = 0;
  for (guint bin = 0; bin < SIM_N_BINS; bin++)
    n += bins[bin];
  for (guint bin = 0; bin < SIM_N_BINS; bin++)
    {
      before += bins[bin];
      if (n > 0 && before * 1000 >= n * LAST_PERMILLE)
        return (gint)(sim_get_bin (bin + 1) / CERTPLAN_TICKS_PER_DAY) + 1;
    }
  return 0;
}

/* The part of all cases, done or not, that is done within so many days. */
static void
add_points (const CertplanSimResult *result, gboolean on_legal_clock, const char *series, gint step,
            gint last, GArray *rows)
{
  const guint64 *bins = get_bins (result, on_legal_clock);
  const guint64 n_counted
      = _certplan_sim_metric_count (_certplan_sim_result_find (result, SIM_COUNTED, "", 0));
  const guint64 n = MAX (n_counted, 1);
  guint64 before = 0;
  guint bin = 0;
  for (gint day = 0; day <= last; day += step)
    {
      while (bin < SIM_N_BINS
             && (sim_get_bin (bin) + sim_get_bin (bin + 1)) / 2
                    <= (gint64)day * CERTPLAN_TICKS_PER_DAY)
        before += bins[bin++];
      const PointLine line = { series, day, (gint32)((gdouble)before / (gdouble)n * 1e6 + 0.5) };
      g_array_append_val (rows, line);
    }
}

static void
make_within (const Maker *maker)
{
  const CertplanSimResult *base = maker->comparison->base, *result = maker->comparison->result;
  const gboolean on_legal_clock = base->has_pauses && result->has_pauses;
  const gint last = MAX (MAX (find_last_day (get_bins (base, on_legal_clock)),
                              find_last_day (get_bins (result, on_legal_clock))),
                         1);
  const gint step = (last + MOST_POINTS - 1) / MOST_POINTS;
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (PointLine));
  add_points (base, on_legal_clock, keep (maker, _certplan_sentence ("column.base_case", NULL)),
              step, last + step - 1, rows);
  add_points (result, on_legal_clock, keep (maker, _certplan_sentence ("column.alternative", NULL)),
              step, last + step - 1, rows);
  CertplanTable *table
      = take_table (maker, "within", point_columns, G_N_ELEMENTS (point_columns), rows);
  _certplan_table_set_chart (table, &within_chart);
}

CertplanTables *
certplan_sim_comparison_dup_tables (CertplanSimComparison *comparison)
{
  g_return_val_if_fail (comparison != NULL, NULL);

  const Maker maker = { comparison, certplan_tables_new () };
  g_autoptr (CertplanTables) own = certplan_sim_result_dup_tables (comparison->result);
  make_differences (&maker);
  make_within (&maker);
  for (guint i = 0; i < certplan_tables_get_n (own); i++)
    certplan_tables_take (maker.tables, certplan_table_ref (certplan_tables_get (own, i)));
  return maker.tables;
}
