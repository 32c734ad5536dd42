/* What a reconciliation is made of. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-applied.h"
#include "certplan-charge.h"
#include "certplan-explain-private.h"
#include "certplan-ledger-private.h"
#include "certplan-memory-private.h"
#include "certplan-numbers-private.h"
#include "certplan-payer-private.h"
#include "certplan-payment.h"
#include "certplan-policy-private.h"
#include "certplan-reconcile.h"
#include "certplan-register.h"
#include "certplan-slots-private.h"

struct _CertplanReconcileRequest
{
  CertplanRulebook *rulebook;
  CertplanPolicy *policy;
  CertplanRecords *charges;
  GPtrArray *payments;                                              /* CertplanRecords */
  CertplanRecords *certificates, *decisions, *exclusions, *opening; /* NULL = none */
  CertplanDate closed_through;                                      /* NONE = no month is */
  CertplanMoney tolerance_fen;
  CertplanPeriod window;
  guint n_threads;  /* 0 = one a processor */
  gboolean is_used; /* fixed from then on */
};

/* What became of a charge. The order is that of the labels in certplan-reconcile-status.c. */
typedef enum
{
  CERTPLAN_CLAIM_PAID,
  CERTPLAN_CLAIM_UNDER,
  CERTPLAN_CLAIM_OVER,
  CERTPLAN_CLAIM_MISSING,
  CERTPLAN_CLAIM_NOT_YET_DUE,
  CERTPLAN_CLAIM_DUPLICATE,
  CERTPLAN_CLAIM_REFUNDED,
  CERTPLAN_CLAIM_ISSUED_UNPAID,
  CERTPLAN_CLAIM_WAIVED,
  CERTPLAN_CLAIM_NO_TARIFF,
  CERTPLAN_CLAIM_CREDIT,
  CERTPLAN_CLAIM_N,
} CertplanClaimStatus;

/* A charge, by its row in the charges. */
typedef struct
{
  CertplanMoney paid;   /* what was applied, less what was given back */
  guint32 org;          /* who owes it: the place of a text */
  CertplanDate paid_on; /* the first day; once all is settled, the last one; NONE = it was not */
  guint32 n_payments;
  guint8 reason; /* why the first payment is its own */
  guint8 status; /* CertplanClaimStatus; until all is settled, of certplan-reconcile-clean.c */
  guint8 has_more;
} CertplanClaim;
G_STATIC_ASSERT (sizeof (CertplanClaim) == 24);

/* What is known of few charges. */
typedef struct
{
  CertplanMoney waived, fees; /* no longer asked for: by a person; as a bank kept it */
  CertplanMoney listed[2];    /* of both, what is among the settlements already */
  CertplanMoney given_back;   /* not negative; without what the bank says was never paid */
  CertplanMoney over;         /* paid on top by payments that name it */
  gboolean is_paid_twice;
} CertplanClaimMore;

typedef enum
{
  CERTPLAN_RECEIPT_LATER = 1 << 0,
  CERTPLAN_RECEIPT_EXCLUDED = 1 << 1, /* nothing of it is for charges */
  CERTPLAN_RECEIPT_HELD = 1 << 2,     /* the charge that it names is another one's */
  CERTPLAN_RECEIPT_REVERSED = 1 << 3, /* another one gives it back */
  CERTPLAN_RECEIPT_DECIDED = 1 << 4,  /* a person said what a part of it is for */
  CERTPLAN_RECEIPT_SEVERAL = 1 << 5,  /* the number that it names is that of several */
  CERTPLAN_RECEIPT_WHOLE = 1 << 6,    /* all of it is one part, which is not among the parts */
  CERTPLAN_RECEIPT_AS_DATED = 1 << 7, /* and that is booked on its day, closed or not */
} CertplanReceiptFlags;

/* A payment. Receipts are in the order of rows. There are very many: nothing takes more bits than
 * it needs. */
