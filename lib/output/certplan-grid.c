/* A table's rows as amounts of series in groups. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-grid-private.h"
#include "certplan-outputs.h"
#include "certplan-private.h"

/* One less than what a hash table has for a key that it does not have. */
#define NOWHERE G_MAXUINT

/* One row of the table, while it is read. */
typedef struct
{
  guint group, series; /* NOWHERE: the row is there for its group alone */
  gint64 amount, limit;
} Cell;

/* What finds groups and series again. */
typedef struct
{
  CertplanGrid *grid;
  const CertplanGridSize *size;
  GHashTable *groups; /* day or text -> place + 1 */
  GHashTable *series; /* text -> place + 1 */
  GArray *cells;
} Reading;

void
_certplan_grid_free (CertplanGrid *grid)
{
  g_ptr_array_unref (grid->series);
  g_array_unref (grid->groups);
  g_free (grid->amounts);
  g_free (grid->limits);
  g_free (grid->has_row);
  g_free (grid);
}

const CertplanGridGroup *
_certplan_grid_get_group (const CertplanGrid *grid, guint group)
{
  return &g_array_index (grid->groups, CertplanGridGroup, group);
}

gint64
_certplan_grid_get (const CertplanGrid *grid, guint group, guint series)
{
  return grid->amounts[group * grid->series->len + series];
}

gint64
_certplan_grid_get_limit (const CertplanGrid *grid, guint group, guint series)
{
  return grid->limits[group * grid->series->len + series];
}

gboolean
_certplan_grid_is_absent (const CertplanGrid *grid, guint group, guint series)
{
  return _certplan_grid_get (grid, group, series) == G_MININT64
         && grid->has_row[(gsize)group * grid->series->len + series];
}

static gboolean
check_groups (guint n_groups, const CertplanGridSize *size, GError **error)
{
  if (n_groups <= size->max_groups)
    return TRUE;
  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_CHART,
               _ ("the chart has more than %d columns; wanted longer periods, or a .csv"),
               (gint)size->max_groups);
  return FALSE;
}

/* Returns: FALSE with @error set where there are too many */
static gboolean
find_group (Reading *reading, CertplanCursor *cursor, guint *place, GError **error)
{
  CertplanGrid *grid = reading->grid;
  const guint column = _certplan_table_get_chart (grid->figure->table)->from;
  CertplanGridGroup group = { CERTPLAN_DATE_NONE, NULL, G_MININT64 };

  if (grid->has_periods)
    group.from = certplan_cursor_get_date (cursor, column);
  else
    group.name = _certplan_figure_read (grid->figure, cursor, column, FALSE);
  const gpointer key = grid->has_periods ? GINT_TO_POINTER (group.from) : (gpointer)group.name;
  *place = GPOINTER_TO_UINT (g_hash_table_lookup (reading->groups, key)) - 1;
  if (*place != NOWHERE || (grid->has_periods && group.from == CERTPLAN_DATE_NONE))
    return TRUE;
  g_array_append_val (grid->groups, group);
  *place = grid->groups->len - 1;
  g_hash_table_insert (reading->groups, key, GUINT_TO_POINTER (grid->groups->len));
  return check_groups (grid->groups->len, reading->size, error);
}

static gboolean
find_series (Reading *reading, const char *name, guint *place, GError **error)
{
  GPtrArray *series = reading->grid->series;

  *place = GPOINTER_TO_UINT (g_hash_table_lookup (reading->series, name)) - 1;
  if (*place != NOWHERE)
    return TRUE;
  if (series->len < reading->size->max_series)
    g_ptr_array_add (series, (gpointer)name);
  else if (reading->size->has_others)
    series->pdata[series->len - 1]
        = (gpointer)_certplan_figure_say (reading->grid->figure, "chart.others", NULL, NULL);
  else
    {
      g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_CHART,
                   _ ("the chart has more than %d lines; wanted a shorter result, or a .csv"),
                   (gint)reading->size->max_series);
      return FALSE;
    }
  *place = series->len - 1;
  g_hash_table_insert (reading->series, (gpointer)name, GUINT_TO_POINTER (series->len));
  return TRUE;
}

static gboolean
add_cell (Reading *reading, Cell cell, const char *name, GError **error)
{
  if (*name == '\0')
    return TRUE;
  if (!find_series (reading, name, &cell.series, error))
    return FALSE;
  g_array_append_val (reading->cells, cell);
  return TRUE;
}

/* A column of amounts as a series of its own. */
static gboolean
add_column (Reading *reading, CertplanCursor *cursor, Cell cell, guint column, GError **error)
{
  cell.amount = certplan_cursor_get_int (cursor, column);
  return add_cell (reading, cell, _certplan_figure_say_head (reading->grid->figure, column), error);
}

static gboolean
read_row (Reading *reading, CertplanCursor *cursor, GError **error)
{
  CertplanGrid *grid = reading->grid;
  const CertplanChartSpec *spec = _certplan_table_get_chart (grid->figure->table);
  Cell cell
      = { G_MAXUINT, G_MAXUINT, certplan_cursor_get_int (cursor, spec->amount),
          spec->capacity != 0 ? certplan_cursor_get_int (cursor, spec->capacity - 1) : G_MININT64 };

  if (!find_group (reading, cursor, &cell.group, error))
    return FALSE;
  if (cell.group == NOWHERE)
    return TRUE;
  if (cell.limit != G_MININT64)
    g_array_index (grid->groups, CertplanGridGroup, cell.group).capacity = cell.limit;
  if (spec->label != spec->from)
    return add_cell (reading, cell,
                     _certplan_figure_read (grid->figure, cursor, spec->label, FALSE), error);
  return add_column (reading, cursor, cell, spec->amount, error)
         && (spec->more == 0 || add_column (reading, cursor, cell, spec->more - 1, error));
}

