/* Where each payment went, and words of payments that are nobody's. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#pragma once
#include "certplan-records.h"

G_BEGIN_DECLS

/**
 * CertplanLedgerPlace:
 * @CERTPLAN_LEDGER_NONE: not in a row that was read
 * @CERTPLAN_LEDGER_APPLIED: it pays a charge
 * @CERTPLAN_LEDGER_REFUND: it was given back, or gives back
 * @CERTPLAN_LEDGER_OVER: it is more than what is asked for
 * @CERTPLAN_LEDGER_UNMATCHED: nobody knows what it is for
 * @CERTPLAN_LEDGER_EXCLUDED: it has nothing to do with charges
 * @CERTPLAN_LEDGER_LATER: it came after the day on which one looks
 *
 * Where a part of a payment is. Only ever appended to.
 */
typedef enum
{
  CERTPLAN_LEDGER_NONE,
  CERTPLAN_LEDGER_APPLIED,
  CERTPLAN_LEDGER_REFUND,
  CERTPLAN_LEDGER_OVER,
  CERTPLAN_LEDGER_UNMATCHED,
  CERTPLAN_LEDGER_EXCLUDED,
  CERTPLAN_LEDGER_LATER,
} CertplanLedgerPlace;

/**
 * CertplanLedgerReason:
 * @CERTPLAN_LEDGER_NO_REASON: it does not say
 * @CERTPLAN_LEDGER_DECISION: a person decided
 * @CERTPLAN_LEDGER_CHARGE_NUMBER: the reference names the charge
 * @CERTPLAN_LEDGER_CERTIFICATE_NUMBER: the reference names the certificate
 * @CERTPLAN_LEDGER_CASE_NUMBER: the reference names the case
 * @CERTPLAN_LEDGER_PAYMENT_NUMBER: the reference names the payment that is given back
 * @CERTPLAN_LEDGER_REVERSAL: the only payment of that payer and amount is given back
 * @CERTPLAN_LEDGER_PAYER_AMOUNT: the only charge of that payer and amount
 * @CERTPLAN_LEDGER_PAYER_SUM: the only charges of that payer that sum to it
 * @CERTPLAN_LEDGER_PAYER_PARTS: the only payments of that payer that sum to the charge
 * @CERTPLAN_LEDGER_WORD: a word that tells that it is nobody's
 * @CERTPLAN_LEDGER_UNKNOWN: neither a number nor a payer is known
 * @CERTPLAN_LEDGER_AMBIGUOUS: several charges fit
 * @CERTPLAN_LEDGER_NO_EXACT_AMOUNT: the payer is known, no open charge is of that amount
 * @CERTPLAN_LEDGER_ALREADY_PAID: the payer's charge of that amount is paid
 * @CERTPLAN_LEDGER_PAYER_DIFFERS: the charge that is named is another one's
 * @CERTPLAN_LEDGER_NO_AMOUNT: nobody published how much the charge that is named is
 * @CERTPLAN_LEDGER_NOTHING_TO_REVERSE: it went out, and nothing is known that it gives back
 *
 * Why it is there. Only ever appended to.
 */
typedef enum
{
  CERTPLAN_LEDGER_NO_REASON,
  CERTPLAN_LEDGER_DECISION,
  CERTPLAN_LEDGER_CHARGE_NUMBER,
  CERTPLAN_LEDGER_CERTIFICATE_NUMBER,
  CERTPLAN_LEDGER_CASE_NUMBER,
  CERTPLAN_LEDGER_PAYMENT_NUMBER,
  CERTPLAN_LEDGER_REVERSAL,
  CERTPLAN_LEDGER_PAYER_AMOUNT,
  CERTPLAN_LEDGER_PAYER_SUM,
  CERTPLAN_LEDGER_PAYER_PARTS,
  CERTPLAN_LEDGER_WORD,
  CERTPLAN_LEDGER_UNKNOWN,
  CERTPLAN_LEDGER_AMBIGUOUS,
  CERTPLAN_LEDGER_NO_EXACT_AMOUNT,
  CERTPLAN_LEDGER_ALREADY_PAID,
  CERTPLAN_LEDGER_PAYER_DIFFERS,
  CERTPLAN_LEDGER_NO_AMOUNT,
  CERTPLAN_LEDGER_NOTHING_TO_REVERSE,
} CertplanLedgerReason;

/**
 * CertplanLedgerPart:
 * @line: of the file; 0 for rows of a program
 * @payment: its number; certplan_records_get_note()
 * @date: the day of the payment
 * @amount: all of the payment, in fen
 * @payer: certplan_records_get_text()
 * @reference: certplan_records_get_note()
 * @outcome: a #CertplanLedgerPlace
 * @charge: the number of the charge; certplan_records_get_note(); 0 = none
 * @part_amount: how much of the payment is there, in fen
 * @booked: the day in whose month it counts
 * @reason: a #CertplanLedgerReason
 * @reverses: the number of the payment that this one gives back; certplan_records_get_note()
 *
 * A row of the record "ledger": the parts of a payment sum to it. Members are only ever appended.
 */
typedef struct
{
  guint32 line;
  guint32 payment;
  CertplanDate date;
  CertplanMoney amount;
  guint32 payer;
  guint32 reference;
  guint8 outcome;
  guint32 charge;
  CertplanMoney part_amount;
  CertplanDate booked;
  guint8 reason;
  guint32 reverses;
} CertplanLedgerPart;

/**
 * CertplanExclusion:
 * @line: of the file; 0 for rows of a program
 * @word: certplan_records_get_note()
 * @field: 1 = the payer, 2 = the reference, 0 = either
 * @note: certplan_records_get_note()
 *
 * A row of the record "exclusions": payments with that word have nothing to do with charges.
 * Members are only ever appended.
 */
typedef struct
{
  guint32 line;
  guint32 word;
  guint8 field;
  guint32 note;
} CertplanExclusion;

/**
 * certplan_ledger_part_get: (skip)
 * @records: of the type "ledger"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanLedgerPart *certplan_ledger_part_get (const CertplanRecords *records, guint i);

/**
 * certplan_exclusion_get: (skip)
 * @records: of the type "exclusions"
 *
 * Row @i, as the struct that C programs read.
 *
 * Returns: (transfer none): row @i; lives as long as @records
 */
const CertplanExclusion *certplan_exclusion_get (const CertplanRecords *records, guint i);

G_END_DECLS
