/* Payments that give back earlier ones. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-reconcile-private.h"
#include <string.h>

#define NOTHING 0
#define SEVERAL G_MAXUINT

static gboolean
gives_back (const CertplanReconciliation *self, const CertplanReceipt *receipt)
{
  const guint closed = CERTPLAN_RECEIPT_LATER | CERTPLAN_RECEIPT_EXCLUDED | CERTPLAN_RECEIPT_HELD
                       | CERTPLAN_RECEIPT_SEVERAL | CERTPLAN_RECEIPT_DECIDED;
  return receipt->amount < 0 && _certplan_rest (self, receipt) == receipt->amount
         && receipt->n_named == 0 && (receipt->flags & closed) == 0;
}

/* Whether it came in and is still here. */
static gboolean
may_be_reversed (const CertplanReceipt *there)
{
  const guint closed
      = CERTPLAN_RECEIPT_LATER | CERTPLAN_RECEIPT_EXCLUDED | CERTPLAN_RECEIPT_REVERSED;
  return there->amount > 0 && (there->flags & closed) == 0;
}

/* Whether @there came in before @back went out and is still here. */
static gboolean
is_reversible (const CertplanReceipt *there, const CertplanReceipt *back)
{
  return may_be_reversed (there) && there->date <= back->date;
}

static gboolean
is_in_number (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_' || c == '/' || c == '.';
}

/* The number of a payment in the reference. Returns: the receipt + 1, or NOTHING */
static guint
find_by_number (CertplanReconciliation *self, const CertplanReceipt *back)
{
  for (const char *at
       = _certplan_receipt_texts (self, _certplan_receipt_number (self, back)).reference;
       at != NULL && *at != '\0';)
    {
      const char *end = at;
      while (is_in_number (*end))
        end++;
      if (end > at)
        {
          g_autofree char *token = g_strndup (at, (gsize)(end - at));
          const guint found = _certplan_reconcile_find_receipt (self, token);
          if (found != 0 && is_reversible (_certplan_receipt (self, found - 1), back)
              && _certplan_receipt (self, found - 1)->amount >= -back->amount)
            return found;
        }
      at = *end != '\0' ? end + 1 : end;
    }
  return NOTHING;
}

/* How much of a payment was given back by a decision, which what goes out may be. */
static CertplanMoney
get_decided (const CertplanReconciliation *self, guint r)
{
  CertplanMoney sum = 0;
  CertplanPart part;
  for (guint32 next = 0; _certplan_receipt_next_part (self, r, &next, &part);)
    if (part.place == CERTPLAN_LEDGER_REFUND && part.claim == 0
        && part.reason == CERTPLAN_LEDGER_DECISION)
      sum += part.fen;
  return sum;
}

/* What could be given back of a payer: receipts by an amount of theirs, which is all of it or what
 * was decided, and by their order. */
typedef struct
{
  guint32 payer;
  CertplanMoney fen;
  guint32 receipt;
} Chance;

typedef struct
{
  GArray *chances; /* Chance */
  guint32 *next;   /* by place: what lies before that place is spent; owned */
} Chances;

static gint
compare_chances (gconstpointer a, gconstpointer b, gpointer self)
{
  const Chance *one = a, *other = b;
  if (one->payer != other->payer)
    return one->payer < other->payer ? -1 : 1;
  if (one->fen != other->fen)
    return one->fen < other->fen ? -1 : 1;
  const guint32 rank = _certplan_receipt_rank (self, one->receipt);
  const guint32 other_rank = _certplan_receipt_rank (self, other->receipt);
  return (rank > other_rank) - (rank < other_rank);
}

static void
add_chances (const CertplanReconciliation *self, guint32 payer, GArray *chances)
{
  guint n;
  const guint32 *receipts = _certplan_payer_list (&self->receipts_of, payer, &n);
  for (guint i = 0; i < n; i++)
    {
      const CertplanMoney amount = _certplan_receipt (self, receipts[i])->amount;
      const CertplanMoney decided = get_decided (self, receipts[i]);
      const Chance whole = { payer, amount, receipts[i] }, part = { payer, decided, receipts[i] };
      if (amount > 0)
        g_array_append_val (chances, whole);
      if (amount > 0 && decided != 0 && decided != amount)
        g_array_append_val (chances, part);
    }
}

