/* How loudly something that falls due warns. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-event-spec-private.h"

/* The warning for so many days left of so many. */
const char *_certplan_warning_find (gint64 n_left, gint64 n_days);
/* The loudest first; what has more days left than the share of the last says, is "later". */
guint _certplan_warnings_get_n (void);
/* @share: of the time, in millionths */
const char *_certplan_warnings_get (guint i, gint32 *share);
/* Makes the events of @spec ring whenever their warning grows louder. @spec: static; filled once.
 * Returns: @spec */
const CertplanEventSpec *_certplan_warnings_ring (CertplanEventSpec *spec);
