/* An accrual as tables: rollforward, balances, schedule. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "certplan-accrual-private.h"
#include "certplan-charge-private.h"
#include "certplan-table-private.h"
#include <string.h>

static const CertplanColumn roll_columns[] = {
  CERTPLAN_RESULT_COLUMN (CertplanRollLine, month, MONTH),
  CERTPLAN_RESULT_COLUMN (CertplanRollLine, item, CHOICE),
  CERTPLAN_RESULT_COLUMN (CertplanRollLine, opening, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (CertplanRollLine, billed, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (CertplanRollLine, recognised, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (CertplanRollLine, reversed, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (CertplanRollLine, closing, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (CertplanRollLine, source, CHOICE),
};
enum /* places in roll_columns */
{
  ROLL_MONTH,
  ROLL_ITEM,
  ROLL_CLOSING = 6,
};
static const CertplanChartSpec roll_chart = {
  .kind = CERTPLAN_CHART_LINES,
  .label = ROLL_ITEM,
  .from = ROLL_MONTH,
  .amount = ROLL_CLOSING,
};

/* A charge: what of it is earned before, in and after the months. */
typedef struct
{
  const char *charge, *certificate, *org, *qualification, *item;
  CertplanMoney amount;
  CertplanDate due, period_from, period_to;
  CertplanMoney opening, billed, recognised, reversed, closing;
  CertplanDate fully_earned;
  const char *progress;
} BalanceLine;

