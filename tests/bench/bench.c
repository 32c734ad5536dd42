/* `make bench`: how long our work takes against the barest program for it.
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Both sides run in one process, by turns, on the same data, and what counts is processor time: so
 * the ratio means the same on a slow machine, and on one that others use. */
#include "bench.h"
#include <stdio.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAX_RUNS 99
#define SHORT_MS 50
#define LONG_MS 1000
#define VERY_LONG_MS 8000

typedef struct
{
  char *name, *what;
  const char *against; /* NULL = the figure is no time */
  const char *unit;
  gdouble ours_ms, bare_ms;
  gdouble value; /* the ratio of the times, or the figure */
  gdouble limit; /* 0 = only shown */
  gboolean is_exclusive;
  gboolean is_rival;
  gdouble rate; /* units a second on our side */
  gboolean is_kept;
  gboolean is_same; /* both sides gave the same */
} Line;

struct _BenchReport
{
  guint n_runs;
  const char *const *wanted; /* NULL-terminated beginnings of names; none = all */
  GArray *lines;
};

static void
line_clear (gpointer data)
{
  Line *line = data;
  g_free (line->name);
  g_free (line->what);
}

BenchReport *
bench_report_new (guint n_runs, const char *const *wanted)
{
  BenchReport *report = g_new0 (BenchReport, 1);
  report->n_runs = CLAMP (n_runs, 1, MAX_RUNS);
  report->wanted = wanted;
  report->lines = g_array_new (FALSE, TRUE, sizeof (Line));
  g_array_set_clear_func (report->lines, line_clear);
  return report;
}

gboolean
bench_is_wanted (const BenchReport *report, const char *prefix)
{
  if (report->wanted == NULL || report->wanted[0] == NULL)
    return TRUE;
  for (guint i = 0; report->wanted[i] != NULL; i++)
    if (g_str_has_prefix (report->wanted[i], prefix)
        || g_str_has_prefix (prefix, report->wanted[i]))
      return TRUE;
  return FALSE;
}

gdouble
bench_read_cpu_ms (void)
{
  struct timespec now;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gdouble)now.tv_sec * 1e3 + (gdouble)now.tv_nsec / 1e6;
}

static gdouble
read_ms (gboolean is_wall)
{
  return is_wall ? (gdouble)g_get_monotonic_time () / 1e3 : bench_read_cpu_ms ();
}

static gdouble
time_side (BenchSide side, gboolean is_wall, gpointer data, guint64 *checksum)
{
  const gdouble begin = read_ms (is_wall);
  *checksum = side (data);
  return read_ms (is_wall) - begin;
}

static int
compare_times (const void *a, const void *b)
{
  const gdouble x = *(const gdouble *)a, y = *(const gdouble *)b;
  return x < y ? -1 : x > y;
}

gdouble
bench_find_median (gdouble *times, guint n)
{
  qsort (times, n, sizeof *times, compare_times);
  return (times[(n - 1) / 2] + times[n / 2]) / 2;
}

/* What takes long varies little: three runs are enough of it, and one of what takes very long; what
 * is short is easily disturbed. */
static gboolean
is_enough (const BenchReport *report, guint n_done, gdouble last_ms)
{
  if (last_ms < SHORT_MS)
    return n_done >= MIN (5 * report->n_runs, MAX_RUNS);
  const guint n_wanted = last_ms > VERY_LONG_MS ? 1 : last_ms > LONG_MS ? 3 : report->n_runs;
  return n_done >= MIN (n_wanted, report->n_runs);
}

