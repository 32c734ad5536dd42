/* The CSV tables of a scheme: their columns, and their rows as rules.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-rule-files-private.h"
#include "certplan-nearest-private.h"
#include "certplan-policy-private.h"
#include "certplan-private.h"
#include "certplan-rule-rows-private.h"
#include <string.h>

void
_certplan_names_append_nearest (const CertplanNames *names, const char *text, GString *out)
{
  if (names->n_identifiers > 1)
    _certplan_append_nearest (out, text, names->identifiers + 1, names->n_identifiers - 1);
}

static gboolean
part_matches (const char *pattern, gsize n_pattern, const char *part, gsize n_part)
{
  return (n_pattern == 1 && pattern[0] == '*')
         || (n_pattern == n_part && memcmp (pattern, part, n_part) == 0);
}

gboolean
_certplan_pattern_matches (const char *pattern, const char *identifier)
{
  for (;;)
    {
      gsize n_pattern = strcspn (pattern, "/"), n_part = strcspn (identifier, "/");
      if (!part_matches (pattern, n_pattern, identifier, n_part))
        return FALSE;
      if (pattern[n_pattern] != identifier[n_part])
        return FALSE;
      if (pattern[n_pattern] == '\0')
        return TRUE;
      pattern += n_pattern + 1;
      identifier += n_part + 1;
    }
}

/* What a scheme at fault has is not known; that its rows name it is no fault of theirs. */
static gboolean
may_be_broken (const CertplanNames *names, const char *pattern)
{
  GHashTableIter schemes;
  gpointer scheme;
  if (names->broken == NULL)
    return FALSE;
  g_hash_table_iter_init (&schemes, names->broken);
  while (g_hash_table_iter_next (&schemes, &scheme, NULL))
    if (part_matches (pattern, strcspn (pattern, "/"), scheme, strlen (scheme)))
      return TRUE;
  return FALSE;
}

static guint16
resolve_pattern (gpointer data, const char *text, GString *wanted)
{
  CertplanNames *names = data;
  g_autoptr (GArray) handles = g_array_new (FALSE, FALSE, sizeof (guint16));
  for (guint i = 1; i < names->n_identifiers; i++)
    if (_certplan_pattern_matches (text, names->identifiers[i]))
      {
        guint16 handle = i;
        g_array_append_val (handles, handle);
      }
  if ((handles->len == 0 && !may_be_broken (names, text)) || names->patterns->len == G_MAXUINT16)
    {
      _certplan_names_append_nearest (names, text, wanted);
      return 0;
    }
  g_ptr_array_add (names->patterns, g_steal_pointer (&handles));
  g_ptr_array_add (names->pattern_names, g_strdup (text));
  return names->patterns->len - 1;
}

static const char *
name_pattern (gpointer data, guint16 number)
{
  CertplanNames *names = data;
  return g_ptr_array_index (names->pattern_names, number);
}

/* Returns: (nullable): the name of the first one that the pattern matches */
static const char *
first_identifier (const CertplanNames *names, guint16 pattern)
{
  const GArray *handles = g_ptr_array_index (names->patterns, pattern);
  return handles->len > 0 ? names->identifiers[g_array_index (handles, guint16, 0)] : NULL;
}

void
_certplan_rule_fault (CertplanRulesTable table, const CertplanRule *rule, const char *column,
                      const char *what, const char *value, const char *wanted,
                      CertplanFaults *faults)
{
  certplan_faults_add (faults, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_BAD_RULES, rule->file,
                       rule->line, _certplan_rule_get_place (table, rule, column), what, value,
                       wanted);
}

/* The row's kind, by its name or as people call it in the scheme of the rule's qualification. */
static gboolean
set_kind (CertplanRulesTable table, const CertplanNames *names, const char *kind,
          CertplanRule *rule, CertplanFaults *faults)
{
  if (kind[0] == '\0')
    return TRUE;
  rule->kind = certplan_rulebook_check_kind (names->rulebook, rule->handle, kind, NULL);
  if (rule->kind != NULL)
    {
      rule->kind = g_string_chunk_insert_const (names->texts, rule->kind);
      return TRUE;
    }
  g_autofree char *kinds = _certplan_rulebook_list_kinds (names->rulebook, rule->handle);
  _certplan_rule_fault (table, rule, "kind", _ ("unknown kind of application"), kind, kinds,
                        faults);
  return FALSE;
}

static gboolean
check_scheme (CertplanRulesTable table, const CertplanRuleOrigin *origin, const char *pattern,
              const CertplanRule *rule, CertplanFaults *faults)
{
  gsize n_scheme = origin->scheme != NULL ? strlen (origin->scheme) : 0;
  if (n_scheme == 0
      || (strncmp (pattern, origin->scheme, n_scheme) == 0 && pattern[n_scheme] == '/'))
    return TRUE;
  _certplan_rule_fault (table, rule, "qualification", _ ("qualification of another scheme"),
                        pattern, origin->scheme, faults);
  return FALSE;
}

static gboolean
check_reading (CertplanRulesTable table, const CertplanRule *rule, CertplanFaults *faults)
{
  gboolean in_force;
  g_autoptr (GError) error = NULL;
  if (rule->reading == NULL || _certplan_policy_has (NULL, rule->reading, &in_force, &error))
    return TRUE;
  _certplan_rule_fault (table, rule, "reading", error->message, NULL, NULL, faults);
  return FALSE;
}

/* One rule for each qualification that the row's pattern matches. */
static void
spread_row (CertplanRulesTable table, const CertplanRuleOrigin *origin, CertplanNames *names,
            const CertplanRecords *records, guint i, GArray *rules, CertplanFaults *faults)
{
  const CertplanRuleRow *row = _certplan_records_row (records, i);
  const GArray *handles = g_ptr_array_index (names->patterns, row->qualification);
  const char *pattern = name_pattern (names, row->qualification);
  CertplanRule rule = _certplan_rule_make (table, origin->layer, records, i, names->texts);
  rule.file = g_string_chunk_insert_const (names->texts, origin->file);
  rule.places = g_memdup2 (row->places, sizeof row->places);
  g_ptr_array_add (names->places, (gpointer)rule.places);
  gboolean is_good = check_scheme (table, origin, pattern, &rule, faults);
  is_good = check_reading (table, &rule, faults) && is_good;
  if (row->requires != 0)
    rule.requires = first_identifier (names, row->requires);
  const char *kind = rule.kind;
  for (guint h = 0; h < handles->len; h++)
    {
      rule.handle = g_array_index (handles, guint16, h);
      rule.qualification = names->identifiers[rule.handle];
      if (!set_kind (table, names, kind, &rule, faults))
        return;
      if (is_good)
        g_array_append_val (rules, rule);
    }
}

void
_certplan_rule_file_read (CertplanRulesTable table, const CertplanRuleOrigin *origin, GBytes *bytes,
                          CertplanNames *names, GArray *rules, CertplanFaults *faults)
{
  const CertplanReadOptions options = { .comments = TRUE, .keeps_good_rows = TRUE };
  const CertplanResolver resolver = { resolve_pattern, name_pattern, names };
  g_autoptr (CertplanRecords) records = _certplan_records_load_bytes (
      _certplan_rule_type (table), origin->file, bytes, &options, &resolver, faults, NULL);
  guint n_rows = records != NULL ? certplan_records_get_n (records) : 0;
  for (guint i = 0; i < n_rows; i++)
    spread_row (table, origin, names, records, i, rules, faults);
}
