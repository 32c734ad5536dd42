/* The terms of rules: from when to when a row counts. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-private.h"
#include "certplan-rulebook-private.h"
#include <string.h>

static gboolean
is_undated (const CertplanRule *rule)
{
  return rule->valid_from == CERTPLAN_DATE_NONE && rule->valid_to == CERTPLAN_DATE_NONE;
}

gboolean
_certplan_rule_applies (const CertplanRule *rule, CertplanDate on)
{
  if (on == CERTPLAN_DATE_NONE)
    return is_undated (rule);
  return rule->valid_from <= on && (rule->valid_to == CERTPLAN_DATE_NONE || on <= rule->valid_to);
}

gboolean
_certplan_rule_terms_meet (const CertplanRule *a, const CertplanRule *b)
{
  return (a->valid_to == CERTPLAN_DATE_NONE || b->valid_from <= a->valid_to)
         && (b->valid_to == CERTPLAN_DATE_NONE || a->valid_from <= b->valid_to);
}

/* Whether it may be looked up for that kind and item. */
static gboolean
is_asked (const CertplanRule *rule, const char *kind, const char *item)
{
  return (rule->kind[0] == '\0' || strcmp (rule->kind, kind) == 0)
         && (item == NULL || strcmp (rule->item, item) == 0);
}

/* The day from which something is otherwise: a side of it is on @on, the other before or after. */
static void
narrow (CertplanDate change, CertplanDate on, CertplanDate *from, CertplanDate *to)
{
  if (change <= on)
    *from = MAX (*from, change);
  else
    *to = MIN (*to, change);
}

void
_certplan_rulebook_narrow_term (const CertplanRulebook *rulebook, CertplanRulesTable table,
                                guint handle, const char *kind, const char *item, CertplanDate on,
                                CertplanDate *from, CertplanDate *to)
{
  guint n_rows;
  const CertplanRule *rows = _certplan_rulebook_get_rows (rulebook, table, handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    if (is_asked (&rows[i], kind, item))
      {
        if (rows[i].valid_from != CERTPLAN_DATE_NONE)
          narrow (rows[i].valid_from, on, from, to);
        if (rows[i].valid_to != CERTPLAN_DATE_NONE)
          narrow (rows[i].valid_to + 1, on, from, to);
      }
}

char *
_certplan_rule_dup_term (const CertplanRule *rule)
{
  g_autofree char *from = certplan_date_format (rule->valid_from);
  g_autofree char *to = certplan_date_format (rule->valid_to);
  if (!is_undated (rule))
    return g_strconcat (from, "/", to, NULL);
  if (rule->published == CERTPLAN_DATE_NONE)
    return _certplan_sentence ("undated", NULL);
  g_autofree char *published = certplan_date_format (rule->published);
  published[strlen ("2025-05")] = '\0';
  return _certplan_sentence ("published_month", published, NULL);
}
