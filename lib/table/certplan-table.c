/* Tables: named columns over a source of rows. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-table-parts-private.h"

struct _CertplanTables
{
  GPtrArray *tables; /* of CertplanTable, owned */
};

CertplanTable *
_certplan_table_new (const char *name, const CertplanColumn *columns, guint n_columns,
                     const CertplanTableSource *source, gpointer data, GDestroyNotify free_data)
{
  g_return_val_if_fail (name != NULL && columns != NULL && n_columns > 0, NULL);
  g_return_val_if_fail (source != NULL, NULL);

  CertplanTable *table = g_atomic_rc_box_new0 (CertplanTable);
  table->name = name;
  table->columns = columns;
  table->n_columns = n_columns;
  table->source = source;
  table->data = data;
  table->free_data = free_data;
  table->n_threads = 1;
  table->labels = certplan_labels_ref (certplan_labels_get_default ());
  return table;
}

CertplanTable *
certplan_table_ref (CertplanTable *table)
{
  g_return_val_if_fail (table != NULL, NULL);

  return g_atomic_rc_box_acquire (table);
}

static void
release_table (gpointer data)
{
  CertplanTable *table = data;

  if (table->free_data != NULL)
    table->free_data (table->data);
  certplan_labels_unref (table->labels);
  g_free (table->title);
  g_free (table->subtitle);
  g_clear_pointer (&table->workcal, certplan_workcal_unref);
}

void
certplan_table_unref (CertplanTable *table)
{
  g_return_if_fail (table != NULL);

  g_atomic_rc_box_release_full (table, release_table);
}

G_DEFINE_BOXED_TYPE (CertplanTable, certplan_table, certplan_table_ref, certplan_table_unref)

void
_certplan_table_set_title (CertplanTable *table, const char *title, const char *subtitle)
{
  g_return_if_fail (table != NULL);

  g_free (table->title);
  g_free (table->subtitle);
  table->title = g_strdup (title);
  table->subtitle = g_strdup (subtitle);
}

void
_certplan_table_set_labels (CertplanTable *table, CertplanLabels *labels)
{
  g_return_if_fail (table != NULL);

  CertplanLabels *old = table->labels;
  table->labels = certplan_labels_ref (labels != NULL ? labels : certplan_labels_get_default ());
  certplan_labels_unref (old);
}

void
_certplan_table_set_chart (CertplanTable *table, const CertplanChartSpec *spec)
{
  g_return_if_fail (table != NULL);

  table->chart = spec;
}

void
_certplan_table_set_workcal (CertplanTable *table, CertplanWorkcal *workcal)
{
  g_return_if_fail (table != NULL);

  g_clear_pointer (&table->workcal, certplan_workcal_unref);
  table->workcal = workcal != NULL ? certplan_workcal_ref (workcal) : NULL;
}

void
_certplan_table_set_events (CertplanTable *table, const CertplanEventSpec *spec, guint n_hidden)
{
  g_return_if_fail (table != NULL);

  table->events = spec;
  table->n_hidden = n_hidden;
}

void
_certplan_table_set_ledger (CertplanTable *table, const CertplanLedgerSpec *spec, guint n_hidden)
{
  g_return_if_fail (table != NULL && n_hidden < table->n_columns);

  table->ledger = spec;
  table->n_hidden = n_hidden;
}

void
_certplan_table_set_jump (CertplanTable *table, const CertplanTableJump *jump, guint n_threads)
{
  table->jump = jump;
  table->n_threads = n_threads;
}

guint
_certplan_table_get_threads (const CertplanTable *table)
{
  return table->n_threads;
}

guint64
_certplan_table_count_rows (const CertplanTable *table)
{
  return table->jump != NULL ? table->jump->count (table->data) : 0;
}

const CertplanLedgerSpec *
_certplan_table_get_ledger (const CertplanTable *table)
{
  return table->ledger;
}

const CertplanEventSpec *
_certplan_table_get_events (const CertplanTable *table)
{
  return table->events;
}

