/* The rulebook: loading, names, look-up. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-rulebook-parts-private.h"
#include "certplan-faults-private.h"
#include "certplan-labels-private.h"
#include "certplan-layer-private.h"
#include "certplan-private.h"
#include "certplan-rulebook-options-private.h"
#include "certplan-table-private.h"
#include <string.h>

G_DEFINE_BOXED_TYPE (CertplanRulebook, certplan_rulebook, certplan_rulebook_ref,
                     certplan_rulebook_unref)

static guint16
resolve_qualification (gpointer data, const char *text, GString *wanted)
{
  CertplanRulebook *rulebook = data;
  guint16 handle = GPOINTER_TO_UINT (g_hash_table_lookup (rulebook->handles, text));
  if (handle == 0)
    handle = _certplan_rulebook_find_name (rulebook, text, wanted);
  if (handle == 0 && wanted->len == 0)
    {
      const CertplanNames names = _certplan_rulebook_names (rulebook);
      _certplan_names_append_nearest (&names, text, wanted);
      if (wanted->len == 0)
        _certplan_rulebook_append_meant (rulebook, text, wanted);
    }
  return handle;
}

static const char *
name_qualification (gpointer data, guint16 handle)
{
  return certplan_rulebook_get_qualification (data, handle);
}

static void
free_assumptions (gpointer data)
{
  CertplanAssumptions *assumptions = data;
  g_free (assumptions->file);
  g_bytes_unref (assumptions->bytes);
  g_free (assumptions);
}

CertplanRulebook *
_certplan_rulebook_alloc (void)
{
  CertplanRulebook *rulebook = g_atomic_rc_box_new0 (CertplanRulebook);
  CertplanQualificationPlace none = { NULL, NULL, 0 };
  rulebook->texts = g_string_chunk_new (4096);
  rulebook->cell_places = g_ptr_array_new_with_free_func (g_free);
  g_mutex_init (&rulebook->texts_lock);
  rulebook->schemes = g_ptr_array_new_with_free_func ((GDestroyNotify)_certplan_scheme_free);
  rulebook->identifiers = g_ptr_array_new ();
  g_ptr_array_add (rulebook->identifiers, (gpointer) "");
  rulebook->places = g_array_new (FALSE, FALSE, sizeof (CertplanQualificationPlace));
  g_array_append_val (rulebook->places, none);
  rulebook->handles = g_hash_table_new (g_str_hash, g_str_equal);
  for (CertplanRulesTable table = 0; table < CERTPLAN_RULES_N_TABLES; table++)
    rulebook->rules[table] = g_array_new (FALSE, FALSE, sizeof (CertplanRule));
  rulebook->documents = g_array_new (FALSE, FALSE, sizeof (CertplanDocument));
  rulebook->industries = g_array_new (FALSE, FALSE, sizeof (CertplanIndustry));
  rulebook->labels = _certplan_labels_new (NULL);
  rulebook->assumptions = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_assumptions);
  rulebook->resolver = (CertplanResolver){ resolve_qualification, name_qualification, rulebook };
  return rulebook;
}

static void
rulebook_clear (gpointer data)
{
  CertplanRulebook *rulebook = data;
  g_string_chunk_free (rulebook->texts);
  g_ptr_array_unref (rulebook->cell_places);
  g_mutex_clear (&rulebook->texts_lock);
  g_ptr_array_unref (rulebook->schemes);
  g_ptr_array_unref (rulebook->identifiers);
  g_array_unref (rulebook->places);
  g_hash_table_unref (rulebook->handles);
  for (CertplanRulesTable table = 0; table < CERTPLAN_RULES_N_TABLES; table++)
    {
      g_array_unref (rulebook->rules[table]);
      g_free (rulebook->first[table]);
    }
  _certplan_tariff_lines_free (rulebook->tariff_lines);
  g_array_unref (rulebook->documents);
  g_array_unref (rulebook->industries);
  certplan_labels_unref (rulebook->labels);
  g_hash_table_unref (rulebook->assumptions);
  g_clear_pointer (&rulebook->calendar, _certplan_calendar_days_free);
  g_clear_pointer (&rulebook->workcal, certplan_workcal_unref);
  g_free (rulebook->digest);
}

CertplanRulebook *
certplan_rulebook_ref (CertplanRulebook *rulebook)
{
  return g_atomic_rc_box_acquire (rulebook);
}

void
certplan_rulebook_unref (CertplanRulebook *rulebook)
{
  g_atomic_rc_box_release_full (rulebook, rulebook_clear);
}

GBytes *
_certplan_rulebook_get_assumptions (const CertplanRulebook *rulebook, const char *name,
                                    const char **file)
{
  const CertplanAssumptions *found = g_hash_table_lookup (rulebook->assumptions, name);
  g_return_val_if_fail (found != NULL, NULL);
  *file = found->file;
  return found->bytes;
}

CertplanNames
_certplan_rulebook_names (CertplanRulebook *rulebook)
{
  return (CertplanNames){
    .texts = rulebook->texts,
    .places = rulebook->cell_places,
    .rulebook = rulebook,
    .identifiers = (const char *const *)rulebook->identifiers->pdata,
    .n_identifiers = rulebook->identifiers->len,
    .handles = rulebook->handles,
  };
}

/* The digest of all rules is made whenever they are loaded, so by each command: without printf(),
 * which would take longer than all the rest. */
