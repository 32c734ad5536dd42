/* The reader: encodings, kinds of files, limits. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-input-private.h"
#include "certplan-reader-private.h"
#include "test-rows.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Returns: cells parted by | and rows by / */
static char *
dup_rows (CertplanReader *reader)
{
  GString *out = g_string_new (NULL);

  while (reader != NULL && _certplan_reader_next (reader))
    {
      guint n;
      const CertplanCell *cells = _certplan_reader_get_cells (reader, &n);
      for (guint i = 0; i < n; i++)
        g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", cells[i].text);
      g_string_append_c (out, '/');
    }
  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *name;
  const char *bytes;
  gsize n;
  const char *wanted;   /* what the caller says it is */
  const char *encoding; /* what it is found to be */
  const char *rows;
  const char *fault;
} EncodingCase;

#define BYTES(text) text, sizeof (text) - 1

/* Code points by the GB 18030-2005 and Unicode charts. */
static const EncodingCase encoding_cases[] = {
  { "ascii", BYTES ("a,b\n"), NULL, "UTF-8", "a|b/", NULL },
  { "utf-8", BYTES ("机构,名称\n"), NULL, "UTF-8", "机构|名称/", NULL },
  { "utf-8-mark", BYTES ("\xef\xbb\xbf机构,b\n"), NULL, "UTF-8", "机构|b/", NULL },
  { "utf-8-four-bytes", BYTES ("\xf0\xa0\x80\x80,b\n"), NULL, "UTF-8", "𠀀|b/", NULL },
  { "gbk", BYTES ("\xbb\xfa\xb9\xb9,\xc3\xfb\xb3\xc6\n"), NULL, "GB18030", "机构|名称/", NULL },
  { "gbk-with-backslash-in-a-character", BYTES ("\x81\x5c,\x81\x7c\n"), NULL, "GB18030", "乗|亅/",
    NULL },
  { "gb18030-four-bytes", BYTES ("\x95\x32\x82\x36,b\n"), NULL, "GB18030", "𠀀|b/", NULL },
  { "gb18030-mark", BYTES ("\x84\x31\x95\x33\xbb\xfa,b\n"), NULL, "GB18030", "机|b/", NULL },
  /* 目录 in GBK is valid UTF-8 by chance, of two-byte sequences alone. */
  { "gbk-valid-as-utf-8", BYTES ("\xc4\xbf\xc2\xbc,b\n"), NULL, "GB18030", "目录|b/", NULL },
  { "two-and-three-bytes", BYTES ("é,中\n"), NULL, "UTF-8", "é|中/", NULL },
  { "two-bytes-by-wish", BYTES ("é,b\n"), "utf-8", "UTF-8", "é|b/", NULL },
  { "two-bytes-with-mark", BYTES ("\xef\xbb\xbfé,b\n"), NULL, "UTF-8", "é|b/", NULL },
  { "gbk-by-wish", BYTES ("\xbb\xfa,b\n"), "GBK", "GB18030", "机|b/", NULL },
  { "utf-16le", BYTES ("\xff\xfe\x3a\x67\t\0b\0\r\0\n\0"), NULL, "UTF-16LE", "机|b/", NULL },
  { "utf-16be", BYTES ("\xfe\xff\x67\x3a\0,\0b\0\n"), NULL, "UTF-16BE", "机|b/", NULL },
  { "utf-16-surrogates", BYTES ("\xff\xfe\x40\xd8\x00\xdc,\0b\0"), NULL, "UTF-16LE", "𠀀|b/",
    NULL },
  { "utf-16le-by-wish", BYTES ("\x3a\x67,\0b\0"), "UTF-16LE", "UTF-16LE", "机|b/", NULL },
  { "empty-utf-16", BYTES ("\xff\xfe"), NULL, "UTF-16LE", "", NULL },

  /* code page 936, which Windows calls GBK, has the euro sign at 80 */
  { "cp936-euro", BYTES ("\xb7\xd1\x80,\x80\n\x80"), NULL, "GB18030", "费€|€/€/", NULL },
  { "cp936-euro-second-byte", BYTES ("\x81\x80,\xb7\xd1\n"), NULL, "GB18030", "亐|费/", NULL },

  { "two-exports", BYTES ("名称,b\r\n中,1\r\n\xbb\xfa\xb9\xb9,2\r\n"), NULL, NULL, "",
    "t.csv:3: two encodings: line 1 is UTF-8, line 3 is GB18030 or damaged; wanted one encoding in "
    "the whole file; were files put together?" },
  { "two-exports-gbk-first", BYTES ("\xbb\xfa,b\r\rx,1\r名称,2"), NULL, NULL, "",
    "t.csv:4: two encodings: line 4 is UTF-8, line 1 is GB18030 or damaged; wanted one encoding in "
    "the whole file; were files put together?" },
  { "two-exports-with-mark", BYTES ("\xef\xbb\xbf名称,b\n\n\xbb\xfa\xb9\xb9,2\n"), NULL, NULL, "",
    "t.csv:3: two encodings: line 1 is UTF-8, line 3 is GB18030 or damaged; wanted one encoding "
    "in the whole file; were files put together?" },
  { "two-exports-by-wish", BYTES ("名称,b\n\xbb\xfa,2\n"), "GB18030", "GB18030", "鍚嶇О|b/机|2/",
    NULL },
  { "two-exports-utf-8-by-wish", BYTES ("名称,b\n\xbb\xfa,2\n"), "UTF-8", "UTF-8", "名称|b/",
    "t.csv:2:1: byte 10 begins no character in UTF-8: \"BB FA 2C 32\"; wanted text in UTF-8, "
    "GB18030 or UTF-16" },
  /* no sign of UTF-8: all bytes are those of GB 2312 */
  { "gbk-line-valid-as-utf-8", BYTES ("\xe4\xbb\xb0\xe6\xbb\xb0\n\xbb\xfa\n"), NULL, "GB18030",
    "浠版话/机/", NULL },

  { "neither", BYTES ("a,b\n中,\xff\n"), NULL, NULL, "",
    "t.csv:2:3: byte 9 begins no character in UTF-8: \"FF 0A\"; wanted text in UTF-8, GB18030 or "
    "UTF-16" },
  { "cut-utf-8", BYTES ("a,b\n中,\xe4\xb8"), "UTF-8", "UTF-8", "a|b/中|/",
    "t.csv:2:3: byte 9 begins no character in UTF-8: \"E4 B8\"; wanted text in UTF-8, GB18030 or "
    "UTF-16" },
  { "overlong-utf-8", BYTES ("a,\xc0\xaf\n"), "UTF-8", "UTF-8", "",
    "t.csv:1:3: byte 3 begins no character in UTF-8: \"C0 AF 0A\"; wanted text in UTF-8, GB18030 "
    "or UTF-16" },
  { "surrogate-in-utf-8", BYTES ("a,\xed\xa0\x80\n"), "UTF-8", "UTF-8", "",
    "t.csv:1:3: byte 3 begins no character in UTF-8: \"ED A0 80 0A\"; wanted text in UTF-8, "
    "GB18030 or UTF-16" },
  { "past-unicode", BYTES ("a,\xf4\x90\x80\x80\n"), "UTF-8", "UTF-8", "",
    "t.csv:1:3: byte 3 begins no character in UTF-8: \"F4 90 80 80\"; wanted text in UTF-8, "
    "GB18030 or UTF-16" },
  { "cut-gbk", BYTES ("\xbb\xfa,\xbb"), NULL, NULL, "",
    "t.csv:1:3: byte 4 begins no character in GB18030: \"BB\"; wanted text in UTF-8, GB18030 or "
    "UTF-16" },
  { "lone-surrogate", BYTES ("\xff\xfe\x3a\x67\n\0,\0\x00\xdc"), NULL, "UTF-16LE", "",
    "t.csv:2:2: byte 9 begins no character in UTF-16LE: \"00 DC\"; wanted text in UTF-8, GB18030 "
    "or UTF-16" },
  { "odd-utf-16", BYTES ("\xff\xfe,\0b"), NULL, "UTF-16LE", "",
    "t.csv:1:2: byte 5 begins no character in UTF-16LE: \"62\"; wanted text in UTF-8, GB18030 or "
    "UTF-16" },
  { "utf-16-without-mark", BYTES ("a\0,\0"), NULL, "UTF-8", "",
    "t.csv:1:2: a NUL byte stands in the text; wanted text; UTF-16 must begin with a byte order "
    "mark" },
  { "unknown-encoding", BYTES ("a,b\n"), "BIG7", NULL, "",
    "t.csv: no encoding of that name is known: \"BIG7\"; wanted UTF-8, GB18030, UTF-16LE, "
    "UTF-16BE" },
};

