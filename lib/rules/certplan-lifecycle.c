/* What changes the state of a certificate. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-lifecycle-private.h"

GPtrArray *
_certplan_lifecycle_list (const CertplanRulebook *rulebook, guint handle, const char *state,
                          CertplanDate on)
{
  guint n_rows;
  const CertplanRule *rows
      = _certplan_rulebook_get_rows (rulebook, CERTPLAN_RULES_LIFECYCLE, handle, &n_rows);
  GPtrArray *edges = g_ptr_array_new ();
  for (guint i = 0; i < n_rows; i++)
    if ((state == NULL || g_str_equal (rows[i].item, state))
        && _certplan_rule_applies (&rows[i], on))
      g_ptr_array_add (edges, (gpointer)&rows[i]);
  return edges;
}

const CertplanRule *
_certplan_lifecycle_find (const CertplanRulebook *rulebook, guint handle, const char *state,
                          const char *event, CertplanDate on)
{
  g_autoptr (GPtrArray) edges = _certplan_lifecycle_list (rulebook, handle, state, on);
  for (guint i = 0; i < edges->len; i++)
    {
      const CertplanRule *edge = g_ptr_array_index (edges, i);
      if (g_str_equal (edge->event, event))
        return edge;
    }
  return NULL;
}

CertplanDate
_certplan_lifecycle_get_day (const CertplanRule *edge, CertplanDate anchor)
{
  if (_certplan_period_is_none (&edge->duration) || edge->duration.working_days != 0)
    return CERTPLAN_DATE_NONE;
  return certplan_date_add_period (anchor, &edge->duration, 1);
}
