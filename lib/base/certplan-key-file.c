/* A key file that knows where its keys stand. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-key-file-private.h"
#include "certplan-private.h"
#include <string.h>

static void
place_free (gpointer data)
{
  CertplanKeyPlace *place = data;
  g_free (place->file);
  g_free (place);
}

CertplanKeyFile *
_certplan_key_file_new (GQuark domain, gint code)
{
  CertplanKeyFile *file = g_new0 (CertplanKeyFile, 1);
  file->domain = domain;
  file->code = code;
  file->keys = g_key_file_new ();
  file->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, place_free);
  return file;
}

void
_certplan_key_file_free (CertplanKeyFile *file)
{
  g_key_file_unref (file->keys);
  g_hash_table_unref (file->places);
  g_free (file);
}

static void
add_fault (const CertplanKeyFile *file, CertplanFaults *faults, const CertplanKeyPlace *place,
           const char *what, const char *value, const char *wanted)
{
  certplan_faults_add (faults, file->domain, file->code, place != NULL ? place->file : NULL,
                       place != NULL ? place->line : 0, 0, what, value, wanted);
}

const CertplanKeyPlace *
_certplan_key_file_find (const CertplanKeyFile *file, const char *group, const char *key)
{
  g_autofree char *name = key != NULL ? g_strconcat (group, "\n", key, NULL) : g_strdup (group);
  const CertplanKeyPlace *place = g_hash_table_lookup (file->places, name);
  return place == NULL && key != NULL ? _certplan_key_file_find (file, group, NULL) : place;
}

void
_certplan_key_file_fault (const CertplanKeyFile *file, CertplanFaults *faults, const char *group,
                          const char *key, const char *what, const char *value, const char *wanted)
{
  add_fault (file, faults, _certplan_key_file_find (file, group, key), what, value, wanted);
}

/* A key file joins groups of one name and takes the last of keys of one name, without a word. */
static void
check_twice (CertplanKeyFile *file, const char *name, const char *shown,
             const CertplanKeyPlace *here, CertplanFaults *faults)
{
  const CertplanKeyPlace *first = g_hash_table_lookup (file->places, name);
  if (first == NULL || first->layer != here->layer)
    return;
  g_autofree char *wanted
      = g_strdup_printf (_ ("each one once; it is first on line %u"), first->line);
  add_fault (file, faults, here, _ ("there twice"), shown, wanted);
}

static void
keep_place (CertplanKeyFile *file, char *name, const CertplanKeyPlace *here)
{
  CertplanKeyPlace *place = g_new (CertplanKeyPlace, 1);
  *place = (CertplanKeyPlace){ g_strdup (here->file), here->line, here->layer };
  g_hash_table_replace (file->places, name, place);
}

/* One line of a key file; @group is the group that it stands in, and is replaced at a new one. */
static void
index_line (CertplanKeyFile *file, const char *text, const char *file_name, guint line,
            char **group, CertplanFaults *faults)
{
  const char *equals = strchr (text, '=');
  const CertplanKeyPlace here = { (char *)file_name, line, file->n_layers };
  gsize length = strlen (text);
  if (text[0] == '\0' || text[0] == '#')
    return;
  if (_certplan_text_find_refused (text) != NULL)
    add_fault (file, faults, &here,
               _ ("a control character or a byte order mark stands in the text"), text,
               _ ("text; of controls, only tabs and line ends"));
  if (text[0] == '[' && text[length - 1] == ']')
    {
      g_free (*group);
      *group = g_strndup (text + 1, length - 2);
      check_twice (file, *group, text, &here, faults);
      keep_place (file, g_strdup (*group), &here);
    }
  else if (equals == NULL || equals == text || *group == NULL)
    add_fault (file, faults, &here, _ ("not a line of a key file"), text,
               _ ("[group], key=value or # comment"));
  else
    {
      g_autofree char *key = g_strndup (text, equals - text);
      g_autofree char *name = g_strconcat (*group, "\n", g_strchomp (key), NULL);
      check_twice (file, name, key, &here, faults);
      keep_place (file, g_steal_pointer (&name), &here);
    }
}

static void
index_lines (CertplanKeyFile *file, const char *file_name, const char *text, CertplanFaults *faults)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *group = NULL;
  for (guint i = 0; lines[i] != NULL; i++)
    index_line (file, g_strstrip (lines[i]), file_name, i + 1, &group, faults);
}

/* A group may be there without any key of its own. */
static void
make_group (GKeyFile *keys, const char *group)
{
  if (g_key_file_has_group (keys, group))
    return;
  g_key_file_set_value (keys, group, "any", "");
  g_key_file_remove_key (keys, group, "any", NULL);
}

/* Copies every key of @from over those of @to. */
static void
merge_keys (GKeyFile *to, GKeyFile *from)
{
  g_auto (GStrv) groups = g_key_file_get_groups (from, NULL);
  for (char **group = groups; *group != NULL; group++)
    {
      g_auto (GStrv) keys = g_key_file_get_keys (from, *group, NULL, NULL);
      make_group (to, *group);
      for (char **key = keys; key != NULL && *key != NULL; key++)
        {
          g_autofree char *value = g_key_file_get_value (from, *group, *key, NULL);
          g_key_file_set_value (to, *group, *key, value);
        }
    }
}

static gboolean
check_whole (const CertplanKeyFile *file, const CertplanKeyPlace *whole, const char *data,
             gsize length, CertplanFaults *faults)
{
  if (length == 0)
    add_fault (file, faults, whole, _ ("the file is empty"), NULL, _ ("[group] and key=value"));
  else if (memchr (data, '\0', length) != NULL || !g_utf8_validate (data, length, NULL))
    add_fault (file, faults, whole, _ ("no key file in UTF-8"), NULL,
               _ ("the file saved as UTF-8"));
  else
    return TRUE;
  return FALSE;
}

gboolean
_certplan_key_file_add (CertplanKeyFile *file, const char *file_name, GBytes *bytes,
                        CertplanFaults *faults)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  guint n_before = certplan_faults_get_n (faults);
  const CertplanKeyPlace whole = { (char *)file_name, 0, file->n_layers };
  if (!check_whole (file, &whole, data, length, faults))
    return FALSE;
  g_autofree char *text = g_strndup (data, length);
  index_lines (file, file_name, text, faults);
  file->n_layers++;
  if (certplan_faults_get_n (faults) > n_before)
    return FALSE;

  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  if (!g_key_file_load_from_data (keys, text, length, G_KEY_FILE_KEEP_TRANSLATIONS, &error))
    {
      add_fault (file, faults, &whole, error->message, NULL, NULL);
      return FALSE;
    }
  merge_keys (file->keys, keys);
  return TRUE;
}
