/* The words of rules by the names that people read: a sheet that is sent around says "audit fee" or
 * its Chinese name where the rules have a key. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-rule-words-private.h"
#include "certplan-labels-private.h"
#include "certplan-private.h"
#include "certplan-rule-files-private.h"
#include "certplan-rule-rows-private.h"
#include "certplan-rulebook-parts-private.h"
#include <string.h>

/* What a word can mean: words of one role stand for the same things in all tables. */
typedef enum
{
  ROLE_FEE,
  ROLE_STAGE, /* a period may be one of a stage */
  ROLE_CRITERION,
  ROLE_STATE,
  ROLE_EVENT,
  ROLE_PERFORMER,
  ROLE_VOTE,
  ROLE_WAIVER,
  N_ROLES,
} Role;

static const struct
{
  CertplanRulesTable table;
  Role role;
  gsize offset; /* of a const char * in CertplanRule */
} words[] = {
#define WORD(table, role, member)                                                                  \
  {                                                                                                \
    CERTPLAN_RULES_##table, ROLE_##role, G_STRUCT_OFFSET (CertplanRule, member)                    \
  }
  WORD (TARIFF, FEE, item),
  WORD (PERIODS, STAGE, item),
  WORD (PERIODS, EVENT, event),
  WORD (STAGES, STAGE, item),
  WORD (STAGES, EVENT, event),
  WORD (STAGES, PERFORMER, performer),
  WORD (STAGES, VOTE, passes),
  WORD (STAGES, WAIVER, waiver),
  WORD (CRITERIA, CRITERION, item),
  WORD (LIFECYCLE, STATE, item),
  WORD (LIFECYCLE, EVENT, event),
  WORD (LIFECYCLE, STATE, next_state),
  WORD (LIFECYCLE, EVENT, anchor),
  WORD (LIFECYCLE, PERFORMER, performer),
  WORD (ROUTING, STAGE, item),
  WORD (ROUTING, PERFORMER, performer),
  WORD (ROUTING, PERFORMER, excludes),
  WORD (DURATIONS, STAGE, item),
  WORD (EFFORT, STAGE, item),
  WORD (EFFORT, PERFORMER, performer),
  WORD (PANELS, STAGE, item),
#undef WORD
};

static const CertplanLang langs[] = { CERTPLAN_LANG_EN, CERTPLAN_LANG_ZH_CN };

/* As cells are compared: full-width forms plain, ASCII letters without case. NULL = too long to be
 * a name. */
static char *
fold (const char *text)
{
  char folded[_CERTPLAN_FOLD_SIZE];
  return _certplan_text_fold (text, folded, sizeof folded) ? g_ascii_strdown (folded, -1) : NULL;
}

/* A name of two keys names none. */
static void
add_name (GHashTable *names, const char *name, const char *key)
{
  g_autofree char *folded = fold (name);
  gpointer known;
  if (folded == NULL)
    return;
  if (g_hash_table_lookup_extended (names, folded, NULL, &known) && known != key)
    key = NULL;
  g_hash_table_insert (names, g_steal_pointer (&folded), (gpointer)key);
}

static gboolean
has_label (const CertplanRulebook *rulebook, const char *key)
{
  return _certplan_labels_find (rulebook->labels, CERTPLAN_LANG_EN, key) != NULL;
}

static void
add_key (const CertplanRulebook *rulebook, GHashTable *names, GHashTable *known, const char *key)
{
  if (key == NULL || !g_hash_table_add (known, (gpointer)key) || !has_label (rulebook, key))
    return;
  add_name (names, key, key);
  for (gsize i = 0; i < G_N_ELEMENTS (langs); i++)
    add_name (names, _certplan_labels_find (rulebook->labels, langs[i], key), key);
}

static const char **
get_word (const GArray *rules, guint i, gsize offset)
{
  return G_STRUCT_MEMBER_P (&g_array_index (rules, CertplanRule, i), offset);
}

/* Folded names of a role's keys -> key. */
static GHashTable *
collect_names (const CertplanRulebook *rulebook, Role role)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL); /* equal texts, equal pointers */
  for (gsize w = 0; w < G_N_ELEMENTS (words); w++)
    if (words[w].role == role)
      for (guint i = 0; i < rulebook->rules[words[w].table]->len; i++)
        add_key (rulebook, names, known,
                 *get_word (rulebook->rules[words[w].table], i, words[w].offset));
  return names;
}

/* The same of all words that the rules' own labels name, as rows may use their names alone. */
static GHashTable *
collect_labels (const CertplanRulebook *rulebook)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) keys = _certplan_labels_list_keys (rulebook->labels);
  for (guint i = 0; i < keys->len; i++)
    if (strchr (g_ptr_array_index (keys, i), '.') == NULL) /* "column.amount" is no word */
      add_key (rulebook, names, known, g_ptr_array_index (keys, i));
  return names;
}

