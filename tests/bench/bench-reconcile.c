/* Reconciling a year's payments against a bare libcsv pass over the same files.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "bench.h"
#include "certplan-reconcile.h"
#include "certplan-load.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#define MISSING 50 /* of so many payments one has no number, or a misspelt one */
#define N_FOR_SQL 100000
#define SPLIT 5 /* of so many charges one is paid in two parts */

typedef struct
{
  char *charges, *payments; /* owned: paths */
  CertplanRulebook *rulebook;
  int fd; /* of the file that the rows go to, again and again */
  guint n_threads;
} Input;

static CertplanLoad *
begin (const Input *input, const char *type, const char *path)
{
  return certplan_load_new (type, path, NULL, input->rulebook, input->n_threads > 1, NULL);
}

static CertplanRecords *
finish (CertplanLoad *load)
{
  g_autoptr (GError) error = NULL;
  CertplanRecords *records = certplan_load_finish (load, NULL, &error);
  if (records == NULL)
    g_error ("%s", error->message);
  return records;
}

/* From the file's beginning, as often as it is run. */
static void
write_rows (CertplanTable *table, int fd)
{
  if (lseek (fd, 0, SEEK_SET) < 0)
    g_error ("the rows' file cannot be written");
  bench_write_rows (table, fd);
}

/* @n_rows: (out): of both files, with their heads */
static CertplanReconciliation *
reconcile (const Input *input, guint64 *n_rows)
{
  g_autoptr (CertplanLoad) charges_load = begin (input, "charges", input->charges);
  g_autoptr (CertplanLoad) payments_load = begin (input, "payments", input->payments);
  g_autoptr (CertplanRecords) charges = finish (charges_load);
  g_autoptr (CertplanRecords) payments = finish (payments_load);
  g_autoptr (CertplanReconcileRequest) request
      = certplan_reconcile_request_new (input->rulebook, NULL, charges);
  certplan_reconcile_request_add_payments (request, payments);
  certplan_reconcile_request_set_threads (request, input->n_threads);
  g_autoptr (GError) error = NULL;
  CertplanReconciliation *result
      = certplan_reconcile_new (request, certplan_date_new (2026, 12, 31), NULL, NULL, &error);
  if (result == NULL)
    g_error ("%s", error->message);
  *n_rows = certplan_records_get_n (charges) + certplan_records_get_n (payments) + 2;
  return result;
}

/* All passes, and what each charge got, written. */
static guint64
run_reconcile (gpointer data)
{
  const Input *input = data;
  guint64 n_rows;
  g_autoptr (CertplanReconciliation) result = reconcile (input, &n_rows);
  g_autoptr (CertplanTables) tables = certplan_reconciliation_dup_tables (result, FALSE);
  write_rows (certplan_tables_find (tables, "reconciliation"), input->fd);
  return n_rows;
}

/* The same. Returns: how many charges one payment paid in full */
static guint64
run_and_count (gpointer data)
{
  const Input *input = data;
  guint64 n, n_rows;
  g_autoptr (CertplanReconciliation) result = reconcile (input, &n_rows);
  g_autoptr (CertplanTables) tables = certplan_reconciliation_dup_tables (result, FALSE);
  CertplanTable *table = certplan_tables_find (tables, "reconciliation");
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  guint of_payments = 0, of_outstanding = 0;

  for (guint i = 0; i < certplan_table_get_n_columns (table); i++)
    if (g_str_equal (certplan_table_get_column_name (table, i), "n_payments"))
      of_payments = i;
    else if (g_str_equal (certplan_table_get_column_name (table, i), "outstanding"))
      of_outstanding = i;
  write_rows (table, input->fd);
  for (n = 0; certplan_cursor_next (cursor, NULL);)
    n += certplan_cursor_get_int (cursor, of_payments) == 1
         && certplan_cursor_get_money (cursor, of_outstanding) == 0;
  return n;
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

static Input
open_input (const char *folder)
{
  g_autofree char *rows = g_build_filename (folder, "rows.csv", NULL);
  const Input input = { .charges = g_build_filename (folder, "charges.csv", NULL),
                        .payments = g_build_filename (folder, "payments.csv", NULL),
                        .rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL),
                        .fd = g_open (rows, O_RDWR | O_CREAT | O_CLOEXEC, 0600) };
  if (input.fd < 0)
    g_error ("%s cannot be written", rows);
  g_unlink (rows); /* it goes with the process */
  return input;
}

static void
close_input (Input *input)
{
  g_close (input->fd, NULL);
  certplan_rulebook_unref (input->rulebook);
  g_free (input->charges);
  g_free (input->payments);
}

