/* What loaders do with the faults of one load. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-faults.h"

/* Sorts the faults from the @first on by file, line and column: for checks across rows, which come
 * upon them in another order. */
void _certplan_faults_sort (CertplanFaults *faults, guint first);

/* Whether further faults are counted alone: nobody will read what would be right. */
gboolean _certplan_faults_is_full (const CertplanFaults *faults);

/* Appends those of @others, which were found meanwhile. */
void _certplan_faults_append (CertplanFaults *faults, const CertplanFaults *others);

/* Sets @error from the first fault that came since there were @n_before. @domain, @limit_code: of
 * the error where the list was full before. Returns: whether none came */
gboolean _certplan_faults_set_error_since (const CertplanFaults *faults, guint n_before,
                                           GQuark domain, gint limit_code, GError **error);
