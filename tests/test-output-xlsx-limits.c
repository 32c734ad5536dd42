/* What does not fit into a workbook, and what it cannot be written to.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "test-output-xlsx.h"
#include <signal.h>
#include <sys/resource.h>

#define LIMIT CERTPLAN_OUTPUT_ERROR_LIMIT

#ifdef HAVE_XLSXWRITER
/* The file as it is for a table of one text; "" where writing fails, with the error. */
static gboolean
try_text (const char *text, GError **error)
{
  const TextRow rows[] = { { "before" }, { text } };
  g_autoptr (CertplanTables) tables
      = make_tables_of (MAKE_TEXTS ("fees", text_columns, rows, 2), NULL);
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  Folder folder;

  open_folder (&folder);
  add_target (targets, &folder, NULL, "a.xlsx");
  add_target (targets, &folder, NULL, "b.csv");
  certplan_targets_set_as_of (targets, 0); /* the day that time_t takes for the clock's */
  const gboolean is_done = certplan_write_outputs (tables, targets, NULL, error);
  g_autofree char *names = list_folder (&folder);
  g_assert_cmpstr (names, ==, is_done ? "a.xlsx b.csv" : "");
  if (is_done)
    {
      g_autofree char *found = dump (&folder, "a.xlsx");
      g_assert_nonnull (strstr (found, "created 1970-01-01T00:00:01Z"));
    }
  close_folder (&folder);
  return is_done;
}

typedef struct
{
  const char *name;
  const char *piece;
  guint n;
  gboolean is_good;
} LongCase;

/* 32,767 characters, counted in UTF-16. */
static const LongCase long_cases[] = {
  { "longest", "x", 32767, TRUE },          { "too-long", "x", 32768, FALSE },
  { "longest-chinese", "甲", 32767, TRUE }, { "too-long-chinese", "甲", 32768, FALSE },
  { "longest-emoji", "😀", 16383, TRUE },    { "too-long-emoji", "😀", 16384, FALSE },
};

static void
test_long (gconstpointer data)
{
  const LongCase *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < row->n; i++)
    g_string_append (text, row->piece);
  g_assert_cmpint (try_text (text->str, &error), ==, row->is_good);
  if (row->is_good)
    return;
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, LIMIT);
  g_assert_nonnull (strstr (error->message, "/a.xlsx: table \"fees\", row 2, column \"text\": a "
                                            "text of 32768 characters"));
}

/* A table of as many rows as one likes, all the same. */
typedef struct
{
  guint n_rows;
  guint n_gone;
} Walk;

static gpointer
open_many (gconstpointer data)
{
  Walk *walk = g_new0 (Walk, 1);

  walk->n_rows = GPOINTER_TO_UINT (data);
  return walk;
}

static gboolean
next_many (gpointer state, GError **error)
{
  Walk *walk = state;

  return walk->n_gone++ < walk->n_rows;
}

static void
get_many (gpointer state, guint column, CertplanValue *value)
{
  *value = (CertplanValue){ "x", G_MININT64, NO_PERIOD };
}

static const CertplanTableSource many_source = { open_many, next_many, get_many, g_free, NULL };

/* One row more than a sheet holds under a title and the heads. */
static void
test_too_many_rows (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = make_tables_of (
      _certplan_table_new ("t", text_columns, 1, &many_source, GUINT_TO_POINTER (1048574), NULL),
      NULL);
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  Folder folder;

  open_folder (&folder);
  add_target (targets, &folder, NULL, "a.xlsx");
  certplan_targets_set_as_of (targets, 20513);
  g_assert_false (certplan_write_outputs (tables, targets, NULL, &error));
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, LIMIT);
  g_assert_nonnull (
      strstr (error->message, "table \"t\" has 1048574 rows, and a sheet of .xlsx holds 1048573"));
  g_autofree char *names = list_folder (&folder);
  g_assert_cmpstr (names, ==, "");
  close_folder (&folder);
}

/* libxlsxwriter does not tell that its own temporary files take no more, and would hand on a sheet
 * without its last rows. */
static void
test_full_disk (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTables) tables = make_tables_of (
      _certplan_table_new ("t", text_columns, 1, &many_source, GUINT_TO_POINTER (50000), NULL),
      NULL);
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  struct rlimit before, small;
  Folder folder;

  open_folder (&folder);
  add_target (targets, &folder, NULL, "a.xlsx");
  certplan_targets_set_as_of (targets, 20513);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 1024 * 1024; /* less than the sheet, more than the workbook packed */
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (certplan_write_outputs (tables, targets, NULL, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_error (error, CERTPLAN_OUTPUT_ERROR, CERTPLAN_OUTPUT_ERROR_WRITE);
  g_assert_nonnull (strstr (error->message, "/a.xlsx: libxlsxwriter, which works in"));
  g_assert_nonnull (strstr (error->message, g_strerror (EFBIG)));
  g_autofree char *names = list_folder (&folder);
  g_assert_cmpstr (names, ==, "");
  close_folder (&folder);
}

/* Titles are texts of cells, too. */
static void
test_long_title (void)
{
  const TextRow rows[] = { { "x" } };
  g_autofree char *longest = g_strnfill (32767, 'x');
  g_autofree char *too_long = g_strnfill (32768, 'x');
  const char *const titles[][2]
      = { { longest, longest }, { too_long, NULL }, { "fees", too_long } };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      CertplanTable *table = MAKE_TEXTS ("fees", text_columns, rows, 1);
      g_autoptr (CertplanTables) tables = make_tables_of (table, NULL);
      g_autoptr (CertplanTargets) targets = certplan_targets_new ();
      g_autoptr (GError) error = NULL;
      Folder folder;

      open_folder (&folder);
      add_target (targets, &folder, NULL, "a.xlsx");
      certplan_targets_set_as_of (targets, 20513);
      _certplan_table_set_title (table, titles[i][0], titles[i][1]);
      g_assert_cmpint (certplan_write_outputs (tables, targets, NULL, &error), ==, i == 0);
      if (i > 0)
        {
          g_assert_error (error, CERTPLAN_OUTPUT_ERROR, LIMIT);
          g_assert_true (g_str_has_suffix (
              error->message, "/a.xlsx: table \"fees\": a title of 32768 characters, and a cell "
                              "of .xlsx holds 32767; wanted .csv or .json"));
        }
      close_folder (&folder);
    }
}

void
add_limit_tests (void)
{
  ADD_ROWS ("/output/xlsx/long/", long_cases, test_long)
  g_test_add_func ("/output/xlsx/too-many-rows", test_too_many_rows);
  g_test_add_func ("/output/xlsx/full-disk", test_full_disk);
  g_test_add_func ("/output/xlsx/long-title", test_long_title);
}
#endif
