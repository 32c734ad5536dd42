/* Texts and names as a workbook may hold them. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-private.h"
#include "certplan-xlsx-private.h"
#include <string.h>

#define MAX_NAME_UNITS 31

/* Whether a spreadsheet reads _xHHHH_ here, which stands for one character. */
static gboolean
is_escape (const char *text)
{
  if (text[0] != '_' || text[1] != 'x')
    return FALSE;
  for (guint i = 2; i < 6; i++)
    if (!g_ascii_isxdigit (text[i]))
      return FALSE;
  return text[6] == '_';
}

/* Appends what is visible of the first @length bytes of @text. */
static void
append_piece (GString *out, const char *text, gsize length)
{
  g_autofree char *piece = g_strndup (text, length);
  g_autoptr (GString) visible = g_string_new (NULL);

  _certplan_text_append_visible (visible, piece, 0);
  for (const char *at = visible->str; *at != '\0'; at++)
    {
      if (is_escape (at))
        g_string_append (out, "_x005F");
      g_string_append_c (out, *at);
    }
}

void
_certplan_xlsx_append_text (GString *out, const char *text)
{
  while (*text != '\0')
    {
      const gsize length = strcspn (text, "\t\n");
      if (length > 0)
        append_piece (out, text, length);
      text += length;
      if (*text != '\0')
        g_string_append_c (out, *text++);
    }
}

gsize
_certplan_xlsx_get_length (const char *text)
{
  gsize n = 0;

  for (; *text != '\0'; text++)
    {
      const guchar byte = (guchar)*text;
      n += (byte & 0xc0) != 0x80; /* the first byte of a character */
      n += byte >= 0xf0;          /* which needs two units */
    }
  return n;
}

/* @text without what no name may have, cut to @max_units. Returns: (transfer full) */
static char *
clean_name (const char *text, gsize max_units)
{
  g_autoptr (GString) visible = g_string_new (NULL);
  GString *name = g_string_new (NULL);
  gsize n_units = 0;

  _certplan_text_append_visible (visible, text, 0);
  g_strdelimit (visible->str, "[]:*?/\\", ' ');
  for (const char *at = g_strstrip (visible->str); *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar character = g_utf8_get_char (at);
      n_units += character > 0xffff ? 2 : 1;
      if (n_units > max_units)
        break;
      g_string_append_unichar (name, character);
    }
  g_strchomp (name->str);
  while (g_str_has_suffix (name->str, "'"))
    name->str[strlen (name->str) - 1] = '\0';
  const char *begin = name->str + strspn (name->str, "'");
  char *cleaned = g_strdup (*begin != '\0' ? begin : "-");
  g_string_free (name, TRUE);
  return cleaned;
}

/* Takes the name if it is free. "History" is a spreadsheet's own. */
static gboolean
take_name (const char *name, GHashTable *taken)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  return !g_str_equal (folded, "history") && g_hash_table_add (taken, g_steal_pointer (&folded));
}

char *
_certplan_xlsx_name_sheet (const char *title, GHashTable *taken)
{
  g_autofree char *name = clean_name (title, MAX_NAME_UNITS);

  for (guint n = 2; !take_name (name, taken); n++)
    {
      g_autofree char *ending = g_strdup_printf (" (%u)", n);
      g_autofree char *base = clean_name (title, MAX_NAME_UNITS - strlen (ending));
      g_free (name);
      name = g_strconcat (base, ending, NULL);
    }
  return g_steal_pointer (&name);
}

char *
_certplan_xlsx_name_chart (const CertplanTable *table, CertplanLang lang)
{
  const char *name = _certplan_render_label (table, lang);

  if (_certplan_table_is_drawn_only (table))
    return g_strdup (name);
  g_autofree char *sentence = _certplan_sentence ("text.chart_of", name, NULL);
  GString *chart = g_string_new (NULL);
  _certplan_labels_append_sentence (_certplan_render_labels (table), lang, sentence, chart);
  return g_string_free (chart, FALSE);
}
