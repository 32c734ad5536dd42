/* The records of an office. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-office-records.h"
#include "certplan-faults-private.h"
#include "certplan-input-options-private.h"
#include "certplan-input-private.h"
#include "certplan-record-types-private.h"
#include <string.h>

/* By what they tell: who can work, what is to be done, what is expected. */
static const char *const type_names[]
    = { "bodies", "regions",  "reviewers", "panels",  "cases",  "register",
        "events", "arrivals", "effort",    "renewal", "passage" };
#define N_TYPES G_N_ELEMENTS (type_names)

struct _CertplanOfficeRecords
{
  CertplanRulebook *rulebook;
  char *paths[N_TYPES]; /* owned */
  CertplanRecords *records[N_TYPES];
};

G_DEFINE_BOXED_TYPE (CertplanOfficeRecords, certplan_office_records, certplan_office_records_ref,
                     certplan_office_records_unref)

CertplanOfficeRecords *
certplan_office_records_new (CertplanRulebook *rulebook)
{
  g_return_val_if_fail (rulebook != NULL, NULL);

  CertplanOfficeRecords *office = g_atomic_rc_box_new0 (CertplanOfficeRecords);
  office->rulebook = certplan_rulebook_ref (rulebook);
  return office;
}

CertplanOfficeRecords *
certplan_office_records_ref (CertplanOfficeRecords *office)
{
  return g_atomic_rc_box_acquire (office);
}

static void
office_clear (gpointer data)
{
  CertplanOfficeRecords *office = data;
  for (gsize i = 0; i < N_TYPES; i++)
    {
      g_free (office->paths[i]);
      g_clear_pointer (&office->records[i], certplan_records_unref);
    }
  certplan_rulebook_unref (office->rulebook);
}

void
certplan_office_records_unref (CertplanOfficeRecords *office)
{
  g_atomic_rc_box_release_full (office, office_clear);
}

guint
certplan_office_records_get_n_types (void)
{
  return N_TYPES;
}

const char *
certplan_office_records_get_type_name (guint i)
{
  g_return_val_if_fail (i < N_TYPES, NULL);

  return type_names[i];
}

/* Returns: N_TYPES if there is none */
static guint
find_type (const char *name)
{
  guint i = 0;
  while (i < N_TYPES && !g_str_equal (type_names[i], name))
    i++;
  return i;
}

static guint
find_known_type (const char *name, GError **error)
{
  const guint i = find_type (name);
  if (i < N_TYPES)
    return i;
  g_autoptr (GString) shown = g_string_new (NULL);
  _certplan_text_append_visible (shown, name, _CERTPLAN_SHOWN_CHARACTERS);
  g_set_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_NAME,
               _ ("an office has no records named \"%s\""), shown->str);
  return i;
}

gboolean
certplan_office_records_set_path (CertplanOfficeRecords *office, const char *type_name,
                                  const char *path, GError **error)
{
  g_return_val_if_fail (office != NULL && type_name != NULL && path != NULL, FALSE);

  const guint i = find_known_type (type_name, error);
  if (i == N_TYPES)
    return FALSE;
  g_free (office->paths[i]);
  office->paths[i] = g_strdup (path);
  return TRUE;
}

gboolean
certplan_office_records_set (CertplanOfficeRecords *office, CertplanRecords *records,
                             GError **error)
{
  g_return_val_if_fail (office != NULL && records != NULL, FALSE);

  const guint i = find_known_type (certplan_records_get_type_name (records), error);
  if (i == N_TYPES)
    return FALSE;
  certplan_records_ref (records);
  g_clear_pointer (&office->records[i], certplan_records_unref);
  office->records[i] = records;
  return TRUE;
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* A file with a name like one of ours would not be read, without a word: reviewer.csv. */
static void
check_names (const char *folder, CertplanFaults *faults)
{
  const char *names[N_TYPES + 1] = { NULL };
  for (gsize i = 0; i < N_TYPES; i++)
    names[i] = type_names[i];
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) wrong = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *what = NULL;
  if (!_certplan_input_list_folder (folder, files, &what))
    certplan_faults_add (faults, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_FILE, folder, 0, 0,
                         what, NULL, NULL);
  for (guint i = 0; i < files->len; i++)
    {
      const char *file = files->pdata[i];
      g_autofree char *lower = g_ascii_strdown (file, -1);
      if (!g_str_has_suffix (lower, ".csv"))
        continue;
      lower[strlen (lower) - strlen (".csv")] = '\0';
      g_autofree char *plural = g_strconcat (lower, "s", NULL);
      const gboolean is_right = g_str_has_suffix (file, ".csv") && g_str_has_prefix (file, lower);
      if ((g_strv_contains (names, lower) && !is_right) || g_strv_contains (names, plural))
        g_ptr_array_add (wrong, g_build_filename (folder, file, NULL));
    }
  g_ptr_array_sort (wrong, compare_names);
  g_autofree char *wanted = g_strjoinv (".csv, ", (char **)names);
  g_autofree char *wanted_files = g_strconcat (wanted, ".csv", NULL);
  for (guint i = 0; i < wrong->len; i++)
    certplan_faults_add (faults, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_FILE, wrong->pdata[i],
                         0, 0, _ ("no record of an office is called so"), NULL, wanted_files);
}

