/* Thousands of charges and payments: how long those of one payer take, and what is certain of them.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-reconcile.h"
#include "certplan-record-files.h"
#include "certplan-table-private.h"
#include "test-rows.h"
#include <string.h>
#include <time.h>

#define N_FEW 1000
#define N_TIMES 4
#define MAX_RATIO 9 /* of what grows like the rows it is 4, like their squares 16 */
#define N_RUNS 3
#define N_ATTEMPTS 3
#define NOISE_NS 1000000

static CertplanRulebook *rulebook;

/* A ledger of so many charges and payments; they are all @n's. */
typedef struct
{
  const char *name;
  void (*add) (GString *charges, GString *payments, guint i, guint n);
  const char *place;        /* of which the sum is known */
  CertplanMoney placed_fen; /* for each of the @n */
} Shape;

/* A week after the last one, so that windows of two days have nothing in common. */
static CertplanDate
get_week (guint i)
{
  return certplan_date_new (1950, 1, 2) + (gint32)(i * 7);
}

static void
add_row (GString *rows, const char *format, guint i, CertplanDate date, CertplanMoney fen,
         const char *rest)
{
  g_autofree char *day = certplan_date_format (date);
  g_autofree char *amount = certplan_money_format (fen, FALSE);
  g_string_append_printf (rows, format, i);
  g_string_append_printf (rows, ",%s,%s,%s\n", day, amount, rest);
}

static void
add_charge (GString *charges, guint i, CertplanDate due, CertplanMoney fen)
{
  add_row (charges, "C-%u", i, due, fen, "K,cnitsec/operation/2,initial,audit_fee,甲公司");
}

/* 16 charges a week, each of two parts. In powers of two any sum is that of one set alone. */
static void
add_parts (GString *charges, GString *payments, guint i, guint n G_GNUC_UNUSED)
{
  const CertplanDate day = get_week (i / 16);
  const CertplanMoney fen = G_GINT64_CONSTANT (1) << (2 * (i % 16));
  add_charge (charges, i, day, 3 * fen);
  add_row (payments, "P%u", 2 * i, day, fen, "甲公司,");
  add_row (payments, "P%u", 2 * i + 1, day, 2 * fen, "甲公司,");
}

/* Each payment goes back before the next one comes. */
static void
add_reversed (GString *charges, GString *payments, guint i, guint n)
{
  if (i == 0)
    add_charge (charges, i, get_week (2000), 7);
  const CertplanDate day = get_week (0) + 2 * (gint32)(i % n);
  add_row (payments, "P%u", 2 * i, day, 500, "甲公司,");
  add_row (payments, "P%u", 2 * i + 1, day + 1, -500, "甲公司,");
}

/* All that comes in and goes out names one small charge. */
static void
add_turns (GString *charges, GString *payments, guint i, guint n G_GNUC_UNUSED)
{
  if (i == 0)
    add_charge (charges, i, get_week (0), 1);
  add_row (payments, "P%u", 2 * i, get_week (1), 1, "甲公司,C-0");
  add_row (payments, "P%u", 2 * i + 1, get_week (2), -1, "甲公司,C-0");
}

/* What comes in and goes out names one charge or the other; what goes out names one more, which
 * nobody has paid. */
static void
add_two_turns (GString *charges, GString *payments, guint i, guint n G_GNUC_UNUSED)
{
  for (guint c = 0; i == 0 && c < 3; c++)
    add_charge (charges, c, get_week (0), 1);
  const char *in = i % 2 == 0 ? "甲公司,C-0" : "甲公司,C-1";
  const char *out = i % 2 == 0 ? "甲公司,C-0/C-2" : "甲公司,C-1/C-2";
  add_row (payments, "P%u", 2 * i, get_week (1), 1, in);
  add_row (payments, "P%u", 2 * i + 1, get_week (2), -1, out);
}

