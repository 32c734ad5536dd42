/* The accounts that vouchers are written to. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-accounts-private.h"
#include "certplan-private.h"
#include "certplan-record-types-private.h"

static const char *const roles[] = { NULL,  "bank",    "receivable", "advance",   "deferred",
                                     "vat", "revenue", "retained",   "difference" };
static const char *const types[]
    = { NULL, "assets", "liabilities", "income", "expenses", "equity" };

void
_certplan_accounts_free (CertplanAccounts *accounts)
{
  g_array_unref (accounts->accounts);
  g_clear_pointer (&accounts->records, certplan_records_unref);
  g_free (accounts);
}

/* Returns: the place + 1; 0 = there is none */
static guint
find_exact (const CertplanAccounts *accounts, CertplanAccountRole role, const char *item)
{
  for (guint i = 0; i < accounts->accounts->len; i++)
    if (_certplan_accounts_get (accounts, i)->role == role
        && g_strcmp0 (_certplan_accounts_get (accounts, i)->item, item) == 0)
      return i + 1;
  return 0;
}

static void
add_row (CertplanAccounts *accounts, CertplanFeeTerms *fees, guint i, CertplanFaults *faults)
{
  const CertplanRecords *records = accounts->records;
  const CertplanAccount *row = certplan_account_get (records, i);
  const char *item = certplan_records_get_text (records, row->item);
  const CertplanLedgerAccount account = {
    .role = row->role,
    .item = item != NULL ? _certplan_fee_terms_get_key (fees, item) : NULL,
    .code = certplan_records_get_note (records, row->account_code),
    .name = certplan_records_get_text (records, row->account_name),
    .type = types[row->account_type],
  };
  if (find_exact (accounts, account.role, account.item) > 0)
    _certplan_records_fault (records, faults, i, CERTPLAN_TABLE_ERROR_DUPLICATE,
                             _ ("role: there is an account for it already"), roles[account.role],
                             _ ("one account for each role and item"));
  g_array_append_val (accounts->accounts, account);
}

/* Without an account for every item of every role something could not be booked. That of closed
 * years may be missing: who has none keeps what was earned where it was booked; so may that of
 * differences, as long as there are none. */
static void
check_roles (const CertplanAccounts *accounts, const char *file, CertplanFaults *faults)
{
  for (guint role = CERTPLAN_ACCOUNT_BANK; role <= CERTPLAN_ACCOUNT_REVENUE; role++)
    if (find_exact (accounts, role, NULL) == 0)
      certplan_faults_add (faults, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_MISSING, file, 0, 0,
                           _ ("no account for it"), roles[role],
                           _ ("a row with that role and without an item"));
}

CertplanAccounts *
_certplan_accounts_new (CertplanRulebook *rulebook, CertplanFeeTerms *fees, CertplanFaults *faults,
                        GError **error)
{
  const char *file;
  GBytes *bytes = _certplan_rulebook_get_assumptions (rulebook, "accounts.csv", &file);
  const CertplanReadOptions options = { .comments = TRUE };
  const guint n_before = certplan_faults_get_n (faults);
  g_autoptr (CertplanAccounts) accounts = g_new0 (CertplanAccounts, 1);
  accounts->accounts = g_array_new (FALSE, FALSE, sizeof (CertplanLedgerAccount));
  accounts->records = _certplan_records_load_bytes (&_certplan_accounts_type, file, bytes, &options,
                                                    NULL, faults, error);
  if (accounts->records == NULL)
    return NULL;
  for (guint i = 0; i < certplan_records_get_n (accounts->records); i++)
    add_row (accounts, fees, i, faults);
  check_roles (accounts, file, faults);
  if (certplan_faults_get_n (faults) == n_before)
    return g_steal_pointer (&accounts);
  certplan_faults_set_error (faults, error);
  return NULL;
}

gboolean
_certplan_accounts_has (const CertplanAccounts *accounts, CertplanAccountRole role)
{
  return find_exact (accounts, role, NULL) > 0;
}

guint
_certplan_accounts_find (const CertplanAccounts *accounts, CertplanAccountRole role,
                         const char *item)
{
  const guint exact = item != NULL ? find_exact (accounts, role, item) : 0;
  return (exact > 0 ? exact : find_exact (accounts, role, NULL)) - 1;
}
