/* Distributions of lengths of time. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-random-private.h"
#include "certplan-private.h"

/* In days: longer than any clock of ours, and no room for infinities. */
#define MAX_DAYS 2000000.0
#define N_AT_ONCE 16 /* this many numbers of 2^-54 and more have a product that is normal */

static gboolean
is_length (gdouble days)
{
  return days >= 0 && days <= MAX_DAYS; /* FALSE of NaN */
}

static const char *
check_numbers (const CertplanDist *dist)
{
  if (!is_length (dist->a))
    return _ ("a length of time that is negative or more than 2000000 days");
  switch (dist->kind)
    {
    case CERTPLAN_DIST_UNIFORM:
      return is_length (dist->b) && dist->a <= dist->b ? NULL : _ ("bounds that are not in order");
    case CERTPLAN_DIST_TRIANGULAR:
      return is_length (dist->c) && dist->a <= dist->b && dist->b <= dist->c
                 ? NULL
                 : _ ("bounds that are not in order");
    case CERTPLAN_DIST_ERLANG:
      return dist->n >= 1 && dist->n <= CERTPLAN_ERLANG_MAX ? NULL
                                                            : _ ("a number of phases not 1 to 64");
    case CERTPLAN_DIST_LOGNORMAL:
      return dist->b > 0 && dist->b <= 1000 ? NULL : _ ("a variation that is not above 0 to 1000");
    case CERTPLAN_DIST_HYPER:
      return dist->b >= 1 && dist->b <= 1000 ? NULL : _ ("a variation that is not 1 to 1000");
    case CERTPLAN_DIST_FIXED:
    case CERTPLAN_DIST_EXPONENTIAL:
      break;
    }
  return NULL;
}

/* u, v and w in ticks, but for shares. Triangular: u and v the squares' factors, w the share below
 * the mode. Lognormal: u and v of the normal one, e^u in ticks. Hyper: u and v the means, w the
 * first one's share, (1 + sqrt ((c2 - 1) / (c2 + 1))) / 2. */
const char *
_certplan_dist_prepare (CertplanDist *dist)
{
  const char *wrong = check_numbers (dist);
  const gdouble a = dist->a * CERTPLAN_TICKS_PER_DAY, b = dist->b * CERTPLAN_TICKS_PER_DAY,
                c = dist->c * CERTPLAN_TICKS_PER_DAY;
  if (wrong != NULL)
    return wrong;
  dist->u = a;
  dist->v = b - a;
  if (dist->kind == CERTPLAN_DIST_TRIANGULAR)
    {
      dist->u = (c - a) * (b - a);
      dist->v = (c - a) * (c - b);
      dist->w = c > a ? (b - a) / (c - a) : 1;
    }
  else if (dist->kind == CERTPLAN_DIST_LOGNORMAL)
    {
      const gdouble variance = _certplan_log (1 + dist->b);
      dist->u = a;
      dist->v = _certplan_sqrt (variance);
      dist->w = variance / 2;
    }
  else if (dist->kind == CERTPLAN_DIST_HYPER)
    {
      dist->w = (1 + _certplan_sqrt ((dist->b - 1) / (dist->b + 1))) / 2;
      dist->u = a / (2 * dist->w);
      dist->v = a / (2 * (1 - dist->w));
    }
  else if (dist->kind == CERTPLAN_DIST_ERLANG)
    dist->u = a / dist->n;
  return NULL;
}

/* By inversion: below the mode the distribution function is a square, above it one less a square.
 */
static gdouble
draw_triangular (const CertplanDist *dist, gdouble unit)
{
  return unit < dist->w ? dist->a * CERTPLAN_TICKS_PER_DAY + _certplan_sqrt (unit * dist->u)
                        : dist->c * CERTPLAN_TICKS_PER_DAY - _certplan_sqrt ((1 - unit) * dist->v);
}

/* The logarithm of a product is taken once for many factors. */
static gdouble
draw_erlang (const CertplanDist *dist, guint64 key)
{
  gdouble sum = 0, product = 1;
  for (gint i = 0; i < dist->n; i++)
    {
      product *= _certplan_random_unit (_certplan_random_at (key, (guint64)i));
      if (i % N_AT_ONCE != N_AT_ONCE - 1 && i != dist->n - 1)
        continue;
      sum -= _certplan_log (product);
      product = 1;
    }
  return sum * dist->u;
}

static gdouble
draw_hyper (const CertplanDist *dist, guint64 key)
{
  const gdouble mean
      = _certplan_random_unit (_certplan_random_at (key, 0)) < dist->w ? dist->u : dist->v;
  return -_certplan_log (_certplan_random_unit (_certplan_random_at (key, 1))) * mean;
}

/* Far out in the tails the exponent is cut, which moves what is longer than any clock. */
static gdouble
draw_lognormal (const CertplanDist *dist, gdouble unit)
{
  const gdouble exponent = dist->v * _certplan_normal_quantile (unit) - dist->w;
  return dist->u * _certplan_exp (CLAMP (exponent, -700, 700));
}

gint64
_certplan_dist_draw (const CertplanDist *dist, guint64 key, guint64 purpose)
{
  if (dist->kind == CERTPLAN_DIST_FIXED)
    return _certplan_round_ticks (dist->u);
  const guint64 bits = _certplan_random_at (key, purpose);
  const gdouble unit = _certplan_random_unit (bits);
  switch (dist->kind)
    {
    case CERTPLAN_DIST_EXPONENTIAL:
      return _certplan_round_ticks (-_certplan_log (unit) * dist->u);
    case CERTPLAN_DIST_UNIFORM:
      return _certplan_round_ticks (dist->u + dist->v * unit);
    case CERTPLAN_DIST_TRIANGULAR:
      return _certplan_round_ticks (draw_triangular (dist, unit));
    case CERTPLAN_DIST_ERLANG:
      return _certplan_round_ticks (draw_erlang (dist, bits));
    case CERTPLAN_DIST_HYPER:
      return _certplan_round_ticks (draw_hyper (dist, bits));
    case CERTPLAN_DIST_LOGNORMAL:
      return _certplan_round_ticks (draw_lognormal (dist, unit));
    case CERTPLAN_DIST_FIXED:
      break;
    }
  return 0;
}

gdouble
_certplan_dist_get_mean (const CertplanDist *dist)
{
  if (dist->kind == CERTPLAN_DIST_UNIFORM)
    return (dist->a + dist->b) / 2;
  if (dist->kind == CERTPLAN_DIST_TRIANGULAR)
    return (dist->a + dist->b + dist->c) / 3;
  return dist->a;
}

gdouble
_certplan_dist_get_scv (const CertplanDist *dist)
{
  const gdouble a = dist->a, b = dist->b, c = dist->c, mean = _certplan_dist_get_mean (dist);
  gdouble variance = 0;
  if (mean <= 0)
    return 0;
  if (dist->kind == CERTPLAN_DIST_UNIFORM)
    variance = (b - a) * (b - a) / 12;
  else if (dist->kind == CERTPLAN_DIST_TRIANGULAR)
    variance = (a * a + b * b + c * c - a * b - a * c - b * c) / 18;
  else if (dist->kind == CERTPLAN_DIST_EXPONENTIAL)
    variance = mean * mean;
  else if (dist->kind == CERTPLAN_DIST_ERLANG)
    variance = mean * mean / dist->n;
  else if (dist->kind != CERTPLAN_DIST_FIXED)
    variance = b * mean * mean;
  return variance / (mean * mean);
}
