/* The working calendar, and the shipped one of China. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-workcal.h"

/* The days around New Year and Spring Festival 2008, as the notice of December 2007 on the holidays
 * of 2008 has them. */
static CertplanWorkcal *
make_2008 (void)
{
  static const struct
  {
    const char *date;
    gboolean is_working;
  } rows[] = {
    { "2007-12-29", TRUE },  { "2007-12-30", FALSE }, { "2007-12-31", FALSE },
    { "2008-01-01", FALSE }, { "2008-02-02", TRUE },  { "2008-02-03", TRUE },
    { "2008-02-06", FALSE }, { "2008-02-07", FALSE }, { "2008-02-08", FALSE },
    { "2008-02-09", FALSE }, { "2008-02-10", FALSE }, { "2008-02-11", FALSE },
    { "2008-02-12", FALSE },
  };
  CertplanWorkcalDay days[G_N_ELEMENTS (rows)];

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    days[i] = (CertplanWorkcalDay){ date_of (rows[i].date), rows[i].is_working, NULL, FALSE };
  return _certplan_workcal_new (2007, 2008, days, G_N_ELEMENTS (days));
}

/* The shipped rows. */

static const struct
{
  const char *year;
  guint n_holidays;
  guint n_workdays;
  const char *notice;
} row_counts[] = {
  { "2023", 26, 7, "国办发明电〔2022〕16号" },
  { "2024", 28, 8, "国办发明电〔2023〕7号" },
  { "2025", 28, 5, "国办发明电〔2024〕12号" },
  { "2026", 33, 6, "国办发明电〔2025〕7号" },
};

static void
test_rows (void)
{
  g_auto (GStrv) rows = load_rows ();
  guint n_seen[G_N_ELEMENTS (row_counts)][2] = { 0 };
  const char *last = "";

  for (guint i = 0; rows[i] != NULL; i++)
    {
      g_auto (GStrv) row = g_strsplit (rows[i], ",", -1);
      g_assert_cmpuint (g_strv_length (row), ==, 4);
      const gboolean is_workday = strcmp (row[1], "workday") == 0;
      g_assert_true (is_workday || strcmp (row[1], "holiday") == 0);
      g_assert_cmpstr (rows[i], >, last);
      const gint weekday = certplan_date_get_weekday (date_of (row[0]));
      if (is_workday) /* a make-up day makes a day of the week's end a working day */
        g_assert_cmpint (weekday, >, 5);
      for (gsize j = 0; j < G_N_ELEMENTS (row_counts); j++)
        if (g_str_has_prefix (row[0], row_counts[j].year))
          {
            n_seen[j][is_workday]++;
            g_assert_cmpstr (row[3], ==, row_counts[j].notice);
          }
      last = rows[i];
    }
  g_assert_cmpuint (g_strv_length (rows), ==, 141);
  for (gsize j = 0; j < G_N_ELEMENTS (row_counts); j++)
    {
      g_assert_cmpuint (n_seen[j][FALSE], ==, row_counts[j].n_holidays);
      g_assert_cmpuint (n_seen[j][TRUE], ==, row_counts[j].n_workdays);
    }
}

typedef struct
{
  const char *name;
  const char *from;
  const char *to;
  gint n_days;
  gint code; /* -1: no error */
} CountCase;

/* Working days a year as five independent published calendars have them. */
static const CountCase count_cases[] = {
  { "year-2023", "2023-01-01", "2024-01-01", 249, -1 },
  { "year-2024", "2024-01-01", "2025-01-01", 251, -1 },
  { "year-2025", "2025-01-01", "2026-01-01", 248, -1 },
  { "year-2026", "2026-01-01", "2027-01-01", 248, -1 },
  { "backward", "2025-01-01", "2024-01-01", -251, -1 },
  { "nothing", "2026-11-21", "2026-11-21", 0, -1 },
  { "nothing-at-the-end", "2027-01-01", "2027-01-01", 0, -1 },
  { "one", "2026-11-20", "2026-11-21", 1, -1 },
  { "golden-week", "2026-10-01", "2026-10-08", 0, -1 },
  { "before", "2022-12-31", "2023-01-02", 0, CALENDAR },
  { "beyond", "2026-12-31", "2027-01-02", 0, CALENDAR },
  { "both-outside", "2030-01-01", "2030-02-01", 0, CALENDAR },
};

