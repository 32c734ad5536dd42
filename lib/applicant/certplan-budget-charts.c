/* A budget to be drawn: cash by period, certificates over days.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-budget-tables-private.h"
#include "certplan-gantt-line-private.h"

/* More series than this are hard to tell apart: then the items are stacked. */
#define MAX_SERIES 6
/* Up to so many certificates each application and renewal has a line of its own, with its day. */
#define MAX_LONG_CERTS 8

typedef struct
{
  CertplanDate from;
  const char *series; /* a sentence */
  CertplanMoney amount;
} CashLine;

static const CertplanColumn cash_columns[] = {
  CERTPLAN_RESULT_COLUMN (CashLine, from, DATE),
  CERTPLAN_RESULT_COLUMN (CashLine, series, SENTENCE),
  CERTPLAN_RESULT_COLUMN (CashLine, amount, MONEY, .unit = "yuan"),
};

static const CertplanChartSpec cash_spec
    = { .kind = CERTPLAN_CHART_STACK, .from = 0, .label = 1, .amount = 2 };

/* "security engineering, level 2". (transfer full) */
static char *
name_qualification (const CertplanBudgetRun *run, guint handle)
{
  CertplanNameParts parts = _certplan_rulebook_get_name_parts (run->rulebook, handle);
  return _certplan_sentence ("qualification_short", parts.category, parts.level, NULL);
}

static gboolean
is_by_item (const CertplanBudgetRun *run)
{
  g_autoptr (GHashTable) names = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < run->cash->len; i++)
    if (_certplan_budget_get_cash (run, i)->amount != CERTPLAN_MONEY_NONE)
      g_hash_table_add (names, (gpointer)_certplan_budget_get_cash (run, i)->qualification);
  return g_hash_table_size (names) > MAX_SERIES;
}

static const char *
name_series (CertplanBudget *budget, const CertplanCash *cash, gboolean by_item)
{
  g_autofree char *item = g_strconcat (CERTPLAN_LABEL, cash->item, NULL);
  if (by_item)
    return _certplan_budget_keep (budget, _certplan_sentence ("label_plain", item, NULL));
  guint handle = certplan_rulebook_find (budget->run->rulebook, cash->qualification, NULL);
  return _certplan_budget_keep (budget, name_qualification (budget->run, handle));
}

/* (transfer full) */
static char *
make_subtitle (CertplanBudget *budget)
{
  g_autofree char *day = certplan_date_format (budget->as_of);
  g_autofree char *total = certplan_money_format (budget->run->total_fen, TRUE);
  g_autofree char *n = g_strdup_printf ("%u", budget->run->n_missing);
  g_autofree char *complete = g_strconcat (CERTPLAN_LABEL, "complete", NULL);
  return budget->run->n_missing == 0
             ? _certplan_sentence ("subtitle.budget", day, total, complete, NULL)
             : _certplan_sentence ("subtitle.budget_incomplete", day, total, n, NULL);
}

CertplanTable *
_certplan_budget_make_cash (CertplanBudget *budget)
{
  const CertplanBudgetRun *run = budget->run;
  CertplanBudgetPeriod period = budget->request->period;
  gboolean by_item = is_by_item (run);
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (CashLine));
  CertplanDate next;
  guint at = 0;
  for (CertplanDate start = _certplan_budget_get_period (period, run->from); start <= run->until;
       start = next)
    {
      CashLine empty = { start, NULL, CERTPLAN_MONEY_NONE };
      next = _certplan_budget_get_next_period (period, start);
      g_array_append_val (lines, empty);
      for (; at < run->cash->len && _certplan_budget_get_cash (run, at)->date < next; at++)
        {
          const CertplanCash *cash = _certplan_budget_get_cash (run, at);
          if (cash->amount == CERTPLAN_MONEY_NONE)
            continue;
          CashLine line = { start, name_series (budget, cash, by_item), cash->amount };
          g_array_append_val (lines, line);
        }
    }
  CertplanTable *table = _certplan_budget_make_table (budget, "cash", cash_columns,
                                                      G_N_ELEMENTS (cash_columns), lines);
  g_autofree char *title = _certplan_sentence ("title.budget.cash", NULL);
  g_autofree char *subtitle = make_subtitle (budget);
  _certplan_table_set_title (table, title, subtitle);
  _certplan_table_set_chart (table, &cash_spec);
  _certplan_table_set_drawn_only (table);
  return table;
}

