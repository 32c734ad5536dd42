/* Payments and charges, matched by hand. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-error.h"
#include "certplan-finance-error.h"
#include "certplan-reconcile.h"
#include "certplan-record-files.h"
#include "certplan-table-error.h"
#include "test-given.h"
#include <string.h>

/* A row says what matters to it. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

#define CHARGES "charge,certificate,case,qualification,kind,item,amount,due,org,status\n"
#define PAYMENTS "payment,date,amount,payer,reference\n"
#define DECISIONS "payment,charge,amount,action,by,date,note\n"
#define REGISTER "certificate,qualification,org,issued,printed_expiry\n"
#define LEDGER                                                                                     \
  "payment,date,amount,payer,reference,outcome,charge,part_amount,booked,reason,reverses\n"
#define WORDS "word,field\n"

static CertplanRecords *
load (const char *type, const char *name, const char *header, const char *rows, GError **error)
{
  g_autofree char *text = g_strconcat (header, rows, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  return certplan_records_load_bytes (type, name, bytes, NULL, get_rulebook (), NULL, error);
}

/* Records that a call may have; NULL rows = none. */
static void
set (CertplanReconcileRequest *request, const char *type, const char *header, const char *rows,
     void (*setter) (CertplanReconcileRequest *, CertplanRecords *))
{
  g_autoptr (GError) error = NULL;
  if (rows == NULL)
    return;
  g_autofree char *name = g_strconcat (type, ".csv", NULL);
  g_autoptr (CertplanRecords) records = load (type, name, header, rows, &error);
  g_assert_no_error (error);
  setter (request, records);
}

typedef struct
{
  const char *charges; /* short rows: CHARGE ORG AMOUNT DUE, one a line; NULL = none */
  const char *payments, *more_payments;
  const char *decisions, *opening, *words, *certificates;
  const char *policy, *tolerance, *window, *closed, *as_of; /* as_of NULL = 2026-11-21 */
} Call;

/* "A/audit_fee 甲 63000 2026-06-01": a charge of certificate A and case K-A; the item is behind the
 * slash, else audit_fee; an instalment's number behind another one; an amount of - is one that
 * nobody published. */
static char *
write_charges (const char *text)
{
  GString *rows = g_string_new (NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], " ", 4);
      g_auto (GStrv) number = g_strsplit (cells[0], "/", 3);
      const gboolean is_missing = g_str_equal (cells[2], "-");
      g_string_append_printf (
          rows, "%s,%s,K-%s,cnitsec/operation/2,initial,%s,%s,%s,%s,%s\n", cells[0], number[0],
          number[0], number[1] != NULL ? number[1] : "audit_fee", is_missing ? "" : cells[2],
          cells[3], cells[1], is_missing ? "no_published_tariff" : "");
    }
  return g_string_free (rows, FALSE);
}

static CertplanReconcileRequest *
make_request (const Call *call)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *rows = write_charges (call->charges != NULL ? call->charges : "");
  g_autoptr (CertplanRecords) charges = load ("charges", "charges.csv", CHARGES, rows, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  if (call->policy != NULL)
    g_assert_true (certplan_policy_set (policy, call->policy, NULL));
  CertplanReconcileRequest *request
      = certplan_reconcile_request_new (get_rulebook (), policy, charges);
  set (request, "payments", PAYMENTS, call->payments, certplan_reconcile_request_add_payments);
  set (request, "payments", PAYMENTS, call->more_payments, certplan_reconcile_request_add_payments);
  set (request, "decisions", DECISIONS, call->decisions, certplan_reconcile_request_set_decisions);
  set (request, "exclusions", WORDS, call->words, certplan_reconcile_request_set_exclusions);
  set (request, "ledger", LEDGER, call->opening, certplan_reconcile_request_set_opening);
  set (request, "register", REGISTER, call->certificates,
       certplan_reconcile_request_set_certificates);
  certplan_reconcile_request_set_closed_through (request, parse_day (call->closed));
  CertplanMoney fen;
  CertplanPeriod window;
  if (call->tolerance != NULL && certplan_money_parse (call->tolerance, &fen, NULL))
    g_assert_true (certplan_reconcile_request_set_tolerance (request, fen, NULL));
  if (call->window != NULL && certplan_period_parse (call->window, &window, NULL))
    g_assert_true (certplan_reconcile_request_set_window (request, &window, NULL));
  return request;
}

static CertplanReconciliation *
make (const Call *call, CertplanFaults *faults, GError **error)
{
  g_autoptr (CertplanReconcileRequest) request = make_request (call);
  return certplan_reconcile_new (
      request, parse_day (call->as_of != NULL ? call->as_of : "2026-11-21"), faults, NULL, error);
}

/* Those columns of a table: "a b c\n" a row, "-" where a cell is empty. */
static char *
show (CertplanReconciliation *reconciliation, const char *table, const char *names)
{
  g_autoptr (CertplanTables) tables = certplan_reconciliation_dup_tables (reconciliation, TRUE);
  CertplanTable *found = certplan_tables_find (tables, table);
  g_auto (GStrv) wanted = g_strsplit (names, " ", -1);
  GString *text = g_string_new (NULL);
  if (found == NULL)
    return g_string_free (text, FALSE);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (found);
  while (certplan_cursor_next (cursor, NULL))
    for (guint n = 0; wanted[n] != NULL; n++)
      {
        guint column = 0;
        while (!g_str_equal (certplan_table_get_column_name (found, column), wanted[n]))
          column++;
        g_autofree char *cell = certplan_cursor_dup_text (cursor, column);
        g_string_append_printf (text, "%s%s", cell[0] != '\0' ? cell : "-",
                                wanted[n + 1] != NULL ? " " : "\n");
      }
  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *name;
  Call call;
  const char *ledger; /* payment outcome charge part_amount reason */
  const char *status; /* charge paid status; NULL = not looked at */
} Row;

#define JIA "C-1 北京甲科技有限公司 63000 2026-06-01\n"
#define YI "C-2 上海乙信息有限公司 63000 2026-06-01\n"
#define BOTH JIA YI
#define WHOLE                                                                                      \
  "C-1/audit_fee 北京甲科技有限公司 63000 2026-06-01\n"                                   \
  "C-1/annuity 北京甲科技有限公司 15000 2026-06-01\n"
#define C4                                                                                         \
  "C-4/audit_fee 甲公司 72000 2026-06-01\n"                                                     \
  "C-4/annuity 甲公司 15000 2026-06-01\n"
#define C4_PARTS                                                                                   \
  "C-4/annuity 甲公司 15000 2026-06-15\n"                                                       \
  "C-4/audit_fee/2 甲公司 36000 2026-07-01\n"                                                   \
  "C-4/audit_fee/1 甲公司 36000 2026-06-01\n"
#define TWO "C-1 北京甲科技有限公司 63000 2026-06-01\nC-3 北京甲科技有限公司 63000 2026-07-01\n"
#define P(rest) "P1,2026-06-02," rest "\n"
/* As long as a number is searched for at most, in bytes: 127. */
#define SIXTY "123456789-123456789-123456789-123456789-123456789-123456789-"
#define LONGEST SIXTY SIXTY "1234567"
#define PAID_BY(reason) "P1 applied C-1 63000.00 by_" reason "\n"
#define OPEN(reason) "P1 unmatched - 63000.00 " reason "\n"

