/* Cycles of the caller's, for qualifications whose documents state none.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-date.h"
#include "certplan-private.h"
#include "certplan-rulebook-options-private.h"
#include "certplan-rulebook-parts-private.h"
#include <string.h>

void
_certplan_own_cycle_free (CertplanOwnCycle *cycle)
{
  g_free (cycle->pattern);
  g_free (cycle);
}

static gboolean
refuse_cycle (const char *text, const char *why, GError **error)
{
  g_set_error (
      error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_CYCLE,
      _ ("no cycle: \"%s\"%s%s; wanted SCHEME=TARGET or SCHEME=TARGET,MAXIMUM in months or "
         "days, as ccia=P3M,P6M"),
      text, why != NULL ? ": " : "", why != NULL ? why : "");
  return FALSE;
}

/* A length that the legal clock can count: months and days, more than none. */
static gboolean
parse_length (const char *text, CertplanPeriod *period)
{
  return certplan_period_parse (text, period, NULL) && period->working_days == 0
         && period->months >= 0 && period->days >= 0 && period->months + period->days > 0;
}

gboolean
_certplan_cycle_is_shorter (const CertplanPeriod *a, const CertplanPeriod *b)
{
  const CertplanDate day = certplan_date_new (2001, 1, 1);
  const CertplanDate end = certplan_date_add_period (day, a, 1);
  const CertplanDate other = certplan_date_add_period (day, b, 1);
  return end != CERTPLAN_DATE_NONE && (other == CERTPLAN_DATE_NONE || end < other);
}

gboolean
certplan_rulebook_options_add_cycle (CertplanRulebookOptions *options, const char *cycle,
                                     GError **error)
{
  g_return_val_if_fail (options != NULL && cycle != NULL, FALSE);

  const char *equals = strchr (cycle, '=');
  if (equals == NULL || equals == cycle)
    return refuse_cycle (cycle, NULL, error);
  g_auto (GStrv) lengths = g_strsplit (equals + 1, ",", 3);
  guint n_lengths = g_strv_length (lengths);
  CertplanPeriod target, cap = _CERTPLAN_PERIOD_NONE;
  if (n_lengths < 1 || n_lengths > 2 || !parse_length (lengths[0], &target)
      || (n_lengths == 2 && !parse_length (lengths[1], &cap)))
    return refuse_cycle (cycle, NULL, error);
  if (n_lengths == 2 && _certplan_cycle_is_shorter (&cap, &target))
    return refuse_cycle (cycle, _ ("the maximum is shorter than the target"), error);
  CertplanOwnCycle *own = g_new (CertplanOwnCycle, 1);
  g_autofree char *name = g_strndup (cycle, equals - cycle);
  own->pattern
      = strchr (name, '/') != NULL ? g_steal_pointer (&name) : g_strconcat (name, "/*/*", NULL);
  own->target = target;
  own->cap = cap;
  g_ptr_array_add (options->cycles, own);
  return TRUE;
}

static gboolean
is_limit (const CertplanRule *rule)
{
  return g_str_equal (rule->item, CERTPLAN_LIMIT_TARGET)
         || g_str_equal (rule->item, CERTPLAN_LIMIT_CAP);
}

/* What is published stands: a cycle of the caller's is for where nothing is. */
static gboolean
check_unpublished (const CertplanRulebook *rulebook, guint handle, guint first_layer,
                   GError **error)
{
  const GArray *rules = rulebook->rules[CERTPLAN_RULES_PERIODS];
  for (guint i = 0; i < rules->len; i++)
    {
      const CertplanRule *rule = &g_array_index (rules, CertplanRule, i);
      if (rule->handle != handle || rule->layer >= first_layer || !is_limit (rule))
        continue;
      g_autofree char *period = certplan_period_format (&rule->duration);
      g_set_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_CYCLE,
                   _ ("the cycle of %s is published: %s %s (%s); a cycle of your own is for "
                      "qualifications that publish none"),
                   rule->qualification, rule->item, period, rule->source);
      return FALSE;
    }
  return TRUE;
}

/* The event from which the cycle of that kind is counted: what opens its first stage that anything
 * opens; NULL if nothing opens any. */
static const char *
find_start_event (const CertplanRulebook *rulebook, guint handle, const char *kind)
{
  const GArray *stages = rulebook->rules[CERTPLAN_RULES_STAGES];
  const CertplanRule *first = NULL;
  for (guint i = 0; i < stages->len; i++)
    {
      const CertplanRule *stage = &g_array_index (stages, CertplanRule, i);
      if (stage->handle == handle && stage->event != NULL && stage->place != G_MININT32
          && (stage->kind[0] == '\0' || g_str_equal (stage->kind, kind))
          && (first == NULL || stage->place < first->place))
        first = stage;
    }
  return first != NULL ? first->event : NULL;
}

