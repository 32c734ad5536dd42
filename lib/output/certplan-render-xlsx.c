/* XLSX through libxlsxwriter: a sheet a table with real dates and amounts, a sheet a chart.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-outputs.h"
#include "certplan-private.h"
#include "certplan-render-private.h"
#include "certplan-xlsx-private.h"
#include "certplan-xlsx-style-private.h"
#include <errno.h>
#include <locale.h>
#include <sys/mman.h>
#include <unistd.h>

#define MAX_ROWS 1048576
#define MAX_TEXT_UNITS 32767
/* Widths, in digits. */
#define MAX_WIDTH 60
#define LIST_WIDTH 100
#define FILTER_WIDTH 3    /* the arrow in a head */
#define MARGIN_WIDTH 3    /* of a cell, with the gap behind a number */
#define PICTURE_SCALE 0.5 /* pictures are drawn at twice their plain size */

typedef struct
{
  CertplanLang lang;
  CertplanSink *sink;   /* borrowed */
  int fd;               /* a file in memory, which the workbook is made in; -1 = there is none */
  lxw_workbook *book;   /* owned */
  lxw_worksheet *sheet; /* belongs to the book; NULL = the table has none */
  lxw_format *formats[CERTPLAN_XLSX_N_STYLES];
  CertplanXlsxNumbers numbers; /* of styles */
  locale_t plain;              /* libxlsxwriter prints numbers by the thread's locale */
  int failure;                 /* an errno that it met and did not tell; 0 = none */
  GHashTable *names;           /* of sheets, case-folded */
  GArray *counts;              /* CertplanXlsxCount, one a sheet */
  GPtrArray *pictures;         /* GBytes, owned */
  GString *raw;
  GString *cell;
  lxw_row_t row; /* the next one */
  /* the current table */
  const CertplanLabels *labels;
  const CertplanColumn *columns;
  guint n_columns;
  gsize *widths; /* one a column */
  guint64 n_rows;
  gboolean is_list; /* one column of sentences */
} Xlsx;

/* Before calls to libxlsxwriter. Returns: the locale for leave() */
static locale_t
enter (Xlsx *xlsx)
{
  errno = 0;
  return uselocale (xlsx->plain);
}

/* After them. Where libxlsxwriter gets no memory, or its files take no more, it leaves things out
 * and goes on; the C library has set errno then, and nothing sets it back. */
static void
leave (Xlsx *xlsx, locale_t before)
{
  static const int failures[] = { ENOMEM, ENOSPC, EDQUOT, EFBIG, EIO, EMFILE, ENFILE };

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    if (errno == failures[i])
      xlsx->failure = errno;
  uselocale (before);
}

static gpointer
open_xlsx (CertplanSink *sink, const CertplanRenderOptions *options)
{
  Xlsx *xlsx = g_new0 (Xlsx, 1);
  xlsx->sink = sink;
  xlsx->lang = options->lang;
  xlsx->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  xlsx->counts = g_array_new (FALSE, TRUE, sizeof (CertplanXlsxCount));
  xlsx->pictures = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  xlsx->raw = g_string_new (NULL);
  xlsx->cell = g_string_new (NULL);
  xlsx->plain = newlocale (LC_ALL_MASK, "C", (locale_t)0);
  xlsx->fd = memfd_create ("xlsx", MFD_CLOEXEC);
  const locale_t before = enter (xlsx);
  xlsx->book = _certplan_xlsx_make_book (xlsx->fd, xlsx->formats);
  _certplan_xlsx_set_created (xlsx->book, options->as_of);
  leave (xlsx, before);
  return xlsx;
}