static gint
compare_places (gconstpointer a, gconstpointer b, gpointer data)
{
  const CertplanGrid *grid = data;
  const CertplanDate one = _certplan_grid_get_group (grid, *(const guint *)a)->from;
  const CertplanDate other = _certplan_grid_get_group (grid, *(const guint *)b)->from;

  return one != other ? (one < other ? -1 : 1) : 0;
}

/* Periods are as long as the two that are nearest to each other: some may be missing. */
static void
find_length (CertplanGrid *grid, const guint *order)
{
  grid->n_days = 366;
  for (guint i = 1; grid->has_periods && i < grid->groups->len; i++)
    {
      const gint n_days = _certplan_grid_get_group (grid, order[i])->from
                          - _certplan_grid_get_group (grid, order[i - 1])->from;
      grid->n_days = MIN (grid->n_days, n_days);
    }
  grid->months = grid->n_days < 28 ? 0 : grid->n_days < 32 ? 1 : grid->n_days < 93 ? 3 : 12;
  if (grid->groups->len == 1)
    grid->months = 1; /* one period: its month is said, too */
}

/* The periods between the last one and @from that no row has: what is not there must not be passed
 * over. */
static void
append_missing (const CertplanGrid *grid, GArray *sorted, CertplanDate from, guint max_groups)
{
  const guint n = sorted->len;

  if (!grid->has_periods || grid->months == 0 || n == 0)
    return;
  const CertplanDate last = g_array_index (sorted, CertplanGridGroup, n - 1).from;
  for (gint i = 1; sorted->len <= max_groups; i++)
    {
      const CertplanGridGroup missing
          = { certplan_date_add_months (last, i * grid->months), NULL, G_MININT64 };
      if (missing.from == CERTPLAN_DATE_NONE || missing.from >= from)
        return;
      g_array_append_val (sorted, missing);
    }
}

/* Periods go by their days, and none is left out. Returns: (transfer full): by old place, the new
 * one */
static guint *
sort_groups (CertplanGrid *grid, guint max_groups)
{
  const guint n = grid->groups->len;
  g_autofree guint *order = g_new (guint, MAX (n, 1));
  guint *places = g_new (guint, MAX (n, 1));
  GArray *sorted = g_array_sized_new (FALSE, FALSE, sizeof (CertplanGridGroup), n);

  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (gint)n, sizeof *order, compare_places, grid);
  find_length (grid, order);
  for (guint i = 0; i < n; i++)
    {
      const CertplanGridGroup *group = _certplan_grid_get_group (grid, order[i]);
      append_missing (grid, sorted, group->from, max_groups);
      g_array_append_vals (sorted, group, 1);
      places[order[i]] = sorted->len - 1;
    }
  g_array_unref (grid->groups);
  grid->groups = sorted;
  return places;
}

static void
fill (CertplanGrid *grid, const GArray *cells, guint max_groups)
{
  g_autofree guint *places = sort_groups (grid, max_groups);
  const gsize n = (gsize)grid->groups->len * grid->series->len;

  grid->amounts = g_new (gint64, MAX (n, 1));
  grid->limits = g_new (gint64, MAX (n, 1));
  grid->has_row = g_new0 (gboolean, MAX (n, 1));
  for (gsize i = 0; i < n; i++)
    grid->amounts[i] = grid->limits[i] = G_MININT64;
  for (guint i = 0; i < cells->len; i++)
    {
      const Cell *cell = &g_array_index (cells, Cell, i);
      const gsize at = (gsize)places[cell->group] * grid->series->len + cell->series;
      grid->has_row[at] = TRUE;
      grid->amounts[at] = _certplan_amount_add (grid->amounts[at], cell->amount);
      grid->limits[at] = _certplan_amount_add (grid->limits[at], cell->limit);
    }
}

CertplanGrid *
_certplan_grid_read (CertplanFigure *figure, const CertplanGridSize *size, GError **error)
{
  const CertplanChartSpec *spec = _certplan_table_get_chart (figure->table);
  const CertplanColumnType from = certplan_table_get_column_type (figure->table, spec->from);
  g_autoptr (CertplanGrid) grid = g_new0 (CertplanGrid, 1);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (figure->table);
  g_autoptr (GHashTable) groups = NULL;
  g_autoptr (GHashTable) series = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_autoptr (GError) failure = NULL;

  grid->figure = figure;
  grid->type = certplan_table_get_column_type (figure->table, spec->amount);
  grid->has_periods = from == CERTPLAN_COLUMN_DATE || from == CERTPLAN_COLUMN_MONTH;
  grid->series = g_ptr_array_new ();
  grid->groups = g_array_new (FALSE, FALSE, sizeof (CertplanGridGroup));
  groups = grid->has_periods ? g_hash_table_new (NULL, NULL)
                             : g_hash_table_new (g_str_hash, g_str_equal);
  Reading reading = { grid, size, groups, series, cells };
  while (certplan_cursor_next (cursor, &failure))
    if (!read_row (&reading, cursor, error))
      return NULL;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  fill (grid, cells, size->max_groups);
  if (!check_groups (grid->groups->len, size, error))
    return NULL;
  return g_steal_pointer (&grid);
}
