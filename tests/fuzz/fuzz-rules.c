/* Any bytes as layers of rules. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-charging.h"
#include "certplan-duties.h"
#include "certplan-layer-private.h"
#include "certplan-quote.h"
#include "certplan-record-files.h"
#include "certplan-rulebook-options-private.h"
#include "certplan-rulebook-parts-private.h"
#include "certplan-timeline.h"
#include "fuzz-feed.h"
#include "fuzz.h"
#include <glib/gstdio.h>
#include <string.h>

#define MOST_FILES 24
#define MOST_HANDLES 12

/* Folders and a file: what a layer may be. */
static const char *const layers[] = { "a", "b", "tariff.csv" };

/* Of words without dots at their beginning, so that nothing is written elsewhere. */
static gboolean
is_path (const char *path)
{
  g_auto (GStrv) words = g_strsplit (path, "/", -1);
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

  for (char **word = words; *word != NULL; word++)
    if ((*word)[0] == '\0' || (*word)[0] == '.' || (*word)[strspn (*word, letters)] != '\0'
        || strlen (*word) > 30)
      return FALSE;
  return g_strv_length (words) <= 4
         && (g_strv_contains (layers, words[0]) && (words[1] != NULL || words[0][1] != '\0'));
}

static void
write_part (gpointer data, const char *name, const char *text, gsize n)
{
  guint *n_files = data;
  g_autofree char *path = g_build_filename (fuzz_get_folder (), name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  if (is_path (name) && (*n_files)++ < MOST_FILES && g_mkdir_with_parents (parent, 0700) == 0)
    fuzz_write (path, (const guint8 *)text, n);
}

/* The shipped files without which no rulebook is, as a layer. (transfer full) */
static CertplanLayer *
make_base (CertplanFaults *faults)
{
  static const char *const names[]
      = { "assumptions/accounts.csv", "assumptions/fees.csv", "assumptions/passage.csv",
          "calendars/cn.csv", "calendars/statutory.csv" };
  g_autofree char *base = g_build_filename (fuzz_get_folder (), "base", NULL);

  if (!g_file_test (base, G_FILE_TEST_EXISTS))
    {
      CertplanLayer *shipped = _certplan_layer_new (0, NULL, faults);
      for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
        {
          g_autofree char *path = g_build_filename (base, names[i], NULL);
          g_autofree char *folder = g_path_get_dirname (path);
          g_autofree char *name = NULL;
          g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
          g_autoptr (GBytes) bytes = _certplan_layer_read (shipped, names[i], &name, faults);
          fuzz_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
        }
      _certplan_layer_free (shipped);
    }
  return _certplan_layer_new (0, base, faults);
}

/* Without the shipped rules: these take longer to read than all else does. */
static CertplanRulebook *
load (guint8 how, CertplanFaults *faults, GError **error)
{
  g_autoptr (CertplanRulebookOptions) options = certplan_rulebook_options_new ();
  g_autoptr (GPtrArray) open
      = g_ptr_array_new_with_free_func ((GDestroyNotify)_certplan_layer_free);

  certplan_rulebook_options_set_checked (options, (how & 1) != 0);
  certplan_rulebook_options_set_calendar_beyond (options, (how & 2) != 0
                                                              ? CERTPLAN_CALENDAR_BEYOND_ERROR
                                                              : CERTPLAN_CALENDAR_BEYOND_STATUTORY);
  g_ptr_array_add (open, make_base (faults));
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      g_autofree char *path = g_build_filename (fuzz_get_folder (), layers[i], NULL);
      CertplanLayer *layer = g_file_test (path, G_FILE_TEST_EXISTS)
                                 ? _certplan_layer_new ((guint16)(i + 1), path, faults)
                                 : NULL;
      if (layer != NULL)
        g_ptr_array_add (open, layer);
    }
  return _certplan_rulebook_load_layers (open, options, faults, 0, NULL, error);
}

static void
check_quote (CertplanRulebook *rulebook, const char *name, CertplanDate on)
{
  g_autoptr (CertplanQuotes) quotes = certplan_quotes_new (rulebook, NULL);
  g_autoptr (GError) error = NULL;

  if (certplan_quotes_add (quotes, name, NULL, on, &error))
    g_free (fuzz_spell (certplan_quotes_dup_tables (quotes, TRUE)));
  else
    g_assert_nonnull (error);
}

