/* How fees are earned, part by part. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-earning-private.h"

static CertplanDate
parse (const char *text)
{
  CertplanDate date = CERTPLAN_DATE_NONE;
  if (text != NULL)
    g_assert_true (certplan_date_parse (text, &date, NULL));
  return date;
}

typedef struct
{
  const char *name;
  CertplanMoney amount_fen;
  CertplanEarned earned;
  const char *due, *from, *to;
  gboolean by_day;
  const char *day;
  CertplanMoney wanted_fen;
} Row;

#define TERM CERTPLAN_EARNED_OVER_TERM

/* 15,000.00 = 1,500,000 fen = 36 * 41,666 + 24: 24 months of 416.67, then 12 of 416.66.
 * By day 2026-03-15 to 2029-03-15 has 365 * 3 + 1 = 1,096 days (2028-02-29): 1,500,000 = 1,096 *
 * 1,368 + 672: 672 days of 13.69, then 424 of 13.68. */
static const Row rows[] = {
  { "before-issue", 1500000, TERM, NULL, "2026-03-15", "2029-03-15", FALSE, "2026-03-14", 0 },
  { "month-of-issue", 1500000, TERM, NULL, "2026-03-15", "2029-03-15", FALSE, "2026-03-15", 41667 },
  { "second-month", 1500000, TERM, NULL, "2026-03-15", "2029-03-15", FALSE, "2026-04-01", 83334 },
  { "year-one", 1500000, TERM, NULL, "2026-03-15", "2029-03-15", FALSE, "2027-02-28", 500004 },
  { "year-two", 1500000, TERM, NULL, "2026-03-15", "2029-03-15", FALSE, "2028-02-29", 1000008 },
  { "but-one", 1500000, TERM, NULL, "2026-03-15", "2029-03-15", FALSE, "2029-01-31", 1458334 },
  { "last-month", 1500000, TERM, NULL, "2026-03-15", "2029-03-15", FALSE, "2029-02-01", 1500000 },
  { "after-expiry", 1500000, TERM, NULL, "2026-03-15", "2029-03-15", FALSE, "2040-01-01", 1500000 },
  { "ends-a-day-early", 1500000, TERM, NULL, "2026-03-01", "2029-02-28", FALSE, "2029-01-31",
    1458334 },
  { "by-day-issue", 1500000, TERM, NULL, "2026-03-15", "2029-03-15", TRUE, "2026-03-15", 0 },
  { "by-day-first", 1500000, TERM, NULL, "2026-03-15", "2029-03-15", TRUE, "2026-03-16", 1369 },
  { "by-day-672", 1500000, TERM, NULL, "2026-03-15", "2029-03-15", TRUE, "2028-01-16", 919968 },
  { "by-day-673", 1500000, TERM, NULL, "2026-03-15", "2029-03-15", TRUE, "2028-01-17", 921336 },
  { "by-day-expiry", 1500000, TERM, NULL, "2026-03-15", "2029-03-15", TRUE, "2029-03-15", 1500000 },
  /* A renewed term follows the last day of the old one: 2026-12-01 is its first day, and counts. */
  { "renewed-before", 1500000, TERM, NULL, "2026-12-01", "2029-11-30", FALSE, "2026-11-30", 0 },
  { "renewed-first", 1500000, TERM, NULL, "2026-12-01", "2029-11-30", FALSE, "2026-12-01", 41667 },
  { "renewed-but-one", 1500000, TERM, NULL, "2026-12-01", "2029-11-30", FALSE, "2029-10-31",
    1458334 },
  { "renewed-last", 1500000, TERM, NULL, "2026-12-01", "2029-11-30", FALSE, "2029-11-01", 1500000 },
  { "renewed-by-day-first", 1500000, TERM, NULL, "2026-12-01", "2029-11-30", TRUE, "2026-12-01",
    1369 },
  { "renewed-by-day-month", 1500000, TERM, NULL, "2026-12-01", "2029-11-30", TRUE, "2026-12-31",
    42439 }, /* 31 * 13.69, of 1,096 days */
  { "renewed-by-day-but-one", 1500000, TERM, NULL, "2026-12-01", "2029-11-30", TRUE, "2029-11-29",
    1498632 },
  { "one-fen", 1, TERM, NULL, "2026-03-15", "2029-03-15", FALSE, "2026-03-31", 1 },
  { "credit", -1500000, TERM, NULL, "2026-03-15", "2029-03-15", FALSE, "2026-03-31", -41667 },
  { "at-issue-before", 7200000, CERTPLAN_EARNED_AT_ISSUE, "2026-01-01", "2026-03-15", "2029-03-15",
    FALSE, "2026-03-14", 0 },
  { "at-issue", 7200000, CERTPLAN_EARNED_AT_ISSUE, "2026-01-01", "2026-03-15", "2029-03-15", FALSE,
    "2026-03-15", 7200000 },
  { "when-due", 7200000, CERTPLAN_EARNED_WHEN_DUE, "2026-01-01", NULL, NULL, FALSE, "2026-01-01",
    7200000 },
  { "not-issued", 1500000, TERM, "2026-01-01", NULL, NULL, FALSE, "2040-01-01", 0 },
  { "no-end", 1500000, TERM, "2026-01-01", "2026-03-15", NULL, FALSE, "2040-01-01", 0 },
  { "one-day-term", 100, TERM, NULL, "2026-03-15", "2026-03-15", TRUE, "2026-03-15", 100 },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  const CertplanEarning earning
      = _certplan_earning_new (row->amount_fen, row->earned, parse (row->due), parse (row->from),
                               parse (row->to), row->by_day);
  g_assert_cmpint (_certplan_earning_get (&earning, parse (row->day)), ==, row->wanted_fen);
}

