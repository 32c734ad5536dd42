/* What a renewal costs by the day of its submission. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-labels-private.h"
#include "certplan-private.h"
#include "certplan-quotes-private.h"
#include "certplan-renewal-private.h"

static const CertplanColumn window_columns[] = {
  CERTPLAN_RESULT_COLUMN (CertplanQuoteWindow, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (CertplanQuoteWindow, state, CHOICE),
  CERTPLAN_RESULT_COLUMN (CertplanQuoteWindow, from, DATE),
  CERTPLAN_RESULT_COLUMN (CertplanQuoteWindow, to, DATE),
  CERTPLAN_RESULT_COLUMN (CertplanQuoteWindow, kind, CHOICE),
  CERTPLAN_RESULT_COLUMN (CertplanQuoteWindow, validity, CHOICE),
  CERTPLAN_RESULT_COLUMN (CertplanQuoteWindow, amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (CertplanQuoteWindow, difference, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (CertplanQuoteWindow, status, SENTENCE),
  CERTPLAN_RESULT_COLUMN (CertplanQuoteWindow, submission, CHOICE),
  CERTPLAN_RESULT_COLUMN (CertplanQuoteWindow, source, CHOICE),
  CERTPLAN_RESULT_COLUMN (CertplanQuoteWindow, clause, TEXT),
};

/* The kind's total, NONE if nobody published it. */
static CertplanMoney
get_total (CertplanQuotes *quotes, guint handle, const char *kind, CertplanDate on)
{
  g_autoptr (CertplanQuote) quote = certplan_quote_new (quotes->rulebook, handle, kind, on, NULL);
  return quote != NULL ? certplan_quote_get_total (quote) : CERTPLAN_MONEY_NONE;
}

/* What a first application needs that must be held: how many have no fee, and what the others cost.
 * With @add_lines they also become lines of the sheet. */
