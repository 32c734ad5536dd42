/* The reader: kinds of files, pipes, and what becomes of them meanwhile.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-input-private.h"
#include "test-reader-files.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder of the test's own, removed with its files at the end. */
typedef struct
{
  char *folder;
  char *path;
  CertplanFaults *faults;
} Files;

static void
set_up (Files *files, gconstpointer data)
{
  files->folder = g_dir_make_tmp ("certplan-XXXXXX", NULL);
  files->path = g_build_filename (files->folder, "t.csv", NULL);
  files->faults = certplan_faults_new ();
}

static void
tear_down (Files *files, gconstpointer data)
{
  g_unlink (files->path);
  g_rmdir (files->folder);
  g_free (files->path);
  g_free (files->folder);
  certplan_faults_unref (files->faults);
}

static void
check_fault (Files *files, const char *path, gint code, const char *text)
{
  g_autofree char *wanted = g_strdup_printf ("%s%s", path, text);
  g_autofree char *got = NULL;

  g_assert_cmpuint (certplan_faults_get_n (files->faults), ==, 1);
  got = certplan_faults_dup_text (files->faults, 0);
  g_assert_cmpstr (got, ==, wanted);
  g_assert_cmpint (certplan_faults_get_code (files->faults, 0), ==, code);
}

static void
test_file (Files *files, gconstpointer data)
{
  g_assert_true (g_file_set_contents (files->path, "a,b\n1,2", -1, NULL));
  g_autoptr (CertplanReader) reader = _certplan_reader_new (files->path, NULL, files->faults);
  g_autofree char *rows = dup_rows (reader);
  g_assert_cmpstr (rows, ==, "a|b/1|2/");
}

static void
test_missing (Files *files, gconstpointer data)
{
  g_assert_null (_certplan_reader_new (files->path, NULL, files->faults));
  check_fault (files, files->path, CERTPLAN_TABLE_ERROR_FILE,
               ": the file cannot be opened: No such file or directory");
}

static void
test_folder (Files *files, gconstpointer data)
{
  g_assert_null (_certplan_reader_new (files->folder, NULL, files->faults));
  check_fault (files, files->folder, CERTPLAN_TABLE_ERROR_FILE,
               ": this is a folder; wanted a file or a pipe");
}

static void
test_device (Files *files, gconstpointer data)
{
  g_assert_null (_certplan_reader_new ("/dev/zero", NULL, files->faults));
  check_fault (files, "/dev/zero", CERTPLAN_TABLE_ERROR_FILE,
               ": this is a device; wanted a file or a pipe");
}

/* Writes a text into a FIFO byte by byte. */
static gpointer
write_slowly (gpointer data)
{
  const char *path = data;
  const int fd = open (path, O_WRONLY | O_CLOEXEC);

  for (const char *p = "a,b\n\"1\r\n\"\"\",机构\n"; *p != '\0'; p++)
    g_assert_cmpint (write (fd, p, 1), ==, 1);
  close (fd);
  return NULL;
}

static void
test_fifo (Files *files, gconstpointer data)
{
  g_assert_cmpint (mkfifo (files->path, 0600), ==, 0);
  GThread *thread = g_thread_new ("writer", write_slowly, files->path);
  g_autoptr (CertplanReader) reader = _certplan_reader_new (files->path, NULL, files->faults);
  g_autofree char *rows = dup_rows (reader);

  g_thread_join (thread);
  g_assert_cmpstr (rows, ==, "a|b/1\r\n\"|机构/");
}

/* Reads "-" with @fd as standard input, which is put back. */
static char *
dup_rows_of_stdin (Files *files, int fd)
{
  const int kept = dup (STDIN_FILENO);

  dup2 (fd, STDIN_FILENO);
  g_autoptr (CertplanReader) reader = _certplan_reader_new ("-", NULL, files->faults);
  char *rows = dup_rows (reader);
  dup2 (kept, STDIN_FILENO);
  close (kept);
  return rows;
}

static void
test_stdin_pipe (Files *files, gconstpointer data)
{
  int fds[2];

  g_assert_cmpint (pipe (fds), ==, 0);
  g_assert_cmpint (write (fds[1], "a,b\n1,2\n", 8), ==, 8);
  close (fds[1]);
  g_autofree char *rows = dup_rows_of_stdin (files, fds[0]);
  close (fds[0]);
  g_assert_cmpstr (rows, ==, "a|b/1|2/");
}

