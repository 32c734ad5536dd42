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

/**
 * certplan_records_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @records
 */
CertplanRecords *certplan_records_ref (CertplanRecords *records);

/**
 * certplan_records_unref:
 *
 * Gives a reference back; the last one frees @records.
 */
void certplan_records_unref (CertplanRecords *records);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanRecords, certplan_records_unref)

/**
 * certplan_records_get_type_name:
 *
 * The record type's name, as "register".
 */
const char *certplan_records_get_type_name (const CertplanRecords *records);

/**
 * certplan_records_get_n:
 *
 * How many rows there are.
 */
guint certplan_records_get_n (const CertplanRecords *records);

/**
 * certplan_records_get_line:
 *
 * The line of the file on which row @i begins; 0 for rows that a program appended.
 */
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

/**
 * certplan_records_get_date:
 *
 * The date of a cell of row @i.
 *
 * Returns: CERTPLAN_DATE_NONE where the cell is absent or no DATE or MONTH column has the name
 */
CertplanDate certplan_records_get_date (const CertplanRecords *records, guint i,
                                        const char *column);

/**
 * certplan_records_get_money:
 *
 * The amount of a cell of row @i.
 *
 * Returns: CERTPLAN_MONEY_NONE where the cell is absent or no MONEY column has the name
 */
CertplanMoney certplan_records_get_money (const CertplanRecords *records, guint i,
                                          const char *column);

/**
 * certplan_records_get_int:
 *
 * The number of a cell of row @i.
 *
 * Returns: G_MININT32 where the cell is absent or no INT or SHARE column has the name
 */
gint certplan_records_get_int (const CertplanRecords *records, guint i, const char *column);

/**
 * certplan_records_get_encoding:
 *
 * The encoding of the file, as "UTF-8".
 *
 * Returns: (nullable): %NULL if the rows are of a program
 */
const char *certplan_records_get_encoding (const CertplanRecords *records);

/**
 * certplan_records_get_delimiter:
 *
 * What separated the file's cells, as a comma; 0 if the rows are of a program.
 */
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

/**
 * certplan_records_get_n_left_out:
 *
 * How many lines and columns of the file were left out: titles above its header; of exported files,
 * as bank statements are, also columns and what stands below the rows.
 */
guint certplan_records_get_n_left_out (const CertplanRecords *records);

/**
 * certplan_records_get_left_out_kind:
 *
 * What the @i-th of them is.
 */
CertplanLeftOut certplan_records_get_left_out_kind (const CertplanRecords *records, guint i);

/**
 * certplan_records_get_left_out_line:
 *
 * The line of the file on which it stands.
 */
guint certplan_records_get_left_out_line (const CertplanRecords *records, guint i);

/**
 * certplan_records_get_left_out_text:
 *
 * The first cell of the line, or the name of the column.
 *
 * Returns: (transfer none)
 */
const char *certplan_records_get_left_out_text (const CertplanRecords *records, guint i);

/**
 * certplan_records_dup_table:
 *
 * The records as a table, to be shown or written.
 *
 * Returns: (transfer full): the rows as a table
 */
CertplanTable *certplan_records_dup_table (CertplanRecords *records);

G_END_DECLS
