/* What the parts of reconciliation share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-reconcile-types-private.h"

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
/* The number that a receipt has. */
static inline guint
_certplan_receipt_number (const CertplanReconciliation *self, const CertplanReceipt *receipt)
{
  return (guint)(receipt - _certplan_receipt (self, 0));
}
/* Its row among those of all files. */
static inline guint32
_certplan_receipt_row (const CertplanReconciliation *self, guint i)
{
  return self->rows != NULL ? self->rows[i] : i;
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
  return _certplan_rows_at (self->charges, i);
}
/* NONE = nobody published it. */
static inline CertplanMoney
_certplan_claim_amount (const CertplanReconciliation *self, guint i)
{
  return _certplan_claim_charge (self, i)->amount;
}
static inline const char *
_certplan_claim_name (const CertplanReconciliation *self, guint i)
{
  return _certplan_records_note (self->request->charges, _certplan_claim_charge (self, i)->charge);
}
/* What of a receipt has no place yet. */
static inline CertplanMoney
_certplan_rest (const CertplanReconciliation *self, const CertplanReceipt *receipt)
{
  if ((receipt->flags & CERTPLAN_RECEIPT_WHOLE) != 0)
    return 0;
  return receipt->part == 0 ? receipt->amount : _certplan_part (self, receipt->part - 1)->rest;
}
/* What few claims have, for reading; all of it is nothing where it is not one of them. */
const CertplanClaimMore *_certplan_claim_more (const CertplanReconciliation *self, guint i);
/* The same, made where there is none, for writing. */
CertplanClaimMore *_certplan_claim_make_more (CertplanReconciliation *self, guint i);
/* What was asked for, less what a person waived; NONE = nobody published it. */
static inline CertplanMoney
_certplan_claim_expected (const CertplanReconciliation *self, guint i)
{
  const CertplanMoney amount = _certplan_claim_amount (self, i);
  return _certplan_claim (self, i)->has_more && amount != CERTPLAN_MONEY_NONE
             ? amount - _certplan_claim_more (self, i)->waived
                   - _certplan_claim_more (self, i)->fees
             : amount;
}
/* What is still asked for; negative of a credit. 0 where nobody published an amount. */
static inline CertplanMoney
_certplan_claim_open (const CertplanReconciliation *self, guint i)
{
  const CertplanMoney expected = _certplan_claim_expected (self, i);
  return expected != CERTPLAN_MONEY_NONE ? expected - _certplan_claim (self, i)->paid : 0;
}

/* Whether a payment misses what it pays for by no more than the tolerance; of what nobody paid
 * anything, all is asked for. */
static inline gboolean
_certplan_claim_is_tolerated (const CertplanReconciliation *self, guint i)
{
  const CertplanMoney open = _certplan_claim_open (self, i);
  return open > 0 && open <= self->request->tolerance_fen && _certplan_claim (self, i)->paid > 0;
}
/* Lists what no payment settles, once all is. */
void _certplan_reconcile_list_waived (CertplanReconciliation *self);

/* Goes no further once the sum is no amount any more. */
static inline void
_certplan_add_size (guint64 *sum, CertplanMoney fen)
{
  if (fen != CERTPLAN_MONEY_NONE && *sum <= G_MAXINT64)
    *sum += (guint64)ABS (fen);
}

/* Returns: FALSE where the sum of two sums is no amount, or one of them is none */
static inline gboolean
_certplan_join_sizes (guint64 *sum, guint64 more)
{
  if (*sum > G_MAXINT64 || more > G_MAXINT64 - *sum)
    return FALSE;
  *sum += more;
  return TRUE;
}

/* Which of the first @n claims, receipts or places pass, in their order; threads ask side by side.
 * Returns: (transfer full): guint32 */
typedef gboolean (*CertplanReconcileTest) (const CertplanReconciliation *self, guint32 i);
GArray *_certplan_reconcile_list (const CertplanReconciliation *self, guint n,
                                  CertplanReconcileTest test);

/* The claims and the numbers that they are found by. */
void _certplan_reconcile_read_claims (CertplanReconciliation *self);
void _certplan_reconcile_index_claims (CertplanReconciliation *self);
/* The order in which a part payment pays claims. */
gint _certplan_claims_compare (const CertplanReconciliation *self, guint32 one, guint32 other);
/* Puts claims in that order. */
void _certplan_claims_sort (const CertplanReconciliation *self, guint32 *claims, guint n);
const CertplanCertificate *_certplan_claim_certificate (const CertplanReconciliation *self,
                                                        guint i);
