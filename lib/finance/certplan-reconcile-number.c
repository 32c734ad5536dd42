/* Payments that name what they are for, and those that are nobody's.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-order-private.h"
#include "certplan-reconcile-private.h"
#include <string.h>

#define MAX_TURNS 64 /* so often the payments for a claim take turns one by one */

static gboolean
pay (CertplanReconciliation *self, guint r, guint32 c)
{
  CertplanReceipt *receipt = _certplan_receipt (self, r);
  const CertplanMoney open = _certplan_claim_open (self, c);
  const CertplanMoney rest = _certplan_rest (self, receipt);
  const CertplanMoney fen = rest > 0 ? MIN (rest, MAX (open, 0)) : MAX (rest, MIN (open, 0));
  if (_certplan_claim_amount (self, c) > 0 && rest > 0)
    {
      receipt->over = c + 1; /* what is left in the end is more than the last one */
      receipt->over_by = receipt->named_by;
    }
  if (fen == 0)
    return FALSE;
  _certplan_reconcile_place (self, r, c + 1, CERTPLAN_LEDGER_APPLIED, receipt->named_by, fen,
                             CERTPLAN_DATE_NONE);
  return TRUE;
}

static gboolean
was_paid_until (const CertplanClaim *claim, CertplanDate date)
{
  return claim->paid_on != CERTPLAN_DATE_NONE && claim->paid_on <= date;
}

/* What goes out gives back what came in for that charge before. */
static gboolean
give_back (CertplanReconciliation *self, guint r, guint32 c)
{
  const CertplanReceipt *receipt = _certplan_receipt (self, r);
  const CertplanClaim *claim = _certplan_claim (self, c);
  const CertplanMoney fen = -MIN (-_certplan_rest (self, receipt), MAX (claim->paid, 0));
  if (fen >= 0 || !was_paid_until (claim, receipt->date))
    return FALSE;
  _certplan_reconcile_place (self, r, c + 1, CERTPLAN_LEDGER_REFUND, receipt->named_by, fen,
                             CERTPLAN_DATE_NONE);
  return TRUE;
}

/* What comes in for a certificate or case to the very fen of one of its charges is for that one:
 * the payer has read that amount somewhere. Of several alike the first one is, as in a part
 * payment. Where charges are named themselves, each of them is meant. */
static gboolean
pay_very_amount (CertplanReconciliation *self, guint r)
{
  const CertplanReceipt *receipt = _certplan_receipt (self, r);
  if (receipt->n_named < CERTPLAN_NAMES_SEVERAL
      || receipt->named_by == CERTPLAN_LEDGER_CHARGE_NUMBER)
    return FALSE;
  guint n;
  const guint32 *named = _certplan_receipt_named (self, receipt, &n);
  for (guint i = 0; i < n; i++)
    if (_certplan_claim_open (self, named[i]) == _certplan_rest (self, receipt)
        && !_certplan_reconcile_is_closed (self, r, named[i]))
      return pay (self, r, named[i]);
  return FALSE;
}

static gboolean
place_named (CertplanReconciliation *self, guint r)
{
  if (pay_very_amount (self, r))
    return TRUE;
  const CertplanReceipt *receipt = _certplan_receipt (self, r);
  const gboolean goes_out = _certplan_rest (self, receipt) < 0;
  guint n;
  const guint32 *named = _certplan_receipt_named (self, receipt, &n);
  gboolean changed = FALSE;
  for (guint i = 0; i < n; i++)
    if (!_certplan_reconcile_is_closed (self, r, named[i]))
      changed |= pay (self, r, named[i]);
  for (guint i = n; i > 0 && goes_out; i--)
    if (!_certplan_reconcile_is_closed (self, r, named[i - 1]))
      changed |= give_back (self, r, named[i - 1]);
  return changed;
}

/* Whether what comes in for the claim can be given back. */
static gboolean
can_turn (const CertplanReconciliation *self, guint r, guint32 c)
{
  return _certplan_claim_amount (self, c) > _certplan_claim_more (self, c)->waived
         && !_certplan_reconcile_is_closed (self, r, c);
}

/* What comes in, by the claims that it names. */
static CertplanOrdered *
list_ins (const CertplanReconciliation *self, guint *n_ins)
{
  GArray *ins = g_array_new (FALSE, FALSE, sizeof (CertplanOrdered));
  for (guint i = 0; i < self->pending->len; i++)
    {
      const guint r = _certplan_pending (self, i);
      const CertplanReceipt *receipt = _certplan_receipt (self, r);
      guint n;
      const guint32 *named = _certplan_receipt_named (self, receipt, &n);
      for (guint k = 0; k < n && _certplan_receipt_may_be_placed (self, receipt)
                        && _certplan_rest (self, receipt) > 0;
           k++)
        {
          const CertplanOrdered in = { named[k], "", r };
          if (can_turn (self, r, named[k]))
            g_array_append_val (ins, in);
        }
    }
  *n_ins = ins->len;
  _certplan_order_sort ((CertplanOrdered *)(void *)ins->data, ins->len);
  return (CertplanOrdered *)(void *)g_array_free (ins, FALSE);
}

