/* An office in the simulation: what if people are added, bodies left out, work grows.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-sim-office.h"

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

void
add_what_if_tests (void)
{
  g_test_add_func ("/sim-office/what-if", test_what_if);
  g_test_add_func ("/sim-office/added", test_added);
  ADD_ROWS ("/sim-office/refused/", refused_rows, test_refused);
  g_test_add_func ("/sim-office/compared", test_compared);
}
