/* What reconcile refuses. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-error.h"
#include "certplan-finance-error.h"
#include "certplan-table-error.h"
#include "test-reconcile.h"

typedef struct
{
  const char *name;
  Call call;
  GQuark (*domain) (void);
  gint code;
  const char *message;
} FaultRow;

static const FaultRow fault_rows[] = {
  { "other-amount",
    { JIA, P ("63000,某人,C-1"), P ("63001,某人,C-1") },
    certplan_table_error_quark,
    CERTPLAN_TABLE_ERROR_DUPLICATE,
    "payments.csv:2: payment: this number has another payment, too: \"P1\"; wanted the payment as "
    "payments.csv, line 2 has it" },
  { "other-payer",
    { JIA, P ("63000,某人,C-1") P ("63000,别人,C-1") },
    certplan_table_error_quark,
    CERTPLAN_TABLE_ERROR_DUPLICATE,
    "payments.csv:3: payment: this number has another payment, too: \"P1\"; wanted the payment as "
    "payments.csv, line 2 has it" },
  { "other-account", /* than the second export tells of the first one's payment */
    { JIA, P ("63000,某人,C-1,"), P ("63000,某人,C-1,6222") P ("63000,某人,C-1,6333"),
      .header = "payment,date,amount,payer,reference,account\n" },
    certplan_table_error_quark,
    CERTPLAN_TABLE_ERROR_DUPLICATE,
    "payments.csv:3: payment: this number has another payment, too: \"P1\"; wanted the payment as "
    "payments.csv, line 2 has it" },
  { "opening-sum",
    { JIA, NULL, .opening = "P1,2026-06-02,63000,某人,,applied,C-1,62000,2026-06-02,,\n" },
    certplan_table_error_quark,
    CERTPLAN_TABLE_ERROR_VALUE,
    "ledger.csv:2: part_amount: the parts of the payment do not sum to it: \"62000.00\"; wanted "
    "63000.00" },
  { "opening-charge",
    { JIA, NULL, .opening = "P1,2026-06-02,63000,某人,,applied,C-7,63000,2026-06-02,,\n" },
    certplan_table_error_quark,
    CERTPLAN_TABLE_ERROR_VALUE,
    "ledger.csv:2: charge: the charges do not have it any more: \"C-7\"; wanted charges that hold "
    "all that payments were applied to" },
  { "opening-other",
    { JIA, P ("63000,某人,C-1"),
      .opening = "P1,2026-06-01,63000,某人,,applied,C-1,63000,2026-06-01,,\n" },
    certplan_table_error_quark,
    CERTPLAN_TABLE_ERROR_DUPLICATE,
    "payments.csv:2: payment: this number has another payment, too: \"P1\"; wanted the payment as "
    "ledger.csv, line 2 has it" },
  { "opening-parts",
    { JIA, NULL,
      .opening = "P1,2026-06-01,2,某人,,unmatched,,1,2026-06-01,,\n"
                 "P1,2026-06-02,2,某人,,unmatched,,1,2026-06-01,,\n" },
    certplan_table_error_quark,
    CERTPLAN_TABLE_ERROR_DUPLICATE,
    "ledger.csv:3: payment: this number has another payment, too: \"P1\"; wanted the same date, "
    "amount, payer and reference in each part" },
  { "range-of-payer",
    { "C-1 北京甲科技有限公司 92233720368547758.07 2026-06-01\n"
      "C-2 北京甲科技有限公司 100 2026-06-01\n",
      P ("150,北京甲科技有限公司,") },
    certplan_base_error_quark,
    CERTPLAN_BASE_ERROR_RANGE,
    NULL },
  { "range-of-opening", /* of the payment and its part together */
    { JIA, NULL,
      .opening = "P1,2026-06-02,92233720368547758.07,某人,,unmatched,,92233720368547758.07,"
                 "2026-06-02,,\n" },
    certplan_base_error_quark,
    CERTPLAN_BASE_ERROR_RANGE,
    NULL },
  { "range",
    { JIA, P ("92233720368547758.07,某人,C-1") },
    certplan_base_error_quark,
    CERTPLAN_BASE_ERROR_RANGE,
    NULL },
};

static void
test_fault (gconstpointer data)
{
  const FaultRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (CertplanReconciliation) result = make (&row->call, faults, &error);
  g_assert_null (result);
  g_assert_error (error, row->domain (), row->code);
  if (row->message != NULL)
    g_assert_cmpstr (error->message, ==, row->message);
}

static void
test_settings (void)
{
  static const CertplanPeriod bad[] = { { -1, 0, 0 }, { 0, -1, 0 }, { 0, 0, 3 } };
  const Call call = { JIA, NULL };
  g_autoptr (CertplanReconcileRequest) request = make_request (&call);
  g_autoptr (GError) error = NULL;
  g_assert_false (certplan_reconcile_request_set_tolerance (request, -1, &error));
  g_assert_error (error, CERTPLAN_FINANCE_ERROR, CERTPLAN_FINANCE_ERROR_TOLERANCE);
  g_clear_error (&error);
  g_assert_false (certplan_reconcile_request_set_tolerance (request, 100000001, &error));
  g_assert_error (error, CERTPLAN_FINANCE_ERROR, CERTPLAN_FINANCE_ERROR_TOLERANCE);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_clear_error (&error);
      g_assert_false (certplan_reconcile_request_set_window (request, &bad[i], &error));
      g_assert_error (error, CERTPLAN_FINANCE_ERROR, CERTPLAN_FINANCE_ERROR_WINDOW);
    }
}

/* The day itself may be closed: it is over in the evening. */
static void
test_closed (void)
{
  const Call call = { JIA, P ("63000,某人,C-1") };
  g_autoptr (CertplanReconcileRequest) request = make_request (&call);
  g_autoptr (GError) error = NULL;
  certplan_reconcile_request_set_closed_through (request, parse_day ("2026-11-22"));
  g_assert_null (certplan_reconcile_new (request, parse_day ("2026-11-21"), NULL, NULL, &error));
  g_assert_error (error, CERTPLAN_FINANCE_ERROR, CERTPLAN_FINANCE_ERROR_CLOSED);
  g_assert_cmpstr (error->message, ==,
                   "\"2026-11-22\" cannot be closed: it lies after the day on which one looks; "
                   "wanted \"2026-11-21\" or an earlier day");
  g_clear_error (&error);
  g_autoptr (CertplanReconciliation) same
      = certplan_reconcile_new (request, parse_day ("2026-11-22"), NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_cancelled (void)
{
  const Call call = { JIA, NULL };
  g_autoptr (CertplanReconcileRequest) request = make_request (&call);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_cancellable_cancel (cancellable);
  g_assert_null (
      certplan_reconcile_new (request, parse_day ("2026-11-21"), NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/reconcile/fault/", fault_rows, test_fault)
  g_test_add_func ("/reconcile/settings", test_settings);
  g_test_add_func ("/reconcile/cancelled", test_cancelled);
  g_test_add_func ("/reconcile/closed", test_closed);
  return g_test_run ();
}
