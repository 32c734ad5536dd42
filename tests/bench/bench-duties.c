/* Duties of a register against libcsv, which reads it and writes the same rows, with nothing
 * between. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * No part of the bare side is ours, so it stays what it is however fast our reader and writer
 * become.
 */
#include "bench-register.h"
#include "bench.h"
#include "certplan-duties.h"
#include "certplan-record-files.h"
#include "certplan-render-private.h"
#include <csv.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <unistd.h>

#define N_ROWS 100000
#define N_MONTHS 36

/* A cell as a text that is ready to be written. */
typedef struct
{
  char *text; /* owned */
  gsize length;
  gboolean is_last; /* of its row */
} ReadyCell;

typedef struct
{
  const char *path;
  guint n_months;
  CertplanRulebook *rulebook;
  GArray *ready; /* ReadyCell: the rows that come out, with their head */
  int fd;        /* where ours go */
  FILE *file;    /* where the bare side's go */
} Input;

guint64
bench_write_rows (CertplanTable *table, int fd)
{
  const CertplanRenderOptions options = { .lang = CERTPLAN_LANG_FIELD };
  const CertplanRenderer *renderer = &_certplan_render_csv;
  g_autoptr (CertplanSink) sink = _certplan_sink_new (fd, NULL);
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  gpointer state = renderer->open (sink, &options);
  guint64 n_rows = 0;

  renderer->begin (state, table, NULL, NULL);
  if (_certplan_render_can_split (renderer, table)
      && _certplan_render_split (renderer, state, sink, table, NULL, NULL))
    n_rows = _certplan_table_count_rows (table);
  else
    for (; _certplan_render_next (cursor, NULL, NULL); n_rows++)
      renderer->row (state, cursor);
  renderer->end (state);
  renderer->close (state, NULL);
  if (!_certplan_sink_flush (sink))
    g_error ("the rows could not be written");
  return n_rows;
}

static CertplanDuties *
make_duties (const Input *input)
{
  g_autoptr (GError) error = NULL;
  const CertplanDate as_of = certplan_date_new (2026, 1, 1);
  g_autoptr (CertplanRecords) certificates
      = certplan_records_load ("register", input->path, NULL, input->rulebook, NULL, NULL, &error);
  CertplanDuties *duties
      = certificates != NULL
            ? certplan_duties_new (input->rulebook, NULL, certificates, NULL, NULL, as_of,
                                   certplan_date_add_months (as_of, (gint)input->n_months), NULL,
                                   NULL, &error)
            : NULL;
  if (duties == NULL)
    g_error ("%s", error->message);
  return duties;
}

static guint64
run_duties (gpointer data)
{
  const Input *input = data;
  g_autoptr (CertplanDuties) duties = make_duties (input);
  g_autoptr (CertplanTables) tables = certplan_duties_dup_tables (duties, FALSE);

  return bench_write_rows (certplan_tables_find (tables, "duties"), input->fd);
}

static guint64
run_libcsv (gpointer data)
{
  const Input *input = data;
  guint64 n_rows = 0;

  bench_pass (input->path);
  for (guint i = 0; i < input->ready->len; i++)
    {
      const ReadyCell *cell = &g_array_index (input->ready, ReadyCell, i);
      csv_fwrite (input->file, cell->text, cell->length);
      putc_unlocked (cell->is_last ? '\n' : ',', input->file);
      n_rows += cell->is_last;
    }
  fflush (input->file);
  return n_rows - 1; /* without the head */
}

static void
take_cell (void *text, size_t length, void *data)
{
  const ReadyCell cell = { g_memdup2 (text, length), length, FALSE };
  g_array_append_val (data, cell);
}

static void
take_row (int byte, void *data)
{
  GArray *ready = data;
  g_array_index (ready, ReadyCell, ready->len - 1).is_last = TRUE;
}

static void
cell_clear (gpointer data)
{
  g_free (((ReadyCell *)data)->text);
}

/* What ours writes, taken apart. */
static GArray *
make_ready (Input *input, const char *path)
{
  GArray *ready = g_array_new (FALSE, FALSE, sizeof (ReadyCell));
  g_autofree char *rows = NULL;
  gsize n_bytes;
  struct csv_parser parser;

  g_array_set_clear_func (ready, cell_clear);
  input->fd = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  run_duties (input);
  g_close (input->fd, NULL);
  if (!g_file_get_contents (path, &rows, &n_bytes, NULL))
    g_error ("%s cannot be read", path);
  g_unlink (path);
  csv_init (&parser, CSV_STRICT | CSV_STRICT_FINI);
  if (csv_parse (&parser, rows, n_bytes, take_cell, take_row, ready) != n_bytes)
    g_error ("the rows are no CSV");
  csv_fini (&parser, take_cell, take_row, ready);
  csv_free (&parser);
  return ready;
}

