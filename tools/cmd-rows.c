/* certplan rows: any CSV as JSON arrays. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli.h"

/* All rows before the first is printed: a file at fault prints nothing. */
static gboolean
append_rows (Cli *cli, const char *path, GString *text, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (CertplanRows) rows
      = certplan_rows_open (path, cli->input, cli->faults, cli->cancellable, error);
  if (rows == NULL)
    return FALSE;
  cli_tell_input (cli, path, certplan_rows_get_encoding (rows), certplan_rows_get_delimiter (rows));
  while (certplan_rows_next (rows, &cause))
    {
      g_auto (GStrv) cells = certplan_rows_dup_cells (rows);
      g_autofree char *json = certplan_json_from_strv ((const char *const *)cells);
      g_string_append (text, json);
      g_string_append_c (text, '\n');
      if (g_cancellable_set_error_if_cancelled (cli->cancellable, error))
        return FALSE;
    }
  if (cause == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

gboolean
cmd_rows (Cli *cli, int argc, char **argv, GError **error)
{
  const CliInfo info = { N_ ("FILE"),
                         N_ ("Prints the rows of a CSV file as JSON arrays of texts, one a line: "
                             "how certplan reads\nits encoding, delimiter and quotes. - is "
                             "standard input."),
                         "Examples:\n  certplan rows register.csv\n"
                         "  certplan rows -v --encoding GB18030 --delimiter tab register.txt",
                         NULL };
  cli->reads_files = TRUE;
  if (!cli_parse (cli, &argc, &argv, &info, error))
    return FALSE;
  if (argc != 2)
    return cli_usage (error, _ ("one file is needed"));
  if (!cli_refuse_output (cli, error))
    return FALSE;
  g_autoptr (GString) text = g_string_new (NULL);
  return append_rows (cli, argv[1], text, error) && cli_print (text->str, text->len, error);
}
