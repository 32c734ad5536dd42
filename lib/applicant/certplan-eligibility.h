/* What stands in the way of an application: the published criteria against an applicant's facts.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-applicant-error.h"
#include "certplan-date.h"
#include "certplan-policy.h"
#include "certplan-record-files.h"
#include "certplan-rulebook.h"

G_BEGIN_DECLS

/**
 * CertplanEligibilityRequest:
 *
 * Which qualifications are asked for, and what is known of the applicant. Belongs to one thread,
 * and is fixed once a result was made of it; reference counted.
 */
typedef struct _CertplanEligibilityRequest CertplanEligibilityRequest;

#define CERTPLAN_TYPE_ELIGIBILITY_REQUEST (certplan_eligibility_request_get_type ())
GType certplan_eligibility_request_get_type (void);

/**
 * certplan_eligibility_request_new:
 * @policy: (nullable): %NULL = the defaults
 *
 * Asks whether criteria are met; the qualifications are added next.
 *
 * Returns: (transfer full): asks for nothing yet
 */
CertplanEligibilityRequest *certplan_eligibility_request_new (CertplanRulebook *rulebook,
                                                              CertplanPolicy *policy);

/**
 * certplan_eligibility_request_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @request
 */
CertplanEligibilityRequest *certplan_eligibility_request_ref (CertplanEligibilityRequest *request);

/**
 * certplan_eligibility_request_unref:
 *
 * Gives a reference back; the last one frees @request.
 */
void certplan_eligibility_request_unref (CertplanEligibilityRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanEligibilityRequest, certplan_eligibility_request_unref)

/**
 * certplan_eligibility_request_add:
 * @qualification: `SCHEME/CATEGORY/LEVEL`
 * @kind: (nullable): a kind of application; %NULL = the first application
 * @error: %CERTPLAN_RULES_ERROR_UNKNOWN_QUALIFICATION, %CERTPLAN_RULES_ERROR_UNKNOWN_KIND, or
 *   %CERTPLAN_RULES_ERROR_NO_PUBLISHED_RULE if no document says what it takes
 *
 * Adds a qualification that is applied for.
 */
gboolean certplan_eligibility_request_add (CertplanEligibilityRequest *request,
                                           const char *qualification, const char *kind,
                                           GError **error);

/**
 * certplan_eligibility_request_set_profile:
 * @profile: records of the type "profile"
 *
 * Facts are those that certplan_eligibility_request_dup_template() lists; one without a value is
 * not known. `held SCHEME/CATEGORY/LEVEL` has the value `ISSUED/EXPIRY`, `ISSUED/` (without an end)
 * or `no`.
 */
void certplan_eligibility_request_set_profile (CertplanEligibilityRequest *request,
                                               CertplanRecords *profile);

/**
 * certplan_eligibility_request_set_projects:
 * @projects: records of the type "projects": all of the applicant's; facts of the profile that say
 *   the same in a number are then not asked
 *
 * Gives the applicant's projects, to be counted by the criteria themselves.
 */
void certplan_eligibility_request_set_projects (CertplanEligibilityRequest *request,
                                                CertplanRecords *projects);

/**
 * certplan_eligibility_request_set_register:
 * @certificates: records of the type "register": all that the applicant holds
 * @org: (nullable): only certificates of this holder; %NULL where the register has one holder
 * @error: %CERTPLAN_APPLICANT_ERROR_SUBJECT if the register has several holders, or not this one
 *
 * Gives the certificates that the applicant holds.
 */
gboolean certplan_eligibility_request_set_register (CertplanEligibilityRequest *request,
                                                    CertplanRecords *certificates, const char *org,
                                                    GError **error);

/**
 * certplan_eligibility_request_set_events:
 * @events: records of the type "events": all that happened to the certificates of the register. One
 * that was revoked, given back, abandoned or replaced is not held from then on, as the life cycle
 * of its scheme has it
 *
 * Gives what happened to the certificates held.
 */
void certplan_eligibility_request_set_events (CertplanEligibilityRequest *request,
                                              CertplanRecords *events);

/**
 * certplan_eligibility_request_dup_template:
 *
 * The profile that the criteria ask for, to be filled in.
 *
 * Returns: (transfer full): one table "profile", a record of that type to fill in: every fact that
 * is asked for, no value, and in words what is asked, with the clause
 */
CertplanTables *certplan_eligibility_request_dup_template (CertplanEligibilityRequest *request);

/**
 * CertplanEligibility:
 *
 * Criterion by criterion, whether it is met on the day of application. Never a promise: what a
 * document that nobody published asks, is not in it. Immutable, reference counted.
 */
typedef struct _CertplanEligibility CertplanEligibility;

#define CERTPLAN_TYPE_ELIGIBILITY (certplan_eligibility_get_type ())
GType certplan_eligibility_get_type (void);

/**
 * certplan_eligibility_new:
 * @request: with at least one qualification; fixed from now on
 * @on: the day of application
 * @faults: (nullable): gets every fact that nobody asks for or that has a value of the wrong type
 * @error: %CERTPLAN_TABLE_ERROR, the first fault
 *
 * Of the rows of one group, one is enough. A number that is a share is rounded up. Windows of time
 * look back from the day of application, both ends inside.
 *
 * Source: cnitsec-operation-2, clause 3; cnitsec-engineering-2-2025-05 and cnitsec-cloud-1-2025-05,
 * clause 3; isccc-sv-001-2015, clauses 4.1 to 4.3 and annexes A to F; ccia-2024-8, article 17.
 */
CertplanEligibility *certplan_eligibility_new (CertplanEligibilityRequest *request, CertplanDate on,
                                               CertplanFaults *faults, GError **error);

/**
 * certplan_eligibility_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @eligibility
 */
CertplanEligibility *certplan_eligibility_ref (CertplanEligibility *eligibility);

/**
 * certplan_eligibility_unref:
 *
 * Gives a reference back; the last one frees @eligibility.
 */
void certplan_eligibility_unref (CertplanEligibility *eligibility);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanEligibility, certplan_eligibility_unref)

/**
 * certplan_eligibility_get_n_qualifications:
 *
 * How many qualifications were asked for.
 */
guint certplan_eligibility_get_n_qualifications (const CertplanEligibility *eligibility);

/**
 * certplan_eligibility_get_verdict:
 *
 * The verdict on qualification @i, in the order of asking.
 *
 * Returns: (transfer none): not_met, unknown or no_known_obstacle
 */
const char *certplan_eligibility_get_verdict (const CertplanEligibility *eligibility, guint i);

/**
 * certplan_eligibility_get_earliest:
 *
 * The first day from the day of application on which all that time alone can meet is met
 * together; CERTPLAN_DATE_NONE where something else is not met either.
 */
CertplanDate certplan_eligibility_get_earliest (const CertplanEligibility *eligibility, guint i);

/**
 * certplan_eligibility_is_clear:
 *
 * Whether every verdict is no_known_obstacle.
 */
gboolean certplan_eligibility_is_clear (const CertplanEligibility *eligibility);

/**
 * certplan_eligibility_dup_tables:
 * @missing: whether the table of facts that are not known is wanted
 * @explain: whether the table of reasons is wanted
 *
 * The criteria one by one and the verdicts, as tables.
 *
 * Returns: (transfer full): criteria, verdict, unavailable (documents with further conditions, if
 * any), missing (if @missing), reasons (if @explain), notes (if any)
 */
CertplanTables *certplan_eligibility_dup_tables (CertplanEligibility *eligibility, gboolean missing,
                                                 gboolean explain);

G_END_DECLS
