/* Numbers of charges, certificates and cases, and where they stand in what a payer wrote.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>

typedef struct _CertplanNumbers CertplanNumbers;

typedef enum
{
  CERTPLAN_NUMBER_CHARGE,
  CERTPLAN_NUMBER_CERTIFICATE,
  CERTPLAN_NUMBER_CASE,
  CERTPLAN_NUMBER_N_KINDS,
} CertplanNumberKind;

typedef struct
{
  const char *text;    /* folded */
  guint32 first;       /* what it is the number of, as the caller chains it */
  guint8 kind;         /* CertplanNumberKind */
  guint8 is_ambiguous; /* of two charges, or of a certificate and of another one's case */
  guint8 length;       /* of the text */
} CertplanNumber;

CertplanNumbers *_certplan_numbers_new (void);
void _certplan_numbers_free (CertplanNumbers *numbers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanNumbers, _certplan_numbers_free)

/* Memory is slow to answer, so numbers are taken in and searched for by so many at once. */
#define CERTPLAN_NUMBERS_BLOCK 64

/* Says that @n more numbers will come. */
void _certplan_numbers_reserve (CertplanNumbers *numbers, guint n);
/* @texts: NULL = none; they live as long as @numbers. @n: at most CERTPLAN_NUMBERS_BLOCK. @kind:
 * all of one kind first, charges before certificates before cases. @places: gets each
 * one's place, from 1; 0 where it cannot be searched for. It may be known already. */
void _certplan_numbers_add (CertplanNumbers *numbers, const char *const *texts, guint n,
                            CertplanNumberKind kind, guint32 *places);
CertplanNumber *_certplan_numbers_get (const CertplanNumbers *numbers, guint32 place);
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
