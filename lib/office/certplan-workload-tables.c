/* A workload as tables and charts. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-workload-tables-private.h"

#define TICKS_PER_HUNDREDTH (CERTPLAN_TICKS_PER_DAY / 100)

gint64
_certplan_office_to_days (gint64 ticks)
{
  return (ticks + TICKS_PER_HUNDREDTH / 2) / TICKS_PER_HUNDREDTH;
}

char *
_certplan_office_format_days (gint64 ticks)
{
  const gint64 days = _certplan_office_to_days (ticks);
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%02" G_GINT64_FORMAT, days / 100, days % 100);
}

/* Millionths of cases as hundredths, half up. */
static gint64
to_cases (gint64 millionths)
{
  return (millionths + 5000) / 10000;
}

typedef struct
{
  CertplanDate month;
  const char *region, *scheme, *level, *kind, *stage, *performer;
  gint64 cases, person_days;
  const char *basis, *source;
} CellLine;

static const CertplanColumn cell_columns[] = {
  CERTPLAN_RESULT_COLUMN (CellLine, month, MONTH),
  CERTPLAN_RESULT_COLUMN (CellLine, region, TEXT),
  CERTPLAN_RESULT_COLUMN (CellLine, scheme, TEXT),
  CERTPLAN_RESULT_COLUMN (CellLine, level, TEXT),
  CERTPLAN_RESULT_COLUMN (CellLine, kind, CHOICE),
  CERTPLAN_RESULT_COLUMN (CellLine, stage, CHOICE),
  CERTPLAN_RESULT_COLUMN (CellLine, performer, CHOICE),
  CERTPLAN_RESULT_COLUMN (CellLine, cases, DECIMAL),
  CERTPLAN_RESULT_COLUMN (CellLine, person_days, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (CellLine, basis, CHOICE),
  CERTPLAN_RESULT_COLUMN (CellLine, source, CHOICE),
};

/* One walk over the cells. */
typedef struct
{
  const CertplanWorkload *workload;
  guint next;
  CellLine line;
} CellWalk;

static gpointer
cell_open (gconstpointer data)
{
  CellWalk *walk = g_new0 (CellWalk, 1);
  walk->workload = data;
  return walk;
}

static gboolean
cell_next (gpointer data, GError **error)
{
  CellWalk *walk = data;
  const CertplanOffice *office = walk->workload->office;
  if (walk->next == walk->workload->cells->len)
    return FALSE;
  const CertplanWorkCell *cell
      = &g_array_index (walk->workload->cells, CertplanWorkCell, walk->next++);
  const CertplanNameParts parts
      = _certplan_rulebook_get_name_parts (office->rulebook, cell->handle);
  walk->line = (CellLine){
    .month = office->months[cell->month],
    .region = cell->region != 0 ? _certplan_regions_get_name (office->regions, cell->region) : NULL,
    .scheme = walk->workload->schemes[cell->handle],
    .level = parts.level,
    .kind = cell->kind,
    .stage = cell->stage,
    .performer = cell->resource,
    .cases = to_cases (cell->millionths),
    .person_days = _certplan_office_to_days (cell->ticks),
    .basis = cell->is_assumed ? "assumption" : "user",
    .source = "computed",
  };
  return TRUE;
}

static gconstpointer
cell_row (gpointer data)
{
  return &((CellWalk *)data)->line;
}

static const CertplanTableSource cell_source = { cell_open, cell_next, NULL, g_free, cell_row };

typedef struct
{
  CertplanDate month;
  const char *kind, *performer;
  gint64 person_days;
  const char *source;
  gint64 ticks;
} MonthLine;

static const CertplanColumn month_columns[] = {
  CERTPLAN_RESULT_COLUMN (MonthLine, month, MONTH),
  CERTPLAN_RESULT_COLUMN (MonthLine, kind, CHOICE),
  CERTPLAN_RESULT_COLUMN (MonthLine, performer, CHOICE),
  CERTPLAN_RESULT_COLUMN (MonthLine, person_days, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (MonthLine, source, CHOICE),
};

static gint
compare_months (gconstpointer a, gconstpointer b)
{
  const MonthLine *x = a, *y = b;
  if (x->month != y->month)
    return x->month < y->month ? -1 : 1;
  const gint by_kind = g_strcmp0 (x->kind, y->kind);
  return by_kind != 0 ? by_kind : g_strcmp0 (x->performer, y->performer);
}

/* Sums by month, kind and whose time; @resource: of that alone, NULL = of each. */
static GArray *
sum_months (const CertplanWorkload *workload, const char *resource)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (MonthLine));
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < workload->cells->len; i++)
    {
      const CertplanWorkCell *cell = &g_array_index (workload->cells, CertplanWorkCell, i);
      if (resource != NULL && !g_str_equal (resource, cell->resource))
        continue;
      char *key = g_strdup_printf ("%u %s %s", cell->month, cell->kind, cell->resource);
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, key));
      if (place == 0)
        {
          const MonthLine line = { .month = workload->office->months[cell->month],
                                   .kind = cell->kind,
                                   .performer = cell->resource,
                                   .source = "computed" };
          g_array_append_val (lines, line);
          place = lines->len;
          g_hash_table_insert (places, g_steal_pointer (&key), GUINT_TO_POINTER (place));
        }
      g_free (key);
      g_array_index (lines, MonthLine, place - 1).ticks += cell->ticks;
    }
  for (guint i = 0; i < lines->len; i++)
    g_array_index (lines, MonthLine, i).person_days
        = _certplan_office_to_days (g_array_index (lines, MonthLine, i).ticks);
  g_array_sort (lines, compare_months);
  return lines;
}

