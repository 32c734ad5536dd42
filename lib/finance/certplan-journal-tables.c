/* A journal as tables: vouchers, accounts. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-journal-private.h"
#include "certplan-table-private.h"
#include <string.h>

typedef struct
{
  CertplanDate date;
  const char *voucher_word;
  gint32 voucher, entry_number;
  char *summary; /* owned: a sentence */
  const char *account_code, *account_name;
  CertplanMoney debit_amount, credit_amount;
  const char *org, *charge;
  const char *account_type;
} VoucherLine;

static const CertplanColumn voucher_columns[] = {
  CERTPLAN_RESULT_COLUMN (VoucherLine, date, DATE),
  CERTPLAN_RESULT_COLUMN (VoucherLine, voucher_word, CHOICE),
  CERTPLAN_RESULT_COLUMN (VoucherLine, voucher, INT),
  CERTPLAN_RESULT_COLUMN (VoucherLine, entry_number, INT),
  CERTPLAN_RESULT_COLUMN (VoucherLine, summary, SENTENCE),
  CERTPLAN_RESULT_COLUMN (VoucherLine, account_code, ID),
  CERTPLAN_RESULT_COLUMN (VoucherLine, account_name, TEXT),
  CERTPLAN_RESULT_COLUMN (VoucherLine, debit_amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (VoucherLine, credit_amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (VoucherLine, org, TEXT, .head = "counterparty"),
  CERTPLAN_RESULT_COLUMN (VoucherLine, charge, ID),
  CERTPLAN_RESULT_COLUMN (VoucherLine, account_type, CHOICE), /* for ledgers alone */
};
static const CertplanLedgerSpec voucher_ledger = {
  .date = 0,
  .voucher = 2,
  .summary = 4,
  .code = 5,
  .name = 6,
  .debit = 7,
  .credit = 8,
  .org = 9,
  .type = 11,
};

typedef struct
{
  const char *account_code, *account_name, *account_type;
  CertplanMoney opening, debit_amount, credit_amount, closing;
  const char *source;
} AccountLine;

static const CertplanColumn account_columns[] = {
  CERTPLAN_RESULT_COLUMN (AccountLine, account_code, ID),
  CERTPLAN_RESULT_COLUMN (AccountLine, account_name, TEXT),
  CERTPLAN_RESULT_COLUMN (AccountLine, account_type, CHOICE),
  CERTPLAN_RESULT_COLUMN (AccountLine, opening, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (AccountLine, debit_amount, MONEY, .unit = "yuan", .head = "debits"),
  CERTPLAN_RESULT_COLUMN (AccountLine, credit_amount, MONEY, .unit = "yuan", .head = "credits"),
  CERTPLAN_RESULT_COLUMN (AccountLine, closing, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (AccountLine, source, CHOICE),
};

static const CertplanColumn finding_columns[] = {
  CERTPLAN_RESULT_COLUMN (CertplanDeferralFinding, subject, ID),
  CERTPLAN_RESULT_COLUMN (CertplanDeferralFinding, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (CertplanDeferralFinding, finding, SENTENCE),
  CERTPLAN_RESULT_COLUMN (CertplanDeferralFinding, source, CHOICE),
};

/* One walk over the postings. */
typedef struct
{
  const CertplanJournal *journal;
  guint next;
  VoucherLine line;
} Walk;

static gpointer
voucher_open (gconstpointer data)
{
  Walk *walk = g_new0 (Walk, 1);
  walk->journal = data;
  return walk;
}

static char *
make_summary (const CertplanPosting *posting)
{
  static const char *const keys[] = { "voucher.opening", "voucher.invoice",    "voucher.advance",
                                      "voucher.credit",  "voucher.return",     "voucher.receipt",
                                      "voucher.refund",  "voucher.difference", "voucher.earned" };
  g_autofree char *item
      = posting->item != NULL ? g_strconcat (CERTPLAN_LABEL, posting->item, NULL) : NULL;
  return _certplan_sentence (keys[posting->kind], item != NULL ? item : "",
                             posting->charge != NULL ? posting->charge : "", NULL);
}

static gboolean
voucher_next (gpointer data, GError **error)
{
  Walk *walk = data;
  if (walk->next == walk->journal->postings->len)
    return FALSE;
  const CertplanPosting *posting
      = &g_array_index (walk->journal->postings, CertplanPosting, walk->next++);
  const CertplanLedgerAccount *account
      = _certplan_accounts_get (walk->journal->accounts, posting->account);
  const gboolean is_debit = posting->amount_fen > 0;
  const gboolean goes_on
      = walk->line.date == posting->date && walk->line.voucher == posting->voucher;
  const gint32 entry = goes_on ? walk->line.entry_number + 1 : 1;
  g_free (walk->line.summary);
  walk->line = (VoucherLine){
    .date = posting->date,
    .voucher_word = "general_voucher",
    .voucher = posting->voucher,
    .entry_number = entry,
    .summary = make_summary (posting),
    .account_code = account->code,
    .account_name = account->name,
    .debit_amount = is_debit ? posting->amount_fen : CERTPLAN_MONEY_NONE,
    .credit_amount = is_debit ? CERTPLAN_MONEY_NONE : -posting->amount_fen,
    .org = posting->org,
    .charge = posting->charge,
    .account_type = account->type,
  };
  return TRUE;
}

static gconstpointer
voucher_row (gpointer data)
{
  return &((Walk *)data)->line;
}

static void
voucher_close (gpointer data)
{
  g_free (((Walk *)data)->line.summary);
  g_free (data);
}

static const CertplanTableSource voucher_source
    = { voucher_open, voucher_next, NULL, voucher_close, voucher_row };

/* Liabilities and income stand with the sign that they have in books: more than 0 is a credit. */
static GArray *
make_accounts (const CertplanJournal *journal)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (AccountLine));
  for (guint i = 0; i < journal->accounts->accounts->len; i++)
    {
      const CertplanLedgerAccount *account = _certplan_accounts_get (journal->accounts, i);
      const CertplanAccountSums *sums = &journal->sums[i];
      const gint sign
          = g_str_equal (account->type, "assets") || g_str_equal (account->type, "expenses") ? 1
                                                                                             : -1;
      const AccountLine line = {
        .account_code = account->code,
        .account_name = account->name,
        .account_type = account->type,
        .opening = sign * sums->opening_fen,
        .debit_amount = sums->debit_fen,
        .credit_amount = sums->credit_fen,
        .closing = sign * (sums->opening_fen + sums->debit_fen - sums->credit_fen),
        .source = "computed",
      };
      g_array_append_val (lines, line);
    }
  return lines;
}

static void
take_table (CertplanJournal *journal, CertplanTables *tables, CertplanTable *table,
            const char *title)
{
  g_autofree char *first = certplan_date_format (journal->first);
  g_autofree char *last = certplan_date_format (journal->last);
  first[strlen ("2026-11")] = last[strlen ("2026-11")] = '\0';
  g_autofree char *months = g_strconcat (title, ".months", NULL);
  g_autofree char *sentence
      = _certplan_sentence (g_str_equal (first, last) ? title : months, first, last, NULL);
  _certplan_table_set_title (table, sentence, NULL);
  _certplan_table_set_labels (table, certplan_rulebook_get_labels (journal->request->rulebook));
  certplan_tables_take (tables, table);
}

static CertplanExplanation *
explain (const CertplanJournal *journal)
{
  CertplanExplanation *explanation = _certplan_explanation_new (journal->request->rulebook);
  g_autofree char *rate
      = g_strdup_printf ("%d.%04d", journal->request->vat / 10000, journal->request->vat % 10000);
  _certplan_explanation_take_note (explanation, _certplan_sentence ("note.accounts", NULL));
  _certplan_explanation_take_note (explanation, _certplan_sentence ("note.journal_bank", NULL));
  _certplan_explanation_take_note (
      explanation,
      _certplan_sentence (_certplan_accounts_has (journal->accounts, CERTPLAN_ACCOUNT_RETAINED)
                              ? "note.years_closed"
                              : "note.years_open",
                          NULL));
  if (journal->request->vat > 0)
    _certplan_explanation_take_note (explanation, _certplan_sentence ("note.vat", rate, NULL));
  _certplan_deferral_explain (journal->deferral, explanation);
  return explanation;
}

CertplanTables *
certplan_journal_dup_tables (CertplanJournal *journal)
{
  CertplanTables *tables = certplan_tables_new ();
  CertplanTable *vouchers = _certplan_table_new (
      "vouchers", voucher_columns, G_N_ELEMENTS (voucher_columns) - 1, &voucher_source,
      certplan_journal_ref (journal), (GDestroyNotify)certplan_journal_unref);
  _certplan_table_set_ledger (vouchers, &voucher_ledger, 1);
  take_table (journal, tables, vouchers, "title.vouchers");
  take_table (journal, tables,
              _certplan_table_new_array ("accounts", account_columns,
                                         G_N_ELEMENTS (account_columns), make_accounts (journal),
                                         certplan_journal_ref (journal),
                                         (GDestroyNotify)certplan_journal_unref),
              "title.accounts");
  take_table (
      journal, tables,
      _certplan_table_new_rows ("findings", finding_columns, G_N_ELEMENTS (finding_columns),
                                journal->deferral->findings->data, sizeof (CertplanDeferralFinding),
                                journal->deferral->findings->len, certplan_journal_ref (journal),
                                (GDestroyNotify)certplan_journal_unref),
      "title.journal_findings");
  g_autoptr (CertplanExplanation) explanation = explain (journal);
  _certplan_explanation_add_tables (explanation, FALSE, tables);
  return tables;
}
