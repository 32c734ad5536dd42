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

/* The named columns of a table, a row a line; nothing where there is no table. (transfer full)
 * @columns: NULL-terminated */
static inline char *
dup_columns (CertplanTable *table, const char *const *columns, const char *between)
{
  GString *all = g_string_new (NULL);
  g_autoptr (CertplanCursor) cursor = table != NULL ? certplan_table_open (table) : NULL;
  while (cursor != NULL && certplan_cursor_next (cursor, NULL))
    {
      for (guint i = 0; columns[i] != NULL; i++)
        for (guint c = 0; c < certplan_table_get_n_columns (table); c++)
          if (g_str_equal (certplan_table_get_column_name (table, c), columns[i]))
            {
              g_autofree char *cell = certplan_cursor_dup_text (cursor, c);
              g_string_append_printf (all, "%s%s", i > 0 ? between : "", cell != NULL ? cell : "");
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
