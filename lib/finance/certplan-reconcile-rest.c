/* What payments have left over: on top of a charge, for none, for later. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-reconcile-private.h"

/* All that is named once more: each charge is paid twice. */
static gboolean
is_all_again (const CertplanReconciliation *self, const CertplanReceipt *receipt)
{
  CertplanMoney sum = 0;
  guint n;
  const guint32 *named = _certplan_receipt_named (self, receipt, &n);
  for (guint i = 0; i < n; i++)
    sum += MAX (_certplan_claim_amount (self, named[i]), 0);
  return n > 1 && sum == _certplan_rest (self, receipt);
}

static void
place_over_one (CertplanReconciliation *self, guint r, guint32 claim, CertplanMoney fen)
{
  CertplanClaimMore *more = _certplan_claim_make_more (self, claim - 1);
  const CertplanMoney amount = _certplan_claim_amount (self, claim - 1);
  more->over += fen;
  more->is_paid_twice |= amount > 0 && fen >= amount;
  _certplan_reconcile_place (self, r, claim, CERTPLAN_LEDGER_OVER,
                             _certplan_receipt (self, r)->over_by, fen, CERTPLAN_DATE_NONE);
}

/* The claim + 1 that is paid once more to the fen, else the last one that the payment came to. */
static guint32
find_over (const CertplanReconciliation *self, guint r)
{
  const CertplanReceipt *receipt = _certplan_receipt (self, r);
  guint n;
  const guint32 *named = _certplan_receipt_named (self, receipt, &n);
  for (guint i = 0; i < n; i++)
    if (_certplan_claim_amount (self, named[i]) == _certplan_rest (self, receipt)
        && !_certplan_reconcile_is_refused (self, r, named[i]))
      return named[i] + 1;
  return receipt->over;
}

static void
place_over (CertplanReconciliation *self, guint r)
{
  const CertplanReceipt receipt = *_certplan_receipt (self, r);
  if (!is_all_again (self, &receipt))
    {
      place_over_one (self, r, find_over (self, r), _certplan_rest (self, &receipt));
      return;
    }
  guint n;
  const guint32 *named = _certplan_receipt_named (self, &receipt, &n);
  for (guint i = 0; i < n; i++)
    if (_certplan_claim_amount (self, named[i]) > 0)
      place_over_one (self, r, named[i] + 1, _certplan_claim_amount (self, named[i]));
}

static CertplanLedgerReason
explain_unmatched (const CertplanReconciliation *self, const CertplanReceipt *receipt)
{
  if ((receipt->flags & CERTPLAN_RECEIPT_HELD) != 0)
    return CERTPLAN_LEDGER_PAYER_DIFFERS;
  if ((receipt->flags & CERTPLAN_RECEIPT_SEVERAL) != 0)
    return CERTPLAN_LEDGER_AMBIGUOUS;
  if (_certplan_rest (self, receipt) < 0)
    return CERTPLAN_LEDGER_NOTHING_TO_REVERSE;
  guint n;
  const guint32 *named = _certplan_receipt_named (self, receipt, &n);
  for (guint i = 0; i < n; i++)
    if (_certplan_claim_amount (self, named[i]) == CERTPLAN_MONEY_NONE)
      return CERTPLAN_LEDGER_NO_AMOUNT;
  if (receipt->why != CERTPLAN_LEDGER_NO_REASON)
    return receipt->why;
  return _certplan_payers_is_debtor (self->payers, _certplan_payer (self, receipt->payer))
             ? CERTPLAN_LEDGER_NO_EXACT_AMOUNT
             : CERTPLAN_LEDGER_UNKNOWN;
}

/* Each payment is somewhere in the end, one of 0.00 too. */
static void
place_rest (CertplanReconciliation *self, guint r)
{
  CertplanReceipt *receipt = _certplan_receipt (self, r);
  const CertplanMoney rest = _certplan_rest (self, receipt);
  if (rest == 0 && (receipt->part != 0 || (receipt->flags & CERTPLAN_RECEIPT_WHOLE) != 0))
    return;
  if ((receipt->flags & CERTPLAN_RECEIPT_LATER) != 0)
    _certplan_reconcile_place (self, r, 0, CERTPLAN_LEDGER_LATER, CERTPLAN_LEDGER_NO_REASON, rest,
                               CERTPLAN_DATE_NONE);
  else if (rest == 0)
    _certplan_reconcile_place (self, r, 0, CERTPLAN_LEDGER_EXCLUDED, CERTPLAN_LEDGER_NO_REASON, 0,
                               CERTPLAN_DATE_NONE);
  else if (rest > 0 && receipt->over != 0
           && !_certplan_reconcile_is_refused (self, r, receipt->over - 1))
    place_over (self, r);
  else
    {
      receipt->why = explain_unmatched (self, receipt);
      _certplan_reconcile_place (self, r, 0, CERTPLAN_LEDGER_UNMATCHED, receipt->why, rest,
                                 CERTPLAN_DATE_NONE);
    }
}

void
_certplan_reconcile_place_rests (CertplanReconciliation *self)
{
  for (guint i = 0; i < self->pending->len; i++)
    place_rest (self, _certplan_pending (self, i));
  for (guint r = 0; self->has_zero && r < self->receipts->len; r++)
    place_rest (self, r);
}
