/* Numbers as digits. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-digits-private.h"

/* Two digits a step: half as many divisions. */
const char _certplan_digit_pairs[200]
    = { "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
        "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
        "8081828384858687888990919293949596979899" };

static guint
count_digits (guint64 number)
{
  guint n = 1;

  for (; number >= 10000; number /= 10000)
    n += 4;
  return n + (number >= 10) + (number >= 100) + (number >= 1000);
}

char *
_certplan_digits_put (char *at, guint64 number)
{
  char *const end = at + count_digits (number);
  char *place = end;

  for (; number >= 100; number /= 100)
    _certplan_digits_put_two (place -= 2, (guint)(number % 100));
  if (number >= 10)
    _certplan_digits_put_two (at, (guint)number);
  else
    *at = (char)('0' + number);
  return end;
}
