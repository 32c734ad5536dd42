/* Which type of records a header is that of. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-private.h"
#include "certplan-records-loader-private.h"

#define MAX_LOOKED 20 /* rows, as titles may stand above a header */

guint
_certplan_header_count (const CertplanRecordType *type, CertplanReader *reader, gboolean *is_header)
{
  guint n_known;
  g_autofree gboolean *is_there = _certplan_header_find_columns (type, reader, &n_known);
  gboolean has_amount = FALSE;

  *is_header = TRUE;
  for (guint c = 0; c < type->n_columns; c++)
    {
      has_amount |= is_there[c] && (type->columns[c].flags & CERTPLAN_COLUMN_SUMMED) != 0;
      *is_header &= is_there[c] || (type->columns[c].flags & CERTPLAN_COLUMN_REQUIRED) == 0;
    }
  *is_header &= has_amount;
  return n_known;
}

/* Returns: how many columns of the type the row names; 0 if one that must be there is not */
static guint
count_whole (const CertplanRecordType *type, CertplanReader *reader)
{
  guint n_known, n_columns = 0;
  g_autofree gboolean *is_there = _certplan_header_find_columns (type, reader, &n_known);

  for (guint c = 0; c < type->n_columns; c++)
    {
      n_columns += is_there[c];
      if (!is_there[c]
          && (type->columns[c].flags & (CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_HEADED)) != 0)
        return 0;
    }
  return n_columns;
}

/* How many cells of the row name a column of the type that is wanted. */
static guint
count_known (const CertplanLoader *loader)
{
  guint n_known;

  g_free (_certplan_header_find_columns (loader->records->type, loader->reader, &n_known));
  return n_known;
}

/* The type that the row is a whole header of, and of which it names most columns, and more than of
 * the one that is wanted; NULL = none is. */
static const CertplanRecordType *
find_other (const CertplanLoader *loader)
{
  const CertplanRecordType *type = loader->records->type, *best = NULL;
  if (count_whole (type, loader->reader) > 0)
    return NULL;
  guint most = count_known (loader);
  for (guint i = 0; i < loader->n_types; i++)
    {
      const guint n = count_whole (loader->types[i], loader->reader);
      if (n <= most)
        continue;
      best = loader->types[i];
      most = n;
    }
  return best;
}

gboolean
_certplan_loader_check_type (CertplanLoader *loader)
{
  const CertplanRecordType *other = find_other (loader);

  if (other == NULL)
    return FALSE;
  certplan_faults_add (loader->faults, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_HEADER,
                       loader->records->name, _certplan_reader_get_line (loader->reader), 1,
                       _ ("this looks like another kind of file"), other->name,
                       loader->records->type->name);
  return TRUE;
}

void
_certplan_loader_check_types_below (CertplanLoader *loader)
{
  for (guint n = 0; n < MAX_LOOKED && _certplan_reader_next (loader->reader); n++)
    if (_certplan_loader_check_type (loader))
      return;
}

/* Titles have one cell; a header of ours that has one is none. */
static guint
count_cells (CertplanReader *reader)
{
  guint n_cells, n = 0;
  const CertplanCell *cells = _certplan_reader_get_cells (reader, &n_cells);

  for (guint i = 0; i < n_cells; i++)
    n += !_certplan_cell_is_blank (cells[i].text, cells[i].length);
  return n;
}

/* Returns: the line of the first row that is no title, if it names some of our columns; 0 = it does
 * not, or too much stands above it */
static guint
find_line_below (CertplanLoader *loader)
{
  for (guint n = 0; n < MAX_LOOKED; n++)
    {
      const guint n_cells = count_cells (loader->reader);
      if (n_cells > 1)
        return count_known (loader) > 1 ? _certplan_reader_get_line (loader->reader) : 0;
      if (!_certplan_reader_next (loader->reader))
        break;
    }
  return 0;
}

gboolean
_certplan_loader_skip_titles (CertplanLoader *loader)
{
  if (count_cells (loader->reader) != 1 || count_known (loader) > 0)
    return TRUE;
  const guint first = _certplan_reader_get_line (loader->reader);
  const guint below = find_line_below (loader);
  const guint line = below > 0 ? below : first;

  return !_certplan_reader_failed (loader->reader)
         && _certplan_records_go_to_line (loader->records, loader->reader, line);
}