/* Where the payments for a claim begin. */
static guint
find_ins (const CertplanOrdered *ins, guint n, guint32 claim)
{
  guint from = 0;
  while (from < n)
    {
      const guint middle = from + (n - from) / 2;
      if (ins[middle].key < claim)
        from = middle + 1;
      else
        n = middle;
    }
  return from;
}

/* Pays the claim with one payment and gives it back with another one, as often as can be. */
static void
turn (CertplanReconciliation *self, guint in, guint out, guint32 c)
{
  const CertplanReceipt *payment = _certplan_receipt (self, in);
  const CertplanReceipt *back = _certplan_receipt (self, out);
  const CertplanMoney fen = MIN (_certplan_rest (self, payment), -_certplan_rest (self, back));
  _certplan_reconcile_place (self, in, c + 1, CERTPLAN_LEDGER_APPLIED, payment->named_by, fen,
                             CERTPLAN_DATE_NONE);
  _certplan_reconcile_place (self, out, c + 1, CERTPLAN_LEDGER_REFUND, back->named_by, -fen,
                             CERTPLAN_DATE_NONE);
}

/* @spent: by place in @ins: how many of that claim have nothing left */
static gboolean
turn_out (CertplanReconciliation *self, guint out, const CertplanOrdered *ins, guint n_ins,
          guint32 *spent)
{
  const CertplanReceipt *back = _certplan_receipt (self, out);
  gboolean changed = FALSE;
  guint n;
  const guint32 *named = _certplan_receipt_named (self, back, &n);
  for (guint k = n; k > 0 && _certplan_rest (self, back) < 0; k--)
    {
      const guint32 c = named[k - 1];
      const guint first = find_ins (ins, n_ins, c);
      if (!can_turn (self, out, c) || !was_paid_until (_certplan_claim (self, c), back->date))
        continue;
      for (guint i; _certplan_rest (self, back) < 0 && (i = first + spent[first]) < n_ins
                    && ins[i].key == c;)
        if (_certplan_rest (self, _certplan_receipt (self, ins[i].place)) > 0)
          {
            turn (self, ins[i].place, out, c);
            changed = TRUE;
          }
        else
          spent[first]++;
    }
  return changed;
}

/* What comes in and what goes out for a claim take turns, by no more than the claim at once. Where
 * they are much more than it, or many, what they would come to is done at once, the first with the
 * first. */
static gboolean
turn_all (CertplanReconciliation *self)
{
  guint n_ins;
  gboolean changed = FALSE;
  g_autofree CertplanOrdered *ins = list_ins (self, &n_ins);
  g_autofree guint32 *spent = g_new0 (guint32, n_ins + 1);
  for (guint i = 0; i < self->pending->len && n_ins > 0; i++)
    {
      const guint r = _certplan_pending (self, i);
      if (_certplan_receipt_may_be_placed (self, _certplan_receipt (self, r))
          && _certplan_rest (self, _certplan_receipt (self, r)) < 0)
        changed |= turn_out (self, r, ins, n_ins, spent);
    }
  return changed;
}

/* Payments that wait until those of the very amount have what they name. */
typedef struct
{
  GArray *receipts;   /* guint32 */
  GHashTable *claims; /* that they name; NULL = nothing waits yet */
} Waiting;

/* Whether it pays one of the claims that it names to the fen. */
static gboolean
is_exact (const CertplanReconciliation *self, guint r)
{
  const CertplanReceipt *receipt = _certplan_receipt (self, r);
  guint n;
  const guint32 *named = _certplan_receipt_named (self, receipt, &n);
  if (n > 1 && receipt->named_by == CERTPLAN_LEDGER_CHARGE_NUMBER)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (_certplan_claim_open (self, named[i]) == _certplan_rest (self, receipt)
        && !_certplan_reconcile_is_closed (self, r, named[i]))
      return TRUE;
  return FALSE;
}

/* Whether it is more than all that is open of several claims, and so flows over. */
static gboolean
flows_over (const CertplanReconciliation *self, guint r)
{
  const CertplanReceipt *receipt = _certplan_receipt (self, r);
  CertplanMoney sum = 0;
  guint n;
  const guint32 *named = _certplan_receipt_named (self, receipt, &n);
  for (guint i = 0; i < n; i++)
    if (!_certplan_reconcile_is_closed (self, r, named[i]))
      sum += MAX (_certplan_claim_open (self, named[i]), 0);
  return n > 1 && sum > 0 && _certplan_rest (self, receipt) > sum;
}

