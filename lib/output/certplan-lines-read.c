/* A table's rows as points of lines. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-lines-private.h"
#include "certplan-outputs.h"
#include "certplan-private.h"

#define MAX_SERIES 12
#define MAX_POINTS 4000

static void
free_line (gpointer data)
{
  CertplanLine *line = data;

  g_array_unref (line->points);
  g_free (line);
}

void
_certplan_lines_free (CertplanLines *lines)
{
  g_ptr_array_unref (lines->series);
  g_array_unref (lines->limits);
  g_free (lines);
}

static CertplanLine *
find_line (CertplanLines *lines, const char *name)
{
  for (guint i = 0; i < lines->series->len; i++)
    {
      CertplanLine *line = lines->series->pdata[i];
      if (g_str_equal (line->name, name))
        return line;
    }
  CertplanLine *line = g_new0 (CertplanLine, 1);
  line->name = name;
  line->points = g_array_new (FALSE, FALSE, sizeof (CertplanLinePoint));
  g_ptr_array_add (lines->series, line);
  return line;
}

static void
widen (CertplanLines *lines, gint64 y)
{
  if (y == G_MININT64)
    return;
  lines->least = MIN (lines->least, y);
  lines->most = MAX (lines->most, y);
}

static gint64
read_optional (CertplanCursor *cursor, guint role)
{
  return role != 0 ? certplan_cursor_get_int (cursor, role - 1) : G_MININT64;
}

/* Sums of lines would say something else than the lines, so those that are too many are refused. */
static gboolean
check_size (const CertplanLines *lines, guint n_points, GError **error)
{
  if (lines->series->len <= MAX_SERIES && n_points <= MAX_POINTS)
    return TRUE;
  g_set_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_CHART,
               _ ("the chart has more than %d curves or %d points; wanted a shorter result, or a "
                  ".csv"),
               MAX_SERIES, MAX_POINTS);
  return FALSE;
}

static void
add_row (CertplanLines *lines, CertplanCursor *cursor)
{
  CertplanFigure *figure = lines->figure;
  const CertplanChartSpec *spec = _certplan_table_get_chart (figure->table);
  const CertplanLinePoint point
      = { certplan_cursor_get_int (cursor, spec->from),
          certplan_cursor_get_int (cursor, spec->amount), read_optional (cursor, spec->low),
          read_optional (cursor, spec->high) };
  CertplanLinePoint limit = point;
  const char *name = _certplan_figure_read (figure, cursor, spec->label, FALSE);

  limit.y = read_optional (cursor, spec->capacity);
  if (point.x == G_MININT64)
    return;
  lines->first = MIN (lines->first, point.x);
  lines->last = MAX (lines->last, point.x);
  widen (lines, point.y);
  widen (lines, point.low);
  widen (lines, point.high);
  widen (lines, limit.y);
  lines->has_band = lines->has_band || (point.low != G_MININT64 && point.high != G_MININT64);
  if (limit.y != G_MININT64)
    g_array_append_val (lines->limits, limit);
  if (*name != '\0')
    g_array_append_val (find_line (lines, name)->points, point);
}

static gint
compare_points (gconstpointer a, gconstpointer b)
{
  const gint64 one = ((const CertplanLinePoint *)a)->x, other = ((const CertplanLinePoint *)b)->x;

  return one != other ? (one < other ? -1 : 1) : 0;
}

/* The limit is the same for all lines: the first that is stated of each x. */
static void
finish (CertplanLines *lines)
{
  guint n = 0;

  for (guint i = 0; i < lines->series->len; i++)
    g_array_sort (((CertplanLine *)lines->series->pdata[i])->points, compare_points);
  g_array_sort (lines->limits, compare_points);
  for (guint i = 0; i < lines->limits->len; i++)
    {
      CertplanLinePoint *limits = (CertplanLinePoint *)(void *)lines->limits->data;
      if (n == 0 || limits[n - 1].x != limits[i].x)
        limits[n++] = limits[i];
    }
  g_array_set_size (lines->limits, n);
}

CertplanLines *
_certplan_lines_read (CertplanFigure *figure, GError **error)
{
  const CertplanChartSpec *spec = _certplan_table_get_chart (figure->table);
  g_autoptr (CertplanLines) lines = g_new0 (CertplanLines, 1);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (figure->table);
  g_autoptr (GError) failure = NULL;

  lines->figure = figure;
  lines->x_type = certplan_table_get_column_type (figure->table, spec->from);
  lines->type = certplan_table_get_column_type (figure->table, spec->amount);
  lines->has_days = lines->x_type == CERTPLAN_COLUMN_DATE || lines->x_type == CERTPLAN_COLUMN_MONTH;
  lines->series = g_ptr_array_new_with_free_func (free_line);
  lines->limits = g_array_new (FALSE, FALSE, sizeof (CertplanLinePoint));
  lines->first = G_MAXINT64;
  lines->last = G_MININT64;
  for (guint n = 1; certplan_cursor_next (cursor, &failure); n++)
    {
      add_row (lines, cursor);
      if (!check_size (lines, n, error))
        return NULL;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  finish (lines);
  return g_steal_pointer (&lines);
}
