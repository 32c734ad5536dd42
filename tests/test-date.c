/* Dates: day numbers, reading, writing. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-date.h"

/* Day numbers. */

typedef struct
{
  const char *name;
  gint year, month, day;
  CertplanDate date;
} NewCase;

static const NewCase new_cases[] = {
  { "epoch", 1970, 1, 1, 0 },
  { "before-epoch", 1969, 12, 31, -1 },
  { "leap-day", 2000, 2, 29, 11016 },           /* date -d 2000-02-29 +%s / 86400 */
  { "as-in-excel", 2025, 5, 1, 45778 - 25569 }, /* serial 45778; 1970-01-01 is 25569 */
  { "first", 1, 1, 1, -719162 },                /* Julian day number 1721425.5 - 2440587.5 */
  { "last", 9999, 12, 31, 2932896 },
  { "year-0", 0, 12, 31, CERTPLAN_DATE_NONE },
  { "year-10000", 10000, 1, 1, CERTPLAN_DATE_NONE },
  { "year-negative", -1, 1, 1, CERTPLAN_DATE_NONE },
  { "month-0", 2026, 0, 1, CERTPLAN_DATE_NONE },
  { "month-13", 2026, 13, 1, CERTPLAN_DATE_NONE },
  { "day-0", 2026, 1, 0, CERTPLAN_DATE_NONE },
  { "february-30", 2026, 2, 30, CERTPLAN_DATE_NONE },
  { "no-leap-day", 2026, 2, 29, CERTPLAN_DATE_NONE },
  { "no-leap-day-1900", 1900, 2, 29, CERTPLAN_DATE_NONE },
  { "april-31", 2026, 4, 31, CERTPLAN_DATE_NONE },
  { "extremes", G_MAXINT, G_MAXINT, G_MAXINT, CERTPLAN_DATE_NONE },
};

static void
test_new (gconstpointer data)
{
  const NewCase *row = data;

  g_assert_cmpint (certplan_date_new (row->year, row->month, row->day), ==, row->date);
}

/* All 3,652,059 days against GLib's own calendar. */
static void
test_every_day (void)
{
  GDate glib_date;
  guint n_wrong = 0;

  for (CertplanDate date = certplan_date_new (1, 1, 1); date <= certplan_date_new (9999, 12, 31);
       date++)
    {
      gint year, month, day;
      g_date_clear (&glib_date, 1);
      g_date_set_julian (&glib_date, (guint32)(date + 719163)); /* Julian day 1 is 0001-01-01 */
      certplan_date_get_ymd (date, &year, &month, &day);
      n_wrong += year != g_date_get_year (&glib_date)
                 || month != (gint)g_date_get_month (&glib_date)
                 || day != g_date_get_day (&glib_date)
                 || certplan_date_get_weekday (date) != (gint)g_date_get_weekday (&glib_date)
                 || certplan_date_new (year, month, day) != date;
    }
  g_assert_cmpuint (n_wrong, ==, 0);
}

static void
test_get_ymd_optional (void)
{
  gint month = 0;

  certplan_date_get_ymd (date_of ("2026-11-21"), NULL, &month, NULL);
  g_assert_cmpint (month, ==, 11);
}

/* Reading. */

typedef struct
{
  const char *name;
  const char *text;
  const char *date;
  gint code; /* -1: no error */
} ParseCase;

