/* The payments of all statements, each once. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A bank's number makes a payment the same in two exports. Without one nobody can tell, so equal
 * payments are two; each gets a number that is made of what it says and of its ordinal. */
#include "certplan-private.h"
#include "certplan-reconcile-private.h"
#include "certplan-threads-private.h"
#include <string.h>

#define AHEAD 24         /* so far ahead memory is asked for a row */
#define RANGE (1u << 15) /* rows that one thread reads */
#define FNV_BASIS G_GUINT64_CONSTANT (0xcbf29ce484222325)
#define FNV_PRIME G_GUINT64_CONSTANT (0x100000001b3)

/* Reading all statements. */
typedef struct
{
  CertplanReconciliation *self;
  CertplanFaults *faults;
  GHashTable *stems;   /* of numbers that are made up: how often each was seen */
  const char *last_id; /* while they rise, none is there twice, and they need no index; NULL = not
                          any more */
} Reading;

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

/* Returns: (transfer full): DATE/AMOUNT/CHECK, which payments share that are equal in everything */
static char *
make_stem (const CertplanReconciliation *self, guint32 row)
{
  const CertplanReceipt receipt = _certplan_reconcile_read_row (self, row);
  const CertplanReceiptTexts texts = _certplan_reconcile_read_texts (self, row);
  g_autofree char *date = certplan_date_format (receipt.date);
  g_autofree char *amount = certplan_money_format (receipt.amount, FALSE);
  const guint64 sum
      = check (check (check (FNV_BASIS, texts.payer), texts.reference), texts.account);
  return g_strdup_printf ("%s/%s/%012" G_GINT64_MODIFIER "x", date, amount, sum >> 16);
}

/* Rows are listed from the first one on that is not the receipt's own number. */
static void
keep_row (CertplanReconciliation *self, guint32 row)
{
  const guint r = self->receipts->len;
  if (self->rows == NULL && row != r)
    {
      self->rows = g_new (guint32, self->first_rows[self->request->payments->len + 1]);
      for (guint i = 0; i < r; i++)
        self->rows[i] = i;
    }
  if (self->rows != NULL)
    self->rows[r] = row;
}

void
_certplan_reconcile_add_receipt (CertplanReconciliation *self, guint32 row)
{
  CertplanReceipt receipt = _certplan_reconcile_read_row (self, row);
  if (receipt.date > self->as_of)
    receipt.flags |= CERTPLAN_RECEIPT_LATER;
  self->has_zero |= receipt.amount == 0;
  keep_row (self, row);
  g_array_append_val (self->receipts, receipt);
}

static void
add_repeat (CertplanReconciliation *self, guint32 row, guint32 first, gboolean is_twin)
{
  const CertplanRepeat repeat = { row, first, is_twin };
  g_array_append_val (self->repeats, repeat);
}

static void
refuse_other (const Reading *reading, const CertplanRecords *records, guint i, guint32 known)
{
  const CertplanReceiptTexts texts = _certplan_reconcile_read_texts (reading->self, known);
  g_autofree char *wanted
      = g_strdup_printf (_ ("the payment as %s, line %u has it"),
                         _certplan_reconcile_name_file (reading->self, texts.file), texts.line);
  _certplan_records_fault (records, reading->faults, i, CERTPLAN_TABLE_ERROR_DUPLICATE,
                           _ ("payment: this number has another payment, too"), texts.id, wanted);
}

/* A payment that has a number, of the bank or made up. Returns: whether it is one of its own */
static gboolean
add_indexed (Reading *reading, const CertplanRecords *records, guint i, guint32 row, const char *id)
{
  const guint32 known = _certplan_reconcile_find_row (reading->self, id);
  if (known == 0)
    {
      _certplan_reconcile_add_receipt (reading->self, row);
      _certplan_reconcile_index_row (reading->self, row);
      return TRUE;
    }
  if (!_certplan_reconcile_is_same (reading->self, known - 1, row))
    {
      refuse_other (reading, records, i, known - 1);
      return FALSE;
    }
  _certplan_reconcile_fill_in (reading->self, known - 1, row);
  add_repeat (reading->self, row, known - 1, FALSE);
  return FALSE;
}

