/* A calendar of months with what falls due each day. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-output-gantt.h"
#include "certplan-workcal-private.h"

#define RED 0xc8434f
#define BLUE 0x2f6db5
#define TEAL 0x2a9d8f
#define SLATE 0x475569
#define REST 0xeceef1

typedef struct
{
  CertplanDate due;
  const char *certificate;
  const char *kind;
  gint32 days_left;
  const char *org;
} DutyRow;

static const CertplanColumn duty_columns[] = {
  CERTPLAN_RESULT_COLUMN (DutyRow, due, DATE),    CERTPLAN_RESULT_COLUMN (DutyRow, certificate, ID),
  CERTPLAN_RESULT_COLUMN (DutyRow, kind, CHOICE), CERTPLAN_RESULT_COLUMN (DutyRow, days_left, INT),
  CERTPLAN_RESULT_COLUMN (DutyRow, org, TEXT),
};

static const CertplanChartSpec duty_spec = {
  .kind = CERTPLAN_CHART_CALENDAR,
  .from = 0,
  .label = 1,
  .actor = 2,
  .days = 3,
  .note = CERTPLAN_CHART_COLUMN (4),
};

static CertplanTable *
make_duties (const DutyRow *rows, gsize n_rows)
{
  CertplanTable *table = make_table ("duties", duty_columns, G_N_ELEMENTS (duty_columns), rows,
                                     sizeof (DutyRow), n_rows);

  _certplan_table_set_chart (table, &duty_spec);
  return table;
}

/* 2026-11-02 stands in what write_table() gives as the day: the picture begins with November. Two
 * duties were missed (one of them before), one day has two kinds. November and December 2026 have 9
 * and 8 days of a weekend; without a calendar they are not shaded. */
static void
test_marks (void)
{
  static const DutyRow rows[] = {
    { 0, "C-1", "applicant", -60, "甲" }, { 0, "C-2", "applicant", -1, "甲" },
    { 0, "C-3", "centre", 20, "乙" },     { 0, "C-4", "applicant", 20, NULL },
    { 0, "C-5", "centre", 58, "丙" },
  };
  static const char *const days[]
      = { "2026-09-03", "2026-11-01", "2026-11-22", "2026-11-22", "2026-12-30" };
  DutyRow dated[G_N_ELEMENTS (rows)];
  Folder folder;

  if (skip_without_gnuplot ())
    return;
  open_folder (&folder);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      dated[i] = rows[i];
      dated[i].due = day (days[i]);
    }
  g_autofree char *svg
      = write_table (&folder, make_duties (dated, G_N_ELEMENTS (dated)), "a.svg", ZH);
  /* red: a bar, two lines of the list, the legend; centre (teal): half a bar, a bar, two lines, the
   * legend; applicant (blue): half a bar, one line, the legend; slate: the other half of the day of
   * two kinds, and its legend */
  g_assert_cmpuint (count_marks (svg, RED), ==, 4);
  g_assert_cmpuint (count_marks (svg, TEAL), ==, 5);
  g_assert_cmpuint (count_marks (svg, BLUE), ==, 3);
  g_assert_cmpuint (count_marks (svg, SLATE), ==, 2);
  g_assert_cmpuint (count_marks (svg, REST), ==, 0);
  g_assert_cmpuint (count_texts (svg, "2026年11月"), ==, 1);
  g_assert_cmpuint (count_texts (svg, "2026年12月"), ==, 1);
  g_assert_cmpuint (count_texts (svg, "2027年1月"), ==, 0);
  g_assert_cmpuint (count_texts (svg, "31"), ==, 1); /* of December alone */
  g_assert_cmpuint (count_texts (svg, "2026-09-03 周四"), ==, 1);
  g_assert_cmpuint (count_texts (svg, "C-4"), ==, 1);
  g_assert_cmpuint (count_texts (svg, "2026年11月之前另有 1 项，其中 1 项已逾期"), ==, 1);
  close_folder (&folder);
}

