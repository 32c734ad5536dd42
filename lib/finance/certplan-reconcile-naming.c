/* Which charges the references of payments name. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-reconcile-private.h"
#include "certplan-threads-private.h"
#include <string.h>

#define MIN_RECEIPTS 4096 /* fewer are not worth a thread */

/* A share of the receipts, and the claims that they name. */
typedef struct
{
  const CertplanReconciliation *self;
  guint begin, end;
  GArray *named;  /* guint32: as self->named */
  GArray *asking; /* guint32: receipts whose payers are asked for, whatever the passes do */
  GArray *claims; /* guint32: of one receipt */
} Share;

static gboolean
has (const GArray *claims, guint32 claim)
{
  for (guint i = 0; i < claims->len; i++)
    if (g_array_index (claims, guint32, i) == claim)
      return TRUE;
  return FALSE;
}

static guint32
get_next (const CertplanReconciliation *self, guint32 number, guint32 claim)
{
  const guint32 *next_of = self->next_of[_certplan_number_kind (number)];
  return next_of != NULL ? next_of[claim] : 0;
}

/* All charges of the certificate or case, unless some of them are named by their own numbers. */
static void
add_named (const CertplanReconciliation *self, guint32 number, GArray *claims)
{
  const gboolean is_first = claims->len == 0; /* what a chain holds, it holds once */
  const gboolean is_own = _certplan_number_kind (number) == CERTPLAN_NUMBER_CHARGE;
  const guint32 first = _certplan_number_claim (number) + 1;
  for (guint32 c = first; !is_own && !is_first && c != 0; c = get_next (self, number, c - 1))
    if (has (claims, c - 1))
      return;
  for (guint32 c = first; c != 0; c = is_own ? 0 : get_next (self, number, c - 1))
    {
      const guint32 claim = c - 1;
      if (is_first || !has (claims, claim))
        g_array_append_val (claims, claim);
    }
}

static void
take_named (Share *share, CertplanReceipt *receipt, guint n_found)
{
  const guint32 n = share->claims->len;
  guint32 *claims = (guint32 *)(void *)share->claims->data;
  receipt->n_named = (guint8)MIN (n, CERTPLAN_NAMES_SEVERAL);
  if (n == 1)
    receipt->named = claims[0];
  if (n < CERTPLAN_NAMES_SEVERAL)
    return;
  if (n_found > 1) /* those of one number are in order */
    _certplan_claims_sort (share->self, claims, n);
  receipt->named = share->named->len;
  g_array_append_val (share->named, n);
  g_array_append_vals (share->named, claims, n);
}

static void
set_naming (CertplanReceipt *receipt, guint32 number)
{
  static const CertplanLedgerReason reasons[]
      = { CERTPLAN_LEDGER_CHARGE_NUMBER, CERTPLAN_LEDGER_CERTIFICATE_NUMBER,
          CERTPLAN_LEDGER_CASE_NUMBER };
  if (_certplan_number_is_ambiguous (number))
    receipt->flags |= CERTPLAN_RECEIPT_SEVERAL;
  if (receipt->named_by == CERTPLAN_LEDGER_NO_REASON)
    receipt->named_by = reasons[_certplan_number_kind (number)];
}

/* Most payments name one charge. Returns: FALSE where it is not so */
static gboolean
name_one (const Share *share, CertplanReceipt *receipt, guint32 number)
{
  const guint32 claim = _certplan_number_claim (number);
  if (_certplan_number_kind (number) != CERTPLAN_NUMBER_CHARGE
      && get_next (share->self, number, claim) != 0)
    return FALSE;
  set_naming (receipt, number);
  receipt->n_named = 1;
  receipt->named = claim;
  return TRUE;
}

