/* Thousands of charges and payments of one payer take as many times as long as there are more of
 * them. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-reconcile.h"
#include "certplan-record-files.h"
#include <string.h>
#include <time.h>

#define N_FEW 1000
#define N_TIMES 4
#define MAX_RATIO 9 /* of what grows like the rows it is 4, like their squares 16 */
#define N_RUNS 3
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

static CertplanReconcileRequest *
make_request (const Shape *shape, guint n)
{
  g_autoptr (GString) charge_rows
      = g_string_new ("charge,due,amount,case,qualification,kind,item,org\n");
  g_autoptr (GString) payment_rows = g_string_new ("payment,date,amount,payer,reference\n");
  for (guint i = 0; i < n; i++)
    shape->add (charge_rows, payment_rows, i, n);
  g_autoptr (CertplanRecords) charges = load ("charges", charge_rows);
  g_autoptr (CertplanRecords) payments = load ("payments", payment_rows);
  CertplanReconcileRequest *request = certplan_reconcile_request_new (rulebook, NULL, charges);
  const CertplanPeriod window = { .days = 2 };
  certplan_reconcile_request_add_payments (request, payments);
  g_assert_true (certplan_reconcile_request_set_window (request, &window, NULL));
  return request;
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
  g_autoptr (CertplanReconcileRequest) request = make_request (shape, n);
  for (guint run = 0; run < N_RUNS; run++)
    {
      g_autoptr (GError) error = NULL;
      const gint64 begin = get_cpu_ns ();
      g_autoptr (CertplanReconciliation) result
          = certplan_reconcile_new (request, certplan_date_new (2100, 1, 1), NULL, NULL, &error);
      least = MIN (least, get_cpu_ns () - begin);
      g_assert_no_error (error);
      if (shape->place != NULL)
        g_assert_cmpint (certplan_reconciliation_get_placed (result, shape->place), ==,
                         shape->placed_fen * n);
      else
        g_assert_cmpint (certplan_reconciliation_get_outstanding (result), ==, 0);
    }
  return least;
}

static void
test_shape (gconstpointer data)
{
  const Shape *shape = data;
  const gint64 few = measure (shape, N_FEW), many = measure (shape, N_FEW * N_TIMES);
  g_test_message ("%" G_GINT64_FORMAT " and %" G_GINT64_FORMAT " ns", few, many);
  g_assert_cmpint (many, <, MAX (few, NOISE_NS) * MAX_RATIO);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *path = g_strconcat ("/reconcile-many/", shapes[i].name, NULL);
      g_test_add_data_func (path, &shapes[i], test_shape);
    }
  const int status = g_test_run ();
  certplan_rulebook_unref (rulebook);
  return status;
}
