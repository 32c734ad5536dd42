/* certplan duties: what falls due for certificates that are held.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli.h"

#define DEFAULT_MONTHS 12
#define MAX_MONTHS 1200

static const char examples[]
    = "  certplan duties held.csv\n"
      "  certplan duties held.csv -o year.png\n"
      "  certplan duties held.csv -o year.ics\n"
      "  certplan duties held.csv --events held-events.csv --months 36 --actor all \\\n"
      "      -o duties=duties.csv -o states=states.csv -o summary=summary.csv";

typedef struct
{
  char *cases, *events, *until, *actor;
  gint months;
  gboolean explain, fail;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->cases);
  g_free (options->events);
  g_free (options->until);
  g_free (options->actor);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
check_options (const Options *options, int argc, GError **error)
{
  if (argc != 2)
    return cli_usage (error, _ ("one register is needed; \"certplan formats register\" tells what "
                                "it holds"));
  if (options->months != CLI_NOT_GIVEN && options->until != NULL)
    return cli_usage (error, _ ("--months and --until cannot be given together"));
  if (options->months != CLI_NOT_GIVEN && (options->months < 1 || options->months > MAX_MONTHS))
    return cli_usage (error, _ ("--months: %d; wanted 1 to %d"), options->months, MAX_MONTHS);
  return TRUE;
}

static CertplanDuties *
make_duties (Cli *cli, const char *path, const Options *options, GError **error)
{
  CertplanDate until;
  if (!cli_parse_date ("--until", options->until, &until, error))
    return NULL;
  if (options->until == NULL)
    until = certplan_date_add_months (
        cli->as_of, options->months != CLI_NOT_GIVEN ? options->months : DEFAULT_MONTHS);
  /* What is wrong in single rows and what is wrong between those that are in order: all at once. */
  certplan_input_options_set_keep_good_rows (cli->input, TRUE);
  g_autoptr (CertplanRecords) certificates = NULL;
  g_autoptr (CertplanRecords) cases = NULL;
  g_autoptr (CertplanRecords) events = NULL;
  if (!cli_load_given (cli, "register", path, &certificates, error)
      || !cli_load_given (cli, "cases", options->cases, &cases, error)
      || !cli_load_given (cli, "events", options->events, &events, error))
    return NULL;
  const gboolean is_whole = certplan_faults_get_n (cli->faults) == 0;
  g_autoptr (CertplanDuties) duties
      = certplan_duties_new (cli->rulebook, cli->policy, certificates, cases, events, cli->as_of,
                             until, options->actor, cli->faults, is_whole ? error : NULL);
  if (!is_whole)
    certplan_faults_set_error (cli->faults, error);
  return is_whole ? g_steal_pointer (&duties) : NULL;
}

gboolean
cmd_duties (Cli *cli, int argc, char **argv, GError **error)
{
  g_auto (Options) options = { .months = CLI_NOT_GIVEN };
  const GOptionEntry entries[] = {
    { "events", 0, 0, G_OPTION_ARG_FILENAME, &options.events,
      N_ ("All that happened to the certificates, as \"certplan formats events\" tells"),
      N_ ("FILE") },
    { "cases", 0, 0, G_OPTION_ARG_FILENAME, &options.cases,
      N_ ("What is applied for, as \"certplan formats cases\" tells"), N_ ("FILE") },
    { "months", 0, 0, G_OPTION_ARG_INT, &options.months,
      N_ ("How many months ahead; 12 if not given"), N_ ("N") },
    { "until", 0, 0, G_OPTION_ARG_STRING, &options.until,
      N_ ("The last day of which duties are wanted"), N_ ("DATE") },
    { "actor", 0, 0, G_OPTION_ARG_STRING, &options.actor,
      N_ ("Whose duties: holder (the default), body, office, centre or all"), N_ ("WHO") },
    { "explain", 0, 0, G_OPTION_ARG_NONE, &options.explain, N_ ("Also show the reasons"), NULL },
    { "fail", 0, 0, G_OPTION_ARG_NONE, &options.fail,
      N_ ("Exit with status 3 if any duty is overdue, or a number is known to nobody"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  const CliInfo info
      = { N_ ("REGISTER"),
          N_ ("What falls due for the certificates of a register, and their states.\n"
              "Results: duties, states, summary, findings, reasons, notes.\n"
              "An .ics of a later --as-of, imported into the same calendar, takes the place of an\n"
              "earlier one; of two of one day a calendar may keep the first."),
          examples, entries };
  cli->reads_files = TRUE;
  cli->draws = TRUE;
  cli->own_forms = " .ics";
  if (!cli_parse (cli, &argc, &argv, &info, error) || !check_options (&options, argc, error)
      || !cli_load (cli, error))
    return FALSE;
  g_autoptr (CertplanDuties) duties = make_duties (cli, argv[1], &options, error);
  if (duties == NULL)
    return FALSE;
  if (options.fail
      && certplan_duties_count_overdue (duties) + certplan_duties_count_unknown (duties) > 0)
    cli->status = CLI_EXIT_NO;
  g_autoptr (CertplanTables) tables = certplan_duties_dup_tables (duties, options.explain);
  const char *inputs[] = { argv[1], options.cases, options.events, NULL };
  cli_close_gaps (inputs, G_N_ELEMENTS (inputs));
  return cli_write (cli, tables, inputs, error);
}
