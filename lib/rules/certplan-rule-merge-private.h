/* One array of rules out of several layers. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-rulebook-private.h"

/* Sorts @rules (GArray of CertplanRule) by key and term and merges the layers: the same valid_from
 * replaces, another term cuts, an empty valid_to ends before the next row of that layer. Terms
 * become what is really in force. Overlaps that one layer states are faults, and
 * @with_gaps holes between two of its rows too. @texts keeps the texts
 * made here. */
void _certplan_rules_merge (CertplanRulesTable table, gboolean with_gaps, GArray *rules,
                            GStringChunk *texts, CertplanFaults *faults);

/* The order of keys: handle, kind, item, variant; and the key as a text. */
gint _certplan_rule_compare_keys (const CertplanRule *a, const CertplanRule *b);
char *_certplan_rule_dup_key (const CertplanRule *rule);
