/* Periods: dates plus months and days, reading, writing. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-date.h"
#include <gio/gio.h>

/* Months and days. The Civil Code of the PRC: art. 201, the day of the event is not counted; art.
 * 202, the corresponding date of the last month is the last day, without one the last day of that
 * month. CNIPA: examination guideline bulletin no. 1 of 2008, examples. */

typedef struct
{
  const char *name;
  const char *date;
  CertplanPeriod period;
  gint sign;
  const char *end;
} PeriodCase;

static const PeriodCase period_cases[] = {
  { "c1-ends-on-a-sunday", "2025-08-31", { 3, 0, 0 }, 1, "2025-11-30" }, /* no shift unasked */
  { "c2-clamped", "2024-01-31", { 1, 0, 0 }, 1, "2024-02-29" },          /* art. 202 */
  { "c2-thirty-days-are-no-month", "2024-01-31", { 0, 30, 0 }, 1, "2024-03-01" }, /* art. 201 */
  { "c2-back", "2026-08-31", { 6, 0, 0 }, -1, "2026-02-28" },
  { "c2-back-a-year", "2024-01-15", { 12, 0, 0 }, -1, "2023-01-15" },
  { "c2-from-the-anchor", "2024-01-31", { 12, 0, 0 }, 1, "2025-01-31" },
  { "c3-days", "2026-03-01", { 0, 30, 0 }, 1, "2026-03-31" },
  { "c3-no-days", "2026-03-01", { 0, 0, 0 }, 1, "2026-03-01" },
  { "c4-validity", "2026-01-15", { 36, 0, 0 }, 1, "2029-01-15" },
  { "c4-validity-leap-day", "2024-02-29", { 36, 0, 0 }, 1, "2027-02-28" },
  { "c4-validity-to-leap-year", "2025-02-28", { 36, 0, 0 }, 1, "2028-02-28" },
  { "c9-renew-by", "2027-08-31", { 6, 0, 0 }, -1, "2027-02-28" },
  { "code-one-month-2024-01-31", "2024-01-31", { 1, 0, 0 }, 1, "2024-02-29" },
  { "code-three-months-2024-01-31", "2024-01-31", { 3, 0, 0 }, 1, "2024-04-30" },
  { "code-six-months-2024-01-31", "2024-01-31", { 6, 0, 0 }, 1, "2024-07-31" },
  { "code-30-days-2024-01-31", "2024-01-31", { 0, 30, 0 }, 1, "2024-03-01" },
  { "code-one-month-2024-08-30", "2024-08-30", { 1, 0, 0 }, 1, "2024-09-30" },
  { "code-three-months-2024-08-30", "2024-08-30", { 3, 0, 0 }, 1, "2024-11-30" },
  { "code-six-months-2024-08-30", "2024-08-30", { 6, 0, 0 }, 1, "2025-02-28" },
  { "code-30-days-2024-08-30", "2024-08-30", { 0, 30, 0 }, 1, "2024-09-29" },
  { "code-one-month-2025-08-31", "2025-08-31", { 1, 0, 0 }, 1, "2025-09-30" },
  { "code-three-months-2025-08-31", "2025-08-31", { 3, 0, 0 }, 1, "2025-11-30" },
  { "code-six-months-2025-08-31", "2025-08-31", { 6, 0, 0 }, 1, "2026-02-28" },
  { "code-30-days-2025-08-31", "2025-08-31", { 0, 30, 0 }, 1, "2025-09-30" },
  { "cnipa-three-years", "1998-06-01", { 36, 0, 0 }, 1, "2001-06-01" }, /* "not 2001-05-31" */
  { "cnipa-two-months", "1999-12-31", { 2, 0, 0 }, 1, "2000-02-29" },
  { "months-then-days", "2024-01-31", { 1, 10, 0 }, 1, "2024-03-10" },
  { "months-then-days-back", "2024-03-31", { 1, 10, 0 }, -1, "2024-02-19" },
  { "last-year", "9999-11-30", { 1, 0, 0 }, 1, "9999-12-30" },
  { "beyond-months", "9999-12-01", { 1, 0, 0 }, 1, "" },
  { "beyond-days", "9999-12-31", { 0, 1, 0 }, 1, "" },
  { "before-months", "0001-01-31", { 1, 0, 0 }, -1, "" },
  { "before-days", "0001-01-01", { 0, 1, 0 }, -1, "" },
  { "beyond-any", "2026-01-01", { G_MAXINT32, G_MAXINT32, 0 }, 1, "" },
};

