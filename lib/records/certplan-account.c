/* How fees are booked: accounts and fees. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-account.h"
#include "certplan-record-types-private.h"

static const CertplanColumn account_columns[] = {
  CERTPLAN_RECORD_COLUMN (CertplanAccount, role, CHOICE, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_VALUES ("bank", "receivable", "advance", "deferred", "vat",
                                           "revenue", "retained", "difference"),
                          CERTPLAN_ALIASES ("用途"), .help = "what is written to the account"),
  CERTPLAN_RECORD_COLUMN (CertplanAccount, item, TEXT, CERTPLAN_COLUMN_HEADED,
                          CERTPLAN_ALIASES ("费用项目", "收费项目"),
                          .help = "the fee that it is for; empty: every other one"),
  CERTPLAN_RECORD_COLUMN (CertplanAccount, account_code, ID, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("科目代码"), .help = "the account's code, as 1122"),
  CERTPLAN_RECORD_COLUMN (CertplanAccount, account_name, TEXT, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("科目"), .help = "the account's name"),
  CERTPLAN_RECORD_COLUMN (CertplanAccount, account_type, CHOICE, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_VALUES ("assets", "liabilities", "income", "expenses", "equity"),
                          CERTPLAN_ALIASES ("科目类别"), .help = "what kind of account it is"),
  CERTPLAN_RECORD_COLUMN (CertplanAccount, source, TEXT, 0, .help = "who says so"),
  CERTPLAN_RECORD_COLUMN (CertplanAccount, clause, TEXT, 0, .help = "and where"),
};

const CertplanRecordType _certplan_accounts_type
    = CERTPLAN_RECORD_TYPE (CertplanAccount, "accounts", account_columns, NULL,
                            "the accounts that vouchers are written to");

static const CertplanColumn fee_columns[] = {
  CERTPLAN_RECORD_COLUMN (CertplanFee, item, TEXT, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("费用项目", "收费项目"),
                          .help = "an item of a tariff; * stands for every item without a row"),
  CERTPLAN_RECORD_COLUMN (CertplanFee, terms, PERIOD, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("付款期限"),
                          .help = "how long after the agreement it is to be paid, as P30D"),
  CERTPLAN_RECORD_COLUMN (CertplanFee, earned, CHOICE, CERTPLAN_COLUMN_HEADED,
                          CERTPLAN_VALUES ("at_issue", "over_term", "when_due"),
                          CERTPLAN_ALIASES ("收入确认方式"),
                          .help = "when it is earned; empty: as the policy audit-fee says"),
  CERTPLAN_RECORD_COLUMN (CertplanFee, source, TEXT, 0, .help = "who says so"),
  CERTPLAN_RECORD_COLUMN (CertplanFee, clause, TEXT, 0, .help = "and where"),
};

const CertplanRecordType _certplan_fees_type = CERTPLAN_RECORD_TYPE (
    CertplanFee, "fees", fee_columns, NULL, "when fees fall due and are earned");

const CertplanAccount *
certplan_account_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_accounts_type, NULL);

  return _certplan_records_row (records, i);
}

const CertplanFee *
certplan_fee_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_fees_type, NULL);

  return _certplan_records_row (records, i);
}
