/* An office in the simulation: plans without chance, by hand, to the day; what cannot be, and what
 * is told. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-office-error.h"
#include "certplan-sim-office.h"
#include "certplan-sim-stats-private.h"
#include "certplan-record-files.h"
#include "certplan-workload.h"
#include "test-given-office.h"
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
      *policy;
} Texts;

/* Six months from January 2027 on. */
static CertplanSimModel *
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
  g_autoptr (CertplanOffice) office = certplan_office_new (
      policy, records, as_of, certplan_date_new (2027, 1, 1), 6, NULL, error);
  g_autoptr (CertplanWorkload) workload
      = office != NULL ? certplan_workload_new (office, NULL, NULL, error) : NULL;
  return workload != NULL ? certplan_sim_model_new_office (workload, options, NULL, error) : NULL;
}

/* Seen from Sunday, 20 December 2026. */
static CertplanSimModel *
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

typedef struct
{
  const char *name;
  Texts texts;
  SimMeasure measure;
  const char *subject;
  gint64 expected; /* billionths */
} PlanRow;

#define DAYS(n) (gint64) ((n)*1000000000.0)

static const PlanRow plan_rows[] = {
  /* Filed on Monday, 4 January: documents 4 and 5, on site 6, 11 and 12; report to the 20th,
   * forwarding to the 27th, check to 3 February; the panel on the last working Thursday, 25
   * February at noon; notice to 4 March, decision to the 11th, award to the 18th at noon: 73.5 days
   * after the beginning of 4 January. */
  { "leave-and-panel",
    { ONE_BODY, ONE_REVIEWER, FILED ("2027-01-04"), .effort = FIXED },
    SIM_GROSS,
    "",
    DAYS (73.5) },
  { "waits-for-the-panel",
    { ONE_BODY, ONE_REVIEWER, FILED ("2027-01-04"), .effort = FIXED },
    SIM_WAIT,
    "review_meeting/expert_committee",
    DAYS (22.5) }, /* from 3 February to noon of the 25th */
  /* In the stage from 6 January to the end of the 12th. */
  { "on-site",
    { ONE_BODY, ONE_REVIEWER, FILED ("2027-01-04"), .effort = FIXED },
    SIM_TIME,
    "onsite_review/evaluation_body",
    DAYS (7) },
  /* Filed on Thursday, 31 December: that day and, behind New Year's Day and the weekend, the 4th.
   */
  { "holiday",
    { ONE_BODY, ONE_REVIEWER, FILED ("2026-12-31"), .effort = FIXED },
    SIM_TIME,
    "document_review/evaluation_body",
    DAYS (5) },
  /* Nobody before Monday, 1 March: 56 days. */
  { "nobody-for-two-months",
    { ONE_BODY, "R,B,reviewer,100%,2027-03-01,,\n", FILED ("2027-01-04"), .effort = FIXED },
    SIM_WAIT,
    "document_review/evaluation_body",
    DAYS (56) },
  /* Half of the time: 4 days instead of 2, from Monday to Thursday. */
  { "share",
    { ONE_BODY, "R,B,reviewer,50%,,,\n", FILED ("2027-01-11"), .effort = FIXED },
    SIM_TIME,
    "document_review/evaluation_body",
    DAYS (4) },
  /* Two were asked for and one is there: 16 hours of work are 2 days all the same. */
  { "small-team",
    { ONE_BODY, "R,B,reviewer,100%,,,\n", FILED ("2027-01-11"),
      .effort = "ccia/finance/3,,document_review,16,16,16,2,\n" },
    SIM_TIME,
    "document_review/evaluation_body",
    DAYS (2) },
  /* Open on 20 December, a Sunday, on site with 8 hours left: one day, Monday. */
  { "effort-left",
    { ONE_BODY, ONE_REVIEWER, "A,ccia/finance/3,initial,O1,四川,2026-12-01,,B,,onsite_review,8,\n",
      .effort = FIXED },
    SIM_TIME,
    "onsite_review/evaluation_body",
    DAYS (2) },
  /* A level-two review needs a witness of another body (article 9), who comes on 1 March. */
  { "witness",
    { ONE_BODY "W,witness,,,\n", "R,B,reviewer,100%,,,\nV,W,witness,100%,2027-03-01,,\n",
      "A,ccia/finance/2,initial,O1,四川,2027-01-04,,,,,,\n",
      .effort = "ccia/finance/2,,document_review,16,16,16,1,\n"
                "ccia/finance/2,,onsite_review,24,24,24,1,\n" },
    SIM_WAIT,
    "onsite_review/evaluation_body",
    DAYS (54) }, /* from 6 January on */
  /* Class two may not do level two: nobody may. */
  { "class",
    { "B,two,四川,,\n", "R,B,reviewer,100%,,,\n",
      "A,ccia/finance/2,initial,O1,四川,2027-01-04,,,,,,\n" },
    SIM_OUTCOME,
    "unserved",
    DAYS (1) },
  { "region",
    { "B,one,江苏,,\n", "R,B,reviewer,100%,,,\n", FILED ("2027-01-04") },
    SIM_OUTCOME,
    "unserved",
    DAYS (1) },
  /* On the very first day, a Sunday, the case goes to the body whose reviewer comes tomorrow, not
   * to the one whose reviewer is there from 1 March on. */
  { "body-on-the-first-day",
    { "A,one,四川,,\nB,one,四川,,\n", "S,A,reviewer,100%,2027-03-01,,\nR,B,reviewer,100%,,,\n",
      FILED ("2026-12-20"), .effort = FIXED },
    SIM_WAIT,
    "document_review/evaluation_body",
    DAYS (1) },
  /* A body that consulted does not evaluate: the case goes to the other one, whose reviewer is
   * there from 1 March on. */
  { "consultant",
    { "B,one,四川,,\nC,one,四川,,\n", "R,B,reviewer,100%,,,\nS,C,reviewer,100%,2027-03-01,,\n",
      "A,ccia/finance/3,initial,O1,四川,2027-01-04,,,B,,,\n", .effort = FIXED },
    SIM_WAIT,
    "document_review/evaluation_body",
    DAYS (56) },
  /* Filed on 1 October, the supplement took 8 to 26 October: 18 days. The last stage takes 14 days
   * from 20 December on: 94 days in all, 76 on the legal clock; three months, 1 January, and 18
   * days more are not over. */
  { "legal-clock",
    { "O,office,,,\n", NULL, "A,cnitsec/engineering/2,initial,O1,北京,2026-10-01,,,,issuance,,\n",
      "A,supplement,2026-10-08,2026-10-26\n" },
    SIM_LEGAL,
    "",
    DAYS (76) },
  { "in-target",
    { "O,office,,,\n", NULL, "A,cnitsec/engineering/2,initial,O1,北京,2026-10-01,,,,issuance,,\n",
      "A,supplement,2026-10-08,2026-10-26\n" },
    SIM_IN_TARGET,
    "",
    DAYS (1) },
  { "late-without-the-pause",
    { "O,office,,,\n", NULL, "A,cnitsec/engineering/2,initial,O1,北京,2026-10-01,,,,issuance,,\n" },
    SIM_IN_TARGET,
    "",
    DAYS (0) },
  /* The user's own day: done on 2 January, the 14th day. */
  { "own-due-kept",
    { "O,office,,,\n", NULL,
      "A,cnitsec/engineering/2,initial,O1,北京,2026-10-01,,,,issuance,,2027-01-02\n" },
    SIM_IN_CAP,
    "",
    DAYS (1) },
  { "own-due-missed",
    { "O,office,,,\n", NULL,
      "A,cnitsec/engineering/2,initial,O1,北京,2026-10-01,,,,issuance,,2027-01-01\n" },
    SIM_IN_CAP,
    "",
    DAYS (0) },
  /* The office's own row: all supply what is missing, which takes 20 days; a month is not over. */
  { "supplement",
    { "O,office,,,\n", NULL, "A,cnitsec/cloud/1,initial,O1,北京,2026-12-21,,,,supplement,,\n",
      .passage = "cnitsec/*/*,supplement,100%,20,20,20,,,,,\n" },
    SIM_TIME,
    "supplement/applicant",
    DAYS (20) },
  /* 45 days are beyond the month (cnitsec-service-guide, the supplement's limit): 21 January. */
  { "supplement-too-late",
    { "O,office,,,\n", NULL, "A,cnitsec/cloud/1,initial,O1,北京,2026-12-21,,,,supplement,,\n",
      .passage = "cnitsec/*/*,supplement,100%,45,45,45,,,,,\n" },
    SIM_OUTCOME,
    "late",
    DAYS (1) },
  { "supplement-ends-at-the-limit",
    { "O,office,,,\n", NULL, "A,cnitsec/cloud/1,initial,O1,北京,2026-12-21,,,,supplement,,\n",
      .passage = "cnitsec/*/*,supplement,100%,45,45,45,,,,,\n" },
    SIM_TIME,
    "supplement/applicant",
    DAYS (32) }, /* to the end of 21 January */
  { "all-fail",
    { ONE_BODY, ONE_REVIEWER, FILED ("2027-01-04"), .effort = FIXED,
      .passage = "ccia/*/3,onsite_review,,,,,,,100%,,\n" },
    SIM_OUTCOME,
    "failed",
    DAYS (1) },
  { "all-withdraw",
    { ONE_BODY, ONE_REVIEWER, FILED ("2027-01-04"), .effort = FIXED,
      .passage = "ccia/*/3,document_review,,,,,,,,100%,\n" },
    SIM_OUTCOME,
    "withdrawn",
    DAYS (1) },
  /* A panel's cases too. */
  { "panel-fails",
    { ONE_BODY, ONE_REVIEWER, FILED ("2027-01-04"), .effort = FIXED,
      .passage = "*/*/*,review_meeting,,,,,,,100%,,\n" },
    SIM_OUTCOME,
    "failed",
    DAYS (1) },
  /* R leaves on Friday, 29 January, with two days of the documents done; S does the other three
   * from Monday on: 28 January to 3 February. */
  { "reviewer-leaves",
    { ONE_BODY, "R,B,reviewer,100%,,2027-01-29,\nS,B,reviewer,100%,2027-01-29,,\n",
      FILED ("2027-01-28"), .effort = "ccia/finance/3,,document_review,40,40,40,1,\n" },
    SIM_TIME,
    "document_review/evaluation_body",
    DAYS (7) },
  /* The other one is on leave until Tuesday: the case waits on Monday. */
  { "reviewer-leaves-and-nobody-is-there",
    { ONE_BODY, "R,B,reviewer,100%,,2027-01-29,\nS,B,reviewer,100%,,,2027-01-01/2027-02-01\n",
      FILED ("2027-01-28"), .effort = "ccia/finance/3,,document_review,40,40,40,1,\n" },
    SIM_WAIT,
    "document_review/evaluation_body",
    DAYS (3) }, /* Saturday to Monday */
  /* The body's class is lowered over the weekend: the same reviewer goes on. */
  { "class-lowered-at-work",
    { "B,one,四川,,2027-01-31\nB,two,四川,2027-02-01,\n", "R,B,reviewer,100%,,,\n",
      FILED ("2027-01-28"), .effort = "ccia/finance/3,,document_review,40,40,40,1,\n" },
    SIM_TIME,
    "document_review/evaluation_body",
    DAYS (7) },
  /* The authorisation ends: two days at B, the weekend and four days at C; the mean of both. */
  { "authorisation-ends",
    { "B,one,四川,,2027-01-31\nC,one,四川,,\n", "R,B,reviewer,100%,,,\nS,C,reviewer,100%,,,\n",
      "A,ccia/finance/3,initial,O1,四川,2027-01-28,,B,,,,\n",
      .effort = "ccia/finance/3,,document_review,32,32,32,1,\n" },
    SIM_TIME,
    "document_review/evaluation_body",
    DAYS ((2 + 6) / 2.0) },
  { "authorisation-ends-handed",
    { "B,one,四川,,2027-01-31\nC,one,四川,,\n", "R,B,reviewer,100%,,,\nS,C,reviewer,100%,,,\n",
      "A,ccia/finance/3,initial,O1,四川,2027-01-28,,B,,,,\n"
      "D,ccia/finance/3,initial,O2,四川,2027-01-28,,B,,,,\n", /* which waits behind the first */
      .effort = "ccia/finance/3,,document_review,40,40,40,1,\n" },
    SIM_HANDED,
    "evaluation_body/B",
    DAYS (2) },
  /* Nobody else may: the other one consulted. */
  { "authorisation-ends-nobody-else",
    { "B,one,四川,,2027-01-31\nC,one,四川,,\n", "R,B,reviewer,100%,,,\nS,C,reviewer,100%,,,\n",
      "A,ccia/finance/3,initial,O1,四川,2027-01-28,,B,C,,,\n",
      .effort = "ccia/finance/3,,document_review,40,40,40,1,\n" },
    SIM_OUTCOME,
    "unserved",
    DAYS (1) },
  /* Between two stages of its own: the reviews on site are another one's. */
  { "authorisation-ends-between",
    { "B,one,四川,,2027-01-31\nC,one,四川,,\n", "R,B,reviewer,100%,,,\nS,C,reviewer,100%,,,\n",
      "A,ccia/finance/3,initial,O1,四川,2027-01-28,,B,,,,\n", .effort = FIXED },
    SIM_TIME,
    "onsite_review/evaluation_body",
    DAYS (5) }, /* from Saturday, 30 January, to Wednesday */
  /* From that day on the class may not do level 2 any more, and nobody else is there. */
  { "class-lowered-for-good",
    { "B,one,四川,,2027-01-31\nB,two,四川,2027-02-01,\n", "R,B,reviewer,100%,,,\n",
      "A,ccia/finance/2,initial,O1,四川,2027-02-03,,,,,,\n" },
    SIM_OUTCOME,
    "unserved",
    DAYS (1) },
  /* What another level's row says is not theirs. */
  { "other-level",
    { ONE_BODY, ONE_REVIEWER, FILED ("2027-01-04"), .effort = FIXED,
      .passage = "ccia/*/2,onsite_review,,,,,,,100%,,\n" },
    SIM_OUTCOME,
    "done",
    DAYS (1) },
};

