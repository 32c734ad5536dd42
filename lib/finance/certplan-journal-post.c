/* The postings of some months, and the balances before them. SPDX-License-Identifier:
 * LGPL-2.1-or-later
 */
#include "certplan-accrual-private.h"
#include "certplan-charge-private.h"
#include "certplan-journal-private.h"
#include "certplan-private.h"
#include "certplan-records-private.h"

/* A voucher that is being written: the same for all of its postings. */
typedef struct
{
  CertplanJournal *journal;
  CertplanPosting like;
} Voucher;

static Voucher
begin (CertplanJournal *journal, CertplanVoucherKind kind, CertplanDate date, guint order,
       const char *item)
{
  return (Voucher){ journal, { .date = date, .kind = kind, .order = order, .item = item } };
}

/* Of a charge's row. */
static void
set_charge (Voucher *voucher, guint row)
{
  const CertplanRecords *charges = voucher->journal->request->charges;
  const CertplanCharge *charge = certplan_charge_get (charges, row);
  voucher->like.charge = certplan_records_get_note (charges, charge->charge);
  voucher->like.org = certplan_records_get_text (charges, charge->org);
}

/* Revenue and expenses of years that are closed are what they left. */
static CertplanAccountRole
find_role (const CertplanJournal *journal, CertplanAccountRole role, CertplanDate date)
{
  return (role == CERTPLAN_ACCOUNT_REVENUE || role == CERTPLAN_ACCOUNT_DIFFERENCE)
                 && date < journal->year
                 && _certplan_accounts_has (journal->accounts, CERTPLAN_ACCOUNT_RETAINED)
             ? CERTPLAN_ACCOUNT_RETAINED
             : role;
}

/* @fen: more than 0 is a debit. Before the months it is part of the opening, after them nothing.
 * The amounts of all charges fit together, and so do those of the payments: see check_sums(). */
static void
post (const Voucher *voucher, CertplanAccountRole role, CertplanMoney fen)
{
  CertplanJournal *journal = voucher->journal;
  CertplanPosting posting = voucher->like;
  posting.account = _certplan_accounts_find (journal->accounts,
                                             find_role (journal, role, posting.date), posting.item);
  posting.amount_fen = fen;
  CertplanAccountSums *sums = &journal->sums[posting.account];
  if (fen == 0 || posting.date > journal->last)
    return;
  if (posting.date < journal->first)
    {
      sums->opening_fen += fen;
      return;
    }
  *(fen > 0 ? &sums->debit_fen : &sums->credit_fen) += ABS (fen);
  g_array_append_val (journal->postings, posting);
}

static void
post_invoice (CertplanJournal *journal, guint i)
{
  const CertplanDeferred *item = _certplan_deferral_get (journal->deferral, i);
  if (item->billed == CERTPLAN_DATE_NONE)
    return;
  Voucher voucher = begin (journal, CERTPLAN_VOUCHER_INVOICE, item->billed, item->row, item->item);
  set_charge (&voucher, item->row);
  post (&voucher, CERTPLAN_ACCOUNT_RECEIVABLE, item->amount_fen + item->tax_fen);
  post (&voucher, CERTPLAN_ACCOUNT_DEFERRED, -item->amount_fen);
  post (&voucher, CERTPLAN_ACCOUNT_VAT, -item->tax_fen);
}

/* What is left of a certificate that ended is owed to its holder. */
static void
post_return (CertplanJournal *journal, guint i)
{
  const CertplanDeferred *item = _certplan_deferral_get (journal->deferral, i);
  if (item->returned_fen == 0)
    return;
  const CertplanMoney tax_fen
      = _certplan_deferral_get_share (item->tax_fen, item->returned_fen, item->amount_fen);
  Voucher voucher = begin (journal, CERTPLAN_VOUCHER_RETURN, item->ended, item->row, item->item);
  set_charge (&voucher, item->row);
  post (&voucher, CERTPLAN_ACCOUNT_DEFERRED, item->returned_fen);
  post (&voucher, CERTPLAN_ACCOUNT_VAT, tax_fen);
  post (&voucher, CERTPLAN_ACCOUNT_RECEIVABLE, -item->returned_fen - tax_fen);
}

/* What was set against charges, with its tax: first from what was deferred, then from what was
 * earned. */
