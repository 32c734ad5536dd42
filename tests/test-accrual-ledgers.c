/* Deferred revenue of many charges: what holds of all of them. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "test-accrual.h"

/* Random charges, credits and revocations, fixed seed. */
static char *
make_ledger (GRand *random, guint n, GString *certificates, GString *events)
{
  GString *charges = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    {
      const CertplanDate issued
          = certplan_date_new (2020, 1, 1) + g_rand_int_range (random, 0, 2000);
      const CertplanDate due = issued + g_rand_int_range (random, -200, 60);
      const gint64 fen = g_rand_int_range (random, 1, 200000);
      g_autofree char *from = certplan_date_format (issued);
      g_autofree char *to = certplan_date_format (certplan_date_add_months (issued, 36));
      g_autofree char *day = certplan_date_format (due);
      g_autofree char *money = certplan_money_format (fen, FALSE);
      g_string_append_printf (charges, "N%u,C%u," Q ",annuity,%s,%s,%s,%s,\n", i, i, money, day,
                              from, to);
      g_string_append_printf (certificates, "C%u,cnitsec/engineering/2,甲%u,%s,%s,initial,,%s\n", i,
                              i, from, to, from);
      g_autofree char *later = certplan_date_format (issued + g_rand_int_range (random, 0, 1200));
      g_autofree char *given
          = certplan_date_format (issued + g_rand_int_range (random, -400, 1200));
      g_autofree char *credit
          = certplan_money_format (-(gint64)g_rand_int_range (random, 1, 250000), FALSE);
      if (g_rand_int_range (random, 0, 4) == 0)
        g_string_append_printf (charges, "R%u,C%u," Q ",annuity,%s,%s,,,\n", i, i, credit, given);
      if (g_rand_int_range (random, 0, 5) == 0)
        g_string_append_printf (events, "C%u,revocation,%s\n", i, later);
    }
  return g_string_free (charges, FALSE);
}

/* Over all months every fen that is billed is earned or given back, and no credit counts before its
 * charge; what the charges' own rows say
 * adds up to the roll-forward; a row's opening is the closing of the month before. */
static void
check_ledger (const Call *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanAccrual) accrual = make (call, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_accrual_dup_tables (accrual);
  g_autoptr (CertplanCursor) roll
      = certplan_table_open (certplan_tables_find (tables, "rollforward"));
  g_autoptr (CertplanCursor) schedule
      = certplan_table_open (certplan_tables_find (tables, "schedule"));
  CertplanMoney closing = 0, earned = 0, reversed = 0, billed = 0;
  while (certplan_cursor_next (roll, NULL))
    {
      g_autofree char *item = certplan_cursor_dup_text (roll, 1);
      if (!g_str_equal (item, "total"))
        continue;
      g_assert_cmpint (certplan_cursor_get_money (roll, 2), ==, closing);
      closing = certplan_cursor_get_money (roll, 6);
      g_assert_cmpint (certplan_cursor_get_money (roll, 2) + certplan_cursor_get_money (roll, 3)
                           - certplan_cursor_get_money (roll, 4)
                           - certplan_cursor_get_money (roll, 5),
                       ==, closing);
      billed += certplan_cursor_get_money (roll, 3);
      earned += certplan_cursor_get_money (roll, 4);
      reversed += certplan_cursor_get_money (roll, 5);
      if (!g_str_equal (call->policy, "ended-annuity=returned"))
        g_assert_cmpint (reversed, <=, billed);
    }
  g_assert_cmpint (closing, ==, 0);
  g_assert_cmpint (billed, ==, earned + reversed);
  while (certplan_cursor_next (schedule, NULL))
    {
      earned -= certplan_cursor_get_money (schedule, 5);
      reversed -= certplan_cursor_get_money (schedule, 6);
    }
  g_assert_cmpint (earned, ==, 0);
  g_assert_cmpint (reversed, ==, 0);
}

static void
test_ledgers (void)
{
  const guint n_ledgers = g_test_slow () ? 2000 : 200;
  g_autoptr (GRand) random = g_rand_new_with_seed (20261121);
  static const char *const policies[]
      = { "ended-annuity=earned", "ended-annuity=runs-on", "ended-annuity=returned" };
  for (guint i = 0; i < n_ledgers; i++)
    {
      g_autoptr (GString) certificates = g_string_new (NULL);
      g_autoptr (GString) events = g_string_new (NULL);
      g_autofree char *charges = make_ledger (random, i % 4 == 0 ? 20 : 1, certificates, events);
      const Call call = { .charges = charges,
                          .certificates = certificates->str,
                          .events = events->str,
                          .policy = policies[i % 3],
                          .from = "2019-01",
                          .to = "2032-12",
                          .by_day = i % 2 == 1 };
      check_ledger (&call);
    }
}

/* Each certificate is looked at once a month. */
static void
test_many (void)
{
  const guint n = g_test_slow () ? 100000 : 10000;
  g_autoptr (GString) charges = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (charges,
                            "N%u,C%u," Q ",annuity,15000,2026-01-10,2026-%02u-15,2029-%02u-15,\n",
                            i, i, i % 12 + 1, i % 12 + 1);
  const Call call = { .charges = charges->str, .from = "2026-01", .to = "2029-12" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanAccrual) accrual = make (&call, &error);
  g_assert_no_error (error);
  g_assert_cmpint (certplan_accrual_get_closing (accrual), ==, 0);
}

void
add_ledger_tests (void)
{
  g_test_add_func ("/accrual/ledgers", test_ledgers);
  g_test_add_func ("/accrual/many", test_many);
}
