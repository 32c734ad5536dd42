/* What files of rules look like. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-rule-formats-private.h"
#include "certplan-rule-rows-private.h"

/* Tables of rules, by their place in CertplanRulesTable; then files of another shape. */
static const char *const table_names[CERTPLAN_RULES_N_TABLES] = {
  [CERTPLAN_RULES_TARIFF] = "rules/tariff",       [CERTPLAN_RULES_PERIODS] = "rules/periods",
  [CERTPLAN_RULES_STAGES] = "rules/stages",       [CERTPLAN_RULES_CRITERIA] = "rules/criteria",
  [CERTPLAN_RULES_LIFECYCLE] = "rules/lifecycle", [CERTPLAN_RULES_ROUTING] = "rules/routing",
  [CERTPLAN_RULES_DURATIONS] = "rules/durations", [CERTPLAN_RULES_EFFORT] = "rules/effort",
  [CERTPLAN_RULES_RETURNS] = "rules/renewal",     [CERTPLAN_RULES_PANELS] = "rules/panels",
};
static const CertplanRuleFormat others[] = {
  { "rules/industries", &_certplan_industries_type },
  { "rules/documents", &_certplan_documents_type },
  { "rules/labels", &_certplan_labels_type },
  { "rules/calendar", &_certplan_calendar_type },
};

guint
_certplan_rule_formats_get_n (void)
{
  return CERTPLAN_RULES_N_TABLES + G_N_ELEMENTS (others);
}

CertplanRuleFormat
_certplan_rule_formats_get (guint i)
{
  if (i >= CERTPLAN_RULES_N_TABLES)
    return others[i - CERTPLAN_RULES_N_TABLES];
  return (CertplanRuleFormat){ table_names[i], _certplan_rule_type (i) };
}
