/* What falls due for one certificate, by date. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-holdings-parts-private.h"

/* What the lines of one certificate are made of. */
typedef struct
{
  const CertplanHoldings *holdings;
  guint i;
  const CertplanHolding *holding;
  const CertplanCertificate *row;
  GArray *lines;
} Making;

/* @cycle_from, @is_assumed, @number: as in CertplanDue. @term: how many terms after the present
 * one. */
static void
add_line (const Making *making, guint type, CertplanDate counted_from, CertplanDate cycle_from,
          CertplanDate due, gboolean is_assumed, guint term, guint number)
{
  if (due == CERTPLAN_DATE_NONE || due > making->holdings->until)
    return;
  const CertplanDutyRule *duty = &making->holding->rules->duties[type];
  const CertplanRule *edge = making->holding->state->doing[type];
  const CertplanDue line = {
    .place = making->i,
    .type = type,
    .actor = edge != NULL ? edge->performer : _certplan_duty_types[type].actor,
    .due = due,
    .counted_from = counted_from,
    .cycle_from = cycle_from,
    .is_assumed = is_assumed,
    .term = making->holding->term + term,
    .number = number,
    .rule = duty->rule,
    .missed = duty->missed,
  };
  g_array_append_val (making->lines, line);
}

/* Later terms follow if this one is renewed in time. */
static void
add_renewals (const Making *making, guint type)
{
  const CertplanHolding *holding = making->holding;
  CertplanDate from = making->row->issued, expiry = holding->expiry;
  for (guint term = 0; expiry != CERTPLAN_DATE_NONE && expiry > from; term++)
    {
      CertplanDate due
          = _certplan_holdings_count_renewal_day (making->holdings, holding->rules, type, expiry);
      if (due == CERTPLAN_DATE_NONE
          || (due > making->holdings->until && expiry > making->holdings->until))
        return;
      if (term == 0
              ? holding->filed == CERTPLAN_DATE_NONE || type == CERTPLAN_DUTY_RENEWAL_COMPLETION
              : due >= making->holdings->as_of)
        add_line (making, type, expiry, from, due, term > 0, term, 1);
      expiry = _certplan_holdings_get_next_expiry (making->holdings, making->i, expiry, &from);
    }
}

/* The yearly days of one term. */
static void
add_yearly (const Making *making, guint type, CertplanDate from, CertplanDate expiry, guint term)
{
  const CertplanHoldings *holdings = making->holdings;
  const CertplanRule *rule = making->holding->rules->duties[type].rule;
  CertplanDate before = from;
  for (guint n = 1; before <= holdings->until; n++)
    {
      CertplanDate day = _certplan_duty_get_nth (rule, from, n);
      if (day == CERTPLAN_DATE_NONE || day <= before
          || !_certplan_holdings_is_inside (holdings, day, expiry))
        return;
      const gboolean is_open = holdings->events == NULL
                                   ? day >= holdings->as_of
                                   : !_certplan_holdings_has_event (
                                       holdings, making->holding, _certplan_duty_types[type].done,
                                       before, MAX (day, holdings->as_of));
      if (is_open)
        add_line (making, type, from, before, day, term > 0, term, n);
      before = day;
    }
}

static void
add_every (const Making *making, guint type)
{
  CertplanDate from = making->row->issued, expiry = making->holding->expiry;
  if (_certplan_policy_is (making->holdings->policy, CERTPLAN_POLICY_ANNUAL_CHECK_DAYS,
                           "calendar-day"))
    return; /* nobody named the day */
  for (guint term = 0; from <= making->holdings->until; term++)
    {
      add_yearly (making, type, from, expiry, term);
      if (expiry == CERTPLAN_DATE_NONE || expiry <= from)
        return;
      expiry = _certplan_holdings_get_next_expiry (making->holdings, making->i, expiry, &from);
      if (expiry == CERTPLAN_DATE_NONE)
        return;
    }
}

/* How many periods lie between, to the nearest: done a little early or late, it still is the same
 * one. Two days a period apart never have the same number. */
static guint
count_periods (const CertplanPeriod *period, CertplanDate from, CertplanDate day)
{
  gint length = period->months, passed;
  if (period->days == 0)
    {
      gint year, month, from_year, from_month;
      certplan_date_get_ymd (day, &year, &month, NULL);
      certplan_date_get_ymd (from, &from_year, &from_month, NULL);
      passed = (year - from_year) * 12 + month - from_month;
    }
  else
    {
      length = period->months * 28 + period->days;
      passed = day - from;
    }
  return (guint)((passed + length / 2) / length);
}

