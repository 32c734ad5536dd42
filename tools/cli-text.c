/* The command line's words as texts. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli.h"

/* GLib would read texts in the locale's encoding: under LC_ALL=C, in a container or a cron job, no
 * Chinese word would pass. They are taken as bytes, and read here. */
GOptionEntry *
cli_dup_byte_entries (const GOptionEntry *entries)
{
  gsize n = 0;
  while (entries[n].long_name != NULL)
    n++;
  GOptionEntry *copies = g_memdup2 (entries, (n + 1) * sizeof *entries);
  for (gsize i = 0; i < n; i++)
    if (copies[i].arg == G_OPTION_ARG_STRING)
      copies[i].arg = G_OPTION_ARG_FILENAME;
    else if (copies[i].arg == G_OPTION_ARG_STRING_ARRAY)
      copies[i].arg = G_OPTION_ARG_FILENAME_ARRAY;
  return copies;
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

gboolean
cli_read_texts (const GOptionEntry *entries, GError **error)
{
  for (; entries != NULL && entries->long_name != NULL; entries++)
    {
      if (entries->arg == G_OPTION_ARG_STRING)
        {
          char **text = entries->arg_data;
          if (*text != NULL && !read_text (entries->long_name, text, error))
            return FALSE;
        }
      if (entries->arg == G_OPTION_ARG_STRING_ARRAY)
        for (char **text = *(char ***)entries->arg_data; text != NULL && *text != NULL; text++)
          if (!read_text (entries->long_name, text, error))
            return FALSE;
    }
  return TRUE;
}
