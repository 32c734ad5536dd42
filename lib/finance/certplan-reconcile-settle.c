/* What became of each charge. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-reconcile-private.h"
#include "certplan-threads-private.h"

#define AHEAD 24         /* so far ahead memory is asked for a claim */
#define RANGE (1u << 16) /* claims that one thread looks at */

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

/* By payment, charge and place; what is for no charge comes last. */
static gint
compare_parts (gconstpointer a, gconstpointer b, gpointer self)
{
  const CertplanPart *one = a, *other = b;
  if (one->receipt != other->receipt)
    return _certplan_receipts_compare (self, one->receipt, other->receipt);
  if (one->claim != other->claim)
    return one->claim == 0     ? 1
           : other->claim == 0 ? -1
                               : _certplan_claims_compare (self, one->claim - 1, other->claim - 1);
  const gint64 keys[][2] = {
    { one->place, other->place },
    { one->booked, other->booked },
    { one->reason, other->reason },
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
  while (n_good < n && compare_parts (&parts[n_good - 1], &parts[n_good], self) <= 0)
    n_good++;
  guint n_late = n - n_good;
  g_autofree CertplanPart *late = g_memdup2 (parts + n_good, n_late * sizeof *late);
  if (n_late > 0)
    g_qsort_with_data (late, (gint)n_late, sizeof *late, compare_parts, self);
  for (guint end = n; n_late > 0; end--)
    if (n_good > 0 && compare_parts (&parts[n_good - 1], &late[n_late - 1], self) > 0)
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
    {
      CertplanPart *part = _certplan_part (self, i - 1);
      part->rest = 0; /* all have their places */
      _certplan_receipt (self, part->receipt)->part = i;
    }
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

/* What receipt @r paid of the claim, in any order. @reason: of the first part.
 * Returns: FALSE where the order decides which reason the claim has */
static gboolean
count_claim (CertplanReconciliation *self, guint r, guint32 c, CertplanMoney applied,
             CertplanLedgerReason reason)
{
  CertplanClaim *claim = _certplan_claim (self, c);
  if (applied == 0)
    return TRUE;
  claim->paid_on = MAX (claim->n_payments > 0 ? claim->paid_on : G_MININT32,
                        _certplan_receipt (self, r)->date);
  if (claim->n_payments++ == 0)
    claim->reason = reason;
  return claim->reason == reason;
}

/* A payment's parts in one claim, at part @i. @claim: + 1; 0 = none.
 * Returns: how many parts */
static guint
sum_parts (const CertplanReconciliation *self, guint i, CertplanMoney *applied)
{
  const CertplanPart *first = _certplan_part (self, i);
  guint n = 0;
  *applied = 0;
  for (; i + n < self->parts->len; n++)
    {
      const CertplanPart *part = _certplan_part (self, i + n);
      if (part->receipt != first->receipt || part->claim != first->claim)
        break;
      if (part->place == CERTPLAN_LEDGER_APPLIED && part->claim != 0)
        *applied += part->fen;
    }
  return n;
}

static gboolean
is_whole (const CertplanReceipt *receipt)
{
  return (receipt->flags & CERTPLAN_RECEIPT_WHOLE) != 0;
}

/* Returns: as count_claim() */
static gboolean
count_receipt (CertplanReconciliation *self, guint r)
{
  const CertplanReceipt *receipt = _certplan_receipt (self, r);
  gboolean is_clear = TRUE;
  CertplanMoney applied;
  if (is_whole (receipt))
    return receipt->part == 0 || receipt->place != CERTPLAN_LEDGER_APPLIED
           || count_claim (self, r, receipt->part - 1, receipt->amount, receipt->reason);
  for (guint i = receipt->part - 1, n;
       i < self->parts->len && _certplan_part (self, i)->receipt == r; i += n)
    {
      const CertplanPart *part = _certplan_part (self, i);
      n = sum_parts (self, i, &applied);
      is_clear &= part->claim == 0 || count_claim (self, r, part->claim - 1, applied, part->reason);
    }
  return is_clear;
}

static void
set_reason (CertplanReconciliation *self, guint32 c, CertplanLedgerReason reason)
{
  CertplanClaim *claim = _certplan_claim (self, c);
  claim->reason = claim->reason != 0 ? claim->reason : reason;
}

/* Where payments of one claim have several reasons, that of the first one counts. */
static void
set_reasons (CertplanReconciliation *self)
{
  for (guint c = 0; c < self->claims->len; c++)
    _certplan_claim (self, c)->reason = CERTPLAN_LEDGER_NO_REASON;
  CertplanMoney applied;
  for (guint i = 0; i < self->receipts->len; i++)
    {
      const guint r = self->order[i];
      const CertplanReceipt *receipt = _certplan_receipt (self, r);
      if (is_whole (receipt) && receipt->part != 0 && receipt->place == CERTPLAN_LEDGER_APPLIED
          && receipt->amount != 0)
        set_reason (self, receipt->part - 1, receipt->reason);
      for (guint p = receipt->part - 1, n;
           !is_whole (receipt) && p < self->parts->len && _certplan_part (self, p)->receipt == r;
           p += n)
        {
          n = sum_parts (self, p, &applied);
          if (applied != 0)
            set_reason (self, _certplan_part (self, p)->claim - 1,
                        _certplan_part (self, p)->reason);
        }
    }
}

static void
announce (const CertplanReconciliation *self, guint r)
{
  if (r >= self->receipts->len)
    return;
  const CertplanReceipt *receipt = _certplan_receipt (self, r);
  if (is_whole (receipt) && receipt->part != 0)
    __builtin_prefetch (_certplan_claim (self, receipt->part - 1), 1);
}

static void
count_place (CertplanReconciliation *self, guint8 place, gboolean has_claim, CertplanMoney fen,
             gboolean is_first)
{
  self->placed[place] += fen;
  if (_certplan_ledger_is_paid (place, has_claim))
    self->booked_fen += fen;
  self->placed_rows[place] += is_first;
  self->n_unmatched += place == CERTPLAN_LEDGER_UNMATCHED;
}

/* All that lies in places. Returns: the sum */
static CertplanMoney
count_places (CertplanReconciliation *self, guint r)
{
  const CertplanReceipt *receipt = _certplan_receipt (self, r);
  CertplanMoney sum = 0;
  CertplanPart part;
  if (is_whole (receipt))
    {
      count_place (self, receipt->place, receipt->part != 0, receipt->amount, TRUE);
      return receipt->amount;
    }
  gboolean is_first = TRUE;
  for (CertplanPartWalk walk = { NULL, r, 0 }; _certplan_parts_next_of (self, r, &walk, &part);)
    {
      count_place (self, part.place, part.claim != 0, part.fen, is_first);
      is_first = FALSE;
      sum += part.fen;
    }
  return sum;
}

/* What came in is what lies in the places, to the fen. */
static void
count_all (CertplanReconciliation *self)
{
  gboolean is_clear = TRUE;
  for (guint r = 0; r < self->receipts->len; r++)
    {
      const CertplanReceipt *receipt = _certplan_receipt (self, r);
      announce (self, r + AHEAD);
      is_clear &= count_receipt (self, r);
      g_assert (count_places (self, r) == receipt->amount);
    }
  if (!is_clear)
    set_reasons (self);
}

static gboolean
is_due (const CertplanReconciliation *self, guint32 c)
{
  const CertplanDate due = _certplan_claim_charge (self, c)->due;
  return due == CERTPLAN_DATE_NONE || due <= self->as_of;
}

/* By that day. */
static gboolean
is_issued (const CertplanReconciliation *self, guint32 c)
{
  const CertplanCertificate *certificate = _certplan_claim_certificate (self, c);
  return certificate != NULL && certificate->issued != CERTPLAN_DATE_NONE
         && certificate->issued <= self->as_of;
}

static CertplanClaimStatus
judge_open (const CertplanReconciliation *self, guint32 c)
{
  const CertplanMoney paid = _certplan_claim (self, c)->paid;
  if (_certplan_claim_more (self, c)->given_back > 0 && paid <= 0)
    return CERTPLAN_CLAIM_REFUNDED;
  if (is_due (self, c) && is_issued (self, c))
    return CERTPLAN_CLAIM_ISSUED_UNPAID;
  if (paid > 0)
    return CERTPLAN_CLAIM_UNDER;
  return is_due (self, c) ? CERTPLAN_CLAIM_MISSING : CERTPLAN_CLAIM_NOT_YET_DUE;
}

static CertplanClaimStatus
judge (const CertplanReconciliation *self, guint32 c)
{
  const CertplanClaim *claim = _certplan_claim (self, c);
  const CertplanClaimMore *more = _certplan_claim_more (self, c);
  const CertplanMoney amount = _certplan_claim_amount (self, c);
  const CertplanMoney open = _certplan_claim_open (self, c);
  if (amount == CERTPLAN_MONEY_NONE)
    return CERTPLAN_CLAIM_NO_TARIFF;
  if (amount < 0 && open != 0)
    return CERTPLAN_CLAIM_CREDIT;
  if (more->is_paid_twice)
    return CERTPLAN_CLAIM_DUPLICATE;
  if (open > 0 && !_certplan_claim_is_tolerated (self, c))
    return judge_open (self, c);
  if (more->over > self->request->tolerance_fen)
    return CERTPLAN_CLAIM_OVER;
  return more->waived > 0 && claim->paid == 0 ? CERTPLAN_CLAIM_WAIVED : CERTPLAN_CLAIM_PAID;
}

CertplanMoney
_certplan_claim_outstanding (const CertplanReconciliation *self, guint i)
{
  const CertplanMoney open = _certplan_claim_open (self, i);
  return open > 0 && !_certplan_claim_is_tolerated (self, i) ? open : 0;
}

/* Whether a person must look at the charge; what is paid on top is told payment by payment. */
static gboolean
is_open_point (const CertplanReconciliation *self, guint32 c)
{
  switch ((CertplanClaimStatus)_certplan_claim (self, c)->status)
    {
    case CERTPLAN_CLAIM_UNDER:
      return is_due (self, c);
    case CERTPLAN_CLAIM_MISSING:
    case CERTPLAN_CLAIM_REFUNDED:
    case CERTPLAN_CLAIM_ISSUED_UNPAID:
      return TRUE;
    case CERTPLAN_CLAIM_OVER:
    case CERTPLAN_CLAIM_DUPLICATE:
      return _certplan_claim_outstanding (self, c) > 0;
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

/* What all charges of a range come to. */
typedef struct
{
  CertplanReconciliation *self;
  CertplanMoney outstanding;
  guint n_open;
} Judged;

static void
judge_range (gpointer data, guint i)
{
  Judged *judged = (Judged *)data + i;
  CertplanReconciliation *self = judged->self;
  for (guint c = i * RANGE; c < MIN ((i + 1) * RANGE, self->claims->len); c++)
    {
      CertplanClaim *claim = _certplan_claim (self, c);
      if (claim->n_payments == 0)
        claim->paid_on = CERTPLAN_DATE_NONE;
      claim->status = judge (self, c);
      judged->outstanding += _certplan_claim_outstanding (self, c);
      judged->n_open += is_open_point (self, c);
    }
}

static void
judge_claims (CertplanReconciliation *self)
{
  const guint n = (self->claims->len + RANGE - 1) / RANGE;
  g_autofree Judged *judged = g_new0 (Judged, n + 1);
  for (guint i = 0; i < n; i++)
    judged[i].self = self;
  _certplan_threads_run (self->request->n_threads, n, judge_range, judged);
  for (guint i = 0; i < n; i++)
    {
      self->outstanding += judged[i].outstanding;
      self->n_open += judged[i].n_open;
    }
}

void
_certplan_reconcile_settle (CertplanReconciliation *self)
{
  _certplan_reconcile_waive_rest (self);
  _certplan_reconcile_place_rests (self);
  join_parts (self);
  count_all (self);
  judge_claims (self);
  _certplan_reconcile_list_waived (self);
  if (self->repeats->len > 0) /* tables are walked over by any thread */
    _certplan_receipt_rank (self, 0);
}
