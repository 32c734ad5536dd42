/* Runs on threads: the same bytes; until an estimate is near enough; case by case.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-sim-run.h"

static void
test_threads (void)
{
  g_autoptr (CertplanSimResult) one = run (MODEL, 5, N_REPLICATIONS, 1, 1, 1);
  g_autoptr (CertplanSimResult) two = run (MODEL, 5, N_REPLICATIONS, 1, 1, 2);
  g_autoptr (CertplanSimResult) seven = run (MODEL, 5, N_REPLICATIONS, 1, 1, 7);
  g_autoptr (CertplanSimResult) other = run (MODEL, 6, N_REPLICATIONS, 1, 1, 2);
  g_autofree char *a = spell (one), *b = spell (two), *c = spell (seven), *d = spell (other);
  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (a, ==, c);
  g_assert_cmpstr (a, !=, d);
}

/* Ten, doubled until the mean is known to 2 hours: the same as so many at once. */
static void
test_until (void)
{
  g_autoptr (CertplanSimModel) model = load (MODEL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimResult) result
      = certplan_sim_run_until (model, 5, 10, 2, 0, 2, NULL, NULL, &error);
  g_assert_no_error (error);
  gdouble mean, standard_error, half_width;
  const SimMetric *gross = _certplan_sim_result_find (result, SIM_GROSS, "", 0);
  g_assert_true (_certplan_sim_metric_estimate (gross, &mean, &standard_error, &half_width));
  g_assert_cmpfloat (half_width, <=, 2 / 8.0);
  g_assert_cmpuint (result->n_replications, >, 10);
  g_autoptr (CertplanSimResult) whole = run (MODEL, 5, result->n_replications, 1, 1, 1);
  g_autoptr (CertplanSimResult) half = run (MODEL, 5, result->n_replications / 2, 1, 1, 1);
  gross = _certplan_sim_result_find (half, SIM_GROSS, "", 0);
  g_assert_true (_certplan_sim_metric_estimate (gross, &mean, &standard_error, &half_width));
  g_assert_cmpfloat (half_width, >, 2 / 8.0);
  g_autofree char *a = spell (result), *b = spell (whole);
  g_assert_cmpstr (a, ==, b);
}

/* Nothing varies: one round is enough; nothing is ever done: neither. */
static void
test_until_at_once (void)
{
  static const char *const texts[]
      = { "[model]\nlength=50\n[stage A]\neffort=2\n[arrivals x]\ninterval=1\n",
          "[model]\nlength=50\ncutoff=60\n[stage A]\neffort=200\n[arrivals x]\ninterval=1\n" };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (CertplanSimModel) model = load (texts[i]);
      g_autoptr (CertplanSimResult) result
          = certplan_sim_run_until (model, 5, 3, 1, 0, 2, NULL, NULL, NULL);
      g_assert_cmpuint (result->n_replications, ==, 3);
    }
}

/* A delay of 10 days in the mean, exponential: within 10 days with probability 1 - 1/e. */
#define SHARE_MODEL                                                                                \
  "[model]\nlength=50\ncutoff=500\ncap=P10D\n[stage A]\neffort=exponential 10\n"                   \
  "[arrivals x]\ninterval=1\n"

static void
find_share (const CertplanSimResult *result, gdouble *share, gdouble *low, gdouble *high)
{
  const SimMetric *limited = _certplan_sim_result_find (result, SIM_HAS_CAP, "", 0);
  g_assert_true (
      _certplan_sim_share_estimate (_certplan_sim_result_find (result, SIM_IN_CAP, "", 0),
                                    _certplan_sim_metric_count (limited), share, low, high));
}

static void
test_until_share (void)
{
  g_autoptr (CertplanSimModel) model = load (SHARE_MODEL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimResult) result
      = certplan_sim_run_until (model, 5, 10, 0, 10000, 2, NULL, NULL, &error);
  g_assert_no_error (error);
  gdouble share, low, high;
  find_share (result, &share, &low, &high);
  g_assert_cmpfloat (high - low, <=, 0.02);
  g_assert_cmpfloat_with_epsilon (share, 0.632121, 4 * 0.01 / 1.96);
  g_autoptr (CertplanSimResult) half = run (SHARE_MODEL, 5, result->n_replications / 2, 1, 1, 1);
  find_share (half, &share, &low, &high);
  g_assert_cmpfloat (high - low, >, 0.02);
}

