/* The legal clock: limits that leave pauses out. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-date.h"
#include "certplan-rules-error.h"

G_BEGIN_DECLS

/**
 * CertplanPauses:
 *
 * Days on which a clock stands still: half-open intervals of calendar days, in any order, which may
 * overlap; each day counts once. Belongs to one thread while it is being filled; reference counted.
 */
typedef struct _CertplanPauses CertplanPauses;

#define CERTPLAN_TYPE_PAUSES (certplan_pauses_get_type ())
GType certplan_pauses_get_type (void);

/**
 * certplan_pauses_new:
 *
 * Makes an empty set: the clock always runs.
 */
CertplanPauses *certplan_pauses_new (void);

/**
 * certplan_pauses_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @pauses
 */
CertplanPauses *certplan_pauses_ref (CertplanPauses *pauses);

/**
 * certplan_pauses_unref:
 *
 * Gives a reference back; the last one frees @pauses.
 */
void certplan_pauses_unref (CertplanPauses *pauses);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanPauses, certplan_pauses_unref)

/**
 * certplan_pauses_add:
 * @from: the first paused day
 * @to: the day on which the clock runs again; equal to @from is an empty pause
 * @error: %CERTPLAN_RULES_ERROR_BAD_INTERVAL if @from is after @to
 *
 * Adds days on which the clock stands still; pauses may overlap, and no day counts twice.
 */
gboolean certplan_pauses_add (CertplanPauses *pauses, CertplanDate from, CertplanDate to,
                              GError **error);

/**
 * certplan_pauses_count:
 *
 * The number of paused days x with @from <= x < @to; 0 if @to is not after @from.
 */
gint certplan_pauses_count (const CertplanPauses *pauses, CertplanDate from, CertplanDate to);

/**
 * certplan_pauses_due:
 * @start: the clock's first day; paused days before it do not count
 * @base: when it would be due without pauses
 * @on_due_counts: whether a pause that begins on the due date itself moves it
 *
 * The smallest day d with d = @base + (paused days x with @start <= x < d). So a due date that is
 * pushed on can meet a later pause.
 *
 * Source: cnitsec-engineering-2-2025-05 and cnitsec-cloud-1-2025-05, clause 九-3 (the cycle does
 * not contain the time of supplementing, agreement and payment); cnitsec-operation-2, clause 9-3.
 *
 * Returns: %CERTPLAN_DATE_NONE if that day lies past 9999-12-31
 */
CertplanDate certplan_pauses_due (const CertplanPauses *pauses, CertplanDate start,
                                  CertplanDate base, gboolean on_due_counts);

/**
 * certplan_pauses_skip:
 *
 * The first day from @day on that is not paused.
 */
CertplanDate certplan_pauses_skip (const CertplanPauses *pauses, CertplanDate day);

G_END_DECLS
