/* Rows found by the value of a KEY column. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-records-parts-private.h"
#include <string.h>

/* A key's bytes: those of the text, or of the number that stands for it. */
typedef struct
{
  gconstpointer bytes;
  gsize length;
} KeySpan;

static KeySpan
get_span (const CertplanRecords *records, guint c, gconstpointer member)
{
  const CertplanColumnType type = records->type->columns[c].type;

  if (type != CERTPLAN_COLUMN_ID && type != CERTPLAN_COLUMN_NOTE)
    return (KeySpan){ member, _certplan_records_get_size (type) };
  const char *text = _certplan_records_note (records, *(const guint32 *)member);
  return (KeySpan){ text, strlen (text) };
}

static gconstpointer
get_member (const CertplanRecords *records, guint c, gconstpointer row)
{
  return (const guint8 *)row + records->type->columns[c].offset;
}

gboolean
_certplan_records_has_key (const CertplanRecords *records, guint c, gconstpointer row)
{
  return memcmp (get_member (records, c, row), get_member (records, c, records->absent_row),
                 _certplan_records_get_size (records->type->columns[c].type))
         != 0;
}

typedef struct
{
  const CertplanRecords *records;
  guint column;
} KeyColumn;

static gboolean
equal_key (gconstpointer data, guint32 number, gconstpointer wanted)
{
  const KeyColumn *key = data;
  const KeySpan *span = wanted;
  const KeySpan other = get_span (key->records, key->column,
                                  _certplan_records_member (key->records, key->column, number - 1));

  return other.length == span->length && memcmp (other.bytes, span->bytes, span->length) == 0;
}

guint32
_certplan_records_hash_key (const CertplanRecords *records, guint column, gconstpointer row)
{
  if (records->type->columns[column].type == CERTPLAN_COLUMN_ID)
    return records->indexes[column].hash;
  const KeySpan span = get_span (records, column, get_member (records, column, row));

  return _certplan_hash (span.bytes, span.length);
}

gboolean
_certplan_records_find_key (const CertplanRecords *records, guint column, gconstpointer row,
                            guint32 hash, guint *first)
{
  const KeyColumn key = { records, column };
  const KeySpan span = get_span (records, column, get_member (records, column, row));
  const guint32 number
      = _certplan_slots_find (&records->indexes[column].keys, hash, equal_key, &key, &span);

  if (number == 0)
    return FALSE;
  *first = number - 1;
  return TRUE;
}

gboolean
_certplan_records_add_key (CertplanRecords *records, guint column, guint i, guint32 hash)
{
  return _certplan_slots_add (&records->indexes[column].keys, hash, i + 1);
}

guint
_certplan_records_find_id (const CertplanRecords *records, const char *id)
{
  if (records == NULL || id == NULL)
    return 0;
  if (records->n_keys == 0)
    return 0;
  const KeyColumn key = { records, records->keys[0] };
  const KeySpan span = { id, strlen (id) };
  return _certplan_slots_find (&records->indexes[key.column].keys,
                               _certplan_hash (span.bytes, span.length), equal_key, &key, &span);
}
