/* The duties of one certificate, by date. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-duties-private.h"

/* Whom the words of --actor mean. */
static const struct
{
  const char *group;
  const char *actors[8];
} groups[] = {
  { "holder", { "holder", "applicant" } },
  { "body", { "evaluation_body", "certification_body", "consulting_body" } },
  { "office", { "office", "branch", "local_centre" } },
  { "centre",
    { "centre", "certification_body", "certificate_staff", "uninvolved_staff",
      "supervision_department" } },
  { "all", { NULL } },
};

gboolean
_certplan_duty_actor_is_known (const char *actor)
{
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_str_equal (groups[i].group, actor))
      return TRUE;
  return FALSE;
}

static gboolean
is_in_group (const char *group, const char *actor)
{
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    for (guint n = 0; g_str_equal (groups[i].group, group) && n < G_N_ELEMENTS (groups[i].actors);
         n++)
      if (groups[i].actors[n] != NULL && g_str_equal (groups[i].actors[n], actor))
        return TRUE;
  return FALSE;
}

/* A holder also wants to know what others have to do lest the certificate is lost. */
static gboolean
is_wanted (const CertplanDuties *duties, const char *actor, const CertplanRule *missed)
{
  if (g_str_equal (duties->actor, "all") || is_in_group (duties->actor, actor))
    return TRUE;
  return g_str_equal (duties->actor, "holder") && missed != NULL
         && !g_str_equal (missed->next_state, missed->item);
}

/* What the lines of one certificate are made of. */
typedef struct
{
  const CertplanDuties *duties;
  guint i;
  const CertplanHolding *holding;
  const CertplanCertificate *row;
  GArray *lines;
} Making;

/* @cycle_from: the beginning of the time that the warning is a share of. @is_assumed: it holds if
 * all goes as planned until then. */
static void
add_line (const Making *making, guint type, CertplanDate counted_from, CertplanDate cycle_from,
          CertplanDate due, gboolean is_assumed)
{
  const CertplanDuties *duties = making->duties;
  const CertplanDutyPlan *plan = making->holding->plan;
  const CertplanDutyRule *duty = &plan->duties[type];
  const CertplanRule *edge = making->holding->state->doing[type];
  const char *actor = edge != NULL ? edge->performer : _certplan_duty_types[type].actor;
  if (due == CERTPLAN_DATE_NONE || due > duties->until || !is_wanted (duties, actor, duty->missed))
    return;
  const CertplanStake stake = plan->has_dated_tariff
                                  ? _certplan_duty_get_stake (duties->rulebook, plan, type, due)
                                  : duty->stake;
  const CertplanDutyLine line = {
    .type = type,
    .subject = certplan_records_get_note (duties->certificates, making->row->certificate),
    .org = certplan_records_get_text (duties->certificates, making->row->org),
    .qualification = duty->rule->qualification,
    .duty = duty->rule->item,
    .actor = actor,
    .modality = duty->rule->modality,
    .due = due,
    .days_left = due - duties->as_of,
    .warning = _certplan_warning_find (due - duties->as_of, due - cycle_from),
    .counted_from = counted_from,
    .period = duty->rule->duration,
    .if_missed = duty->missed != NULL ? duty->missed->next_state : NULL,
    .at_stake = stake.amount_fen,
    .tariff = stake.status,
    .basis = is_assumed ? "assumption" : duty->rule->basis,
    .source = duty->rule->source,
    .clause = duty->rule->clause,
  };
  g_array_append_val (making->lines, line);
}

static CertplanDate
get_next_expiry (const Making *making, CertplanDate expiry)
{
  const CertplanRule *validity = making->holding->plan->validity;
  return validity != NULL && expiry != CERTPLAN_DATE_NONE
             ? certplan_date_add_period (expiry, &validity->duration, 1)
             : CERTPLAN_DATE_NONE;
}

/* Later terms follow if this one is renewed in time. */
static void
add_renewals (const Making *making, guint type)
{
  const CertplanHolding *holding = making->holding;
  CertplanDate from = making->row->issued, expiry = holding->expiry;
  for (gboolean is_first = TRUE; expiry != CERTPLAN_DATE_NONE && expiry > from; is_first = FALSE)
    {
      CertplanDate due
          = _certplan_duties_get_renewal_day (making->duties, holding->plan, type, expiry);
      if (due == CERTPLAN_DATE_NONE
          || (due > making->duties->until && expiry > making->duties->until))
        return;
      if (is_first
              ? holding->filed == CERTPLAN_DATE_NONE || type == CERTPLAN_DUTY_RENEWAL_COMPLETION
              : due >= making->duties->as_of)
        add_line (making, type, expiry, from, due, !is_first);
      from = expiry;
      expiry = get_next_expiry (making, expiry);
    }
}

