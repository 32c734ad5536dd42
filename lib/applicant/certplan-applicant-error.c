/* The error domain of the applicant's room. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-applicant-error.h"

G_DEFINE_QUARK (certplan_applicant_error, certplan_applicant_error)