/* Only what lies inside the horizon. */
static void
add_bar (const CertplanBudgetRun *run, GArray *lines, const char *label, const char *actor,
         CertplanDate from, CertplanDate to)
{
  CertplanGanttLine line
      = { "bar", label, MAX (from, run->from), MIN (to, run->until + 1), actor, G_MININT32 };
  if (line.from < line.to)
    g_array_append_val (lines, line);
}

/* From the issue on: to its end, to what takes its place, or to the end of the horizon. */
static CertplanDate
get_end (const CertplanBudgetRun *run, const CertplanCert *cert)
{
  return cert->ends != CERTPLAN_DATE_NONE ? cert->ends : run->until + 1;
}

/* How a chart of all certificates is drawn. */
typedef struct
{
  CertplanBudget *budget;
  GArray *lines;
  gboolean is_short; /* one line a certificate, with all its marks */
  gboolean has_orgs; /* more than one: each line says whose it is */
} Drawing;

/* "security engineering, level 2", with its holder where there are several. */
static const char *
name_cert (const Drawing *drawing, const CertplanCert *cert)
{
  const CertplanBudgetRun *run = drawing->budget->run;
  CertplanNameParts parts = _certplan_rulebook_get_name_parts (run->rulebook, cert->handle);
  const char *org = certplan_records_get_text (run->plan, cert->org);
  return _certplan_budget_keep (
      drawing->budget, drawing->has_orgs ? _certplan_sentence ("bar.budget_of", org, parts.category,
                                                               parts.level, NULL)
                                         : name_qualification (run, cert->handle));
}

/* The first mark of a certificate bears its name, the others what is done; or stand on its line. */
static const char *
name_mark (const Drawing *drawing, const CertplanCert *cert, const char *kind, guint before)
{
  if (drawing->lines->len == before)
    return name_cert (drawing, cert);
  if (drawing->is_short)
    return NULL;
  g_autofree char *label = g_strconcat (CERTPLAN_LABEL, kind, NULL);
  return _certplan_budget_keep (drawing->budget, _certplan_sentence ("label_plain", label, NULL));
}

/* The terms in which it is valid: what lies between an end and a late renewal stays open. */
static void
add_terms (const Drawing *drawing, guint place)
{
  const CertplanBudgetRun *run = drawing->budget->run;
  const CertplanCert *cert = &g_array_index (run->certs, CertplanCert, place);
  const char *name = name_cert (drawing, cert);
  CertplanDate start = cert->issued, end = MIN (get_end (run, cert), run->until + 1);
  CertplanDate expiry = cert->expiry;
  CertplanApplication renewal;
  guint before = drawing->lines->len;
  while (expiry != CERTPLAN_DATE_NONE && expiry + 1 < end)
    {
      gboolean is_renewed = _certplan_budget_plan_renewal (run, place, expiry, &renewal);
      if (is_renewed && renewal.n_days_without == 0)
        {
          expiry = renewal.to > expiry ? renewal.to : CERTPLAN_DATE_NONE;
          continue;
        }
      add_bar (run, drawing->lines, name, "in_force", start, expiry + 1);
      name = drawing->lines->len > before ? NULL : name;
      if (!is_renewed)
        return;
      start = expiry + 1 + renewal.n_days_without;
      expiry = renewal.to > expiry ? renewal.to : CERTPLAN_DATE_NONE;
    }
  add_bar (run, drawing->lines, name, "in_force", start, end);
}

static void
add_cert (const Drawing *drawing, guint place)
{
  const CertplanBudgetRun *run = drawing->budget->run;
  const CertplanCert *cert = &g_array_index (run->certs, CertplanCert, place);
  guint before = drawing->lines->len;
  add_terms (drawing, place);
  if (cert->filed != CERTPLAN_DATE_NONE)
    add_bar (run, drawing->lines, name_mark (drawing, cert, cert->kind, before), "applying",
             cert->filed, cert->issued);
}

