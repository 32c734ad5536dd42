/* Records that a request is given. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-records.h"

/* Whether they are of the type; no records are of none. */
static inline gboolean
_certplan_records_are (const CertplanRecords *records, const char *type)
{
  return records != NULL && g_str_equal (certplan_records_get_type_name (records), type);
}

/* The same of records that need not be given. */
static inline gboolean
_certplan_records_may_be (const CertplanRecords *records, const char *type)
{
  return records == NULL || _certplan_records_are (records, type);
}

/* @place holds @records (nullable) from now on, and lets go of what it held. */
static inline void
_certplan_records_hold (CertplanRecords **place, CertplanRecords *records)
{
  g_clear_pointer (place, certplan_records_unref);
  *place = records != NULL ? certplan_records_ref (records) : NULL;
}
