/* Calls of reconcile in few words, for its tests. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-reconcile.h"
#include "certplan-record-files.h"
#include "test-given.h"
#include "test-rows.h"
#include <string.h>

/* A row says what matters to it. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

#define CHARGES "charge,certificate,case,qualification,kind,item,amount,due,org,status\n"
#define PAYMENTS "payment,date,amount,payer,reference\n"
#define DECISIONS "payment,charge,amount,action,by,date,note\n"
#define REGISTER "certificate,qualification,org,issued,printed_expiry\n"
#define LEDGER                                                                                     \
  "payment,date,amount,payer,reference,outcome,charge,part_amount,booked,reason,reverses\n"
#define WORDS "word,field\n"

G_GNUC_UNUSED static CertplanRecords *
load (const char *type, const char *name, const char *header, const char *rows, GError **error)
{
  g_autofree char *text = g_strconcat (header, rows, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  return certplan_records_load_bytes (type, name, bytes, NULL, get_rulebook (), NULL, error);
}

/* Records that a call may have; NULL rows = none. */
G_GNUC_UNUSED static void
set (CertplanReconcileRequest *request, const char *type, const char *header, const char *rows,
     void (*setter) (CertplanReconcileRequest *, CertplanRecords *))
{
  g_autoptr (GError) error = NULL;
  if (rows == NULL)
    return;
  g_autofree char *name = g_strconcat (type, ".csv", NULL);
  g_autoptr (CertplanRecords) records = load (type, name, header, rows, &error);
  g_assert_no_error (error);
  setter (request, records);
}

typedef struct
{
  const char *charges; /* short rows: CHARGE ORG AMOUNT DUE, one a line; NULL = none */
  const char *payments, *more_payments;
  const char *decisions, *opening, *words, *certificates;
  const char *policy, *tolerance, *window, *closed, *as_of; /* as_of NULL = 2026-11-21 */
  const char *header; /* of both files of payments; NULL = PAYMENTS */
} Call;

/* "A/audit_fee 甲 63000 2026-06-01": a charge of certificate A and case K-A; the item is behind the
 * slash, else audit_fee; an instalment's number behind another one; an amount of - is one that
 * nobody published. */
G_GNUC_UNUSED static char *
write_charges (const char *text)
{
  GString *rows = g_string_new (NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], " ", 4);
      g_auto (GStrv) number = g_strsplit (cells[0], "/", 3);
      const gboolean is_missing = g_str_equal (cells[2], "-");
      g_string_append_printf (
          rows, "%s,%s,K-%s,cnitsec/operation/2,initial,%s,%s,%s,%s,%s\n", cells[0], number[0],
          number[0], number[1] != NULL ? number[1] : "audit_fee", is_missing ? "" : cells[2],
          cells[3], cells[1], is_missing ? "no_published_tariff" : "");
    }
  return g_string_free (rows, FALSE);
}

G_GNUC_UNUSED static CertplanReconcileRequest *
make_request (const Call *call)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *rows = write_charges (call->charges != NULL ? call->charges : "");
  g_autoptr (CertplanRecords) charges = load ("charges", "charges.csv", CHARGES, rows, &error);
  g_assert_no_error (error);
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  if (call->policy != NULL)
    g_assert_true (certplan_policy_set (policy, call->policy, NULL));
  CertplanReconcileRequest *request
      = certplan_reconcile_request_new (get_rulebook (), policy, charges);
  const char *header = call->header != NULL ? call->header : PAYMENTS;
  set (request, "payments", header, call->payments, certplan_reconcile_request_add_payments);
  set (request, "payments", header, call->more_payments, certplan_reconcile_request_add_payments);
  set (request, "decisions", DECISIONS, call->decisions, certplan_reconcile_request_set_decisions);
  set (request, "exclusions", WORDS, call->words, certplan_reconcile_request_set_exclusions);
  set (request, "ledger", LEDGER, call->opening, certplan_reconcile_request_set_opening);
  set (request, "register", REGISTER, call->certificates,
       certplan_reconcile_request_set_certificates);
  certplan_reconcile_request_set_closed_through (request, parse_day (call->closed));
  CertplanMoney fen;
  CertplanPeriod window;
  if (call->tolerance != NULL && certplan_money_parse (call->tolerance, &fen, NULL))
    g_assert_true (certplan_reconcile_request_set_tolerance (request, fen, NULL));
  if (call->window != NULL && certplan_period_parse (call->window, &window, NULL))
    g_assert_true (certplan_reconcile_request_set_window (request, &window, NULL));
  return request;
}

