/* JSON strings (RFC 8259). SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-json.h"
#include "certplan-json-private.h"
#include <string.h>

/* What a terminal or a browser would obey instead of show: C1 controls, separators of lines, marks
 * of direction. They are legal in JSON as they stand and harmless as \u escapes. */
static gboolean
is_tricky (gunichar character)
{
  return (character >= 0x7f && character <= 0x9f) || character == 0x061c
         || (character >= 0x200e && character <= 0x200f)
         || (character >= 0x2028 && character <= 0x202e)
         || (character >= 0x2066 && character <= 0x2069) || character == 0xfeff;
}

static void
append_escape (GString *out, gunichar character)
{
  static const char hex[] = "0123456789abcdef";
  static const char shorts[] = "\b\t\n\f\r\"\\", letters[] = "btnfr\"\\";
  const char *found = character < 0x80 ? strchr (shorts, (int)character) : NULL;

  g_string_append_c (out, '\\');
  if (found != NULL && *found != '\0')
    {
      g_string_append_c (out, letters[found - shorts]);
      return;
    }
  g_string_append_c (out, 'u');
  for (gint shift = 12; shift >= 0; shift -= 4)
    g_string_append_c (out, hex[(character >> shift) & 15]);
}

void
_certplan_json_append (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_validate (text, -1, NULL) ? NULL : g_utf8_make_valid (text, -1);

  g_string_append_c (out, '"');
  for (const char *at = valid != NULL ? valid : text; *at != '\0';)
    {
      const gunichar character = g_utf8_get_char (at);
      const char *next = g_utf8_next_char (at);
      if (character < 0x20 || character == '"' || character == '\\' || is_tricky (character))
        append_escape (out, character);
      else
        g_string_append_len (out, at, next - at);
      at = next;
    }
  g_string_append_c (out, '"');
}

char *
certplan_json_from_strv (const char *const *texts)
{
  g_return_val_if_fail (texts != NULL, NULL);

  GString *out = g_string_new ("[");
  for (gsize i = 0; texts[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      _certplan_json_append (out, texts[i]);
    }
  g_string_append_c (out, ']');
  return g_string_free (out, FALSE);
}
