/* Payments without a number: what their payers owe. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A payment is applied where exactly one set of the payer's open charges comes to it, whether one
 * charge or several; then a charge is where exactly one set of payments that fit nothing else comes
 * to it. The search is bounded: what it does not come to the end of is not certain. */
#include "certplan-reconcile-private.h"

#define MAX_PIECES 40
#define MAX_STEPS 20000

/* Sets of pieces that sum to something between low and high. */
typedef struct
{
  CertplanMoney fen[MAX_PIECES];      /* positive, the largest first */
  CertplanMoney left[MAX_PIECES + 1]; /* the sum of the pieces from there on */
  guint32 place[MAX_PIECES];
  guint n;
  CertplanMoney low, high;
  guint n_steps, n_found; /* n_found: 2 = two or more, or nobody knows */
  guint64 chosen, found;  /* sets of pieces, a bit each */
} Search;

static void
add_piece (Search *search, guint32 place, CertplanMoney fen)
{
  guint i = search->n++;
  for (; i > 0 && search->fen[i - 1] < fen; i--)
    {
      search->fen[i] = search->fen[i - 1];
      search->place[i] = search->place[i - 1];
    }
  search->fen[i] = fen;
  search->place[i] = place;
}

/* No sum of amounts that are paid is larger than that. */
static CertplanMoney
add_up_to_most (CertplanMoney a, CertplanMoney b)
{
  return a > G_MAXINT64 - b ? G_MAXINT64 : a + b;
}

static void
step (Search *search, guint at, CertplanMoney sum)
{
  if (sum >= search->low && sum <= search->high && search->chosen != 0)
    {
      search->found = search->chosen;
      search->n_found++;
    }
  if (++search->n_steps > MAX_STEPS)
    search->n_found = 2;
  for (guint i = at; i < search->n && search->n_found < 2; i++)
    {
      if (search->left[i] < search->low - sum)
        return;
      if (search->fen[i] > search->high - sum)
        continue;
      search->chosen |= G_GUINT64_CONSTANT (1) << i;
      step (search, i + 1, sum + search->fen[i]);
      search->chosen &= ~(G_GUINT64_CONSTANT (1) << i);
    }
}

/* Returns: how many sets there are: 0, 1, or 2 for more */
static guint
count_sets (Search *search, CertplanMoney target, CertplanMoney tolerance)
{
  search->left[search->n] = 0;
  for (guint i = search->n; i > 0; i--)
    search->left[i - 1] = add_up_to_most (search->left[i], search->fen[i - 1]);
  search->low = MAX (target - tolerance, 0);
  search->high = add_up_to_most (target, tolerance);
  search->n_found = search->n_steps = 0;
  search->chosen = search->found = 0;
  step (search, 0, 0);
  return MIN (search->n_found, 2);
}

static gboolean
is_open (const CertplanReconciliation *self, guint32 c)
{
  const CertplanMoney open = _certplan_claim_open (self, c);
  return open > 0 && !(_certplan_claim (self, c)->paid > 0 && open <= self->request->tolerance_fen);
}

/* Only whole payments are brought together with what they are for. */
static gboolean
is_loose (const CertplanReconciliation *self, const CertplanReceipt *receipt)
{
  const guint closed = CERTPLAN_RECEIPT_LATER | CERTPLAN_RECEIPT_EXCLUDED | CERTPLAN_RECEIPT_HELD
                       | CERTPLAN_RECEIPT_SEVERAL | CERTPLAN_RECEIPT_DECIDED
                       | CERTPLAN_RECEIPT_REVERSED;
  return receipt->rest > 0 && receipt->rest == receipt->amount && receipt->n_named == 0
         && (receipt->flags & closed) == 0 && _certplan_payer (self, receipt->payer) != 0;
}

static const guint32 *
get_claims (const CertplanReconciliation *self, guint32 payer, guint *n)
{
  return _certplan_payer_list (&self->claims_of, payer, n);
}

/* Returns: FALSE where there are too many of them */
static gboolean
list_claims (const CertplanReconciliation *self, guint r, Search *search)
{
  const CertplanReceipt *receipt = _certplan_receipt (self, r);
  guint n;
  const guint32 *claims = get_claims (self, _certplan_payer (self, receipt->payer), &n);
  search->n = 0;
  for (guint i = 0; i < n; i++)
    {
      if (!is_open (self, claims[i])
          || !_certplan_reconcile_is_in_window (self, claims[i], receipt->date)
          || _certplan_reconcile_is_closed (self, r, claims[i]))
        continue;
      if (search->n == MAX_PIECES)
        return FALSE;
      add_piece (search, claims[i], _certplan_claim_open (self, claims[i]));
    }
  return TRUE;
}

/* How many sets of charges a payment may be for. */
static guint
count_for (const CertplanReconciliation *self, guint r, Search *search)
{
  if (!list_claims (self, r, search))
    return 2;
  return count_sets (search, _certplan_receipt (self, r)->rest, self->request->tolerance_fen);
}

