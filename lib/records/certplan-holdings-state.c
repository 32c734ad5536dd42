/* The state of each certificate: what happened, and what time alone does.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-holdings-parts-private.h"
#include <string.h>

/* What an event of the records is called in a life cycle, and what the certificate then is by the
 * event's own meaning. */
typedef struct
{
  const char *names[2]; /* beside the event's own */
  const char *state;
  gboolean is_silent; /* no life cycle need know it */
} Meaning;

static const Meaning meanings[CERTPLAN_EVENT_OTHER + 1] = {
  [CERTPLAN_EVENT_SUPPLEMENT] = { .is_silent = TRUE },
  [CERTPLAN_EVENT_AGREEMENT] = { .is_silent = TRUE },
  [CERTPLAN_EVENT_PAYMENT] = { .is_silent = TRUE },
  [CERTPLAN_EVENT_APPLICANT] = { .is_silent = TRUE },
  [CERTPLAN_EVENT_REISSUE] = { .is_silent = TRUE },
  [CERTPLAN_EVENT_SURVEILLANCE] = { .names = { "surveillance_passed", "waived_surveillance" } },
  [CERTPLAN_EVENT_SUSPENSION] = { .state = "suspended" },
  [CERTPLAN_EVENT_RESTORED] = { .state = "valid" },
  [CERTPLAN_EVENT_REVOCATION] = { .state = "revoked" },
  [CERTPLAN_EVENT_WITHDRAWAL] = { .state = "withdrawn" },
  [CERTPLAN_EVENT_DOWNGRADE] = { .names = { "penalty_downgrade" }, .state = "superseded" },
};

CertplanDate
_certplan_duty_get_nth (const CertplanRule *rule, CertplanDate from, guint n)
{
  const CertplanPeriod period
      = { rule->duration.months * (gint32)n, rule->duration.days * (gint32)n, 0 };
  return certplan_date_add_period (from, &period, 1);
}

gboolean
_certplan_holdings_is_inside (const CertplanHoldings *holdings, CertplanDate day,
                              CertplanDate expiry)
{
  if (expiry == CERTPLAN_DATE_NONE || day < expiry)
    return TRUE;
  return day == expiry
         && _certplan_policy_is (holdings->policy, CERTPLAN_POLICY_ANNUAL_CHECK_DAYS,
                                 "with-expiry");
}

CertplanDate
_certplan_holdings_count_renewal_day (const CertplanHoldings *holdings,
                                      const CertplanHoldingRules *rules, guint type,
                                      CertplanDate expiry)
{
  const CertplanRule *rule = rules->duties[type].rule;
  if (rule == NULL || expiry == CERTPLAN_DATE_NONE)
    return CERTPLAN_DATE_NONE;
  CertplanDate day = certplan_date_add_period (
      expiry, &rule->duration, _certplan_duty_types[type].way == CERTPLAN_DUTY_BACKWARD ? -1 : 1);
  if (day != CERTPLAN_DATE_NONE && type == CERTPLAN_DUTY_RENEWAL_GRACE
      && _certplan_policy_is (holdings->policy, CERTPLAN_POLICY_GRACE_END_DAY, "initial"))
    day--;
  return day;
}

static const CertplanHoldingEvent *
get_moves (const CertplanHoldings *holdings, const CertplanHolding *holding)
{
  return holding->n_events > 0
             ? &g_array_index (holdings->moves, CertplanHoldingEvent, holding->first_event)
             : NULL;
}

gboolean
_certplan_holdings_has_event (const CertplanHoldings *holdings, const CertplanHolding *holding,
                              CertplanEventKind kind, CertplanDate after, CertplanDate to)
{
  const CertplanHoldingEvent *moves = get_moves (holdings, holding);
  for (guint i = 0; i < holding->n_events; i++)
    if (moves[i].kind == kind && moves[i].day > after && moves[i].day <= to
        && moves[i].day <= holdings->as_of)
      return TRUE;
  return FALSE;
}

CertplanDate
_certplan_holdings_get_last (const CertplanHoldings *holdings, const CertplanHolding *holding,
                             CertplanEventKind kind)
{
  const CertplanHoldingEvent *moves = get_moves (holdings, holding);
  CertplanDate last = CERTPLAN_DATE_NONE;
  for (guint i = 0; i < holding->n_events; i++)
    if (moves[i].kind == kind && moves[i].day <= holdings->as_of)
      last = moves[i].day;
  return last;
}

