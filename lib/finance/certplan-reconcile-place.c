/* Putting parts of payments into their places. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-reconcile-private.h"

#define AHEAD 24 /* so far ahead memory is asked for a receipt */

CertplanDate
_certplan_reconcile_get_booked (const CertplanReconciliation *self, const CertplanReceipt *receipt)
{
  const CertplanDate closed = self->request->closed_through;
  return closed != CERTPLAN_DATE_NONE && receipt->date <= closed ? closed + 1 : receipt->date;
}

static void
count (CertplanReconciliation *self, const CertplanPart *part, CertplanDate date)
{
  const guint32 c = part->claim - 1;
  CertplanClaim *claim = _certplan_claim (self, c);
  claim->paid += part->fen;
  if (part->place == CERTPLAN_LEDGER_REFUND)
    _certplan_claim_make_more (self, c)->given_back
        -= _certplan_receipt_is_reversal (self, part->receipt) ? 0 : part->fen;
  else if (claim->paid_on == CERTPLAN_DATE_NONE || date < claim->paid_on)
    claim->paid_on = date;
}

/* Most payments have one part, on the day that all are booked on: it needs no room of its own. */
static gboolean
place_whole (const CertplanReconciliation *self, CertplanReceipt *receipt, const CertplanPart *part)
{
  const CertplanDate booked = _certplan_reconcile_get_booked (self, receipt);
  if (receipt->part != 0 || (receipt->flags & CERTPLAN_RECEIPT_WHOLE) != 0
      || part->fen != receipt->amount || (part->booked != booked && part->booked != receipt->date))
    return FALSE;
  receipt->flags |= CERTPLAN_RECEIPT_WHOLE;
  if (part->booked != booked)
    receipt->flags |= CERTPLAN_RECEIPT_AS_DATED;
  receipt->part = part->claim;
  receipt->place = part->place;
  receipt->reason = part->reason;
  return TRUE;
}

static CertplanPart
make_whole (const CertplanReconciliation *self, guint r)
{
  const CertplanReceipt *receipt = _certplan_receipt (self, r);
  return (CertplanPart){ .fen = receipt->amount,
                         .receipt = r,
                         .claim = receipt->part,
                         .booked = (receipt->flags & CERTPLAN_RECEIPT_AS_DATED) != 0
                                       ? receipt->date
                                       : _certplan_reconcile_get_booked (self, receipt),
                         .place = receipt->place,
                         .reason = receipt->reason };
}

/* @rest: what is left of the payment once the part is in its place */
static void
add_part (CertplanReconciliation *self, CertplanPart part, CertplanMoney rest)
{
  CertplanReceipt *receipt = _certplan_receipt (self, part.receipt);
  part.next = receipt->part;
  part.rest = rest;
  g_array_append_val (self->parts, part);
  receipt->part = self->parts->len;
}

/* What was whole is one of several parts. */
static void
split_whole (CertplanReconciliation *self, guint r)
{
  CertplanReceipt *receipt = _certplan_receipt (self, r);
  const CertplanPart first = make_whole (self, r);
  receipt->flags &= (guint8) ~(CERTPLAN_RECEIPT_WHOLE | CERTPLAN_RECEIPT_AS_DATED);
  receipt->part = 0;
  add_part (self, first, 0);
}

static void
place_on (CertplanReconciliation *self, const CertplanPart *part)
{
  CertplanReceipt *receipt = _certplan_receipt (self, part->receipt);
  const CertplanMoney rest = _certplan_rest (self, receipt);
  if (!place_whole (self, receipt, part))
    {
      if ((receipt->flags & CERTPLAN_RECEIPT_WHOLE) != 0)
        split_whole (self, part->receipt);
      add_part (self, *part, rest - part->fen);
    }
  self->n_placed++;
  if (_certplan_ledger_is_paid (part->place, part->claim))
    count (self, part, receipt->date);
}

void
_certplan_reconcile_place (CertplanReconciliation *self, guint r, guint32 claim,
                           CertplanLedgerPlace place, CertplanLedgerReason reason,
                           CertplanMoney fen, CertplanDate booked)
{
  CertplanPart part
      = { .receipt = r, .claim = claim, .booked = booked, .place = place, .reason = reason };
  while (booked == CERTPLAN_DATE_NONE)
    {
      part.fen = _certplan_reconcile_take_earlier (self, r, claim, place, fen, &part.booked);
      if (part.booked == CERTPLAN_DATE_NONE)
        break;
      place_on (self, &part);
      fen -= part.fen;
      if (fen == 0)
        return;
    }
  part.fen = fen;
  if (part.booked == CERTPLAN_DATE_NONE)
    part.booked = _certplan_reconcile_get_booked (self, _certplan_receipt (self, r));
  place_on (self, &part);
}