/* Where the files of the folder are. Returns: FALSE with @error set if it is none */
static gboolean
find_files (CertplanOfficeRecords *office, const char *folder, CertplanFaults *faults,
            GError **error)
{
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_FILE,
                   _ ("%s: no folder; wanted one with the records of an office"), folder);
      return FALSE;
    }
  check_names (folder, faults);
  for (gsize i = 0; i < N_TYPES; i++)
    {
      g_autofree char *name = g_strconcat (type_names[i], ".csv", NULL);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (office->paths[i] == NULL && _certplan_input_may_exist (path))
        office->paths[i] = g_steal_pointer (&path);
    }
  return TRUE;
}

static gboolean
has_any (const CertplanOfficeRecords *office)
{
  for (gsize i = 0; i < N_TYPES; i++)
    if (office->paths[i] != NULL || office->records[i] != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
load_all (CertplanOfficeRecords *office, const CertplanInputOptions *options,
          CertplanFaults *faults, gboolean *is_whole, GCancellable *cancellable, GError **error)
{
  *is_whole = TRUE;
  for (gsize i = 0; i < N_TYPES; i++)
    {
      if (office->paths[i] == NULL)
        continue;
      g_autoptr (GError) cause = NULL;
      g_autoptr (CertplanRecords) records = certplan_records_load (
          type_names[i], office->paths[i], options, office->rulebook, faults, cancellable, &cause);
      if (records == NULL && cause->domain != CERTPLAN_TABLE_ERROR)
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
      *is_whole &= records != NULL;
      if (records != NULL)
        certplan_office_records_set (office, records, NULL);
    }
  return TRUE;
}

gboolean
certplan_office_records_load (CertplanOfficeRecords *office, const char *folder,
                              const CertplanInputOptions *options, CertplanFaults *faults,
                              GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (office != NULL, FALSE);

  g_autoptr (CertplanFaults) own = faults == NULL ? certplan_faults_new () : NULL;
  CertplanFaults *list = faults != NULL ? faults : own;
  const guint n_before = certplan_faults_get_n (list);
  if (folder != NULL && !find_files (office, folder, list, error))
    return FALSE;
  if (!has_any (office))
    {
      g_set_error (error, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_FILE,
                   _ ("%s: no record of an office; wanted bodies.csv, reviewers.csv, cases.csv, "
                      "register.csv or arrivals.csv"),
                   folder != NULL ? folder : "");
      return FALSE;
    }
  gboolean is_whole;
  if (!load_all (office, options, list, &is_whole, cancellable, error))
    return FALSE;
  return (is_whole && _certplan_input_options_get (options).keeps_good_rows)
         || _certplan_faults_set_error_since (list, n_before, CERTPLAN_TABLE_ERROR,
                                              CERTPLAN_TABLE_ERROR_LIMIT, error);
}

CertplanRecords *
certplan_office_records_get (const CertplanOfficeRecords *office, const char *type_name)
{
  g_return_val_if_fail (office != NULL && type_name != NULL, NULL);

  const guint i = find_type (type_name);
  return i < N_TYPES ? office->records[i] : NULL;
}

const char *
certplan_office_records_get_path (const CertplanOfficeRecords *office, const char *type_name)
{
  g_return_val_if_fail (office != NULL && type_name != NULL, NULL);

  const guint i = find_type (type_name);
  return i < N_TYPES ? office->paths[i] : NULL;
}

CertplanRulebook *
certplan_office_records_get_rulebook (const CertplanOfficeRecords *office)
{
  g_return_val_if_fail (office != NULL, NULL);

  return office->rulebook;
}
