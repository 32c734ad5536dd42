/* One row of records: its cells, its keys, what is wrong with it, and where it is kept.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-date-private.h"
#include "certplan-private.h"
#include "certplan-records-loader-private.h"
#include <string.h>

guint
_certplan_loader_count_faults (const CertplanLoader *loader)
{
  return certplan_faults_get_n (loader->faults) - loader->n_faults_before;
}

/* A fault at the cell of a column; at its row where the file does not have it. */
static void
add_fault (CertplanLoader *loader, guint c, CertplanTableError code, const char *what,
           const char *wanted, gboolean with_value)
{
  const gint cell = loader->header.cells[c];
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

void
_certplan_loader_fault (CertplanLoader *loader, guint column, CertplanTableError code,
                        const char *what, const char *wanted, gboolean with_value)
{
  g_autofree char *text
      = g_strconcat (loader->records->type->columns[column].name, ": ", what, NULL);

  add_fault (loader, column, code, text, wanted, with_value);
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
  const CertplanLoader *loader = check->loader;
  const gint cell = loader->header.cells[column];
  guint line, place;

  if (loader->reader == NULL || cell < 0)
    return 0;
  _certplan_reader_locate (loader->reader, (guint)cell, &line, &place);
  return place;
}

static void
check_missing (CertplanLoader *loader, guint c)
{
  const CertplanColumn *column = &loader->records->type->columns[c];

  if ((column->flags & CERTPLAN_COLUMN_REQUIRED) != 0)
    _certplan_loader_fault (loader, c, CERTPLAN_TABLE_ERROR_MISSING, _ ("the cell is empty"),
                            column->help != NULL ? _ (column->help) : NULL, FALSE);
}

/* What a refusal says without "wanted" already names the value. */
static void
refuse_cell (CertplanLoader *loader, guint c, CertplanTableError code,
             const CertplanRefusal *refusal)
{
  if (code == CERTPLAN_TABLE_ERROR_LIMIT)
    loader->is_full = TRUE;
  _certplan_loader_fault (loader, c, code, refusal->what, refusal->wanted, refusal->wanted != NULL);
}

/* Whether the cell is a spreadsheet's day number, which may be a date. */
static gboolean
take_serial (CertplanLoader *loader, const CertplanFoundColumn *found, const CertplanCell *cell)
{
  const CertplanColumn *column = &loader->records->type->columns[found->column];

  if (column->type != CERTPLAN_COLUMN_DATE || loader->reader == NULL
      || !_certplan_date_parse_serial (cell->text,
                                       (CertplanDate *)((guint8 *)loader->row + column->offset)))
    return FALSE;
  if (!loader->takes_serials)
    _certplan_serials_add (loader->serials, loader->reader, found->column, found->cell);
  return TRUE;
}

static void
read_unusual (CertplanLoader *loader, const CertplanFoundColumn *found)
{
  const guint c = found->column;
  const CertplanCell *cell = &loader->cells[found->cell];
  CertplanTableError code;
  g_auto (CertplanRefusal) refusal = { NULL, NULL };

  if (_certplan_cell_is_blank (cell->text, cell->length))
    check_missing (loader, c);
  else if (_certplan_records_set_cell (loader->records, c, loader->row, cell, &code, &refusal))
    _certplan_serials_see_value (loader->serials, c);
  else if (!take_serial (loader, found, cell))
    refuse_cell (loader, c, code, &refusal);
}

/* Says of all rows that the reader has split already which texts they have. */
static void
announce_ahead (CertplanLoader *loader, guint line)
{
  const CertplanHeader *header = &loader->header;
  guint n_cells;

  loader->first_line = line;
  loader->last_line = 0;
  for (loader->n_ahead = 0;
       _certplan_reader_peek (loader->reader, loader->n_ahead, &n_cells) != NULL;)
    loader->n_ahead++;
  for (guint i = 0; i < header->n_looked && loader->n_ahead > 0; i++)
    _certplan_records_announce_ahead (loader->records, header->looked[i].column, loader->reader,
                                      header->looked[i].cell);
}

/* Returns: which one the current row is of those that were announced together; G_MAXUINT if it is
 * none of them as it stands in the file, where some exported ones have blanks around a text */
static guint
find_announced (CertplanLoader *loader, guint line)
{
  guint n_cells;

  if (loader->reader == NULL)
    return G_MAXUINT;
  if (line - loader->first_line >= loader->n_ahead)
    announce_ahead (loader, line);
  return loader->n_ahead > 0
                 && loader->cells == _certplan_reader_get_cells (loader->reader, &n_cells)
             ? line - loader->first_line
             : G_MAXUINT;
}

static void
announce_cells (CertplanLoader *loader)
{
  const CertplanHeader *header = &loader->header;
  const guint line = *(const guint32 *)loader->row;
  const guint n = find_announced (loader, line);
  const gboolean is_next = loader->last_line + 1 == line;

  for (guint i = 0; i < header->n_looked; i++)
    if (n == G_MAXUINT
        || !_certplan_records_announce_again (loader->records, header->looked[i].column, n,
                                              is_next))
      _certplan_records_announce (loader->records, header->looked[i].column,
                                  &loader->cells[header->looked[i].cell]);
  loader->last_line = line;
}

static void
read_cells (CertplanLoader *loader)
{
  const CertplanHeader *header = &loader->header;

  announce_cells (loader);
  for (guint i = 0;
       (i = _certplan_records_set_usual (loader->records, header, i, loader->row, loader->cells))
       < header->n_found;
       i++)
    read_unusual (loader, &header->found[i]);
}

/* Returns: where the cell of a PLACED column stands in the row's first line; 0 = not known */
static guint16
find_place (const CertplanLoader *loader, guint c)
{
  const gint cell = loader->header.cells[c];
  guint line, place;

  if (loader->reader == NULL || cell < 0 || loader->cells[cell].length == 0)
    return 0;
  _certplan_reader_locate (loader->reader, (guint)cell, &line, &place);
  if (line != _certplan_reader_get_line (loader->reader) || place > G_MAXUINT16)
    return 0; /* the fault is told at the row's first line */
  return (guint16)place;
}

/* Keeps where the cells stand that faults across rows are told at. Returns: FALSE if there is no
 * room */
static gboolean
keep_places (CertplanLoader *loader)
{
  const CertplanRecordType *type = loader->records->type;
  guint16 *places = _certplan_records_make_places (loader->records);

  if (places == NULL)
    return loader->records->n_placed == 0;
  for (guint c = 0; c < type->n_columns; c++)
    if ((type->columns[c].flags & CERTPLAN_COLUMN_PLACED) != 0)
      *places++ = find_place (loader, c);
  return TRUE;
}

static void
refuse_key (CertplanLoader *loader, guint c, guint first)
{
  const guint line = certplan_records_get_line (loader->records, first);
  g_autofree char *wanted
      = line > 0 ? g_strdup_printf (_ ("each one once; it is first on line %u"), line)
                 : g_strdup (_ ("each one once"));

  _certplan_loader_fault (loader, c, CERTPLAN_TABLE_ERROR_DUPLICATE, _ ("there twice"), wanted,
                          TRUE);
}

static void
refuse_memory (CertplanLoader *loader)
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
check_keys (CertplanLoader *loader, gboolean adding)
{
  CertplanRecords *records = loader->records;

  for (guint i = 0; i < records->n_keys; i++)
    {
      const guint c = records->keys[i];
      guint first;
      if ((adding && _certplan_records_add_ascending (records, c, loader->row))
          || !_certplan_records_has_key (records, c, loader->row))
        continue;
      if (_certplan_records_find_key (records, c, loader->row, &first))
        refuse_key (loader, c, first);
      else if (adding && !_certplan_records_add_key (records, c, loader->row, records->n_rows))
        refuse_memory (loader);
    }
}

static void
finish_row (CertplanLoader *loader)
{
  CertplanRowCheck check = { loader->records, loader->row, loader, &loader->last_good };

  /* Of a row that lacks cells the hook would only say what was said already. */
  if (loader->records->type->finish != NULL && loader->n_row_faults == 0
      && (loader->reader == NULL || loader->header.is_good))
    loader->records->type->finish (&check);
}

/* Makes the current row one without cells. */
static void
begin_row (CertplanLoader *loader)
{
  const CertplanRecords *records = loader->records;

  loader->n_row_faults = 0;
  if (loader->row == NULL)
    loader->row = g_malloc (records->type->row_size);
  memcpy (loader->row, records->absent_row, records->type->row_size);
  *(guint32 *)loader->row = loader->reader != NULL ? _certplan_reader_get_line (loader->reader) : 0;
}

/* The row's place is the next one's that is counted. */
static void
keep_row (CertplanLoader *loader)
{
  if (!keep_places (loader) || !_certplan_records_keep_row (loader->records, loader->row))
    refuse_memory (loader);
}

static void
count_row (CertplanLoader *loader, gboolean is_good)
{
  if (is_good)
    loader->records->n_rows++;
  else
    _certplan_records_forget_row (loader->records);
}

/* Whether the row that was just read is none of those that are kept. */
static gboolean
is_left_out (const CertplanLoader *loader)
{
  return loader->keeps_good_rows && (loader->n_row_faults > 0 || !loader->header.is_good);
}

void
_certplan_loader_read_row (CertplanLoader *loader)
{
  begin_row (loader);
  read_cells (loader);
  if (loader->file != NULL)
    _certplan_export_add (loader->file, loader->row, FALSE);
  finish_row (loader);
  if (loader->file != NULL)
    _certplan_export_add (loader->file, loader->row, TRUE);
  const gboolean is_kept = !is_left_out (loader);
  check_keys (loader, is_kept);
  if (is_kept)
    keep_row (loader);
  count_row (loader, is_kept && !loader->is_full);
}

/* The row's keys are indexed last, when nothing else can be wrong with it. */
void
_certplan_loader_append_row (CertplanLoader *loader)
{
  if (!_certplan_records_unsettle (loader->records))
    {
      refuse_memory (loader);
      return;
    }
  begin_row (loader);
  read_cells (loader);
  finish_row (loader);
  check_keys (loader, FALSE);
  if (_certplan_loader_count_faults (loader) == 0)
    keep_row (loader);
  if (_certplan_loader_count_faults (loader) == 0)
    check_keys (loader, TRUE);
  count_row (loader, _certplan_loader_count_faults (loader) == 0);
}

void
_certplan_loader_clear (CertplanLoader *loader)
{
  _certplan_header_clear (&loader->header);
  g_clear_pointer (&loader->row, g_free);
  _certplan_joined_row_clear (&loader->joined);
}
