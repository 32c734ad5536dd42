/* The error domain of the table room. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-table-error.h"

G_DEFINE_QUARK (certplan_table_error, certplan_table_error)
