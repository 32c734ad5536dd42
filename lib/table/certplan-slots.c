/* A compact hash of numbers. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-slots-private.h"
#include "certplan-memory-private.h"
#include <string.h>

#define FIRST_N_SLOTS 64

void
_certplan_slots_clear (CertplanSlots *slots)
{
  _certplan_memory_give (slots->slots, slots->n_slots * sizeof *slots->slots);
  memset (slots, 0, sizeof *slots);
}

#define ODD G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)

/* Returns: the upper half of the product */
static inline guint64
multiply_high (guint64 a, guint64 b)
{
#ifdef __SIZEOF_INT128__
  return (guint64)((unsigned __int128)a * b >> 64);
#else
  const guint64 low_high = (guint64)(guint32)a * (b >> 32);
  const guint64 high_low = (a >> 32) * (guint64)(guint32)b;
  const guint64 low = (guint64)(guint32)a * (guint32)b;
  const guint64 middle = (low >> 32) + (guint32)low_high + (guint32)high_low;
  return (a >> 32) * (b >> 32) + (low_high >> 32) + (high_low >> 32) + (middle >> 32);
#endif
}

/* With both halves of the product each bit of the word has a say in each bit of the state. */
static inline guint64
mix (guint64 state, guint64 word)
{
  state ^= word;
  return (state * ODD) ^ multiply_high (state, ODD);
}

/* Eight bytes a step. The value is never stored or shown, so it may differ between runs: it begins
 * with where the library happens to lie in memory, so that nobody can write a file whose texts all
 * have the same one, which would take forever to load. */
guint32
_certplan_hash (gconstpointer bytes, gsize length)
{
  const guint8 *at = bytes;
  guint64 state = (guint64)(guintptr)&_certplan_hash + length, word;

  for (; length >= sizeof word; length -= sizeof word, at += sizeof word)
    {
      memcpy (&word, at, sizeof word);
      state = mix (state, word);
    }
  word = 0;
  if (length > 0)
    memcpy (&word, at, length);
  state = mix (mix (state, word), G_GUINT64_CONSTANT (0xd1b54a32d192ed03));
  return (guint32)(state >> 16);
}

guint32
_certplan_slots_find (const CertplanSlots *slots, guint32 hash, CertplanSlotEqual equal,
                      gconstpointer data, gconstpointer wanted)
{
  if (slots->slots == NULL)
    return 0;
  const guint64 mask = slots->n_slots - 1;
  for (guint64 i = hash & mask; slots->slots[i].number != 0; i = (i + 1) & mask)
    if (slots->slots[i].hash == hash && equal (data, slots->slots[i].number, wanted))
      return slots->slots[i].number;
  return 0;
}

static void
place (CertplanSlot *slots, guint64 n_slots, CertplanSlot slot)
{
  const guint64 mask = n_slots - 1;
  guint64 i = slot.hash & mask;

  while (slots[i].number != 0)
    i = (i + 1) & mask;
  slots[i] = slot;
}

/* @n_slots: a power of two */
static gboolean
grow_to (CertplanSlots *slots, guint64 n_slots)
{
  CertplanSlot *larger = _certplan_memory_take (n_slots * sizeof *larger);

  if (larger == NULL)
    return FALSE;
  for (guint64 i = 0; i < slots->n_slots; i++)
    if (slots->slots[i].number != 0)
      place (larger, n_slots, slots->slots[i]);
  _certplan_memory_give (slots->slots, slots->n_slots * sizeof *slots->slots);
  slots->slots = larger;
  slots->n_slots = n_slots;
  return TRUE;
}

static gboolean
grow (CertplanSlots *slots)
{
  return grow_to (slots, slots->slots == NULL ? FIRST_N_SLOTS : slots->n_slots * 2);
}

gboolean
_certplan_slots_reserve (CertplanSlots *slots, guint64 n)
{
  guint64 n_slots = FIRST_N_SLOTS;
  while (n * 4 >= n_slots * 3)
    n_slots *= 2;
  return n_slots <= slots->n_slots || grow_to (slots, n_slots);
}

gboolean
_certplan_slots_add (CertplanSlots *slots, guint32 hash, guint32 number)
{
  g_return_val_if_fail (number != 0, FALSE);

  if (slots->n_used * 4 >= slots->n_slots * 3 && !grow (slots))
    return FALSE;
  place (slots->slots, slots->n_slots, (CertplanSlot){ hash, number });
  slots->n_used++;
  return TRUE;
}
