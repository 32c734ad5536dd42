/* The same work by the programs that one would else pick for it, as Debian has them.
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Ours runs in this process, theirs in one of its own, whose processor time is all that it took to
 * start, to read and to write. Where a program is not installed its line is left out. */
#include "bench-register.h"
#include "bench.h"
#include "certplan-rulebook.h"
#include "certplan-record-files.h"
#include "certplan-register.h"
#include "certplan-sim.h"
#include "certplan-workcal-private.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_DATES 200000
#define N_DAYS "60" /* working days to go on from each */
#define N_ROWS 100000
#define N_CASES 20000

typedef struct
{
  const char *name, *unit, *package;
  guint64 n_units;
  guint64 (*ours) (gpointer data);
  const char *const *argv;
  const char *input; /* NULL = none */
  /* Whether what it printed is what ours gave. */
  gboolean (*is_same) (const char *printed, gsize length, guint64 ours);
  gpointer data;
} Rival;

static guint64
hash_bytes (const char *bytes, gsize length)
{
  guint64 hash = 5381;

  for (gsize i = 0; i < length; i++)
    hash = hash * 33 + (guchar)bytes[i];
  return hash;
}

static gboolean
has_same_bytes (const char *printed, gsize length, guint64 ours)
{
  return hash_bytes (printed, length) == ours;
}

static gboolean
has_same_number (const char *printed, gsize length, guint64 ours)
{
  return g_ascii_strtoull (printed, NULL, 10) == ours;
}

/* Other random numbers: two standard errors of so many cases that wait on each other are within a
 * tenth. */
static gboolean
has_like_number (const char *printed, gsize length, guint64 ours)
{
  const gdouble theirs = g_ascii_strtod (printed, NULL) * 100;
  return fabs (theirs - (gdouble)ours) <= 0.1 * theirs;
}

/* Returns: the processor time in ms; negative where it cannot be run */
static gdouble
run_program (const char *const *argv, const char *input, int output)
{
  struct rusage usage = { 0 };
  int status = -1;
  const pid_t pid = fork ();

  if (pid == 0)
    {
      const int in = g_open (input != NULL ? input : "/dev/null", O_RDONLY, 0);
      dup2 (in, 0);
      dup2 (output, 1);
      execvp (argv[0], (char *const *)argv);
      _exit (127);
    }
  while (wait4 (pid, &status, 0, &usage) < 0 && errno == EINTR)
    ;
  if (pid < 0 || status != 0)
    return -1;
  return (gdouble)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3
         + (gdouble)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

static gdouble
time_program (const Rival *rival, char **out_printed, gsize *out_length)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  const int fd = g_file_open_tmp ("certplan-bench-XXXXXX", &path, &error);

  if (fd < 0)
    g_error ("%s", error->message);
  const gdouble ms = run_program (rival->argv, rival->input, fd);
  close (fd);
  if (!g_file_get_contents (path, out_printed, out_length, &error))
    g_error ("%s", error->message);
  g_unlink (path);
  return ms;
}

static void
run_rival (BenchReport *report, const Rival *rival)
{
  g_autofree char *printed = NULL;
  gsize length;
  gdouble best = G_MAXDOUBLE;
  guint64 answer = 0;

  if (!bench_is_wanted (report, rival->name))
    return;
  fprintf (stderr, "%s...\n", rival->name);
  const gdouble theirs = time_program (rival, &printed, &length);
  if (theirs < 0)
    {
      fprintf (stderr, "%s: nothing to hold it against (Debian: %s)\n", rival->name,
               rival->package);
      return;
    }
  for (guint run = 0; run < 3; run++)
    {
      const gdouble begin = bench_read_cpu_ms ();
      answer = rival->ours (rival->data);
      best = MIN (best, bench_read_cpu_ms () - begin);
    }
  bench_add_times (report, rival->name, rival->unit, rival->n_units, best, theirs, 100,
                   rival->is_same (printed, length, answer));
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
  return hash_bytes (lines->str, lines->len);
}

