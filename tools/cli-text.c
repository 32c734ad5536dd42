/* The words that the options of a command are given. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli.h"

/* What one option was given, each time. */
typedef struct
{
  GOptionEntry entry; /* the command's own */
  char **given;
} Word;

static void
word_free (gpointer data)
{
  Word *word = data;
  g_strfreev (word->given);
  g_free (word);
}

CliWords *
cli_words_new (void)
{
  return g_ptr_array_new_with_free_func (word_free);
}

/* GLib would read texts in the locale's encoding: under LC_ALL=C, in a container or a cron job, no
 * Chinese word would pass. And where an option is given twice it would take the last. All words are
 * taken as bytes, as often as they come, and read here. */
void
cli_words_add (CliWords *words, GOptionContext *context, const GOptionEntry *entries)
{
  for (; entries != NULL && entries->long_name != NULL; entries++)
    {
      GOptionEntry copy[] = { *entries, G_OPTION_ENTRY_NULL };
      if (entries->arg != G_OPTION_ARG_NONE)
        {
          Word *word = g_new0 (Word, 1);
          word->entry = *entries;
          copy->arg = G_OPTION_ARG_FILENAME_ARRAY;
          copy->arg_data = &word->given;
          g_ptr_array_add (words, word);
        }
      g_option_context_add_main_entries (context, copy, GETTEXT_PACKAGE);
    }
}

/* What a terminal obeys is no text; a tab or a line end may stand in a name. */
static gboolean
has_refused (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      const gunichar character = g_utf8_get_char (text);
      const gboolean is_blank = character == '\t' || character == '\n' || character == '\r';
      if ((g_unichar_iscntrl (character) && !is_blank) || character == 0xfeff)
        return TRUE;
    }
  return FALSE;
}

/* UTF-8 under every locale; else what the locale's own encoding makes of it. */
static gboolean
read_text (const char *option, char **text, GError **error)
{
  if (!g_utf8_validate (*text, -1, NULL))
    {
      char *converted
          = g_get_charset (NULL) ? NULL : g_locale_to_utf8 (*text, -1, NULL, NULL, NULL);
      if (converted == NULL)
        return cli_usage (error, _ ("--%s: \"%s\" is no text in UTF-8"), option, *text);
      g_free (*text);
      *text = converted;
    }
  if (has_refused (*text))
    return cli_usage (error,
                      _ ("--%s: a control character or a byte order mark stands in \"%s\"; "
                         "wanted text; of controls, only tabs and line ends"),
                      option, *text);
  return TRUE;
}

static gboolean
read_number (const char *option, const char *text, gint *number, GError **error)
{
  gint64 value;
  if (!g_ascii_string_to_signed (text, 10, -G_MAXINT, G_MAXINT, &value, NULL))
    return cli_usage (error, _ ("--%s: \"%s\" is no whole number from %d to %d"), option, text,
                      -G_MAXINT, G_MAXINT);
  *number = (gint)value;
  return TRUE;
}

static gboolean
read_word (Word *word, GError **error)
{
  const GOptionEntry *entry = &word->entry;
  const gboolean is_text
      = entry->arg == G_OPTION_ARG_STRING || entry->arg == G_OPTION_ARG_STRING_ARRAY;
  const gboolean is_array
      = entry->arg == G_OPTION_ARG_STRING_ARRAY || entry->arg == G_OPTION_ARG_FILENAME_ARRAY;
  for (char **text = word->given; is_text && *text != NULL; text++)
    if (!read_text (entry->long_name, text, error))
      return FALSE;
  if (!is_array && word->given[1] != NULL)
    return cli_usage (error, _ ("--%s is given more than once, \"%s\" and \"%s\"; wanted one"),
                      entry->long_name, word->given[0], word->given[1]);
  if (entry->arg == G_OPTION_ARG_INT)
    return read_number (entry->long_name, word->given[0], entry->arg_data, error);
  if (is_array)
    *(char ***)entry->arg_data = g_steal_pointer (&word->given);
  else
    *(char **)entry->arg_data = g_strdup (word->given[0]);
  return TRUE;
}

gboolean
cli_words_read (CliWords *words, GError **error)
{
  for (guint i = 0; i < words->len; i++)
    {
      Word *word = g_ptr_array_index (words, i);
      if (word->given != NULL && !read_word (word, error))
        return FALSE;
    }
  return TRUE;
}