static void
drop_xlsx (gpointer state)
{
  Xlsx *xlsx = state;

  if (xlsx->book != NULL)
    {
      lxw_worksheet *sheet;
      LXW_FOREACH_WORKSHEET (sheet, xlsx->book) /* it would leave these open */
      fclose (sheet->optimize_tmpfile);
      lxw_workbook_free (xlsx->book);
    }
  if (xlsx->fd >= 0)
    close (xlsx->fd);
  freelocale (xlsx->plain);
  g_hash_table_unref (xlsx->names);
  g_array_unref (xlsx->counts);
  _certplan_xlsx_numbers_clear (&xlsx->numbers);
  g_ptr_array_unref (xlsx->pictures);
  g_string_free (xlsx->raw, TRUE);
  g_string_free (xlsx->cell, TRUE);
  g_free (xlsx->widths);
  g_free (xlsx);
}

/* Puts the cell into xlsx->cell: as a workbook holds it, or with @grouped as one sees it. */
static void
format_cell (Xlsx *xlsx, guint column, const CertplanValue *value, gboolean grouped)
{
  const CertplanColumnType type = xlsx->columns[column].type;

  g_string_truncate (xlsx->raw, 0);
  g_string_truncate (xlsx->cell, 0);
  _certplan_value_append (xlsx->labels, xlsx->lang, grouped || type == CERTPLAN_COLUMN_PERIOD, type,
                          value, xlsx->raw);
  _certplan_xlsx_append_text (xlsx->cell, xlsx->raw->str);
}

static gboolean
refuse_text (const Xlsx *xlsx, const CertplanTable *table, guint column, gsize length,
             GError **error)
{
  g_autofree char *row = g_strdup_printf ("%" G_GUINT64_FORMAT, xlsx->n_rows);

  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_LIMIT,
               _ ("table \"%s\", row %s, column \"%s\": a text of %lu characters, and a cell of "
                  ".xlsx holds %d; wanted .csv or .json"),
               certplan_table_get_name (table), row, xlsx->columns[column].name, (gulong)length,
               MAX_TEXT_UNITS);
  return FALSE;
}

static gboolean
measure_row (Xlsx *xlsx, const CertplanTable *table, CertplanCursor *cursor, GError **error)
{
  xlsx->n_rows++;
  for (guint i = 0; i < xlsx->n_columns; i++)
    {
      CertplanValue value;
      _certplan_cursor_get (cursor, i, &value);
      format_cell (xlsx, i, &value, TRUE);
      if (xlsx->cell->len > MAX_TEXT_UNITS)
        {
          const gsize length = _certplan_xlsx_get_length (xlsx->cell->str);
          if (length > MAX_TEXT_UNITS)
            return refuse_text (xlsx, table, i, length, error);
        }
      xlsx->widths[i] = MAX (xlsx->widths[i], _certplan_render_get_width (xlsx->cell->str));
    }
  return TRUE;
}

/* All that can be wrong with a table is known before its first cell is written. */
static gboolean
measure (Xlsx *xlsx, CertplanTable *table, guint n_rows_above, GCancellable *cancellable,
         GError **error)
{
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  g_autoptr (GError) failure = NULL;

  while (_certplan_render_next (cursor, cancellable, &failure))
    if (!measure_row (xlsx, table, cursor, error))
      return FALSE;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (xlsx->n_rows + n_rows_above <= MAX_ROWS)
    return TRUE;
  g_autofree char *n_rows = g_strdup_printf ("%" G_GUINT64_FORMAT, xlsx->n_rows);
  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_LIMIT,
               _ ("table \"%s\" has %s rows, and a sheet of .xlsx holds %u; wanted .csv or .json"),
               certplan_table_get_name (table), n_rows, MAX_ROWS - n_rows_above);
  return FALSE;
}

static CertplanXlsxCount *
get_count (Xlsx *xlsx)
{
  return &g_array_index (xlsx->counts, CertplanXlsxCount, xlsx->counts->len - 1);
}

/* Returns: the format for one more cell */
static lxw_format *
use_style (Xlsx *xlsx, CertplanXlsxStyle style)
{
  get_count (xlsx)->n_cells++;
  get_count (xlsx)->style_sum += _certplan_xlsx_numbers_add (&xlsx->numbers, xlsx->row, style);
  return xlsx->formats[style];
}

