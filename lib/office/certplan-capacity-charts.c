/* What a manager looks at: demand against time there is, where it is tight, what class-one time
 * goes into. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-capacity-private.h"
#include "certplan-office-data-private.h"
#include <string.h>

/* The resource that the pictures are about: reviewers where there are any, else who has the most to
 * do. */
static const char *
find_main_resource (const CertplanCapacity *capacity)
{
  const char *busiest = _certplan_resource_find ("evaluation_body"); /* nobody has anything to do */
  gint64 most = -1;

  for (guint i = 0; i < capacity->types->len; i++)
    {
      const char *resource = _certplan_capacity_get_type (capacity, i)->resource;
      gint64 ticks = 0;
      if (g_str_equal (resource, "evaluation_body"))
        return resource;
      for (guint j = 0; j < capacity->jobs->len; j++)
        if (_certplan_capacity_get_job (capacity, j)->demand->resource == resource)
          ticks += _certplan_capacity_get_job (capacity, j)->ticks;
      if (ticks > most)
        busiest = resource;
      most = MAX (most, ticks);
    }
  return busiest;
}

static gint64
sum_supply (const CertplanCapacity *capacity, const char *resource, guint month)
{
  gint64 ticks = 0;

  for (guint i = 0; i < capacity->staff->len; i++)
    if (_certplan_capacity_get_staff (capacity, i)->resource == resource)
      ticks += _certplan_capacity_get_staff (capacity, i)->ticks[month];
  return ticks;
}

static gint32
to_whole_days (gint64 ticks)
{
  const gint64 days = (ticks + CERTPLAN_TICKS_PER_DAY / 2) / CERTPLAN_TICKS_PER_DAY;
  return (gint32)MIN (days, G_MAXINT32);
}

/* The ticks of a cell, as the what-if has it. */
static gint64
get_ticks (const CertplanCapacity *capacity, const CertplanWorkCell *cell)
{
  return cell->ticks
         + (gint64)((__int128)cell->expected_microticks * capacity->options->growth
                    / (100 * CERTPLAN_MILLION));
}

/* Demand by kind, month by month, against the time there is. */
typedef struct
{
  CertplanDate month;
  const char *kind;
  gint32 demand;
  gint32 supply;
} LoadLine;

static const CertplanColumn load_columns[] = {
  CERTPLAN_RESULT_COLUMN (LoadLine, month, MONTH),
  CERTPLAN_RESULT_COLUMN (LoadLine, kind, CHOICE),
  CERTPLAN_RESULT_COLUMN (LoadLine, demand, INT, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (LoadLine, supply, INT, .unit = "person_days"),
};

static const CertplanChartSpec load_spec = { .kind = CERTPLAN_CHART_STACK,
                                             .from = 0,
                                             .label = 1,
                                             .amount = 2,
                                             .capacity = CERTPLAN_CHART_COLUMN (3) };

/* The kinds that there are, in the order of their first month. */
static GPtrArray *
list_kinds (const CertplanCapacity *capacity, const char *resource)
{
  GPtrArray *kinds = g_ptr_array_new ();
  const GArray *cells = capacity->workload->cells;

  for (guint i = 0; i < cells->len; i++)
    {
      const CertplanWorkCell *cell = &g_array_index (cells, CertplanWorkCell, i);
      if (cell->resource == resource
          && !g_ptr_array_find_with_equal_func (kinds, cell->kind, g_str_equal, NULL))
        g_ptr_array_add (kinds, (gpointer)cell->kind);
    }
  return kinds;
}

static gint64 *
sum_kinds (const CertplanCapacity *capacity, const char *resource, const GPtrArray *kinds)
{
  gint64 *ticks = g_new0 (gint64, kinds->len * capacity->n_months + 1);
  const GArray *cells = capacity->workload->cells;
  guint kind;

  for (guint i = 0; i < cells->len; i++)
    {
      const CertplanWorkCell *cell = &g_array_index (cells, CertplanWorkCell, i);
      if (cell->resource == resource
          && g_ptr_array_find_with_equal_func ((GPtrArray *)kinds, cell->kind, g_str_equal, &kind))
        ticks[kind * capacity->n_months + cell->month] += get_ticks (capacity, cell);
    }
  return ticks;
}

static void
add_load (CertplanCapacity *capacity, const char *resource, const char *subtitle,
          CertplanTables *tables)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (LoadLine));
  g_autoptr (GPtrArray) kinds = list_kinds (capacity, resource);
  g_autofree gint64 *ticks = sum_kinds (capacity, resource, kinds);

  for (guint month = 0; month < capacity->n_months; month++)
    {
      LoadLine line = { .month = _certplan_capacity_get_month (capacity, month),
                        .demand = G_MININT32,
                        .supply = to_whole_days (sum_supply (capacity, resource, month)) };
      const guint n_before = rows->len;
      for (guint kind = 0; kind < kinds->len; kind++)
        {
          line.kind = g_ptr_array_index (kinds, kind);
          line.demand = to_whole_days (ticks[kind * capacity->n_months + month]);
          if (line.demand > 0)
            g_array_append_val (rows, line);
        }
      line.kind = NULL; /* a month has a row, also where there is nothing to do */
      line.demand = G_MININT32;
      if (rows->len == n_before)
        g_array_append_val (rows, line);
    }
  _certplan_table_set_chart (_certplan_capacity_take_rows (capacity, tables, "load", load_columns,
                                                           G_N_ELEMENTS (load_columns), rows,
                                                           subtitle),
                             &load_spec);
}

