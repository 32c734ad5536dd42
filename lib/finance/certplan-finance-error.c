/* The error domain of the room of finance. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-finance-error.h"

G_DEFINE_QUARK (certplan_finance_error, certplan_finance_error)
