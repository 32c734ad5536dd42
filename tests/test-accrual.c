/* Deferred revenue, by hand. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-accrual.h"

/* Cells of the rows of a table, all rows or those whose second cell is @only: "a b c\n" a row. */
static char *
show (CertplanAccrual *accrual, const char *table, const char *only)
{
  g_autoptr (CertplanTables) tables = certplan_accrual_dup_tables (accrual);
  CertplanTable *found = certplan_tables_find (tables, table);
  GString *text = g_string_new (NULL);
  if (found == NULL)
    return g_string_free (text, FALSE);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (found);
  while (certplan_cursor_next (cursor, NULL))
    {
      g_autofree char *item = certplan_cursor_dup_text (cursor, 1);
      if (only != NULL && !g_str_equal (item, only))
        continue;
      for (guint column = 0; column < certplan_table_get_n_columns (found); column++)
        {
          g_autofree char *cell = certplan_cursor_dup_text (cursor, column);
          if ((only == NULL || column != 1) && !g_str_equal (cell, "computed"))
            g_string_append_printf (text, "%s%s", column > 0 ? " " : "", cell);
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *name;
  Call call;
  const char *roll; /* of the totals: month opening billed recognised reversed closing */
  const char *findings;
} Row;

#define ANNUITY "N,C," Q ",annuity,15000,2026-01-10,2026-03-15,2029-03-15,\n"
#define AUDIT "A,C," Q ",audit_fee,72000,2026-01-10,2026-03-15,2026-03-15,\n"
#define HELD "C,cnitsec/engineering/2,甲,2026-03-15,2029-03-15,initial,,2026-01-10\n"

/* 15,000.00 over 36 months: 24 parts of 416.67, then 12 of 416.66. By day 1,096 days from
 * 2026-03-16 to 2029-03-15: 672 days of 13.69, then 424 of 13.68; March 2026 has 16 of them:
 * 219.04. */
static const Row rows[] = {
  { "deferred-until-issue",
    { .charges = AUDIT ANNUITY, .from = "2025-12", .to = "2026-04" },
    "2025-12 0.00 0.00 0.00 0.00 0.00\n2026-01 0.00 87000.00 0.00 0.00 87000.00\n"
    "2026-02 87000.00 0.00 0.00 0.00 87000.00\n2026-03 87000.00 0.00 72416.67 0.00 14583.33\n"
    "2026-04 14583.33 0.00 416.67 0.00 14166.66\n",
    "" },
  { "late-issue", /* the same, issued two months later: all of it comes two months later */
    { .charges = "A,C," Q ",audit_fee,72000,2026-01-10,2026-05-15,2026-05-15,\n"
                 "N,C," Q ",annuity,15000,2026-01-10,2026-05-15,2029-05-15,\n",
      .from = "2026-03",
      .to = "2026-05" },
    "2026-03 87000.00 0.00 0.00 0.00 87000.00\n2026-04 87000.00 0.00 0.00 0.00 87000.00\n"
    "2026-05 87000.00 0.00 72416.67 0.00 14583.33\n",
    "" },
  { "last-months",
    { .charges = ANNUITY, .from = "2029-01", .to = "2029-03" },
    "2029-01 833.32 0.00 416.66 0.00 416.66\n2029-02 416.66 0.00 416.66 0.00 0.00\n"
    "2029-03 0.00 0.00 0.00 0.00 0.00\n",
    "" },
  { "by-day",
    { .charges = ANNUITY, .from = "2026-03", .to = "2026-04", .by_day = TRUE },
    "2026-03 15000.00 0.00 219.04 0.00 14780.96\n2026-04 14780.96 0.00 410.70 0.00 14370.26\n",
    "" },
  { "by-day-last-month", /* 15 days of 13.68 */
    { .charges = ANNUITY, .from = "2029-03", .to = "2029-03", .by_day = TRUE },
    "2029-03 205.20 0.00 205.20 0.00 0.00\n",
    "" },
  { "not-issued",
    { .charges = "N,C," Q ",annuity,15000,2026-01-10,,,\n", .from = "2026-01", .to = "2026-01" },
    "2026-01 0.00 15000.00 0.00 0.00 15000.00\n",
    "" },
  { "due-after-issue", /* what is earned and not billed is less than nothing */
    { .charges = "N,C," Q ",annuity,15000,2026-05-10,2026-03-15,2029-03-15,\n",
      .from = "2026-03",
      .to = "2026-05" },
    "2026-03 0.00 0.00 416.67 0.00 -416.67\n2026-04 -416.67 0.00 416.67 0.00 -833.34\n"
    "2026-05 -833.34 15000.00 416.67 0.00 13749.99\n",
    "N cnitsec/engineering/2 It is earned from 2026-03-15 on and falls due on 2026-05-10 only: "
    "until then "
    "its balance is less than nothing no_document\n" },
  { "never-due",
    { .charges = "N,C," Q ",annuity,15000,,,,\n", .from = "2026-03", .to = "2026-03" },
    "2026-03 0.00 0.00 0.00 0.00 0.00\n",
    "N cnitsec/engineering/2 No day is known on which it falls due, so it is not billed "
    "no_document\n" },
  { "no-amount",
    { .charges = "N,C," Q ",fee,,2026-01-10,,,no_published_tariff\n",
      .from = "2026-01",
      .to = "2026-01" },
    "2026-01 0.00 0.00 0.00 0.00 0.00\n",
    "" },
  /* A credit of 6,000.00 in the 13th month: 5,416.71 are earned, of the 9,583.29 that are not
   * 6,000.00 go; the rest is 23 parts, 12 of 155.80 and 11 of 155.79. */
  { "credit",
    { .charges = ANNUITY "R,C," Q ",annuity,-6000,2027-03-10,,,\n",
      .from = "2027-02",
      .to = "2027-04" },
    "2027-02 10416.63 0.00 416.67 0.00 9999.96\n2027-03 9999.96 0.00 416.67 6000.00 3583.29\n"
    "2027-04 3583.29 0.00 155.80 0.00 3427.49\n",
    "" },
  { "credits-of-one-day", /* in whatever order their rows stand: as one of 6,000.00 */
    { .charges
      = "R,C," Q ",annuity,-3500,2027-03-10,,,\n" ANNUITY "S,C," Q ",annuity,-2500,2027-03-10,,,\n",
      .from = "2027-02",
      .to = "2027-04" },
    "2027-02 10416.63 0.00 416.67 0.00 9999.96\n2027-03 9999.96 0.00 416.67 6000.00 3583.29\n"
    "2027-04 3583.29 0.00 155.80 0.00 3427.49\n",
    "" },
  { "credit-of-all", /* the 5,416.71 that were earned are undone */
    { .charges = ANNUITY "R,C," Q ",annuity,-15000,2027-03-10,,,\n",
      .from = "2027-02",
      .to = "2027-04" },
    "2027-02 10416.63 0.00 416.67 0.00 9999.96\n2027-03 9999.96 0.00 -5000.04 15000.00 0.00\n"
    "2027-04 0.00 0.00 0.00 0.00 0.00\n",
    "" },
  { "credit-before-issue",
    { .charges = AUDIT "R,C," Q ",audit_fee,-72000,2026-02-10,,,\n",
      .from = "2026-01",
      .to = "2026-03" },
    "2026-01 0.00 72000.00 0.00 0.00 72000.00\n2026-02 72000.00 0.00 0.00 72000.00 0.00\n"
    "2026-03 0.00 0.00 0.00 0.00 0.00\n",
    "" },
  { "credit-over-two-instalments",
    { .charges = "N1,C," Q ",annuity,7000,2026-01-10,2026-03-15,2029-03-15,\n"
                 "N2,C," Q ",annuity,8000,2026-02-10,2026-03-15,2029-03-15,\n"
                 "R,C," Q ",三年年金,-1,2026-01-11,,,\nS,C," Q ",annuity,-9000,2026-02-20,,,\n",
      .from = "2026-01",
      .to = "2026-03" },
    NULL,
    NULL },
  /* 36 parts of 250.00 of the 9,000 that are left */
  { "credit-before-its-charge",
    { .charges = "R,C," Q ",annuity,-6000,2025-12-20,,,\n" ANNUITY,
      .from = "2025-12",
      .to = "2026-03" },
    "2025-12 0.00 0.00 0.00 0.00 0.00\n2026-01 0.00 15000.00 0.00 6000.00 9000.00\n"
    "2026-02 9000.00 0.00 0.00 0.00 9000.00\n2026-03 9000.00 0.00 250.00 0.00 8750.00\n",
    "R cnitsec/engineering/2 Dated 2025-12-20, before the charge N falls due on 2026-01-10: "
    "6,000.00 yuan of it count from then on, for nothing is given back of a charge that does not "
    "stand yet no_document\n" },
  /* All of the first instalment, and 2,000 of the second one when it stands: 6,000 = 24 * 166.67 +
   * 12 * 166.66 */
  { "credit-between-two-instalments",
    { .charges = "N2,C," Q ",annuity,8000,2026-02-10,2026-03-15,2029-03-15,\n"
                 "N1,C," Q ",annuity,7000,2026-01-10,2026-03-15,2029-03-15,\n"
                 "R,C," Q ",annuity,-9000,2026-01-20,,,\n",
      .from = "2026-01",
      .to = "2026-03" },
    "2026-01 0.00 7000.00 0.00 7000.00 0.00\n2026-02 0.00 8000.00 0.00 2000.00 6000.00\n"
    "2026-03 6000.00 0.00 166.67 0.00 5833.33\n",
    "R cnitsec/engineering/2 Dated 2026-01-20, before the charge N2 falls due on 2026-02-10: "
    "2,000.00 yuan of it count from then on, for nothing is given back of a charge that does not "
    "stand yet no_document\n" },
  /* 12 parts of 300: of 3,600 three are earned in March, and undone; what falls due in June is not
   * touched */
  { "credit-undoes-before-it-waits",
    { .charges = "N1,C," Q ",annuity,3600,2026-01-10,2026-01-10,2027-01-10,\n"
                 "N2,C," Q ",annuity,3600,2026-06-10,2026-06-10,2027-06-10,\n"
                 "R,C," Q ",annuity,-3600,2026-03-20,,,\n",
      .from = "2026-03",
      .to = "2026-06" },
    "2026-03 3000.00 0.00 -600.00 3600.00 0.00\n2026-04 0.00 0.00 0.00 0.00 0.00\n"
    "2026-05 0.00 0.00 0.00 0.00 0.00\n2026-06 0.00 3600.00 300.00 0.00 3300.00\n",
    "" },
  /* It waits twice, and 100 are too much in the end. */
  { "credit-of-all-that-comes",
    { .charges = "N1,C," Q ",annuity,1000,2026-02-10,2026-03-15,2029-03-15,\n"
                 "N0,C," Q ",annuity,0,2026-02-20,2026-03-15,2029-03-15,\n"
                 "N2,C," Q ",annuity,2000,2026-03-10,2026-03-15,2029-03-15,\n"
                 "R,C," Q ",annuity,-3100,2026-01-20,,,\n",
      .from = "2026-01",
      .to = "2026-04" },
    "2026-01 0.00 0.00 0.00 0.00 0.00\n2026-02 0.00 1000.00 0.00 1000.00 0.00\n"
    "2026-03 0.00 2000.00 0.00 2000.00 0.00\n2026-04 0.00 0.00 0.00 0.00 0.00\n",
    "R cnitsec/engineering/2 Dated 2026-01-20, before the charge N1 falls due on 2026-02-10: "
    "3,100.00 yuan of it count from then on, for nothing is given back of a charge that does not "
    "stand yet no_document\n"
    "R cnitsec/engineering/2 Dated 2026-01-20, before the charge N2 falls due on 2026-03-10: "
    "2,100.00 yuan of it count from then on, for nothing is given back of a charge that does not "
    "stand yet no_document\n"
    "R cnitsec/engineering/2 Of this credit 100.00 yuan exceed the charges of its certificate and "
    "item; they are set against nothing no_document\n" },
  /* A charge that never falls due does not stand, either. */
  { "credit-of-a-charge-of-no-day",
    { .charges = "N,C," Q ",annuity,15000,,,,\nR,C," Q ",annuity,-6000,2026-02-10,,,\n",
      .from = "2026-02",
      .to = "2026-02" },
    "2026-02 0.00 0.00 0.00 0.00 0.00\n",
    "N cnitsec/engineering/2 No day is known on which it falls due, so it is not billed "
    "no_document\n"
    "R cnitsec/engineering/2 Of this credit 6,000.00 yuan exceed the charges of its certificate "
    "and item; they are set against nothing no_document\n" },
  { "credit-of-nothing",
    { .charges = ANNUITY "R,D," Q ",annuity,-6000,2027-03-10,,,\n",
      .from = "2027-03",
      .to = "2027-03" },
    "2027-03 9999.96 0.00 416.67 0.00 9583.29\n",
    "R cnitsec/engineering/2 Of this credit 6,000.00 yuan exceed the charges of its certificate "
    "and item; "
    "they are set against nothing no_document\n" },
  /* 416.67 are earned by then, of the other 14,583.33 nobody asks for 6,000.00: 8,583.33 for 35
   * months, 858,333 = 35 * 24,523 + 28. Payments and differences change nothing. */
  { "waived",
    { .charges = ANNUITY,
      .applied = "P,N,8985,2026-02-01,by_payment\n,N,15,2026-02-01,by_difference\n"
                 ",N,6000,2026-03-20,by_waiver\n",
      .from = "2026-03",
      .to = "2026-04" },
    "2026-03 15000.00 0.00 416.67 6000.00 8583.33\n2026-04 8583.33 0.00 245.24 0.00 8338.09\n",
    "" },
  { "waived-in-parts", /* of one day: the sums are those of the whole, wherever the rows stand */
    { .charges = ANNUITY,
      .applied = ",N,3500,2026-03-20,by_waiver\n,N,2500,2026-03-20,by_waiver\n",
      .from = "2026-03",
      .to = "2026-04" },
    "2026-03 15000.00 0.00 416.67 6000.00 8583.33\n2026-04 8583.33 0.00 245.24 0.00 8338.09\n",
    "" },
  { "waived-more-than-there-is",
    { .charges = ANNUITY,
      .applied = ",N,15001,2026-03-20,by_waiver\n",
      .from = "2026-03",
      .to = "2026-03" },
    "2026-03 15000.00 0.00 0.00 15000.00 0.00\n",
    "N cnitsec/engineering/2 Of this credit 1.00 yuan exceed the charges of its certificate and "
    "item; they are set against nothing no_document\n" },
  { "revoked", /* in the 4th month: 1,666.68 are earned, the other 13,333.32 on that day, nothing
                  after it */
    { .charges = AUDIT ANNUITY,
      .certificates = HELD,
      .events = "C,revocation,2026-06-15\n",
      .from = "2026-05",
      .to = "2026-07" },
    "2026-05 14166.66 0.00 416.67 0.00 13749.99\n2026-06 13749.99 0.00 13749.99 0.00 0.00\n"
    "2026-07 0.00 0.00 0.00 0.00 0.00\n",
    "" },
  { "audit-when-due", /* on 2026-01-10, not on the day of issue; the annuity waits for it */
    { .charges = AUDIT ANNUITY,
      .policy = "audit-fee=when-due",
      .from = "2026-01",
      .to = "2026-03" },
    "2026-01 0.00 87000.00 72000.00 0.00 15000.00\n2026-02 15000.00 0.00 0.00 0.00 15000.00\n"
    "2026-03 15000.00 0.00 416.67 0.00 14583.33\n",
    "" },
  { "revoked-returned",
    { .charges = ANNUITY,
      .certificates = HELD,
      .events = "C,revocation,2026-06-15\n",
      .policy = "ended-annuity=returned",
      .from = "2026-06",
      .to = "2026-07" },
    "2026-06 13749.99 0.00 416.67 13333.32 0.00\n2026-07 0.00 0.00 0.00 0.00 0.00\n",
    "" },
  { "revoked-runs-on",
    { .charges = ANNUITY,
      .certificates = HELD,
      .events = "C,revocation,2026-06-15\n",
      .policy = "ended-annuity=runs-on",
      .from = "2026-06",
      .to = "2026-07" },
    "2026-06 13749.99 0.00 416.67 0.00 13333.32\n2026-07 13333.32 0.00 416.67 0.00 12916.65\n",
    "" },
  { "credit-and-revocation", /* on one day: what is given back is not earned as well */
    { .charges = ANNUITY "R,C," Q ",annuity,-6000,2026-06-15,,,\n",
      .certificates = HELD,
      .events = "C,revocation,2026-06-15\n",
      .from = "2026-06",
      .to = "2026-07" },
    "2026-06 13749.99 0.00 7749.99 6000.00 0.00\n2026-07 0.00 0.00 0.00 0.00 0.00\n",
    "" },
  { "credit-of-no-day", /* it is told, and counts in no month */
    { .charges = ANNUITY "R,C," Q ",annuity,-6000,,,,\n", .from = "2026-06", .to = "2026-06" },
    "2026-06 13749.99 0.00 416.67 0.00 13333.32\n",
    "R cnitsec/engineering/2 No day is known on which it falls due, so it is not billed "
    "no_document\n" },
  { "upgraded", /* on 2026-06-20 a higher level takes its place, without credit for what is left */
    { .charges = ANNUITY,
      .certificates = HELD "D,cnitsec/engineering/3,甲,2026-06-20,2029-06-20,upgrade,C,\n",
      .from = "2026-06",
      .to = "2026-07" },
    "2026-06 13749.99 0.00 13749.99 0.00 0.00\n2026-07 0.00 0.00 0.00 0.00 0.00\n",
    "" },
  { "renewed-early", /* the old term runs out, the new one follows: no month is earned twice */
    { .charges
      = "N,C," Q ",annuity,15000,2023-01-10,2023-11-15,2026-11-15,\n"
        "M,D,cnitsec/engineering/2,maintenance,annuity,15000,2026-07-10,2026-11-15,2029-11-15,\n",
      .certificates = "C,cnitsec/engineering/2,甲,2023-11-15,2026-11-15,initial,,2023-01-10\n"
                      "D,cnitsec/engineering/2,甲,2026-08-01,2029-11-15,maintenance,C,2026-07-10\n",
      .from = "2026-08",
      .to = "2026-11" },
    "2026-08 16249.98 0.00 416.66 0.00 15833.32\n2026-09 15833.32 0.00 416.66 0.00 15416.66\n"
    "2026-10 15416.66 0.00 416.66 0.00 15000.00\n2026-11 15000.00 0.00 416.67 0.00 14583.33\n",
    "" },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanAccrual) accrual = make (&row->call, &error);
  g_assert_no_error (error);
  if (accrual == NULL)
    return;
  g_autofree char *roll = row->roll != NULL ? show (accrual, "rollforward", "total") : NULL;
  g_autofree char *findings = row->findings != NULL ? show (accrual, "findings", NULL) : NULL;
  g_assert_cmpstr (roll, ==, row->roll);
  g_assert_cmpstr (findings, ==, row->findings);
}

/* N1 7,000 is billed on 01-10, of which the credit R takes 1 on 01-11; N2 8,000 on 02-10; the
 * credit S takes 6,999 of N1 and 2,001 of N2: 5,999.00 are left and earned over 36 months, 599,900
 * = 36 * 16,663 + 32. */
static void
test_instalments (void)
{
  g_autoptr (GError) error = NULL;
  gsize i = 0;
  while (!g_str_equal (rows[i].name, "credit-over-two-instalments"))
    i++;
  g_autoptr (CertplanAccrual) accrual = make (&rows[i].call, &error);
  g_assert_no_error (error);
  g_autofree char *roll = show (accrual, "rollforward", "annuity");
  g_assert_cmpstr (
      roll, ==,
      "2026-01 0.00 7000.00 0.00 1.00 6999.00\n2026-02 6999.00 8000.00 0.00 9000.00 5999.00\n"
      "2026-03 5999.00 0.00 166.64 0.00 5832.36\n");
  g_autofree char *schedule = show (accrual, "schedule", NULL);
  g_assert_cmpstr (
      schedule, ==,
      "2026-01 N1 C  annuity 0.00 1.00 6999.00\n2026-02 N1 C  annuity 0.00 6999.00 0.00\n"
      "2026-02 N2 C  annuity 0.00 2001.00 5999.00\n2026-03 N2 C  annuity 166.64 0.00 5832.36\n");
  g_assert_cmpint (certplan_accrual_get_closing (accrual), ==, 583236);
}

static void
test_balances (void)
{
  const Call call = { .charges = AUDIT ANNUITY "X,C," Q ",fee,,2026-01-10,,,no_published_tariff\n",
                      .from = "2026-03",
                      .to = "2026-04" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanAccrual) accrual = make (&call, &error);
  g_assert_no_error (error);
  g_autofree char *balances = show (accrual, "balances", NULL);
  g_assert_cmpstr (
      balances, ==,
      "A C  cnitsec/engineering/2 audit_fee 72000.00 2026-01-10 2026-03-15 2026-03-15 "
      "72000.00 0.00 72000.00 0.00 0.00 2026-03-15 all_earned\n"
      "N C  cnitsec/engineering/2 annuity 15000.00 2026-01-10 2026-03-15 2029-03-15 15000.00 "
      "0.00 833.34 0.00 14166.66 2029-02-15 being_earned\n");
  g_assert_cmpuint (certplan_accrual_get_n_missing (accrual), ==, 1);
}

/* The balances in the months that the call asks for, under a policy, of an annuity whose
 * certificate is revoked on 2026-06-15. */
static void
check_revoked (const char *policy, const char *to, const char *wanted)
{
  const Call call = { .charges = ANNUITY,
                      .certificates = HELD,
                      .events = "C,revocation,2026-06-15\n",
                      .policy = policy,
                      .from = "2026-06",
                      .to = to };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanAccrual) accrual = make (&call, &error);
  g_assert_no_error (error);
  g_autofree char *balances = show (accrual, "balances", NULL);
  g_assert_cmpstr (balances, ==, wanted);
}

