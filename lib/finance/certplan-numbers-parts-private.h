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
  CertplanSlots *parts;           /* of folded numbers: their places; by ranges of hashes; owned */
  guint n_parts;
  guint8 lengths[CERTPLAN_NUMBERS_MAX_LENGTH + 1]; /* whether a number is as long */
  guint8 firsts[256];                              /* whether one begins with that byte */
};

/* Of a folded number; never 0. */
static inline guint32
_certplan_numbers_hash (const char *text, gsize length)
{
  const guint32 hash = _certplan_hash (text, length);
  return hash != 0 ? hash : 1;
}

/* The part where a number with that hash is. @hash: (inout): gets the hash there */
static inline CertplanSlots *
_certplan_numbers_part (const CertplanNumbers *numbers, guint32 *hash)
{
  const guint64 spread = (guint64)*hash * numbers->n_parts;
  *hash = (guint32)spread;
  return &numbers->parts[spread >> 32];
}

/* What a look-up compares with. */
typedef struct
{
  const char *text; /* folded */
  gsize length;
} CertplanNumberPiece;

static inline const CertplanCharge *
_certplan_numbers_charge (const CertplanNumbers *numbers, guint32 place)
{
  return certplan_charge_get (numbers->charges, _certplan_number_claim (place));
}
/* The number as it is written. */
static inline const char *
_certplan_numbers_text (const CertplanNumbers *numbers, guint32 place)
{
  return _certplan_records_note (numbers->charges,
                                 _certplan_charge_get_number (numbers->charges,
                                                              _certplan_number_claim (place),
                                                              _certplan_number_kind (place)));
}

gboolean _certplan_numbers_is (gconstpointer numbers, guint32 place, gconstpointer piece);
/* What is written as most numbers and references are is folded at once: signs of ASCII without
 * blanks, and ideographs. @out: gets @length bytes. Returns: FALSE where there is more in @text */
gboolean _certplan_numbers_fold_plain (const char *text, gsize length, char *out);
/* Folds a number into @out, of CERTPLAN_NUMBERS_MAX_LENGTH bytes. Returns: its length; 0 where it
 * cannot be searched for */
guint _certplan_numbers_fold_short (const char *text, char *out);
/* Whether a number is exactly @piece, whose hash is known. Returns: its place; 0 = none */
guint32 _certplan_numbers_look_up (const CertplanNumbers *numbers, guint32 hash,
                                   const CertplanNumberPiece *piece);
