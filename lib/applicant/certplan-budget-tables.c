/* A budget as tables: cash lines, certificates, what is missing.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-budget-tables-private.h"

typedef struct
{
  CertplanDate date;
  const char *org, *qualification, *kind, *item;
  CertplanMoney amount;
  const char *status; /* a sentence */
  const char *basis;
  const char *source, *clause;
  gint number; /* not shown: of such lines, from 1 */
} BudgetLine;

static const CertplanColumn budget_columns[] = {
  CERTPLAN_RESULT_COLUMN (BudgetLine, date, DATE),
  CERTPLAN_RESULT_COLUMN (BudgetLine, org, TEXT),
  CERTPLAN_RESULT_COLUMN (BudgetLine, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (BudgetLine, kind, CHOICE),
  CERTPLAN_RESULT_COLUMN (BudgetLine, item, CHOICE),
  CERTPLAN_RESULT_COLUMN (BudgetLine, amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (BudgetLine, status, SENTENCE),
  CERTPLAN_RESULT_COLUMN (BudgetLine, basis, CHOICE),
  CERTPLAN_RESULT_COLUMN (BudgetLine, source, CHOICE),
  CERTPLAN_RESULT_COLUMN (BudgetLine, clause, TEXT),
  CERTPLAN_RESULT_COLUMN (BudgetLine, number, INT), /* not shown */
};
enum /* places in budget_columns */
{
  DATE,
  ORG,
  QUALIFICATION,
  KIND,
  ITEM,
  AMOUNT,
  STATUS,
  BASIS,
  SOURCE,
  CLAUSE,
  NUMBER,
};
#define N_SHOWN NUMBER

/* Each fee is an event on the day on which it is to be paid. */
static const guint event_summary[] = { ITEM, QUALIFICATION, KIND, ORG, AMOUNT };
static const guint event_description[]
    = { DATE, ORG, QUALIFICATION, KIND, ITEM, AMOUNT, STATUS, BASIS, SOURCE, CLAUSE };
static const guint event_key[] = { ORG, QUALIFICATION, KIND, ITEM, NUMBER };
static const CertplanEventSpec budget_events = {
  .date = DATE,
  .category = ITEM,
  .mark = CERTPLAN_EVENT_NO_COLUMN,
  .summary = event_summary,
  .n_summary = G_N_ELEMENTS (event_summary),
  .description = event_description,
  .n_description = G_N_ELEMENTS (event_description),
  .key = event_key,
  .n_key = G_N_ELEMENTS (event_key),
  .alarm_from = CERTPLAN_EVENT_NO_COLUMN,
};

typedef struct
{
  const char *org, *qualification, *action, *kind;
  CertplanDate wish, file_by, file_safe, filed, issued, expiry, ends;
  const char *requires;
  const char *remark; /* a sentence */
  const char *owner;
  const char *source, *clause;
} CertLine;

static const CertplanColumn cert_columns[] = {
  CERTPLAN_RESULT_COLUMN (CertLine, org, TEXT),
  CERTPLAN_RESULT_COLUMN (CertLine, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (CertLine, action, CHOICE),
  CERTPLAN_RESULT_COLUMN (CertLine, kind, CHOICE, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (CertLine, wish, DATE),
  CERTPLAN_RESULT_COLUMN (CertLine, file_by, DATE),
  CERTPLAN_RESULT_COLUMN (CertLine, file_safe, DATE),
  CERTPLAN_RESULT_COLUMN (CertLine, filed, DATE),
  CERTPLAN_RESULT_COLUMN (CertLine, issued, DATE),
  CERTPLAN_RESULT_COLUMN (CertLine, expiry, DATE),
  CERTPLAN_RESULT_COLUMN (CertLine, ends, DATE),
  CERTPLAN_RESULT_COLUMN (CertLine, requires, QUALIFICATION, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (CertLine, remark, SENTENCE),
  CERTPLAN_RESULT_COLUMN (CertLine, owner, TEXT),
  CERTPLAN_RESULT_COLUMN (CertLine, source, CHOICE, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (CertLine, clause, TEXT),
};

typedef struct
{
  CertplanDate date;
  const char *org, *qualification, *kind, *basis, *source;
} MissingLine;

static const CertplanColumn missing_columns[] = {
  CERTPLAN_RESULT_COLUMN (MissingLine, date, DATE),
  CERTPLAN_RESULT_COLUMN (MissingLine, org, TEXT),
  CERTPLAN_RESULT_COLUMN (MissingLine, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (MissingLine, kind, CHOICE),
  CERTPLAN_RESULT_COLUMN (MissingLine, basis, CHOICE),
  CERTPLAN_RESULT_COLUMN (MissingLine, source, CHOICE),
};

/* A budget is shared between threads, and its texts still grow when tables are made. */
G_LOCK_DEFINE_STATIC (texts);

const char *
_certplan_budget_keep (CertplanBudget *budget, char *text)
{
  G_LOCK (texts);
  const char *kept = g_string_chunk_insert_const (budget->texts, text);
  G_UNLOCK (texts);
  g_free (text);
  return kept;
}

CertplanTable *
_certplan_budget_make_table (CertplanBudget *budget, const char *name,
                             const CertplanColumn *columns, guint n_columns, GArray *rows)
{
  g_autofree char *key = g_strconcat ("title.budget.", name, NULL);
  g_autofree char *title = _certplan_sentence (key, NULL);
  CertplanTable *table
      = _certplan_table_new_array (name, columns, n_columns, rows, certplan_budget_ref (budget),
                                   (GDestroyNotify)certplan_budget_unref);
  _certplan_table_set_labels (table, certplan_rulebook_get_labels (budget->request->rulebook));
  _certplan_table_set_title (table, title, NULL);
  return table;
}

const CertplanCash *
_certplan_budget_get_cash (const CertplanBudgetRun *run, guint i)
{
  return &g_array_index (run->cash, CertplanCash, i);
}

const char *
_certplan_budget_describe (CertplanBudget *budget, guint n_missing)
{
  g_autofree char *n = g_strdup_printf ("%u", n_missing);
  return _certplan_budget_keep (budget, n_missing == 0
                                            ? _certplan_sentence ("complete", NULL)
                                            : _certplan_sentence ("incomplete", n, NULL));
}

/* Where an amount comes from: published, of the user's rules, of the plan, from nobody. */
static const char *
get_status (const CertplanCash *cash)
{
  if (cash->amount == CERTPLAN_MONEY_NONE)
    return "no_published_tariff";
  if (cash->rule == NULL)
    return "own_amount";
  return g_str_equal (cash->rule->basis, "user") ? "user_tariff" : "published";
}

static BudgetLine
make_line (CertplanBudget *budget, const CertplanCash *cash)
{
  gboolean is_missing = cash->amount == CERTPLAN_MONEY_NONE;
  return (BudgetLine){
    .date = cash->date,
    .org = cash->org,
    .qualification = cash->qualification,
    .kind = cash->kind,
    .item = cash->item,
    .amount = cash->amount,
    .status = _certplan_budget_keep (budget, _certplan_sentence (get_status (cash), NULL)),
    .basis = cash->basis,
    .source = cash->rule != NULL ? cash->rule->source
              : is_missing       ? "no_document"
                                 : "own_amount",
    .clause = cash->rule != NULL ? cash->rule->clause : NULL,
  };
}

static CertplanTable *
make_budget (CertplanBudget *budget)
{
  const CertplanBudgetRun *run = budget->run;
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (BudgetLine));
  for (guint i = 0; i < run->cash->len; i++)
    {
      const CertplanCash *cash = _certplan_budget_get_cash (run, i);
      BudgetLine line = make_line (budget, cash);
      line.number = (gint)_certplan_budget_count_cash (counts, cash);
      g_array_append_val (lines, line);
    }
  BudgetLine total = {
    .date = CERTPLAN_DATE_NONE,
    .item = "total",
    .amount = run->total_fen,
    .status = _certplan_budget_describe (budget, run->n_missing),
    .source = "computed",
  };
  g_array_append_val (lines, total);
  CertplanTable *table
      = _certplan_budget_make_table (budget, "budget", budget_columns, N_SHOWN, lines);
  _certplan_table_set_events (table, &budget_events, G_N_ELEMENTS (budget_columns) - N_SHOWN);
  g_autofree char *from = certplan_date_format (run->from);
  g_autofree char *until = certplan_date_format (run->until);
  g_autofree char *title = _certplan_sentence ("title.budget.budget", from, until, NULL);
  _certplan_table_set_title (table, title, NULL);
  return table;
}

static CertLine
make_cert (CertplanBudget *budget, const CertplanCert *cert)
{
  static const char *const actions[] = { "hold", "want", "rung" };
  const CertplanBudgetRun *run = budget->run;
  const CertplanRule *rule = cert->target != NULL ? cert->target
                             : cert->cap != NULL  ? cert->cap
                                                  : cert->validity;
  return (CertLine){
    .org = certplan_records_get_text (run->plan, cert->org),
    .qualification = certplan_rulebook_get_qualification (run->rulebook, cert->handle),
    .action = actions[cert->origin],
    .kind = cert->kind,
    .wish = cert->wish,
    .file_by = cert->file_by,
    .file_safe = cert->file_safe,
    .filed = cert->filed,
    .issued = cert->issued,
    .expiry = cert->expiry,
    .ends = cert->ends,
    .requires = cert->needs != NULL ? cert->needs->requires : NULL,
    .remark = cert->remark,
    .owner = certplan_records_get_text (run->plan, _certplan_budget_get_row (run, cert)->owner),
    .source = rule != NULL ? rule->source : "no_document",
    .clause = rule != NULL ? rule->clause : NULL,
  };
}

static CertplanTable *
make_certificates (CertplanBudget *budget)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (CertLine));
  for (guint i = 0; i < budget->run->certs->len; i++)
    {
      CertLine line = make_cert (budget, &g_array_index (budget->run->certs, CertplanCert, i));
      g_array_append_val (lines, line);
    }
  return _certplan_budget_make_table (budget, "certificates", cert_columns,
                                      G_N_ELEMENTS (cert_columns), lines);
}

static CertplanTable *
make_missing (CertplanBudget *budget)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (MissingLine));
  for (guint i = 0; i < budget->run->cash->len; i++)
    {
      const CertplanCash *cash = _certplan_budget_get_cash (budget->run, i);
      MissingLine line
          = { cash->date, cash->org, cash->qualification, cash->kind, cash->basis, "no_document" };
      if (cash->amount == CERTPLAN_MONEY_NONE)
        g_array_append_val (lines, line);
    }
  return _certplan_budget_make_table (budget, "missing", missing_columns,
                                      G_N_ELEMENTS (missing_columns), lines);
}

CertplanTables *
certplan_budget_dup_tables (CertplanBudget *budget, gboolean explain)
{
  g_return_val_if_fail (budget != NULL, NULL);

  CertplanTables *tables = certplan_tables_new ();
  g_autoptr (CertplanExplanation) explanation = _certplan_budget_explain (budget, explain);
  certplan_tables_take (tables, make_budget (budget));
  certplan_tables_take (tables, make_certificates (budget));
  certplan_tables_take (tables, _certplan_budget_make_periods (budget));
  certplan_tables_take (tables, _certplan_budget_make_orgs (budget));
  certplan_tables_take (tables, _certplan_budget_make_qualifications (budget));
  certplan_tables_take (tables, _certplan_budget_make_annuities (budget));
  certplan_tables_take (tables, _certplan_budget_make_late (budget));
  if (budget->run->n_missing > 0)
    certplan_tables_take (tables, make_missing (budget));
  if (budget->late != NULL || budget->second != NULL)
    certplan_tables_take (tables, _certplan_budget_make_scenarios (budget));
  if (budget->other != NULL)
    certplan_tables_take (tables, _certplan_budget_make_diff (budget));
  _certplan_explanation_add_tables (explanation, explain, tables);
  certplan_tables_take (tables, _certplan_budget_make_cash (budget));
  certplan_tables_take (tables, _certplan_budget_make_gantt (budget));
  return tables;
}
