/* What certificates that are issued within the months bring: every year, and as they are renewed.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-workload-private.h"

/* A term of a certificate that is not there yet. */
typedef struct
{
  CertplanWorkload *workload;
  const CertplanApplication *application;
  guint n;                   /* which one, from 0 on */
  CertplanDate from, expiry; /* G_MAXINT32 = no end */
  gint64 millionths;         /* of those that are still there */
} Term;

/* Of so many expected cases, which may be very many. */
static gint64
take_share (gint64 millionths, gint32 share)
{
  return (gint64)((__int128)millionths * share / CERTPLAN_MILLION);
}

/* As the policy reads the days of annual checks: the one on the expiry is the renewal's. */
static gboolean
is_inside (const Term *term, CertplanDate day)
{
  const CertplanOffice *office = term->workload->office;
  const gboolean has_last
      = _certplan_policy_is (office->policy, CERTPLAN_POLICY_ANNUAL_CHECK_DAYS, "with-expiry");
  return day < term->expiry || (has_last && day == term->expiry);
}

static gboolean
add_surveillance (const Term *term, const char *kind, CertplanDate day, GError **error)
{
  CertplanWorkload *workload = term->workload;
  CertplanApplication surveillance = *term->application;
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
  surveillance.millionths = term->millionths;
  surveillance.body = surveillance.consultant = 0;
  return _certplan_workload_add_application (workload, &surveillance, &end, error);
}

static gboolean
add_duty (const Term *term, guint type, GError **error)
{
  CertplanWorkload *workload = term->workload;
  const CertplanOffice *office = workload->office;
  const CertplanApplication *application = term->application;
  const CertplanDutyType *duty = &_certplan_duty_types[type];
  const CertplanRule *rule
      = _certplan_rulebook_look_up (office->rulebook, CERTPLAN_RULES_PERIODS, application->handle,
                                    application->kind, duty->period, term->from);
  const char *kind = duty->way == CERTPLAN_DUTY_ROLLING ? _certplan_rulebook_get_kind_by_role (
                         office->rulebook, application->handle, "surveillance")
                                                        : NULL;
  if (rule == NULL || rule->duration.working_days != 0)
    return TRUE;
  for (guint n = 1;; n++)
    {
      const CertplanDate day = _certplan_duty_get_nth (rule, term->from, n);
      if (day <= term->from || !is_inside (term, day) || day >= office->months[office->n_months])
        return TRUE;
      if (kind == NULL)
        {
          g_autoptr (GArray) works = g_array_new (FALSE, FALSE, sizeof (CertplanWork));
          _certplan_effort_find (office, application->handle, "", rule->item, duty->actor, day,
                                 works);
          _certplan_workload_add_duty (workload, application->handle, rule->item, works,
                                       application->region, day, term->millionths);
        }
      else if (!add_surveillance (term, kind, day, error))
        return FALSE;
    }
}

/* By the expiry, where the documents want the whole procedure by then; else as for all of the kind.
 */
static CertplanLimits
find_limits (const Term *term, const char *kind, CertplanDate filed)
{
  const guint handle = term->application->handle;
  const CertplanRule *complete = _certplan_rulebook_look_up (
      term->workload->office->rulebook, CERTPLAN_RULES_PERIODS, handle, kind,
      _certplan_duty_types[CERTPLAN_DUTY_RENEWAL_COMPLETION].period, term->from);
  if (complete == NULL)
    return _certplan_workload_find_limits (term->workload, handle, kind, filed, CERTPLAN_DATE_NONE);
  const CertplanDate due = certplan_date_add_period (term->expiry, &complete->duration, -1);
  return (CertplanLimits){ due, due };
}

/* Those who come back at the end of the term, and with them those who go up a level. */
static gboolean
add_renewal (const Term *term, const char *kind, const CertplanComeback *back, CertplanDate filed,
             GError **error)
{
  CertplanWorkload *workload = term->workload;
  const guint handle = term->application->handle, region = term->application->region;
  CertplanDate end;
  const CertplanApplication renewal = {
    .handle = handle,
    .kind = kind,
    .is_waived = _certplan_workload_is_waived (workload, 0, kind, term->n > 0),
    .region = region,
    .start = filed,
    .own_ticks = -1,
    .release = filed,
    .limits = find_limits (term, kind, filed),
    .millionths = take_share (term->millionths, back->renew),
    .case_row = -1,
  };
  return (renewal.millionths == 0
          || _certplan_workload_add_application (workload, &renewal, &end, error))
         && _certplan_workload_add_upgrade (workload, handle, region, filed,
                                            take_share (term->millionths, back->upgrade), error);
}

static gboolean
add_duties (const Term *term, GError **error)
{
  const CertplanPolicy *policy = term->workload->office->policy;
  if (!_certplan_policy_is (policy, CERTPLAN_POLICY_ANNUAL_CHECK_DAYS, "calendar-day")
      && (!add_duty (term, CERTPLAN_DUTY_ANNUAL_CHECK, error)
          || !add_duty (term, CERTPLAN_DUTY_ANNUAL_CONFIRMATION, error)))
    return FALSE;
  return add_duty (term, CERTPLAN_DUTY_SURVEILLANCE, error);
}

/* The term that begins on @from; without an end where the rules state none. */
static void
set_term (Term *term, CertplanDate from)
{
  const CertplanApplication *application = term->application;
  const CertplanRule *validity
      = _certplan_rulebook_look_up (term->workload->office->rulebook, CERTPLAN_RULES_PERIODS,
                                    application->handle, application->kind, "validity", from);
  term->from = from;
  term->expiry
      = validity != NULL ? certplan_date_add_period (from, &validity->duration, 1) : G_MAXINT32;
}

/* Renewals have terms here, too: they are those of the certificate that they renew. */
gboolean
_certplan_workload_add_issued (CertplanWorkload *workload, const CertplanApplication *application,
                               CertplanDate issued, GError **error)
{
  const CertplanOffice *office = workload->office;
  const guint handle = application->handle;
  const char *role = _certplan_rulebook_get_role (office->rulebook, handle, application->kind);
  const char *kind = _certplan_rulebook_get_kind_by_role (office->rulebook, handle, "renewal");
  const char *name = certplan_rulebook_get_qualification (office->rulebook, handle);
  Term term
      = { .workload = workload, .application = application, .millionths = application->millionths };
  if (g_strcmp0 (role, "initial") != 0 && g_strcmp0 (role, "upgrade") != 0)
    return TRUE;
  for (set_term (&term, issued);; set_term (&term, term.expiry), term.n++)
    {
      if (!add_duties (&term, error))
        return FALSE;
      if (kind == NULL || term.expiry <= term.from || term.expiry == G_MAXINT32)
        return TRUE;
      const CertplanComeback back = _certplan_workload_find_comeback (office, handle, term.expiry);
      const CertplanDate filed
          = MAX (certplan_date_add_period (term.expiry, &back.lead, -1), term.from);
      if (filed >= office->months[office->n_months])
        return TRUE;
      if (!back.is_known)
        _certplan_workload_weigh_finding (workload, "finding.no_return", name, name, NULL, NULL,
                                          term.millionths);
      if (!add_renewal (&term, kind, &back, filed, error))
        return FALSE;
      term.millionths = take_share (term.millionths, back.renew);
      if (term.millionths == 0)
        return TRUE;
    }
}
