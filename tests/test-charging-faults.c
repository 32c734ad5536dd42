/* What is due: files, fees and rules that cannot be, and rules of one's own.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-charging.h"

typedef struct
{
  const char *name;
  Call call;
  const char *fault;
} BadRow;

static const BadRow bad_rows[] = {
  { "instalments-short",
    { .certificates = E2, .agreed = "C,audit_fee,30000,\nC,audit_fee,41999.99,\n" },
    "agreements.csv:3: amount: the instalments do not make up the fee: \"71999.99\"; wanted "
    "72000.00 "
    "altogether, the fee for audit_fee" },
  { "agreed-with-nobody",
    { .certificates = E2, .agreed = "D,audit_fee,72000,\n" },
    "agreements.csv:2: subject: no certificate and no case has that number: \"D\"; wanted one of "
    "the "
    "register or of the cases" },
  { "case-like-a-certificate",
    { .certificates = E2, .cases = "C,cnitsec/cloud/1,initial,乙,2025-12-01,2025-12-22,,\n" },
    "cases.csv:2: case: a certificate has that number, too: \"C\"; wanted a number of its own" },
  { "certificate-like-another's-case",
    { .certificates = "C,cnitsec/engineering/2,甲,2026-03-15,2029-03-15,initial,,\n"
                      "K,cnitsec/cloud/1,甲,2026-03-15,2029-03-15,initial,,\n",
      .cases = "K,cnitsec/engineering/2,initial,甲,,,,2026-03-15\n" },
    "register.csv:3: certificate: the case of another one has that number, too: \"K\"; wanted a "
    "number "
    "of its own" },
  { "replaces-itself",
    { .certificates = "C,cnitsec/engineering/2,甲,2026-03-15,2029-03-15,,C,\n" },
    "register.csv:2:50: supersedes: a certificate cannot replace itself: \"C\"; wanted the number "
    "of "
    "the old certificate" },
  /* a renewal costs 48,000, a first application or an upgrade 72,000: nobody may choose */
  { "kind-not-known",
    { .certificates = "C,cnitsec/engineering/2,甲,2026-03-15,2029-03-15,,B,\n" },
    "register.csv:2:50: kind: not given, and the certificate that this one replaced is not in the "
    "register: \"B\"; wanted the kind of application in a column kind, or the row of the old "
    "certificate" },
  { "two-charges-of-one-number",
    { .certificates = E2, .agreed = "C,x/1,5,\nC,x,6,\nC,x,7,\n" },
    "two charges would have one number: \"C/x/1\"; wanted another name of what was agreed on" },
};

