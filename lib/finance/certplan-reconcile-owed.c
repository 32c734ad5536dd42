/* The open claims of a payer by their due days and by their amounts.
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * One payer may have thousands of claims and of payments. A payment looks at those alone whose
 * windows it lies in, which follow each other by their due days, and of those that are closed only
 * once. */
#include "certplan-order-private.h"
#include "certplan-reconcile-payer-private.h"

#define MAX_LOOKED 500 /* claims of one amount, for the one that is shown */

static CertplanDate
get_due (const CertplanReconciliation *self, guint32 place)
{
  return _certplan_claim_charge (self, self->claims_of.items[place])->due;
}

/* What is due at no known day comes last. */
static guint64
make_due_key (const CertplanReconciliation *self, guint32 place)
{
  const CertplanDate due = get_due (self, place);
  return due != CERTPLAN_DATE_NONE ? (guint32)due ^ 0x80000000u : G_MAXUINT32;
}

static guint64
make_amount_key (const CertplanReconciliation *self, guint32 place)
{
  return (guint64)_certplan_claim_amount (self, self->claims_of.items[place]);
}

/* Sorts the claims of each payer by their keys, and then as they are. */
static guint32 *
sort_by (const CertplanReconciliation *self,
         guint64 (*make_key) (const CertplanReconciliation *self, guint32 place))
{
  const CertplanPayerLists *lists = &self->claims_of;
  const guint n_payers = _certplan_payers_get_limit (self->payers);
  guint32 *places = g_new (guint32, lists->begins[n_payers] + 1);
  g_autofree CertplanOrdered *order = _certplan_order_new (lists->begins[n_payers]);
  for (guint payer = 0; payer < n_payers; payer++)
    {
      const guint begin = lists->begins[payer], n = lists->begins[payer + 1] - begin;
      for (guint i = 0; i < n; i++)
        order[i] = (CertplanOrdered){ make_key (self, begin + i), "", begin + i };
      _certplan_order_sort (order, n);
      for (guint i = 0; i < n; i++)
        places[begin + i] = order[i].place;
    }
  return places;
}

void
_certplan_owed_free (CertplanOwed *owed)
{
  g_free (owed->by_due);
  g_free (owed->by_amount);
  g_free (owed->next);
  g_free (owed->has_closed);
  g_free (owed);
}

/* The first place of that payer and amount in by_amount, or where it would be. */
static guint
find_amount (const CertplanReconciliation *self, guint32 payer, CertplanMoney amount)
{
  guint from = self->claims_of.begins[payer], to = self->claims_of.begins[payer + 1];
  while (from < to)
    {
      const guint middle = from + (to - from) / 2;
      if (make_amount_key (self, self->owed->by_amount[middle]) < (guint64)amount)
        from = middle + 1;
      else
        to = middle;
    }
  return from;
}

static gboolean
is_place_open (const CertplanReconciliation *self, guint32 place)
{
  return _certplan_claim_is_open (self, self->claims_of.items[place]);
}

static void
find_closed (CertplanReconciliation *self, guint payer)
{
  const guint end = self->claims_of.begins[payer + 1];
  guint first = self->claims_of.begins[payer];
  for (guint i = first; i < end; i++)
    {
      const guint32 place = self->owed->by_amount[i];
      if (make_amount_key (self, place) != make_amount_key (self, self->owed->by_amount[first]))
        first = i;
      self->owed->has_closed[first] |= !is_place_open (self, place);
    }
}

void
_certplan_owed_begin (CertplanReconciliation *self)
{
  const guint n_payers = _certplan_payers_get_limit (self->payers);
  if (self->claims_of.begins == NULL)
    return;
  const guint n = self->claims_of.begins[n_payers];
  if (self->owed == NULL)
    {
      self->owed = g_new0 (CertplanOwed, 1);
      self->owed->by_due = sort_by (self, make_due_key);
      self->owed->by_amount = sort_by (self, make_amount_key);
      self->owed->next = g_new (guint32, n + 1);
      self->owed->has_closed = g_new (guint8, n + 1);
    }
  for (guint i = 0; i <= n; i++)
    {
      self->owed->next[i] = i;
      self->owed->has_closed[i] = FALSE;
    }
  for (guint payer = 0; payer < n_payers; payer++)
    find_closed (self, payer);
}

