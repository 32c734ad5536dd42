/* The window for renewing a certificate. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-policy.h"
#include "certplan-rulebook.h"

G_BEGIN_DECLS

/**
 * CertplanRenewalState:
 * @CERTPLAN_RENEWAL_ON_TIME: submitted by the last day of the renewal lead
 * @CERTPLAN_RENEWAL_LATE: after that, by the expiry
 * @CERTPLAN_RENEWAL_LAPSED: after the expiry, within the grace: the renewal's tariff still applies,
 * the certificate is not valid meanwhile
 * @CERTPLAN_RENEWAL_INITIAL: after the grace: a first application again
 *
 * Only ever appended to.
 */
typedef enum
{
  CERTPLAN_RENEWAL_ON_TIME,
  CERTPLAN_RENEWAL_LATE,
  CERTPLAN_RENEWAL_LAPSED,
  CERTPLAN_RENEWAL_INITIAL,
} CertplanRenewalState;

/**
 * CERTPLAN_N_RENEWAL_STATES:
 *
 * How many states there are.
 */
#define CERTPLAN_N_RENEWAL_STATES 4

/**
 * CertplanRenewal:
 *
 * When a certificate that expires on a given day is to be renewed, and what later costs. Immutable,
 * reference counted.
 */
typedef struct _CertplanRenewal CertplanRenewal;

#define CERTPLAN_TYPE_RENEWAL (certplan_renewal_get_type ())
GType certplan_renewal_get_type (void);

/**
 * certplan_renewal_new:
 * @policy: (nullable): %NULL = the defaults
 * @handle: the qualification held
 * @expiry: the last day of validity, as printed
 * @error: %CERTPLAN_RULES_ERROR_NO_PUBLISHED_RULE where the documents state no renewal lead or no
 *   consequence of being late, or %CERTPLAN_BASE_ERROR_RANGE
 *
 * renew_by = @expiry - lead, grace_end = @expiry + grace, under the policy grace-end-day=initial
 * one day less.
 *
 * Source: cnitsec-engineering-2-2025-05 and cnitsec-cloud-1-2025-05, clause 四.
 */
CertplanRenewal *certplan_renewal_new (CertplanRulebook *rulebook, const CertplanPolicy *policy,
                                       guint handle, CertplanDate expiry, GError **error);

/**
 * certplan_renewal_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @renewal
 */
CertplanRenewal *certplan_renewal_ref (CertplanRenewal *renewal);

/**
 * certplan_renewal_unref:
 *
 * Gives a reference back; the last one frees @renewal.
 */
void certplan_renewal_unref (CertplanRenewal *renewal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanRenewal, certplan_renewal_unref)

/**
 * certplan_renewal_get_first:
 *
 * The first day of submission for a state; CERTPLAN_DATE_NONE where it has no beginning.
 */
CertplanDate certplan_renewal_get_first (const CertplanRenewal *renewal,
                                         CertplanRenewalState state);

/**
 * certplan_renewal_get_last:
 *
 * The last day of submission for a state; CERTPLAN_DATE_NONE where it has no end.
 */
CertplanDate certplan_renewal_get_last (const CertplanRenewal *renewal, CertplanRenewalState state);

/**
 * certplan_renewal_get_state:
 *
 * The state that a renewal submitted on that day is in.
 */
CertplanRenewalState certplan_renewal_get_state (const CertplanRenewal *renewal,
                                                 CertplanDate submitted);

/**
 * certplan_renewal_get_kind:
 *
 * The kind of application that a submission in that state is.
 *
 * Returns: (transfer none)
 */
const char *certplan_renewal_get_kind (const CertplanRenewal *renewal, CertplanRenewalState state);

/**
 * certplan_renewal_state_get_name:
 *
 * The state's label key, as "on_time".
 *
 * Returns: (transfer none)
 */
const char *certplan_renewal_state_get_name (CertplanRenewalState state);

/**
 * certplan_renewal_is_valid:
 *
 * Whether the certificate is valid on the day of a submission in that state; whether it is during
 * the grace is for the policy grace-validity to say.
 */
gboolean certplan_renewal_is_valid (const CertplanRenewal *renewal, CertplanRenewalState state);

G_END_DECLS
