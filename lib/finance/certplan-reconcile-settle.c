/* What is left over, and what became of each charge. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-reconcile-private.h"
#include <stdlib.h>

static const char *const status_names[] = {
  [CERTPLAN_CLAIM_PAID] = "paid",
  [CERTPLAN_CLAIM_UNDER] = "under",
  [CERTPLAN_CLAIM_OVER] = "over",
  [CERTPLAN_CLAIM_MISSING] = "missing",
  [CERTPLAN_CLAIM_NOT_YET_DUE] = "not_yet_due",
  [CERTPLAN_CLAIM_DUPLICATE] = "duplicate",
  [CERTPLAN_CLAIM_REFUNDED] = "refunded",
  [CERTPLAN_CLAIM_ISSUED_UNPAID] = "issued_unpaid",
  [CERTPLAN_CLAIM_WAIVED] = "waived",
  [CERTPLAN_CLAIM_NO_TARIFF] = "no_published_tariff",
  [CERTPLAN_CLAIM_CREDIT] = "credit",
};
G_STATIC_ASSERT (G_N_ELEMENTS (status_names) == CERTPLAN_CLAIM_N);

const char *
_certplan_claim_name_status (CertplanClaimStatus status)
{
  return status_names[status];
}

static guint32
get_named (const CertplanReconciliation *self, const CertplanReceipt *receipt, guint i)
{
  return g_array_index (self->named, guint32, receipt->named + i);
}

/* All that is named once more: each charge is paid twice. */
static gboolean
is_all_again (const CertplanReconciliation *self, const CertplanReceipt *receipt)
{
  CertplanMoney sum = 0;
  for (guint i = 0; i < receipt->n_named; i++)
    sum += MAX (_certplan_claim (self, get_named (self, receipt, i))->amount, 0);
  return receipt->n_named > 1 && sum == receipt->rest;
}

static void
place_over_one (CertplanReconciliation *self, guint r, guint32 claim, CertplanMoney fen)
{
  CertplanClaim *there = _certplan_claim (self, claim - 1);
  const CertplanReceipt *receipt = _certplan_receipt (self, r);
  there->over += fen;
  there->is_paid_twice |= there->amount > 0 && fen >= there->amount;
  _certplan_reconcile_place (self, r, claim, CERTPLAN_LEDGER_OVER, receipt->over_by, fen,
                             CERTPLAN_DATE_NONE);
}

static void
place_over (CertplanReconciliation *self, guint r)
{
  const CertplanReceipt receipt = *_certplan_receipt (self, r);
  if (!is_all_again (self, &receipt))
    {
      place_over_one (self, r, receipt.over, receipt.rest);
      return;
    }
  for (guint i = 0; i < receipt.n_named; i++)
    {
      const guint32 c = get_named (self, &receipt, i);
      if (_certplan_claim (self, c)->amount > 0)
        place_over_one (self, r, c + 1, _certplan_claim (self, c)->amount);
    }
}

static CertplanLedgerReason
explain_unmatched (const CertplanReconciliation *self, const CertplanReceipt *receipt)
{
  if ((receipt->flags & CERTPLAN_RECEIPT_HELD) != 0)
    return CERTPLAN_LEDGER_PAYER_DIFFERS;
  if ((receipt->flags & CERTPLAN_RECEIPT_SEVERAL) != 0)
    return CERTPLAN_LEDGER_AMBIGUOUS;
  if (receipt->rest < 0)
    return CERTPLAN_LEDGER_NOTHING_TO_REVERSE;
  for (guint i = 0; i < receipt->n_named; i++)
    if (_certplan_claim (self, get_named (self, receipt, i))->amount == CERTPLAN_MONEY_NONE)
      return CERTPLAN_LEDGER_NO_AMOUNT;
  if (receipt->why != CERTPLAN_LEDGER_NO_REASON)
    return receipt->why;
  return _certplan_payers_is_debtor (self->payers, receipt->payer) ? CERTPLAN_LEDGER_NO_EXACT_AMOUNT
                                                                   : CERTPLAN_LEDGER_UNKNOWN;
}

