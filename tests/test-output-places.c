/* Where outputs may lie: links, FIFOs, devices, standard output, folders of others.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-output-files.h"
#include "test-rows.h"

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
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_WRITE);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/output/places/walks/", walk_cases, test_walks)
  g_test_add_func ("/output/places/broken-table", test_broken_table);
  g_test_add_func ("/output/places/mode", test_mode);
  g_test_add_func ("/output/places/unwritable-folder", test_unwritable_folder);
  g_test_add_func ("/output/places/link", test_link);
  g_test_add_func ("/output/places/link-loop", test_link_loop);
  g_test_add_func ("/output/places/full-device", test_full_device);
  g_test_add_func ("/output/places/fifo", test_fifo);
  g_test_add_func ("/output/places/fifo-cancelled", test_fifo_cancelled);
  g_test_add_func ("/output/places/cancelled", test_cancelled);
  g_test_add_func ("/output/places/stdout", test_stdout);
  g_test_add_func ("/output/places/stdout-full", test_stdout_full);
  g_test_add_func ("/output/places/stdout-closed", test_stdout_closed);
  g_test_add_func ("/output/places/long-name", test_long_name);
  return g_test_run ();
}