gboolean
bench_do_duties_alone (const char *months, const char *path)
{
  Input input = { .path = path, .n_months = (guint)strtoul (months, NULL, 10) };

  input.fd = g_open ("/dev/null", O_WRONLY | O_CLOEXEC, 0);
  input.rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  run_duties (&input);
  certplan_rulebook_unref (input.rulebook);
  return g_close (input.fd, NULL);
}

static gboolean
has_as_many_lines (const char *printed, gsize length, guint64 ours)
{
  guint64 n = 0;

  for (gsize i = 0; i < length; i++)
    n += printed[i] == '\n';
  return n == ours;
}

/* What SQL can do of it: the last days of the renewal, by the rules that the register's
 * certificates need, with the terms that follow. It knows no life cycle, no events, cases or
 * working days; of this register the same rows come out, as nothing has happened to its
 * certificates. */
static void
run_sqlite (BenchReport *report, const Input *input)
{
  g_autofree char *import = g_strdup_printf (".import --csv \"%s\" register", input->path);
  const char *const argv[]
      = { "sqlite3",
          "-batch",
          "-csv",
          ":memory:",
          "create table rule (qualification, duty, moved, clause)",
          "insert into rule values ('cnitsec/engineering/2', 'renewal_lead', '-6 months', '4'), "
          "('cnitsec/engineering/2', 'renewal_grace', '+6 months', '4'), "
          "('cnitsec/cloud/1', 'renewal_lead', '-6 months', '4'), "
          "('cnitsec/cloud/1', 'renewal_grace', '+6 months', '4')",
          import,
          "with recursive term (certificate, org, qualification, expiry, n) as ("
          "select certificate, org, qualification, printed_expiry, 0 from register "
          "where printed_expiry >= '2026-01-01' union all "
          "select certificate, org, qualification, date (expiry, '+3 years'), n + 1 from term "
          "where expiry <= '2029-01-01') "
          "select certificate, org, qualification, duty, date (expiry, moved) as due, "
          "julianday (date (expiry, moved)) - julianday ('2026-01-01'), expiry, moved, clause "
          "from term join rule using (qualification) "
          "where due <= '2029-01-01' and (n = 0 or due >= '2026-01-01') order by certificate, due",
          NULL };
  const BenchRival rival = { .name = "duties/sqlite3",
                             .what = "duties of 100,000 certificates for 36 months",
                             .against = "sqlite3: .import, the days of renewal alone",
                             .unit = "rows",
                             .package = "sqlite3",
                             .n_units = N_ROWS,
                             .ours = run_duties,
                             .argv = argv,
                             .is_same = has_as_many_lines,
                             .data = (gpointer)input };
  bench_run_rival (report, &rival);
}

void
bench_duties (BenchReport *report)
{
  if (!bench_is_wanted (report, "duties/"))
    return;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("certplan-bench-XXXXXX", &error);
  if (folder == NULL)
    g_error ("%s", error->message);
  g_autofree char *path = g_build_filename (folder, "register.csv", NULL);
  g_autofree char *rows_path = g_build_filename (folder, "duties.csv", NULL);
  g_autoptr (CertplanRulebook) rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  Input input = { .path = path, .n_months = N_MONTHS, .rulebook = rulebook };

  bench_register_write (path, &bench_register_plain, N_ROWS, NULL);
  input.ready = make_ready (&input, rows_path);
  input.fd = g_open ("/dev/null", O_WRONLY | O_CLOEXEC, 0);
  input.file = fopen ("/dev/null", "wb");
  /* As in a program without threads, whether or not another benchmark had some before. */
  __fsetlocking (input.file, FSETLOCKING_BYCALLER);
  const Bench bench = { .name = "duties/1e5 certificates, 36 months",
                        .what = "duties of 100,000 certificates for 36 months",
                        .against = "libcsv: in the register, out the same rows",
                        .unit = "rows",
                        .n_units = run_libcsv (&input),
                        .ours = run_duties,
                        .bare = run_libcsv,
                        .limit = 150,
                        .data = &input };
  bench_run (report, &bench);
  run_sqlite (report, &input);
  /* Ten times the time ahead, and about ten times the rows: the rows are never all in memory. */
  if (bench_is_wanted (report, "duties/memory"))
    bench_add_figure (report, "duties/memory, 120 to 12 months", "hundredths",
                      100 * bench_find_peak ("120", path) / bench_find_peak ("12", path), 105);
  g_close (input.fd, NULL);
  fclose (input.file);
  g_array_unref (input.ready);
  g_unlink (path);
  g_rmdir (folder);
}
