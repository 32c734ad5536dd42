/* Reading all layers into a rulebook. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-rulebook-parts-private.h"
#include "certplan-calendar-private.h"
#include "certplan-faults-private.h"
#include "certplan-labels-private.h"
#include "certplan-layer-private.h"
#include "certplan-private.h"
#include "certplan-rule-check-private.h"
#include "certplan-rule-formats-private.h"
#include "certplan-rule-merge-private.h"
#include "certplan-rule-words-private.h"
#include "certplan-rulebook-options-private.h"
#include <string.h>

/* Each layer's scheme.ini files, in order, by scheme; the schemes' names come sorted from the tree.
 */
static GTree *
read_scheme_files (GPtrArray *layers, GHashTable *broken, CertplanFaults *faults)
{
  GTree *files = g_tree_new_full ((GCompareDataFunc)(void (*) (void))strcmp, NULL, g_free,
                                  (GDestroyNotify)_certplan_scheme_file_free);
  for (guint i = 0; i < layers->len; i++)
    {
      const CertplanLayer *layer = g_ptr_array_index (layers, i);
      g_auto (GStrv) schemes = _certplan_layer_list (layer, "schemes", faults);
      for (char **scheme = schemes; *scheme != NULL; scheme++)
        {
          g_autofree char *path = g_strconcat ("schemes/", *scheme, "/scheme.ini", NULL);
          g_autofree char *name = NULL;
          g_autoptr (GBytes) bytes = _certplan_layer_read (layer, path, &name, faults);
          CertplanSchemeFile *file = g_tree_lookup (files, *scheme);
          if (bytes != NULL && file == NULL)
            g_tree_insert (files, g_strdup (*scheme), file = _certplan_scheme_file_new (*scheme));
          if (bytes != NULL)
            _certplan_scheme_file_add (file, name, bytes, faults);
          else if (file == NULL && g_hash_table_add (broken, g_strdup (*scheme)))
            certplan_faults_add (faults, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_BAD_RULES, name,
                                 0, 0, _ ("scheme that no layer describes"), *scheme,
                                 _ ("a scheme.ini in its folder"));
        }
    }
  return files;
}

static void
add_qualifications (CertplanRulebook *rulebook, const CertplanScheme *scheme)
{
  for (guint c = 0; c < scheme->categories->len; c++)
    {
      const CertplanCategory *category = &g_array_index (scheme->categories, CertplanCategory, c);
      for (guint rank = 0; category->levels[rank] != NULL; rank++)
        {
          g_autofree char *identifier
              = g_strjoin ("/", scheme->name, category->name, category->levels[rank], NULL);
          const char *kept = g_string_chunk_insert_const (rulebook->texts, identifier);
          CertplanQualificationPlace place = { scheme, category, rank };
          g_hash_table_insert (rulebook->handles, (gpointer)kept,
                               GUINT_TO_POINTER (rulebook->identifiers->len));
          g_ptr_array_add (rulebook->identifiers, (gpointer)kept);
          g_array_append_val (rulebook->places, place);
        }
    }
}

typedef struct
{
  CertplanRulebook *rulebook;
  gboolean is_checked;
  GHashTable *broken; /* names of schemes at fault */
  CertplanFaults *faults;
} FinishSchemes;

static gboolean
finish_scheme (gpointer key, gpointer value, gpointer data)
{
  const FinishSchemes *finish = data;
  CertplanScheme *scheme
      = _certplan_scheme_file_finish (value, finish->rulebook->labels, finish->faults);
  if (scheme == NULL)
    g_hash_table_add (finish->broken, g_strdup (key));
  if (scheme != NULL && finish->is_checked)
    _certplan_scheme_file_check (value, scheme, finish->faults);
  if (scheme != NULL)
    {
      g_ptr_array_add (finish->rulebook->schemes, scheme);
      add_qualifications (finish->rulebook, scheme);
      if (finish->rulebook->identifiers->len > G_MAXUINT16)
        certplan_faults_add (finish->faults, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_BAD_RULES,
                             "schemes", 0, 0, _ ("more than 65,534 qualifications"), scheme->name,
                             NULL);
    }
  return FALSE;
}

typedef struct
{
  guint32 line;
  guint32 key, en, zh;
} LabelRow;

