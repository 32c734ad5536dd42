/* What all renderers need of a table. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-render-private.h"

const CertplanLabels *
_certplan_render_labels (const CertplanTable *table)
{
  const CertplanLabels *labels = _certplan_table_get_labels (table);

  return labels != NULL ? labels : certplan_labels_get_default ();
}

gboolean
_certplan_render_next (CertplanCursor *cursor, GCancellable *cancellable, GError **error)
{
  return !g_cancellable_set_error_if_cancelled (cancellable, error)
         && certplan_cursor_next (cursor, error);
}

gsize
_certplan_render_get_width (const char *text)
{
  gsize width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      const gunichar character = g_utf8_get_char (text);
      if (!g_unichar_iszerowidth (character))
        width += g_unichar_iswide (character) ? 2 : 1;
    }
  return width;
}

gboolean
_certplan_render_is_number (CertplanColumnType type)
{
  return type == CERTPLAN_COLUMN_MONEY || type == CERTPLAN_COLUMN_INT
         || type == CERTPLAN_COLUMN_SHARE || type == CERTPLAN_COLUMN_DECIMAL;
}

gboolean
_certplan_render_is_list (const CertplanTable *table)
{
  guint n_columns;
  const CertplanColumn *columns = _certplan_table_get_columns (table, &n_columns);

  return n_columns == 1 && columns[0].type == CERTPLAN_COLUMN_SENTENCE;
}

const char *
_certplan_render_label (const CertplanTable *table, CertplanLang lang)
{
  const char *name = certplan_table_get_name (table);
  g_autofree char *key = g_strconcat ("table.", name, NULL);
  const char *label = _certplan_labels_find (_certplan_render_labels (table), lang, key);

  return label != NULL ? label : name;
}

char *
_certplan_render_dup_title (const CertplanTable *table, CertplanLang lang)
{
  const char *title = _certplan_table_get_title (table);
  GString *text = g_string_new (title == NULL ? _certplan_render_label (table, lang) : NULL);

  if (title != NULL)
    _certplan_labels_append_sentence (_certplan_render_labels (table), lang, title, text);
  return g_string_free (text, FALSE);
}
