/* One array of rules out of several layers. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-rule-merge-private.h"
#include "certplan-private.h"
#include "certplan-rule-files-private.h"
#include <string.h>

/* CERTPLAN_DATE_NONE is the smallest number, so an unstated valid_from sorts first, as it should;
 * an unstated valid_to is the largest. */
#define FOREVER G_MAXINT32

gint
_certplan_rule_compare_keys (const CertplanRule *a, const CertplanRule *b)
{
  if (a->handle != b->handle)
    return a->handle < b->handle ? -1 : 1;
  gint order = strcmp (a->kind, b->kind);
  if (order == 0)
    order = strcmp (a->item, b->item);
  return order != 0 ? order : strcmp (a->variant, b->variant);
}

static gint
compare_rules (gconstpointer a, gconstpointer b)
{
  const CertplanRule *x = a, *y = b;
  gint order = _certplan_rule_compare_keys (x, y);
  if (order != 0)
    return order;
  if (x->layer != y->layer)
    return x->layer < y->layer ? -1 : 1;
  if (x->valid_from != y->valid_from)
    return x->valid_from < y->valid_from ? -1 : 1;
  return x->line < y->line ? -1 : x->line > y->line;
}

static CertplanDate
last_day (const CertplanRule *rule)
{
  return rule->valid_to == CERTPLAN_DATE_NONE ? FOREVER : rule->valid_to;
}

static void
set_last_day (CertplanRule *rule, CertplanDate day)
{
  rule->valid_to = day == FOREVER ? CERTPLAN_DATE_NONE : day;
}

char *
_certplan_rule_dup_key (const CertplanRule *rule)
{
  const char *const parts[] = { rule->kind, rule->item, rule->variant };
  GString *key = g_string_new (rule->qualification);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i][0] != '\0')
      g_string_append_printf (key, " %s", parts[i]);
  return g_string_free (key, FALSE);
}

/* What looking through the terms of one table needs. */
typedef struct
{
  CertplanRulesTable table;
  gboolean with_gaps;
  CertplanFaults *faults;
  GHashTable *told; /* places of rows: one may stand for many qualifications */
} TermCheck;

/* Once a row; rules that stand in no file have no row. */
static gboolean
is_new (const TermCheck *check, const CertplanRule *rule)
{
  return rule->places == NULL || g_hash_table_add (check->told, (gpointer)rule->places);
}

/* At the day that is wrong, else at the item that stands there again. */
static const char *
find_column (const TermCheck *check, const CertplanRule *rule)
{
  return rule->valid_from != CERTPLAN_DATE_NONE
                 && _certplan_rule_get_place (check->table, rule, "valid_from") > 0
             ? "valid_from"
             : "qualification";
}

