/* Which cell of a file's rows holds which column. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-head-names-private.h"
#include "certplan-nearest-private.h"
#include "certplan-private.h"
#include "certplan-records-parts-private.h"
#include <string.h>

typedef struct
{
  CertplanHeader *header;
  const CertplanRecordType *type;
  CertplanRecords *records;
  CertplanReader *reader;
  CertplanFaults *faults;
  GArray *names;  /* of CertplanHeadName; a column's own names before labels and aliases */
  gint *by_names; /* by column of the type: the name by which it was found */
} HeadMatch;

static void
add_fault (HeadMatch *match, guint cell, const char *what, const char *value, const char *wanted)
{
  guint line, column;

  _certplan_reader_locate (match->reader, cell, &line, &column);
  certplan_faults_add (match->faults, CERTPLAN_TABLE_ERROR, CERTPLAN_TABLE_ERROR_HEADER,
                       match->records->name, line, column, what, value, wanted);
  match->header->is_good = FALSE;
}

static gboolean
is_text_of (const char *folded, const char *text)
{
  if (text == NULL)
    return FALSE;
  g_autofree char *other = _certplan_head_fold (text);
  return g_str_equal (folded, other);
}

/* Whether a column has that unit. Another one must not be dropped: 万元 is 10,000 yuan. */
static gboolean
has_unit (const CertplanColumn *column, const char *unit)
{
  static const char *const yuan[]
      = { "元", "人民币元", "人民币", "+元", "-元", "yuan", "rmb", "cny", "¥" };

  if (column->type == CERTPLAN_COLUMN_MONEY)
    for (gsize i = 0; i < G_N_ELEMENTS (yuan); i++)
      if (g_str_equal (unit, yuan[i]))
        return TRUE;
  if (column->unit == NULL)
    return FALSE;
  g_autofree char *key = g_strconcat ("unit.", column->unit, NULL);
  return is_text_of (unit, column->unit)
         || is_text_of (unit, _certplan_labels_find (NULL, CERTPLAN_LANG_ZH_CN, key))
         || is_text_of (unit, _certplan_labels_find (NULL, CERTPLAN_LANG_EN, key));
}

/* All columns by their own names: "a, b, c". */
static void
append_all (GString *out, const CertplanRecordType *type)
{
  for (guint c = 0; c < type->n_columns; c++)
    {
      if (c > 0)
        g_string_append (out, ", ");
      g_string_append (out, type->columns[c].name);
    }
}

/* Names that differ in case or width alone are one. Returns: (transfer container) */
static const char **
list_shown (const HeadMatch *match, gsize *n_shown)
{
  const char **shown = g_new (const char *, match->names->len);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  *n_shown = 0;
  for (guint i = 0; i < match->names->len; i++)
    {
      const CertplanHeadName *name = &g_array_index (match->names, CertplanHeadName, i);
      if (g_hash_table_add (seen, name->text))
        shown[(*n_shown)++] = name->shown;
    }
  return shown;
}

static void
refuse_unknown (HeadMatch *match, guint cell, const char *text, const char *folded)
{
  gsize n_shown;
  g_autoptr (GString) wanted = g_string_new (NULL);
  g_autofree const char **shown = list_shown (match, &n_shown);

  if (*folded != '\0')
    _certplan_append_nearest (wanted, folded, shown, n_shown);
  if (wanted->len == 0)
    append_all (wanted, match->type);
  if (*folded == '\0')
    add_fault (match, cell, _ ("column without a name"), NULL, wanted->str);
  else
    add_fault (match, cell, _ ("unknown column"), text, wanted->str);
}

static void
refuse_unit (HeadMatch *match, guint cell, const char *text, guint c)
{
  const CertplanColumn *column = &match->type->columns[c];
  const char *unit
      = column->unit == NULL && column->type == CERTPLAN_COLUMN_MONEY ? "yuan" : column->unit;
  g_autofree char *wanted
      = unit != NULL ? g_strconcat (column->name, " (", unit, ")", NULL) : g_strdup (column->name);

  add_fault (match, cell, _ ("column in another unit"), text, wanted);
}

/* A column of an exported file that is not read. */
static void
leave_out (HeadMatch *match, const char *text)
{
  if (*text != '\0')
    _certplan_records_leave_out (match->records, CERTPLAN_LEFT_OUT_COLUMN,
                                 _certplan_reader_get_line (match->reader), text);
}

