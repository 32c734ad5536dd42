/* A scheme as its scheme.ini tells it: ladder, categories, kinds of application.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-scheme-private.h"
#include "certplan-private.h"
#include "certplan-rules-error.h"
#include <string.h>

/* Where a key stands; GKeyFile does not tell. */
typedef struct
{
  char *file;
  guint line;
} Place;

struct _CertplanSchemeFile
{
  char *scheme;
  GKeyFile *keys;     /* all layers, later ones on top */
  GHashTable *places; /* "group\nkey" or "group" -> Place */
  gboolean is_broken; /* a layer could not be read */
};

static void
place_free (gpointer data)
{
  Place *place = data;
  g_free (place->file);
  g_free (place);
}

CertplanSchemeFile *
_certplan_scheme_file_new (const char *scheme)
{
  CertplanSchemeFile *file = g_new0 (CertplanSchemeFile, 1);
  file->scheme = g_strdup (scheme);
  file->keys = g_key_file_new ();
  file->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, place_free);
  return file;
}

void
_certplan_scheme_file_free (CertplanSchemeFile *file)
{
  g_free (file->scheme);
  g_key_file_unref (file->keys);
  g_hash_table_unref (file->places);
  g_free (file);
}

static void
add_fault (CertplanFaults *faults, const Place *place, const char *what, const char *value,
           const char *wanted)
{
  certplan_faults_add (faults, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_BAD_RULES,
                       place != NULL ? place->file : NULL, place != NULL ? place->line : 0, 0, what,
                       value, wanted);
}

static const Place *
find_place (const CertplanSchemeFile *file, const char *group, const char *key)
{
  g_autofree char *name = key != NULL ? g_strconcat (group, "\n", key, NULL) : g_strdup (group);
  const Place *place = g_hash_table_lookup (file->places, name);
  return place == NULL && key != NULL ? find_place (file, group, NULL) : place;
}

/* A key file joins groups of one name and takes the last of keys of one name, without a word. */
static void
check_twice (CertplanSchemeFile *file, const char *name, const char *shown, const Place *here,
             CertplanFaults *faults)
{
  const Place *first = g_hash_table_lookup (file->places, name);
  if (first == NULL || !g_str_equal (first->file, here->file))
    return;
  g_autofree char *wanted
      = g_strdup_printf (_ ("each one once; it is first on line %u"), first->line);
  add_fault (faults, here, _ ("there twice"), shown, wanted);
}

static void
keep_place (CertplanSchemeFile *file, char *name, const char *file_name, guint line)
{
  Place *place = g_new (Place, 1);
  place->file = g_strdup (file_name);
  place->line = line;
  g_hash_table_replace (file->places, name, place);
}

/* One line of a key file; @group is the group that it stands in, and is replaced at a new one. */
static void
index_line (CertplanSchemeFile *file, const char *text, const char *file_name, guint line,
            char **group, CertplanFaults *faults)
{
  const char *equals = strchr (text, '=');
  Place here = { (char *)file_name, line };
  gsize length = strlen (text);
  if (text[0] == '\0' || text[0] == '#')
    return;
  if (_certplan_text_find_refused (text) != NULL)
    add_fault (faults, &here, _ ("a control character or a byte order mark stands in the text"),
               text, _ ("text; of controls, only tabs and line ends"));
  if (text[0] == '[' && text[length - 1] == ']')
    {
      g_free (*group);
      *group = g_strndup (text + 1, length - 2);
      check_twice (file, *group, text, &here, faults);
      keep_place (file, g_strdup (*group), file_name, line);
    }
  else if (equals == NULL || equals == text || *group == NULL)
    add_fault (faults, &here, _ ("not a line of a key file"), text,
               _ ("[group], key=value or # comment"));
  else
    {
      g_autofree char *key = g_strndup (text, equals - text);
      g_autofree char *name = g_strconcat (*group, "\n", g_strchomp (key), NULL);
      check_twice (file, name, key, &here, faults);
      keep_place (file, g_steal_pointer (&name), file_name, line);
    }
}

