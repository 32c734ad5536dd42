/* Bytes that pick charges, payments and decisions. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-column-private.h"
#include "certplan-error.h"
#include "certplan-reconcile.h"
#include "certplan-record-files.h"
#include "fuzz-feed.h"
#include "fuzz.h"
#include "test-reconciled.h"
#include <string.h>

#define MOST_ROWS 24

enum
{
  CHARGES,
  PAYMENTS,
  MORE_PAYMENTS,
  DECISIONS,
  EXCLUSIONS,
  REGISTER,
  N_FILES,
};

static const char *const types[N_FILES]
    = { "charges", "payments", "payments", "decisions", "exclusions", "register" };
static const char *const headers[N_FILES] = {
  "charge,certificate,case,qualification,kind,item,amount,due,org,status",
  "payment,date,amount,payer,reference",
  "payment,date,amount,payer,reference",
  "payment,charge,amount,action,by,date,note",
  "word,field",
  "certificate,qualification,org,issued,printed_expiry",
};
#define LEDGER_HEADER                                                                              \
  "payment,date,amount,payer,reference,outcome,charge,part_amount,booked,reason,reverses\n"

typedef struct
{
  GPtrArray *rows[N_FILES]; /* owned */
  const char *part_payments, *other_payer;
  CertplanMoney tolerance_fen;
  CertplanPeriod window;
  CertplanDate as_of, closed_through;
} Books;

/* Few names and amounts, so that much collides. */
static const char *const orgs[] = { "甲科技有限公司", "乙信息有限公司", "丙公司", "" };
static const char *const payers[]
    = { "甲科技有限公司", "甲科技有限责任公司", "乙信息有限公司", "丙公司", "某代理所", "" };
static const char *const amounts[]
    = { "100", "200", "300", "500", "99.99", "0.01", "1", "92233720368547758.07", "0" };
static const char *const days[]
    = { "2026-05-01", "2026-06-15", "2026-10-01", "2026-12-24", "0001-01-01", "9999-12-31" };
static const char *const words[]
    = { "",   "C-1", "Ｃ－２", "C-3", "A-1", "A-2", "C-21", "K1", "P1",    "退",
        "P2", "费",  " ",      "-",   "1",   "2",   "0",    "C",  "审核费" };
static const char *const items[] = { "audit_fee", "annuity" };
static const char *const actions[] = { "apply", "refuse", "ignore", "refund", "waive" };

static void
add_cell (GString *row, const char *text)
{
  if (row->len > 0)
    g_string_append_c (row, ',');
  fuzz_append_cell (row, text);
}

/* Of words that mean something, or any text. */
static void
add_text (GString *row, FuzzFeed *feed)
{
  const guint n = fuzz_take (feed, 5);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, FUZZ_PICK (feed, words));
  if (n == 4)
    {
      g_autofree char *more = fuzz_take_text (feed);
      g_string_append (text, more);
    }
  add_cell (row, text->str);
}

/* An amount, at times less than nothing. */
static void
add_amount (GString *row, FuzzFeed *feed, guint sign)
{
  g_autofree char *text = g_strconcat (sign == 0 ? "-" : "", FUZZ_PICK (feed, amounts), NULL);

  g_string_append_printf (row, ",%s", text);
}

static void
add_charge (Books *books, GString *row, FuzzFeed *feed)
{
  const guint number = books->rows[CHARGES]->len + 1;
  const guint state = fuzz_take (feed, 16);
  g_autofree char *id = g_strdup_printf ("C-%u", number);

  add_cell (row, id);
  g_string_append_printf (row, ",A-%u,K%u,cnitsec/operation/2,initial,%s", fuzz_take (feed, 3),
                          fuzz_take (feed, 3), FUZZ_PICK (feed, items));
  if (state == 1)
    g_string_append_c (row, ',');
  else
    add_amount (row, feed, state);
  g_string_append_printf (row, ",%s", FUZZ_PICK (feed, days));
  add_cell (row, FUZZ_PICK (feed, orgs));
  add_cell (row, state == 1 ? "no_published_tariff" : "");
}

static void
add_payment (Books *books, GString *row, FuzzFeed *feed)
{
  const guint number = fuzz_take (feed, 12);
  g_autofree char *id = number > 0 ? g_strdup_printf ("P%u", number) : g_strdup ("");

  add_cell (row, id);
  g_string_append_printf (row, ",%s", FUZZ_PICK (feed, days));
  add_amount (row, feed, fuzz_take (feed, 4));
  add_cell (row, FUZZ_PICK (feed, payers));
  add_text (row, feed);
}

