/* Dates of a case. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-error.h"
#include "certplan-record-files.h"
#include "certplan-timeline.h"
#include "test-rows.h"
#include <string.h>

static CertplanRulebook *shipped;

#define MAX_WORDS 4

typedef struct
{
  const char *name;
  const char *qualification;
  const char *start, *finish, *as_of;
  const char *pauses[MAX_WORDS];
  const char *stages[MAX_WORDS];
  const char *policy;
  const char *target, *cap; /* NULL = none is published */
  gint days_used, target_left;
  const char *state;
  gboolean is_kept;
} TimelineRow;

/* Clauses 5.2, 5.3 and 九-3 of the guides of 2025-05; clause 9-3 of the guide for operation 2.
 * Counted by hand.
 */
static const TimelineRow timeline_rows[] = {
  { "no-pause",
    "cnitsec/engineering/2",
    "2025-11-30",
    NULL,
    "2025-11-30",
    { 0 },
    { 0 },
    NULL,
    "2026-02-28",
    "2026-05-30",
    0,
    90,
    "on_target",
    TRUE },
  { "nineteen-days",
    "cnitsec/engineering/2",
    "2026-03-02",
    NULL,
    "2026-05-10",
    { "supplement:2026-04-01/2026-04-20" },
    { 0 },
    NULL,
    "2026-06-21",
    "2026-09-21",
    50,
    42,
    "on_target",
    TRUE },
  { "reason-by-its-chinese-name",
    "cnitsec/engineering/2",
    "2026-03-02",
    NULL,
    "2026-05-10",
    { "补充资料:2026-04-01/2026-04-20", "补充资料:2026-04-01/2026-04-20" },
    { 0 },
    NULL,
    "2026-06-21",
    "2026-09-21",
    50,
    42,
    "on_target",
    TRUE },
  /* 300 days of evaluation end after 2026-09-02, the maximum. */
  { "stage-by-its-chinese-name",
    "cnitsec/engineering/2",
    "2026-03-02",
    NULL,
    "2026-03-02",
    { 0 },
    { "评估=P300D" },
    NULL,
    "2026-06-02",
    "2026-09-02",
    0,
    92,
    "on_target",
    FALSE },
  { "done-on-the-target",
    "cnitsec/cloud/1",
    "2026-03-02",
    "2026-06-02",
    "2026-12-31",
    { 0 },
    { 0 },
    NULL,
    "2026-06-02",
    "2026-09-02",
    92,
    0,
    "on_target",
    TRUE },
  { "done-a-day-late",
    "cnitsec/cloud/1",
    "2026-03-02",
    "2026-06-03",
    "2026-12-31",
    { 0 },
    { 0 },
    NULL,
    "2026-06-02",
    "2026-09-02",
    93,
    -1,
    "over_target",
    TRUE },
  { "done-over-the-cap",
    "cnitsec/cloud/1",
    "2026-03-02",
    "2026-09-03",
    "2026-12-31",
    { 0 },
    { 0 },
    NULL,
    "2026-06-02",
    "2026-09-02",
    185,
    -93,
    "over_cap",
    FALSE },
  { "open-pause",
    "cnitsec/engineering/2",
    "2026-03-02",
    NULL,
    "2026-04-11",
    { "payment:2026-04-01/" },
    { 0 },
    NULL,
    "2026-06-12",
    "2026-09-12",
    30,
    62,
    "on_target",
    TRUE },
  { "not-started",
    "cnitsec/engineering/2",
    "2026-03-02",
    NULL,
    "2026-01-01",
    { 0 },
    { 0 },
    NULL,
    "2026-06-02",
    "2026-09-02",
    0,
    92,
    "not_started",
    TRUE },
  { "operation-has-no-cap",
    "cnitsec/operation/2",
    "2026-03-02",
    "2026-09-03",
    "2026-12-31",
    { 0 },
    { 0 },
    NULL,
    "2026-06-02",
    NULL,
    185,
    -93,
    "over_target",
    FALSE },
  { "operation-applicant",
    "cnitsec/operation/2",
    "2026-03-02",
    "2026-06-10",
    "2026-12-31",
    { "applicant:2026-04-01/2026-04-11" },
    { 0 },
    NULL,
    "2026-06-12",
    NULL,
    90,
    2,
    "on_target",
    TRUE },
  { "other-reason-recorded",
    "cnitsec/engineering/2",
    "2026-03-02",
    "2026-06-02",
    "2026-12-31",
    { "typhoon:2026-04-01/2026-04-11" },
    { 0 },
    NULL,
    "2026-06-02",
    "2026-09-02",
    92,
    0,
    "on_target",
    TRUE },
  { "other-reason-by-policy",
    "cnitsec/engineering/2",
    "2026-03-02",
    "2026-06-02",
    "2026-12-31",
    { "typhoon:2026-04-01/2026-04-11" },
    { 0 },
    "pause-reasons=all",
    "2026-06-12",
    "2026-09-12",
    82,
    10,
    "on_target",
    TRUE },
  { "cap-by-the-calendar",
    "cnitsec/engineering/2",
    "2026-03-02",
    "2026-06-02",
    "2026-12-31",
    { "payment:2026-04-01/2026-04-11" },
    { 0 },
    "cap-pauses=counted",
    "2026-06-12",
    "2026-09-02",
    82,
    10,
    "on_target",
    TRUE },
  { "pause-on-the-due-date",
    "cnitsec/engineering/2",
    "2026-03-02",
    "2026-06-02",
    "2026-12-31",
    { "payment:2026-06-02/2026-06-12" },
    { 0 },
    "pause-on-due=counted",
    "2026-06-12",
    "2026-09-12",
    92,
    0,
    "on_target",
    TRUE },
  /* 2026-06-13 and 14 are a weekend; Civil Code 203 */
  { "rest-days-roll",
    "cnitsec/engineering/2",
    "2026-03-13",
    "2026-06-13",
    "2026-12-31",
    { 0 },
    { 0 },
    "rest-days=roll",
    "2026-06-15",
    "2026-09-14",
    92,
    2,
    "on_target",
    TRUE },
  /* the e-mail of 2026-04-01: by 2026-05-01; the clock runs again on the day after */
  { "late-supplement-reported",
    "cnitsec/engineering/2",
    "2026-03-02",
    "2026-06-02",
    "2026-12-31",
    { "supplement:2026-04-01/2026-05-11" },
    { 0 },
    NULL,
    "2026-07-12",
    "2026-10-12",
    52,
    40,
    "on_target",
    TRUE },
  { "late-supplement-stops-pausing",
    "cnitsec/engineering/2",
    "2026-03-02",
    "2026-06-02",
    "2026-12-31",
    { "supplement:2026-04-01/2026-05-11" },
    { 0 },
    "late-supplement=stop-pausing",
    "2026-07-03",
    "2026-10-03",
    61,
    31,
    "on_target",
    TRUE },
  { "late-supplement-closes",
    "cnitsec/engineering/2",
    "2026-03-02",
    "2026-06-02",
    "2026-12-31",
    { "supplement:2026-04-01/2026-05-11" },
    { 0 },
    "late-supplement=close",
    "2026-07-12",
    "2026-10-12",
    30, /* 2026-03-02 to 2026-04-01; closed in the pause, on 2026-05-02 */
    G_MININT,
    "closed",
    FALSE },
  { "supplement-on-the-last-day",
    "cnitsec/engineering/2",
    "2026-03-02",
    "2026-06-02",
    "2026-12-31",
    { "supplement:2026-04-01/2026-05-01" },
    { 0 },
    "late-supplement=close",
    "2026-07-02",
    "2026-10-02",
    62,
    30,
    "on_target",
    TRUE },
  /* a hard cap counts by the calendar: 154 days from 2026-04-01 to 2026-09-02 */
  { "hard-cap-before-a-pause",
    "cnitsec/engineering/2",
    "2026-03-02",
    NULL,
    "2026-04-01",
    { "payment:2026-05-01/2026-06-01" },
    { 0 },
    "cap-pauses=counted",
    "2026-07-03",
    "2026-09-02",
    30,
    62,
    "on_target",
    TRUE },
  /* a stage of the applicant's with a length is a planned pause */
  { "planned-pause",
    "cnitsec/engineering/2",
    "2026-03-02",
    NULL,
    "2026-03-02",
    { 0 },
    { "payment=P10D" },
    NULL,
    "2026-06-12",
    "2026-09-12",
    0,
    92,
    "on_target",
    TRUE },
  /* three days after the due date; the pause that begins on it does not move it */
  { "late-in-a-pause-from-the-due-date",
    "cnitsec/engineering/2",
    "2026-03-02",
    NULL,
    "2026-06-05",
    { "payment:2026-06-02/2026-06-12" },
    { 0 },
    NULL,
    "2026-06-02",
    "2026-09-12",
    92,
    -3,
    "over_target",
    TRUE },
  { "planned-too-long",
    "cnitsec/engineering/2",
    "2026-03-02",
    NULL,
    "2026-03-02",
    { 0 },
    { "evaluation=P7M" },
    NULL,
    "2026-06-02",
    "2026-09-02",
    0,
    92,
    "on_target",
    FALSE },
};

