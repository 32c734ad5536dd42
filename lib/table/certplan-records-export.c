/* Files that another program exported: titles, sums and columns that are none of ours.
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A bank writes its name and the account above the header, a page's sums below its rows, and the
 * sums of all at the end. They are left out, but not without a look: a sum that is not that of the
 * rows means that rows are missing. */
#include "certplan-faults-private.h"
#include "certplan-money.h"
#include "certplan-private.h"
#include "certplan-records-parts-private.h"
#include <string.h>

/* The header of a statement is looked for in so many rows. */
#define MAX_TITLE_ROWS 50

/* Of one column. A statement with a flag beside the amount may sum what stands there, or with its
 * sign. */
typedef struct
{
  gint64 read_fen;     /* as the cells have them */
  gint64 finished_fen; /* as the type's finish hook left them */
} Sum;

struct _CertplanExport
{
  CertplanRecords *records;
  CertplanReader *reader;
  const CertplanHeader *header;
  CertplanFaults *faults;
  GArray *summed; /* guint: the file's columns that rows of sums have sums of */
  Sum *sums;      /* by column: of all rows; owned */
  Sum *sums_then; /* the same at the last row of sums; owned */
  guint n_faults_before;
  CertplanJoinedRow joined;
  gboolean is_summed;      /* a row of sums was there */
  gboolean is_too_large;   /* a sum: no row of sums can be checked */
  guint8 begins_sums[256]; /* whether a word of a row of sums begins with that byte */
};

void
_certplan_export_list_summed (CertplanExport *file)
{
  for (guint i = 0; i < file->header->n_found; i++)
    {
      const guint c = file->header->found[i].column;
      if ((file->records->type->columns[c].flags & CERTPLAN_COLUMN_SUMMED) != 0)
        g_array_append_val (file->summed, c);
    }
}

static void
list_begins (CertplanExport *file, const char *const *words)
{
  for (; *words != NULL; words++)
    {
      file->begins_sums[(guint8)g_ascii_tolower (**words)] = TRUE;
      file->begins_sums[(guint8)g_ascii_toupper (**words)] = TRUE;
    }
}

CertplanExport *
_certplan_export_new (CertplanRecords *records, CertplanReader *reader,
                      const CertplanHeader *header, CertplanFaults *faults)
{
  CertplanExport *file = g_new0 (CertplanExport, 1);

  file->records = records;
  file->reader = reader;
  file->header = header;
  file->faults = faults;
  file->n_faults_before = certplan_faults_get_n (faults);
  file->summed = g_array_new (FALSE, FALSE, sizeof (guint));
  list_begins (file, records->type->export_form->sum_words);
  list_begins (file, records->type->export_form->page_sum_words);
  list_begins (file, records->type->export_form->foot_words);
  file->sums = g_new0 (Sum, records->type->n_columns);
  file->sums_then = g_new0 (Sum, records->type->n_columns);
  return file;
}

void
_certplan_export_free (CertplanExport *file)
{
  g_array_unref (file->summed);
  g_free (file->sums);
  g_free (file->sums_then);
  _certplan_joined_row_clear (&file->joined);
  g_free (file);
}

static void
clear_part (gpointer data)
{
  CertplanLeftOutPart *part = data;

  g_free (part->text);
}

void
_certplan_records_leave_out (CertplanRecords *records, CertplanLeftOut kind, guint line,
                             const char *text)
{
  const CertplanLeftOutPart part = { kind, line, g_strstrip (g_strdup (text)) };

  if (records->left_out == NULL)
    {
      records->left_out = g_array_new (FALSE, FALSE, sizeof part);
      g_array_set_clear_func (records->left_out, clear_part);
    }
  g_array_append_val (records->left_out, part);
}

/* Returns: the first cell that holds anything; NULL = none does */
static const CertplanCell *
find_text (const CertplanCell *cells, guint n_cells)
{
  for (guint i = 0; i < n_cells; i++)
    if (!_certplan_cell_is_blank (cells[i].text, cells[i].length))
      return &cells[i];
  return NULL;
}

/* The line of the row that names most of our columns, the first of such; it need not be good. */
static guint
find_header_line (CertplanExport *file, gboolean *has_moved)
{
  guint best_line = 0, most = 0;
  gboolean is_header = FALSE;

  for (guint n = 0; n < MAX_TITLE_ROWS && !is_header; n++)
    {
      const guint n_known = _certplan_header_count (file->records->type, file->reader, &is_header);
      if (best_line == 0 || n_known > most || is_header)
        {
          best_line = _certplan_reader_get_line (file->reader);
          most = n_known;
        }
      *has_moved = !is_header || n > 0;
      if (!is_header && !_certplan_reader_next (file->reader))
        break;
    }
  return best_line;
}

