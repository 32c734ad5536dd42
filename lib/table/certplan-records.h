/* Records: checked rows of one CSV file, all types in one container.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-table.h"

G_BEGIN_DECLS

/**
 * CertplanRecords:
 *
 * The rows of one record type, typed and checked. Immutable once loaded, reference counted.
 */
typedef struct _CertplanRecords CertplanRecords;

#define CERTPLAN_TYPE_RECORDS (certplan_records_get_type ())
GType certplan_records_get_type (void);
CertplanRecords *certplan_records_ref (CertplanRecords *records);
void certplan_records_unref (CertplanRecords *records);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanRecords, certplan_records_unref)

/* Returns: the record type's name, as "register" */
const char *certplan_records_get_type_name (const CertplanRecords *records);
guint certplan_records_get_n (const CertplanRecords *records);
/* Returns: the line of the file on which row @i begins; 0 for rows that a program appended */
guint certplan_records_get_line (const CertplanRecords *records, guint i);

/**
 * certplan_records_dup_text:
 * @i: below certplan_records_get_n()
 * @column: a column's name
 *
 * The cell as a text, any type.
 *
 * Returns: (transfer full) (nullable): %NULL where the cell is absent or there is no such column
 */
char *certplan_records_dup_text (const CertplanRecords *records, guint i, const char *column);
/* Returns: CERTPLAN_DATE_NONE where the cell is absent or no DATE or MONTH column has the name */
CertplanDate certplan_records_get_date (const CertplanRecords *records, guint i,
                                        const char *column);
/* Returns: CERTPLAN_MONEY_NONE where the cell is absent or no MONEY column has the name */
CertplanMoney certplan_records_get_money (const CertplanRecords *records, guint i,
                                          const char *column);
/* Returns: G_MININT32 where the cell is absent or no INT or SHARE column has the name */
gint certplan_records_get_int (const CertplanRecords *records, guint i, const char *column);

/* Returns: (nullable): the encoding of the file, as "UTF-8"; %NULL if the rows are of a program */
const char *certplan_records_get_encoding (const CertplanRecords *records);
/* Returns: what separated the file's cells, as a comma; 0 if the rows are of a program */
char certplan_records_get_delimiter (const CertplanRecords *records);

/**
 * CertplanLeftOut:
 * @CERTPLAN_LEFT_OUT_TITLE: a line above the header
 * @CERTPLAN_LEFT_OUT_COLUMN: a column that is not read
 * @CERTPLAN_LEFT_OUT_SUM: a row of sums that agree with the rows
 * @CERTPLAN_LEFT_OUT_UNCHECKED_SUM: a row of sums without an amount below a column of amounts
 * @CERTPLAN_LEFT_OUT_FOOTER: a line below the last row of sums
 *
 * What a file that another program exported holds beside its rows. Only ever appended to.
 */
typedef enum
{
  CERTPLAN_LEFT_OUT_TITLE,
  CERTPLAN_LEFT_OUT_COLUMN,
  CERTPLAN_LEFT_OUT_SUM,
  CERTPLAN_LEFT_OUT_UNCHECKED_SUM,
  CERTPLAN_LEFT_OUT_FOOTER,
} CertplanLeftOut;

/* Returns: how many lines and columns of the file were left out; 0 but for exported files, as bank
 * statements are */
guint certplan_records_get_n_left_out (const CertplanRecords *records);
/* Returns: what the @i-th of them is */
CertplanLeftOut certplan_records_get_left_out_kind (const CertplanRecords *records, guint i);
/* Returns: the line of the file on which it stands */
guint certplan_records_get_left_out_line (const CertplanRecords *records, guint i);
/* Returns: (transfer none): the first cell of the line, or the name of the column */
const char *certplan_records_get_left_out_text (const CertplanRecords *records, guint i);

/* Returns: (transfer full): the rows as a table */
CertplanTable *certplan_records_dup_table (CertplanRecords *records);

G_END_DECLS
