/* What the index of numbers is made of, for its own files alone.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-numbers-private.h"
#include "certplan-records-private.h"
#include "certplan-slots-private.h"

#define CERTPLAN_NUMBERS_MAX_LENGTH 127 /* of a number that is searched for, in bytes */

struct _CertplanNumbers
{
  const CertplanRecords *charges; /* borrowed */
  CertplanSlots slots;            /* of folded numbers: claim + 1 and kind, together the place */
  GHashTable *ambiguous;          /* places */
  guint8 lengths[CERTPLAN_NUMBERS_MAX_LENGTH + 1]; /* whether a number is as long */
  guint8 firsts[256];                              /* whether one begins with that byte */
};

/* What a look-up compares with. */
typedef struct
{
  const char *text; /* folded */
  gsize length;
} CertplanNumberPiece;

/* A place is a claim and a kind. */
#define _CERTPLAN_NUMBERS_KIND_BITS 2
static inline const CertplanCharge *
_certplan_numbers_charge (const CertplanNumbers *numbers, guint32 place)
{
  return certplan_charge_get (numbers->charges, (place >> _CERTPLAN_NUMBERS_KIND_BITS) - 1);
}
/* The number as it is written. */
static inline const char *
_certplan_numbers_text (const CertplanNumbers *numbers, guint32 place)
{
  const CertplanNumberKind kind = place & ((1 << _CERTPLAN_NUMBERS_KIND_BITS) - 1);
  return _certplan_records_note (
      numbers->charges,
      _certplan_charge_get_number (_certplan_numbers_charge (numbers, place), kind));
}

gboolean _certplan_numbers_is (gconstpointer numbers, guint32 place, gconstpointer piece);
/* What is written as most numbers and references are is folded at once: signs of ASCII without
 * blanks, and ideographs. @out: as long as @text. Returns: its length; -1 where there is more */
gssize _certplan_numbers_fold_plain (const char *text, char *out, gsize size);