static void
begin_index (Reading *reading)
{
  if (!reading->self->has_ids)
    _certplan_reconcile_index_rows (reading->self);
  reading->last_id = NULL;
}

static void
add_numbered (Reading *reading, const CertplanRecords *records, guint i, guint32 row,
              const char *id)
{
  if (reading->last_id != NULL && strcmp (reading->last_id, id) < 0)
    {
      reading->last_id = id;
      _certplan_reconcile_add_receipt (reading->self, row);
      return;
    }
  begin_index (reading);
  add_indexed (reading, records, i, row, id);
}

static void
add_unnumbered (Reading *reading, const CertplanRecords *records, guint i, guint32 row)
{
  CertplanReconciliation *self = reading->self;
  g_autofree char *stem = make_stem (self, row);
  const guint n = GPOINTER_TO_UINT (g_hash_table_lookup (reading->stems, stem)) + 1;
  g_autofree char *id = g_strdup_printf ("%s/%u", stem, n);
  g_autofree char *first = g_strconcat (stem, "/1", NULL);
  begin_index (reading);
  if (self->own_ids == NULL)
    self->own_ids = g_new0 (const char *, self->first_rows[self->request->payments->len + 1]);
  self->own_ids[row] = g_string_chunk_insert (self->texts, id);
  g_hash_table_insert (reading->stems, g_steal_pointer (&stem), GUINT_TO_POINTER (n));
  if (add_indexed (reading, records, i, row, self->own_ids[row]) && n > 1)
    add_repeat (self, row, _certplan_reconcile_find_row (self, first) - 1, TRUE);
}

static const char *
get_number (const CertplanRecords *records, guint i)
{
  const CertplanPayment *payment = _certplan_records_row (records, i);
  return _certplan_records_note (records, payment->payment);
}

/* Memory is slow to answer: numbers are asked for long before they are looked up. */
static void
announce_row (const CertplanReconciliation *self, const CertplanRecords *records, guint i)
{
  if (i >= certplan_records_get_n (records))
    return;
  const char *id = get_number (records, i);
  if (id != NULL)
    _certplan_slots_prefetch (&self->ids, _certplan_hash (id, strlen (id)));
}

static void
read_statement (Reading *reading, guint file)
{
  CertplanReconciliation *self = reading->self;
  const CertplanRecords *records = g_ptr_array_index (self->request->payments, file - 1);
  CertplanControl control = { 0 };
  for (guint i = 0; i < certplan_records_get_n (records); i++)
    {
      const CertplanPayment *payment = _certplan_records_row (records, i);
      const char *id = _certplan_records_note (records, payment->payment);
      if (self->has_ids)
        announce_row (self, records, i + AHEAD);
      control.rows++;
      _certplan_add_size (&self->receipts_size, payment->amount);
      control.fen = (CertplanMoney)((guint64)control.fen + (guint64)payment->amount);
      if (id == NULL)
        add_unnumbered (reading, records, i, self->first_rows[file] + i);
      else
        add_numbered (reading, records, i, self->first_rows[file] + i, id);
    }
  g_array_append_val (self->statements, control);
}

/* Rows of one statement that one thread reads. */
typedef struct
{
  CertplanReconciliation *self;
  guint file;
  guint begin, end; /* in the file */
  gboolean is_rising;
  gboolean has_zero;
  guint64 size;
  CertplanControl control;
} Range;

