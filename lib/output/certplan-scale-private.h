/* Numbers on a line of the picture. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-figure-private.h"

/* @low is drawn at @start, @high at @end: for heights @start is the larger one. Numbers are as the
 * column's type has them: fen, units, millionths. */
typedef struct
{
  CertplanColumnType type;
  gint64 low, high, tick; /* whole ticks; low < high */
  gint start, end;
} CertplanScale;

/* From @least to @most (0 included) with at most @n_ticks ticks, each 1, 2 or 5 times a power of
 * ten. */
CertplanScale _certplan_scale_choose (CertplanColumnType type, gint64 least, gint64 most,
                                      gint n_ticks, gint start, gint end);
/* The same without 0, for a line of numbers that is no height. */
CertplanScale _certplan_scale_choose_range (CertplanColumnType type, gint64 least, gint64 most,
                                            gint n_ticks, gint start, gint end);
/* Where @number stands; inside the line. */
gint _certplan_scale_get (const CertplanScale *scale, gint64 number);
/* A tick's number, with as many places as the ticks need. Returns: (transfer full) */
char *_certplan_scale_format (const CertplanScale *scale, gint64 number);
/* How wide the widest tick's number is. */
gint _certplan_scale_measure (const CertplanScale *scale, guint size);

/* A number for people, short: whole where it is large, else with a place. Shares in whole percent,
 * over one rounded up: what is too much is never shown as 100. Returns: (transfer full) */
char *_certplan_amount_format (CertplanColumnType type, gint64 number);
/* @a + @b, as far as numbers reach; absent (G_MININT64) is nothing. */
gint64 _certplan_amount_add (gint64 a, gint64 b);

/* Grid lines from @left to @right and the ticks' numbers beside @left, the @unit above them. */
void _certplan_scale_draw (CertplanFigure *figure, const CertplanScale *scale, gint left,
                           gint right, const char *unit);
