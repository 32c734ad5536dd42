/* A model out of a key file. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-sim-read-private.h"
#include "certplan-private.h"
#include "certplan-faults-private.h"
#include "certplan-input-private.h"
#include <string.h>

#define MAX_MEBIBYTES 16
#define MAX_NAME_BYTES 60

/* Groups */

typedef struct
{
  const char *kind;
  const char *keys[24];
} GroupKeys;

static const GroupKeys group_keys[] = {
  { "model", { "name", "start", "warmup", "length", "cutoff", "target", "cap", "calendar" } },
  { "calendar", { "base", "closed", "open" } },
  { "class", { "priority", "target", "cap" } },
  { "reviewer", { "calendar", "leave", "share" } },
  { "resource", { "count", "members", "calendar", "order", "changes" } },
  { "stage", { "needs",    "effort",   "effort.CLASS", "next",       "next.CLASS", "route",
               "room",     "full",     "calendar",     "clock",      "again",      "rounds",
               "exceeded", "patience", "impatient",    "limit",      "late",       "slots",
               "quota",    "members",  "draw",         "attendance", "quorum" } },
  { "arrivals",
    { "class", "stage", "rate", "interval", "months", "at", "file", "calendar", "until", "age" } },
};

/* "effort.urgent" is "effort.CLASS" where there is a class urgent. */
static gboolean
is_known_key (CertplanSimReader *reader, const GroupKeys *keys, const char *key)
{
  const char *dot = strchr (key, '.');
  guint number;
  if (dot == NULL)
    return g_strv_contains (keys->keys, key);
  g_autofree char *general = g_strdup_printf ("%.*s.CLASS", (int)(dot - key), key);
  return g_strv_contains (keys->keys, general)
         && _certplan_sim_find_name (reader, "class", dot + 1, &number);
}

static const GroupKeys *
find_keys (const char *group)
{
  for (gsize i = 0; i < G_N_ELEMENTS (group_keys); i++)
    {
      const gsize length = strlen (group_keys[i].kind);
      if (i == 0 ? g_str_equal (group, "model")
                 : strncmp (group, group_keys[i].kind, length) == 0 && group[length] == ' ')
        return &group_keys[i];
    }
  return NULL;
}

static void
check_group (CertplanSimReader *reader, const char *group)
{
  const GroupKeys *known = find_keys (group);
  if (known == NULL)
    {
      _certplan_sim_add_fault (
          reader, group, NULL, _ ("unknown group"), group,
          "[model], [calendar NAME], [class NAME], [reviewer NAME], [resource NAME], "
          "[stage NAME], [arrivals NAME]");
      return;
    }
  g_autofree char *wanted = g_strjoinv (", ", (char **)known->keys);
  g_auto (GStrv) keys = g_key_file_get_keys (reader->file->keys, group, NULL, NULL);
  for (char **key = keys; key != NULL && *key != NULL; key++)
    if (!is_known_key (reader, known, *key))
      _certplan_sim_add_fault (reader, group, *key, _ ("unknown key"), *key, wanted);
}

static guint
add_thing (CertplanSimReader *reader, const char *group, const char *kind, const char *name)
{
  CertplanSimModel *model = reader->model;
  gint priority = 0;
  if (g_str_equal (kind, "class"))
    {
      _certplan_sim_read_int (reader, group, "priority", 0, 15, &priority);
      return _certplan_sim_add_class (model, name, priority);
    }
  if (g_str_equal (kind, "reviewer"))
    return _certplan_sim_add_unit (model, name);
  if (g_str_equal (kind, "resource"))
    return _certplan_sim_add_resource (model, name, 0);
  if (g_str_equal (kind, "stage"))
    return _certplan_sim_add_stage (model, name);
  return _certplan_sim_add_source (model, name);
}

/* Everything gets its number before anything refers to it. */
static void
name_group (CertplanSimReader *reader, const char *group)
{
  const GroupKeys *known = find_keys (group);
  if (known == NULL || known == &group_keys[0] || g_str_equal (known->kind, "calendar"))
    return;
  const char *name = group + strlen (known->kind) + 1;
  if (!g_unichar_isalnum (g_utf8_get_char (name)) || strpbrk (name, " \t;,/\"") != NULL
      || strlen (name) > MAX_NAME_BYTES || g_str_equal (name, "out"))
    _certplan_sim_add_fault (
        reader, group, NULL, _ ("no name"), name,
        _ ("a letter or digit first, at most 60 bytes, no blanks and ; , / \", and not "
           "\"out\""));
  else
    g_hash_table_replace (reader->names, g_strdup (group),
                          GUINT_TO_POINTER (add_thing (reader, group, known->kind, name) + 1));
}

static void
check_numbers (CertplanSimReader *reader)
{
  const CertplanSimModel *model = reader->model;
  g_autofree char *wanted = g_strdup_printf (_ ("at most %d classes and %d of each other kind"),
                                             CERTPLAN_SIM_MAX_CLASSES, CERTPLAN_SIM_MAX_STAGES);
  if (model->classes->len > CERTPLAN_SIM_MAX_CLASSES || model->stages->len > CERTPLAN_SIM_MAX_STAGES
      || model->resources->len > CERTPLAN_SIM_MAX_STAGES
      || model->sources->len > CERTPLAN_SIM_MAX_STAGES
      || model->units->len > CERTPLAN_SIM_MAX_STAGES)
    _certplan_sim_add_fault (reader, "model", NULL, _ ("too many groups"), NULL, wanted);
}

