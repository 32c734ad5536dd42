/* The error domain of the rules room: schemes, tariffs, periods, policies.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include <glib-object.h>

G_BEGIN_DECLS

#define CERTPLAN_RULES_ERROR (certplan_rules_error_quark ())

/**
 * certplan_rules_error_quark:
 *
 * The error domain, whose codes are the enumeration below.
 */
GQuark certplan_rules_error_quark (void);

/**
 * CertplanRulesError:
 * @CERTPLAN_RULES_ERROR_UNKNOWN_QUALIFICATION: no scheme has that qualification or level
 * @CERTPLAN_RULES_ERROR_UNKNOWN_KIND: the scheme has no such kind of application
 * @CERTPLAN_RULES_ERROR_UNKNOWN_POLICY: no open point has that key, or the key no such value
 * @CERTPLAN_RULES_ERROR_UNKNOWN_STAGE: the scheme has no such stage or reason for a pause
 * @CERTPLAN_RULES_ERROR_NO_PUBLISHED_TARIFF: nobody published that fee (or not for that date)
 * @CERTPLAN_RULES_ERROR_NO_PUBLISHED_PERIOD: no document states that period
 * @CERTPLAN_RULES_ERROR_NO_PUBLISHED_RULE: no document has a rule for that
 * @CERTPLAN_RULES_ERROR_DATE_NEEDED: the rows are dated and no date was given to choose by
 * @CERTPLAN_RULES_ERROR_BAD_RULES: a folder or file of rules is faulty
 * @CERTPLAN_RULES_ERROR_BAD_INTERVAL: a pause ends before it begins
 * @CERTPLAN_RULES_ERROR_CYCLE: a cycle of the caller's is none, or the documents state one
 * @CERTPLAN_RULES_ERROR_UNKNOWN_INDUSTRY: no scheme names that line of business
 * @CERTPLAN_RULES_ERROR_NO_READER: a holiday file of a form that is not read, or not by this build
 *
 * Only ever appended to.
 */
typedef enum
{
  CERTPLAN_RULES_ERROR_UNKNOWN_QUALIFICATION,
  CERTPLAN_RULES_ERROR_UNKNOWN_KIND,
  CERTPLAN_RULES_ERROR_UNKNOWN_POLICY,
  CERTPLAN_RULES_ERROR_UNKNOWN_STAGE,
  CERTPLAN_RULES_ERROR_NO_PUBLISHED_TARIFF,
  CERTPLAN_RULES_ERROR_NO_PUBLISHED_PERIOD,
  CERTPLAN_RULES_ERROR_NO_PUBLISHED_RULE,
  CERTPLAN_RULES_ERROR_DATE_NEEDED,
  CERTPLAN_RULES_ERROR_BAD_RULES,
  CERTPLAN_RULES_ERROR_BAD_INTERVAL,
  CERTPLAN_RULES_ERROR_CYCLE,
  CERTPLAN_RULES_ERROR_UNKNOWN_INDUSTRY,
  CERTPLAN_RULES_ERROR_NO_READER,
} CertplanRulesError;

G_END_DECLS
