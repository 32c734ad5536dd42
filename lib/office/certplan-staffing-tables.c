/* What a search for people tells. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-private.h"
#include "certplan-staffing-private.h"
#include "certplan-table-private.h"
#include "certplan-workload-private.h"

typedef struct
{
  const char *people;
  gint32 bodies, now, needed, needed_total;
  gint32 probability, low, high, wished;
  const char *verdict, *source;
} StaffingLine;

typedef struct
{
  const char *people; /* or a panel */
  gint32 in_each, probability, low, high, wished;
} CurveLine;

typedef struct
{
  const char *cases_of;
  gint32 safe_days;
  CertplanDate filed_by, certificate_by;
  const char *verdict, *source;
} FilingLine;

static const CertplanColumn staffing_columns[] = {
  CERTPLAN_RESULT_COLUMN (StaffingLine, people, SENTENCE),
  CERTPLAN_RESULT_COLUMN (StaffingLine, bodies, INT),
  CERTPLAN_RESULT_COLUMN (StaffingLine, now, INT),
  CERTPLAN_RESULT_COLUMN (StaffingLine, needed, INT),
  CERTPLAN_RESULT_COLUMN (StaffingLine, needed_total, INT),
  CERTPLAN_RESULT_COLUMN (StaffingLine, probability, SHARE),
  CERTPLAN_RESULT_COLUMN (StaffingLine, low, SHARE),
  CERTPLAN_RESULT_COLUMN (StaffingLine, high, SHARE),
  CERTPLAN_RESULT_COLUMN (StaffingLine, wished, SHARE),
  CERTPLAN_RESULT_COLUMN (StaffingLine, verdict, CHOICE),
  CERTPLAN_RESULT_COLUMN (StaffingLine, source, CHOICE),
};

static const CertplanColumn curve_columns[] = {
  CERTPLAN_RESULT_COLUMN (CurveLine, people, SENTENCE),
  CERTPLAN_RESULT_COLUMN (CurveLine, in_each, INT, .unit = "people"),
  CERTPLAN_RESULT_COLUMN (CurveLine, probability, SHARE),
  CERTPLAN_RESULT_COLUMN (CurveLine, low, SHARE),
  CERTPLAN_RESULT_COLUMN (CurveLine, high, SHARE),
  CERTPLAN_RESULT_COLUMN (CurveLine, wished, SHARE),
};

static const CertplanColumn panel_columns[] = {
  { .name = "panel",
    .type = CERTPLAN_COLUMN_SENTENCE,
    .offset = G_STRUCT_OFFSET (CurveLine, people) },
  { .name = "cases_a_meeting",
    .type = CERTPLAN_COLUMN_INT,
    .offset = G_STRUCT_OFFSET (CurveLine, in_each),
    .unit = "cases" },
  CERTPLAN_RESULT_COLUMN (CurveLine, probability, SHARE),
  CERTPLAN_RESULT_COLUMN (CurveLine, low, SHARE),
  CERTPLAN_RESULT_COLUMN (CurveLine, high, SHARE),
  CERTPLAN_RESULT_COLUMN (CurveLine, wished, SHARE),
};

static const CertplanColumn filing_columns[] = {
  CERTPLAN_RESULT_COLUMN (FilingLine, cases_of, SENTENCE),
  CERTPLAN_RESULT_COLUMN (FilingLine, safe_days, INT, .unit = "days"),
  CERTPLAN_RESULT_COLUMN (FilingLine, filed_by, DATE),
  CERTPLAN_RESULT_COLUMN (FilingLine, certificate_by, DATE),
  CERTPLAN_RESULT_COLUMN (FilingLine, verdict, CHOICE),
  CERTPLAN_RESULT_COLUMN (FilingLine, source, CHOICE),
};

static const CertplanChartSpec curve_chart = { .kind = CERTPLAN_CHART_LINES,
                                               .label = 0,
                                               .from = 1,
                                               .amount = 2,
                                               .low = CERTPLAN_CHART_COLUMN (3),
                                               .high = CERTPLAN_CHART_COLUMN (4),
                                               .capacity = CERTPLAN_CHART_COLUMN (5) };

static CertplanTable *
take_table (CertplanStaffing *staffing, CertplanTables *tables, const char *name,
            const CertplanColumn *columns, guint n_columns, GArray *rows)
{
  g_autofree char *key = g_strconcat ("title.staffing.", name, NULL);
  g_autofree char *n = g_strdup_printf ("%u", staffing->n_replications);
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, staffing->seed);
  g_autofree char *title = _certplan_sentence (
      key, staffing->is_target ? CERTPLAN_LABEL "target" : CERTPLAN_LABEL "cap", NULL);
  g_autofree char *day = staffing->model->provisional_after != CERTPLAN_DATE_NONE
                             ? certplan_date_format (staffing->model->provisional_after)
                             : NULL;
  g_autofree char *subtitle = _certplan_sentence (
      day != NULL ? "subtitle.simulate_office_provisional" : "subtitle.simulate_office", "", n,
      seed, day, NULL);
  CertplanTable *table
      = _certplan_table_new_array (name, columns, n_columns, rows, certplan_staffing_ref (staffing),
                                   (GDestroyNotify)certplan_staffing_unref);
  _certplan_table_set_title (table, title, subtitle);
  _certplan_table_set_labels (table,
                              certplan_rulebook_get_labels (staffing->workload->office->rulebook));
  certplan_tables_take (tables, table);
  return table;
}

