/* How a table wants to be drawn: plain data, columns by their roles.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>

/**
 * CertplanChartKind:
 * @CERTPLAN_CHART_GANTT: rows are bars, milestones, limits and rest days over a line of days
 * @CERTPLAN_CHART_STACK: rows are amounts of a series in a period: stacked columns over time
 * @CERTPLAN_CHART_NONE: not drawn
 * @CERTPLAN_CHART_CALENDAR: rows are dated duties: months with their days, and a list
 * @CERTPLAN_CHART_HEAT: rows are amounts of a line in a period: a table of coloured cells
 * @CERTPLAN_CHART_LINES: rows are points of a series: lines, with a band around them
 * @CERTPLAN_CHART_HISTOGRAM: rows are counts between two numbers, percentiles and limits
 * @CERTPLAN_CHART_BARS: rows are amounts of a series in a group: columns side by side
 *
 * What a table is drawn as.
 */
typedef enum /* only ever appended to */
{
  CERTPLAN_CHART_GANTT,
  CERTPLAN_CHART_STACK,
  CERTPLAN_CHART_NONE,
  CERTPLAN_CHART_CALENDAR,
  CERTPLAN_CHART_HEAT,
  CERTPLAN_CHART_LINES,
  CERTPLAN_CHART_HISTOGRAM,
  CERTPLAN_CHART_BARS,
} CertplanChartKind;

/**
 * CertplanChartFlags:
 * @CERTPLAN_CHART_NO_FLAGS: as the kind is
 * @CERTPLAN_CHART_NO_CUMULATIVE: STACK: without the line of the sum so far
 *
 * How a drawing differs from others of its kind.
 */
typedef enum
{
  CERTPLAN_CHART_NO_FLAGS = 0,
  CERTPLAN_CHART_NO_CUMULATIVE = 1 << 0,
} CertplanChartFlags;

/* An optional role: 0 = no column has it. */
#define CERTPLAN_CHART_COLUMN(number) ((number) + 1)

/**
 * CertplanChartSpec:
 * @kind: what it is drawn as
 * @mark: the column that says what a row is
 * @label: the column that names a row, or its series
 * @from: the column where it begins, or is
 * @to: the column where it ends
 * @actor: the column that colours it
 * @days: the column of a number shown beside it
 * @amount: the column of how much it is
 * @capacity: optional: the column of a limit
 * @low: optional: the column of the band's lower edge
 * @high: optional: the column of the band's upper edge
 * @note: optional: the column of further words
 * @more: optional: the column of still further words
 * @flags: how it differs from others of its kind
 *
 * Column numbers in the table. An amount is MONEY, INT or SHARE; its axis says the column's unit
 * (label "unit." + unit). A series is named by any text type, its order is that of appearance.
 *
 * GANTT: @mark is a CHOICE with the values bar, milestone, limit, rest;
 * @label is what the row is called (any text type), @from and @to are dates (half-open; a milestone
 * and a limit stand on @from), @actor is a CHOICE that colours bars (one legend entry each), @days
 * is an INT shown beside the bar. Rest rows become shaded bands with their label on top.
 *
 * STACK: @from is the first day of the row's period, all periods being of one length; @label is the
 * series (absent in a period without amounts); @capacity is what the period can carry: what is over
 * it is marked.
 *
 * BARS: @from is a period or a text: the group; @label is the series; where @label is @from, the
 * columns @amount and @more are the series, and their heads the names.
 *
 * HEAT: @label is the line, @from a period or a text: the column. A share over 1, or an amount over
 * @capacity, is red.
 *
 * LINES: @label is the series, @from a date or a number, rising; @low and @high are the band around
 * @amount; @capacity is a line that is wished or not to be crossed.
 *
 * HISTOGRAM: @mark is a CHOICE: bin (@from <= x < @to, both INT; @amount: how many), percentile,
 * limit, cap (each with its @label at @from; what is behind a cap is shaded).
 *
 * CALENDAR: @from is the day, @label what the row is called, @actor a CHOICE that colours it, @days
 * an INT which is negative where the day was missed, @note and @more further words about it.
 */
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
  /* optional: CERTPLAN_CHART_COLUMN (number) */
  guint capacity;
  guint low;
  guint high;
  guint note;
  guint more;
  CertplanChartFlags flags;
} CertplanChartSpec;
