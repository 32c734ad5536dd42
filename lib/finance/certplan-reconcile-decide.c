/* What people decided, played again. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A decision says what is to be, not what is to be done: played over its own result it changes
 * nothing. One that does not fit any more is told with its line, and nothing is half done. */
#include "certplan-reconcile-private.h"

#define N_ROUNDS 4
#define MAX_TIMES 64

/* The rows about one payment and one charge that say the same, together. */
typedef struct
{
  const CertplanDecision *row;  /* the first one */
  const char *payment, *charge; /* NULL = none */
  CertplanMoney fen;            /* NONE = all of it */
} Group;

static void
tell (CertplanReconciliation *self, const Group *group, const char *key, CertplanMoney fen)
{
  const char *payment = group->payment != NULL ? group->payment : "";
  const char *charge = group->charge != NULL ? group->charge : "";
  g_autofree char *amount = _certplan_argument_money (fen);
  _certplan_reconcile_take_finding (self, group->payment != NULL ? payment : charge,
                                    group->row->line,
                                    _certplan_sentence (key, payment, charge, amount, NULL));
}

static gint
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  const CertplanRecords *records = data;
  const CertplanDecision *one = certplan_decision_get (records, *(const guint *)a);
  const CertplanDecision *other = certplan_decision_get (records, *(const guint *)b);
  gint order = g_strcmp0 (_certplan_records_note (records, one->payment),
                          _certplan_records_note (records, other->payment));
  if (order == 0)
    order = g_strcmp0 (_certplan_records_note (records, one->charge),
                       _certplan_records_note (records, other->charge));
  if (order == 0)
    order = one->action - other->action;
  return order != 0 ? order : (one->line > other->line) - (one->line < other->line);
}

/* A row without an amount is all, whatever the others say. */
static void
add_amount (Group *group, CertplanMoney fen)
{
  if (group->fen == CERTPLAN_MONEY_NONE)
    return;
  if (fen == CERTPLAN_MONEY_NONE || !certplan_money_add (group->fen, fen, &group->fen, NULL))
    group->fen = CERTPLAN_MONEY_NONE;
}

static GArray *
read_groups (const CertplanRecords *records)
{
  const guint n = certplan_records_get_n (records);
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (Group));
  g_autoptr (GArray) order = g_array_sized_new (FALSE, FALSE, sizeof (guint), n);
  for (guint i = 0; i < n; i++)
    g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_rows, (gpointer)records);
  for (guint i = 0; i < n; i++)
    {
      const CertplanDecision *row
          = certplan_decision_get (records, g_array_index (order, guint, i));
      const Group next = { row, _certplan_records_note (records, row->payment),
                           _certplan_records_note (records, row->charge), row->amount };
      Group *last = groups->len > 0 ? &g_array_index (groups, Group, groups->len - 1) : NULL;
      if (last != NULL && last->row->action == row->action
          && g_strcmp0 (last->payment, next.payment) == 0
          && g_strcmp0 (last->charge, next.charge) == 0)
        add_amount (last, row->amount);
      else
        g_array_append_val (groups, next);
    }
  return groups;
}

/* How much of receipt @r is in the place, whatever it is for. */
static CertplanMoney
get_placed (const CertplanReconciliation *self, guint r, CertplanLedgerPlace place, guint32 claim)
{
  CertplanMoney sum = 0;
  CertplanPart part;
  for (guint32 next = 0; _certplan_receipt_next_part (self, r, &next, &part);)
    if (part.place == place && part.claim == claim)
      sum += part.fen;
  return sum;
}

static void
put (CertplanReconciliation *self, guint r, guint32 claim, CertplanLedgerPlace place,
     CertplanMoney fen)
{
  if (fen != 0)
    _certplan_reconcile_place (self, r, claim, place, CERTPLAN_LEDGER_DECISION, fen,
                               CERTPLAN_DATE_NONE);
}

