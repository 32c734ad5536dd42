/* Which payments pay which charges, and what stays open. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once
#include "certplan-date.h"
#include "certplan-faults.h"
#include "certplan-finance-error.h"
#include "certplan-policy.h"
#include "certplan-records.h"
#include "certplan-rulebook.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CertplanReconcileRequest:
 *
 * Of what charges and payments are brought together. Fixed once it is used, reference counted.
 */
typedef struct _CertplanReconcileRequest CertplanReconcileRequest;

#define CERTPLAN_TYPE_RECONCILE_REQUEST (certplan_reconcile_request_get_type ())
GType certplan_reconcile_request_get_type (void);

/**
 * certplan_reconcile_request_new:
 * @policy: (nullable): %NULL = the defaults
 * @charges: records of the type "charges", loaded with @rulebook
 *
 * Asks which payments pay charges; the payments are added next.
 */
CertplanReconcileRequest *certplan_reconcile_request_new (CertplanRulebook *rulebook,
                                                          CertplanPolicy *policy,
                                                          CertplanRecords *charges);

/**
 * certplan_reconcile_request_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @request
 */
CertplanReconcileRequest *certplan_reconcile_request_ref (CertplanReconcileRequest *request);

/**
 * certplan_reconcile_request_unref:
 *
 * Gives a reference back; the last one frees @request.
 */
void certplan_reconcile_request_unref (CertplanReconcileRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanReconcileRequest, certplan_reconcile_request_unref)

/**
 * certplan_reconcile_request_add_payments:
 * @payments: records of the type "payments": one statement more. The same payment may stand in
 *   several.
 *
 * Adds payments that are to pay the charges.
 */
void certplan_reconcile_request_add_payments (CertplanReconcileRequest *request,
                                              CertplanRecords *payments);

/**
 * certplan_reconcile_request_set_certificates:
 * @certificates: (nullable): records of the type "register": who holds what, and since when
 *
 * Gives the certificates that the charges are for.
 */
void certplan_reconcile_request_set_certificates (CertplanReconcileRequest *request,
                                                  CertplanRecords *certificates);

/**
 * certplan_reconcile_request_set_decisions:
 * @decisions: (nullable): records of the type "decisions"
 *
 * Gives what people decided about payments.
 */
void certplan_reconcile_request_set_decisions (CertplanReconcileRequest *request,
                                               CertplanRecords *decisions);

/**
 * certplan_reconcile_request_set_exclusions:
 * @exclusions: (nullable): records of the type "exclusions"
 *
 * Gives the words of payments that pay no charge.
 */
void certplan_reconcile_request_set_exclusions (CertplanReconcileRequest *request,
                                                CertplanRecords *exclusions);

/**
 * certplan_reconcile_request_set_opening:
 * @opening: (nullable): records of the type "ledger": what an earlier reconciliation came to
 *
 * Begins with what an earlier reconciliation left.
 */
void certplan_reconcile_request_set_opening (CertplanReconcileRequest *request,
                                             CertplanRecords *opening);

/**
 * certplan_reconcile_request_set_closed_through:
 *
 * The last day of the months that are closed: what is found now and belongs there is booked on
 * the day after; what is still where the opening has it keeps the day that it was booked on.
 * CERTPLAN_DATE_NONE = none is closed.
 */
void certplan_reconcile_request_set_closed_through (CertplanReconcileRequest *request,
                                                    CertplanDate closed_through);

/**
 * certplan_reconcile_request_set_tolerance:
 * @tolerance_fen: by how much a payment may miss what it pays for; 0 if never set
 * @error: %CERTPLAN_FINANCE_ERROR_TOLERANCE
 *
 * Sets how exact a payment must be.
 */
gboolean certplan_reconcile_request_set_tolerance (CertplanReconcileRequest *request,
                                                   CertplanMoney tolerance_fen, GError **error);

/**
 * certplan_reconcile_request_set_window:
 * @window: how far from the due day a payment without a number may lie, before it or after; P6M if
 *   never set
 * @error: %CERTPLAN_FINANCE_ERROR_WINDOW: less than nothing, or working days
 *
 * Sets how far a payment may be from the due day.
 */
gboolean certplan_reconcile_request_set_window (CertplanReconcileRequest *request,
                                                const CertplanPeriod *window, GError **error);

/**
 * certplan_reconcile_request_set_threads:
 * @n_threads: 0 = one a processor, which is so if never set
 *
 * Sets how many threads look for numbers in references; the result is the same with any.
 */
