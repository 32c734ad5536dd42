/* An office, its rulebook and its open cases as a model for the simulation.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-capacity.h"
#include "certplan-sim.h"
#include "certplan-workload.h"

G_BEGIN_DECLS

/**
 * CertplanSimOfficeOptions:
 *
 * How an office is looked at, and what if. Belongs to one thread while it is being filled;
 * reference counted.
 */
typedef struct _CertplanSimOfficeOptions CertplanSimOfficeOptions;

#define CERTPLAN_TYPE_SIM_OFFICE_OPTIONS (certplan_sim_office_options_get_type ())
GType certplan_sim_office_options_get_type (void);

/**
 * certplan_sim_office_options_new:
 *
 * Makes options that change nothing.
 */
CertplanSimOfficeOptions *certplan_sim_office_options_new (void);

/**
 * certplan_sim_office_options_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @options
 */
CertplanSimOfficeOptions *certplan_sim_office_options_ref (CertplanSimOfficeOptions *options);

/**
 * certplan_sim_office_options_unref:
 *
 * Gives a reference back; the last one frees @options.
 */
void certplan_sim_office_options_unref (CertplanSimOfficeOptions *options);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanSimOfficeOptions, certplan_sim_office_options_unref)

/**
 * certplan_sim_office_options_set_warmup:
 * @n_months: 1 to 120: the office begins empty so long before the first month, and what the open
 *   cases are does not matter; 0 = it begins with them, on the day on which one looks
 * @error: %CERTPLAN_OFFICE_ERROR_HORIZON
 *
 * Lets the office begin empty before the first month.
 */
gboolean certplan_sim_office_options_set_warmup (CertplanSimOfficeOptions *options, gint n_months,
                                                 GError **error);

/**
 * certplan_sim_office_options_set_what_if:
 * @what_if: (nullable): people taken on, bodies left out, more work: as for
 *   certplan_capacity_new(); %NULL = nothing of it
 *
 * Changes the office for the sake of argument. People who are added are bodies of their own; so
 * many person-days a month are as few people as can give them, at the mean number of working days
 * of the months asked about.
 */
void certplan_sim_office_options_set_what_if (CertplanSimOfficeOptions *options,
                                              CertplanCapacityOptions *what_if);

/**
 * certplan_sim_office_options_set_reviewers:
 * @body_class: as in bodies.csv, "one"
 * @n_people: so many reviewers in each body of that class that has any: the rows of reviewers.csv
 * in turn; 0 = as it is
 *
 * Sets the number of reviewers of a body: what if it had so many.
 */
void certplan_sim_office_options_set_reviewers (CertplanSimOfficeOptions *options,
                                                const char *body_class, guint n_people);

/**
 * certplan_sim_office_options_set_panel_quota:
 * @panel: as in panels.csv
 * @n_cases: so many at most are decided at a meeting; 0 = as many as its members have time for
 *
 * Sets how many cases a panel decides at a meeting: what if.
 */
void certplan_sim_office_options_set_panel_quota (CertplanSimOfficeOptions *options,
                                                  const char *panel, guint n_cases);

/**
 * certplan_sim_model_new_office:
 * @options: (nullable): %NULL = as it is
 * @faults: (nullable): gets what is wrong with the assumptions
 * @error: %CERTPLAN_OFFICE_ERROR_MODEL: a panel whose quorum can never be reached, too many kinds
 * of cases; %CERTPLAN_OFFICE_ERROR_WHAT_IF: a body or a region that is not known;
 * %CERTPLAN_TABLE_ERROR; %CERTPLAN_BASE_ERROR_CALENDAR
 *
 * The stages of each scheme, in order, from the filing on. A body's stages are done by one body: by
 * that which has the case, else by the one among those that may (class, region, skills, not the
 * consultant's) which has the fewest cases for its people when the case comes. Reviewers work
 * together as a team, on their own working days; who leaves for good leaves the rest of the work to
 * the others of the body. What a body has not finished when its last term ends, or its last
 * reviewer leaves, begins that stage again at another body that may do it; where there is none the
 * case ends as "unserved". A witness who must be there comes from another
 * body and stays as long as they do. A panel meets at noon of its days and decides as many cases as
 * its invited members have time for in a day. Who does not work on a case needs no time: there the
 * assumed length passes. Applicants' stages stop the clock and take what the office's passage.csv,
 * else the assumptions', says; a limit in the rules ends them. At the end of a stage the stated
 * shares of the cases fail, withdraw or go back. Expected applications come at random (Poisson) on
 * working days of their month; behind the last month they go on at the mean rate of all months.
 *
 * Source: ccia-2024-8, articles 7 (classes and regions), 9 (witnesses), 15 (a body that consulted
 * does not evaluate), 18 (stages); cnitsec-operation-2, 4.3 to 4.5, 9-3 (what stops the clock).
 */
CertplanSimModel *certplan_sim_model_new_office (CertplanWorkload *workload,
                                                 CertplanSimOfficeOptions *options,
                                                 CertplanFaults *faults, GError **error);

G_END_DECLS
