/* Models that the tests of the simulation are given as texts. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#pragma once
#include "certplan-rulebook.h"
#include "certplan-sim-stats-private.h"
#include "test-rows.h"
#include <string.h>

G_GNUC_UNUSED static const CertplanWorkcal *
get_workcal (void)
{
  static CertplanRulebook *rulebook;
  if (rulebook == NULL)
    rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  return certplan_rulebook_get_workcal (rulebook);
}

G_GNUC_UNUSED static CertplanSimModel *
load (const char *text, CertplanFaults *faults, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  return certplan_sim_model_load_bytes ("m.ini", bytes, get_workcal (), faults, error);
}

G_GNUC_UNUSED static CertplanSimModel *
load_good (const char *text)
{
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  CertplanSimModel *model = load (text, faults, &error);
  for (guint i = 0; i < certplan_faults_get_n_kept (faults); i++)
    {
      g_autofree char *fault = certplan_faults_dup_text (faults, i);
      g_test_message ("%s", fault);
    }
  g_assert_no_error (error);
  return model;
}

/* Every case's way in one replication. (transfer full) (element-type SimStep) */
G_GNUC_UNUSED static GArray *
trace (const CertplanSimModel *model, guint64 seed)
{
  const guint n_totals = sim_count_histograms (model) * SIM_N_BINS;
  g_autofree guint64 *totals = g_new0 (guint64, n_totals);
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (SimStep));
  Sim *sim = _certplan_sim_new (model, totals, NULL);
  sim->steps = steps;
  g_assert_true (_certplan_sim_run (sim, seed, 0));
  _certplan_sim_free (sim);
  return steps;
}

/* Register what stands in test-sim-faults.c and test-sim-same.c. */
void add_fault_tests (void);
void add_same_tests (void);
