/* A buffered writer to a file descriptor. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sink-private.h"
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUFFER_BYTES (64 * 1024)
/* A pipe that is ready takes this many bytes without blocking. */
#define PIPE_BYTES 4096
#define WAIT_MS 200

struct _CertplanSink
{
  int fd;                    /* borrowed; -1 = into memory */
  GCancellable *cancellable; /* owned; NULL = none */
  gboolean is_regular;       /* a plain file never makes one wait */
  int failure;
  gsize used;
  gsize size;
  char *buffer; /* owned */
};

CertplanSink *
_certplan_sink_new (int fd, GCancellable *cancellable)
{
  CertplanSink *sink = g_new0 (CertplanSink, 1);
  struct stat info;

  sink->fd = fd;
  sink->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  sink->is_regular = fd >= 0 && fstat (fd, &info) == 0 && S_ISREG (info.st_mode);
  sink->size = BUFFER_BYTES;
  sink->buffer = g_malloc (BUFFER_BYTES);
  return sink;
}

CertplanSink *
_certplan_sink_new_memory (void)
{
  return _certplan_sink_new (-1, NULL);
}

void
_certplan_sink_free (CertplanSink *sink)
{
  g_clear_object (&sink->cancellable);
  g_free (sink->buffer);
  g_free (sink);
}

/* Waits until a pipe or a terminal takes bytes, looking at the cancellable now and then. */
static gboolean
wait_ready (CertplanSink *sink)
{
  struct pollfd waiting = { .fd = sink->fd, .events = POLLOUT };

  if (sink->is_regular)
    return TRUE;
  for (;;)
    {
      if (sink->cancellable != NULL && g_cancellable_is_cancelled (sink->cancellable))
        {
          sink->failure = ECANCELED;
          return FALSE;
        }
      const int n_ready = poll (&waiting, 1, WAIT_MS);
      if (n_ready > 0 || (n_ready < 0 && errno != EINTR && errno != EAGAIN))
        return TRUE; /* write() tells what is wrong */
    }
}

static void
write_all (CertplanSink *sink, const char *data, gsize length)
{
  while (length > 0 && sink->failure == 0 && wait_ready (sink))
    {
      const gsize chunk = sink->is_regular ? length : MIN (length, PIPE_BYTES);
      const gssize n_written = write (sink->fd, data, chunk);
      if (n_written > 0)
        {
          data += n_written;
          length -= (gsize)n_written;
        }
      else if (n_written == 0)
        sink->failure = EIO;
      else if (errno != EINTR && errno != EAGAIN)
        sink->failure = errno;
    }
}

gboolean
_certplan_sink_flush (CertplanSink *sink)
{
  write_all (sink, sink->buffer, sink->used);
  sink->used = 0;
  return sink->failure == 0;
}

static void
make_room (CertplanSink *sink, gsize n)
{
  if (sink->fd >= 0)
    _certplan_sink_flush (sink);
  if (n <= sink->size - sink->used)
    return;
  sink->size = 2 * sink->size + n;
  sink->buffer = g_realloc (sink->buffer, sink->size);
}

char *
_certplan_sink_reserve (CertplanSink *sink, gsize n)
{
  if (n > sink->size - sink->used)
    make_room (sink, n);
  return sink->buffer + sink->used;
}

void
_certplan_sink_commit (CertplanSink *sink, const char *end)
{
  sink->used = (gsize)(end - sink->buffer);
}

const char *
_certplan_sink_get_bytes (const CertplanSink *sink, gsize *length)
{
  *length = sink->used;
  return sink->buffer;
}

void
_certplan_sink_clear (CertplanSink *sink)
{
  sink->used = 0;
}

void
_certplan_sink_write (CertplanSink *sink, const char *data, gsize length)
{
  if (sink->fd >= 0 && length > BUFFER_BYTES)
    {
      _certplan_sink_flush (sink);
      write_all (sink, data, length);
      return;
    }
  char *at = _certplan_sink_reserve (sink, length);
  memcpy (at, data, length);
  _certplan_sink_commit (sink, at + length);
}

void
_certplan_sink_puts (CertplanSink *sink, const char *text)
{
  _certplan_sink_write (sink, text, strlen (text));
}

void
_certplan_sink_putc (CertplanSink *sink, char byte)
{
  _certplan_sink_write (sink, &byte, 1);
}

void
_certplan_sink_fill (CertplanSink *sink, char byte, gsize n)
{
  for (gsize i = 0; i < n; i++)
    _certplan_sink_putc (sink, byte);
}

int
_certplan_sink_get_errno (const CertplanSink *sink)
{
  return sink->failure;
}
