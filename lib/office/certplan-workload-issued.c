/* What certificates that are issued within the months bring every year.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-workload-private.h"

/* A certificate that is not there yet. */
typedef struct
{
  CertplanWorkload *workload;
  const CertplanApplication *application;
  CertplanDate issued, expiry; /* G_MAXINT32 = no end */
} Issued;

/* As the policy reads the days of annual checks: the one on the expiry is the renewal's. */
static gboolean
is_inside (const Issued *certificate, CertplanDate day)
{
  const CertplanOffice *office = certificate->workload->office;
  const gboolean has_last
      = _certplan_policy_is (office->policy, CERTPLAN_POLICY_ANNUAL_CHECK_DAYS, "with-expiry");
  return day < certificate->expiry || (has_last && day == certificate->expiry);
}

static gboolean
add_surveillance (const Issued *certificate, const char *kind, CertplanDate day, GError **error)
{
  CertplanWorkload *workload = certificate->workload;
  CertplanApplication surveillance = *certificate->application;
  CertplanDate end;
  if (!_certplan_workload_find_end (workload, surveillance.handle, kind, FALSE, day, &end, error))
    return FALSE;
  surveillance.kind = kind;
  surveillance.is_waived = FALSE;
  surveillance.start = surveillance.release = day - (end - day);
  surveillance.limits = (CertplanLimits){ day, day };
  surveillance.first_step = 0;
  surveillance.own_ticks = -1;
  surveillance.case_row = -1;
  surveillance.body = surveillance.consultant = 0;
  return _certplan_workload_add_application (workload, &surveillance, &end, error);
}

static gboolean
add_duty (const Issued *certificate, guint type, GError **error)
{
  CertplanWorkload *workload = certificate->workload;
  const CertplanOffice *office = workload->office;
  const CertplanApplication *application = certificate->application;
  const CertplanDutyType *duty = &_certplan_duty_types[type];
  const CertplanRule *rule
      = _certplan_rulebook_look_up (office->rulebook, CERTPLAN_RULES_PERIODS, application->handle,
                                    application->kind, duty->period, certificate->issued);
  const char *kind = duty->way == CERTPLAN_DUTY_ROLLING ? _certplan_rulebook_get_kind_by_role (
                         office->rulebook, application->handle, "surveillance")
                                                        : NULL;
  g_autoptr (GArray) works = g_array_new (FALSE, FALSE, sizeof (CertplanWork));
  if (rule == NULL || rule->duration.working_days != 0)
    return TRUE;
  if (kind == NULL)
    _certplan_effort_find (office, application->handle, "", rule->item, duty->actor, works);
  for (guint n = 1;; n++)
    {
      const CertplanDate day = _certplan_duty_get_nth (rule, certificate->issued, n);
      if (day <= certificate->issued || !is_inside (certificate, day)
          || day >= office->months[office->n_months])
        return TRUE;
      if (kind == NULL)
        _certplan_workload_add_duty (workload, application->handle, rule->item, works,
                                     application->region, day, application->millionths);
      else if (!add_surveillance (certificate, kind, day, error))
        return FALSE;
    }
}

gboolean
_certplan_workload_add_issued (CertplanWorkload *workload, const CertplanApplication *application,
                               CertplanDate issued, GError **error)
{
  const CertplanOffice *office = workload->office;
  const char *role
      = _certplan_rulebook_get_role (office->rulebook, application->handle, application->kind);
  const CertplanRule *validity
      = _certplan_rulebook_look_up (office->rulebook, CERTPLAN_RULES_PERIODS, application->handle,
                                    application->kind, "validity", issued);
  const CertplanDate expiry
      = validity != NULL ? certplan_date_add_period (issued, &validity->duration, 1) : G_MAXINT32;
  const Issued certificate = { workload, application, issued, expiry };
  if (g_strcmp0 (role, "initial") != 0 && g_strcmp0 (role, "upgrade") != 0)
    return TRUE;
  if (!_certplan_policy_is (office->policy, CERTPLAN_POLICY_ANNUAL_CHECK_DAYS, "calendar-day")
      && (!add_duty (&certificate, CERTPLAN_DUTY_ANNUAL_CHECK, error)
          || !add_duty (&certificate, CERTPLAN_DUTY_ANNUAL_CONFIRMATION, error)))
    return FALSE;
  return add_duty (&certificate, CERTPLAN_DUTY_SURVEILLANCE, error);
}
