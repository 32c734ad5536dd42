/* What the fuzzers' functions share. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "fuzz-feed.h"
#include "certplan-column-private.h"
#include "certplan-private.h"

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
    g_error ("%s:\n%s\nand\n%s", what, one, other);
}
