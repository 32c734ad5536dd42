/* The legal clock: due dates with pauses. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-cycle.h"
#include "test-rows.h"

#define MAX_PAUSES 4

typedef struct
{
  const char *name;
  const char *start, *period;
  struct
  {
    const char *from, *to;
  } pauses[MAX_PAUSES];
  gboolean on_due_counts;
  const char *due;
} DueRow;

/* Counted by hand on a calendar. Clause 九-3 of the guides of 2025-05: three and six months,
 * without the time of supplementing, agreement and payment. */
static const DueRow due_rows[] = {
  { "target-no-pause", "2025-11-30", "P3M", { { 0 } }, FALSE, "2026-02-28" },
  { "cap-no-pause", "2025-11-30", "P6M", { { 0 } }, FALSE, "2026-05-30" },
  { "nineteen-days", "2026-03-02", "P3M", { { "2026-04-01", "2026-04-20" } }, FALSE, "2026-06-21" },
  { "across-the-due-date",
    "2026-03-02",
    "P3M",
    { { "2026-06-01", "2026-06-11" } },
    FALSE,
    "2026-06-12" },
  { "begins-on-the-due-date",
    "2026-03-02",
    "P3M",
    { { "2026-06-02", "2026-06-11" } },
    FALSE,
    "2026-06-02" },
  { "begins-on-the-due-date-counted",
    "2026-03-02",
    "P3M",
    { { "2026-06-02", "2026-06-11" } },
    TRUE,
    "2026-06-11" },
  { "begins-after-the-due-date",
    "2026-03-02",
    "P3M",
    { { "2026-06-03", "2026-06-11" } },
    TRUE,
    "2026-06-02" },
  { "met-only-through-an-earlier-one",
    "2026-03-02",
    "P3M",
    { { "2026-04-01", "2026-04-11" }, { "2026-06-10", "2026-06-15" } },
    FALSE,
    "2026-06-17" },
  { "overlapping",
    "2026-03-02",
    "P3M",
    { { "2026-04-01", "2026-04-11" }, { "2026-04-06", "2026-04-16" } },
    FALSE,
    "2026-06-17" },
  { "inside-another",
    "2026-03-02",
    "P3M",
    { { "2026-04-01", "2026-04-11" }, { "2026-04-03", "2026-04-05" } },
    FALSE,
    "2026-06-12" },
  { "touching",
    "2026-03-02",
    "P3M",
    { { "2026-04-11", "2026-04-16" }, { "2026-04-01", "2026-04-11" } },
    FALSE,
    "2026-06-17" },
  { "empty", "2026-03-02", "P3M", { { "2026-04-01", "2026-04-01" } }, FALSE, "2026-06-02" },
  { "before-the-start",
    "2026-03-02",
    "P3M",
    { { "2026-02-01", "2026-03-01" } },
    FALSE,
    "2026-06-02" },
  { "begun-before-the-start",
    "2026-03-02",
    "P3M",
    { { "2026-02-01", "2026-03-04" } },
    FALSE,
    "2026-06-04" },
};

static CertplanDate
parse (const char *text)
{
  CertplanDate date = CERTPLAN_DATE_NONE;
  g_assert_true (certplan_date_parse (text, &date, NULL));
  return date;
}

static void
test_due (gconstpointer data)
{
  const DueRow *row = data;
  g_autoptr (CertplanPauses) pauses = certplan_pauses_new ();
  CertplanPeriod period = { 0, 0, 0 };
  for (guint i = 0; i < MAX_PAUSES && row->pauses[i].from != NULL; i++)
    g_assert_true (
        certplan_pauses_add (pauses, parse (row->pauses[i].from), parse (row->pauses[i].to), NULL));
  g_assert_true (certplan_period_parse (row->period, &period, NULL));
  CertplanDate start = parse (row->start);
  CertplanDate base = certplan_date_add_period (start, &period, 1);
  g_autofree char *due
      = certplan_date_format (certplan_pauses_due (pauses, start, base, row->on_due_counts));
  g_assert_cmpstr (due, ==, row->due);
}

static void
test_bad_interval (void)
{
  g_autoptr (CertplanPauses) pauses = certplan_pauses_new ();
  g_autoptr (GError) error = NULL;
  g_assert_false (certplan_pauses_add (pauses, parse ("2026-04-02"), parse ("2026-04-01"), &error));
  g_assert_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_BAD_INTERVAL);
  g_assert_cmpstr (error->message, ==, "pause from 2026-04-02 to 2026-04-01 ends before it begins");
}

