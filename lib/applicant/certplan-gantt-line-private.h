/* The rows of a Gantt chart, as every result that draws one makes them.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-table-private.h"

typedef struct
{
  const char *mark;  /* bar, milestone, limit, rest */
  const char *label; /* a sentence */
  CertplanDate from, to;
  const char *actor;
  gint days;
} CertplanGanttLine;

#define CERTPLAN_N_GANTT_COLUMNS 6
extern const CertplanColumn _certplan_gantt_columns[CERTPLAN_N_GANTT_COLUMNS];
extern const CertplanChartSpec _certplan_gantt_spec;
