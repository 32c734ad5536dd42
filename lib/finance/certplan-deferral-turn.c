/* What ends a charge before its time: credits, and certificates that end early.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-deferral-private.h"
#include "certplan-charge-private.h"

/* Something that happens to the charges on a day. */
typedef struct
{
  CertplanDate day;
  gboolean is_credit;
  guint place; /* in the credits, or in the items */
} Turn;

/* Credits before ends: what is given back is not earned as well. */
static gint
compare_turns (gconstpointer a, gconstpointer b)
{
  const Turn *one = a, *other = b;
  if (one->day != other->day)
    return one->day < other->day ? -1 : 1;
  if (one->is_credit != other->is_credit)
    return one->is_credit ? -1 : 1;
  return one->place < other->place ? -1 : one->place > other->place;
}

static CertplanDeferred *
get_item (CertplanDeferral *deferral, guint i)
{
  return &g_array_index (deferral->items, CertplanDeferred, i);
}

static guint
hash_item (gconstpointer data)
{
  const CertplanDeferred *item = data;
  return g_str_hash (item->subject) * 31 + g_str_hash (item->item);
}

static gboolean
equal_item (gconstpointer a, gconstpointer b)
{
  const CertplanDeferred *one = a, *other = b;
  return g_str_equal (one->subject, other->subject) && g_str_equal (one->item, other->item);
}

/* Chains the charges of one subject and item, in the order of the file. Returns: the first of each
 */
static GHashTable *
chain_items (CertplanDeferral *deferral)
{
  GHashTable *first = g_hash_table_new (hash_item, equal_item);
  for (guint i = deferral->items->len; i-- > 0;)
    {
      CertplanDeferred *item = get_item (deferral, i);
      const CertplanDeferred *next = g_hash_table_lookup (first, item);
      item->next = next != NULL ? (guint32)(next - get_item (deferral, 0)) + 1 : 0;
      g_hash_table_replace (first, item, item);
    }
  return first;
}

static CertplanMoney
get_left (const CertplanDeferral *deferral, const CertplanDeferred *item, CertplanDate day,
          CertplanMoney *earned_fen)
{
  const CertplanDeferralPiece *last
      = &g_array_index (deferral->pieces, CertplanDeferralPiece, item->last);
  *earned_fen = _certplan_earning_get (&last->earning, day);
  return last->earning.done_fen + last->earning.amount_fen - *earned_fen;
}

/* Sets as much of the credit against the charge as there is: what is not earned, or what is. */
static void
set_against (CertplanDeferral *deferral, CertplanDeferred *item, CertplanDeferralCredit *credit,
             gboolean of_earned, CertplanMoney *rest_fen)
{
  CertplanMoney earned_fen;
  if (item->billed == CERTPLAN_DATE_NONE || item->billed > credit->date)
    return;
  const CertplanMoney left_fen = get_left (deferral, item, credit->date, &earned_fen);
  const CertplanMoney fen = MIN (*rest_fen, MAX (0, of_earned ? earned_fen : left_fen));
  if (fen == 0)
    return;
  _certplan_deferral_cut (deferral, item, credit->date, of_earned ? 0 : fen, of_earned ? fen : 0,
                          fen);
  *(of_earned ? &credit->undone_fen : &credit->reversed_fen) += fen;
  *rest_fen -= fen;
}

/* The first charge of its subject and item + 1; 0 = none. */
static guint
find_head (CertplanDeferral *deferral, GHashTable *first, const CertplanDeferralCredit *credit)
{
  if (credit->target != 0)
    return credit->target;
  const CertplanDeferred key = {
    .subject = certplan_records_get_note (
        deferral->charges, _certplan_charge_get_subject (deferral->charges, credit->row)),
    .item = credit->item,
  };
  const CertplanDeferred *found = g_hash_table_lookup (first, &key);
  return found != NULL ? (guint)(found - get_item (deferral, 0)) + 1 : 0;
}

/* The next charge of the credit behind place @i, + 1. */
static guint
get_next (CertplanDeferral *deferral, const CertplanDeferralCredit *credit, guint i)
{
  return credit->target == 0 ? get_item (deferral, i - 1)->next : 0;
}

/* The next of the charges to fall due of which anything is left; NULL = none. */
static const CertplanDeferred *
find_next (CertplanDeferral *deferral, guint head, const CertplanDeferralCredit *credit)
{
  const CertplanDate day = credit->date;
  const CertplanDeferred *next = NULL;
  for (guint i = head; i > 0; i = get_next (deferral, credit, i))
    {
      const CertplanDeferred *item = get_item (deferral, i - 1);
      CertplanMoney earned_fen;
      if (item->billed > day && (next == NULL || item->billed < next->billed)
          && get_left (deferral, item, item->billed, &earned_fen) + earned_fen > 0)
        next = item;
    }
  return next;
}

static void
tell_early (CertplanDeferral *deferral, const CertplanDeferralCredit *credit,
            const CertplanDeferred *next, CertplanMoney rest_fen)
{
  const CertplanRecords *charges = deferral->charges;
  g_autofree char *date = certplan_date_format (_certplan_charge_get_billed (charges, credit->row));
  g_autofree char *billed = certplan_date_format (next->billed);
  g_autofree char *rest = certplan_money_format (rest_fen, TRUE);
  const char *number
      = certplan_records_get_note (charges, certplan_charge_get (charges, next->row)->charge);
  _certplan_deferral_take_finding (
      deferral, credit->row,
      _certplan_sentence ("finding.credit_early", date, number, billed, rest, NULL));
}