typedef struct
{
  CertplanDate month;
  const char *performer;
  gint32 working_days;
  gint64 demand, supply, balance;
  gint32 utilisation;
  const char *calendar, *source;
} SupplyLine;

static const CertplanColumn supply_columns[] = {
  CERTPLAN_RESULT_COLUMN (SupplyLine, month, MONTH),
  CERTPLAN_RESULT_COLUMN (SupplyLine, performer, CHOICE),
  CERTPLAN_RESULT_COLUMN (SupplyLine, working_days, INT, .unit = "days"),
  CERTPLAN_RESULT_COLUMN (SupplyLine, demand, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (SupplyLine, supply, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (SupplyLine, balance, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (SupplyLine, utilisation, SHARE),
  CERTPLAN_RESULT_COLUMN (SupplyLine, calendar, CHOICE),
  CERTPLAN_RESULT_COLUMN (SupplyLine, source, CHOICE),
};

static const CertplanChartSpec utilisation_spec
    = { .kind = CERTPLAN_CHART_HEAT, .label = 1, .from = 0, .amount = 6 };

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/* Whose time is given or asked for, by name. (transfer container) */
GPtrArray *
_certplan_workload_list_resources (const CertplanWorkload *workload)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTable *const tables[] = { workload->totals, workload->office->supply };
  GPtrArray *list = g_ptr_array_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      GHashTableIter iter;
      gpointer name;
      g_hash_table_iter_init (&iter, tables[i]);
      while (g_hash_table_iter_next (&iter, &name, NULL))
        if (g_hash_table_add (names, name))
          g_ptr_array_add (list, name);
    }
  g_ptr_array_sort (list, compare_texts);
  return list;
}

/* Demand over supply, in hundredths of a percent; absent where nobody has time. */
static gint32
get_utilisation (gint64 demand, gint64 supply)
{
  if (supply == 0)
    return demand == 0 ? 0 : G_MININT32;
  const gint64 share = (gint64)(((__int128)demand * 10000 + supply / 2) / supply);
  return (gint32)MIN (share, G_MAXINT32 / 100) * 100;
}

static gint32
count_working_days (const CertplanOffice *office, guint month)
{
  gint n_days = 0;
  certplan_workcal_count (certplan_rulebook_get_workcal (office->rulebook), office->months[month],
                          office->months[month + 1], &n_days, NULL);
  return n_days;
}

static gboolean
is_provisional (const CertplanOffice *office, guint month)
{
  return certplan_workcal_is_provisional (certplan_rulebook_get_workcal (office->rulebook),
                                          office->months[month], office->months[month + 1] - 1);
}

static GArray *
make_supply (const CertplanWorkload *workload)
{
  const CertplanOffice *office = workload->office;
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (SupplyLine));
  g_autoptr (GPtrArray) resources = _certplan_workload_list_resources (workload);
  for (guint month = 0; month < office->n_months; month++)
    for (guint i = 0; i < resources->len; i++)
      {
        const char *resource = resources->pdata[i];
        const gint64 demand = certplan_workload_get_demand (workload, resource, month);
        const gint64 supply = certplan_office_get_supply (office, resource, month);
        SupplyLine line = {
          .month = office->months[month],
          .performer = resource,
          .working_days = count_working_days (office, month),
          .demand = _certplan_office_to_days (demand),
          .supply = _certplan_office_to_days (supply),
          .utilisation = get_utilisation (demand, supply),
          .calendar = is_provisional (office, month) ? "provisional" : "published",
          .source = "computed",
        };
        line.balance = line.supply - line.demand;
        g_array_append_val (lines, line);
      }
  return lines;
}

typedef struct
{
  const char *body, *performer;
  CertplanDate month;
  gint64 supply;
  const char *source;
} BodyLine;