static CertplanDate
parse (const char *text)
{
  CertplanDate date = CERTPLAN_DATE_NONE;
  if (text != NULL)
    g_assert_true (certplan_date_parse (text, &date, NULL));
  return date;
}

static void
assert_date (CertplanDate date, const char *wanted)
{
  g_autofree char *text = certplan_date_format (date);
  g_assert_cmpstr (text, ==, wanted != NULL ? wanted : "");
}

static CertplanTimelineRequest *
make_request (const TimelineRow *row)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  if (row->policy != NULL)
    g_assert_true (certplan_policy_set (policy, row->policy, NULL));
  CertplanTimelineRequest *request
      = certplan_timeline_request_new (shipped, policy, row->qualification, NULL, &error);
  g_assert_no_error (error);
  certplan_timeline_request_set_start (request, parse (row->start));
  certplan_timeline_request_set_finish (request, parse (row->finish));
  for (guint i = 0; i < MAX_WORDS && row->pauses[i] != NULL; i++)
    g_assert_true (certplan_timeline_request_parse_pause (request, row->pauses[i], NULL));
  for (guint i = 0; i < MAX_WORDS && row->stages[i] != NULL; i++)
    g_assert_true (certplan_timeline_request_add_stage (request, row->stages[i], NULL));
  return request;
}

