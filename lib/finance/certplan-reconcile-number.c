/* Payments that name what they are for, and those that are nobody's.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-reconcile-private.h"
#include "certplan-threads-private.h"
#include <stdlib.h>
#include <string.h>

static gint
compare_places (gconstpointer a, gconstpointer b)
{
  const guint32 one = *(const guint32 *)a, other = *(const guint32 *)b;
  return (one > other) - (one < other);
}

/* @claims: of one payment, from @begin on */
static gboolean
has (const GArray *claims, guint begin, guint32 claim)
{
  for (guint i = begin; i < claims->len; i++)
    if (g_array_index (claims, guint32, i) == claim)
      return TRUE;
  return FALSE;
}

/* All charges of the certificate or case, unless some of them are named by their own numbers. */
static void
add_named (const CertplanReconciliation *self, const CertplanNumber *number, guint begin,
           GArray *claims)
{
  for (guint32 c = number->first; number->kind != CERTPLAN_NUMBER_CHARGE && c != 0;
       c = _certplan_claim (self, c - 1)->next_of[number->kind])
    if (has (claims, begin, c - 1))
      return;
  /* What a chain holds, it holds once. */
  const guint end = claims->len;
  for (guint32 c = number->first; c != 0; c = _certplan_claim (self, c - 1)->next_of[number->kind])
    {
      const guint32 place = c - 1;
      if (begin == end || !has (claims, begin, place))
        g_array_append_val (claims, place);
      if (number->kind == CERTPLAN_NUMBER_CHARGE)
        break;
    }
}

/* Charges first, so that a certificate beside its charge adds nothing. */
static void
name_claims (const CertplanReconciliation *self, CertplanReceipt *receipt, const guint32 *found,
             guint n_found, GArray *claims)
{
  static const CertplanLedgerReason reasons[]
      = { CERTPLAN_LEDGER_CHARGE_NUMBER, CERTPLAN_LEDGER_CERTIFICATE_NUMBER,
          CERTPLAN_LEDGER_CASE_NUMBER };
  const guint begin = claims->len;
  for (guint kind = 0; kind < CERTPLAN_NUMBER_N_KINDS && n_found > 0; kind++)
    for (guint i = 0; i < n_found; i++)
      {
        const CertplanNumber *number = _certplan_numbers_get (self->numbers, found[i]);
        if (number->kind != kind)
          continue;
        if (number->is_ambiguous)
          receipt->flags |= CERTPLAN_RECEIPT_SEVERAL;
        if (receipt->named_by == CERTPLAN_LEDGER_NO_REASON)
          receipt->named_by = reasons[kind];
        add_named (self, number, begin, claims);
      }
  receipt->named = begin;
  receipt->n_named = claims->len - begin;
  if (n_found > 1) /* those of one number are in order */
    qsort (&g_array_index (claims, guint32, begin), receipt->n_named, sizeof (guint32),
           compare_places);
}

/* A debtor that names nothing but what others owe has likely miswritten a number. */
static gboolean
is_another_ones (const CertplanReconciliation *self, const CertplanReceipt *receipt,
                 const GArray *claims)
{
  if (!self->holds_others || receipt->n_named == 0)
    return FALSE;
  for (guint i = 0; i < receipt->n_named; i++)
    {
      const guint32 c = g_array_index (claims, guint32, receipt->named + i);
      const guint32 payer = _certplan_claim (self, c)->payer;
      if (payer == 0 || payer == receipt->payer)
        return FALSE;
    }
  return _certplan_payers_is_debtor (self->payers, receipt->payer);
}

/* Asks memory for the claims that the found numbers name. */
static void
announce_claims (const CertplanReconciliation *self, const CertplanNumberSearch *search, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      guint n_found;
      const guint32 *found = _certplan_number_search_get (search, i, &n_found);
      const guint32 first
          = n_found > 0 ? _certplan_numbers_get (self->numbers, found[0])->first : 0;
      if (first != 0)
        __builtin_prefetch (&_certplan_claim (self, first - 1)->payer);
    }
}

/* The receipts [begin, begin + n). */
static void
read_block (const CertplanReconciliation *self, CertplanNumberSearch *search, guint begin, guint n,
            GArray *named)
{
  const char *texts[CERTPLAN_NUMBERS_BLOCK];
  for (guint i = 0; i < n; i++)
    {
      texts[i] = _certplan_receipt (self, begin + i)->reference;
      __builtin_prefetch (texts[i]);
    }
  _certplan_number_search_run (search, texts, n);
  announce_claims (self, search, n);
  for (guint i = 0; i < n; i++)
    {
      CertplanReceipt *receipt = _certplan_receipt (self, begin + i);
      guint n_found;
      const guint32 *found = _certplan_number_search_get (search, i, &n_found);
      name_claims (self, receipt, found, n_found, named);
      if (is_another_ones (self, receipt, named))
        receipt->flags |= CERTPLAN_RECEIPT_HELD;
    }
}

#define MIN_RECEIPTS 4096 /* fewer are not worth a thread */

/* A share of the receipts, and the claims that they name. */
typedef struct
{
  const CertplanReconciliation *self;
  guint begin, end;
  GArray *named; /* guint32 */
} Share;

static void
read_share (gpointer shares, guint i)
{
  const Share *share = (const Share *)shares + i;
  g_autoptr (CertplanNumberSearch) search = _certplan_number_search_new (share->self->numbers);
  for (guint begin = share->begin; begin < share->end; begin += CERTPLAN_NUMBERS_BLOCK)
    read_block (share->self, search, begin, MIN (share->end - begin, CERTPLAN_NUMBERS_BLOCK),
                share->named);
}

