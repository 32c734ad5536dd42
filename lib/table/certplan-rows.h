/* The rows of any CSV, as texts. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-faults.h"
#include "certplan-input-options.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CertplanRows:
 *
 * One walk over the rows of a CSV file in any of the encodings and delimiters that the records are
 * read in. Rows may differ in width. Belongs to one thread; reference counted.
 */
typedef struct _CertplanRows CertplanRows;

#define CERTPLAN_TYPE_ROWS (certplan_rows_get_type ())
GType certplan_rows_get_type (void);

/**
 * certplan_rows_open:
 * @path: (type filename): a file, or "-" for standard input
 * @options: (nullable): what is known of the file beforehand
 * @faults: what is wrong is added here, now and while rows are read
 * @cancellable: (nullable): ends the wait for a pipe
 * @error: %CERTPLAN_TABLE_ERROR, %G_IO_ERROR_CANCELLED
 *
 * Opens a CSV file whatever its columns are; its encoding and delimiter are found out.
 *
 * Returns: (transfer full): stands before the first row
 */
CertplanRows *certplan_rows_open (const char *path, const CertplanInputOptions *options,
                                  CertplanFaults *faults, GCancellable *cancellable,
                                  GError **error);

/**
 * certplan_rows_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @rows
 */
CertplanRows *certplan_rows_ref (CertplanRows *rows);

/**
 * certplan_rows_unref:
 *
 * Gives a reference back; the last one frees @rows.
 */
void certplan_rows_unref (CertplanRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanRows, certplan_rows_unref)

/**
 * certplan_rows_next:
 * @error: %CERTPLAN_TABLE_ERROR, the first fault of the file
 *
 * Goes to the next row; blank lines are no rows.
 *
 * Returns: %TRUE if there is one; %FALSE without @error at the end
 */
gboolean certplan_rows_next (CertplanRows *rows, GError **error);

/**
 * certplan_rows_rewind:
 * @error: %CERTPLAN_TABLE_ERROR, the first fault of the file
 *
 * Stands before the first row again, of a pipe, too: a walk to the end tells whether the whole file
 * is good, and a second one has its rows, none of which is kept.
 *
 * Returns: %FALSE with @error set where the file is at fault, as a walk has found
 */
gboolean certplan_rows_rewind (CertplanRows *rows, GError **error);

/**
 * certplan_rows_get_encoding:
 *
 * The encoding that the file is read with.
 *
 * Returns: "UTF-8", "GB18030", "UTF-16LE" or "UTF-16BE"
 */
const char *certplan_rows_get_encoding (const CertplanRows *rows);

/**
 * certplan_rows_get_delimiter:
 *
 * The sign that the cells are parted by.
 *
 * Returns: what separates the cells, as a comma
 */
char certplan_rows_get_delimiter (const CertplanRows *rows);

/**
 * certplan_rows_get_line:
 *
 * The physical line on which the current row begins, 1-based.
 */
guint certplan_rows_get_line (const CertplanRows *rows);

/**
 * certplan_rows_dup_cells:
 *
 * The texts of the current row.
 *
 * Returns: (transfer full) (array zero-terminated=1): the current row's cells
 */
char **certplan_rows_dup_cells (const CertplanRows *rows);

G_END_DECLS