static void
append_cell (GString *text, const char *word)
{
  if (word != NULL)
    g_string_append (text, word);
  g_string_append_c (text, '\t');
}

static void
append_number (GString *text, gint64 number, char end)
{
  _certplan_text_append_int (text, number);
  g_string_append_c (text, end);
}

/* A rule as one line of text, for the digest alone: what it says, not where it stands. */
static void
append_rule (GString *text, const CertplanRule *rule)
{
  const char *const words[] = {
    rule->qualification, rule->kind,     rule->item,        rule->source,        rule->clause,
    rule->basis,         rule->modality, rule->event,       rule->event_basis,   rule->performer,
    rule->stops_clock,   rule->requires, rule->members_odd, rule->members_drawn, rule->passes,
    rule->waiver,        rule->reading,  rule->next_state,  rule->anchor,        rule->region_basis,
    rule->excludes,      rule->group,    rule->condition,   rule->fact,          rule->share_of,
    rule->window,        rule->staff,    rule->exempt,      rule->meets
  };
  const gint32 numbers[] = { rule->valid_from,
                             rule->valid_to,
                             rule->published,
                             rule->place,
                             rule->duration.months,
                             rule->duration.days,
                             rule->duration.working_days,
                             rule->members_min,
                             rule->body_class,
                             rule->threshold,
                             rule->share,
                             rule->users_min,
                             rule->hours_min,
                             rule->hours_mode,
                             rule->hours_max,
                             rule->team,
                             rule->renew,
                             rule->upgrade,
                             rule->quota,
                             rule->quorum };
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    append_cell (text, words[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    append_number (text, numbers[i], '\t');
  append_number (text, rule->amount_fen, '\n');
}

static void
append_industry (GString *text, const CertplanIndustry *industry)
{
  const char *const words[]
      = { industry->scheme,   industry->industry, industry->category, industry->title,
          industry->title_zh, industry->aliases,  industry->source,   industry->clause };
  g_string_append (text, "industry");
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    g_string_append_printf (text, "\t%s", words[i] != NULL ? words[i] : "");
  g_string_append_c (text, '\n');
}

/* The shipped ones are part of the program; the user's own make other results. */
static void
append_assumptions (GString *text, const CertplanRulebook *rulebook)
{
  g_autoptr (GList) names = g_hash_table_get_keys (rulebook->assumptions);
  names = g_list_sort (names, (GCompareFunc)(void (*) (void))strcmp);
  for (const GList *name = names; name != NULL; name = name->next)
    {
      const CertplanAssumptions *own = g_hash_table_lookup (rulebook->assumptions, name->data);
      g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, own->bytes);
      if (own->layer > 0)
        g_string_append_printf (text, "assumptions\t%s\t%s\n", (const char *)name->data, sum);
    }
}

static char *
make_digest (const CertplanRulebook *rulebook, CertplanCalendarBeyond beyond)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (CertplanRulesTable table = 0; table < CERTPLAN_RULES_N_TABLES; table++)
    {
      g_string_append_printf (text, "%s\n", _certplan_rule_file_name (table));
      for (guint i = 0; i < rulebook->rules[table]->len; i++)
        append_rule (text, &g_array_index (rulebook->rules[table], CertplanRule, i));
    }
  for (guint i = 0; i < rulebook->industries->len; i++)
    append_industry (text, &g_array_index (rulebook->industries, CertplanIndustry, i));
  append_assumptions (text, rulebook);
  g_string_append_printf (text, "calendars\t%d\n", beyond);
  _certplan_calendar_days_append (rulebook->calendar, text);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, text->len);
}

