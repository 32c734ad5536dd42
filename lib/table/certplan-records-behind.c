/* A text that stands in two columns: a category, its level. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-records-loader-private.h"
#include <string.h>

/* A path gets a stroke before its last part; what stands at the end already is not said twice.
 * Returns: (transfer full) */
static char *
join (const char *text, const char *behind)
{
  g_autofree char *first = g_strstrip (g_strdup (text));
  g_autofree char *second = g_strstrip (g_strdup (behind));
  const gboolean is_path = strchr (first, '/') != NULL && g_str_is_ascii (first);

  if (g_str_has_suffix (first, second))
    return g_steal_pointer (&first);
  return g_strconcat (first, is_path && !g_str_has_suffix (first, "/") ? "/" : "", second, NULL);
}

static gboolean
is_there (const GArray *cells, guint cell)
{
  if (cell >= cells->len) /* a row that is too narrow, and refused later */
    return FALSE;
  const CertplanCell *found = &g_array_index (cells, CertplanCell, cell);
  return !_certplan_cell_is_blank (found->text, found->length);
}

static void
join_cell (CertplanLoader *loader, guint cell, guint behind)
{
  GArray *cells = loader->joined_cells;

  if (!is_there (cells, cell) || !is_there (cells, behind))
    return;
  CertplanCell *own = &g_array_index (cells, CertplanCell, cell);
  char *text = join (own->text, g_array_index (cells, CertplanCell, behind).text);
  g_ptr_array_add (loader->joined_texts, text);
  own->text = text;
  own->length = (guint32)strlen (text);
}

void
_certplan_loader_join_cells (CertplanLoader *loader, guint n_cells)
{
  const GArray *more = loader->header.more;

  if (loader->joined_cells == NULL)
    {
      loader->joined_cells = g_array_new (FALSE, FALSE, sizeof (CertplanCell));
      loader->joined_texts = g_ptr_array_new_with_free_func (g_free);
    }
  g_array_set_size (loader->joined_cells, 0);
  g_ptr_array_set_size (loader->joined_texts, 0);
  g_array_append_vals (loader->joined_cells, loader->cells, n_cells);
  for (guint i = 0; i < more->len; i++)
    {
      const CertplanMoreCell *pair = &g_array_index (more, CertplanMoreCell, i);
      if (loader->header.cells[pair->column] >= 0)
        join_cell (loader, (guint)loader->header.cells[pair->column], pair->cell);
    }
  loader->cells = (const CertplanCell *)loader->joined_cells->data;
}
