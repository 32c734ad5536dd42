/* Whether two parts are of one model. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Equal digests say so of parts that a run wrote; a file that was changed by hand, or damaged, has
 * the digest all the same, and what it says of the model must not depend on which comes first. */
#include "certplan-sim-part-private.h"

static gboolean
have_same_figures (const CertplanSimResult *a, const CertplanSimResult *b)
{
  if (a->metrics->len != b->metrics->len)
    return FALSE;
  for (guint i = 0; i < a->metrics->len; i++)
    {
      const SimMetric *x = &g_array_index (a->metrics, SimMetric, i),
                      *y = &g_array_index (b->metrics, SimMetric, i);
      if (x->measure != y->measure || x->place != y->place || x->month != y->month
          || !g_str_equal (x->subject, y->subject))
        return FALSE;
    }
  return TRUE;
}

static gboolean
have_same_findings (const CertplanSimResult *a, const CertplanSimResult *b)
{
  if (a->findings->len != b->findings->len)
    return FALSE;
  for (guint i = 0; i < a->findings->len; i++)
    {
      const SimFinding *x = &g_array_index (a->findings, SimFinding, i),
                       *y = &g_array_index (b->findings, SimFinding, i);
      if (!g_str_equal (x->source, y->source) || !g_str_equal (x->subject, y->subject)
          || !g_str_equal (x->finding, y->finding))
        return FALSE;
    }
  return TRUE;
}

static gboolean
have_same_facts (const CertplanSimResult *a, const CertplanSimResult *b)
{
  if (!g_str_equal (a->name, b->name) || a->n_classes != b->n_classes
      || a->limit_days[0] != b->limit_days[0] || a->limit_days[1] != b->limit_days[1]
      || a->has_pauses != b->has_pauses || a->is_office != b->is_office
      || a->provisional_after != b->provisional_after)
    return FALSE;
  for (guint i = 0; i < a->n_classes; i++)
    if (!g_str_equal (a->class_names->pdata[i], b->class_names->pdata[i]))
      return FALSE;
  return have_same_findings (a, b);
}

gboolean
_certplan_sim_part_has_same_model (const CertplanSimResult *a, const CertplanSimResult *b)
{
  return g_str_equal (a->digest, b->digest) && have_same_facts (a, b) && have_same_figures (a, b)
         && _certplan_sim_part_has_same_open (a, b);
}
