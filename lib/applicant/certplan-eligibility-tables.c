/* An eligibility as tables: criteria, verdict, unavailable, reasons, notes.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-eligibility-private.h"

typedef struct
{
  const char *qualification, *criterion, *group, *fact;
  const char *required, *actual, *gap; /* sentences or plain texts */
  const char *unit;
  const char *state;
  CertplanDate earliest;
  const char *source, *clause;
  const char *note; /* a sentence */
} CriterionLine;

static const CertplanColumn criterion_columns[] = {
  CERTPLAN_RESULT_COLUMN (CriterionLine, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (CriterionLine, state, CHOICE),
  CERTPLAN_RESULT_COLUMN (CriterionLine, criterion, CHOICE),
  CERTPLAN_RESULT_COLUMN (CriterionLine, group, CHOICE),
  CERTPLAN_RESULT_COLUMN (CriterionLine, fact, ID, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (CriterionLine, required, SENTENCE),
  CERTPLAN_RESULT_COLUMN (CriterionLine, actual, SENTENCE),
  CERTPLAN_RESULT_COLUMN (CriterionLine, gap, SENTENCE),
  CERTPLAN_RESULT_COLUMN (CriterionLine, unit, CHOICE),
  CERTPLAN_RESULT_COLUMN (CriterionLine, earliest, DATE),
  CERTPLAN_RESULT_COLUMN (CriterionLine, source, CHOICE, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (CriterionLine, clause, TEXT),
  CERTPLAN_RESULT_COLUMN (CriterionLine, note, SENTENCE),
};

typedef struct
{
  const char *qualification, *kind, *verdict;
  gint n_met, n_not_met, n_unknown;
  CertplanDate earliest;
} VerdictLine;

static const CertplanColumn verdict_columns[] = {
  CERTPLAN_RESULT_COLUMN (VerdictLine, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (VerdictLine, kind, CHOICE),
  CERTPLAN_RESULT_COLUMN (VerdictLine, verdict, CHOICE),
  CERTPLAN_RESULT_COLUMN (VerdictLine, n_met, INT),
  CERTPLAN_RESULT_COLUMN (VerdictLine, n_not_met, INT),
  CERTPLAN_RESULT_COLUMN (VerdictLine, n_unknown, INT),
  CERTPLAN_RESULT_COLUMN (VerdictLine, earliest, DATE),
};

typedef struct
{
  const char *qualification, *document, *source, *clause;
} UnavailableLine;

static const CertplanColumn unavailable_columns[] = {
  CERTPLAN_RESULT_COLUMN (UnavailableLine, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (UnavailableLine, document, CHOICE),
  CERTPLAN_RESULT_COLUMN (UnavailableLine, source, CHOICE),
  CERTPLAN_RESULT_COLUMN (UnavailableLine, clause, TEXT),
};

CertplanTable *
_certplan_eligibility_make_table (CertplanEligibility *eligibility, const char *name,
                                  const CertplanColumn *columns, guint n_columns, GArray *rows)
{
  CertplanTable *table = _certplan_table_new_array (name, columns, n_columns, rows,
                                                    certplan_eligibility_ref (eligibility),
                                                    (GDestroyNotify)certplan_eligibility_unref);
  g_autofree char *key = g_strconcat ("title.check_", name, NULL);
  g_autofree char *on = certplan_date_format (eligibility->on);
  g_autofree char *title = _certplan_sentence (key, on, NULL);
  _certplan_table_set_title (table, title, NULL);
  _certplan_table_set_labels (table, certplan_rulebook_get_labels (eligibility->request->rulebook));
  return table;
}

static CertplanTable *
make_criteria (CertplanEligibility *eligibility)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (CriterionLine));
  for (guint i = 0; i < eligibility->judgements->len; i++)
    {
      const CertplanJudgement *row = &g_array_index (eligibility->judgements, CertplanJudgement, i);
      CriterionLine line = {
        .qualification = row->rule->qualification,
        .criterion = row->rule->item,
        .group = row->rule->group,
        .fact = row->held != NULL ? row->held : row->rule->fact,
        .required = row->required_text,
        .actual = row->actual_text,
        .gap = row->gap_text,
        .unit = row->unit,
        .state = _certplan_criterion_state_get_name (row->state),
        .earliest = row->earliest,
        .source = row->rule->source,
        .clause = row->rule->clause,
        .note = row->note,
      };
      g_array_append_val (lines, line);
    }
  return _certplan_eligibility_make_table (eligibility, "criteria", criterion_columns,
                                           G_N_ELEMENTS (criterion_columns), lines);
}

static CertplanTable *
make_verdict (CertplanEligibility *eligibility)
{
  const CertplanEligibilityRequest *request = eligibility->request;
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (VerdictLine));
  for (guint i = 0; i < eligibility->verdicts->len; i++)
    {
      const CertplanVerdict *verdict = &g_array_index (eligibility->verdicts, CertplanVerdict, i);
      const CertplanWanted *wanted = &g_array_index (request->wanted, CertplanWanted, i);
      VerdictLine line = {
        .qualification = certplan_rulebook_get_qualification (request->rulebook, wanted->handle),
        .kind = wanted->kind,
        .verdict = verdict->verdict,
        .n_met = (gint)verdict->n_met,
        .n_not_met = (gint)verdict->n_not_met,
        .n_unknown = (gint)verdict->n_unknown,
        .earliest = verdict->earliest,
      };
      g_array_append_val (lines, line);
    }
  return _certplan_eligibility_make_table (eligibility, "verdict", verdict_columns,
                                           G_N_ELEMENTS (verdict_columns), lines);
}

static CertplanTable *
make_unavailable (CertplanEligibility *eligibility)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (UnavailableLine));
  for (guint i = 0; i < eligibility->unavailable->len; i++)
    {
      const CertplanRule *rule
          = g_array_index (eligibility->unavailable, CertplanJudgement, i).rule;
      UnavailableLine line = { rule->qualification, rule->item, rule->source, rule->clause };
      g_array_append_val (lines, line);
    }
  return _certplan_eligibility_make_table (eligibility, "unavailable", unavailable_columns,
                                           G_N_ELEMENTS (unavailable_columns), lines);
}