/* From the last review, or, where the policy says so, on the anniversaries of the issue. */
static void
add_rolling (const Making *making, guint type)
{
  const CertplanHoldings *holdings = making->holdings;
  const CertplanRule *rule = making->holding->rules->duties[type].rule;
  const CertplanEventKind done = _certplan_duty_types[type].done;
  const gboolean is_fixed
      = _certplan_policy_is (holdings->policy, CERTPLAN_POLICY_SURVEILLANCE_ANCHOR, "anniversary");
  const CertplanDate last = is_fixed
                                ? CERTPLAN_DATE_NONE
                                : _certplan_holdings_get_last (holdings, making->holding, done);
  const CertplanDate from = last != CERTPLAN_DATE_NONE ? last : making->row->issued;
  const gint32 n_stopped
      = !is_fixed
                && _certplan_policy_is (holdings->policy, CERTPLAN_POLICY_SUSPENSION_CLOCK, "stops")
            ? _certplan_holdings_count_suspended (holdings, making->holding, from)
            : 0;
  CertplanDate before = from;
  for (guint n = 1; before <= holdings->until; n++)
    {
      CertplanDate day = _certplan_duty_get_nth (rule, from, n);
      if (day != CERTPLAN_DATE_NONE)
        day += n_stopped;
      if (day == CERTPLAN_DATE_NONE || day <= before
          || (making->holding->expiry != CERTPLAN_DATE_NONE && day > making->holding->expiry))
        return;
      const gboolean is_open
          = day >= holdings->as_of
                ? !is_fixed
                      || !_certplan_holdings_has_event (holdings, making->holding, done, before,
                                                        day)
                : holdings->events != NULL && (is_fixed || n == 1)
                      && !_certplan_holdings_has_event (holdings, making->holding, done, before,
                                                        holdings->as_of);
      if (is_open)
        add_line (making, type, from, before, day,
                  !is_fixed && (n > 1 || (holdings->events == NULL && day != from)), 0,
                  count_periods (&rule->duration, making->row->issued, day));
      before = day;
    }
}

/* Whether the audit on site was waived: nobody records it, so the kind of the renewal says it. */
static gboolean
is_waived (const Making *making)
{
  const CertplanHoldings *holdings = making->holdings;
  const char *kind = certplan_records_get_text (holdings->certificates, making->row->kind);
  const char *renewal = _certplan_rulebook_get_kind_by_role (holdings->rulebook,
                                                             making->row->qualification, "renewal");
  if (kind == NULL || renewal == NULL || !g_str_equal (kind, renewal)
      || _certplan_policy_is (holdings->policy, CERTPLAN_POLICY_ONSITE_WAIVER, "never"))
    return FALSE;
  if (_certplan_policy_is (holdings->policy, CERTPLAN_POLICY_ONSITE_WAIVER, "any-renewal"))
    return TRUE;
  if (making->holding->predecessor == 0)
    return FALSE;
  const CertplanCertificate *before
      = _certplan_holdings_get_row (holdings, making->holding->predecessor - 1);
  return g_strcmp0 (certplan_records_get_text (holdings->certificates, before->kind), renewal) == 0;
}

static void
add_middle (const Making *making, guint type)
{
  const CertplanHoldings *holdings = making->holdings;
  const CertplanRule *rule = making->holding->rules->duties[type].rule;
  const CertplanDate issued = making->row->issued;
  const CertplanDate end = certplan_date_add_period (issued, &rule->duration, 1);
  const CertplanPeriod half = { rule->duration.months / 2, rule->duration.days / 2, 0 };
  const CertplanDate due = certplan_date_add_period (issued, &half, 1);
  if (end == CERTPLAN_DATE_NONE || due == CERTPLAN_DATE_NONE || !is_waived (making)
      || (due < holdings->as_of && holdings->events == NULL)
      || _certplan_holdings_has_event (holdings, making->holding, _certplan_duty_types[type].done,
                                       issued - 1, end))
    return;
  add_line (making, type, issued, issued, due, TRUE, 0, 1);
}

static void
add_at_events (const Making *making, guint type)
{
  const CertplanHoldings *holdings = making->holdings;
  const CertplanHolding *holding = making->holding;
  guint number = 0;
  for (guint n = 0; n < holding->n_events; n++)
    {
      const CertplanHoldingEvent *move
          = &g_array_index (holdings->moves, CertplanHoldingEvent, holding->first_event + n);
      number += move->kind == _certplan_duty_types[type].done;
      if (move->kind != _certplan_duty_types[type].done || move->day > holdings->as_of
          || _certplan_holdings_has_event (holdings, holding, CERTPLAN_EVENT_REISSUE, move->day - 1,
                                           holdings->as_of))
        continue;
      add_line (
          making, type, move->day, move->day,
          certplan_date_add_period (move->day, &holding->rules->duties[type].rule->duration, 1),
          FALSE, 0, number);
    }
}

