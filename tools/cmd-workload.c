/* certplan workload: how much work an office has to do. SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "cli-office.h"

static const char examples[]
    = "  certplan workload examples/office --from 2027-01 --months 12\n"
      "  certplan workload examples/office --from 2027-01 --explain \\\n"
      "      -o workload.csv -o supply=supply.csv -o findings=findings.csv -o reasons=why.csv\n"
      "  certplan workload examples/office --from 2027-01 -o workload.html -o demand=demand.png";

typedef struct
{
  CliOffice office;
  gboolean explain, fail;
} Options;

static void
options_clear (Options *options)
{
  cli_office_clear (&options->office);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
write_workload (Cli *cli, Options *options, const char *folder, GError **error)
{
  g_autoptr (CertplanOffice) office = cli_office_load (cli, &options->office, folder, error);
  g_autoptr (CertplanWorkload) workload
      = office != NULL ? certplan_workload_new (office, cli->faults, cli->cancellable, error)
                       : NULL;
  if (workload == NULL)
    return FALSE;
  if (options->fail
      && certplan_workload_count_overloads (workload) + certplan_workload_count_unknown (workload)
             > 0)
    cli->status = CLI_EXIT_NO;
  g_autoptr (CertplanTables) tables = certplan_workload_dup_tables (workload, options->explain);
  g_auto (GStrv) inputs = cli_office_dup_inputs (&options->office);
  return cli_write (cli, tables, (const char *const *)inputs, error);
}

gboolean
cmd_workload (Cli *cli, int argc, char **argv, GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry own[] = {
    { "explain", 0, 0, G_OPTION_ARG_NONE, &options.explain, N_ ("Also show the reasons"), NULL },
    { "fail", 0, 0, G_OPTION_ARG_NONE, &options.fail,
      N_ ("Exit with status 3 if anybody has more work than time in a month, or a number is known "
          "to nobody"),
      NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree GOptionEntry *entries = cli_office_dup_entries (&options.office, NULL, own);
  const CliInfo info
      = { N_ ("OFFICE"),
          N_ ("How much work an office has, by month, region, level, stage and performer.\n"
              "OFFICE is a folder with bodies.csv, reviewers.csv, cases.csv, register.csv, ...\n"
              "Results: workload, months, supply (chart), bodies, panels, demand (chart),\n"
              "findings, reasons, notes."),
          examples, entries };
  cli->reads_files = TRUE;
  cli->draws = TRUE;
  if (!cli_parse (cli, &argc, &argv, &info, error))
    return FALSE;
  if (!cli_office_check_folder (&options.office, argc, error))
    return FALSE;
  return cli_load (cli, error) && write_workload (cli, &options, argc > 1 ? argv[1] : NULL, error);
}
