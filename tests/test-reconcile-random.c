/* Payments and charges at random: what must hold of all of them. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-reconcile.h"
#include "certplan-record-files.h"
#include "test-reconciled.h"
#include <string.h>

#define SEED 20261121
#define N_QUICK 1500
#define N_SLOW 10000

static CertplanRulebook *rulebook;

/* Rows of one file, which can be shuffled. */
typedef struct
{
  const char *type, *header;
  GPtrArray *rows; /* owned */
} File;

enum
{
  CHARGES,
  PAYMENTS,
  MORE_PAYMENTS,
  DECISIONS,
  N_FILES,
};

static const char *const types[N_FILES] = { "charges", "payments", "payments", "decisions" };
static const char *const headers[N_FILES]
    = { "charge,certificate,qualification,kind,item,amount,due,org,status\n",
        "payment,date,amount,payer,reference\n", "payment,date,amount,payer,reference\n",
        "payment,charge,amount,action,by,date,note\n" };
#define LEDGER_HEADER                                                                              \
  "payment,date,amount,payer,reference,outcome,charge,part_amount,booked,reason,reverses\n"

static CertplanRecords *
load (const char *type, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  CertplanRecords *records
      = certplan_records_load_bytes (type, type, bytes, NULL, rulebook, NULL, &error);
  g_assert_no_error (error);
  return records;
}

static CertplanRecords *
load_file (const File *file)
{
  g_autoptr (GString) text = g_string_new (file->header);
  for (guint i = 0; i < file->rows->len; i++)
    g_string_append (text, g_ptr_array_index (file->rows, i));
  return load (file->type, text->str);
}

static CertplanReconciliation *
run (const File *files, const char *opening, CertplanDate closed, CertplanMoney tolerance_fen)
{
  g_autoptr (CertplanRecords) charges = load_file (&files[CHARGES]);
  g_autoptr (CertplanRecords) payments = load_file (&files[PAYMENTS]);
  g_autoptr (CertplanRecords) more = load_file (&files[MORE_PAYMENTS]);
  g_autoptr (CertplanRecords) decisions = load_file (&files[DECISIONS]);
  g_autoptr (CertplanReconcileRequest) request
      = certplan_reconcile_request_new (rulebook, NULL, charges);
  certplan_reconcile_request_add_payments (request, payments);
  certplan_reconcile_request_add_payments (request, more);
  certplan_reconcile_request_set_decisions (request, decisions);
  g_assert_true (certplan_reconcile_request_set_tolerance (request, tolerance_fen, NULL));
  certplan_reconcile_request_set_closed_through (request, closed);
  if (opening != NULL)
    {
      g_autofree char *text = g_strconcat (LEDGER_HEADER, opening, NULL);
      g_autoptr (CertplanRecords) records = load ("ledger", text);
      certplan_reconcile_request_set_opening (request, records);
    }
  g_autoptr (GError) error = NULL;
  CertplanReconciliation *result
      = certplan_reconcile_new (request, certplan_date_new (2026, 11, 21), NULL, NULL, &error);
  g_assert_no_error (error);
  return result;
}

static const char *
pick (GRand *rand, const char *const *words, guint n)
{
  return words[g_rand_int_range (rand, 0, (gint32)n)];
}
#define PICK(words) pick (rand, words, G_N_ELEMENTS (words))

/* Few names and amounts, so that much collides. */
static const char *const orgs[] = { "甲科技有限公司", "乙信息有限公司", "丙公司", "" };
static const char *const payers[] = { "甲科技有限公司",
                                      "甲科技有限责任公司",
                                      "甲科枝有限公司",
                                      "乙信息有限公司",
                                      "丙公司",
                                      "某代理所",
                                      "" };
static const char *const amounts[] = { "100", "100", "200", "300", "500", "99.99" };
static const char *const references[]
    = { "", "", "", "C-1", "Ｃ－２", "C-3 C-4", "A-1", "A-2费", "C-21", "P1", "退C-1", "审核费" };
static const char *const days[] = { "2026-05-01", "2026-06-15", "2026-10-01", "2026-12-24" };
static const char *const actions[] = { "apply", "apply", "refuse", "ignore", "refund", "waive" };

static void
add (File *file, char *row)
{
  g_ptr_array_add (file->rows, row);
}

