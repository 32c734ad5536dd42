/* Numbers on a line of a picture. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-scale-private.h"

#define INT CERTPLAN_COLUMN_INT
#define MONEY CERTPLAN_COLUMN_MONEY
#define SHARE CERTPLAN_COLUMN_SHARE

/* Worked out by hand: the least tick of 1, 2, 5 times a power of ten with which at most five steps
 * reach over the range. */
typedef struct
{
  const char *name;
  CertplanColumnType type;
  gint64 least, most;
  gint64 low, high, tick;
  const char *top; /* what stands at the upper end */
} ScaleCase;

static const ScaleCase scale_cases[] = {
  { "yuan", MONEY, 0, 8700000, 0, 10000000, 2000000, "100,000" },
  { "fen", MONEY, 0, 7, 0, 8, 2, "0.08" },
  { "half-yuan", MONEY, 0, 240, 0, 250, 50, "2.5" },
  { "count", INT, 0, 3, 0, 3, 1, "3" },
  { "six", INT, 0, 6, 0, 6, 2, "6" },
  { "million", INT, 0, 1000001, 0, 1500000, 500000, "1,500,000" },
  { "percent", SHARE, 0, 1340000, 0, 1500000, 500000, "150%" },
  { "small-share", SHARE, 0, 4000, 0, 4000, 1000, "0.4%" },
  { "nothing", INT, 0, 0, 0, 1, 1, "1" },
  { "no-share", SHARE, 0, 0, 0, 1000000, 200000, "100%" },
  { "no-money", MONEY, 0, 0, 0, 100, 20, "1.0" },
  { "below", INT, -7, 12, -10, 15, 5, "15" },
  { "only-below", MONEY, -450, -100, -500, 0, 100, "0" },
};

static void
test_scale (gconstpointer data)
{
  const ScaleCase *row = data;
  const CertplanScale scale = _certplan_scale_choose (row->type, row->least, row->most, 5, 3000, 0);
  g_autofree char *top = _certplan_scale_format (&scale, scale.high);

  g_assert_cmpint (scale.low, ==, row->low);
  g_assert_cmpint (scale.high, ==, row->high);
  g_assert_cmpint (scale.tick, ==, row->tick);
  g_assert_cmpstr (top, ==, row->top);
  g_assert_cmpint (_certplan_scale_get (&scale, scale.low), ==, 3000);
  g_assert_cmpint (_certplan_scale_get (&scale, scale.high), ==, 0);
}

typedef struct
{
  const char *name;
  CertplanColumnType type;
  gint64 number;
  const char *text;
} TextCase;

static const TextCase text_cases[] = {
  { "whole", MONEY, 8700000, "87,000" },
  { "rounded", MONEY, 123456789, "1,234,568" },
  { "carried", MONEY, 99999999, "1,000,000" },
  { "half", MONEY, 650, "6.5" },
  { "cent", MONEY, 1, "0.0" },
  { "below", MONEY, -150, "-1.5" },
  { "count", INT, 1234, "1,234" },
  { "largest", INT, G_MAXINT64, "9,223,372,036,854,775,807" },
  { "least", INT, -G_MAXINT64, "-9,223,372,036,854,775,807" },
  { "share", SHARE, 876543, "88" },
  { "full", SHARE, 1000000, "100" },
  { "just-over", SHARE, 1000001, "101" }, /* never 100: it is too much */
  { "over", SHARE, 1046000, "105" },
  { "far-over", SHARE, 12340000, "1,234" },
  { "half-percent", SHARE, 5000, "1" },
  { "tiny-share", SHARE, 4999, "<1" },
  { "no-share", SHARE, 0, "0" },
};

static void
test_text (gconstpointer data)
{
  const TextCase *row = data;
  g_autofree char *text = _certplan_amount_format (row->type, row->number);

  g_assert_cmpstr (text, ==, row->text);
}

/* Whatever the range: both ends are inside, at most five steps, places never go back. */
static void
test_any (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 20000; i++)
    {
      const guint bits = (guint)g_rand_int_range (rand, 0, 62);
      const gint64 a = (gint64)((guint64)g_rand_int (rand) << 32 | g_rand_int (rand)) >> bits;
      const gint64 b = (gint64)((guint64)g_rand_int (rand) << 32 | g_rand_int (rand)) >> bits;
      const CertplanScale scale
          = _certplan_scale_choose_range (INT, MIN (a, b), MAX (a, b), 5, 100, 2900);
      const gint64 largest = G_MAXINT64 / 16;
      g_assert_cmpint (scale.low, <=, CLAMP (MIN (a, b), -largest, largest));
      g_assert_cmpint (scale.high, >=, CLAMP (MAX (a, b), -largest, largest));
      g_assert_cmpint ((scale.high - scale.low) / scale.tick, <=, 5);
      g_assert_cmpint ((scale.high - scale.low) % scale.tick, ==, 0);
      const gint x = _certplan_scale_get (&scale, MIN (a, b));
      const gint y = _certplan_scale_get (&scale, MAX (a, b));
      g_assert_true (x >= 100 && x <= y && y <= 2900);
    }
}

static void
test_sum (void)
{
  g_assert_cmpint (_certplan_amount_add (2, 3), ==, 5);
  g_assert_cmpint (_certplan_amount_add (G_MININT64, 3), ==, 3);
  g_assert_cmpint (_certplan_amount_add (3, G_MININT64), ==, 3);
  g_assert_cmpint (_certplan_amount_add (G_MAXINT64, 1), ==, G_MAXINT64);
  g_assert_cmpint (_certplan_amount_add (-G_MAXINT64, -1), ==, -G_MAXINT64);
  g_assert_cmpint (_certplan_amount_add (G_MAXINT64, -G_MAXINT64), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (gsize i = 0; i < G_N_ELEMENTS (scale_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/scale/ticks/", scale_cases[i].name, NULL);
      g_test_add_data_func (path, &scale_cases[i], test_scale);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (text_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/scale/text/", text_cases[i].name, NULL);
      g_test_add_data_func (path, &text_cases[i], test_text);
    }
  g_test_add_func ("/scale/any", test_any);
  g_test_add_func ("/scale/sum", test_sum);
  return g_test_run ();
}