static void
test_bad (gconstpointer data)
{
  const BadRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_assert_null (make (get_rulebook (), &row->call, faults, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (certplan_faults_get_n (faults), ==, 1);
  g_autofree char *text = certplan_faults_dup_text (faults, 0);
  g_assert_cmpstr (text, ==, row->fault);
}

/* What no row of a file is at fault for. The largest amount is that of 2^63 - 1 fen; the calendar
 * of working days ends with 2035. */
#define LARGEST "92233720368547758.07"
#define LATE(qualification, kind)                                                                  \
  "C," qualification ",甲,2036-03-15,2039-03-15," kind ",,2035-12-28\n"
typedef struct
{
  const char *name;
  Call call;
  GQuark (*domain) (void);
  gint code;
} RefusedRow;

static const RefusedRow refused_rows[] = {
  { "instalments-too-large",
    { .certificates = E2,
      .agreed = "C,audit_fee," LARGEST ",2026-01-01\nC,audit_fee,0.01,2026-01-01\n" },
    certplan_base_error_quark,
    CERTPLAN_BASE_ERROR_RANGE },
  { "payments-too-large",
    { .certificates = E2,
      .applied = "P1,C/annuity," LARGEST ",2026-01-05\nP2,C/annuity,0.01,2026-01-05\n" },
    certplan_base_error_quark,
    CERTPLAN_BASE_ERROR_RANGE },
  { "differences-too-large",
    { .certificates = E2,
      .applied = ",C/annuity," LARGEST ",2026-01-05,by_difference\n"
                 ",C/annuity,0.01,2026-01-05,by_difference\n" },
    certplan_base_error_quark,
    CERTPLAN_BASE_ERROR_RANGE },
  { "terms-past-the-calendar",
    { .certificates = LATE ("cnitsec/engineering/2", "initial"),
      .terms = "P10B",
      .as_of = "2036-12-31" },
    certplan_base_error_quark,
    CERTPLAN_BASE_ERROR_CALENDAR },
  { "terms-past-the-calendar-no-tariff",
    { .certificates = LATE ("cnitsec/operation/2", "maintenance"),
      .terms = "P10B",
      .as_of = "2036-12-31" },
    certplan_base_error_quark,
    CERTPLAN_BASE_ERROR_CALENDAR },
  { "own-cost-past-the-calendar",
    { .certificates = LATE ("cnitsec/engineering/2", "initial"),
      .agreed = "C,audit_fee,72000,2036-01-01\nC,annuity,15000,2036-01-01\nC,差旅,1,\n",
      .terms = "P10B",
      .as_of = "2036-12-31" },
    certplan_base_error_quark,
    CERTPLAN_BASE_ERROR_CALENDAR },
};

static void
test_refused (gconstpointer data)
{
  const RefusedRow *row = data;
  g_autoptr (GError) error = NULL;
  g_assert_null (make (get_rulebook (), &row->call, NULL, &error));
  g_assert_error (error, row->domain (), row->code);
}

static void
test_terms_refused (void)
{
  g_autoptr (CertplanRecords) certificates
      = load_rows (get_rulebook (), "register", NULL, REGISTER, E2);
  g_autoptr (CertplanChargingRequest) request
      = certplan_charging_request_new (get_rulebook (), NULL, certificates);
  g_autoptr (GError) error = NULL;
  const CertplanPeriod terms = { -1, 0, 0 };
  g_assert_false (certplan_charging_request_set_terms (request, &terms, &error));
  g_assert_error (error, CERTPLAN_FINANCE_ERROR, CERTPLAN_FINANCE_ERROR_TERMS);
}

/* A folder of rules with a dated tariff and other fees.csv. */
static CertplanRulebook *
load_own (const char *tariff, const char *fees, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("certplan-charging-XXXXXX", NULL);
  g_autofree char *scheme = g_build_filename (folder, "schemes", "cnitsec", NULL);
  g_autofree char *assumptions = g_build_filename (folder, "assumptions", NULL);
  g_autofree char *tariff_path = g_build_filename (scheme, "tariff.csv", NULL);
  g_autofree char *fees_path = g_build_filename (assumptions, "fees.csv", NULL);
  g_autofree char *schemes = g_path_get_dirname (scheme);
  const char *const layers[] = { folder, NULL };
  g_assert_cmpint (g_mkdir_with_parents (scheme, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (assumptions, 0700), ==, 0);
  g_assert_true (g_file_set_contents (tariff_path, tariff, -1, NULL));
  g_assert_true (g_file_set_contents (fees_path, fees, -1, NULL));
  CertplanRulebook *rulebook = certplan_rulebook_load (layers, NULL, NULL, error);
  g_unlink (tariff_path);
  g_unlink (fees_path);
  g_rmdir (scheme);
  g_rmdir (schemes);
  g_rmdir (assumptions);
  g_rmdir (folder);
  return rulebook;
}

#define TARIFF "qualification,kind,item,amount,valid_from,valid_to,source,clause\n"

typedef struct
{
  const char *name;
  const char *fees;
  gint code;
} FeesRow;

static const FeesRow fees_rows[] = {
  { "an-item-twice", "item,terms,earned\naudit_fee,P30D,when_due\naudit_fee,P0D,at_issue\n",
    CERTPLAN_TABLE_ERROR_DUPLICATE },
  { "before-the-agreement", "item,terms,earned\naudit_fee,-P1D,when_due\n",
    CERTPLAN_TABLE_ERROR_VALUE },
  { "no-such-way", "item,terms,earned\naudit_fee,P1D,never\n", CERTPLAN_TABLE_ERROR_VALUE },
};

static void
test_bad_fees (gconstpointer data)
{
  const FeesRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRulebook) rulebook = load_own (TARIFF, row->fees, &error);
  g_assert_no_error (error);
  static const Call call = { .certificates = E2 };
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (CertplanCharging) charging = make (rulebook, &call, faults, &error);
  g_assert_null (charging);
  g_assert_nonnull (error);
  g_assert_cmpuint (certplan_faults_get_n (faults), ==, 1);
  g_assert_cmpint (certplan_faults_get_code (faults, 0), ==, row->code);
}

/* The price list of the agreement's day counts, 20,000 until 2025 and 22,000 after that; the user's
 * own fees.csv says when, and is told as the user's. */
static void
test_own_rules (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRulebook) rulebook = load_own (
      TARIFF "cnitsec/operation/3,initial,audit_fee,20000,2024-01-01,2025-12-31,letter,1\n"
             "cnitsec/operation/3,initial,audit_fee,22000,2026-01-01,,letter,2\n",
      "item,terms,earned\naudit_fee,P30D,when_due\n*,P0D,at_issue\n", &error);
  g_assert_no_error (error);
  static const Call call
      = { .certificates = "A,cnitsec/operation/3,甲,2026-03-01,2029-03-01,initial,,2025-12-31\n"
                          "B,cnitsec/operation/3,乙,2026-03-01,2029-03-01,initial,,2026-01-01\n" };
  g_autoptr (CertplanCharging) charging = make (rulebook, &call, NULL, &error);
  g_assert_no_error (error);
  check (charging, "charges", line_names,
         "A/audit_fee 20000.00 2026-01-30 agreement_day 2026-01-30 2026-01-30 user_tariff\n"
         "B/audit_fee 22000.00 2026-01-31 agreement_day 2026-01-31 2026-01-31 user_tariff\n");
  g_assert_cmpint (certplan_charging_get_total (charging), ==, 4200000);
  g_assert_cmpuint (certplan_charging_get_n_missing (charging), ==, 0);
  static const Call undated
      = { .certificates = "A,cnitsec/operation/3,甲,2026-03-01,2029-03-01,initial,,\n" };
  g_assert_null (make (rulebook, &undated, NULL, &error));
  g_assert_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_DATE_NEEDED);
  g_clear_error (&error);
  static const Call given
      = { .certificates = "A,cnitsec/operation/3,甲,2026-03-01,2029-03-01,initial,,\n",
          .on = "2024-05-05" };
  g_autoptr (CertplanCharging) on = make (rulebook, &given, NULL, &error);
  g_assert_no_error (error);
  check (on, "charges", line_names,
         "A/audit_fee 20000.00 2026-03-01 issue 2026-03-01 2026-03-01 user_tariff\n");
  g_assert_cmpstr (certplan_rulebook_get_digest (rulebook), !=,
                   certplan_rulebook_get_digest (get_rulebook ()));
}

/* A file of the user's own is read with all its faults. */
static void
test_own_fees_bad (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (CertplanRulebook) rulebook = load_own (
      TARIFF, "item,terms,earned\naudit_fee,-P1D,when_due\naudit_fee,P0D,at_issue\n", &error);
  g_assert_no_error (error);
  static const Call call = { .certificates = E2 };
  g_assert_null (make (rulebook, &call, faults, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (certplan_faults_get_n (faults), >=, 1);
}

void
add_fault_tests (void)
{
  ADD_ROWS ("/charging/bad-fees/", fees_rows, test_bad_fees);
  ADD_ROWS ("/charging/bad/", bad_rows, test_bad);
  ADD_ROWS ("/charging/refused/", refused_rows, test_refused);
  g_test_add_func ("/charging/terms-refused", test_terms_refused);
  g_test_add_func ("/charging/own-rules", test_own_rules);
  g_test_add_func ("/charging/own-fees-bad", test_own_fees_bad);
}