static void
pay_set (CertplanReconciliation *self, guint r, const Search *search)
{
  CertplanReceipt *receipt = _certplan_receipt (self, r); /* the set is the same in any order */
  const gboolean is_one = (search->found & (search->found - 1)) == 0;
  for (guint i = 0; i < search->n; i++)
    if ((search->found >> i & 1) != 0 && receipt->rest > 0)
      {
        receipt->over = search->place[i] + 1;
        receipt->over_by = CERTPLAN_LEDGER_PAYER_AMOUNT;
        _certplan_reconcile_place (self, r, search->place[i] + 1, CERTPLAN_LEDGER_APPLIED,
                                   is_one ? CERTPLAN_LEDGER_PAYER_AMOUNT
                                          : CERTPLAN_LEDGER_PAYER_SUM,
                                   MIN (receipt->rest, search->fen[i]), CERTPLAN_DATE_NONE);
      }
}

/* Why nothing fits: a charge of that amount may be paid already. */
static CertplanLedgerReason
explain_none (const CertplanReconciliation *self, const CertplanReceipt *receipt)
{
  guint n;
  const guint32 *claims = get_claims (self, _certplan_payer (self, receipt->payer), &n);
  for (guint i = 0; i < n; i++)
    if (_certplan_claim (self, claims[i])->amount == receipt->amount && !is_open (self, claims[i]))
      return CERTPLAN_LEDGER_ALREADY_PAID;
  return n != 0 ? CERTPLAN_LEDGER_NO_EXACT_AMOUNT : CERTPLAN_LEDGER_UNKNOWN;
}

static gboolean
match (CertplanReconciliation *self, guint r, Search *search)
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
  Search search;
  gboolean changed = FALSE;
  for (guint i = 0; i < self->pending->len; i++)
    if (is_loose (self, _certplan_receipt (self, _certplan_pending (self, i))))
      changed |= match (self, _certplan_pending (self, i), &search);
  return changed;
}

static guint32
get_payer (const CertplanReconciliation *self, guint32 c)
{
  return _certplan_payer (self, _certplan_claim (self, c)->org);
}

/* The payments that fit no set of charges and may be parts of one. */
static gboolean
list_parts (const CertplanReconciliation *self, guint32 c, Search *search)
{
  guint n;
  const guint32 *receipts = _certplan_payer_list (&self->receipts_of, get_payer (self, c), &n);
  search->n = 0;
  for (guint i = 0; i < n; i++)
    {
      const CertplanReceipt *receipt = _certplan_receipt (self, receipts[i]);
      if (!is_loose (self, receipt) || receipt->why == CERTPLAN_LEDGER_AMBIGUOUS
          || !_certplan_reconcile_is_in_window (self, c, receipt->date)
          || _certplan_reconcile_is_closed (self, receipts[i], c))
        continue;
      if (search->n == MAX_PIECES)
        return FALSE;
      add_piece (search, receipts[i], receipt->rest);
    }
  return TRUE;
}

static guint
count_parts (const CertplanReconciliation *self, guint32 c, Search *search)
{
  if (!is_open (self, c))
    return 0;
  return list_parts (self, c, search) ? count_sets (search, _certplan_claim_open (self, c), 0) : 2;
}

/* Whether one of the payments might be a part of another charge, too. */
static gboolean
is_part_of_others (const CertplanReconciliation *self, guint32 c, const Search *search)
{
  Search other;
  guint n_claims;
  const guint32 *claims = get_claims (self, get_payer (self, c), &n_claims);
  for (guint d = 0; d < n_claims; d++)
    {
      const guint n = claims[d] != c ? count_parts (self, claims[d], &other) : 0;
      if (n > 1)
        return TRUE;
      for (guint i = 0; n == 1 && i < other.n; i++)
        for (guint k = 0; k < search->n; k++)
          if ((other.found >> i & 1) != 0 && (search->found >> k & 1) != 0
              && other.place[i] == search->place[k])
            return TRUE;
    }
  return FALSE;
}

static gboolean
gather (CertplanReconciliation *self, guint32 c)
{
  Search search;
  if (get_payer (self, c) == 0 || count_parts (self, c, &search) != 1
      || is_part_of_others (self, c, &search))
    return FALSE;
  for (guint i = 0; i < search.n; i++)
    if ((search.found >> i & 1) != 0)
      _certplan_reconcile_place (self, search.place[i], c + 1, CERTPLAN_LEDGER_APPLIED,
                                 CERTPLAN_LEDGER_PAYER_PARTS, search.fen[i], CERTPLAN_DATE_NONE);
  return TRUE;
}

/* The open claims of payers that have a payment which may be a part, in order. */
static GArray *
list_gathering (const CertplanReconciliation *self)
{
  GArray *gathering = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GHashTable) listed = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < self->pending->len; i++)
    {
      const CertplanReceipt *receipt = _certplan_receipt (self, _certplan_pending (self, i));
      const guint32 payer = _certplan_payer (self, receipt->payer);
      if (!is_loose (self, receipt) || receipt->why == CERTPLAN_LEDGER_AMBIGUOUS
          || !g_hash_table_add (listed, GUINT_TO_POINTER (payer)))
        continue;
      guint n;
      const guint32 *claims = get_claims (self, payer, &n);
      for (guint c = 0; c < n; c++)
        if (is_open (self, claims[c]))
          g_array_append_val (gathering, claims[c]);
    }
  _certplan_claims_sort (self, (guint32 *)(void *)gathering->data, gathering->len);
  return gathering;
}

gboolean
_certplan_reconcile_by_parts (CertplanReconciliation *self)
{
  g_autoptr (GArray) claims = list_gathering (self);
  gboolean changed = FALSE;
  for (guint i = 0; i < claims->len; i++)
    changed |= gather (self, g_array_index (claims, guint32, i));
  return changed;
}