/* What a share found goes behind what those before it found. */
static void
join_share (CertplanReconciliation *self, Share *share)
{
  for (guint r = share->begin; r < share->end; r++)
    _certplan_receipt (self, r)->named += self->named->len;
  g_array_append_vals (self->named, share->named->data, share->named->len);
  g_array_unref (share->named);
}

void
_certplan_reconcile_read_names (CertplanReconciliation *self)
{
  const guint n = self->receipts->len;
  const guint n_threads = _certplan_threads_count (self->request->n_threads);
  const guint n_shares = CLAMP (n / MIN_RECEIPTS, 1, n_threads);
  g_autofree Share *shares = g_new (Share, n_shares);
  for (guint i = 0; i < n_shares; i++)
    shares[i] = (Share){ self, (guint)((guint64)n * i / n_shares),
                         (guint)((guint64)n * (i + 1) / n_shares),
                         i == 0 ? g_array_ref (self->named)
                                : g_array_new (FALSE, FALSE, sizeof (guint32)) };
  _certplan_threads_run (n_threads, n_shares, read_share, shares);
  g_array_unref (shares[0].named);
  for (guint i = 1; i < n_shares; i++)
    join_share (self, &shares[i]);
}

static gboolean
may_be_placed (const CertplanReceipt *receipt)
{
  const guint16 closed = CERTPLAN_RECEIPT_LATER | CERTPLAN_RECEIPT_EXCLUDED | CERTPLAN_RECEIPT_HELD
                         | CERTPLAN_RECEIPT_SEVERAL;
  return receipt->rest != 0 && receipt->n_named > 0 && (receipt->flags & closed) == 0;
}

static gboolean
pay (CertplanReconciliation *self, guint r, guint32 c)
{
  CertplanReceipt *receipt = _certplan_receipt (self, r);
  const CertplanMoney open = _certplan_claim_open (_certplan_claim (self, c));
  const CertplanMoney fen
      = receipt->rest > 0 ? MIN (receipt->rest, MAX (open, 0)) : MAX (receipt->rest, MIN (open, 0));
  if (_certplan_claim (self, c)->amount > 0 && receipt->rest > 0)
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

/* What goes out gives back what came in for that charge before. */
static gboolean
give_back (CertplanReconciliation *self, guint r, guint32 c)
{
  const CertplanReceipt *receipt = _certplan_receipt (self, r);
  const CertplanClaim *claim = _certplan_claim (self, c);
  const CertplanMoney fen = -MIN (-receipt->rest, MAX (claim->paid, 0));
  if (fen >= 0 || claim->first_paid > receipt->date)
    return FALSE;
  _certplan_reconcile_place (self, r, c + 1, CERTPLAN_LEDGER_REFUND, receipt->named_by, fen,
                             CERTPLAN_DATE_NONE);
  return TRUE;
}

static gboolean
place_named (CertplanReconciliation *self, guint r)
{
  const CertplanReceipt receipt = *_certplan_receipt (self, r);
  const guint32 *named = &g_array_index (self->named, guint32, receipt.named);
  gboolean changed = FALSE;
  for (guint i = 0; i < receipt.n_named; i++)
    if (!_certplan_reconcile_is_closed (self, r, named[i]))
      changed |= pay (self, r, named[i]);
  for (guint i = receipt.n_named; i > 0 && receipt.rest < 0; i--)
    if (!_certplan_reconcile_is_closed (self, r, named[i - 1]))
      changed |= give_back (self, r, named[i - 1]);
  return changed;
}

gboolean
_certplan_reconcile_by_number (CertplanReconciliation *self)
{
  gboolean changed = FALSE;
  for (guint i = 0; i < self->pending->len; i++)
    if (may_be_placed (_certplan_receipt (self, _certplan_pending (self, i))))
      changed |= place_named (self, _certplan_pending (self, i));
  return changed;
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
is_excluded (const CertplanReconciliation *self, const CertplanReceipt *receipt, GPtrArray *words,
             GString *folded)
{
  for (guint i = 0; i < words->len; i++)
    {
      const guint8 field = certplan_exclusion_get (self->request->exclusions, i)->field;
      const char *word = g_ptr_array_index (words, i);
      if (word[0] == '\0') /* nothing but what is not shown */
        continue;
      if ((field != 2 && has_word (receipt->payer_name, word, folded))
          || (field != 1 && has_word (receipt->reference, word, folded)))
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
  const guint16 closed = CERTPLAN_RECEIPT_LATER | CERTPLAN_RECEIPT_DECIDED;
  if (self->request->exclusions == NULL)
    return FALSE;
  g_autoptr (GPtrArray) words = read_words (self->request->exclusions);
  g_autoptr (GString) folded = g_string_new (NULL);
  for (guint i = 0; i < self->pending->len; i++)
    {
      const guint r = _certplan_pending (self, i);
      CertplanReceipt *receipt = _certplan_receipt (self, r);
      if (receipt->rest != receipt->amount || receipt->rest == 0 || receipt->n_named > 0
          || (receipt->flags & closed) != 0 || !is_excluded (self, receipt, words, folded))
        continue;
      receipt->flags |= CERTPLAN_RECEIPT_EXCLUDED;
      _certplan_reconcile_place (self, r, 0, CERTPLAN_LEDGER_EXCLUDED, CERTPLAN_LEDGER_WORD,
                                 receipt->rest, CERTPLAN_DATE_NONE);
    }
  return FALSE;
}