/* In the order of the days, whatever the table's. */
static void
test_order (void)
{
  const DutyRow rows[] = {
    { day ("2026-12-30"), "LATE", "centre", 30, NULL },
    { day ("2026-12-01"), "EARLY", "centre", 1, NULL },
    { NO_DATE, "NEVER", "centre", NO_INT, NULL },
  };
  g_autoptr (CertplanTable) table = make_duties (rows, G_N_ELEMENTS (rows));
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);
  const char *early = strstr (script, "\tEARLY\n"), *late = strstr (script, "\tLATE\n");

  g_assert_true (early != NULL && late != NULL && early < late);
  g_assert_null (strstr (script, "NEVER"));
  g_assert_nonnull (strstr (script, "\t1 have no date\n"));
  g_assert_nonnull (strstr (script, "\t2026-12-30 Wed\n")); /* as `date -d` says */
}

/* January 2027 of a calendar that knows the year: its 10 days of weekends (2, 3, 9, 10, 16, 17, 23,
 * 24, 30, 31), less the 16th, which is worked, and the 1st. The year is known by the law alone. */
static void
test_rest_days (void)
{
  const CertplanWorkcalDay days[] = { { day ("2027-01-01"), FALSE, "new_year", FALSE },
                                      { day ("2027-01-16"), TRUE, "new_year", FALSE } };
  const gboolean published[] = { FALSE };
  const DutyRow rows[] = { { day ("2027-01-20"), "C-1", "centre", 3, NULL } };
  g_autoptr (CertplanWorkcal) workcal
      = _certplan_workcal_new_covered (2027, 2027, published, days, G_N_ELEMENTS (days));
  g_autoptr (CertplanTable) table = make_duties (rows, 1);
  const CertplanChartOptions options
      = { CERTPLAN_PICTURE_SVG, ZH, day ("2027-01-05"), FALSE, FALSE };
  g_autoptr (GError) error = NULL;
  guint n = 0;

  _certplan_table_set_workcal (table, workcal);
  g_autofree char *script = _certplan_chart_script (table, &options, FAMILY, &error);
  g_assert_no_error (error);
  g_autofree char *shade = g_strdup_printf ("\t%u\n", REST);
  for (const char *at = script; (at = strstr (at, shade)) != NULL; at++)
    n++;
  g_assert_cmpuint (n, ==, 10 + 1); /* and the legend */
  g_assert_nonnull (strstr (script, "\t元旦\n"));
  g_assert_nonnull (strstr (script, "\t2027年1月 *\n"));
  g_assert_nonnull (strstr (script, "暂定"));
}

/* 500 duties in a year, of three kinds by turns: counted, not listed; as many as there are. */
static void
test_many (void)
{
  static const char *const kinds[] = { "applicant", "centre", "late" };
  static DutyRow rows[500];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    rows[i] = (DutyRow){ day ("2026-12-01") + (CertplanDate)(i * 7 % 365), "C", kinds[i % 3],
                         (gint32)i, "org" };
  g_autoptr (CertplanTable) table = make_duties (rows, G_N_ELEMENTS (rows));
  const CertplanChartOptions options
      = { CERTPLAN_PICTURE_SVG, ZH, day ("2026-12-01"), FALSE, FALSE };
  g_autofree char *script = _certplan_chart_script (table, &options, FAMILY, NULL);

  g_assert_nonnull (script);
  g_assert_null (strstr (script, "\tC\n"));
  g_assert_nonnull (strstr (script, "\t167\n")); /* 500 = 167 + 167 + 166 */
  g_assert_nonnull (strstr (script, "\t166\n"));
  g_assert_nonnull (strstr (script, "\t500\n"));
}

/* A picture has two years; the rest is told. */
static void
test_long (void)
{
  const DutyRow rows[] = {
    { day ("2026-12-30"), "C-1", "centre", 30, NULL },
    { day ("2028-11-30"), "C-2", "centre", 700, NULL }, /* the 24th month */
    { day ("2028-12-01"), "C-3", "centre", 701, NULL },
    { day ("9999-12-31"), "C-4", "centre", 99999, NULL },
  };
  g_autoptr (CertplanTable) table = make_duties (rows, G_N_ELEMENTS (rows));
  const CertplanChartOptions options
      = { CERTPLAN_PICTURE_SVG, EN, day ("2026-12-01"), FALSE, FALSE };
  g_autofree char *script = _certplan_chart_script (table, &options, FAMILY, NULL);

  g_assert_nonnull (strstr (script, "\tNov 2028\n"));
  g_assert_null (strstr (script, "\tDec 2028\n"));
  g_assert_nonnull (strstr (script, "\t2 fall after Nov 2028\n"));
}

