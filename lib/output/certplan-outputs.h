/* Where results go: text, CSV, JSON, HTML, XLSX, iCalendar and charts, all written or none.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-table.h"
#include <gio/gio.h>

G_BEGIN_DECLS

#define CERTPLAN_OUTPUT_ERROR (certplan_output_error_quark ())

/**
 * certplan_output_error_quark:
 *
 * The error domain, whose codes are the enumeration below.
 */
GQuark certplan_output_error_quark (void);

/**
 * CertplanOutputError:
 * @CERTPLAN_OUTPUT_ERROR_TARGET: the file's ending or name cannot be an output
 * @CERTPLAN_OUTPUT_ERROR_NAME: no table or chart of the result has that name
 * @CERTPLAN_OUTPUT_ERROR_WRITE: its place cannot be written, or writing failed; every file is as it
 * was before, or the message names the one that is not and where its old content is; or a run that
 * was broken off left its old content beside it, which the message names
 * @CERTPLAN_OUTPUT_ERROR_CHART: gnuplot is missing, failed, or gave no whole picture; what needs no
 * gnuplot is written all the same
 * @CERTPLAN_OUTPUT_ERROR_LIMIT: a table or a cell of it does not fit into a file of that format
 *
 * Only ever appended to.
 */
typedef enum
{
  CERTPLAN_OUTPUT_ERROR_TARGET,
  CERTPLAN_OUTPUT_ERROR_NAME,
  CERTPLAN_OUTPUT_ERROR_WRITE,
  CERTPLAN_OUTPUT_ERROR_CHART,
  CERTPLAN_OUTPUT_ERROR_LIMIT,
} CertplanOutputError;

/**
 * CertplanTargets:
 *
 * The files that one run writes. Belongs to one thread; reference counted.
 */
typedef struct _CertplanTargets CertplanTargets;

#define CERTPLAN_TYPE_TARGETS (certplan_targets_get_type ())
GType certplan_targets_get_type (void);

/**
 * certplan_targets_new:
 *
 * Makes an empty list of files to write.
 */
CertplanTargets *certplan_targets_new (void);

/**
 * certplan_targets_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @targets
 */
CertplanTargets *certplan_targets_ref (CertplanTargets *targets);

/**
 * certplan_targets_unref:
 *
 * Gives a reference back; the last one frees @targets.
 */
void certplan_targets_unref (CertplanTargets *targets);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanTargets, certplan_targets_unref)

/**
 * certplan_targets_add:
 * @spec: (type filename): `FILE` or `NAME=FILE`, where NAME is [a-z][a-z-]*; the ending of FILE
 * picks the format: .txt .csv .json .html .xlsx .ics .journal .beancount .png .svg .pdf
 * @error: %CERTPLAN_OUTPUT_ERROR_TARGET (unknown ending, the same file twice, .xlsx where the
 * library was built without libxlsxwriter, .ics without libical)
 *
 * Adds a file.
 */
gboolean certplan_targets_add (CertplanTargets *targets, const char *spec, GError **error);

/**
 * certplan_targets_add_scripts:
 * @error: %CERTPLAN_OUTPUT_ERROR_TARGET (no picture among the files, the same file twice)
 *
 * For each picture added before, also write FILE.gnuplot: the script by which gnuplot draws it.
 */
gboolean certplan_targets_add_scripts (CertplanTargets *targets, GError **error);

/**
 * certplan_targets_add_stdout:
 *
 * Also write all tables as text to standard output.
 */
void certplan_targets_add_stdout (CertplanTargets *targets);

/**
 * certplan_targets_add_stdout_csv:
 *
 * Instead, also write the tables as CSV to standard output, without a byte order mark: for a
 * result that is a file to be filled in.
 */
void certplan_targets_add_stdout_csv (CertplanTargets *targets);

/**
 * certplan_targets_set_lang:
 *
 * The language of all targets; CERTPLAN_LANG_FIELD unless set.
 */
void certplan_targets_set_lang (CertplanTargets *targets, CertplanLang lang);

/**
 * certplan_targets_set_reading_lang:
 *
 * Text and charts cannot speak in keys: the language they use while the other is FIELD; English
 * unless set.
 */
void certplan_targets_set_reading_lang (CertplanTargets *targets, CertplanLang lang);

/**
 * certplan_targets_set_bom:
 *
 * Whether a .csv begins with a byte order mark; %TRUE unless set.
 */
void certplan_targets_set_bom (CertplanTargets *targets, gboolean bom);

/**
 * certplan_targets_set_as_of:
 *
 * The date that stands inside files which carry one (pdf, xlsx, ics); needed before one of those
 * is written.
 */
void certplan_targets_set_as_of (CertplanTargets *targets, CertplanDate as_of);

/**
 * certplan_targets_set_digest:
 * @digest: (nullable): as certplan_rulebook_get_digest() gives it; %NULL unless set
 *
 * The rules behind the results: a page names them at its end.
 */
void certplan_targets_set_digest (CertplanTargets *targets, const char *digest);

/**
 * certplan_targets_check:
 * @tables: what there is to write
 * @inputs: (array zero-terminated=1) (nullable) (element-type filename): files read in this run
 * @error: %CERTPLAN_OUTPUT_ERROR_NAME or %CERTPLAN_OUTPUT_ERROR_TARGET (an output that is an input,
 * a picture of a table that cannot be drawn, a calendar of one that has no days)
 *
 * All that can be known before anything is written.
 */
gboolean certplan_targets_check (const CertplanTargets *targets, const CertplanTables *tables,
                                 const char *const *inputs, GError **error);

/**
 * certplan_write_outputs:
 * @cancellable: (nullable): ends the run, with every file as it was
 * @error: %CERTPLAN_OUTPUT_ERROR, %G_IO_ERROR_CANCELLED, or what a table's own room says
 *
 * Writes all targets: every file is complete and synced beside its target before the first is
 * renamed, and a fault undoes the renames made. Devices, FIFOs and links are written straight.
 * Standard output comes last and is checked to the last flush.
 *
 * Where a picture cannot be drawn (%CERTPLAN_OUTPUT_ERROR_CHART), its file is left as it is and all
 * others are written.
 */
gboolean certplan_write_outputs (CertplanTables *tables, CertplanTargets *targets,
                                 GCancellable *cancellable, GError **error);

/**
 * certplan_targets_get_n_warnings:
 *
 * How many warnings there are.
 *
 * Returns: how many things the last certplan_write_outputs() did otherwise than asked: a picture
 * that is left out, a font that lacks characters
 */
guint certplan_targets_get_n_warnings (const CertplanTargets *targets);

/**
 * certplan_targets_get_warning:
 * @i: below certplan_targets_get_n_warnings()
 *
 * What was done otherwise than asked.
 *
 * Returns: (transfer none): `FILE: what is wrong with it`, until the next certplan_write_outputs()
 */
const char *certplan_targets_get_warning (const CertplanTargets *targets, guint i);

G_END_DECLS