/* Writes xlsx->cell; never a formula or a link. */
static void
write_cell (Xlsx *xlsx, guint column, CertplanXlsxStyle style)
{
  if (xlsx->cell->len == 0)
    return;
  get_count (xlsx)->n_text_bytes += xlsx->cell->len;
  worksheet_write_string (xlsx->sheet, xlsx->row, (lxw_col_t)column, xlsx->cell->str,
                          use_style (xlsx, style));
}

/* Puts the sentence, or plain text, into xlsx->cell as a workbook holds it. */
static void
format_line (Xlsx *xlsx, const char *sentence)
{
  g_string_truncate (xlsx->raw, 0);
  g_string_truncate (xlsx->cell, 0);
  _certplan_labels_append_sentence (xlsx->labels, xlsx->lang, sentence, xlsx->raw);
  _certplan_xlsx_append_text (xlsx->cell, xlsx->raw->str);
}

/* A sentence in a row of its own. */
static void
write_line (Xlsx *xlsx, const char *sentence, CertplanXlsxStyle style)
{
  format_line (xlsx, sentence);
  write_cell (xlsx, 0, style);
  xlsx->row++;
}

/* @title: (nullable): a sentence that is to stand in a row of its own */
static gboolean
check_title (Xlsx *xlsx, const CertplanTable *table, const char *title, GError **error)
{
  if (title == NULL)
    return TRUE;
  format_line (xlsx, title);
  const gsize length = _certplan_xlsx_get_length (xlsx->cell->str);
  if (length <= MAX_TEXT_UNITS)
    return TRUE;
  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_LIMIT,
               _ ("table \"%s\": a title of %lu characters, and a cell of .xlsx holds %d; wanted "
                  ".csv or .json"),
               certplan_table_get_name (table), (gulong)length, MAX_TEXT_UNITS);
  return FALSE;
}

/* Returns: FALSE where libxlsxwriter has no place to work in */
static gboolean
add_sheet (Xlsx *xlsx, const CertplanTable *table, const char *title)
{
  const CertplanXlsxCount none = { 0 };
  g_autofree char *name = _certplan_xlsx_name_sheet (title, xlsx->names);

  xlsx->row = 0;
  xlsx->labels = _certplan_render_labels (table);
  xlsx->sheet = workbook_add_worksheet (xlsx->book, name);
  if (xlsx->sheet == NULL)
    return FALSE;
  g_array_append_val (xlsx->counts, none);
  _certplan_xlsx_numbers_begin (&xlsx->numbers);
  return TRUE;
}

static void
set_widths (Xlsx *xlsx)
{
  for (guint i = 0; i < xlsx->n_columns; i++)
    {
      const gsize width
          = xlsx->is_list ? LIST_WIDTH : MIN (xlsx->widths[i] + MARGIN_WIDTH, MAX_WIDTH);
      worksheet_set_column (xlsx->sheet, (lxw_col_t)i, (lxw_col_t)i, (double)width, NULL);
    }
}

static void
write_heads (Xlsx *xlsx)
{
  for (guint i = 0; i < xlsx->n_columns; i++)
    {
      format_line (xlsx, _certplan_column_get_head (&xlsx->columns[i], xlsx->labels, xlsx->lang));
      write_cell (xlsx, i, CERTPLAN_XLSX_HEAD);
    }
  get_count (xlsx)->n_heads++;
  _certplan_xlsx_keep_heads (xlsx->sheet, xlsx->row++, xlsx->n_rows, xlsx->n_columns);
}

static void
prepare_columns (Xlsx *xlsx, const CertplanTable *table)
{
  xlsx->labels = _certplan_render_labels (table);
  xlsx->columns = _certplan_table_get_columns (table, &xlsx->n_columns);
  xlsx->is_list = _certplan_render_is_list (table);
  xlsx->n_rows = 0;
  g_free (xlsx->widths);
  xlsx->widths = g_new (gsize, xlsx->n_columns);
  for (guint i = 0; i < xlsx->n_columns; i++)
    xlsx->widths[i] = FILTER_WIDTH
                      + _certplan_render_get_width (
                          _certplan_column_get_head (&xlsx->columns[i], xlsx->labels, xlsx->lang));
}

