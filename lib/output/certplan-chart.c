/* The one door to gnuplot: a script goes in, a whole picture comes out, or an error.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-chart-private.h"
#include "certplan-gantt-private.h"
#include "certplan-outputs.h"
#include "certplan-private.h"
#include "certplan-sink-private.h"
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* A chart takes a second; a program that hangs must not hang us. */
#define TIMEOUT_SECONDS 60
#define SHOWN_STDERR_CHARACTERS 300
#define FONT_FAMILY "Noto Sans CJK SC"

char *
_certplan_chart_script (CertplanTable *table, const CertplanChartOptions *options,
                        const char *family, GError **error)
{
  g_return_val_if_fail (certplan_table_has_chart (table), NULL);
  g_autoptr (CertplanGantt) gantt = _certplan_gantt_read (table, options->lang, error);
  g_autoptr (CertplanCanvas) canvas = NULL;

  if (gantt == NULL)
    return NULL;
  canvas = _certplan_canvas_new ();
  const gint height = _certplan_gantt_draw (gantt, canvas);
  return _certplan_canvas_script (canvas, CERTPLAN_GANTT_WIDTH, height, options->picture, family);
}

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

static gboolean
ends_with (const char *data, gsize size, const char *ending, gsize n)
{
  while (size > 0 && g_ascii_isspace (data[size - 1]) && !g_ascii_isspace (ending[n - 1]))
    size--;
  return size >= n && memcmp (data + size - n, ending, n) == 0;
}

/* A full disk or an error of gnuplot's can leave half a picture and the exit status 0. */
static gboolean
is_whole (const char *data, gsize size, CertplanPicture picture)
{
  static const char png_begin[] = "\x89PNG\r\n\x1a\n";
  static const char png_end[] = "\0\0\0\0IEND\xae\x42\x60\x82";

  if (data == NULL)
    return FALSE;
  switch (picture)
    {
    case CERTPLAN_PICTURE_PNG:
      return size > sizeof png_begin && memcmp (data, png_begin, sizeof png_begin - 1) == 0
             && ends_with (data, size, png_end, sizeof png_end - 1);
    case CERTPLAN_PICTURE_SVG:
      return size > 5 && memcmp (data, "<?xml", 5) == 0 && ends_with (data, size, "</svg>", 6);
    default:
      return size > 5 && memcmp (data, "%PDF-", 5) == 0 && ends_with (data, size, "%%EOF", 5);
    }
}

/* The family that the system has for the chart's texts. Where Noto is missing, its name alone would
 * get Latin letters from any font and Chinese ones from another; asked for with the language,
 * fontconfig names one that has both. Without fontconfig's program the name does as well as it can.
 */
static char *
find_family (GCancellable *cancellable)
{
  static const char *const argv[]
      = { "fc-match", "-f", "%{family[0]}", FONT_FAMILY ":lang=zh-cn", NULL };
  g_autoptr (GSubprocess) process = start (argv, -1, NULL);
  g_auto (Run) run = { .process = process };

  if (process == NULL)
    return g_strdup (FONT_FAMILY);
  wait_end (&run, cancellable);
  if (!check_run (&run, cancellable, NULL) || run.out == NULL || g_bytes_get_size (run.out) == 0)
    return g_strdup (FONT_FAMILY);
  return g_strndup (g_bytes_get_data (run.out, NULL), g_bytes_get_size (run.out));
}

static GBytes *
run_gnuplot (const char *script, CertplanPicture picture, GCancellable *cancellable, GError **error)
{
  /* as a file's name: gnuplot stops at the first error only there, and -d reads no settings */
  static const char *const argv[] = { "gnuplot", "-d", "/dev/stdin", NULL };
  g_autoptr (GError) failure = NULL;
  const int fd = open_script (script, error);
  if (fd < 0)
    return NULL;
  g_autoptr (GSubprocess) process = start (argv, fd, &failure);
  g_auto (Run) run = { .process = process };
  if (process == NULL)
    {
      g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_CHART,
                   g_error_matches (failure, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT)
                       ? _ ("charts need gnuplot, which is not installed (%s); wanted the Debian "
                            "package gnuplot-nox")
                       : _ ("gnuplot cannot be started: %s"),
                   failure->message);
      return NULL;
    }
  wait_end (&run, cancellable);
  if (!check_run (&run, cancellable, error))
    return NULL;
  gsize size;
  const char *data = g_bytes_get_data (run.out, &size);
  if (is_whole (data, size, picture))
    return g_steal_pointer (&run.out);
  g_autofree char *said = show_stderr (&run);
  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_CHART,
               _ ("gnuplot gave no whole picture: %s"), said);
  return NULL;
}

/* SVG readers pick their own fonts: those of Windows and of Apple are named too. */
static GBytes *
name_fonts (GBytes *svg)
{
  g_autoptr (GString) text
      = g_string_new_len (g_bytes_get_data (svg, NULL), (gssize)g_bytes_get_size (svg));

  g_string_replace (text, "font-family=\"" FONT_FAMILY "\"",
                    "font-family=\"" FONT_FAMILY
                    ",Microsoft YaHei,PingFang SC,WenQuanYi Micro Hei,sans-serif\"",
                    0);
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

/* gnuplot's PDF carries the time of its making; the result's own date makes equal inputs equal
 * bytes. */
static GBytes *
date_pdf (GBytes *pdf, CertplanDate as_of)
{
  static const char key[] = "/CreationDate (D:";
  gsize size;
  g_autofree char *data = g_memdup2 (g_bytes_get_data (pdf, &size), g_bytes_get_size (pdf));
  gint year, month, day;

  certplan_date_get_ymd (as_of, &year, &month, &day);
  g_autofree char *digits = g_strdup_printf ("%04d%02d%02d000000", year, month, day);
  size = g_bytes_get_size (pdf);
  for (gsize at = 0; at + strlen (key) + strlen (digits) < size; at++)
    if (memcmp (data + at, key, strlen (key)) == 0)
      memcpy (data + at + strlen (key), digits, strlen (digits));
  return g_bytes_new_take (g_steal_pointer (&data), size);
}

GBytes *
_certplan_chart_draw (CertplanTable *table, const CertplanChartOptions *options,
                      GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (table != NULL && options != NULL, NULL);
  /* no font is looked at for svg: its reader has them */
  g_autofree char *family = options->picture == CERTPLAN_PICTURE_SVG ? g_strdup (FONT_FAMILY)
                                                                     : find_family (cancellable);
  g_autofree char *script = _certplan_chart_script (table, options, family, error);
  g_autoptr (GBytes) picture
      = script != NULL ? run_gnuplot (script, options->picture, cancellable, error) : NULL;

  if (picture == NULL)
    return NULL;
  switch (options->picture)
    {
    case CERTPLAN_PICTURE_SVG:
      return name_fonts (picture);
    case CERTPLAN_PICTURE_PDF:
      return date_pdf (picture, options->as_of);
    default:
      return g_steal_pointer (&picture);
    }
}
