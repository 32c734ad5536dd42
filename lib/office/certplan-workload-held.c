/* The work that held certificates bring: who comes back, and what falls due every year.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-private.h"
#include "certplan-workload-private.h"

CertplanComeback
_certplan_workload_find_comeback (const CertplanOffice *office, guint handle, CertplanDate expiry)
{
  const CertplanRecords *rows = certplan_office_records_get (office->records, "renewal");
  for (guint i = 0; rows != NULL && i < certplan_records_get_n (rows); i++)
    {
      const CertplanReturn *row = certplan_return_get (rows, i);
      if (row->qualification == handle)
        return (CertplanComeback){ row->renew, row->upgrade, row->lead, TRUE };
    }
  const CertplanRule *rule = _certplan_rulebook_look_up (office->rulebook, CERTPLAN_RULES_RETURNS,
                                                         handle, "", "renewal", expiry);
  return rule != NULL ? (CertplanComeback){ rule->renew, rule->upgrade, rule->duration, TRUE }
                      : (CertplanComeback){ 0, 0, { 0, 0, 0 }, FALSE };
}

/* One certificate, and how many of its kind are expected to be there: all of it, or a share. */
typedef struct
{
  CertplanWorkload *workload;
  guint i;
  const CertplanHolding *holding;
  const CertplanCertificate *row;
  const char *name;
  guint region;
  const char *renewal; /* the kind; NULL = the scheme has none */
} Held;

gboolean
_certplan_workload_is_waived (const CertplanWorkload *workload, guint certificate,
                              const char *renewal, gboolean is_again)
{
  const CertplanOffice *office = workload->office;
  const CertplanHoldings *holdings = workload->holdings;
  if (_certplan_policy_is (office->policy, CERTPLAN_POLICY_ONSITE_WAIVER, "never"))
    return FALSE;
  if (certificate == 0 || is_again)
    return is_again
           || _certplan_policy_is (office->policy, CERTPLAN_POLICY_ONSITE_WAIVER, "any-renewal");
  const CertplanCertificate *row = _certplan_holdings_get_row (holdings, certificate - 1);
  const char *kind = certplan_records_get_text (
      certplan_office_records_get (office->records, "register"), row->kind);
  if (certplan_office_records_get (office->records, "events") != NULL
      && _certplan_holdings_has_event (holdings, _certplan_holdings_get (holdings, certificate - 1),
                                       CERTPLAN_EVENT_CHANGE, row->issued, office->as_of))
    return FALSE;
  return _certplan_policy_is (office->policy, CERTPLAN_POLICY_ONSITE_WAIVER, "any-renewal")
         || g_strcmp0 (kind, renewal) == 0;
}

/* The documents ask for the whole procedure by the expiry, or for the filing by an earlier day. */
static CertplanLimits
find_limits (const Held *held, CertplanDate filed, CertplanDate expiry, CertplanDate end)
{
  const CertplanDutyRule *duties = held->holding->rules->duties;
  const CertplanRule *complete = duties[CERTPLAN_DUTY_RENEWAL_COMPLETION].rule;
  const CertplanRule *lead = duties[CERTPLAN_DUTY_RENEWAL_LEAD].rule;
  if (complete != NULL && end > certplan_date_add_period (expiry, &complete->duration, -1))
    _certplan_workload_count_finding (held->workload, "finding.renewal_incomplete", held->name,
                                      held->name, NULL, complete);
  if (lead != NULL && filed > certplan_date_add_period (expiry, &lead->duration, -1))
    _certplan_workload_count_finding (held->workload, "finding.renewal_late", held->name,
                                      held->name, NULL, lead);
  if (complete == NULL)
    return _certplan_workload_find_limits (held->workload, held->row->qualification, held->renewal,
                                           filed, CERTPLAN_DATE_NONE);
  const CertplanDate due = certplan_date_add_period (expiry, &complete->duration, -1);
  return (CertplanLimits){ due, due };
}

static gboolean
find_end (const Held *held, CertplanDate filed, gboolean waived, CertplanDate *end, GError **error)
{
  return _certplan_workload_find_end (held->workload, held->row->qualification, held->renewal,
                                      waived, filed, end, error);
}

gboolean
_certplan_workload_add_upgrade (CertplanWorkload *workload, guint handle, guint region,
                                CertplanDate filed, gint64 millionths, GError **error)
{
  const CertplanRulebook *rulebook = workload->office->rulebook;
  const guint up = _certplan_rulebook_step (rulebook, handle, 1);
  const char *kind = up != 0 ? _certplan_rulebook_get_kind_by_role (rulebook, up, "upgrade") : NULL;
  CertplanDate end;
  if (kind == NULL || millionths == 0)
    return TRUE;
  const CertplanApplication application = {
    .handle = up,
    .kind = kind,
    .region = region,
    .start = filed,
    .own_ticks = -1,
    .release = filed,
    .limits = _certplan_workload_find_limits (workload, up, kind, filed, CERTPLAN_DATE_NONE),
    .millionths = millionths,
    .case_row = -1,
  };
  return _certplan_workload_add_application (workload, &application, &end, error);
}

