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
  const char *people;
  gint32 in_each, probability, low, high, wished;
} CurveLine;

typedef struct
{
  const char *cases_of;
  gint32 safe_days;
  CertplanDate filed_by, certificate_by;
  const char *source;
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

static const CertplanColumn filing_columns[] = {
  CERTPLAN_RESULT_COLUMN (FilingLine, cases_of, SENTENCE),
  CERTPLAN_RESULT_COLUMN (FilingLine, safe_days, INT, .unit = "days"),
  CERTPLAN_RESULT_COLUMN (FilingLine, filed_by, DATE),
  CERTPLAN_RESULT_COLUMN (FilingLine, certificate_by, DATE),
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

/* Reviewers of each body of a class, or members invited to each panel. */
static const char *
name_people (const CertplanStaffing *staffing, const StaffingSearch *search)
{
  g_autofree char *word = g_strconcat (CERTPLAN_LABEL "body_class.",
                                       search->body_class != NULL ? search->body_class : "", NULL);
  g_autofree char *text = search->body_class != NULL
                              ? _certplan_sentence ("staffing.reviewers", word, NULL)
                              : _certplan_sentence ("staffing.members", NULL);
  return g_string_chunk_insert_const (staffing->texts, text);
}

static void
add_lines (CertplanStaffing *staffing, const StaffingSearch *search, GArray *rows, GArray *curve)
{
  StaffingLine line = {
    .people = name_people (staffing, search),
    .bodies = (gint32)search->n_bodies,
    .now = (gint32)search->n_now,
    .needed = search->needed >= 0 ? search->needed : G_MININT32,
    .needed_total = search->needed >= 0 ? search->needed * (gint32)search->n_bodies : G_MININT32,
    .probability = G_MININT32,
    .low = G_MININT32,
    .high = G_MININT32,
    .wished = staffing->wish,
    .verdict = search->needed >= 0 ? "reached" : "not_reached",
    .source = "assumption",
  };
  for (guint i = 0; i < search->points->len; i++)
    {
      const StaffingPoint *point = &g_array_index (search->points, StaffingPoint, i);
      const CurveLine step = { line.people, (gint32)point->n_people, point->probability, point->low,
                               point->high, staffing->wish };
      g_array_append_val (curve, step);
      if ((gint)point->n_people != search->needed
          && (search->needed >= 0 || i + 1 < search->points->len))
        continue;
      line.probability = point->probability;
      line.low = point->low;
      line.high = point->high;
    }
  g_array_append_val (rows, line);
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
      const FilingLine line = { g_string_chunk_insert_const (staffing->texts, name),
                                day->days >= 0 ? day->days : G_MININT32, day->filed_by,
                                staffing->certificate_by, "assumption" };
      g_array_append_val (rows, line);
    }
  take_table (staffing, tables, "filing", filing_columns, G_N_ELEMENTS (filing_columns), rows);
}

CertplanTables *
certplan_staffing_dup_tables (CertplanStaffing *staffing)
{
  g_return_val_if_fail (staffing != NULL, NULL);

  CertplanTables *tables = certplan_tables_new ();
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (StaffingLine));
  GArray *curve = g_array_new (FALSE, FALSE, sizeof (CurveLine));
  add_now (staffing, rows);
  for (guint i = 0; i < staffing->searches->len; i++)
    add_lines (staffing, &g_array_index (staffing->searches, StaffingSearch, i), rows, curve);
  take_table (staffing, tables, "staffing", staffing_columns, G_N_ELEMENTS (staffing_columns),
              rows);
  CertplanTable *drawn
      = take_table (staffing, tables, "curve", curve_columns, G_N_ELEMENTS (curve_columns), curve);
  _certplan_table_set_chart (drawn, &curve_chart);
  if (staffing->days->len > 0)
    take_filing (staffing, tables);
  return tables;
}
