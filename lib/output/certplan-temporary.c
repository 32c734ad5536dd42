/* A file that has no name, or a hidden one, until it is whole. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-temporary-private.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define MAX_NAMES 1000 /* left behind by killed runs of the same process number */

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

static char *
make_name (const char *path, guint i)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_strdup_printf (".certplan-%ld-%u.tmp", (long)getpid (), i);

  return g_build_filename (folder, name, NULL);
}

/* The name under which the system knows an open file. */
static char *
make_link_name (int fd)
{
  return g_strdup_printf ("/proc/self/fd/%d", fd);
}

/* Returns: -1 where the file system cannot, or the file could not be named later */
static int
open_unnamed (const char *path, mode_t mode)
{
  g_autofree char *folder = g_path_get_dirname (path);
  const int fd
      = _certplan_descriptor_move_up (open (folder, O_WRONLY | O_TMPFILE | O_CLOEXEC, mode));
  g_autofree char *link_name = fd >= 0 ? make_link_name (fd) : NULL;

  if (fd < 0 || access (link_name, F_OK) == 0)
    return fd;
  close (fd);
  return -1;
}

int
_certplan_temporary_open (const char *path, mode_t mode, char **name)
{
  int fd = open_unnamed (path, mode);

  *name = NULL;
  for (guint i = 0; fd < 0 && i < MAX_NAMES; i++)
    {
      g_autofree char *made = make_name (path, i);
      fd = _certplan_descriptor_move_up (
          open (made, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
      if (fd >= 0)
        *name = g_steal_pointer (&made);
      else if (errno != EEXIST)
        return -1;
    }
  return fd;
}

char *
_certplan_temporary_name (int fd, const char *path)
{
  g_autofree char *link_name = make_link_name (fd);

  for (guint i = 0; i < MAX_NAMES; i++)
    {
      g_autofree char *made = make_name (path, i);
      if (linkat (AT_FDCWD, link_name, AT_FDCWD, made, AT_SYMLINK_FOLLOW) == 0)
        return g_steal_pointer (&made);
      if (errno != EEXIST)
        return NULL;
    }
  return NULL;
}
