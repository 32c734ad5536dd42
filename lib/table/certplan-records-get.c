/* Records by row number and column name, and as a table. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "certplan-records-parts-private.h"

/* Returns: whether the column is there and of one of the two types; then @value is filled */
static gboolean
get_number (const CertplanRecords *records, guint i, const char *name, CertplanColumnType type,
            CertplanColumnType other_type, CertplanValue *value)
{
  for (guint c = 0; c < records->type->n_columns; c++)
    {
      const CertplanColumn *column = &records->type->columns[c];
      if (!g_str_equal (column->name, name))
        continue;
      if (column->type != type && column->type != other_type)
        return FALSE;
      _certplan_records_get_value (records, c, i, value);
      return value->number != G_MININT64;
    }
  return FALSE;
}

CertplanDate
certplan_records_get_date (const CertplanRecords *records, guint i, const char *column)
{
  g_return_val_if_fail (records != NULL && i < records->n_rows, CERTPLAN_DATE_NONE);
  g_return_val_if_fail (column != NULL, CERTPLAN_DATE_NONE);

  CertplanValue value;
  if (!get_number (records, i, column, CERTPLAN_COLUMN_DATE, CERTPLAN_COLUMN_MONTH, &value))
    return CERTPLAN_DATE_NONE;
  return (CertplanDate)value.number;
}

CertplanMoney
certplan_records_get_money (const CertplanRecords *records, guint i, const char *column)
{
  g_return_val_if_fail (records != NULL && i < records->n_rows, CERTPLAN_MONEY_NONE);
  g_return_val_if_fail (column != NULL, CERTPLAN_MONEY_NONE);

  CertplanValue value;
  if (!get_number (records, i, column, CERTPLAN_COLUMN_MONEY, CERTPLAN_COLUMN_MONEY, &value))
    return CERTPLAN_MONEY_NONE;
  return value.number;
}

gint
certplan_records_get_int (const CertplanRecords *records, guint i, const char *column)
{
  g_return_val_if_fail (records != NULL && i < records->n_rows, G_MININT32);
  g_return_val_if_fail (column != NULL, G_MININT32);

  CertplanValue value;
  if (!get_number (records, i, column, CERTPLAN_COLUMN_INT, CERTPLAN_COLUMN_SHARE, &value))
    return G_MININT32;
  return (gint)value.number;
}

/* Returns: (transfer full) (nullable): NULL where the cell is absent */
static char *
dup_cell (const CertplanRecords *records, guint i, guint c)
{
  const CertplanColumnType type = records->type->columns[c].type;
  CertplanValue value = { NULL, G_MININT64, _CERTPLAN_PERIOD_NONE };

  _certplan_records_get_value (records, c, i, &value);
  if (_certplan_value_is_absent (type, &value))
    return NULL;
  GString *text = g_string_new (NULL);
  _certplan_value_append (NULL, CERTPLAN_LANG_FIELD, FALSE, type, &value, text);
  return g_string_free (text, FALSE);
}

char *
certplan_records_dup_text (const CertplanRecords *records, guint i, const char *column)
{
  g_return_val_if_fail (records != NULL && i < records->n_rows, NULL);
  g_return_val_if_fail (column != NULL, NULL);

  for (guint c = 0; c < records->type->n_columns; c++)
    if (g_str_equal (records->type->columns[c].name, column))
      return dup_cell (records, i, c);
  return NULL;
}

typedef struct
{
  const CertplanRecords *records; /* borrowed from the table, which the cursor holds */
  guint n_seen;
} RecordWalk;

static gpointer
walk_open (gconstpointer data)
{
  RecordWalk *walk = g_new0 (RecordWalk, 1);

  walk->records = data;
  return walk;
}

static gboolean
walk_next (gpointer state, GError **error)
{
  RecordWalk *walk = state;

  if (walk->n_seen == walk->records->n_rows)
    return FALSE;
  walk->n_seen++;
  return TRUE;
}

static void
walk_get (gpointer state, guint column, CertplanValue *value)
{
  const RecordWalk *walk = state;

  _certplan_records_get_value (walk->records, column, walk->n_seen - 1, value);
}

CertplanTable *
certplan_records_dup_table (CertplanRecords *records)
{
  static const CertplanTableSource source = { walk_open, walk_next, walk_get, g_free, NULL };

  g_return_val_if_fail (records != NULL, NULL);

  return _certplan_table_new (records->type->name, records->type->columns, records->type->n_columns,
                              &source, certplan_records_ref (records),
                              (GDestroyNotify)certplan_records_unref);
}

const char *
_certplan_records_get_name (const CertplanRecords *records)
{
  return records->name;
}

static const CertplanLeftOutPart *
get_left_out (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (i < certplan_records_get_n_left_out (records), NULL);

  return &g_array_index (records->left_out, CertplanLeftOutPart, i);
}

guint
certplan_records_get_n_left_out (const CertplanRecords *records)
{
  g_return_val_if_fail (records != NULL, 0);

  return records->left_out != NULL ? records->left_out->len : 0;
}

CertplanLeftOut
certplan_records_get_left_out_kind (const CertplanRecords *records, guint i)
{
  const CertplanLeftOutPart *part = get_left_out (records, i);

  return part != NULL ? part->kind : CERTPLAN_LEFT_OUT_TITLE;
}

guint
certplan_records_get_left_out_line (const CertplanRecords *records, guint i)
{
  const CertplanLeftOutPart *part = get_left_out (records, i);

  return part != NULL ? part->line : 0;
}

const char *
certplan_records_get_left_out_text (const CertplanRecords *records, guint i)
{
  const CertplanLeftOutPart *part = get_left_out (records, i);

  return part != NULL ? part->text : NULL;
}