/* Whether the amounts of the opening alone, and then of all that was read, sum to one that can be.
 */
gboolean _certplan_reconcile_check_opening (const CertplanReconciliation *self, GError **error);
gboolean _certplan_reconcile_check_range (const CertplanReconciliation *self, GError **error);
/* Where the rows and texts of each file begin among those of all. */
void _certplan_reconcile_count_rows (CertplanReconciliation *self);
/* The payments of all files, each once. */
void _certplan_reconcile_read_receipts (CertplanReconciliation *self, CertplanFaults *faults);
/* Finds the order of days and numbers. @is_sorted: the numbers rise with the rows */
void _certplan_reconcile_sort_receipts (CertplanReconciliation *self, gboolean is_sorted);
/* Which of two receipts comes first in that order, and a receipt's place in it. */
gint _certplan_receipts_compare (CertplanReconciliation *self, guint one, guint other);
guint32 _certplan_receipt_rank (CertplanReconciliation *self, guint r);

/* Makes a row a receipt. */
void _certplan_reconcile_add_receipt (CertplanReconciliation *self, guint32 row);
/* A row of a payment as a receipt, and the texts of one. */
CertplanReceipt _certplan_reconcile_read_row (const CertplanReconciliation *self, guint32 row);
CertplanReceiptTexts _certplan_reconcile_read_texts (const CertplanReconciliation *self,
                                                     guint32 row);
static inline CertplanReceiptTexts
_certplan_receipt_texts (const CertplanReconciliation *self, guint i)
{
  return _certplan_reconcile_read_texts (self, _certplan_receipt_row (self, i));
}
/* What the payer wrote; NULL = nothing. */
const char *_certplan_reconcile_get_reference (const CertplanReconciliation *self, guint32 row);
/* Its number, as the bank gave it or as it was made up. */
const char *_certplan_reconcile_get_id (const CertplanReconciliation *self, guint32 row);
/* The row + 1 that has the number; 0 = none. */
guint32 _certplan_reconcile_find_row (CertplanReconciliation *self, const char *id);
/* Lets a row be found by its number, and those of all receipts. */
void _certplan_reconcile_index_row (CertplanReconciliation *self, guint32 row);
void _certplan_reconcile_index_rows (CertplanReconciliation *self);
/* The receipt + 1 that has the number; 0 = none. */
guint _certplan_reconcile_find_receipt (CertplanReconciliation *self, const char *id);
/* The receipt that a row is. */
guint _certplan_reconcile_get_receipt (const CertplanReconciliation *self, guint32 row);
/* Compares a row with the payment that has its number. Returns: whether they are one */
gboolean _certplan_reconcile_is_same (const CertplanReconciliation *self, guint32 known,
                                      guint32 row);
/* What one export leaves out the other one tells. */
void _certplan_reconcile_fill_in (CertplanReconciliation *self, guint32 known, guint32 row);

/* The text at a place among all of them. */
const char *_certplan_reconcile_get_text (const CertplanReconciliation *self, guint32 place);
/* Who the name at a place is: a number of CertplanPayers, 0 where there is no name, and for all who
 * were not asked for CERTPLAN_PAYER_OTHER. */
#define CERTPLAN_PAYER_OTHER 1
#define CERTPLAN_NAME_NOBODYS G_MAXUINT32
#define CERTPLAN_NAME_WAITS (G_MAXUINT32 - 1)
static inline guint32
_certplan_payer (const CertplanReconciliation *self, guint32 place)
{
  const guint32 known = self->names[place];
  return known == 0 || known >= CERTPLAN_NAME_WAITS
             ? CERTPLAN_PAYER_OTHER
             : _certplan_payers_get (self->payers, known - 1);
}
/* Asks who the payers of receipts (guint32) are, and lists what they have. */
void _certplan_reconcile_want_payers (CertplanReconciliation *self, const GArray *receipts);
/* And who owes anything. @claims: guint32 */
void _certplan_reconcile_want_debtors (CertplanReconciliation *self, const GArray *claims);
/* What payer @payer has; @n: how many. */
static inline const guint32 *
_certplan_payer_list (const CertplanPayerLists *lists, guint32 payer, guint *n)
{
  *n = 0;
  if (payer <= CERTPLAN_PAYER_OTHER || lists->begins == NULL)
    return NULL;
  *n = lists->begins[payer + 1] - lists->begins[payer];
  return lists->items + lists->begins[payer];
}
void _certplan_payer_lists_clear (CertplanPayerLists *lists);
void _certplan_owed_free (CertplanOwed *owed);

