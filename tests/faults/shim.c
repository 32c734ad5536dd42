/* Preloaded into a run: counts the calls by which it meets the system, and lets chosen ones fail.
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * CERTPLAN_FAULT is a list of CALL:NUMBER:ACTION with semicolons between. CALL is a function below
 * without its 64, "tmpfile" (an open() with O_TMPFILE), "any" (all of them) or "memory" (malloc,
 * calloc, realloc and the like). NUMBER counts the calls of that name from 1; N+ strikes from the
 * N-th on. ACTION is an errno, "short" (a read or a write of half), "kill" (SIGKILL before the
 * call), or a signal's number with a % before it, which is raised before the call.
 * CERTPLAN_FAULT_LOG is a file that gets a line a call struck; with "record" as CERTPLAN_FAULT, a
 * line a call, and at the end the number of allocations. */
#define _GNU_SOURCE
#define _LARGEFILE64_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_RULES 8
#define STREAM_BYTES 4096
#define OWN_BYTES 8 /* no more: what GLib tells itself between two of its processes */
#define SHORT (-1)

typedef struct
{
  char call[20];
  long number;
  int is_lasting;
  int action;    /* errno; SHORT */
  int signal;    /* raised before the call */
  long n_so_far; /* atomic */
} Rule;

static Rule rules[MAX_RULES];
static int n_rules;
static const Rule *memory_rule;
static long n_allocations;
static int is_recording, log_fd = -1;
static pid_t own_pid;

static void
add_rule (char *text)
{
  Rule *rule = &rules[n_rules];
  char *number = strchr (text, ':'), *action = number != NULL ? strchr (number + 1, ':') : NULL;
  if (action == NULL || n_rules == MAX_RULES || (size_t)(number - text) >= sizeof rule->call)
    _exit (125);
  memcpy (rule->call, text, (size_t)(number - text));
  rule->number = strtol (number + 1, NULL, 10);
  rule->is_lasting = action[-1] == '+';
  if (strcmp (action + 1, "kill") == 0)
    rule->signal = SIGKILL;
  else if (action[1] == '%')
    rule->signal = atoi (action + 2);
  else
    rule->action = strcmp (action + 1, "short") == 0 ? SHORT : atoi (action + 1);
  if (strcmp (rule->call, "memory") == 0)
    memory_rule = rule;
  n_rules++;
}

