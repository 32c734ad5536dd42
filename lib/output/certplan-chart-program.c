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
/* What a program may say: far more than any picture takes, or all warnings. */
#define MAX_OUT_MEBIBYTES 256
#define MAX_ERR_MEBIBYTES 16
#define CHUNK_BYTES (64 * 1024)

typedef struct Run Run;

/* What comes out of one of the program's pipes. */
typedef struct
{
  Run *run;             /* borrowed */
  GInputStream *stream; /* borrowed */
  GByteArray *bytes;    /* owned */
  guint max_mebibytes;
  char chunk[CHUNK_BYTES];
} Pipe;

/* A program, until it has ended and its pipes are empty. */
struct Run
{
  GSubprocess *process; /* borrowed */
  GCancellable *stop;   /* owned: ends the reading */
  GError *failure;      /* owned: of the reading; also that it was ended */
  Pipe out, err;
  guint n_pending; /* the end of the program and those of its pipes that are yet to come */
  gboolean is_late, is_too_much;
};

static void
stop_run (Run *run)
{
  g_subprocess_force_exit (run->process);
  g_cancellable_cancel (run->stop);
}

static gboolean
on_late (gpointer data)
{
  Run *run = data;

  run->is_late = TRUE;
  stop_run (run);
  return G_SOURCE_REMOVE;
}

static void read_on (Pipe *pipe);

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Pipe *pipe = data;
  GError **failure = pipe->run->failure == NULL ? &pipe->run->failure : NULL;
  const gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, failure);

  if (n <= 0)
    {
      pipe->run->n_pending--;
      if (n < 0) /* nobody would take what is still to come */
        stop_run (pipe->run);
      return;
    }
  g_byte_array_append (pipe->bytes, (const guint8 *)pipe->chunk, (guint)n);
  if (pipe->bytes->len > pipe->max_mebibytes * 1024 * 1024)
    {
      pipe->run->is_too_much = TRUE;
      stop_run (pipe->run);
    }
  read_on (pipe);
}

static void
read_on (Pipe *pipe)
{
  g_input_stream_read_async (pipe->stream, pipe->chunk, CHUNK_BYTES, G_PRIORITY_DEFAULT,
                             pipe->run->stop, on_read, pipe);
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  run->n_pending--;
}

static void
open_pipe (Pipe *pipe, Run *run, GInputStream *stream, guint max_mebibytes)
{
  pipe->run = run;
  pipe->stream = stream;
  pipe->bytes = g_byte_array_new ();
  pipe->max_mebibytes = max_mebibytes;
  run->n_pending++;
  read_on (pipe);
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

static void
on_cancel (GCancellable *cancellable, gpointer data)
{
  stop_run (data);
}

/* Waits for the program's end in a main context of its own, so that neither the caller's loop runs
 * nor is one needed. Neither a pipe that a child of the program keeps open nor a program that has
 * closed them and stays outlasts the time. */
static void
wait_end (Run *run, GCancellable *cancellable)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) timer = g_timeout_source_new_seconds (TIMEOUT_SECONDS);

  g_main_context_push_thread_default (context);
  g_source_set_callback (timer, on_late, run, NULL);
  g_source_attach (timer, context);
  run->stop = g_cancellable_new ();
  open_pipe (&run->out, run, g_subprocess_get_stdout_pipe (run->process), MAX_OUT_MEBIBYTES);
  open_pipe (&run->err, run, g_subprocess_get_stderr_pipe (run->process), MAX_ERR_MEBIBYTES);
  run->n_pending++;
  g_subprocess_wait_async (run->process, NULL, on_ended, run);
  const gulong handler
      = cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (on_cancel), run, NULL)
                            : 0;
  while (run->n_pending > 0)
    g_main_context_iteration (context, TRUE);
  g_cancellable_disconnect (cancellable, handler);
  g_source_destroy (timer);
  g_main_context_pop_thread_default (context);
}

static void
clear_run (Run *run)
{
  g_clear_pointer (&run->out.bytes, g_byte_array_unref);
  g_clear_pointer (&run->err.bytes, g_byte_array_unref);
  g_clear_object (&run->stop);
  g_clear_error (&run->failure);
  g_free (run);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, clear_run)

/* What the program said went wrong, on one line that a terminal can show. */
static char *
show_stderr (const Run *run)
{
  const GByteArray *err = run->err.bytes;
  g_autofree char *text = g_strndup (err->len > 0 ? (const char *)err->data : "", err->len);
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
  if (run->is_too_much)
    {
      g_set_error_literal (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_CHART,
                           _ ("gnuplot writes without an end"));
      return FALSE;
    }
  if (g_subprocess_get_if_exited (run->process) && g_subprocess_get_exit_status (run->process) == 0)
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
  if (process == NULL)
    return refuse_start (failure, error);
  g_autoptr (Run) run = g_new0 (Run, 1);
  run->process = process;
  wait_end (run, cancellable);
  if (!check_run (run, cancellable, error))
    return NULL;
  if (said != NULL)
    *said = show_stderr (run);
  return g_byte_array_free_to_bytes (g_steal_pointer (&run->out.bytes));
}
