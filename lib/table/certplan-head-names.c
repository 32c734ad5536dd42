/* What columns are called in the files that people have. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "certplan-head-names-private.h"
#include "certplan-labels-private.h"
#include "certplan-private.h"
#include <string.h>

char *
_certplan_head_fold (const char *text)
{
  char *folded = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);

  if (folded == NULL)
    return g_strdup ("");
  g_strstrip (folded);
  for (char *at = folded; *at != '\0'; at++)
    *at = g_ascii_tolower (*at);
  return folded;
}

static void
clear_name (gpointer data)
{
  CertplanHeadName *name = data;

  g_free (name->text);
}

static void
add_name (GArray *names, const char *shown, guint column, gboolean is_behind)
{
  if (shown == NULL)
    return;
  const CertplanHeadName name = { _certplan_head_fold (shown), shown, column, is_behind };
  g_array_append_val (names, name);
}

/* @shown: (nullable): ends with NULL */
static void
add_all_names (GArray *names, const char *const *shown, guint column, gboolean is_behind)
{
  for (; shown != NULL && *shown != NULL; shown++)
    add_name (names, *shown, column, is_behind);
}

static void
add_labels (GArray *names, const CertplanColumn *column, guint c)
{
  g_autofree char *key = _certplan_column_dup_label (column);

  add_name (names, _certplan_labels_find (NULL, CERTPLAN_LANG_ZH_CN, key), c, FALSE);
  add_name (names, _certplan_labels_find (NULL, CERTPLAN_LANG_EN, key), c, FALSE);
}

GArray *
_certplan_head_names_new (const CertplanRecordType *type)
{
  GArray *names = g_array_new (FALSE, FALSE, sizeof (CertplanHeadName));

  g_array_set_clear_func (names, clear_name);
  for (guint c = 0; c < type->n_columns; c++)
    add_name (names, type->columns[c].name, c, FALSE);
  for (guint c = 0; c < type->n_columns; c++)
    add_labels (names, &type->columns[c], c);
  for (guint c = 0; c < type->n_columns; c++)
    add_all_names (names, type->columns[c].aliases, c, FALSE);
  for (guint c = 0; c < type->n_columns; c++)
    add_all_names (names, type->columns[c].behind, c, TRUE);
  return names;
}

gint
_certplan_head_names_find (const GArray *names, const char *folded)
{
  for (guint i = 0; i < names->len; i++)
    if (g_str_equal (g_array_index (names, CertplanHeadName, i).text, folded))
      return (gint)i;
  return -1;
}

/* Cuts a last part in brackets off. Returns: (transfer full): it without brackets; NULL = none */
static char *
cut_unit (char *folded)
{
  static const char *const brackets[][2] = { { "(", ")" }, { "[", "]" }, { "【", "】" } };

  for (gsize i = 0; i < G_N_ELEMENTS (brackets); i++)
    {
      char *open = strstr (folded, brackets[i][0]);
      if (open == NULL || open == folded || !g_str_has_suffix (folded, brackets[i][1]))
        continue;
      const char *start = open + strlen (brackets[i][0]);
      const char *end = folded + strlen (folded) - strlen (brackets[i][1]);
      char *unit = g_strstrip (g_strndup (start, end < start ? 0 : (gsize)(end - start)));
      *open = '\0';
      g_strchomp (folded);
      return unit;
    }
  return NULL;
}

/* "[交易日期Transaction Date]": some exports have two languages in one cell. Returns: (transfer
 * full): what stands before the Latin letters; NULL = the text is not like that */
static char *
dup_first_language (const char *folded)
{
  const char *begin = folded + (*folded == '[');
  const char *end = begin;
  gboolean has_other = FALSE;

  for (; *end != '\0' && !g_ascii_isalpha (*end); end++)
    has_other |= (*end & 0x80) != 0;
  if (!has_other || *end == '\0')
    return NULL;
  return g_strstrip (g_strndup (begin, (gsize)(end - begin)));
}

gint
_certplan_head_names_match (const GArray *names, const char *folded, char **unit)
{
  gint name = _certplan_head_names_find (names, folded);

  *unit = NULL;
  if (name >= 0)
    return name;
  g_autofree char *base = g_strdup (folded);
  *unit = cut_unit (base);
  if (*unit != NULL)
    name = _certplan_head_names_find (names, base);
  if (name >= 0)
    return name;
  g_clear_pointer (unit, g_free);
  g_autofree char *first = dup_first_language (folded);
  return first != NULL ? _certplan_head_names_find (names, first) : -1;
}
