/* What an earlier reconciliation came to. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What is applied, given back or excluded stays so unless a person decides otherwise; what was open
 * is looked at again. */
#include "certplan-private.h"
#include "certplan-reconcile-private.h"

/* Each payment of the opening has as many parts as it has, which sum to it. */
static void
check_sums (CertplanReconciliation *self, CertplanFaults *faults)
{
  const CertplanRecords *records = self->request->opening;
  g_autofree CertplanMoney *sums = g_new0 (CertplanMoney, certplan_records_get_n (records) + 1);
  for (guint i = 0; i < certplan_records_get_n (records); i++)
    {
      const CertplanLedgerPart *part = certplan_ledger_part_get (records, i);
      const char *id = _certplan_records_note (records, part->payment);
      sums[_certplan_reconcile_find_row (self, id) - 1] += part->part_amount;
    }
  for (guint r = 0; r < self->receipts->len; r++)
    {
      const guint32 row = _certplan_receipt (self, r)->row;
      const CertplanMoney wanted = _certplan_receipt (self, r)->amount;
      if (sums[row] == wanted)
        continue;
      g_autofree char *sum = certplan_money_format (sums[row], FALSE);
      g_autofree char *amount = certplan_money_format (wanted, FALSE);
      _certplan_records_fault (records, faults, row, CERTPLAN_TABLE_ERROR_VALUE,
                               _ ("part_amount: the parts of the payment do not sum to it"), sum,
                               amount);
    }
}

void
_certplan_reconcile_read_opening (CertplanReconciliation *self, CertplanFaults *faults)
{
  const CertplanRecords *records = self->request->opening;
  CertplanControl control = { 0 };
  if (records != NULL)
    _certplan_reconcile_index_rows (self); /* none yet */
  for (guint32 i = 0; records != NULL && i < certplan_records_get_n (records); i++)
    {
      const CertplanLedgerPart *part = certplan_ledger_part_get (records, i);
      const char *id = _certplan_records_note (records, part->payment);
      const guint32 known = _certplan_reconcile_find_row (self, id);
      if (known == 0)
        {
          _certplan_reconcile_add_receipt (self, i);
          _certplan_reconcile_index_row (self, i);
          control.rows++;
          control.fen += part->amount;
        }
      else if (!_certplan_reconcile_is_same (self, known - 1, i))
        _certplan_records_fault (records, faults, i, CERTPLAN_TABLE_ERROR_DUPLICATE,
                                 _ ("payment: this number has another payment, too"), id,
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
  *claim = row; /* both from 1 */
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
    _certplan_reconcile_set_reversed (self, r, other - 1);
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