/* Which claims the references name. */
void _certplan_reconcile_read_names (CertplanReconciliation *self);
/* Those of a receipt; @n: how many. @several: where those of receipts are that name several */
static inline const guint32 *
_certplan_named_in (const GArray *several, const CertplanReceipt *receipt, guint *n)
{
  if (receipt->n_named < CERTPLAN_NAMES_SEVERAL)
    {
      *n = receipt->n_named;
      return &receipt->named;
    }
  *n = g_array_index (several, guint32, receipt->named);
  return &g_array_index (several, guint32, receipt->named + 1);
}
static inline const guint32 *
_certplan_receipt_named (const CertplanReconciliation *self, const CertplanReceipt *receipt,
                         guint *n)
{
  return _certplan_named_in (self->named, receipt, n);
}
/* Whether what is left of it may go to the claims that it names. */
static inline gboolean
_certplan_receipt_may_be_placed (const CertplanReconciliation *self, const CertplanReceipt *receipt)
{
  const guint closed = CERTPLAN_RECEIPT_LATER | CERTPLAN_RECEIPT_EXCLUDED | CERTPLAN_RECEIPT_HELD
                       | CERTPLAN_RECEIPT_SEVERAL;
  return receipt->n_named > 0 && (receipt->flags & closed) == 0
         && _certplan_rest (self, receipt) != 0;
}
/* What the opening placed stays there. */
void _certplan_reconcile_read_opening (CertplanReconciliation *self, CertplanFaults *faults);
void _certplan_reconcile_replay_opening (CertplanReconciliation *self, CertplanFaults *faults);
/* How much of @fen of receipt @r the opening had in that place already, at most on one day; *booked
 * is that day, and unset where it had nothing. */
CertplanMoney _certplan_reconcile_take_earlier (CertplanReconciliation *self, guint r,
                                                guint32 claim, CertplanLedgerPlace place,
                                                CertplanMoney fen, CertplanDate *booked);

/* The day of the payment; once its month is closed, the first day that is open. */
CertplanDate _certplan_reconcile_get_booked (const CertplanReconciliation *self,
                                             const CertplanReceipt *receipt);
/* Whether what is there is paid of a charge, or given back of it. @claim: + 1; 0 = none */
static inline gboolean
_certplan_ledger_is_paid (guint8 place, guint32 claim)
{
  return claim != 0 && (place == CERTPLAN_LEDGER_APPLIED || place == CERTPLAN_LEDGER_REFUND);
}

/* Puts @fen of receipt @r into a place. @claim: + 1; 0 = none. @booked: NONE = the day that the
 * opening has for what was there already; else the receipt's own day, or the first open one */
void _certplan_reconcile_place (CertplanReconciliation *self, guint r, guint32 claim,
                                CertplanLedgerPlace place, CertplanLedgerReason reason,
                                CertplanMoney fen, CertplanDate booked);
/* The same for all of a receipt of which nothing has a place yet, where the opening had nothing.
 * Threads do it side by side, each for other claims. */
void _certplan_reconcile_place_whole (CertplanReconciliation *self, guint r, guint32 claim,
                                      CertplanLedgerPlace place, CertplanLedgerReason reason);
/* Says that @r gives @there back. */
void _certplan_reconcile_set_reversed (CertplanReconciliation *self, guint r, guint there);
/* The parts of receipt @r, the newest first: @next is 0 at first. Returns: FALSE behind the last */
gboolean _certplan_receipt_next_part (const CertplanReconciliation *self, guint r, guint32 *next,
                                      CertplanPart *part);
/* All parts, by receipts, once all is settled. */
typedef struct
{
  const guint32 *order; /* of receipts; NULL = that of the rows */
  guint receipt, part;
} CertplanPartWalk;
gboolean _certplan_parts_next (const CertplanReconciliation *self, CertplanPartWalk *walk,
                               CertplanPart *part);
