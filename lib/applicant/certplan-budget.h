/* A budget of several years: certificates held and wanted as money and dates.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-applicant-error.h"
#include "certplan-policy.h"
#include "certplan-records.h"
#include "certplan-rulebook.h"

G_BEGIN_DECLS

/**
 * CertplanBudgetRequest:
 *
 * What is planned, and how one looks at it. Belongs to one thread, and is fixed once a budget was
 * made of it; reference counted.
 */
typedef struct _CertplanBudgetRequest CertplanBudgetRequest;

#define CERTPLAN_TYPE_BUDGET_REQUEST (certplan_budget_request_get_type ())
GType certplan_budget_request_get_type (void);

/**
 * certplan_budget_request_new:
 * @policy: (nullable): %NULL = the defaults
 * @plan: records of the type "plan", read under @rulebook
 *
 * Asks for the costs of a plan; all else has defaults.
 */
CertplanBudgetRequest *certplan_budget_request_new (CertplanRulebook *rulebook,
                                                    CertplanPolicy *policy, CertplanRecords *plan);

/**
 * certplan_budget_request_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @request
 */
CertplanBudgetRequest *certplan_budget_request_ref (CertplanBudgetRequest *request);

/**
 * certplan_budget_request_unref:
 *
 * Gives a reference back; the last one frees @request.
 */
void certplan_budget_request_unref (CertplanBudgetRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanBudgetRequest, certplan_budget_request_unref)

/**
 * certplan_budget_request_set_horizon:
 * @from: the first day; CERTPLAN_DATE_NONE = the beginning of the year in which one looks
 * @until: the last day; CERTPLAN_DATE_NONE = the end of the fifth year after that of @from
 * @error: %CERTPLAN_APPLICANT_ERROR_DATE if @until is before @from
 *
 * Sets the days between which costs count.
 */
gboolean certplan_budget_request_set_horizon (CertplanBudgetRequest *request, CertplanDate from,
                                              CertplanDate until, GError **error);

/**
 * certplan_budget_request_set_period:
 * @period: "month", "quarter" or "year": what sums are shown by; quarters if it is never said
 * @error: %CERTPLAN_APPLICANT_ERROR_PERIOD
 *
 * Sets how sums are grouped.
 */
gboolean certplan_budget_request_set_period (CertplanBudgetRequest *request, const char *period,
                                             GError **error);

/**
 * certplan_budget_request_set_late:
 * @n_months: 0 .. 120; 0 = no such scenario
 * @error: %CERTPLAN_APPLICANT_ERROR_PERIOD
 *
 * Also computes what it costs to file everything so many months late.
 */
gboolean certplan_budget_request_set_late (CertplanBudgetRequest *request, gint n_months,
                                           GError **error);

/**
 * certplan_budget_request_set_second_plan:
 *
 * Also computes @plan, of the type "plan" and read under the same rulebook.
 */
void certplan_budget_request_set_second_plan (CertplanBudgetRequest *request,
                                              CertplanRecords *plan);

/**
 * certplan_budget_request_set_other_rules:
 *
 * Also prices the plan under another rulebook; @plan: the same rows, read under @rulebook.
 */
void certplan_budget_request_set_other_rules (CertplanBudgetRequest *request,
                                              CertplanRulebook *rulebook, CertplanRecords *plan);

/**
 * CertplanBudget:
 *
 * Cash lines, what is missing, and what follows from them. Immutable, reference counted.
 */
typedef struct _CertplanBudget CertplanBudget;

#define CERTPLAN_TYPE_BUDGET (certplan_budget_get_type ())
GType certplan_budget_get_type (void);

/**
 * certplan_budget_new:
 * @request: fixed from now on
 * @as_of: the day on which one looks; nothing is filed before it
 * @faults: (nullable): gets every row that cannot be meant
 * @error: %CERTPLAN_TABLE_ERROR, the first fault; %CERTPLAN_BASE_ERROR_RANGE; or as
 * certplan_timeline_new()
 *
 * A wished certificate is filed on the latest day whose target lies not after the wish; what must
 * be held then and is not planned becomes a rung of its own, and moves the filing where it comes
 * later. What is one way of several is planned where the plan says so. A renewal is filed on the
 * last day of its lead, and again as long as its terms lie in the horizon. Fees fall on the day of
 * filing, by the tariff of that day. A certificate that was issued before the rules came into force
 * lasts, and is surveyed, as they say on @as_of.
 *
 * Source: cnitsec-engineering-2-2025-05 and cnitsec-cloud-1-2025-05, clauses 3.1-4, 四, 九;
 * isccc-sv-001-2015, clauses 4.2.6 a), 4.3.1 and 6.7.1; ccia-2024-8, article 21.
 */
CertplanBudget *certplan_budget_new (CertplanBudgetRequest *request, CertplanDate as_of,
                                     CertplanFaults *faults, GError **error);

/**
 * certplan_budget_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @budget
 */
CertplanBudget *certplan_budget_ref (CertplanBudget *budget);

/**
 * certplan_budget_unref:
 *
 * Gives a reference back; the last one frees @budget.
 */
void certplan_budget_unref (CertplanBudget *budget);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanBudget, certplan_budget_unref)

/**
 * certplan_budget_get_total:
 *
 * The sum of all that is known inside the horizon.
 */
CertplanMoney certplan_budget_get_total (const CertplanBudget *budget);

/**
 * certplan_budget_get_n_missing:
 *
 * How many fees nobody published; above 0 the total is incomplete.
 */
guint certplan_budget_get_n_missing (const CertplanBudget *budget);

/**
 * certplan_budget_dup_tables:
 * @explain: whether the table of reasons is wanted
 *
 * What the plan costs and when, as tables.
 *
 * Returns: (transfer full): budget, certificates, by-period, by-org, by-qualification, annuities,
 *   late-renewal, missing (if any), scenarios and diff (if asked for), reasons (if @explain), notes
 *   (if any), cash and gantt (to be drawn)
 */
CertplanTables *certplan_budget_dup_tables (CertplanBudget *budget, gboolean explain);

G_END_DECLS
