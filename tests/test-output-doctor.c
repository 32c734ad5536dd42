/* What the doctor finds, with programs of the test's own on PATH. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-doctor.h"
#include "certplan-rulebook.h"
#include "test-output-tables.h"
#include "test-rows.h"

#define OK "ok"
#define MISSING "absent"
#define GNUPLOT_ALL                                                                                \
  "#!/bin/sh\n[ \"$1\" = --version ] && echo 'gnuplot 9.9' && exit\n"                              \
  "echo 'dumb pdfcairo png pngcairo svg unknown'\n"
#define GNUPLOT_BARE                                                                               \
  "#!/bin/sh\n[ \"$1\" = --version ] && echo 'gnuplot 9.9' && exit\necho 'dumb svg2 unknown'\n"

typedef struct
{
  const char *name;
  const char *gnuplot; /* what stands on PATH; NULL = nothing */
  const char *fc_match;
  CertplanDate as_of;
  const char *item; /* the row looked at */
  const char *state;
  const char *found;
  const char *remedy; /* words of it; NULL = there is none */
} DoctorCase;

static const DoctorCase doctor_cases[] = {
  { "gnuplot", GNUPLOT_ALL, NULL, 20513, "charts", OK, "gnuplot 9.9", NULL },
  { "no-gnuplot", NULL, NULL, 20513, "charts", MISSING, "", "gnuplot-nox" },
  { "png", GNUPLOT_ALL, NULL, 20513, "pictures_png", OK, "terminal pngcairo", NULL },
  { "pdf", GNUPLOT_ALL, NULL, 20513, "pictures_pdf", OK, "terminal pdfcairo", NULL },
  { "svg", GNUPLOT_ALL, NULL, 20513, "pictures_svg", OK, "terminal svg", NULL },
  { "no-png", GNUPLOT_BARE, NULL, 20513, "pictures_png", MISSING, "", "gnuplot-nox" },
  { "no-svg", GNUPLOT_BARE, NULL, 20513, "pictures_svg", MISSING, "", "gnuplot-nox" },
  { "nothing-draws-pdf", NULL, NULL, 20513, "pictures_pdf", MISSING, "", "gnuplot-nox" },
  { "gnuplot-fails", "#!/bin/sh\nexit 1\n", NULL, 20513, "charts", MISSING, "", "gnuplot-nox" },
  { "font", NULL, "#!/bin/sh\nprintf 'Some Hei\\nen|zh-cn'\n", 20513, "chinese_font", OK,
    "Some Hei", NULL },
  { "latin-font", NULL, "#!/bin/sh\nprintf 'Sans\\nen|de'\n", 20513, "chinese_font", MISSING,
    "Sans, without Chinese", "fonts-wqy-microhei" },
  { "no-fontconfig", NULL, NULL, 20513, "chinese_font", MISSING,
    "fc-match of fontconfig is missing: no font could be looked for", "fonts-noto-cjk" },
  { "html", NULL, NULL, 20513, "html", OK, "built in", NULL },
  /* the notice of 2026 is the last one that is shipped */
  { "published-year", NULL, NULL, 20513, "working_days", OK, NULL, NULL },
  { "provisional-year", NULL, NULL, 21000, "working_days", MISSING, NULL, "calendar import" },
  { "unknown-year", NULL, NULL, 40000, "working_days", MISSING, NULL, "calendar import" },
};

static void
put_program (const Folder *folder, const char *name, const char *text)
{
  if (text == NULL)
    return;
  g_autofree char *path = in_folder (folder, name);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (g_chmod (path, 0755), ==, 0);
}

/* The doctor's table with these programs alone on PATH. */
static CertplanTables *
examine (const DoctorCase *row, guint *n_missing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRulebook) rulebook = certplan_rulebook_load (NULL, NULL, NULL, &error);
  g_autofree char *kept_path = g_strdup (g_getenv ("PATH"));
  Folder bin;

  open_folder (&bin);
  put_program (&bin, "gnuplot", row->gnuplot);
  put_program (&bin, "fc-match", row->fc_match);
  g_setenv ("PATH", bin.path, TRUE);
  CertplanTables *tables = certplan_doctor_dup_tables (certplan_rulebook_get_workcal (rulebook),
                                                       row->as_of, n_missing, NULL, &error);
  g_setenv ("PATH", kept_path, TRUE);
  g_assert_no_error (error);
  close_folder (&bin);
  return tables;
}

