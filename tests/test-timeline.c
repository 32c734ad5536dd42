/* Dates of a case. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-error.h"
#include "test-rows.h"
#include "test-timeline.h"

typedef struct
{
  const char *name;
  const char *qualification;
  const char *start, *finish, *as_of;
  const char *pauses, *stages; /* with spaces between; NULL = none */
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
  { "no-pause", "cnitsec/engineering/2", "2025-11-30", NULL, "2025-11-30", NULL, NULL, NULL,
    "2026-02-28", "2026-05-30", 0, 90, "on_target", TRUE },
  { "nineteen-days", "cnitsec/engineering/2", "2026-03-02", NULL, "2026-05-10",
    "supplement:2026-04-01/2026-04-20", NULL, NULL, "2026-06-21", "2026-09-21", 50, 42, "on_target",
    TRUE },
  { "reason-by-its-chinese-name", "cnitsec/engineering/2", "2026-03-02", NULL, "2026-05-10",
    "补充资料:2026-04-01/2026-04-20 补充资料:2026-04-01/2026-04-20", NULL, NULL, "2026-06-21",
    "2026-09-21", 50, 42, "on_target", TRUE },
  /* 300 days of evaluation end after 2026-09-02, the maximum. */
  { "stage-by-its-chinese-name", "cnitsec/engineering/2", "2026-03-02", NULL, "2026-03-02", NULL,
    "评估=P300D", NULL, "2026-06-02", "2026-09-02", 0, 92, "on_target", FALSE },
  { "done-on-the-target", "cnitsec/cloud/1", "2026-03-02", "2026-06-02", "2026-12-31", NULL, NULL,
    NULL, "2026-06-02", "2026-09-02", 92, 0, "on_target", TRUE },
  { "done-a-day-late", "cnitsec/cloud/1", "2026-03-02", "2026-06-03", "2026-12-31", NULL, NULL,
    NULL, "2026-06-02", "2026-09-02", 93, -1, "over_target", TRUE },
  { "done-over-the-cap", "cnitsec/cloud/1", "2026-03-02", "2026-09-03", "2026-12-31", NULL, NULL,
    NULL, "2026-06-02", "2026-09-02", 185, -93, "over_cap", FALSE },
  { "open-pause", "cnitsec/engineering/2", "2026-03-02", NULL, "2026-04-11", "payment:2026-04-01/",
    NULL, NULL, "2026-06-12", "2026-09-12", 30, 62, "on_target", TRUE },
  { "not-started", "cnitsec/engineering/2", "2026-03-02", NULL, "2026-01-01", NULL, NULL, NULL,
    "2026-06-02", "2026-09-02", 0, 92, "not_started", TRUE },
  { "operation-has-no-cap", "cnitsec/operation/2", "2026-03-02", "2026-09-03", "2026-12-31", NULL,
    NULL, NULL, "2026-06-02", NULL, 185, -93, "over_target", FALSE },
  { "operation-applicant", "cnitsec/operation/2", "2026-03-02", "2026-06-10", "2026-12-31",
    "applicant:2026-04-01/2026-04-11", NULL, NULL, "2026-06-12", NULL, 90, 2, "on_target", TRUE },
  { "other-reason-recorded", "cnitsec/engineering/2", "2026-03-02", "2026-06-02", "2026-12-31",
    "typhoon:2026-04-01/2026-04-11", NULL, NULL, "2026-06-02", "2026-09-02", 92, 0, "on_target",
    TRUE },
  { "other-reason-by-policy", "cnitsec/engineering/2", "2026-03-02", "2026-06-02", "2026-12-31",
    "typhoon:2026-04-01/2026-04-11", NULL, "pause-reasons=all", "2026-06-12", "2026-09-12", 82, 10,
    "on_target", TRUE },
  { "cap-by-the-calendar", "cnitsec/engineering/2", "2026-03-02", "2026-06-02", "2026-12-31",
    "payment:2026-04-01/2026-04-11", NULL, "cap-pauses=counted", "2026-06-12", "2026-09-02", 82, 10,
    "on_target", TRUE },
  { "pause-on-the-due-date", "cnitsec/engineering/2", "2026-03-02", "2026-06-02", "2026-12-31",
    "payment:2026-06-02/2026-06-12", NULL, "pause-on-due=counted", "2026-06-12", "2026-09-12", 92,
    0, "on_target", TRUE },
  /* 2026-06-13 and 14 are a weekend; Civil Code 203 */
  { "rest-days-roll", "cnitsec/engineering/2", "2026-03-13", "2026-06-13", "2026-12-31", NULL, NULL,
    "rest-days=roll", "2026-06-15", "2026-09-14", 92, 2, "on_target", TRUE },
  /* the e-mail of 2026-04-01: by 2026-05-01; the clock runs again on the day after */
  { "late-supplement-reported", "cnitsec/engineering/2", "2026-03-02", "2026-06-02", "2026-12-31",
    "supplement:2026-04-01/2026-05-11", NULL, NULL, "2026-07-12", "2026-10-12", 52, 40, "on_target",
    TRUE },
  { "late-supplement-stops-pausing", "cnitsec/engineering/2", "2026-03-02", "2026-06-02",
    "2026-12-31", "supplement:2026-04-01/2026-05-11", NULL, "late-supplement=stop-pausing",
    "2026-07-03", "2026-10-03", 61, 31, "on_target", TRUE },
  { "late-supplement-closes", "cnitsec/engineering/2", "2026-03-02", "2026-06-02", "2026-12-31",
    "supplement:2026-04-01/2026-05-11", NULL, "late-supplement=close", "2026-07-12", "2026-10-12",
    30, /* 2026-03-02 to 2026-04-01; closed in the pause, on 2026-05-02 */
    G_MININT, "closed", FALSE },
  { "supplement-on-the-last-day", "cnitsec/engineering/2", "2026-03-02", "2026-06-02", "2026-12-31",
    "supplement:2026-04-01/2026-05-01", NULL, "late-supplement=close", "2026-07-02", "2026-10-02",
    62, 30, "on_target", TRUE },
  /* a hard cap counts by the calendar: 154 days from 2026-04-01 to 2026-09-02 */
  { "hard-cap-before-a-pause", "cnitsec/engineering/2", "2026-03-02", NULL, "2026-04-01",
    "payment:2026-05-01/2026-06-01", NULL, "cap-pauses=counted", "2026-07-03", "2026-09-02", 30, 62,
    "on_target", TRUE },
  /* a stage of the applicant's with a length is a planned pause */
  { "planned-pause", "cnitsec/engineering/2", "2026-03-02", NULL, "2026-03-02", NULL,
    "payment=P10D", NULL, "2026-06-12", "2026-09-12", 0, 92, "on_target", TRUE },
  /* three days after the due date; the pause that begins on it does not move it */
  { "late-in-a-pause-from-the-due-date", "cnitsec/engineering/2", "2026-03-02", NULL, "2026-06-05",
    "payment:2026-06-02/2026-06-12", NULL, NULL, "2026-06-02", "2026-09-12", 92, -3, "over_target",
    TRUE },
  { "planned-too-long", "cnitsec/engineering/2", "2026-03-02", NULL, "2026-03-02", NULL,
    "evaluation=P7M", NULL, "2026-06-02", "2026-09-02", 0, 92, "on_target", FALSE },
};

