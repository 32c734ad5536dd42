/* A compact hash of numbers: 8 bytes a slot, what a number stands for lies elsewhere.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>

typedef struct
{
  guint32 hash;
  guint32 number; /* 0 = free */
} CertplanSlot;

typedef struct
{
  CertplanSlot *slots; /* owned; NULL while there is none */
  guint64 n_slots;
  guint64 n_used;
} CertplanSlots;

/* Whether @number stands for @wanted; asked only where the hashes are equal. */
typedef gboolean (*CertplanSlotEqual) (gconstpointer data, guint32 number, gconstpointer wanted);

void _certplan_slots_clear (CertplanSlots *slots);
guint32 _certplan_hash (gconstpointer bytes, gsize length);
/* Where a number with that hash is looked for first: slots are in the order of hashes, so that a
 * table of any size is as good, and a larger one is filled from its begin to its end. */
static inline guint64
_certplan_slots_begin (const CertplanSlots *slots, guint32 hash)
{
  return hash * slots->n_slots >> 32;
}

/* Says that a look-up is to come: places of a large table are far apart in memory. */
static inline void
_certplan_slots_prefetch (const CertplanSlots *slots, guint32 hash)
{
  if (slots->slots != NULL)
    __builtin_prefetch (&slots->slots[_certplan_slots_begin (slots, hash)]);
}

/* Room for @n numbers at once. Returns: FALSE if there is no memory for it */
gboolean _certplan_slots_reserve (CertplanSlots *slots, guint64 n);
/* What a look-up will likely find, without a look at what it stands for; 0 = nothing. */
static inline guint32
_certplan_slots_guess (const CertplanSlots *slots, guint32 hash)
{
  if (slots->slots == NULL)
    return 0;
  const CertplanSlot *slot = &slots->slots[_certplan_slots_begin (slots, hash)];
  return slot->hash == hash ? slot->number : 0;
}

/* Returns: the number found; 0 if there is none */
guint32 _certplan_slots_find (const CertplanSlots *slots, guint32 hash, CertplanSlotEqual equal,
                              gconstpointer data, gconstpointer wanted);
/* @number: not 0. Returns: FALSE if there is no memory for it */
gboolean _certplan_slots_add (CertplanSlots *slots, guint32 hash, guint32 number);
/* Adds @number unless one is there that stands for @wanted. Returns: (nullable): the slot of the
 * one that is there now, until more is added; NULL if there is no memory */
CertplanSlot *_certplan_slots_take (CertplanSlots *slots, guint32 hash, guint32 number,
                                    CertplanSlotEqual equal, gconstpointer data,
                                    gconstpointer wanted);
