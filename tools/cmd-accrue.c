/* certplan accrue: what of charges is earned, month by month.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli.h"

static const char examples[]
    = "  certplan accrue examples/finance/charges.csv --from 2026-01 --to 2026-12\n"
      "  certplan accrue examples/finance/charges.csv --from 2026-01 --to 2026-12 --by-day \\\n"
      "      --register examples/finance/register.csv --events examples/finance/events.csv \\\n"
      "      -o rollforward=rolled.csv -o schedule=schedule.csv";

typedef struct
{
  char *from, *to, *certificates, *events, *applied, *side;
  gboolean by_day, fail;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->from);
  g_free (options->to);
  g_free (options->certificates);
  g_free (options->events);
  g_free (options->applied);
  g_free (options->side);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
check_options (const Options *options, int argc, GError **error)
{
  if (argc != 2)
    return cli_usage (error, _ ("one file of charges is needed; \"certplan charges\" makes it, "
                                "\"certplan formats charges\" tells what it holds"));
  if (options->from == NULL || options->to == NULL)
    return cli_usage (error, _ ("--from and --to are needed: the first and the last month, as "
                                "2026-01 and 2026-12"));
  if (options->events != NULL && options->certificates == NULL)
    return cli_usage (error, _ ("--events is of use with --register alone"));
  return TRUE;
}

static CertplanAccrual *
make_accrual (Cli *cli, const char *path, const Options *options, GError **error)
{
  g_autoptr (CertplanRecords) certificates = NULL;
  g_autoptr (CertplanRecords) events = NULL;
  g_autoptr (CertplanRecords) applied = NULL;
  g_autoptr (CertplanRecords) charges = NULL;
  if (!cli_load_given (cli, "charges", path, &charges, error)
      || !cli_load_given (cli, "register", options->certificates, &certificates, error)
      || !cli_load_given (cli, "events", options->events, &events, error)
      || !cli_load_given (cli, "applied", options->applied, &applied, error))
    return NULL;
  g_autoptr (CertplanAccrualRequest) request
      = certplan_accrual_request_new (cli->rulebook, cli->policy, charges);
  certplan_accrual_request_set_certificates (request, certificates, events);
  certplan_accrual_request_set_applied (request, applied);
  certplan_accrual_request_set_by_day (request, options->by_day);
  if (!certplan_accrual_request_set_months (request, options->from, options->to, error)
      || !certplan_accrual_request_set_side (request, options->side, error))
    return NULL;
  return certplan_accrual_new (request, cli->as_of, cli->faults, error);
}

gboolean
cmd_accrue (Cli *cli, int argc, char **argv, GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, N_ ("The first month, as 2026-01"),
      N_ ("MONTH") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, N_ ("The last month, as 2026-12"),
      N_ ("MONTH") },
    { "by-day", 0, 0, G_OPTION_ARG_NONE, &options.by_day,
      N_ ("Earn terms by day, to the last day of the term, instead of by month"), NULL },
    { "side", 0, 0, G_OPTION_ARG_STRING, &options.side,
      N_ ("Whose books: payee (the default) or payer, who has a prepaid expense"), N_ ("WHO") },
    { "register", 0, 0, G_OPTION_ARG_FILENAME, &options.certificates,
      N_ ("The certificates: what is left of one that ends early is not earned on"), N_ ("FILE") },
    { "events", 0, 0, G_OPTION_ARG_FILENAME, &options.events,
      N_ ("All that happened to the certificates, as \"certplan formats events\" tells"),
      N_ ("FILE") },
    { "applied", 0, 0, G_OPTION_ARG_FILENAME, &options.applied,
      N_ ("What \"certplan reconcile\" applied: what was waived is taken off its charge"),
      N_ ("FILE") },
    { "fail", 0, 0, G_OPTION_ARG_NONE, &options.fail,
      N_ ("Exit with status 3 if a charge has no amount, so that the sums are incomplete, or a "
          "number is known to nobody"),
      NULL },
    G_OPTION_ENTRY_NULL,
  };
  const CliInfo info = { N_ ("CHARGES"),
                         N_ ("What of charges is billed, earned and deferred, month by month.\n"
                             "Results: rollforward, balances, schedule, findings, notes."),
                         examples, entries };
  cli->reads_files = TRUE;
  cli->draws = TRUE;
  if (!cli_parse (cli, &argc, &argv, &info, error) || !check_options (&options, argc, error)
      || !cli_load (cli, error))
    return FALSE;
  g_autoptr (CertplanAccrual) accrual = make_accrual (cli, argv[1], &options, error);
  if (accrual == NULL)
    return FALSE;
  if (options.fail
      && certplan_accrual_get_n_missing (accrual) + certplan_accrual_count_unknown (accrual) > 0)
    cli->status = CLI_EXIT_NO;
  g_autoptr (CertplanTables) tables = certplan_accrual_dup_tables (accrual);
  const char *inputs[] = { argv[1], options.certificates, options.events, options.applied, NULL };
  cli_close_gaps (inputs, G_N_ELEMENTS (inputs));
  return cli_write (cli, tables, inputs, error);
}
