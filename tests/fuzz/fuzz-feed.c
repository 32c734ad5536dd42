/* What the fuzzers' functions share. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "fuzz-feed.h"
#include "certplan-column-private.h"
#include "certplan-private.h"
#include "certplan-record-files.h"
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

guint
fuzz_take (FuzzFeed *feed, guint n)
{
  if (feed->n == 0)
    return 0;
  feed->n--;
  return *feed->data++ % n;
}

char *
fuzz_take_text (FuzzFeed *feed)
{
  const gsize wanted = fuzz_take (feed, 16), n = MIN (wanted, feed->n);
  char *text = g_utf8_make_valid ((const char *)feed->data, (gssize)n);

  feed->data += n;
  feed->n -= n;
  g_strdelimit (text, "\r\n", ' ');
  if (_certplan_text_find_refused (text) == NULL)
    return text;
  g_free (text);
  return g_strdup ("?");
}

void
fuzz_append_cell (GString *row, const char *text)
{
  g_string_append_c (row, '"');
  if (_certplan_text_needs_guard (text))
    g_string_append_c (row, '\'');
  for (; *text != '\0'; text++)
    g_string_append_printf (row, *text == '"' ? "\"\"" : "%c", *text);
  g_string_append_c (row, '"');
}

static char *folder;

void
fuzz_remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      fuzz_remove_tree (child);
    }
  g_remove (path);
}

static void
remove_folder (void)
{
  fuzz_remove_tree (folder);
  g_free (folder);
}

const char *
fuzz_get_folder (void)
{
  if (folder == NULL)
    {
      folder = g_dir_make_tmp ("certplan-fuzz-XXXXXX", NULL);
      g_assert_true (folder != NULL && atexit (remove_folder) == 0);
    }
  return folder;
}

void
fuzz_write (const char *path, const guint8 *data, gsize n)
{
  FILE *file = g_fopen (path, "wb");

  if (file == NULL)
    return; /* a folder of that name */
  g_assert_cmpuint (fwrite (data, 1, n, file), ==, n);
  fclose (file);
}

#define MARK "@@ "

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

void
fuzz_split (const char *text, gsize n, FuzzPart part, gpointer data)
{
  const char *end = text + n;

  for (const char *at = find_mark (text, end); at < end;)
    {
      const char *line = memchr (at, '\n', (gsize)(end - at));
      const char *begin = line != NULL ? line + 1 : end;
      const char *next = find_mark (begin, end);
      g_autofree char *name = g_strndup (at + 3, (gsize)((line != NULL ? line : end) - at) - 3);
      part (data, name, begin, (gsize)(next - begin));
      at = next;
    }
}

static gpointer
watch_thread (gpointer data)
{
  FuzzWatch *watch = data;
  const gint64 until = g_get_monotonic_time () + 2 * G_TIME_SPAN_SECOND;

  g_mutex_lock (&watch->lock);
  while (!watch->is_ended && g_cond_wait_until (&watch->ended, &watch->lock, until))
    continue;
  if (!watch->is_ended)
    g_cancellable_cancel (watch->cancellable);
  g_mutex_unlock (&watch->lock);
  return NULL;
}

void
fuzz_watch_begin (FuzzWatch *watch, GCancellable *cancellable)
{
  *watch = (FuzzWatch){ .cancellable = cancellable };
  g_mutex_init (&watch->lock);
  g_cond_init (&watch->ended);
  watch->thread = g_thread_new ("watch", watch_thread, watch);
}

void
fuzz_watch_end (FuzzWatch *watch)
{
  g_mutex_lock (&watch->lock);
  watch->is_ended = TRUE;
  g_cond_signal (&watch->ended);
  g_mutex_unlock (&watch->lock);
  g_thread_join (watch->thread);
  g_cond_clear (&watch->ended);
  g_mutex_clear (&watch->lock);
}

CertplanRulebook *
fuzz_get_rulebook (void)
{
  static CertplanRulebook *rulebook;

  if (rulebook == NULL)
    rulebook = certplan_rulebook_load (NULL, NULL, NULL, NULL);
  g_assert_nonnull (rulebook);
  return rulebook;
}

void
fuzz_check_faults (gboolean is_done, const GError *error, const CertplanFaults *faults)
{
  g_assert_true (is_done == (error == NULL));
  g_assert_true (is_done == (certplan_faults_get_n (faults) == 0));
  for (guint i = 0; i < certplan_faults_get_n_kept (faults); i++)
    {
      g_autofree char *text = certplan_faults_dup_text (faults, i);
      g_assert_true (g_utf8_validate (text, -1, NULL)
                     && _certplan_text_find_refused (text) == NULL);
    }
}

CertplanRecords *
fuzz_load_good (const char *type, const GString *text)
{
  g_autoptr (CertplanInputOptions) options = certplan_input_options_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
  g_autoptr (GError) error = NULL;

  certplan_input_options_set_keep_good_rows (options, TRUE);
  CertplanRecords *records = certplan_records_load_bytes (type, type, bytes, options,
                                                          fuzz_get_rulebook (), NULL, &error);
  g_assert_no_error (error);
  return records;
}

static void
spell_rows (CertplanTable *table, GString *all)
{
  g_autoptr (CertplanCursor) cursor = certplan_table_open (table);
  g_autoptr (GError) error = NULL;

  while (certplan_cursor_next (cursor, &error))
    {
      for (guint c = 0; c < certplan_table_get_n_columns (table); c++)
        {
          g_autofree char *cell = certplan_cursor_dup_text (cursor, c);
          g_assert_true (cell == NULL || g_utf8_validate (cell, -1, NULL));
          g_string_append_printf (all, "%s%s", c > 0 ? "," : "", cell != NULL ? cell : "");
        }
      g_string_append_c (all, '\n');
    }
  g_assert_no_error (error);
}

char *
fuzz_spell_table (CertplanTable *table)
{
  GString *all = g_string_new (NULL);

  spell_rows (table, all);
  return g_string_free (all, FALSE);
}

char *
fuzz_spell (CertplanTables *tables)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < certplan_tables_get_n (tables); i++)
    {
      CertplanTable *table = certplan_tables_get (tables, i);
      g_string_append_printf (all, "== %s\n", certplan_table_get_name (table));
      spell_rows (table, all);
    }
  certplan_tables_unref (tables);
  return g_string_free (all, FALSE);
}

void
fuzz_check_same (const char *what, const char *one, const char *other)
{
  if (g_strcmp0 (one, other) != 0)
    {
      g_printerr ("%s:\n%s\nand\n%s\n", what, one, other);
      abort (); /* g_error() would trap, and the fuzzer keep nothing */
    }
}
