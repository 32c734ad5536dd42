/* Whether a certificate is held on a day, and for how long. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-case.h"
#include "certplan-eligibility-private.h"
#include "certplan-register.h"

/* A stretch of time in which a certificate is held, both ends in it. */
typedef struct
{
  CertplanDate from, to; /* to: NONE = without an end */
} Holding;

#define FOREVER G_MAXINT32

static CertplanDate
get_end (const Holding *holding)
{
  return holding->to == CERTPLAN_DATE_NONE ? FOREVER : holding->to;
}

/* Where no expiry is printed, the term that the rules state, which may be younger than the
 * certificate; NONE where certificates do not expire. */
static CertplanDate
find_expiry (const CertplanEligibility *eligibility, guint handle, CertplanDate issued,
             CertplanDate printed)
{
  const CertplanRulebook *rulebook = eligibility->request->rulebook;
  const char *kind = _certplan_rulebook_get_kind_by_role (rulebook, handle, "initial");
  const CertplanRule *term = printed == CERTPLAN_DATE_NONE ? _certplan_rulebook_look_up_since (
                                 rulebook, CERTPLAN_RULES_PERIODS, handle, kind != NULL ? kind : "",
                                 "validity", issued, eligibility->on)
                                                           : NULL;
  return term != NULL ? certplan_date_add_period (issued, &term->duration, 1) : printed;
}

/* Whether event @i is of that certificate. */
static gboolean
is_of (const CertplanEligibility *eligibility, const CertplanEvent *event, const char *certificate)
{
  return g_strcmp0 (certplan_records_get_note (eligibility->request->events, event->subject),
                    certificate)
         == 0;
}

/* The last day on which one looks: certificates and events of a later day are known, too. */
static CertplanDate
find_last_known (const CertplanEligibility *eligibility)
{
  const CertplanRecords *certificates = eligibility->request->certificates;
  const CertplanRecords *events = eligibility->request->events;
  CertplanDate last = eligibility->on;
  for (guint i = 0; i < certplan_records_get_n (certificates); i++)
    last = MAX (last, certplan_certificate_get (certificates, i)->issued);
  for (guint i = 0; events != NULL && i < certplan_records_get_n (events); i++)
    last = MAX (last, certplan_event_get (events, i)->from);
  return last;
}

void
_certplan_eligibility_add_holdings (CertplanEligibility *eligibility)
{
  const CertplanEligibilityRequest *request = eligibility->request;
  if (request->certificates != NULL)
    eligibility->holdings = _certplan_holdings_new_unchecked (
        request->rulebook, request->policy, request->certificates, request->events,
        find_last_known (eligibility));
}

/* From the issue to the last day of validity, or to the day before it was lost: revoked, given
 * back, abandoned, replaced. */
static Holding
get_holding (const CertplanEligibility *eligibility, guint i)
{
  const CertplanHolding *held = _certplan_holdings_get (eligibility->holdings, i);
  Holding holding = { _certplan_holdings_get_row (eligibility->holdings, i)->issued, held->expiry };
  if (held->ended != CERTPLAN_DATE_NONE && held->ended <= get_end (&holding))
    holding.to = held->ended - 1;
  return holding;
}

static CertplanDate
find_restored (const CertplanEligibility *eligibility, const char *certificate, CertplanDate from)
{
  const CertplanRecords *events = eligibility->request->events;
  CertplanDate restored = certplan_date_new (9999, 12, 31);
  for (guint i = 0; i < certplan_records_get_n (events); i++)
    {
      const CertplanEvent *event = certplan_event_get (events, i);
      if (event->event == CERTPLAN_EVENT_RESTORED && is_of (eligibility, event, certificate)
          && event->from >= from)
        restored = MIN (restored, event->from);
    }
  return restored;
}

static void
add_suspensions (const CertplanEligibility *eligibility, const char *certificate,
                 CertplanPauses *suspended)
{
  const CertplanRecords *events = eligibility->request->events;
  for (guint i = 0; events != NULL && i < certplan_records_get_n (events); i++)
    {
      const CertplanEvent *event = certplan_event_get (events, i);
      if (event->event != CERTPLAN_EVENT_SUSPENSION || !is_of (eligibility, event, certificate))
        continue;
      CertplanDate to = event->to != CERTPLAN_DATE_NONE
                            ? event->to
                            : find_restored (eligibility, certificate, event->from);
      certplan_pauses_add (suspended, event->from, to, NULL);
    }
}