static void
bench_dates (BenchReport *report)
{
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
  const Rival rival = { .name = "rivals/dateutils working days",
                        .unit = "dates",
                        .package = "dateutils",
                        .n_units = N_DATES,
                        .ours = add_working_days,
                        .argv = argv,
                        .input = path,
                        .is_same = has_same_bytes,
                        .data = path };
  run_rival (report, &rival);
  g_close (fd, NULL);
  g_unlink (path);
}

/* How many certificates of a register end before a day. */
static guint64
count_ending (gpointer data)
{
  g_autoptr (CertplanRulebook) rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRecords) records
      = certplan_records_load ("register", data, NULL, rulebook, NULL, NULL, &error);
  guint64 n = 0;

  if (records == NULL)
    g_error ("%s", error->message);
  for (guint i = 0; i < certplan_records_get_n (records); i++)
    n += certplan_certificate_get (records, i)->printed_expiry < certplan_date_new (2027, 1, 1);
  return n;
}

static void
bench_register (BenchReport *report)
{
  g_autofree char *path = NULL;
  const int fd = g_file_open_tmp ("certplan-bench-XXXXXX", &path, NULL);

  if (fd < 0)
    g_error ("the register could not be written");
  bench_register_write (path, &bench_register_plain, N_ROWS, NULL);
  g_autofree char *import = g_strdup_printf (".import --csv \"%s\" register", path);
  const char *const argv[] = { "sqlite3",
                               "-batch",
                               ":memory:",
                               import,
                               "select count(*) from register where printed_expiry < '2027-01-01'",
                               NULL };
  const Rival rival = { .name = "rivals/sqlite3 register",
                        .unit = "rows",
                        .package = "sqlite3",
                        .n_units = N_ROWS,
                        .ours = count_ending,
                        .argv = argv,
                        .is_same = has_same_number,
                        .data = path };
  run_rival (report, &rival);
  g_close (fd, NULL);
  g_unlink (path);
}

static guint
find_column (const CertplanTable *table, const char *name)
{
  guint i = 0;

  while (strcmp (certplan_table_get_column_name (table, i), name) != 0)
    i++;
  return i;
}

/* The mean time of a case, in hundredths of a day. */
static guint64
simulate_cases (gpointer data)
{
  g_autoptr (GString) text
      = g_string_new ("[model]\nlength=10000\n[arrivals x]\nrate=2\n"); /* N_CASES */
  g_autoptr (GError) error = NULL;

  for (guint s = 0; s < 6; s++)
    {
      g_string_append_printf (text, "[resource r%u]\ncount=3\n", s);
      g_string_append_printf (text, "[stage s%u]\neffort=exponential 1.2\nneeds=r%u\n", s, s);
      if (s < 5)
        g_string_append_printf (text, "next=s%u\n", s + 1);
    }
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
  g_autoptr (CertplanSimModel) model
      = certplan_sim_model_load_bytes ("bench.ini", bytes, NULL, NULL, &error);
  if (model == NULL)
    g_error ("%s", error->message);
  g_autoptr (CertplanSimResult) result
      = certplan_sim_run (model, 1, 1, 1, 1, 1, NULL, NULL, &error);
  g_autoptr (CertplanTables) tables = certplan_sim_result_dup_tables (result);
  CertplanTable *cycle = certplan_tables_find (tables, "cycle");
  g_autoptr (CertplanCursor) cursor = certplan_table_open (cycle);
  if (!certplan_cursor_next (cursor, &error))
    g_error ("the cycle is empty");
  g_autofree char *mean = certplan_cursor_dup_text (cursor, find_column (cycle, "mean"));
  return (guint64)(g_ascii_strtod (mean, NULL) * 100);
}

static void
bench_cases (BenchReport *report)
{
  g_autofree char *n_cases = g_strdup_printf ("%u", N_CASES);
  const char *const argv[] = { "/usr/bin/python3", SIMPY_PROGRAM, n_cases, NULL };
  const Rival rival = { .name = "rivals/SimPy cases",
                        .unit = "cases",
                        .package = "python3-simpy3",
                        .n_units = N_CASES,
                        .ours = simulate_cases,
                        .argv = argv,
                        .is_same = has_like_number };
  run_rival (report, &rival);
}

void
bench_rivals (BenchReport *report)
{
  if (!bench_is_wanted (report, "rivals"))
    return;
  bench_dates (report);
  bench_register (report);
  bench_cases (report);
}
