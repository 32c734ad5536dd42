/* The list of what is wrong with an input, all at once.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CertplanFaults:
 *
 * A list of faults found in one or several inputs, in the order in which they were found. The first
 * 100 are kept, all are counted. Reference counted; to be used by one thread at a time: a list has
 * no lock of its own (loaders that read side by side fill a list each).
 */
typedef struct _CertplanFaults CertplanFaults;

#define CERTPLAN_TYPE_FAULTS (certplan_faults_get_type ())
GType certplan_faults_get_type (void);

/**
 * certplan_faults_new:
 *
 * Makes an empty list.
 */
CertplanFaults *certplan_faults_new (void);

/**
 * certplan_faults_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @faults
 */
CertplanFaults *certplan_faults_ref (CertplanFaults *faults);

/**
 * certplan_faults_unref:
 *
 * Gives a reference back; the last one frees @faults.
 */
void certplan_faults_unref (CertplanFaults *faults);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanFaults, certplan_faults_unref)

/**
 * certplan_faults_add:
 * @domain: the error domain of @code
 * @code: what kind of fault, a code of @domain
 * @file: (nullable): the input's name as the user gave it
 * @line: 1-based physical line, 0 = no place in the file
 * @column: 1-based column in characters, 0 = the whole line
 * @what: what is wrong, without a final stop
 * @value: (nullable): the text found there; control characters are escaped when it is shown
 * @wanted: (nullable): what would be right
 *
 * Adds a fault; after the first hundred they are only counted.
 */
void certplan_faults_add (CertplanFaults *faults, GQuark domain, gint code, const char *file,
                          guint line, guint column, const char *what, const char *value,
                          const char *wanted);

/**
 * certplan_faults_get_n:
 *
 * How many faults were found; may be more than can be asked for (certplan_faults_get_n_kept()).
 */
guint certplan_faults_get_n (const CertplanFaults *faults);

/**
 * certplan_faults_get_n_kept:
 *
 * How many faults can be asked for.
 */
guint certplan_faults_get_n_kept (const CertplanFaults *faults);

/**
 * certplan_faults_get_file:
 *
 * The name of the file that fault @i is in, as it was given.
 *
 * Returns: (transfer none) (nullable): %NULL where no file is at fault; lives as long as @faults
 */
const char *certplan_faults_get_file (const CertplanFaults *faults, guint i);

/**
 * certplan_faults_get_line:
 *
 * The physical line of fault @i, from 1 on; 0 = no place in the file.
 */
guint certplan_faults_get_line (const CertplanFaults *faults, guint i);

/**
 * certplan_faults_get_column:
 *
 * The column of fault @i in characters, from 1 on; 0 = the whole line.
 */
guint certplan_faults_get_column (const CertplanFaults *faults, guint i);

/**
 * certplan_faults_get_code:
 *
 * What kind of fault @i is, a code of its error domain.
 */
gint certplan_faults_get_code (const CertplanFaults *faults, guint i);

/**
 * certplan_faults_dup_text:
 * @i: 0 .. certplan_faults_get_n_kept() - 1
 *
 * Parts that are not known are left out. Control characters, invisible ones and bytes that are no
 * UTF-8 are escaped, and a value is cut after 60 characters, so that the text can go to a terminal.
 *
 * Returns: (transfer full): one line, `file:line:column: what: "value"; wanted ...`
 */
char *certplan_faults_dup_text (const CertplanFaults *faults, guint i);

/**
 * certplan_faults_set_error: (skip)
 *
 * Sets @error from the first fault, followed by " (and N more)".
 *
 * Returns: %FALSE if there is any fault, %TRUE if there is none
 */
gboolean certplan_faults_set_error (const CertplanFaults *faults, GError **error);

G_END_DECLS