static void
add_limits (CertplanRulebook *rulebook, const CertplanOwnCycle *cycle, CertplanRule rule)
{
  GArray *rules = rulebook->rules[CERTPLAN_RULES_PERIODS];
  rule.item = g_string_chunk_insert_const (rulebook->texts, CERTPLAN_LIMIT_TARGET);
  rule.duration = cycle->target;
  g_array_append_val (rules, rule);
  if (_certplan_period_is_none (&cycle->cap))
    return;
  rule.item = g_string_chunk_insert_const (rulebook->texts, CERTPLAN_LIMIT_CAP);
  rule.duration = cycle->cap;
  g_array_append_val (rules, rule);
}

/* One pair of rows for every kind, counted as a first application is; kinds that another event
 * opens have their own. */
static void
add_kinds (CertplanRulebook *rulebook, guint handle, const CertplanOwnCycle *cycle,
           const CertplanRule *model)
{
  const CertplanQualificationPlace *place = _certplan_rulebook_get_place (rulebook, handle);
  const char *initial = _certplan_rulebook_get_kind_by_role (rulebook, handle, "initial");
  const char *event = initial != NULL ? find_start_event (rulebook, handle, initial) : NULL;
  CertplanRule rule = *model;
  rule.qualification = certplan_rulebook_get_qualification (rulebook, handle);
  rule.handle = handle;
  rule.event = event != NULL ? event : g_string_chunk_insert_const (rulebook->texts, "start_given");
  add_limits (rulebook, cycle, rule);
  for (guint i = 0; i < place->scheme->kinds->len; i++)
    {
      const char *kind = g_array_index (place->scheme->kinds, CertplanKind, i).name;
      const char *own = find_start_event (rulebook, handle, kind);
      if (own == NULL || g_str_equal (own, rule.event))
        continue;
      CertplanRule other = rule;
      other.kind = g_string_chunk_insert_const (rulebook->texts, kind);
      other.event = own;
      add_limits (rulebook, cycle, other);
    }
}

/* Named again, a qualification has the last cycle alone, not the maximum of one before it. */
static gboolean
is_named_later (const GPtrArray *cycles, guint place, const char *identifier)
{
  for (guint i = place + 1; i < cycles->len; i++)
    if (_certplan_pattern_matches (
            ((const CertplanOwnCycle *)g_ptr_array_index (cycles, i))->pattern, identifier))
      return TRUE;
  return FALSE;
}

/* The name is told as it was given: a scheme alone without what stands for all of it. */
static gboolean
refuse_unknown (CertplanRulebook *rulebook, const char *pattern, GError **error)
{
  g_autofree char *name = g_str_has_suffix (pattern, "/*/*")
                              ? g_strndup (pattern, strlen (pattern) - strlen ("/*/*"))
                              : g_strdup (pattern);
  const guint meant = certplan_rulebook_find (rulebook, name, error);
  if (meant != 0) /* a Chinese name: a pattern is made of identifiers */
    g_set_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_UNKNOWN_QUALIFICATION,
                 _ ("unknown qualification \"%s\"; near it: %s"), name,
                 certplan_rulebook_get_qualification (rulebook, meant));
  return FALSE;
}

static gboolean
add_cycle (CertplanRulebook *rulebook, const GPtrArray *cycles, guint place,
           const CertplanRule *model, guint first_layer, GError **error)
{
  const CertplanOwnCycle *cycle = g_ptr_array_index (cycles, place);
  gboolean is_known = FALSE;
  for (guint handle = 1; handle < rulebook->identifiers->len; handle++)
    {
      if (!_certplan_pattern_matches (cycle->pattern,
                                      certplan_rulebook_get_qualification (rulebook, handle)))
        continue;
      is_known = TRUE;
      if (!check_unpublished (rulebook, handle, first_layer, error))
        return FALSE;
      if (!is_named_later (cycles, place, certplan_rulebook_get_qualification (rulebook, handle)))
        add_kinds (rulebook, handle, cycle, model);
    }
  return is_known || refuse_unknown (rulebook, cycle->pattern, error);
}

gboolean
_certplan_rulebook_add_cycles (CertplanRulebook *rulebook, const CertplanRulebookOptions *options,
                               guint first_layer, GError **error)
{
  for (guint i = 0; i < options->cycles->len; i++)
    {
#define TEXT(text) g_string_chunk_insert_const (rulebook->texts, text)
      const CertplanRule model = {
        .layer = first_layer + i,
        .line = i + 1,
        .file = TEXT ("(--cycle)"),
        .kind = TEXT (""),
        .variant = TEXT (""),
        .valid_from = CERTPLAN_DATE_NONE,
        .valid_to = CERTPLAN_DATE_NONE,
        .published = CERTPLAN_DATE_NONE,
        .source = TEXT ("caller"),
        .clause = TEXT ("(--cycle)"),
        .basis = TEXT ("assumption"),
        .event_basis = TEXT ("open"),
        .amount_fen = CERTPLAN_MONEY_NONE,
        .place = G_MININT32,
        .members_min = G_MININT32,
        .body_class = G_MININT32,
      };
#undef TEXT
      if (!add_cycle (rulebook, options->cycles, i, &model, first_layer, error))
        return FALSE;
    }
  return TRUE;
}
