/* certplan journal: the vouchers of months. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli.h"

static const char examples[]
    = "  certplan journal examples/finance/charges.csv examples/finance/applied.csv \\\n"
      "      --period 2026-10 --lang zh_CN -o vouchers.csv\n"
      "  certplan journal examples/finance/charges.csv examples/finance/applied.csv \\\n"
      "      --period 2026-10 --vat-included 6% -o 2026-10.journal -o 2026-10.beancount\n"
      "  certplan journal examples/finance/charges.csv examples/finance/applied.csv \\\n"
      "      --from 2026-01 --to 2026-11 --opening -o 2026.journal -o accounts=2026.csv";

typedef struct
{
  char *period, *from, *to, *vat, *certificates, *events;
  gboolean opening, by_day, fail;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->period);
  g_free (options->from);
  g_free (options->to);
  g_free (options->vat);
  g_free (options->certificates);
  g_free (options->events);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
check_options (const Options *options, int argc, GError **error)
{
  if (argc != 3)
    return cli_usage (error, _ ("a file of charges and one of applied payments are needed; "
                                "\"certplan charges\" and \"certplan reconcile\" make them"));
  if ((options->from == NULL) != (options->to == NULL)
      || (options->period == NULL) == (options->from == NULL))
    return cli_usage (error, _ ("either --period is needed, a month, as 2026-11, or --from and "
                                "--to, the first and the last one"));
  if (options->events != NULL && options->certificates == NULL)
    return cli_usage (error, _ ("--events is of use with --register alone"));
  return TRUE;
}

static CertplanJournal *
make_journal (Cli *cli, char **argv, const Options *options, GError **error)
{
  g_autoptr (CertplanRecords) charges = NULL;
  g_autoptr (CertplanRecords) applied = NULL;
  g_autoptr (CertplanRecords) certificates = NULL;
  g_autoptr (CertplanRecords) events = NULL;
  if (!cli_load_given (cli, "charges", argv[1], &charges, error)
      || !cli_load_given (cli, "applied", argv[2], &applied, error)
      || !cli_load_given (cli, "register", options->certificates, &certificates, error)
      || !cli_load_given (cli, "events", options->events, &events, error))
    return NULL;
  g_autoptr (CertplanJournalRequest) request
      = certplan_journal_request_new (cli->rulebook, cli->policy, charges, applied);
  certplan_journal_request_set_certificates (request, certificates, events);
  certplan_journal_request_set_by_day (request, options->by_day);
  certplan_journal_request_set_with_opening (request, options->opening);
  if (!(options->period != NULL
            ? certplan_journal_request_set_period (request, options->period, error)
            : certplan_journal_request_set_months (request, options->from, options->to, error))
      || !certplan_journal_request_set_vat_included (request, options->vat, error))
    return NULL;
  return certplan_journal_new (request, cli->as_of, cli->faults, error);
}

gboolean
cmd_journal (Cli *cli, int argc, char **argv, GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "period", 0, 0, G_OPTION_ARG_STRING, &options.period, N_ ("The month, as 2026-11"),
      N_ ("MONTH") },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from,
      N_ ("Instead of it, the first month of several"), N_ ("MONTH") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, N_ ("And the last one"), N_ ("MONTH") },
    { "opening", 0, 0, G_OPTION_ARG_NONE, &options.opening,
      N_ ("Begin with a voucher of all balances until then, for a ledger that begins here"), NULL },
    { "vat-included", 0, 0, G_OPTION_ARG_STRING, &options.vat,
      N_ ("Split this rate of tax off all amounts, as 6%; none if not given"), N_ ("RATE") },
    { "by-day", 0, 0, G_OPTION_ARG_NONE, &options.by_day,
      N_ ("Earn terms by day, to the last day of the term, instead of by month"), NULL },
    { "register", 0, 0, G_OPTION_ARG_FILENAME, &options.certificates,
      N_ ("The certificates: what is left of one that ends early is not earned on"), N_ ("FILE") },
    { "events", 0, 0, G_OPTION_ARG_FILENAME, &options.events,
      N_ ("All that happened to the certificates, as \"certplan formats events\" tells"),
      N_ ("FILE") },
    { "fail", 0, 0, G_OPTION_ARG_NONE, &options.fail,
      N_ ("Exit with status 3 if a charge has no amount, so that nothing is booked for it"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  const CliInfo info
      = { N_ ("CHARGES APPLIED"),
          N_ ("The vouchers of months: invoices, receipts, advances, credits and revenue.\n"
              "Results: vouchers (also .journal for hledger and .beancount), accounts, findings,\n"
              "notes."),
          examples, entries };
  cli->reads_files = TRUE;
  cli->own_forms = " .journal .beancount";
  if (!cli_parse (cli, &argc, &argv, &info, error) || !check_options (&options, argc, error)
      || !cli_load (cli, error))
    return FALSE;
  g_autoptr (CertplanJournal) journal = make_journal (cli, argv, &options, error);
  if (journal == NULL)
    return FALSE;
  if (options.fail && certplan_journal_get_n_missing (journal) > 0)
    cli->status = CLI_EXIT_NO;
  g_autoptr (CertplanTables) tables = certplan_journal_dup_tables (journal);
  const char *inputs[] = { argv[1], argv[2], options.certificates, options.events, NULL };
  cli_close_gaps (inputs, G_N_ELEMENTS (inputs));
  return cli_write (cli, tables, inputs, error);
}
