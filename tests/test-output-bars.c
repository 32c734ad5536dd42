/* Columns side by side, by period or by group. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-output-any.h"

#define BLUE 0x2f6db5
#define TEAL 0x2a9d8f

static const CertplanChartSpec by_month
    = { .kind = CERTPLAN_CHART_BARS, .from = ANY_DAY, .label = ANY_LABEL, .amount = ANY_AMOUNT };
static const CertplanChartSpec by_group
    = { .kind = CERTPLAN_CHART_BARS, .from = ANY_GROUP, .label = ANY_LABEL, .amount = ANY_N };

static AnyRow
make_row (const char *from, const char *label, CertplanMoney amount)
{
  AnyRow row = any_blank;

  row.day = day (from);
  row.label = label;
  row.amount = amount;
  return row;
}

/* A bar for each amount that is not 0, and one of the legend; two rows of a month and a series are
 * one bar. */
static void
test_marks (void)
{
  const AnyRow rows[] = {
    make_row ("2026-01-01", "expected", 100000), make_row ("2026-01-01", "received", 80000),
    make_row ("2026-02-01", "expected", 120000), make_row ("2026-02-01", "received", 0),
    make_row ("2026-03-01", "expected", 90000),  make_row ("2026-03-01", "received", -20000),
    make_row ("2026-03-01", "received", -30000), make_row ("2026-04-01", NULL, NO_MONEY),
  };
  g_autofree char *svg = draw_any (&by_month, rows, G_N_ELEMENTS (rows), ZH);

  if (svg == NULL)
    return;
  g_assert_cmpuint (count_marks (svg, BLUE), ==, 3 + 1);
  g_assert_cmpuint (count_marks (svg, TEAL), ==, 2 + 1);
  g_assert_cmpuint (count_texts (svg, "-500"), ==, 1 + 1); /* the bar's number, and the axis' */
  g_assert_cmpuint (count_texts (svg, "4月"), ==, 1);      /* without amounts, and yet there */
  g_assert_cmpuint (count_texts (svg, "元"), ==, 1);
}

/* Months without a row are there all the same, and far ones are too many. */
static void
test_missing (void)
{
  AnyRow rows[] = {
    make_row ("2026-01-01", "a", 100),
    make_row ("2026-02-01", "a", 100),
    make_row ("2026-12-01", "a", 100),
  };
  g_autofree char *svg = draw_any (&by_month, rows, G_N_ELEMENTS (rows), ZH);

  if (svg == NULL)
    return;
  for (gint i = 1; i <= 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d月", i);
      g_assert_cmpuint (count_texts (svg, name), ==, 1);
    }
  rows[2].day = day ("9999-12-01");
  assert_refused (&by_month, rows, G_N_ELEMENTS (rows));
}

/* Groups with names go as they come. */
static void
test_groups (void)
{
  static const char *const names[] = { "not due", "1 to 30 days", "31 to 60 days", "later" };
  AnyRow rows[G_N_ELEMENTS (names)];

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      rows[i] = any_blank;
      rows[i].group = names[i];
      rows[i].label = "open";
      rows[i].n = (gint32)(10 * i);
    }
  g_autoptr (CertplanTable) table = make_any (&by_group, rows, G_N_ELEMENTS (rows));
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);
  const char *at = script;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      at = strstr (at, names[i]);
      g_assert_nonnull (at);
    }
  g_assert_cmpuint (count_data (script, "open"), ==, 0); /* one series needs no legend */
}

static void
test_limits (void)
{
  static AnyRow rows[61];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      rows[i] = any_blank;
      rows[i].day = certplan_date_add_months (day ("2026-01-01"), (gint)i);
      rows[i].label = "a";
      rows[i].amount = G_MAXINT64;
    }
  assert_refused (&by_month, rows, 61);
  g_autoptr (CertplanTable) table = make_any (&by_month, rows, 60);
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);
  g_assert_nonnull (script);
  assert_empty (&by_month, NULL, 0);
  assert_empty (&by_month, &any_blank, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/bars/marks", test_marks);
  g_test_add_func ("/bars/missing", test_missing);
  g_test_add_func ("/bars/groups", test_groups);
  g_test_add_func ("/bars/limits", test_limits);
  return g_test_run ();
}
