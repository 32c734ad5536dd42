/* What the parts of the holdings share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-holdings-private.h"

/* One event of a certificate, in the order of time. */
typedef struct
{
  guint32 certificate; /* its place in the register */
  CertplanDate day;
  guint8 kind;       /* CertplanEventKind; NONE = by name */
  const char *name;  /* of the life cycle: the event, where the kind does not say it */
  const char *state; /* what the certificate then is, whatever the rules say; NULL = as they say */
} CertplanHoldingEvent;

/* A supplement that a case still owes. */
typedef struct
{
  guint place; /* in the cases */
  CertplanDate from;
  const CertplanRule *rule;
  guint32 number; /* of those of the case, from 1 */
} CertplanOwedSupplement;

struct _CertplanHoldings
{
  CertplanRulebook *rulebook;
  CertplanPolicy *policy;
  CertplanRecords *certificates, *cases, *events;
  CertplanDate as_of, until;
  GPtrArray *rules;    /* CertplanHoldingRules by handle, NULL where not needed */
  GArray *moves;       /* CertplanHoldingEvent, by certificate and day */
  GArray *items;       /* CertplanHolding, by certificate */
  GArray *findings;    /* CertplanHoldingFinding */
  GArray *supplements; /* CertplanOwedSupplement */
};

static inline CertplanHolding *
_certplan_holdings_edit (const CertplanHoldings *holdings, guint i)
{
  return &g_array_index (holdings->items, CertplanHolding, i);
}

CertplanHoldingRules *_certplan_holding_rules_new (CertplanRulebook *rulebook, guint handle,
                                                   CertplanDate on);
void _certplan_holding_rules_free (CertplanHoldingRules *rules);
CertplanHoldingState *_certplan_holding_rules_get_state (CertplanHoldingRules *rules,
                                                         const char *name);

/* The last finding is about a number that is perhaps mistaken. */
static inline void
_certplan_holdings_mark_unknown (const CertplanHoldings *holdings)
{
  g_array_index (holdings->findings, CertplanHoldingFinding, holdings->findings->len - 1).is_unknown
      = TRUE;
}

/* The search for numbers that nobody has. */
typedef struct _CertplanUnknown CertplanUnknown;
CertplanUnknown *_certplan_unknown_new (CertplanHoldings *holdings, CertplanFaults *faults);
void _certplan_unknown_free (CertplanUnknown *unknown);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanUnknown, _certplan_unknown_free)

/* The certificate that looks as if it had the number @id, which none has and which certificate @i
 * says to have replaced. Returns: its place + 1, with a fault; 0 = none looks so */
guint _certplan_unknown_find_old (CertplanUnknown *unknown, guint i, const char *id);
/* Faults where a number that nobody has looks like one that somebody has, else findings. */
void _certplan_unknown_check_events (CertplanUnknown *unknown);
void _certplan_unknown_check_cases (CertplanUnknown *unknown);
/* Findings: certificates whose old one the register does not have. */
void _certplan_unknown_tell_old (CertplanUnknown *unknown);
/* Whether one slip of the hand leads from one number to the other: a byte too many, too few or
 * another one, or two exchanged. */
gboolean _certplan_unknown_is_slip (const char *one, const char *other);

/* Chains, terms and what is wrong across rows. @checks_issue: an issue after as_of is a fault. */
void _certplan_holdings_link (CertplanHoldings *holdings, CertplanUnknown *unknown,
                              CertplanFaults *faults);
void _certplan_holdings_check_terms (CertplanHoldings *holdings, gboolean checks_issue,
                                     CertplanFaults *faults);
/* Sorts events and cases into moves. */
void _certplan_holdings_collect (CertplanHoldings *holdings);
/* Follows the moves and the clock up to as_of. */
void _certplan_holdings_follow (CertplanHoldings *holdings, guint i);

/* The @n-th last day of a duty that comes back, counted from @from and never one by one; 0 gives
 * @from. */
CertplanDate _certplan_duty_get_nth (const CertplanRule *rule, CertplanDate from, guint n);
/* Whether such a day lies inside the term that ends on @expiry, as the policy has it. */
gboolean _certplan_holdings_is_inside (const CertplanHoldings *holdings, CertplanDate day,
                                       CertplanDate expiry);
/* The same as _certplan_holdings_get_renewal_day() for a term that ends on @expiry. */
CertplanDate _certplan_holdings_count_renewal_day (const CertplanHoldings *holdings,
                                                   const CertplanHoldingRules *rules, guint type,
                                                   CertplanDate expiry);
/* Whether an event of that kind of the certificate lies in (after, to]. */
gboolean _certplan_holdings_has_event (const CertplanHoldings *holdings,
                                       const CertplanHolding *holding, CertplanEventKind kind,
                                       CertplanDate after, CertplanDate to);
/* The last such event up to as_of; NONE = none. */
CertplanDate _certplan_holdings_get_last (const CertplanHoldings *holdings,
                                          const CertplanHolding *holding, CertplanEventKind kind);
/* How many days after @after the certificate was suspended and is so no more. */
gint32 _certplan_holdings_count_suspended (const CertplanHoldings *holdings,
                                           const CertplanHolding *holding, CertplanDate after);
/* @sentence: (transfer full) */
void _certplan_holdings_take_finding (CertplanHoldings *holdings, guint i, char *sentence,
                                      const CertplanRule *rule);
