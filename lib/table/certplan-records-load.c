/* Loading records: rows out of a reader or a program, checked whole.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-date-private.h"
#include "certplan-faults-private.h"
#include "certplan-private.h"
#include "certplan-records-parts-private.h"
#include "certplan-serials-private.h"
#include <string.h>

/* A file of nothing but faults is not read to its end. */
#define MAX_FAULTS 1000
/* How many rows are read between two looks at the cancellable. */
#define ROWS_A_LOOK 1024

/* One load, or one append. */
typedef struct
{
  CertplanRecords *records;
  CertplanReader *reader;    /* NULL while a program appends */
  const CertplanCell *cells; /* of the row: by column when appending, else by header.cells */
  CertplanHeader header;
  CertplanFaults *faults;
  guint n_faults_before;
  guint n_row_faults;       /* of the current row */
  gboolean is_full;         /* no more rows can be held */
  gboolean takes_serials;   /* day numbers are dates in any column */
  gboolean keeps_good_rows; /* and no others */
  CertplanSerials *serials; /* NULL while a program appends */
  CertplanExport *file;     /* NULL where the form is our own */
} Loader;

static guint
count_faults (const Loader *loader)
{
  return certplan_faults_get_n (loader->faults) - loader->n_faults_before;
}

/* Returns: the cell of a column; -1 if the file does not have it */
static gint
find_cell (const Loader *loader, guint c)
{
  return loader->reader == NULL ? (gint)c : loader->header.cells[c];
}

/* A fault at the cell of a column; at its row where the file does not have it. */
static void
add_fault (Loader *loader, guint c, CertplanTableError code, const char *what, const char *wanted,
           gboolean with_value)
{
  const gint cell = find_cell (loader, c);
  guint line = 0, place = 0;

  loader->n_row_faults++;
  if (loader->reader != NULL && cell >= 0)
    _certplan_reader_locate (loader->reader, (guint)cell, &line, &place);
  else if (loader->reader != NULL)
    line = _certplan_reader_get_line (loader->reader);
  certplan_faults_add (loader->faults, CERTPLAN_TABLE_ERROR, code, loader->records->name, line,
                       place, what, with_value && cell >= 0 ? loader->cells[cell].text : NULL,
                       wanted);
}

/* The same, @what behind the column's name. */
static void
add_named_fault (Loader *loader, guint c, CertplanTableError code, const char *what,
                 const char *wanted, gboolean with_value)
{
  g_autofree char *text = g_strconcat (loader->records->type->columns[c].name, ": ", what, NULL);

  add_fault (loader, c, code, text, wanted, with_value);
}

void
_certplan_row_fault (CertplanRowCheck *check, guint column, const char *what, const char *wanted)
{
  g_return_if_fail (column < check->records->type->n_columns);

  add_fault (check->loader, column, CERTPLAN_TABLE_ERROR_VALUE, what, wanted, TRUE);
}

guint
_certplan_row_get_place (const CertplanRowCheck *check, guint column)
{
  const Loader *loader = check->loader;
  const gint cell = find_cell (loader, column);
  guint line, place;

  if (loader->reader == NULL || cell < 0)
    return 0;
  _certplan_reader_locate (loader->reader, (guint)cell, &line, &place);
  return place;
}

static void
check_missing (Loader *loader, guint c)
{
  const CertplanColumn *column = &loader->records->type->columns[c];

  if ((column->flags & CERTPLAN_COLUMN_REQUIRED) != 0)
    add_named_fault (loader, c, CERTPLAN_TABLE_ERROR_MISSING, _ ("the cell is empty"),
                     column->help != NULL ? _ (column->help) : NULL, FALSE);
}

/* What a refusal says without "wanted" already names the value. */
static void
refuse_cell (Loader *loader, guint c, CertplanTableError code, const CertplanRefusal *refusal)
{
  if (code == CERTPLAN_TABLE_ERROR_LIMIT)
    loader->is_full = TRUE;
  add_named_fault (loader, c, code, refusal->what, refusal->wanted, refusal->wanted != NULL);
}

