/* The pauses of a case out of a file of events. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-case.h"
#include "certplan-private.h"
#include "certplan-record-files.h"
#include "certplan-timeline-private.h"

/* What happens to a case that can stop its clock; the others happen to certificates. */
static gboolean
is_pause (const CertplanEvent *event)
{
  return event->event == CERTPLAN_EVENT_SUPPLEMENT || event->event == CERTPLAN_EVENT_AGREEMENT
         || event->event == CERTPLAN_EVENT_PAYMENT || event->event == CERTPLAN_EVENT_APPLICANT;
}

/* The one subject of all rows; NULL with @error set where there are two, or none. */
static const char *
find_subject (const CertplanRecords *events, GError **error)
{
  const char *subject = NULL;
  for (guint i = 0; i < certplan_records_get_n (events); i++)
    {
      const char *other
          = certplan_records_get_note (events, certplan_event_get (events, i)->subject);
      if (subject != NULL && !g_str_equal (subject, other))
        {
          g_set_error (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_SUBJECT,
                       _ ("events of several cases, as \"%s\" and \"%s\"; wanted the name of one"),
                       subject, other);
          return NULL;
        }
      subject = other;
    }
  if (subject == NULL)
    g_set_error_literal (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_SUBJECT,
                         _ ("no event in the file"));
  return subject;
}

gboolean
certplan_timeline_request_add_events (CertplanTimelineRequest *request,
                                      const CertplanRecords *events, const char *subject,
                                      GError **error)
{
  g_return_val_if_fail (request != NULL && events != NULL && !request->is_used, FALSE);
  g_return_val_if_fail (g_str_equal (certplan_records_get_type_name (events), "events"), FALSE);

  const char *wanted = subject != NULL ? subject : find_subject (events, error);
  gboolean is_known = FALSE;
  if (wanted == NULL)
    return FALSE;
  for (guint i = 0; i < certplan_records_get_n (events); i++)
    {
      const CertplanEvent *event = certplan_event_get (events, i);
      if (!g_str_equal (certplan_records_get_note (events, event->subject), wanted))
        continue;
      is_known = TRUE;
      request->n_other_events += !is_pause (event);
      if (is_pause (event)
          && !certplan_timeline_request_add_pause (
              request, certplan_event_kind_get_name (event->event), event->from, event->to, error))
        return FALSE;
    }
  if (is_known)
    request->case_name = g_string_chunk_insert_const (request->texts, wanted);
  else
    g_set_error (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_SUBJECT,
                 _ ("no event of \"%s\" in the file"), wanted);
  return is_known;
}
