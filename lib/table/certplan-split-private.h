/* Splitting a row that needs no copying. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-reader-private.h"
#include "certplan-window-private.h"

/* The cells of a row. */
typedef struct
{
  CertplanCell *at; /* CERTPLAN_READER_MAX_COLUMNS */
  guint n;
  char delimiter;
  guint8 is_stop[256]; /* the bytes that the loop over a row must look at */
} CertplanCells;

void _certplan_cells_init (CertplanCells *cells);
void _certplan_cells_set_delimiter (CertplanCells *cells, char delimiter);
void _certplan_cells_clear (CertplanCells *cells);

typedef enum
{
  CERTPLAN_SPLIT_DONE,
  CERTPLAN_SPLIT_HARD, /* a quote that takes a parser: doubled, over a line end, or wrong */
  CERTPLAN_SPLIT_CUT,  /* the window ended first */
  CERTPLAN_SPLIT_FAILED,
} CertplanSplit;

/* Splits the window's current row where it lies: the cells point into the window, NULs are put
 * behind them. Cells in quotes are split too where they have no other quote and no line end.
 * @rest: where HARD, the place in the row at which the next cell begins; all before it are in
 * @cells, without NULs */
CertplanSplit _certplan_split (CertplanWindow *window, CertplanCells *cells, gsize *rest);

/* Where such a cell begins in the text: at its quote, if it has one. */
const char *_certplan_split_get_begin (const CertplanWindow *window, const CertplanCell *cell);