/* Those of the payers of what goes out. */
static Chances
list_chances (CertplanReconciliation *self)
{
  Chances chances = { g_array_new (FALSE, FALSE, sizeof (Chance)), NULL };
  g_autoptr (GHashTable) payers = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < self->pending->len; i++)
    {
      const CertplanReceipt *back = _certplan_receipt (self, _certplan_pending (self, i));
      if (!gives_back (self, back))
        continue;
      const guint32 payer = _certplan_payer (self, back->payer);
      if (g_hash_table_add (payers, GUINT_TO_POINTER (payer)))
        add_chances (self, payer, chances.chances);
    }
  g_array_sort_with_data (chances.chances, compare_chances, self);
  chances.next = g_new (guint32, chances.chances->len + 1);
  for (guint i = 0; i <= chances.chances->len; i++)
    chances.next[i] = i;
  return chances;
}

static void
chances_clear (Chances *chances)
{
  g_array_unref (chances->chances);
  g_free (chances->next);
}

/* The first chance of that payer and amount, or where it would be. */
static guint
find_chance (const Chances *chances, guint32 payer, CertplanMoney fen)
{
  guint from = 0, to = chances->chances->len;
  while (from < to)
    {
      const guint middle = from + (to - from) / 2;
      const Chance *chance = &g_array_index (chances->chances, Chance, middle);
      if (chance->payer < payer || (chance->payer == payer && chance->fen < fen))
        from = middle + 1;
      else
        to = middle;
    }
  return from;
}

/* @is_free: nothing of it may be applied */
static gboolean
is_spent (const CertplanReconciliation *self, const Chance *chance, gboolean is_free)
{
  return !may_be_reversed (_certplan_receipt (self, chance->receipt))
         || (is_free && _certplan_reconcile_get_applied (self, chance->receipt, 0) != 0);
}

/* The chance at @i, or behind those that are gone, for what is given back to the payer. Returns:
 * NULL = there is none any more */
static const Chance *
get_chance (const CertplanReconciliation *self, const Chances *chances, guint32 payer,
            const CertplanReceipt *back, guint *i)
{
  while (*i < chances->chances->len && chances->next[*i] != *i)
    *i = chances->next[*i]
        = chances->next[chances->next[*i]]; /* halves the way of the next looks */
  if (*i >= chances->chances->len)
    return NULL;
  const Chance *chance = &g_array_index (chances->chances, Chance, *i);
  return chance->payer == payer && chance->fen == -back->amount
                 && _certplan_receipt (self, chance->receipt)->date <= back->date
             ? chance
             : NULL;
}

/* The payment of the same payer and amount. @is_free: nothing of it is applied.
 * Returns: the receipt + 1, NOTHING or SEVERAL */
static guint
find_by_payer (const CertplanReconciliation *self, const CertplanReceipt *back, gboolean is_free,
               const Chances *chances)
{
  const guint32 payer = _certplan_payer (self, back->payer);
  guint found = NOTHING;
  guint i = find_chance (chances, payer, -back->amount);
  for (const Chance *chance; (chance = get_chance (self, chances, payer, back, &i)) != NULL;)
    {
      if (is_spent (self, chance, is_free))
        chances->next[i] = i + 1;
      else if (found != NOTHING)
        return SEVERAL;
      else
        {
          found = chance->receipt + 1;
          i++;
        }
    }
  return found;
}

/* Returns: how much is still to be given back */
static CertplanMoney
take_back (CertplanReconciliation *self, guint r, guint there, guint32 claim, CertplanMoney need,
           CertplanLedgerReason reason)
{
  const CertplanMoney applied = _certplan_reconcile_get_applied (self, there, claim);
  const CertplanMoney fen = MIN (need, MIN (applied, _certplan_claim (self, claim - 1)->paid));
  if (fen <= 0)
    return need;
  _certplan_reconcile_place (self, r, claim, CERTPLAN_LEDGER_REFUND, reason, -fen,
                             CERTPLAN_DATE_NONE);
  return need - fen;
}