__attribute__ ((constructor (101))) static void
begin (void)
{
  const char *given = getenv ("CERTPLAN_FAULT"), *path = getenv ("CERTPLAN_FAULT_LOG");
  static char text[400];
  char *rest = text;
  unsetenv ("LD_PRELOAD"); /* programs that this one starts run undisturbed */
  if (given == NULL || path == NULL || strlen (given) >= sizeof text)
    return;
  log_fd
      = (int)syscall (SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const int high = fcntl (log_fd, F_DUPFD_CLOEXEC, 200);
  if (high >= 0)
    {
      syscall (SYS_close, log_fd);
      log_fd = high;
    }
  is_recording = strcmp (given, "record") == 0;
  strcpy (text, given);
  for (char *word; !is_recording && (word = strsep (&rest, ";")) != NULL;)
    add_rule (word);
  setvbuf (stdout = fdopen (STDOUT_FILENO, "w"), NULL, isatty (STDOUT_FILENO) ? _IOLBF : _IOFBF,
           STREAM_BYTES);
  own_pid = getpid ();
}

static void
note (const char *call, const char *detail)
{
  char line[600];
  const int n = snprintf (line, sizeof line, "%s %s\n", call, detail);
  syscall (SYS_write, log_fd, line, (size_t)n < sizeof line ? (size_t)n : sizeof line - 1);
}

__attribute__ ((destructor)) static void
end (void)
{
  char number[30];
  snprintf (number, sizeof number, "%ld", __atomic_load_n (&n_allocations, __ATOMIC_RELAXED));
  if (is_recording && getpid () == own_pid)
    note ("memory", number);
}

/* Whether a disk that dies, or may no more be written, reaches the call. */
static int
meets_disk (const char *call)
{
  return strcmp (call, "poll") != 0 && strcmp (call, "waitpid") != 0 && strcmp (call, "pipe") != 0;
}

/* Returns: 0, or what is to happen instead of @call */
static int
strike (const char *call, const char *detail)
{
  int action = 0;
  if (own_pid == 0 || getpid () != own_pid) /* a child that is about to become another program */
    return 0;
  const int number = errno;
  if (is_recording)
    note (call, detail);
  for (int i = 0; i < n_rules; i++)
    {
      Rule *rule = &rules[i];
      const int is_any = strcmp (rule->call, "any") == 0;
      if (!is_any && strcmp (rule->call, call) != 0)
        continue;
      const long n = __atomic_add_fetch (&rule->n_so_far, 1, __ATOMIC_RELAXED);
      if (n != rule->number && !(rule->is_lasting && n > rule->number))
        continue;
      if (n == rule->number)
        note (call, detail);
      if (rule->signal != 0)
        raise (rule->signal);
      if (!is_any || meets_disk (call))
        action = rule->action;
    }
  errno = action > 0 ? action : number;
  return action;
}

/* What stands in no file system (eventfd, epoll) is GLib's own business; messages are not looked
 * at. */
static int
strike_fd (const char *call, int fd)
{
  struct stat info;
  char detail[30];
  if (own_pid == 0 || fd == STDERR_FILENO)
    return 0;
  if (syscall (SYS_fstat, fd, &info) == 0 && (info.st_mode & S_IFMT) == 0)
    return 0;
  snprintf (detail, sizeof detail, "%d", fd);
  return strike (call, detail);
}

#define REAL(name) __typeof__ (name) *real = (__typeof__ (name) *)dlsym (RTLD_NEXT, #name)

/* A call with a path, or with none. */
#define PATH_CALL(type, failed, name, call, parameters, arguments, path)                           \
  type name parameters                                                                             \
  {                                                                                                \
    REAL (name);                                                                                   \
    return strike (call, path) != 0 ? failed : real arguments;                                     \
  }
#define FD_CALL(type, failed, name, call, parameters, arguments, fd)                               \
  type name parameters                                                                             \
  {                                                                                                \
    REAL (name);                                                                                   \
    return strike_fd (call, fd) != 0 ? failed : real arguments;                                    \
  }
#define OPEN_CALL(name)                                                                            \
  int name (const char *path, int flags, ...)                                                      \
  {                                                                                                \
    REAL (name);                                                                                   \
    va_list list;                                                                                  \
    va_start (list, flags);                                                                        \
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg (list, mode_t) : 0;          \
    va_end (list);                                                                                 \
    if ((flags & O_TMPFILE) == O_TMPFILE && strike ("tmpfile", path) != 0)                         \
      return -1;                                                                                   \
    return strike ("open", path) != 0 ? -1 : real (path, flags, mode);                             \
  }
OPEN_CALL (open)
OPEN_CALL (open64)

#define READ_CALL(name, call, parameters, arguments)                                               \
  ssize_t name parameters                                                                          \
  {                                                                                                \
    REAL (name);                                                                                   \
    const int action = n > OWN_BYTES ? strike_fd (call, fd) : 0;                                   \
    if (action == SHORT && n > 1)                                                                  \
      n /= 2;                                                                                      \
    return action > 0 ? -1 : real arguments;                                                       \
  }
READ_CALL (read, "read", (int fd, void *data, size_t n), (fd, data, n))
READ_CALL (pread, "pread", (int fd, void *data, size_t n, off_t at), (fd, data, n, at))
READ_CALL (pread64, "pread", (int fd, void *data, size_t n, off64_t at), (fd, data, n, at))
READ_CALL (write, "write", (int fd, const void *data, size_t n), (fd, data, n))

/* The descriptor is closed even so, as Linux does it. */
int
close (int fd)
{
  REAL (close);
  const int action = strike_fd ("close", fd);
  const int result = real (fd);
  if (action <= 0)
    return result;
  errno = action;
  return -1;
}

FD_CALL (int, -1, fsync, "fsync", (int fd), (fd), fd)
FD_CALL (int, -1, fstat, "fstat", (int fd, struct stat *info), (fd, info), fd)
FD_CALL (int, -1, fstat64, "fstat", (int fd, struct stat64 *info), (fd, info), fd)
FD_CALL (int, -1, fchmod, "fchmod", (int fd, mode_t mode), (fd, mode), fd)
FD_CALL (int, -1, fchown, "fchown", (int fd, uid_t user, gid_t group), (fd, user, group), fd)
FD_CALL (off_t, -1, lseek, "lseek", (int fd, off_t at, int from), (fd, at, from), fd)
FD_CALL (off64_t, -1, lseek64, "lseek", (int fd, off64_t at, int from), (fd, at, from), fd)
FD_CALL (int, -1, ftruncate, "ftruncate", (int fd, off_t size), (fd, size), fd)
FD_CALL (int, -1, ftruncate64, "ftruncate", (int fd, off64_t size), (fd, size), fd)
FD_CALL (int, -1, dup, "dup", (int fd), (fd), fd)
FD_CALL (int, -1, flock, "flock", (int fd, int operation), (fd, operation), fd)

PATH_CALL (int, -1, stat, "stat", (const char *path, struct stat *info), (path, info), path)
PATH_CALL (int, -1, stat64, "stat", (const char *path, struct stat64 *info), (path, info), path)
PATH_CALL (int, -1, lstat, "lstat", (const char *path, struct stat *info), (path, info), path)
PATH_CALL (int, -1, lstat64, "lstat", (const char *path, struct stat64 *info), (path, info), path)
PATH_CALL (int, -1, access, "access", (const char *path, int mode), (path, mode), path)
PATH_CALL (int, -1, faccessat, "faccessat", (int fd, const char *path, int mode, int flags),
           (fd, path, mode, flags), path)
PATH_CALL (int, -1, link, "link", (const char *path, const char *name), (path, name), name)
PATH_CALL (int, -1, linkat, "linkat",
           (int fd, const char *path, int to, const char *name, int flags),
           (fd, path, to, name, flags), name)
PATH_CALL (int, -1, rename, "rename", (const char *path, const char *name), (path, name), name)
PATH_CALL (int, -1, unlink, "unlink", (const char *path), (path), path)
PATH_CALL (int, -1, remove, "remove", (const char *path), (path), path)
PATH_CALL (int, -1, memfd_create, "memfd_create", (const char *name, unsigned flags), (name, flags),
           name)
PATH_CALL (int, -1, pipe, "pipe", (int fds[2]), (fds), "-")
PATH_CALL (int, -1, pipe2, "pipe", (int fds[2], int flags), (fds, flags), "-")
PATH_CALL (ssize_t, -1, readlink, "readlink", (const char *path, char *text, size_t n),
           (path, text, n), path)
PATH_CALL (char *, NULL, realpath, "realpath", (const char *path, char *real_path),
           (path, real_path), path)
PATH_CALL (DIR *, NULL, opendir, "opendir", (const char *path), (path), path)
PATH_CALL (struct dirent *, NULL, readdir, "readdir", (DIR * folder), (folder), "-")
PATH_CALL (struct dirent64 *, NULL, readdir64, "readdir", (DIR * folder), (folder), "-")
PATH_CALL (int, -1, poll, "poll", (struct pollfd * fds, nfds_t n, int ms), (fds, n, ms), "-")
PATH_CALL (pid_t, -1, waitpid, "waitpid", (pid_t pid, int *status, int options),
           (pid, status, options), "-")
PATH_CALL (pid_t, -1, fork, "fork", (void), (), "-")
PATH_CALL (int, -1, mkostemp64, "mkstemp", (char *pattern, int flags), (pattern, flags), pattern)

/* These two return their error. */
int
posix_spawn (pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
             const posix_spawnattr_t *attributes, char *const *argv, char *const *envp)
{
  REAL (posix_spawn);
  const int action = strike ("posix_spawn", path);
  return action != 0 ? action : real (pid, path, actions, attributes, argv, envp);
}

int
pthread_create (pthread_t *thread, const pthread_attr_t *attributes, void *(*run) (void *),
                void *data)
{
  REAL (pthread_create);
  const int action = strike ("pthread_create", "-");
  return action != 0 ? action : real (thread, attributes, run, data);
}

/* Only where descriptors are made; F_GETFD asks whether one is there. */
#define FCNTL_CALL(name)                                                                           \
  int name (int fd, int command, ...)                                                              \
  {                                                                                                \
    REAL (name);                                                                                   \
    va_list list;                                                                                  \
    va_start (list, command);                                                                      \
    void *argument = va_arg (list, void *);                                                        \
    va_end (list);                                                                                 \
    const int is_counted = command == F_DUPFD || command == F_DUPFD_CLOEXEC;                       \
    return is_counted && strike_fd ("fcntl", fd) != 0 ? -1 : real (fd, command, argument);         \
  }
FCNTL_CALL (fcntl)
FCNTL_CALL (fcntl64)

/* Streams: libc's own would call the system past us, so they are made of calls that are counted. */
static ssize_t
read_stream (void *cookie, char *data, size_t n)
{
  return read ((int)(intptr_t)cookie, data, n);
}

static ssize_t
write_stream (void *cookie, const char *data, size_t n)
{
  const ssize_t n_written = write ((int)(intptr_t)cookie, data, n);
  return n_written < 0 ? 0 : n_written; /* 0 is how a stream is told of an error */
}

static int
seek_stream (void *cookie, off64_t *at, int from)
{
  *at = lseek64 ((int)(intptr_t)cookie, *at, from);
  return *at < 0 ? -1 : 0;
}

static int
close_stream (void *cookie)
{
  return close ((int)(intptr_t)cookie);
}

FILE *
fdopen (int fd, const char *mode)
{
  static const cookie_io_functions_t functions
      = { read_stream, write_stream, seek_stream, close_stream };
  if (strike_fd ("fdopen", fd) != 0)
    return NULL;
  FILE *file = fopencookie ((void *)(intptr_t)fd, mode, functions);
  if (file != NULL)
    setvbuf (file, NULL, _IOFBF, STREAM_BYTES);
  return file;
}

FILE *
fopen (const char *path, const char *mode)
{
  const int how = strchr (mode, '+') != NULL ? O_RDWR : mode[0] == 'r' ? O_RDONLY : O_WRONLY;
  const int more = mode[0] == 'w' ? O_CREAT | O_TRUNC : mode[0] == 'a' ? O_CREAT | O_APPEND : 0;
  const int fd = open (path, how | more | O_CLOEXEC, 0666);
  return fd >= 0 ? fdopen (fd, mode) : NULL;
}

FILE *
fopen64 (const char *path, const char *mode)
{
  return fopen (path, mode);
}

/* Memory. glibc's own functions under their other names: dlsym() itself allocates. */
extern void *__libc_malloc (size_t);
extern void *__libc_calloc (size_t, size_t);
extern void *__libc_realloc (void *, size_t);
extern void *__libc_memalign (size_t, size_t);

static int
strike_memory (void)
{
  if (own_pid == 0)
    return 0;
  const long n = __atomic_add_fetch (&n_allocations, 1, __ATOMIC_RELAXED);
  if (memory_rule == NULL
      || (n != memory_rule->number && !(memory_rule->is_lasting && n > memory_rule->number))
      || getpid () != own_pid)
    return 0;
  errno = ENOMEM;
  return ENOMEM;
}

void *
malloc (size_t n)
{
  return strike_memory () != 0 ? NULL : __libc_malloc (n);
}

void *
calloc (size_t n, size_t size)
{
  return strike_memory () != 0 ? NULL : __libc_calloc (n, size);
}

void *
realloc (void *old, size_t n)
{
  return strike_memory () != 0 ? NULL : __libc_realloc (old, n);
}

void *
aligned_alloc (size_t alignment, size_t n)
{
  return strike_memory () != 0 ? NULL : __libc_memalign (alignment, n);
}

int
posix_memalign (void **place, size_t alignment, size_t n)
{
  void *made = strike_memory () != 0 ? NULL : __libc_memalign (alignment, n);
  if (made == NULL)
    return ENOMEM;
  *place = made;
  return 0;
}