/* Each answer is what a person would do who applies nothing that is not certain. */
static const Row rows[] = {
  /* The number in the reference. */
  { "number", { BOTH, P ("63000,某人,C-1审核费") }, PAID_BY ("charge_number") },
  { "number-lower-case", { BOTH, P ("63000,某人,付c-1款") }, PAID_BY ("charge_number") },
  { "number-full-width", { BOTH, P ("63000,某人,证书Ｃ－１") }, PAID_BY ("charge_number") },
  { "number-of-other-letters",
    { "Ж-1 北京甲科技有限公司 63000 2026-06-01\n" YI, P ("63000,某人,оплата Ж-1") },
    "P1 applied Ж-1 63000.00 by_charge_number\n" },
  { "number-between-wide-blanks",
    { BOTH, P ("63000,某人,证书　C-1　款") },
    PAID_BY ("charge_number") },
  { "number-of-127-bytes",
    { LONGEST " 北京甲科技有限公司 63000 2026-06-01\n" YI, P ("63000,某人,付" LONGEST "款") },
    "P1 applied " LONGEST " 63000.00 by_charge_number\n" },
  { "number-of-128-bytes",
    { LONGEST "8 北京甲科技有限公司 63000 2026-06-01\n" YI, P ("63000,某人,付" LONGEST "8款") },
    OPEN ("nothing_known") },
  { "number-in-two-spellings",
    { BOTH, P ("63000,某人,C-1 即Ｃ－１款") },
    PAID_BY ("charge_number") },
  /* two debtors whose names begin alike: each is itself, and a third one is nobody */
  { "one-of-two-alike-another-amount",
    { "C-1 北京甲科技有限公司 63000 2026-06-01\nC-2 北京甲科技股份有限公司 72000 2026-06-01\n",
      P ("1000,北京甲科技有限公司,") },
    "P1 unmatched - 1000.00 no_exact_amount\n" },
  { "alike-to-two",
    { "C-1 北京甲科技有限公司 63000 2026-06-01\nC-2 北京甲科技股份有限公司 72000 2026-06-01\n",
      P ("1000,北京甲科技有限责任公司,") },
    "P1 unmatched - 1000.00 nothing_known\n" },
  /* 30,000 and 33,000 are 63,000; the other charge of the payer is paid and wants no parts */
  { "parts-beside-what-is-paid",
    { JIA "C-3 北京甲科技有限公司 72000 2026-06-01\n",
      P ("72000,某人,C-3") "P2,2026-06-03,30000,北京甲科技有限公司,\n"
                           "P3,2026-06-04,33000,北京甲科技有限公司,\n" },
    "P1 applied C-3 72000.00 by_charge_number\nP2 applied C-1 30000.00 by_payer_parts\n"
    "P3 applied C-1 33000.00 by_payer_parts\n" },
  { "number-full-width-digits", { BOTH, P ("63000,某人,C-１") }, PAID_BY ("charge_number") },
  { "number-em-dash", { BOTH, P ("63000,某人,C—1") }, PAID_BY ("charge_number") },
  { "number-double-dash", { BOTH, P ("63000,某人,C——1") }, PAID_BY ("charge_number") },
  { "number-minus-sign", { BOTH, P ("63000,某人,C−1") }, PAID_BY ("charge_number") },
  { "number-blanks-at-dash", { BOTH, P ("63000,某人,C - 1") }, PAID_BY ("charge_number") },
  { "number-in-brackets", { BOTH, P ("63000,某人,(C-1)") }, PAID_BY ("charge_number") },
  { "number-after-stop", { BOTH, P ("63000,某人,No.C-1") }, PAID_BY ("charge_number") },
  { "number-before-comma", { BOTH, P ("63000,某人,\"C-1,审核费\"") }, PAID_BY ("charge_number") },
  { "number-zero-width-blank", { BOTH, P ("63000,某人,C-\u200b1") }, PAID_BY ("charge_number") },
  { "number-in-longer", { BOTH, P ("63000,某人,C-12") }, OPEN ("nothing_known") },
  { "number-behind-letters", { BOTH, P ("63000,某人,XC-1") }, OPEN ("nothing_known") },
  { "number-behind-part", { BOTH, P ("63000,某人,B-C-1") }, OPEN ("nothing_known") },
  { "number-before-part", { BOTH, P ("63000,某人,C-1-2") }, OPEN ("nothing_known") },
  { "number-before-decimals",
    { "202611 甲公司 63000 2026-06-01\n", P ("63000,某人,202611.50元") },
    OPEN ("nothing_known") },
  { "number-short-digits",
    { "12 甲公司 63000 2026-06-01\n", P ("63000,某人,12月审核费") },
    OPEN ("nothing_known") },
  { "number-short-digits-alone",
    { "12 甲公司 63000 2026-06-01\n", P ("63000,某人,12") },
    "P1 applied 12 63000.00 by_charge_number\n" },
  { "number-year",
    { "2026 甲公司 63000 2026-06-01\n", P ("63000,某人,2026年审核费") },
    OPEN ("nothing_known") },
  { "number-in-groups",
    { "CN20260001 甲公司 63000 2026-06-01\n", P ("63000,某人,CN 2026 0001") },
    "P1 applied CN20260001 63000.00 by_charge_number\n" },
  { "number-short-in-groups",
    { "AB12 甲公司 63000 2026-06-01\n", P ("63000,某人,A B12") },
    OPEN ("nothing_known") },
  { "number-swapped-digits",
    { "C-1200034 甲公司 63000 2026-06-01\n", P ("63000,某人,C-1200043") },
    OPEN ("nothing_known") },
  { "number-of-certificate",
    { WHOLE, P ("78000,某人,证书C-1费用") },
    "P1 applied C-1/audit_fee 63000.00 by_certificate_number\n"
    "P1 applied C-1/annuity 15000.00 by_certificate_number\n",
    "C-1/audit_fee 63000.00 paid\nC-1/annuity 15000.00 paid\n" },
  { "number-of-case",
    { WHOLE, P ("78000,某人,K-C-1") },
    "P1 applied C-1/audit_fee 63000.00 by_case_number\n"
    "P1 applied C-1/annuity 15000.00 by_case_number\n" },
  { "charge-beside-certificate",
    { WHOLE, P ("15000,某人,证书C-1的C-1/annuity") },
    "P1 applied C-1/annuity 15000.00 by_charge_number\n" },
  { "two-numbers",
    { BOTH, P ("126000,某人,C-1和C-2") },
    "P1 applied C-1 63000.00 by_charge_number\nP1 applied C-2 63000.00 by_charge_number\n" },
  { "two-numbers-slash",
    { BOTH, P ("126000,某人,C-1/C-2") },
    "P1 applied C-1 63000.00 by_charge_number\nP1 applied C-2 63000.00 by_charge_number\n" },
  { "number-no-tariff",
    { "C-1 甲公司 - 2026-06-01\n", P ("63000,某人,C-1") },
    OPEN ("charge_without_amount"),
    "C-1 0.00 no_published_tariff\n" },
  { "number-part",
    { WHOLE, P ("70000,某人,C-1") },
    "P1 applied C-1/audit_fee 63000.00 by_certificate_number\n"
    "P1 applied C-1/annuity 7000.00 by_certificate_number\n",
    "C-1/audit_fee 63000.00 paid\nC-1/annuity 7000.00 under\n" },
  { "number-part-by-chinese-items", /* one due day: the audit before the annuity in any language */
    { "C-1/三年年金 甲公司 15000 2026-06-01\nC-1/审核费用 甲公司 63000 2026-06-01\n",
      P ("63000,某人,C-1") },
    "P1 applied C-1/审核费用 63000.00 by_certificate_number\n",
    "C-1/三年年金 0.00 missing\nC-1/审核费用 63000.00 paid\n" },
  /* What a certificate or case is paid is for its charge of that very amount, if there is one. */
  { "very-amount",
    { C4, P ("15000,某人,C-4 年金") },
    "P1 applied C-4/annuity 15000.00 by_certificate_number\n",
    "C-4/audit_fee 0.00 missing\nC-4/annuity 15000.00 paid\n" },
  { "very-amount-of-case",
    { C4, P ("15000,某人,K-C-4") },
    "P1 applied C-4/annuity 15000.00 by_case_number\n" },
  { "very-amount-less-a-fen",
    { C4, P ("14999.99,某人,C-4") },
    "P1 applied C-4/audit_fee 14999.99 by_certificate_number\n" },
  { "very-amount-twice", /* the second one finds it paid */
    { C4, P ("15000,某人,C-4") "P2,2026-06-03,15000,某人,C-4\n" },
    "P1 applied C-4/annuity 15000.00 by_certificate_number\n"
    "P2 applied C-4/audit_fee 15000.00 by_certificate_number\n",
    "C-4/audit_fee 15000.00 under\nC-4/annuity 15000.00 paid\n" },
  { "very-amount-twice-in-turned-rows", /* of one day: by their numbers, wherever they stand */
    { "C-4/annuity 甲公司 15000 2026-06-01\nC-4/audit_fee 甲公司 72000 2026-06-01\n",
      "P2,2026-06-02,15000,某人,C-4\n", P ("15000,某人,C-4") },
    "P1 applied C-4/annuity 15000.00 by_certificate_number\n"
    "P2 applied C-4/audit_fee 15000.00 by_certificate_number\n" },
  { "very-amount-of-the-rest",
    { C4, P ("10000,某人,C-4/annuity") "P2,2026-06-03,5000,某人,C-4\n" },
    "P1 applied C-4/annuity 10000.00 by_charge_number\n"
    "P2 applied C-4/annuity 5000.00 by_certificate_number\n" },
  { "very-amount-of-two-oldest",
    { "C-4/audit_fee 甲公司 15000 2026-06-01\nC-4/annuity 甲公司 15000 2026-05-01\n",
      P ("15000,某人,C-4") },
    "P1 applied C-4/annuity 15000.00 by_certificate_number\n" },
  { "very-amount-of-two-item-first",
    { "C-4/audit_fee 甲公司 15000 2026-06-01\nC-4/annuity 甲公司 15000 2026-05-01\n",
      P ("15000,某人,C-4"), .policy = "part-payments=item-first" },
    "P1 applied C-4/audit_fee 15000.00 by_certificate_number\n" },
  { "very-amount-of-instalments",
    { C4_PARTS,
      P ("36000,某人,C-4") "P2,2026-06-03,36000,某人,C-4\nP3,2026-06-04,15000,某人,C-4\n" },
    "P1 applied C-4/audit_fee/1 36000.00 by_certificate_number\n"
    "P2 applied C-4/audit_fee/2 36000.00 by_certificate_number\n"
    "P3 applied C-4/annuity 15000.00 by_certificate_number\n" },
  { "very-amount-of-no-single-one", /* 72,000 are both instalments, and also no one's amount */
    { C4_PARTS, P ("72000,某人,C-4") },
    "P1 applied C-4/audit_fee/1 36000.00 by_certificate_number\n"
    "P1 applied C-4/annuity 15000.00 by_certificate_number\n"
    "P1 applied C-4/audit_fee/2 21000.00 by_certificate_number\n" },
  { "very-amount-of-half",
    { C4, P ("36000,某人,C-4") "P2,2026-06-03,36000,某人,C-4\n" },
    "P1 applied C-4/audit_fee 36000.00 by_certificate_number\n"
    "P2 applied C-4/audit_fee 36000.00 by_certificate_number\n" },
  { "very-amount-of-one-refused",
    { C4, P ("15000,某人,C-4"), .decisions = "P1,C-4/annuity,,refuse,张,2026-07-01,\n" },
    "P1 applied C-4/audit_fee 15000.00 by_certificate_number\n" },
  { "very-amount-beside-charges-named", /* each of them is meant */
    { C4, P ("15000,某人,C-4/audit_fee和C-4/annuity") },
    "P1 applied C-4/audit_fee 15000.00 by_charge_number\n" },
  { "very-amount-of-a-credit",
    { "C-4/audit_fee 甲公司 -72000 2026-06-01\nC-4/annuity 甲公司 -15000 2026-06-01\n",
      P ("-15000,某人,C-4") },
    "P1 applied C-4/annuity -15000.00 by_certificate_number\n" },
  { "number-over",
    { JIA, P ("70000,某人,C-1") },
    "P1 applied C-1 63000.00 by_charge_number\nP1 over C-1 7000.00 by_charge_number\n",
    "C-1 63000.00 over\n" },
  { "number-twice",
    { JIA, P ("63000,某人,C-1") "P2,2026-06-09,63000,某人,C-1\n" },
    PAID_BY ("charge_number") "P2 over C-1 63000.00 by_charge_number\n",
    "C-1 63000.00 duplicate\n" },
  { "number-other-payer",
    { BOTH, P ("63000,上海乙信息有限公司,C-1") },
    OPEN ("payer_differs"),
    "C-1 0.00 missing\nC-2 0.00 missing\n" },
  { "number-other-payer-policy",
    { BOTH, P ("63000,上海乙信息有限公司,C-1"), .policy = "other-payer=applied" },
    PAID_BY ("charge_number") },
  { "payer-for-three",
    { BOTH "C-4 丙公司 63000 2026-06-01\n", P ("189000,上海乙信息有限公司,C-1 C-2 C-4") },
    "P1 applied C-1 63000.00 by_charge_number\nP1 applied C-2 63000.00 by_charge_number\n"
    "P1 applied C-4 63000.00 by_charge_number\n" },
  { "agent-pays", { BOTH, P ("63000,某代理事务所,代付C-1") }, PAID_BY ("charge_number") },
  /* The payer and the amount. */
  { "payer", { BOTH, P ("63000,北京甲科技有限公司,") }, PAID_BY ("payer_amount") },
  { "payer-suffix", { BOTH, P ("63000,北京甲科技有限责任公司,") }, PAID_BY ("payer_amount") },
  { "payer-stock-company",
    { BOTH, P ("63000,北京甲科技股份有限公司,") },
    PAID_BY ("payer_amount") },
  { "payer-group", { BOTH, P ("63000,北京甲科技集团有限公司,") }, PAID_BY ("payer_amount") },
  { "payer-no-suffix", { BOTH, P ("63000,北京甲科技,") }, PAID_BY ("payer_amount") },
  { "payer-blanks", { BOTH, P ("63000,北京甲 科技　有限公司,") }, PAID_BY ("payer_amount") },
  { "payer-brackets",
    { "C-1 甲科技（北京）有限公司 63000 2026-06-01\n", P ("63000,甲科技(北京)有限公司,") },
    PAID_BY ("payer_amount") },
  { "payer-width",
    { "C-1 ＡＢＣ技术有限公司 63000 2026-06-01\n", P ("63000,abc技术有限公司,") },
    PAID_BY ("payer_amount") },
  { "payer-english",
    { "C-1 Acme 63000 2026-06-01\n", P ("63000,\"ACME CO., LTD.\",") },
    PAID_BY ("payer_amount") },
  { "payer-branch", { BOTH, P ("63000,北京甲科技有限公司上海分公司,") }, OPEN ("nothing_known") },
  { "payer-misspelt", { BOTH, P ("63000,北京申科技有限公司,") }, OPEN ("nothing_known") },
  { "payer-is-two",
    { "C-1 甲科技有限公司 63000 2026-06-01\nC-2 甲科技股份有限公司 63000 2026-06-01\n",
      P ("63000,甲科技有限公司,") },
    PAID_BY ("payer_amount") },
  { "payer-might-be-two",
    { "C-1 甲科技有限公司 63000 2026-06-01\nC-2 甲科技股份有限公司 63000 2026-06-01\n",
      P ("63000,甲科技,") },
    OPEN ("nothing_known") },
  { "payer-two-charges", { TWO, P ("63000,北京甲科技有限公司,") }, OPEN ("several_fit") },
  { "payer-two-of-two",
    { TWO, P ("63000,北京甲科技有限公司,") "P2,2026-06-03,63000,北京甲科技有限公司,\n" },
    OPEN ("several_fit") "P2 unmatched - 63000.00 several_fit\n" },
  { "payer-one-named",
    { TWO, P ("63000,北京甲科技有限公司,") "P2,2026-06-03,63000,北京甲科技有限公司,C-3\n" },
    PAID_BY ("payer_amount") "P2 applied C-3 63000.00 by_charge_number\n" },
  { "payer-paid-already",
    { JIA, P ("63000,北京甲科技有限公司,") "P2,2026-06-03,63000,北京甲科技有限公司,\n" },
    PAID_BY ("payer_amount") "P2 unmatched - 63000.00 already_paid\n" },
  { "payer-near-amount",
    { JIA, P ("62999.99,北京甲科技有限公司,") },
    "P1 unmatched - 62999.99 no_exact_amount\n" },
  { "payer-tolerance",
    { JIA, P ("62990,北京甲科技有限公司,"), .tolerance = "10" },
    "P1 applied C-1 62990.00 by_payer_amount\n",
    "C-1 62990.00 paid\n" },
  { "payer-over-tolerance",
    { JIA, P ("62989.99,北京甲科技有限公司,"), .tolerance = "10" },
    "P1 unmatched - 62989.99 no_exact_amount\n" },
  { "payer-more-within-tolerance",
    { JIA, P ("63000.50,北京甲科技有限公司,"), .tolerance = "1" },
    "P1 applied C-1 63000.00 by_payer_amount\nP1 over C-1 0.50 by_payer_amount\n",
    "C-1 63000.00 paid\n" },
  { "payer-before-window",
    { JIA, "P1,2025-11-30,63000,北京甲科技有限公司,\n" },
    OPEN ("no_exact_amount") },
  { "payer-window-edge",
    { JIA, "P1,2025-12-01,63000,北京甲科技有限公司,\n" },
    PAID_BY ("payer_amount") },
  { "payer-before-charge",
    { JIA, "P1,2026-05-01,63000,北京甲科技有限公司,\n", .window = "P10D" },
    OPEN ("no_exact_amount") },
  { "payer-sum",
    { WHOLE, P ("78000,北京甲科技有限公司,认证费") },
    "P1 applied C-1/audit_fee 63000.00 by_payer_sum\n"
    "P1 applied C-1/annuity 15000.00 by_payer_sum\n" },
  { "payer-sum-or-one",
    { WHOLE "C-3 北京甲科技有限公司 78000 2026-06-01\n", P ("78000,北京甲科技有限公司,认证费") },
    "P1 unmatched - 78000.00 several_fit\n" },
  { "payer-parts",
    { JIA, P ("40000,北京甲科技有限公司,") "P2,2026-06-03,23000,北京甲科技有限公司,\n" },
    "P1 applied C-1 40000.00 by_payer_parts\nP2 applied C-1 23000.00 by_payer_parts\n",
    "C-1 63000.00 paid\n" },
  { "payer-parts-of-three",
    { JIA, P ("20000,北京甲科技有限公司,") "P2,2026-06-03,20000,北京甲科技有限公司,\n"
                                           "P3,2026-06-04,23000,北京甲科技有限公司,\n" },
    "P1 applied C-1 20000.00 by_payer_parts\nP2 applied C-1 20000.00 by_payer_parts\n"
    "P3 applied C-1 23000.00 by_payer_parts\n" },
  { "payer-parts-of-two-charges",
    { TWO, P ("40000,北京甲科技有限公司,") "P2,2026-06-03,23000,北京甲科技有限公司,\n" },
    "P1 unmatched - 40000.00 no_exact_amount\nP2 unmatched - 23000.00 no_exact_amount\n" },
  { "payer-part-alone",
    { JIA, P ("40000,北京甲科技有限公司,") },
    "P1 unmatched - 40000.00 no_exact_amount\n" },
  { "payer-letters-of-elsewhere",
    { "C-1 ÜNAL公司 63000 2026-06-01\n", P ("63000,ünal公司,") },
    PAID_BY ("payer_amount") },
  { "charge-of-no-day",
    { "C-1 甲公司 63000 \n", P ("63000,某人,C-1") },
    PAID_BY ("charge_number") },
  { "payer-unknown", { JIA, P ("63000,张三,审核费") }, OPEN ("nothing_known") },
  { "payer-absent", { JIA, P ("63000,,") }, OPEN ("nothing_known") },
  /* What goes out. */
  { "refund-named",
    { JIA, P ("63000,某人,C-1") "P2,2026-06-09,-63000,某人,退C-1\n" },
    PAID_BY ("charge_number") "P2 refund C-1 -63000.00 by_charge_number\n",
    "C-1 0.00 refunded\n" },
  /* What the bank takes back was never paid; what a payer gets back was. */
  { "reversal-named",
    { JIA, P ("63000,某人,C-1") "P2,2026-06-09,-63000,某人,冲正 C-1\n" },
    PAID_BY ("charge_number") "P2 refund C-1 -63000.00 by_charge_number\n",
    "C-1 0.00 missing\n" },
  { "reversal-of-issued",
    { JIA, P ("63000,某人,C-1") "P2,2026-06-09,-63000,某人,退汇\n",
      .certificates = "C-1,cnitsec/operation/2,北京甲科技有限公司,2026-06-05,2029-06-04\n" },
    PAID_BY ("charge_number") "P2 refund C-1 -63000.00 by_reversal\n",
    "C-1 0.00 issued_unpaid\n" },
  { "refund-of-issued",
    { JIA, P ("63000,某人,C-1") "P2,2026-06-09,-63000,某人,退款\n",
      .certificates = "C-1,cnitsec/operation/2,北京甲科技有限公司,2026-06-05,2029-06-04\n" },
    PAID_BY ("charge_number") "P2 refund C-1 -63000.00 by_reversal\n",
    "C-1 0.00 refunded\n" },
  { "reversal-of-part",
    { JIA, P ("63000,某人,C-1") "P2,2026-06-09,-3000,某人,Reversal C-1\n" },
    PAID_BY ("charge_number") "P2 refund C-1 -3000.00 by_charge_number\n",
    "C-1 60000.00 under\n" },
  { "refund-then-repay",
    { JIA, P ("63000,某人,C-1") "P2,2026-06-09,-63000,某人,退款\nP3,2026-06-10,63000,某人,C-1\n" },
    PAID_BY ("charge_number") "P2 refund C-1 -63000.00 by_reversal\n"
                              "P3 applied C-1 63000.00 by_charge_number\n",
    "C-1 63000.00 paid\n" },
  { "refund-then-repay-unnamed",
    { JIA, P ("63000,北京甲科技有限公司,") "P2,2026-06-09,-63000,北京甲科技有限公司,\n"
                                           "P3,2026-06-10,63000,北京甲科技有限公司,\n" },
    "P1 refund - 63000.00 by_reversal\nP2 refund - -63000.00 by_reversal\n"
    "P3 applied C-1 63000.00 by_payer_amount\n" },
  { "refund-of-second",
    { JIA, P ("63000,北京甲科技有限公司,") "P2,2026-06-03,63000,北京甲科技有限公司,\n"
                                           "P3,2026-06-10,-63000,北京甲科技有限公司,\n" },
    PAID_BY ("payer_amount") "P2 refund - 63000.00 by_reversal\n"
                             "P3 refund - -63000.00 by_reversal\n",
    "C-1 63000.00 paid\n" },
  { "refund-of-which",
    { TWO, P ("63000,北京甲科技有限公司,C-1") "P2,2026-06-03,63000,北京甲科技有限公司,C-3\n"
                                              "P3,2026-06-10,-63000,北京甲科技有限公司,\n" },
    PAID_BY ("charge_number") "P2 applied C-3 63000.00 by_charge_number\n"
                              "P3 unmatched - -63000.00 nothing_to_reverse\n" },
  { "refund-by-payment-number",
    { TWO, P ("63000,北京甲科技有限公司,C-1") "P2,2026-06-03,63000,北京甲科技有限公司,C-3\n"
                                              "P3,2026-06-10,-63000,北京甲科技有限公司,冲正 P2\n" },
    PAID_BY ("charge_number") "P2 applied C-3 63000.00 by_charge_number\n"
                              "P3 refund C-3 -63000.00 by_payment_number\n" },
  { "refund-before-payment",
    { JIA, P ("-63000,某人,") "P2,2026-06-03,63000,某人,\n" },
    "P1 unmatched - -63000.00 nothing_to_reverse\nP2 unmatched - 63000.00 nothing_known\n" },
  { "refund-part",
    { JIA, P ("63000,某人,C-1") "P2,2026-06-09,-3000,某人,退C-1\n" },
    PAID_BY ("charge_number") "P2 refund C-1 -3000.00 by_charge_number\n",
    "C-1 60000.00 under\n" },
  { "credit",
    { "C-1 甲公司 -5000 2026-06-01\n", P ("-5000,甲公司,C-1") },
    "P1 applied C-1 -5000.00 by_charge_number\n",
    "C-1 -5000.00 paid\n" },
  /* What is not ours. */
  { "interest",
    { JIA, P ("12.34,中国银行,结息"), .words = "结息,reference\n" },
    "P1 excluded - 12.34 by_word\n" },
  { "word-beside-number",
    { JIA, P ("63000,某人,C-1 含利息"), .words = "利息,\n" },
    PAID_BY ("charge_number") },
  { "word-of-nothing",
    { JIA, P ("5,某人,x"), .words = "\u200b,\n" },
    "P1 unmatched - 5.00 nothing_known\n" },
  { "word-elsewhere",
    { JIA, P ("12.34,结息公司,x"), .words = "结息,reference\n" },
    "P1 unmatched - 12.34 nothing_known\n" },
  /* What people decided. */
  { "decision",
    { BOTH, P ("63000,某人,"), .decisions = "P1,C-1,,apply,张,2026-07-01,\n" },
    PAID_BY ("decision") },
  { "decision-splits",
    { BOTH, P ("100000,某人,"),
      .decisions = "P1,C-2,,apply,张,2026-07-01,\nP1,C-1,60000,apply,张,2026-07-01,\n" },
    "P1 applied C-1 60000.00 by_decision\nP1 applied C-2 40000.00 by_decision\n" },
  { "decision-over",
    { JIA, P ("70000,某人,"), .decisions = "P1,C-1,,apply,张,2026-07-01,\n" },
    "P1 applied C-1 63000.00 by_decision\nP1 over C-1 7000.00 by_decision\n" },
  { "decision-against-number",
    { BOTH, P ("63000,某人,C-1"), .decisions = "P1,C-1,,refuse,张,2026-07-01,\n" },
    OPEN ("nothing_known") },
  { "decision-other-payer",
    { BOTH, P ("63000,上海乙信息有限公司,C-1"), .decisions = "P1,C-1,,apply,张,2026-07-01,\n" },
    PAID_BY ("decision") },
  { "decision-ignores",
    { JIA, P ("63000,某人,C-1"), .decisions = "P1,,,ignore,张,2026-07-01,\n" },
    "P1 excluded - 63000.00 by_decision\n",
    "C-1 0.00 missing\n" },
  { "decision-ignores-part",
    { JIA, P ("64000,某人,C-1"), .decisions = "P1,,1000,ignore,张,2026-07-01,\n" },
    "P1 applied C-1 63000.00 by_charge_number\nP1 excluded - 1000.00 by_decision\n" },
  { "decision-refunds",
    { JIA, P ("63000,某人,"), .decisions = "P1,,,refund,张,2026-07-01,\n" },
    "P1 refund - 63000.00 by_decision\n" },
  { "decision-waives",
    { JIA, P ("60000,某人,C-1"), .decisions = ",C-1,3000,waive,张,2026-07-01,\n" },
    "P1 applied C-1 60000.00 by_charge_number\n",
    "C-1 60000.00 paid\n" },
  { "decision-waives-all",
    { JIA, NULL, .decisions = ",C-1,,waive,张,2026-07-01,\n" },
    "",
    "C-1 0.00 waived\n" },
  { "decision-too-much",
    { BOTH, P ("63000,某人,"),
      .decisions = "P1,C-1,60000,apply,张,2026-07-01,\nP1,C-2,60000,apply,张,2026-07-01,\n" },
    "P1 applied C-1 60000.00 by_decision\nP1 unmatched - 3000.00 nothing_known\n" },
  /* What a word kept out, and a person then finds to be a fee, is booked back. */
  { "decision-against-a-word",
    { JIA, NULL, .opening = "P1,2026-06-02,63000,某人,手续费,excluded,,63000,2026-06-02,by_word,\n",
      .decisions = "P1,C-1,,apply,张,2026-07-01,\n" },
    PAID_BY ("decision"),
    "C-1 63000.00 paid\n" },
  /* What a charge has is given back all the same, if a person says so. */
  { "decisions-about-nothing", /* it is nobody's, and there is no part to take back */
    { JIA, P ("0,某人,"),
      .decisions = "P1,,,ignore,张,2026-07-01,\nP1,C-1,,apply,张,2026-07-01,\n" },
    "P1 excluded - 0.00 -\n" },
  { "decision-refunds-what-is-applied",
    { JIA, NULL,
      .opening = "P1,2026-06-02,63000,某人,C-1,applied,C-1,63000,2026-06-02,by_charge_number,\n",
      .decisions = "P1,C-1,,refund,张,2026-07-01,\n" },
    "P1 applied C-1 -63000.00 by_decision\n" PAID_BY (
        "charge_number") "P1 refund - 63000.00 by_decision\n",
    "C-1 0.00 missing\n" },
  { "decision-refunds-all-of-it",
    { JIA, NULL,
      .opening = "P1,2026-06-02,63000,某人,C-1,applied,C-1,63000,2026-06-02,by_charge_number,\n",
      .decisions = "P1,,,refund,张,2026-07-01,\n" },
    "P1 applied C-1 -63000.00 by_decision\n" PAID_BY (
        "charge_number") "P1 refund - 63000.00 by_decision\n",
    "C-1 0.00 missing\n" },
  /* Which charge the 1,000 are of, nobody said. */
  { "decision-refunds-part-of-what-is-applied",
    { JIA, NULL,
      .opening = "P1,2026-06-02,63000,某人,C-1,applied,C-1,63000,2026-06-02,by_charge_number,\n",
      .decisions = "P1,,1000,refund,张,2026-07-01,\n" },
    PAID_BY ("charge_number"),
    "C-1 63000.00 paid\n" },
  { "decision-refunds-part-of-one-charge",
    { JIA, NULL,
      .opening = "P1,2026-06-02,63000,某人,C-1,applied,C-1,63000,2026-06-02,by_charge_number,\n",
      .decisions = "P1,C-1,1000,refund,张,2026-07-01,\n" },
    "P1 applied C-1 -1000.00 by_decision\n" PAID_BY (
        "charge_number") "P1 refund - 1000.00 by_decision\n",
    "C-1 62000.00 under\n" },
  { "decision-refunds-then-paid-out",
    { JIA, P ("63000,某人,") "P2,2026-07-09,-63000,某人,冲正 P1\n",
      .decisions = "P1,,,refund,张,2026-07-01,\n" },
    "P1 refund - 63000.00 by_decision\nP2 refund - -63000.00 by_payment_number\n",
    "C-1 0.00 missing\n" },
  { "decision-after-a-refusal",
    { JIA, P ("63000,某人,"),
      .decisions = "P1,C-1,,refuse,张,2026-07-01,\nP1,C-1,,apply,李,2026-07-02,\n" },
    OPEN ("nothing_known"),
    "C-1 0.00 missing\n" },
  { "nothing-paid", { JIA, P ("0,某人,") }, "P1 excluded - 0.00 -\n", "C-1 0.00 missing\n" },
  { "number-of-two",
    { "C-1 甲公司 63000 2026-06-01\nc-1 乙公司 63000 2026-06-01\n", P ("63000,某人,C-1") },
    OPEN ("several_fit") },
  /* Days. */
  { "later",
    { JIA, "P1,2026-11-22,63000,某人,C-1\n" },
    "P1 later_payment - 63000.00 -\n",
    "C-1 0.00 missing\n" },
  { "not-yet-due", { "C-1 甲公司 63000 2026-11-22\n", NULL }, "", "C-1 0.00 not_yet_due\n" },
  { "issued-unpaid",
    { JIA, NULL, .certificates = "C-1,cnitsec/operation/2,甲,2026-06-10,\n" },
    "",
    "C-1 0.00 issued_unpaid\n" },
  { "org-of-register",
    { "C-1  63000 2026-06-01\n", P ("63000,丁公司,"),
      .certificates = "C-1,cnitsec/operation/2,丁公司,2026-06-10,\n" },
    PAID_BY ("payer_amount") },
  { "oldest-first",
    { "C-1/annuity 甲公司 15000 2026-05-01\nC-1/audit_fee 甲公司 63000 2026-06-01\n",
      P ("20000,某人,C-1") },
    "P1 applied C-1/annuity 15000.00 by_certificate_number\n"
    "P1 applied C-1/audit_fee 5000.00 by_certificate_number\n" },
  { "item-first",
    { "C-1/annuity 甲公司 15000 2026-05-01\nC-1/audit_fee 甲公司 63000 2026-06-01\n",
      P ("20000,某人,C-1"), .policy = "part-payments=item-first" },
    "P1 applied C-1/audit_fee 20000.00 by_certificate_number\n" },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanReconciliation) result = make (&row->call, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *ledger = show (result, "ledger", "payment outcome charge part_amount reason");
  g_assert_cmpstr (ledger, ==, row->ledger);
  if (row->status == NULL)
    return;
  g_autofree char *status = show (result, "reconciliation", "charge paid status");
  g_assert_cmpstr (status, ==, row->status);
}