gboolean
bench_do_reconcile_alone (const char *what, const char *folder)
{
  if (!g_str_equal (what, "reconcile"))
    return FALSE;
  Input input = open_input (folder);
  run_reconcile (&input);
  close_input (&input);
  return TRUE;
}

/* @limit_of_one, @limit_of_two: of the time of one processor, and by the clock on two, in
 * hundredths. The clock tells little on a machine that others use, so there is no limit there.
 * @limit_of_memory_mb: of a process of its own, whatever it reads included. */
static void
run_size (BenchReport *report, const char *folder, guint n, const char *what, gint limit_of_one,
          gint limit_of_two, gdouble limit_of_memory_mb)
{
  g_autofree char *name = g_strdup_printf ("reconcile/%u charges", n);
  g_autofree char *of_two = g_strconcat (name, ", 2 threads by the clock", NULL);
  g_autofree char *memory = g_strconcat (name, ", memory", NULL);
  if (!bench_is_wanted (report, name))
    return;
  Input input = open_input (folder);
  write_charges (input.charges, n);
  write_payments (input.payments, n);
  Bench bench = { .name = name,
                  .what = what,
                  .against = "libcsv: the pass over both files alone",
                  .unit = "rows",
                  .n_units = bench_pass (input.charges) + bench_pass (input.payments),
                  .ours = run_reconcile,
                  .bare = run_pass,
                  .limit = limit_of_one,
                  .data = &input };
  input.n_threads = 1;
  bench_run (report, &bench);
  bench.name = of_two;
  bench.what = "the same on two threads, by the clock";
  bench.limit = limit_of_two;
  bench.is_wall = TRUE;
  input.n_threads = 2;
  bench_run (report, &bench);
  if (bench_is_wanted (report, memory))
    bench_add_figure (report, memory, "MB", bench_find_peak ("reconcile", folder) / 1e6,
                      limit_of_memory_mb);
  g_unlink (input.charges);
  g_unlink (input.payments);
  close_input (&input);
}

/* What SQL can do of it: the one number that a reference has, wherever it stands, and the very
 * amount. It finds no misspelt or short number, no payer's name, no part or sum of several
 * payments, no reversal; it checks no cell, and tells nobody why. */
static void
run_sqlite (BenchReport *report, Input *input, const char *folder)
{
  g_autofree char *import_charges = g_strdup_printf (".import --csv \"%s\" charge", input->charges);
  g_autofree char *import_payments
      = g_strdup_printf (".import --csv \"%s\" payment", input->payments);
  g_autofree char *rows = g_build_filename (folder, "sqlite3.csv", NULL);
  g_autofree char *output = g_strdup_printf (".output \"%s\"", rows);
  const char *const argv[] = {
    "sqlite3",
    "-batch",
    "-csv",
    ":memory:",
    import_charges,
    import_payments,
    "alter table payment add number",
    "update payment set number = substr (reference, instr (reference, 'CN'), 9)",
    "create index of_payment on payment (number)",
    "create table matched as select c.charge, c.certificate, c.org, c.item, c.due, "
    "c.amount as expected, p.amount as paid, p.payment, p.date from charge c left join payment "
    "p on p.number = c.certificate and p.amount = c.amount",
    output,
    "select case when payment is null then 'missing' else 'paid' end as status, * from matched",
    ".output stdout",
    "select count (payment) from matched",
    NULL
  };
  const BenchRival rival = { .name = "reconcile/sqlite3",
                             .what = "100,000 charges with 120,000 payments",
                             .against = "sqlite3: .import, join on number and amount alone",
                             .unit = "rows",
                             .package = "sqlite3",
                             .n_units = 220000,
                             .ours = run_and_count,
                             .argv = argv,
                             .is_same = bench_has_same_number,
                             .data = input };
  bench_run_rival (report, &rival);
  g_unlink (rows);
}

static void
bench_sqlite (BenchReport *report, const char *folder)
{
  Input input = open_input (folder);

  input.n_threads = 1;
  write_charges (input.charges, N_FOR_SQL);
  write_payments (input.payments, N_FOR_SQL);
  run_sqlite (report, &input, folder);
  g_unlink (input.charges);
  g_unlink (input.payments);
  close_input (&input);
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
  run_size (report, folder, 100000, "100,000 charges with 120,000 payments", 230, 0, 51);
  run_size (report, folder, 1000000, "1,000,000 charges with 1,200,000 payments", 240, 0, 300);
  /* How long 1.4 GB take is the machine's more than ours: a virtual one asks its host for each. */
  run_size (report, folder, 5000000, "5,000,000 charges with 6,000,000 payments", 0, 0, 1450);
  if (bench_is_wanted (report, "reconcile/sqlite3"))
    bench_sqlite (report, folder);
  g_rmdir (folder);
}