static void
test_plan (gconstpointer data)
{
  const PlanRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimModel) model = make (&row->texts, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanSimResult) result
      = certplan_sim_run (model, 1, 1, 1, 1, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  const SimMetric *metric = _certplan_sim_result_find (result, row->measure, row->subject, 0);
  g_assert_nonnull (metric);
  g_assert_cmpuint (metric->n, ==, 1);
  g_assert_cmpint ((gint64)metric->sum.low, ==, row->expected);
}

typedef struct
{
  const char *name;
  Texts texts;
  const char *message;
} ErrorRow;

static const ErrorRow error_rows[] = {
  { "quorum",
    { "O,office,,,\nB,one,四川,,\n", "E1,O,expert,20%,,,\nE2,O,expert,20%,,,\n",
      FILED ("2027-01-04"), .panels = "P,ccia,P7D,5,5\n" },
    "the panel \"P\" of ccia needs 5 members, and the office has 2; wanted more members in "
    "reviewers.csv, or a smaller quorum in panels.csv" },
  { "nothing",
    { ONE_BODY, ONE_REVIEWER },
    "no case to simulate: nothing is open, expected or falls due in these months; wanted rows in "
    "cases.csv, arrivals.csv or register.csv" },
};

static void
test_error (gconstpointer data)
{
  const ErrorRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimModel) model = make (&row->texts, NULL, &error);
  g_assert_null (model);
  g_assert_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_MODEL);
  g_assert_cmpstr (error->message, ==, row->message);
}

