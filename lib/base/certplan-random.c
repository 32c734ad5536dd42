/* Random numbers, and the functions that turn them into others.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-random-private.h"
#include <string.h>

guint64
certplan_random (guint64 seed, guint64 replication, guint64 entity, guint64 purpose)
{
  return _certplan_random_at (_certplan_random_at (_certplan_random_at (seed, replication), entity),
                              purpose);
}

#define LN2_HIGH 6.93147180369123816490e-01 /* its last 20 bits are 0: times 1100 it is exact */
#define LN2_LOW 1.90821492927058770002e-10

static guint64
get_bits (gdouble x)
{
  guint64 bits;
  memcpy (&bits, &x, sizeof bits);
  return bits;
}

static gdouble
make_double (guint64 bits)
{
  gdouble x;
  memcpy (&x, &bits, sizeof x);
  return x;
}

/* log (1 + (i + 1/2) / 32) */
static const gdouble log_table[32] = {
  0.015504186535965254, 0.0458095360312942,  0.07522342123758753, 0.10379679368164356,
  0.13157635778871926,  0.15860503017663857, 0.184922338494012,   0.21056476910734964,
  0.2355660713127669,   0.25995752443692605, 0.2837681731306446,  0.3070250352949119,
  0.329753286372468,    0.3519764231571782,  0.37371640979358406, 0.394993808240869,
  0.415827895143711,    0.43623676677491807, 0.4562374334815876,  0.4758459048699639,
  0.4950772667978515,   0.5139457511022343,  0.5324647988694718,  0.5506471179526623,
  0.5685047353526688,   0.5860490450035782,  0.6032908514380843,  0.6202404097518576,
  0.6369074622370692,   0.6533012720127457,  0.6694306539426292,  0.6853040030989194,
};

/* x = 2^k m with 1 <= m < 2, and m = c (1 + s) / (1 - s) with c in the middle of its 32nd: log x =
 * k log 2 + log c + 2 (s + s^3/3 + s^5/5 + s^7/7 + ...), and |s| < 1/128. */
gdouble
_certplan_log (gdouble x)
{
  const guint64 bits = get_bits (x);
  const gint k = (gint)(bits >> 52) - 1023;
  const guint i = bits >> 47 & 31;
  const gdouble m = make_double ((bits & (((guint64)1 << 52) - 1)) | (guint64)1023 << 52);
  const gdouble c = 1.0 + ((gdouble)i + 0.5) * (1.0 / 32);
  const gdouble s = (m - c) / (m + c);
  const gdouble z = s * s;
  const gdouble series = 1.0 / 3 + z * (1.0 / 5 + z * (1.0 / 7 + z * (1.0 / 9)));
  return k * LN2_HIGH + (log_table[i] + (2 * s + (2 * s * z * series + k * LN2_LOW)));
}

/* x = k log 2 + r with |r| < 0.35; e^r by its series, to the 14th power. */
gdouble
_certplan_exp (gdouble x)
{
  g_return_val_if_fail (x >= -700 && x <= 700, 0);

  const gint k = (gint)(x * 1.4426950408889634 + (x < 0 ? -0.5 : 0.5));
  const gdouble r = (x - k * LN2_HIGH) - k * LN2_LOW;
  gdouble sum = 1;
  for (gint n = 14; n > 0; n--)
    sum = 1 + sum * r / n;
  return sum * make_double ((guint64)(k + 1023) << 52);
}

/* Newton's steps from a guess that halves the exponent. */
gdouble
_certplan_sqrt (gdouble x)
{
  g_return_val_if_fail (x >= 0, 0);

  if (x < 1e-300) /* so small that no length of time differs */
    return 0;
  gdouble root = make_double ((get_bits (x) >> 1) + ((guint64)1023 << 51));
  for (gint i = 0; i < 5; i++)
    root = 0.5 * (root + x / root);
  return root;
}

/* The quotient of two polynomials of degree 7, the lowest coefficient first. */
static gdouble
divide_polynomials (const gdouble above[8], const gdouble below[8], gdouble x)
{
  gdouble a = above[7], b = below[7];
  for (gint i = 6; i >= 0; i--)
    {
      a = a * x + above[i];
      b = b * x + below[i];
    }
  return a / b;
}

gdouble
_certplan_normal_quantile (gdouble p)
{
  static const gdouble middle[2][8]
      = { { 3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3,
            1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
            3.3430575583588128105e+4, 2.5090809287301226727e+3 },
          { 1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
            2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4,
            5.2264952788528545610e+3 } };
  static const gdouble side[2][8]
      = { { 1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
            3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
            2.27238449892691845833e-2, 7.74545014278341407640e-4 },
          { 1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
            1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
            1.05075007164441684324e-9 } };
  static const gdouble tail[2][8]
      = { { 6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
            2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
            2.71155556874348757815e-5, 2.01033439929228813265e-7 },
          { 1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
            7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
            2.04426310338993978564e-15 } };
  const gdouble q = p - 0.5;
  g_return_val_if_fail (p > 0 && p < 1, 0);

  if (q > -0.425 && q < 0.425)
    return q * divide_polynomials (middle[0], middle[1], 0.180625 - q * q);
  const gdouble r = _certplan_sqrt (-_certplan_log (q < 0 ? p : 1 - p));
  const gdouble x = r <= 5 ? divide_polynomials (side[0], side[1], r - 1.6)
                           : divide_polynomials (tail[0], tail[1], r - 5);
  return q < 0 ? -x : x;
}
