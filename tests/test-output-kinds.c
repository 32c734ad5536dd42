/* Every kind of chart with rows of all sorts: a picture or a named refusal, and nothing outside of
 * the picture. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-output-any.h"

#define ROLES(kind_, from_, amount_)                                                               \
  .kind = CERTPLAN_CHART_##kind_, .mark = ANY_MARK, .actor = ANY_MARK, .label = ANY_LABEL,         \
  .days = ANY_X, .to = ANY_TO, .from = from_, .amount = amount_
static const struct
{
  const char *name;
  CertplanChartSpec spec;
} kinds[] = {
  { "calendar", { ROLES (CALENDAR, ANY_DAY, ANY_N), .note = CERTPLAN_CHART_COLUMN (ANY_MORE) } },
  { "stack", { ROLES (STACK, ANY_DAY, ANY_AMOUNT) } },
  { "stack-capacity",
    { ROLES (STACK, ANY_DAY, ANY_AMOUNT), .capacity = CERTPLAN_CHART_COLUMN (ANY_CAPACITY) } },
  { "stack-share", { ROLES (STACK, ANY_DAY, ANY_SHARE), .flags = CERTPLAN_CHART_NO_CUMULATIVE } },
  { "bars", { ROLES (BARS, ANY_DAY, ANY_N) } },
  { "bars-groups", { ROLES (BARS, ANY_GROUP, ANY_AMOUNT) } },
  { "heat", { ROLES (HEAT, ANY_DAY, ANY_SHARE) } },
  { "heat-limit",
    { ROLES (HEAT, ANY_GROUP, ANY_AMOUNT), .capacity = CERTPLAN_CHART_COLUMN (ANY_CAPACITY) } },
  { "heat-number", { ROLES (HEAT, ANY_MORE, ANY_N) } },
  { "lines",
    { ROLES (LINES, ANY_DAY, ANY_AMOUNT), .low = CERTPLAN_CHART_COLUMN (ANY_LOW),
      .high = CERTPLAN_CHART_COLUMN (ANY_HIGH),
      .capacity = CERTPLAN_CHART_COLUMN (ANY_CAPACITY) } },
  { "lines-number", { ROLES (LINES, ANY_N, ANY_SHARE) } },
  { "histogram", { ROLES (HISTOGRAM, ANY_X, ANY_N) } },
};

static gint64
draw_number (GRand *rand, gint64 largest)
{
  static const gint64 odd[] = { 0, 1, -1, 100, 10000, 1000000 };

  switch (g_rand_int_range (rand, 0, 8))
    {
    case 0:
      return G_MININT64; /* absent */
    case 1:
      return largest;
    case 2:
      return -largest;
    case 3:
      return odd[g_rand_int_range (rand, 0, G_N_ELEMENTS (odd))];
    default:
      return g_rand_int_range (rand, -1000, 100000);
    }
}

static gint32
draw_int (GRand *rand)
{
  const gint64 number = draw_number (rand, G_MAXINT32);

  return number == G_MININT64 ? NO_INT : (gint32)number;
}

static const char *
draw_text (GRand *rand)
{
  static const char *const texts[]
      = { NULL,
          "",
          "a",
          "bin",
          "percentile",
          "limit",
          "cap",
          "四川省某某信息安全测评技术有限公司",
          "a name of many words that is longer than any column of any chart could ever be wide" };
  g_autofree char *numbered = g_strdup_printf ("n%d", g_rand_int_range (rand, 0, 9));

  return g_rand_boolean (rand) ? texts[g_rand_int_range (rand, 0, G_N_ELEMENTS (texts))]
                               : g_intern_string (numbered);
}

static void
draw_row (GRand *rand, gboolean is_wild, AnyRow *row)
{
  *row = (AnyRow){
    .mark = draw_text (rand),
    .label = draw_text (rand),
    .group = draw_text (rand),
    .more = draw_text (rand),
    .day = g_rand_int_range (rand, 0, 20) == 0
               ? NO_DATE
               : certplan_date_add_months (20454, g_rand_int_range (rand, 0, 24)),
    .x = draw_int (rand),
    .to = draw_int (rand),
    .n = draw_int (rand),
    .amount = draw_number (rand, G_MAXINT64),
    .capacity = draw_number (rand, G_MAXINT64),
    .low = draw_number (rand, G_MAXINT64),
    .high = draw_number (rand, G_MAXINT64),
    .share = draw_int (rand),
  };
  if (is_wild)
    row->day = g_rand_int_range (rand, -719162, 2932896);
}

/* Each line of a data block has its places first: x and y, or two of them. A band has two heights,
 * and a 0 behind them. */
static void
assert_inside (const char *script)
{
  g_auto (GStrv) lines = g_strsplit (script, "\n", -1);
  gint width = 0, height = 0;
  gboolean is_text = FALSE, is_inside = FALSE;

  g_assert_cmpint (sscanf (strstr (script, "set xrange "), "set xrange [0:%d]\nset yrange [%d:0]",
                           &width, &height),
                   ==, 2);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      gint at[4] = { 0 };
      if (g_str_has_suffix (lines[i], "<< EOD") || g_str_equal (lines[i], "EOD"))
        {
          is_inside = g_str_has_suffix (lines[i], "<< EOD");
          is_text = g_str_has_prefix (lines[i], "$text");
          continue;
        }
      if (!is_inside)
        continue;
      const gint n = sscanf (lines[i], "%d\t%d\t%d\t%d", &at[0], &at[1], &at[2], &at[3]);
      g_assert_cmpint (n, >=, 2);
      g_assert_true (at[0] >= 0 && at[0] <= width && at[1] >= 0 && at[1] <= height);
      if (!is_text && !g_str_has_prefix (lines[i], "$band"))
        g_assert_true (at[2] >= 0 && at[2] <= MAX (width, height) && at[3] >= 0
                       && at[3] <= MAX (width, height));
    }
}

static void
test_kind (gconstpointer data)
{
  const CertplanChartSpec *spec = data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (2026);
  guint n_drawn = 0;

  for (guint round = 0; round < 120; round++)
    {
      AnyRow rows[80];
      const guint n_rows = (guint)g_rand_int_range (rand, 0, G_N_ELEMENTS (rows));
      const gboolean can_be_narrow
          = spec->kind == CERTPLAN_CHART_CALENDAR || spec->kind == CERTPLAN_CHART_HISTOGRAM;
      const CertplanChartOptions options
          = { CERTPLAN_PICTURE_SVG, round % 2 == 0 ? ZH : EN, round % 3 == 0 ? NO_DATE : 20500,
              round % 5 == 0, can_be_narrow && round % 7 == 0 };
      g_autoptr (GError) error = NULL;
      for (guint i = 0; i < n_rows; i++)
        draw_row (rand, round % 7 == 6, &rows[i]);
      g_autoptr (CertplanTable) table = make_any (spec, rows, n_rows);
      _certplan_table_set_title (table, draw_text (rand), draw_text (rand));
      g_autofree char *script = _certplan_chart_script (table, &options, FAMILY, &error);
      if (script == NULL)
        g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CHART);
      else
        {
          assert_inside (script);
          n_drawn++;
        }
    }
  g_assert_cmpuint (n_drawn, >, 40); /* the others had too many series, or too long a time */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strconcat ("/output/kinds/", kinds[i].name, NULL);
      g_test_add_data_func (path, &kinds[i].spec, test_kind);
    }
  return g_test_run ();
}
