/* Three outputs of one table: a.csv and c.txt are there already, b.json is not.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "test-output-tables.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define WRITE CERTPLAN_OUTPUT_ERROR_WRITE

static const TextRow text_rows[] = { { "new" } };

G_GNUC_UNUSED static CertplanTables *
make_tables (void)
{
  CertplanTables *tables = certplan_tables_new ();

  certplan_tables_take (tables, MAKE_TEXTS ("t", text_columns, text_rows, 1));
  return tables;
}

G_GNUC_UNUSED static void
put_file (const Folder *folder, const char *name, const char *text, int mode)
{
  g_autofree char *path = in_folder (folder, name);

  const int fd = g_creat (path, 0600); /* not GLib's own writer: its temporary has a longer name */

  g_assert_cmpint (write (fd, text, strlen (text)), ==, (gssize)strlen (text));
  g_assert_cmpint (close (fd), ==, 0);
  g_assert_cmpint (g_chmod (path, mode), ==, 0);
}

G_GNUC_UNUSED static int
get_mode (const Folder *folder, const char *name)
{
  g_autofree char *path = in_folder (folder, name);
  struct stat info;

  return stat (path, &info) == 0 ? (int)(info.st_mode & 07777) : -1;
}

G_GNUC_UNUSED static void
assert_file (const Folder *folder, const char *name, const char *text)
{
  g_autofree char *found = read_file (folder, name);

  g_assert_cmpstr (found, ==, text);
}

G_GNUC_UNUSED static void
assert_names (const Folder *folder, const char *names)
{
  g_autofree char *found = list_folder (folder);

  g_assert_cmpstr (found, ==, names);
}

/* Two files that are there, and one that is not. */
G_GNUC_UNUSED static void
make_old (const Folder *folder)
{
  put_file (folder, "a.csv", "old a", 0640);
  put_file (folder, "c.txt", "old c", 0600);
}

G_GNUC_UNUSED static gboolean
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

G_GNUC_UNUSED static void
assert_old (const Folder *folder)
{
  assert_names (folder, "a.csv c.txt");
  assert_file (folder, "a.csv", "old a");
  assert_file (folder, "c.txt", "old c");
  g_assert_cmpint (get_mode (folder, "a.csv"), ==, 0640);
  g_assert_cmpint (get_mode (folder, "c.txt"), ==, 0600);
}

G_GNUC_UNUSED static void
assert_new (const Folder *folder)
{
  assert_names (folder, "a.csv b.json c.txt");
  assert_file (folder, "a.csv", "\xef\xbb\xbftext\r\nnew\r\n");
  assert_file (folder, "b.json", "{\n  \"t\": [\n    {\"text\": \"new\"}\n  ]\n}\n");
  assert_file (folder, "c.txt", "t\ntext\n----\nnew\n");
  g_assert_cmpint (get_mode (folder, "a.csv"), ==, 0640);
  g_assert_cmpint (get_mode (folder, "c.txt"), ==, 0600);
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

G_GNUC_UNUSED static gpointer
open_counted (gconstpointer data)
{
  CountedWalk *walk = g_new0 (CountedWalk, 1);

  walk->counted = (Counted *)data;
  walk->counted->n_opened++;
  return walk;
}

G_GNUC_UNUSED static gboolean
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

G_GNUC_UNUSED static void
get_counted (gpointer state, guint column, CertplanValue *value)
{
  *value = (CertplanValue){ "x", G_MININT64, NO_PERIOD };
}

G_GNUC_UNUSED static const CertplanTableSource counted_source
    = { open_counted, next_counted, get_counted, g_free, NULL };

G_GNUC_UNUSED static CertplanTables *
make_counted (Counted *counted)
{
  CertplanTables *tables = certplan_tables_new ();

  certplan_tables_take (tables,
                        _certplan_table_new ("t", text_columns, 1, &counted_source, counted, NULL));
  return tables;
}
