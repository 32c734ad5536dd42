/* What a container of records is made of, for its own files alone.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-pile-private.h"
#include "certplan-records-private.h"
#include "certplan-slots-private.h"
#include "certplan-table-private.h"

/* What is known of one column's cells. */
typedef struct
{
  guint32 hash;      /* TEXT, ID: of the cell that was announced last */
  gboolean is_again; /* TEXT: it is the text of the row before, and has no hash */
  /* The same of the rows that were announced together. */
  guint32 *hashes;     /* CERTPLAN_READER_MAX_AHEAD; owned, NULL until they are needed */
  guint64 again;       /* a bit for each row */
  gboolean has_hashes; /* of the rows announced last */
  guint32 last;        /* TEXT: that text; CHOICE, QUALIFICATION: its number; 0 = none */
  gsize last_length;
  gboolean has_date;     /* DATE: a cell was a date as nearly all are, no day number */
  const char *last_text; /* borrowed from the container */
  /* KEY: while each row's text is larger than the one before, none can be there twice. */
  gboolean is_indexed;   /* they were not all so, or were looked for: keys has them */
  gboolean is_ascending; /* the text looked for last is larger than that of row n_ascending - 1 */
  guint n_ascending;     /* so many of the first rows are so, before they are indexed */
  const char *last_key;  /* of the last of them; borrowed from the container, NULL = none */
  CertplanSlots keys;    /* the rows by the cell's value, row + 1 */
  CertplanPile aside;    /* of a column that is not kept in rows: its cells by row, up to the last
                            one that is there */
  GHashTable
      *codes; /* CHOICE, QUALIFICATION: text as it stands -> number; owned, NULL until used */
} CertplanColumnIndex;

struct _CertplanRecords
{
  const CertplanRecordType *type; /* borrowed, static */
  char *name;                     /* of the file; owned, NULL = none */
  const char *encoding;           /* of the file; static, NULL = none */
  char delimiter;                 /* of the file; 0 = none */
  CertplanResolver resolver;
  gpointer owner; /* what the resolver needs; freed with free_owner, NULL = nothing */
  GDestroyNotify free_owner;
  guint8 *absent_row; /* a row without any cell; owned */
  CertplanPile rows;  /* the kept part of each */
  guint *keys;        /* the columns that are KEY; owned */
  guint n_keys;
  guint n_rows;
  CertplanPile places; /* of guint16: where the cells of each column that is PLACED stand, by row */
  guint n_placed;      /* such columns */
  CertplanPile arena;  /* of char */
  CertplanPile texts;  /* of guint32: where the distinct text lies in the arena */
  CertplanSlots text_slots; /* the distinct texts by their bytes */
  guint n_texts;
  CertplanColumnIndex *indexes; /* one a column; owned */
  GArray *left_out;             /* CertplanLeftOutPart; NULL = nothing */
};

/* Something of an exported file that is no row. */
typedef struct
{
  CertplanLeftOut kind;
  guint32 line;
  char *text; /* owned */
} CertplanLeftOutPart;

void _certplan_records_leave_out (CertplanRecords *records, CertplanLeftOut kind, guint line,
                                  const char *text);

#define _CERTPLAN_ROWS_FIRST_BIT 4
#define _CERTPLAN_TEXTS_FIRST_BIT 4

/* Where the cells of the PLACED columns stand in the line of a row, in the columns' order; from 1,
 * 0 = not known. */
static inline const guint16 *
_certplan_records_places_at (const CertplanRecords *records, guint32 number)
{
  return _certplan_pile_at (&records->places, number);
}

/* The number that row @i has in piles by row. */
#define _CERTPLAN_ROW_NUMBER(i) ((i) + (1u << _CERTPLAN_ROWS_FIRST_BIT))

static inline gconstpointer
_certplan_records_at (const CertplanRecords *records, guint i)
{
  return _certplan_pile_at (&records->rows, _CERTPLAN_ROW_NUMBER (i));
}

/* The cell of column @column in row @i. */
static inline gconstpointer
_certplan_records_member (const CertplanRecords *records, guint column, guint i)
{
  const guint offset = records->type->columns[column].offset;
  const CertplanPile *aside = &records->indexes[column].aside;

  if (aside->element_size == 0)
    return (const guint8 *)_certplan_records_at (records, i) + offset;
  return _CERTPLAN_ROW_NUMBER (i) < aside->next
             ? _certplan_pile_at (aside, _CERTPLAN_ROW_NUMBER (i))
             : records->absent_row + offset;
}

