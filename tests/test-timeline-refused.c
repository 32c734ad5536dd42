/* What a timeline refuses, and what it says. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-error.h"
#include "test-rows.h"
#include "test-timeline.h"

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
      = certplan_timeline_request_new (get_rulebook (), NULL, "cnitsec/cloud/1", NULL, NULL);
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
  certplan_timeline_request_set_start (request, parse_day (row->start));
  if (row->stage != NULL)
    g_assert_true (certplan_timeline_request_add_stage (request, row->stage, NULL));
  if (row->pause != NULL)
    g_assert_true (certplan_timeline_request_parse_pause (request, row->pause, NULL));
  g_autoptr (CertplanTimeline) timeline
      = certplan_timeline_new (request, parse_day (row->start), &error);
  g_assert_null (timeline);
  g_assert_error (error, row->domain (), row->code);
}

static void
test_unknown (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) kind = NULL;
  g_assert_null (
      certplan_timeline_request_new (get_rulebook (), NULL, "cnitsec/cloud/9", NULL, &error));
  g_assert_error (error, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_UNKNOWN_QUALIFICATION);
  g_assert_null (
      certplan_timeline_request_new (get_rulebook (), NULL, "cnitsec/cloud/1", "again", &kind));
  g_assert_error (kind, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_UNKNOWN_KIND);
}

static void
test_bad_stage (void)
{
  g_autoptr (CertplanTimelineRequest) request
      = certplan_timeline_request_new (get_rulebook (), NULL, "cnitsec/cloud/1", NULL, NULL);
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
      = certplan_timeline_request_new (get_rulebook (), NULL, "cnitsec/engineering/3", NULL, NULL);
  certplan_timeline_request_set_start (none, parse_day ("2026-03-02"));
  g_assert_null (certplan_timeline_new (none, parse_day ("2026-03-02"), &period));
  g_assert_error (period, CERTPLAN_RULES_ERROR, CERTPLAN_RULES_ERROR_NO_PUBLISHED_PERIOD);

  g_autoptr (CertplanTimelineRequest) early
      = certplan_timeline_request_new (get_rulebook (), NULL, "cnitsec/cloud/1", NULL, NULL);
  certplan_timeline_request_set_start (early, parse_day ("2026-03-02"));
  certplan_timeline_request_set_finish (early, parse_day ("2026-03-01"));
  g_assert_null (certplan_timeline_new (early, parse_day ("2026-03-02"), &date));
  g_assert_error (date, CERTPLAN_APPLICANT_ERROR, CERTPLAN_APPLICANT_ERROR_DATE);
}

void
add_refusals (void)
{
  ADD_ROWS ("/timeline/bad-pause/", bad_pauses, test_bad_pause);
  ADD_ROWS ("/timeline/edge/", edge_rows, test_edge);
  g_test_add_func ("/timeline/unknown", test_unknown);
  g_test_add_func ("/timeline/bad-stage", test_bad_stage);
  g_test_add_func ("/timeline/named-errors", test_named_errors);
}
