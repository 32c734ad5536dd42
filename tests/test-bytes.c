/* Sixteen bytes at once: what a processor does at once, and the same on any.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-bytes-private.h"

static guint
count_bits (const guint8 *bytes)
{
  guint bits = 0;

  for (guint i = 0; i < sizeof (CertplanBytes); i++)
    bits |= (bytes[i] != 0 ? 1u : 0u) << i;
  return bits;
}

static void
test_bits (void)
{
  for (guint n = 0; n < 1u << 16; n++)
    {
      guint8 bytes[sizeof (CertplanBytes)];
      for (guint i = 0; i < sizeof bytes; i++)
        bytes[i] = (n >> i & 1) != 0 ? 0xff : 0;
      g_assert_cmpuint (count_bits (bytes), ==, n);
      g_assert_cmpuint (_certplan_bytes_get_bits (_certplan_bytes_load (bytes)), ==, n);
      g_assert_cmpuint (_certplan_bytes_get_bits_plainly (_certplan_bytes_load (bytes)), ==, n);
    }
}

/* As texts are compared: the first byte's bit is the lowest. */
static void
test_comparison (void)
{
  const char text[] = "a,b,,cdefghijkl,";
  const CertplanBytes commas = (CertplanBytes)(_certplan_bytes_load (text) == ',');

  g_assert_cmphex (_certplan_bytes_get_bits (commas), ==, 1 << 1 | 1 << 3 | 1 << 4 | 1 << 15);
  g_assert_cmphex (_certplan_bytes_get_bits_plainly (commas), ==,
                   1 << 1 | 1 << 3 | 1 << 4 | 1 << 15);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/bytes/bits", test_bits);
  g_test_add_func ("/bytes/comparison", test_comparison);
  return g_test_run ();
}
