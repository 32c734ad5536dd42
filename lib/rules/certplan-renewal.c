/* The window for renewing a certificate. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-renewal-private.h"
#include "certplan-error.h"
#include "certplan-policy-private.h"
#include "certplan-private.h"

struct _CertplanRenewal
{
  CertplanRulebook *rulebook;
  const char *renewal_kind; /* of the rulebook */
  const char *initial_kind;
  const CertplanRule *lead;
  const CertplanRule *grace;
  gboolean is_continuous; /* whether it counts as valid during the grace */
  CertplanDate last[CERTPLAN_N_RENEWAL_STATES];
};

G_DEFINE_BOXED_TYPE (CertplanRenewal, certplan_renewal, certplan_renewal_ref,
                     certplan_renewal_unref)

CertplanRenewal *
certplan_renewal_ref (CertplanRenewal *renewal)
{
  return g_atomic_rc_box_acquire (renewal);
}

static void
renewal_clear (gpointer data)
{
  certplan_rulebook_unref (((CertplanRenewal *)data)->rulebook);
}

void
certplan_renewal_unref (CertplanRenewal *renewal)
{
  g_atomic_rc_box_release_full (renewal, renewal_clear);
}

static const CertplanRule *
find_period (const CertplanRulebook *rulebook, guint handle, const char *kind, const char *period,
             CertplanDate on, GError **error)
{
  const CertplanRule *rule = kind != NULL ? _certplan_rulebook_look_up (
                                 rulebook, CERTPLAN_RULES_PERIODS, handle, kind, period, on)
                                          : NULL;
  if (rule == NULL)
    g_set_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_NO_PUBLISHED_RULE,
                 _ ("no_published_rule: no document states the %s of %s"), period,
                 certplan_rulebook_get_qualification (rulebook, handle));
  return rule;
}

static gboolean
set_days (CertplanRenewal *renewal, const CertplanPolicy *policy, CertplanDate expiry,
          GError **error)
{
  CertplanDate renew_by = certplan_date_add_period (expiry, &renewal->lead->duration, -1);
  CertplanDate grace_end = certplan_date_add_period (expiry, &renewal->grace->duration, 1);
  if (renew_by == CERTPLAN_DATE_NONE || grace_end == CERTPLAN_DATE_NONE)
    {
      g_set_error_literal (error, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_RANGE,
                           _ ("the renewal window leaves the years 1 to 9999"));
      return FALSE;
    }
  if (_certplan_policy_is (policy, CERTPLAN_POLICY_GRACE_END_DAY, "initial"))
    grace_end--;
  renewal->last[CERTPLAN_RENEWAL_ON_TIME] = renew_by;
  renewal->last[CERTPLAN_RENEWAL_LATE] = expiry;
  renewal->last[CERTPLAN_RENEWAL_LAPSED] = grace_end;
  renewal->last[CERTPLAN_RENEWAL_INITIAL] = CERTPLAN_DATE_NONE;
  return TRUE;
}

CertplanRenewal *
certplan_renewal_new (CertplanRulebook *rulebook, const CertplanPolicy *policy, guint handle,
                      CertplanDate expiry, GError **error)
{
  g_return_val_if_fail (rulebook != NULL && handle > 0 && expiry != CERTPLAN_DATE_NONE, NULL);

  const char *kind = _certplan_rulebook_get_kind_by_role (rulebook, handle, "renewal");
  const CertplanRule *lead = find_period (rulebook, handle, kind, "renewal_lead", expiry, error);
  const CertplanRule *grace
      = lead != NULL ? find_period (rulebook, handle, kind, "renewal_grace", expiry, error) : NULL;
  if (grace == NULL)
    return NULL;
  g_autoptr (CertplanRenewal) renewal = g_atomic_rc_box_new0 (CertplanRenewal);
  renewal->rulebook = certplan_rulebook_ref (rulebook);
  renewal->renewal_kind = kind;
  renewal->initial_kind = _certplan_rulebook_get_kind_by_role (rulebook, handle, "initial");
  renewal->lead = lead;
  renewal->grace = grace;
  renewal->is_continuous
      = _certplan_policy_is (policy, CERTPLAN_POLICY_GRACE_VALIDITY, "continuous");
  return set_days (renewal, policy, expiry, error) ? g_steal_pointer (&renewal) : NULL;
}

CertplanDate
certplan_renewal_get_last (const CertplanRenewal *renewal, CertplanRenewalState state)
{
  g_return_val_if_fail ((guint)state < CERTPLAN_N_RENEWAL_STATES, CERTPLAN_DATE_NONE);
  return renewal->last[state];
}

CertplanDate
certplan_renewal_get_first (const CertplanRenewal *renewal, CertplanRenewalState state)
{
  g_return_val_if_fail ((guint)state < CERTPLAN_N_RENEWAL_STATES, CERTPLAN_DATE_NONE);
  return state == CERTPLAN_RENEWAL_ON_TIME ? CERTPLAN_DATE_NONE : renewal->last[state - 1] + 1;
}

CertplanRenewalState
certplan_renewal_get_state (const CertplanRenewal *renewal, CertplanDate submitted)
{
  CertplanRenewalState state = CERTPLAN_RENEWAL_ON_TIME;
  while (state < CERTPLAN_RENEWAL_INITIAL && submitted > renewal->last[state])
    state++;
  return state;
}

const char *
certplan_renewal_get_kind (const CertplanRenewal *renewal, CertplanRenewalState state)
{
  return state == CERTPLAN_RENEWAL_INITIAL ? renewal->initial_kind : renewal->renewal_kind;
}

const char *
certplan_renewal_state_get_name (CertplanRenewalState state)
{
  static const char *const names[CERTPLAN_N_RENEWAL_STATES]
      = { "on_time", "late", "lapsed", "initial_again" };
  g_return_val_if_fail ((guint)state < CERTPLAN_N_RENEWAL_STATES, NULL);
  return names[state];
}

gboolean
certplan_renewal_is_valid (const CertplanRenewal *renewal, CertplanRenewalState state)
{
  return state <= CERTPLAN_RENEWAL_LATE
         || (state == CERTPLAN_RENEWAL_LAPSED && renewal->is_continuous);
}

const CertplanRule *
_certplan_renewal_get_lead (const CertplanRenewal *renewal)
{
  return renewal->lead;
}

const CertplanRule *
_certplan_renewal_get_grace (const CertplanRenewal *renewal)
{
  return renewal->grace;
}

gboolean
_certplan_renewal_follows (const CertplanPolicy *policy, CertplanDate issued, CertplanDate expiry)
{
  return expiry != CERTPLAN_DATE_NONE && issued <= expiry
         && !_certplan_policy_is (policy, CERTPLAN_POLICY_RENEWED_TERM, "from-issue");
}

CertplanDate
_certplan_renewal_get_term_first (const CertplanPolicy *policy, CertplanDate issued,
                                  CertplanDate expiry)
{
  return _certplan_renewal_follows (policy, issued, expiry)
             ? _certplan_date_from_day ((gint64)expiry + 1)
             : issued;
}
