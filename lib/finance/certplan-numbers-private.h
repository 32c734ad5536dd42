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
  const char *text; /* folded */
  guint32 first;    /* what it is the number of, as the caller chains it */
  CertplanNumberKind kind;
  gboolean is_ambiguous; /* of two charges, or of a certificate and of another one's case */
} CertplanNumber;

CertplanNumbers *_certplan_numbers_new (void);
void _certplan_numbers_free (CertplanNumbers *numbers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanNumbers, _certplan_numbers_free)

/* @kind: all of one kind first, charges before certificates before cases.
 * Returns: its place, from 1; 0 where it cannot be searched for. It may be known already. */
guint32 _certplan_numbers_add (CertplanNumbers *numbers, const char *text, CertplanNumberKind kind);
CertplanNumber *_certplan_numbers_get (const CertplanNumbers *numbers, guint32 place);
/* Whether a number is exactly @text (folded). Returns: its place; 0 = none */
guint32 _certplan_numbers_find (const CertplanNumbers *numbers, const char *text, gsize length);

/* Appends the places of the numbers that stand in @text, as it is written, to @found (of guint32),
 * each once, in the order of the text. A number is found only whole: C-1 is not in C-12, in XC-1 or
 * in C-1-2. Digits alone are searched for from six on. */
void _certplan_numbers_search (CertplanNumbers *numbers, const char *text, GArray *found);

/* Narrow, large, one dash for all dashes, blanks gone. @gaps: (nullable): of gboolean bytes,
 * whether there was a blank before each byte of @out. */
void _certplan_numbers_fold (const char *text, GString *out, GByteArray *gaps);
