/* Records of all types: what their files look like. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-record-files.h"
#include "certplan-record-types-private.h"
#include "certplan-table-private.h"

/* One column of a record, told. */
typedef struct
{
  const char *field;    /* static */
  char *heading;        /* a sentence; owned */
  const char *content;  /* static, a label key */
  const char *filled;   /* static, a label key */
  char *values;         /* a sentence; owned; NULL = none */
  const char *unit;     /* static; NULL = none */
  char *other_headings; /* owned; NULL = none */
  const char *help;     /* static, a label key: the English text itself */
} ColumnRow;

typedef struct
{
  ColumnRow *rows;
  guint n;
} ColumnRows;

static const char *const type_names[]
    = { "type.id",  "type.text",  "type.note",   "type.date",   "type.month",         "type.money",
        "type.int", "type.share", "type.period", "type.choice", "type.qualification", NULL };
G_STATIC_ASSERT (G_N_ELEMENTS (type_names) == CERTPLAN_COLUMN_QUALIFICATION + 2);
static const char *const filled_names[]
    = { "filled.always", "filled.header", "filled.optional", NULL };

static const CertplanColumn description[] = {
  CERTPLAN_RESULT_COLUMN (ColumnRow, field, NOTE),
  CERTPLAN_RESULT_COLUMN (ColumnRow, heading, SENTENCE),
  CERTPLAN_RESULT_COLUMN (ColumnRow, content, CHOICE, .values = type_names),
  CERTPLAN_RESULT_COLUMN (ColumnRow, filled, CHOICE, .values = filled_names),
  CERTPLAN_RESULT_COLUMN (ColumnRow, values, SENTENCE),
  CERTPLAN_RESULT_COLUMN (ColumnRow, unit, CHOICE),
  CERTPLAN_RESULT_COLUMN (ColumnRow, other_headings, NOTE, .flags = CERTPLAN_COLUMN_WIDE),
  CERTPLAN_RESULT_COLUMN (ColumnRow, help, CHOICE),
};

static void
free_rows (gpointer data)
{
  ColumnRows *list = data;

  for (guint i = 0; i < list->n; i++)
    {
      g_free (list->rows[i].heading);
      g_free (list->rows[i].values);
      g_free (list->rows[i].other_headings);
    }
  g_free (list->rows);
  g_free (list);
}

static char *
join (const char *const *texts)
{
  return texts != NULL ? g_strjoinv (", ", (char **)texts) : NULL;
}

/* The words that a cell may hold, in the reader's language, as its files may have them. */
static char *
list_words (const char *const *values)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  for (; values != NULL && *values != NULL; values++)
    {
      g_autofree char *word = g_strconcat (CERTPLAN_LABEL, *values, NULL);
      g_strv_builder_add (words, word);
    }
  g_auto (GStrv) list = g_strv_builder_end (words);
  return list[0] != NULL ? _certplan_sentencev ("list", (const char *const *)list) : NULL;
}

static void
describe (ColumnRow *row, const CertplanColumn *column)
{
  g_autofree char *key = _certplan_column_dup_label (column);

  row->field = column->name;
  row->heading = _certplan_sentence (key, NULL);
  row->content = type_names[column->type];
  row->filled = (column->flags & CERTPLAN_COLUMN_REQUIRED) != 0 ? filled_names[0]
                : (column->flags & CERTPLAN_COLUMN_HEADED) != 0 ? filled_names[1]
                                                                : filled_names[2];
  row->values = list_words (column->values);
  row->unit = column->unit;
  row->other_headings = join (column->aliases);
  row->help = column->help;
}

/* One file, told. */
typedef struct
{
  const char *file; /* static */
  char *columns;    /* owned: its fields, those that may be left out in brackets */
  const char *help; /* static, a label key: the English text itself */
} FileRow;

typedef struct
{
  FileRow *rows;
  guint n;
} FileRows;

