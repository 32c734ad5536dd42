/* Reading dates as people and programs write them. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-date-private.h"
#include "certplan-error.h"
#include "certplan-private.h"
#include <string.h>

/* What is wrong with a text. */
typedef enum
{
  TEXT_OK,
  TEXT_OTHER,
  TEXT_YEAR_LAST,
  TEXT_SHORT_YEAR,
  TEXT_SERIAL,
  TEXT_ZONE,
} TextFault;

typedef struct
{
  const char *at; /* what is still to be read; borrowed */
  gint year;
  gint month;
  gint day;
} DateText;

static inline gboolean
read_two (const char *text, gint *number)
{
  const guint tens = (guint8)(text[0] - '0');
  if (tens > 9)
    return FALSE;
  const guint ones = (guint8)(text[1] - '0');
  *number = (gint)(tens * 10 + ones);
  return ones <= 9;
}

gboolean
_certplan_date_parse_plain (const char *text, CertplanDate *out_date)
{
  gint century, year, month, day;

  if (!read_two (text, &century) || !read_two (text + 2, &year) || text[4] != '-'
      || !read_two (text + 5, &month) || text[7] != '-' || !read_two (text + 8, &day)
      || text[10] != '\0')
    return FALSE;
  const CertplanDate date = certplan_date_new (century * 100 + year, month, day);
  if (date == CERTPLAN_DATE_NONE)
    return FALSE;
  *out_date = date;
  return TRUE;
}

/* Returns: how many digits were read; @number is right for 1 .. 8 of them */
static guint
read_number (const char **at, gint *number)
{
  guint n_digits = 0;

  *number = 0;
  for (; g_ascii_isdigit (**at); (*at)++)
    if (++n_digits <= 8)
      *number = *number * 10 + (**at - '0');
  return n_digits;
}

static gboolean
skip_word (const char **at, const char *word)
{
  const gsize length = strlen (word);

  if (strncmp (*at, word, length) != 0)
    return FALSE;
  *at += length;
  return TRUE;
}

static void
skip_blanks (const char **at)
{
  while (**at == ' ')
    (*at)++;
}

static gboolean
read_one_or_two (const char **at, gint *number)
{
  const guint n_digits = read_number (at, number);

  return n_digits == 1 || n_digits == 2;
}

/* After the year: -5-1 /5/1 .5.1, one and the same separator. */
static gboolean
read_separated (DateText *date)
{
  const char separator = *date->at;

  if (separator != '-' && separator != '/' && separator != '.')
    return FALSE;
  date->at++;
  if (!read_one_or_two (&date->at, &date->month) || *date->at != separator)
    return FALSE;
  date->at++;
  return read_one_or_two (&date->at, &date->day);
}

/* After the year: 年5月1日, blanks allowed as Word sets them. */
static gboolean
read_chinese (DateText *date)
{
  const char *at = date->at;

  skip_blanks (&at);
  if (!skip_word (&at, "年"))
    return FALSE;
  skip_blanks (&at);
  if (!read_one_or_two (&at, &date->month))
    return FALSE;
  skip_blanks (&at);
  if (!skip_word (&at, "月"))
    return FALSE;
  skip_blanks (&at);
  if (!read_one_or_two (&at, &date->day))
    return FALSE;
  skip_blanks (&at);
  date->at = at;
  return skip_word (&date->at, "日");
}

/* From 1954 to 2119, as spreadsheets count. */
static gboolean
is_serial (guint n_digits, gint number, const char *rest)
{
  return n_digits == 5 && *rest == '\0' && number >= 20000 && number <= 80000;
}

gboolean
_certplan_date_parse_serial (const char *text, CertplanDate *out_date)
{
  char folded[_CERTPLAN_FOLD_SIZE];
  const char *at = folded;
  gint number;

  if (!_certplan_text_fold (text, folded, sizeof folded))
    return FALSE;
  const guint n_digits = read_number (&at, &number);
  if (!is_serial (n_digits, number, at))
    return FALSE;
  *out_date = certplan_date_new (1899, 12, 30) + number;
  return TRUE;
}

/* Why a text that begins with @n_digits digits, then @rest, is no date. */
static TextFault
explain_start (guint n_digits, gint number, const char *rest)
{
  if (is_serial (n_digits, number, rest))
    return TEXT_SERIAL;
  if (n_digits != 1 && n_digits != 2)
    return TEXT_OTHER;
  gint month, last;
  if (!skip_word (&rest, "/") && !skip_word (&rest, "-") && !skip_word (&rest, "."))
    return g_str_has_prefix (rest, "年") ? TEXT_SHORT_YEAR : TEXT_OTHER;
  if (!read_one_or_two (&rest, &month) || *rest == '\0')
    return TEXT_OTHER;
  rest++;
  return read_number (&rest, &last) == 4 ? TEXT_YEAR_LAST : TEXT_SHORT_YEAR;
}

