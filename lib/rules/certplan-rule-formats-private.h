/* What files of rules look like. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-records-private.h"

extern const CertplanRecordType _certplan_calendar_type;
extern const CertplanRecordType _certplan_documents_type;
extern const CertplanRecordType _certplan_industries_type;
extern const CertplanRecordType _certplan_labels_type;

/* A file that a folder of rules may hold. */
typedef struct
{
  const char *name; /* as "rules/tariff": records may have the same */
  const CertplanRecordType *type;
} CertplanRuleFormat;

guint _certplan_rule_formats_get_n (void);
CertplanRuleFormat _certplan_rule_formats_get (guint i);