static void
index_lines (CertplanSchemeFile *file, const char *file_name, const char *text,
             CertplanFaults *faults)
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

gboolean
_certplan_scheme_file_add (CertplanSchemeFile *file, const char *file_name, GBytes *bytes,
                           CertplanFaults *faults)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  guint n_before = certplan_faults_get_n (faults);
  Place whole = { (char *)file_name, 0 };
  file->is_broken = TRUE; /* until all of it was read */
  if (length == 0 || memchr (data, '\0', length) != NULL || !g_utf8_validate (data, length, NULL))
    {
      add_fault (faults, &whole, _ ("no key file in UTF-8"), NULL, _ ("the file saved as UTF-8"));
      return FALSE;
    }
  g_autofree char *text = g_strndup (data, length);
  index_lines (file, file_name, text, faults);
  if (certplan_faults_get_n (faults) > n_before)
    return FALSE;

  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  if (!g_key_file_load_from_data (keys, text, length, G_KEY_FILE_KEEP_TRANSLATIONS, &error))
    {
      add_fault (faults, &whole, error->message, NULL, NULL);
      return FALSE;
    }
  merge_keys (file->keys, keys);
  file->is_broken = FALSE;
  return TRUE;
}

/* A list of names without empty ones or doubles, NULL with a fault added. */
static char **
get_names (CertplanSchemeFile *file, const char *group, const char *key, CertplanFaults *faults)
{
  g_auto (GStrv) names = g_key_file_get_string_list (file->keys, group, key, NULL, NULL);
  gboolean is_good = names != NULL && names[0] != NULL;
  for (guint i = 0; is_good && names[i] != NULL; i++)
    {
      for (guint j = 0; j < i; j++)
        is_good = is_good && !g_str_equal (names[i], names[j]);
      is_good = is_good && names[i][0] != '\0' && strpbrk (names[i], "/*") == NULL;
    }
  if (is_good)
    return g_steal_pointer (&names);
  g_autofree char *value = g_key_file_get_value (file->keys, group, key, NULL);
  add_fault (faults, find_place (file, group, key), _ ("no list of levels"), value,
             _ ("levels=LOWEST;...;HIGHEST, each once, without / and *"));
  return NULL;
}

/* The English and Chinese name of a group, as labels. */
static void
add_label (CertplanSchemeFile *file, const char *group, const char *key, CertplanLabels *labels)
{
  g_autofree char *en = g_key_file_get_string (file->keys, group, "name", NULL);
  g_autofree char *zh = g_key_file_get_string (file->keys, group, "name[zh_CN]", NULL);
  if (en != NULL)
    _certplan_labels_add (labels, key, en, zh != NULL ? zh : en);
}

static gboolean
is_name (const char *name)
{
  return name[0] != '\0' && strpbrk (name, "/* \t,;:=\"") == NULL;
}

static void
add_category (CertplanSchemeFile *file, CertplanScheme *scheme, const char *group,
              CertplanLabels *labels, CertplanFaults *faults)
{
  const char *name = group + strlen ("category ");
  gboolean has_own = g_key_file_has_key (file->keys, group, "levels", NULL);
  CertplanCategory category = { g_strdup (name), NULL };
  category.levels = get_names (file, has_own ? group : "scheme", "levels", faults);
  g_array_append_val (scheme->categories, category);
  g_autofree char *key = g_strconcat ("category.", scheme->name, "/", name, NULL);
  add_label (file, group, key, labels);
  if (!is_name (name))
    add_fault (faults, find_place (file, group, NULL), _ ("no name for a category"), name,
               _ ("letters, digits and -"));
}

