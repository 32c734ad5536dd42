/* Numbers of 128 bits in two limbs. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-wide-private.h"

guint64
_certplan_muldiv (guint64 a, guint64 b, guint64 c)
{
  CertplanWide rest = _certplan_wide_multiply (a, b);
  guint64 quotient = 0;
  g_return_val_if_fail (rest.high < c, G_MAXUINT64);

  if (rest.high == 0)
    return rest.low / c;
  for (gint bit = 63; bit >= 0; bit--)
    {
      const gboolean carries = rest.high >> 63 != 0;
      rest.high = rest.high << 1 | rest.low >> 63;
      rest.low <<= 1;
      quotient <<= 1;
      if (carries || rest.high >= c)
        {
          rest.high -= c;
          quotient |= 1;
        }
    }
  return quotient;
}

gdouble
_certplan_wide_to_double (CertplanWide wide)
{
  return (gdouble)wide.high * 18446744073709551616.0 + (gdouble)wide.low;
}
