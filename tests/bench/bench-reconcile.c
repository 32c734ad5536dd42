/* Reconciling a year's payments against a bare libcsv pass over the same files.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "bench.h"
#include "certplan-reconcile.h"
#include "certplan-record-files.h"
#include "certplan-render-private.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>

#define MISSING 50 /* of so many payments one has no number, or a misspelt one */
#define SPLIT 5    /* of so many charges one is paid in two parts */

typedef struct
{
  char *charges, *payments; /* owned: paths */
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

static void
write_rows (CertplanTable *table, int fd)
{
  const CertplanRenderOptions options = { .lang = CERTPLAN_LANG_FIELD };
  const CertplanRenderer *renderer = &_certplan_render_csv;
  g_autoptr (CertplanSink) sink = _certplan_sink_new (fd, NULL);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  gpointer state = renderer->open (sink, &options);

  renderer->begin (state, table, NULL, NULL);
  while (_certplan_render_next (cursor, NULL, NULL))
    renderer->row (state, cursor);
  renderer->end (state);
  renderer->close (state, NULL);
  if (!_certplan_sink_flush (sink))
    g_error ("the rows could not be written");
}

/* All passes, and what each charge got, written. */
static guint64
run_reconcile (gpointer data)
{
  const Input *input = data;
  g_autoptr (CertplanRecords) charges = load (input, "charges", input->charges);
  g_autoptr (CertplanRecords) payments = load (input, "payments", input->payments);
  g_autoptr (CertplanReconcileRequest) request
      = certplan_reconcile_request_new (input->rulebook, NULL, charges);
  certplan_reconcile_request_add_payments (request, payments);
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanReconciliation) result
      = certplan_reconcile_new (request, certplan_date_new (2026, 12, 31), NULL, NULL, &error);
  if (result == NULL)
    g_error ("%s", error->message);
  g_autoptr (CertplanTables) tables = certplan_reconciliation_dup_tables (result, FALSE);
  write_rows (certplan_tables_find (tables, "reconciliation"), input->fd);
  return certplan_records_get_n (charges) + certplan_records_get_n (payments) + 2;
}

static guint64
run_pass (gpointer data)
{
  const Input *input = data;
  return bench_pass (input->charges) + bench_pass (input->payments);
}

static FILE *
open_file (const char *path)
{
  FILE *file = fopen (path, "wb");
  if (file == NULL)
    g_error ("%s cannot be written", path);
  return file;
}

static void
write_charges (const char *path, guint n)
{
  FILE *file = open_file (path);
  fputs ("charge,certificate,qualification,kind,item,amount,due,org\n", file);
  for (guint i = 0; i < n; i++)
    fprintf (
        file,
        "CN%07u/audit_fee,CN%07u,cnitsec/operation/2,initial,audit_fee,63000.00,2026-%02u-%02u,"
        "第%u科技有限公司\n",
        i, i, 1 + i % 12, 1 + i % 28, i / 2);
  fclose (file);
}

static void
write_payment (FILE *file, guint i, guint part, const char *amount)
{
  fprintf (file, "B%08u%u,2026-%02u-%02u,%s,第%u科技有限公司,", i, part, 1 + i % 12, 1 + i % 28,
           amount, i / 2);
  if (i % MISSING == 0)
    fprintf (file, "%s\n", i % (2 * MISSING) == 0 ? "认证费" : "证书CM0000001审核费");
  else
    fprintf (file, "证书CN%07u审核费\n", i);
}

static void
write_payments (const char *path, guint n)
{
  FILE *file = open_file (path);
  fputs ("payment,date,amount,payer,reference\n", file);
  for (guint i = 0; i < n; i++)
    if (i % SPLIT == 0)
      {
        write_payment (file, i, 0, "40000.00");
        write_payment (file, i, 1, "23000.00");
      }
    else
      write_payment (file, i, 0, "63000.00");
  fclose (file);
}

static void
run_size (BenchReport *report, const char *name, Input *input, guint n)
{
  if (!bench_is_wanted (report, name))
    return;
  write_charges (input->charges, n);
  write_payments (input->payments, n);
  const Bench bench = { .name = name,
                        .unit = "rows",
                        .n_units = bench_pass (input->charges) + bench_pass (input->payments),
                        .ours = run_reconcile,
                        .bare = run_pass,
                        .data = input };
  bench_run (report, &bench);
}

void
bench_reconcile (BenchReport *report)
{
  if (!bench_is_wanted (report, "reconcile/"))
    return;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("certplan-bench-XXXXXX", &error);
  if (folder == NULL)
    g_error ("%s", error->message);
  Input input = { .charges = g_build_filename (folder, "charges.csv", NULL),
                  .payments = g_build_filename (folder, "payments.csv", NULL),
                  .rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL),
                  .fd = g_open ("/dev/null", O_WRONLY | O_CLOEXEC, 0) };

  run_size (report, "reconcile/1e5 charges", &input, 100000);
  run_size (report, "reconcile/1e6 charges", &input, 1000000);
  g_close (input.fd, NULL);
  certplan_rulebook_unref (input.rulebook);
  g_unlink (input.charges);
  g_unlink (input.payments);
  g_rmdir (folder);
  g_free (input.charges);
  g_free (input.payments);
}
