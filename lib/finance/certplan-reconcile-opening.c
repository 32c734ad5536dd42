/* What an earlier reconciliation came to. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What is applied, given back or excluded stays so unless a person decides otherwise; what was open
 * is looked at again; what comes to the same place again keeps the day on which it was booked
 * there. */
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
      const guint32 row = _certplan_receipt_row (self, r);
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

static CertplanDate
get_day (const CertplanLedgerPart *row)
{
  return row->booked != CERTPLAN_DATE_NONE ? row->booked : row->date;
}

/* What is looked at again, where its day is not the one that it has if it is new. */
static void
keep_day (CertplanReconciliation *self, guint r, const CertplanLedgerPart *row)
{
  const char *charge = _certplan_records_note (self->request->opening, row->charge);
  const CertplanEarlierPart earlier = {
    .receipt = r,
    .claim = row->outcome == CERTPLAN_LEDGER_OVER /* both from 1 */
                 ? _certplan_records_find_id (self->request->charges, charge)
                 : 0,
    .fen = row->part_amount,
    .booked = get_day (row),
    .place = row->outcome,
  };
  if (earlier.booked != _certplan_reconcile_get_booked (self, _certplan_receipt (self, r)))
    g_array_append_val (self->earlier, earlier);
}

static gint
compare_places (const CertplanEarlierPart *one, const CertplanEarlierPart *other)
{
  if (one->receipt != other->receipt)
    return one->receipt < other->receipt ? -1 : 1;
  if (one->claim != other->claim)
    return one->claim < other->claim ? -1 : 1;
  return (one->place > other->place) - (one->place < other->place);
}

static gint
compare_earlier (gconstpointer a, gconstpointer b)
{
  const CertplanEarlierPart *one = a, *other = b;
  const gint order = compare_places (one, other);
  return order != 0 ? order : (one->booked > other->booked) - (one->booked < other->booked);
}

static CertplanEarlierPart *
get_earlier (CertplanReconciliation *self, guint i)
{
  return &g_array_index (self->earlier, CertplanEarlierPart, i);
}

/* The first one that is not before @key, whatever its day. */
static guint
find_earlier (CertplanReconciliation *self, const CertplanEarlierPart *key)
{
  guint from = 0, to = self->earlier->len;
  while (from < to)
    {
      const guint middle = from + (to - from) / 2;
      if (compare_places (get_earlier (self, middle), key) < 0)
        from = middle + 1;
      else
        to = middle;
    }
  return from;
}

/* A payment of 0.00 has its day, too. */
static gboolean
is_alike (CertplanMoney one, CertplanMoney other)
{
  return (one > 0) == (other > 0) && (one < 0) == (other < 0);
}

CertplanMoney
_certplan_reconcile_take_earlier (CertplanReconciliation *self, guint r, guint32 claim,
                                  CertplanLedgerPlace place, CertplanMoney fen,
                                  CertplanDate *booked)
{
  const CertplanEarlierPart key = { .receipt = r, .claim = claim, .place = place };
  *booked = CERTPLAN_DATE_NONE;
  for (guint i = find_earlier (self, &key); i < self->earlier->len; i++)
    {
      CertplanEarlierPart *earlier = get_earlier (self, i);
      if (compare_places (earlier, &key) != 0)
        break;
      if (!is_alike (earlier->fen, fen))
        continue;
      const CertplanMoney taken = ABS (earlier->fen) < ABS (fen) ? earlier->fen : fen;
      *booked = earlier->booked;
      earlier->fen -= taken;
      return taken;
    }
  return 0;
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
  if (!stays)
    keep_day (self, r, row);
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
                             get_day (row));
}

void
_certplan_reconcile_replay_opening (CertplanReconciliation *self, CertplanFaults *faults)
{
  for (guint i = 0;
       self->request->opening != NULL && i < certplan_records_get_n (self->request->opening); i++)
    replay (self, i, faults);
  g_array_sort (self->earlier, compare_earlier);
}
