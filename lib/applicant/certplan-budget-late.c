/* What the next renewal of each certificate costs, by when it is filed.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-budget-tables-private.h"
#include "certplan-renewal-private.h"

typedef struct
{
  const char *org, *qualification;
  CertplanDate expiry;
  const char *state;
  CertplanDate from, to;
  const char *kind;
  CertplanMoney amount, difference;
  const char *status; /* a sentence */
  gint days_least, days_most;
  const char *source, *clause;
} LateLine;

static const CertplanColumn late_columns[] = {
  CERTPLAN_RESULT_COLUMN (LateLine, org, TEXT),
  CERTPLAN_RESULT_COLUMN (LateLine, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (LateLine, expiry, DATE),
  CERTPLAN_RESULT_COLUMN (LateLine, state, CHOICE),
  CERTPLAN_RESULT_COLUMN (LateLine, from, DATE),
  CERTPLAN_RESULT_COLUMN (LateLine, to, DATE),
  CERTPLAN_RESULT_COLUMN (LateLine, kind, CHOICE, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (LateLine, amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (LateLine, difference, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (LateLine, status, SENTENCE),
  CERTPLAN_RESULT_COLUMN (LateLine, days_least, INT),
  CERTPLAN_RESULT_COLUMN (LateLine, days_most, INT),
  CERTPLAN_RESULT_COLUMN (LateLine, source, CHOICE, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (LateLine, clause, TEXT),
};

/* One way to come: in a state, from one day to another. */
typedef struct
{
  CertplanRenewalState state;
  CertplanDate from, to; /* from: NONE = any earlier day; to: NONE = any later one */
  const char *kind;
  const CertplanRule *rule; /* NULL = no document says what follows */
} Window;

/* The next renewal of a certificate. */
typedef struct
{
  CertplanBudget *budget;
  guint place;
  CertplanDate expiry;
  CertplanMoney on_time_fen; /* of the first window that is not past */
  gboolean has_first;
  GArray *lines;
} Renewing;

/* Days between the end and the issue of what was filed on @filed; NONE where no document says how
 * long that takes. */
static gint
count_days (const Renewing *renewing, const char *kind, CertplanDate filed)
{
  const CertplanBudgetRun *run = renewing->budget->run;
  const CertplanCert *cert = &g_array_index (run->certs, CertplanCert, renewing->place);
  const CertplanRule *target
      = _certplan_budget_find_period (run, cert->handle, kind, "target", filed);
  if (target == NULL)
    return G_MININT32;
  return MAX (_certplan_budget_get_issue (target, filed) - renewing->expiry - 1, 0);
}

/* The fees on @day, with those of what must be held again. */
static gboolean
sum_window (const Renewing *renewing, const Window *window, CertplanDate day, LateLine *line,
            GError **error)
{
  const CertplanBudgetRun *run = renewing->budget->run;
  const CertplanCert *cert = &g_array_index (run->certs, CertplanCert, renewing->place);
  guint n_missing = 0;
  line->amount = 0;
  if (!_certplan_budget_sum_fees (run, cert->handle, window->kind, day, &line->amount, &n_missing,
                                  error))
    return FALSE;
  g_autoptr (GArray) needed
      = window->state == CERTPLAN_RENEWAL_INITIAL
            ? _certplan_budget_list_needed (run, renewing->place, window->kind, day)
            : g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < needed->len; i++)
    {
      guint handle = g_array_index (needed, guint, i);
      const char *kind = certplan_rulebook_check_kind (run->rulebook, handle, NULL, NULL);
      if (!_certplan_budget_sum_fees (run, handle, kind, day, &line->amount, &n_missing, error))
        return FALSE;
    }
  if (n_missing > 0 && line->amount == 0)
    line->amount = CERTPLAN_MONEY_NONE;
  line->status = _certplan_budget_describe (renewing->budget, n_missing);
  return TRUE;
}

/* What is past is not offered any more. */
static void
add_window (Renewing *renewing, const Window *window)
{
  CertplanBudget *budget = renewing->budget;
  const CertplanBudgetRun *run = budget->run;
  const CertplanCert *cert = &g_array_index (run->certs, CertplanCert, renewing->place);
  CertplanDate first = MAX (window->from, run->as_of); /* NONE is the least */
  if (window->to != CERTPLAN_DATE_NONE && window->to < run->as_of)
    return;
  CertplanDate last = window->to != CERTPLAN_DATE_NONE ? window->to : first;
  LateLine line = {
    .org = certplan_records_get_text (run->plan, cert->org),
    .qualification = certplan_rulebook_get_qualification (run->rulebook, cert->handle),
    .expiry = renewing->expiry,
    .state = certplan_renewal_state_get_name (window->state),
    .from = window->from == CERTPLAN_DATE_NONE ? window->from : first,
    .to = window->to,
    .kind = window->kind,
    .days_least = count_days (renewing, window->kind, first),
    .days_most
    = window->to != CERTPLAN_DATE_NONE ? count_days (renewing, window->kind, last) : G_MININT32,
    .source = window->rule != NULL ? window->rule->source : "no_document",
    .clause = window->rule != NULL ? window->rule->clause : NULL,
  };
  if (!sum_window (renewing, window, last, &line, NULL)) /* the sum leaves what an amount may be */
    return;
  if (!renewing->has_first)
    renewing->on_time_fen = line.amount;
  renewing->has_first = TRUE;
  line.difference
      = line.amount == CERTPLAN_MONEY_NONE || renewing->on_time_fen == CERTPLAN_MONEY_NONE
            ? CERTPLAN_MONEY_NONE
            : line.amount - renewing->on_time_fen;
  g_array_append_val (renewing->lines, line);
}

/* Where the documents say what late is, four ways. */
static void
add_stated (Renewing *renewing, const CertplanRenewal *renewal)
{
  for (guint s = 0; s < CERTPLAN_N_RENEWAL_STATES; s++)
    {
      CertplanRenewalState state = (CertplanRenewalState)s;
      const Window window = {
        .state = state,
        .from = certplan_renewal_get_first (renewal, state),
        .to = certplan_renewal_get_last (renewal, state),
        .kind = certplan_renewal_get_kind (renewal, state),
        .rule = state <= CERTPLAN_RENEWAL_LATE ? _certplan_renewal_get_lead (renewal)
                                               : _certplan_renewal_get_grace (renewal),
      };
      add_window (renewing, &window);
    }
}

/* Else in time, and after that: over where it had to be done by then, or nobody says. */
static void
add_others (Renewing *renewing, const CertplanApplication *application)
{
  const CertplanBudgetRun *run = renewing->budget->run;
  const CertplanCert *cert = &g_array_index (run->certs, CertplanCert, renewing->place);
  const CertplanRule *rule;
  const char *renewal
      = _certplan_rulebook_get_kind_by_role (run->rulebook, application->handle, "renewal");
  CertplanDate renew_by
      = _certplan_budget_find_renew_by (run, cert, renewal, renewing->expiry, &rule);
  gboolean is_over = rule != NULL && g_str_equal (rule->item, "renewal_completion");
  const char *initial
      = _certplan_rulebook_get_kind_by_role (run->rulebook, application->handle, "initial");
  const Window windows[] = {
    { CERTPLAN_RENEWAL_ON_TIME, CERTPLAN_DATE_NONE, renew_by, renewal, rule },
    { is_over ? CERTPLAN_RENEWAL_INITIAL : CERTPLAN_RENEWAL_LATE, renew_by + 1, CERTPLAN_DATE_NONE,
      is_over && initial != NULL ? initial : renewal, is_over ? rule : NULL },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (windows); i++)
    add_window (renewing, &windows[i]);
}

static void
add_cert (CertplanBudget *budget, guint place, GArray *lines)
{
  const CertplanBudgetRun *run = budget->run;
  const CertplanCert *cert = &g_array_index (run->certs, CertplanCert, place);
  Renewing renewing = { budget, place, cert->expiry, CERTPLAN_MONEY_NONE, FALSE, lines };
  CertplanApplication application;
  if (cert->expiry == CERTPLAN_DATE_NONE
      || !_certplan_budget_plan_renewal (run, place, cert->expiry, &application))
    return;
  g_autoptr (CertplanRenewal) renewal
      = certplan_renewal_new (run->rulebook, run->policy, cert->handle, cert->expiry, NULL);
  if (renewal != NULL)
    add_stated (&renewing, renewal);
  else
    add_others (&renewing, &application);
}

CertplanTable *
_certplan_budget_make_late (CertplanBudget *budget)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (LateLine));
  for (guint i = 0; i < budget->run->certs->len; i++)
    add_cert (budget, i, lines);
  return _certplan_budget_make_table (budget, "late-renewal", late_columns,
                                      G_N_ELEMENTS (late_columns), lines);
}