static const CertplanColumn body_columns[] = {
  CERTPLAN_RESULT_COLUMN (BodyLine, body, ID),
  CERTPLAN_RESULT_COLUMN (BodyLine, performer, CHOICE),
  CERTPLAN_RESULT_COLUMN (BodyLine, month, MONTH),
  CERTPLAN_RESULT_COLUMN (BodyLine, supply, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (BodyLine, source, CHOICE),
};

/* Pools come by body and resource. */
static GArray *
make_bodies (const CertplanOffice *office)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (BodyLine));
  g_autofree gint64 *sums = g_new0 (gint64, office->n_months);
  for (guint i = 0; i < office->pools->len; i++)
    {
      const CertplanPool *pool = _certplan_office_get_pool (office, i);
      const CertplanPool *next
          = i + 1 < office->pools->len ? _certplan_office_get_pool (office, i + 1) : NULL;
      for (guint month = 0; month < office->n_months; month++)
        sums[month] += pool->ticks[month];
      if (next != NULL && next->body == pool->body && next->resource == pool->resource)
        continue;
      for (guint month = 0; month < office->n_months; month++)
        {
          const BodyLine line
              = { _certplan_office_get_body (office, pool->body)->name, pool->resource,
                  office->months[month], _certplan_office_to_days (sums[month]), "computed" };
          g_array_append_val (lines, line);
          sums[month] = 0;
        }
    }
  return lines;
}

const CertplanColumn _certplan_office_finding_columns[CERTPLAN_N_OFFICE_FINDING_COLUMNS] = {
  CERTPLAN_RESULT_COLUMN (CertplanOfficeFinding, subject, SENTENCE),
  CERTPLAN_RESULT_COLUMN (CertplanOfficeFinding, qualification, QUALIFICATION),
  CERTPLAN_RESULT_COLUMN (CertplanOfficeFinding, finding, SENTENCE),
  CERTPLAN_RESULT_COLUMN (CertplanOfficeFinding, source, CHOICE),
  CERTPLAN_RESULT_COLUMN (CertplanOfficeFinding, clause, TEXT),
};

/* What is drawn: the months of the one whose time is scarcest. */
typedef struct
{
  CertplanDate month;
  const char *kind;
  gint64 demand, supply;
} ChartLine;

static const CertplanColumn chart_columns[] = {
  CERTPLAN_RESULT_COLUMN (ChartLine, month, MONTH),
  CERTPLAN_RESULT_COLUMN (ChartLine, kind, CHOICE),
  CERTPLAN_RESULT_COLUMN (ChartLine, demand, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (ChartLine, supply, DECIMAL, .unit = "person_days"),
};

static const CertplanChartSpec demand_spec = { .kind = CERTPLAN_CHART_STACK,
                                               .from = 0,
                                               .label = 1,
                                               .amount = 2,
                                               .capacity = CERTPLAN_CHART_COLUMN (3),
                                               .flags = CERTPLAN_CHART_NO_CUMULATIVE };

static gboolean
has_supply (const CertplanOffice *office, const char *resource)
{
  for (guint month = 0; month < office->n_months; month++)
    if (certplan_office_get_supply (office, resource, month) > 0)
      return TRUE;
  return FALSE;
}

/* By the month that asks for most of what there is: of all in which nobody has time. Those who
 * never have any come last: there is nothing to draw their work against. */
static const char *
find_scarcest (const CertplanWorkload *workload)
{
  g_autoptr (GPtrArray) resources = _certplan_workload_list_resources (workload);
  const char *scarcest = NULL;
  gint64 most = -1;
  for (guint i = 0; i < resources->len; i++)
    for (guint month = 0; month < workload->office->n_months; month++)
      {
        const char *resource = resources->pdata[i];
        const gint64 demand = certplan_workload_get_demand (workload, resource, month);
        const gint64 supply = certplan_office_get_supply (workload->office, resource, month);
        const gint64 share = supply > 0 ? get_utilisation (demand, supply)
                             : has_supply (workload->office, resource) ? G_MAXINT64
                                                                       : 0;
        if (demand > 0 && share > most)
          {
            most = share;
            scarcest = resource;
          }
      }
  return scarcest;
}

/* Every month has a row, also one without work. */
static GArray *
make_chart (const CertplanWorkload *workload, const char *resource)
{
  const CertplanOffice *office = workload->office;
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (ChartLine));
  g_autoptr (GArray) sums = sum_months (workload, resource);
  guint next = 0;
  for (guint month = 0; month < office->n_months; month++)
    {
      ChartLine line
          = { office->months[month], NULL, G_MININT64,
              _certplan_office_to_days (certplan_office_get_supply (office, resource, month)) };
      if (next == sums->len || g_array_index (sums, MonthLine, next).month != line.month)
        g_array_append_val (lines, line);
      for (; next < sums->len && g_array_index (sums, MonthLine, next).month == line.month; next++)
        {
          line.kind = g_array_index (sums, MonthLine, next).kind;
          line.demand = g_array_index (sums, MonthLine, next).person_days;
          g_array_append_val (lines, line);
        }
    }
  return lines;
}

