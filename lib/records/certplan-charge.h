/* What is due, and what people decided about payments. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once
#include "certplan-records.h"

G_BEGIN_DECLS

/**
 * CertplanChargeStatus:
 * @CERTPLAN_CHARGE_NONE: it does not say
 * @CERTPLAN_CHARGE_PUBLISHED: the tariff of a document
 * @CERTPLAN_CHARGE_USER_TARIFF: a tariff of the caller's
 * @CERTPLAN_CHARGE_OWN_AMOUNT: agreed on
 * @CERTPLAN_CHARGE_NO_PUBLISHED_TARIFF: nobody published it: there is no amount
 *
 * Only ever appended to.
 */
typedef enum
{
  CERTPLAN_CHARGE_NONE,
  CERTPLAN_CHARGE_PUBLISHED,
  CERTPLAN_CHARGE_USER_TARIFF,
  CERTPLAN_CHARGE_OWN_AMOUNT,
  CERTPLAN_CHARGE_NO_PUBLISHED_TARIFF,
} CertplanChargeStatus;

/**
 * CertplanCharge:
 * @line: of the file; 0 for rows of a program
 * @charge: its number; certplan_records_get_note()
 * @certificate: what it is for; certplan_records_get_note(); 0 = a case, which is a column
 * @kind: as "initial"; certplan_records_get_text()
 * @amount: in fen; negative = a credit; CERTPLAN_MONEY_NONE = nobody published it
 *   (the status is then CERTPLAN_CHARGE_NO_PUBLISHED_TARIFF), which is never 0
 * @item: as "audit_fee"; certplan_records_get_text()
 * @due: CERTPLAN_DATE_NONE = not known
 * @org: who owes it; certplan_records_get_text()
 * @qualification: a handle of the rulebook
 * @status: a #CertplanChargeStatus: where @amount is from
 *
 * A row of the record "charges"; its other columns are there by name. Members are only ever
 * appended.
 */
typedef struct
{
  guint32 line;
  guint32 charge;
  guint32 certificate;
  guint32 kind;
  CertplanMoney amount;
  guint32 item;
  CertplanDate due;
  guint32 org;
  guint16 qualification;
  guint8 status;
} CertplanCharge;

/**
 * CertplanDecisionAction:
 * @CERTPLAN_DECISION_NONE: not in a row that was read
 * @CERTPLAN_DECISION_APPLY: the payment, or a part of it, pays the charge
 * @CERTPLAN_DECISION_REFUSE: the payment does not belong to the charge
 * @CERTPLAN_DECISION_IGNORE: the payment has nothing to do with charges
 * @CERTPLAN_DECISION_REFUND: the payment, or a part of it, was given back
 * @CERTPLAN_DECISION_WAIVE: the charge, or a part of it, is no longer asked for
 * @CERTPLAN_DECISION_BANK_FEE: the same, as a bank kept it: an expense
 *
 * Only ever appended to.
 */
typedef enum
{
  CERTPLAN_DECISION_NONE,
  CERTPLAN_DECISION_APPLY,
  CERTPLAN_DECISION_REFUSE,
  CERTPLAN_DECISION_IGNORE,
  CERTPLAN_DECISION_REFUND,
  CERTPLAN_DECISION_WAIVE,
  CERTPLAN_DECISION_BANK_FEE,
} CertplanDecisionAction;

/**
 * CertplanDecision:
 * @line: of the file; 0 for rows of a program
 * @payment: certplan_records_get_note()
 * @charge: certplan_records_get_note()
 * @amount: in fen, more than 0; CERTPLAN_MONEY_NONE = all of it
 * @action: a #CertplanDecisionAction
 * @by: who decided; certplan_records_get_text()
 * @date: when it was decided
 * @note: certplan_records_get_note()
 *
 * A row of the record "decisions". APPLY and REFUSE have payment and charge, IGNORE and REFUND have
 * a payment, WAIVE and BANK_FEE have a charge. Members are only ever appended.
 */
typedef struct
{
  guint32 line;
  guint32 payment;
  guint32 charge;
  CertplanMoney amount;
  guint8 action;
  guint32 by;
  CertplanDate date;
  guint32 note;
} CertplanDecision;

/**
 * certplan_charge_get: (skip)
 * @records: of the type "charges"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanCharge *certplan_charge_get (const CertplanRecords *records, guint i);

/**
 * certplan_decision_get: (skip)
 * @records: of the type "decisions"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanDecision *certplan_decision_get (const CertplanRecords *records, guint i);

G_END_DECLS
