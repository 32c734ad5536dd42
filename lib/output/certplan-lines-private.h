/* A table's rows as points of lines. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-day-scale-private.h"
#include "certplan-scale-private.h"

/* Numbers are as their columns have them; G_MININT64 = absent. */
typedef struct
{
  gint64 x; /* a day, or a number */
  gint64 y;
  gint64 low, high;
} CertplanLinePoint;

typedef struct
{
  const char *name; /* of the figure */
  GArray *points;   /* CertplanLinePoint, by x */
} CertplanLine;

typedef struct
{
  CertplanFigure *figure; /* borrowed */
  gboolean has_days, has_band;
  CertplanColumnType x_type, type;
  GPtrArray *series;  /* CertplanLine, in order of appearance */
  GArray *limits;     /* CertplanLinePoint, by x, none twice */
  gint64 first, last; /* of x; first > last = no point */
  gint64 least, most; /* of all that is drawn */
} CertplanLines;

/* Returns: (transfer full) (nullable): NULL with @error set */
CertplanLines *_certplan_lines_read (CertplanFigure *figure, GError **error);
void _certplan_lines_free (CertplanLines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanLines, _certplan_lines_free)