/* Each payment is somewhere in the end, one of 0.00 too. */
static void
place_rest (CertplanReconciliation *self, guint r)
{
  CertplanReceipt *receipt = _certplan_receipt (self, r);
  if (receipt->rest == 0 && receipt->first_part != 0)
    return;
  if ((receipt->flags & CERTPLAN_RECEIPT_LATER) != 0)
    _certplan_reconcile_place (self, r, 0, CERTPLAN_LEDGER_LATER, CERTPLAN_LEDGER_NO_REASON,
                               receipt->rest, CERTPLAN_DATE_NONE);
  else if (receipt->rest == 0)
    _certplan_reconcile_place (self, r, 0, CERTPLAN_LEDGER_EXCLUDED, CERTPLAN_LEDGER_NO_REASON, 0,
                               CERTPLAN_DATE_NONE);
  else if (receipt->rest > 0 && receipt->over != 0
           && !_certplan_reconcile_is_refused (self, r, receipt->over - 1))
    place_over (self, r);
  else
    {
      receipt->why = explain_unmatched (self, receipt);
      _certplan_reconcile_place (self, r, 0, CERTPLAN_LEDGER_UNMATCHED, receipt->why, receipt->rest,
                                 CERTPLAN_DATE_NONE);
    }
}

/* By payment, charge and place; what is for no charge comes last. */
static gint
compare_parts (gconstpointer a, gconstpointer b)
{
  const CertplanPart *one = a, *other = b;
  if (one->receipt != other->receipt)
    return one->receipt < other->receipt ? -1 : 1;
  const gint64 keys[][2] = {
    { one->claim - 1, other->claim - 1 }, { one->place, other->place },
    { one->booked, other->booked },       { one->reason, other->reason },
    { -one->fen, -other->fen },
  };
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i][0] != keys[i][1])
      return keys[i][0] < keys[i][1] ? -1 : 1;
  return 0;
}

/* Most parts were placed in that order: what came out of it is sorted, and then put between them.
 */
static void
sort_parts (CertplanReconciliation *self)
{
  CertplanPart *parts = (CertplanPart *)self->parts->data;
  const guint n = self->parts->len;
  guint n_good = 1;
  if (n == 0)
    return; /* and no array */
  while (n_good < n && compare_parts (&parts[n_good - 1], &parts[n_good]) <= 0)
    n_good++;
  guint n_late = n - n_good;
  g_autofree CertplanPart *late = g_memdup2 (parts + n_good, n_late * sizeof *late);
  if (n_late > 0)
    qsort (late, n_late, sizeof *late, compare_parts);
  for (guint end = n; n_late > 0; end--)
    if (n_good > 0 && compare_parts (&parts[n_good - 1], &late[n_late - 1]) > 0)
      parts[end - 1] = parts[--n_good];
    else
      parts[end - 1] = late[--n_late];
}

/* Parts that are alike in all but the amount are one; what was put and taken back is none, unless
 * the whole payment is nothing. */
static void
drop_nothing (CertplanReconciliation *self)
{
  guint n = 0;
  for (guint i = 0; i < self->parts->len; i++)
    {
      const CertplanPart part = *_certplan_part (self, i);
      if (part.fen != 0 || _certplan_receipt (self, part.receipt)->amount == 0)
        *_certplan_part (self, n++) = part;
    }
  g_array_set_size (self->parts, n);
  for (guint i = n; i > 0; i--)
    _certplan_receipt (self, _certplan_part (self, i - 1)->receipt)->first_part = i;
}

static void
join_parts (CertplanReconciliation *self)
{
  guint n = 0;
  sort_parts (self);
  for (guint i = 0; i < self->parts->len; i++)
    {
      const CertplanPart part = *_certplan_part (self, i);
      CertplanPart *last = n > 0 ? _certplan_part (self, n - 1) : NULL;
      if (last != NULL && last->receipt == part.receipt && last->claim == part.claim
          && last->place == part.place && last->booked == part.booked
          && last->reason == part.reason)
        last->fen += part.fen;
      else
        *_certplan_part (self, n++) = part;
    }
  g_array_set_size (self->parts, n);
  drop_nothing (self);
}

/* A payment's parts in one claim, at part @i. Returns: how many parts */
static guint
count_claim (CertplanReconciliation *self, guint i)
{
  const CertplanPart *first = _certplan_part (self, i);
  CertplanClaim *claim = _certplan_claim (self, first->claim - 1);
  CertplanMoney applied = 0;
  guint n = 0;
  for (; i + n < self->parts->len; n++)
    {
      const CertplanPart *part = _certplan_part (self, i + n);
      if (part->receipt != first->receipt || part->claim != first->claim)
        break;
      if (part->place == CERTPLAN_LEDGER_APPLIED)
        applied += part->fen;
    }
  if (applied != 0)
    {
      claim->n_payments++;
      claim->last_paid = _certplan_receipt (self, first->receipt)->date;
      claim->reason = claim->reason != 0 ? claim->reason : first->reason;
    }
  return n;
}