G_GNUC_UNUSED static CertplanReconciliation *
make (const Call *call, CertplanFaults *faults, GError **error)
{
  g_autoptr (CertplanReconcileRequest) request = make_request (call);
  return certplan_reconcile_new (
      request, parse_day (call->as_of != NULL ? call->as_of : "2026-11-21"), faults, NULL, error);
}

/* Those columns of a table: "a b c\n" a row, "-" where a cell is empty. */
G_GNUC_UNUSED static char *
show (CertplanReconciliation *reconciliation, const char *table, const char *names)
{
  g_autoptr (CertplanTables) tables = certplan_reconciliation_dup_tables (reconciliation, TRUE);
  CertplanTable *found = certplan_tables_find (tables, table);
  g_auto (GStrv) wanted = g_strsplit (names, " ", -1);
  GString *text = g_string_new (NULL);
  if (found == NULL)
    return g_string_free (text, FALSE);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (found);
  while (certplan_cursor_next (cursor, NULL))
    for (guint n = 0; wanted[n] != NULL; n++)
      {
        guint column = 0;
        while (!g_str_equal (certplan_table_get_column_name (found, column), wanted[n]))
          column++;
        g_autofree char *cell = certplan_cursor_dup_text (cursor, column);
        g_string_append_printf (text, "%s%s", cell[0] != '\0' ? cell : "-",
                                wanted[n + 1] != NULL ? " " : "\n");
      }
  return g_string_free (text, FALSE);
}

/* What the ledger says again, as the opening of another run. */
G_GNUC_UNUSED static char *
write_ledger (CertplanReconciliation *result)
{
  g_autoptr (CertplanTables) tables = certplan_reconciliation_dup_tables (result, FALSE);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (certplan_tables_find (tables, "ledger"));
  GString *text = g_string_new (NULL);
  while (certplan_cursor_next (cursor, NULL))
    for (guint i = 0; i < 11; i++)
      {
        g_autofree char *cell = certplan_cursor_dup_text (cursor, i);
        g_string_append_printf (text, "\"%s\"%s", cell, i < 10 ? "," : "\n");
      }
  return g_string_free (text, FALSE);
}

/* A run over its own result changes nothing, with the statements and without. */
G_GNUC_UNUSED static void
check_again (const Call *given)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanReconciliation) first = make (given, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *ledger = write_ledger (first);
  Call call = *given;
  call.opening = ledger;
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (CertplanReconciliation) second = make (&call, NULL, &error);
      g_assert_no_error (error);
      g_autofree char *again = write_ledger (second);
      g_assert_cmpstr (again, ==, ledger);
      g_autofree char *one = show (first, "reconciliation", "charge paid over outstanding status");
      g_autofree char *other
          = show (second, "reconciliation", "charge paid over outstanding status");
      g_assert_cmpstr (one, ==, other);
      call.payments = call.more_payments = NULL;
    }
}

#define JIA "C-1 北京甲科技有限公司 63000 2026-06-01\n"
#define YI "C-2 上海乙信息有限公司 63000 2026-06-01\n"
#define BOTH JIA YI
#define WHOLE                                                                                      \
  "C-1/audit_fee 北京甲科技有限公司 63000 2026-06-01\n"                                   \
  "C-1/annuity 北京甲科技有限公司 15000 2026-06-01\n"
#define P(rest) "P1,2026-06-02," rest "\n"