static void
read_range (gpointer ranges, guint n)
{
  Range *range = (Range *)ranges + n;
  CertplanReconciliation *self = range->self;
  const CertplanRecords *records = g_ptr_array_index (self->request->payments, range->file - 1);
  const CertplanPile *rows = _certplan_records_get_rows (records);
  const guint32 first_row = self->first_rows[range->file];
  const guint32 first_text = self->first_texts[2 + range->file];
  const char *last = range->begin > 0 ? get_number (records, range->begin - 1) : "";
  for (guint i = range->begin; i < range->end; i++)
    {
      const CertplanPayment *payment = _certplan_rows_at (rows, i);
      const char *id = _certplan_records_note (records, payment->payment);
      if (id == NULL || last == NULL || strcmp (last, id) >= 0)
        return;
      last = id;
      range->has_zero |= payment->amount == 0;
      _certplan_add_size (&range->size, payment->amount);
      range->control.fen = (CertplanMoney)((guint64)range->control.fen + (guint64)payment->amount);
      *_certplan_receipt (self, first_row + i) = (CertplanReceipt){
        .amount = payment->amount,
        .date = payment->date,
        .payer = first_text + payment->payer,
        .flags = payment->date > self->as_of ? CERTPLAN_RECEIPT_LATER : 0,
      };
    }
  range->control.rows = (gint32)(range->end - range->begin);
  range->is_rising = TRUE;
}

static GArray *
list_ranges (CertplanReconciliation *self)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  for (guint file = 1; file <= self->request->payments->len; file++)
    {
      const guint n = self->first_rows[file + 1] - self->first_rows[file];
      for (guint begin = 0; begin < n; begin += RANGE)
        {
          const Range range
              = { .self = self, .file = file, .begin = begin, .end = MIN (begin + RANGE, n) };
          g_array_append_val (ranges, range);
        }
    }
  return ranges;
}

/* The ranges of a statement, from @ranges on, as one. Returns: whether its numbers rise above those
 * before */
static gboolean
join_ranges (Reading *reading, const Range *ranges, guint n)
{
  CertplanReconciliation *self = reading->self;
  const CertplanRecords *records = g_ptr_array_index (self->request->payments, ranges[0].file - 1);
  CertplanControl control = { 0 };
  guint64 size = self->receipts_size;
  gboolean has_zero = FALSE;
  if (!ranges[0].is_rising || strcmp (reading->last_id, get_number (records, 0)) >= 0)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (!ranges[i].is_rising || !_certplan_join_sizes (&size, ranges[i].size))
        return FALSE;
      control.rows += ranges[i].control.rows;
      control.fen = (CertplanMoney)((guint64)control.fen + (guint64)ranges[i].control.fen);
      has_zero |= ranges[i].has_zero;
    }
  self->receipts_size = size;
  self->has_zero |= has_zero;
  reading->last_id = get_number (records, ranges[n - 1].end - 1);
  g_array_append_val (self->statements, control);
  return TRUE;
}

/* While numbers rise from row to row each row is a payment of its own, and all may be read side by
 * side. Returns: how many statements were read so */
static guint
read_rising (Reading *reading)
{
  CertplanReconciliation *self = reading->self;
  const guint n_files = self->request->payments->len;
  g_autoptr (GArray) list = list_ranges (self);
  const Range *ranges = (const Range *)(const void *)list->data;
  guint file = 1;
  g_array_set_size (self->receipts, self->first_rows[n_files + 1]);
  _certplan_threads_run (self->request->n_threads, list->len, read_range, list->data);
  for (guint i = 0, n; i < list->len && ranges[i].file == file; i += n, file++)
    {
      for (n = 1; i + n < list->len && ranges[i + n].file == file;)
        n++;
      if (!join_ranges (reading, &ranges[i], n))
        break;
    }
  g_array_set_size (self->receipts, self->first_rows[file]);
  return file - 1;
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

void
_certplan_reconcile_read_receipts (CertplanReconciliation *self, CertplanFaults *faults)
{
  g_autoptr (GHashTable) stems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reading reading = { self, faults, stems, "" };
  _certplan_memory_reserve (self->receipts, self->first_rows[self->request->payments->len + 1]);
  _certplan_reconcile_read_opening (self, faults);
  if (self->has_ids)
    reading.last_id = NULL;
  const guint n_rising = self->request->opening == NULL ? read_rising (&reading) : 0;
  for (guint file = n_rising + 1; file <= self->request->payments->len; file++)
    read_statement (&reading, file);
  _certplan_reconcile_sort_receipts (self, !self->has_ids);
}