static void
test_add_period (gconstpointer data)
{
  const PeriodCase *row = data;

  assert_date (certplan_date_add_period (date_of (row->date), &row->period, row->sign), row->end);
}

static void
test_add_months_extremes (void)
{
  const CertplanDate date = date_of ("2026-11-21");

  g_assert_cmpint (certplan_date_add_months (date, G_MAXINT), ==, CERTPLAN_DATE_NONE);
  g_assert_cmpint (certplan_date_add_months (date, G_MININT), ==, CERTPLAN_DATE_NONE);
  assert_date (certplan_date_add_months (date, 0), "2026-11-21");
  assert_date (certplan_date_add_months (date_of ("2026-01-31"), -12), "2025-01-31");
  assert_date (certplan_date_add_months (date_of ("9999-12-31"), -12 * 9998), "0001-12-31");
}

/* Stepping month by month drifts (31 -> 28 -> 28), counting from the anchor does not. */
static void
test_add_months_anchor (void)
{
  CertplanDate stepped = date_of ("2023-01-31");

  for (gint i = 0; i < 12; i++)
    stepped = certplan_date_add_months (stepped, 1);
  assert_date (stepped, "2024-01-28");
  assert_date (certplan_date_add_months (date_of ("2023-01-31"), 12), "2024-01-31");
}

/* Anchors: all days of a leap year and of the one before, then all month ends and every 29th day or
 * so of two centuries. Returns: (transfer full): CertplanDate */
static GArray *
make_anchors (void)
{
  GArray *anchors = g_array_new (FALSE, FALSE, sizeof (CertplanDate));

  for (CertplanDate date = date_of ("1920-01-01"); date < date_of ("2100-01-01"); date++)
    {
      gint tomorrow, year;
      certplan_date_get_ymd (date + 1, NULL, NULL, &tomorrow);
      certplan_date_get_ymd (date, &year, NULL, NULL);
      if (tomorrow == 1 || date % 29 == 0 || year == 2023 || year == 2024)
        g_array_append_val (anchors, date);
    }
  return anchors;
}

static const gint month_counts[] = { 1, 2, 3, 6, 11, 12, 13, 24, 36, 48, 72, 120, 1199 };

static void
test_add_months_glib (void)
{
  g_autoptr (GArray) anchors = make_anchors ();
  guint n_compared = 0;

  for (guint i = 0; i < anchors->len; i++)
    for (gsize j = 0; j < 2 * G_N_ELEMENTS (month_counts); j++)
      {
        const CertplanDate date = g_array_index (anchors, CertplanDate, i);
        const gint n_months = month_counts[j / 2];
        GDate glib_date;
        g_date_clear (&glib_date, 1);
        g_date_set_julian (&glib_date, (guint32)(date + 719163));
        if (j % 2)
          g_date_add_months (&glib_date, (guint)n_months);
        else
          g_date_subtract_months (&glib_date, (guint)n_months);
        g_assert_cmpint (certplan_date_add_months (date, j % 2 ? n_months : -n_months), ==,
                         (CertplanDate)g_date_get_julian (&glib_date) - 719163);
        n_compared++;
      }
  g_assert_cmpuint (n_compared, >, 9239);
}

/* Asks Debian's dateutils for all of @anchors plus @duration. Returns: (transfer full) (nullable)
 */
