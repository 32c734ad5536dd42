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
