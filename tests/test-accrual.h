/* Charges that the tests of deferred revenue are given. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once
#include "certplan-accrual.h"
#include "certplan-error.h"
#include "certplan-record-files.h"
#include "certplan-table-error.h"
#include "test-given.h"
#include <string.h>

#define CHARGES                                                                                    \
  "charge,certificate,qualification,kind,item,amount,due,period_from,period_to,status\n"
#define REGISTER "certificate,qualification,org,issued,printed_expiry,kind,supersedes,agreed\n"
#define EVENTS "subject,event,from\n"
#define Q "cnitsec/engineering/2,initial"

typedef struct
{
  const char *charges, *certificates, *events, *policy, *from, *to;
  const char *applied; /* rows that say by what; NULL = not known */
  gboolean by_day;
} Call;

G_GNUC_UNUSED static CertplanAccrual *
make (const Call *call, GError **error)
{
  g_autoptr (CertplanRecords) charges
      = load_rows (get_rulebook (), "charges", "x.csv", CHARGES, call->charges);
  g_autoptr (CertplanRecords) certificates
      = load_rows (get_rulebook (), "register", "x.csv", REGISTER, call->certificates);
  g_autoptr (CertplanRecords) events
      = load_rows (get_rulebook (), "events", "x.csv", EVENTS, call->events);
  g_autoptr (CertplanRecords) applied
      = load_rows (get_rulebook (), "applied", "x.csv", "payment,charge,amount,date,settlement\n",
                   call->applied);
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  if (call->policy != NULL)
    g_assert_true (certplan_policy_set (policy, call->policy, NULL));
  g_autoptr (CertplanAccrualRequest) request
      = certplan_accrual_request_new (get_rulebook (), policy, charges);
  certplan_accrual_request_set_certificates (request, certificates, events);
  certplan_accrual_request_set_applied (request, applied);
  certplan_accrual_request_set_by_day (request, call->by_day);
  if (!certplan_accrual_request_set_months (request, call->from, call->to, error))
    return NULL;
  return certplan_accrual_new (request, certplan_date_new (2026, 11, 21), NULL, error);
}

/* Registers what stands in test-accrual-ledgers.c. */
void add_ledger_tests (void);
