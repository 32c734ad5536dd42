/* What a rulebook is loaded from beside the shipped rules.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CertplanCalendarBeyond:
 * @CERTPLAN_CALENDAR_BEYOND_STATUTORY: weekends and the days off that the law fixes, provisional
 * @CERTPLAN_CALENDAR_BEYOND_ERROR: nothing; a question that needs those days is an error
 *
 * What the working calendar knows of years whose notice is not published.
 */
typedef enum
{
  CERTPLAN_CALENDAR_BEYOND_STATUTORY,
  CERTPLAN_CALENDAR_BEYOND_ERROR,
} CertplanCalendarBeyond;

/**
 * CertplanRulebookOptions:
 *
 * Layers of rules and calendars of one's own. Belongs to one thread while it is being filled;
 * reference counted. One that nothing was added to stands for the shipped rules alone.
 */
typedef struct _CertplanRulebookOptions CertplanRulebookOptions;

#define CERTPLAN_TYPE_RULEBOOK_OPTIONS (certplan_rulebook_options_get_type ())
GType certplan_rulebook_options_get_type (void);

/**
 * certplan_rulebook_options_new:
 *
 * Makes options for the shipped rules alone.
 */
CertplanRulebookOptions *certplan_rulebook_options_new (void);

/**
 * certplan_rulebook_options_ref:
 *
 * Takes a further reference.
 *
 * Returns: (transfer full): @options
 */
CertplanRulebookOptions *certplan_rulebook_options_ref (CertplanRulebookOptions *options);

/**
 * certplan_rulebook_options_unref:
 *
 * Gives a reference back; the last one frees @options.
 */
void certplan_rulebook_options_unref (CertplanRulebookOptions *options);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertplanRulebookOptions, certplan_rulebook_options_unref)

/**
 * certplan_rulebook_options_add_layer:
 * @path: (type filename): a folder that mirrors data/, or a single tariff.csv; on top of those
 *   added before, see certplan_rulebook_load()
 *
 * Adds rules of one's own.
 */
void certplan_rulebook_options_add_layer (CertplanRulebookOptions *options, const char *path);

/**
 * certplan_rulebook_options_add_calendar:
 * @path: (type filename): a CSV with the columns of data/calendars (date, kind, name, source, and
 *   clause); its days replace those of all layers and of the calendars added before
 *
 * kind is `holiday` or `workday` (a make-up working day) for a State Council notice, `statutory`
 * for a day off by the law itself, `closed` for a closing day of one's own. A year is published
 * once holidays of notices cover all its statutory days; closing days alone never make it so. No
 * limit rolls past a closing day, which is no rest day of the law.
 */
void certplan_rulebook_options_add_calendar (CertplanRulebookOptions *options, const char *path);

/**
 * certplan_rulebook_options_set_checked:
 * @checked: whether rules are refused too that load, but cannot be meant so
 *
 * For those who write rules. Such are gaps between the terms of one key, references to stages,
 * performers, states, categories and documents that are not there, two stages at one place, words
 * without an English and a Chinese name, and what a scheme.ini leaves unsaid.
 */
void certplan_rulebook_options_set_checked (CertplanRulebookOptions *options, gboolean checked);

/**
 * certplan_rulebook_options_set_calendar_beyond:
 *
 * Says what years mean whose notice is not published; the statutory days if it is never said.
 */
void certplan_rulebook_options_set_calendar_beyond (CertplanRulebookOptions *options,
                                                    CertplanCalendarBeyond beyond);

/**
 * certplan_rulebook_options_add_cycle:
 * @cycle: `SCHEME=TARGET` or `SCHEME=TARGET,MAXIMUM`, as `ccia=P3M,P6M`; instead of the scheme
 *   `SCHEME/CATEGORY/LEVEL`, where a star stands for every category or level
 * @error: %CERTPLAN_RULES_ERROR_CYCLE
 *
 * How long the cycle takes where no document says so: rows of the basis "assumption", whose source
 * is the caller. Loading fails with %CERTPLAN_RULES_ERROR_CYCLE where a document does say so, with
 * %CERTPLAN_RULES_ERROR_UNKNOWN_QUALIFICATION where there is no such qualification.
 */
gboolean certplan_rulebook_options_add_cycle (CertplanRulebookOptions *options, const char *cycle,
                                              GError **error);

G_END_DECLS