static void
count_claims (CertplanReconciliation *self)
{
  for (guint i = 0; i < self->parts->len;)
    i += _certplan_part (self, i)->claim != 0 ? count_claim (self, i) : 1;
}

static gboolean
is_due (const CertplanReconciliation *self, const CertplanClaim *claim)
{
  return claim->due == CERTPLAN_DATE_NONE || claim->due <= self->as_of;
}

static CertplanClaimStatus
judge_open (const CertplanReconciliation *self, const CertplanClaim *claim)
{
  if (claim->given_back > 0 && claim->paid <= 0)
    return CERTPLAN_CLAIM_REFUNDED;
  if (claim->issued != CERTPLAN_DATE_NONE && claim->issued <= self->as_of && is_due (self, claim))
    return CERTPLAN_CLAIM_ISSUED_UNPAID;
  if (claim->paid > 0)
    return CERTPLAN_CLAIM_UNDER;
  return is_due (self, claim) ? CERTPLAN_CLAIM_MISSING : CERTPLAN_CLAIM_NOT_YET_DUE;
}

static CertplanClaimStatus
judge (const CertplanReconciliation *self, const CertplanClaim *claim)
{
  const CertplanMoney open = _certplan_claim_open (claim);
  if (claim->amount == CERTPLAN_MONEY_NONE)
    return CERTPLAN_CLAIM_NO_TARIFF;
  if (claim->amount < 0 && open != 0)
    return CERTPLAN_CLAIM_CREDIT;
  if (claim->is_paid_twice)
    return CERTPLAN_CLAIM_DUPLICATE;
  if (open > self->request->tolerance_fen)
    return judge_open (self, claim);
  if (claim->over > self->request->tolerance_fen)
    return CERTPLAN_CLAIM_OVER;
  return claim->waived > 0 && claim->paid == 0 ? CERTPLAN_CLAIM_WAIVED : CERTPLAN_CLAIM_PAID;
}

CertplanMoney
_certplan_claim_outstanding (const CertplanReconciliation *self, const CertplanClaim *claim)
{
  const CertplanMoney open = _certplan_claim_open (claim);
  return open > self->request->tolerance_fen ? open : 0;
}

/* Whether a person must look at the charge. */
static gboolean
is_open_point (const CertplanReconciliation *self, const CertplanClaim *claim)
{
  switch ((CertplanClaimStatus)claim->status)
    {
    case CERTPLAN_CLAIM_UNDER:
      return is_due (self, claim);
    case CERTPLAN_CLAIM_OVER:
    case CERTPLAN_CLAIM_MISSING:
    case CERTPLAN_CLAIM_DUPLICATE:
    case CERTPLAN_CLAIM_REFUNDED:
    case CERTPLAN_CLAIM_ISSUED_UNPAID:
      return TRUE;
    case CERTPLAN_CLAIM_PAID:
    case CERTPLAN_CLAIM_NOT_YET_DUE:
    case CERTPLAN_CLAIM_WAIVED:
    case CERTPLAN_CLAIM_NO_TARIFF:
    case CERTPLAN_CLAIM_CREDIT:
    case CERTPLAN_CLAIM_N:
      break;
    }
  return FALSE;
}

/* What came in is what lies in the places, to the fen. */
static void
check_control (const CertplanReconciliation *self)
{
  CertplanMoney in = 0, out = 0;
  for (guint i = 0; i < self->receipts->len; i++)
    {
      in += _certplan_receipt (self, i)->amount;
      g_assert (_certplan_receipt (self, i)->rest == 0);
    }
  for (guint place = 0; place < CERTPLAN_LEDGER_N_PLACES; place++)
    out += self->placed[place];
  g_assert (in == out);
}

void
_certplan_reconcile_settle (CertplanReconciliation *self)
{
  for (guint r = 0; r < self->receipts->len; r++)
    place_rest (self, r);
  join_parts (self);
  count_claims (self);
  for (guint i = 0; i < self->claims->len; i++)
    {
      CertplanClaim *claim = _certplan_claim (self, i);
      claim->status = judge (self, claim);
      self->outstanding += _certplan_claim_outstanding (self, claim);
      self->n_open += is_open_point (self, claim);
    }
  for (guint i = 0; i < self->parts->len; i++)
    {
      const CertplanPart *part = _certplan_part (self, i);
      self->placed[part->place] += part->fen;
      self->n_open += part->place == CERTPLAN_LEDGER_UNMATCHED;
    }
  self->n_open += self->findings->len;
  check_control (self);
}
