/* The rows of any CSV, as texts. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-rows.h"
#include "certplan-input-options-private.h"

struct _CertplanRows
{
  CertplanReader *reader;
  CertplanFaults *faults;
};

G_DEFINE_BOXED_TYPE (CertplanRows, certplan_rows, certplan_rows_ref, certplan_rows_unref)

CertplanRows *
certplan_rows_open (const char *path, const CertplanInputOptions *options, CertplanFaults *faults,
                    GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (path != NULL && faults != NULL, NULL);

  CertplanReadOptions read = _certplan_input_options_get (options);
  read.cancellable = cancellable;
  CertplanReader *reader = _certplan_reader_new (path, &read, faults);
  if (reader == NULL)
    {
      if (!g_cancellable_set_error_if_cancelled (cancellable, error))
        certplan_faults_set_error (faults, error);
      return NULL;
    }
  CertplanRows *rows = g_atomic_rc_box_new (CertplanRows);
  rows->reader = reader;
  rows->faults = certplan_faults_ref (faults);
  return rows;
}

CertplanRows *
certplan_rows_ref (CertplanRows *rows)
{
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
  g_atomic_rc_box_release_full (rows, rows_clear);
}

gboolean
certplan_rows_next (CertplanRows *rows, GError **error)
{
  if (_certplan_reader_next (rows->reader))
    return TRUE;
  if (_certplan_reader_failed (rows->reader))
    certplan_faults_set_error (rows->faults, error);
  return FALSE;
}

gboolean
certplan_rows_rewind (CertplanRows *rows, GError **error)
{
  return _certplan_reader_rewind (rows->reader) || certplan_faults_set_error (rows->faults, error);
}

const char *
certplan_rows_get_encoding (const CertplanRows *rows)
{
  return _certplan_reader_get_encoding (rows->reader);
}

char
certplan_rows_get_delimiter (const CertplanRows *rows)
{
  return _certplan_reader_get_delimiter (rows->reader);
}

guint
certplan_rows_get_line (const CertplanRows *rows)
{
  return _certplan_reader_get_line (rows->reader);
}

char **
certplan_rows_dup_cells (const CertplanRows *rows)
{
  guint n_cells;
  const CertplanCell *cells = _certplan_reader_get_cells (rows->reader, &n_cells);
  char **texts = g_new0 (char *, n_cells + 1);
  for (guint i = 0; i < n_cells; i++)
    texts[i] = g_strndup (cells[i].text, cells[i].length);
  return texts;
}