static void
test_past_the_end (void)
{
  g_autoptr (CertplanPauses) pauses = certplan_pauses_new ();
  CertplanDate last = certplan_date_new (9999, 12, 31);
  certplan_pauses_add (pauses, last - 10, last, NULL);
  g_assert_cmpint (certplan_pauses_due (pauses, last - 20, last - 5, FALSE), ==,
                   CERTPLAN_DATE_NONE);
}

/* The oracle: a walk from day to day, straight from the definition. */
#define N_DAYS 400
typedef struct
{
  gboolean is_paused[N_DAYS];
} Calendar;

static gint
walk_count (const Calendar *calendar, gint from, gint to)
{
  gint n_paused = 0;
  for (gint day = MAX (from, 0); day < MIN (to, N_DAYS); day++)
    n_paused += calendar->is_paused[day];
  return n_paused;
}

static gint
walk_due (const Calendar *calendar, gint start, gint base, gboolean on_due_counts)
{
  gint due = base;
  while (due != base + walk_count (calendar, start, on_due_counts ? due + 1 : due))
    due++;
  return due;
}

static void
add_random_pauses (GRand *random, CertplanPauses *pauses, Calendar *calendar, gint n_pauses)
{
  for (gint i = 0; i < n_pauses; i++)
    {
      gint from = g_rand_int_range (random, 0, N_DAYS),
           to = from + g_rand_int_range (random, 0, 40);
      to = MIN (to, N_DAYS);
      certplan_pauses_add (pauses, from, to, NULL);
      for (gint day = from; day < to; day++)
        calendar->is_paused[day] = TRUE;
    }
}

static void
test_against_walk (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20260321);
  for (gint i = 0; i < 20000; i++)
    {
      g_autoptr (CertplanPauses) pauses = certplan_pauses_new ();
      Calendar calendar = { { 0 } };
      add_random_pauses (random, pauses, &calendar, g_rand_int_range (random, 0, 8));
      gint start = g_rand_int_range (random, -5, 60),
           base = start + g_rand_int_range (random, 0, 200);
      gboolean counts = g_rand_boolean (random);
      g_assert_cmpint (certplan_pauses_due (pauses, start, base, counts), ==,
                       walk_due (&calendar, start, base, counts));
      gint from = g_rand_int_range (random, 0, N_DAYS),
           to = g_rand_int_range (random, from, N_DAYS);
      g_assert_cmpint (certplan_pauses_count (pauses, from, to), ==,
                       walk_count (&calendar, from, to));
      if (g_test_failed ())
        return;
    }
}

/* More paused days never bring a limit nearer; no day counts twice; order does not matter. */
static void
test_properties (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (9);
  for (gint i = 0; i < 100000; i++)
    {
      g_autoptr (CertplanPauses) forward = certplan_pauses_new ();
      g_autoptr (CertplanPauses) backward = certplan_pauses_new ();
      gint from[5], to[5], n = g_rand_int_range (random, 1, 6), length = 0;
      for (gint j = 0; j < n; j++)
        {
          from[j] = g_rand_int_range (random, 0, 300);
          to[j] = from[j] + g_rand_int_range (random, 0, 30);
          length += to[j] - from[j];
        }
      gint base = g_rand_int_range (random, 1, 250), before = base;
      for (gint j = 0; j < n; j++)
        {
          certplan_pauses_add (forward, from[j], to[j], NULL);
          gint due = certplan_pauses_due (forward, 0, base, FALSE);
          g_assert_cmpint (due, >=, before);
          before = due;
        }
      for (gint j = n; j > 0; j--)
        certplan_pauses_add (backward, from[j - 1], to[j - 1], NULL);
      g_assert_cmpint (certplan_pauses_due (backward, 0, base, FALSE), ==, before);
      g_assert_cmpint (certplan_pauses_count (backward, 0, 400), <=, length);
      g_assert_cmpint (before - base, ==, certplan_pauses_count (backward, 0, before));
      if (g_test_failed ())
        return;
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/cycle/due/", due_rows, test_due);
  g_test_add_func ("/cycle/bad-interval", test_bad_interval);
  g_test_add_func ("/cycle/past-the-end", test_past_the_end);
  g_test_add_func ("/cycle/against-a-walk", test_against_walk);
  g_test_add_func ("/cycle/properties", test_properties);
  return g_test_run ();
}
