/* The work of applications: those under way, and those that are expected.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-cycle.h"
#include "certplan-faults-private.h"
#include "certplan-nearest-private.h"
#include "certplan-private.h"
#include "certplan-workload-private.h"

/* What is looked up of all cases. */
typedef struct
{
  CertplanWorkload *workload;
  CertplanRecords *rows;
  GHashTable *certificates; /* number -> place in the register + 1 */
  GHashTable *pauses;       /* case -> CertplanPauses */
  CertplanFaults *faults;
} Cases;

static GHashTable *
list_certificates (const CertplanRecords *rows)
{
  GHashTable *places = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; rows != NULL && i < certplan_records_get_n (rows); i++)
    g_hash_table_insert (
        places,
        (gpointer)certplan_records_get_note (rows, certplan_certificate_get (rows, i)->certificate),
        GUINT_TO_POINTER (i + 1));
  return places;
}

/* The events of each case that have a from and a to, or are open to this day. */
static GHashTable *
list_pauses (const CertplanOffice *office)
{
  const CertplanRecords *rows = certplan_office_records_get (office->records, "events");
  GHashTable *pauses
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
  for (guint i = 0; rows != NULL && i < certplan_records_get_n (rows); i++)
    {
      const CertplanEvent *row = certplan_event_get (rows, i);
      const char *subject = certplan_records_get_note (rows, row->subject);
      GArray *list = g_hash_table_lookup (pauses, subject);
      if (list == NULL)
        g_hash_table_insert (pauses, (gpointer)subject,
                             list = g_array_new (FALSE, FALSE, sizeof (guint)));
      g_array_append_val (list, i);
    }
  return pauses;
}

/* Whether the stage that the event is stops the clock of the qualification, or by policy any. */
static gboolean
stops_clock (const CertplanOffice *office, guint handle, CertplanEventKind kind)
{
  guint n_rows;
  if (_certplan_policy_is (office->policy, CERTPLAN_POLICY_PAUSE_REASONS, "all"))
    return TRUE;
  const CertplanRule *rows
      = _certplan_rulebook_get_rows (office->rulebook, CERTPLAN_RULES_STAGES, handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    if (g_str_equal (rows[i].item, certplan_event_kind_get_name (kind))
        && g_strcmp0 (rows[i].stops_clock, "yes") == 0)
      return TRUE;
  return FALSE;
}

/* When it was the applicant's turn. */
static CertplanPauses *
make_pauses (const Cases *cases, const CertplanCase *row)
{
  const CertplanOffice *office = cases->workload->office;
  const CertplanRecords *events = certplan_office_records_get (office->records, "events");
  const GArray *list
      = g_hash_table_lookup (cases->pauses, certplan_records_get_note (cases->rows, row->case_id));
  CertplanPauses *pauses = certplan_pauses_new ();
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const CertplanEvent *event = certplan_event_get (events, g_array_index (list, guint, i));
      const CertplanDate to = event->to != CERTPLAN_DATE_NONE ? event->to : office->as_of;
      if (event->from < to && stops_clock (office, row->qualification, event->event))
        certplan_pauses_add (pauses, event->from, to, NULL);
    }
  return pauses;
}

static CertplanDate
push_limit (const Cases *cases, const CertplanCase *row, CertplanDate start, CertplanDate limit)
{
  g_autoptr (CertplanPauses) pauses = make_pauses (cases, row);
  return certplan_pauses_due (pauses, start, limit,
                              _certplan_policy_is (cases->workload->office->policy,
                                                   CERTPLAN_POLICY_PAUSE_ON_DUE, "counted"));
}

