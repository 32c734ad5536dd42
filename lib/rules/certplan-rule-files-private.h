/* The CSV tables of a scheme: their columns, and their rows as rules.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-rulebook-private.h"

/* What names mean while files are read. */
typedef struct
{
  GStringChunk *texts;              /* of the rulebook: rows intern theirs here */
  GPtrArray *places;                /* of the rulebook: owns the rules' */
  const char *const *identifiers;   /* qualification by handle, [0] unused */
  guint n_identifiers;              /* with [0] */
  const CertplanRulebook *rulebook; /* knows the kinds of each scheme */
  GHashTable *handles;              /* identifier -> handle */
  GPtrArray *patterns;              /* GArray of guint16, by pattern number, [0] unused */
  GPtrArray *pattern_names;         /* char *, by pattern number, [0] unused */
  GHashTable *broken;               /* schemes at fault: nobody knows their qualifications */
} CertplanNames;

/* Where the rows come from. */
typedef struct
{
  guint16 layer;
  const char *file;   /* for faults */
  const char *scheme; /* rows must belong to it; NULL = any */
} CertplanRuleOrigin;

/* The file in which a table's rows stand, as "tariff.csv". */
const char *_certplan_rule_file_name (CertplanRulesTable table);

/* Where the cell of that column stands in the rule's line, from 1; 0 = not known. */
guint _certplan_rule_get_place (CertplanRulesTable table, const CertplanRule *rule,
                                const char *column);

/* A fault at the rule's cell of that column. @value, @wanted: (nullable) */
void _certplan_rule_fault (CertplanRulesTable table, const CertplanRule *rule, const char *column,
                           const char *what, const char *value, const char *wanted,
                           CertplanFaults *faults);

/* Reads one CSV of rules; appends one CertplanRule a row and qualification to @rules (GArray).
 * A file at fault gives its other rows, so that these are looked at too. Wildcards (`scheme/[*]/1`,
 * with bare stars) are spread over the qualifications that they match.
 */
void _certplan_rule_file_read (CertplanRulesTable table, const CertplanRuleOrigin *origin,
                               GBytes *bytes, CertplanNames *names, GArray *rules,
                               CertplanFaults *faults);

/* Whether a qualification is meant by @pattern: part by part, a star stands for one whole part. */
gboolean _certplan_pattern_matches (const char *pattern, const char *identifier);

/* Appends the identifiers nearest to @text. */
void _certplan_names_append_nearest (const CertplanNames *names, const char *text, GString *out);
