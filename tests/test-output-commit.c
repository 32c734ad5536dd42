/* Several files written as one: a fault at any step leaves all as it was.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-failing-calls.h"
#include "test-output-files.h"
#include "test-rows.h"
#include <sys/file.h>

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
  arm (CALL_UNLINK, 1, EIO, TRUE);
  g_assert_false (write_three (&folder, FALSE, NULL, &error));
  arm (CALL_NONE, 0, 0, FALSE);
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, WRITE);
  g_assert_nonnull (strstr (error->message, "a.csv.certplan-backup\", its content before"));
  g_assert_nonnull (strstr (error->message, "c.txt.certplan-backup\", its content before"));
  assert_file (&folder, "a.csv", "\xef\xbb\xbftext\r\nnew\r\n");
  assert_file (&folder, "a.csv.certplan-backup", "old a");
  assert_names (&folder, "a.csv a.csv.certplan-backup b.json c.txt c.txt.certplan-backup");
  close_folder (&folder);
}

/* What a killed run left under the name of a temporary is replaced: nobody holds its lock. */
static void
test_left_temporary (gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Folder folder;

  open_folder (&folder);
  make_old (&folder);
  put_file (&folder, "a.csv.certplan-new", "left", 0600);
  put_file (&folder, "b.json.certplan-new", "left", 0600);
  knows_unnamed = GPOINTER_TO_INT (data);
  g_assert_true (write_three (&folder, FALSE, NULL, &error));
  knows_unnamed = TRUE;
  g_assert_no_error (error);
  assert_new (&folder);
  close_folder (&folder);
}

/* Another run that writes the same output holds the lock: its file stays, ours is refused. */
static void
test_held_temporary (gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Folder folder;

  open_folder (&folder);
  make_old (&folder);
  put_file (&folder, "b.json.certplan-new", "another's", 0600);
  g_autofree char *path = in_folder (&folder, "b.json.certplan-new");
  const int fd = open (path, O_RDONLY | O_CLOEXEC);
  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, 0);
  knows_unnamed = GPOINTER_TO_INT (data);
  g_assert_false (write_three (&folder, FALSE, NULL, &error));
  knows_unnamed = TRUE;
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, WRITE);
  g_assert_nonnull (strstr (error->message, "another run writes it"));
  g_assert_nonnull (strstr (error->message, "b.json.certplan-new"));
  assert_file (&folder, "b.json.certplan-new", "another's");
  close (fd);
  g_remove (path);
  assert_old (&folder);
  close_folder (&folder);
}

/* What is no file of ours under that name is not touched. */
static void
test_strange_temporary (void)
{
  g_autoptr (GError) error = NULL;
  Folder folder;

  open_folder (&folder);
  make_old (&folder);
  g_autofree char *path = in_folder (&folder, "b.json.certplan-new");
  g_assert_cmpint (symlink ("a.csv", path), ==, 0);
  g_assert_false (write_three (&folder, FALSE, NULL, &error));
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, WRITE);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_SYMLINK));
  g_remove (path);
  assert_old (&folder);
  close_folder (&folder);
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

/* Three names. */
static const FaultCase unnamed_cases[] = {
  { "name-full", CALL_LINKAT, ENOSPC, 3 },
  { "name-io", CALL_LINKAT, EIO, 3 },
};

/* On a file system that has files without names. */
static gboolean
skip_named (void)
{
  Folder folder;
  open_folder (&folder);
  const int fd = open (folder.path, O_WRONLY | O_TMPFILE | O_CLOEXEC, 0600);
  if (fd >= 0)
    close (fd);
  else
    g_test_skip ("this file system gives every file a name");
  close_folder (&folder);
  return fd < 0;
}

static void
test_named_fault (gconstpointer data)
{
  knows_unnamed = FALSE;
  test_fault (data);
  knows_unnamed = TRUE;
}

static void
test_unnamed_fault (gconstpointer data)
{
  if (!skip_named ())
    test_fault (data);
}

/* While the rows are written there is nothing in the folder yet: a kill leaves nothing. */
static gboolean
next_looking (gpointer state, GError **error)
{
  Folder *const *folder = state;
  assert_names (*folder, "");
  return FALSE;
}

static gpointer
open_looking (gconstpointer data)
{
  return g_memdup2 (&data, sizeof data);
}

static void
test_unnamed (void)
{
  static const CertplanTableSource source
      = { open_looking, next_looking, get_counted, g_free, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  g_autoptr (CertplanTables) tables = certplan_tables_new ();
  Folder folder;

  if (skip_named ())
    return;
  open_folder (&folder);
  certplan_tables_take (tables, _certplan_table_new ("t", text_columns, 1, &source, &folder, NULL));
  add_target (targets, &folder, NULL, "a.csv");
  add_target (targets, &folder, NULL, "b.json");
  g_assert_true (certplan_write_outputs (tables, targets, NULL, &error));
  assert_names (&folder, "a.csv b.json");
  close_folder (&folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/output/commit/fault/", fault_cases, test_fault)
  ADD_ROWS ("/output/commit/no-links/", link_cases, test_no_links)
  g_test_add_func ("/output/commit/no-links-undone", test_no_links_undone);
  g_test_add_func ("/output/commit/short-counts", test_short_counts);
  g_test_add_func ("/output/commit/interrupted", test_interrupted);
  g_test_add_func ("/output/commit/cannot-undo", test_cannot_undo);
  g_test_add_func ("/output/commit/cannot-drop", test_cannot_drop);
  g_test_add_data_func ("/output/commit/left-temporary", GINT_TO_POINTER (TRUE),
                        test_left_temporary);
  g_test_add_data_func ("/output/commit/left-temporary-named", GINT_TO_POINTER (FALSE),
                        test_left_temporary);
  g_test_add_data_func ("/output/commit/held-temporary", GINT_TO_POINTER (TRUE),
                        test_held_temporary);
  g_test_add_data_func ("/output/commit/held-temporary-named", GINT_TO_POINTER (FALSE),
                        test_held_temporary);
  g_test_add_func ("/output/commit/strange-temporary", test_strange_temporary);
  g_test_add_func ("/output/commit/stops-early", test_stops_early);
  ADD_ROWS ("/output/commit/named/fault/", fault_cases, test_named_fault)
  ADD_ROWS ("/output/commit/unnamed/fault/", unnamed_cases, test_unnamed_fault)
  g_test_add_func ("/output/commit/unnamed/nothing-is-seen", test_unnamed);
  return g_test_run ();
}