static void
test_count (gconstpointer data)
{
  const CountCase *row = data;
  g_autoptr (CertplanWorkcal) china = load_china ();
  g_autoptr (GError) error = NULL;
  gint n_days = 4711;
  const gboolean done
      = certplan_workcal_count (china, date_of (row->from), date_of (row->to), &n_days, &error);

  g_assert_cmpint (done, ==, row->code < 0);
  if (done)
    g_assert_no_error (error);
  else
    g_assert_error (error, CERTPLAN_BASE_ERROR, row->code);
  g_assert_cmpint (n_days, ==, done ? row->n_days : 4711);
}

typedef struct
{
  const char *name;
  const char *date;
  gboolean is_working;
  const char *label;
} DayCase;

static const DayCase day_cases[] = {
  { "ordinary", "2026-11-20", TRUE, NULL },
  { "saturday", "2026-11-21", FALSE, NULL },
  { "sunday", "2026-11-22", FALSE, NULL },
  { "make-up-saturday", "2026-02-28", TRUE, "spring_festival" },
  { "make-up-sunday", "2024-09-29", TRUE, "national_day" },
  { "new-year", "2026-01-01", FALSE, "new_year" },
  { "spring-festival", "2024-02-13", FALSE, "spring_festival" },
  { "qingming", "2025-04-04", FALSE, "qingming" },
  { "labour-day", "2025-05-01", FALSE, "labour_day" },
  { "dragon-boat", "2024-06-10", FALSE, "dragon_boat" },
  { "mid-autumn", "2024-09-17", FALSE, "mid_autumn" },
  { "national-day", "2026-10-07", FALSE, "national_day" },
  { "two-feasts", "2025-10-06", FALSE, "mid_autumn_and_national_day" },
  { "before-the-calendar", "2022-12-30", FALSE, NULL },
  { "beyond-the-calendar", "2027-01-04", FALSE, NULL },
};

static void
test_day (gconstpointer data)
{
  const DayCase *row = data;
  g_autoptr (CertplanWorkcal) china = load_china ();
  const CertplanDate date = date_of (row->date);

  g_assert_cmpint (certplan_workcal_is_working (china, date), ==, row->is_working);
  g_assert_cmpstr (certplan_workcal_get_name (china, date), ==, row->label);
}

/* Adding and rolling. */

typedef struct
{
  const char *name;
  const char *date;
  gint n_days;
  const char *end;
  gint code; /* -1: no error */
} AddCase;

/* Counted on the printed calendars of the years; the day of the event is not counted (Civil Code,
 * 201). */
static const AddCase add_cases[] = {
  { "next", "2026-11-19", 1, "2026-11-20", -1 },
  { "over-weekend", "2026-11-20", 1, "2026-11-23", -1 },
  { "from-saturday", "2026-11-21", 1, "2026-11-23", -1 },
  { "ten", "2026-11-16", 10, "2026-11-30", -1 },
  { "over-make-up-day", "2026-02-27", 1, "2026-02-28", -1 },
  { "over-spring-festival", "2026-02-14", 1, "2026-02-24", -1 },
  { "over-two-feasts", "2025-09-28", 3, "2025-10-09", -1 },
  { "none", "2026-11-20", 0, "2026-11-20", -1 },
  { "none-on-a-rest-day", "2026-11-21", 0, "2026-11-21", -1 },
  { "back", "2026-11-23", -1, "2026-11-20", -1 },
  { "back-from-sunday", "2026-11-22", -1, "2026-11-20", -1 },
  { "back-over-spring-festival", "2026-02-24", -2, "2026-02-13", -1 },
  { "last-day", "2026-12-30", 1, "2026-12-31", -1 },
  { "first-day", "2023-01-04", -1, "2023-01-03", -1 },
  { "beyond", "2026-12-30", 2, NULL, CALENDAR },
  { "before", "2023-01-03", -1, NULL, CALENDAR },
  { "far-beyond", "2026-12-30", G_MAXINT, NULL, CALENDAR },
  { "far-before", "2026-12-30", G_MININT, NULL, CALENDAR },
  { "unknown-date", "2027-01-01", 1, NULL, CALENDAR },
  { "unknown-date-none", "2027-01-01", 0, NULL, CALENDAR },
  { "unknown-date-back", "2027-01-01", -1, NULL, CALENDAR },
};

static void
test_add (gconstpointer data)
{
  const AddCase *row = data;
  g_autoptr (CertplanWorkcal) china = load_china ();
  g_autoptr (GError) error = NULL;
  CertplanDate end = 4711;
  const gboolean done
      = certplan_workcal_add (china, date_of (row->date), row->n_days, &end, &error);

  g_assert_cmpint (done, ==, row->code < 0);
  if (done)
    assert_date (end, row->end);
  else
    {
      g_assert_error (error, CERTPLAN_BASE_ERROR, row->code);
      g_assert_cmpint (end, ==, 4711);
    }
}