/* Charges first, so that a certificate beside its charge adds nothing. */
static void
name_claims (Share *share, CertplanReceipt *receipt, const guint32 *found, guint n_found)
{
  if (n_found == 0 || (n_found == 1 && name_one (share, receipt, found[0])))
    return;
  g_array_set_size (share->claims, 0);
  for (guint kind = 0; kind < CERTPLAN_NUMBER_N_KINDS; kind++)
    for (guint i = 0; i < n_found; i++)
      if (_certplan_number_kind (found[i]) == kind)
        {
          set_naming (receipt, found[i]);
          add_named (share->self, found[i], share->claims);
        }
  take_named (share, receipt, n_found);
}

/* The names of who pays and of who owes the first claim that is named. */
typedef struct
{
  guint32 payer_place, org_place;
  const char *payer, *org;
} Sides;

static const char *
get_org (const CertplanReconciliation *self, guint32 claim)
{
  return _certplan_reconcile_get_text (self, _certplan_claim (self, claim)->org);
}

static guint32
get_first (const Share *share, const CertplanReceipt *receipt)
{
  guint n;
  return _certplan_named_in (share->named, receipt, &n)[0];
}

/* @before: those of the payment before, which are often the same again */
static Sides
read_names (const CertplanReconciliation *self, guint32 payer, guint32 org, const Sides *before)
{
  if (payer == before->payer_place && org == before->org_place)
    return *before;
  const Sides sides = { payer, org, _certplan_reconcile_get_text (self, payer),
                        _certplan_reconcile_get_text (self, org) };
  __builtin_prefetch (sides.payer);
  __builtin_prefetch (sides.org);
  return sides;
}

/* Memory is slow to answer, so it is asked for the names of a whole block. @sides: gets those of
 * the receipts that name any */
static void
read_sides (const Share *share, guint begin, guint n, Sides *sides)
{
  const CertplanReconciliation *self = share->self;
  Sides last = { G_MAXUINT32, G_MAXUINT32, NULL, NULL };
  for (guint i = 0; i < n; i++)
    {
      const CertplanReceipt *receipt = _certplan_receipt (self, begin + i);
      if (receipt->n_named > 0)
        __builtin_prefetch (_certplan_claim (self, get_first (share, receipt)));
    }
  for (guint i = 0; i < n; i++)
    {
      const CertplanReceipt *receipt = _certplan_receipt (self, begin + i);
      if (receipt->n_named > 0)
        sides[i] = last = read_names (
            self, receipt->payer, _certplan_claim (self, get_first (share, receipt))->org, &last);
    }
}

/* Whether all that it names may be another one's: none has the same name, or none at all. Who is
 * meant by names is not known yet. */
static gboolean
may_be_another_ones (const Share *share, const CertplanReceipt *receipt, const Sides *sides)
{
  const char *org = sides->org;
  guint n;
  const guint32 *named = _certplan_named_in (share->named, receipt, &n);
  for (guint i = 0; i < n && sides->payer != NULL; i++)
    {
      if (i > 0)
        org = get_org (share->self, named[i]);
      if (org == NULL || strcmp (org, sides->payer) == 0)
        return FALSE;
    }
  return sides->payer != NULL;
}

/* What the receipts [begin, begin + n) name. */
static void
name_block (Share *share, CertplanNumberSearch *search, guint begin, guint n)
{
  const CertplanReconciliation *self = share->self;
  const char *references[CERTPLAN_NUMBERS_BLOCK];
  for (guint i = 0; i < n; i++)
    {
      references[i]
          = _certplan_reconcile_get_reference (self, _certplan_receipt_row (self, begin + i));
      __builtin_prefetch (references[i]);
    }
  _certplan_number_search_run (search, references, n);
  for (guint i = 0; i < n; i++)
    {
      guint n_found;
      const guint32 *found = _certplan_number_search_get (search, i, &n_found);
      name_claims (share, _certplan_receipt (self, begin + i), found, n_found);
    }
}