static const Texts busy
    = { "B,one,四川,,\nC,one,四川,,\nO,office,,,\nW,witness,,,\n",
        "R,B,reviewer,100%,,,\nS,B,reviewer,80%,,,\nT,C,reviewer,100%,,,\nP,O,reviewer,100%,,,\n"
        "V,W,witness,100%,,,\n",
        FILED ("2026-12-01"),
        .arrivals = "2027-01,ccia/finance/3,initial,5,四川\n2027-02,ccia/finance/2,initial,4,四川\n"
                    "2027-03,cnitsec/engineering/2,initial,3,北京\n" };

/* The sums of both runs are the same integers. */
static void
test_threads (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimModel) model = make (&busy, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanSimResult) one = certplan_sim_run (model, 7, 40, 1, 1, 1, NULL, NULL, &error);
  g_autoptr (CertplanSimResult) two = certplan_sim_run (model, 7, 40, 1, 1, 2, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < one->metrics->len; i++)
    {
      const SimMetric *a = &g_array_index (one->metrics, SimMetric, i);
      const SimMetric *b = &g_array_index (two->metrics, SimMetric, i);
      g_assert_cmpstr (a->subject, ==, b->subject);
      g_assert_cmpuint (a->sum.low, ==, b->sum.low);
      g_assert_cmpuint (a->squares.low, ==, b->squares.low);
    }
}