/* Where no case has a limit there is no part that is in time. */
static void
test_until_no_limit (void)
{
  g_autoptr (CertplanSimModel) model
      = load ("[model]\nlength=50\n[stage A]\neffort=2\n[arrivals x]\ninterval=1\n");
  g_autoptr (GError) error = NULL;
  g_assert_null (certplan_sim_run_until (model, 5, 10, 0, 10000, 1, NULL, NULL, &error));
  g_assert_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_RUN);
  g_assert_cmpstr (error->message, ==,
                   "no case has a limit that it could be in time for; wanted a limit, as --cycle "
                   "ccia=P3M,P6M, or due in cases.csv");
}

/* Wilson's score interval of 100 out of 100, and of none of 50, as R's binom.wilson gives them. */
static void
test_certain_share (void)
{
  static const struct
  {
    guint64 value, n_cases;
    gdouble low, high;
  } rows[] = { { 1000000000, 100, 0.9630065, 1 }, { 0, 50, 0, 0.0713476 } };
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SimMetric metric = { .measure = SIM_IN_CAP };
      gdouble share, low, high;
      for (guint k = 0; k < 10; k++)
        {
          metric.n++;
          _certplan_wide_add (&metric.sum, (CertplanWide){ 0, rows[i].value });
          _certplan_wide_add (&metric.squares,
                              _certplan_wide_multiply (rows[i].value, rows[i].value));
        }
      g_assert_true (_certplan_sim_share_estimate (&metric, rows[i].n_cases, &share, &low, &high));
      g_assert_cmpfloat_with_epsilon (low, rows[i].low, 1e-6);
      g_assert_cmpfloat_with_epsilon (high, rows[i].high, 1e-6);
    }
}

/* A case as a whole: the same, with a target of three days, which is over, and a cap of ten. */
static void
test_cases (void)
{
  g_autoptr (CertplanSimModel) model
      = load ("[model]\nstart=2027-01-04\nlength=30\ncalendar=weekdays\ntarget=P2D\ncap=P10D\n"
              "[calendar weekdays]\nbase=weekdays\n[resource r]\ncount=1\n"
              "[stage A]\nneeds=r\neffort=2\n[arrivals x]\nat=4\n");
  static const char *const cells[]
      = { "1",          "",     "case", "done", "4.00", "8.00", "2027-01-08",
          "2027-01-11", "4.00", "4.00", "no",   "yes",  "yes" };
  g_autoptr (CertplanTable) table = certplan_sim_trace_cases (model, 1, NULL, NULL);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  g_assert_true (certplan_cursor_next (cursor, NULL));
  for (guint c = 0; c < G_N_ELEMENTS (cells); c++)
    {
      g_autofree char *cell = certplan_cursor_dup_text (cursor, c);
      g_assert_cmpstr (cell, ==, cells[c]);
    }
  g_assert_false (certplan_cursor_next (cursor, NULL));
}

/* By hand: 2027-01-04 is a Monday; two days of work from Friday on end on Monday, day 7. */
static void
test_steps (void)
{
  g_autoptr (CertplanSimModel) model
      = load ("[model]\nstart=2027-01-04\nlength=30\ncalendar=weekdays\n"
              "[calendar weekdays]\nbase=weekdays\n[resource r]\ncount=1\n"
              "[stage A]\nneeds=r\neffort=2\n[arrivals x]\nat=4\n");
  static const char *const cells[2][11]
      = { { "1", "", "case", "A", "", "4.00", "4.00", "8.00", "2027-01-08", "2027-01-08",
            "2027-01-11" },
          { "1", "", "case", "", "done", "8.00", "", "", "2027-01-11", "", "" } };
  g_autoptr (CertplanTable) table = certplan_sim_trace (model, 1, NULL, NULL);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  for (guint row = 0; row < 2; row++)
    {
      g_assert_true (certplan_cursor_next (cursor, NULL));
      for (guint c = 0; c < 11; c++)
        {
          g_autofree char *cell = certplan_cursor_dup_text (cursor, c);
          g_assert_cmpstr (cell, ==, cells[row][c]);
        }
    }
  g_assert_false (certplan_cursor_next (cursor, NULL));
}

