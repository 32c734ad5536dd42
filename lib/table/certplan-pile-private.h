/* Storage that grows and never moves, addressed by 32-bit numbers.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-bytes-private.h"
#include <glib.h>

/* Elements of one size. Their numbers begin at 2^first_bit, so 0 is none; chunk b holds the numbers
 * 2^b .. 2^(b+1) - 1, so the place of a number is two steps away and pages past the last element
 * are never touched. */
typedef struct
{
  guint8 *chunks[32];   /* owned; NULL where none is needed yet */
  guintptr origins[32]; /* of each chunk: where the element of number 0 would be before it */
  gsize element_size;
  guint first_bit;
  guint64 next;  /* the number that the next element gets */
  guint64 ready; /* up to here the last element's chunk goes; 0 before the first */
  guint64 limit; /* no element gets this number or a larger one; at most 2^32 */
} CertplanPile;

void _certplan_pile_init (CertplanPile *pile, gsize element_size, guint first_bit);
void _certplan_pile_clear (CertplanPile *pile);

/* The same where the last element's chunk does not do. */
guint32 _certplan_pile_take_further (CertplanPile *pile, gsize n);

/* Room for @n adjacent elements, their bytes not set.
 * Returns: the first one's number; 0 if they do not fit in the limit or in memory */
static inline guint32
_certplan_pile_take (CertplanPile *pile, gsize n)
{
  const guint64 first = pile->next;

  if (first + n > pile->ready || first + n > pile->limit)
    return _certplan_pile_take_further (pile, n);
  pile->next = first + n;
  return (guint32)first;
}

/* Gives @number, and those behind it, to the next elements; nothing where they have none yet. */
void _certplan_pile_cut (CertplanPile *pile, guint32 number);

static inline gpointer
_certplan_pile_at (const CertplanPile *pile, guint32 number)
{
  const guint bit = 31 - (guint)__builtin_clz (number);

  return (gpointer)(pile->origins[bit] + number * pile->element_size);
}

/* An arena of texts: a pile of bytes, texts NUL-terminated. */
#define _CERTPLAN_ARENA_FIRST_BIT 10

/* Returns: the number of the copied text; 0 if there is no room */
static inline guint32
_certplan_arena_add (CertplanPile *arena, const char *text, gsize length)
{
  const guint32 number = _certplan_pile_take (arena, length + 1);

  if (number != 0)
    {
      char *copy = _certplan_pile_at (arena, number);
      _certplan_bytes_copy (copy, text, length);
      copy[length] = '\0';
    }
  return number;
}