static char **
ask_dateutils (const char *program, const GArray *anchors, const char *duration)
{
  g_autoptr (GString) input = g_string_new (NULL);
  for (guint i = 0; i < anchors->len; i++)
    {
      _certplan_date_append (input, g_array_index (anchors, CertplanDate, i));
      g_string_append_c (input, '\n');
    }
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                          program, "--", duration, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input->str, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  return g_strsplit (output, "\n", -1);
}

static void
compare_dateutils (const char *program, const GArray *anchors, const char *duration, gint n_months,
                   gint n_days)
{
  g_auto (GStrv) lines = ask_dateutils (program, anchors, duration);
  const CertplanPeriod period = { n_months, n_days, 0 };

  g_assert_cmpuint (g_strv_length (lines), ==, anchors->len + 1);
  for (guint i = 0; i < anchors->len && lines[i] != NULL; i++)
    {
      const CertplanDate date = g_array_index (anchors, CertplanDate, i);
      assert_date (certplan_date_add_period (date, &period, 1), lines[i]);
    }
}

static void
test_add_months_dateutils (void)
{
  g_autofree char *program = g_find_program_in_path ("dateutils.dadd");
  if (program == NULL)
    program = g_find_program_in_path ("dadd");
  if (program == NULL)
    {
      g_test_skip ("dateutils is not installed");
      return;
    }
  g_autoptr (GArray) anchors = make_anchors ();
  for (gsize j = 0; j < G_N_ELEMENTS (month_counts) - 1; j++) /* 1199 leaves dateutils' years */
    for (gint sign = -1; sign <= 1; sign += 2)
      {
        const gint n_months = sign * month_counts[j];
        if (ABS (n_months) > 24 && sign < 0) /* so does much before 1920 */
          continue;
        g_autofree char *duration = g_strdup_printf ("%+dmo", n_months);
        compare_dateutils (program, anchors, duration, n_months, 0);
      }
  compare_dateutils (program, anchors, "+30d", 0, 30);
  compare_dateutils (program, anchors, "-90d", 0, -90);
}

/* Where nothing was clamped, subtracting undoes adding; and dates keep their order. */
static void
test_add_months_property (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);

  for (gint i = 0; i < 20000; i++)
    {
      const CertplanDate date
          = g_rand_int_range (random, date_of ("1000-01-01"), date_of ("9000-01-01"));
      const gint n_months = g_rand_int_range (random, -9000, 9000);
      const CertplanDate end = certplan_date_add_months (date, n_months);
      gint day;
      certplan_date_get_ymd (date, NULL, NULL, &day);
      if (day <= 28)
        g_assert_cmpint (certplan_date_add_months (end, -n_months), ==, date);
      g_assert_cmpint (certplan_date_add_months (date + 1, n_months), >=, end);
    }
}

/* Periods as texts. */

typedef struct
{
  const char *name;
  const char *text;
  CertplanPeriod period;
  const char *formatted;
  gint code; /* -1: no error */
} PeriodTextCase;

