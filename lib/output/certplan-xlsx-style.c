/* How the cells of a workbook look, and which hold numbers. SPDX-License-Identifier:
 * LGPL-2.1-or-later
 */
#include "certplan-xlsx-style-private.h"
#include <sys/mman.h>
#include <unistd.h>

/* Spreadsheets keep 15 digits of a number; longer ones stay texts. */
#define FIRST_LONG_NUMBER G_GINT64_CONSTANT (1000000000000000)
/* Day numbers of spreadsheets begin with 1900, and up to its February they count a leap day that
 * was none: earlier days stay texts. */
#define EPOCH_SERIAL 25569 /* 1970-01-01 */
#define FIRST_SERIAL 61    /* 1900-03-01 */
#define SECONDS_A_DAY 86400
#define PAPER_A4 9
#define FOOTER "&C&P / &N"
#define FIRST_YEAR_SECONDS (-G_GINT64_CONSTANT (30610224000)) /* 1000-01-01, four digits */

static void
make_formats (lxw_workbook *book, lxw_format **formats)
{
  static const char *const numbers[CERTPLAN_XLSX_N_STYLES] = {
    [CERTPLAN_XLSX_DATE] = "yyyy-mm-dd", [CERTPLAN_XLSX_MONTH] = "yyyy-mm",
    [CERTPLAN_XLSX_MONEY] = "#,##0.00",  [CERTPLAN_XLSX_INT] = "0",
    [CERTPLAN_XLSX_SHARE] = "0.00##%",
  };
  static const CertplanXlsxStyle to_the_right[]
      = { CERTPLAN_XLSX_DIGITS, CERTPLAN_XLSX_MONEY, CERTPLAN_XLSX_INT, CERTPLAN_XLSX_SHARE };

  for (guint i = 0; i < CERTPLAN_XLSX_N_STYLES; i++)
    {
      formats[i] = workbook_add_format (book);
      format_set_align (formats[i], LXW_ALIGN_VERTICAL_TOP);
      if (numbers[i] != NULL)
        format_set_num_format (formats[i], numbers[i]);
    }
  format_set_bold (formats[CERTPLAN_XLSX_TITLE]);
  format_set_font_size (formats[CERTPLAN_XLSX_TITLE], 14);
  format_set_font_color (formats[CERTPLAN_XLSX_SUBTITLE], 0x6b7280);
  format_set_bold (formats[CERTPLAN_XLSX_HEAD]);
  format_set_bottom (formats[CERTPLAN_XLSX_HEAD], LXW_BORDER_THIN);
  format_set_text_wrap (formats[CERTPLAN_XLSX_LONG_TEXT]);
  format_set_align (formats[CERTPLAN_XLSX_DATE], LXW_ALIGN_LEFT);
  format_set_align (formats[CERTPLAN_XLSX_MONTH], LXW_ALIGN_LEFT);
  for (guint i = 0; i < G_N_ELEMENTS (to_the_right); i++)
    {
      format_set_align (formats[to_the_right[i]], LXW_ALIGN_RIGHT);
      format_set_indent (formats[to_the_right[i]], 1); /* texts may stand behind them */
    }
}

lxw_workbook *
_certplan_xlsx_make_book (int fd, lxw_format **formats)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  lxw_workbook_options options
      = { .constant_memory = LXW_TRUE, .tmpdir = (char *)g_get_tmp_dir () };
  lxw_workbook *book = workbook_new_opt (path, &options);

  make_formats (book, formats);
  return book;
}

void
_certplan_xlsx_set_created (lxw_workbook *book, CertplanDate as_of)
{
  const gint64 seconds = (gint64)as_of * SECONDS_A_DAY + 1; /* 0 would be taken for the clock's */
  lxw_doc_properties properties = { .created = (time_t)MAX (seconds, FIRST_YEAR_SECONDS) };

  workbook_set_properties (book, &properties);
}

void
_certplan_xlsx_set_page (lxw_worksheet *sheet, gboolean is_picture)
{
  worksheet_set_landscape (sheet);
  worksheet_set_paper (sheet, PAPER_A4);
  worksheet_fit_to_pages (sheet, 1, is_picture ? 1 : 0);
  worksheet_set_footer (sheet, FOOTER);
}

