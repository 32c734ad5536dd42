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
      putc (cell->is_last ? '\n' : ',', input->file);
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
  const Bench bench = { .name = "duties/1e5 certificates, 36 months",
                        .unit = "rows",
                        .n_units = run_libcsv (&input),
                        .ours = run_duties,
                        .bare = run_libcsv,
                        .limit = 150,
                        .data = &input };
  bench_run (report, &bench);
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
