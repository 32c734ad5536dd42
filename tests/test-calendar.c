/* Calendars of the user's own in the rulebook. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-error.h"
#include "certplan-rulebook.h"
#include "test-rows.h"
#include <glib/gstdio.h>

#define HEAD "date,kind,name,source\n"

static CertplanDate
date_of (const char *text)
{
  CertplanDate date = CERTPLAN_DATE_NONE;
  g_assert_true (certplan_date_parse (text, &date, NULL));
  return date;
}

/* A file that goes with the test. */
typedef struct
{
  char *path;
} File;

static void
file_clear (File *file)
{
  g_unlink (file->path);
  g_free (file->path);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (File, file_clear)

static File
make_file (const char *text)
{
  File file = { NULL };
  gint fd = g_file_open_tmp ("calendar-XXXXXX.csv", &file.path, NULL);
  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (file.path, text, -1, NULL));
  return file;
}

/* One day of an own calendar stands, the shipped days around it too. */
static void
test_own_day (void)
{
  g_auto (File) first = make_file (HEAD "2026-06-26,holiday,founding_day,office\n"
                                        "2026-06-27,workday,founding_day,office\n");
  g_auto (File) second = make_file (HEAD "2026-06-27,holiday,founding_day,office\n");
  g_autoptr (CertplanRulebookOptions) options = certplan_rulebook_options_new ();
  g_autoptr (GError) error = NULL;
  certplan_rulebook_options_add_calendar (options, first.path);
  certplan_rulebook_options_add_calendar (options, second.path);
  g_autoptr (CertplanRulebook) rulebook
      = certplan_rulebook_load_with_options (options, NULL, NULL, &error);
  g_assert_no_error (error);
  const CertplanWorkcal *workcal = certplan_rulebook_get_workcal (rulebook);

  g_assert_false (certplan_workcal_is_working (workcal, date_of ("2026-06-26"))); /* a Friday */
  g_assert_cmpstr (certplan_workcal_get_name (workcal, date_of ("2026-06-26")), ==, "founding_day");
  g_assert_false (certplan_workcal_is_working (workcal, date_of ("2026-06-27"))); /* later wins */
  g_assert_false (certplan_workcal_is_working (workcal, date_of ("2026-10-01"))); /* shipped */
  g_assert_true (certplan_workcal_is_working (workcal, date_of ("2026-02-28")));  /* shipped */
}