void
_certplan_table_set_drawn_only (CertplanTable *table)
{
  g_return_if_fail (table != NULL);

  table->is_drawn_only = TRUE;
}

gboolean
_certplan_table_is_drawn_only (const CertplanTable *table)
{
  return table->is_drawn_only;
}

const char *
_certplan_table_get_title (const CertplanTable *table)
{
  return table->title;
}

const char *
_certplan_table_get_subtitle (const CertplanTable *table)
{
  return table->subtitle;
}

const CertplanLabels *
_certplan_table_get_labels (const CertplanTable *table)
{
  return table->labels;
}

const CertplanChartSpec *
_certplan_table_get_chart (const CertplanTable *table)
{
  return certplan_table_has_chart (table) ? table->chart : NULL;
}

const CertplanWorkcal *
_certplan_table_get_workcal (const CertplanTable *table)
{
  return table->workcal;
}

const CertplanColumn *
_certplan_table_get_columns (const CertplanTable *table, guint *n_columns)
{
  if (n_columns != NULL)
    *n_columns = table->n_columns;
  return table->columns;
}

const char *
certplan_table_get_name (const CertplanTable *table)
{
  g_return_val_if_fail (table != NULL, NULL);

  return table->name;
}

guint
certplan_table_get_n_columns (const CertplanTable *table)
{
  g_return_val_if_fail (table != NULL, 0);

  return table->n_columns;
}

const char *
certplan_table_get_column_name (const CertplanTable *table, guint column)
{
  g_return_val_if_fail (table != NULL && column < table->n_columns, NULL);

  return table->columns[column].name;
}

CertplanColumnType
certplan_table_get_column_type (const CertplanTable *table, guint column)
{
  g_return_val_if_fail (table != NULL && column < table->n_columns, CERTPLAN_COLUMN_NOTE);

  return table->columns[column].type;
}

gboolean
certplan_table_has_chart (const CertplanTable *table)
{
  g_return_val_if_fail (table != NULL, FALSE);

  return table->chart != NULL && table->chart->kind != CERTPLAN_CHART_NONE;
}

CertplanTables *
certplan_tables_new (void)
{
  CertplanTables *tables = g_atomic_rc_box_new0 (CertplanTables);

  tables->tables = g_ptr_array_new_with_free_func ((GDestroyNotify)certplan_table_unref);
  return tables;
}

CertplanTables *
certplan_tables_ref (CertplanTables *tables)
{
  g_return_val_if_fail (tables != NULL, NULL);

  return g_atomic_rc_box_acquire (tables);
}

static void
release_tables (gpointer data)
{
  CertplanTables *tables = data;

  g_ptr_array_unref (tables->tables);
}

void
certplan_tables_unref (CertplanTables *tables)
{
  g_return_if_fail (tables != NULL);

  g_atomic_rc_box_release_full (tables, release_tables);
}

G_DEFINE_BOXED_TYPE (CertplanTables, certplan_tables, certplan_tables_ref, certplan_tables_unref)

void
certplan_tables_take (CertplanTables *tables, CertplanTable *table)
{
  g_return_if_fail (tables != NULL && table != NULL);

  g_ptr_array_add (tables->tables, table);
}

guint
certplan_tables_get_n (const CertplanTables *tables)
{
  g_return_val_if_fail (tables != NULL, 0);

  return tables->tables->len;
}

CertplanTable *
certplan_tables_get (const CertplanTables *tables, guint i)
{
  g_return_val_if_fail (tables != NULL && i < tables->tables->len, NULL);

  return g_ptr_array_index (tables->tables, i);
}

CertplanTable *
certplan_tables_find (const CertplanTables *tables, const char *name)
{
  g_return_val_if_fail (tables != NULL && name != NULL, NULL);

  for (guint i = 0; i < tables->tables->len; i++)
    {
      CertplanTable *table = g_ptr_array_index (tables->tables, i);
      if (g_str_equal (table->name, name))
        return table;
    }
  return NULL;
}
