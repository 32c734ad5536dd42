/* Any bytes as layers of rules. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-layer-private.h"
#include "certplan-quote.h"
#include "certplan-rulebook-options-private.h"
#include "certplan-rulebook-parts-private.h"
#include "certplan-timeline.h"
#include "fuzz-feed.h"
#include "fuzz.h"
#include <glib/gstdio.h>
#include <string.h>

#define MARK "@@ "
#define MOST_FILES 24
#define MOST_HANDLES 12

/* Folders and a file: what a layer may be. */
static const char *const layers[] = { "a", "b", "tariff.csv" };

/* Where all cases write; it goes when the program ends. */
static const char *
get_folder (void)
{
  static char *folder;

  if (folder == NULL)
    folder = g_dir_make_tmp ("certplan-fuzz-XXXXXX", NULL);
  g_assert_nonnull (folder);
  return folder;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      remove_tree (child);
    }
  g_remove (path);
}

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
write_part (const char *name, const char *data, gsize n)
{
  g_autofree char *path = g_build_filename (get_folder (), name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  if (is_path (name) && g_mkdir_with_parents (parent, 0700) == 0)
    {
      FILE *file = g_fopen (path, "wb"); /* without a rename: cheaper */
      if (file != NULL)
        {
          fwrite (data, 1, n, file);
          fclose (file);
        }
    }
}

/* The next mark at the beginning of a line, or the end. */
static const char *
find_mark (const char *at, const char *end)
{
  while (at < end && !(end - at >= 3 && memcmp (at, MARK, 3) == 0))
    {
      const char *line = memchr (at, '\n', (gsize)(end - at));
      at = line != NULL ? line + 1 : end;
    }
  return at;
}

static void
write_parts (const char *at, const char *end)
{
  at = find_mark (at, end);
  for (guint n = 0; at < end && n < MOST_FILES; n++)
    {
      const char *line = memchr (at, '\n', (gsize)(end - at));
      const char *begin = line != NULL ? line + 1 : end;
      const char *next = find_mark (begin, end);
      g_autofree char *name = g_strndup (at + 3, (gsize)(MAX (begin - 1, at + 3) - at - 3));
      write_part (name, begin, (gsize)(next - begin));
      at = next;
    }
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
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      g_autofree char *path = g_build_filename (get_folder (), layers[i], NULL);
      CertplanLayer *layer = g_file_test (path, G_FILE_TEST_EXISTS)
                                 ? _certplan_layer_new ((guint16)(i + 1), path, faults)
                                 : NULL;
      if (layer != NULL)
        g_ptr_array_add (open, layer);
    }
  if (open->len == 0)
    return NULL;
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
}

void
fuzz_rules (const guint8 *data, gsize n)
{
  if (n == 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      g_autofree char *path = g_build_filename (get_folder (), layers[i], NULL);
      remove_tree (path);
    }
  write_parts ((const char *)data + 1, (const char *)data + n);
  g_autoptr (CertplanFaults) faults = certplan_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CertplanRulebook) rulebook = load (data[0], faults, &error);
  if (rulebook == NULL && error == NULL)
    return; /* no layer */
  fuzz_check_faults (rulebook != NULL, error, faults);
  if (rulebook == NULL)
    return;
  g_autoptr (CertplanRulebook) again = load (data[0], faults, NULL);
  g_assert_nonnull (again);
  g_assert_cmpstr (certplan_rulebook_get_digest (rulebook), ==,
                   certplan_rulebook_get_digest (again));
  check_rules (rulebook);
}