/* What a word excluded is for something after all. */
static void
include_again (CertplanReconciliation *self, guint r)
{
  CertplanReceipt *receipt = _certplan_receipt (self, r);
  CertplanPart last;
  guint32 next = 0;
  if ((receipt->flags & CERTPLAN_RECEIPT_EXCLUDED) == 0 || _certplan_rest (self, receipt) != 0
      || !_certplan_receipt_next_part (self, r, &next, &last)
      || last.reason != CERTPLAN_LEDGER_WORD)
    return;
  _certplan_reconcile_place (self, r, 0, CERTPLAN_LEDGER_EXCLUDED, CERTPLAN_LEDGER_WORD,
                             -receipt->amount, CERTPLAN_DATE_NONE);
  receipt->flags &= (guint8)~CERTPLAN_RECEIPT_EXCLUDED;
}

/* What comes in pays the charge; what is more than the charge stays beside it. */
static void
apply_in (CertplanReconciliation *self, const Group *group, guint r, guint32 claim)
{
  CertplanReceipt *receipt = _certplan_receipt (self, r);
  const CertplanMoney known = _certplan_reconcile_get_applied (self, r, claim);
  const CertplanMoney more
      = group->fen == CERTPLAN_MONEY_NONE ? _certplan_rest (self, receipt) : group->fen - known;
  if (more > _certplan_rest (self, receipt) || (more == 0 && known == 0))
    {
      tell (self, group, "finding.decision_spent", _certplan_rest (self, receipt));
      return;
    }
  const CertplanMoney open = MAX (_certplan_claim_open (self, claim - 1), 0);
  put (self, r, claim, CERTPLAN_LEDGER_APPLIED, MIN (more, open));
  if (more > open)
    {
      receipt->over = claim;
      receipt->over_by = CERTPLAN_LEDGER_DECISION;
    }
}

/* What goes out gives back what was paid, first what was paid on top, or pays a credit. */
static void
apply_out (CertplanReconciliation *self, const Group *group, guint r, guint32 claim)
{
  const CertplanReceipt *receipt = _certplan_receipt (self, r);
  const CertplanClaim *there = _certplan_claim (self, claim - 1);
  const gboolean is_credit = _certplan_claim_amount (self, claim - 1) < 0;
  const CertplanMoney known = _certplan_reconcile_get_applied (self, r, claim);
  const CertplanMoney more
      = group->fen == CERTPLAN_MONEY_NONE ? _certplan_rest (self, receipt) : -group->fen - known;
  if (!is_credit && get_placed (self, r, CERTPLAN_LEDGER_REFUND, 0) != 0)
    return; /* it gave back what was paid on top */
  const CertplanMoney most
      = is_credit ? MIN (_certplan_claim_open (self, claim - 1), 0) : -MAX (there->paid, 0);
  if (!is_credit && more == receipt->amount
      && _certplan_reconcile_give_over_back (self, r, CERTPLAN_LEDGER_DECISION))
    return;
  if (more < _certplan_rest (self, receipt) || more < most || (more == 0 && known == 0))
    tell (self, group, "finding.decision_spent", MAX (_certplan_rest (self, receipt), most));
  else
    put (self, r, claim, is_credit ? CERTPLAN_LEDGER_APPLIED : CERTPLAN_LEDGER_REFUND, more);
}

static void
apply (CertplanReconciliation *self, const Group *group, guint r, guint32 claim)
{
  include_again (self, r);
  _certplan_receipt (self, r)->flags |= CERTPLAN_RECEIPT_DECIDED;
  if (group->fen != CERTPLAN_MONEY_NONE)
    _certplan_reconcile_fix (self, r, claim - 1);
  if (_certplan_reconcile_is_refused (self, r, claim - 1))
    tell (self, group, "finding.decision_refused", 0);
  else if (_certplan_claim_amount (self, claim - 1) == CERTPLAN_MONEY_NONE)
    tell (self, group, "finding.decision_no_amount", 0);
  else if (_certplan_receipt (self, r)->amount >= 0)
    apply_in (self, group, r, claim);
  else
    apply_out (self, group, r, claim);
}

