/* Vouchers, by hand. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-journal.h"
#include "certplan-error.h"
#include "certplan-record-files.h"
#include "certplan-table-error.h"
#include <glib/gstdio.h>
#include "test-given.h"
#include <string.h>

#define CHARGES                                                                                    \
  "charge,certificate,qualification,kind,item,amount,due,org,period_from,period_to,status\n"
#define APPLIED "payment,charge,amount,date\n"
#define SETTLED "payment,charge,amount,date,settlement\n" /* whose rows say by what */
#define REGISTER "certificate,qualification,org,issued,printed_expiry,kind,supersedes,agreed\n"
#define EVENTS "subject,event,from\n"
#define Q "cnitsec/engineering/2,initial"

typedef struct
{
  const char *charges, *applied, *certificates, *events, *policy, *period, *vat;
  const char *to; /* the last month; NULL = the period is one */
  gboolean by_day, opening;
} Call;

static CertplanJournal *
make (CertplanRulebook *rulebook, const Call *call, CertplanFaults *faults, GError **error)
{
  g_autoptr (CertplanRecords) charges
      = load_rows (rulebook, "charges", NULL, CHARGES, call->charges);
  const char *paid = call->applied != NULL ? call->applied : "";
  g_autoptr (CertplanRecords) applied = load_rows (
      rulebook, "applied", NULL, strstr (paid, ",by_") != NULL ? SETTLED : APPLIED, paid);
  g_autoptr (CertplanRecords) certificates
      = load_rows (rulebook, "register", NULL, REGISTER, call->certificates);
  g_autoptr (CertplanRecords) events = load_rows (rulebook, "events", NULL, EVENTS, call->events);
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  if (call->policy != NULL)
    g_assert_true (certplan_policy_set (policy, call->policy, NULL));
  g_autoptr (CertplanJournalRequest) request
      = certplan_journal_request_new (rulebook, policy, charges, applied);
  certplan_journal_request_set_certificates (request, certificates, events);
  certplan_journal_request_set_by_day (request, call->by_day);
  certplan_journal_request_set_with_opening (request, call->opening);
  if (!(call->to == NULL
            ? certplan_journal_request_set_period (request, call->period, error)
            : certplan_journal_request_set_months (request, call->period, call->to, error))
      || !certplan_journal_request_set_vat_included (request, call->vat, error))
    return NULL;
  return certplan_journal_new (request, certplan_date_new (2026, 11, 21), faults, error);
}

/* "day voucher account debit credit" a row. */
static char *
show (CertplanJournal *journal)
{
  static const guint columns[] = { 0, 2, 5, 7, 8 };
  g_autoptr (CertplanTables) tables = certplan_journal_dup_tables (journal);
  g_autoptr (CertplanCursor) cursor
      = certplan_table_open (certplan_tables_find (tables, "vouchers"));
  GString *text = g_string_new (NULL);
  while (certplan_cursor_next (cursor, NULL))
    for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
      {
        g_autofree char *cell = certplan_cursor_dup_text (cursor, columns[i]);
        g_string_append_printf (text, "%s%s", cell[0] != '\0' ? cell : "-",
                                i + 1 < G_N_ELEMENTS (columns) ? " " : "\n");
      }
  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *name;
  Call call;
  const char *vouchers;
} Row;

#define AUDIT "A,C," Q ",audit_fee,72000,2026-01-10,甲,2026-03-15,2026-03-15,\n"
#define ANNUITY "N,C," Q ",annuity,15000,2026-01-10,甲,2026-03-15,2029-03-15,\n"
#define HELD "C,cnitsec/engineering/2,甲,2026-03-15,2029-03-15,initial,,2026-01-10\n"

/* 1002 bank, 1122 receivable, 2203 advance, 2205 deferred, 22210106 tax, 600101 and 600102 revenue.
 * With 6 % inside: 72,000.00 / 1.06 = 67,924.528 -> 67,924.53 and 4,075.47; 15,000.00 -> 14,150.94
 * and 849.06, of which a month has 1,415,094 / 36 = 39,308 rest 6: 393.09 six times, then 393.08.
 */