static void
test_encoding (gconstpointer data)
{
  const EncodingCase *row = data;
  const CertplanReadOptions options = { .encoding = row->wanted };
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (row->bytes, row->n);
  g_autoptr (CertplanReader) reader = _certplan_reader_new_bytes ("t.csv", bytes, &options, faults);
  g_autofree char *rows = dup_rows (reader);

  if (reader != NULL && row->fault == NULL)
    g_assert_cmpstr (_certplan_reader_get_encoding (reader), ==, row->encoding);
  g_assert_cmpint (certplan_faults_get_n (faults), ==, row->fault != NULL);
  if (row->fault == NULL)
    {
      g_assert_cmpstr (rows, ==, row->rows);
      return;
    }
  g_autofree char *text = certplan_faults_dup_text (faults, 0);
  g_assert_cmpstr (text, ==, row->fault);
  g_assert_cmpint (certplan_faults_get_code (faults, 0), ==, CERTPLAN_TABLE_ERROR_ENCODING);
}

/* The line in the other encoding stands far behind blocks of the first one. */
static void
test_mixed_late (gconstpointer data)
{
  const gboolean utf8_first = GPOINTER_TO_INT (data);
  static const char *const lines[] = { "\xbb\xfa\xb9\xb9,\xc3\xfb\r\n", "机构,名称\r\n" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, lines[utf8_first]);
  g_string_append (text, lines[!utf8_first]);
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (CertplanReader) reader = _certplan_reader_new_bytes ("t.csv", bytes, NULL, faults);
  g_autofree char *rows = dup_rows (reader);
  g_autofree char *fault = certplan_faults_dup_text (faults, 0);
  g_assert_cmpstr (fault, ==,
                   utf8_first ? "t.csv:100001: two encodings: line 1 is UTF-8, line 100001 is "
                                "GB18030 or damaged; wanted one encoding in the whole file; were "
                                "files put together?"
                              : "t.csv:100001: two encodings: line 100001 is UTF-8, line 1 is "
                                "GB18030 or damaged; wanted one encoding in the whole file; were "
                                "files put together?");
}

