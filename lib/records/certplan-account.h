/* How fees are booked: the accounts, and when each item falls due and is earned.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-records.h"

G_BEGIN_DECLS

/**
 * CertplanAccountRole:
 * @CERTPLAN_ACCOUNT_NONE: not in a row that was read
 * @CERTPLAN_ACCOUNT_BANK: what is in the bank
 * @CERTPLAN_ACCOUNT_RECEIVABLE: what is due and not paid
 * @CERTPLAN_ACCOUNT_ADVANCE: what was paid before it was due
 * @CERTPLAN_ACCOUNT_DEFERRED: what is due and not earned
 * @CERTPLAN_ACCOUNT_VAT: the tax inside what is due
 * @CERTPLAN_ACCOUNT_REVENUE: what is earned
 * @CERTPLAN_ACCOUNT_RETAINED: what was earned in the years before, once they are closed
 * @CERTPLAN_ACCOUNT_DIFFERENCE: what is missing of payments and not asked for, as a bank's fee
 *
 * Only ever appended to.
 */
typedef enum
{
  CERTPLAN_ACCOUNT_NONE,
  CERTPLAN_ACCOUNT_BANK,
  CERTPLAN_ACCOUNT_RECEIVABLE,
  CERTPLAN_ACCOUNT_ADVANCE,
  CERTPLAN_ACCOUNT_DEFERRED,
  CERTPLAN_ACCOUNT_VAT,
  CERTPLAN_ACCOUNT_REVENUE,
  CERTPLAN_ACCOUNT_RETAINED,
  CERTPLAN_ACCOUNT_DIFFERENCE,
} CertplanAccountRole;

/**
 * CertplanAccount:
 * @line: of the file; 0 for rows of a program
 * @role: a #CertplanAccountRole
 * @item: the item that it is for; 0 = every other one; certplan_records_get_text()
 * @account_code: as "1122"; certplan_records_get_note()
 * @account_name: certplan_records_get_text()
 * @account_type: 1 = assets, 2 = liabilities, 3 = income, 4 = expenses, 5 = equity
 * @source: certplan_records_get_text()
 * @clause: certplan_records_get_text()
 *
 * A row of the record "accounts". Members are only ever appended.
 */
typedef struct
{
  guint32 line;
  guint8 role;
  guint32 item;
  guint32 account_code;
  guint32 account_name;
  guint8 account_type;
  guint32 source;
  guint32 clause;
} CertplanAccount;

/**
 * CertplanEarned:
 * @CERTPLAN_EARNED_NONE: not in a row that was read
 * @CERTPLAN_EARNED_AT_ISSUE: all on the day of issue
 * @CERTPLAN_EARNED_OVER_TERM: evenly over the term of the certificate
 * @CERTPLAN_EARNED_WHEN_DUE: all on the day on which it is due
 *
 * Only ever appended to.
 */
typedef enum
{
  CERTPLAN_EARNED_NONE,
  CERTPLAN_EARNED_AT_ISSUE,
  CERTPLAN_EARNED_OVER_TERM,
  CERTPLAN_EARNED_WHEN_DUE,
} CertplanEarned;

/**
 * CertplanFee:
 * @line: of the file; 0 for rows of a program
 * @item: as "audit_fee"; "*" = every item without a row; certplan_records_get_text()
 * @terms: how long after the agreement it is to be paid
 * @earned: a #CertplanEarned; %CERTPLAN_EARNED_NONE = as the policy audit-fee says
 * @source: certplan_records_get_text()
 * @clause: certplan_records_get_text()
 *
 * A row of the record "fees". Members are only ever appended.
 */
typedef struct
{
  guint32 line;
  guint32 item;
  CertplanPeriod terms;
  guint8 earned;
  guint32 source;
  guint32 clause;
} CertplanFee;

/**
 * certplan_account_get: (skip)
 * @records: of the type "accounts"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanAccount *certplan_account_get (const CertplanRecords *records, guint i);

/**
 * certplan_fee_get: (skip)
 * @records: of the type "fees"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanFee *certplan_fee_get (const CertplanRecords *records, guint i);

G_END_DECLS