/* More kinds than colours: the last ones are counted together, none is lost. */
static void
test_many_kinds (void)
{
  static DutyRow rows[15];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *kind = g_strdup_printf ("kind-%u", i);
      rows[i]
          = (DutyRow){ day ("2026-12-01") + (CertplanDate)i, "C", g_intern_string (kind), 1, NULL };
    }
  g_autoptr (CertplanTable) table = make_duties (rows, G_N_ELEMENTS (rows));
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_SVG, EN);
  guint n = 0;

  g_assert_nonnull (strstr (script, "\tkind-8\n"));
  g_assert_null (strstr (script, "\tkind-9\n"));
  for (const char *at = script; (at = strstr (at, "\tothers\n")) != NULL; at++)
    n++;
  g_assert_cmpuint (n, ==, 6 + 1); /* and the legend */
}

static void
test_without_rows (void)
{
  g_autoptr (CertplanTable) table = make_duties (NULL, 0);
  g_autofree char *script = make_script (table, CERTPLAN_PICTURE_PNG, EN);

  g_assert_nonnull (strstr (script, "\t(no rows)\n"));
}

/* On a telephone a month is seven cells wide, all are below each other, and no list follows. */
static void
test_narrow (void)
{
  const DutyRow rows[] = { { day ("2027-01-20"), "C-1", "centre", 3, NULL },
                           { day ("2027-03-20"), "C-2", "centre", 3, NULL } };
  g_autoptr (CertplanTable) table = make_duties (rows, G_N_ELEMENTS (rows));
  CertplanChartOptions options = { CERTPLAN_PICTURE_SVG, ZH, day ("2027-01-05"), TRUE, FALSE };
  gint wide_px, narrow_px, height_px;

  g_assert_true (_certplan_chart_has_narrow (table));
  g_autofree char *wide = _certplan_chart_script (table, &options, FAMILY, NULL);
  options.is_narrow = TRUE;
  g_autofree char *narrow = _certplan_chart_script (table, &options, FAMILY, NULL);
  g_assert_cmpint (sscanf (wide, "set terminal svg size %d,%d", &wide_px, &height_px), ==, 2);
  g_assert_cmpint (sscanf (narrow, "set terminal svg size %d,%d", &narrow_px, &height_px), ==, 2);
  g_assert_cmpint (wide_px, >, 600);
  g_assert_cmpint (narrow_px, <, 328); /* 360 less the margins of the page */
  g_assert_cmpint (height_px, >, 3 * 200);
  g_assert_nonnull (strstr (wide, "C-1"));
  g_assert_null (strstr (narrow, "C-1"));
}

/* There is no month behind the last one: what is due in it is drawn all the same. */
static void
test_last_month (void)
{
  static DutyRow rows[61];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    rows[i] = (DutyRow){ day ("9999-12-31"), "C-1", "centre", 3, NULL };
  for (guint n = 1; n <= G_N_ELEMENTS (rows); n += G_N_ELEMENTS (rows) - 1)
    {
      g_autoptr (CertplanTable) table = make_duties (rows, n);
      const CertplanChartOptions options
          = { CERTPLAN_PICTURE_SVG, EN, day ("9999-12-01"), FALSE, FALSE };
      g_autofree char *script = _certplan_chart_script (table, &options, FAMILY, NULL);
      g_assert_nonnull (strstr (script, "\tDec 9999\n"));
      g_assert_nonnull (strstr (script, "\t31\n"));
      g_assert_nonnull (strstr (script, n == 1 ? "\t9999-12-31 " : "\t61\n"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/month-calendar/marks", test_marks);
  g_test_add_func ("/month-calendar/order", test_order);
  g_test_add_func ("/month-calendar/rest-days", test_rest_days);
  g_test_add_func ("/month-calendar/narrow", test_narrow);
  g_test_add_func ("/month-calendar/many", test_many);
  g_test_add_func ("/month-calendar/long", test_long);
  g_test_add_func ("/month-calendar/many-kinds", test_many_kinds);
  g_test_add_func ("/month-calendar/last-month", test_last_month);
  g_test_add_func ("/month-calendar/without-rows", test_without_rows);
  return g_test_run ();
}
