/* Which payments pay which charges, and what was agreed beside the tariff.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-records.h"

G_BEGIN_DECLS

/**
 * CertplanAppliedKind:
 * @CERTPLAN_APPLIED_NONE: the row does not say: by the payment
 * @CERTPLAN_APPLIED_BY_PAYMENT: by the payment, which the row names
 * @CERTPLAN_APPLIED_BY_WAIVER: a person no longer asks for it: it is given back as by a credit
 * @CERTPLAN_APPLIED_BY_DIFFERENCE: a bank's fee, or too little to ask for: it is an expense
 *
 * What settles a part of a charge. Only ever appended to.
 */
typedef enum
{
  CERTPLAN_APPLIED_NONE,
  CERTPLAN_APPLIED_BY_PAYMENT,
  CERTPLAN_APPLIED_BY_WAIVER,
  CERTPLAN_APPLIED_BY_DIFFERENCE,
} CertplanAppliedKind;

/**
 * CertplanApplied:
 * @line: of the file; 0 for rows of a program
 * @payment: its number; certplan_records_get_note(); 0 = none, which no payment is
 * @charge: the number of the charge that it pays; certplan_records_get_note()
 * @amount: in fen, how much of the payment; negative = given back
 * @date: the day of the payment
 * @reason: why it belongs there; certplan_records_get_note()
 * @settlement: a #CertplanAppliedKind
 *
 * A row of the record "applied". A payment may stand in several rows, and so may a charge. Members
 * are only ever appended.
 */
typedef struct
{
  guint32 line;
  guint32 payment;
  guint32 charge;
  CertplanMoney amount;
  CertplanDate date;
  guint32 reason;
  guint8 settlement;
} CertplanApplied;

/**
 * CertplanAgreement:
 * @line: of the file; 0 for rows of a program
 * @subject: the certificate or the case; certplan_records_get_note()
 * @item: as "audit_fee", or a name of the caller's own; certplan_records_get_text()
 * @amount: in fen, not negative
 * @due: by when it is to be paid; CERTPLAN_DATE_NONE = as all other fees
 * @note: certplan_records_get_note()
 *
 * A row of the record "agreements". Rows of an item of the tariff are its instalments, those of
 * another item a cost on top. Members are only ever appended.
 */
typedef struct
{
  guint32 line;
  guint32 subject;
  guint32 item;
  CertplanMoney amount;
  CertplanDate due;
  guint32 note;
} CertplanAgreement;

/**
 * certplan_applied_get: (skip)
 * @records: of the type "applied"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanApplied *certplan_applied_get (const CertplanRecords *records, guint i);

/**
 * certplan_agreement_get: (skip)
 * @records: of the type "agreements"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanAgreement *certplan_agreement_get (const CertplanRecords *records, guint i);

G_END_DECLS
