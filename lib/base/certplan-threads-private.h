/* Parts of one work, done side by side. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>

/* Does part @i, from 0, of what @job describes. */
typedef void (*CertplanWork) (gpointer job, guint i);

/* Does all parts and returns once they are done. @n_threads: at most so many at once, the caller's
 * own thread among them; 0 = one a processor. Parts must not depend on each other. */
void _certplan_threads_run (guint n_threads, guint n_parts, CertplanWork work, gpointer job);
/* How many threads @n_threads stands for: itself, or one a processor. */
guint _certplan_threads_count (guint n_threads);