/* "2027-01" */
static char *
format_month (CertplanDate day)
{
  gint year, month;
  certplan_date_get_ymd (day, &year, &month, NULL);
  return g_strdup_printf ("%04d-%02d", year, month);
}

/* "2027-01 to 2027-12, as of ...": the same under all tables. */
static void
set_title (const CertplanWorkload *workload, CertplanTable *table, const char *title,
           const char *subtitle, const char *about)
{
  const CertplanOffice *office = workload->office;
  g_autofree char *from = format_month (office->months[0]);
  g_autofree char *to = format_month (office->months[office->n_months] - 1);
  g_autofree char *as_of = certplan_date_format (office->as_of);
  g_autofree char *label = about != NULL ? g_strconcat (CERTPLAN_LABEL, about, NULL) : NULL;
  g_autofree char *sentence = _certplan_sentence (title, from, to, label, NULL);
  g_autofree char *below = _certplan_sentence (subtitle, as_of, NULL);
  _certplan_table_set_title (table, sentence, below);
  _certplan_table_set_labels (table, certplan_rulebook_get_labels (office->rulebook));
}

static CertplanTable *
make_table (CertplanWorkload *workload, const char *name, const char *title,
            const CertplanColumn *columns, guint n_columns, GArray *rows)
{
  CertplanTable *table
      = _certplan_table_new_array (name, columns, n_columns, rows, certplan_workload_ref (workload),
                                   (GDestroyNotify)certplan_workload_unref);
  set_title (workload, table, title, "subtitle.workload", NULL);
  return table;
}

static void
take_charts (CertplanWorkload *workload, CertplanTables *tables)
{
  const char *resource = find_scarcest (workload);
  if (resource == NULL)
    return;
  CertplanTable *demand
      = make_table (workload, "demand", "title.demand", chart_columns, G_N_ELEMENTS (chart_columns),
                    make_chart (workload, resource));
  set_title (workload, demand, "title.demand", "subtitle.demand", resource);
  _certplan_table_set_chart (demand, &demand_spec);
  _certplan_table_set_drawn_only (demand);
  certplan_tables_take (tables, demand);
}

static GArray *
copy_findings (const CertplanWorkload *workload)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (CertplanOfficeFinding));
  g_array_append_vals (rows, workload->findings->data, workload->findings->len); /* no clear */
  return rows;
}

CertplanTables *
certplan_workload_dup_tables (CertplanWorkload *workload, gboolean with_reasons)
{
  g_return_val_if_fail (workload != NULL, NULL);

  CertplanTables *tables = certplan_tables_new ();
  CertplanTable *cells = _certplan_table_new ("workload", cell_columns, G_N_ELEMENTS (cell_columns),
                                              &cell_source, certplan_workload_ref (workload),
                                              (GDestroyNotify)certplan_workload_unref);
  set_title (workload, cells, "title.workload", "subtitle.workload", NULL);
  certplan_tables_take (tables, cells);
  certplan_tables_take (tables,
                        make_table (workload, "months", "title.work_months", month_columns,
                                    G_N_ELEMENTS (month_columns), sum_months (workload, NULL)));
  CertplanTable *supply = make_table (workload, "supply", "title.supply", supply_columns,
                                      G_N_ELEMENTS (supply_columns), make_supply (workload));
  _certplan_table_set_chart (supply, &utilisation_spec);
  certplan_tables_take (tables, supply);
  certplan_tables_take (tables,
                        make_table (workload, "bodies", "title.body_supply", body_columns,
                                    G_N_ELEMENTS (body_columns), make_bodies (workload->office)));
  _certplan_workload_take_panels (workload, tables);
  take_charts (workload, tables);
  if (workload->findings->len > 0)
    certplan_tables_take (tables,
                          make_table (workload, "findings", "title.work_findings",
                                      _certplan_office_finding_columns,
                                      CERTPLAN_N_OFFICE_FINDING_COLUMNS, copy_findings (workload)));
  g_autoptr (CertplanExplanation) explanation
      = _certplan_explanation_new (workload->office->rulebook);
  _certplan_workload_explain (workload, explanation);
  _certplan_explanation_add_tables (explanation, with_reasons, tables);
  return tables;
}
