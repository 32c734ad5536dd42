/* Random numbers and distributions, against published vectors and closed forms.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-random-private.h"
#include "test-rows.h"
#include <math.h>
#include <stdlib.h>

/* What the reference splitmix64.c (S. Vigna, https://prng.di.unimi.it) gives for the seeds 1234567
 * and 0. */
static void
test_splitmix (void)
{
  static const guint64 of_1234567[]
      = { G_GUINT64_CONSTANT (6457827717110365317), G_GUINT64_CONSTANT (3203168211198807973),
          G_GUINT64_CONSTANT (9817491932198370423), G_GUINT64_CONSTANT (4593380528125082431),
          G_GUINT64_CONSTANT (16408922859458223821) };
  for (guint64 i = 0; i < G_N_ELEMENTS (of_1234567); i++)
    g_assert_cmpuint (_certplan_random_at (1234567, i), ==, of_1234567[i]);
  g_assert_cmpuint (_certplan_random_at (0, 0), ==, G_GUINT64_CONSTANT (0xe220a8397b1dcdaf));
}

/* Each argument counts, and the three steps are three generators. */
static void
test_nested (void)
{
  const guint64 base = certplan_random (7, 1, 2, 3);
  g_assert_cmpuint (base, ==,
                    _certplan_random_at (_certplan_random_at (_certplan_random_at (7, 1), 2), 3));
  g_assert_cmpuint (base, !=, certplan_random (8, 1, 2, 3));
  g_assert_cmpuint (base, !=, certplan_random (7, 2, 2, 3));
  g_assert_cmpuint (base, !=, certplan_random (7, 1, 3, 3));
  g_assert_cmpuint (base, !=, certplan_random (7, 1, 2, 4));
  g_assert_cmpuint (certplan_random (7, 2, 1, 3), !=, certplan_random (7, 1, 2, 3));
}

/* Against libm, which the library must not call: the last bits may differ, more may not. */
static void
test_functions (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261121);
  for (guint i = 0; i < 200000; i++)
    {
      const gdouble unit = g_rand_double (rand) * 0.999 + 1e-9,
                    x = g_rand_double (rand) * 1400 - 700;
      const gdouble large = exp (g_rand_double (rand) * 600 - 300);
      g_assert_cmpfloat (fabs (_certplan_log (unit) - log (unit)), <=,
                         4e-16 * MAX (1, fabs (log (unit))));
      g_assert_cmpfloat (fabs (_certplan_log (large) - log (large)), <=,
                         4e-16 * MAX (1, fabs (log (large))));
      g_assert_cmpfloat (fabs (_certplan_exp (x) / exp (x) - 1), <=, 1e-15);
      g_assert_cmpfloat (fabs (_certplan_sqrt (large) / sqrt (large) - 1), <=, 3e-16);
    }
  g_assert_cmpfloat (_certplan_exp (0), ==, 1);
  g_assert_cmpfloat (_certplan_sqrt (0), ==, 0);
}

typedef struct
{
  const char *name;
  gdouble p, quantile;
} QuantileRow;

/* statistics.NormalDist().inv_cdf() of Python 3.11. */
static const QuantileRow quantile_rows[] = {
  { "median", 0.5, 0 },
  { "975", 0.975, 1.9599639845400536 },
  { "25", 0.25, -0.6744897501960817 },
  { "side", 0.05, -1.6448536269514726 },
  { "thousandth", 0.001, -3.090232306167813 },
  { "tail", 1e-12, -7.034483825301132 },
  { "far-tail", 1e-16, -8.222082216130435 },
};

static void
test_quantile (gconstpointer data)
{
  const QuantileRow *row = data;
  g_assert_cmpfloat (fabs (_certplan_normal_quantile (row->p) - row->quantile), <=, 3e-15 * 8);
}

typedef struct
{
  const char *name;
  CertplanDist dist;
  gdouble mean, variance; /* by the textbook, in days */
} DistRow;

