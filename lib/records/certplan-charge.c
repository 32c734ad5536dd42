/* Charges and decisions. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-charge-private.h"
#include "certplan-record-types-private.h"

/* The columns behind the period are not used. */
typedef struct
{
  CertplanCharge kept;
  guint32 case_id;
  CertplanDate period_from, period_to;
  guint32 due_basis;
  guint32 source;
  guint32 clause;
} ChargeRow;

static const CertplanColumn charge_columns[] = {
  CERTPLAN_RECORD_COLUMN (CertplanCharge, charge, ID,
                          CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_KEY,
                          CERTPLAN_ALIASES ("费用编号", "账单编号", "费用单号"),
                          .help = "the charge's number, each one once"),
  CERTPLAN_RECORD_COLUMN (CertplanCharge, certificate, ID, 0,
                          CERTPLAN_ALIASES ("证书号", "资质证书编号"),
                          .help = "the certificate that it is for, or else the case"),
  CERTPLAN_RECORD_COLUMN_NAMED (ChargeRow, case_id, "case", ID, 0,
                                CERTPLAN_ALIASES ("案件号", "受理编号", "申请编号"),
                                .help = "the case that it is for, or else the certificate"),
  CERTPLAN_RECORD_COLUMN (CertplanCharge, qualification, QUALIFICATION, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_QUALIFICATION_ALIASES,
                          .help = "SCHEME/CATEGORY/LEVEL, as cnitsec/engineering/2; the level may "
                                  "stand in a column of its own"),
  CERTPLAN_RECORD_COLUMN (CertplanCharge, kind, TEXT, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("申请种类"),
                          .help = "a kind of application of the scheme, as initial"),
  CERTPLAN_RECORD_COLUMN (CertplanCharge, item, TEXT, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("费用项目", "收费项目", "费用名称"),
                          .help = "what is charged, as audit_fee"),
  CERTPLAN_RECORD_COLUMN (CertplanCharge, amount, MONEY, CERTPLAN_COLUMN_HEADED, .unit = "yuan",
                          CERTPLAN_ALIASES ("应收金额", "费用", "应收"),
                          .help = "how much; less than 0 is a credit; empty: nobody published it"),
  CERTPLAN_RECORD_COLUMN (CertplanCharge, due, DATE, CERTPLAN_COLUMN_HEADED,
                          CERTPLAN_ALIASES ("应付日期", "应收日期", "付款期限"),
                          .help = "by when it is to be paid; empty: not known"),
  CERTPLAN_RECORD_COLUMN (CertplanCharge, org, TEXT, 0, CERTPLAN_ORG_ALIASES,
                          .help = "who owes it"),
  CERTPLAN_RECORD_COLUMN (ChargeRow, period_from, DATE, 0,
                          CERTPLAN_ALIASES ("服务期起", "期间开始"),
                          .help = "the first day of what it pays for"),
  CERTPLAN_RECORD_COLUMN (ChargeRow, period_to, DATE, 0, CERTPLAN_ALIASES ("服务期止", "期间结束"),
                          .help = "the last day of what it pays for"),
  CERTPLAN_RECORD_COLUMN (ChargeRow, due_basis, TEXT, 0,
                          .help = "what due is counted from; not used"),
  CERTPLAN_RECORD_COLUMN (
      CertplanCharge, status, CHOICE, 0,
      CERTPLAN_VALUES ("published", "user_tariff", "own_amount", "no_published_tariff"),
      .head = "tariff", .help = "where the amount is from"),
  CERTPLAN_RECORD_COLUMN (ChargeRow, source, TEXT, 0,
                          .help = "the document that states the amount; not used"),
  CERTPLAN_RECORD_COLUMN (ChargeRow, clause, TEXT, 0, .help = "the clause in it; not used"),
};

static void
finish_charge (CertplanRowCheck *check)
{
  ChargeRow *whole = check->row;
  CertplanCharge *row = &whole->kept;

  _certplan_row_check_kind (check, row->qualification, &row->kind);
  if ((row->amount == CERTPLAN_MONEY_NONE) != (row->status == CERTPLAN_CHARGE_NO_PUBLISHED_TARIFF))
    _certplan_row_refuse (check, "amount",
                          row->amount == CERTPLAN_MONEY_NONE
                              ? _ ("the charge has no amount")
                              : _ ("an amount that nobody published"),
                          _ ("an amount, or none and no_published_tariff as its status"));
  if (row->certificate == 0 && whole->case_id == 0)
    _certplan_row_refuse (check, "certificate", _ ("neither a certificate nor a case is named"),
                          _ ("one of them"));
  if ((whole->period_from == CERTPLAN_DATE_NONE) != (whole->period_to == CERTPLAN_DATE_NONE))
    _certplan_row_refuse (check,
                          whole->period_from == CERTPLAN_DATE_NONE ? "period_from" : "period_to",
                          _ ("only one end of the period is named"), _ ("both or none"));
  _certplan_row_check_order (check, whole->period_from, whole->period_to, "period_to");
}

