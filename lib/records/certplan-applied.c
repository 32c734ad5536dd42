/* Which payments pay which charges, and agreements. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-applied.h"
#include "certplan-record-types-private.h"

/* In the order of CertplanAppliedKind. */
static const char *const settlements[] = { "by_payment", "by_waiver", "by_difference", NULL };

static const CertplanColumn applied_columns[] = {
  CERTPLAN_RECORD_COLUMN (CertplanApplied, payment, ID, CERTPLAN_COLUMN_HEADED,
                          CERTPLAN_ALIASES ("付款编号", "收款编号", "交易流水号"),
                          .help = "the payment's number; empty where no payment settles it"),
  CERTPLAN_RECORD_COLUMN (CertplanApplied, charge, ID, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("费用编号", "账单编号"),
                          .help = "the number of the charge that it pays"),
  CERTPLAN_RECORD_COLUMN (CertplanApplied, amount, MONEY, CERTPLAN_COLUMN_REQUIRED, .unit = "yuan",
                          CERTPLAN_ALIASES ("核销金额", "收款金额"),
                          .help = "how much of it; less than 0 was given back"),
  CERTPLAN_RECORD_COLUMN (CertplanApplied, date, DATE, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("收款日期", "交易日期", "核销日期"),
                          .help = "the day of the payment"),
  CERTPLAN_RECORD_COLUMN (CertplanApplied, reason, NOTE, 0, CERTPLAN_ALIASES ("核销依据"),
                          .head = "matched_by", .help = "why it belongs there"),
  CERTPLAN_RECORD_COLUMN (CertplanApplied, settlement, CHOICE, 0, .values = settlements,
                          CERTPLAN_ALIASES ("核销方式"),
                          .help = "what settles it: a payment, which an empty cell means, too; "
                                  "a waiver, which is a credit; or a difference, as a bank's fee, "
                                  "which is less than 0 where it was paid after all"),
};

static void
finish_applied (CertplanRowCheck *check)
{
  const CertplanApplied *row = check->row;
  const gboolean is_paid = row->settlement <= CERTPLAN_APPLIED_BY_PAYMENT;
  const gboolean is_waived = row->settlement == CERTPLAN_APPLIED_BY_WAIVER;
  if (is_paid && row->payment == 0)
    _certplan_row_refuse (check, "payment", _ ("what is applied names no payment"),
                          _ ("a payment's number"));
  if (is_waived && row->amount <= 0)
    _certplan_row_refuse (check, "amount", _ ("nothing or less than nothing"), _ ("more than 0"));
  else if (!is_paid && row->amount == 0)
    _certplan_row_refuse (check, "amount", _ ("a difference of nothing"),
                          _ ("more than 0, or less where it was paid after all"));
}

const CertplanRecordType _certplan_applied_type
    = CERTPLAN_RECORD_TYPE (CertplanApplied, "applied", applied_columns, finish_applied,
                            "which payments pay which charges");

static const CertplanColumn agreement_columns[] = {
  CERTPLAN_RECORD_COLUMN (CertplanAgreement, subject, ID, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("证书编号", "案件编号", "证书号", "案件号"),
                          .help = "the number of the certificate or of the case"),
  CERTPLAN_RECORD_COLUMN (CertplanAgreement, item, TEXT, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("费用项目", "收费项目", "费用名称"),
                          .help
                          = "an item of the tariff, of which this is an instalment, or a cost "
                            "of another name"),
  CERTPLAN_RECORD_COLUMN (CertplanAgreement, amount, MONEY,
                          CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_UNSIGNED, .unit = "yuan",
                          CERTPLAN_ALIASES ("约定金额", "费用"), .help = "how much"),
  CERTPLAN_RECORD_COLUMN (CertplanAgreement, due, DATE, CERTPLAN_COLUMN_HEADED,
                          CERTPLAN_ALIASES ("应付日期", "付款期限"),
                          .help = "by when it is to be paid; empty: as all other fees"),
  CERTPLAN_RECORD_COLUMN (CertplanAgreement, note, NOTE, 0, CERTPLAN_ALIASES ("备注"),
                          .help = "free text"),
};

const CertplanRecordType _certplan_agreements_type
    = CERTPLAN_RECORD_TYPE (CertplanAgreement, "agreements", agreement_columns, NULL,
                            "instalments and extra costs that were agreed");

const CertplanApplied *
certplan_applied_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_applied_type, NULL);

  return _certplan_records_row (records, i);
}

const CertplanAgreement *
certplan_agreement_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_agreements_type, NULL);

  return _certplan_records_row (records, i);
}
