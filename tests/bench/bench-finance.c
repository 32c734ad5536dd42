/* What is due, earned and booked for 100,000 certificates against a bare libcsv pass over what is
 * read for it. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "bench-register.h"
#include "bench.h"
#include "certplan-accrual.h"
#include "certplan-applied.h"
#include "certplan-charge.h"
#include "certplan-charging.h"
#include "certplan-journal.h"
#include "certplan-record-files.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>

#define N_ROWS 100000

typedef struct
{
  char *certificates, *charges, *applied; /* owned: paths */
  CertplanRulebook *rulebook;
  int fd; /* where the rows go */
} Input;

static CertplanRecords *
load (const Input *input, const char *type, const char *path)
{
  g_autoptr (GError) error = NULL;
  CertplanRecords *records
      = certplan_records_load (type, path, NULL, input->rulebook, NULL, NULL, &error);
  if (records == NULL)
    g_error ("%s", error->message);
  return records;
}

static CertplanDate
get_day (void)
{
  return certplan_date_new (2026, 12, 31);
}

static void
write_table (CertplanTables *tables, const char *name, int fd)
{
  bench_write_rows (certplan_tables_find (tables, name), fd);
}

static CertplanCharging *
make_charging (const Input *input)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRecords) certificates = load (input, "register", input->certificates);
  g_autoptr (CertplanChargingRequest) request
      = certplan_charging_request_new (input->rulebook, NULL, certificates);
  CertplanCharging *charging = certplan_charging_new (request, get_day (), NULL, &error);
  if (charging == NULL)
    g_error ("%s", error->message);
  return charging;
}

/* All charges, written. */
static guint64
run_charges (gpointer data)
{
  const Input *input = data;
  g_autoptr (CertplanCharging) charging = make_charging (input);
  g_autoptr (CertplanTables) tables = certplan_charging_dup_tables (charging, FALSE);
  write_table (tables, "charges", input->fd);
  return N_ROWS + 1;
}

/* A year's roll-forward, and what of each charge is earned in it, written. */
static guint64
run_accrue (gpointer data)
{
  const Input *input = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRecords) charges = load (input, "charges", input->charges);
  g_autoptr (CertplanAccrualRequest) request
      = certplan_accrual_request_new (input->rulebook, NULL, charges);
  g_autoptr (CertplanAccrual) accrual
      = certplan_accrual_request_set_months (request, "2026-01", "2026-12", &error)
            ? certplan_accrual_new (request, get_day (), NULL, &error)
            : NULL;
  if (accrual == NULL)
    g_error ("%s", error->message);
  g_autoptr (CertplanTables) tables = certplan_accrual_dup_tables (accrual);
  write_table (tables, "rollforward", input->fd);
  write_table (tables, "balances", input->fd);
  return certplan_records_get_n (charges) + 1;
}

/* The vouchers of a month, written. */
static guint64
run_journal (gpointer data)
{
  const Input *input = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRecords) charges = load (input, "charges", input->charges);
  g_autoptr (CertplanRecords) applied = load (input, "applied", input->applied);
  g_autoptr (CertplanJournalRequest) request
      = certplan_journal_request_new (input->rulebook, NULL, charges, applied);
  g_autoptr (CertplanJournal) journal
      = certplan_journal_request_set_period (request, "2026-03", &error)
            ? certplan_journal_new (request, get_day (), NULL, &error)
            : NULL;
  if (journal == NULL)
    g_error ("%s", error->message);
  g_autoptr (CertplanTables) tables = certplan_journal_dup_tables (journal);
  write_table (tables, "vouchers", input->fd);
  return certplan_records_get_n (charges) + certplan_records_get_n (applied) + 2;
}

static guint64
pass_certificates (gpointer data)
{
  return bench_pass (((const Input *)data)->certificates);
}

static guint64
pass_charges (gpointer data)
{
  return bench_pass (((const Input *)data)->charges);
}

static guint64
pass_both (gpointer data)
{
  return pass_charges (data) + bench_pass (((const Input *)data)->applied);
}

/* The register's own charges, each of which with an amount is paid on the day on which it is due.
 */
static void
write_files (const Input *input)
{
  g_autoptr (CertplanCharging) charging = make_charging (input);
  g_autoptr (CertplanTables) tables = certplan_charging_dup_tables (charging, FALSE);
  const int fd = g_open (input->charges, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  write_table (tables, "charges", fd);
  g_close (fd, NULL);
  g_autoptr (CertplanRecords) charges = load (input, "charges", input->charges);
  FILE *file = fopen (input->applied, "wb");
  if (file == NULL)
    g_error ("%s cannot be written", input->applied);
  fputs ("payment,charge,amount,date,reason\n", file);
  for (guint i = 0; i < certplan_records_get_n (charges); i++)
    {
      const CertplanCharge *charge = certplan_charge_get (charges, i);
      if (charge->amount == CERTPLAN_MONEY_NONE || charge->due == CERTPLAN_DATE_NONE)
        continue;
      g_autofree char *day = certplan_date_format (charge->due);
      g_autofree char *amount = certplan_money_format (charge->amount, FALSE);
      fprintf (file, "B%08u,%s,%s,%s,by_charge_number\n", i,
               certplan_records_get_note (charges, charge->charge), amount, day);
    }
  fclose (file);
}

/* Of a row there is more to do here than to find it: look it up, divide it over its months, write
 * it; of a certificate two charges of fifteen cells each. Measured were 6 to 7, 2.7 and 2.1 times
 * the pass: the limits leave room for other machines, and none for work that grows faster than
 * rows. */
static void
run_all (BenchReport *report, Input *input)
{
  const Bench benches[] = {
    { .name = "finance/charges of 1e5",
      .what = "charges of 100,000 certificates",
      .ours = run_charges,
      .bare = pass_certificates,
      .limit = 1000 },
    { .name = "finance/accrue of 1e5",
      .what = "a year's roll-forward of their charges",
      .ours = run_accrue,
      .bare = pass_charges,
      .limit = 400 },
    { .name = "finance/journal of 1e5",
      .what = "a month's vouchers of their charges and payments",
      .ours = run_journal,
      .bare = pass_both,
      .limit = 350 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (benches); i++)
    {
      Bench bench = benches[i];
      bench.against = "libcsv: the pass alone";
      bench.unit = "rows";
      bench.n_units = bench.bare (input);
      bench.data = input;
      bench_run (report, &bench);
    }
}

void
bench_finance (BenchReport *report)
{
  if (!bench_is_wanted (report, "finance/"))
    return;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("certplan-bench-XXXXXX", &error);
  if (folder == NULL)
    g_error ("%s", error->message);
  Input input = { .certificates = g_build_filename (folder, "register.csv", NULL),
                  .charges = g_build_filename (folder, "charges.csv", NULL),
                  .applied = g_build_filename (folder, "applied.csv", NULL),
                  .rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL),
                  .fd = g_open ("/dev/null", O_WRONLY | O_CLOEXEC, 0) };

  bench_register_write (input.certificates, &bench_register_kinds, N_ROWS, NULL);
  write_files (&input);
  run_all (report, &input);
  g_close (input.fd, NULL);
  certplan_rulebook_unref (input.rulebook);
  char *const paths[] = { input.certificates, input.charges, input.applied };
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_unlink (paths[i]);
      g_free (paths[i]);
    }
  g_rmdir (folder);
}