/* What is wrong with a calendar is told with file and line, of all calendars at once. */
static void
test_faults (void)
{
  g_auto (File) bad = make_file (HEAD "2026-06-26,party,founding_day,office\n");
  g_auto (File) twice
      = make_file (HEAD "2026-06-26,holiday,a,office\n2026-06-26,holiday,b,office\n");
  g_autoptr (CertplanRulebookOptions) options = certplan_rulebook_options_new ();
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  certplan_rulebook_options_add_calendar (options, bad.path);
  certplan_rulebook_options_add_calendar (options, twice.path);
  certplan_rulebook_options_add_calendar (options, "/nowhere/calendar.csv");

  g_assert_null (certplan_rulebook_load_with_options (options, faults, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (certplan_faults_get_n (faults), ==, 3);
  g_assert_cmpstr (certplan_faults_get_file (faults, 0), ==, bad.path);
  g_assert_cmpuint (certplan_faults_get_line (faults, 0), ==, 2);
  g_assert_cmpstr (certplan_faults_get_file (faults, 1), ==, twice.path);
  g_assert_cmpuint (certplan_faults_get_line (faults, 1), ==, 3);
  g_assert_cmpstr (certplan_faults_get_file (faults, 2), ==, "/nowhere/calendar.csv");
}

static CertplanRulebook *
load (const char *text, CertplanCalendarBeyond beyond, CertplanFaults *faults, GError **error)
{
  g_auto (File) file = make_file (text);
  g_autoptr (CertplanRulebookOptions) options = certplan_rulebook_options_new ();
  certplan_rulebook_options_add_calendar (options, file.path);
  certplan_rulebook_options_set_calendar_beyond (options, beyond);
  return certplan_rulebook_load_with_options (options, faults, NULL, error);
}

#define UNKNOWN CERTPLAN_WORKCAL_UNKNOWN
#define STATUTORY CERTPLAN_WORKCAL_STATUTORY
#define PUBLISHED CERTPLAN_WORKCAL_PUBLISHED

/* The thirteen days of 2027 by the decree of 2024-11-10. */
#define NOTICE_2027                                                                                \
  "2027-01-01,holiday,new_year,n\n2027-02-05,holiday,spring_festival,n\n"                          \
  "2027-02-06,holiday,spring_festival,n\n2027-02-07,holiday,spring_festival,n\n"                   \
  "2027-02-08,holiday,spring_festival,n\n2027-04-05,holiday,qingming,n\n"                          \
  "2027-05-01,holiday,labour_day,n\n2027-05-02,holiday,labour_day,n\n"                             \
  "2027-06-09,holiday,dragon_boat,n\n2027-09-15,holiday,mid_autumn,n\n"                            \
  "2027-10-01,holiday,national_day,n\n2027-10-02,holiday,national_day,n\n"

typedef struct
{
  const char *name;
  const char *rows;
  gint year;
  CertplanWorkcalCoverage statutory, error; /* by --calendar-beyond */
} CoverageRow;

static const CoverageRow coverage_rows[] = {
  { "before", "", 2022, UNKNOWN, UNKNOWN },
  { "first", "", 2023, PUBLISHED, PUBLISHED },
  { "last-published", "", 2026, PUBLISHED, PUBLISHED },
  { "first-statutory", "", 2027, STATUTORY, UNKNOWN },
  { "last-statutory", "", 2035, STATUTORY, UNKNOWN },
  { "after", "", 2036, UNKNOWN, UNKNOWN },
  { "zero", "", 0, UNKNOWN, UNKNOWN },
  { "smallest", "", G_MININT, UNKNOWN, UNKNOWN },
  { "largest", "", G_MAXINT, UNKNOWN, UNKNOWN },
  { "own-closing-days", "2027-03-01,closed,founding_day,office\n", 2027, STATUTORY, UNKNOWN },
  { "a-notice", NOTICE_2027 "2027-10-03,holiday,national_day,n\n", 2027, PUBLISHED, PUBLISHED },
  { "a-notice-lacks-a-day", NOTICE_2027, 2027, STATUTORY, UNKNOWN },
  { "closed-is-no-notice", NOTICE_2027 "2027-10-03,closed,national_day,n\n", 2027, STATUTORY,
    UNKNOWN },
  { "december-of-the-next-notice", "2022-12-31,holiday,new_year,n\n", 2022, UNKNOWN, UNKNOWN },
  { "an-earlier-year", "2022-01-01,holiday,new_year,n\n", 2022, PUBLISHED, PUBLISHED },
  { "own-statutory-day", "2036-01-01,statutory,new_year,law\n", 2036, STATUTORY, UNKNOWN },
};

static void
test_coverage (gconstpointer data)
{
  const CoverageRow *row = data;
  g_autofree char *text = g_strconcat (HEAD, row->rows, NULL);
  for (guint beyond = 0; beyond < 2; beyond++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CertplanRulebook) rulebook = load (text, beyond, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (
          certplan_workcal_get_coverage (certplan_rulebook_get_workcal (rulebook), row->year), ==,
          beyond == CERTPLAN_CALENDAR_BEYOND_ERROR ? row->error : row->statutory);
    }
}

static void
test_gap (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_assert_null (load (HEAD "2038-01-01,holiday,new_year,n\n", CERTPLAN_CALENDAR_BEYOND_STATUTORY,
                       faults, &error));
  g_assert_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_BAD_RULES);
  g_assert_cmpuint (certplan_faults_get_n (faults), ==, 2); /* 2036 and 2037 */
}

typedef struct
{
  gint year, n_weekdays;
  const char *off; /* days made up, and what they are made up for in brackets */
} StatutoryRow;

/* Weekdays of each year by Python's calendar module; the days made up found by hand in printed
 * calendars: the working days after the run in which a statutory day falls on a weekend. Thirteen
 * days are off by the decree, and article 6 lets none of them be lost. */
static const StatutoryRow statutory_years[] = {
  { 2027, 261, "02-09 02-10 05-03 05-04 10-04 10-05" },
  { 2028, 260, "01-03 05-29 10-04 10-05" },
  { 2029, 261, "06-18 09-24" },
  { 2030, 261, "02-06 02-07" },
  { 2031, 261, "01-27 04-07 10-06" },
  { 2032, 262, "04-05 05-03 05-04 06-14 09-20 10-04 10-05" },
  { 2033, 260, "01-03 02-03 05-03 10-04 10-05" },
  { 2034, 260, "01-02 02-22 02-23 10-04" },
  { 2035, 261, "02-12 06-11 09-17" },
};

static void
test_statutory_year (gconstpointer data)
{
  const StatutoryRow *row = data;
  g_autoptr (CertplanRulebook) rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  const CertplanWorkcal *workcal = certplan_rulebook_get_workcal (rulebook);
  gint n_days = 0;
  g_assert_true (certplan_workcal_count (workcal, certplan_date_new (row->year, 1, 1),
                                         certplan_date_new (row->year + 1, 1, 1) - 1, &n_days,
                                         NULL)); /* 31 December itself is counted below */
  n_days += certplan_workcal_is_working (workcal, certplan_date_new (row->year, 12, 31));
  g_assert_cmpint (n_days, ==, row->n_weekdays - 13);
  g_auto (GStrv) off = g_strsplit (row->off, " ", -1);
  for (guint i = 0; off[i] != NULL; i++)
    {
      g_autofree char *day = g_strdup_printf ("%d-%s", row->year, off[i]);
      g_assert_cmpint (certplan_date_get_weekday (date_of (day)), <=, 5);
      g_assert_false (certplan_workcal_is_working (workcal, date_of (day)));
      g_assert_true (certplan_workcal_is_provisional (workcal, date_of (day), date_of (day)));
    }
}

static void
test_known_years (void)
{
  g_autoptr (CertplanRulebook) rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  const CertplanWorkcal *workcal = certplan_rulebook_get_workcal (rulebook);
  g_assert_cmpint (certplan_workcal_get_last_published (workcal), ==, date_of ("2026-12-31"));
  g_assert_cmpint (certplan_workcal_get_last (workcal), ==, date_of ("2035-12-31"));
}

/* A notice that covers the year says itself which days are off. */
static void
test_notice_ends_made_up (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRulebook) rulebook
      = load (HEAD NOTICE_2027 "2027-10-03,holiday,national_day,n\n",
              CERTPLAN_CALENDAR_BEYOND_STATUTORY, NULL, &error);
  g_assert_no_error (error);
  const CertplanWorkcal *workcal = certplan_rulebook_get_workcal (rulebook);
  g_assert_true (certplan_workcal_is_working (workcal, date_of ("2027-05-03")));
  g_assert_false (certplan_workcal_is_working (workcal, date_of ("2028-01-03")));
}