/* ISO 8601-1:2019, 5.5.2 (durations); B is ours. */
static const PeriodTextCase period_text_cases[] = {
  { "months", "P3M", { 3, 0, 0 }, "P3M", -1 },
  { "days", "P30D", { 0, 30, 0 }, "P30D", -1 },
  { "weeks", "P2W", { 0, 14, 0 }, "P14D", -1 },
  { "years", "P3Y", { 36, 0, 0 }, "P36M", -1 },
  { "years-months", "P1Y6M", { 18, 0, 0 }, "P18M", -1 },
  { "months-days", "P1M10D", { 1, 10, 0 }, "P1M10D", -1 },
  { "years-days", "P1Y1D", { 12, 1, 0 }, "P12M1D", -1 },
  { "all", "P1Y2M3D", { 14, 3, 0 }, "P14M3D", -1 },
  { "working-days", "P10B", { 0, 0, 10 }, "P10B", -1 },
  { "zero-days", "P0D", { 0, 0, 0 }, "P0D", -1 },
  { "zero-months", "P0M", { 0, 0, 0 }, "P0D", -1 },
  { "zero-working-days", "P0B", { 0, 0, 0 }, "P0D", -1 },
  { "leading-zeros", "P03M", { 3, 0, 0 }, "P3M", -1 },
  { "blanks", " P3M ", { 3, 0, 0 }, "P3M", -1 },
  { "fullwidth", "Ｐ３Ｍ", { 3, 0, 0 }, "P3M", -1 },
  { "longest-years", "P9999Y", { 119988, 0, 0 }, "P119988M", -1 },
  { "longest-days", "P3652059D", { 0, 3652059, 0 }, "P3652059D", -1 },
  { "years-range", "P10000Y", { 0 }, NULL, RANGE },
  { "years-months-range", "P9999Y1M", { 0 }, NULL, RANGE },
  { "days-range", "P3652060D", { 0 }, NULL, RANGE },
  { "weeks-range", "P521723W", { 0 }, NULL, RANGE },
  { "working-days-range", "P4000000B", { 0 }, NULL, RANGE },
  { "overflow-32", "P4294967297M", { 0 }, NULL, RANGE },
  { "overflow-64", "P18446744073709551617D", { 0 }, NULL, RANGE },
  { "overflow-huge", "P99999999999999999999999999999999999999Y", { 0 }, NULL, RANGE },
  { "empty", "", { 0 }, NULL, SYNTAX },
  { "p-alone", "P", { 0 }, NULL, SYNTAX },
  { "no-p", "3M", { 0 }, NULL, SYNTAX },
  { "no-unit", "P3", { 0 }, NULL, SYNTAX },
  { "no-number", "PM", { 0 }, NULL, SYNTAX },
  { "lower-case", "p3m", { 0 }, NULL, SYNTAX },
  { "wrong-order", "P10D1M", { 0 }, NULL, SYNTAX },
  { "unit-twice", "P1M1M", { 0 }, NULL, SYNTAX },
  { "negative", "P-3M", { 0 }, NULL, SYNTAX },
  { "sign", "-P3M", { 0 }, NULL, SYNTAX },
  { "fraction", "P1.5M", { 0 }, NULL, SYNTAX },
  { "hours", "PT1H", { 0 }, NULL, SYNTAX },
  { "trailing", "P3Mx", { 0 }, NULL, SYNTAX },
  { "inner-blank", "P 3M", { 0 }, NULL, SYNTAX },
  { "unknown-unit", "P3Q", { 0 }, NULL, SYNTAX },
  { "months-and-working-days", "P1M10B", { 0 }, NULL, SYNTAX },
  { "months-and-weeks", "P1M2W", { 0 }, NULL, SYNTAX },
  { "working-days-and-days", "P10B1D", { 0 }, NULL, SYNTAX },
  { "bad-utf8", "P3M\xff", { 0 }, NULL, SYNTAX },
};

static void
test_period_parse (gconstpointer data)
{
  const PeriodTextCase *row = data;
  g_autoptr (GError) error = NULL;
  CertplanPeriod period = { 47, 11, 8 };
  const gboolean done = certplan_period_parse (row->text, &period, &error);

  if (row->code < 0)
    {
      g_assert_no_error (error);
      g_assert_true (done);
      g_assert_cmpmem (&period, sizeof period, &row->period, sizeof row->period);
      g_autofree char *formatted = certplan_period_format (&period);
      g_assert_cmpstr (formatted, ==, row->formatted);
      return;
    }
  g_assert_false (done);
  g_assert_error (error, CERTPLAN_BASE_ERROR, row->code);
  g_assert_cmpint (period.months, ==, 47);
  g_assert_cmpint (period.days, ==, 11);
  g_assert_cmpint (period.working_days, ==, 8);
}

