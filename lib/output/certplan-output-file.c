/* One file of several that are written as one. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-output-file-private.h"
#include "certplan-outputs.h"
#include "certplan-private.h"
#include "certplan-targets-private.h"
#include "certplan-temporary-private.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BACKUP_ENDING ".certplan-backup"
#define TEMPORARY_ENDING ".certplan-new"
#define READER_WAIT_US (50 * 1000)
#define MODE_BITS 07777

typedef enum
{
  KIND_NEW,
  KIND_REGULAR,
  KIND_STRAIGHT,
} Kind;

gboolean
_certplan_output_file_fail (GError **error, const char *path, int number)
{
  g_autofree char *shown
      = path != NULL ? _certplan_path_show (path) : g_strdup (_ ("standard output"));

  if (number == ECANCELED)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("cancelled"));
  else
    g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_WRITE,
                 _ ("\"%s\" cannot be written: %s"), shown, g_strerror (number));
  return FALSE;
}

/* A name beside @path, where a rename stays within the file system. It says which file it belongs
 * to; one too long for the ending is told by its digest. */
static char *
name_beside (const char *path, const char *ending)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_strconcat (base, ending, NULL);

  if (strlen (name) > NAME_MAX)
    {
      g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, base, -1);
      g_free (name);
      name = g_strconcat (digest, ending, NULL);
    }
  return g_build_filename (folder, name, NULL);
}

/* @info: gets the file's own state, not that of a file behind a link. */
static gboolean
find_kind (const char *path, Kind *kind, struct stat *info, GError **error)
{
  if (lstat (path, info) != 0)
    {
      *kind = KIND_NEW;
      return errno == ENOENT || _certplan_output_file_fail (error, path, errno);
    }
  struct stat behind;
  if (S_ISDIR (info->st_mode) || (stat (path, &behind) == 0 && S_ISDIR (behind.st_mode)))
    return _certplan_output_file_fail (error, path, EISDIR);
  *kind = S_ISREG (info->st_mode) ? KIND_REGULAR : KIND_STRAIGHT;
  if (*kind == KIND_REGULAR && faccessat (AT_FDCWD, path, W_OK, AT_EACCESS) != 0)
    return _certplan_output_file_fail (error, path, errno);
  return TRUE;
}

/* @must_write: a temporary is to stand in it */
static gboolean
check_folder (const char *path, gboolean must_write, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  struct stat info;

  if (stat (folder, &info) != 0)
    return _certplan_output_file_fail (error, path, errno);
  if (!S_ISDIR (info.st_mode))
    return _certplan_output_file_fail (error, path, ENOTDIR);
  if (must_write && faccessat (AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) != 0)
    return _certplan_output_file_fail (error, path, errno);
  return TRUE;
}

static gboolean
refuse_leftover (const char *path, const char *backup, GError **error)
{
  g_autofree char *shown = _certplan_path_show (path);
  g_autofree char *shown_backup = _certplan_path_show (backup);

  g_set_error (
      error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_WRITE,
      _ ("\"%s\" cannot be written: a run that was broken off, or still runs, left \"%s\", "
         "its content before; move that back or remove it"),
      shown, shown_backup);
  return FALSE;
}

static gboolean
check_leftover (const char *path, GError **error)
{
  g_autofree char *backup = name_beside (path, BACKUP_ENDING);
  struct stat info;

  return lstat (backup, &info) != 0 || refuse_leftover (path, backup, error);
}

