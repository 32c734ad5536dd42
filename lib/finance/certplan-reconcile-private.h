/* What the parts of reconciliation share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
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

/* A charge. Claims are kept in the order in which a part payment pays them. */
typedef struct
{
  CertplanMoney amount; /* NONE = nobody published it */
  CertplanMoney paid;   /* what was applied, less what was given back */
  CertplanMoney waived;
  CertplanMoney given_back;   /* not negative */
  CertplanMoney over;         /* paid on top by payments that name it */
  guint32 row;                /* in the charges */
  CertplanDate due, from, to; /* the window in which payments without a number are its own */
  CertplanDate issued;        /* of its certificate; NONE = it is not in the register */
  CertplanDate first_paid, last_paid;
  guint32 payer; /* a number of CertplanPayers; 0 = nobody knows */
  guint32 n_payments;
  guint32 next_of_payer;                    /* place + 1; 0 = it is the last one */
  guint32 next_of[CERTPLAN_NUMBER_N_KINDS]; /* of the same number of that kind; place + 1 */
  guint8 reason;                            /* why the first payment is its own */
  guint8 status;                            /* CertplanClaimStatus */
  gboolean is_paid_twice;
} CertplanClaim;

typedef enum
{
  CERTPLAN_RECEIPT_HAS_SERIAL = 1 << 0,
  CERTPLAN_RECEIPT_OF_OPENING = 1 << 1,
  CERTPLAN_RECEIPT_LATER = 1 << 2,
  CERTPLAN_RECEIPT_TWIN = 1 << 3,     /* another one is equal in everything */
  CERTPLAN_RECEIPT_EXCLUDED = 1 << 4, /* nothing of it is for charges */
  CERTPLAN_RECEIPT_HELD = 1 << 5,     /* the charge that it names is another one's */
  CERTPLAN_RECEIPT_REVERSED = 1 << 6, /* another one gives it back */
  CERTPLAN_RECEIPT_DECIDED = 1 << 7,  /* a person said what a part of it is for */
  CERTPLAN_RECEIPT_SEVERAL = 1 << 8,  /* the number that it names is that of several */
} CertplanReceiptFlags;

/* A payment. */
typedef struct
{
  const char *id;
  const char *payer_name, *reference, *account; /* NULL = not known */
  CertplanMoney amount, rest;                   /* rest: what has no place yet */
  CertplanDate date;
  guint32 payer;
  guint32 next_of_payer;  /* place + 1 */
  guint32 first_part;     /* place + 1; parts are chained, the newest first */
  guint32 named, n_named; /* in self->named: the claims that its reference names */
  guint32 over;           /* the claim + 1 whose payment the rest was meant for; 0 = none */
  guint32 reverses;       /* the receipt + 1 that it gives back */
  guint16 flags;
  guint16 file; /* of the statements + 1; 0 = the opening */
  guint32 line;
  guint8 over_by;       /* why that claim */
  guint8 named_by, why; /* CertplanLedgerReason; why: it is not matched */
} CertplanReceipt;

/* A part of a payment in its place. */
typedef struct
{
  CertplanMoney fen;
  guint32 receipt;
  guint32 claim;       /* + 1; 0 = none */
  guint32 next;        /* of the same receipt, + 1 */
  CertplanDate booked; /* NONE = it counts nowhere yet */
  guint8 place, reason;
} CertplanPart;

/* A row that is no payment of its own. */
typedef struct
{
  guint32 receipt;
  guint16 file, first_file;
  guint32 line, first_line;
  gboolean is_twin; /* equal but without a number: it is a payment of its own */
} CertplanRepeat;

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
  guint line;
  char *finding; /* a sentence; owned */
} CertplanReconcileFinding;