/* The same in two rows, which are so many times the charge. */
static void
add_long_turn (GString *charges, GString *payments, guint i, guint n)
{
  if (i > 0)
    return;
  add_charge (charges, i, get_week (0), 1);
  add_row (payments, "P%u", 0, get_week (1), (CertplanMoney)n * n, "甲公司,C-0");
  add_row (payments, "P%u", 1, get_week (2), -(CertplanMoney)n * n, "甲公司,C-0");
}

static const Shape shapes[] = {
  { "parts", add_parts, NULL, 0 },
  { "reversed", add_reversed, "applied", 0 },
  { "turns", add_turns, "applied", 1 },
  { "two-turns", add_two_turns, "applied", 1 },
  { "long-turn", add_long_turn, "unmatched", 0 },
};

static CertplanRecords *
load (const char *type, const GString *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
  g_autoptr (GError) error = NULL;
  CertplanRecords *records
      = certplan_records_load_bytes (type, type, bytes, NULL, rulebook, NULL, &error);
  g_assert_no_error (error);
  return records;
}

#define CHARGES "charge,due,amount,case,qualification,kind,item,org\n"
#define PAYMENTS "payment,date,amount,payer,reference\n"

static CertplanReconcileRequest *
make_request (const GString *charge_rows, const GString *payment_rows)
{
  g_autoptr (CertplanRecords) charges = load ("charges", charge_rows);
  g_autoptr (CertplanRecords) payments = load ("payments", payment_rows);
  CertplanReconcileRequest *request = certplan_reconcile_request_new (rulebook, NULL, charges);
  const CertplanPeriod window = { .days = 2 };
  certplan_reconcile_request_add_payments (request, payments);
  g_assert_true (certplan_reconcile_request_set_window (request, &window, NULL));
  return request;
}

static CertplanReconcileRequest *
make_shape (const Shape *shape, guint n)
{
  g_autoptr (GString) charges = g_string_new (CHARGES);
  g_autoptr (GString) payments = g_string_new (PAYMENTS);
  for (guint i = 0; i < n; i++)
    shape->add (charges, payments, i, n);
  return make_request (charges, payments);
}

static CertplanReconciliation *
reconcile (CertplanReconcileRequest *request)
{
  g_autoptr (GError) error = NULL;
  CertplanReconciliation *result
      = certplan_reconcile_new (request, certplan_date_new (2100, 1, 1), NULL, NULL, &error);
  g_assert_no_error (error);
  return result;
}

static gint64
get_cpu_ns (void)
{
  struct timespec now;
  g_assert_cmpint (clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now), ==, 0);
  return now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec;
}

/* Returns: the processor time of the quickest run */
static gint64
measure (const Shape *shape, guint n)
{
  gint64 least = G_MAXINT64;
  g_autoptr (CertplanReconcileRequest) request = make_shape (shape, n);
  for (guint run = 0; run < N_RUNS; run++)
    {
      const gint64 begin = get_cpu_ns ();
      g_autoptr (CertplanReconciliation) result = reconcile (request);
      least = MIN (least, get_cpu_ns () - begin);
      if (shape->place != NULL)
        g_assert_cmpint (certplan_reconciliation_get_placed (result, shape->place), ==,
                         shape->placed_fen * n);
      else
        g_assert_cmpint (certplan_reconciliation_get_outstanding (result), ==, 0);
    }
  return least;
}

/* A machine that others use may be slow just then; what grows like squares is so each time. */
static void
test_shape (gconstpointer data)
{
  const Shape *shape = data;
  gboolean is_quick = FALSE;
  for (guint attempt = 0; attempt < N_ATTEMPTS && !is_quick; attempt++)
    {
      const gint64 few = measure (shape, N_FEW), many = measure (shape, N_FEW * N_TIMES);
      g_test_message ("%" G_GINT64_FORMAT " and %" G_GINT64_FORMAT " ns", few, many);
      is_quick = many < MAX (few, NOISE_NS) * MAX_RATIO;
    }
  g_assert_true (is_quick);
}