typedef struct
{
  const char *name, *from, *to;
  gboolean is_provisional;
} SpanRow;

static const SpanRow span_rows[] = {
  { "published", "2026-01-01", "2026-12-31", FALSE },
  { "into-the-next-year", "2026-12-31", "2027-01-01", TRUE },
  { "backward", "2027-01-01", "2026-12-31", TRUE },
  { "statutory", "2030-05-05", "2030-05-05", TRUE },
  { "unknown-before", "2020-01-01", "2022-12-31", FALSE },
  { "unknown-after", "2036-01-01", "2050-12-31", FALSE },
  { "all", "0001-01-01", "9999-12-31", TRUE },
};

static void
test_span (gconstpointer data)
{
  const SpanRow *row = data;
  g_autoptr (CertplanRulebook) rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  g_assert_cmpint (certplan_workcal_is_provisional (certplan_rulebook_get_workcal (rulebook),
                                                    date_of (row->from), date_of (row->to)),
                   ==, row->is_provisional);
}

/* Closing days are not worked; but Civil Code 203 knows only rest days of the law, so no limit
 * moves past them. 2026-06-26 is a Friday, 2026-06-20 a Saturday, 2026-02-28 a make-up working day.
 */
static void
test_closed (void)
{
  g_autoptr (CertplanRulebook) rulebook
      = load (HEAD "2026-06-26,closed,founding_day,o\n2026-02-28,closed,moving,o\n"
                   "2026-06-20,closed,moving,o\n2026-10-01,closed,moving,o\n",
              CERTPLAN_CALENDAR_BEYOND_STATUTORY, NULL, NULL);
  const CertplanWorkcal *workcal = certplan_rulebook_get_workcal (rulebook);
  const char *const rolled[][2] = { { "2026-06-26", "2026-06-26" },
                                    { "2026-02-28", "2026-02-28" },
                                    { "2026-06-20", "2026-06-22" },
                                    { "2026-10-01", "2026-10-08" } };
  for (gsize i = 0; i < G_N_ELEMENTS (rolled); i++)
    {
      CertplanDate end = CERTPLAN_DATE_NONE;
      g_assert_false (certplan_workcal_is_working (workcal, date_of (rolled[i][0])));
      g_assert_true (certplan_workcal_roll (workcal, date_of (rolled[i][0]), &end, NULL));
      g_assert_cmpint (end, ==, date_of (rolled[i][1]));
    }
  CertplanDate next = CERTPLAN_DATE_NONE;
  g_assert_true (certplan_workcal_add (workcal, date_of ("2026-06-25"), 1, &next, NULL));
  g_assert_cmpint (next, ==, date_of ("2026-06-29")); /* over the closing day and the weekend */
}

