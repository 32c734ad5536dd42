/* Charges, payments and what is earned as vouchers, month by month.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-date.h"
#include "certplan-faults.h"
#include "certplan-finance-error.h"
#include "certplan-policy.h"
#include "certplan-records.h"
#include "certplan-rulebook.h"

G_BEGIN_DECLS

/**
 * CertplanJournalRequest:
 *
 * What is booked, and for which months. Belongs to one thread while it is being set; reference
 * counted.
 */
typedef struct _CertplanJournalRequest CertplanJournalRequest;

#define CERTPLAN_TYPE_JOURNAL_REQUEST (certplan_journal_request_get_type ())
GType certplan_journal_request_get_type (void);

/**
 * certplan_journal_request_new:
 * @policy: (nullable): %NULL = the defaults
 * @charges: records of the type "charges", loaded with @rulebook
 * @applied: records of the type "applied": all payments of these charges so far
 *
 * Asks for the vouchers of charges and of what was paid of them; the month is set next.
 */
CertplanJournalRequest *certplan_journal_request_new (CertplanRulebook *rulebook,
                                                      CertplanPolicy *policy,
                                                      CertplanRecords *charges,
                                                      CertplanRecords *applied);

/**
 * certplan_journal_request_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @request
 */
CertplanJournalRequest *certplan_journal_request_ref (CertplanJournalRequest *request);

/**
 * certplan_journal_request_unref:
 *
 * Gives a reference back; the last one frees @request.
 */
void certplan_journal_request_unref (CertplanJournalRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanJournalRequest, certplan_journal_request_unref)

/**
 * certplan_journal_request_set_period:
 * @month: as `2026-11`
 * @error: %CERTPLAN_FINANCE_ERROR_PERIOD
 *
 * Sets the month whose vouchers are wanted.
 */
gboolean certplan_journal_request_set_period (CertplanJournalRequest *request, const char *month,
                                              GError **error);

/**
 * certplan_journal_request_set_months:
 * @from: the first month, as `2026-01`
 * @to: the last month, not before @from, at most 100 years in all
 * @error: %CERTPLAN_FINANCE_ERROR_PERIOD
 *
 * Sets the months whose vouchers are wanted.
 */
gboolean certplan_journal_request_set_months (CertplanJournalRequest *request, const char *from,
                                              const char *to, GError **error);
/**
 * certplan_journal_request_set_with_opening:
 *
 * Whether a voucher on the day before the first month brings the balance of each account until then
 * forward, so that a ledger may begin with it. Without it a ledger goes on that has those months.
 */
void certplan_journal_request_set_with_opening (CertplanJournalRequest *request,
                                                gboolean with_opening);
/**
 * certplan_journal_request_set_vat_included:
 * @rate: (nullable): the tax inside all amounts, as `6%` or `0.06`; %NULL = none
 * @error: %CERTPLAN_FINANCE_ERROR_VAT
 *
 * Splits a tax off all amounts, rounded once a charge.
 */
gboolean certplan_journal_request_set_vat_included (CertplanJournalRequest *request,
                                                    const char *rate, GError **error);

/**
 * certplan_journal_request_set_certificates:
 * @certificates: (nullable): records of the type "register", loaded with the same rulebook
 * @events: (nullable): records of the type "events"
 *
 * As certplan_accrual_request_set_certificates().
 */
void certplan_journal_request_set_certificates (CertplanJournalRequest *request,
                                                CertplanRecords *certificates,
                                                CertplanRecords *events);

/**
 * certplan_journal_request_set_by_day:
 *
 * Whether terms are earned by day instead of by month.
 */
void certplan_journal_request_set_by_day (CertplanJournalRequest *request, gboolean by_day);

/**
 * CertplanJournal:
 *
 * The vouchers of some months, and the balances of the accounts. Immutable, reference counted.
 */
typedef struct _CertplanJournal CertplanJournal;

#define CERTPLAN_TYPE_JOURNAL (certplan_journal_get_type ())
GType certplan_journal_get_type (void);

/**
 * certplan_journal_new:
 * @request: fixed from now on, with its months set
 * @as_of: as certplan_accrual_new()
 * @faults: (nullable): gets all that is wrong across the rows
 * @error: %CERTPLAN_TABLE_ERROR, the first fault; %CERTPLAN_BASE_ERROR_RANGE
 *
 * On its due date a charge is owed and deferred (receivable against deferred and tax); a payment is
 * taken from what is owed, one before that date is an advance until then; at the end of the month
 * what is earned leaves what is deferred; a credit goes back the way that it came. Each voucher
 * adds up to nothing; they are numbered from 1 on in each month. The accounts are those of
 * accounts.csv. What was earned in years before that of the first month is brought forward in the
 * account of closed years, if there is one; the voucher that closes a year inside the months is
 * left to the ledger that keeps it.
 */
CertplanJournal *certplan_journal_new (CertplanJournalRequest *request, CertplanDate as_of,
                                       CertplanFaults *faults, GError **error);

/**
 * certplan_journal_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @journal
 */
CertplanJournal *certplan_journal_ref (CertplanJournal *journal);

/**
 * certplan_journal_unref:
 *
 * Gives a reference back; the last one frees @journal.
 */
void certplan_journal_unref (CertplanJournal *journal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanJournal, certplan_journal_unref)

/**
 * certplan_journal_get_n_vouchers:
 *
 * How many vouchers the month has.
 */
guint certplan_journal_get_n_vouchers (const CertplanJournal *journal);

/**
 * certplan_journal_get_n_missing:
 *
 * How many charges have no amount, so that nothing is booked for them.
 */
guint certplan_journal_get_n_missing (const CertplanJournal *journal);

/**
 * certplan_journal_dup_tables:
 *
 * The vouchers and what they come to, as tables.
 *
 * Returns: (transfer full): vouchers (also a ledger's file), accounts, findings (if any), notes
 */
CertplanTables *certplan_journal_dup_tables (CertplanJournal *journal);

G_END_DECLS
