/* What charges tell in columns that most files do not have. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#pragma once
#include "certplan-charge.h"
#include "certplan-date.h"

/* The days that a charge pays for, both CERTPLAN_DATE_NONE where it does not say. */
typedef struct
{
  CertplanDate from;
  CertplanDate to;
} CertplanChargePeriod;

/* The number of the case that a charge is for, as certplan_records_get_note() has it; 0 = none.
 * @records: of the type "charges" */
guint32 _certplan_charge_get_case (const CertplanRecords *records, guint i);
/* Whether any charge has one. */
gboolean _certplan_charge_has_cases (const CertplanRecords *records);
/* What it is for: the number of its certificate, or else of its case. */
guint32 _certplan_charge_get_subject (const CertplanRecords *records, guint i);
CertplanChargePeriod _certplan_charge_get_period (const CertplanRecords *records, guint i);
/* The day on which it is billed: when it falls due, else when what it pays for begins. */
CertplanDate _certplan_charge_get_billed (const CertplanRecords *records, guint i);
