/* Bytes that pick certificates, cases and events. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-charging.h"
#include "certplan-duties.h"
#include "certplan-reconcile.h"
#include "certplan-record-files.h"
#include "fuzz-feed.h"
#include "fuzz.h"

#define MOST_ROWS 16

static const char *const qualifications[]
    = { "cnitsec/operation/2",   "cnitsec/engineering/2", "cnitsec/cloud/1",
        "ccia/finance/3",        "isccc/software/2",      "cnitsec/engineering/1",
        "cnitsec/engineering/3", "ccia/telecom/1",        "isccc/risk-assessment/1" };
static const char *const days[]
    = { "2024-02-29", "2025-03-01", "2026-11-21", "2023-12-31", "2027-02-28",
        "2021-06-30", "0001-01-01", "9999-12-31", "2029-05-01", "2026-01-01" };
static const char *const kinds[] = { "", "initial", "upgrade", "maintenance", "renewal", "change" };
static const char *const events[]
    = { "supplement",   "agreement",     "payment",  "applicant",  "annual_check",
        "surveillance", "suspension",    "restored", "revocation", "withdrawal",
        "change",       "transfer",      "loss",     "reissue",    "downgrade",
        "warning",      "rectification", "appeal",   "complaint",  "other" };
static const char *const settings[] = { "clock-start=filing",
                                        "grace-end-day=initial",
                                        "grace-validity=continuous",
                                        "renewed-term=from-issue",
                                        "annual-check-days=with-expiry",
                                        "annual-check-days=calendar-day",
                                        "surveillance-anchor=anniversary",
                                        "suspension-clock=stops",
                                        "suspended-holding=held",
                                        "filing-day=sent",
                                        "onsite-waiver=any-renewal",
                                        "onsite-waiver=never" };

typedef struct
{
  GString *certificates, *cases, *events;
  guint n_certificates, n_cases;
} Held;

static const char *
pick_day (FuzzFeed *feed, gboolean may_be_empty)
{
  return may_be_empty && fuzz_take (feed, 2) == 0 ? "" : FUZZ_PICK (feed, days);
}

/* The number of a certificate that may be there; "" often. */
static char *
name_certificate (const Held *held, FuzzFeed *feed)
{
  const guint number = fuzz_take (feed, held->n_certificates + 2);

  return number > 0 ? g_strdup_printf ("A%u", number) : g_strdup ("");
}

static void
add_certificate (Held *held, FuzzFeed *feed)
{
  g_autofree char *supersedes = name_certificate (held, feed);

  g_string_append_printf (held->certificates, "\nA%u,%s,公司%u,%s,%s,%s,四川,%s,%s",
                          ++held->n_certificates, FUZZ_PICK (feed, qualifications),
                          fuzz_take (feed, 5), FUZZ_PICK (feed, days), pick_day (feed, TRUE),
                          FUZZ_PICK (feed, kinds), supersedes, pick_day (feed, TRUE));
}

static void
add_case (Held *held, FuzzFeed *feed)
{
  g_autofree char *certificate = name_certificate (held, feed);

  g_string_append_printf (held->cases, "\nK%u,%s,%s,公司0,%s,四川,%s,%s,%s,%s", ++held->n_cases,
                          FUZZ_PICK (feed, qualifications), FUZZ_PICK (feed, kinds), certificate,
                          pick_day (feed, TRUE), pick_day (feed, TRUE), pick_day (feed, TRUE),
                          pick_day (feed, TRUE));
}

static void
add_event (Held *held, FuzzFeed *feed)
{
  const char letter = fuzz_take (feed, 4) == 0 ? 'K' : 'A';

  g_string_append_printf (held->events, "\n%c%u,%s,%s,%s,", letter, fuzz_take (feed, 6) + 1,
                          FUZZ_PICK (feed, events), FUZZ_PICK (feed, days), pick_day (feed, TRUE));
}