/* 3 months of 416.67 are earned by the end of May, a fourth in June, when the rest is given back.
 */
static void
test_balance_of_a_revoked_one (void)
{
  check_revoked ("ended-annuity=returned", "2026-07",
                 "N C  cnitsec/engineering/2 annuity 15000.00 2026-01-10 2026-03-15 2029-03-15 "
                 "13749.99 0.00 416.67 13333.32 0.00 2026-06-15 ended\n");
}

/* Where its fee runs on all the same, nothing has ended: the 36th month is 2029-02. */
static void
test_balance_that_runs_on (void)
{
  check_revoked ("ended-annuity=runs-on", "2026-06",
                 "N C  cnitsec/engineering/2 annuity 15000.00 2026-01-10 2026-03-15 2029-03-15 "
                 "13749.99 0.00 416.67 0.00 13333.32 2029-02-15 being_earned\n");
}

/* Billed in January, held from June on. */
static void
test_balance_before_the_term (void)
{
  const Call call = { .charges = "N,C," Q ",annuity,15000,2026-01-10,2026-06-15,2029-06-15,\n",
                      .from = "2026-01",
                      .to = "2026-02" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanAccrual) accrual = make (&call, &error);
  g_assert_no_error (error);
  g_autofree char *balances = show (accrual, "balances", NULL);
  g_assert_cmpstr (balances, ==,
                   "N C  cnitsec/engineering/2 annuity 15000.00 2026-01-10 2026-06-15 2029-06-15 "
                   "0.00 15000.00 0.00 0.00 15000.00 2029-05-15 not_begun\n");
}

