/* What may be written where: the words of -o, and what is refused before anything is written.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-output-tables.h"
#include "test-rows.h"
#include <sys/stat.h>
#include <unistd.h>

#define TARGET CERTPLAN_OUTPUT_ERROR_TARGET
#define NAME CERTPLAN_OUTPUT_ERROR_NAME

static const TextRow text_rows[] = { { "x" } };
static const GanttRow gantt_rows[] = { { "bar", "a", NULL, 20513, 20520, 7 } };

/* Two tables and a chart; @has_chart: else the tables alone. */
static CertplanTables *
make_tables (gboolean has_chart)
{
  CertplanTables *tables = certplan_tables_new ();

  certplan_tables_take (tables, MAKE_TEXTS ("fees", text_columns, text_rows, 1));
  certplan_tables_take (tables, MAKE_TEXTS ("open-items", text_columns, text_rows, 1));
  if (has_chart)
    {
      CertplanTable *chart = make_table ("gantt", gantt_columns, G_N_ELEMENTS (gantt_columns),
                                         gantt_rows, sizeof (GanttRow), 1);
      _certplan_table_set_chart (chart, &gantt_spec);
      certplan_tables_take (tables, chart);
    }
  return tables;
}

typedef struct
{
  const char *name;
  const char *spec;  /* @ stands for the folder */
  gint code;         /* -1 = goes through */
  const char *words; /* what the message says, between %s */
} SpecCase;

static const SpecCase spec_cases[] = {
  { "text", "@/a.txt", -1, NULL },
  { "csv", "@/a.csv", -1, NULL },
  { "json", "@/a.json", -1, NULL },
  { "png", "@/a.png", -1, NULL },
  { "svg", "@/a.svg", -1, NULL },
  { "pdf", "@/a.pdf", -1, NULL },
  { "capitals", "@/a.CSV", -1, NULL },
  { "named", "open-items=@/a.csv", -1, NULL },
  { "drawn-by-name", "gantt=@/a.png", -1, NULL },
  { "not-a-name", "Fees=a.csv", -1, NULL }, /* a file whose name holds = */
  { "unknown-ending", "@/a.xls", TARGET,
    "wanted one of .txt .csv .json .html .xlsx .ics .journal .beancount .png .svg .pdf" },
  { "no-ending", "@/a", TARGET, "has no ending" },
  { "nothing-before-the-ending", "@/.csv", TARGET, "has no ending" },
  { "ending-alone", ".csv", TARGET, "has no ending" },
  { "dash", "-", TARGET, "has no ending" },
  { "empty", "", TARGET, "has no ending" },
  { "named-nothing", "fees=", TARGET, "has no ending" },
  { "unknown-name", "fee=@/a.csv", NAME, "wanted one of: fees, open-items, gantt" },
  { "picture-of-a-table", "fees=@/a.png", TARGET, "\"fees\" is no chart; wanted one of: gantt" },
  { "no-such-folder", "@/none/a.csv", CERTPLAN_OUTPUT_ERROR_WRITE, "No such file or directory" },
  { "a-file-as-folder", "@/there.csv/a.csv", CERTPLAN_OUTPUT_ERROR_WRITE, "Not a directory" },
  { "a-folder", "@/folder.csv", CERTPLAN_OUTPUT_ERROR_WRITE, "Is a directory" },
  { "a-link-to-a-folder", "@/link.csv", CERTPLAN_OUTPUT_ERROR_WRITE, "Is a directory" },
  { "hostile-name", "@/\x1b[31m.xls", TARGET, "\\x1b[31m" },
};

static char *
expand (const char *spec, const Folder *folder)
{
  g_auto (GStrv) parts = g_strsplit (spec, "@", -1);

  return g_strjoinv (folder->path, parts);
}

static void
make_things (const Folder *folder)
{
  g_autofree char *there = in_folder (folder, "there.csv");
  g_autofree char *inner = in_folder (folder, "folder.csv");
  g_autofree char *link = in_folder (folder, "link.csv");

  g_assert_true (g_file_set_contents (there, "old", -1, NULL));
  g_assert_cmpint (g_mkdir (inner, 0755), ==, 0);
  g_assert_cmpint (symlink ("folder.csv", link), ==, 0);
}

