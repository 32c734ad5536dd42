/* Lists of claims and receipts, made side by side. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-reconcile-private.h"
#include "certplan-threads-private.h"

#define RANGE (1u << 16) /* numbers that one thread looks at */

typedef struct
{
  const CertplanReconciliation *self;
  guint n;
  CertplanReconcileTest test;
  GArray **lists; /* of each range */
} Job;

static void
list_range (gpointer data, guint i)
{
  const Job *job = data;
  GArray *list = job->lists[i] = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 k = i * RANGE; k < MIN ((i + 1) * RANGE, job->n); k++)
    if (job->test (job->self, k))
      g_array_append_val (list, k);
}

GArray *
_certplan_reconcile_list (const CertplanReconciliation *self, guint n, CertplanReconcileTest test)
{
  const guint n_ranges = (n + RANGE - 1) / RANGE;
  g_autofree GArray **lists = g_new0 (GArray *, n_ranges + 1);
  Job job = { self, n, test, lists };
  GArray *all = g_array_new (FALSE, FALSE, sizeof (guint32));
  _certplan_threads_run (self->request->n_threads, n_ranges, list_range, &job);
  for (guint i = 0; i < n_ranges; i++)
    {
      g_array_append_vals (all, lists[i]->data, lists[i]->len);
      g_array_unref (lists[i]);
    }
  return all;
}
