/* certplan charges: what is due for certificates and cases.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli.h"

static const char examples[]
    = "  certplan charges examples/finance/register.csv -o charges.csv\n"
      "  certplan charges examples/finance/register.csv --cases examples/finance/cases.csv \\\n"
      "      --agreements examples/finance/agreements.csv --applied examples/finance/applied.csv "
      "\\\n"
      "      -o charges=charges.csv -o years=years.csv --fail";

typedef struct
{
  char *cases, *events, *agreements, *applied, *terms, *on;
  gboolean explain, fail;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->cases);
  g_free (options->events);
  g_free (options->agreements);
  g_free (options->applied);
  g_free (options->terms);
  g_free (options->on);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
set_terms (CertplanChargingRequest *request, const char *text, GError **error)
{
  CertplanPeriod terms;
  if (text == NULL)
    return TRUE;
  g_autoptr (GError) cause = NULL;
  if (!certplan_period_parse (text, &terms, &cause))
    return cli_usage (error, "--terms: %s", cause->message);
  return certplan_charging_request_set_terms (request, &terms, error);
}

static CertplanChargingRequest *
make_request (Cli *cli, const char *path, const Options *options, GError **error)
{
  CertplanDate on;
  g_autoptr (CertplanRecords) certificates = NULL;
  g_autoptr (CertplanRecords) cases = NULL;
  g_autoptr (CertplanRecords) events = NULL;
  g_autoptr (CertplanRecords) agreements = NULL;
  g_autoptr (CertplanRecords) applied = NULL;
  if (!cli_parse_date ("--on", options->on, &on, error)
      || !cli_load_given (cli, "register", path, &certificates, error)
      || !cli_load_given (cli, "cases", options->cases, &cases, error)
      || !cli_load_given (cli, "events", options->events, &events, error)
      || !cli_load_given (cli, "agreements", options->agreements, &agreements, error)
      || !cli_load_given (cli, "applied", options->applied, &applied, error))
    return NULL;
  g_autoptr (CertplanChargingRequest) request
      = certplan_charging_request_new (cli->rulebook, cli->policy, certificates);
  certplan_charging_request_set_on (request, on);
  certplan_charging_request_set_cases (request, cases);
  certplan_charging_request_set_events (request, events);
  certplan_charging_request_set_agreements (request, agreements);
  certplan_charging_request_set_applied (request, applied);
  return set_terms (request, options->terms, error) ? g_steal_pointer (&request) : NULL;
}

gboolean
cmd_charges (Cli *cli, int argc, char **argv, GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "cases", 0, 0, G_OPTION_ARG_FILENAME, &options.cases,
      N_ ("What is applied for, as \"certplan formats cases\" tells"), N_ ("FILE") },
    { "events", 0, 0, G_OPTION_ARG_FILENAME, &options.events,
      N_ ("All that happened to the certificates, as \"certplan formats events\" tells"),
      N_ ("FILE") },
    { "agreements", 0, 0, G_OPTION_ARG_FILENAME, &options.agreements,
      N_ ("Instalments and costs on top, as \"certplan formats agreements\" tells"), N_ ("FILE") },
    { "applied", 0, 0, G_OPTION_ARG_FILENAME, &options.applied,
      N_ ("What was paid, as \"certplan formats applied\" tells"), N_ ("FILE") },
    { "terms", 0, 0, G_OPTION_ARG_STRING, &options.terms,
      N_ ("How long after the agreement fees are to be paid; P0D if not given"), N_ ("PERIOD") },
    { "on", 0, 0, G_OPTION_ARG_STRING, &options.on,
      N_ ("The day of a dated tariff where neither agreement nor filing is known"), N_ ("DATE") },
    { "explain", 0, 0, G_OPTION_ARG_NONE, &options.explain, N_ ("Also show the reasons"), NULL },
    { "fail", 0, 0, G_OPTION_ARG_NONE, &options.fail,
      N_ ("Exit with status 3 if a fee is published nowhere, a certificate was issued unpaid, or "
          "a number is known to nobody"),
      NULL },
    G_OPTION_ENTRY_NULL,
  };
  const CliInfo info = { N_ ("REGISTER"),
                         N_ ("What is due for the certificates of a register and for cases, and "
                             "when.\n"
                             "Results: charges, totals, years, findings, reasons, notes."),
                         examples, entries };
  cli->reads_files = TRUE;
  if (!cli_parse (cli, &argc, &argv, &info, error))
    return FALSE;
  if (argc != 2)
    return cli_usage (error, _ ("one register is needed; \"certplan formats register\" tells what "
                                "it holds"));
  if (!cli_load (cli, error))
    return FALSE;
  g_autoptr (CertplanChargingRequest) request = make_request (cli, argv[1], &options, error);
  g_autoptr (CertplanCharging) charging
      = request != NULL ? certplan_charging_new (request, cli->as_of, cli->faults, error) : NULL;
  if (charging == NULL)
    return FALSE;
  if (options.fail
      && certplan_charging_get_n_missing (charging) + certplan_charging_get_n_unpaid (charging)
                 + certplan_charging_count_unknown (charging)
             > 0)
    cli->status = CLI_EXIT_NO;
  g_autoptr (CertplanTables) tables = certplan_charging_dup_tables (charging, options.explain);
  const char *inputs[]
      = { argv[1], options.cases, options.events, options.agreements, options.applied, NULL };
  cli_close_gaps (inputs, G_N_ELEMENTS (inputs));
  return cli_write (cli, tables, inputs, error);
}
