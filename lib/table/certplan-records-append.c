/* Appending records: rows of a program, which pass the checks of a file's.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-faults-private.h"
#include "certplan-private.h"
#include "certplan-records-loader-private.h"
#include <string.h>

/* The values as the cells of a row. Returns: (transfer full): one a column */
static CertplanCell *
make_cells (const CertplanRecordType *type, const char *const *values)
{
  CertplanCell *cells = g_new (CertplanCell, type->n_columns);

  for (guint c = 0; c < type->n_columns; c++)
    {
      cells[c].text = values[c] != NULL ? values[c] : "";
      cells[c].length = (guint32)strlen (cells[c].text);
    }
  return cells;
}

/* What the reader looks for in a file. */
static void
check_values (CertplanLoader *loader)
{
  for (guint c = 0; c < loader->records->type->n_columns; c++)
    {
      const gsize length = strlen (loader->cells[c].text);
      if (length > CERTPLAN_READER_MAX_CELL_BYTES)
        _certplan_loader_fault (loader, c, CERTPLAN_TABLE_ERROR_LIMIT, _ ("cell too large"),
                                _ ("at most 1 MiB"), TRUE);
      else if (!g_utf8_validate (loader->cells[c].text, (gssize)length, NULL))
        _certplan_loader_fault (loader, c, CERTPLAN_TABLE_ERROR_ENCODING, _ ("not UTF-8"), NULL,
                                TRUE);
      else if (_certplan_text_find_refused (loader->cells[c].text) != NULL)
        _certplan_loader_fault (loader, c, CERTPLAN_TABLE_ERROR_ENCODING,
                                _ ("a control character or a byte order mark stands in the text"),
                                _ ("text; of controls, only tabs and line ends"), TRUE);
    }
}

gboolean
_certplan_records_append (CertplanRecords *records, const char *const *values,
                          CertplanFaults *faults, GError **error)
{
  g_return_val_if_fail (records != NULL && values != NULL, FALSE);
  g_return_val_if_fail (records->resolver.resolve != NULL
                            || !_certplan_record_type_has_qualifications (records->type),
                        FALSE);

  g_autoptr (CertplanFaults) list
      = faults != NULL ? certplan_faults_ref (faults) : certplan_faults_new ();
  g_autofree CertplanCell *cells = make_cells (records->type, values);
  CertplanLoader loader = { .records = records, .cells = cells, .faults = list };
  loader.n_faults_before = certplan_faults_get_n (list);

  _certplan_header_prepare_all (&loader.header, records->type);
  check_values (&loader);
  if (loader.n_row_faults == 0)
    _certplan_loader_append_row (&loader);
  _certplan_loader_clear (&loader);
  return _certplan_faults_set_error_since (list, loader.n_faults_before, CERTPLAN_TABLE_ERROR,
                                           CERTPLAN_TABLE_ERROR_LIMIT, error);
}
