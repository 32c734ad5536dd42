/* Rules and rows that tests are given. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-record-files.h"
#include <string.h>

/* The shipped rules, loaded once. */
G_GNUC_UNUSED static CertplanRulebook *
get_rulebook (void)
{
  static CertplanRulebook *rulebook;
  if (rulebook == NULL)
    rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  return rulebook;
}

/* The rows of a file whose header line is @header. @name: (nullable): that of the file, else the
 * type's. @rows: (nullable): NULL = no records. */
G_GNUC_UNUSED static CertplanRecords *
load_rows (CertplanRulebook *rulebook, const char *type, const char *name, const char *header,
           const char *rows)
{
  if (rows == NULL)
    return NULL;
  g_autofree char *text = g_strconcat (header, rows, NULL);
  g_autofree char *own_name = g_strconcat (type, ".csv", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  CertplanRecords *records = certplan_records_load_bytes (type, name != NULL ? name : own_name,
                                                          bytes, NULL, rulebook, NULL, &error);
  g_assert_no_error (error);
  return records;
}

/* NULL and "" are no day. */
G_GNUC_UNUSED static CertplanDate
parse_day (const char *text)
{
  CertplanDate day = CERTPLAN_DATE_NONE;
  if (text != NULL && text[0] != '\0')
    g_assert_true (certplan_date_parse (text, &day, NULL));
  return day;
}
