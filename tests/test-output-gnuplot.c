/* A gnuplot that is missing, fails, hangs, or has settings of its own.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-output-gantt.h"
#include "test-rows.h"

typedef struct
{
  const char *name;
  const char *program; /* NULL = none in the path */
  const char *words;
} ProgramCase;

/* What stands in the path as gnuplot. */
static const ProgramCase program_cases[] = {
  { "missing", NULL, "gnuplot-nox" },
  { "fails", "#!/bin/sh\necho 'line 3: no such thing' >&2\nexit 1\n", "line 3: no such thing" },
  { "fails-silently", "#!/bin/sh\nexit 2\n", "gnuplot failed" },
  { "dies", "#!/bin/sh\nkill -9 $$\n", "gnuplot failed" },
  { "gives-nothing", "#!/bin/sh\nexit 0\n", "no whole picture" },
  { "half-a-picture", "#!/bin/sh\nprintf '\\211PNG\\r\\n\\032\\n and then no end'\n",
    "no whole picture" },
  { "says-and-gives-nothing", "#!/bin/sh\necho 'disk \x1b[31mfull' >&2\n", "disk \\x1b[31mfull" },
  { "not-executable", "no program", "cannot be started" },
};

/* Writes a chart with @program as gnuplot; a file that was there stays. */
static void
write_with_program (const char *program, GCancellable *cancellable, GError **error)
{
  g_autoptr (CertplanTables) tables = certplan_tables_new ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  g_autofree char *kept_path = g_strdup (g_getenv ("PATH"));
  Folder folder, bin;

  open_folder (&folder);
  open_folder (&bin);
  g_autofree char *path = in_folder (&bin, "gnuplot");
  if (program != NULL)
    {
      g_assert_true (g_file_set_contents (path, program, -1, NULL));
      g_assert_cmpint (g_chmod (path, g_str_has_prefix (program, "#!") ? 0755 : 0644), ==, 0);
    }
  g_autofree char *old = in_folder (&folder, "a.png");
  g_assert_true (g_file_set_contents (old, "old", -1, NULL));
  certplan_tables_take (tables, make_plan ());
  add_target (targets, &folder, NULL, "a.png");
  add_target (targets, &folder, NULL, "b.csv");
  g_setenv ("PATH", bin.path, TRUE);
  g_assert_false (certplan_write_outputs (tables, targets, cancellable, error));
  g_setenv ("PATH", kept_path, TRUE);
  g_autofree char *names = list_folder (&folder);
  g_autofree char *content = read_file (&folder, "a.png");
  g_assert_cmpstr (names, ==, "a.png");
  g_assert_cmpstr (content, ==, "old");
  close_folder (&bin);
  close_folder (&folder);
}

static void
test_program (gconstpointer data)
{
  const ProgramCase *row = data;
  g_autoptr (GError) error = NULL;

  write_with_program (row->program, NULL, &error);
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CHART);
  g_assert_nonnull (strstr (error->message, row->words));
  g_assert_nonnull (strstr (error->message, "/a.png: "));
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (200 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

/* A gnuplot that hangs is ended at once when the run is cancelled. */
static void
test_cancelled (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const gint64 start = g_get_monotonic_time ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

  write_with_program ("#!/bin/sh\nexec /bin/sleep 30\n", cancellable, &error);
  g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
}

/* What the words of ~/.gnuplot and GNUTERM say does not count. */
static void
test_own_settings (void)
{
  Folder home, folder;
  g_autofree char *kept = g_strdup (g_getenv ("HOME"));

  if (skip_without_gnuplot ())
    return;
  open_folder (&home);
  open_folder (&folder);
  g_autofree char *settings = in_folder (&home, ".gnuplot");
  g_assert_true (g_file_set_contents (settings, "print \"mine\"\nexit status 3\n", -1, NULL));
  g_setenv ("HOME", home.path, TRUE);
  g_setenv ("GNUTERM", "dumb", TRUE);
  g_autofree char *svg = write_table (&folder, make_plan (), "a.svg", EN);
  g_assert_true (g_str_has_prefix (svg, "<?xml"));
  g_unsetenv ("GNUTERM");
  if (kept != NULL)
    g_setenv ("HOME", kept, TRUE);
  close_folder (&folder);
  close_folder (&home);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/output/gnuplot/program/", program_cases, test_program)
  g_test_add_func ("/output/gnuplot/cancelled", test_cancelled);
  g_test_add_func ("/output/gnuplot/own-settings", test_own_settings);
  return g_test_run ();
}
