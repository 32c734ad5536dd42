/* Working days against a bare look-up in tables. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "bench.h"
#include "certplan-date-private.h"
#include "certplan-rulebook.h"
#include "certplan-workcal-private.h"
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define N_LOOKUPS 4096 /* made once: making them is no part of the work */
#define N_ROUNDS 2500
#define N_DATES 200000
#define N_DAYS "60" /* working days to go on from each */

/* What a program would do by itself: the working days before each day, and the day of each. */
typedef struct
{
  CertplanRulebook *rulebook;
  CertplanWorkcal *workcal; /* the rulebook's */
  CertplanDate first;
  gint n_days;
  gint *n_before;        /* by day */
  CertplanDate *of_rank; /* by number of the working day */
  CertplanDate from[N_LOOKUPS], to[N_LOOKUPS];
  gint distance[N_LOOKUPS];
  gint answers[N_LOOKUPS];
} Days;

static guint64
sum_up (const gint *answers)
{
  guint64 sum = 0;

  for (guint i = 0; i < N_LOOKUPS; i++)
    sum = sum * 31 + (guint64)answers[i];
  return sum;
}

static guint64
run_count (gpointer data)
{
  Days *days = data;

  for (guint round = 0; round < N_ROUNDS; round++)
    for (guint i = 0; i < N_LOOKUPS; i++)
      certplan_workcal_count (days->workcal, days->from[i], days->to[i], &days->answers[i], NULL);
  return sum_up (days->answers);
}

static guint64
run_bare_count (gpointer data)
{
  Days *days = data;

  for (guint round = 0; round < N_ROUNDS; round++)
    for (guint i = 0; i < N_LOOKUPS; i++)
      days->answers[i]
          = days->n_before[days->to[i] - days->first] - days->n_before[days->from[i] - days->first];
  return sum_up (days->answers);
}

static guint64
run_add (gpointer data)
{
  Days *days = data;

  for (guint round = 0; round < N_ROUNDS; round++)
    for (guint i = 0; i < N_LOOKUPS; i++)
      certplan_workcal_add (days->workcal, days->from[i], days->distance[i], &days->answers[i],
                            NULL);
  return sum_up (days->answers);
}

static guint64
run_bare_add (gpointer data)
{
  Days *days = data;

  for (guint round = 0; round < N_ROUNDS; round++)
    for (guint i = 0; i < N_LOOKUPS; i++)
      days->answers[i]
          = days->of_rank[days->n_before[days->from[i] - days->first + 1] + days->distance[i] - 1];
  return sum_up (days->answers);
}

static void
make_tables (Days *days)
{
  days->workcal = certplan_rulebook_get_workcal (days->rulebook);
  days->first = certplan_workcal_get_first (days->workcal);
  days->n_days = certplan_workcal_get_last (days->workcal) - days->first + 1;
  days->n_before = g_new0 (gint, days->n_days + 1);
  days->of_rank = g_new0 (CertplanDate, days->n_days);
  for (gint i = 0; i < days->n_days; i++)
    {
      const gboolean is_working = certplan_workcal_is_working (days->workcal, days->first + i);
      days->of_rank[days->n_before[i]] = days->first + i;
      days->n_before[i + 1] = days->n_before[i] + is_working;
    }
}

/* Days in the first three quarters of the calendar, up to 60 working days on. */
static void
make_questions (Days *days)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260103);
  const gint n_known = days->n_days * 3 / 4;

  for (guint i = 0; i < N_LOOKUPS; i++)
    {
      days->from[i] = days->first + g_rand_int_range (rand, 0, n_known);
      days->to[i] = days->first + g_rand_int_range (rand, 0, n_known);
      days->distance[i] = g_rand_int_range (rand, 1, 60);
    }
}

/* Dates, and the working day so many days on: from a file, onto lines. */
static guint64
add_working_days (gpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (CertplanWorkcal) weekdays = _certplan_workcal_new (2020, 2040, NULL, 0);
  g_autoptr (GString) lines = g_string_new (NULL);
  char *end;

  if (!g_file_get_contents (data, &text, NULL, NULL))
    g_error ("%s cannot be read", (const char *)data);
  for (char *line = text; (end = strchr (line, '\n')) != NULL; line = end + 1)
    {
      CertplanDate date, later;
      *end = '\0';
      if (!certplan_date_parse (line, &date, NULL)
          || !certplan_workcal_add (weekdays, date, atoi (N_DAYS), &later, NULL))
        g_error ("%s", line);
      _certplan_date_append (lines, later);
      g_string_append_c (lines, '\n');
    }
  return bench_hash_bytes (lines->str, lines->len);
}

static void
bench_dates (BenchReport *report)
{
  if (!bench_is_wanted (report, "workcal/dateutils"))
    return;
  static const char *const argv[] = { "dateutils.dadd", "-S", "-f", "%F", "+" N_DAYS "b", NULL };
  g_autofree char *path = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  const int fd = g_file_open_tmp ("certplan-bench-XXXXXX", &path, NULL);

  for (guint i = 0; i < N_DATES; i++)
    {
      _certplan_date_append (text, certplan_date_new (2021, 1, 1) + (CertplanDate)(i % 4000));
      g_string_append_c (text, '\n');
    }
  if (fd < 0 || !g_file_set_contents (path, text->str, (gssize)text->len, NULL))
    g_error ("the dates could not be written");
  const BenchRival rival = { .name = "workcal/dateutils",
                             .what = "200,000 dates, 60 working days on",
                             .against = "dateutils: dadd",
                             .unit = "dates",
                             .package = "dateutils",
                             .n_units = N_DATES,
                             .ours = add_working_days,
                             .argv = argv,
                             .input = path,
                             .is_same = bench_has_same_bytes,
                             .data = path };
  bench_run_rival (report, &rival);
  g_close (fd, NULL);
  g_unlink (path);
}

void
bench_workcal (BenchReport *report)
{
  static Days days;
  const guint64 n = (guint64)N_LOOKUPS * N_ROUNDS;
  const Bench count = { .name = "workcal/count",
                        .what = "10,000,000 spans of working days counted",
                        .against = "look-up in two tables, unchecked",
                        .unit = "counts",
                        .n_units = n,
                        .ours = run_count,
                        .bare = run_bare_count,
                        .limit = 300,
                        .data = &days };
  const Bench add = { .name = "workcal/add",
                      .what = "10,000,000 times working days on",
                      .against = "look-up in two tables, unchecked",
                      .unit = "dates",
                      .n_units = n,
                      .ours = run_add,
                      .bare = run_bare_add,
                      .limit = 300,
                      .data = &days };

  bench_dates (report);
  if (!bench_is_wanted (report, "workcal/count") && !bench_is_wanted (report, "workcal/add"))
    return;
  days.rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  make_tables (&days);
  make_questions (&days);
  bench_run (report, &count);
  bench_run (report, &add);
  g_free (days.n_before);
  g_free (days.of_rank);
  certplan_rulebook_unref (days.rulebook);
}
