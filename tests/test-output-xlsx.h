/* What the tests of workbooks share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "test-output-gantt.h"
#include "test-rows.h"

/* What the other program finds in the file; freed by the caller. */
G_GNUC_UNUSED static char *
dump (const Folder *folder, const char *name)
{
  g_autofree char *path = in_folder (folder, name);
  g_autofree char *program = g_test_build_filename (G_TEST_DIST, "xlsx-dump.py", NULL);
  const char *argv[] = { "/usr/bin/python3", "-B", program, path, NULL };
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;
  char *found = NULL;
  int status = -1;

  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &found,
                               &said, &status, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (said, ==, "");
  g_assert_cmpint (status, ==, 0);
  return found;
}

G_GNUC_UNUSED static CertplanTables *
make_tables_of (CertplanTable *first, CertplanTable *second)
{
  CertplanTables *tables = certplan_tables_new ();

  certplan_tables_take (tables, first);
  if (second != NULL)
    certplan_tables_take (tables, second);
  return tables;
}

/* In test-output-xlsx-limits.c. */
void add_limit_tests (void);
