/* The working calendar: weekly rest days, holidays and make-up working days.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-date.h"

G_BEGIN_DECLS

/**
 * CertplanWorkcal:
 *
 * Which days are worked. Knows a range of whole years; outside it nothing is guessed. Of some years
 * only the days off that the law fixes are known, without the yearly notice that moves days: what
 * leans on them is provisional. Immutable, reference counted.
 */
typedef struct _CertplanWorkcal CertplanWorkcal;

#define CERTPLAN_TYPE_WORKCAL (certplan_workcal_get_type ())
GType certplan_workcal_get_type (void);

/**
 * certplan_workcal_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @workcal
 */
CertplanWorkcal *certplan_workcal_ref (CertplanWorkcal *workcal);

/**
 * certplan_workcal_unref:
 *
 * Gives a reference back; the last one frees @workcal.
 */
void certplan_workcal_unref (CertplanWorkcal *workcal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanWorkcal, certplan_workcal_unref)

/**
 * CertplanWorkcalCoverage:
 * @CERTPLAN_WORKCAL_UNKNOWN: nothing is known of the year
 * @CERTPLAN_WORKCAL_STATUTORY: weekends and the days off that the law fixes; provisional
 * @CERTPLAN_WORKCAL_PUBLISHED: the year's notice too, with its make-up working days
 *
 * How well a year is known.
 */
typedef enum
{
  CERTPLAN_WORKCAL_UNKNOWN,
  CERTPLAN_WORKCAL_STATUTORY,
  CERTPLAN_WORKCAL_PUBLISHED,
} CertplanWorkcalCoverage;

/**
 * certplan_workcal_get_first:
 *
 * The first day that the calendar knows.
 */
CertplanDate certplan_workcal_get_first (const CertplanWorkcal *workcal);

/**
 * certplan_workcal_get_last:
 *
 * The last day that the calendar knows.
 */
CertplanDate certplan_workcal_get_last (const CertplanWorkcal *workcal);

/**
 * certplan_workcal_get_coverage:
 *
 * How well @year is known.
 */
CertplanWorkcalCoverage certplan_workcal_get_coverage (const CertplanWorkcal *workcal, gint year);

/**
 * certplan_workcal_get_last_published:
 *
 * The last day of the last year that is published; CERTPLAN_DATE_NONE if none is.
 */
CertplanDate certplan_workcal_get_last_published (const CertplanWorkcal *workcal);

/**
 * certplan_workcal_is_provisional:
 * @from: the first day looked at
 * @to: the last day looked at; may be before @from
 *
 * Whether an answer that looked at these days leans on a year that is known by the law alone. Ask
 * it with what was handed to certplan_workcal_count() (@to less a day), certplan_workcal_add() and
 * certplan_workcal_roll() and with what they gave back. O(1).
 */
gboolean certplan_workcal_is_provisional (const CertplanWorkcal *workcal, CertplanDate from,
                                          CertplanDate to);

/**
 * certplan_workcal_is_working:
 *
 * %TRUE if @date is worked; @date must be known to the calendar (else %FALSE).
 */
gboolean certplan_workcal_is_working (const CertplanWorkcal *workcal, CertplanDate date);

/**
 * certplan_workcal_get_name:
 *
 * The label key of the holiday or make-up day.
 *
 * Returns: (nullable): %NULL on ordinary days
 */
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
 * @out_date: (out): @date if it is no rest day, else the next day that is none; untouched on error
 * @error: %CERTPLAN_BASE_ERROR_CALENDAR
 *
 * Rest days are those of the week and of the law as the notices move them. A closing day of the
 * caller's own is none: it is not worked, but no limit moves past it.
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
 *
 * Adds a period that may have working days.
 */
gboolean certplan_workcal_add_period (const CertplanWorkcal *workcal, CertplanDate date,
                                      const CertplanPeriod *period, CertplanDate *out_date,
                                      GError **error);

G_END_DECLS
