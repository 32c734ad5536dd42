/* The charges that unmatched payments might be for: shown to a person, never applied.
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A score has four parts, each a whole number: how near a number of the reference is (0 to 40), how
 * near the payer's name is (0 to 30), how near the amount is (0 to 20), whether the day lies in the
 * window (0 to 10). */
#include "certplan-reconcile-private.h"
#include <string.h>

#define N_BEST 3
#define MIN_SCORE 25
#define MAX_OF_PAYER 500 /* charges of one payer that are looked at */
#define MAX_CANDIDATES 1000
#define MAX_OF_AMOUNT 200 /* charges of one amount */
#define MIN_TOKEN 3
#define MAX_TOKEN 40

/* An open amount and whose it is. */
typedef struct
{
  CertplanMoney fen;
  guint32 claim;
  guint32 order; /* in which it is paid */
} Amount;

typedef struct
{
  CertplanReconciliation *self;
  GArray *amounts;    /* Amount: of what is open, sorted */
  GString *folded;    /* the reference */
  GArray *candidates; /* guint32: claims */
  guint32 *asked_by;  /* by claim: the n-th search has it among its candidates; owned */
  guint32 n_searches;
  gboolean has_token; /* a number may stand in the reference */
  GString *number;    /* a charge's, folded */
  GString *stem;      /* of a debtor's name */
  CertplanNearNames *names;
  GArray *payers; /* guint32: with near names */
} Finder;

static gint
compare_amounts (gconstpointer a, gconstpointer b)
{
  const Amount *one = a, *other = b;
  if (one->fen != other->fen)
    return one->fen < other->fen ? -1 : 1;
  return (one->order > other->order) - (one->order < other->order);
}

static GArray *
list_amounts (const CertplanReconciliation *self, const GArray *claims)
{
  GArray *amounts = g_array_new (FALSE, FALSE, sizeof (Amount));
  for (guint i = 0; i < claims->len; i++)
    {
      const guint32 c = g_array_index (claims, guint32, i);
      const Amount amount = { _certplan_claim_open (self, c), c, i };
      g_array_append_val (amounts, amount);
    }
  g_array_sort (amounts, compare_amounts);
  return amounts;
}

static void
add_candidate (Finder *finder, guint32 claim)
{
  if (finder->asked_by[claim] == finder->n_searches)
    return;
  finder->asked_by[claim] = finder->n_searches;
  g_array_append_val (finder->candidates, claim);
}

static void
add_of_payer (Finder *finder, guint32 payer)
{
  const CertplanReconciliation *self = finder->self;
  guint n;
  const guint32 *claims = _certplan_payer_list (&self->claims_of, payer, &n);
  for (guint i = 0; i < MIN (n, MAX_OF_PAYER); i++)
    add_candidate (finder, claims[i]);
}

/* Whether the name may be a debtor's, miswritten: what goes out is looked for by the name itself.
 */
static gboolean
may_be_near (const CertplanReconciliation *self, const CertplanReceipt *receipt)
{
  const guint32 payer = _certplan_payer (self, receipt->payer);
  guint n;
  _certplan_payer_list (&self->claims_of, payer, &n);
  return payer != 0 && receipt->amount > 0 && n == 0;
}

static void
add_of_near_payers (Finder *finder, const CertplanReceipt *receipt)
{
  if (!may_be_near (finder->self, receipt))
    return;
  _certplan_near_names_find (finder->names, _certplan_payer (finder->self, receipt->payer),
                             finder->payers);
  for (guint i = 0; i < finder->payers->len && finder->candidates->len < MAX_CANDIDATES; i++)
    add_of_payer (finder, g_array_index (finder->payers, guint32, i));
}

static void
add_of_amount (Finder *finder, const CertplanReceipt *receipt)
{
  guint low = 0, high = finder->amounts->len;
  while (low < high)
    {
      const guint middle = (low + high) / 2;
      if (g_array_index (finder->amounts, Amount, middle).fen < receipt->amount)
        low = middle + 1;
      else
        high = middle;
    }
  for (guint i = low; i < finder->amounts->len && i < low + MAX_OF_AMOUNT; i++)
    {
      const Amount *amount = &g_array_index (finder->amounts, Amount, i);
      if (amount->fen != receipt->amount)
        return;
      add_candidate (finder, amount->claim);
    }
}

