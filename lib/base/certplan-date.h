/* Civil dates and periods (proleptic Gregorian, no zone).
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CertplanDate:
 *
 * A civil date as a day number, 1970-01-01 = 0; from 0001-01-01 to 9999-12-31.
 * %CERTPLAN_DATE_NONE is "no date".
 */
typedef gint32 CertplanDate;

#define CERTPLAN_DATE_NONE G_MININT32

/**
 * CertplanPeriod:
 * @months: calendar months
 * @days: calendar days, added after the months
 * @working_days: working days, added last; needs a calendar
 *
 * A length of time. "No period" has @months = %G_MININT32.
 */
typedef struct
{
  gint32 months;
  gint32 days;
  gint32 working_days;
} CertplanPeriod;

#define CERTPLAN_TYPE_PERIOD (certplan_period_get_type ())
GType certplan_period_get_type (void);

/**
 * certplan_date_new:
 *
 * The day of a year, a month and a day of the month.
 *
 * Returns: the date, %CERTPLAN_DATE_NONE if there is no such day (2026-02-30, year 0 or 10000)
 */
CertplanDate certplan_date_new (gint year, gint month, gint day);

/**
 * certplan_date_get_ymd:
 * @year: (out) (optional): 1 .. 9999
 * @month: (out) (optional): 1 .. 12
 * @day: (out) (optional): 1 .. 31
 *
 * Takes a date apart.
 */
void certplan_date_get_ymd (CertplanDate date, gint *year, gint *month, gint *day);

/**
 * certplan_date_get_weekday:
 *
 * The day of the week.
 *
 * Returns: 1 = Monday .. 7 = Sunday
 */
gint certplan_date_get_weekday (CertplanDate date);

/**
 * certplan_date_parse:
 * @text: `2025-05-01`, `2025/5/1`, `2025.5.1`, `20250501` or `2025年5月1日`; full-width digits too;
 *   a time of day `0:00:00` or `T00:00` is dropped, one with a zone is refused
 * @out_date: (out): untouched on error
 * @error: %CERTPLAN_BASE_ERROR_SYNTAX (another form: `1/5/2025`, two-digit years) or
 *   %CERTPLAN_BASE_ERROR_RANGE (no such day)
 *
 * Reads a date; what could be read in two ways is refused.
 */
gboolean certplan_date_parse (const char *text, CertplanDate *out_date, GError **error);

/**
 * certplan_date_format:
 *
 * Writes a date as ISO 8601 has it.
 *
 * Returns: (transfer full): `2025-05-01`, `` for %CERTPLAN_DATE_NONE
 */
char *certplan_date_format (CertplanDate date);

/**
 * certplan_date_add_months:
 * @n_months: may be negative
 *
 * The same day of the month @n_months later, clamped to that month's last day (2024-01-31 + 1 =
 * 2024-02-29). Count from the anchor date, never one month at a time.
 *
 * Source: PRC Civil Code, articles 201 and 202.
 *
 * Returns: %CERTPLAN_DATE_NONE outside the years 1 .. 9999
 */
CertplanDate certplan_date_add_months (CertplanDate date, gint n_months);

/**
 * certplan_date_add_period:
 * @period: without working days
 * @sign: +1 counts forward, -1 back (months first, then days)
 *
 * The last day inside a period that runs from @date, the day of the event itself not counted.
 *
 * Source: PRC Civil Code, articles 201 and 202.
 *
 * Returns: %CERTPLAN_DATE_NONE outside the years 1 .. 9999
 */
CertplanDate certplan_date_add_period (CertplanDate date, const CertplanPeriod *period, gint sign);

/**
 * certplan_period_parse:
 * @text: ISO 8601 `P3M`, `P30D`, `P2W` (not mixed with others), `P3Y` (= 36 months), `P1Y6M`,
 * `P1M10D`; and `P10B` = 10 working days (business days, an extension of ours, not mixed with the
 * others)
 * @out_period: (out caller-allocates): untouched on error
 * @error: %CERTPLAN_BASE_ERROR_SYNTAX or %CERTPLAN_BASE_ERROR_RANGE (over 9999 years)
 *
 * Reads a period.
 */
gboolean certplan_period_parse (const char *text, CertplanPeriod *out_period, GError **error);

/**
 * certplan_period_format:
 *
 * Writes a period as certplan_period_parse() reads it.
 *
 * Returns: (transfer full): `P3M`, `P30D`, `P1M10D`, `P10B`, `P0D`; years are written as months; ``
 * for "no period"
 */
char *certplan_period_format (const CertplanPeriod *period);

G_END_DECLS