/* Whether the cell is a spreadsheet's day number, which may be a date. */
static gboolean
take_serial (Loader *loader, guint c, gpointer row, const CertplanCell *cell)
{
  const CertplanColumn *column = &loader->records->type->columns[c];

  if (column->type != CERTPLAN_COLUMN_DATE || loader->reader == NULL
      || !_certplan_date_parse_serial (cell->text,
                                       (CertplanDate *)((guint8 *)row + column->offset)))
    return FALSE;
  if (!loader->takes_serials)
    _certplan_serials_add (loader->serials, loader->reader, c, (guint)find_cell (loader, c));
  return TRUE;
}

static void
read_cell (Loader *loader, guint c, gpointer row, const CertplanCell *cell)
{
  CertplanTableError code;
  g_auto (CertplanRefusal) refusal = { NULL, NULL };

  if (_certplan_cell_is_blank (cell->text, cell->length))
    check_missing (loader, c);
  else if (_certplan_records_set_cell (loader->records, c, row, cell, &code, &refusal))
    _certplan_serials_see_value (loader->serials, c);
  else if (!take_serial (loader, c, row, cell))
    refuse_cell (loader, c, code, &refusal);
}

static void
read_cells (Loader *loader, gpointer row)
{
  const guint n_columns = loader->records->type->n_columns;

  for (guint c = 0; c < n_columns; c++)
    if (find_cell (loader, c) >= 0)
      _certplan_records_announce (loader->records, c, &loader->cells[find_cell (loader, c)]);
  for (guint c = 0; c < n_columns; c++)
    {
      const gint cell = find_cell (loader, c);
      if (cell >= 0)
        read_cell (loader, c, row, &loader->cells[cell]);
    }
}

/* Keeps where the cells stand that faults across rows are told at. */
static void
keep_places (Loader *loader, guint16 *places)
{
  const CertplanRecordType *type = loader->records->type;

  for (guint c = 0; c < type->n_columns; c++)
    {
      if ((type->columns[c].flags & CERTPLAN_COLUMN_PLACED) == 0)
        continue;
      const gint cell = find_cell (loader, c);
      guint line, place = 0;
      if (loader->reader != NULL && cell >= 0 && loader->cells[cell].length > 0)
        {
          _certplan_reader_locate (loader->reader, (guint)cell, &line, &place);
          if (line != _certplan_reader_get_line (loader->reader) || place > G_MAXUINT16)
            place = 0; /* the fault is told at the row's first line */
        }
      *places++ = (guint16)place;
    }
}

static gboolean
is_key (const Loader *loader, guint c, gconstpointer row)
{
  const CertplanColumn *column = &loader->records->type->columns[c];
  CertplanValue value;

  if ((column->flags & CERTPLAN_COLUMN_KEY) == 0)
    return FALSE;
  _certplan_records_get_value (loader->records, column, row, &value);
  return !_certplan_value_is_absent (column->type, &value);
}

static void
refuse_key (Loader *loader, guint c, guint first)
{
  const guint line = certplan_records_get_line (loader->records, first);
  g_autofree char *wanted
      = line > 0 ? g_strdup_printf (_ ("each one once; it is first on line %u"), line)
                 : g_strdup (_ ("each one once"));

  add_named_fault (loader, c, CERTPLAN_TABLE_ERROR_DUPLICATE, _ ("there twice"), wanted, TRUE);
}

static void
refuse_memory (Loader *loader)
{
  loader->is_full = TRUE;
  certplan_faults_add (loader->faults, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_LIMIT,
                       loader->records->name,
                       loader->reader != NULL ? _certplan_reader_get_line (loader->reader) : 0, 0,
                       _ ("more rows than can be held"), NULL, _ ("a part of them"));
}

/* Of two rows with the same key the first is the one that is found.
 * @adding: whether the row's keys are to be found from now on; it is the next one to be counted */
static void
check_keys (Loader *loader, gconstpointer row, gboolean adding)
{
  CertplanRecords *records = loader->records;

  for (guint c = 0; c < records->type->n_columns; c++)
    {
      guint first;
      if (!is_key (loader, c, row))
        continue;
      const guint32 hash = _certplan_records_hash_key (records, c, row);
      if (_certplan_records_find_key (records, c, row, hash, &first))
        refuse_key (loader, c, first);
      else if (adding && !_certplan_records_add_key (records, c, records->n_rows, hash))
        refuse_memory (loader);
    }
}