/* A text over several blocks, and the rows that were written into it. */
static GString *
write_random_text (guint32 seed, const char *line_end, GString *rows)
{
  static const char *const pieces[]
      = { "a", "中", "é", "，", "𠀀", "\"\"", "xyz", "，，，，", "认证 ", "\r\n", "\n", "," };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  GString *text = g_string_new ("头,b,c");

  g_string_append (text, line_end);
  g_string_append (rows, "头|b|c/");
  while (text->len < 1500000)
    for (guint c = 0; c < 3; c++)
      {
        const gboolean quoted = g_rand_int_range (rand, 0, 4) == 0;
        const gint n = g_rand_int_range (rand, 0, g_rand_int_range (rand, 0, 50) == 0 ? 5000 : 6);
        g_string_append (text, c > 0 ? "," : "");
        g_string_append (rows, c > 0 ? "|" : "");
        g_string_append (text, quoted ? "\"" : c == 0 ? "r" : "");
        g_string_append (rows, !quoted && c == 0 ? "r" : "");
        for (gint i = 0; i < n; i++)
          {
            const gint p = g_rand_int_range (rand, 0, (gint)G_N_ELEMENTS (pieces));
            if (!quoted && (p == 5 || p > 8))
              continue;
            g_string_append (text, pieces[p]);
            g_string_append (rows, p == 5 ? "\"" : pieces[p]);
          }
        g_string_append (text, quoted ? "\"" : "");
        g_string_append (text, c == 2 ? line_end : "");
        g_string_append (rows, c == 2 ? "/" : "");
      }
  return text;
}