/* The days of renewal, one a filing. */
static void
add_renewals (const Drawing *drawing, guint place, GPtrArray *cash, guint before)
{
  const CertplanCert *cert = &g_array_index (drawing->budget->run->certs, CertplanCert, place);
  CertplanDate last = CERTPLAN_DATE_NONE;
  for (guint i = 0; i < cash->len; i++)
    {
      const CertplanCash *line = cash->pdata[i];
      if (line->date == last || line->kind == NULL || line->date <= cert->filed)
        continue;
      CertplanGanttLine milestone = {
        .mark = "milestone",
        .label = name_mark (drawing, cert, line->kind, before),
        .from = line->date,
        .to = CERTPLAN_DATE_NONE,
        .days = G_MININT32,
      };
      last = line->date;
      g_array_append_val (drawing->lines, milestone);
    }
}

/* The cash lines of each certificate. (transfer full) */
static GPtrArray *
list_cash (const CertplanBudgetRun *run)
{
  GPtrArray *by_cert = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < run->certs->len; i++)
    g_ptr_array_add (by_cert, g_ptr_array_new ());
  for (guint i = 0; i < run->cash->len; i++)
    g_ptr_array_add (by_cert->pdata[_certplan_budget_get_cash (run, i)->cert],
                     (gpointer)_certplan_budget_get_cash (run, i));
  return by_cert;
}

static gboolean
has_orgs (const CertplanBudgetRun *run)
{
  for (guint i = 1; i < run->certs->len; i++)
    if (g_array_index (run->certs, CertplanCert, i).org
        != g_array_index (run->certs, CertplanCert, 0).org)
      return TRUE;
  return FALSE;
}

/* By the rows of the plan; what had to be held first stands before what asks for it. */
static gint
compare_places (gconstpointer a, gconstpointer b, gpointer data)
{
  const CertplanBudgetRun *run = data;
  guint place = *(const guint *)a, other = *(const guint *)b;
  const CertplanCert *x = &g_array_index (run->certs, CertplanCert, place);
  const CertplanCert *y = &g_array_index (run->certs, CertplanCert, other);
  if (x->row != y->row)
    return x->row < y->row ? -1 : 1;
  return place < other ? 1 : -1; /* rungs of one row: the lowest was added last */
}

/* (transfer full) */
static GArray *
list_places (CertplanBudgetRun *run)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < run->certs->len; i++)
    g_array_append_val (places, i);
  g_array_sort_with_data (places, compare_places, run);
  return places;
}

CertplanTable *
_certplan_budget_make_gantt (CertplanBudget *budget)
{
  const CertplanBudgetRun *run = budget->run;
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (CertplanGanttLine));
  const Drawing drawing = { .budget = budget,
                            .lines = lines,
                            .is_short = run->certs->len > MAX_LONG_CERTS,
                            .has_orgs = has_orgs (run) };
  g_autoptr (GPtrArray) by_cert = list_cash (run);
  g_autoptr (GArray) places = list_places (budget->run);
  for (guint i = 0; i < places->len; i++)
    {
      guint before = lines->len, place = g_array_index (places, guint, i);
      add_cert (&drawing, place);
      add_renewals (&drawing, place, by_cert->pdata[place], before);
    }
  CertplanTable *table = _certplan_budget_make_table (budget, "gantt", _certplan_gantt_columns,
                                                      CERTPLAN_N_GANTT_COLUMNS, lines);
  g_autofree char *from = certplan_date_format (run->from);
  g_autofree char *until = certplan_date_format (run->until);
  g_autofree char *title = _certplan_sentence ("title.budget.gantt", from, until, NULL);
  g_autofree char *subtitle = _certplan_sentence (
      drawing.is_short ? "subtitle.budget_gantt_short" : "subtitle.budget_gantt", NULL);
  _certplan_table_set_title (table, title, subtitle);
  _certplan_table_set_chart (table, &_certplan_gantt_spec);
  _certplan_table_set_drawn_only (table);
  return table;
}
