/* certplan merge: parts of a simulation put together. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli.h"
#include <string.h>

static const char examples[] = "  certplan merge part-*.csv\n"
                               "  certplan merge part-*.csv --missing";

/* What a job array takes to fill the gaps; nothing where there are none. */
static gboolean
print_missing (const char *missing, GError **error)
{
  g_autofree char *line = missing[0] != '\0' ? g_strconcat (missing, "\n", NULL) : g_strdup ("");
  return cli_print (line, strlen (line), error);
}

gboolean
cmd_merge (Cli *cli, int argc, char **argv, GError **error)
{
  gboolean wants_missing = FALSE;
  g_autofree char *missing = NULL;
  const GOptionEntry entries[] = {
    { "missing", 0, 0, G_OPTION_ARG_NONE, &wants_missing,
      N_ ("Only print the numbers of the parts that are missing, as 3,7-9"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  const CliInfo info
      = { N_ ("PART..."),
          N_ ("The results of a simulation out of all its parts, the same bytes as one run would "
              "have given.\n"
              "Results: those of \"certplan simulate\"."),
          examples, entries };
  cli->draws = TRUE;
  if (!cli_parse (cli, &argc, &argv, &info, error))
    return FALSE;
  if (argc < 2)
    return cli_usage (error, _ ("parts are needed: files of \"certplan simulate --shard\""));
  if (wants_missing && !cli_refuse_output (cli, error))
    return FALSE;
  if (!cli_load (cli, error))
    return FALSE;
  g_autoptr (GError) own = NULL;
  g_autoptr (CertplanSimResult) result = certplan_sim_merge (
      (const char *const *)argv + 1, cli->rulebook, &missing, cli->faults, cli->cancellable, &own);
  if (wants_missing && missing != NULL)
    return print_missing (missing, error);
  if (result == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&own));
      return FALSE;
    }
  g_autoptr (CertplanTables) tables = certplan_sim_result_dup_tables (result);
  return cli_write (cli, tables, (const char *const *)argv + 1, error);
}
