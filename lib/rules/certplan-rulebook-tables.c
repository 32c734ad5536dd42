/* All that is published of a qualification, as tables. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "certplan-explain-private.h"
#include "certplan-rulebook-tables-private.h"
#include "certplan-table-private.h"
#include <string.h>

/* A rule as a line of any of its tables. */
typedef struct
{
  const char *kind, *item, *performer, *stops_clock, *event, *event_basis, *modality, *basis,
      *requires, *members_odd, *members_drawn, *passes, *waiver, *reading, *state, *next_state,
      *anchor, *actor, *region_basis, *excludes, *group, *condition, *fact, *share_of, *window,
      *exempt, *meets, *source, *clause, *replaces;
  CertplanMoney amount;
  CertplanPeriod duration, frequency, after;
  gint place, members_min, body_class, threshold, users_min;
  gint32 least_share, renew, upgrade;
  gint32 min, mode, max, team, quota, quorum;
  char *term; /* a sentence */
  guint16 layer;
  guint kind_order; /* of a stage's kind among the scheme's; 0 = every kind */
  guint32 line;
} RuleLine;

#define COLUMN(member, TYPE) CERTPLAN_RESULT_COLUMN (RuleLine, member, TYPE)
#define ENDING                                                                                     \
  COLUMN (basis, CHOICE), COLUMN (term, SENTENCE), COLUMN (source, TEXT), COLUMN (clause, TEXT),   \
      COLUMN (replaces, TEXT)
static const CertplanColumn tariff_columns[]
    = { COLUMN (kind, CHOICE), COLUMN (item, CHOICE), COLUMN (amount, MONEY), ENDING };
static const CertplanColumn period_columns[] = { COLUMN (kind, CHOICE),
                                                 COLUMN (item, CHOICE),
                                                 COLUMN (duration, PERIOD),
                                                 COLUMN (event, CHOICE),
                                                 COLUMN (event_basis, CHOICE),
                                                 COLUMN (modality, CHOICE),
                                                 ENDING };
static const CertplanColumn stage_columns[] = { COLUMN (place, INT),
                                                COLUMN (kind, CHOICE),
                                                COLUMN (item, CHOICE),
                                                COLUMN (performer, CHOICE),
                                                COLUMN (stops_clock, CHOICE),
                                                COLUMN (event, CHOICE),
                                                COLUMN (modality, CHOICE),
                                                COLUMN (members_min, INT),
                                                COLUMN (members_odd, CHOICE),
                                                COLUMN (members_drawn, CHOICE),
                                                COLUMN (passes, CHOICE),
                                                COLUMN (frequency, PERIOD),
                                                COLUMN (waiver, CHOICE),
                                                COLUMN (reading, TEXT),
                                                ENDING };
static const CertplanColumn criterion_columns[] = { COLUMN (kind, CHOICE),
                                                    COLUMN (item, CHOICE),
                                                    COLUMN (group, ID),
                                                    COLUMN (condition, CHOICE),
                                                    COLUMN (fact, ID),
                                                    COLUMN (threshold, INT),
                                                    COLUMN (amount, MONEY),
                                                    COLUMN (least_share, SHARE),
                                                    COLUMN (share_of, ID),
                                                    COLUMN (duration, PERIOD),
                                                    COLUMN (window, CHOICE),
                                                    COLUMN (users_min, INT),
                                                    COLUMN (requires, QUALIFICATION),
                                                    COLUMN (exempt, ID),
                                                    COLUMN (reading, TEXT),
                                                    ENDING };
static const CertplanColumn lifecycle_columns[]
    = { COLUMN (state, CHOICE),      COLUMN (event, CHOICE),
        COLUMN (next_state, CHOICE), COLUMN (anchor, CHOICE),
        COLUMN (after, PERIOD),      COLUMN (actor, CHOICE),
        COLUMN (modality, CHOICE),   ENDING };
static const CertplanColumn routing_columns[] = { COLUMN (item, CHOICE),
                                                  COLUMN (performer, CHOICE),
                                                  COLUMN (body_class, INT),
                                                  COLUMN (region_basis, CHOICE),
                                                  COLUMN (modality, CHOICE),
                                                  COLUMN (excludes, CHOICE),
                                                  ENDING };
static const CertplanColumn duration_columns[]
    = { COLUMN (kind, CHOICE), COLUMN (item, CHOICE), COLUMN (duration, PERIOD), ENDING };

static const CertplanColumn effort_columns[]
    = { COLUMN (kind, CHOICE), COLUMN (item, CHOICE), COLUMN (performer, CHOICE), COLUMN (min, INT),
        COLUMN (mode, INT),    COLUMN (max, INT),     COLUMN (team, INT),         ENDING };
static const CertplanColumn return_columns[]
    = { COLUMN (renew, SHARE), COLUMN (upgrade, SHARE), COLUMN (duration, PERIOD), ENDING };
static const CertplanColumn panel_columns[] = { COLUMN (item, CHOICE), COLUMN (meets, TEXT),
                                                COLUMN (quota, INT), COLUMN (quorum, INT), ENDING };

