/* What an earlier reconciliation came to. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What is applied, given back or excluded stays so unless a person decides otherwise; what was open
 * is looked at again. */
#include "certplan-private.h"
#include "certplan-reconcile-private.h"

static CertplanReceipt
read_row (const CertplanRecords *records, const CertplanLedgerPart *row)
{
  return (CertplanReceipt){
    .id = _certplan_records_note (records, row->payment),
    .payer_name = _certplan_records_text (records, row->payer),
    .reference = _certplan_records_note (records, row->reference),
    .amount = row->amount,
    .rest = row->amount,
    .date = row->date,
    .payer = row->payer,
    .flags = CERTPLAN_RECEIPT_OF_OPENING,
    .line = row->line,
  };
}

/* Each payment of the opening has as many parts as it has, which sum to it. */
static void
check_sums (const CertplanReconciliation *self, CertplanFaults *faults)
{
  const CertplanRecords *records = self->request->opening;
  g_autofree CertplanMoney *sums = g_new0 (CertplanMoney, self->receipts->len + 1);
  g_autofree guint *first = g_new0 (guint, self->receipts->len + 1);
  for (guint i = 0; i < certplan_records_get_n (records); i++)
    {
      const CertplanLedgerPart *row = certplan_ledger_part_get (records, i);
      const guint r
          = _certplan_reconcile_find_receipt (self, _certplan_records_note (records, row->payment))
            - 1;
      sums[r] += row->part_amount;
      first[r] = first[r] != 0 ? first[r] : i + 1;
    }
  for (guint r = 0; r < self->receipts->len; r++)
    if (sums[r] != _certplan_receipt (self, r)->amount)
      {
        g_autofree char *sum = certplan_money_format (sums[r], FALSE);
        g_autofree char *amount
            = certplan_money_format (_certplan_receipt (self, r)->amount, FALSE);
        _certplan_records_fault (records, faults, first[r] - 1, CERTPLAN_TABLE_ERROR_VALUE,
                                 _ ("part_amount: the parts of the payment do not sum to it"), sum,
                                 amount);
      }
}

void
_certplan_reconcile_read_opening (CertplanReconciliation *self, CertplanFaults *faults)
{
  const CertplanRecords *records = self->request->opening;
  CertplanControl control = { 0 };
  for (guint i = 0; records != NULL && i < certplan_records_get_n (records); i++)
    {
      const CertplanReceipt row = read_row (records, certplan_ledger_part_get (records, i));
      const guint known = _certplan_reconcile_find_receipt (self, row.id);
      if (known == 0)
        {
          g_array_append_val (self->receipts, row);
          _certplan_reconcile_index_receipt (self, self->receipts->len - 1);
          control.rows++;
          control.fen += row.amount;
        }
      else if (!_certplan_reconcile_is_same (_certplan_receipt (self, known - 1), &row))
        _certplan_records_fault (records, faults, i, CERTPLAN_TABLE_ERROR_DUPLICATE,
                                 _ ("payment: this number has another payment, too"), row.id,
                                 _ ("the same date, amount, payer and reference in each part"));
    }
  g_array_append_val (self->statements, control);
  if (records != NULL)
    check_sums (self, faults);
}

/* The claim + 1 of a charge that the opening names. Returns: FALSE where there is none any more */
static gboolean
find_claim (const CertplanReconciliation *self, guint i, guint32 *claim, CertplanFaults *faults)
{
  const CertplanRecords *records = self->request->opening;
  const char *id = _certplan_records_note (records, certplan_ledger_part_get (records, i)->charge);
  const guint row = _certplan_records_find_id (self->request->charges, id);
  *claim = row != 0 ? self->claim_of_row[row - 1] + 1 : 0;
  if (id == NULL || row != 0)
    return TRUE;
  _certplan_records_fault (records, faults, i, CERTPLAN_TABLE_ERROR_VALUE,
                           _ ("charge: the charges do not have it any more"), id,
                           _ ("charges that hold all that payments were applied to"));
  return FALSE;
}

static void
replay (CertplanReconciliation *self, guint i, CertplanFaults *faults)
{
  const CertplanRecords *records = self->request->opening;
  const CertplanLedgerPart *row = certplan_ledger_part_get (records, i);
  const guint r
      = _certplan_reconcile_find_receipt (self, _certplan_records_note (records, row->payment)) - 1;
  const gboolean is_over = row->outcome == CERTPLAN_LEDGER_OVER;
  const gboolean stays
      = row->outcome == CERTPLAN_LEDGER_APPLIED || row->outcome == CERTPLAN_LEDGER_REFUND
        || (row->outcome == CERTPLAN_LEDGER_EXCLUDED && row->reason == CERTPLAN_LEDGER_WORD);
  guint32 claim;
  CertplanReceipt *receipt = _certplan_receipt (self, r);
  if ((!stays && !is_over) || (receipt->flags & CERTPLAN_RECEIPT_LATER) != 0
      || !find_claim (self, i, &claim, faults))
    return;
  if (is_over)
    {
      receipt->over = claim; /* where it is still more than that */
      receipt->over_by = row->reason;
      return;
    }
  const char *reverses = _certplan_records_note (records, row->reverses);
  const guint other = reverses != NULL ? _certplan_reconcile_find_receipt (self, reverses) : 0;
  if (row->outcome == CERTPLAN_LEDGER_EXCLUDED)
    receipt->flags |= CERTPLAN_RECEIPT_EXCLUDED;
  if (row->reason == CERTPLAN_LEDGER_DECISION)
    receipt->flags |= CERTPLAN_RECEIPT_DECIDED;
  if (other != 0)
    {
      receipt->reverses = other;
      _certplan_receipt (self, other - 1)->flags |= CERTPLAN_RECEIPT_REVERSED;
    }
  _certplan_reconcile_place (self, r, claim, row->outcome, row->reason, row->part_amount,
                             row->booked != CERTPLAN_DATE_NONE ? row->booked : row->date);
}

void
_certplan_reconcile_replay_opening (CertplanReconciliation *self, CertplanFaults *faults)
{
  for (guint i = 0;
       self->request->opening != NULL && i < certplan_records_get_n (self->request->opening); i++)
    replay (self, i, faults);
}
