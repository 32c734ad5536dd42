/* certplan staffing: how many people it takes. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli-office.h"

static const char examples[]
    = "  certplan staffing examples/office --from 2027-01 --cycle ccia=P3M,P6M --wish 80%\n"
      "  certplan staffing examples/office --from 2027-01 --cycle ccia=P3M,P6M --limit target \\\n"
      "      --certificate-by 2027-12-31 -o staffing.csv -o curve=curve.png -o filing=filing.csv";

typedef struct
{
  char *wish, *limit, *seed, *certificate_by;
  gint n_replications, n_threads;
  gboolean fail;
  CliOffice office;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->wish);
  g_free (options->limit);
  g_free (options->seed);
  g_free (options->certificate_by);
  cli_office_clear (&options->office);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
check_options (const Options *options, int argc, guint64 *seed, GError **error)
{
  CertplanDate day;
  if (!cli_office_check_folder (&options->office, argc, error))
    return FALSE;
  if (options->n_replications < 2)
    return cli_usage (error, _ ("--replications: %d is not above 1"), options->n_replications);
  if (options->n_threads < 0)
    return cli_usage (error, _ ("--threads: %d is negative"), options->n_threads);
  if (options->seed != NULL
      && !g_ascii_string_to_unsigned (options->seed, 10, 0, G_MAXUINT64, seed, NULL))
    return cli_usage (error, _ ("--seed: \"%s\" is no whole number from 0 to 2^64 - 1"),
                      options->seed);
  return cli_parse_date ("--certificate-by", options->certificate_by, &day, error);
}

static gboolean
write_staffing (Cli *cli, Options *options, const char *folder, guint64 seed, GError **error)
{
  g_autoptr (CertplanOffice) office = cli_office_load (cli, &options->office, folder, error);
  g_autoptr (CertplanWorkload) workload
      = office != NULL ? certplan_workload_new (office, cli->faults, cli->cancellable, error)
                       : NULL;
  if (workload == NULL)
    return FALSE;
  g_autoptr (CertplanProgress) progress = certplan_progress_new ();
  cli_begin_progress (progress);
  g_autoptr (CertplanStaffing) staffing = certplan_staffing_new (
      workload, options->wish != NULL ? options->wish : "90%", options->limit,
      options->certificate_by, seed, (guint)options->n_replications, (guint)options->n_threads,
      progress, cli->cancellable, error);
  cli_end_progress ();
  if (staffing == NULL)
    return FALSE;
  if (options->fail && certplan_staffing_count_failures (staffing) > 0)
    cli->status = CLI_EXIT_NO;
  g_autoptr (CertplanTables) tables = certplan_staffing_dup_tables (staffing);
  g_auto (GStrv) inputs = cli_office_dup_inputs (&options->office);
  return cli_write (cli, tables, (const char *const *)inputs, error);
}

gboolean
cmd_staffing (Cli *cli, int argc, char **argv, GError **error)
{
  g_auto (Options) options = { .n_replications = 50 };
  guint64 seed = 1;
  const GOptionEntry own[] = {
    { "wish", 0, 0, G_OPTION_ARG_STRING, &options.wish,
      N_ ("Wished probability of being in time, as 80%; nine in ten if not given"), N_ ("SHARE") },
    { "limit", 0, 0, G_OPTION_ARG_STRING, &options.limit,
      N_ ("In time for which limit: target or cap; the cap if not given"), N_ ("LIMIT") },
    { "certificate-by", 0, 0, G_OPTION_ARG_STRING, &options.certificate_by,
      N_ ("Also tell by when to file for a certificate on that day"), N_ ("DATE") },
    { "replications", 0, 0, G_OPTION_ARG_INT, &options.n_replications,
      N_ ("How often each number of people is simulated; 50 if not given"), N_ ("N") },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &options.seed,
      N_ ("Same seed, same results; 1 if not given"), N_ ("NUMBER") },
    { "threads", 0, 0, G_OPTION_ARG_INT, &options.n_threads,
      N_ ("How many processors; all if not given. The results are the same"), N_ ("N") },
    { "fail", 0, 0, G_OPTION_ARG_NONE, &options.fail,
      N_ ("Exit with status 3 if the wish is not reached with any number"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree GOptionEntry *entries = cli_office_dup_entries (&options.office, NULL, own);
  const CliInfo info = {
    N_ ("OFFICE"),
    N_ ("The smallest number of reviewers in each body of a class, and of cases that a panel "
        "decides at a\nmeeting, with which cases are in time as often as wished; by simulations.\n"
        "OFFICE is a folder with bodies.csv, reviewers.csv, cases.csv, register.csv, ...\n"
        "Results: staffing, curve (also a chart), curve-panels (also a chart), filing."),
    examples, entries
  };
  cli->reads_files = TRUE;
  cli->draws = TRUE;
  return cli_parse (cli, &argc, &argv, &info, error) && check_options (&options, argc, &seed, error)
         && cli_load (cli, error)
         && write_staffing (cli, &options, argc > 1 ? argv[1] : NULL, seed, error);
}