/* As in `{ read line; certplan rows -; } <file`. */
static void
test_stdin_file (Files *files, gconstpointer data)
{
  g_assert_true (g_file_set_contents (files->path, "title\na,b\n1,2\n", -1, NULL));
  const int fd = open (files->path, O_RDONLY | O_CLOEXEC);
  lseek (fd, 6, SEEK_SET);
  g_autofree char *rows = dup_rows_of_stdin (files, fd);
  close (fd);
  g_assert_cmpstr (rows, ==, "a|b/1|2/");
}

/* Rows that were read before are not to be used: the reader says so at the end at the latest.
 * @data: (nullable): what is written over the beginning; else the file grows */
static void
test_changed (Files *files, gconstpointer data)
{
  const char *over = data;
  g_autoptr (GString) text = g_string_new ("a,b\n");

  while (text->len < 1000000)
    g_string_append (text, "1,2\n");
  g_assert_true (g_file_set_contents (files->path, text->str, -1, NULL));
  g_autoptr (CertplanReader) reader = _certplan_reader_new (files->path, NULL, files->faults);
  g_usleep (20000); /* past the file system's notion of one instant */
  const int fd = open (files->path, O_WRONLY | (over == NULL ? O_APPEND : 0) | O_CLOEXEC);
  g_assert_cmpint (write (fd, over != NULL ? over : "3,4\n", 4), ==, 4);
  close (fd);
  g_autofree char *rows = dup_rows (reader);
  g_assert_true (_certplan_reader_failed (reader));
  check_fault (files, files->path, CERTPLAN_TABLE_ERROR_FILE,
               ": the file changed while it was read; wanted a file that nobody writes to");
}

/* The kernel opens a process's memory as a file, and refuses to read its first page. */
static void
test_unreadable (Files *files, gconstpointer data)
{
  g_assert_null (_certplan_reader_new ("/proc/self/mem", NULL, files->faults));
  check_fault (files, "/proc/self/mem", CERTPLAN_TABLE_ERROR_FILE,
               ": the file cannot be read: Input/output error");
}

/* Standard input is the end of a pipe that is for writing, as after `certplan rows - 0>pipe`. */
static void
test_stdin_for_writing (Files *files, gconstpointer data)
{
  int fds[2];

  g_assert_cmpint (pipe (fds), ==, 0);
  close (fds[0]);
  g_autofree char *rows = dup_rows_of_stdin (files, fds[1]);
  close (fds[1]);
  g_assert_cmpstr (rows, ==, "");
  check_fault (files, "-", CERTPLAN_TABLE_ERROR_FILE,
               ": the input cannot be read: Bad file descriptor");
}

/* As after `certplan rows - <&-`. */
static void
test_stdin_closed (Files *files, gconstpointer data)
{
  const int kept = dup (STDIN_FILENO);

  close (STDIN_FILENO);
  g_assert_null (_certplan_reader_new ("-", NULL, files->faults));
  dup2 (kept, STDIN_FILENO);
  close (kept);
  check_fault (files, "-", CERTPLAN_TABLE_ERROR_FILE,
               ": the input cannot be read: Bad file descriptor");
}

typedef struct
{
  const char *path;
  gsize n;
  char byte;
} Flood;

/* Until all is written, or nobody reads any more. */
static gpointer
write_much (gpointer data)
{
  const Flood *flood = data;
  g_autofree char *block = g_malloc (65536);
  const int fd = open (flood->path, O_WRONLY | O_CLOEXEC);
  gssize n = 1;

  memset (block, flood->byte, 65536);
  for (gsize left = flood->n; left > 0 && n > 0; left -= (gsize)MAX (n, 0))
    n = write (fd, block, MIN (left, 65536));
  close (fd);
  return NULL;
}

/* Returns: what read_all() makes of a FIFO that gives so much. Nobody ends it by SIGPIPE: it blocks
 * that. */
static GBytes *
read_flood (Files *files, gsize n, char byte, guint max_mebibytes)
{
  Flood flood = { files->path, n, byte };

  g_assert_cmpint (mkfifo (files->path, 0600), ==, 0);
  signal (SIGPIPE, SIG_IGN);
  GThread *thread = g_thread_new ("writer", write_much, &flood);
  GBytes *bytes = _certplan_input_read_all (files->path, max_mebibytes, NULL, files->faults);
  g_thread_join (thread);
  return bytes;
}

