/* certplan reconcile: which payments pay which charges, and what stays open.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli.h"
#include <glib/gstdio.h>

static const char examples[]
    = "  certplan reconcile examples/finance/register.csv examples/finance/statement.csv \\\n"
      "      --charges examples/finance/charges.csv -o month.html -o ledger=ledger.csv\n"
      "  certplan reconcile examples/finance/register.csv examples/finance/statement.csv \\\n"
      "      --charges examples/finance/charges.csv --decisions examples/finance/decisions.csv \\\n"
      "      --exclude examples/finance/exclusions.csv -o applied=applied.csv --fail";

typedef struct
{
  char *charges, *cases, *decisions, *exclude, *opening, *closed, *tolerance, *window;
  gint n_threads;
  gboolean explain, fail;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->charges);
  g_free (options->cases);
  g_free (options->decisions);
  g_free (options->exclude);
  g_free (options->opening);
  g_free (options->closed);
  g_free (options->tolerance);
  g_free (options->window);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Without charges of the user's own: those of the register and the cases. */
static CertplanRecords *
make_charges (Cli *cli, CertplanRecords *certificates, const char *cases, GError **error)
{
  g_autoptr (CertplanChargingRequest) request
      = certplan_charging_request_new (cli->rulebook, cli->policy, certificates);
  g_autoptr (CertplanRecords) records = NULL;
  if (!cli_load_given (cli, "cases", cases, &records, error))
    return NULL;
  certplan_charging_request_set_cases (request, records);
  g_autoptr (CertplanCharging) charging
      = certplan_charging_new (request, cli->as_of, cli->faults, error);
  if (charging == NULL)
    return NULL;
  g_autoptr (CertplanTables) tables = certplan_charging_dup_tables (charging, FALSE);
  return certplan_reconcile_charges (certplan_tables_find (tables, "charges"), cli->rulebook,
                                     error);
}

static gboolean
set_tolerance (CertplanReconcileRequest *request, const char *text, GError **error)
{
  CertplanMoney fen;
  g_autoptr (GError) cause = NULL;
  if (text == NULL)
    return TRUE;
  if (!certplan_money_parse (text, &fen, &cause))
    return cli_usage (error, "--tolerance: %s", cause->message);
  return certplan_reconcile_request_set_tolerance (request, fen, error);
}

static gboolean
set_window (CertplanReconcileRequest *request, const char *text, GError **error)
{
  CertplanPeriod window;
  g_autoptr (GError) cause = NULL;
  if (text == NULL)
    return TRUE;
  if (!certplan_period_parse (text, &window, &cause))
    return cli_usage (error, "--window: %s", cause->message);
  return certplan_reconcile_request_set_window (request, &window, error);
}

/* What belongs to a day that is closed is booked on the day after the last of them. */
static gboolean
parse_closed (const char *text, CertplanDate *closed, GError **error)
{
  if (!cli_parse_date ("--closed-through", text, closed, error))
    return FALSE;
  return *closed != certplan_date_new (9999, 12, 31)
         || cli_usage (error, _ ("--closed-through: no day comes after %s to book on"), text);
}

static gboolean
set_options (Cli *cli, CertplanReconcileRequest *request, const Options *options, GError **error)
{
  CertplanDate closed;
  g_autoptr (CertplanRecords) decisions = NULL;
  g_autoptr (CertplanRecords) exclusions = NULL;
  g_autoptr (CertplanRecords) opening = NULL;
  if (!parse_closed (options->closed, &closed, error)
      || !set_tolerance (request, options->tolerance, error)
      || !set_window (request, options->window, error)
      || !cli_load_given (cli, "decisions", options->decisions, &decisions, error)
      || !cli_load_given (cli, "exclusions", options->exclude, &exclusions, error)
      || !cli_load_given (cli, "ledger", options->opening, &opening, error))
    return FALSE;
  certplan_reconcile_request_set_closed_through (request, closed);
  certplan_reconcile_request_set_decisions (request, decisions);
  certplan_reconcile_request_set_exclusions (request, exclusions);
  certplan_reconcile_request_set_opening (request, opening);
  return TRUE;
}

