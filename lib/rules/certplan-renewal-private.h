/* The rules that a renewal window rests on. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-renewal.h"
#include "certplan-rulebook-private.h"

const CertplanRule *_certplan_renewal_get_lead (const CertplanRenewal *renewal);
const CertplanRule *_certplan_renewal_get_grace (const CertplanRenewal *renewal);

/* Whether the term of a certificate that renews one of the same level follows that one's: it was
 * issued by the last day of it, and the policy renewed-term does not say otherwise.
 * @expiry: of the old one; NONE = not known */
gboolean _certplan_renewal_follows (const CertplanPolicy *policy, CertplanDate issued,
                                    CertplanDate expiry);
/* The first day of that term: the one after the old expiry, which is the last day inside the old
 * term, or its own issue. */
CertplanDate _certplan_renewal_get_term_first (const CertplanPolicy *policy, CertplanDate issued,
                                               CertplanDate expiry);