static gboolean
add_renewal (const Held *held, const CertplanComeback *back, CertplanDate expiry, guint n_terms,
             gint64 share, GError **error)
{
  const CertplanOffice *office = held->workload->office;
  const CertplanDate wished = certplan_date_add_period (expiry, &back->lead, -1);
  const CertplanDate filed = MAX (wished, office->as_of);
  const gboolean waived
      = _certplan_workload_is_waived (held->workload, held->i + 1, held->renewal, n_terms > 0);
  CertplanDate end;
  if (!find_end (held, filed, waived, &end, error))
    return FALSE;
  const CertplanApplication application = {
    .handle = held->row->qualification,
    .kind = held->renewal,
    .is_waived = waived,
    .region = held->region,
    .start = filed,
    .own_ticks = -1,
    .release = filed,
    .limits = find_limits (held, filed, expiry, end),
    .millionths = share * back->renew / CERTPLAN_MILLION,
    .case_row = -1,
  };
  return (application.millionths == 0
          || _certplan_workload_add_application (held->workload, &application, &end, error))
         && _certplan_workload_add_upgrade (held->workload, held->row->qualification, held->region,
                                            filed, share * back->upgrade / CERTPLAN_MILLION, error);
}

static gboolean
can_renew (const CertplanHolding *holding)
{
  return holding->state->doing[CERTPLAN_DUTY_RENEWAL_LEAD] != NULL
         || holding->state->doing[CERTPLAN_DUTY_RENEWAL_COMPLETION] != NULL
         || holding->state->doing[CERTPLAN_DUTY_RENEWAL_GRACE] != NULL;
}

/* This term's renewal, unless it is applied for, and those of later terms: of those who came back,
 * the same share. @share: of each term from this one on, as far as they were looked at. */
static gboolean
add_renewals (const Held *held, GArray *shares, GError **error)
{
  const CertplanOffice *office = held->workload->office;
  CertplanDate expiry = held->holding->expiry, from;
  gint64 share = CERTPLAN_MILLION;
  for (guint n = 0;; n++)
    {
      const CertplanComeback back
          = _certplan_workload_find_comeback (office, held->row->qualification, expiry);
      g_array_append_val (shares, share);
      if (expiry == CERTPLAN_DATE_NONE || held->renewal == NULL || share == 0
          || certplan_date_add_period (expiry, &back.lead, -1) >= office->months[office->n_months])
        return TRUE;
      if (!back.is_known)
        _certplan_workload_count_finding (held->workload, "finding.no_return", held->name,
                                          held->name, NULL, NULL);
      const gboolean is_filed = n == 0 && held->holding->filed != CERTPLAN_DATE_NONE;
      if (!is_filed && !add_renewal (held, &back, expiry, n, share, error))
        return FALSE;
      if (!is_filed)
        share = share * back.renew / CERTPLAN_MILLION;
      expiry
          = _certplan_holdings_get_next_expiry (held->workload->holdings, held->i, expiry, &from);
    }
}

/* A surveillance has a procedure, which ends by the due day; other duties are one piece of work. */
static gboolean
add_due (const Held *held, const CertplanDue *due, gint64 millionths, GError **error)
{
  CertplanWorkload *workload = held->workload;
  const CertplanOffice *office = workload->office;
  const guint handle = held->row->qualification;
  const char *kind
      = due->type == CERTPLAN_DUTY_SURVEILLANCE
            ? _certplan_rulebook_get_kind_by_role (office->rulebook, handle, "surveillance")
            : NULL;
  const CertplanDate day = MAX (due->due, office->as_of);
  g_autoptr (GArray) works = g_array_new (FALSE, FALSE, sizeof (CertplanWork));
  if (kind == NULL)
    {
      if (_certplan_effort_find (office, handle, "", due->rule->item, due->actor, day, works))
        _certplan_workload_add_duty (workload, handle, due->rule->item, works, held->region, day,
                                     millionths);
      return TRUE;
    }
  CertplanDate end;
  Held other = *held;
  other.renewal = kind;
  if (!find_end (&other, day, FALSE, &end, error))
    return FALSE;
  const CertplanApplication application = {
    .handle = handle,
    .kind = kind,
    .region = held->region,
    .start = MAX (day - (end - day), office->as_of),
    .own_ticks = -1,
    .release = MAX (day - (end - day), office->as_of),
    .limits = { due->due, due->due },
    .millionths = millionths,
    .case_row = -1,
  };
  return _certplan_workload_add_application (workload, &application, &end, error);
}