/* The caller's own day, else the expiry of what must be renewed by then, else the cycle's end. */
static CertplanLimits
find_limits (const Cases *cases, const CertplanCase *row, const char *kind, guint certificate)
{
  CertplanWorkload *workload = cases->workload;
  const CertplanRulebook *rulebook = workload->office->rulebook;
  const char *role = _certplan_rulebook_get_role (rulebook, row->qualification, kind);
  CertplanDate day = row->due;
  if (day == CERTPLAN_DATE_NONE && certificate != 0 && g_strcmp0 (role, "renewal") == 0
      && _certplan_holdings_get (workload->holdings, certificate - 1)
                 ->rules->duties[CERTPLAN_DUTY_RENEWAL_COMPLETION]
                 .rule
             != NULL)
    day = _certplan_holdings_get_renewal_day (workload->holdings, certificate - 1,
                                              CERTPLAN_DUTY_RENEWAL_COMPLETION);
  CertplanLimits limits = { day, day };
  const CertplanDate start = row->filed != CERTPLAN_DATE_NONE ? row->filed : row->agreed;
  if (day != CERTPLAN_DATE_NONE || start == CERTPLAN_DATE_NONE)
    return limits;
  limits = _certplan_workload_find_limits (workload, row->qualification, kind, start, row->agreed);
  if (limits.target != CERTPLAN_DATE_NONE)
    limits.target = push_limit (cases, row, start, limits.target);
  if (limits.cap != CERTPLAN_DATE_NONE
      && !_certplan_policy_is (workload->office->policy, CERTPLAN_POLICY_CAP_PAUSES, "counted"))
    limits.cap = push_limit (cases, row, start, limits.cap);
  return limits;
}

/* Where the case stands; a stage that nobody knows counts as the first one. */
static guint
find_step (const Cases *cases, const CertplanCase *row, const CertplanProcess *process,
           const char *name)
{
  CertplanWorkload *workload = cases->workload;
  const char *stage = certplan_records_get_text (cases->rows, row->stage);
  if (stage == NULL || process->steps->len == 0)
    return 0;
  const gint step = _certplan_process_find_step (workload->office, process, stage);
  if (step >= 0)
    return (guint)step;
  g_autoptr (GPtrArray) stages = g_ptr_array_new ();
  g_autoptr (GString) nearest = g_string_new (NULL);
  for (guint i = 0; i < process->steps->len; i++)
    g_ptr_array_add (stages, (gpointer)g_array_index (process->steps, CertplanStep, i).stage->item);
  _certplan_append_nearest (nearest, stage, (const char *const *)stages->pdata, stages->len);
  _certplan_workload_count_finding (
      workload, nearest->len > 0 ? "finding.unknown_stage_near" : "finding.unknown_stage", stage,
      name, nearest->str, NULL);
  return 0;
}

static guint
find_body (const Cases *cases, guint i, guint32 text)
{
  const CertplanOffice *office = cases->workload->office;
  const char *name = certplan_records_get_text (cases->rows, text);
  const guint place = _certplan_office_find_body (office, name);
  if (name != NULL && place == 0 && office->bodies->len > 0)
    _certplan_office_refuse_body (office, cases->rows, i, name, cases->faults);
  return place;
}

/* The applicant's registered place is the register's where it knows the certificate. */
static guint
find_region (const Cases *cases, const CertplanCase *row, guint certificate)
{
  const CertplanOffice *office = cases->workload->office;
  const CertplanRecords *held = certplan_office_records_get (office->records, "register");
  const char *registered
      = certificate != 0 ? certplan_records_get_text (
            held, certplan_certificate_get (held, certificate - 1)->registered_region)
                         : NULL;
  const char *stated = certplan_records_get_text (cases->rows, row->region);
  const gboolean is_onsite
      = _certplan_policy_is (office->policy, CERTPLAN_POLICY_AUTHORISED_REGION, "onsite-place");
  return _certplan_workload_find_region (
      cases->workload, registered != NULL && (!is_onsite || stated == NULL) ? registered : stated,
      CERTPLAN_MILLION);
}

static void
tell_late (const Cases *cases, const CertplanCase *row, const char *name, CertplanDate due)
{
  const CertplanOffice *office = cases->workload->office;
  const char *subject = certplan_records_get_note (cases->rows, row->case_id);
  if (due == CERTPLAN_DATE_NONE)
    return;
  g_autofree char *day = certplan_date_format (due);
  if (row->filed != CERTPLAN_DATE_NONE && row->filed > due)
    _certplan_workload_count_finding (cases->workload, "finding.filed_after_due", subject, name,
                                      day, NULL);
  else if (due < office->as_of)
    _certplan_workload_count_finding (cases->workload, "finding.past_due", subject, name, day,
                                      NULL);
}

/* Whether the case is a renewal that is spared the audit on site. */
static gboolean
is_waived (const Cases *cases, const char *kind, guint handle, guint certificate)
{
  const CertplanWorkload *workload = cases->workload;
  const char *renewal
      = _certplan_rulebook_get_kind_by_role (workload->office->rulebook, handle, "renewal");
  return g_strcmp0 (kind, renewal) == 0
         && _certplan_workload_is_waived (workload, certificate, renewal, FALSE);
}

