/* The kinds of application of a scheme: by name, by role, by label.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-private.h"
#include "certplan-rulebook-parts-private.h"

const char *
_certplan_rulebook_get_kind_by_role (const CertplanRulebook *rulebook, guint handle,
                                     const char *role)
{
  const GArray *kinds = _certplan_rulebook_get_place (rulebook, handle)->scheme->kinds;
  for (guint i = 0; i < kinds->len; i++)
    if (g_str_equal (g_array_index (kinds, CertplanKind, i).role, role))
      return g_array_index (kinds, CertplanKind, i).name;
  return NULL;
}

static const CertplanKind *
find_kind (const CertplanRulebook *rulebook, guint handle, const char *kind)
{
  const GArray *kinds = _certplan_rulebook_get_place (rulebook, handle)->scheme->kinds;
  for (guint i = 0; i < kinds->len; i++)
    if (g_str_equal (g_array_index (kinds, CertplanKind, i).name, kind))
      return &g_array_index (kinds, CertplanKind, i);
  return NULL;
}

const char *
_certplan_rulebook_get_role (const CertplanRulebook *rulebook, guint handle, const char *kind)
{
  const CertplanKind *found = find_kind (rulebook, handle, kind);
  return found != NULL ? found->role : NULL;
}

/* The label keys of a kind: the word that all tables use, and the scheme's own name for it. */
#define N_KIND_LABELS 2

static const char *
find_kind_label (const CertplanRulebook *rulebook, const CertplanScheme *scheme, const char *kind,
                 guint which, CertplanLang lang)
{
  g_autofree char *own = g_strconcat ("kind.", scheme->name, "/", kind, NULL);
  return _certplan_labels_find (rulebook->labels, lang, which == 0 ? kind : own);
}

char *
_certplan_rulebook_list_kinds (const CertplanRulebook *rulebook, guint handle)
{
  const CertplanScheme *scheme = _certplan_rulebook_get_place (rulebook, handle)->scheme;
  g_autoptr (GString) list = g_string_new (NULL);
  for (guint i = 0; i < scheme->kinds->len; i++)
    {
      const char *kind = g_array_index (scheme->kinds, CertplanKind, i).name;
      const char *zh = find_kind_label (rulebook, scheme, kind, 0, CERTPLAN_LANG_ZH_CN);
      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", kind);
      if (zh != NULL && !g_str_equal (zh, kind))
        g_string_append_printf (list, " (%s)", zh);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static gboolean
is_kind_label (const CertplanRulebook *rulebook, const CertplanScheme *scheme, const char *kind,
               const char *text)
{
  const CertplanLang langs[] = { CERTPLAN_LANG_ZH_CN, CERTPLAN_LANG_EN };
  for (guint which = 0; which < N_KIND_LABELS; which++)
    for (gsize lang = 0; lang < G_N_ELEMENTS (langs); lang++)
      {
        const char *label = find_kind_label (rulebook, scheme, kind, which, langs[lang]);
        if (label != NULL && g_ascii_strcasecmp (label, text) == 0)
          return TRUE;
      }
  return FALSE;
}

static const CertplanKind *
find_kind_by_label (const CertplanRulebook *rulebook, guint handle, const char *text)
{
  const CertplanScheme *scheme = _certplan_rulebook_get_place (rulebook, handle)->scheme;
  for (guint i = 0; i < scheme->kinds->len; i++)
    {
      const CertplanKind *kind = &g_array_index (scheme->kinds, CertplanKind, i);
      if (is_kind_label (rulebook, scheme, kind->name, text))
        return kind;
    }
  return NULL;
}

const char *
certplan_rulebook_check_kind (const CertplanRulebook *rulebook, guint handle, const char *kind,
                              GError **error)
{
  g_return_val_if_fail (handle > 0 && handle < rulebook->places->len, NULL);
  if (kind == NULL)
    return _certplan_rulebook_get_kind_by_role (rulebook, handle, "initial");
  const CertplanKind *found = find_kind (rulebook, handle, kind);
  if (found == NULL)
    found = find_kind_by_label (rulebook, handle, kind);
  if (found != NULL)
    return found->name;
  g_autofree char *kinds = _certplan_rulebook_list_kinds (rulebook, handle);
  g_set_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_UNKNOWN_KIND,
               _ ("unknown kind \"%s\"; %s has: %s"), kind,
               _certplan_rulebook_get_place (rulebook, handle)->scheme->name, kinds);
  return NULL;
}