const CertplanRecordType _certplan_charges_type = {
  .name = "charges",
  .help = "fees that are due",
  .columns = charge_columns,
  .n_columns = G_N_ELEMENTS (charge_columns),
  .row_size = sizeof (ChargeRow),
  .kept_size = sizeof (CertplanCharge),
  .finish = finish_charge,
};

static const CertplanColumn decision_columns[] = {
  CERTPLAN_RECORD_COLUMN (CertplanDecision, payment, ID, CERTPLAN_COLUMN_HEADED,
                          CERTPLAN_ALIASES ("付款编号", "收款编号"),
                          .help = "the payment's number; empty where a charge is waived"),
  CERTPLAN_RECORD_COLUMN (CertplanDecision, charge, ID, CERTPLAN_COLUMN_HEADED,
                          CERTPLAN_ALIASES ("费用编号", "账单编号"),
                          .help = "the charge's number; empty where it is about a payment alone"),
  CERTPLAN_RECORD_COLUMN (CertplanDecision, amount, MONEY, CERTPLAN_COLUMN_HEADED, .unit = "yuan",
                          CERTPLAN_ALIASES ("核销金额"), .help = "how much of it; empty: all"),
  CERTPLAN_RECORD_COLUMN (
      CertplanDecision, action, CHOICE, CERTPLAN_COLUMN_REQUIRED,
      CERTPLAN_VALUES ("apply", "refuse", "ignore", "refund", "waive", "bank_fee"),
      CERTPLAN_ALIASES ("决定", "处理方式"), .help = "what is done with it"),
  CERTPLAN_RECORD_COLUMN (CertplanDecision, by, TEXT, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("经办人", "审核人"), .help = "who decided"),
  CERTPLAN_RECORD_COLUMN (CertplanDecision, date, DATE, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("处理日期", "决定日期"), .help = "when it was decided"),
  CERTPLAN_RECORD_COLUMN (CertplanDecision, note, NOTE, CERTPLAN_COLUMN_HEADED,
                          CERTPLAN_ALIASES ("备注"), .help = "free text"),
};

static void
finish_decision (CertplanRowCheck *check)
{
  const CertplanDecision *row = check->row;

  const gboolean is_of_charge
      = row->action == CERTPLAN_DECISION_WAIVE || row->action == CERTPLAN_DECISION_BANK_FEE;
  if (row->payment == 0 && !is_of_charge)
    _certplan_row_refuse (check, "payment", _ ("the decision names no payment"),
                          _ ("a payment's number"));
  if (row->charge == 0
      && (row->action == CERTPLAN_DECISION_APPLY || row->action == CERTPLAN_DECISION_REFUSE
          || is_of_charge))
    _certplan_row_refuse (check, "charge", _ ("the decision names no charge"),
                          _ ("a charge's number"));
  if (row->amount != CERTPLAN_MONEY_NONE && row->amount <= 0)
    _certplan_row_refuse (check, "amount", _ ("nothing or less than nothing"),
                          _ ("more than 0, or an empty cell for all of it"));
}

const CertplanRecordType _certplan_decisions_type
    = CERTPLAN_RECORD_TYPE (CertplanDecision, "decisions", decision_columns, finish_decision,
                            "what people decided about payments and charges");

const CertplanCharge *
certplan_charge_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_charges_type, NULL);

  return _certplan_records_row (records, i);
}

const CertplanDecision *
certplan_decision_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_decisions_type, NULL);

  return _certplan_records_row (records, i);
}

/* The column that is kept aside at @offset of the row. */
static guint
find_column (guint offset)
{
  guint column = 0;

  while (charge_columns[column].offset != offset)
    column++;
  return column;
}

static gconstpointer
get_aside (const CertplanRecords *records, guint i, guint offset)
{
  return _certplan_records_cell (records, find_column (offset), i);
}
#define GET_ASIDE(type, member)                                                                    \
  (*(const type *)get_aside (records, i, G_STRUCT_OFFSET (ChargeRow, member)))

guint32
_certplan_charge_get_case (const CertplanRecords *records, guint i)
{
  return GET_ASIDE (guint32, case_id);
}

gboolean
_certplan_charge_has_cases (const CertplanRecords *records)
{
  return _certplan_records_has_cells (records, find_column (G_STRUCT_OFFSET (ChargeRow, case_id)));
}

guint32
_certplan_charge_get_subject (const CertplanRecords *records, guint i)
{
  const guint32 certificate = certplan_charge_get (records, i)->certificate;

  return certificate != 0 ? certificate : _certplan_charge_get_case (records, i);
}

CertplanChargePeriod
_certplan_charge_get_period (const CertplanRecords *records, guint i)
{
  return (CertplanChargePeriod){ .from = GET_ASIDE (CertplanDate, period_from),
                                 .to = GET_ASIDE (CertplanDate, period_to) };
}

CertplanDate
_certplan_charge_get_billed (const CertplanRecords *records, guint i)
{
  const CertplanCharge *charge = certplan_charge_get (records, i);

  return charge->due != CERTPLAN_DATE_NONE ? charge->due
                                           : _certplan_charge_get_period (records, i).from;
}