/* What no charge has of @there. */
static void
give_free (CertplanReconciliation *self, guint r, guint there, CertplanMoney fen,
           CertplanLedgerReason reason)
{
  _certplan_reconcile_set_reversed (self, r, there);
  _certplan_reconcile_place (self, there, 0, CERTPLAN_LEDGER_REFUND, reason, fen,
                             CERTPLAN_DATE_NONE);
  _certplan_reconcile_place (self, r, 0, CERTPLAN_LEDGER_REFUND, reason, -fen, CERTPLAN_DATE_NONE);
}

/* First what was to be given back, then what no charge has, then what charges have, the last one
 * first. */
static void
reverse (CertplanReconciliation *self, guint r, guint there, CertplanLedgerReason reason)
{
  CertplanMoney need = -_certplan_rest (self, _certplan_receipt (self, r));
  const CertplanMoney decided_fen = MIN (need, get_decided (self, there));
  need -= decided_fen;
  const CertplanMoney free_fen
      = MIN (need, MAX (_certplan_rest (self, _certplan_receipt (self, there)), 0));
  _certplan_reconcile_set_reversed (self, r, there);
  if (decided_fen > 0)
    _certplan_reconcile_place (self, r, 0, CERTPLAN_LEDGER_REFUND, reason, -decided_fen,
                               CERTPLAN_DATE_NONE);
  if (free_fen > 0)
    give_free (self, r, there, free_fen, reason);
  need -= free_fen;
  CertplanPart part;
  for (guint32 next = 0; need > 0 && _certplan_receipt_next_part (self, there, &next, &part);)
    if (part.claim != 0)
      need = take_back (self, r, there, part.claim, need, reason);
}

static gboolean
reverse_all (CertplanReconciliation *self, gboolean is_free)
{
  gboolean changed = FALSE;
  Chances chances = list_chances (self);
  for (guint i = 0; i < self->pending->len; i++)
    {
      const guint r = _certplan_pending (self, i);
      const CertplanReceipt *back = _certplan_receipt (self, r);
      if (!gives_back (self, back))
        continue;
      const guint by_number = is_free ? NOTHING : find_by_number (self, back);
      const guint found
          = by_number != NOTHING ? by_number : find_by_payer (self, back, is_free, &chances);
      if (found == NOTHING || found == SEVERAL)
        continue;
      reverse (self, r, found - 1,
               by_number != NOTHING ? CERTPLAN_LEDGER_PAYMENT_NUMBER : CERTPLAN_LEDGER_REVERSAL);
      changed |= _certplan_rest (self, _certplan_receipt (self, r))
                 != _certplan_receipt (self, r)->amount;
    }
  chances_clear (&chances);
  return changed;
}

gboolean
_certplan_reconcile_reverse_only (CertplanReconciliation *self)
{
  return reverse_all (self, FALSE);
}

/* Of several equal payments the one that no charge needs. */
gboolean
_certplan_reconcile_reverse_free (CertplanReconciliation *self)
{
  return reverse_all (self, TRUE);
}

/* What a payer has paid on top. */
typedef struct
{
  CertplanMoney fen;
  CertplanDate last; /* the day of the last of those payments */
} Over;

typedef struct
{
  Chances chances;
  GHashTable *sums; /* payer -> Over */
} Overs;

static gboolean
is_over (const CertplanReconciliation *self, guint r)
{
  const guint closed = CERTPLAN_RECEIPT_LATER | CERTPLAN_RECEIPT_EXCLUDED | CERTPLAN_RECEIPT_HELD
                       | CERTPLAN_RECEIPT_SEVERAL;
  const CertplanReceipt *receipt = _certplan_receipt (self, r);
  return receipt->over != 0 && (receipt->flags & closed) == 0 && _certplan_rest (self, receipt) > 0;
}

static void
add_overs (const CertplanReconciliation *self, guint32 payer, Overs *overs)
{
  guint n;
  const guint32 *receipts = _certplan_payer_list (&self->receipts_of, payer, &n);
  if (g_hash_table_contains (overs->sums, GUINT_TO_POINTER (payer)))
    return;
  Over *sum = g_new (Over, 1);
  *sum = (Over){ 0, CERTPLAN_DATE_NONE };
  for (guint i = 0; i < n; i++)
    if (is_over (self, receipts[i]))
      {
        const CertplanReceipt *receipt = _certplan_receipt (self, receipts[i]);
        const Chance chance = { payer, _certplan_rest (self, receipt), receipts[i] };
        g_array_append_val (overs->chances.chances, chance);
        sum->fen += chance.fen;
        sum->last = MAX (sum->last, receipt->date);
      }
  g_hash_table_insert (overs->sums, GUINT_TO_POINTER (payer), sum);
}