/* Charges and payments of one payer and one week, without a number. */
typedef struct
{
  const char *name;
  guint n_charges;
  CertplanMoney charge_fen;
  guint n_payments;
  CertplanMoney payment_fen;
  const char *reason; /* of each row of the ledger */
} Bound;

/* No more than 40 charges or payments are looked at together, and 20,000 sets of them: 40 even
 * amounts never make an odd one, but the sets of 20 of them are 10^11. */
static const Bound bounds[] = {
  { "40-parts", 1, 4000, 40, 100, "by_payer_parts" },
  { "41-parts", 1, 4100, 41, 100, "no_exact_amount" },
  { "40-charges", 40, 100, 1, 4000, "by_payer_sum" },
  { "41-charges", 41, 100, 1, 4100, "several_fit" },
  { "too-many-sets", 40, 200, 1, 4001, "several_fit" },
};

static CertplanCursor *
open_table (CertplanReconciliation *result, const char *name)
{
  g_autoptr (CertplanTables) tables = certplan_reconciliation_dup_tables (result, FALSE);
  return certplan_table_open (certplan_tables_find (tables, name));
}

/* In the ledger's rows. */
enum
{
  LEDGER_PAYMENT = 0,
  LEDGER_CHARGE = 6,
  LEDGER_REASON = 9,
};

static void
assert_cell (CertplanCursor *cursor, guint column, const char *wanted)
{
  g_autofree char *cell = certplan_cursor_dup_text (cursor, column);
  g_assert_cmpstr (cell, ==, wanted);
}

static void
test_bound (gconstpointer data)
{
  const Bound *bound = data;
  g_autoptr (GString) charges = g_string_new (CHARGES);
  g_autoptr (GString) payments = g_string_new (PAYMENTS);
  for (guint i = 0; i < bound->n_charges; i++)
    add_charge (charges, i, get_week (0), bound->charge_fen);
  for (guint i = 0; i < bound->n_payments; i++)
    add_row (payments, "P%u", i, get_week (0), bound->payment_fen, "甲公司,");
  g_autoptr (CertplanReconcileRequest) request = make_request (charges, payments);
  g_autoptr (CertplanReconciliation) result = reconcile (request);
  g_autoptr (CertplanCursor) ledger = open_table (result, "ledger");
  guint n = 0;
  for (; certplan_cursor_next (ledger, NULL); n++)
    assert_cell (ledger, LEDGER_REASON, bound->reason);
  g_assert_cmpuint (n, >=, bound->n_payments);
}

#define N_NAMES 300

/* Each charge has a debtor of its own; the later a row of the statement, the earlier its day. */
static CertplanReconciliation *
reconcile_names (void)
{
  g_autoptr (GString) charges = g_string_new (CHARGES);
  g_autoptr (GString) payments = g_string_new (PAYMENTS);
  for (guint i = 0; i < N_NAMES; i++)
    {
      g_autofree char *charge
          = g_strdup_printf ("K,cnitsec/operation/2,initial,audit_fee,第%u公司", i);
      g_autofree char *payment = g_strdup_printf ("第%u公司,", i);
      add_row (charges, "C-%u", i, get_week (N_NAMES - i), 500, charge);
      add_row (payments, "P%u", i, get_week (N_NAMES - i), 500, payment);
    }
  g_autoptr (CertplanReconcileRequest) request = make_request (charges, payments);
  return reconcile (request);
}

static void
test_names (void)
{
  g_autoptr (CertplanReconciliation) result = reconcile_names ();
  g_autoptr (CertplanCursor) ledger = open_table (result, "ledger");
  for (guint i = N_NAMES; i-- > 0;)
    {
      char payment[16], charge[16];
      g_snprintf (payment, sizeof payment, "P%u", i);
      g_snprintf (charge, sizeof charge, "C-%u", i);
      g_assert_true (certplan_cursor_next (ledger, NULL));
      assert_cell (ledger, LEDGER_PAYMENT, payment);
      assert_cell (ledger, LEDGER_CHARGE, charge);
      assert_cell (ledger, LEDGER_REASON, "by_payer_amount");
    }
  g_assert_false (certplan_cursor_next (ledger, NULL));
}

