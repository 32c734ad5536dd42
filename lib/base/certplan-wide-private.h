/* Numbers of 128 bits in two limbs, for sums that must be exact.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib.h>

typedef struct
{
  guint64 high, low;
} CertplanWide;

/* The product of two numbers, exactly. */
static inline CertplanWide
_certplan_wide_multiply (guint64 a, guint64 b)
{
  const guint64 a0 = a & G_MAXUINT32, a1 = a >> 32, b0 = b & G_MAXUINT32, b1 = b >> 32;
  const guint64 low = a0 * b0, middle = a1 * b0 + (low >> 32),
                other = a0 * b1 + (middle & G_MAXUINT32);
  return (CertplanWide){ a1 * b1 + (middle >> 32) + (other >> 32),
                         (other << 32) | (low & G_MAXUINT32) };
}

/* Modulo 2^128. */
static inline void
_certplan_wide_add (CertplanWide *sum, CertplanWide other)
{
  sum->low += other.low;
  sum->high += other.high + (sum->low < other.low);
}

/* @a times @b by @c, rounded down; the quotient must fit. Bit by bit: for what is done rarely. */
guint64 _certplan_muldiv (guint64 a, guint64 b, guint64 c);
/* As a double, with one rounding of each limb and one of their sum. */
gdouble _certplan_wide_to_double (CertplanWide wide);