static const DistRow dist_rows[] = {
  { "fixed", { CERTPLAN_DIST_FIXED, 0, 2.5, 0, 0, 0, 0, 0 }, 2.5, 0 },
  { "uniform", { CERTPLAN_DIST_UNIFORM, 0, 1, 4, 0, 0, 0, 0 }, 2.5, 0.75 },
  /* (1 + 2 + 6) / 3; (1 + 4 + 36 - 2 - 6 - 12) / 18 */
  { "triangular", { CERTPLAN_DIST_TRIANGULAR, 0, 1, 2, 6, 0, 0, 0 }, 3, 21.0 / 18 },
  { "triangular-left", { CERTPLAN_DIST_TRIANGULAR, 0, 1, 1, 4, 0, 0, 0 }, 2, 0.5 },
  { "triangular-point", { CERTPLAN_DIST_TRIANGULAR, 0, 2, 2, 2, 0, 0, 0 }, 2, 0 },
  { "exponential", { CERTPLAN_DIST_EXPONENTIAL, 0, 2, 0, 0, 0, 0, 0 }, 2, 4 },
  { "erlang-2", { CERTPLAN_DIST_ERLANG, 2, 2, 0, 0, 0, 0, 0 }, 2, 2 },
  { "erlang-40", { CERTPLAN_DIST_ERLANG, 40, 2, 0, 0, 0, 0, 0 }, 2, 0.1 },
  { "lognormal", { CERTPLAN_DIST_LOGNORMAL, 0, 3, 0.25, 0, 0, 0, 0 }, 3, 2.25 },
  { "hyper", { CERTPLAN_DIST_HYPER, 0, 1, 4, 0, 0, 0, 0 }, 1, 4 },
  { "hyper-1", { CERTPLAN_DIST_HYPER, 0, 1, 1, 0, 0, 0, 0 }, 1, 1 },
};

/* The distribution function at @x days, by the textbook. */
static gdouble
get_probability (const CertplanDist *dist, gdouble x)
{
  const gdouble a = dist->a, b = dist->b, c = dist->c;
  if (x <= 0)
    return 0;
  if (dist->kind == CERTPLAN_DIST_UNIFORM)
    return CLAMP ((x - a) / (b - a), 0, 1);
  if (dist->kind == CERTPLAN_DIST_TRIANGULAR)
    return x <= a   ? 0
           : x >= c ? 1
           : x < b  ? (x - a) * (x - a) / ((c - a) * (b - a))
                    : 1 - (c - x) * (c - x) / ((c - a) * (c - b));
  if (dist->kind == CERTPLAN_DIST_EXPONENTIAL)
    return 1 - exp (-x / a);
  if (dist->kind == CERTPLAN_DIST_ERLANG)
    {
      gdouble term = 1, sum = 0;
      for (gint k = 0; k < dist->n; k++, term *= x * dist->n / a / k)
        sum += term;
      return 1 - exp (-x * dist->n / a) * sum;
    }
  if (dist->kind == CERTPLAN_DIST_LOGNORMAL)
    {
      const gdouble s2 = log (1 + b);
      return 0.5 * erfc (-(log (x / a) + s2 / 2) / sqrt (2 * s2));
    }
  const gdouble w = (1 + sqrt ((b - 1) / (b + 1))) / 2;
  return 1 - w * exp (-2 * w * x / a) - (1 - w) * exp (-2 * (1 - w) * x / a);
}

static int
compare_ticks (const void *a, const void *b)
{
  const gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;
  return x < y ? -1 : x > y;
}

#define N_DRAWS 200000

/* The largest distance between the two distribution functions times the root of the number is
 * above 1.95 once in a thousand times (Kolmogorov); rounding to ticks adds next to nothing. */
static void
check_distance (const CertplanDist *dist, gint64 *ticks)
{
  gdouble distance = 0;
  qsort (ticks, N_DRAWS, sizeof *ticks, compare_ticks);
  for (guint i = 0; i < N_DRAWS; i++)
    {
      const gdouble p = get_probability (dist, (gdouble)ticks[i] / CERTPLAN_TICKS_PER_DAY);
      distance = MAX (distance, fabs (p - (gdouble)i / N_DRAWS));
      distance = MAX (distance, fabs (p - (i + 1.0) / N_DRAWS));
    }
  g_assert_cmpfloat (distance * sqrt (N_DRAWS), <, 1.95);
}