/* What no charge was there for is a credit of its own on @day, with its part of the tax. Returns:
 * its place */
static guint
split_credit (CertplanDeferral *deferral, guint place, CertplanMoney rest_fen, CertplanDate day)
{
  CertplanDeferralCredit *credit
      = &g_array_index (deferral->credits, CertplanDeferralCredit, place);
  CertplanDeferralCredit rest
      = { .row = credit->row, .date = day, .item = credit->item, .target = credit->target };
  const CertplanMoney set_fen = -credit->amount_fen - rest_fen;
  const CertplanMoney tax_fen
      = _certplan_deferral_get_share (-credit->tax_fen, set_fen, -credit->amount_fen);
  rest.amount_fen = -rest_fen;
  rest.tax_fen = credit->tax_fen + tax_fen;
  credit->amount_fen = -set_fen;
  credit->tax_fen = -tax_fen;
  g_array_append_val (deferral->credits, rest);
  return deferral->credits->len - 1;
}

/* Behind @i and all that is before it. */
static void
insert_turn (GArray *turns, guint i, const Turn *turn)
{
  guint at = i + 1;
  while (at < turns->len && compare_turns (&g_array_index (turns, Turn, at), turn) < 0)
    at++;
  g_array_insert_val (turns, at, *turn);
}

/* A credit takes first what is not earned, then what is, of the charges that have fallen due. The
 * rest waits for the next one: nothing is given back of a charge that does not stand. What no
 * charge is left for is told. */
static void
apply_credit (CertplanDeferral *deferral, GHashTable *first, GArray *turns, guint turn)
{
  const guint place = g_array_index (turns, Turn, turn).place;
  CertplanDeferralCredit *credit
      = &g_array_index (deferral->credits, CertplanDeferralCredit, place);
  const guint head = find_head (deferral, first, credit);
  CertplanMoney rest_fen = -credit->amount_fen;
  for (gint of_earned = 0; of_earned < 2; of_earned++)
    for (guint i = head; i > 0 && rest_fen > 0; i = get_next (deferral, credit, i))
      set_against (deferral, get_item (deferral, i - 1), credit, of_earned != 0, &rest_fen);
  if (rest_fen == 0)
    return;
  const CertplanDeferred *next = find_next (deferral, head, credit);
  if (next != NULL)
    {
      if (credit->target == 0) /* who waives before it is due means that charge */
        tell_early (deferral, credit, next, rest_fen);
      const Turn later
          = { next->billed, TRUE, split_credit (deferral, place, rest_fen, next->billed) };
      insert_turn (turns, turn, &later);
      return;
    }
  g_autofree char *rest = certplan_money_format (rest_fen, TRUE);
  _certplan_deferral_take_finding (deferral, credit->row,
                                   _certplan_sentence ("finding.credit_over", rest, NULL));
}

/* What is left of a term's fee when its certificate ends. */
static void
end_item (CertplanDeferral *deferral, CertplanDeferred *item)
{
  CertplanMoney earned_fen;
  const CertplanMoney left_fen = get_left (deferral, item, item->ended, &earned_fen);
  const gboolean is_returned = _certplan_ending_get (deferral->policy) == CERTPLAN_ENDING_RETURNED;
  _certplan_deferral_cut (deferral, item, item->ended, left_fen, is_returned ? 0 : -left_fen,
                          is_returned ? left_fen : 0);
  item->returned_fen = is_returned ? left_fen : 0;
}

static gboolean
is_ended (const CertplanDeferred *item)
{
  return item->ended != CERTPLAN_DATE_NONE && item->way == CERTPLAN_EARNED_OVER_TERM;
}

static GArray *
list_turns (const CertplanDeferral *deferral)
{
  GArray *turns = g_array_new (FALSE, FALSE, sizeof (Turn));
  for (guint i = 0; i < deferral->credits->len; i++)
    {
      const Turn turn
          = { g_array_index (deferral->credits, CertplanDeferralCredit, i).date, TRUE, i };
      g_array_append_val (turns, turn);
    }
  for (guint i = 0; i < deferral->items->len; i++)
    if (is_ended (_certplan_deferral_get (deferral, i)))
      {
        const Turn turn = { _certplan_deferral_get (deferral, i)->ended, FALSE, i };
        g_array_append_val (turns, turn);
      }
  g_array_sort (turns, compare_turns);
  return turns;
}

void
_certplan_deferral_turn (CertplanDeferral *deferral)
{
  g_autoptr (GArray) turns = list_turns (deferral);
  if (turns->len == 0)
    return;
  g_autoptr (GHashTable) first = chain_items (deferral);
  for (guint i = 0; i < turns->len; i++)
    {
      const Turn *turn = &g_array_index (turns, Turn, i);
      if (turn->is_credit)
        apply_credit (deferral, first, turns, i);
      else
        end_item (deferral, get_item (deferral, turn->place));
    }
}
