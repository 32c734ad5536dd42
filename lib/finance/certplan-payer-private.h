/* Names of payers, and what is alike in two ways of writing one. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#pragma once
#include <glib.h>

typedef struct _CertplanPayers CertplanPayers;

CertplanPayers *_certplan_payers_new (void);
void _certplan_payers_free (CertplanPayers *payers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanPayers, _certplan_payers_free)

/* Memory is slow to answer, so names are taken in by so many at once. */
#define CERTPLAN_PAYERS_BLOCK 64

/* Takes names in. @texts: NULL = none. @n: at most CERTPLAN_PAYERS_BLOCK. @is_debtor: whether
 * charges have them. @numbers: gets each one's for _certplan_payers_get(); 0 where there is no
 * letter in it */
void _certplan_payers_add (CertplanPayers *payers, const char *const *texts, guint n,
                           gboolean is_debtor, guint32 *numbers);
/* Whether the name of @text (nullable) may be one that is in, in this spelling or another, or has
 * no letter in it. Any number of threads may ask at once, but for @folded, which is each one's own.
 */
gboolean _certplan_payers_has (const CertplanPayers *payers, const char *text, GString *folded);
/* The name of @text without blanks, brackets and legal form, put into @stem. */
void _certplan_payers_fold (const CertplanPayers *payers, const char *text, GString *stem);
/* Once all names are in: names that are one payer have one number. Returns: 0 for 0 */
guint32 _certplan_payers_get (const CertplanPayers *payers, guint32 added);
/* Every number of _certplan_payers_get() is below. */
guint32 _certplan_payers_get_limit (const CertplanPayers *payers);
/* Whether charges have the payer @number. */
gboolean _certplan_payers_is_debtor (const CertplanPayers *payers, guint32 number);
/* The name without blanks, brackets and legal form. */
const char *_certplan_payers_get_stem (const CertplanPayers *payers, guint32 number);