/* Mean and variance within four and a half of their standard errors, estimated from the draws. */
static void
test_distribution (gconstpointer data)
{
  const DistRow *row = data;
  CertplanDist dist = row->dist;
  gdouble sum = 0, squares = 0, fourths = 0;
  g_autofree gint64 *ticks = g_new (gint64, N_DRAWS);
  g_assert_null (_certplan_dist_prepare (&dist));
  for (guint i = 0; i < N_DRAWS; i++)
    {
      ticks[i] = _certplan_dist_draw (&dist, _certplan_random_at (42, i), 1);
      const gdouble off = (gdouble)ticks[i] / CERTPLAN_TICKS_PER_DAY - row->mean;
      sum += off;
      squares += off * off;
      fourths += off * off * off * off;
    }
  const gdouble variance = squares / N_DRAWS;
  g_assert_cmpfloat (fabs (sum / N_DRAWS), <=, 4.5 * sqrt (row->variance / N_DRAWS) + 1e-9);
  g_assert_cmpfloat (fabs (variance - row->variance), <=,
                     4.5 * sqrt ((fourths / N_DRAWS - variance * variance) / N_DRAWS) + 1e-9);
  g_assert_cmpfloat (fabs (_certplan_dist_get_mean (&dist) - row->mean), <, 1e-12);
  g_assert_cmpfloat (fabs (_certplan_dist_get_scv (&dist) * row->mean * row->mean - row->variance),
                     <, 1e-12);
  if (row->variance > 0)
    check_distance (&dist, ticks);
}

static const DistRow bad_rows[] = {
  { "negative", { CERTPLAN_DIST_FIXED, 0, -1, 0, 0, 0, 0, 0 }, 0, 0 },
  { "not-a-number", { CERTPLAN_DIST_EXPONENTIAL, 0, NAN, 0, 0, 0, 0, 0 }, 0, 0 },
  { "endless", { CERTPLAN_DIST_EXPONENTIAL, 0, 2000001, 0, 0, 0, 0, 0 }, 0, 0 },
  { "uniform-order", { CERTPLAN_DIST_UNIFORM, 0, 4, 1, 0, 0, 0, 0 }, 0, 0 },
  { "triangular-order", { CERTPLAN_DIST_TRIANGULAR, 0, 1, 7, 6, 0, 0, 0 }, 0, 0 },
  { "no-phase", { CERTPLAN_DIST_ERLANG, 0, 1, 0, 0, 0, 0, 0 }, 0, 0 },
  { "phases", { CERTPLAN_DIST_ERLANG, 65, 1, 0, 0, 0, 0, 0 }, 0, 0 },
  { "no-variation", { CERTPLAN_DIST_LOGNORMAL, 0, 1, 0, 0, 0, 0, 0 }, 0, 0 },
  { "hyper-below-1", { CERTPLAN_DIST_HYPER, 0, 1, 0.9, 0, 0, 0, 0 }, 0, 0 },
};

static void
test_refused (gconstpointer data)
{
  CertplanDist dist = ((const DistRow *)data)->dist;
  g_assert_nonnull (_certplan_dist_prepare (&dist));
}

/* A sum over draws, which gcc -O0, gcc -O3 -march=native and clang -O2 give alike. */
static void
test_same_everywhere (void)
{
  guint64 sum = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (dist_rows); i++)
    {
      CertplanDist dist = dist_rows[i].dist;
      _certplan_dist_prepare (&dist);
      for (guint64 k = 0; k < 1000; k++)
        sum = sum * 31 + (guint64)_certplan_dist_draw (&dist, certplan_random (1, 2, k, 0), i);
    }
  g_assert_cmphex (sum, ==, G_GUINT64_CONSTANT (0xb8e4ab240256a724));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/random/splitmix64", test_splitmix);
  g_test_add_func ("/random/nested", test_nested);
  g_test_add_func ("/random/functions", test_functions);
  ADD_ROWS ("/random/normal-quantile/", quantile_rows, test_quantile);
  ADD_ROWS ("/random/distribution/", dist_rows, test_distribution);
  ADD_ROWS ("/random/refused/", bad_rows, test_refused);
  g_test_add_func ("/random/same-everywhere", test_same_everywhere);
  return g_test_run ();
}
