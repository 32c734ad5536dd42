/* Estimates of a simulation: wide sums, Student's t, quantiles of bins. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-sim-stats-private.h"
#include <string.h>

void add_estimate_tests (void);

/* 2^64 - 1 squared is 2^128 - 2^65 + 1; products and quotients as Python has them. */
static void
test_wide (void)
{
  CertplanWide square = _certplan_wide_multiply (G_MAXUINT64, G_MAXUINT64);
  g_assert_cmphex (square.high, ==, G_MAXUINT64 - 1);
  g_assert_cmphex (square.low, ==, 1);
  const CertplanWide product = _certplan_wide_multiply (G_GUINT64_CONSTANT (0x123456789abcdef0),
                                                        G_GUINT64_CONSTANT (0xfedcba9876543210));
  g_assert_cmphex (product.high, ==, G_GUINT64_CONSTANT (0x121fa00ad77d7422));
  g_assert_cmphex (product.low, ==, G_GUINT64_CONSTANT (0x236d88fe5618cf00));
  _certplan_wide_add (&square, (CertplanWide){ 0, G_MAXUINT64 });
  g_assert_cmphex (square.high, ==, G_MAXUINT64);
  g_assert_cmphex (square.low, ==, 0);
  g_assert_cmpuint (_certplan_muldiv (G_MAXUINT64, G_MAXUINT64 - 1, G_MAXUINT64), ==,
                    G_MAXUINT64 - 1);
  g_assert_cmpuint (_certplan_muldiv (G_GUINT64_CONSTANT (1234567890123456789),
                                      G_GUINT64_CONSTANT (1000000000),
                                      G_GUINT64_CONSTANT (987654321987654321)),
                    ==, 1249999987);
  g_assert_cmpuint (_certplan_muldiv (7, 3, 2), ==, 10);
}

/* Of 1, 2 and 4: mean 7/3, variance 7/3, so a standard error of sqrt (7) / 3 and, with 2 degrees of
 * freedom, 4.3027 times as much to both sides. Also far from 0, where squares are large. */
static void
test_estimate (void)
{
  static const guint64 offsets[] = { 0, G_GUINT64_CONSTANT (900000000000000) };
  static const guint64 values[] = { 1, 2, 4 };
  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      SimMetric metric = { .measure = SIM_WAIT };
      gdouble mean, standard_error, half_width;
      g_assert_false (_certplan_sim_metric_estimate (&metric, &mean, &standard_error, &half_width));
      for (guint k = 0; k < G_N_ELEMENTS (values); k++)
        {
          const guint64 value = (values[k] + offsets[i]) * 1000;
          metric.n++;
          _certplan_wide_add (&metric.sum, (CertplanWide){ 0, value });
          _certplan_wide_add (&metric.squares, _certplan_wide_multiply (value, value));
        }
      g_assert_true (_certplan_sim_metric_estimate (&metric, &mean, &standard_error, &half_width));
      g_assert_cmpfloat_with_epsilon (mean, (7.0 / 3 + (gdouble)offsets[i]) * 1e-6, 1e-6);
      g_assert_cmpfloat_with_epsilon (standard_error, 0.8819171e-6, 1e-10);
      g_assert_cmpfloat_with_epsilon (half_width, 4.3027 * 0.8819171e-6, 1e-10);
    }
}

/* Student's t at 97.5 %, from a printed table. */
static void
test_student (void)
{
  static const struct
  {
    guint freedom;
    gdouble t;
  } rows[] = { { 1, 12.706 }, { 5, 2.571 },  { 10, 2.228 }, { 11, 2.201 },
               { 20, 2.086 }, { 30, 2.042 }, { 120, 1.980 } };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SimMetric metric = { .measure = SIM_WAIT };
      gdouble mean, standard_error, half_width;
      for (guint k = 0; k <= rows[i].freedom; k++)
        {
          const guint64 value = k % 2 * 1000000;
          metric.n++;
          _certplan_wide_add (&metric.sum, (CertplanWide){ 0, value });
          _certplan_wide_add (&metric.squares, _certplan_wide_multiply (value, value));
        }
      g_assert_true (_certplan_sim_metric_estimate (&metric, &mean, &standard_error, &half_width));
      g_assert_cmpfloat_with_epsilon (half_width / standard_error, rows[i].t, 0.0006);
    }
}

/* Bins are in order, leave no gap, and hold each length to one part in 512. */
static void
test_bins (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  for (guint bin = 0; bin + 1 < SIM_N_BINS; bin++)
    {
      g_assert_cmpint (sim_get_bin (bin), <, sim_get_bin (bin + 1));
      g_assert_cmpuint (sim_find_bin (sim_get_bin (bin)), ==, bin);
      g_assert_cmpuint (sim_find_bin (sim_get_bin (bin + 1) - 1), ==, bin);
    }
  g_assert_cmpuint (sim_find_bin (CERTPLAN_TICKS_MAX), <, SIM_N_BINS);
}

void
add_estimate_tests (void)
{
  g_test_add_func ("/sim-run/wide", test_wide);
  g_test_add_func ("/sim-run/estimate", test_estimate);
  g_test_add_func ("/sim-run/student", test_student);
  g_test_add_func ("/sim-run/bins", test_bins);
}
