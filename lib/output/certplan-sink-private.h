/* A buffered writer to a file descriptor; errors are remembered, memory is constant.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <gio/gio.h>

typedef struct _CertplanSink CertplanSink;

/* @fd: stays the caller's. @cancellable: (nullable): ends a wait for a slow reader. */
CertplanSink *_certplan_sink_new (int fd, GCancellable *cancellable);
/* Keeps everything in memory, and never fails. */
CertplanSink *_certplan_sink_new_memory (void);
void _certplan_sink_free (CertplanSink *sink);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanSink, _certplan_sink_free)

/* After the first failure nothing more is written. */
void _certplan_sink_write (CertplanSink *sink, const char *data, gsize length);
void _certplan_sink_puts (CertplanSink *sink, const char *text);
void _certplan_sink_putc (CertplanSink *sink, char byte);
/* @n times the byte */
void _certplan_sink_fill (CertplanSink *sink, char byte, gsize n);

/* Room for @n bytes, to be filled in place: nothing else may be written before it is committed, or
 * reserved again. Returns: where it begins */
char *_certplan_sink_reserve (CertplanSink *sink, gsize n);
/* @end: behind what was filled of the room */
void _certplan_sink_commit (CertplanSink *sink, const char *end);

/* What a sink in memory holds. Returns: (transfer none): until the next write */
const char *_certplan_sink_get_bytes (const CertplanSink *sink, gsize *length);
/* Empties a sink in memory. */
void _certplan_sink_clear (CertplanSink *sink);

/* Writes what is still in the buffer.
 * Returns: whether every byte so far has been taken by the system */
gboolean _certplan_sink_flush (CertplanSink *sink);
/* Returns: 0, or the errno of the first failure; ECANCELED where @cancellable ended a wait */
int _certplan_sink_get_errno (const CertplanSink *sink);
