/* Whether rules hold together: references, the order of stages, sources, labels.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-rule-check-private.h"
#include "certplan-layer-private.h"
#include "certplan-private.h"
#include <string.h>

/* The state before the first certificate, to which nothing need lead. */
#define NO_CERTIFICATE "none"

typedef struct
{
  const CertplanRulebook *rulebook;
  CertplanFaults *faults;
  GHashTable *loose; /* numbers of layers that are one file, which can list nothing */
  GHashTable *told;  /* what need be told once only */
} Check;

/* Whether what the rule says is so; @text is the cell. */
typedef gboolean (*CheckRule) (const Check *check, const CertplanRule *rule, const char *text);

/* A column of a table, and the member that it fills. */
typedef struct
{
  CertplanRulesTable table;
  const char *column;
  gsize offset; /* of a const char * in CertplanRule */
} Word;

#define WORD(table, column, member)                                                                \
  {                                                                                                \
    CERTPLAN_RULES_##table, column, G_STRUCT_OFFSET (CertplanRule, member)                         \
  }

static const char *
get_word (const CertplanRule *rule, const Word *word)
{
  return G_STRUCT_MEMBER (const char *, rule, word->offset);
}

static const CertplanRule *
get_rules (const Check *check, CertplanRulesTable table, guint *n_rules)
{
  const GArray *rules = check->rulebook->rules[table];
  *n_rules = rules->len;
  return (const CertplanRule *)(const void *)rules->data;
}

static gboolean
is_whole (const Check *check, CertplanRulesTable table)
{
  return (check->rulebook->broken & (1u << table)) == 0;
}

static gboolean
has_label (const Check *check, const char *key)
{
  return _certplan_labels_find (check->rulebook->labels, CERTPLAN_LANG_ZH_CN, key) != NULL;
}

/* A row of a file may be many rules, one a qualification: it is at fault if it holds for none. */
static void
check_word (const Check *check, const Word *word, CheckRule holds, const char *what,
            const char *wanted)
{
  guint n_rules;
  const CertplanRule *rules = get_rules (check, word->table, &n_rules);
  g_autoptr (GHashTable) good = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < n_rules; i++)
    {
      const char *text = get_word (&rules[i], word);
      if (text == NULL || rules[i].places == NULL || holds (check, &rules[i], text))
        g_hash_table_add (good, (gpointer)rules[i].places);
    }
  for (guint i = 0; i < n_rules; i++)
    if (g_hash_table_add (good, (gpointer)rules[i].places))
      _certplan_rule_fault (word->table, &rules[i], word->column, what, get_word (&rules[i], word),
                            wanted, check->faults);
}

