/* What falls due for certificates that are held. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-duties-private.h"
#include "certplan-faults-private.h"
#include "certplan-private.h"

G_DEFINE_BOXED_TYPE (CertplanDuties, certplan_duties, certplan_duties_ref, certplan_duties_unref)

CertplanDuties *
certplan_duties_ref (CertplanDuties *duties)
{
  return g_atomic_rc_box_acquire (duties);
}

static void
duties_clear (gpointer data)
{
  CertplanDuties *duties = data;
  g_ptr_array_unref (duties->plans);
  g_array_unref (duties->moves);
  g_array_unref (duties->holdings);
  g_array_unref (duties->findings);
  g_array_unref (duties->supplements);
  certplan_records_unref (duties->certificates);
  g_clear_pointer (&duties->cases, certplan_records_unref);
  g_clear_pointer (&duties->events, certplan_records_unref);
  g_clear_pointer (&duties->policy, certplan_policy_unref);
  certplan_rulebook_unref (duties->rulebook);
}

void
certplan_duties_unref (CertplanDuties *duties)
{
  g_atomic_rc_box_release_full (duties, duties_clear);
}

static void
finding_clear (gpointer data)
{
  g_free (((CertplanDutyFinding *)data)->finding);
}

static void
plan_free (gpointer data)
{
  _certplan_duty_plan_free (data);
}

static CertplanDuties *
duties_alloc (CertplanRulebook *rulebook, CertplanPolicy *policy, CertplanRecords *certificates,
              CertplanRecords *cases, CertplanRecords *events)
{
  CertplanDuties *duties = g_atomic_rc_box_new0 (CertplanDuties);
  duties->rulebook = certplan_rulebook_ref (rulebook);
  duties->policy = policy != NULL ? certplan_policy_ref (policy) : NULL;
  duties->certificates = certplan_records_ref (certificates);
  duties->cases = cases != NULL ? certplan_records_ref (cases) : NULL;
  duties->events = events != NULL ? certplan_records_ref (events) : NULL;
  duties->plans = g_ptr_array_new_with_free_func (plan_free);
  g_ptr_array_set_size (duties->plans, (gint)certplan_rulebook_get_n_qualifications (rulebook) + 1);
  duties->moves = g_array_new (FALSE, FALSE, sizeof (CertplanDutyEvent));
  duties->holdings = g_array_new (FALSE, TRUE, sizeof (CertplanHolding));
  duties->findings = g_array_new (FALSE, FALSE, sizeof (CertplanDutyFinding));
  g_array_set_clear_func (duties->findings, finding_clear);
  duties->supplements = g_array_new (FALSE, FALSE, sizeof (CertplanDutySupplement));
  return duties;
}

const CertplanCertificate *
_certplan_duties_get (const CertplanDuties *duties, guint i)
{
  return certplan_certificate_get (duties->certificates, i);
}

CertplanDutyPlan *
_certplan_duties_get_plan (CertplanDuties *duties, guint handle)
{
  if (g_ptr_array_index (duties->plans, handle) == NULL)
    g_ptr_array_index (duties->plans, handle)
        = _certplan_duty_plan_new (duties->rulebook, handle, duties->as_of);
  return g_ptr_array_index (duties->plans, handle);
}

void
_certplan_duties_take_finding (CertplanDuties *duties, guint i, char *sentence,
                               const CertplanRule *rule)
{
  const CertplanCertificate *row = _certplan_duties_get (duties, i);
  const CertplanDutyFinding finding = {
    .subject = certplan_records_get_note (duties->certificates, row->certificate),
    .qualification = certplan_rulebook_get_qualification (duties->rulebook, row->qualification),
    .finding = sentence,
    .source = rule != NULL ? rule->source : "no_document",
    .clause = rule != NULL ? rule->clause : NULL,
  };
  g_array_append_val (duties->findings, finding);
}

static void
add_holdings (CertplanDuties *duties)
{
  const guint n = certplan_records_get_n (duties->certificates);
  g_array_set_size (duties->holdings, n);
  for (guint i = 0; i < n; i++)
    {
      CertplanHolding *holding = _certplan_duties_get_holding (duties, i);
      holding->plan
          = _certplan_duties_get_plan (duties, _certplan_duties_get (duties, i)->qualification);
      holding->expiry = holding->computed = holding->ended = CERTPLAN_DATE_NONE;
      holding->filed = holding->suspended = CERTPLAN_DATE_NONE;
    }
}

static gboolean
check_call (const char *actor, CertplanDate as_of, CertplanDate until, GError **error)
{
  if (!_certplan_duty_actor_is_known (actor))
    return _certplan_refuse (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_ACTOR,
                             _ ("no such actor: \"%s\"; wanted holder, body, office, centre or "
                                "all"),
                             actor);
  if (until >= as_of)
    return TRUE;
  g_set_error_literal (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_DATE,
                       _ ("the last day of which duties are wanted lies before the day on which "
                          "one looks, or outside the years 1 to 9999"));
  return FALSE;
}

CertplanDuties *
certplan_duties_new (CertplanRulebook *rulebook, CertplanPolicy *policy,
                     CertplanRecords *certificates, CertplanRecords *cases, CertplanRecords *events,
                     CertplanDate as_of, CertplanDate until, const char *actor,
                     CertplanFaults *faults, GError **error)
{
  g_return_val_if_fail (rulebook != NULL && certificates != NULL && as_of != CERTPLAN_DATE_NONE,
                        NULL);
  g_autoptr (CertplanFaults) own = faults == NULL ? certplan_faults_new () : NULL;
  CertplanFaults *list = faults != NULL ? faults : own;
  const guint first = certplan_faults_get_n_kept (list), n_before = certplan_faults_get_n (list);
  if (!check_call (actor != NULL ? actor : "holder", as_of, until, error))
    return NULL;
  g_autoptr (CertplanDuties) duties = duties_alloc (rulebook, policy, certificates, cases, events);
  duties->as_of = as_of;
  duties->until = until;
  duties->actor = g_intern_string (actor != NULL ? actor : "holder");
  add_holdings (duties);
  _certplan_duties_link (duties, list);
  _certplan_duties_collect (duties);
  for (guint i = 0; i < duties->holdings->len; i++)
    _certplan_duties_follow (duties, i);
  _certplan_duties_check_terms (duties, list);
  _certplan_faults_sort (list, first);
  if (certplan_faults_get_n (list) > n_before)
    {
      certplan_faults_set_error (list, error);
      return NULL;
    }
  return g_steal_pointer (&duties);
}

const char *
certplan_duties_get_state (const CertplanDuties *duties, guint i)
{
  g_return_val_if_fail (i < duties->holdings->len, NULL);
  return _certplan_duties_find_renewal_due (duties, i) != NULL
             ? "renewal_due"
             : _certplan_duties_get_holding (duties, i)->state->name;
}

CertplanDate
certplan_duties_get_expiry (const CertplanDuties *duties, guint i)
{
  g_return_val_if_fail (i < duties->holdings->len, CERTPLAN_DATE_NONE);
  return _certplan_duties_get_holding (duties, i)->expiry;
}

CertplanDate
certplan_duties_get_computed_expiry (const CertplanDuties *duties, guint i)
{
  g_return_val_if_fail (i < duties->holdings->len, CERTPLAN_DATE_NONE);
  return _certplan_duties_get_holding (duties, i)->computed;
}

guint
certplan_duties_count_overdue (CertplanDuties *duties)
{
  const CertplanDutyLine *line;
  guint n = 0;
  g_auto (CertplanDutyWalk) walk;
  _certplan_duty_walk_init (&walk, duties);
  while ((line = _certplan_duty_walk_next (&walk)) != NULL)
    n += line->days_left < 0;
  return n;
}
