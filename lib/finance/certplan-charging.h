/* What is due for certificates and cases. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-date.h"
#include "certplan-faults.h"
#include "certplan-finance-error.h"
#include "certplan-policy.h"
#include "certplan-records.h"
#include "certplan-rulebook.h"

G_BEGIN_DECLS

/**
 * CertplanChargingRequest:
 *
 * Of what the charges are made. Belongs to one thread while it is being set; reference counted.
 */
typedef struct _CertplanChargingRequest CertplanChargingRequest;

#define CERTPLAN_TYPE_CHARGING_REQUEST (certplan_charging_request_get_type ())
GType certplan_charging_request_get_type (void);

/**
 * certplan_charging_request_new:
 * @policy: (nullable): %NULL = the defaults
 * @certificates: records of the type "register", loaded with @rulebook
 *
 * Asks what is due for certificates; all else has defaults.
 */
CertplanChargingRequest *certplan_charging_request_new (CertplanRulebook *rulebook,
                                                        CertplanPolicy *policy,
                                                        CertplanRecords *certificates);

/**
 * certplan_charging_request_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @request
 */
CertplanChargingRequest *certplan_charging_request_ref (CertplanChargingRequest *request);

/**
 * certplan_charging_request_unref:
 *
 * Gives a reference back; the last one frees @request.
 */
void certplan_charging_request_unref (CertplanChargingRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanChargingRequest, certplan_charging_request_unref)

/**
 * certplan_charging_request_set_cases:
 * @cases: (nullable): records of the type "cases", loaded with the same rulebook
 *
 * Gives what is applied for.
 */
void certplan_charging_request_set_cases (CertplanChargingRequest *request, CertplanRecords *cases);

/**
 * certplan_charging_request_set_events:
 * @events: (nullable): records of the type "events"
 *
 * Gives what happened to the certificates and the cases.
 */
void certplan_charging_request_set_events (CertplanChargingRequest *request,
                                           CertplanRecords *events);

/**
 * certplan_charging_request_set_agreements:
 * @agreements: (nullable): records of the type "agreements": instalments and costs on top
 *
 * Gives what was agreed beside the tariff.
 */
void certplan_charging_request_set_agreements (CertplanChargingRequest *request,
                                               CertplanRecords *agreements);

/**
 * certplan_charging_request_set_applied:
 * @applied: (nullable): records of the type "applied": what was paid. Without them a case's own
 *   "paid" counts, as all of its fees.
 *
 * Gives what was paid.
 */
void certplan_charging_request_set_applied (CertplanChargingRequest *request,
                                            CertplanRecords *applied);

/**
 * certplan_charging_request_set_on:
 *
 * The day of a dated tariff where neither an agreement nor a filing is known.
 */
void certplan_charging_request_set_on (CertplanChargingRequest *request, CertplanDate on);

/**
 * certplan_charging_request_set_terms:
 * @terms: how long after the agreement fees are to be paid, instead of what fees.csv assumes
 * @error: %CERTPLAN_FINANCE_ERROR_TERMS
 *
 * Sets when fees are to be paid.
 */
gboolean certplan_charging_request_set_terms (CertplanChargingRequest *request,
                                              const CertplanPeriod *terms, GError **error);

/**
 * CertplanCharging:
 *
 * Charges, each with its clause, and what does not fit. Immutable, reference counted.
 */
typedef struct _CertplanCharging CertplanCharging;

#define CERTPLAN_TYPE_CHARGING (certplan_charging_get_type ())
GType certplan_charging_get_type (void);

/**
 * certplan_charging_new:
 * @request: fixed from now on
 * @as_of: the day on which one looks: later payments and events do not count, and what was neither
 *   filed nor agreed on nor issued by then is left out, which a note tells
 * @faults: (nullable): gets all that is wrong across the rows
 * @error: %CERTPLAN_TABLE_ERROR, the first fault; %CERTPLAN_RULES_ERROR_DATE_NEEDED where a tariff
 *   is dated and no day is known; %CERTPLAN_BASE_ERROR_RANGE
 *
 * A certificate's fees are those of its qualification and kind on the day of the agreement, else of
 * the filing, and never found by their amounts. They fall due on the day of the agreement plus the
 * terms, which are assumed. The case that led to a certificate is the one of the same holder and
 * qualification that was finished on the day of issue: its charges keep their numbers.
 *
 * Source: cnitsec-operation-2, clauses 4.3, 4.4, 9-1 and 9-2; cnitsec-engineering-2-2025-05 and
 * cnitsec-cloud-1-2025-05, clauses 5.3, 九-1 and 九-2.
 */
CertplanCharging *certplan_charging_new (CertplanChargingRequest *request, CertplanDate as_of,
                                         CertplanFaults *faults, GError **error);

/**
 * certplan_charging_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @charging
 */
CertplanCharging *certplan_charging_ref (CertplanCharging *charging);

/**
 * certplan_charging_unref:
 *
 * Gives a reference back; the last one frees @charging.
 */
void certplan_charging_unref (CertplanCharging *charging);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanCharging, certplan_charging_unref)

/**
 * certplan_charging_get_total:
 *
 * The sum of all charges that are known.
 */
CertplanMoney certplan_charging_get_total (const CertplanCharging *charging);

/**
 * certplan_charging_get_n_missing:
 *
 * How many fees nobody published; above 0 the total is incomplete.
 */
guint certplan_charging_get_n_missing (const CertplanCharging *charging);

/**
 * certplan_charging_count_unknown:
 *
 * How many numbers are perhaps mistaken, as the findings tell: no certificate and no case has them,
 * or a certificate does not name the one that it replaced.
 */
guint certplan_charging_count_unknown (const CertplanCharging *charging);

/**
 * certplan_charging_get_n_unpaid:
 *
 * How many certificates were issued before all of their fees were paid, as far as payments are
 * known.
 */
guint certplan_charging_get_n_unpaid (const CertplanCharging *charging);

/**
 * certplan_charging_dup_tables:
 * @explain: whether the table of reasons is wanted
 *
 * The charges and what they come to, as tables.
 *
 * Returns: (transfer full): charges (a record of that type), totals, years, findings (if any),
 *   reasons (if @explain), notes (if any)
 */
CertplanTables *certplan_charging_dup_tables (CertplanCharging *charging, gboolean explain);

G_END_DECLS