/* Different days off are different rules. */
static void
test_digest (void)
{
  g_autoptr (CertplanRulebook) none = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  g_autoptr (CertplanRulebook) same = load (HEAD, CERTPLAN_CALENDAR_BEYOND_STATUTORY, NULL, NULL);
  g_autoptr (CertplanRulebook) own = load (HEAD "2026-06-26,closed,founding_day,o\n",
                                           CERTPLAN_CALENDAR_BEYOND_STATUTORY, NULL, NULL);
  g_autoptr (CertplanRulebook) strict = load (HEAD, CERTPLAN_CALENDAR_BEYOND_ERROR, NULL, NULL);
  const char *digest = certplan_rulebook_get_digest (none);
  g_assert_cmpstr (certplan_rulebook_get_digest (same), ==, digest);
  g_assert_cmpstr (certplan_rulebook_get_digest (own), !=, digest);
  g_assert_cmpstr (certplan_rulebook_get_digest (strict), !=, digest);
}

/* What a cycle of the caller's may be. */
static const struct
{
  const char *name, *cycle;
  gint code; /* of add_cycle; -1 = taken */
  gint load; /* of loading; -1 = loaded */
} cycle_rows[] = {
  { "scheme", "ccia=P3M,P6M", -1, -1 },
  { "target-alone", "isccc=P90D", -1, -1 },
  { "qualification", "cnitsec/engineering/3=P3M,P6M", -1, -1 },
  { "pattern", "ccia/finance/*=P1M", -1, -1 },
  { "equal", "ccia=P3M,P3M", -1, -1 },
  { "no-name", "=P3M", CERTPLAN_RULES_ERROR_CYCLE, -1 },
  { "no-length", "ccia", CERTPLAN_RULES_ERROR_CYCLE, -1 },
  { "empty-length", "ccia=", CERTPLAN_RULES_ERROR_CYCLE, -1 },
  { "three-lengths", "ccia=P1M,P2M,P3M", CERTPLAN_RULES_ERROR_CYCLE, -1 },
  { "nothing", "ccia=P0D", CERTPLAN_RULES_ERROR_CYCLE, -1 },
  { "no-period", "ccia=3M", CERTPLAN_RULES_ERROR_CYCLE, -1 },
  { "working-days", "ccia=P60B", CERTPLAN_RULES_ERROR_CYCLE, -1 },
  { "maximum-before-target", "ccia=P6M,P3M", CERTPLAN_RULES_ERROR_CYCLE, -1 },
  { "maximum-a-day-before-target", "ccia=P90D,P2M", CERTPLAN_RULES_ERROR_CYCLE, -1 },
  { "unknown-scheme", "cciaa=P3M", -1, CERTPLAN_RULES_ERROR_UNKNOWN_QUALIFICATION },
  { "unknown-level", "ccia/finance/9=P3M", -1, CERTPLAN_RULES_ERROR_UNKNOWN_QUALIFICATION },
  { "published", "cnitsec/engineering/2=P3M", -1, CERTPLAN_RULES_ERROR_CYCLE },
  { "published-target-alone", "cnitsec/operation/2=P3M,P6M", -1, CERTPLAN_RULES_ERROR_CYCLE },
  { "published-among-others", "cnitsec=P3M", -1, CERTPLAN_RULES_ERROR_CYCLE },
};