static CertplanTimelineRequest *
make_request (const TimelineRow *row)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  if (row->policy != NULL)
    g_assert_true (certplan_policy_set (policy, row->policy, NULL));
  CertplanTimelineRequest *request
      = certplan_timeline_request_new (get_rulebook (), policy, row->qualification, NULL, &error);
  g_assert_no_error (error);
  certplan_timeline_request_set_start (request, parse_day (row->start));
  certplan_timeline_request_set_finish (request, parse_day (row->finish));
  g_auto (GStrv) pauses = g_strsplit (row->pauses != NULL ? row->pauses : "", " ", -1);
  for (guint i = 0; pauses[i] != NULL; i++)
    g_assert_true (certplan_timeline_request_parse_pause (request, pauses[i], NULL));
  g_auto (GStrv) stages = g_strsplit (row->stages != NULL ? row->stages : "", " ", -1);
  for (guint i = 0; stages[i] != NULL; i++)
    g_assert_true (certplan_timeline_request_add_stage (request, stages[i], NULL));
  return request;
}

static void
test_timeline (gconstpointer data)
{
  const TimelineRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTimelineRequest) request = make_request (row);
  g_autoptr (CertplanTimeline) timeline
      = certplan_timeline_new (request, parse_day (row->as_of), &error);
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
  certplan_timeline_request_set_start (bare, parse_day ("2026-03-02"));
  g_autoptr (CertplanTimeline) no_stages
      = certplan_timeline_new (bare, parse_day ("2026-04-01"), NULL);
  assert_date (certplan_timeline_get_due (no_stages, "target"), "2026-06-02");
  assert_date (certplan_timeline_get_planned_finish (no_stages), NULL);

  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  g_assert_true (certplan_policy_set (policy, "late-supplement=close", NULL));
  g_autoptr (CertplanTimelineRequest) late
      = certplan_timeline_request_new (rulebook, policy, "cnitsec/engineering/2", NULL, NULL);
  certplan_timeline_request_set_start (late, parse_day ("2026-03-02"));
  certplan_timeline_request_parse_pause (late, "supplement:2026-04-01/2026-05-20", NULL);
  g_autoptr (CertplanTimeline) closed
      = certplan_timeline_new (late, parse_day ("2026-06-02"), NULL);
  g_assert_cmpstr (certplan_timeline_get_state (closed), ==, "closed");
  assert_date (certplan_timeline_get_planned_finish (closed), NULL);
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
  CertplanDate start = parse_day ("2026-03-02");
  for (gint i = 0; i < 2000; i++)
    {
      g_autoptr (CertplanTimelineRequest) request = certplan_timeline_request_new (
          get_rulebook (), NULL, "cnitsec/engineering/2", NULL, NULL);
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
  certplan_timeline_request_set_start (request, parse_day ("2026-03-02"));
  gboolean is_taken
      = certplan_timeline_request_add_events (request, events, event_rows[i].subject, &error);
  g_assert_cmpint (is_taken, ==, event_rows[i].target != NULL);
  if (!is_taken)
    {
      g_assert_error (error, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_SUBJECT);
      return;
    }
  g_autoptr (CertplanTimeline) timeline
      = certplan_timeline_new (request, parse_day ("2026-05-10"), &error);
  g_assert_no_error (error);
  assert_date (certplan_timeline_get_due (timeline, "target"), event_rows[i].target);
}

