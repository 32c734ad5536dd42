/* A gnuplot that is missing, fails, hangs, or has settings of its own.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-output-gantt.h"
#include "test-rows.h"
#include <unistd.h>

/* Where a row has no name of a picture it is a.png. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

typedef struct
{
  const char *name;
  const char *program; /* NULL = none in the path */
  const char *words;
  const char *picture; /* NULL = a.png */
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
  { "pdf-without-an-end", "#!/bin/sh\necho '%PDF-1.5 and then no end'\n", "no whole picture",
    "a.pdf" },
  { "pdf-without-a-beginning", "#!/bin/sh\necho 'what is this %%EOF'\n", "no whole picture",
    "a.pdf" },
  { "svg-without-an-end", "#!/bin/sh\necho '<?xml version=\"1.0\"?><svg><g>'\n", "no whole picture",
    "a.svg" },
  { "svg-without-a-beginning", "#!/bin/sh\necho 'what is this</svg>'\n", "no whole picture",
    "a.svg" },
  { "says-and-gives-nothing", "#!/bin/sh\necho 'disk \x1b[31mfull' >&2\n", "disk \\x1b[31mfull" },
  { "not-executable", "no program", "cannot be started" },
};

/* Writes a chart and its data with @program as gnuplot: the old picture stays.
 * @after: the files in the folder then */
static void
write_with_program (const char *program, const char *picture, const char *after,
                    GCancellable *cancellable, GError **error)
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
  g_autofree char *old = in_folder (&folder, picture);
  g_assert_true (g_file_set_contents (old, "old", -1, NULL));
  certplan_tables_take (tables, make_plan ());
  add_target (targets, &folder, NULL, picture);
  add_target (targets, &folder, NULL, "b.csv");
  certplan_targets_set_as_of (targets, 20513);
  g_setenv ("PATH", bin.path, TRUE);
  g_assert_false (certplan_write_outputs (tables, targets, cancellable, error));
  g_setenv ("PATH", kept_path, TRUE);
  g_autofree char *names = list_folder (&folder);
  g_autofree char *content = read_file (&folder, picture);
  g_assert_cmpstr (names, ==, after);
  g_assert_cmpstr (content, ==, "old");
  close_folder (&bin);
  close_folder (&folder);
}

static void
test_program (gconstpointer data)
{
  const ProgramCase *row = data;
  g_autoptr (GError) error = NULL;

  const char *picture = row->picture != NULL ? row->picture : "a.png";
  g_autofree char *after = g_strconcat (picture, " b.csv", NULL);
  g_autofree char *place = g_strconcat ("/", picture, ": ", NULL);
  write_with_program (row->program, picture, after, NULL, &error);
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CHART);
  g_assert_nonnull (strstr (error->message, row->words));
  g_assert_nonnull (strstr (error->message, place));
  g_assert_true (g_str_has_suffix (error->message, "the data is written, the picture is not"));
}

/* Nothing else was asked for, so nothing is said of it; the second picture is told beside. */
static void
test_pictures_alone (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = certplan_tables_new ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  g_autofree char *kept_path = g_strdup (g_getenv ("PATH"));
  Folder folder;

  open_folder (&folder);
  certplan_tables_take (tables, make_plan ());
  add_target (targets, &folder, NULL, "a.png");
  add_target (targets, &folder, NULL, "b.svg");
  g_setenv ("PATH", folder.path, TRUE);
  g_assert_false (certplan_write_outputs (tables, targets, NULL, &error));
  g_setenv ("PATH", kept_path, TRUE);
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CHART);
  g_assert_null (strstr (error->message, "is written"));
  g_assert_cmpuint (certplan_targets_get_n_warnings (targets), ==, 1);
  g_assert_nonnull (strstr (certplan_targets_get_warning (targets, 0), "/b.svg: charts need"));
  g_autofree char *names = list_folder (&folder);
  g_assert_cmpstr (names, ==, "");
  close_folder (&folder);
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

  write_with_program ("#!/bin/sh\nexec /bin/sleep 30\n", "a.png", "a.png", cancellable, &error);
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

typedef struct
{
  const char *name;
  const char *found; /* what fc-match prints; NULL = there is none */
  const char *file;
  const char *title;
  gboolean is_warned;
} FontCase;

static const FontCase font_cases[] = {
  { "chinese-font", "Some Font\\nen|zh-cn|zh-tw", "a.png", "甲", FALSE },
  { "latin-font", "DejaVu Sans\\nde|en|fr", "a.png", "甲", TRUE },
  { "latin-font-pdf", "DejaVu Sans\\nde|en|fr", "a.pdf", "甲", TRUE },
  { "other-chinese-only", "HK\\nzh-hk|en", "a.png", "甲", TRUE },
  { "svg-has-no-font", "DejaVu Sans\\nde|en|fr", "a.svg", "甲", FALSE },
  { "latin-texts", "DejaVu Sans\\nde|en|fr", "a.png", "A", FALSE },
  { "no-font-at-all", "", "a.png", "甲", FALSE },
  { "no-fontconfig", NULL, "a.png", "甲", FALSE },
};

/* A folder with the real gnuplot and a fc-match that prints @found. */
static void
fill_bin (const Folder *bin, const char *found)
{
  g_autofree char *gnuplot = g_find_program_in_path ("gnuplot");
  g_autofree char *link = in_folder (bin, "gnuplot");
  g_autofree char *match = in_folder (bin, "fc-match");
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\nprintf '%s'\n", found);

  g_assert_cmpint (symlink (gnuplot, link), ==, 0);
  if (found == NULL)
    return;
  g_assert_true (g_file_set_contents (match, script, -1, NULL));
  g_assert_cmpint (g_chmod (match, 0755), ==, 0);
}

