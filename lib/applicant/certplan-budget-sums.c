/* A budget's sums: by period, organization, qualification; annuities a year.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-budget-tables-private.h"

/* A sum of several lines, which one day can be more than an amount may be: it stays at the largest
 * then, which the total has refused before. */
static CertplanMoney
add (CertplanMoney a, CertplanMoney b)
{
  CertplanMoney sum = a;
  return b == CERTPLAN_MONEY_NONE || !certplan_money_add (a, b, &sum, NULL) ? a : sum;
}

typedef struct
{
  const char *period;
  CertplanMoney amount;
  CertplanMoney cumulative;
  gint n_missing;
  const char *source;
} PeriodLine;

static const CertplanColumn period_columns[] = {
  CERTPLAN_RESULT_COLUMN (PeriodLine, period, TEXT),
  CERTPLAN_RESULT_COLUMN (PeriodLine, amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (PeriodLine, cumulative, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (PeriodLine, n_missing, INT),
  CERTPLAN_RESULT_COLUMN (PeriodLine, source, CHOICE),
};

typedef struct
{
  const char *group;
  CertplanMoney amount;
  gint n_missing;
  const char *source;
} GroupLine;

static const CertplanColumn org_columns[] = {
  { .name = "org", .type = CERTPLAN_COLUMN_TEXT, .offset = G_STRUCT_OFFSET (GroupLine, group) },
  CERTPLAN_RESULT_COLUMN (GroupLine, amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (GroupLine, n_missing, INT),
  CERTPLAN_RESULT_COLUMN (GroupLine, source, CHOICE),
};

static const CertplanColumn qualification_columns[] = {
  { .name = "qualification",
    .type = CERTPLAN_COLUMN_QUALIFICATION,
    .offset = G_STRUCT_OFFSET (GroupLine, group) },
  CERTPLAN_RESULT_COLUMN (GroupLine, amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (GroupLine, n_missing, INT),
  CERTPLAN_RESULT_COLUMN (GroupLine, source, CHOICE),
};

typedef struct
{
  CertplanDate paid;
  const char *org, *qualification;
  gint year;
  CertplanDate from, to;
  CertplanMoney amount;
  const char *source, *clause;
} AnnuityLine;

static const CertplanColumn annuity_columns[] = {
  CERTPLAN_RESULT_COLUMN (AnnuityLine, paid, DATE),
  CERTPLAN_RESULT_COLUMN (AnnuityLine, org, TEXT),
  CERTPLAN_RESULT_COLUMN (AnnuityLine, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (AnnuityLine, year, INT),
  CERTPLAN_RESULT_COLUMN (AnnuityLine, from, DATE),
  CERTPLAN_RESULT_COLUMN (AnnuityLine, to, DATE),
  CERTPLAN_RESULT_COLUMN (AnnuityLine, amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (AnnuityLine, source, CHOICE),
  CERTPLAN_RESULT_COLUMN (AnnuityLine, clause, TEXT),
};

static gint
get_months (CertplanBudgetPeriod period)
{
  static const gint months[] = { 1, 3, 12 };
  return months[period];
}

CertplanDate
_certplan_budget_get_period (CertplanBudgetPeriod period, CertplanDate day)
{
  gint year, month, n = get_months (period);
  certplan_date_get_ymd (day, &year, &month, NULL);
  return certplan_date_new (year, (month - 1) / n * n + 1, 1);
}

CertplanDate
_certplan_budget_get_next_period (CertplanBudgetPeriod period, CertplanDate start)
{
  CertplanDate next = certplan_date_add_months (start, get_months (period));
  return next != CERTPLAN_DATE_NONE ? next : G_MAXINT32;
}

/* "2026", "2026-Q4" or "2026-12". */
static const char *
name_period (CertplanBudget *budget, CertplanDate start)
{
  gint year, month;
  certplan_date_get_ymd (start, &year, &month, NULL);
  switch (budget->request->period)
    {
    case CERTPLAN_BUDGET_MONTH:
      return _certplan_budget_keep (budget, g_strdup_printf ("%04d-%02d", year, month));
    case CERTPLAN_BUDGET_QUARTER:
      return _certplan_budget_keep (budget, g_strdup_printf ("%04d-Q%d", year, (month + 2) / 3));
    default:
      return _certplan_budget_keep (budget, g_strdup_printf ("%04d", year));
    }
}

/* Every period of the horizon, also those without a payment. */
CertplanTable *
_certplan_budget_make_periods (CertplanBudget *budget)
{
  const CertplanBudgetRun *run = budget->run;
  CertplanBudgetPeriod period = budget->request->period;
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (PeriodLine));
  CertplanMoney cumulative = 0;
  guint at = 0;
  CertplanDate next;
  for (CertplanDate start = _certplan_budget_get_period (period, run->from); start <= run->until;
       start = next)
    {
      PeriodLine line = { .period = name_period (budget, start), .source = "computed" };
      next = _certplan_budget_get_next_period (period, start);
      for (; at < run->cash->len && _certplan_budget_get_cash (run, at)->date < next; at++)
        {
          CertplanMoney amount = _certplan_budget_get_cash (run, at)->amount;
          line.amount = add (line.amount, amount);
          line.n_missing += amount == CERTPLAN_MONEY_NONE;
        }
      cumulative = line.cumulative = add (cumulative, line.amount);
      g_array_append_val (lines, line);
    }
  return _certplan_budget_make_table (budget, "by-period", period_columns,
                                      G_N_ELEMENTS (period_columns), lines);
}

static gint
compare_groups (gconstpointer a, gconstpointer b)
{
  const GroupLine *x = a, *y = b;
  return g_strcmp0 (x->group, y->group);
}

/* Sums by a text of the lines: equal texts of a plan or of a rulebook are equal pointers. */
static GArray *
sum_by (const CertplanBudgetRun *run, gboolean by_org)
{
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (GroupLine));
  for (guint i = 0; i < run->cash->len; i++)
    {
      const CertplanCash *cash = _certplan_budget_get_cash (run, i);
      const char *group = by_org ? cash->org : cash->qualification;
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, group));
      if (place == 0)
        {
          GroupLine line = { .group = group, .source = "computed" };
          g_array_append_val (lines, line);
          place = lines->len;
          g_hash_table_insert (places, (gpointer)group, GUINT_TO_POINTER (place));
        }
      GroupLine *line = &g_array_index (lines, GroupLine, place - 1);
      line->amount = add (line->amount, cash->amount);
      line->n_missing += cash->amount == CERTPLAN_MONEY_NONE;
    }
  g_array_sort (lines, compare_groups);
  return lines;
}

CertplanTable *
_certplan_budget_make_orgs (CertplanBudget *budget)
{
  return _certplan_budget_make_table (budget, "by-org", org_columns, G_N_ELEMENTS (org_columns),
                                      sum_by (budget->run, TRUE));
}

CertplanTable *
_certplan_budget_make_qualifications (CertplanBudget *budget)
{
  return _certplan_budget_make_table (budget, "by-qualification", qualification_columns,
                                      G_N_ELEMENTS (qualification_columns),
                                      sum_by (budget->run, FALSE));
}

/* One annuity as so much a year of the term that it is paid for. */
static void
split_annuity (const CertplanCash *cash, GArray *lines)
{
  const CertplanRule *validity = cash->validity;
  if (validity == NULL || cash->term_from == CERTPLAN_DATE_NONE
      || cash->term_to == CERTPLAN_DATE_NONE || validity->duration.months < 12
      || validity->duration.months % 12 != 0)
    return;
  guint n_years = (guint)validity->duration.months / 12;
  CertplanDate from = cash->term_from;
  for (guint i = 0; i < n_years; i++)
    {
      CertplanDate end
          = _certplan_term_get_part_end (cash->term_from, cash->term_to, 12 * (gint)(i + 1));
      AnnuityLine line = {
        .paid = cash->date,
        .org = cash->org,
        .qualification = cash->qualification,
        .year = (gint)i + 1,
        .from = from,
        .to = i + 1 == n_years || end == CERTPLAN_DATE_NONE ? cash->term_to : end,
        .amount = certplan_money_split (cash->amount, n_years, i),
        .source = cash->rule->source,
        .clause = cash->rule->clause,
      };
      g_array_append_val (lines, line);
      from = line.to + 1;
    }
}

CertplanTable *
_certplan_budget_make_annuities (CertplanBudget *budget)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (AnnuityLine));
  for (guint i = 0; i < budget->run->cash->len; i++)
    {
      const CertplanCash *cash = _certplan_budget_get_cash (budget->run, i);
      if (cash->rule != NULL && g_str_equal (cash->item, "annuity"))
        split_annuity (cash, lines);
    }
  return _certplan_budget_make_table (budget, "annuities", annuity_columns,
                                      G_N_ELEMENTS (annuity_columns), lines);
}
