/* Certificates that end before their term. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-ending-private.h"
#include "certplan-renewal-private.h"

CertplanEnding
_certplan_ending_get (const CertplanPolicy *policy)
{
  if (_certplan_policy_is (policy, CERTPLAN_POLICY_ENDED_ANNUITY, "runs-on"))
    return CERTPLAN_ENDING_RUNS_ON;
  return _certplan_policy_is (policy, CERTPLAN_POLICY_ENDED_ANNUITY, "returned")
             ? CERTPLAN_ENDING_RETURNED
             : CERTPLAN_ENDING_EARNED;
}

guint
_certplan_ending_find_renewed (const CertplanHoldings *holdings, const CertplanPolicy *policy,
                               guint i)
{
  const CertplanHolding *holding = _certplan_holdings_get (holdings, i);
  const CertplanCertificate *row = _certplan_holdings_get_row (holdings, i);
  if (holding->predecessor == 0)
    return 0;
  const guint old = holding->predecessor - 1;
  const CertplanDate expiry = _certplan_holdings_get (holdings, old)->expiry;
  if (_certplan_holdings_get_row (holdings, old)->qualification != row->qualification
      || !_certplan_renewal_follows (policy, row->issued, expiry)
      || (holding->expiry != CERTPLAN_DATE_NONE && holding->expiry <= expiry))
    return 0;
  return old + 1;
}

CertplanDate
_certplan_ending_get_day (const CertplanHoldings *holdings, const CertplanPolicy *policy, guint i)
{
  const CertplanHolding *holding = _certplan_holdings_get (holdings, i);
  if (holding->ended == CERTPLAN_DATE_NONE
      || (holding->expiry != CERTPLAN_DATE_NONE && holding->ended > holding->expiry))
    return CERTPLAN_DATE_NONE;
  if (holding->successor != 0
      && _certplan_ending_find_renewed (holdings, policy, holding->successor - 1) == i + 1
      && _certplan_holdings_get_row (holdings, holding->successor - 1)->issued == holding->ended)
    return CERTPLAN_DATE_NONE;
  return holding->ended;
}