gboolean
_certplan_records_go_to_line (CertplanRecords *records, CertplanReader *reader, guint line)
{
  if (!_certplan_reader_rewind (reader))
    return FALSE;
  while (_certplan_reader_next (reader))
    {
      guint n_cells;
      const CertplanCell *cells = _certplan_reader_get_cells (reader, &n_cells);
      const CertplanCell *text = find_text (cells, n_cells);

      if (_certplan_reader_get_line (reader) == line)
        return TRUE;
      if (text != NULL)
        _certplan_records_leave_out (records, CERTPLAN_LEFT_OUT_TITLE,
                                     _certplan_reader_get_line (reader), text->text);
    }
  return FALSE;
}

gboolean
_certplan_export_find_header (CertplanExport *file)
{
  gboolean has_moved = FALSE;
  const guint line = find_header_line (file, &has_moved);

  return !_certplan_reader_failed (file->reader)
         && (!has_moved || _certplan_records_go_to_line (file->records, file->reader, line));
}

/* Banks put a tab behind a number so that a spreadsheet leaves it alone. */
static gboolean
needs_trim (const CertplanCell *cells, guint n_cells)
{
  for (const CertplanCell *cell = cells; cell < cells + n_cells; cell++)
    if (cell->length > 0 && MIN ((guint8)*cell->text, (guint8)cell->text[cell->length - 1]) <= ' ')
      return TRUE;
  return FALSE;
}

const CertplanCell *
_certplan_export_trim (CertplanExport *file, const CertplanCell *cells, guint *n_cells)
{
  while (*n_cells > file->header->n_named
         && _certplan_cell_is_blank (cells[*n_cells - 1].text, cells[*n_cells - 1].length))
    (*n_cells)--;
  if (file->header->more->len == 0 && !needs_trim (cells, *n_cells))
    return cells;
  _certplan_joined_row_set (&file->joined, cells, *n_cells);
  for (guint i = 0; i < *n_cells; i++)
    {
      CertplanCell *cell = &g_array_index (file->joined.cells, CertplanCell, i);
      *cell = _certplan_cell_trim (cell);
    }
  return _certplan_joined_row_join (&file->joined, file->records->type, file->header);
}

void
_certplan_export_add (CertplanExport *file, gconstpointer row, gboolean is_finished)
{
  for (guint i = 0; i < file->summed->len; i++)
    {
      const guint c = g_array_index (file->summed, guint, i);
      const CertplanColumn *column = &file->records->type->columns[c];
      const CertplanMoney fen = *(const CertplanMoney *)((const guint8 *)row + column->offset);
      gint64 *sum = is_finished ? &file->sums[c].finished_fen : &file->sums[c].read_fen;

      if (fen != CERTPLAN_MONEY_NONE)
        file->is_too_large |= __builtin_add_overflow (*sum, fen, sum);
    }
}

/* Whether the cell begins with a word, blanks inside not counted: some write 合  计. */
static gboolean
begins_with_any (const CertplanCell *cell, const char *const *words)
{
  char start[32];
  gsize n = 0;

  for (const char *at = cell->text; at < cell->text + cell->length && n + 6 < sizeof start;
       at = g_utf8_next_char (at))
    if (!g_unichar_isspace (g_utf8_get_char (at)))
      {
        const gsize size = (gsize)(g_utf8_next_char (at) - at);
        memcpy (start + n, at, size);
        n += size;
      }
  start[n] = '\0';
  for (; *words != NULL; words++)
    if (g_ascii_strncasecmp (start, *words, strlen (*words)) == 0)
      return TRUE;
  return FALSE;
}

/* Nearly every row ends here. Blanks may stand before a word. */
static gboolean
may_begin_sums (const CertplanExport *file, const CertplanCell *cell)
{
  return file->begins_sums[(guint8)*cell->text] || (guint8)*cell->text <= ' '
         || (guint8)*cell->text == 0xc2 || (guint8)*cell->text == 0xe1
         || (guint8)*cell->text == 0xe2 || (guint8)*cell->text == 0xe3;
}

/* Returns: the cell of that column; NULL where the row has none or it is blank */
static const CertplanCell *
get_cell (const CertplanExport *file, guint c, const CertplanCell *cells, guint n_cells)
{
  const gint place = file->header->cells[c];

  if (place < 0 || (guint)place >= n_cells
      || _certplan_cell_is_blank (cells[place].text, cells[place].length))
    return NULL;
  return &cells[place];
}

