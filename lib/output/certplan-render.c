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
