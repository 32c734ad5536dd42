/* Where a path leads, and how it is shown. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-private.h"
#include "certplan-targets-private.h"
#include <limits.h>
#include <stdlib.h>

/* As many links as the system itself follows. */
#define MAX_LINKS 40

char *
_certplan_path_show (const char *path)
{
  g_autofree char *name = g_filename_display_name (path);
  GString *shown = g_string_new (NULL);

  _certplan_text_append_visible (shown, name, 0);
  return g_string_free (shown, FALSE);
}

/* realpath() of the folder, with the last name as it is; NULL where there is no such folder. */
static char *
resolve_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  char *real = realpath (folder, NULL);

  if (real == NULL)
    return NULL;
  char *joined = g_build_filename (real, name, NULL);
  free (real);
  return joined;
}

/* What the link at @path names, seen from here; NULL where it is no link. */
static char *
follow_link (const char *path)
{
  g_autofree char *link = g_file_read_link (path, NULL);

  if (link == NULL || g_path_is_absolute (link))
    return g_steal_pointer (&link);
  g_autofree char *folder = g_path_get_dirname (path);
  return g_build_filename (folder, link, NULL);
}

/* realpath() alone does not do: an output need not exist yet, nor what a link to it names. */
char *
_certplan_path_resolve (const char *path)
{
  char *real = realpath (path, NULL);

  if (real != NULL)
    {
      char *copy = g_strdup (real);
      free (real);
      return copy;
    }
  g_autofree char *at = g_strdup (path);
  for (guint i = 0; i < MAX_LINKS; i++)
    {
      char *behind = follow_link (at);
      if (behind == NULL)
        break;
      g_free (at);
      at = behind;
    }
  char *resolved = resolve_folder (at);
  return resolved != NULL ? resolved : g_canonicalize_filename (at, NULL);
}
