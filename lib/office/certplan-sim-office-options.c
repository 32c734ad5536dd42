/* How an office is simulated, and what if. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-office-options-private.h"
#include "certplan-private.h"

#define MAX_WARMUP_MONTHS 120

CertplanSimOfficeOptions *
certplan_sim_office_options_new (void)
{
  CertplanSimOfficeOptions *options = g_atomic_rc_box_new0 (CertplanSimOfficeOptions);
  options->quotas = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  options->reviewers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return options;
}

CertplanSimOfficeOptions *
certplan_sim_office_options_ref (CertplanSimOfficeOptions *options)
{
  g_return_val_if_fail (options != NULL, NULL);

  return g_atomic_rc_box_acquire (options);
}

static void
free_contents (gpointer data)
{
  CertplanSimOfficeOptions *options = data;
  g_clear_pointer (&options->what_if, certplan_capacity_options_unref);
  g_hash_table_unref (options->reviewers);
  g_hash_table_unref (options->quotas);
}

void
certplan_sim_office_options_unref (CertplanSimOfficeOptions *options)
{
  g_return_if_fail (options != NULL);

  g_atomic_rc_box_release_full (options, free_contents);
}

G_DEFINE_BOXED_TYPE (CertplanSimOfficeOptions, certplan_sim_office_options,
                     certplan_sim_office_options_ref, certplan_sim_office_options_unref)

gboolean
certplan_sim_office_options_set_warmup (CertplanSimOfficeOptions *options, gint n_months,
                                        GError **error)
{
  g_return_val_if_fail (options != NULL, FALSE);

  if (n_months >= 0 && n_months <= MAX_WARMUP_MONTHS)
    {
      options->warmup = n_months;
      return TRUE;
    }
  g_set_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_HORIZON,
               _ ("months of warm-up: %d; wanted 0 to %d"), n_months, MAX_WARMUP_MONTHS);
  return FALSE;
}

void
certplan_sim_office_options_set_what_if (CertplanSimOfficeOptions *options,
                                         CertplanCapacityOptions *what_if)
{
  g_return_if_fail (options != NULL);

  g_clear_pointer (&options->what_if, certplan_capacity_options_unref);
  options->what_if = what_if != NULL ? certplan_capacity_options_ref (what_if) : NULL;
}

void
certplan_sim_office_options_set_reviewers (CertplanSimOfficeOptions *options,
                                           const char *body_class, guint n_people)
{
  g_return_if_fail (options != NULL && body_class != NULL);

  g_hash_table_replace (options->reviewers, g_strdup (body_class), GUINT_TO_POINTER (n_people));
}

void
certplan_sim_office_options_set_panel_quota (CertplanSimOfficeOptions *options, const char *panel,
                                             guint n_cases)
{
  g_return_if_fail (options != NULL && panel != NULL);

  g_hash_table_replace (options->quotas, g_strdup (panel), GUINT_TO_POINTER (n_cases));
}
