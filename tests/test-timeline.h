/* Requests of timelines and their dates, for the files of test-timeline.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-timeline.h"
#include "test-given.h"

G_GNUC_UNUSED static void
assert_date (CertplanDate date, const char *wanted)
{
  g_autofree char *text = certplan_date_format (date);
  g_assert_cmpstr (text, ==, wanted != NULL ? wanted : "");
}

G_GNUC_UNUSED static CertplanTimelineRequest *
make_plain_request (const char *qualification, const char *setting)
{
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  if (setting != NULL)
    g_assert_true (certplan_policy_set (policy, setting, NULL));
  return certplan_timeline_request_new (get_rulebook (), policy, qualification, NULL, NULL);
}

/* test-timeline-wish.c: the latest days of application for a wished end, and ends of calendars. */
void add_wishes (void);
/* test-timeline-refused.c */
void add_refusals (void);
