/* Duties of a register against reading it and writing the same rows, and nothing between.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "bench-register.h"
#include "bench.h"
#include "certplan-duties-private.h"
#include "certplan-reader-private.h"
#include "certplan-render-private.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#define N_ROWS 100000
#define N_MONTHS 36

typedef struct
{
  const char *path;
  guint n_months;
  CertplanRulebook *rulebook;
  CertplanTable *ready; /* the rows that come out, each made before */
  int fd;               /* where they go */
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
run_reader_and_writer (gpointer data)
{
  const Input *input = data;
  const CertplanReadOptions options = { 0 };
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (CertplanReader) reader = _certplan_reader_new (input->path, &options, faults);

  while (_certplan_reader_next (reader))
    ;
  return bench_write_rows (input->ready, input->fd);
}

/* The table of duties over rows that lie in memory. */
static CertplanTable *
make_ready (const Input *input)
{
  CertplanDuties *duties = make_duties (input);
  g_autoptr (CertplanTables) tables = certplan_duties_dup_tables (duties, FALSE);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (CertplanDutyLine));
  const CertplanDutyLine *line;
  guint n_columns;
  g_auto (CertplanDutyWalk) walk;

  _certplan_duty_walk_init (&walk, duties);
  while ((line = _certplan_duty_walk_next (&walk)) != NULL)
    g_array_append_vals (rows, line, 1);
  const CertplanColumn *columns
      = _certplan_table_get_columns (certplan_tables_find (tables, "duties"), &n_columns);
  CertplanTable *table = _certplan_table_new_array ("duties", columns, n_columns, rows, duties,
                                                    (GDestroyNotify)certplan_duties_unref);
  _certplan_table_set_labels (table, certplan_rulebook_get_labels (input->rulebook));
  return table;
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
  g_autoptr (CertplanRulebook) rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  Input input = { .path = path, .n_months = N_MONTHS, .rulebook = rulebook };

  bench_register_write (path, &bench_register_plain, N_ROWS, NULL);
  input.fd = g_open ("/dev/null", O_WRONLY | O_CLOEXEC, 0);
  input.ready = make_ready (&input);
  const Bench bench = { .name = "duties/1e5 certificates, 36 months",
                        .unit = "rows",
                        .n_units = bench_write_rows (input.ready, input.fd),
                        .ours = run_duties,
                        .bare = run_reader_and_writer,
                        .limit = 150,
                        .data = &input };
  bench_run (report, &bench);
  /* Ten times the time ahead, and about ten times the rows: the rows are never all in memory. */
  if (bench_is_wanted (report, "duties/memory"))
    bench_add_figure (report, "duties/memory, 120 to 12 months", "hundredths",
                      100 * bench_find_peak ("120", path) / bench_find_peak ("12", path), 105);
  g_close (input.fd, NULL);
  certplan_table_unref (input.ready);
  g_unlink (path);
  g_rmdir (folder);
}
