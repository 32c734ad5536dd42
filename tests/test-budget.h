/* Plans of several years and what comes of them. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-budget.h"
#include "test-given.h"
#include "test-tables.h"

#define HEAD "org,qualification,action,date,expiry,owner,extra,ladder\n"

#define GOLDEN                                                                                     \
  "Ltd,cnitsec/engineering/1,hold,2024-05-10,2027-05-10,,,\n"                                      \
  "Ltd,cnitsec/engineering/2,want,2027-03-31,,,,\n"                                                \
  "Ltd,cnitsec/cloud/1,want,2027-06-30,,,,\n"                                                      \
  "Ltd,isccc/risk-assessment/3,want,2027-12-31,,,,\n"

G_GNUC_UNUSED static CertplanRecords *
load_plan (const char *rows, CertplanRulebook *rulebook)
{
  return load_rows (rulebook, "plan", NULL, HEAD, rows);
}

G_GNUC_UNUSED static CertplanBudgetRequest *
make_request (const char *rows, const char *policy_text)
{
  g_autoptr (CertplanRecords) plan = load_plan (rows, get_rulebook ());
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  if (policy_text != NULL)
    g_assert_true (certplan_policy_set (policy, policy_text, NULL));
  CertplanBudgetRequest *request = certplan_budget_request_new (get_rulebook (), policy, plan);
  g_assert_true (certplan_budget_request_set_horizon (request, parse_day ("2026-01-01"),
                                                      parse_day ("2031-12-31"), NULL));
  return request;
}

/* The named columns, as "date,amount", of a table's rows. (transfer full) */
G_GNUC_UNUSED static char *
show (CertplanTables *tables, const char *name, const char *wanted)
{
  g_auto (GStrv) columns = g_strsplit (wanted, ",", -1);
  return dup_columns (certplan_tables_find (tables, name), (const char *const *)columns, " ");
}

/* test-budget-tables.c */
void add_tables (void);
