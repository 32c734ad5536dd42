/* Budgets side by side: scenarios, and two rulebooks. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-budget-tables-private.h"

typedef struct
{
  const char *scenario; /* a sentence */
  CertplanMoney amount, difference;
  const char *status; /* a sentence */
  CertplanDate all_held;
  gint days;
  gint days_without;
  const char *source;
} ScenarioLine;

static const CertplanColumn scenario_columns[] = {
  CERTPLAN_RESULT_COLUMN (ScenarioLine, scenario, SENTENCE),
  CERTPLAN_RESULT_COLUMN (ScenarioLine, amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (ScenarioLine, difference, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (ScenarioLine, status, SENTENCE),
  CERTPLAN_RESULT_COLUMN (ScenarioLine, all_held, DATE),
  CERTPLAN_RESULT_COLUMN (ScenarioLine, days, INT),
  CERTPLAN_RESULT_COLUMN (ScenarioLine, days_without, INT),
  CERTPLAN_RESULT_COLUMN (ScenarioLine, source, CHOICE),
};

typedef struct
{
  CertplanDate date;
  const char *org, *qualification, *kind, *item;
  CertplanMoney amount, other_amount, difference;
  const char *source, *clause;
} DiffLine;

static const CertplanColumn diff_columns[] = {
  CERTPLAN_RESULT_COLUMN (DiffLine, date, DATE),
  CERTPLAN_RESULT_COLUMN (DiffLine, org, TEXT),
  CERTPLAN_RESULT_COLUMN (DiffLine, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (DiffLine, kind, CHOICE),
  CERTPLAN_RESULT_COLUMN (DiffLine, item, CHOICE),
  CERTPLAN_RESULT_COLUMN (DiffLine, amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (DiffLine, other_amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (DiffLine, difference, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (DiffLine, source, CHOICE),
  CERTPLAN_RESULT_COLUMN (DiffLine, clause, TEXT),
};

static void
add_scenario (CertplanBudget *budget, GArray *lines, char *name, const CertplanBudgetRun *run)
{
  const CertplanBudgetRun *base = budget->run;
  gboolean have_both = run->all_held != CERTPLAN_DATE_NONE && base->all_held != CERTPLAN_DATE_NONE;
  ScenarioLine line = {
    .scenario = _certplan_budget_keep (budget, name),
    .amount = run->total_fen,
    .difference = run->total_fen - base->total_fen,
    .status = _certplan_budget_describe (budget, run->n_missing),
    .all_held = run->all_held,
    .days = have_both ? run->all_held - base->all_held : G_MININT32,
    .days_without = run->n_days_without,
    .source = "computed",
  };
  g_array_append_val (lines, line);
}

CertplanTable *
_certplan_budget_make_scenarios (CertplanBudget *budget)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (ScenarioLine));
  g_autofree char *months = g_strdup_printf ("%d", budget->request->n_late_months);
  add_scenario (budget, lines, _certplan_sentence ("on_time", NULL), budget->run);
  if (budget->late != NULL)
    add_scenario (budget, lines,
                  _certplan_sentence (budget->request->n_late_months == 1 ? "scenario.late_one"
                                                                          : "scenario.late",
                                      months, NULL),
                  budget->late);
  if (budget->second != NULL)
    add_scenario (budget, lines, _certplan_sentence ("scenario.second", NULL), budget->second);
  return _certplan_budget_make_table (budget, "scenarios", scenario_columns,
                                      G_N_ELEMENTS (scenario_columns), lines);
}

/* (transfer full) */
static char *
name_cash (const CertplanCash *cash)
{
  return g_strjoin ("\x1f", cash->org, cash->qualification, cash->kind != NULL ? cash->kind : "",
                    cash->item, NULL);
}

guint
_certplan_budget_count_cash (GHashTable *counts, const CertplanCash *cash)
{
  char *name = name_cash (cash);
  const guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, name)) + 1;
  g_hash_table_replace (counts, name, GUINT_TO_POINTER (n));
  return n;
}

/* Which line of the other run is meant: of one organization, qualification, kind and item the n-th.
 * Returns: (transfer full) */
static char *
make_key (GHashTable *counts, const CertplanCash *cash)
{
  g_autofree char *name = name_cash (cash);
  return g_strdup_printf ("%s\x1f%u", name, _certplan_budget_count_cash (counts, cash));
}

/* Each line's key -> the line. */
static GHashTable *
index_lines (const CertplanBudgetRun *run)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTable *lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < run->cash->len; i++)
    {
      const CertplanCash *cash = _certplan_budget_get_cash (run, i);
      g_hash_table_insert (lines, make_key (counts, cash), (gpointer)cash);
    }
  return lines;
}

static CertplanMoney
get_known (const CertplanCash *cash)
{
  return cash != NULL && cash->amount != CERTPLAN_MONEY_NONE ? cash->amount : 0;
}

/* @cash, @other: one of them may be NULL. */
static void
add_difference (const CertplanCash *cash, const CertplanCash *other, GArray *lines)
{
  const CertplanCash *any = other != NULL ? other : cash;
  CertplanMoney amount = cash != NULL ? cash->amount : CERTPLAN_MONEY_NONE;
  CertplanMoney other_amount = other != NULL ? other->amount : CERTPLAN_MONEY_NONE;
  if (amount == other_amount)
    return;
  DiffLine line = {
    .date = any->date,
    .org = any->org,
    .qualification = any->qualification,
    .kind = any->kind,
    .item = any->item,
    .amount = amount,
    .other_amount = other_amount,
    .difference = get_known (other) - get_known (cash),
    .source = any->rule != NULL ? any->rule->source : "no_document",
    .clause = any->rule != NULL ? any->rule->clause : NULL,
  };
  g_array_append_val (lines, line);
}

static void
add_total (const CertplanBudget *budget, GArray *lines)
{
  DiffLine line = {
    .date = CERTPLAN_DATE_NONE,
    .item = "total",
    .amount = budget->run->total_fen,
    .other_amount = budget->other->total_fen,
    .difference = budget->other->total_fen - budget->run->total_fen,
    .source = "computed",
  };
  g_array_append_val (lines, line);
}

static gint
compare_lines (gconstpointer a, gconstpointer b)
{
  const DiffLine *x = a, *y = b;
  return x->date < y->date ? -1 : x->date > y->date;
}

/* The lines whose amounts differ, and the sums. */
CertplanTable *
_certplan_budget_make_diff (CertplanBudget *budget)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (DiffLine));
  g_autoptr (GHashTable) ours = index_lines (budget->run);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < budget->other->cash->len; i++)
    {
      const CertplanCash *other = _certplan_budget_get_cash (budget->other, i);
      g_autofree char *key = make_key (counts, other);
      add_difference (g_hash_table_lookup (ours, key), other, lines);
      g_hash_table_remove (ours, key);
    }
  g_hash_table_remove_all (counts);
  for (guint i = 0; i < budget->run->cash->len; i++) /* what the other rules do not ask for */
    {
      const CertplanCash *cash = _certplan_budget_get_cash (budget->run, i);
      g_autofree char *key = make_key (counts, cash);
      if (g_hash_table_contains (ours, key))
        add_difference (cash, NULL, lines);
    }
  g_array_sort (lines, compare_lines);
  add_total (budget, lines);
  return _certplan_budget_make_table (budget, "diff", diff_columns, G_N_ELEMENTS (diff_columns),
                                      lines);
}
