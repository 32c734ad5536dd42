/* certplan formats: the files that are read. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli.h"

static const char examples[]
    = "  certplan formats\n"
      "  certplan formats register\n"
      "  certplan formats rules/tariff\n"
      "  certplan formats register --template --lang zh_CN -o register.csv";

/* Every file with its columns, two lines each. */
static gboolean
print_list (const Cli *cli, GError **error)
{
  const CertplanLabels *labels = certplan_labels_get_default ();
  g_autoptr (CertplanTables) tables = certplan_file_formats_dup_tables ();
  g_autoptr (CertplanCursor) cursor = certplan_table_open (certplan_tables_get (tables, 0));
  g_autoptr (GString) text = g_string_new (NULL);
  while (certplan_cursor_next (cursor, error))
    {
      g_autofree char *name = certplan_cursor_dup_text (cursor, 0);
      g_autofree char *columns = certplan_cursor_dup_text (cursor, 1);
      g_autofree char *help = certplan_cursor_dup_text (cursor, 2);
      g_string_append_printf (text, "%s: %s\n  %s\n", name,
                              certplan_labels_get (labels, cli_get_lang (cli), help), columns);
    }
  return cli_print (text->str, text->len, error);
}

/* All files, or one file's columns. */
static gboolean
write_tables (Cli *cli, const char *name, GError **error)
{
  g_autoptr (CertplanTables) tables = name != NULL ? certplan_record_type_dup_columns (name, error)
                                                   : certplan_file_formats_dup_tables ();
  return tables != NULL && cli_write (cli, tables, NULL, error);
}

static gboolean
write_template (Cli *cli, const char *name, GError **error)
{
  g_autoptr (CertplanTables) tables = certplan_record_type_dup_empty (name, error);
  return tables != NULL && cli_write_template (cli, tables, error);
}

gboolean
cmd_formats (Cli *cli, int argc, char **argv, GError **error)
{
  gboolean is_template = FALSE;
  const GOptionEntry entries[] = {
    { "template", 't', 0, G_OPTION_ARG_NONE, &is_template,
      N_ ("Write an empty file of that kind, to fill in"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  const CliInfo info
      = { N_ ("[FILE]"),
          N_ ("The CSV files that certplan reads, records and those of rules (rules/...): their "
              "names, the columns of one, an empty file."),
          examples, entries };
  if (!cli_parse (cli, &argc, &argv, &info, error))
    return FALSE;
  if (argc > 2 || (is_template && argc != 2))
    return cli_usage (error, _ ("one file is needed; \"certplan formats\" lists them"));
  if (argc == 1 && cli->outputs == NULL)
    return print_list (cli, error);
  if (is_template)
    return write_template (cli, argv[1], error);
  return write_tables (cli, argc == 2 ? argv[1] : NULL, error);
}
