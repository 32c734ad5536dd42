/* Which cell of a file's rows holds which column. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-nearest-private.h"
#include "certplan-private.h"
#include "certplan-records-parts-private.h"
#include <string.h>

/* One way to write a column's name. */
typedef struct
{
  char *text;        /* folded; owned */
  const char *shown; /* as a fault proposes it; borrowed */
  guint column;
  gboolean is_behind; /* of a column that goes behind that one */
} HeadName;

typedef struct
{
  CertplanHeader *header;
  const CertplanRecordType *type;
  CertplanRecords *records;
  CertplanReader *reader;
  CertplanFaults *faults;
  GArray *names;  /* of HeadName; a column's own names before labels and aliases */
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

/* Full-width forms plain, blanks at the ends away, ASCII letters small. */
static char *
fold_head (const char *text)
{
  char *folded = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);

  if (folded == NULL)
    return g_strdup ("");
  g_strstrip (folded);
  for (char *at = folded; *at != '\0'; at++)
    *at = g_ascii_tolower (*at);
  return folded;
}

static void
clear_name (gpointer data)
{
  HeadName *name = data;

  g_free (name->text);
}

static void
add_name (GArray *names, const char *shown, guint column, gboolean is_behind)
{
  if (shown == NULL)
    return;
  const HeadName name = { fold_head (shown), shown, column, is_behind };
  g_array_append_val (names, name);
}

/* @shown: (nullable): ends with NULL */
static void
add_all_names (GArray *names, const char *const *shown, guint column, gboolean is_behind)
{
  for (; shown != NULL && *shown != NULL; shown++)
    add_name (names, *shown, column, is_behind);
}

static void
add_labels (GArray *names, const CertplanColumn *column, guint c)
{
  g_autofree char *key = _certplan_column_dup_label (column);

  add_name (names, _certplan_labels_find (NULL, CERTPLAN_LANG_ZH_CN, key), c, FALSE);
  add_name (names, _certplan_labels_find (NULL, CERTPLAN_LANG_EN, key), c, FALSE);
}

/* A column's own name goes before any other column's label or alias. */
static GArray *
list_names (const CertplanRecordType *type)
{
  GArray *names = g_array_new (FALSE, FALSE, sizeof (HeadName));

  g_array_set_clear_func (names, clear_name);
  for (guint c = 0; c < type->n_columns; c++)
    add_name (names, type->columns[c].name, c, FALSE);
  for (guint c = 0; c < type->n_columns; c++)
    add_labels (names, &type->columns[c], c);
  for (guint c = 0; c < type->n_columns; c++)
    add_all_names (names, type->columns[c].aliases, c, FALSE);
  for (guint c = 0; c < type->n_columns; c++)
    add_all_names (names, type->columns[c].behind, c, TRUE);
  return names;
}

/* Returns: the place of the name that is the folded text; -1 if there is none */
static gint
find_name (const GArray *names, const char *folded)
{
  for (guint i = 0; i < names->len; i++)
    if (g_str_equal (g_array_index (names, HeadName, i).text, folded))
      return (gint)i;
  return -1;
}

static guint
get_column (const GArray *names, gint name)
{
  return g_array_index (names, HeadName, name).column;
}

/* Cuts a last part in brackets off. Returns: (transfer full): it without brackets; NULL = none */
static char *
cut_unit (char *folded)
{
  static const char *const brackets[][2] = { { "(", ")" }, { "[", "]" }, { "【", "】" } };

  for (gsize i = 0; i < G_N_ELEMENTS (brackets); i++)
    {
      char *open = strstr (folded, brackets[i][0]);
      if (open == NULL || open == folded || !g_str_has_suffix (folded, brackets[i][1]))
        continue;
      const char *start = open + strlen (brackets[i][0]);
      const char *end = folded + strlen (folded) - strlen (brackets[i][1]);
      char *unit = g_strstrip (g_strndup (start, end < start ? 0 : (gsize)(end - start)));
      *open = '\0';
      g_strchomp (folded);
      return unit;
    }
  return NULL;
}

/* "[交易日期Transaction Date]": some exports have two languages in one cell. Returns: (transfer
 * full): what stands before the Latin letters; NULL = the text is not like that */
