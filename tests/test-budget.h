/* Plans of several years and what comes of them. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-budget.h"
#include "test-given.h"

#define HEAD "org,qualification,action,date,expiry,owner,extra,ladder\n"

#define GOLDEN                                                                                     \
  "Ltd,cnitsec/engineering/1,hold,2024-05-10,2027-05-10,,,\n"                                      \
  "Ltd,cnitsec/engineering/2,want,2027-03-31,,,,\n"                                                \
  "Ltd,cnitsec/cloud/1,want,2027-06-30,,,,\n"                                                      \
  "Ltd,isccc/risk-assessment/3,want,2027-12-31,,,,\n"

G_GNUC_UNUSED static CertplanDate
parse (const char *text)
{
  CertplanDate date = CERTPLAN_DATE_NONE;
  g_assert_true (certplan_date_parse (text, &date, NULL));
  return date;
}

G_GNUC_UNUSED static CertplanRecords *
load (const char *rows, CertplanRulebook *rulebook)
{
  return load_rows (rulebook, "plan", NULL, HEAD, rows);
}

G_GNUC_UNUSED static CertplanBudgetRequest *
make_request (const char *rows, const char *policy_text)
{
  g_autoptr (CertplanRecords) plan = load (rows, get_rulebook ());
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  if (policy_text != NULL)
    g_assert_true (certplan_policy_set (policy, policy_text, NULL));
  CertplanBudgetRequest *request = certplan_budget_request_new (get_rulebook (), policy, plan);
  g_assert_true (certplan_budget_request_set_horizon (request, parse ("2026-01-01"),
                                                      parse ("2031-12-31"), NULL));
  return request;
}

/* The named columns of a table, a row a line. (transfer full) */
G_GNUC_UNUSED static char *
show (CertplanTables *tables, const char *name, const char *wanted)
{
  CertplanTable *table = certplan_tables_find (tables, name);
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) columns = g_strsplit (wanted, ",", -1);
  if (table == NULL)
    return g_strdup ("no table");
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  while (certplan_cursor_next (cursor, NULL))
    {
      for (guint w = 0; columns[w] != NULL; w++)
        for (guint c = 0; c < certplan_table_get_n_columns (table); c++)
          if (g_str_equal (certplan_table_get_column_name (table, c), columns[w]))
            {
              g_autofree char *cell = certplan_cursor_dup_text (cursor, c);
              g_string_append_printf (text, "%s%s", w > 0 ? " " : "", cell);
            }
      g_string_append_c (text, '\n');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* test-budget-tables.c */
void add_tables (void);