static const CertplanColumn label_columns[] = {
  CERTPLAN_RECORD_COLUMN (LabelRow, key, ID, CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_KEY,
                          .help = N_ ("the word of the rules, as audit_fee")),
  CERTPLAN_RECORD_COLUMN (LabelRow, en, NOTE, CERTPLAN_COLUMN_REQUIRED,
                          .help = N_ ("its name in English")),
  CERTPLAN_RECORD_COLUMN (LabelRow, zh, NOTE, CERTPLAN_COLUMN_REQUIRED,
                          .help = N_ ("its name in Chinese")),
};
const CertplanRecordType _certplan_labels_type = {
  .name = "labels",
  .help = N_ ("names of the words that rules use"),
  .columns = label_columns,
  .n_columns = G_N_ELEMENTS (label_columns),
  .row_size = sizeof (LabelRow),
};

static void
read_labels (CertplanLabels *labels, const char *file, GBytes *bytes, CertplanFaults *faults)
{
  const CertplanReadOptions options = { .comments = TRUE };
  g_autoptr (CertplanRecords) records = _certplan_records_load_bytes (
      &_certplan_labels_type, file, bytes, &options, NULL, faults, NULL);
  guint n_rows = records != NULL ? certplan_records_get_n (records) : 0;
  for (guint i = 0; i < n_rows; i++)
    {
      const LabelRow *row = _certplan_records_row (records, i);
      _certplan_labels_add (labels, _certplan_records_note (records, row->key),
                            _certplan_records_note (records, row->en),
                            _certplan_records_note (records, row->zh));
    }
}

/* A file with faults gives no rows, so what others say of them cannot be checked. */
static void
note_broken (CertplanRulebook *rulebook, guint32 what, const CertplanFaults *faults, guint n_before)
{
  if (certplan_faults_get_n (faults) > n_before)
    rulebook->broken |= what;
}

/* Before any row, whose words may be labels. */
static void
read_scheme_labels (CertplanRulebook *rulebook, const CertplanLayer *layer, CertplanFaults *faults)
{
  guint n_before = certplan_faults_get_n (faults);
  g_auto (GStrv) schemes = _certplan_layer_list (layer, "schemes", faults);
  for (char **scheme = schemes; *scheme != NULL; scheme++)
    {
      g_autofree char *path = g_strconcat ("schemes/", *scheme, "/labels.csv", NULL);
      g_autofree char *name = NULL;
      g_autoptr (GBytes) bytes = _certplan_layer_read (layer, path, &name, faults);
      if (bytes != NULL)
        read_labels (rulebook->labels, name, bytes, faults);
    }
  note_broken (rulebook, CERTPLAN_BROKEN_LABELS, faults, n_before);
}

/* One table's file of one place of a layer, if it is there. */
static void
read_table (CertplanRulebook *rulebook, CertplanNames *names, const CertplanLayer *layer,
            const char *scheme, CertplanRulesTable table, const char *path, CertplanFaults *faults)
{
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = _certplan_layer_read (layer, path, &name, faults);
  const CertplanRuleOrigin origin = { layer->number, name, scheme };
  guint n_before = certplan_faults_get_n (faults);
  if (bytes != NULL)
    _certplan_rule_file_read (table, &origin, bytes, names, rulebook->rules[table], faults);
  note_broken (rulebook, 1u << table, faults, n_before);
}

#define N_SCHEME_FILES (CERTPLAN_RULES_DURATIONS + 4)

/* The files of a scheme's folder, the tariff first; %NULL-ended. */
static void
name_scheme_files (const char *names[N_SCHEME_FILES + 1])
{
  static const char *const others[]
      = { "scheme.ini", "documents.csv", "labels.csv", "industries.csv", NULL };
  for (CertplanRulesTable table = 0; table < CERTPLAN_RULES_DURATIONS; table++)
    names[table] = _certplan_rule_file_name (table);
  memcpy (names + CERTPLAN_RULES_DURATIONS, others, sizeof others);
}

/* A file with another name would not be read, without a word. */
static void
check_file_names (const CertplanLayer *layer, const char *scheme, CertplanFaults *faults)
{
  const char *names[N_SCHEME_FILES + 1];
  g_autofree char *folder = g_strconcat ("schemes/", scheme, NULL);
  name_scheme_files (names);
  _certplan_layer_check_names (layer, folder, names, faults);
}

/* A file alone is a tariff; one that is called as another table would be read as what it is not. */
static gboolean
is_tariff (const CertplanLayer *layer, CertplanFaults *faults)
{
  const char *names[N_SCHEME_FILES + 1];
  g_autofree char *base = g_path_get_basename (layer->path);
  name_scheme_files (names);
  gboolean is_other = g_strv_contains (names + 1, base);
  for (CertplanRulesTable table = CERTPLAN_RULES_DURATIONS; table < CERTPLAN_RULES_N_TABLES;
       table++)
    is_other |= g_str_equal (base, _certplan_rule_file_name (table));
  if (!is_other)
    return TRUE;
  certplan_faults_add (faults, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_BAD_RULES, layer->path, 0,
                       0, _ ("no rules by itself"), NULL,
                       _ ("a tariff.csv, or the folder in which schemes/ lies"));
  return FALSE;
}

