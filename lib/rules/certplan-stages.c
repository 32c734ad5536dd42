/* The stages of one application. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-stages-private.h"

gboolean
_certplan_rule_is_read (const CertplanRule *rule, const CertplanPolicy *policy)
{
  gboolean in_force = FALSE;
  return rule->reading == NULL
         || (_certplan_policy_has (policy, rule->reading, &in_force, NULL) && in_force);
}

static gint
compare_places (gconstpointer a, gconstpointer b)
{
  const CertplanRule *x = *(const CertplanRule *const *)a, *y = *(const CertplanRule *const *)b;
  guint place_x = x->place == G_MININT32 ? G_MAXUINT : (guint)x->place;
  guint place_y = y->place == G_MININT32 ? G_MAXUINT : (guint)y->place;
  return place_x < place_y ? -1 : place_x > place_y;
}

/* What @rule says of a stage goes before @other: the kind's own row before that of every kind, one
 * of a reading before one of every reading. */
static gboolean
goes_before (const CertplanRule *rule, const CertplanRule *other)
{
  if ((rule->kind[0] != '\0') != (other->kind[0] != '\0'))
    return rule->kind[0] != '\0';
  return rule->reading != NULL && other->reading == NULL;
}

GPtrArray *
_certplan_rulebook_list_stages (const CertplanRulebook *rulebook, const CertplanPolicy *policy,
                                guint handle, const char *kind, CertplanDate on)
{
  guint n_rows;
  const CertplanRule *rows
      = _certplan_rulebook_get_rows (rulebook, CERTPLAN_RULES_STAGES, handle, &n_rows);
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *stages = g_ptr_array_new ();
  for (guint i = 0; i < n_rows; i++)
    {
      const CertplanRule *rule = &rows[i];
      if ((rule->kind[0] != '\0' && !g_str_equal (rule->kind, kind))
          || !_certplan_rule_applies (rule, on) || !_certplan_rule_is_read (rule, policy))
        continue;
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, rule->item));
      if (place == 0)
        {
          g_ptr_array_add (stages, (gpointer)rule);
          g_hash_table_insert (places, (gpointer)rule->item, GUINT_TO_POINTER (stages->len));
        }
      else if (goes_before (rule, g_ptr_array_index (stages, place - 1)))
        g_ptr_array_index (stages, place - 1) = (gpointer)rule;
    }
  g_ptr_array_sort (stages, compare_places);
  return stages;
}
