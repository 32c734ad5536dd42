/* Ctrl-C: the run is cancelled, cleans up, and then dies of the signal.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli.h"
#include <pthread.h>
#include <signal.h>

static gint caught_signal; /* atomic */

static gpointer
wait_for_signal (gpointer data)
{
  g_autoptr (GCancellable) cancellable = data;
  sigset_t set;
  int number;
  sigemptyset (&set);
  sigaddset (&set, SIGINT);
  sigaddset (&set, SIGTERM);
  if (sigwait (&set, &number) == 0)
    {
      g_atomic_int_set (&caught_signal, number);
      g_cancellable_cancel (cancellable);
    }
  if (sigwait (&set, &number) == 0) /* a second one: nobody listens, as in a blocked read */
    {
      signal (number, SIG_DFL);
      pthread_sigmask (SIG_UNBLOCK, &set, NULL);
      raise (number);
    }
  return NULL;
}

void
cli_watch_signals (GCancellable *cancellable)
{
  sigset_t set;
  sigemptyset (&set);
  sigaddset (&set, SIGINT);
  sigaddset (&set, SIGTERM);
  pthread_sigmask (SIG_BLOCK, &set, NULL);
  g_thread_unref (g_thread_new ("signals", wait_for_signal, g_object_ref (cancellable)));
}

int
cli_get_signal (void)
{
  return g_atomic_int_get (&caught_signal);
}
