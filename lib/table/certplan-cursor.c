/* Walks over tables, and the source over an array of result rows.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-table-parts-private.h"

struct _CertplanCursor
{
  CertplanTable *table; /* owned */
  gpointer state;       /* owned through the source's close */
  gconstpointer row;    /* borrowed from state; NULL where cells are got */
  gboolean is_on_row;
  gboolean is_at_end;
};

CertplanCursor *
certplan_table_open (CertplanTable *table)
{
  g_return_val_if_fail (table != NULL, NULL);

  CertplanCursor *cursor = g_atomic_rc_box_new0 (CertplanCursor);
  cursor->table = certplan_table_ref (table);
  cursor->state = table->source->open (table->data);
  return cursor;
}

CertplanCursor *
certplan_cursor_ref (CertplanCursor *cursor)
{
  g_return_val_if_fail (cursor != NULL, NULL);

  return g_atomic_rc_box_acquire (cursor);
}

static void
release_contents (gpointer data)
{
  CertplanCursor *cursor = data;

  cursor->table->source->close (cursor->state);
  certplan_table_unref (cursor->table);
}

void
certplan_cursor_unref (CertplanCursor *cursor)
{
  g_return_if_fail (cursor != NULL);

  g_atomic_rc_box_release_full (cursor, release_contents);
}

G_DEFINE_BOXED_TYPE (CertplanCursor, certplan_cursor, certplan_cursor_ref, certplan_cursor_unref)

gboolean
certplan_cursor_next (CertplanCursor *cursor, GError **error)
{
  g_return_val_if_fail (cursor != NULL && (error == NULL || *error == NULL), FALSE);

  if (cursor->is_at_end)
    return FALSE;
  const CertplanTableSource *source = cursor->table->source;
  cursor->is_on_row = source->next (cursor->state, error);
  cursor->is_at_end = !cursor->is_on_row;
  cursor->row = cursor->is_on_row && source->row != NULL ? source->row (cursor->state) : NULL;
  return cursor->is_on_row;
}

void
_certplan_cursor_seek (CertplanCursor *cursor, guint64 row)
{
  g_return_if_fail (cursor->table->jump != NULL);

  cursor->table->jump->seek (cursor->state, row);
  cursor->is_on_row = cursor->is_at_end = FALSE;
  cursor->row = NULL;
}

gconstpointer
_certplan_cursor_get_row (const CertplanCursor *cursor)
{
  return cursor->row;
}

static CertplanColumnType
get_type (const CertplanCursor *cursor, guint column)
{
  return cursor->table->columns[column].type;
}

void
_certplan_cursor_get (CertplanCursor *cursor, guint column, CertplanValue *value)
{
  g_return_if_fail (cursor != NULL && value != NULL);
  g_return_if_fail (column < cursor->table->n_columns + cursor->table->n_hidden);

  if (cursor->row != NULL)
    {
      _certplan_column_get_value (&cursor->table->columns[column], cursor->row, value);
      return;
    }
  *value = (CertplanValue){ NULL, G_MININT64, _CERTPLAN_PERIOD_NONE };
  if (cursor->is_on_row)
    cursor->table->source->get (cursor->state, column, value);
}

char *
certplan_cursor_dup_text (CertplanCursor *cursor, guint column)
{
  g_return_val_if_fail (cursor != NULL && column < cursor->table->n_columns, NULL);

  CertplanValue value;
  GString *text = g_string_new (NULL);
  _certplan_cursor_get (cursor, column, &value);
  _certplan_value_append (cursor->table->labels, CERTPLAN_LANG_FIELD, FALSE,
                          get_type (cursor, column), &value, text);
  return g_string_free (text, FALSE);
}

gint64
certplan_cursor_get_int (CertplanCursor *cursor, guint column)
{
  g_return_val_if_fail (cursor != NULL && column < cursor->table->n_columns, G_MININT64);

  CertplanValue value;
  const CertplanColumnType type = get_type (cursor, column);
  if (_certplan_column_is_text (type) || type == CERTPLAN_COLUMN_PERIOD)
    return G_MININT64;
  _certplan_cursor_get (cursor, column, &value);
  return value.number;
}

CertplanMoney
certplan_cursor_get_money (CertplanCursor *cursor, guint column)
{
  g_return_val_if_fail (cursor != NULL && column < cursor->table->n_columns, CERTPLAN_MONEY_NONE);

  if (get_type (cursor, column) != CERTPLAN_COLUMN_MONEY)
    return CERTPLAN_MONEY_NONE;
  return certplan_cursor_get_int (cursor, column); /* both have G_MININT64 for absent */
}

