/* What the rules say of one qualification's duties. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-duties-private.h"
#include "certplan-lifecycle-private.h"
#include "certplan-quote.h"

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
  CertplanDutyState *state = data;
  g_ptr_array_unref (state->edges);
  g_ptr_array_unref (state->clock);
  g_free (state);
}

void
_certplan_duty_plan_free (CertplanDutyPlan *plan)
{
  if (plan == NULL)
    return;
  g_ptr_array_unref (plan->states);
  g_free (plan);
}

CertplanDutyState *
_certplan_duty_plan_get_state (CertplanDutyPlan *plan, const char *name)
{
  for (guint i = 0; i < plan->states->len; i++)
    {
      CertplanDutyState *state = g_ptr_array_index (plan->states, i);
      if (g_str_equal (state->name, name))
        return state;
    }
  CertplanDutyState *state = g_new0 (CertplanDutyState, 1);
  state->name = name;
  state->edges = g_ptr_array_new ();
  state->clock = g_ptr_array_new ();
  g_ptr_array_add (plan->states, state);
  return state;
}

/* Nobody but the clock, or the holder by doing nothing, takes these. */
static gboolean
is_of_the_clock (const CertplanRule *edge)
{
  return g_str_equal (edge->performer, "clock")
         || (g_str_equal (edge->performer, "holder") && g_str_has_suffix (edge->event, "_missed"));
}

static void
add_edge (CertplanDutyPlan *plan, const CertplanRule *edge)
{
  CertplanDutyState *state = _certplan_duty_plan_get_state (plan, edge->item);
  g_ptr_array_add (state->edges, (gpointer)edge);
  if (is_of_the_clock (edge))
    g_ptr_array_add (state->clock, (gpointer)edge);
  for (guint type = 0; type < CERTPLAN_N_DUTY_TYPES; type++)
    if (_certplan_duty_types[type].event != NULL && state->doing[type] == NULL
        && g_str_equal (_certplan_duty_types[type].event, edge->event))
      state->doing[type] = edge;
  if (g_str_equal (edge->event, "issue"))
    {
      plan->issue = edge;
      plan->first = _certplan_duty_plan_get_state (plan, edge->next_state);
    }
}

/* Some way leads back to the state of an issued certificate. */
static gboolean
leads_to_first (const CertplanDutyPlan *plan, const CertplanDutyState *state)
{
  if (state == plan->first)
    return TRUE;
  for (guint i = 0; i < state->edges->len; i++)
    {
      const CertplanRule *edge = g_ptr_array_index (state->edges, i);
      if (plan->first != NULL && g_str_equal (edge->next_state, plan->first->name))
        return TRUE;
    }
  return FALSE;
}

gboolean
_certplan_duty_state_is_lost (const CertplanDutyPlan *plan, const char *name)
{
  for (guint i = 0; i < plan->states->len; i++)
    {
      const CertplanDutyState *state = g_ptr_array_index (plan->states, i);
      if (g_str_equal (state->name, name))
        return (plan->issue != NULL && g_str_equal (plan->issue->item, name))
               || !leads_to_first (plan, state);
    }
  return TRUE;
}

/* Doing it leads nowhere: who applies after all has no certificate to keep. */
static void
drop_lost_duties (CertplanDutyPlan *plan)
{
  for (guint i = 0; i < plan->states->len; i++)
    {
      CertplanDutyState *state = g_ptr_array_index (plan->states, i);
      for (guint type = 0; type < CERTPLAN_N_DUTY_TYPES; type++)
        if (state->doing[type] != NULL && !g_str_equal (state->doing[type]->next_state, state->name)
            && _certplan_duty_state_is_lost (plan, state->doing[type]->next_state))
          state->doing[type] = NULL;
    }
}