static void
test_blocks (gconstpointer data)
{
  const char *encoding = data;

  for (guint32 seed = 0; seed < 4; seed++)
    {
      g_autoptr (GString) wanted = g_string_new (NULL);
      GString *text = write_random_text (seed, seed % 2 == 0 ? "\n" : "\r\n", wanted);
      gsize n;
      char *converted = g_convert (text->str, (gssize)text->len, encoding, "UTF-8", NULL, &n, NULL);
      g_autoptr (GBytes) bytes = g_bytes_new_take (converted, n);
      g_autoptr (CertplanFaults) faults = certplan_faults_new ();
      g_autoptr (CertplanReader) reader = NULL;
      const CertplanReadOptions options
          = { .encoding = g_str_has_prefix (encoding, "UTF-16") ? encoding : NULL };

      g_string_free (text, TRUE);
      reader = _certplan_reader_new_bytes ("t.csv", bytes, &options, faults);
      g_autofree char *rows = dup_rows (reader);
      g_assert_cmpint (certplan_faults_get_n (faults), ==, 0);
      g_assert_cmpstr (_certplan_reader_get_encoding (reader), ==, encoding);
      g_assert_true (g_str_equal (rows, wanted->str)); /* too long to be shown */
    }
}

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

typedef struct
{
  const char *name;
  const char *before;
  gsize n_repeats;
  const char *repeated;
  const char *after;
  const char *fault; /* NULL = it is read */
} LimitCase;

#define MIB (1024 * 1024)
#define LESS "; wanted less; is a closing quote or a line end missing?"

static const LimitCase limit_cases[] = {
  { "cell-at-limit", "a,b\n1,", MIB, "x", "\n", NULL },
  { "cell-over-limit", "a,b\n1,", MIB + 1, "x", "\n",
    "t.csv:2:3: a cell is longer than 1048576 bytes" LESS },
  { "last-cell-over-limit", "a,b\n1,", MIB + 1, "x", "",
    "t.csv:2:3: a cell is longer than 1048576 bytes" LESS },
  { "endless-cell", "a,b\n1,", 40 * MIB, "x", "",
    "t.csv:2:3: a cell is longer than 1048576 bytes" LESS },
  { "quoted-at-limit", "a,b\n1,\"", MIB, "x", "\"\n", NULL },
  { "quoted-over-limit", "a,b\n1,\"", MIB + 1, "x", "\"\n",
    "t.csv:2:3: a cell is longer than 1048576 bytes" LESS },
  { "doubled-at-limit", "a,b\n1,\"", MIB, "\"\"", "\"\n", NULL },
  { "doubled-over-limit", "a,b\n1,\"", MIB + 1, "\"\"", "\"\n",
    "t.csv:2:3: a cell is longer than 1048576 bytes" LESS },
  { "endless-quoted-lines", "a,b\n1,\"", 20 * MIB, "x\n", "",
    "t.csv:2:3: a cell is longer than 1048576 bytes" LESS },
  { "endless-quoted-line", "a,b\n\"\"\"\",\"", 40 * MIB, "x", "",
    "t.csv:2:6: a cell is longer than 1048576 bytes" LESS },
  { "columns-at-limit", "", 999, "x,", "x\n", NULL },
  { "columns-over-limit", "", 1000, "x,", "x\n",
    "t.csv:1:2001: a row has more than 1000 cells" LESS },
  { "quoted-columns-over-limit", "\"\"\"\"", 1000, ",\"x\"", "\n",
    "t.csv:1:4002: a row has more than 1000 cells" LESS },
  { "endless-columns", "", 20 * MIB, ",", "", "t.csv:1:1001: a row has more than 1000 cells" LESS },
  { "many-blank-lines", "a,b\n", 2 * MIB, "\n", "1,2\n", NULL },
};