static void
refuse (CertplanReconciliation *self, guint r, guint32 claim)
{
  _certplan_reconcile_refuse (self, r, claim - 1);
  _certplan_reconcile_undo (self, r, claim);
}

/* All of it: nothing of it is for charges. A part: the rest may be. */
static void
ignore (CertplanReconciliation *self, const Group *group, guint r)
{
  CertplanReceipt *receipt = _certplan_receipt (self, r);
  if (group->fen == CERTPLAN_MONEY_NONE)
    {
      _certplan_reconcile_undo (self, r, 0);
      put (self, r, 0, CERTPLAN_LEDGER_EXCLUDED, _certplan_rest (self, receipt));
      receipt->flags |= CERTPLAN_RECEIPT_EXCLUDED;
      return;
    }
  const CertplanMoney wanted = receipt->amount < 0 ? -group->fen : group->fen;
  const CertplanMoney more = wanted - get_placed (self, r, CERTPLAN_LEDGER_EXCLUDED, 0);
  receipt->flags |= CERTPLAN_RECEIPT_DECIDED;
  if ((more < 0) != (wanted < 0)) /* that much is excluded already */
    return;
  if (ABS (more) > ABS (_certplan_rest (self, receipt)))
    tell (self, group, "finding.decision_spent", _certplan_rest (self, receipt));
  else
    put (self, r, 0, CERTPLAN_LEDGER_EXCLUDED, more);
}

/* It was given back, here or elsewhere: first what no charge has, then what the charge has. */
static void
refund (CertplanReconciliation *self, const Group *group, guint r, guint32 claim)
{
  CertplanReceipt *receipt = _certplan_receipt (self, r);
  const CertplanMoney all = group->fen == CERTPLAN_MONEY_NONE ? ABS (receipt->amount) : group->fen;
  include_again (self, r);
  receipt->flags |= CERTPLAN_RECEIPT_DECIDED;
  if (receipt->amount < 0 && claim != 0)
    {
      apply (self, group, r, claim);
      return;
    }
  const CertplanMoney more
      = (receipt->amount < 0 ? -all : all) - get_placed (self, r, CERTPLAN_LEDGER_REFUND, 0);
  const CertplanMoney missing = ABS (more) - ABS (_certplan_rest (self, receipt));
  if (more == 0 || (more < 0) != (receipt->amount < 0)) /* that much is given back already */
    return;
  if (missing > ABS (_certplan_reconcile_get_applied (self, r, claim))
      || (missing > 0 && claim == 0 && all != ABS (receipt->amount)))
    {
      tell (self, group, "finding.decision_spent", _certplan_rest (self, receipt));
      return;
    }
  if (missing > 0 && claim != 0)
    put (self, r, claim, CERTPLAN_LEDGER_APPLIED, -missing);
  else if (missing > 0)
    _certplan_reconcile_undo (self, r, 0);
  put (self, r, 0, CERTPLAN_LEDGER_REFUND, more);
}

/* What is neither paid nor no longer asked for the other way. */
static void
waive (CertplanReconciliation *self, const Group *group, guint32 place)
{
  const gboolean is_fee = group->row->action == CERTPLAN_DECISION_BANK_FEE;
  const CertplanClaim *claim = _certplan_claim (self, place - 1);
  const CertplanClaimMore *known = _certplan_claim_more (self, place - 1);
  const CertplanMoney amount = _certplan_claim_amount (self, place - 1);
  const CertplanMoney most = amount != CERTPLAN_MONEY_NONE
                                 ? amount - claim->paid - (is_fee ? known->waived : known->fees)
                                 : 0;
  if (group->fen != CERTPLAN_MONEY_NONE && group->fen > most)
    {
      tell (self, group, "finding.decision_waived", most);
      return;
    }
  CertplanClaimMore *more = _certplan_claim_make_more (self, place - 1);
  *(is_fee ? &more->fees : &more->waived)
      = group->fen != CERTPLAN_MONEY_NONE ? group->fen : MAX (most, 0);
}

