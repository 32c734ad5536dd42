/* The numbers that charges are found by. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-reconcile-private.h"

/* Puts @claim behind @first, which has the same number. */
static void
link_claim (CertplanReconciliation *self, guint32 first, guint32 claim, CertplanNumberKind kind)
{
  if (self->next_of[kind] == NULL)
    self->next_of[kind] = g_new0 (guint32, self->claims->len);
  guint32 *next_of = self->next_of[kind];
  next_of[claim] = next_of[first];
  next_of[first] = claim + 1;
}

static void
index_kind (CertplanReconciliation *self, CertplanNumberKind kind)
{
  const CertplanRecords *charges = self->request->charges;
  const guint n = self->claims->len;
  guint32 firsts[CERTPLAN_NUMBERS_BLOCK];
  for (guint begin = 0; begin < n; begin += CERTPLAN_NUMBERS_BLOCK)
    {
      const char *texts[CERTPLAN_NUMBERS_BLOCK];
      const guint n_here = MIN (n - begin, CERTPLAN_NUMBERS_BLOCK);
      for (guint i = 0; i < n_here; i++)
        texts[i] = _certplan_records_note (
            charges, _certplan_charge_get_number (certplan_charge_get (charges, begin + i), kind));
      _certplan_numbers_add (self->numbers, texts, n_here, begin, kind, firsts);
      for (guint i = 0; i < n_here; i++)
        if (firsts[i] != 0 && firsts[i] - 1 != begin + i)
          link_claim (self, firsts[i] - 1, begin + i, kind);
    }
}

/* The claims of a number in the order in which they are paid.
 * Returns: the first one */
static guint32
sort_chain (gpointer data, guint32 first, CertplanNumberKind kind)
{
  CertplanReconciliation *self = data;
  guint32 *next_of = self->next_of[kind];
  if (next_of == NULL || next_of[first] == 0)
    return first;
  g_autoptr (GArray) chain = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 c = first + 1; c != 0; c = next_of[c - 1])
    {
      const guint32 claim = c - 1;
      g_array_append_val (chain, claim);
    }
  guint32 *claims = (guint32 *)(void *)chain->data;
  _certplan_claims_sort (self, claims, chain->len);
  for (guint i = 0; i < chain->len; i++)
    next_of[claims[i]] = i + 1 < chain->len ? claims[i + 1] + 1 : 0;
  return claims[0];
}

/* Charges go before certificates before cases. */
void
_certplan_reconcile_index_claims (CertplanReconciliation *self)
{
  guint n = 0;
  for (guint kind = 0; kind < CERTPLAN_NUMBER_N_KINDS; kind++)
    n += self->n_numbers[kind];
  self->numbers = _certplan_numbers_new (self->request->charges);
  _certplan_numbers_reserve (self->numbers, n);
  for (guint kind = 0; kind < CERTPLAN_NUMBER_N_KINDS; kind++)
    if (self->n_numbers[kind] > 0)
      index_kind (self, kind);
  for (guint kind = 0; kind < CERTPLAN_NUMBER_N_KINDS; kind++)
    if (self->next_of[kind] != NULL)
      {
        _certplan_numbers_move (self->numbers, sort_chain, self);
        break;
      }
}
