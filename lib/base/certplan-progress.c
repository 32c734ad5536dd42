/* How far a long computation is. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-progress.h"

struct _CertplanProgress
{
  gint total, done; /* atomic */
};

CertplanProgress *
certplan_progress_new (void)
{
  return g_atomic_rc_box_new0 (CertplanProgress);
}

CertplanProgress *
certplan_progress_ref (CertplanProgress *progress)
{
  g_return_val_if_fail (progress != NULL, NULL);

  return g_atomic_rc_box_acquire (progress);
}

void
certplan_progress_unref (CertplanProgress *progress)
{
  g_return_if_fail (progress != NULL);

  g_atomic_rc_box_release (progress);
}

G_DEFINE_BOXED_TYPE (CertplanProgress, certplan_progress, certplan_progress_ref,
                     certplan_progress_unref)

void
certplan_progress_add_total (CertplanProgress *progress, guint n)
{
  if (progress != NULL)
    g_atomic_int_add (&progress->total, (gint)n);
}

void
certplan_progress_add_done (CertplanProgress *progress, guint n)
{
  if (progress != NULL)
    g_atomic_int_add (&progress->done, (gint)n);
}

guint
certplan_progress_get_total (CertplanProgress *progress)
{
  g_return_val_if_fail (progress != NULL, 0);

  return (guint)g_atomic_int_get (&progress->total);
}

guint
certplan_progress_get_done (CertplanProgress *progress)
{
  g_return_val_if_fail (progress != NULL, 0);

  return (guint)g_atomic_int_get (&progress->done);
}
