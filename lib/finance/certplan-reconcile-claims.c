/* Charges as they are paid. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-order-private.h"
#include "certplan-reconcile-private.h"
#include <string.h>

#define N_MEMOS 256 /* a power of two */
#define AHEAD 24    /* so far ahead memory is asked for a row */

/* What was found out for a key. */
typedef struct
{
  guint64 key;
  gboolean is_known;
  gint32 values[2];
} Memo;

/* One reading of all charges. */
typedef struct
{
  CertplanReconciliation *self;
  guint n;
  guint32 *payers; /* by row: the place of its text, and then the payer */
  guint n_texts;   /* of the charges; behind them are the certificates' */
  CertplanPayerMemo *names;
  guint32 *certificates; /* by row: of the certificates, + 1; NULL = there are none at all */
  Memo ranks[N_MEMOS], windows[N_MEMOS];
} Reading;

static Memo *
find_memo (Memo *memos, guint64 key)
{
  Memo *memo = &memos[(key ^ key >> 16 ^ key >> 32) & (N_MEMOS - 1)];
  if (memo->key != key)
    *memo = (Memo){ .key = key };
  return memo;
}

/* A file may have the item's key, or its name in either language. */
static gboolean
is_item (const CertplanReconciliation *self, const CertplanRule *rule, const char *item)
{
  return g_str_equal (rule->item, item)
         || _certplan_labels_is_name (certplan_rulebook_get_labels (self->request->rulebook),
                                      rule->item, item);
}

