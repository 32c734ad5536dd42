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
      if (sum + search->left[i] < search->low)
        return;
      if (sum + search->fen[i] > search->high)
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
    search->left[i - 1] = search->left[i] + search->fen[i - 1];
  search->low = target - tolerance;
  search->high = target + tolerance;
  search->n_found = search->n_steps = 0;
  search->chosen = search->found = 0;
  step (search, 0, 0);
  return MIN (search->n_found, 2);
}

static gboolean
is_open (const CertplanReconciliation *self, const CertplanClaim *claim)
{
  const CertplanMoney open = _certplan_claim_open (claim);
  return open > 0 && !(claim->paid > 0 && open <= self->request->tolerance_fen);
}

/* Only whole payments are brought together with what they are for. */
static gboolean
is_loose (const CertplanReceipt *receipt)
{
  const guint16 closed = CERTPLAN_RECEIPT_LATER | CERTPLAN_RECEIPT_EXCLUDED | CERTPLAN_RECEIPT_HELD
                         | CERTPLAN_RECEIPT_SEVERAL | CERTPLAN_RECEIPT_DECIDED
                         | CERTPLAN_RECEIPT_REVERSED;
  return receipt->rest > 0 && receipt->rest == receipt->amount && receipt->n_named == 0
         && receipt->payer != 0 && (receipt->flags & closed) == 0;
}

/* Returns: FALSE where there are too many of them */
static gboolean
list_claims (const CertplanReconciliation *self, guint r, Search *search)
{
  const CertplanReceipt *receipt = _certplan_receipt (self, r);
  search->n = 0;
  for (guint32 c = self->claims_of[receipt->payer]; c != 0;
       c = _certplan_claim (self, c - 1)->next_of_payer)
    {
      const CertplanClaim *claim = _certplan_claim (self, c - 1);
      if (!is_open (self, claim) || !_certplan_reconcile_is_in_window (claim, receipt->date)
          || _certplan_reconcile_is_closed (self, r, c - 1))
        continue;
      if (search->n == MAX_PIECES)
        return FALSE;
      add_piece (search, c - 1, _certplan_claim_open (claim));
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
  for (guint32 c = self->claims_of[receipt->payer]; c != 0;
       c = _certplan_claim (self, c - 1)->next_of_payer)
    if (_certplan_claim (self, c - 1)->amount == receipt->amount
        && !is_open (self, _certplan_claim (self, c - 1)))
      return CERTPLAN_LEDGER_ALREADY_PAID;
  return self->claims_of[receipt->payer] != 0 ? CERTPLAN_LEDGER_NO_EXACT_AMOUNT
                                              : CERTPLAN_LEDGER_UNKNOWN;
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
    if (is_loose (_certplan_receipt (self, _certplan_pending (self, i))))
      changed |= match (self, _certplan_pending (self, i), &search);
  return changed;
}

/* The payments that fit no set of charges and may be parts of one. */
static gboolean
list_parts (const CertplanReconciliation *self, guint32 c, Search *search)
{
  const CertplanClaim *claim = _certplan_claim (self, c);
  search->n = 0;
  for (guint32 r = self->receipts_of[claim->payer]; r != 0;
       r = _certplan_receipt (self, r - 1)->next_of_payer)
    {
      const CertplanReceipt *receipt = _certplan_receipt (self, r - 1);
      if (!is_loose (receipt) || receipt->why == CERTPLAN_LEDGER_AMBIGUOUS
          || !_certplan_reconcile_is_in_window (claim, receipt->date)
          || _certplan_reconcile_is_closed (self, r - 1, c))
        continue;
      if (search->n == MAX_PIECES)
        return FALSE;
      add_piece (search, r - 1, receipt->rest);
    }
  return TRUE;
}

static guint
count_parts (const CertplanReconciliation *self, guint32 c, Search *search)
{
  const CertplanClaim *claim = _certplan_claim (self, c);
  if (!is_open (self, claim))
    return 0;
  return list_parts (self, c, search) ? count_sets (search, _certplan_claim_open (claim), 0) : 2;
}

/* Whether one of the payments might be a part of another charge, too. */
static gboolean
is_part_of_others (const CertplanReconciliation *self, guint32 c, const Search *search)
{
  Search other;
  for (guint32 d = self->claims_of[_certplan_claim (self, c)->payer]; d != 0;
       d = _certplan_claim (self, d - 1)->next_of_payer)
    {
      const guint n = d - 1 != c ? count_parts (self, d - 1, &other) : 0;
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
  if (_certplan_claim (self, c)->payer == 0 || count_parts (self, c, &search) != 1
      || is_part_of_others (self, c, &search))
    return FALSE;
  for (guint i = 0; i < search.n; i++)
    if ((search.found >> i & 1) != 0)
      _certplan_reconcile_place (self, search.place[i], c + 1, CERTPLAN_LEDGER_APPLIED,
                                 CERTPLAN_LEDGER_PAYER_PARTS, search.fen[i], CERTPLAN_DATE_NONE);
  return TRUE;
}

static gint
compare_places (gconstpointer a, gconstpointer b)
{
  const guint32 one = *(const guint32 *)a, other = *(const guint32 *)b;
  return (one > other) - (one < other);
}

/* The open claims of payers that have a payment which may be a part, in order. */
static GArray *
list_gathering (const CertplanReconciliation *self)
{
  GArray *claims = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree guint8 *is_listed = g_new0 (guint8, self->n_payers + 1);
  for (guint i = 0; i < self->pending->len; i++)
    {
      const CertplanReceipt *receipt = _certplan_receipt (self, _certplan_pending (self, i));
      if (!is_loose (receipt) || receipt->why == CERTPLAN_LEDGER_AMBIGUOUS
          || is_listed[receipt->payer])
        continue;
      is_listed[receipt->payer] = TRUE;
      for (guint32 c = self->claims_of[receipt->payer]; c != 0;
           c = _certplan_claim (self, c - 1)->next_of_payer)
        {
          const guint32 place = c - 1;
          if (is_open (self, _certplan_claim (self, place)))
            g_array_append_val (claims, place);
        }
    }
  g_array_sort (claims, compare_places);
  return claims;
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
