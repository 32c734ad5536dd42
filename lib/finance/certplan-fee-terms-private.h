/* When each fee falls due and how it is earned. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-account.h"
#include "certplan-finance-error.h"
#include "certplan-policy-private.h"
#include "certplan-record-files.h"
#include "certplan-rulebook-private.h"

/* What holds for one item. */
typedef struct
{
  const char *item; /* "*" = every item without a row of its own */
  CertplanPeriod terms;
  CertplanEarned earned; /* never NONE */
  const char *source, *clause;
} CertplanFeeTerm;

/* The rulebook's fees.csv, and the names that items go by. */
typedef struct
{
  CertplanRulebook *rulebook; /* owned */
  CertplanRecords *records;   /* owned */
  GArray *terms;              /* CertplanFeeTerm; the last one is for every other item */
  GPtrArray *items;           /* const char *: every item of a tariff or a row */
  GHashTable *keys;           /* name -> key of those that were asked for */
  GStringChunk *texts;
} CertplanFeeTerms;

/* @policy says how what the file says nothing of is earned.
 * Returns: NULL with @error set, all faults added to @faults (nullable) */
CertplanFeeTerms *_certplan_fee_terms_new (CertplanRulebook *rulebook, const CertplanPolicy *policy,
                                           CertplanFaults *faults, GError **error);
void _certplan_fee_terms_free (CertplanFeeTerms *terms);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanFeeTerms, _certplan_fee_terms_free)

/* Returns: what holds for the item; lives as long as @terms */
const CertplanFeeTerm *_certplan_fee_terms_find (const CertplanFeeTerms *terms, const char *item);
/* Returns: the key of an item that a file names by its key or by its label in either language; a
 * name of the user's own is its own key. Lives as long as @terms. */
const char *_certplan_fee_terms_get_key (CertplanFeeTerms *terms, const char *name);
