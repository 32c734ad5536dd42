/* Numbers of charges, certificates and cases, and where they stand in what a payer wrote.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-charge-private.h"
#include "certplan-records-private.h"

typedef struct _CertplanNumbers CertplanNumbers;

typedef enum
{
  CERTPLAN_NUMBER_CHARGE,
  CERTPLAN_NUMBER_CERTIFICATE,
  CERTPLAN_NUMBER_CASE,
  CERTPLAN_NUMBER_N_KINDS,
} CertplanNumberKind;

/* Where a number is from: the first claim that has it, and as what. Bits say whether it is
 * ambiguous: of two charges, or of a certificate and of another one's case. 0 is none. */
#define _CERTPLAN_NUMBER_KIND 3u
#define _CERTPLAN_NUMBER_AMBIGUOUS 4u
#define _CERTPLAN_NUMBER_BITS 3
static inline guint32
_certplan_number_claim (guint32 place)
{
  return (place >> _CERTPLAN_NUMBER_BITS) - 1;
}
static inline CertplanNumberKind
_certplan_number_kind (guint32 place)
{
  return place & _CERTPLAN_NUMBER_KIND;
}
static inline gboolean
_certplan_number_is_ambiguous (guint32 place)
{
  return (place & _CERTPLAN_NUMBER_AMBIGUOUS) != 0;
}

/* @charges: (type "charges"): they outlive it */
CertplanNumbers *_certplan_numbers_new (const CertplanRecords *charges);
void _certplan_numbers_free (CertplanNumbers *numbers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanNumbers, _certplan_numbers_free)

/* How the records have the number of charge @i; 0 = it has none of that kind. */
static inline guint32
_certplan_charge_get_number (const CertplanRecords *charges, guint i, CertplanNumberKind kind)
{
  if (kind == CERTPLAN_NUMBER_CASE)
    return _certplan_charge_get_case (charges, i);
  const CertplanCharge *charge = _certplan_rows_at (_certplan_records_get_rows (charges), i);
  return kind == CERTPLAN_NUMBER_CHARGE ? charge->charge : charge->certificate;
}

/* Takes the numbers of all charges in; those of charges go before those of certificates before
 * those of cases. Once. @n_threads: 0 = one a processor. @next_of: by kind and claim: the next
 * claim + 1 of the same number, all 0 at first; NULL = no claim has one of that kind. Returns: the
 * kinds, a bit each, of which several claims have one number */
guint _certplan_numbers_index (CertplanNumbers *numbers, guint n_threads, guint32 *const *next_of);
/* Lets the caller name another claim as the first of each number. */
typedef guint32 (*CertplanNumberMove) (gpointer data, guint32 first, CertplanNumberKind kind);
void _certplan_numbers_move (CertplanNumbers *numbers, CertplanNumberMove move, gpointer data);

/* Whether a number is exactly @text (folded). Returns: its place; 0 = none */
guint32 _certplan_numbers_find (const CertplanNumbers *numbers, const char *text, gsize length);

/* Memory is slow to answer, so numbers are searched for in so many texts at once. */
#define CERTPLAN_NUMBERS_BLOCK 64

/* What one thread needs to search. */
typedef struct _CertplanNumberSearch CertplanNumberSearch;

CertplanNumberSearch *_certplan_number_search_new (const CertplanNumbers *numbers);
void _certplan_number_search_free (CertplanNumberSearch *search);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanNumberSearch, _certplan_number_search_free)

/* Finds the numbers that stand in the texts as they are written. A number is found only whole: C-1
 * is not in C-12, in XC-1 or in C-1-2. Digits alone are searched for from six on. @texts: NULL =
 * none. @n: at most CERTPLAN_NUMBERS_BLOCK */
void _certplan_number_search_run (CertplanNumberSearch *search, const char *const *texts, guint n);
/* The places of the numbers in the i-th text, each once, in the order of the text. */
const guint32 *_certplan_number_search_get (const CertplanNumberSearch *search, guint i,
                                            guint *n_found);

/* Narrow, large, one dash for all dashes, blanks gone. @gaps: (nullable): of gboolean bytes,
 * whether there was a blank before each byte of @out. */
void _certplan_numbers_fold (const char *text, GString *out, GByteArray *gaps);