/* What the ledger says again, as the opening of another run. */
static char *
write_ledger (CertplanReconciliation *result)
{
  g_autoptr (CertplanTables) tables = certplan_reconciliation_dup_tables (result, FALSE);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (certplan_tables_find (tables, "ledger"));
  GString *text = g_string_new (NULL);
  while (certplan_cursor_next (cursor, NULL))
    for (guint i = 0; i < 11; i++)
      {
        g_autofree char *cell = certplan_cursor_dup_text (cursor, i);
        g_string_append_printf (text, "\"%s\"%s", cell, i < 10 ? "," : "\n");
      }
  return g_string_free (text, FALSE);
}

/* A run over its own result changes nothing, with the statements and without. */
static void
test_again (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanReconciliation) first = make (&row->call, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *ledger = write_ledger (first);
  Call call = row->call;
  call.opening = ledger;
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (CertplanReconciliation) second = make (&call, NULL, &error);
      g_assert_no_error (error);
      g_autofree char *again = write_ledger (second);
      g_assert_cmpstr (again, ==, ledger);
      g_autofree char *one = show (first, "reconciliation", "charge paid over outstanding status");
      g_autofree char *other
          = show (second, "reconciliation", "charge paid over outstanding status");
      g_assert_cmpstr (one, ==, other);
      call.payments = call.more_payments = NULL;
    }
}

