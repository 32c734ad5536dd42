/* Random numbers for inner loops, and their transforms. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Nothing of libm: its functions give other last bits on other processors. Only + - * / on doubles,
 * which IEEE 754 rounds one way. */
#pragma once
#include "certplan-random.h"
#include <string.h>

/* Number @i, from 0, of the splitmix64 that is seeded with @key. */
static inline guint64
_certplan_random_at (guint64 key, guint64 i)
{
  guint64 z = key + (i + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/* 64 random bits as a number between 0 and 1, neither of the two. */
static inline gdouble
_certplan_random_unit (guint64 bits)
{
  return ((gdouble)(gint64)(bits >> 11) + 0.5) * (1.0 / 9007199254740992.0); /* 2^53 */
}

static inline guint64
_certplan_get_bits (gdouble x)
{
  guint64 bits;
  memcpy (&bits, &x, sizeof bits);
  return bits;
}

static inline gdouble
_certplan_make_double (guint64 bits)
{
  gdouble x;
  memcpy (&x, &bits, sizeof x);
  return x;
}

/* The last 20 bits of the first part are 0: times 1100 it is exact. */
#define CERTPLAN_LN2_HIGH 6.93147180369123816490e-01
#define CERTPLAN_LN2_LOW 1.90821492927058770002e-10
extern const gdouble _certplan_log_inverses[128], _certplan_log_values[128];

/* The natural logarithm of a normal positive number, to 3e-16 absolutely where it is below 1, else
 * relatively: x = 2^k m with 1 <= m < 2, and m = c (1 + r) with c in the middle of its 128th, so
 * that |r| < 1/256; log (1 + r) = r - r^2/2 + r^3/3 ... - r^6/6. */
static inline gdouble
_certplan_log (gdouble x)
{
  const guint64 bits = _certplan_get_bits (x);
  const gdouble k = (gdouble)((gint)(bits >> 52) - 1023);
  const guint i = bits >> 45 & 127;
  const gdouble m = _certplan_make_double ((bits & (((guint64)1 << 52) - 1)) | (guint64)1023 << 52);
  const gdouble r = m * _certplan_log_inverses[i] - 1;
  const gdouble square = r * r;
  const gdouble far = (1.0 / 3 - r * (1.0 / 4)) + square * (1.0 / 5 - r * (1.0 / 6));
  const gdouble near = r - square * (0.5 - r * far);
  return k * CERTPLAN_LN2_HIGH + (_certplan_log_values[i] + (near + k * CERTPLAN_LN2_LOW));
}

/* e to the power of @x, to 1e-15 relatively; -700 <= @x <= 700. */
gdouble _certplan_exp (gdouble x);
/* The square root of a number that is not negative, to 3e-16 relatively. */
gdouble _certplan_sqrt (gdouble x);
/* The standard normal quantile of 0 < @p < 1, to 1e-15 relatively.
 * Source: Wichura, algorithm AS 241, Applied Statistics 37 (1988). */
gdouble _certplan_normal_quantile (gdouble p);

/* A day of work, 8 hours: 1 tick is its second. Without a calendar a day has as many. */
#define CERTPLAN_TICKS_PER_DAY 28800
/* About 6,500 years: the longest time that is drawn, and the end of all clocks. */
#define CERTPLAN_TICKS_MAX ((gint64)1 << 36)

typedef enum
{
  CERTPLAN_DIST_FIXED,       /* a */
  CERTPLAN_DIST_UNIFORM,     /* between a and b */
  CERTPLAN_DIST_TRIANGULAR,  /* between a and c, most often b */
  CERTPLAN_DIST_EXPONENTIAL, /* mean a */
  CERTPLAN_DIST_ERLANG,      /* mean a, the sum of n exponential ones */
  CERTPLAN_DIST_LOGNORMAL,   /* mean a, squared coefficient of variation b */
  CERTPLAN_DIST_HYPER, /* mean a, b >= 1 likewise: one of two exponential ones, whose shares of
                          the mean are equal */
} CertplanDistKind;

/* A length of time, in days; it is drawn in ticks, rounded to the nearest. */
typedef struct
{
  CertplanDistKind kind;
  gint n;
  gdouble a, b, c;
  gdouble u, v, w; /* made of them by _certplan_dist_prepare() */
} CertplanDist;

/* The most phases of an Erlang distribution. */
#define CERTPLAN_ERLANG_MAX 64

/* Makes a distribution ready to draw. Returns: NULL, or what is wrong with its numbers (translated,
 * static) */
const char *_certplan_dist_prepare (CertplanDist *dist);
/* Draws with number @purpose of the generator seeded with @key. Returns: ticks, 0 ..
 * CERTPLAN_TICKS_MAX */
gint64 _certplan_dist_draw (const CertplanDist *dist, guint64 key, guint64 purpose);

/* To the nearest tick. */
static inline gint64
_certplan_round_ticks (gdouble ticks)
{
  if (ticks >= (gdouble)CERTPLAN_TICKS_MAX)
    return CERTPLAN_TICKS_MAX;
  return ticks > 0 ? (gint64)(ticks + 0.5) : 0;
}

/* The same for inner loops: the most frequent one without a call. */
static inline gint64
_certplan_dist_draw_quickly (const CertplanDist *dist, guint64 key, guint64 purpose)
{
  if (G_UNLIKELY (dist->kind != CERTPLAN_DIST_EXPONENTIAL))
    return _certplan_dist_draw (dist, key, purpose);
  const gdouble unit = _certplan_random_unit (_certplan_random_at (key, purpose));
  return _certplan_round_ticks (-_certplan_log (unit) * dist->u);
}
/* In days. */
gdouble _certplan_dist_get_mean (const CertplanDist *dist);
/* Of the squared coefficient of variation; 0 where the mean is. */
gdouble _certplan_dist_get_scv (const CertplanDist *dist);
