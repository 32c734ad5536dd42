/* The error domain of the office's room. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-office-error.h"

G_DEFINE_QUARK (certplan_office_error, certplan_office_error)