static const CertplanTableInfo infos[CERTPLAN_RULES_N_TABLES] = {
  [CERTPLAN_RULES_TARIFF] = _CERTPLAN_TABLE_INFO ("tariff", tariff_columns),
  [CERTPLAN_RULES_PERIODS] = _CERTPLAN_TABLE_INFO ("periods", period_columns),
  [CERTPLAN_RULES_STAGES] = _CERTPLAN_TABLE_INFO ("stages", stage_columns),
  [CERTPLAN_RULES_CRITERIA] = _CERTPLAN_TABLE_INFO ("criteria", criterion_columns),
  [CERTPLAN_RULES_LIFECYCLE] = _CERTPLAN_TABLE_INFO ("lifecycle", lifecycle_columns),
  [CERTPLAN_RULES_ROUTING] = _CERTPLAN_TABLE_INFO ("routing", routing_columns),
  [CERTPLAN_RULES_DURATIONS] = _CERTPLAN_TABLE_INFO ("durations", duration_columns),
  [CERTPLAN_RULES_EFFORT] = _CERTPLAN_TABLE_INFO ("effort", effort_columns),
  [CERTPLAN_RULES_RETURNS] = _CERTPLAN_TABLE_INFO ("returns", return_columns),
  [CERTPLAN_RULES_PANELS] = _CERTPLAN_TABLE_INFO ("panels", panel_columns),
};

static const CertplanColumn document_columns[] = {
  CERTPLAN_RESULT_COLUMN (CertplanDocument, document, ID),
  CERTPLAN_RESULT_COLUMN (CertplanDocument, published, MONTH),
  CERTPLAN_RESULT_COLUMN (CertplanDocument, issuer, NOTE),
  CERTPLAN_RESULT_COLUMN (CertplanDocument, title_zh, NOTE),
  CERTPLAN_RESULT_COLUMN (CertplanDocument, note, CHOICE),
  CERTPLAN_RESULT_COLUMN (CertplanDocument, title, NOTE),
};

CertplanTable *
_certplan_rulebook_make_table (CertplanRulebook *rulebook, const CertplanTableInfo *info,
                               GArray *rows)
{
  CertplanTable *table = _certplan_table_new_array (info->name, info->columns, info->n_columns,
                                                    rows, certplan_rulebook_ref (rulebook),
                                                    (GDestroyNotify)certplan_rulebook_unref);
  g_autofree char *title = _certplan_sentence (info->title, NULL);
  _certplan_table_set_title (table, title, NULL);
  _certplan_table_set_labels (table, rulebook->labels);
  return table;
}

static void
rule_line_clear (gpointer data)
{
  g_free (((RuleLine *)data)->term);
}

static RuleLine
make_line (const CertplanRule *rule)
{
  return (RuleLine){
    .kind = rule->kind[0] != '\0' ? rule->kind : NULL,
    .item = rule->item,
    .performer = rule->performer,
    .stops_clock = rule->stops_clock,
    .event = rule->event,
    .event_basis = rule->event_basis,
    .modality = rule->modality,
    .basis = rule->basis,
    .requires = rule->requires,
    .members_min = rule->members_min,
    .members_odd = rule->members_odd,
    .members_drawn = rule->members_drawn,
    .passes = rule->passes,
    .frequency = rule->duration,
    .waiver = rule->waiver,
    .reading = rule->reading,
    .state = rule->item,
    .next_state = rule->next_state,
    .anchor = rule->anchor,
    .after = rule->duration,
    .actor = rule->performer,
    .body_class = rule->body_class,
    .region_basis = rule->region_basis,
    .excludes = rule->excludes,
    .group = rule->group,
    .condition = rule->condition,
    .fact = rule->fact,
    .threshold = rule->threshold,
    .least_share = rule->share,
    .share_of = rule->share_of,
    .window = rule->window,
    .users_min = rule->users_min,
    .exempt = rule->exempt,
    .meets = rule->meets,
    .renew = rule->renew,
    .upgrade = rule->upgrade,
    .min = rule->hours_min,
    .mode = rule->hours_mode,
    .max = rule->hours_max,
    .team = rule->team,
    .quota = rule->quota,
    .quorum = rule->quorum,
    .source = rule->source,
    .clause = rule->clause,
    .replaces = rule->replaces,
    .amount = rule->amount_fen,
    .duration = rule->duration,
    .place = rule->place,
    .term = _certplan_rule_dup_term (rule),
    .layer = rule->layer,
    .line = rule->line,
  };
}

/* Stages by their kind and place (those without a place last), all else as it stands in the files.
 */
static gint
compare_lines (gconstpointer a, gconstpointer b)
{
  const RuleLine *x = a, *y = b;
  if (x->kind_order != y->kind_order)
    return x->kind_order < y->kind_order ? -1 : 1;
  guint place_x = x->place == G_MININT32 ? G_MAXUINT : (guint)x->place;
  guint place_y = y->place == G_MININT32 ? G_MAXUINT : (guint)y->place;
  if (place_x != place_y)
    return place_x < place_y ? -1 : 1;
  if (x->layer != y->layer)
    return x->layer < y->layer ? -1 : 1;
  return x->line < y->line ? -1 : x->line > y->line;
}

