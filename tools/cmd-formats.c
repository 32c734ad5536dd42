/* certplan formats: the record files. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli.h"

#define FILLED 3 /* the column of the description that says whether cells may be empty */

static const char examples[]
    = "  certplan formats\n"
      "  certplan formats register\n"
      "  certplan formats register --template --lang zh_CN -o register.csv";

/* The names of a record's columns, those that may be left out in brackets. */
static gboolean
append_columns (GString *text, const char *name, GError **error)
{
  g_autoptr (CertplanTables) tables = certplan_record_type_dup_columns (name, error);
  if (tables == NULL)
    return FALSE;
  g_autoptr (CertplanCursor) cursor = certplan_table_open (certplan_tables_get (tables, 0));
  while (certplan_cursor_next (cursor, error))
    {
      g_autofree char *field = certplan_cursor_dup_text (cursor, 0);
      g_autofree char *filled = certplan_cursor_dup_text (cursor, FILLED);
      gboolean is_optional = g_str_equal (filled, "filled.optional");
      g_string_append_printf (text, is_optional ? " [%s]" : " %s", field);
    }
  g_string_append_c (text, '\n');
  return TRUE;
}

/* Every record with its columns. */
static gboolean
print_list (const Cli *cli, GError **error)
{
  CertplanLang lang = cli_get_lang (cli);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < certplan_record_types_get_n (); i++)
    {
      const char *name = certplan_record_types_get_name (i);
      const char *help = certplan_labels_get (certplan_labels_get_default (), lang,
                                              certplan_record_types_get_help (name));
      g_string_append_printf (text, "%s: %s\n ", name, help);
      if (!append_columns (text, name, error))
        return FALSE;
    }
  return cli_print (text->str, text->len, error);
}

/* A file to fill in: on standard output too it is one, not a text for reading. */
static gboolean
write_template (Cli *cli, const char *name, GError **error)
{
  g_autoptr (CertplanTables) tables = certplan_record_type_dup_empty (name, error);
  cli->writes_csv = TRUE;
  return tables != NULL && cli_write (cli, tables, NULL, error);
}

gboolean
cmd_formats (Cli *cli, int argc, char **argv, GError **error)
{
  gboolean is_template = FALSE;
  const GOptionEntry entries[] = {
    { "template", 't', 0, G_OPTION_ARG_NONE, &is_template,
      N_ ("Write an empty file of that record, to fill in"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  const CliInfo info
      = { N_ ("[RECORD]"),
          N_ ("The record files that certplan reads: their names, the columns of one, "
              "an empty file."),
          examples, entries };
  if (!cli_parse (cli, &argc, &argv, &info, error))
    return FALSE;
  if (argc > 2 || (is_template && argc != 2))
    return cli_usage (error, _ ("one record is needed; \"certplan formats\" lists them"));
  if (argc == 1 && !cli_refuse_output (cli, error))
    return FALSE;
  if (argc == 1)
    return print_list (cli, error);
  if (is_template)
    return write_template (cli, argv[1], error);
  g_autoptr (CertplanTables) tables = certplan_record_type_dup_columns (argv[1], error);
  return tables != NULL && cli_write (cli, tables, NULL, error);
}