static void
assert_cell (CertplanCursor *cursor, guint column, const char *wanted)
{
  g_autofree char *found = certplan_cursor_dup_text (cursor, column);

  g_assert_cmpstr (found, ==, wanted);
}

static void
test_finding (gconstpointer data)
{
  const DoctorCase *row = data;
  guint n_missing = 0, n_found = 0, n_seen = 0;
  g_autoptr (CertplanTables) tables = examine (row, &n_missing);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (certplan_tables_get (tables, 0));

  while (certplan_cursor_next (cursor, NULL))
    {
      g_autofree char *item = certplan_cursor_dup_text (cursor, 0);
      g_autofree char *state = certplan_cursor_dup_text (cursor, 1);
      g_autofree char *use = certplan_cursor_dup_text (cursor, 3);
      g_autofree char *remedy = certplan_cursor_dup_text (cursor, 4);
      n_found += g_str_equal (state, MISSING);
      /* each has words for what it is for, and how it is got where it is missing */
      g_assert_false (*use == '\0' || g_str_has_prefix (use, "use."));
      g_assert_cmpint (*remedy == '\0', ==, g_str_equal (state, OK));
      g_assert_false (g_str_has_prefix (remedy, "remedy."));
      if (!g_str_equal (item, row->item))
        continue;
      n_seen++;
      g_assert_cmpstr (state, ==, row->state);
      if (row->found != NULL)
        assert_cell (cursor, 2, row->found);
      if (row->remedy != NULL)
        g_assert_nonnull (strstr (remedy, row->remedy));
    }
  g_assert_cmpuint (n_seen, ==, 1);
  g_assert_cmpuint (n_missing, ==, n_found);
}

/* Each thing that a user may lack is told of, there or not. */
static void
test_items (void)
{
  static const DoctorCase row = { .as_of = 20513 };
  g_autoptr (CertplanTables) tables = examine (&row, NULL);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (certplan_tables_get (tables, 0));
  g_autoptr (GString) items = g_string_new (NULL);
  while (certplan_cursor_next (cursor, NULL))
    {
      g_autofree char *item = certplan_cursor_dup_text (cursor, 0);
      g_string_append_printf (items, "%s ", item);
    }
  g_assert_cmpstr (
      items->str, ==,
      "charts pictures_png pictures_svg pictures_pdf chinese_font xlsx html import_ics import_json "
      "chinese_messages chinese_locale working_days ");
}

/* What stands there for the calendar are the last days of both kinds. */
static void
test_calendar (void)
{
  static const DoctorCase row = { .as_of = 20513 };
  g_autoptr (CertplanTables) tables = examine (&row, NULL);
  Folder folder;

  open_folder (&folder);
  g_autofree char *text
      = write_table (&folder, certplan_table_ref (certplan_tables_find (tables, "doctor")), "a.txt",
                     CERTPLAN_LANG_ZH_CN);
  g_assert_nonnull (strstr (text, "已公布至 2026-12-31，法定节假日至 2035-12-31"));
  g_assert_nonnull (strstr (text, "Debian：gnuplot-nox"));
  close_folder (&folder);
}

/* What this library was built with is told by the libraries themselves. */
static void
test_built (void)
{
  static const DoctorCase row = { .as_of = 20513 };
  g_autoptr (CertplanTables) tables = examine (&row, NULL);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (certplan_tables_get (tables, 0));
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  const gboolean is_there = certplan_targets_add (targets, "/tmp/a.xlsx", NULL);

  while (certplan_cursor_next (cursor, NULL))
    {
      g_autofree char *item = certplan_cursor_dup_text (cursor, 0);
      if (g_str_equal (item, "xlsx"))
        assert_cell (cursor, 1, is_there ? OK : MISSING);
    }
}

static void
test_cancelled (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CertplanRulebook) rulebook = certplan_rulebook_load (NULL, NULL, NULL, &error);
  guint n_missing = 77;

  g_cancellable_cancel (cancellable);
  g_assert_null (certplan_doctor_dup_tables (certplan_rulebook_get_workcal (rulebook), 20513,
                                             &n_missing, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (n_missing, ==, 77);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/output/doctor/finding/", doctor_cases, test_finding)
  g_test_add_func ("/output/doctor/items", test_items);
  g_test_add_func ("/output/doctor/calendar", test_calendar);
  g_test_add_func ("/output/doctor/built", test_built);
  g_test_add_func ("/output/doctor/cancelled", test_cancelled);
  return g_test_run ();
}