typedef struct
{
  const char *name;
  Call call;
  const char *table, *columns, *wanted;
} TableRow;

#define CLOSED_OPENING "P1,2026-06-02,63000,北京甲科技有限公司,,unmatched,,63000,2026-06-02,,\n"

static const TableRow table_rows[] = {
  /* The number is made of FNV-1a of payer, reference and account, a NUL behind each, without its
   * last 16 bits (computed in Python). One payment in two exports, of which the second does not
   * tell the payer; the third row is equal to the second but has no number. */
  { "repeated",
    { JIA, P ("63000,某人,C-1") ",2026-06-03,5,某人,x\n,2026-06-03,5,某人,x\n", P ("63000,,C-1") },
    "repeated",
    "payment amount repetition file line first_file first_line",
    "P1 63000.00 same_payment payments.csv 2 payments.csv 2\n"
    "2026-06-03/5.00/bd9270c5782f/2 5.00 equal_payment payments.csv 4 payments.csv 3\n" },
  { "repeated-control",
    { JIA, P ("63000,某人,C-1") ",2026-06-03,5,某人,x\n,2026-06-03,5,某人,x\n", P ("63000,,C-1") },
    "control",
    "side outcome rows amount",
    "control_in statement 3 63010.00\ncontrol_in statement 1 63000.00\n"
    "control_in total 4 126010.00\ncontrol_out applied 1 63000.00\ncontrol_out refund 0 0.00\n"
    "control_out over 0 0.00\ncontrol_out unmatched 2 10.00\ncontrol_out excluded 0 0.00\n"
    "control_out later_payment 0 0.00\ncontrol_out repeated_rows 1 63000.00\n"
    "control_out total 4 126010.00\ncontrol_difference - 0 0.00\n" },
  /* What belongs to a closed month is booked on the day after. */
  { "closed",
    { JIA, NULL, .opening = CLOSED_OPENING, .decisions = "P1,C-1,,apply,张,2026-11-03,\n",
      .closed = "2026-10-31" },
    "applied",
    "payment charge amount date reason",
    "P1 C-1 63000.00 2026-11-01 by_decision\n" },
  { "closed-undone",
    { BOTH, NULL,
      .opening = "P1,2026-06-02,63000,某人,C-1,applied,C-1,63000,2026-06-02,by_charge_number,\n",
      .decisions = "P1,C-1,,refuse,张,2026-11-03,\nP1,C-2,,apply,张,2026-11-03,\n",
      .closed = "2026-10-31" },
    "applied",
    "payment charge amount date reason",
    "P1 C-1 63000.00 2026-06-02 by_charge_number\nP1 C-1 -63000.00 2026-11-01 by_decision\n"
    "P1 C-2 63000.00 2026-11-01 by_decision\n" },
  /* What is still in its place was not found now: the closed month's sums stay as they were. By
   * hand: all of P1 is paid, so it moves; P2 and P3 stay, and so does what P4 paid too much. */
  { "closed-kept",
    { JIA, NULL,
      .opening = CLOSED_OPENING "P2,2026-10-22,5000.01,某人,,unmatched,,5000.01,2026-10-22,,\n"
                                "P3,2026-10-13,-500,某人,,unmatched,,-500,2026-10-13,,\n"
                                "P4,2026-10-14,7,某人,C-1,over,C-1,7,2026-10-14,by_charge_number,\n"
                                "P5,2026-10-15,0,某人,,excluded,,0,2026-10-15,,\n",
      .decisions = "P1,C-1,,apply,张,2026-11-03,\n", .closed = "2026-10-31" },
    "ledger",
    "payment outcome charge part_amount booked",
    "P1 applied C-1 63000.00 2026-11-01\nP3 unmatched - -500.00 2026-10-13\n"
    "P4 over C-1 7.00 2026-10-14\nP5 excluded - 0.00 2026-10-15\n"
    "P2 unmatched - 5000.01 2026-10-22\n" },
  /* Of 100,000 only the 63,000 that the charge asks for move; of the 37,000 that stay unmatched
   * 30,000 were in June, where the earlier day goes first, and 7,000 of the 70,000 in September. */
  { "closed-kept-in-part",
    { JIA, NULL,
      .opening = "P1,2026-06-02,100000,某人,,unmatched,,70000,2026-09-01,,\n"
                 "P1,2026-06-02,100000,某人,,unmatched,,30000,2026-06-02,,\n",
      .decisions = "P1,C-1,63000,apply,张,2026-11-03,\n", .closed = "2026-10-31" },
    "ledger",
    "outcome part_amount booked",
    "applied 63000.00 2026-11-01\nunmatched 30000.00 2026-06-02\nunmatched 7000.00 2026-09-01\n" },
  /* What is newly placed is booked on the first open day: that of P1 was unmatched, and of P2, of
   * which 10 were excluded, 90 more are. A word says the same of P3 as a person did. */
  { "closed-excluded",
    { JIA, NULL,
      .opening = "P1,2026-06-02,50,某人,,unmatched,,50,2026-06-02,,\n"
                 "P2,2026-06-03,100,某人,,excluded,,10,2026-06-03,by_decision,\n"
                 "P2,2026-06-03,100,某人,,unmatched,,90,2026-06-03,,\n"
                 "P3,2026-06-04,3,银行,利息,excluded,,3,2026-06-04,by_decision,\n",
      .decisions = "P1,,,ignore,张,2026-11-03,\nP2,,,ignore,张,2026-11-03,\n", .words = "利息,\n",
      .closed = "2026-10-31" },
    "ledger",
    "payment outcome part_amount booked reason",
    "P1 excluded 50.00 2026-11-01 by_decision\nP2 excluded 10.00 2026-06-03 by_decision\n"
    "P2 excluded 90.00 2026-11-01 by_decision\nP3 excluded 3.00 2026-06-04 by_word\n" },
  /* And it keeps that day in the runs to come, whatever is closed then. */
  { "closed-no-more",
    { JIA, NULL, .opening = "P1,2026-06-02,50,某人,,unmatched,,50,2026-11-01,,\n" },
    "ledger",
    "outcome part_amount booked",
    "unmatched 50.00 2026-11-01\n" },
  /* 30 a slip of the hand, 20 the amount, 10 the day; of the pairs of the payers two are alike: 2 *
   * 2 / (2 + 6) = 50 of 100, a quarter of them 12. */
  { "near",
    { "C-120034 甲公司 63000 2026-06-01\nC-2 乙公司 63000 2026-06-01\n"
      "C-3 丙公司 63000 2025-11-01\nC-4 丁公司 63000 2026-06-01\n",
      P ("63000,甲公司上海分部,C-120043") },
    "unmatched",
    "payment rank charge score number_score payer_score amount_score date_score",
    "P1 1 C-120034 72 30 12 20 10\nP1 2 C-2 30 0 0 20 10\nP1 3 C-4 30 0 0 20 10\n" },
  { "near-payer", /* 3 of 6 pairs are alike: 2 * 3 / (3 + 6) = 66 of 100, a quarter of them 16 */
    { "C-1 云盾北京有限公司 63000 2026-06-01\n", P ("63000,云盾北京上海分,") },
    "unmatched",
    "payment rank charge score payer_score",
    "P1 1 C-1 46 16\n" },
  { "near-payer-without-a-day", /* the same, of which no day is known: 10 less */
    { "C-1 云盾北京有限公司 63000 \n", P ("63000,云盾北京上海分,") },
    "unmatched",
    "payment rank charge score payer_score date_score",
    "P1 1 C-1 36 16 0\n" },
  /* Five characters, two of them exchanged: one slip, 80 of 100 are alike, a quarter of them 20; a
   * part of the amount 5; the day 10. */
  { "near-payer-alone",
    { BOTH, P ("20000,北京甲技科有限公司,") },
    "unmatched",
    "payment reason rank charge score number_score payer_score amount_score date_score",
    "P1 nothing_known 1 C-1 35 0 20 5 10\n" },
  /* One slip of four characters (75, 18 points), two of four (50, 12 points), none in common. */
  { "near-payers-best",
    { "C-1 云盾数安有限公司 900 2026-06-01\nC-2 云盾信安有限公司 900 2026-06-01\n"
      "C-3 云盾数科有限公司 900 2026-06-01\nC-4 金山办公有限公司 900 2026-06-01\n"
      "C-5 云盾信通有限公司 900 2026-06-01\n",
      P ("700,云盾数字有限公司,") },
    "unmatched",
    "payment rank charge score payer_score",
    "P1 1 C-1 33 18\nP1 2 C-3 33 18\nP1 3 C-2 27 12\n" },
  { "near-payer-paid", /* who owes nothing is not asked */
    { JIA, P ("63000,某人,C-1") "P2,2026-06-09,20000,北京甲技科有限公司,\n" },
    "unmatched",
    "payment rank charge",
    "P2 - -\n" },
  /* Two debtors that differ in the legal form alone are two, and the one that owes nothing is not
   * asked: one slip of four characters (75, 18 points), the day 10, nothing of the amount. */
  { "near-payer-legal-form",
    { "C-1 云盾数据有限公司 100 2026-06-01\nC-2 云盾数据股份有限公司 300 2026-06-01\n",
      P ("300,云盾数据股份有限公司,C-2") "P2,2026-06-09,300,云盾数椐,\n" },
    "unmatched",
    "payment rank charge score payer_score",
    "P2 1 C-1 28 18\n" },
  { "near-payer-refused",
    { JIA, P ("20000,北京甲技科有限公司,"), .decisions = "P1,C-1,,refuse,张,2026-11-03,\n" },
    "unmatched",
    "payment rank charge",
    "P1 - -\n" },
  { "nothing-near",
    { JIA, P ("7,张三,x") },
    "unmatched",
    "payment rank charge score",
    "P1 - - -\n" },
  /* 2026-11-21 less 2026-06-01 is 173 days, less 2026-11-21 none, less 2026-10-22 30. */
  { "ageing",
    { JIA "C-2 乙 500 2026-11-21\nC-3 乙 70 2026-10-22\nC-4 乙 8 2026-10-21\nC-5 乙 - 2020-01-01\n"
          "C-6 乙 1 2025-11-20\nC-7 乙 -9 2025-11-20\n",
      NULL },
    "ageing",
    "age charges outstanding",
    "age_not_due 1 500.00\nage_30 1 70.00\nage_60 1 8.00\nage_90 0 0.00\n"
    "age_180 1 63000.00\nage_365 0 0.00\nage_over_365 1 1.00\n" },
  { "months",
    { JIA, P ("63000,某人,C-1") "P2,2026-08-02,1000,某人,C-1\n" },
    "months",
    "month expected received difference",
    "2026-06 63000.00 63000.00 0.00\n2026-08 0.00 1000.00 -1000.00\n" },
  { "findings",
    { JIA, P ("63000,某人,"),
      .decisions = "P9,C-1,,apply,张,2026-11-03,\nP1,C-9,,apply,张,2026-11-03,\n"
                   "P1,C-1,63001,apply,张,2026-11-03,\n,C-1,63001,waive,张,2026-11-03,\n" },
    "findings",
    "subject line",
    "P1 4\nP1 3\nP9 2\nC-1 5\n" },
  { "paid-once-more", /* of two charges of that amount the one that is due about then */
    { "C-0 北京甲科技有限公司 63000 2024-06-01\n" JIA,
      "P0,2024-06-01,63000,某人,C-0\nP1,2026-06-02,63000,某人,C-1\n"
      "P2,2026-06-09,63000,北京甲科技有限公司,\n" },
    "findings",
    "subject line finding",
    "P2 - Payment P2 (63000.00) comes from the payer of charge C-1 and is its amount, but the "
    "charge is settled: it is for nothing until a decision says what to do with it\n" },
};

