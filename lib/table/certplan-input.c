/* The raw bytes of an input. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-input-private.h"
#include "certplan-private.h"
#include "certplan-table-error.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIPE_BLOCK_BYTES (256u * 1024)

struct _CertplanInput
{
  char *name;
  GBytes *bytes;      /* what memory or a pipe gave; NULL where fd is read */
  int fd;             /* a regular file; -1 where bytes are read */
  gboolean owns_fd;   /* standard input is only borrowed */
  gboolean is_cut;    /* a pipe was not read on, in a line over CERTPLAN_INPUT_MAX_LINE_BYTES */
  guint64 base;       /* where the file begins for us: standard input may stand further on */
  struct stat opened; /* what fstat said first */
};

static void
add_fault (const CertplanInput *input, CertplanFaults *faults, CertplanTableError code,
           const char *what, const char *wanted)
{
  certplan_faults_add (faults, CERTPLAN_TABLE_ERROR, code, input->name, 0, 0, what, NULL, wanted);
}

/* `what: ` and the system's reason. */
static void
add_system_fault (const CertplanInput *input, CertplanFaults *faults, const char *what,
                  int error_number)
{
  g_autofree char *text = g_strdup_printf ("%s: %s", what, g_strerror (error_number));

  add_fault (input, faults, CERTPLAN_TABLE_ERROR_FILE, text, NULL);
}

static gssize
read_some (int fd, void *buffer, gsize room)
{
  gssize n;

  do
    n = read (fd, buffer, room);
  while (n < 0 && (errno == EINTR || errno == EAGAIN));
  return n;
}

/* Waits until something can be read, or the end. Returns: FALSE if it was cancelled before */
static gboolean
wait_for_pipe (int fd, GCancellable *cancellable)
{
  GPollFD fds[2] = { { fd, G_IO_IN, 0 } };
  const gboolean has_fd = g_cancellable_make_pollfd (cancellable, &fds[1]);

  while (g_poll (fds, has_fd ? 2 : 1, -1) < 0 && errno == EINTR)
    continue;
  if (has_fd)
    g_cancellable_release_fd (cancellable);
  return !g_cancellable_is_cancelled (cancellable);
}

/* What an input may ask for is not g_malloc()'s to grant: that would end the process. */
static gboolean
make_room (char **data, gsize *size, gsize used)
{
  if (*size - used >= PIPE_BLOCK_BYTES)
    return TRUE;
  const gsize wanted = *size * 2 + PIPE_BLOCK_BYTES;
  char *larger = g_try_realloc (*data, wanted);
  if (larger == NULL)
    return FALSE;
  *data = larger;
  *size = wanted;
  return TRUE;
}

static void
add_size_fault (const CertplanInput *input, CertplanFaults *faults, guint max_mebibytes)
{
  g_autofree char *what = g_strdup_printf (
      S_ISREG (input->opened.st_mode) ? _ ("the file is larger than %u MiB")
                                      : _ ("the pipe gives more than %u MiB, which stay in memory"),
      max_mebibytes);

  add_fault (input, faults, CERTPLAN_TABLE_ERROR_LIMIT, what,
             S_ISREG (input->opened.st_mode) ? NULL : _ ("a file, which is read in pieces"));
}

guint64
_certplan_input_measure_line (const char *text, gsize n, guint64 line_bytes)
{
  gsize rest = 0;

  while (rest < n && text[n - 1 - rest] != '\n' && text[n - 1 - rest] != '\r')
    rest++;
  return rest < n ? rest : line_bytes + rest;
}

