/* One file of several that are written as one. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-sink-private.h"

/* Where it stands: opened, synced, kept (the old content has a second name), replaced. From its
 * first name on nothing takes memory, for want of which the process would end there. */
typedef struct
{
  char *path;         /* owned, as the user gave it */
  char *folder;       /* owned: where it lies */
  char *temporary;    /* owned: the name of the new content until it is in its place */
  char *backup;       /* owned: the second name of the old content */
  int fd;             /* owned; -1 = closed */
  int lock_fd;        /* owned: keeps the new content ours until it is in its place; -1 = none */
  CertplanSink *sink; /* owned; NULL = closed */
  gboolean is_straight;
  gboolean is_named;    /* the temporary stands */
  gboolean is_kept;     /* the backup stands */
  gboolean is_moved;    /* ... and the first name is free */
  gboolean is_replaced; /* the new content has the first name */
} CertplanOutputFile;

/* See _certplan_commit_check(). */
gboolean _certplan_output_file_check (const char *path, GError **error);

/* Returns: (transfer full) (nullable): free with _certplan_output_file_free() */
CertplanOutputFile *_certplan_output_file_open (const char *path, GCancellable *cancellable,
                                                GError **error);
/* Closes, and removes the temporary if there still is one. */
void _certplan_output_file_free (CertplanOutputFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanOutputFile, _certplan_output_file_free)

gboolean _certplan_output_file_sync (CertplanOutputFile *file, GError **error);
/* Gives the old content its second name. */
gboolean _certplan_output_file_keep (CertplanOutputFile *file, GError **error);
gboolean _certplan_output_file_replace (CertplanOutputFile *file, GError **error);
gboolean _certplan_output_file_sync_folder (const CertplanOutputFile *file, GError **error);
/* Takes back what _keep() and _replace() did. Returns: whether all is as it was */
gboolean _certplan_output_file_restore (CertplanOutputFile *file);
/* Drops the old content. */
gboolean _certplan_output_file_drop (CertplanOutputFile *file, GError **error);

/* Sets @error: @path (NULL = standard output) cannot be written, for the reason @number, an errno.
 * Returns: FALSE */
gboolean _certplan_output_file_fail (GError **error, const char *path, int number);