/* Whether a row of @table, of the rule's qualification, has @text in that member. */
static gboolean
any_row_has (const Check *check, CertplanRulesTable table, const CertplanRule *rule, gsize offset,
             const char *text, const CertplanRule *but)
{
  guint n_rows;
  const CertplanRule *rows
      = _certplan_rulebook_get_rows (check->rulebook, table, rule->handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    if (&rows[i] != but && g_strcmp0 (G_STRUCT_MEMBER (const char *, &rows[i], offset), text) == 0)
      return TRUE;
  return FALSE;
}

#define ANY_ROW_HAS(table, member, but)                                                            \
  any_row_has (check, CERTPLAN_RULES_##table, rule, G_STRUCT_OFFSET (CertplanRule, member), text,  \
               but)

static gboolean
is_stage (const Check *check, const CertplanRule *rule, const char *text)
{
  return ANY_ROW_HAS (STAGES, item, NULL);
}

static gboolean
is_performer (const Check *check, const CertplanRule *rule, const char *text)
{
  return ANY_ROW_HAS (STAGES, performer, NULL);
}

/* An edge from a state to itself leads nowhere new. */
static gboolean
is_led_to (const Check *check, const CertplanRule *rule, const char *text)
{
  guint n_rows;
  const CertplanRule *rows = _certplan_rulebook_get_rows (check->rulebook, CERTPLAN_RULES_LIFECYCLE,
                                                          rule->handle, &n_rows);
  if (g_str_equal (text, NO_CERTIFICATE))
    return TRUE;
  for (guint i = 0; i < n_rows; i++)
    if (g_str_equal (rows[i].next_state, text) && !g_str_equal (rows[i].item, text))
      return TRUE;
  return FALSE;
}

/* A state that is an end has no row of its own, but then it has a name. */
static gboolean
is_state (const Check *check, const CertplanRule *rule, const char *text)
{
  return has_label (check, text) || ANY_ROW_HAS (LIFECYCLE, item, NULL);
}

/* What time is counted from: an event of the rules, or a date that every certificate has. */
static gboolean
is_anchor (const Check *check, const CertplanRule *rule, const char *text)
{
  static const char *const dates[] = { "issue", "expiry", "renew_by", "grace_end", NULL };
  return g_strv_contains (dates, text) || ANY_ROW_HAS (PERIODS, event, NULL)
         || ANY_ROW_HAS (STAGES, event, NULL) || ANY_ROW_HAS (LIFECYCLE, event, NULL);
}

static void
check_references (const Check *check)
{
  static const Word routing_stage = WORD (ROUTING, "stage", item);
  static const Word routing_performer = WORD (ROUTING, "performer", performer);
  static const Word routing_excludes = WORD (ROUTING, "excludes", excludes);
  static const Word assumed_stage = WORD (DURATIONS, "stage", item);
  static const Word state = WORD (LIFECYCLE, "state", item);
  static const Word next_state = WORD (LIFECYCLE, "next_state", next_state);
  static const Word anchor = WORD (LIFECYCLE, "anchor", anchor);
  const char *no_stage = _ ("no such stage"), *a_stage = _ ("a stage of stages.csv");
  const char *no_performer = _ ("nobody does a stage"), *a_performer = _ ("one of stages.csv");
  if (is_whole (check, CERTPLAN_RULES_STAGES))
    {
      check_word (check, &routing_stage, is_stage, no_stage, a_stage);
      check_word (check, &assumed_stage, is_stage, no_stage, a_stage);
      check_word (check, &routing_performer, is_performer, no_performer, a_performer);
      check_word (check, &routing_excludes, is_performer, no_performer, a_performer);
    }
  if (!is_whole (check, CERTPLAN_RULES_LIFECYCLE))
    return;
  check_word (check, &state, is_led_to, _ ("nothing leads to this state"),
              _ ("a row with it as next_state"));
  if ((check->rulebook->broken & CERTPLAN_BROKEN_LABELS) == 0)
    check_word (check, &next_state, is_state, _ ("no such state"),
                _ ("a row with it as state, or a label for an end"));
  if (is_whole (check, CERTPLAN_RULES_STAGES) && is_whole (check, CERTPLAN_RULES_PERIODS))
    check_word (check, &anchor, is_anchor, _ ("nothing to count from"),
                _ ("an event of a row, issue, expiry, renew_by or grace_end"));
}

/* Whether @rule says for every kind what a row of @kind's own says anew. */
static gboolean
is_overridden (const Check *check, const CertplanRule *rule, const char *kind)
{
  guint n_rows;
  const CertplanRule *rows
      = _certplan_rulebook_get_rows (check->rulebook, CERTPLAN_RULES_STAGES, rule->handle, &n_rows);
  for (guint i = 0; rule->kind[0] == '\0' && i < n_rows; i++)
    if (g_str_equal (rows[i].kind, kind) && g_str_equal (rows[i].item, rule->item))
      return TRUE;
  return FALSE;
}

static gboolean
is_optional (const CertplanRule *rule)
{
  return g_strcmp0 (rule->modality, "may") == 0;
}

/* Whether two rows of one place cannot be meant so. What may be done can stand beside what it is
 * done instead of. */
static gboolean
contend_for_place (const Check *check, const CertplanRule *a, const CertplanRule *b)
{
  const char *kind = a->kind[0] != '\0' ? a->kind : b->kind;
  if (g_str_equal (a->item, b->item) || is_optional (a) || is_optional (b))
    return FALSE;
  if ((a->kind[0] != '\0' && b->kind[0] != '\0' && !g_str_equal (a->kind, b->kind))
      || (a->reading != NULL && b->reading != NULL && !g_str_equal (a->reading, b->reading)))
    return FALSE;
  return _certplan_rule_terms_meet (a, b)
         && (kind[0] == '\0'
             || (!is_overridden (check, a, kind) && !is_overridden (check, b, kind)));
}

/* Told once for the two rows, at the later one. */
static void
tell_place (const Check *check, const CertplanRule *a, const CertplanRule *b)
{
  const CertplanRule *first = a->line < b->line ? a : b, *second = first == a ? b : a;
  if (!g_hash_table_add (check->told, (gpointer)second->places))
    return;
  g_autofree char *place = g_strdup_printf ("%d", second->place);
  g_autofree char *wanted = g_strdup_printf (_ ("a place other than that of \"%s\" in line %u"),
                                             first->item, first->line);
  _certplan_rule_fault (CERTPLAN_RULES_STAGES, second, "place", _ ("two stages at one place"),
                        place, wanted, check->faults);
}

static gint
compare_places (gconstpointer a, gconstpointer b)
{
  const CertplanRule *x = *(const CertplanRule *const *)a, *y = *(const CertplanRule *const *)b;
  if (x->handle != y->handle)
    return x->handle < y->handle ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

/* By place, so that only those of one place are compared. */
static void
check_order (const Check *check)
{
  guint n_rules;
  const CertplanRule *rules = get_rules (check, CERTPLAN_RULES_STAGES, &n_rules);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  for (guint i = 0; i < n_rules; i++)
    if (rules[i].place != G_MININT32)
      g_ptr_array_add (order, (gpointer)&rules[i]);
  g_ptr_array_sort (order, compare_places);
  for (guint i = 0; i < order->len; i++)
    for (guint j = i + 1;
         j < order->len && compare_places (&order->pdata[i], &order->pdata[j]) == 0; j++)
      if (contend_for_place (check, order->pdata[i], order->pdata[j]))
        tell_place (check, order->pdata[i], order->pdata[j]);
}

/* Whether the two rows of one qualification can hold for one case. */
static gboolean
share_cases (const CertplanRule *a, const CertplanRule *b)
{
  return _certplan_rule_terms_meet (a, b)
         && (a->kind[0] == '\0' || b->kind[0] == '\0' || g_str_equal (a->kind, b->kind));
}

static void
tell_cap (const Check *check, const CertplanRule *cap, const CertplanRule *target)
{
  g_autofree char *length = certplan_period_format (&cap->duration);
  g_autofree char *least = certplan_period_format (&target->duration);
  g_autofree char *wanted = g_strdup_printf (_ ("at least the %s of line %u"), least, target->line);
  _certplan_rule_fault (CERTPLAN_RULES_PERIODS, cap, "duration",
                        _ ("a maximum shorter than the target"), length, wanted, check->faults);
}

static void
check_cap (const Check *check, const CertplanRule *cap)
{
  guint n_rows;
  const CertplanRule *rows
      = _certplan_rulebook_get_rows (check->rulebook, CERTPLAN_RULES_PERIODS, cap->handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    if (g_str_equal (rows[i].item, CERTPLAN_LIMIT_TARGET) && share_cases (cap, &rows[i])
        && _certplan_cycle_is_shorter (&cap->duration, &rows[i].duration)
        && g_hash_table_add (check->told, (gpointer)cap->places))
      tell_cap (check, cap, &rows[i]);
}

/* No case can be within its target and over its maximum. */
static void
check_limits (const Check *check)
{
  guint n_rules;
  const CertplanRule *rules = get_rules (check, CERTPLAN_RULES_PERIODS, &n_rules);
  for (guint i = 0; i < n_rules; i++)
    if (g_str_equal (rules[i].item, CERTPLAN_LIMIT_CAP))
      check_cap (check, &rules[i]);
}

static gboolean
is_loose (const Check *check, guint16 layer)
{
  return g_hash_table_contains (check->loose, GUINT_TO_POINTER (layer));
}

/* Assumptions have no document, and a single file has no place to list one. */
static gboolean
is_document (const Check *check, const CertplanRule *rule, const char *text)
{
  return is_loose (check, rule->layer)
         || _certplan_documents_find (check->rulebook->documents, text) != NULL;
}

static void
tell_industry (const Check *check, const CertplanIndustry *industry, guint16 place,
               const char *what, const char *value, const char *wanted)
{
  certplan_faults_add (check->faults, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_BAD_RULES,
                       industry->file, industry->line, place, what, value, wanted);
}

static void
check_scheme_source (const Check *check, const CertplanScheme *scheme)
{
  if (scheme->source != NULL
      && _certplan_documents_find (check->rulebook->documents, scheme->source) == NULL)
    certplan_faults_add (check->faults, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_BAD_RULES,
                         scheme->source_file, scheme->source_line, 0, _ ("no such document"),
                         scheme->source, _ ("one that documents.csv lists"));
}

static void
check_sources (const Check *check)
{
  const char *what = _ ("no such document"), *wanted = _ ("one that documents.csv lists");
  for (CertplanRulesTable table = 0; table < CERTPLAN_RULES_DURATIONS; table++)
    {
      const Word source = { table, "source", G_STRUCT_OFFSET (CertplanRule, source) };
      check_word (check, &source, is_document, what, wanted);
    }
  const GArray *industries = check->rulebook->industries;
  for (guint i = 0; i < industries->len; i++)
    {
      const CertplanIndustry *industry = &g_array_index (industries, CertplanIndustry, i);
      if (_certplan_documents_find (check->rulebook->documents, industry->source) == NULL)
        tell_industry (check, industry, industry->source_place, what, industry->source, wanted);
    }
  for (guint i = 0; i < check->rulebook->schemes->len; i++)
    check_scheme_source (check, g_ptr_array_index (check->rulebook->schemes, i));
}

static gboolean
has_category (const CertplanScheme *scheme, const char *name)
{
  for (guint i = 0; i < scheme->categories->len; i++)
    if (g_str_equal (g_array_index (scheme->categories, CertplanCategory, i).name, name))
      return TRUE;
  return FALSE;
}

static void
check_industry (const Check *check, const CertplanIndustry *industry)
{
  for (guint i = 0; i < check->rulebook->schemes->len; i++)
    {
      const CertplanScheme *scheme = g_ptr_array_index (check->rulebook->schemes, i);
      if (g_str_equal (scheme->name, industry->scheme)
          && !has_category (scheme, industry->category))
        tell_industry (check, industry, industry->category_place, _ ("no such category"),
                       industry->category, _ ("a category of scheme.ini"));
    }
  if (industry->title_zh == NULL)
    tell_industry (check, industry, 0, _ ("no Chinese title"), industry->industry,
                   _ ("one in the column title_zh"));
}

static void
check_label (const Check *check, const CertplanRule *rule, const Word *word)
{
  const char *text = get_word (rule, word);
  if (text == NULL || rule->places == NULL || is_loose (check, rule->layer)
      || has_label (check, text) || !g_hash_table_add (check->told, (gpointer)text))
    return;
  _certplan_rule_fault (word->table, rule, word->column, _ ("no label"), text,
                        _ ("a row with its English and Chinese name in labels.csv"), check->faults);
}

/* Every word of the rows is shown to people; one that has no label may be misspelt. */
static void
check_labels (const Check *check)
{
  static const Word words[] = {
    WORD (TARIFF, "item", item),           WORD (PERIODS, "period", item),
    WORD (PERIODS, "event", event),        WORD (STAGES, "stage", item),
    WORD (STAGES, "performer", performer), WORD (STAGES, "event", event),
    WORD (STAGES, "passes", passes),       WORD (STAGES, "waiver", waiver),
    WORD (CRITERIA, "criterion", item),    WORD (LIFECYCLE, "state", item),
    WORD (LIFECYCLE, "event", event),      WORD (LIFECYCLE, "anchor", anchor),
    WORD (LIFECYCLE, "actor", performer),
  };
  for (gsize w = 0; w < G_N_ELEMENTS (words); w++)
    {
      guint n_rules;
      const CertplanRule *rules = get_rules (check, words[w].table, &n_rules);
      for (guint i = 0; i < n_rules; i++)
        check_label (check, &rules[i], &words[w]);
    }
}

static void
check_kind_label (const Check *check, const CertplanScheme *scheme, const CertplanKind *kind)
{
  g_autofree char *own = g_strconcat ("kind.", scheme->name, "/", kind->name, NULL);
  if (has_label (check, kind->name) || has_label (check, own))
    return;
  certplan_faults_add (check->faults, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_BAD_RULES,
                       kind->file, kind->line, 0, _ ("no label"), kind->name,
                       _ ("name= and name[zh_CN]= in its group"));
}

static void
check_scheme (const Check *check, const CertplanScheme *scheme)
{
  for (guint i = 0; i < scheme->kinds->len; i++)
    check_kind_label (check, scheme, &g_array_index (scheme->kinds, CertplanKind, i));
}

static void
find_loose_layers (const Check *check, const GPtrArray *layers)
{
  for (guint i = 0; i < layers->len; i++)
    {
      const CertplanLayer *layer = g_ptr_array_index (layers, i);
      if (layer->is_file)
        g_hash_table_add (check->loose, GUINT_TO_POINTER (layer->number));
    }
}

void
_certplan_rules_check (const CertplanRulebook *rulebook, const GPtrArray *layers,
                       CertplanFaults *faults)
{
  g_autoptr (GHashTable) loose = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);
  const Check check = { rulebook, faults, loose, told };
  find_loose_layers (&check, layers);
  check_references (&check);
  check_order (&check);
  check_limits (&check);
  if ((rulebook->broken & CERTPLAN_BROKEN_DOCUMENTS) == 0)
    check_sources (&check);
  for (guint i = 0; i < rulebook->industries->len; i++)
    check_industry (&check, &g_array_index (rulebook->industries, CertplanIndustry, i));
  if ((rulebook->broken & CERTPLAN_BROKEN_LABELS) != 0)
    return;
  check_labels (&check);
  for (guint i = 0; i < rulebook->schemes->len; i++)
    check_scheme (&check, g_ptr_array_index (rulebook->schemes, i));
}
