/* Offices that the tests of their simulation are given. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once
#include "certplan-office-error.h"
#include "certplan-sim-office.h"
#include "certplan-sim-stats-private.h"
#include "certplan-record-files.h"
#include "certplan-workload.h"
#include "test-given-office.h"
#include "test-rows.h"
#include <string.h>

/* Texts that a row does not have are none. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

#define BODIES "body,class,region,valid_from,valid_to\n"
#define REVIEWERS "reviewer,body,role,share,valid_from,valid_to,leave\n"
#define CASES                                                                                      \
  "case,qualification,kind,org,region,filed,agreed,body,consultant,stage,effort_left,due\n"
#define EVENTS "subject,event,from,to\n"
#define ARRIVALS "month,qualification,kind,cases,region\n"
#define EFFORT "qualification,kind,stage,min,mode,max,team,performer\n"
#define PANELS "panel,scheme,rule,quota,quorum\n"
#define PASSAGE                                                                                    \
  "qualification,stage,share,delay_min,delay_mode,delay_max,returns_to,again,failed,withdrawn,"    \
  "rework\n"

typedef struct
{
  const char *bodies, *reviewers, *cases, *events, *arrivals, *effort, *panels, *passage, *limited,
      *policy, *regions;
} Texts;

/* Six months from January 2027 on. */
G_GNUC_UNUSED static CertplanSimModel *
make_seen (const Texts *texts, CertplanDate as_of, CertplanSimOfficeOptions *options,
           GError **error)
{
  g_autoptr (CertplanOfficeRecords) records = certplan_office_records_new (get_rulebook ());
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  if (texts->policy != NULL)
    g_assert_true (certplan_policy_set (policy, texts->policy, NULL));
  set (records, "bodies", BODIES, texts->bodies);
  set (records, "reviewers", REVIEWERS, texts->reviewers);
  set (records, "reviewers", "reviewer,body,role,share,valid_from,valid_to,leave,daily_limit\n",
       texts->limited);
  set (records, "cases", CASES, texts->cases);
  set (records, "events", EVENTS, texts->events);
  set (records, "arrivals", ARRIVALS, texts->arrivals);
  set (records, "effort", EFFORT, texts->effort);
  set (records, "panels", PANELS, texts->panels);
  set (records, "passage", PASSAGE, texts->passage);
  set (records, "regions", "region,parent,alias\n", texts->regions);
  g_autoptr (CertplanOffice) office = certplan_office_new (
      policy, records, as_of, certplan_date_new (2027, 1, 1), 6, NULL, error);
  g_autoptr (CertplanWorkload) workload
      = office != NULL ? certplan_workload_new (office, NULL, NULL, error) : NULL;
  return workload != NULL ? certplan_sim_model_new_office (workload, options, NULL, error) : NULL;
}

/* Seen from Sunday, 20 December 2026. */
G_GNUC_UNUSED static CertplanSimModel *
make (const Texts *texts, CertplanSimOfficeOptions *options, GError **error)
{
  return make_seen (texts, certplan_date_new (2026, 12, 20), options, error);
}

/* One reviewer, whom the leave of 7 and 8 January keeps from the review on site. Documents take two
 * days, on site three; nobody else is there, so all other stages take what is assumed. */
#define ONE_BODY "B,one,四川,,\nO,office,,,\n"
#define ONE_REVIEWER "R,B,reviewer,100%,,,2027-01-07/2027-01-08\n"
#define FIXED                                                                                      \
  "ccia/finance/3,,document_review,16,16,16,1,\nccia/finance/3,,onsite_review,24,24,24,1,\n"
#define FILED(day) "A,ccia/finance/3,initial,O1,四川," day ",,,,,,\n"

#define TWO_CASES FILED ("2027-01-04") "A2,ccia/finance/3,initial,O2,四川,2027-01-04,,,,,,\n"

G_GNUC_UNUSED static const Texts busy
    = { "B,one,四川,,\nC,one,四川,,\nO,office,,,\nW,witness,,,\n",
        "R,B,reviewer,100%,,,\nS,B,reviewer,80%,,,\nT,C,reviewer,100%,,,\nP,O,reviewer,100%,,,\n"
        "V,W,witness,100%,,,\n",
        FILED ("2026-12-01"),
        .arrivals = "2027-01,ccia/finance/3,initial,5,四川\n2027-02,ccia/finance/2,initial,4,四川\n"
                    "2027-03,cnitsec/engineering/2,initial,3,北京\n" };

G_GNUC_UNUSED static gdouble
get_mean (const CertplanSimResult *result, SimMeasure measure, const char *subject)
{
  gdouble mean = -1, standard_error, half_width;
  const SimMetric *metric = _certplan_sim_result_find (result, measure, subject, 0);
  g_assert_nonnull (metric);
  g_assert_true (_certplan_sim_metric_estimate (metric, &mean, &standard_error, &half_width));
  return mean;
}

/* Register what stands in test-sim-office-runs.c and test-sim-office-what-if.c. */
void add_run_tests (void);
void add_what_if_tests (void);