static TextFault
read_day (DateText *date)
{
  gint number;
  const guint n_digits = read_number (&date->at, &number);

  if (n_digits == 8)
    {
      date->year = number / 10000;
      date->month = number / 100 % 100;
      date->day = number % 100;
      return TEXT_OK;
    }
  if (n_digits != 4)
    return explain_start (n_digits, number, date->at);
  date->year = number;
  return read_separated (date) || read_chinese (date) ? TEXT_OK : TEXT_OTHER;
}

/* H:MM, H:MM:SS or H:MM:SS.s of a real time of day. */
static gboolean
read_clock (const char **at)
{
  gint hours, minutes, seconds, fraction;

  if (!read_one_or_two (at, &hours) || hours > 23)
    return FALSE;
  if (!skip_word (at, ":") || read_number (at, &minutes) != 2 || minutes > 59)
    return FALSE;
  if (!skip_word (at, ":"))
    return TRUE;
  if (read_number (at, &seconds) != 2 || seconds > 60) /* 60: a leap second */
    return FALSE;
  return !skip_word (at, ".") || read_number (at, &fraction) > 0;
}

/* A time of day changes nothing about the day; a zone might. */
static TextFault
read_time (const char *at)
{
  if (*at == '\0')
    return TEXT_OK;
  if (*at != ' ' && *at != 'T')
    return TEXT_OTHER;
  at++;
  skip_blanks (&at);
  if (!read_clock (&at))
    return TEXT_OTHER;
  if (*at == '\0')
    return TEXT_OK;
  skip_blanks (&at);
  return strchr ("Zz+-", *at) != NULL ? TEXT_ZONE : TEXT_OTHER;
}

static const char *
describe (TextFault fault)
{
  switch (fault)
    {
    case TEXT_YEAR_LAST:
      return _ ("\"%s\" does not begin with the year; write it as 2025-05-01");
    case TEXT_SHORT_YEAR:
      return _ ("the year of \"%s\" does not have four digits; write it as 2025-05-01");
    case TEXT_SERIAL:
      return _ ("\"%s\" looks like the day number of a spreadsheet; write it as 2025-05-01");
    case TEXT_ZONE:
      return _ ("\"%s\" names a time zone; write the day alone, as 2025-05-01");
    default:
      return _ ("\"%s\" is not a date like 2025-05-01, 2025/5/1 or 20250501");
    }
}

static gboolean
refuse_day (GError **error, const DateText *date, const char *text)
{
  const gint code = CERTPLAN_BASE_ERROR_RANGE;

  if (date->year < 1)
    return _certplan_refuse (error, CERTPLAN_BASE_ERROR, code,
                             _ ("\"%s\" is no date: years run from 0001 to 9999"), text);
  if (date->month < 1 || date->month > 12)
    return _certplan_refuse (error, CERTPLAN_BASE_ERROR, code,
                             _ ("\"%s\" is no date: months run from 01 to 12"), text);
  switch (_certplan_date_days_in_month (date->year, date->month))
    {
    case 28:
      return _certplan_refuse (error, CERTPLAN_BASE_ERROR, code,
                               _ ("\"%s\" is no date: that month has 28 days"), text);
    case 29:
      return _certplan_refuse (error, CERTPLAN_BASE_ERROR, code,
                               _ ("\"%s\" is no date: that month has 29 days"), text);
    case 30:
      return _certplan_refuse (error, CERTPLAN_BASE_ERROR, code,
                               _ ("\"%s\" is no date: that month has 30 days"), text);
    default:
      return _certplan_refuse (error, CERTPLAN_BASE_ERROR, code,
                               _ ("\"%s\" is no date: that month has 31 days"), text);
    }
}

gboolean
certplan_date_parse (const char *text, CertplanDate *out_date, GError **error)
{
  g_return_val_if_fail (text != NULL && out_date != NULL, FALSE);

  if (_certplan_date_parse_plain (text, out_date))
    return TRUE;
  char folded[_CERTPLAN_FOLD_SIZE];
  DateText date = { .at = folded };
  TextFault fault = TEXT_OTHER;
  if (_certplan_text_fold (text, folded, sizeof folded))
    fault = read_day (&date);
  if (fault == TEXT_OK)
    fault = read_time (date.at);
  if (fault != TEXT_OK)
    return _certplan_refuse (error, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_SYNTAX,
                             describe (fault), text);
  const CertplanDate parsed = certplan_date_new (date.year, date.month, date.day);
  if (parsed == CERTPLAN_DATE_NONE)
    return refuse_day (error, &date, text);
  *out_date = parsed;
  return TRUE;
}
