/* What is at stake where a duty is missed. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-duties-private.h"
#include "certplan-quote.h"

static CertplanMoney
get_total (CertplanRulebook *rulebook, guint handle, const char *role, CertplanDate on)
{
  const char *kind = _certplan_rulebook_get_kind_by_role (rulebook, handle, role);
  g_autoptr (CertplanQuote) quote
      = kind != NULL ? certplan_quote_new (rulebook, handle, kind, on, NULL) : NULL;
  return quote != NULL ? certplan_quote_get_total (quote) : CERTPLAN_MONEY_NONE;
}

static CertplanStake
find_stake (const CertplanDuties *duties, guint handle, guint type, CertplanDate on)
{
  const CertplanHoldingRules *rules = _certplan_holdings_get_rules (duties->holdings, handle);
  const CertplanRule *missed = rules->duties[type].missed;
  if (missed == NULL || g_str_equal (missed->next_state, missed->item))
    return (CertplanStake){ CERTPLAN_MONEY_NONE, "not_stated" };
  const gboolean is_renewal = type <= CERTPLAN_DUTY_RENEWAL_GRACE;
  const gboolean is_lost = _certplan_holding_rules_is_lost (rules, missed->next_state);
  if (!is_lost && !is_renewal)
    return (CertplanStake){ CERTPLAN_MONEY_NONE, "not_stated" };
  CertplanMoney renewal = is_renewal ? get_total (duties->rulebook, handle, "renewal", on) : 0;
  CertplanMoney then = is_lost ? get_total (duties->rulebook, handle, "initial", on) : renewal;
  if (renewal == CERTPLAN_MONEY_NONE || then == CERTPLAN_MONEY_NONE)
    return (CertplanStake){ CERTPLAN_MONEY_NONE, "no_published_tariff" };
  return (CertplanStake){ then - renewal, "published" };
}

/* Whether the day decides which tariff it is. */
static gboolean
has_dated_tariff (const CertplanRulebook *rulebook, guint handle)
{
  guint n_rows;
  const CertplanRule *rows
      = _certplan_rulebook_get_rows (rulebook, CERTPLAN_RULES_TARIFF, handle, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    if (rows[i].valid_from != CERTPLAN_DATE_NONE || rows[i].valid_to != CERTPLAN_DATE_NONE)
      return TRUE;
  return FALSE;
}

void
_certplan_duties_add_stakes (CertplanDuties *duties)
{
  const guint n = certplan_rulebook_get_n_qualifications (duties->rulebook) + 1;
  duties->stakes = g_new0 (CertplanStakes *, n);
  for (guint handle = 0; handle < n; handle++)
    {
      if (_certplan_holdings_get_rules (duties->holdings, handle) == NULL)
        continue;
      CertplanStakes *stakes = duties->stakes[handle] = g_new0 (CertplanStakes, 1);
      stakes->has_dated_tariff = has_dated_tariff (duties->rulebook, handle);
      for (guint type = 0; type < CERTPLAN_N_DUTY_TYPES; type++)
        stakes->stakes[type] = find_stake (duties, handle, type, duties->as_of);
    }
}

CertplanStake
_certplan_duties_get_stake (const CertplanDuties *duties, guint handle, const CertplanDue *due)
{
  if (due->type == CERTPLAN_N_DUTY_TYPES)
    return (CertplanStake){ CERTPLAN_MONEY_NONE, "not_stated" };
  const CertplanStakes *stakes = duties->stakes[handle];
  return stakes->has_dated_tariff ? find_stake (duties, handle, due->type, due->due)
                                  : stakes->stakes[due->type];
}