static void
read_scheme (CertplanRulebook *rulebook, CertplanNames *names, const CertplanLayer *layer,
             const char *scheme, CertplanFaults *faults)
{
  for (CertplanRulesTable table = 0; table < CERTPLAN_RULES_DURATIONS; table++)
    {
      g_autofree char *path
          = g_strconcat ("schemes/", scheme, "/", _certplan_rule_file_name (table), NULL);
      read_table (rulebook, names, layer, scheme, table, path, faults);
    }
  g_autofree char *documents = g_strconcat ("schemes/", scheme, "/documents.csv", NULL);
  g_autofree char *documents_name = NULL;
  g_autoptr (GBytes) bytes = _certplan_layer_read (layer, documents, &documents_name, faults);
  guint n_before = certplan_faults_get_n (faults);
  if (bytes != NULL)
    _certplan_documents_read (documents_name, bytes, rulebook->documents, rulebook->texts, faults);
  note_broken (rulebook, CERTPLAN_BROKEN_DOCUMENTS, faults, n_before);
  g_autofree char *industries = g_strconcat ("schemes/", scheme, "/industries.csv", NULL);
  g_autofree char *industries_name = NULL;
  g_autoptr (GBytes) industry_bytes
      = _certplan_layer_read (layer, industries, &industries_name, faults);
  if (industry_bytes != NULL)
    _certplan_industries_read (scheme, industries_name, industry_bytes, rulebook->industries,
                               rulebook->texts, rulebook->labels, faults);
}

/* The files of assumptions/: tables of rules first, then those that other rooms read. */
static const char *const assumptions[]
    = { "durations.csv", "effort.csv", "renewal.csv", "panels.csv",
        "accounts.csv",  "fees.csv",   "passage.csv", NULL };
#define N_ASSUMED_TABLES (CERTPLAN_RULES_N_TABLES - CERTPLAN_RULES_DURATIONS)

static void
read_assumptions (CertplanRulebook *rulebook, const CertplanLayer *layer, const char *name,
                  CertplanFaults *faults)
{
  g_autofree char *path = g_strconcat ("assumptions/", name, NULL);
  g_autofree char *file = NULL;
  GBytes *bytes = _certplan_layer_read (layer, path, &file, faults);
  if (bytes == NULL)
    return;
  CertplanAssumptions *own = g_new0 (CertplanAssumptions, 1);
  own->layer = layer->number;
  own->file = g_steal_pointer (&file);
  own->bytes = bytes;
  g_hash_table_insert (rulebook->assumptions, (gpointer)name, own);
}

static void
read_layer (CertplanRulebook *rulebook, CertplanNames *names, const CertplanLayer *layer,
            CertplanFaults *faults)
{
  if (layer->is_file)
    {
      if (is_tariff (layer, faults))
        read_table (rulebook, names, layer, NULL, CERTPLAN_RULES_TARIFF, "", faults);
      return;
    }
  g_auto (GStrv) schemes = _certplan_layer_list (layer, "schemes", faults);
  for (char **scheme = schemes; *scheme != NULL; scheme++)
    {
      check_file_names (layer, *scheme, faults);
      read_scheme (rulebook, names, layer, *scheme, faults);
    }
  _certplan_layer_check_names (layer, "assumptions", assumptions, faults);
  for (CertplanRulesTable table = CERTPLAN_RULES_DURATIONS; table < CERTPLAN_RULES_N_TABLES;
       table++)
    {
      g_autofree char *path = g_strconcat ("assumptions/", _certplan_rule_file_name (table), NULL);
      read_table (rulebook, names, layer, NULL, table, path, faults);
    }
  for (guint i = N_ASSUMED_TABLES; assumptions[i] != NULL; i++)
    read_assumptions (rulebook, layer, assumptions[i], faults);
}

/* Calendars of the user's own, on top of all layers. */
static void
read_own_calendars (const CertplanRulebookOptions *options, GCancellable *cancellable,
                    CertplanCalendarDays *days, CertplanFaults *faults)
{
  for (guint i = 0; i < options->calendars->len; i++)
    {
      CertplanLayer layer = { 0, g_ptr_array_index (options->calendars, i), TRUE, cancellable };
      g_autofree char *name = NULL;
      g_autoptr (GBytes) bytes = _certplan_layer_read (&layer, "", &name, faults);
      if (bytes != NULL)
        _certplan_calendar_days_read (days, name, bytes, faults);
    }
}

