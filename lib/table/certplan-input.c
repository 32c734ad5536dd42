/* The raw bytes of an input. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-input-private.h"
#include "certplan-private.h"
#include "certplan-table-error.h"
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
  while (n < 0 && errno == EINTR);
  return n;
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

/* A pipe cannot be read twice, so its bytes are kept. */
static gboolean
slurp (CertplanInput *input, CertplanFaults *faults)
{
  g_autofree char *data = NULL;
  gsize size = 0;
  gsize used = 0;
  gssize n;

  do
    {
      if (used > CERTPLAN_INPUT_MAX_PIPE_BYTES || !make_room (&data, &size, used))
        {
          add_fault (input, faults, CERTPLAN_TABLE_ERROR_LIMIT,
                     _ ("a pipe gives more than 1 GiB, which is held in memory"),
                     _ ("a file, which is read in pieces"));
          return FALSE;
        }
      n = read_some (input->fd, data + used, PIPE_BLOCK_BYTES);
      if (n > 0)
        used += (gsize)n;
    }
  while (n > 0);
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
examine (CertplanInput *input, CertplanFaults *faults)
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
    return slurp (input, faults);

  const off_t here = lseek (input->fd, 0, SEEK_CUR);
  input->base = here > 0 ? (guint64)here : 0;
  return TRUE;
}

CertplanInput *
_certplan_input_open (const char *path, CertplanFaults *faults)
{
  g_autoptr (CertplanInput) input = g_new0 (CertplanInput, 1);

  input->name = g_strdup (path);
  input->owns_fd = strcmp (path, "-") != 0;
  input->fd = STDIN_FILENO;
  if (input->owns_fd)
    {
      do
        input->fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
      while (input->fd < 0 && errno == EINTR);
      if (input->fd < 0)
        {
          add_system_fault (input, faults, _ ("the file cannot be opened"), errno);
          return NULL;
        }
    }
  return examine (input, faults) ? g_steal_pointer (&input) : NULL;
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
  if (input == NULL)
    return;
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

  if (input->bytes != NULL)
    return TRUE;
  if (fstat (input->fd, &now) == 0 && now.st_size == input->opened.st_size
      && is_same_time (&now.st_mtim, &input->opened.st_mtim))
    return TRUE;
  add_fault (input, faults, CERTPLAN_TABLE_ERROR_FILE, _ ("the file changed while it was read"),
             _ ("a file that nobody writes to"));
  return FALSE;
}