static GPtrArray *
open_layers (const GPtrArray *paths, GCancellable *cancellable, CertplanFaults *faults)
{
  GPtrArray *layers = g_ptr_array_new_with_free_func ((GDestroyNotify)_certplan_layer_free);
  CertplanLayer *shipped = _certplan_layer_new (0, NULL, faults);
  shipped->cancellable = cancellable;
  g_ptr_array_add (layers, shipped);
  for (guint i = 0; i < paths->len; i++)
    {
      CertplanLayer *layer = _certplan_layer_new (i + 1, g_ptr_array_index (paths, i), faults);
      if (layer == NULL)
        continue;
      layer->cancellable = cancellable;
      g_ptr_array_add (layers, layer);
    }
  return layers;
}

CertplanRulebook *
certplan_rulebook_load (const char *const *layers, CertplanFaults *faults,
                        GCancellable *cancellable, GError **error)
{
  g_autoptr (CertplanRulebookOptions) options = certplan_rulebook_options_new ();
  for (guint i = 0; layers != NULL && layers[i] != NULL; i++)
    certplan_rulebook_options_add_layer (options, layers[i]);
  return certplan_rulebook_load_with_options (options, faults, cancellable, error);
}

CertplanRulebook *
_certplan_rulebook_load_layers (GPtrArray *layers, const CertplanRulebookOptions *options,
                                CertplanFaults *faults, guint n_before, GCancellable *cancellable,
                                GError **error)
{
  g_autoptr (CertplanRulebook) rulebook = _certplan_rulebook_alloc ();
  const gboolean is_read
      = _certplan_rulebook_read_layers (rulebook, layers, options, faults, error);
  if (!is_read || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (!_certplan_faults_set_error_since (faults, n_before, CERTPLAN_RULES_ERROR,
                                         CERTPLAN_RULES_ERROR_BAD_RULES, error))
    return NULL;
  rulebook->tariff_lines
      = _certplan_tariff_lines_new (rulebook->rules[CERTPLAN_RULES_TARIFF], rulebook->labels);
  rulebook->digest = make_digest (rulebook, options->beyond);
  return g_steal_pointer (&rulebook);
}

CertplanRulebook *
certplan_rulebook_load_with_options (const CertplanRulebookOptions *options, CertplanFaults *faults,
                                     GCancellable *cancellable, GError **error)
{
  g_autoptr (CertplanRulebookOptions) none = certplan_rulebook_options_new ();
  g_autoptr (CertplanFaults) own = certplan_faults_new ();
  g_autoptr (CertplanFaults) all = certplan_faults_ref (faults != NULL ? faults : own);
  guint n_before = certplan_faults_get_n (all);
  if (options == NULL)
    options = none;
  g_autoptr (GPtrArray) open = open_layers (options->layers, cancellable, all);
  return _certplan_rulebook_load_layers (open, options, all, n_before, cancellable, error);
}

guint
certplan_rulebook_get_n_qualifications (const CertplanRulebook *rulebook)
{
  return rulebook->identifiers->len - 1;
}

guint
certplan_rulebook_find (const CertplanRulebook *rulebook, const char *qualification, GError **error)
{
  g_return_val_if_fail (rulebook != NULL && qualification != NULL, 0);

  guint handle = GPOINTER_TO_UINT (g_hash_table_lookup (rulebook->handles, qualification));
  if (handle != 0)
    return handle;
  g_autoptr (GString) near = g_string_new (NULL);
  handle = resolve_qualification ((gpointer)rulebook, qualification, near);
  if (handle != 0)
    return handle;
  if (near->len > 0)
    g_set_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_UNKNOWN_QUALIFICATION,
                 _ ("unknown qualification \"%s\"; near it: %s"), qualification, near->str);
  else
    g_set_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_UNKNOWN_QUALIFICATION,
                 _ ("unknown qualification \"%s\"; wanted SCHEME/CATEGORY/LEVEL, "
                    "as \"certplan list\" shows them"),
                 qualification);
  return 0;
}

const char *
certplan_rulebook_get_qualification (const CertplanRulebook *rulebook, guint handle)
{
  g_return_val_if_fail (handle < rulebook->identifiers->len, NULL);
  return g_ptr_array_index (rulebook->identifiers, handle);
}

gboolean
certplan_rulebook_is_higher (const CertplanRulebook *rulebook, guint handle, guint other)
{
  g_return_val_if_fail (handle > 0 && handle < rulebook->places->len, FALSE);
  g_return_val_if_fail (other > 0 && other < rulebook->places->len, FALSE);
  const CertplanQualificationPlace *a = _certplan_rulebook_get_place (rulebook, handle);
  const CertplanQualificationPlace *b = _certplan_rulebook_get_place (rulebook, other);
  return a->category == b->category && a->rank > b->rank;
}

