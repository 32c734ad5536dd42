/* An office in the simulation: runs on threads and in parts, open cases, and what is counted under
 * which name. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-sim-office.h"
#include "certplan-outputs.h"
#include "test-rule-folder.h"
#include <glib/gstdio.h>

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
      guint n_told = 0; /* that it is read otherwise than by default */
      for (guint k = 0; k < result->findings->len; k++)
        n_told += g_str_equal (g_array_index (result->findings, SimFinding, k).subject, "policy");
      g_assert_cmpuint (n_told, ==, rows[i].policy != NULL ? 1 : 0);
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

/* Where the rules let a body evaluate whom it consulted, it does: the only one there is. */
static void
test_consultant_may (Folder *folder, gconstpointer data)
{
  static const char *const files[][2]
      = { { "bodies", "body,class,region\nB,one,四川\n" },
          { "reviewers", "reviewer,body,role,share\nR,B,reviewer,100%\n" },
          { "cases", "case,qualification,kind,org,region,filed,consultant\n"
                     "A,ccia/finance/3,initial,O,四川,2027-01-04,B\n" } };
  write_file (folder, "schemes/ccia/routing.csv",
              "qualification,stage,performer,body_class,region_basis,modality,excludes,valid_from,"
              "source,clause\n"
              "ccia/*/3,consulting,consulting_body,,any,must,,2024-03-01,ccia-2024-8,8\n"
              "ccia/*/3,consulting,witness_body,,any,may,,2024-03-01,ccia-2024-8,9\n"
              "ccia/*/3,document_review,evaluation_body,1,any,may,,2024-03-01,ccia-2024-8,7\n"
              "ccia/*/3,document_review,evaluation_body,2,any,may,,2024-03-01,ccia-2024-8,7\n"
              "ccia/*/3,onsite_review,evaluation_body,1,any,may,,2024-03-01,ccia-2024-8,7\n"
              "ccia/*/3,onsite_review,evaluation_body,2,any,may,,2024-03-01,ccia-2024-8,7\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRulebook) own = load (folder, NULL, NULL, &error);
  g_assert_no_error (error);
  CertplanRulebook *const rulebooks[] = { get_rulebook (), own };
  for (gsize i = 0; i < G_N_ELEMENTS (rulebooks); i++)
    {
      g_autoptr (CertplanOfficeRecords) records = certplan_office_records_new (rulebooks[i]);
      for (gsize k = 0; k < G_N_ELEMENTS (files); k++)
        {
          g_autoptr (CertplanRecords) rows
              = load_rows (rulebooks[i], files[k][0], NULL, files[k][1], "");
          g_assert_true (certplan_office_records_set (records, rows, NULL));
        }
      g_autoptr (CertplanOffice) office
          = certplan_office_new (NULL, records, certplan_date_new (2026, 12, 20),
                                 certplan_date_new (2027, 1, 1), 6, NULL, &error);
      g_autoptr (CertplanWorkload) workload = certplan_workload_new (office, NULL, NULL, &error);
      g_autoptr (CertplanSimModel) model
          = certplan_sim_model_new_office (workload, NULL, NULL, &error);
      g_autoptr (CertplanSimResult) result
          = certplan_sim_run (model, 1, 1, 1, 1, 1, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpfloat (get_mean (result, SIM_OUTCOME, i == 0 ? "unserved" : "done"), ==, 1);
    }
}

/* As many names as there are classes and more: each of 250 regions, their level, their kind, and
 * the classes of bodies. What a part says of them is read back. */
static void
test_part_of_many_regions (void)
{
  g_autoptr (GString) regions = g_string_new (NULL), arrivals = g_string_new (NULL);
  for (guint i = 0; i < CERTPLAN_SIM_MAX_CLASSES; i++)
    {
      g_string_append_printf (regions, "Place%03u,,\n", i);
      g_string_append_printf (arrivals, "2027-01,ccia/finance/3,initial,1,Place%03u\n", i);
    }
  const Texts texts = { "B,one,,,\n", "R,B,reviewer,100%,,,\n", .arrivals = arrivals->str,
                        .regions = regions->str };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimModel) model = make (&texts, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *folder = g_dir_make_tmp ("certplan-parts-XXXXXX", &error);
  g_auto (GStrv) paths = g_new0 (char *, 3);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (CertplanSimResult) part
          = certplan_sim_run (model, 1, 2, i + 1, 2, 1, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (part->n_classes, >, CERTPLAN_SIM_MAX_CLASSES);
      paths[i] = g_strdup_printf ("%s/%u.csv", folder, i);
      g_autoptr (CertplanTables) tables = certplan_sim_result_dup_tables (part);
      g_autoptr (CertplanTargets) targets = certplan_targets_new ();
      g_assert_true (certplan_targets_add (targets, paths[i], &error));
      g_assert_true (certplan_write_outputs (tables, targets, NULL, &error));
    }
  g_autoptr (CertplanSimResult) merged
      = certplan_sim_merge ((const char *const *)paths, get_rulebook (), NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (merged);
  for (guint i = 0; i < 2; i++)
    g_unlink (paths[i]);
  g_rmdir (folder);
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

void
add_run_tests (void)
{
  g_test_add_func ("/sim-office/threads", test_threads);
  g_test_add_func ("/sim-office/groups", test_groups);
  g_test_add_func ("/sim-office/order-of-groups", test_order_of_groups);
  g_test_add_func ("/sim-office/body-class", test_body_class);
  g_test_add_func ("/sim-office/steps", test_steps);
  g_test_add_func ("/sim-office/open", test_open);
  g_test_add_func ("/sim-office/fixed-cap", test_fixed_cap);
  g_test_add_func ("/sim-office/rework", test_rework);
  g_test_add_func ("/sim-office/daily-limit", test_daily_limit);
  g_test_add_func ("/sim-office/digest", test_digest);
  g_test_add_func ("/sim-office/expected-before", test_expected_before);
  g_test_add_func ("/sim-office/endless-leave", test_endless_leave);
  g_test_add_func ("/sim-office/shares-of-time", test_shares_of_time);
  g_test_add ("/sim-office/consultant-may", Folder, NULL, folder_set_up, test_consultant_may,
              folder_tear_down);
  g_test_add_func ("/sim-office/part-of-many-regions", test_part_of_many_regions);
  g_test_add_func ("/sim-office/warm-up", test_warmup);
}
