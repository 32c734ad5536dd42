/* Programs that charts need: started without a shell, waited for, their words made harmless.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-chart-program-private.h"
#include "certplan-outputs.h"
#include "certplan-private.h"
#include "certplan-sink-private.h"
#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

/* A chart takes a second; a program that hangs must not hang us. */
#define TIMEOUT_SECONDS 60
#define SHOWN_STDERR_CHARACTERS 300

/* What a program said on its end. */
typedef struct
{
  GSubprocess *process; /* borrowed */
  GBytes *out;
  GBytes *err;
  GError *failure;
  gboolean is_done;
  gboolean is_late;
} Run;

static void
on_end (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;

  g_subprocess_communicate_finish (G_SUBPROCESS (source), result, &run->out, &run->err,
                                   &run->failure);
  run->is_done = TRUE;
}

static gboolean
on_late (gpointer data)
{
  Run *run = data;

  run->is_late = TRUE;
  g_subprocess_force_exit (run->process);
  return G_SOURCE_REMOVE;
}

/* A file in memory that holds @script: a program that ends early breaks no pipe of ours. */
static int
open_script (const char *script, GError **error)
{
  const int fd = memfd_create ("chart", MFD_CLOEXEC);
  g_autoptr (CertplanSink) sink = fd >= 0 ? _certplan_sink_new (fd, NULL) : NULL;

  if (sink != NULL)
    {
      _certplan_sink_puts (sink, script);
      if (_certplan_sink_flush (sink) && lseek (fd, 0, SEEK_SET) == 0)
        return fd;
    }
  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_CHART,
               _ ("the chart cannot be handed to gnuplot: %s"), g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return -1;
}

/* No shell, the same locale everywhere, and none of gnuplot's own settings from outside. */
static GSubprocess *
start (const char *const *argv, int stdin_fd, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);

  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  g_subprocess_launcher_setenv (launcher, "TZ", "UTC",
                                TRUE); /* a PDF tells the zone of its maker */
  g_subprocess_launcher_unsetenv (launcher, "LANGUAGE");
  g_subprocess_launcher_unsetenv (launcher, "GNUTERM");
  g_subprocess_launcher_unsetenv (launcher, "GNUPLOT_LIB");
  if (stdin_fd >= 0)
    g_subprocess_launcher_take_stdin_fd (launcher, stdin_fd);
  return g_subprocess_launcher_spawnv (launcher, argv, error);
}

/* Waits for the program's end in a main context of its own, so that neither the caller's loop runs
 * nor is one needed. */
static void
wait_end (Run *run, GCancellable *cancellable)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) timer = g_timeout_source_new_seconds (TIMEOUT_SECONDS);

  g_main_context_push_thread_default (context);
  g_source_set_callback (timer, on_late, run, NULL);
  g_source_attach (timer, context);
  g_subprocess_communicate_async (run->process, NULL, cancellable, on_end, run);
  while (!run->is_done)
    g_main_context_iteration (context, TRUE);
  if (run->failure != NULL) /* also when cancelled: nobody else ends it */
    g_subprocess_force_exit (run->process);
  g_subprocess_wait (run->process, NULL, NULL);
  g_source_destroy (timer);
  g_main_context_pop_thread_default (context);
}

static void
clear_run (Run *run)
{
  g_clear_pointer (&run->out, g_bytes_unref);
  g_clear_pointer (&run->err, g_bytes_unref);
  g_clear_error (&run->failure);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, clear_run)

/* What the program said went wrong, on one line that a terminal can show. */
static char *
show_stderr (const Run *run)
{
  gsize size = 0;
  const char *data = run->err != NULL ? g_bytes_get_data (run->err, &size) : NULL;
  g_autofree char *text = g_strndup (data != NULL ? data : "", size);
  GString *shown = g_string_new (NULL);

  _certplan_text_append_visible (shown, g_strdelimit (g_strstrip (text), "\n\t", ' '),
                                 SHOWN_STDERR_CHARACTERS);
  return g_string_free (shown, FALSE);
}

static gboolean
check_run (const Run *run, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (run->is_late)
    {
      g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_CHART,
                   _ ("gnuplot did not end within %d seconds"), TIMEOUT_SECONDS);
      return FALSE;
    }
  if (run->failure == NULL && g_subprocess_get_if_exited (run->process)
      && g_subprocess_get_exit_status (run->process) == 0)
    return TRUE;
  g_autofree char *said = show_stderr (run);
  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_CHART, _ ("gnuplot failed: %s"),
               *said == '\0' && run->failure != NULL ? run->failure->message : said);
  return FALSE;
}

/* Says that the program could not be started, and how to get it. Returns: NULL */
static GBytes *
refuse_start (const GError *failure, GError **error)
{
  if (g_error_matches (failure, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT))
    g_set_error_literal (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_CHART,
                         _ ("charts need gnuplot, which is not installed; wanted the Debian "
                            "package gnuplot-nox; \"certplan doctor\" tells what else is missing"));
  else
    g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_CHART,
                 _ ("gnuplot cannot be started: %s"), failure->message);
  return NULL;
}

GBytes *
_certplan_chart_run (const char *const *argv, const char *script, char **said,
                     GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  const int fd = script != NULL ? open_script (script, error) : -1;
  if (script != NULL && fd < 0)
    return NULL;
  g_autoptr (GSubprocess) process = start (argv, fd, &failure);
  g_auto (Run) run = { .process = process };
  if (process == NULL)
    return refuse_start (failure, error);
  wait_end (&run, cancellable);
  if (!check_run (&run, cancellable, error))
    return NULL;
  if (said != NULL)
    *said = show_stderr (&run);
  return g_steal_pointer (&run.out);
}
