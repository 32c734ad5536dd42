/* What of charges no payment settles and nobody asks for. SPDX-License-Identifier:
 * LGPL-2.1-or-later
 *
 * It is handed on with what is applied, so that the books take it off what is due as well. */
#include "certplan-reconcile-private.h"

static void
add_settled (CertplanReconciliation *self, guint32 claim, CertplanMoney fen, CertplanDate date,
             CertplanAppliedKind settlement, gboolean is_decided)
{
  const CertplanSettled settled = { date, claim, fen, (guint8)settlement, is_decided };
  if (fen != 0)
    g_array_append_val (self->waived, settled);
}

/* A decision counts on its own day. One that fits no more was not followed: nothing is left for
 * it. */
static void
add_decision (CertplanReconciliation *self, const CertplanDecision *row)
{
  const gboolean is_fee = row->action == CERTPLAN_DECISION_BANK_FEE;
  const CertplanRecords *decisions = self->request->decisions;
  if (!is_fee && row->action != CERTPLAN_DECISION_WAIVE)
    return;
  const guint place = _certplan_records_find_id (self->request->charges,
                                                 _certplan_records_note (decisions, row->charge));
  if (place == 0)
    return;
  CertplanClaimMore *more = _certplan_claim_make_more (self, place - 1);
  const CertplanMoney left_fen = (is_fee ? more->fees : more->waived) - more->listed[is_fee];
  const CertplanMoney fen
      = row->amount == CERTPLAN_MONEY_NONE ? left_fen : MIN (row->amount, left_fen);
  if (fen <= 0)
    return;
  more->listed[is_fee] += fen;
  add_settled (self, place - 1, fen, row->date,
               is_fee ? CERTPLAN_APPLIED_BY_DIFFERENCE : CERTPLAN_APPLIED_BY_WAIVER, TRUE);
}

/* "All that is left" comes behind what has an amount. */
static void
add_decisions (CertplanReconciliation *self)
{
  const CertplanRecords *decisions = self->request->decisions;
  for (guint round = 0; decisions != NULL && round < 2; round++)
    for (guint i = 0; i < certplan_records_get_n (decisions); i++)
      {
        const CertplanDecision *row = certplan_decision_get (decisions, i);
        if ((row->amount == CERTPLAN_MONEY_NONE) == (round == 1))
          add_decision (self, row);
      }
}

/* What makes less of what is open of a charge: a payment, or a decision. */
typedef struct
{
  guint32 claim;
  CertplanDate day;
  CertplanMoney fen;
  gboolean is_paid;
} Step;

/* Whether something may have been missing of the charge, at the end of whatever month: never of one
 * that is paid by payments of its very amount alone. Returns: (transfer full): by charge */
static guint8 *
find_looked_at (const CertplanReconciliation *self)
{
  guint8 *looked_at = g_new0 (guint8, certplan_records_get_n (self->request->charges) + 1);
  CertplanPartWalk walk = { .order = self->order };
  CertplanPart part;
  while (_certplan_parts_next (self, &walk, &part))
    if (_certplan_ledger_is_paid (part.place, part.claim)
        && part.fen != _certplan_claim_amount (self, part.claim - 1))
      looked_at[part.claim - 1] = TRUE;
  return looked_at;
}

static gint
compare_steps (gconstpointer a, gconstpointer b)
{
  const Step *one = a, *other = b;
  if (one->claim != other->claim)
    return one->claim < other->claim ? -1 : 1;
  return (one->day > other->day) - (one->day < other->day);
}

static GArray *
list_steps (const CertplanReconciliation *self)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_autofree guint8 *looked_at = find_looked_at (self);
  CertplanPartWalk walk = { .order = self->order };
  CertplanPart part;
  while (_certplan_parts_next (self, &walk, &part))
    if (_certplan_ledger_is_paid (part.place, part.claim) && looked_at[part.claim - 1])
      {
        const Step step = { part.claim - 1, part.booked, part.fen, TRUE };
        g_array_append_val (steps, step);
      }
  for (guint i = 0; i < self->waived->len; i++)
    {
      const CertplanSettled *settled = &g_array_index (self->waived, CertplanSettled, i);
      const Step step = { settled->claim, settled->date, settled->fen, FALSE };
      g_array_append_val (steps, step);
    }
  g_array_sort (steps, compare_steps);
  return steps;
}

/* What is tolerated at the end of a month stays there, whenever that is closed: a later payment of
 * it takes it back in its own month. @steps: those of one charge. */
static void
add_tolerated_of (CertplanReconciliation *self, const Step *steps, guint n)
{
  CertplanMoney open = _certplan_claim_amount (self, steps->claim), paid = 0, before = 0;
  for (guint i = 0; i < n; i++)
    {
      open -= steps[i].fen;
      paid += steps[i].is_paid ? steps[i].fen : 0;
      if (i + 1 < n
          && _certplan_date_get_month (steps[i + 1].day) == _certplan_date_get_month (steps[i].day))
        continue;
      const gboolean is_tolerated = open > 0 && open <= self->request->tolerance_fen && paid > 0;
      const CertplanMoney fen = is_tolerated ? open : 0;
      add_settled (self, steps->claim, fen - before, steps[i].day, CERTPLAN_APPLIED_BY_DIFFERENCE,
                   FALSE);
      before = fen;
    }
}

static void
add_tolerated (CertplanReconciliation *self)
{
  g_autoptr (GArray) list = list_steps (self);
  const Step *steps = (const Step *)(gpointer)list->data;
  for (guint first = 0, n; first < list->len; first += n)
    {
      for (n = 1; first + n < list->len && steps[first + n].claim == steps[first].claim;)
        n++;
      if (_certplan_claim_amount (self, steps[first].claim) != CERTPLAN_MONEY_NONE)
        add_tolerated_of (self, &steps[first], n);
    }
}

/* Wherever rows stand in their files, the order is the same. */
static gint
compare_settled (gconstpointer a, gconstpointer b)
{
  const CertplanSettled *one = a, *other = b;
  if (one->date != other->date)
    return one->date < other->date ? -1 : 1;
  if (one->claim != other->claim)
    return one->claim < other->claim ? -1 : 1;
  if (one->settlement != other->settlement)
    return one->settlement < other->settlement ? -1 : 1;
  if (one->is_decided != other->is_decided)
    return one->is_decided ? -1 : 1;
  return (one->fen > other->fen) - (one->fen < other->fen);
}

void
_certplan_reconcile_list_waived (CertplanReconciliation *self)
{
  add_decisions (self);
  if (self->request->tolerance_fen > 0)
    add_tolerated (self);
  g_array_sort (self->waived, compare_settled);
}