static void
test_table (gconstpointer data)
{
  const TableRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanReconciliation) result = make (&row->call, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *text = show (result, row->table, row->columns);
  g_assert_cmpstr (text, ==, row->wanted);
}

static gpointer
show_repeated (gpointer data)
{
  return show (data, "repeated", "payment line first_line");
}

/* A result is the same for all who look at it, at the same time, too. The later a row of the first
 * file, the earlier its day; each stands in the second file once more, behind the header. */
static void
test_threads (void)
{
  enum
  {
    N_ROWS = 3000,
    N_THREADS = 4
  };
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GString) wanted = g_string_new (NULL);
  for (guint i = 0; i < N_ROWS; i++)
    g_string_append_printf (rows, "P%04u,2027-0%u-01,5,某人,\n", i, 9 - i / 1000);
  for (guint thousand = N_ROWS / 1000; thousand > 0; thousand--)
    for (guint i = (thousand - 1) * 1000; i < thousand * 1000; i++)
      g_string_append_printf (wanted, "P%04u %u %u\n", i, i + 2, i + 2);
  const Call call = { JIA, rows->str, rows->str };
  g_autoptr (CertplanReconciliation) result = make (&call, NULL, NULL);
  GThread *threads[N_THREADS];
  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new (NULL, show_repeated, result);
  for (guint i = 0; i < N_THREADS; i++)
    {
      g_autofree char *text = g_thread_join (threads[i]);
      g_assert_cmpstr (text, ==, wanted->str);
    }
}

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

