/* Civil dates as day numbers. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-date-private.h"

/* The formulas below let a year begin on 1 March: the leap day is then the last day of its year,
 * and the days before the m-th month (0 = March) are (153 m + 2) / 5, as five months from March on,
 * and again from August on, have 153 days. */

#define DAYS_A_CENTURY 36524 /* without the leap day of the 400 years */
#define DAYS_400_YEARS 146097
#define DAYS_TO_EPOCH 719468 /* from 0000-03-01 to 1970-01-01 */

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
  const gint march_year = year - (month <= 2);
  const gint march_month = month > 2 ? month - 3 : month + 9;
  const gint leap_days = march_year / 4 - march_year / 100 + march_year / 400;

  return march_year * 365 + leap_days + (153 * march_month + 2) / 5 + day - 1 - DAYS_TO_EPOCH;
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

  const gint days = date + DAYS_TO_EPOCH; /* >= 306, so / and % are those of natural numbers */
  const gint era = days / DAYS_400_YEARS;
  const gint day_of_era = days % DAYS_400_YEARS;
  /* Leap days are taken out before dividing by 365: one in 1461 days but for the 100th and with the
   * 400th year. */
  const gint year_of_era
      = (day_of_era - day_of_era / 1460 + day_of_era / DAYS_A_CENTURY - day_of_era / 146096) / 365;
  const gint day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const gint march_month = (5 * day_of_year + 2) / 153;

  if (year != NULL)
    *year = era * 400 + year_of_era + (march_month >= 10);
  if (month != NULL)
    *month = march_month < 10 ? march_month + 3 : march_month - 9;
  if (day != NULL)
    *day = day_of_year - (153 * march_month + 2) / 5 + 1;
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

static void
put_two (char *text, gint number)
{
  text[0] = '0' + number / 10;
  text[1] = '0' + number % 10;
}

void
_certplan_date_append (GString *text, CertplanDate date)
{
  g_return_if_fail (text != NULL);

  if (date == CERTPLAN_DATE_NONE)
    return;
  g_return_if_fail (_certplan_date_is_valid (date));

  gint year, month, day;
  certplan_date_get_ymd (date, &year, &month, &day);
  char digits[] = "YYYY-MM-DD";
  put_two (digits, year / 100);
  put_two (digits + 2, year % 100);
  put_two (digits + 5, month);
  put_two (digits + 8, day);
  g_string_append_len (text, digits, sizeof digits - 1);
}

char *
certplan_date_format (CertplanDate date)
{
  GString *text = g_string_sized_new (16);

  _certplan_date_append (text, date);
  return g_string_free (text, FALSE);
}
