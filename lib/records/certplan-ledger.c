/* Where each payment went. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-ledger-private.h"
#include "certplan-record-types-private.h"

/* Both in the order of their enumerations, without the first. */
static const char *const places[]
    = { "applied", "refund", "over", "unmatched", "excluded", "later_payment", NULL };
static const char *const reasons[] = { "by_decision",           "by_charge_number",
                                       "by_certificate_number", "by_case_number",
                                       "by_payment_number",     "by_reversal",
                                       "by_payer_amount",       "by_payer_sum",
                                       "by_payer_parts",        "by_word",
                                       "nothing_known",         "several_fit",
                                       "no_exact_amount",       "already_paid",
                                       "payer_differs",         "charge_without_amount",
                                       "nothing_to_reverse",    NULL };
G_STATIC_ASSERT (G_N_ELEMENTS (places) == CERTPLAN_LEDGER_N_PLACES);
G_STATIC_ASSERT (G_N_ELEMENTS (reasons) == CERTPLAN_LEDGER_N_REASONS);

const char *
_certplan_ledger_name_place (CertplanLedgerPlace place)
{
  return place != CERTPLAN_LEDGER_NONE ? places[place - 1] : NULL;
}

const char *
_certplan_ledger_name_reason (CertplanLedgerReason reason)
{
  return reason != CERTPLAN_LEDGER_NO_REASON ? reasons[reason - 1] : NULL;
}

static const CertplanColumn part_columns[] = {
  CERTPLAN_RECORD_COLUMN (CertplanLedgerPart, payment, ID, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("付款编号", "收款编号", "交易流水号"),
                          .help = "the payment's number"),
  CERTPLAN_RECORD_COLUMN (CertplanLedgerPart, date, DATE, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("收款日期", "交易日期"),
                          .help = "the day of the payment"),
  CERTPLAN_RECORD_COLUMN (CertplanLedgerPart, amount, MONEY, CERTPLAN_COLUMN_REQUIRED,
                          .unit = "yuan", .help = "all of the payment"),
  CERTPLAN_RECORD_COLUMN (CertplanLedgerPart, payer, TEXT, 0,
                          CERTPLAN_ALIASES ("对方户名", "付款方", "付款单位"),
                          .help = "the other side's name"),
  CERTPLAN_RECORD_COLUMN (CertplanLedgerPart, reference, NOTE, 0,
                          CERTPLAN_ALIASES ("交易摘要", "用途", "附言"),
                          .help = "what the payer wrote"),
  CERTPLAN_RECORD_COLUMN (CertplanLedgerPart, outcome, CHOICE, CERTPLAN_COLUMN_REQUIRED,
                          .values = places, .head = "whereabouts",
                          .help = "where a part of the payment is"),
  CERTPLAN_RECORD_COLUMN (CertplanLedgerPart, charge, ID, CERTPLAN_COLUMN_HEADED,
                          CERTPLAN_ALIASES ("费用编号", "账单编号"), .help = "the charge's number"),
  CERTPLAN_RECORD_COLUMN (CertplanLedgerPart, part_amount, MONEY, CERTPLAN_COLUMN_REQUIRED,
                          .unit = "yuan", .help = "how much of the payment is there"),
  CERTPLAN_RECORD_COLUMN (CertplanLedgerPart, booked, DATE, CERTPLAN_COLUMN_HEADED,
                          .help = "the day in whose month it counts"),
  CERTPLAN_RECORD_COLUMN (CertplanLedgerPart, reason, CHOICE, 0, .values = reasons,
                          .head = "matched_by", .help = "why it is there"),
  CERTPLAN_RECORD_COLUMN (CertplanLedgerPart, reverses, ID, 0,
                          .help = "the number of the payment that this one gives back"),
};

static void
finish_part (CertplanRowCheck *check)
{
  const CertplanLedgerPart *row = check->row;

  if (row->outcome == CERTPLAN_LEDGER_APPLIED && row->charge == 0)
    _certplan_row_refuse (check, "charge", _ ("what is applied names no charge"),
                          _ ("a charge's number"));
}

const CertplanRecordType _certplan_ledger_type
    = CERTPLAN_RECORD_TYPE (CertplanLedgerPart, "ledger", part_columns, finish_part,
                            "where each payment went, as reconcile tells it");

static const CertplanColumn exclusion_columns[] = {
  CERTPLAN_RECORD_COLUMN (CertplanExclusion, word, NOTE, CERTPLAN_COLUMN_REQUIRED,
                          CERTPLAN_ALIASES ("关键词"),
                          .help = "payments with this word have nothing to do with charges"),
  CERTPLAN_RECORD_COLUMN (CertplanExclusion, field, CHOICE, CERTPLAN_COLUMN_HEADED,
                          CERTPLAN_VALUES ("payer", "reference"), CERTPLAN_ALIASES ("字段"),
                          .help = "payer or reference: where the word stands; empty: in either"),
  CERTPLAN_RECORD_COLUMN (CertplanExclusion, note, NOTE, 0, CERTPLAN_ALIASES ("备注"),
                          .help = "free text"),
};

const CertplanRecordType _certplan_exclusions_type
    = CERTPLAN_RECORD_TYPE (CertplanExclusion, "exclusions", exclusion_columns, NULL,
                            "words of payments that have nothing to do with charges");

const CertplanLedgerPart *
certplan_ledger_part_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_ledger_type, NULL);

  return _certplan_records_row (records, i);
}

const CertplanExclusion *
certplan_exclusion_get (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (_certplan_records_get_type (records) == &_certplan_exclusions_type, NULL);

  return _certplan_records_row (records, i);
}