static void
add_kind (CertplanSchemeFile *file, CertplanScheme *scheme, const char *group,
          CertplanLabels *labels, CertplanFaults *faults)
{
  const Place *place = find_place (file, group, NULL);
  CertplanKind kind = { g_strdup (group + strlen ("kind ")), NULL, NULL, 0 };
  kind.file = g_strdup (place->file);
  kind.line = place->line;
  kind.role = g_key_file_get_string (file->keys, group, "role", NULL);
  g_array_append_val (scheme->kinds, kind);
  g_autofree char *key = g_strconcat ("kind.", scheme->name, "/", kind.name, NULL);
  add_label (file, group, key, labels);
  if (_certplan_labels_find (labels, CERTPLAN_LANG_EN, kind.name) == NULL)
    add_label (file, group, kind.name, labels); /* for values in tables */
  if (!is_name (kind.name) || kind.role == NULL)
    add_fault (faults, find_place (file, group, NULL), _ ("a kind without a name or a role"), group,
               _ ("[kind NAME] with role=initial, upgrade, renewal or another word"));
}

/* A level's own name, as "expert" of the level 1. */
static void
add_level (CertplanSchemeFile *file, const CertplanScheme *scheme, const char *group,
           CertplanLabels *labels)
{
  g_autofree char *key = g_strconcat ("level.", scheme->name, "/", group + strlen ("level "), NULL);
  add_label (file, group, key, labels);
}

static void
kind_clear (gpointer data)
{
  CertplanKind *kind = data;
  g_free (kind->name);
  g_free (kind->role);
  g_free (kind->file);
}

static void
category_clear (gpointer data)
{
  CertplanCategory *category = data;
  g_free (category->name);
  g_strfreev (category->levels);
}

static gboolean
has_initial (const CertplanScheme *scheme)
{
  for (guint i = 0; i < scheme->kinds->len; i++)
    if (g_strcmp0 (g_array_index (scheme->kinds, CertplanKind, i).role, "initial") == 0)
      return TRUE;
  return FALSE;
}

/* The keys that a group may have, by how its name begins. */
typedef struct
{
  const char *begin;
  const char *keys[6];
} GroupKeys;

static const GroupKeys group_keys[] = {
  { "scheme", { "name", "name[zh_CN]", "levels", "source", "clause" } },
  { "category ", { "name", "name[zh_CN]", "levels" } },
  { "kind ", { "name", "name[zh_CN]", "role" } },
  { "level ", { "name", "name[zh_CN]" } },
};

/* A misspelt key would be no key, without a word. */
static void
check_keys (const CertplanSchemeFile *file, const char *group, const char *const *known,
            CertplanFaults *faults)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file->keys, group, NULL, NULL);
  g_autofree char *wanted = g_strjoinv (", ", (char **)known);
  for (char **key = keys; keys != NULL && *key != NULL; key++)
    if (!g_strv_contains (known, *key))
      add_fault (faults, find_place (file, group, *key), _ ("unknown key"), *key, wanted);
}

static void
check_group (const CertplanSchemeFile *file, const char *group, CertplanFaults *faults)
{
  for (gsize i = 0; i < G_N_ELEMENTS (group_keys); i++)
    if (g_str_has_prefix (group, group_keys[i].begin))
      {
        check_keys (file, group, group_keys[i].keys, faults);
        return;
      }
}

static void
add_group (CertplanSchemeFile *file, CertplanScheme *scheme, const char *group,
           CertplanLabels *labels, CertplanFaults *faults)
{
  if (g_str_has_prefix (group, "category "))
    add_category (file, scheme, group, labels, faults);
  else if (g_str_has_prefix (group, "kind "))
    add_kind (file, scheme, group, labels, faults);
  else if (g_str_has_prefix (group, "level "))
    add_level (file, scheme, group, labels);
  else if (!g_str_equal (group, "scheme"))
    add_fault (faults, find_place (file, group, NULL), _ ("unknown group"), group,
               "[scheme], [category NAME], [kind NAME], [level NAME]");
}