static void
test_limit (gconstpointer data)
{
  const LimitCase *row = data;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  GString *text = g_string_new (row->before);

  for (gsize i = 0; i < row->n_repeats; i++)
    g_string_append (text, row->repeated);
  g_string_append (text, row->after);
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);
  const CertplanReadOptions options = { .delimiter = ',' };
  g_autoptr (CertplanReader) reader = _certplan_reader_new_bytes ("t.csv", bytes, &options, faults);
  while (_certplan_reader_next (reader))
    continue;
  g_assert_cmpint (_certplan_reader_failed (reader), ==, row->fault != NULL);
  g_assert_cmpint (certplan_faults_get_n (faults), ==, row->fault != NULL);
  if (row->fault == NULL)
    return;
  g_autofree char *got = certplan_faults_dup_text (faults, 0);
  g_assert_cmpstr (got, ==, row->fault);
  g_assert_cmpint (certplan_faults_get_code (faults, 0), ==, CERTPLAN_TABLE_ERROR_LIMIT);
}

typedef struct
{
  const char *name;
  const char *first;    /* cell */
  const char *repeated; /* fills the further cells, */
  guint n_cells;        /* each to @cell_bytes */
  gsize cell_bytes;
  const char *quote; /* about these cells */
  const char *end;
  const char *fault; /* NULL = it is read */
} RowCase;

#define ROW_LIMIT "t.csv:1:1: a row is longer than 16777216 bytes" LESS

static const RowCase row_cases[] = {
  { "row", "x", "x", 20, MIB, "", "", ROW_LIMIT },
  { "row-with-quotes", "\"\"\"\"", "x", 20, MIB, "", "", ROW_LIMIT },
  { "row-of-lines", "x", "x\n", 40, MIB / 2, "\"", "\n", ROW_LIMIT },
  /* 16 x (1 + 1,048,575) bytes are 16 MiB; a line end is a byte of its row. */
  { "row-at-limit", "", "x", 16, MIB - 1, "", "", NULL },
  { "row-over-limit", "", "x", 16, MIB - 1, "", "\n", ROW_LIMIT },
  { "row-over-limit-unended", "x", "x", 16, MIB - 1, "", "", ROW_LIMIT },
};

static void
test_long_row (gconstpointer data)
{
  const RowCase *row = data;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  GString *text = g_string_new (row->first);

  for (guint c = 0; c < row->n_cells; c++)
    {
      g_string_append_printf (text, ",%s", row->quote);
      for (gsize i = 0; i < row->cell_bytes; i += strlen (row->repeated))
        g_string_append (text, row->repeated);
      g_string_append (text, row->quote);
    }
  g_string_append (text, row->end);
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);
  const CertplanReadOptions options = { .delimiter = ',' };
  g_autoptr (CertplanReader) reader = _certplan_reader_new_bytes ("t.csv", bytes, &options, faults);
  g_assert_cmpint (_certplan_reader_next (reader), ==, row->fault == NULL);
  if (row->fault == NULL)
    return;
  g_autofree char *got = certplan_faults_dup_text (faults, 0);
  g_assert_cmpstr (got, ==, row->fault);
}

typedef struct
{
  const char *name;
  guint n_cells; /* behind the long one */
  const char *end;
  gboolean is_good;
} ColumnsCase;

/* A cell in quotes that is too long for the window is libcsv's, and so are the others of its row.
 */
static const ColumnsCase columns_cases[] = {
  { "at-limit", 999, "\n", TRUE },         { "at-limit-unended", 999, "", TRUE },
  { "over-limit", 1000, "\n", FALSE },     { "over-limit-unended", 1000, "", FALSE },
  { "far-over-limit", 5000, "\n", FALSE },
};

static void
test_columns_after_long_cell (gconstpointer data)
{
  const ColumnsCase *row = data;
  const gsize long_bytes = 900 * 1000;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autofree char *long_cell = g_strnfill (long_bytes, 'x');
  GString *text = g_string_new (NULL);
  guint n_cells = 0;

  g_string_append_printf (text, "\"%s\"", long_cell);
  for (guint c = 0; c < row->n_cells; c++)
    g_string_append (text, ",y");
  g_string_append (text, row->end);
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);
  const CertplanReadOptions options = { .delimiter = ',' };
  g_autoptr (CertplanReader) reader = _certplan_reader_new_bytes ("t.csv", bytes, &options, faults);
  g_assert_cmpint (_certplan_reader_next (reader), ==, row->is_good);
  const CertplanCell *cells = _certplan_reader_get_cells (reader, &n_cells);
  g_assert_cmpuint (n_cells, ==, row->is_good ? 1000 : 0);
  if (row->is_good)
    {
      g_assert_cmpuint (cells[0].length, ==, long_bytes);
      g_assert_cmpstr (cells[999].text, ==, "y");
      return;
    }
  /* Two quotes, 999 times ",y" and a comma stand before the thousand and first cell. */
  g_autofree char *wanted
      = g_strdup_printf ("t.csv:1:%" G_GSIZE_FORMAT ": a row has more than 1000 cells" LESS,
                         long_bytes + 2 + 1998 + 2);
  g_autofree char *got = certplan_faults_dup_text (faults, 0);
  g_assert_cmpstr (got, ==, wanted);
}