static void
test_timeline (gconstpointer data)
{
  const TimelineRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTimelineRequest) request = make_request (row);
  g_autoptr (CertplanTimeline) timeline
      = certplan_timeline_new (request, parse (row->as_of), &error);
  g_assert_no_error (error);
  assert_date (certplan_timeline_get_due (timeline, "target"), row->target);
  assert_date (certplan_timeline_get_due (timeline, "cap"), row->cap);
  g_assert_cmpint (certplan_timeline_get_days_used (timeline), ==, row->days_used);
  g_assert_cmpint (certplan_timeline_get_days_left (timeline, "target"), ==, row->target_left);
  g_assert_cmpstr (certplan_timeline_get_state (timeline), ==, row->state);
  g_assert_cmpint (certplan_timeline_is_kept (timeline), ==, row->is_kept);
}

/* Where nothing can be planned, or all is over, no finish is. */
static void
test_no_plan (void)
{
  g_autoptr (CertplanRulebookOptions) options = certplan_rulebook_options_new ();
  g_assert_true (certplan_rulebook_options_add_cycle (options, "cnitsec/engineering/3=P3M", NULL));
  g_autoptr (CertplanRulebook) rulebook
      = certplan_rulebook_load_with_options (options, NULL, NULL, NULL);
  g_autoptr (CertplanTimelineRequest) bare
      = certplan_timeline_request_new (rulebook, NULL, "cnitsec/engineering/3", NULL, NULL);
  certplan_timeline_request_set_start (bare, parse ("2026-03-02"));
  g_autoptr (CertplanTimeline) no_stages = certplan_timeline_new (bare, parse ("2026-04-01"), NULL);
  assert_date (certplan_timeline_get_due (no_stages, "target"), "2026-06-02");
  assert_date (certplan_timeline_get_planned_finish (no_stages), NULL);

  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  g_assert_true (certplan_policy_set (policy, "late-supplement=close", NULL));
  g_autoptr (CertplanTimelineRequest) late
      = certplan_timeline_request_new (rulebook, policy, "cnitsec/engineering/2", NULL, NULL);
  certplan_timeline_request_set_start (late, parse ("2026-03-02"));
  certplan_timeline_request_parse_pause (late, "supplement:2026-04-01/2026-05-20", NULL);
  g_autoptr (CertplanTimeline) closed = certplan_timeline_new (late, parse ("2026-06-02"), NULL);
  g_assert_cmpstr (certplan_timeline_get_state (closed), ==, "closed");
  assert_date (certplan_timeline_get_planned_finish (closed), NULL);
}

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
      = certplan_timeline_request_new (shipped, NULL, row->qualification, NULL, &error);
  certplan_timeline_request_set_wish (request, parse (row->wish));
  if (row->pause != NULL)
    g_assert_true (certplan_timeline_request_parse_pause (request, row->pause, NULL));
  g_autoptr (CertplanTimeline) timeline
      = certplan_timeline_new (request, parse ("2026-01-01"), &error);
  g_assert_no_error (error);
  assert_date (certplan_timeline_get_latest_start (timeline, "target"), row->target_start);
  assert_date (certplan_timeline_get_latest_start (timeline, "cap"), row->cap_start);
}

