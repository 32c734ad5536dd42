/* What the rows of all payments say. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-reconcile-private.h"
#include <string.h>

static const CertplanRecords *
get_file (const CertplanReconciliation *self, guint file)
{
  return file == 0 ? self->request->opening : g_ptr_array_index (self->request->payments, file - 1);
}

void
_certplan_reconcile_count_rows (CertplanReconciliation *self)
{
  const CertplanReconcileRequest *request = self->request;
  const guint n_files = request->payments->len + 1;
  self->first_rows = g_new0 (guint32, n_files + 1);
  self->first_texts = g_new0 (guint32, n_files + 3);
  self->first_texts[1] = _certplan_records_get_n_texts (request->charges) + 1;
  for (guint i = 1; i <= n_files + 1; i++)
    {
      const CertplanRecords *records = i == 1 ? request->certificates : get_file (self, i - 2);
      const guint n_texts = records != NULL ? _certplan_records_get_n_texts (records) : 0;
      self->first_texts[i + 1] = self->first_texts[i] + n_texts + 1;
      if (i > 1)
        self->first_rows[i - 1]
            = self->first_rows[i - 2] + (records != NULL ? certplan_records_get_n (records) : 0);
    }
  self->n_names = self->first_texts[n_files + 2];
  self->names = g_new0 (guint32, self->n_names);
}

/* Which of @firsts, of @n ranges, @number lies in. */
static guint
find_range (const guint32 *firsts, guint n, guint32 number)
{
  guint low = 0, high = n;
  while (high - low > 1)
    {
      const guint middle = (low + high) / 2;
      if (firsts[middle] <= number)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static const CertplanPayment *
get_payment (const CertplanReconciliation *self, guint file, guint32 row)
{
  return _certplan_rows_at (_certplan_records_get_rows (get_file (self, file)),
                            row - self->first_rows[file]);
}

/* Of two equal ones the last, so that a file without rows is none. */
static guint
find_file (const CertplanReconciliation *self, guint32 row)
{
  return find_range (self->first_rows, self->request->payments->len + 1, row);
}

const char *
_certplan_reconcile_get_text (const CertplanReconciliation *self, guint32 place)
{
  const guint i = find_range (self->first_texts, self->request->payments->len + 3, place);
  const CertplanRecords *records = i == 0   ? self->request->charges
                                   : i == 1 ? self->request->certificates
                                            : get_file (self, i - 2);
  return records != NULL ? _certplan_records_text (records, place - self->first_texts[i]) : NULL;
}

/* A row of the opening is that of a part: the first one tells of the payment. */
static CertplanReceipt
read_opened (const CertplanReconciliation *self, guint32 row)
{
  const CertplanLedgerPart *part = certplan_ledger_part_get (self->request->opening, row);
  return (CertplanReceipt){ .amount = part->amount,
                            .date = part->date,
                            .payer = self->first_texts[2] + part->payer };
}

/* Returns: (nullable): what another row of the same payment says */
static const CertplanReceiptTexts *
find_told (const CertplanReconciliation *self, guint32 row)
{
  return g_hash_table_size (self->told) > 0
             ? g_hash_table_lookup (self->told, GUINT_TO_POINTER (row))
             : NULL;
}

CertplanReceipt
_certplan_reconcile_read_row (const CertplanReconciliation *self, guint32 row)
{
  const guint file = find_file (self, row);
  if (file == 0)
    return read_opened (self, row);
  const CertplanPayment *payment = get_payment (self, file, row);
  const CertplanReceiptTexts *told = find_told (self, row);
  return (CertplanReceipt){ .amount = payment->amount,
                            .date = payment->date,
                            .payer = told != NULL ? told->payer_place
                                                  : self->first_texts[2 + file] + payment->payer };
}

static CertplanReceiptTexts
read_opened_texts (const CertplanReconciliation *self, guint32 row)
{
  const CertplanRecords *records = self->request->opening;
  const CertplanLedgerPart *part = certplan_ledger_part_get (records, row);
  return (CertplanReceiptTexts){ .id = _certplan_records_note (records, part->payment),
                                 .payer = _certplan_records_text (records, part->payer),
                                 .reference = _certplan_records_note (records, part->reference),
                                 .payer_place = self->first_texts[2] + part->payer,
                                 .line = part->line };
}

static CertplanReceiptTexts
read_own_texts (const CertplanReconciliation *self, guint32 row)
{
  const guint file = find_file (self, row);
  const CertplanRecords *records = get_file (self, file);
  if (file == 0)
    return read_opened_texts (self, row);
  const CertplanPayment *payment = get_payment (self, file, row);
  return (CertplanReceiptTexts){ .id = _certplan_records_note (records, payment->payment),
                                 .payer = _certplan_records_text (records, payment->payer),
                                 .reference = _certplan_records_note (records, payment->reference),
                                 .account = _certplan_records_note (records, payment->account),
                                 .payer_place = self->first_texts[2 + file] + payment->payer,
                                 .file = file,
                                 .line = payment->line };
}

CertplanReceiptTexts
_certplan_reconcile_read_texts (const CertplanReconciliation *self, guint32 row)
{
  const CertplanReceiptTexts *told = find_told (self, row);
  CertplanReceiptTexts texts = told != NULL ? *told : read_own_texts (self, row);
  if (self->own_ids != NULL && self->own_ids[row] != NULL)
    texts.id = self->own_ids[row];
  return texts;
}

const char *
_certplan_reconcile_get_reference (const CertplanReconciliation *self, guint32 row)
{
  const CertplanReceiptTexts *told = find_told (self, row);
  const guint file = find_file (self, row);
  if (told != NULL)
    return told->reference;
  const CertplanRecords *records = get_file (self, file);
  return _certplan_records_note (records, file == 0
                                              ? certplan_ledger_part_get (records, row)->reference
                                              : get_payment (self, file, row)->reference);
}

const char *
_certplan_reconcile_get_id (const CertplanReconciliation *self, guint32 row)
{
  if (self->own_ids != NULL && self->own_ids[row] != NULL)
    return self->own_ids[row];
  const guint file = find_file (self, row);
  const CertplanRecords *records = get_file (self, file);
  return _certplan_records_note (records, file == 0
                                              ? certplan_ledger_part_get (records, row)->payment
                                              : get_payment (self, file, row)->payment);
}

static gboolean
is_row (gconstpointer data, guint32 number, gconstpointer id)
{
  return strcmp (_certplan_reconcile_get_id (data, number - 1), id) == 0;
}

void
_certplan_reconcile_index_row (CertplanReconciliation *self, guint32 row)
{
  const char *id = _certplan_reconcile_get_id (self, row);
  if (!_certplan_slots_add (&self->ids, _certplan_hash (id, strlen (id)), row + 1))
    g_error ("no memory for %u payments", row + 1);
}

void
_certplan_reconcile_index_rows (CertplanReconciliation *self)
{
  self->has_ids = TRUE;
  _certplan_slots_reserve (&self->ids, self->first_rows[self->request->payments->len + 1]);
  for (guint r = 0; r < self->receipts->len; r++)
    _certplan_reconcile_index_row (self, _certplan_receipt_row (self, r));
}

guint32
_certplan_reconcile_find_row (CertplanReconciliation *self, const char *id)
{
  return _certplan_slots_find (&self->ids, _certplan_hash (id, strlen (id)), is_row, self, id);
}

/* Few rows are none of their own: the receipt stands close below its row. */
guint
_certplan_reconcile_get_receipt (const CertplanReconciliation *self, guint32 row)
{
  guint low = 0, high = MIN (row + 1, self->receipts->len);
  if (high > 0 && _certplan_receipt_row (self, high - 1) == row)
    return high - 1;
  while (high - low > 1)
    {
      const guint middle = (low + high) / 2;
      if (_certplan_receipt_row (self, middle) <= row)
        low = middle;
      else
        high = middle;
    }
  return low;
}

guint
_certplan_reconcile_find_receipt (CertplanReconciliation *self, const char *id)
{
  if (!self->has_ids)
    _certplan_reconcile_index_rows (self);
  const guint32 row = _certplan_reconcile_find_row (self, id);
  return row != 0 ? _certplan_reconcile_get_receipt (self, row - 1) + 1 : 0;
}

static gboolean
is_same_text (const char *one, const char *other)
{
  return one == NULL || other == NULL || strcmp (one, other) == 0;
}

gboolean
_certplan_reconcile_is_same (const CertplanReconciliation *self, guint32 known, guint32 row)
{
  const CertplanReceipt one = _certplan_reconcile_read_row (self, known);
  const CertplanReceipt other = _certplan_reconcile_read_row (self, row);
  const CertplanReceiptTexts texts = _certplan_reconcile_read_texts (self, known);
  const CertplanReceiptTexts more = _certplan_reconcile_read_texts (self, row);
  return one.date == other.date && one.amount == other.amount
         && is_same_text (texts.payer, more.payer) && is_same_text (texts.reference, more.reference)
         && is_same_text (texts.account, more.account);
}

void
_certplan_reconcile_fill_in (CertplanReconciliation *self, guint32 known, guint32 row)
{
  CertplanReceiptTexts texts = _certplan_reconcile_read_texts (self, known);
  const CertplanReceiptTexts more = _certplan_reconcile_read_texts (self, row);
  const gboolean has_payer = texts.payer == NULL && more.payer != NULL;
  const gboolean has_reference = texts.reference == NULL && more.reference != NULL;
  const gboolean has_account = texts.account == NULL && more.account != NULL;
  if (has_payer)
    texts.payer = more.payer;
  if (has_payer)
    texts.payer_place
        = _certplan_receipt (self, _certplan_reconcile_get_receipt (self, known))->payer
        = more.payer_place;
  if (has_reference)
    texts.reference = more.reference;
  if (has_account)
    texts.account = more.account;
  if (has_payer || has_reference || has_account)
    g_hash_table_insert (self->told, GUINT_TO_POINTER (known), g_memdup2 (&texts, sizeof texts));
}
