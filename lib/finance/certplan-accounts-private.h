/* The accounts that vouchers are written to. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-account.h"
#include "certplan-fee-terms-private.h"

typedef struct
{
  CertplanAccountRole role;
  const char *item; /* its key; NULL = every other item */
  const char *code, *name, *type;
} CertplanLedgerAccount;

/* The rulebook's accounts.csv. */
typedef struct
{
  CertplanRecords *records; /* owned */
  GArray *accounts;         /* CertplanLedgerAccount */
} CertplanAccounts;

/* Returns: NULL with @error set, all faults added to @faults; a role without an account is one. */
CertplanAccounts *_certplan_accounts_new (CertplanRulebook *rulebook, CertplanFeeTerms *fees,
                                          CertplanFaults *faults, GError **error);
void _certplan_accounts_free (CertplanAccounts *accounts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanAccounts, _certplan_accounts_free)

/* Whether there is an account for every item of the role; only CERTPLAN_ACCOUNT_RETAINED and
 * CERTPLAN_ACCOUNT_DIFFERENCE may lack one. */
gboolean _certplan_accounts_has (const CertplanAccounts *accounts, CertplanAccountRole role);
/* Returns: the place of the account for @role and @item among the accounts */
guint _certplan_accounts_find (const CertplanAccounts *accounts, CertplanAccountRole role,
                               const char *item);
static inline const CertplanLedgerAccount *
_certplan_accounts_get (const CertplanAccounts *accounts, guint i)
{
  return &g_array_index (accounts->accounts, CertplanLedgerAccount, i);
}
