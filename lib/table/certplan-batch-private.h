/* Splitting plain rows many at once. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-split-private.h"

#define CERTPLAN_BATCH_MAX_ROWS CERTPLAN_READER_MAX_AHEAD

typedef struct
{
  gsize begin;      /* in the window */
  guint first_cell; /* in the cells' storage */
} CertplanBatchRow;

/* Rows in the window that lie one behind the other and hold nothing that must be looked at twice:
 * no quotes but around a cell, no character that is refused, no line end but LF and CR LF behind a
 * row, no blank line or comment between them. */
typedef struct
{
  CertplanBatchRow rows[CERTPLAN_BATCH_MAX_ROWS + 1]; /* the last one tells where the others end */
  guint n_rows;
  guint next;   /* the row that _certplan_batch_next() goes to */
  guint n_skip; /* so many rows are not tried */
} CertplanBatch;

/* Splits the window's current row and those behind it, as far as they are plain. Returns: FALSE if
 * the current one is not, or is not whole; the text is then as it was */
gboolean _certplan_batch_split (CertplanBatch *batch, CertplanWindow *window, CertplanCells *cells);
/* Makes the next of them the window's current row. Returns: FALSE if there is none left */
gboolean _certplan_batch_next (CertplanBatch *batch, CertplanWindow *window, CertplanCells *cells);
/* Forgets them all. */
void _certplan_batch_drop (CertplanBatch *batch);
/* The cells of the row that is @ahead of the current one. Returns: NULL if it is not of the batch
 */
const CertplanCell *_certplan_batch_peek (const CertplanBatch *batch, const CertplanCells *cells,
                                          guint ahead, guint *n_cells);
