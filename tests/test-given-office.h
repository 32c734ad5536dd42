/* Files of an office that tests are given. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-office-records.h"
#include "test-given.h"

/* @rows: (nullable): NULL = the office has no such file. */
G_GNUC_UNUSED static void
set (CertplanOfficeRecords *office, const char *type, const char *header, const char *rows)
{
  g_autoptr (CertplanRecords) records = load_rows (get_rulebook (), type, NULL, header, rows);
  if (records != NULL)
    g_assert_true (certplan_office_records_set (office, records, NULL));
}