typedef struct
{
  const char *name;
  const char *date;
  CertplanPeriod period;
  const char *end;
  const char *rolled;
} RollCase;

/* Civil Code of the PRC, articles 201 to 203; a make-up working day is no rest day. */
static const RollCase roll_cases[] = {
  { "c11-one-month-2024-01-31", "2024-01-31", { 1, 0, 0 }, "2024-02-29", "2024-02-29" },
  { "c11-three-months-2024-01-31", "2024-01-31", { 3, 0, 0 }, "2024-04-30", "2024-04-30" },
  { "c11-six-months-2024-01-31", "2024-01-31", { 6, 0, 0 }, "2024-07-31", "2024-07-31" },
  { "c11-30-days-2024-01-31", "2024-01-31", { 0, 30, 0 }, "2024-03-01", "2024-03-01" },
  { "c11-one-month-2024-08-30", "2024-08-30", { 1, 0, 0 }, "2024-09-30", "2024-09-30" },
  { "c11-three-months-2024-08-30", "2024-08-30", { 3, 0, 0 }, "2024-11-30", "2024-12-02" },
  { "c11-six-months-2024-08-30", "2024-08-30", { 6, 0, 0 }, "2025-02-28", "2025-02-28" },
  { "c11-30-days-2024-08-30", "2024-08-30", { 0, 30, 0 }, "2024-09-29", "2024-09-29" },
  { "c11-one-month-2025-08-31", "2025-08-31", { 1, 0, 0 }, "2025-09-30", "2025-09-30" },
  { "c11-three-months-2025-08-31", "2025-08-31", { 3, 0, 0 }, "2025-11-30", "2025-12-01" },
  { "c11-six-months-2025-08-31", "2025-08-31", { 6, 0, 0 }, "2026-02-28", "2026-02-28" },
  { "c11-30-days-2025-08-31", "2025-08-31", { 0, 30, 0 }, "2025-09-30", "2025-09-30" },
  { "c11-into-national-day", "2026-09-01", { 1, 0, 0 }, "2026-10-01", "2026-10-08" },
  { "working-days", "2026-09-28", { 0, 0, 3 }, "2026-10-08", "2026-10-08" },
  { "months-then-working-days", "2026-01-28", { 1, 0, 1 }, "2026-03-02", "2026-03-02" },
  { "unknown-without-working-days", "2026-12-15", { 1, 0, 0 }, "2027-01-15", NULL },
};

static void
test_roll (gconstpointer data)
{
  const RollCase *row = data;
  g_autoptr (CertplanWorkcal) china = load_china ();
  g_autoptr (GError) error = NULL;
  CertplanDate end = CERTPLAN_DATE_NONE, rolled = CERTPLAN_DATE_NONE;

  g_assert_true (
      certplan_workcal_add_period (china, date_of (row->date), &row->period, &end, &error));
  g_assert_no_error (error);
  assert_date (end, row->end);
  g_assert_cmpint (certplan_workcal_roll (china, end, &rolled, &error), ==, row->rolled != NULL);
  if (row->rolled != NULL)
    assert_date (rolled, row->rolled);
  else
    g_assert_error (error, CERTPLAN_BASE_ERROR, CALENDAR);
}

/* Examples of the patent office's examination guideline bulletin no. 1 of 2008, rolled to the first
 * working day after the rest days. */
static const RollCase cnipa_cases[] = {
  { "two-months-over-new-year", "2007-10-30", { 2, 0, 0 }, "2007-12-30", "2008-01-02" },
  { "two-months-over-spring-festival", "2007-12-06", { 2, 0, 0 }, "2008-02-06", "2008-02-13" },
};

static void
test_cnipa (gconstpointer data)
{
  const RollCase *row = data;
  g_autoptr (CertplanWorkcal) workcal = make_2008 ();
  CertplanDate end, rolled;

  g_assert_true (
      certplan_workcal_add_period (workcal, date_of (row->date), &row->period, &end, NULL));
  assert_date (end, row->end);
  g_assert_true (certplan_workcal_roll (workcal, end, &rolled, NULL));
  assert_date (rolled, row->rolled);
}