/* A pipe cannot be read twice, so its bytes are kept. */
static gboolean
slurp (CertplanInput *input, guint max_mebibytes, GCancellable *cancellable, CertplanFaults *faults)
{
  g_autofree char *data = NULL;
  gsize size = 0, used = 0;
  guint64 line_bytes = 0;
  gssize n;

  do
    {
      if (used > (gsize)max_mebibytes * 1024 * 1024)
        {
          add_size_fault (input, faults, max_mebibytes);
          return FALSE;
        }
      if (!make_room (&data, &size, used))
        {
          add_fault (input, faults, CERTPLAN_TABLE_ERROR_LIMIT,
                     _ ("there is not enough memory for what the pipe gives"),
                     _ ("a file, which is read in pieces"));
          return FALSE;
        }
      if (!wait_for_pipe (input->fd, cancellable))
        return FALSE;
      n = read_some (input->fd, data + used, PIPE_BLOCK_BYTES);
      if (n <= 0)
        break;
      line_bytes = _certplan_input_measure_line (data + used, (gsize)n, line_bytes);
      used += (gsize)n;
      input->is_cut = line_bytes > CERTPLAN_INPUT_MAX_LINE_BYTES;
    }
  while (!input->is_cut);
  if (n < 0)
    {
      add_system_fault (input, faults, _ ("the input cannot be read"), errno);
      return FALSE;
    }
  input->bytes = g_bytes_new_take (g_steal_pointer (&data), used);
  return TRUE;
}

/* Returns: NULL where this kind of file can be read, else what it is */
static const char *
refuse_kind (const CertplanInput *input)
{
  const mode_t mode = input->opened.st_mode;

  if (S_ISDIR (mode))
    return _ ("this is a folder");
  if (S_ISBLK (mode) || (S_ISCHR (mode) && !isatty (input->fd)))
    return _ ("this is a device");
  return NULL;
}

static gboolean
examine (CertplanInput *input, guint max_mebibytes, GCancellable *cancellable,
         CertplanFaults *faults)
{
  if (fstat (input->fd, &input->opened) < 0)
    {
      add_system_fault (input, faults, _ ("the input cannot be read"), errno);
      return FALSE;
    }
  const char *refusal = refuse_kind (input);
  if (refusal != NULL)
    {
      add_fault (input, faults, CERTPLAN_TABLE_ERROR_FILE, refusal, _ ("a file or a pipe"));
      return FALSE;
    }
  if (!S_ISREG (input->opened.st_mode))
    return slurp (input, max_mebibytes, cancellable, faults);

  const off_t here = lseek (input->fd, 0, SEEK_CUR);
  input->base = here > 0 ? (guint64)here : 0;
  return TRUE;
}

/* Without a wait: a FIFO that nobody writes to must not keep a cancelled program. Linux tells a
 * FIFO that has no writer yet from one that has none any more; poll() waits for the first. */
static int
open_file (const char *path)
{
  int fd;

  do
    fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  while (fd < 0 && errno == EINTR);
  return fd;
}

static CertplanInput *
open_input (const char *path, guint max_mebibytes, GCancellable *cancellable,
            CertplanFaults *faults)
{
  g_autoptr (CertplanInput) input = g_new0 (CertplanInput, 1);

  input->name = g_strdup (path);
  input->owns_fd = strcmp (path, "-") != 0;
  input->fd = STDIN_FILENO;
  if (input->owns_fd)
    {
      input->fd = open_file (path);
      if (input->fd < 0)
        {
          add_system_fault (input, faults, _ ("the file cannot be opened"), errno);
          return NULL;
        }
    }
  return examine (input, max_mebibytes, cancellable, faults) ? g_steal_pointer (&input) : NULL;
}

CertplanInput *
_certplan_input_open (const char *path, GCancellable *cancellable, CertplanFaults *faults)
{
  return open_input (path, CERTPLAN_INPUT_MAX_PIPE_MEBIBYTES, cancellable, faults);
}

