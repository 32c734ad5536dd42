/* An office in the simulation: plans without chance, by hand, to the day; what cannot be, and what
 * is told. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-sim-office.h"
#include "certplan-labels-private.h"
#include "certplan-office-private.h"

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
    "nobody_may",
    DAYS (1) },
  /* Class two has it and may not do it (article 7): one of class one does, from 1 March on. */
  { "class-of-its-body",
    { "B,one,四川,,\nC,two,四川,,\nW,witness,,,\n",
      "R,B,reviewer,100%,2027-03-01,,\nS,C,reviewer,100%,,,\nV,W,witness,100%,,,\n",
      "A,ccia/finance/2,initial,O1,四川,2027-01-04,,C,,,,\n",
      .effort = "ccia/finance/2,,document_review,16,16,16,1,\n"
                "ccia/finance/2,,onsite_review,24,24,24,1,\n" },
    SIM_WAIT,
    "document_review/evaluation_body",
    DAYS (56) },
  /* It consulted the applicant, too: the other one does it. */
  { "consultant-has-it",
    { "B,one,四川,,\nC,one,四川,,\n", "R,B,reviewer,100%,,,\nS,C,reviewer,100%,2027-03-01,,\n",
      "A,ccia/finance/3,initial,O1,四川,2027-01-04,,B,B,,,\n", .effort = FIXED },
    SIM_WAIT,
    "document_review/evaluation_body",
    DAYS (56) },
  { "region",
    { "B,one,江苏,,\n", "R,B,reviewer,100%,,,\n", FILED ("2027-01-04") },
    SIM_OUTCOME,
    "nobody_may",
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

/* What is told of who may not do what, and whose name stands with the open case. */
typedef struct
{
  const char *name;
  Texts texts;
  const char *subject, *key; /* the beginning of what is found; NULL = nothing of the kind */
  const char *body;          /* of the first open case; NULL = there is none */
} ToldRow;

#define TWO_CLASSES "B,one,四川,,\nC,two,四川,,\n"
#define TWO_REVIEWERS "R,B,reviewer,100%,,,\nS,C,reviewer,100%,,,\n"
static const ToldRow told_rows[] = {
  { "class-two-has-level-two",
    { TWO_CLASSES, TWO_REVIEWERS, "A,ccia/finance/2,initial,O1,四川,2027-01-04,,C,,,,\n" },
    "A",
    "the body that has it may not evaluate it",
    "B" },
  { "class-two-has-level-three",
    { TWO_CLASSES, TWO_REVIEWERS, "A,ccia/finance/3,initial,O1,四川,2027-01-04,,C,,,,\n" },
    NULL,
    NULL,
    "C" },
  /* one of two others: nobody knows which */
  { "one-of-two",
    { TWO_CLASSES "D,one,四川,,\n", TWO_REVIEWERS "T,D,reviewer,100%,,,\n",
      "A,ccia/finance/2,initial,O1,四川,2027-01-04,,C,,,,\n" },
    "A",
    "the body that has it may not evaluate it (class, region, or it consulted the applicant): here "
    "one of those that may does; bodies: 2",
    "" },
  { "nobody-else-either",
    { "C,two,四川,,\n", "S,C,reviewer,100%,,,\n",
      "A,ccia/finance/2,initial,O1,四川,2027-01-04,,C,,,,\n" },
    "A",
    "neither the body that has it nor any other may evaluate it",
    "" },
  { "nobody-there",
    { ONE_BODY, ONE_REVIEWER, "A,ccia/finance/2,initial,O1,云南,2027-01-04,,,,,,\n" },
    "A",
    "no body may evaluate it",
    "" },
  /* behind the reviews the body has no part in it any more */
  { "reviewed-already",
    { TWO_CLASSES, TWO_REVIEWERS,
      "A,ccia/finance/2,initial,O1,四川,2027-01-04,,C,,final_decision,,\n" },
    NULL,
    NULL,
    "C" },
  { "expected-ones",
    { ONE_BODY, ONE_REVIEWER,
      .arrivals
      = "2027-02,ccia/finance/3,initial,5,云南\n2027-03,ccia/finance/2,initial,7,云南\n" },
    "云南",
    "expected cases of this region that no body may evaluate, and that are never done: 12",
    NULL },
  { "unknown-region",
    { ONE_BODY, ONE_REVIEWER, .arrivals = "2027-02,ccia/finance/3,initial,5,四州\n" },
    "region_unknown",
    "expected cases of this region that no body may evaluate, and that are never done: 5",
    NULL },
  { "unknown-region-near",
    { ONE_BODY, ONE_REVIEWER, .arrivals = "2027-02,ccia/finance/3,initial,5,四州\n" },
    "四州",
    "no such region; counted without one: 5; perhaps \"四川\"",
    NULL },
};

static void
test_told (gconstpointer data)
{
  const ToldRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimModel) model = make (&row->texts, NULL, &error);
  gboolean is_found = FALSE, is_told = FALSE;
  g_assert_no_error (error);
  for (guint i = 0; i < model->findings->len; i++)
    {
      const CertplanOfficeFinding *finding
          = &g_array_index (model->findings, CertplanOfficeFinding, i);
      g_autoptr (GString) text = g_string_new (NULL);
      _certplan_labels_append_sentence (certplan_rulebook_get_labels (get_rulebook ()),
                                        CERTPLAN_LANG_EN, finding->finding, text);
      g_test_message ("%s: %s", finding->subject, text->str);
      is_told |= strstr (text->str, "evaluate") != NULL;
      is_found |= row->key != NULL && g_str_equal (finding->subject, row->subject)
                  && g_str_has_prefix (text->str, row->key);
    }
  g_assert_true (row->key != NULL ? is_found : !is_told);
  if (row->body != NULL)
    g_assert_cmpstr (_certplan_sim_docket (model, 0)->body, ==, row->body);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/sim-office/plan/", plan_rows, test_plan);
  ADD_ROWS ("/sim-office/told/", told_rows, test_told);
  ADD_ROWS ("/sim-office/error/", error_rows, test_error);
  add_run_tests ();
  add_what_if_tests ();
  return g_test_run ();
}
