/* What must hold of every reconciliation. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-reconcile.h"
#include <string.h>

G_GNUC_UNUSED static gint
reconciled_compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

G_GNUC_UNUSED static guint
reconciled_find (CertplanTable *table, const char *name)
{
  guint column = 0;
  while (!g_str_equal (certplan_table_get_column_name (table, column), name))
    column++;
  return column;
}

/* The parts of each payment sum to it. */
G_GNUC_UNUSED static void
reconciled_check_parts (CertplanReconciliation *result)
{
  g_autoptr (CertplanTables) tables = certplan_reconciliation_dup_tables (result, FALSE);
  CertplanTable *table = certplan_tables_find (tables, "ledger");
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  g_autoptr (GHashTable) rest = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  while (certplan_cursor_next (cursor, NULL))
    {
      char *id = certplan_cursor_dup_text (cursor, reconciled_find (table, "payment"));
      const CertplanMoney amount
          = certplan_cursor_get_money (cursor, reconciled_find (table, "amount"));
      const CertplanMoney part
          = certplan_cursor_get_money (cursor, reconciled_find (table, "part_amount"));
      gpointer known = NULL;
      const gboolean is_known = g_hash_table_lookup_extended (rest, id, NULL, &known);
      const CertplanMoney left
          = (is_known ? GPOINTER_TO_SIZE (known) : (gsize)amount) - (gsize)part;
      g_hash_table_insert (rest, id, GSIZE_TO_POINTER ((gsize)left));
    }
  GHashTableIter iter;
  gpointer left;
  g_hash_table_iter_init (&iter, rest);
  while (g_hash_table_iter_next (&iter, NULL, &left))
    g_assert_true (left == NULL);
}

/* No charge gets more than is asked for, and none less than nothing. */
G_GNUC_UNUSED static void
reconciled_check_claims (CertplanReconciliation *result)
{
  g_autoptr (CertplanTables) tables = certplan_reconciliation_dup_tables (result, FALSE);
  CertplanTable *table = certplan_tables_find (tables, "reconciliation");
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  CertplanMoney outstanding = 0;
  while (certplan_cursor_next (cursor, NULL))
    {
      const CertplanMoney expected
          = certplan_cursor_get_money (cursor, reconciled_find (table, "expected"));
      const CertplanMoney paid
          = certplan_cursor_get_money (cursor, reconciled_find (table, "paid"));
      outstanding += certplan_cursor_get_money (cursor, reconciled_find (table, "outstanding"));
      if (expected == CERTPLAN_MONEY_NONE)
        g_assert_cmpint (paid, ==, 0);
      else if (expected >= 0)
        g_assert_true (paid >= 0 && paid <= expected);
      else
        g_assert_true (paid <= 0 && paid >= expected);
    }
  g_assert_cmpint (outstanding, ==, certplan_reconciliation_get_outstanding (result));
}
