/* Saying which texts will be looked up. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-bytes-private.h"
#include "certplan-records-parts-private.h"

/* Returns: the text's hash, whose place among the texts or keys is on its way from now on */
static inline guint32
announce_text (const CertplanRecords *records, guint c, const CertplanTextSpan *span)
{
  const guint32 hash = _certplan_hash (span->text, span->length);

  _certplan_slots_prefetch (records->type->columns[c].type == CERTPLAN_COLUMN_TEXT
                                ? &records->text_slots
                                : &records->indexes[c].keys,
                            hash);
  return hash;
}

void
_certplan_records_announce (CertplanRecords *records, guint c, const CertplanCell *cell)
{
  CertplanColumnIndex *index = &records->indexes[c];
  const CertplanTextSpan span = _certplan_cell_get_span (cell);

  index->is_again = index->last != 0 && span.length == index->last_length
                    && _certplan_bytes_are_same (span.text, index->last_text, span.length);
  if (!index->is_again && index->is_indexed)
    index->hash = announce_text (records, c, &span);
}

static inline gboolean
is_same (const CertplanCell *a, const CertplanCell *b)
{
  return a->length == b->length && _certplan_bytes_are_same (a->text, b->text, a->length);
}

void
_certplan_records_announce_ahead (CertplanRecords *records, guint c, const CertplanReader *reader,
                                  guint place)
{
  static const CertplanCell none = { "", 0 };
  CertplanColumnIndex *index = &records->indexes[c];
  const gboolean is_text = records->type->columns[c].type == CERTPLAN_COLUMN_TEXT;
  const CertplanCell *cells, *before = &none;
  guint n_cells;

  index->has_hashes = index->is_indexed;
  if (!index->has_hashes)
    return;
  if (index->hashes == NULL)
    index->hashes = g_new (guint32, CERTPLAN_READER_MAX_AHEAD);
  index->again = 0;
  for (guint n = 0; (cells = _certplan_reader_peek (reader, n, &n_cells)) != NULL; n++)
    {
      const CertplanCell *cell = place < n_cells ? &cells[place] : &none;
      const CertplanTextSpan span = _certplan_cell_get_span (cell);
      if (is_text && is_same (cell, before))
        index->again |= (guint64)1 << n;
      else
        index->hashes[n] = announce_text (records, c, &span);
      before = cell;
    }
}
