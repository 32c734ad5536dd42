/* Reading files beside other work. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-load.h"
#include "certplan-faults-private.h"

struct _CertplanLoad
{
  char *type_name, *path;
  CertplanInputOptions *options; /* NULL = none */
  CertplanRulebook *rulebook;    /* NULL = none */
  GCancellable *cancellable;     /* of this load alone */
  GCancellable *given;           /* the caller's; NULL = none */
  gulong handler;
  GThread *thread; /* NULL = not begun, or joined */
  gboolean is_done;
  CertplanFaults *faults;
  CertplanRecords *records; /* NULL = they could not be read, or were taken */
  GError *error;
};

G_DEFINE_BOXED_TYPE (CertplanLoad, certplan_load, certplan_load_ref, certplan_load_unref)

static gpointer
read_file (gpointer data)
{
  CertplanLoad *load = data;
  load->records = certplan_records_load (load->type_name, load->path, load->options, load->rulebook,
                                         load->faults, load->cancellable, &load->error);
  return NULL;
}

static void
cancel (GCancellable *given, gpointer own)
{
  g_cancellable_cancel (own);
}

CertplanLoad *
certplan_load_new (const char *type_name, const char *path, const CertplanInputOptions *options,
                   CertplanRulebook *rulebook, gboolean is_beside, GCancellable *cancellable)
{
  g_return_val_if_fail (type_name != NULL && path != NULL, NULL);

  CertplanLoad *load = g_atomic_rc_box_new0 (CertplanLoad);
  load->type_name = g_strdup (type_name);
  load->path = g_strdup (path);
  if (options != NULL) /* nobody fills it any more */
    load->options = certplan_input_options_ref ((CertplanInputOptions *)options);
  if (rulebook != NULL)
    load->rulebook = certplan_rulebook_ref (rulebook);
  load->faults = certplan_faults_new ();
  load->cancellable = g_cancellable_new ();
  if (cancellable != NULL)
    {
      load->given = g_object_ref (cancellable);
      load->handler
          = g_cancellable_connect (cancellable, G_CALLBACK (cancel), load->cancellable, NULL);
    }
  if (is_beside && !g_str_equal (path, "-")) /* else, or without a thread: once it is asked for */
    load->thread = g_thread_try_new ("certplan-load", read_file, load, NULL);
  return load;
}

CertplanLoad *
certplan_load_ref (CertplanLoad *load)
{
  return g_atomic_rc_box_acquire (load);
}

static void
clear (gpointer data)
{
  CertplanLoad *load = data;
  if (load->thread != NULL)
    {
      g_cancellable_cancel (load->cancellable);
      g_thread_join (load->thread);
    }
  if (load->given != NULL)
    g_cancellable_disconnect (load->given, load->handler);
  g_clear_object (&load->given);
  g_object_unref (load->cancellable);
  g_clear_pointer (&load->options, certplan_input_options_unref);
  g_clear_pointer (&load->rulebook, certplan_rulebook_unref);
  g_clear_pointer (&load->records, certplan_records_unref);
  g_clear_error (&load->error);
  certplan_faults_unref (load->faults);
  g_free (load->type_name);
  g_free (load->path);
}

void
certplan_load_unref (CertplanLoad *load)
{
  g_atomic_rc_box_release_full (load, clear);
}

CertplanRecords *
certplan_load_finish (CertplanLoad *load, CertplanFaults *faults, GError **error)
{
  g_return_val_if_fail (load != NULL && !load->is_done, NULL);

  if (load->thread != NULL)
    g_thread_join (g_steal_pointer (&load->thread));
  else
    read_file (load);
  load->is_done = TRUE;
  const guint n_before = faults != NULL ? certplan_faults_get_n (faults) : 0;
  if (faults != NULL)
    _certplan_faults_append (faults, load->faults);
  if (load->error == NULL)
    return g_steal_pointer (&load->records);
  /* As if there had been one list only: what it could not keep any more, it does not show. */
  if (faults == NULL || load->error->domain != CERTPLAN_TABLE_ERROR
      || _certplan_faults_set_error_since (faults, n_before, CERTPLAN_TABLE_ERROR,
                                           CERTPLAN_TABLE_ERROR_LIMIT, error))
    g_propagate_error (error, g_steal_pointer (&load->error));
  return NULL;
}