static gdouble
get_mean (const CertplanSimResult *result, SimMeasure measure, const char *subject)
{
  gdouble mean = -1, standard_error, half_width;
  const SimMetric *metric = _certplan_sim_result_find (result, measure, subject, 0);
  g_assert_nonnull (metric);
  g_assert_true (_certplan_sim_metric_estimate (metric, &mean, &standard_error, &half_width));
  return mean;
}

/* Every case is in one level, one kind and one region; 12 are expected and one is open. Arrivals of
 * six months are 12 by Poisson: of 400 replications the mean's standard error is 0.17. */
static void
test_groups (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimModel) model = make (&busy, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanSimResult) result
      = certplan_sim_run (model, 3, 400, 1, 1, 2, NULL, NULL, &error);
  g_assert_no_error (error);
  const gdouble all = get_mean (result, SIM_COUNTED, "");
  g_assert_cmpfloat (all, >, 13 - 4 * 0.18);
  g_assert_cmpfloat (all, <, 13 + 4 * 0.18);
  const gdouble levels = get_mean (result, SIM_COUNTED, "level/ccia/2")
                         + get_mean (result, SIM_COUNTED, "level/ccia/3")
                         + get_mean (result, SIM_COUNTED, "level/cnitsec/2");
  g_assert_cmpfloat_with_epsilon (levels, all, 1e-6);
  g_assert_cmpfloat_with_epsilon (get_mean (result, SIM_COUNTED, "kind/initial"), all, 1e-6);
  const gdouble counted_twice = get_mean (result, SIM_OUTCOME, "done")
                                + get_mean (result, SIM_OUTCOME, "late")
                                + get_mean (result, SIM_UNFINISHED, "");
  g_assert_cmpfloat_with_epsilon (counted_twice, 1, 1e-6);
}

/* Levels first, then kinds, then regions, each by name: what came first does not matter. */
static void
test_order_of_groups (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimModel) model = make (&busy, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanSimResult) result
      = certplan_sim_run (model, 3, 1, 1, 1, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GString) order = g_string_new (NULL);
  for (guint i = 0; i < result->metrics->len; i++)
    {
      const SimMetric *metric = &g_array_index (result->metrics, SimMetric, i);
      if (metric->measure == SIM_COUNTED)
        g_string_append_printf (order, "%s ", metric->subject);
    }
  g_assert_cmpstr (
      order->str, ==,
      " level/ccia/2 level/ccia/3 level/cnitsec/2 kind/initial region/北京 region/四川 "
      "body/ body/one ");
}

/* The class of the body on the day on which the case comes to it: one until the end of January, two
 * then; 4 January is before, 4 February behind. What is at the meeting was reviewed under the class
 * of today. The office's own case has no body. */
static void
test_body_class (void)
{
  static const Texts texts
      = { "B,one,四川,,2027-01-31\nB,two,四川,2027-02-01,\nO,office,,,\n", ONE_REVIEWER,
          "A,ccia/finance/3,initial,O1,四川,2027-01-04,,,,,,\n"
          "C,ccia/finance/3,initial,O2,四川,2027-02-04,,,,,,2027-06-30\n"
          "D,ccia/finance/3,initial,O3,四川,2026-11-02,,B,,review_meeting,,\n"
          "E,cnitsec/cloud/1,initial,O4,北京,2026-12-01,,,,issuance,,\n",
          .effort = FIXED };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimModel) model = make (&texts, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanSimResult) result
      = certplan_sim_run (model, 1, 2, 1, 1, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (get_mean (result, SIM_COUNTED, "body/one"), ==, 2);
  g_assert_cmpfloat (get_mean (result, SIM_COUNTED, "body/two"), ==, 1);
  g_assert_cmpfloat (get_mean (result, SIM_COUNTED, "body/"), ==, 1);
  g_assert_cmpfloat (get_mean (result, SIM_HAS_CAP, "body/two"), ==, 1); /* its own day */
  g_assert_cmpfloat (get_mean (result, SIM_HAS_CAP, "body/one"), ==, 0);
  g_assert_cmpfloat (get_mean (result, SIM_IN_CAP, "body/two"), ==, 1);
  /* One case: the quantile and the mean agree to one part in 512. */
  const gdouble mean = get_mean (result, SIM_GROSS, "body/two");
  guint tag = 0;
  while (g_strcmp0 (result->class_names->pdata[tag], "body/two") != 0)
    tag++;
  const gint64 median
      = _certplan_sim_find_quantile (result->totals + (gsize)(tag + 1) * 2 * SIM_N_BINS, 50);
  g_assert_cmpfloat_with_epsilon ((gdouble)median / CERTPLAN_TICKS_PER_DAY, mean, mean / 512);
}