/* Each fault with its code. */
static void
test_refused (void)
{
  static const struct
  {
    const char *from, *to;
  } months[] = { { "2026-02", "2026-01" },
                 { "2026", "2026-01" },
                 { "2026-01", "2126-01" },
                 { "2026-13", "2027-01" },
                 { "9999-12", "9999-12" } };
  for (gsize i = 0; i < G_N_ELEMENTS (months); i++)
    {
      const Call call = { .charges = ANNUITY, .from = months[i].from, .to = months[i].to };
      g_autoptr (GError) error = NULL;
      g_assert_null (make (&call, &error));
      g_assert_error (error, CERTPLAN_FINANCE_ERROR, CERTPLAN_FINANCE_ERROR_PERIOD);
    }
  const Call large = { .charges = "A,C," Q ",annuity,92000000000000000,2026-01-10,,,\n"
                                  "B,C," Q ",annuity,-92000000000000000,2026-01-10,,,\n",
                       .from = "2026-01",
                       .to = "2026-01" };
  g_autoptr (GError) error = NULL;
  g_assert_null (make (&large, &error));
  g_assert_error (error, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_RANGE);
}

static void
test_side (void)
{
  g_autoptr (CertplanRecords) charges
      = load_rows (get_rulebook (), "charges", "x.csv", CHARGES, ANNUITY);
  g_autoptr (CertplanAccrualRequest) request
      = certplan_accrual_request_new (get_rulebook (), NULL, charges);
  g_autoptr (GError) error = NULL;
  g_assert_true (certplan_accrual_request_set_side (request, NULL, &error));
  g_assert_true (certplan_accrual_request_set_side (request, "payer", &error));
  g_assert_false (certplan_accrual_request_set_side (request, "bank", &error));
  g_assert_error (error, CERTPLAN_FINANCE_ERROR, CERTPLAN_FINANCE_ERROR_SIDE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/accrual/", rows[i].name, NULL);
      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/accrual/instalments", test_instalments);
  g_test_add_func ("/accrual/balances", test_balances);
  g_test_add_func ("/accrual/balance-of-a-revoked-one", test_balance_of_a_revoked_one);
  g_test_add_func ("/accrual/balance-that-runs-on", test_balance_that_runs_on);
  g_test_add_func ("/accrual/balance-before-the-term", test_balance_before_the_term);
  g_test_add_func ("/accrual/refused", test_refused);
  g_test_add_func ("/accrual/side", test_side);
  add_ledger_tests ();
  return g_test_run ();
}
