/* What tables say, as one text to compare. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-table.h"

/* All cells of a walk, in the table's columns, a row a line. */
static inline char *
dup_walk (CertplanTable *table)
{
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  GString *all = g_string_new (NULL);

  while (certplan_cursor_next (cursor, NULL))
    {
      for (guint column = 0; column < certplan_table_get_n_columns (table); column++)
        {
          g_autofree char *text = certplan_cursor_dup_text (cursor, column);
          g_string_append_printf (all, "%s|", text);
        }
      g_string_append_c (all, '\n');
    }
  return g_string_free (all, FALSE);
}

/* Every cell of every table.
 * @tables: (transfer full) */
static inline char *
spell_tables (CertplanTables *tables)
{
  GString *all = g_string_new (NULL);
  for (guint i = 0; i < certplan_tables_get_n (tables); i++)
    {
      CertplanTable *table = certplan_tables_get (tables, i);
      g_autofree char *cells = dup_walk (table);
      g_string_append_printf (all, "== %s\n%s", certplan_table_get_name (table), cells);
    }
  certplan_tables_unref (tables);
  return g_string_free (all, FALSE);
}