/* Where it is tight. */
typedef struct
{
  char *region; /* a sentence */
  CertplanDate month;
  gint64 demand, supply; /* hundredths of a day */
  gint32 load;
} HeatLine;

static void
heat_line_clear (gpointer data)
{
  g_free (((HeatLine *)data)->region);
}

static const CertplanColumn heat_columns[] = {
  CERTPLAN_RESULT_COLUMN (HeatLine, region, SENTENCE),
  CERTPLAN_RESULT_COLUMN (HeatLine, month, MONTH),
  CERTPLAN_RESULT_COLUMN (HeatLine, demand, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (HeatLine, supply, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (HeatLine, load, SHARE),
};

static const CertplanChartSpec heat_spec
    = { .kind = CERTPLAN_CHART_HEAT, .label = 0, .from = 1, .amount = 4 };

/* By region and month. */
typedef struct
{
  guint n_regions, n_months;
  gint64 *demand, *supply;
} RegionSums;

static void
region_sums_clear (RegionSums *sums)
{
  g_free (sums->demand);
  g_free (sums->supply);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RegionSums, region_sums_clear)

/* The regions whose work staff may do. */
static GArray *
list_served (const CertplanCapacity *capacity, const CertplanStaff *staff)
{
  GArray *regions = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < staff->skills->len; i++)
    {
      const guint type = g_array_index (staff->skills, CertplanTransportSkill, i).type;
      const guint region = _certplan_capacity_get_type (capacity, type)->region;
      gboolean is_known = FALSE;
      for (guint k = 0; k < regions->len; k++)
        is_known = is_known || g_array_index (regions, guint, k) == region;
      if (!is_known)
        g_array_append_val (regions, region);
    }
  return regions;
}

/* People who may work in several regions count in each by its share of their demand. */
static void
share_out (RegionSums *sums, const CertplanStaff *staff, const GArray *regions)
{
  for (guint month = 0; month < sums->n_months; month++)
    {
      gint64 all = 0;
      for (guint i = 0; i < regions->len; i++)
        all += sums->demand[g_array_index (regions, guint, i) * sums->n_months + month];
      for (guint i = 0; all > 0 && i < regions->len; i++)
        {
          const gsize cell = (gsize)g_array_index (regions, guint, i) * sums->n_months + month;
          sums->supply[cell] += (gint64)((__int128)staff->ticks[month] * sums->demand[cell] / all);
        }
    }
}

static void
sum_regions (const CertplanCapacity *capacity, const char *resource, RegionSums *sums)
{
  const GArray *cells = capacity->workload->cells;

  for (guint i = 0; i < cells->len; i++)
    {
      const CertplanWorkCell *cell = &g_array_index (cells, CertplanWorkCell, i);
      if (cell->resource == resource)
        sums->demand[cell->region * sums->n_months + cell->month] += get_ticks (capacity, cell);
    }
  for (guint i = 0; i < capacity->staff->len; i++)
    {
      const CertplanStaff *staff = _certplan_capacity_get_staff (capacity, i);
      g_autoptr (GArray) regions = list_served (capacity, staff);
      if (staff->resource == resource)
        share_out (sums, staff, regions);
    }
}

static gboolean
has_work (const RegionSums *sums, guint region)
{
  for (guint month = 0; month < sums->n_months; month++)
    if (sums->demand[region * sums->n_months + month] > 0)
      return TRUE;
  return FALSE;
}

/* Its name; work of which nobody knows where it is stands by itself. (transfer full): a sentence */
static char *
name_region (const CertplanCapacity *capacity, guint region)
{
  const char *name = _certplan_capacity_get_region (capacity, region);
  return _certplan_sentence ("label_plain", name != NULL ? name : CERTPLAN_LABEL "region_unknown",
                             NULL);
}

static void
add_heat (CertplanCapacity *capacity, const char *resource, const char *subtitle,
          CertplanTables *tables)
{
  const guint n_regions = _certplan_regions_get_n (capacity->office->regions);
  const gsize n_cells = (gsize)n_regions * capacity->n_months;
  g_auto (RegionSums) sums
      = { n_regions, capacity->n_months, g_new0 (gint64, n_cells), g_new0 (gint64, n_cells) };
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (HeatLine));

  g_array_set_clear_func (rows, heat_line_clear);
  sum_regions (capacity, resource, &sums);
  for (guint region = 0; region < n_regions; region++)
    for (guint month = 0; has_work (&sums, region) && month < capacity->n_months; month++)
      {
        const gsize cell = (gsize)region * capacity->n_months + month;
        const HeatLine line
            = { .region = name_region (capacity, region),
                .month = _certplan_capacity_get_month (capacity, month),
                .demand = _certplan_office_to_days (sums.demand[cell]),
                .supply = _certplan_office_to_days (sums.supply[cell]),
                .load = _certplan_capacity_get_share (sums.demand[cell], sums.supply[cell]) };
        g_array_append_val (rows, line);
      }
  _certplan_table_set_chart (
      _certplan_capacity_take_rows (capacity, tables, "heatmap", heat_columns,
                                    G_N_ELEMENTS (heat_columns), rows, subtitle),
      &heat_spec);
}

