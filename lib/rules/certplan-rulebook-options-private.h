/* What a rulebook is loaded from, as the loader reads it. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#pragma once
#include "certplan-date.h"
#include "certplan-rulebook-options.h"

/* The cycle that the caller gives to qualifications that publish none. */
typedef struct
{
  char *pattern; /* SCHEME/CATEGORY/LEVEL; a star stands for one whole part */
  CertplanPeriod target;
  CertplanPeriod cap; /* may be none */
} CertplanOwnCycle;

void _certplan_own_cycle_free (CertplanOwnCycle *cycle);

struct _CertplanRulebookOptions
{
  GPtrArray *layers;    /* char *, in the order of adding; a later one wins */
  GPtrArray *calendars; /* likewise */
  gboolean is_checked;
  CertplanCalendarBeyond beyond;
  GPtrArray *cycles; /* CertplanOwnCycle, in the order of adding; a later one wins */
};
