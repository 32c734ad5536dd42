/* What a renderer is: a table goes in row by row, bytes come out. Renderers know tables, never
 * results. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-sink-private.h"
#include "certplan-table-private.h"

typedef struct
{
  CertplanLang lang;
  gboolean bom;            /* CSV: begins with a byte order mark */
  gboolean narrow;         /* text: without the columns that are marked as wide, which it tells */
  CertplanDate as_of;      /* for formats that carry a date; NONE = not known */
  const GPtrArray *tables; /* borrowed: CertplanTable, those that will come, in their order */
  const GPtrArray *charts; /* borrowed: CertplanPageChart, those of a page */
  const char *digest;      /* borrowed: of the rules in use; NULL = not known */
} CertplanRenderOptions;

/* A chart inside a page. All borrowed. */
typedef struct
{
  CertplanTable *table;
  GBytes *markup; /* an element of the page; NULL = it could not be drawn, which has been told */
} CertplanPageChart;

/* A renderer writes one file: open, then begin, row ... row, end for each table, then close. What
 * the sink refuses is asked of the sink. */
typedef struct
{
  /* Returns: the renderer's state; @sink outlives it */
  gpointer (*open) (CertplanSink *sink, const CertplanRenderOptions *options);
  /* May walk @table for itself, as text does to find its widths. */
  gboolean (*begin) (gpointer state, CertplanTable *table, GCancellable *cancellable,
                     GError **error);
  void (*row) (gpointer state, CertplanCursor *cursor);
  /* Where nothing but the row itself decides what row() writes, else NULL: a state for row() and
   * drop() alone, in another thread, that writes into @sink. */
  gpointer (*branch) (gconstpointer state, CertplanSink *sink);
  void (*end) (gpointer state);
  /* Where files of the format hold pictures among the tables, else NULL: after the rows of a table
   * that has a chart, or alone where the table is there only to be drawn (then no begin went
   * before). @picture: (nullable): NULL = it could not be drawn, which has been told. A page takes
   * its charts from the options instead: they stand before the rows. */
  gboolean (*draw) (gpointer state, CertplanTable *table, GBytes *picture, GError **error);
  /* Writes what stands behind the last table, and frees @state, also where it fails. */
  gboolean (*close) (gpointer state, GError **error);
  /* Frees @state and writes nothing. */
  void (*drop) (gpointer state);
} CertplanRenderer;

extern const CertplanRenderer _certplan_render_text;
extern const CertplanRenderer _certplan_render_csv;
extern const CertplanRenderer _certplan_render_journal;   /* hledger */
extern const CertplanRenderer _certplan_render_beancount; /* beancount */
extern const CertplanRenderer _certplan_render_json;
extern const CertplanRenderer _certplan_render_html;
extern const CertplanRenderer _certplan_render_ics;  /* only with libical */
extern const CertplanRenderer _certplan_render_xlsx; /* only with libxlsxwriter */

/* Goes to the next row, unless @cancellable (nullable) is cancelled.
 * Returns: FALSE at the end, or with @error set */
gboolean _certplan_render_next (CertplanCursor *cursor, GCancellable *cancellable, GError **error);

/* Whether the rows of the table can be made by several threads, as it wants them to be, and doing
 * so. @sink: where @state writes to, which has nothing of its own left. The sink tells what it
 * refuses. */
gboolean _certplan_render_can_split (const CertplanRenderer *renderer, const CertplanTable *table);
gboolean _certplan_render_split (const CertplanRenderer *renderer, gpointer state,
                                 CertplanSink *sink, CertplanTable *table,
                                 GCancellable *cancellable, GError **error);

/* The table's labels; the shipped ones where it has none. */
const CertplanLabels *_certplan_render_labels (const CertplanTable *table);

/* How many cells of a terminal the text takes. Ambiguous characters (quotation marks, dashes) count
 * one, as terminals show them today. */
gsize _certplan_render_get_width (const char *text);

/* Whether cells of the type are numbers, which end below each other. */
gboolean _certplan_render_is_number (CertplanColumnType type);

/* Whether the table is one column of sentences, which are shown as lines. */
gboolean _certplan_render_is_list (const CertplanTable *table);

/* The table's label, else its name. */
const char *_certplan_render_label (const CertplanTable *table, CertplanLang lang);
/* The table's title as it is spoken, else its label. Returns: (transfer full) */
char *_certplan_render_dup_title (const CertplanTable *table, CertplanLang lang);
