/* The standard streams and limits that a run is born with. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "cli.h"
#include <errno.h>
#include <fcntl.h>
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

void
cli_prepare_streams (void)
{
  fill_streams ();
  signal (SIGXFSZ, SIG_IGN); /* a limit on files' sizes is an error of write(), not the end */
  atexit (check_stdout);
}