typedef struct
{
  CertplanMoney amount;
  CertplanDate date;
  guint32 payer;        /* the place of a text */
  guint32 named;        /* the claim that its reference names; of several, where self->named has
                           them */
  guint32 part;         /* the newest part + 1, parts are chained; WHOLE: the claim + 1; 0 = none */
  guint32 over;         /* the claim + 1 whose payment the rest was meant for; 0 = none */
  guint32 flags : 8;    /* CertplanReceiptFlags */
  guint32 n_named : 2;  /* 0, 1, or CERTPLAN_NAMES_SEVERAL */
  guint32 place : 3;    /* of what is WHOLE: CertplanLedgerPlace */
  guint32 named_by : 3; /* CertplanLedgerReason, the first few of them */
  guint32 over_by : 5;  /* why that claim: CertplanLedgerReason, as all that follows */
  guint32 why : 5;      /* it is not matched */
  guint32 reason : 5;   /* of what is WHOLE */
} CertplanReceipt;
G_STATIC_ASSERT (sizeof (CertplanReceipt) == 32);
G_STATIC_ASSERT (CERTPLAN_LEDGER_N_PLACES <= 1 << 3 && CERTPLAN_LEDGER_N_REASONS <= 1 << 5);
G_STATIC_ASSERT (CERTPLAN_LEDGER_CASE_NUMBER < 1 << 3);

#define CERTPLAN_NAMES_SEVERAL 2 /* self->named has how many, and then the claims */

/* The rest of what a payment's row says; NULL = not known. */
typedef struct
{
  const char *id, *payer, *reference, *account;
  guint32 payer_place;
  guint32 file; /* of the statements + 1; 0 = the opening */
  guint32 line;
} CertplanReceiptTexts;

/* A part of a payment in its place. */
typedef struct
{
  CertplanMoney fen;
  CertplanMoney rest; /* of the receipt, which had no place yet when this part got its own */
  guint32 receipt;
  guint32 claim;       /* + 1; 0 = none */
  guint32 next;        /* of the same receipt, + 1 */
  CertplanDate booked; /* NONE = it counts nowhere yet */
  guint8 place, reason;
} CertplanPart;

/* What the opening had in a place that is looked at again, on another day than it has if new. */
typedef struct
{
  guint32 receipt;
  guint32 claim;     /* + 1; 0 = none */
  CertplanMoney fen; /* less what was put there again */
  CertplanDate booked;
  guint8 place;
} CertplanEarlierPart;

/* A row that is no payment of its own. */
typedef struct
{
  guint32 row, first; /* among those of all files */
  gboolean is_twin;   /* equal but without a number: it is a payment of its own */
} CertplanRepeat;

/* A part of a charge that no payment settles. */
typedef struct
{
  CertplanDate date;
  guint32 claim;
  CertplanMoney fen;
  guint8 settlement;   /* CertplanAppliedKind */
  gboolean is_decided; /* by a person; else it is tolerated */
} CertplanSettled;

/* A charge that an unmatched payment might be for. */
typedef struct
{
  guint32 receipt, claim;
  guint32 rank; /* from 1 */
  gint32 score, number_score, payer_score, amount_score, date_score;
} CertplanNear;

typedef struct
{
  const char *subject; /* a payment, or else a charge */
  guint line;          /* of the decisions, or CERTPLAN_NO_LINE */
  char *finding;       /* a sentence; owned */
} CertplanReconcileFinding;
#define CERTPLAN_NO_LINE ((guint)G_MININT32)

/* What payers have, by their numbers: of payer p items[begins[p]] .. items[begins[p + 1] - 1]. */
typedef struct
{
  guint32 *begins; /* owned; NULL = nobody has any */
  guint32 *items;  /* owned */
} CertplanPayerLists;

/* The days around a due one; NONE = without an end. */
typedef struct
{
  CertplanDate due, from, to;
} CertplanWindow;
typedef struct _CertplanOwed CertplanOwed;
#define CERTPLAN_N_WINDOWS 1024 /* a power of two */

