/* What the index of numbers is made of, for its own files alone.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-numbers-private.h"
#include "certplan-records-private.h"
#include "certplan-slots-private.h"

#define CERTPLAN_NUMBERS_MAX_LENGTH 127 /* of a number that is searched for, in bytes */

/* The numbers of a range of hashes, in the order of hashes. There are very many: a slot has the
 * place of one alone, and in the bits that places leave some of its hash, by which most of the
 * others are passed over without a look at their texts. */
typedef struct
{
  guint32 *slots; /* 0 = free; one of three at least is; owned */
  guint64 n_slots;
} CertplanNumbersPart;

#define CERTPLAN_NUMBERS_MAX_PARTS 16

struct _CertplanNumbers
{
  const CertplanRecords *charges; /* borrowed */
  CertplanNumbersPart parts[CERTPLAN_NUMBERS_MAX_PARTS];
  guint n_parts;
  guint place_bits;                                /* of a slot, the lower ones */
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

static inline guint
_certplan_numbers_part (const CertplanNumbers *numbers, guint32 hash)
{
  return (guint)((guint64)hash * numbers->n_parts >> 32);
}

/* The slots where a number with some hash may be, from the first one on. */
typedef struct
{
  guint32 *slot, *first, *end;
} CertplanNumbersWalk;

static inline CertplanNumbersWalk
_certplan_numbers_walk (const CertplanNumbers *numbers, guint32 hash)
{
  const CertplanNumbersPart *part = &numbers->parts[_certplan_numbers_part (numbers, hash)];
  const guint32 in_part = hash * numbers->n_parts;
  return (CertplanNumbersWalk){ part->slots + (in_part * part->n_slots >> 32), part->slots,
                                part->slots + part->n_slots };
}

static inline void
_certplan_numbers_walk_on (CertplanNumbersWalk *walk)
{
  if (++walk->slot == walk->end)
    walk->slot = walk->first;
}

/* The bits of the hash that a slot has, where it has them. */
static inline guint32
_certplan_numbers_mark (const CertplanNumbers *numbers, guint32 hash)
{
  return (guint32)((guint64)hash << numbers->place_bits);
}

/* The place that a slot has, if its number may have that hash; 0 = it is free, or has another. */
static inline guint32
_certplan_numbers_place (const CertplanNumbers *numbers, guint32 slot, guint32 hash)
{
  const guint32 place = slot ^ _certplan_numbers_mark (numbers, hash);
  return slot != 0 && (guint64)place >> numbers->place_bits == 0 ? place : 0;
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
  return _certplan_rows_at (_certplan_records_get_rows (numbers->charges),
                            _certplan_number_claim (place));
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

/* Whether the number at a place is exactly @piece. */
gboolean _certplan_numbers_is (const CertplanNumbers *numbers, guint32 place,
                               const CertplanNumberPiece *piece);
/* What is written as most numbers and references are is folded at once: signs of ASCII without
 * blanks, and ideographs. @out: gets @length bytes. Returns: FALSE where there is more in @text */
gboolean _certplan_numbers_fold_plain (const char *text, gsize length, char *out);
/* Folds a number into @out, of CERTPLAN_NUMBERS_MAX_LENGTH bytes. Returns: its length; 0 where it
 * cannot be searched for */
guint _certplan_numbers_fold_short (const char *text, char *out);
/* Whether a number is exactly @piece, whose hash is known. Returns: its place; 0 = none */
guint32 _certplan_numbers_look_up (const CertplanNumbers *numbers, guint32 hash,
                                   const CertplanNumberPiece *piece);
