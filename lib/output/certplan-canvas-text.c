/* Texts for pictures: cleaned, measured, cut and broken into lines.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-canvas-private.h"
#include <string.h>

#define ELLIPSIS "…"

/* What gnuplot's data lines would take apart (tab, line ends, quotes), what it would unescape (\n,
 * \101 even in data), and what viewers act on (controls, marks of direction). */
static const char *
replace_character (gunichar character)
{
  if (character == '"')
    return "”";
  if (character == '\\')
    return "＼";
  if (character < 0x20 || (character >= 0x7f && character <= 0x9f) || character == 0x2028
      || character == 0x2029)
    return " ";
  if (character == 0x061c || (character >= 0x200b && character <= 0x200f)
      || (character >= 0x202a && character <= 0x202e)
      || (character >= 0x2060 && character <= 0x206f) || character == 0xfeff
      || (character >= 0xfff9 && character <= 0xfffb) || (character & 0xfffe) == 0xfffe
      || (character >= 0xfdd0 && character <= 0xfdef)
      || (character >= 0xe0000 && character <= 0xe007f))
    return "";
  return NULL;
}

char *
_certplan_text_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar character = g_utf8_get_char (at);
      const char *instead = replace_character (character);
      if (character == '>' && g_str_has_suffix (clean->str, "]]"))
        instead = "＞"; /* not allowed in XML, and gnuplot does not escape it */
      if (character == '#' && g_str_has_suffix (clean->str, "&"))
        instead = "＃"; /* gnuplot's svg lets &#x1b; through */
      if (instead != NULL)
        g_string_append (clean, instead);
      else
        g_string_append_unichar (clean, character);
    }
  return g_strstrip (g_string_free (clean, FALSE));
}

/* In hundredths of the font's height; between the widths of Noto Sans CJK and WenQuanYi Micro Hei.
 */
static guint
get_advance (gunichar character)
{
  if (g_unichar_iszerowidth (character))
    return 0;
  if (g_unichar_iswide_cjk (character))
    return 100;
  if (character < 0x80 && strchr ("iljtfr.,:;!'|()[]{} ", (int)character) != NULL)
    return 34;
  if (character == 'm' || character == 'w' || character == 'M' || character == 'W')
    return 88;
  return g_unichar_isupper (character) ? 66 : 56;
}

gint
_certplan_text_measure (const char *text, guint size)
{
  guint64 sum = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    sum += get_advance (g_utf8_get_char (text));
  return (gint)MIN (sum * size / 10, (guint64)G_MAXINT / 4);
}

/* Returns: how much of @text, in bytes, is at most @width wide */
static gsize
fit (const char *text, guint size, gint width)
{
  const char *at = text;
  guint64 sum = 0;

  for (; *at != '\0'; at = g_utf8_next_char (at))
    {
      sum += get_advance (g_utf8_get_char (at));
      if (sum * size / 10 > (guint64)MAX (width, 0))
        break;
    }
  return (gsize)(at - text);
}

char *
_certplan_text_shorten (const char *text, guint size, gint width)
{
  g_autofree char *clean = _certplan_text_clean (text);

  if (_certplan_text_measure (clean, size) <= width)
    return g_steal_pointer (&clean);
  const gsize length = fit (clean, size, width - _certplan_text_measure (ELLIPSIS, size));
  g_autofree char *cut = g_strndup (clean, length);
  return g_strconcat (g_strchomp (cut), ELLIPSIS, NULL);
}

/* Where the last characters begin that are together at most @width wide. */
static const char *
fit_end (const char *text, guint size, gint width)
{
  const char *at = text + strlen (text);
  guint64 sum = 0;

  while (at > text)
    {
      const char *before = g_utf8_prev_char (at);
      sum += get_advance (g_utf8_get_char (before));
      if (sum * size / 10 > (guint64)MAX (width, 0))
        break;
      at = before;
    }
  return at;
}

char *
_certplan_text_shorten_middle (const char *text, guint size, gint width)
{
  g_autofree char *clean = _certplan_text_clean (text);

  if (_certplan_text_measure (clean, size) <= width)
    return g_steal_pointer (&clean);
  const gint room = width - _certplan_text_measure (ELLIPSIS, size);
  const char *end = fit_end (clean, size, room / 2);
  const gsize length = fit (clean, size, room - _certplan_text_measure (end, size));
  g_autofree char *begin = g_strndup (clean, length);
  return g_strconcat (begin, ELLIPSIS, end, NULL);
}

/* Whether a line may end between the two characters. */
static gboolean
may_break (gunichar before, gunichar after)
{
  if (g_unichar_isspace (after) || g_unichar_isspace (before))
    return TRUE;
  /* no line begins with a closing mark */
  return (g_unichar_iswide (before) || g_unichar_iswide (after)) && !g_unichar_ispunct (after)
         && g_unichar_type (before) != G_UNICODE_OPEN_PUNCTUATION;
}

/* Returns: where to break @text, of which @length bytes fit; @length itself where no place is good
 */
static gsize
find_break (const char *text, gsize length)
{
  const char *at = text + length;

  while (at > text)
    {
      const char *before = g_utf8_prev_char (at);
      if (before > text && may_break (g_utf8_get_char (before), g_utf8_get_char (at)))
        return (gsize)(at - text);
      at = before;
    }
  return length;
}

char **
_certplan_text_wrap (const char *text, guint size, gint width, guint max_lines)
{
  g_autofree char *clean = _certplan_text_clean (text);
  GPtrArray *lines = g_ptr_array_new ();
  const char *rest = clean;

  while (lines->len + 1 < max_lines)
    {
      const gsize length = fit (rest, size, width);
      if (rest[length] == '\0' || length == 0)
        break;
      const gsize end = find_break (rest, length);
      g_ptr_array_add (lines, g_strchomp (g_strndup (rest, end)));
      for (rest += end; *rest == ' '; rest++)
        ;
    }
  g_ptr_array_add (lines, _certplan_text_shorten (rest, size, width));
  g_ptr_array_add (lines, NULL);
  return (char **)g_ptr_array_free (lines, FALSE);
}