/* Reviewers first: a resource's members are counted. */
static void
read_things (CertplanSimReader *reader, char **groups)
{
  static const char *const kinds[] = { "reviewer", "resource", "stage", "arrivals" };
  void (*const readers[]) (CertplanSimReader *, const char *, guint)
      = { _certplan_sim_read_unit, _certplan_sim_read_resource, _certplan_sim_read_stage,
          _certplan_sim_read_source };
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (char **group = groups; *group != NULL; group++)
      {
        guint number;
        const gsize length = strlen (kinds[i]);
        if (strncmp (*group, kinds[i], length) == 0 && (*group)[length] == ' '
            && _certplan_sim_find_name (reader, kinds[i], *group + length + 1, &number))
          readers[i](reader, *group, number);
      }
  _certplan_sim_allot (reader->model);
  for (char **group = groups; *group != NULL; group++)
    {
      guint number;
      if (g_str_has_prefix (*group, "stage ")
          && _certplan_sim_find_name (reader, "stage", *group + strlen ("stage "), &number))
        _certplan_sim_read_by_class (reader, *group, number);
    }
}

static void
tell_flaws (CertplanSimReader *reader)
{
  g_autoptr (GArray) flaws = _certplan_sim_model_finish (reader->model);
  for (guint i = 0; i < flaws->len; i++)
    {
      const CertplanSimFlaw *flaw = &g_array_index (flaws, CertplanSimFlaw, i);
      g_autofree char *group = flaw->name != NULL ? g_strconcat (flaw->group, " ", flaw->name, NULL)
                                                  : g_strdup (flaw->group);
      const gboolean is_own = flaw->key == NULL || !g_str_equal (flaw->group, "class")
                              || g_key_file_has_key (reader->file->keys, group, flaw->key, NULL);
      const char *place = is_own ? group : "model"; /* what a class has of the whole model */
      g_autofree char *value
          = flaw->key != NULL ? _certplan_sim_get_text (reader, place, flaw->key) : NULL;
      _certplan_sim_add_fault (reader, place, flaw->key, flaw->what, value, flaw->wanted);
    }
}

static void
read_all (CertplanSimReader *reader)
{
  g_auto (GStrv) groups = g_key_file_get_groups (reader->file->keys, NULL);
  const CertplanDist nothing = { .kind = CERTPLAN_DIST_FIXED };
  const guint n_before = certplan_faults_get_n (reader->faults);
  for (char **group = groups; *group != NULL; group++)
    name_group (reader, *group);
  for (char **group = groups; *group != NULL; group++)
    check_group (reader, *group);
  check_numbers (reader);
  if (reader->model->classes->len == 0)
    _certplan_sim_add_class (reader->model, "case", 0);
  _certplan_sim_read_model (reader, groups);
  _certplan_sim_add_dist (reader->model, &nothing); /* number 0: no effort */
  _certplan_sim_read_calendars (reader, groups);
  read_things (reader, groups);
  if (certplan_faults_get_n (reader->faults) == n_before)
    tell_flaws (reader);
}

CertplanSimModel *
certplan_sim_model_load_bytes (const char *file_name, GBytes *bytes, const CertplanWorkcal *workcal,
                               CertplanFaults *faults, GError **error)
{
  g_return_val_if_fail (file_name != NULL && bytes != NULL, NULL);

  g_autoptr (CertplanFaults) own = certplan_faults_new ();
  g_autoptr (CertplanKeyFile) file
      = _certplan_key_file_new (CERTPLAN_OFFICE_ERROR, CERTPLAN_OFFICE_ERROR_MODEL);
  g_autoptr (CertplanSimModel) model = _certplan_sim_model_new ();
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GChecksum) digest = g_checksum_new (G_CHECKSUM_SHA256);
  CertplanSimReader reader
      = { model, file, workcal, faults != NULL ? faults : own, names, digest, -1, file_name };
  const guint n_before = certplan_faults_get_n (reader.faults);
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_checksum_update (digest, data, (gssize)length);
  if (_certplan_key_file_add (file, file_name, bytes, reader.faults))
    read_all (&reader);
  _certplan_faults_sort (reader.faults, n_before);
  if (!_certplan_faults_set_error_since (reader.faults, n_before, CERTPLAN_OFFICE_ERROR,
                                         CERTPLAN_OFFICE_ERROR_MODEL, error))
    return NULL;
  model->digest = g_strdup (g_checksum_get_string (digest));
  return g_steal_pointer (&model);
}

CertplanSimModel *
certplan_sim_model_load (const char *path, const CertplanWorkcal *workcal, CertplanFaults *faults,
                         GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autoptr (CertplanFaults) own = certplan_faults_new ();
  CertplanFaults *all = faults != NULL ? faults : own;
  const guint n_before = certplan_faults_get_n (all);
  g_autoptr (GBytes) bytes = _certplan_input_read_all (path, MAX_MEBIBYTES, NULL, all);
  if (bytes != NULL)
    return certplan_sim_model_load_bytes (path, bytes, workcal, all, error);
  _certplan_faults_set_error_since (all, n_before, CERTPLAN_OFFICE_ERROR,
                                    CERTPLAN_OFFICE_ERROR_MODEL, error);
  return NULL;
}