/* Three classes of cases are in twice as many groups and more. */
static void
test_steps (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimModel) model = make (&busy, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanTable) table = certplan_sim_trace (model, 3, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  guint n = 0;
  while (certplan_cursor_next (cursor, NULL))
    n++;
  g_assert_cmpuint (n, >, 13);
}

/* Nothing varies, so each day is certain. A: done at noon of 18 March, as above; its own last day
 * is that one. C: filed 80 days ago, of which 18 were the applicant's; three months from 1 October
 * and 18 days more end on 19 January, six on 19 April. */
static void
test_open (void)
{
  static const Texts texts = { ONE_BODY, ONE_REVIEWER,
                               "A,ccia/finance/3,initial,O1,四川,2027-01-04,,B,,,,2027-03-18\n"
                               "C,cnitsec/engineering/2,initial,O2,北京,2026-10-01,,,,issuance,,\n"
                               "D,ccia/finance/2,initial,O3,江苏,2026-12-01,,,,,,2027-06-30\n",
                               "C,supplement,2026-10-08,2026-10-26\n", .effort = FIXED };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimModel) model = make (&texts, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanSimResult) result
      = certplan_sim_run (model, 1, 8, 1, 1, 3, NULL, NULL, &error);
  g_assert_no_error (error);
  const SimOpen *open = result->open;
  g_assert_cmpuint (open->cases->len, ==, 3);
  const SimOpenCase *a = &g_array_index (open->cases, SimOpenCase, 0), *c = a + 1, *d = a + 2;
  g_assert_cmpstr (a->name, ==, "A");
  g_assert_cmpstr (a->body, ==, "B");
  g_assert_cmpstr (a->stage, ==, "document_review");
  g_assert_cmpint (a->last[CERTPLAN_SIM_CAP], ==, certplan_date_new (2027, 3, 18));
  g_assert_false (a->has[CERTPLAN_SIM_TARGET]);
  g_assert_cmpint (open->counts[SIM_OPEN_DONE], ==, 8);
  g_assert_cmpint (open->counts[SIM_OPEN_IN_CAP], ==, 8);
  g_assert_cmpint (_certplan_sim_open_find_day (open, 0, 8, 50), ==,
                   certplan_date_new (2027, 3, 18));
  g_assert_cmpint (_certplan_sim_open_find_day (open, 0, 8, 95), ==,
                   certplan_date_new (2027, 3, 18));
  g_assert_cmpstr (c->stage, ==, "issuance");
  g_assert_cmpint (c->age_days, ==, 62);
  g_assert_cmpint (c->last[CERTPLAN_SIM_TARGET], ==, certplan_date_new (2027, 1, 19));
  g_assert_cmpint (c->last[CERTPLAN_SIM_CAP], ==, certplan_date_new (2027, 4, 19));
  g_assert_cmpint (open->counts[SIM_OPEN_N_COUNTS + SIM_OPEN_IN_TARGET], ==, 8);
  /* nobody may do D: it is never done */
  g_assert_cmpint (d->age_days, ==, 19);
  g_assert_cmpint (open->counts[2 * SIM_OPEN_N_COUNTS + SIM_OPEN_DONE], ==, 0);
  g_assert_cmpint (_certplan_sim_open_find_day (open, 2, 8, 50), ==, CERTPLAN_DATE_NONE);
}

/* C again, where the maximum does not stand still: six months from 1 October end on 1 April; its
 * own payment, 100 days from 20 December on, makes it miss that and not the one that is moved.
 */
static void
test_fixed_cap (void)
{
  static const struct
  {
    const char *policy, *last;
    gint n_in_time;
  } rows[] = { { NULL, "2027-04-19", 8 }, { "cap-pauses=counted", "2027-04-01", 0 } };
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Texts texts = { ONE_BODY,
                            ONE_REVIEWER,
                            "C,cnitsec/engineering/2,initial,O2,北京,2026-10-01,,,,payment,,\n",
                            "C,supplement,2026-10-08,2026-10-26\n",
                            .passage = "cnitsec/*/*,payment,100%,100,100,100,,,,,\n",
                            .policy = rows[i].policy };
      g_autoptr (GError) error = NULL;
      g_autoptr (CertplanSimModel) model = make (&texts, NULL, &error);
      g_assert_no_error (error);
      g_autoptr (CertplanSimResult) result
          = certplan_sim_run (model, 1, 8, 1, 1, 1, NULL, NULL, &error);
      g_assert_no_error (error);
      const SimOpenCase *c = &g_array_index (result->open->cases, SimOpenCase, 0);
      g_assert_cmpint (c->last[CERTPLAN_SIM_CAP], ==, parse_day (rows[i].last));
      g_assert_cmpint (c->last[CERTPLAN_SIM_TARGET], ==, certplan_date_new (2027, 1, 19));
      g_assert_cmpint (result->open->counts[SIM_OPEN_IN_CAP], ==, rows[i].n_in_time);
    }
}