/* The files that are large, read side by side. */
typedef struct
{
  CertplanLoad *charges;
  GPtrArray *statements; /* CertplanLoad */
} Loads;

static void
loads_clear (Loads *loads)
{
  g_clear_pointer (&loads->charges, certplan_load_unref);
  g_clear_pointer (&loads->statements, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Loads, loads_clear)

static CertplanLoad *
begin_load (const Cli *cli, const char *type, const char *path, const Options *options)
{
  return certplan_load_new (type, path, cli->input, cli->rulebook, options->n_threads != 1,
                            cli->cancellable);
}

static void
begin_loads (const Cli *cli, char **paths, const Options *options, Loads *loads)
{
  if (options->charges != NULL)
    loads->charges = begin_load (cli, "charges", options->charges, options);
  loads->statements = g_ptr_array_new_with_free_func ((GDestroyNotify)certplan_load_unref);
  for (guint i = 1; paths[i] != NULL; i++)
    g_ptr_array_add (loads->statements, begin_load (cli, "payments", paths[i], options));
}

static gboolean
add_statements (Cli *cli, CertplanReconcileRequest *request, char **paths, const Loads *loads,
                GError **error)
{
  for (guint i = 0; i < loads->statements->len; i++)
    {
      CertplanLoad *load = g_ptr_array_index (loads->statements, i);
      g_autoptr (CertplanRecords) payments = cli_finish_load (cli, load, paths[i + 1], error);
      if (payments == NULL)
        return FALSE;
      certplan_reconcile_request_add_payments (request, payments);
    }
  return TRUE;
}

static CertplanReconcileRequest *
make_request (Cli *cli, char **paths, const Options *options, GError **error)
{
  g_auto (Loads) loads = { 0 };
  begin_loads (cli, paths, options, &loads);
  g_autoptr (CertplanRecords) certificates = cli_load_records (cli, "register", paths[0], error);
  if (certificates == NULL)
    return NULL;
  g_autoptr (CertplanRecords) charges
      = loads.charges != NULL ? cli_finish_load (cli, loads.charges, options->charges, error)
                              : make_charges (cli, certificates, options->cases, error);
  if (charges == NULL)
    return NULL;
  g_autoptr (CertplanReconcileRequest) request
      = certplan_reconcile_request_new (cli->rulebook, cli->policy, charges);
  certplan_reconcile_request_set_certificates (request, certificates);
  certplan_reconcile_request_set_threads (request, (guint)options->n_threads);
  return add_statements (cli, request, paths, &loads, error)
                 && set_options (cli, request, options, error)
             ? g_steal_pointer (&request)
             : NULL;
}

/* Equal rows without a bank's number are payments of their own: a file read twice would count
 * twice. */
static gboolean
check_paths (char **paths, GError **error)
{
  for (guint i = 1; paths[i] != NULL; i++)
    for (guint k = 1; k < i; k++)
      {
        GStatBuf one, other;
        if (g_stat (paths[i], &one) == 0 && g_stat (paths[k], &other) == 0 && S_ISREG (one.st_mode)
            && one.st_dev == other.st_dev && one.st_ino == other.st_ino)
          return cli_usage (error, _ ("the statement \"%s\" is given twice"), paths[i]);
      }
  return TRUE;
}

static gboolean
check_options (const Options *options, int argc, GError **error)
{
  if (argc < 3)
    return cli_usage (error, _ ("one register and at least one statement are needed; \"certplan "
                                "formats payments\" tells what a statement holds"));
  if (options->charges != NULL && options->cases != NULL)
    return cli_usage (error, _ ("--charges and --cases cannot be given together"));
  if (options->n_threads < 0)
    return cli_usage (error, _ ("--threads: %d is negative"), options->n_threads);
  return TRUE;
}

static gboolean
write_tables (Cli *cli, CertplanTables *tables, char **paths, const Options *options,
              GError **error)
{
  g_autoptr (GPtrArray) inputs = g_ptr_array_new ();
  char *const others[] = { options->charges, options->cases, options->decisions, options->exclude,
                           options->opening };
  for (guint i = 0; paths[i] != NULL; i++)
    g_ptr_array_add (inputs, paths[i]);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i] != NULL)
      g_ptr_array_add (inputs, others[i]);
  g_ptr_array_add (inputs, NULL);
  return cli_write (cli, tables, (const char *const *)inputs->pdata, error);
}