/* Up to the due date used + left is the limit without pauses, whatever the pauses: the clock loses
 * no day and counts none twice. Behind it each day is one too many, for a pause that begins on the
 * due date or later moves it no more. */
static void
assert_left (const CertplanTimeline *timeline, const char *limit, CertplanDate as_of, gint n_days)
{
  CertplanDate due = certplan_timeline_get_due (timeline, limit);
  gint left = certplan_timeline_get_days_left (timeline, limit);
  if (as_of <= due)
    g_assert_cmpint (certplan_timeline_get_days_used (timeline) + left, ==, n_days);
  else
    g_assert_cmpint (left, ==, due - as_of);
}

static void
test_clock_closes (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (14);
  const char *const reasons[] = { "supplement", "agreement", "payment" };
  CertplanDate start = parse ("2026-03-02");
  for (gint i = 0; i < 2000; i++)
    {
      g_autoptr (CertplanTimelineRequest) request
          = certplan_timeline_request_new (shipped, NULL, "cnitsec/engineering/2", NULL, NULL);
      certplan_timeline_request_set_start (request, start);
      for (gint n = g_rand_int_range (random, 0, 5); n > 0; n--)
        {
          CertplanDate from = start + g_rand_int_range (random, -10, 150);
          certplan_timeline_request_add_pause (request, reasons[g_rand_int_range (random, 0, 3)],
                                               from, from + g_rand_int_range (random, 0, 40), NULL);
        }
      CertplanDate as_of = start + g_rand_int_range (random, 0, 300);
      g_autoptr (CertplanTimeline) timeline = certplan_timeline_new (request, as_of, NULL);
      assert_left (timeline, "target", as_of, 92);
      assert_left (timeline, "cap", as_of, 184);
      if (g_test_failed ())
        return;
    }
}

static CertplanTimelineRequest *
make_plain_request (const char *qualification, const char *setting)
{
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  if (setting != NULL)
    g_assert_true (certplan_policy_set (policy, setting, NULL));
  return certplan_timeline_request_new (shipped, policy, qualification, NULL, NULL);
}