gint32
_certplan_holdings_count_suspended (const CertplanHoldings *holdings,
                                    const CertplanHolding *holding, CertplanDate after)
{
  const CertplanHoldingEvent *moves = get_moves (holdings, holding);
  CertplanDate from = CERTPLAN_DATE_NONE;
  gint32 n_days = 0;
  for (guint i = 0; i < holding->n_events && moves[i].day <= holdings->as_of; i++)
    if (moves[i].kind == CERTPLAN_EVENT_SUSPENSION && from == CERTPLAN_DATE_NONE)
      from = MAX (moves[i].day, after);
    else if (moves[i].kind == CERTPLAN_EVENT_RESTORED && from != CERTPLAN_DATE_NONE)
      {
        n_days += MAX (moves[i].day - from, 0);
        from = CERTPLAN_DATE_NONE;
      }
  return n_days;
}

/* The first yearly day that passed with nothing done, if all that happened is known. */
static CertplanDate
get_first_missed (const CertplanHoldings *holdings, guint i, const CertplanHolding *holding,
                  const CertplanRule *edge)
{
  const CertplanDate issued = _certplan_holdings_get_row (holdings, i)->issued;
  for (guint type = 0; holdings->events != NULL && type < CERTPLAN_N_DUTY_TYPES; type++)
    {
      const CertplanRule *rule = holding->rules->duties[type].rule;
      if (rule == NULL || _certplan_duty_types[type].way != CERTPLAN_DUTY_EVERY
          || strncmp (edge->event, rule->item, strlen (rule->item)) != 0
          || _certplan_policy_is (holdings->policy, CERTPLAN_POLICY_ANNUAL_CHECK_DAYS,
                                  "calendar-day"))
        continue;
      CertplanDate before = issued;
      for (guint n = 1; before < holdings->as_of; n++)
        {
          CertplanDate day = _certplan_duty_get_nth (rule, issued, n);
          if (day == CERTPLAN_DATE_NONE || day <= before || day >= holdings->as_of
              || !_certplan_holdings_is_inside (holdings, day, holding->expiry))
            break;
          if (!_certplan_holdings_has_event (holdings, holding, _certplan_duty_types[type].done,
                                             before, day))
            return day;
          before = day;
        }
    }
  return CERTPLAN_DATE_NONE;
}

/* The last day before the clock takes the edge. */
static CertplanDate
get_clock_day (const CertplanHoldings *holdings, guint i, const CertplanHolding *holding,
               const CertplanHoldingClock *clock)
{
  const CertplanPeriod *duration = &clock->edge->duration;
  CertplanDate day = holding->expiry;
  if (clock->type == CERTPLAN_N_DUTY_TYPES)
    return get_first_missed (holdings, i, holding, clock->edge);
  if (clock->type != CERTPLAN_DUTY_RENEWAL_COMPLETION)
    {
      day = _certplan_holdings_count_renewal_day (holdings, holding->rules, clock->type, day);
      if (day != CERTPLAN_DATE_NONE && holding->filed != CERTPLAN_DATE_NONE
          && holding->filed <= day)
        return CERTPLAN_DATE_NONE; /* what had to be filed by then was */
    }
  return day != CERTPLAN_DATE_NONE && !_certplan_period_is_none (duration)
             ? certplan_date_add_period (day, duration, 1)
             : day;
}

/* The edge that the clock takes first up to @limit, the day before which others count. */
static const CertplanRule *
find_clock_edge (const CertplanHoldings *holdings, guint i, const CertplanHolding *holding,
                 CertplanDate limit, CertplanDate *day)
{
  const CertplanRule *first = NULL;
  *day = CERTPLAN_DATE_NONE;
  for (guint e = 0; e < holding->state->clock->len; e++)
    {
      const CertplanHoldingClock *clock
          = &g_array_index (holding->state->clock, CertplanHoldingClock, e);
      const CertplanDate last = get_clock_day (holdings, i, holding, clock);
      if (last == CERTPLAN_DATE_NONE || last >= limit || (first != NULL && last + 1 >= *day))
        continue;
      first = clock->edge;
      *day = last + 1;
    }
  return first;
}

static void
enter (CertplanHolding *holding, const char *state, const CertplanRule *rule, CertplanDate day)
{
  if (g_str_equal (state, holding->state->name))
    return;
  holding->state = _certplan_holding_rules_get_state (holding->rules, state);
  holding->rule = rule;
  holding->since = MAX (day, holding->since);
  if (holding->ended == CERTPLAN_DATE_NONE
      && !g_str_equal (state, meanings[CERTPLAN_EVENT_SUSPENSION].state)
      && _certplan_holding_rules_is_lost (holding->rules, state))
    holding->ended = day;
  else if (holding->state == holding->rules->first)
    holding->ended = holding->suspended = CERTPLAN_DATE_NONE;
}

static void
run_clock (const CertplanHoldings *holdings, guint i, CertplanHolding *holding, CertplanDate limit)
{
  CertplanDate day;
  const CertplanRule *edge;
  /* No life cycle comes back to a state by the clock alone; rules of a user's own might. */
  for (guint n = 0; n <= holding->rules->states->len; n++)
    {
      edge = find_clock_edge (holdings, i, holding, limit, &day);
      if (edge == NULL)
        return;
      enter (holding, edge->next_state, edge, day);
    }
}

