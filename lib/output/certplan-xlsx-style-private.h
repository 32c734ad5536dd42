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

/* Returns: (transfer full) (nullable): all of a file in memory; NULL with a GFileError */
GBytes *_certplan_xlsx_read_back (int fd, GError **error);

/* A workbook whose cells have those styles, one after the other, to compare another with.
 * Returns: (transfer full) (nullable): NULL where libxlsxwriter cannot make it */
GBytes *_certplan_xlsx_make_sample (const CertplanXlsxStyle *styles, guint n_styles);

/* Returns: whether a cell of a workbook holds @value, which is not absent, as a number and without
 * loss; then it and its style are set */
gboolean _certplan_xlsx_get_number (CertplanColumnType type, const CertplanValue *value,
                                    double *number, CertplanXlsxStyle *style);
