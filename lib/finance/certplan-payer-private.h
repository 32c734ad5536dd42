/* Names of payers, and what is alike in two ways of writing one. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#pragma once
#include <glib.h>

typedef struct _CertplanPayers CertplanPayers;

CertplanPayers *_certplan_payers_new (void);
void _certplan_payers_free (CertplanPayers *payers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanPayers, _certplan_payers_free)

/* Takes a name in. @text: (nullable). @is_debtor: whether charges have it.
 * Returns: a number for _certplan_payers_get(); 0 where there is no letter in it */
guint32 _certplan_payers_add (CertplanPayers *payers, const char *text, gboolean is_debtor);
/* Once all names are in: names that are one payer have one number. Returns: 0 for 0 */
guint32 _certplan_payers_get (const CertplanPayers *payers, guint32 added);
/* Every number of _certplan_payers_get() is below. */
guint32 _certplan_payers_get_limit (const CertplanPayers *payers);
/* Whether charges have the payer @number. */
gboolean _certplan_payers_is_debtor (const CertplanPayers *payers, guint32 number);
/* The name without blanks, brackets and legal form. */
const char *_certplan_payers_get_stem (const CertplanPayers *payers, guint32 number);
