/* certplan capacity: whether an office's people can carry its work, and who does what when.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli-office.h"

static const char examples[]
    = "  certplan capacity examples/office --from 2027-01\n"
      "  certplan capacity examples/office --from 2027-01 --months 24 -o capacity.html \\\n"
      "      -o plan=plan.csv -o heatmap=heatmap.png\n"
      "  certplan capacity examples/office --from 2027-01 --growth 30% \\\n"
      "      --add class=one,from=2027-03,days=20 --fail";

typedef struct
{
  CliOffice office;
  CliWhatIf what_if;
  gboolean explain, fail;
} Options;

static void
options_clear (Options *options)
{
  cli_office_clear (&options->office);
  cli_what_if_clear (&options->what_if);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static CertplanCapacity *
make_capacity (Cli *cli, Options *options, const char *folder, GError **error)
{
  g_autoptr (CertplanCapacityOptions) what_if = cli_what_if_make (&options->what_if, FALSE, error);
  g_autoptr (CertplanOffice) office
      = what_if != NULL ? cli_office_load (cli, &options->office, folder, error) : NULL;
  g_autoptr (CertplanWorkload) workload
      = office != NULL ? certplan_workload_new (office, cli->faults, cli->cancellable, error)
                       : NULL;

  if (workload == NULL)
    return NULL;
  g_autoptr (CertplanProgress) progress = certplan_progress_new ();
  cli_begin_progress (progress);
  CertplanCapacity *capacity
      = certplan_capacity_new (workload, what_if, progress, cli->cancellable, error);
  cli_end_progress ();
  return capacity;
}

static gboolean
is_short (const CertplanCapacity *capacity)
{
  return certplan_capacity_get_unserved (capacity) > 0
         || certplan_capacity_count_unplaced (capacity) > 0;
}

gboolean
cmd_capacity (Cli *cli, int argc, char **argv, GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry own[] = {
    { "explain", 0, 0, G_OPTION_ARG_NONE, &options.explain, N_ ("Also show the reasons"), NULL },
    { "fail", 0, 0, G_OPTION_ARG_NONE, &options.fail,
      N_ ("Exit with status 3 if work stays undone or an open case has no body"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree GOptionEntry *entries
      = cli_office_dup_entries (&options.office, &options.what_if, own);
  const CliInfo info = {
    N_ ("OFFICE"),
    N_ ("Whether the people of an office can carry its work, where it breaks, and what mends it.\n"
        "Results: load, shortages, repair, heatmap, classes, goals, plan, refusals, utilisation, "
        "findings, reasons, notes."),
    examples, entries
  };
  cli->reads_files = TRUE;
  cli->draws = TRUE;
  if (!cli_parse (cli, &argc, &argv, &info, error))
    return FALSE;
  if (!cli_office_check_folder (&options.office, argc, error) || !cli_load (cli, error))
    return FALSE;
  g_autoptr (CertplanCapacity) capacity
      = make_capacity (cli, &options, argc > 1 ? argv[1] : NULL, error);
  if (capacity == NULL)
    return FALSE;
  if (options.fail && is_short (capacity))
    cli->status = CLI_EXIT_NO;
  g_autoptr (CertplanTables) tables = certplan_capacity_dup_tables (capacity, options.explain);
  g_auto (GStrv) inputs = cli_office_dup_inputs (&options.office);
  return cli_write (cli, tables, (const char *const *)inputs, error);
}
