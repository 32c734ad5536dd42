/* The error domain of the rules room. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-rules-error.h"

G_DEFINE_QUARK (certplan_rules_error, certplan_rules_error)
