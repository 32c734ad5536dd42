/* A calendar of months with the duties of each day. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-figure-private.h"

/* More kinds than this share the last colour. */
#define CERTPLAN_MAX_KINDS 10
/* As many duties are listed one by one; more are counted by month. */
#define CERTPLAN_MAX_LISTED 60
#define CERTPLAN_MAX_MONTHS 24

/* How many duties a day has. */
typedef struct
{
  CertplanDate day;
  guint n[CERTPLAN_MAX_KINDS]; /* by kind, those that are not missed */
  guint n_missed;
} CertplanCalendarDay;

/* One duty, where each is listed. */
typedef struct
{
  CertplanDate day;
  guint kind;
  gboolean is_missed;
  const char *label, *note, *more; /* of the figure */
  guint place;                     /* in the table */
} CertplanCalendarRow;

typedef struct
{
  CertplanFigure *figure;         /* borrowed */
  const CertplanWorkcal *workcal; /* borrowed; NULL = not known */
  GPtrArray *kinds;               /* const char *: as the reader says them */
  GHashTable *days;               /* day -> CertplanCalendarDay, owned */
  GArray *rows;                   /* CertplanCalendarRow, by day; of at most MAX_LISTED duties */
  guint n_rows, n_undated;
  CertplanDate first, last; /* of the duties; NONE = there are none */
  CertplanDate start;       /* the first of the first month that is drawn */
  gint n_months;
} CertplanMonthCalendar;

/* Returns: (transfer full) (nullable): NULL with @error set */
CertplanMonthCalendar *_certplan_month_calendar_read (CertplanFigure *figure, GError **error);
void _certplan_month_calendar_free (CertplanMonthCalendar *calendar);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanMonthCalendar, _certplan_month_calendar_free)

/* The first day of month @i that is drawn; for n_months, the day behind the last month, be it no
 * day that there is. */
CertplanDate _certplan_month_calendar_get_month (const CertplanMonthCalendar *calendar, gint i);
/* Returns: (nullable): what is due that day */
const CertplanCalendarDay *_certplan_month_calendar_get_day (const CertplanMonthCalendar *calendar,
                                                             CertplanDate day);
guint _certplan_calendar_day_count (const CertplanCalendarDay *day);

/* Draws the list, or the counts by month, from @y on. Returns: where they end */
gint _certplan_month_calendar_draw_list (CertplanMonthCalendar *calendar, gint y);