static void
add_decision (Books *books, GString *row, FuzzFeed *feed)
{
  const char *action = FUZZ_PICK (feed, actions);
  const gboolean has_amount = fuzz_take (feed, 2) == 1;
  const gboolean is_waived = g_str_equal (action, "waive");
  const gboolean is_alone = g_str_equal (action, "ignore");
  g_autofree char *payment
      = is_waived ? g_strdup ("") : g_strdup_printf ("P%u", fuzz_take (feed, 12) + 1);
  g_autofree char *charge
      = is_alone ? g_strdup ("") : g_strdup_printf ("C-%u", fuzz_take (feed, 6) + 1);

  add_cell (row, payment);
  add_cell (row, charge);
  g_string_append_printf (row, ",%s", has_amount ? FUZZ_PICK (feed, amounts) : "");
  add_cell (row, action);
  g_string_append_printf (row, ",张,%s,", FUZZ_PICK (feed, days));
}

static void
add_exclusion (Books *books, GString *row, FuzzFeed *feed)
{
  static const char *const fields[] = { "", "payer", "reference" };

  add_text (row, feed);
  add_cell (row, FUZZ_PICK (feed, fields));
}

/* Each once: of two rows of a certificate the first is read, which is another in another order. */
static void
add_certificate (Books *books, GString *row, FuzzFeed *feed)
{
  g_autofree char *id = g_strdup_printf ("A-%u", books->rows[REGISTER]->len);

  add_cell (row, id);
  add_cell (row, "cnitsec/operation/2");
  add_cell (row, FUZZ_PICK (feed, orgs));
  g_string_append_printf (row, ",%s,", FUZZ_PICK (feed, days));
}

/* The same row may stand in both statements. */
static void
add_row (Books *books, FuzzFeed *feed)
{
  static const guint8 files[]
      = { CHARGES, PAYMENTS, PAYMENTS, MORE_PAYMENTS, DECISIONS, EXCLUSIONS, REGISTER, N_FILES };
  static void (*const adders[N_FILES]) (Books *, GString *, FuzzFeed *)
      = { add_charge, add_payment, add_payment, add_decision, add_exclusion, add_certificate };
  const guint file = FUZZ_PICK (feed, files);
  GPtrArray *const *rows = books->rows;

  if (file < N_FILES)
    {
      GString *row = g_string_new (NULL);
      adders[file](books, row, feed);
      g_ptr_array_add (rows[file], g_string_free (row, FALSE));
    }
  else if (rows[PAYMENTS]->len > 0)
    g_ptr_array_add (rows[MORE_PAYMENTS],
                     g_strdup (rows[PAYMENTS]->pdata[fuzz_take (feed, rows[PAYMENTS]->len)]));
}

static void
read_books (Books *books, FuzzFeed *feed)
{
  static const char *const part_payments[]
      = { "part-payments=oldest-first", "part-payments=item-first" };
  static const char *const other_payers[] = { "other-payer=held", "other-payer=applied" };
  static const CertplanMoney tolerances[] = { 0, 0, 1, 100, 10000 };
  static const CertplanPeriod windows[]
      = { { 6, 0, 0 }, { 0, 0, 0 }, { 0, 30, 0 }, { 1200, 0, 0 } };

  books->part_payments = FUZZ_PICK (feed, part_payments);
  books->other_payer = FUZZ_PICK (feed, other_payers);
  books->tolerance_fen = FUZZ_PICK (feed, tolerances);
  books->window = FUZZ_PICK (feed, windows);
  books->as_of = certplan_date_new (2026, 11, 21);
  books->closed_through
      = fuzz_take (feed, 3) == 1 ? certplan_date_new (2026, 6, 30) : CERTPLAN_DATE_NONE;
  for (guint f = 0; f < N_FILES; f++)
    books->rows[f] = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < MOST_ROWS && feed->n > 0; i++)
    add_row (books, feed);
}

static CertplanRecords *
load (const char *type, const char *header, GPtrArray *rows)
{
  g_autoptr (GString) text = g_string_new (header);

  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (text, "\n%s", (const char *)rows->pdata[i]);
  return fuzz_load_good (type, text);
}