static const Row rows[] = {
  { "invoices",
    { .charges = AUDIT ANNUITY, .period = "2026-01" },
    "2026-01-10 1 1122 72000.00 -\n2026-01-10 1 2205 - 72000.00\n"
    "2026-01-10 2 1122 15000.00 -\n2026-01-10 2 2205 - 15000.00\n" },
  { "invoice-with-tax",
    { .charges = AUDIT, .period = "2026-01", .vat = "6%" },
    "2026-01-10 1 1122 72000.00 -\n2026-01-10 1 2205 - 67924.53\n2026-01-10 1 22210106 - "
    "4075.47\n" },
  { "invoice-of-half-tax", /* more than the whole of a price no tax may be */
    { .charges = ANNUITY, .period = "2026-01", .vat = "100%" },
    "2026-01-10 1 1122 15000.00 -\n2026-01-10 1 2205 - 7500.00\n2026-01-10 1 22210106 - "
    "7500.00\n" },
  { "earned",
    { .charges = AUDIT ANNUITY, .period = "2026-03" },
    "2026-03-31 1 2205 72000.00 -\n2026-03-31 1 600101 - 72000.00\n"
    "2026-03-31 2 2205 416.67 -\n2026-03-31 2 600102 - 416.67\n" },
  { "earned-with-tax",
    { .charges = ANNUITY, .period = "2026-03", .vat = "0.06" },
    "2026-03-31 1 2205 393.09 -\n2026-03-31 1 600102 - 393.09\n" },
  { "earned-by-day",
    { .charges = ANNUITY, .period = "2026-03", .by_day = TRUE }, /* 16 * 13.69 */
    "2026-03-31 1 2205 219.04 -\n2026-03-31 1 600102 - 219.04\n" },
  { "nothing", { .charges = ANNUITY, .period = "2026-02" }, "" },
  /* By 04-20 the parts of March and April are earned; the waiver takes what is not, of that charge
   * alone. */
  { "waived",
    { .charges = ANNUITY "M,C," Q ",annuity,100,2026-01-10,甲,2026-03-15,2029-03-15,\n",
      .applied = ",N,14166.66,2026-04-20,by_waiver\n",
      .period = "2026-04" },
    "2026-04-20 1 2205 14166.66 -\n2026-04-20 1 1122 - 14166.66\n"
    "2026-04-30 2 2205 419.45 -\n2026-04-30 2 600102 - 419.45\n" }, /* 416.67 and 2.78 */
  { "waived-before-it-is-due",
    { .charges = ANNUITY, .applied = ",N,7000,2026-01-05,by_waiver\n", .period = "2026-01" },
    "2026-01-10 1 1122 15000.00 -\n2026-01-10 1 2205 - 15000.00\n"
    "2026-01-10 2 2205 7000.00 -\n2026-01-10 2 1122 - 7000.00\n" },
  { "waived-with-tax", /* 7,000.00 / 1.06 = 6,603.774 -> 6,603.77 and 396.23 */
    { .charges = ANNUITY,
      .applied = ",N,7000,2026-02-05,by_waiver\n",
      .period = "2026-02",
      .vat = "6%" },
    "2026-02-05 1 2205 6603.77 -\n2026-02-05 1 22210106 396.23 -\n2026-02-05 1 1122 - 7000.00\n" },
  { "difference", /* the bank kept 15.00: nobody owes them, and revenue is what it was */
    { .charges = ANNUITY,
      .applied = "B,N,14985,2026-02-01,\n,N,15,2026-02-01,by_difference\n",
      .period = "2026-01",
      .to = "2026-03" },
    "2026-01-10 1 1122 15000.00 -\n2026-01-10 1 2205 - 15000.00\n"
    "2026-02-01 1 1002 14985.00 -\n2026-02-01 1 1122 - 14985.00\n"
    "2026-02-01 2 6603 15.00 -\n2026-02-01 2 1122 - 15.00\n"
    "2026-03-31 1 2205 416.67 -\n2026-03-31 1 600102 - 416.67\n" },
  { "difference-that-was-paid-after-all",
    { .charges = ANNUITY,
      .applied = "B,N,14985,2026-02-01,\nD,N,15,2026-03-05,\n,N,15,2026-02-01,by_difference\n"
                 ",N,-15,2026-03-05,by_difference\n",
      .period = "2026-03" },
    "2026-03-05 1 1002 15.00 -\n2026-03-05 1 1122 - 15.00\n"
    "2026-03-05 2 6603 - 15.00\n2026-03-05 2 1122 15.00 -\n"
    "2026-03-31 3 2205 416.67 -\n2026-03-31 3 600102 - 416.67\n" },
  { "difference-of-an-advance", /* nothing is missing before it is due */
    { .charges = ANNUITY,
      .applied = "B,N,14985,2026-01-05,by_payment\n,N,15,2026-01-05,by_difference\n",
      .period = "2026-01" },
    "2026-01-05 1 1002 14985.00 -\n2026-01-05 1 2203 - 14985.00\n"
    "2026-01-10 2 1122 15000.00 -\n2026-01-10 2 2205 - 15000.00\n"
    "2026-01-10 3 2203 14985.00 -\n2026-01-10 3 1122 - 14985.00\n"
    "2026-01-10 4 6603 15.00 -\n2026-01-10 4 1122 - 15.00\n" },
  { "difference-of-no-amount", /* nobody knows what is asked for, so that nothing is missing */
    { .charges = "N,C," Q ",fee,,2026-01-10,甲,,,no_published_tariff\n",
      .applied = "B,N,85,2026-02-01,by_payment\n,N,15,2026-02-01,by_difference\n",
      .period = "2026-02" },
    "2026-02-01 1 1002 85.00 -\n2026-02-01 1 2203 - 85.00\n" },
  { "difference-of-a-closed-year", /* is what that year left: 15.00 less of what was earned */
    { .charges = "X,C," Q ",差旅,100,2025-05-10,甲,2025-05-10,2025-05-10,\n",
      .applied = "B,X,85,2025-06-01,\n,X,15,2025-06-01,by_difference\n",
      .period = "2026-01",
      .opening = TRUE },
    "2025-12-31 1 1002 85.00 -\n2025-12-31 1 4104 - 85.00\n" },
  { "months", /* each has numbers of its own */
    { .charges = AUDIT ANNUITY, .period = "2026-01", .to = "2026-04" },
    "2026-01-10 1 1122 72000.00 -\n2026-01-10 1 2205 - 72000.00\n"
    "2026-01-10 2 1122 15000.00 -\n2026-01-10 2 2205 - 15000.00\n"
    "2026-03-31 1 2205 72000.00 -\n2026-03-31 1 600101 - 72000.00\n"
    "2026-03-31 2 2205 416.67 -\n2026-03-31 2 600102 - 416.67\n"
    "2026-04-30 1 2205 416.67 -\n2026-04-30 1 600102 - 416.67\n" },
  { "opening", /* 15,000 less a month; 5,000 of it were paid, 100 for what is due in May already */
    { .charges = ANNUITY "X,C," Q ",差旅,100,2026-05-10,甲,2026-05-10,2026-05-10,\n",
      .applied = "B,N,5000,2026-02-01\nB,X,100,2026-02-01\n",
      .period = "2026-04",
      .to = "2026-05",
      .opening = TRUE },
    "2026-03-31 1 1002 5100.00 -\n2026-03-31 1 1122 10000.00 -\n2026-03-31 1 2203 - 100.00\n"
    "2026-03-31 1 2205 - 14583.33\n2026-03-31 1 600102 - 416.67\n"
    "2026-04-30 1 2205 416.67 -\n2026-04-30 1 600102 - 416.67\n"
    "2026-05-10 1 1122 100.00 -\n2026-05-10 1 2205 - 100.00\n"
    "2026-05-10 2 2203 100.00 -\n2026-05-10 2 1122 - 100.00\n"
    "2026-05-31 3 2205 416.67 -\n2026-05-31 3 600102 - 416.67\n"
    "2026-05-31 4 2205 100.00 -\n2026-05-31 4 600103 - 100.00\n" },
  /* ten months of 2026 are closed, three of 2027 are revenue of the year */
  { "opening-of-a-later-year",
    { .charges = ANNUITY, .period = "2027-04", .opening = TRUE },
    "2027-03-31 1 1122 15000.00 -\n2027-03-31 1 2205 - 9583.29\n"
    "2027-03-31 1 600102 - 1250.01\n2027-03-31 1 4104 - 4166.70\n"
    "2027-04-30 1 2205 416.67 -\n2027-04-30 1 600102 - 416.67\n" },
  { "opening-of-a-year",
    { .charges = ANNUITY, .period = "2027-01", .opening = TRUE },
    "2026-12-31 1 1122 15000.00 -\n2026-12-31 1 2205 - 10833.30\n2026-12-31 1 4104 - 4166.70\n"
    "2027-01-31 1 2205 416.67 -\n2027-01-31 1 600102 - 416.67\n" },
  /* a credit of the year before undid what was earned then */
  { "opening-after-a-credit",
    { .charges = ANNUITY "R,C," Q ",annuity,-15000,2026-12-10,甲,,,\n",
      .period = "2027-02",
      .opening = TRUE },
    "" },
  { "opening-of-nothing",
    { .charges = AUDIT, .period = "2026-01", .opening = TRUE },
    "2026-01-10 1 1122 72000.00 -\n2026-01-10 1 2205 - 72000.00\n" },
  { "unknown-item", /* the account for every other one */
    { .charges = "T,C," Q ",差旅,100,2026-01-10,甲,2026-01-11,2026-01-11,\n", .period = "2026-01" },
    "2026-01-10 1 1122 100.00 -\n2026-01-10 1 2205 - 100.00\n"
    "2026-01-31 2 2205 100.00 -\n2026-01-31 2 600103 - 100.00\n" },
  { "receipt",
    { .charges = ANNUITY, .applied = "B,N,15000,2026-02-01\n", .period = "2026-02" },
    "2026-02-01 1 1002 15000.00 -\n2026-02-01 1 1122 - 15000.00\n" },
  { "receipt-on-the-due-date",
    { .charges = ANNUITY, .applied = "B,N,15000,2026-01-10\n", .period = "2026-01" },
    "2026-01-10 1 1122 15000.00 -\n2026-01-10 1 2205 - 15000.00\n"
    "2026-01-10 2 1002 15000.00 -\n2026-01-10 2 1122 - 15000.00\n" },
  { "one-payment-of-two-charges",
    { .charges = AUDIT ANNUITY,
      .applied = "B,A,72000,2026-02-01\nB,N,15000,2026-02-01\n",
      .period = "2026-02" },
    "2026-02-01 1 1002 72000.00 -\n2026-02-01 1 1122 - 72000.00\n"
    "2026-02-01 1 1002 15000.00 -\n2026-02-01 1 1122 - 15000.00\n" },
  { "paid-before-due", /* an advance, which on the due date pays the receivable */
    { .charges = ANNUITY,
      .applied = "B,N,10000,2026-01-05\nC,N,5000,2026-01-20\n",
      .period = "2026-01" },
    "2026-01-05 1 1002 10000.00 -\n2026-01-05 1 2203 - 10000.00\n"
    "2026-01-10 2 1122 15000.00 -\n2026-01-10 2 2205 - 15000.00\n"
    "2026-01-10 3 2203 10000.00 -\n2026-01-10 3 1122 - 10000.00\n"
    "2026-01-20 4 1002 5000.00 -\n2026-01-20 4 1122 - 5000.00\n" },
  { "paid-in-the-month-before",
    { .charges = ANNUITY, .applied = "B,N,10000,2025-12-05\n", .period = "2026-01" },
    "2026-01-10 1 1122 15000.00 -\n2026-01-10 1 2205 - 15000.00\n"
    "2026-01-10 2 2203 10000.00 -\n2026-01-10 2 1122 - 10000.00\n" },
  { "paid-and-never-due",
    { .charges = "N,C," Q ",annuity,15000,,甲,,,\n",
      .applied = "B,N,10000,2026-01-05\n",
      .period = "2026-01" },
    "2026-01-05 1 1002 10000.00 -\n2026-01-05 1 2203 - 10000.00\n" },
  { "refund",
    { .charges = ANNUITY,
      .applied = "B,N,15000,2026-02-01\nB2,N,-500,2026-02-03\n",
      .period = "2026-02" },
    "2026-02-01 1 1002 15000.00 -\n2026-02-01 1 1122 - 15000.00\n"
    "2026-02-03 2 1002 - 500.00\n2026-02-03 2 1122 500.00 -\n" },
  { "credit", /* of 15,000 in the 13th month: 9,583.29 were deferred, 5,416.71 earned; what the
                 month earns stands */
    { .charges = ANNUITY "R,C," Q ",annuity,-15000,2027-03-10,甲,,,\n", .period = "2027-03" },
    "2027-03-10 1 2205 9583.29 -\n2027-03-10 1 600102 5416.71 -\n2027-03-10 1 1122 - 15000.00\n"
    "2027-03-31 2 2205 416.67 -\n2027-03-31 2 600102 - 416.67\n" },
  { "credit-with-tax", /* before the issue: 1,060.00 = 1,000.00 and 60.00 */
    { .charges = ANNUITY "R,C," Q ",annuity,-1060,2026-02-10,甲,,,\n",
      .period = "2026-02",
      .vat = "6%" },
    "2026-02-10 1 2205 1000.00 -\n2026-02-10 1 22210106 60.00 -\n2026-02-10 1 1122 - 1060.00\n" },
  /* Not on 20 December: the invoice comes first. */
  { "credit-before-its-charge",
    { .charges = "R,C," Q ",annuity,-1060,2025-12-20,甲,,,\n" ANNUITY,
      .period = "2025-12",
      .to = "2026-01",
      .vat = "6%" },
    "2026-01-10 1 1122 15000.00 -\n2026-01-10 1 2205 - 14150.94\n2026-01-10 1 22210106 - 849.06\n"
    "2026-01-10 2 2205 1000.00 -\n2026-01-10 2 22210106 60.00 -\n2026-01-10 2 1122 - 1060.00\n" },
  /* 1,000.01 = 943.41 and 56.60 of tax; of the 530.00 of January 500.00 and 30.00 (29.998), of
   * February the rest: 443.41 and 26.60 */
  { "credit-in-two-parts",
    { .charges = "N1,C," Q ",annuity,530,2026-01-10,甲,2026-03-15,2029-03-15,\n"
                 "N2,C," Q ",annuity,530,2026-02-10,甲,2026-03-15,2029-03-15,\n"
                 "R,C," Q ",annuity,-1000.01,2026-01-20,甲,,,\n",
      .period = "2026-01",
      .to = "2026-02",
      .vat = "6%" },
    "2026-01-10 1 1122 530.00 -\n2026-01-10 1 2205 - 500.00\n2026-01-10 1 22210106 - 30.00\n"
    "2026-01-20 2 2205 500.00 -\n2026-01-20 2 22210106 30.00 -\n2026-01-20 2 1122 - 530.00\n"
    "2026-02-10 1 1122 530.00 -\n2026-02-10 1 2205 - 500.00\n2026-02-10 1 22210106 - 30.00\n"
    "2026-02-10 2 2205 443.41 -\n2026-02-10 2 22210106 26.60 -\n2026-02-10 2 1122 - 470.01\n" },
  { "revoked",
    { .charges = ANNUITY,
      .certificates = HELD,
      .events = "C,revocation,2026-06-15\n",
      .period = "2026-06" },
    "2026-06-30 1 2205 13749.99 -\n2026-06-30 1 600102 - 13749.99\n" },
  { "revoked-returned",
    { .charges = ANNUITY,
      .certificates = HELD,
      .events = "C,revocation,2026-06-15\n",
      .policy = "ended-annuity=returned",
      .period = "2026-06" },
    "2026-06-15 1 2205 13333.32 -\n2026-06-15 1 1122 - 13333.32\n"
    "2026-06-30 2 2205 416.67 -\n2026-06-30 2 600102 - 416.67\n" },
  { "no-amount",
    { .charges = "N,C," Q ",fee,,2026-01-10,甲,,,no_published_tariff\n", .period = "2026-01" },
    "" },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanJournal) journal = make (get_rulebook (), &row->call, NULL, &error);
  g_assert_no_error (error);
  if (journal == NULL)
    return;
  g_autofree char *vouchers = show (journal);
  g_assert_cmpstr (vouchers, ==, row->vouchers);
  g_assert_cmpuint (certplan_journal_get_n_missing (journal), ==,
                    g_str_has_suffix (row->name, "no-amount") ? 1 : 0);
}

