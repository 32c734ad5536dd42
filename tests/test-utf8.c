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

/* How many bytes each character takes tells which it is counted among. */
static void
check_counts (const char *text, const char *end, const CertplanUtf8Counts *counts)
{
  gsize n_two = 0, n_more = 0;

  for (; text < end; text = g_utf8_next_char (text))
    {
      n_two += g_utf8_skip[(guint8)*text] == 2;
      n_more += g_utf8_skip[(guint8)*text] > 2;
    }
  g_assert_cmpuint (counts->n_two, ==, n_two);
  g_assert_cmpuint (counts->n_more, ==, n_more);
}

/* Pieces, most of them right, one behind the other: what is wrong, and what is right but rare,
 * meets every place of what is checked at once. */
static void
test_long_texts (void)
{
  static const char *const pieces[] = { "a",
                                        "0123456789",
                                        "中",
                                        "中文字",
                                        "，",
                                        "（",
                                        "第七科技有限公司",
                                        "\ue000",
                                        "\uffff",
                                        "é",
                                        "ก",
                                        "\ud7ff",
                                        "😀",
                                        "\xe4\xb8",
                                        "\xe4",
                                        "\xb8",
                                        "\xed\xa0\x80",
                                        "\xe0\x9f\xbf",
                                        "\xc1\xbf",
                                        "\xff" };
  const gint n_right = 13, n_usual = 9;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);

  for (guint i = 0; i < 100000; i++)
    {
      const gint n_all = i % 3 == 0 ? n_usual : i % 3 == 1 ? n_right : (gint)G_N_ELEMENTS (pieces);
      g_autoptr (GString) text = g_string_new (NULL);
      CertplanUtf8Counts counts = { 0, 0 };
      CertplanUtf8State state = CERTPLAN_UTF8_BAD;
      const char *end = NULL;
      for (gint n = g_rand_int_range (rand, 0, 40); n > 0; n--)
        {
          const gboolean is_any = g_rand_int_range (rand, 0, 30) == 0;
          g_string_append (text, pieces[g_rand_int_range (rand, 0, is_any ? n_all : n_usual)]);
        }
      const gboolean is_good = g_utf8_validate (text->str, (gssize)text->len, &end);
      g_assert_cmpuint (_certplan_utf8_check (text->str, text->len, &counts, &state), ==,
                        end - text->str);
      g_assert_cmpint (state == CERTPLAN_UTF8_GOOD, ==, is_good);
      check_counts (text->str, end, &counts);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/utf8/sequences", test_sequences);
  g_test_add_func ("/utf8/cut", test_cut);
  g_test_add_func ("/utf8/long-texts", test_long_texts);
  return g_test_run ();
}
