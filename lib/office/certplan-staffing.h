/* How many people it takes. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-sim-office.h"

G_BEGIN_DECLS

/**
 * CertplanStaffing:
 *
 * The smallest numbers of people with which cases are in time with a wished probability, found by
 * simulations. Immutable, reference counted.
 */
typedef struct _CertplanStaffing CertplanStaffing;

#define CERTPLAN_TYPE_STAFFING (certplan_staffing_get_type ())
GType certplan_staffing_get_type (void);

/**
 * CERTPLAN_STAFFING_MOST:
 *
 * The most reviewers of a body that are tried.
 */
#define CERTPLAN_STAFFING_MOST 64

/**
 * CERTPLAN_STAFFING_MOST_CASES:
 *
 * The most cases at a meeting of a panel that are tried.
 */
#define CERTPLAN_STAFFING_MOST_CASES 1024

/**
 * certplan_staffing_new:
 * @wish: the probability of being in time, "90%"
 * @limit: (nullable): "target" or "cap"; %NULL = the cap where any case has one, else the target
 * @certificate_by: (nullable): a wished day of the certificate, as 2027-09-30
 * @seed: the same random numbers for every number of people
 * @n_replications: of each simulation
 * @n_threads: 0 = one a processor
 * @progress: (nullable)
 * @cancellable: (nullable)
 * @error: %CERTPLAN_OFFICE_ERROR_RUN: a wish or a limit that cannot be, or no case has one; as
 *   certplan_sim_model_new_office() and certplan_sim_run()
 *
 * The reviewers in each body of one class, or the cases that one panel decides at a meeting, are
 * changed at a time, all others stay as they are. One and the most are tried, to see whether the
 * number matters; then it is doubled, and the gap halved. The answer is the least number that is
 * enough together with the next two (a small one; a third of a team of two may be no help). The
 * latest safe day of filing is the wished day less the time within which 95 % of the cases of its
 * level or kind that pass are done, with the people that there are: neither withdrawn nor failed;
 * who still waits at the end counts as late.
 */
CertplanStaffing *certplan_staffing_new (CertplanWorkload *workload, const char *wish,
                                         const char *limit, const char *certificate_by,
                                         guint64 seed, guint n_replications, guint n_threads,
                                         CertplanProgress *progress, GCancellable *cancellable,
                                         GError **error);

/**
 * certplan_staffing_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @staffing
 */
CertplanStaffing *certplan_staffing_ref (CertplanStaffing *staffing);

/**
 * certplan_staffing_unref:
 *
 * Gives a reference back; the last one frees @staffing.
 */
void certplan_staffing_unref (CertplanStaffing *staffing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanStaffing, certplan_staffing_unref)

/**
 * certplan_staffing_count_failures:
 *
 * In how many of the rows the wish is not reached.
 */
guint certplan_staffing_count_failures (const CertplanStaffing *staffing);

/**
 * certplan_staffing_dup_tables:
 *
 * The numbers of people and how often they are in time, as tables.
 *
 * Returns: (transfer full): staffing, curve and curve-panels (charts; where a number matters),
 *   filing (where a day was wished)
 */
CertplanTables *certplan_staffing_dup_tables (CertplanStaffing *staffing);

G_END_DECLS