static void
finish_row (Loader *loader, gpointer row)
{
  CertplanRowCheck check = { loader->records, row, loader };

  /* Of a row that lacks cells the hook would only say what was said already. */
  if (loader->records->type->finish != NULL && loader->n_row_faults == 0
      && (loader->reader == NULL || loader->header.is_good))
    loader->records->type->finish (&check);
}

/* Returns: a row without cells, not counted yet; NULL with a fault if there is no room */
static gpointer
begin_row (Loader *loader)
{
  CertplanRecords *records = loader->records;
  const guint32 number = _certplan_pile_take (&records->rows, 1);

  loader->n_row_faults = 0;
  if (number == 0)
    {
      refuse_memory (loader);
      return NULL;
    }
  if (records->n_placed > 0)
    {
      if (_certplan_pile_take (&records->places, 1) == 0)
        {
          _certplan_pile_drop_last (&records->rows);
          refuse_memory (loader);
          return NULL;
        }
      keep_places (loader, _certplan_records_places_at (records, number));
    }
  gpointer row = _certplan_pile_at (&records->rows, number);
  memcpy (row, records->absent_row, records->type->row_size);
  *(guint32 *)row = loader->reader != NULL ? _certplan_reader_get_line (loader->reader) : 0;
  return row;
}

static void
drop_row (Loader *loader)
{
  _certplan_pile_drop_last (&loader->records->rows);
  if (loader->records->n_placed > 0)
    _certplan_pile_drop_last (&loader->records->places);
}

/* Whether the row that was just read is none of those that are kept. */
static gboolean
is_left_out (const Loader *loader)
{
  return loader->keeps_good_rows && (loader->n_row_faults > 0 || !loader->header.is_good);
}

/* Faulty rows stay too while a file is read, so that later ones can be compared with them. */
static void
read_row (Loader *loader)
{
  gpointer row = begin_row (loader);

  if (row == NULL)
    return;
  read_cells (loader, row);
  if (loader->file != NULL)
    _certplan_export_add (loader->file, row, FALSE);
  finish_row (loader, row);
  if (loader->file != NULL)
    _certplan_export_add (loader->file, row, TRUE);
  if (is_left_out (loader))
    {
      check_keys (loader, row, FALSE);
      drop_row (loader);
      return;
    }
  check_keys (loader, row, TRUE);
  loader->records->n_rows++;
}

/* Spreadsheets write the rows and columns that once were used, or coloured: such rows hold commas
 * alone. They are no records, wherever they stand. */
static gboolean
is_empty (const CertplanCell *cells, guint n_cells)
{
  for (guint i = 0; i < n_cells; i++)
    if (!_certplan_cell_is_blank (cells[i].text, cells[i].length))
      return FALSE;
  return TRUE;
}

/* Goes to the next row that holds anything. */
static gboolean
next_row (Loader *loader, guint *n_cells)
{
  while (_certplan_reader_next (loader->reader))
    {
      loader->cells = _certplan_reader_get_cells (loader->reader, n_cells);
      if (!is_empty (loader->cells, *n_cells))
        return TRUE;
    }
  return FALSE;
}

/* A value in a column without a name is not dropped without a word. */
static void
check_unnamed (Loader *loader, guint n_cells)
{
  for (guint i = loader->header.n_named; i < n_cells; i++)
    if (!_certplan_cell_is_blank (loader->cells[i].text, loader->cells[i].length))
      _certplan_reader_fault (loader->reader, CERTPLAN_TABLE_ERROR_HEADER, i,
                              _ ("a value in a column without a name"), _ ("a name in the header"));
}

/* Returns: whether the row is as wide as the header, or lacks empty columns without a name alone */
static gboolean
check_width (Loader *loader, guint n_cells)
{
  if (n_cells >= loader->header.n_named && n_cells <= loader->header.n_cells)
    {
      check_unnamed (loader, n_cells);
      return TRUE;
    }
  g_autofree char *what = g_strdup_printf (_ ("the row has %u cells, the header %u"), n_cells,
                                           loader->header.n_cells);
  certplan_faults_add (loader->faults, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_WIDTH,
                       loader->records->name, _certplan_reader_get_line (loader->reader), 0, what,
                       NULL, NULL);
  return FALSE;
}

