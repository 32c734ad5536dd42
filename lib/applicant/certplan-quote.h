/* What a certificate costs: one qualification, and a sheet of several.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-applicant-error.h"
#include "certplan-money.h"
#include "certplan-policy.h"
#include "certplan-rulebook.h"

G_BEGIN_DECLS

/**
 * CertplanQuote:
 *
 * The published fee of one qualification and kind, item by item. Immutable, reference counted.
 */
typedef struct _CertplanQuote CertplanQuote;

#define CERTPLAN_TYPE_QUOTE (certplan_quote_get_type ())
GType certplan_quote_get_type (void);

/**
 * certplan_quote_new:
 * @handle: a qualification of @rulebook
 * @kind: (nullable): a kind of application; %NULL = the first application
 * @on: the day of the agreement, else of the filing; CERTPLAN_DATE_NONE where the tariff is undated
 * @error: %CERTPLAN_RULES_ERROR_NO_PUBLISHED_TARIFF, %CERTPLAN_RULES_ERROR_DATE_NEEDED,
 *   %CERTPLAN_RULES_ERROR_UNKNOWN_KIND or %CERTPLAN_BASE_ERROR_RANGE
 *
 * The sum of all items of the tariff in force.
 *
 * Source: cnitsec-operation-2, clause 9-1; cnitsec-engineering-2-2025-05 and
 * cnitsec-cloud-1-2025-05, clauses 九-1 and 九-2.
 */
CertplanQuote *certplan_quote_new (CertplanRulebook *rulebook, guint handle, const char *kind,
                                   CertplanDate on, GError **error);

/**
 * certplan_quote_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @quote
 */
CertplanQuote *certplan_quote_ref (CertplanQuote *quote);

/**
 * certplan_quote_unref:
 *
 * Gives a reference back; the last one frees @quote.
 */
void certplan_quote_unref (CertplanQuote *quote);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanQuote, certplan_quote_unref)

/**
 * certplan_quote_get_total:
 *
 * The sum of all items.
 */
CertplanMoney certplan_quote_get_total (const CertplanQuote *quote);

/**
 * certplan_quote_get_n_items:
 *
 * How many items there are.
 */
guint certplan_quote_get_n_items (const CertplanQuote *quote);

/**
 * certplan_quote_get_item:
 *
 * What is paid for by item @i. Borrowed from the quote.
 */
const char *certplan_quote_get_item (const CertplanQuote *quote, guint i);

/**
 * certplan_quote_get_amount:
 *
 * How much item @i is.
 */
CertplanMoney certplan_quote_get_amount (const CertplanQuote *quote, guint i);

/**
 * certplan_quote_get_source:
 *
 * The document that publishes item @i. Borrowed from the quote.
 */
const char *certplan_quote_get_source (const CertplanQuote *quote, guint i);

/**
 * certplan_quote_get_clause:
 *
 * The clause of that document. Borrowed from the quote.
 */
const char *certplan_quote_get_clause (const CertplanQuote *quote, guint i);

/**
 * certplan_quote_explain:
 * @lang: FIELD is English
 * @text: gets a line for each item: what is paid for, by whom, how much, in which clause of which
 *   document that is published, and where the row stands that says so
 *
 * The reasons of certplan_quotes_dup_tables(), as text: cheap enough for millions of quotes.
 */
void certplan_quote_explain (const CertplanQuote *quote, CertplanLang lang, GString *text);

/**
 * CertplanQuotes:
 *
 * A sheet of quotes with the user's own extras and one total. What nobody published is a line of
 * its own, and the total says that it is incomplete. Belongs to one thread while it is being
 * filled; reference counted.
 */
typedef struct _CertplanQuotes CertplanQuotes;

#define CERTPLAN_TYPE_QUOTES (certplan_quotes_get_type ())
GType certplan_quotes_get_type (void);

/**
 * certplan_quotes_new:
 * @policy: (nullable): %NULL = the defaults
 *
 * Makes a sheet for the fees of several qualifications.
 *
 * Returns: (transfer full): an empty sheet
 */
CertplanQuotes *certplan_quotes_new (CertplanRulebook *rulebook, CertplanPolicy *policy);

/**
 * certplan_quotes_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @quotes
 */
CertplanQuotes *certplan_quotes_ref (CertplanQuotes *quotes);

/**
 * certplan_quotes_unref:
 *
 * Gives a reference back; the last one frees @quotes.
 */
void certplan_quotes_unref (CertplanQuotes *quotes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanQuotes, certplan_quotes_unref)

/**
 * certplan_quotes_add:
 * @qualification: `SCHEME/CATEGORY/LEVEL`
 * @kind: (nullable): as certplan_quote_new()
 * @on: as certplan_quote_new()
 * @error: as certplan_quote_new(), but for %CERTPLAN_RULES_ERROR_NO_PUBLISHED_TARIFF, which becomes
 * a line of the sheet; and %CERTPLAN_RULES_ERROR_UNKNOWN_QUALIFICATION
 *
 * Adds the fees of a qualification.
 */
gboolean certplan_quotes_add (CertplanQuotes *quotes, const char *qualification, const char *kind,
                              CertplanDate on, GError **error);

/**
 * certplan_quotes_add_renewal:
 * @expiry: the last day of the certificate held
 * @submitted: the day on which the renewal is submitted; it gives the kind, and the tariff's date
 * @error: as certplan_quotes_add(), and as certplan_renewal_new()
 *
 * Quotes what a submission on that day costs, and adds the table "renewal": what it costs on time,
 * late, lapsed and as a first application again.
 */
gboolean certplan_quotes_add_renewal (CertplanQuotes *quotes, const char *qualification,
                                      CertplanDate expiry, CertplanDate submitted, GError **error);

/**
 * certplan_quotes_add_extra:
 * @extra: `NAME:AMOUNT`, a cost of the user's own, as `implementation:12000`
 * @error: %CERTPLAN_APPLICANT_ERROR_EXTRA or %CERTPLAN_BASE_ERROR_RANGE
 *
 * Adds a cost that no document states.
 */
gboolean certplan_quotes_add_extra (CertplanQuotes *quotes, const char *extra, GError **error);

/**
 * certplan_quotes_get_total:
 *
 * The sum of all that is known.
 */
CertplanMoney certplan_quotes_get_total (const CertplanQuotes *quotes);

/**
 * certplan_quotes_get_n_missing:
 *
 * How many qualifications lack a published tariff; above 0 the total is incomplete.
 */
guint certplan_quotes_get_n_missing (const CertplanQuotes *quotes);

/**
 * certplan_quotes_dup_tables:
 * @explain: whether the table of reasons is wanted
 *
 * The sheet as tables.
 *
 * Returns: (transfer full): quote, renewal (if asked for), reasons (if @explain), notes (if any)
 */
CertplanTables *certplan_quotes_dup_tables (CertplanQuotes *quotes, gboolean explain);

G_END_DECLS
