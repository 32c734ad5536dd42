/* The numbers that charges are found by. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-reconcile-private.h"

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

void
_certplan_reconcile_index_claims (CertplanReconciliation *self)
{
  self->numbers = _certplan_numbers_new (self->request->charges);
  for (guint kind = 0; kind < CERTPLAN_NUMBER_N_KINDS; kind++)
    if (self->has_numbers[kind])
      self->next_of[kind] = g_new0 (guint32, self->claims->len);
  const guint kinds
      = _certplan_numbers_index (self->numbers, self->request->n_threads, self->next_of);
  for (guint kind = 0; kind < CERTPLAN_NUMBER_N_KINDS; kind++)
    if ((kinds & 1u << kind) == 0)
      g_clear_pointer (&self->next_of[kind], g_free);
  if (kinds != 0)
    _certplan_numbers_move (self->numbers, sort_chain, self);
}
