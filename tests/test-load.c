/* Files that are read beside each other. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-load.h"
#include <gio/gio.h>
#include <glib/gstdio.h>

#define N_FILES 8
#define HEADER "payment,date,amount,payer,reference\n"

static CertplanRulebook *rulebook;

typedef struct
{
  char *folder, *paths[N_FILES];
} Files;

/* File i has i good rows, and where @is_bad a last one that is at fault. */
static void
write_files (Files *files, gboolean is_bad)
{
  files->folder = g_dir_make_tmp ("certplan-load-XXXXXX", NULL);
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autoptr (GString) text = g_string_new (HEADER);
      g_autofree char *name = g_strdup_printf ("%u.csv", i);
      files->paths[i] = g_build_filename (files->folder, name, NULL);
      for (guint row = 0; row < i; row++)
        g_string_append_printf (text, "B%u,2026-01-02,10.00,Acme,C-%u\n", row, row);
      if (is_bad)
        g_string_append (text, "X,2026-02-30,10.00,Acme,C\n");
      g_assert_true (g_file_set_contents (files->paths[i], text->str, -1, NULL));
    }
}

static void
remove_files (Files *files)
{
  for (guint i = 0; i < N_FILES; i++)
    {
      g_unlink (files->paths[i]);
      g_free (files->paths[i]);
    }
  g_rmdir (files->folder);
  g_free (files->folder);
}

static void
begin (const Files *files, gboolean is_beside, CertplanLoad **loads)
{
  for (guint i = 0; i < N_FILES; i++)
    loads[i] = certplan_load_new ("payments", files->paths[i], NULL, rulebook, is_beside, NULL);
}

static void
test_rows (gconstpointer is_beside)
{
  Files files;
  CertplanLoad *loads[N_FILES];
  write_files (&files, FALSE);
  begin (&files, GPOINTER_TO_INT (is_beside), loads);
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CertplanRecords) records = certplan_load_finish (loads[i], NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (certplan_records_get_n (records), ==, i);
      certplan_load_unref (loads[i]);
    }
  remove_files (&files);
}

/* Whatever file is read first, its faults stand where it is asked for. */
static void
test_faults (gconstpointer is_beside)
{
  Files files;
  CertplanLoad *loads[N_FILES];
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  write_files (&files, TRUE);
  begin (&files, GPOINTER_TO_INT (is_beside), loads);
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (certplan_load_finish (loads[i], faults, &error));
      g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_VALUE);
      g_autofree char *text = certplan_faults_dup_text (faults, i);
      g_assert_cmpstr (error->message, ==, text);
      g_assert_cmpuint (certplan_faults_get_n (faults), ==, i + 1);
      g_assert_cmpstr (certplan_faults_get_file (faults, i), ==, files.paths[i]);
      g_assert_cmpuint (certplan_faults_get_line (faults, i), ==, i + 2);
      certplan_load_unref (loads[i]);
    }
  remove_files (&files);
}

static void
test_unwanted (gconstpointer is_beside)
{
  Files files;
  CertplanLoad *loads[N_FILES];
  write_files (&files, FALSE);
  begin (&files, GPOINTER_TO_INT (is_beside), loads);
  for (guint i = 0; i < N_FILES; i++)
    certplan_load_unref (loads[i]);
  remove_files (&files);
}

static void
test_errors (gconstpointer is_beside)
{
  const struct
  {
    const char *type, *path;
    gint code;
  } cases[] = {
    { "payment", "none.csv", CERTPLAN_TABLE_ERROR_NAME },
    { "payments", "/nonexistent/none.csv", CERTPLAN_TABLE_ERROR_FILE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CertplanLoad) load = certplan_load_new (
          cases[i].type, cases[i].path, NULL, rulebook, GPOINTER_TO_INT (is_beside), NULL);
      g_assert_null (certplan_load_finish (load, NULL, &error));
      g_assert_error (error, CERTPLAN_TABLE_ERROR, cases[i].code);
    }
}

static void
test_cancelled (gconstpointer is_beside)
{
  Files files;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  write_files (&files, FALSE);
  g_cancellable_cancel (cancellable);
  g_autoptr (CertplanLoad) load
      = certplan_load_new ("payments", files.paths[N_FILES - 1], NULL, rulebook,
                           GPOINTER_TO_INT (is_beside), cancellable);
  g_assert_null (certplan_load_finish (load, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  remove_files (&files);
}

int
main (int argc, char **argv)
{
  const struct
  {
    const char *name;
    GTestDataFunc test;
  } tests[] = {
    { "rows", test_rows },           { "faults", test_faults }, { "unwanted", test_unwanted },
    { "cancelled", test_cancelled }, { "errors", test_errors },
  };
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    for (gint is_beside = 0; is_beside <= 1; is_beside++)
      {
        g_autofree char *path
            = g_strdup_printf ("/load/%s/%s", tests[i].name, is_beside ? "beside" : "when-asked");
        g_test_add_data_func (path, GINT_TO_POINTER (is_beside), tests[i].test);
      }
  const int status = g_test_run ();
  certplan_rulebook_unref (rulebook);
  return status;
}
