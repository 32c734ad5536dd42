/* Our reader, and loading a register, against a bare libcsv pass over the same file.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "bench-register.h"
#include "bench.h"
#include "certplan-reader-private.h"
#include "certplan-record-files.h"
#include "certplan-register.h"
#include <csv.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define N_ROWS 1000000
#define FEWER_ROWS (N_ROWS / 10)
#define BLOCK_BYTES (256 * 1024)

typedef struct
{
  const char *path;
  const char *fewer_path; /* the same register, but FEWER_ROWS of it */
  gboolean is_other_code; /* the cells have other lengths than in the file */
  CertplanRulebook *rulebook;
} Input;

/* What a pass over a file counts. */
typedef struct
{
  guint64 n_rows, n_cells, n_bytes;
} Counts;

static guint64
sum_up (const Counts *counts, const Input *input)
{
  return counts->n_rows * 31 + counts->n_cells + (input->is_other_code ? 0 : counts->n_bytes << 32);
}

static guint64
read_ours (const char *path, const Input *input)
{
  const CertplanReadOptions options = { 0 };
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (CertplanReader) reader = _certplan_reader_new (path, &options, faults);
  Counts counts = { 0 };

  while (reader != NULL && _certplan_reader_next (reader))
    {
      guint n;
      const CertplanCell *cells = _certplan_reader_get_cells (reader, &n);
      for (guint i = 0; i < n; i++)
        counts.n_bytes += cells[i].length;
      counts.n_cells += n;
      counts.n_rows++;
    }
  return sum_up (&counts, input);
}

static guint64
run_reader (gpointer data)
{
  const Input *input = data;
  return read_ours (input->path, input);
}

static guint64
run_fewer_reader (gpointer data)
{
  const Input *input = data;
  return read_ours (input->fewer_path, input);
}

static void
count_cell (void *text, size_t length, void *data)
{
  Counts *counts = data;
  counts->n_cells++;
  counts->n_bytes += length;
}

static void
count_row (int byte, void *data)
{
  ((Counts *)data)->n_rows++;
}

/* As libcsv comes, but for CSV_STRICT, without which it repairs wrong quotes silently. Its own test
 * for blanks is faster than a function of ours would be. */
static Counts
pass (const char *path)
{
  g_autofree char *block = g_malloc (BLOCK_BYTES);
  struct csv_parser parser;
  Counts counts = { 0 };
  ssize_t n;

  csv_init (&parser, CSV_STRICT | CSV_STRICT_FINI);
  const int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  while ((n = read (fd, block, BLOCK_BYTES)) > 0)
    if (csv_parse (&parser, block, (size_t)n, count_cell, count_row, &counts) != (size_t)n)
      break;
  close (fd);
  csv_fini (&parser, count_cell, count_row, &counts);
  csv_free (&parser);
  return counts;
}

static guint64
run_libcsv (gpointer data)
{
  const Input *input = data;
  const Counts counts = pass (input->path);
  return sum_up (&counts, input);
}

guint64
bench_pass (const char *path)
{
  return pass (path).n_rows;
}

static guint64
load_register (const char *path, const Input *input)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRecords) records
      = certplan_records_load ("register", path, NULL, input->rulebook, NULL, NULL, &error);

  if (records == NULL)
    g_error ("%s", error->message);
  return certplan_records_get_n (records);
}

static guint64
run_load (gpointer data)
{
  const Input *input = data;
  return load_register (input->path, input);
}

static guint64
run_fewer_load (gpointer data)
{
  const Input *input = data;
  return load_register (input->fewer_path, input);
}

gboolean
bench_do_alone (const char *what, const char *path)
{
  Input input = { .path = path };

  if (g_str_equal (what, "pass"))
    {
      run_libcsv (&input);
      return TRUE;
    }
  if (!g_str_equal (what, "load"))
    return FALSE;
  input.rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  run_load (&input);
  certplan_rulebook_unref (input.rulebook);
  return TRUE;
}

static void
bench_input (BenchReport *report, const char *folder, const BenchRegisterForm *form)
{
  g_autofree char *path = g_build_filename (folder, "register.csv", NULL);
  const gboolean is_plain = form->quotes == BENCH_QUOTES_NONE;
  Input input = { .path = path, .is_other_code = form->is_gb18030 };
  g_autofree char *what = g_strconcat ("1,000,000 register rows read, ", form->what, NULL);
  Bench bench = { .name = form->name,
                  .what = what,
                  .against = "libcsv: the pass alone",
                  .unit = "rows",
                  .n_units = N_ROWS,
                  .ours = run_reader,
                  .bare = run_libcsv,
                  /* libcsv leaves GB18030 as it is, so that ratio is only shown. */
                  .limit = form->is_gb18030 ? 0
                           : is_plain       ? 50
                                            : 80,
                  .exclusive = is_plain,
                  .data = &input };

  if (!bench_is_wanted (report, form->name))
    return;
  bench_register_write (path, form, N_ROWS, NULL);
  bench_run (report, &bench);
  g_unlink (path);
}