/* Where a table's rows can be gone to, each is the one that stands there. */
static void
test_seek (void)
{
  g_autoptr (CertplanReconciliation) result = reconcile_names ();
  g_autoptr (CertplanTables) tables = certplan_reconciliation_dup_tables (result, FALSE);
  CertplanTable *table = certplan_tables_find (tables, "reconciliation");
  g_assert_cmpuint (_certplan_table_count_rows (table), ==, N_NAMES);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  for (guint i = N_NAMES; i-- > 0;)
    {
      char charge[16];
      g_snprintf (charge, sizeof charge, "C-%u", i);
      _certplan_cursor_seek (cursor, i);
      g_assert_true (certplan_cursor_next (cursor, NULL));
      assert_cell (cursor, 0, charge);
    }
}

#define N_PAIRS 33000 /* more than one thread has of charges, of rows or of payments */

/* Each payment names two charges; several threads read what they name. */
static void
test_pairs (void)
{
  g_autoptr (GString) charges = g_string_new (CHARGES);
  g_autoptr (GString) payments = g_string_new (PAYMENTS);
  for (guint i = 0; i < N_PAIRS; i++)
    {
      g_autofree char *names = g_strdup_printf ("某人,C-%u/C-%u", 2 * i, 2 * i + 1);
      add_charge (charges, 2 * i, get_week (0), 3);
      add_charge (charges, 2 * i + 1, get_week (0), 4);
      add_row (payments, "P%05u", i, get_week (0), 7, names);
    }
  g_autoptr (CertplanReconcileRequest) request = make_request (charges, payments);
  certplan_reconcile_request_set_threads (request, 4);
  g_autoptr (CertplanReconciliation) result = reconcile (request);
  g_assert_cmpint (certplan_reconciliation_get_outstanding (result), ==, 0);
  g_autoptr (CertplanCursor) ledger = open_table (result, "ledger");
  for (guint i = 0; i < 2 * N_PAIRS; i++)
    {
      char payment[16], charge[16];
      g_snprintf (payment, sizeof payment, "P%05u", i / 2);
      g_snprintf (charge, sizeof charge, "C-%u", i);
      g_assert_true (certplan_cursor_next (ledger, NULL));
      assert_cell (ledger, LEDGER_PAYMENT, payment);
      assert_cell (ledger, LEDGER_CHARGE, charge);
    }
}

#define N_MANY 70000 /* more than threads read at once */

/* Which payment a row of the statement is: its own number, but for two rows far apart. */
typedef struct
{
  const char *name;
  guint first, second; /* rows */
  guint of_first, of_second;
  CertplanMoney outstanding;
} Order;

static const Order orders[] = {
  { "rising", 5, 40000, 5, 40000, 0 },
  { "not-rising", 5, 40000, 40000, 5, 0 },
  { "last-before-first", 32767, 32768, 32768, 32767, 0 }, /* where ranges meet */
  { "twice", 5, 40000, 5, 5, 7 },                         /* 40000 never came */
};