void
_certplan_xlsx_keep_heads (lxw_worksheet *sheet, lxw_row_t row, guint64 n_rows, guint n_columns)
{
  worksheet_repeat_rows (sheet, row, row);
  worksheet_autofilter (sheet, row, 0, row + (lxw_row_t)n_rows, (lxw_col_t)(n_columns - 1));
  worksheet_freeze_panes (sheet, row + 1, 0);
}

GBytes *
_certplan_xlsx_read_back (int fd, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new_from_fd (fd, FALSE, error);

  return file != NULL ? g_mapped_file_get_bytes (file) : NULL;
}

GBytes *
_certplan_xlsx_make_sample (const CertplanXlsxStyle *styles, guint n_styles)
{
  lxw_format *formats[CERTPLAN_XLSX_N_STYLES];
  const int fd = memfd_create ("sample", MFD_CLOEXEC);
  lxw_workbook *book = _certplan_xlsx_make_book (fd, formats);
  lxw_worksheet *sheet = workbook_add_worksheet (book, NULL);

  for (guint i = 0; i < n_styles && sheet != NULL; i++)
    worksheet_write_blank (sheet, 0, (lxw_col_t)i, formats[styles[i]]);
  GBytes *sample
      = workbook_close (book) == LXW_NO_ERROR ? _certplan_xlsx_read_back (fd, NULL) : NULL;
  if (fd >= 0)
    close (fd);
  return sample;
}

void
_certplan_xlsx_numbers_begin (CertplanXlsxNumbers *numbers)
{
  if (numbers->rows == NULL)
    numbers->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_byte_array_unref);
  g_ptr_array_add (numbers->rows, g_byte_array_new ());
  numbers->row = 0;
}

guint64
_certplan_xlsx_numbers_end (CertplanXlsxNumbers *numbers, guint sheet)
{
  GByteArray *styles = g_ptr_array_index (numbers->rows, sheet);
  guint64 sum = 0;

  for (guint i = 0; i < styles->len; i++)
    {
      guint *number = &numbers->number_of[styles->data[i]];
      if (*number == 0)
        {
          numbers->used[numbers->n_used] = styles->data[i];
          *number = ++numbers->n_used;
        }
      sum += *number;
    }
  g_byte_array_set_size (styles, 0);
  return sum;
}

guint64
_certplan_xlsx_numbers_add (CertplanXlsxNumbers *numbers, lxw_row_t row, CertplanXlsxStyle style)
{
  const guint sheet = numbers->rows->len - 1;
  const guint8 byte = (guint8)style;
  const guint64 sum = row != numbers->row ? _certplan_xlsx_numbers_end (numbers, sheet) : 0;

  numbers->row = row;
  g_byte_array_append (g_ptr_array_index (numbers->rows, sheet), &byte, 1);
  return sum;
}

void
_certplan_xlsx_numbers_clear (CertplanXlsxNumbers *numbers)
{
  g_clear_pointer (&numbers->rows, g_ptr_array_unref);
}

gboolean
_certplan_xlsx_get_number (CertplanColumnType type, const CertplanValue *value, double *number,
                           CertplanXlsxStyle *style)
{
  switch (type)
    {
    case CERTPLAN_COLUMN_DATE:
    case CERTPLAN_COLUMN_MONTH:
      *number = (double)(value->number + EPOCH_SERIAL);
      *style = type == CERTPLAN_COLUMN_DATE ? CERTPLAN_XLSX_DATE : CERTPLAN_XLSX_MONTH;
      return value->number + EPOCH_SERIAL >= FIRST_SERIAL;
    case CERTPLAN_COLUMN_MONEY:
    case CERTPLAN_COLUMN_DECIMAL:
      *number = (double)value->number / 100;
      *style = CERTPLAN_XLSX_MONEY;
      break;
    case CERTPLAN_COLUMN_INT:
      *number = (double)value->number;
      *style = CERTPLAN_XLSX_INT;
      break;
    case CERTPLAN_COLUMN_SHARE:
      *number = (double)value->number / 1000000;
      *style = CERTPLAN_XLSX_SHARE;
      break;
    default:
      return FALSE;
    }
  return value->number > -FIRST_LONG_NUMBER && value->number < FIRST_LONG_NUMBER;
}
