/* A text that stands in several columns: a category and its level, the parts of a note.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-records-parts-private.h"
#include <string.h>

CertplanCell
_certplan_cell_trim (const CertplanCell *cell)
{
  CertplanCell trimmed = *cell;

  while (trimmed.length > 0 && g_ascii_isspace (trimmed.text[trimmed.length - 1]))
    trimmed.length--;
  while (trimmed.length > 0 && g_ascii_isspace (*trimmed.text))
    {
      trimmed.text++;
      trimmed.length--;
    }
  return trimmed;
}

static gboolean
is_path (const CertplanCell *cell)
{
  gboolean has_stroke = FALSE;

  for (guint i = 0; i < cell->length; i++)
    {
      if ((guint8)cell->text[i] >= 0x80)
        return FALSE;
      has_stroke |= cell->text[i] == '/';
    }
  return has_stroke;
}

static gboolean
ends_with (const CertplanCell *cell, const char *end, guint32 length)
{
  return cell->length >= length && memcmp (cell->text + cell->length - length, end, length) == 0;
}

/* Between the two texts. A note's parts are words; a path gets a stroke before its last part, and
 * what stands at the end already is not said twice. Returns: NULL where the text stays as it is */
static const char *
find_joint (const CertplanColumn *column, const CertplanCell *own, const CertplanCell *more)
{
  const gboolean is_there = !_certplan_cell_is_blank (own->text, own->length);

  if (_certplan_cell_is_blank (more->text, more->length))
    return NULL;
  if (column->type == CERTPLAN_COLUMN_NOTE)
    return own->length > 0 ? " " : "";
  if (!is_there || ends_with (own, more->text, more->length))
    return NULL;
  return is_path (own) && !ends_with (own, "/", 1) ? "/" : "";
}

static void
join_cell (CertplanJoinedRow *row, const CertplanColumn *column, guint cell, guint behind)
{
  if (cell >= row->cells->len || behind >= row->cells->len) /* too narrow, and refused later */
    return;
  CertplanCell *place = &g_array_index (row->cells, CertplanCell, cell);
  const CertplanCell own = _certplan_cell_trim (place);
  const CertplanCell more = _certplan_cell_trim (&g_array_index (row->cells, CertplanCell, behind));
  const char *joint = find_joint (column, &own, &more);
  const gsize start = row->texts->len;
  if (joint == NULL)
    return;
  g_string_append_len (row->texts, own.text, own.length);
  g_string_append (row->texts, joint);
  g_string_append_len (row->texts, more.text, more.length);
  place->text = row->texts->str + start;
  place->length = (guint32)(row->texts->len - start);
  g_string_append_c (row->texts, '\0');
}

/* As much room as all texts can need, so that none moves while others are joined. */
static void
make_room (CertplanJoinedRow *row, guint n_more)
{
  gsize n = 0;

  for (guint i = 0; i < row->cells->len; i++)
    n += g_array_index (row->cells, CertplanCell, i).length + 2;
  g_string_set_size (row->texts, n * (n_more + 1));
  g_string_truncate (row->texts, 0);
}

void
_certplan_joined_row_set (CertplanJoinedRow *row, const CertplanCell *cells, guint n_cells)
{
  if (row->cells == NULL)
    {
      row->cells = g_array_new (FALSE, FALSE, sizeof (CertplanCell));
      row->texts = g_string_new (NULL);
    }
  g_array_set_size (row->cells, 0);
  g_array_append_vals (row->cells, cells, n_cells);
}

const CertplanCell *
_certplan_joined_row_join (CertplanJoinedRow *row, const CertplanRecordType *type,
                           const CertplanHeader *header)
{
  if (header->more->len > 0)
    make_room (row, header->more->len);
  for (guint i = 0; i < header->more->len; i++)
    {
      const CertplanMoreCell *more = &g_array_index (header->more, CertplanMoreCell, i);
      if (header->cells[more->column] >= 0)
        join_cell (row, &type->columns[more->column], (guint)header->cells[more->column],
                   more->cell);
    }
  return (const CertplanCell *)row->cells->data;
}

void
_certplan_joined_row_clear (CertplanJoinedRow *row)
{
  if (row->texts != NULL)
    g_string_free (g_steal_pointer (&row->texts), TRUE);
  g_clear_pointer (&row->cells, g_array_unref);
}