static void
add_number (Finder *finder, const char *text, gsize length)
{
  const CertplanReconciliation *self = finder->self;
  const guint32 place = _certplan_numbers_find (self->numbers, text, length);
  if (place == 0)
    return;
  const guint32 *next_of = self->next_of[_certplan_number_kind (place)];
  for (guint32 c = _certplan_number_claim (place) + 1; c != 0;
       c = next_of != NULL ? next_of[c - 1] : 0)
    add_candidate (finder, c - 1);
}

/* What one slip of the hand makes of a number: a character too few, another one, two exchanged, one
 * too many. */
static void
add_variants (Finder *finder, const char *token, gsize length)
{
  static const char signs[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-";
  char text[MAX_TOKEN + 2];
  add_number (finder, token, length);
  for (gsize i = 0; i < length; i++)
    {
      memcpy (text, token, length);
      memmove (text + i, text + i + 1, length - i - 1);
      add_number (finder, text, length - 1);
      memcpy (text, token, length);
      for (gsize k = 0; k + 1 < sizeof signs; k++)
        {
          text[i] = signs[k];
          add_number (finder, text, length);
        }
      if (i + 1 == length)
        break;
      memcpy (text, token, length);
      text[i] = token[i + 1];
      text[i + 1] = token[i];
      add_number (finder, text, length);
    }
  for (gsize i = 0; i <= length; i++)
    for (gsize k = 0; k + 1 < sizeof signs; k++)
      {
        memcpy (text, token, i);
        text[i] = signs[k];
        memcpy (text + i + 1, token + i, length - i);
        add_number (finder, text, length + 1);
      }
}

static gboolean
is_in_number (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_' || c == '/';
}

/* The next word of the folded reference that might be a number. Returns: its length; 0 = none */
static gsize
next_token (const char **at)
{
  while (**at != '\0')
    {
      gsize length = 0;
      gboolean has_digit = FALSE;
      while (**at != '\0' && !g_ascii_isalnum (**at))
        (*at)++;
      while (is_in_number ((*at)[length]))
        has_digit |= g_ascii_isdigit ((*at)[length++]);
      if (has_digit && length >= MIN_TOKEN && length <= MAX_TOKEN)
        return length;
      *at += length;
    }
  return 0;
}

static guint
count_slips (const char *one, gsize n_one, const char *other, gsize n_other)
{
  gunichar a[MAX_TOKEN], b[MAX_TOKEN];
  for (gsize i = 0; i < n_one; i++)
    a[i] = (guchar)one[i];
  for (gsize i = 0; i < n_other; i++)
    b[i] = (guchar)other[i];
  return _certplan_slips_count (a, (guint)n_one, b, (guint)n_other);
}

/* 40 the number itself, 30 one slip, 20 two slips in six characters or more. */
static gint32
score_token (const char *token, gsize length, const GString *number)
{
  if (number->len == 0 || number->len > MAX_TOKEN || ABS ((gint)length - (gint)number->len) > 2)
    return 0;
  const guint slips = count_slips (token, length, number->str, number->len);
  if (slips == 0)
    return 40;
  if (slips == 1)
    return 30;
  return slips == 2 && number->len >= 6 ? 20 : 0;
}

static gint32
score_one_number (Finder *finder, guint32 note)
{
  const char *text = _certplan_records_note (finder->self->request->charges, note);
  const char *at = finder->folded->str;
  gint32 best = 0;
  if (text == NULL)
    return 0;
  _certplan_numbers_fold (text, finder->number, NULL);
  for (gsize length; (length = next_token (&at)) != 0; at += length)
    best = MAX (best, score_token (at, length, finder->number));
  return best;
}

static gint32
score_number (Finder *finder, guint32 claim)
{
  gint32 best = 0;
  for (guint kind = 0; finder->has_token && kind < CERTPLAN_NUMBER_N_KINDS; kind++)
    {
      const gint32 score = score_one_number (
          finder, _certplan_charge_get_number (finder->self->request->charges, claim, kind));
      best = MAX (best, score);
    }
  return best;
}

/* 30 the payer itself, up to 25 as much of the name as is alike, from half of it on. */
static gint32
score_payer (Finder *finder, const CertplanReceipt *receipt, const CertplanClaim *claim)
{
  const CertplanReconciliation *self = finder->self;
  const guint32 payer = _certplan_payer (self, receipt->payer);
  const guint32 debtor = _certplan_payer (self, claim->org);
  const char *org = _certplan_reconcile_get_text (self, claim->org);
  if (payer == 0 || debtor == 0 || org == NULL)
    return 0;
  if (payer == debtor)
    return 30;
  _certplan_payers_fold (self->payers, org, finder->stem);
  const guint alike = _certplan_names_compare (_certplan_payers_get_stem (self->payers, payer),
                                               finder->stem->str);
  return alike >= 50 && finder->stem->len > 0 ? (gint32)alike / 4 : 0;
}

/* 20 what is open, 15 what was asked for at first, 10 within a hundredth, 5 a part of it. */
static gint32
score_amount (const CertplanReconciliation *self, const CertplanReceipt *receipt, guint32 c)
{
  const CertplanClaim *claim = _certplan_claim (self, c);
  const CertplanMoney amount = _certplan_claim_amount (self, c);
  const CertplanMoney open = _certplan_claim_open (self, c);
  const CertplanMoney fen = receipt->amount;
  if (amount == CERTPLAN_MONEY_NONE)
    return 0;
  if (fen < 0)
    return claim->paid == -fen ? 20 : claim->paid > -fen ? 5 : 0;
  if (open == fen)
    return 20;
  if (amount == fen)
    return 15;
  if (ABS (open - fen) <= open / 100)
    return 10;
  return fen < open ? 5 : 0;
}

static gint32
score_date (const CertplanReconciliation *self, const CertplanReceipt *receipt, guint32 c)
{
  if (_certplan_claim_charge (self, c)->due == CERTPLAN_DATE_NONE)
    return 0;
  return _certplan_reconcile_is_in_window (self, c, receipt->date) ? 10 : 0;
}

static CertplanNear
score (Finder *finder, guint r, guint32 claim)
{
  const CertplanReceipt *receipt = _certplan_receipt (finder->self, r);
  const CertplanClaim *there = _certplan_claim (finder->self, claim);
  CertplanNear near = {
    .receipt = r,
    .claim = claim,
    .number_score = score_number (finder, claim),
    .payer_score = score_payer (finder, receipt, there),
    .amount_score = score_amount (finder->self, receipt, claim),
    .date_score = score_date (finder->self, receipt, claim),
  };
  near.score = near.number_score + near.payer_score + near.amount_score + near.date_score;
  return near;
}

/* Of two that are as near, the one that is paid first. */
static gboolean
is_better (const Finder *finder, const CertplanNear *one, const CertplanNear *other)
{
  if (one->score != other->score)
    return one->score > other->score;
  return _certplan_claims_compare (finder->self, one->claim, other->claim) < 0;
}

static void
keep_best (Finder *finder, guint r)
{
  CertplanNear best[N_BEST + 1];
  guint n = 0;
  for (guint i = 0; i < finder->candidates->len; i++)
    {
      const guint32 claim = g_array_index (finder->candidates, guint32, i);
      const CertplanNear near = score (finder, r, claim);
      guint at = n;
      if (near.score < MIN_SCORE || _certplan_reconcile_is_refused (finder->self, r, claim))
        continue;
      for (; at > 0 && is_better (finder, &near, &best[at - 1]); at--)
        best[at] = best[at - 1];
      best[at] = near;
      n = MIN (n + 1, N_BEST);
    }
  for (guint i = 0; i < n; i++)
    {
      best[i].rank = i + 1;
      g_array_append_val (finder->self->near, best[i]);
    }
}

static void
find (Finder *finder, guint r)
{
  const CertplanReceipt *receipt = _certplan_receipt (finder->self, r);
  g_array_set_size (finder->candidates, 0);
  finder->n_searches++;
  finder->has_token = FALSE;
  g_string_truncate (finder->folded, 0);
  const char *reference = _certplan_receipt_texts (finder->self, r).reference;
  guint n_named;
  const guint32 *named = _certplan_receipt_named (finder->self, receipt, &n_named);
  if (reference != NULL)
    _certplan_numbers_fold (reference, finder->folded, NULL);
  for (guint i = 0; i < n_named; i++)
    add_candidate (finder, named[i]);
  const char *at = finder->folded->str;
  for (gsize length; (length = next_token (&at)) != 0; at += length)
    {
      finder->has_token = TRUE;
      add_variants (finder, at, length);
    }
  add_of_payer (finder, _certplan_payer (finder->self, receipt->payer));
  add_of_near_payers (finder, receipt);
  add_of_amount (finder, receipt);
  keep_best (finder, r);
}

/* All names that are looked for are known before the debtors are walked over. */
static void
index_names (Finder *finder, const GArray *unmatched, const GArray *claims)
{
  CertplanReconciliation *self = finder->self;
  gboolean is_any = FALSE;
  for (guint i = 0; i < unmatched->len && !is_any; i++)
    is_any = may_be_near (self, _certplan_receipt (self, g_array_index (unmatched, guint32, i)));
  if (!is_any)
    return;
  _certplan_reconcile_want_debtors (self, claims);
  for (guint i = 0; i < unmatched->len; i++)
    {
      const CertplanReceipt *receipt
          = _certplan_receipt (self, g_array_index (unmatched, guint32, i));
      if (may_be_near (self, receipt))
        _certplan_near_names_want (finder->names, _certplan_payer (self, receipt->payer));
    }
  _certplan_near_names_index (finder->names, claims);
}

/* By part: a payment may be there twice. */
static GArray *
list_unmatched (const CertplanReconciliation *self)
{
  GArray *receipts = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < self->pending->len; i++)
    {
      const guint32 r = _certplan_pending (self, i);
      CertplanPart part;
      for (CertplanPartWalk walk = { NULL, r, 0 }; _certplan_parts_next_of (self, r, &walk, &part);)
        if (part.place == CERTPLAN_LEDGER_UNMATCHED)
          g_array_append_val (receipts, r);
    }
  return receipts;
}

