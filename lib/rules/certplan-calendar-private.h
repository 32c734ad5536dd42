/* Calendar files: rows of days that differ from the weekly rule. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#pragma once
#include "certplan-faults.h"
#include "certplan-workcal.h"

/* What a row says of its day. */
typedef enum
{
  CERTPLAN_DAY_HOLIDAY = 1, /* off, by a notice */
  CERTPLAN_DAY_WORKDAY,     /* worked in a weekend's place, by a notice */
  CERTPLAN_DAY_STATUTORY,   /* off, by the law itself */
  CERTPLAN_DAY_CLOSED,      /* a closing day of the office's own */
  CERTPLAN_DAY_MADE_UP,     /* off in a statutory day's place, until a notice says which day is */
} CertplanDayKind;

/* The word that stands in files, as "holiday". */
const char *_certplan_day_kind_get_name (CertplanDayKind kind);

/* A row of a calendar file. Texts are the calendar's. */
typedef struct
{
  CertplanDate date;
  CertplanDayKind kind;
  const char *name, *source;
  const char *file;
  guint line;
} CertplanCalendarDay;

/* The rows read so far, of all files, in order. Of two rows of one day the closing day wins, then
 * the notice, then the law; of two alike the later one. Days made up count in years that no notice
 * covers. */
typedef struct _CertplanCalendarDays CertplanCalendarDays;

CertplanCalendarDays *_certplan_calendar_days_new (void);
void _certplan_calendar_days_free (CertplanCalendarDays *days);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanCalendarDays, _certplan_calendar_days_free)
void _certplan_calendar_days_read (CertplanCalendarDays *days, const char *file, GBytes *bytes,
                                   CertplanFaults *faults);
guint _certplan_calendar_days_get_n (const CertplanCalendarDays *days);
const CertplanCalendarDay *_certplan_calendar_days_get (const CertplanCalendarDays *days, guint i);
/* The row of that kind that counts for the day, NULL if there is none. */
const CertplanCalendarDay *_certplan_calendar_days_find (const CertplanCalendarDays *days,
                                                         CertplanDate date, CertplanDayKind kind);

/* The calendar of the years that are known: published, and (unless @published_only) those that the
 * law alone covers. NULL with a fault where a year between them is not known.
 *
 * A year is published where holidays of notices cover all its statutory days; where those are not
 * known, its New Year's Day. So neither closing days nor the last days of December, which a notice
 * may take from the year before its own, make a year a published one. */
CertplanWorkcal *_certplan_calendar_days_finish (const CertplanCalendarDays *days,
                                                 gboolean published_only, CertplanFaults *faults);
/* Appends the days that count, for the digest of the rules. */
void _certplan_calendar_days_append (const CertplanCalendarDays *days, GString *text);