static const MessageCase period_message_cases[] = {
  { "other", "3 months",
    "\"3 months\" is not a period like P3M, P30D, P2W, P1Y6M or P10B (10 working days)" },
  { "mixed", "P1M10B",
    "\"P1M10B\" mixes weeks or working days with other units; write P2W or P10B alone" },
  { "range", "P10000Y", "\"P10000Y\" is longer than 9999 years" },
};

static void
test_period_message (gconstpointer data)
{
  const MessageCase *row = data;
  g_autoptr (GError) error = NULL;
  CertplanPeriod period;

  g_assert_false (certplan_period_parse (row->text, &period, &error));
  g_assert_cmpstr (error->message, ==, row->message);
}

static void
test_period_round_trip (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (gint i = 0; i < 5000; i++)
    {
      const gboolean working = g_rand_int_range (random, 0, 4) == 0;
      const CertplanPeriod period = { working ? 0 : g_rand_int_range (random, 0, 119989),
                                      working ? 0 : g_rand_int_range (random, 0, 3652060),
                                      working ? g_rand_int_range (random, 0, 3652060) : 0 };
      g_autofree char *text = certplan_period_format (&period);
      CertplanPeriod again = { -1, -1, -1 };
      g_assert_true (certplan_period_parse (text, &again, NULL));
      g_assert_cmpmem (&again, sizeof again, &period, sizeof period);
    }
}

static void
test_period_none (void)
{
  const CertplanPeriod none = _CERTPLAN_PERIOD_NONE;
  g_autofree char *text = certplan_period_format (&none);

  g_assert_cmpstr (text, ==, "");
}

static void
test_period_boxed (void)
{
  CertplanPeriod period = { 1, 10, 0 };
  CertplanPeriod *copy = g_boxed_copy (CERTPLAN_TYPE_PERIOD, &period);

  g_assert_cmpmem (copy, sizeof *copy, &period, sizeof period);
  g_boxed_free (CERTPLAN_TYPE_PERIOD, copy);
}

/* A term is printed from a day of a month to that day of another one, or to the day before. */
typedef struct
{
  const char *name, *from, *to;
  gint n_months;
  const char *end; /* "" = none */
} PartRow;

static const PartRow part_rows[] = {
  { "to-the-day", "2026-03-15", "2029-03-15", 12, "2027-03-15" },
  { "to-the-day-before", "2026-03-15", "2029-03-14", 12, "2027-03-14" },
  { "month-ends", "2026-08-31", "2029-08-30", 6, "2027-02-27" }, /* 28 less one */
  { "into-the-last-year", "9998-06-01", "9999-06-01", 12, "9999-06-01" },
  { "past-the-last-year", "9999-06-01", "9999-12-01", 12, "" },
};

static void
test_part_end (gconstpointer data)
{
  const PartRow *row = data;
  assert_date (_certplan_term_get_part_end (date_of (row->from), date_of (row->to), row->n_months),
               row->end);
}

void
add_period_tests (void)
{
  ADD_ROWS ("/date/part-end/", part_rows, test_part_end)
  ADD_ROWS ("/date/add-period/", period_cases, test_add_period)
  ADD_ROWS ("/period/parse/", period_text_cases, test_period_parse)
  ADD_ROWS ("/period/message/", period_message_cases, test_period_message)
  g_test_add_func ("/date/add-months/extremes", test_add_months_extremes);
  g_test_add_func ("/date/add-months/anchor", test_add_months_anchor);
  g_test_add_func ("/date/add-months/glib", test_add_months_glib);
  g_test_add_func ("/date/add-months/dateutils", test_add_months_dateutils);
  g_test_add_func ("/date/add-months/property", test_add_months_property);
  g_test_add_func ("/period/round-trip", test_period_round_trip);
  g_test_add_func ("/period/none", test_period_none);
  g_test_add_func ("/period/boxed", test_period_boxed);
}
