/* The certificates of a register on a day. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-faults-private.h"
#include "certplan-holdings-parts-private.h"

static void
holdings_clear (gpointer data)
{
  CertplanHoldings *holdings = data;
  g_ptr_array_unref (holdings->rules);
  g_array_unref (holdings->moves);
  g_array_unref (holdings->items);
  g_array_unref (holdings->findings);
  g_array_unref (holdings->supplements);
  certplan_records_unref (holdings->certificates);
  g_clear_pointer (&holdings->cases, certplan_records_unref);
  g_clear_pointer (&holdings->events, certplan_records_unref);
  g_clear_pointer (&holdings->policy, certplan_policy_unref);
  certplan_rulebook_unref (holdings->rulebook);
}

void
_certplan_holdings_unref (CertplanHoldings *holdings)
{
  g_atomic_rc_box_release_full (holdings, holdings_clear);
}

static void
finding_clear (gpointer data)
{
  g_free (((CertplanHoldingFinding *)data)->finding);
}

static void
rules_free (gpointer data)
{
  _certplan_holding_rules_free (data);
}

static CertplanHoldings *
holdings_alloc (CertplanRulebook *rulebook, CertplanPolicy *policy, CertplanRecords *certificates,
                CertplanRecords *cases, CertplanRecords *events)
{
  CertplanHoldings *holdings = g_atomic_rc_box_new0 (CertplanHoldings);
  holdings->rulebook = certplan_rulebook_ref (rulebook);
  holdings->policy = policy != NULL ? certplan_policy_ref (policy) : NULL;
  holdings->certificates = certplan_records_ref (certificates);
  holdings->cases = cases != NULL ? certplan_records_ref (cases) : NULL;
  holdings->events = events != NULL ? certplan_records_ref (events) : NULL;
  holdings->rules = g_ptr_array_new_with_free_func (rules_free);
  g_ptr_array_set_size (holdings->rules,
                        (gint)certplan_rulebook_get_n_qualifications (rulebook) + 1);
  holdings->moves = g_array_new (FALSE, FALSE, sizeof (CertplanHoldingEvent));
  holdings->items = g_array_new (FALSE, TRUE, sizeof (CertplanHolding));
  holdings->findings = g_array_new (FALSE, FALSE, sizeof (CertplanHoldingFinding));
  g_array_set_clear_func (holdings->findings, finding_clear);
  holdings->supplements = g_array_new (FALSE, FALSE, sizeof (CertplanOwedSupplement));
  return holdings;
}

guint
_certplan_holdings_get_n (const CertplanHoldings *holdings)
{
  return holdings->items->len;
}

const CertplanHolding *
_certplan_holdings_get (const CertplanHoldings *holdings, guint i)
{
  return _certplan_holdings_edit (holdings, i);
}

const CertplanCertificate *
_certplan_holdings_get_row (const CertplanHoldings *holdings, guint i)
{
  return certplan_certificate_get (holdings->certificates, i);
}

const CertplanHoldingRules *
_certplan_holdings_get_rules (const CertplanHoldings *holdings, guint handle)
{
  return g_ptr_array_index (holdings->rules, handle);
}

guint
_certplan_holdings_get_n_findings (const CertplanHoldings *holdings)
{
  return holdings->findings->len;
}

guint
_certplan_holdings_get_n_unknown (const CertplanHoldings *holdings)
{
  guint n = 0;
  for (guint i = 0; i < holdings->findings->len; i++)
    n += _certplan_holdings_get_finding (holdings, i)->is_unknown;
  return n;
}

const CertplanHoldingFinding *
_certplan_holdings_get_finding (const CertplanHoldings *holdings, guint i)
{
  return &g_array_index (holdings->findings, CertplanHoldingFinding, i);
}

CertplanDate
_certplan_holdings_get_renewal_day (const CertplanHoldings *holdings, guint i, guint type)
{
  const CertplanHolding *holding = _certplan_holdings_get (holdings, i);
  return _certplan_holdings_count_renewal_day (holdings, holding->rules, type, holding->expiry);
}

void
_certplan_holdings_take_finding (CertplanHoldings *holdings, guint i, char *sentence,
                                 const CertplanRule *rule)
{
  const CertplanCertificate *row = _certplan_holdings_get_row (holdings, i);
  const CertplanHoldingFinding finding = {
    .subject = certplan_records_get_note (holdings->certificates, row->certificate),
    .qualification = certplan_rulebook_get_qualification (holdings->rulebook, row->qualification),
    .finding = sentence,
    .source = rule != NULL ? rule->source : "no_document",
    .clause = rule != NULL ? rule->clause : NULL,
  };
  g_array_append_val (holdings->findings, finding);
}

void
_certplan_holdings_explain (const CertplanHoldings *holdings, CertplanExplanation *explanation)
{
  if (holdings->events == NULL)
    _certplan_explanation_take_note (explanation, _certplan_sentence ("note.no_events", NULL));
  if (_certplan_policy_is (holdings->policy, CERTPLAN_POLICY_ANNUAL_CHECK_DAYS, "calendar-day"))
    _certplan_explanation_take_note (explanation, _certplan_sentence ("note.no_annual_day", NULL));
  _certplan_explanation_take_note (explanation, _certplan_sentence ("note.further_terms", NULL));
}

void
_certplan_holdings_explain_policy (const CertplanHoldings *holdings,
                                   CertplanExplanation *explanation)
{
  static const CertplanPolicyKey keys[]
      = { CERTPLAN_POLICY_ANNUAL_CHECK_DAYS, CERTPLAN_POLICY_SURVEILLANCE_ANCHOR,
          CERTPLAN_POLICY_RENEWED_TERM,      CERTPLAN_POLICY_ONSITE_WAIVER,
          CERTPLAN_POLICY_GRACE_END_DAY,     CERTPLAN_POLICY_SUSPENSION_CLOCK };
  _certplan_policy_explain (holdings->policy, keys, G_N_ELEMENTS (keys), explanation);
}

static void
add_items (CertplanHoldings *holdings)
{
  const guint n = certplan_records_get_n (holdings->certificates);
  g_array_set_size (holdings->items, n);
  for (guint i = 0; i < n; i++)
    {
      CertplanHolding *holding = _certplan_holdings_edit (holdings, i);
      const guint handle = _certplan_holdings_get_row (holdings, i)->qualification;
      if (g_ptr_array_index (holdings->rules, handle) == NULL)
        g_ptr_array_index (holdings->rules, handle)
            = _certplan_holding_rules_new (holdings->rulebook, handle, holdings->as_of);
      holding->rules = g_ptr_array_index (holdings->rules, handle);
      holding->expiry = holding->computed = holding->ended = CERTPLAN_DATE_NONE;
      holding->filed = holding->suspended = CERTPLAN_DATE_NONE;
    }
}

/* @faults: gets what is wrong with chains */
static CertplanHoldings *
holdings_make (CertplanRulebook *rulebook, CertplanPolicy *policy, CertplanRecords *certificates,
               CertplanRecords *cases, CertplanRecords *events, CertplanDate as_of,
               CertplanDate until, CertplanFaults *faults)
{
  CertplanHoldings *holdings = holdings_alloc (rulebook, policy, certificates, cases, events);
  holdings->as_of = as_of;
  holdings->until = until;
  add_items (holdings);
  g_autoptr (CertplanUnknown) unknown = _certplan_unknown_new (holdings, faults);
  _certplan_holdings_link (holdings, unknown, faults);
  _certplan_unknown_tell_old (unknown);
  if (events != NULL)
    _certplan_unknown_check_events (unknown);
  if (cases != NULL)
    _certplan_unknown_check_cases (unknown);
  _certplan_holdings_collect (holdings);
  for (guint i = 0; i < holdings->items->len; i++)
    _certplan_holdings_follow (holdings, i);
  return holdings;
}