static gboolean
is_open (const CertplanReconciliation *self, guint32 c)
{
  return _certplan_claim_open (self, c) > 0;
}

static void
find_all (CertplanReconciliation *self, const GArray *unmatched)
{
  g_autoptr (GArray) claims = _certplan_reconcile_list (self, self->claims->len, is_open);
  _certplan_claims_sort (self, (guint32 *)(void *)claims->data, claims->len);
  Finder finder = { .self = self,
                    .amounts = list_amounts (self, claims),
                    .folded = g_string_new (NULL),
                    .candidates = g_array_new (FALSE, FALSE, sizeof (guint32)),
                    .asked_by = g_new0 (guint32, self->claims->len + 1),
                    .number = g_string_new (NULL),
                    .stem = g_string_new (NULL),
                    .names = _certplan_near_names_new (self),
                    .payers = g_array_new (FALSE, FALSE, sizeof (guint32)) };
  index_names (&finder, unmatched, claims);
  for (guint i = 0; i < unmatched->len; i++)
    find (&finder, g_array_index (unmatched, guint32, i));
  g_array_unref (finder.amounts);
  g_array_unref (finder.candidates);
  g_free (finder.asked_by);
  g_array_unref (finder.payers);
  g_string_free (finder.folded, TRUE);
  g_string_free (finder.number, TRUE);
  g_string_free (finder.stem, TRUE);
  _certplan_near_names_free (finder.names);
}

void
_certplan_reconcile_find_near (CertplanReconciliation *self)
{
  if (self->n_unmatched == 0)
    return;
  g_autoptr (GArray) unmatched = list_unmatched (self);
  find_all (self, unmatched);
}
