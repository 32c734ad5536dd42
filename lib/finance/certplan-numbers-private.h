/* Numbers of charges, certificates and cases, and where they stand in what a payer wrote.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-charge.h"

typedef struct _CertplanNumbers CertplanNumbers;

typedef enum
{
  CERTPLAN_NUMBER_CHARGE,
  CERTPLAN_NUMBER_CERTIFICATE,
  CERTPLAN_NUMBER_CASE,
  CERTPLAN_NUMBER_N_KINDS,
} CertplanNumberKind;

/* What a number is of. */
typedef struct
{
  guint32 claim;         /* the first one that has it: its row in the charges */
  guint8 kind;           /* CertplanNumberKind */
  gboolean is_ambiguous; /* of two charges, or of a certificate and of another one's case */
} CertplanNumber;

/* @charges: (type "charges"): they outlive it */
CertplanNumbers *_certplan_numbers_new (const CertplanRecords *charges);
void _certplan_numbers_free (CertplanNumbers *numbers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanNumbers, _certplan_numbers_free)

/* Memory is slow to answer, so numbers are taken in and searched for by so many at once. */
#define CERTPLAN_NUMBERS_BLOCK 64

/* How the records have the number of a charge; 0 = it has none of that kind. */
static inline guint32
_certplan_charge_get_number (const CertplanCharge *charge, CertplanNumberKind kind)
{
  return kind == CERTPLAN_NUMBER_CHARGE        ? charge->charge
         : kind == CERTPLAN_NUMBER_CERTIFICATE ? charge->certificate
                                               : charge->case_id;
}

/* Says that @n more numbers will come. */
void _certplan_numbers_reserve (CertplanNumbers *numbers, guint n);
/* The numbers of the claims from @begin on. @texts: NULL = none. @n: at most
 * CERTPLAN_NUMBERS_BLOCK. @kind: all of one kind first, charges before certificates before cases.
 * @firsts: gets the first claim + 1 that had each number as one of that kind, which may be the one
 * itself; 0 where it cannot be searched for, or is a number of another kind */
void _certplan_numbers_add (CertplanNumbers *numbers, const char *const *texts, guint n,
                            guint32 begin, CertplanNumberKind kind, guint32 *firsts);
/* Lets the caller name another claim as the first of each number. */
typedef guint32 (*CertplanNumberMove) (gpointer data, guint32 first, CertplanNumberKind kind);
void _certplan_numbers_move (CertplanNumbers *numbers, CertplanNumberMove move, gpointer data);

/* A number that was found; 0 is none. */
CertplanNumber _certplan_numbers_get (const CertplanNumbers *numbers, guint32 place);
/* Whether a number is exactly @text (folded). Returns: its place; 0 = none */
guint32 _certplan_numbers_find (const CertplanNumbers *numbers, const char *text, gsize length);

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