static const ParseCase parse_cases[] = {
  { "iso", "2025-05-01", "2025-05-01", -1 },
  { "iso-short", "2025-5-1", "2025-05-01", -1 },
  { "slashes", "2025/5/1", "2025-05-01", -1 },
  { "slashes-long", "2025/05/01", "2025-05-01", -1 },
  { "points", "2025.5.1", "2025-05-01", -1 },
  { "compact", "20250501", "2025-05-01", -1 },
  { "chinese", "2025年5月1日", "2025-05-01", -1 },
  { "chinese-long", "2025年05月01日", "2025-05-01", -1 },
  { "chinese-blanks", "2025 年 5 月 1 日", "2025-05-01", -1 },
  { "chinese-radicals", "2025年5⽉1⽇", "2025-05-01", -1 }, /* as copied from PDF files */
  { "fullwidth", "２０２５－０５－０１", "2025-05-01", -1 },
  { "fullwidth-slashes", "２０２５／５／１", "2025-05-01", -1 },
  { "fullwidth-chinese", "２０２５年５月１日", "2025-05-01", -1 },
  { "blanks", " \t2025-05-01 \r\n", "2025-05-01", -1 },
  { "ideographic-blank", "　2025-05-01　", "2025-05-01", -1 },
  { "excel-time", "2025/5/1 0:00:00", "2025-05-01", -1 },
  { "short-time", "2025-05-01T00:00", "2025-05-01", -1 },
  { "statement-time", "2025-05-01 13:45:22", "2025-05-01", -1 },
  { "database-time", "2025-05-01 23:59:59.999", "2025-05-01", -1 },
  { "chinese-time", "2025年5月1日 9:30", "2025-05-01", -1 },
  { "leap-day", "2024-02-29", "2024-02-29", -1 },
  { "first", "0001-01-01", "0001-01-01", -1 },
  { "last", "9999-12-31", "9999-12-31", -1 },
  { "february-30", "2026-02-30", "", RANGE },
  { "no-leap-day", "2025-02-29", "", RANGE },
  { "no-leap-day-1900", "19000229", "", RANGE },
  { "month-13", "2025-13-01", "", RANGE },
  { "month-00", "20250001", "", RANGE },
  { "day-00", "2025-05-00", "", RANGE },
  { "day-32", "2025年5月32日", "", RANGE },
  { "year-0", "0000-01-01", "", RANGE },
  { "empty", "", "", SYNTAX },
  { "american", "1/5/2025", "", SYNTAX },
  { "german", "01.05.2025", "", SYNTAX },
  { "short-year", "25-05-01", "", SYNTAX },
  { "short-year-points", "25.5.1", "", SYNTAX },
  { "short-year-chinese", "25年5月1日", "", SYNTAX },
  { "serial", "45778", "", SYNTAX },
  { "month-only", "2025-05", "", SYNTAX },
  { "chinese-month-only", "2025年5月", "", SYNTAX },
  { "chinese-no-day-mark", "2025年5月1", "", SYNTAX },
  { "year-only", "2025", "", SYNTAX },
  { "two-separators", "2025-5/1", "", SYNTAX },
  { "three-digits", "2025-005-1", "", SYNTAX },
  { "five-digit-year", "12025-05-01", "", SYNTAX },
  { "nine-digits", "202505011", "", SYNTAX },
  { "trailing-letter", "2025-05-01x", "", SYNTAX },
  { "trailing-digit", "2025-05-012", "", SYNTAX },
  { "trailing-separator", "2025-05-01-", "", SYNTAX },
  { "trailing-words", "2025-05-01 approx", "", SYNTAX },
  { "two-dates", "2025-05-01 2025-05-02", "", SYNTAX },
  { "time-without-minutes", "2025-05-01 10", "", SYNTAX },
  { "time-25", "2025-05-01 25:00", "", SYNTAX },
  { "time-75-seconds", "2025-05-01 10:00:75", "", SYNTAX },
  { "time-fraction-missing", "2025-05-01 10:00:00.", "", SYNTAX },
  { "time-12-hours", "2025-05-01 10:00 pm", "", SYNTAX },
  { "time-60-minutes", "2025-05-01 10:60", "", SYNTAX },
  { "zone-after-blank", "2025-05-01 10:00 +0800", "", SYNTAX },
  { "day-and-month-only", "5/1", "", SYNTAX },
  { "chinese-month-and-day", "5月1日", "", SYNTAX },
  { "chinese-month-missing", "2025年月1日", "", SYNTAX },
  { "chinese-no-month-mark", "2025年5 1日", "", SYNTAX },
  { "chinese-day-missing", "2025年5月日", "", SYNTAX },
  { "time-without-day", "T00:00", "", SYNTAX },
  { "time-half", "2025-05-01T", "", SYNTAX },
  { "zone-utc", "2025-05-01T00:00:00Z", "", SYNTAX },
  { "zone-offset", "2025-05-01T00:00:00+08:00", "", SYNTAX },
  { "week-date", "2025-W18-4", "", SYNTAX },
  { "month-name", "1 May 2025", "", SYNTAX },
  { "sign", "-2025-05-01", "", SYNTAX },
  { "inner-blank", "2025- 05-01", "", SYNTAX },
  { "circled-digits", "2025年⑤月①日", "", SYNTAX },
  { "bad-utf8", "2025-05-01\xff", "", SYNTAX },
  { "very-long",
    "2025-05-01                                                                      "
    "                                                                         x",
    "", SYNTAX },
};

