/* What the rules say of one qualification's certificates. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-holdings-parts-private.h"
#include "certplan-lifecycle-private.h"

const CertplanDutyType _certplan_duty_types[CERTPLAN_N_DUTY_TYPES] = {
  [CERTPLAN_DUTY_RENEWAL_LEAD]
  = { "renewal_lead", "renew_by", "renewal_filed", CERTPLAN_DUTY_BACKWARD, 0, "holder" },
  [CERTPLAN_DUTY_RENEWAL_COMPLETION]
  = { "renewal_completion", "expiry", "renewal_completed", CERTPLAN_DUTY_ONCE, 0, "holder" },
  [CERTPLAN_DUTY_RENEWAL_GRACE]
  = { "renewal_grace", "grace_end", "renewal_filed", CERTPLAN_DUTY_ONCE, 0, "holder" },
  [CERTPLAN_DUTY_ANNUAL_CHECK] = { "annual_check", NULL, "annual_check", CERTPLAN_DUTY_EVERY,
                                   CERTPLAN_EVENT_ANNUAL_CHECK, "holder" },
  [CERTPLAN_DUTY_ANNUAL_CONFIRMATION]
  = { "annual_confirmation", NULL, "annual_confirmation", CERTPLAN_DUTY_EVERY,
      CERTPLAN_EVENT_ANNUAL_CONFIRMATION, "holder" },
  [CERTPLAN_DUTY_SURVEILLANCE] = { "surveillance", "last_surveillance", "surveillance_passed",
                                   CERTPLAN_DUTY_ROLLING, CERTPLAN_EVENT_SURVEILLANCE, "centre" },
  [CERTPLAN_DUTY_WAIVED_SURVEILLANCE]
  = { "waived_surveillance", NULL, "waived_surveillance", CERTPLAN_DUTY_MIDDLE,
      CERTPLAN_EVENT_SURVEILLANCE, "centre" },
  [CERTPLAN_DUTY_CHANGE_REPORT]
  = { "change_report", NULL, "change", CERTPLAN_DUTY_AT_EVENTS, CERTPLAN_EVENT_CHANGE, "holder" },
  [CERTPLAN_DUTY_SUSPENSION]
  = { "suspension", "suspended_from", "restored", CERTPLAN_DUTY_ONCE, 0, "holder" },
  [CERTPLAN_DUTY_RETENTION] = { "retention", NULL, NULL, CERTPLAN_DUTY_ONCE, 0, "centre" },
};

static void
state_free (gpointer data)
{
  CertplanHoldingState *state = data;
  g_ptr_array_unref (state->edges);
  g_array_unref (state->clock);
  g_free (state);
}

void
_certplan_holding_rules_free (CertplanHoldingRules *rules)
{
  if (rules == NULL)
    return;
  g_ptr_array_unref (rules->states);
  g_free (rules);
}

CertplanHoldingState *
_certplan_holding_rules_get_state (CertplanHoldingRules *rules, const char *name)
{
  for (guint i = 0; i < rules->states->len; i++)
    {
      CertplanHoldingState *state = g_ptr_array_index (rules->states, i);
      if (g_str_equal (state->name, name))
        return state;
    }
  CertplanHoldingState *state = g_new0 (CertplanHoldingState, 1);
  state->name = name;
  state->edges = g_ptr_array_new ();
  state->clock = g_array_new (FALSE, FALSE, sizeof (CertplanHoldingClock));
  g_ptr_array_add (rules->states, state);
  return state;
}

/* Nobody but the clock, or the holder by doing nothing, takes these. */
static gboolean
is_of_the_clock (const CertplanRule *edge)
{
  return g_str_equal (edge->performer, "clock")
         || (g_str_equal (edge->performer, "holder") && g_str_has_suffix (edge->event, "_missed"));
}

/* An edge whose anchor is no day that is counted here is never taken. */
static void
add_clock (CertplanHoldingState *state, const CertplanRule *edge)
{
  CertplanHoldingClock clock = { edge, CERTPLAN_N_DUTY_TYPES };
  for (guint type = 0; edge->anchor != NULL && type <= CERTPLAN_DUTY_RENEWAL_GRACE; type++)
    if (g_str_equal (edge->anchor, _certplan_duty_types[type].anchor))
      clock.type = type;
  if (edge->anchor == NULL || clock.type < CERTPLAN_N_DUTY_TYPES)
    g_array_append_val (state->clock, clock);
}

static void
add_edge (CertplanHoldingRules *rules, const CertplanRule *edge)
{
  CertplanHoldingState *state = _certplan_holding_rules_get_state (rules, edge->item);
  g_ptr_array_add (state->edges, (gpointer)edge);
  if (is_of_the_clock (edge) && !g_str_equal (edge->next_state, edge->item))
    add_clock (state, edge);
  for (guint type = 0; type < CERTPLAN_N_DUTY_TYPES; type++)
    if (_certplan_duty_types[type].event != NULL && state->doing[type] == NULL
        && g_str_equal (_certplan_duty_types[type].event, edge->event))
      state->doing[type] = edge;
  if (g_str_equal (edge->event, "issue"))
    {
      rules->issue = edge;
      rules->first = _certplan_holding_rules_get_state (rules, edge->next_state);
    }
}