/* FALSE: nothing was said about it. */
static gboolean
list_holdings (const CertplanEligibility *eligibility, const CertplanRule *rule, GArray *holdings,
               CertplanPauses *suspended)
{
  const CertplanEligibilityRequest *request = eligibility->request;
  const CertplanRecords *certificates = request->certificates;
  guint handle = certplan_rulebook_find (request->rulebook, rule->requires, NULL);
  g_autofree char *fact = _certplan_fact_dup_held (rule->requires);
  Holding holding;
  gboolean is_said = _certplan_facts_get_held (eligibility, fact, &holding.from, &holding.to);
  if (is_said && holding.from != CERTPLAN_DATE_NONE)
    {
      holding.to = find_expiry (eligibility, handle, holding.from, holding.to);
      g_array_append_val (holdings, holding);
    }
  for (guint i = 0; certificates != NULL && i < certplan_records_get_n (certificates); i++)
    {
      const CertplanCertificate *row = certplan_certificate_get (certificates, i);
      if (row->qualification != handle || row->org != request->org)
        continue;
      const char *number = certplan_records_get_note (certificates, row->certificate);
      holding = get_holding (eligibility, i);
      add_suspensions (eligibility, number, suspended);
      if (holding.from <= get_end (&holding))
        g_array_append_val (holdings, holding);
    }
  return is_said || certificates != NULL;
}

static gint
compare_holdings (gconstpointer a, gconstpointer b)
{
  const Holding *x = a, *y = b;
  return x->from < y->from ? -1 : x->from > y->from;
}

/* A certificate that follows the last one without a day between is one holding with it. */
static void
join_holdings (GArray *holdings)
{
  g_array_sort (holdings, compare_holdings);
  guint n = 0;
  for (guint i = 0; i < holdings->len; i++)
    {
      Holding *next = &g_array_index (holdings, Holding, i);
      Holding *last = n > 0 ? &g_array_index (holdings, Holding, n - 1) : NULL;
      if (last == NULL || (gint64)next->from > (gint64)get_end (last) + 1)
        g_array_index (holdings, Holding, n++) = *next;
      else if (get_end (next) > get_end (last))
        last->to = next->to;
    }
  g_array_set_size (holdings, n);
}

/* Up to which day it must be valid for an application on @day. */
static CertplanDate
find_needed (const CertplanEligibility *eligibility, const CertplanRule *rule, CertplanDate day)
{
  const CertplanRulebook *rulebook = eligibility->request->rulebook;
  if (_certplan_policy_is (eligibility->request->policy, CERTPLAN_POLICY_LADDER_CHECK,
                           "application"))
    return day;
  const char *kind = _certplan_rulebook_get_kind_by_role (rulebook, rule->handle, "initial");
  const CertplanRule *target = kind != NULL
                                   ? _certplan_rulebook_look_up (rulebook, CERTPLAN_RULES_PERIODS,
                                                                 rule->handle, kind, "target", day)
                                   : NULL;
  return target != NULL ? certplan_date_add_period (day, &target->duration, 1) : day;
}

/* The first day from @from on inside one stretch on which it has been held long enough. */
static CertplanDate
find_day_in (const CertplanEligibility *eligibility, const CertplanRule *rule,
             const Holding *holding, const CertplanPauses *suspended, CertplanDate from)
{
  gboolean is_counted = _certplan_policy_is (eligibility->request->policy,
                                             CERTPLAN_POLICY_SUSPENDED_HOLDING, "counted");
  CertplanDate day = holding->from;
  if (!_certplan_period_is_none (&rule->duration))
    day = certplan_date_add_period (day, &rule->duration, 1);
  if (day != CERTPLAN_DATE_NONE && !is_counted)
    day = certplan_pauses_due (suspended, holding->from, day, TRUE);
  if (day == CERTPLAN_DATE_NONE)
    return CERTPLAN_DATE_NONE;
  day = certplan_pauses_skip (suspended, MAX (day, from));
  CertplanDate needed
      = day != CERTPLAN_DATE_NONE ? find_needed (eligibility, rule, day) : CERTPLAN_DATE_NONE;
  return needed != CERTPLAN_DATE_NONE && needed <= get_end (holding) ? day : CERTPLAN_DATE_NONE;
}