static void
add_source (const CertplanSchemeFile *file, CertplanScheme *scheme)
{
  const Place *place = find_place (file, "scheme", "source");
  scheme->source = g_key_file_get_string (file->keys, "scheme", "source", NULL);
  scheme->source_file = g_strdup (place != NULL ? place->file : NULL);
  scheme->source_line = place != NULL ? place->line : 0;
}

CertplanScheme *
_certplan_scheme_file_finish (CertplanSchemeFile *file, CertplanLabels *labels,
                              CertplanFaults *faults)
{
  if (file->is_broken)
    return NULL; /* its faults are told already */
  CertplanScheme *scheme = g_new0 (CertplanScheme, 1);
  g_auto (GStrv) groups = g_key_file_get_groups (file->keys, NULL);
  for (char **group = groups; *group != NULL; group++)
    check_group (file, *group, faults); /* the scheme can be used in spite of them */
  guint n_before = certplan_faults_get_n (faults);
  scheme->name = g_strdup (file->scheme);
  scheme->categories = g_array_new (FALSE, FALSE, sizeof (CertplanCategory));
  g_array_set_clear_func (scheme->categories, category_clear);
  scheme->kinds = g_array_new (FALSE, FALSE, sizeof (CertplanKind));
  g_array_set_clear_func (scheme->kinds, kind_clear);

  for (char **group = groups; *group != NULL; group++)
    add_group (file, scheme, *group, labels, faults);
  add_source (file, scheme);
  g_autofree char *key = g_strconcat ("scheme.", scheme->name, NULL);
  add_label (file, "scheme", key, labels);
  if (scheme->categories->len == 0 || !has_initial (scheme))
    add_fault (faults, find_place (file, "scheme", NULL), _ ("scheme without what it needs"),
               scheme->name, _ ("a [category NAME] and a [kind NAME] with role=initial"));
  if (certplan_faults_get_n (faults) == n_before)
    return scheme;
  _certplan_scheme_free (scheme);
  return NULL;
}

static void
check_key (const CertplanSchemeFile *file, const char *group, const char *key,
           CertplanFaults *faults)
{
  if (g_key_file_has_key (file->keys, group, key, NULL))
    return;
  g_autofree char *name = g_strconcat ("[", group, "]", NULL);
  g_autofree char *wanted = g_strconcat (key, "=...", NULL);
  add_fault (faults, find_place (file, group, NULL), _ ("group that lacks a key"), name, wanted);
}

static gboolean
has_level (const CertplanScheme *scheme, const char *level)
{
  for (guint i = 0; i < scheme->categories->len; i++)
    {
      char **levels = g_array_index (scheme->categories, CertplanCategory, i).levels;
      if (g_strv_contains ((const char *const *)levels, level))
        return TRUE;
    }
  return FALSE;
}

void
_certplan_scheme_file_check (const CertplanSchemeFile *file, const CertplanScheme *scheme,
                             CertplanFaults *faults)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file->keys, NULL);
  check_key (file, "scheme", "source", faults);
  check_key (file, "scheme", "clause", faults);
  for (char **group = groups; *group != NULL; group++)
    {
      gboolean is_kind = g_str_has_prefix (*group, "kind ");
      const char *level = g_str_has_prefix (*group, "level ") ? *group + strlen ("level ") : NULL;
      if (is_kind && !g_key_file_has_key (file->keys, *group, "name", NULL))
        continue; /* a kind may be named among the labels */
      check_key (file, *group, "name", faults);
      check_key (file, *group, "name[zh_CN]", faults);
      if (level != NULL && !has_level (scheme, level))
        add_fault (faults, find_place (file, *group, NULL), _ ("level that no ladder has"), level,
                   _ ("one of levels="));
    }
}

void
_certplan_scheme_free (CertplanScheme *scheme)
{
  g_array_unref (scheme->categories);
  g_array_unref (scheme->kinds);
  g_free (scheme->source);
  g_free (scheme->source_file);
  g_free (scheme->name);
  g_free (scheme);
}