/* What is open, and how much lies where: over 7,000, missing 63,000, 5 that nobody knows. */
static void
test_sums (void)
{
  const Call call = { BOTH, P ("70000,某人,C-1") "P2,2026-06-03,5,某人,\n" };
  g_autoptr (CertplanReconciliation) result = make (&call, NULL, NULL);
  g_assert_cmpint (certplan_reconciliation_get_outstanding (result), ==, 6300000);
  g_assert_cmpint (certplan_reconciliation_get_placed (result, "applied"), ==, 6300000);
  g_assert_cmpint (certplan_reconciliation_get_placed (result, "over"), ==, 700000);
  g_assert_cmpint (certplan_reconciliation_get_placed (result, "unmatched"), ==, 500);
  g_assert_cmpint (certplan_reconciliation_get_placed (result, "no such place"), ==, 0);
  g_assert_cmpuint (certplan_reconciliation_get_n_open (result), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/reconcile/case/", rows[i].name, NULL);
      g_autofree char *again = g_strconcat ("/reconcile/again/", rows[i].name, NULL);
      g_test_add_data_func (path, &rows[i], test_row);
      g_test_add_data_func (again, &rows[i], test_again);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (table_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/reconcile/table/", table_rows[i].name, NULL);
      g_test_add_data_func (path, &table_rows[i], test_table);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (fault_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/reconcile/fault/", fault_rows[i].name, NULL);
      g_test_add_data_func (path, &fault_rows[i], test_fault);
    }
  g_test_add_func ("/reconcile/settings", test_settings);
  g_test_add_func ("/reconcile/cancelled", test_cancelled);
  g_test_add_func ("/reconcile/closed", test_closed);
  g_test_add_func ("/reconcile/sums", test_sums);
  g_test_add_func ("/reconcile/threads", test_threads);
  return g_test_run ();
}
