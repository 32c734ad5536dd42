/* The words of rules by the names that people read. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-rulebook-private.h"

/* Cells of items, stages, periods, events, states, performers and the like, which name a key of the
 * rules as outputs show it (its English or Chinese label), become that key. A word of one's own
 * that no row and no label knows stays. Of all tables at once, before they are merged. */
void _certplan_rules_resolve_words (CertplanRulebook *rulebook);

/* Adds a fault for each two fees, paid together, that outputs show by one name: nobody could tell
 * whether one was meant to replace the other. After merging. */
void _certplan_rules_check_alike (const CertplanRulebook *rulebook, CertplanFaults *faults);
