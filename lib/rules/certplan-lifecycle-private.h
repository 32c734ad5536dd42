/* What changes the state of a certificate. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-rulebook-private.h"

/* The edges in force on @on that leave @state (NULL = any), by state and event.
 * (transfer container): of const CertplanRule */
GPtrArray *_certplan_lifecycle_list (const CertplanRulebook *rulebook, guint handle,
                                     const char *state, CertplanDate on);

/* The edge that @event takes from @state; NULL = no document says. */
const CertplanRule *_certplan_lifecycle_find (const CertplanRulebook *rulebook, guint handle,
                                              const char *state, const char *event,
                                              CertplanDate on);

/* The last day of an edge's time counted from @anchor, or the first where the time lies before it;
 * CERTPLAN_DATE_NONE if the edge has no time or the day lies outside the years 1 to 9999. */
CertplanDate _certplan_lifecycle_get_day (const CertplanRule *edge, CertplanDate anchor);