static gboolean
try_spec (const Folder *folder, const char *spec, const char *const *inputs, GError **error)
{
  g_autoptr (CertplanTables) tables = make_tables (TRUE);
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  g_autofree char *expanded = expand (spec, folder);

  certplan_targets_set_as_of (targets, 20513);
  return certplan_targets_add (targets, expanded, error)
         && certplan_targets_check (targets, tables, inputs, error);
}

static void
test_spec (gconstpointer data)
{
  const SpecCase *row = data;
  g_autoptr (GError) error = NULL;
  Folder folder;

  open_folder (&folder);
  make_things (&folder);
  g_autofree char *before = list_folder (&folder);
  const gboolean is_good = try_spec (&folder, row->spec, NULL, &error);
  g_autofree char *after = list_folder (&folder);
  g_assert_cmpint (is_good, ==, row->code == -1);
  if (row->code != -1)
    {
      g_assert_error (error, CERTPLAN_OUTPUT_ERROR, row->code);
      g_assert_nonnull (strstr (error->message, row->words));
    }
  g_assert_cmpstr (before, ==, after); /* only looked at */
  close_folder (&folder);
}

typedef struct
{
  const char *name;
  const char *first;
  const char *second;
  gboolean is_good;
} TwiceCase;

/* link.csv is a link to folder.csv; other.csv one to no-file.csv, which is not there; again.csv one
 * to other.csv. */
static const TwiceCase twice_cases[] = {
  { "different", "@/a.csv", "@/b.csv", TRUE },
  { "same", "@/a.csv", "@/a.csv", FALSE },
  { "same-with-names", "fees=@/a.csv", "gantt=@/a.csv", FALSE },
  { "same-with-a-dot", "@/a.csv", "@/./a.csv", FALSE },
  { "same-through-a-folder", "@/a.csv", "@/folder.csv/../a.csv", FALSE },
  { "same-through-a-linked-folder", "@/folder.csv/a.csv", "@/link.csv/a.csv", FALSE },
  { "same-there-already", "@/there.csv", "@//there.csv", FALSE },
  { "a-link-to-no-file", "@/other.csv", "@/no-file.csv", FALSE },
  { "a-link-to-a-link", "@/no-file.csv", "@/again.csv", FALSE },
  { "folders-that-are-not-there", "@/x/a.csv", "@/x/../x/a.csv", FALSE },
};

static void
test_twice (gconstpointer data)
{
  const TwiceCase *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  Folder folder;

  open_folder (&folder);
  make_things (&folder);
  g_autofree char *other = in_folder (&folder, "other.csv");
  g_autofree char *again = in_folder (&folder, "again.csv");
  g_assert_cmpint (symlink ("no-file.csv", other), ==, 0);
  g_assert_cmpint (symlink ("other.csv", again), ==, 0);
  g_autofree char *first = expand (row->first, &folder);
  g_autofree char *second = expand (row->second, &folder);
  g_assert_true (certplan_targets_add (targets, first, &error));
  g_assert_cmpint (certplan_targets_add (targets, second, &error), ==, row->is_good);
  if (!row->is_good)
    g_assert_error (error, CERTPLAN_OUTPUT_ERROR, TARGET);
  close_folder (&folder);
}

typedef struct
{
  const char *name;
  const char *input;
  const char *output;
  gboolean is_good;
} InputCase;

static const InputCase input_cases[] = {
  { "different", "@/there.csv", "@/a.csv", TRUE },
  { "same", "@/there.csv", "@/there.csv", FALSE },
  { "same-with-a-dot", "@/there.csv", "@/./there.csv", FALSE },
  { "same-through-a-link", "@/soft.csv", "@/there.csv", FALSE },
  { "link-as-output", "@/there.csv", "@/soft.csv", FALSE },
  { "hard-link", "@/there.csv", "@/hard.csv", FALSE },
  { "not-there", "@/a.csv", "@/a.csv", FALSE },
  { "standard-input", "-", "@/a.csv", TRUE },
};

