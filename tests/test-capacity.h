/* Offices whose capacity tests plan. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-capacity-private.h"
#include "certplan-record-files.h"
#include "certplan-records-private.h"
#include "test-given-office.h"
#include <string.h>

#define BODIES "body,class,region,valid_from,valid_to\n"
#define REVIEWERS "reviewer,body,role,share\n"
#define CASES "case,qualification,kind,org,region,filed,body,consultant,due\n"
#define ARRIVALS "month,qualification,kind,cases,region\n"
#define N_MONTHS 6
#define ONE_BODY "A,one,四川,,\n"
#define ONE_REVIEWER "R,A,reviewer,1\n"

typedef struct
{
  const char *bodies, *reviewers, *cases, *arrivals;
} Texts;

/* Half a year from March 2026 on. */
G_GNUC_UNUSED static CertplanWorkload *
make_workload (const Texts *texts)
{
  g_autoptr (CertplanOfficeRecords) records = certplan_office_records_new (get_rulebook ());
  g_autoptr (GError) error = NULL;
  set (records, "bodies", BODIES, texts->bodies);
  set (records, "reviewers", REVIEWERS, texts->reviewers);
  set (records, "cases", CASES, texts->cases);
  set (records, "arrivals", ARRIVALS, texts->arrivals);
  g_autoptr (CertplanOffice) office
      = certplan_office_new (NULL, records, certplan_date_new (2026, 3, 1),
                             certplan_date_new (2026, 3, 1), N_MONTHS, NULL, &error);
  g_assert_no_error (error);
  CertplanWorkload *workload = certplan_workload_new (office, NULL, NULL, &error);
  g_assert_no_error (error);
  return workload;
}

G_GNUC_UNUSED static CertplanCapacity *
make_capacity (CertplanWorkload *workload, CertplanCapacityOptions *options)
{
  g_autoptr (GError) error = NULL;
  CertplanCapacity *capacity = certplan_capacity_new (workload, options, NULL, NULL, &error);
  g_assert_no_error (error);
  return capacity;
}

/* The cell of row @row in that column of the table. (transfer full) */
G_GNUC_UNUSED static char *
dup_cell (CertplanCapacity *capacity, const char *name, guint row, guint column)
{
  g_autoptr (CertplanTables) tables = certplan_capacity_dup_tables (capacity, FALSE);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (certplan_tables_find (tables, name));
  for (guint i = 0; i <= row; i++)
    g_assert_true (certplan_cursor_next (cursor, NULL));
  return certplan_cursor_dup_text (cursor, column);
}

/* The cells of that column of the table, and a bar after each. (transfer full) */
G_GNUC_UNUSED static char *
dup_column (CertplanCapacity *capacity, const char *name, guint column)
{
  g_autoptr (CertplanTables) tables = certplan_capacity_dup_tables (capacity, FALSE);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (certplan_tables_find (tables, name));
  GString *text = g_string_new (NULL);
  while (certplan_cursor_next (cursor, NULL))
    {
      g_autofree char *cell = certplan_cursor_dup_text (cursor, column);
      g_string_append_printf (text, "%s|", cell);
    }
  return g_string_free (text, FALSE);
}

/* Register what stands in test-capacity-random.c and test-capacity-barred.c. */
void add_random_tests (void);
void add_barred_tests (void);