/* The item's place in its tariff, where the documents name the audit before the annuity. */
static guint32
find_item_rank (const CertplanReconciliation *self, const CertplanCharge *charge)
{
  const char *item = _certplan_records_text (self->request->charges, charge->item);
  guint n_rows;
  guint32 rank = G_MAXUINT32;
  const CertplanRule *rows = _certplan_rulebook_get_rows (
      self->request->rulebook, CERTPLAN_RULES_TARIFF, charge->qualification, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    if (item != NULL && is_item (self, &rows[i], item))
      rank = MIN (rank, rows[i].line);
  return rank;
}

static guint32
get_item_rank (Reading *reading, const CertplanCharge *charge)
{
  Memo *memo = find_memo (reading->ranks, (guint64)charge->item << 16 | charge->qualification);
  if (!memo->is_known)
    memo->values[0] = (gint32)find_item_rank (reading->self, charge);
  memo->is_known = TRUE;
  return (guint32)memo->values[0];
}

static const CertplanCertificate *
get_certificate (const Reading *reading, guint row)
{
  if (reading->certificates == NULL || reading->certificates[row] == 0)
    return NULL;
  return certplan_certificate_get (reading->self->request->certificates,
                                   reading->certificates[row] - 1);
}

static void
set_window (Reading *reading, CertplanClaim *claim)
{
  claim->from = claim->to = CERTPLAN_DATE_NONE;
  if (claim->due == CERTPLAN_DATE_NONE)
    return;
  Memo *memo = find_memo (reading->windows, (guint32)claim->due);
  if (!memo->is_known)
    {
      const CertplanPeriod *window = &reading->self->request->window;
      memo->values[0] = certplan_date_add_period (claim->due, window, -1);
      memo->values[1] = certplan_date_add_period (claim->due, window, 1);
    }
  memo->is_known = TRUE;
  claim->from = memo->values[0];
  claim->to = memo->values[1];
}

gboolean
_certplan_reconcile_is_in_window (const CertplanClaim *claim, CertplanDate date)
{
  return (claim->from == CERTPLAN_DATE_NONE || date >= claim->from)
         && (claim->to == CERTPLAN_DATE_NONE || date <= claim->to);
}

/* Who owes it: the charge says so, or else its certificate. */
static void
read_org (Reading *reading, guint row, const CertplanCharge *charge)
{
  const CertplanReconcileRequest *request = reading->self->request;
  const CertplanCertificate *certificate = charge->org == 0 ? get_certificate (reading, row) : NULL;
  guint32 place = charge->org;
  const char *text = _certplan_records_text (request->charges, charge->org);
  if (certificate != NULL)
    {
      place = reading->n_texts + certificate->org;
      text = _certplan_records_text (request->certificates, certificate->org);
    }
  reading->payers[row] = place;
  _certplan_payer_memo_want (reading->names, place, text);
}

/* What is due at no known day is paid last. */
static guint64
make_key (Reading *reading, const CertplanCharge *charge)
{
  const guint64 due
      = charge->due != CERTPLAN_DATE_NONE ? (guint32)charge->due ^ 0x80000000u : G_MAXUINT32;
  const guint64 rank = get_item_rank (reading, charge);
  return reading->self->is_item_first ? rank << 32 | due : due << 32 | rank;
}

/* In the order of the file. */
static CertplanOrdered *
read_rows (Reading *reading)
{
  const CertplanReconcileRequest *request = reading->self->request;
  CertplanOrdered *order = _certplan_order_new (reading->n);
  for (guint row = 0; row < reading->n; row++)
    {
      const CertplanCharge *charge = certplan_charge_get (request->charges, row);
      _certplan_add_size (&reading->self->claims_size, charge->amount);
      order[row].key = make_key (reading, charge);
      order[row].text = _certplan_records_note (request->charges, charge->charge);
      order[row].place = row;
      if (reading->certificates != NULL)
        reading->certificates[row] = _certplan_records_find_id (
            request->certificates, _certplan_records_note (request->charges, charge->certificate));
      read_org (reading, row, charge);
    }
  for (guint row = 0; row < reading->n; row++)
    reading->payers[row] = _certplan_payer_memo_get (reading->names, reading->payers[row]);
  return order;
}

static void
add_claim (Reading *reading, guint row)
{
  const CertplanCharge *charge = certplan_charge_get (reading->self->request->charges, row);
  const CertplanCertificate *certificate = get_certificate (reading, row);
  CertplanClaim claim = {
    .amount = charge->amount,
    .row = row,
    .due = charge->due,
    .issued = certificate != NULL ? certificate->issued : CERTPLAN_DATE_NONE,
    .first_paid = G_MAXINT32, /* none yet */
    .last_paid = CERTPLAN_DATE_NONE,
    .payer = reading->payers[row],
  };
  set_window (reading, &claim);
  reading->self->claim_of_row[row] = reading->self->claims->len;
  g_array_append_val (reading->self->claims, claim);
}

static guint32
get_note (const CertplanCharge *charge, CertplanNumberKind kind)
{
  return kind == CERTPLAN_NUMBER_CHARGE        ? charge->charge
         : kind == CERTPLAN_NUMBER_CERTIFICATE ? charge->certificate
                                               : charge->case_id;
}

/* A charge's own number goes before a certificate's, if they are the same.
 * @place: in the numbers */
static void
link_number (CertplanReconciliation *self, guint i, CertplanNumberKind kind, guint32 place)
{
  if (place == 0)
    return;
  CertplanNumber *number = _certplan_numbers_get (self->numbers, place);
  if (number->kind != kind)
    {
      number->is_ambiguous |= number->kind != CERTPLAN_NUMBER_CHARGE;
      return;
    }
  number->is_ambiguous |= kind == CERTPLAN_NUMBER_CHARGE && number->first != 0;
  _certplan_claim (self, i)->next_of[kind] = number->first;
  number->first = i + 1;
}

/* The numbers of the claims from @begin on, from the last to the first: chains are then in the
 * order of the claims. */
static void
add_numbers (CertplanReconciliation *self, const guint32 *notes, guint begin, guint n,
             CertplanNumberKind kind)
{
  const char *texts[CERTPLAN_NUMBERS_BLOCK];
  guint32 places[CERTPLAN_NUMBERS_BLOCK];
  for (guint i = 0; i < n; i++)
    {
      texts[i] = _certplan_records_note (self->request->charges, notes[begin + n - 1 - i]);
      __builtin_prefetch (texts[i]);
    }
  _certplan_numbers_add (self->numbers, texts, n, kind, places);
  for (guint i = 0; i < n; i++)
    link_number (self, begin + n - 1 - i, kind, places[i]);
}

/* @order: of the claims. Returns: how many there are */
static guint
list_notes (const CertplanReconciliation *self, const CertplanOrdered *order, guint32 *notes,
            CertplanNumberKind kind)
{
  const guint n = self->claims->len;
  guint n_notes = 0;
  for (guint i = 0; i < n; i++)
    {
      if (i + AHEAD < n)
        __builtin_prefetch (certplan_charge_get (self->request->charges, order[i + AHEAD].place));
      notes[i] = get_note (certplan_charge_get (self->request->charges, order[i].place), kind);
      n_notes += notes[i] != 0;
    }
  return n_notes;
}

static void
index_numbers (CertplanReconciliation *self, const CertplanOrdered *order)
{
  const guint n = self->claims->len;
  g_autofree guint32 *notes = g_new (guint32, n + 1);
  for (guint kind = 0; kind < CERTPLAN_NUMBER_N_KINDS; kind++)
    {
      const guint n_notes = list_notes (self, order, notes, kind);
      if (n_notes == 0)
        continue;
      _certplan_numbers_reserve (self->numbers, n_notes);
      for (guint end = n; end > 0;)
        {
          const guint n_here = MIN (end, CERTPLAN_NUMBERS_BLOCK);
          end -= n_here;
          add_numbers (self, notes, end, n_here, kind);
        }
    }
}

static void
reading_init (Reading *reading, CertplanReconciliation *self)
{
  const CertplanRecords *charges = self->request->charges,
                        *certificates = self->request->certificates;
  reading->self = self;
  reading->n = certplan_records_get_n (charges);
  reading->payers = g_new (guint32, reading->n + 1);
  reading->n_texts = _certplan_records_get_n_texts (charges) + 1;
  const gsize n_more = certificates != NULL ? _certplan_records_get_n_texts (certificates) : 0;
  reading->names = _certplan_payer_memo_new (self->payers, reading->n_texts + n_more, TRUE);
  if (certificates != NULL)
    reading->certificates = g_new (guint32, reading->n + 1);
}

static void
reading_free (Reading *reading)
{
  g_free (reading->payers);
  _certplan_payer_memo_free (reading->names);
  g_free (reading->certificates);
  g_free (reading);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

void
_certplan_reconcile_read_claims (CertplanReconciliation *self)
{
  g_autoptr (Reading) reading = g_new0 (Reading, 1);
  reading_init (reading, self);
  g_autofree CertplanOrdered *order = read_rows (reading);
  _certplan_order_sort (order, reading->n);
  self->claim_of_row = g_new (guint32, reading->n + 1);
  _certplan_memory_reserve (self->claims, reading->n);
  for (guint i = 0; i < reading->n; i++)
    {
      if (i + AHEAD < reading->n)
        __builtin_prefetch (certplan_charge_get (self->request->charges, order[i + AHEAD].place));
      add_claim (reading, order[i].place);
    }
  index_numbers (self, order);
}