static void
post_credit (CertplanJournal *journal, const CertplanDeferralCredit *credit)
{
  const CertplanMoney set_fen = credit->reversed_fen + credit->undone_fen;
  const CertplanMoney tax_fen
      = _certplan_deferral_get_share (-credit->tax_fen, set_fen, -credit->amount_fen);
  Voucher voucher
      = begin (journal, CERTPLAN_VOUCHER_CREDIT, credit->date, credit->row, credit->item);
  set_charge (&voucher, credit->row);
  post (&voucher, CERTPLAN_ACCOUNT_DEFERRED, credit->reversed_fen);
  post (&voucher, CERTPLAN_ACCOUNT_REVENUE, credit->undone_fen);
  post (&voucher, CERTPLAN_ACCOUNT_VAT, tax_fen);
  post (&voucher, CERTPLAN_ACCOUNT_RECEIVABLE, -set_fen - tax_fen);
}

/* A charge as payments see it. */
typedef struct
{
  guint row;
  CertplanDate billed; /* NONE = never */
  const char *item;
  CertplanMoney advance_fen; /* paid before */
} Payable;

static Payable *
new_payables (const CertplanJournal *journal)
{
  const CertplanRecords *charges = journal->request->charges;
  Payable *payables = g_new (Payable, certplan_records_get_n (charges) + 1);
  for (guint row = 0; row < certplan_records_get_n (charges); row++)
    {
      const CertplanCharge *charge = certplan_charge_get (charges, row);
      payables[row] = (Payable){
        .row = row,
        .billed = charge->amount == CERTPLAN_MONEY_NONE
                      ? CERTPLAN_DATE_NONE
                      : _certplan_charge_get_billed (charges, row),
        .item = _certplan_fee_terms_get_key (journal->deferral->fees,
                                             certplan_records_get_text (charges, charge->item)),
      };
    }
  return payables;
}

/* @order: of the payment: what it pays stands in one voucher. */
static void
post_receipt (CertplanJournal *journal, guint i, guint order, Payable *payable)
{
  const CertplanApplied *row = certplan_applied_get (journal->request->applied, i);
  const gboolean is_early = payable->billed == CERTPLAN_DATE_NONE || row->date < payable->billed;
  Voucher voucher
      = begin (journal, row->amount < 0 ? CERTPLAN_VOUCHER_REFUND : CERTPLAN_VOUCHER_RECEIPT,
               row->date, order, payable->item);
  set_charge (&voucher, payable->row);
  post (&voucher, CERTPLAN_ACCOUNT_BANK, row->amount);
  post (&voucher, is_early ? CERTPLAN_ACCOUNT_ADVANCE : CERTPLAN_ACCOUNT_RECEIVABLE, -row->amount);
  if (is_early)
    payable->advance_fen += row->amount;
}

/* A bank's fee, or what is tolerated, is an expense: nobody owes it any more. Nothing is missing of
 * what is not due yet. */
static void
post_difference (CertplanJournal *journal, guint i, const Payable *payable)
{
  const CertplanApplied *row = certplan_applied_get (journal->request->applied, i);
  if (payable->billed == CERTPLAN_DATE_NONE)
    return;
  Voucher voucher = begin (journal, CERTPLAN_VOUCHER_DIFFERENCE, MAX (row->date, payable->billed),
                           i, payable->item);
  set_charge (&voucher, payable->row);
  post (&voucher, CERTPLAN_ACCOUNT_DIFFERENCE, row->amount);
  post (&voucher, CERTPLAN_ACCOUNT_RECEIVABLE, -row->amount);
}

/* On the day on which it falls due, what was paid before pays it. */
static void
post_advance (CertplanJournal *journal, const Payable *payable)
{
  if (payable->billed == CERTPLAN_DATE_NONE)
    return;
  Voucher voucher
      = begin (journal, CERTPLAN_VOUCHER_ADVANCE, payable->billed, payable->row, payable->item);
  set_charge (&voucher, payable->row);
  post (&voucher, CERTPLAN_ACCOUNT_ADVANCE, payable->advance_fen);
  post (&voucher, CERTPLAN_ACCOUNT_RECEIVABLE, -payable->advance_fen);
}

/* The first row of the payment that row @i tells of. */
static guint
find_first (GHashTable *first, const CertplanRecords *applied, guint i)
{
  const char *payment
      = certplan_records_get_note (applied, certplan_applied_get (applied, i)->payment);
  const guint place = GPOINTER_TO_UINT (g_hash_table_lookup (first, payment));
  if (place == 0)
    g_hash_table_insert (first, (gpointer)payment, GUINT_TO_POINTER (i + 1));
  return place == 0 ? i : place - 1;
}