static gboolean
price_requirements (CertplanQuotes *quotes, guint handle, const char *kind, CertplanDate on,
                    gboolean add_lines, guint *n_unpriced, CertplanMoney *priced_fen,
                    GError **error)
{
  guint n_rows;
  const CertplanRule *rows
      = _certplan_rulebook_get_rows (quotes->rulebook, CERTPLAN_RULES_CRITERIA, handle, &n_rows);
  *n_unpriced = 0;
  *priced_fen = 0;
  for (guint i = 0; i < n_rows; i++)
    {
      if (!_certplan_quotes_must_be_held (quotes, &rows[i]) || !g_str_equal (rows[i].kind, kind))
        continue;
      guint required = certplan_rulebook_find (quotes->rulebook, rows[i].requires, NULL);
      const char *first = certplan_rulebook_check_kind (quotes->rulebook, required, NULL, NULL);
      CertplanMoney fee = get_total (quotes, required, first, on);
      *n_unpriced += fee == CERTPLAN_MONEY_NONE;
      if (fee != CERTPLAN_MONEY_NONE && !certplan_money_add (*priced_fen, fee, priced_fen, error))
        return FALSE;
      if (add_lines)
        _certplan_explanation_take_note (
            quotes->explanation,
            _certplan_sentence ("note.required_priced", rows[i].requires, NULL));
      if (add_lines && !_certplan_quotes_add_quote (quotes, required, first, on, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_window (CertplanQuotes *quotes, const CertplanRenewal *renewal, guint handle,
            CertplanRenewalState state, CertplanDate submitted, GError **error)
{
  const char *kind = certplan_renewal_get_kind (renewal, state);
  const char *on_time_kind = certplan_renewal_get_kind (renewal, CERTPLAN_RENEWAL_ON_TIME);
  CertplanMoney amount = get_total (quotes, handle, kind, submitted);
  CertplanMoney on_time = get_total (quotes, handle, on_time_kind, submitted);
  CertplanMoney priced;
  guint n_missing;
  if (!price_requirements (quotes, handle, kind, submitted, FALSE, &n_missing, &priced, error)
      || (amount != CERTPLAN_MONEY_NONE && !certplan_money_add (amount, priced, &amount, error)))
    return FALSE;
  n_missing += amount == CERTPLAN_MONEY_NONE;
  gboolean is_known = amount != CERTPLAN_MONEY_NONE && on_time != CERTPLAN_MONEY_NONE;
  const CertplanRule *rule = state == CERTPLAN_RENEWAL_ON_TIME || state == CERTPLAN_RENEWAL_LATE
                                 ? _certplan_renewal_get_lead (renewal)
                                 : _certplan_renewal_get_grace (renewal);
  CertplanQuoteWindow line = {
    .qualification = certplan_rulebook_get_qualification (quotes->rulebook, handle),
    .state = certplan_renewal_state_get_name (state),
    .from = certplan_renewal_get_first (renewal, state),
    .to = certplan_renewal_get_last (renewal, state),
    .kind = kind,
    .validity = certplan_renewal_is_valid (renewal, state) ? "valid" : "not_valid",
    .amount = amount,
    .difference = is_known ? amount - on_time : CERTPLAN_MONEY_NONE,
    .status = _certplan_quotes_describe_completeness (quotes, n_missing),
    .submission = certplan_renewal_get_state (renewal, submitted) == state ? "yes" : NULL,
    .source = rule->source,
    .clause = rule->clause,
  };
  g_array_append_val (quotes->windows, line);
  return TRUE;
}

static void
explain_window (CertplanQuotes *quotes, const CertplanRenewal *renewal, CertplanDate expiry)
{
  const struct
  {
    const char *subject, *sentence;
    const CertplanRule *rule;
    CertplanDate day;
  } reasons[] = {
    { "renew_by", "why.renew_by", _certplan_renewal_get_lead (renewal),
      certplan_renewal_get_last (renewal, CERTPLAN_RENEWAL_ON_TIME) },
    { "grace_end", "why.grace_end", _certplan_renewal_get_grace (renewal),
      certplan_renewal_get_last (renewal, CERTPLAN_RENEWAL_LAPSED) },
  };
  g_autofree char *from = certplan_date_format (expiry);
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autofree char *day = certplan_date_format (reasons[i].day);
      g_autofree char *period = certplan_period_format (&reasons[i].rule->duration);
      _certplan_explanation_take_reason (
          quotes->explanation, reasons[i].subject,
          _certplan_sentence (reasons[i].sentence, from, period, day, NULL), reasons[i].rule);
    }
}

gboolean
certplan_quotes_add_renewal (CertplanQuotes *quotes, const char *qualification, CertplanDate expiry,
                             CertplanDate submitted, GError **error)
{
  guint handle = certplan_rulebook_find (quotes->rulebook, qualification, error);
  if (handle == 0)
    return FALSE;
  g_autoptr (CertplanRenewal) renewal
      = certplan_renewal_new (quotes->rulebook, quotes->policy, handle, expiry, error);
  if (renewal == NULL)
    return FALSE;
  CertplanRenewalState state = certplan_renewal_get_state (renewal, submitted);
  const char *kind = certplan_renewal_get_kind (renewal, state);
  CertplanMoney priced;
  guint n_unpriced;
  if (!_certplan_quotes_add_quote (quotes, handle, kind, submitted, error)
      || !price_requirements (quotes, handle, kind, submitted, TRUE, &n_unpriced, &priced, error))
    return FALSE;
  _certplan_quotes_note_requirements (quotes, handle, kind);
  for (gint i = 0; i < CERTPLAN_N_RENEWAL_STATES; i++)
    if (!add_window (quotes, renewal, handle, i, submitted, error))
      return FALSE;
  explain_window (quotes, renewal, expiry);
  return TRUE;
}

void
_certplan_quotes_take_renewal (CertplanQuotes *quotes, CertplanTables *tables)
{
  static const CertplanPolicyKey keys[]
      = { CERTPLAN_POLICY_GRACE_END_DAY, CERTPLAN_POLICY_GRACE_VALIDITY };
  if (quotes->windows->len == 0)
    return;
  _certplan_quotes_take_table (quotes, "renewal", "title.renewal", window_columns,
                               G_N_ELEMENTS (window_columns), g_array_copy (quotes->windows),
                               tables);
  _certplan_policy_explain (quotes->policy, keys, G_N_ELEMENTS (keys), quotes->explanation);
}
