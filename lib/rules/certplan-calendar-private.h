/* Calendar files: rows of days that differ from the weekly rule. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#pragma once
#include "certplan-faults.h"
#include "certplan-workcal.h"

/* The days read so far; a day of a later file replaces that of an earlier one. */
typedef struct _CertplanCalendarDays CertplanCalendarDays;

CertplanCalendarDays *_certplan_calendar_days_new (void);
void _certplan_calendar_days_free (CertplanCalendarDays *days);
void _certplan_calendar_days_read (CertplanCalendarDays *days, const char *file, GBytes *bytes,
                                   CertplanFaults *faults);

/* The calendar of the years that have days; NULL with a fault where a year between has none. */
CertplanWorkcal *_certplan_calendar_days_finish (CertplanCalendarDays *days,
                                                 CertplanFaults *faults);
