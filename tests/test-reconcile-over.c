/* What is paid on top: which payment it is, how it is told, how it is given back.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-reconcile.h"

typedef struct
{
  const char *name;
  Call call;
  const char *ledger;   /* payment outcome charge part_amount reason */
  const char *findings; /* subject line finding */
} Row;

#define PAYER "北京甲科技有限公司"
#define BY " by_certificate_number\n"
#define BACK " by_reversal\n"
#define TWICE(payment, charge, amount)                                                             \
  payment " - " amount " of payment " payment " are over: charge " charge                          \
          " is paid already. Give them back, or say by a decision what else they are for\n"
#define MORE(payment, charge, amount)                                                              \
  payment " - " amount " of payment " payment " are over: more than charge " charge                \
          " asks for. Give them back, or say by a decision what else they are for\n"
#define AUDIT "applied C-1/audit_fee 63000.00" BY
#define ANNUITY "applied C-1/annuity 15000.00" BY
#define TOO_MUCH "P1 " AUDIT "P1 " ANNUITY "P1 over C-1/annuity 6000.00" BY

/* The certificate asks for 63,000 and 15,000, which make 78,000. */
static const Row rows[] = {
  { "all-twice",
    { WHOLE, P ("78000," PAYER ",C-1") "P2,2026-06-03,78000," PAYER ",C-1\n" },
    "P1 " AUDIT "P1 " ANNUITY "P2 over C-1/audit_fee 63000.00" BY "P2 over C-1/annuity 15000.00" BY,
    TWICE ("P2", "C-1/audit_fee", "63000.00") TWICE ("P2", "C-1/annuity", "15000.00") },
  /* the later payment has the very amount of the annuity: what is over is the audit once more */
  { "exact-before-what-flows-over",
    { WHOLE, P ("63000," PAYER ",C-1") "P2,2026-06-02,63000," PAYER ",C-1\n"
                                       "P3,2026-06-09,15000," PAYER ",C-1年金\n" },
    "P1 " AUDIT "P2 over C-1/audit_fee 63000.00" BY "P3 " ANNUITY,
    TWICE ("P2", "C-1/audit_fee", "63000.00") },
  { "charge-itself-before-what-flows-over",
    { WHOLE, P ("80000," PAYER ",C-1") "P2,2026-06-09,15000," PAYER ",C-1/annuity\n" },
    "P1 " AUDIT "P1 over C-1/annuity 17000.00" BY
    "P2 applied C-1/annuity 15000.00 by_charge_number\n",
    TWICE ("P1", "C-1/annuity", "17000.00") },
  /* no very amount: as they came */
  { "parts-as-they-came",
    { WHOLE, P ("80000," PAYER ",C-1") "P2,2026-06-09,50000," PAYER ",C-1\n" },
    "P1 " AUDIT "P1 " ANNUITY "P1 over C-1/annuity 2000.00" BY "P2 over C-1/annuity 50000.00" BY,
    TWICE ("P1", "C-1/annuity", "2000.00") TWICE ("P2", "C-1/annuity", "50000.00") },
  { "within-the-tolerance",
    { WHOLE, P ("78001," PAYER ",C-1"), .tolerance = "1" },
    "P1 " AUDIT "P1 " ANNUITY "P1 over C-1/annuity 1.00" BY,
    "" },
  /* Given back to the fen. */
  { "one-given-back",
    { WHOLE, P ("84000," PAYER ",C-1") "P2,2026-06-20,-6000," PAYER ",退多缴\n" },
    "P1 " AUDIT "P1 " ANNUITY "P1 refund - 6000.00" BACK "P2 refund - -6000.00" BACK,
    "" },
  { "given-back-once-another-one-has-the-annuity",
    { WHOLE, P ("84000," PAYER ",C-1") "P2,2026-06-04,15000," PAYER ",C-1\n"
                                       "P3,2026-06-20,-21000," PAYER ",退多缴\n" },
    "P1 " AUDIT "P1 refund - 21000.00" BACK "P2 " ANNUITY "P3 refund - -21000.00" BACK,
    "" },
  { "one-of-two-given-back",
    { WHOLE, P ("84000," PAYER ",C-1") "P2,2026-06-04,500," PAYER ",C-1\n"
                                       "P3,2026-06-20,-500," PAYER ",退多缴\n" },
    TOO_MUCH "P2 refund - 500.00" BACK "P3 refund - -500.00" BACK,
    MORE ("P1", "C-1/annuity", "6000.00") },
  { "two-of-one-amount-given-back-in-turn",
    { WHOLE, P ("69000," PAYER ",C-1/audit_fee") "P2,2026-06-04,21000," PAYER ",C-1/annuity\n"
                                                 "P3,2026-06-20,-6000," PAYER ",退多缴\n"
                                                 "P4,2026-06-21,-6000," PAYER ",退多缴\n" },
    "P1 applied C-1/audit_fee 63000.00 by_charge_number\nP1 refund - 6000.00" BACK
    "P2 applied C-1/annuity 15000.00 by_charge_number\nP2 refund - 6000.00" BACK
    "P3 refund - -6000.00" BACK "P4 refund - -6000.00" BACK,
    "" },
  { "two-given-back-together",
    { WHOLE, P ("84000," PAYER ",C-1") "P2,2026-06-04,500," PAYER ",C-1\n"
                                       "P3,2026-06-20,-6500," PAYER ",退多缴\n" },
    "P1 " AUDIT "P1 " ANNUITY "P1 refund - 6000.00" BACK "P2 refund - 500.00" BACK
    "P3 refund - -6500.00" BACK,
    "" },
  { "not-all-given-back",
    { WHOLE, P ("84000," PAYER ",C-1") "P2,2026-06-20,-5999," PAYER ",退多缴\n" },
    TOO_MUCH "P2 unmatched - -5999.00 nothing_to_reverse\n",
    MORE ("P1", "C-1/annuity", "6000.00") },
  { "given-back-before-it-came",
    { WHOLE, P ("84000," PAYER ",C-1") "P2,2026-06-01,-6000," PAYER ",退多缴\n" },
    "P2 unmatched - -6000.00 nothing_to_reverse\n" TOO_MUCH,
    MORE ("P1", "C-1/annuity", "6000.00") },
  { "given-back-to-another-one",
    { WHOLE YI, P ("84000," PAYER ",C-1") "P2,2026-06-20,-6000,上海乙信息有限公司,退多缴\n" },
    TOO_MUCH "P2 unmatched - -6000.00 nothing_to_reverse\n",
    MORE ("P1", "C-1/annuity", "6000.00") },
  /* A person says that it is given back of a charge which it was paid on top of. */
  { "decided",
    { WHOLE,
      P ("63000," PAYER ",C-1") "P2,2026-06-02,63000," PAYER ",C-1\n"
                                "P3,2026-06-09,15000," PAYER ",C-1年金\n"
                                "P4,2026-06-20,-63000," PAYER ",退重复缴费\n",
      .decisions = "P4,C-1/annuity,63000,refund,张,2026-11-03,\n" },
    "P1 " AUDIT "P2 refund - 63000.00 by_decision\nP3 " ANNUITY
    "P4 refund - -63000.00 by_decision\n",
    "" },
  { "decided-on-too-much",
    { WHOLE, P ("78000," PAYER ",C-1") "P2,2026-06-20,-16000," PAYER ",退款\n",
      .decisions = "P2,C-1/annuity,16000,refund,张,2026-11-03,\n" },
    "P1 " AUDIT "P1 " ANNUITY "P2 unmatched - -16000.00 nothing_to_reverse\n",
    "P2 2 A decision about payment P2 C-1/annuity does not fit: only -15000.00 are left for it; "
    "nothing was done. Decide on no more than that, or on the payment without a charge\n" },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanReconciliation) result = make (&row->call, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *ledger = show (result, "ledger", "payment outcome charge part_amount reason");
  g_autofree char *findings = show (result, "findings", "subject line finding");
  g_assert_cmpstr (ledger, ==, row->ledger);
  g_assert_cmpstr (findings, ==, row->findings);
}

static void
test_again (gconstpointer data)
{
  check_again (&((const Row *)data)->call);
}

/* As many points of each kind as the tables have. */
static void
test_counts (void)
{
  const Call call = { WHOLE YI, P ("84000," PAYER ",C-1") "P2,2026-06-03,5,某人,\n" };
  g_autoptr (CertplanReconciliation) result = make (&call, NULL, NULL);
  g_autofree char *signing = show (result, "signing", "entry particulars");
  g_assert_nonnull (
      strstr (signing, "sign.open charges: 1, payments that are not matched: 1, findings: 1\n"));
  g_assert_cmpuint (certplan_reconciliation_get_n_open (result), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/reconcile/over/", rows, test_row)
  ADD_ROWS ("/reconcile/over-again/", rows, test_again)
  g_test_add_func ("/reconcile/over-counts", test_counts);
  return g_test_run ();
}
