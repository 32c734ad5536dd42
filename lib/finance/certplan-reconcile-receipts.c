/* The payments of all statements, each once. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A bank's number makes a payment the same in two exports. Without one nobody can tell, so equal
 * payments are two; each gets a number that is made of what it says and of its ordinal. */
#include "certplan-order-private.h"
#include "certplan-private.h"
#include "certplan-reconcile-private.h"
#include <string.h>

#define AHEAD 24 /* so far ahead memory is asked for a row */
#define FNV_BASIS G_GUINT64_CONSTANT (0xcbf29ce484222325)
#define FNV_PRIME G_GUINT64_CONSTANT (0x100000001b3)

/* FNV-1a of the text and the NUL behind it: the same in every run and on every machine. */
static guint64
check (guint64 state, const char *text)
{
  const char *at = text != NULL ? text : "";
  do
    state = (state ^ (guint8)*at) * FNV_PRIME;
  while (*at++ != '\0');
  return state;
}

static gboolean
is_receipt (gconstpointer data, guint32 number, gconstpointer id)
{
  return strcmp (_certplan_receipt (data, number - 1)->id, id) == 0;
}

guint
_certplan_reconcile_find_receipt (const CertplanReconciliation *self, const char *id)
{
  return _certplan_slots_find (&self->ids, _certplan_hash (id, strlen (id)), is_receipt, self, id);
}

void
_certplan_reconcile_index_receipt (CertplanReconciliation *self, guint r)
{
  const char *id = _certplan_receipt (self, r)->id;
  if (!_certplan_slots_add (&self->ids, _certplan_hash (id, strlen (id)), r + 1))
    g_error ("no memory for %u payments", r + 1);
}

/* Returns: (transfer full): DATE/AMOUNT/CHECK, which payments share that are equal in everything */
static char *
make_stem (const CertplanReceipt *row)
{
  g_autofree char *date = certplan_date_format (row->date);
  g_autofree char *amount = certplan_money_format (row->amount, FALSE);
  const guint64 sum
      = check (check (check (FNV_BASIS, row->payer_name), row->reference), row->account);
  return g_strdup_printf ("%s/%s/%012" G_GINT64_MODIFIER "x", date, amount, sum >> 16);
}

static gboolean
is_same_text (const char *one, const char *other)
{
  return one == NULL || other == NULL || strcmp (one, other) == 0;
}

gboolean
_certplan_reconcile_is_same (const CertplanReceipt *known, const CertplanReceipt *row)
{
  return known->date == row->date && known->amount == row->amount
         && is_same_text (known->payer_name, row->payer_name)
         && is_same_text (known->reference, row->reference)
         && is_same_text (known->account, row->account);
}

/* What one export leaves out the other one tells. */
static void
fill_in (CertplanReceipt *known, const CertplanReceipt *row)
{
  if (known->payer_name == NULL)
    {
      known->payer_name = row->payer_name;
      known->payer = row->payer;
    }
  if (known->reference == NULL)
    known->reference = row->reference;
  if (known->account == NULL)
    known->account = row->account;
}

static void
add_repeat (CertplanReconciliation *self, guint known, const CertplanReceipt *row, gboolean is_twin)
{
  const CertplanReceipt *first = _certplan_receipt (self, known);
  const CertplanRepeat repeat = {
    .receipt = is_twin ? self->receipts->len - 1 : known,
    .file = row->file,
    .line = row->line,
    .first_file = first->file,
    .first_line = first->line,
    .is_twin = is_twin,
  };
  g_array_append_val (self->repeats, repeat);
}

static void
add_receipt (CertplanReconciliation *self, const CertplanReceipt *row)
{
  g_array_append_vals (self->receipts, row, 1);
  _certplan_reconcile_index_receipt (self, self->receipts->len - 1);
}

static void
refuse_other (const CertplanReconciliation *self, const CertplanRecords *records, guint i,
              const CertplanReceipt *known, CertplanFaults *faults)
{
  g_autofree char *wanted
      = g_strdup_printf (_ ("the payment as %s, line %u has it"),
                         _certplan_reconcile_name_file (self, known->file), known->line);
  _certplan_records_fault (records, faults, i, CERTPLAN_TABLE_ERROR_DUPLICATE,
                           _ ("payment: this number has another payment, too"), known->id, wanted);
}

/* A payment that has a number, of the bank or made up. */
static void
add_numbered (CertplanReconciliation *self, const CertplanRecords *records, guint i,
              const CertplanReceipt *row, CertplanFaults *faults)
{
  const guint known = _certplan_reconcile_find_receipt (self, row->id);
  if (known == 0)
    {
      add_receipt (self, row);
      return;
    }
  CertplanReceipt *first = _certplan_receipt (self, known - 1);
  if (!_certplan_reconcile_is_same (first, row))
    {
      refuse_other (self, records, i, first, faults);
      return;
    }
  fill_in (first, row);
  add_repeat (self, known - 1, row, FALSE);
}