static void
add_charge (File *file, GRand *rand, guint i)
{
  static const char *const items[] = { "audit_fee", "annuity" };
  const gboolean is_missing = g_rand_int_range (rand, 0, 20) == 0;
  const gboolean is_credit = g_rand_int_range (rand, 0, 20) == 0;
  add (file, g_strdup_printf ("C-%u,A-%u,cnitsec/operation/2,initial,%s,%s%s,%s,%s,%s\n", i,
                              (i + 1) / 2, PICK (items), is_credit && !is_missing ? "-" : "",
                              is_missing ? "" : PICK (amounts), PICK (days), PICK (orgs),
                              is_missing ? "no_published_tariff" : ""));
}

static void
add_payment (File *file, GRand *rand, guint i)
{
  const gboolean is_out = g_rand_int_range (rand, 0, 4) == 0;
  g_autofree char *serial
      = g_rand_int_range (rand, 0, 3) > 0 ? g_strdup_printf ("P%u", i) : g_strdup ("");
  add (file, g_strdup_printf ("%s,%s,%s%s,%s,%s\n", serial, PICK (days), is_out ? "-" : "",
                              PICK (amounts), PICK (payers), PICK (references)));
}

static void
add_decision (File *file, GRand *rand, guint n_payments)
{
  const char *action = PICK (actions);
  const gboolean has_amount = g_rand_boolean (rand);
  const gboolean is_waived = g_str_equal (action, "waive");
  g_autofree char *payment
      = is_waived ? g_strdup ("")
                  : g_strdup_printf ("P%d", g_rand_int_range (rand, 1, (gint32)n_payments + 2));
  const gboolean is_alone = g_str_equal (action, "ignore");
  g_autofree char *charge
      = is_alone ? g_strdup ("") : g_strdup_printf ("C-%d", g_rand_int_range (rand, 1, 7));
  add (file, g_strdup_printf ("%s,%s,%s,%s,张,2026-07-01,\n", payment, charge,
                              has_amount ? PICK (amounts) : "", action));
}

static void
make_files (File *files, GRand *rand)
{
  for (guint f = 0; f < N_FILES; f++)
    files[f] = (File){ types[f], headers[f], g_ptr_array_new_with_free_func (g_free) };
  const guint n_charges = (guint)g_rand_int_range (rand, 0, 7);
  const guint n_payments = (guint)g_rand_int_range (rand, 0, 10);
  for (guint i = 1; i <= n_charges; i++)
    add_charge (&files[CHARGES], rand, i);
  for (guint i = 1; i <= n_payments; i++)
    {
      add_payment (&files[PAYMENTS], rand, i);
      const char *row = g_ptr_array_index (files[PAYMENTS].rows, files[PAYMENTS].rows->len - 1);
      if (g_rand_int_range (rand, 0, 5) == 0) /* in the other export, too */
        add (&files[MORE_PAYMENTS], g_strdup (row));
    }
  for (gint32 i = g_rand_int_range (rand, -3, 4); i > 0; i--)
    add_decision (&files[DECISIONS], rand, n_payments);
}

static void
clear_files (File *files)
{
  for (guint f = 0; f < N_FILES; f++)
    g_ptr_array_unref (files[f].rows);
}

/* The same rows in another order, and payments in the other statement. */
static void
shuffle (File *files, GRand *rand)
{
  for (guint i = files[PAYMENTS].rows->len; i > 0; i--)
    if (g_rand_boolean (rand))
      add (&files[MORE_PAYMENTS], g_ptr_array_steal_index (files[PAYMENTS].rows, i - 1));
  for (guint f = 0; f < N_FILES; f++)
    for (guint i = files[f].rows->len; i > 1; i--)
      {
        gpointer *rows = files[f].rows->pdata;
        const guint k = (guint)g_rand_int_range (rand, 0, (gint32)i);
        gpointer swap = rows[i - 1];
        rows[i - 1] = rows[k];
        rows[k] = swap;
      }
}