CertplanDate
certplan_cursor_get_date (CertplanCursor *cursor, guint column)
{
  g_return_val_if_fail (cursor != NULL && column < cursor->table->n_columns, CERTPLAN_DATE_NONE);

  const CertplanColumnType type = get_type (cursor, column);
  if (type != CERTPLAN_COLUMN_DATE && type != CERTPLAN_COLUMN_MONTH)
    return CERTPLAN_DATE_NONE;
  const gint64 day = certplan_cursor_get_int (cursor, column);
  return day == G_MININT64 ? CERTPLAN_DATE_NONE : (CertplanDate)day;
}

/* An array of result structs, or what makes one for each walk. */
typedef struct
{
  const guint8 *rows; /* borrowed from the owner */
  gsize row_size;
  gsize n_rows;
  CertplanTableMake make; /* NULL = the rows are there */
  gpointer owner;         /* owned through free_owner */
  GDestroyNotify free_owner;
} RowArray;

typedef struct
{
  const guint8 *rows;
  gsize row_size;
  gsize n_rows;
  gsize n_seen;
  GArray *made; /* owned: what the rows lie in; NULL = in the table, which the cursor holds */
} RowWalk;

static gpointer
rows_open (gconstpointer data)
{
  const RowArray *array = data;
  RowWalk *walk = g_new (RowWalk, 1);

  *walk = (RowWalk){ array->rows, array->row_size, array->n_rows, 0, NULL };
  if (array->make == NULL)
    return walk;
  walk->made = array->make (array->owner);
  walk->rows = (const guint8 *)walk->made->data;
  walk->row_size = g_array_get_element_size (walk->made);
  walk->n_rows = walk->made->len;
  return walk;
}

static gboolean
rows_next (gpointer state, GError **error)
{
  RowWalk *walk = state;

  if (walk->n_seen == walk->n_rows)
    return FALSE;
  walk->n_seen++;
  return TRUE;
}

static gconstpointer
rows_row (gpointer state)
{
  const RowWalk *walk = state;

  return walk->rows + (walk->n_seen - 1) * walk->row_size;
}

static void
rows_close (gpointer state)
{
  RowWalk *walk = state;

  g_clear_pointer (&walk->made, g_array_unref);
  g_free (walk);
}

static const CertplanTableSource row_source = { rows_open, rows_next, NULL, rows_close, rows_row };

static void
free_array (gpointer data)
{
  RowArray *array = data;

  if (array->free_owner != NULL)
    array->free_owner (array->owner);
  g_free (array);
}

/* Takes over what @array holds. */
static CertplanTable *
new_table (const char *name, const CertplanColumn *columns, guint n_columns, RowArray array)
{
  return _certplan_table_new (name, columns, n_columns, &row_source,
                              g_memdup2 (&array, sizeof array), free_array);
}

CertplanTable *
_certplan_table_new_rows (const char *name, const CertplanColumn *columns, guint n_columns,
                          gconstpointer rows, gsize row_size, gsize n_rows, gpointer owner,
                          GDestroyNotify free_owner)
{
  g_return_val_if_fail (rows != NULL || n_rows == 0, NULL);

  return new_table (name, columns, n_columns,
                    (RowArray){ rows, row_size, n_rows, NULL, owner, free_owner });
}

CertplanTable *
_certplan_table_new_made (const char *name, const CertplanColumn *columns, guint n_columns,
                          CertplanTableMake make, gpointer owner, GDestroyNotify free_owner)
{
  return new_table (name, columns, n_columns, (RowArray){ NULL, 0, 0, make, owner, free_owner });
}

/* An array of rows, and what keeps their texts alive. */
typedef struct
{
  GArray *rows;
  gpointer owner;
  GDestroyNotify free_owner;
} OwnedArray;

/* The rows first: clearing them may need the owner. */
static void
owned_array_free (gpointer data)
{
  OwnedArray *owned = data;
  g_array_unref (owned->rows);
  if (owned->free_owner != NULL)
    owned->free_owner (owned->owner);
  g_free (owned);
}

CertplanTable *
_certplan_table_new_array (const char *name, const CertplanColumn *columns, guint n_columns,
                           GArray *rows, gpointer owner, GDestroyNotify free_owner)
{
  OwnedArray *owned = g_new (OwnedArray, 1);
  *owned = (OwnedArray){ rows, owner, free_owner };
  return _certplan_table_new_rows (name, columns, n_columns, rows->data,
                                   g_array_get_element_size (rows), rows->len, owned,
                                   owned_array_free);
}