CertplanHoldings *
_certplan_holdings_new_unchecked (CertplanRulebook *rulebook, CertplanPolicy *policy,
                                  CertplanRecords *certificates, CertplanRecords *events,
                                  CertplanDate as_of)
{
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  return holdings_make (rulebook, policy, certificates, NULL, events, as_of, as_of, faults);
}

/* @checks_issue: whether an issue after @as_of is a fault */
static CertplanHoldings *
make_checked (CertplanRulebook *rulebook, CertplanPolicy *policy, CertplanRecords *certificates,
              CertplanRecords *cases, CertplanRecords *events, CertplanDate as_of,
              CertplanDate until, gboolean checks_issue, CertplanFaults *faults, GError **error)
{
  g_autoptr (CertplanFaults) own = faults == NULL ? certplan_faults_new () : NULL;
  CertplanFaults *list = faults != NULL ? faults : own;
  const guint first = certplan_faults_get_n_kept (list), n_before = certplan_faults_get_n (list);
  g_autoptr (CertplanHoldings) holdings
      = holdings_make (rulebook, policy, certificates, cases, events, as_of, until, list);
  _certplan_holdings_check_terms (holdings, checks_issue, list);
  _certplan_faults_sort (list, first);
  if (certplan_faults_get_n (list) > n_before)
    {
      certplan_faults_set_error (list, error);
      return NULL;
    }
  return g_steal_pointer (&holdings);
}

CertplanHoldings *
_certplan_holdings_new (CertplanRulebook *rulebook, CertplanPolicy *policy,
                        CertplanRecords *certificates, CertplanRecords *cases,
                        CertplanRecords *events, CertplanDate as_of, CertplanDate until,
                        CertplanFaults *faults, GError **error)
{
  g_return_val_if_fail (rulebook != NULL && certificates != NULL && as_of != CERTPLAN_DATE_NONE
                            && until >= as_of,
                        NULL);
  return make_checked (rulebook, policy, certificates, cases, events, as_of, until, TRUE, faults,
                       error);
}

CertplanHoldings *
_certplan_holdings_new_looking_back (CertplanRulebook *rulebook, CertplanPolicy *policy,
                                     CertplanRecords *certificates, CertplanRecords *cases,
                                     CertplanRecords *events, CertplanDate as_of,
                                     CertplanFaults *faults, GError **error)
{
  g_return_val_if_fail (rulebook != NULL && certificates != NULL && as_of != CERTPLAN_DATE_NONE,
                        NULL);
  return make_checked (rulebook, policy, certificates, cases, events, as_of, as_of, FALSE, faults,
                       error);
}
