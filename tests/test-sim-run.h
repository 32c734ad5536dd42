/* A model that tests run. SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once
#include "certplan-sim-stats-private.h"
#include "certplan-outputs.h"
#include "certplan-table-error.h"
#include "test-rows.h"
#include "test-tables.h"
#include <glib/gstdio.h>
#include <string.h>

/* Register what stands in test-sim-parts.c and test-sim-estimate.c. */
void add_part_tests (void);
void add_estimate_tests (void);

#define MODEL                                                                                      \
  "[model]\nname==a name\nstart=2027-01-01\nlength=90\ntarget=P1M\ncap=P2M\n[class a]\n[class "    \
  "b]\n"                                                                                           \
  "[resource r]\ncount=2\n[stage A]\nneeds=r\neffort=exponential 1\nnext=S 0.2;P\n"                \
  "[stage S]\neffort=lognormal 5 1\nclock=stops\nnext=A\n[stage P]\nslots=P14D\n"                  \
  "[arrivals x]\nclass=a\nstage=A\nrate=1\n[arrivals y]\nclass=b\nstage=A\nmonths=3;9;6\n"

#define N_REPLICATIONS 30

G_GNUC_UNUSED static CertplanSimModel *
load (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  CertplanSimModel *model = certplan_sim_model_load_bytes ("m.ini", bytes, NULL, NULL, &error);
  g_assert_no_error (error);
  return model;
}

G_GNUC_UNUSED static CertplanSimResult *
run (const char *text, guint64 seed, guint n, guint shard, guint n_shards, guint n_threads)
{
  g_autoptr (CertplanSimModel) model = load (text);
  g_autoptr (GError) error = NULL;
  CertplanSimResult *result
      = certplan_sim_run (model, seed, n, shard, n_shards, n_threads, NULL, NULL, &error);
  g_assert_no_error (error);
  return result;
}

G_GNUC_UNUSED static char *
spell (CertplanSimResult *result)
{
  return spell_tables (certplan_sim_result_dup_tables (result));
}

/* (transfer full): the part as a file in @folder */
G_GNUC_UNUSED static char *
write_part (CertplanSimResult *result, const char *folder, const char *name)
{
  g_autoptr (CertplanTables) tables = certplan_sim_result_dup_tables (result);
  g_autoptr (CertplanTargets) targets = certplan_targets_new ();
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);
  g_assert_true (certplan_targets_add (targets, path, &error));
  g_assert_true (certplan_targets_check (targets, tables, NULL, &error));
  g_assert_true (certplan_write_outputs (tables, targets, NULL, &error));
  g_assert_no_error (error);
  return path;
}

G_GNUC_UNUSED static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("certplan-sim-XXXXXX", &error);
  g_assert_no_error (error);
  return folder;
}

G_GNUC_UNUSED static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}
