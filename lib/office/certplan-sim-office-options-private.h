/* What if. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-sim-office.h"

struct _CertplanSimOfficeOptions
{
  gint warmup;                      /* months */
  CertplanCapacityOptions *what_if; /* (nullable) owned */
  GHashTable *reviewers;            /* class of bodies -> so many in each */
  GHashTable *quotas;               /* panel -> cases at a meeting */
};
