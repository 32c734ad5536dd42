/* How far a long computation is. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CertplanProgress:
 *
 * Two counters that the library adds to and others may read at any time, from any thread. Reference
 * counted.
 */
typedef struct _CertplanProgress CertplanProgress;

#define CERTPLAN_TYPE_PROGRESS (certplan_progress_get_type ())
GType certplan_progress_get_type (void);
CertplanProgress *certplan_progress_new (void);
CertplanProgress *certplan_progress_ref (CertplanProgress *progress);
void certplan_progress_unref (CertplanProgress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanProgress, certplan_progress_unref)

/* @progress: (nullable): nothing is done then */
void certplan_progress_add_total (CertplanProgress *progress, guint n);
void certplan_progress_add_done (CertplanProgress *progress, guint n);
guint certplan_progress_get_total (CertplanProgress *progress);
guint certplan_progress_get_done (CertplanProgress *progress);

G_END_DECLS