static guint
find_kind_order (CertplanRulebook *rulebook, guint handle, const char *kind)
{
  const CertplanScheme *scheme = _certplan_rulebook_get_place (rulebook, handle)->scheme;
  for (guint i = 0; i < scheme->kinds->len; i++)
    if (g_str_equal (g_array_index (scheme->kinds, CertplanKind, i).name, kind))
      return i + 1;
  return 0;
}

static CertplanTable *
make_rules (CertplanRulebook *rulebook, CertplanRulesTable which, guint handle)
{
  guint n_rules;
  const CertplanRule *rules = _certplan_rulebook_get_rows (rulebook, which, handle, &n_rules);
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (RuleLine));
  g_array_set_clear_func (lines, rule_line_clear);
  for (guint i = 0; i < n_rules; i++)
    {
      RuleLine line = make_line (&rules[i]);
      if (which == CERTPLAN_RULES_STAGES)
        line.kind_order = find_kind_order (rulebook, handle, rules[i].kind);
      g_array_append_val (lines, line);
    }
  g_array_sort (lines, compare_lines);
  return _certplan_rulebook_make_table (rulebook, &infos[which], lines);
}

static gboolean
is_cited (CertplanRulebook *rulebook, guint handle, const char *document)
{
  for (CertplanRulesTable which = 0; which < CERTPLAN_RULES_N_TABLES; which++)
    {
      guint n_rules;
      const CertplanRule *rules = _certplan_rulebook_get_rows (rulebook, which, handle, &n_rules);
      for (guint i = 0; i < n_rules; i++)
        if (g_str_equal (rules[i].source, document))
          return TRUE;
    }
  const CertplanQualificationPlace *place = _certplan_rulebook_get_place (rulebook, handle);
  for (guint i = 0; i < rulebook->industries->len; i++)
    {
      const CertplanIndustry *industry = &g_array_index (rulebook->industries, CertplanIndustry, i);
      if (g_str_equal (industry->scheme, place->scheme->name)
          && g_str_equal (industry->source, document))
        return TRUE;
    }
  return FALSE;
}

static CertplanTable *
make_documents (CertplanRulebook *rulebook, guint handle)
{
  static const CertplanTableInfo info = _CERTPLAN_TABLE_INFO ("documents", document_columns);
  GArray *cited = g_array_new (FALSE, FALSE, sizeof (CertplanDocument));
  for (guint i = 0; i < rulebook->documents->len; i++)
    {
      const CertplanDocument *document = &g_array_index (rulebook->documents, CertplanDocument, i);
      if (is_cited (rulebook, handle, document->document))
        g_array_append_vals (cited, document, 1);
    }
  return _certplan_rulebook_make_table (rulebook, &info, cited);
}

static gboolean
has_rows (const CertplanRulebook *rulebook, guint handle)
{
  guint n_rules = 0;
  for (CertplanRulesTable which = 0; which < CERTPLAN_RULES_N_TABLES && n_rules == 0; which++)
    _certplan_rulebook_get_rows (rulebook, which, handle, &n_rules);
  return n_rules > 0;
}

/* The first table says of which qualification all of them are. */
static void
set_heading (CertplanRulebook *rulebook, guint handle, CertplanTable *table)
{
  const CertplanNameParts name = _certplan_rulebook_get_name_parts (rulebook, handle);
  g_autofree char *title
      = _certplan_sentence ("qualification_name", name.scheme, name.category, name.level, NULL);
  g_autofree char *subtitle = _certplan_sentence (infos[CERTPLAN_RULES_TARIFF].title, NULL);
  _certplan_table_set_title (table, title, subtitle);
}

CertplanTables *
certplan_rulebook_dup_show (CertplanRulebook *rulebook, guint handle)
{
  g_return_val_if_fail (handle > 0 && handle < rulebook->identifiers->len, NULL);

  CertplanTables *tables = certplan_tables_new ();
  for (CertplanRulesTable which = 0; which < CERTPLAN_RULES_N_TABLES; which++)
    certplan_tables_take (tables, make_rules (rulebook, which, handle));
  set_heading (rulebook, handle, certplan_tables_get (tables, 0));
  certplan_tables_take (tables, _certplan_rulebook_make_industries (rulebook, handle));
  certplan_tables_take (tables, make_documents (rulebook, handle));
  g_autoptr (CertplanExplanation) explanation = _certplan_explanation_new (rulebook);
  if (!has_rows (rulebook, handle))
    _certplan_explanation_take_note (explanation, _certplan_sentence ("note.no_rules", NULL));
  _certplan_explanation_take_note (explanation,
                                   _certplan_sentence ("note.digest", rulebook->digest, NULL));
  _certplan_explanation_add_tables (explanation, FALSE, tables);
  return tables;
}