static void
check_timeline (CertplanRulebook *rulebook, const char *name, CertplanDate on)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanTimelineRequest) request
      = certplan_timeline_request_new (rulebook, NULL, name, NULL, &error);

  if (request != NULL)
    certplan_timeline_request_set_start (request, on);
  g_autoptr (CertplanTimeline) timeline
      = request != NULL ? certplan_timeline_new (request, on + 40, &error) : NULL;
  g_assert_true ((timeline == NULL) == (error != NULL));
  if (timeline != NULL)
    g_free (fuzz_spell (certplan_timeline_dup_tables (timeline, TRUE)));
}

/* Returns: (transfer full) (nullable): NULL where the rules cannot have such rows */
static CertplanRecords *
load_records (CertplanRulebook *rulebook, const char *type, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return certplan_records_load_bytes (type, type, bytes, NULL, rulebook, NULL, NULL);
}

/* A certificate of each of the first qualifications, as the life cycles have it. */
static void
check_certificates (CertplanRulebook *rulebook, CertplanDate on)
{
  const guint n = MIN (certplan_rulebook_get_n_qualifications (rulebook), MOST_HANDLES);
  g_autoptr (GString) rows = g_string_new ("certificate,qualification,org,issued,printed_expiry");
  g_autoptr (GError) error = NULL;

  for (guint handle = 1; handle <= n; handle++)
    g_string_append_printf (rows, "\nA%u,%s,o,2024-02-29,", handle,
                            certplan_rulebook_get_qualification (rulebook, handle));
  g_autoptr (CertplanRecords) certificates = load_records (rulebook, "register", rows->str);
  g_autoptr (CertplanRecords) events = load_records (
      rulebook, "events",
      "subject,event,from,to,note\nA1,suspension,2025-01-01,,\nA1,restored,2025-03-01,,");
  g_assert_nonnull (certificates);
  g_assert_nonnull (events);
  g_autoptr (CertplanDuties) duties = certplan_duties_new (
      rulebook, NULL, certificates, NULL, events, on, on + 3653, "all", NULL, &error);
  g_assert_no_error (error);
  g_free (fuzz_spell (certplan_duties_dup_tables (duties, TRUE)));
  g_autoptr (CertplanChargingRequest) request
      = certplan_charging_request_new (rulebook, NULL, certificates);
  g_autoptr (CertplanCharging) charging = certplan_charging_new (request, on, NULL, &error);
  g_assert_true ((charging == NULL) == (error != NULL));
  if (charging != NULL)
    g_free (fuzz_spell (certplan_charging_dup_tables (charging, TRUE)));
}

/* Each name is found as what it is, and all that is computed of it comes to an end. */
static void
check_rules (CertplanRulebook *rulebook)
{
  const guint n = certplan_rulebook_get_n_qualifications (rulebook);
  const CertplanDate on = certplan_date_new (2026, 3, 31);

  g_free (fuzz_spell (certplan_rulebook_dup_list (rulebook)));
  for (guint handle = 1; handle <= n; handle++)
    {
      const char *name = certplan_rulebook_get_qualification (rulebook, handle);
      g_assert_cmpuint (certplan_rulebook_find (rulebook, name, NULL), ==, handle);
      if (handle > MOST_HANDLES)
        continue;
      g_free (fuzz_spell (certplan_rulebook_dup_show (rulebook, handle)));
      check_quote (rulebook, name, on);
      check_timeline (rulebook, name, on);
    }
  check_certificates (rulebook, on);
}

gboolean
fuzz_rules (const guint8 *data, gsize n)
{
  guint n_files = 0;

  if (n == 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      g_autofree char *path = g_build_filename (fuzz_get_folder (), layers[i], NULL);
      fuzz_remove_tree (path);
    }
  fuzz_split ((const char *)data + 1, n - 1, write_part, &n_files);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRulebook) rulebook = load (data[0], faults, &error);
  fuzz_check_faults (rulebook != NULL, error, faults);
  if (rulebook == NULL)
    return FALSE;
  g_autoptr (CertplanRulebook) again = load (data[0], faults, NULL);
  g_assert_nonnull (again);
  g_assert_cmpstr (certplan_rulebook_get_digest (rulebook), ==,
                   certplan_rulebook_get_digest (again));
  check_rules (rulebook);
  return TRUE;
}