static void
explain_row (const CertplanJudgement *row, CertplanExplanation *explanation)
{
  char *why = row->note != NULL
                  ? g_strdup (row->note)
                  : _certplan_sentence (
                      row->state == CERTPLAN_CRITERION_UNKNOWN ? "how.unknown" : "how.given",
                      row->rule->fact != NULL ? row->rule->fact : row->rule->item, NULL);
  _certplan_explanation_take_reason (explanation, row->rule->item, why, row->rule);
}

static void
add_notes (const CertplanEligibility *eligibility, CertplanExplanation *explanation)
{
  static const CertplanPolicyKey keys[]
      = { CERTPLAN_POLICY_LADDER_CHECK,        CERTPLAN_POLICY_CLOUD_DOMAINS,
          CERTPLAN_POLICY_SHARED_STAFF,        CERTPLAN_POLICY_PROJECT_WINDOW,
          CERTPLAN_POLICY_SUSPENDED_HOLDING,   CERTPLAN_POLICY_AUDIT_REPORTS,
          CERTPLAN_POLICY_GENERAL_REQUIREMENTS };
  guint n_others = _certplan_projects_count_others (eligibility);
  g_autofree char *others = g_strdup_printf ("%u", n_others);
  _certplan_explanation_take_note (explanation, _certplan_sentence ("note.no_promise", NULL));
  if (n_others > 0)
    _certplan_explanation_take_note (explanation,
                                     _certplan_sentence ("note.other_projects", others, NULL));
  _certplan_policy_explain (eligibility->request->policy, keys, G_N_ELEMENTS (keys), explanation);
}

CertplanTables *
certplan_eligibility_dup_tables (CertplanEligibility *eligibility, gboolean missing,
                                 gboolean explain)
{
  g_return_val_if_fail (eligibility != NULL, NULL);

  CertplanTables *tables = certplan_tables_new ();
  g_autoptr (CertplanExplanation) explanation
      = _certplan_explanation_new (eligibility->request->rulebook);
  certplan_tables_take (tables, make_criteria (eligibility));
  certplan_tables_take (tables, make_verdict (eligibility));
  if (eligibility->unavailable->len > 0)
    certplan_tables_take (tables, make_unavailable (eligibility));
  if (missing)
    certplan_tables_take (tables, _certplan_eligibility_make_missing (eligibility));
  for (guint i = 0; i < eligibility->judgements->len; i++)
    explain_row (&g_array_index (eligibility->judgements, CertplanJudgement, i), explanation);
  add_notes (eligibility, explanation);
  _certplan_explanation_add_tables (explanation, explain, tables);
  return tables;
}
