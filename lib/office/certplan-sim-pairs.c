/* The same figures of two models, replication by replication.
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Both run with the same random numbers, so what is by chance in the one is also in the other: the
 * interval of their differences is narrower than that of the difference of two runs. */
#include "certplan-sim-stats-private.h"

CertplanSimComparison *
certplan_sim_comparison_ref (CertplanSimComparison *comparison)
{
  g_return_val_if_fail (comparison != NULL, NULL);

  return g_atomic_rc_box_acquire (comparison);
}

static void
free_contents (gpointer data)
{
  CertplanSimComparison *comparison = data;
  certplan_sim_result_unref (comparison->result);
  certplan_sim_result_unref (comparison->base);
  g_array_unref (comparison->pairs);
}

void
certplan_sim_comparison_unref (CertplanSimComparison *comparison)
{
  g_return_if_fail (comparison != NULL);

  g_atomic_rc_box_release_full (comparison, free_contents);
}

G_DEFINE_BOXED_TYPE (CertplanSimComparison, certplan_sim_comparison, certplan_sim_comparison_ref,
                     certplan_sim_comparison_unref)

/* Days and shares of all cases and of groups. */
static gboolean
is_compared (SimMeasure measure)
{
  return measure == SIM_GROSS || measure == SIM_LEGAL || measure == SIM_IN_TARGET
         || measure == SIM_IN_CAP || measure == SIM_GROSS_QUANTILE || measure == SIM_LEGAL_QUANTILE;
}

GArray *
_certplan_sim_pairs_new (const CertplanSimResult *result, const CertplanSimResult *base)
{
  GArray *pairs = g_array_new (FALSE, TRUE, sizeof (SimPair));
  for (guint i = 0; i < result->metrics->len; i++)
    {
      const SimMetric *metric = &g_array_index (result->metrics, SimMetric, i);
      const SimMetric *other
          = is_compared (metric->measure)
                ? _certplan_sim_result_find (base, metric->measure, metric->subject, metric->place)
                : NULL;
      if (other == NULL)
        continue;
      const SimPair pair = { .metric = i,
                             .base = (guint)(other - (const SimMetric *)base->metrics->data),
                             .difference = { .measure = SIM_DIFFERENCE } };
      g_array_append_val (pairs, pair);
    }
  return pairs;
}

void
_certplan_sim_pairs_add (GArray *pairs, const CertplanSimResult *result,
                         const CertplanSimResult *base)
{
  for (guint i = 0; i < pairs->len; i++)
    {
      SimPair *pair = &g_array_index (pairs, SimPair, i);
      const guint64 x = result->last[pair->metric], y = base->last[pair->base];
      if (x != SIM_NO_VALUE && y != SIM_NO_VALUE)
        _certplan_sim_metric_add (&pair->difference, SIM_DIFFERENCE_OFFSET * SIM_BILLION + x - y);
    }
}

void
_certplan_sim_pairs_join (GArray *pairs, const GArray *others)
{
  for (guint i = 0; i < pairs->len; i++)
    _certplan_sim_metric_join (&g_array_index (pairs, SimPair, i).difference,
                               &g_array_index (others, SimPair, i).difference);
}
