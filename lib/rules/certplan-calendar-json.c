/* Holidays as JSON: a year, the notices, the days. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "certplan-calendar-import-private.h"
#include "certplan-date-private.h"
#include "certplan-private.h"
#include <json-glib/json-glib.h>
#include <string.h>

/* The parser calls itself for each level: one that is nested without end would overrun the stack.
 */
#define MAX_DEPTH 32

typedef struct
{
  CertplanCalendarImport *import;
  GHashTable *lines; /* JsonObject -> the line on which it ends */
  gint64 year;       /* 0 = the file does not say */
  char *source;
  guint error_line;
} JsonImport;

/* Returns: FALSE with a fault added */
static gboolean
check_depth (CertplanCalendarImport *import, const char *text)
{
  guint depth = 0, line = 1;
  gboolean in_string = FALSE;
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '\n')
        line++;
      if (in_string && *c == '\\' && c[1] != '\0')
        c++;
      else if (*c == '"')
        in_string = !in_string;
      else if (!in_string && (*c == '[' || *c == '{'))
        depth++;
      else if (!in_string && (*c == ']' || *c == '}') && depth > 0)
        depth--;
      if (depth > MAX_DEPTH)
        {
          _certplan_calendar_import_fault (import, line, _ ("more than 32 levels"), NULL, NULL);
          return FALSE;
        }
    }
  return TRUE;
}

static void
note_line (JsonParser *parser, JsonArray *array, gint i, gpointer data)
{
  JsonImport *json = data;
  JsonNode *node = json_array_get_element (array, i);
  if (JSON_NODE_HOLDS_OBJECT (node))
    g_hash_table_insert (json->lines, json_node_get_object (node),
                         GUINT_TO_POINTER (json_parser_get_current_line (parser)));
}

/* The parser forgets its place on the way out. */
static void
note_error (JsonParser *parser, const GError *error, gpointer data)
{
  JsonImport *json = data;
  json->error_line = json_parser_get_current_line (parser);
}

/* The member of that type; NULL with a fault if it is not there. */
static JsonNode *
get_member (JsonImport *json, JsonObject *object, const char *name, GType type, guint line,
            const char *wanted)
{
  JsonNode *node = json_object_get_member (object, name);
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type)
    return node;
  _certplan_calendar_import_fault (
      json->import, line, node == NULL ? _ ("missing member") : _ ("member of a wrong type"), name,
      wanted);
  return NULL;
}

/* As 2026-01-01 and no other form: the file is a program's. */
static gboolean
parse_day (const char *text, CertplanDate *date)
{
  return strlen (text) == strlen ("2026-01-01") && text[4] == '-' && text[7] == '-'
         && certplan_date_parse (text, date, NULL);
}

/* A notice tells of its own year, of the last days of the one before, and at times of the next. */
static gboolean
is_near (const JsonImport *json, CertplanDate date)
{
  return json->year == 0 || ABS (_certplan_date_get_year (date) - json->year) <= 1;
}

static void
read_day (JsonImport *json, JsonObject *object)
{
  guint line = GPOINTER_TO_UINT (g_hash_table_lookup (json->lines, object));
  JsonNode *name = get_member (json, object, "name", G_TYPE_STRING, line, _ ("a text"));
  JsonNode *day
      = get_member (json, object, "date", G_TYPE_STRING, line, _ ("a day, as 2026-01-01"));
  JsonNode *is_off
      = get_member (json, object, "isOffDay", G_TYPE_BOOLEAN, line, _ ("true or false"));
  CertplanDate date;
  if (name == NULL || day == NULL || is_off == NULL)
    return;
  const char *text = json_node_get_string (day);
  if (!parse_day (text, &date))
    _certplan_calendar_import_fault (json->import, line, _ ("no day"), text,
                                     _ ("a day, as 2026-01-01"));
  else if (!is_near (json, date))
    _certplan_calendar_import_fault (json->import, line, _ ("day far from the file's year"), text,
                                     NULL);
  else
    _certplan_calendar_import_add (json->import, line, date,
                                   json_node_get_boolean (is_off) ? CERTPLAN_DAY_HOLIDAY
                                                                  : CERTPLAN_DAY_WORKDAY,
                                   json_node_get_string (name), json->source);
}

/* The notices that the file names, else its own name. */
static char *
join_papers (const JsonImport *json, JsonObject *root)
{
  JsonNode *node = json_object_get_member (root, "papers");
  JsonArray *papers
      = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; papers != NULL && i < json_array_get_length (papers); i++)
    {
      JsonNode *paper = json_array_get_element (papers, i);
      if (JSON_NODE_HOLDS_VALUE (paper) && json_node_get_value_type (paper) == G_TYPE_STRING)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "",
                                json_node_get_string (paper));
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE)
                       : g_path_get_basename (json->import->file);
}

static void
read_root (JsonImport *json, JsonNode *node)
{
  JsonObject *root
      = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *days = root != NULL ? json_object_get_member (root, "days") : NULL;
  JsonNode *year = root != NULL ? json_object_get_member (root, "year") : NULL;
  if (days == NULL || !JSON_NODE_HOLDS_ARRAY (days))
    {
      _certplan_calendar_import_fault (json->import, 0, _ ("no list of days"), NULL,
                                       _ ("an object with the member \"days\""));
      return;
    }
  if (year != NULL && JSON_NODE_HOLDS_VALUE (year)
      && json_node_get_value_type (year) == G_TYPE_INT64)
    json->year = CLAMP (json_node_get_int (year), 0, 9999);
  json->source = join_papers (json, root);
  JsonArray *array = json_node_get_array (days);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *day = json_array_get_element (array, i);
      if (JSON_NODE_HOLDS_OBJECT (day))
        read_day (json, json_node_get_object (day));
      else
        _certplan_calendar_import_fault (json->import, 0, _ ("day that is no object"), NULL, NULL);
    }
}

void
_certplan_calendar_import_json (CertplanCalendarImport *import, const char *text, gsize length)
{
  g_autoptr (GHashTable) lines = g_hash_table_new (NULL, NULL);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;
  JsonImport json = { import, lines, 0, NULL, 0 };
  if (!check_depth (import, text))
    return;
  g_signal_connect (parser, "array-element", G_CALLBACK (note_line), &json);
  g_signal_connect (parser, "error", G_CALLBACK (note_error), &json);
  if (json_parser_load_from_data (parser, text, (gssize)length, &error))
    read_root (&json, json_parser_get_root (parser));
  else
    _certplan_calendar_import_fault (import, json.error_line, _ ("no JSON here"), NULL, NULL);
  g_free (json.source);
}