struct _CertplanReconciliation
{
  CertplanReconcileRequest *request;
  CertplanDate as_of;
  GArray *claims;        /* CertplanClaim */
  guint32 *claim_of_row; /* of the charges: the claim */
  GArray *receipts;      /* CertplanReceipt, by date and number once all are read */
  GArray *parts;         /* CertplanPart; by receipt once all are placed */
  GArray *pending;       /* guint32: receipts that are not wholly placed, and maybe others */
  GArray *named;         /* guint32: claims */
  GArray *repeats;       /* CertplanRepeat */
  GArray *near;          /* CertplanNear */
  GArray *findings;      /* CertplanReconcileFinding */
  CertplanPayers *payers;
  guint64 claims_size, receipts_size; /* sums of what amounts are without their signs, no larger
                                         than the first one that is no amount any more */
  guint32 n_texts;                    /* of all payments' files */
  guint32 *claims_of, *receipts_of;   /* by payer: the first one + 1 */
  guint32 n_payers;                   /* numbers of payers are below */
  CertplanNumbers *numbers;
  CertplanSlots ids;   /* number of a payment -> receipt + 1 */
  GHashTable *refused; /* gint64 of receipt and claim that a person keeps apart */
  GHashTable *settled; /* the same, where a person said how much it is */
  GStringChunk *texts;
  GArray *statements; /* CertplanControl: rows and fen of each file, the opening first */
  CertplanMoney outstanding;
  CertplanMoney placed[CERTPLAN_LEDGER_N_PLACES];
  guint n_open;
  gboolean is_item_first, holds_others; /* as the policies say */
  guint n_decided;                      /* how often decisions were played */
};

/* What one file brought. */
typedef struct
{
  gint32 rows;
  CertplanMoney fen;
} CertplanControl;

static inline CertplanClaim *
_certplan_claim (const CertplanReconciliation *self, guint i)
{
  return &g_array_index (self->claims, CertplanClaim, i);
}
static inline CertplanReceipt *
_certplan_receipt (const CertplanReconciliation *self, guint i)
{
  return &g_array_index (self->receipts, CertplanReceipt, i);
}
/* The receipt of the i-th that is pending. */
static inline guint
_certplan_pending (const CertplanReconciliation *self, guint i)
{
  return g_array_index (self->pending, guint32, i);
}
static inline CertplanPart *
_certplan_part (const CertplanReconciliation *self, guint i)
{
  return &g_array_index (self->parts, CertplanPart, i);
}
static inline const CertplanCharge *
_certplan_claim_charge (const CertplanReconciliation *self, guint i)
{
  return certplan_charge_get (self->request->charges, _certplan_claim (self, i)->row);
}
static inline const char *
_certplan_claim_name (const CertplanReconciliation *self, guint i)
{
  return _certplan_records_note (self->request->charges, _certplan_claim_charge (self, i)->charge);
}
/* What is still asked for; negative of a credit. 0 where nobody published an amount. */
static inline CertplanMoney
_certplan_claim_open (const CertplanClaim *claim)
{
  return claim->amount == CERTPLAN_MONEY_NONE ? 0 : claim->amount - claim->waived - claim->paid;
}

/* Goes no further once the sum is no amount any more. */
static inline void
_certplan_add_size (guint64 *sum, CertplanMoney fen)
{
  if (fen != CERTPLAN_MONEY_NONE && *sum <= G_MAXINT64)
    *sum += (guint64)ABS (fen);
}

/* The claims, in the order in which they are paid, and what they are found by. */
void _certplan_reconcile_read_claims (CertplanReconciliation *self);
/* Whether the amounts of the opening alone, and then of all that was read, sum to one that can be.
 */
gboolean _certplan_reconcile_check_opening (const CertplanReconciliation *self, GError **error);
gboolean _certplan_reconcile_check_range (const CertplanReconciliation *self, GError **error);
/* The payments of all files, each once. Needs no claims: both may be read side by side. */
void _certplan_reconcile_read_receipts (CertplanReconciliation *self, CertplanFaults *faults);
/* Who paid, once claims and receipts are read. */
void _certplan_reconcile_read_payers (CertplanReconciliation *self);
/* The receipt + 1 that has the number; 0 = none. */
guint _certplan_reconcile_find_receipt (const CertplanReconciliation *self, const char *id);
/* Lets the receipt be found by its number. */
void _certplan_reconcile_index_receipt (CertplanReconciliation *self, guint r);
/* Which claims the references name. */
void _certplan_reconcile_read_names (CertplanReconciliation *self);
/* What the opening placed stays there. */
void _certplan_reconcile_read_opening (CertplanReconciliation *self, CertplanFaults *faults);
void _certplan_reconcile_replay_opening (CertplanReconciliation *self, CertplanFaults *faults);
/* Compares a row with the payment that has its number. Returns: whether they are one */
gboolean _certplan_reconcile_is_same (const CertplanReceipt *known, const CertplanReceipt *row);