static void
test_input (gconstpointer data)
{
  const InputCase *row = data;
  g_autoptr (GError) error = NULL;
  Folder folder;

  open_folder (&folder);
  make_things (&folder);
  g_autofree char *there = in_folder (&folder, "there.csv");
  g_autofree char *soft = in_folder (&folder, "soft.csv");
  g_autofree char *hard = in_folder (&folder, "hard.csv");
  g_assert_cmpint (symlink ("there.csv", soft), ==, 0);
  g_assert_cmpint (link (there, hard), ==, 0);
  g_autofree char *input = expand (row->input, &folder);
  const char *inputs[] = { "/etc/passwd", input, NULL };
  g_assert_cmpint (try_spec (&folder, row->output, inputs, &error), ==, row->is_good);
  if (!row->is_good)
    {
      g_assert_error (error, CERTPLAN_OUTPUT_ERROR, TARGET);
      g_assert_nonnull (strstr (error->message, "is an input of this run"));
    }
  close_folder (&folder);
}

/* What a broken-off run left is named, and stays. */
static void
test_leftover (void)
{
  g_autoptr (GError) error = NULL;
  Folder folder;

  open_folder (&folder);
  g_autofree char *left = in_folder (&folder, "a.csv.certplan-backup");
  g_assert_true (g_file_set_contents (left, "the old one", -1, NULL));
  g_assert_false (try_spec (&folder, "@/a.csv", NULL, &error));
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_WRITE);
  g_assert_nonnull (strstr (error->message, left));
  g_autofree char *kept = read_file (&folder, "a.csv.certplan-backup");
  g_assert_cmpstr (kept, ==, "the old one");
  close_folder (&folder);
}

static void
test_no_chart (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = make_tables (FALSE);
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();

  g_assert_true (certplan_targets_add (targets, "/tmp/a.png", NULL));
  g_assert_false (certplan_targets_check (targets, tables, NULL, &error));
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, TARGET);
  g_assert_nonnull (strstr (error->message, "this result has no chart"));
}

static void
test_pdf_without_date (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = make_tables (TRUE);
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();

  g_assert_true (certplan_targets_add (targets, "/tmp/a.pdf", NULL));
  g_assert_false (certplan_targets_check (targets, tables, NULL, &error));
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, TARGET);
}

/* Somebody wrote-protected the file: a rename would not even notice. */
static void
test_protected (void)
{
  g_autoptr (GError) error = NULL;
  Folder folder;

  open_folder (&folder);
  make_things (&folder);
  g_assert_cmpint (g_chmod (folder.path, 0777), ==, 0);
  g_autofree char *there = in_folder (&folder, "there.csv");
  g_assert_cmpint (g_chmod (there, 0444), ==, 0);
  const gboolean was_root = geteuid () == 0;
  if (was_root)
    g_assert_cmpint (seteuid (65534), ==, 0); /* root may write anything */
  const gboolean is_good = try_spec (&folder, "@/there.csv", NULL, &error);
  if (was_root)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_false (is_good);
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_WRITE);
  close_folder (&folder);
}

static void
test_references (void)
{
  CertplanTargets *targets = certplan_targets_new ();

  g_assert_true (certplan_targets_ref (targets) == targets);
  certplan_targets_unref (targets);
  GType type = CERTPLAN_TYPE_TARGETS;
  CertplanTargets *copy = g_boxed_copy (type, targets);
  g_assert_true (copy == targets);
  g_boxed_free (type, copy);
  certplan_targets_unref (targets);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD_ROWS ("/output/targets/spec/", spec_cases, test_spec)
  ADD_ROWS ("/output/targets/twice/", twice_cases, test_twice)
  ADD_ROWS ("/output/targets/input/", input_cases, test_input)
  g_test_add_func ("/output/targets/leftover", test_leftover);
  g_test_add_func ("/output/targets/no-chart", test_no_chart);
  g_test_add_func ("/output/targets/pdf-without-date", test_pdf_without_date);
  g_test_add_func ("/output/targets/protected", test_protected);
  g_test_add_func ("/output/targets/references", test_references);
  return g_test_run ();
}
