/* Splitting a row that needs no copying. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-bytes-private.h"
#include "certplan-place-private.h"
#include "certplan-reader-private.h"
#include "certplan-window-private.h"

/* Room for so many cells: of one row of any width, or of several together. */
#define CERTPLAN_CELLS_ROOM 2000
G_STATIC_ASSERT (CERTPLAN_CELLS_ROOM >= CERTPLAN_READER_MAX_COLUMNS);

/* The cells of a row. */
typedef struct
{
  CertplanCell *at;      /* the row's, in storage */
  CertplanCell *storage; /* CERTPLAN_CELLS_ROOM; owned */
  guint n;
  char delimiter;
  guint8 delimiters[sizeof (CertplanBytes)]; /* again and again the same */
  guint8 is_stop[256];                       /* the bytes that the loop over a row must look at */
  guint n_doubled;                           /* cells with doubled quotes, and which ones */
  guint16 doubled[CERTPLAN_READER_MAX_COLUMNS];
} CertplanCells;

void _certplan_cells_init (CertplanCells *cells);
void _certplan_cells_set_delimiter (CertplanCells *cells, char delimiter);
void _certplan_cells_clear (CertplanCells *cells);

/* Which bytes the loop over a row must look at: nearly always, for others may be among them. */
static inline CertplanBytes
_certplan_split_find_stops (CertplanBytes bytes, CertplanBytes delimiters)
{
  return (CertplanBytes)(bytes == delimiters) | (CertplanBytes)(bytes < ' ')
         | (CertplanBytes)(bytes == '"') | (CertplanBytes)(bytes == 0x7f)
         | (CertplanBytes)(bytes == 0xc2) | (CertplanBytes)(bytes == 0xef);
}

/* Tabs stop the loop, too, and two lead bytes, which begin harmless characters mostly. */
gboolean _certplan_split_is_harmless (const CertplanCells *cells, const char *p);

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