/* 2035-12-30 is a Sunday and 2035-12-31, a Monday, the last day that the calendar knows: what
 * starts a day later is due on a day of which nobody can say whether it is worked. */
static void
test_wish_beyond_the_calendar (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTimelineRequest) request
      = make_plain_request ("cnitsec/engineering/2", "rest-days=roll");
  certplan_timeline_request_set_wish (request, parse ("2036-01-03"));
  g_autoptr (CertplanTimeline) timeline
      = certplan_timeline_new (request, parse ("2035-01-01"), &error);
  g_assert_no_error (error);
  assert_date (certplan_timeline_get_latest_start (timeline, "target"), "2035-09-30");
}

static void
test_wish_far_beyond_the_calendar (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTimelineRequest) request
      = make_plain_request ("cnitsec/engineering/2", "rest-days=roll");
  certplan_timeline_request_set_wish (request, parse ("2080-01-03"));
  g_assert_null (certplan_timeline_new (request, parse ("2035-01-01"), &error));
  g_assert_error (error, CERTPLAN_BASE_ERROR, CERTPLAN_BASE_ERROR_CALENDAR);
}

/* Day by day this would take minutes. */
static void
test_wish_in_a_long_pause (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTimelineRequest) request = make_plain_request ("cnitsec/engineering/2", NULL);
  certplan_timeline_request_set_wish (request, parse ("2026-06-01"));
  g_assert_true (
      certplan_timeline_request_parse_pause (request, "payment:0100-01-01/9000-01-01", NULL));
  g_assert_null (certplan_timeline_new (request, parse ("2026-01-01"), &error));
  g_assert_error (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_DATE);
}

/* The target 9999-04-01 lies before the pause; the last stages are pushed past the last year. */
static void
test_plan_past_the_last_year (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTimelineRequest) request = make_plain_request ("cnitsec/operation/2", NULL);
  certplan_timeline_request_set_start (request, parse ("9999-01-01"));
  g_assert_true (certplan_timeline_request_add_stage (request, "expert_review=P60D", NULL));
  g_assert_true (
      certplan_timeline_request_parse_pause (request, "applicant:9999-04-02/9999-12-31", NULL));
  g_assert_null (certplan_timeline_new (request, parse ("9999-01-01"), &error));
  g_assert_error (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_DATE);
}

static const struct
{
  const char *name, *rows, *subject;
  const char *target; /* NULL = refused */
} event_rows[] = {
  { "one-case", "a,supplement,2026-04-01,2026-04-11\n", NULL, "2026-06-12" },
  { "each-kind",
    "a,supplement,2026-04-01,2026-04-03\na,agreement,2026-04-03,2026-04-05\n"
    "a,payment,2026-04-05,2026-04-07\n",
    "a", "2026-06-08" },
  { "of-the-case", "a,supplement,2026-04-01,2026-04-11\nb,payment,2026-05-01,2026-05-31\n", "a",
    "2026-06-12" },
  { "open", "a,payment,2026-05-01,\n", "a", "2026-06-11" },
  { "not-of-the-clock", "a,annual_check,2026-04-01,2026-04-11\n", "a", "2026-06-02" },
  { "several-cases", "a,supplement,2026-04-01,2026-04-11\nb,payment,2026-05-01,2026-05-31\n", NULL,
    NULL },
  { "unknown-case", "a,supplement,2026-04-01,2026-04-11\n", "c", NULL },
  { "no-rows", "", NULL, NULL },
};