/* Two columns of an exported file for one of ours: notes go one behind the other, of others the
 * one whose name stands first in our list is read. */
static void
take_second (HeadMatch *match, guint cell, guint c, gint name)
{
  gint *place = &match->header->cells[c];
  const CertplanMoreCell more = { c, cell };

  if (match->type->columns[c].type == CERTPLAN_COLUMN_NOTE)
    {
      g_array_append_val (match->header->more, more);
      return;
    }
  const gboolean is_better = name < match->by_names[c];
  guint n_cells;
  const CertplanCell *cells = _certplan_reader_get_cells (match->reader, &n_cells);
  leave_out (match, cells[is_better ? (guint)*place : cell].text);
  if (!is_better)
    return;
  *place = (gint)cell;
  match->by_names[c] = name;
}

/* A second column for one that may have it: their texts are one. Returns: FALSE if it may not, or
 * has it already */
static gboolean
take_behind (HeadMatch *match, guint cell, guint c)
{
  const GArray *more = match->header->more;
  const CertplanMoreCell behind = { c, cell };

  if (match->type->columns[c].behind == NULL)
    return FALSE;
  for (guint i = 0; i < more->len; i++)
    if (g_array_index (more, CertplanMoreCell, i).column == c)
      return FALSE;
  g_array_append_val (match->header->more, behind);
  return TRUE;
}

static void
take_column (HeadMatch *match, guint cell, const char *text, gint name)
{
  const guint c = _certplan_head_names_get_column (match->names, name);
  const gboolean is_behind = g_array_index (match->names, CertplanHeadName, name).is_behind;
  gint *place = &match->header->cells[c];

  match->header->has_any_column = TRUE;
  if (*place < 0 && !is_behind)
    {
      *place = (gint)cell;
      match->by_names[c] = name;
    }
  else if (match->type->export_form != NULL)
    take_second (match, cell, c, name);
  else if (!take_behind (match, cell, c))
    add_fault (match, cell, _ ("column there twice"), text, _ ("each column once"));
}

/* "交易金额[ Trade Amount ]": a second language, which is no unit. One word behind an amount may be
 * a currency. */
static gboolean
is_second_language (const CertplanColumn *column, const char *text, const char *unit)
{
  return g_ascii_isalpha (*unit) && strchr (text, '[') != NULL
         && (column->type != CERTPLAN_COLUMN_MONEY || strchr (unit, ' ') != NULL);
}

/* "贷方发生额（收入）" says the same twice, which is no unit. */
static gboolean
is_said_twice (const HeadMatch *match, gint name, const char *unit)
{
  const gint other = _certplan_head_names_find (match->names, unit);

  return other >= 0
         && _certplan_head_names_get_column (match->names, other)
                == _certplan_head_names_get_column (match->names, name);
}

static void
match_cell (HeadMatch *match, guint cell, const char *text)
{
  g_autofree char *folded = _certplan_head_fold (text);
  g_autofree char *unit = NULL;
  const gint name = _certplan_head_names_match (match->names, folded, &unit);
  const CertplanColumn *column
      = name < 0 ? NULL
                 : &match->type->columns[_certplan_head_names_get_column (match->names, name)];

  if (name < 0 && match->type->export_form != NULL)
    leave_out (match, text);
  else if (name < 0)
    refuse_unknown (match, cell, text, folded);
  else if (unit != NULL && !has_unit (column, unit) && !is_said_twice (match, name, unit)
           && !is_second_language (column, folded, unit))
    refuse_unit (match, cell, text, _certplan_head_names_get_column (match->names, name));
  else
    take_column (match, cell, text, name);
}

static void
check_missing (HeadMatch *match)
{
  for (guint c = 0; c < match->type->n_columns; c++)
    {
      const CertplanColumn *column = &match->type->columns[c];
      if (match->header->cells[c] >= 0
          || (column->flags & (CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_HEADED)) == 0)
        continue;
      g_autofree char *wanted = _certplan_column_dup_names (column);
      add_fault (match, match->header->n_named, _ ("column missing"), NULL, wanted);
    }
}

/* Spreadsheets write all columns that once were used. Returns: how many there are up to the last
 * one with a name */
