/* What of charges is earned, month by month. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-date.h"
#include "certplan-faults.h"
#include "certplan-finance-error.h"
#include "certplan-policy.h"
#include "certplan-records.h"
#include "certplan-rulebook.h"

G_BEGIN_DECLS

/**
 * CertplanAccrualRequest:
 *
 * What is to be earned, and which months are looked at. Belongs to one thread while it is being
 * set; reference counted.
 */
typedef struct _CertplanAccrualRequest CertplanAccrualRequest;

#define CERTPLAN_TYPE_ACCRUAL_REQUEST (certplan_accrual_request_get_type ())
GType certplan_accrual_request_get_type (void);

/**
 * certplan_accrual_request_new:
 * @policy: (nullable): %NULL = the defaults
 * @charges: records of the type "charges", loaded with @rulebook
 *
 * Asks what of charges is earned; the months are set next.
 */
CertplanAccrualRequest *certplan_accrual_request_new (CertplanRulebook *rulebook,
                                                      CertplanPolicy *policy,
                                                      CertplanRecords *charges);

/**
 * certplan_accrual_request_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @request
 */
CertplanAccrualRequest *certplan_accrual_request_ref (CertplanAccrualRequest *request);

/**
 * certplan_accrual_request_unref:
 *
 * Gives a reference back; the last one frees @request.
 */
void certplan_accrual_request_unref (CertplanAccrualRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanAccrualRequest, certplan_accrual_request_unref)

/**
 * certplan_accrual_request_set_months:
 * @from: the first month, as `2026-01`
 * @to: the last month
 * @error: %CERTPLAN_FINANCE_ERROR_PERIOD
 *
 * Sets the months that are looked at.
 */
gboolean certplan_accrual_request_set_months (CertplanAccrualRequest *request, const char *from,
                                              const char *to, GError **error);

/**
 * certplan_accrual_request_set_certificates:
 * @certificates: (nullable): records of the type "register", loaded with the same rulebook
 * @events: (nullable): records of the type "events"
 *
 * Then what is left of a certificate that was revoked, withdrawn or replaced by a higher level is
 * treated as the policy ended-annuity says.
 */
void certplan_accrual_request_set_certificates (CertplanAccrualRequest *request,
                                                CertplanRecords *certificates,
                                                CertplanRecords *events);

/**
 * certplan_accrual_request_set_applied:
 * @applied: (nullable): records of the type "applied", as a reconciliation has them
 *
 * Then what a person no longer asks for is taken off its charge, as by a credit of that day. How it
 * was paid does not matter.
 */
void certplan_accrual_request_set_applied (CertplanAccrualRequest *request,
                                           CertplanRecords *applied);

/**
 * certplan_accrual_request_set_by_day:
 *
 * Whether terms are earned by day instead of by month.
 */
void certplan_accrual_request_set_by_day (CertplanAccrualRequest *request, gboolean by_day);

/**
 * certplan_accrual_request_set_side:
 * @side: (nullable): "payee" (deferred revenue) or "payer" (prepaid expense); %NULL = "payee"
 * @error: %CERTPLAN_FINANCE_ERROR_SIDE
 *
 * Sets whose books these are.
 */
gboolean certplan_accrual_request_set_side (CertplanAccrualRequest *request, const char *side,
                                            GError **error);

/**
 * CertplanAccrual:
 *
 * What is billed, earned, given back and left, by month, item and charge. Immutable, reference
 * counted.
 */
typedef struct _CertplanAccrual CertplanAccrual;

#define CERTPLAN_TYPE_ACCRUAL (certplan_accrual_get_type ())
GType certplan_accrual_get_type (void);

/**
 * certplan_accrual_new:
 * @request: fixed from now on, with its months set
 * @as_of: the day on which one looks at the certificates: later events do not count
 * @faults: (nullable): gets all that is wrong across the rows
 * @error: %CERTPLAN_TABLE_ERROR, the first fault; %CERTPLAN_BASE_ERROR_RANGE
 *
 * A fee for a term (of the item's row in fees.csv) is earned in equal parts, a month or a day each:
 * by month, n parts for the n months of the term, the first in the month of its beginning; by day,
 * a part for each day d with beginning < d <= end where the end is the same day of a later month
 * (Civil Code 201: that of the event is not counted), else with beginning <= d <= end. All others
 * are earned on one day. Parts that do not come out even differ by a fen, the larger ones first,
 * and make up the fee exactly. What was billed before is deferred until then. A credit takes first
 * what is not earned.
 *
 * For each month: opening + billed - recognised - reversed = closing.
 */
CertplanAccrual *certplan_accrual_new (CertplanAccrualRequest *request, CertplanDate as_of,
                                       CertplanFaults *faults, GError **error);

/**
 * certplan_accrual_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @accrual
 */
CertplanAccrual *certplan_accrual_ref (CertplanAccrual *accrual);

/**
 * certplan_accrual_unref:
 *
 * Gives a reference back; the last one frees @accrual.
 */
void certplan_accrual_unref (CertplanAccrual *accrual);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanAccrual, certplan_accrual_unref)

/**
 * certplan_accrual_get_closing:
 *
 * What is deferred at the end of the last month.
 */
CertplanMoney certplan_accrual_get_closing (const CertplanAccrual *accrual);

/**
 * certplan_accrual_get_n_missing:
 *
 * How many charges have no amount, so that the sums are incomplete.
 */
guint certplan_accrual_get_n_missing (const CertplanAccrual *accrual);

/**
 * certplan_accrual_count_unknown:
 *
 * How many numbers are perhaps mistaken, as the findings tell: no certificate and no case has them,
 * or a certificate does not name the one that it replaced.
 */
guint certplan_accrual_count_unknown (const CertplanAccrual *accrual);

/**
 * certplan_accrual_dup_tables:
 *
 * What is billed, earned and deferred, as tables.
 *
 * Returns: (transfer full): rollforward (also drawn), balances, schedule, findings (if any), notes
 */
CertplanTables *certplan_accrual_dup_tables (CertplanAccrual *accrual);

G_END_DECLS
