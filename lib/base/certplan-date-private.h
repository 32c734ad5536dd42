/* What the parts of date share. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-date.h"

/* 0001-01-01 and 9999-12-31 as day numbers. */
#define _CERTPLAN_DATE_FIRST (-719162)
#define _CERTPLAN_DATE_LAST 2932896

#define _CERTPLAN_PERIOD_NONE ((CertplanPeriod){ G_MININT32, 0, 0 })
#define _certplan_period_is_none(period) ((period)->months == G_MININT32)

/* @day as a date, %CERTPLAN_DATE_NONE outside the years 1 .. 9999. */
static inline CertplanDate
_certplan_date_from_day (gint64 day)
{
  if (day < _CERTPLAN_DATE_FIRST || day > _CERTPLAN_DATE_LAST)
    return CERTPLAN_DATE_NONE;
  return (CertplanDate)day;
}

static inline gboolean
_certplan_date_is_valid (CertplanDate date)
{
  return date >= _CERTPLAN_DATE_FIRST && date <= _CERTPLAN_DATE_LAST;
}

/* @date: one that is valid */
static inline gint
_certplan_date_get_year (CertplanDate date)
{
  gint year;
  certplan_date_get_ymd (date, &year, NULL, NULL);
  return year;
}

/* How long YYYY-MM-DD is. */
#define _CERTPLAN_DATE_BYTES 10

/* Puts so many bytes there, and no NUL. @date: one that is valid. Returns: behind them */
char *_certplan_date_put (char *at, CertplanDate date);

/* YYYY-MM-DD of a real day: what programs write, read without a copy. Returns: FALSE for anything
 * else */
gboolean _certplan_date_parse_plain (const char *text, CertplanDate *out_date);

/* Reads a spreadsheet's day number, 20000 .. 80000 (1954 .. 2119), counted from 1899-12-30.
 * Returns: FALSE for anything else */
gboolean _certplan_date_parse_serial (const char *text, CertplanDate *out_date);

/* Returns: 28 .. 31 for a month 1 .. 12 */
gint _certplan_date_days_in_month (gint year, gint month);
/* Months since year 0, so that their difference is a number of months. */
gint _certplan_date_get_month (CertplanDate date);

/* The day from which a term that was printed is counted, which is not inside it: its first day
 * where the last one is the same day of a later month (Civil Code 201, 202: the day of the event is
 * not counted), else the day before, as of 2026-12-01 to 2029-11-30. Either is 36 whole months.
 * @from, @to: valid, @from <= @to */
CertplanDate _certplan_term_get_anchor (CertplanDate from, CertplanDate to);
/* The last day of the first @n_months of that term; the next one begins the day after.
 * Returns: %CERTPLAN_DATE_NONE beyond the year 9999 */
CertplanDate _certplan_term_get_part_end (CertplanDate from, CertplanDate to, gint n_months);

/* As certplan_date_format() and certplan_period_format(), appended to @text without an allocation.
 */
void _certplan_date_append (GString *text, CertplanDate date);
void _certplan_period_append (GString *text, const CertplanPeriod *period);