static void
test_events (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *text = g_strconcat ("subject,event,from,to\n", event_rows[i].rows, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRecords) events
      = certplan_records_load_bytes ("events", "events.csv", bytes, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTimelineRequest) request = make_plain_request ("cnitsec/engineering/2", NULL);
  certplan_timeline_request_set_start (request, parse ("2026-03-02"));
  gboolean is_taken
      = certplan_timeline_request_add_events (request, events, event_rows[i].subject, &error);
  g_assert_cmpint (is_taken, ==, event_rows[i].target != NULL);
  if (!is_taken)
    {
      g_assert_error (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_SUBJECT);
      return;
    }
  g_autoptr (CertplanTimeline) timeline
      = certplan_timeline_new (request, parse ("2026-05-10"), &error);
  g_assert_no_error (error);
  assert_date (certplan_timeline_get_due (timeline, "target"), event_rows[i].target);
}

/* Planned stages follow one another and stand still while the clock does. */
static void
test_plan (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTimelineRequest) request
      = certplan_timeline_request_new (shipped, NULL, "cnitsec/engineering/2", NULL, NULL);
  const char *const stages[]
      = { "acceptance=P10D", "setup=P5D",          "agreement=P8D", "payment=P5B",
          "evaluation=P30D", "expert_review=P10D", "issuance=P7D",  "preparation=P20D" };
  certplan_timeline_request_set_start (request, parse ("2026-03-02"));
  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++)
    g_assert_true (certplan_timeline_request_add_stage (request, stages[i], NULL));
  certplan_timeline_request_parse_pause (request, "supplement:2026-03-10/2026-03-20", NULL);
  g_autoptr (CertplanTimeline) timeline
      = certplan_timeline_new (request, parse ("2026-03-02"), &error);
  g_assert_no_error (error);
  /* acceptance 8 days to 03-10, supplement to 03-20, 2 days to 03-22; setup to 03-27; agreement to
   * 04-04; payment 5 working days after Qingming (04-04 to 06): 04-07 .. 04-11, so resumed on 04-13
   * (a Saturday and a Sunday are no working days, the fifth working day after 04-04 is 04-13);
   * evaluation to 05-13; experts to 05-23; issue to 05-30 */
  assert_date (certplan_timeline_get_planned_finish (timeline), "2026-05-30");
}

typedef struct
{
  const char *name;
  const char *pause;
  GQuark (*domain) (void);
  gint code;
  const char *message;
} PauseRow;

static const PauseRow bad_pauses[] = {
  { "ends-before-it-begins", "payment:2026-04-11/2026-04-01", certplan_rules_error_quark,
    CERTPLAN_RULES_ERROR_BAD_INTERVAL,
    "pause \"payment\" from 2026-04-11 to 2026-04-01 ends before it begins; wanted FROM not after "
    "TO" },
  { "no-colon", "2026-04-11/2026-04-01", certplan_applicant_error_quark,
    CERTPLAN_APPLICANT_ERROR_PAUSE,
    "no pause: \"2026-04-11/2026-04-01\"; wanted REASON:FROM/TO or REASON:FROM/ (still open)" },
  { "no-slash", "payment:2026-04-11", certplan_applicant_error_quark,
    CERTPLAN_APPLICANT_ERROR_PAUSE,
    "no pause: \"payment:2026-04-11\"; wanted REASON:FROM/TO or REASON:FROM/ (still open)" },
  { "no-first-day", "payment:soon/2026-04-01", certplan_applicant_error_quark,
    CERTPLAN_APPLICANT_ERROR_PAUSE,
    "no pause: \"payment:soon/2026-04-01\"; wanted REASON:FROM/TO or REASON:FROM/ (still open): " },
  { "no-last-day", "payment:2026-04-01/soon", certplan_applicant_error_quark,
    CERTPLAN_APPLICANT_ERROR_PAUSE,
    "no pause: \"payment:2026-04-01/soon\"; wanted REASON:FROM/TO or REASON:FROM/ (still open): " },
  { "no-such-day", "payment:2026-02-29/", certplan_applicant_error_quark,
    CERTPLAN_APPLICANT_ERROR_PAUSE,
    "no pause: \"payment:2026-02-29/\"; wanted REASON:FROM/TO or REASON:FROM/ (still open): " },
  { "control-character", "pay\x1b[2Jment:2026-04-01/", certplan_applicant_error_quark,
    CERTPLAN_APPLICANT_ERROR_PAUSE, "\"pay" },
  { "not-in-utf-8", "\xff:2026-04-01/", certplan_applicant_error_quark,
    CERTPLAN_APPLICANT_ERROR_PAUSE, "\"" },
};

