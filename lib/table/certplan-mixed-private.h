/* Lines in UTF-8 among lines that are not. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-input-private.h"

/* What was found in a text that is not UTF-8 as a whole. Lines are 1-based. */
typedef struct
{
  guint utf8_line;     /* the first one that is Chinese in UTF-8; 0 = none */
  guint other_line;    /* the one that the given offset lies in */
  gboolean is_gb18030; /* the other line is valid in GB18030 */
} CertplanMixed;

/* @bad_offset: of the first byte that is no UTF-8
 * Returns: FALSE with a fault if the input cannot be read */
gboolean _certplan_mixed_find (const CertplanInput *input, guint64 bad_offset, CertplanMixed *mixed,
                               CertplanFaults *faults);
