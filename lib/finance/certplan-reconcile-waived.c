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
  if (fen > 0)
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

/* What is tolerated counts on the day on which the last part of the payments does. */
static void
add_tolerated (CertplanReconciliation *self)
{
  g_autoptr (GHashTable) days = g_hash_table_new (NULL, NULL);
  CertplanPartWalk walk = { .order = self->order };
  CertplanPart part;
  while (_certplan_parts_next (self, &walk, &part))
    {
      gpointer day;
      if (part.claim == 0 || part.place != CERTPLAN_LEDGER_APPLIED
          || !_certplan_claim_is_tolerated (self, part.claim - 1))
        continue;
      if (!g_hash_table_lookup_extended (days, GUINT_TO_POINTER (part.claim), NULL, &day)
          || GPOINTER_TO_INT (day) < part.booked)
        g_hash_table_insert (days, GUINT_TO_POINTER (part.claim), GINT_TO_POINTER (part.booked));
    }
  GHashTableIter iter;
  gpointer claim, day;
  g_hash_table_iter_init (&iter, days);
  while (g_hash_table_iter_next (&iter, &claim, &day))
    {
      const guint32 c = GPOINTER_TO_UINT (claim) - 1;
      add_settled (self, c, _certplan_claim_open (self, c), GPOINTER_TO_INT (day),
                   CERTPLAN_APPLIED_BY_DIFFERENCE, FALSE);
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
