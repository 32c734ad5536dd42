/* Several files written as one: a fault at any step leaves all as it was.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-output-tables.h"
#include "test-rows.h"
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define WRITE CERTPLAN_OUTPUT_ERROR_WRITE

/* The system calls that a commit makes. This program's own functions stand before the C library's,
 * so a chosen call of a chosen kind can fail. */
typedef enum
{
  CALL_NONE,
  CALL_WRITE,
  CALL_FSYNC,
  CALL_CLOSE,
  CALL_LINK,
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
  const gboolean counts = fault.call == CALL_CLOSE && is_regular (fd);
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
  return fails (CALL_RENAME) ? -1
                             : REAL (int (*) (const char *, const char *), "rename") (from, to);
}

int
unlink (const char *path)
{
  return fails (CALL_UNLINK) ? -1 : REAL (int (*) (const char *), "unlink") (path);
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

static const TextRow text_rows[] = { { "new" } };

static CertplanTables *
make_tables (void)
{
  CertplanTables *tables = certplan_tables_new ();

  certplan_tables_take (tables, MAKE_TEXTS ("t", text_columns, text_rows, 1));
  return tables;
}

static void
put_file (const Folder *folder, const char *name, const char *text, int mode)
{
  g_autofree char *path = in_folder (folder, name);

  const int fd = g_creat (path, 0600); /* not GLib's own writer: its temporary has a longer name */

  g_assert_cmpint (write (fd, text, strlen (text)), ==, (gssize)strlen (text));
  g_assert_cmpint (close (fd), ==, 0);
  g_assert_cmpint (g_chmod (path, mode), ==, 0);
}

static int
get_mode (const Folder *folder, const char *name)
{
  g_autofree char *path = in_folder (folder, name);
  struct stat info;

  return stat (path, &info) == 0 ? (int)(info.st_mode & 07777) : -1;
}

static void
assert_file (const Folder *folder, const char *name, const char *text)
{
  g_autofree char *found = read_file (folder, name);

  g_assert_cmpstr (found, ==, text);
}

static void
assert_names (const Folder *folder, const char *names)
{
  g_autofree char *found = list_folder (folder);

  g_assert_cmpstr (found, ==, names);
}

/* Two files that are there, and one that is not. */
static void
make_old (const Folder *folder)
{
  put_file (folder, "a.csv", "old a", 0640);
  put_file (folder, "c.txt", "old c", 0600);
}

static gboolean
write_three (const Folder *folder, gboolean to_stdout, GCancellable *cancellable, GError **error)
{
  g_autoptr (CertplanTables) tables = make_tables ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();

  add_target (targets, folder, NULL, "a.csv");
  add_target (targets, folder, NULL, "b.json");
  add_target (targets, folder, NULL, "c.txt");
  if (to_stdout)
    certplan_targets_add_stdout (targets);
  return certplan_write_outputs (tables, targets, cancellable, error);
}

static void
assert_old (const Folder *folder)
{
  assert_names (folder, "a.csv c.txt");
  assert_file (folder, "a.csv", "old a");
  assert_file (folder, "c.txt", "old c");
  g_assert_cmpint (get_mode (folder, "a.csv"), ==, 0640);
  g_assert_cmpint (get_mode (folder, "c.txt"), ==, 0600);
}

static void
assert_new (const Folder *folder)
{
  assert_names (folder, "a.csv b.json c.txt");
  assert_file (folder, "a.csv", "\xef\xbb\xbftext\r\nnew\r\n");
  assert_file (folder, "b.json", "{\n  \"t\": [\n    {\"text\": \"new\"}\n  ]\n}\n");
  assert_file (folder, "c.txt", "t\ntext\n----\nnew\n");
  g_assert_cmpint (get_mode (folder, "a.csv"), ==, 0640);
  g_assert_cmpint (get_mode (folder, "c.txt"), ==, 0600);
}

typedef struct
{
  const char *name;
  Call call;
  int number;
  guint n_calls; /* how often three files make the call until all is done; 0 = not counted */
} FaultCase;

/* Three files: each is written, synced and closed once; two are kept by link; three renamed; three
 * folders synced. */
static const FaultCase fault_cases[] = {
  { "write-full", CALL_WRITE, ENOSPC, 3 },  { "write-io", CALL_WRITE, EIO, 3 },
  { "write-quota", CALL_WRITE, EDQUOT, 3 }, { "fsync-io", CALL_FSYNC, EIO, 6 },
  { "fsync-full", CALL_FSYNC, ENOSPC, 6 },  { "close-io", CALL_CLOSE, EIO, 3 },
  { "link-io", CALL_LINK, EIO, 2 },         { "link-full", CALL_LINK, ENOSPC, 2 },
  { "rename-io", CALL_RENAME, EIO, 3 },     { "rename-crosses", CALL_RENAME, EXDEV, 3 },
  { "rename-busy", CALL_RENAME, EBUSY, 3 }, { "fchmod-refused", CALL_FCHMOD, EPERM, 2 },
};

/* Each of the calls fails once, in a run of its own. */
static void
test_fault (gconstpointer data)
{
  const FaultCase *row = data;

  for (guint nth = 1; nth <= row->n_calls + 1; nth++)
    {
      g_autoptr (GError) error = NULL;
      Folder folder;
      open_folder (&folder);
      make_old (&folder);
      arm (row->call, nth, row->number, FALSE);
      const gboolean is_good = write_three (&folder, FALSE, NULL, &error);
      const gboolean has_failed = fault.has_failed;
      arm (CALL_NONE, 0, 0, FALSE);
      g_assert_cmpint (has_failed, ==, nth <= row->n_calls);
      g_assert_cmpint (is_good, ==, !has_failed);
      if (has_failed)
        {
          g_assert_error (error, CERTPLAN_OUTPUT_ERROR, WRITE);
          g_assert_nonnull (strstr (error->message, folder.path));
          g_assert_nonnull (strstr (error->message, g_strerror (row->number)));
          assert_old (&folder);
        }
      else
        assert_new (&folder);
      close_folder (&folder);
    }
}

typedef struct
{
  const char *name;
  int number;
} LinkCase;

static const LinkCase link_cases[] = {
  { "fat", EPERM },
  { "smb", EOPNOTSUPP },
  { "nfs", ENOTSUP },
  { "too-many", EMLINK },
};

/* No second names on this file system: the old file is moved instead, and comes back if a later
 * rename fails. */
static void
test_no_links (gconstpointer data)
{
  const LinkCase *row = data;
  g_autoptr (GError) error = NULL;
  Folder folder;

  open_folder (&folder);
  make_old (&folder);
  arm (CALL_LINK, 1, row->number, TRUE);
  g_assert_true (write_three (&folder, FALSE, NULL, &error));
  arm (CALL_NONE, 0, 0, FALSE);
  assert_new (&folder);
  close_folder (&folder);
}

/* No links, and the n-th rename fails: two move the old away, three place the new. */
static void
test_no_links_undone (void)
{
  for (guint nth = 1; nth <= 6; nth++)
    {
      g_autoptr (GError) error = NULL;
      Folder folder;
      open_folder (&folder);
      make_old (&folder);
      arm (CALL_RENAME, nth, EIO, FALSE);
      fault.no_links = TRUE;
      const gboolean is_good = write_three (&folder, FALSE, NULL, &error);
      arm (CALL_NONE, 0, 0, FALSE);
      g_assert_cmpint (is_good, ==, nth == 6);
      if (is_good)
        assert_new (&folder);
      else
        assert_old (&folder);
      close_folder (&folder);
    }
}

/* One byte a write, as a slow file system may do. */
static void
test_short_counts (void)
{
  g_autoptr (GError) error = NULL;
  Folder folder;

  open_folder (&folder);
  make_old (&folder);
  arm (CALL_WRITE, 0, 0, FALSE);
  fault.short_counts = TRUE;
  g_assert_true (write_three (&folder, FALSE, NULL, &error));
  arm (CALL_NONE, 0, 0, FALSE);
  assert_new (&folder);
  close_folder (&folder);
}

static void
test_interrupted (void)
{
  g_autoptr (GError) error = NULL;
  Folder folder;

  open_folder (&folder);
  make_old (&folder);
  arm (CALL_WRITE, 1, EINTR, FALSE);
  g_assert_true (write_three (&folder, FALSE, NULL, &error));
  arm (CALL_FSYNC, 1, EINTR, FALSE);
  g_assert_true (write_three (&folder, FALSE, NULL, &error));
  arm (CALL_NONE, 0, 0, FALSE);
  g_assert_no_error (error);
  assert_new (&folder);
  close_folder (&folder);
}

/* The second rename fails, and so does the one that would undo the first: the message says where
 * the old content is, and it is there. */
static void
test_cannot_undo (void)
{
  g_autoptr (GError) error = NULL;
  Folder folder;

  open_folder (&folder);
  make_old (&folder);
  arm (CALL_RENAME, 2, EIO, TRUE);
  g_assert_false (write_three (&folder, FALSE, NULL, &error));
  arm (CALL_NONE, 0, 0, FALSE);
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, WRITE);
  g_assert_nonnull (strstr (error->message, "could not be put back"));
  g_assert_nonnull (strstr (error->message, "/a.csv.certplan-backup\""));
  assert_file (&folder, "a.csv.certplan-backup", "old a");
  assert_file (&folder, "c.txt", "old c");
  close_folder (&folder);
}

