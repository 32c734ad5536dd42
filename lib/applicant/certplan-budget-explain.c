/* Why each line of a budget is what it is. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-budget-tables-private.h"

/* "{qualification}: {day} ... {period} = {date}"; without a rule it is assumed. */
static void
take_step (CertplanExplanation *explanation, const char *subject, const char *sentence,
           const char *qualification, CertplanDate from, const CertplanRule *rule,
           CertplanDate date)
{
  g_autofree char *from_text = certplan_date_format (from);
  g_autofree char *period
      = rule != NULL ? _certplan_argument_period (&rule->duration) : g_strdup ("");
  g_autofree char *date_text = certplan_date_format (date);
  char *why = _certplan_sentence (sentence, qualification, from_text, period, date_text, NULL);
  if (rule != NULL)
    _certplan_explanation_take_reason (explanation, subject, why, rule);
  else
    _certplan_explanation_take_own (explanation, subject, why, "assumption");
}

static void
explain_cert (const CertplanBudgetRun *run, const CertplanCert *cert,
              CertplanExplanation *explanation)
{
  const char *name = certplan_rulebook_get_qualification (run->rulebook, cert->handle);
  if (cert->origin == CERTPLAN_CERT_RUNG)
    _certplan_explanation_take_reason (
        explanation, "rung",
        _certplan_sentence ("why.rung", name,
                            certplan_rulebook_get_qualification (run->rulebook, cert->asks), NULL),
        NULL);
  if (cert->needs != NULL)
    _certplan_explanation_take_reason (
        explanation, "requires",
        _certplan_sentence ("why.needs", name, cert->needs->requires, NULL), cert->needs);
  if (cert->file_by != CERTPLAN_DATE_NONE && cert->target != NULL)
    take_step (explanation, "target", "why.filed_by", name, cert->wish, cert->target,
               cert->file_by);
  if (cert->file_safe != CERTPLAN_DATE_NONE && cert->cap != NULL)
    take_step (explanation, "cap", "why.filed_by", name, cert->wish, cert->cap, cert->file_safe);
  if (cert->validity != NULL && _certplan_budget_get_row (run, cert)->expiry != cert->expiry)
    take_step (explanation, "expiry", "why.expiry", name, cert->issued, cert->validity,
               cert->expiry);
  if (cert->ends != CERTPLAN_DATE_NONE)
    take_step (explanation, "ends", "why.ends", name, cert->ends, NULL, cert->ends);
}

/* Why on that day. */
static void
explain_day (const CertplanCash *cash, CertplanExplanation *explanation)
{
  static const struct
  {
    const char *basis, *sentence;
  } days[] = {
    { "target", "why.paid_filed" }, { "cap", "why.paid_filed" }, { "wish", "why.paid_wish" },
    { "today", "why.paid_today" },  { "late", "why.paid_late" }, { "expiry", "why.paid_expiry" },
    { "renew_by", "why.renewal" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    if (g_str_equal (cash->basis, days[i].basis))
      {
        take_step (explanation, cash->basis, days[i].sentence, cash->qualification, cash->anchor,
                   cash->date_rule, cash->date);
        return;
      }
  take_step (explanation, cash->basis, "why.recurring", cash->qualification, cash->anchor,
             cash->date_rule, cash->date);
}

static void
explain_amount (const CertplanCash *cash, CertplanExplanation *explanation)
{
  g_autofree char *kind
      = g_strconcat (CERTPLAN_LABEL, cash->kind != NULL ? cash->kind : "own_amount", NULL);
  g_autofree char *amount = certplan_money_format (cash->amount, TRUE);
  if (cash->rule != NULL)
    _certplan_explanation_take_reason (explanation, cash->item,
                                       _certplan_rule_dup_reason (cash->rule, amount), cash->rule);
  else if (cash->amount == CERTPLAN_MONEY_NONE)
    _certplan_explanation_take_own (
        explanation, cash->item,
        _certplan_sentence ("why.missing", cash->qualification, kind, NULL), "no_document");
  else
    _certplan_explanation_take_own (
        explanation, cash->item,
        _certplan_sentence ("why.item", cash->qualification, kind, amount, NULL), "own_amount");
}

static void
explain_lines (const CertplanBudgetRun *run, CertplanExplanation *explanation)
{
  const CertplanCash *last = NULL;
  for (guint i = 0; i < run->certs->len; i++)
    explain_cert (run, &g_array_index (run->certs, CertplanCert, i), explanation);
  for (guint i = 0; i < run->cash->len; i++)
    {
      const CertplanCash *cash = _certplan_budget_get_cash (run, i);
      if (last == NULL || last->cert != cash->cert || last->date != cash->date
          || last->qualification != cash->qualification)
        explain_day (cash, explanation);
      explain_amount (cash, explanation);
      last = cash;
    }
}

static void
note (CertplanExplanation *explanation, const char *key, const char *argument)
{
  _certplan_explanation_take_note (explanation, _certplan_sentence (key, argument, NULL));
}

static void
add_notes (const CertplanBudget *budget, CertplanExplanation *explanation)
{
  const CertplanBudgetRun *run = budget->run;
  gboolean has_end = FALSE, has_wish = FALSE;
  for (guint i = 0; i < run->certs->len; i++)
    {
      const CertplanCert *cert = &g_array_index (run->certs, CertplanCert, i);
      has_end |= cert->ends != CERTPLAN_DATE_NONE;
      has_wish |= cert->origin != CERTPLAN_CERT_HELD;
    }
  note (explanation, "note.budget_paid", NULL);
  if (has_wish)
    note (explanation, "note.budget_issued", NULL);
  if (has_end)
    note (explanation, "note.budget_ends", NULL);
  if (run->before_fen == 0)
    return;
  g_autofree char *before = certplan_money_format (run->before_fen, TRUE);
  note (explanation, "note.budget_before", before);
}

CertplanExplanation *
_certplan_budget_explain (const CertplanBudget *budget, gboolean with_reasons)
{
  static const CertplanPolicyKey keys[]
      = { CERTPLAN_POLICY_RENEWED_TERM, CERTPLAN_POLICY_GRACE_END_DAY,
          CERTPLAN_POLICY_GRACE_VALIDITY, CERTPLAN_POLICY_REST_DAYS, CERTPLAN_POLICY_LADDER_CHECK };
  CertplanExplanation *explanation = _certplan_explanation_new (budget->request->rulebook);
  if (with_reasons)
    explain_lines (budget->run, explanation);
  add_notes (budget, explanation);
  _certplan_policy_explain (budget->request->policy, keys, G_N_ELEMENTS (keys), explanation);
  return explanation;
}
