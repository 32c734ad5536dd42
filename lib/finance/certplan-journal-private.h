/* What the parts of a journal share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-accounts-private.h"
#include "certplan-applied.h"
#include "certplan-deferral-private.h"
#include "certplan-journal.h"

struct _CertplanJournalRequest
{
  CertplanRulebook *rulebook;
  CertplanPolicy *policy;
  CertplanRecords *charges, *applied;
  CertplanRecords *certificates, *events; /* NULL = none */
  CertplanDate from, to; /* the first day of the first and of the last month; NONE = not set */
  gint32 vat;            /* in millionths; 0 = none */
  gboolean by_day, with_opening;
  gboolean is_used; /* fixed from then on */
};

/* What a voucher is about; those of one day stand in this order. */
typedef enum
{
  CERTPLAN_VOUCHER_OPENING, /* the balances before the first month */
  CERTPLAN_VOUCHER_INVOICE,
  CERTPLAN_VOUCHER_ADVANCE, /* what was paid before pays what is due now */
  CERTPLAN_VOUCHER_CREDIT,
  CERTPLAN_VOUCHER_RETURN, /* what is left of a certificate that ended */
  CERTPLAN_VOUCHER_RECEIPT,
  CERTPLAN_VOUCHER_REFUND,
  CERTPLAN_VOUCHER_DIFFERENCE, /* missing of a payment, and not asked for */
  CERTPLAN_VOUCHER_EARNED,
} CertplanVoucherKind;

/* One posting. More than 0 is a debit. */
typedef struct
{
  CertplanDate date;
  CertplanVoucherKind kind;
  guint order;   /* within the kind: of the charge, the payment or the item */
  guint account; /* among the accounts */
  CertplanMoney amount_fen;
  const char *item;   /* NULL = of all of them */
  const char *charge; /* NULL = of several */
  const char *org;
  gint32 voucher; /* its number in the month */
} CertplanPosting;

/* An account: all before the months, and in them. */
typedef struct
{
  CertplanMoney opening_fen, debit_fen, credit_fen;
} CertplanAccountSums;

struct _CertplanJournal
{
  CertplanJournalRequest *request;
  CertplanDeferral *deferral;
  CertplanAccounts *accounts;
  GArray *postings;          /* CertplanPosting, of the months, by voucher */
  CertplanAccountSums *sums; /* by account */
  CertplanDate first, last;  /* days of the months */
  CertplanDate year;         /* the first day of the year in which they begin */
  guint n_vouchers;
};

/* Books everything up to the end of the last month. Returns: FALSE with faults added */
gboolean _certplan_journal_post (CertplanJournal *journal, CertplanFaults *faults);