static void
test_bad_pause (gconstpointer data)
{
  const PauseRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTimelineRequest) request
      = certplan_timeline_request_new (shipped, NULL, "cnitsec/cloud/1", NULL, NULL);
  g_assert_false (certplan_timeline_request_parse_pause (request, row->pause, &error));
  g_assert_error (error, row->domain (), row->code);
  /* What is wrong with a day is told behind it, in the words of whoever reads days. */
  g_assert_true (g_str_has_prefix (error->message, row->message));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_null (strchr (error->message, '\x1b'));
}

typedef struct
{
  const char *name;
  const char *qualification, *start, *stage, *pause, *policy;
  GQuark (*domain) (void);
  gint code;
} EdgeRow;

/* The calendar of working days ends with 2035, days with 9999-12-31. */
static const EdgeRow edge_rows[] = {
  { "target-past-the-last-year", "cnitsec/engineering/2", "9999-12-01", NULL, NULL, NULL,
    certplan_applicant_error_quark, CERTPLAN_APPLICANT_ERROR_DATE },
  { "stage-past-the-last-year", "cnitsec/operation/2", "2026-03-02", "expert_review=P9000Y", NULL,
    NULL, certplan_applicant_error_quark, CERTPLAN_APPLICANT_ERROR_DATE },
  { "stage-past-the-calendar", "cnitsec/operation/2", "2035-12-01", "expert_review=P40B", NULL,
    NULL, certplan_base_error_quark, CERTPLAN_BASE_ERROR_CALENDAR },
  { "stages-behind-one-past-the-calendar", "cnitsec/engineering/2", "2040-01-02", "preparation=P2B",
    NULL, NULL, certplan_base_error_quark, CERTPLAN_BASE_ERROR_CALENDAR },
  { "target-rolled-past-the-calendar", "cnitsec/engineering/2", "2040-01-02", NULL, NULL,
    "rest-days=roll", certplan_base_error_quark, CERTPLAN_BASE_ERROR_CALENDAR },
};

static void
test_edge (gconstpointer data)
{
  const EdgeRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTimelineRequest) request
      = make_plain_request (row->qualification, row->policy);
  certplan_timeline_request_set_start (request, parse (row->start));
  if (row->stage != NULL)
    g_assert_true (certplan_timeline_request_add_stage (request, row->stage, NULL));
  if (row->pause != NULL)
    g_assert_true (certplan_timeline_request_parse_pause (request, row->pause, NULL));
  g_autoptr (CertplanTimeline) timeline
      = certplan_timeline_new (request, parse (row->start), &error);
  g_assert_null (timeline);
  g_assert_error (error, row->domain (), row->code);
}

typedef struct
{
  const char *name;
  const char *start, *stage;
  const char *calendar; /* of the planned end */
} EndRow;

/* The State Council's notices reach to the end of 2026. */
static const EndRow end_rows[] = {
  { "published", "2026-03-02", "expert_review=P10B", "" },
  { "provisional", "2026-12-01", "expert_review=P40B", "provisional" },
  { "without-working-days", "2026-12-01", "expert_review=P2M", "" },
};

static void
test_end (gconstpointer data)
{
  const EndRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTimelineRequest) request = make_plain_request ("cnitsec/operation/2", NULL);
  g_autofree char *calendar = NULL;
  certplan_timeline_request_set_start (request, parse (row->start));
  g_assert_true (certplan_timeline_request_add_stage (request, row->stage, NULL));
  g_autoptr (CertplanTimeline) timeline
      = certplan_timeline_new (request, parse (row->start), &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTables) tables = certplan_timeline_dup_tables (timeline, FALSE);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (certplan_tables_find (tables, "plan"));
  while (certplan_cursor_next (cursor, NULL))
    {
      g_autofree char *mark = certplan_cursor_dup_text (cursor, 0);
      if (g_str_equal (mark, "finish"))
        calendar = certplan_cursor_dup_text (cursor, 7);
    }
  g_assert_cmpstr (calendar, ==, row->calendar);
}