/* Reviewers of each body of a class, or cases at a meeting of a panel. */
static const char *
name_search (const CertplanStaffing *staffing, const StaffingSearch *search)
{
  g_autofree char *word = g_strconcat (CERTPLAN_LABEL "body_class.",
                                       search->body_class != NULL ? search->body_class : "", NULL);
  g_autofree char *text = search->body_class != NULL
                              ? _certplan_sentence ("staffing.reviewers", word, NULL)
                              : _certplan_sentence ("staffing.panel", search->panel, NULL);
  return g_string_chunk_insert_const (staffing->texts, text);
}

static const char *
name_verdict (const StaffingSearch *search)
{
  if (search->is_no_matter)
    return "no_matter";
  return search->needed >= 0 ? "reached" : "not_reached";
}

/* The point of the answer; the last one where there is none. */
static const StaffingPoint *
find_point (const StaffingSearch *search)
{
  for (guint i = 0; i < search->points->len; i++)
    if ((gint)g_array_index (search->points, StaffingPoint, i).n == search->needed)
      return &g_array_index (search->points, StaffingPoint, i);
  return &g_array_index (search->points, StaffingPoint, search->points->len - 1);
}

static void
add_line (CertplanStaffing *staffing, const StaffingSearch *search, GArray *rows)
{
  const StaffingPoint *point = find_point (search);
  const gboolean is_total = search->needed >= 0 && search->body_class != NULL;
  const StaffingLine line = {
    .people = name_search (staffing, search),
    .bodies = search->body_class != NULL ? (gint32)search->n_bodies : G_MININT32,
    .now = search->n_now < G_MAXINT ? (gint32)search->n_now : G_MININT32,
    .needed = search->needed >= 0 ? search->needed : G_MININT32,
    .needed_total = is_total ? search->needed * (gint32)search->n_bodies : G_MININT32,
    .probability = point->probability,
    .low = point->low,
    .high = point->high,
    .wished = staffing->wish,
    .verdict = name_verdict (search),
    .source = "assumption",
  };
  g_array_append_val (rows, line);
}

/* What makes no difference is not drawn. */
static void
add_points (CertplanStaffing *staffing, const StaffingSearch *search, GArray *curve)
{
  const char *name = search->body_class != NULL
                         ? name_search (staffing, search)
                         : g_string_chunk_insert_const (staffing->texts, search->panel);
  for (guint i = 0; !search->is_no_matter && i < search->points->len; i++)
    {
      const StaffingPoint *point = &g_array_index (search->points, StaffingPoint, i);
      const CurveLine step
          = { name, (gint32)point->n, point->probability, point->low, point->high, staffing->wish };
      g_array_append_val (curve, step);
    }
}

/* As it is, for comparison. */
static void
add_now (const CertplanStaffing *staffing, GArray *rows)
{
  g_autofree char *text = _certplan_sentence ("staffing.now", NULL);
  const StaffingLine line = {
    .people = g_string_chunk_insert_const (staffing->texts, text),
    .bodies = G_MININT32,
    .now = G_MININT32,
    .needed = G_MININT32,
    .needed_total = G_MININT32,
    .probability = staffing->now,
    .low = staffing->now_low,
    .high = staffing->now_high,
    .wished = staffing->wish,
    .verdict = staffing->now >= staffing->wish ? "reached" : "not_reached",
    .source = "assumption",
  };
  g_array_append_val (rows, line);
}

static void
take_filing (CertplanStaffing *staffing, CertplanTables *tables)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (FilingLine));
  for (guint i = 0; i < staffing->days->len; i++)
    {
      const StaffingDay *day = &g_array_index (staffing->days, StaffingDay, i);
      g_autofree char *name = _certplan_sim_dup_group_name (day->group);
      const gboolean is_ahead
          = day->days >= 0 && day->filed_by >= staffing->workload->office->as_of;
      const char *verdict = is_ahead ? "reached" : "not_reached"; /* nobody files in the past */
      const FilingLine line = { g_string_chunk_insert_const (staffing->texts, name),
                                day->days >= 0 ? day->days : G_MININT32,
                                day->filed_by,
                                staffing->certificate_by,
                                verdict,
                                "assumption" };
      g_array_append_val (rows, line);
    }
  take_table (staffing, tables, "filing", filing_columns, G_N_ELEMENTS (filing_columns), rows);
}

static void
take_curve (CertplanStaffing *staffing, CertplanTables *tables, const char *name,
            const CertplanColumn *columns, guint n_columns, gboolean is_of_panels)
{
  GArray *curve = g_array_new (FALSE, FALSE, sizeof (CurveLine));
  for (guint i = 0; i < staffing->searches->len; i++)
    {
      const StaffingSearch *search = &g_array_index (staffing->searches, StaffingSearch, i);
      if ((search->body_class == NULL) == is_of_panels)
        add_points (staffing, search, curve);
    }
  if (curve->len > 0)
    _certplan_table_set_chart (take_table (staffing, tables, name, columns, n_columns, curve),
                               &curve_chart);
  else
    g_array_unref (curve);
}

CertplanTables *
certplan_staffing_dup_tables (CertplanStaffing *staffing)
{
  g_return_val_if_fail (staffing != NULL, NULL);

  CertplanTables *tables = certplan_tables_new ();
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (StaffingLine));
  add_now (staffing, rows);
  for (guint i = 0; i < staffing->searches->len; i++)
    add_line (staffing, &g_array_index (staffing->searches, StaffingSearch, i), rows);
  take_table (staffing, tables, "staffing", staffing_columns, G_N_ELEMENTS (staffing_columns),
              rows);
  take_curve (staffing, tables, "curve", curve_columns, G_N_ELEMENTS (curve_columns), FALSE);
  take_curve (staffing, tables, "curve-panels", panel_columns, G_N_ELEMENTS (panel_columns), TRUE);
  if (staffing->days->len > 0)
    take_filing (staffing, tables);
  return tables;
}