/* Of those who come to the end of the review on site a quarter fails, a tenth withdraws and a half
 * is sent back, to come again: so a / (1 - b) of all fail and withdraw, 0.5 and 0.2, and the rest
 * is done. Of 4,000 cases the standard error of 0.5 is 0.0079. */
static void
test_rework (void)
{
  static const Texts texts
      = { ONE_BODY, ONE_REVIEWER, FILED ("2027-01-04"), .effort = FIXED,
          .passage = "ccia/finance/3,onsite_review,,,,,document_review,50%,25%,10%,50%\n" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimModel) model = make (&texts, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanSimResult) result
      = certplan_sim_run (model, 11, 4000, 1, 1, 2, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (get_mean (result, SIM_OUTCOME, "failed"), 0.5, 4 * 0.0079);
  g_assert_cmpfloat_with_epsilon (get_mean (result, SIM_OUTCOME, "withdrawn"), 0.2, 4 * 0.0063);
  g_assert_cmpfloat_with_epsilon (get_mean (result, SIM_OUTCOME, "done"), 0.3, 4 * 0.0072);
}

/* Without expected cases only the open one is left; a body that is left out does nothing. */
static void
test_what_if (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimOfficeOptions) options = certplan_sim_office_options_new ();
  g_autoptr (CertplanCapacityOptions) what_if = certplan_capacity_options_new ();
  certplan_capacity_options_leave_out (what_if, "C");
  g_assert_true (certplan_capacity_options_set_growth (what_if, "-100%", &error));
  certplan_sim_office_options_set_what_if (options, what_if);
  g_autoptr (CertplanSimModel) model = make (&busy, options, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanSimResult) result
      = certplan_sim_run (model, 3, 10, 1, 1, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (get_mean (result, SIM_COUNTED, ""), ==, 1); /* the open one */
  g_assert_null (_certplan_sim_result_find (result, SIM_BUSY, "evaluation_body/C", 0));
}

#define TWO_CASES FILED ("2027-01-04") "A2,ccia/finance/3,initial,O2,四川,2027-01-04,,,,,,\n"

/* January to June 2027 have 20, 16, 23, 21, 19 and 21 working days (the days of the decree fall on
 * 1 January, 5 and 8 to 10 February, 5 April, 3 and 4 May, 9 June): 20 a month. So 10 person-days a
 * month are one person with half of the time. The first case goes to R, who needs two days for its
 * documents, 4 and 5 January; the second one to who was added, and takes four, to 7 January. */
static void
test_added (void)
{
  const Texts texts = { ONE_BODY, "R,B,reviewer,100%,,,\n", TWO_CASES, .effort = FIXED };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimOfficeOptions) options = certplan_sim_office_options_new ();
  g_autoptr (CertplanCapacityOptions) what_if = certplan_capacity_options_new ();
  g_assert_true (certplan_capacity_options_add (what_if, "class=one,region=四川,days=10", &error));
  certplan_sim_office_options_set_what_if (options, what_if);
  g_autoptr (CertplanSimModel) model = make (&texts, options, &error);
  g_assert_no_error (error);
  g_assert_cmpint (_certplan_sim_unit (model, model->units->len - 1)->share, ==, 500000);
  g_autoptr (CertplanSimResult) result
      = certplan_sim_run (model, 1, 1, 1, 1, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (get_mean (result, SIM_TIME, "document_review/evaluation_body"),
                                  (2 + 4) / 2.0, 1e-9);
  g_assert_cmpfloat (get_mean (result, SIM_WAIT, "document_review/evaluation_body"), ==, 0);
}

typedef struct
{
  const char *name, *addition, *without;
} RefusedRow;

static const RefusedRow refused_rows[] = {
  { "body", NULL, "nobody" },
  { "region", "class=one,region=Mars,days=20", NULL },
  { "people", "class=one,days=30000", NULL },
};

static void
test_refused (gconstpointer data)
{
  const RefusedRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimOfficeOptions) options = certplan_sim_office_options_new ();
  g_autoptr (CertplanCapacityOptions) what_if = certplan_capacity_options_new ();
  if (row->addition != NULL)
    g_assert_true (certplan_capacity_options_add (what_if, row->addition, &error));
  if (row->without != NULL)
    certplan_capacity_options_leave_out (what_if, row->without);
  certplan_sim_office_options_set_what_if (options, what_if);
  g_assert_null (make (&busy, options, &error));
  g_assert_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_WHAT_IF);
}

static CertplanSimModel *
make_grown (const char *growth, const char *addition)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimOfficeOptions) options = certplan_sim_office_options_new ();
  g_autoptr (CertplanCapacityOptions) what_if = certplan_capacity_options_new ();
  g_assert_true (certplan_capacity_options_set_growth (what_if, growth, &error));
  if (addition != NULL)
    g_assert_true (certplan_capacity_options_add (what_if, addition, &error));
  certplan_sim_office_options_set_what_if (options, what_if);
  CertplanSimModel *model = make (&busy, options, &error);
  g_assert_no_error (error);
  return model;
}