static void
post_payments (CertplanJournal *journal, CertplanFaults *faults)
{
  CertplanRecords *applied = journal->request->applied;
  const guint n = certplan_records_get_n (journal->request->charges);
  g_autofree Payable *payables = new_payables (journal);
  g_autoptr (GHashTable) first = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < certplan_records_get_n (applied); i++)
    {
      const CertplanApplied *row = certplan_applied_get (applied, i);
      const char *charge = certplan_records_get_note (applied, row->charge);
      const guint place = _certplan_records_find_id (journal->request->charges, charge);
      const gboolean is_difference = row->settlement == CERTPLAN_APPLIED_BY_DIFFERENCE;
      if (row->settlement == CERTPLAN_APPLIED_BY_WAIVER)
        continue; /* it is among the credits */
      if (is_difference && !_certplan_accounts_has (journal->accounts, CERTPLAN_ACCOUNT_DIFFERENCE))
        _certplan_records_fault (applied, faults, i, CERTPLAN_TABLE_ERROR_MISSING,
                                 _ ("settlement: accounts.csv has no account for it"),
                                 "by_difference", _ ("a row with the role \"difference\""));
      else if (place > 0 && is_difference)
        post_difference (journal, i, &payables[place - 1]);
      else if (place > 0)
        post_receipt (journal, i, find_first (first, applied, i), &payables[place - 1]);
      else
        _certplan_records_fault (applied, faults, i, CERTPLAN_TABLE_ERROR_VALUE,
                                 _ ("charge: no charge has that number"), charge,
                                 _ ("one of the charges"));
    }
  for (guint row = 0; row < n; row++)
    post_advance (journal, &payables[row]);
}

/* What is earned of an item for an organization, but for what credits undid, which has its own
 * voucher. */
typedef struct
{
  const char *item;
  guint32 org;
  CertplanMoney fen;
} EarnedSum;

static guint
hash_sum (gconstpointer data)
{
  const EarnedSum *sum = data;
  return g_direct_hash (sum->item) * 31 + sum->org;
}

static gboolean
equal_sum (gconstpointer a, gconstpointer b)
{
  const EarnedSum *one = a, *other = b;
  return one->item == other->item && one->org == other->org;
}

static void
add_earned (GHashTable *places, GArray *sums, const char *item, guint32 org, CertplanMoney fen)
{
  const EarnedSum key = { item, org, 0 };
  EarnedSum *found = g_hash_table_lookup (places, &key);
  if (fen == 0)
    return;
  if (found == NULL)
    {
      g_array_append_val (sums, key); /* there is room for all: no place moves */
      found = &g_array_index (sums, EarnedSum, sums->len - 1);
      g_hash_table_add (places, found);
    }
  found->fen += fen;
}

static gint
compare_sums (gconstpointer a, gconstpointer b, gpointer data)
{
  const EarnedSum *one = a, *other = b;
  const GHashTable *keys = data;
  const guint x = GPOINTER_TO_UINT (g_hash_table_lookup ((GHashTable *)keys, one->item));
  const guint y = GPOINTER_TO_UINT (g_hash_table_lookup ((GHashTable *)keys, other->item));
  if (x != y)
    return x < y ? -1 : 1;
  return one->org < other->org ? -1 : one->org > other->org;
}

/* Between two days, without what credits undid in between. */
static GArray *
sum_earned (const CertplanJournal *journal, CertplanDate after, CertplanDate last)
{
  const CertplanDeferral *deferral = journal->deferral;
  GArray *sums = g_array_sized_new (FALSE, FALSE, sizeof (EarnedSum),
                                    deferral->items->len + deferral->credits->len + 1);
  g_autoptr (GHashTable) places = g_hash_table_new (hash_sum, equal_sum);
  g_autoptr (GHashTable) keys = g_hash_table_new (NULL, NULL);
  for (guint k = 0; k < deferral->keys->len; k++)
    g_hash_table_insert (keys, g_ptr_array_index (deferral->keys, k), GUINT_TO_POINTER (k));
  for (guint i = 0; i < deferral->items->len; i++)
    {
      const CertplanMoney before_fen = after == CERTPLAN_DATE_NONE
                                           ? 0
                                           : _certplan_deferral_sum (deferral, i, after).earned_fen;
      add_earned (places, sums, _certplan_deferral_get (deferral, i)->item,
                  _certplan_deferral_get_charge (deferral, i)->org,
                  _certplan_deferral_sum (deferral, i, last).earned_fen - before_fen);
    }
  for (guint i = 0; i < deferral->credits->len; i++)
    {
      const CertplanDeferralCredit *credit
          = &g_array_index (deferral->credits, CertplanDeferralCredit, i);
      if (credit->date <= last && (after == CERTPLAN_DATE_NONE || credit->date > after))
        add_earned (places, sums, credit->item,
                    certplan_charge_get (deferral->charges, credit->row)->org, credit->undone_fen);
    }
  g_array_sort_with_data (sums, compare_sums, keys);
  return sums;
}

