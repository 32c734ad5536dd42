/* What a rulebook is loaded from, as the loader reads it. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#pragma once
#include "certplan-rulebook-options.h"

struct _CertplanRulebookOptions
{
  GPtrArray *layers;    /* char *, in the order of adding; a later one wins */
  GPtrArray *calendars; /* likewise */
  CertplanCalendarBeyond beyond;
};
