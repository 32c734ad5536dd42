/* Days on a line of the picture. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-figure-private.h"

/* @days days from @start take @width, from @left on. */
typedef struct
{
  gint left, right; /* right: where the axis ends, at or behind the last day */
  CertplanDate start;
  gint days;
  gint width;
} CertplanDayScale;

gint _certplan_day_scale_get (const CertplanDayScale *scale, CertplanDate day);
/* Draws grid lines from @top to @bottom, and under @bottom the months, days or quarters. */
void _certplan_day_scale_draw (CertplanFigure *figure, const CertplanDayScale *scale, gint top,
                               gint bottom);
