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

/* Less than eight bytes, as a word of which each is a part; what is read twice does not matter, as
 * the length has its say, too. */
static inline guint64
read_few (const guint8 *at, gsize length)
{
  guint32 begin, end;

  if (length < sizeof begin)
    return length == 0 ? 0 : at[0] | at[length / 2] << 8 | at[length - 1] << 16;
  memcpy (&begin, at, sizeof begin);
  memcpy (&end, at + length - sizeof end, sizeof end);
  return begin | (guint64)end << 32;
}

/* Eight bytes a step, the last ones together with some of those before. The value is never stored
 * or shown, so it may differ between runs: it begins with where the library happens to lie in
 * memory, so that nobody can write a file whose texts all have the same one, which would take
 * forever to load. */
guint32
_certplan_hash (gconstpointer bytes, gsize length)
{
  const guint8 *at = bytes;
  guint64 state = (guint64)(guintptr)&_certplan_hash + length * ODD, word;

  if (length < sizeof word)
    word = read_few (at, length);
  else
    {
      for (const guint8 *last = at + length - sizeof word; at < last; at += sizeof word)
        {
          memcpy (&word, at, sizeof word);
          state = mix (state, word);
        }
      memcpy (&word, (const guint8 *)bytes + length - sizeof word, sizeof word);
    }
  state = mix (mix (state, word), G_GUINT64_CONSTANT (0xd1b54a32d192ed03));
  return (guint32)(state >> 16);
}

static inline guint64
next (guint64 i, guint64 n_slots)
{
  return i + 1 < n_slots ? i + 1 : 0;
}

guint32
_certplan_slots_find (const CertplanSlots *slots, guint32 hash, CertplanSlotEqual equal,
                      gconstpointer data, gconstpointer wanted)
{
  if (slots->slots == NULL)
    return 0;
  for (guint64 i = _certplan_slots_begin (slots, hash); slots->slots[i].number != 0;
       i = next (i, slots->n_slots))
    if (slots->slots[i].hash == hash && equal (data, slots->slots[i].number, wanted))
      return slots->slots[i].number;
  return 0;
}

static void
place (CertplanSlots *slots, CertplanSlot slot)
{
  guint64 i = _certplan_slots_begin (slots, slot.hash);

  while (slots->slots[i].number != 0)
    i = next (i, slots->n_slots);
  slots->slots[i] = slot;
}

static gboolean
grow_to (CertplanSlots *slots, guint64 n_slots)
{
  const CertplanSlots old = *slots;
  CertplanSlot *larger = _certplan_memory_take (n_slots * sizeof *larger);

  if (larger == NULL)
    return FALSE;
  slots->slots = larger;
  slots->n_slots = n_slots;
  for (guint64 i = 0; i < old.n_slots; i++)
    if (old.slots[i].number != 0)
      place (slots, old.slots[i]);
  _certplan_memory_give (old.slots, old.n_slots * sizeof *old.slots);
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
  const guint64 n_slots = MAX (n + n / 2 + 1, FIRST_N_SLOTS);

  return n_slots <= slots->n_slots || grow_to (slots, n_slots);
}

gboolean
_certplan_slots_add (CertplanSlots *slots, guint32 hash, guint32 number)
{
  g_return_val_if_fail (number != 0, FALSE);

  if (slots->n_used * 4 >= slots->n_slots * 3 && !grow (slots))
    return FALSE;
  place (slots, (CertplanSlot){ hash, number });
  slots->n_used++;
  return TRUE;
}

CertplanSlot *
_certplan_slots_take (CertplanSlots *slots, guint32 hash, guint32 number, CertplanSlotEqual equal,
                      gconstpointer data, gconstpointer wanted)
{
  g_return_val_if_fail (number != 0, NULL);

  if (slots->n_used * 4 >= slots->n_slots * 3 && !grow (slots))
    return NULL;
  guint64 i = _certplan_slots_begin (slots, hash);
  for (; slots->slots[i].number != 0; i = next (i, slots->n_slots))
    if (slots->slots[i].hash == hash && equal (data, slots->slots[i].number, wanted))
      return &slots->slots[i];
  slots->slots[i] = (CertplanSlot){ hash, number };
  slots->n_used++;
  return &slots->slots[i];
}