/* @opening: (nullable): the ledger of an earlier run */
static CertplanReconciliation *
run (const Books *books, const char *opening, CertplanFaults *faults, GError **error)
{
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify)certplan_records_unref);

  for (guint f = 0; f < N_FILES; f++)
    g_ptr_array_add (files, load (types[f], headers[f], books->rows[f]));
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  g_assert_true (certplan_policy_set (policy, books->part_payments, NULL));
  g_assert_true (certplan_policy_set (policy, books->other_payer, NULL));
  g_autoptr (CertplanReconcileRequest) request
      = certplan_reconcile_request_new (fuzz_get_rulebook (), policy, files->pdata[CHARGES]);
  certplan_reconcile_request_add_payments (request, files->pdata[PAYMENTS]);
  certplan_reconcile_request_add_payments (request, files->pdata[MORE_PAYMENTS]);
  certplan_reconcile_request_set_decisions (request, files->pdata[DECISIONS]);
  certplan_reconcile_request_set_exclusions (request, files->pdata[EXCLUSIONS]);
  certplan_reconcile_request_set_certificates (request, files->pdata[REGISTER]);
  certplan_reconcile_request_set_closed_through (request, books->closed_through);
  g_assert_true (certplan_reconcile_request_set_tolerance (request, books->tolerance_fen, NULL));
  g_assert_true (certplan_reconcile_request_set_window (request, &books->window, NULL));
  g_autoptr (CertplanRecords) ledger = NULL;
  if (opening != NULL)
    {
      g_autofree char *text = g_strconcat (LEDGER_HEADER, opening, NULL);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr (GError) refused = NULL;
      ledger = certplan_records_load_bytes ("ledger", "ledger", bytes, NULL, fuzz_get_rulebook (),
                                            NULL, &refused);
      g_assert_no_error (refused);
      certplan_reconcile_request_set_opening (request, ledger);
    }
  return certplan_reconcile_new (request, books->as_of, faults, NULL, error);
}

/* A table's rows as CSV, sorted. */
static char *
show (CertplanReconciliation *result, const char *name)
{
  g_autoptr (CertplanTables) tables = certplan_reconciliation_dup_tables (result, FALSE);
  CertplanTable *table = certplan_tables_find (tables, name);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  while (certplan_cursor_next (cursor, NULL))
    {
      GString *line = g_string_new (NULL);
      for (guint c = 0; c < certplan_table_get_n_columns (table); c++)
        {
          g_autofree char *cell = certplan_cursor_dup_text (cursor, c);
          if (_certplan_column_is_text (certplan_table_get_column_type (table, c)))
            add_cell (line, cell != NULL ? cell : "");
          else
            g_string_append_printf (line, "%s%s", c > 0 ? "," : "", cell);
        }
      g_ptr_array_add (lines, g_string_free (g_string_append_c (line, '\n'), FALSE));
    }
  g_ptr_array_sort (lines, reconciled_compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("", (char **)lines->pdata);
}

/* Each file's rows the other way round, and each second payment in the other statement. */
static void
turn_round (Books *books)
{
  GPtrArray **rows = books->rows;

  for (guint i = rows[PAYMENTS]->len; i > 0; i--)
    if (i % 2 == 0)
      g_ptr_array_add (rows[MORE_PAYMENTS], g_ptr_array_steal_index (rows[PAYMENTS], i - 1));
  for (guint f = 0; f < N_FILES; f++)
    for (guint i = 0; i < rows[f]->len / 2; i++)
      {
        gpointer swap = rows[f]->pdata[i];
        rows[f]->pdata[i] = rows[f]->pdata[rows[f]->len - 1 - i];
        rows[f]->pdata[rows[f]->len - 1 - i] = swap;
      }
}

static gboolean
check_books (Books *books)
{
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanReconciliation) first = run (books, NULL, faults, &error);

  if (first == NULL)
    return FALSE;
  g_assert_no_error (error);
  g_autofree char *ledger = show (first, "ledger");
  g_autofree char *claims = show (first, "reconciliation");
  reconciled_check_parts (first);
  reconciled_check_claims (first);
  g_free (fuzz_spell (certplan_reconciliation_dup_tables (first, TRUE)));
  g_autoptr (CertplanReconciliation) again = run (books, ledger, NULL, &error);
  if (again == NULL && g_error_matches (error, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_RANGE))
    return FALSE; /* sums of what came before are too large as well */
  g_assert_no_error (error);
  g_autofree char *again_ledger = show (again, "ledger");
  g_autofree char *again_claims = show (again, "reconciliation");
  fuzz_check_same ("again", ledger, again_ledger);
  fuzz_check_same ("again, charges", claims, again_claims);
  turn_round (books);
  g_autoptr (CertplanReconciliation) turned = run (books, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *turned_ledger = show (turned, "ledger");
  g_autofree char *turned_claims = show (turned, "reconciliation");
  fuzz_check_same ("turned round", ledger, turned_ledger);
  fuzz_check_same ("turned round, charges", claims, turned_claims);
  return TRUE;
}

gboolean
fuzz_reconcile (const guint8 *data, gsize n)
{
  FuzzFeed feed = { data, n };
  Books books;

  read_books (&books, &feed);
  const gboolean is_good = check_books (&books);
  for (guint f = 0; f < N_FILES; f++)
    g_ptr_array_unref (books.rows[f]);
  return is_good;
}
