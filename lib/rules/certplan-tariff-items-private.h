/* The items of a tariff that are paid for one application.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-rulebook-private.h"

typedef enum
{
  CERTPLAN_TARIFF_FOUND,
  CERTPLAN_TARIFF_MISSING,    /* no document states a fee */
  CERTPLAN_TARIFF_NEEDS_DATE, /* the rows are dated and no date was given */
} CertplanTariffStatus;

/* @kind: as certplan_rulebook_check_kind() keeps it. @on: CERTPLAN_DATE_NONE = only rows without a
 * stated term. @n_items: how many items are in force. */
CertplanTariffStatus _certplan_tariff_count (const CertplanRulebook *rulebook, guint handle,
                                             const char *kind, CertplanDate on, guint *n_items);
/* Those items, in the order of their file, into @items, which has room for all of them. */
void _certplan_tariff_list (const CertplanRulebook *rulebook, guint handle, const char *kind,
                            CertplanDate on, const CertplanRule **items);
/* Sets the error that a status other than FOUND is, with what would mend it. */
void _certplan_tariff_set_error (const CertplanRulebook *rulebook, guint handle, const char *kind,
                                 CertplanDate on, CertplanTariffStatus status, GError **error);
