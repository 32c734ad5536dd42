/* The error domain of the base room. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-error.h"

G_DEFINE_QUARK (certplan_base_error, certplan_base_error)
