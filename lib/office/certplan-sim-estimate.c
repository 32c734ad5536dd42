/* Estimates of a simulation: means, errors, quantiles. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "certplan-sim-stats-private.h"

/* Student's t at 97.5 %. Few degrees of freedom by the table, more by the expansion of Cornish and
 * Fisher in 1 / freedom (Abramowitz and Stegun, 26.7.5), good to 4 digits from 10 on. */
static gdouble
get_student (guint64 freedom)
{
  static const gdouble table[]
      = { 12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281 };
  const gdouble z = 1.9599639845400545, n = (gdouble)freedom;
  if (freedom <= G_N_ELEMENTS (table))
    return table[freedom - 1];
  const gdouble z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z;
  return z + (z3 + z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n)
         + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * n * n * n);
}

/* Subtracts @factor times @wide, modulo 2^128. */
static void
subtract (CertplanWide *from, CertplanWide wide, guint64 factor)
{
  CertplanWide product = _certplan_wide_multiply (wide.low, factor);
  product.high += wide.high * factor;
  from->high -= product.high + (from->low < product.low);
  from->low -= product.low;
}

static gdouble
to_signed (CertplanWide wide)
{
  if (wide.high >> 63 == 0)
    return _certplan_wide_to_double (wide);
  const CertplanWide zero = { 0, 0 };
  CertplanWide positive = zero;
  subtract (&positive, wide, 1);
  return -_certplan_wide_to_double (positive);
}

/* Squares and sum are large and what is left of them is small: so it is computed around a whole
 * number w next to the mean, in integers. The sum of (x - w)^2 is squares - 2 w sum + n w^2, and
 * sum - n w is small. */
static gdouble
get_variance (const SimMetric *metric)
{
  const gdouble n = (gdouble)metric->n;
  const guint64 w = (guint64)(_certplan_wide_to_double (metric->sum) / n);
  CertplanWide off = metric->sum, around = metric->squares;
  subtract (&off, (CertplanWide){ 0, w }, metric->n);
  subtract (&around, metric->sum, w);
  subtract (&around, off, w);
  const gdouble mean_off = to_signed (off) / n;
  const gdouble deviations = to_signed (around) - n * mean_off * mean_off;
  return deviations > 0 ? deviations / (n - 1) : 0;
}

static gdouble
get_offset (SimMeasure measure)
{
  return measure == SIM_LITTLE ? SIM_LITTLE_OFFSET
                               : (measure == SIM_DIFFERENCE ? SIM_DIFFERENCE_OFFSET : 0);
}

gboolean
_certplan_sim_metric_estimate (const SimMetric *metric, gdouble *mean, gdouble *standard_error,
                               gdouble *half_width)
{
  if (metric == NULL || metric->n == 0)
    return FALSE;
  const gdouble n = (gdouble)metric->n;
  *mean = _certplan_wide_to_double (metric->sum) / n / 1e9 - get_offset (metric->measure);
  *standard_error = *half_width = -1;
  if (metric->n < 2)
    return TRUE;
  *standard_error = _certplan_sqrt (get_variance (metric) / n) / 1e9;
  *half_width = get_student (metric->n - 1) * *standard_error;
  return TRUE;
}

guint64
_certplan_sim_metric_count (const SimMetric *metric)
{
  return metric != NULL ? (guint64)(_certplan_wide_to_double (metric->sum) / 1e9 + 0.5) : 0;
}

/* Of n cases of which all do, or none does, Wilson's score interval is as wide as z^2 / (n + z^2).
 */
gboolean
_certplan_sim_share_estimate (const SimMetric *metric, guint64 n_cases, gdouble *share,
                              gdouble *low, gdouble *high)
{
  const gdouble z2 = 3.841458820694124; /* 1.96 squared */
  gdouble standard_error, half_width;
  if (!_certplan_sim_metric_estimate (metric, share, &standard_error, &half_width))
    return FALSE;
  const gdouble rest = z2 / ((gdouble)n_cases + z2);
  const gboolean is_all = *share >= 1 - 1e-12, is_none = *share <= 1e-12;
  half_width = MAX (half_width, 0);
  *low = is_all ? 1 - rest : MAX (*share - half_width, 0);
  *high = is_none ? rest : MIN (*share + half_width, 1);
  return TRUE;
}

gint64
_certplan_sim_find_quantile (const guint64 *bins, gint hundredths)
{
  guint64 n = 0, before = 0;
  for (guint bin = 0; bin < SIM_N_BINS; bin++)
    n += bins[bin];
  for (guint bin = 0; bin < SIM_N_BINS; bin++)
    {
      before += bins[bin];
      if (n > 0 && before * 100 >= n * (guint64)hundredths)
        return (sim_get_bin (bin) + sim_get_bin (bin + 1)) / 2;
    }
  return -1;
}
