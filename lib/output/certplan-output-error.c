/* The error domain of the output room. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-outputs.h"

/* no hyphens in the name: clang-format splits them */
G_DEFINE_QUARK (certplan_output_error, certplan_output_error)
