/* Making tables, and what renderers read of them. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-table.h"
#include "certplan-chart-spec.h"
#include "certplan-column-private.h"
#include "certplan-event-spec-private.h"
#include "certplan-labels-private.h"
#include "certplan-ledger-spec-private.h"
#include "certplan-workcal.h"

/* How the rows of a table are walked. */
typedef struct
{
  gpointer (*open) (gconstpointer data); /* the state of one walk */
  gboolean (*next) (gpointer state, GError **error);
  void (*get) (gpointer state, guint column, CertplanValue *value); /* NULL where row is not */
  void (*close) (gpointer state);
  /* Where a row is a struct that has its columns at their offsets: that struct, until the next one.
   * NULL where get is not. */
  gconstpointer (*row) (gpointer state);
} CertplanTableSource;

/* Where any row can be gone to, and several walks may be under way in several threads. */
typedef struct
{
  guint64 (*count) (gconstpointer data);
  void (*seek) (gpointer state, guint64 row); /* next() goes to @row, from 0 */
} CertplanTableJump;

/* @name and @columns: static. @data is handed to @source->open; @free_data frees it with the table.
 */
CertplanTable *_certplan_table_new (const char *name, const CertplanColumn *columns,
                                    guint n_columns, const CertplanTableSource *source,
                                    gpointer data, GDestroyNotify free_data);

/* A table over an array of result structs (their columns by offset). @rows is owned by @owner,
 * which is given back through @free_owner. */
CertplanTable *_certplan_table_new_rows (const char *name, const CertplanColumn *columns,
                                         guint n_columns, gconstpointer rows, gsize row_size,
                                         gsize n_rows, gpointer owner, GDestroyNotify free_owner);

/* The same over @rows, which is taken over; @owner keeps the rows' texts alive. */
CertplanTable *_certplan_table_new_array (const char *name, const CertplanColumn *columns,
                                          guint n_columns, GArray *rows, gpointer owner,
                                          GDestroyNotify free_owner);

/* The same over rows that are made whenever a walk begins: @make gives an array. */
typedef GArray *(*CertplanTableMake) (gconstpointer owner);
CertplanTable *_certplan_table_new_made (const char *name, const CertplanColumn *columns,
                                         guint n_columns, CertplanTableMake make, gpointer owner,
                                         GDestroyNotify free_owner);

/* @jump: static. @n_threads: how many threads may make what is written of the rows; 0 = one a
 * processor. */
void _certplan_table_set_jump (CertplanTable *table, const CertplanTableJump *jump,
                               guint n_threads);
/* Returns: 1 where rows only follow each other */
guint _certplan_table_get_threads (const CertplanTable *table);
/* Returns: 0 where it is not known */
guint64 _certplan_table_count_rows (const CertplanTable *table);
/* Goes before row @row, where the table's rows are counted. */
void _certplan_cursor_seek (CertplanCursor *cursor, guint64 row);

/* @title, @subtitle: (nullable): sentences, copied. @labels: (nullable): NULL = the shipped ones.
 */
void _certplan_table_set_title (CertplanTable *table, const char *title, const char *subtitle);
void _certplan_table_set_labels (CertplanTable *table, CertplanLabels *labels);
/* @spec: static */
void _certplan_table_set_chart (CertplanTable *table, const CertplanChartSpec *spec);
/* @workcal: (nullable): by it a chart shades the days of rest */
void _certplan_table_set_workcal (CertplanTable *table, CertplanWorkcal *workcal);
/* @spec: static. @n_hidden: how many columns the source and the array of columns have behind those
 * that the table shows, for events alone. */
void _certplan_table_set_events (CertplanTable *table, const CertplanEventSpec *spec,
                                 guint n_hidden);
/* The same for rows that are postings. */
void _certplan_table_set_ledger (CertplanTable *table, const CertplanLedgerSpec *spec,
                                 guint n_hidden);
/* The table is there for its chart: files that hold all tables leave it out; asked for by name it
 * comes. */
void _certplan_table_set_drawn_only (CertplanTable *table);
gboolean _certplan_table_is_drawn_only (const CertplanTable *table);

const char *_certplan_table_get_title (const CertplanTable *table);
const char *_certplan_table_get_subtitle (const CertplanTable *table);
const CertplanLabels *_certplan_table_get_labels (const CertplanTable *table);
const CertplanChartSpec *_certplan_table_get_chart (const CertplanTable *table);
/* Returns: (nullable) */
const CertplanWorkcal *_certplan_table_get_workcal (const CertplanTable *table);
/* Returns: (nullable): NULL = its rows are no postings */
const CertplanLedgerSpec *_certplan_table_get_ledger (const CertplanTable *table);
/* Returns: (nullable): NULL = its rows are no events */
const CertplanEventSpec *_certplan_table_get_events (const CertplanTable *table);
const CertplanColumn *_certplan_table_get_columns (const CertplanTable *table, guint *n_columns);

/* The cell of the current row; absent where there is none. @column: those that are hidden, too */
void _certplan_cursor_get (CertplanCursor *cursor, guint column, CertplanValue *value);
/* Returns: (nullable): the current row, which has its columns at their offsets; NULL = its cells
 * are got, or there is no row */
gconstpointer _certplan_cursor_get_row (const CertplanCursor *cursor);
/* Whether the current cell is absent. */
gboolean _certplan_value_is_absent (CertplanColumnType type, const CertplanValue *value);
/* Appends the cell as a file shows it: labels by @lang, money grouped or not. */
void _certplan_value_append (const CertplanLabels *labels, CertplanLang lang, gboolean grouped,
                             CertplanColumnType type, const CertplanValue *value, GString *out);
/* Puts a number there, neither absent nor grouped, and no NUL: at most _CERTPLAN_DIGITS_MAX bytes.
 * Returns: behind it */
char *_certplan_value_put (char *at, CertplanColumnType type, gint64 number);
