/* Loading records: rows out of a reader, checked whole. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "certplan-faults-private.h"
#include "certplan-private.h"
#include "certplan-records-loader-private.h"

/* A file of nothing but faults is not read to its end. */
#define MAX_FAULTS 1000
/* How many rows are read between two looks at the cancellable. */
#define ROWS_A_LOOK 1024

/* Spreadsheets write the rows and columns that once were used, or coloured: such rows hold commas
 * alone. They are no records, wherever they stand. */
static gboolean
is_empty (const CertplanCell *cells, guint n_cells)
{
  for (guint i = 0; i < n_cells; i++)
    if (!_certplan_cell_is_blank (cells[i].text, cells[i].length))
      return FALSE;
  return TRUE;
}

/* Goes to the next row that holds anything. */
static gboolean
next_row (CertplanLoader *loader, guint *n_cells)
{
  while (_certplan_reader_next (loader->reader))
    {
      loader->cells = _certplan_reader_get_cells (loader->reader, n_cells);
      if (!is_empty (loader->cells, *n_cells))
        return TRUE;
    }
  return FALSE;
}

/* A value in a column without a name is not dropped without a word. */
static void
check_unnamed (CertplanLoader *loader, guint n_cells)
{
  for (guint i = loader->header.n_named; i < n_cells; i++)
    if (!_certplan_cell_is_blank (loader->cells[i].text, loader->cells[i].length))
      _certplan_reader_fault (loader->reader, CERTPLAN_TABLE_ERROR_HEADER, i,
                              _ ("a value in a column without a name"), _ ("a name in the header"));
}

/* Returns: whether the row is as wide as the header, or lacks empty columns without a name alone */
static gboolean
check_width (CertplanLoader *loader, guint n_cells)
{
  if (n_cells >= loader->header.n_named && n_cells <= loader->header.n_cells)
    {
      check_unnamed (loader, n_cells);
      return TRUE;
    }
  g_autofree char *what = g_strdup_printf (_ ("the row has %u cells, the header %u"), n_cells,
                                           loader->header.n_cells);
  certplan_faults_add (loader->faults, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_WIDTH,
                       loader->records->name, _certplan_reader_get_line (loader->reader), 0, what,
                       NULL, NULL);
  return FALSE;
}

/* Whether the row of an exported file is none of those that are wanted. */
static gboolean
is_beside (CertplanLoader *loader, guint *n_cells)
{
  if (loader->file == NULL)
    {
      if (loader->header.more->len > 0)
        {
          _certplan_joined_row_set (&loader->joined, loader->cells, *n_cells);
          loader->cells
              = _certplan_joined_row_join (&loader->joined, loader->records->type, &loader->header);
        }
      return FALSE;
    }
  loader->cells = _certplan_export_trim (loader->file, loader->cells, n_cells);
  return _certplan_export_take_sums (loader->file, loader->cells, *n_cells);
}

