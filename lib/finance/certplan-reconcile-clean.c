/* Payments that pay what they name whichever comes first. SPDX-License-Identifier:
 * LGPL-2.1-or-later
 *
 * A claim that is asked for by payments for it alone, which together are no more than it, gets them
 * whole. Nearly all payments are such. Each thread has claims of its own and looks at all payments:
 * first all ask, then all answer, so that none writes what another one reads. */
#include "certplan-reconcile-private.h"
#include "certplan-threads-private.h"

#define AHEAD 24              /* so far ahead memory is asked for a claim */
#define MIN_CLAIMS (1u << 14) /* fewer are not worth a thread */

/* What of a claim is known meanwhile, in place of its status. */
enum
{
  OPEN, /* what it is asked for is not compared with it yet */
  CLEAN,
  MIXED, /* the order of payments matters */
};

/* The claims [first, end) of one thread. */
typedef struct
{
  CertplanReconciliation *self;
  guint32 first, end;
  gboolean is_whole; /* nothing of any payment for charges has a place yet */
  gboolean has_paid;
} Share;

static gboolean
is_in (const Share *share, guint32 claim)
{
  return claim >= share->first && claim < share->end;
}

/* Whether it names one claim and brings something. */
static gboolean
is_plain (const CertplanReconciliation *self, guint r)
{
  const CertplanReceipt *receipt = _certplan_receipt (self, r);
  return receipt->n_named == 1 && _certplan_rest (self, receipt) > 0
         && !_certplan_reconcile_is_closed (self, r, receipt->named);
}

static void
announce (const Share *share, guint r)
{
  if (r >= share->self->receipts->len)
    return;
  const CertplanReceipt *receipt = _certplan_receipt (share->self, r);
  if (!is_in (share, receipt->named) || receipt->n_named != 1)
    return;
  __builtin_prefetch (_certplan_claim (share->self, receipt->named), 1);
  __builtin_prefetch (_certplan_claim_charge (share->self, receipt->named));
}

/* What claims are asked for counts as paid until it is compared with them. */
static void
ask (const Share *share, guint r)
{
  const CertplanReconciliation *self = share->self;
  const CertplanReceipt *receipt = _certplan_receipt (self, r);
  guint n;
  const guint32 *named = _certplan_receipt_named (self, receipt, &n);
  for (guint i = 0; i < n; i++)
    if (!is_in (share, named[i]))
      continue;
    else if (is_plain (self, r))
      _certplan_claim (self, named[i])->paid += _certplan_rest (self, receipt);
    else
      _certplan_claim (self, named[i])->status = MIXED;
}

static gboolean
is_clean (const CertplanReconciliation *self, guint32 c)
{
  CertplanClaim *claim = _certplan_claim (self, c);
  if (claim->status == OPEN)
    claim->status = _certplan_claim_amount (self, c) != CERTPLAN_MONEY_NONE
                            && _certplan_claim_open (self, c) >= 0
                        ? CLEAN
                        : MIXED;
  return claim->status == CLEAN;
}

static void
answer (Share *share, guint r)
{
  CertplanReconciliation *self = share->self;
  CertplanReceipt *receipt = _certplan_receipt (self, r);
  const guint32 c = receipt->named;
  const gboolean is_paid = is_clean (self, c);
  _certplan_claim (self, c)->paid -= _certplan_rest (self, receipt);
  if (!is_paid)
    return;
  share->has_paid = TRUE;
  receipt->over = c + 1; /* should it be given back */
  receipt->over_by = receipt->named_by;
  if (share->is_whole)
    _certplan_reconcile_place_whole (self, r, c + 1, CERTPLAN_LEDGER_APPLIED, receipt->named_by);
  else
    _certplan_reconcile_place (self, r, c + 1, CERTPLAN_LEDGER_APPLIED, receipt->named_by,
                               _certplan_rest (self, receipt), CERTPLAN_DATE_NONE);
}

static void
ask_share (gpointer shares, guint i)
{
  const Share *share = (const Share *)shares + i;
  const CertplanReconciliation *self = share->self;
  for (guint r = 0; r < self->receipts->len; r++)
    {
      announce (share, r + AHEAD);
      if (_certplan_receipt_may_be_placed (self, _certplan_receipt (self, r)))
        ask (share, r);
    }
}

/* Of a payment that may be another thread's only the claim is looked at: its bits stand in one word
 * with those that the other thread writes. */
static void
answer_share (gpointer shares, guint i)
{
  Share *share = (Share *)shares + i;
  const CertplanReconciliation *self = share->self;
  for (guint r = 0; r < self->receipts->len; r++)
    {
      const CertplanReceipt *receipt = _certplan_receipt (self, r);
      announce (share, r + AHEAD);
      if (is_in (share, receipt->named) && receipt->n_named == 1
          && _certplan_receipt_may_be_placed (self, receipt) && is_plain (self, r))
        answer (share, r);
    }
}

gboolean
_certplan_reconcile_pay_clean (CertplanReconciliation *self)
{
  const guint n_claims = self->claims->len;
  const gboolean is_whole = self->parts->len == 0 && self->earlier->len == 0;
  const guint n_threads = is_whole ? _certplan_threads_count (self->request->n_threads) : 1;
  const guint n = CLAMP (n_claims / MIN_CLAIMS, 1, n_threads);
  g_autofree Share *shares = g_new (Share, n);
  gboolean has_paid = FALSE;
  for (guint i = 0; i < n; i++)
    shares[i] = (Share){ self, (guint32)((guint64)n_claims * i / n),
                         (guint32)((guint64)n_claims * (i + 1) / n), is_whole, FALSE };
  _certplan_threads_run (n_threads, n, ask_share, shares);
  _certplan_threads_run (n_threads, n, answer_share, shares);
  for (guint i = 0; i < n; i++)
    has_paid |= shares[i].has_paid;
  return has_paid;
}
