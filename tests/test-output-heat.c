/* Tables of coloured cells. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-output-any.h"

#define RED 0xc8434f
#define LIGHT_RED 0xe79a96
#define FULL 0x7aa7d6
#define HALF 0xb7d0ea
#define LOW 0xe3edf7
#define NONE 0xf3f4f6

static const CertplanChartSpec by_share
    = { .kind = CERTPLAN_CHART_HEAT, .from = ANY_DAY, .label = ANY_GROUP, .amount = ANY_SHARE };
static const CertplanChartSpec by_limit = { .kind = CERTPLAN_CHART_HEAT,
                                            .from = ANY_DAY,
                                            .label = ANY_GROUP,
                                            .amount = ANY_AMOUNT,
                                            .capacity = CERTPLAN_CHART_COLUMN (ANY_CAPACITY) };
static const CertplanChartSpec by_number
    = { .kind = CERTPLAN_CHART_HEAT, .from = ANY_MORE, .label = ANY_GROUP, .amount = ANY_N };

typedef struct
{
  const char *name;
  gint32 share;
  guint32 rgb;
  const char *text;
} ShareCase;

/* Both sides of each border. */
static const ShareCase share_cases[] = {
  { "nothing", 0, NONE, "0" },
  { "little", 1, LOW, "&lt;1" },
  { "half", 500000, LOW, "50" },
  { "over-half", 501000, HALF, "50" },
  { "most", 800000, HALF, "80" },
  { "over-most", 801000, FULL, "80" },
  { "full", 1000000, FULL, "100" },
  { "just-over", 1000001, LIGHT_RED, "101" },
  { "at-120", 1200000, LIGHT_RED, "120" },
  { "over-120", 1200001, RED, "121" },
  { "far-over", 2000000000, RED, "200,000" },
};

static void
test_share (gconstpointer data)
{
  const ShareCase *row = data;
  AnyRow any = any_blank;

  any.day = day ("2026-01-01");
  any.group = "North";
  any.share = row->share;
  g_autofree char *svg = draw_any (&by_share, &any, 1, EN);
  if (svg == NULL)
    return;
  g_assert_cmpuint (count_marks (svg, row->rgb), ==, row->rgb == NONE ? 1 : 2); /* and the legend */
  g_assert_cmpuint (count_texts (svg, row->text), ==, 1);
  g_assert_cmpuint (count_texts (svg, "North"), ==, 1);
}

/* By the limit of each cell: 43 of 40 is too much, 43 of 44 is not, 1 of 0 is; where no limit is
 * stated nothing is too much; nothing of 0 is nothing. */
static void
test_limit (void)
{
  static const CertplanMoney amounts[][2] = {
    { 4300, 4000 }, { 4300, 4400 }, { 100, 0 }, { 900000, NO_MONEY }, { 0, 0 },
  };
  AnyRow rows[G_N_ELEMENTS (amounts)];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      rows[i] = any_blank;
      rows[i].day = certplan_date_add_months (day ("2026-01-01"), (gint)i);
      rows[i].group = "South";
      rows[i].amount = amounts[i][0];
      rows[i].capacity = amounts[i][1];
    }
  g_autofree char *svg = draw_any (&by_limit, rows, G_N_ELEMENTS (rows), EN);
  if (svg == NULL)
    return;
  g_assert_cmpuint (count_marks (svg, LIGHT_RED), ==, 1 + 1);
  g_assert_cmpuint (count_marks (svg, FULL), ==, 1 + 1);
  g_assert_cmpuint (count_marks (svg, RED), ==, 1 + 1);
  g_assert_cmpuint (count_marks (svg, LOW), ==, 1 + 1);
  g_assert_cmpuint (count_marks (svg, NONE), ==, 1);
}

/* A share of nothing has no number and is red; a cell without a row is blank. */
static void
test_baseless (void)
{
  AnyRow rows[3];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      rows[i] = any_blank;
      rows[i].day = certplan_date_add_months (day ("2026-01-01"), (gint)i);
      rows[i].group = i < 2 ? "North" : "South";
      rows[i].share = i == 0 ? G_MININT32 : 400000;
    }
  g_autofree char *svg = draw_any (&by_share, rows, G_N_ELEMENTS (rows), EN);
  if (svg == NULL)
    return;
  g_assert_cmpuint (count_texts (svg, "-"), ==, 1);
  g_assert_cmpuint (count_texts (svg, "-: work and no time for it"), ==, 1);
  g_assert_cmpuint (count_marks (svg, RED), ==, 1 + 2); /* and two of the legend */
  g_assert_cmpuint (count_marks (svg, LOW), ==, 2 + 1);
}

/* 34 regions in 60 months: a cell each, on several panels, each with all regions' names. */
static void
test_large (void)
{
  static AnyRow rows[34 * 60];
  guint n_cells = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_strdup_printf ("region-%02u", i % 34);
      rows[i] = any_blank;
      rows[i].day = certplan_date_add_months (day ("2026-01-01"), (gint)(i / 34));
      rows[i].group = g_intern_string (name);
      rows[i].share = (gint32)(i % 1001 * 1000 + 1);
    }
  g_autofree char *svg = draw_any (&by_share, rows, G_N_ELEMENTS (rows), EN);
  if (svg == NULL)
    return;
  static const guint32 rgbs[] = { LOW, HALF, FULL, LIGHT_RED, RED };
  for (guint i = 0; i < G_N_ELEMENTS (rgbs); i++)
    n_cells += count_marks (svg, rgbs[i]) - 1;
  g_assert_cmpuint (n_cells, ==, 34 * 60);
  g_assert_cmpuint (count_texts (svg, "region-33"), ==, 3); /* 24 months, 24 and 12 */
  g_assert_cmpuint (count_texts (svg, "2030"), ==, 1);
}

/* Without a limit: by the largest; columns may have names. */
static void
test_number (void)
{
  AnyRow rows[4];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      rows[i] = any_blank;
      rows[i].more = i % 2 == 0 ? "level 1" : "level 2";
      rows[i].group = i < 2 ? "North" : "South";
      rows[i].n = (gint32)(i + 1) * 100;
    }
  g_autofree char *svg = draw_any (&by_number, rows, G_N_ELEMENTS (rows), EN);
  if (svg == NULL)
    return;
  g_assert_cmpuint (count_marks (svg, RED) + count_marks (svg, LIGHT_RED), ==, 0);
  g_assert_cmpuint (count_texts (svg, "400"), ==, 1);
  g_assert_cmpuint (count_texts (svg, "level 2"), ==, 1);
}

static void
test_limits (void)
{
  static AnyRow rows[121];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      rows[i] = any_blank;
      rows[i].day = certplan_date_add_months (day ("2026-01-01"), (gint)i);
      rows[i].group = "North";
      rows[i].more = "one";
      rows[i].share = 1;
      rows[i].n = 1;
    }
  assert_refused (&by_share, rows, 121);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_strdup_printf ("r%u", i);
      rows[i].group = g_intern_string (name);
    }
  assert_refused (&by_number, rows, 101);
  assert_empty (&by_share, NULL, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (gsize i = 0; i < G_N_ELEMENTS (share_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/heat/share/", share_cases[i].name, NULL);
      g_test_add_data_func (path, &share_cases[i], test_share);
    }
  g_test_add_func ("/heat/limit", test_limit);
  g_test_add_func ("/heat/baseless", test_baseless);
  g_test_add_func ("/heat/large", test_large);
  g_test_add_func ("/heat/number", test_number);
  g_test_add_func ("/heat/limits", test_limits);
  return g_test_run ();
}