/* Ten times the rows take about ten times as long, not more. */
static void
bench_linear (BenchReport *report, const char *name, BenchSide ours, BenchSide fewer, Input *input)
{
  const Bench bench = { .name = name,
                        .what = ours == run_load ? "1,000,000 rows loaded" : "1,000,000 rows read",
                        .against = "the same of 100,000",
                        .unit = "rows",
                        .n_units = N_ROWS,
                        .ours = ours,
                        .bare = fewer,
                        .unlike = TRUE,
                        .limit = 1300,
                        .exclusive = TRUE,
                        .data = input };
  bench_run (report, &bench);
}

static void
bench_load (BenchReport *report, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "register.csv", NULL);
  g_autofree char *fewer_path = g_build_filename (folder, "fewer.csv", NULL);
  g_autoptr (CertplanRulebook) rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  Input input = { .path = path, .fewer_path = fewer_path, .rulebook = rulebook };
  const Bench bench = { .name = "load/register",
                        .what = "1,000,000 register rows loaded and checked",
                        .against = "libcsv: the pass alone",
                        .unit = "rows",
                        .n_units = N_ROWS,
                        .ours = run_load,
                        .bare = run_libcsv,
                        .unlike = TRUE,
                        .data = &input };
  gsize n_text_bytes;

  if (!bench_is_wanted (report, "load/") && !bench_is_wanted (report, "linear/"))
    return;
  bench_register_write (path, &bench_register_plain, N_ROWS, &n_text_bytes);
  bench_register_write (fewer_path, &bench_register_plain, FEWER_ROWS, NULL);
  bench_run (report, &bench);
  if (bench_is_wanted (report, "load/memory"))
    bench_add_figure (
        report, "load/memory", "bytes a row beyond its texts",
        (bench_find_peak ("load", path) - bench_find_peak ("pass", path) - (gdouble)n_text_bytes)
            / N_ROWS,
        80);
  bench_linear (report, "linear/reader 1e6 to 1e5 rows", run_reader, run_fewer_reader, &input);
  bench_linear (report, "linear/load 1e6 to 1e5 rows", run_load, run_fewer_load, &input);
  g_unlink (path);
  g_unlink (fewer_path);
}

/* How many certificates of a register end before a day. */
static guint64
count_ending (gpointer data)
{
  g_autoptr (CertplanRulebook) rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRecords) records
      = certplan_records_load ("register", data, NULL, rulebook, NULL, NULL, &error);
  guint64 n = 0;

  if (records == NULL)
    g_error ("%s", error->message);
  for (guint i = 0; i < certplan_records_get_n (records); i++)
    n += certplan_certificate_get (records, i)->printed_expiry < certplan_date_new (2027, 1, 1);
  return n;
}

static void
bench_asked (BenchReport *report)
{
  if (!bench_is_wanted (report, "reader/sqlite3"))
    return;
  g_autofree char *path = NULL;
  const int fd = g_file_open_tmp ("certplan-bench-XXXXXX", &path, NULL);

  if (fd < 0)
    g_error ("the register could not be written");
  bench_register_write (path, &bench_register_plain, FEWER_ROWS, NULL);
  g_autofree char *import = g_strdup_printf (".import --csv \"%s\" register", path);
  const char *const argv[] = { "sqlite3",
                               "-batch",
                               ":memory:",
                               import,
                               "select count(*) from register where printed_expiry < '2027-01-01'",
                               NULL };
  const BenchRival rival
      = { .name = "reader/sqlite3",
          .what = "100,000 register rows loaded, those that end before a day counted",
          .against = "sqlite3: .import, count",
          .unit = "rows",
          .package = "sqlite3",
          .n_units = FEWER_ROWS,
          .ours = count_ending,
          .argv = argv,
          .is_same = bench_has_same_number,
          .data = path };
  bench_run_rival (report, &rival);
  g_close (fd, NULL);
  g_unlink (path);
}

void
bench_reader (BenchReport *report)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("certplan-bench-XXXXXX", &error);

  if (folder == NULL)
    g_error ("%s", error->message);
  for (guint i = 0; bench_register_forms[i].name != NULL; i++)
    bench_input (report, folder, &bench_register_forms[i]);
  bench_load (report, folder);
  bench_asked (report);
  g_rmdir (folder);
}