static void
test_unknown (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) kind = NULL;
  g_assert_null (certplan_timeline_request_new (shipped, NULL, "cnitsec/cloud/9", NULL, &error));
  g_assert_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_UNKNOWN_QUALIFICATION);
  g_assert_null (certplan_timeline_request_new (shipped, NULL, "cnitsec/cloud/1", "again", &kind));
  g_assert_error (kind, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_UNKNOWN_KIND);
}

static void
test_bad_stage (void)
{
  g_autoptr (CertplanTimelineRequest) request
      = certplan_timeline_request_new (shipped, NULL, "cnitsec/cloud/1", NULL, NULL);
  g_autoptr (GError) unknown = NULL;
  g_autoptr (GError) form = NULL;
  g_assert_false (certplan_timeline_request_add_stage (request, "painting=P3D", &unknown));
  g_assert_error (unknown, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_UNKNOWN_STAGE);
  g_assert_false (certplan_timeline_request_add_stage (request, "evaluation=3 days", &form));
  g_assert_error (form, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_STAGE);
}

static void
test_named_errors (void)
{
  g_autoptr (GError) period = NULL;
  g_autoptr (GError) date = NULL;
  g_autoptr (CertplanTimelineRequest) none
      = certplan_timeline_request_new (shipped, NULL, "cnitsec/engineering/3", NULL, NULL);
  certplan_timeline_request_set_start (none, parse ("2026-03-02"));
  g_assert_null (certplan_timeline_new (none, parse ("2026-03-02"), &period));
  g_assert_error (period, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_NO_PUBLISHED_PERIOD);

  g_autoptr (CertplanTimelineRequest) early
      = certplan_timeline_request_new (shipped, NULL, "cnitsec/cloud/1", NULL, NULL);
  certplan_timeline_request_set_start (early, parse ("2026-03-02"));
  certplan_timeline_request_set_finish (early, parse ("2026-03-01"));
  g_assert_null (certplan_timeline_new (early, parse ("2026-03-02"), &date));
  g_assert_error (date, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_DATE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_autoptr (GError) error = NULL;
  shipped = certplan_rulebook_load (NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  ADD_ROWS ("/timeline/dates/", timeline_rows, test_timeline);
  ADD_ROWS ("/timeline/wish/", wish_rows, test_wish);
  ADD_ROWS ("/timeline/end/", end_rows, test_end);
  ADD_ROWS ("/timeline/bad-pause/", bad_pauses, test_bad_pause);
  ADD_ROWS ("/timeline/edge/", edge_rows, test_edge);
  g_test_add_func ("/timeline/unknown", test_unknown);
  g_test_add_func ("/timeline/no-plan", test_no_plan);
  g_test_add_func ("/timeline/bad-stage", test_bad_stage);
  for (gsize i = 0; i < G_N_ELEMENTS (event_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/timeline/events/", event_rows[i].name, NULL);
      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_events);
    }
  g_test_add_func ("/timeline/wish-beyond-the-calendar", test_wish_beyond_the_calendar);
  g_test_add_func ("/timeline/wish-far-beyond-the-calendar", test_wish_far_beyond_the_calendar);
  g_test_add_func ("/timeline/wish-in-a-long-pause", test_wish_in_a_long_pause);
  g_test_add_func ("/timeline/plan-past-the-last-year", test_plan_past_the_last_year);
  g_test_add_func ("/timeline/clock-closes", test_clock_closes);
  g_test_add_func ("/timeline/plan", test_plan);
  g_test_add_func ("/timeline/named-errors", test_named_errors);
  int status = g_test_run ();
  certplan_rulebook_unref (shipped);
  return status;
}