/* The archive of an application begins, for want of a better day, with the issue. */
static void
add_once (const Making *making, guint type)
{
  const CertplanHolding *holding = making->holding;
  const gboolean is_kept = type == CERTPLAN_DUTY_RETENTION;
  const CertplanDate from = is_kept ? making->row->issued : holding->suspended;
  if (from == CERTPLAN_DATE_NONE)
    return;
  const CertplanDate due
      = certplan_date_add_period (from, &holding->rules->duties[type].rule->duration, 1);
  if (due != CERTPLAN_DATE_NONE && (!is_kept || due >= making->holdings->as_of))
    add_line (making, type, from, from, due, is_kept, 0, 1);
}

static void
add_duty (const Making *making, guint type)
{
  if (type <= CERTPLAN_DUTY_RENEWAL_GRACE)
    add_renewals (making, type);
  else if (_certplan_duty_types[type].way == CERTPLAN_DUTY_EVERY)
    add_every (making, type);
  else if (_certplan_duty_types[type].way == CERTPLAN_DUTY_ROLLING)
    add_rolling (making, type);
  else if (_certplan_duty_types[type].way == CERTPLAN_DUTY_MIDDLE)
    add_middle (making, type);
  else if (_certplan_duty_types[type].way == CERTPLAN_DUTY_AT_EVENTS)
    add_at_events (making, type);
  else
    add_once (making, type);
}

/* A dozen lines or so, nearly in order. */
static void
sort_lines (GArray *lines, guint first)
{
  CertplanDue *line = (CertplanDue *)(gpointer)lines->data;
  for (guint i = first + 1; i < lines->len; i++)
    {
      const CertplanDue moved = line[i];
      guint place = i;
      for (; place > first && line[place - 1].due > moved.due; place--)
        line[place] = line[place - 1];
      line[place] = moved;
    }
}

static void
list_certificate (const CertplanHoldings *holdings, guint i, GArray *lines)
{
  const Making making = { holdings, i, _certplan_holdings_get (holdings, i),
                          _certplan_holdings_get_row (holdings, i), lines };
  const guint first = lines->len;
  for (guint type = 0; type < CERTPLAN_N_DUTY_TYPES; type++)
    if (making.holding->rules->duties[type].rule != NULL
        && (making.holding->state->doing[type] != NULL || _certplan_duty_types[type].event == NULL))
      add_duty (&making, type);
  sort_lines (lines, first);
}

static void
list_supplements (const CertplanHoldings *holdings, GArray *lines)
{
  for (guint i = 0; i < holdings->supplements->len; i++)
    {
      const CertplanOwedSupplement *owed
          = &g_array_index (holdings->supplements, CertplanOwedSupplement, i);
      const CertplanDue line = {
        .is_of_case = TRUE,
        .place = owed->place,
        .type = CERTPLAN_N_DUTY_TYPES,
        .actor = "applicant",
        .due = certplan_date_add_period (owed->from, &owed->rule->duration, 1),
        .counted_from = owed->from,
        .cycle_from = owed->from,
        .number = owed->number,
        .rule = owed->rule,
      };
      if (line.due != CERTPLAN_DATE_NONE && line.due <= holdings->until)
        g_array_append_val (lines, line);
    }
}

void
_certplan_due_walk_init (CertplanDueWalk *walk, const CertplanHoldings *holdings)
{
  *walk = (CertplanDueWalk){ .holdings = holdings };
  walk->lines = g_array_new (FALSE, FALSE, sizeof (CertplanDue));
}

void
_certplan_due_walk_clear (CertplanDueWalk *walk)
{
  g_clear_pointer (&walk->lines, g_array_unref);
}

const CertplanDue *
_certplan_due_walk_next (CertplanDueWalk *walk)
{
  const guint n = walk->holdings->items->len;
  while (walk->place == walk->lines->len && walk->next <= n)
    {
      g_array_set_size (walk->lines, 0);
      walk->place = 0;
      if (walk->next < n)
        list_certificate (walk->holdings, walk->next, walk->lines);
      else
        list_supplements (walk->holdings, walk->lines);
      walk->next++;
    }
  return walk->place < walk->lines->len ? &g_array_index (walk->lines, CertplanDue, walk->place++)
                                        : NULL;
}
