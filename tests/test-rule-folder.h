/* Rules in a folder of a test's own. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-rulebook.h"
#include <glib/gstdio.h>
#include <string.h>

/* A folder of its own for each test, and files in it. */
typedef struct
{
  char *path;
} Folder;

static inline void
folder_set_up (Folder *folder, gconstpointer data)
{
  folder->path = g_dir_make_tmp ("certplan-rules-XXXXXX", NULL);
  g_assert_nonnull (folder->path);
}

static inline void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      remove_tree (child);
    }
  g_remove (path);
}

static inline void
folder_tear_down (Folder *folder, gconstpointer data)
{
  remove_tree (folder->path);
  g_free (folder->path);
}

static inline void
write_file (const Folder *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder->path, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_mkdir_with_parents (parent, 0700);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* Loads @name of the folder (NULL: the folder itself) as a layer. */
static inline CertplanRulebook *
load (const Folder *folder, const char *name, CertplanFaults *faults, GError **error)
{
  g_autofree char *path
      = name != NULL ? g_build_filename (folder->path, name, NULL) : g_strdup (folder->path);
  const char *const layers[] = { path, NULL };
  return certplan_rulebook_load (layers, faults, NULL, error);
}

static inline char *
list_faults (const CertplanFaults *faults, const char *folder)
{
  GString *list = g_string_new (NULL);
  for (guint i = 0; i < certplan_faults_get_n_kept (faults); i++)
    {
      g_autofree char *text = certplan_faults_dup_text (faults, i);
      gsize skip = g_str_has_prefix (text, folder) ? strlen (folder) + 1 : 0;
      g_string_append_printf (list, "%s\n", text + skip);
    }
  return g_string_free (list, FALSE);
}

#define ADD_IN_FOLDER(path, function)                                                              \
  g_test_add (path, Folder, NULL, folder_set_up, function, folder_tear_down)
