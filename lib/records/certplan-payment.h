/* Payments, as bank statements tell them. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-records.h"

G_BEGIN_DECLS

/**
 * CertplanPayment:
 * @line: of the file; 0 for rows of a program
 * @payment: the bank's number of it; certplan_records_get_note(); 0 = none
 * @amount: in fen, what came in; negative = it went out. Once a row is read it is always there,
 *   whichever way the statement tells it
 * @date: the day of the transaction
 * @payer: the other side; certplan_records_get_text()
 * @reference: what the payer wrote; certplan_records_get_note()
 * @account: the other side's account; certplan_records_get_note()
 *
 * A row of the record "payments"; its other columns are there by name. Members are only ever
 * appended.
 */
typedef struct
{
  guint32 line;
  guint32 payment;
  CertplanMoney amount;
  CertplanDate date;
  guint32 payer;
  guint32 reference;
  guint32 account;
} CertplanPayment;

/**
 * certplan_payment_get: (skip)
 * @records: of the type "payments"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanPayment *certplan_payment_get (const CertplanRecords *records, guint i);

G_END_DECLS