/* Some way leads back to the state of an issued certificate. */
static gboolean
leads_to_first (const CertplanHoldingRules *rules, const CertplanHoldingState *state)
{
  if (state == rules->first)
    return TRUE;
  for (guint i = 0; i < state->edges->len; i++)
    {
      const CertplanRule *edge = g_ptr_array_index (state->edges, i);
      if (rules->first != NULL && g_str_equal (edge->next_state, rules->first->name))
        return TRUE;
    }
  return FALSE;
}

gboolean
_certplan_holding_rules_is_lost (const CertplanHoldingRules *rules, const char *name)
{
  for (guint i = 0; i < rules->states->len; i++)
    {
      const CertplanHoldingState *state = g_ptr_array_index (rules->states, i);
      if (g_str_equal (state->name, name))
        return (rules->issue != NULL && g_str_equal (rules->issue->item, name))
               || !leads_to_first (rules, state);
    }
  return TRUE;
}

/* Doing it leads nowhere: who applies after all has no certificate to keep. */
static void
drop_lost_duties (CertplanHoldingRules *rules)
{
  for (guint i = 0; i < rules->states->len; i++)
    {
      CertplanHoldingState *state = g_ptr_array_index (rules->states, i);
      for (guint type = 0; type < CERTPLAN_N_DUTY_TYPES; type++)
        if (state->doing[type] != NULL && !g_str_equal (state->doing[type]->next_state, state->name)
            && _certplan_holding_rules_is_lost (rules, state->doing[type]->next_state))
          state->doing[type] = NULL;
    }
}

/* The edge that is taken when the duty is not done: by its name, else by its day. */
static const CertplanRule *
find_missed (const CertplanHoldingRules *rules, const CertplanDutyType *type)
{
  g_autofree char *name = g_strconcat (type->period, "_missed", NULL);
  const CertplanRule *by_day = NULL;
  for (guint i = 0; i < rules->states->len; i++)
    {
      const CertplanHoldingState *state = g_ptr_array_index (rules->states, i);
      for (guint e = 0; e < state->edges->len; e++)
        {
          const CertplanRule *edge = g_ptr_array_index (state->edges, e);
          if (g_str_equal (edge->event, name))
            return edge;
          if (by_day == NULL && type->anchor != NULL && edge->anchor != NULL
              && g_str_equal (edge->anchor, type->anchor) && !g_str_equal (edge->event, type->event)
              && !g_str_equal (edge->next_state, edge->item))
            by_day = edge;
        }
    }
  return by_day;
}

/* What the rules say of renewals, or of every kind; else of any. */
static const CertplanRule *
find_duty (const CertplanRulebook *rulebook, guint handle, const char *period, CertplanDate on)
{
  const char *renewal = _certplan_rulebook_get_kind_by_role (rulebook, handle, "renewal");
  const CertplanRule *found = _certplan_rulebook_look_up (
      rulebook, CERTPLAN_RULES_PERIODS, handle, renewal != NULL ? renewal : "", period, on);
  guint n_rows;
  const CertplanRule *rows
      = _certplan_rulebook_get_rows (rulebook, CERTPLAN_RULES_PERIODS, handle, &n_rows);
  for (guint i = 0; found == NULL && i < n_rows; i++)
    if (g_str_equal (rows[i].item, period) && _certplan_rule_applies (&rows[i], on))
      found = &rows[i];
  return found;
}

CertplanHoldingRules *
_certplan_holding_rules_new (CertplanRulebook *rulebook, guint handle, CertplanDate on)
{
  CertplanHoldingRules *rules = g_new0 (CertplanHoldingRules, 1);
  rules->handle = handle;
  rules->states = g_ptr_array_new_with_free_func (state_free);
  g_autoptr (GPtrArray) edges = _certplan_lifecycle_list (rulebook, handle, NULL, on);
  for (guint i = 0; i < edges->len; i++)
    add_edge (rules, g_ptr_array_index (edges, i));
  drop_lost_duties (rules);
  if (rules->first == NULL) /* nobody wrote it down: what is printed counts */
    rules->first = _certplan_holding_rules_get_state (rules, "valid");
  for (guint type = 0; type < CERTPLAN_N_DUTY_TYPES; type++)
    {
      CertplanDutyRule *duty = &rules->duties[type];
      duty->rule = find_duty (rulebook, handle, _certplan_duty_types[type].period, on);
      if (duty->rule != NULL)
        duty->missed = find_missed (rules, &_certplan_duty_types[type]);
    }
  return rules;
}
