/* certplan rows: any CSV as JSON arrays. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli.h"

#define BLOCK_BYTES (64 * 1024)

/* Goes to the next row. Returns: FALSE at the end, and with @error set on a failure */
static gboolean
next_row (Cli *cli, CertplanRows *rows, GError **error)
{
  return certplan_rows_next (rows, error)
         && !g_cancellable_set_error_if_cancelled (cli->cancellable, error);
}

/* A file at fault prints nothing, and a large one is not kept in memory: two walks. */
static gboolean
check_rows (Cli *cli, CertplanRows *rows, GError **error)
{
  g_autoptr (GError) cause = NULL;
  while (next_row (cli, rows, &cause))
    continue;
  if (cause == NULL)
    return certplan_rows_rewind (rows, error);
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gboolean
print_rows (Cli *cli, CertplanRows *rows, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) cause = NULL;
  while (next_row (cli, rows, &cause))
    {
      g_auto (GStrv) cells = certplan_rows_dup_cells (rows);
      g_autofree char *json = certplan_json_from_strv ((const char *const *)cells);
      g_string_append (text, json);
      g_string_append_c (text, '\n');
      if (text->len < BLOCK_BYTES)
        continue;
      if (!cli_print (text->str, text->len, error))
        return FALSE;
      g_string_truncate (text, 0);
    }
  if (cause == NULL)
    return cli_print (text->str, text->len, error);
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gboolean
show_file (Cli *cli, const char *path, GError **error)
{
  g_autoptr (CertplanRows) rows
      = certplan_rows_open (path, cli->input, cli->faults, cli->cancellable, error);
  if (rows == NULL)
    return FALSE;
  cli_tell_input (cli, path, certplan_rows_get_encoding (rows), certplan_rows_get_delimiter (rows));
  return check_rows (cli, rows, error) && print_rows (cli, rows, error);
}

gboolean
cmd_rows (Cli *cli, int argc, char **argv, GError **error)
{
  const CliInfo info = { N_ ("FILE"),
                         N_ ("Prints the rows of a CSV file as JSON arrays of texts, one a line: "
                             "how certplan reads\nits encoding, delimiter and quotes. - is "
                             "standard input."),
                         "  certplan rows register.csv\n"
                         "  certplan rows -v --encoding GB18030 --delimiter tab register.txt",
                         NULL };
  cli->reads_files = TRUE;
  cli->prints_only = TRUE;
  if (!cli_parse (cli, &argc, &argv, &info, error))
    return FALSE;
  if (argc != 2)
    return cli_usage (error, _ ("one file is needed"));
  return show_file (cli, argv[1], error);
}
