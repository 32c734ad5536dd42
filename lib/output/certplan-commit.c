/* Several files written as one: all or none. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-commit-private.h"
#include "certplan-output-file-private.h"
#include "certplan-private.h"
#include "certplan-targets-private.h"

struct _CertplanCommit
{
  GPtrArray *files; /* CertplanOutputFile, owned */
  GCancellable *cancellable;
};

static void
free_file (gpointer data)
{
  _certplan_output_file_free (data);
}

CertplanCommit *
_certplan_commit_new (GCancellable *cancellable)
{
  CertplanCommit *commit = g_new0 (CertplanCommit, 1);

  commit->files = g_ptr_array_new_with_free_func (free_file);
  commit->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return commit;
}

void
_certplan_commit_free (CertplanCommit *commit)
{
  _certplan_commit_undo (commit, NULL);
  g_ptr_array_unref (commit->files);
  g_clear_object (&commit->cancellable);
  g_free (commit);
}

gboolean
_certplan_commit_check (const char *path, GError **error)
{
  return _certplan_output_file_check (path, error);
}

CertplanSink *
_certplan_commit_open (CertplanCommit *commit, const char *path, GError **error)
{
  CertplanOutputFile *file = _certplan_output_file_open (path, commit->cancellable, error);

  if (file == NULL)
    return NULL;
  g_ptr_array_add (commit->files, file);
  return file->sink;
}

/* Each step is done for all files before the next step begins. */
static gboolean
do_steps (CertplanCommit *commit, GError **error)
{
  static gboolean (*const steps[]) (CertplanOutputFile *, GError **)
      = { _certplan_output_file_keep, _certplan_output_file_replace };

  for (guint i = 0; i < commit->files->len; i++)
    if (!_certplan_output_file_sync (commit->files->pdata[i], error))
      return FALSE;
  if (g_cancellable_set_error_if_cancelled (commit->cancellable, error))
    return FALSE;
  for (guint step = 0; step < G_N_ELEMENTS (steps); step++)
    for (guint i = 0; i < commit->files->len; i++)
      if (!steps[step](commit->files->pdata[i], error))
        return FALSE;
  for (guint i = 0; i < commit->files->len; i++)
    if (!_certplan_output_file_sync_folder (commit->files->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean
_certplan_commit_replace (CertplanCommit *commit, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (do_steps (commit, &failure))
    return TRUE;
  _certplan_commit_undo (commit, &failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Adds to *@error that @file is not as it was. */
static void
tell_not_restored (const CertplanOutputFile *file, GError **error)
{
  if (error == NULL || *error == NULL)
    return;
  g_autofree char *shown = _certplan_path_show (file->path);
  g_autofree char *backup = _certplan_path_show (file->backup);
  g_autofree char *more
      = file->is_kept ? g_strdup_printf (
            _ ("%s; \"%s\" could not be put back, its content before is in \"%s\""),
            (*error)->message, shown, backup)
                      : g_strdup_printf (_ ("%s; \"%s\", which is new, could not be removed"),
                                         (*error)->message, shown);
  g_free ((*error)->message);
  (*error)->message = g_steal_pointer (&more);
}

void
_certplan_commit_undo (CertplanCommit *commit, GError **error)
{
  for (guint i = commit->files->len; i > 0; i--)
    if (!_certplan_output_file_restore (commit->files->pdata[i - 1]))
      tell_not_restored (commit->files->pdata[i - 1], error);
}

/* One message names all that is left. */
static void
add_failure (GError **all, GError *failure)
{
  if (*all == NULL)
    {
      *all = failure;
      return;
    }
  g_autofree char *more = g_strconcat ((*all)->message, "; ", failure->message, NULL);
  g_free ((*all)->message);
  (*all)->message = g_steal_pointer (&more);
  g_error_free (failure);
}

gboolean
_certplan_commit_finish (CertplanCommit *commit, GError **error)
{
  g_autoptr (GError) failures = NULL;

  for (guint i = 0; i < commit->files->len; i++)
    {
      CertplanOutputFile *file = commit->files->pdata[i];
      GError *failure = NULL;
      if (!_certplan_output_file_drop (file, &failure))
        add_failure (&failures, failure);
      /* now final, also where its old content stays behind */
      file->is_kept = file->is_moved = file->is_replaced = FALSE;
    }
  if (failures == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failures));
  return FALSE;
}
