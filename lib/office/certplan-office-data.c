/* What is compiled in about offices. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-office-data-private.h"
#include "certplan-record-types-private.h"
#include <string.h>

const CertplanRecords *
_certplan_office_data_get_regions (void)
{
  return _certplan_shipped_get ("regions", &_certplan_regions_type);
}

typedef struct
{
  guint32 line;
  guint32 name, alias;
  gint32 body_class;
  guint32 reviewer, witness, observer, expert, committee;
} ClassRow;

#define COLUMN(member, TYPE, flags) CERTPLAN_RECORD_COLUMN (ClassRow, member, TYPE, flags)
static const CertplanColumn class_columns[] = {
  CERTPLAN_RECORD_COLUMN_NAMED (ClassRow, name, "class", NOTE, CERTPLAN_COLUMN_REQUIRED),
  COLUMN (alias, NOTE, 0),
  COLUMN (body_class, INT, CERTPLAN_COLUMN_UNSIGNED),
  COLUMN (reviewer, TEXT, CERTPLAN_COLUMN_REQUIRED),
  COLUMN (witness, TEXT, CERTPLAN_COLUMN_REQUIRED),
  COLUMN (observer, TEXT, CERTPLAN_COLUMN_REQUIRED),
  COLUMN (expert, TEXT, CERTPLAN_COLUMN_REQUIRED),
  COLUMN (committee, TEXT, CERTPLAN_COLUMN_REQUIRED),
};
static const CertplanRecordType class_type = {
  .name = "body-classes",
  .columns = class_columns,
  .n_columns = G_N_ELEMENTS (class_columns),
  .row_size = sizeof (ClassRow),
};

typedef struct
{
  guint32 line;
  guint32 performer, resource;
} PerformerRow;

static const CertplanColumn performer_columns[] = {
  CERTPLAN_RECORD_COLUMN (PerformerRow, performer, TEXT, CERTPLAN_COLUMN_REQUIRED),
  CERTPLAN_RECORD_COLUMN (PerformerRow, resource, TEXT, CERTPLAN_COLUMN_HEADED),
};
static const CertplanRecordType performer_type = {
  .name = "performers",
  .columns = performer_columns,
  .n_columns = G_N_ELEMENTS (performer_columns),
  .row_size = sizeof (PerformerRow),
};

static const CertplanRecords *
get_classes (void)
{
  return _certplan_shipped_get ("body-classes", &class_type);
}

static gboolean
has_word (const char *words, const char *text)
{
  g_auto (GStrv) list = g_strsplit (words != NULL ? words : "", ";", -1);
  for (char **word = list; *word != NULL; word++)
    if (g_ascii_strcasecmp (*word, text) == 0)
      return TRUE;
  return FALSE;
}

/* A class that is a number and has no row works as the first one does. Without a class: the last.
 */
static const ClassRow *
find_row (const char *text, guint64 *number)
{
  const CertplanRecords *classes = get_classes ();
  const guint n = certplan_records_get_n (classes);
  *number = 0;
  for (guint i = 0; text != NULL && i < n; i++)
    {
      const ClassRow *row = _certplan_records_row (classes, i);
      if (g_ascii_strcasecmp (_certplan_records_note (classes, row->name), text) == 0
          || has_word (_certplan_records_note (classes, row->alias), text))
        return row;
    }
  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT16, number, NULL))
    return NULL;
  return _certplan_records_row (classes, text != NULL ? 0 : n - 1);
}

gboolean
_certplan_body_class_find (const char *text, CertplanBodyClass *out)
{
  const CertplanRecords *classes = get_classes ();
  guint64 number;
  g_autofree char *word = text != NULL ? g_strstrip (g_strdup (text)) : NULL;
  const ClassRow *row = find_row (word, &number);
  if (row == NULL)
    return FALSE;
  const guint32 roles[]
      = { row->reviewer, row->witness, row->observer, row->expert, row->committee };
  *out = (CertplanBodyClass){ .name = _certplan_records_note (classes, row->name),
                              .body_class = number != 0 ? (gint32)number : row->body_class };
  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    out->resources[CERTPLAN_REVIEWER_REVIEWER + i]
        = _certplan_resource_find (_certplan_records_text (classes, roles[i]));
  return TRUE;
}

void
_certplan_body_classes_append (GString *out)
{
  const CertplanRecords *classes = get_classes ();
  for (guint i = 0; i < certplan_records_get_n (classes); i++)
    {
      const ClassRow *row = _certplan_records_row (classes, i);
      g_string_append_printf (out, "%s%s", i > 0 ? ", " : "",
                              _certplan_records_note (classes, row->name));
    }
}

const char *
_certplan_performer_get_resource (const char *performer)
{
  const CertplanRecords *rows = _certplan_shipped_get ("performers", &performer_type);
  for (guint i = 0; i < certplan_records_get_n (rows); i++)
    {
      const PerformerRow *row = _certplan_records_row (rows, i);
      if (g_str_equal (_certplan_records_text (rows, row->performer), performer))
        return _certplan_records_text (rows, row->resource);
    }
  return g_intern_string (performer);
}

const char *
_certplan_resource_find (const char *resource)
{
  const CertplanRecords *rows = _certplan_shipped_get ("performers", &performer_type);
  for (guint i = 0; i < certplan_records_get_n (rows); i++)
    {
      const PerformerRow *row = _certplan_records_row (rows, i);
      const char *text = _certplan_records_text (rows, row->resource);
      if (text != NULL && g_str_equal (text, resource))
        return text;
    }
  return g_intern_string (resource);
}
