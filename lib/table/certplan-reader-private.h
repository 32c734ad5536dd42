/* CSV rows out of a file, with the place of every cell. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once
#include "certplan-faults.h"
#include "certplan-table-error.h"
#include <gio/gio.h>

/* How an input is to be read. All zero = find out. */
typedef struct
{
  const struct _CertplanRecordType *const *types; /* records: what else the file may be; borrowed */
  guint n_types;
  const char *encoding;      /* NULL = detect; "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE" */
  char delimiter;            /* 0 = detect among , ; tab */
  gboolean comments;         /* lines that begin with # are skipped (shipped data) */
  gboolean excel_serial;     /* a date may be a spreadsheet's day number; for records */
  gboolean keeps_good_rows;  /* records: rows without faults are there though others have some */
  GCancellable *cancellable; /* (nullable): ends the wait for a pipe; borrowed */
} CertplanReadOptions;

typedef struct
{
  const char *text; /* UTF-8, NUL-terminated, without quotes; no NUL inside */
  guint32 length;   /* bytes */
} CertplanCell;

/* The limits, each named when it is hit. */
#define CERTPLAN_READER_MAX_CELL_BYTES (1024u * 1024)
#define CERTPLAN_READER_MAX_ROW_BYTES                                                              \
  (16u * 1024 * 1024) /* as the file has them, quotes included */
#define CERTPLAN_READER_MAX_COLUMNS 1000
#define CERTPLAN_READER_MAX_AHEAD 64

typedef struct _CertplanReader CertplanReader;

/* @path: a file, a FIFO, or "-" (standard input). Faults carry @path as the file's name.
 * Returns: NULL with a fault added (unreadable, a folder, a device that never ends, bad encoding);
 * without one if it was cancelled */
CertplanReader *_certplan_reader_new (const char *path, const CertplanReadOptions *options,
                                      CertplanFaults *faults);
CertplanReader *_certplan_reader_new_bytes (const char *name, GBytes *bytes,
                                            const CertplanReadOptions *options,
                                            CertplanFaults *faults);
void _certplan_reader_free (CertplanReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanReader, _certplan_reader_free)

/* Goes to the next row (the header is the first; blank lines are no rows).
 * Returns: FALSE at the end, and at a structural fault, which is then in the faults; ask
 * _certplan_reader_failed(). */
gboolean _certplan_reader_next (CertplanReader *reader);
/* Stands before the first row again. Returns: FALSE as _certplan_reader_next() at a fault */
gboolean _certplan_reader_rewind (CertplanReader *reader);
gboolean _certplan_reader_failed (const CertplanReader *reader);

/* The current row's cells, borrowed until the next call of _certplan_reader_next(). */
const CertplanCell *_certplan_reader_get_cells (const CertplanReader *reader, guint *n_cells);
/* The cells of the row that is @ahead of the current one, where the reader has split it already:
 * less than CERTPLAN_READER_MAX_AHEAD rows, each one line long. Returns: NULL where it has not; for
 * 0 also if the current row was split alone */
const CertplanCell *_certplan_reader_peek (const CertplanReader *reader, guint ahead,
                                           guint *n_cells);
/* The physical line on which the current row begins, 1-based. */
guint _certplan_reader_get_line (const CertplanReader *reader);
/* Where cell @cell (may be one past the last: the end of the row) of the current row begins. */
void _certplan_reader_locate (const CertplanReader *reader, guint cell, guint *line, guint *column);
/* Adds a fault of CERTPLAN_TABLE_ERROR at that cell, with its text as the value. */
void _certplan_reader_fault (CertplanReader *reader, CertplanTableError code, guint cell,
                             const char *what, const char *wanted);
const char *_certplan_reader_get_encoding (const CertplanReader *reader);
char _certplan_reader_get_delimiter (const CertplanReader *reader);