gboolean
cmd_reconcile (Cli *cli, int argc, char **argv, GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "charges", 0, 0, G_OPTION_ARG_FILENAME, &options.charges,
      N_ ("What is due; if not given, what the register and the cases come to"), N_ ("FILE") },
    { "cases", 0, 0, G_OPTION_ARG_FILENAME, &options.cases,
      N_ ("What is applied for, as \"certplan formats cases\" tells"), N_ ("FILE") },
    { "decisions", 0, 0, G_OPTION_ARG_FILENAME, &options.decisions,
      N_ ("What people decided, as \"certplan formats decisions\" tells"), N_ ("FILE") },
    { "exclude", 0, 0, G_OPTION_ARG_FILENAME, &options.exclude,
      N_ ("Words of payments that are for no charge, as \"certplan formats exclusions\" tells"),
      N_ ("FILE") },
    { "opening", 0, 0, G_OPTION_ARG_FILENAME, &options.opening,
      N_ ("The table ledger of the month before"), N_ ("FILE") },
    { "closed-through", 0, 0, G_OPTION_ARG_STRING, &options.closed,
      N_ ("The last day that is closed: what belongs there is booked on the day after"),
      N_ ("DATE") },
    { "tolerance", 0, 0, G_OPTION_ARG_STRING, &options.tolerance,
      N_ ("By how much a payment may miss a charge; 0 if not given"), N_ ("AMOUNT") },
    { "window", 0, 0, G_OPTION_ARG_STRING, &options.window,
      N_ ("How far from the due day a payment without a number may lie; P6M if not given"),
      N_ ("PERIOD") },
    { "threads", 0, 0, G_OPTION_ARG_INT, &options.n_threads,
      N_ ("How many processors; all if not given. The results are the same"), N_ ("N") },
    { "explain", 0, 0, G_OPTION_ARG_NONE, &options.explain, N_ ("Also show the reasons"), NULL },
    { "fail", 0, 0, G_OPTION_ARG_NONE, &options.fail,
      N_ ("Exit with status 3 if a person must look at anything"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  const CliInfo info = { N_ ("REGISTER STATEMENT..."),
                         N_ ("Which payments pay which charges, and what stays open.\n"
                             "Results: reconciliation, applied, unmatched, excluded, repeated, "
                             "findings, statuses,\n"
                             "ageing, months, control, passes, left-out, ledger, signing, reasons, "
                             "notes."),
                         examples, entries };
  cli->reads_files = TRUE;
  cli->draws = TRUE;
  if (!cli_parse (cli, &argc, &argv, &info, error) || !check_options (&options, argc, error)
      || !check_paths (argv + 1, error) || !cli_load (cli, error))
    return FALSE;
  g_autoptr (CertplanReconcileRequest) request = make_request (cli, argv + 1, &options, error);
  g_autoptr (CertplanReconciliation) reconciliation
      = request != NULL
            ? certplan_reconcile_new (request, cli->as_of, cli->faults, cli->cancellable, error)
            : NULL;
  if (reconciliation == NULL)
    return FALSE;
  if (options.fail && certplan_reconciliation_get_n_open (reconciliation) > 0)
    cli->status = CLI_EXIT_NO;
  g_autoptr (CertplanTables) tables
      = certplan_reconciliation_dup_tables (reconciliation, options.explain);
  return write_tables (cli, tables, argv + 1, &options, error);
}
