/* What keeps a workbook right that libxlsxwriter makes. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once
#include "certplan-render-private.h"

/* What a sheet must hold. */
typedef struct
{
  guint64 n_cells;
  guint64 n_text_bytes; /* of all its texts */
  guint64 style_sum;    /* of the numbers of its cells' styles */
  guint n_heads;    /* rows of heads, 0 or 1: they have a filter, stay in sight and come again on
                       each page of paper */
  guint n_pictures; /* 0 or 1 */
} CertplanXlsxCount;

/* Appends @text as a cell holds it: tabs and line breaks stay, other controls are made visible, and
 * what a spreadsheet would take for an escape (_x0041_) is escaped. Any bytes. */
void _certplan_xlsx_append_text (GString *out, const char *text);

/* Returns: how long a spreadsheet finds the UTF-8 text (UTF-16 units) */
gsize _certplan_xlsx_get_length (const char *text);

/* @title as the name of a sheet that no sheet of @taken (case-folded names, to which it is added)
 * has: at most 31 units, none of []:*?/\ and no ' at its ends. Returns: (transfer full) */
char *_certplan_xlsx_name_sheet (const char *title, GHashTable *taken);

/* The name of the sheet with @table's chart: that of the table, which may have one of its own.
 * Returns: (transfer full) */
char *_certplan_xlsx_name_chart (const CertplanTable *table, CertplanLang lang);

/* Says what libxlsxwriter could not do; never under its locale, which would take away the user's
 * language. Returns: FALSE with CERTPLAN_OUTPUT_ERROR_WRITE */
gboolean _certplan_xlsx_fail (const char *reason, GError **error);

/* Reads a workbook back: all its parts are there and whole and lead to one another, the sheets hold
 * @counts. libxlsxwriter does not notice when a temporary file of its own takes no more, and leaves
 * out what it gets no memory for.
 * @sample: (nullable): a workbook that has the same styles; NULL where none could be made
 * @pictures: GBytes, those of the sheets
 * Returns: FALSE with CERTPLAN_OUTPUT_ERROR_WRITE */
gboolean _certplan_xlsx_check (GBytes *workbook, GBytes *sample, const CertplanXlsxCount *counts,
                               guint n_sheets, const GPtrArray *pictures, GError **error);
