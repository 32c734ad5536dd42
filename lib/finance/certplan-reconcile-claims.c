/* Charges, and the order in which they are paid. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-order-private.h"
#include "certplan-reconcile-private.h"
#include "certplan-threads-private.h"
#include <string.h>

#define N_MEMOS 256      /* a power of two */
#define FEW 8            /* claims that are put in order one by one */
#define RANGE (1u << 15) /* claims that one thread reads */

const CertplanClaimMore *
_certplan_claim_more (const CertplanReconciliation *self, guint i)
{
  static const CertplanClaimMore nothing = { 0 };
  return _certplan_claim (self, i)->has_more
             ? g_hash_table_lookup (self->more, GUINT_TO_POINTER (i))
             : &nothing;
}

CertplanClaimMore *
_certplan_claim_make_more (CertplanReconciliation *self, guint i)
{
  CertplanClaim *claim = _certplan_claim (self, i);
  if (!claim->has_more)
    g_hash_table_insert (self->more, GUINT_TO_POINTER (i), g_new0 (CertplanClaimMore, 1));
  claim->has_more = TRUE;
  return g_hash_table_lookup (self->more, GUINT_TO_POINTER (i));
}

const CertplanCertificate *
_certplan_claim_certificate (const CertplanReconciliation *self, guint i)
{
  const CertplanReconcileRequest *request = self->request;
  const guint row = _certplan_records_find_id (
      request->certificates,
      _certplan_records_note (request->charges, _certplan_claim_charge (self, i)->certificate));
  return row != 0 ? certplan_certificate_get (request->certificates, row - 1) : NULL;
}