void
_certplan_reconcile_place_whole (CertplanReconciliation *self, guint r, guint32 claim,
                                 CertplanLedgerPlace place, CertplanLedgerReason reason)
{
  CertplanReceipt *receipt = _certplan_receipt (self, r);
  const CertplanPart part = { .fen = receipt->amount,
                              .receipt = r,
                              .claim = claim,
                              .booked = _certplan_reconcile_get_booked (self, receipt),
                              .place = place,
                              .reason = reason };
  place_whole (self, receipt, &part);
  count (self, &part, receipt->date);
}

#define END G_MAXUINT32

gboolean
_certplan_receipt_next_part (const CertplanReconciliation *self, guint r, guint32 *next,
                             CertplanPart *part)
{
  const CertplanReceipt *receipt = _certplan_receipt (self, r);
  const guint32 here = *next != 0 ? *next : receipt->part;
  if (*next == END)
    return FALSE;
  if (*next == 0 && (receipt->flags & CERTPLAN_RECEIPT_WHOLE) != 0)
    {
      *part = make_whole (self, r);
      *next = END;
      return TRUE;
    }
  if (here == 0)
    return FALSE;
  *part = *_certplan_part (self, here - 1);
  *next = part->next != 0 ? part->next : END;
  return TRUE;
}

/* Whether a further part of the receipt follows that of number @part. */
static gboolean
has_more (const CertplanReconciliation *self, guint32 part, guint r)
{
  return part < self->parts->len && _certplan_part (self, part)->receipt == r;
}

gboolean
_certplan_parts_next (const CertplanReconciliation *self, CertplanPartWalk *walk,
                      CertplanPart *part)
{
  const guint n = self->receipts->len;
  if (walk->part != 0)
    {
      *part = *_certplan_part (self, walk->part - 1);
      walk->part = has_more (self, walk->part, part->receipt) ? walk->part + 1 : 0;
      return TRUE;
    }
  if (walk->receipt == n)
    return FALSE;
  if (walk->order != NULL && walk->receipt + AHEAD < n)
    __builtin_prefetch (_certplan_receipt (self, walk->order[walk->receipt + AHEAD]));
  const guint r = walk->order != NULL ? walk->order[walk->receipt] : walk->receipt;
  const CertplanReceipt *receipt = _certplan_receipt (self, r);
  walk->receipt++;
  if ((receipt->flags & CERTPLAN_RECEIPT_WHOLE) != 0)
    {
      *part = make_whole (self, r);
      return TRUE;
    }
  *part = *_certplan_part (self, receipt->part - 1);
  walk->part = has_more (self, receipt->part, r) ? receipt->part + 1 : 0;
  return TRUE;
}

static gboolean
is_applied_to (const CertplanPart *part, guint32 claim)
{
  return (claim == 0 || part->claim == claim)
         && _certplan_ledger_is_paid (part->place, part->claim);
}

CertplanMoney
_certplan_reconcile_get_applied (const CertplanReconciliation *self, guint r, guint32 claim)
{
  CertplanMoney sum = 0;
  CertplanPart part;
  for (guint32 next = 0; _certplan_receipt_next_part (self, r, &next, &part);)
    if (is_applied_to (&part, claim))
      sum += part.fen;
  return sum;
}

void
_certplan_reconcile_undo (CertplanReconciliation *self, guint r, guint32 claim)
{
  /* What is added comes before the chain that is walked. */
  CertplanPart part;
  for (guint32 next = 0; _certplan_receipt_next_part (self, r, &next, &part);)
    {
      if (!is_applied_to (&part, claim))
        continue;
      const CertplanMoney fen = _certplan_reconcile_get_applied (self, r, part.claim);
      if (fen != 0) /* all parts of that claim at once */
        _certplan_reconcile_place (self, r, part.claim, part.place, CERTPLAN_LEDGER_DECISION, -fen,
                                   CERTPLAN_DATE_NONE);
    }
}

void
_certplan_reconcile_set_reversed (CertplanReconciliation *self, guint r, guint there)
{
  g_hash_table_insert (self->reverses, GUINT_TO_POINTER (r), GUINT_TO_POINTER (there + 1));
  _certplan_receipt (self, there)->flags |= CERTPLAN_RECEIPT_REVERSED;
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
