/* certplan budget: a plan of certificates over years. SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli.h"
#include <string.h>

static const char examples[]
    = "  certplan budget examples/plan.csv --from 2026 --to 2031\n"
      "  certplan budget examples/plan.csv --from 2026 --to 2031 --by year --late 8 --explain \\\n"
      "      -o budget.csv -o reasons=why.csv\n"
      "  certplan budget examples/plan.csv --from 2026 --until 2029-12-31 \\\n"
      "      --diff examples/tariff.csv";

typedef struct
{
  char *from, *to, *until, *by, *diff, *against;
  gint n_late_months;
  gboolean explain, fail;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->from);
  g_free (options->to);
  g_free (options->until);
  g_free (options->by);
  g_free (options->diff);
  g_free (options->against);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
check_options (const Options *options, int argc, GError **error)
{
  if (argc != 2)
    return cli_usage (error, _ ("one plan is needed; \"certplan formats plan\" tells its columns"));
  if (options->to != NULL && options->until != NULL)
    return cli_usage (error, _ ("--to and --until do not go together"));
  return TRUE;
}

/* YEAR (four digits) as its first or last day, else a DATE; nothing gives CERTPLAN_DATE_NONE. */
static gboolean
parse_day (const char *option, const char *text, gboolean is_end, CertplanDate *day, GError **error)
{
  guint64 year;
  const gsize n_digits = text != NULL ? strspn (text, "0123456789") : 0;
  if (n_digits > 0 && n_digits < 4 && text[n_digits] == '\0')
    return cli_usage (error, _ ("%s: the year \"%s\" does not have four digits; write it as 2026"),
                      option, text);
  if (n_digits != 4 || !g_ascii_string_to_unsigned (text, 10, 1, 9999, &year, NULL))
    return cli_parse_date (option, text, day, error);
  *day = is_end ? certplan_date_new ((gint)year, 12, 31) : certplan_date_new ((gint)year, 1, 1);
  return TRUE;
}

static gboolean
set_view (CertplanBudgetRequest *request, const Options *options, GError **error)
{
  CertplanDate from, until;
  if (!parse_day ("--from", options->from, FALSE, &from, error)
      || !parse_day (options->to != NULL ? "--to" : "--until",
                     options->to != NULL ? options->to : options->until, TRUE, &until, error))
    return FALSE;
  return certplan_budget_request_set_horizon (request, from, until, error)
         && certplan_budget_request_set_late (request, options->n_late_months, error)
         && (options->by == NULL
             || certplan_budget_request_set_period (request, options->by, error));
}

/* The rules of the call with one more layer on top. */
static CertplanRulebook *
load_other_rules (Cli *cli, const char *path, GError **error)
{
  g_autoptr (CertplanRulebookOptions) options = cli_make_options (cli, error);
  if (options == NULL)
    return NULL;
  certplan_rulebook_options_add_layer (options, path);
  return certplan_rulebook_load_with_options (options, cli->faults, cli->cancellable, error);
}

static gboolean
set_other (Cli *cli, CertplanBudgetRequest *request, const Options *options, const char *path,
           GError **error)
{
  if (options->against != NULL)
    {
      g_autoptr (CertplanRecords) second = cli_load_records (cli, "plan", options->against, error);
      if (second == NULL)
        return FALSE;
      certplan_budget_request_set_second_plan (request, second);
    }
  /* Under other rules the faults of the plan's rows would be told again. */
  if (options->diff == NULL || certplan_faults_get_n (cli->faults) > 0)
    return TRUE;
  g_autoptr (CertplanRulebook) rules = load_other_rules (cli, options->diff, error);
  g_autoptr (CertplanRecords) plan
      = rules != NULL ? certplan_records_load ("plan", path, cli->input, rules, cli->faults,
                                               cli->cancellable, error)
                      : NULL;
  if (plan == NULL)
    return FALSE;
  certplan_budget_request_set_other_rules (request, rules, plan);
  return TRUE;
}

static gboolean
write_budget (Cli *cli, const Options *options, const char *path, GError **error)
{
  /* What is wrong in single rows and what is wrong between those that are in order: all at once. */
  certplan_input_options_set_keep_good_rows (cli->input, TRUE);
  g_autoptr (CertplanRecords) plan = cli_load_records (cli, "plan", path, error);
  if (plan == NULL)
    return FALSE;
  g_autoptr (CertplanBudgetRequest) request
      = certplan_budget_request_new (cli->rulebook, cli->policy, plan);
  if (!set_view (request, options, error) || !set_other (cli, request, options, path, error))
    return FALSE;
  const gboolean is_whole = certplan_faults_get_n (cli->faults) == 0;
  g_autoptr (CertplanBudget) budget
      = certplan_budget_new (request, cli->as_of, cli->faults, is_whole ? error : NULL);
  if (!is_whole)
    return certplan_faults_set_error (cli->faults, error);
  if (budget == NULL)
    return FALSE;
  if (options->fail && certplan_budget_get_n_missing (budget) > 0)
    cli->status = CLI_EXIT_NO;
  g_autoptr (CertplanTables) tables = certplan_budget_dup_tables (budget, options->explain);
  const char *inputs[] = { path, options->against, options->diff, NULL };
  cli_close_gaps (inputs, G_N_ELEMENTS (inputs));
  return cli_write (cli, tables, inputs, error);
}

gboolean
cmd_budget (Cli *cli, int argc, char **argv, GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from,
      N_ ("Where the horizon begins: a year or a day; this year if not given"), N_ ("YEAR") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to,
      N_ ("The last year of the horizon; five years later if not given"), N_ ("YEAR") },
    { "until", 0, 0, G_OPTION_ARG_STRING, &options.until, N_ ("Its last day, instead of --to"),
      N_ ("DATE") },
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.by,
      N_ ("Sums by month, quarter or year; quarter if not given"), N_ ("PERIOD") },
    { "late", 0, 0, G_OPTION_ARG_INT, &options.n_late_months,
      N_ ("Also tell what it costs to file everything so many months late"), N_ ("MONTHS") },
    { "against", 0, 0, G_OPTION_ARG_FILENAME, &options.against,
      N_ ("Also compare with a second plan"), N_ ("FILE") },
    { "diff", 0, 0, G_OPTION_ARG_FILENAME, &options.diff,
      N_ ("Also price the plan under other rules: a folder or a tariff.csv on top"), N_ ("PATH") },
    { "explain", 0, 0, G_OPTION_ARG_NONE, &options.explain, N_ ("Also show the reasons"), NULL },
    { "fail", 0, 0, G_OPTION_ARG_NONE, &options.fail,
      N_ ("Exit with status 3 if a fee is missing, so that the sum is incomplete"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  const CliInfo info = {
    N_ ("PLAN"),
    N_ ("What certificates held and wanted cost over years, and when.\n"
        "Results: budget, certificates, by-period, by-org, by-qualification, annuities,\n"
        "late-renewal, missing, scenarios, diff, reasons, notes, cash (chart), gantt (chart)."),
    examples, entries
  };
  cli->reads_files = TRUE;
  cli->draws = TRUE;
  cli->own_forms = " .ics";
  if (!cli_parse (cli, &argc, &argv, &info, error) || !check_options (&options, argc, error)
      || !cli_load (cli, error))
    return FALSE;
  return write_budget (cli, &options, argv[1], error);
}