/* The yearly days of one term. */
static void
add_yearly (const Making *making, guint type, CertplanDate from, CertplanDate expiry,
            gboolean is_first)
{
  const CertplanDuties *duties = making->duties;
  const CertplanRule *rule = making->holding->plan->duties[type].rule;
  CertplanDate before = from;
  for (guint n = 1; before <= duties->until; n++)
    {
      CertplanDate day = _certplan_duty_get_nth (rule, from, n);
      if (day == CERTPLAN_DATE_NONE || day <= before
          || !_certplan_duties_is_inside (duties, day, expiry))
        return;
      const gboolean is_open = duties->events == NULL
                                   ? day >= duties->as_of
                                   : !_certplan_duties_has_event (duties, making->holding,
                                                                  _certplan_duty_types[type].done,
                                                                  before, MAX (day, duties->as_of));
      if (is_open)
        add_line (making, type, from, before, day, !is_first);
      before = day;
    }
}

static void
add_every (const Making *making, guint type)
{
  CertplanDate from = making->row->issued, expiry = making->holding->expiry;
  if (_certplan_policy_is (making->duties->policy, CERTPLAN_POLICY_ANNUAL_CHECK_DAYS,
                           "calendar-day"))
    return; /* nobody named the day */
  for (gboolean is_first = TRUE; from <= making->duties->until; is_first = FALSE)
    {
      add_yearly (making, type, from, expiry, is_first);
      if (expiry == CERTPLAN_DATE_NONE || expiry <= from)
        return;
      from = expiry;
      expiry = get_next_expiry (making, expiry);
      if (expiry == CERTPLAN_DATE_NONE)
        return;
    }
}

/* From the last review, or, where the policy says so, on the anniversaries of the issue. */
static void
add_rolling (const Making *making, guint type)
{
  const CertplanDuties *duties = making->duties;
  const CertplanRule *rule = making->holding->plan->duties[type].rule;
  const CertplanEventKind done = _certplan_duty_types[type].done;
  const gboolean is_fixed
      = _certplan_policy_is (duties->policy, CERTPLAN_POLICY_SURVEILLANCE_ANCHOR, "anniversary");
  const CertplanDate last
      = is_fixed ? CERTPLAN_DATE_NONE : _certplan_duties_get_last (duties, making->holding, done);
  const CertplanDate from = last != CERTPLAN_DATE_NONE ? last : making->row->issued;
  CertplanDate before = from;
  for (guint n = 1; before <= duties->until; n++)
    {
      CertplanDate day = _certplan_duty_get_nth (rule, from, n);
      if (day == CERTPLAN_DATE_NONE || day <= before
          || (making->holding->expiry != CERTPLAN_DATE_NONE && day > making->holding->expiry))
        return;
      const gboolean is_open
          = day >= duties->as_of
                ? !is_fixed
                      || !_certplan_duties_has_event (duties, making->holding, done, before, day)
                : duties->events != NULL && (is_fixed || n == 1)
                      && !_certplan_duties_has_event (duties, making->holding, done, before,
                                                      duties->as_of);
      if (is_open)
        add_line (making, type, from, before, day,
                  !is_fixed && (n > 1 || (duties->events == NULL && day != from)));
      before = day;
    }
}

/* Whether the audit on site was waived: nobody records it, so the kind of the renewal says it. */
static gboolean
is_waived (const Making *making)
{
  const CertplanDuties *duties = making->duties;
  const char *kind = certplan_records_get_text (duties->certificates, making->row->kind);
  const char *renewal = _certplan_rulebook_get_kind_by_role (duties->rulebook,
                                                             making->row->qualification, "renewal");
  if (kind == NULL || renewal == NULL || !g_str_equal (kind, renewal)
      || _certplan_policy_is (duties->policy, CERTPLAN_POLICY_ONSITE_WAIVER, "never"))
    return FALSE;
  if (_certplan_policy_is (duties->policy, CERTPLAN_POLICY_ONSITE_WAIVER, "any-renewal"))
    return TRUE;
  if (making->holding->predecessor == 0)
    return FALSE;
  const CertplanCertificate *before
      = _certplan_duties_get (duties, making->holding->predecessor - 1);
  return g_strcmp0 (certplan_records_get_text (duties->certificates, before->kind), renewal) == 0;
}

static void
add_middle (const Making *making, guint type)
{
  const CertplanDuties *duties = making->duties;
  const CertplanRule *rule = making->holding->plan->duties[type].rule;
  const CertplanDate issued = making->row->issued;
  const CertplanDate end = certplan_date_add_period (issued, &rule->duration, 1);
  const CertplanPeriod half = { rule->duration.months / 2, rule->duration.days / 2, 0 };
  const CertplanDate due = certplan_date_add_period (issued, &half, 1);
  if (end == CERTPLAN_DATE_NONE || due == CERTPLAN_DATE_NONE || !is_waived (making)
      || (due < duties->as_of && duties->events == NULL)
      || _certplan_duties_has_event (duties, making->holding, _certplan_duty_types[type].done,
                                     issued - 1, end))
    return;
  add_line (making, type, issued, issued, due, TRUE);
}