static const CertplanColumn balance_columns[] = {
  CERTPLAN_RESULT_COLUMN (BalanceLine, charge, ID),
  CERTPLAN_RESULT_COLUMN (BalanceLine, certificate, ID),
  CERTPLAN_RESULT_COLUMN (BalanceLine, org, TEXT),
  CERTPLAN_RESULT_COLUMN (BalanceLine, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (BalanceLine, item, CHOICE),
  CERTPLAN_RESULT_COLUMN (BalanceLine, amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (BalanceLine, due, DATE),
  CERTPLAN_RESULT_COLUMN (BalanceLine, period_from, DATE),
  CERTPLAN_RESULT_COLUMN (BalanceLine, period_to, DATE),
  CERTPLAN_RESULT_COLUMN (BalanceLine, opening, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (BalanceLine, billed, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (BalanceLine, recognised, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (BalanceLine, reversed, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (BalanceLine, closing, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (BalanceLine, fully_earned, DATE),
  CERTPLAN_RESULT_COLUMN (BalanceLine, progress, CHOICE),
};

/* A charge in a month in which something of it is earned or given back. */
typedef struct
{
  CertplanDate month;
  const char *charge, *certificate, *org, *item;
  CertplanMoney recognised, reversed, closing;
} ScheduleLine;

static const CertplanColumn schedule_columns[] = {
  CERTPLAN_RESULT_COLUMN (ScheduleLine, month, MONTH),
  CERTPLAN_RESULT_COLUMN (ScheduleLine, charge, ID),
  CERTPLAN_RESULT_COLUMN (ScheduleLine, certificate, ID),
  CERTPLAN_RESULT_COLUMN (ScheduleLine, org, TEXT),
  CERTPLAN_RESULT_COLUMN (ScheduleLine, item, CHOICE),
  CERTPLAN_RESULT_COLUMN (ScheduleLine, recognised, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (ScheduleLine, reversed, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (ScheduleLine, closing, MONEY, .unit = "yuan"),
};

static const CertplanColumn finding_columns[] = {
  CERTPLAN_RESULT_COLUMN (CertplanDeferralFinding, subject, ID),
  CERTPLAN_RESULT_COLUMN (CertplanDeferralFinding, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (CertplanDeferralFinding, finding, SENTENCE),
  CERTPLAN_RESULT_COLUMN (CertplanDeferralFinding, source, CHOICE),
};

/* One walk over the charges, and over the months of each. */
typedef struct
{
  const CertplanAccrual *accrual;
  guint next;         /* charge */
  CertplanDate month; /* of the schedule: the next one of the charge before next */
  BalanceLine balance;
  ScheduleLine line;
} Walk;

static gpointer
walk_open (gconstpointer data)
{
  Walk *walk = g_new0 (Walk, 1);
  walk->accrual = data;
  walk->month = G_MAXINT32;
  return walk;
}

static const char *
get_progress (const CertplanDeferred *item, const CertplanEarning *earning, CertplanDate end,
              CertplanMoney closing_fen)
{
  if (item->ended != CERTPLAN_DATE_NONE && item->ended <= end
      && item->way == CERTPLAN_EARNED_OVER_TERM)
    return "ended";
  if (earning->from == CERTPLAN_DATE_NONE)
    return "not_issued";
  if (earning->from > end)
    return "not_begun";
  return closing_fen == 0 && _certplan_earning_get_last (earning) <= end ? "all_earned"
                                                                         : "being_earned";
}

static gboolean
balance_next (gpointer data, GError **error)
{
  Walk *walk = data;
  const CertplanDeferral *deferral = walk->accrual->deferral;
  if (walk->next == deferral->items->len)
    return FALSE;
  const guint i = walk->next++;
  const CertplanDeferred *item = _certplan_deferral_get (deferral, i);
  const CertplanCharge *charge = _certplan_deferral_get_charge (deferral, i);
  const CertplanChargePeriod period = _certplan_charge_get_period (deferral->charges, item->row);
  const CertplanDate end = _certplan_month_get_end (walk->accrual->request->to);
  const CertplanDeferralSums before
      = _certplan_deferral_sum (deferral, i, walk->accrual->request->from - 1);
  const CertplanDeferralSums after = _certplan_deferral_sum (deferral, i, end);
  const CertplanEarning *earning = _certplan_deferral_get_earning (deferral, i);
  walk->balance = (BalanceLine){
    .charge = _certplan_deferral_get_number (deferral, i),
    .certificate = certplan_records_get_note (deferral->charges, charge->certificate),
    .org = certplan_records_get_text (deferral->charges, charge->org),
    .qualification
    = certplan_rulebook_get_qualification (deferral->rulebook, charge->qualification),
    .item = item->item,
    .amount = item->amount_fen,
    .due = charge->due,
    .period_from = period.from,
    .period_to = period.to,
    .opening = before.billed_fen - before.earned_fen - before.reversed_fen,
    .billed = after.billed_fen - before.billed_fen,
    .recognised = after.earned_fen - before.earned_fen,
    .reversed = after.reversed_fen - before.reversed_fen,
    .closing = after.billed_fen - after.earned_fen - after.reversed_fen,
    .fully_earned = _certplan_earning_get_last (earning),
  };
  walk->balance.progress = get_progress (item, earning, end, walk->balance.closing);
  if (g_str_equal (walk->balance.progress, "ended"))
    walk->balance.fully_earned = item->ended;
  return TRUE;
}

static gconstpointer
balance_row (gpointer data)
{
  return &((Walk *)data)->balance;
}

/* The next month, from the walk's on, in which something of charge @i is earned or given back. */
static gboolean
find_month (Walk *walk, guint i)
{
  const CertplanDeferral *deferral = walk->accrual->deferral;
  CertplanDeferralSums before = _certplan_deferral_sum (deferral, i, walk->month - 1);
  for (; walk->month <= walk->accrual->request->to;
       walk->month = certplan_date_add_months (walk->month, 1))
    {
      const CertplanDeferralSums after
          = _certplan_deferral_sum (deferral, i, _certplan_month_get_end (walk->month));
      walk->line.recognised = after.earned_fen - before.earned_fen;
      walk->line.reversed = after.reversed_fen - before.reversed_fen;
      walk->line.closing = after.billed_fen - after.earned_fen - after.reversed_fen;
      before = after;
      if (walk->line.recognised != 0 || walk->line.reversed != 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
schedule_next (gpointer data, GError **error)
{
  Walk *walk = data;
  const CertplanDeferral *deferral = walk->accrual->deferral;
  while (walk->next == 0 || !find_month (walk, walk->next - 1))
    {
      if (walk->next == deferral->items->len)
        return FALSE;
      walk->next++;
      walk->month = walk->accrual->request->from;
    }
  const guint i = walk->next - 1;
  const CertplanCharge *charge = _certplan_deferral_get_charge (deferral, i);
  walk->line.month = walk->month;
  walk->line.charge = _certplan_deferral_get_number (deferral, i);
  walk->line.certificate = certplan_records_get_note (deferral->charges, charge->certificate);
  walk->line.org = certplan_records_get_text (deferral->charges, charge->org);
  walk->line.item = _certplan_deferral_get (deferral, i)->item;
  walk->month = certplan_date_add_months (walk->month, 1);
  return TRUE;
}

static gconstpointer
schedule_row (gpointer data)
{
  return &((Walk *)data)->line;
}

static const CertplanTableSource balance_source
    = { walk_open, balance_next, NULL, g_free, balance_row };
static const CertplanTableSource schedule_source
    = { walk_open, schedule_next, NULL, g_free, schedule_row };

static char *
format_month (CertplanDate month)
{
  char *text = certplan_date_format (month);
  text[strlen ("2026-11")] = '\0';
  return text;
}

/* @title: for the payee; for the payer it is followed by ".payer". */
static void
take_table (CertplanAccrual *accrual, CertplanTables *tables, CertplanTable *table,
            const char *title, const char *subtitle)
{
  g_autofree char *from = format_month (accrual->request->from);
  g_autofree char *to = format_month (accrual->request->to);
  g_autofree char *key = g_strconcat (title, accrual->request->is_payer ? ".payer" : "", NULL);
  g_autofree char *sentence = _certplan_sentence (key, from, to, NULL);
  g_autofree char *below = subtitle != NULL ? _certplan_sentence (subtitle, NULL) : NULL;
  _certplan_table_set_title (table, sentence, below);
  _certplan_table_set_labels (table, certplan_rulebook_get_labels (accrual->request->rulebook));
  certplan_tables_take (tables, table);
}

static CertplanTable *
new_walk (CertplanAccrual *accrual, const char *name, const CertplanColumn *columns,
          guint n_columns, const CertplanTableSource *source)
{
  return _certplan_table_new (name, columns, n_columns, source, certplan_accrual_ref (accrual),
                              (GDestroyNotify)certplan_accrual_unref);
}

static CertplanTable *
new_rows (CertplanAccrual *accrual, const char *name, const CertplanColumn *columns,
          guint n_columns, const GArray *rows)
{
  return _certplan_table_new_rows (
      name, columns, n_columns, rows->data, g_array_get_element_size ((GArray *)rows), rows->len,
      certplan_accrual_ref (accrual), (GDestroyNotify)certplan_accrual_unref);
}

CertplanTables *
certplan_accrual_dup_tables (CertplanAccrual *accrual)
{
  CertplanTables *tables = certplan_tables_new ();
  CertplanTable *rolled
      = new_rows (accrual, "rollforward", roll_columns, G_N_ELEMENTS (roll_columns), accrual->roll);
  _certplan_table_set_chart (rolled, &roll_chart);
  take_table (accrual, tables, rolled, "title.rollforward",
              accrual->request->by_day ? "subtitle.by_day" : "subtitle.by_month");
  take_table (accrual, tables,
              new_walk (accrual, "balances", balance_columns, G_N_ELEMENTS (balance_columns),
                        &balance_source),
              "title.balances", NULL);
  take_table (accrual, tables,
              new_walk (accrual, "schedule", schedule_columns, G_N_ELEMENTS (schedule_columns),
                        &schedule_source),
              "title.schedule", NULL);
  take_table (accrual, tables,
              new_rows (accrual, "findings", finding_columns, G_N_ELEMENTS (finding_columns),
                        accrual->deferral->findings),
              "title.accrual_findings", NULL);
  g_autoptr (CertplanExplanation) explanation
      = _certplan_explanation_new (accrual->request->rulebook);
  _certplan_deferral_explain (accrual->deferral, explanation);
  _certplan_explanation_add_tables (explanation, FALSE, tables);
  return tables;
}
