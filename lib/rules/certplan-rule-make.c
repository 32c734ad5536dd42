/* Rows of tables as rules. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-private.h"
#include "certplan-rule-rows-private.h"

static const char *
choice (const char *const *values, guint8 place)
{
  return place == 0 ? NULL : values[place - 1];
}

/* What a row's numbers rest on, if it does not say so itself. */
static const char *
default_basis (CertplanRulesTable table, guint16 layer)
{
  if (table >= CERTPLAN_RULES_DURATIONS)
    return "assumption";
  return layer == 0 ? "stated" : "user";
}

static const char *
keep (GStringChunk *texts, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (texts, text) : NULL;
}

/* A row that is being made into a rule. Numbers of columns that a table does not have are 0 in its
 * rows, so each table fills its own. */
typedef struct
{
  const CertplanRecords *records;
  const CertplanRuleRow *row;
  GStringChunk *texts;
  CertplanRule rule;
} Making;

static const char *
keep_text (const Making *making, guint32 text)
{
  return keep (making->texts, _certplan_records_text (making->records, text));
}

static void
fill_stage (Making *making)
{
  const CertplanRuleRow *row = making->row;
  CertplanRule *rule = &making->rule;
  rule->stops_clock = choice (_certplan_rule_yes_no, row->stops_clock);
  rule->place = row->place;
  rule->modality = row->modality == 0 ? _certplan_rule_modalities[0] : rule->modality;
  rule->members_min = row->members_min;
  rule->members_odd = choice (_certplan_rule_yes_no, row->members_odd);
  rule->members_drawn = choice (_certplan_rule_yes_no, row->members_drawn);
  rule->passes = keep_text (making, row->passes);
  rule->duration = row->frequency;
  rule->waiver = keep_text (making, row->waiver);
  rule->reading = keep_text (making, row->reading);
}

static void
fill_edge (Making *making)
{
  const CertplanRuleRow *row = making->row;
  CertplanRule *rule = &making->rule;
  rule->next_state = keep_text (making, row->next_state);
  rule->anchor = keep_text (making, row->anchor);
  rule->duration = row->after;
  rule->performer = keep_text (making, row->actor);
}

static void
fill_routing (Making *making)
{
  const CertplanRuleRow *row = making->row;
  CertplanRule *rule = &making->rule;
  rule->body_class = row->body_class;
  rule->region_basis = choice (_certplan_rule_region_bases, row->region_basis);
  rule->excludes = keep_text (making, row->excludes);
}

/* A member of the row that the table does not have is 0. */
static void
fill_assumption (Making *making)
{
  const CertplanRuleRow *row = making->row;
  CertplanRule *rule = &making->rule;
  rule->hours_min = row->min;
  rule->hours_mode = row->mode;
  rule->hours_max = row->max;
  rule->team = row->team;
  rule->renew = row->renew;
  rule->upgrade = row->upgrade;
  rule->meets = keep_text (making, row->rule);
  rule->quota = row->quota;
  rule->quorum = row->quorum;
}

/* A row that only says what must be held, or what a person judges, need not say how. */
static void
fill_criterion (Making *making)
{
  const CertplanRuleRow *row = making->row;
  CertplanRule *rule = &making->rule;
  rule->group = keep_text (making, row->group);
  rule->condition = choice (_certplan_rule_conditions, row->condition);
  if (rule->condition == NULL)
    rule->condition = row->requires != 0 ? "held" : "yes";
  rule->fact = keep_text (making, row->fact);
  if (rule->fact == NULL && !g_str_equal (rule->condition, "held")
      && !g_str_equal (rule->condition, "unavailable"))
    rule->fact = rule->item;
  rule->threshold = row->threshold;
  rule->amount_fen = row->amount;
  rule->share = row->share;
  rule->share_of = keep_text (making, row->share_of);
  rule->duration = row->duration;
  rule->window = choice (_certplan_rule_windows, row->window);
  rule->users_min = row->users_min;
  rule->staff = choice (_certplan_rule_yes_no, row->staff);
  rule->exempt = keep_text (making, row->exempt);
  rule->reading = keep_text (making, row->reading);
}

void
_certplan_rule_set_variant (CertplanRulesTable table, CertplanRule *rule, GStringChunk *texts)
{
  if (table == CERTPLAN_RULES_LIFECYCLE)
    rule->variant = rule->event;
  else if (table == CERTPLAN_RULES_ROUTING && rule->body_class != G_MININT32)
    {
      g_autofree char *variant = g_strdup_printf ("%s %d", rule->performer, rule->body_class);
      rule->variant = keep (texts, variant);
    }
  else if (table == CERTPLAN_RULES_ROUTING
           || (table == CERTPLAN_RULES_EFFORT && rule->performer != NULL))
    rule->variant = rule->performer;
  else if (rule->reading != NULL)
    rule->variant = rule->reading;
}

/* What all tables have. */
static CertplanRule
make_any (CertplanRulesTable table, guint16 layer, const Making *making)
{
  const CertplanRuleRow *row = making->row;
  const char *kind = keep_text (making, row->kind),
             *basis = choice (_certplan_rule_bases, row->basis);
  return (CertplanRule){
    .layer = layer,
    .line = row->line,
    .kind = kind != NULL ? kind : "",
    .item = keep_text (making, row->item),
    .variant = "",
    .valid_from = row->valid_from,
    .valid_to = row->valid_to,
    .published = row->published,
    .source = keep_text (making, row->source),
    .clause = keep_text (making, row->clause),
    .basis = basis != NULL && layer == 0 ? basis : default_basis (table, layer),
    .modality = choice (_certplan_rule_modalities, row->modality),
    .amount_fen = CERTPLAN_MONEY_NONE,
    .duration = _CERTPLAN_PERIOD_NONE,
    .event = keep_text (making, row->event),
    .event_basis = choice (_certplan_rule_event_bases, row->event_basis),
    .performer = keep_text (making, row->performer),
    .place = G_MININT32,
    .members_min = G_MININT32,
    .body_class = G_MININT32,
    .threshold = G_MININT32,
    .share = G_MININT32,
    .users_min = G_MININT32,
  };
}

CertplanRule
_certplan_rule_make (CertplanRulesTable table, guint16 layer, const CertplanRecords *records,
                     guint i, GStringChunk *texts)
{
  Making making = { records, _certplan_records_row (records, i), texts, { NULL } };
  making.rule = make_any (table, layer, &making);
  if (table == CERTPLAN_RULES_TARIFF)
    making.rule.amount_fen = making.row->amount;
  else if (table == CERTPLAN_RULES_PERIODS || table == CERTPLAN_RULES_DURATIONS)
    making.rule.duration = making.row->duration;
  else if (table == CERTPLAN_RULES_STAGES)
    fill_stage (&making);
  else if (table == CERTPLAN_RULES_CRITERIA)
    fill_criterion (&making);
  else if (table == CERTPLAN_RULES_LIFECYCLE)
    fill_edge (&making);
  else if (table == CERTPLAN_RULES_ROUTING)
    fill_routing (&making);
  else
    fill_assumption (&making);
  if (table == CERTPLAN_RULES_RETURNS)
    {
      making.rule.item = keep (texts, "renewal"); /* it has one row */
      making.rule.duration = making.row->lead;
    }
  return making.rule;
}