/* A row with its day is a payment, whatever its first cell says. */
static gboolean
has_date (const CertplanExport *file, const CertplanCell *cells, guint n_cells)
{
  const CertplanRecordType *type = file->records->type;

  for (guint c = 0; c < type->n_columns; c++)
    {
      g_auto (CertplanRefusal) refusal = { NULL, NULL };
      CertplanDate date;
      const CertplanCell *cell = get_cell (file, c, cells, n_cells);
      if (type->columns[c].type == CERTPLAN_COLUMN_DATE && cell != NULL
          && _certplan_cell_read_date (cell->text, &date, &refusal))
        return TRUE;
    }
  return FALSE;
}

static void
refuse_sum (CertplanExport *file, guint c, const Sum *sum)
{
  const CertplanColumn *column = &file->records->type->columns[c];
  g_autofree char *what
      = g_strconcat (column->name, ": ", _ ("not the sum of the rows above"), NULL);
  g_autofree char *wanted = certplan_money_format (sum->read_fen, TRUE);

  _certplan_reader_fault (file->reader, CERTPLAN_TABLE_ERROR_VALUE, (guint)file->header->cells[c],
                          what, wanted);
}

/* Returns: whether there was a sum to compare */
static gboolean
check_sum (CertplanExport *file, guint c, const Sum *sum, const CertplanCell *cell)
{
  g_auto (CertplanRefusal) refusal = { NULL, NULL };
  CertplanMoney fen;

  if (!_certplan_cell_read_money (cell->text, &fen, &refusal))
    return FALSE;
  if (fen != sum->read_fen && fen != sum->finished_fen)
    refuse_sum (file, c, sum);
  return TRUE;
}

/* Makes @sum that of the rows since it was @then. */
static void
subtract (CertplanExport *file, Sum *sum, const Sum *then)
{
  file->is_too_large |= __builtin_sub_overflow (sum->read_fen, then->read_fen, &sum->read_fen);
  file->is_too_large
      |= __builtin_sub_overflow (sum->finished_fen, then->finished_fen, &sum->finished_fen);
}

/* Where rows are at fault their sums are, too. */
static gboolean
check_sums (CertplanExport *file, gboolean is_page, const CertplanCell *cells, guint n_cells)
{
  gboolean is_checked = FALSE;

  if (file->is_too_large || certplan_faults_get_n (file->faults) > file->n_faults_before)
    return FALSE;
  for (guint i = 0; i < file->summed->len; i++)
    {
      const guint c = g_array_index (file->summed, guint, i);
      const CertplanCell *cell = get_cell (file, c, cells, n_cells);
      Sum sum = file->sums[c];
      if (is_page)
        subtract (file, &sum, &file->sums_then[c]);
      if (cell != NULL && !file->is_too_large)
        is_checked |= check_sum (file, c, &sum, cell);
    }
  return is_checked;
}

static gboolean
is_alone (const CertplanCell *text, const CertplanCell *cells, guint n_cells)
{
  return find_text (text + 1, (guint)(cells + n_cells - text - 1)) == NULL;
}

/* What stands alone below the sums is no row, whatever it says. */
static gboolean
is_foot (const CertplanExport *file, const CertplanCell *text, const CertplanCell *cells,
         guint n_cells)
{
  return begins_with_any (text, file->records->type->export_form->foot_words)
         || (file->is_summed && is_alone (text, cells, n_cells));
}

gboolean
_certplan_export_take_sums (CertplanExport *file, const CertplanCell *cells, guint n_cells)
{
  const CertplanExportForm *form = file->records->type->export_form;
  const CertplanCell *text = find_text (cells, n_cells);
  const guint line = _certplan_reader_get_line (file->reader);

  if (text == NULL || (!file->is_summed && !may_begin_sums (file, text)))
    return FALSE;
  const gboolean is_page = begins_with_any (text, form->page_sum_words);
  if (has_date (file, cells, n_cells))
    return FALSE;
  if (!is_page && !begins_with_any (text, form->sum_words))
    {
      if (!is_foot (file, text, cells, n_cells))
        return FALSE;
      _certplan_records_leave_out (file->records, CERTPLAN_LEFT_OUT_FOOTER, line, text->text);
      return TRUE;
    }
  const gboolean is_checked = check_sums (file, is_page, cells, n_cells);
  _certplan_records_leave_out (file->records,
                               is_checked ? CERTPLAN_LEFT_OUT_SUM : CERTPLAN_LEFT_OUT_UNCHECKED_SUM,
                               line, text->text);
  file->is_summed = TRUE;
  memcpy (file->sums_then, file->sums, file->records->type->n_columns * sizeof *file->sums);
  return TRUE;
}