void
bench_run (BenchReport *report, const Bench *bench)
{
  gdouble ours[MAX_RUNS], bare[MAX_RUNS], ratios[MAX_RUNS];
  guint64 our_sum = 0, bare_sum = 0;
  gboolean is_same = TRUE;
  guint run = 0;

  if (!bench_is_wanted (report, bench->name))
    return;
  fprintf (stderr, "%s...\n", bench->name);
  do
    {
      ours[run] = time_side (bench->ours, bench->is_wall, bench->data, &our_sum);
      bare[run] = time_side (bench->bare, bench->is_wall, bench->data, &bare_sum);
      ratios[run] = ours[run] / bare[run];
      is_same = is_same && (bench->unlike || our_sum == bare_sum);
      run++;
    }
  while (!is_enough (report, run, ours[run - 1]));
  const BenchTimes times = { .name = bench->name,
                             .what = bench->what,
                             .against = bench->against,
                             .unit = bench->unit,
                             .n_units = bench->n_units,
                             .ours_ms = bench_find_median (ours, run),
                             .bare_ms = bench_find_median (bare, run),
                             .limit = bench->limit,
                             .is_same = is_same };
  bench_add_times (report, &times);
  Line *line = &g_array_index (report->lines, Line, report->lines->len - 1);
  line->value = bench_find_median (ratios, run); /* by turns: what slows one down does the other */
  line->is_exclusive = bench->exclusive;
  line->is_kept = bench->limit == 0 || line->value < line->limit
                  || (!bench->exclusive && line->value == line->limit);
}

void
bench_add_times (BenchReport *report, const BenchTimes *times)
{
  const gboolean is_missing = times->bare_ms <= 0;
  const gdouble ratio = is_missing ? 0 : times->ours_ms / times->bare_ms;
  const Line line = { .name = g_strdup (times->name),
                      .what = g_strdup (times->what),
                      .against = times->against,
                      .unit = times->unit,
                      .ours_ms = times->ours_ms,
                      .bare_ms = times->bare_ms,
                      .value = ratio,
                      .limit = times->limit / 100.0,
                      .is_rival = times->is_rival,
                      .rate = (gdouble)times->n_units / times->ours_ms * 1e3,
                      .is_kept = times->limit == 0 || ratio <= times->limit / 100.0,
                      .is_same = is_missing || times->is_same };
  g_array_append_val (report->lines, line);
}

void
bench_add_figure (BenchReport *report, const char *name, const char *unit, gdouble value,
                  gdouble limit)
{
  const Line line = { .name = g_strdup (name),
                      .what = g_strdup (name),
                      .unit = unit,
                      .value = value,
                      .limit = limit,
                      .is_kept = limit == 0 || value <= limit,
                      .is_same = TRUE };
  g_array_append_val (report->lines, line);
}

static const char *
get_verdict (const Line *line)
{
  if (line->against != NULL && line->bare_ms <= 0)
    return "missing";
  if (!line->is_same)
    return "DIFFERS";
  if (!line->is_kept)
    return "OVER";
  return line->limit > 0 ? "ok" : "";
}

static void
print_line (const Line *line)
{
  char limit[32] = "";
  if (line->limit > 0)
    g_snprintf (limit, sizeof limit, "%s%.*f",
                line->is_exclusive ? "< " : "<= ", line->against != NULL ? 2 : 0, line->limit);
  if (line->against == NULL)
    printf ("%-34s %9s %9s %7.0f %8s  %-8s%10s   %s\n", line->name, "", "", line->value, limit,
            get_verdict (line), "", line->unit);
  else
    printf ("%-34s %9.1f %9.1f %7.2f %8s  %-8s%10.2f M %s/s; %s\n", line->name, line->ours_ms,
            line->bare_ms, line->value, limit, get_verdict (line), line->rate / 1e6, line->unit,
            line->against);
}

