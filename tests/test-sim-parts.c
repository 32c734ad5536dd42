/* Runs in parts: the same bytes, and what cannot be put together. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "test-sim-run.h"

/* Twenty parts of unequal size, put together back to front, are the whole run. */
static void
test_shards (void)
{
  g_autofree char *folder = make_folder ();
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CertplanSimResult) whole = run (MODEL, 5, N_REPLICATIONS, 1, 1, 2);
  g_autoptr (GError) error = NULL;
  for (guint i = 20; i > 0; i--)
    {
      g_autofree char *name = g_strdup_printf ("part-%u.csv", i);
      g_autoptr (CertplanSimResult) part = run (MODEL, 5, N_REPLICATIONS, i, 20, 1 + i % 2);
      g_ptr_array_add (paths, write_part (part, folder, name));
    }
  g_ptr_array_add (paths, NULL);
  g_autofree char *missing = NULL;
  g_autoptr (CertplanSimResult) merged
      = certplan_sim_merge ((const char *const *)paths->pdata, NULL, &missing, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (missing, ==, "");
  g_autofree char *a = spell (whole), *b = spell (merged);
  g_assert_cmpstr (a, ==, b);
  remove_folder (folder);
}

typedef struct
{
  const char *name;
  const char *text;
  guint64 seed;
  guint n, shard, n_shards;
  const char *wrong;
} MergeRow;

#define OTHER_MODEL "[stage A]\neffort=1\n[arrivals x]\nrate=1\n"

/* Beside part 1 of 3 of the run with seed 5. */
static const MergeRow merge_rows[] = {
  { "gap", MODEL, 5, N_REPLICATIONS, 2, 3, "parts are missing: 3 of 3" },
  { "overlap", MODEL, 5, N_REPLICATIONS, 1, 3, "the same part twice" },
  { "seed", MODEL, 6, N_REPLICATIONS, 2, 3, "parts of two seeds" },
  { "model", OTHER_MODEL, 5, N_REPLICATIONS, 2, 3, "parts of two models" },
  { "replications", MODEL, 5, 31, 2, 3, "parts of runs that were cut in another way" },
  { "shards", MODEL, 5, N_REPLICATIONS, 2, 4, "parts of runs that were cut in another way" },
};

static void
test_refused (gconstpointer data)
{
  const MergeRow *row = data;
  g_autofree char *folder = make_folder ();
  g_autoptr (CertplanSimResult) one = run (MODEL, 5, N_REPLICATIONS, 1, 3, 2);
  g_autoptr (CertplanSimResult) two
      = run (row->text, row->seed, row->n, row->shard, row->n_shards, 2);
  g_autofree char *first = write_part (one, folder, "1.csv");
  g_autofree char *second = write_part (two, folder, "2.csv");
  const char *const paths[] = { first, second, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *missing = NULL;
  g_assert_null (certplan_sim_merge (paths, NULL, &missing, NULL, NULL, &error));
  g_assert_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_PART);
  g_assert_nonnull (strstr (error->message, row->wrong));
  g_assert_cmpstr (missing, ==, g_str_equal (row->name, "gap") ? "3" : NULL);
  remove_folder (folder);
}

/* A part of another version; one that was cut off, or changed by hand. */
typedef struct
{
  const char *name, *from, *to;
} ChangeRow;

static const ChangeRow change_rows[] = {
  { "version", "version,,", "version,,0" },
  { "cut-off", "digest,,", "" },
  { "word", "figure,", "figures," },
  { "measure", "figure,counted", "figure,counts" },
  { "number", "seed,,5", "seed,,five" },
  { "sum", ",x0", ",y0" },
  { "sum-of-more", ",x0", ",xf" },
  { "sum-of-none", ",3,x0", ",0,x0" },
  { "header", "row,", "line," },
  { "shard", "shard,,2/2", "shard,,4/2" },
  { "model", "model,,", "model,,other" },
  { "target", "target,,", "target,,1" },
  { "cap", "cap,,", "cap,,1" },
  { "pauses", "pauses,,1", "pauses,,0" },
  { "office", "office,,0", "office,,1" },
  { "class", "class,,", "class,,other" },
  { "provisional", "pauses,,", "provisional,,2027-01-01,,,,\r\npauses,," },
  { "finding", "pauses,,", "finding,a,b,c,,,\r\npauses,," },
};

static void
test_changed (gconstpointer data)
{
  const ChangeRow *row = data;
  g_autofree char *folder = make_folder ();
  g_autoptr (CertplanSimResult) one = run (MODEL, 5, 6, 1, 2, 1), two = run (MODEL, 5, 6, 2, 2, 1);
  g_autofree char *first = write_part (one, folder, "1.csv");
  g_autofree char *second = write_part (two, folder, "2.csv");
  const char *const paths[] = { first, second, NULL };
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanSimResult) whole = certplan_sim_merge (paths, NULL, NULL, NULL, NULL, NULL);
  g_assert_nonnull (whole);
  g_assert_true (g_file_get_contents (second, &text, NULL, NULL));
  char *at = strstr (text, row->from);
  g_assert_nonnull (at);
  g_autofree char *changed = g_strdup_printf ("%.*s%s%s", (int)(at - text), text, row->to,
                                              row->to[0] != '\0' ? at + strlen (row->from) : "");
  g_assert_true (g_file_set_contents (second, changed, -1, NULL));
  g_assert_null (certplan_sim_merge (paths, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_PART);
  remove_folder (folder);
}

void
add_part_tests (void)
{
  g_test_add_func ("/sim-run/shards", test_shards);
  ADD_ROWS ("/sim-run/refused/", merge_rows, test_refused);
  ADD_ROWS ("/sim-run/changed/", change_rows, test_changed);
}