/* Returns: FALSE with @error set if it was cancelled */
static gboolean
read_rows (CertplanLoader *loader, GCancellable *cancellable, GError **error)
{
  for (guint n = 0; !loader->is_full && _certplan_loader_count_faults (loader) < MAX_FAULTS; n++)
    {
      if (n % ROWS_A_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      guint n_cells;
      if (!next_row (loader, &n_cells))
        break;
      if (!is_beside (loader, &n_cells) && check_width (loader, n_cells))
        _certplan_loader_read_row (loader);
    }
  return TRUE;
}

static void
refuse_serials (const CertplanLoader *loader)
{
  const CertplanRecords *records = loader->records;

  for (guint c = 0; c < records->type->n_columns; c++)
    if (records->indexes[c].has_date)
      _certplan_serials_see_value (loader->serials, c);
  _certplan_serials_refuse (loader->serials, records->type, records->name, loader->faults);
}

/* Returns: FALSE with @error set if it was cancelled */
static gboolean
read_file (CertplanLoader *loader, GCancellable *cancellable, GError **error)
{
  const char *name = loader->records->name;
  guint n_cells;

  if (next_row (loader, &n_cells))
    {
      if (!_certplan_loader_find_header (loader))
        return TRUE;
      _certplan_header_read (&loader->header, loader->records, loader->reader, loader->faults);
      if (!loader->header.has_any_column)
        return TRUE;
      if (loader->file != NULL)
        _certplan_export_list_summed (loader->file);
      if (!read_rows (loader, cancellable, error))
        return FALSE;
      refuse_serials (loader);
      return TRUE;
    }
  if (!_certplan_reader_failed (loader->reader))
    certplan_faults_add (loader->faults, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_HEADER, name, 0,
                         0, _ ("the file is empty"), NULL, _ ("a header and rows"));
  return TRUE;
}

/* @reader: NULL if it could not be made, the fault then being the last of @faults. */
static CertplanRecords *
load (const CertplanRecordType *type, const char *name, CertplanReader *reader,
      const CertplanReadOptions *options, const CertplanResolver *resolver, CertplanFaults *faults,
      guint n_faults_before, GError **error)
{
  g_autoptr (CertplanRecords) records = _certplan_records_new_named (type, name, resolver);
  g_autoptr (CertplanSerials) serials = _certplan_serials_new (type);
  g_autoptr (CertplanExport) file = NULL;
  CertplanLoader loader = { .records = records,
                            .reader = reader,
                            .faults = faults,
                            .n_faults_before = n_faults_before,
                            .types = options->types,
                            .n_types = options->n_types,
                            .takes_serials = options->excel_serial,
                            .keeps_good_rows = options->keeps_good_rows,
                            .serials = serials };
  GCancellable *cancellable = options->cancellable;
  if (reader != NULL)
    {
      records->encoding = _certplan_reader_get_encoding (reader);
      records->delimiter = _certplan_reader_get_delimiter (reader);
    }
  if (reader != NULL && type->export_form != NULL)
    loader.file = file = _certplan_export_new (records, reader, &loader.header, faults);

  const gboolean is_done = reader != NULL
                               ? read_file (&loader, cancellable, error)
                               : !g_cancellable_set_error_if_cancelled (cancellable, error);
  _certplan_loader_clear (&loader);
  _certplan_records_settle (records);
  const gboolean takes_any = is_done && reader != NULL && options->keeps_good_rows;
  if (!is_done
      || (!takes_any
          && !_certplan_faults_set_error_since (faults, n_faults_before, CERTPLAN_TABLE_ERROR,
                                                CERTPLAN_TABLE_ERROR_LIMIT, error)))
    return NULL;
  return g_steal_pointer (&records);
}

CertplanRecords *
_certplan_records_load (const CertplanRecordType *type, const char *path,
                        const CertplanReadOptions *options, const CertplanResolver *resolver,
                        CertplanFaults *faults, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (type != NULL && path != NULL, NULL);
  g_return_val_if_fail (resolver != NULL || !_certplan_record_type_has_qualifications (type), NULL);

  CertplanReadOptions own = { 0 };
  g_autoptr (CertplanFaults) list
      = faults != NULL ? certplan_faults_ref (faults) : certplan_faults_new ();
  const guint n_before = certplan_faults_get_n (list);
  if (options != NULL)
    own = *options;
  own.cancellable = cancellable;
  g_autoptr (CertplanReader) reader = _certplan_reader_new (path, &own, list);
  return load (type, path, reader, &own, resolver, list, n_before, error);
}

CertplanRecords *
_certplan_records_load_bytes (const CertplanRecordType *type, const char *name, GBytes *bytes,
                              const CertplanReadOptions *options, const CertplanResolver *resolver,
                              CertplanFaults *faults, GError **error)
{
  g_return_val_if_fail (type != NULL && bytes != NULL, NULL);
  g_return_val_if_fail (resolver != NULL || !_certplan_record_type_has_qualifications (type), NULL);

  static const CertplanReadOptions no_options = { 0 };
  if (options == NULL)
    options = &no_options;
  g_autoptr (CertplanFaults) list
      = faults != NULL ? certplan_faults_ref (faults) : certplan_faults_new ();
  const guint n_before = certplan_faults_get_n (list);
  g_autoptr (CertplanReader) reader = _certplan_reader_new_bytes (name, bytes, options, list);
  return load (type, name, reader, options, resolver, list, n_before, error);
}
