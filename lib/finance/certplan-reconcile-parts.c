/* Payments that are parts of a charge. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A charge is paid by payments that fit nothing else where exactly one set of them comes to it, no
 * payment of which is in the set of another charge of that payer. If of any charge of the payer it
 * is not certain what pays it, none is paid so.
 *
 * What is certain of one charge stays so when another one is paid: the sets have nothing in common.
 * So each payer is looked at once. */
#include "certplan-order-private.h"
#include "certplan-reconcile-payer-private.h"

/* A payment that is in the set of a claim. */
typedef struct
{
  guint32 claim;
  guint part; /* of the payer's */
} Use;

/* What a payer has. */
typedef struct
{
  GArray *parts;  /* guint32: receipts in their order */
  GArray *n_uses; /* guint: by part: in how many sets it is */
  GArray *uses;   /* Use: those of a claim follow each other */
} Payer;

/* Whether the claim's window begins after a day. */
static gboolean
begins_after (const CertplanReconciliation *self, guint32 c, CertplanDate date)
{
  return date < _certplan_claim_charge (self, c)->due
         && !_certplan_reconcile_is_in_window (self, c, date);
}

/* The first part in the claim's window, or behind it. */
static guint
find_first (const CertplanReconciliation *self, const Payer *payer, guint32 c)
{
  guint from = 0, to = payer->parts->len;
  while (from < to)
    {
      const guint middle = from + (to - from) / 2;
      const guint32 r = g_array_index (payer->parts, guint32, middle);
      if (begins_after (self, c, _certplan_receipt (self, r)->date))
        from = middle + 1;
      else
        to = middle;
    }
  return from;
}

/* Returns: FALSE where there are too many of them */
static gboolean
list_parts (const CertplanReconciliation *self, const Payer *payer, guint32 c,
            CertplanSetSearch *search)
{
  search->n = 0;
  for (guint i = find_first (self, payer, c); i < payer->parts->len; i++)
    {
      const guint32 r = g_array_index (payer->parts, guint32, i);
      const CertplanReceipt *receipt = _certplan_receipt (self, r);
      if (!_certplan_reconcile_is_in_window (self, c, receipt->date))
        break;
      if (!_certplan_reconcile_is_closed (self, r, c)
          && !_certplan_set_add (search, i, _certplan_rest (self, receipt)))
        return FALSE;
    }
  return TRUE;
}

/* Keeps the set of a claim, if it has one. Returns: FALSE where there may be several */
static gboolean
find_set (const CertplanReconciliation *self, Payer *payer, guint32 c)
{
  CertplanSetSearch search;
  const guint n = list_parts (self, payer, c, &search)
                      ? _certplan_set_count (&search, _certplan_claim_open (self, c), 0)
                      : 2;
  for (guint i = 0; n == 1 && i < search.n; i++)
    if (_certplan_set_has (&search, i))
      {
        const Use use = { c, search.place[i] };
        g_array_append_val (payer->uses, use);
        g_array_index (payer->n_uses, guint, use.part)++;
      }
  return n < 2;
}

/* How many uses of the claim at @i follow, itself among them; *is_clear: no other claim may have
 * any of them. */
static guint
count_uses (const Payer *payer, guint i, gboolean *is_clear)
{
  const guint32 claim = g_array_index (payer->uses, Use, i).claim;
  guint n = 0;
  *is_clear = TRUE;
  for (; i + n < payer->uses->len && g_array_index (payer->uses, Use, i + n).claim == claim; n++)
    *is_clear
        &= g_array_index (payer->n_uses, guint, g_array_index (payer->uses, Use, i + n).part) == 1;
  return n;
}

static void
place_use (CertplanReconciliation *self, const Payer *payer, const Use *use)
{
  const guint32 r = g_array_index (payer->parts, guint32, use->part);
  _certplan_reconcile_place (
      self, r, use->claim + 1, CERTPLAN_LEDGER_APPLIED, CERTPLAN_LEDGER_PAYER_PARTS,
      _certplan_rest (self, _certplan_receipt (self, r)), CERTPLAN_DATE_NONE);
}

static gboolean
gather (CertplanReconciliation *self, Payer *payer, guint32 number)
{
  guint n_claims;
  gboolean is_clear, changed = FALSE;
  const guint32 *claims = _certplan_payer_list (&self->claims_of, number, &n_claims);
  for (guint i = 0; i < n_claims; i++)
    if (_certplan_claim_is_open (self, claims[i]) && !find_set (self, payer, claims[i]))
      return FALSE;
  for (guint i = 0, n; i < payer->uses->len; i += n)
    {
      n = count_uses (payer, i, &is_clear);
      for (guint k = i; is_clear && k < i + n; k++)
        place_use (self, payer, &g_array_index (payer->uses, Use, k));
      changed |= is_clear;
    }
  return changed;
}

/* The payments that fit no set of charges and may be parts of one, by their payers. */
static CertplanOrdered *
list_loose (const CertplanReconciliation *self, guint *n)
{
  CertplanOrdered *loose = _certplan_order_new (self->pending->len);
  *n = 0;
  for (guint i = 0; i < self->pending->len; i++)
    {
      const guint32 r = _certplan_pending (self, i);
      const CertplanReceipt *receipt = _certplan_receipt (self, r);
      if (_certplan_receipt_is_loose (self, receipt) && receipt->why != CERTPLAN_LEDGER_AMBIGUOUS)
        loose[(*n)++] = (CertplanOrdered){ _certplan_payer (self, receipt->payer), "", r };
    }
  _certplan_order_sort (loose, *n);
  return loose;
}

gboolean
_certplan_reconcile_by_parts (CertplanReconciliation *self)
{
  guint n;
  gboolean changed = FALSE;
  g_autofree CertplanOrdered *loose = list_loose (self, &n);
  Payer payer
      = { g_array_new (FALSE, FALSE, sizeof (guint32)), g_array_new (FALSE, TRUE, sizeof (guint)),
          g_array_new (FALSE, FALSE, sizeof (Use)) };
  for (guint begin = 0, end; begin < n; begin = end)
    {
      g_array_set_size (payer.parts, 0);
      g_array_set_size (payer.n_uses, 0);
      g_array_set_size (payer.uses, 0);
      for (end = begin; end < n && loose[end].key == loose[begin].key; end++)
        g_array_append_val (payer.parts, loose[end].place);
      g_array_set_size (payer.n_uses, end - begin); /* none in any */
      changed |= gather (self, &payer, (guint32)loose[begin].key);
    }
  g_array_unref (payer.parts);
  g_array_unref (payer.n_uses);
  g_array_unref (payer.uses);
  return changed;
}
