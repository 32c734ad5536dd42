/* The rows of a Gantt chart, as every result that draws one makes them.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-gantt-line-private.h"

const CertplanColumn _certplan_gantt_columns[CERTPLAN_N_GANTT_COLUMNS] = {
  CERTPLAN_RESULT_COLUMN (CertplanGanttLine, mark, CHOICE),
  CERTPLAN_RESULT_COLUMN (CertplanGanttLine, label, SENTENCE),
  CERTPLAN_RESULT_COLUMN (CertplanGanttLine, from, DATE),
  CERTPLAN_RESULT_COLUMN (CertplanGanttLine, to, DATE),
  CERTPLAN_RESULT_COLUMN (CertplanGanttLine, actor, CHOICE),
  CERTPLAN_RESULT_COLUMN (CertplanGanttLine, days, INT),
};

const CertplanChartSpec _certplan_gantt_spec = {
  .kind = CERTPLAN_CHART_GANTT, .mark = 0, .label = 1, .from = 2, .to = 3, .actor = 4, .days = 5
};