gboolean
_certplan_output_file_check (const char *path, GError **error)
{
  g_autoptr (GError) failure = NULL;
  struct stat info;
  Kind kind;

  if (find_kind (path, &kind, &info, &failure)
      && check_folder (path, kind != KIND_STRAIGHT, &failure)
      && (kind == KIND_STRAIGHT || check_leftover (path, &failure)))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* A FIFO opens once somebody reads; not waiting in open() lets a cancelled run end. */
static int
open_straight (const char *path, GCancellable *cancellable)
{
  const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;

  for (;;)
    {
      const int fd = open (path, flags, 0666);
      struct stat info;
      if (fd >= 0 || errno != ENXIO || stat (path, &info) != 0 || !S_ISFIFO (info.st_mode))
        return _certplan_descriptor_move_up (fd);
      if (cancellable != NULL && g_cancellable_is_cancelled (cancellable))
        {
          errno = ECANCELED;
          return -1;
        }
      g_usleep (READER_WAIT_US);
    }
}

/* Owner and mode of the old file. Giving a file away may be forbidden, which is no fault: the mode
 * is kept in any case. */
static gboolean
copy_mode (int fd, const struct stat *old)
{
  struct stat info;

  if (fstat (fd, &info) != 0)
    return FALSE;
  if (info.st_uid != old->st_uid || info.st_gid != old->st_gid)
    {
      if (fchown (fd, old->st_uid, old->st_gid) != 0 && errno != EPERM && errno != EINVAL)
        return FALSE;
    }
  return fchmod (fd, old->st_mode & MODE_BITS) == 0;
}

static CertplanOutputFile *
new_file (const char *path, gboolean is_straight)
{
  CertplanOutputFile *file = g_new0 (CertplanOutputFile, 1);

  file->path = g_strdup (path);
  file->folder = g_path_get_dirname (path);
  file->temporary = name_beside (path, TEMPORARY_ENDING);
  file->backup = name_beside (path, BACKUP_ENDING);
  file->is_straight = is_straight;
  file->fd = file->lock_fd = -1;
  return file;
}

/* The lock outlives the descriptor, whose close() tells the last errors before the rename. */
static gboolean
keep_lock (CertplanOutputFile *file)
{
  file->lock_fd = fcntl (file->fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  return file->lock_fd >= 0;
}

static void
drop_lock (CertplanOutputFile *file)
{
  if (file->lock_fd >= 0)
    close (file->lock_fd);
  file->lock_fd = -1;
}

/* Tells errno after an attempt to make or name the temporary. Returns: FALSE */
static gboolean
fail_to_place (const CertplanOutputFile *file, GError **error)
{
  if (errno != EBUSY || file->is_straight)
    return _certplan_output_file_fail (error, file->path, errno);
  g_autofree char *shown = _certplan_path_show (file->path);
  g_autofree char *temporary = _certplan_path_show (file->temporary);
  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_WRITE,
               _ ("\"%s\" cannot be written: another run writes it, or one that was broken off "
                  "left \"%s\"; wait, or remove that file"),
               shown, temporary);
  return FALSE;
}

CertplanOutputFile *
_certplan_output_file_open (const char *path, GCancellable *cancellable, GError **error)
{
  struct stat old;
  Kind kind;

  if (!find_kind (path, &kind, &old, error)
      || (kind != KIND_STRAIGHT && !check_leftover (path, error)))
    return NULL;
  g_autoptr (CertplanOutputFile) file = new_file (path, kind == KIND_STRAIGHT);
  /* a new file gets the mode that the user's umask leaves */
  file->fd = file->is_straight
                 ? open_straight (path, cancellable)
                 : _certplan_temporary_open (file->folder, file->temporary,
                                             kind == KIND_REGULAR ? 0600 : 0666, &file->is_named);
  if (file->fd < 0 || (kind == KIND_REGULAR && !copy_mode (file->fd, &old))
      || (!file->is_straight && !keep_lock (file)))
    {
      fail_to_place (file, error);
      return NULL;
    }
  file->sink = _certplan_sink_new (file->fd, cancellable);
  return g_steal_pointer (&file);
}

static gboolean
close_file (CertplanOutputFile *file)
{
  const int fd = file->fd;

  g_clear_pointer (&file->sink, _certplan_sink_free);
  file->fd = -1;
  return fd < 0 || close (fd) == 0 || errno == EINTR;
}

void
_certplan_output_file_free (CertplanOutputFile *file)
{
  close_file (file);
  if (file->is_named)
    unlink (file->temporary);
  drop_lock (file);
  g_free (file->path);
  g_free (file->folder);
  g_free (file->temporary);
  g_free (file->backup);
  g_free (file);
}

/* Pipes, terminals and some network file systems know no sync: nothing to wait for there. */
static gboolean
sync_descriptor (int fd)
{
  while (fsync (fd) != 0)
    if (errno != EINTR)
      return errno == EINVAL || errno == ENOTSUP || errno == EOPNOTSUPP || errno == ENOSYS
             || errno == EROFS;
  return TRUE;
}

gboolean
_certplan_output_file_sync (CertplanOutputFile *file, GError **error)
{
  if (!_certplan_sink_flush (file->sink))
    return _certplan_output_file_fail (error, file->path, _certplan_sink_get_errno (file->sink));
  if (!sync_descriptor (file->fd))
    return _certplan_output_file_fail (error, file->path, errno);
  if (!file->is_straight && !file->is_named)
    file->is_named = _certplan_temporary_name (file->fd, file->temporary);
  if (!file->is_straight && !file->is_named)
    return fail_to_place (file, error);
  return close_file (file) || _certplan_output_file_fail (error, file->path, errno);
}

/* File systems without a second name for a file (FAT, SMB), and files that may have none. */
static gboolean
knows_no_links (int number)
{
  return number == EPERM || number == ENOTSUP || number == EOPNOTSUPP || number == EMLINK
         || number == ENOSYS;
}

gboolean
_certplan_output_file_keep (CertplanOutputFile *file, GError **error)
{
  struct stat info;
  Kind kind;

  if (file->is_straight)
    return TRUE;
  if (!find_kind (file->path, &kind, &info, error))
    return FALSE;
  if (kind == KIND_NEW)
    return TRUE;
  if (kind == KIND_STRAIGHT) /* became one while we wrote */
    return _certplan_output_file_fail (error, file->path, ESTALE);
  if (link (file->path, file->backup) == 0)
    {
      file->is_kept = TRUE;
      return TRUE;
    }
  const int number = errno;
  if (number == EEXIST || lstat (file->backup, &info) == 0)
    return refuse_leftover (file->path, file->backup, error);
  if (!knows_no_links (number))
    return _certplan_output_file_fail (error, file->path, number);
  if (rename (file->path, file->backup) != 0)
    return _certplan_output_file_fail (error, file->path, errno);
  file->is_kept = file->is_moved = TRUE;
  return TRUE;
}

gboolean
_certplan_output_file_replace (CertplanOutputFile *file, GError **error)
{
  if (file->is_straight)
    return TRUE;
  if (rename (file->temporary, file->path) != 0)
    return _certplan_output_file_fail (error, file->path, errno);
  file->is_named = FALSE;
  file->is_replaced = TRUE;
  drop_lock (file);
  return TRUE;
}

gboolean
_certplan_output_file_sync_folder (const CertplanOutputFile *file, GError **error)
{
  if (file->is_straight)
    return TRUE;
  const int fd = open (file->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) /* a folder that may be written and not read cannot be synced */
    return errno == EACCES || _certplan_output_file_fail (error, file->path, errno);
  const gboolean is_synced = sync_descriptor (fd);
  const int number = errno;
  close (fd);
  return is_synced || _certplan_output_file_fail (error, file->path, number);
}

gboolean
_certplan_output_file_restore (CertplanOutputFile *file)
{
  int result = 0;

  if (file->is_kept && (file->is_replaced || file->is_moved))
    result = rename (file->backup, file->path);
  else if (file->is_kept) /* two names of one content: a rename would do nothing */
    result = unlink (file->backup);
  else if (file->is_replaced)
    result = unlink (file->path);
  if (result != 0)
    return FALSE;
  file->is_kept = file->is_moved = file->is_replaced = FALSE;
  return TRUE;
}

gboolean
_certplan_output_file_drop (CertplanOutputFile *file, GError **error)
{
  if (!file->is_kept || unlink (file->backup) == 0)
    {
      file->is_kept = file->is_moved = file->is_replaced = FALSE;
      return TRUE;
    }
  const int number = errno;
  g_autofree char *shown = _certplan_path_show (file->path);
  g_autofree char *backup = _certplan_path_show (file->backup);
  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_WRITE,
               _ ("\"%s\" is written, but \"%s\", its content before, cannot be removed: %s"),
               shown, backup, g_strerror (number));
  return FALSE;
}
