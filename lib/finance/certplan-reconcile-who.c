/* Who the payers are, and what they have. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A payment that names its charge needs no payer. So names are looked at of those payments alone
 * that do not, and of all who owe something only those are kept whose names are such ones. */
#include "certplan-reconcile-private.h"
#include "certplan-threads-private.h"

#define NOBODYS CERTPLAN_NAME_NOBODYS
#define WAITS CERTPLAN_NAME_WAITS
#define RANGE (1u << 14) /* names that one thread looks at */

/* Names that are looked at together. */
typedef struct
{
  CertplanReconciliation *self;
  guint32 places[CERTPLAN_PAYERS_BLOCK];
  guint n;
  gboolean is_debtor;
} Block;

static void
flush (Block *block)
{
  CertplanReconciliation *self = block->self;
  const char *texts[CERTPLAN_PAYERS_BLOCK];
  guint32 numbers[CERTPLAN_PAYERS_BLOCK];
  for (guint i = 0; i < block->n; i++)
    texts[i] = _certplan_reconcile_get_text (self, block->places[i]);
  _certplan_payers_add (self->payers, texts, block->n, block->is_debtor, numbers);
  for (guint i = 0; i < block->n; i++)
    self->names[block->places[i]] = numbers[i] + 1;
  block->n = 0;
}

/* Each name once: it is marked while it is in the block. */
static void
look_at (Block *block, guint32 place)
{
  block->self->names[place] = 1;
  block->places[block->n++] = place;
  if (block->n == CERTPLAN_PAYERS_BLOCK)
    flush (block);
}

/* Whether the names of a range of places are those of payments that are asked about. */
static void
sift_range (gpointer data, guint i)
{
  const CertplanReconciliation *self = data;
  const guint n = self->first_texts[self->has_refunds ? self->request->payments->len + 3 : 2];
  g_autoptr (GString) folded = g_string_new (NULL);
  for (guint32 place = i * RANGE; place < MIN ((i + 1) * RANGE, n); place++)
    if (self->names[place] == 0 || self->names[place] == NOBODYS)
      self->names[place]
          = _certplan_payers_has (self->payers, _certplan_reconcile_get_text (self, place), folded)
                ? WAITS
                : NOBODYS;
}

/* Debtors whose names are wanted, and payments of them in other spellings. */
static void
look_at_all (CertplanReconciliation *self)
{
  Block debtors = { .self = self, .is_debtor = TRUE }, payers = { .self = self };
  const guint n = self->first_texts[self->has_refunds ? self->request->payments->len + 3 : 2];
  _certplan_threads_run (self->request->n_threads, (n + RANGE - 1) / RANGE, sift_range, self);
  for (guint c = 0; c < self->claims->len; c++)
    if (self->names[_certplan_claim (self, c)->org] == WAITS)
      look_at (&debtors, _certplan_claim (self, c)->org);
  flush (&debtors);
  for (guint r = 0; self->has_refunds && r < self->receipts->len; r++)
    if (self->names[_certplan_receipt (self, r)->payer] == WAITS)
      look_at (&payers, _certplan_receipt (self, r)->payer);
  flush (&payers);
}

void
_certplan_payer_lists_clear (CertplanPayerLists *lists)
{
  g_clear_pointer (&lists->begins, g_free);
  g_clear_pointer (&lists->items, g_free);
}

static guint32
get_place (const CertplanReconciliation *self, guint32 item, gboolean is_claim)
{
  return is_claim ? _certplan_claim (self, item)->org : _certplan_receipt (self, item)->payer;
}

static gint
compare_receipts (gconstpointer a, gconstpointer b, gpointer self)
{
  return _certplan_receipts_compare (self, *(const guint32 *)a, *(const guint32 *)b);
}

static gboolean
is_known_claim (const CertplanReconciliation *self, guint32 c)
{
  return _certplan_payer (self, _certplan_claim (self, c)->org) > CERTPLAN_PAYER_OTHER;
}

