/* Qualifications by their Chinese names, as certificates and our own files have them.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-labels-private.h"
#include "certplan-nearest-private.h"
#include "certplan-private.h"
#include "certplan-rulebook-parts-private.h"
#include <string.h>

static const char *const digits[] = { "一", "二", "三", "四", "五", "六", "七", "八", "九" };

static void
replace_level (GString *key, const char *before, const char *digit, guint level)
{
  g_autofree char *written = g_strconcat (before, digit, "级", NULL);
  g_autofree char *plain = g_strdup_printf ("%u级", level);
  g_string_replace (key, written, plain, 0);
}

/* "Ⅱ级", "ii级" and "ii" behind a name in Chinese are a level too. */
static void
replace_roman_level (GString *key)
{
  static const char *const romans[] = { "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix" };
  static const char *const signs[] = { "Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "Ⅵ", "Ⅶ", "Ⅷ", "Ⅸ" };
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    g_string_replace (key, signs[i], romans[i], 0);
  const gsize end = key->len - (g_str_has_suffix (key->str, "级") ? strlen ("级") : 0);
  gsize begin = end;
  while (begin > 0 && strchr ("ivx", key->str[begin - 1]) != NULL)
    begin--;
  if (begin == 0 || (key->str[begin - 1] & 0x80) == 0) /* the end of an English word */
    return;
  for (guint i = 0; i < G_N_ELEMENTS (romans); i++)
    if (strlen (romans[i]) == end - begin
        && strncmp (key->str + begin, romans[i], end - begin) == 0)
      {
        g_string_truncate (key, begin);
        g_string_append (key, digits[i]);
        return;
      }
}

static gboolean
ends_with_digit (const GString *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (digits); i++)
    if (g_str_has_suffix (key->str, digits[i]))
      return TRUE;
  return key->len > 0 && g_ascii_isdigit (key->str[key->len - 1]);
}

GString *
_certplan_name_fold (const char *text)
{
  static const char *const dropped[] = { " ", "\t", "(", ")", "证书" };
  char folded[_CERTPLAN_FOLD_SIZE];
  if (!_certplan_text_fold (text, folded, sizeof folded))
    return NULL;
  GString *key = g_string_ascii_down (g_string_new (folded));
  for (gsize i = 0; i < G_N_ELEMENTS (dropped); i++)
    g_string_replace (key, dropped[i], "", 0);
  return key;
}

/* The same of qualifications: levels as digits, also where nothing says that they are levels, and
 * no class behind the category. (nullable) */
static GString *
make_key (const char *text)
{
  GString *key = _certplan_name_fold (text);
  if (key == NULL)
    return NULL;
  replace_roman_level (key);
  if (ends_with_digit (key))
    g_string_append (key, "级");
  for (guint i = 0; i < G_N_ELEMENTS (digits); i++)
    {
      g_autofree char *plain = g_strdup_printf ("%u", i + 1);
      replace_level (key, "", digits[i], i + 1);
      replace_level (key, "类", plain, i + 1);
    }
  return key;
}

/* @text written like @key. */
static gboolean
has_key (const char *key, gsize length, const char *text)
{
  GString *own = make_key (text);
  const gboolean is_same
      = own != NULL && own->len == length && strncmp (own->str, key, length) == 0;
  if (own != NULL)
    g_string_free (own, TRUE);
  return is_same;
}

gboolean
_certplan_name_is_scheme (const char *key, gsize length, const char *name, const char *identifier)
{
  if (length == 0 || has_key (key, length, name))
    return TRUE;
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  for (char **word = words; *word != NULL; word++)
    if (has_key (key, length, *word))
      return TRUE;
  const char *stroke = strchr (identifier, '/');
  return (gsize)(stroke - identifier) == length && strncmp (key, identifier, length) == 0;
}

/* Whether the outputs in Chinese show @handle by a name that is written like @key. */
static gboolean
is_named (CertplanRulebook *rulebook, guint handle, const GString *key)
{
  const CertplanNameParts parts = _certplan_rulebook_get_name_parts (rulebook, handle);
  const char *scheme = _certplan_labels_find (rulebook->labels, CERTPLAN_LANG_ZH_CN,
                                              parts.scheme + strlen (CERTPLAN_LABEL));
  g_autofree char *sentence
      = _certplan_sentence ("qualification_name", "", parts.category, parts.level, NULL);
  g_autoptr (GString) name = g_string_new (NULL);
  _certplan_labels_append_sentence (rulebook->labels, CERTPLAN_LANG_ZH_CN, sentence, name);
  g_autoptr (GString) tail = make_key (name->str);
  return tail != NULL && g_str_has_suffix (key->str, tail->str)
         && _certplan_name_is_scheme (key->str, key->len - tail->len, scheme != NULL ? scheme : "",
                                      certplan_rulebook_get_qualification (rulebook, handle));
}