static void
test_steps_cancelled (void)
{
  g_autoptr (CertplanSimModel) model
      = load ("[model]\nlength=10000\n[stage A]\n[arrivals x]\nrate=100\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_cancellable_cancel (cancellable);
  g_assert_null (certplan_sim_trace (model, 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Each case takes 10 days: in time for the class that has 20, late for the one that has 5; the
 * third one has no target, so it does not count for all. */
static void
test_limits_by_class (void)
{
  g_autoptr (CertplanSimResult) result
      = run ("[model]\nlength=100\ncap=P30D\n[class a]\ntarget=P20D\n[class b]\ntarget=P5D\n"
             "[class c]\n[stage A]\neffort=10\n[arrivals x]\nclass=a\ninterval=2\n"
             "[arrivals y]\nclass=b\ninterval=2\n[arrivals z]\nclass=c\ninterval=2\n",
             1, 3, 1, 1, 1);
  static const struct
  {
    SimMeasure measure;
    const char *class_name;
    gdouble share; /* -1: no such figure */
  } rows[] = { { SIM_IN_TARGET, "a", 1 },  { SIM_IN_TARGET, "b", 0 }, { SIM_IN_TARGET, "c", -1 },
               { SIM_IN_TARGET, "", 0.5 }, { SIM_IN_CAP, "c", 1 },    { SIM_IN_CAP, "", 1 } };
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gdouble share = -1, standard_error, half_width;
      _certplan_sim_metric_estimate (
          _certplan_sim_result_find (result, rows[i].measure, rows[i].class_name, 0), &share,
          &standard_error, &half_width);
      g_assert_cmpfloat (share, ==, rows[i].share);
    }
  const SimMetric *all = _certplan_sim_result_find (result, SIM_COUNTED, "", 0);
  const SimMetric *target = _certplan_sim_result_find (result, SIM_HAS_TARGET, "", 0);
  const SimMetric *cap = _certplan_sim_result_find (result, SIM_HAS_CAP, "", 0);
  const guint64 n_all = _certplan_sim_metric_count (all);
  g_assert_cmpuint (n_all, >=, 3 * 3 * 49); /* every other day of 100, of three classes, 3 times */
  g_assert_cmpuint (_certplan_sim_metric_count (target) * 3, ==, n_all * 2);
  g_assert_cmpuint (_certplan_sim_metric_count (cap), ==, n_all);
  g_assert_cmpint (result->limit_days[CERTPLAN_SIM_TARGET], ==, 0); /* they differ */
  g_assert_cmpint (result->limit_days[CERTPLAN_SIM_CAP], ==, 30);
}

/* A program that has no calendar cannot mean one. */
static void
test_no_calendar (void)
{
  static const char text[] = "[model]\nstart=2027-01-01\ncalendar=working\n"
                             "[stage A]\neffort=1\n[arrivals x]\nrate=1\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_assert_null (certplan_sim_model_load_bytes ("m.ini", bytes, NULL, NULL, &error));
  g_assert_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_MODEL);
}

static void
test_no_file (void)
{
  const char *const paths[] = { "/nowhere/at/all.csv", NULL };
  g_autoptr (GError) error = NULL;
  g_assert_null (certplan_sim_merge (paths, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_FILE);
}

/* What stands in a file comes as what stands in the model; in order of time, whatever the file's.
 */
static void
test_filings (void)
{
#define PLAIN                                                                                      \
  "[model]\nlength=20\n[class a]\n[class b]\n[resource r]\ncount=1\n[stage s]\nneeds=r\n"          \
  "effort=exponential 2\n[arrivals x]\nclass=b\n"
  g_autofree char *folder = g_dir_make_tmp ("certplan-filings-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "f.csv", NULL);
  g_autofree char *model = g_build_filename (folder, "m.ini", NULL);
  g_autoptr (GError) error = NULL;
  g_assert_true (g_file_set_contents (path, "filed,class\n4,b\n1.5,\n4.25,\n9,b\n", -1, NULL));
  g_assert_true (g_file_set_contents (model, PLAIN "file=f.csv\n", -1, NULL));
  g_autoptr (CertplanSimModel) from_file = certplan_sim_model_load (model, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanSimModel) written = load (PLAIN "at=1.5;4;4.25;9\n");
  g_autoptr (CertplanSimResult) a
      = certplan_sim_run (from_file, 1, 20, 1, 1, 2, NULL, NULL, &error),
      b = certplan_sim_run (written, 1, 20, 1, 1, 2, NULL, NULL, &error);
  for (guint i = 0; i < a->metrics->len; i++)
    g_assert_cmpmem (&g_array_index (a->metrics, SimMetric, i).sum, sizeof (CertplanWide),
                     &g_array_index (b->metrics, SimMetric, i).sum, sizeof (CertplanWide));
  /* another day is another model: its parts do not go together with those of this one */
  g_assert_true (g_file_set_contents (path, "filed,class\n5,b\n1.5,\n4.25,\n9,b\n", -1, NULL));
  g_autoptr (CertplanSimModel) other = certplan_sim_model_load (model, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (certplan_sim_model_get_digest (from_file), !=,
                   certplan_sim_model_get_digest (other));
  g_unlink (path);
  g_unlink (model);
  g_rmdir (folder);
}

/* Of ten cases five take a day, three two, one four and one eight. The time that 50 % are done in
 * is what the fifth takes, 80 % the eighth, 90 % the ninth, 95 % the tenth; bins are not wider than
 * a tenth of that. */
static void
test_quantiles (void)
{
  static const gdouble days[SIM_N_QUANTILES] = { 1, 2, 4, 8 };
  g_autoptr (CertplanSimResult) result
      = run ("[model]\nlength=30\n[stage A]\neffort=1\n[stage B]\neffort=2\n[stage C]\neffort=4\n"
             "[stage D]\neffort=8\n[arrivals a]\nstage=A\nat=0;1;2;3;4\n[arrivals b]\nstage=B\n"
             "at=0;1;2\n[arrivals c]\nstage=C\nat=5\n[arrivals d]\nstage=D\nat=6\n",
             1, 1, 1, 1, 1);
  for (guint i = 0; i < SIM_N_QUANTILES; i++)
    {
      const SimMetric *metric = _certplan_sim_result_find (result, SIM_GROSS_QUANTILE, "",
                                                           (guint)_certplan_sim_quantiles[i]);
      g_assert_nonnull (metric);
      g_assert_cmpfloat_with_epsilon ((gdouble)metric->sum.low / 1e9, days[i], days[i] / 10);
    }
}

/* What a program sees of a run that goes on. */
static void
test_progress (void)
{
  g_autoptr (CertplanProgress) progress = certplan_progress_new ();
  g_autoptr (CertplanSimModel) model = load (MODEL);
  g_autoptr (CertplanSimResult) result
      = certplan_sim_run (model, 1, 10, 2, 3, 2, progress, NULL, NULL);
  g_assert_cmpuint (certplan_progress_get_total (progress), ==, 3);
  g_assert_cmpuint (certplan_progress_get_done (progress), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/sim-run/threads", test_threads);
  g_test_add_func ("/sim-run/until", test_until);
  g_test_add_func ("/sim-run/until-at-once", test_until_at_once);
  g_test_add_func ("/sim-run/until-share", test_until_share);
  g_test_add_func ("/sim-run/until-no-limit", test_until_no_limit);
  g_test_add_func ("/sim-run/certain-share", test_certain_share);
  g_test_add_func ("/sim-run/steps", test_steps);
  g_test_add_func ("/sim-run/cases", test_cases);
  g_test_add_func ("/sim-run/steps-cancelled", test_steps_cancelled);
  g_test_add_func ("/sim-run/limits-by-class", test_limits_by_class);
  add_part_tests ();
  g_test_add_func ("/sim-run/no-calendar", test_no_calendar);
  g_test_add_func ("/sim-run/no-file", test_no_file);
  g_test_add_func ("/sim-run/filings", test_filings);
  g_test_add_func ("/sim-run/quantiles", test_quantiles);
  add_estimate_tests ();
  g_test_add_func ("/sim-run/progress", test_progress);
  return g_test_run ();
}