static gboolean
add_case (const Cases *cases, guint i, GError **error)
{
  CertplanWorkload *workload = cases->workload;
  const CertplanOffice *office = workload->office;
  const CertplanCase *row = certplan_case_get (cases->rows, i);
  const char *number = certplan_records_get_note (cases->rows, row->certificate);
  const guint certificate
      = number != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (cases->certificates, number)) : 0;
  const guint body = find_body (cases, i, row->body);
  if (row->finished != CERTPLAN_DATE_NONE)
    return TRUE;
  const char *name = certplan_rulebook_get_qualification (office->rulebook, row->qualification);
  CertplanApplication application = {
    .handle = row->qualification,
    .kind = certplan_records_get_text (cases->rows, row->kind),
    .own_ticks = -1,
    .millionths = CERTPLAN_MILLION,
    .case_row = (gint32)i,
    .body = body,
    .consultant
    = _certplan_office_find_body (office, certplan_records_get_text (cases->rows, row->consultant)),
    .region = find_region (cases, row, certificate),
  };
  application.is_waived = is_waived (cases, application.kind, application.handle, certificate);
  application.start
      = row->filed != CERTPLAN_DATE_NONE ? MAX (row->filed, office->as_of) : office->as_of;
  application.release = application.start;
  application.limits = find_limits (cases, row, application.kind, certificate);
  application.first_step
      = find_step (cases, row,
                   _certplan_workload_get_process (workload, application.handle, application.kind,
                                                   application.is_waived, application.start),
                   name);
  if (row->effort_left != G_MININT32)
    application.own_ticks = (gint64)row->effort_left * CERTPLAN_TICKS_PER_HOUR;
  if (row->filed != CERTPLAN_DATE_NONE)
    {
      g_autoptr (CertplanPauses) pauses = make_pauses (cases, row);
      application.paused_days = certplan_pauses_count (pauses, row->filed, office->as_of);
    }
  tell_late (cases, row, name, _certplan_limits_get_due (&application.limits));
  workload->n_cases++;
  CertplanDate end;
  return _certplan_workload_add_application (workload, &application, &end, error);
}

gboolean
_certplan_workload_add_cases (CertplanWorkload *workload, CertplanFaults *faults,
                              GCancellable *cancellable, GError **error)
{
  const CertplanOffice *office = workload->office;
  CertplanRecords *rows = certplan_office_records_get (office->records, "cases");
  const guint n = rows != NULL ? certplan_records_get_n (rows) : 0;
  g_autoptr (GHashTable) certificates
      = list_certificates (certplan_office_records_get (office->records, "register"));
  g_autoptr (GHashTable) pauses = list_pauses (office);
  const Cases cases = { workload, rows, certificates, pauses, faults };
  for (guint i = 0; i < n; i++)
    if ((i % 1024 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        || !add_case (&cases, i, error))
      return FALSE;
  return TRUE;
}

/* An application of an unknown day of a month is filed in its middle. */
#define DAYS_BEFORE_MIDDLE 14

gboolean
_certplan_workload_add_arrivals (CertplanWorkload *workload, GError **error)
{
  const CertplanOffice *office = workload->office;
  const CertplanRecords *rows = certplan_office_records_get (office->records, "arrivals");
  for (guint i = 0; rows != NULL && i < certplan_records_get_n (rows); i++)
    {
      const CertplanArrival *row = certplan_arrival_get (rows, i);
      const CertplanDate filed = row->month + DAYS_BEFORE_MIDDLE;
      CertplanDate end;
      CertplanApplication application = {
        .handle = row->qualification,
        .kind = certplan_records_get_text (rows, row->kind),
        .region
        = _certplan_workload_find_region (workload, certplan_records_get_text (rows, row->region),
                                          (gint64)row->cases * CERTPLAN_MILLION),
        .start = filed,
        .own_ticks = -1,
        .release = filed,
        .millionths = (gint64)row->cases * CERTPLAN_MILLION,
        .case_row = -1,
      };
      application.limits = _certplan_workload_find_limits (
          workload, row->qualification, application.kind, filed, CERTPLAN_DATE_NONE);
      workload->n_expected += (guint)row->cases;
      if (row->cases > 0
          && !_certplan_workload_add_application (workload, &application, &end, error))
        return FALSE;
    }
  return TRUE;
}
