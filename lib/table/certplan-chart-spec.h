/* How a table wants to be drawn: plain data, columns by their roles.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>

typedef enum
{
  CERTPLAN_CHART_GANTT, /* rows are bars, milestones, limits and rest days over a line of days */
  CERTPLAN_CHART_STACK, /* rows are amounts of a series in a period: stacked columns over time */
  CERTPLAN_CHART_NONE,
} CertplanChartKind;

/* Column numbers in the table. GANTT: @mark is a CHOICE with the values bar, milestone, limit,
 * rest;
 * @label is what the row is called (any text type), @from and @to are dates (half-open; a milestone
 * and a limit stand on @from), @actor is a CHOICE that colours bars (one legend entry each), @days
 * is an INT shown beside the bar. Rest rows become shaded bands with their label on top.
 * STACK: @from is the first day of the row's period, all periods being of one length and in order;
 * @label is the series (any text type, absent in a period without amounts), @amount is MONEY. */
typedef struct
{
  CertplanChartKind kind;
  guint mark;
  guint label;
  guint from;
  guint to;
  guint actor;
  guint days;
  guint amount;
} CertplanChartSpec;
