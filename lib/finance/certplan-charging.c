/* What is due for certificates and cases. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-charging-private.h"
#include "certplan-faults-private.h"

G_DEFINE_BOXED_TYPE (CertplanCharging, certplan_charging, certplan_charging_ref,
                     certplan_charging_unref)

CertplanCharging *
certplan_charging_ref (CertplanCharging *charging)
{
  return g_atomic_rc_box_acquire (charging);
}

static void
charging_clear (gpointer data)
{
  CertplanCharging *charging = data;
  g_array_unref (charging->subjects);
  g_array_unref (charging->lines);
  g_array_unref (charging->findings);
  g_array_unref (charging->waivers);
  g_free (charging->next_agreement);
  g_string_chunk_free (charging->texts);
  g_clear_pointer (&charging->fees, _certplan_fee_terms_free);
  g_clear_pointer (&charging->holdings, _certplan_holdings_unref);
  certplan_charging_request_unref (charging->request);
}

void
certplan_charging_unref (CertplanCharging *charging)
{
  g_atomic_rc_box_release_full (charging, charging_clear);
}

static void
finding_clear (gpointer data)
{
  g_free (((CertplanChargingFinding *)data)->finding);
}

static CertplanCharging *
charging_alloc (CertplanChargingRequest *request, CertplanDate as_of)
{
  CertplanCharging *charging = g_atomic_rc_box_new0 (CertplanCharging);
  request->is_used = TRUE;
  charging->request = certplan_charging_request_ref (request);
  charging->as_of = as_of;
  charging->subjects = g_array_new (FALSE, FALSE, sizeof (CertplanSubject));
  charging->lines = g_array_new (FALSE, FALSE, sizeof (CertplanChargeLine));
  charging->waivers = g_array_new (FALSE, FALSE, sizeof (CertplanWaiver));
  charging->findings = g_array_new (FALSE, FALSE, sizeof (CertplanChargingFinding));
  g_array_set_clear_func (charging->findings, finding_clear);
  charging->texts = g_string_chunk_new (4096);
  return charging;
}

void
_certplan_charging_take_finding (CertplanCharging *charging, const CertplanSubject *subject,
                                 char *sentence, const CertplanRule *rule)
{
  const CertplanChargingFinding finding = {
    .subject = subject->certificate != NULL ? subject->certificate : subject->number,
    .qualification
    = certplan_rulebook_get_qualification (charging->request->rulebook, subject->handle),
    .finding = sentence,
    .source = rule != NULL ? rule->source : "no_document",
    .clause = rule != NULL ? rule->clause : NULL,
  };
  g_array_append_val (charging->findings, finding);
}

/* What was found out about the certificates bears on their terms. */
static void
copy_findings (CertplanCharging *charging)
{
  for (guint i = 0; i < _certplan_holdings_get_n_findings (charging->holdings); i++)
    {
      const CertplanHoldingFinding *found = _certplan_holdings_get_finding (charging->holdings, i);
      const CertplanChargingFinding finding
          = { found->subject, found->qualification, g_strdup (found->finding), found->source,
              found->clause };
      g_array_append_val (charging->findings, finding);
    }
}

static gboolean
fill (CertplanCharging *charging, CertplanFaults *faults, GError **error)
{
  CertplanChargingRequest *request = charging->request;
  charging->fees = _certplan_fee_terms_new (request->rulebook, request->policy, faults, error);
  if (charging->fees == NULL)
    return FALSE;
  charging->holdings = _certplan_holdings_new_looking_back (
      request->rulebook, request->policy, request->certificates, request->cases, request->events,
      charging->as_of, faults, error);
  if (charging->holdings == NULL)
    return FALSE;
  copy_findings (charging);
  _certplan_charging_list_subjects (charging, faults);
  _certplan_charging_link_agreements (charging, faults);
  return _certplan_charging_list_lines (charging, faults, error)
         && _certplan_charging_pay (charging, error);
}

CertplanCharging *
certplan_charging_new (CertplanChargingRequest *request, CertplanDate as_of, CertplanFaults *faults,
                       GError **error)
{
  g_return_val_if_fail (request != NULL && as_of != CERTPLAN_DATE_NONE, NULL);
  g_autoptr (CertplanFaults) list
      = faults != NULL ? certplan_faults_ref (faults) : certplan_faults_new ();
  const guint first = certplan_faults_get_n_kept (list), n_before = certplan_faults_get_n (list);
  g_autoptr (CertplanCharging) charging = charging_alloc (request, as_of);
  if (!fill (charging, list, error))
    return NULL;
  if (certplan_faults_get_n (list) == n_before)
    return g_steal_pointer (&charging);
  _certplan_faults_sort (list, first);
  certplan_faults_set_error (list, error);
  return NULL;
}

CertplanMoney
certplan_charging_get_total (const CertplanCharging *charging)
{
  return charging->total_fen;
}

guint
certplan_charging_get_n_missing (const CertplanCharging *charging)
{
  return charging->n_missing;
}

guint
certplan_charging_get_n_unpaid (const CertplanCharging *charging)
{
  return charging->n_unpaid;
}

guint
certplan_charging_count_unknown (const CertplanCharging *charging)
{
  return _certplan_holdings_get_n_unknown (charging->holdings);
}
