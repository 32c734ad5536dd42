/* Putting parts of payments into their places. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-reconcile-private.h"

/* The day of the payment; once its month is closed, the first day that is open. */
static CertplanDate
get_booked (const CertplanReconciliation *self, const CertplanReceipt *receipt)
{
  const CertplanDate closed = self->request->closed_through;
  return closed != CERTPLAN_DATE_NONE && receipt->date <= closed ? closed + 1 : receipt->date;
}

static void
count (CertplanClaim *claim, const CertplanReceipt *receipt, const CertplanPart *part)
{
  claim->paid += part->fen;
  if (part->place == CERTPLAN_LEDGER_REFUND)
    claim->given_back -= part->fen;
  else
    claim->first_paid = MIN (claim->first_paid, receipt->date);
}

void
_certplan_reconcile_place (CertplanReconciliation *self, guint r, guint32 claim,
                           CertplanLedgerPlace place, CertplanLedgerReason reason,
                           CertplanMoney fen, CertplanDate booked)
{
  CertplanReceipt *receipt = _certplan_receipt (self, r);
  const CertplanPart part = {
    .fen = fen,
    .receipt = r,
    .claim = claim,
    .next = receipt->first_part,
    .booked = booked != CERTPLAN_DATE_NONE ? booked : get_booked (self, receipt),
    .place = place,
    .reason = reason,
  };
  g_array_append_val (self->parts, part);
  receipt->first_part = self->parts->len;
  receipt->rest -= fen;
  if (claim != 0 && (place == CERTPLAN_LEDGER_APPLIED || place == CERTPLAN_LEDGER_REFUND))
    count (_certplan_claim (self, claim - 1), receipt, &part);
}

static gboolean
is_applied_to (const CertplanPart *part, guint32 claim)
{
  return part->claim != 0 && (claim == 0 || part->claim == claim)
         && (part->place == CERTPLAN_LEDGER_APPLIED || part->place == CERTPLAN_LEDGER_REFUND);
}

CertplanMoney
_certplan_reconcile_get_applied (const CertplanReconciliation *self, guint r, guint32 claim)
{
  CertplanMoney sum = 0;
  for (guint32 p = _certplan_receipt (self, r)->first_part; p != 0;
       p = _certplan_part (self, p - 1)->next)
    if (is_applied_to (_certplan_part (self, p - 1), claim))
      sum += _certplan_part (self, p - 1)->fen;
  return sum;
}

void
_certplan_reconcile_undo (CertplanReconciliation *self, guint r, guint32 claim)
{
  /* What is added comes before the chain that is walked. */
  for (guint32 p = _certplan_receipt (self, r)->first_part; p != 0;
       p = _certplan_part (self, p - 1)->next)
    {
      const CertplanPart part = *_certplan_part (self, p - 1);
      if (!is_applied_to (&part, claim))
        continue;
      const CertplanMoney fen = _certplan_reconcile_get_applied (self, r, part.claim);
      if (fen != 0) /* all parts of that claim at once */
        _certplan_reconcile_place (self, r, part.claim, part.place, CERTPLAN_LEDGER_DECISION, -fen,
                                   CERTPLAN_DATE_NONE);
    }
}

static gint64
make_pair (guint r, guint c)
{
  return (gint64)r << 32 | c;
}

gboolean
_certplan_reconcile_is_refused (const CertplanReconciliation *self, guint r, guint c)
{
  const gint64 pair = make_pair (r, c);
  return g_hash_table_contains (self->refused, &pair);
}

gboolean
_certplan_reconcile_is_closed (const CertplanReconciliation *self, guint r, guint c)
{
  if (self->request->decisions == NULL) /* nobody closed any */
    return FALSE;
  const gint64 pair = make_pair (r, c);
  return g_hash_table_contains (self->refused, &pair)
         || g_hash_table_contains (self->settled, &pair);
}

static void
add_pair (GHashTable *pairs, guint r, guint c)
{
  gint64 *pair = g_new (gint64, 1);
  *pair = make_pair (r, c);
  g_hash_table_add (pairs, pair);
}

void
_certplan_reconcile_refuse (CertplanReconciliation *self, guint r, guint c)
{
  add_pair (self->refused, r, c);
}

void
_certplan_reconcile_fix (CertplanReconciliation *self, guint r, guint c)
{
  add_pair (self->settled, r, c);
}

void
_certplan_reconcile_take_finding (CertplanReconciliation *self, const char *subject, guint line,
                                  char *sentence)
{
  const CertplanReconcileFinding finding = { subject, line, sentence };
  g_array_append_val (self->findings, finding);
}