/* A table's rows as CSV; sorted, where the order is that of a file. */
static char *
show (CertplanReconciliation *result, const char *table, gboolean sorted)
{
  g_autoptr (CertplanTables) tables = certplan_reconciliation_dup_tables (result, FALSE);
  CertplanTable *found = certplan_tables_find (tables, table);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (found);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  while (certplan_cursor_next (cursor, NULL))
    {
      GString *line = g_string_new (NULL);
      for (guint i = 0; i < certplan_table_get_n_columns (found); i++)
        {
          g_autofree char *cell = certplan_cursor_dup_text (cursor, i);
          g_string_append_printf (line, "%s%s", i > 0 ? "," : "", cell);
        }
      g_ptr_array_add (lines, g_string_free (g_string_append_c (line, '\n'), FALSE));
    }
  if (sorted)
    g_ptr_array_sort (lines, reconciled_compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("", (char **)lines->pdata);
}

/* What is outstanding lies in the buckets of age; what came in, in rows and in fen, lies in the
 * places. */
static void
check_sums (CertplanReconciliation *result)
{
  g_autoptr (CertplanTables) tables = certplan_reconciliation_dup_tables (result, FALSE);
  CertplanTable *ageing = certplan_tables_find (tables, "ageing");
  CertplanTable *control = certplan_tables_find (tables, "control");
  g_autoptr (CertplanCursor) age = certplan_table_open (ageing);
  g_autoptr (CertplanCursor) line = certplan_table_open (control);
  CertplanMoney outstanding = 0, rest = 0;
  gint64 rows = 0;
  while (certplan_cursor_next (age, NULL))
    outstanding += certplan_cursor_get_money (age, reconciled_find (ageing, "outstanding"));
  g_assert_cmpint (outstanding, ==, certplan_reconciliation_get_outstanding (result));
  while (certplan_cursor_next (line, NULL))
    {
      g_autofree char *side = certplan_cursor_dup_text (line, reconciled_find (control, "side"));
      g_autofree char *place
          = certplan_cursor_dup_text (line, reconciled_find (control, "outcome"));
      const gint sign = g_str_equal (place, "total") || g_str_equal (side, "control_difference") ? 0
                        : g_str_equal (side, "control_in")                                       ? 1
                                                           : -1;
      rest += sign * certplan_cursor_get_money (line, reconciled_find (control, "amount"));
      rows += sign * certplan_cursor_get_int (line, reconciled_find (control, "rows"));
    }
  g_assert_cmpint (rest, ==, 0);
  g_assert_cmpint (rows, ==, 0);
}

static void
check (const char *what, guint i, const char *one, const char *other)
{
  if (g_strcmp0 (one, other) != 0)
    g_error ("ledger %u, %s:\n%s\n%s", i, what, one, other);
}

static void
test_ledgers (void)
{
  const guint n = g_test_slow () ? N_SLOW : N_QUICK;
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  for (guint i = 0; i < n; i++)
    {
      File files[N_FILES];
      const CertplanMoney tolerance_fen = g_rand_int_range (rand, 0, 3) == 0 ? 1 : 0;
      make_files (files, rand);
      g_autoptr (CertplanReconciliation) first
          = run (files, NULL, CERTPLAN_DATE_NONE, tolerance_fen);
      g_autofree char *ledger = show (first, "ledger", FALSE);
      g_autofree char *claims = show (first, "reconciliation", TRUE);
      g_autofree char *near = show (first, "unmatched", TRUE);
      reconciled_check_parts (first);
      check_sums (first);
      reconciled_check_claims (first);
      g_autoptr (CertplanReconciliation) again
          = run (files, ledger, CERTPLAN_DATE_NONE, tolerance_fen);
      g_autofree char *again_ledger = show (again, "ledger", FALSE);
      g_autofree char *again_claims = show (again, "reconciliation", TRUE);
      check ("again", i, ledger, again_ledger);
      check ("again, charges", i, claims, again_claims);
      /* What is in its place already is not found now. */
      g_autoptr (CertplanReconciliation) closed
          = run (files, ledger, certplan_date_new (2026, 10, 31), tolerance_fen);
      g_autofree char *closed_ledger = show (closed, "ledger", FALSE);
      check ("closed", i, ledger, closed_ledger);
      shuffle (files, rand);
      g_autoptr (CertplanReconciliation) shuffled
          = run (files, NULL, CERTPLAN_DATE_NONE, tolerance_fen);
      g_autofree char *shuffled_ledger = show (shuffled, "ledger", FALSE);
      g_autofree char *shuffled_claims = show (shuffled, "reconciliation", TRUE);
      g_autofree char *shuffled_near = show (shuffled, "unmatched", TRUE);
      check ("shuffled", i, ledger, shuffled_ledger);
      check ("shuffled, candidates", i, near, shuffled_near);
      check ("shuffled, charges", i, claims, shuffled_claims);
      clear_files (files);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  g_test_add_func ("/reconcile-random/ledgers", test_ledgers);
  const int status = g_test_run ();
  certplan_rulebook_unref (rulebook);
  return status;
}
