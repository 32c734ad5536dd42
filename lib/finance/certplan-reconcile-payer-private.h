/* What payers owe, and sets of amounts. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-reconcile-private.h"

#define CERTPLAN_SET_MAX_PIECES 40

/* Sets of pieces that sum to something between low and high. */
typedef struct
{
  CertplanMoney fen[CERTPLAN_SET_MAX_PIECES];      /* positive, the largest first */
  CertplanMoney left[CERTPLAN_SET_MAX_PIECES + 1]; /* the sum of the pieces from there on */
  guint32 place[CERTPLAN_SET_MAX_PIECES]; /* the caller's; of pieces alike the lower one is first */
  guint n;
  CertplanMoney low, high;
  guint n_steps, n_found; /* n_found: 2 = two or more, or nobody knows */
  guint64 chosen, found;  /* sets of pieces, a bit each */
} CertplanSetSearch;

/* Returns: FALSE where there are too many of them */
gboolean _certplan_set_add (CertplanSetSearch *search, guint32 place, CertplanMoney fen);
/* Returns: how many sets there are: 0, 1, or 2 for more */
guint _certplan_set_count (CertplanSetSearch *search, CertplanMoney target,
                           CertplanMoney tolerance);
/* Whether a piece is in the one set. */
static inline gboolean
_certplan_set_has (const CertplanSetSearch *search, guint piece)
{
  return (search->found >> piece & 1) != 0;
}

/* Whether payments without a number are looked for. */
static inline gboolean
_certplan_claim_is_open (const CertplanReconciliation *self, guint32 c)
{
  const CertplanMoney open = _certplan_claim_open (self, c);
  return open > 0 && !(_certplan_claim (self, c)->paid > 0 && open <= self->request->tolerance_fen);
}

/* Only whole payments are brought together with what they are for. */
gboolean _certplan_receipt_is_loose (const CertplanReconciliation *self,
                                     const CertplanReceipt *receipt);

/* The claims of each payer by their due days and by their amounts. Like claims_of, of payer p from
 * claims_of.begins[p] on; what stands there are places in claims_of.items. */
struct _CertplanOwed
{
  guint32 *by_due, *by_amount; /* owned */
  guint32 *next;      /* by place in by_due: no claim from there up to that place is open; owned */
  guint8 *has_closed; /* by place in by_amount: of that payer and amount one is not open; owned */
};

/* Makes self->owed if it is not there, and looks anew which claims are open. Until the next call
 * open ones may be closed, and none opened. */
void _certplan_owed_begin (CertplanReconciliation *self);
/* Says that a claim (its place in claims_of.items) may be closed. */
void _certplan_owed_close (CertplanReconciliation *self, guint32 payer, guint32 place);
/* Whether a claim of that amount is not open. */
gboolean _certplan_owed_has_closed (const CertplanReconciliation *self, guint32 payer,
                                    CertplanMoney amount);

/* The first such claim + 1, of those whose windows the day lies in before the others; 0 = none. */
guint32 _certplan_owed_find_closed (const CertplanReconciliation *self, guint32 payer,
                                    CertplanMoney amount, CertplanDate date);

/* The open claims of a payer whose windows a day lies in. */
typedef struct
{
  guint at, end; /* in by_due */
} CertplanOwedWalk;
CertplanOwedWalk _certplan_owed_walk (const CertplanReconciliation *self, guint32 payer,
                                      CertplanDate date);
/* *place: in claims_of.items. Returns: FALSE behind the last one */
gboolean _certplan_owed_next (const CertplanReconciliation *self, CertplanOwedWalk *walk,
                              CertplanDate date, guint32 *place);
