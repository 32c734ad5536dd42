/* Which body may do a stage: a question to the rows of routing alone.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-routing-private.h"

static const CertplanRule *
get_rows (const CertplanRulebook *rulebook, guint handle, guint *n_rows)
{
  return _certplan_rulebook_get_rows (rulebook, CERTPLAN_RULES_ROUTING, handle, n_rows);
}

static gboolean
is_of (const CertplanRule *rule, const char *stage, const char *performer, CertplanDate on)
{
  return (stage == NULL || g_str_equal (rule->item, stage))
         && (performer == NULL || g_str_equal (rule->performer, performer))
         && _certplan_rule_applies (rule, on);
}

/* The row of the class, a row for any class, or the first of another class with *is_meant unset. */
static const CertplanRule *
find_class (const CertplanRulebook *rulebook, const CertplanRouteQuery *query, gboolean *is_meant)
{
  guint n_rows;
  const CertplanRule *rows = get_rows (rulebook, query->handle, &n_rows), *other = NULL;
  *is_meant = FALSE;
  for (guint i = 0; i < n_rows; i++)
    {
      if (!is_of (&rows[i], query->stage, query->performer, query->on))
        continue;
      if (rows[i].body_class == G_MININT32 || rows[i].body_class == query->body_class)
        {
          *is_meant = TRUE;
          return &rows[i];
        }
      if (other == NULL)
        other = &rows[i];
    }
  return other;
}

/* Whether a region of the body is the place or holds it. */
static gboolean
holds (const char *const *regions, const char *const *place)
{
  for (; *place != NULL; place++)
    if (g_strv_contains (regions, *place))
      return TRUE;
  return FALSE;
}

static CertplanRouteVerdict
judge_region (const CertplanRule *rule, const CertplanPolicy *policy,
              const CertplanRouteQuery *query)
{
  gboolean is_onsite = g_strcmp0 (rule->region_basis, "onsite_place") == 0;
  gboolean is_registered = g_strcmp0 (rule->region_basis, "registered_place") == 0;
  if ((!is_onsite && !is_registered) || query->regions == NULL)
    return CERTPLAN_ROUTE_ALLOWED;
  if (is_registered
      && _certplan_policy_is (policy, CERTPLAN_POLICY_AUTHORISED_REGION, "onsite-place"))
    is_onsite = TRUE;
  const char *const *place = is_onsite ? query->onsite_place : query->registered_place;
  if (place == NULL)
    return CERTPLAN_ROUTE_NO_PLACE;
  return holds (query->regions, place) ? CERTPLAN_ROUTE_ALLOWED : CERTPLAN_ROUTE_REGION;
}

CertplanRoute
_certplan_routing_judge (const CertplanRulebook *rulebook, const CertplanPolicy *policy,
                         const CertplanRouteQuery *query)
{
  gboolean is_meant;
  CertplanRoute route = { CERTPLAN_ROUTE_NOT_STATED, find_class (rulebook, query, &is_meant) };
  if (route.rule != NULL)
    route.verdict = is_meant ? judge_region (route.rule, policy, query) : CERTPLAN_ROUTE_CLASS;
  return route;
}

GPtrArray *
_certplan_routing_list (const CertplanRulebook *rulebook, guint handle, const char *stage,
                        CertplanDate on)
{
  guint n_rows;
  const CertplanRule *rows = get_rows (rulebook, handle, &n_rows);
  GPtrArray *list = g_ptr_array_new ();
  for (guint i = 0; i < n_rows; i++)
    if (is_of (&rows[i], stage, NULL, on))
      g_ptr_array_add (list, (gpointer)&rows[i]);
  return list;
}

const char *
_certplan_routing_get_modality (const CertplanRulebook *rulebook, guint handle, const char *stage,
                                const char *performer, CertplanDate on, const CertplanRule **rule)
{
  guint n_rows;
  const CertplanRule *rows = get_rows (rulebook, handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    if (is_of (&rows[i], stage, performer, on))
      {
        if (rule != NULL)
          *rule = &rows[i];
        return rows[i].modality;
      }
  return NULL;
}

const CertplanRule *
_certplan_routing_find_exclusion (const CertplanRulebook *rulebook, guint handle,
                                  const char *performer, const char *other, CertplanDate on)
{
  guint n_rows;
  const CertplanRule *rows = get_rows (rulebook, handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      const CertplanRule *rule = &rows[i];
      if (is_of (rule, NULL, performer, on) && g_strcmp0 (rule->excludes, other) == 0)
        return rule;
      if (is_of (rule, NULL, other, on) && g_strcmp0 (rule->excludes, performer) == 0)
        return rule;
    }
  return NULL;
}