/* Those of one receipt: @walk begins with no order, @r and 0. */
static inline gboolean
_certplan_parts_next_of (const CertplanReconciliation *self, guint r, CertplanPartWalk *walk,
                         CertplanPart *part)
{
  return (walk->receipt == r || walk->part != 0) && _certplan_parts_next (self, walk, part);
}
/* How much of receipt @r is applied to the claim (+ 1; 0 = all of them). */
CertplanMoney _certplan_reconcile_get_applied (const CertplanReconciliation *self, guint r,
                                               guint32 claim);
/* Takes what is applied to the claim (+ 1; 0 = all of them) back, as a correction. */
void _certplan_reconcile_undo (CertplanReconciliation *self, guint r, guint32 claim);
/* Gives all that is left of receipt @r, which goes out, back out of what its payer has paid on top:
 * one payment of which so much is left, or all of them together. Returns: FALSE where none fits */
gboolean _certplan_reconcile_give_over_back (CertplanReconciliation *self, guint r,
                                             CertplanLedgerReason reason);
/* Whether the bank says that what goes out never came. */
gboolean _certplan_receipt_is_reversal (const CertplanReconciliation *self, guint r);
/* Keeps a payment from a charge. */
void _certplan_reconcile_refuse (CertplanReconciliation *self, guint r, guint c);
/* Lets no pass apply more of it than a person said. */
void _certplan_reconcile_fix (CertplanReconciliation *self, guint r, guint c);
gboolean _certplan_reconcile_is_refused (const CertplanReconciliation *self, guint r, guint c);
/* Whether it is refused or fixed. */
gboolean _certplan_reconcile_is_closed (const CertplanReconciliation *self, guint r, guint c);
/* Whether a day lies in the claim's window: payments without a number are its own there. */
gboolean _certplan_reconcile_is_in_window (const CertplanReconciliation *self, guint c,
                                           CertplanDate date);
/* @sentence: (transfer full) */
void _certplan_reconcile_take_finding (CertplanReconciliation *self, const char *subject,
                                       guint line, char *sentence);

/* Pays, before the first pass by number and as it would, what it would pay in any order. */
gboolean _certplan_reconcile_pay_clean (CertplanReconciliation *self);
/* The passes, in the order in which they run. Each returns whether it placed anything. */
gboolean _certplan_reconcile_decide (CertplanReconciliation *self);
/* A decision to waive without an amount: what is open once all payments are placed, for a payment
 * that comes is one. */
void _certplan_reconcile_waive_rest (CertplanReconciliation *self);
gboolean _certplan_reconcile_exclude (CertplanReconciliation *self);
gboolean _certplan_reconcile_by_number (CertplanReconciliation *self);
gboolean _certplan_reconcile_reverse_only (CertplanReconciliation *self);
gboolean _certplan_reconcile_reverse_free (CertplanReconciliation *self);
gboolean _certplan_reconcile_reverse_over (CertplanReconciliation *self);
gboolean _certplan_reconcile_by_payer (CertplanReconciliation *self);
gboolean _certplan_reconcile_by_parts (CertplanReconciliation *self);

/* Each payment is somewhere in the end. */
void _certplan_reconcile_place_rests (CertplanReconciliation *self);
/* What is left over, what became of each charge, and the control totals. */
void _certplan_reconcile_settle (CertplanReconciliation *self);
/* What is asked for and is more than the tolerance. */
CertplanMoney _certplan_claim_outstanding (const CertplanReconciliation *self, guint i);
/* Payments that come for what is paid, as findings: those on top of a charge, and those among what
 * is not matched. */
void _certplan_reconcile_tell_paid (CertplanReconciliation *self);
/* The charges that unmatched payments might be for. */
void _certplan_reconcile_find_near (CertplanReconciliation *self);
const char *_certplan_claim_name_status (CertplanClaimStatus status);

/* Debtors whose names are near the names of other payers: first what is wanted, then the index. */
typedef struct _CertplanNearNames CertplanNearNames;
CertplanNearNames *_certplan_near_names_new (const CertplanReconciliation *self);
void _certplan_near_names_free (CertplanNearNames *names);
void _certplan_near_names_want (CertplanNearNames *names, guint32 payer);
/* @claims: guint32: those that are open, in the order in which they are paid, which is that of no
 * file */
void _certplan_near_names_index (CertplanNearNames *names, const GArray *claims);
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
