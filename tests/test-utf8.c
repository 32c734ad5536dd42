/* UTF-8 against GLib's own check. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-utf8-private.h"
#include <string.h>

/* Any two bytes behind any lead, and a third that is one of the borders, among other characters:
 * these are gone over several at once. */
static void
test_sequences (void)
{
  static const char *const before[] = { "", "a", "中", "中文", "中文字", "0123456789abcdef" };
  static const char thirds[] = "A\x7f\x80\x8f\x90\xbf\xc0\xff";

  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    for (guint lead = 0x80; lead <= 0xff; lead++)
      for (guint second = 1; second <= 0xff; second++)
        for (const char *third = thirds; *third != '\0'; third++)
          {
            const char middle[] = { (char)lead, (char)second, *third, '\0' };
            char text[64];
            const char *end = NULL;
            CertplanUtf8Counts counts = { 0, 0 };
            CertplanUtf8State state = CERTPLAN_UTF8_BAD;
            const gsize n = (gsize)(g_stpcpy (g_stpcpy (g_stpcpy (text, before[i]), middle),
                                              "中文，a0123456789")
                                    - text);
            const gboolean is_good = g_utf8_validate (text, (gssize)n, &end);
            g_assert_cmpuint (_certplan_utf8_check (text, n, &counts, &state), ==, end - text);
            g_assert_cmpint (state, ==, is_good ? CERTPLAN_UTF8_GOOD : CERTPLAN_UTF8_BAD);
          }
}

/* A text that ends anywhere is right up to its last whole character. */
static void
test_cut (void)
{
  static const char text[] = "a中文é字b😀cd，ef0123456789中文中文é";

  for (gsize n = 0; n < sizeof text; n++)
    {
      CertplanUtf8Counts counts = { 0, 0 };
      CertplanUtf8State state = CERTPLAN_UTF8_BAD;
      const char *end = NULL;
      const gboolean is_good = g_utf8_validate (text, (gssize)n, &end);
      g_assert_cmpuint (_certplan_utf8_check (text, n, &counts, &state), ==, end - text);
      g_assert_cmpint (state, ==, is_good ? CERTPLAN_UTF8_GOOD : CERTPLAN_UTF8_CUT);
      g_assert_cmpuint (counts.n_two, ==, (n > 8 ? 1 : 0) + (n >= sizeof text - 1 ? 1 : 0));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/utf8/sequences", test_sequences);
  g_test_add_func ("/utf8/cut", test_cut);
  return g_test_run ();
}
