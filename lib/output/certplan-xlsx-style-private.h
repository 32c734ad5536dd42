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

/* Makes the formats, which belong to @book; @formats has CERTPLAN_XLSX_N_STYLES places. */
void _certplan_xlsx_make_formats (lxw_workbook *book, lxw_format **formats);

/* Returns: whether a cell of a workbook holds @value, which is not absent, as a number and without
 * loss; then it and its style are set */
gboolean _certplan_xlsx_get_number (CertplanColumnType type, const CertplanValue *value,
                                    double *number, CertplanXlsxStyle *style);
