/* Stacked columns, with a cumulative line or with a capacity. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "test-output-gantt.h"

typedef struct
{
  CertplanDate from;
  const char *series;
  CertplanMoney amount;
  CertplanMoney capacity;
} StackRow;

static const CertplanColumn stack_columns[] = {
  CERTPLAN_RESULT_COLUMN (StackRow, from, DATE),
  CERTPLAN_RESULT_COLUMN (StackRow, series, TEXT),
  CERTPLAN_RESULT_COLUMN (StackRow, amount, MONEY, .unit = "test"),
  CERTPLAN_RESULT_COLUMN (StackRow, capacity, MONEY),
};

static const CertplanChartSpec stack_spec
    = { .kind = CERTPLAN_CHART_STACK, .from = 0, .label = 1, .amount = 2 };

static const CertplanChartSpec capacity_spec = { .kind = CERTPLAN_CHART_STACK,
                                                 .from = 0,
                                                 .label = 1,
                                                 .amount = 2,
                                                 .capacity = CERTPLAN_CHART_COLUMN (3) };

static CertplanTable *
make_stack (const StackRow *rows, gsize n_rows)
{
  CertplanTable *table = make_table ("cash", stack_columns, G_N_ELEMENTS (stack_columns), rows,
                                     sizeof (StackRow), n_rows);

  _certplan_table_set_chart (table, &stack_spec);
  return table;
}

/* 300 pixels stand for 5 ticks: of 20,000 for the columns, of 50,000 for the line. So a yuan of a
 * column is 300/100,000 of a pixel, and 87,000 are 261. */
static void
test_heights (void)
{
  const StackRow rows[] = {
    { day ("2026-10-01"), "甲", 7200000, NO_MONEY },
    { day ("2026-10-01"), "乙 `rm`", 1500000, NO_MONEY },
    { day ("2027-01-01"), NULL, NO_MONEY, NO_MONEY },
    { day ("2027-04-01"), "甲", 13500000 - 8700000, NO_MONEY },
  };
  g_autoptr (CertplanTable) table = make_stack (rows, G_N_ELEMENTS (rows));
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, ZH);

  g_assert_nonnull (strstr (script, "\t87,000\n"));
  g_assert_nonnull (strstr (script, "\t48,000\n"));
  g_assert_nonnull (strstr (script, "\t100,000\n"));
  g_assert_nonnull (strstr (script, "\t200,000\n")); /* the line's top: 5 ticks from 135,000 */
  g_assert_nonnull (strstr (script, "\t乙 `rm`\n")); /* in a data block, never in a command */
  g_assert_null (strstr (strstr (script, "plot "), "rm"));
}

static void
test_without_rows (void)
{
  g_autoptr (CertplanTable) table = make_stack (NULL, 0);
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_PNG, EN);

  g_assert_nonnull (strstr (script, "\t(no rows)\n"));
}

static void
test_too_many (void)
{
  StackRow rows[121];
  const CertplanChartOptions options = { CERTPLAN_PICTURE_PNG, EN, 20513, FALSE, FALSE };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    rows[i]
        = (StackRow){ certplan_date_add_months (day ("2026-01-01"), (gint)i), "a", 100, NO_MONEY };
  g_autoptr (CertplanTable) table = make_stack (rows, G_N_ELEMENTS (rows));
  g_assert_null (_certplan_chart_script (table, &options, FAMILY, &error));
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CHART);
}

#define BLUE 0x2f6db5
#define TEAL 0x2a9d8f

/* Person-days of three months; 43 against 40 is 3 too many, 42 against 44 and 34 against nothing
 * are none; the rows come in no order. */
static const StackRow capacity_rows[] = {
  { 20513 + 59, "初次", 2400, 4000 },     { 20513 + 59, "换证", 1900, NO_MONEY },
  { 20513, "初次", 2200, 4400 },          { 20513, "换证", 2000, 4400 },
  { 20513 + 31, "换证", 3400, NO_MONEY },
};

