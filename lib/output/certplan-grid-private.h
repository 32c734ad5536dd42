/* A table's rows as amounts of series in groups: what columns and cells are drawn from.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-scale-private.h"

/* A period, by its first day, or what a text names. */
typedef struct
{
  CertplanDate from; /* NONE = a text */
  const char *name;
  gint64 capacity; /* G_MININT64 = not stated */
} CertplanGridGroup;

/* Numbers are as the amount's column has them; G_MININT64 = absent. */
typedef struct
{
  CertplanFigure *figure; /* borrowed */
  CertplanColumnType type;
  gboolean has_periods;
  gint months;       /* how long a period is; 0 = of days, see n_days */
  gint n_days;       /* of the shortest period */
  GPtrArray *series; /* const char *: as the reader says them, in order of appearance */
  GArray *groups;    /* CertplanGridGroup: periods by their days, else in order of appearance */
  gint64 *amounts;   /* by group, then by series */
  gint64 *limits;    /* the same: the capacity of one cell */
  gboolean *has_row; /* the same: a row is there, be its amount absent */
} CertplanGrid;

/* How much a picture takes. */
typedef struct
{
  guint max_groups;
  guint max_series;
  gboolean has_others; /* series that are too many are put together, else refused */
} CertplanGridSize;

/* Rows of one series and group are added up; months, quarters and years that no row has are there,
 * empty. Returns: (transfer full) (nullable): NULL with @error
 * set */
CertplanGrid *_certplan_grid_read (CertplanFigure *figure, const CertplanGridSize *size,
                                   GError **error);
void _certplan_grid_free (CertplanGrid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanGrid, _certplan_grid_free)

const CertplanGridGroup *_certplan_grid_get_group (const CertplanGrid *grid, guint group);
gint64 _certplan_grid_get (const CertplanGrid *grid, guint group, guint series);
gint64 _certplan_grid_get_limit (const CertplanGrid *grid, guint group, guint series);
/* Whether a row tells of that cell, and its amount is absent. */
gboolean _certplan_grid_is_absent (const CertplanGrid *grid, guint group, guint series);

/* The groups @first .. @first + @n - 1 beside each other between @left and @right. */
typedef struct
{
  gint left, right;
  guint first, n;
} CertplanGroupAxis;

/* Where group @first + @i begins, and the one before it ends. */
gint _certplan_group_axis_get (const CertplanGroupAxis *axis, guint i);
/* The groups' names under @bottom, years with lines up to @top. @is_marked: (nullable): by group:
 * its name is red. Returns: where they end */
gint _certplan_group_axis_draw (CertplanGrid *grid, const CertplanGroupAxis *axis, gint top,
                                gint bottom, const gboolean *is_marked);
/* The same above what is drawn, from @top on, the years over their months. Returns: where they end
 */
gint _certplan_group_axis_draw_above (CertplanGrid *grid, const CertplanGroupAxis *axis, gint top);
