/* Tables: what every result gives and every renderer takes.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-labels.h"
#include "certplan-date.h"
#include "certplan-money.h"

G_BEGIN_DECLS

/**
 * CertplanColumnType:
 * @CERTPLAN_COLUMN_ID: an identifier that the user gave
 * @CERTPLAN_COLUMN_TEXT: a name that stands in many rows
 * @CERTPLAN_COLUMN_NOTE: free text
 * @CERTPLAN_COLUMN_DATE: a day
 * @CERTPLAN_COLUMN_MONTH: a month
 * @CERTPLAN_COLUMN_MONEY: an amount, in fen
 * @CERTPLAN_COLUMN_INT: a whole number
 * @CERTPLAN_COLUMN_SHARE: a share of one, in millionths
 * @CERTPLAN_COLUMN_PERIOD: a length of time (ISO 8601)
 * @CERTPLAN_COLUMN_CHOICE: one of a few words, each a label key
 * @CERTPLAN_COLUMN_QUALIFICATION: SCHEME/CATEGORY/LEVEL
 * @CERTPLAN_COLUMN_SENTENCE: a sentence that labels speak in the reader's language
 * @CERTPLAN_COLUMN_DECIMAL: a number with two decimals, in hundredths, as person-days; of results
 *   alone
 *
 * Only ever appended to.
 */
typedef enum
{
  CERTPLAN_COLUMN_ID,
  CERTPLAN_COLUMN_TEXT,
  CERTPLAN_COLUMN_NOTE,
  CERTPLAN_COLUMN_DATE,
  CERTPLAN_COLUMN_MONTH,
  CERTPLAN_COLUMN_MONEY,
  CERTPLAN_COLUMN_INT,
  CERTPLAN_COLUMN_SHARE,
  CERTPLAN_COLUMN_PERIOD,
  CERTPLAN_COLUMN_CHOICE,
  CERTPLAN_COLUMN_QUALIFICATION,
  CERTPLAN_COLUMN_SENTENCE,
  CERTPLAN_COLUMN_DECIMAL,
} CertplanColumnType;

/**
 * CertplanTable:
 *
 * Named columns and a way to walk the rows, as often as one likes: two walks give the same rows.
 * Holds a reference on the result that it shows. Immutable, reference counted.
 */
typedef struct _CertplanTable CertplanTable;

#define CERTPLAN_TYPE_TABLE (certplan_table_get_type ())
GType certplan_table_get_type (void);

/**
 * certplan_table_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @table
 */
CertplanTable *certplan_table_ref (CertplanTable *table);

/**
 * certplan_table_unref:
 *
 * Gives a reference back; the last one frees @table.
 */
void certplan_table_unref (CertplanTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanTable, certplan_table_unref)

/**
 * certplan_table_get_name:
 *
 * The name by which -o NAME=FILE asks for it, [a-z][a-z-]*.
 */
const char *certplan_table_get_name (const CertplanTable *table);

/**
 * certplan_table_get_n_columns:
 *
 * How many columns the table has.
 */
guint certplan_table_get_n_columns (const CertplanTable *table);

/**
 * certplan_table_get_column_name:
 *
 * The field name of a column, which is its label's key too.
 */
const char *certplan_table_get_column_name (const CertplanTable *table, guint column);

/**
 * certplan_table_get_column_type:
 *
 * What the cells of a column are.
 */
CertplanColumnType certplan_table_get_column_type (const CertplanTable *table, guint column);

/**
 * certplan_table_has_chart:
 *
 * Whether the table also says how to be drawn.
 */
gboolean certplan_table_has_chart (const CertplanTable *table);

/**
 * CertplanCursor:
 *
 * One walk over a table's rows. Belongs to one thread.
 */
typedef struct _CertplanCursor CertplanCursor;

#define CERTPLAN_TYPE_CURSOR (certplan_cursor_get_type ())
GType certplan_cursor_get_type (void);

/**
 * certplan_table_open:
 *
 * Begins a walk over the rows; walks of one table do not disturb each other and see the same
 * rows.
 *
 * Returns: (transfer full): a walk that stands before the first row
 */
CertplanCursor *certplan_table_open (CertplanTable *table);

/**
 * certplan_cursor_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @cursor
 */
CertplanCursor *certplan_cursor_ref (CertplanCursor *cursor);

/**
 * certplan_cursor_unref:
 *
 * Gives a reference back; the last one frees @cursor.
 */
void certplan_cursor_unref (CertplanCursor *cursor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanCursor, certplan_cursor_unref)

/**
 * certplan_cursor_next:
 * @error: what the result's own room says
 *
 * Goes to the next row.
 *
 * Returns: %TRUE if there is one; %FALSE without @error at the end
 */
gboolean certplan_cursor_next (CertplanCursor *cursor, GError **error);

/**
 * certplan_cursor_dup_text:
 * @column: below certplan_table_get_n_columns()
 *
 * The cell as a text, any type: keys as keys, sentences in English, dates ISO, money `72000.00`.
 *
 * Returns: (transfer full): empty where the cell is absent
 */
char *certplan_cursor_dup_text (CertplanCursor *cursor, guint column);

/**
 * certplan_cursor_get_int:
 *
 * The number of a DATE, MONTH, MONEY, INT, SHARE or DECIMAL cell; G_MININT64 where it is absent.
 */
gint64 certplan_cursor_get_int (CertplanCursor *cursor, guint column);

/**
 * certplan_cursor_get_money:
 *
 * The fen of a MONEY cell; CERTPLAN_MONEY_NONE where it is absent.
 */
CertplanMoney certplan_cursor_get_money (CertplanCursor *cursor, guint column);

/**
 * certplan_cursor_get_date:
 *
 * The day of a DATE or MONTH cell; CERTPLAN_DATE_NONE where it is absent.
 */
CertplanDate certplan_cursor_get_date (CertplanCursor *cursor, guint column);

/**
 * CertplanTables:
 *
 * The tables of one result, the first one the most asked for. Reference counted.
 */
typedef struct _CertplanTables CertplanTables;

#define CERTPLAN_TYPE_TABLES (certplan_tables_get_type ())
GType certplan_tables_get_type (void);

/**
 * certplan_tables_new:
 *
 * Makes an empty list of tables.
 */
CertplanTables *certplan_tables_new (void);

/**
 * certplan_tables_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @tables
 */
CertplanTables *certplan_tables_ref (CertplanTables *tables);

/**
 * certplan_tables_unref:
 *
 * Gives a reference back; the last one frees @tables.
 */
void certplan_tables_unref (CertplanTables *tables);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanTables, certplan_tables_unref)

/**
 * certplan_tables_take:
 * @table: (transfer full): goes last
 *
 * Adds a table.
 */
void certplan_tables_take (CertplanTables *tables, CertplanTable *table);

/**
 * certplan_tables_get_n:
 *
 * How many tables there are.
 */
guint certplan_tables_get_n (const CertplanTables *tables);

/**
 * certplan_tables_get:
 * @i: below certplan_tables_get_n()
 *
 * The tables in their order.
 *
 * Returns: (transfer none): table @i, which lives as long as @tables
 */
CertplanTable *certplan_tables_get (const CertplanTables *tables, guint i);

/**
 * certplan_tables_find:
 * @name: as "quote"
 *
 * Looks a table up by its name.
 *
 * Returns: (transfer none) (nullable): the table of that name
 */
CertplanTable *certplan_tables_find (const CertplanTables *tables, const char *name);

G_END_DECLS
