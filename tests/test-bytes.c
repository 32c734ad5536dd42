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

/* Of texts of any length up to 80 bytes: the same, and with any one byte changed. */
static void
test_same (void)
{
  char text[80], other[80];

  for (guint i = 0; i < sizeof text; i++)
    text[i] = (char)('a' + i % 26);
  for (gsize n = 0; n <= sizeof text; n++)
    {
      memcpy (other, text, sizeof other);
      g_assert_true (_certplan_bytes_are_same (text, other, n));
      for (gsize i = 0; i < sizeof text; i++)
        {
          other[i] ^= 1;
          g_assert_cmpint (_certplan_bytes_are_same (text, other, n), ==, i >= n);
          other[i] ^= 1;
        }
    }
}

/* So many bytes are copied, and none behind them. */
static void
test_copy (void)
{
  char text[80], other[90];

  for (guint i = 0; i < sizeof text; i++)
    text[i] = (char)('a' + i % 26);
  for (gsize n = 0; n <= sizeof text; n++)
    {
      memset (other, '#', sizeof other);
      _certplan_bytes_copy (other, text, n);
      for (gsize i = 0; i < sizeof other; i++)
        g_assert_cmpint (other[i], ==, i < n ? text[i] : '#');
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/bytes/bits", test_bits);
  g_test_add_func ("/bytes/comparison", test_comparison);
  g_test_add_func ("/bytes/same", test_same);
  g_test_add_func ("/bytes/copy", test_copy);
  return g_test_run ();
}
