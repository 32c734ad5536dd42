/* The stages of one application. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-policy-private.h"
#include "certplan-rulebook-private.h"

/* Whether the row counts under the policy: it has no reading, or the policy stands at it. */
gboolean _certplan_rule_is_read (const CertplanRule *rule, const CertplanPolicy *policy);

/* The stages in force on @on of one kind of application, as the policy reads the documents: by
 * place, those that can happen at any time last. (transfer container): of const CertplanRule */
GPtrArray *_certplan_rulebook_list_stages (const CertplanRulebook *rulebook,
                                           const CertplanPolicy *policy, guint handle,
                                           const char *kind, CertplanDate on);