static gboolean
is_known_receipt (const CertplanReconciliation *self, guint32 r)
{
  return _certplan_payer (self, _certplan_receipt (self, r)->payer) > CERTPLAN_PAYER_OTHER;
}

/* The claims or receipts whose payers are known; claims are sorted later. */
static GArray *
list_known (CertplanReconciliation *self, gboolean is_claim)
{
  if (is_claim)
    return _certplan_reconcile_list (self, self->claims->len, is_known_claim);
  GArray *items = _certplan_reconcile_list (self, self->receipts->len, is_known_receipt);
  g_array_sort_with_data (items, compare_receipts, self);
  return items;
}

static void
fill_lists (CertplanReconciliation *self, CertplanPayerLists *lists, gboolean is_claim)
{
  g_autoptr (GArray) items = list_known (self, is_claim);
  const guint n_payers = _certplan_payers_get_limit (self->payers);
  _certplan_payer_lists_clear (lists);
  lists->begins = g_new0 (guint32, n_payers + 2);
  lists->items = g_new (guint32, items->len + 1);
  for (guint i = 0; i < items->len; i++)
    lists->begins[_certplan_payer (self,
                                   get_place (self, g_array_index (items, guint32, i), is_claim))
                  + 2]++;
  for (guint payer = 2; payer < n_payers + 2; payer++)
    lists->begins[payer] += lists->begins[payer - 1];
  for (guint i = 0; i < items->len; i++)
    {
      const guint32 item = g_array_index (items, guint32, i);
      lists->items[lists->begins[_certplan_payer (self, get_place (self, item, is_claim)) + 1]++]
          = item;
    }
}

static void
make_lists (CertplanReconciliation *self)
{
  g_clear_pointer (&self->owed, _certplan_owed_free);
  fill_lists (self, &self->claims_of, TRUE);
  fill_lists (self, &self->receipts_of, FALSE);
  const guint n_payers = _certplan_payers_get_limit (self->payers);
  for (guint payer = 0; payer < n_payers; payer++)
    {
      const guint begin = self->claims_of.begins[payer], end = self->claims_of.begins[payer + 1];
      if (end - begin > 1)
        _certplan_claims_sort (self, self->claims_of.items + begin, end - begin);
    }
}

static gboolean
is_asked_for (const CertplanReconciliation *self, guint32 place)
{
  return self->names[place] != 0 && self->names[place] < WAITS;
}

static void
want (CertplanReconciliation *self, Block *block, gboolean is_any)
{
  flush (block);
  if (!is_any)
    return;
  look_at_all (self);
  make_lists (self);
}

/* Returns: whether it is a new one */
static gboolean
want_payer (CertplanReconciliation *self, Block *block, const CertplanReceipt *receipt)
{
  if ((receipt->flags & CERTPLAN_RECEIPT_LATER) != 0)
    return FALSE;
  const gboolean is_known = is_asked_for (self, receipt->payer);
  const gboolean is_first_refund = receipt->amount < 0 && !self->has_refunds;
  self->has_refunds |= is_first_refund;
  if (!is_known)
    look_at (block, receipt->payer);
  return !is_known || is_first_refund;
}

void
_certplan_reconcile_want_payers (CertplanReconciliation *self, const GArray *receipts)
{
  Block block = { .self = self };
  gboolean is_any = FALSE;
  for (guint i = 0; i < receipts->len; i++)
    is_any |= want_payer (self, &block,
                          _certplan_receipt (self, g_array_index (receipts, guint32, i)));
  want (self, &block, is_any);
}

void
_certplan_reconcile_want_debtors (CertplanReconciliation *self, const GArray *claims)
{
  Block block = { .self = self, .is_debtor = TRUE };
  gboolean is_any = FALSE;
  for (guint i = 0; i < claims->len; i++)
    {
      const guint32 place = _certplan_claim (self, g_array_index (claims, guint32, i))->org;
      if (is_asked_for (self, place))
        continue;
      is_any = TRUE;
      look_at (&block, place);
    }
  want (self, &block, is_any);
}
