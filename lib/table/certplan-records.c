/* The container of checked rows. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-records-parts-private.h"
#include <string.h>

static void
set_absent (const CertplanColumn *column, guint8 *row)
{
  gpointer member = row + column->offset;

  switch (column->type)
    {
    case CERTPLAN_COLUMN_DATE:
    case CERTPLAN_COLUMN_MONTH:
    case CERTPLAN_COLUMN_INT:
    case CERTPLAN_COLUMN_SHARE:
      *(gint32 *)member = G_MININT32;
      break;
    case CERTPLAN_COLUMN_MONEY:
      *(CertplanMoney *)member = CERTPLAN_MONEY_NONE;
      break;
    case CERTPLAN_COLUMN_PERIOD:
      *(CertplanPeriod *)member = _CERTPLAN_PERIOD_NONE;
      break;
    default: /* texts and numbers of names: 0 */
      break;
    }
}

gsize
_certplan_records_get_size (CertplanColumnType type)
{
  static const guint8 sizes[] = {
    [CERTPLAN_COLUMN_ID] = _CERTPLAN_SIZE_ID,
    [CERTPLAN_COLUMN_TEXT] = _CERTPLAN_SIZE_TEXT,
    [CERTPLAN_COLUMN_NOTE] = _CERTPLAN_SIZE_NOTE,
    [CERTPLAN_COLUMN_DATE] = _CERTPLAN_SIZE_DATE,
    [CERTPLAN_COLUMN_MONTH] = _CERTPLAN_SIZE_MONTH,
    [CERTPLAN_COLUMN_INT] = _CERTPLAN_SIZE_INT,
    [CERTPLAN_COLUMN_MONEY] = _CERTPLAN_SIZE_MONEY,
    [CERTPLAN_COLUMN_SHARE] = _CERTPLAN_SIZE_SHARE,
    [CERTPLAN_COLUMN_PERIOD] = _CERTPLAN_SIZE_PERIOD,
    [CERTPLAN_COLUMN_CHOICE] = _CERTPLAN_SIZE_CHOICE,
    [CERTPLAN_COLUMN_QUALIFICATION] = _CERTPLAN_SIZE_QUALIFICATION,
  };

  return sizes[type];
}

static gsize
get_kept_size (const CertplanRecordType *type)
{
  return type->kept_size > 0 ? type->kept_size : type->row_size;
}

static void
prepare_columns (CertplanRecords *records)
{
  const CertplanRecordType *type = records->type;

  records->indexes = g_new0 (CertplanColumnIndex, type->n_columns);
  records->keys = g_new (guint, type->n_columns);
  for (guint c = 0; c < type->n_columns; c++)
    {
      const CertplanColumn *column = &type->columns[c];
      set_absent (column, records->absent_row);
      records->n_placed += (column->flags & CERTPLAN_COLUMN_PLACED) != 0;
      if ((column->flags & CERTPLAN_COLUMN_KEY) != 0)
        records->keys[records->n_keys++] = c;
      records->indexes[c].is_indexed
          = column->type != CERTPLAN_COLUMN_ID && column->type != CERTPLAN_COLUMN_NOTE;
      if (column->offset >= get_kept_size (type))
        _certplan_pile_init (&records->indexes[c].aside, _certplan_records_get_size (column->type),
                             _CERTPLAN_ROWS_FIRST_BIT);
    }
}

CertplanRecords *
_certplan_records_new_named (const CertplanRecordType *type, const char *name,
                             const CertplanResolver *resolver)
{
  CertplanRecords *records = g_atomic_rc_box_new0 (CertplanRecords);

  records->type = type;
  records->name = g_strdup (name);
  if (resolver != NULL)
    records->resolver = *resolver;
  records->absent_row = g_malloc0 (type->row_size);
  prepare_columns (records);
  _certplan_pile_init (&records->rows, get_kept_size (type), _CERTPLAN_ROWS_FIRST_BIT);
  _certplan_pile_init (&records->places, records->n_placed * sizeof (guint16),
                       _CERTPLAN_ROWS_FIRST_BIT);
  _certplan_pile_init (&records->arena, 1, _CERTPLAN_ARENA_FIRST_BIT);
  _certplan_pile_init (&records->texts, sizeof (guint32), _CERTPLAN_TEXTS_FIRST_BIT);
  return records;
}

CertplanRecords *
_certplan_records_new (const CertplanRecordType *type, const CertplanResolver *resolver)
{
  g_return_val_if_fail (type != NULL, NULL);

  return _certplan_records_new_named (type, NULL, resolver);
}