/* Planned stages follow one another and stand still while the clock does. */
static void
test_plan (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTimelineRequest) request
      = certplan_timeline_request_new (get_rulebook (), NULL, "cnitsec/engineering/2", NULL, NULL);
  const char *const stages[]
      = { "acceptance=P10D", "setup=P5D",          "agreement=P8D", "payment=P5B",
          "evaluation=P30D", "expert_review=P10D", "issuance=P7D",  "preparation=P20D" };
  certplan_timeline_request_set_start (request, parse_day ("2026-03-02"));
  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++)
    g_assert_true (certplan_timeline_request_add_stage (request, stages[i], NULL));
  certplan_timeline_request_parse_pause (request, "supplement:2026-03-10/2026-03-20", NULL);
  g_autoptr (CertplanTimeline) timeline
      = certplan_timeline_new (request, parse_day ("2026-03-02"), &error);
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
  certplan_timeline_request_set_start (request, parse_day (row->start));
  g_assert_true (certplan_timeline_request_add_stage (request, row->stage, NULL));
  g_autoptr (CertplanTimeline) timeline
      = certplan_timeline_new (request, parse_day (row->start), &error);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/timeline/dates/", timeline_rows, test_timeline);
  ADD_ROWS ("/timeline/end/", end_rows, test_end);
  g_test_add_func ("/timeline/no-plan", test_no_plan);
  for (gsize i = 0; i < G_N_ELEMENTS (event_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/timeline/events/", event_rows[i].name, NULL);
      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_events);
    }
  g_test_add_func ("/timeline/clock-closes", test_clock_closes);
  g_test_add_func ("/timeline/plan", test_plan);
  add_wishes ();
  add_refusals ();
  return g_test_run ();
}
