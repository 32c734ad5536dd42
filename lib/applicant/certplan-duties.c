/* What falls due for certificates that are held. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-duties-private.h"
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
  const guint n = certplan_rulebook_get_n_qualifications (duties->rulebook) + 1;
  for (guint handle = 0; handle < n; handle++)
    g_free (duties->stakes[handle]);
  g_free (duties->stakes);
  _certplan_holdings_unref (duties->holdings);
  certplan_records_unref (duties->certificates);
  g_clear_pointer (&duties->cases, certplan_records_unref);
  certplan_rulebook_unref (duties->rulebook);
}

void
certplan_duties_unref (CertplanDuties *duties)
{
  g_atomic_rc_box_release_full (duties, duties_clear);
}

static gboolean
check_call (const char *actor, CertplanDate as_of, CertplanDate until, GError **error)
{
  if (_certplan_duty_actor_find (actor) == NULL)
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
  if (!check_call (actor != NULL ? actor : "holder", as_of, until, error))
    return NULL;
  g_autoptr (CertplanHoldings) holdings = _certplan_holdings_new (
      rulebook, policy, certificates, cases, events, as_of, until, faults, error);
  if (holdings == NULL)
    return NULL;
  CertplanDuties *duties = g_atomic_rc_box_new0 (CertplanDuties);
  duties->rulebook = certplan_rulebook_ref (rulebook);
  duties->certificates = certplan_records_ref (certificates);
  duties->cases = cases != NULL ? certplan_records_ref (cases) : NULL;
  duties->holdings = g_steal_pointer (&holdings);
  duties->as_of = as_of;
  duties->until = until;
  duties->actor = _certplan_duty_actor_find (actor != NULL ? actor : "holder");
  _certplan_duties_add_stakes (duties);
  return duties;
}

const char *
certplan_duties_get_state (const CertplanDuties *duties, guint i)
{
  g_return_val_if_fail (i < _certplan_holdings_get_n (duties->holdings), NULL);
  return _certplan_duties_find_renewal_due (duties, i) != NULL
             ? "renewal_due"
             : _certplan_holdings_get (duties->holdings, i)->state->name;
}

CertplanDate
certplan_duties_get_expiry (const CertplanDuties *duties, guint i)
{
  g_return_val_if_fail (i < _certplan_holdings_get_n (duties->holdings), CERTPLAN_DATE_NONE);
  return _certplan_holdings_get (duties->holdings, i)->expiry;
}

CertplanDate
certplan_duties_get_computed_expiry (const CertplanDuties *duties, guint i)
{
  g_return_val_if_fail (i < _certplan_holdings_get_n (duties->holdings), CERTPLAN_DATE_NONE);
  return _certplan_holdings_get (duties->holdings, i)->computed;
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

guint
certplan_duties_count_unknown (const CertplanDuties *duties)
{
  return _certplan_holdings_get_n_unknown (duties->holdings);
}