/* Three years less a day, a day more, clamped ends of February, a half month. */
static void
test_months (void)
{
  static const struct
  {
    const char *from, *to;
    guint n;
  } terms[] = {
    { "2026-03-01", "2029-02-28", 36 }, { "2026-03-15", "2029-03-14", 36 },
    { "2026-03-15", "2029-03-15", 36 }, { "2026-03-15", "2029-03-16", 36 },
    { "2024-02-29", "2027-02-28", 36 }, { "2026-01-31", "2029-01-30", 36 },
    { "2026-03-15", "2029-04-14", 37 }, { "2026-03-15", "2029-03-01", 36 },
    { "2026-03-15", "2026-03-16", 1 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (terms); i++)
    g_assert_cmpuint (_certplan_earning_count_months (parse (terms[i].from), parse (terms[i].to)),
                      ==, terms[i].n);
}

/* Every part of one term, both ways: each is one of two neighbouring amounts, none falls behind,
 * and all together are the amount. The end of the last day of each month is what a month's close
 * sees. */
static void
check_term (CertplanDate from, CertplanMoney amount_fen, gboolean by_day)
{
  const CertplanDate to = certplan_date_add_months (from, 36);
  const CertplanEarning earning = _certplan_earning_new (amount_fen, CERTPLAN_EARNED_OVER_TERM,
                                                         CERTPLAN_DATE_NONE, from, to, by_day);
  const CertplanMoney least = amount_fen / earning.n_parts;
  CertplanMoney before_fen = 0;
  guint n_parts = 0;
  g_assert_cmpuint (earning.n_parts, ==, by_day ? (guint)(to - from) : 36);
  for (CertplanDate day = from - 1; day <= to; day = by_day ? day + 1 : day + 28)
    {
      const CertplanMoney fen = _certplan_earning_get (&earning, day);
      const guint n = _certplan_earning_count (&earning, day);
      g_assert_cmpint (fen - before_fen, >=, least * (n - n_parts));
      g_assert_cmpint (fen - before_fen, <=, (least + 1) * (n - n_parts));
      before_fen = fen;
      n_parts = n;
    }
  g_assert_cmpint (_certplan_earning_get (&earning, to), ==, amount_fen);
  g_assert_cmpint (_certplan_earning_get (&earning, from - 1), ==, 0);
  g_assert_cmpint (_certplan_earning_get (&earning, _certplan_earning_get_last (&earning)), ==,
                   amount_fen);
}

/* Every start 2020-2030, each with amounts of 1 fen to 1,000 yuan: their step is prime, and they
 * begin elsewhere each day, so that every remainder comes up. */
static void
test_sums (void)
{
  const CertplanDate last = parse ("2030-12-31");
  const CertplanMoney amount_step = g_test_slow () ? 997 : 9973;
  for (CertplanDate from = parse ("2020-01-01"); from <= last; from++)
    for (CertplanMoney fen = 1 + (from % 101); fen <= 100000; fen += amount_step)
      {
        check_term (from, fen, FALSE);
        if (g_test_slow () ? fen % 3 == 0 : (from + fen) % 41 == 0)
          check_term (from, fen, TRUE);
      }
}

/* All amounts of 1 fen to 1,000 yuan in one term: 36 parts add up, and no two differ by over a fen.
 */
static void
test_amounts (void)
{
  for (CertplanMoney fen = 1; fen <= 100000; fen++)
    {
      CertplanMoney sum_fen = 0;
      for (guint part = 0; part < 36; part++)
        {
          sum_fen += certplan_money_split (fen, 36, part);
          g_assert_cmpint (sum_fen, ==, certplan_money_split_sum (fen, 36, part + 1));
        }
      g_assert_cmpint (sum_fen, ==, fen);
      g_assert_cmpint (certplan_money_split_sum (-fen, 36, 17), ==,
                       -certplan_money_split_sum (fen, 36, 17));
    }
}

/* 15,000.00 from 2026-03-15; a credit of 6,000.00 in 2027-03, the 13th month: 13 * 416.67 =
 * 5,416.71 is earned, of the other 9,583.29 the credit takes 6,000.00, and 3,583.29 = 358,329 fen
 * stay for 23 months: 23 * 15,579 = 358,317, so that 12 months get 155.80 and 11 get 155.79. */
static void
test_cut (void)
{
  const CertplanEarning whole
      = _certplan_earning_new (1500000, CERTPLAN_EARNED_OVER_TERM, CERTPLAN_DATE_NONE,
                               parse ("2026-03-15"), parse ("2029-03-15"), FALSE);
  const CertplanEarning cut = _certplan_earning_cut (&whole, parse ("2027-03-10"), 600000, 0);
  g_assert_cmpint (_certplan_earning_get (&cut, parse ("2027-03-31")), ==, 541671);
  g_assert_cmpint (_certplan_earning_get (&cut, parse ("2027-04-01")), ==, 541671 + 15580);
  g_assert_cmpint (_certplan_earning_get (&cut, parse ("2028-03-31")), ==, 541671 + 12 * 15580);
  g_assert_cmpint (_certplan_earning_get (&cut, parse ("2029-02-28")), ==, 900000);
  const CertplanEarning none
      = _certplan_earning_cut (&cut, parse ("2028-03-31"), 900000 - 541671 - 12 * 15580, 1000);
  g_assert_cmpint (_certplan_earning_get (&none, parse ("2029-02-28")), ==,
                   541671 + 12 * 15580 - 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/earning/", rows[i].name, NULL);
      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/earning/months", test_months);
  g_test_add_func ("/earning/sums", test_sums);
  g_test_add_func ("/earning/amounts", test_amounts);
  g_test_add_func ("/earning/cut", test_cut);
  return g_test_run ();
}