static gboolean
write_csv (const BenchReport *report, const char *path)
{
  g_autoptr (GString) text
      = g_string_new ("name,what,against,kind,ours_ms,other_ms,value,limit,verdict,unit\n");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < report->lines->len; i++)
    {
      const Line *line = &g_array_index (report->lines, Line, i);
      g_string_append_printf (text, "\"%s\",\"%s\",\"%s\",", line->name, line->what,
                              line->against != NULL ? line->against : "");
      g_string_append_printf (text, "%s,%.3f,%.3f,%.6f,%.4f,%s,%s\n",
                              line->against == NULL ? "figure"
                              : line->is_rival      ? "rival"
                                                    : "floor",
                              line->ours_ms, line->bare_ms, line->value, line->limit,
                              get_verdict (line), line->unit);
    }
  if (g_file_set_contents (path, text->str, (gssize)text->len, &error))
    return TRUE;
  fprintf (stderr, "%s\n", error->message);
  return FALSE;
}

gdouble
bench_find_peak (const char *what, const char *path)
{
  struct rusage usage = { 0 };
  int status = -1;
  const pid_t pid = fork ();

  if (pid == 0)
    {
      execl ("/proc/self/exe", "bench", "--alone", what, path, (char *)NULL);
      _exit (1);
    }
  while (wait4 (pid, &status, 0, &usage) < 0 && errno == EINTR)
    ;
  if (pid < 0 || status != 0)
    g_error ("\"%s\" failed in a process of its own", what);
  return (gdouble)usage.ru_maxrss * 1024;
}

/* Of this process and of those that it started. */
static gdouble
read_all_cpu_seconds (void)
{
  struct rusage own, others;
  getrusage (RUSAGE_SELF, &own);
  getrusage (RUSAGE_CHILDREN, &others);
  return (gdouble)(own.ru_utime.tv_sec + own.ru_stime.tv_sec + others.ru_utime.tv_sec
                   + others.ru_stime.tv_sec);
}

gboolean
bench_report_finish (BenchReport *report, const char *csv_path)
{
  gboolean is_good = report->lines->len > 0;

  if (report->wanted == NULL || report->wanted[0] == NULL)
    bench_add_figure (report, "all of it, processor time", "s", read_all_cpu_seconds (), 0);
  printf ("%-34s %9s %9s %7s %8s\n", "medians of processor time", "ours, ms", "other, ms", "ratio",
          "limit");
  for (guint i = 0; i < report->lines->len; i++)
    {
      const Line *line = &g_array_index (report->lines, Line, i);
      print_line (line);
      is_good = is_good && line->is_kept && line->is_same;
    }
  if (csv_path != NULL)
    is_good = write_csv (report, csv_path) && is_good;
  g_array_unref (report->lines);
  g_free (report);
  return is_good;
}

int
main (int argc, char **argv)
{
  g_autofree char *csv_path = NULL;
  g_autofree char *alone = NULL;
  g_auto (GStrv) wanted = NULL;
  gint n_runs = 5;
  const GOptionEntry entries[]
      = { { "runs", 0, 0, G_OPTION_ARG_INT, &n_runs, "Of each side (5)", "N" },
          { "csv", 0, 0, G_OPTION_ARG_FILENAME, &csv_path, "Writes the figures there too", "FILE" },
          { "alone", 0, 0, G_OPTION_ARG_STRING, &alone,
            "Does \"load\" or \"pass\" with FILE once, or the duties of so many months", "WHAT" },
          { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &wanted, "", "[NAME... | FILE]" },
          G_OPTION_ENTRY_NULL };
  g_autoptr (GOptionContext) context = g_option_context_new ("- times our work against bare loops");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return 2;
    }
  if (alone != NULL)
    return wanted != NULL
                   && (bench_do_alone (alone, wanted[0])
                       || bench_do_reconcile_alone (alone, wanted[0])
                       || bench_do_duties_alone (alone, wanted[0]))
               ? 0
               : 2;
  BenchReport *report = bench_report_new ((guint)MAX (n_runs, 1), (const char *const *)wanted);
  bench_quote (report);
  bench_workcal (report);
  bench_sim (report);
  bench_reader (report);
  bench_transport (report);
  bench_duties (report);
  bench_reconcile (report);
  bench_finance (report);
  return bench_report_finish (report, csv_path) ? 0 : 1;
}