static void
read_held (Held *held, CertplanPolicy *policy, FuzzFeed *feed)
{
  static void (*const adders[]) (Held *, FuzzFeed *)
      = { add_certificate, add_certificate, add_case, add_event, add_event, add_event };

  for (guint n = fuzz_take (feed, 4); n > 0; n--)
    certplan_policy_set (policy, FUZZ_PICK (feed, settings), NULL);
  held->certificates = g_string_new ("certificate,qualification,org,issued,printed_expiry,kind,"
                                     "registered_region,supersedes,agreed");
  held->cases
      = g_string_new ("case,qualification,kind,org,certificate,region,filed,agreed,paid,finished");
  held->events = g_string_new ("subject,event,from,to,note");
  for (guint i = 0; i < MOST_ROWS && feed->n > 0; i++)
    adders[fuzz_take (feed, G_N_ELEMENTS (adders))](held, feed);
}

static gboolean
check_duties (CertplanPolicy *policy, CertplanRecords *certificates, CertplanRecords *cases,
              CertplanRecords *happened, guint how)
{
  static const char *const actors[] = { "holder", "all", "body", "office", "centre" };
  const CertplanDate as_of = certplan_date_new (2026, 11, 21);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanDuties) duties = certplan_duties_new (
      fuzz_get_rulebook (), policy, certificates, how % 3 == 0 ? NULL : cases,
      how % 4 == 0 ? NULL : happened, as_of, as_of + (CertplanDate)how * 20,
      actors[how % G_N_ELEMENTS (actors)], faults, &error);

  fuzz_check_faults (duties != NULL, error, faults);
  if (duties != NULL)
    g_free (fuzz_spell (certplan_duties_dup_tables (duties, TRUE)));
  return duties != NULL;
}

/* What is charged is what is outstanding where nothing was paid. */
static gboolean
check_charges (CertplanPolicy *policy, CertplanRecords *certificates, CertplanRecords *cases,
               CertplanRecords *happened)
{
  const CertplanDate as_of = certplan_date_new (2026, 11, 21);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanChargingRequest) request
      = certplan_charging_request_new (fuzz_get_rulebook (), policy, certificates);
  certplan_charging_request_set_cases (request, cases);
  certplan_charging_request_set_events (request, happened);
  certplan_charging_request_set_on (request, as_of);
  g_autoptr (CertplanCharging) charging = certplan_charging_new (request, as_of, faults, &error);

  g_assert_true ((charging == NULL) == (error != NULL));
  if (charging == NULL)
    return FALSE;
  g_autoptr (CertplanTables) tables = certplan_charging_dup_tables (charging, TRUE);
  g_autoptr (CertplanRecords) charges = certplan_reconcile_charges (
      certplan_tables_find (tables, "charges"), fuzz_get_rulebook (), &error);
  g_assert_no_error (error);
  g_autoptr (CertplanReconcileRequest) books
      = certplan_reconcile_request_new (fuzz_get_rulebook (), policy, charges);
  g_autoptr (CertplanReconciliation) result
      = certplan_reconcile_new (books, as_of, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (certplan_reconciliation_get_outstanding (result), ==,
                   certplan_charging_get_total (charging));
  g_free (fuzz_spell (g_steal_pointer (&tables)));
  return TRUE;
}

gboolean
fuzz_held (const guint8 *data, gsize n)
{
  FuzzFeed feed = { data, n };
  const guint how = fuzz_take (&feed, 256);
  g_autoptr (CertplanPolicy) policy = certplan_policy_new ();
  Held held = { NULL, NULL, NULL, 0, 0 };

  read_held (&held, policy, &feed);
  g_autoptr (CertplanRecords) certificates = fuzz_load_good ("register", held.certificates);
  g_autoptr (CertplanRecords) cases = fuzz_load_good ("cases", held.cases);
  g_autoptr (CertplanRecords) happened = fuzz_load_good ("events", held.events);
  g_string_free (held.certificates, TRUE);
  g_string_free (held.cases, TRUE);
  g_string_free (held.events, TRUE);
  return check_duties (policy, certificates, cases, happened, how)
         && check_charges (policy, certificates, cases, happened);
}
