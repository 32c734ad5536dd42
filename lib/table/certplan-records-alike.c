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

/* Returns: whether it is such a header, which is told */
static gboolean
check_type (CertplanLoader *loader)
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

/* Whether a row that follows is the header of another type, which is told. */
static gboolean
check_types_below (CertplanLoader *loader)
{
  for (guint n = 1; n < MAX_LOOKED && _certplan_reader_next (loader->reader); n++)
    if (check_type (loader))
      return TRUE;
  return FALSE;
}

static guint
count_cells (CertplanReader *reader)
{
  guint n_cells, n = 0;
  const CertplanCell *cells = _certplan_reader_get_cells (reader, &n_cells);

  for (guint i = 0; i < n_cells; i++)
    n += !_certplan_cell_is_blank (cells[i].text, cells[i].length);
  return n;
}

/* From the first row on. Returns: the line of the first one that names several of our columns; 0 =
 * none of the first rows does */
static guint
find_line (CertplanLoader *loader)
{
  for (guint n = 0; n < MAX_LOOKED; n++)
    {
      if (count_known (loader) > 1)
        return _certplan_reader_get_line (loader->reader);
      if (!_certplan_reader_next (loader->reader))
        break;
    }
  return 0;
}

/* "certificate or 证书编号, ...": the columns that a header must have. */
static char *
list_needed (const CertplanRecordType *type)
{
  GString *list = g_string_new (NULL);

  for (guint c = 0; c < type->n_columns; c++)
    {
      const CertplanColumn *column = &type->columns[c];
      if ((column->flags & (CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_HEADED)) == 0)
        continue;
      g_autofree char *names = _certplan_column_dup_names (column);
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", names);
    }
  return g_string_free (list, FALSE);
}

/* Whether the row is too short for a header that is merely misspelt, so a title. */
static gboolean
is_title (const CertplanLoader *loader)
{
  const CertplanRecordType *type = loader->records->type;
  guint n_needed = 0;

  for (guint c = 0; c < type->n_columns; c++)
    n_needed += (type->columns[c].flags & (CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_HEADED)) != 0;
  return count_cells (loader->reader) < n_needed;
}

/* Nothing below the row names a column either. */
static void
tell_no_header (CertplanLoader *loader, guint line)
{
  g_autofree char *what = g_strdup_printf (
      _ ("none of the first %u rows is a header of a file of this kind"), MAX_LOOKED);
  g_autofree char *needed = list_needed (loader->records->type);

  certplan_faults_add (loader->faults, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_HEADER,
                       loader->records->name, line, 1, what, loader->records->type->name, needed);
}

static gboolean
go_to (CertplanLoader *loader, guint line)
{
  return !_certplan_reader_failed (loader->reader)
         && _certplan_records_go_to_line (loader->records, loader->reader, line);
}

/* Where no row is a header, it may be that of another kind, and the first one a title or ours,
 * misspelt. Returns: FALSE where that is told */
static gboolean
check_first (CertplanLoader *loader, guint first)
{
  const gboolean is_short = is_title (loader);

  if (check_type (loader) || check_types_below (loader))
    return FALSE;
  if (!_certplan_reader_failed (loader->reader) && is_short)
    tell_no_header (loader, first);
  return !is_short && go_to (loader, first);
}

/* An exported file has ways of its own to find the row. */
static gboolean
find_exported (CertplanLoader *loader)
{
  if (!_certplan_export_find_header (loader->file))
    return FALSE;
  if (count_known (loader) == 0)
    return check_first (loader, _certplan_reader_get_line (loader->reader));
  return !check_type (loader);
}

/* Titles may have several cells; a header of ours may have one, which names a column. */
gboolean
_certplan_loader_find_header (CertplanLoader *loader)
{
  if (loader->file != NULL)
    return find_exported (loader);
  const guint first = _certplan_reader_get_line (loader->reader);
  const guint n_known = count_known (loader);

  if (n_known > 1)
    return !check_type (loader);
  const guint line = find_line (loader);
  if (!go_to (loader, line > 0 ? line : first))
    return FALSE;
  if (line == 0 && n_known == 0)
    return check_first (loader, first);
  return !check_type (loader);
}
