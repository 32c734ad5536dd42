/* Tables with a chart. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-canvas-private.h"
#include "test-output-tables.h"

#define EN CERTPLAN_LANG_EN
#define ZH CERTPLAN_LANG_ZH_CN
#define CHART CERTPLAN_OUTPUT_ERROR_CHART
#define FAMILY "Noto Sans CJK SC"

G_GNUC_UNUSED static CertplanDate
day (const char *text)
{
  CertplanDate date = NO_DATE;

  g_assert_true (certplan_date_parse (text, &date, NULL));
  return date;
}

/* @rows must outlive the table. */
G_GNUC_UNUSED static CertplanTable *
make_gantt (const GanttRow *rows, gsize n_rows, const char *title, const char *subtitle)
{
  CertplanTable *table = make_table ("gantt", gantt_columns, G_N_ELEMENTS (gantt_columns), rows,
                                     sizeof (GanttRow), n_rows);

  _certplan_table_set_chart (table, &gantt_spec);
  _certplan_table_set_title (table, title, subtitle);
  return table;
}

G_GNUC_UNUSED static char *
make_script (CertplanTable *table, CertplanPicture picture, CertplanLang lang)
{
  const CertplanChartOptions options = { picture, lang, 20513, FALSE, FALSE };
  g_autoptr (GError) error = NULL;
  char *script = _certplan_chart_script (table, &options, FAMILY, &error);

  g_assert_no_error (error);
  return script;
}

/* A plan with all that a chart can show; it is the picture that was looked at. */
G_GNUC_UNUSED static CertplanTable *
make_plan (void)
{
  static GanttRow rows[20];
  guint n = 0;

#define ADD(mark, label, actor, from, to, days)                                                    \
  rows[n++] = (GanttRow){ mark, label, actor, day (from), to, days }
  ADD ("bar", "准备申请材料", "applicant", "2026-03-02", day ("2026-03-28"), 26);
  ADD ("bar", "受理审查", "centre", "2026-03-30", day ("2026-04-11"), 12);
  ADD ("bar", "资料补正", "applicant", "2026-04-13", day ("2026-05-01"), 18);
  ADD ("bar", "static evaluation", "centre", "2026-05-21", day ("2026-06-13"), NO_INT);
  ADD ("bar", "on-site", "audit_team", "2026-06-15", day ("2026-06-15"), 0);
  ADD ("milestone", "颁发证书", NULL, "2026-08-14", NO_DATE, NO_INT);
  ADD ("limit", "supplement due", "applicant", "2026-05-06", NO_DATE, NO_INT);
  ADD ("limit", "target", NULL, "2026-07-31", NO_DATE, NO_INT);
  ADD ("limit", "cap", NULL, "2026-10-31", NO_DATE, NO_INT);
  ADD ("rest", "清明节", NULL, "2026-04-04", NO_DATE, NO_INT);
  ADD ("rest", "清明节", NULL, "2026-04-05", NO_DATE, NO_INT);
  ADD ("rest", "清明节", NULL, "2026-04-06", NO_DATE, NO_INT);
  ADD ("rest", "劳动节", NULL, "2026-05-01", day ("2026-05-06"), NO_INT);
  ADD ("rest", "端午节", NULL, "2030-05-01", day ("2030-05-06"), NO_INT);
#undef ADD
  return make_gantt (rows, n, say ("test.title", "甲", NULL), say ("test.subtitle", NULL, NULL));
}

/* How many marks of a colour an SVG has. */
G_GNUC_UNUSED static guint
count_marks (const char *svg, guint32 rgb)
{
  g_autofree char *wanted
      = g_strdup_printf ("fill = 'rgb(%3u, %3u, %3u)'", rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
  guint n = 0;

  for (const char *at = svg; (at = strstr (at, wanted)) != NULL; at++)
    n++;
  return n;
}

/* How often a text stands in the picture. */
G_GNUC_UNUSED static guint
count_texts (const char *svg, const char *text)
{
  g_autofree char *whole = g_strconcat (">", text, "<", NULL);
  guint n = 0;

  for (const char *at = svg; (at = strstr (at, whole)) != NULL; at++)
    n++;
  return n;
}

G_GNUC_UNUSED static gboolean
skip_without_gnuplot (void)
{
  g_autofree char *path = g_find_program_in_path ("gnuplot");

  if (path == NULL)
    g_test_skip ("gnuplot is missing");
  return path == NULL;
}
