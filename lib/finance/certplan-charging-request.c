/* Of what charges are made. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-charging-private.h"
#include "certplan-private.h"
#include "certplan-record-given-private.h"

G_DEFINE_BOXED_TYPE (CertplanChargingRequest, certplan_charging_request,
                     certplan_charging_request_ref, certplan_charging_request_unref)

CertplanChargingRequest *
certplan_charging_request_new (CertplanRulebook *rulebook, CertplanPolicy *policy,
                               CertplanRecords *certificates)
{
  g_return_val_if_fail (rulebook != NULL && _certplan_records_are (certificates, "register"), NULL);

  CertplanChargingRequest *request = g_atomic_rc_box_new0 (CertplanChargingRequest);
  request->rulebook = certplan_rulebook_ref (rulebook);
  request->policy = policy != NULL ? certplan_policy_ref (policy) : certplan_policy_new ();
  request->certificates = certplan_records_ref (certificates);
  request->on = CERTPLAN_DATE_NONE;
  request->terms = _CERTPLAN_PERIOD_NONE;
  return request;
}

CertplanChargingRequest *
certplan_charging_request_ref (CertplanChargingRequest *request)
{
  return g_atomic_rc_box_acquire (request);
}

static void
request_clear (gpointer data)
{
  CertplanChargingRequest *request = data;
  certplan_rulebook_unref (request->rulebook);
  certplan_policy_unref (request->policy);
  certplan_records_unref (request->certificates);
  g_clear_pointer (&request->cases, certplan_records_unref);
  g_clear_pointer (&request->events, certplan_records_unref);
  g_clear_pointer (&request->agreements, certplan_records_unref);
  g_clear_pointer (&request->applied, certplan_records_unref);
}

void
certplan_charging_request_unref (CertplanChargingRequest *request)
{
  g_atomic_rc_box_release_full (request, request_clear);
}

static void
set_records (CertplanChargingRequest *request, CertplanRecords **place, CertplanRecords *records,
             const char *type)
{
  g_return_if_fail (!request->is_used && _certplan_records_may_be (records, type));

  _certplan_records_hold (place, records);
}

void
certplan_charging_request_set_cases (CertplanChargingRequest *request, CertplanRecords *cases)
{
  set_records (request, &request->cases, cases, "cases");
}

void
certplan_charging_request_set_events (CertplanChargingRequest *request, CertplanRecords *events)
{
  set_records (request, &request->events, events, "events");
}

void
certplan_charging_request_set_agreements (CertplanChargingRequest *request,
                                          CertplanRecords *agreements)
{
  set_records (request, &request->agreements, agreements, "agreements");
}

void
certplan_charging_request_set_applied (CertplanChargingRequest *request, CertplanRecords *applied)
{
  set_records (request, &request->applied, applied, "applied");
}

void
certplan_charging_request_set_on (CertplanChargingRequest *request, CertplanDate on)
{
  g_return_if_fail (!request->is_used);

  request->on = on;
}

gboolean
certplan_charging_request_set_terms (CertplanChargingRequest *request, const CertplanPeriod *terms,
                                     GError **error)
{
  g_return_val_if_fail (!request->is_used && terms != NULL, FALSE);

  if (terms->months < 0 || terms->days < 0 || terms->working_days < 0)
    {
      g_autofree char *period = certplan_period_format (terms);
      return _certplan_refuse (error, CERTPLAN_FINANCE_ERROR, CERTPLAN_FINANCE_ERROR_TERMS,
                               _ ("terms of payment that end before the agreement: \"%s\"; wanted "
                                  "P0D or more"),
                               period);
    }
  request->terms = *terms;
  return TRUE;
}