/* How much of the time of a class goes into what another class may do too. */
typedef struct
{
  CertplanDate month;
  const char *class_name;
  gint64 worked, misplaced;
  gint32 share;
} ClassLine;

static const CertplanColumn class_columns[] = {
  CERTPLAN_RESULT_COLUMN (ClassLine, month, MONTH),
  { .name = "class",
    .type = CERTPLAN_COLUMN_CHOICE,
    .offset = G_STRUCT_OFFSET (ClassLine, class_name) },
  CERTPLAN_RESULT_COLUMN (ClassLine, worked, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (ClassLine, misplaced, DECIMAL, .unit = "person_days"),
  CERTPLAN_RESULT_COLUMN (ClassLine, share, SHARE),
};

static const CertplanChartSpec class_spec
    = { .kind = CERTPLAN_CHART_LINES, .label = 1, .from = 0, .amount = 4 };

/* Whether they may do what lesser classes may do too. */
static gboolean
is_scarce (const CertplanStaff *staff)
{
  for (guint i = 0; i < staff->skills->len; i++)
    if (g_array_index (staff->skills, CertplanTransportSkill, i).cost > 0)
      return TRUE;
  return FALSE;
}

/* The class of such staff; NULL = the office has none. */
static const char *
find_scarce_class (const CertplanCapacity *capacity)
{
  for (guint i = 0; i < capacity->staff->len; i++)
    {
      const CertplanStaff *staff = _certplan_capacity_get_staff (capacity, i);
      if (is_scarce (staff))
        return _certplan_capacity_get_body (capacity, staff->body)->class_name;
    }
  return NULL;
}

static void
sum_classes (const CertplanCapacity *capacity, gint64 *worked, gint64 *misplaced)
{
  const CertplanTransportPlan *plan = capacity->plans[CERTPLAN_BY_CAP];
  guint cost;

  for (guint i = 0; i < plan->tasks->len; i++)
    {
      const CertplanTransportTask *task = &g_array_index (plan->tasks, CertplanTransportTask, i);
      const CertplanTransportPool *pool
          = &g_array_index (plan->pools, CertplanTransportPool, task->pool);
      const CertplanStaff *staff
          = _certplan_capacity_get_staff (capacity, capacity->staff_of_set[pool->skills]);
      if (!is_scarce (staff))
        continue;
      worked[pool->period] += task->ticks;
      if (_certplan_capacity_find_skill (capacity, staff, task->type, &cost))
        misplaced[pool->period] += task->ticks * cost;
    }
}

void
_certplan_capacity_add_classes (CertplanCapacity *capacity, CertplanTables *tables)
{
  g_autofree gint64 *worked = g_new0 (gint64, capacity->n_months + 1);
  g_autofree gint64 *misplaced = g_new0 (gint64, capacity->n_months + 1);
  const char *class_name = find_scarce_class (capacity);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (ClassLine));

  sum_classes (capacity, worked, misplaced);
  for (guint month = 0; class_name != NULL && month < capacity->n_months; month++)
    {
      const ClassLine line
          = { .month = _certplan_capacity_get_month (capacity, month),
              .class_name = class_name,
              .worked = _certplan_office_to_days (worked[month]),
              .misplaced = _certplan_office_to_days (misplaced[month]),
              .share = _certplan_capacity_get_share (misplaced[month], worked[month]) };
      g_array_append_val (rows, line);
    }
  _certplan_table_set_chart (
      _certplan_capacity_take_rows (capacity, tables, "classes", class_columns,
                                    G_N_ELEMENTS (class_columns), rows, NULL),
      &class_spec);
}

static char *
make_subtitle (const char *resource)
{
  g_autofree char *label = g_strconcat (CERTPLAN_LABEL, resource, NULL);
  return _certplan_sentence ("subtitle.capacity", label, NULL);
}

void
_certplan_capacity_add_load (CertplanCapacity *capacity, CertplanTables *tables)
{
  const char *resource = find_main_resource (capacity);
  g_autofree char *subtitle = make_subtitle (resource);
  add_load (capacity, resource, subtitle, tables);
}

void
_certplan_capacity_add_heatmap (CertplanCapacity *capacity, CertplanTables *tables)
{
  const char *resource = find_main_resource (capacity);
  g_autofree char *subtitle = make_subtitle (resource);
  add_heat (capacity, resource, subtitle, tables);
}