static void
test_cycle (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (CertplanRulebookOptions) options = certplan_rulebook_options_new ();
  g_autoptr (GError) error = NULL;
  gboolean is_taken = certplan_rulebook_options_add_cycle (options, cycle_rows[i].cycle, &error);
  g_assert_cmpint (is_taken, ==, cycle_rows[i].code == -1);
  if (!is_taken)
    g_assert_error (error, CERTPLAN_RULES_ERROR, cycle_rows[i].code);
  if (!is_taken)
    return;
  g_autoptr (CertplanRulebook) rulebook
      = certplan_rulebook_load_with_options (options, NULL, NULL, &error);
  if (cycle_rows[i].load == -1)
    g_assert_no_error (error);
  else
    g_assert_error (error, CERTPLAN_RULES_ERROR, cycle_rows[i].load);
  g_assert_cmpint (rulebook != NULL, ==, cycle_rows[i].load == -1);
}

/* The first and the last of all qualifications are found as any other is: where their periods are
 * published that is said. */
static void
test_cycle_ends (void)
{
  g_autoptr (CertplanRulebook) shipped = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  const guint ends[] = { 1, certplan_rulebook_get_n_qualifications (shipped) };
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr (CertplanRulebookOptions) options = certplan_rulebook_options_new ();
      g_autoptr (GError) error = NULL;
      g_autofree char *cycle
          = g_strconcat (certplan_rulebook_get_qualification (shipped, ends[i]), "=P3M", NULL);
      g_assert_true (certplan_rulebook_options_add_cycle (options, cycle, NULL));
      g_autoptr (CertplanRulebook) rulebook
          = certplan_rulebook_load_with_options (options, NULL, NULL, &error);
      g_assert_true (rulebook != NULL
                     || g_error_matches (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_CYCLE));
    }
}

/* Nothing added, or no options: the shipped rules. */
static void
test_no_options (void)
{
  g_autoptr (CertplanRulebookOptions) options = certplan_rulebook_options_new ();
  g_autoptr (CertplanRulebook) a = certplan_rulebook_load_with_options (options, NULL, NULL, NULL);
  g_autoptr (CertplanRulebook) b = certplan_rulebook_load_with_options (NULL, NULL, NULL, NULL);
  g_autoptr (CertplanRulebook) c = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  g_assert_cmpstr (certplan_rulebook_get_digest (a), ==, certplan_rulebook_get_digest (b));
  g_assert_cmpstr (certplan_rulebook_get_digest (a), ==, certplan_rulebook_get_digest (c));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/calendar/own-day", test_own_day);
  g_test_add_func ("/calendar/faults", test_faults);
  ADD_ROWS ("/calendar/coverage/", coverage_rows, test_coverage);
  ADD_ROWS ("/calendar/span/", span_rows, test_span);
  for (gsize i = 0; i < G_N_ELEMENTS (cycle_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/cycle-of-one's-own/", cycle_rows[i].name, NULL);
      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_cycle);
    }
  g_test_add_func ("/cycle-of-one's-own/ends", test_cycle_ends);
  g_test_add_func ("/calendar/gap", test_gap);
  for (gsize i = 0; i < G_N_ELEMENTS (statutory_years); i++)
    {
      g_autofree char *path = g_strdup_printf ("/calendar/statutory/%d", statutory_years[i].year);
      g_test_add_data_func (path, &statutory_years[i], test_statutory_year);
    }
  g_test_add_func ("/calendar/known-years", test_known_years);
  g_test_add_func ("/calendar/notice-ends-made-up", test_notice_ends_made_up);
  g_test_add_func ("/calendar/closed", test_closed);
  g_test_add_func ("/calendar/digest", test_digest);
  g_test_add_func ("/calendar/no-options", test_no_options);
  return g_test_run ();
}