static gboolean
is_renewal (guint type)
{
  return type == CERTPLAN_DUTY_RENEWAL_LEAD || type == CERTPLAN_DUTY_RENEWAL_COMPLETION
         || type == CERTPLAN_DUTY_RENEWAL_GRACE;
}

static Held
begin (CertplanWorkload *workload, guint i)
{
  const CertplanOffice *office = workload->office;
  Held held = {
    .workload = workload,
    .i = i,
    .holding = _certplan_holdings_get (workload->holdings, i),
    .row = _certplan_holdings_get_row (workload->holdings, i),
  };
  const CertplanRecords *rows = certplan_office_records_get (office->records, "register");
  held.name = certplan_rulebook_get_qualification (office->rulebook, held.row->qualification);
  held.region = _certplan_workload_find_region (
      workload, certplan_records_get_text (rows, held.row->registered_region), CERTPLAN_MILLION);
  held.renewal
      = _certplan_rulebook_get_kind_by_role (office->rulebook, held.row->qualification, "renewal");
  return held;
}

/* One that is lost because nobody says that a duty was done brings no work: a file of events that
 * is not complete, or whose numbers are mistaken, would empty an office without a word. */
static void
tell_missed (const Held *held)
{
  const CertplanHolding *holding = held->holding;
  for (guint type = 0; holding->rule != NULL && type < CERTPLAN_N_DUTY_TYPES; type++)
    if (holding->rules->duties[type].missed == holding->rule)
      {
        g_autofree char *state = g_strconcat (CERTPLAN_LABEL, holding->state->name, NULL);
        _certplan_workload_count_finding (held->workload, "finding.missed", held->name, held->name,
                                          state, holding->rule);
        return;
      }
}

/* What falls due comes by certificate, so one walk keeps step with the register. */
typedef struct
{
  CertplanDueWalk walk;
  const CertplanDue *due;
} Dues;

static void
dues_clear (Dues *dues)
{
  _certplan_due_walk_clear (&dues->walk);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Dues, dues_clear)

static gboolean
add_certificate (CertplanWorkload *workload, guint i, Dues *dues, GError **error)
{
  const Held held = begin (workload, i);
  g_autoptr (GArray) shares = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (can_renew (held.holding) && !add_renewals (&held, shares, error))
    return FALSE;
  if (!can_renew (held.holding))
    tell_missed (&held);
  for (; dues->due != NULL && !dues->due->is_of_case && dues->due->place == i;
       dues->due = _certplan_due_walk_next (&dues->walk))
    {
      const guint n = dues->due->term - held.holding->term;
      const gint64 share = n == 0            ? CERTPLAN_MILLION
                           : n < shares->len ? g_array_index (shares, gint64, n)
                                             : 0;
      if (!is_renewal (dues->due->type) && share > 0 && !add_due (&held, dues->due, share, error))
        return FALSE;
    }
  return TRUE;
}

static void
take_findings (CertplanWorkload *workload)
{
  for (guint i = 0; i < _certplan_holdings_get_n_findings (workload->holdings); i++)
    {
      const CertplanHoldingFinding *found = _certplan_holdings_get_finding (workload->holdings, i);
      const CertplanOfficeFinding finding = {
        .subject = found->subject,
        .qualification = found->qualification,
        .finding = g_strdup (found->finding),
        .source = found->source,
        .clause = found->clause,
      };
      g_array_append_val (workload->findings, finding);
    }
}

gboolean
_certplan_workload_add_held (CertplanWorkload *workload, CertplanFaults *faults,
                             GCancellable *cancellable, GError **error)
{
  CertplanOffice *office = workload->office;
  CertplanRecords *rows = certplan_office_records_get (office->records, "register");
  if (rows == NULL)
    return TRUE;
  workload->holdings = _certplan_holdings_new (
      office->rulebook, office->policy, rows,
      certplan_office_records_get (office->records, "cases"),
      certplan_office_records_get (office->records, "events"), office->as_of,
      MAX (office->months[office->n_months] - 1, office->as_of), faults, error);
  if (workload->holdings == NULL)
    return FALSE;
  take_findings (workload);
  workload->n_held = _certplan_holdings_get_n (workload->holdings);
  g_auto (Dues) dues;
  _certplan_due_walk_init (&dues.walk, workload->holdings);
  dues.due = _certplan_due_walk_next (&dues.walk);
  for (guint i = 0; i < workload->n_held; i++)
    if ((i % 1024 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        || !add_certificate (workload, i, &dues, error))
      return FALSE;
  return TRUE;
}
