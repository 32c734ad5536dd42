/* System calls that fail when a test says so. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The system calls that a commit makes. This program's own functions stand before the C library's,
 * so a chosen call of a chosen kind can fail. */
typedef enum
{
  CALL_NONE,
  CALL_WRITE,
  CALL_FSYNC,
  CALL_CLOSE,
  CALL_LINK,
  CALL_LINKAT,
  CALL_RENAME,
  CALL_UNLINK,
  CALL_FCHMOD,
} Call;

static struct
{
  Call call;
  guint nth;             /* the first one that fails, from 1 on */
  gboolean stays;        /* all later ones fail too */
  gboolean short_counts; /* write() takes one byte a time instead */
  gboolean no_links;     /* link() fails, whatever else does */
  int number;
  guint n_seen;
  gboolean has_failed;
  gboolean has_renamed; /* what is closed from then on was written and synced before */
} fault;

static gboolean
fails (Call call)
{
  if (fault.call != call)
    return FALSE;
  fault.n_seen++;
  if (fault.n_seen != fault.nth && !(fault.stays && fault.n_seen > fault.nth))
    return FALSE;
  fault.has_failed = TRUE;
  errno = fault.number;
  return TRUE;
}

#define REAL(type, name) ((type)dlsym (RTLD_NEXT, name))

/* Only our own files: the log of the test is written, too. */
static gboolean
is_regular (int fd)
{
  struct stat info;

  return fstat (fd, &info) == 0 && S_ISREG (info.st_mode);
}

ssize_t
write (int fd, const void *data, size_t size)
{
  ssize_t (*real) (int, const void *, size_t)
      = REAL (ssize_t (*) (int, const void *, size_t), "write");

  if (fault.call == CALL_WRITE && is_regular (fd))
    {
      if (fails (CALL_WRITE))
        return -1;
      if (fault.short_counts)
        size = MIN (size, 1);
    }
  return real (fd, data, size);
}

int
fsync (int fd)
{
  return fails (CALL_FSYNC) ? -1 : REAL (int (*) (int), "fsync") (fd);
}

int
close (int fd)
{
  const gboolean counts = fault.call == CALL_CLOSE && !fault.has_renamed && is_regular (fd);
  const int result = REAL (int (*) (int), "close") (fd);

  return counts && fails (CALL_CLOSE) ? -1 : result;
}

int
link (const char *from, const char *to)
{
  if (fault.no_links)
    {
      errno = EPERM;
      return -1;
    }
  return fails (CALL_LINK) ? -1 : REAL (int (*) (const char *, const char *), "link") (from, to);
}

int
rename (const char *from, const char *to)
{
  if (fails (CALL_RENAME))
    return -1;
  fault.has_renamed = TRUE;
  return REAL (int (*) (const char *, const char *), "rename") (from, to);
}

int
unlink (const char *path)
{
  return fails (CALL_UNLINK) ? -1 : REAL (int (*) (const char *), "unlink") (path);
}

/* Whether the file system knows files without names. */
static gboolean knows_unnamed = TRUE;

int
open (const char *path, int flags, ...)
{
  va_list arguments;

  va_start (arguments, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg (arguments, mode_t) : 0;
  va_end (arguments);
  if ((flags & O_TMPFILE) == O_TMPFILE && !knows_unnamed)
    {
      errno = EOPNOTSUPP;
      return -1;
    }
  return REAL (int (*) (const char *, int, ...), "open") (path, flags, mode);
}

int
linkat (int from_fd, const char *from, int to_fd, const char *to, int flags)
{
  return fails (CALL_LINKAT) ? -1
                             : REAL (int (*) (int, const char *, int, const char *, int),
                                     "linkat") (from_fd, from, to_fd, to, flags);
}

int
fchmod (int fd, mode_t mode)
{
  return fails (CALL_FCHMOD) ? -1 : REAL (int (*) (int, mode_t), "fchmod") (fd, mode);
}

static void
arm (Call call, guint nth, int number, gboolean stays)
{
  memset (&fault, 0, sizeof fault);
  fault.call = call;
  fault.nth = nth;
  fault.number = number;
  fault.stays = stays;
}