/* One person more changes nothing but who works: each case comes on the same day, and takes as
 * long. So the paired interval is much narrower than that of two runs. */
static void
test_compared (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimModel) base = make_grown ("100%", NULL);
  g_autoptr (CertplanSimModel) model = make_grown ("100%", "class=one,days=20");
  g_autoptr (CertplanSimComparison) comparison
      = certplan_sim_compare (model, base, 3, 100, 2, NULL, NULL, &error);
  g_assert_no_error (error);
  const SimPair *pair = NULL;
  for (guint i = 0; pair == NULL; i++)
    {
      const SimPair *each = &g_array_index (comparison->pairs, SimPair, i);
      if (g_array_index (comparison->result->metrics, SimMetric, each->metric).measure == SIM_GROSS)
        pair = each;
    }
  gdouble mean, standard_error, paired, one, other, x, y;
  g_assert_true (
      _certplan_sim_metric_estimate (&pair->difference, &mean, &standard_error, &paired));
  _certplan_sim_metric_estimate (
      &g_array_index (comparison->result->metrics, SimMetric, pair->metric), &x, &standard_error,
      &one);
  _certplan_sim_metric_estimate (&g_array_index (comparison->base->metrics, SimMetric, pair->base),
                                 &y, &standard_error, &other);
  g_assert_cmpfloat_with_epsilon (mean, x - y, 1e-6);
  g_test_message ("difference %f, half-widths %f paired, %f and %f", mean, paired, one, other);
  g_assert_cmpfloat (paired * paired, <, (one * one + other * other) / 2);
}

/* Documents of half a day; whoever takes one case a day at most has the second one on the next day:
 * both have one whole day's time. */
static void
test_daily_limit (void)
{
  const Texts texts = { ONE_BODY, NULL, TWO_CASES,
                        .effort = "ccia/finance/3,,document_review,4,4,4,1,\n"
                                  "ccia/finance/3,,onsite_review,24,24,24,1,\n" };
  static const struct
  {
    const char *reviewer;
    gdouble wait;
  } rows[] = { { "R,B,reviewer,100%,,,,\n", 0.5 }, { "R,B,reviewer,100%,,,,1\n", 1 } };
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Texts own = texts;
      g_autoptr (GError) error = NULL;
      own.limited = rows[i].reviewer;
      g_autoptr (CertplanSimModel) model = make (&own, NULL, &error);
      g_assert_no_error (error);
      g_autoptr (CertplanSimResult) result
          = certplan_sim_run (model, 1, 1, 1, 1, 1, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpfloat (get_mean (result, SIM_WAIT, "document_review/evaluation_body"), ==,
                         rows[i].wait / 2);
    }
}

/* Each of them differs from the first one in what a result depends on, and in no number of things.
 */
static const Texts alike[] = {
  { ONE_BODY, ONE_REVIEWER, FILED ("2027-01-04"), .effort = FIXED,
    .passage = "ccia/*/*,onsite_review,,,,,,,5%,,\n" },
  { ONE_BODY, ONE_REVIEWER, FILED ("2027-01-04"), .effort = FIXED,
    .passage = "ccia/*/*,onsite_review,,,,,,,50%,,\n" },
  { ONE_BODY, ONE_REVIEWER, FILED ("2027-01-05"), .effort = FIXED,
    .passage = "ccia/*/*,onsite_review,,,,,,,5%,,\n" },
  { ONE_BODY, ONE_REVIEWER, "A,ccia/finance/3,initial,O1,四川,2027-01-04,,,,,,2027-06-30\n",
    .effort = FIXED, .passage = "ccia/*/*,onsite_review,,,,,,,5%,,\n" },
  { ONE_BODY, ONE_REVIEWER, "B,ccia/finance/3,initial,O1,四川,2027-01-04,,,,,,\n", .effort = FIXED,
    .passage = "ccia/*/*,onsite_review,,,,,,,5%,,\n" },
  /* the same least and mean */
  { ONE_BODY, ONE_REVIEWER, FILED ("2027-01-04"),
    .effort = "ccia/finance/3,,document_review,10,16,22,1,\n"
              "ccia/finance/3,,onsite_review,24,24,24,1,\n",
    .passage = "ccia/*/*,onsite_review,,,,,,,5%,,\n" },
  { ONE_BODY, ONE_REVIEWER, FILED ("2027-01-04"),
    .effort = "ccia/finance/3,,document_review,10,18,20,1,\n"
              "ccia/finance/3,,onsite_review,24,24,24,1,\n",
    .passage = "ccia/*/*,onsite_review,,,,,,,5%,,\n" },
};

/* Parts of two offices must never be taken for those of one run. */
static void
test_digest (void)
{
  g_autoptr (GHashTable) digests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (alike); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CertplanSimModel) model = make (&alike[i], NULL, &error);
      g_autoptr (CertplanSimModel) again = make (&alike[i], NULL, NULL);
      g_assert_no_error (error);
      const char *digest = certplan_sim_model_get_digest (model);
      g_assert_cmpstr (digest, ==, certplan_sim_model_get_digest (again));
      g_assert_true (g_hash_table_add (digests, g_strdup (digest)));
    }
}

/* January's applications are filed in its middle: seen from the 20th, they are no longer expected.
 */