static void
test_add_period_range (void)
{
  g_autoptr (CertplanWorkcal) china = load_china ();
  g_autoptr (GError) error = NULL;
  const CertplanPeriod period = { 12 * 9000, 0, 1 };
  CertplanDate end = 4711;

  g_assert_false (
      certplan_workcal_add_period (china, date_of ("2026-11-21"), &period, &end, &error));
  g_assert_error (error, CERTPLAN_BASE_ERROR, RANGE);
  g_assert_cmpstr (error->message, ==,
                   "P108000M1B from 2026-11-21 is outside the years 0001 to 9999");
  g_assert_cmpint (end, ==, 4711);
}

static void
test_roll_beyond (void)
{
  const CertplanWorkcalDay day = { date_of ("2026-12-31"), FALSE, "closing_day", FALSE };
  g_autoptr (CertplanWorkcal) workcal = _certplan_workcal_new (2026, 2026, &day, 1);
  g_autoptr (GError) error = NULL;
  CertplanDate rolled = 4711;

  g_assert_false (certplan_workcal_roll (workcal, day.date, &rolled, &error));
  g_assert_error (error, CERTPLAN_BASE_ERROR, CALENDAR);
  g_assert_cmpint (rolled, ==, 4711);
}

static void
test_messages (void)
{
  g_autoptr (CertplanWorkcal) china = load_china ();
  g_autoptr (GError) date_error = NULL;
  g_autoptr (GError) distance_error = NULL;
  CertplanDate end;

  certplan_workcal_add (china, date_of ("2027-03-04"), 5, &end, &date_error);
  g_assert_cmpstr (date_error->message, ==,
                   "the working calendar knows 2023-01-01 to 2026-12-31, not 2027-03-04");
  certplan_workcal_add (china, date_of ("2026-12-25"), 10, &end, &distance_error);
  g_assert_cmpstr (distance_error->message, ==,
                   "the working calendar knows 2023-01-01 to 2026-12-31, not +10 working days from "
                   "2026-12-25");
}

/* Without days of its own a calendar is the week: 260 to 262 days a year. */
static void
test_weekly_rule (void)
{
  g_autoptr (CertplanWorkcal) workcal = _certplan_workcal_new (2026, 2026, NULL, 0);
  gint n_days = 0;

  g_assert_true (certplan_workcal_count (workcal, date_of ("2026-01-01"), date_of ("2027-01-01"),
                                         &n_days, NULL));
  g_assert_cmpint (n_days, ==, 261); /* 2026 begins and ends on a Thursday */
}

/* The calendar with the least and the most years, names copied. */
static void
test_every_year (void)
{
  char name[] = "closing_day";
  const CertplanWorkcalDay day = { date_of ("0001-01-01"), FALSE, name, FALSE };
  g_autoptr (CertplanWorkcal) workcal = _certplan_workcal_new (1, 9999, &day, 1);
  CertplanDate end;

  name[0] = 'X';
  g_assert_cmpstr (certplan_workcal_get_name (workcal, day.date), ==, "closing_day");
  g_assert_true (certplan_workcal_add (workcal, day.date, 1, &end, NULL));
  assert_date (end, "0001-01-02");
  g_assert_false (certplan_workcal_is_working (workcal, CERTPLAN_DATE_NONE));
}

static void
test_boxed (void)
{
  g_autoptr (CertplanWorkcal) workcal = _certplan_workcal_new (2026, 2026, NULL, 0);
  CertplanWorkcal *copy = g_boxed_copy (CERTPLAN_TYPE_WORKCAL, workcal);

  g_assert_true (copy == workcal);
  g_boxed_free (CERTPLAN_TYPE_WORKCAL, copy);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();

  ADD_ROWS ("/workcal/count/", count_cases, test_count)
  ADD_ROWS ("/workcal/day/", day_cases, test_day)
  ADD_ROWS ("/workcal/add/", add_cases, test_add)
  ADD_ROWS ("/workcal/roll/", roll_cases, test_roll)
  ADD_ROWS ("/workcal/cnipa/", cnipa_cases, test_cnipa)
  g_test_add_func ("/workcal/rows", test_rows);
  g_test_add_func ("/workcal/add-period-range", test_add_period_range);
  g_test_add_func ("/workcal/roll-beyond", test_roll_beyond);
  g_test_add_func ("/workcal/messages", test_messages);
  add_walk_tests ();
  g_test_add_func ("/workcal/weekly-rule", test_weekly_rule);
  g_test_add_func ("/workcal/every-year", test_every_year);
  g_test_add_func ("/workcal/boxed", test_boxed);
  return g_test_run ();
}