/* Puts @fen of receipt @r into a place. @claim: + 1; 0 = none. @booked: NONE = the receipt's own
 * day, or the first open one */
void _certplan_reconcile_place (CertplanReconciliation *self, guint r, guint32 claim,
                                CertplanLedgerPlace place, CertplanLedgerReason reason,
                                CertplanMoney fen, CertplanDate booked);
/* How much of receipt @r is applied to the claim (+ 1; 0 = all of them). */
CertplanMoney _certplan_reconcile_get_applied (const CertplanReconciliation *self, guint r,
                                               guint32 claim);
/* Takes what is applied to the claim (+ 1; 0 = all of them) back, as a correction. */
void _certplan_reconcile_undo (CertplanReconciliation *self, guint r, guint32 claim);
/* Keeps a payment from a charge. */
void _certplan_reconcile_refuse (CertplanReconciliation *self, guint r, guint c);
/* Lets no pass apply more of it than a person said. */
void _certplan_reconcile_fix (CertplanReconciliation *self, guint r, guint c);
gboolean _certplan_reconcile_is_refused (const CertplanReconciliation *self, guint r, guint c);
/* Whether it is refused or fixed. */
gboolean _certplan_reconcile_is_closed (const CertplanReconciliation *self, guint r, guint c);
/* Whether the payment lies in the claim's window. */
gboolean _certplan_reconcile_is_in_window (const CertplanClaim *claim, CertplanDate date);
/* @sentence: (transfer full) */
void _certplan_reconcile_take_finding (CertplanReconciliation *self, const char *subject,
                                       guint line, char *sentence);

/* The passes, in the order in which they run. Each returns whether it placed anything. */
gboolean _certplan_reconcile_decide (CertplanReconciliation *self);
gboolean _certplan_reconcile_exclude (CertplanReconciliation *self);
gboolean _certplan_reconcile_by_number (CertplanReconciliation *self);
gboolean _certplan_reconcile_reverse_only (CertplanReconciliation *self);
gboolean _certplan_reconcile_reverse_free (CertplanReconciliation *self);
gboolean _certplan_reconcile_by_payer (CertplanReconciliation *self);
gboolean _certplan_reconcile_by_parts (CertplanReconciliation *self);

/* What is left over, what became of each charge, and the control totals. */
void _certplan_reconcile_settle (CertplanReconciliation *self);
/* What is asked for and is more than the tolerance. */
CertplanMoney _certplan_claim_outstanding (const CertplanReconciliation *self,
                                           const CertplanClaim *claim);
/* The charges that unmatched payments might be for. */
void _certplan_reconcile_find_near (CertplanReconciliation *self);
const char *_certplan_claim_name_status (CertplanClaimStatus status);

/* Debtors whose names are near the names of other payers: first what is wanted, then the index. */
typedef struct _CertplanNearNames CertplanNearNames;
CertplanNearNames *_certplan_near_names_new (const CertplanReconciliation *self);
void _certplan_near_names_free (CertplanNearNames *names);
void _certplan_near_names_want (CertplanNearNames *names, guint32 payer);
void _certplan_near_names_index (CertplanNearNames *names);
/* Fills @near (guint32) with debtors. */
void _certplan_near_names_find (const CertplanNearNames *names, guint32 payer, GArray *near);
/* How much of two stems is alike: 0 .. 100, by slips of the hand or by pairs of characters, as it
 * is more. */
guint _certplan_names_compare (const char *one, const char *other);
/* Optimal string alignment of at most 64 characters each: insertions, deletions, exchanges,
 * neighbours swapped. */
guint _certplan_slips_count (const gunichar *one, guint n_one, const gunichar *other,
                             guint n_other);

/* Tables about sums, for certplan-reconcile-tables.c. */
void _certplan_reconcile_take_table (CertplanReconciliation *self, CertplanTables *tables,
                                     CertplanTable *table, const char *title);
void _certplan_reconcile_add_sums (CertplanReconciliation *self, CertplanTables *tables);
/* All rows and fen that came in, or of all the places where they lie. */
CertplanControl _certplan_reconcile_sum_control (const CertplanReconciliation *self,
                                                 gboolean is_out);
void _certplan_reconcile_add_signing (CertplanReconciliation *self, CertplanTables *tables);
/* The name of a file by its number in CertplanReceipt. */
const char *_certplan_reconcile_name_file (const CertplanReconciliation *self, guint file);
