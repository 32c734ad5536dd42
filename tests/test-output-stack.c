/* Stacked columns with a cumulative line. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-output-gantt.h"

typedef struct
{
  CertplanDate from;
  const char *series;
  CertplanMoney amount;
} StackRow;

static const CertplanColumn stack_columns[] = {
  CERTPLAN_RESULT_COLUMN (StackRow, from, DATE),
  CERTPLAN_RESULT_COLUMN (StackRow, series, TEXT),
  CERTPLAN_RESULT_COLUMN (StackRow, amount, MONEY),
};

static const CertplanChartSpec stack_spec
    = { .kind = CERTPLAN_CHART_STACK, .from = 0, .label = 1, .amount = 2 };

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
    { day ("2026-10-01"), "甲", 7200000 },
    { day ("2026-10-01"), "乙 `rm`", 1500000 },
    { day ("2027-01-01"), NULL, NO_MONEY },
    { day ("2027-04-01"), "甲", 13500000 - 8700000 },
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

  g_assert_nonnull (strstr (script, "plot "));
}

static void
test_too_many (void)
{
  StackRow rows[121];
  const CertplanChartOptions options = { CERTPLAN_PICTURE_PNG, EN, 20513, FALSE };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    rows[i] = (StackRow){ certplan_date_add_months (day ("2026-01-01"), (gint)i), "a", 100 };
  g_autoptr (CertplanTable) table = make_stack (rows, G_N_ELEMENTS (rows));
  g_assert_null (_certplan_chart_script (table, &options, FAMILY, &error));
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CHART);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/stack/heights", test_heights);
  g_test_add_func ("/stack/without-rows", test_without_rows);
  g_test_add_func ("/stack/too-many", test_too_many);
  return g_test_run ();
}