static inline const char *
_certplan_records_text_at (const CertplanRecords *records, guint32 index)
{
  const guint32 *offset
      = _certplan_pile_at (&records->texts, index - 1 + (1u << _CERTPLAN_TEXTS_FIRST_BIT));

  return _certplan_pile_at (&records->arena, *offset);
}

/* How many bytes a cell takes in a row. */
gsize _certplan_records_get_size (CertplanColumnType type);

CertplanRecords *_certplan_records_new_named (const CertplanRecordType *type, const char *name,
                                              const CertplanResolver *resolver);

/* Gives @row, all columns side by side, to the row that is to be counted next.
 * Returns: FALSE if there is no room */
gboolean _certplan_records_keep_row (CertplanRecords *records, gconstpointer row);
/* That row is not counted: what was kept of it, also in part, must not be the next one's. */
void _certplan_records_forget_row (CertplanRecords *records);
/* Where the places of that row's cells go; NULL if no column is PLACED, or there is no room. */
guint16 *_certplan_records_make_places (CertplanRecords *records);
/* Gives back what only finds texts that are there already. */
void _certplan_records_settle (CertplanRecords *records);
/* Makes it again, for further rows. Returns: FALSE if there is no memory */
gboolean _certplan_records_unsettle (CertplanRecords *records);

/* A cell of row @i as a value. */
void _certplan_records_get_value (const CertplanRecords *records, guint column, guint i,
                                  CertplanValue *value);

/* A column of the type that a file has. */
typedef struct
{
  guint column;
  guint cell;
  CertplanColumnType type;
  guint offset; /* of its member */
  gboolean is_unsigned;
} CertplanFoundColumn;

/* A further cell for a column. */
typedef struct
{
  guint column;
  guint cell;
} CertplanMoreCell;

/* Where a loaded file has its columns. */
typedef struct
{
  gint *cells;                /* by column of the type: the cell, -1 = the file has none; owned */
  CertplanFoundColumn *found; /* those that it has, in the type's order; owned */
  guint n_found;
  CertplanFoundColumn *looked; /* those of them whose texts are looked up; owned */
  guint n_looked;
  GArray *more; /* CertplanMoreCell: what goes behind another one; of an exported file, behind a
                   NOTE; owned */
  guint n_cells;
  guint n_named;           /* without the columns at the end that have no name and must be empty */
  gboolean is_good;        /* nothing was wrong */
  gboolean has_any_column; /* one was recognised */
} CertplanHeader;

/* What of a cell is the text that it holds. */
typedef struct
{
  const char *text;
  gsize length;
} CertplanTextSpan;

static inline CertplanTextSpan
_certplan_cell_get_span (const CertplanCell *cell)
{
  const char *text = _certplan_text_unguard (cell->text);

  return (CertplanTextSpan){ text, cell->length - (gsize)(text - cell->text) };
}

/* Says that the cell's text will be looked up among the texts or keys: memory is slow to answer, so
 * all of a row's are asked for before the first is needed. */
void _certplan_records_announce (CertplanRecords *records, guint column, const CertplanCell *cell);
/* Says so of the cells that the reader's current row has there, and those behind it that are split
 * already. */
void _certplan_records_announce_ahead (CertplanRecords *records, guint column,
                                       const CertplanReader *reader, guint cell);
/* Announces the cell of row @n of these.
 * @is_next: whether the row before was announced, too. Returns: FALSE if that does not do */
static inline gboolean
_certplan_records_announce_again (CertplanRecords *records, guint column, guint n, gboolean is_next)
{
  CertplanColumnIndex *index = &records->indexes[column];
  const gboolean is_again = (index->again >> n & 1) != 0;

  if (!index->has_hashes)
    return !index->is_indexed; /* nothing is looked up so far */
  if (is_again && !is_next)
    return FALSE;
  index->is_again = is_again;
  index->hash = index->hashes[n];
  return TRUE;
}

/* Puts cells that are as nearly all are into their members of @row, from column @i of those found
 * on: ISO dates, amounts in digits, texts that begin with a letter, a digit or a Chinese character,
 * words as in the row before.
 * Returns: the first column that has any other cell, also a blank one; their number if none has */
guint _certplan_records_set_usual (CertplanRecords *records, const CertplanHeader *header, guint i,
                                   gpointer row, const CertplanCell *cells);
