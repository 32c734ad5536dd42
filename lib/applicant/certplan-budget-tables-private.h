/* The parts of which a budget's tables are made. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-budget-private.h"
#include "certplan-table-private.h"

/* Keeps a text as long as the budget. @text: (transfer full) */
const char *_certplan_budget_keep (CertplanBudget *budget, char *text);
/* A table over @rows (taken over), which the budget's texts keep alive. @title: a label key. */
CertplanTable *_certplan_budget_make_table (CertplanBudget *budget, const char *name,
                                            const CertplanColumn *columns, guint n_columns,
                                            GArray *rows);
const CertplanCash *_certplan_budget_get_cash (const CertplanBudgetRun *run, guint i);
/* How many lines of that organization, qualification, kind and item there were with @cash, from 1.
 * @counts: of such names, owned texts */
guint _certplan_budget_count_cash (GHashTable *counts, const CertplanCash *cash);
/* "complete" or "incomplete (n)", a sentence kept by the budget. */
const char *_certplan_budget_describe (CertplanBudget *budget, guint n_missing);

/* The first day of the period in which @day lies, and of the one that follows. */
CertplanDate _certplan_budget_get_period (CertplanBudgetPeriod period, CertplanDate day);
CertplanDate _certplan_budget_get_next_period (CertplanBudgetPeriod period, CertplanDate start);

CertplanTable *_certplan_budget_make_periods (CertplanBudget *budget);
CertplanTable *_certplan_budget_make_orgs (CertplanBudget *budget);
CertplanTable *_certplan_budget_make_qualifications (CertplanBudget *budget);
CertplanTable *_certplan_budget_make_annuities (CertplanBudget *budget);
/* The next renewal of each: in time, late, lapsed, as a first application again. */
CertplanTable *_certplan_budget_make_late (CertplanBudget *budget);
CertplanTable *_certplan_budget_make_scenarios (CertplanBudget *budget);
CertplanTable *_certplan_budget_make_diff (CertplanBudget *budget);

/* To be drawn: cash by period, and the certificates as bars over days. */
CertplanTable *_certplan_budget_make_cash (CertplanBudget *budget);
CertplanTable *_certplan_budget_make_gantt (CertplanBudget *budget);

/* Why each line is what it is, and what the reader must know beside. */
CertplanExplanation *_certplan_budget_explain (const CertplanBudget *budget, gboolean with_reasons);