/* One voucher an item: what each organization's fees leave, and all of it as revenue. */
static void
post_earned (CertplanJournal *journal, CertplanDate after, CertplanDate day)
{
  g_autoptr (GArray) sums = sum_earned (journal, after, day);
  for (guint i = 0; i < sums->len;)
    {
      const char *item = g_array_index (sums, EarnedSum, i).item;
      CertplanMoney all_fen = 0;
      Voucher voucher = begin (journal, CERTPLAN_VOUCHER_EARNED, day, i, item);
      for (; i < sums->len && g_array_index (sums, EarnedSum, i).item == item; i++)
        {
          const EarnedSum *sum = &g_array_index (sums, EarnedSum, i);
          voucher.like.org = certplan_records_get_text (journal->request->charges, sum->org);
          post (&voucher, CERTPLAN_ACCOUNT_DEFERRED, sum->fen);
          all_fen += sum->fen;
        }
      voucher.like.org = NULL;
      post (&voucher, CERTPLAN_ACCOUNT_REVENUE, -all_fen);
    }
}

static gint
compare_postings (gconstpointer a, gconstpointer b)
{
  const CertplanPosting *one = a, *other = b;
  if (one->date != other->date)
    return one->date < other->date ? -1 : 1;
  if (one->kind != other->kind)
    return one->kind < other->kind ? -1 : 1;
  return one->order < other->order ? -1 : one->order > other->order;
}

/* All that lies before the months, account by account; it adds up to nothing as all of it does. */
static void
post_opening (CertplanJournal *journal)
{
  for (guint i = 0; i < journal->accounts->accounts->len; i++)
    {
      const CertplanPosting posting = {
        .date = journal->first - 1,
        .kind = CERTPLAN_VOUCHER_OPENING,
        .account = i,
        .amount_fen = journal->sums[i].opening_fen,
      };
      if (posting.amount_fen != 0)
        g_array_append_val (journal->postings, posting);
    }
}

static gboolean
is_same_month (CertplanDate one, CertplanDate other)
{
  gint year, month, other_year, other_month;
  certplan_date_get_ymd (one, &year, &month, NULL);
  certplan_date_get_ymd (other, &other_year, &other_month, NULL);
  return year == other_year && month == other_month;
}

/* Numbers the vouchers of each month in the order of their days, and checks that each adds up to
 * nothing. */
static void
number_vouchers (CertplanJournal *journal)
{
  g_array_sort (journal->postings, compare_postings); /* keeps the order inside a voucher */
  const CertplanPosting *before = NULL;
  CertplanMoney sum_fen = 0;
  gint32 number = 0;
  for (guint i = 0; i < journal->postings->len; i++)
    {
      CertplanPosting *posting = &g_array_index (journal->postings, CertplanPosting, i);
      if (before == NULL || compare_postings (before, posting) != 0)
        {
          g_assert (sum_fen == 0);
          journal->n_vouchers++;
          number = before != NULL && is_same_month (before->date, posting->date) ? number + 1 : 1;
        }
      posting->voucher = number;
      sum_fen += posting->amount_fen;
      before = posting;
    }
  g_assert (sum_fen == 0);
}

gboolean
_certplan_journal_post (CertplanJournal *journal, CertplanFaults *faults)
{
  const guint n_before = certplan_faults_get_n (faults);
  for (guint i = 0; i < journal->deferral->items->len; i++)
    {
      post_invoice (journal, i);
      post_return (journal, i);
    }
  for (guint i = 0; i < journal->deferral->credits->len; i++)
    post_credit (journal, &g_array_index (journal->deferral->credits, CertplanDeferralCredit, i));
  post_payments (journal, faults);
  post_earned (journal, CERTPLAN_DATE_NONE, journal->year - 1);
  post_earned (journal, journal->year - 1, journal->first - 1);
  for (CertplanDate month = journal->first; month <= journal->last;
       month = certplan_date_add_months (month, 1))
    post_earned (journal, month - 1, _certplan_month_get_end (month));
  if (journal->request->with_opening)
    post_opening (journal);
  number_vouchers (journal);
  return certplan_faults_get_n (faults) == n_before;
}