/* @stems: how often each was seen in this run's statements */
static void
add_unnumbered (CertplanReconciliation *self, const CertplanRecords *records, guint i,
                CertplanReceipt *row, GHashTable *stems, CertplanFaults *faults)
{
  g_autofree char *stem = make_stem (row);
  const guint n = GPOINTER_TO_UINT (g_hash_table_lookup (stems, stem)) + 1;
  g_autofree char *id = g_strdup_printf ("%s/%u", stem, n);
  g_autofree char *first = g_strconcat (stem, "/1", NULL);
  row->id = g_string_chunk_insert (self->texts, id);
  g_hash_table_insert (stems, g_steal_pointer (&stem), GUINT_TO_POINTER (n));
  const guint n_before = self->receipts->len;
  add_numbered (self, records, i, row, faults);
  if (n == 1 || self->receipts->len == n_before)
    return;
  const guint known = _certplan_reconcile_find_receipt (self, first) - 1;
  _certplan_receipt (self, n_before)->flags |= CERTPLAN_RECEIPT_TWIN;
  _certplan_receipt (self, known)->flags |= CERTPLAN_RECEIPT_TWIN;
  add_repeat (self, known, row, TRUE);
}

/* @first_text: of the file's texts among those of all files */
static CertplanReceipt
read_row (const CertplanRecords *records, guint i, guint file, guint32 first_text)
{
  const CertplanPayment *payment = certplan_payment_get (records, i);
  return (CertplanReceipt){
    .id = _certplan_records_note (records, payment->payment),
    .payer_name = _certplan_records_text (records, payment->payer),
    .reference = _certplan_records_note (records, payment->reference),
    .account = _certplan_records_note (records, payment->account),
    .amount = payment->amount,
    .rest = payment->amount,
    .date = payment->date,
    .payer = first_text + payment->payer,
    .file = (guint16)file,
    .line = payment->line,
    .flags = payment->payment != 0 ? CERTPLAN_RECEIPT_HAS_SERIAL : 0,
  };
}

/* Memory is slow to answer: numbers are asked for long before they are looked up. */
static void
announce_row (const CertplanReconciliation *self, const CertplanRecords *records, guint i)
{
  if (i >= certplan_records_get_n (records))
    return;
  const char *id = _certplan_records_note (records, certplan_payment_get (records, i)->payment);
  if (id != NULL)
    _certplan_slots_prefetch (&self->ids, _certplan_hash (id, strlen (id)));
}

static void
read_statement (CertplanReconciliation *self, guint file, guint32 first_text, GHashTable *stems,
                CertplanControl *control, CertplanFaults *faults)
{
  const CertplanRecords *records = g_ptr_array_index (self->request->payments, file - 1);
  for (guint i = 0; i < certplan_records_get_n (records); i++)
    {
      CertplanReceipt row = read_row (records, i, file, first_text);
      announce_row (self, records, i + AHEAD);
      control->rows++;
      _certplan_add_size (&self->receipts_size, row.amount);
      control->fen = (CertplanMoney)((guint64)control->fen + (guint64)row.amount);
      if (row.id == NULL)
        add_unnumbered (self, records, i, &row, stems, faults);
      else
        add_numbered (self, records, i, &row, faults);
    }
}