/* Whether a row between the two is at fault: it may be the term that is missing. */
static gboolean
has_fault_between (const TermCheck *check, const CertplanRule *earlier, const CertplanRule *rule)
{
  for (guint i = 0; i < certplan_faults_get_n_kept (check->faults); i++)
    {
      const guint line = certplan_faults_get_line (check->faults, i);
      if (line > earlier->line && line < rule->line
          && g_strcmp0 (certplan_faults_get_file (check->faults, i), rule->file) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_gap (const TermCheck *check, const CertplanRule *rule, const CertplanRule *earlier)
{
  if (has_fault_between (check, earlier, rule) || !is_new (check, rule))
    return;
  g_autofree char *key = _certplan_rule_dup_key (rule);
  g_autofree char *day = certplan_date_format (earlier->valid_to + 1);
  g_autofree char *wanted
      = g_strdup_printf (_ ("valid_from %s, the day after line %u ends"), day, earlier->line);
  _certplan_rule_fault (check->table, rule, find_column (check, rule), _ ("gap between two terms"),
                        key, wanted, check->faults);
}

static void
add_overlap (const TermCheck *check, const CertplanRule *rule, const CertplanRule *earlier)
{
  if (!is_new (check, rule))
    return;
  g_autofree char *key = _certplan_rule_dup_key (rule);
  g_autofree char *wanted
      = g_strdup_printf (_ ("a term that does not meet that of line %u"), earlier->line);
  _certplan_rule_fault (check->table, rule, find_column (check, rule), _ ("overlapping terms"), key,
                        wanted, check->faults);
}

/* Within one layer: an open end closes before the next row; stated overlaps are faults. */
static void
close_terms (const TermCheck *check, CertplanRule *rules, guint n_rules)
{
  for (guint i = 1; i < n_rules; i++)
    {
      CertplanRule *earlier = &rules[i - 1], *rule = &rules[i];
      if (rule->layer != earlier->layer || _certplan_rule_compare_keys (rule, earlier) != 0)
        continue;
      if (rule->valid_from == earlier->valid_from
          || (earlier->valid_to != CERTPLAN_DATE_NONE && rule->valid_from <= earlier->valid_to))
        add_overlap (check, rule, earlier);
      else if (earlier->valid_to == CERTPLAN_DATE_NONE)
        earlier->valid_to = rule->valid_from - 1;
      else if (check->with_gaps && rule->valid_from > earlier->valid_to + 1)
        add_gap (check, rule, earlier);
    }
}

static const char *
describe_place (const CertplanRule *rule, GStringChunk *texts)
{
  g_autofree char *place = g_strdup_printf ("%s:%u", rule->file, rule->line);
  return g_string_chunk_insert_const (texts, place);
}

/* What is left of @old beside the later layer's @rule goes to @kept; @rule learns what it replaces.
 */
static void
cut_rule (CertplanRule old, CertplanRule *rule, GArray *kept, GStringChunk *texts)
{
  CertplanDate from = rule->valid_from, to = last_day (rule);
  if (last_day (&old) < from || old.valid_from > to)
    {
      g_array_append_val (kept, old);
      return;
    }
  if (rule->replaces == NULL)
    rule->replaces = describe_place (&old, texts);
  if (old.valid_from == from)
    return;
  if (old.valid_from < from)
    {
      CertplanRule before = old;
      set_last_day (&before, from - 1);
      g_array_append_val (kept, before);
    }
  if (last_day (&old) > to)
    {
      old.valid_from = to + 1;
      g_array_append_val (kept, old);
    }
}

/* Cuts what lower layers say, in @now, by one layer's rules; adds these. Rules of one layer do not
 * meet, so they need not be compared with each other: there may be many. */
static void
add_layer (CertplanRule *rules, guint n_rules, GArray **now, GStringChunk *texts)
{
  for (guint i = 0; (*now)->len > 0 && i < n_rules; i++)
    {
      GArray *kept = g_array_new (FALSE, FALSE, sizeof (CertplanRule));
      for (guint j = 0; j < (*now)->len; j++)
        cut_rule (g_array_index (*now, CertplanRule, j), &rules[i], kept, texts);
      g_array_unref (*now);
      *now = kept;
    }
  g_array_append_vals (*now, rules, n_rules);
}

/* Adds the rules of one key, sorted by layer, to @merged. */
static void
merge_key (CertplanRule *rules, guint n_rules, GArray *merged, GStringChunk *texts)
{
  g_autoptr (GArray) now = g_array_new (FALSE, FALSE, sizeof (CertplanRule));
  for (guint first = 0, next; first < n_rules; first = next)
    {
      for (next = first + 1; next < n_rules; next++)
        if (rules[next].layer != rules[first].layer)
          break;
      add_layer (&rules[first], next - first, &now, texts);
    }
  g_array_append_vals (merged, now->data, now->len);
}

static gint
compare_terms (gconstpointer a, gconstpointer b)
{
  const CertplanRule *x = a, *y = b;
  gint order = _certplan_rule_compare_keys (x, y);
  return order != 0 ? order : (x->valid_from < y->valid_from ? -1 : x->valid_from > y->valid_from);
}

void
_certplan_rules_merge (CertplanRulesTable table, gboolean with_gaps, GArray *rules,
                       GStringChunk *texts, CertplanFaults *faults)
{
  g_array_sort (rules, compare_rules);
  CertplanRule *all = (CertplanRule *)(void *)rules->data;
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);
  const TermCheck check = { table, with_gaps, faults, told };
  close_terms (&check, all, rules->len);

  g_autoptr (GArray) merged = g_array_new (FALSE, FALSE, sizeof (CertplanRule));
  for (guint first = 0, next; first < rules->len; first = next)
    {
      for (next = first + 1; next < rules->len; next++)
        if (_certplan_rule_compare_keys (&all[first], &all[next]) != 0)
          break;
      merge_key (&all[first], next - first, merged, texts);
    }
  g_array_sort (merged, compare_terms);
  g_array_set_size (rules, 0);
  if (merged->len > 0)
    g_array_append_vals (rules, merged->data, merged->len);
}
