/* The records of an office: a folder of files, each of which can be replaced.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-record-files.h"

G_BEGIN_DECLS

/**
 * CertplanOfficeRecords:
 *
 * The records of one office, at most one container of each type: bodies, regions, reviewers,
 * panels, cases, register, events, arrivals, effort, renewal, passage. Belongs to one thread while
 * it is filled; reference counted.
 */
typedef struct _CertplanOfficeRecords CertplanOfficeRecords;

#define CERTPLAN_TYPE_OFFICE_RECORDS (certplan_office_records_get_type ())
GType certplan_office_records_get_type (void);

/**
 * certplan_office_records_new:
 *
 * Makes a folder without a file.
 *
 * Returns: (transfer full): no records yet
 */
CertplanOfficeRecords *certplan_office_records_new (CertplanRulebook *rulebook);

/**
 * certplan_office_records_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @office
 */
CertplanOfficeRecords *certplan_office_records_ref (CertplanOfficeRecords *office);

/**
 * certplan_office_records_unref:
 *
 * Gives a reference back; the last one frees @office.
 */
void certplan_office_records_unref (CertplanOfficeRecords *office);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanOfficeRecords, certplan_office_records_unref)

/**
 * certplan_office_records_get_n_types:
 *
 * How many types of records an office has.
 */
guint certplan_office_records_get_n_types (void);

/**
 * certplan_office_records_get_type_name:
 *
 * The name of type @i, as "bodies", below certplan_office_records_get_n_types().
 */
const char *certplan_office_records_get_type_name (guint i);

/**
 * certplan_office_records_set_path:
 * @type_name: as "bodies"
 * @path: (type filename): the file to be read in place of the folder's, or "-"
 * @error: %CERTPLAN_TABLE_ERROR_NAME if an office has no such records
 *
 * Replaces a file of the folder.
 */
gboolean certplan_office_records_set_path (CertplanOfficeRecords *office, const char *type_name,
                                           const char *path, GError **error);

/**
 * certplan_office_records_load:
 * @folder: (type filename) (nullable): the folder with bodies.csv, reviewers.csv, ...; files that
 *   are not there are no records; %NULL = only the paths that were set
 * @options: (nullable): what is known of the files beforehand
 * @faults: (nullable): gets every fault of every file
 * @cancellable: (nullable):
 * @error: %CERTPLAN_TABLE_ERROR, the first fault; %CERTPLAN_TABLE_ERROR_FILE also where @folder is
 *   none, or holds no record of an office; %G_IO_ERROR_CANCELLED
 *
 * Reads all files, whatever is wrong with one of them. Where @options keep the good rows of files
 * that have bad ones, these are no error: @faults alone tells of them.
 *
 * Returns: %FALSE with @error set, and no records
 */
gboolean certplan_office_records_load (CertplanOfficeRecords *office, const char *folder,
                                       const CertplanInputOptions *options, CertplanFaults *faults,
                                       GCancellable *cancellable, GError **error);

/**
 * certplan_office_records_set:
 * @records: of one of the types of an office; takes the place of what was there
 *
 * Gives records that were loaded or made by the program.
 *
 * Returns: %FALSE with @error set if an office has no such records
 */
gboolean certplan_office_records_set (CertplanOfficeRecords *office, CertplanRecords *records,
                                      GError **error);

/**
 * certplan_office_records_get:
 * @type_name: as "bodies"
 *
 * The records of one type.
 *
 * Returns: (transfer none) (nullable): the records; %NULL if there are none of that type
 */
CertplanRecords *certplan_office_records_get (const CertplanOfficeRecords *office,
                                              const char *type_name);

/**
 * certplan_office_records_get_path:
 * @type_name: as "bodies"
 *
 * The file that records of one type are read from.
 *
 * Returns: (transfer none) (nullable) (type filename): the file that was read; %NULL = none
 */
const char *certplan_office_records_get_path (const CertplanOfficeRecords *office,
                                              const char *type_name);

/**
 * certplan_office_records_get_rulebook:
 *
 * The rulebook under which the records are read.
 *
 * Returns: (transfer none): what the records were read with
 */
CertplanRulebook *certplan_office_records_get_rulebook (const CertplanOfficeRecords *office);

G_END_DECLS
