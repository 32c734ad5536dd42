/* Rows found by the value of a KEY column. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-records-parts-private.h"
#include <string.h>

#define BLOCK_ROWS 64

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

static const char *
get_text (const CertplanRecords *records, guint c, guint i)
{
  return _certplan_records_note (records,
                                 *(const guint32 *)_certplan_records_member (records, c, i));
}

/* The rows from @first on, for which there is room, a block at once: memory is slow to answer. */
static void
index_block (const CertplanRecords *records, guint c, guint first, guint n)
{
  CertplanSlots *keys = &records->indexes[c].keys;
  guint32 hashes[BLOCK_ROWS];

  for (guint i = 0; i < n; i++)
    {
      const char *text = get_text (records, c, first + i);
      hashes[i] = _certplan_hash (text, strlen (text));
      _certplan_slots_prefetch (keys, hashes[i]);
    }
  for (guint i = 0; i < n; i++)
    _certplan_slots_add (keys, hashes[i], first + i + 1);
}

/* Takes the first rows, which were in ascending order so far, into the index. Returns: FALSE if
 * there is no memory */
static gboolean
index_keys (const CertplanRecords *records, guint c)
{
  CertplanColumnIndex *index = &records->indexes[c];
  const guint n = index->n_ascending;
  const gboolean has_room = _certplan_slots_reserve (&index->keys, n);

  for (guint i = 0; has_room && i < n; i += BLOCK_ROWS)
    index_block (records, c, i, MIN (n - i, BLOCK_ROWS));
  index->is_ascending = FALSE;
  g_atomic_int_set (&index->is_indexed, has_room);
  return has_room;
}

/* The same for many readers of rows that nobody changes any more. */
static gboolean
share_index (const CertplanRecords *records, guint c)
{
  static GMutex mutex;

  if (g_atomic_int_get (&records->indexes[c].is_indexed))
    return TRUE;
  g_mutex_lock (&mutex);
  const gboolean is_done = records->indexes[c].is_indexed || index_keys (records, c);
  g_mutex_unlock (&mutex);
  return is_done;
}

/* Returns: the row with that key, from 1; 0 = none */
static guint
find_span (const CertplanRecords *records, guint c, const KeySpan *span, guint32 hash)
{
  const KeyColumn key = { records, c };

  return _certplan_slots_find (&records->indexes[c].keys, hash, equal_key, &key, span);
}

/* Compares with the last of the rows in ascending order. Returns: its number from 1, if it has the
 * same text, else 0 */
static guint
compare_last (const CertplanRecords *records, guint c, const char *text)
{
  CertplanColumnIndex *index = &records->indexes[c];
  const gint order = index->last_key != NULL ? strcmp (text, index->last_key) : 1;

  index->is_ascending = order > 0;
  return order == 0 ? index->n_ascending : 0;
}

gboolean
_certplan_records_find_key (CertplanRecords *records, guint c, gconstpointer row, guint *first)
{
  CertplanColumnIndex *index = &records->indexes[c];
  const KeySpan span = get_span (records, c, get_member (records, c, row));
  const gboolean is_announced
      = index->is_indexed && records->type->columns[c].type == CERTPLAN_COLUMN_ID;
  guint number = index->is_indexed ? 0 : compare_last (records, c, span.bytes);

  if (number == 0 && !index->is_ascending && (index->is_indexed || index_keys (records, c)))
    {
      if (!is_announced)
        index->hash = _certplan_hash (span.bytes, span.length);
      number = find_span (records, c, &span, index->hash);
    }
  *first = number - 1;
  return number != 0;
}

gboolean
_certplan_records_add_key (CertplanRecords *records, guint c, gconstpointer row, guint i)
{
  CertplanColumnIndex *index = &records->indexes[c];

  if (!index->is_indexed)
    {
      const KeySpan span = get_span (records, c, get_member (records, c, row));
      if (!index_keys (records, c))
        return FALSE;
      index->hash = _certplan_hash (span.bytes, span.length);
    }
  return _certplan_slots_add (&index->keys, index->hash, i + 1);
}

gboolean
_certplan_records_add_ascending (CertplanRecords *records, guint c, gconstpointer row)
{
  CertplanColumnIndex *index = &records->indexes[c];

  if (index->is_indexed || index->n_ascending != records->n_rows)
    return FALSE;
  const guint32 place = *(const guint32 *)get_member (records, c, row);
  const char *text = _certplan_records_note (records, place);
  if (text == NULL || (index->last_key != NULL && strcmp (text, index->last_key) <= 0))
    return FALSE;
  index->last_key = text;
  index->n_ascending++;
  return TRUE;
}

guint
_certplan_records_find_id (const CertplanRecords *records, const char *id)
{
  if (records == NULL || id == NULL || records->n_keys == 0)
    return 0;
  const guint c = records->keys[0];
  const KeySpan span = { id, strlen (id) };
  if (share_index (records, c))
    return find_span (records, c, &span, _certplan_hash (span.bytes, span.length));
  for (guint i = 0; i < records->indexes[c].n_ascending; i++) /* there is no memory */
    if (strcmp (get_text (records, c, i), id) == 0)
      return i + 1;
  return 0;
}
