/* Whether the people of an office can carry its work, and who does what when.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-progress.h"
#include "certplan-workload.h"

G_BEGIN_DECLS

/**
 * CertplanCapacityOptions:
 *
 * What if: people taken on, bodies left out, more work expected. Belongs to one thread while it is
 * being filled; reference counted.
 */
typedef struct _CertplanCapacityOptions CertplanCapacityOptions;

#define CERTPLAN_TYPE_CAPACITY_OPTIONS (certplan_capacity_options_get_type ())
GType certplan_capacity_options_get_type (void);

/**
 * certplan_capacity_options_new:
 *
 * Makes options that change nothing.
 */
CertplanCapacityOptions *certplan_capacity_options_new (void);

/**
 * certplan_capacity_options_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @options
 */
CertplanCapacityOptions *certplan_capacity_options_ref (CertplanCapacityOptions *options);

/**
 * certplan_capacity_options_unref:
 *
 * Gives a reference back; the last one frees @options.
 */
void certplan_capacity_options_unref (CertplanCapacityOptions *options);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanCapacityOptions, certplan_capacity_options_unref)

/**
 * certplan_capacity_options_add:
 * @text: `class=one,region=North,from=2026-05,days=20`: person-days a month from that month on;
 *   without region everywhere, without from from the first month on
 * @error: %CERTPLAN_OFFICE_ERROR_WHAT_IF
 *
 * Adds people: what if there were more.
 */
gboolean certplan_capacity_options_add (CertplanCapacityOptions *options, const char *text,
                                        GError **error);

/**
 * certplan_capacity_options_set_growth:
 * @text: as `30%` or `-10%`: so much more of what is expected; open cases stay as they are
 * @error: %CERTPLAN_OFFICE_ERROR_WHAT_IF
 *
 * Changes the expected work: what if there were more of it, or less.
 */
gboolean certplan_capacity_options_set_growth (CertplanCapacityOptions *options, const char *text,
                                               GError **error);

/**
 * certplan_capacity_options_leave_out:
 * @body: a body's name: as if it gave no time
 *
 * Leaves a body out: what if it gave no time.
 */
void certplan_capacity_options_leave_out (CertplanCapacityOptions *options, const char *body);

/**
 * CertplanCapacity:
 *
 * The best that an office's people can do with its work, and what they cannot do. Immutable,
 * reference counted.
 */
typedef struct _CertplanCapacity CertplanCapacity;

#define CERTPLAN_TYPE_CAPACITY (certplan_capacity_get_type ())
GType certplan_capacity_get_type (void);

/**
 * certplan_capacity_new:
 * @options: (nullable): what if; %NULL = as it is
 * @progress: (nullable): gets how far it is
 * @cancellable: (nullable):
 * @error: %CERTPLAN_OFFICE_ERROR_WHAT_IF for a body or a region that is not known;
 *   %CERTPLAN_BASE_ERROR_RANGE where there is more work than can be counted;
 *   %G_IO_ERROR_CANCELLED
 *
 * Work lies in months, from that of its filing to that of its limit, both included. First an exact
 * optimum for all work at once: as little as possible undone by its cap, then late behind its
 * target, then class-one time on what class two may do, then left to the time behind the last
 * month, then uneven loads. Work that nobody may do is undone whatever its limit: it is to be done
 * within the months. Then each open case is given whole to one body: one that has the case
 * already keeps it, for the others the plan is a proposal.
 *
 * Source: ccia-2024-8, articles 7 (classes and regions), 9 (witnesses), 15 (a body that consulted
 * does not evaluate), 18 (the applicant chooses the body).
 */
CertplanCapacity *certplan_capacity_new (CertplanWorkload *workload,
                                         CertplanCapacityOptions *options,
                                         CertplanProgress *progress, GCancellable *cancellable,
                                         GError **error);

/**
 * certplan_capacity_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @capacity
 */
CertplanCapacity *certplan_capacity_ref (CertplanCapacity *capacity);

/**
 * certplan_capacity_unref:
 *
 * Gives a reference back; the last one frees @capacity.
 */
void certplan_capacity_unref (CertplanCapacity *capacity);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanCapacity, certplan_capacity_unref)

/**
 * certplan_capacity_get_unserved:
 *
 * Ticks of work that nobody can do by its cap, and of such that nobody of the office may do at all.
 */
gint64 certplan_capacity_get_unserved (const CertplanCapacity *capacity);

/**
 * certplan_capacity_get_late:
 *
 * Ticks x months by which the optimum is late.
 */
gint64 certplan_capacity_get_late (const CertplanCapacity *capacity);

/**
 * certplan_capacity_count_unplaced:
 *
 * How many open cases no body can take whole.
 */
guint certplan_capacity_count_unplaced (const CertplanCapacity *capacity);

/**
 * certplan_capacity_dup_tables:
 * @explain: whether the table of reasons is wanted
 *
 * The plan, the shortages and what mends them, as tables.
 *
 * Returns: (transfer full): load (a chart), shortages, repair, heatmap and classes (charts), goals,
 * plan, refusals, utilisation, findings (if any), reasons (if
 *   @explain), notes
 */
CertplanTables *certplan_capacity_dup_tables (CertplanCapacity *capacity, gboolean explain);

G_END_DECLS