/* What was kept cannot be dropped: the outputs stand, and the message says what is left. */
static void
test_cannot_drop (void)
{
  g_autoptr (GError) error = NULL;
  Folder folder;

  open_folder (&folder);
  make_old (&folder);
  arm (CALL_UNLINK, 1, EIO, FALSE);
  g_assert_false (write_three (&folder, FALSE, NULL, &error));
  arm (CALL_NONE, 0, 0, FALSE);
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, WRITE);
  g_assert_nonnull (strstr (error->message, "a.csv.certplan-backup\", its content before"));
  assert_file (&folder, "a.csv", "\xef\xbb\xbftext\r\nnew\r\n");
  assert_file (&folder, "a.csv.certplan-backup", "old a");
  assert_names (&folder, "a.csv a.csv.certplan-backup b.json c.txt");
  close_folder (&folder);
}

/* A new file has the mode that the umask leaves, an old one its own. */
static void
test_mode (void)
{
  g_autoptr (GError) error = NULL;
  Folder folder;

  open_folder (&folder);
  make_old (&folder);
  const mode_t before = umask (027);
  g_assert_true (write_three (&folder, FALSE, NULL, &error));
  umask (before);
  assert_new (&folder);
  g_assert_cmpint (get_mode (&folder, "b.json"), ==, 0640);
  close_folder (&folder);
}

