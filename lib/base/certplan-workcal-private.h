/* What a working calendar is made of. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-workcal.h"

/* One day that differs from the weekly rule (Monday to Friday are worked). Names are borrowed. */
typedef struct
{
  CertplanDate date;
  gboolean is_working; /* by the law and its notices */
  const char *name;    /* a label key, as "spring_festival"; copied */
  gboolean is_own; /* closed all the same, by the caller: not worked, but no rest day of the law */
} CertplanWorkcalDay;

/**
 * _certplan_workcal_new:
 * @first_year: the first year known
 * @last_year: the last year known
 * @days: (array length=n_days): any order, no date twice, all inside the years; what breaks this is
 * the caller's bug, so a loader checks its rows first
 * @n_days: 0 leaves the weekly rule alone (@days may then be %NULL)
 *
 * Every year counts as published.
 */
CertplanWorkcal *_certplan_workcal_new (gint first_year, gint last_year,
                                        const CertplanWorkcalDay *days, gsize n_days);
/* The same; @is_published (nullable: every one is) says it year by year, from @first_year on. */
CertplanWorkcal *_certplan_workcal_new_covered (gint first_year, gint last_year,
                                                const gboolean *is_published,
                                                const CertplanWorkcalDay *days, gsize n_days);
