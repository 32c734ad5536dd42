/* Categories by the names that people write. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-nearest-private.h"
#include "certplan-private.h"
#include "certplan-rulebook-parts-private.h"
#include <string.h>

#define CLASS "类" /* may stand behind a category's name or not */

static const CertplanLang langs[] = { CERTPLAN_LANG_ZH_CN, CERTPLAN_LANG_EN };

static GString *
make_key (const char *text)
{
  GString *key = _certplan_name_fold (text);
  if (key != NULL && g_str_has_suffix (key->str, CLASS))
    g_string_truncate (key, key->len - strlen (CLASS));
  return key;
}

static const char *
find_label (const CertplanRulebook *rulebook, CertplanLang lang, const char *marked)
{
  return _certplan_labels_find (rulebook->labels, lang, marked + strlen (CERTPLAN_LABEL));
}

/* Whether @key is the category's label, with the scheme's name before it or without. */
static gboolean
is_label (CertplanRulebook *rulebook, guint handle, CertplanLang lang, const GString *key)
{
  const CertplanNameParts parts = _certplan_rulebook_get_name_parts (rulebook, handle);
  const char *label = find_label (rulebook, lang, parts.category);
  const char *scheme = find_label (rulebook, lang, parts.scheme);
  g_autoptr (GString) tail = label != NULL ? make_key (label) : NULL;
  return tail != NULL && tail->len > 0 && g_str_has_suffix (key->str, tail->str)
         && _certplan_name_is_scheme (key->str, key->len - tail->len, scheme != NULL ? scheme : "",
                                      certplan_rulebook_get_qualification (rulebook, handle));
}

/* Whether @key is CATEGORY, SCHEME/CATEGORY, or its label in either language. */
static gboolean
is_named (CertplanRulebook *rulebook, guint handle, const GString *key)
{
  const CertplanQualificationPlace *place = _certplan_rulebook_get_place (rulebook, handle);
  const char *identifier = certplan_rulebook_get_qualification (rulebook, handle);
  const gsize length = (gsize)(strrchr (identifier, '/') - identifier);
  if (g_ascii_strcasecmp (key->str, place->category->name) == 0
      || (key->len == length && g_ascii_strncasecmp (key->str, identifier, length) == 0))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (langs); i++)
    if (is_label (rulebook, handle, langs[i], key))
      return TRUE;
  return FALSE;
}

/* What may be meant: names in the writer's script, of all schemes. */
static void
append_near (CertplanRulebook *rulebook, const char *text, GString *wanted)
{
  const gboolean is_ascii = g_str_is_ascii (text);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint handle = 1; handle < rulebook->identifiers->len; handle++)
    {
      const CertplanNameParts parts = _certplan_rulebook_get_name_parts (rulebook, handle);
      const char *label = find_label (rulebook, is_ascii ? CERTPLAN_LANG_EN : CERTPLAN_LANG_ZH_CN,
                                      parts.category);
      if (label != NULL)
        g_hash_table_add (names, (gpointer)label);
      if (is_ascii)
        g_hash_table_add (
            names, (gpointer)_certplan_rulebook_get_place (rulebook, handle)->category->name);
    }
  guint n_names;
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array (names, &n_names);
  _certplan_append_nearest (wanted, text, (const char *const *)keys, n_names);
  if (wanted->len > 0 || is_ascii)
    return;
  g_autofree char *other = g_str_has_suffix (text, CLASS)
                               ? g_strndup (text, strlen (text) - strlen (CLASS))
                               : g_strconcat (text, CLASS, NULL);
  _certplan_append_nearest (wanted, other, (const char *const *)keys, n_names);
}

guint8 *
_certplan_rulebook_find_category (CertplanRulebook *rulebook, const char *text, GString *wanted)
{
  g_autoptr (GString) key = make_key (text);
  g_autofree guint8 *is_of = g_new0 (guint8, rulebook->identifiers->len);
  gboolean is_known = FALSE;
  for (guint handle = 1; key != NULL && handle < rulebook->identifiers->len; handle++)
    is_known |= is_of[handle] = is_named (rulebook, handle, key);
  if (is_known)
    return g_steal_pointer (&is_of);
  if (key != NULL && key->len > 0)
    append_near (rulebook, text, wanted);
  if (wanted->len == 0)
    g_string_append (wanted, _ ("a category as \"certplan list\" shows them: the middle of "
                                "SCHEME/CATEGORY/LEVEL, or its name"));
  return NULL;
}