/* A folder where nobody else may write. */
static void
test_unwritable_folder (void)
{
  g_autoptr (GError) error = NULL;
  Folder folder, closed;

  open_folder (&folder);
  open_folder (&closed);
  make_old (&folder);
  g_autofree char *path = in_folder (&closed, "x.csv");
  const gboolean was_root = geteuid () == 0;
  g_assert_cmpint (g_chmod (closed.path, was_root ? 0755 : 0555), ==, 0);
  g_assert_cmpint (g_chmod (folder.path, 0777), ==, 0);
  g_autofree char *a = in_folder (&folder, "a.csv");
  g_autofree char *c = in_folder (&folder, "c.txt");
  if (was_root) /* who may write anywhere */
    {
      g_assert_cmpint (chown (a, 65534, 65534), ==, 0);
      g_assert_cmpint (chown (c, 65534, 65534), ==, 0);
      g_assert_cmpint (seteuid (65534), ==, 0);
    }
  g_autoptr (CertplanTables) tables = make_tables ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  add_target (targets, &folder, NULL, "a.csv");
  add_target (targets, &folder, NULL, "c.txt");
  g_assert_true (certplan_targets_add (targets, path, NULL));
  const gboolean is_good = certplan_write_outputs (tables, targets, NULL, &error);
  if (was_root)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_false (is_good);
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_TARGET);
  g_assert_nonnull (strstr (error->message, path));
  assert_old (&folder);
  assert_names (&closed, "");
  g_assert_cmpint (g_chmod (closed.path, 0755), ==, 0);
  close_folder (&closed);
  close_folder (&folder);
}

