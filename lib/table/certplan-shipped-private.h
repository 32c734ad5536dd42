/* Records that are compiled in. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-records-private.h"

/* The rows of data/NAME.csv, read once for the whole program: the same type each time. A fault in
 * them is a bug.
 * Returns: (transfer none): for ever */
const CertplanRecords *_certplan_shipped_get (const char *name, const CertplanRecordType *type);
