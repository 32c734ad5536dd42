/* Records of all types: loading, making, describing. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-input-options.h"
#include "certplan-records.h"
#include "certplan-rulebook.h"

G_BEGIN_DECLS

/**
 * certplan_records_load:
 * @type_name: as "register"; certplan_record_types_get_name()
 * @path: (type filename): a CSV file, or "-" for standard input
 * @options: (nullable): what is known of the file beforehand
 * @rulebook: (nullable): knows the qualifications; needed by types that have a column for them
 * @faults: (nullable): gets every fault of the file
 * @cancellable: (nullable):
 * @error: %CERTPLAN_TABLE_ERROR, the first fault; %CERTPLAN_TABLE_ERROR_NAME if no type has the
 *   name; %G_IO_ERROR_CANCELLED
 *
 * Reads UTF-8, UTF-16 and GB18030, with commas, semicolons or tabs, English and Chinese headers.
 * Rows whose cells are all empty are no records, and columns at the end that have neither a name
 * nor a value are none: spreadsheets write both.
 *
 * Returns: (transfer full): the rows, all checked; %NULL with @error set. Keeps @rulebook alive
 */
CertplanRecords *certplan_records_load (const char *type_name, const char *path,
                                        const CertplanInputOptions *options,
                                        CertplanRulebook *rulebook, CertplanFaults *faults,
                                        GCancellable *cancellable, GError **error);

/**
 * certplan_records_load_bytes:
 * @type_name: as certplan_records_load()
 * @name: what faults call the bytes
 * @bytes: the text of a CSV file
 * @options: (nullable): as certplan_records_load()
 * @rulebook: (nullable): as certplan_records_load()
 * @faults: (nullable): gets every fault
 * @error: %CERTPLAN_TABLE_ERROR
 *
 * Reads records that are not in a file.
 *
 * Returns: (transfer full): the rows, all checked; %NULL with @error set
 */
CertplanRecords *certplan_records_load_bytes (const char *type_name, const char *name,
                                              GBytes *bytes, const CertplanInputOptions *options,
                                              CertplanRulebook *rulebook, CertplanFaults *faults,
                                              GError **error);

/**
 * certplan_records_new:
 * @type_name: as certplan_records_load()
 * @rulebook: (nullable): as certplan_records_load()
 * @error: %CERTPLAN_TABLE_ERROR_NAME
 *
 * Makes records without a row, for a program to append to.
 *
 * Returns: (transfer full): no rows yet; belongs to one thread while rows are appended
 */
CertplanRecords *certplan_records_new (const char *type_name, CertplanRulebook *rulebook,
                                       GError **error);

/**
 * certplan_records_append:
 * @values: (array zero-terminated=1): one text a column, in the type's order; "" = absent; those
 *   left out at the end are absent
 * @faults: (nullable): gets all that is wrong with the row
 * @error: %CERTPLAN_TABLE_ERROR, the first fault
 *
 * Appends a row that passes the same checks as one of a file.
 *
 * Returns: %FALSE with @error set, and no row appended
 */
gboolean certplan_records_append (CertplanRecords *records, const char *const *values,
                                  CertplanFaults *faults, GError **error);

/**
 * certplan_records_get_text:
 *
 * The text of a member that is an index of the distinct texts (org, region, ...).
 *
 * Returns: (transfer none) (nullable): equal members are equal texts; %NULL where it is 0
 */
const char *certplan_records_get_text (const CertplanRecords *records, guint32 text);

/**
 * certplan_records_get_note:
 *
 * The text of a member that is a text of its own (numbers, notes).
 *
 * Returns: (transfer none) (nullable): %NULL where it is 0
 */
const char *certplan_records_get_note (const CertplanRecords *records, guint32 note);

/**
 * certplan_record_types_get_n:
 *
 * How many types of records there are.
 */
guint certplan_record_types_get_n (void);

/**
 * certplan_record_types_get_name:
 *
 * The name of type @i, below certplan_record_types_get_n().
 */
const char *certplan_record_types_get_name (guint i);

/**
 * certplan_file_formats_get_n:
 *
 * How many kinds of CSV files are read: the types of records, then the files of rules.
 */
guint certplan_file_formats_get_n (void);

/**
 * certplan_file_formats_get_name:
 *
 * The name of kind @i, below certplan_file_formats_get_n(): a type's, or as "rules/tariff".
 */
const char *certplan_file_formats_get_name (guint i);

/**
 * certplan_file_formats_dup_tables:
 *
 * All kinds of CSV files that are read.
 *
 * Returns: (transfer full): one table: the name, the columns (those that may be left out in
 * brackets), what it holds
 */
CertplanTables *certplan_file_formats_dup_tables (void);

/**
 * certplan_record_types_get_help:
 * @name: a type's name, or that of a file of rules
 *
 * What the type holds, in a few English words, which certplan_labels_get() knows in other
 * languages.
 *
 * Returns: (nullable): %NULL if no type has the name
 */
const char *certplan_record_types_get_help (const char *name);

/**
 * certplan_record_type_dup_columns:
 * @name: a type's name, or that of a file of rules
 * @error: %CERTPLAN_TABLE_ERROR_NAME
 *
 * The columns of a record type, with what stands in each.
 *
 * Returns: (transfer full): one table that describes the type's columns: name, label, type,
 * whether a cell must be filled, values, unit, other headers that are read, help
 */
CertplanTables *certplan_record_type_dup_columns (const char *name, GError **error);

/**
 * certplan_record_type_dup_empty:
 * @name: a type's name, or that of a file of rules
 * @error: %CERTPLAN_TABLE_ERROR_NAME
 *
 * Records of a type without a row.
 *
 * Returns: (transfer full): one table of the type's columns without a row, to be written as a file
 * to fill in
 */
CertplanTables *certplan_record_type_dup_empty (const char *name, GError **error);

/**
 * certplan_record_type_dup_template:
 * @name: a type's name
 * @lang: FIELD for the fields' names, which every program understands; else labels
 * @error: %CERTPLAN_TABLE_ERROR_NAME
 *
 * The file of a record type to fill in.
 *
 * Returns: (transfer full): the header line of an empty file, with its line end
 */
char *certplan_record_type_dup_template (const char *name, CertplanLang lang, GError **error);

G_END_DECLS
