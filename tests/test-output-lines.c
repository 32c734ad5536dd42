/* Lines over time or over a number. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-output-any.h"

#define BLUE 0x2f6db5
#define TEAL 0x2a9d8f

static const CertplanChartSpec by_day = { .kind = CERTPLAN_CHART_LINES,
                                          .from = ANY_DAY,
                                          .label = ANY_GROUP,
                                          .amount = ANY_AMOUNT,
                                          .low = CERTPLAN_CHART_COLUMN (ANY_LOW),
                                          .high = CERTPLAN_CHART_COLUMN (ANY_HIGH),
                                          .capacity = CERTPLAN_CHART_COLUMN (ANY_CAPACITY) };
static const CertplanChartSpec by_number
    = { .kind = CERTPLAN_CHART_LINES, .from = ANY_N, .label = ANY_GROUP, .amount = ANY_SHARE };

static AnyRow
make_point (gint month, const char *series, CertplanMoney amount)
{
  AnyRow row = any_blank;

  row.day = certplan_date_add_months (day ("2026-01-01"), month);
  row.group = series;
  row.amount = amount;
  return row;
}

/* A dot for each point that is there, in the colour of its series. */
static void
test_dots (void)
{
  AnyRow rows[20];

  for (gint i = 0; i < 10; i++)
    {
      rows[2 * i] = make_point (i, "deferred", i == 4 ? NO_MONEY : 100 * i);
      rows[2 * i + 1] = make_point (i, "earned", 5000 - 100 * i);
    }
  g_autofree char *svg = draw_any (&by_day, rows, G_N_ELEMENTS (rows), EN);
  if (svg == NULL)
    return;
  g_assert_cmpuint (count_marks (svg, BLUE), ==, 9);
  g_assert_cmpuint (count_marks (svg, TEAL), ==, 10);
  g_assert_cmpuint (count_texts (svg, "deferred"), ==, 1);
  g_assert_cmpuint (count_texts (svg, "2026"), ==, 1);
}

/* How many lines the data block @name has; -1 = there is none. */
static gint
count_block (const char *script, const char *name)
{
  g_autofree char *head = g_strdup_printf ("$%s << EOD\n", name);
  const char *at = strstr (script, head);
  gint n = -1;

  for (; at != NULL && !g_str_has_prefix (at, "EOD\n"); at = strchr (at, '\n') + 1)
    n++;
  return n;
}

/* The band has a point for each of the line's, and is broken where one side is absent; a point
 * alone has no band. */
static void
test_band (void)
{
  AnyRow rows[9];

  for (gint i = 0; i < 9; i++)
    {
      rows[i] = make_point (8 - i, "backlog", 1000 + 50 * i); /* in no order */
      rows[i].low = 900;
      rows[i].high = i == 3 || i == 1 ? NO_MONEY : 2000;
    }
  g_autoptr (CertplanTable) table = make_any (&by_day, rows, G_N_ELEMENTS (rows));
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);
  g_assert_cmpint (count_block (script, "band0"), ==, 5);  /* rows 8 to 4 */
  g_assert_cmpint (count_block (script, "band1"), ==, -1); /* row 2 is alone, row 0, too */
  g_assert_nonnull (strstr (script, "filledcurves lc rgb \"#"));
}

/* A limit that is the same everywhere is one straight line; its head names it. */
static void
test_limit (void)
{
  AnyRow rows[6];

  for (gint i = 0; i < 6; i++)
    {
      rows[i] = make_point (i / 2, i % 2 == 0 ? "a" : "b", 100 * i);
      rows[i].capacity = 300;
    }
  g_autoptr (CertplanTable) table = make_any (&by_day, rows, G_N_ELEMENTS (rows));
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);
  g_assert_cmpint (count_block (script, "line4"), ==, 2 + 1); /* three months, and the legend */
  g_assert_cmpuint (count_data (script, "capacity"), ==, 1);
}

/* Over a number: few points are numbered, in percent. */
static void
test_number (void)
{
  AnyRow rows[10];

  for (gint i = 0; i < 10; i++)
    {
      rows[i] = any_blank;
      rows[i].group = "done in time";
      rows[i].n = 3 + i;
      rows[i].share = 100000 * i + (i == 9 ? 46999 : 50000);
    }
  g_autoptr (CertplanTable) table = make_any (&by_number, rows, G_N_ELEMENTS (rows));
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);
  g_assert_cmpuint (count_data (script, "85.0%"), ==, 1);
  g_assert_cmpuint (count_data (script, "94.7%"), ==, 1); /* not 95 % */
  g_assert_cmpuint (count_data (script, "12"), ==, 1);    /* of the axis */
  g_assert_cmpuint (count_data (script, "100%"), ==, 1);
}

static void
test_limits (void)
{
  static AnyRow rows[4001];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_strdup_printf ("s%u", i % 13);
      rows[i] = make_point ((gint)i, g_intern_string (name), i % 2 == 0 ? G_MAXINT64 : -G_MAXINT64);
      rows[i].low = -G_MAXINT64;
      rows[i].high = G_MAXINT64;
    }
  assert_refused (&by_day, rows, 13); /* as many curves */
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    rows[i].group = "a";
  assert_refused (&by_day, rows, 4001);
  g_autoptr (CertplanTable) table = make_any (&by_day, rows, 4000);
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);
  g_assert_nonnull (script);
  g_autoptr (CertplanTable) single = make_any (&by_day, rows, 1);
  g_autofree char *point = make_script (single, CERTPLAN_PICTURE_SVG, EN);
  g_assert_nonnull (point);
  assert_empty (&by_day, NULL, 0);
  assert_empty (&by_day, &any_blank, 1);
}

/* A limit alone, of no line that has a name. */
static void
test_limit_alone (void)
{
  AnyRow row = make_point (0, NULL, NO_MONEY);

  row.capacity = 300;
  g_autoptr (CertplanTable) table = make_any (&by_day, &row, 1);
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);
  g_assert_cmpint (count_block (script, "line4"), ==, 1 + 1); /* and the legend */
}

static void
test_ends_of_time (void)
{
  AnyRow rows[2] = { make_point (0, "a", 100), make_point (0, "a", 300) };

  for (guint n = 1; n <= 2; n++)
    {
      rows[0].day = day ("9999-12-31");
      rows[1].day = day (n == 1 ? "9999-12-01" : "9990-12-31");
      g_autoptr (CertplanTable) table = make_any (&by_day, rows, G_N_ELEMENTS (rows));
      g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);
      g_assert_cmpint (count_block (script, "box3"), ==, 2);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/lines/dots", test_dots);
  g_test_add_func ("/lines/band", test_band);
  g_test_add_func ("/lines/limit", test_limit);
  g_test_add_func ("/lines/number", test_number);
  g_test_add_func ("/lines/limits", test_limits);
  g_test_add_func ("/lines/limit-alone", test_limit_alone);
  g_test_add_func ("/lines/ends-of-time", test_ends_of_time);
  return g_test_run ();
}