static Overs
overs_new (void)
{
  return (Overs){ { g_array_new (FALSE, FALSE, sizeof (Chance)), NULL },
                  g_hash_table_new_full (NULL, NULL, NULL, g_free) };
}

static void
sort_overs (CertplanReconciliation *self, Overs *overs)
{
  GArray *chances = overs->chances.chances;
  g_array_sort_with_data (chances, compare_chances, self);
  overs->chances.next = g_new (guint32, chances->len + 1);
  for (guint i = 0; i <= chances->len; i++)
    overs->chances.next[i] = i;
}

static void
overs_clear (Overs *overs)
{
  chances_clear (&overs->chances);
  g_hash_table_unref (overs->sums);
}

/* The first payment of which so much is left. Returns: the place + 1; NOTHING = there is none */
static guint
find_one_over (const CertplanReconciliation *self, const Overs *overs, guint32 payer,
               const CertplanReceipt *back)
{
  const Chances *chances = &overs->chances;
  guint i = find_chance (chances, payer, -back->amount);
  for (const Chance *chance; (chance = get_chance (self, chances, payer, back, &i)) != NULL;)
    {
      if (is_over (self, chance->receipt))
        return i + 1;
      chances->next[i] = i + 1;
    }
  return NOTHING;
}

static gboolean
give_over (CertplanReconciliation *self, guint r, const Overs *overs, CertplanLedgerReason reason)
{
  const CertplanReceipt *back = _certplan_receipt (self, r);
  const guint32 payer = _certplan_payer (self, back->payer);
  const GArray *chances = overs->chances.chances;
  Over *sum = g_hash_table_lookup (overs->sums, GUINT_TO_POINTER (payer));
  const guint one = find_one_over (self, overs, payer, back);
  if (one == NOTHING && (sum == NULL || sum->fen != -back->amount || sum->last > back->date))
    return FALSE;
  sum->fen += back->amount;
  for (guint i = one != NOTHING ? one - 1 : find_chance (&overs->chances, payer, 0);
       i < chances->len && g_array_index (chances, Chance, i).payer == payer; i++)
    {
      const Chance *chance = &g_array_index (chances, Chance, i);
      if (is_over (self, chance->receipt))
        give_free (self, r, chance->receipt, chance->fen, reason);
      if (one != NOTHING)
        break;
    }
  return TRUE;
}

gboolean
_certplan_reconcile_give_over_back (CertplanReconciliation *self, guint r,
                                    CertplanLedgerReason reason)
{
  const CertplanReceipt *back = _certplan_receipt (self, r);
  if (back->amount >= 0 || _certplan_rest (self, back) != back->amount)
    return FALSE;
  Overs overs = overs_new ();
  add_overs (self, _certplan_payer (self, back->payer), &overs);
  sort_overs (self, &overs);
  const gboolean is_given = give_over (self, r, &overs, reason);
  overs_clear (&overs);
  return is_given;
}

/* What goes out is what its payer has paid on top, to the fen. */
gboolean
_certplan_reconcile_reverse_over (CertplanReconciliation *self)
{
  gboolean changed = FALSE;
  Overs overs = overs_new ();
  for (guint i = 0; i < self->pending->len; i++)
    {
      const CertplanReceipt *back = _certplan_receipt (self, _certplan_pending (self, i));
      if (gives_back (self, back))
        add_overs (self, _certplan_payer (self, back->payer), &overs);
    }
  sort_overs (self, &overs);
  for (guint i = 0; i < self->pending->len && overs.chances.chances->len > 0; i++)
    if (gives_back (self, _certplan_receipt (self, _certplan_pending (self, i))))
      changed |= give_over (self, _certplan_pending (self, i), &overs, CERTPLAN_LEDGER_REVERSAL);
  overs_clear (&overs);
  return changed;
}