struct _CertplanReconciliation
{
  CertplanReconcileRequest *request;
  const CertplanPile *charges; /* the rows of the request's */
  CertplanDate as_of;
  GArray *claims;          /* CertplanClaim, by row */
  GHashTable *more;        /* claim -> CertplanClaimMore */
  CertplanWindow *windows; /* of due days that were asked for lately; owned */
  GHashTable *ranks;       /* item and qualification -> its place in the tariff + 1 */
  GArray *receipts;        /* CertplanReceipt, by row */
  guint32 *rows;        /* by receipt: its row among those of all files, the opening's first; NULL
                           = as the receipts, one each */
  guint32 *order;       /* receipts by their days and numbers: nothing depends on files and rows */
  gboolean is_rising;   /* so is that of the rows, among those of one day */
  guint32 *ranks_of;    /* by receipt: its place in that order; NULL = not asked for yet */
  GArray *parts;        /* CertplanPart; in that order once all are placed */
  GArray *earlier;      /* CertplanEarlierPart, by receipt, claim, place and day */
  gboolean has_begun;   /* the passes have: what is clean is paid */
  guint64 n_placed;     /* how often anything was placed */
  GArray *pending;      /* guint32, in that order: receipts that are not wholly placed, and maybe
                           others; what is 0.00 is not among them */
  guint8 *is_pending;   /* by receipt, while they are listed */
  GArray *named;        /* guint32: claims */
  GArray *repeats;      /* CertplanRepeat */
  GArray *near;         /* CertplanNear */
  GArray *findings;     /* CertplanReconcileFinding */
  GArray *waived;       /* CertplanSettled, by date, once all is settled */
  GHashTable *reverses; /* receipt -> the one that it gives back + 1 */
  gboolean has_zero;    /* some receipt is 0.00 */
  guint64 claims_size, receipts_size; /* sums of what amounts are without their signs, no larger
                                         than the first one that is no amount any more */
  guint32 *next_of[CERTPLAN_NUMBER_N_KINDS];     /* by claim: the next one of the same number + 1;
                                                    NULL = no number is that of several */
  gboolean has_numbers[CERTPLAN_NUMBER_N_KINDS]; /* whether any charge has one */
  CertplanNumbers *numbers;
  guint32 *first_rows;  /* of each file among the rows of all, and how many they are */
  guint32 *first_texts; /* of the charges, the certificates and each file, likewise */
  const char **own_ids; /* by row: made up where the bank gave none; NULL = it always did */
  GHashTable *told;     /* row -> CertplanReceiptTexts: what another row of the payment says */
  CertplanSlots ids;    /* number of a payment -> its row + 1, once it was asked for */
  gboolean has_ids;
  CertplanPayers *payers;
  guint32 *names; /* by place of a text: what the payers have for it + 1; 0: nothing; or it is
                     CERTPLAN_NAME_NOBODYS: no payment that is asked about has it; WAITS: one has */
  guint32 n_names;
  gboolean has_refunds;                      /* something went out, so who paid is asked of all */
  CertplanPayerLists claims_of, receipts_of; /* in their orders */
  CertplanOwed *owed;                        /* of claims_of; NULL = not asked for yet */
  GHashTable *refused; /* gint64 of receipt and claim that a person keeps apart */
  GHashTable *settled; /* the same, where a person said how much it is */
  GStringChunk *texts;
  GArray *statements; /* CertplanControl: rows and fen of each file, the opening first */
  CertplanMoney outstanding;
  CertplanMoney placed[CERTPLAN_LEDGER_N_PLACES];
  CertplanMoney booked_fen; /* of charges: what the vouchers have on the bank's account */
  gint32 placed_rows[CERTPLAN_LEDGER_N_PLACES]; /* payments whose first part is there */
  guint n_open;                                 /* charges that a person must look at */
  guint n_unmatched;                            /* parts that are */
  gboolean is_item_first, holds_others;         /* as the policies say */
  guint n_decided, n_by_number; /* how often decisions were played, and that pass ran */
};

/* What one file brought. */
typedef struct
{
  gint32 rows;
  CertplanMoney fen;
} CertplanControl;
