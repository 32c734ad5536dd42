/* How wide the days of a Gantt chart are. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-date-private.h"
#include "certplan-gantt-private.h"

/* What stands beside a bar begins this far behind it. */
#define NOTE_GAP CERTPLAN_PX (14)
#define MIN_WIDTH CERTPLAN_PX (200)

/* A month's beginning where that costs little room, else a day or a little more before the first.
 */
static CertplanDate
choose_start (const CertplanGantt *gantt)
{
  const gint n_days = gantt->last - gantt->first;
  gint year, month;

  certplan_date_get_ymd (gantt->first, &year, &month, NULL);
  const CertplanDate month_start = certplan_date_new (year, month, 1);
  if (gantt->first - month_start <= n_days / 8)
    return month_start;
  return MAX (gantt->first - MAX (1, n_days / 60), _CERTPLAN_DATE_FIRST);
}

CertplanDayScale
_certplan_gantt_scale_choose (const CertplanGantt *gantt, gint left, gint right)
{
  CertplanDayScale scale = { left, right, choose_start (gantt), 1, right - left };

  scale.days = gantt->last - scale.start;
  scale.width -= CERTPLAN_PX (8);
  for (guint i = 0; i < gantt->rows->len; i++)
    {
      const CertplanGanttRow *row = &g_array_index (gantt->rows, CertplanGanttRow, i);
      if (row->from == CERTPLAN_DATE_NONE || *row->note == '\0')
        continue;
      const gint room
          = right - left - NOTE_GAP - _certplan_text_measure (row->note, CERTPLAN_FONT_NAME);
      const gint64 days = MAX (row->to, row->from + 1) - scale.start;
      const gint64 width = (gint64)room * scale.days / MAX (days, 1);
      scale.width = (gint)MIN (scale.width, width);
    }
  scale.width = MAX (scale.width, MIN_WIDTH);
  return scale;
}