static void
write_titles (Xlsx *xlsx, const CertplanTable *table)
{
  const char *title = _certplan_table_get_title (table);
  const char *subtitle = _certplan_table_get_subtitle (table);

  write_line (xlsx, title != NULL ? title : _certplan_render_label (table, xlsx->lang),
              CERTPLAN_XLSX_TITLE);
  if (subtitle != NULL)
    write_line (xlsx, subtitle, CERTPLAN_XLSX_SUBTITLE);
  xlsx->row++;
}

/* What a ledger imports has its heads in the first row. */
static gboolean
has_titles (const CertplanTable *table)
{
  return _certplan_table_get_ledger (table) == NULL;
}

/* What stands above the first row of cells. */
static void
write_head_rows (Xlsx *xlsx, const CertplanTable *table)
{
  _certplan_xlsx_set_page (xlsx->sheet, FALSE);
  set_widths (xlsx);
  if (has_titles (table))
    write_titles (xlsx, table);
  if (!xlsx->is_list)
    write_heads (xlsx);
}

static gboolean
begin_xlsx (gpointer state, CertplanTable *table, GCancellable *cancellable, GError **error)
{
  Xlsx *xlsx = state;
  const char *title = _certplan_table_get_title (table);
  const char *subtitle = _certplan_table_get_subtitle (table);

  prepare_columns (xlsx, table);
  const guint n_above = (has_titles (table) ? 2 + (subtitle != NULL) : 0) + !xlsx->is_list;
  if (!check_title (xlsx, table, title, error) || !check_title (xlsx, table, subtitle, error)
      || !measure (xlsx, table, n_above, cancellable, error))
    return FALSE;
  xlsx->sheet = NULL;
  if (xlsx->is_list && xlsx->n_rows == 0)
    return TRUE; /* no notes is nothing to speak of */
  const locale_t before = enter (xlsx);
  const gboolean is_added = add_sheet (xlsx, table, _certplan_render_label (table, xlsx->lang));
  if (is_added)
    write_head_rows (xlsx, table);
  leave (xlsx, before);
  return is_added || _certplan_xlsx_fail (lxw_strerror (LXW_ERROR_CREATING_TMPFILE), error);
}

static CertplanXlsxStyle
pick_text_style (const Xlsx *xlsx, guint column)
{
  if (!_certplan_column_is_text (xlsx->columns[column].type))
    return CERTPLAN_XLSX_DIGITS;
  return xlsx->is_list || xlsx->widths[column] > MAX_WIDTH ? CERTPLAN_XLSX_LONG_TEXT
                                                           : CERTPLAN_XLSX_TEXT;
}

static void
write_value (Xlsx *xlsx, guint column, CertplanCursor *cursor)
{
  const CertplanColumnType type = xlsx->columns[column].type;
  CertplanValue value;
  double number = 0;
  CertplanXlsxStyle style;

  _certplan_cursor_get (cursor, column, &value);
  if (_certplan_value_is_absent (type, &value))
    return;
  if (_certplan_xlsx_get_number (type, &value, &number, &style))
    {
      worksheet_write_number (xlsx->sheet, xlsx->row, (lxw_col_t)column, number,
                              use_style (xlsx, style));
      return;
    }
  format_cell (xlsx, column, &value, FALSE);
  write_cell (xlsx, column, pick_text_style (xlsx, column));
}

static void
write_row (gpointer state, CertplanCursor *cursor)
{
  Xlsx *xlsx = state;
  const locale_t before = enter (xlsx);

  for (guint i = 0; i < xlsx->n_columns && xlsx->sheet != NULL && xlsx->row < MAX_ROWS; i++)
    write_value (xlsx, i, cursor);
  xlsx->row++;
  leave (xlsx, before);
}

