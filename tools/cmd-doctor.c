/* certplan doctor: what the machine has, and how to get the rest. SPDX-License-Identifier:
 * LGPL-2.1-or-later */
#include "cli.h"

gboolean
cmd_doctor (Cli *cli, int argc, char **argv, GError **error)
{
  gboolean fail = FALSE;
  guint n_missing = 0;
  const GOptionEntry entries[] = {
    { "fail", 0, 0, G_OPTION_ARG_NONE, &fail, N_ ("Exit with status 3 if something is missing"),
      NULL },
    G_OPTION_ENTRY_NULL,
  };
  const CliInfo info
      = { NULL,
          N_ ("What this machine has for charts, Chinese, workbooks and working days, and how to "
              "get\nwhat is missing."),
          "  certplan doctor\n  certplan doctor --fail", entries };
  if (!cli_parse (cli, &argc, &argv, &info, error))
    return FALSE;
  if (argc != 1)
    return cli_usage (error, _ ("doctor takes no argument: \"%s\""), argv[1]);
  if (!cli_load (cli, error))
    return FALSE;
  g_autoptr (CertplanTables) tables
      = certplan_doctor_dup_tables (certplan_rulebook_get_workcal (cli->rulebook), cli->as_of,
                                    &n_missing, cli->cancellable, error);
  if (tables == NULL)
    return FALSE;
  if (fail && n_missing > 0)
    cli->status = CLI_EXIT_NO;
  return cli_write (cli, tables, NULL, error);
}