static void
test_pipe_at_limit (Files *files, gconstpointer data)
{
  g_autoptr (GBytes) bytes = read_flood (files, 1024 * 1024, '\n', 1);

  g_assert_nonnull (bytes);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 1024 * 1024);
  g_assert_cmpuint (certplan_faults_get_n (files->faults), ==, 0);
}

static void
test_pipe_over_limit (Files *files, gconstpointer data)
{
  g_assert_null (read_flood (files, 1024 * 1024 + 1, '\n', 1));
  check_fault (files, files->path, CERTPLAN_TABLE_ERROR_LIMIT,
               ": the pipe gives more than 1 MiB, which stay in memory; wanted a file, which is "
               "read in pieces");
}

/* It is not kept until memory ends. */
static void
test_pipe_endless_line (Files *files, gconstpointer data)
{
  g_assert_null (read_flood (files, 40 * 1024 * 1024, 'x', 64));
  check_fault (files, files->path, CERTPLAN_TABLE_ERROR_LIMIT, ": a line is longer than 33 MiB");
}

/* A pipe to which nobody writes: it does not wait for ever, and that is no fault of the input. */
static void
test_pipe_cancelled (Files *files, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const int kept = dup (STDIN_FILENO);
  int fds[2];

  g_cancellable_cancel (cancellable);
  g_assert_cmpint (pipe (fds), ==, 0);
  dup2 (fds[0], STDIN_FILENO);
  g_assert_null (_certplan_input_read_all ("-", 1, cancellable, files->faults));
  dup2 (kept, STDIN_FILENO);
  close (kept);
  close (fds[0]);
  close (fds[1]);
  g_assert_cmpuint (certplan_faults_get_n (files->faults), ==, 0);
}

/* Replaced by rename(): the opened one is read on. */
static void
test_replaced (Files *files, gconstpointer data)
{
  g_assert_true (g_file_set_contents (files->path, "a,b\n1,2\n", -1, NULL));
  g_autoptr (CertplanReader) reader = _certplan_reader_new (files->path, NULL, files->faults);
  g_assert_true (g_file_set_contents (files->path, "x,y\n", -1, NULL));
  g_autofree char *rows = dup_rows (reader);
  g_assert_cmpstr (rows, ==, "a|b/1|2/");
}

#define ADD_FILE_TEST(path, data, function)                                                        \
  g_test_add (path, Files, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  add_encoding_tests ();
  add_limit_tests ();
  ADD_FILE_TEST ("/reader/file/plain", NULL, test_file);
  ADD_FILE_TEST ("/reader/file/missing", NULL, test_missing);
  ADD_FILE_TEST ("/reader/file/folder", NULL, test_folder);
  ADD_FILE_TEST ("/reader/file/device", NULL, test_device);
  ADD_FILE_TEST ("/reader/file/fifo", NULL, test_fifo);
  ADD_FILE_TEST ("/reader/file/stdin-pipe", NULL, test_stdin_pipe);
  ADD_FILE_TEST ("/reader/file/stdin-file", NULL, test_stdin_file);
  ADD_FILE_TEST ("/reader/file/grown", NULL, test_changed);
  ADD_FILE_TEST ("/reader/file/written-over", "x,y\n", test_changed);
  ADD_FILE_TEST ("/reader/file/replaced", NULL, test_replaced);
  ADD_FILE_TEST ("/reader/file/unreadable", NULL, test_unreadable);
  ADD_FILE_TEST ("/reader/file/stdin-for-writing", NULL, test_stdin_for_writing);
  ADD_FILE_TEST ("/reader/file/stdin-closed", NULL, test_stdin_closed);
  ADD_FILE_TEST ("/reader/pipe/at-limit", NULL, test_pipe_at_limit);
  ADD_FILE_TEST ("/reader/pipe/over-limit", NULL, test_pipe_over_limit);
  ADD_FILE_TEST ("/reader/pipe/endless-line", NULL, test_pipe_endless_line);
  ADD_FILE_TEST ("/reader/pipe/cancelled", NULL, test_pipe_cancelled);
  return g_test_run ();
}
