/* Splitting a row that needs no copying. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-place-private.h"
#include "certplan-reader-private.h"
#include "certplan-window-private.h"

/* The cells of a row. */
typedef struct
{
  CertplanCell *at; /* CERTPLAN_READER_MAX_COLUMNS */
  guint n;
  char delimiter;
  guint8 delimiters[CERTPLAN_WINDOW_SLACK]; /* again and again the same */
  guint8 is_stop[256];                      /* the bytes that the loop over a row must look at */
  guint n_doubled;                          /* cells with doubled quotes, and which ones */
  guint16 doubled[CERTPLAN_READER_MAX_COLUMNS];
} CertplanCells;

void _certplan_cells_init (CertplanCells *cells);
void _certplan_cells_set_delimiter (CertplanCells *cells, char delimiter);
void _certplan_cells_clear (CertplanCells *cells);

typedef enum
{
  CERTPLAN_SPLIT_DONE,
  CERTPLAN_SPLIT_HARD, /* a quote, or a character in quotes, is wrong, or quotes go on for long */
  CERTPLAN_SPLIT_CUT,  /* the window ended first */
  CERTPLAN_SPLIT_FAILED,
} CertplanSplit;

/* Splits the window's current row where it lies: the cells point into the window, NULs are put
 * behind them, and doubled quotes are made single. Unless DONE, the text is as it was. */
CertplanSplit _certplan_split (CertplanWindow *window, CertplanCells *cells);

/* Goes from the beginning of a row that was split so to that of its cell @n, or to the row's end if
 * it has no more than that. */
void _certplan_split_advance (const CertplanWindow *window, const CertplanCells *cells, guint n,
                              CertplanPlace *place);
