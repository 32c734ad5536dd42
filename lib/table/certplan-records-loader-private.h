/* What reading a file of records and appending rows share. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#pragma once
#include "certplan-records-parts-private.h"
#include "certplan-serials-private.h"

/* One load, or one append. */
typedef struct
{
  CertplanRecords *records;
  CertplanReader *reader;    /* NULL while a program appends */
  const CertplanCell *cells; /* of the row: header says which column has which */
  CertplanHeader header;
  gpointer row; /* the current one, before it is kept: all columns side by side; owned */
  CertplanFaults *faults;
  guint n_faults_before;
  guint first_line;                       /* of the rows whose texts were announced together */
  guint n_ahead;                          /* so many rows */
  guint last_line;                        /* of the row that was read last */
  guint64 last_good;                      /* for the type's finish hook */
  guint n_row_faults;                     /* of the current row */
  const CertplanRecordType *const *types; /* what else the file may be */
  guint n_types;
  gboolean is_full;         /* no more rows can be held */
  gboolean takes_serials;   /* day numbers are dates in any column */
  gboolean keeps_good_rows; /* and no others */
  CertplanSerials *serials; /* NULL while a program appends */
  CertplanExport *file;     /* NULL where the form is our own */
  CertplanJoinedRow joined; /* where some cells go behind others */
} CertplanLoader;

/* Goes from the first row, which was read, on to the header: titles may stand above it, as in a
 * sheet of a workbook that was saved as CSV. Returns: FALSE where the file fails, where its header
 * is that of another type of records, whole and with more columns than are ours, or where there is
 * none; the last two are told */
gboolean _certplan_loader_find_header (CertplanLoader *loader);
/* How many faults there are since the load began. */
guint _certplan_loader_count_faults (const CertplanLoader *loader);
/* A fault at the cell of a column, @what behind the column's name; at its row where the file does
 * not have the column. */
void _certplan_loader_fault (CertplanLoader *loader, guint column, CertplanTableError code,
                             const char *what, const char *wanted, gboolean with_value);
/* Reads the cells as a row of a file. Faulty rows are kept, too, while a file is read, so that
 * later ones can be compared with them. */
void _certplan_loader_read_row (CertplanLoader *loader);
/* Reads the cells as a row of a program, which is kept where nothing is wrong. */
void _certplan_loader_append_row (CertplanLoader *loader);
void _certplan_loader_clear (CertplanLoader *loader);