GBytes *
_certplan_input_read_all (const char *path, guint max_mebibytes, GCancellable *cancellable,
                          CertplanFaults *faults)
{
  g_autoptr (CertplanInput) input = open_input (path, max_mebibytes, cancellable, faults);

  if (input == NULL)
    return NULL;
  if (input->bytes != NULL)
    return _certplan_input_check_unchanged (input, faults) ? g_bytes_ref (input->bytes) : NULL;
  const guint64 size = (guint64)input->opened.st_size;
  if (size > (guint64)max_mebibytes * 1024 * 1024)
    {
      add_size_fault (input, faults, max_mebibytes);
      return NULL;
    }
  g_autofree char *data = g_malloc (size + 1);
  const gssize n = _certplan_input_read (input, 0, data, size, faults);
  if (n < 0 || !_certplan_input_check_unchanged (input, faults))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&data), (gsize)n);
}

CertplanInput *
_certplan_input_new_bytes (const char *name, GBytes *bytes)
{
  CertplanInput *input = g_new0 (CertplanInput, 1);

  input->name = g_strdup (name);
  input->bytes = g_bytes_ref (bytes);
  input->fd = -1;
  return input;
}

void
_certplan_input_free (CertplanInput *input)
{
  if (input->owns_fd && input->fd >= 0)
    close (input->fd);
  g_clear_pointer (&input->bytes, g_bytes_unref);
  g_free (input->name);
  g_free (input);
}

const char *
_certplan_input_get_name (const CertplanInput *input)
{
  return input->name;
}

static gssize
read_memory (const CertplanInput *input, guint64 offset, void *buffer, gsize room)
{
  gsize size;
  const char *data = g_bytes_get_data (input->bytes, &size);

  if (offset >= size)
    return 0;
  const gsize n = MIN (room, size - (gsize)offset);
  memcpy (buffer, data + offset, n);
  return (gssize)n;
}

gssize
_certplan_input_read (const CertplanInput *input, guint64 offset, void *buffer, gsize room,
                      CertplanFaults *faults)
{
  gsize used = 0;

  if (input->bytes != NULL)
    return read_memory (input, offset, buffer, room);
  while (used < room)
    {
      const gssize n = pread (input->fd, (char *)buffer + used, room - used,
                              (off_t)(input->base + offset + used));
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          add_system_fault (input, faults, _ ("the file cannot be read"), errno);
          return -1;
        }
      if (n == 0)
        break;
      used += (gsize)n;
    }
  return (gssize)used;
}

static gboolean
is_same_time (const struct timespec *a, const struct timespec *b)
{
  return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

gboolean
_certplan_input_check_unchanged (const CertplanInput *input, CertplanFaults *faults)
{
  struct stat now;

  if (input->is_cut)
    add_fault (input, faults, CERTPLAN_TABLE_ERROR_LIMIT, _ ("a line is longer than 33 MiB"), NULL);
  if (input->bytes != NULL)
    return !input->is_cut;
  if (fstat (input->fd, &now) == 0 && now.st_size == input->opened.st_size
      && is_same_time (&now.st_mtim, &input->opened.st_mtim))
    return TRUE;
  add_fault (input, faults, CERTPLAN_TABLE_ERROR_FILE, _ ("the file changed while it was read"),
             _ ("a file that nobody writes to"));
  return FALSE;
}

gboolean
_certplan_input_may_exist (const char *path)
{
  struct stat info;

  return lstat (path, &info) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

/* g_dir_read_name() takes a fault for the end. */
gboolean
_certplan_input_list_folder (const char *path, GPtrArray *names, char **what)
{
  DIR *folder = opendir (path);
  const struct dirent *entry = NULL;

  if (folder == NULL && !_certplan_input_may_exist (path))
    return TRUE;
  while (folder != NULL && (errno = 0, entry = readdir (folder)) != NULL)
    if (entry->d_name[0] != '.')
      g_ptr_array_add (names, g_strdup (entry->d_name));
  const int number = errno;
  if (folder != NULL)
    closedir (folder);
  if (number == 0)
    return TRUE;
  *what = g_strdup_printf ("%s: %s", _ ("the folder cannot be read"), g_strerror (number));
  return FALSE;
}
