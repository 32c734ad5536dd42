/* Civil dates as day numbers. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-date-private.h"
#include "certplan-digits-private.h"

/* The formulas below let a year begin on 1 March, and call its months 3 .. 14: the leap day is then
 * the last day of its year. Divisions by a constant are a multiplication and a shift wherever the
 * numbers are small enough for that to be exact, as C. Neri and L. Schneider show ("Euclidean
 * affine functions and their application to calendar algorithms", 2023); tests go through all days.
 */

#define DAYS_400_YEARS 146097
#define DAYS_4_YEARS 1461    /* but for the centuries that have no leap day */
#define DAYS_TO_EPOCH 719468 /* from 0000-03-01 to 1970-01-01 */
#define DAYS_MARCH_DECEMBER 306

static gboolean
is_leap (gint year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

gint
_certplan_date_days_in_month (gint year, gint month)
{
  static const gint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  return days[month - 1] + (month == 2 && is_leap (year));
}

static gint32
days_from_civil (gint year, gint month, gint day)
{
  const guint march_year = (guint)(year - (month <= 2));
  const guint march_month = (guint)(month > 2 ? month : month + 12);
  const guint century = march_year / 100;
  const guint days_before_year = DAYS_4_YEARS * march_year / 4 - century + century / 4;
  /* 30.6 days a month from March on, as it rounds: 0, 31, 61, 92, 122, 153 .. 337 */
  const guint days_before_month = (979 * march_month - 2919) / 32;

  return (gint32)(days_before_year + days_before_month) + day - 1 - DAYS_TO_EPOCH;
}

CertplanDate
certplan_date_new (gint year, gint month, gint day)
{
  if (year < 1 || year > 9999 || month < 1 || month > 12)
    return CERTPLAN_DATE_NONE;
  if (day < 1 || day > _certplan_date_days_in_month (year, month))
    return CERTPLAN_DATE_NONE;
  return days_from_civil (year, month, day);
}

void
certplan_date_get_ymd (CertplanDate date, gint *year, gint *month, gint *day)
{
  g_return_if_fail (_certplan_date_is_valid (date));

  /* In quarters of a day, of which a year has 1461 and a century 146097, leap days or not. */
  const guint32 quarters = 4 * (guint32)(date + DAYS_TO_EPOCH) + 3;
  const guint32 century = quarters / DAYS_400_YEARS;
  const guint32 quarters_of_century = quarters % DAYS_400_YEARS | 3;
  /* 2939745 / 2^32 is 1 / 1461: the upper half is the year, the lower one what is left of it. */
  const guint64 years = (guint64)2939745 * quarters_of_century;
  const guint32 day_of_year = (guint32)years / 2939745 / 4;
  /* 2141 / 2^16 is 1 / 30.6 */
  const guint32 months = 2141 * day_of_year + 197913;
  const gboolean is_next_year = day_of_year >= DAYS_MARCH_DECEMBER;

  if (year != NULL)
    *year = (gint)(100 * century + (guint32)(years >> 32)) + is_next_year;
  if (month != NULL)
    *month = (gint)(months >> 16) - (is_next_year ? 12 : 0);
  if (day != NULL)
    *day = (gint)((months & 0xffff) / 2141) + 1;
}

gint
certplan_date_get_weekday (CertplanDate date)
{
  g_return_val_if_fail (_certplan_date_is_valid (date), 0);

  return (date - _CERTPLAN_DATE_FIRST) % 7 + 1; /* 0001-01-01 is a Monday */
}

CertplanDate
certplan_date_add_months (CertplanDate date, gint n_months)
{
  g_return_val_if_fail (_certplan_date_is_valid (date), CERTPLAN_DATE_NONE);

  gint year, month, day;
  certplan_date_get_ymd (date, &year, &month, &day);
  const gint64 months = (gint64)year * 12 + month - 1 + n_months;
  if (months < 12 || months >= 12 * 10000)
    return CERTPLAN_DATE_NONE;
  year = (gint)(months / 12);
  month = (gint)(months % 12) + 1;
  return days_from_civil (year, month, MIN (day, _certplan_date_days_in_month (year, month)));
}

gint
_certplan_date_get_month (CertplanDate date)
{
  gint year, month;
  certplan_date_get_ymd (date, &year, &month, NULL);
  return year * 12 + month - 1;
}

CertplanDate
_certplan_term_get_anchor (CertplanDate from, CertplanDate to)
{
  const gint n_months = _certplan_date_get_month (to) - _certplan_date_get_month (from);
  return n_months > 0 && certplan_date_add_months (from, n_months) == to ? from : from - 1;
}

CertplanDate
_certplan_term_get_part_end (CertplanDate from, CertplanDate to, gint n_months)
{
  const CertplanDate end = certplan_date_add_months (from, n_months);
  if (end == CERTPLAN_DATE_NONE)
    return end;
  return _certplan_term_get_anchor (from, to) == from ? end : end - 1;
}

char *
_certplan_date_put (char *at, CertplanDate date)
{
  gint year, month, day;

  certplan_date_get_ymd (date, &year, &month, &day);
  at = _certplan_digits_put_two (at, (guint)year / 100);
  at = _certplan_digits_put_two (at, (guint)year % 100);
  *at++ = '-';
  at = _certplan_digits_put_two (at, (guint)month);
  *at++ = '-';
  return _certplan_digits_put_two (at, (guint)day);
}

void
_certplan_date_append (GString *text, CertplanDate date)
{
  g_return_if_fail (text != NULL);

  if (date == CERTPLAN_DATE_NONE)
    return;
  g_return_if_fail (_certplan_date_is_valid (date));

  char digits[_CERTPLAN_DATE_BYTES];
  g_string_append_len (text, digits, _certplan_date_put (digits, date) - digits);
}

char *
certplan_date_format (CertplanDate date)
{
  GString *text = g_string_sized_new (16);

  _certplan_date_append (text, date);
  return g_string_free (text, FALSE);
}