static void
test_parse (gconstpointer data)
{
  const ParseCase *row = data;
  g_autoptr (GError) error = NULL;
  CertplanDate date = 4711;
  const gboolean done = certplan_date_parse (row->text, &date, &error);

  if (row->code < 0)
    {
      g_assert_no_error (error);
      g_assert_true (done);
      assert_date (date, row->date);
      return;
    }
  g_assert_false (done);
  g_assert_error (error, CERTPLAN_BASE_ERROR, row->code);
  g_assert_cmpint (date, ==, 4711);
  g_assert_false (certplan_date_parse (row->text, &date, NULL));
}

static const MessageCase date_message_cases[] = {
  { "other", "soon", "\"soon\" is not a date like 2025-05-01, 2025/5/1 or 20250501" },
  { "year-last", "1/5/2025", "\"1/5/2025\" does not begin with the year; write it as 2025-05-01" },
  { "short-year", "25-05-01",
    "the year of \"25-05-01\" does not have four digits; write it as 2025-05-01" },
  { "short-year-ambiguous", "1/5/25",
    "the year of \"1/5/25\" does not have four digits; write it as 2025-05-01" },
  { "serial", "45778",
    "\"45778\" looks like the day number of a spreadsheet; write it as 2025-05-01" },
  { "zone", "2025-05-01T00:00Z",
    "\"2025-05-01T00:00Z\" names a time zone; write the day alone, as 2025-05-01" },
  { "february", "2026-02-30", "\"2026-02-30\" is no date: that month has 28 days" },
  { "leap-february", "2024-02-30", "\"2024-02-30\" is no date: that month has 29 days" },
  { "april", "2026-04-31", "\"2026-04-31\" is no date: that month has 30 days" },
  { "may", "2026-05-32", "\"2026-05-32\" is no date: that month has 31 days" },
  { "month", "2025/13/1", "\"2025/13/1\" is no date: months run from 01 to 12" },
  { "year", "00000101", "\"00000101\" is no date: years run from 0001 to 9999" },
  { "escape", "\x1b]0;x\x07",
    "\"\\x1b]0;x\\x07\" is not a date like 2025-05-01, 2025/5/1 or 20250501" },
};

static void
test_date_message (gconstpointer data)
{
  const MessageCase *row = data;
  g_autoptr (GError) error = NULL;
  CertplanDate date;

  g_assert_false (certplan_date_parse (row->text, &date, &error));
  g_assert_cmpstr (error->message, ==, row->message);
}

/* The forms as one expression, and GLib's calendar: the oracle of what may be read. */
#define ORACLE                                                                                     \
  "^ *(?:(?<y>[0-9]{4})(?<s>[-/.])(?<m>[0-9]{1,2})\\k<s>(?<d>[0-9]{1,2})"                          \
  "|(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2})"                                                    \
  "|(?<y>[0-9]{4}) *年 *(?<m>[0-9]{1,2}) *月 *(?<d>[0-9]{1,2}) *日)"                            \
  "(?:[T ] *(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::(?:[0-5][0-9]|60)(?:\\.[0-9]+)?)?)? *$"

static guint
fetch_number (const GMatchInfo *match, const char *name)
{
  g_autofree char *digits = g_match_info_fetch_named (match, name);

  return (guint)g_ascii_strtoull (digits, NULL, 10);
}

