/* The working calendar: weekly rest days, holidays and make-up working days.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-date.h"

G_BEGIN_DECLS

/**
 * CertplanWorkcal:
 *
 * Which days are worked. Knows a range of whole years; outside it nothing is guessed. Immutable,
 * reference counted.
 */
typedef struct _CertplanWorkcal CertplanWorkcal;

#define CERTPLAN_TYPE_WORKCAL (certplan_workcal_get_type ())
GType certplan_workcal_get_type (void);
CertplanWorkcal *certplan_workcal_ref (CertplanWorkcal *workcal);
void certplan_workcal_unref (CertplanWorkcal *workcal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanWorkcal, certplan_workcal_unref)

/* One day that differs from the weekly rule (Monday to Friday are worked). Names are borrowed. */
typedef struct
{
  CertplanDate date;
  gboolean is_working;
  const char *name; /* a label key, as "spring_festival"; copied */
} CertplanWorkcalDay;

/**
 * _certplan_workcal_new:
 * @first_year: the first year known
 * @last_year: the last year known
 * @days: (array length=n_days): any order, no date twice, all inside the years; what breaks this is
 * the caller's bug, so a loader checks its rows first
 * @n_days: 0 leaves the weekly rule alone (@days may then be %NULL)
 */
CertplanWorkcal *_certplan_workcal_new (gint first_year, gint last_year,
                                        const CertplanWorkcalDay *days, gsize n_days);

/* The first and the last day that the calendar knows. */
CertplanDate certplan_workcal_get_first (const CertplanWorkcal *workcal);
CertplanDate certplan_workcal_get_last (const CertplanWorkcal *workcal);

/* Returns: %TRUE if @date is worked; @date must be known to the calendar (else %FALSE) */
gboolean certplan_workcal_is_working (const CertplanWorkcal *workcal, CertplanDate date);

/* Returns: (nullable): the label key of the holiday or make-up day; %NULL on ordinary days */
const char *certplan_workcal_get_name (const CertplanWorkcal *workcal, CertplanDate date);

/**
 * certplan_workcal_count:
 * @from: a known day, or the day after the last known one
 * @to: likewise
 * @out_days: (out): working days x with @from <= x < @to; negative if @to < @from; untouched on
 * error
 * @error: %CERTPLAN_BASE_ERROR_CALENDAR
 *
 * O(1).
 */
gboolean certplan_workcal_count (const CertplanWorkcal *workcal, CertplanDate from, CertplanDate to,
                                 gint *out_days, GError **error);

/**
 * certplan_workcal_add:
 * @date: a known day
 * @n_days: working days, may be negative; 0 gives @date itself, worked or not
 * @out_date: (out): the @n_days-th working day after @date (before it, where @n_days < 0), the day
 * of the event not counted; untouched on error
 * @error: %CERTPLAN_BASE_ERROR_CALENDAR
 *
 * O(1).
 */
gboolean certplan_workcal_add (const CertplanWorkcal *workcal, CertplanDate date, gint n_days,
                               CertplanDate *out_date, GError **error);

/**
 * certplan_workcal_roll:
 * @out_date: (out): @date if it is worked, else the next working day; untouched on error
 * @error: %CERTPLAN_BASE_ERROR_CALENDAR
 *
 * Source: PRC Civil Code, article 203.
 */
gboolean certplan_workcal_roll (const CertplanWorkcal *workcal, CertplanDate date,
                                CertplanDate *out_date, GError **error);

/**
 * certplan_workcal_add_period:
 * @period: months, then days, then working days are added
 * @out_date: (out): as certplan_date_add_period(), working days included; need not be known to the
 *   calendar where @period has none; untouched on error
 * @error: %CERTPLAN_BASE_ERROR_CALENDAR, or %CERTPLAN_BASE_ERROR_RANGE
 */
gboolean certplan_workcal_add_period (const CertplanWorkcal *workcal, CertplanDate date,
                                      const CertplanPeriod *period, CertplanDate *out_date,
                                      GError **error);

G_END_DECLS
