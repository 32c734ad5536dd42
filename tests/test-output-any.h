/* Tables whose rows have a column for each role of a chart. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#pragma once
#include "test-output-gantt.h"

typedef struct
{
  const char *mark;
  const char *label;
  const char *group;
  const char *more;
  CertplanDate day;
  gint32 x, to;
  gint32 n;
  CertplanMoney amount;
  CertplanMoney capacity, low, high;
  gint32 share;
} AnyRow;

enum
{
  ANY_MARK,
  ANY_LABEL,
  ANY_GROUP,
  ANY_MORE,
  ANY_DAY,
  ANY_X,
  ANY_TO,
  ANY_N,
  ANY_AMOUNT,
  ANY_CAPACITY,
  ANY_LOW,
  ANY_HIGH,
  ANY_SHARE,
};

static const CertplanColumn any_columns[] = {
  CERTPLAN_RESULT_COLUMN (AnyRow, mark, CHOICE),
  CERTPLAN_RESULT_COLUMN (AnyRow, label, SENTENCE),
  CERTPLAN_RESULT_COLUMN (AnyRow, group, TEXT),
  CERTPLAN_RESULT_COLUMN (AnyRow, more, NOTE),
  CERTPLAN_RESULT_COLUMN (AnyRow, day, DATE),
  CERTPLAN_RESULT_COLUMN (AnyRow, x, INT, .unit = "days"),
  CERTPLAN_RESULT_COLUMN (AnyRow, to, INT),
  CERTPLAN_RESULT_COLUMN (AnyRow, n, INT),
  CERTPLAN_RESULT_COLUMN (AnyRow, amount, MONEY, .unit = "yuan"),
  CERTPLAN_RESULT_COLUMN (AnyRow, capacity, MONEY),
  CERTPLAN_RESULT_COLUMN (AnyRow, low, MONEY),
  CERTPLAN_RESULT_COLUMN (AnyRow, high, MONEY),
  CERTPLAN_RESULT_COLUMN (AnyRow, share, SHARE),
};

/* A row with nothing in it. */
G_GNUC_UNUSED static const AnyRow any_blank = {
  .day = NO_DATE,
  .x = NO_INT,
  .to = NO_INT,
  .n = NO_INT,
  .amount = NO_MONEY,
  .capacity = NO_MONEY,
  .low = NO_MONEY,
  .high = NO_MONEY,
  .share = NO_INT,
};

/* @rows must outlive the table. */
G_GNUC_UNUSED static CertplanTable *
make_any (const CertplanChartSpec *spec, const AnyRow *rows, gsize n_rows)
{
  CertplanTable *table
      = make_table ("any", any_columns, G_N_ELEMENTS (any_columns), rows, sizeof (AnyRow), n_rows);

  _certplan_table_set_chart (table, spec);
  return table;
}

/* Draws @rows. Returns: (transfer full): the SVG; NULL where gnuplot is missing */
G_GNUC_UNUSED static char *
draw_any (const CertplanChartSpec *spec, const AnyRow *rows, gsize n_rows, CertplanLang lang)
{
  Folder folder;

  if (skip_without_gnuplot ())
    return NULL;
  open_folder (&folder);
  char *svg = write_table (&folder, make_any (spec, rows, n_rows), "a.svg", lang);
  close_folder (&folder);
  return svg;
}

/* The chart is refused, and says so. */
G_GNUC_UNUSED static void
assert_refused (const CertplanChartSpec *spec, const AnyRow *rows, gsize n_rows)
{
  const CertplanChartOptions options = { CERTPLAN_PICTURE_PNG, EN, 20513, FALSE, FALSE };
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTable) table = make_any (spec, rows, n_rows);

  g_assert_null (_certplan_chart_script (table, &options, FAMILY, &error));
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CHART);
}

/* Without rows the picture says so. */
G_GNUC_UNUSED static void
assert_empty (const CertplanChartSpec *spec, const AnyRow *rows, gsize n_rows)
{
  g_autoptr (CertplanTable) table = make_any (spec, rows, n_rows);
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);

  g_assert_nonnull (strstr (script, "\t(no rows)\n"));
}

/* How many lines of data blocks end so. */
G_GNUC_UNUSED static guint
count_data (const char *script, const char *end)
{
  g_autofree char *whole = g_strconcat ("\t", end, "\n", NULL);
  guint n = 0;

  for (const char *at = script; (at = strstr (at, whole)) != NULL; at++)
    n++;
  return n;
}
