/* Declaring record types, loading them, and their rows as structs.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-column-private.h"
#include "certplan-pile-private.h"
#include "certplan-reader-private.h"
#include "certplan-records.h"

typedef struct _CertplanRecordType CertplanRecordType;

/* What the finish hook of a type gets: the row, and how to complain about a cell of it. */
typedef struct
{
  CertplanRecords *records;
  gpointer row;
  gpointer loader;    /* for _certplan_row_fault() alone */
  guint64 *last_good; /* what the hook keeps for itself from row to row; 0 at first */
} CertplanRowCheck;

/* How a file looks that another program exported and that nobody can ask to be otherwise, as a
 * bank's: titles may stand above the header, columns beside those that are read, rows of sums among
 * and below the others, counts and the like behind them. All that is left out is told. */
typedef struct
{
  const char *const *sum_words;      /* begin a row with the sums of all rows before */
  const char *const *page_sum_words; /* begin one with the sums since the last row of sums */
  const char *const *foot_words;     /* begin one that is none of them and no row either */
} CertplanExportForm;

/* Every row struct begins with `guint32 line`. Columns that most files do not have should not take
 * room in each row of large ones: such a struct begins with the one that is kept, and what follows
 * is kept aside, for the rows up to the last one with such a cell. */
struct _CertplanRecordType
{
  const char *name;
  const char *help; /* English, the key of a label */
  const CertplanColumn *columns;
  guint n_columns;
  gsize row_size;
  gsize kept_size; /* up to the first member that is kept aside; 0 = none is */
  /* Called once a row after its cells; may fill and check members. NULL = nothing to do. Faults are
   * added with _certplan_row_fault(). */
  void (*finish) (CertplanRowCheck *check);
  const CertplanExportForm *export_form; /* NULL = of our own form */
};

/* Adds a CERTPLAN_TABLE_ERROR_VALUE fault at the cell of @column (an index into the type's
 * columns). */
void _certplan_row_fault (CertplanRowCheck *check, guint column, const char *what,
                          const char *wanted);

/* Where the cell of @column stands in its line, from 1; 0 if the row was read from no file, or the
 * file does not have the column. */
guint _certplan_row_get_place (const CertplanRowCheck *check, guint column);

/* The number that a TEXT member has for @text; 0 if there is no room. */
guint32 _certplan_row_intern (CertplanRowCheck *check, const char *text);

/* How QUALIFICATION cells become handles; asked once a distinct text. */
typedef struct
{
  /* Returns: the handle, 0 if there is none, with @wanted filled (the nearest names) */
  guint16 (*resolve) (gpointer data, const char *text, GString *wanted);
  /* Returns: the identifier of a handle */
  const char *(*name) (gpointer data, guint16 handle);
  gpointer data; /* must outlive the records */
} CertplanResolver;

/* @path: as _certplan_reader_new(). @options, @resolver: (nullable). @faults: gets all that is
 * wrong.
 * @cancellable: (nullable).
 * Returns: (transfer full) (nullable): NULL with @error set from the first new fault */
CertplanRecords *_certplan_records_load (const CertplanRecordType *type, const char *path,
                                         const CertplanReadOptions *options,
                                         const CertplanResolver *resolver, CertplanFaults *faults,
                                         GCancellable *cancellable, GError **error);
CertplanRecords *_certplan_records_load_bytes (const CertplanRecordType *type, const char *name,
                                               GBytes *bytes, const CertplanReadOptions *options,
                                               const CertplanResolver *resolver,
                                               CertplanFaults *faults, GError **error);
/* An empty container, and a row from texts (as many as the type has columns, NULL or "" = absent)
 * that passes the same checks. */
CertplanRecords *_certplan_records_new (const CertplanRecordType *type,
                                        const CertplanResolver *resolver);
gboolean _certplan_records_append (CertplanRecords *records, const char *const *values,
                                   CertplanFaults *faults, GError **error);

gboolean _certplan_record_type_has_qualifications (const CertplanRecordType *type);
const CertplanRecordType *_certplan_records_get_type (const CertplanRecords *records);
/* Returns: (nullable): the file's name as faults show it; NULL if the rows are of a program */
const char *_certplan_records_get_name (const CertplanRecords *records);
/* What the container was made with; all NULL if without one. */
const CertplanResolver *_certplan_records_get_resolver (const CertplanRecords *records);
/* Has @owner freed with the container: what its resolver needs. Once a container. */
void _certplan_records_take_owner (CertplanRecords *records, gpointer owner,
                                   GDestroyNotify free_owner);
/* The i-th row's struct, as much of it as is kept; lives as long as the container. */
gconstpointer _certplan_records_row (const CertplanRecords *records, guint i);
/* The same for whoever looks at very many of them: where the rows are, and row @i there. */
const CertplanPile *_certplan_records_get_rows (const CertplanRecords *records);
static inline gconstpointer
_certplan_rows_at (const CertplanPile *rows, guint i)
{
  return _certplan_pile_at (rows, i + (1u << rows->first_bit));
}
/* The cell of @column (an index into the type's columns) in that row, kept aside or not. */
gconstpointer _certplan_records_cell (const CertplanRecords *records, guint column, guint i);
/* Whether any row has a cell in @column, which is one that is kept aside. */
gboolean _certplan_records_has_cells (const CertplanRecords *records, guint column);
/* The text of an ID or NOTE member; NULL where it is 0. */
const char *_certplan_records_note (const CertplanRecords *records, guint32 offset);
/* The text of a TEXT member; NULL where it is 0. Equal numbers are equal texts. */
const char *_certplan_records_text (const CertplanRecords *records, guint32 index);
/* The row, from 1, that has @id (nullable) in the type's first KEY column, of texts; 0 = none.
 * @records: (nullable) */
guint _certplan_records_find_id (const CertplanRecords *records, const char *id);
guint _certplan_records_get_n_texts (const CertplanRecords *records);
/* Adds a fault at a row that is already loaded (a check across rows); the line is the row's. */
void _certplan_records_fault (const CertplanRecords *records, CertplanFaults *faults, guint i,
                              CertplanTableError code, const char *what, const char *value,
                              const char *wanted);
/* The same at the cell of a column that is PLACED. */
void _certplan_records_fault_cell (const CertplanRecords *records, CertplanFaults *faults, guint i,
                                   const char *column, CertplanTableError code, const char *what,
                                   const char *value, const char *wanted);
/* The same at a cell of the row, which stands at @place in its line (0 = the whole line). */
void _certplan_records_fault_at (const CertplanRecords *records, CertplanFaults *faults, guint i,
                                 guint place, CertplanTableError code, const char *what,
                                 const char *value, const char *wanted);