static gboolean
must_wait (const CertplanReconciliation *self, const Waiting *waiting, guint r)
{
  guint n;
  const guint32 *named = _certplan_receipt_named (self, _certplan_receipt (self, r), &n);
  for (guint i = 0; waiting->claims != NULL && i < n; i++)
    if (g_hash_table_contains (waiting->claims, GUINT_TO_POINTER (named[i])))
      return !is_exact (self, r);
  return flows_over (self, r);
}

static void
wait (const CertplanReconciliation *self, Waiting *waiting, guint32 r)
{
  guint n;
  const guint32 *named = _certplan_receipt_named (self, _certplan_receipt (self, r), &n);
  if (waiting->claims == NULL)
    {
      waiting->claims = g_hash_table_new (NULL, NULL);
      waiting->receipts = g_array_new (FALSE, FALSE, sizeof (guint32));
    }
  for (guint i = 0; i < n; i++)
    g_hash_table_add (waiting->claims, GUINT_TO_POINTER (named[i]));
  g_array_append_val (waiting->receipts, r);
}

static gboolean
place_waiting (CertplanReconciliation *self, Waiting *waiting)
{
  gboolean changed = FALSE;
  if (waiting->claims == NULL)
    return FALSE;
  for (guint i = 0; i < waiting->receipts->len; i++)
    changed |= place_named (self, g_array_index (waiting->receipts, guint32, i));
  g_hash_table_unref (waiting->claims);
  g_array_unref (waiting->receipts);
  return changed;
}

/* By their days; but what is more than all that it names would take what a later one names to the
 * fen: it comes behind that one, and with it in their order all that are no such payments. */
gboolean
_certplan_reconcile_by_number (CertplanReconciliation *self)
{
  gboolean changed = self->n_by_number++ >= MAX_TURNS && turn_all (self);
  Waiting waiting = { NULL, NULL };
  for (guint i = 0; i < self->pending->len; i++)
    {
      const guint r = _certplan_pending (self, i);
      if (!_certplan_receipt_may_be_placed (self, _certplan_receipt (self, r)))
        continue;
      if (must_wait (self, &waiting, r))
        wait (self, &waiting, r);
      else
        changed |= place_named (self, r);
    }
  return place_waiting (self, &waiting) || changed;
}

/* The word as numbers are folded, so that width, case and blanks do not matter. */
static gboolean
has_word (const char *text, const char *word, GString *folded)
{
  if (text == NULL)
    return FALSE;
  _certplan_numbers_fold (text, folded, NULL);
  return strstr (folded->str, word) != NULL;
}

static gboolean
is_excluded (const CertplanReconciliation *self, guint r, GPtrArray *words, GString *folded)
{
  const CertplanReceiptTexts texts = _certplan_receipt_texts (self, r);
  for (guint i = 0; i < words->len; i++)
    {
      const guint8 field = certplan_exclusion_get (self->request->exclusions, i)->field;
      const char *word = g_ptr_array_index (words, i);
      if (word[0] == '\0') /* nothing but what is not shown */
        continue;
      if ((field != 2 && has_word (texts.payer, word, folded))
          || (field != 1 && has_word (texts.reference, word, folded)))
        return TRUE;
    }
  return FALSE;
}

static GPtrArray *
read_words (const CertplanRecords *exclusions)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < certplan_records_get_n (exclusions); i++)
    {
      g_autoptr (GString) word = g_string_new (NULL);
      _certplan_numbers_fold (
          _certplan_records_note (exclusions, certplan_exclusion_get (exclusions, i)->word), word,
          NULL);
      g_ptr_array_add (words, g_strdup (word->str));
    }
  return words;
}

/* A payment that names a charge is for it, whatever words stand beside. */
gboolean
_certplan_reconcile_exclude (CertplanReconciliation *self)
{
  const guint closed = CERTPLAN_RECEIPT_LATER | CERTPLAN_RECEIPT_DECIDED;
  if (self->request->exclusions == NULL)
    return FALSE;
  g_autoptr (GPtrArray) words = read_words (self->request->exclusions);
  g_autoptr (GString) folded = g_string_new (NULL);
  for (guint i = 0; i < self->pending->len; i++)
    {
      const guint r = _certplan_pending (self, i);
      CertplanReceipt *receipt = _certplan_receipt (self, r);
      if (_certplan_rest (self, receipt) != receipt->amount || _certplan_rest (self, receipt) == 0
          || receipt->n_named > 0 || (receipt->flags & closed) != 0
          || !is_excluded (self, r, words, folded))
        continue;
      receipt->flags |= CERTPLAN_RECEIPT_EXCLUDED;
      _certplan_reconcile_place (self, r, 0, CERTPLAN_LEDGER_EXCLUDED, CERTPLAN_LEDGER_WORD,
                                 _certplan_rest (self, receipt), CERTPLAN_DATE_NONE);
    }
  return FALSE;
}
