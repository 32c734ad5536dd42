/* The latest days of application for a wished end, and ends of calendars.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-error.h"
#include "test-rows.h"
#include "test-timeline.h"

typedef struct
{
  const char *name;
  const char *qualification, *wish, *pause;
  const char *target_start, *cap_start;
} WishRow;

static const WishRow wish_rows[] = {
  { "end-of-february", "cnitsec/engineering/2", "2027-02-28", NULL, "2026-11-30", "2026-08-31" },
  { "mid-month", "cnitsec/cloud/1", "2026-06-15", NULL, "2026-03-15", "2025-12-15" },
  { "no-cap", "cnitsec/operation/2", "2026-06-15", NULL, "2026-03-15", NULL },
  /* ten paused days on the way: 2026-03-05 + 3 months = 06-05, + 10 = 06-15 */
  { "with-a-pause", "cnitsec/engineering/2", "2026-06-15", "payment:2026-04-01/2026-04-11",
    "2026-03-05", "2025-12-05" },
};

static void
test_wish (gconstpointer data)
{
  const WishRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTimelineRequest) request
      = certplan_timeline_request_new (get_rulebook (), NULL, row->qualification, NULL, &error);
  certplan_timeline_request_set_wish (request, parse_day (row->wish));
  if (row->pause != NULL)
    g_assert_true (certplan_timeline_request_parse_pause (request, row->pause, NULL));
  g_autoptr (CertplanTimeline) timeline
      = certplan_timeline_new (request, parse_day ("2026-01-01"), &error);
  g_assert_no_error (error);
  assert_date (certplan_timeline_get_latest_start (timeline, "target"), row->target_start);
  assert_date (certplan_timeline_get_latest_start (timeline, "cap"), row->cap_start);
}

/* 2035-12-30 is a Sunday and 2035-12-31, a Monday, the last day that the calendar knows: what
 * starts a day later is due on a day of which nobody can say whether it is worked. */
static void
test_wish_beyond_the_calendar (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTimelineRequest) request
      = make_plain_request ("cnitsec/engineering/2", "rest-days=roll");
  certplan_timeline_request_set_wish (request, parse_day ("2036-01-03"));
  g_autoptr (CertplanTimeline) timeline
      = certplan_timeline_new (request, parse_day ("2035-01-01"), &error);
  g_assert_no_error (error);
  assert_date (certplan_timeline_get_latest_start (timeline, "target"), "2035-09-30");
}

static void
test_wish_far_beyond_the_calendar (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTimelineRequest) request
      = make_plain_request ("cnitsec/engineering/2", "rest-days=roll");
  certplan_timeline_request_set_wish (request, parse_day ("2080-01-03"));
  g_assert_null (certplan_timeline_new (request, parse_day ("2035-01-01"), &error));
  g_assert_error (error, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_CALENDAR);
}

/* Day by day this would take minutes. */
static void
test_wish_in_a_long_pause (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTimelineRequest) request = make_plain_request ("cnitsec/engineering/2", NULL);
  certplan_timeline_request_set_wish (request, parse_day ("2026-06-01"));
  g_assert_true (
      certplan_timeline_request_parse_pause (request, "payment:0100-01-01/9000-01-01", NULL));
  g_assert_null (certplan_timeline_new (request, parse_day ("2026-01-01"), &error));
  g_assert_error (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_DATE);
}

/* The target 9999-04-01 lies before the pause; the last stages are pushed past the last year. */
static void
test_plan_past_the_last_year (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTimelineRequest) request = make_plain_request ("cnitsec/operation/2", NULL);
  certplan_timeline_request_set_start (request, parse_day ("9999-01-01"));
  g_assert_true (certplan_timeline_request_add_stage (request, "expert_review=P60D", NULL));
  g_assert_true (
      certplan_timeline_request_parse_pause (request, "applicant:9999-04-02/9999-12-31", NULL));
  g_assert_null (certplan_timeline_new (request, parse_day ("9999-01-01"), &error));
  g_assert_error (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_DATE);
}

void
add_wishes (void)
{
  ADD_ROWS ("/timeline/wish/", wish_rows, test_wish);
  g_test_add_func ("/timeline/wish-beyond-the-calendar", test_wish_beyond_the_calendar);
  g_test_add_func ("/timeline/wish-far-beyond-the-calendar", test_wish_far_beyond_the_calendar);
  g_test_add_func ("/timeline/wish-in-a-long-pause", test_wish_in_a_long_pause);
  g_test_add_func ("/timeline/plan-past-the-last-year", test_plan_past_the_last_year);
}
