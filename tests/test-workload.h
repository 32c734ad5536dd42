/* An office whose work is counted by tests. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-panel-rule-private.h"
#include "certplan-record-files.h"
#include "certplan-table-error.h"
#include "certplan-workload-private.h"
#include "test-given-office.h"
#include "test-rows.h"
#include <string.h>

#define BODIES "body,class,region,valid_from,valid_to\n"
#define REVIEWERS "reviewer,body,role,share\n"
#define CASES                                                                                      \
  "case,qualification,kind,org,certificate,region,filed,agreed,body,stage,effort_left,due\n"
#define REGISTER "certificate,qualification,org,issued,printed_expiry,kind,registered_region\n"
#define EVENTS "subject,event,from,to\n"
#define ARRIVALS "month,qualification,kind,cases,region\n"
#define EFFORT "qualification,kind,stage,min,mode,max,team,performer\n"
#define RENEWAL "qualification,renew,upgrade,lead\n"
#define PANELS "panel,scheme,rule,quota,quorum\n"
#define HOUR G_GINT64_CONSTANT (3600)

typedef struct
{
  const char *bodies, *reviewers, *cases, *held, *events, *arrivals, *effort, *renewal, *panels;
} Texts;

/* From January 2027 on, seen from 20 December 2026. */
G_GNUC_UNUSED static CertplanOffice *
make_office (const Texts *texts, const char *policy_text, guint n_months, CertplanFaults *faults,
             GError **error)
{
  g_autoptr (CertplanOfficeRecords) records = certplan_office_records_new (get_rulebook ());
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  set (records, "bodies", BODIES, texts->bodies);
  set (records, "reviewers", REVIEWERS, texts->reviewers);
  set (records, "cases", CASES, texts->cases);
  set (records, "register", REGISTER, texts->held);
  set (records, "events", EVENTS, texts->events);
  set (records, "arrivals", ARRIVALS, texts->arrivals);
  set (records, "effort", EFFORT, texts->effort);
  set (records, "renewal", RENEWAL, texts->renewal);
  set (records, "panels", PANELS, texts->panels);
  if (policy_text != NULL)
    g_assert_true (certplan_policy_set (policy, policy_text, NULL));
  return certplan_office_new (policy, records, certplan_date_new (2026, 12, 20),
                              certplan_date_new (2027, 1, 1), n_months, faults, error);
}

G_GNUC_UNUSED static CertplanWorkload *
make (const Texts *texts, const char *policy, guint n_months)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanOffice) office = make_office (texts, policy, n_months, NULL, &error);
  g_assert_no_error (error);
  CertplanWorkload *workload = certplan_workload_new (office, NULL, NULL, &error);
  g_assert_no_error (error);
  return workload;
}

/* Registers what stands in test-workload-findings.c. */
void add_finding_tests (void);