static void
read_block (Share *share, CertplanNumberSearch *search, guint begin, guint n)
{
  const CertplanReconciliation *self = share->self;
  Sides sides[CERTPLAN_NUMBERS_BLOCK];
  name_block (share, search, begin, n);
  if (self->holds_others)
    read_sides (share, begin, n, sides);
  for (guint32 r = begin; r < begin + n; r++)
    {
      CertplanReceipt *receipt = _certplan_receipt (self, r);
      if (self->holds_others && receipt->n_named > 0
          && may_be_another_ones (share, receipt, &sides[r - begin]))
        receipt->flags |= CERTPLAN_RECEIPT_HELD;
      else if (receipt->n_named > 0 && receipt->amount >= 0)
        continue;
      g_array_append_val (share->asking, r);
    }
}

static void
read_share (gpointer shares, guint i)
{
  Share *share = (Share *)shares + i;
  g_autoptr (CertplanNumberSearch) search = _certplan_number_search_new (share->self->numbers);
  for (guint begin = share->begin; begin < share->end; begin += CERTPLAN_NUMBERS_BLOCK)
    read_block (share, search, begin, MIN (share->end - begin, CERTPLAN_NUMBERS_BLOCK));
}

/* What a share found goes behind what those before it found. */
static void
join_share (CertplanReconciliation *self, Share *share, GArray *asking)
{
  for (guint r = share->begin; r < share->end && self->named->len > 0; r++)
    if (_certplan_receipt (self, r)->n_named == CERTPLAN_NAMES_SEVERAL)
      _certplan_receipt (self, r)->named += self->named->len;
  g_array_append_vals (self->named, share->named->data, share->named->len);
  g_array_append_vals (asking, share->asking->data, share->asking->len);
  g_array_unref (share->named);
  g_array_unref (share->asking);
  g_array_unref (share->claims);
}

/* @asking: gets the receipts whose payers are asked for */
static void
read_shares (CertplanReconciliation *self, GArray *asking)
{
  const guint n = self->receipts->len;
  const guint n_threads = _certplan_threads_count (self->request->n_threads);
  const guint n_shares = CLAMP (n / MIN_RECEIPTS, 1, n_threads);
  g_autofree Share *shares = g_new (Share, n_shares);
  for (guint i = 0; i < n_shares; i++)
    shares[i] = (Share){ self,
                         (guint)((guint64)n * i / n_shares),
                         (guint)((guint64)n * (i + 1) / n_shares),
                         g_array_new (FALSE, FALSE, sizeof (guint32)),
                         g_array_new (FALSE, FALSE, sizeof (guint32)),
                         g_array_new (FALSE, FALSE, sizeof (guint32)) };
  _certplan_threads_run (n_threads, n_shares, read_share, shares);
  for (guint i = 0; i < n_shares; i++)
    join_share (self, &shares[i], asking);
}

/* A debtor that names nothing but what others owe has likely miswritten a number. */
static gboolean
is_another_ones (const CertplanReconciliation *self, const CertplanReceipt *receipt)
{
  const guint32 own = _certplan_payer (self, receipt->payer);
  guint n;
  const guint32 *named = _certplan_receipt_named (self, receipt, &n);
  for (guint i = 0; i < n; i++)
    {
      const guint32 payer = _certplan_payer (self, _certplan_claim (self, named[i])->org);
      if (payer == 0 || payer == own)
        return FALSE;
    }
  return _certplan_payers_is_debtor (self->payers, own);
}

void
_certplan_reconcile_read_names (CertplanReconciliation *self)
{
  g_autoptr (GArray) asking = g_array_new (FALSE, FALSE, sizeof (guint32));
  read_shares (self, asking);
  _certplan_reconcile_want_payers (self, asking);
  for (guint i = 0; i < asking->len; i++)
    {
      CertplanReceipt *receipt = _certplan_receipt (self, g_array_index (asking, guint32, i));
      if ((receipt->flags & CERTPLAN_RECEIPT_HELD) != 0 && !is_another_ones (self, receipt))
        receipt->flags &= (guint8)~CERTPLAN_RECEIPT_HELD;
    }
}
