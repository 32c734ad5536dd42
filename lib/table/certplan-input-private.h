/* The raw bytes of an input, opened once and read as often as needed.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-faults.h"
#include <gio/gio.h>

/* A pipe is read to its end before its first row; past this size it is refused. */
#define CERTPLAN_INPUT_MAX_PIPE_MEBIBYTES 1024

/* A line that is so long holds a row over its limit in any encoding (two bytes of UTF-16 are at
 * least one of UTF-8), so nothing behind it can be reached. */
#define CERTPLAN_INPUT_MAX_LINE_BYTES (33u * 1024 * 1024)

/* Returns: how long the last line is once @text follows what has @line_bytes of it */
guint64 _certplan_input_measure_line (const char *text, gsize n, guint64 line_bytes);

typedef struct _CertplanInput CertplanInput;

/* @path: a file, a FIFO, or "-" (standard input).
 * @cancellable: (nullable): ends the wait for a pipe; borrowed
 * Returns: NULL with a fault added: unreadable, a folder, a device that is no terminal, a pipe over
 * the limit; NULL without one if it was cancelled */
CertplanInput *_certplan_input_open (const char *path, GCancellable *cancellable,
                                     CertplanFaults *faults);
/* The whole of an input that holds no more than @max_mebibytes.
 * Returns: (transfer full): NULL as _certplan_input_open() */
GBytes *_certplan_input_read_all (const char *path, guint max_mebibytes, GCancellable *cancellable,
                                  CertplanFaults *faults);
CertplanInput *_certplan_input_new_bytes (const char *name, GBytes *bytes);
void _certplan_input_free (CertplanInput *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanInput, _certplan_input_free)

/* The name as the user gave it. */
const char *_certplan_input_get_name (const CertplanInput *input);
/* Reads up to @room bytes that begin at @offset; fewer only at the end.
 * Returns: -1 with a fault added */
gssize _certplan_input_read (const CertplanInput *input, guint64 offset, void *buffer, gsize room,
                             CertplanFaults *faults);
/* Whether size and time of the file are still those found when it was opened, and a pipe was read
 * to its end; adds a fault if not. */
gboolean _certplan_input_check_unchanged (const CertplanInput *input, CertplanFaults *faults);

/* Whether something may be at @path: only where the system says that nothing is, it need not be
 * opened. What cannot be looked at, or is a link that leads nowhere, was meant to be read. */
gboolean _certplan_input_may_exist (const char *path);
/* Adds the names in a folder, unsorted, to @names; hidden ones are left out. None where there is no
 * such folder. Returns: FALSE with a text of what is wrong; names may be missing then */
gboolean _certplan_input_list_folder (const char *path, GPtrArray *names, char **what);
