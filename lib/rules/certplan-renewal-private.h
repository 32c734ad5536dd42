/* The rules that a renewal window rests on. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-renewal.h"
#include "certplan-policy.h"
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

/* The last day to file for the renewal of what ends on @expiry, and the rule that says so: its
 * lead, else the day by which it must be done less the target; where nobody published either, the
 * expiry. @kind: of the renewal */
CertplanDate _certplan_renewal_find_last_day (const CertplanRulebook *rulebook, guint handle,
                                              const char *kind, CertplanDate expiry,
                                              const CertplanRule **rule);
/* When what is filed on @filed is issued by target; where nobody published one, that day. */
CertplanDate _certplan_renewal_get_issue (const CertplanRulebook *rulebook, guint handle,
                                          const char *kind, CertplanDate filed);

/* The term of a renewed certificate. */
typedef struct
{
  CertplanDate from;  /* what it is counted from: the old expiry or the issue */
  CertplanDate first; /* the first day inside it */
  CertplanDate to;    /* NONE = nobody published how long it is, or it leaves the years */
  const CertplanRule *validity;
} CertplanRenewedTerm;

/* From the old expiry if it was issued by then, else from its issue, or as the policy renewed-term
 * has it; so long as the rules of the issue say. @policy: (nullable). @is_first: it takes the place
 * of a renewal, and counts from its issue. Source: cnitsec-operation-2, 5. */
CertplanRenewedTerm _certplan_renewal_count_term (const CertplanRulebook *rulebook,
                                                  const CertplanPolicy *policy, guint handle,
                                                  const char *kind, gboolean is_first,
                                                  CertplanDate issued, CertplanDate expiry);
