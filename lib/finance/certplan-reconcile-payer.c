/* Payments without a number: what their payers owe. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A payment is applied where exactly one set of the payer's open charges comes to it, whether one
 * charge or several. */
#include "certplan-reconcile-payer-private.h"

gboolean
_certplan_receipt_is_loose (const CertplanReconciliation *self, const CertplanReceipt *receipt)
{
  const guint closed = CERTPLAN_RECEIPT_LATER | CERTPLAN_RECEIPT_EXCLUDED | CERTPLAN_RECEIPT_HELD
                       | CERTPLAN_RECEIPT_SEVERAL | CERTPLAN_RECEIPT_DECIDED
                       | CERTPLAN_RECEIPT_REVERSED;
  return receipt->amount > 0 && _certplan_rest (self, receipt) == receipt->amount
         && receipt->n_named == 0 && (receipt->flags & closed) == 0
         && _certplan_payer (self, receipt->payer) != 0;
}

/* The open charges that a payment may be for. Returns: FALSE where there are too many of them */
static gboolean
list_claims (const CertplanReconciliation *self, guint r, CertplanSetSearch *search)
{
  const CertplanReceipt *receipt = _certplan_receipt (self, r);
  CertplanOwedWalk walk
      = _certplan_owed_walk (self, _certplan_payer (self, receipt->payer), receipt->date);
  guint32 place;
  search->n = 0;
  while (_certplan_owed_next (self, &walk, receipt->date, &place))
    {
      const guint32 c = self->claims_of.items[place];
      if (!_certplan_reconcile_is_closed (self, r, c)
          && !_certplan_set_add (search, place, _certplan_claim_open (self, c)))
        return FALSE;
    }
  return TRUE;
}

/* How many sets of charges a payment may be for. */
static guint
count_for (const CertplanReconciliation *self, guint r, CertplanSetSearch *search)
{
  if (!list_claims (self, r, search))
    return 2;
  return _certplan_set_count (search, _certplan_rest (self, _certplan_receipt (self, r)),
                              self->request->tolerance_fen);
}

static void
pay_set (CertplanReconciliation *self, guint r, const CertplanSetSearch *search)
{
  CertplanReceipt *receipt = _certplan_receipt (self, r); /* the set is the same in any order */
  const gboolean is_one = (search->found & (search->found - 1)) == 0;
  for (guint i = 0; i < search->n; i++)
    if (_certplan_set_has (search, i) && _certplan_rest (self, receipt) > 0)
      {
        receipt->over = self->claims_of.items[search->place[i]] + 1;
        receipt->over_by = CERTPLAN_LEDGER_PAYER_AMOUNT;
        _certplan_reconcile_place (
            self, r, receipt->over, CERTPLAN_LEDGER_APPLIED,
            is_one ? CERTPLAN_LEDGER_PAYER_AMOUNT : CERTPLAN_LEDGER_PAYER_SUM,
            MIN (_certplan_rest (self, receipt), search->fen[i]), CERTPLAN_DATE_NONE);
        _certplan_owed_close (self, _certplan_payer (self, receipt->payer), search->place[i]);
      }
}

/* Why nothing fits: a charge of that amount may be paid already. */
static CertplanLedgerReason
explain_none (const CertplanReconciliation *self, const CertplanReceipt *receipt)
{
  const guint32 payer = _certplan_payer (self, receipt->payer);
  guint n;
  _certplan_payer_list (&self->claims_of, payer, &n);
  if (_certplan_owed_has_closed (self, payer, receipt->amount))
    return CERTPLAN_LEDGER_ALREADY_PAID;
  return n != 0 ? CERTPLAN_LEDGER_NO_EXACT_AMOUNT : CERTPLAN_LEDGER_UNKNOWN;
}

static gboolean
match (CertplanReconciliation *self, guint r, CertplanSetSearch *search)
{
  CertplanReceipt *receipt = _certplan_receipt (self, r);
  const guint n = count_for (self, r, search);
  receipt->why = n == 0   ? explain_none (self, receipt)
                 : n == 2 ? CERTPLAN_LEDGER_AMBIGUOUS
                          : CERTPLAN_LEDGER_NO_REASON;
  if (n != 1)
    return FALSE;
  pay_set (self, r, search);
  return TRUE;
}

gboolean
_certplan_reconcile_by_payer (CertplanReconciliation *self)
{
  CertplanSetSearch search;
  gboolean changed = FALSE;
  _certplan_owed_begin (self);
  for (guint i = 0; i < self->pending->len; i++)
    if (_certplan_receipt_is_loose (self, _certplan_receipt (self, _certplan_pending (self, i))))
      changed |= match (self, _certplan_pending (self, i), &search);
  return changed;
}

static void
tell_paid (CertplanReconciliation *self, const CertplanPart *part)
{
  const CertplanReceipt *receipt = _certplan_receipt (self, part->receipt);
  const guint32 claim = _certplan_owed_find_closed (self, _certplan_payer (self, receipt->payer),
                                                    receipt->amount, receipt->date);
  if (claim == 0)
    return;
  const char *id = _certplan_reconcile_get_id (self, _certplan_receipt_row (self, part->receipt));
  g_autofree char *amount = _certplan_argument_money (part->fen);
  _certplan_reconcile_take_finding (self, id, CERTPLAN_NO_LINE,
                                    _certplan_sentence ("finding.already_paid", id,
                                                        _certplan_claim_name (self, claim - 1),
                                                        amount, NULL));
}

/* What is paid on top of a charge, but for what is tolerated. */
static void
tell_over (CertplanReconciliation *self, const CertplanPart *part)
{
  const CertplanClaimMore *more = _certplan_claim_more (self, part->claim - 1);
  if (more->over <= self->request->tolerance_fen)
    return;
  const char *id = _certplan_reconcile_get_id (self, _certplan_receipt_row (self, part->receipt));
  g_autofree char *amount = _certplan_argument_money (part->fen);
  _certplan_reconcile_take_finding (
      self, id, CERTPLAN_NO_LINE,
      _certplan_sentence (more->is_paid_twice ? "finding.paid_twice" : "finding.paid_over", id,
                          _certplan_claim_name (self, part->claim - 1), amount, NULL));
}

void
_certplan_reconcile_tell_paid (CertplanReconciliation *self)
{
  CertplanPart part;
  gboolean has_begun = FALSE;
  const gboolean has_any = self->n_unmatched > 0 || self->placed[CERTPLAN_LEDGER_OVER] != 0;
  for (CertplanPartWalk walk = { self->order, 0, 0 };
       has_any && _certplan_parts_next (self, &walk, &part);)
    {
      if (part.place == CERTPLAN_LEDGER_OVER)
        tell_over (self, &part);
      if (part.place != CERTPLAN_LEDGER_UNMATCHED || part.reason != CERTPLAN_LEDGER_ALREADY_PAID)
        continue;
      if (!has_begun)
        _certplan_owed_begin (self);
      has_begun = TRUE;
      tell_paid (self, &part);
    }
}
