/* Texts that come from outside: shown so that they do no harm, folded so that they can be read.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-text.h"
#include "certplan-digits-private.h"
#include "certplan-private.h"
#include <string.h>

typedef struct
{
  gunichar first;
  gunichar last;
} CharacterRange;

/* Characters that a terminal or a reader's eye may be deceived by: C0 and C1 controls, the Arabic
 * letter mark, zero-width and bidirectional controls, separators, annotations, the byte order mark,
 * what is no character, tags. In ascending order. */
static const CharacterRange hidden_ranges[] = {
  { 0x0000, 0x001f }, { 0x007f, 0x009f }, { 0x061c, 0x061c },   { 0x200b, 0x200b },
  { 0x200e, 0x200f }, { 0x2028, 0x202e }, { 0x2060, 0x206f },   { 0xfeff, 0xfeff },
  { 0xfff9, 0xfffb }, { 0xfffe, 0xffff }, { 0xe0000, 0xe007f },
};

static gboolean
is_hidden (gunichar character)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hidden_ranges); i++)
    if (character >= hidden_ranges[i].first && character <= hidden_ranges[i].last)
      return TRUE;
  return FALSE;
}

void
_certplan_text_append_int (GString *out, gint64 number)
{
  char digits[_CERTPLAN_DIGITS_MAX];

  g_string_append_len (out, digits, _certplan_digits_put_signed (digits, number) - digits);
}

/* Appends the character or the stray byte at @text. Returns: what follows it */
static const char *
append_one (GString *out, const char *text)
{
  const gunichar character = g_utf8_get_char_validated (text, -1);

  if (character == (gunichar)-1 || character == (gunichar)-2 || character < 0x80)
    {
      const guchar byte = (guchar)*text;
      if (byte >= 0x20 && byte < 0x7f)
        g_string_append_c (out, (char)byte);
      else
        g_string_append_printf (out, "\\x%02x", byte);
      return text + 1;
    }
  const char *next = g_utf8_next_char (text);
  if (is_hidden (character))
    g_string_append_printf (out, "\\u{%x}", character);
  else
    g_string_append_len (out, text, next - text);
  return next;
}

void
_certplan_text_append_visible (GString *out, const char *text, gsize max_characters)
{
  g_return_if_fail (out != NULL && text != NULL);

  for (gsize n = 0; *text != '\0'; n++)
    {
      if (max_characters > 0 && n == max_characters)
        {
          g_string_append (out, "...");
          return;
        }
      text = append_one (out, text);
    }
}

char *
certplan_text_dup_visible (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  GString *shown = g_string_new (NULL);
  _certplan_text_append_visible (shown, text, 0);
  return g_string_free (shown, FALSE);
}

gboolean
_certplan_text_is_refused (const char *at)
{
  const guint8 *bytes = (const guint8 *)at;

  if (bytes[0] < 0x20 || bytes[0] == 0x7f)
    return bytes[0] != '\t' && bytes[0] != '\n' && bytes[0] != '\r';
  return (bytes[0] == 0xc2 && bytes[1] >= 0x80 && bytes[1] <= 0x9f)
         || (bytes[0] == 0xef && bytes[1] == 0xbb && bytes[2] == 0xbf);
}

const char *
_certplan_text_find_refused (const char *text)
{
  for (; *text != '\0'; text++)
    if (_certplan_text_is_refused (text))
      return text;
  return NULL;
}

static gunichar
fold_character (gunichar character)
{
  if (character >= 0xff01 && character <= 0xff5e)
    return character - 0xff01 + '!';
  switch (character)
    {
    case 0x00a0:
    case 0x3000:
      return ' ';
    case 0x2212:
      return '-';
    case 0xffe5:
      return 0x00a5;
    case 0x2f47:
      return 0x65e5;
    case 0x2f49:
      return 0x6708;
    default:
      return character;
    }
}

/* Folds every character of @text, blanks at the start left out. Returns: the length, -1 as a
 * failure */
static gssize
fold_all (const char *text, char *buffer, gsize size)
{
  gsize length = 0;

  while (*text != '\0')
    {
      gunichar character = (guchar)*text;
      if (character >= 0x80)
        character = g_utf8_get_char_validated (text, -1);
      if (character == (gunichar)-1 || character == (gunichar)-2)
        return -1;
      text = g_utf8_next_char (text);
      character = fold_character (character);
      if (length == 0 && character < 0x80 && g_ascii_isspace ((char)character))
        continue;
      if (length + 6 >= size) /* g_unichar_to_utf8() writes at most 6 bytes */
        return -1;
      if (character < 0x80)
        buffer[length++] = (char)character;
      else
        length += g_unichar_to_utf8 (character, buffer + length);
    }
  return (gssize)length;
}

gboolean
_certplan_text_fold (const char *text, char *buffer, gsize size)
{
  g_return_val_if_fail (text != NULL && buffer != NULL, FALSE);

  gssize length = fold_all (text, buffer, size);
  if (length < 0)
    return FALSE;
  while (length > 0 && g_ascii_isspace (buffer[length - 1]))
    length--;
  buffer[length] = '\0';
  return TRUE;
}

gboolean
_certplan_refuse (GError **error, GQuark domain, gint code, const char *format, const char *text)
{
  if (error == NULL)
    return FALSE;
  g_autoptr (GString) shown = g_string_new (NULL);
  _certplan_text_append_visible (shown, text, _CERTPLAN_SHOWN_CHARACTERS);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* callers are checked by the attribute */
  g_set_error (error, domain, code, format, shown->str);
#pragma GCC diagnostic pop
  return FALSE;
}
