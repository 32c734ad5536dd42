/* Putting faults in the order of their places. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-faults.h"

/* Sorts the faults from the @first on by file, line and column: for checks across rows, which come
 * upon them in another order. */
void _certplan_faults_sort (CertplanFaults *faults, guint first);
