/* What a rulebook is loaded from beside the shipped rules.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-rulebook-options-private.h"

G_DEFINE_BOXED_TYPE (CertplanRulebookOptions, certplan_rulebook_options,
                     certplan_rulebook_options_ref, certplan_rulebook_options_unref)

CertplanRulebookOptions *
certplan_rulebook_options_new (void)
{
  CertplanRulebookOptions *options = g_atomic_rc_box_new0 (CertplanRulebookOptions);
  options->layers = g_ptr_array_new_with_free_func (g_free);
  options->calendars = g_ptr_array_new_with_free_func (g_free);
  options->cycles = g_ptr_array_new_with_free_func ((GDestroyNotify)_certplan_own_cycle_free);
  return options;
}

CertplanRulebookOptions *
certplan_rulebook_options_ref (CertplanRulebookOptions *options)
{
  return g_atomic_rc_box_acquire (options);
}

static void
options_clear (gpointer data)
{
  CertplanRulebookOptions *options = data;
  g_ptr_array_unref (options->layers);
  g_ptr_array_unref (options->calendars);
  g_ptr_array_unref (options->cycles);
}

void
certplan_rulebook_options_unref (CertplanRulebookOptions *options)
{
  g_atomic_rc_box_release_full (options, options_clear);
}

void
certplan_rulebook_options_add_layer (CertplanRulebookOptions *options, const char *path)
{
  g_return_if_fail (options != NULL && path != NULL);
  g_ptr_array_add (options->layers, g_strdup (path));
}

void
certplan_rulebook_options_add_calendar (CertplanRulebookOptions *options, const char *path)
{
  g_return_if_fail (options != NULL && path != NULL);
  g_ptr_array_add (options->calendars, g_strdup (path));
}

void
certplan_rulebook_options_set_calendar_beyond (CertplanRulebookOptions *options,
                                               CertplanCalendarBeyond beyond)
{
  g_return_if_fail (options != NULL);
  options->beyond = beyond;
}

void
certplan_rulebook_options_set_checked (CertplanRulebookOptions *options, gboolean checked)
{
  g_return_if_fail (options != NULL);
  options->is_checked = checked;
}