/* Blocks end within the three bytes that a byte 80 becomes. */
static void
test_euros (void)
{
  for (guint n_before = 0; n_before < 4; n_before++)
    {
      g_autoptr (CertplanFaults) faults = certplan_faults_new ();
      GString *text = g_string_new (NULL);
      guint n_rows = 0;
      for (guint i = 0; i < n_before; i++)
        g_string_append_c (text, 'x');
      for (guint i = 0; i < 300000; i++)
        g_string_append (text, "\x80\n");
      g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);
      const CertplanReadOptions options = { .delimiter = ',', .encoding = "GB18030" };
      g_autoptr (CertplanReader) reader
          = _certplan_reader_new_bytes ("t.csv", bytes, &options, faults);
      while (_certplan_reader_next (reader))
        {
          guint n;
          const CertplanCell *cells = _certplan_reader_get_cells (reader, &n);
          if (n_rows++ > 0 && strcmp (cells[0].text, "\xe2\x82\xac") != 0)
            g_test_fail_printf ("row %u is %s", n_rows, cells[0].text);
        }
      g_assert_cmpuint (n_rows, ==, 300000);
      g_assert_false (_certplan_reader_failed (reader));
    }
}

/* An old end-of-file mark is one at the end alone, wherever the blocks end. */
static void
test_control_z (void)
{
  for (guint n_rows = 131060; n_rows < 131080; n_rows++) /* of 2 bytes, or 3: about 256 KiB */
    for (guint n_more = 0; n_more < 2; n_more++)
      {
        g_autoptr (CertplanFaults) faults = certplan_faults_new ();
        GString *text = g_string_new (NULL);
        for (guint i = 0; i < n_rows; i++)
          g_string_append (text, i == 0 && n_rows % 2 == 0 ? "xx\n" : "x\n");
        g_string_append (text, n_more > 0 ? "\x1a\ny\n" : "\x1a");
        g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);
        const CertplanReadOptions options = { .delimiter = ',' };
        g_autoptr (CertplanReader) reader
            = _certplan_reader_new_bytes ("t.csv", bytes, &options, faults);
        guint n = 0;
        while (_certplan_reader_next (reader))
          n++;
        g_assert_cmpuint (n, ==, n_rows);
        g_assert_cmpint (_certplan_reader_failed (reader), ==, n_more > 0);
        if (n_more > 0)
          g_assert_cmpuint (certplan_faults_get_line (faults, 0), ==, n_rows + 1);
      }
}

#define ADD_FILE_TEST(path, data, function)                                                        \
  g_test_add (path, Files, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/reader/encoding/", encoding_cases, test_encoding)
  g_test_add_data_func ("/reader/mixed-late/utf-8-first", GINT_TO_POINTER (TRUE), test_mixed_late);
  g_test_add_data_func ("/reader/mixed-late/gbk-first", GINT_TO_POINTER (FALSE), test_mixed_late);
  g_test_add_data_func ("/reader/blocks/utf-8", "UTF-8", test_blocks);
  g_test_add_data_func ("/reader/blocks/gb18030", "GB18030", test_blocks);
  g_test_add_data_func ("/reader/blocks/utf-16le", "UTF-16LE", test_blocks);
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
  ADD_ROWS ("/reader/limit/", limit_cases, test_limit)
  ADD_ROWS ("/reader/limit/", row_cases, test_long_row)
  ADD_ROWS ("/reader/columns-after-long-cell/", columns_cases, test_columns_after_long_cell)
  g_test_add_func ("/reader/euros", test_euros);
  g_test_add_func ("/reader/control-z", test_control_z);
  return g_test_run ();
}