/* Characters that the font lacks are told, and the picture is drawn all the same. */
static void
test_font (gconstpointer data)
{
  const FontCase *row = data;
  static const GanttRow rows[] = { { "bar", "A", "A", 20513, 20540, 27 } };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = certplan_tables_new ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  g_autofree char *kept_path = g_strdup (g_getenv ("PATH"));
  Folder folder, bin;

  if (skip_without_gnuplot ())
    return;
  open_folder (&folder);
  open_folder (&bin);
  fill_bin (&bin, row->found);
  certplan_tables_take (tables, make_gantt (rows, 1, row->title, NULL));
  add_target (targets, &folder, NULL, row->file);
  certplan_targets_set_as_of (targets, 20513);
  g_setenv ("PATH", bin.path, TRUE);
  g_assert_true (certplan_write_outputs (tables, targets, NULL, &error));
  g_setenv ("PATH", kept_path, TRUE);
  g_assert_no_error (error);
  g_assert_cmpuint (certplan_targets_get_n_warnings (targets), ==, row->is_warned ? 1 : 0);
  if (row->is_warned)
    g_assert_nonnull (strstr (certplan_targets_get_warning (targets, 0), "fonts-wqy-microhei"));
  g_autofree char *names = list_folder (&folder);
  g_assert_cmpstr (names, ==, row->file);
  close_folder (&bin);
  close_folder (&folder);
}

typedef struct
{
  const char *name;
  const char *file; /* what the picture is called */
  const char *made; /* what the script makes */
} ScriptCase;

static const ScriptCase script_cases[] = {
  { "png", "plan.png", "plan.png" },
  { "svg", "plan.svg", "plan.svg" },
  { "pdf", "plan.pdf", "plan.pdf" },
  { "chinese", "计划.png", "计划.png" },
  { "capitals-and-digits", "Plan_2-a.b.PNG", "Plan_2-a.b.PNG" },
  { "pipe", "|touch marker .png", "chart.png" },
  { "quote", "a'.png", "chart.png" },
  { "back-tick", "`touch marker`.png", "chart.png" },
  { "newline", "a\n!touch marker\n.png", "chart.png" },
  { "backslash", "a\\.svg", "chart.svg" },
  { "bad-utf8", "a\xff.pdf", "chart.pdf" },
  { "dash", "-a.png", "chart.png" },
};

static void
run_script (const Folder *folder, const char *script, const char *where)
{
  const char *argv[] = { "gnuplot", "-d", script, NULL };
  int status = -1;

  g_assert_true (g_spawn_sync (where, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
}

/* The script that is kept draws the same picture by itself, byte for byte for png. */
static void
test_script (gconstpointer data)
{
  const ScriptCase *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = certplan_tables_new ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  Folder folder, other;

  if (skip_without_gnuplot ())
    return;
  open_folder (&folder);
  open_folder (&other);
  certplan_tables_take (tables, make_plan ());
  add_target (targets, &folder, NULL, row->file);
  certplan_targets_set_as_of (targets, 20513);
  g_assert_true (certplan_targets_add_scripts (targets, &error));
  g_assert_true (certplan_write_outputs (tables, targets, NULL, &error));
  g_assert_no_error (error);
  g_autofree char *script = g_strconcat (folder.path, "/", row->file, ".gnuplot", NULL);
  run_script (&folder, script, other.path);
  g_autofree char *names = list_folder (&other);
  g_assert_cmpstr (names, ==, row->made);
  g_autofree char *a = in_folder (&folder, row->file), *b = in_folder (&other, row->made);
  g_autofree char *written = NULL, *drawn = NULL;
  gsize n_written = 0, n_drawn = 0;
  g_assert_true (g_file_get_contents (a, &written, &n_written, NULL));
  g_assert_true (g_file_get_contents (b, &drawn, &n_drawn, NULL));
  if (g_str_has_suffix (row->made, ".png"))
    g_assert_cmpmem (written, n_written, drawn, n_drawn);
  close_folder (&other);
  close_folder (&folder);
}

/* Without gnuplot the script is what one takes to a machine that has it. */
static void
test_script_without_gnuplot (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = certplan_tables_new ();
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  g_autofree char *kept_path = g_strdup (g_getenv ("PATH"));
  Folder folder;

  open_folder (&folder);
  certplan_tables_take (tables, make_plan ());
  add_target (targets, &folder, NULL, "a.svg");
  g_assert_true (certplan_targets_add_scripts (targets, &error));
  g_setenv ("PATH", folder.path, TRUE);
  g_assert_false (certplan_write_outputs (tables, targets, NULL, &error));
  g_setenv ("PATH", kept_path, TRUE);
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CHART);
  g_autofree char *names = list_folder (&folder);
  g_assert_cmpstr (names, ==, "a.svg.gnuplot");
  close_folder (&folder);
}

static void
test_script_of_nothing (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();

  g_assert_true (certplan_targets_add (targets, "/tmp/a.csv", NULL));
  g_assert_false (certplan_targets_add_scripts (targets, &error));
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_TARGET);
  g_assert_nonnull (strstr (error->message, "no picture is drawn"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/output/gnuplot/program/", program_cases, test_program)
  g_test_add_func ("/output/gnuplot/pictures-alone", test_pictures_alone);
  ADD_ROWS ("/output/gnuplot/font/", font_cases, test_font)
  ADD_ROWS ("/output/gnuplot/script/", script_cases, test_script)
  g_test_add_func ("/output/gnuplot/script-without-gnuplot", test_script_without_gnuplot);
  g_test_add_func ("/output/gnuplot/script-of-nothing", test_script_of_nothing);
  g_test_add_func ("/output/gnuplot/cancelled", test_cancelled);
  g_test_add_func ("/output/gnuplot/own-settings", test_own_settings);
  return g_test_run ();
}