/* Whether the row of an exported file is none of those that are wanted. */
static gboolean
is_beside (Loader *loader, guint *n_cells)
{
  if (loader->file == NULL)
    return FALSE;
  loader->cells = _certplan_export_trim (loader->file, loader->cells, n_cells);
  return _certplan_export_take_sums (loader->file, loader->cells, *n_cells);
}

/* Returns: FALSE with @error set if it was cancelled */
static gboolean
read_rows (Loader *loader, GCancellable *cancellable, GError **error)
{
  for (guint n = 0; !loader->is_full && count_faults (loader) < MAX_FAULTS; n++)
    {
      if (n % ROWS_A_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      guint n_cells;
      if (!next_row (loader, &n_cells))
        break;
      if (!is_beside (loader, &n_cells) && check_width (loader, n_cells))
        read_row (loader);
    }
  return TRUE;
}

/* Returns: FALSE with @error set if it was cancelled */
static gboolean
read_file (Loader *loader, GCancellable *cancellable, GError **error)
{
  const char *name = loader->records->name;
  guint n_cells;

  if (next_row (loader, &n_cells))
    {
      if (loader->file != NULL && !_certplan_export_find_header (loader->file))
        return TRUE;
      _certplan_header_read (&loader->header, loader->records, loader->reader, loader->faults);
      if (!loader->header.has_any_column)
        return TRUE;
      if (!read_rows (loader, cancellable, error))
        return FALSE;
      _certplan_serials_refuse (loader->serials, loader->records->type, name, loader->faults);
      return TRUE;
    }
  if (!_certplan_reader_failed (loader->reader))
    certplan_faults_add (loader->faults, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_HEADER, name, 0,
                         0, _ ("the file is empty"), NULL, _ ("a header and rows"));
  return TRUE;
}

static gboolean
has_qualifications (const CertplanRecordType *type)
{
  for (guint c = 0; c < type->n_columns; c++)
    if (type->columns[c].type == CERTPLAN_COLUMN_QUALIFICATION)
      return TRUE;
  return FALSE;
}

/* @reader: NULL if it could not be made, the fault then being the last of @faults. */
static CertplanRecords *
load (const CertplanRecordType *type, const char *name, CertplanReader *reader,
      const CertplanReadOptions *options, const CertplanResolver *resolver, CertplanFaults *faults,
      guint n_faults_before, GError **error)
{
  g_autoptr (CertplanRecords) records = _certplan_records_new_named (type, name, resolver);
  g_autoptr (CertplanSerials) serials = _certplan_serials_new (type);
  g_autoptr (CertplanExport) file = NULL;
  Loader loader = { .records = records,
                    .reader = reader,
                    .faults = faults,
                    .n_faults_before = n_faults_before,
                    .takes_serials = options->excel_serial,
                    .keeps_good_rows = options->keeps_good_rows,
                    .serials = serials };
  GCancellable *cancellable = options->cancellable;
  if (reader != NULL)
    {
      records->encoding = _certplan_reader_get_encoding (reader);
      records->delimiter = _certplan_reader_get_delimiter (reader);
    }
  if (reader != NULL && type->export_form != NULL)
    loader.file = file = _certplan_export_new (records, reader, &loader.header, faults);

  const gboolean is_done = reader != NULL
                               ? read_file (&loader, cancellable, error)
                               : !g_cancellable_set_error_if_cancelled (cancellable, error);
  _certplan_header_clear (&loader.header);
  const gboolean takes_any = is_done && reader != NULL && options->keeps_good_rows;
  if (!is_done
      || (!takes_any
          && !_certplan_faults_set_error_since (faults, n_faults_before, CERTPLAN_TABLE_ERROR,
                                                CERTPLAN_TABLE_ERROR_LIMIT, error)))
    return NULL;
  return g_steal_pointer (&records);
}

CertplanRecords *
_certplan_records_load (const CertplanRecordType *type, const char *path,
                        const CertplanReadOptions *options, const CertplanResolver *resolver,
                        CertplanFaults *faults, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (type != NULL && path != NULL, NULL);
  g_return_val_if_fail (resolver != NULL || !has_qualifications (type), NULL);

  CertplanReadOptions own = { 0 };
  g_autoptr (CertplanFaults) list
      = faults != NULL ? certplan_faults_ref (faults) : certplan_faults_new ();
  const guint n_before = certplan_faults_get_n (list);
  if (options != NULL)
    own = *options;
  own.cancellable = cancellable;
  g_autoptr (CertplanReader) reader = _certplan_reader_new (path, &own, list);
  return load (type, path, reader, &own, resolver, list, n_before, error);
}

CertplanRecords *
_certplan_records_load_bytes (const CertplanRecordType *type, const char *name, GBytes *bytes,
                              const CertplanReadOptions *options, const CertplanResolver *resolver,
                              CertplanFaults *faults, GError **error)
{
  g_return_val_if_fail (type != NULL && bytes != NULL, NULL);
  g_return_val_if_fail (resolver != NULL || !has_qualifications (type), NULL);

  static const CertplanReadOptions no_options = { 0 };
  if (options == NULL)
    options = &no_options;
  g_autoptr (CertplanFaults) list
      = faults != NULL ? certplan_faults_ref (faults) : certplan_faults_new ();
  const guint n_before = certplan_faults_get_n (list);
  g_autoptr (CertplanReader) reader = _certplan_reader_new_bytes (name, bytes, options, list);
  return load (type, name, reader, options, resolver, list, n_before, error);
}

/* The values as the cells of a row. Returns: (transfer full): one a column */
static CertplanCell *
make_cells (const CertplanRecordType *type, const char *const *values)
{
  CertplanCell *cells = g_new (CertplanCell, type->n_columns);

  for (guint c = 0; c < type->n_columns; c++)
    {
      cells[c].text = values[c] != NULL ? values[c] : "";
      cells[c].length = (guint32)strlen (cells[c].text);
    }
  return cells;
}

/* What the reader looks for in a file. */
static void
check_values (Loader *loader)
{
  for (guint c = 0; c < loader->records->type->n_columns; c++)
    {
      const gsize length = strlen (loader->cells[c].text);
      if (length > CERTPLAN_READER_MAX_CELL_BYTES)
        add_named_fault (loader, c, CERTPLAN_TABLE_ERROR_LIMIT, _ ("cell too large"),
                         _ ("at most 1 MiB"), TRUE);
      else if (!g_utf8_validate (loader->cells[c].text, (gssize)length, NULL))
        add_named_fault (loader, c, CERTPLAN_TABLE_ERROR_ENCODING, _ ("not UTF-8"), NULL, TRUE);
    }
}

/* The row's keys are indexed last, when nothing else can be wrong with it. */
static void
append_row (Loader *loader)
{
  gpointer row = begin_row (loader);

  if (row == NULL)
    return;
  read_cells (loader, row);
  finish_row (loader, row);
  check_keys (loader, row, FALSE);
  if (count_faults (loader) == 0)
    check_keys (loader, row, TRUE);
  if (count_faults (loader) == 0)
    loader->records->n_rows++;
  else
    drop_row (loader);
}

gboolean
_certplan_records_append (CertplanRecords *records, const char *const *values,
                          CertplanFaults *faults, GError **error)
{
  g_return_val_if_fail (records != NULL && values != NULL, FALSE);
  g_return_val_if_fail (records->resolver.resolve != NULL || !has_qualifications (records->type),
                        FALSE);

  g_autoptr (CertplanFaults) list
      = faults != NULL ? certplan_faults_ref (faults) : certplan_faults_new ();
  g_autofree CertplanCell *cells = make_cells (records->type, values);
  Loader loader = { .records = records, .cells = cells, .faults = list };
  loader.n_faults_before = certplan_faults_get_n (list);

  check_values (&loader);
  if (loader.n_row_faults == 0)
    append_row (&loader);
  return _certplan_faults_set_error_since (list, loader.n_faults_before, CERTPLAN_TABLE_ERROR,
                                           CERTPLAN_TABLE_ERROR_LIMIT, error);
}
