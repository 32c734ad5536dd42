/* How the cells of a workbook look, and which hold numbers. SPDX-License-Identifier:
 * LGPL-2.1-or-later
 */
#pragma once
#include "certplan-table-private.h"
#include <xlsxwriter.h>

typedef enum
{
  CERTPLAN_XLSX_TITLE,
  CERTPLAN_XLSX_SUBTITLE,
  CERTPLAN_XLSX_HEAD,
  CERTPLAN_XLSX_TEXT,
  CERTPLAN_XLSX_LONG_TEXT,
  CERTPLAN_XLSX_DIGITS, /* a number as a text */
  CERTPLAN_XLSX_DATE,
  CERTPLAN_XLSX_MONTH,
  CERTPLAN_XLSX_MONEY,
  CERTPLAN_XLSX_INT,
  CERTPLAN_XLSX_SHARE,
  CERTPLAN_XLSX_N_STYLES,
} CertplanXlsxStyle;

/* An empty workbook, which is made in the file @fd. @formats has CERTPLAN_XLSX_N_STYLES places for
 * what belongs to the book. */
lxw_workbook *_certplan_xlsx_make_book (int fd, lxw_format **formats);

/* The book carries the first second of that day. */
void _certplan_xlsx_set_created (lxw_workbook *book, CertplanDate as_of);

/* Printed on its side, as wide as the page; a picture is on one page, a table goes on for as many
 * as it needs. */
void _certplan_xlsx_set_page (lxw_worksheet *sheet, gboolean is_picture);

/* The heads of a table stand in @row: they get a filter, stay in sight, and come again on each page
 * of paper. */
void _certplan_xlsx_keep_heads (lxw_worksheet *sheet, lxw_row_t row, guint64 n_rows,
                                guint n_columns);

/* Returns: (transfer full) (nullable): all of a file in memory; NULL with a GFileError */
GBytes *_certplan_xlsx_read_back (int fd, GError **error);

/* What numbers libxlsxwriter gives the styles: each gets the next one when the first cell that has
 * it is written to the file. A row is written when the next one of its sheet begins, a sheet's last
 * one when the workbook is closed. */
typedef struct
{
  CertplanXlsxStyle used[CERTPLAN_XLSX_N_STYLES]; /* by number, the first one first */
  guint n_used;
  guint number_of[CERTPLAN_XLSX_N_STYLES]; /* from 1; 0 = it has none yet */
  GPtrArray *rows; /* owned: of GByteArray, by sheet: the styles of the row that is not written */
  lxw_row_t row;   /* that one, of the last sheet */
} CertplanXlsxNumbers;

/* Begins a further sheet. @numbers is all 0 before the first one. */
void _certplan_xlsx_numbers_begin (CertplanXlsxNumbers *numbers);

/* Takes the style of one more cell of the last sheet; rows come one after the other.
 * Returns: the sum of the numbers of the cells that are written now */
guint64 _certplan_xlsx_numbers_add (CertplanXlsxNumbers *numbers, lxw_row_t row,
                                    CertplanXlsxStyle style);

/* Ends the sheets at last, called for each in their order. Returns: as above */
guint64 _certplan_xlsx_numbers_end (CertplanXlsxNumbers *numbers, guint sheet);

void _certplan_xlsx_numbers_clear (CertplanXlsxNumbers *numbers);

/* A workbook whose cells have those styles, one after the other, to compare another with.
 * Returns: (transfer full) (nullable): NULL where libxlsxwriter cannot make it */
GBytes *_certplan_xlsx_make_sample (const CertplanXlsxStyle *styles, guint n_styles);

/* Returns: whether a cell of a workbook holds @value, which is not absent, as a number and without
 * loss; then it and its style are set */
gboolean _certplan_xlsx_get_number (CertplanColumnType type, const CertplanValue *value,
                                    double *number, CertplanXlsxStyle *style);