/* Returns: the element of the row that is to be counted next; rows before it that have none get
 * @absent (nullable); NULL if there is no room */
static gpointer
make_element (const CertplanRecords *records, CertplanPile *pile, gconstpointer absent)
{
  const guint32 number = _CERTPLAN_ROW_NUMBER (records->n_rows);

  while (pile->next <= number)
    {
      const guint32 taken = _certplan_pile_take (pile, 1);
      if (taken == 0)
        return NULL;
      if (absent != NULL)
        memcpy (_certplan_pile_at (pile, taken), absent, pile->element_size);
    }
  return _certplan_pile_at (pile, number);
}

static gboolean
keep_aside (CertplanRecords *records, guint c, const guint8 *row)
{
  CertplanPile *aside = &records->indexes[c].aside;
  const guint offset = records->type->columns[c].offset;
  const guint8 *absent = records->absent_row + offset;

  if (memcmp (row + offset, absent, aside->element_size) == 0)
    return TRUE;
  gpointer element = make_element (records, aside, absent);
  if (element != NULL)
    memcpy (element, row + offset, aside->element_size);
  return element != NULL;
}

static gboolean
keep_asides (CertplanRecords *records, const guint8 *row)
{
  for (guint c = 0; c < records->type->n_columns; c++)
    if (records->indexes[c].aside.element_size > 0 && !keep_aside (records, c, row))
      return FALSE;
  return TRUE;
}

void
_certplan_records_forget_row (CertplanRecords *records)
{
  for (guint c = 0; c < records->type->n_columns; c++)
    if (records->indexes[c].aside.element_size > 0)
      _certplan_pile_cut (&records->indexes[c].aside, _CERTPLAN_ROW_NUMBER (records->n_rows));
}

guint16 *
_certplan_records_make_places (CertplanRecords *records)
{
  return records->n_placed > 0 ? make_element (records, &records->places, NULL) : NULL;
}

gboolean
_certplan_records_keep_row (CertplanRecords *records, gconstpointer row)
{
  const gsize kept_size = records->rows.element_size;
  const guint8 *rest = (const guint8 *)row + kept_size;
  gpointer element = make_element (records, &records->rows, NULL);

  if (element == NULL)
    return FALSE;
  memcpy (element, row, kept_size);
  return memcmp (rest, records->absent_row + kept_size, records->type->row_size - kept_size) == 0
         || keep_asides (records, row);
}

CertplanRecords *
certplan_records_ref (CertplanRecords *records)
{
  g_return_val_if_fail (records != NULL, NULL);

  return g_atomic_rc_box_acquire (records);
}

static void
release_contents (gpointer data)
{
  CertplanRecords *records = data;

  for (guint i = 0; i < records->type->n_columns; i++)
    {
      _certplan_slots_clear (&records->indexes[i].keys);
      g_clear_pointer (&records->indexes[i].codes, g_hash_table_unref);
      g_free (records->indexes[i].hashes);
      _certplan_pile_clear (&records->indexes[i].aside);
    }
  g_free (records->indexes);
  g_free (records->keys);
  _certplan_slots_clear (&records->text_slots);
  _certplan_pile_clear (&records->texts);
  _certplan_pile_clear (&records->arena);
  _certplan_pile_clear (&records->rows);
  g_clear_pointer (&records->left_out, g_array_unref);
  _certplan_pile_clear (&records->places);
  g_free (records->absent_row);
  g_free (records->name);
  if (records->free_owner != NULL)
    records->free_owner (records->owner);
}

void
certplan_records_unref (CertplanRecords *records)
{
  g_return_if_fail (records != NULL);

  g_atomic_rc_box_release_full (records, release_contents);
}

G_DEFINE_BOXED_TYPE (CertplanRecords, certplan_records, certplan_records_ref,
                     certplan_records_unref)

gboolean
_certplan_record_type_has_qualifications (const CertplanRecordType *type)
{
  for (guint c = 0; c < type->n_columns; c++)
    if (type->columns[c].type == CERTPLAN_COLUMN_QUALIFICATION)
      return TRUE;
  return FALSE;
}

const CertplanRecordType *
_certplan_records_get_type (const CertplanRecords *records)
{
  return records->type;
}

const CertplanResolver *
_certplan_records_get_resolver (const CertplanRecords *records)
{
  return &records->resolver;
}

void
_certplan_records_take_owner (CertplanRecords *records, gpointer owner, GDestroyNotify free_owner)
{
  g_return_if_fail (records->free_owner == NULL && free_owner != NULL);

  records->owner = owner;
  records->free_owner = free_owner;
}

