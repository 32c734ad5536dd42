/* The policies as the computing rooms ask for them. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-explain-private.h"
#include "certplan-policy.h"

/* The open points that this library asks about; data/policies.csv lists all. */
typedef enum
{
  CERTPLAN_POLICY_CLOCK_START,
  CERTPLAN_POLICY_PAUSE_REASONS,
  CERTPLAN_POLICY_CAP_PAUSES,
  CERTPLAN_POLICY_REST_DAYS,
  CERTPLAN_POLICY_PAUSE_ON_DUE,
  CERTPLAN_POLICY_LATE_SUPPLEMENT,
  CERTPLAN_POLICY_GRACE_END_DAY,
  CERTPLAN_POLICY_GRACE_VALIDITY,
  CERTPLAN_POLICY_STAGE_ORDER,
  CERTPLAN_POLICY_AUTHORISED_REGION,
  CERTPLAN_POLICY_LADDER_CHECK,
  CERTPLAN_POLICY_CLOUD_DOMAINS,
  CERTPLAN_POLICY_SHARED_STAFF,
  CERTPLAN_POLICY_PROJECT_WINDOW,
  CERTPLAN_POLICY_SUSPENDED_HOLDING,
  CERTPLAN_POLICY_AUDIT_REPORTS,
  CERTPLAN_POLICY_GENERAL_REQUIREMENTS,
  CERTPLAN_POLICY_ANNUAL_CHECK_DAYS,
  CERTPLAN_POLICY_SURVEILLANCE_ANCHOR,
  CERTPLAN_POLICY_RENEWED_TERM,
  CERTPLAN_POLICY_ONSITE_WAIVER,
  CERTPLAN_POLICY_SUSPENSION_CLOCK,
  CERTPLAN_POLICY_ENDED_ANNUITY,
  CERTPLAN_POLICY_PART_PAYMENTS,
  CERTPLAN_POLICY_OTHER_PAYER,
  CERTPLAN_POLICY_AUDIT_FEE,
  CERTPLAN_POLICY_N_KEYS,
} CertplanPolicyKey;

/* Whether the key stands at that value. @policy NULL = the defaults. */
gboolean _certplan_policy_is (const CertplanPolicy *policy, CertplanPolicyKey key,
                              const char *value);

/* Whether @setting, "KEY=VALUE" as a rule's reading names it, is in force.
 * Returns: FALSE with CERTPLAN_RULES_ERROR_UNKNOWN_POLICY if there is no such key or value */
gboolean _certplan_policy_has (const CertplanPolicy *policy, const char *setting,
                               gboolean *in_force, GError **error);

/* (transfer full) (nullable): the key and its value as a sentence; NULL = it is at its default */
char *_certplan_policy_dup_note (const CertplanPolicy *policy, CertplanPolicyKey key);
/* A note in @explanation for each of the @n_keys keys that is not at its default. */
void _certplan_policy_explain (const CertplanPolicy *policy, const CertplanPolicyKey *keys,
                               gsize n_keys, CertplanExplanation *explanation);
