/* When a panel meets. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-workcal.h"

typedef struct
{
  CertplanPeriod every; /* "P21D": again and again; no period = a day of each month */
  gint nth;             /* of a month: 1 .. 4; -1 = the last one */
  gint weekday;         /* 1 = Monday .. 7 = Sunday, 0 = any day */
  gboolean is_working;  /* only working days count */
} CertplanPanelRule;

/* "last working Thursday", "第二个周三", "first working day", "P21D". Returns: FALSE if it is none
 */
gboolean _certplan_panel_rule_parse (const char *text, CertplanPanelRule *out);
/* Appends the days (CertplanDate) of [from, to) on which it meets, each once and behind those that
 * are there. @anchor: a first meeting, from
 * which periods are counted; one on a rest day moves to the next working day. Days that the
 * calendar does not know are left out. */
void _certplan_panel_rule_list (const CertplanPanelRule *rule, const CertplanWorkcal *workcal,
                                CertplanDate anchor, CertplanDate from, CertplanDate to,
                                GArray *days);