/* Returns: the date as GLib knows it, %CERTPLAN_DATE_NONE if there is none */
static CertplanDate
ask_oracle (GRegex *oracle, const char *text)
{
  g_autoptr (GMatchInfo) match = NULL;
  if (!g_regex_match (oracle, text, 0, &match))
    return CERTPLAN_DATE_NONE;
  const guint year = fetch_number (match, "y");
  const guint month = fetch_number (match, "m");
  const guint day = fetch_number (match, "d");
  if (month > 12 || !g_date_valid_dmy (day, month, year))
    return CERTPLAN_DATE_NONE;
  GDate date;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day, month, year);
  return (CertplanDate)g_date_get_julian (&date) - 719163;
}

/* A text that is nearly a date. */
static void
make_text (GRand *random, GString *text)
{
  static const char *const gaps[] = { "-", "/", ".", "", "年", "月", "日", " ", " 年 ", "-" };
  static const char *const tails[]
      = { "", "", "", "日", " ", "日 9:05", " 10:59:60", "T24:00", "x" };
  const char *gap = gaps[g_rand_int_range (random, 0, G_N_ELEMENTS (gaps))];
  const gint year = g_rand_boolean (random) ? g_rand_int_range (random, 1890, 2110)
                                            : g_rand_int_range (random, 0, 20000);

  g_string_printf (text, g_rand_boolean (random) ? "%04d%s" : "%d%s", year, gap);
  if (strstr (gap, "年") != NULL)
    gap = "月";
  else if (g_rand_int_range (random, 0, 10) == 0)
    gap = gaps[g_rand_int_range (random, 0, G_N_ELEMENTS (gaps))];
  g_string_append_printf (text, g_rand_boolean (random) ? "%02d%s" : "%d%s",
                          g_rand_int_range (random, 0, 14), gap);
  g_string_append_printf (text, g_rand_boolean (random) ? "%02d%s" : "%d%s",
                          g_rand_int_range (random, 0, 33),
                          tails[g_rand_int_range (random, 0, G_N_ELEMENTS (tails))]);
}

static void
test_parse_oracle (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRegex) oracle = g_regex_new (ORACLE, G_REGEX_OPTIMIZE | G_REGEX_DUPNAMES, 0, &error);
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_read = 0;

  g_assert_no_error (error);
  for (gint i = 0; i < 200000; i++)
    {
      make_text (random, text);
      const CertplanDate expected = ask_oracle (oracle, text->str);
      CertplanDate date = CERTPLAN_DATE_NONE;
      const gboolean done = certplan_date_parse (text->str, &date, NULL);
      if (date != expected)
        g_test_message ("differs: \"%s\"", text->str);
      g_assert_cmpint (date, ==, expected);
      g_assert_cmpint (done, ==, expected != CERTPLAN_DATE_NONE);
      n_read += done;
    }
  g_assert_cmpuint (n_read, >, 10000); /* else the texts are too wild to prove anything */
}

static void
test_round_trip (void)
{
  for (CertplanDate date = date_of ("0001-01-01"); date <= date_of ("9999-12-31"); date += 13)
    {
      g_autofree char *text = certplan_date_format (date);
      CertplanDate again = CERTPLAN_DATE_NONE;
      g_assert_true (certplan_date_parse (text, &again, NULL));
      g_assert_cmpint (again, ==, date);
    }
}

static void
test_format_none (void)
{
  assert_date (CERTPLAN_DATE_NONE, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();

  ADD_ROWS ("/date/new/", new_cases, test_new)
  ADD_ROWS ("/date/parse/", parse_cases, test_parse)
  ADD_ROWS ("/date/message/", date_message_cases, test_date_message)
  g_test_add_func ("/date/every-day", test_every_day);
  g_test_add_func ("/date/get-ymd-optional", test_get_ymd_optional);
  g_test_add_func ("/date/parse-oracle", test_parse_oracle);
  g_test_add_func ("/date/round-trip", test_round_trip);
  g_test_add_func ("/date/format-none", test_format_none);
  add_period_tests ();
  return g_test_run ();
}