static void
test_capacity (void)
{
  Folder folder;

  if (skip_without_gnuplot ())
    return;
  open_folder (&folder);
  CertplanTable *table = make_stack (capacity_rows, G_N_ELEMENTS (capacity_rows));
  _certplan_table_set_chart (table, &capacity_spec);
  g_autofree char *svg = write_table (&folder, table, "a.svg", ZH);
  g_assert_cmpuint (count_marks (svg, BLUE), ==, 2 + 1); /* 初次 came first; one is the legend */
  g_assert_cmpuint (count_marks (svg, TEAL), ==, 3 + 1);
  g_assert_cmpuint (count_texts (svg, "超 3"), ==, 1);
  g_assert_cmpuint (count_texts (svg, "test"), ==, 1); /* the unit, which no label has */
  g_assert_null (strstr (svg, "累计"));
  close_folder (&folder);
}

/* A sum that is wider than its column stands over it where its neighbours leave room: of 24
 * quarters, two after each other. */
static void
test_room (void)
{
  StackRow rows[24];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    rows[i] = (StackRow){ certplan_date_add_months (day ("2026-01-01"), (gint)i * 3), NULL,
                          NO_MONEY, NO_MONEY };
  rows[3].series = rows[4].series = "a";
  rows[3].amount = 8700000;
  rows[4].amount = 3600000;
  g_autoptr (CertplanTable) table = make_stack (rows, G_N_ELEMENTS (rows));
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);

  g_assert_nonnull (strstr (script, "\t87,000\n"));
  g_assert_nonnull (strstr (script, "\t36,000\n"));
}

/* In the order of the months, whatever that of the rows: 20513 is 2026-03-01. */
static void
test_order (void)
{
  g_autoptr (CertplanTable) table = make_stack (capacity_rows, G_N_ELEMENTS (capacity_rows));
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, ZH);
  const char *march = strstr (script, "\t3月\n"), *april = strstr (script, "\t4月\n");

  g_assert_true (march != NULL && april != NULL && march < april);
}

/* Numbers that add up to more than there are, and below 0: a picture, and no overflow. */
static void
test_extremes (void)
{
  const StackRow rows[] = {
    { 20513, "a", G_MAXINT64, G_MAXINT64 },
    { 20513, "b", G_MAXINT64, 1 },
    { 20513 + 31, "a", -G_MAXINT64, -G_MAXINT64 },
    { NO_DATE, "a", 1, 1 },
    { 20513 + 62, "c", 0, 0 },
  };
  g_autoptr (CertplanTable) plain = make_stack (rows, G_N_ELEMENTS (rows));
  g_autoptr (CertplanTable) limited = make_stack (rows, G_N_ELEMENTS (rows));

  _certplan_table_set_chart (limited, &capacity_spec);
  g_autofree char *one = make_script (plain, CERTPLAN_PICTURE_SVG, EN);
  g_autofree char *other = make_script (limited, CERTPLAN_PICTURE_SVG, EN);
  g_assert_true (one != NULL && other != NULL);
}

/* Series that are too many are one, and nothing of them is lost: the bars of the last colour reach
 * as high as the sum. */
static void
test_many_series (void)
{
  StackRow rows[14];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_strdup_printf ("s%02u", i);
      rows[i] = (StackRow){ 20513, g_intern_string (name), 10000, NO_MONEY };
    }
  g_autoptr (CertplanTable) table = make_stack (rows, G_N_ELEMENTS (rows));
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);

  g_assert_nonnull (strstr (script, "\ts10\n"));
  g_assert_null (strstr (script, "\ts11\n"));
  g_assert_nonnull (strstr (script, "\tothers\n"));
  g_assert_nonnull (strstr (script, "\t1,400\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/stack/heights", test_heights);
  g_test_add_func ("/stack/without-rows", test_without_rows);
  g_test_add_func ("/stack/too-many", test_too_many);
  g_test_add_func ("/stack/capacity", test_capacity);
  g_test_add_func ("/stack/room", test_room);
  g_test_add_func ("/stack/order", test_order);
  g_test_add_func ("/stack/extremes", test_extremes);
  g_test_add_func ("/stack/many-series", test_many_series);
  return g_test_run ();
}
