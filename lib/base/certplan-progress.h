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

/**
 * certplan_progress_new:
 *
 * Makes a progress of 0 out of 0.
 */
CertplanProgress *certplan_progress_new (void);

/**
 * certplan_progress_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @progress
 */
CertplanProgress *certplan_progress_ref (CertplanProgress *progress);

/**
 * certplan_progress_unref:
 *
 * Gives a reference back; the last one frees @progress.
 */
void certplan_progress_unref (CertplanProgress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanProgress, certplan_progress_unref)

/**
 * certplan_progress_add_total:
 * @progress: (nullable): nothing is done then
 *
 * Says that there are further @n pieces of work to do.
 */
void certplan_progress_add_total (CertplanProgress *progress, guint n);

/**
 * certplan_progress_add_done:
 *
 * Says that further @n pieces of work are done; nothing where @progress is %NULL.
 */
void certplan_progress_add_done (CertplanProgress *progress, guint n);

/**
 * certplan_progress_get_total:
 *
 * How many pieces of work there are, as far as is known by now.
 */
guint certplan_progress_get_total (CertplanProgress *progress);

/**
 * certplan_progress_get_done:
 *
 * How many pieces of work are done.
 */
guint certplan_progress_get_done (CertplanProgress *progress);

G_END_DECLS