static guint
count_named (const CertplanCell *cells, guint n_cells)
{
  while (n_cells > 0
         && _certplan_cell_is_blank (cells[n_cells - 1].text, cells[n_cells - 1].length))
    n_cells--;
  return n_cells;
}

static void
prepare (CertplanHeader *header, const CertplanRecordType *type)
{
  header->is_good = TRUE;
  header->has_any_column = FALSE;
  header->cells = g_new (gint, type->n_columns);
  header->more = g_array_new (FALSE, FALSE, sizeof (CertplanMoreCell));
  for (guint c = 0; c < type->n_columns; c++)
    header->cells[c] = -1;
}

/* Whether the column's texts are looked up, so that they are to be announced. */
static gboolean
is_looked_up (const CertplanColumn *column)
{
  return column->type == CERTPLAN_COLUMN_TEXT
         || (column->type == CERTPLAN_COLUMN_ID && (column->flags & CERTPLAN_COLUMN_KEY) != 0);
}

static void
list_found (CertplanHeader *header, const CertplanRecordType *type)
{
  header->found = g_new (CertplanFoundColumn, type->n_columns);
  header->looked = g_new (CertplanFoundColumn, type->n_columns);
  header->n_found = header->n_looked = 0;
  for (guint c = 0; c < type->n_columns; c++)
    {
      const CertplanColumn *column = &type->columns[c];
      if (header->cells[c] < 0)
        continue;
      header->found[header->n_found++] = (CertplanFoundColumn){
        .column = c,
        .cell = (guint)header->cells[c],
        .type = column->type,
        .offset = column->offset,
        .is_unsigned = (column->flags & CERTPLAN_COLUMN_UNSIGNED) != 0,
      };
      if (is_looked_up (column))
        header->looked[header->n_looked++] = header->found[header->n_found - 1];
    }
}

void
_certplan_header_read (CertplanHeader *header, CertplanRecords *records, CertplanReader *reader,
                       CertplanFaults *faults)
{
  const CertplanRecordType *type = records->type;
  g_autoptr (GArray) names = _certplan_head_names_new (type);
  g_autofree gint *by_names = g_new0 (gint, type->n_columns);
  HeadMatch match = { header, type, records, reader, faults, names, by_names };
  const CertplanCell *cells = _certplan_reader_get_cells (reader, &header->n_cells);

  prepare (header, type);
  header->n_named = count_named (cells, header->n_cells);
  for (guint cell = 0; cell < header->n_named; cell++)
    match_cell (&match, cell, cells[cell].text);
  check_missing (&match);
  list_found (header, type);
}

/* Returns: the column that the cell names, not one behind it; -1 = none */
static gint
find_column (const GArray *names, const char *text)
{
  g_autofree char *folded = _certplan_head_fold (text);
  g_autofree char *unit = NULL;
  const gint name = _certplan_head_names_match (names, folded, &unit);

  return name < 0 || g_array_index (names, CertplanHeadName, name).is_behind
             ? -1
             : (gint)_certplan_head_names_get_column (names, name);
}

gboolean *
_certplan_header_find_columns (const CertplanRecordType *type, CertplanReader *reader,
                               guint *n_known)
{
  g_autoptr (GArray) names = _certplan_head_names_new (type);
  gboolean *is_there = g_new0 (gboolean, type->n_columns);
  guint n_cells;
  const CertplanCell *cells = _certplan_reader_get_cells (reader, &n_cells);

  *n_known = 0;
  for (guint cell = 0; cell < n_cells; cell++)
    {
      const gint c = find_column (names, cells[cell].text);
      *n_known += c >= 0;
      if (c >= 0)
        is_there[c] = TRUE;
    }
  return is_there;
}

void
_certplan_header_prepare_all (CertplanHeader *header, const CertplanRecordType *type)
{
  prepare (header, type);
  for (guint c = 0; c < type->n_columns; c++)
    header->cells[c] = (gint)c;
  list_found (header, type);
}

void
_certplan_header_clear (CertplanHeader *header)
{
  g_clear_pointer (&header->found, g_free);
  g_clear_pointer (&header->looked, g_free);
  g_clear_pointer (&header->cells, g_free);
  g_clear_pointer (&header->more, g_array_unref);
}