guint
_certplan_rulebook_get_rank (const CertplanRulebook *rulebook, guint handle)
{
  return _certplan_rulebook_get_place (rulebook, handle)->rank;
}

/* The handles of a category stand side by side, the lowest level first. */
guint
_certplan_rulebook_step (const CertplanRulebook *rulebook, guint handle, gint steps)
{
  const CertplanQualificationPlace *place = _certplan_rulebook_get_place (rulebook, handle);
  const gint64 rank = (gint64)place->rank + steps;
  if (rank < 0 || rank >= (gint64)g_strv_length (place->category->levels))
    return 0;
  return handle + (guint)steps;
}

CertplanNameParts
_certplan_rulebook_get_name_parts (CertplanRulebook *rulebook, guint handle)
{
  const CertplanQualificationPlace *place = _certplan_rulebook_get_place (rulebook, handle);
  g_autofree char *scheme = g_strconcat (CERTPLAN_LABEL "scheme.", place->scheme->name, NULL);
  g_autofree char *category = g_strconcat (CERTPLAN_LABEL "category.", place->scheme->name, "/",
                                           place->category->name, NULL);
  g_mutex_lock (&rulebook->texts_lock);
  CertplanNameParts parts = {
    .scheme = g_string_chunk_insert_const (rulebook->texts, scheme),
    .category = g_string_chunk_insert_const (rulebook->texts, category),
    .level = place->category->levels[place->rank],
  };
  g_mutex_unlock (&rulebook->texts_lock);
  return parts;
}

const char *
certplan_rulebook_get_digest (const CertplanRulebook *rulebook)
{
  return rulebook->digest;
}

CertplanLabels *
certplan_rulebook_get_labels (const CertplanRulebook *rulebook)
{
  return rulebook->labels;
}

CertplanWorkcal *
certplan_rulebook_get_workcal (const CertplanRulebook *rulebook)
{
  return rulebook->workcal;
}

const CertplanResolver *
_certplan_rulebook_get_resolver (CertplanRulebook *rulebook)
{
  return &rulebook->resolver;
}

const CertplanRule *
_certplan_rulebook_get_rows (const CertplanRulebook *rulebook, CertplanRulesTable table,
                             guint handle, guint *n_rows)
{
  const guint32 *first = rulebook->first[table];
  *n_rows = first[handle + 1] - first[handle];
  return *n_rows > 0 ? &g_array_index (rulebook->rules[table], CertplanRule, first[handle]) : NULL;
}

/* Most texts differ in their first letter already. */
static inline gboolean
is_text (const char *text, const char *wanted)
{
  return text[0] == wanted[0] && strcmp (text, wanted) == 0;
}

/* A row of exactly this kind goes before one of all kinds. */
const CertplanRule *
_certplan_rulebook_look_up (const CertplanRulebook *rulebook, CertplanRulesTable table,
                            guint handle, const char *kind, const char *item, CertplanDate on)
{
  guint n_rows;
  const CertplanRule *rows = _certplan_rulebook_get_rows (rulebook, table, handle, &n_rows);
  const CertplanRule *of_all = NULL;
  for (guint i = 0; i < n_rows; i++)
    {
      const CertplanRule *rule = &rows[i];
      if (!is_text (rule->item, item) || !_certplan_rule_applies (rule, on))
        continue;
      if (is_text (rule->kind, kind))
        return rule;
      if (rule->kind[0] == '\0' && of_all == NULL)
        of_all = rule;
    }
  return of_all;
}

const CertplanRule *
_certplan_rulebook_look_up_since (const CertplanRulebook *rulebook, CertplanRulesTable table,
                                  guint handle, const char *kind, const char *item,
                                  CertplanDate since, CertplanDate now)
{
  const CertplanRule *found
      = _certplan_rulebook_look_up (rulebook, table, handle, kind, item, since);
  return found != NULL || since >= now
             ? found
             : _certplan_rulebook_look_up (rulebook, table, handle, kind, item, now);
}

char *
_certplan_rule_dup_reason (const CertplanRule *rule, const char *amount)
{
  g_autofree char *kind = g_strconcat (CERTPLAN_LABEL, rule->kind, NULL);

  return _certplan_sentence (rule->replaces != NULL ? "why.item_replaces" : "why.item",
                             rule->qualification, kind, amount, rule->replaces, NULL);
}

void
_certplan_rulebook_append_tariff_line (const CertplanRulebook *rulebook, const CertplanRule *rule,
                                       CertplanMoney amount_fen, CertplanLang lang, GString *out)
{
  _certplan_tariff_lines_append (rulebook->tariff_lines, rule, amount_fen, lang, out);
}
