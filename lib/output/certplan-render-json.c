/* JSON (RFC 8259): each table an array of rows, money exact. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "certplan-json-private.h"
#include "certplan-render-private.h"

typedef struct
{
  CertplanSink *sink;
  CertplanLang lang;
  GString *cell;
  GString *escaped;
  guint n_tables;
  /* the current table */
  const CertplanLabels *labels;
  const CertplanColumn *columns;
  guint n_columns;
  guint64 n_rows;
} Json;

static gpointer
open_json (CertplanSink *sink, const CertplanRenderOptions *options)
{
  Json *json = g_new0 (Json, 1);

  json->sink = sink;
  json->lang = options->lang;
  json->cell = g_string_new (NULL);
  json->escaped = g_string_new (NULL);
  _certplan_sink_putc (sink, '{');
  return json;
}

static void
write_string (Json *json, const char *text)
{
  g_string_truncate (json->escaped, 0);
  _certplan_json_append (json->escaped, text);
  _certplan_sink_write (json->sink, json->escaped->str, json->escaped->len);
}

static gboolean
begin_json (gpointer state, CertplanTable *table, GCancellable *cancellable, GError **error)
{
  Json *json = state;

  json->labels = _certplan_render_labels (table);
  json->columns = _certplan_table_get_columns (table, &json->n_columns);
  json->n_rows = 0;
  _certplan_sink_puts (json->sink, json->n_tables++ > 0 ? ",\n  " : "\n  ");
  write_string (json, certplan_table_get_name (table));
  _certplan_sink_puts (json->sink, ": [");
  return TRUE;
}

static void
write_value (Json *json, CertplanColumnType type, const CertplanValue *value)
{
  /* keys stay keys: programs compare them; sentences are for people */
  const CertplanLang lang = type == CERTPLAN_COLUMN_SENTENCE ? json->lang : CERTPLAN_LANG_FIELD;

  if (_certplan_value_is_absent (type, value))
    {
      _certplan_sink_puts (json->sink, "null");
      return;
    }
  g_string_truncate (json->cell, 0);
  _certplan_value_append (json->labels, lang, FALSE, type, value, json->cell);
  if (_certplan_render_is_number (type))
    _certplan_sink_write (json->sink, json->cell->str, json->cell->len);
  else
    write_string (json, json->cell->str);
}

static void
write_row (gpointer state, CertplanCursor *cursor)
{
  Json *json = state;

  _certplan_sink_puts (json->sink, json->n_rows++ > 0 ? ",\n    {" : "\n    {");
  for (guint i = 0; i < json->n_columns; i++)
    {
      CertplanValue value;
      _certplan_cursor_get (cursor, i, &value);
      if (i > 0)
        _certplan_sink_puts (json->sink, ", ");
      write_string (json, json->columns[i].name);
      _certplan_sink_puts (json->sink, ": ");
      write_value (json, json->columns[i].type, &value);
    }
  _certplan_sink_putc (json->sink, '}');
}

static void
end_json (gpointer state)
{
  Json *json = state;

  _certplan_sink_puts (json->sink, json->n_rows > 0 ? "\n  ]" : "]");
}

static void
drop_json (gpointer state)
{
  Json *json = state;

  g_string_free (json->cell, TRUE);
  g_string_free (json->escaped, TRUE);
  g_free (json);
}

static gboolean
close_json (gpointer state, GError **error)
{
  Json *json = state;

  _certplan_sink_puts (json->sink, json->n_tables > 0 ? "\n}\n" : "}\n");
  drop_json (state);
  return TRUE;
}

const CertplanRenderer _certplan_render_json = {
  open_json, begin_json, write_row, NULL, end_json, NULL, close_json, drop_json,
};