static void
test_refused (void)
{
  static const char *const months[] = { "2026", "2026-13", "9999-12", "" };
  static const char *const rates[] = { "-1%", "six", "200%", "" };
  for (gsize i = 0; i < G_N_ELEMENTS (months); i++)
    {
      const Call call = { .charges = ANNUITY, .period = months[i] };
      g_autoptr (GError) error = NULL;
      g_assert_null (make (get_rulebook (), &call, NULL, &error));
      g_assert_error (error, CERTPLAN_FINANCE_ERROR, CERTPLAN_FINANCE_ERROR_PERIOD);
    }
  static const char *const ends[] = { "2025-12", "2026", "9999-12", "2126-01" };
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      const Call call = { .charges = ANNUITY, .period = "2026-01", .to = ends[i] };
      g_autoptr (GError) error = NULL;
      g_assert_null (make (get_rulebook (), &call, NULL, &error));
      g_assert_error (error, CERTPLAN_FINANCE_ERROR, CERTPLAN_FINANCE_ERROR_PERIOD);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      const Call call = { .charges = ANNUITY, .period = "2026-01", .vat = rates[i] };
      g_autoptr (GError) error = NULL;
      g_assert_null (make (get_rulebook (), &call, NULL, &error));
      g_assert_error (error, CERTPLAN_FINANCE_ERROR, CERTPLAN_FINANCE_ERROR_VAT);
    }
  const Call large = { .charges = "N,C," Q ",annuity,30000000000000000,2026-01-10,甲,,,\n",
                       .period = "2026-01" };
  const Call received = { .charges = ANNUITY,
                          .applied = "P,N,92233720368547758.07,2026-01-10\n",
                          .period = "2026-01" };
  g_autoptr (GError) error = NULL, other = NULL;
  g_assert_null (make (get_rulebook (), &large, NULL, &error));
  g_assert_error (error, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_RANGE);
  g_assert_null (make (get_rulebook (), &received, NULL, &other));
  g_assert_error (other, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_RANGE);
}

