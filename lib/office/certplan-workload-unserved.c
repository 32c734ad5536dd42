/* Work that nobody can do. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-workload-private.h"

static gboolean
has_time (const CertplanOffice *office, const CertplanPool *pool)
{
  for (guint month = 0; month < office->n_months; month++)
    if (pool->ticks[month] > 0)
      return TRUE;
  return FALSE;
}

/* Why no people of that resource may do it: the nearest that anybody comes to it. */
static gboolean
is_served (CertplanOffice *office, const CertplanDemand *demand, CertplanRoute *nearest)
{
  *nearest = (CertplanRoute){ CERTPLAN_ROUTE_NOT_STATED, NULL };
  for (guint i = 0; i < office->pools->len; i++)
    {
      const CertplanPool *pool = _certplan_office_get_pool (office, i);
      CertplanRoute route;
      if (pool->resource != demand->resource || !has_time (office, pool))
        continue;
      if (_certplan_office_pool_may (office, pool, demand->handle, demand->exact_region, &route))
        return TRUE;
      if (route.rule != NULL && (nearest->rule == NULL || route.verdict > nearest->verdict))
        *nearest = route;
    }
  return FALSE;
}

static void
tell (CertplanWorkload *workload, const CertplanDemand *demand, const CertplanRoute *route)
{
  CertplanOffice *office = workload->office;
  const char *name = certplan_rulebook_get_qualification (office->rulebook, demand->handle);
  g_autofree char *resource = g_strconcat (CERTPLAN_LABEL, demand->resource, NULL);
  const char *region = demand->exact_region != 0
                           ? _certplan_regions_get_name (office->regions, demand->exact_region)
                           : "";
  if (route->verdict == CERTPLAN_ROUTE_NO_PLACE)
    _certplan_workload_weigh_finding (workload, "finding.no_place", resource, name, resource,
                                      route->rule, demand->millionths);
  else
    _certplan_workload_weigh_finding (
        workload, demand->exact_region == 0 ? "finding.nobody" : "finding.region_unserved",
        demand->exact_region == 0 ? resource : region, name, resource, route->rule,
        demand->millionths);
}

/* Bodies whose people drop out within the months, for no term of theirs goes on. */
void
_certplan_workload_find_ends (CertplanWorkload *workload)
{
  const CertplanOffice *office = workload->office;
  for (guint i = 0; i < office->bodies->len; i++)
    {
      const CertplanOfficeBody *body = _certplan_office_get_body (office, i);
      CertplanDate last = G_MININT32;
      for (guint n = 0; n < body->terms->len; n++)
        last = MAX (last, g_array_index (body->terms, CertplanTerm, n).to);
      if (body->terms->len == 0 || last >= office->months[office->n_months] - 1)
        continue;
      g_autofree char *day = certplan_date_format (last);
      _certplan_workload_count_finding (workload, "finding.term_ends", body->name, NULL, day, NULL);
    }
}

/* Whether each region and qualification has anybody: asked once for each of them. */
void
_certplan_workload_find_unserved (CertplanWorkload *workload)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < workload->demands->len; i++)
    {
      const CertplanDemand *demand = &g_array_index (workload->demands, CertplanDemand, i);
      g_autofree char *key
          = g_strdup_printf ("%s %u %u", demand->resource, demand->handle, demand->exact_region);
      CertplanRoute *route = g_hash_table_lookup (known, key);
      if (demand->ticks == 0)
        continue;
      if (route == NULL)
        {
          route = g_new (CertplanRoute, 1);
          if (is_served (workload->office, demand, route))
            route->verdict = CERTPLAN_ROUTE_ALLOWED;
          g_hash_table_insert (known, g_steal_pointer (&key), route);
        }
      if (route->verdict != CERTPLAN_ROUTE_ALLOWED)
        tell (workload, demand, route);
    }
}