/* Returns: the key that @word names, else @word */
static const char *
resolve (const CertplanRulebook *rulebook, GHashTable *names, GHashTable *all_names,
         const char *word)
{
  if (has_label (rulebook, word))
    return word;
  g_autofree char *folded = fold (word);
  const char *key = folded != NULL ? g_hash_table_lookup (names, folded) : NULL;
  if (key == NULL && folded != NULL)
    key = g_hash_table_lookup (all_names, folded);
  return key != NULL ? g_string_chunk_insert_const (rulebook->texts, key) : word;
}

static void
resolve_rows (const CertplanRulebook *rulebook, GHashTable *names, GHashTable *all_names,
              GArray *rules, gsize offset)
{
  g_autoptr (GHashTable) done = g_hash_table_new (NULL, NULL); /* a word -> what it stands for */
  for (guint i = 0; i < rules->len; i++)
    {
      const char **word = get_word (rules, i, offset);
      const char *key = *word != NULL ? g_hash_table_lookup (done, *word) : NULL;
      if (*word == NULL)
        continue;
      if (key == NULL)
        g_hash_table_insert (done, (gpointer)*word,
                             (gpointer)(key = resolve (rulebook, names, all_names, *word)));
      *word = key;
    }
}

void
_certplan_rules_resolve_words (CertplanRulebook *rulebook)
{
  g_autoptr (GHashTable) all_names = collect_labels (rulebook);
  for (Role role = 0; role < N_ROLES; role++)
    {
      g_autoptr (GHashTable) names = collect_names (rulebook, role);
      for (gsize w = 0; w < G_N_ELEMENTS (words); w++)
        if (words[w].role == role)
          resolve_rows (rulebook, names, all_names, rulebook->rules[words[w].table],
                        words[w].offset);
    }
  for (CertplanRulesTable table = 0; table < CERTPLAN_RULES_N_TABLES; table++)
    for (guint i = 0; i < rulebook->rules[table]->len; i++)
      _certplan_rule_set_variant (table, &g_array_index (rulebook->rules[table], CertplanRule, i),
                                  rulebook->texts);
}

static gboolean
are_alike (const CertplanRulebook *rulebook, const CertplanRule *a, const CertplanRule *b)
{
  for (gsize i = 0; i < G_N_ELEMENTS (langs); i++)
    {
      const char *of_a = _certplan_labels_find (rulebook->labels, langs[i], a->item);
      const char *of_b = _certplan_labels_find (rulebook->labels, langs[i], b->item);
      g_autofree char *name_a = fold (of_a != NULL ? of_a : a->item);
      g_autofree char *name_b = fold (of_b != NULL ? of_b : b->item);
      if (name_a != NULL && g_strcmp0 (name_a, name_b) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
terms_meet (const CertplanRule *a, const CertplanRule *b)
{
  return (a->valid_to == CERTPLAN_DATE_NONE || b->valid_from <= a->valid_to)
         && (b->valid_to == CERTPLAN_DATE_NONE || a->valid_from <= b->valid_to);
}

/* Told once a row, at the one that came on top. */
static void
tell_alike (const CertplanRule *a, const CertplanRule *b, GHashTable *told, CertplanFaults *faults)
{
  gboolean is_later = a->layer != b->layer ? a->layer > b->layer : a->line > b->line;
  const CertplanRule *later = is_later ? a : b, *earlier = is_later ? b : a;
  if (!g_hash_table_add (told, (gpointer)later->places))
    return;
  g_autofree char *wanted
      = g_strdup_printf (_ ("\"%s\" to replace it, or a label of its own"), earlier->item);
  _certplan_rule_fault (CERTPLAN_RULES_TARIFF, later, "item",
                        _ ("item with the name of another one"), later->item, wanted, faults);
}

void
_certplan_rules_check_alike (const CertplanRulebook *rulebook, CertplanFaults *faults)
{
  const GArray *rules = rulebook->rules[CERTPLAN_RULES_TARIFF];
  const CertplanRule *all = (const CertplanRule *)(const void *)rules->data;
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < rules->len; i++)
    for (guint j = i + 1;
         j < rules->len && all[j].handle == all[i].handle && strcmp (all[j].kind, all[i].kind) == 0;
         j++)
      if (all[i].item != all[j].item && terms_meet (&all[i], &all[j])
          && are_alike (rulebook, &all[i], &all[j]))
        tell_alike (&all[i], &all[j], told, faults);
}