/* Refused for the one value that the fault names. */
static void
check_fault (const Call *call, const char *wanted)
{
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_assert_null (make (get_rulebook (), call, faults, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_VALUE);
  g_autofree char *text = certplan_faults_dup_text (faults, 0);
  g_assert_cmpstr (text, ==, wanted);
}

static void
test_bad_register (void)
{
  const Call call = { .charges = ANNUITY,
                      .certificates = "C,cnitsec/engineering/2,甲,2026-03-15,2029-03-15,,C,\n",
                      .period = "2026-01" };
  check_fault (&call,
               "register.csv:2:50: supersedes: a certificate cannot replace itself: \"C\"; wanted "
               "the number of the old certificate");
}

static void
test_unknown_charge (void)
{
  const Call call = { .charges = ANNUITY, .applied = "B,X,1,2026-02-01\n", .period = "2026-02" };
  check_fault (
      &call, "applied.csv:2: charge: no charge has that number: \"X\"; wanted one of the charges");
}

/* What no charge stands behind, and what has no payment. */
static void
test_unknown_waiver (void)
{
  const Call call = { .charges = ANNUITY "X,C," Q ",fee,,2026-01-10,甲,,,no_published_tariff\n",
                      .applied = ",Y,1,2026-02-01,by_waiver\n,X,1,2026-02-01,by_waiver\n",
                      .period = "2026-02" };
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_assert_null (make (get_rulebook (), &call, faults, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_VALUE);
  g_autofree char *unknown = certplan_faults_dup_text (faults, 0);
  g_autofree char *unpriced = certplan_faults_dup_text (faults, 1);
  g_assert_cmpstr (
      unknown, ==,
      "applied.csv:2: charge: no charge has that number: \"Y\"; wanted one of the charges");
  g_assert_cmpstr (unpriced, ==,
                   "applied.csv:3: charge: nothing is asked for of it that could be waived: \"X\"; "
                   "wanted a charge with an amount");
}

static CertplanRulebook *
load_accounts (const char *lines)
{
  g_autofree char *folder = g_dir_make_tmp ("certplan-journal-XXXXXX", NULL);
  g_autofree char *assumptions = g_build_filename (folder, "assumptions", NULL);
  g_autofree char *path = g_build_filename (assumptions, "accounts.csv", NULL);
  g_autofree char *text
      = g_strconcat ("role,item,account_code,account_name,account_type\n", lines, NULL);
  const char *const layers[] = { folder, NULL };
  g_autoptr (GError) error = NULL;
  g_assert_cmpint (g_mkdir (assumptions, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  CertplanRulebook *rulebook = certplan_rulebook_load (layers, NULL, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  g_rmdir (assumptions);
  g_rmdir (folder);
  return rulebook;
}

#define OWN                                                                                        \
  "bank,,1,银行,assets\nreceivable,,2,应收,assets\nadvance,,3,预收,liabilities\n"            \
  "deferred,,4,递延,liabilities\nvat,,5,税,liabilities\n"

/* Accounts of one's own, for one item another one than for the rest; and what they may not lack. */
static void
test_accounts (void)
{
  const Call call = { .charges = AUDIT ANNUITY, .period = "2026-03" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRulebook) own
      = load_accounts (OWN "revenue,三年年金,6,年金,income\nrevenue,,7,其他,income\n");
  g_autoptr (CertplanJournal) journal = make (own, &call, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *vouchers = show (journal);
  g_assert_cmpstr (vouchers, ==,
                   "2026-03-31 1 4 72000.00 -\n2026-03-31 1 7 - 72000.00\n"
                   "2026-03-31 2 4 416.67 -\n2026-03-31 2 6 - 416.67\n");
  const Call later = { .charges = ANNUITY, .period = "2027-01", .opening = TRUE };
  g_autoptr (CertplanJournal) unclosed = make (own, &later, NULL, &error);
  g_autofree char *stands = show (unclosed); /* without an account of closed years */
  g_assert_cmpstr (stands, ==,
                   "2026-12-31 1 2 15000.00 -\n2026-12-31 1 4 - 10833.30\n"
                   "2026-12-31 1 6 - 4166.70\n2027-01-31 1 4 416.67 -\n"
                   "2027-01-31 1 6 - 416.67\n");
  const Call short_of = { .charges = ANNUITY,
                          .applied = "B,N,14985,2026-02-01,\n,N,15,2026-02-01,by_difference\n",
                          .period = "2026-02" };
  g_autoptr (GError) missing = NULL; /* only where there is a difference */
  g_assert_null (make (own, &short_of, NULL, &missing));
  g_assert_error (missing, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_MISSING);
  static const char *const bad[]
      = { OWN "revenue,annuity,6,年金,income\n", OWN "revenue,,6,a,income\nrevenue,,7,b,income\n" };
  static const gint codes[] = { CERTPLAN_TABLE_ERROR_MISSING, CERTPLAN_TABLE_ERROR_DUPLICATE };
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (CertplanRulebook) rulebook = load_accounts (bad[i]);
      g_autoptr (GError) fault = NULL;
      g_assert_null (make (rulebook, &call, NULL, &fault));
      g_assert_error (fault, CERTPLAN_TABLE_ERROR, codes[i]);
    }
}

/* Each charge and each payment is looked at a fixed number of times. */
static void
test_many (void)
{
  const guint n = g_test_slow () ? 100000 : 10000;
  g_autoptr (GString) charges = g_string_new (NULL);
  g_autoptr (GString) applied = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (
          charges, "N%u,C%u," Q ",annuity,15000,2026-01-10,企业%u,2026-01-15,2029-01-15,\n", i, i,
          i % 1000);
      g_string_append_printf (applied, "B%u,N%u,15000,2026-01-%02u\n", i, i, i % 28 + 1);
    }
  const Call call
      = { .charges = charges->str, .applied = applied->str, .period = "2026-01", .vat = "6%" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanJournal) journal = make (get_rulebook (), &call, NULL, &error);
  g_assert_no_error (error);
  /* An invoice and a receipt each; an advance for those paid on 9 of 28 days before; the month's
   * revenue. */
  guint n_early = 0;
  for (guint i = 0; i < n; i++)
    n_early += i % 28 + 1 < 10;
  g_assert_cmpuint (certplan_journal_get_n_vouchers (journal), ==, 2 * n + n_early + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/journal/", rows[i].name, NULL);
      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/journal/refused", test_refused);
  g_test_add_func ("/journal/bad-register", test_bad_register);
  g_test_add_func ("/journal/unknown-charge", test_unknown_charge);
  g_test_add_func ("/journal/unknown-waiver", test_unknown_waiver);
  g_test_add_func ("/journal/accounts", test_accounts);
  g_test_add_func ("/journal/many", test_many);
  return g_test_run ();
}