/* Returns: FALSE, told, where it names what there is not */
static gboolean
find (CertplanReconciliation *self, const Group *group, guint *r, guint32 *claim)
{
  const guint row = _certplan_records_find_id (self->request->charges, group->charge);
  *claim = row; /* both from 1 */
  *r = group->payment != NULL ? _certplan_reconcile_find_receipt (self, group->payment) : 0;
  if (group->payment != NULL && *r == 0)
    tell (self, group, "finding.decision_no_payment", 0);
  else if (group->charge != NULL && row == 0)
    tell (self, group, "finding.decision_no_charge", 0);
  else
    return *r == 0 || (_certplan_receipt (self, *r - 1)->flags & CERTPLAN_RECEIPT_LATER) == 0;
  return FALSE;
}

static void
act (CertplanReconciliation *self, const Group *group, guint r, guint32 claim)
{
  switch ((CertplanDecisionAction)group->row->action)
    {
    case CERTPLAN_DECISION_APPLY:
      apply (self, group, r - 1, claim);
      break;
    case CERTPLAN_DECISION_REFUSE:
      refuse (self, r - 1, claim);
      break;
    case CERTPLAN_DECISION_IGNORE:
      ignore (self, group, r - 1);
      break;
    case CERTPLAN_DECISION_REFUND:
      refund (self, group, r - 1, claim);
      break;
    case CERTPLAN_DECISION_WAIVE:
    case CERTPLAN_DECISION_BANK_FEE:
      if (group->fen != CERTPLAN_MONEY_NONE)
        waive (self, group, claim);
      break;
    case CERTPLAN_DECISION_NONE:
      break;
    }
}

/* What is kept apart is free for the others; amounts go before "all that is left", and what is
 * waived comes last: without an amount it is not known before all payments are placed. */
static guint
get_round (const Group *group)
{
  if (group->row->action == CERTPLAN_DECISION_REFUSE)
    return 0;
  if (group->row->action == CERTPLAN_DECISION_WAIVE
      || group->row->action == CERTPLAN_DECISION_BANK_FEE)
    return 3;
  return group->fen != CERTPLAN_MONEY_NONE ? 1 : 2;
}

/* All of it, as often as there is more that can be done: a charge may be given back only once it
 * was paid. Decisions that contradict each other are not followed for ever. */
gboolean
_certplan_reconcile_decide (CertplanReconciliation *self)
{
  const guint64 n_before = self->n_placed;
  if (self->request->decisions == NULL || self->n_decided++ == MAX_TIMES)
    return FALSE;
  g_array_set_size (self->findings, 0); /* those of the last time count */
  g_autoptr (GArray) groups = read_groups (self->request->decisions);
  for (guint round = 0; round < N_ROUNDS; round++)
    for (guint i = 0; i < groups->len; i++)
      {
        const Group *group = &g_array_index (groups, Group, i);
        guint r;
        guint32 claim;
        if (get_round (group) == round && find (self, group, &r, &claim))
          act (self, group, r, claim);
      }
  return self->n_placed != n_before;
}

void
_certplan_reconcile_waive_rest (CertplanReconciliation *self)
{
  if (self->request->decisions == NULL)
    return;
  g_autoptr (GArray) groups = read_groups (self->request->decisions);
  for (guint i = 0; i < groups->len; i++)
    {
      const Group *group = &g_array_index (groups, Group, i);
      const guint place = _certplan_records_find_id (self->request->charges, group->charge);
      if (get_round (group) == N_ROUNDS - 1 && group->fen == CERTPLAN_MONEY_NONE && place != 0)
        waive (self, group, place);
    }
}
