/* The standard streams and limits that a run is born with. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "cli.h"
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static gboolean is_told; /* that standard output failed */

gboolean
cli_print (const char *text, gsize length, GError **error)
{
  if (fwrite (text, 1, length, stdout) == length && fflush (stdout) == 0)
    return TRUE;
  is_told = TRUE;
  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_WRITE, _ ("standard output: %s"),
               g_strerror (errno));
  return FALSE;
}

/* GLib would write what the locale cannot say as "?": under LC_ALL=C, in a container or a cron job,
 * the names of all Chinese files and values. Only a locale that has an encoding of its own for them
 * (GB18030) gets its own bytes. */
static void
write_message (const char *text)
{
  const gboolean is_plain
      = g_get_charset (NULL) || strcmp (nl_langinfo (CODESET), "ANSI_X3.4-1968") == 0;
  g_autofree char *own = is_plain ? NULL : g_locale_from_utf8 (text, -1, NULL, NULL, NULL);
  fputs (own != NULL ? own : text, stderr);
  fflush (stderr);
}

/* Help is printed by GLib, which looks at no error and exits. */
static void
check_stdout (void)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return;
  if (!is_told)
    g_printerr ("certplan: %s\n", _ ("standard output cannot be written"));
  _exit (EXIT_FAILURE);
}

/* A closed stream's number would go to the next file that is opened: messages would land in an
 * output, and a program of ours would get no input. Opened the wrong way round, the number is taken
 * and every use of the stream still fails. */
static void
fill_streams (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl (fd, F_GETFD) < 0 && errno == EBADF)
      {
        int got = open ("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
        if (got > STDERR_FILENO)
          close (got);
      }
}

/* GLib's own writer waits for itself for good, where memory runs out while a type is made; the one
 * that it hands on to says everything, also what is for GLib's makers: that a kernel before 5.3 or
 * a sandbox has no pidfd_open(), say. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer unused)
{
  const char *domain = NULL;
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "GLIB_DOMAIN"))
      domain = fields[i].value;
  if (g_log_writer_default_would_drop (level, domain))
    return G_LOG_WRITER_HANDLED;
  return g_log_writer_standard_streams (level, fields, n_fields, unused);
}

void
cli_prepare_streams (void)
{
  fill_streams ();
  g_log_set_writer_func (write_log, NULL, NULL);
  g_log_writer_default_set_use_stderr (TRUE);
  g_set_printerr_handler (write_message);
  signal (SIGXFSZ, SIG_IGN); /* a limit on files' sizes is an error of write(), not the end */
  atexit (check_stdout);
}
