/* One layer of rules: the shipped data, a folder that mirrors it, or a single tariff file.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-layer-private.h"
#include "certplan-input-private.h"
#include "certplan-private.h"
#include "certplan-rules-error.h"
#include <string.h>

#define RESOURCE_ROOT "/certplan/"
#define MAX_FILE_MEBIBYTES 64

GResource *_certplan_get_resource (void);

static void
add_fault (CertplanFaults *faults, const char *path, const char *what, const char *wanted)
{
  certplan_faults_add (faults, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_BAD_RULES, path, 0, 0,
                       what, NULL, wanted);
}

/* A folder without any of the known places would be read as "no rules" without a word. */
static gboolean
mirrors_data (const char *path)
{
  const char *const places[] = { "schemes", "calendars", "assumptions" };
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *place = g_build_filename (path, places[i], NULL);
      if (g_file_test (place, G_FILE_TEST_IS_DIR))
        return TRUE;
    }
  return FALSE;
}

CertplanLayer *
_certplan_layer_new (guint16 number, const char *path, CertplanFaults *faults)
{
  gboolean is_folder = path != NULL && g_file_test (path, G_FILE_TEST_IS_DIR);
  if (is_folder && !mirrors_data (path))
    {
      add_fault (faults, path, _ ("nothing to read in this folder"),
                 _ ("schemes/NAME/, calendars/ or assumptions/ in it"));
      return NULL;
    }
  CertplanLayer *layer = g_new0 (CertplanLayer, 1);
  layer->number = number;
  layer->path = g_strdup (path);
  layer->is_file = path != NULL && !is_folder;
  return layer;
}

void
_certplan_layer_free (CertplanLayer *layer)
{
  g_free (layer->path);
  g_free (layer);
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static void
list_resource (const char *folder, GPtrArray *names)
{
  g_autofree char *path = g_strconcat (RESOURCE_ROOT, folder, NULL);
  g_auto (GStrv) children
      = g_resource_enumerate_children (_certplan_get_resource (), path, 0, NULL);
  for (char **child = children; child != NULL && *child != NULL; child++)
    {
      gsize length = strcspn (*child, "/"); /* folders end with a slash */
      g_ptr_array_add (names, g_strndup (*child, length));
    }
}

/* A folder is listed more than once: what is wrong with it is told once. */
static gboolean
is_told (const CertplanFaults *faults, const char *path)
{
  for (guint i = 0; i < certplan_faults_get_n_kept (faults); i++)
    if (g_strcmp0 (certplan_faults_get_file (faults, i), path) == 0)
      return TRUE;
  return FALSE;
}

static void
list_folder (const char *root, const char *folder, GPtrArray *names, CertplanFaults *faults)
{
  g_autofree char *path = g_build_filename (root, folder, NULL);
  g_autofree char *what = NULL;
  if (!_certplan_input_list_folder (path, names, &what) && !is_told (faults, path))
    add_fault (faults, path, what, NULL);
}

char **
_certplan_layer_list (const CertplanLayer *layer, const char *folder, CertplanFaults *faults)
{
  GPtrArray *names = g_ptr_array_new ();
  if (layer->path == NULL)
    list_resource (folder, names);
  else if (!layer->is_file)
    list_folder (layer->path, folder, names, faults);
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **)g_ptr_array_free (names, FALSE);
}

/* The first word of a file's name, as "tariff" of Tariff.CSV. */
static char *
dup_stem (const char *name)
{
  g_autofree char *stem = g_strndup (name, strcspn (name, "."));
  return g_ascii_strdown (stem, -1);
}

/* Notes and pictures may lie beside the rules; a table, or what has a table's name, was meant to be
 * read. */
static gboolean
was_meant (const char *name, const char *const *names)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  g_autofree char *stem = dup_stem (name);
  if (g_str_has_suffix (lower, ".csv") || g_str_has_suffix (lower, ".ini"))
    return TRUE;
  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *known = dup_stem (names[i]);
      if (g_str_equal (stem, known))
        return TRUE;
    }
  return FALSE;
}

void
_certplan_layer_check_names (const CertplanLayer *layer, const char *folder,
                             const char *const *names, CertplanFaults *faults)
{
  g_auto (GStrv) files = _certplan_layer_list (layer, folder, faults);
  if (layer->path == NULL)
    return;
  for (char **file = files; *file != NULL; file++)
    if (!g_strv_contains (names, *file) && was_meant (*file, names))
      {
        g_autofree char *path = g_build_filename (layer->path, folder, *file, NULL);
        g_autofree char *wanted = g_strjoinv (", ", (char **)names);
        add_fault (faults, path, _ ("no file of rules is called so"), wanted);
      }
}

GBytes *
_certplan_layer_read (const CertplanLayer *layer, const char *file, char **out_name,
                      CertplanFaults *faults)
{
  if (layer->path == NULL)
    {
      g_autofree char *path = g_strconcat (RESOURCE_ROOT, file, NULL);
      *out_name = g_strconcat ("certplan:", file, NULL);
      return g_resource_lookup_data (_certplan_get_resource (), path, 0, NULL);
    }
  *out_name = layer->is_file ? g_strdup (layer->path) : g_build_filename (layer->path, file, NULL);
  if (!layer->is_file && !_certplan_input_may_exist (*out_name))
    return NULL;
  return _certplan_input_read_all (*out_name, MAX_FILE_MEBIBYTES, layer->cancellable, faults);
}