static CertplanDate
find_day (const CertplanEligibility *eligibility, const CertplanRule *rule, const GArray *holdings,
          const CertplanPauses *suspended, CertplanDate from)
{
  CertplanDate first = CERTPLAN_DATE_NONE;
  for (guint i = 0; i < holdings->len; i++)
    {
      CertplanDate day
          = find_day_in (eligibility, rule, &g_array_index (holdings, Holding, i), suspended, from);
      if (day != CERTPLAN_DATE_NONE && (first == CERTPLAN_DATE_NONE || day < first))
        first = day;
    }
  return first;
}

CertplanDate
_certplan_holding_find_day (const CertplanEligibility *eligibility, const CertplanRule *rule,
                            CertplanDate from)
{
  g_autoptr (GArray) holdings = g_array_new (FALSE, FALSE, sizeof (Holding));
  g_autoptr (CertplanPauses) suspended = certplan_pauses_new ();
  list_holdings (eligibility, rule, holdings, suspended);
  join_holdings (holdings);
  return find_day (eligibility, rule, holdings, suspended, from);
}

/* The stretch that lies around the day, else the last one. */
static char *
describe_holdings (const CertplanEligibility *eligibility, const GArray *holdings)
{
  const Holding *shown = NULL;
  for (guint i = 0; i < holdings->len; i++)
    {
      const Holding *holding = &g_array_index (holdings, Holding, i);
      if (shown == NULL || get_end (shown) < eligibility->on)
        shown = holding;
    }
  if (shown == NULL)
    return _certplan_sentence ("no", NULL);
  g_autofree char *from = certplan_date_format (shown->from);
  g_autofree char *to = certplan_date_format (shown->to);
  return g_strconcat (from, "/", to, NULL);
}

static char *
describe_required (const CertplanRule *rule)
{
  if (_certplan_period_is_none (&rule->duration))
    return _certplan_sentence ("required.held", rule->requires, NULL);
  g_autofree char *duration = _certplan_argument_period (&rule->duration);
  return _certplan_sentence ("required.held_for", rule->requires, duration, NULL);
}

static void
set_note (const CertplanEligibility *eligibility, const GArray *holdings,
          CertplanJudgement *judgement)
{
  CertplanDate day = find_needed (eligibility, judgement->rule, eligibility->on);
  g_autofree char *on = certplan_date_format (day);
  judgement->note = _certplan_sentence ("how.held", judgement->rule->requires,
                                        judgement->actual_text, on, NULL);
}

void
_certplan_holding_judge (const CertplanEligibility *eligibility, CertplanJudgement *judgement)
{
  const CertplanRule *rule = judgement->rule;
  g_autoptr (GArray) holdings = g_array_new (FALSE, FALSE, sizeof (Holding));
  g_autoptr (CertplanPauses) suspended = certplan_pauses_new ();
  gboolean is_said = list_holdings (eligibility, rule, holdings, suspended);
  join_holdings (holdings);
  CertplanDate day = find_day (eligibility, rule, holdings, suspended, eligibility->on);
  judgement->required_text = describe_required (rule);
  if (!is_said)
    {
      judgement->state = CERTPLAN_CRITERION_UNKNOWN;
      judgement->lacks[0] = _certplan_fact_dup_held (rule->requires);
      return;
    }
  judgement->state = day == eligibility->on ? CERTPLAN_CRITERION_MET : CERTPLAN_CRITERION_NOT_MET;
  judgement->actual_text = describe_holdings (eligibility, holdings);
  if (judgement->state == CERTPLAN_CRITERION_NOT_MET && day != CERTPLAN_DATE_NONE)
    {
      judgement->gap_text = g_strdup_printf ("%d", day - eligibility->on);
      judgement->unit = "days";
    }
  set_note (eligibility, holdings, judgement);
}
