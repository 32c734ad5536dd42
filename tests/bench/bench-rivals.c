/* Programs that one would else pick, in processes of their own.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "bench.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_RUNS 3

guint64
bench_hash_bytes (const char *bytes, gsize length)
{
  guint64 hash = 5381;

  for (gsize i = 0; i < length; i++)
    hash = hash * 33 + (guchar)bytes[i];
  return hash;
}

gboolean
bench_has_same_bytes (const char *printed, gsize length, guint64 ours)
{
  return bench_hash_bytes (printed, length) == ours;
}

gboolean
bench_has_same_number (const char *printed, gsize length, guint64 ours)
{
  return g_ascii_strtoull (printed, NULL, 10) == ours;
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
time_program (const BenchRival *rival, char **out_printed, gsize *out_length)
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

/* The quickest of the runs of either side: what disturbs them only makes them slower. */
void
bench_run_rival (BenchReport *report, const BenchRival *rival)
{
  BenchTimes times = { .name = rival->name,
                       .what = rival->what,
                       .against = rival->against,
                       .unit = rival->unit,
                       .n_units = rival->n_units,
                       .ours_ms = G_MAXDOUBLE,
                       .limit = 100,
                       .is_same = TRUE,
                       .is_rival = TRUE };

  if (!bench_is_wanted (report, rival->name))
    return;
  fprintf (stderr, "%s...\n", rival->name);
  for (guint run = 0; run < N_RUNS; run++)
    {
      g_autofree char *printed = NULL;
      gsize length;
      const gdouble begin = bench_read_cpu_ms ();
      const guint64 answer = rival->ours (rival->data);
      times.ours_ms = MIN (times.ours_ms, bench_read_cpu_ms () - begin);
      const gdouble theirs = time_program (rival, &printed, &length);
      if (theirs < 0)
        {
          fprintf (stderr, "%s: does not run here (Debian: %s)\n", rival->name, rival->package);
          times.bare_ms = 0;
          break;
        }
      times.bare_ms = run == 0 ? theirs : MIN (times.bare_ms, theirs);
      if (!rival->is_same (printed, length, answer))
        {
          fprintf (stderr, "%s: ours gave %" G_GUINT64_FORMAT ", theirs \"%.200s\"\n", rival->name,
                   answer, printed);
          times.is_same = FALSE;
        }
    }
  bench_add_times (report, &times);
}
