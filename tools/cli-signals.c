/* Ctrl-C: the run is cancelled, cleans up, and then dies of the signal. Until then its progress is
 * shown. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli.h"
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#define LOOK_EVERY_NS 200000000
#define SILENT_US 1000000 /* what is done by then needs no progress */

static gint caught_signal; /* atomic */

/* What is shown; guarded by the lock. */
G_LOCK_DEFINE_STATIC (shown);
static CertplanProgress *shown_progress; /* (nullable) borrowed */
static gint64 shown_since;
static gboolean is_shown;

/* The first of many steps prepare the others: what they took says little. */
#define TELLING_PART 20

/* "12 of 100, 0:31 left" */
static void
show_progress (void)
{
  const gint64 elapsed = g_get_monotonic_time () - shown_since;
  const guint done = certplan_progress_get_done (shown_progress);
  const guint total = certplan_progress_get_total (shown_progress);
  if (elapsed < SILENT_US || done == 0)
    return;
  const gint64 left = elapsed / done * (total - MIN (done, total)) / G_USEC_PER_SEC;
  is_shown = TRUE;
  g_printerr ("\r");
  if (done < total / TELLING_PART)
    g_printerr (_ ("%u of %u "), done, total);
  else
    g_printerr (_ ("%u of %u, %d:%02d left "), done, total, (int)(left / 60), (int)(left % 60));
}

static void
look_at_progress (void)
{
  G_LOCK (shown);
  if (shown_progress != NULL)
    show_progress ();
  G_UNLOCK (shown);
}

void
cli_begin_progress (CertplanProgress *progress)
{
  if (!isatty (STDERR_FILENO))
    return;
  G_LOCK (shown);
  shown_progress = progress;
  shown_since = g_get_monotonic_time ();
  is_shown = FALSE;
  G_UNLOCK (shown);
}

void
cli_end_progress (void)
{
  G_LOCK (shown);
  if (shown_progress != NULL && is_shown)
    g_printerr ("\r%60s\r", "");
  shown_progress = NULL;
  G_UNLOCK (shown);
}

static gpointer
wait_for_signal (gpointer data)
{
  g_autoptr (GCancellable) cancellable = data;
  const struct timespec time = { 0, LOOK_EVERY_NS };
  sigset_t set;
  int number;
  sigemptyset (&set);
  sigaddset (&set, SIGINT);
  sigaddset (&set, SIGTERM);
  while ((number = sigtimedwait (&set, NULL, &time)) < 0)
    look_at_progress ();
  g_atomic_int_set (&caught_signal, number);
  g_cancellable_cancel (cancellable);
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
  GThread *thread = g_thread_try_new ("signals", wait_for_signal, g_object_ref (cancellable), NULL);
  if (thread != NULL)
    {
      g_thread_unref (thread);
      return;
    }
  g_object_unref (cancellable); /* no thread to be had: a signal ends the run as it is */
  pthread_sigmask (SIG_UNBLOCK, &set, NULL);
}

int
cli_get_signal (void)
{
  return g_atomic_int_get (&caught_signal);
}
