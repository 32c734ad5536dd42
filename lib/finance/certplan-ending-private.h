/* Certificates that end before their term. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-holdings-private.h"

/* What becomes of the part of a fee that is not earned when the certificate ends. */
typedef enum
{
  CERTPLAN_ENDING_EARNED,   /* all on that day */
  CERTPLAN_ENDING_RUNS_ON,  /* over the whole term all the same */
  CERTPLAN_ENDING_RETURNED, /* it goes back on that day */
} CertplanEnding;

CertplanEnding _certplan_ending_get (const CertplanPolicy *policy);

/* The first day on which certificate @i of the register was gone before its term; NONE = it was
 * not. A certificate that is renewed in time is not gone: its term runs out, the new one follows.
 */
CertplanDate _certplan_ending_get_day (const CertplanHoldings *holdings,
                                       const CertplanPolicy *policy, guint i);
/* The certificate whose term that of certificate @i follows, as @i renewed it in time: its place +
 * 1; 0 = there is none. */
guint _certplan_ending_find_renewed (const CertplanHoldings *holdings, const CertplanPolicy *policy,
                                     guint i);
