/* How much work an office has to do, when, where and whose time it takes.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-office-model.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CertplanWorkload:
 *
 * The work of an office's months: of applications under way, of holders who are expected to come
 * back, of what falls due every year, and of expected applications. Immutable, reference counted.
 */
typedef struct _CertplanWorkload CertplanWorkload;

#define CERTPLAN_TYPE_WORKLOAD (certplan_workload_get_type ())
GType certplan_workload_get_type (void);

/**
 * certplan_workload_new:
 * @faults: (nullable): gets all that is wrong across the rows of cases, register and events
 * @cancellable: (nullable):
 * @error: %CERTPLAN_TABLE_ERROR, the first fault; %CERTPLAN_OFFICE_ERROR_LIMIT; what the calendar
 *   says of lengths in working days; %G_IO_ERROR_CANCELLED
 *
 * A stage's work is the mean of its triangle, (min + mode + max) / 3 person-hours, times the number
 * of cases, whole or expected; it lies in the month of the middle of the stage, the stages
 * following one another from the day of filing on, each as long as assumed. An application under
 * way goes on from its stage and effort_left on the day on which one looks. Of holders that are not
 * applying yet, the share that renews files the lead before the expiry (or at once where that day
 * is past), and the share that upgrades with them; later terms follow with the share's share, and
 * so do those of certificates that are issued within the months. Applications that are expected in
 * a month are filed on its 15th. Sums are exact; cells are rounded down to ticks in a running way,
 * so that they add up to the whole.
 *
 * Source: ccia-2024-8, articles 7, 15, 18, 20, 21 (who does what, annual check, renewal complete by
 * the expiry); cnitsec-operation-2, 4.4.2, 5 (audit on site waived, yearly confirmation);
 * cnitsec-engineering-2-2025-05, 四 (filed six months before the expiry); isccc-sv-001-2015, 6.7.
 */
CertplanWorkload *certplan_workload_new (CertplanOffice *office, CertplanFaults *faults,
                                         GCancellable *cancellable, GError **error);

/**
 * certplan_workload_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @workload
 */
CertplanWorkload *certplan_workload_ref (CertplanWorkload *workload);

/**
 * certplan_workload_unref:
 *
 * Gives a reference back; the last one frees @workload.
 */
void certplan_workload_unref (CertplanWorkload *workload);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanWorkload, certplan_workload_unref)

/**
 * certplan_workload_get_demand:
 * @performer: whose time, as "evaluation_body", "witness_body", "office", "centre"
 * @month: counted from 0
 *
 * The work of a month.
 *
 * Returns: the work that falls on them in that month, in ticks
 */
gint64 certplan_workload_get_demand (const CertplanWorkload *workload, const char *performer,
                                     guint month);

/**
 * certplan_workload_get_total:
 *
 * All work inside the months, in ticks.
 */
gint64 certplan_workload_get_total (const CertplanWorkload *workload);

/**
 * certplan_workload_get_before:
 *
 * The work that lies before the first month, in ticks.
 */
gint64 certplan_workload_get_before (const CertplanWorkload *workload);

/**
 * certplan_workload_get_after:
 *
 * The work that lies behind the last month, in ticks.
 */
gint64 certplan_workload_get_after (const CertplanWorkload *workload);

/**
 * certplan_workload_count_overloads:
 *
 * In how many months somebody has more work than time.
 */
guint certplan_workload_count_overloads (const CertplanWorkload *workload);

/**
 * certplan_workload_count_unknown:
 *
 * How many numbers are perhaps mistaken, as the findings tell: no certificate and no case has them,
 * or a certificate does not name the one that it replaced.
 */
guint certplan_workload_count_unknown (const CertplanWorkload *workload);

/**
 * certplan_workload_dup_tables:
 * @explain: whether the table of reasons is wanted
 *
 * The work and who has time for it, as tables.
 *
 * Returns: (transfer full): workload (a row for each month, region, level, kind, stage and
 *   performer), months, supply, panels, bodies, findings (if any), reasons (if @explain), notes,
 * and the charts demand and utilisation
 */
CertplanTables *certplan_workload_dup_tables (CertplanWorkload *workload, gboolean explain);

G_END_DECLS