gboolean
_certplan_reconcile_is_in_window (const CertplanReconciliation *self, guint c, CertplanDate date)
{
  const CertplanDate due = _certplan_claim_charge (self, c)->due;
  const CertplanPeriod *period = &self->request->window;
  if (due == CERTPLAN_DATE_NONE || due == date)
    return TRUE;
  CertplanWindow *window = &self->windows[(guint)due & (CERTPLAN_N_WINDOWS - 1)];
  if (window->due != due)
    *window = (CertplanWindow){ due, certplan_date_add_period (due, period, -1),
                                certplan_date_add_period (due, period, 1) };
  return (window->from == CERTPLAN_DATE_NONE || date >= window->from)
         && (window->to == CERTPLAN_DATE_NONE || date <= window->to);
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

static guint64
make_rank_key (const CertplanCharge *charge)
{
  return (guint64)charge->item << 16 | charge->qualification;
}

/* @memo: the key that was read lately, of so many. @lock: of self->ranks */
static void
read_rank (CertplanReconciliation *self, const CertplanCharge *charge, guint64 *memo, GMutex *lock)
{
  const guint64 key = make_rank_key (charge);
  guint64 *known = &memo[(key ^ key >> 16) & (N_MEMOS - 1)];
  if (*known == key && key != 0)
    return;
  *known = key;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (lock);
  if (g_hash_table_contains (self->ranks, &key))
    return;
  guint64 *kept = g_new (guint64, 2);
  kept[0] = key;
  kept[1] = find_item_rank (self, charge);
  g_hash_table_insert (self->ranks, kept, kept + 1);
}

/* What is due at no known day is paid last. */
static guint64
make_key (const CertplanReconciliation *self, const CertplanCharge *charge)
{
  const guint64 key = make_rank_key (charge);
  const guint64 rank = *(const guint64 *)g_hash_table_lookup (self->ranks, &key);
  const guint64 due
      = charge->due != CERTPLAN_DATE_NONE ? (guint32)charge->due ^ 0x80000000u : G_MAXUINT32;
  return self->is_item_first ? rank << 32 | due : due << 32 | rank;
}

gint
_certplan_claims_compare (const CertplanReconciliation *self, guint32 one, guint32 other)
{
  const CertplanCharge *a = _certplan_claim_charge (self, one);
  const CertplanCharge *b = _certplan_claim_charge (self, other);
  const guint64 key_a = make_key (self, a), key_b = make_key (self, b);
  if (key_a != key_b)
    return key_a < key_b ? -1 : 1;
  return strcmp (_certplan_records_note (self->request->charges, a->charge),
                 _certplan_records_note (self->request->charges, b->charge));
}

static void
insert (const CertplanReconciliation *self, guint32 *claims, guint n)
{
  for (guint i = 1; i < n; i++)
    {
      const guint32 claim = claims[i];
      guint at = i;
      for (; at > 0 && _certplan_claims_compare (self, claims[at - 1], claim) > 0; at--)
        claims[at] = claims[at - 1];
      claims[at] = claim;
    }
}

void
_certplan_claims_sort (const CertplanReconciliation *self, guint32 *claims, guint n)
{
  if (n <= FEW)
    {
      insert (self, claims, n);
      return;
    }
  g_autofree CertplanOrdered *order = _certplan_order_new (n);
  for (guint i = 0; i < n; i++)
    {
      const CertplanCharge *charge = _certplan_claim_charge (self, claims[i]);
      order[i] = (CertplanOrdered){ make_key (self, charge),
                                    _certplan_records_note (self->request->charges, charge->charge),
                                    claims[i] };
    }
  _certplan_order_sort (order, n);
  for (guint i = 0; i < n; i++)
    claims[i] = order[i].place;
}

/* Who owes it: the charge says so, or else its certificate. */
static guint32
find_org (const CertplanReconciliation *self, guint row, const CertplanCharge *charge)
{
  if (charge->org != 0 || self->request->certificates == NULL)
    return charge->org;
  const CertplanCertificate *certificate = _certplan_claim_certificate (self, row);
  return certificate != NULL ? self->first_texts[1] + certificate->org : 0;
}

/* The charges from @begin on that one thread reads. */
typedef struct
{
  CertplanReconciliation *self;
  GMutex *lock; /* of self->ranks */
  guint begin, end;
  guint64 size;
  gboolean has_certificates;
} Range;

static void
read_range (gpointer ranges, guint i)
{
  Range *range = (Range *)ranges + i;
  CertplanReconciliation *self = range->self;
  guint64 memo[N_MEMOS] = { 0 };
  for (guint row = range->begin; row < range->end; row++)
    {
      const CertplanCharge *charge = _certplan_claim_charge (self, row);
      read_rank (self, charge, memo, range->lock);
      _certplan_add_size (&range->size, charge->amount);
      range->has_certificates |= charge->certificate != 0;
      *_certplan_claim (self, row)
          = (CertplanClaim){ .org = find_org (self, row, charge), .paid_on = CERTPLAN_DATE_NONE };
    }
}

/* The sum of all, or of the first ones that come to no amount. */
static guint64
sum_up (const CertplanReconciliation *self, const Range *ranges, guint n)
{
  guint64 size = 0;
  for (guint i = 0; i < n; i++)
    if (!_certplan_join_sizes (&size, ranges[i].size))
      {
        size = 0;
        for (guint row = 0; row < self->claims->len; row++)
          _certplan_add_size (&size, _certplan_claim_amount (self, row));
        break;
      }
  return size;
}

void
_certplan_reconcile_read_claims (CertplanReconciliation *self)
{
  const CertplanRecords *charges = self->request->charges;
  const guint n = certplan_records_get_n (charges), n_ranges = (n + RANGE - 1) / RANGE;
  g_autofree Range *ranges = g_new (Range, n_ranges + 1);
  GMutex lock;
  g_mutex_init (&lock);
  _certplan_memory_reserve (self->claims, n);
  g_array_set_size (self->claims, n);
  for (guint i = 0; i < n_ranges; i++)
    ranges[i] = (Range){
      .self = self, .lock = &lock, .begin = i * RANGE, .end = MIN ((i + 1) * RANGE, n)
    };
  _certplan_threads_run (self->request->n_threads, n_ranges, read_range, ranges);
  g_mutex_clear (&lock);
  self->claims_size = sum_up (self, ranges, n_ranges);
  self->has_numbers[CERTPLAN_NUMBER_CHARGE] = n > 0; /* each has its own */
  self->has_numbers[CERTPLAN_NUMBER_CASE] = _certplan_charge_has_cases (charges);
  for (guint i = 0; i < n_ranges; i++)
    self->has_numbers[CERTPLAN_NUMBER_CERTIFICATE] |= ranges[i].has_certificates;
}
