/* Counts between two numbers, with percentiles and limits. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "test-output-any.h"

#define BAR 0x4f81bd
#define SHADE 0xfdf0f0

static const CertplanChartSpec histogram = { .kind = CERTPLAN_CHART_HISTOGRAM,
                                             .mark = ANY_MARK,
                                             .label = ANY_GROUP,
                                             .from = ANY_X,
                                             .to = ANY_TO,
                                             .amount = ANY_N };

static AnyRow
make_bin (gint32 from, gint32 to, gint32 n)
{
  AnyRow row = any_blank;

  row.mark = "bin";
  row.x = from;
  row.to = to;
  row.n = n;
  return row;
}

static AnyRow
make_mark (const char *mark, const char *label, gint32 x)
{
  AnyRow row = any_blank;

  row.mark = mark;
  row.group = label;
  row.x = x;
  return row;
}

/* A bar for each bin that is not empty; its height is its share of all. 8 of 16 are 50 %, which is
 * what the axis reaches to. */
static void
test_marks (void)
{
  const AnyRow rows[] = {
    make_bin (30, 60, 8),
    make_bin (60, 90, 5),
    make_bin (90, 120, 0),
    make_bin (120, 150, 3),
    make_mark ("percentile", "P50", 60),
    make_mark ("percentile", "P95", 140),
    make_mark ("limit", "target", 90),
    make_mark ("cap", "cap", 121),
    make_mark ("nonsense", "nobody reads this", 121),
  };
  g_autofree char *svg = draw_any (&histogram, rows, G_N_ELEMENTS (rows), ZH);

  if (svg == NULL)
    return;
  g_assert_cmpuint (count_marks (svg, BAR), ==, 3);
  g_assert_cmpuint (count_marks (svg, SHADE), ==, 1);
  g_assert_cmpuint (count_texts (svg, "50%"), ==, 1);
  g_assert_cmpuint (count_texts (svg, "60%"), ==, 0);
  g_assert_cmpuint (count_texts (svg, "P50  60 天"), ==, 1);
  g_assert_cmpuint (count_texts (svg, "P95  140 天"), ==, 1);
  g_assert_cmpuint (count_texts (svg, "target"), ==, 1);
  g_assert_null (strstr (svg, "nobody"));
}

/* Texts of marks never overlap, wherever the marks are. */
static void
test_places (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint round = 0; round < 50; round++)
    {
      AnyRow rows[13];
      rows[0] = make_bin (0, 400, 1);
      for (guint i = 1; i < 13; i++)
        {
          g_autofree char *name = g_strdup_printf ("mark-%02u", i);
          rows[i] = make_mark (i % 3 == 0 ? "cap" : "limit", g_intern_string (name),
                               g_rand_int_range (rand, 0, 401));
        }
      g_autoptr (CertplanTable) table = make_any (&histogram, rows, 13);
      g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);
      g_autoptr (GHashTable) heights = g_hash_table_new (NULL, NULL);
      for (guint i = 1; i < 13; i++)
        {
          g_autofree char *name = g_strdup_printf ("\t%s\n", rows[i].group);
          const char *at = strstr (script, name);
          g_assert_nonnull (at);
          while (at > script && at[-1] != '\n')
            at--;
          const gint x = atoi (at), y = atoi (strchr (at, '\t') + 1);
          g_assert_true (x >= 0 && x <= 9000);
          g_assert_true (g_hash_table_add (heights, GINT_TO_POINTER (y)));
        }
    }
}

static void
test_limits (void)
{
  static AnyRow rows[401];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    rows[i] = make_bin ((gint32)i, (gint32)i + 1, G_MAXINT32);
  assert_refused (&histogram, rows, 401);
  g_autoptr (CertplanTable) table = make_any (&histogram, rows, 400);
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);
  g_assert_nonnull (script);
  for (guint i = 0; i < 13; i++)
    rows[i] = make_mark ("percentile", "P", 7);
  assert_refused (&histogram, rows, 13);
  const AnyRow odd[] = { make_bin (3, 3, 1), make_bin (4, 2, 1), make_bin (1, 2, -5),
                         make_bin (NO_INT, 2, 5), make_bin (1, 2, 0) };
  assert_empty (&histogram, odd, G_N_ELEMENTS (odd));
  assert_empty (&histogram, NULL, 0);
  const AnyRow widest[] = { make_bin (-G_MAXINT32, G_MAXINT32, G_MAXINT32) };
  g_autoptr (CertplanTable) wide = make_any (&histogram, widest, 1);
  g_autofree char *drawn = make_script (wide, CERTPLAN_PICTURE_SVG, EN);
  g_assert_nonnull (drawn);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/histogram/marks", test_marks);
  g_test_add_func ("/histogram/places", test_places);
  g_test_add_func ("/histogram/limits", test_limits);
  return g_test_run ();
}
