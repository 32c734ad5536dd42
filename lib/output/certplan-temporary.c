/* A file that has no name, or one of its own, until it is whole. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-temporary-private.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_TRIES 3 /* another run may take the name between two calls of ours */
#define LINK_NAME_BYTES 32

int
_certplan_descriptor_move_up (int fd)
{
  if (fd < 0 || fd > STDERR_FILENO)
    return fd;
  const int higher = fcntl (fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  const int number = errno;
  close (fd);
  errno = number;
  return higher;
}

/* The name under which the system knows an open file. */
static void
print_link_name (int fd, char *text)
{
  g_snprintf (text, LINK_NAME_BYTES, "/proc/self/fd/%d", fd);
}

/* Where there are no locks, nothing that was left can be told from what is being written, and all
 * is refused: a failure here does no harm. */
static int
lock_own (int fd)
{
  if (fd >= 0)
    flock (fd, LOCK_EX | LOCK_NB);
  return fd;
}

/* Returns: -1 where the file system cannot, or the file could not be named later */
static int
open_unnamed (const char *folder, mode_t mode)
{
  char link_name[LINK_NAME_BYTES];
  const int fd
      = _certplan_descriptor_move_up (open (folder, O_WRONLY | O_TMPFILE | O_CLOEXEC, mode));

  print_link_name (fd, link_name);
  if (fd < 0 || access (link_name, F_OK) == 0)
    return fd;
  close (fd);
  return -1;
}

/* Removes what a run that was killed left. Its lock is gone, and the name is still that of the file
 * which we have locked: nobody writes it. Returns: whether the name may be free now */
static gboolean
drop_abandoned (const char *name)
{
  const int fd = open (name, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  struct stat opened, named;

  if (fd < 0)
    return errno == ENOENT;
  gboolean is_free = FALSE;
  if (flock (fd, LOCK_EX | LOCK_NB) == 0 && fstat (fd, &opened) == 0)
    is_free = lstat (name, &named) != 0
                  ? errno == ENOENT
                  : S_ISREG (named.st_mode) && opened.st_dev == named.st_dev
                        && opened.st_ino == named.st_ino && unlink (name) == 0;
  close (fd);
  return is_free;
}

/* Returns: whether to try again, after EEXIST; else errno tells why not */
static gboolean
make_free (const char *name, guint n_tries)
{
  if (errno != EEXIST)
    return FALSE;
  if (n_tries < MAX_TRIES && drop_abandoned (name))
    return TRUE;
  errno = EBUSY;
  return FALSE;
}

static int
open_named (const char *name, mode_t mode)
{
  for (guint n_tries = 1;; n_tries++)
    {
      const int fd = _certplan_descriptor_move_up (
          open (name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
      if (fd >= 0 || !make_free (name, n_tries))
        return fd;
    }
}

int
_certplan_temporary_open (const char *folder, const char *name, mode_t mode, gboolean *is_named)
{
  const int fd = open_unnamed (folder, mode);

  *is_named = fd < 0;
  if (fd >= 0)
    return lock_own (fd);
  const int named = open_named (name, mode);
  *is_named = named >= 0;
  return lock_own (named);
}

gboolean
_certplan_temporary_name (int fd, const char *name)
{
  char link_name[LINK_NAME_BYTES];

  print_link_name (fd, link_name);
  for (guint n_tries = 1;; n_tries++)
    {
      if (linkat (AT_FDCWD, link_name, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0)
        return TRUE;
      if (!make_free (name, n_tries))
        return FALSE;
    }
}