/* A link stays a link: the file behind it gets the text and keeps its inode. */
static void
test_link (void)
{
  g_autoptr (GError) error = NULL;
  Folder folder;
  struct stat before, after;

  open_folder (&folder);
  put_file (&folder, "behind", "a long old text that the new one is shorter than, by far", 0600);
  g_autofree char *link_path = in_folder (&folder, "b.json");
  g_autofree char *dangling = in_folder (&folder, "a.csv");
  g_autofree char *behind = in_folder (&folder, "behind");
  g_assert_cmpint (symlink ("behind", link_path), ==, 0);
  g_assert_cmpint (symlink ("fresh", dangling), ==, 0);
  g_assert_cmpint (stat (behind, &before), ==, 0);
  g_assert_true (write_three (&folder, FALSE, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (link_path, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_test (dangling, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (stat (behind, &after), ==, 0);
  g_assert_cmpuint (before.st_ino, ==, after.st_ino);
  assert_file (&folder, "behind", "{\n  \"t\": [\n    {\"text\": \"new\"}\n  ]\n}\n");
  assert_file (&folder, "fresh", "\xef\xbb\xbftext\r\nnew\r\n");
  assert_names (&folder, "a.csv b.json behind c.txt fresh");
  close_folder (&folder);
}

static void
test_link_loop (void)
{
  g_autoptr (GError) error = NULL;
  Folder folder;

  open_folder (&folder);
  put_file (&folder, "a.csv", "old a", 0640);
  g_autofree char *loop = in_folder (&folder, "b.json");
  g_assert_cmpint (symlink ("b.json", loop), ==, 0);
  g_assert_false (write_three (&folder, FALSE, NULL, &error));
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, WRITE);
  assert_names (&folder, "a.csv b.json");
  assert_file (&folder, "a.csv", "old a");
  close_folder (&folder);
}

/* A full device among the targets: the others are as they were. */
static void
test_full_device (void)
{
  g_autoptr (GError) error = NULL;
  Folder folder;

  open_folder (&folder);
  put_file (&folder, "a.csv", "old a", 0640);
  g_autofree char *device = in_folder (&folder, "c.txt");
  g_assert_cmpint (symlink ("/dev/full", device), ==, 0);
  g_assert_false (write_three (&folder, FALSE, NULL, &error));
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, WRITE);
  g_assert_nonnull (strstr (error->message, "/c.txt\" cannot be written"));
  assert_names (&folder, "a.csv c.txt");
  assert_file (&folder, "a.csv", "old a");
  close_folder (&folder);
}

static gpointer
read_fifo (gpointer data)
{
  char *text = NULL;

  g_usleep (100 * 1000); /* the writer waits for a reader */
  g_file_get_contents (data, &text, NULL, NULL);
  return text;
}

/* A FIFO stays one, and its reader hears all. */
static void
test_fifo (void)
{
  g_autoptr (GError) error = NULL;
  Folder folder;
  struct stat info;

  open_folder (&folder);
  g_autofree char *path = in_folder (&folder, "b.json");
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  GThread *reader = g_thread_new ("reader", read_fifo, path);
  g_assert_true (write_three (&folder, FALSE, NULL, &error));
  g_autofree char *heard = g_thread_join (reader);
  g_assert_cmpstr (heard, ==, "{\n  \"t\": [\n    {\"text\": \"new\"}\n  ]\n}\n");
  g_assert_true (stat (path, &info) == 0 && S_ISFIFO (info.st_mode));
  assert_names (&folder, "a.csv b.json c.txt");
  close_folder (&folder);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (100 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

/* Nobody ever reads: cancelling ends the wait, and the others are as they were. */
static void
test_fifo_cancelled (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Folder folder;

  open_folder (&folder);
  put_file (&folder, "a.csv", "old a", 0640);
  g_autofree char *path = in_folder (&folder, "c.txt");
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_false (write_three (&folder, FALSE, cancellable, &error));
  g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_names (&folder, "a.csv c.txt");
  assert_file (&folder, "a.csv", "old a");
  close_folder (&folder);
}

static void
test_cancelled (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Folder folder;

  open_folder (&folder);
  make_old (&folder);
  g_cancellable_cancel (cancellable);
  g_assert_false (write_three (&folder, TRUE, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_old (&folder);
  close_folder (&folder);
}

/* Standard output is @path while @folder's three files are written. */
static gboolean
write_with_stdout (const Folder *folder, const char *path, GError **error)
{
  fflush (stdout);
  const int kept = dup (STDOUT_FILENO);
  const int fd = open (path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  g_assert_cmpint (dup2 (fd, STDOUT_FILENO), ==, STDOUT_FILENO);
  close (fd);
  const gboolean is_good = write_three (folder, TRUE, NULL, error);
  dup2 (kept, STDOUT_FILENO);
  close (kept);
  return is_good;
}

static void
test_stdout (void)
{
  g_autoptr (GError) error = NULL;
  Folder folder;

  open_folder (&folder);
  make_old (&folder);
  g_autofree char *path = in_folder (&folder, "out");
  g_assert_true (write_with_stdout (&folder, path, &error));
  assert_file (&folder, "out", "t\ntext\n----\nnew\n");
  g_remove (path);
  assert_new (&folder);
  close_folder (&folder);
}

/* Standard output comes last: when it fails, the files go back. */
static void
test_stdout_full (void)
{
  g_autoptr (GError) error = NULL;
  Folder folder;

  open_folder (&folder);
  make_old (&folder);
  g_assert_false (write_with_stdout (&folder, "/dev/full", &error));
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, WRITE);
  g_assert_nonnull (strstr (error->message, "standard output"));
  assert_old (&folder);
  close_folder (&folder);
}

/* With standard output closed, no file of ours takes its number. */
static void
test_stdout_closed (void)
{
  g_autoptr (GError) error = NULL;
  Folder folder;

  open_folder (&folder);
  make_old (&folder);
  fflush (stdout);
  const int kept = fcntl (STDOUT_FILENO, F_DUPFD_CLOEXEC, 10);
  close (STDOUT_FILENO);
  const gboolean is_good = write_three (&folder, TRUE, NULL, &error);
  dup2 (kept, STDOUT_FILENO);
  close (kept);
  g_assert_false (is_good);
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, WRITE);
  assert_old (&folder);
  close_folder (&folder);
}

/* The longest name that a file may have leaves no room for an ending. */
static void
test_long_name (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = make_tables ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  Folder folder;

  open_folder (&folder);
  g_autofree char *filler = g_strnfill (251, 'x');
  g_autofree char *name = g_strconcat (filler, ".csv", NULL);
  put_file (&folder, name, "old", 0600);
  add_target (targets, &folder, NULL, name);
  g_assert_true (certplan_write_outputs (tables, targets, NULL, &error));
  g_assert_no_error (error);
  assert_file (&folder, name, "\xef\xbb\xbftext\r\nnew\r\n");
  assert_names (&folder, name);
  close_folder (&folder);
}

/* A temporary that a killed run of the same number left is neither used nor removed. */
static void
test_stale_temporary (void)
{
  g_autoptr (GError) error = NULL;
  Folder folder;

  open_folder (&folder);
  make_old (&folder);
  g_autofree char *stale = g_strdup_printf (".certplan-%ld-0.tmp", (long)getpid ());
  put_file (&folder, stale, "stale", 0600);
  g_assert_true (write_three (&folder, FALSE, NULL, &error));
  assert_file (&folder, stale, "stale");
  g_autofree char *path = in_folder (&folder, stale);
  g_remove (path);
  assert_new (&folder);
  close_folder (&folder);
}

/* A table of @n_rows rows that counts its walks and may break off. */
typedef struct
{
  guint n_rows;
  guint fails_at; /* 0 = never */
  guint n_opened;
} Counted;

typedef struct
{
  Counted *counted;
  guint row;
} CountedWalk;

static gpointer
open_counted (gconstpointer data)
{
  CountedWalk *walk = g_new0 (CountedWalk, 1);

  walk->counted = (Counted *)data;
  walk->counted->n_opened++;
  return walk;
}

static gboolean
next_counted (gpointer state, GError **error)
{
  CountedWalk *walk = state;

  walk->row++;
  if (walk->row == walk->counted->fails_at)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "broken off");
      return FALSE;
    }
  return walk->row <= walk->counted->n_rows;
}

static void
get_counted (gpointer state, guint column, CertplanValue *value)
{
  *value = (CertplanValue){ "x", G_MININT64, NO_PERIOD };
}

static const CertplanTableSource counted_source
    = { open_counted, next_counted, get_counted, g_free };

static CertplanTables *
make_counted (Counted *counted)
{
  CertplanTables *tables = certplan_tables_new ();

  certplan_tables_take (tables,
                        _certplan_table_new ("t", text_columns, 1, &counted_source, counted, NULL));
  return tables;
}

typedef struct
{
  const char *name;
  const char *files[5];
  guint n_opened;
} WalkCase;

static const WalkCase walk_cases[] = {
  { "one", { "a.csv" }, 1 },
  { "three", { "a.csv", "b.csv", "c.json" }, 1 },
  { "text-looks-twice", { "a.txt" }, 2 },
  { "text-among-others", { "a.csv", "b.txt", "c.json" }, 2 },
};

static void
test_walks (gconstpointer data)
{
  const WalkCase *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  Counted counted = { 1000, 0, 0 };
  g_autoptr (CertplanTables) tables = make_counted (&counted);
  Folder folder;

  open_folder (&folder);
  for (guint i = 0; row->files[i] != NULL; i++)
    add_target (targets, &folder, NULL, row->files[i]);
  g_assert_true (certplan_write_outputs (tables, targets, NULL, &error));
  g_assert_cmpuint (counted.n_opened, ==, row->n_opened);
  close_folder (&folder);
}

/* The table's own error comes out, and nothing else changes. */
static void
test_broken_table (void)
{
  static const char *const names[] = { "a.csv", "b.json", "c.txt" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CertplanTargets) targets = certplan_targets_new ();
      Counted counted = { 1000, 600, 0 };
      g_autoptr (CertplanTables) tables = make_counted (&counted);
      Folder folder;
      open_folder (&folder);
      make_old (&folder);
      add_target (targets, &folder, NULL, names[i]);
      g_assert_false (certplan_write_outputs (tables, targets, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      assert_old (&folder);
      close_folder (&folder);
    }
}

/* A full disk ends a long walk at once. */
static void
test_stops_early (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  Counted counted = { G_MAXUINT - 1, 0, 0 };
  g_autoptr (CertplanTables) tables = make_counted (&counted);
  Folder folder;

  open_folder (&folder);
  add_target (targets, &folder, NULL, "a.csv");
  arm (CALL_WRITE, 3, ENOSPC, TRUE);
  g_assert_false (certplan_write_outputs (tables, targets, NULL, &error));
  arm (CALL_NONE, 0, 0, FALSE);
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, WRITE);
  assert_names (&folder, "");
  close_folder (&folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/output/commit/fault/", fault_cases, test_fault)
  ADD_ROWS ("/output/commit/no-links/", link_cases, test_no_links)
  ADD_ROWS ("/output/commit/walks/", walk_cases, test_walks)
  g_test_add_func ("/output/commit/no-links-undone", test_no_links_undone);
  g_test_add_func ("/output/commit/short-counts", test_short_counts);
  g_test_add_func ("/output/commit/interrupted", test_interrupted);
  g_test_add_func ("/output/commit/cannot-undo", test_cannot_undo);
  g_test_add_func ("/output/commit/cannot-drop", test_cannot_drop);
  g_test_add_func ("/output/commit/mode", test_mode);
  g_test_add_func ("/output/commit/unwritable-folder", test_unwritable_folder);
  g_test_add_func ("/output/commit/link", test_link);
  g_test_add_func ("/output/commit/link-loop", test_link_loop);
  g_test_add_func ("/output/commit/full-device", test_full_device);
  g_test_add_func ("/output/commit/fifo", test_fifo);
  g_test_add_func ("/output/commit/fifo-cancelled", test_fifo_cancelled);
  g_test_add_func ("/output/commit/cancelled", test_cancelled);
  g_test_add_func ("/output/commit/stdout", test_stdout);
  g_test_add_func ("/output/commit/stdout-full", test_stdout_full);
  g_test_add_func ("/output/commit/stdout-closed", test_stdout_closed);
  g_test_add_func ("/output/commit/long-name", test_long_name);
  g_test_add_func ("/output/commit/stale-temporary", test_stale_temporary);
  g_test_add_func ("/output/commit/broken-table", test_broken_table);
  g_test_add_func ("/output/commit/stops-early", test_stops_early);
  return g_test_run ();
}
