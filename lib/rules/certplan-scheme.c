/* A scheme as its scheme.ini tells it: ladder, categories, kinds of application.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-scheme-private.h"
#include "certplan-key-file-private.h"
#include "certplan-private.h"
#include "certplan-rules-error.h"
#include <string.h>

struct _CertplanSchemeFile
{
  char *scheme;
  CertplanKeyFile *layers; /* later ones on top */
  gboolean is_broken;      /* a layer could not be read */
};

CertplanSchemeFile *
_certplan_scheme_file_new (const char *scheme)
{
  CertplanSchemeFile *file = g_new0 (CertplanSchemeFile, 1);
  file->scheme = g_strdup (scheme);
  file->layers = _certplan_key_file_new (CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_BAD_RULES);
  return file;
}

void
_certplan_scheme_file_free (CertplanSchemeFile *file)
{
  g_free (file->scheme);
  _certplan_key_file_free (file->layers);
  g_free (file);
}

gboolean
_certplan_scheme_file_add (CertplanSchemeFile *file, const char *file_name, GBytes *bytes,
                           CertplanFaults *faults)
{
  const gboolean is_good = _certplan_key_file_add (file->layers, file_name, bytes, faults);
  file->is_broken = !is_good;
  return is_good;
}

/* A list of names without empty ones or doubles, NULL with a fault added. */
static char **
get_names (CertplanSchemeFile *file, const char *group, const char *key, CertplanFaults *faults)
{
  g_auto (GStrv) names = g_key_file_get_string_list (file->layers->keys, group, key, NULL, NULL);
  gboolean is_good = names != NULL && names[0] != NULL;
  for (guint i = 0; is_good && names[i] != NULL; i++)
    {
      for (guint j = 0; j < i; j++)
        is_good = is_good && !g_str_equal (names[i], names[j]);
      is_good = is_good && names[i][0] != '\0' && strpbrk (names[i], "/*") == NULL;
    }
  if (is_good)
    return g_steal_pointer (&names);
  g_autofree char *value = g_key_file_get_value (file->layers->keys, group, key, NULL);
  _certplan_key_file_fault (file->layers, faults, group, key, _ ("no list of levels"), value,
                            _ ("levels=LOWEST;...;HIGHEST, each once, without / and *"));
  return NULL;
}

/* The English and Chinese name of a group, as labels. */
static void
add_label (CertplanSchemeFile *file, const char *group, const char *key, CertplanLabels *labels)
{
  g_autofree char *en = g_key_file_get_string (file->layers->keys, group, "name", NULL);
  g_autofree char *zh = g_key_file_get_string (file->layers->keys, group, "name[zh_CN]", NULL);
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
  gboolean has_own = g_key_file_has_key (file->layers->keys, group, "levels", NULL);
  CertplanCategory category = { g_strdup (name), NULL };
  category.levels = get_names (file, has_own ? group : "scheme", "levels", faults);
  g_array_append_val (scheme->categories, category);
  g_autofree char *key = g_strconcat ("category.", scheme->name, "/", name, NULL);
  add_label (file, group, key, labels);
  if (!is_name (name))
    _certplan_key_file_fault (file->layers, faults, group, NULL, _ ("no name for a category"), name,
                              _ ("letters, digits and -"));
}

static void
add_kind (CertplanSchemeFile *file, CertplanScheme *scheme, const char *group,
          CertplanLabels *labels, CertplanFaults *faults)
{
  const CertplanKeyPlace *place = _certplan_key_file_find (file->layers, group, NULL);
  CertplanKind kind = { g_strdup (group + strlen ("kind ")), NULL, NULL, 0 };
  kind.file = g_strdup (place->file);
  kind.line = place->line;
  kind.role = g_key_file_get_string (file->layers->keys, group, "role", NULL);
  g_array_append_val (scheme->kinds, kind);
  g_autofree char *key = g_strconcat ("kind.", scheme->name, "/", kind.name, NULL);
  add_label (file, group, key, labels);
  if (_certplan_labels_find (labels, CERTPLAN_LANG_EN, kind.name) == NULL)
    add_label (file, group, kind.name, labels); /* for values in tables */
  if (!is_name (kind.name) || kind.role == NULL)
    _certplan_key_file_fault (
        file->layers, faults, group, NULL, _ ("a kind without a name or a role"), group,
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
  g_auto (GStrv) keys = g_key_file_get_keys (file->layers->keys, group, NULL, NULL);
  g_autofree char *wanted = g_strjoinv (", ", (char **)known);
  for (char **key = keys; keys != NULL && *key != NULL; key++)
    if (!g_strv_contains (known, *key))
      _certplan_key_file_fault (file->layers, faults, group, *key, _ ("unknown key"), *key, wanted);
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
    _certplan_key_file_fault (file->layers, faults, group, NULL, _ ("unknown group"), group,
                              "[scheme], [category NAME], [kind NAME], [level NAME]");
}

static void
add_source (const CertplanSchemeFile *file, CertplanScheme *scheme)
{
  const CertplanKeyPlace *place = _certplan_key_file_find (file->layers, "scheme", "source");
  scheme->source = g_key_file_get_string (file->layers->keys, "scheme", "source", NULL);
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
  g_auto (GStrv) groups = g_key_file_get_groups (file->layers->keys, NULL);
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
    _certplan_key_file_fault (file->layers, faults, "scheme", NULL,
                              _ ("scheme without what it needs"), scheme->name,
                              _ ("a [category NAME] and a [kind NAME] with role=initial"));
  if (certplan_faults_get_n (faults) == n_before)
    return scheme;
  _certplan_scheme_free (scheme);
  return NULL;
}

static void
check_key (const CertplanSchemeFile *file, const char *group, const char *key,
           CertplanFaults *faults)
{
  if (g_key_file_has_key (file->layers->keys, group, key, NULL))
    return;
  g_autofree char *name = g_strconcat ("[", group, "]", NULL);
  g_autofree char *wanted = g_strconcat (key, "=...", NULL);
  _certplan_key_file_fault (file->layers, faults, group, NULL, _ ("group that lacks a key"), name,
                            wanted);
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
  g_auto (GStrv) groups = g_key_file_get_groups (file->layers->keys, NULL);
  check_key (file, "scheme", "source", faults);
  check_key (file, "scheme", "clause", faults);
  for (char **group = groups; *group != NULL; group++)
    {
      gboolean is_kind = g_str_has_prefix (*group, "kind ");
      const char *level = g_str_has_prefix (*group, "level ") ? *group + strlen ("level ") : NULL;
      if (is_kind && !g_key_file_has_key (file->layers->keys, *group, "name", NULL))
        continue; /* a kind may be named among the labels */
      check_key (file, *group, "name", faults);
      check_key (file, *group, "name[zh_CN]", faults);
      if (level != NULL && !has_level (scheme, level))
        _certplan_key_file_fault (file->layers, faults, *group, NULL,
                                  _ ("level that no ladder has"), level, _ ("one of levels="));
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
