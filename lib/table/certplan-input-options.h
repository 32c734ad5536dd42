/* How input files are read, where finding out is not enough. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#pragma once
#include "certplan-table-error.h"

G_BEGIN_DECLS

/**
 * CertplanInputOptions:
 *
 * What is known of input files beforehand. One that nothing was set in leaves all to be found out,
 * as %NULL does. Belongs to one thread while it is being filled; reference counted.
 */
typedef struct _CertplanInputOptions CertplanInputOptions;

#define CERTPLAN_TYPE_INPUT_OPTIONS (certplan_input_options_get_type ())
GType certplan_input_options_get_type (void);

/**
 * certplan_input_options_new:
 *
 * Makes options that leave all to finding out.
 */
CertplanInputOptions *certplan_input_options_new (void);

/**
 * certplan_input_options_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @options
 */
CertplanInputOptions *certplan_input_options_ref (CertplanInputOptions *options);

/**
 * certplan_input_options_unref:
 *
 * Gives a reference back; the last one frees @options.
 */
void certplan_input_options_unref (CertplanInputOptions *options);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanInputOptions, certplan_input_options_unref)

/**
 * certplan_input_options_set_encoding:
 * @encoding: (nullable): "UTF-8", "GB18030", "GBK", "GB2312", "UTF-16LE" or "UTF-16BE", in small
 *   letters too; %NULL = find out
 * @error: %CERTPLAN_TABLE_ERROR_NAME
 *
 * Says which encoding the files are in.
 */
gboolean certplan_input_options_set_encoding (CertplanInputOptions *options, const char *encoding,
                                              GError **error);

/**
 * certplan_input_options_set_delimiter:
 * @delimiter: (nullable): what separates cells: one sign of ASCII that is no letter, digit or
 *   double quote, a tab, or the words "comma", "semicolon", "tab"; %NULL = find out
 * @error: %CERTPLAN_TABLE_ERROR_NAME
 *
 * Says what separates the cells of the files.
 */
gboolean certplan_input_options_set_delimiter (CertplanInputOptions *options, const char *delimiter,
                                               GError **error);

/**
 * certplan_input_options_set_excel_serial:
 * @excel_serial: whether 20000 .. 80000 in a column of dates are a spreadsheet's day numbers
 *   (45778 is 2025-05-01); else they are taken so only in a column that holds other dates, too
 *
 * Says whether whole numbers are dates.
 */
void certplan_input_options_set_excel_serial (CertplanInputOptions *options, gboolean excel_serial);

/**
 * certplan_input_options_set_keep_good_rows:
 * @keep_good_rows: whether a file of which some rows are wrong gives the others, without an error:
 *   then the faults alone say that some were left out. For checks of the others that are to be told
 *   together with those faults; no result is to be made of a part of a file
 *
 * Says whether rows that are right count where others are wrong.
 */
void certplan_input_options_set_keep_good_rows (CertplanInputOptions *options,
                                                gboolean keep_good_rows);

G_END_DECLS
