/* Whether rules hold together. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-rulebook-parts-private.h"

/* Adds what loads but cannot be meant: references to nothing, two stages at one place, sources that
 * no list of documents has, words without a label. Looks at all tables but those that
 * rulebook->broken names, whose rows are not all there. @layers: of CertplanLayer */
void _certplan_rules_check (const CertplanRulebook *rulebook, const GPtrArray *layers,
                            CertplanFaults *faults);