static gboolean
add_opening (const CertplanReconciliation *self, CertplanMoney *sum, GError **error)
{
  const CertplanRecords *records = self->request->opening;
  for (guint i = 0; records != NULL && i < certplan_records_get_n (records); i++)
    {
      const CertplanLedgerPart *part = certplan_ledger_part_get (records, i);
      if (!certplan_money_add (*sum, ABS (part->amount), sum, error)
          || !certplan_money_add (*sum, ABS (part->part_amount), sum, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
_certplan_reconcile_check_opening (const CertplanReconciliation *self, GError **error)
{
  CertplanMoney sum = 0;
  return add_opening (self, &sum, error);
}

/* No sum of amounts that is made later is larger than this one. */
gboolean
_certplan_reconcile_check_range (const CertplanReconciliation *self, GError **error)
{
  CertplanMoney sum = 0;
  if (self->claims_size <= G_MAXINT64 && self->receipts_size <= G_MAXINT64)
    return certplan_money_add ((CertplanMoney)self->claims_size, (CertplanMoney)self->receipts_size,
                               &sum, error)
           && add_opening (self, &sum, error);
  const gboolean is_claims = self->claims_size > G_MAXINT64;
  return certplan_money_add (
      G_MAXINT64,
      (CertplanMoney)((is_claims ? self->claims_size : self->receipts_size) - G_MAXINT64), &sum,
      error);
}

static CertplanOrdered *
list_receipts (const CertplanReconciliation *self)
{
  CertplanOrdered *order = _certplan_order_new (self->receipts->len);
  for (guint i = 0; i < self->receipts->len; i++)
    {
      const CertplanReceipt *receipt = _certplan_receipt (self, i);
      order[i] = (CertplanOrdered){ (guint32)receipt->date ^ 0x80000000u, receipt->id, i };
    }
  return order;
}

/* Whatever names a receipt by its place has the new one. @places: by the old one */
static void
move_names (CertplanReconciliation *self, const guint32 *places)
{
  for (guint64 i = 0; i < self->ids.n_slots; i++)
    if (self->ids.slots[i].number != 0)
      self->ids.slots[i].number = places[self->ids.slots[i].number - 1] + 1;
  for (guint i = 0; i < self->repeats->len; i++)
    {
      CertplanRepeat *repeat = &g_array_index (self->repeats, CertplanRepeat, i);
      repeat->receipt = places[repeat->receipt];
    }
}

/* By date and number: nothing depends on the order of files and rows from here on. */
static void
sort_receipts (CertplanReconciliation *self)
{
  const guint n = self->receipts->len;
  g_autofree CertplanOrdered *order = list_receipts (self);
  g_autofree guint32 *places = g_new (guint32, n + 1);
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (CertplanReceipt));
  _certplan_memory_reserve (sorted, n);
  _certplan_order_sort (order, n);
  for (guint i = 0; i < n; i++)
    {
      if (i + AHEAD < n)
        __builtin_prefetch (_certplan_receipt (self, order[i + AHEAD].place));
      places[order[i].place] = i;
      CertplanReceipt *receipt = _certplan_receipt (self, order[i].place);
      if (receipt->date > self->as_of)
        receipt->flags |= CERTPLAN_RECEIPT_LATER;
      g_array_append_vals (sorted, receipt, 1);
    }
  g_array_unref (self->receipts);
  self->receipts = sorted;
  move_names (self, places);
}

/* Who is who is known once all names are. */
static void
link_payers (CertplanReconciliation *self)
{
  self->n_payers = _certplan_payers_get_limit (self->payers);
  self->claims_of = g_new0 (guint32, self->n_payers);
  self->receipts_of = g_new0 (guint32, self->n_payers);
  for (guint i = self->claims->len; i > 0; i--)
    {
      CertplanClaim *claim = _certplan_claim (self, i - 1);
      claim->payer = _certplan_payers_get (self->payers, claim->payer);
      claim->next_of_payer = self->claims_of[claim->payer];
      self->claims_of[claim->payer] = i;
    }
  for (guint i = self->receipts->len; i > 0; i--)
    {
      CertplanReceipt *receipt = _certplan_receipt (self, i - 1);
      receipt->payer = _certplan_payers_get (self->payers, receipt->payer);
      receipt->next_of_payer = self->receipts_of[receipt->payer];
      self->receipts_of[receipt->payer] = i;
    }
}

/* Texts of all files, one behind the other, so that a number tells one; the opening's come first.
 */
static guint32
count_texts (const CertplanRecords *records)
{
  return records != NULL ? _certplan_records_get_n_texts (records) + 1 : 1;
}

static guint
count_rows (const CertplanReconcileRequest *request)
{
  guint n = request->opening != NULL ? certplan_records_get_n (request->opening) : 0;
  for (guint i = 0; i < request->payments->len; i++)
    n += certplan_records_get_n (g_ptr_array_index (request->payments, i));
  return n;
}

void
_certplan_reconcile_read_receipts (CertplanReconciliation *self, CertplanFaults *faults)
{
  g_autoptr (GHashTable) stems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->n_texts = count_texts (self->request->opening);
  _certplan_memory_reserve (self->receipts, count_rows (self->request));
  _certplan_slots_reserve (&self->ids, count_rows (self->request));
  _certplan_reconcile_read_opening (self, faults);
  for (guint file = 1; file <= self->request->payments->len; file++)
    {
      CertplanControl control = { 0 };
      read_statement (self, file, self->n_texts, stems, &control, faults);
      g_array_append_val (self->statements, control);
      self->n_texts += count_texts (g_ptr_array_index (self->request->payments, file - 1));
    }
  sort_receipts (self);
}

static void
name_payers (CertplanReconciliation *self)
{
  g_autoptr (CertplanPayerMemo) names
      = _certplan_payer_memo_new (self->payers, self->n_texts, FALSE);
  for (guint i = 0; i < self->receipts->len; i++)
    {
      CertplanReceipt *receipt = _certplan_receipt (self, i);
      _certplan_payer_memo_want (names, receipt->payer, receipt->payer_name);
    }
  for (guint i = 0; i < self->receipts->len; i++)
    {
      CertplanReceipt *receipt = _certplan_receipt (self, i);
      receipt->payer = _certplan_payer_memo_get (names, receipt->payer);
    }
}

void
_certplan_reconcile_read_payers (CertplanReconciliation *self)
{
  name_payers (self);
  link_payers (self);
}