static void
end_xlsx (gpointer state)
{
}

static lxw_error
insert_picture (Xlsx *xlsx, GBytes *picture, const char *description)
{
  lxw_image_options options
      = { .x_scale = PICTURE_SCALE, .y_scale = PICTURE_SCALE, .description = (char *)description };
  gsize size;
  const guchar *data = g_bytes_get_data (picture, &size);

  get_count (xlsx)->n_pictures++;
  g_ptr_array_add (xlsx->pictures, g_bytes_ref (picture));
  return worksheet_insert_image_buffer_opt (xlsx->sheet, xlsx->row, 0, data, size, &options);
}

static gboolean
draw_xlsx (gpointer state, CertplanTable *table, GBytes *picture, GError **error)
{
  Xlsx *xlsx = state;
  g_autofree char *name = _certplan_xlsx_name_chart (table, xlsx->lang);
  const locale_t before = enter (xlsx);
  lxw_error result = LXW_ERROR_CREATING_TMPFILE;

  if (add_sheet (xlsx, table, name))
    {
      result = LXW_NO_ERROR;
      _certplan_xlsx_set_page (xlsx->sheet, TRUE);
      write_line (xlsx, name, CERTPLAN_XLSX_TITLE);
      if (picture != NULL)
        result = insert_picture (xlsx, picture, name);
      else
        write_line (xlsx, certplan_labels_get (xlsx->labels, xlsx->lang, "text.no_chart"),
                    CERTPLAN_XLSX_TEXT);
    }
  leave (xlsx, before);
  return result == LXW_NO_ERROR || _certplan_xlsx_fail (lxw_strerror (result), error);
}

/* Hands the finished file on, once it has been read back. */
static gboolean
pass_on (Xlsx *xlsx, GError **error)
{
  const locale_t before = enter (xlsx);
  for (guint i = 0; i < xlsx->counts->len; i++)
    g_array_index (xlsx->counts, CertplanXlsxCount, i).style_sum
        += _certplan_xlsx_numbers_end (&xlsx->numbers, i);
  g_autoptr (GBytes) sample = _certplan_xlsx_make_sample (xlsx->numbers.used, xlsx->numbers.n_used);
  leave (xlsx, before);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) workbook = _certplan_xlsx_read_back (xlsx->fd, &failure);
  gsize size;

  if (workbook == NULL)
    {
      g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_WRITE,
                   _ ("the workbook cannot be read back: %s"), failure->message);
      return FALSE;
    }
  if (!_certplan_xlsx_check (workbook, sample, (const CertplanXlsxCount *)xlsx->counts->data,
                             xlsx->counts->len, xlsx->pictures, error))
    return FALSE;
  const char *data = g_bytes_get_data (workbook, &size);
  _certplan_sink_write (xlsx->sink, data, size);
  return TRUE;
}

static gboolean
close_xlsx (gpointer state, GError **error)
{
  Xlsx *xlsx = state;
  const locale_t before = enter (xlsx);

  if (xlsx->counts->len == 0) /* a workbook has a sheet */
    {
      const CertplanXlsxCount none = { 0 };
      workbook_add_worksheet (xlsx->book, "-");
      g_array_append_val (xlsx->counts, none);
      _certplan_xlsx_numbers_begin (&xlsx->numbers);
    }
  const lxw_error result = workbook_close (g_steal_pointer (&xlsx->book));
  leave (xlsx, before);
  const gboolean is_done
      = result != LXW_NO_ERROR ? _certplan_xlsx_fail (lxw_strerror (result), error)
        : xlsx->failure != 0   ? _certplan_xlsx_fail (g_strerror (xlsx->failure), error)
                               : pass_on (xlsx, error);
  drop_xlsx (xlsx);
  return is_done;
}

const CertplanRenderer _certplan_render_xlsx = {
  open_xlsx, begin_xlsx, write_row, NULL, end_xlsx, draw_xlsx, close_xlsx, drop_xlsx,
};