guint
_certplan_rulebook_find_name (CertplanRulebook *rulebook, const char *text, GString *wanted)
{
  g_autoptr (GString) key = g_str_is_ascii (text) ? NULL : make_key (text);
  guint found = 0;
  for (guint handle = 1; key != NULL && handle < rulebook->identifiers->len; handle++)
    {
      if (!is_named (rulebook, handle, key))
        continue;
      if (found != 0)
        g_string_append_printf (wanted, "%s\"%s\"", wanted->len > 0 ? _ (" or ") : "",
                                certplan_rulebook_get_qualification (rulebook, found));
      found = handle;
    }
  if (wanted->len == 0)
    return found;
  g_string_append_printf (wanted, "%s\"%s\"", _ (" or "),
                          certplan_rulebook_get_qualification (rulebook, found));
  return 0;
}

/* The number of the level that a key ends with; 0 = none. */
static char
find_level (const GString *key)
{
  const gsize length = strlen ("级");
  return key->len > length && g_str_has_suffix (key->str, "级")
                 && g_ascii_isdigit (key->str[key->len - length - 1])
             ? key->str[key->len - length - 1]
             : 0;
}

/* Whether all characters of @text up to its level stand in @name in their order, as in a name that
 * people shorten. */
static gboolean
is_short_for (const char *text, const char *name)
{
  const char *end = g_strrstr (text, "级");
  guint n = 0;

  end = end != NULL ? g_utf8_find_prev_char (text, end) : NULL;
  for (const char *at = text; end != NULL && at < end; at = g_utf8_next_char (at), n++)
    {
      name = g_utf8_strchr (name, -1, g_utf8_get_char (at));
      if (name == NULL)
        return FALSE;
      name = g_utf8_next_char (name);
    }
  return n > 1; /* one character stands in many names */
}

/* A Chinese name tells the category, with or without the class behind it, and the level. */
static gboolean
is_meant (const char *text, const GString *key, const char *category)
{
  g_autofree char *name = g_strdup (category);
  if (g_str_has_suffix (name, "类"))
    name[strlen (name) - strlen ("类")] = '\0';
  return strstr (text, name) != NULL || (find_level (key) != 0 && is_short_for (text, category));
}

/* The same, where characters of the category are wrong. */
static gboolean
is_misspelt (const char *text, const GString *key, const char *category)
{
  (void)text;
  g_autofree char *written = g_strndup (key->str, key->len - (find_level (key) != 0 ? 4 : 0));
  if (g_str_has_suffix (written, "类"))
    written[strlen (written) - strlen ("类")] = '\0';
  g_autoptr (GString) name = _certplan_name_fold (category), near = g_string_new (NULL);
  if (name == NULL || g_utf8_strlen (written, -1) < 3) /* two characters are near too much */
    return FALSE;
  if (g_str_has_suffix (name->str, "类"))
    g_string_truncate (name, name->len - strlen ("类"));
  _certplan_append_nearest (near, written, (const char *const *)&name->str, 1);
  return near->len > 0;
}

/* Those of the level that is told, or of all where none is. */
static void
append_those (CertplanRulebook *rulebook, const char *text, const GString *key,
              gboolean (*is_it) (const char *, const GString *, const char *), GString *wanted)
{
  const char level = find_level (key);
  for (guint handle = 1; handle < rulebook->identifiers->len; handle++)
    {
      const CertplanNameParts parts = _certplan_rulebook_get_name_parts (rulebook, handle);
      const char *identifier = certplan_rulebook_get_qualification (rulebook, handle);
      const char *category = _certplan_labels_find (rulebook->labels, CERTPLAN_LANG_ZH_CN,
                                                    parts.category + strlen (CERTPLAN_LABEL));
      if (category == NULL || (level != 0 && identifier[strlen (identifier) - 1] != level))
        continue;
      if (is_it (text, key, category))
        g_string_append_printf (wanted, "%s%s", wanted->len > 0 ? ", " : "", identifier);
    }
}

void
_certplan_rulebook_append_meant (CertplanRulebook *rulebook, const char *text, GString *wanted)
{
  g_autoptr (GString) key = g_str_is_ascii (text) ? NULL : make_key (text);
  if (key == NULL)
    return;
  append_those (rulebook, text, key, is_meant, wanted);
  if (wanted->len == 0)
    append_those (rulebook, text, key, is_misspelt, wanted);
}