/* The edge that is taken when the duty is not done: by its name, else by its day. */
static const CertplanRule *
find_missed (const CertplanDutyPlan *plan, const CertplanDutyType *type)
{
  g_autofree char *name = g_strconcat (type->period, "_missed", NULL);
  const CertplanRule *by_day = NULL;
  for (guint i = 0; i < plan->states->len; i++)
    {
      const CertplanDutyState *state = g_ptr_array_index (plan->states, i);
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

static CertplanMoney
get_total (CertplanRulebook *rulebook, guint handle, const char *role, CertplanDate on)
{
  const char *kind = _certplan_rulebook_get_kind_by_role (rulebook, handle, role);
  g_autoptr (CertplanQuote) quote
      = kind != NULL ? certplan_quote_new (rulebook, handle, kind, on, NULL) : NULL;
  return quote != NULL ? certplan_quote_get_total (quote) : CERTPLAN_MONEY_NONE;
}

CertplanStake
_certplan_duty_get_stake (CertplanRulebook *rulebook, const CertplanDutyPlan *plan, guint type,
                          CertplanDate on)
{
  const CertplanRule *missed = plan->duties[type].missed;
  if (missed == NULL || g_str_equal (missed->next_state, missed->item))
    return (CertplanStake){ CERTPLAN_MONEY_NONE, "not_stated" };
  const gboolean is_renewal = type <= CERTPLAN_DUTY_RENEWAL_GRACE;
  const gboolean is_lost = _certplan_duty_state_is_lost (plan, missed->next_state);
  if (!is_lost && !is_renewal)
    return (CertplanStake){ CERTPLAN_MONEY_NONE, "not_stated" };
  CertplanMoney renewal = is_renewal ? get_total (rulebook, plan->handle, "renewal", on) : 0;
  CertplanMoney then = is_lost ? get_total (rulebook, plan->handle, "initial", on) : renewal;
  if (renewal == CERTPLAN_MONEY_NONE || then == CERTPLAN_MONEY_NONE)
    return (CertplanStake){ CERTPLAN_MONEY_NONE, "no_published_tariff" };
  return (CertplanStake){ then - renewal, "published" };
}

/* Whether the day decides which tariff it is. */
static gboolean
has_dated_tariff (const CertplanRulebook *rulebook, guint handle)
{
  guint n_rows;
  const CertplanRule *rows
      = _certplan_rulebook_get_rows (rulebook, CERTPLAN_RULES_TARIFF, handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    if (rows[i].valid_from != CERTPLAN_DATE_NONE || rows[i].valid_to != CERTPLAN_DATE_NONE)
      return TRUE;
  return FALSE;
}

static void
add_period (CertplanDutyPlan *plan, const CertplanRule *rule)
{
  if (g_str_equal (rule->item, "validity"))
    plan->validity = rule;
  for (guint type = 0; type < CERTPLAN_N_DUTY_TYPES; type++)
    if (g_str_equal (rule->item, _certplan_duty_types[type].period)
        && rule->duration.working_days == 0)
      plan->duties[type].rule = rule;
}

CertplanDutyPlan *
_certplan_duty_plan_new (CertplanRulebook *rulebook, guint handle, CertplanDate on)
{
  CertplanDutyPlan *plan = g_new0 (CertplanDutyPlan, 1);
  guint n_rows;
  plan->handle = handle;
  plan->states = g_ptr_array_new_with_free_func (state_free);
  g_autoptr (GPtrArray) edges = _certplan_lifecycle_list (rulebook, handle, NULL, on);
  for (guint i = 0; i < edges->len; i++)
    add_edge (plan, g_ptr_array_index (edges, i));
  drop_lost_duties (plan);
  plan->has_dated_tariff = has_dated_tariff (rulebook, handle);
  if (plan->first == NULL) /* nobody wrote it down: what is printed counts */
    plan->first = _certplan_duty_plan_get_state (plan, "valid");
  const CertplanRule *rows
      = _certplan_rulebook_get_rows (rulebook, CERTPLAN_RULES_PERIODS, handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    if (_certplan_rule_applies (&rows[i], on))
      add_period (plan, &rows[i]);
  for (guint type = 0; type < CERTPLAN_N_DUTY_TYPES; type++)
    if (plan->duties[type].rule != NULL)
      {
        plan->duties[type].missed = find_missed (plan, &_certplan_duty_types[type]);
        plan->duties[type].stake = _certplan_duty_get_stake (rulebook, plan, type, on);
      }
  return plan;
}
