/* The rows of any CSV, as texts. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-rows.h"
#include "certplan-faults-private.h"
#include "certplan-input-options-private.h"

struct _CertplanRows
{
  CertplanReader *reader;
  CertplanFaults *faults;
  guint n_faults_before; /* of other files */
};

G_DEFINE_BOXED_TYPE (CertplanRows, certplan_rows, certplan_rows_ref, certplan_rows_unref)

/* Sets @error from the first fault of the file. Returns: FALSE */
static gboolean
set_error (const CertplanFaults *faults, guint n_before, GError **error)
{
  return _certplan_faults_set_error_since (faults, n_before, CERTPLAN_TABLE_ERROR,
                                           CERTPLAN_TABLE_ERROR_LIMIT, error);
}

CertplanRows *
certplan_rows_open (const char *path, const CertplanInputOptions *options, CertplanFaults *faults,
                    GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (path != NULL && faults != NULL, NULL);

  const guint n_before = certplan_faults_get_n (faults);
  CertplanReadOptions read = _certplan_input_options_get (options);
  read.cancellable = cancellable;
  CertplanReader *reader = _certplan_reader_new (path, &read, faults);
  if (reader == NULL)
    {
      if (!g_cancellable_set_error_if_cancelled (cancellable, error))
        set_error (faults, n_before, error);
      return NULL;
    }
  CertplanRows *rows = g_atomic_rc_box_new (CertplanRows);
  rows->reader = reader;
  rows->faults = certplan_faults_ref (faults);
  rows->n_faults_before = n_before;
  return rows;
}

CertplanRows *
certplan_rows_ref (CertplanRows *rows)
{
  g_return_val_if_fail (rows != NULL, NULL);

  return g_atomic_rc_box_acquire (rows);
}

static void
rows_clear (gpointer data)
{
  CertplanRows *rows = data;
  _certplan_reader_free (rows->reader);
  certplan_faults_unref (rows->faults);
}

void
certplan_rows_unref (CertplanRows *rows)
{
  g_return_if_fail (rows != NULL);

  g_atomic_rc_box_release_full (rows, rows_clear);
}

gboolean
certplan_rows_next (CertplanRows *rows, GError **error)
{
  g_return_val_if_fail (rows != NULL, FALSE);

  if (_certplan_reader_next (rows->reader))
    return TRUE;
  if (_certplan_reader_failed (rows->reader))
    set_error (rows->faults, rows->n_faults_before, error);
  return FALSE;
}

gboolean
certplan_rows_rewind (CertplanRows *rows, GError **error)
{
  g_return_val_if_fail (rows != NULL, FALSE);

  return _certplan_reader_rewind (rows->reader)
         || set_error (rows->faults, rows->n_faults_before, error);
}

const char *
certplan_rows_get_encoding (const CertplanRows *rows)
{
  g_return_val_if_fail (rows != NULL, NULL);

  return _certplan_reader_get_encoding (rows->reader);
}

char
certplan_rows_get_delimiter (const CertplanRows *rows)
{
  g_return_val_if_fail (rows != NULL, 0);

  return _certplan_reader_get_delimiter (rows->reader);
}

guint
certplan_rows_get_line (const CertplanRows *rows)
{
  g_return_val_if_fail (rows != NULL, 0);

  return _certplan_reader_get_line (rows->reader);
}

char **
certplan_rows_dup_cells (const CertplanRows *rows)
{
  g_return_val_if_fail (rows != NULL, NULL);

  guint n_cells;
  const CertplanCell *cells = _certplan_reader_get_cells (rows->reader, &n_cells);
  char **texts = g_new0 (char *, n_cells + 1);
  for (guint i = 0; i < n_cells; i++)
    texts[i] = g_strndup (cells[i].text, cells[i].length);
  return texts;
}