gconstpointer
_certplan_records_row (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (i < records->n_rows, NULL);

  return _certplan_records_at (records, i);
}

const CertplanPile *
_certplan_records_get_rows (const CertplanRecords *records)
{
  return &records->rows;
}

gconstpointer
_certplan_records_cell (const CertplanRecords *records, guint column, guint i)
{
  return _certplan_records_member (records, column, i);
}

gboolean
_certplan_records_has_cells (const CertplanRecords *records, guint column)
{
  const CertplanPile *aside = &records->indexes[column].aside;

  return aside->next > (guint64)1 << aside->first_bit;
}

const char *
_certplan_records_note (const CertplanRecords *records, guint32 offset)
{
  return offset == 0 ? NULL : _certplan_pile_at (&records->arena, offset);
}

const char *
_certplan_records_text (const CertplanRecords *records, guint32 index)
{
  return index == 0 ? NULL : _certplan_records_text_at (records, index);
}

guint
_certplan_records_get_n_texts (const CertplanRecords *records)
{
  return records->n_texts;
}

void
_certplan_records_fault (const CertplanRecords *records, CertplanFaults *faults, guint i,
                         CertplanTableError code, const char *what, const char *value,
                         const char *wanted)
{
  _certplan_records_fault_at (records, faults, i, 0, code, what, value, wanted);
}

void
_certplan_records_fault_cell (const CertplanRecords *records, CertplanFaults *faults, guint i,
                              const char *column, CertplanTableError code, const char *what,
                              const char *value, const char *wanted)
{
  guint n = 0, place = 0;
  for (guint c = 0; c < records->type->n_columns; c++)
    {
      if ((records->type->columns[c].flags & CERTPLAN_COLUMN_PLACED) == 0)
        continue;
      if (g_str_equal (records->type->columns[c].name, column))
        place = _certplan_records_places_at (records, _CERTPLAN_ROW_NUMBER (i))[n];
      n++;
    }
  _certplan_records_fault_at (records, faults, i, place, code, what, value, wanted);
}

void
_certplan_records_fault_at (const CertplanRecords *records, CertplanFaults *faults, guint i,
                            guint place, CertplanTableError code, const char *what,
                            const char *value, const char *wanted)
{
  certplan_faults_add (faults, CERTPLAN_TABLE_ERROR, code, records->name,
                       certplan_records_get_line (records, i), place, what, value, wanted);
}

const char *
certplan_records_get_type_name (const CertplanRecords *records)
{
  g_return_val_if_fail (records != NULL, NULL);

  return records->type->name;
}

const char *
certplan_records_get_encoding (const CertplanRecords *records)
{
  g_return_val_if_fail (records != NULL, NULL);

  return records->encoding;
}

char
certplan_records_get_delimiter (const CertplanRecords *records)
{
  g_return_val_if_fail (records != NULL, 0);

  return records->delimiter;
}

guint
certplan_records_get_n (const CertplanRecords *records)
{
  g_return_val_if_fail (records != NULL, 0);

  return records->n_rows;
}

guint
certplan_records_get_line (const CertplanRecords *records, guint i)
{
  g_return_val_if_fail (records != NULL && i < records->n_rows, 0);

  return *(const guint32 *)_certplan_records_at (records, i); /* every row begins with it */
}

void
_certplan_records_get_value (const CertplanRecords *records, guint c, guint i, CertplanValue *value)
{
  const CertplanColumn *column = &records->type->columns[c];
  const gconstpointer member = _certplan_records_member (records, c, i);

  switch (column->type)
    {
    case CERTPLAN_COLUMN_ID:
    case CERTPLAN_COLUMN_NOTE:
      value->text = _certplan_records_note (records, *(const guint32 *)member);
      break;
    case CERTPLAN_COLUMN_TEXT:
      value->text = _certplan_records_text (records, *(const guint32 *)member);
      break;
    case CERTPLAN_COLUMN_CHOICE:
      value->text
          = *(const guint8 *)member == 0 ? NULL : column->values[*(const guint8 *)member - 1];
      break;
    case CERTPLAN_COLUMN_QUALIFICATION:
      value->text = *(const guint16 *)member == 0
                        ? NULL
                        : records->resolver.name (records->resolver.data, *(const guint16 *)member);
      break;
    default: /* numbers and periods lie as they do in results */
      _certplan_column_get_value (column, (const guint8 *)member - column->offset, value);
      break;
    }
}