void certplan_reconcile_request_set_threads (CertplanReconcileRequest *request, guint n_threads);

/**
 * CertplanReconciliation:
 *
 * What each charge got and where each payment went. Immutable, reference counted.
 */
typedef struct _CertplanReconciliation CertplanReconciliation;

#define CERTPLAN_TYPE_RECONCILIATION (certplan_reconciliation_get_type ())
GType certplan_reconciliation_get_type (void);

/**
 * certplan_reconcile_new:
 * @request: fixed from now on
 * @as_of: the day on which one looks: later payments have a place of their own
 * @faults: (nullable): gets all that is wrong across the rows
 * @cancellable: (nullable):
 * @error: %CERTPLAN_TABLE_ERROR, the first fault; %CERTPLAN_FINANCE_ERROR_CLOSED, a month that is
 *   closed before it is over; %CERTPLAN_BASE_ERROR_RANGE; %G_IO_ERROR_CANCELLED
 *
 * A payment is applied only where that is certain: a person decided so, or its reference names the
 * charge, the certificate or the case, or its payer has exactly one set of open charges in the
 * window that comes to its amount. Of a certificate or case that is named, the charge whose open
 * amount is what is left of the payment, to the fen, goes before all others; else they are paid in
 * the order of the policy "part-payments". Everything else stays unmatched, with the charges that
 * it might be for. Each fen of each payment is in exactly one place. Neither the order of the files
 * nor that of their rows matters, and a run over its own result changes nothing.
 *
 * Payments without a number of the bank get one that is made of what they say:
 * DATE/AMOUNT/CHECK/ORDINAL, the ordinal counting payments that are equal in everything. Two equal
 * ones are two payments, and are told.
 *
 * Source: cnitsec-operation-2, clause 9-1 (what is paid before the evaluation); how it is matched
 * is bookkeeping, which no document of a scheme rules.
 */
CertplanReconciliation *certplan_reconcile_new (CertplanReconcileRequest *request,
                                                CertplanDate as_of, CertplanFaults *faults,
                                                GCancellable *cancellable, GError **error);

/**
 * certplan_reconciliation_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @reconciliation
 */
CertplanReconciliation *certplan_reconciliation_ref (CertplanReconciliation *reconciliation);

/**
 * certplan_reconciliation_unref:
 *
 * Gives a reference back; the last one frees @reconciliation.
 */
void certplan_reconciliation_unref (CertplanReconciliation *reconciliation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanReconciliation, certplan_reconciliation_unref)

/**
 * certplan_reconciliation_get_outstanding:
 *
 * What is asked for and not paid, in fen.
 */
CertplanMoney certplan_reconciliation_get_outstanding (const CertplanReconciliation *self);

/**
 * certplan_reconciliation_get_placed:
 *
 * How much of the payments is in the place, as "applied", in fen; 0 for another name.
 */
CertplanMoney certplan_reconciliation_get_placed (const CertplanReconciliation *self,
                                                  const char *place);

/**
 * certplan_reconciliation_get_n_open:
 *
 * How many things a person must look at: charges that are overdue or given back, payments that are
 * not matched, and the rows of the table `findings`: what is paid twice or on top, decisions that
 * do not fit. The table `signing` has the three numbers.
 */
guint certplan_reconciliation_get_n_open (const CertplanReconciliation *self);

/**
 * certplan_reconciliation_dup_tables:
 * @explain: whether the table of reasons is wanted
 *
 * What was paid, by what, and what is open, as tables.
 *
 * Returns: (transfer full): reconciliation (a row a charge), applied (a record of that type),
 *   unmatched, excluded, repeated, findings, summary, ageing, months, control, passes, ledger (a
 * record of that type: what the next month begins with), left-out, reasons (if @explain), notes;
 * those without a row are left out, but for the first four and control
 */
CertplanTables *certplan_reconciliation_dup_tables (CertplanReconciliation *self, gboolean explain);

/**
 * certplan_reconcile_charges:
 * @charges: a table "charges", as certplan_charging_dup_tables() has it
 * @error: %CERTPLAN_TABLE_ERROR
 *
 * The rows of the table as records, without a file between.
 *
 * Returns: (transfer full): records of the type "charges"
 */
CertplanRecords *certplan_reconcile_charges (CertplanTable *charges, CertplanRulebook *rulebook,
                                             GError **error);

G_END_DECLS
