/* The days of a renewal, and the term that it gives. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-renewal-private.h"

static const CertplanRule *
find_period (const CertplanRulebook *rulebook, guint handle, const char *kind, const char *period,
             CertplanDate on)
{
  return _certplan_rulebook_look_up (rulebook, CERTPLAN_RULES_PERIODS, handle,
                                     kind != NULL ? kind : "", period, on);
}

/* The first or the last day known where that leaves the years. */
static CertplanDate
step (CertplanDate day, const CertplanRule *rule, gint sign)
{
  const CertplanDate moved = certplan_date_add_period (day, &rule->duration, sign);
  if (moved != CERTPLAN_DATE_NONE)
    return moved;
  return sign < 0 ? certplan_date_new (1, 1, 1) : certplan_date_new (9999, 12, 31);
}

CertplanDate
_certplan_renewal_find_last_day (const CertplanRulebook *rulebook, guint handle, const char *kind,
                                 CertplanDate expiry, const CertplanRule **rule)
{
  *rule = find_period (rulebook, handle, kind, "renewal_lead", expiry);
  if (*rule != NULL)
    return step (expiry, *rule, -1);
  *rule = find_period (rulebook, handle, kind, "renewal_completion", expiry);
  if (*rule == NULL)
    return expiry;
  const CertplanRule *target = find_period (rulebook, handle, kind, "target", expiry);
  const CertplanDate done = step (expiry, *rule, -1);
  return target != NULL ? step (done, target, -1) : done;
}

CertplanDate
_certplan_renewal_get_issue (const CertplanRulebook *rulebook, guint handle, const char *kind,
                             CertplanDate filed)
{
  const CertplanRule *target = find_period (rulebook, handle, kind, "target", filed);
  return target != NULL ? step (filed, target, 1) : filed;
}

CertplanRenewedTerm
_certplan_renewal_count_term (const CertplanRulebook *rulebook, const CertplanPolicy *policy,
                              guint handle, const char *kind, gboolean is_first,
                              CertplanDate issued, CertplanDate expiry)
{
  const gboolean from_issue = is_first || !_certplan_renewal_follows (policy, issued, expiry);
  CertplanRenewedTerm term = {
    .from = from_issue ? issued : expiry,
    .first = from_issue ? issued : _certplan_renewal_get_term_first (policy, issued, expiry),
    .to = CERTPLAN_DATE_NONE,
    .validity = find_period (rulebook, handle, kind, "validity", issued),
  };
  if (term.validity != NULL)
    term.to = certplan_date_add_period (term.from, &term.validity->duration, 1);
  return term;
}