static void
read_calendars (CertplanRulebook *rulebook, GPtrArray *layers,
                const CertplanRulebookOptions *options, CertplanFaults *faults)
{
  CertplanCalendarDays *days = rulebook->calendar = _certplan_calendar_days_new ();
  for (guint i = 0; i < layers->len; i++)
    {
      const CertplanLayer *layer = g_ptr_array_index (layers, i);
      g_auto (GStrv) files = _certplan_layer_list (layer, "calendars", faults);
      for (char **file = files; *file != NULL; file++)
        {
          g_autofree char *path = g_strconcat ("calendars/", *file, NULL);
          g_autofree char *name = NULL;
          g_autoptr (GBytes) bytes = _certplan_layer_read (layer, path, &name, faults);
          if (bytes != NULL)
            _certplan_calendar_days_read (days, name, bytes, faults);
        }
    }
  read_own_calendars (options, ((const CertplanLayer *)g_ptr_array_index (layers, 0))->cancellable,
                      days, faults);
  rulebook->workcal = _certplan_calendar_days_finish (
      days, options->beyond == CERTPLAN_CALENDAR_BEYOND_ERROR, faults);
}

/* Where each qualification's rows begin, so that a look-up starts there. */
static void
index_rules (CertplanRulebook *rulebook, CertplanRulesTable table)
{
  guint n_handles = rulebook->identifiers->len;
  const GArray *rules = rulebook->rules[table];
  guint32 *first = g_new0 (guint32, n_handles + 1);
  for (guint i = 0; i < rules->len; i++)
    first[g_array_index (rules, CertplanRule, i).handle + 1]++;
  for (guint handle = 0; handle < n_handles; handle++)
    first[handle + 1] += first[handle];
  rulebook->first[table] = first;
}

/* @broken: (inout): schemes at fault */
static void
read_schemes (CertplanRulebook *rulebook, GPtrArray *layers, gboolean is_checked,
              GHashTable *broken, CertplanFaults *faults)
{
  GTree *files = read_scheme_files (layers, broken, faults);
  FinishSchemes finish = { rulebook, is_checked, broken, faults };
  g_tree_foreach (files, finish_scheme, &finish);
  g_tree_unref (files);
}

/* The labels of all layers, then the rows. */
static void
read_rules (CertplanRulebook *rulebook, GPtrArray *layers, GHashTable *broken,
            CertplanFaults *faults)
{
  CertplanNames names = _certplan_rulebook_names (rulebook);
  names.broken = broken;
  names.patterns = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  names.pattern_names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (names.patterns, g_array_new (FALSE, FALSE, sizeof (guint16)));
  g_ptr_array_add (names.pattern_names, g_strdup (""));
  for (guint i = 0; i < layers->len; i++)
    read_scheme_labels (rulebook, g_ptr_array_index (layers, i), faults);
  for (guint i = 0; i < layers->len; i++)
    read_layer (rulebook, &names, g_ptr_array_index (layers, i), faults);
  g_ptr_array_unref (names.patterns);
  g_ptr_array_unref (names.pattern_names);
}

/* Rows of all layers, of which the upper ones replace the lower ones. */
static void
finish_rules (CertplanRulebook *rulebook, gboolean is_checked, CertplanFaults *faults)
{
  _certplan_rules_resolve_words (rulebook);
  for (CertplanRulesTable table = 0; table < CERTPLAN_RULES_N_TABLES; table++)
    {
      _certplan_rules_merge (table, is_checked, rulebook->rules[table], rulebook->texts, faults);
      index_rules (rulebook, table);
    }
  _certplan_rules_check_alike (rulebook, faults);
}

gboolean
_certplan_rulebook_read_layers (CertplanRulebook *rulebook, GPtrArray *layers,
                                const CertplanRulebookOptions *options, CertplanFaults *faults,
                                GError **error)
{
  guint n_before = certplan_faults_get_n (faults);
  g_autoptr (GHashTable) broken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  read_schemes (rulebook, layers, options->is_checked, broken, faults);
  read_rules (rulebook, layers, broken, faults);
  read_calendars (rulebook, layers, options, faults);
  if (certplan_faults_get_n (faults) == n_before
      && !_certplan_rulebook_add_cycles (rulebook, options, layers->len, error))
    return FALSE;
  finish_rules (rulebook, options->is_checked, faults);
  if (options->is_checked)
    {
      _certplan_rules_check (rulebook, layers, faults);
      _certplan_faults_sort (faults, n_before);
    }
  return TRUE;
}
