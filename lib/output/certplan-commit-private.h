/* Several files written as one: all or none. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-sink-private.h"

/* A file that is there already, or is new, gets a temporary beside it, which takes its place at the
 * end. Devices, FIFOs and links are written straight: they stay what they are. */
typedef struct _CertplanCommit CertplanCommit;

/* What can be known of an output before it is opened: its folder exists, it is no folder itself,
 * may be written, and no backup of a run that was broken off stands beside it. */
gboolean _certplan_commit_check (const char *path, GError **error);

/* @cancellable: (nullable): ends a wait for a reader, and is looked at before the first rename. */
CertplanCommit *_certplan_commit_new (GCancellable *cancellable);
/* Puts everything back that _certplan_commit_finish() has not made final. */
void _certplan_commit_free (CertplanCommit *commit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanCommit, _certplan_commit_free)

/* Opens one more file. Returns: (transfer none) (nullable): lives until _certplan_commit_replace()
 */
CertplanSink *_certplan_commit_open (CertplanCommit *commit, const char *path, GError **error);

/* Flushes, syncs and closes all files, then puts all temporaries in their places, keeping what was
 * there. After a failure everything is as it was (but for what was written straight), or @error
 * names what is not. */
gboolean _certplan_commit_replace (CertplanCommit *commit, GError **error);
/* Undoes _certplan_commit_replace() for the sake of *@error, which then also tells what could not
 * be undone. */
void _certplan_commit_undo (CertplanCommit *commit, GError **error);
/* Drops what was kept.
 * Returns: FALSE if an old content cannot be removed; the outputs are in place even so */
gboolean _certplan_commit_finish (CertplanCommit *commit, GError **error);
