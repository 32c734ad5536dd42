/* Parts of one work, done side by side. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-threads-private.h"

typedef struct
{
  CertplanWork work;
  gpointer job;
  guint n_parts;
  gint next; /* atomic: the part that nobody has taken yet */
} Shared;

guint
_certplan_threads_count (guint n_threads)
{
  return n_threads > 0 ? n_threads : g_get_num_processors ();
}

static gpointer
take_parts (gpointer data)
{
  Shared *shared = data;
  for (;;)
    {
      const guint part = (guint)g_atomic_int_add (&shared->next, 1);
      if (part >= shared->n_parts)
        return NULL;
      shared->work (shared->job, part);
    }
}

void
_certplan_threads_run (guint n_threads, guint n_parts, CertplanWork work, gpointer job)
{
  Shared shared = { work, job, n_parts, 0 };
  const guint n = MIN (_certplan_threads_count (n_threads), n_parts);
  g_autofree GThread **threads = g_new0 (GThread *, n + 1);
  for (guint i = 1; i < n; i++) /* one that cannot be started leaves its parts to the others */
    threads[i] = g_thread_try_new ("certplan", take_parts, &shared, NULL);
  take_parts (&shared);
  for (guint i = 1; i < n; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
}