static char *
dup_first_language (const char *folded)
{
  const char *begin = folded + (*folded == '[');
  const char *end = begin;
  gboolean has_other = FALSE;

  for (; *end != '\0' && !g_ascii_isalpha (*end); end++)
    has_other |= (*end & 0x80) != 0;
  if (!has_other || *end == '\0')
    return NULL;
  return g_strstrip (g_strndup (begin, (gsize)(end - begin)));
}

/* @unit: (out): what stands in brackets behind the name; NULL = nothing does. Returns: as
 * find_name() */
static gint
find_head (const GArray *names, const char *folded, char **unit)
{
  gint name = find_name (names, folded);

  *unit = NULL;
  if (name >= 0)
    return name;
  g_autofree char *base = g_strdup (folded);
  *unit = cut_unit (base);
  if (*unit != NULL)
    name = find_name (names, base);
  if (name >= 0)
    return name;
  g_clear_pointer (unit, g_free);
  g_autofree char *first = dup_first_language (folded);
  return first != NULL ? find_name (names, first) : -1;
}

static gboolean
is_text_of (const char *folded, const char *text)
{
  if (text == NULL)
    return FALSE;
  g_autofree char *other = fold_head (text);
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
      const HeadName *name = &g_array_index (match->names, HeadName, i);
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
  const guint c = get_column (match->names, name);
  const gboolean is_behind = g_array_index (match->names, HeadName, name).is_behind;
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
  const gint other = find_name (match->names, unit);

  return other >= 0 && get_column (match->names, other) == get_column (match->names, name);
}

static void
match_cell (HeadMatch *match, guint cell, const char *text)
{
  g_autofree char *folded = fold_head (text);
  g_autofree char *unit = NULL;
  const gint name = find_head (match->names, folded, &unit);
  const CertplanColumn *column
      = name < 0 ? NULL : &match->type->columns[get_column (match->names, name)];

  if (name < 0 && match->type->export_form != NULL)
    leave_out (match, text);
  else if (name < 0)
    refuse_unknown (match, cell, text, folded);
  else if (unit != NULL && !has_unit (column, unit) && !is_said_twice (match, name, unit)
           && !is_second_language (column, folded, unit))
    refuse_unit (match, cell, text, get_column (match->names, name));
  else
    take_column (match, cell, text, name);
}

/* "issued or 发证日期" */
static char *
dup_names_of (const CertplanColumn *column)
{
  const char *zh = _certplan_column_get_head (column, NULL, CERTPLAN_LANG_ZH_CN);

  if (g_str_equal (zh, column->name))
    return g_strdup (column->name);
  return g_strconcat (column->name, _ (" or "), zh, NULL);
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
      g_autofree char *wanted = dup_names_of (column);
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

static void
list_found (CertplanHeader *header, const CertplanRecordType *type)
{
  header->found = g_new (CertplanFoundColumn, type->n_columns);
  header->n_found = 0;
  for (guint c = 0; c < type->n_columns; c++)
    {
      const CertplanColumn *column = &type->columns[c];
      const gboolean is_key = (column->flags & CERTPLAN_COLUMN_KEY) != 0;
      if (header->cells[c] < 0)
        continue;
      header->found[header->n_found++] = (CertplanFoundColumn){
        .column = c,
        .cell = (guint)header->cells[c],
        .type = column->type,
        .offset = column->offset,
        .is_looked_up
        = column->type == CERTPLAN_COLUMN_TEXT || (column->type == CERTPLAN_COLUMN_ID && is_key),
        .is_unsigned = (column->flags & CERTPLAN_COLUMN_UNSIGNED) != 0,
      };
    }
}

void
_certplan_header_read (CertplanHeader *header, CertplanRecords *records, CertplanReader *reader,
                       CertplanFaults *faults)
{
  const CertplanRecordType *type = records->type;
  g_autoptr (GArray) names = list_names (type);
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
  g_autofree char *folded = fold_head (text);
  g_autofree char *unit = NULL;
  const gint name = find_head (names, folded, &unit);

  return name < 0 || g_array_index (names, HeadName, name).is_behind
             ? -1
             : (gint)get_column (names, name);
}

gboolean *
_certplan_header_find_columns (const CertplanRecordType *type, CertplanReader *reader,
                               guint *n_known)
{
  g_autoptr (GArray) names = list_names (type);
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
  g_clear_pointer (&header->cells, g_free);
  g_clear_pointer (&header->more, g_array_unref);
}