static void
test_expected_before (void)
{
  static const Texts texts
      = { ONE_BODY, ONE_REVIEWER, FILED ("2027-01-18"),
          .arrivals = "2027-01,ccia/finance/3,initial,40,四川\n", .effort = FIXED };
  static const struct
  {
    gint day;
    gboolean is_expected;
  } rows[] = { { 15, TRUE }, { 16, FALSE }, { 20, FALSE } };
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CertplanSimModel) model
          = make_seen (&texts, certplan_date_new (2027, 1, rows[i].day), NULL, &error);
      g_assert_no_error (error);
      g_autoptr (CertplanSimResult) result
          = certplan_sim_run (model, 1, 20, 1, 1, 1, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (get_mean (result, SIM_COUNTED, "") > 1, ==, rows[i].is_expected);
    }
}

/* A leave that goes on behind all days simulated: from whatever day these are counted, none is
 * written that is not there. */
static void
test_endless_leave (void)
{
  static const Texts texts = { ONE_BODY, "R,B,reviewer,100%,,,2027-01-07/2099-12-31\n",
                               FILED ("2026-12-01"), .effort = FIXED };
  for (gint day = 1; day <= 16; day++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CertplanSimModel) model
          = make_seen (&texts, certplan_date_new (2026, 12, day), NULL, &error);
      g_assert_no_error (error);
    }
}

/* Two bodies with one case each: at A two reviewers with a share of their time each, at B one with
 * all. Two are more than one, but thirds of them have less time, so the next case goes to B; with
 * 60 % each it goes to A. A case is five person-days (FIXED) of the 120 working days to the end of
 * June. */
static void
test_shares_of_time (void)
{
  static const struct
  {
    const char *share;
    gdouble days_of_b;
  } rows[] = { { "33%", 10 }, { "60%", 5 } };
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *reviewers
          = g_strdup_printf ("Q,A,reviewer,%s,,,\nR,A,reviewer,%s,,,\nS,B,reviewer,100%%,,,\n",
                             rows[i].share, rows[i].share);
      const Texts texts = { "A,one,四川,,\nB,one,四川,,\n", reviewers,
                            "E,ccia/finance/3,initial,O1,四川,2027-01-04,,A,,,,\n"
                            "F,ccia/finance/3,initial,O2,四川,2027-01-04,,B,,,,\n"
                            "G,ccia/finance/3,initial,O3,四川,2027-01-05,,,,,,\n",
                            .effort = FIXED };
      g_autoptr (GError) error = NULL;
      g_autoptr (CertplanSimModel) model = make (&texts, NULL, &error);
      g_assert_no_error (error);
      g_autoptr (CertplanSimResult) result
          = certplan_sim_run (model, 1, 1, 1, 1, 1, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpfloat_with_epsilon (get_mean (result, SIM_BUSY, "evaluation_body/B"),
                                      rows[i].days_of_b / 120, 1e-6);
    }
}

static void
test_warmup (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimOfficeOptions) options = certplan_sim_office_options_new ();
  g_assert_false (certplan_sim_office_options_set_warmup (options, 121, &error));
  g_assert_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_HORIZON);
  g_clear_error (&error);
  g_assert_true (certplan_sim_office_options_set_warmup (options, 12, &error));
  g_autoptr (CertplanSimModel) model = make (&busy, options, &error);
  g_assert_no_error (error);
  g_assert_cmpint (model->start, ==, certplan_date_new (2026, 1, 1));
  g_assert_cmpuint (model->dockets->len, ==, 0);
  g_autoptr (CertplanSimResult) result
      = certplan_sim_run (model, 3, 20, 1, 1, 2, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (get_mean (result, SIM_COUNTED, ""), >, 12 - 4 * 0.8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (gsize i = 0; i < G_N_ELEMENTS (plan_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/sim-office/plan/", plan_rows[i].name, NULL);
      g_test_add_data_func (path, &plan_rows[i], test_plan);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (error_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/sim-office/error/", error_rows[i].name, NULL);
      g_test_add_data_func (path, &error_rows[i], test_error);
    }
  g_test_add_func ("/sim-office/threads", test_threads);
  g_test_add_func ("/sim-office/groups", test_groups);
  g_test_add_func ("/sim-office/order-of-groups", test_order_of_groups);
  g_test_add_func ("/sim-office/body-class", test_body_class);
  g_test_add_func ("/sim-office/steps", test_steps);
  g_test_add_func ("/sim-office/open", test_open);
  g_test_add_func ("/sim-office/fixed-cap", test_fixed_cap);
  g_test_add_func ("/sim-office/rework", test_rework);
  g_test_add_func ("/sim-office/what-if", test_what_if);
  g_test_add_func ("/sim-office/added", test_added);
  for (gsize i = 0; i < G_N_ELEMENTS (refused_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/sim-office/refused/", refused_rows[i].name, NULL);
      g_test_add_data_func (path, &refused_rows[i], test_refused);
    }
  g_test_add_func ("/sim-office/compared", test_compared);
  g_test_add_func ("/sim-office/daily-limit", test_daily_limit);
  g_test_add_func ("/sim-office/digest", test_digest);
  g_test_add_func ("/sim-office/expected-before", test_expected_before);
  g_test_add_func ("/sim-office/endless-leave", test_endless_leave);
  g_test_add_func ("/sim-office/shares-of-time", test_shares_of_time);
  g_test_add_func ("/sim-office/warm-up", test_warmup);
  return g_test_run ();
}
