/* How an office is simulated, and what if. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-office-options-private.h"
#include "certplan-private.h"

#define MAX_WARMUP_MONTHS 120
#define MAX_GROWTH_PERCENT 1000

CertplanSimOfficeOptions *
certplan_sim_office_options_new (void)
{
  CertplanSimOfficeOptions *options = g_atomic_rc_box_new0 (CertplanSimOfficeOptions);
  options->without = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
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
  g_hash_table_unref (options->without);
  g_hash_table_unref (options->reviewers);
}

void
certplan_sim_office_options_unref (CertplanSimOfficeOptions *options)
{
  g_return_if_fail (options != NULL);

  g_atomic_rc_box_release_full (options, free_contents);
}

G_DEFINE_BOXED_TYPE (CertplanSimOfficeOptions, certplan_sim_office_options,
                     certplan_sim_office_options_ref, certplan_sim_office_options_unref)

static gboolean
set_number (gint *number, gint value, gint least, gint most, const char *what, GError **error)
{
  if (value >= least && value <= most)
    {
      *number = value;
      return TRUE;
    }
  g_set_error (error, CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_HORIZON,
               _ ("%s: %d; wanted %d to %d"), what, value, least, most);
  return FALSE;
}

gboolean
certplan_sim_office_options_set_warmup (CertplanSimOfficeOptions *options, gint n_months,
                                        GError **error)
{
  g_return_val_if_fail (options != NULL, FALSE);

  return set_number (&options->warmup, n_months, 0, MAX_WARMUP_MONTHS, _ ("months of warm-up"),
                     error);
}

gboolean
certplan_sim_office_options_set_growth (CertplanSimOfficeOptions *options, gint percent,
                                        GError **error)
{
  g_return_val_if_fail (options != NULL, FALSE);

  return set_number (&options->growth, percent, -100, MAX_GROWTH_PERCENT, _ ("growth in per cent"),
                     error);
}

void
certplan_sim_office_options_leave_out (CertplanSimOfficeOptions *options, const char *body)
{
  g_return_if_fail (options != NULL && body != NULL);

  g_hash_table_add (options->without, g_strdup (body));
}

void
certplan_sim_office_options_set_reviewers (CertplanSimOfficeOptions *options,
                                           const char *body_class, guint n_people)
{
  g_return_if_fail (options != NULL && body_class != NULL);

  g_hash_table_replace (options->reviewers, g_strdup (body_class), GUINT_TO_POINTER (n_people));
}

void
certplan_sim_office_options_set_members (CertplanSimOfficeOptions *options, guint n_people)
{
  g_return_if_fail (options != NULL);

  options->members = n_people;
}
