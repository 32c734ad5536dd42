/* Qualifications by their Chinese names, as certificates and our own files have them.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-labels-private.h"
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

static gboolean
ends_with_digit (const GString *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (digits); i++)
    if (g_str_has_suffix (key->str, digits[i]))
      return TRUE;
  return key->len > 0 && g_ascii_isdigit (key->str[key->len - 1]);
}

/* What two ways of writing one name have in common: without blanks, brackets and the word for a
 * certificate, levels as digits, also where nothing says that they are levels, and no class behind
 * the category. Returns: (nullable): NULL for
 * what is too long to be a name */
static GString *
make_key (const char *text)
{
  static const char *const dropped[] = { " ", "\t", "(", ")", "证书" };
  char folded[_CERTPLAN_FOLD_SIZE];
  if (!_certplan_text_fold (text, folded, sizeof folded))
    return NULL;
  GString *key = g_string_ascii_down (g_string_new (folded));
  for (gsize i = 0; i < G_N_ELEMENTS (dropped); i++)
    g_string_replace (key, dropped[i], "", 0);
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

/* What stands before the category: nothing, the scheme's name, a word of it, or its identifier. */
static gboolean
is_scheme (const char *key, gsize length, const char *name, const char *identifier)
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
         && is_scheme (key->str, key->len - tail->len, scheme != NULL ? scheme : "",
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

/* The number of a level that a Chinese text ends with, as in "二级" or "2级"; 0 = none. */
static gunichar
find_level (const char *text)
{
  const char *end = g_strrstr (text, "级");
  for (guint i = 0; end != NULL && i < G_N_ELEMENTS (digits); i++)
    if ((gsize)(end - text) >= strlen (digits[i])
        && g_str_has_prefix (end - strlen (digits[i]), digits[i]))
      return '1' + i;
  return end != NULL && end > text && g_ascii_isdigit (end[-1]) ? (gunichar)end[-1] : 0;
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
is_meant (CertplanRulebook *rulebook, guint handle, const char *text, gunichar level)
{
  const CertplanNameParts parts = _certplan_rulebook_get_name_parts (rulebook, handle);
  const char *identifier = certplan_rulebook_get_qualification (rulebook, handle);
  const char *category = _certplan_labels_find (rulebook->labels, CERTPLAN_LANG_ZH_CN,
                                                parts.category + strlen (CERTPLAN_LABEL));
  if (category == NULL || (gunichar)identifier[strlen (identifier) - 1] != level)
    return FALSE;
  g_autofree char *name = g_strdup (category);
  if (g_str_has_suffix (name, "类"))
    name[strlen (name) - strlen ("类")] = '\0';
  return strstr (text, name) != NULL || is_short_for (text, category);
}

void
_certplan_rulebook_append_meant (CertplanRulebook *rulebook, const char *text, GString *wanted)
{
  const gunichar level = find_level (text);
  for (guint handle = 1; level != 0 && handle < rulebook->identifiers->len; handle++)
    if (is_meant (rulebook, handle, text, level))
      g_string_append_printf (wanted, "%s%s", wanted->len > 0 ? ", " : "",
                              certplan_rulebook_get_qualification (rulebook, handle));
}