static const CertplanRule *
find_edge (const CertplanHolding *holding, const char *event)
{
  for (guint e = 0; e < holding->state->edges->len; e++)
    {
      const CertplanRule *edge = g_ptr_array_index (holding->state->edges, e);
      if (g_str_equal (edge->event, event))
        return edge;
    }
  return NULL;
}

/* Of several causes the one that the note names, else the one that is any other. */
static const CertplanRule *
find_cause (const CertplanHolding *holding, const char *note, const char *state)
{
  const CertplanRule *cause = NULL;
  for (guint e = 0; e < holding->state->edges->len; e++)
    {
      const CertplanRule *edge = g_ptr_array_index (holding->state->edges, e);
      if (!g_str_equal (edge->next_state, state))
        continue;
      if (note != NULL && g_str_equal (edge->event, note))
        return edge;
      if (cause == NULL || g_str_has_prefix (edge->event, "other_"))
        cause = edge;
    }
  return cause;
}

static const CertplanRule *
find_move_edge (const CertplanHolding *holding, const CertplanHoldingEvent *move)
{
  const CertplanRule *edge = NULL;
  if (move->kind == CERTPLAN_EVENT_NONE || move->kind == CERTPLAN_EVENT_OTHER)
    edge = move->name != NULL ? find_edge (holding, move->name) : NULL;
  if (move->kind == CERTPLAN_EVENT_NONE)
    return edge;
  const Meaning *meaning = &meanings[move->kind];
  if (edge == NULL)
    edge = find_edge (holding, certplan_event_kind_get_name (move->kind));
  for (guint n = 0; edge == NULL && n < 2 && meaning->names[n] != NULL; n++)
    edge = find_edge (holding, meaning->names[n]);
  return edge == NULL && meaning->state != NULL ? find_cause (holding, move->name, meaning->state)
                                                : edge;
}

static void
find_nothing (CertplanHoldings *holdings, guint i, const CertplanHolding *holding,
              const CertplanHoldingEvent *move)
{
  g_autofree char *event
      = move->kind == CERTPLAN_EVENT_NONE
                || (move->kind == CERTPLAN_EVENT_OTHER && move->name != NULL)
            ? g_strdup (move->name)
            : g_strconcat (CERTPLAN_LABEL, certplan_event_kind_get_name (move->kind), NULL);
  g_autofree char *state = g_strconcat (CERTPLAN_LABEL, holding->state->name, NULL);
  g_autofree char *day = certplan_date_format (move->day);
  _certplan_holdings_take_finding (
      holdings, i, _certplan_sentence ("finding.no_edge", day, event, state, NULL), NULL);
}

static void
apply (CertplanHoldings *holdings, guint i, CertplanHolding *holding,
       const CertplanHoldingEvent *move)
{
  const CertplanRule *edge = find_move_edge (holding, move);
  const char *state = move->state;
  if (state == NULL && move->kind != CERTPLAN_EVENT_NONE)
    state = meanings[move->kind].state;
  if (state == NULL && edge != NULL)
    state = edge->next_state;
  if (edge == NULL && holding->rules->issue != NULL && move->state == NULL
      && (move->kind == CERTPLAN_EVENT_NONE || !meanings[move->kind].is_silent))
    find_nothing (holdings, i, holding, move);
  if (move->kind == CERTPLAN_EVENT_SUSPENSION)
    holding->suspended = move->day;
  if (state != NULL)
    enter (holding, state, edge, move->day);
}

void
_certplan_holdings_follow (CertplanHoldings *holdings, guint i)
{
  CertplanHolding *holding = _certplan_holdings_edit (holdings, i);
  const CertplanCertificate *certificate = _certplan_holdings_get_row (holdings, i);
  const CertplanHoldingEvent *moves = get_moves (holdings, holding);
  holding->state = holding->rules->first;
  holding->rule = holding->rules->issue;
  holding->since = certificate->issued;
  for (guint n = 0; n < holding->n_events && moves[n].day <= holdings->as_of; n++)
    {
      run_clock (holdings, i, holding, moves[n].day);
      if (moves[n].name != NULL && g_str_equal (moves[n].name, "renewal_filed"))
        holding->filed = moves[n].day;
      apply (holdings, i, holding, &moves[n]);
    }
  run_clock (holdings, i, holding, holdings->as_of);
  if (holding->rules->issue == NULL && holding->state == holding->rules->first
      && holding->expiry != CERTPLAN_DATE_NONE && holding->expiry < holdings->as_of)
    enter (holding, "invalid", NULL, holding->expiry + 1);
}
