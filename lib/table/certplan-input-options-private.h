/* How input files are read, as the reader takes it. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-input-options.h"
#include "certplan-reader-private.h"

/* Returns: what @options say; all is found out where it is NULL */
CertplanReadOptions _certplan_input_options_get (const CertplanInputOptions *options);
