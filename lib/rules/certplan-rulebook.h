/* The rulebook: published schemes, tariffs, stages and periods, each row with document and clause.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-faults.h"
#include "certplan-rulebook-options.h"
#include "certplan-rules-error.h"
#include "certplan-table.h"
#include "certplan-workcal.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CertplanRulebook:
 *
 * All rules of one run, merged from layers: the shipped ones first, then the user's own. Immutable,
 * reference counted, safe to share between threads.
 */
typedef struct _CertplanRulebook CertplanRulebook;

#define CERTPLAN_TYPE_RULEBOOK (certplan_rulebook_get_type ())
GType certplan_rulebook_get_type (void);

/**
 * certplan_rulebook_load:
 * @layers: (array zero-terminated=1) (nullable) (element-type filename): folders that mirror data/
 *   (schemes/NAME/scheme.ini and .csv, calendars/, assumptions/), or single tariff.csv files with a
 *   column qualification; in order, later ones win
 * @faults: (nullable): gets every fault of every layer
 * @cancellable: (nullable):
 * @error: %CERTPLAN_RULES_ERROR_BAD_RULES or %CERTPLAN_TABLE_ERROR, the first fault
 *
 * A row with the key (qualification, kind, item) and the valid_from of an earlier layer's row
 * replaces it; a row with another term cuts the earlier one. Two rows of one layer must not state
 * overlapping terms.
 *
 * Returns: (transfer full): the shipped rules with @layers on top; %NULL with @error set
 */
CertplanRulebook *certplan_rulebook_load (const char *const *layers, CertplanFaults *faults,
                                          GCancellable *cancellable, GError **error);

/**
 * certplan_rulebook_load_with_options:
 * @options: (nullable): %NULL = the shipped rules alone
 * @faults: (nullable): gets every fault of every layer and calendar
 * @cancellable: (nullable):
 * @error: as certplan_rulebook_load()
 *
 * Loads the shipped rules with those of one's own on top.
 *
 * Returns: (transfer full): as certplan_rulebook_load(), which is the short form
 */
CertplanRulebook *certplan_rulebook_load_with_options (const CertplanRulebookOptions *options,
                                                       CertplanFaults *faults,
                                                       GCancellable *cancellable, GError **error);

/**
 * certplan_rulebook_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @rulebook
 */
CertplanRulebook *certplan_rulebook_ref (CertplanRulebook *rulebook);

/**
 * certplan_rulebook_unref:
 *
 * Gives a reference back; the last one frees @rulebook.
 */
void certplan_rulebook_unref (CertplanRulebook *rulebook);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanRulebook, certplan_rulebook_unref)

/**
 * certplan_rulebook_get_n_qualifications:
 *
 * Qualifications are known by handles 1 .. n, ordered by scheme (by name), category (as its
 * scheme.ini has them) and level (lowest first).
 */
guint certplan_rulebook_get_n_qualifications (const CertplanRulebook *rulebook);

/**
 * certplan_rulebook_find:
 * @qualification: `SCHEME/CATEGORY/LEVEL`, or the Chinese name as certificates and our files have
 * it (level in digits or characters, with the scheme or without), where one qualification alone has
 * that name
 * @error: %CERTPLAN_RULES_ERROR_UNKNOWN_QUALIFICATION, with the nearest names, or with all that a
 * name may mean
 *
 * Looks a qualification up by its name.
 *
 * Returns: the handle; 0 with @error set
 */
guint certplan_rulebook_find (const CertplanRulebook *rulebook, const char *qualification,
                              GError **error);

/**
 * certplan_rulebook_get_qualification:
 *
 * The name of a qualification, as `cnitsec/engineering/2`.
 *
 * Returns: `SCHEME/CATEGORY/LEVEL`
 */
const char *certplan_rulebook_get_qualification (const CertplanRulebook *rulebook, guint handle);

/**
 * certplan_rulebook_is_higher:
 *
 * Levels are ordered within one scheme, by its own direction; of two schemes, or of two categories,
 * neither is higher.
 */
gboolean certplan_rulebook_is_higher (const CertplanRulebook *rulebook, guint handle, guint other);

/**
 * certplan_rulebook_check_kind:
 * @kind: (nullable): a kind of application by its name or by its label in either language, as
 *   "initial" or "首次"; %NULL = the scheme's first application
 * @error: %CERTPLAN_RULES_ERROR_UNKNOWN_KIND, with the scheme's kinds
 *
 * Looks a kind of application up by its name.
 *
 * Returns: (transfer none): the kind's name, which lives as long as the rulebook; %NULL with @error
 * set
 */
const char *certplan_rulebook_check_kind (const CertplanRulebook *rulebook, guint handle,
                                          const char *kind, GError **error);

/**
 * certplan_rulebook_get_digest:
 *
 * The SHA-256 of all merged rows, in hexadecimal: two equal digests are equal rules.
 */
const char *certplan_rulebook_get_digest (const CertplanRulebook *rulebook);

/**
 * certplan_rulebook_get_labels:
 *
 * The words for what the rules name, and for everything else.
 *
 * Returns: (transfer none): the shipped labels with those of the schemes
 */
CertplanLabels *certplan_rulebook_get_labels (const CertplanRulebook *rulebook);

/**
 * certplan_rulebook_get_workcal:
 *
 * The calendar by which working days are counted.
 *
 * Returns: (transfer none): the working calendar
 */
CertplanWorkcal *certplan_rulebook_get_workcal (const CertplanRulebook *rulebook);

/**
 * certplan_rulebook_dup_list:
 *
 * The qualifications that the rules know.
 *
 * Returns: (transfer full): one table, all qualifications with what is published of each
 */
CertplanTables *certplan_rulebook_dup_list (CertplanRulebook *rulebook);

/**
 * certplan_rulebook_dup_industry:
 * @industry: a line of business: its key, its title in English or Chinese, or another name that the
 *   rules give it
 * @error: %CERTPLAN_RULES_ERROR_UNKNOWN_INDUSTRY, with the nearest names
 *
 * The categories that a line of business belongs to, exactly as the documents' tables say.
 *
 * Returns: (transfer full): the tables qualifications, as certplan_rulebook_dup_list(), and
 * industries, with source and clause; %NULL with @error set
 */
CertplanTables *certplan_rulebook_dup_industry (CertplanRulebook *rulebook, const char *industry,
                                                GError **error);

/**
 * certplan_rulebook_dup_show:
 * @handle: a qualification
 *
 * All that is published of a qualification.
 *
 * Returns: (transfer full): the tables tariff, periods, stages, criteria, lifecycle, routing,
 * durations, effort, returns, panels, industries and documents of the qualification, every row with
 * source and clause
 */
CertplanTables *certplan_rulebook_dup_show (CertplanRulebook *rulebook, guint handle);

G_END_DECLS