/* Whether or not rows are read side by side, each payment pays the charge that it names. */
static void
test_order (gconstpointer data)
{
  const Order *order = data;
  g_autoptr (GString) charges = g_string_new (CHARGES);
  g_autoptr (GString) payments = g_string_new (PAYMENTS);
  for (guint i = 0; i < N_MANY; i++)
    {
      const guint n = i == order->first    ? order->of_first
                      : i == order->second ? order->of_second
                                           : i;
      g_autofree char *reference = g_strdup_printf ("甲公司,C-%u", n);
      add_charge (charges, i, get_week (0), 7);
      add_row (payments, "P%05u", n, get_week (0), 7, reference);
    }
  g_autoptr (CertplanReconcileRequest) request = make_request (charges, payments);
  certplan_reconcile_request_set_threads (request, 4);
  g_autoptr (CertplanReconciliation) result = reconcile (request);
  g_assert_cmpint (certplan_reconciliation_get_outstanding (result), ==, order->outstanding);
  g_autoptr (CertplanCursor) ledger = open_table (result, "ledger");
  for (guint i = 0; i < N_MANY; i++)
    {
      char payment[16], charge[16];
      if (i == order->second && order->outstanding > 0)
        continue;
      g_snprintf (payment, sizeof payment, "P%05u", i);
      g_snprintf (charge, sizeof charge, "C-%u", i);
      g_assert_true (certplan_cursor_next (ledger, NULL));
      assert_cell (ledger, LEDGER_PAYMENT, payment);
      assert_cell (ledger, LEDGER_CHARGE, charge);
    }
  g_assert_false (certplan_cursor_next (ledger, NULL));
}

/* A number is found behind thousands of places where one might stand. */
static void
test_long_reference (void)
{
  g_autoptr (GString) charges = g_string_new (CHARGES);
  g_autoptr (GString) payments = g_string_new (PAYMENTS);
  g_autoptr (GString) reference = g_string_new ("某人,");
  for (guint i = 0; i < 10000; i++)
    g_string_append (reference, "C-9 ");
  g_string_append (reference, "C-1");
  add_charge (charges, 1, get_week (0), 500);
  add_charge (charges, 2, get_week (0), 500);
  add_row (payments, "P%u", 1, get_week (0), 500, reference->str);
  g_autoptr (CertplanReconcileRequest) request = make_request (charges, payments);
  g_autoptr (CertplanReconciliation) result = reconcile (request);
  g_autoptr (CertplanCursor) ledger = open_table (result, "ledger");
  g_assert_true (certplan_cursor_next (ledger, NULL));
  assert_cell (ledger, LEDGER_CHARGE, "C-1");
  assert_cell (ledger, LEDGER_REASON, "by_charge_number");
}

#define N_NAMED 700

/* One payment names all charges, and pays each of them. */
static void
test_many_numbers (void)
{
  g_autoptr (GString) charges = g_string_new (CHARGES);
  g_autoptr (GString) payments = g_string_new (PAYMENTS);
  g_autoptr (GString) reference = g_string_new ("某人,");
  for (guint i = 0; i < N_NAMED; i++)
    {
      add_charge (charges, i, get_week (0), 3);
      g_string_append_printf (reference, "C-%u ", i);
    }
  add_row (payments, "P%u", 1, get_week (0), 3 * N_NAMED, reference->str);
  g_autoptr (CertplanReconcileRequest) request = make_request (charges, payments);
  g_autoptr (CertplanReconciliation) result = reconcile (request);
  g_assert_cmpint (certplan_reconciliation_get_outstanding (result), ==, 0);
  g_assert_cmpint (certplan_reconciliation_get_placed (result, "applied"), ==, 3 * N_NAMED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  ADD_ROWS ("/reconcile-many/", shapes, test_shape);
  ADD_ROWS ("/reconcile-many/bound/", bounds, test_bound);
  ADD_ROWS ("/reconcile-many/order/", orders, test_order);
  g_test_add_func ("/reconcile-many/names", test_names);
  g_test_add_func ("/reconcile-many/seek", test_seek);
  g_test_add_func ("/reconcile-many/pairs", test_pairs);
  g_test_add_func ("/reconcile-many/long-reference", test_long_reference);
  g_test_add_func ("/reconcile-many/many-numbers", test_many_numbers);
  const int status = g_test_run ();
  certplan_rulebook_unref (rulebook);
  return status;
}
