/* The order of payments: by day and number. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-order-private.h"
#include "certplan-reconcile-private.h"

/* The receipts of each day, from @first on. */
typedef struct
{
  CertplanDate first;
  guint n_days;
  guint32 *begins; /* of each day's receipts in the order, and behind the last one; owned */
} Days;

static void
count_days (const CertplanReconciliation *self, Days *days)
{
  const guint n = self->receipts->len;
  CertplanDate last = G_MININT32;
  days->first = G_MAXINT32;
  for (guint r = 0; r < n; r++)
    {
      days->first = MIN (days->first, _certplan_receipt (self, r)->date);
      last = MAX (last, _certplan_receipt (self, r)->date);
    }
  days->n_days = n > 0 ? (guint)(last - days->first) + 1 : 0;
  days->begins = g_new0 (guint32, days->n_days + 2);
  for (guint r = 0; r < n; r++)
    days->begins[_certplan_receipt (self, r)->date - days->first + 2]++;
  for (guint day = 2; day < days->n_days + 2; day++)
    days->begins[day] += days->begins[day - 1];
}

/* Afterwards begins[day] is where the day's receipts begin. */
static void
spread (CertplanReconciliation *self, Days *days)
{
  for (guint r = 0; r < self->receipts->len; r++)
    self->order[days->begins[_certplan_receipt (self, r)->date - days->first + 1]++] = r;
}

static void
sort_day (const CertplanReconciliation *self, guint32 *receipts, guint n)
{
  g_autofree CertplanOrdered *order = _certplan_order_new (n);
  for (guint i = 0; i < n; i++)
    order[i] = (CertplanOrdered){
      0, _certplan_reconcile_get_id (self, _certplan_receipt_row (self, receipts[i])), receipts[i]
    };
  _certplan_order_sort (order, n);
  for (guint i = 0; i < n; i++)
    receipts[i] = order[i].place;
}

void
_certplan_reconcile_sort_receipts (CertplanReconciliation *self, gboolean is_sorted)
{
  Days days;
  self->is_rising = is_sorted;
  self->order = g_new (guint32, self->receipts->len + 1);
  count_days (self, &days);
  spread (self, &days);
  for (guint day = 0; day < days.n_days && !is_sorted; day++)
    if (days.begins[day + 1] - days.begins[day] > 1)
      sort_day (self, self->order + days.begins[day], days.begins[day + 1] - days.begins[day]);
  g_free (days.begins);
}

gint
_certplan_receipts_compare (CertplanReconciliation *self, guint one, guint other)
{
  const CertplanDate date = _certplan_receipt (self, one)->date;
  const CertplanDate other_date = _certplan_receipt (self, other)->date;
  if (date != other_date)
    return date < other_date ? -1 : 1;
  const guint32 a = self->is_rising ? one : _certplan_receipt_rank (self, one);
  const guint32 b = self->is_rising ? other : _certplan_receipt_rank (self, other);
  return (a > b) - (a < b);
}

guint32
_certplan_receipt_rank (CertplanReconciliation *self, guint r)
{
  if (self->ranks_of == NULL)
    {
      self->ranks_of = g_new (guint32, self->receipts->len + 1);
      for (guint i = 0; i < self->receipts->len; i++)
        self->ranks_of[self->order[i]] = i;
    }
  return self->ranks_of[r];
}