/* Puts a cell that is not blank into its member of @row.
 * The cell of a TEXT column must have been announced.
 * Returns: FALSE with @code and @refusal filled, the member then untouched */
gboolean _certplan_records_set_cell (CertplanRecords *records, guint column, gpointer row,
                                     const CertplanCell *cell, CertplanTableError *code,
                                     CertplanRefusal *refusal);

/* Whether @row, all columns side by side, has a value in the KEY column @column. */
gboolean _certplan_records_has_key (const CertplanRecords *records, guint column,
                                    gconstpointer row);
/* Looks for an earlier row with the same value in the KEY column @column. The cell of an ID column
 * must have been announced.
 * Returns: whether there is one, with its number in @first */
gboolean _certplan_records_find_key (CertplanRecords *records, guint column, gconstpointer row,
                                     guint *first);
/* Has the row that is to be counted next found by the ID column @column from now on, where it is
 * larger there than each row before. Returns: FALSE if that is not so */
gboolean _certplan_records_add_ascending (CertplanRecords *records, guint column,
                                          gconstpointer row);
/* Has row @i, which was just looked for in vain, and is not larger than each before, found from now
 * on. Returns: FALSE if there is no memory */
gboolean _certplan_records_add_key (CertplanRecords *records, guint column, gconstpointer row,
                                    guint i);

/* @records: gets the columns of an exported file that are left out */
void _certplan_header_read (CertplanHeader *header, CertplanRecords *records,
                            CertplanReader *reader, CertplanFaults *faults);
/* Of rows with a cell for each column, in the type's order. */
void _certplan_header_prepare_all (CertplanHeader *header, const CertplanRecordType *type);
void _certplan_header_clear (CertplanHeader *header);
/* How many cells of the reader's row name a column of the type.
 * @is_header: whether all columns that a header must have are among them, and one of amounts */
guint _certplan_header_count (const CertplanRecordType *type, CertplanReader *reader,
                              gboolean *is_header);
/* @n_known: how many cells of the row name a column. Returns: (transfer full): by column of the
 * type, whether one does */
gboolean *_certplan_header_find_columns (const CertplanRecordType *type, CertplanReader *reader,
                                         guint *n_known);

/* Goes from the file's beginning to that line; what stands above it is told as titles. Returns:
 * FALSE where the file fails */
gboolean _certplan_records_go_to_line (CertplanRecords *records, CertplanReader *reader,
                                       guint line);

/* The cell without the blanks around its text. */
CertplanCell _certplan_cell_trim (const CertplanCell *cell);

/* A row of one's own, in which several cells may be one text; all 0 at first. */
typedef struct
{
  GArray *cells;  /* CertplanCell */
  GString *texts; /* of those that are of several cells */
} CertplanJoinedRow;

void _certplan_joined_row_set (CertplanJoinedRow *row, const CertplanCell *cells, guint n_cells);
/* Puts the texts of header->more behind those of their columns. Returns: the cells; they live until
 * the next call */
const CertplanCell *_certplan_joined_row_join (CertplanJoinedRow *row,
                                               const CertplanRecordType *type,
                                               const CertplanHeader *header);
void _certplan_joined_row_clear (CertplanJoinedRow *row);

/* Reading an exported file: what is beside its rows. */
typedef struct _CertplanExport CertplanExport;

CertplanExport *_certplan_export_new (CertplanRecords *records, CertplanReader *reader,
                                      const CertplanHeader *header, CertplanFaults *faults);
void _certplan_export_free (CertplanExport *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanExport, _certplan_export_free)
/* Goes on from the file's first row to its header. Returns: FALSE at a structural fault */
gboolean _certplan_export_find_header (CertplanExport *file);
/* Says that the header was read. */
void _certplan_export_list_summed (CertplanExport *file);
/* The row's cells without the blanks around them, NOTE columns joined; they live until the next
 * call. @n_cells: empty ones behind the last column do not count */
const CertplanCell *_certplan_export_trim (CertplanExport *file, const CertplanCell *cells,
                                           guint *n_cells);
/* Returns: whether the row was none, but one of sums, which are compared, or a line below them */
gboolean _certplan_export_take_sums (CertplanExport *file, const CertplanCell *cells,
                                     guint n_cells);
/* Counts a row's amounts as they stand in the file, and then as the type's finish hook left them.
 */
void _certplan_export_add (CertplanExport *file, gconstpointer row, gboolean is_finished);
