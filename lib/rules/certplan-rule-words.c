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

/* What people call what is paid for, folded; NULL for what is too long to be folded. */
static char *
fold_item (const CertplanRulebook *rulebook, const CertplanRule *rule, CertplanLang lang)
{
  const char *label = _certplan_labels_find (rulebook->labels, lang, rule->item);
  return fold (label != NULL ? label : rule->item);
}

#define MOST_TOLD 100 /* rows: more are not kept */

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

static gint
compare_first_days (gconstpointer a, gconstpointer b)
{
  const CertplanRule *one = *(const CertplanRule *const *)a;
  const CertplanRule *other = *(const CertplanRule *const *)b;
  return one->valid_from < other->valid_from ? -1 : one->valid_from > other->valid_from;
}

typedef struct
{
  GHashTable *told; /* rules, by their places */
  CertplanFaults *faults;
} Alike;

/* Rows with one name, of which those behind @a in time can meet it until its term ends. */
static void
check_name (gpointer name, gpointer value, gpointer data)
{
  GPtrArray *rules = value;
  const Alike *alike = data;
  g_ptr_array_sort (rules, compare_first_days);
  for (guint i = 0; i < rules->len; i++)
    for (guint j = i + 1; j < rules->len && g_hash_table_size (alike->told) < MOST_TOLD; j++)
      {
        const CertplanRule *a = rules->pdata[i], *b = rules->pdata[j];
        if (a->valid_to != CERTPLAN_DATE_NONE && b->valid_from > a->valid_to)
          break;
        if (a->item != b->item && _certplan_rule_terms_meet (a, b))
          tell_alike (a, b, alike->told, alike->faults);
      }
}

/* The rows of one qualification and kind. */
static void
check_group (const CertplanRulebook *rulebook, const CertplanRule *all, guint begin, guint end,
             Alike *alike)
{
  for (gsize lang = 0; end - begin > 1 && lang < G_N_ELEMENTS (langs); lang++)
    {
      g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                            (GDestroyNotify)g_ptr_array_unref);
      for (guint i = begin; i < end; i++)
        {
          g_autofree char *name = fold_item (rulebook, &all[i], langs[lang]);
          GPtrArray *rules = name != NULL ? g_hash_table_lookup (names, name) : NULL;
          if (name != NULL && rules == NULL)
            g_hash_table_insert (names, g_strdup (name), rules = g_ptr_array_new ());
          if (rules != NULL)
            g_ptr_array_add (rules, (gpointer)&all[i]);
        }
      g_hash_table_foreach (names, check_name, alike);
    }
}

void
_certplan_rules_check_alike (const CertplanRulebook *rulebook, CertplanFaults *faults)
{
  const GArray *rules = rulebook->rules[CERTPLAN_RULES_TARIFF];
  const CertplanRule *all = (const CertplanRule *)(const void *)rules->data;
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);
  Alike alike = { told, faults };
  for (guint begin = 0, end; begin < rules->len; begin = end)
    {
      for (end = begin + 1; end < rules->len && all[end].handle == all[begin].handle
                            && strcmp (all[end].kind, all[begin].kind) == 0;
           end++)
        continue;
      check_group (rulebook, all, begin, end, &alike);
    }
}
