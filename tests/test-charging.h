/* Charges that tests ask for. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-charging.h"
#include "certplan-error.h"
#include "certplan-outputs.h"
#include "certplan-record-files.h"
#include "certplan-rules-error.h"
#include "certplan-table-error.h"
#include <glib/gstdio.h>
#include "test-given.h"
#include "test-rows.h"
#include <string.h>

#define REGISTER "certificate,qualification,org,issued,printed_expiry,kind,supersedes,agreed\n"
#define CASES "case,qualification,kind,org,filed,agreed,paid,finished\n"
#define AGREED "subject,item,amount,due\n"
#define APPLIED "payment,charge,amount,date\n"
#define SETTLED "payment,charge,amount,date,settlement\n" /* whose rows say by what */
#define EVENTS "subject,event,from\n"

typedef struct
{
  const char *certificates, *cases, *agreed, *applied, *events;
  const char *policy, *terms, *on, *as_of; /* as_of NULL = 2026-11-21 */
} Call;

G_GNUC_UNUSED static CertplanCharging *
make (CertplanRulebook *rulebook, const Call *call, CertplanFaults *faults, GError **error)
{
  g_autoptr (CertplanRecords) certificates = load_rows (
      rulebook, "register", NULL, REGISTER, call->certificates != NULL ? call->certificates : "");
  g_autoptr (CertplanRecords) cases = load_rows (rulebook, "cases", NULL, CASES, call->cases);
  g_autoptr (CertplanRecords) agreed
      = load_rows (rulebook, "agreements", NULL, AGREED, call->agreed);
  const gboolean is_settled = call->applied != NULL && strstr (call->applied, ",by_") != NULL;
  g_autoptr (CertplanRecords) applied
      = load_rows (rulebook, "applied", NULL, is_settled ? SETTLED : APPLIED, call->applied);
  g_autoptr (CertplanRecords) events = load_rows (rulebook, "events", NULL, EVENTS, call->events);
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  CertplanPeriod terms;
  if (call->policy != NULL)
    g_assert_true (certplan_policy_set (policy, call->policy, NULL));
  g_autoptr (CertplanChargingRequest) request
      = certplan_charging_request_new (rulebook, policy, certificates);
  certplan_charging_request_set_cases (request, cases);
  certplan_charging_request_set_agreements (request, agreed);
  certplan_charging_request_set_applied (request, applied);
  certplan_charging_request_set_events (request, events);
  certplan_charging_request_set_on (request, parse_day (call->on));
  if (call->terms != NULL)
    {
      g_assert_true (certplan_period_parse (call->terms, &terms, NULL));
      g_assert_true (certplan_charging_request_set_terms (request, &terms, NULL));
    }
  return certplan_charging_new (
      request, parse_day (call->as_of != NULL ? call->as_of : "2026-11-21"), faults, error);
}

/* Those columns of a table: "a b c\n" a row, "-" where a cell is empty. */
G_GNUC_UNUSED static char *
show (CertplanCharging *charging, const char *table, const char *const *names)
{
  g_autoptr (CertplanTables) tables = certplan_charging_dup_tables (charging, TRUE);
  CertplanTable *found = certplan_tables_find (tables, table);
  GString *text = g_string_new (NULL);
  if (found == NULL)
    return g_string_free (text, FALSE);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (found);
  while (certplan_cursor_next (cursor, NULL))
    for (guint n = 0; names[n] != NULL; n++)
      {
        guint column = 0;
        while (!g_str_equal (certplan_table_get_column_name (found, column), names[n]))
          column++;
        g_autofree char *cell = certplan_cursor_dup_text (cursor, column);
        g_string_append_printf (text, "%s%s", cell[0] != '\0' ? cell : "-",
                                names[n + 1] != NULL ? " " : "\n");
      }
  return g_string_free (text, FALSE);
}

G_GNUC_UNUSED static const char *const line_names[]
    = { "charge", "amount", "due", "due_basis", "period_from", "period_to", "status", NULL };
G_GNUC_UNUSED static const char *const year_names[]
    = { "certificate_year", "from", "to", "annual_fee", "paid_amount", "earned_amount", NULL };
G_GNUC_UNUSED static const char *const finding_names[] = { "subject", "finding", "clause", NULL };

#define E2 "C,cnitsec/engineering/2,甲,2026-03-15,2029-03-15,initial,,2025-12-20\n"
#define PAID "P1,C/audit_fee,72000,2026-01-05\nP2,C/annuity,15000,2026-01-05\n"

G_GNUC_UNUSED static void
check (CertplanCharging *charging, const char *table, const char *const *names, const char *wanted)
{
  g_autofree char *found = wanted != NULL ? show (charging, table, names) : NULL;
  g_assert_cmpstr (found, ==, wanted);
}

/* Registers what stands in test-charging-faults.c. */
void add_fault_tests (void);
