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
get_span (const CertplanRecords *records, const CertplanColumn *column, gconstpointer row)
{
  const gconstpointer member = (const guint8 *)row + column->offset;

  switch (column->type)
    {
    case CERTPLAN_COLUMN_ID:
    case CERTPLAN_COLUMN_NOTE:
      {
        const char *text = _certplan_records_note (records, *(const guint32 *)member);
        return (KeySpan){ text, strlen (text) };
      }
    case CERTPLAN_COLUMN_CHOICE:
      return (KeySpan){ member, sizeof (guint8) };
    case CERTPLAN_COLUMN_QUALIFICATION:
      return (KeySpan){ member, sizeof (guint16) };
    case CERTPLAN_COLUMN_MONEY:
      return (KeySpan){ member, sizeof (CertplanMoney) };
    case CERTPLAN_COLUMN_PERIOD:
      return (KeySpan){ member, sizeof (CertplanPeriod) };
    default:
      return (KeySpan){ member, sizeof (gint32) };
    }
}

typedef struct
{
  const CertplanRecords *records;
  const CertplanColumn *column;
} KeyColumn;

static gboolean
equal_key (gconstpointer data, guint32 number, gconstpointer wanted)
{
  const KeyColumn *key = data;
  const KeySpan *span = wanted;
  const KeySpan other
      = get_span (key->records, key->column, _certplan_records_at (key->records, number - 1));

  return other.length == span->length && memcmp (other.bytes, span->bytes, span->length) == 0;
}

guint32
_certplan_records_hash_key (const CertplanRecords *records, guint column, gconstpointer row)
{
  if (records->type->columns[column].type == CERTPLAN_COLUMN_ID)
    return records->indexes[column].hash;
  const KeySpan span = get_span (records, &records->type->columns[column], row);

  return _certplan_hash (span.bytes, span.length);
}

gboolean
_certplan_records_find_key (const CertplanRecords *records, guint column, gconstpointer row,
                            guint32 hash, guint *first)
{
  const KeyColumn key = { records, &records->type->columns[column] };
  const KeySpan span = get_span (records, key.column, row);
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
  for (guint c = 0; c < records->type->n_columns; c++)
    if ((records->type->columns[c].flags & CERTPLAN_COLUMN_KEY) != 0)
      {
        const KeyColumn key = { records, &records->type->columns[c] };
        const KeySpan span = { id, strlen (id) };
        return _certplan_slots_find (&records->indexes[c].keys,
                                     _certplan_hash (span.bytes, span.length), equal_key, &key,
                                     &span);
      }
  return 0;
}