void
_certplan_owed_close (CertplanReconciliation *self, guint32 payer, guint32 place)
{
  const CertplanMoney amount = _certplan_claim_amount (self, self->claims_of.items[place]);
  if (!is_place_open (self, place))
    self->owed->has_closed[find_amount (self, payer, amount)] = TRUE;
}

/* Where those of that payer and amount begin in by_amount, if one of them is not open. */
static gboolean
find_closed_amount (const CertplanReconciliation *self, guint32 payer, CertplanMoney amount,
                    guint *at)
{
  guint n;
  _certplan_payer_list (&self->claims_of, payer, &n);
  if (n == 0)
    return FALSE;
  *at = find_amount (self, payer, amount);
  return *at < self->claims_of.begins[payer + 1] && self->owed->has_closed[*at]
         && make_amount_key (self, self->owed->by_amount[*at]) == (guint64)amount;
}

gboolean
_certplan_owed_has_closed (const CertplanReconciliation *self, guint32 payer, CertplanMoney amount)
{
  guint at;
  return find_closed_amount (self, payer, amount, &at);
}

guint32
_certplan_owed_find_closed (const CertplanReconciliation *self, guint32 payer, CertplanMoney amount,
                            CertplanDate date)
{
  guint32 found = 0;
  guint begin;
  if (!find_closed_amount (self, payer, amount, &begin))
    return 0;
  const guint end = MIN (self->claims_of.begins[payer + 1], begin + MAX_LOOKED);
  for (guint i = begin; i < end; i++)
    {
      const guint32 place = self->owed->by_amount[i], c = self->claims_of.items[place];
      if (make_amount_key (self, place) != (guint64)amount)
        break;
      if (_certplan_claim_is_open (self, c))
        continue;
      if (_certplan_reconcile_is_in_window (self, c, date))
        return c + 1;
      found = found != 0 ? found : c + 1;
    }
  return found;
}

/* Whether the window of the claim at @i of by_due ends before a day. */
static gboolean
ends_before (const CertplanReconciliation *self, guint i, CertplanDate date)
{
  const guint32 place = self->owed->by_due[i];
  const CertplanDate due = get_due (self, place);
  return due != CERTPLAN_DATE_NONE && due < date
         && !_certplan_reconcile_is_in_window (self, self->claims_of.items[place], date);
}

/* The first claim whose window ends on the day or after it. */
CertplanOwedWalk
_certplan_owed_walk (const CertplanReconciliation *self, guint32 payer, CertplanDate date)
{
  guint n;
  _certplan_payer_list (&self->claims_of, payer, &n);
  if (n == 0)
    return (CertplanOwedWalk){ 0, 0 };
  guint from = self->claims_of.begins[payer], to = from + n;
  const guint end = to;
  while (from < to)
    {
      const guint middle = from + (to - from) / 2;
      if (ends_before (self, middle, date))
        from = middle + 1;
      else
        to = middle;
    }
  return (CertplanOwedWalk){ from, end };
}

/* The first claim from @i on that is open, or @end. */
static guint
find_open (const CertplanReconciliation *self, guint i, guint end)
{
  guint32 *next = self->owed->next;
  while (i < end)
    {
      if (next[i] != i) /* each look halves the way of the next ones */
        i = next[i] = next[next[i]];
      else if (is_place_open (self, self->owed->by_due[i]))
        return i;
      else
        next[i] = i + 1;
    }
  return end;
}

static guint
find_undated (const CertplanReconciliation *self, guint from, guint end)
{
  while (from < end)
    {
      const guint middle = from + (end - from) / 2;
      if (get_due (self, self->owed->by_due[middle]) != CERTPLAN_DATE_NONE)
        from = middle + 1;
      else
        end = middle;
    }
  return from;
}

gboolean
_certplan_owed_next (const CertplanReconciliation *self, CertplanOwedWalk *walk, CertplanDate date,
                     guint32 *place)
{
  guint i = find_open (self, walk->at, walk->end);
  if (i < walk->end
      && !_certplan_reconcile_is_in_window (self, self->claims_of.items[self->owed->by_due[i]],
                                            date))
    i = find_open (self, find_undated (self, i, walk->end), walk->end);
  if (i >= walk->end)
    return FALSE;
  *place = self->owed->by_due[i];
  walk->at = i + 1;
  return TRUE;
}
