/* The raw bytes of an input, opened once and read as often as needed.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-faults.h"
#include <gio/gio.h>

/* A pipe is read to its end before its first row; past this size it is refused. */
#define CERTPLAN_INPUT_MAX_PIPE_BYTES (1024u * 1024 * 1024)

typedef struct _CertplanInput CertplanInput;

/* @path: a file, a FIFO, or "-" (standard input).
 * Returns: NULL with a fault added: unreadable, a folder, a device that is no terminal, a pipe over
 * the limit */
CertplanInput *_certplan_input_open (const char *path, CertplanFaults *faults);
CertplanInput *_certplan_input_new_bytes (const char *name, GBytes *bytes);
void _certplan_input_free (CertplanInput *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanInput, _certplan_input_free)

/* The name as the user gave it. */
const char *_certplan_input_get_name (const CertplanInput *input);
/* Reads up to @room bytes that begin at @offset; fewer only at the end.
 * Returns: -1 with a fault added */
gssize _certplan_input_read (const CertplanInput *input, guint64 offset, void *buffer, gsize room,
                             CertplanFaults *faults);
/* Whether size and time of the file are still those found when it was opened; adds a fault if not.
 */
gboolean _certplan_input_check_unchanged (const CertplanInput *input, CertplanFaults *faults);
