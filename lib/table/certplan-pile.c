/* Storage that grows and never moves. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-pile-private.h"
#include "certplan-memory-private.h"
#include <string.h>

void
_certplan_pile_init (CertplanPile *pile, gsize element_size, guint first_bit)
{
  memset (pile, 0, sizeof *pile);
  pile->element_size = element_size;
  pile->first_bit = first_bit;
  pile->next = (guint64)1 << first_bit;
  pile->limit = (guint64)G_MAXUINT32 + 1;
}

void
_certplan_pile_clear (CertplanPile *pile)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pile->chunks); i++)
    _certplan_memory_give (pile->chunks[i], pile->element_size << i);
  memset (pile, 0, sizeof *pile);
}

/* How much there is depends on the input, so no room is an answer here and not the end. */
static gboolean
ensure_chunk (CertplanPile *pile, guint bit)
{
  const gsize n_bytes = pile->element_size << bit;

  if (pile->chunks[bit] == NULL)
    pile->chunks[bit] = _certplan_memory_take (n_bytes);
  pile->origins[bit] = (guintptr)pile->chunks[bit] - n_bytes;
  return pile->chunks[bit] != NULL;
}

static guint
find_bit (guint64 number)
{
  return 63 - (guint)__builtin_clzll (number);
}

guint32
_certplan_pile_take_further (CertplanPile *pile, gsize n)
{
  guint64 first = pile->next;
  guint bit = find_bit (first);

  /* Adjacent elements lie in one chunk: what is left of this one is skipped if it is too small. */
  while (first + n > (guint64)2 << bit)
    first = (guint64)1 << ++bit;
  if (first + n > pile->limit || !ensure_chunk (pile, bit))
    return 0;
  pile->next = first + n;
  pile->ready = (guint64)2 << bit;
  return (guint32)first;
}

void
_certplan_pile_cut (CertplanPile *pile, guint32 number)
{
  g_return_if_fail (number >= 1u << pile->first_bit);

  pile->next = MIN (pile->next, number);
  pile->ready = 0;
}