static void
add_at_events (const Making *making, guint type)
{
  const CertplanDuties *duties = making->duties;
  const CertplanHolding *holding = making->holding;
  for (guint n = 0; n < holding->n_events; n++)
    {
      const CertplanDutyEvent *move
          = &g_array_index (duties->moves, CertplanDutyEvent, holding->first_event + n);
      if (move->kind != _certplan_duty_types[type].done || move->day > duties->as_of
          || _certplan_duties_has_event (duties, holding, CERTPLAN_EVENT_REISSUE, move->day - 1,
                                         duties->as_of))
        continue;
      add_line (
          making, type, move->day, move->day,
          certplan_date_add_period (move->day, &holding->plan->duties[type].rule->duration, 1),
          FALSE);
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
      = certplan_date_add_period (from, &holding->plan->duties[type].rule->duration, 1);
  if (due != CERTPLAN_DATE_NONE && (!is_kept || due >= making->duties->as_of))
    add_line (making, type, from, from, due, is_kept);
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
  CertplanDutyLine *line = (CertplanDutyLine *)(gpointer)lines->data;
  for (guint i = first + 1; i < lines->len; i++)
    {
      const CertplanDutyLine moved = line[i];
      guint place = i;
      for (; place > first && line[place - 1].due > moved.due; place--)
        line[place] = line[place - 1];
      line[place] = moved;
    }
}

void
_certplan_duties_list (const CertplanDuties *duties, guint i, GArray *lines)
{
  const Making making = { duties, i, _certplan_duties_get_holding (duties, i),
                          _certplan_duties_get (duties, i), lines };
  const guint first = lines->len;
  for (guint type = 0; type < CERTPLAN_N_DUTY_TYPES; type++)
    if (making.holding->plan->duties[type].rule != NULL
        && (making.holding->state->doing[type] != NULL || _certplan_duty_types[type].event == NULL))
      add_duty (&making, type);
  sort_lines (lines, first);
}

void
_certplan_duties_list_supplements (const CertplanDuties *duties, GArray *lines)
{
  for (guint i = 0; i < duties->supplements->len; i++)
    {
      const CertplanDutySupplement *owed
          = &g_array_index (duties->supplements, CertplanDutySupplement, i);
      const CertplanDate due = certplan_date_add_period (owed->from, &owed->rule->duration, 1);
      if (due == CERTPLAN_DATE_NONE || due > duties->until
          || !is_wanted (duties, "applicant", NULL))
        continue;
      const CertplanDutyLine line = {
        .type = CERTPLAN_N_DUTY_TYPES,
        .subject = owed->case_id,
        .org = owed->org,
        .qualification = owed->rule->qualification,
        .duty = owed->rule->item,
        .actor = "applicant",
        .modality = owed->rule->modality,
        .due = due,
        .days_left = due - duties->as_of,
        .warning = _certplan_warning_find (due - duties->as_of, due - owed->from),
        .counted_from = owed->from,
        .period = owed->rule->duration,
        .at_stake = CERTPLAN_MONEY_NONE,
        .tariff = "not_stated",
        .basis = owed->rule->basis,
        .source = owed->rule->source,
        .clause = owed->rule->clause,
      };
      g_array_append_val (lines, line);
    }
}

const CertplanRule *
_certplan_duties_find_renewal_due (const CertplanDuties *duties, guint i)
{
  const CertplanHolding *holding = _certplan_duties_get_holding (duties, i);
  if (holding->state != holding->plan->first || holding->filed != CERTPLAN_DATE_NONE)
    return NULL;
  for (guint type = 0; type < CERTPLAN_DUTY_RENEWAL_GRACE; type++)
    {
      const CertplanDate due
          = _certplan_duties_get_renewal_day (duties, holding->plan, type, holding->expiry);
      const CertplanDate issued = _certplan_duties_get (duties, i)->issued;
      if (due != CERTPLAN_DATE_NONE
          && !g_str_equal (_certplan_warning_find (due - duties->as_of, due - issued), "later"))
        return holding->plan->duties[type].rule;
    }
  return NULL;
}

void
_certplan_duty_walk_init (CertplanDutyWalk *walk, const CertplanDuties *duties)
{
  *walk = (CertplanDutyWalk){ .duties = duties };
  walk->lines = g_array_new (FALSE, FALSE, sizeof (CertplanDutyLine));
}

void
_certplan_duty_walk_clear (CertplanDutyWalk *walk)
{
  g_clear_pointer (&walk->lines, g_array_unref);
}

const CertplanDutyLine *
_certplan_duty_walk_next (CertplanDutyWalk *walk)
{
  const guint n = walk->duties->holdings->len;
  while (walk->place == walk->lines->len && walk->next <= n)
    {
      g_array_set_size (walk->lines, 0);
      walk->place = 0;
      if (walk->next < n)
        _certplan_duties_list (walk->duties, walk->next, walk->lines);
      else
        _certplan_duties_list_supplements (walk->duties, walk->lines);
      walk->next++;
    }
  return walk->place < walk->lines->len
             ? &g_array_index (walk->lines, CertplanDutyLine, walk->place++)
             : NULL;
}
