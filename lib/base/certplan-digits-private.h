/* Numbers as digits, straight into memory that has room. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once
#include <glib.h>
#include <string.h>

/* How many bytes any number takes with its sign; an amount also with its point. */
#define _CERTPLAN_DIGITS_MAX 24

/* "00" to "99", one behind the other. */
extern const char _certplan_digit_pairs[200];

/* @number: below 100. Returns: behind its two digits */
static inline char *
_certplan_digits_put_two (char *at, guint number)
{
  memcpy (at, &_certplan_digit_pairs[2 * number], 2);
  return at + 2;
}

/* Returns: behind the digits, to which no NUL is added */
char *_certplan_digits_put (char *at, guint64 number);

/* The same with a - before it where it is negative. */
static inline char *
_certplan_digits_put_signed (char *at, gint64 number)
{
  if (number < 0)
    *at++ = '-';
  return _certplan_digits_put (at, number < 0 ? -(guint64)number : (guint64)number);
}
