/* Which people of an office may do a case's part. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-office-private.h"

/* What the rules say of one class for one qualification, wherever it is: the strictest of the
 * stages that the performer does. */
static CertplanRoute
judge_class (CertplanOffice *office, guint handle, const char *resource, gint32 body_class)
{
  const CertplanDate on = office->months[0];
  g_autoptr (GPtrArray) rows = _certplan_routing_list (office->rulebook, handle, NULL, on);
  CertplanRoute strictest = { CERTPLAN_ROUTE_NOT_STATED, NULL };
  for (guint i = 0; i < rows->len && strictest.verdict != CERTPLAN_ROUTE_CLASS; i++)
    {
      const CertplanRule *row = rows->pdata[i];
      const CertplanRouteQuery query = {
        .handle = handle,
        .stage = row->item,
        .performer = resource,
        .body_class = body_class,
        .on = on,
      };
      if (!g_str_equal (row->performer, resource))
        continue;
      const CertplanRoute route
          = _certplan_routing_judge (office->rulebook, office->policy, &query);
      if (strictest.rule == NULL || route.verdict != CERTPLAN_ROUTE_ALLOWED)
        strictest = route;
    }
  return strictest;
}

static CertplanRoute
find_verdict (CertplanOffice *office, guint handle, const char *resource, gint32 body_class)
{
  const guint64 parts = (guint64)handle << 48 | (guint64)(guint16)body_class << 32;
  const gint64 key = (gint64)(parts | g_str_hash (resource)); /* there are a dozen of them */
  g_mutex_lock (&office->verdicts_lock);
  CertplanRoute *known = g_hash_table_lookup (office->verdicts, &key);
  if (known == NULL)
    {
      known = g_new (CertplanRoute, 1);
      *known = judge_class (office, handle, resource, body_class);
      g_hash_table_insert (office->verdicts, g_memdup2 (&key, sizeof key), known);
    }
  const CertplanRoute route = *known;
  g_mutex_unlock (&office->verdicts_lock);
  return route;
}

/* Which of two refusals tells more: one may rather than another where the class is right. */
static gint
get_rank (CertplanRouteVerdict verdict)
{
  switch (verdict)
    {
    case CERTPLAN_ROUTE_ALLOWED:
    case CERTPLAN_ROUTE_NOT_STATED:
      return 3;
    case CERTPLAN_ROUTE_NO_PLACE:
      return 2;
    case CERTPLAN_ROUTE_REGION:
      return 1;
    default:
      return 0;
    }
}

CertplanRoute
_certplan_office_judge_term (CertplanOffice *office, const char *resource, const CertplanTerm *term,
                             guint handle, guint region)
{
  CertplanRoute route = find_verdict (office, handle, resource, term->body_class);
  const gboolean has_basis = route.rule != NULL && route.rule->region_basis != NULL
                             && !g_str_equal (route.rule->region_basis, "any");
  if (route.verdict != CERTPLAN_ROUTE_ALLOWED || !has_basis || term->region == 0)
    return route;
  if (region == 0)
    route.verdict = CERTPLAN_ROUTE_NO_PLACE;
  else if (!_certplan_regions_lies_in (office->regions, region, term->region))
    route.verdict = CERTPLAN_ROUTE_REGION;
  return route;
}

gboolean
_certplan_office_pool_may (CertplanOffice *office, const CertplanPool *pool, guint handle,
                           guint region, CertplanRoute *out_route)
{
  CertplanRoute best = { CERTPLAN_ROUTE_CLASS, NULL };
  const guint8 *covered = g_ptr_array_index (office->skills, pool->skills);
  const gboolean has_skill = covered == NULL || covered[handle];
  for (guint i = 0; has_skill && i < pool->terms->len; i++)
    {
      const CertplanRoute route = _certplan_office_judge_term (
          office, pool->resource, _certplan_office_get_term (office, pool, i), handle, region);
      if (i == 0 || get_rank (route.verdict) > get_rank (best.verdict))
        best = route;
    }
  if (!has_skill)
    best = (CertplanRoute){ CERTPLAN_ROUTE_NOT_STATED, NULL };
  const gboolean may = has_skill && get_rank (best.verdict) == 3;
  if (may)
    best.verdict = CERTPLAN_ROUTE_ALLOWED;
  if (out_route != NULL)
    *out_route = best;
  return may;
}