static const CertplanColumn file_columns[] = {
  CERTPLAN_RESULT_COLUMN (FileRow, file, NOTE),
  CERTPLAN_RESULT_COLUMN (FileRow, columns, NOTE),
  CERTPLAN_RESULT_COLUMN (FileRow, help, CHOICE),
};

static void
free_files (gpointer data)
{
  FileRows *list = data;

  for (guint i = 0; i < list->n; i++)
    g_free (list->rows[i].columns);
  g_free (list->rows);
  g_free (list);
}

static char *
list_columns (const CertplanRecordType *type)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < type->n_columns; i++)
    {
      const CertplanColumn *column = &type->columns[i];
      const guint needed = CERTPLAN_COLUMN_REQUIRED | CERTPLAN_COLUMN_HEADED;
      g_string_append_printf (text, (column->flags & needed) != 0 ? "%s%s" : "%s[%s]",
                              i > 0 ? " " : "", column->name);
    }
  return g_string_free (text, FALSE);
}

CertplanTables *
certplan_file_formats_dup_tables (void)
{
  FileRows *list = g_new (FileRows, 1);
  list->n = certplan_file_formats_get_n ();
  list->rows = g_new (FileRow, list->n);
  for (guint i = 0; i < list->n; i++)
    {
      const char *name = certplan_file_formats_get_name (i);
      const CertplanRecordType *type = _certplan_file_format_find (name, NULL);
      list->rows[i] = (FileRow){ name, list_columns (type), type->help };
    }
  CertplanTable *table
      = _certplan_table_new_rows ("files", file_columns, G_N_ELEMENTS (file_columns), list->rows,
                                  sizeof *list->rows, list->n, list, free_files);
  g_autofree char *title = _certplan_sentence ("title.files", NULL);
  _certplan_table_set_title (table, title, NULL);
  CertplanTables *tables = certplan_tables_new ();
  certplan_tables_take (tables, table);
  return tables;
}

CertplanTables *
certplan_record_type_dup_columns (const char *name, GError **error)
{
  g_return_val_if_fail (name != NULL, NULL);

  const CertplanRecordType *type = _certplan_file_format_find (name, error);
  if (type == NULL)
    return NULL;
  ColumnRows *list = g_new (ColumnRows, 1);
  list->n = type->n_columns;
  list->rows = g_new0 (ColumnRow, list->n);
  for (guint i = 0; i < list->n; i++)
    describe (&list->rows[i], &type->columns[i]);

  CertplanTable *table
      = _certplan_table_new_rows ("columns", description, G_N_ELEMENTS (description), list->rows,
                                  sizeof *list->rows, list->n, list, free_rows);
  g_autofree char *title = _certplan_sentence ("title.columns", name, NULL);
  _certplan_table_set_title (table, title, NULL);
  CertplanTables *tables = certplan_tables_new ();
  certplan_tables_take (tables, table);
  return tables;
}

CertplanTables *
certplan_record_type_dup_empty (const char *name, GError **error)
{
  g_return_val_if_fail (name != NULL, NULL);

  const CertplanRecordType *type = _certplan_file_format_find (name, error);
  if (type == NULL)
    return NULL;
  CertplanTable *table = _certplan_table_new_rows (type->name, type->columns, type->n_columns, NULL,
                                                   0, 0, NULL, NULL);
  g_autofree char *title = _certplan_sentence (type->help, NULL);
  _certplan_table_set_title (table, title, NULL);
  CertplanTables *tables = certplan_tables_new ();
  certplan_tables_take (tables, table);
  return tables;
}

char *
certplan_record_type_dup_template (const char *name, CertplanLang lang, GError **error)
{
  g_return_val_if_fail (name != NULL, NULL);

  const CertplanRecordType *type = _certplan_file_format_find (name, error);
  if (type == NULL)
    return NULL;
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < type->n_columns; i++)
    {
      /* No label and no field has a comma or a quote in it: a test sees to that. */
      g_string_append (text, i > 0 ? "," : "");
      g_string_append (text, _certplan_column_get_head (&type->columns[i], NULL, lang));
    }
  g_string_append (text, "\r\n");
  return g_string_free (text, FALSE);
}
